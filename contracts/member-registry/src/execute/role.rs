use crate::state;
use cosmwasm_std::{DepsMut, Response};
use timebank_api::{event, Code, MemberId, Role};
use timebank_std::Result;

pub fn grant_role(deps: DepsMut, member: MemberId, role: Role) -> Result<Response> {
    let mut record = state::member(deps.storage, member)?;
    if record.roles.contains(role) {
        return Err(Code::RoleHeld.into());
    }
    record.roles = record.roles.with(role);
    state::set_member(deps.storage, member, &record);
    Ok(Response::new().add_event(event::RoleGranted { member, role }))
}

pub fn revoke_role(deps: DepsMut, member: MemberId, role: Role) -> Result<Response> {
    let mut record = state::member(deps.storage, member)?;
    if !record.roles.contains(role) {
        return Err(Code::RoleNotHeld.into());
    }
    record.roles = record.roles.without(role);
    state::set_member(deps.storage, member, &record);
    Ok(Response::new().add_event(event::RoleRevoked { member, role }))
}
