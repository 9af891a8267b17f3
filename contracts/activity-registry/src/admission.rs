//! Who may take part, and what is reserved for it, so that nothing can refuse the settlement later: the member's day under
//! the pack's cap, and the room under the limit between two branches. A seat on the waitlist is reserved too, so that moving
//! up cannot fail.

use crate::execute::member_of;
use crate::guard::ensure;
use crate::pack::day;
use crate::state::{self, Activity, Plan, Seat};
use cosmwasm_std::{Deps, Storage};
use timebank_api::activity_registry::{
    Finding, Opening, Payer, Requirement, State, MAX_AGENDA, MAX_REQUIREMENTS,
};
use timebank_api::permission::Contract;
use timebank_api::record::{
    credential_key, passed_key, position_key, standing_key, AgeClass, MemberKind, Passed, Position, Standing,
};
use timebank_api::rulebook::{StarReward, OPEN_ENROLMENTS};
use timebank_api::{ActivityId, Actor, BranchId, Code, MemberId, Minutes, Seconds};
use timebank_intent::credential_commitment;
use timebank_std::{published, Error, Result};

const HOUR: Seconds = 3_600;
const WHOLE: u32 = 100;
/// The most other branches among the participants of one activity, where limits apply.
const MAX_BRANCHES: usize = 16;

/// What reputation publishes about a member; who has no standing has every right.
pub fn standing(deps: Deps, member: MemberId) -> Result<Standing> {
    let standing = published(deps, Contract::Reputation, standing_key(member), Standing::from_bytes)?;
    Ok(standing.unwrap_or_default())
}

/// What the member's stars give under the activity's pack.
pub fn reward(storage: &dyn Storage, plan: &Plan, stars: u8) -> Result<Option<StarReward>> {
    let Some(index) = usize::from(stars).checked_sub(1) else {
        return Ok(None);
    };
    let rewards = state::rewards(storage, plan.branch, plan.terms()?.pack)?;
    Ok(rewards.and_then(|rewards| rewards.get(index).copied()))
}

/// By what the actor meets each requirement of the activity, if the rules of the branch let the actor take part.
///
/// # Errors
/// `enrolment.suspended`, `activity.age`, `enrolment.requirement` with the number of the first that is not met.
pub fn qualifies(
    deps: Deps,
    plan: &Plan,
    actor: &Actor,
    standing: &Standing,
    openings: &[Opening],
    now: Seconds,
) -> Result<Vec<Finding>> {
    ensure(standing.enrolling_suspended <= now, Code::EnrollingSuspended)?;
    if let Some(min) = plan.terms()?.provider_age {
        ensure(of_age(deps, actor.id, min)?, Code::AgeNotAllowed)?;
    }
    ensure(openings.len() <= MAX_REQUIREMENTS, Code::TooMany)?;
    let findings = findings(deps, plan, (actor.id, actor.branch), standing.stars, openings, now)?;
    match findings.iter().find(|finding| !finding.met) {
        Some(missing) => Err(Error::with(Code::RequirementMissing, missing.requirement)),
        None => Ok(findings),
    }
}

/// What is found about each requirement, in their order.
pub fn findings(
    deps: Deps,
    plan: &Plan,
    (member, branch): (MemberId, BranchId),
    stars: u8,
    openings: &[Opening],
    now: Seconds,
) -> Result<Vec<Finding>> {
    // Whoever comes late begins now.
    let begins = plan.service.start.max(now);
    let one = |(requirement, asked): (u8, &Requirement)| {
        let (met, found, valid_until) = match *asked {
            Requirement::Course { course } | Requirement::Certificate { course } => {
                let key = passed_key(course, member);
                let passed = published(deps, Contract::Training, key, Passed::from_bytes)?;
                let certificate = passed.filter(|passed| passed.certificate > 0);
                let met = match asked {
                    Requirement::Course { .. } => passed.is_some(),
                    _ => certificate.is_some_and(|certificate| certificate.valid_until > begins),
                };
                let valid_until = certificate.map(|certificate| certificate.valid_until);
                (met, certificate.map(|certificate| certificate.certificate), valid_until)
            }
            Requirement::Stars { min } => (stars >= min, Some(stars.into()), None),
            Requirement::Age { min } => (of_age(deps, member, min)?, None, None),
            Requirement::Branch { branch: asked } => (branch == asked, Some(branch.into()), None),
            Requirement::Credential { predicate } => {
                let mut last = None;
                for opening in openings.iter().filter(|opening| opening.predicate == predicate) {
                    last = last.max(credential(deps, member, opening)?);
                }
                (last.is_some_and(|valid_until| valid_until > begins), None, last)
            }
        };
        let valid_until = valid_until.filter(|until| *until < Seconds::MAX);
        Ok(Finding { requirement, met, found, valid_until })
    };
    (1u8..).zip(&plan.requirements).map(one).collect()
}

