//! A key for somebody who lost it: no one person can bring it in, and the member can stop it.

use super::{next_epoch, proven_point, read, store_key, Placed};
use crate::key::{api_scope, intent_scope};
use crate::state;
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{to_json_binary, Deps, DepsMut, Env, Response, Storage, WasmMsg};
use timebank_api::member_registry::{RecoveryRules, RECOVERY_RULES};
use timebank_api::permission::Contract;
use timebank_api::proxy::{NewKey, RecoveryRecord};
use timebank_api::record::{MemberKind, MemberRecord, MemberStatus};
use timebank_api::{event, Actor, Code, MemberId, Minutes, Roles, Seconds};
use timebank_intent::Scope;
use timebank_std::{address, member_record, Result};

const DAY: Seconds = 86_400;

/// What the other contracts are told. Their own messages would bring the code of all the others along.
#[cw_serde]
enum Told {
    EndRecovery { member: MemberId, unlink: bool },
    Cap { account: String, daily: Minutes, until: Seconds },
}

pub fn propose_key(deps: DepsMut, env: &Env, actor: &Actor, new: &NewKey) -> Result<Response> {
    let (member, scope) = (new.member, intent_scope(new.scope));
    not_about(actor, member)?;
    let record = holder(deps.as_ref(), member, scope)?;
    if record.branch != actor.branch {
        return Err(Code::OtherBranch.into());
    }
    drop_proposal(deps.storage, member, scope)?;
    let epoch = next_epoch(deps.storage, member, scope)?;
    let point = proven_point(deps.api, env, member, scope, epoch, (&new.key, &new.proof))?;
    let day = env.block.time.seconds().checked_div(DAY).unwrap_or(0);
    let (by, branch) = (actor.by(), record.branch);
    if state::count_recovery(deps.storage, branch, day) > rules(deps.as_ref())?.per_day {
        return Err(Code::RecoveryLimit.into());
    }
    let recovery = RecoveryRecord { point, epoch, branch, by, approver: None, ready: 0, own: new.own };
    state::set_recovery(deps.storage, member, scope, recovery);
    let (scope, key) = (api_scope(scope), point.into());
    Ok(Response::new().add_event(event::KeyProposed { member, scope, key, by, branch }))
}

pub fn approve_key(deps: DepsMut, env: &Env, actor: &Actor, that: &NewKey) -> Result<Response> {
    let (member, scope) = (that.member, intent_scope(that.scope));
    not_about(actor, member)?;
    let recovery = pending(deps.storage, that)?;
    not_about(actor, recovery.by)?;
    if recovery.approver.is_some() {
        return Err(Code::RecoveryPending.into());
    }
    let record = holder(deps.as_ref(), member, scope)?;
    if actor.branch == recovery.branch {
        return Err(Code::SameBranch.into());
    }
    // The member has moved: the new branch proposes.
    if record.branch != recovery.branch {
        return Err(Code::RecoveryChanged.into());
    }
    let (by, branch) = (actor.by(), actor.branch);
    let lock = if scope == Scope::Owner { rules(deps.as_ref())?.lock } else { 0 };
    let ready = env.block.time.seconds().checked_add(lock).ok_or(Code::Overflow)?;
    let approved = event::KeyApproved { member, scope: that.scope, by, branch, ready };
    if scope == Scope::Owner {
        let recovery = RecoveryRecord { approver: Some(by), ready, ..recovery };
        state::set_recovery(deps.storage, member, scope, recovery);
        return Ok(Response::new().add_event(approved));
    }
    check_active(&record)?;
    Ok(place(deps, env, that, &record, &recovery)?.add_event(approved))
}

pub fn finish_key(deps: DepsMut, env: &Env, that: &NewKey) -> Result<Response> {
    let recovery = pending(deps.storage, that)?;
    if recovery.approver.is_none() || env.block.time.seconds() < recovery.ready {
        return Err(Code::RecoveryEarly.into());
    }
    let record = holder(deps.as_ref(), that.member, intent_scope(that.scope))?;
    check_active(&record)?;
    place(deps, env, that, &record, &recovery)
}

pub fn confirm_key(deps: DepsMut, env: &Env, that: &NewKey) -> Result<Response> {
    let recovery = pending(deps.storage, that)?;
    let record = holder(deps.as_ref(), that.member, intent_scope(that.scope))?;
    place(deps, env, that, &record, &recovery)
}

