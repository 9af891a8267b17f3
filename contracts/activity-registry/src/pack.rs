//! The rules of the activity's branch, asked for at submission and approval only.

use crate::reward;
use crate::state::Plan;
use cosmwasm_std::Deps;
use serde::Deserialize;
use timebank_api::activity_registry::Terms;
use timebank_api::permission::Contract;
use timebank_api::record::AgeClass;
use timebank_api::rulebook::{Band, QueryMsg, Rounding, StarReward, Weight};
use timebank_api::{BranchId, Code, Minutes, Seconds};
use timebank_std::{address, ask, Error, Result};

/// A category that a pack does not list counts in full.
const PLAIN_WEIGHT: u16 = 100;
const HOUR: Seconds = 3_600;
/// The people of the time banks live by UTC+8.
const ZONE: Seconds = 8 * HOUR;
const DAY: Seconds = 24 * HOUR;
/// 1970-01-01 was a Thursday.
const FIRST_WEEKDAY: u64 = 3;

/// What matters here of the rulebook's answer, so that the contract carries no code to read the rest.
#[derive(Deserialize)]
pub struct InForce {
    pub version: u32,
    pub pack: Pack,
}

/// What matters here of `timebank_api::rulebook::Pack`.
#[derive(Deserialize)]
pub struct Pack {
    pub rounding: Rounding,
    pub weights: Vec<Weight>,
    pub earn_cap_activity: Option<Minutes>,
    pub tolerance: Minutes,
    pub confirm_deadline: Seconds,
    pub settle_deadline: Seconds,
    pub dispute_window: Seconds,
    pub settle_requires_rating: bool,
    pub earn_cap_day: Option<Minutes>,
    pub own_use_age: Option<AgeClass>,
    pub provider_age: Option<AgeClass>,
    pub escalate_after: Seconds,
    pub levels: Levels,
}

/// What matters here of `timebank_api::rulebook::Levels`.
#[derive(Deserialize)]
pub struct Levels {
    pub rewards: [StarReward; 5],
}

/// The pack in force at a branch now.
///
/// # Errors
/// `pack.unknown`.
pub fn in_force(deps: Deps, branch: BranchId) -> Result<InForce> {
    let rulebook = address(deps, Contract::Rulebook)?;
    let question = QueryMsg::Pack { branch, at: None };
    ask(&deps.querier, rulebook, &question)
        .map_err(|error| Code::find(&error.to_string()).map_or(Error::Std(error), Error::from))
}

/// The terms a pack gives an activity.
///
/// # Errors
/// `activity.reward` if a seat would be worth nothing.
pub fn terms(InForce { version, pack }: &InForce, plan: &Plan) -> Result<Terms> {
    reward::terms(*version, pack, plan.reward, weight(pack, plan), plan.service)
}

/// The first weight that fits counts.
fn weight(pack: &Pack, plan: &Plan) -> u16 {
    let now = band(plan.service.start);
    pack.weights
        .iter()
        .find(|weight| {
            weight.category == plan.category
                && weight.skill.is_none_or(|skill| skill == plan.skill)
                && weight.band.is_none_or(|band| band == now)
        })
        .map_or(PLAIN_WEIGHT, |weight| weight.percent)
}

/// The band of a time, by the clock of UTC+8.
fn band(at: Seconds) -> Band {
    let local = at.saturating_add(ZONE);
    let hour = local.checked_rem(DAY).and_then(|of_day| of_day.checked_div(HOUR)).unwrap_or(0);
    if !(6..22).contains(&hour) {
        return Band::Night;
    }
    match day(at).saturating_add(FIRST_WEEKDAY).checked_rem(7) {
        Some(5 | 6) => Band::Weekend,
        _ => Band::Weekday,
    }
}

/// The day of a time, by the calendar of UTC+8, counted from 1970-01-01.
pub fn day(at: Seconds) -> u64 {
    at.saturating_add(ZONE).checked_div(DAY).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_follow_the_clock_of_utc_8() {
        // date -u -d '2026-11-20 00:00 +0800' +%s; a Friday.
        let friday = 1_795_104_000;
        assert_eq!(friday % DAY, DAY - ZONE);
        let at = |hours: u64, seconds: u64| band(friday + hours * HOUR - seconds);
        assert_eq!((at(6, 1), at(6, 0)), (Band::Night, Band::Weekday));
        assert_eq!((at(22, 1), at(22, 0)), (Band::Weekday, Band::Night));
        assert_eq!((at(30, 1), at(30, 0)), (Band::Night, Band::Weekend));
        assert_eq!((at(24 + 30, 0), at(48 + 22, 0)), (Band::Weekend, Band::Night));
        assert_eq!(at(72 + 6, 0), Band::Weekday);
        assert_eq!(day(friday) - day(friday - 1), 1);
    }
}
