//! Reading what the index knows. Every list pages by key; nothing here asks the chain.

use super::text::{read, write};
use crate::db::{int, uint, uint32, Db};
use crate::stream::FeedItem;
use serde::{Deserialize, Serialize};
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, QueryBuilder, Row, Sqlite};
use std::collections::HashSet;
use timebank_api::activity_registry::{
    stage, ActivityInput, Category, EnrolmentState, Payer, Stage, State, Terms,
};
use timebank_api::record::{AgeClass, Receipt};
use timebank_api::rulebook::Pack;
use timebank_api::time_token::{MovementKind, Reference};
use timebank_api::{ActivityId, BranchId, MemberId, Minutes, Role, Roles, Scope, Seconds};

/// The most any list gives.
pub const MAX_PAGE: u32 = 100;

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
}

/// Where the next page begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityCursor {
    pub service_start: Seconds,
    pub id: ActivityId,
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
}

impl Activity {
    pub fn cursor(&self) -> ActivityCursor {
        ActivityCursor { service_start: self.input.service.start, id: self.id }
    }

    /// Whether a member runs it.
    pub fn is_administrator(&self, member: MemberId) -> bool {
        self.publisher == member || self.co_administrators.contains(&member)
    }
}

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
    /// Why the participant was declined.
    pub reason: Option<String>,
    pub created: Seconds,
    pub updated: Seconds,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    pub id: MemberId,
    pub account: String,
    pub branch: BranchId,
    pub age: AgeClass,
    pub roles: Roles,
    pub since: Seconds,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Branch {
    pub id: BranchId,
    pub name: String,
    pub district: String,
    pub since: Seconds,
}

/// A member's key in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// 33-byte compressed.
    pub key: Vec<u8>,
    pub epoch: u32,
}

