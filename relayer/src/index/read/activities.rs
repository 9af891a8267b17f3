//! Activities: search, detail, review queue.

use super::listings::escalation;
use super::page;
use super::qualify::{push_qualified, Qualities};
use crate::db::{int, uint, uint32, Db, QueryBuilder};
use crate::index::grams::{grams, normal};
use crate::index::text::{read, write};
use serde::{Deserialize, Serialize};
use sqlx::any::AnyRow;
use sqlx::Row;
use timebank_api::activity_registry::{
    stage, ActivityInput, Category, Escalation, Payer, Stage, State, Terms,
};
use timebank_api::rulebook::Skill;
use timebank_api::{ActivityId, BranchId, MemberId, Minutes, Seconds};

/// What is looked for. An empty filter finds everything but drafts.
#[derive(Debug, Clone, Default)]
pub struct ActivityFilter {
    /// Words that must all stand in title, summary or place.
    pub text: Option<String>,
    pub category: Option<Category>,
    /// Part of the district-level place.
    pub place: Option<String>,
    /// Services that begin at or after.
    pub from: Option<Seconds>,
    /// Services that begin before.
    pub until: Option<Seconds>,
    /// At least so many minutes of TIME for the whole planned service.
    pub min_reward: Option<Minutes>,
    /// Only with a free seat.
    pub free_seats: bool,
    pub branch: Option<BranchId>,
    pub stage: Option<Stage>,
    pub publisher: Option<MemberId>,
    pub payer: Option<Payer>,
    pub skill: Option<Skill>,
    /// The standing offer or need it comes from.
    pub listing: Option<ActivityId>,
    /// The first activity of its series.
    pub series: Option<ActivityId>,
    /// Those that have come at least so far without anybody taking them.
    pub escalation: Option<Escalation>,
    /// Only where nothing that is known speaks against this member's taking part.
    pub qualified: Option<Qualities>,
    /// Also drafts and returned ones, which only their administrators and the branch's office see.
    pub unpublished: bool,
}

/// The order of a list of activities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ActivityOrder {
    /// By creation, latest first.
    #[default]
    Newest,
    /// By the service's beginning, earliest first.
    Soonest,
    /// Those with the words in the title first, each part latest created first. Without words as `Newest`.
    Relevance,
}

/// Where the next page begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityCursor {
    pub service_start: Seconds,
    pub id: ActivityId,
    /// By relevance: 1 when the words stand in the title, else 0.
    pub rank: u32,
}

/// An activity as the ledger has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Activity {
    pub id: ActivityId,
    pub branch: BranchId,
    pub publisher: MemberId,
    pub revision: u32,
    pub state: State,
    /// Computed for the time asked for.
    pub stage: Stage,
    pub input: ActivityInput,
    pub terms: Option<Terms>,
    /// The first activity of its series.
    pub series: Option<ActivityId>,
    pub escalation: Escalation,
    pub co_administrators: Vec<MemberId>,
    /// Seats that are taken.
    pub taken: u32,
    pub waitlisted: u32,
    /// Participants who attended and are not settled.
    pub open: u32,
    pub settled: u32,
    /// Minutes of TIME for the whole planned service at the plain rate.
    pub reward: Minutes,
    pub reason: Option<String>,
    pub created: Seconds,
    /// When it was last submitted.
    pub submitted: Option<Seconds>,
    pub updated: Seconds,
    /// In a search by relevance: 1 when the words stand in the title, else 0.
    pub rank: u32,
}

impl Activity {
    pub fn cursor(&self) -> ActivityCursor {
        ActivityCursor { service_start: self.input.service.start, id: self.id, rank: self.rank }
    }

    /// Whether a member runs it.
    pub fn is_administrator(&self, member: MemberId) -> bool {
        self.publisher == member || self.co_administrators.contains(&member)
    }
}

macro_rules! select {
    ($rank:literal) => {
        concat!(
            "SELECT a.id, a.branch, a.publisher, a.revision, a.state, a.input, a.terms, a.taken, a.waitlisted, a.open, ",
            "a.settled, a.reward, a.reason, a.created, a.submitted, a.updated, a.series, a.escalation, CAST(",
            $rank,
            " AS BIGINT) AS place_rank, (SELECT string_agg(CAST(c.member AS TEXT), ',') FROM p_co_administrators c ",
            "WHERE c.activity = a.id) AS co FROM "
        )
    };
}

