use super::actions::Accepted;
use super::extract::{now, Changing, Json, Member};
use super::once::Begun;
use super::problem::Problem;
use super::ApiState;
use crate::custody::{CustodyError, MacKey};
use crate::identity::{Applicant, IdentityError, Registration, SecretText, SessionRole};
use crate::relay::NewDirect;
use axum::extract::State;
use axum::http::StatusCode;
use axum::Json as JsonBody;
use serde::{Deserialize, Serialize};
use timebank_api::permission::Contract;
use utoipa::ToSchema;

/// What somebody registers with.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RegistrationRequest {
    #[schema(example = "13912345678")]
    phone: String,
    /// 8 to 128 characters.
    #[schema(value_type = String, format = Password)]
    password: SecretText,
    /// 18 characters, GB 11643.
    id_number: String,
    /// The code of `POST /v1/auth/phone-codes`, where the branch asks for one.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    code: Option<SecretText>,
    /// As the ID card says, where the branch has it checked. It is not kept.
    #[serde(default)]
    name: Option<String>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PhoneCodeRequest {
    #[schema(example = "13912345678")]
    phone: String,
}

/// Sends a code to a phone with which somebody wants to register. The answer is the same for every phone number.
#[utoipa::path(post, path = "/v1/auth/phone-codes", tag = "auth",
    security(()), extensions(("x-rate-limit" = json!("texting"))), request_body = PhoneCodeRequest,
    responses((status = 202, description = "A code was sent, unless too many were"), Problem))]
pub(super) async fn send_registration_code(
    State(state): State<ApiState>,
    Json(body): Json<PhoneCodeRequest>,
) -> Result<StatusCode, Problem> {
    state.identity.request_registration(&body.phone, now()).await?;
    Ok(StatusCode::ACCEPTED)
}

/// Registers a person: a key pair and a member account appear on chain. Log in at once; the account is there when the
/// action is done. A person who is registered at any branch is refused with `member.person_registered`, and the phone number is
/// free again.
#[utoipa::path(post, path = "/v1/auth/registrations", tag = "auth",
    security(()), extensions(("x-rate-limit" = json!("login"))), request_body = RegistrationRequest,
    params(("Idempotency-Key" = String, Header)),
    responses(Accepted, Problem))]
pub(super) async fn register(
    State(state): State<ApiState>,
    changing: Changing,
    Json(body): Json<RegistrationRequest>,
) -> Result<Accepted, Problem> {
    let identity = changing.identity(&body)?;
    // Whoever registers has no name yet: the phone number, not readable, stands for one.
    let kms = state.identity.custody().kms();
    let mac = kms.mac(MacKey::Fingerprint, body.phone.as_bytes()).await;
    let principal = format!("registration:{}", hex::encode(mac.map_err(kms_problem)?));
    let once = match state.begin(&principal, &changing, &identity).await? {
        Begun::Before(action) => return state.accepted(&action, changing.wait).await,
        Begun::New(once) => once,
    };
    let clock = time::OffsetDateTime::now_utc();
    let applicant = Applicant {
        phone: Some(&body.phone),
        code: body.code.as_ref(),
        password: Some(&body.password),
        id_number: &body.id_number,
        name: body.name.as_deref(),
    };
    let registration = state.identity.prepare_registration(applicant, clock).await?;
    let new = registering(&registration)?;
    let mut tx = state.db.begin().await?;
    let action = state.relay.submit_direct(&mut tx, new).await?;
    state.identity.store_registration(&mut tx, &registration, &action.id, clock.unix_timestamp()).await?;
    once.record(&mut tx, &action.id).await?;
    tx.commit().await?;
    state.relay.wake();
    state.accepted(&action.id, changing.wait).await
}

/// What the branch asks the member-registry for.
pub(super) fn registering(registration: &Registration) -> Result<NewDirect, Problem> {
    Ok(NewDirect {
        kind: registration.message.name().to_owned(),
        contract: Contract::MemberRegistry,
        message: serde_json::to_value(&registration.message).map_err(|error| Problem::internal(&error))?,
        correlation: Some(registration.user().to_owned()),
    })
}

fn kms_problem(error: crate::custody::KmsError) -> Problem {
    IdentityError::from(CustodyError::from(error)).into()
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SessionRequest {
    phone: String,
    #[schema(value_type = String, format = Password)]
    password: SecretText,
    role: SessionRole,
}

/// A session. The token goes into `Authorization: Bearer …`.
#[derive(Serialize, ToSchema)]
pub(super) struct SessionView {
    token: String,
    role: SessionRole,
    /// Seconds of Unix time at which it ends in any case.
    expires_at: i64,
    /// The member's number, once registered.
    member: Option<u64>,
}

/// Logs in. A wrong phone number and a wrong password have the same answer.
#[utoipa::path(post, path = "/v1/auth/sessions", tag = "auth",
    security(()), extensions(("x-rate-limit" = json!("login"))), request_body = SessionRequest,
    responses((status = 201, body = SessionView), Problem))]
pub(super) async fn log_in(
    State(state): State<ApiState>,
    Json(body): Json<SessionRequest>,
) -> Result<(StatusCode, JsonBody<SessionView>), Problem> {
    let session = state.identity.log_in(&body.phone, &body.password, body.role, now()).await?;
    let view = SessionView {
        token: session.token.to_string(),
        role: session.role,
        expires_at: session.expires_at,
        member: session.member,
    };
    Ok((StatusCode::CREATED, JsonBody(view)))
}

/// Logs out; an office unlocked in this session is locked.
#[utoipa::path(delete, path = "/v1/auth/sessions/current", tag = "auth", security(("session" = [])),
    responses((status = 204), Problem))]
pub(super) async fn log_out(
    State(state): State<ApiState>,
    Member(login): Member,
) -> Result<StatusCode, Problem> {
    state.identity.end(&login.session).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ResetRequest {
    phone: String,
}

/// Sends a code to the phone, if it has an account: the answer is the same either way.
#[utoipa::path(post, path = "/v1/auth/password-resets", tag = "auth",
    security(()), extensions(("x-rate-limit" = json!("texting"))), request_body = ResetRequest,
    responses((status = 202, description = "If the phone number has an account, a code was sent to it"), Problem))]
pub(super) async fn request_reset(
    State(state): State<ApiState>,
    Json(body): Json<ResetRequest>,
) -> Result<StatusCode, Problem> {
    state.identity.request_reset(&body.phone, now()).await?;
    Ok(StatusCode::ACCEPTED)
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ResetConfirmation {
    phone: String,
    /// The six digits that were sent.
    #[schema(value_type = String)]
    code: SecretText,
    /// The member's: a phone number that now belongs to somebody else opens nothing.
    id_number: String,
    #[schema(value_type = String, format = Password)]
    password: SecretText,
}

/// Sets a new login password by the code and the ID number. The member account stays the same; every session ends.
#[utoipa::path(post, path = "/v1/auth/password-resets/confirmations", tag = "auth",
    security(()), extensions(("x-rate-limit" = json!("login"))), request_body = ResetConfirmation,
    responses((status = 204), Problem))]
pub(super) async fn confirm_reset(
    State(state): State<ApiState>,
    Json(body): Json<ResetConfirmation>,
) -> Result<StatusCode, Problem> {
    let clock = time::OffsetDateTime::now_utc();
    state.identity.confirm_reset(&body.phone, &body.code, &body.id_number, &body.password, clock).await?;
    Ok(StatusCode::NO_CONTENT)
}
