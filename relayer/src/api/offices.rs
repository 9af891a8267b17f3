//! What office-holders do about members, alone or two together (D3, E5, F3a, F6).

use super::actions::{Accepted, Order};
use super::extract::{Administrator, Changing, Json, Path, Query};
use super::family::{rights, Agency, Move};
use super::list::{change, hexadecimal, json, query, List};
use super::problem::{Own, Problem};
use super::reads::{number, Limit, Page};
use super::{schema, ApiState};
use crate::db::{int, uint, QueryBuilder};
use crate::identity::Login;
use crate::index::read;
use axum::extract::State;
use axum::Json as JsonBody;
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use timebank_api::member_registry::{Action, Decision, ExecuteMsg, FreezeCause, OfMember, Office, Pair};
use timebank_api::permission::Contract;
use timebank_api::record::AgeClass;
use timebank_api::time_token::{Action as TimeAction, ExecuteMsg as TimeMsg};
use timebank_api::{Code, Right, Role};
use utoipa::{IntoParams, ToSchema};

/// What one office-holder proposes and another decides. Death, and offices of weight, are approved from another branch.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum CaseAction {
    /// Nothing leaves the account any more.
    Freeze {
        member: u64,
        #[schema(value_type = schema::FreezeCause)]
        cause: FreezeCause,
    },
    Thaw {
        member: u64,
    },
    /// What the account holds is inherited by the rule pack of its branch.
    ReportDeath {
        member: u64,
        #[serde(default)]
        heir: Option<u64>,
    },
    GrantRole {
        member: u64,
        #[schema(value_type = schema::Role)]
        role: Role,
    },
    RevokeRole {
        member: u64,
        #[schema(value_type = schema::Role)]
        role: Role,
    },
    /// For a person who signed on paper, or a signatory of a group. The agent still has to accept.
    AppointAgent {
        principal: u64,
        agent: u64,
        #[schema(value_type = Vec<schema::Right>)]
        rights: Vec<Right>,
        daily: u32,
        until: u64,
        /// sha256 of the paper in hexadecimal.
        #[schema(value_type = String)]
        consent: cosmwasm_std::HexBinary,
    },
    DismissAgent {
        principal: u64,
        agent: u64,
    },
}

impl From<CaseAction> for Action {
    fn from(action: CaseAction) -> Self {
        match action {
            CaseAction::Freeze { member, cause } => Action::Freeze { member, cause },
            CaseAction::Thaw { member } => Action::Thaw(OfMember { member }),
            CaseAction::ReportDeath { member, heir } => Action::ReportDeath { member, heir },
            CaseAction::GrantRole { member, role } => Action::GrantRole(Office { member, role }),
            CaseAction::RevokeRole { member, role } => Action::RevokeRole(Office { member, role }),
            CaseAction::AppointAgent { principal, agent, rights: all, daily, until, consent } => {
                Action::AppointAgent { principal, agent, rights: rights(&all), daily, until, consent }
            }
            CaseAction::DismissAgent { principal, agent } => Action::DismissAgent(Pair { principal, agent }),
        }
    }
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewCase {
    action: CaseAction,
}

/// What is proposed about TIME.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum TimeCaseAction {
    /// Mints a member's opening balance at the joining of the branch, once per member.
    Opening {
        member: u64,
        minutes: u32,
        /// sha256 of the evidence in hexadecimal.
        #[schema(value_type = String)]
        evidence: cosmwasm_std::HexBinary,
    },
    /// Takes an opening balance back, within 90 days.
    ReverseOpening {
        member: u64,
        #[schema(value_type = String)]
        evidence: cosmwasm_std::HexBinary,
    },
    /// Pays the creditor of a member's lien from the branch's welfare fund.
    TopUp { member: u64, activity: u64 },
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewTimeCase {
    action: TimeCaseAction,
}

/// The word on a case or a request.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Word {
    pub approve: bool,
    /// A request is not refused without one; without names.
    #[serde(default)]
    pub reason: String,
}

