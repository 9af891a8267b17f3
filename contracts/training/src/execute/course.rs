use super::{member_of, now, Seen};
use crate::guard::{author, ensure, of_branch};
use crate::life::{advance, Act};
use crate::state::{self, Course, Plan, Tally, Text};
use crate::validate;
use cosmwasm_std::{Deps, DepsMut, Env, Response};
use timebank_api::training::{CourseInput, CourseState, PlaceState};
use timebank_api::{event, Actor, BranchId, Code, CourseId, MemberId};
use timebank_std::{Error, Result};

pub fn draft(deps: DepsMut, env: &Env, actor: &Actor, input: CourseInput) -> Result<Response> {
    validate::course(&input, now(env))?;
    let id = state::next_course(deps.storage)?;
    refers(deps.as_ref(), id, actor.branch, &input)?;
    trainers_exist(deps.as_ref(), &input.trainers)?;
    let (plan, text) = parts(actor.branch, actor.id, input.clone());
    let (state, revision) = (CourseState::Draft, 1);
    let tally = Tally { state, revision, taken: 0, waitlisted: 0, arrivals: 0, decided: 0 };
    let course = Course { id, plan, tally };
    course.save_plan(deps.storage)?;
    course.save_tally(deps.storage)?;
    state::save_text(deps.storage, id, &text)?;
    let (author, branch, input) = (actor.id, actor.branch, Box::new(input));
    Ok(Response::new().add_event(event::CourseDrafted { course: id, author, branch, input }))
}

pub fn edit(
    deps: DepsMut,
    env: &Env,
    actor: &Actor,
    (id, revision): Seen,
    input: CourseInput,
) -> Result<Response> {
    let mut course = state::course(deps.storage, id)?;
    author(&course.plan, actor)?;
    ensure(course.tally.revision == revision, Code::CourseRevision)?;
    course.tally.state = advance(course.tally.state, Act::Edit)?;
    validate::course(&input, now(env))?;
    // Who has a seat keeps it.
    ensure(input.seats >= course.tally.taken, Code::CourseSeats)?;
    ensure(input.counts_as == course.plan.counts_as, Code::CourseBuildsOn)?;
    refers(deps.as_ref(), id, course.plan.branch, &input)?;
    trainers_exist(deps.as_ref(), &input.trainers)?;
    not_enrolled(deps.as_ref(), id, &input.trainers)?;
    let (plan, text) = parts(course.plan.branch, course.plan.author, input.clone());
    course.plan = plan;
    course.tally.revision = revision.checked_add(1).ok_or(Code::Overflow)?;
    course.save_plan(deps.storage)?;
    course.save_tally(deps.storage)?;
    state::save_text(deps.storage, id, &text)?;
    Ok(Response::new().add_event(event::CourseEdited {
        course: id,
        revision: course.tally.revision,
        state: course.tally.state,
        by: actor.by(),
        input: Box::new(input),
    }))
}

pub fn submit(deps: DepsMut, env: &Env, actor: &Actor, (id, revision): Seen) -> Result<Response> {
    let mut course = state::course(deps.storage, id)?;
    author(&course.plan, actor)?;
    ensure(course.tally.revision == revision, Code::CourseRevision)?;
    course.tally.state = advance(course.tally.state, Act::Submit)?;
    to_come(&course, now(env))?;
    course.save_tally(deps.storage)?;
    Ok(Response::new().add_event(event::CourseSubmitted { course: id, revision, by: actor.by() }))
}

pub fn set_trainers(deps: DepsMut, actor: &Actor, id: CourseId, trainers: Vec<MemberId>) -> Result<Response> {
    let mut course = state::course(deps.storage, id)?;
    of_branch(course.plan.branch, actor)?;
    let live = matches!(course.tally.state, CourseState::Open | CourseState::Running);
    ensure(live, Code::CourseState)?;
    validate::trainers(&trainers)?;
    trainers_exist(deps.as_ref(), &trainers)?;
    not_enrolled(deps.as_ref(), id, &trainers)?;
    course.plan.trainers.clone_from(&trainers);
    course.save_plan(deps.storage)?;
    Ok(Response::new().add_event(event::TrainersSet { course: id, trainers, by: actor.by() }))
}

pub fn complete(deps: DepsMut, actor: &Actor, id: CourseId) -> Result<Response> {
    let mut course = state::course(deps.storage, id)?;
    of_branch(course.plan.branch, actor)?;
    course.tally.state = advance(course.tally.state, Act::Complete)?;
    ensure(course.tally.decided == course.tally.taken, Code::CourseUndecided)?;
    course.save_tally(deps.storage)?;
    Ok(Response::new().add_event(event::CourseCompleted { course: id, by: actor.by() }))
}

pub fn cancel(deps: DepsMut, actor: &Actor, id: CourseId, reason: String) -> Result<Response> {
    validate::reason(&reason)?;
    let mut course = state::course(deps.storage, id)?;
    of_branch(course.plan.branch, actor)?;
    course.tally.state = advance(course.tally.state, Act::Cancel)?;
    course.save_tally(deps.storage)?;
    Ok(Response::new().add_event(event::CourseCancelled { course: id, by: actor.by(), reason }))
}

/// # Errors
/// `course.times` if every session is over.
pub fn to_come(course: &Course, now: u64) -> Result<()> {
    let over = course.plan.sessions.last().is_none_or(|session| session.end <= now);
    ensure(!over, Code::CourseTimes)
}

fn parts(branch: BranchId, author: MemberId, input: CourseInput) -> (Plan, Text) {
    let plan = Plan {
        branch,
        author,
        trainers: input.trainers,
        registration: input.registration,
        sessions: input.sessions,
        seats: input.seats,
        min_sessions: input.min_sessions,
        requires: input.requires,
        branch_only: input.branch_only,
        counts_as: input.counts_as,
        certificate: input.certificate,
    };
    let text = Text {
        title: input.title,
        summary: input.summary,
        text: input.text.map(Into::into),
        place: input.place,
    };
    (plan, text)
}

/// The courses it names are there; what it counts as is the branch's own and no further run itself.
fn refers(deps: Deps, id: CourseId, branch: BranchId, input: &CourseInput) -> Result<()> {
    let known =
        |other: CourseId| state::course(deps.storage, other).map_err(|_| Error::from(Code::CourseBuildsOn));
    for required in &input.requires {
        let plan = known(*required)?.plan;
        ensure(*required != id && plan.counts_as.is_none(), Code::CourseBuildsOn)?;
    }
    if let Some(subject) = input.counts_as {
        let plan = known(subject)?.plan;
        let first = plan.branch == branch && plan.counts_as.is_none() && subject != id;
        ensure(first && !input.requires.contains(&subject), Code::CourseBuildsOn)?;
    }
    Ok(())
}

fn trainers_exist(deps: Deps, trainers: &[MemberId]) -> Result<()> {
    trainers.iter().try_for_each(|trainer| member_of(deps, *trainer).map(|_| ()))
}

fn not_enrolled(deps: Deps, id: CourseId, trainers: &[MemberId]) -> Result<()> {
    for trainer in trainers {
        let place = state::may_place(deps.storage, id, *trainer)?;
        let free = place.is_none_or(|place| place.state == PlaceState::Withdrawn);
        ensure(free, Code::CourseTrainers)?;
    }
    Ok(())
}
