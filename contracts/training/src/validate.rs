//! Whether what an author says can be a course at all.

use crate::guard::ensure;
use timebank_api::training::{
    Certified, CourseInput, MAX_PARTICIPANTS, MAX_REQUIRED, MAX_SEATS, MAX_SESSIONS, MAX_TRAINERS,
};
use timebank_api::{Code, MemberId, Seconds};
use timebank_std::{check_text, Error, Result};

const MAX_SESSION: Seconds = 86_400;
const DIGEST_LENGTH: usize = 32;

/// # Errors
/// `request.text` and the `course` codes.
pub fn course(input: &CourseInput, now: Seconds) -> Result<()> {
    check_text("title", &input.title, 1, 80)?;
    check_text("summary", &input.summary, 0, 500)?;
    check_text("place", &input.place, 1, 80)?;
    if input.text.as_ref().is_some_and(|text| text.len() != DIGEST_LENGTH) {
        return Err(Error::with(Code::TextInvalid, "text"));
    }
    ensure((1..=MAX_SESSIONS).contains(&input.sessions.len()), Code::CourseSessions)?;
    let needed = usize::from(input.min_sessions);
    ensure((1..=input.sessions.len()).contains(&needed), Code::CourseSessions)?;
    ensure(times(input, now), Code::CourseTimes)?;
    ensure((1..=MAX_SEATS).contains(&input.seats), Code::CourseSeats)?;
    trainers(&input.trainers)?;
    ensure(input.requires.len() <= MAX_REQUIRED && once(&input.requires), Code::CourseBuildsOn)?;
    ensure(input.certificate != Certified::For { seconds: 0 }, Code::CourseCertificate)
}

/// Registration, then one session after another, the last of them still to come.
fn times(input: &CourseInput, now: Seconds) -> bool {
    let registration = input.registration.start < input.registration.end;
    let mut over = input.registration.end;
    let follow = input.sessions.iter().all(|session| {
        let length = session.end.saturating_sub(session.start);
        let fits = session.start >= over && (1..=MAX_SESSION).contains(&length);
        over = session.end;
        fits
    });
    registration && follow && over > now
}

/// # Errors
/// `course.trainers`.
pub fn trainers(trainers: &[MemberId]) -> Result<()> {
    ensure((1..=MAX_TRAINERS).contains(&trainers.len()) && once(trainers), Code::CourseTrainers)
}

/// # Errors
/// `request.too_many` for more than [`MAX_PARTICIPANTS`] or none.
pub fn participants(participants: &[MemberId]) -> Result<()> {
    ensure((1..=MAX_PARTICIPANTS).contains(&participants.len()), Code::TooMany)
}

/// # Errors
/// `certificate.holder`.
pub fn holder(holder: &[u8]) -> Result<()> {
    ensure(holder.len() == DIGEST_LENGTH, Code::HolderInvalid)
}

/// A reason: 1 to 200 characters.
///
/// # Errors
/// `request.text`.
pub fn reason(reason: &str) -> Result<()> {
    check_text("reason", reason, 1, 200)
}

fn once(items: &[u64]) -> bool {
    items.iter().enumerate().all(|(index, item)| !items.iter().take(index).any(|other| other == item))
}
