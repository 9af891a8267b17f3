use std::collections::BTreeSet;
use timebank_api::record::TransferRules;
use timebank_api::reputation::RECENT;
use timebank_api::rulebook::{
    Bounds, Conduct, Gift, Grant, Levels, MatchingWeights, Pack, Rounding, StarReward, Weight,
    OPEN_ENROLMENTS,
};
use timebank_api::{Code, Minutes, Seconds};
use timebank_std::{check_text, Error, Result};

const DAY: Seconds = 86_400;
pub const YEAR: Seconds = 366 * DAY;
const DAY_MINUTES: Minutes = 24 * 60;
/// The longest any deadline may be.
pub const MAX_DEADLINE: Seconds = 90 * DAY;
const MAX_WEIGHTS: usize = 32;
const MAX_PERCENT: u16 = 1_000;
const MAX_GRANTS: usize = 16;
const MAX_NAME: usize = 80;
const MAX_GRANT_ID: usize = 32;
const MAX_EXPIRY_MONTHS: u16 = 120;
/// The best score, in hundredths.
const MAX_RATING: u16 = 500;
const MAX_POINTS: u16 = 1_000;
const MAX_EARLY: Seconds = 7 * DAY;
const MAX_OPEN_ENROLMENTS: u16 = 100;
/// As much of the plain rate as everybody gets.
const PLAIN: u16 = 100;

/// Checks that a pack does not contradict itself.
///
/// # Errors
/// `pack.invalid` with the name of the first field that cannot stand.
pub fn validate(pack: &Pack) -> Result<()> {
    let fields = [
        ("name", check_text("name", &pack.name, 1, MAX_NAME).is_ok()),
        ("rounding", rounding(pack.rounding)),
        ("weights", weights(&pack.weights)),
        ("earn_cap_activity", pack.earn_cap_activity != Some(0)),
        ("tolerance", pack.tolerance <= DAY_MINUTES),
        ("confirm_deadline", deadline(pack.confirm_deadline)),
        ("settle_deadline", deadline(pack.settle_deadline)),
        ("dispute_window", deadline(pack.dispute_window)),
        ("grants", grants(&pack.grants)),
        ("earn_cap_day", pack.earn_cap_day.is_none_or(|cap| (1..=DAY_MINUTES).contains(&cap))),
        ("escalate_after", deadline(pack.escalate_after)),
        ("transfers", transfers(&pack.transfers)),
        ("levels", levels(&pack.levels, pack.earn_cap_day.is_some())),
        ("conduct", conduct(&pack.conduct)),
        ("matching_weights", matching_weights(&pack.matching_weights)),
    ];
    first_bad(Code::PackInvalid, &fields)
}

/// Checks that a pack keeps to what the federation allows.
///
/// # Errors
/// `pack.bounds` with the name of the first field that does not.
pub fn within(pack: &Pack, bounds: &Bounds) -> Result<()> {
    let in_time = |deadline: Seconds| deadline <= bounds.deadline;
    let cap = pack.transfers.balance_cap;
    let [first_star, ..] = pack.levels.thresholds;
    let fields = [
        ("weights", pack.weights.iter().all(|weight| weight.percent <= bounds.weight)),
        ("confirm_deadline", in_time(pack.confirm_deadline)),
        ("settle_deadline", in_time(pack.settle_deadline)),
        ("dispute_window", in_time(pack.dispute_window)),
        ("grants", granted_in_a_year(&pack.grants) <= u64::from(bounds.grants)),
        ("transfers.gift", pack.transfers.gift <= bounds.gift),
        ("transfers.unregistered", bounds.unregistered || !pack.transfers.unregistered),
        ("transfers.balance_cap", bounds.balance_cap.is_none_or(|most| cap.is_some_and(|cap| cap <= most))),
        ("levels.thresholds", first_star >= bounds.first_star),
    ];
    first_bad(Code::PackBounds, &fields)
}

