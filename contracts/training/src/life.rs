//! The two life cycles, each as one table. A handler writes no state that the table does not give it; the tables are printed
//! in `transitions.golden.md`.

use timebank_api::training::{CourseState as C, PlaceState as P};
use timebank_api::Code;
use timebank_std::{Error, Result};

/// What moves a course.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    Edit,
    Submit,
    Approve,
    Return,
    /// The first attendance.
    Begin,
    Complete,
    Cancel,
}

/// What moves an enrolment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Enrol,
    MoveUp,
    Withdraw,
    Pass,
    Fail,
}

pub const COURSE: &[(C, Act, C)] = &[
    (C::Draft, Act::Edit, C::Draft),
    (C::Draft, Act::Submit, C::Submitted),
    (C::Draft, Act::Cancel, C::Cancelled),
    (C::Submitted, Act::Edit, C::Submitted),
    (C::Submitted, Act::Approve, C::Open),
    (C::Submitted, Act::Return, C::Draft),
    (C::Submitted, Act::Cancel, C::Cancelled),
    (C::Open, Act::Edit, C::Submitted),
    (C::Open, Act::Begin, C::Running),
    (C::Open, Act::Cancel, C::Cancelled),
    (C::Running, Act::Complete, C::Completed),
    (C::Running, Act::Cancel, C::Cancelled),
];

/// An enrolment that does not exist yet comes from nothing.
pub const ENROLMENT: &[(Option<P>, Step, P)] = &[
    (None, Step::Enrol, P::Waitlisted),
    (None, Step::Enrol, P::Enrolled),
    (Some(P::Withdrawn), Step::Enrol, P::Waitlisted),
    (Some(P::Withdrawn), Step::Enrol, P::Enrolled),
    (Some(P::Waitlisted), Step::MoveUp, P::Enrolled),
    (Some(P::Waitlisted), Step::Withdraw, P::Withdrawn),
    (Some(P::Enrolled), Step::Withdraw, P::Withdrawn),
    (Some(P::Enrolled), Step::Pass, P::Passed),
    (Some(P::Enrolled), Step::Fail, P::Failed),
];

/// The state of a course after an act.
///
/// # Errors
/// `course.state` if the table has no such line.
pub fn advance(from: C, act: Act) -> Result<C> {
    COURSE
        .iter()
        .find(|(state, with, _)| *state == from && *with == act)
        .map(|(.., to)| *to)
        .ok_or_else(|| Error::from(Code::CourseState))
}

/// `to`, if a step leads from `from` to it.
///
/// # Errors
/// `enrolment.state` if the table has no such line.
pub fn step(from: Option<P>, with: Step, to: P) -> Result<P> {
    if ENROLMENT.contains(&(from, with, to)) {
        Ok(to)
    } else {
        Err(Code::EnrolmentState.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write;

    const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/transitions.golden.md");

    fn printed() -> String {
        let mut page =
            String::from("# Transitions\n\nPrinted by a test from `src/life.rs`.\n\n## Course\n\n");
        page.push_str("| from | by | to |\n|---|---|---|\n");
        for (from, act, to) in COURSE {
            writeln!(page, "| {from:?} | {act:?} | {to:?} |").unwrap();
        }
        page.push_str("\n## Enrolment\n\n| from | by | to |\n|---|---|---|\n");
        for (from, step, to) in ENROLMENT {
            let from = from.map_or("(none)".into(), |from| format!("{from:?}"));
            writeln!(page, "| {from} | {step:?} | {to:?} |").unwrap();
        }
        page
    }

    #[test]
    fn tables_are_the_golden_ones() {
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(GOLDEN, printed()).unwrap();
        }
        assert_eq!(std::fs::read_to_string(GOLDEN).unwrap(), printed());
    }

    #[test]
    fn terminal_states_absorb() {
        for terminal in [C::Completed, C::Cancelled] {
            assert!(COURSE.iter().all(|(from, ..)| *from != terminal));
            assert!(COURSE.iter().any(|(.., to)| *to == terminal));
        }
        for terminal in [P::Passed, P::Failed] {
            assert!(ENROLMENT.iter().all(|(from, ..)| *from != Some(terminal)));
            assert!(ENROLMENT.iter().any(|(.., to)| *to == terminal));
        }
    }

    #[test]
    fn an_act_leads_to_one_state_only() {
        for (index, (from, act, _)) in COURSE.iter().enumerate() {
            assert_eq!(COURSE.iter().position(|(f, a, _)| f == from && a == act), Some(index));
        }
    }

    #[test]
    fn nobody_passes_without_a_seat() {
        for (from, with, to) in ENROLMENT {
            assert_eq!(*to == P::Passed, *with == Step::Pass);
            assert!(*to != P::Passed || *from == Some(P::Enrolled));
        }
    }
}
