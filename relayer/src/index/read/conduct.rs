//! What members said of each other, and what it comes to.

use super::page;
use crate::db::{int, uint, uint32, Db, QueryBuilder};
use crate::index::text::{read, write};
use sqlx::any::AnyRow;
use sqlx::Row;
use timebank_api::activity_registry::FollowUpKind;
use timebank_api::record::Standing;
use timebank_api::reputation::Totals;
use timebank_api::{ActivityId, BranchId, MemberId, Seconds};

/// What reputation says of a member.
#[derive(Debug, Clone, PartialEq)]
pub struct Reputation {
    pub standing: Standing,
    pub points: u32,
    pub totals: Totals,
}

impl Reputation {
    /// Of whom nothing is known.
    fn unknown() -> Self {
        Reputation { standing: Standing::default(), points: 0, totals: Totals::default() }
    }

    /// Mean of the ratings received, in hundredths of a score; nothing without any.
    pub fn rating(&self) -> Option<u32> {
        let sum = u64::from(self.totals.rating_sum).saturating_mul(100);
        u32::try_from(sum.checked_div(self.totals.ratings.into())?).ok()
    }

    /// Minutes of service that count.
    pub fn served(&self) -> u64 {
        self.totals.minutes.saturating_sub(self.totals.reversed_minutes)
    }

    /// Percent of engagements kept in time, as the reputation contract counts them; nothing without any.
    pub fn reliability(&self) -> Option<u8> {
        let totals = &self.totals;
        let done = u64::from(totals.services).saturating_add(totals.received.into());
        let kept = done.saturating_sub(totals.late.into());
        let not_kept = u64::from(totals.no_shows).saturating_add(totals.silences.into());
        let percent = kept.saturating_mul(100).checked_div(kept.saturating_add(not_kept))?;
        u8::try_from(percent).ok()
    }
}

/// What reputation says of a member.
///
/// # Errors
/// If the store fails.
pub async fn reputation(db: &Db, member: MemberId) -> sqlx::Result<Reputation> {
    let row: Option<(i64, i64, i64, i64, String)> = sqlx::query_as(
        "SELECT stars, points, publishing_suspended, enrolling_suspended, totals FROM p_standings WHERE member = $1",
    )
    .bind(int(member))
    .fetch_optional(db.reader())
    .await?;
    let Some((stars, points, publishing, enrolling, totals)) = row else {
        return Ok(Reputation::unknown());
    };
    let standing = Standing {
        stars: u8::try_from(stars).unwrap_or(0),
        publishing_suspended: uint(publishing),
        enrolling_suspended: uint(enrolling),
    };
    Ok(Reputation { standing, points: uint32(points), totals: read(&totals)? })
}

/// A rating.
#[derive(Debug, Clone, PartialEq)]
pub struct Rating {
    pub id: u64,
    pub activity: ActivityId,
    pub participant: MemberId,
    pub author: MemberId,
    pub subject: MemberId,
    pub score: u8,
    pub comment: Option<Vec<u8>>,
    pub time: Seconds,
}

/// The ratings a member has received or given, latest first.
///
/// # Errors
/// If the store fails.
pub async fn ratings(
    db: &Db,
    member: MemberId,
    received: bool,
    before: Option<u64>,
    limit: u32,
) -> sqlx::Result<Vec<Rating>> {
    let mut query = QueryBuilder::new(
        "SELECT id, activity, participant, author, subject, score, comment, time FROM p_ratings WHERE ",
    );
    query
        .push(if received { "subject = " } else { "author = " })
        .push_bind(int(member))
        .push(" AND id < ")
        .push_bind(before.map_or(i64::MAX, int))
        .push(" ORDER BY id DESC LIMIT ")
        .push_bind(page(limit));
    let rows = query.build().fetch_all(db.reader()).await?;
    let rating = |row: &AnyRow| -> sqlx::Result<Rating> {
        Ok(Rating {
            id: uint(row.try_get("id")?),
            activity: uint(row.try_get("activity")?),
            participant: uint(row.try_get("participant")?),
            author: uint(row.try_get("author")?),
            subject: uint(row.try_get("subject")?),
            score: u8::try_from(row.try_get::<i64, _>("score")?).unwrap_or(0),
            comment: row.try_get("comment")?,
            time: uint(row.try_get("time")?),
        })
    };
    rows.iter().map(rating).collect()
}

