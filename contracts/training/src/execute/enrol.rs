use super::now;
use super::seats::{free_seat, leave_waitlist, move_up, take_seat};
use crate::guard::{ensure, of_branch};
use crate::life::{step, Step};
use crate::state::{self, Place};
use crate::validate;
use cosmwasm_std::{DepsMut, Env, HexBinary, Response, Storage};
use timebank_api::training::{CourseState, PlaceState};
use timebank_api::{event, Actor, Code, CourseId, MemberId, Seconds};
use timebank_std::Result;

/// How many move up when somebody enrols or leaves: the one for the seat, and one more if an edit left seats open.
const MOVE_UP: usize = 2;

pub fn enrol(deps: DepsMut, env: &Env, actor: &Actor, id: CourseId, holder: &HexBinary) -> Result<Response> {
    validate::holder(holder)?;
    let (mut course, member, now) = (state::course(deps.storage, id)?, actor.id, now(env));
    // Nor does a trainer take part for somebody.
    ensure(!course.plan.is_party(member) && !course.plan.is_party(actor.by()), Code::CourseOwn)?;
    ensure(course.tally.state == CourseState::Open, Code::CourseState)?;
    let registration = course.plan.registration;
    ensure(now >= registration.start && now < registration.end, Code::EnrolmentClosed)?;
    if course.plan.branch_only {
        of_branch(course.plan.branch, actor)?;
    }
    for required in &course.plan.requires {
        ensure(has_passed(deps.storage, *required, member, now)?, Code::CoursePrerequisite)?;
    }
    let before = state::may_place(deps.storage, id, member)?.map(|place| place.state);
    let again = before.is_none_or(|state| state == PlaceState::Withdrawn);
    ensure(again, Code::EnrolmentExists)?;

    let events = move_up(deps.storage, &mut course, MOVE_UP)?;
    let position = course.tally.arrivals.checked_add(1).ok_or(Code::Overflow)?;
    course.tally.arrivals = position;
    let to = if course.free_seats() > 0 && course.tally.waitlisted == 0 {
        take_seat(&mut course)?;
        PlaceState::Enrolled
    } else {
        course.tally.waitlisted = course.tally.waitlisted.checked_add(1).ok_or(Code::Overflow)?;
        state::join_waitlist(deps.storage, id, position, member);
        PlaceState::Waitlisted
    };
    let state = step(before, Step::Enrol, to)?;
    let place = Place { state, position, attended: 0, holder: holder.clone().into() };
    state::save_place(deps.storage, id, member, &place)?;
    course.save_tally(deps.storage)?;
    let (participant, by) = (member, actor.by());
    let enrolled = event::CourseEnrolled { course: id, participant, state, position, by };
    Ok(Response::new().add_events(events).add_event(enrolled))
}

pub fn withdraw(deps: DepsMut, actor: &Actor, id: CourseId) -> Result<Response> {
    let mut course = state::course(deps.storage, id)?;
    let over = matches!(course.tally.state, CourseState::Completed | CourseState::Cancelled);
    ensure(!over, Code::CourseState)?;
    let mut place = state::place(deps.storage, id, actor.id)?;
    let from = place.state;
    place.state = step(Some(from), Step::Withdraw, PlaceState::Withdrawn)?;
    if from == PlaceState::Waitlisted {
        leave_waitlist(deps.storage, &mut course, place.position)?;
    } else {
        free_seat(&mut course)?;
    }
    state::save_place(deps.storage, id, actor.id, &place)?;
    let events = move_up(deps.storage, &mut course, MOVE_UP)?;
    course.save_tally(deps.storage)?;
    let (participant, by) = (actor.id, actor.by());
    let withdrawn = event::CourseEnrolmentWithdrawn { course: id, participant, by };
    Ok(Response::new().add_event(withdrawn).add_events(events))
}

fn has_passed(storage: &dyn Storage, course: CourseId, member: MemberId, now: Seconds) -> Result<bool> {
    Ok(state::passed(storage, course, member)?.is_some_and(|passed| now < passed.valid_until))
}
