use super::actions::{Accepted, Order};
use super::extract::{Administrator, Changing, Json, Member, Path};
use super::problem::Problem;
use super::{schema, ApiState};
use crate::identity::SecretText;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use timebank_api::activity_registry::{AttendanceSide, ExecuteMsg, Verdict};
use timebank_api::permission::Contract;
use timebank_api::Role;
use utoipa::ToSchema;

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Signed {
    /// Needed where the own balance pays; where the branch pays, an unlocked office does.
    #[serde(default, skip_serializing)]
    #[schema(value_type = Option<String>, format = Password)]
    transaction_password: Option<SecretText>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Decline {
    reason: String,
    #[serde(default, skip_serializing)]
    #[schema(value_type = Option<String>, format = Password)]
    transaction_password: Option<SecretText>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RecordedAttendance {
    #[schema(value_type = schema::AttendanceSide)]
    side: AttendanceSide,
    #[serde(default, skip_serializing)]
    #[schema(value_type = Option<String>, format = Password)]
    transaction_password: Option<SecretText>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ConfirmedMinutes {
    minutes: u32,
    /// Needed from the payer's side, not from the participant.
    #[serde(default, skip_serializing)]
    #[schema(value_type = Option<String>, format = Password)]
    transaction_password: Option<SecretText>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Rating {
    /// 1 to 5.
    score: u8,
    /// Public; kept beside the chain, which holds its sha256.
    #[serde(default)]
    comment: Option<String>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Resolution {
    #[schema(value_type = schema::Verdict)]
    verdict: Verdict,
}

/// Enrols whoever asks; on the waitlist when no seat is free.
#[utoipa::path(post, path = "/v1/activities/{id}/enrolments", tag = "enrolments", security(("session" = [])),
    params(("id" = u64, Path), ("Idempotency-Key" = String, Header)),
    responses(Accepted, Problem))]
pub(super) async fn enrol(
    State(state): State<ApiState>,
    Member(login): Member,
    Path(id): Path<u64>,
    changing: Changing,
) -> Result<Accepted, Problem> {
    let prepare = async {
        let signer = state.everyday(&login).await?;
        Order::new(signer, Contract::ActivityRegistry, &ExecuteMsg::Enrol { id, openings: vec![] })
    };
    state.act(&login, &changing, &(), prepare).await
}

/// Takes the own enrolment back, before check-in.
#[utoipa::path(delete, path = "/v1/activities/{id}/enrolments/me", tag = "enrolments", security(("session" = [])),
    params(("id" = u64, Path), ("Idempotency-Key" = String, Header)),
    responses(Accepted, Problem))]
pub(super) async fn withdraw_enrolment(
    State(state): State<ApiState>,
    Member(login): Member,
    Path(id): Path<u64>,
    changing: Changing,
) -> Result<Accepted, Problem> {
    let prepare = async {
        let signer = state.everyday(&login).await?;
        Order::new(signer, Contract::ActivityRegistry, &ExecuteMsg::WithdrawEnrolment { id })
    };
    state.act(&login, &changing, &(), prepare).await
}

/// Admits a participant.
#[utoipa::path(post, path = "/v1/activities/{id}/enrolments/{participant}/admission", tag = "enrolments",
    security(("session" = [])), params(("id" = u64, Path), ("participant" = u64, Path), ("Idempotency-Key" = String, Header)),
    responses(Accepted, Problem))]
pub(super) async fn admit(
    State(state): State<ApiState>,
    Member(login): Member,
    Path((id, participant)): Path<(u64, u64)>,
    changing: Changing,
    Json(body): Json<Signed>,
) -> Result<Accepted, Problem> {
    let message = ExecuteMsg::Admit { id, participant };
    let prepare = state.administer(&login, id, body.transaction_password.as_ref(), &message);
    state.act(&login, &changing, &body, prepare).await
}

/// Declines a participant, before check-in.
#[utoipa::path(post, path = "/v1/activities/{id}/enrolments/{participant}/decline", tag = "enrolments",
    security(("session" = [])), params(("id" = u64, Path), ("participant" = u64, Path), ("Idempotency-Key" = String, Header)),
    responses(Accepted, Problem))]
pub(super) async fn decline(
    State(state): State<ApiState>,
    Member(login): Member,
    Path((id, participant)): Path<(u64, u64)>,
    changing: Changing,
    Json(body): Json<Decline>,
) -> Result<Accepted, Problem> {
    let message = ExecuteMsg::Decline { id, participant, reason: body.reason.clone() };
    let prepare = state.administer(&login, id, body.transaction_password.as_ref(), &message);
    state.act(&login, &changing, &body, prepare).await
}

/// Begins or ends a participant's attendance on an administrator's word.
#[utoipa::path(post, path = "/v1/activities/{id}/enrolments/{participant}/attendance", tag = "attendance",
    security(("session" = [])), params(("id" = u64, Path), ("participant" = u64, Path), ("Idempotency-Key" = String, Header)),
    responses(Accepted, Problem))]
