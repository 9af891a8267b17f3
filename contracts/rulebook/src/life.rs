//! The life of a draft as one table. A handler writes no state that the table does not give it; it is printed in
//! `transitions.golden.md`.

use timebank_api::rulebook::DraftState;
use timebank_api::Code;
use timebank_std::{Error, Result};

/// What moves a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    Revise,
    Publish,
    /// The second administrator agreed.
    Adopt,
    Withdraw,
}

pub const DRAFT: &[(DraftState, Act, DraftState)] = &[
    (DraftState::Drafted, Act::Revise, DraftState::Drafted),
    (DraftState::Drafted, Act::Publish, DraftState::Published),
    (DraftState::Drafted, Act::Withdraw, DraftState::Withdrawn),
    (DraftState::Published, Act::Revise, DraftState::Revised),
    (DraftState::Published, Act::Adopt, DraftState::Adopted),
    (DraftState::Published, Act::Withdraw, DraftState::Withdrawn),
    (DraftState::Revised, Act::Revise, DraftState::Revised),
    (DraftState::Revised, Act::Publish, DraftState::Published),
    (DraftState::Revised, Act::Adopt, DraftState::Adopted),
    (DraftState::Revised, Act::Withdraw, DraftState::Withdrawn),
];

/// The state of a draft after an act.
///
/// # Errors
/// `draft.state` if the table has no such line.
pub fn advance(from: DraftState, act: Act) -> Result<DraftState> {
    DRAFT
        .iter()
        .find(|(state, with, _)| *state == from && *with == act)
        .map(|(_, _, to)| *to)
        .ok_or_else(|| Error::from(Code::DraftState))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write;

    const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/transitions.golden.md");

    fn printed() -> String {
        let mut page = String::from("# Transitions\n\nPrinted by a test from `src/life.rs`.\n\n## Draft\n\n");
        page.push_str("| from | by | to |\n|---|---|---|\n");
        for (from, act, to) in DRAFT {
            writeln!(page, "| {from:?} | {act:?} | {to:?} |").unwrap();
        }
        page
    }

    #[test]
    fn table_is_the_golden_one() {
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(GOLDEN, printed()).unwrap();
        }
        assert_eq!(std::fs::read_to_string(GOLDEN).unwrap(), printed());
    }

    #[test]
    fn what_ended_stays_and_nothing_is_adopted_unpublished() {
        for terminal in [DraftState::Adopted, DraftState::Withdrawn] {
            assert!(DRAFT.iter().all(|(from, ..)| *from != terminal));
            assert!(DRAFT.iter().any(|(.., to)| *to == terminal));
        }
        assert!(advance(DraftState::Drafted, Act::Adopt).is_err());
        // What is revised was published before.
        let before = DRAFT.iter().filter(|(from, _, to)| *to == DraftState::Revised && from != to);
        assert!(before.into_iter().all(|(from, ..)| *from == DraftState::Published));
    }

    #[test]
    fn an_act_leads_to_one_state_only() {
        for (index, (from, act, _)) in DRAFT.iter().enumerate() {
            let first = DRAFT.iter().position(|(f, a, _)| f == from && a == act);
            assert_eq!(first, Some(index), "{from:?} {act:?}");
        }
    }
}