/// One line of an account's statement.
#[derive(Debug, Clone, PartialEq)]
pub struct StatementLine {
    /// The movement's number in the order of the chain; the next page begins before it.
    pub movement: u64,
    pub height: u64,
    pub time: Seconds,
    pub kind: MovementKind,
    pub reference: Reference,
    /// The other account, if there is one.
    pub other_account: Option<String>,
    /// The member behind it.
    pub other: Option<MemberId>,
    /// What was added, or taken away.
    pub delta: i64,
    /// The balance after it.
    pub balance: i64,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Granted {
    pub rule: String,
    pub branch: BranchId,
    pub pack: u32,
    pub minutes: Minutes,
    pub height: u64,
}

/// supply = minted_service + minted_grant − burned.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Supply {
    pub supply: u64,
    pub minted_service: u64,
    pub minted_grant: u64,
    pub burned: u64,
    /// In the activity-registry's account.
    pub escrow: u64,
    pub branches: Vec<BranchSupply>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BranchSupply {
    pub branch: BranchId,
    pub budget: u64,
    pub minted_service: u64,
    pub minted_grant: u64,
}

const ACTIVITY: &str = "SELECT a.id, a.branch, a.publisher, a.revision, a.state, a.input, a.terms, a.taken, a.waitlisted, a.open, \
    a.settled, a.reward, a.reason, a.created, a.submitted, a.updated, \
    (SELECT json_group_array(c.member) FROM p_co_administrators c WHERE c.activity = a.id) AS co FROM p_activities a";

const ENROLMENT: &str = "SELECT e.activity, e.participant, e.state AS enrolment_state, e.position, e.started, e.ended, e.claimed, \
    e.confirmed, e.agreed, e.score_given, e.score_received, e.reason AS enrolment_reason, e.created AS enrolment_created, \
    e.updated AS enrolment_updated FROM p_enrolments e";

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
    let mut query = QueryBuilder::<Sqlite>::new(ACTIVITY);
    query.push(" WHERE 1 = 1");
    if !filter.unpublished {
        query.push(" AND a.state NOT IN ('draft', 'returned')");
    }
    for word in filter.text.iter().flat_map(|text| text.split_whitespace()) {
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
    if let Some(stage) = filter.stage {
        at_stage(&mut query, stage, int(now));
    }
    match (order, after) {
        (ActivityOrder::Newest, Some(after)) => {
            query.push(" AND a.id < ").push_bind(int(after.id));
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
    query.push(match order {
        ActivityOrder::Newest => " ORDER BY a.id DESC LIMIT ",
        ActivityOrder::Soonest => " ORDER BY a.service_start, a.id LIMIT ",
    });
    query.push_bind(page(limit));
    let rows = query.build().fetch_all(db.reader()).await?;
    rows.iter().map(|row| activity_of(row, now)).collect()
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
fn at_stage(query: &mut QueryBuilder<Sqlite>, stage: Stage, now: i64) {
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
    query.push(" AND a.state = ").push_bind(state);
    if let Some(column) = from {
        query.push(format!(" AND a.{column} <= ")).push_bind(now);
    }
    for column in until.unwrap_or_default() {
        query.push(format!(" AND a.{column} > ")).push_bind(now);
    }
}

fn page(limit: u32) -> i64 {
    i64::from(limit.clamp(1, MAX_PAGE))
}

fn activity_of(row: &SqliteRow, now: Seconds) -> sqlx::Result<Activity> {
    let input: ActivityInput = read(row.try_get("input")?)?;
    let state: State = read(row.try_get("state")?)?;
    let terms: Option<String> = row.try_get("terms")?;
    let co: Vec<MemberId> =
        serde_json::from_str(row.try_get("co")?).map_err(|error| sqlx::Error::Decode(error.into()))?;
    Ok(Activity {
        id: uint(row.try_get("id")?),
        branch: uint32(row.try_get("branch")?),
        publisher: uint(row.try_get("publisher")?),
        revision: uint32(row.try_get("revision")?),
        state,
        stage: stage(state, input.registration, input.service, now),
        input,
        terms: terms.map(|terms| read(&terms)).transpose()?,
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
    })
}

fn enrolment_of(row: &SqliteRow) -> sqlx::Result<Enrolment> {
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
        reason: row.try_get("enrolment_reason")?,
        created: uint(row.try_get("enrolment_created")?),
        updated: uint(row.try_get("enrolment_updated")?),
    })
}

/// One activity, as of `now`.
///
/// # Errors
/// If the store fails.
pub async fn activity(db: &Db, id: ActivityId, now: Seconds) -> sqlx::Result<Option<Activity>> {
    let mut query = QueryBuilder::<Sqlite>::new(ACTIVITY);
    query.push(" WHERE a.id = ").push_bind(int(id));
    let row = query.build().fetch_optional(db.reader()).await?;
    row.map(|row| activity_of(&row, now)).transpose()
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
    let mut query = QueryBuilder::<Sqlite>::new(ACTIVITY);
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
    let mut query = QueryBuilder::<Sqlite>::new(ENROLMENT);
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
    let mut query = QueryBuilder::<Sqlite>::new(ENROLMENT);
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
    let mut query = QueryBuilder::<Sqlite>::new(ENROLMENT);
    query
        .push(" WHERE e.participant = ")
        .push_bind(int(member))
        .push(" AND e.activity < ")
        .push_bind(before.map_or(i64::MAX, int))
        .push(" ORDER BY e.activity DESC LIMIT ")
        .push_bind(page(limit));
    let rows = query.build().fetch_all(db.reader()).await?;
    let mut all = Vec::with_capacity(rows.len());
    for row in &rows {
        let enrolment = enrolment_of(row)?;
        if let Some(activity) = activity(db, enrolment.activity, now).await? {
            all.push((activity, enrolment));
        }
    }
    Ok(all)
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
    let mut query = QueryBuilder::<Sqlite>::new(ACTIVITY);
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

impl FromRow<'_, SqliteRow> for Member {
    fn from_row(row: &SqliteRow) -> sqlx::Result<Self> {
        Ok(Member {
            id: uint(row.try_get("id")?),
            account: row.try_get("account")?,
            branch: uint32(row.try_get("branch")?),
            age: read(row.try_get("age")?)?,
            roles: Roles(u16::try_from(row.try_get::<i64, _>("roles")?).unwrap_or(0)),
            since: uint(row.try_get("since")?),
        })
    }
}

/// A member by id.
///
/// # Errors
/// If the store fails.
pub async fn member(db: &Db, id: MemberId) -> sqlx::Result<Option<Member>> {
    sqlx::query_as("SELECT id, account, branch, age, roles, since FROM p_members WHERE id = ?1")
        .bind(int(id))
        .fetch_optional(db.reader())
        .await
}

/// A member by account.
///
/// # Errors
/// If the store fails.
pub async fn member_by_account(db: &Db, account: &str) -> sqlx::Result<Option<Member>> {
    sqlx::query_as("SELECT id, account, branch, age, roles, since FROM p_members WHERE account = ?1")
        .bind(account)
        .fetch_optional(db.reader())
        .await
}

/// The members of a branch that hold a role, by id.
///
/// # Errors
/// If the store fails.
pub async fn holders(db: &Db, branch: BranchId, role: Role, limit: u32) -> sqlx::Result<Vec<Member>> {
    sqlx::query_as(
        "SELECT id, account, branch, age, roles, since FROM p_members WHERE branch = ?1 AND roles & ?2 != 0 ORDER BY id LIMIT ?3",
    )
    .bind(i64::from(branch))
    .bind(i64::from(Roles::default().with(role).0))
    .bind(page(limit))
    .fetch_all(db.reader())
    .await
}

/// A member's key of a scope.
///
/// # Errors
/// If the store fails.
pub async fn key(db: &Db, member: MemberId, scope: Scope) -> sqlx::Result<Option<Key>> {
    let scope = crate::relay::outcome::scope_of(scope).byte();
    let row: Option<(Vec<u8>, i64)> =
        sqlx::query_as("SELECT key, epoch FROM p_keys WHERE member = ?1 AND scope = ?2")
            .bind(int(member))
            .bind(i64::from(scope))
            .fetch_optional(db.reader())
            .await?;
    Ok(row.map(|(key, epoch)| Key { key, epoch: uint32(epoch) }))
}

/// A branch.
///
/// # Errors
/// If the store fails.
pub async fn branch(db: &Db, id: BranchId) -> sqlx::Result<Option<Branch>> {
    Ok(branches(db).await?.into_iter().find(|branch| branch.id == id))
}

/// Every branch by id; there are few.
///
/// # Errors
/// If the store fails.
pub async fn branches(db: &Db) -> sqlx::Result<Vec<Branch>> {
    let rows: Vec<(i64, String, String, i64)> =
        sqlx::query_as("SELECT id, name, district, since FROM p_branches ORDER BY id")
            .fetch_all(db.reader())
            .await?;
    let branch = |(id, name, district, since)| Branch { id: uint32(id), name, district, since: uint(since) };
    Ok(rows.into_iter().map(branch).collect())
}

/// The branch an operator account belongs to.
///
/// # Errors
/// If the store fails.
pub async fn operator_branch(db: &Db, operator: &str) -> sqlx::Result<Option<BranchId>> {
    let branch: Option<i64> = sqlx::query_scalar("SELECT branch FROM p_operators WHERE operator = ?1")
        .bind(operator)
        .fetch_optional(db.reader())
        .await?;
    Ok(branch.map(uint32))
}

/// The rule pack in force at a branch at a time, with its version.
///
/// # Errors
/// If the store fails.
pub async fn pack(db: &Db, branch: BranchId, at: Seconds) -> sqlx::Result<Option<(u32, Pack)>> {
    let row: Option<(i64, String)> = sqlx::query_as(
        "SELECT version, pack FROM p_packs WHERE branch = ?1 AND effective <= ?2 ORDER BY version DESC LIMIT 1",
    )
    .bind(i64::from(branch))
    .bind(int(at))
    .fetch_optional(db.reader())
    .await?;
    row.map(|(version, pack)| Ok((uint32(version), read(&pack)?))).transpose()
}

/// Minutes of TIME in an account.
///
/// # Errors
/// If the store fails.
pub async fn balance(db: &Db, account: &str) -> sqlx::Result<u64> {
    let minutes: Option<i64> = sqlx::query_scalar("SELECT minutes FROM p_balances WHERE account = ?1")
        .bind(account)
        .fetch_optional(db.reader())
        .await?;
    Ok(minutes.map_or(0, uint))
}

/// An account's statement, latest first; `before` is the movement the page before ended with.
///
/// # Errors
/// If the store fails.
pub async fn statement(
    db: &Db,
    account: &str,
    before: Option<u64>,
    limit: u32,
) -> sqlx::Result<Vec<StatementLine>> {
    let rows = sqlx::query(
        "SELECT s.movement, s.delta, s.balance, m.height, m.time, m.kind, m.reference, o.id AS other, \
         CASE WHEN s.delta < 0 THEN m.to_account ELSE m.from_account END AS other_account \
         FROM p_statement s JOIN p_movements m ON m.id = s.movement \
         LEFT JOIN p_members o ON o.account = CASE WHEN s.delta < 0 THEN m.to_account ELSE m.from_account END \
         WHERE s.account = ?1 AND s.movement < ?2 ORDER BY s.movement DESC, s.delta DESC LIMIT ?3",
    )
    .bind(account)
    .bind(before.map_or(i64::MAX, int))
    .bind(page(limit))
    .fetch_all(db.reader())
    .await?;
    let line = |row: &SqliteRow| -> sqlx::Result<StatementLine> {
        Ok(StatementLine {
            movement: uint(row.try_get("movement")?),
            height: uint(row.try_get("height")?),
            time: uint(row.try_get("time")?),
            kind: read(row.try_get("kind")?)?,
            reference: read(row.try_get("reference")?)?,
            other_account: row.try_get("other_account")?,
            other: row.try_get::<Option<i64>, _>("other")?.map(uint),
            delta: row.try_get("delta")?,
            balance: row.try_get("balance")?,
        })
    };
    rows.iter().map(line).collect()
}

/// The receipt of a settled participant.
///
/// # Errors
/// If the store fails.
pub async fn receipt(db: &Db, activity: ActivityId, participant: MemberId) -> sqlx::Result<Option<Receipt>> {
    let receipt: Option<String> =
        sqlx::query_scalar("SELECT receipt FROM p_receipts WHERE activity = ?1 AND participant = ?2")
            .bind(int(activity))
            .bind(int(participant))
            .fetch_optional(db.reader())
            .await?;
    receipt.map(|receipt| read(&receipt)).transpose()
}

/// The grants a member has had.
///
/// # Errors
/// If the store fails.
pub async fn grants(db: &Db, member: MemberId) -> sqlx::Result<Vec<Granted>> {
    let rows: Vec<(String, i64, i64, i64, i64)> = sqlx::query_as(
        "SELECT rule, branch, pack, minutes, height FROM p_grants WHERE member = ?1 ORDER BY height, rule",
    )
    .bind(int(member))
    .fetch_all(db.reader())
    .await?;
    let granted = |(rule, branch, pack, minutes, height)| Granted {
        rule,
        branch: uint32(branch),
        pack: uint32(pack),
        minutes: uint32(minutes),
        height: uint(height),
    };
    Ok(rows.into_iter().map(granted).collect())
}

/// Supply by cause and branch; `registry` is the account that holds escrow.
///
/// # Errors
/// If the store fails.
pub async fn supply(db: &Db, registry: &str) -> sqlx::Result<Supply> {
    let rows: Vec<(i64, i64, i64, i64, i64)> = sqlx::query_as(
        "SELECT branch, budget, minted_service, minted_grant, burned FROM p_supply ORDER BY branch",
    )
    .fetch_all(db.reader())
    .await?;
    let mut supply = Supply { escrow: balance(db, registry).await?, ..Supply::default() };
    for (branch, budget, service, grant, burned) in rows {
        supply.minted_service = supply.minted_service.saturating_add(uint(service));
        supply.minted_grant = supply.minted_grant.saturating_add(uint(grant));
        supply.burned = supply.burned.saturating_add(uint(burned));
        if branch != 0 {
            supply.branches.push(BranchSupply {
                branch: uint32(branch),
                budget: uint(budget),
                minted_service: uint(service),
                minted_grant: uint(grant),
            });
        }
    }
    let minted = supply.minted_service.saturating_add(supply.minted_grant);
    supply.supply = minted.saturating_sub(supply.burned);
    Ok(supply)
}

/// The feed of some topics after an id, in order.
///
/// # Errors
/// If the store fails.
pub async fn feed(db: &Db, topics: &HashSet<String>, after: u64, limit: u32) -> sqlx::Result<Vec<FeedItem>> {
    if topics.is_empty() {
        return Ok(Vec::new());
    }
    let mut query =
        QueryBuilder::<Sqlite>::new("SELECT id, topic, kind, data, height, time FROM p_feed WHERE id > ");
    query.push_bind(int(after)).push(" AND topic IN (");
    let mut list = query.separated(", ");
    for topic in topics {
        list.push_bind(topic.clone());
    }
    query.push(") ORDER BY id LIMIT ").push_bind(i64::from(limit.clamp(1, 1_000)));
    let rows = query.build().fetch_all(db.reader()).await?;
    let item = |row: &SqliteRow| -> sqlx::Result<FeedItem> {
        let data = serde_json::from_str(row.try_get("data")?);
        Ok(FeedItem {
            id: uint(row.try_get("id")?),
            topic: row.try_get("topic")?,
            kind: row.try_get("kind")?,
            data: data.map_err(|error| sqlx::Error::Decode(error.into()))?,
            height: uint(row.try_get("height")?),
            time: uint(row.try_get("time")?),
        })
    };
    rows.iter().map(item).collect()
}

/// The id of the newest feed item; 0 when there is none.
///
/// # Errors
/// If the store fails.
pub async fn last_feed_id(db: &Db) -> sqlx::Result<u64> {
    let id: i64 =
        sqlx::query_scalar("SELECT COALESCE(MAX(id), 0) FROM p_feed").fetch_one(db.reader()).await?;
    Ok(uint(id))
}
