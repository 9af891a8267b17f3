//! What the records of a service say about what somebody wants to do next in it. These are the messages that come by the hundred
//! when a service begins and ends; judged here, they cost no node anything.

use super::{RelayError, Wish};
use crate::db::{int, uint};
use crate::index::text;
use serde_json::Value;
use sqlx::AnyConnection;
use timebank_api::activity_registry::{EnrolmentState as Part, State};
use timebank_api::permission::Contract;
use timebank_api::{Code, MemberId};

pub(super) const JUDGED: [&str; 10] = [
    "enrol",
    "withdraw_enrolment",
    "admit",
    "decline",
    "check_in",
    "check_out",
    "record_attendance",
    "confirm_minutes",
    "rate",
    "settle",
];
/// By how much the chain's clock may be behind ours, in seconds.
const BEHIND: u64 = 60;

/// Whether the records judge a message.
pub(super) fn judges(contract: Contract, name: &str) -> bool {
    contract == Contract::ActivityRegistry && JUDGED.contains(&name)
}

#[derive(sqlx::FromRow)]
struct Service {
    publisher: i64,
    state: String,
    registration_end: i64,
    service_end: i64,
}

/// # Errors
/// What the activity-registry would answer, where the records leave no doubt.
pub(super) async fn judge(db: &mut AnyConnection, name: &str, wish: &Wish<'_>) -> Result<(), RelayError> {
    let message: Value = serde_json::from_slice(wish.message).map_err(|_| Code::MessageInvalid)?;
    let fields = message.get(name).ok_or(Code::MessageInvalid)?;
    let number = |field: &str| fields.get(field).and_then(Value::as_u64);
    let id = number("id").ok_or(Code::MessageInvalid)?;
    let participant = number("participant").unwrap_or(wish.principal());
    let service: Option<Service> = sqlx::query_as(
        "SELECT publisher, state, registration_end, service_end FROM p_activities WHERE id = $1",
    )
    .bind(int(id))
    .fetch_optional(&mut *db)
    .await?;
    let service = service.ok_or(Code::ActivityUnknown)?;
    let state: State = text::read(&service.state)?;
    let part: Option<String> =
        sqlx::query_scalar("SELECT state FROM p_enrolments WHERE activity = $1 AND participant = $2")
            .bind(int(id))
            .bind(int(participant))
            .fetch_optional(&mut *db)
            .await?;
    let part: Option<Part> = part.map(|state| text::read(&state)).transpose()?;
    if name == "enrol" {
        return enrol(db, wish.principal(), (id, &service), state, part).await;
    }
    let side = fields.get("side").and_then(Value::as_str);
    step(name, side, state, part.ok_or(Code::EnrolmentUnknown)?).map_err(RelayError::from)
}

async fn enrol(
    db: &mut AnyConnection,
    member: MemberId,
    (id, service): (u64, &Service),
    state: State,
    part: Option<Part>,
) -> Result<(), RelayError> {
    let helps: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM p_co_administrators WHERE activity = $1 AND member = $2")
            .bind(int(id))
            .bind(int(member))
            .fetch_one(db)
            .await?;
    if uint(service.publisher) == member || helps > 0 {
        return Err(Code::OwnActivity.into());
    }
    if state != State::Approved {
        return Err(Code::ActivityState.into());
    }
    let end = uint(service.registration_end.min(service.service_end));
    if super::super::now() >= end.saturating_add(BEHIND) {
        return Err(Code::EnrolmentClosed.into());
    }
    match part {
        None | Some(Part::Withdrawn) => Ok(()),
        Some(_) => Err(Code::EnrolmentExists.into()),
    }
}

/// Whether a step leads on from where the participant is.
fn step(name: &str, side: Option<&str>, state: State, part: Part) -> Result<(), Code> {
    let live = match name {
        "withdraw_enrolment" => matches!(state, State::Submitted | State::Returned | State::Approved),
        "admit" | "decline" | "check_in" | "check_out" | "record_attendance" => state == State::Approved,
        _ => true,
    };
    if !live {
        return Err(Code::ActivityState);
    }
    let from: &[Part] = match (name, side) {
        ("withdraw_enrolment", _) => &[Part::Waitlisted, Part::Enrolled, Part::Admitted],
        ("admit", _) => &[Part::Enrolled],
        ("decline", _) => &[Part::Enrolled, Part::Admitted],
        ("check_in", _) | ("record_attendance", Some("start")) => &[Part::Admitted],
        ("check_out", _) | ("record_attendance", Some("end")) => &[Part::Attending],
        ("confirm_minutes", _) => &[Part::Attended],
        ("settle", _) => match part {
            Part::Agreed => return Ok(()),
            Part::Settled => return Err(Code::SettledAlready),
            _ => return Err(Code::NotAgreed),
        },
        _ => return Ok(()),
    };
    if from.contains(&part) {
        Ok(())
    } else {
        Err(Code::EnrolmentState)
    }
}
