//! The packs of `packs/`: that each can be adopted and drafted, and that each leads to other results than every other.

use crate::validate::{validate, within};
use cosmwasm_std::{from_json, to_json_vec, HexBinary};
use std::fmt::Write;
use timebank_api::record::AgeClass;
use timebank_api::rulebook::{Bounds, ExecuteMsg, Gift, Inheritance, Overflow, Pack, Rounding};
use timebank_api::Minutes;

const PACKS: [(&str, &str); 6] = [
    ("plain", include_str!("../packs/plain.json")),
    ("nanjing", include_str!("../packs/nanjing.json")),
    ("beijing", include_str!("../packs/beijing.json")),
    ("shanghai-2026", include_str!("../packs/shanghai-2026.json")),
    ("guangzhou", include_str!("../packs/guangzhou.json")),
    ("changning", include_str!("../packs/changning.json")),
];
/// What an intent has room for.
const MAX_INTENT: usize = 4_096;
const DOCS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/packs");
const YEAR: u64 = 365 * 86_400;

fn packs() -> Vec<(&'static str, Pack)> {
    PACKS.into_iter().map(|(name, json)| (name, from_json(json).unwrap())).collect()
}

fn pays(pack: &Pack, minutes: Minutes) -> Minutes {
    match pack.rounding {
        Rounding::Exact => minutes,
        Rounding::Floor { step } => minutes / step * step,
        Rounding::Nearest { step } => (minutes + step / 2) / step * step,
    }
}

fn no_younger(least: Option<AgeClass>, age: AgeClass) -> &'static str {
    if least.is_none_or(|least| age >= least) {
        "yes"
    } else {
        "no"
    }
}

/// What comes of the same story under a pack: every line is something a contract enforces.
fn results(pack: &Pack) -> Vec<(&'static str, String)> {
    let rules = &pack.transfers;
    let gift_to = |circle: Gift| {
        if rules.gift < circle {
            "refused"
        } else if rules.gift_acceptance {
            "when accepted"
        } else {
            "at once"
        }
        .to_owned()
    };
    let hours = |minutes: Minutes| format!("{} h", minutes / 60);
    let in_a_day = match pack.earn_cap_day {
        Some(cap) if cap < pays(pack, 180) => "refused",
        _ => "seated",
    };
    let granted = pack.grants.iter().filter(|grant| grant.min_age <= AgeClass::From80);
    let in_two_years: u64 = granted
        .map(|grant| u64::from(grant.minutes) * (1 + grant.every.map_or(0, |every| (2 * YEAR - 1) / every)))
        .sum();
    let surplus = |by_gift: bool| match rules.balance_cap {
        Some(cap) if cap <= 90_000 && by_gift && rules.overflow == Overflow::Reject => "refused",
        Some(cap) if cap <= 90_000 => "goes to the fund",
        _ => "kept",
    };
    vec![
        ("50 minutes of service pay", format!("{} min", pays(pack, 50))),
        ("1 h 35 min of service pay", format!("{} min", pays(pack, 95))),
        ("somebody without a star who enrols for 3 h on one day is", in_a_day.into()),
        ("a student of 17 may serve", no_younger(pack.provider_age, AgeClass::Under18).into()),
        ("somebody of 40 may serve", no_younger(pack.provider_age, AgeClass::Under60).into()),
        (
            "somebody of 40 may pay from the own balance",
            no_younger(pack.own_use_age, AgeClass::Under60).into(),
        ),
        (
            "somebody of 62 may pay from the own balance",
            no_younger(pack.own_use_age, AgeClass::From60).into(),
        ),
        ("a balance may be spent from", hours(rules.min_to_redeem.unwrap_or(0))),
        ("a gift to one's mother arrives", gift_to(Gift::Lineal)),
        ("a gift to a cousin arrives", gift_to(Gift::Kin)),
        ("a gift to a neighbour arrives", gift_to(Gift::Any)),
        ("the most one may hold", rules.balance_cap.map_or("any".into(), hours)),
        ("an hour earned at 1 500 h", surplus(false).into()),
        ("an hour given at 1 500 h", surplus(true).into()),
        ("granted to somebody of 80 in two years", format!("{in_two_years} min")),
        (
            "what the dead leave goes to",
            match rules.inheritance {
                Inheritance::Beneficiary => "the heir",
                Inheritance::Fund => "the fund",
                Inheritance::Expire => "nobody",
            }
            .into(),
        ),
    ]
}

