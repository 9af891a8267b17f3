//! Partner institutions' databases (E2): what the network listens to, how the feeders are doing, and where they disagree.

use super::actions::Accepted;
use super::extract::{now, Administrator, Changing, Json, Path, Query};
use super::list::{change, json, query, yes, List};
use super::partners::Ground;
use super::problem::Problem;
use super::reads::{number, Page};
use super::{schema, ApiState};
use crate::db::int;
use axum::extract::State;
use axum::Json as JsonBody;
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use std::collections::HashMap;
use timebank_api::oracle::{
    Attestation, ChangeKind, ExecuteMsg, PollResponse, PollState, QueryMsg, SourceId, SourceInput,
};
use timebank_api::permission::Contract;
use timebank_api::Code;
use utoipa::ToSchema;

/// Reports that figures are made of: the newest.
const COUNTED: i64 = 1_000;
const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Dismissal {
    sequence: u64,
    reason: String,
}

change! {
    /// From now on nothing of this source is applied without approval.
    post "/v1/sources/{id}/quarantine" "partners"
    fn quarantine(state, login: Administrator(BranchAdministrator), changing, [id "id": u32]; body: Ground) {
        state.of_facts(&login, &ExecuteMsg::Quarantine { source: id, reason: body.reason.clone() }).await
    }
}

change! {
    /// Ends a source's quarantine.
    delete "/v1/sources/{id}/quarantine" "partners"
    fn release(state, login: Administrator(BranchAdministrator), changing, [id "id": u32]) {
        state.of_facts(&login, &ExecuteMsg::Release { source: id }).await
    }
}

change! {
    /// Puts a disagreement of a source's feeders away that has been looked into.
    post "/v1/sources/{id}/dismissals" "partners"
    fn dismiss(state, login: Administrator(BranchAdministrator), changing, [id "id": u32]; body: Dismissal) {
        let (sequence, reason) = (body.sequence, body.reason.clone());
        state.of_facts(&login, &ExecuteMsg::Dismiss { source: id, sequence, reason }).await
    }
}

/// A partner institution's database.
#[derive(Debug, Serialize, FromRow, ToSchema)]
pub(super) struct Source {
    id: i64,
    /// What the council set of it.
    #[serde(serialize_with = "json")]
    #[schema(value_type = Object)]
    source: String,
    /// Whether nothing of it is applied without approval.
    #[serde(serialize_with = "yes")]
    #[schema(value_type = bool)]
    quarantined: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// The partner institutions' databases that the network listens to.
#[utoipa::path(get, path = "/v1/sources", tag = "partners", security(("session" = ["branch_administrator"])), params(Page),
    responses((status = 200, body = List<Source>), Problem))]
pub(super) async fn sources(
    State(state): State<ApiState>,
    _: Administrator,
    Query(paging): Query<Page>,
) -> Result<JsonBody<List<Source>>, Problem> {
    let limit = paging.limit.get();
    let sources = state
        .rows(query!(
            "SELECT id, input AS source, quarantined, reason FROM p_sources WHERE id > ",
            number(paging.cursor.as_ref())?.map_or(0, int),
            " ORDER BY id LIMIT ",
            i64::from(limit),
            ""
        ))
        .await?;
    Ok(JsonBody(List::page(sources, limit, |source: &Source| source.id)))
}

/// How a partner's source is doing.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SourceStatistics {
    #[serde(flatten)]
    source: Source,
    feeders: Vec<FeederStatistics>,
    /// Facts that enough feeders agreed on within the last hour.
    agreed_last_hour: i64,
    /// The same, within the last 24 hours.
    agreed_last_day: i64,
    /// What became of the newest facts, at most 1 000.
    newest: Newest,
    /// Seconds from when the partner recorded one of them until enough feeders had attested it; missing when there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    delay: Option<Delay>,
    /// Disagreements that nobody has put away.
    disagreements_open: i64,
    disagreements_ever: i64,
}

