//! Deadlines. `tick` finds those that are over and sends each to the contract itself as `elapse`, so that one that fails
//! undoes only itself and is tried again later.

use super::attend::end;
use super::confirm::agree;
use super::escalate::{escalate, listing_over};
use super::now;
use super::publish::over;
use super::settle::pay;
use crate::admission;
use crate::effects::Effects;
use crate::fact::Note;
use crate::life::{advance, Act};
use crate::reward::{minutes_between, planned};
use crate::state::{self, Activity, Enrolment};
use cosmwasm_std::{
    from_json, to_json_binary, Deps, DepsMut, Env, Reply, Response, Storage, SubMsg, SubMsgResult, WasmMsg,
};
use serde::Serialize;
use timebank_api::activity_registry::{AttendanceSide, Deadline, EnrolmentState, State, MAX_TICK};
use timebank_api::record::FactKind;
use timebank_api::{event, ActivityId, Code, MemberId, Minutes, Seconds};
use timebank_std::{Error, Result};

/// The reply to a failed `elapse`.
const ELAPSE_FAILED: u64 = 1;
/// The most one deadline may burn: a settlement with its legs costs a third of it.
const ELAPSE_GAS: u64 = 300_000;
/// How many enrolments are looked at in one step for who did not come.
const SWEEP: usize = 10;
/// How long a deadline that failed waits.
const BACK_OFF: Seconds = 3_600;
/// Why an activity ended that no reviewer looked at in time.
const NOT_REVIEWED: &str = "not_reviewed";
/// Why an activity ended in which nobody took part.
const NOBODY_CAME: &str = "nobody_came";
/// How a node reports a sub-message that ran out of its gas.
const OUT_OF_GAS: &str = "codespace: sdk, code: 11";

/// A message to the contract itself, in the bytes of its `ExecuteMsg`; that type itself would bring the code along that writes
/// every other message.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Own {
    Elapse { id: ActivityId, participant: Option<MemberId> },
}

pub fn tick(deps: Deps, env: &Env, limit: Option<u32>) -> Result<Response> {
    let limit = limit.unwrap_or(MAX_TICK).min(MAX_TICK);
    let limit = usize::try_from(limit).map_err(|_| Code::Overflow)?;
    let mut response = Response::new();
    for (_, activity, participant) in state::due(deps.storage, now(env)).take(limit) {
        let participant = (participant != 0).then_some(participant);
        let message = WasmMsg::Execute {
            contract_addr: env.contract.address.to_string(),
            msg: to_json_binary(&Own::Elapse { id: activity, participant })?,
            funds: vec![],
        };
        response = response.add_submessage(
            SubMsg::reply_on_error(message, ELAPSE_FAILED)
                .with_gas_limit(ELAPSE_GAS)
                .with_payload(to_json_binary(&(activity, participant))?),
        );
    }
    Ok(response)
}

pub fn elapse(
    mut deps: DepsMut,
    env: &Env,
    id: ActivityId,
    participant: Option<MemberId>,
) -> Result<Response> {
    let mut effects = Effects::default();
    if participant.is_none() {
        if let Some(listing) = state::may_listing(deps.storage, id)? {
            if is_over(listing.due, env) {
                listing_over(deps.storage, env, id, listing, &mut effects)?;
            }
            return effects.into_response(deps.as_ref());
        }
    }
    let mut activity = state::activity(deps.storage, id)?;
    match participant {
        None if is_over(activity.tally.due, env) => {
            if now(env) < over(&activity.plan) {
                escalate(deps.storage, &mut activity, now(env), &mut effects)?;
            } else if !sweep(deps.storage, &mut activity, now(env), &mut effects)? {
                activity_over(deps.branch(), &mut activity, &mut effects)?;
            }
        }
        Some(participant) => {
            let enrolment = state::enrolment(deps.storage, id, participant)?;
            if is_over(enrolment.due, env) {
                part_over(deps.branch(), env, &mut activity, participant, enrolment, &mut effects)?;
            }
        }
        // An item before this one in the same tick has dealt with it.
        None => (),
    }
    effects.into_response(deps.as_ref())
}

/// Puts a deadline that failed back into the queue.
pub fn requeue(deps: DepsMut, env: &Env, reply: &Reply) -> Result<Response> {
    let SubMsgResult::Err(error) = &reply.result else {
        return Err(Code::Internal.into());
    };
    if reply.id != ELAPSE_FAILED {
        return Err(Error::with(Code::Internal, reply.id));
    }
    let (id, participant): (ActivityId, Option<MemberId>) = from_json(&reply.payload)?;
    let again = now(env).saturating_add(BACK_OFF);
    match participant {
        None if state::may_listing(deps.storage, id)?.is_some() => {
            let mut listing = state::listing(deps.storage, id)?;
            state::set_listing_due(deps.storage, id, &mut listing, Some(again));
            state::save_listing(deps.storage, id, &listing)?;
        }
        None => {
            let mut activity = state::activity(deps.storage, id)?;
            activity.set_due(deps.storage, Some(again));
            activity.save_tally(deps.storage)?;
        }
        Some(participant) => {
            let mut enrolment = state::enrolment(deps.storage, id, participant)?;
            state::set_enrolment_due(deps.storage, id, participant, &mut enrolment, Some(again));
            state::save_enrolment(deps.storage, id, participant, &enrolment)?;
        }
    }
    let code = match Code::find(error) {
        Some(code) => code,
        None if error.contains(OUT_OF_GAS) => Code::GasExhausted,
        None => Code::Internal,
    };
    let mut effects = Effects::default();
    effects.emit(event::DeadlineRequeued { activity: id, participant, code: code.text().into(), again });
    effects.into_response(deps.as_ref())
}