const ACTIVITY: &str = concat!(select!("0"), "p_activities a");
/// Through the pieces of what is looked for: the join is written so that SQLite begins with them, too.
const FOUND: &str =
    concat!(select!("w.place"), "p_words w CROSS JOIN p_activities a WHERE a.id = w.activity AND w.gram = ");
/// Pieces of a search that are tried for the one that finds least, and how far is counted.
const TRIED: usize = 6;
const COUNTED: i64 = 2_000;

/// The piece of the words looked for that finds least, and how many, up to [`COUNTED`]; nothing when the words are too short.
async fn rarest(db: &Db, words: &[String]) -> sqlx::Result<Option<(i64, String)>> {
    let pieces: Vec<String> = words.iter().flat_map(|word| grams(word)).collect();
    let mut best: Option<(i64, String)> = None;
    // From all over the words: those of one word are often as frequent as each other.
    let step = pieces.len().div_ceil(TRIED).max(1);
    for gram in pieces.into_iter().step_by(step) {
        let count: i64 = sqlx::query_scalar(
            "SELECT COUNT(*) FROM (SELECT 1 AS one FROM p_words WHERE gram = $1 LIMIT $2) few",
        )
        .bind(&gram)
        .bind(COUNTED)
        .fetch_one(db.reader())
        .await?;
        if best.as_ref().is_none_or(|(least, _)| count < *least) {
            best = Some((count, gram));
        }
    }
    Ok(best)
}

/// Activities that a filter finds, as of `now`.
///
/// # Errors
/// If the store fails.
pub async fn activities(
    db: &Db,
    filter: &ActivityFilter,
    order: ActivityOrder,
    now: Seconds,
    after: Option<ActivityCursor>,
    limit: u32,
) -> sqlx::Result<Vec<Activity>> {
    let words: Vec<String> =
        filter.text.iter().flat_map(|text| text.split_whitespace().map(normal)).collect();
    // What is frequent is found soon enough by looking through the activities in their order.
    let piece = rarest(db, &words).await?;
    let piece = piece.filter(|(count, _)| *count < COUNTED || order == ActivityOrder::Relevance);
    let piece = piece.map(|(_, gram)| gram);
    // The number by which the pieces are kept, so that they come in order.
    let id = if piece.is_some() { "w.activity" } else { "a.id" };
    let mut query = match &piece {
        Some(piece) => {
            let mut query = QueryBuilder::new(FOUND);
            query.push_bind(piece);
            query
        }
        None => {
            let mut query = QueryBuilder::new(ACTIVITY);
            query.push(" WHERE 1 = 1");
            query
        }
    };
    if !filter.unpublished {
        query.push(" AND a.state NOT IN ('draft', 'returned')");
    }
    for word in &words {
        query.push(" AND a.words LIKE ").push_bind(part(word)).push(" ESCAPE '\\'");
    }
    if let Some(place) = &filter.place {
        query.push(" AND lower(a.place) LIKE ").push_bind(part(place)).push(" ESCAPE '\\'");
    }
    if let Some(category) = &filter.category {
        query.push(" AND a.category = ").push_bind(write(category)?);
    }
    if let Some(from) = filter.from {
        query.push(" AND a.service_start >= ").push_bind(int(from));
    }
    if let Some(until) = filter.until {
        query.push(" AND a.service_start < ").push_bind(int(until));
    }
    if let Some(minutes) = filter.min_reward {
        query.push(" AND a.reward >= ").push_bind(i64::from(minutes));
    }
    if filter.free_seats {
        query.push(" AND a.taken < a.seats");
    }
    if let Some(branch) = filter.branch {
        query.push(" AND a.branch = ").push_bind(i64::from(branch));
    }
    if let Some(publisher) = filter.publisher {
        query.push(" AND a.publisher = ").push_bind(int(publisher));
    }
    if let Some(payer) = &filter.payer {
        query.push(" AND a.payer = ").push_bind(write(payer)?);
    }
    if let Some(skill) = &filter.skill {
        query.push(" AND a.skill = ").push_bind(write(skill)?);
    }
    if let Some(listing) = filter.listing {
        query.push(" AND a.listing = ").push_bind(int(listing));
    }
    if let Some(series) = filter.series {
        query.push(" AND a.series = ").push_bind(int(series));
    }
    if let Some(reached) = filter.escalation {
        query.push(" AND a.escalation >= ").push_bind(crate::index::apply::level(reached));
    }
    if let Some(of) = &filter.qualified {
        push_qualified(&mut query, of, now);
    }
    let order = match order {
        ActivityOrder::Relevance if piece.is_none() => ActivityOrder::Newest,
        order => order,
    };
    if let Some(stage) = filter.stage {
        at_stage(&mut query, stage, int(now), order);
    }
    match (order, after) {
        (ActivityOrder::Newest, Some(after)) => {
            query.push(format!(" AND {id} < ")).push_bind(int(after.id));
        }
        (ActivityOrder::Relevance, Some(after)) => {
            query.push(" AND (w.place, w.activity) < (").push_bind(i64::from(after.rank));
            query.push(", ").push_bind(int(after.id)).push(")");
        }
        (ActivityOrder::Soonest, Some(after)) => {
            query
                .push(" AND (a.service_start, a.id) > (")
                .push_bind(int(after.service_start))
                .push(", ")
                .push_bind(int(after.id))
                .push(")");
        }
        (_, None) => {}
    }
    match order {
        ActivityOrder::Newest => query.push(format!(" ORDER BY {id} DESC LIMIT ")),
        ActivityOrder::Relevance => query.push(" ORDER BY w.place DESC, w.activity DESC LIMIT "),
        ActivityOrder::Soonest => query.push(" ORDER BY a.service_start, a.id LIMIT "),
    };
    query.push_bind(page(limit));
    let rows = query.build().fetch_all(db.reader()).await?;
    rows.iter().map(|row| activity_of(row, now)).collect()
}