impl From<TimeCaseAction> for TimeAction {
    fn from(action: TimeCaseAction) -> Self {
        match action {
            TimeCaseAction::Opening { member, minutes, evidence } => {
                TimeAction::Opening { member, minutes, evidence }
            }
            TimeCaseAction::ReverseOpening { member, evidence } => {
                TimeAction::ReverseOpening { member, evidence }
            }
            TimeCaseAction::TopUp { member, activity } => TimeAction::TopUp { member, activity },
        }
    }
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TimeWord {
    pub approve: bool,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MoveWord {
    /// The branch the member is to move to.
    to: u32,
    approve: bool,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Suspension {
    /// 1 to 300 characters, without names.
    reason: String,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LightOffice {
    /// Publisher, training administrator or auditor; the others are granted by a case.
    #[schema(value_type = schema::Role)]
    role: Role,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewAge {
    #[schema(value_type = schema::AgeClass)]
    age: AgeClass,
}

impl ApiState {
    pub(super) async fn of_members(&self, login: &Login, message: &ExecuteMsg) -> Result<Order, Problem> {
        self.decide(login, Contract::MemberRegistry, message).await
    }
}

change! {
    /// Opens a case that another office-holder decides.
    post "/v1/cases" "office"
    fn propose(state, login: Administrator(Custodian BranchAdministrator), changing; body: NewCase) {
        state.of_members(&login, &ExecuteMsg::Propose { action: body.action.clone().into() }).await
    }
}

change! {
    /// Decides a case that somebody else opened.
    post "/v1/cases/{id}/decision" "office"
    fn decide(state, login: Administrator(Custodian BranchAdministrator), changing, [id "id": u64]; body: Word) {
        let decision = Decision { id, approve: body.approve, reason: body.reason.clone() };
        state.of_members(&login, &ExecuteMsg::Decide(decision)).await
    }
}

change! {
    /// Proposes an opening balance, its return, or the payment of a lien from the welfare fund.
    post "/v1/time-cases" "office"
    fn propose_time(state, login: Administrator(BranchAdministrator), changing; body: NewTimeCase) {
        let action = body.action.clone().into();
        state.decide(&login, Contract::TimeToken, &TimeMsg::Propose { action }).await
    }
}

change! {
    /// Decides a case about TIME that somebody else opened.
    post "/v1/time-cases/{id}/decision" "office"
    fn decide_time(state, login: Administrator(BranchAdministrator), changing, [id "id": u64]; body: TimeWord) {
        let message = TimeMsg::Decide { case: id, approve: body.approve };
        state.decide(&login, Contract::TimeToken, &message).await
    }
}

change! {
    /// Stops everything a member does until it is reinstated.
    post "/v1/members/{id}/suspension" "office"
    fn suspend(state, login: Administrator(BranchAdministrator), changing, [id "id": u64]; body: Suspension) {
        let message = ExecuteMsg::Suspend { member: id, reason: body.reason.clone() };
        state.of_members(&login, &message).await
    }
}

change! {
    /// Ends a suspension, or brings a member back who left.
    delete "/v1/members/{id}/suspension" "office"
    fn reinstate(state, login: Administrator(BranchAdministrator), changing, [id "id": u64]) {
        state.of_members(&login, &ExecuteMsg::Reinstate(OfMember { member: id })).await
    }
}

change! {
    /// Gives a member of the own branch a light office.
    post "/v1/members/{id}/offices" "office"
    fn appoint(state, login: Administrator(BranchAdministrator), changing, [id "id": u64]; body: LightOffice) {
        state.of_members(&login, &ExecuteMsg::Appoint(Office { member: id, role: body.role })).await
    }
}

change! {
    /// Takes a light office away.
    delete "/v1/members/{id}/offices/{role}" "office"
    fn dismiss(
        state, login: Administrator(BranchAdministrator), changing, [id "id": u64, role "role": String]
    ) {
        let role = serde_json::from_value(serde_json::Value::String(role));
        let role: Role = role.map_err(|_| Problem::from(Own::Parameter).with_detail("role"))?;
        state.of_members(&login, &ExecuteMsg::Dismiss(Office { member: id, role })).await
    }
}

change! {
    /// Brings a member into a higher class of age.
    put "/v1/members/{id}/age" "office"
    fn renew_age(state, login: Administrator(Custodian), changing, [id "id": u64]; body: NewAge) {
        state.of_members(&login, &ExecuteMsg::RenewAge { member: id, age: body.age }).await
    }
}

change! {
    /// Decides a member's move, for the branch that is left or the one that is joined.
    post "/v1/members/{id}/move/decision" "office"
    fn decide_move(state, login: Administrator(BranchAdministrator), changing, [id "id": u64]; body: MoveWord) {
        let message = ExecuteMsg::DecideMove { member: id, to: body.to, approve: body.approve };
        state.of_members(&login, &message).await
    }
}

/// What one office-holder proposed and another decides or has decided.
#[derive(Debug, Serialize, FromRow, ToSchema)]
pub(super) struct Case {
    id: i64,
    branch: i64,
    /// Who proposed it; somebody else decides.
    proposer: i64,
    #[serde(serialize_with = "json")]
    #[schema(value_type = Object)]
    action: String,
    #[schema(value_type = schema::CaseState)]
    state: String,
    /// Seconds of Unix time.
    opened: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    decided: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decided_by: Option<i64>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct CaseSearch {
    /// Only cases about this member.
    member: Option<u64>,
    /// Those that are decided instead, newest first; else those that wait, oldest first.
    #[serde(default)]
    decided: bool,
    cursor: Option<String>,
    #[serde(default)]
    #[param(inline)]
    limit: Limit,
}

async fn cases_of(
    state: &ApiState,
    contract: Contract,
    search: CaseSearch,
) -> Result<JsonBody<List<Case>>, Problem> {
    let limit = search.limit.get();
    let cursor = number(search.cursor.as_ref())?.map(int);
    let mut query = query!(
        "SELECT id, branch, proposer, action, state, opened, decided, decided_by FROM p_cases WHERE contract = ",
        contract.name(),
        ""
    );
    if let Some(member) = search.member {
        // As the contracts' JSON is written: without spaces, and the number is followed by another field or by nothing.
        for (text, end) in [(" AND (action LIKE ", ","), (" OR action LIKE ", "}")] {
            query.push(text).push_bind(format!("%\"member\":{member}{end}%"));
        }
        query.push(")");
    }
    match search.decided {
        true => query
            .push(" AND state <> 'open' AND id < ")
            .push_bind(cursor.unwrap_or(i64::MAX))
            .push(" ORDER BY id DESC"),
        false => {
            query.push(" AND state = 'open' AND id > ").push_bind(cursor.unwrap_or(0)).push(" ORDER BY id")
        }
    };
    query.push(" LIMIT ").push_bind(i64::from(limit));
    Ok(JsonBody(List::page(state.rows(query).await?, limit, |case: &Case| case.id)))
}

/// The cases about members, of all branches: weighty ones are approved from another one.
#[utoipa::path(get, path = "/v1/cases", tag = "office",
    security(("session" = ["custodian", "branch_administrator"])), params(CaseSearch),
    responses((status = 200, body = List<Case>), Problem))]
pub(super) async fn cases(
    State(state): State<ApiState>,
    _: Administrator,
    Query(search): Query<CaseSearch>,
) -> Result<JsonBody<List<Case>>, Problem> {
    cases_of(&state, Contract::MemberRegistry, search).await
}

/// The cases about TIME.
#[utoipa::path(get, path = "/v1/time-cases", tag = "office",
    security(("session" = ["branch_administrator"])), params(CaseSearch),
    responses((status = 200, body = List<Case>), Problem))]
pub(super) async fn time_cases(
    State(state): State<ApiState>,
    _: Administrator,
    Query(search): Query<CaseSearch>,
) -> Result<JsonBody<List<Case>>, Problem> {
    cases_of(&state, Contract::TimeToken, search).await
}

/// The moves that the own branch has to decide.
#[utoipa::path(get, path = "/v1/moves", tag = "office", security(("session" = ["branch_administrator"])), params(Page),
    responses((status = 200, body = List<Move>), Problem))]