fn is_over(due: Option<Seconds>, env: &Env) -> bool {
    due.is_some_and(|due| due <= now(env))
}

/// The activity's own time is over: what no open participant needs is given back, and it ends unless somebody is open. The
/// last settlement ends it then.
fn activity_over(deps: DepsMut, activity: &mut Activity, effects: &mut Effects) -> Result<()> {
    let id = activity.id;
    activity.set_due(deps.storage, None);
    if activity.tally.state == State::Settled {
        return activity.save_tally(deps.storage);
    }
    effects.emit(event::DeadlinePassed { activity: id, participant: None, deadline: Deadline::ActivityOver });
    let tally = &mut activity.tally;
    let mut needed: Minutes = 0;
    let reason = match tally.state {
        State::Approved if tally.open > 0 => {
            let terms = activity.plan.terms()?;
            needed = crate::reward::hold(terms, tally.open)?;
            None
        }
        State::Approved if tally.settled > 0 => {
            tally.state = advance(tally.state, Act::Over)?;
            effects.emit(event::ActivitySettled { activity: id });
            None
        }
        state => {
            tally.state = advance(state, Act::Expire)?;
            Some(if state == State::Approved { NOBODY_CAME } else { NOT_REVIEWED })
        }
    };
    let rest = tally.hold.saturating_sub(needed);
    effects.release(activity, rest)?;
    if activity.tally.state != State::Approved {
        admission::give_back_all(deps.storage, activity)?;
    }
    if let Some(reason) = reason {
        state::save_reason(deps.storage, id, Some(reason))?;
        effects.emit(event::ActivityCancelled { activity: id, by: None, reason: reason.into() });
    }
    activity.save_tally(deps.storage)
}

/// Notes who had a seat and did not come, a few at a time; whether there may be more.
fn sweep(
    storage: &mut dyn Storage,
    activity: &mut Activity,
    now: Seconds,
    effects: &mut Effects,
) -> Result<bool> {
    let tally = &activity.tally;
    let came = tally.open.saturating_add(tally.settled);
    if !matches!(tally.state, State::Approved | State::Settled) || tally.taken <= came {
        return Ok(false);
    }
    let after = Some(tally.swept);
    let some: Vec<_> = state::enrolments(storage, activity.id, after).take(SWEEP).collect::<Result<_>>()?;
    for (participant, enrolment) in &some {
        activity.tally.swept = *participant;
        if enrolment.state == EnrolmentState::Admitted {
            let publisher = activity.plan.publisher;
            Note::new(FactKind::NoShow, *participant, publisher).append(storage, activity, now)?;
            effects.emit(event::NoShow { activity: activity.id, participant: *participant });
        }
    }
    let more = some.len() == SWEEP;
    if more {
        activity.save_tally(storage)?;
    }
    Ok(more)
}

/// A participant's wait is over.
fn part_over(
    mut deps: DepsMut,
    env: &Env,
    activity: &mut Activity,
    participant: MemberId,
    mut enrolment: Enrolment,
    effects: &mut Effects,
) -> Result<()> {
    let (id, now) = (activity.id, now(env));
    let deadline = match enrolment.state {
        EnrolmentState::Attending => Deadline::CheckOutMissing,
        EnrolmentState::Attended => Deadline::ConfirmationMissing,
        EnrolmentState::Disputed => Deadline::DisputeUndecided,
        EnrolmentState::Agreed => Deadline::PaymentMissing,
        _ => return Err(Code::EnrolmentState.into()),
    };
    effects.emit(event::DeadlinePassed { activity: id, participant: Some(participant), deadline });
    let publisher = activity.plan.publisher;
    if deadline == Deadline::PaymentMissing {
        let waited = activity.plan.terms()?.settle_requires_rating && enrolment.score_given.is_none();
        let (of, other) = if waited { (participant, publisher) } else { (publisher, participant) };
        Note::new(FactKind::Silent, of, other).append(deps.storage, activity, now)?;
        return pay(deps, env, activity, (id, participant), &mut enrolment, !waited, effects);
    }
    if deadline == Deadline::CheckOutMissing {
        let at = activity.plan.service.end;
        end(deps.storage, activity, participant, &mut enrolment, at, now)?;
        effects.emit(event::Attendance {
            activity: id,
            participant,
            side: AttendanceSide::End,
            at,
            by: None,
        });
        return Ok(());
    }
    if deadline == Deadline::ConfirmationMissing {
        let sides =
            [(enrolment.claimed, participant, publisher), (enrolment.confirmed, publisher, participant)];
        for (_, of, other) in sides.iter().filter(|(said, ..)| said.is_none()) {
            Note::new(FactKind::Silent, *of, *other).append(deps.storage, activity, now)?;
        }
    }
    let minutes = by_rule(&enrolment, planned(activity.plan.service));
    let storage = deps.branch().storage;
    agree(storage, activity, participant, &mut enrolment, minutes, now, effects)?;
    state::save_enrolment(deps.storage, id, participant, &enrolment)
}

/// What both agreed on before one of them disputed it; else the lower of two figures, the only one, or the measured time up to
/// the plan.
fn by_rule(enrolment: &Enrolment, planned: Minutes) -> Minutes {
    if let Some(agreed) = enrolment.agreed {
        return agreed;
    }
    match (enrolment.claimed, enrolment.confirmed) {
        (Some(claimed), Some(confirmed)) => claimed.min(confirmed),
        (Some(only), None) | (None, Some(only)) => only,
        (None, None) => {
            let started = enrolment.started.unwrap_or(0);
            minutes_between(started, enrolment.ended.unwrap_or(started)).min(planned)
        }
    }
}
