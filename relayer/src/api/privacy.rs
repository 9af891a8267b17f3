//! What members agree to, who looked at their data, a copy of it, and its erasure.

use super::extract::{now, Administrator, Json, Member, Path, Query, SteppedUp};
use super::problem::Problem;
use super::reads::Limit;
use super::ApiState;
use crate::content::Details;
use crate::identity::{AccessLine, Consent, CONSENT_TEXTS};
use axum::extract::State;
use axum::http::StatusCode;
use axum::Json as JsonBody;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// A text that members can agree to.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ConsentTextView {
    #[schema(example = "privacy")]
    purpose: &'static str,
    /// What names this text; another text for the same purpose has another one.
    sha256: String,
    english: &'static str,
    chinese: &'static str,
}

/// The texts in force, one for each purpose.
#[utoipa::path(get, path = "/v1/consents/texts", tag = "public", security(()),
    responses((status = 200, body = Vec<ConsentTextView>), Problem))]
pub(super) async fn consent_texts() -> Result<JsonBody<Vec<ConsentTextView>>, Problem> {
    let view = |text: &crate::identity::ConsentText| ConsentTextView {
        purpose: text.purpose,
        sha256: hex::encode(text.sha256()),
        english: text.english,
        chinese: text.chinese,
    };
    Ok(JsonBody(CONSENT_TEXTS.iter().map(view).collect()))
}

/// A consent, in force or withdrawn.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ConsentView {
    purpose: String,
    sha256: String,
    /// Seconds of Unix time.
    given_at: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    withdrawn_at: Option<i64>,
    /// The clerk who took it on paper.
    #[serde(skip_serializing_if = "Option::is_none")]
    taken_by: Option<i64>,
    /// Where the paper is.
    #[serde(skip_serializing_if = "Option::is_none")]
    paper: Option<String>,
}

impl From<Consent> for ConsentView {
    fn from(consent: Consent) -> Self {
        ConsentView {
            purpose: consent.purpose,
            sha256: hex::encode(consent.text_sha256),
            given_at: consent.given_at,
            withdrawn_at: consent.withdrawn_at,
            taken_by: consent.taken_by,
            paper: consent.paper,
        }
    }
}

/// What one has agreed to, and what one has withdrawn; the newest first.
#[utoipa::path(get, path = "/v1/me/consents", tag = "me", security(("session" = [])),
    responses((status = 200, body = Vec<ConsentView>), Problem))]
pub(super) async fn consents(
    State(state): State<ApiState>,
    Member(login): Member,
) -> Result<JsonBody<Vec<ConsentView>>, Problem> {
    let consents = state.identity.consents(&login.user).await?;
    Ok(JsonBody(consents.into_iter().map(ConsentView::from).collect()))
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Agreement {
    /// The text that was read, as `GET /v1/consents/texts` names it.
    sha256: String,
}

/// Agrees to the text in force for a purpose.
#[utoipa::path(put, path = "/v1/me/consents/{purpose}", tag = "me", security(("session" = [])),
    params(("purpose" = String, Path)), request_body = Agreement, responses((status = 204), Problem))]
pub(super) async fn agree(
    State(state): State<ApiState>,
    Member(login): Member,
    Path(purpose): Path<String>,
    Json(body): Json<Agreement>,
) -> Result<StatusCode, Problem> {
    state.identity.agree(&login, &purpose, &body.sha256, now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Withdraws a consent.
#[utoipa::path(delete, path = "/v1/me/consents/{purpose}", tag = "me", security(("session" = [])),
    params(("purpose" = String, Path)), responses((status = 204), Problem))]
