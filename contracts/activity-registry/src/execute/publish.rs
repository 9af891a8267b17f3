use super::{now, Seen};
use crate::attendance::last_check_out;
use crate::effects::Effects;
use crate::guard::{self, ensure};
use crate::life::{advance, Act};
use crate::state::{self, Activity, Plan, Tally, Text};
use crate::{pack, reward, validate};
use cosmwasm_std::{DepsMut, Env, Response, Storage};
use timebank_api::activity_registry::{ActivityInput, Payer, State};
use timebank_api::{event, Actor, Code, Minutes, Seconds};
use timebank_std::Result;

/// From the last possible check-out until the activity itself is over by rule.
const OVER_AFTER: Seconds = 600;

pub fn draft(deps: DepsMut, _env: &Env, actor: &Actor, input: ActivityInput) -> Result<Response> {
    let mut effects = Effects::default();
    let activity = create(deps.storage, actor, input, &mut effects)?;
    activity.save_plan(deps.storage)?;
    activity.save_tally(deps.storage)?;
    effects.into_response(deps.as_ref())
}

pub fn publish(mut deps: DepsMut, env: &Env, actor: &Actor, input: ActivityInput) -> Result<Response> {
    let mut effects = Effects::default();
    let mut activity = create(deps.storage, actor, input, &mut effects)?;
    activity.tally.state = advance(activity.tally.state, Act::Submit)?;
    commit(deps.branch(), env, actor, &mut activity, &mut effects)?;
    effects.into_response(deps.as_ref())
}

pub fn submit(mut deps: DepsMut, env: &Env, actor: &Actor, (id, revision): Seen) -> Result<Response> {
    let mut activity = state::activity(deps.storage, id)?;
    guard::publisher(&activity.plan, actor)?;
    ensure(activity.tally.revision == revision, Code::ActivityRevision)?;
    activity.tally.state = advance(activity.tally.state, Act::Submit)?;
    let mut effects = Effects::default();
    commit(deps.branch(), env, actor, &mut activity, &mut effects)?;
    effects.into_response(deps.as_ref())
}

pub fn edit(
    mut deps: DepsMut,
    env: &Env,
    actor: &Actor,
    (id, revision): Seen,
    input: ActivityInput,
) -> Result<Response> {
    let mut activity = state::activity(deps.storage, id)?;
    guard::publisher(&activity.plan, actor)?;
    ensure(activity.tally.revision == revision, Code::ActivityRevision)?;
    let before = activity.tally.state;
    activity.tally.state = advance(before, Act::Edit)?;
    if before == State::Approved {
        ensure(now(env) < activity.plan.service.start, Code::ActivityStarted)?;
        ensure(activity.tally.open == 0, Code::ActivityAttendanceOpen)?;
    }
    validate::activity(&input)?;
    ensure(input.seats >= activity.tally.taken, Code::ActivitySeats)?;

    let mut effects = Effects::default();
    let hold = activity.tally.hold;
    effects.release(&mut activity, hold)?;
    activity.tally.revision = revision.checked_add(1).ok_or(Code::Overflow)?;
    let co_administrators = std::mem::take(&mut activity.plan.co_administrators);
    let (branch, publisher) = (activity.plan.branch, activity.plan.publisher);
    activity.plan = Plan { co_administrators, branch, publisher, ..plan(&input, actor) };
    state::save_text(deps.storage, id, &text(&input))?;
    effects.emit(event::ActivityEdited {
        activity: id,
        revision: activity.tally.revision,
        by: actor.id,
        input: Box::new(input),
    });
    if activity.tally.state == State::Submitted {
        commit(deps.branch(), env, actor, &mut activity, &mut effects)?;
    } else {
        activity.save_plan(deps.storage)?;
        activity.save_tally(deps.storage)?;
    }
    effects.into_response(deps.as_ref())
}

/// A new draft; plan and tally are the caller's to save.
fn create(
    storage: &mut dyn Storage,
    actor: &Actor,
    input: ActivityInput,
    effects: &mut Effects,
) -> Result<Activity> {
    validate::activity(&input)?;
    let activity = Activity {
        id: state::next_id(storage)?,
        plan: plan(&input, actor),
        tally: Tally {
            state: State::Draft,
            revision: 1,
            taken: 0,
            waitlisted: 0,
            arrivals: 0,
            open: 0,
            settled: 0,
            hold: 0,
            due: None,
        },
    };
    state::save_text(storage, activity.id, &text(&input))?;
    effects.emit(event::ActivityDrafted {
        activity: activity.id,
        publisher: actor.id,
        branch: actor.branch,
        revision: activity.tally.revision,
        input: Box::new(input),
    });
    Ok(activity)
}

/// What the publisher's signature under a submission binds: terms as they stand now, and the hold.
fn commit(
    deps: DepsMut,
    env: &Env,
    actor: &Actor,
    activity: &mut Activity,
    effects: &mut Effects,
) -> Result<()> {
    guard::commits(&activity.plan, actor)?;
    ensure(activity.plan.service.end > now(env), Code::ActivityTimes)?;
    let terms = pack::terms(deps.as_ref(), &activity.plan)?;
    activity.plan.terms = Some(terms);
    let needed = hold_needed(activity)?;
    if activity.plan.payer == Payer::OwnBalance {
        effects.hold(activity, &actor.account, needed)?;
    }
    let over = last_check_out(&activity.plan).saturating_add(OVER_AFTER);
    activity.set_due(deps.storage, Some(over));
    activity.save_plan(deps.storage)?;
    activity.save_tally(deps.storage)?;
    effects.emit(event::ActivitySubmitted {
        activity: activity.id,
        revision: activity.tally.revision,
        by: actor.id,
        terms,
    });
    Ok(())
}

/// What the seats that are not settled yet can cost at most.
///
/// # Errors
/// `activity.seats` if every seat is settled.
pub(super) fn hold_needed(activity: &Activity) -> Result<Minutes> {
    let seats = activity.plan.seats.saturating_sub(activity.tally.settled);
    ensure(seats > 0, Code::ActivitySeats)?;
    reward::hold(activity.plan.terms()?, seats)
}

fn plan(input: &ActivityInput, actor: &Actor) -> Plan {
    Plan {
        branch: actor.branch,
        publisher: actor.id,
        co_administrators: vec![],
        category: input.category,
        registration: input.registration,
        service: input.service,
        seats: input.seats,
        reward: input.reward,
        payer: input.payer,
        admission: input.admission,
        attendance_key: input.attendance_key.clone(),
        terms: None,
    }
}

fn text(input: &ActivityInput) -> Text {
    Text {
        title: input.title.clone(),
        summary: input.summary.clone(),
        text: input.text.clone().map(Into::into),
        place: input.place.clone(),
    }
}