/// How a feeder of a source is doing.
#[derive(Debug, Default, Serialize, FromRow, ToSchema)]
pub(super) struct FeederStatistics {
    /// Its chain account.
    feeder: String,
    /// When the ledger last heard it, in seconds of Unix time; missing when it never did.
    #[serde(skip_serializing_if = "Option::is_none")]
    heard: Option<i64>,
    /// Whether it was not heard for longer than the source's `staleness`.
    #[sqlx(skip)]
    silent: bool,
    /// Facts that it has attested.
    attested: i64,
    /// Facts of it that the ledger did not take.
    refused: i64,
    /// The highest sequence that it has attested; 0 for none.
    last: i64,
}

/// How many facts are where.
#[derive(Debug, Default, Serialize, ToSchema)]
pub(super) struct Newest {
    counted: i64,
    pending: i64,
    applied: i64,
    refused: i64,
    rejected: i64,
    undone: i64,
    superseded: i64,
    /// Members who say that it is wrong.
    objected: i64,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Delay {
    /// Of half of them it was no longer.
    p50: i64,
    /// Of 95 in a hundred it was no longer.
    p95: i64,
}

#[derive(Default, FromRow)]
struct Counts {
    last_hour: i64,
    last_day: i64,
    open: i64,
    ever: i64,
}

#[derive(FromRow)]
struct Reported {
    state: String,
    objected: i64,
    agreed: i64,
    attestation: String,
}

impl Newest {
    fn count(&mut self, report: &Reported) {
        let state = match report.state.as_str() {
            "pending" => &mut self.pending,
            "applied" => &mut self.applied,
            "refused" => &mut self.refused,
            "rejected" => &mut self.rejected,
            "undone" => &mut self.undone,
            _ => &mut self.superseded,
        };
        *state = state.saturating_add(1);
        self.counted = self.counted.saturating_add(1);
        self.objected = self.objected.saturating_add(report.objected);
    }
}

impl Delay {
    fn of(reports: &[Reported]) -> Option<Self> {
        let delay = |report: &Reported| {
            let attestation: Attestation = serde_json::from_str(&report.attestation).ok()?;
            Some(report.agreed.saturating_sub(int(attestation.observed)).max(0))
        };
        let mut delays: Vec<i64> = reports.iter().filter_map(delay).collect();
        delays.sort_unstable();
        let share = |percent: usize| {
            let place = delays.len().saturating_mul(percent).div_ceil(100).saturating_sub(1);
            delays.get(place).copied()
        };
        Some(Delay { p50: share(50)?, p95: share(95)? })
    }
}

/// How a source is doing: its feeders, how much it brings and how late, what became of it, how often feeders disagree.
#[utoipa::path(get, path = "/v1/sources/{id}", tag = "partners", security(("session" = ["branch_administrator"])),
    params(("id" = u32, Path)), responses((status = 200, body = SourceStatistics), Problem))]
pub(super) async fn source(
    State(state): State<ApiState>,
    _: Administrator,
    Path(id): Path<SourceId>,
) -> Result<JsonBody<SourceStatistics>, Problem> {
    let key = i64::from(id);
    let source: Option<Source> = state
        .row(query!("SELECT id, input AS source, quarantined, reason FROM p_sources WHERE id = ", key, ""))
        .await?;
    let source = source.ok_or(Code::SourceUnknown)?;
    let input: SourceInput =
        serde_json::from_str(&source.source).map_err(|error| Problem::internal(&error))?;
    let known: Vec<FeederStatistics> = state
        .rows(query!("SELECT feeder, heard, attested, refused, last FROM p_feeders WHERE source = ", key, ""))
        .await?;
    let now = now();
    let silent_since = now.saturating_sub(int(input.staleness));
    let mut known: HashMap<String, FeederStatistics> =
        known.into_iter().map(|one| (one.feeder.clone(), one)).collect();
    let feeders = input.feeders.into_iter().map(|feeder| {
        let known = known.remove(&feeder).unwrap_or_default();
        let silent = known.heard.is_none_or(|at| at < silent_since);
        FeederStatistics { feeder, silent, ..known }
    });
    let reports: Vec<Reported> = state
        .rows(query!(
            "SELECT state, objected, agreed, attestation FROM p_reports WHERE source = ",
            key,
            " ORDER BY agreed DESC, id DESC LIMIT ",
            COUNTED,
            ""
        ))
        .await?;
    let mut newest = Newest::default();
    reports.iter().for_each(|report| newest.count(report));
    let counts: Option<Counts> = state
        .row(query!(
            "SELECT (SELECT COUNT(*) FROM p_reports WHERE source = ",
            key,
            " AND agreed > ",
            now.saturating_sub(HOUR),
            ") AS last_hour, (SELECT COUNT(*) FROM p_reports WHERE source = ",
            key,
            " AND agreed > ",
            now.saturating_sub(DAY),
            ") AS last_day, (SELECT COUNT(*) FROM p_disagreements WHERE source = ",
            key,
            " AND state = 'disputed') AS open, (SELECT COUNT(*) FROM p_disagreements WHERE source = ",
            key,
            ") AS ever"
        ))
        .await?;
    let counts = counts.unwrap_or_default();
    Ok(JsonBody(SourceStatistics {
        feeders: feeders.collect(),
        agreed_last_hour: counts.last_hour,
        agreed_last_day: counts.last_day,
        delay: Delay::of(&reports),
        newest,
        disagreements_open: counts.open,
        disagreements_ever: counts.ever,
        source,
    }))
}

