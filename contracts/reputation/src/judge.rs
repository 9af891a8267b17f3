//! From what is known of a member and the pack of the member's branch to points, stars and rights. Every function here is pure:
//! the same facts give the same standing, whenever they came in and whoever asked when.

use crate::member::{seconds, Hour, Member};
use timebank_api::record::Standing;
use timebank_api::reputation::Totals;
use timebank_api::rulebook::{Conduct, Levels};
use timebank_api::Seconds;

const MINUTES_PER_HOUR: u64 = 60;
/// The score that neither gives nor takes points.
const MIDDLE: i64 = 3;

/// The member's standing.
pub fn standing(member: &Member, levels: &Levels, conduct: &Conduct) -> Standing {
    let silent = suspended_until(&member.silences, conduct.silent_limit, conduct);
    Standing {
        stars: stars(&member.totals, levels),
        publishing_suspended: silent.max(badly_rated_until(&member.ratings, conduct)),
        enrolling_suspended: suspended_until(&member.no_shows, conduct.no_show_limit, conduct),
    }
}

/// The highest star whose minutes of service and mean rating are reached.
pub fn stars(totals: &Totals, levels: &Levels) -> u8 {
    let reached = levels.thresholds.iter().zip(&levels.min_rating).rposition(|(minutes, rating)| {
        served(totals) >= u64::from(*minutes)
            && mean(totals.rating_sum, totals.ratings).is_none_or(|m| m >= u32::from(*rating))
    });
    reached.and_then(|below| u8::try_from(below.saturating_add(1)).ok()).unwrap_or(0)
}

/// Points for service and good scores, less those for what was not kept; never below nothing.
pub fn points(totals: &Totals, levels: &Levels) -> u32 {
    let times =
        |count: u64, points: u16| i64::try_from(count).unwrap_or(i64::MAX).saturating_mul(i64::from(points));
    let over_the_middle =
        |sum: u32, count: u32| i64::from(sum).saturating_sub(i64::from(count).saturating_mul(MIDDLE));
    let served = served(totals).saturating_mul(u64::from(levels.points_per_hour));
    let scores = over_the_middle(totals.rating_sum, totals.ratings)
        .saturating_add(over_the_middle(totals.assessment_sum, totals.assessments));
    let sum = i64::try_from(served.checked_div(MINUTES_PER_HOUR).unwrap_or(0))
        .unwrap_or(i64::MAX)
        .saturating_add(scores.saturating_mul(i64::from(levels.points_per_score)))
        .saturating_sub(times(totals.no_shows.into(), levels.points_off_no_show))
        .saturating_sub(times(totals.silences.into(), levels.points_off_silent));
    u32::try_from(sum.max(0)).unwrap_or(u32::MAX)
}

/// Minutes of service that count. A reversal may be learnt before its service, so both are summed on their own.
fn served(totals: &Totals) -> u64 {
    totals.minutes.saturating_sub(totals.reversed_minutes)
}

/// Percent of engagements kept in time; nothing without any. What was late is counted among the silences.
pub fn reliability(totals: &Totals) -> Option<u8> {
    let done = u64::from(totals.services).saturating_add(u64::from(totals.received));
    let kept = done.saturating_sub(u64::from(totals.late));
    let not_kept = u64::from(totals.no_shows).saturating_add(u64::from(totals.silences));
    let percent = kept.saturating_mul(100).checked_div(kept.saturating_add(not_kept))?;
    u8::try_from(percent).ok()
}

/// Mean of scores in hundredths; nothing without any.
pub fn mean(sum: u32, count: u32) -> Option<u32> {
    let mean = u64::from(sum).saturating_mul(100).checked_div(u64::from(count))?;
    u32::try_from(mean).ok()
}

/// Until when a right is withdrawn: from the last date on which `limit` dates, itself among them, lie within a window.
fn suspended_until(dates: &[Hour], limit: u16, conduct: &Conduct) -> Seconds {
    let within = |dates: &&[Hour]| match dates {
        [first, .., last] => seconds(*last).saturating_sub(seconds(*first)) <= conduct.window,
        [_] => true,
        [] => false,
    };
    let Some(last) = dates.windows(usize::from(limit).max(1)).rfind(within).and_then(<[Hour]>::last) else {
        return 0;
    };
    if limit == 0 {
        return 0;
    }
    seconds(*last).saturating_add(conduct.suspension)
}