/// Something about a service after it.
#[derive(Debug, Clone, PartialEq)]
pub struct FollowUp {
    pub activity: ActivityId,
    /// Counted from 1 within the activity.
    pub number: u64,
    pub participant: MemberId,
    pub by: MemberId,
    pub kind: FollowUpKind,
    /// sha256 of what is said.
    pub note: Vec<u8>,
    pub time: Seconds,
}

const FOLLOW_UP: &str =
    "SELECT f.activity, f.number, f.participant, f.by_member, f.kind, f.note, f.time FROM p_follow_ups f";

fn follow_up_of(row: &AnyRow) -> sqlx::Result<FollowUp> {
    Ok(FollowUp {
        activity: uint(row.try_get("activity")?),
        number: uint(row.try_get("number")?),
        participant: uint(row.try_get("participant")?),
        by: uint(row.try_get("by_member")?),
        kind: read(row.try_get("kind")?)?,
        note: row.try_get("note")?,
        time: uint(row.try_get("time")?),
    })
}

/// The follow-ups of an activity in their order; of one participant if one is named.
///
/// # Errors
/// If the store fails.
pub async fn follow_ups(
    db: &Db,
    activity: ActivityId,
    participant: Option<MemberId>,
    after: Option<u64>,
    limit: u32,
) -> sqlx::Result<Vec<FollowUp>> {
    let mut query = QueryBuilder::new(FOLLOW_UP);
    query
        .push(" WHERE f.activity = ")
        .push_bind(int(activity))
        .push(" AND f.number > ")
        .push_bind(int(after.unwrap_or(0)));
    if let Some(participant) = participant {
        query.push(" AND f.participant = ").push_bind(int(participant));
    }
    query.push(" ORDER BY f.number LIMIT ").push_bind(page(limit));
    let rows = query.build().fetch_all(db.reader()).await?;
    rows.iter().map(follow_up_of).collect()
}

/// The follow-ups of a kind at a branch, latest first; the cursor is time, activity and number of the last one.
///
/// # Errors
/// If the store fails.
pub async fn follow_ups_at(
    db: &Db,
    branch: BranchId,
    kind: FollowUpKind,
    before: Option<(Seconds, ActivityId, u64)>,
    limit: u32,
) -> sqlx::Result<Vec<FollowUp>> {
    let mut query = QueryBuilder::new(FOLLOW_UP);
    query
        .push(" JOIN p_activities a ON a.id = f.activity WHERE a.branch = ")
        .push_bind(i64::from(branch))
        .push(" AND f.kind = ")
        .push_bind(write(&kind)?);
    if let Some((time, activity, number)) = before {
        query
            .push(" AND (f.time, f.activity, f.number) < (")
            .push_bind(int(time))
            .push(", ")
            .push_bind(int(activity))
            .push(", ")
            .push_bind(int(number))
            .push(")");
    }
    query.push(" ORDER BY f.time DESC, f.activity DESC, f.number DESC LIMIT ").push_bind(page(limit));
    let rows = query.build().fetch_all(db.reader()).await?;
    rows.iter().map(follow_up_of).collect()
}

/// Whom a member has blocked, and since when, by member.
///
/// # Errors
/// If the store fails.
pub async fn blocks(
    db: &Db,
    member: MemberId,
    after: Option<MemberId>,
    limit: u32,
) -> sqlx::Result<Vec<(MemberId, Seconds)>> {
    let rows: Vec<(i64, i64)> = sqlx::query_as(
        "SELECT other, since FROM p_blocks WHERE member = $1 AND other > $2 ORDER BY other LIMIT $3",
    )
    .bind(int(member))
    .bind(int(after.unwrap_or(0)))
    .bind(page(limit))
    .fetch_all(db.reader())
    .await?;
    Ok(rows.into_iter().map(|(other, since)| (uint(other), uint(since))).collect())
}

/// Whether one of two has blocked the other.
///
/// # Errors
/// If the store fails.
pub async fn is_blocked(db: &Db, one: MemberId, other: MemberId) -> sqlx::Result<bool> {
    let row: Option<i64> = sqlx::query_scalar(
        "SELECT member FROM p_blocks WHERE (member = $1 AND other = $2) OR (member = $2 AND other = $1) LIMIT 1",
    )
    .bind(int(one))
    .bind(int(other))
    .fetch_optional(db.reader())
    .await?;
    Ok(row.is_some())
}
