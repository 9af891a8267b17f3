use super::course::to_come;
use super::seats::move_up;
use super::{now, Seen};
use crate::guard::{ensure, reviewer};
use crate::life::{advance, Act};
use crate::state;
use crate::validate;
use cosmwasm_std::{DepsMut, Env, Response};
use timebank_api::{event, Actor, Code};
use timebank_std::Result;

/// How many of the waitlist an approval moves up when an edit added seats; later enrolments and withdrawals move up the rest.
const MOVE_UP_AT_APPROVAL: usize = 10;

pub fn approve(deps: DepsMut, env: &Env, actor: &Actor, (id, revision): Seen) -> Result<Response> {
    let mut course = state::course(deps.storage, id)?;
    reviewer(&course.plan, actor)?;
    ensure(course.tally.revision == revision, Code::CourseRevision)?;
    course.tally.state = advance(course.tally.state, Act::Approve)?;
    to_come(&course, now(env))?;
    let events = move_up(deps.storage, &mut course, MOVE_UP_AT_APPROVAL)?;
    course.save_tally(deps.storage)?;
    let approved = event::CourseApproved { course: id, revision, by: actor.by() };
    Ok(Response::new().add_event(approved).add_events(events))
}

pub fn send_back(deps: DepsMut, actor: &Actor, (id, revision): Seen, reason: String) -> Result<Response> {
    validate::reason(&reason)?;
    let mut course = state::course(deps.storage, id)?;
    reviewer(&course.plan, actor)?;
    ensure(course.tally.revision == revision, Code::CourseRevision)?;
    course.tally.state = advance(course.tally.state, Act::Return)?;
    course.save_tally(deps.storage)?;
    let by = actor.by();
    Ok(Response::new().add_event(event::CourseReturned { course: id, revision, by, reason }))
}