pub(super) async fn withdraw_consent(
    State(state): State<ApiState>,
    Member(login): Member,
    Path(purpose): Path<String>,
) -> Result<StatusCode, Problem> {
    state.identity.withdraw_consent(&login, &purpose, now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Somebody read personal data, or acted for a member at the counter.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AccessView {
    id: u64,
    /// Seconds of Unix time.
    at: i64,
    /// The member who did it.
    actor: u64,
    /// The member it is about.
    subject: Option<u64>,
    #[schema(example = "read")]
    act: String,
    #[schema(example = json!(["phone"]))]
    fields: Vec<String>,
    reason: String,
}

impl From<AccessLine> for AccessView {
    fn from(line: AccessLine) -> Self {
        let fields = line.fields.split(',').filter(|field| !field.is_empty()).map(str::to_owned).collect();
        let AccessLine { id, at, actor, subject, act, reason, .. } = line;
        AccessView { id, at, actor, subject, act, fields, reason }
    }
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct OwnAccesses {
    /// Lines before this one.
    before: Option<u64>,
    #[serde(default)]
    #[param(inline)]
    limit: Limit<50, 200>,
}

/// Who looked at one's data or acted for one at the counter, the newest first.
#[utoipa::path(get, path = "/v1/me/accesses", tag = "me", security(("session" = [])), params(OwnAccesses),
    responses((status = 200, body = Vec<AccessView>), Problem))]
pub(super) async fn own_accesses(
    State(state): State<ApiState>,
    Member(login): Member,
    Query(query): Query<OwnAccesses>,
) -> Result<JsonBody<Vec<AccessView>>, Problem> {
    let lines = state.identity.accesses_of(&login.user, query.before, query.limit.get()).await?;
    Ok(JsonBody(lines.into_iter().map(AccessView::from).collect()))
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct AllAccesses {
    /// Only those about this member.
    member: Option<u64>,
    /// Lines before this one.
    before: Option<u64>,
    #[serde(default)]
    #[param(inline)]
    limit: Limit<50, 200>,
}

/// The branch's whole access log, the newest first. For auditors.
#[utoipa::path(get, path = "/v1/accesses", tag = "office", security(("session" = ["auditor"])), params(AllAccesses),
    responses((status = 200, body = Vec<AccessView>), Problem))]
pub(super) async fn all_accesses(
    State(state): State<ApiState>,
    _: Administrator,
    Query(query): Query<AllAccesses>,
) -> Result<JsonBody<Vec<AccessView>>, Problem> {
    let lines = state.identity.accesses(query.member, query.before, query.limit.get()).await?;
    Ok(JsonBody(lines.into_iter().map(AccessView::from).collect()))
}

/// Everything that this branch keeps of a member, and what the ledger says.
#[derive(Serialize, ToSchema)]
pub(super) struct Export {
    phone: Option<String>,
    id_number: Option<String>,
    /// Seconds of Unix time.
    registered_at: i64,
    branch: u32,
    member: Option<u64>,
    /// On the ledger.
    account: Option<String>,
    /// Minutes of TIME.
    balance: u64,
    consents: Vec<ConsentView>,
    accesses: Vec<AccessView>,
    /// Every movement on the ledger, the oldest first.
    statement: Vec<ExportedMovement>,
    enrolments: Vec<ExportedEnrolment>,
    /// The activities published.
    activities: Vec<u64>,
    /// What was written for whoever has a seat in them, as long as it is kept.
    details: Vec<ExportedDetails>,
}

#[derive(Serialize, ToSchema)]
pub(super) struct ExportedDetails {
    activity: u64,
    #[serde(flatten)]
    details: Details,
}

#[derive(Serialize, ToSchema)]
pub(super) struct ExportedMovement {
    height: u64,
    /// Seconds of Unix time.
    time: u64,
    #[schema(example = "settle")]
    kind: String,
    /// Minutes of TIME, negative for what was given.
    minutes: i64,
    balance: i64,
}

#[derive(Serialize, ToSchema)]
pub(super) struct ExportedEnrolment {
    activity: u64,
    #[schema(example = "settled")]
    state: String,
    /// Minutes of service, once agreed.
    minutes: Option<i64>,
}

impl From<(u64, Details)> for ExportedDetails {
    fn from((activity, details): (u64, Details)) -> Self {
        ExportedDetails { activity, details }
    }
}

