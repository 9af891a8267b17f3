//! The rotating code shown on site.

use crate::guard::ensure;
use crate::state::Plan;
use cosmwasm_std::{Deps, Env};
use timebank_api::activity_registry::{AttendanceCode, AttendanceSide, CHECK_IN_EARLY, CHECK_OUT_GRACE};
use timebank_api::{ActivityId, Code, Seconds};
use timebank_intent::{attendance_digest, CanonicalAddress};
use timebank_std::{Error, Result};

/// How many steps old a code may be: reading, signing and a block take their time.
const STEPS_BACK: u64 = 2;
/// How many steps a site's clock may be ahead.
const STEPS_AHEAD: u64 = 1;

/// # Errors
/// `attendance.time` if attendance can not begin or end now.
pub fn check_time(plan: &Plan, side: AttendanceSide, now: Seconds) -> Result<()> {
    let service = plan.service;
    let fits = match side {
        AttendanceSide::Start => now >= service.start.saturating_sub(CHECK_IN_EARLY) && now < service.end,
        AttendanceSide::End => now < last_check_out(plan),
    };
    ensure(fits, Code::AttendanceTime)
}

/// From when on nobody can check out any more.
pub fn last_check_out(plan: &Plan) -> Seconds {
    plan.service.end.saturating_add(CHECK_OUT_GRACE)
}

/// The step of the code at a time.
pub fn step_at(now: Seconds, period: u32) -> u64 {
    now.checked_div(u64::from(period)).unwrap_or(0)
}

/// Checks a code of this activity; `after` is the step of the code that began the attendance.
///
/// # Errors
/// `attendance.code_expired`, `attendance.code_replayed`, `attendance.code`.
pub fn check_code(
    deps: Deps,
    env: &Env,
    (id, plan): (ActivityId, &Plan),
    (side, after): (AttendanceSide, Option<u64>),
    (code, period): (&AttendanceCode, u32),
) -> Result<()> {
    let now = step_at(env.block.time.seconds(), period);
    let fresh = now.saturating_sub(STEPS_BACK)..=now.saturating_add(STEPS_AHEAD);
    ensure(fresh.contains(&code.step), Code::CodeExpired)?;
    ensure(after.is_none_or(|after| code.step > after), Code::CodeReplayed)?;

    let registry = deps.api.addr_canonicalize(env.contract.address.as_str())?;
    let registry = CanonicalAddress::try_from(registry.as_slice())
        .map_err(|_| Error::with(Code::Internal, "own address"))?;
    let side = match side {
        AttendanceSide::Start => timebank_intent::AttendanceSide::Start,
        AttendanceSide::End => timebank_intent::AttendanceSide::End,
    };
    let digest = attendance_digest(&env.block.chain_id, &registry, id, side, code.step);
    let signed = deps.api.secp256k1_verify(&digest, &code.signature, &plan.attendance_key).unwrap_or(false);
    ensure(signed, Code::CodeInvalid)
}
