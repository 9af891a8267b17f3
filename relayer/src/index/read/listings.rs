//! Standing offers and needs.

use super::activities::push_words;
use super::page;
use crate::db::{int, uint, uint32, Db, QueryBuilder};
use crate::index::text::{read, write};
use sqlx::any::AnyRow;
use sqlx::Row;
use timebank_api::activity_registry::{Category, Escalation, ListingInput, ListingKind, ListingState};
use timebank_api::{ActivityId, BranchId, MemberId, Seconds};

/// A standing offer or need.
#[derive(Debug, Clone, PartialEq)]
pub struct Listing {
    pub id: ActivityId,
    pub branch: BranchId,
    pub member: MemberId,
    pub revision: u32,
    pub state: ListingState,
    pub input: ListingInput,
    pub escalation: Escalation,
    pub answers: u32,
    pub reason: Option<String>,
    pub created: Seconds,
    pub submitted: Option<Seconds>,
    pub updated: Seconds,
}

/// What is looked for.
#[derive(Debug, Clone, Default)]
pub struct ListingFilter {
    /// Words that must all stand in title, summary or place.
    pub text: Option<String>,
    pub kind: Option<ListingKind>,
    pub category: Option<Category>,
    /// Part of the district-level place.
    pub place: Option<String>,
    pub branch: Option<BranchId>,
    /// Those of a member, in whatever state.
    pub member: Option<MemberId>,
    /// Those a member has answered, in whatever state.
    pub answered_by: Option<MemberId>,
    /// Needs that have come at least so far without anybody answering.
    pub escalation: Option<Escalation>,
    /// Those that stand at this time.
    pub standing_at: Option<Seconds>,
    pub state: Option<ListingState>,
}

const LISTING: &str = "SELECT l.id, l.branch, l.member, l.revision, l.state, l.input, l.escalation, l.answers, l.reason, l.created, \
    l.submitted, l.updated FROM p_listings l";

fn listing_of(row: &AnyRow) -> sqlx::Result<Listing> {
    Ok(Listing {
        id: uint(row.try_get("id")?),
        branch: uint32(row.try_get("branch")?),
        member: uint(row.try_get("member")?),
        revision: uint32(row.try_get("revision")?),
        state: read(row.try_get("state")?)?,
        input: read(row.try_get("input")?)?,
        escalation: escalation(row.try_get("escalation")?),
        answers: uint32(row.try_get("answers")?),
        reason: row.try_get("reason")?,
        created: uint(row.try_get("created")?),
        submitted: row.try_get::<Option<i64>, _>("submitted")?.map(uint),
        updated: uint(row.try_get("updated")?),
    })
}

/// What [`level`](crate::index::apply::level) wrote.
pub(super) fn escalation(level: i64) -> Escalation {
    match level {
        1 => Escalation::Wider,
        2 => Escalation::Invited,
        3 => Escalation::Staff,
        _ => Escalation::None,
    }
}

/// The offers and needs that a filter finds, latest first.
///
/// # Errors
/// If the store fails.
pub async fn listings(
    db: &Db,
    filter: &ListingFilter,
    before: Option<ActivityId>,
    limit: u32,
) -> sqlx::Result<Vec<Listing>> {
    let mut query = QueryBuilder::new(LISTING);
    query.push(" WHERE l.id < ").push_bind(before.map_or(i64::MAX, int));
    push_words(&mut query, "l.words", filter.text.as_deref());
    if let Some(place) = &filter.place {
        push_words(&mut query, "lower(l.place)", Some(place));
    }
    if let Some(kind) = &filter.kind {
        query.push(" AND l.kind = ").push_bind(write(kind)?);
    }
    if let Some(category) = &filter.category {
        query.push(" AND l.category = ").push_bind(write(category)?);
    }
    if let Some(branch) = filter.branch {
        query.push(" AND l.branch = ").push_bind(i64::from(branch));
    }
    if let Some(member) = filter.member {
        query.push(" AND l.member = ").push_bind(int(member));
    }
    if let Some(member) = filter.answered_by {
        query
            .push(" AND EXISTS (SELECT 1 FROM p_listing_answers q WHERE q.listing = l.id AND q.member = ")
            .push_bind(int(member))
            .push(")");
    }
    if let Some(reached) = filter.escalation {
        query.push(" AND l.escalation >= ").push_bind(crate::index::apply::level(reached));
    }
    if let Some(now) = filter.standing_at {
        query.push(" AND l.state = 'approved' AND l.until > ").push_bind(int(now));
    }
    if let Some(state) = &filter.state {
        query.push(" AND l.state = ").push_bind(write(state)?);
    }
    query.push(" ORDER BY l.id DESC LIMIT ").push_bind(page(limit));
    let rows = query.build().fetch_all(db.reader()).await?;
    rows.iter().map(listing_of).collect()
}

/// One offer or need.
///
/// # Errors
/// If the store fails.
pub async fn listing(db: &Db, id: ActivityId) -> sqlx::Result<Option<Listing>> {
    let mut query = QueryBuilder::new(LISTING);
    query.push(" WHERE l.id = ").push_bind(int(id));
    let row = query.build().fetch_optional(db.reader()).await?;
    row.map(|row| listing_of(&row)).transpose()
}

/// The branch's offers and needs that wait for review, longest waiting first.
///
/// # Errors
/// If the store fails.
pub async fn listing_queue(
    db: &Db,
    branch: BranchId,
    after: Option<(Seconds, ActivityId)>,
    limit: u32,
) -> sqlx::Result<Vec<Listing>> {
    let mut query = QueryBuilder::new(LISTING);
    query.push(" WHERE l.state = 'submitted' AND l.branch = ").push_bind(i64::from(branch));
    if let Some((submitted, id)) = after {
        query
            .push(" AND (l.submitted, l.id) > (")
            .push_bind(int(submitted))
            .push(", ")
            .push_bind(int(id))
            .push(")");
    }
    query.push(" ORDER BY l.submitted, l.id LIMIT ").push_bind(page(limit));
    let rows = query.build().fetch_all(db.reader()).await?;
    rows.iter().map(listing_of).collect()
}

/// Who answered an offer or need, by member.
///
/// # Errors
/// If the store fails.
pub async fn answers(
    db: &Db,
    listing: ActivityId,
    after: Option<MemberId>,
    limit: u32,
) -> sqlx::Result<Vec<(MemberId, Seconds)>> {
    let rows: Vec<(i64, i64)> = sqlx::query_as(
        "SELECT member, time FROM p_listing_answers WHERE listing = $1 AND member > $2 ORDER BY member LIMIT $3",
    )
    .bind(int(listing))
    .bind(int(after.unwrap_or(0)))
    .bind(page(limit))
    .fetch_all(db.reader())
    .await?;
    Ok(rows.into_iter().map(|(member, time)| (uint(member), uint(time))).collect())
}

/// Whether a member has answered an offer or need.
///
/// # Errors
/// If the store fails.
pub async fn has_answered(db: &Db, listing: ActivityId, member: MemberId) -> sqlx::Result<bool> {
    let row: Option<i64> =
        sqlx::query_scalar("SELECT member FROM p_listing_answers WHERE listing = $1 AND member = $2")
            .bind(int(listing))
            .bind(int(member))
            .fetch_optional(db.reader())
            .await?;
    Ok(row.is_some())
}
