//! Disputes about services.

use super::page;
use crate::db::{int, uint, uint32, Db, QueryBuilder};
use crate::index::text::read;
use sqlx::any::AnyRow;
use sqlx::Row;
use timebank_api::activity_registry::Verdict;
use timebank_api::{ActivityId, BranchId, MemberId, Minutes, Seconds};

/// A dispute about a participant's service.
#[derive(Debug, Clone, PartialEq)]
pub struct Dispute {
    pub activity: ActivityId,
    pub participant: MemberId,
    /// Nobody when the two figures were too far apart.
    pub by: Option<MemberId>,
    pub since: Seconds,
    /// When it is decided by rule, or the payment stands.
    pub until: Seconds,
    /// Whether it is about a payment that was made.
    pub paid: bool,
    /// The verdict that was named first, and by whom.
    pub named: Option<(MemberId, Verdict)>,
    /// The verdict, and the second who named it.
    pub decided: Option<(MemberId, Option<Verdict>)>,
    /// Of service that is paid, or of TIME that goes back.
    pub minutes: Option<Minutes>,
    pub closed: Option<Seconds>,
    /// Minutes of TIME that went back so far.
    pub reversed: u64,
}

impl Dispute {
    /// Whether reviewers can still name a verdict.
    pub fn open(&self, now: Seconds) -> bool {
        self.closed.is_none() && (!self.paid || now < self.until)
    }
}

/// Where the next page begins.
pub type DisputeCursor = (Seconds, ActivityId, MemberId);

const DISPUTE: &str = "SELECT d.activity, d.participant, d.raised_by, d.since, d.until, d.paid, d.named_by, d.named, d.decided_by, \
    d.decided, d.minutes, d.closed, (SELECT CAST(SUM(v.minutes) AS BIGINT) FROM p_movements v WHERE v.activity = d.activity \
    AND v.participant = d.participant AND v.kind = 'reversal') AS reversed FROM p_disputes d";

fn dispute_of(row: &AnyRow) -> sqlx::Result<Dispute> {
    let number = |column| row.try_get::<Option<i64>, _>(column);
    let verdict = |column| -> sqlx::Result<Option<Verdict>> {
        row.try_get::<Option<String>, _>(column)?.map(|text| read(&text)).transpose()
    };
    let named = verdict("named")?;
    let decided = verdict("decided")?;
    Ok(Dispute {
        activity: uint(row.try_get("activity")?),
        participant: uint(row.try_get("participant")?),
        by: number("raised_by")?.map(uint),
        since: uint(row.try_get("since")?),
        until: uint(row.try_get("until")?),
        paid: row.try_get::<i64, _>("paid")? != 0,
        named: number("named_by")?.map(uint).zip(named),
        decided: number("decided_by")?.map(|by| (uint(by), decided)),
        minutes: number("minutes")?.map(uint32),
        closed: number("closed")?.map(uint),
        reversed: number("reversed")?.map_or(0, uint),
    })
}

/// The dispute about a participant's service.
///
/// # Errors
/// If the store fails.
pub async fn dispute(db: &Db, activity: ActivityId, participant: MemberId) -> sqlx::Result<Option<Dispute>> {
    let mut query = QueryBuilder::new(DISPUTE);
    query
        .push(" WHERE d.activity = ")
        .push_bind(int(activity))
        .push(" AND d.participant = ")
        .push_bind(int(participant));
    let row = query.build().fetch_optional(db.reader()).await?;
    row.map(|row| dispute_of(&row)).transpose()
}

/// The disputes about the services of an activity.
///
/// # Errors
/// If the store fails.
pub async fn disputes_of(db: &Db, activities: &[ActivityId]) -> sqlx::Result<Vec<Dispute>> {
    if activities.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = QueryBuilder::new(DISPUTE);
    query.push(" WHERE d.activity IN ").push_binds(activities.iter().copied().map(int));
    let rows = query.build().fetch_all(db.reader()).await?;
    rows.iter().map(dispute_of).collect()
}

/// What waits for a verdict at a branch, oldest first, but for cases to which the reviewer is a party.
///
/// # Errors
/// If the store fails.
pub async fn dispute_queue(
    db: &Db,
    branch: BranchId,
    reviewer: MemberId,
    now: Seconds,
    after: Option<DisputeCursor>,
    limit: u32,
) -> sqlx::Result<Vec<Dispute>> {
    let mut query = QueryBuilder::new(DISPUTE);
    query
        .push(" JOIN p_activities a ON a.id = d.activity WHERE d.closed IS NULL AND a.branch = ")
        .push_bind(i64::from(branch))
        .push(" AND (d.paid = 0 OR d.until > ")
        .push_bind(int(now))
        .push(") AND a.publisher <> ")
        .push_bind(int(reviewer))
        .push(" AND d.participant <> ")
        .push_bind(int(reviewer))
        .push(" AND NOT EXISTS (SELECT 1 FROM p_co_administrators q WHERE q.activity = a.id AND q.member = ")
        .push_bind(int(reviewer))
        .push(")");
    if let Some((since, activity, participant)) = after {
        query
            .push(" AND (d.since, d.activity, d.participant) > (")
            .push_bind(int(since))
            .push(", ")
            .push_bind(int(activity))
            .push(", ")
            .push_bind(int(participant))
            .push(")");
    }
    query.push(" ORDER BY d.since, d.activity, d.participant LIMIT ").push_bind(page(limit));
    let rows = query.build().fetch_all(db.reader()).await?;
    rows.iter().map(dispute_of).collect()
}

/// The disputes to which a member is a party, of the latest activity first; the cursor is activity and participant.
///
/// # Errors
/// If the store fails.
pub async fn disputes_with(
    db: &Db,
    member: MemberId,
    before: Option<(ActivityId, MemberId)>,
    limit: u32,
) -> sqlx::Result<Vec<Dispute>> {
    let mut query = QueryBuilder::new(DISPUTE);
    query
        .push(" JOIN p_activities a ON a.id = d.activity WHERE (d.participant = ")
        .push_bind(int(member))
        .push(" OR a.publisher = ")
        .push_bind(int(member))
        .push(" OR EXISTS (SELECT 1 FROM p_co_administrators q WHERE q.activity = a.id AND q.member = ")
        .push_bind(int(member))
        .push("))");
    if let Some((activity, participant)) = before {
        query
            .push(" AND (d.activity, d.participant) < (")
            .push_bind(int(activity))
            .push(", ")
            .push_bind(int(participant))
            .push(")");
    }
    query.push(" ORDER BY d.activity DESC, d.participant DESC LIMIT ").push_bind(page(limit));
    let rows = query.build().fetch_all(db.reader()).await?;
    rows.iter().map(dispute_of).collect()
}
