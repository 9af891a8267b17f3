use crate::{address, ask, council, Error, Result};
use cosmwasm_std::{from_json, Addr, Deps, Env, MessageInfo, QuerierWrapper};
use timebank_api::permission::{Contract, Message, Permission, Who};
use timebank_api::record::{
    account_key, link_key, member_key, operator_key, AccountRecord, MemberRecord, MemberStatus,
};
use timebank_api::{Actor, Agent, BranchId, Code, MemberId, Roles, Scope};

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

/// Where each contract of the system is.
pub type Addresses<'a> = &'a dyn Fn(Contract) -> Result<Addr>;

/// Checks sender and message against the contract's permission table and gives who acts and what is to be done: for a relayed
/// message the inner one.
///
/// # Errors
/// `request.funds`, `request.message`, and the `auth` codes.
pub fn admit<M: Message>(deps: Deps, env: &Env, info: &MessageInfo, msg: M) -> Result<(Acting, M)> {
    admit_by(deps, env, info, msg, &|contract| address(deps, contract))
}

/// As [`admit`], for a contract that keeps the addresses of the system in a way of its own.
///
/// # Errors
/// As [`admit`].
pub fn admit_by<M: Message>(
    deps: Deps,
    env: &Env,
    info: &MessageInfo,
    msg: M,
    address: Addresses,
) -> Result<(Acting, M)> {
    if !info.funds.is_empty() {
        return Err(Code::FundsSent.into());
    }
    match msg.into_relayed() {
        Ok((actor, inner)) => {
            if info.sender != address(Contract::Proxy)? {
                return Err(Code::Unauthorized.into());
            }
            let inner: M = from_json(&inner).map_err(|_| Code::MessageInvalid)?;
            check_member(&inner.permission(), &actor)?;
            Ok((Acting::Member(actor), inner))
        }
        Err(msg) => {
            let acting = check_sender(deps, env, info, &msg.permission(), address)?;
            Ok((acting, msg))
        }
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
    let allowed = |agent: &Agent| permission.agent.is_some_and(|right| agent.rights.contains(right));
    if !actor.agent.as_ref().is_none_or(allowed) {
        return Err(Code::AgentNotAllowed.into());
    }
    Ok(())
}

fn check_sender(
    deps: Deps,
    env: &Env,
    info: &MessageInfo,
    permission: &Permission,
    address: Addresses,
) -> Result<Acting> {
    let account = || Acting::Account(info.sender.clone());
    let only = |one: Addr| {
        if info.sender == one {
            Ok(account())
        } else {
            Err(Code::Unauthorized.into())
        }
    };
    match permission.who {
        Who::Anyone => Ok(account()),
        Who::Council => only(council(deps.storage)?),
        Who::Contract(contract) => only(address(contract)?),
        Who::Member { .. } => {
            let actor = linked(deps, env, info.sender.as_str(), address)?.ok_or(Code::Unauthorized)?;
            let scope = if matches!(permission.who, Who::Member { scopes, .. } if scopes.contains(&Scope::Owner))
            {
                Scope::Owner
            } else {
                Scope::Everyday
            };
            let actor = Actor { scope, ..actor };
            check_member(permission, &actor)?;
            Ok(Acting::Member(actor))
        }
        Who::MemberOrAccount { .. } => {
            Ok(linked(deps, env, info.sender.as_str(), address)?.map_or_else(account, Acting::Member))
        }
        Who::Operator => {
            let branch = registry_value(deps, env, &operator_key(info.sender.as_str()), address)?
                .and_then(|bytes| Some(BranchId::from_be_bytes(bytes.try_into().ok()?)))
                .ok_or(Code::OperatorUnknown)?;
            Ok(Acting::Operator { address: info.sender.clone(), branch })
        }
    }
}

/// The active member who acts with this chain account as with own keys.
fn linked(deps: Deps, env: &Env, sender: &str, address: Addresses) -> Result<Option<Actor>> {
    let Some(bytes) = registry_value(deps, env, &link_key(sender), address)? else {
        return Ok(None);
    };
    let invalid = || Error::from(Code::StateInvalid);
    let id = MemberId::from_be_bytes(bytes.try_into().map_err(|_| invalid())?);
    let record = registry_value(deps, env, &member_key(id), address)?.ok_or_else(invalid)?;
    let record = MemberRecord::from_bytes(&record).ok_or_else(invalid)?;
    if record.status != MemberStatus::Active {
        return Err(Code::MemberInactive.into());
    }
    Ok(Some(Actor {
        id,
        account: record.account,
        branch: record.branch,
        // An office is held with the office key alone.
        roles: Roles::default(),
        scope: Scope::Owner,
        relayed_by: record.branch,
        agent: None,
    }))
}

/// A published value of the member-registry; the registry itself reads its own storage.
fn registry_value(deps: Deps, env: &Env, key: &[u8], address: Addresses) -> Result<Option<Vec<u8>>> {
    let registry = address(Contract::MemberRegistry)?;
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

/// What the member-registry publishes about an account at the cw20 face; nothing for accounts that are no member's.
///
/// # Errors
/// Only if the query itself fails.
pub fn account_record(
    querier: &QuerierWrapper,
    registry: &Addr,
    account: &str,
) -> Result<Option<AccountRecord>> {
    let Some(bytes) = ask::read(querier, registry, account_key(account))? else {
        return Ok(None);
    };
    if let Some(record) = AccountRecord::from_bytes(&bytes) {
        return Ok(Some(record));
    }
    // As version 0.1 wrote it: the member alone.
    let id = MemberId::from_be_bytes(bytes.try_into().map_err(|_| Error::from(Code::StateInvalid))?);
    Ok(Some(AccountRecord::new(id, &member_record(querier, registry, id)?)))
}

/// A record of another contract of the system, if there is one.
///
/// # Errors
/// `system.state` if it cannot be read.
pub fn published<T>(
    deps: Deps,
    contract: Contract,
    key: Vec<u8>,
    from_bytes: fn(&[u8]) -> Option<T>,
) -> Result<Option<T>> {
    published_at(&deps.querier, &address(deps, contract)?, key, from_bytes)
}

/// As [`published`], at a contract's address.
///
/// # Errors
/// `system.state` if it cannot be read.
pub fn published_at<T>(
    querier: &QuerierWrapper,
    contract: &Addr,
    key: Vec<u8>,
    from_bytes: fn(&[u8]) -> Option<T>,
) -> Result<Option<T>> {
    let bytes = ask::read(querier, contract, key)?;
    bytes.map(|bytes| from_bytes(&bytes).ok_or_else(|| Error::from(Code::StateInvalid))).transpose()
}