/// Checks that some pack can keep to the bounds.
///
/// # Errors
/// `pack.invalid` with the name of the first field that cannot stand.
pub fn check_bounds(bounds: &Bounds) -> Result<()> {
    let fields = [
        ("feedback", bounds.feedback <= MAX_DEADLINE),
        ("notice", bounds.notice <= MAX_DEADLINE),
        ("deadline", deadline(bounds.deadline)),
        ("weight", (1..=MAX_PERCENT).contains(&bounds.weight)),
        ("balance_cap", bounds.balance_cap != Some(0)),
    ];
    first_bad(Code::PackInvalid, &fields)
}

fn first_bad(code: Code, fields: &[(&str, bool)]) -> Result<()> {
    match fields.iter().find(|(_, good)| !good) {
        Some((field, _)) => Err(Error::with(code, field)),
        None => Ok(()),
    }
}

fn rounding(rounding: Rounding) -> bool {
    match rounding {
        Rounding::Exact => true,
        Rounding::Floor { step } | Rounding::Nearest { step } => (1..=DAY_MINUTES).contains(&step),
    }
}

fn deadline(seconds: Seconds) -> bool {
    (1..=MAX_DEADLINE).contains(&seconds)
}

fn weights(weights: &[Weight]) -> bool {
    // The first that fits counts: one that only fits where an earlier one does would never.
    let never_counts = |at: usize, weight: &Weight| {
        weights.iter().take(at).any(|earlier| {
            earlier.category == weight.category
                && (earlier.skill.is_none() || earlier.skill == weight.skill)
                && (earlier.band.is_none() || earlier.band == weight.band)
        })
    };
    weights.len() <= MAX_WEIGHTS
        && weights
            .iter()
            .enumerate()
            .all(|(at, weight)| (1..=MAX_PERCENT).contains(&weight.percent) && !never_counts(at, weight))
}

fn grants(grants: &[Grant]) -> bool {
    let ids: BTreeSet<_> = grants.iter().map(|grant| grant.id.as_str()).collect();
    grants.len() <= MAX_GRANTS
        && ids.len() == grants.len()
        && grants.iter().all(|grant| {
            grant.minutes > 0 && grant_id(&grant.id) && grant.every.is_none_or(|every| every >= DAY)
        })
}

