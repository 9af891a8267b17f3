//! Seats and the waitlist.

use crate::guard::ensure;
use crate::life::{step, Step};
use crate::state::{self, Course};
use cosmwasm_std::{Event, Storage};
use timebank_api::training::{CourseState, PlaceState};
use timebank_api::{event, Code};
use timebank_std::Result;

/// Gives free seats of an open course to those who wait longest, to `most` of them. The tally is not saved.
pub fn move_up(storage: &mut dyn Storage, course: &mut Course, most: usize) -> Result<Vec<Event>> {
    let (id, mut events) = (course.id, vec![]);
    for _ in 0..most {
        let room = course.free_seats() > 0 && course.tally.waitlisted > 0;
        if course.tally.state != CourseState::Open || !room {
            break;
        }
        let participant = state::first_waiting(storage, id).ok_or(Code::StateInvalid)?;
        let mut place = state::place(storage, id, participant)?;
        place.state = step(Some(place.state), Step::MoveUp, PlaceState::Enrolled)?;
        take_seat(course)?;
        leave_waitlist(storage, course, place.position)?;
        state::save_place(storage, id, participant, &place)?;
        events.push(event::CourseMovedUp { course: id, participant }.into());
    }
    Ok(events)
}

pub fn take_seat(course: &mut Course) -> Result<()> {
    let taken = course.tally.taken.checked_add(1).ok_or(Code::Overflow)?;
    ensure(taken <= course.plan.seats, Code::CourseSeats)?;
    course.tally.taken = taken;
    Ok(())
}

pub fn free_seat(course: &mut Course) -> Result<()> {
    course.tally.taken = course.tally.taken.checked_sub(1).ok_or(Code::Overflow)?;
    Ok(())
}

pub fn leave_waitlist(storage: &mut dyn Storage, course: &mut Course, position: u32) -> Result<()> {
    course.tally.waitlisted = course.tally.waitlisted.checked_sub(1).ok_or(Code::Overflow)?;
    state::leave_waitlist(storage, course.id, position);
    Ok(())
}