/// Until when the right to publish is withdrawn for bad ratings: from the newest rating on, if the mean of those in the window
/// before it is too low. A better one gives the right back.
fn badly_rated_until(ratings: &[(Hour, u8)], conduct: &Conduct) -> Seconds {
    let Some((newest, _)) = ratings.last() else { return 0 };
    let since = seconds(*newest).saturating_sub(conduct.window);
    let in_window = ratings.iter().filter(|(hour, _)| seconds(*hour) >= since);
    let (sum, count) = in_window.fold((0u32, 0u32), |(sum, count), (_, score)| {
        (sum.saturating_add(u32::from(*score)), count.saturating_add(1))
    });
    let low = mean(sum, count).is_some_and(|mean| mean < u32::from(conduct.min_rating));
    if low && count >= u32::from(conduct.min_ratings) {
        seconds(*newest).saturating_add(conduct.suspension)
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use timebank_api::reputation::RECENT;

    const DAY: u64 = 86_400;

    fn served(hours: u64) -> Totals {
        Totals { minutes: hours * 60, ..Totals::default() }
    }

    fn rated(hours: u64, sum: u32, ratings: u32) -> Totals {
        Totals { ratings, rating_sum: sum, ..served(hours) }
    }

    fn conduct(window: u64, suspension: u64, limit: u16) -> Conduct {
        Conduct {
            window: window * DAY,
            suspension: suspension * DAY,
            silent_limit: limit,
            no_show_limit: limit,
            min_rating: 200,
            min_ratings: 3,
        }
    }

    fn days(days: &[u32]) -> Vec<Hour> {
        days.iter().map(|day| day * 24).collect()
    }

    #[test]
    fn stars_are_the_ministrys_hours_and_the_mean_rating() {
        let levels = Levels::default();
        let by_hours =
            [(0, 0), (99, 0), (100, 1), (299, 1), (300, 2), (600, 3), (1_000, 4), (1_499, 4), (1_500, 5)];
        for (hours, expected) in by_hours {
            assert_eq!(stars(&served(hours), &levels), expected, "{hours} h, not rated");
        }
        assert_eq!(stars(&Totals { minutes: 5_999, ..Totals::default() }, &levels), 0);
        // 4.5, 4.49, 4.0, 3.5, 3.0, 2.99
        for (sum, count, expected) in
            [(9, 2, 5), (449, 100, 4), (4, 1, 4), (7, 2, 3), (3, 1, 2), (299, 100, 1)]
        {
            assert_eq!(stars(&rated(1_500, sum, count), &levels), expected, "{sum} in {count}");
        }
    }

    #[test]
    fn points_are_for_service_and_scores_and_off_for_what_was_not_kept() {
        let levels = Levels::default();
        assert_eq!(points(&served(3), &levels), 30);
        assert_eq!(points(&Totals { minutes: 59, ..Totals::default() }, &levels), 9);
        // 5 and 4 give 2 × (2 + 1), 1 takes 2 × 2.
        assert_eq!(points(&rated(0, 9, 2), &levels), 6);
        assert_eq!(points(&rated(1, 1, 1), &levels), 6);
        let assessed = Totals { assessments: 1, assessment_sum: 5, ..served(1) };
        assert_eq!(points(&assessed, &levels), 14);
        let careless = Totals { no_shows: 1, silences: 2, ..served(4) };
        assert_eq!(points(&careless, &levels), 10);
        assert_eq!(points(&Totals { no_shows: 1, ..served(1) }, &levels), 0);
        let immense = Totals { minutes: u64::MAX, ..Totals::default() };
        assert_eq!(points(&immense, &levels), u32::MAX);
    }

    #[test]
    fn what_was_reversed_counts_no_more() {
        let levels = Levels::default();
        let reversed = |hours: u64, minutes| Totals { reversed_minutes: minutes, ..served(hours) };
        assert_eq!((stars(&served(100), &levels), stars(&reversed(100, 1), &levels)), (1, 0));
        assert_eq!(stars(&reversed(101, 60), &levels), 1);
        assert_eq!(points(&reversed(3, 90), &levels), 15);
        assert_eq!((stars(&reversed(1, 61), &levels), points(&reversed(1, 61), &levels)), (0, 0));
    }

    #[test]
    fn reliability_is_the_share_that_was_kept() {
        assert_eq!(reliability(&Totals::default()), None);
        let totals = Totals { services: 2, received: 1, ..Totals::default() };
        assert_eq!(reliability(&totals), Some(100));
        assert_eq!(reliability(&Totals { no_shows: 1, ..totals }), Some(75));
        assert_eq!(reliability(&Totals { silences: 1, ..totals }), Some(75));
        assert_eq!(reliability(&Totals { late: 1, silences: 1, ..totals }), Some(66), "one engagement, once");
        assert_eq!(reliability(&Totals { silences: 1, ..Totals::default() }), Some(0));
    }

    #[test]
    fn a_right_is_withdrawn_from_the_date_that_was_one_too_many() {
        let rules = conduct(10, 5, 3);
        let until = |dates: &[u32]| suspended_until(&days(dates), rules.silent_limit, &rules);
        assert_eq!(until(&[]), 0);
        assert_eq!(until(&[100, 101]), 0);
        assert_eq!(until(&[100, 105, 110]), 115 * DAY);
        assert_eq!(until(&[100, 105, 111]), 0, "the first is out of the window");
        assert_eq!(until(&[100, 100, 100]), 105 * DAY);
        assert_eq!(until(&[100, 105, 110, 111]), 116 * DAY, "another one prolongs it");
        assert_eq!(until(&[100, 105, 110, 200, 220]), 115 * DAY, "the last time counts");
        let never = conduct(10, 5, 0);
        assert_eq!(suspended_until(&days(&[1, 1, 1, 1]), never.silent_limit, &never), 0);
        let at_once = conduct(10, 5, 1);
        assert_eq!(suspended_until(&days(&[100]), at_once.silent_limit, &at_once), 105 * DAY);
    }

    #[test]
    fn bad_ratings_withdraw_the_right_to_publish_and_better_ones_give_it_back() {
        let rules = conduct(10, 5, 3);
        let until = |ratings: &[(u32, u8)]| {
            let ratings: Vec<_> = ratings.iter().map(|(day, score)| (day * 24, *score)).collect();
            badly_rated_until(&ratings, &rules)
        };
        assert_eq!(until(&[]), 0);
        assert_eq!(until(&[(100, 1), (101, 1)]), 0, "too few to take a mean of");
        assert_eq!(until(&[(100, 1), (101, 1), (102, 1)]), 107 * DAY);
        assert_eq!(until(&[(100, 2), (101, 2), (102, 2)]), 0, "the least mean is allowed");
        assert_eq!(until(&[(100, 1), (101, 1), (102, 1), (103, 5)]), 0);
        assert_eq!(
            until(&[(90, 5), (91, 5), (100, 1), (101, 1), (102, 1)]),
            107 * DAY,
            "old ones are out of the window"
        );
        assert_eq!(until(&[(100, 1), (101, 1), (112, 1)]), 0);
        let never = Conduct { min_rating: 0, ..rules };
        assert_eq!(badly_rated_until(&[(1, 1), (1, 1), (1, 1)], &never), 0);
    }

    #[test]
    fn silence_and_ratings_stop_publishing_and_no_shows_stop_enrolling() {
        let (levels, rules) = (Levels::default(), conduct(10, 5, 2));
        let silent = Member { silences: days(&[100, 101]), ..Member::default() };
        let absent = Member { no_shows: days(&[100, 101]), ..Member::default() };
        let ratings = vec![(2_448, 1); 3];
        let both = Member { ratings, ..silent.clone() };
        let rights = |member: &Member| {
            let standing = standing(member, &levels, &rules);
            (standing.publishing_suspended, standing.enrolling_suspended)
        };
        assert_eq!(rights(&Member::default()), (0, 0));
        assert_eq!(rights(&silent), (106 * DAY, 0));
        assert_eq!(rights(&absent), (0, 106 * DAY));
        assert_eq!(rights(&both), (107 * DAY, 0), "the longer one counts");
    }

    proptest! {
        #[test]
        fn more_minutes_never_cost_a_star(
            minutes in 0u64..100_000, more in 0u64..100_000, ratings in 0u32..50, scores in 1u32..=5,
            thresholds in proptest::collection::btree_set(1u32..100_000, 5),
            min_rating in proptest::collection::vec(0u16..=500, 5),
        ) {
            let (mut levels, mut min_rating) = (Levels::default(), min_rating);
            min_rating.sort_unstable();
            levels.thresholds = thresholds.into_iter().collect::<Vec<_>>().try_into().unwrap();
            levels.min_rating = min_rating.try_into().unwrap();
            let totals = Totals { minutes, ratings, rating_sum: ratings * scores, ..Totals::default() };
            let later = Totals { minutes: minutes + more, ..totals };
            prop_assert!(stars(&later, &levels) >= stars(&totals, &levels));
            prop_assert!(points(&later, &levels) >= points(&totals, &levels));
            let reached = stars(&totals, &levels);
            prop_assert!(reached <= 5);
            for below in 0..usize::from(reached) {
                prop_assert!(minutes >= u64::from(levels.thresholds[below]), "a star stands on those below it");
            }
        }

        /// What a member's record forgets never gives a right back too early, under any conduct that a pack may set.
        #[test]
        fn what_is_forgotten_changes_no_right(
            dates in proptest::collection::vec(0u32..24 * 60, 0..80),
            limit in 1u16..9, window in 1u64..30, suspension in 1u64..60,
        ) {
            let windows = suspension.div_ceil(window) + 1;
            prop_assume!(u64::from(limit - 1) * windows < u64::from(RECENT));
            let rules = conduct(window, suspension, limit);
            let mut all = dates;
            all.sort_unstable();
            let newest = &all[all.len().saturating_sub(usize::from(RECENT))..];
            let now = all.last().map_or(0, |hour| seconds(*hour));
            let (full, kept) =
                (suspended_until(&all, limit, &rules), suspended_until(newest, limit, &rules));
            prop_assert_eq!(full.max(now), kept.max(now));
        }
    }
}