fn grant_id(id: &str) -> bool {
    (1..=MAX_GRANT_ID).contains(&id.len())
        && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// The most minutes that one member can be granted within a year.
fn granted_in_a_year(grants: &[Grant]) -> u64 {
    grants.iter().fold(0, |sum, grant| {
        let again = grant.every.and_then(|every| YEAR.saturating_sub(1).checked_div(every)).unwrap_or(0);
        sum.saturating_add(u64::from(grant.minutes).saturating_mul(again.saturating_add(1)))
    })
}

fn transfers(rules: &TransferRules) -> bool {
    let numbers = [rules.gift_annual_cap, rules.balance_cap, rules.min_to_redeem];
    let no_gifts = rules.gift == Gift::None;
    numbers.into_iter().all(|number| number != Some(0))
        && rules.expiry_months.is_none_or(|months| (1..=MAX_EXPIRY_MONTHS).contains(&months))
        // Without gifts there is nothing to accept or to cap.
        && !(no_gifts && (rules.gift_acceptance || rules.gift_annual_cap.is_some()))
        // An address that nobody registered gets TIME as a gift to anybody.
        && (!rules.unregistered || rules.gift == Gift::Any)
        // What groups earn would be stuck.
        && (rules.donation || !rules.groups_donate_only)
        // Nobody could ever pay.
        && rules.min_to_redeem.is_none_or(|min| rules.balance_cap.is_none_or(|cap| min <= cap))
}

fn levels(levels: &Levels, caps_a_day: bool) -> bool {
    let points = [
        levels.points_per_hour,
        levels.points_per_score,
        levels.points_off_no_show,
        levels.points_off_silent,
    ];
    let [first_star, ..] = levels.thresholds;
    first_star > 0
        && rising(&levels.thresholds, |below, above| below < above)
        && rising(&levels.min_rating, |below, above| below <= above)
        && levels.min_rating.iter().all(|rating| *rating <= MAX_RATING)
        && levels.rewards.iter().all(|star| reward(star, caps_a_day))
        && rising(&levels.rewards, |below, above| {
            below.early <= above.early
                && below.earn_cap_percent <= above.earn_cap_percent
                && below.open_enrolments <= above.open_enrolments
        })
        && points.into_iter().all(|points| points <= MAX_POINTS)
}

/// Every star gives at least two things that it is worth having for.
fn reward(star: &StarReward, caps_a_day: bool) -> bool {
    let gives = [
        star.early > 0,
        // Percent of a cap that does not exist is nothing.
        caps_a_day && star.earn_cap_percent > PLAIN,
        star.open_enrolments > OPEN_ENROLMENTS,
    ];
    gives.into_iter().filter(|gives| *gives).count() >= 2
        && star.early <= MAX_EARLY
        && (PLAIN..=MAX_PERCENT).contains(&star.earn_cap_percent)
        && (OPEN_ENROLMENTS..=MAX_OPEN_ENROLMENTS).contains(&star.open_enrolments)
}

fn conduct(conduct: &Conduct) -> bool {
    let period = DAY..=YEAR;
    period.contains(&conduct.window)
        && period.contains(&conduct.suspension)
        && [conduct.silent_limit, conduct.no_show_limit].into_iter().all(|limit| can_be_told(limit, conduct))
        && conduct.min_rating <= MAX_RATING
        && conduct.min_ratings <= RECENT
        && (conduct.min_rating == 0 || conduct.min_ratings > 0)
}

/// Percent that make up a whole.
fn matching_weights(weights: &MatchingWeights) -> bool {
    let MatchingWeights { distance, skill, free_time, rating, reliability, service_time, frequency } =
        *weights;
    let all = [distance, skill, free_time, rating, reliability, service_time, frequency];
    all.into_iter().map(u16::from).fold(0, u16::saturating_add) == PLAIN
}

/// Reputation keeps the newest [`RECENT`] dates. Were `limit` dates within a window forgotten while the right they withdrew is
/// still withdrawn, then so many came after them that `limit` of those lie within a window too: with
/// `(limit − 1) × (⌈suspension ÷ window⌉ + 1)` dates or fewer at hand, that could fail.
fn can_be_told(limit: u16, conduct: &Conduct) -> bool {
    let windows = conduct.suspension.div_ceil(conduct.window.max(1)).saturating_add(1);
    u64::from(limit).saturating_sub(1).saturating_mul(windows) < u64::from(RECENT)
}

fn rising<T>(list: &[T], fits: fn(&T, &T) -> bool) -> bool {
    list.windows(2).all(|pair| matches!(pair, [below, above] if fits(below, above)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::from_json;
    use timebank_api::activity_registry::Category;
    use timebank_api::record::AgeClass;

    const PLAIN: &str = include_str!("../packs/plain.json");

    fn plain() -> Pack {
        from_json(PLAIN).unwrap()
    }

    fn grant(id: &str, minutes: Minutes) -> Grant {
        Grant { id: id.into(), minutes, min_age: AgeClass::Under60, every: None }
    }

    fn weight(category: Category, percent: u16) -> Weight {
        Weight { category, percent, skill: None, band: None }
    }

    fn refused(check: Result<()>, code: Code, field: &str) {
        let error = check.unwrap_err();
        assert_eq!(error.code(), code);
        assert!(error.to_string().ends_with(&format!("({field})")), "{error} but not {field}");
    }

    #[test]
    fn limits_themselves_are_allowed() {
        let mut pack = plain();
        pack.name = "时".repeat(MAX_NAME);
        pack.rounding = Rounding::Nearest { step: DAY_MINUTES };
        pack.weights = vec![weight(Category::Meals, 1), weight(Category::Medical, 1_000)];
        pack.earn_cap_activity = Some(1);
        pack.tolerance = DAY_MINUTES;
        pack.confirm_deadline = MAX_DEADLINE;
        pack.settle_deadline = 1;
        pack.grants =
            (0..MAX_GRANTS).map(|n| Grant { every: Some(DAY), ..grant(&format!("{n:0>32}"), 1) }).collect();
        pack.earn_cap_day = Some(DAY_MINUTES);
        pack.escalate_after = MAX_DEADLINE;
        pack.transfers = TransferRules {
            gift_annual_cap: Some(1),
            balance_cap: Some(1),
            min_to_redeem: Some(1),
            expiry_months: Some(MAX_EXPIRY_MONTHS),
            unregistered: true,
            ..pack.transfers
        };
        pack.levels.thresholds = [1, 2, 3, 4, Minutes::MAX];
        pack.levels.min_rating = [MAX_RATING; 5];
        pack.levels.rewards =
            [StarReward { early: MAX_EARLY, earn_cap_percent: 1_000, open_enrolments: 10 }; 5];
        pack.levels.points_per_hour = MAX_POINTS;
        pack.conduct = Conduct {
            window: DAY,
            silent_limit: 1,
            no_show_limit: 0,
            min_rating: MAX_RATING,
            min_ratings: RECENT,
            suspension: 14 * DAY,
        };
        validate(&pack).unwrap();
        pack.matching_weights = MatchingWeights {
            distance: 0,
            skill: 100,
            free_time: 0,
            rating: 0,
            reliability: 0,
            service_time: 0,
            frequency: 0,
        };
        validate(&pack).unwrap();
        pack.conduct = Conduct { silent_limit: 8, suspension: YEAR, window: YEAR, ..pack.conduct };
        validate(&pack).unwrap();
    }

    #[test]
    fn every_contradiction_is_refused_by_its_field() {
        type Change = fn(&mut Pack);
        let cases: &[(&str, Change)] = &[
            ("name", |p| p.name = String::new()),
            ("name", |p| p.name = "   ".into()),
            ("name", |p| p.name = "a\u{7}".into()),
            ("name", |p| p.name = "x".repeat(MAX_NAME + 1)),
            ("rounding", |p| p.rounding = Rounding::Floor { step: 0 }),
            ("rounding", |p| p.rounding = Rounding::Nearest { step: 0 }),
            ("rounding", |p| p.rounding = Rounding::Floor { step: 1_441 }),
            ("weights", |p| p.weights = vec![weight(Category::Meals, 0)]),
            ("weights", |p| p.weights = vec![weight(Category::Meals, 1_001)]),
            ("weights", |p| {
                p.weights = vec![weight(Category::Meals, 100), weight(Category::Meals, 150)];
            }),
            ("earn_cap_activity", |p| p.earn_cap_activity = Some(0)),
            ("tolerance", |p| p.tolerance = DAY_MINUTES + 1),
            ("confirm_deadline", |p| p.confirm_deadline = 0),
            ("confirm_deadline", |p| p.confirm_deadline = MAX_DEADLINE + 1),
            ("settle_deadline", |p| p.settle_deadline = 0),
            ("settle_deadline", |p| p.settle_deadline = MAX_DEADLINE + 1),
            ("dispute_window", |p| p.dispute_window = 0),
            ("dispute_window", |p| p.dispute_window = MAX_DEADLINE + 1),
            ("grants", |p| p.grants = vec![grant("a", 0)]),
            ("grants", |p| p.grants = vec![grant("", 1)]),
            ("grants", |p| p.grants = vec![grant("Elder", 1)]),
            ("grants", |p| p.grants = vec![grant("elder_80", 1)]),
            ("grants", |p| p.grants = vec![grant("寿", 1)]),
            ("grants", |p| p.grants = vec![grant(&"a".repeat(33), 1)]),
            ("grants", |p| p.grants = vec![grant("a", 1), grant("a", 2)]),
            ("grants", |p| {
                p.grants = (0..17).map(|n| grant(&n.to_string(), 1)).collect();
            }),
            ("grants", |p| p.grants = vec![Grant { every: Some(DAY - 1), ..grant("a", 1) }]),
            ("earn_cap_day", |p| p.earn_cap_day = Some(0)),
            ("earn_cap_day", |p| p.earn_cap_day = Some(DAY_MINUTES + 1)),
            ("escalate_after", |p| p.escalate_after = 0),
            ("escalate_after", |p| p.escalate_after = MAX_DEADLINE + 1),
            ("transfers", |p| p.transfers.gift_annual_cap = Some(0)),
            ("transfers", |p| p.transfers.balance_cap = Some(0)),
            ("transfers", |p| p.transfers.min_to_redeem = Some(0)),
            ("transfers", |p| p.transfers.expiry_months = Some(0)),
            ("transfers", |p| p.transfers.expiry_months = Some(MAX_EXPIRY_MONTHS + 1)),
            ("transfers", |p| {
                p.transfers.gift = Gift::None;
                p.transfers.gift_acceptance = true;
            }),
            ("transfers", |p| {
                p.transfers.gift = Gift::None;
                p.transfers.gift_annual_cap = Some(1);
            }),
            ("transfers", |p| {
                p.transfers.gift = Gift::Kin;
                p.transfers.unregistered = true;
            }),
            ("transfers", |p| p.transfers.donation = false),
            ("transfers", |p| {
                p.transfers.min_to_redeem = Some(601);
                p.transfers.balance_cap = Some(600);
            }),
            ("levels", |p| p.levels.thresholds = [0, 1, 2, 3, 4]),
            ("levels", |p| p.levels.thresholds = [1, 2, 3, 4, 4]),
            ("levels", |p| p.levels.thresholds = [2, 1, 3, 4, 5]),
            ("levels", |p| p.levels.min_rating = [0, 0, 0, 300, 200]),
            ("levels", |p| p.levels.min_rating = [0, 0, 0, 0, MAX_RATING + 1]),
            ("levels", |p| p.levels.rewards[0].early = 0),
            ("levels", |p| p.levels.rewards[0].open_enrolments = OPEN_ENROLMENTS),
            ("levels", |p| p.levels.rewards[0].open_enrolments = OPEN_ENROLMENTS - 1),
            ("levels", |p| p.levels.rewards[4].open_enrolments = MAX_OPEN_ENROLMENTS + 1),
            ("levels", |p| p.levels.rewards[0].earn_cap_percent = 99),
            ("levels", |p| p.levels.rewards[4].earn_cap_percent = MAX_PERCENT + 1),
            ("levels", |p| p.levels.rewards[4].early = MAX_EARLY + 1),
            ("levels", |p| p.levels.rewards[4].early = 3_600),
            ("levels", |p| p.levels.rewards[4].earn_cap_percent = 110),
            ("levels", |p| p.levels.rewards[4].open_enrolments = 12),
            ("levels", |p| p.levels.points_per_hour = MAX_POINTS + 1),
            ("levels", |p| p.levels.points_per_score = MAX_POINTS + 1),
            ("levels", |p| p.levels.points_off_no_show = MAX_POINTS + 1),
            ("levels", |p| p.levels.points_off_silent = MAX_POINTS + 1),
            ("conduct", |p| p.conduct.window = DAY - 1),
            ("conduct", |p| p.conduct.window = YEAR + 1),
            ("conduct", |p| p.conduct.suspension = DAY - 1),
            ("conduct", |p| p.conduct.suspension = YEAR + 1),
            ("conduct", |p| p.conduct.silent_limit = 9),
            ("conduct", |p| p.conduct.no_show_limit = 9),
            ("conduct", |p| p.conduct.no_show_limit = u16::MAX),
            // 2 × (15 + 1) dates could be forgotten, and three of them within a day would have to be told.
            ("conduct", |p| (p.conduct.window, p.conduct.suspension) = (DAY, 15 * DAY)),
            ("conduct", |p| p.conduct.min_rating = MAX_RATING + 1),
            ("conduct", |p| p.conduct.min_ratings = 0),
            ("conduct", |p| p.conduct.min_ratings = RECENT + 1),
            ("matching_weights", |p| p.matching_weights.distance -= 1),
            ("matching_weights", |p| p.matching_weights.frequency += 1),
            // 356, which is 100 in a byte.
            ("matching_weights", |p| (p.matching_weights.skill, p.matching_weights.rating) = (255, 36)),
        ];
        for (field, change) in cases {
            let mut pack = plain();
            change(&mut pack);
            refused(validate(&pack), Code::PackInvalid, field);
        }
    }

    #[test]
    fn a_star_gives_two_things_that_count() {
        let mut pack = plain();
        // A percent of the day's cap counts where there is one.
        pack.levels.rewards[0] = StarReward { early: 0, earn_cap_percent: 110, open_enrolments: 12 };
        refused(validate(&pack), Code::PackInvalid, "levels");
        pack.earn_cap_day = Some(120);
        validate(&pack).unwrap();
    }

    #[test]
    fn a_weight_that_would_never_count_is_refused() {
        use timebank_api::rulebook::{Band, Skill};
        let mut pack = plain();
        let meals = |skill, band| Weight { skill, band, ..weight(Category::Meals, 150) };
        let (trained, night) = (Some(Skill::Trained), Some(Band::Night));
        pack.weights = vec![
            meals(trained, night),
            meals(None, night),
            meals(trained, None),
            meals(None, None),
            weight(Category::Medical, 120),
        ];
        validate(&pack).unwrap();
        pack.weights.swap(0, 1);
        refused(validate(&pack), Code::PackInvalid, "weights");
        pack.weights = vec![meals(trained, None), meals(trained, night)];
        refused(validate(&pack), Code::PackInvalid, "weights");
        pack.weights = vec![meals(None, None), weight(Category::Meals, 100)];
        refused(validate(&pack), Code::PackInvalid, "weights");
    }

    #[test]
    fn what_goes_beyond_the_bounds_is_refused_by_its_field() {
        type Change = fn(&mut Pack, &mut Bounds);
        let cases: &[(&str, Change)] = &[
            ("weights", |p, b| {
                p.weights = vec![weight(Category::Meals, 151)];
                b.weight = 150;
            }),
            ("confirm_deadline", |p, b| p.confirm_deadline = b.deadline + 1),
            ("settle_deadline", |p, b| p.settle_deadline = b.deadline + 1),
            ("dispute_window", |p, b| p.dispute_window = b.deadline + 1),
            ("grants", |_, b| b.grants = 599),
            // Every day: 366 times.
            ("grants", |p, b| {
                p.grants = vec![Grant { every: Some(DAY), ..grant("a", 1) }];
                b.grants = 365;
            }),
            ("transfers.gift", |p, b| (p.transfers.gift, b.gift) = (Gift::Any, Gift::Kin)),
            ("transfers.gift", |p, b| (p.transfers.gift, b.gift) = (Gift::Kin, Gift::Lineal)),
            ("transfers.unregistered", |p, _| p.transfers.unregistered = true),
            ("transfers.balance_cap", |_, b| b.balance_cap = Some(9)),
            ("transfers.balance_cap", |p, b| {
                p.transfers.balance_cap = Some(10);
                b.balance_cap = Some(9);
            }),
            ("levels.thresholds", |p, b| b.first_star = p.levels.thresholds[0] + 1),
        ];
        for (field, change) in cases {
            let (mut pack, mut bounds) = (plain(), Bounds::default());
            within(&pack, &bounds).unwrap();
            change(&mut pack, &mut bounds);
            refused(within(&pack, &bounds), Code::PackBounds, field);
        }
    }

    #[test]
    fn the_bounds_themselves_are_allowed() {
        let mut pack = plain();
        pack.grants = vec![Grant { every: Some(DAY), ..grant("a", 1) }];
        pack.weights = vec![weight(Category::Meals, 150)];
        pack.transfers.unregistered = true;
        pack.transfers.balance_cap = Some(9);
        let bounds = Bounds {
            deadline: pack.dispute_window,
            weight: 150,
            grants: 366,
            unregistered: true,
            balance_cap: Some(9),
            first_star: pack.levels.thresholds[0],
            ..Bounds::default()
        };
        within(&pack, &bounds).unwrap();
    }

    #[test]
    fn bounds_that_no_pack_can_keep_to_are_refused() {
        type Change = fn(&mut Bounds);
        let cases: &[(&str, Change)] = &[
            ("feedback", |b| b.feedback = MAX_DEADLINE + 1),
            ("notice", |b| b.notice = MAX_DEADLINE + 1),
            ("deadline", |b| b.deadline = 0),
            ("deadline", |b| b.deadline = MAX_DEADLINE + 1),
            ("weight", |b| b.weight = 0),
            ("weight", |b| b.weight = MAX_PERCENT + 1),
            ("balance_cap", |b| b.balance_cap = Some(0)),
        ];
        check_bounds(&Bounds::default()).unwrap();
        for (field, change) in cases {
            let mut bounds = Bounds::default();
            change(&mut bounds);
            refused(check_bounds(&bounds), Code::PackInvalid, field);
        }
    }
}