pub(super) async fn record_attendance(
    State(state): State<ApiState>,
    Member(login): Member,
    Path((id, participant)): Path<(u64, u64)>,
    changing: Changing,
    Json(body): Json<RecordedAttendance>,
) -> Result<Accepted, Problem> {
    let message = ExecuteMsg::RecordAttendance { id, participant, side: body.side };
    let prepare = state.administer(&login, id, body.transaction_password.as_ref(), &message);
    state.act(&login, &changing, &body, prepare).await
}

/// States the minutes of service: the participant about oneself, or the payer's side about a participant.
#[utoipa::path(post, path = "/v1/activities/{id}/enrolments/{participant}/minutes", tag = "enrolments",
    security(("session" = [])), params(("id" = u64, Path), ("participant" = u64, Path), ("Idempotency-Key" = String, Header)),
    responses(Accepted, Problem))]
pub(super) async fn confirm_minutes(
    State(state): State<ApiState>,
    Member(login): Member,
    Path((id, participant)): Path<(u64, u64)>,
    changing: Changing,
    Json(body): Json<ConfirmedMinutes>,
) -> Result<Accepted, Problem> {
    let message = ExecuteMsg::ConfirmMinutes { id, participant, minutes: body.minutes };
    let prepare = async {
        if changing.principal(&login)? == participant {
            let signer = state.everyday(&login).await?;
            return Order::new(signer, Contract::ActivityRegistry, &message);
        }
        let password = body.transaction_password.as_ref();
        state.administer(&login, id, password, &message).await
    };
    state.act(&login, &changing, &body, prepare).await
}

/// Rates the other side: the participant the publisher, the publisher a participant.
#[utoipa::path(post, path = "/v1/activities/{id}/enrolments/{participant}/rating", tag = "enrolments",
    security(("session" = [])), params(("id" = u64, Path), ("participant" = u64, Path), ("Idempotency-Key" = String, Header)),
    responses(Accepted, Problem))]
pub(super) async fn rate(
    State(state): State<ApiState>,
    Member(login): Member,
    Path((id, participant)): Path<(u64, u64)>,
    changing: Changing,
    Json(body): Json<Rating>,
) -> Result<Accepted, Problem> {
    let prepare = async {
        let signer = state.everyday(&login).await?;
        let comment = match &body.comment {
            Some(text) => Some(state.keep_text(text).await?.to_vec().into()),
            None => None,
        };
        let message = ExecuteMsg::Rate { id, participant, score: body.score, comment };
        Order::new(signer, Contract::ActivityRegistry, &message)
    };
    state.act(&login, &changing, &body, prepare).await
}

/// Pays an agreed service.
#[utoipa::path(post, path = "/v1/activities/{id}/enrolments/{participant}/settlement", tag = "enrolments",
    security(("session" = [])), params(("id" = u64, Path), ("participant" = u64, Path), ("Idempotency-Key" = String, Header)),
    responses(Accepted, Problem))]
pub(super) async fn settle(
    State(state): State<ApiState>,
    Member(login): Member,
    Path((id, participant)): Path<(u64, u64)>,
    changing: Changing,
    Json(body): Json<Signed>,
) -> Result<Accepted, Problem> {
    let message = ExecuteMsg::Settle { id, participant };
    let prepare = state.administer(&login, id, body.transaction_password.as_ref(), &message);
    state.act(&login, &changing, &body, prepare).await
}

/// Opens a dispute, for either side: before payment, or after it within the window.
#[utoipa::path(post, path = "/v1/activities/{id}/enrolments/{participant}/dispute", tag = "enrolments",
    security(("session" = [])), params(("id" = u64, Path), ("participant" = u64, Path), ("Idempotency-Key" = String, Header)),
    responses(Accepted, Problem))]
pub(super) async fn open_dispute(
    State(state): State<ApiState>,
    Member(login): Member,
    Path((id, participant)): Path<(u64, u64)>,
    changing: Changing,
) -> Result<Accepted, Problem> {
    let prepare = async {
        let signer = state.everyday(&login).await?;
        Order::new(signer, Contract::ActivityRegistry, &ExecuteMsg::OpenDispute { id, participant })
    };
    state.act(&login, &changing, &(), prepare).await
}

/// Names a verdict about a dispute. It is carried out when a second reviewer names the same.
#[utoipa::path(post, path = "/v1/activities/{id}/enrolments/{participant}/dispute-resolution", tag = "office",
    security(("session" = [])), params(("id" = u64, Path), ("participant" = u64, Path), ("Idempotency-Key" = String, Header)),
    responses(Accepted, Problem))]
pub(super) async fn resolve_dispute(
    State(state): State<ApiState>,
    administrator: Administrator,
    Path((id, participant)): Path<(u64, u64)>,
    changing: Changing,
    Json(body): Json<Resolution>,
) -> Result<Accepted, Problem> {
    administrator.with_any(&[Role::Reviewer, Role::BranchAdministrator])?;
    let login = &administrator.0;
    let message = ExecuteMsg::DecideDispute { id, participant, verdict: body.verdict };
    let prepare = state.decide(login, Contract::ActivityRegistry, &message);
    state.act(login, &changing, &body, prepare).await
}
