use super::{now, Seen};
use crate::attendance::last_check_out;
use crate::effects::Effects;
use crate::guard::{self, ensure};
use crate::life::{advance, Act};
use crate::pack::InForce;
use crate::state::{self, Activity, Plan, Tally, Text};
use crate::{admission, pack, reward, validate};
use cosmwasm_std::{DepsMut, Env, Response, Storage};
use timebank_api::activity_registry::{
    ActivityInput, Escalation, ListingKind, ListingState, Occurrence, Payer, State, MAX_SERIES,
};
use timebank_api::{event, Actor, Code, Minutes, Seconds};
use timebank_std::{Error, Result};

/// From the last possible check-out until the activity itself is over by rule.
const OVER_AFTER: Seconds = 600;

pub fn draft(deps: DepsMut, env: &Env, actor: &Actor, input: ActivityInput) -> Result<Response> {
    let mut effects = Effects::default();
    let activity = create(deps.storage, env, actor, input, &mut effects)?;
    activity.save_plan(deps.storage)?;
    activity.save_tally(deps.storage)?;
    effects.into_response(deps.as_ref())
}

pub fn publish(mut deps: DepsMut, env: &Env, actor: &Actor, input: ActivityInput) -> Result<Response> {
    let mut effects = Effects::default();
    let pack = pack::in_force(deps.as_ref(), actor.branch)?;
    let mut activity = create(deps.storage, env, actor, input, &mut effects)?;
    activity.tally.state = advance(activity.tally.state, Act::Submit)?;
    commit(deps.branch(), env, actor, &mut activity, (&pack, 0), &mut effects)?;
    effects.into_response(deps.as_ref())
}

pub fn publish_series(
    mut deps: DepsMut,
    env: &Env,
    actor: &Actor,
    input: &ActivityInput,
    more: &[Occurrence],
) -> Result<Response> {
    ensure((1..=MAX_SERIES).contains(&more.len()), Code::TooMany)?;
    let mut effects = Effects::default();
    let pack = pack::in_force(deps.as_ref(), actor.branch)?;
    let first = Occurrence { registration: input.registration, service: input.service };
    let mut activities = vec![];
    for Occurrence { registration, service } in std::iter::once(&first).chain(more) {
        let input = ActivityInput { registration: *registration, service: *service, ..input.clone() };
        let mut activity = create(deps.storage, env, actor, input, &mut effects)?;
        activity.tally.state = advance(activity.tally.state, Act::Submit)?;
        activities.push(activity.id);
        activity.plan.series = activities.first().copied();
        commit(deps.branch(), env, actor, &mut activity, (&pack, 0), &mut effects)?;
    }
    let series = *activities.first().ok_or(Code::StateInvalid)?;
    effects.emit(event::SeriesPublished { series, activities, by: actor.by() });
    effects.into_response(deps.as_ref())
}

pub fn submit(mut deps: DepsMut, env: &Env, actor: &Actor, (id, revision): Seen) -> Result<Response> {
    let mut activity = state::activity(deps.storage, id)?;
    guard::publisher(&activity.plan, actor)?;
    ensure(activity.tally.revision == revision, Code::ActivityRevision)?;
    activity.tally.state = advance(activity.tally.state, Act::Submit)?;
    let mut effects = Effects::default();
    let pack = pack::in_force(deps.as_ref(), activity.plan.branch)?;
    commit(deps.branch(), env, actor, &mut activity, (&pack, 0), &mut effects)?;
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
    if input.listing != activity.plan.listing {
        check_listing(deps.storage, env, actor, &input)?;
    }
    let kept = activity.plan.terms.is_some_and(|terms| terms.earn_cap_day.is_some()) && enrolled(&activity);
    let same_day = pack::day(input.service.start) == pack::day(activity.plan.service.start);
    ensure(same_day || !kept, Code::SeatsReserved)?;

    let mut effects = Effects::default();
    let hold = activity.tally.hold;
    effects.release(&mut activity, hold)?;
    let released = if activity.plan.payer == Payer::OwnBalance { hold } else { 0 };
    activity.tally.revision = revision.checked_add(1).ok_or(Code::Overflow)?;
    let co_administrators = std::mem::take(&mut activity.plan.co_administrators);
    let Plan { branch, publisher, terms, series, .. } = activity.plan;
    // The terms before stand until the next submission: what enrolments reserved goes by them.
    activity.plan = Plan { co_administrators, branch, publisher, terms, series, ..plan(&input, actor) };
    state::save_text(deps.storage, id, &text(&input))?;
    effects.emit(event::ActivityEdited {
        activity: id,
        revision: activity.tally.revision,
        by: actor.by(),
        input: Box::new(input),
    });
    if activity.tally.state == State::Submitted {
        let pack = pack::in_force(deps.as_ref(), branch)?;
        commit(deps.branch(), env, actor, &mut activity, (&pack, released), &mut effects)?;
    } else {
        if activity.tally.due.is_some() {
            activity.set_due(deps.storage, Some(over(&activity.plan)));
        }
        activity.save_plan(deps.storage)?;
        activity.save_tally(deps.storage)?;
    }
    effects.into_response(deps.as_ref())
}

