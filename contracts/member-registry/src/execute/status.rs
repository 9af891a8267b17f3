use super::role;
use crate::guard;
use crate::state::{self, standing, standing::Causes};
use crate::told::{tell, Told};
use cosmwasm_std::{DepsMut, Response, Storage};
use timebank_api::member_registry::{StatusCause, MAX_REASON};
use timebank_api::permission::Contract;
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
    let ended = standing::SUSPENDED | standing::CLOSED;
    let changed = change(deps.storage, member, 0, ended, StatusCause::Conduct, by)?;
    Ok(Response::new().add_event(changed))
}

pub fn freeze(deps: DepsMut, actor: &Actor) -> Result<Response> {
    let (cause, by) = (StatusCause::Emergency, Some(actor.by()));
    Ok(Response::new().add_event(change(deps.storage, actor.id, standing::EMERGENCY, 0, cause, by)?))
}

pub fn close(deps: DepsMut, actor: &Actor) -> Result<Response> {
    end(deps, actor.id, (standing::CLOSED, StatusCause::Closed), actor.by(), None, Response::new())
}

/// Ends a membership for this reason: offices are laid down, and the token does with the TIME what the pack says.
pub fn end(
    deps: DepsMut,
    member: MemberId,
    (reason, cause): (Causes, StatusCause),
    by: MemberId,
    heir: Option<String>,
    mut response: Response,
) -> Result<Response> {
    for lost in role::clear(deps.storage, member)? {
        response = response.add_event(lost);
    }
    let changed = change(deps.storage, member, reason, 0, cause, Some(by))?;
    let record = state::member(deps.storage, member)?;
    let told = Told::Inherit { account: record.account, branch: record.branch, heir };
    let inherit = tell(deps.as_ref(), Contract::TimeToken, &told)?;
    Ok(response.add_event(changed).add_message(inherit))
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
