use super::now;
use crate::certify;
use crate::guard::{ensure, not_self, trainer};
use crate::life::{advance, step, Act, Step};
use crate::state::{self, Course, Place};
use crate::validate;
use cosmwasm_std::{DepsMut, Env, Response, Storage};
use timebank_api::training::{Certified, CourseState, Issuer, PlaceState};
use timebank_api::{event, Actor, Code, CourseId, MemberId};
use timebank_std::Result;

pub fn attend(
    deps: DepsMut,
    env: &Env,
    actor: &Actor,
    (id, session): (CourseId, u8),
    participants: Vec<MemberId>,
    present: bool,
) -> Result<Response> {
    validate::participants(&participants)?;
    let mut course = state::course(deps.storage, id)?;
    trainer(&course.plan, actor)?;
    let planned = course.plan.sessions.get(usize::from(session)).ok_or(Code::CourseSessions)?;
    ensure(now(env) >= planned.start, Code::AttendanceTime)?;
    let bit = 1u32.checked_shl(u32::from(session)).ok_or(Code::CourseSessions)?;
    let mut response = Response::new();
    if course.tally.state == CourseState::Open {
        course.tally.state = advance(course.tally.state, Act::Begin)?;
        course.save_tally(deps.storage)?;
        response = response.add_event(event::CourseBegan { course: id, by: actor.by() });
    }
    ensure(course.tally.state == CourseState::Running, Code::CourseState)?;
    for participant in &participants {
        not_self(actor, *participant)?;
        let mut place = state::place(deps.storage, id, *participant)?;
        ensure(place.state == PlaceState::Enrolled, Code::EnrolmentState)?;
        place.attended = if present { place.attended | bit } else { place.attended & !bit };
        state::save_place(deps.storage, id, *participant, &place)?;
    }
    let by = actor.by();
    Ok(response.add_event(event::SessionAttended { course: id, session, participants, present, by }))
}

pub fn pass(
    deps: DepsMut,
    env: &Env,
    actor: &Actor,
    id: CourseId,
    participants: &[MemberId],
) -> Result<Response> {
    let mut course = decide(deps.storage, actor, id, participants)?;
    let (now, subject) = (now(env), course.subject());
    let mut response = Response::new();
    for member in participants {
        let place = result(deps.storage, actor, &mut course, *member, Step::Pass)?;
        let attended = place.attended.count_ones() >= u32::from(course.plan.min_sessions);
        ensure(attended, Code::CourseAttendance)?;
        let (participant, passed, by) = (*member, true, actor.by());
        response = response.add_event(event::CourseResult { course: id, participant, passed, by });
        let valid_until = match course.plan.certificate {
            Certified::No => {
                certify::pass(deps.storage, subject, *member)?;
                continue;
            }
            Certified::Lasting => certify::ALWAYS,
            Certified::For { seconds } => now.saturating_add(seconds),
        };
        let issuer = Issuer::Branch { branch: course.plan.branch };
        let times = (now, valid_until);
        let (_, issued) =
            certify::issue(deps.storage, (issuer, subject, *member), place.holder.into(), times)?;
        response = response.add_event(issued);
    }
    course.save_tally(deps.storage)?;
    Ok(response)
}

pub fn fail(deps: DepsMut, actor: &Actor, id: CourseId, participants: &[MemberId]) -> Result<Response> {
    let mut course = decide(deps.storage, actor, id, participants)?;
    let mut response = Response::new();
    for member in participants {
        result(deps.storage, actor, &mut course, *member, Step::Fail)?;
        let (participant, passed, by) = (*member, false, actor.by());
        response = response.add_event(event::CourseResult { course: id, participant, passed, by });
    }
    course.save_tally(deps.storage)?;
    Ok(response)
}

/// The running course whose trainer gives results.
fn decide(storage: &dyn Storage, actor: &Actor, id: CourseId, participants: &[MemberId]) -> Result<Course> {
    validate::participants(participants)?;
    let course = state::course(storage, id)?;
    trainer(&course.plan, actor)?;
    ensure(course.tally.state == CourseState::Running, Code::CourseState)?;
    Ok(course)
}

/// Gives one participant a result, once. The tally is not saved.
fn result(
    storage: &mut dyn Storage,
    actor: &Actor,
    course: &mut Course,
    member: MemberId,
    with: Step,
) -> Result<Place> {
    not_self(actor, member)?;
    let mut place = state::place(storage, course.id, member)?;
    let to = if with == Step::Pass { PlaceState::Passed } else { PlaceState::Failed };
    place.state = step(Some(place.state), with, to)?;
    course.tally.decided = course.tally.decided.checked_add(1).ok_or(Code::Overflow)?;
    state::save_place(storage, course.id, member, &place)?;
    Ok(place)
}