pub(super) async fn moves(
    State(state): State<ApiState>,
    _: Administrator,
    Query(paging): Query<Page>,
) -> Result<JsonBody<List<Move>>, Problem> {
    let (limit, branch) = (paging.limit.get(), i64::from(state.settings.branch));
    let moves = state
        .rows(query!(
            "SELECT member, leaves, joins, left_by, joined_by, at FROM p_moves WHERE (leaves = ",
            branch,
            " OR joins = ",
            branch,
            ") AND member > ",
            number(paging.cursor.as_ref())?.map_or(0, int),
            " ORDER BY member LIMIT ",
            i64::from(limit),
            ""
        ))
        .await?;
    Ok(JsonBody(List::page(moves, limit, |found: &Move| found.member)))
}

/// A credential: a predicate that stands on chain as a commitment.
#[derive(Debug, Serialize, FromRow, ToSchema)]
pub(super) struct Credential {
    #[serde(serialize_with = "hexadecimal")]
    #[schema(value_type = String)]
    pub commitment: Vec<u8>,
    /// Seconds of Unix time.
    pub valid_until: i64,
    /// Who stated it; missing for a partner institution.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer: Option<i64>,
}

impl ApiState {
    /// What holds of a member, as commitments.
    pub(super) async fn credentials_of(&self, member: u64) -> Result<Vec<Credential>, Problem> {
        self.rows(query!(
            "SELECT commitment, valid_until, issuer FROM p_credentials WHERE member = ",
            int(member),
            " ORDER BY commitment LIMIT 100"
        ))
        .await
    }
}

