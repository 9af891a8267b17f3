//! Facts of partner institutions (E2): change reports for administrators, with undo, and for the members they are about.

use super::actions::{Accepted, Order};
use super::extract::{Administrator, Changing, Json, Member, Path, Query};
use super::list::{change, json, query, yes, List};
use super::problem::Problem;
use super::reads::{number, Limit, Page};
use super::{schema, ApiState};
use crate::db::{int, QueryBuilder};
use crate::identity::Login;
use axum::extract::State;
use axum::Json as JsonBody;
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use timebank_api::oracle::ExecuteMsg;
use timebank_api::permission::Contract;
use timebank_api::Code;
use utoipa::{IntoParams, ToSchema};

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Ground {
    /// 1 to 300 characters, without names.
    pub reason: String,
}

impl ApiState {
    pub(super) async fn of_facts(&self, login: &Login, message: &ExecuteMsg) -> Result<Order, Problem> {
        self.decide(login, Contract::Oracle, message).await
    }
}

change! {
    /// Applies a fact that waits, or that was refused before.
    post "/v1/reports/{id}/approval" "partners"
    fn approve(state, login: Administrator(BranchAdministrator), changing, [id "id": u64]) {
        state.of_facts(&login, &ExecuteMsg::Approve { report: id }).await
    }
}

change! {
    /// Drops a fact that waits or was refused.
    post "/v1/reports/{id}/rejection" "partners"
    fn reject(state, login: Administrator(BranchAdministrator), changing, [id "id": u64]; body: Ground) {
        state.of_facts(&login, &ExecuteMsg::Reject { report: id, reason: body.reason.clone() }).await
    }
}

change! {
    /// Restores what was before a fact was applied.
    post "/v1/reports/{id}/undo" "partners"
    fn undo(state, login: Administrator(BranchAdministrator), changing, [id "id": u64]; body: Ground) {
        state.of_facts(&login, &ExecuteMsg::Undo { report: id, reason: body.reason.clone() }).await
    }
}

change! {
    /// Says that a fact about oneself is wrong; administrators see it.
    post "/v1/me/reports/{id}/objection" "partners"
    fn object(state, login: Member, changing, [id "id": u64]) {
        let signer = state.everyday(&login).await?;
        Order::new(signer, Contract::Oracle, &ExecuteMsg::Object { report: id })
    }
}

/// What became of a fact that enough feeders agreed on.
#[derive(Debug, Serialize, FromRow, ToSchema)]
pub(super) struct Report {
    id: i64,
    source: i64,
    /// The source's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    member: i64,
    #[schema(value_type = schema::ChangeKind)]
    kind: String,
    /// What was said, as the ledger has it.
    #[serde(serialize_with = "json")]
    #[schema(value_type = Object)]
    attestation: String,
    #[schema(value_type = schema::ReportState)]
    state: String,
    /// Seconds of Unix time.
    agreed: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    applied: Option<i64>,
    /// Missing when the policy did it.
    #[serde(skip_serializing_if = "Option::is_none")]
    decided_by: Option<i64>,
    /// Why it was rejected or undone, or the code with which it was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    /// Whether the member says that it is wrong.
    #[serde(serialize_with = "yes")]
    #[schema(value_type = bool)]
    objected: i64,
}

impl Report {
    /// The name stands in what the council set of the source.
    fn named(mut self) -> Self {
        let input =
            self.name.as_deref().and_then(|input| serde_json::from_str::<serde_json::Value>(input).ok());
        let name = input.as_ref().and_then(|input| input.get("name")).and_then(serde_json::Value::as_str);
        self.name = name.map(str::to_owned);
        self
    }
}

fn reports_where() -> QueryBuilder {
    query!(
        "SELECT r.id, r.source, s.input AS name, r.member, r.kind, r.attestation, r.state, r.agreed, r.applied, r.decided_by, \
         r.reason, r.objected FROM p_reports r LEFT JOIN p_sources s ON s.id = r.source \
         LEFT JOIN p_members m ON m.id = r.member WHERE "
    )
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ReportSearch {
    /// Only those that wait or were refused.
    #[serde(default)]
    open: bool,
    member: Option<u64>,
    cursor: Option<String>,
    #[serde(default)]
    #[param(inline)]
    limit: Limit,
}

async fn reports_of(
    state: &ApiState,
    mut query: QueryBuilder,
    cursor: Option<&String>,
    limit: Limit,
) -> Result<JsonBody<List<Report>>, Problem> {
    let limit = limit.get();
    query.push(" AND r.id < ").push_bind(number(cursor)?.map_or(i64::MAX, int));
    query.push(" ORDER BY r.id DESC LIMIT ").push_bind(i64::from(limit));
    let List { items, next } = List::page(state.rows(query).await?, limit, |report: &Report| report.id);
    Ok(JsonBody(List { items: items.into_iter().map(Report::named).collect(), next }))
}

/// The change reports about members of the own branch, newest first.
#[utoipa::path(get, path = "/v1/reports", tag = "partners",
    security(("session" = ["branch_administrator"])), params(ReportSearch),
    responses((status = 200, body = List<Report>), Problem))]
pub(super) async fn reports(
    State(state): State<ApiState>,
    _: Administrator,
    Query(search): Query<ReportSearch>,
) -> Result<JsonBody<List<Report>>, Problem> {
    let mut query = reports_where();
    query.push("m.branch = ").push_bind(i64::from(state.settings.branch));
    if search.open {
        query.push(" AND r.state IN ('pending', 'refused')");
    }
    if let Some(member) = search.member {
        query.push(" AND r.member = ").push_bind(int(member));
    }
    reports_of(&state, query, search.cursor.as_ref(), search.limit).await
}

/// A change report about a member of the own branch.
#[utoipa::path(get, path = "/v1/reports/{id}", tag = "partners", security(("session" = ["branch_administrator"])),
    params(("id" = u64, Path)), responses((status = 200, body = Report), Problem))]
pub(super) async fn report(
    State(state): State<ApiState>,
    _: Administrator,
    Path(id): Path<u64>,
) -> Result<JsonBody<Report>, Problem> {
    let mut query = reports_where();
    query.push("r.id = ").push_bind(int(id));
    query.push(" AND m.branch = ").push_bind(i64::from(state.settings.branch));
    let report: Option<Report> = state.row(query).await?;
    Ok(JsonBody(report.ok_or(Code::ReportUnknown)?.named()))
}

/// What partner institutions said about oneself, newest first.
#[utoipa::path(get, path = "/v1/me/reports", tag = "partners", security(("session" = [])), params(Page),
    responses((status = 200, body = List<Report>), Problem))]
pub(super) async fn my_reports(
    State(state): State<ApiState>,
    Member(login): Member,
    Query(paging): Query<Page>,
) -> Result<JsonBody<List<Report>>, Problem> {
    let mut query = reports_where();
    query.push("r.member = ").push_bind(int(login.member()?));
    reports_of(&state, query, paging.cursor.as_ref(), paging.limit).await
}