/// A change about which feeders have said different things.
#[derive(Debug, Serialize, FromRow, ToSchema)]
pub(super) struct Disagreement {
    /// The source's own number of the change.
    sequence: i64,
    /// Since when, in seconds of Unix time.
    since: i64,
    /// How many different things were said.
    answers: i64,
    #[schema(value_type = schema::PollState)]
    state: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    ended: Option<i64>,
    /// Who put it away.
    #[serde(skip_serializing_if = "Option::is_none")]
    ended_by: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// The changes about which a source's feeders have said different things, the newest first.
#[utoipa::path(get, path = "/v1/sources/{id}/disagreements", tag = "partners",
    security(("session" = ["branch_administrator"])), params(("id" = u32, Path), Page),
    responses((status = 200, body = List<Disagreement>), Problem))]
pub(super) async fn disagreements(
    State(state): State<ApiState>,
    _: Administrator,
    Path(id): Path<SourceId>,
    Query(paging): Query<Page>,
) -> Result<JsonBody<List<Disagreement>>, Problem> {
    let limit = paging.limit.get();
    let found = state
        .rows(query!(
            "SELECT sequence, since, answers, state, ended, ended_by, reason FROM p_disagreements WHERE source = ",
            i64::from(id),
            " AND sequence < ",
            number(paging.cursor.as_ref())?.map_or(i64::MAX, int),
            " ORDER BY sequence DESC LIMIT ",
            i64::from(limit),
            ""
        ))
        .await?;
    Ok(JsonBody(List::page(found, limit, |found: &Disagreement| found.sequence)))
}

/// Who said what about a change: digests and times, not what stands in the partner's database.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Poll {
    #[schema(value_type = schema::PollState)]
    state: PollState,
    /// When the first feeder said something.
    since: u64,
    answers: Vec<PollAnswer>,
    /// The change report that came of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<u64>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PollAnswer {
    /// Chain accounts of those who said it.
    feeders: Vec<String>,
    member: u64,
    #[schema(value_type = schema::ChangeKind)]
    kind: ChangeKind,
    /// When the partner recorded it, as these feeders read it.
    observed: u64,
    /// Salted hash of the partner's row, 64 hexadecimal digits.
    digest: String,
}

/// What each feeder said about a change, as the ledger has it.
#[utoipa::path(get, path = "/v1/sources/{id}/disagreements/{sequence}", tag = "partners",
    security(("session" = ["branch_administrator"])), params(("id" = u32, Path), ("sequence" = u64, Path)),
    responses((status = 200, body = Poll), Problem))]
pub(super) async fn disagreement(
    State(state): State<ApiState>,
    _: Administrator,
    Path((id, sequence)): Path<(SourceId, u64)>,
) -> Result<JsonBody<Poll>, Problem> {
    let PollResponse { state, since, answers, report } =
        state.ask(Contract::Oracle, &QueryMsg::Poll { source: id, sequence }).await?;
    let answers = answers.into_iter().map(|answer| PollAnswer {
        feeders: answer.feeders,
        member: answer.attestation.member,
        kind: answer.attestation.change.kind(),
        observed: answer.attestation.observed,
        digest: answer.attestation.digest.to_hex(),
    });
    Ok(JsonBody(Poll { state, since, answers: answers.collect(), report }))
}
