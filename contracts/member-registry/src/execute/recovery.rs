//! What the registry has to do with new keys: who may stop one, and what ends with the old one.

use super::status;
use crate::state::{self, agent, kin, link, standing};
use cosmwasm_std::{Deps, DepsMut, Response, Storage};
use timebank_api::member_registry::{KinOpening, RecoveryRules, StatusCause};
use timebank_api::permission::Contract;
use timebank_api::proxy::{recovery_key, RecoveryRecord};
use timebank_api::{event, Actor, Code, MemberId, Scope};
use timebank_intent::kin_commitment;
use timebank_std::{published, Error, Result};

/// While the account is frozen no time lock ends.
pub fn object_key(
    deps: DepsMut,
    actor: &Actor,
    member: MemberId,
    scope: Scope,
    kin: Option<KinOpening>,
) -> Result<Response> {
    if actor.id != member {
        check_kin(deps.storage, actor.id, member, &kin.ok_or(Code::Unauthorized)?)?;
    }
    pending(deps.as_ref(), member, scope)?.ok_or(Code::RecoveryUnknown)?;
    let by = actor.by();
    let cause = StatusCause::Recovery;
    let changed = status::change(deps.storage, member, standing::RECOVERY, 0, cause, Some(by))?;
    Ok(Response::new().add_event(event::KeyObjected { member, scope, by }).add_event(changed))
}

/// The recovery of a member's key that is under way in the proxy.
pub fn pending(deps: Deps, member: MemberId, scope: Scope) -> Result<Option<RecoveryRecord>> {
    let scope = match scope {
        Scope::Everyday => timebank_intent::Scope::Everyday,
        Scope::Owner => timebank_intent::Scope::Owner,
        Scope::Office => timebank_intent::Scope::Office,
    };
    let key = recovery_key(member, scope.byte());
    published(deps, Contract::Proxy, key, RecoveryRecord::from_bytes)
}

/// Whether the two accepted a kin link with this opening.
fn check_kin(storage: &dyn Storage, by: MemberId, member: MemberId, opening: &KinOpening) -> Result<()> {
    let salt = opening.salt.as_slice().try_into().map_err(|_| Error::from(Code::KinUnknown))?;
    let link = kin::known(storage, &kin_commitment(by, member, opening.degree, salt))?;
    let both = [link.of, link.to].contains(&by) && [link.of, link.to].contains(&member);
    if !(link.accepted && both) {
        return Err(Code::KinUnknown.into());
    }
    Ok(())
}

/// A recovery ended, says the proxy. Whoever had the old key may have linked an account or appointed an agent: the member does so
/// anew.
pub fn end_recovery(deps: DepsMut, member: MemberId, unlink: bool) -> Result<Response> {
    let mut response = Response::new();
    let causes = standing::causes(deps.storage, member);
    if causes & standing::RECOVERY != 0 && causes & standing::DEAD == 0 {
        let (ended, cause) = (standing::RECOVERY, StatusCause::Recovery);
        response = response.add_event(status::change(deps.storage, member, 0, ended, cause, None)?);
    }
    if unlink {
        for linked in link::all(deps.storage, member)? {
            link::remove(deps.storage, member, &linked.account)?;
            let account = linked.account;
            response = response.add_event(event::AccountUnlinked { member, account, by: member });
        }
        for known in agent::agents(deps.storage, member)? {
            agent::remove(deps.storage, member, known.agent);
            response =
                response.add_event(event::AgentRevoked { principal: member, agent: known.agent, by: member });
        }
    }
    Ok(response)
}

pub fn set_recovery_rules(deps: DepsMut, rules: RecoveryRules) -> Result<Response> {
    super::check_delay(rules.lock)?;
    state::set_recovery_rules(deps.storage, rules);
    Ok(Response::new().add_event(event::RecoveryRulesSet { rules }))
}