/// The last change of a member's status.
#[derive(Debug, Serialize, FromRow, ToSchema)]
pub(super) struct Status {
    #[schema(value_type = schema::MemberStatus)]
    status: String,
    /// A word for why.
    cause: String,
    reason: String,
    /// Seconds of Unix time.
    at: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<i64>,
}

/// A member as the ledger knows it; no personal data.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct MemberView {
    id: u64,
    /// The account on the ledger.
    account: String,
    branch: u32,
    /// Whether it is a company, school or team.
    group: bool,
    #[schema(value_type = Vec<schema::Role>)]
    roles: Vec<Role>,
    #[schema(value_type = schema::AgeClass)]
    age: AgeClass,
    /// Seconds of Unix time since when.
    since: u64,
    /// Missing for a member who has always been active.
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<Status>,
    /// Minutes of TIME.
    balance: u64,
    agents: Vec<Agency>,
    credentials: Vec<Credential>,
    /// A member who died: what became of the TIME.
    estate: Vec<EstateLine>,
}

/// A part of an estate.
#[derive(Debug, Serialize, FromRow, ToSchema)]
pub(super) struct EstateLine {
    /// Inherited, or ended by the rules.
    #[schema(value_type = schema::MovementKind)]
    kind: String,
    minutes: i64,
    /// Whose account it went to; missing for the welfare fund, and for what ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    heir: Option<i64>,
    height: i64,
}

/// A member of the own branch.
#[utoipa::path(get, path = "/v1/members/{id}", tag = "office",
    security(("session" = ["custodian", "branch_administrator", "reviewer"])),
    params(("id" = u64, Path)), responses((status = 200, body = MemberView), Problem))]
