//! The two life cycles, each as one table. A handler writes no state that the table does not give it; the tables are printed
//! in `transitions.golden.md`.

use timebank_api::oracle::{PollState as P, ReportState as R};
use timebank_api::Code;
use timebank_std::{Error, Result};

/// What moves the poll of a sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vote {
    /// The same as before.
    Same,
    /// Something nobody has said yet.
    Other,
    /// k feeders say the same now.
    Agree,
    Dismiss,
}

/// What moves a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    Agree,
    /// Agreed, after a later change of the same thing.
    AgreeLate,
    Apply,
    Refuse,
    Reject,
    Undo,
}

pub const POLL: &[(Option<P>, Vote, P)] = &[
    (None, Vote::Other, P::Open),
    (Some(P::Open), Vote::Same, P::Open),
    (Some(P::Open), Vote::Other, P::Disputed),
    (Some(P::Open), Vote::Agree, P::Agreed),
    (Some(P::Disputed), Vote::Same, P::Disputed),
    (Some(P::Disputed), Vote::Other, P::Disputed),
    (Some(P::Disputed), Vote::Agree, P::Agreed),
    (Some(P::Disputed), Vote::Dismiss, P::Dismissed),
    // Who comes late, or dissents, is written down; nothing follows from it any more.
    (Some(P::Agreed), Vote::Same, P::Agreed),
    (Some(P::Agreed), Vote::Other, P::Agreed),
    (Some(P::Agreed), Vote::Dismiss, P::Agreed),
];

pub const REPORT: &[(Option<R>, Act, R)] = &[
    (None, Act::Agree, R::Pending),
    (None, Act::AgreeLate, R::Superseded),
    (Some(R::Pending), Act::Apply, R::Applied),
    (Some(R::Pending), Act::Refuse, R::Refused),
    (Some(R::Pending), Act::Reject, R::Rejected),
    (Some(R::Refused), Act::Apply, R::Applied),
    (Some(R::Refused), Act::Reject, R::Rejected),
    (Some(R::Applied), Act::Undo, R::Undone),
];

/// The state of a poll after a vote.
///
/// # Errors
/// `attestation.closed` if the table has no such line.
pub fn vote(from: Option<P>, with: Vote) -> Result<P> {
    find(POLL, from, with, Code::PollClosed)
}

/// The state of a report after an act.
///
/// # Errors
/// `report.state` if the table has no such line.
pub fn advance(from: Option<R>, act: Act) -> Result<R> {
    find(REPORT, from, act, Code::ReportState)
}

fn find<S: Copy + PartialEq, A: PartialEq>(
    table: &[(Option<S>, A, S)],
    from: Option<S>,
    with: A,
    code: Code,
) -> Result<S> {
    table
        .iter()
        .find(|(state, act, _)| *state == from && *act == with)
        .map(|(.., to)| *to)
        .ok_or_else(|| Error::from(code))
}

#[cfg(test)]
mod tests {
    use super::*;
    use timebank_std::testing::{transitions_are_golden, Table};

    #[test]
    fn tables_are_the_golden_ones() {
        let (poll, report) = (Table::new("Poll of a sequence", POLL), Table::new("Report", REPORT));
        poll.ends_with(&[P::Dismissed]);
        poll.is_unambiguous();
        report.ends_with(&[R::Rejected, R::Undone, R::Superseded]);
        report.is_unambiguous();
        transitions_are_golden(env!("CARGO_MANIFEST_DIR"), &[poll, report]);
    }

    #[test]
    fn what_was_agreed_stays_so() {
        for (.., to) in POLL.iter().filter(|(from, ..)| *from == Some(P::Agreed)) {
            assert_eq!(*to, P::Agreed);
        }
        assert!(vote(Some(P::Agreed), Vote::Agree).is_err());
        assert!(vote(Some(P::Dismissed), Vote::Agree).is_err());
    }
}
