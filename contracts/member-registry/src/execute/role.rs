use crate::{guard, state};
use cosmwasm_std::{DepsMut, Response, Storage};
use timebank_api::record::MemberKind;
use timebank_api::{event, Actor, Code, MemberId, Role, Roles};
use timebank_std::Result;

pub fn grant_role(deps: DepsMut, member: MemberId, role: Role) -> Result<Response> {
    Ok(Response::new().add_event(grant(deps.storage, member, role)?))
}

pub fn revoke_role(deps: DepsMut, member: MemberId, role: Role) -> Result<Response> {
    Ok(Response::new().add_event(revoke(deps.storage, member, role)?))
}

pub fn appoint(deps: DepsMut, actor: &Actor, member: MemberId, role: Role) -> Result<Response> {
    check_light(&deps, actor, member, role)?;
    let granted = grant(deps.storage, member, role)?;
    Ok(Response::new().add_event(granted).add_event(decided(actor, member, role, true)))
}

pub fn dismiss(deps: DepsMut, actor: &Actor, member: MemberId, role: Role) -> Result<Response> {
    check_light(&deps, actor, member, role)?;
    let revoked = revoke(deps.storage, member, role)?;
    Ok(Response::new().add_event(revoked).add_event(decided(actor, member, role, false)))
}

fn check_light(deps: &DepsMut, actor: &Actor, member: MemberId, role: Role) -> Result<()> {
    if !light(role) {
        return Err(Code::RoleWeight.into());
    }
    guard::of_own_branch(deps.storage, actor, member).map(|_| ())
}

fn decided(actor: &Actor, member: MemberId, role: Role, granted: bool) -> event::RoleDecided {
    event::RoleDecided { member, role, granted, by: actor.by() }
}

/// Whether a branch administrator gives and takes the office alone.
pub fn light(role: Role) -> bool {
    match role {
        Role::Publisher | Role::TrainingAdministrator | Role::Auditor => true,
        Role::Reviewer | Role::BranchAdministrator | Role::Custodian => false,
    }
}

pub fn grant(storage: &mut dyn Storage, member: MemberId, role: Role) -> Result<event::RoleGranted> {
    let mut record = state::member(storage, member)?;
    if record.kind != MemberKind::Person {
        return Err(Code::ForPersons.into());
    }
    if record.roles.contains(role) {
        return Err(Code::RoleHeld.into());
    }
    record.roles = record.roles.with(role);
    state::set_member(storage, member, &record);
    Ok(event::RoleGranted { member, role })
}

pub fn revoke(storage: &mut dyn Storage, member: MemberId, role: Role) -> Result<event::RoleRevoked> {
    let mut record = state::member(storage, member)?;
    if !record.roles.contains(role) {
        return Err(Code::RoleNotHeld.into());
    }
    record.roles = record.roles.without(role);
    state::set_member(storage, member, &record);
    Ok(event::RoleRevoked { member, role })
}

/// Takes every office away.
pub fn clear(storage: &mut dyn Storage, member: MemberId) -> Result<Vec<event::RoleRevoked>> {
    let mut record = state::member(storage, member)?;
    let held = std::mem::take(&mut record.roles);
    if held != Roles::default() {
        state::set_member(storage, member, &record);
    }
    Ok(held.iter().map(|role| event::RoleRevoked { member, role }).collect())
}