pub(super) async fn member(
    State(state): State<ApiState>,
    _: Administrator,
    Path(id): Path<u64>,
) -> Result<JsonBody<MemberView>, Problem> {
    let member = read::member(&state.db, id).await?.ok_or(Code::MemberUnknown)?;
    if member.branch != state.settings.branch {
        return Err(Code::OtherBranch.into());
    }
    let group: Option<(i64,)> =
        state.row(query!("SELECT member FROM p_groups WHERE member = ", int(id), "")).await?;
    let status =
        query!("SELECT status, cause, reason, at, author FROM p_statuses WHERE member = ", int(id), "");
    let estate: QueryBuilder = query!(
        "SELECT m.kind, m.minutes, m.height, o.id AS heir FROM p_statement s JOIN p_movements m ON m.id = s.movement \
         LEFT JOIN p_members o ON o.account = m.to_account WHERE s.delta < 0 AND m.reference LIKE '{\"estate%' AND s.account = ",
        member.account.clone(),
        " ORDER BY m.id"
    );
    Ok(JsonBody(MemberView {
        id,
        branch: member.branch,
        group: group.is_some(),
        roles: member.roles.iter().collect(),
        age: member.age,
        since: member.since,
        status: state.row(status).await?,
        balance: read::balance(&state.db, &member.account).await?,
        agents: state.agents_of(id).await?,
        credentials: state.credentials_of(id).await?,
        estate: state.rows(estate).await?,
        account: member.account,
    }))
}

/// Where a queue stands.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Waits {
    waiting: u64,
    /// Since when the oldest waits, in seconds of Unix time.
    #[serde(skip_serializing_if = "Option::is_none")]
    oldest: Option<u64>,
}

/// The queues of two-person decisions and requests at the own branch.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Queues {
    cases: Waits,
    time_cases: Waits,
    profile_requests: Waits,
    moves: Waits,
    courses: Waits,
    reports: Waits,
}

/// How long the queues are beside that of activities.
#[utoipa::path(get, path = "/v1/queues", tag = "office", security(("session" = ["administrator"])),
    responses((status = 200, body = Queues), Problem))]
pub(super) async fn queues(
    State(state): State<ApiState>,
    _: Administrator,
) -> Result<JsonBody<Queues>, Problem> {
    let branch = i64::from(state.settings.branch);
    let cases = |contract: Contract| {
        query!(
            "SELECT COUNT(*) AS waiting, MIN(opened) AS oldest FROM p_cases WHERE state = 'open' AND contract = ",
            contract.name(),
            ""
        )
    };
    Ok(JsonBody(Queues {
        cases: state.queue(cases(Contract::MemberRegistry)).await?,
        time_cases: state.queue(cases(Contract::TimeToken)).await?,
        profile_requests: state
            .queue(query!(
                "SELECT COUNT(*) AS waiting, MIN(r.created) AS oldest FROM p_profile_requests r \
                 JOIN p_members m ON m.id = r.member WHERE r.state = 'waiting' AND m.branch = ",
                branch,
                ""
            ))
            .await?,
        moves: state
            .queue(query!(
                "SELECT COUNT(*) AS waiting, MIN(at) AS oldest FROM p_moves WHERE leaves = ",
                branch,
                " OR joins = ",
                branch,
                ""
            ))
            .await?,
        courses: state
            .queue(query!(
                "SELECT COUNT(*) AS waiting, MIN(updated) AS oldest FROM p_courses WHERE state = 'submitted' AND branch = ",
                branch,
                ""
            ))
            .await?,
        reports: state
            .queue(query!(
                "SELECT COUNT(*) AS waiting, MIN(r.agreed) AS oldest FROM p_reports r \
                 JOIN p_members m ON m.id = r.member WHERE r.state IN ('pending', 'refused') AND m.branch = ",
                branch,
                ""
            ))
            .await?,
    }))
}

impl ApiState {
    async fn queue(&self, query: QueryBuilder) -> Result<Waits, Problem> {
        let row: Option<(i64, Option<i64>)> = self.row(query).await?;
        let (waiting, oldest) = row.unwrap_or_default();
        Ok(Waits { waiting: uint(waiting), oldest: oldest.map(uint) })
    }
}
