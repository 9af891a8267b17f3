//! Participants and receipts.

use super::activities::{activities_of, Activity};
use super::page;
use crate::db::{int, uint, uint32, Db, QueryBuilder};
use crate::index::text::read;
use sqlx::any::AnyRow;
use sqlx::Row;
use std::collections::HashMap;
use timebank_api::activity_registry::EnrolmentState;
use timebank_api::record::Receipt;
use timebank_api::{ActivityId, MemberId, Minutes, Seconds};

/// A participant's part in an activity.
#[derive(Debug, Clone, PartialEq)]
pub struct Enrolment {
    pub activity: ActivityId,
    pub participant: MemberId,
    pub state: EnrolmentState,
    pub position: u32,
    pub started: Option<Seconds>,
    pub ended: Option<Seconds>,
    pub claimed: Option<Minutes>,
    pub confirmed: Option<Minutes>,
    pub agreed: Option<Minutes>,
    /// The participant's score for the publisher.
    pub score_given: Option<u8>,
    /// The publisher's score for the participant.
    pub score_received: Option<u8>,
    /// The administrator's assessment, who gave it, and sha256 of the note.
    pub assessed: Option<u8>,
    pub assessed_by: Option<MemberId>,
    pub assessment_note: Option<Vec<u8>>,
    /// When it was noted that the participant had not come.
    pub no_show: Option<Seconds>,
    /// Why the participant was declined.
    pub reason: Option<String>,
    pub created: Seconds,
    pub updated: Seconds,
}

const ENROLMENT: &str = "SELECT e.activity, e.participant, e.state AS enrolment_state, e.position, e.started, e.ended, e.claimed, \
    e.confirmed, e.agreed, e.score_given, e.score_received, e.reason AS enrolment_reason, e.created AS enrolment_created, \
    e.updated AS enrolment_updated, e.assessed, e.assessed_by, e.assessment_note, e.no_show FROM p_enrolments e";

fn enrolment_of(row: &AnyRow) -> sqlx::Result<Enrolment> {
    let seconds = |column| row.try_get::<Option<i64>, _>(column).map(|value| value.map(uint));
    let minutes = |column| row.try_get::<Option<i64>, _>(column).map(|value| value.map(uint32));
    let score = |column| -> sqlx::Result<Option<u8>> {
        let value: Option<i64> = row.try_get(column)?;
        Ok(value.and_then(|value| u8::try_from(value).ok()))
    };
    Ok(Enrolment {
        activity: uint(row.try_get("activity")?),
        participant: uint(row.try_get("participant")?),
        state: read(row.try_get("enrolment_state")?)?,
        position: uint32(row.try_get("position")?),
        started: seconds("started")?,
        ended: seconds("ended")?,
        claimed: minutes("claimed")?,
        confirmed: minutes("confirmed")?,
        agreed: minutes("agreed")?,
        score_given: score("score_given")?,
        score_received: score("score_received")?,
        assessed: score("assessed")?,
        assessed_by: seconds("assessed_by")?,
        assessment_note: row.try_get("assessment_note")?,
        no_show: seconds("no_show")?,
        reason: row.try_get("enrolment_reason")?,
        created: uint(row.try_get("enrolment_created")?),
        updated: uint(row.try_get("enrolment_updated")?),
    })
}

/// The participants of an activity by member id.
///
/// # Errors
/// If the store fails.
pub async fn enrolments(
    db: &Db,
    activity: ActivityId,
    after: Option<MemberId>,
    limit: u32,
) -> sqlx::Result<Vec<Enrolment>> {
    let mut query = QueryBuilder::new(ENROLMENT);
    query
        .push(" WHERE e.activity = ")
        .push_bind(int(activity))
        .push(" AND e.participant > ")
        .push_bind(int(after.unwrap_or(0)))
        .push(" ORDER BY e.participant LIMIT ")
        .push_bind(page(limit));
    let rows = query.build().fetch_all(db.reader()).await?;
    rows.iter().map(enrolment_of).collect()
}

/// A participant's part in an activity.
///
/// # Errors
/// If the store fails.
pub async fn enrolment(
    db: &Db,
    activity: ActivityId,
    participant: MemberId,
) -> sqlx::Result<Option<Enrolment>> {
    let mut query = QueryBuilder::new(ENROLMENT);
    query
        .push(" WHERE e.activity = ")
        .push_bind(int(activity))
        .push(" AND e.participant = ")
        .push_bind(int(participant));
    let row = query.build().fetch_optional(db.reader()).await?;
    row.map(|row| enrolment_of(&row)).transpose()
}

/// What a member has taken part in, latest activity first.
///
/// # Errors
/// If the store fails.
pub async fn participations(
    db: &Db,
    member: MemberId,
    now: Seconds,
    before: Option<ActivityId>,
    limit: u32,
) -> sqlx::Result<Vec<(Activity, Enrolment)>> {
    let mut query = QueryBuilder::new(ENROLMENT);
    query
        .push(" WHERE e.participant = ")
        .push_bind(int(member))
        .push(" AND e.activity < ")
        .push_bind(before.map_or(i64::MAX, int))
        .push(" ORDER BY e.activity DESC LIMIT ")
        .push_bind(page(limit));
    let rows = query.build().fetch_all(db.reader()).await?;
    let enrolments: Vec<Enrolment> = rows.iter().map(enrolment_of).collect::<sqlx::Result<_>>()?;
    let ids: Vec<ActivityId> = enrolments.iter().map(|enrolment| enrolment.activity).collect();
    let activities = activities_of(db, &ids, now).await?.into_iter();
    let mut activities: HashMap<ActivityId, Activity> =
        activities.map(|activity| (activity.id, activity)).collect();
    let with_activity = |enrolment: Enrolment| Some((activities.remove(&enrolment.activity)?, enrolment));
    Ok(enrolments.into_iter().filter_map(with_activity).collect())
}

/// The receipt of a settled participant.
///
/// # Errors
/// If the store fails.
pub async fn receipt(db: &Db, activity: ActivityId, participant: MemberId) -> sqlx::Result<Option<Receipt>> {
    let receipt: Option<String> =
        sqlx::query_scalar("SELECT receipt FROM p_receipts WHERE activity = $1 AND participant = $2")
            .bind(int(activity))
            .bind(int(participant))
            .fetch_optional(db.reader())
            .await?;
    receipt.map(|receipt| read(&receipt)).transpose()
}
