//! How confirmed minutes become TIME, and how much is held for it. Pure: no storage, no clock.
//!
//! A reward is a fraction of whole numbers until the last step: the weight and the hourly rate are applied exactly and the
//! pack's rounding once, so that no order of steps gives another figure. What rounding leaves stays with the payer.

use crate::pack::Pack;
use timebank_api::activity_registry::{Reward, Terms, Window};
use timebank_api::rulebook::Rounding;
use timebank_api::{Code, Minutes, Seconds};
use timebank_std::{Error, Result};

/// Minutes in an hour, and percent in a whole: the denominators.
const HOUR: u64 = 60;
const WHOLE: u64 = 100;

/// How a seat's hold is shared out. The parts sum to the hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Split {
    /// To the participant.
    pub paid: Minutes,
    /// Back to the payer, or not minted.
    pub returned: Minutes,
}

/// The planned minutes of a service.
pub fn planned(service: Window) -> Minutes {
    minutes_between(service.start, service.end)
}

/// Whole minutes between two times.
pub fn minutes_between(start: Seconds, end: Seconds) -> Minutes {
    let seconds = end.saturating_sub(start);
    Minutes::try_from(seconds.checked_div(HOUR).unwrap_or(0)).unwrap_or(Minutes::MAX)
}

/// The mean of two figures, half up.
pub fn average(a: Minutes, b: Minutes) -> Minutes {
    a.min(b).saturating_add(a.abs_diff(b).div_ceil(2))
}

/// What these minutes of service are worth, before the seat's cap.
///
/// # Errors
/// `system.overflow`.
pub fn worth(
    reward: Reward,
    minutes: Minutes,
    weight_percent: u16,
    rounding: Rounding,
    cap: Option<Minutes>,
) -> Result<Minutes> {
    if minutes == 0 {
        return Ok(0);
    }
    let percent = u64::from(weight_percent);
    let (numerator, denominator) = match reward {
        Reward::PerParticipant { minutes: fixed } => (u64::from(fixed).checked_mul(percent), Some(WHOLE)),
        Reward::PerHour { minutes: rate } => (
            u64::from(minutes).checked_mul(u64::from(rate)).and_then(|product| product.checked_mul(percent)),
            HOUR.checked_mul(WHOLE),
        ),
    };
    let rounded = numerator
        .zip(denominator)
        .and_then(|(numerator, denominator)| round(numerator, denominator, rounding))
        .and_then(|rounded| Minutes::try_from(rounded).ok())
        .ok_or(Code::Overflow)?;
    Ok(cap.map_or(rounded, |cap| rounded.min(cap)))
}

/// `numerator / denominator` as a multiple of the step.
fn round(numerator: u64, denominator: u64, rounding: Rounding) -> Option<u64> {
    let (step, half) = match rounding {
        Rounding::Exact => (1, false),
        Rounding::Floor { step } => (step, false),
        Rounding::Nearest { step } => (step, true),
    };
    let step = u64::from(step).max(1);
    let unit = denominator.checked_mul(step)?;
    let steps = if half {
        numerator.checked_mul(2)?.checked_add(unit)?.checked_div(unit.checked_mul(2)?)?
    } else {
        numerator.checked_div(unit)?
    };
    steps.checked_mul(step)
}

/// What a branch's pack makes of an activity.
///
/// # Errors
/// `activity.reward` if a seat would be worth nothing; `system.overflow`.
pub fn terms(
    version: u32,
    pack: &Pack,
    reward: Reward,
    weight_percent: u16,
    service: Window,
) -> Result<Terms> {
    let per_seat = worth(reward, planned(service), weight_percent, pack.rounding, pack.earn_cap_activity)?;
    if per_seat == 0 {
        return Err(Code::ActivityReward.into());
    }
    Ok(Terms {
        pack: version,
        weight_percent,
        rounding: pack.rounding,
        earn_cap: pack.earn_cap_activity,
        tolerance: pack.tolerance,
        confirm_deadline: pack.confirm_deadline,
        settle_deadline: pack.settle_deadline,
        dispute_window: pack.dispute_window,
        settle_requires_rating: pack.settle_requires_rating,
        per_seat,
        earn_cap_day: pack.earn_cap_day,
        provider_age: pack.provider_age,
        escalate_after: pack.escalate_after,
    })
}

/// What is held for a number of seats.
///
/// # Errors
/// `system.overflow`.
pub fn hold(terms: &Terms, seats: u16) -> Result<Minutes> {
    terms.per_seat.checked_mul(Minutes::from(seats)).ok_or_else(|| Error::from(Code::Overflow))
}