/// The condition that every word of a text stands in a column.
pub(super) fn push_words(query: &mut QueryBuilder, column: &str, text: Option<&str>) {
    for word in text.iter().flat_map(|text| text.split_whitespace()) {
        query.push(format!(" AND {column} LIKE ")).push_bind(part(word)).push(" ESCAPE '\\'");
    }
}

/// The pattern of a part of a text.
fn part(text: &str) -> String {
    let mut pattern = String::from("%");
    for letter in text.to_lowercase().chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    pattern
}

/// The condition that `timebank_api::activity_registry::stage` gives this stage; a test holds them together.
fn at_stage(query: &mut QueryBuilder, stage: Stage, now: i64, order: ActivityOrder) {
    // Where the times are not the order too, their index would only give everything to be sorted, whatever else is asked of it:
    // a sign before a column keeps a store from using it.
    let sign = if order == ActivityOrder::Soonest { "" } else { "+" };
    let (state, from, until) = match stage {
        Stage::Draft => ("draft", None, None),
        Stage::Submitted => ("submitted", None, None),
        Stage::Returned => ("returned", None, None),
        Stage::Settled => ("settled", None, None),
        Stage::Cancelled => ("cancelled", None, None),
        Stage::Approved => (
            "approved",
            None,
            Some(["registration_start", "registration_end", "service_start", "service_end"].as_slice()),
        ),
        Stage::Registration => (
            "approved",
            Some("registration_start"),
            Some(["registration_end", "service_start", "service_end"].as_slice()),
        ),
        Stage::Ready => {
            ("approved", Some("registration_end"), Some(["service_start", "service_end"].as_slice()))
        }
        Stage::InProgress => ("approved", Some("service_start"), Some(["service_end"].as_slice())),
        Stage::Ended => ("approved", Some("service_end"), None),
    };
    // Not a parameter: what is approved has an index of its own.
    query.push(format!(" AND a.state = '{state}'"));
    if let Some(column) = from {
        query.push(format!(" AND {sign}a.{column} <= ")).push_bind(now);
    }
    for column in until.unwrap_or_default() {
        query.push(format!(" AND {sign}a.{column} > ")).push_bind(now);
    }
}

