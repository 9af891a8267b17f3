use crate::guard;
use crate::state::{standing, standing::Causes};
use cosmwasm_std::{DepsMut, Response, Storage};
use timebank_api::member_registry::{StatusCause, MAX_REASON};
use timebank_api::{event, Actor, MemberId};
use timebank_std::{check_text, Result};

pub fn suspend(deps: DepsMut, actor: &Actor, member: MemberId, reason: String) -> Result<Response> {
    check_text("reason", &reason, 1, MAX_REASON)?;
    guard::of_own_branch(deps.storage, actor, member)?;
    let status = standing::change(deps.storage, member, standing::SUSPENDED, 0)?;
    let by = Some(actor.by());
    let cause = StatusCause::Conduct;
    Ok(Response::new().add_event(event::StatusChanged { member, status, cause, by, reason }))
}

pub fn reinstate(deps: DepsMut, actor: &Actor, member: MemberId) -> Result<Response> {
    guard::of_own_branch(deps.storage, actor, member)?;
    let by = Some(actor.by());
    let changed = change(deps.storage, member, 0, standing::SUSPENDED, StatusCause::Conduct, by)?;
    Ok(Response::new().add_event(changed))
}

pub fn freeze(deps: DepsMut, actor: &Actor) -> Result<Response> {
    let (cause, by) = (StatusCause::Emergency, Some(actor.by()));
    Ok(Response::new().add_event(change(deps.storage, actor.id, standing::EMERGENCY, 0, cause, by)?))
}

/// Changes a status for a reason that the cause says.
pub fn change(
    storage: &mut dyn Storage,
    member: MemberId,
    add: Causes,
    end: Causes,
    cause: StatusCause,
    by: Option<MemberId>,
) -> Result<event::StatusChanged> {
    let status = standing::change(storage, member, add, end)?;
    Ok(event::StatusChanged { member, status, cause, by, reason: String::new() })
}
