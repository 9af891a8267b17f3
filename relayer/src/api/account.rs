//! What changes the account itself: sessions, login password, phone number.

use super::extract::{now, Json, Member, Path, SteppedUp};
use super::problem::{Own, Problem};
use super::ApiState;
use crate::identity::{PhoneProof, SecretText, SessionInfo, SessionRole};
use axum::extract::State;
use axum::http::StatusCode;
use axum::Json as JsonBody;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A session of one's own.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SessionEntry {
    id: String,
    role: SessionRole,
    /// Seconds of Unix time.
    created_at: i64,
    /// When it was last used, to the minute.
    seen_at: i64,
    expires_at: i64,
    /// Whether it is the one that asks.
    current: bool,
}

impl From<SessionInfo> for SessionEntry {
    fn from(session: SessionInfo) -> Self {
        let SessionInfo { id, role, created_at, seen_at, expires_at, current } = session;
        SessionEntry { id, role, created_at, seen_at, expires_at, current }
    }
}

/// The sessions in which one is logged in, the newest first.
#[utoipa::path(get, path = "/v1/me/sessions", tag = "me", security(("session" = [])),
    responses((status = 200, body = Vec<SessionEntry>), Problem))]
pub(super) async fn sessions(
    State(state): State<ApiState>,
    Member(login): Member,
) -> Result<JsonBody<Vec<SessionEntry>>, Problem> {
    let sessions = state.identity.sessions(&login, now()).await?;
    Ok(JsonBody(sessions.into_iter().map(SessionEntry::from).collect()))
}

/// Logs out everywhere, here too.
#[utoipa::path(delete, path = "/v1/me/sessions", tag = "me", security(("session" = [])),
    responses((status = 204), Problem))]
pub(super) async fn end_sessions(
    State(state): State<ApiState>,
    Member(login): Member,
) -> Result<StatusCode, Problem> {
    state.identity.end_everywhere(&login).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends one session.
#[utoipa::path(delete, path = "/v1/me/sessions/{session}", tag = "me", security(("session" = [])),
    params(("session" = String, Path)), responses((status = 204), Problem))]
pub(super) async fn end_session(
    State(state): State<ApiState>,
    Member(login): Member,
    Path(session): Path<String>,
) -> Result<StatusCode, Problem> {
    state.identity.end_session(&login, &session).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LoginPassword {
    #[schema(value_type = String, format = Password)]
    password: SecretText,
}

/// Types the login password again. For ten minutes this session may then change the account itself. Logging in counts too.
#[utoipa::path(post, path = "/v1/me/step-up", tag = "me", security(("session" = [])), request_body = LoginPassword,
    responses((status = 204), Problem))]
pub(super) async fn step_up(
    State(state): State<ApiState>,
    Member(login): Member,
    Json(body): Json<LoginPassword>,
) -> Result<StatusCode, Problem> {
    state.identity.step_up(&login, &body.password, now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sets another login password. Other sessions end. Needs `POST /v1/me/step-up` within the last ten minutes.
#[utoipa::path(put, path = "/v1/me/password", tag = "me", security(("session" = [])), request_body = LoginPassword,
    responses((status = 204), Problem))]
pub(super) async fn change_password(
    State(state): State<ApiState>,
    SteppedUp(login): SteppedUp,
    Json(body): Json<LoginPassword>,
) -> Result<StatusCode, Problem> {
    state.identity.change_password(&login, &body.password).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewPhoneCode {
    /// The new phone number.
    phone: String,
    /// Whether the old phone gets a code too, for whoever still has it and not the password at hand.
    #[serde(default)]
    old_phone_too: bool,
}

/// Sends a code to the phone that one wants to have. The answer is the same for every phone number.
#[utoipa::path(post, path = "/v1/me/phone-codes", tag = "me",
    extensions(("x-rate-limit" = json!("texting"))), security(("session" = [])), request_body = NewPhoneCode,
    responses((status = 202, description = "A code was sent, unless too many were"), Problem))]
pub(super) async fn send_new_phone_code(
    State(state): State<ApiState>,
    Member(login): Member,
    Json(body): Json<NewPhoneCode>,
) -> Result<StatusCode, Problem> {
    let identity = &state.identity;
    identity.request_phone_change(&login.user, &body.phone, body.old_phone_too, now()).await?;
    Ok(StatusCode::ACCEPTED)
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"phone": "13912345678", "code": "480912", "password": "walnut-4815"}))]
pub(super) struct PhoneChange {
    /// The new phone number.
    phone: String,
    /// The code that it was sent.
    #[schema(value_type = String)]
    code: SecretText,
    /// The login password, or else `old_code`.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Password)]
    password: Option<SecretText>,
    /// The code that the old phone was sent, or else `password`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    old_code: Option<SecretText>,
}

/// Changes the phone number: by the code on the new phone, and the password or the code on the old one. Other sessions end and the
/// old phone is told. Who has neither goes to the counter with the ID card.
#[utoipa::path(put, path = "/v1/me/phone", tag = "me", security(("session" = [])), request_body = PhoneChange,
    responses((status = 204), Problem))]
pub(super) async fn change_phone(
    State(state): State<ApiState>,
    Member(login): Member,
    Json(body): Json<PhoneChange>,
) -> Result<StatusCode, Problem> {
    let proof = match (body.password, body.old_code) {
        (Some(password), None) => PhoneProof::Password(password),
        (None, Some(code)) => PhoneProof::OldPhone(code),
        _ => return Err(Problem::from(Own::Json).with_detail("either password or old_code")),
    };
    state.identity.change_phone(&login, &body.phone, &body.code, &proof, now()).await?;
    Ok(StatusCode::NO_CONTENT)
}
