use crate::{address, ask, council, Error, Result};
use cosmwasm_std::{from_json, Addr, Deps, Env, MessageInfo, QuerierWrapper};
use timebank_api::permission::{Contract, Message, Permission, Who};
use timebank_api::record::{account_key, member_key, operator_key, MemberRecord};
use timebank_api::{Actor, BranchId, Code, MemberId};

/// Who sends a message that the permission table lets through.
#[derive(Debug, Clone, PartialEq)]
pub enum Acting {
    /// A member, vouched for by the proxy.
    Member(Actor),
    /// An operator of this branch.
    Operator { address: Addr, branch: BranchId },
    /// Any other chain account that the table admits.
    Account(Addr),
}

impl Acting {
    /// The acting member.
    ///
    /// # Errors
    /// `auth.unauthorized` if no member acts. The table already says so for messages of members.
    pub fn member(&self) -> Result<&Actor> {
        match self {
            Acting::Member(actor) => Ok(actor),
            _ => Err(Code::Unauthorized.into()),
        }
    }

    /// The branch whose operator acts.
    ///
    /// # Errors
    /// `auth.unauthorized` if no operator acts.
    pub fn operator_branch(&self) -> Result<BranchId> {
        match self {
            Acting::Operator { branch, .. } => Ok(*branch),
            _ => Err(Code::Unauthorized.into()),
        }
    }
}

/// Checks sender and message against the contract's permission table and gives who acts and what is to be done: for a relayed
/// message the inner one.
///
/// # Errors
/// `request.funds`, `request.message`, and the `auth` codes.
pub fn admit<M: Message>(deps: Deps, env: &Env, info: &MessageInfo, msg: M) -> Result<(Acting, M)> {
    if !info.funds.is_empty() {
        return Err(Code::FundsSent.into());
    }
    match msg.into_relayed() {
        Ok((actor, inner)) => {
            if info.sender != address(deps, Contract::Proxy)? {
                return Err(Code::Unauthorized.into());
            }
            let inner: M = from_json(&inner).map_err(|_| Code::MessageInvalid)?;
            check_member(&inner.permission(), &actor)?;
            Ok((Acting::Member(actor), inner))
        }
        Err(msg) => Ok((check_sender(deps, env, info, &msg.permission())?, msg)),
    }
}

fn check_member(permission: &Permission, actor: &Actor) -> Result<()> {
    if !permission.relayable() {
        return Err(Code::NotRelayable.into());
    }
    let (scopes, roles) = match permission.who {
        Who::Member { scopes, roles } => (scopes, roles),
        Who::MemberOrAccount { scopes } => (scopes, [].as_slice()),
        _ => return Err(Code::NotRelayable.into()),
    };
    if !scopes.contains(&actor.scope) {
        return Err(Code::ScopeInsufficient.into());
    }
    if !roles.is_empty() && !roles.iter().any(|role| actor.roles.contains(*role)) {
        return Err(Code::RoleMissing.into());
    }
    // Nobody can appoint an agent yet, so nobody is one.
    if actor.on_behalf_of.is_some_and(|member| member != actor.id) {
        return Err(Code::AgentNotAllowed.into());
    }
    Ok(())
}

fn check_sender(deps: Deps, env: &Env, info: &MessageInfo, permission: &Permission) -> Result<Acting> {
    let account = || Acting::Account(info.sender.clone());
    let only = |address: Addr| {
        if info.sender == address {
            Ok(account())
        } else {
            Err(Code::Unauthorized.into())
        }
    };
    match permission.who {
        Who::Anyone | Who::MemberOrAccount { .. } => Ok(account()),
        Who::Council => only(council(deps.storage)?),
        Who::Contract(contract) => only(address(deps, contract)?),
        Who::Member { .. } => Err(Code::Unauthorized.into()),
        Who::Operator => {
            let branch = registry_value(deps, env, &operator_key(info.sender.as_str()))?
                .and_then(|bytes| Some(BranchId::from_be_bytes(bytes.try_into().ok()?)))
                .ok_or(Code::OperatorUnknown)?;
            Ok(Acting::Operator { address: info.sender.clone(), branch })
        }
    }
}

/// A published value of the member-registry; the registry itself reads its own storage.
fn registry_value(deps: Deps, env: &Env, key: &[u8]) -> Result<Option<Vec<u8>>> {
    let registry = address(deps, Contract::MemberRegistry)?;
    if registry == env.contract.address {
        return Ok(deps.storage.get(key));
    }
    Ok(ask::read(&deps.querier, &registry, key.to_vec())?)
}

/// What the member-registry publishes about a member.
///
/// # Errors
/// `member.unknown` if there is none.
pub fn member_record(querier: &QuerierWrapper, registry: &Addr, id: MemberId) -> Result<MemberRecord> {
    ask::read(querier, registry, member_key(id))?
        .and_then(|bytes| MemberRecord::from_bytes(&bytes))
        .ok_or_else(|| Error::from(Code::MemberUnknown))
}

/// The member an account at the cw20 face belongs to.
///
/// # Errors
/// Only if the query itself fails.
pub fn member_of_account(
    querier: &QuerierWrapper,
    registry: &Addr,
    account: &str,
) -> Result<Option<MemberId>> {
    let bytes = ask::read(querier, registry, account_key(account))?;
    Ok(bytes.and_then(|bytes| Some(MemberId::from_be_bytes(bytes.try_into().ok()?))))
}
