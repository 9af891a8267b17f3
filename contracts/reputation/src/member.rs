//! What is known of a member. Nothing of it depends on the order in which it was learnt: sums, and of each kind of dated fact
//! the newest, whenever they came in.

use serde::{Deserialize, Serialize};
use timebank_api::record::{Fact, FactKind};
use timebank_api::reputation::{Totals, RECENT};
use timebank_api::Seconds;

/// Facts are dated to the hour since 1970.
pub type Hour = u32;

const HOUR: Seconds = 3_600;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Member {
    pub totals: Totals,
    /// The newest ratings, by hour and score.
    pub ratings: Vec<(Hour, u8)>,
    pub silences: Vec<Hour>,
    pub no_shows: Vec<Hour>,
    /// As judged last, by the rules of that time.
    pub points: u32,
}

impl Member {
    /// Takes a fact in.
    pub fn learn(&mut self, fact: &Fact) {
        let hour = Hour::try_from(fact.at.checked_div(HOUR).unwrap_or(0)).unwrap_or(Hour::MAX);
        let (minutes, score) = (u64::from(fact.minutes), u32::from(fact.score));
        let totals = &mut self.totals;
        totals.late = totals.late.saturating_add(u32::from(fact.late));
        match fact.kind {
            FactKind::Served => {
                totals.services = totals.services.saturating_add(1);
                totals.minutes = totals.minutes.saturating_add(minutes);
            }
            FactKind::Received => {
                totals.received = totals.received.saturating_add(1);
                totals.received_minutes = totals.received_minutes.saturating_add(minutes);
            }
            FactKind::Rated => {
                totals.ratings = totals.ratings.saturating_add(1);
                totals.rating_sum = totals.rating_sum.saturating_add(score);
                keep(&mut self.ratings, (hour, fact.score));
            }
            FactKind::Assessed => {
                totals.assessments = totals.assessments.saturating_add(1);
                totals.assessment_sum = totals.assessment_sum.saturating_add(score);
            }
            FactKind::Reversed => totals.reversed_minutes = totals.reversed_minutes.saturating_add(minutes),
            FactKind::NoShow => {
                totals.no_shows = totals.no_shows.saturating_add(1);
                keep(&mut self.no_shows, hour);
            }
            FactKind::Silent => {
                totals.silences = totals.silences.saturating_add(1);
                keep(&mut self.silences, hour);
            }
        }
    }
}

/// Seconds of the beginning of an hour.
pub fn seconds(hour: Hour) -> Seconds {
    Seconds::from(hour).saturating_mul(HOUR)
}

/// Puts an item into a rising list of the [`RECENT`] greatest. Which ones those are does not depend on who came first.
fn keep<T: Ord>(list: &mut Vec<T>, item: T) {
    let at = list.partition_point(|other| *other <= item);
    list.insert(at, item);
    if list.len() > usize::from(RECENT) {
        list.remove(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_greatest_are_kept(numbers in proptest::collection::vec(0u32..50, 0..60)) {
            let mut kept = vec![];
            for number in &numbers {
                keep(&mut kept, *number);
            }
            let mut sorted = numbers;
            sorted.sort_unstable();
            let newest = sorted.len().saturating_sub(usize::from(RECENT));
            prop_assert_eq!(kept, &sorted[newest..]);
        }
    }
}