/// A copy of everything that this branch keeps of oneself. Needs `POST /v1/me/step-up` within the last ten minutes.
#[utoipa::path(get, path = "/v1/me/export", tag = "me", security(("session" = [])),
    responses((status = 200, body = Export), Problem))]
pub(super) async fn export_data(
    State(state): State<ApiState>,
    SteppedUp(login): SteppedUp,
) -> Result<JsonBody<Export>, Problem> {
    let (own, registered_at) = state.identity.own_data(&login).await?;
    let consents = state.identity.consents(&login.user).await?;
    let accesses = state.identity.accesses_of(&login.user, None, u32::MAX).await?;
    let mut export = Export {
        phone: own.phone.map(|phone| phone.to_string()),
        id_number: own.id_number.map(|number| number.to_string()),
        registered_at,
        branch: state.settings.branch,
        member: login.member,
        account: None,
        balance: 0,
        consents: consents.into_iter().map(ConsentView::from).collect(),
        accesses: accesses.into_iter().map(AccessView::from).collect(),
        statement: Vec::new(),
        enrolments: Vec::new(),
        activities: Vec::new(),
        details: state
            .content
            .details_by(&login.user)
            .await?
            .into_iter()
            .map(ExportedDetails::from)
            .collect(),
    };
    if let Some(member) = login.member {
        add_ledger(&state, member, &mut export).await?;
    }
    Ok(JsonBody(export))
}

async fn add_ledger(state: &ApiState, member: u64, export: &mut Export) -> Result<(), Problem> {
    let reader = state.db.reader();
    let (account, member) = (state.account_of(member).await?, crate::db::int(member));
    export.balance = crate::index::read::balance(&state.db, &account).await?;
    let movements: Vec<(i64, i64, String, i64, i64)> = sqlx::query_as(
        "SELECT m.height, m.time, m.kind, s.delta, s.balance FROM p_statement s \
         JOIN p_movements m ON m.id = s.movement WHERE s.account = $1 ORDER BY s.movement",
    )
    .bind(&account)
    .fetch_all(reader)
    .await?;
    let movement = |(height, time, kind, minutes, balance)| ExportedMovement {
        height: crate::db::uint(height),
        time: crate::db::uint(time),
        kind,
        minutes,
        balance,
    };
    export.statement = movements.into_iter().map(movement).collect();
    let enrolments: Vec<(i64, String, Option<i64>)> = sqlx::query_as(
        "SELECT activity, state, agreed FROM p_enrolments WHERE participant = $1 ORDER BY activity",
    )
    .bind(member)
    .fetch_all(reader)
    .await?;
    let enrolment = |(activity, state, minutes)| ExportedEnrolment {
        activity: crate::db::uint(activity),
        state,
        minutes,
    };
    export.enrolments = enrolments.into_iter().map(enrolment).collect();
    let activities: Vec<i64> =
        sqlx::query_scalar("SELECT id FROM p_activities WHERE publisher = $1 ORDER BY id")
            .bind(member)
            .fetch_all(reader)
            .await?;
    export.activities = activities.into_iter().map(crate::db::uint).collect();
    export.account = Some(account);
    Ok(())
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Erasure {
    /// That TIME may stay in the account, where nobody can reach it any more.
    #[serde(default)]
    leave_balance: bool,
}

/// Erases oneself: personal data, keys, consents and sessions go for good, the phone number is free again. The ledger stays as it
/// is, and still says that this person had an account. Needs `POST /v1/me/step-up` within the last ten minutes.
#[utoipa::path(post, path = "/v1/me/erasure", tag = "me", security(("session" = [])), request_body = Erasure,
    responses((status = 204), Problem))]
pub(super) async fn erase(
    State(state): State<ApiState>,
    SteppedUp(login): SteppedUp,
    Json(body): Json<Erasure>,
) -> Result<StatusCode, Problem> {
    let account = state.account_of(login.member()?).await?;
    let balance = crate::index::read::balance(&state.db, &account).await?;
    state.identity.erase(&login, balance, body.leave_balance, now()).await?;
    Ok(StatusCode::NO_CONTENT)
}