/// Until when the credential is valid that an opening shows.
fn credential(deps: Deps, member: MemberId, opening: &Opening) -> Result<Option<Seconds>> {
    let Ok(salt) = opening.salt.as_slice().try_into() else {
        return Err(Error::with(Code::MessageInvalid, "salt"));
    };
    let commitment = credential_commitment(member, opening.predicate, &salt);
    let valid_until = |bytes: &[u8]| Some(Seconds::from_be_bytes(bytes.try_into().ok()?));
    published(deps, Contract::MemberRegistry, credential_key(member, &commitment), valid_until)
}

/// Whether a person is of a class of age; groups have none.
pub fn of_age(deps: Deps, member: MemberId, min: AgeClass) -> Result<bool> {
    let record = member_of(deps, member)?;
    Ok(record.kind == MemberKind::Group || record.age >= min)
}

/// Keeps a seat for a member.
///
/// # Errors
/// `enrolment.too_many` with the most there can be, `enrolment.earn_cap` with the minutes the day has left.
pub fn keep_seat(
    storage: &mut dyn Storage,
    activity: &Activity,
    member: MemberId,
    reward: Option<StarReward>,
    now: Seconds,
) -> Result<()> {
    let minutes = activity.plan.terms()?.per_seat;
    let seat = Seat { activity: activity.id, hour: hour(activity.plan.service.start), minutes };
    let mut seats = state::agenda(storage, member)?;
    // A service that began yesterday may still be enrolled in.
    seats.retain(|seat| day_of(seat).saturating_add(1) >= day(now));
    if fits(activity, &seats, seat, reward, now).is_err() {
        // Those of cancelled activities count no more; they are looked for only when it matters.
        let gone = |seat: &Seat| {
            state::activity(storage, seat.activity)
                .is_ok_and(|activity| activity.tally.state == State::Cancelled)
        };
        seats.retain(|seat| !gone(seat));
        fits(activity, &seats, seat, reward, now)?;
    }
    seats.push(seat);
    state::save_agenda(storage, member, &seats)
}

fn fits(
    activity: &Activity,
    seats: &[Seat],
    seat: Seat,
    reward: Option<StarReward>,
    now: Seconds,
) -> Result<()> {
    let most = reward.map_or(OPEN_ENROLMENTS, |reward| reward.open_enrolments);
    let to_come = seats.iter().filter(|seat| seat.hour > hour(now)).count();
    if to_come >= usize::from(most) || seats.len() >= MAX_AGENDA {
        return Err(Error::with(Code::OpenEnrolments, most));
    }
    let Some(cap) = activity.plan.terms()?.earn_cap_day else {
        return Ok(());
    };
    let percent = reward.map_or(WHOLE, |reward| u32::from(reward.earn_cap_percent));
    let cap = u64::from(cap).saturating_mul(u64::from(percent)).checked_div(u64::from(WHOLE)).unwrap_or(0);
    let same_day = seats.iter().filter(|other| day_of(other) == day_of(&seat));
    let reserved = same_day.fold(0u64, |sum, seat| sum.saturating_add(u64::from(seat.minutes)));
    let room = cap.saturating_sub(reserved);
    if u64::from(seat.minutes) > room {
        return Err(Error::with(Code::EarnCap, room));
    }
    Ok(())
}

