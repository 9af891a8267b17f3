//! Whether what a publisher says can be an activity at all.

use crate::guard::ensure;
use crate::reward::planned;
use cosmwasm_std::HexBinary;
use timebank_api::activity_registry::{
    ActivityInput, ListingInput, Requirement, Reward, MAX_REQUIREMENTS, MAX_SEATS,
};
use timebank_api::{Code, Minutes, Seconds};
use timebank_std::{check_text, Error, Result};

/// The longest service, and the most TIME one participant is promised before the pack's weight: a day.
const DAY: Minutes = 1_440;
const MIN_SERVICE: Seconds = 60;
const MAX_SERVICE: Seconds = 86_400;
/// The longest time a listing stands: a year.
const MAX_LISTING: Seconds = 366 * 86_400;
const MAX_STARS: u8 = 5;
const DIGEST_LENGTH: usize = 32;
const KEY_LENGTH: usize = 33;

/// # Errors
/// `request.text`, `activity.times`, `activity.seats`, `activity.reward`, `key.invalid`.
pub fn activity(input: &ActivityInput) -> Result<()> {
    check_text("title", &input.title, 1, 80)?;
    check_text("summary", &input.summary, 0, 500)?;
    check_text("place", &input.place, 1, 80)?;
    digest("text", input.text.as_ref())?;
    ensure(input.requirements.len() <= MAX_REQUIREMENTS, Code::TooMany)?;
    let stars =
        |requirement: &Requirement| matches!(requirement, Requirement::Stars { min } if *min > MAX_STARS);
    if input.requirements.iter().any(stars) {
        return Err(Error::with(Code::MessageInvalid, "stars"));
    }
    times(input)?;
    ensure((1..=MAX_SEATS).contains(&input.seats), Code::ActivitySeats)?;
    ensure(reward_is_sane(input), Code::ActivityReward)?;
    let key = input.attendance_key.as_slice();
    let compressed = matches!(key.first(), Some(2 | 3)) && key.len() == KEY_LENGTH;
    ensure(compressed, Code::KeyInvalid)
}

fn times(input: &ActivityInput) -> Result<()> {
    let (registration, service) = (input.registration, input.service);
    let length = service.end.checked_sub(service.start).ok_or(Code::ActivityTimes)?;
    let fit = registration.start < registration.end
        && registration.end <= service.end
        && (MIN_SERVICE..=MAX_SERVICE).contains(&length);
    ensure(fit, Code::ActivityTimes)
}

fn reward_is_sane(input: &ActivityInput) -> bool {
    let (minutes, plain) = match input.reward {
        Reward::PerParticipant { minutes } => (minutes, Some(minutes)),
        Reward::PerHour { minutes } => {
            (minutes, minutes.checked_mul(planned(input.service)).and_then(|product| product.checked_div(60)))
        }
    };
    minutes > 0 && plain.is_some_and(|plain| plain <= DAY)
}

/// What a member says about an offer or need.
///
/// # Errors
/// `request.text`, `activity.times`.
pub fn listing(input: &ListingInput, now: Seconds) -> Result<()> {
    check_text("title", &input.title, 1, 80)?;
    check_text("summary", &input.summary, 0, 500)?;
    check_text("place", &input.place, 1, 80)?;
    let fit = input.until > now && input.until <= now.saturating_add(MAX_LISTING);
    ensure(fit, Code::ActivityTimes)
}

/// sha256 of something that is said elsewhere.
///
/// # Errors
/// `request.text`.
pub fn digest(field: &str, digest: Option<&HexBinary>) -> Result<()> {
    if digest.is_some_and(|digest| digest.len() != DIGEST_LENGTH) {
        return Err(Error::with(Code::TextInvalid, field));
    }
    Ok(())
}

/// # Errors
/// `rating.score` unless it is 1 to 5.
pub fn score(score: u8) -> Result<()> {
    ensure((1..=5).contains(&score), Code::RatingScore)
}

/// A reason: 1 to 200 characters.
///
/// # Errors
/// `request.text`.
pub fn reason(reason: &str) -> Result<()> {
    check_text("reason", reason, 1, 200)
}

/// Minutes that can have been served where so many were planned.
///
/// # Errors
/// `confirm.minutes`.
pub fn minutes(minutes: Minutes, planned: Minutes) -> Result<()> {
    let most = planned.saturating_mul(2).saturating_add(60);
    ensure(minutes <= most, Code::MinutesInvalid)
}