#[test]
fn real_packs_can_be_adopted_and_fit_into_an_intent() {
    for (name, pack) in packs() {
        validate(&pack).unwrap_or_else(|error| panic!("{name}: {error}"));
        within(&pack, &Bounds::default()).unwrap_or_else(|error| panic!("{name}: {error}"));
        let analysis = HexBinary::from([0u8; 32]);
        let draft =
            ExecuteMsg::Revise { draft: u64::MAX, revision: u32::MAX, pack: Box::new(pack), analysis };
        let length = to_json_vec(&draft).unwrap().len();
        assert!(length <= MAX_INTENT, "{name} is {length} bytes long");
    }
}

#[test]
fn real_packs_say_everything_themselves() {
    // A field left out would follow the default, should that ever change.
    for (name, json) in PACKS {
        let pack: Pack = from_json(json).unwrap();
        let squeezed: String = json.split_whitespace().collect();
        let written: String =
            String::from_utf8(to_json_vec(&pack).unwrap()).unwrap().split_whitespace().collect();
        assert_eq!(squeezed, written, "{name}");
    }
}

#[test]
fn every_two_packs_differ_in_what_is_enforced() {
    let packs = packs();
    for (at, (name, pack)) in packs.iter().enumerate() {
        for (other_name, other) in packs.iter().take(at) {
            assert_ne!(results(pack), results(other), "{name} and {other_name}");
        }
    }
}

#[test]
fn every_line_of_the_comparison_tells_packs_apart() {
    let all: Vec<_> = packs().iter().map(|(_, pack)| results(pack)).collect();
    for line in 0..all[0].len() {
        assert!(all.iter().any(|results| results[line] != all[0][line]), "{}", all[0][line].0);
    }
}

#[test]
fn the_documented_comparison_is_what_the_packs_say() {
    let packs = packs();
    let mut table = String::from("| |");
    for (name, _) in &packs {
        write!(table, " [{name}]({name}.md) |").unwrap();
    }
    write!(table, "\n|---|{}\n", "---|".repeat(packs.len())).unwrap();
    let all: Vec<_> = packs.iter().map(|(_, pack)| results(pack)).collect();
    for line in 0..all[0].len() {
        write!(table, "| {} |", all[0][line].0).unwrap();
        for results in &all {
            write!(table, " {} |", results[line].1).unwrap();
        }
        table.push('\n');
    }
    let page = format!("{DOCS}/README.md");
    let text = std::fs::read_to_string(&page).unwrap();
    let (head, rest) = text.split_once("<!-- comparison -->\n").unwrap();
    let (_, tail) = rest.split_once("<!-- end -->\n").unwrap();
    let printed = format!("{head}<!-- comparison -->\n{table}<!-- end -->\n{tail}");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&page, &printed).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&page).unwrap(), printed);
}

#[test]
fn every_pack_has_a_page_that_names_its_fields() {
    for (name, pack) in packs() {
        let page = std::fs::read_to_string(format!("{DOCS}/{name}.md")).unwrap();
        let json: String = String::from_utf8(to_json_vec(&pack).unwrap()).unwrap();
        let inner = json.split(['{', ',']).filter_map(|part| part.strip_prefix('"')?.split_once("\":"));
        for (field, _) in inner {
            let groups = ["transfers", "levels", "conduct", "name"];
            let parts = [
                "id",
                "minutes",
                "min_age",
                "every",
                "early",
                "earn_cap_percent",
                "open_enrolments",
                "floor",
                "step",
            ];
            if !groups.contains(&field) && !parts.contains(&field) {
                assert!(
                    page.contains(&format!("`{field}`")) || page.contains(&format!(".{field}`")),
                    "{name}: {field}"
                );
            }
        }
    }
}
