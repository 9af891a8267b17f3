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
    use timebank_std::testing::{transitions_are_golden, Table};

    #[test]
    fn tables_are_the_golden_ones() {
        let (course, enrolment) = (Table::new("Course", COURSE), Table::new("Enrolment", ENROLMENT));
        course.ends_with(&[C::Completed, C::Cancelled]);
        course.is_unambiguous();
        enrolment.ends_with(&[P::Passed, P::Failed]);
        transitions_are_golden(env!("CARGO_MANIFEST_DIR"), &[course, enrolment]);
    }

    #[test]
    fn nobody_passes_without_a_seat() {
        for (from, with, to) in ENROLMENT {
            assert_eq!(*to == P::Passed, *with == Step::Pass);
            assert!(*to != P::Passed || *from == Some(P::Enrolled));
        }
    }
}