/// Gives back what was kept for a member.
pub fn give_up_seat(storage: &mut dyn Storage, id: ActivityId, member: MemberId) -> Result<()> {
    let mut seats = state::agenda(storage, member)?;
    seats.retain(|seat| seat.activity != id);
    state::save_agenda(storage, member, &seats)
}

fn hour(at: Seconds) -> u32 {
    at.checked_div(HOUR).and_then(|hour| u32::try_from(hour).ok()).unwrap_or(u32::MAX)
}

fn day_of(seat: &Seat) -> u64 {
    day(u64::from(seat.hour).saturating_mul(HOUR))
}

/// Reserves a seat's worth under the limit between the payer's branch and the participant's, if there is one.
///
/// # Errors
/// `enrolment.branch_limit` with the minutes there is room for.
pub fn lend(deps: Deps, activity: &Activity, to: BranchId) -> Result<Option<(BranchId, Minutes)>> {
    let from = activity.plan.branch;
    if from == to || activity.plan.payer == Payer::Issuance {
        return Ok(None);
    }
    let (low, high) = (from.min(to), from.max(to));
    let position = published(deps, Contract::TimeToken, position_key(low, high), Position::from_bytes)?
        .unwrap_or_default();
    if position.limit == 0 {
        return Ok(None);
    }
    let minutes = activity.plan.terms()?.per_seat;
    let flowed = i128::from(position.net);
    let flowed = if from == low { flowed } else { flowed.saturating_neg() };
    let pending = i128::from(state::pending(deps.storage, from, to)?);
    let room = i128::from(position.limit).saturating_sub(flowed).saturating_sub(pending);
    if i128::from(minutes) > room {
        return Err(Error::with(Code::BranchLimit, room.max(0)));
    }
    let branches = state::lent(deps.storage, activity.id)?;
    let known = branches.iter().any(|(branch, _)| *branch == to);
    ensure(known || branches.len() < MAX_BRANCHES, Code::TooMany)?;
    Ok(Some((to, minutes)))
}

/// Books what [`lend`] found room for.
pub fn book(storage: &mut dyn Storage, activity: &Activity, lent: (BranchId, Minutes)) -> Result<()> {
    let (to, minutes) = lent;
    let from = activity.plan.branch;
    let pending = state::pending(storage, from, to)?.checked_add(minutes.into()).ok_or(Code::Overflow)?;
    state::save_pending(storage, from, to, pending)?;
    let mut branches = state::lent(storage, activity.id)?;
    match branches.iter_mut().find(|(branch, _)| *branch == to) {
        Some((_, sum)) => *sum = sum.checked_add(minutes).ok_or(Code::Overflow)?,
        None => branches.push(lent),
    }
    state::save_lent(storage, activity.id, &branches)
}

/// Gives back what one enrolment had reserved.
pub fn give_back(storage: &mut dyn Storage, activity: &Activity, lent: (BranchId, Minutes)) -> Result<()> {
    let (to, minutes) = lent;
    let mut branches = state::lent(storage, activity.id)?;
    let Some((_, sum)) = branches.iter_mut().find(|(branch, _)| *branch == to) else {
        return Err(Code::StateInvalid.into());
    };
    *sum = sum.checked_sub(minutes).ok_or(Code::StateInvalid)?;
    branches.retain(|(_, sum)| *sum > 0);
    state::save_lent(storage, activity.id, &branches)?;
    unbook(storage, activity.plan.branch, lent)
}

/// Gives back what is left at the activity's end: of those who had a seat and were not paid.
pub fn give_back_all(storage: &mut dyn Storage, activity: &Activity) -> Result<()> {
    let branches = state::lent(storage, activity.id)?;
    if branches.is_empty() {
        return Ok(());
    }
    for lent in branches {
        unbook(storage, activity.plan.branch, lent)?;
    }
    state::save_lent(storage, activity.id, &[])
}

fn unbook(storage: &mut dyn Storage, from: BranchId, (to, minutes): (BranchId, Minutes)) -> Result<()> {
    let pending = state::pending(storage, from, to)?.checked_sub(minutes.into()).ok_or(Code::StateInvalid)?;
    state::save_pending(storage, from, to, pending)
}
