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
    use timebank_std::testing::{transitions_are_golden, Table};

    #[test]
    fn table_is_the_golden_one() {
        let draft = Table::new("Draft", DRAFT);
        draft.ends_with(&[DraftState::Adopted, DraftState::Withdrawn]);
        draft.is_unambiguous();
        transitions_are_golden(env!("CARGO_MANIFEST_DIR"), &[draft]);
    }

    #[test]
    fn nothing_is_adopted_unpublished() {
        assert!(advance(DraftState::Drafted, Act::Adopt).is_err());
        // What is revised was published before.
        let before = DRAFT.iter().filter(|(from, _, to)| *to == DraftState::Revised && from != to);
        assert!(before.into_iter().all(|(from, ..)| *from == DraftState::Published));
    }
}
