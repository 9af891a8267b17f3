use super::seats::approved;
use super::{now, Part};
use crate::attendance::{check_code, check_time, last_check_out, step_at};
use crate::effects::Effects;
use crate::guard;
use crate::life::{step, Step};
use crate::state::{self, Activity, Enrolment};
use cosmwasm_std::{DepsMut, Env, Response, Storage};
use timebank_api::activity_registry::{AttendanceCode, AttendanceSide, EnrolmentState};
use timebank_api::{event, ActivityId, Actor, Code, MemberId, Seconds};
use timebank_std::Result;

pub fn check_in(
    deps: DepsMut,
    env: &Env,
    actor: &Actor,
    id: ActivityId,
    code: &AttendanceCode,
) -> Result<Response> {
    let side = AttendanceSide::Start;
    let (mut activity, mut enrolment) = present(&deps, env, (id, actor.id), side)?;
    guard::participant(&activity.plan, actor)?;
    let period = state::code_period(deps.storage)?;
    let of = (id, &activity.plan);
    check_code(deps.as_ref(), env, of, (side, None), (code, period))?;
    begin(deps.storage, &mut activity, actor.id, &mut enrolment, now(env), code.step)?;
    respond(deps, env, (id, actor.id), side, actor)
}

pub fn check_out(
    deps: DepsMut,
    env: &Env,
    actor: &Actor,
    id: ActivityId,
    code: &AttendanceCode,
) -> Result<Response> {
    let side = AttendanceSide::End;
    let (activity, mut enrolment) = present(&deps, env, (id, actor.id), side)?;
    guard::participant(&activity.plan, actor)?;
    let period = state::code_period(deps.storage)?;
    let of = (id, &activity.plan);
    check_code(deps.as_ref(), env, of, (side, Some(enrolment.step)), (code, period))?;
    end(deps.storage, &activity, actor.id, &mut enrolment, now(env), now(env))?;
    respond(deps, env, (id, actor.id), side, actor)
}

pub fn record_attendance(
    deps: DepsMut,
    env: &Env,
    actor: &Actor,
    (id, participant): Part,
    side: AttendanceSide,
) -> Result<Response> {
    guard::not_self(actor, participant)?;
    let (mut activity, mut enrolment) = present(&deps, env, (id, participant), side)?;
    guard::administrator(&activity.plan, actor)?;
    guard::payer_scope(activity.plan.payer, actor)?;
    match side {
        AttendanceSide::Start => {
            let step = step_at(now(env), state::code_period(deps.storage)?);
            begin(deps.storage, &mut activity, participant, &mut enrolment, now(env), step)?;
        }
        AttendanceSide::End => {
            end(deps.storage, &activity, participant, &mut enrolment, now(env), now(env))?;
        }
    }
    respond(deps, env, (id, participant), side, actor)
}

/// The activity and the part, if this side of attendance can be recorded now.
fn present(
    deps: &DepsMut,
    env: &Env,
    (id, participant): Part,
    side: AttendanceSide,
) -> Result<(Activity, Enrolment)> {
    let activity = state::activity(deps.storage, id)?;
    approved(&activity)?;
    let enrolment = state::enrolment(deps.storage, id, participant)?;
    match side {
        AttendanceSide::Start => step(Some(enrolment.state), Step::CheckIn, EnrolmentState::Attending)?,
        AttendanceSide::End => step(Some(enrolment.state), Step::CheckOut, EnrolmentState::Attended)?,
    };
    check_time(&activity.plan, side, now(env))?;
    Ok((activity, enrolment))
}

fn begin(
    storage: &mut dyn Storage,
    activity: &mut Activity,
    participant: MemberId,
    enrolment: &mut Enrolment,
    at: Seconds,
    code_step: u64,
) -> Result<()> {
    enrolment.state = step(Some(enrolment.state), Step::CheckIn, EnrolmentState::Attending)?;
    enrolment.started = Some(at);
    enrolment.step = code_step;
    let id = activity.id;
    let due = last_check_out(&activity.plan);
    state::set_enrolment_due(storage, id, participant, enrolment, Some(due));
    state::save_enrolment(storage, id, participant, enrolment)?;
    activity.tally.open = activity.tally.open.checked_add(1).ok_or(Code::Overflow)?;
    activity.save_tally(storage)
}

/// Ends an attendance at a time; the wait for both confirmations begins now.
pub(super) fn end(
    storage: &mut dyn Storage,
    activity: &Activity,
    participant: MemberId,
    enrolment: &mut Enrolment,
    at: Seconds,
    now: Seconds,
) -> Result<()> {
    enrolment.state = step(Some(enrolment.state), Step::CheckOut, EnrolmentState::Attended)?;
    enrolment.ended = Some(at);
    let due = now.saturating_add(activity.plan.terms()?.confirm_deadline);
    state::set_enrolment_due(storage, activity.id, participant, enrolment, Some(due));
    state::save_enrolment(storage, activity.id, participant, enrolment)
}

fn respond(
    deps: DepsMut,
    env: &Env,
    (id, participant): Part,
    side: AttendanceSide,
    actor: &Actor,
) -> Result<Response> {
    let mut effects = Effects::default();
    effects.emit(event::Attendance { activity: id, participant, side, at: now(env), by: Some(actor.by()) });
    effects.into_response(deps.as_ref())
}
