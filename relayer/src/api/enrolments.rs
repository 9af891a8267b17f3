use super::actions::{signs, Accepted, Order};
use super::extract::{Changing, Json, MaybeJson, Member, Path};
use super::problem::Problem;
use super::{schema, ApiState};
use crate::identity::SecretText;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use timebank_api::activity_registry::{AttendanceSide, ExecuteMsg, Opening};
use timebank_api::permission::Contract;
use utoipa::ToSchema;

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Signed {
    /// Needed where the own balance pays; where the branch pays, an unlocked office does.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Password)]
    transaction_password: Option<SecretText>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Decline {
    reason: String,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Password)]
    transaction_password: Option<SecretText>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RecordedAttendance {
    #[schema(value_type = schema::AttendanceSide)]
    side: AttendanceSide,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Password)]
    transaction_password: Option<SecretText>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ConfirmedMinutes {
    minutes: u32,
    /// Needed from the payer's side, not from the participant.
    #[serde(default)]
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

#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewEnrolment {
    /// Shows the credentials that the activity asks for; at most 8.
    #[serde(default)]
    #[schema(value_type = Vec<schema::Opening>)]
    openings: Vec<Opening>,
}

signs! { Signed Decline RecordedAttendance ConfirmedMinutes }

/// Enrols whoever asks; on the waitlist when no seat is free. The body may be left out where no credential is asked for.
#[utoipa::path(post, path = "/v1/activities/{id}/enrolments", tag = "enrolments", security(("session" = [])),
    params(("id" = u64, Path), ("Idempotency-Key" = String, Header)), request_body = Option<NewEnrolment>,
    responses(Accepted, Problem))]
pub(super) async fn enrol(
    State(state): State<ApiState>,
    Member(login): Member,
    Path(id): Path<u64>,
    changing: Changing,
    MaybeJson(body): MaybeJson<NewEnrolment>,
) -> Result<Accepted, Problem> {
    let message = ExecuteMsg::Enrol { id, openings: body.openings.clone() };
    state.act_personally(&login, &changing, &body, &message).await
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
    state.act_personally(&login, &changing, &(), &ExecuteMsg::WithdrawEnrolment { id }).await
}

/// Admits an enrolled participant.
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
    state.act_for_activity(&login, &changing, &body, id, &message).await
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
    state.act_for_activity(&login, &changing, &body, id, &message).await
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
    state.act_for_activity(&login, &changing, &body, id, &message).await
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
    match changing.principal(&login)? == participant {
        true => state.act_personally(&login, &changing, &body, &message).await,
        false => state.act_for_activity(&login, &changing, &body, id, &message).await,
    }
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
    state.act_for_activity(&login, &changing, &body, id, &message).await
}
