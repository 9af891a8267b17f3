//! What a real chain made is taken, and every way to forge it that other verifiers share is refused.

use super::*;
use serde_json::json;
use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("vectors/proofs")
}

fn file(name: &str) -> Value {
    let text = std::fs::read_to_string(folder().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    serde_json::from_str(&text).unwrap()
}

fn trusted() -> Trust {
    Trust::read(&file("trust.json").to_string()).unwrap()
}

fn verify(document: &Value) -> Result<Shown, ProofError> {
    let text = document.to_string();
    match document["format"] == Statement::FORMAT {
        true => Statement::read(&text)?.verify(&trusted()),
        false => Bundle::read(&text)?.verify(&trusted()),
    }
}

/// What a document shows, in the words of `shown.json`.
fn told(shown: &Shown) -> Value {
    let power = |signed: bool| -> u64 {
        let counts = |signer: &&Signer| signer.signed || !signed;
        shown.signers.iter().filter(counts).map(|signer| signer.power).sum()
    };
    let fact = match &shown.fact {
        Fact::Receipt { activity, receipt } => json!({"activity": activity, "receipt": receipt}),
        Fact::Certificate { id, certificate } => json!({"id": id, "certificate": certificate}),
        Fact::Supply { ledger, escrow, offered, branches } => json!({
            "supply": ledger.supply(), "minted_service": ledger.minted_service, "minted_grant": ledger.minted_grant,
            "minted_opening": ledger.minted_opening, "burned": ledger.burned, "escrow": escrow, "offered": offered,
            "branches": branches.iter().map(|(branch, part)| json!({
                "branch": branch, "budget": part.budget, "reserved": part.reserved, "minted_service": part.minted_service,
                "minted_grant": part.minted_grant, "epoch": part.epoch, "charged": part.charged,
                "opening_budget": part.opening_budget, "minted_opening": part.minted_opening, "burned": part.burned,
            })).collect::<Vec<_>>(),
        }),
        Fact::Account { account, holding } => {
            json!({"account": account, "balance": holding.balance, "count": holding.count})
        }
    };
    json!({
        "height": shown.height, "time": shown.time, "steps": shown.steps, "signed": power(true), "power": power(false),
        "fact": fact,
    })
}

/// `UPDATE_GOLDEN=1` writes `shown.json` anew.
#[test]
fn what_a_real_chain_made_is_shown() {
    let mut shown = BTreeMap::new();
    for entry in std::fs::read_dir(folder()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name.ends_with(".json") && !["trust.json", "shown.json", "refused.json"].contains(&name.as_str()) {
            let seen = verify(&file(&name)).unwrap_or_else(|error| panic!("{name}: {}", error.code()));
            shown.insert(name, told(&seen));
        }
    }
    let shown = json!(shown);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(folder().join("shown.json"), format!("{shown:#}\n")).unwrap();
    }
    assert_eq!(shown, file("shown.json"), "UPDATE_GOLDEN=1 writes it anew");
    for kind in ["receipt", "certificate", "supply", "statement", "supply-stepped"] {
        assert!(shown.get(format!("{kind}.json")).is_some(), "{kind}");
    }
    assert!(shown["supply-stepped.json"]["steps"].as_u64() > Some(0));
}

#[test]
fn every_way_to_forge_it_is_refused() {
    let refused = file("refused.json");
    let mut codes = HashSet::new();
    for case in refused.as_array().unwrap() {
        let mut document = file(case["document"].as_str().unwrap());
        assert!(verify(&document).is_ok());
        for change in case["change"].as_array().unwrap() {
            apply(&mut document, change);
        }
        let code = verify(&document).map_or_else(|error| error.code(), |_| "none");
        assert_eq!(code, case["code"], "{}", case["what"]);
        codes.insert(code);
    }
    // A value that cannot be read is none of the chain's.
    let missing: Vec<&str> = CODES.into_iter().filter(|code| !codes.contains(code)).collect();
    assert_eq!(missing, ["proof.value"]);
}

/// Names are not signed, nor are votes for no block.
#[test]
fn every_change_of_what_a_real_chain_signed_is_refused() {
    for name in ["receipt", "certificate", "supply", "supply-stepped"] {
        let honest = file(&format!("{name}.json"));
        let mut places = vec![];
        leaves(&honest, String::new(), &mut places);
        let silent = |place: &str| {
            let vote = place.rsplit_once('/').filter(|(vote, _)| vote.contains("/signatures/"));
            vote.is_some_and(|(vote, _)| honest.pointer(vote).unwrap()["block_id_flag"] != 2)
        };
        let counts = |place: &&String| {
            !place.ends_with("/name") && !place.ends_with("/block_id_flag") && !silent(place)
        };
        let places: Vec<&String> = places.iter().filter(counts).collect();
        assert!(places.len() > 50, "{places:?}");
        for place in places {
            let mut forged = honest.clone();
            let leaf = forged.pointer_mut(place).unwrap();
            *leaf = flipped(leaf);
            assert!(verify(&forged).is_err(), "{name}: {place} counts for nothing");
        }
    }
}

const CODES: [&str; 14] = [
    "proof.format",
    "proof.chain",
    "proof.genesis",
    "proof.subject",
    "proof.record",
    "proof.store",
    "proof.height",
    "proof.header",
    "proof.validators",
    "proof.signature",
    "proof.power",
    "proof.trust",
    "proof.value",
    "proof.statement",
];

fn apply(document: &mut Value, change: &Value) {
    let text =
        |field: &str| change[field].as_str().unwrap_or_else(|| panic!("{field} in {change}")).to_owned();
    let at = text("at");
    let (above, name) = at.rsplit_once('/').unwrap();
    match change["do"].as_str().unwrap() {
        "set" => put(document, above, name, change["to"].clone()),
        "copy" => {
            let from = match change.get("document") {
                Some(other) => file(other.as_str().unwrap()),
                None => document.clone(),
            };
            put(document, above, name, from.pointer(&text("from")).unwrap().clone());
        }
        "flip" => {
            let place = document.pointer_mut(&at).unwrap_or_else(|| panic!("{at}"));
            *place = flipped(place);
        }
        "remove" => match document.pointer_mut(above).unwrap() {
            Value::Array(items) => {
                items.remove(name.parse().unwrap());
            }
            Value::Object(fields) => {
                fields.remove(name).unwrap();
            }
            other => panic!("{other}"),
        },
        other => panic!("{other}"),
    }
}

fn put(document: &mut Value, above: &str, name: &str, value: Value) {
    match document.pointer_mut(above).unwrap_or_else(|| panic!("{above}")) {
        Value::Array(items) => match name {
            "-" => items.push(value),
            _ => items[name.parse::<usize>().unwrap()] = value,
        },
        Value::Object(fields) => {
            fields.insert(name.to_owned(), value);
        }
        other => panic!("{other}"),
    }
}

/// Something else of the same kind.
pub(super) fn flipped(place: &Value) -> Value {
    match place {
        Value::Number(number) => (number.as_u64().unwrap() + 1).into(),
        Value::String(text) if text.is_empty() => "01".into(),
        Value::String(text) => {
            let at = text.len() / 2;
            let other = if text.as_bytes()[at] == b'1' { "2" } else { "1" };
            format!("{}{other}{}", &text[..at], &text[at + 1..]).into()
        }
        other => panic!("{other}"),
    }
}