/// How a seat's hold is shared out for the agreed minutes. Minutes over the plan are service, but never more than was held.
///
/// # Errors
/// `system.overflow`.
pub fn split(terms: &Terms, reward: Reward, agreed: Minutes) -> Result<Split> {
    let worth = worth(reward, agreed, terms.weight_percent, terms.rounding, terms.earn_cap)?;
    let paid = worth.min(terms.per_seat);
    Ok(Split { paid, returned: terms.per_seat.saturating_sub(paid) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HOURLY: Reward = Reward::PerHour { minutes: 60 };

    fn terms_of(
        weight_percent: u16,
        rounding: Rounding,
        earn_cap: Option<Minutes>,
        per_seat: Minutes,
    ) -> Terms {
        Terms {
            pack: 1,
            weight_percent,
            rounding,
            earn_cap,
            tolerance: 10,
            confirm_deadline: 1,
            settle_deadline: 1,
            dispute_window: 1,
            settle_requires_rating: true,
            per_seat,
            earn_cap_day: None,
            provider_age: None,
            escalate_after: 0,
        }
    }

    #[test]
    fn average_is_half_up() {
        assert_eq!(average(118, 122), 120);
        assert_eq!(average(122, 118), 120);
        assert_eq!(average(118, 121), 120);
        assert_eq!(average(0, 0), 0);
        assert_eq!(average(u32::MAX, u32::MAX), u32::MAX);
        assert_eq!(average(0, u32::MAX), 1 << 31);
    }

    #[test]
    fn worth_applies_rate_weight_and_rounding_once() {
        let worth =
            |reward, minutes, weight, rounding| worth(reward, minutes, weight, rounding, None).unwrap();
        assert_eq!(worth(HOURLY, 120, 100, Rounding::Exact), 120);
        assert_eq!(worth(HOURLY, 119, 150, Rounding::Exact), 178);
        assert_eq!(worth(HOURLY, 125, 100, Rounding::Floor { step: 15 }), 120);
        assert_eq!(worth(HOURLY, 127, 100, Rounding::Nearest { step: 15 }), 120);
        assert_eq!(worth(HOURLY, 128, 100, Rounding::Nearest { step: 15 }), 135);
        // 7.5 is half of a step of 15: up.
        let half = Reward::PerHour { minutes: 30 };
        assert_eq!(worth(half, 15, 100, Rounding::Nearest { step: 15 }), 15);
        let fixed = Reward::PerParticipant { minutes: 90 };
        assert_eq!(worth(fixed, 1, 100, Rounding::Exact), 90);
        assert_eq!(worth(fixed, 500, 150, Rounding::Exact), 135);
        assert_eq!(worth(fixed, 0, 100, Rounding::Exact), 0);
    }

    #[test]
    fn worth_stops_at_the_cap_and_says_when_it_cannot_count() {
        assert_eq!(worth(HOURLY, 600, 100, Rounding::Exact, Some(120)).unwrap(), 120);
        let absurd = Reward::PerHour { minutes: u32::MAX };
        let error = worth(absurd, u32::MAX, u16::MAX, Rounding::Exact, None).unwrap_err();
        assert_eq!(error.code(), Code::Overflow);
    }

    #[test]
    fn split_pays_no_more_than_the_seat() {
        let terms = terms_of(100, Rounding::Exact, None, 120);
        let split = |agreed| split(&terms, HOURLY, agreed).unwrap();
        assert_eq!(split(120), Split { paid: 120, returned: 0 });
        assert_eq!(split(300), Split { paid: 120, returned: 0 });
        assert_eq!(split(90), Split { paid: 90, returned: 30 });
        assert_eq!(split(0), Split { paid: 0, returned: 120 });
    }

    fn rounding() -> impl Strategy<Value = Rounding> {
        prop_oneof![
            Just(Rounding::Exact),
            (0u32..240).prop_map(|step| Rounding::Floor { step }),
            (0u32..240).prop_map(|step| Rounding::Nearest { step }),
        ]
    }

    fn reward() -> impl Strategy<Value = Reward> {
        prop_oneof![
            (1u32..=1_440).prop_map(|minutes| Reward::PerParticipant { minutes }),
            (1u32..=86_400).prop_map(|minutes| Reward::PerHour { minutes }),
        ]
    }

    proptest! {
        #[test]
        fn parts_sum_to_the_seat(
            reward in reward(), rounding in rounding(), weight in 0u16..=1_000, cap in proptest::option::of(0u32..5_000),
            planned in 1u32..=1_440, agreed in 0u32..=3_000,
        ) {
            let per_seat = worth(reward, planned, weight, rounding, cap).unwrap();
            let terms = terms_of(weight, rounding, cap, per_seat);
            let parts = split(&terms, reward, agreed).unwrap();
            prop_assert_eq!(parts.paid + parts.returned, per_seat);
            prop_assert!(cap.is_none_or(|cap| parts.paid <= cap));
            if agreed == 0 {
                prop_assert_eq!(parts.paid, 0);
            }
            if agreed >= planned {
                prop_assert_eq!(parts.paid, per_seat);
            }
        }

        #[test]
        fn more_minutes_are_never_worth_less(
            reward in reward(), rounding in rounding(), weight in 0u16..=1_000, a in 0u32..=3_000, b in 0u32..=3_000,
        ) {
            let of = |minutes| worth(reward, minutes, weight, rounding, None).unwrap();
            prop_assert!(of(a.min(b)) <= of(a.max(b)));
        }

        #[test]
        fn every_seat_is_covered(
            reward in reward(), rounding in rounding(), seats in 1u16..=500, agreed in proptest::collection::vec(0u32..3_000, 1..20),
        ) {
            let per_seat = worth(reward, 120, 100, rounding, None).unwrap();
            let terms = terms_of(100, rounding, None, per_seat);
            let mut left = hold(&terms, seats).unwrap();
            for minutes in agreed.into_iter().take(usize::from(seats)) {
                let parts = split(&terms, reward, minutes).unwrap();
                left = left.checked_sub(parts.paid + parts.returned).unwrap();
            }
        }

        #[test]
        fn average_lies_between_its_figures(a: u32, b: u32) {
            let mean = average(a, b);
            prop_assert!(a.min(b) <= mean && mean <= a.max(b));
            prop_assert_eq!(u64::from(mean), (u64::from(a) + u64::from(b)).div_ceil(2));
        }
    }
}