fn activity_of(row: &AnyRow, now: Seconds) -> sqlx::Result<Activity> {
    let input: ActivityInput = read(row.try_get("input")?)?;
    let state: State = read(row.try_get("state")?)?;
    let terms: Option<String> = row.try_get("terms")?;
    let co: Option<String> = row.try_get("co")?;
    let co = co.iter().flat_map(|co| co.split(',')).filter_map(|member| member.parse().ok()).collect();
    Ok(Activity {
        id: uint(row.try_get("id")?),
        branch: uint32(row.try_get("branch")?),
        publisher: uint(row.try_get("publisher")?),
        revision: uint32(row.try_get("revision")?),
        state,
        stage: stage(state, input.registration, input.service, now),
        input,
        terms: terms.map(|terms| read(&terms)).transpose()?,
        series: row.try_get::<Option<i64>, _>("series")?.map(uint),
        escalation: escalation(row.try_get("escalation")?),
        co_administrators: co,
        taken: uint32(row.try_get("taken")?),
        waitlisted: uint32(row.try_get("waitlisted")?),
        open: uint32(row.try_get("open")?),
        settled: uint32(row.try_get("settled")?),
        reward: uint32(row.try_get("reward")?),
        reason: row.try_get("reason")?,
        created: uint(row.try_get("created")?),
        submitted: row.try_get::<Option<i64>, _>("submitted")?.map(uint),
        updated: uint(row.try_get("updated")?),
        rank: uint32(row.try_get("place_rank")?),
    })
}

/// One activity, as of `now`.
///
/// # Errors
/// If the store fails.
pub async fn activity(db: &Db, id: ActivityId, now: Seconds) -> sqlx::Result<Option<Activity>> {
    let mut query = QueryBuilder::new(ACTIVITY);
    query.push(" WHERE a.id = ").push_bind(int(id));
    let row = query.build().fetch_optional(db.reader()).await?;
    row.map(|row| activity_of(&row, now)).transpose()
}

/// Those of these activities that there are, in no order, as of `now`.
///
/// # Errors
/// If the store fails.
pub async fn activities_of(db: &Db, ids: &[ActivityId], now: Seconds) -> sqlx::Result<Vec<Activity>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = QueryBuilder::new(ACTIVITY);
    let ids: Vec<i64> = ids.iter().map(|id| int(*id)).collect();
    query.push(" WHERE a.id IN ").push_keys(&ids);
    let rows = query.build().fetch_all(db.reader()).await?;
    rows.iter().map(|row| activity_of(row, now)).collect()
}

/// The branch's activities that wait for review, longest waiting first; `after` is the last one of the page before.
///
/// # Errors
/// If the store fails.
pub async fn review_queue(
    db: &Db,
    branch: BranchId,
    now: Seconds,
    after: Option<&Activity>,
    limit: u32,
) -> sqlx::Result<Vec<Activity>> {
    let mut query = QueryBuilder::new(ACTIVITY);
    query.push(" WHERE a.state = 'submitted' AND a.branch = ").push_bind(i64::from(branch));
    if let Some(after) = after {
        query
            .push(" AND (a.submitted, a.id) > (")
            .push_bind(int(after.submitted.unwrap_or(0)))
            .push(", ")
            .push_bind(int(after.id))
            .push(")");
    }
    query.push(" ORDER BY a.submitted, a.id LIMIT ").push_bind(page(limit));
    let rows = query.build().fetch_all(db.reader()).await?;
    rows.iter().map(|row| activity_of(row, now)).collect()
}

/// What a member has published or co-administers, latest first, drafts included.
///
/// # Errors
/// If the store fails.
pub async fn publications(
    db: &Db,
    member: MemberId,
    now: Seconds,
    before: Option<ActivityId>,
    limit: u32,
) -> sqlx::Result<Vec<Activity>> {
    let mut query = QueryBuilder::new(ACTIVITY);
    query
        .push(" WHERE (a.publisher = ")
        .push_bind(int(member))
        .push(" OR EXISTS (SELECT 1 FROM p_co_administrators c WHERE c.activity = a.id AND c.member = ")
        .push_bind(int(member))
        .push(")) AND a.id < ")
        .push_bind(before.map_or(i64::MAX, int))
        .push(" ORDER BY a.id DESC LIMIT ")
        .push_bind(page(limit));
    let rows = query.build().fetch_all(db.reader()).await?;
    rows.iter().map(|row| activity_of(row, now)).collect()
}
