//! What walks must have come through.

use crate::world::LIMITS;
use std::collections::{BTreeMap, BTreeSet};
use timebank_api::permission::Contract;
use timebank_api::time_token::MovementKind;

/// Messages that no walk carries out, and why.
const LEFT_OUT: &[(&str, &str)] = &[
    ("* wire", "once, when the system is built; refused ever after"),
    ("reputation relayed", "no message of this contract is relayable"),
    ("time-token mint", "always refused"),
];

/// What is worth a line of its own.
const CASES: &[&str] = &[
    "agent enrol",
    "agent donate",
    "agent publish",
    "group enrol",
    "group donate",
    "linked enrol",
    "linked transfer",
    "reversal",
    "death",
    "escalation",
    "fund-paid publish",
    "issuance-paid publish",
    "enrolled by course",
    "enrolled by certificate",
    "enrolled by credential",
    "feeders disagree",
    "stale attestation",
    "fact undone",
    "key objected",
    "pack by draft",
    "re-entered",
    "opening reversed",
];

/// Every kind of movement.
const MOVEMENTS: &[MovementKind] = &[
    MovementKind::Hold,
    MovementKind::Settle,
    MovementKind::Refund,
    MovementKind::MintService,
    MovementKind::MintGrant,
    MovementKind::Transfer,
    MovementKind::Burn,
    MovementKind::MintOpening,
    MovementKind::FundHold,
    MovementKind::Gift,
    MovementKind::GiftOffered,
    MovementKind::GiftReturned,
    MovementKind::Donate,
    MovementKind::Inherit,
    MovementKind::Overflow,
    MovementKind::Expire,
    MovementKind::Reversal,
];

/// The messages of the permission tables that were never carried out, but for those that are left out for a reason, and what
/// else never happened.
pub fn missing(done: &BTreeMap<String, usize>, movements: &BTreeSet<MovementKind>) -> Vec<String> {
    let mut missing = vec![];
    for contract in Contract::ALL {
        for permission in contract.permissions() {
            let name = format!("{} {}", contract.name(), permission.message);
            let any = format!("* {}", permission.message);
            let left_out =
                LEFT_OUT.iter().any(|(left_out, _)| [&name, &any].contains(&&(*left_out).to_owned()));
            let seen = done.contains_key(&name);
            assert!(!(seen && left_out), "{name} was carried out after all");
            if !seen && !left_out {
                missing.push(name);
            }
        }
    }
    missing.extend(CASES.iter().filter(|case| !done.contains_key(**case)).map(|case| (*case).to_owned()));
    let limits = LIMITS.map(|code| format!("refused {code}"));
    missing.extend(limits.into_iter().filter(|limit| !done.contains_key(limit)));
    let unmoved = MOVEMENTS.iter().filter(|kind| !movements.contains(kind));
    missing.extend(unmoved.map(|kind| format!("{kind:?}")));
    missing
}
