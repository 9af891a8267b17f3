use super::escalate::next_due;
use super::publish::{enrolled, hold_needed, over};
use super::seats::move_up;
use super::{not_agent, now, Seen};
use crate::effects::Effects;
use crate::guard::{self, ensure};
use crate::life::{advance, Act};
use crate::state::{self, Activity};
use crate::{pack, validate};
use cosmwasm_std::{DepsMut, Env, Response};
use timebank_api::activity_registry::{Escalation, Payer};
use timebank_api::{event, ActivityId, Actor, Code};
use timebank_std::Result;

/// How many of the waitlist an approval moves up when an edit added seats; later enrolments and withdrawals move up the rest.
const MOVE_UP_AT_APPROVAL: usize = 10;

pub fn approve(deps: DepsMut, env: &Env, actor: &Actor, (id, revision): Seen) -> Result<Response> {
    let mut activity = state::activity(deps.storage, id)?;
    guard::reviewer(&activity.plan, actor)?;
    not_agent(deps.as_ref(), actor, activity.plan.publisher)?;
    ensure(activity.tally.revision == revision, Code::ActivityRevision)?;
    activity.tally.state = advance(activity.tally.state, Act::Approve)?;
    ensure(activity.plan.service.end > now(env), Code::ActivityTimes)?;

    let submitted = *activity.plan.terms()?;
    let pack = pack::in_force(deps.as_ref(), activity.plan.branch)?;
    let terms = pack::terms(&pack, &activity.plan)?;
    let same = terms.pack == submitted.pack && terms.per_seat == submitted.per_seat;
    ensure(same, Code::ActivityPackChanged)?;
    activity.plan.terms = Some(terms);
    state::save_rewards(deps.storage, activity.plan.branch, pack.version, &pack.pack.levels.rewards)?;
    activity.tally.escalation = Escalation::None;
    let due = next_due(&activity, now(env))?;
    activity.set_due(deps.storage, Some(due));

    let mut effects = Effects::default();
    if activity.plan.payer != Payer::OwnBalance {
        let needed = hold_needed(&activity)?;
        effects.hold(&mut activity, "", needed)?;
    }
    effects.emit(event::ActivityApproved { activity: id, revision, by: actor.by(), terms });
    move_up(deps.storage, &mut activity, MOVE_UP_AT_APPROVAL, &mut effects)?;
    activity.save_plan(deps.storage)?;
    activity.save_tally(deps.storage)?;
    state::save_reason(deps.storage, id, None)?;
    effects.into_response(deps.as_ref())
}

pub fn send_back(deps: DepsMut, actor: &Actor, (id, revision): Seen, reason: &str) -> Result<Response> {
    let mut activity = state::activity(deps.storage, id)?;
    guard::reviewer(&activity.plan, actor)?;
    not_agent(deps.as_ref(), actor, activity.plan.publisher)?;
    ensure(activity.tally.revision == revision, Code::ActivityRevision)?;
    activity.tally.state = advance(activity.tally.state, Act::Return)?;
    to_publisher(deps, actor, activity, reason, false)
}

pub fn take_down(deps: DepsMut, actor: &Actor, id: ActivityId, reason: &str) -> Result<Response> {
    let mut activity = state::activity(deps.storage, id)?;
    guard::reviewer(&activity.plan, actor)?;
    not_agent(deps.as_ref(), actor, activity.plan.publisher)?;
    activity.tally.state = advance(activity.tally.state, Act::TakeDown)?;
    ensure(activity.tally.open == 0, Code::ActivityAttendanceOpen)?;
    to_publisher(deps, actor, activity, reason, true)
}

/// Gives the hold back and says why.
fn to_publisher(
    deps: DepsMut,
    actor: &Actor,
    mut activity: Activity,
    reason: &str,
    taken_down: bool,
) -> Result<Response> {
    validate::reason(reason)?;
    let mut effects = Effects::default();
    let hold = activity.tally.hold;
    effects.release(&mut activity, hold)?;
    // What enrolments reserved is given back by the clock, if nothing else comes of it.
    let due = enrolled(&activity).then(|| over(&activity.plan));
    activity.set_due(deps.storage, due);
    activity.save_tally(deps.storage)?;
    state::save_reason(deps.storage, activity.id, Some(reason))?;
    effects.emit(event::ActivityReturned {
        activity: activity.id,
        revision: activity.tally.revision,
        by: actor.by(),
        reason: reason.into(),
        taken_down,
    });
    effects.into_response(deps.as_ref())
}
