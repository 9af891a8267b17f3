//! Seats and the waitlist.

use crate::effects::Effects;
use crate::guard::ensure;
use crate::life::{step, Step};
use crate::state::{self, Activity};
use cosmwasm_std::Storage;
use timebank_api::activity_registry::{Admission, EnrolmentState, State};
use timebank_api::{event, Code};
use timebank_std::Result;

/// The state of somebody who has just got a seat.
pub fn seated(admission: Admission) -> EnrolmentState {
    match admission {
        Admission::Automatic => EnrolmentState::Admitted,
        Admission::ByAdministrator => EnrolmentState::Enrolled,
    }
}

/// # Errors
/// `activity.state` unless the activity is approved.
pub fn approved(activity: &Activity) -> Result<()> {
    ensure(activity.tally.state == State::Approved, Code::ActivityState)
}

/// Gives free seats to those who wait longest, to `most` of them. Nobody moves up in an activity under review; an approved one's
/// service has not ended, or whatever calls this is refused. The tally is not saved.
pub fn move_up(
    storage: &mut dyn Storage,
    activity: &mut Activity,
    most: usize,
    effects: &mut Effects,
) -> Result<()> {
    if approved(activity).is_err() {
        return Ok(());
    }
    let id = activity.id;
    for _ in 0..most {
        if activity.free_seats() == 0 || activity.tally.waitlisted == 0 {
            break;
        }
        let participant = state::first_waiting(storage, id).ok_or(Code::StateInvalid)?;
        let mut enrolment = state::enrolment(storage, id, participant)?;
        enrolment.state = step(Some(enrolment.state), Step::MoveUp, seated(activity.plan.admission))?;
        take_seat(activity)?;
        leave_waitlist(storage, activity, enrolment.position)?;
        state::save_enrolment(storage, id, participant, &enrolment)?;
        effects.emit(event::MovedUp { activity: id, participant, state: enrolment.state });
    }
    Ok(())
}

pub fn take_seat(activity: &mut Activity) -> Result<()> {
    let taken = activity.tally.taken.checked_add(1).ok_or(Code::Overflow)?;
    ensure(taken <= activity.plan.seats, Code::ActivitySeats)?;
    activity.tally.taken = taken;
    Ok(())
}

pub fn free_seat(activity: &mut Activity) -> Result<()> {
    activity.tally.taken = activity.tally.taken.checked_sub(1).ok_or(Code::Overflow)?;
    Ok(())
}

pub fn leave_waitlist(storage: &mut dyn Storage, activity: &mut Activity, position: u32) -> Result<()> {
    activity.tally.waitlisted = activity.tally.waitlisted.checked_sub(1).ok_or(Code::Overflow)?;
    state::leave_waitlist(storage, activity.id, position);
    Ok(())
}
