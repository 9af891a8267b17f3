use super::seats::{approved, free_seat, leave_waitlist, move_up, seated, take_seat};
use super::{now, Part};
use crate::admission;
use crate::effects::Effects;
use crate::guard::{self, ensure};
use crate::life::{step, Step};
use crate::state::{self, Activity, Enrolment, Findings};
use crate::validate;
use cosmwasm_std::{DepsMut, Env, Event, Response};
use timebank_api::activity_registry::{EnrolmentState, Opening, State};
use timebank_api::{event, ActivityId, Actor, Code, MemberId};
use timebank_std::Result;

/// How many move up when somebody enrols or leaves: the one for the seat, and one more if an edit left seats open.
const MOVE_UP: usize = 2;

pub fn enrol(
    deps: DepsMut,
    env: &Env,
    actor: &Actor,
    id: ActivityId,
    openings: &[Opening],
) -> Result<Response> {
    let mut activity = state::activity(deps.storage, id)?;
    let plan = &activity.plan;
    let own = plan.is_administrator(actor.id) || plan.is_administrator(actor.by());
    ensure(!own, Code::OwnActivity)?;
    approved(&activity)?;
    let (registration, now) = (plan.registration, now(env));
    let standing = admission::standing(deps.as_ref(), actor.id)?;
    let reward = admission::reward(deps.storage, plan, standing.stars)?;
    let opens = registration.start.saturating_sub(reward.map_or(0, |reward| reward.early));
    let open = now >= opens && now < registration.end && now < plan.service.end;
    ensure(open, Code::EnrolmentClosed)?;
    let before = state::may_enrolment(deps.storage, id, actor.id)?.map(|enrolment| enrolment.state);
    let again = before.is_none_or(|state| state == EnrolmentState::Withdrawn);
    ensure(again, Code::EnrolmentExists)?;
    ensure(state::blocks(deps.storage, plan.publisher, actor.id) == 0, Code::EnrolmentBlocked)?;
    let findings = admission::qualifies(deps.as_ref(), plan, actor, &standing, openings, now)?;
    admission::keep_seat(deps.storage, &activity, actor.id, reward, now)?;
    let lent = admission::lend(deps.as_ref(), &activity, actor.branch)?;
    if let Some(lent) = lent {
        admission::book(deps.storage, &activity, lent)?;
    }

    let mut effects = Effects::default();
    move_up(deps.storage, &mut activity, MOVE_UP, &mut effects)?;
    let position = activity.tally.arrivals.checked_add(1).ok_or(Code::Overflow)?;
    activity.tally.arrivals = position;
    let seat = activity.free_seats() > 0 && activity.tally.waitlisted == 0;
    let to = if seat {
        take_seat(&mut activity)?;
        seated(activity.plan.admission)
    } else {
        activity.tally.waitlisted = activity.tally.waitlisted.checked_add(1).ok_or(Code::Overflow)?;
        state::join_waitlist(deps.storage, id, position, actor.id);
        EnrolmentState::Waitlisted
    };
    let enrolment = Enrolment { lent, ..Enrolment::new(step(before, Step::Enrol, to)?, position) };
    state::save_enrolment(deps.storage, id, actor.id, &enrolment)?;
    activity.save_tally(deps.storage)?;
    effects.emit(event::Enrolled {
        activity: id,
        participant: actor.id,
        state: enrolment.state,
        position,
        by: agent(actor),
    });
    if !findings.is_empty() {
        let revision = activity.tally.revision;
        let findings = Findings { revision, findings };
        state::save_findings(deps.storage, id, actor.id, &findings)?;
        let findings = findings.findings;
        effects.emit(event::RequirementsMet { activity: id, participant: actor.id, revision, findings });
    } else if before.is_some() {
        // What another revision had asked for.
        state::forget_findings(deps.storage, id, actor.id);
    }
    effects.into_response(deps.as_ref())
}

pub fn withdraw_enrolment(deps: DepsMut, env: &Env, actor: &Actor, id: ActivityId) -> Result<Response> {
    let activity = state::activity(deps.storage, id)?;
    let live = matches!(activity.tally.state, State::Submitted | State::Returned | State::Approved);
    ensure(live, Code::ActivityState)?;
    let event = event::EnrolmentWithdrawn { activity: id, participant: actor.id, by: agent(actor) };
    let to = (Step::Withdraw, EnrolmentState::Withdrawn);
    leave(deps, env, activity, (id, actor.id), to, event.into())
}

pub fn decline(
    deps: DepsMut,
    env: &Env,
    actor: &Actor,
    (id, participant): Part,
    reason: &str,
) -> Result<Response> {
    let activity = state::activity(deps.storage, id)?;
    guard::administrator(&activity.plan, actor)?;
    approved(&activity)?;
    validate::reason(reason)?;
    let event = event::Declined { activity: id, participant, by: actor.by(), reason: reason.into() };
    let to = (Step::Decline, EnrolmentState::Declined);
    leave(deps, env, activity, (id, participant), to, event.into())
}

pub fn admit(deps: DepsMut, env: &Env, actor: &Actor, (id, participant): Part) -> Result<Response> {
    let activity = state::activity(deps.storage, id)?;
    guard::administrator(&activity.plan, actor)?;
    guard::not_self(actor, participant)?;
    approved(&activity)?;
    before_the_end(&activity, env)?;
    let mut enrolment = state::enrolment(deps.storage, id, participant)?;
    enrolment.state = step(Some(enrolment.state), Step::Admit, EnrolmentState::Admitted)?;
    state::save_enrolment(deps.storage, id, participant, &enrolment)?;

    let mut effects = Effects::default();
    effects.emit(event::Admitted { activity: id, participant, by: actor.by() });
    effects.into_response(deps.as_ref())
}

/// The agent who acts for the participant.
fn agent(actor: &Actor) -> Option<MemberId> {
    actor.agent.as_ref().map(|agent| agent.member)
}

/// Somebody goes before check-in: the seat is free and the next moves up.
fn leave(
    deps: DepsMut,
    env: &Env,
    mut activity: Activity,
    (id, participant): Part,
    (with, to): (Step, EnrolmentState),
    event: Event,
) -> Result<Response> {
    let mut enrolment = state::enrolment(deps.storage, id, participant)?;
    let before = enrolment.state;
    enrolment.state = step(Some(before), with, to)?;
    if activity.tally.state == State::Approved {
        before_the_end(&activity, env)?;
    }
    if before == EnrolmentState::Waitlisted {
        leave_waitlist(deps.storage, &mut activity, enrolment.position)?;
    } else {
        free_seat(&mut activity)?;
    }
    admission::give_up_seat(deps.storage, id, participant)?;
    if let Some(lent) = enrolment.lent.take() {
        admission::give_back(deps.storage, &activity, lent)?;
    }
    state::save_enrolment(deps.storage, id, participant, &enrolment)?;

    let mut effects = Effects::default();
    effects.emit(event);
    move_up(deps.storage, &mut activity, MOVE_UP, &mut effects)?;
    activity.save_tally(deps.storage)?;
    effects.into_response(deps.as_ref())
}

/// Once the service is over, who came and who did not is a fact.
fn before_the_end(activity: &Activity, env: &Env) -> Result<()> {
    ensure(now(env) < activity.plan.service.end, Code::AttendanceTime)
}