/// A new draft; plan and tally are the caller's to save.
fn create(
    storage: &mut dyn Storage,
    env: &Env,
    actor: &Actor,
    input: ActivityInput,
    effects: &mut Effects,
) -> Result<Activity> {
    validate::activity(&input)?;
    check_listing(storage, env, actor, &input)?;
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
            escalation: Escalation::None,
            swept: 0,
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

/// A standing need is its member's to date; anybody may date an offer.
fn check_listing(storage: &dyn Storage, env: &Env, actor: &Actor, input: &ActivityInput) -> Result<()> {
    let Some(id) = input.listing else {
        return Ok(());
    };
    let listing = state::listing(storage, id)?;
    let stands = listing.state == ListingState::Approved && listing.input.until > now(env);
    ensure(stands, Code::ListingState)?;
    let may = listing.input.kind == ListingKind::Offer || listing.member == actor.id;
    ensure(may, Code::NotAdministrator)
}

/// Whether somebody has a seat or waits for one.
pub(super) fn enrolled(activity: &Activity) -> bool {
    activity.tally.taken > activity.tally.settled || activity.tally.waitlisted > 0
}

/// What the publisher's signature under a submission binds: terms as they stand now, and the hold. `released` is what was held
/// of the own balance before.
fn commit(
    deps: DepsMut,
    env: &Env,
    actor: &Actor,
    activity: &mut Activity,
    (pack, released): (&InForce, Minutes),
    effects: &mut Effects,
) -> Result<()> {
    guard::commits(&activity.plan, actor)?;
    ensure(activity.plan.service.end > now(env), Code::ActivityTimes)?;
    let standing = admission::standing(deps.as_ref(), actor.id)?;
    ensure(standing.publishing_suspended <= now(env), Code::PublishingSuspended)?;
    let terms = pack::terms(pack, &activity.plan)?;
    if let Some(before) = activity.plan.terms.filter(|before| before.per_seat < terms.per_seat) {
        let reserved = before.earn_cap_day.is_some() || !state::lent(deps.storage, activity.id)?.is_empty();
        ensure(!(reserved && enrolled(activity)), Code::SeatsReserved)?;
    }
    activity.plan.terms = Some(terms);
    let needed = hold_needed(activity)?;
    if activity.plan.payer == Payer::OwnBalance {
        if let Some(min) = pack.pack.own_use_age {
            ensure(admission::of_age(deps.as_ref(), actor.id, min)?, Code::AgeNotAllowed)?;
        }
        charge_agent(deps.storage, env, actor, needed.saturating_sub(released))?;
        effects.hold(activity, &actor.account, needed)?;
    }
    activity.set_due(deps.storage, Some(over(&activity.plan)));
    activity.save_plan(deps.storage)?;
    activity.save_tally(deps.storage)?;
    effects.emit(event::ActivitySubmitted {
        activity: activity.id,
        revision: activity.tally.revision,
        by: actor.by(),
        terms,
    });
    Ok(())
}

/// When the activity itself is over by rule.
pub(super) fn over(plan: &Plan) -> Seconds {
    last_check_out(plan).saturating_add(OVER_AFTER)
}

/// An agent commits no more of the principal's TIME on one day than both agreed on.
fn charge_agent(storage: &mut dyn Storage, env: &Env, actor: &Actor, minutes: Minutes) -> Result<()> {
    let Some(agent) = &actor.agent else {
        return Ok(());
    };
    let (pair, today) = ((actor.id, agent.member), pack::day(now(env)));
    let before = state::committed(storage, pair, today)?;
    let room = agent.daily.saturating_sub(before);
    if minutes > room {
        return Err(Error::with(Code::AgentLimit, room));
    }
    state::save_committed(storage, pair, today, before.checked_add(minutes).ok_or(Code::Overflow)?)
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
        skill: input.skill,
        requirements: input.requirements.clone(),
        listing: input.listing,
        series: None,
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
