use std::collections::BTreeSet;
use timebank_api::rulebook::{Grant, Pack, Rounding, Weight};
use timebank_api::{Code, Minutes, Seconds};
use timebank_std::{check_text, Error, Result};

const DAY_MINUTES: Minutes = 24 * 60;
const MAX_DEADLINE: Seconds = 90 * 24 * 3_600;
const MAX_WEIGHTS: usize = 32;
const MAX_PERCENT: u16 = 1_000;
const MAX_GRANTS: usize = 16;
const MAX_NAME: usize = 80;
const MAX_GRANT_ID: usize = 32;

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
    ];
    match fields.into_iter().find(|(_, good)| !good) {
        Some((field, _)) => Err(Error::with(Code::PackInvalid, field)),
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
    let categories: BTreeSet<_> = weights.iter().map(|weight| weight.category).collect();
    weights.len() <= MAX_WEIGHTS
        && categories.len() == weights.len()
        && weights.iter().all(|weight| (1..=MAX_PERCENT).contains(&weight.percent))
}

fn grants(grants: &[Grant]) -> bool {
    let ids: BTreeSet<_> = grants.iter().map(|grant| grant.id.as_str()).collect();
    grants.len() <= MAX_GRANTS
        && ids.len() == grants.len()
        && grants.iter().all(|grant| grant.minutes > 0 && grant_id(&grant.id))
}

fn grant_id(id: &str) -> bool {
    (1..=MAX_GRANT_ID).contains(&id.len())
        && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::from_json;
    use timebank_api::activity_registry::Category;
    use timebank_api::record::AgeClass;

    const PLAIN: &str = include_str!("../packs/plain.json");
    const NANJING: &str = include_str!("../packs/nanjing.json");

    fn plain() -> Pack {
        from_json(PLAIN).unwrap()
    }

    fn grant(id: &str, minutes: Minutes) -> Grant {
        Grant { id: id.into(), minutes, min_age: AgeClass::Under60 }
    }

    fn weight(category: Category, percent: u16) -> Weight {
        Weight { category, percent }
    }

    #[test]
    fn real_packs_are_valid_and_grant_ten_hours_from_eighty() {
        for (name, json) in [("plain", PLAIN), ("nanjing", NANJING)] {
            let pack: Pack = from_json(json).unwrap();
            validate(&pack).unwrap_or_else(|error| panic!("{name}: {error}"));
            let elder = pack.grants.iter().find(|grant| grant.id == "elder-80").unwrap();
            assert_eq!((elder.minutes, elder.min_age), (600, AgeClass::From80), "{name}");
        }
    }

    #[test]
    fn real_packs_say_how_minutes_are_counted() {
        assert_eq!(plain().rounding, Rounding::Exact);
        assert!(plain().weights.is_empty());
        let nanjing: Pack = from_json(NANJING).unwrap();
        assert_eq!(nanjing.rounding, Rounding::Floor { step: 15 });
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
        pack.grants = (0..MAX_GRANTS).map(|n| grant(&format!("{n:0>32}"), 1)).collect();
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
        ];
        for (field, change) in cases {
            let mut pack = plain();
            change(&mut pack);
            let error = validate(&pack).unwrap_err();
            assert_eq!(error.code(), Code::PackInvalid);
            assert!(error.to_string().ends_with(&format!("({field})")), "{error}");
        }
    }
}