pub fn refuse_key(deps: DepsMut, that: &NewKey) -> Result<Response> {
    pending(deps.storage, that)?;
    let NewKey { member, scope, .. } = *that;
    state::remove_recovery(deps.storage, member, intent_scope(scope));
    let response = Response::new().add_event(event::KeyRefused { member, scope });
    let told = Told::EndRecovery { member, unlink: false };
    tell(deps.as_ref(), response, Contract::MemberRegistry, &told)
}

/// Ends what was only proposed.
///
/// # Errors
/// `recovery.pending` if it was approved.
pub fn drop_proposal(storage: &mut dyn Storage, member: MemberId, scope: Scope) -> Result<()> {
    if let Some(recovery) = state::recovery(storage, member, scope)? {
        if recovery.approver.is_some() {
            return Err(Code::RecoveryPending.into());
        }
        state::remove_recovery(storage, member, scope);
    }
    Ok(())
}

/// Puts the key in its place. Its epoch is one that no outstanding intent bears; after an owner key little TIME can leave the
/// account for a while, and what the old key had linked is cut off.
fn place(
    mut deps: DepsMut,
    env: &Env,
    that: &NewKey,
    record: &MemberRecord,
    recovery: &RecoveryRecord,
) -> Result<Response> {
    let (member, scope) = (that.member, intent_scope(that.scope));
    let RecoveryRecord { point, epoch, own, .. } = *recovery;
    if next_epoch(deps.storage, member, scope)? != epoch {
        return Err(Code::RecoveryChanged.into());
    }
    state::remove_recovery(deps.storage, member, scope);
    let response = store_key(deps.branch(), env, member, scope, Placed { point, epoch, own })?;
    let unlink = scope == Scope::Owner;
    let response = if unlink {
        let rules = rules(deps.as_ref())?;
        let until = env.block.time.seconds().checked_add(rules.cap_for).ok_or(Code::Overflow)?;
        let cap = Told::Cap { account: record.account.clone(), daily: rules.cap, until };
        tell(deps.as_ref(), response, Contract::TimeToken, &cap)?
    } else {
        response
    };
    tell(deps.as_ref(), response, Contract::MemberRegistry, &Told::EndRecovery { member, unlink })
}

fn tell(deps: Deps, response: Response, contract: Contract, told: &Told) -> Result<Response> {
    Ok(response.add_message(WasmMsg::Execute {
        contract_addr: address(deps, contract)?.into_string(),
        msg: to_json_binary(told)?,
        funds: vec![],
    }))
}

/// The recovery that somebody decides about, who must have seen this key.
fn pending(storage: &dyn Storage, that: &NewKey) -> Result<RecoveryRecord> {
    let recovery =
        state::recovery(storage, that.member, intent_scope(that.scope))?.ok_or(Code::RecoveryUnknown)?;
    if recovery.point.as_slice() != that.key.as_slice() {
        return Err(Code::RecoveryChanged.into());
    }
    Ok(recovery)
}

fn rules(deps: Deps) -> Result<RecoveryRules> {
    let bytes = read(deps, Contract::MemberRegistry, RECOVERY_RULES.to_vec())?;
    Ok(bytes.and_then(|bytes| RecoveryRules::from_bytes(&bytes)).unwrap_or_default())
}

/// A member who has use for a key of this scope. An everyday key is replaced with the owner key, and a group has none.
fn holder(deps: Deps, member: MemberId, scope: Scope) -> Result<MemberRecord> {
    let record = member_record(&deps.querier, &address(deps, Contract::MemberRegistry)?, member)?;
    if scope == Scope::Everyday {
        return Err(Code::ScopeInsufficient.into());
    }
    if record.kind != MemberKind::Person {
        return Err(Code::ForPersons.into());
    }
    if matches!(record.status, MemberStatus::Closed | MemberStatus::Deceased) {
        return Err(Code::MemberInactive.into());
    }
    if scope == Scope::Office && record.roles == Roles::default() {
        return Err(Code::RoleNotHeld.into());
    }
    Ok(record)
}

/// A member who is frozen or suspended cannot object, or has objected: the council decides.
fn check_active(record: &MemberRecord) -> Result<()> {
    if record.status != MemberStatus::Active {
        return Err(Code::MemberInactive.into());
    }
    Ok(())
}

/// Nobody decides an own case.
fn not_about(actor: &Actor, member: MemberId) -> Result<()> {
    if member == actor.id {
        return Err(Code::OwnCase.into());
    }
    Ok(())
}
