//! The two life cycles, each as one table. A handler writes no state that the table does not give it; the tables are printed
//! in `transitions.golden.md`.

use timebank_api::activity_registry::{EnrolmentState, State};
use timebank_api::Code;
use timebank_std::{Error, Result};

/// What moves an activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    Edit,
    Submit,
    Approve,
    Return,
    TakeDown,
    Withdraw,
    /// The last open participant is settled and nobody can come any more.
    SettleLast,
    /// The deadline `activity_over`, with somebody settled.
    Over,
    /// The deadline `activity_over`, with nobody settled; of a returned one only if somebody is enrolled.
    Expire,
}

/// What moves an enrolment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Enrol,
    MoveUp,
    Withdraw,
    Admit,
    Decline,
    CheckIn,
    CheckOut,
    Agree,
    Dispute,
    Settle,
}

pub const ACTIVITY: &[(State, Act, State)] = &[
    (State::Draft, Act::Edit, State::Draft),
    (State::Draft, Act::Submit, State::Submitted),
    (State::Draft, Act::Withdraw, State::Cancelled),
    (State::Submitted, Act::Edit, State::Submitted),
    (State::Submitted, Act::Approve, State::Approved),
    (State::Submitted, Act::Return, State::Returned),
    (State::Submitted, Act::Withdraw, State::Cancelled),
    (State::Submitted, Act::Expire, State::Cancelled),
    (State::Returned, Act::Edit, State::Returned),
    (State::Returned, Act::Submit, State::Submitted),
    (State::Returned, Act::Withdraw, State::Cancelled),
    (State::Returned, Act::Expire, State::Cancelled),
    (State::Approved, Act::Edit, State::Submitted),
    (State::Approved, Act::TakeDown, State::Returned),
    (State::Approved, Act::Withdraw, State::Cancelled),
    (State::Approved, Act::SettleLast, State::Settled),
    (State::Approved, Act::Over, State::Settled),
    (State::Approved, Act::Expire, State::Cancelled),
];

use EnrolmentState as E;

/// An enrolment that does not exist yet comes from nothing.
pub const ENROLMENT: &[(Option<E>, Step, E)] = &[
    (None, Step::Enrol, E::Waitlisted),
    (None, Step::Enrol, E::Enrolled),
    (None, Step::Enrol, E::Admitted),
    (Some(E::Withdrawn), Step::Enrol, E::Waitlisted),
    (Some(E::Withdrawn), Step::Enrol, E::Enrolled),
    (Some(E::Withdrawn), Step::Enrol, E::Admitted),
    (Some(E::Waitlisted), Step::MoveUp, E::Enrolled),
    (Some(E::Waitlisted), Step::MoveUp, E::Admitted),
    (Some(E::Waitlisted), Step::Withdraw, E::Withdrawn),
    (Some(E::Enrolled), Step::Admit, E::Admitted),
    (Some(E::Enrolled), Step::Decline, E::Declined),
    (Some(E::Enrolled), Step::Withdraw, E::Withdrawn),
    (Some(E::Admitted), Step::Decline, E::Declined),
    (Some(E::Admitted), Step::Withdraw, E::Withdrawn),
    (Some(E::Admitted), Step::CheckIn, E::Attending),
    (Some(E::Attending), Step::CheckOut, E::Attended),
    (Some(E::Attended), Step::Agree, E::Agreed),
    (Some(E::Attended), Step::Dispute, E::Disputed),
    (Some(E::Agreed), Step::Dispute, E::Disputed),
    (Some(E::Disputed), Step::Agree, E::Agreed),
    (Some(E::Agreed), Step::Settle, E::Settled),
];

/// The state of an activity after an act.
///
/// # Errors
/// `activity.state` if the table has no such line.
pub fn advance(from: State, act: Act) -> Result<State> {
    ACTIVITY
        .iter()
        .find(|(state, with, _)| *state == from && *with == act)
        .map(|(_, _, to)| *to)
        .ok_or_else(|| Error::from(Code::ActivityState))
}

/// `to`, if a step leads from `from` to it.
///
/// # Errors
/// `enrolment.state` if the table has no such line.
pub fn step(from: Option<E>, with: Step, to: E) -> Result<E> {
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
        let (activity, enrolment) = (Table::new("Activity", ACTIVITY), Table::new("Enrolment", ENROLMENT));
        activity.ends_with(&[State::Settled, State::Cancelled]);
        activity.is_unambiguous();
        enrolment.ends_with(&[E::Settled, E::Declined]);
        transitions_are_golden(env!("CARGO_MANIFEST_DIR"), &[activity, enrolment]);
    }

    #[test]
    fn every_state_that_holds_money_or_a_person_can_end_by_rule() {
        // From each such state the deadlines alone lead to a terminal one.
        for from in [State::Submitted, State::Returned, State::Approved] {
            assert!(advance(from, Act::Expire).is_ok());
        }
        let mut state = E::Attending;
        for (with, to) in
            [(Step::CheckOut, E::Attended), (Step::Agree, E::Agreed), (Step::Settle, E::Settled)]
        {
            state = step(Some(state), with, to).unwrap();
        }
        assert!(step(Some(E::Disputed), Step::Agree, E::Agreed).is_ok());
    }

    #[test]
    fn step_refuses_what_the_table_does_not_have() {
        assert!(step(Some(E::Declined), Step::Enrol, E::Enrolled).is_err());
        assert!(step(Some(E::Settled), Step::Settle, E::Settled).is_err());
        assert!(step(Some(E::Waitlisted), Step::CheckIn, E::Attending).is_err());
    }
}
