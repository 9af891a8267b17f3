//! What a clerk does at the counter. Whatever is done for a member stands in the access log, with the clerk and the reason.

use super::actions::{principal, Accepted, Order};
use super::auth::registering;
use super::extract::{now, Administrator, Changing, Json, Path};
use super::once::Begun;
use super::problem::Problem;
use super::ApiState;
use crate::identity::{Access, Applicant, Field, NewPhone, Paper, SecretText};
use axum::extract::State;
use axum::http::StatusCode;
use axum::Json as JsonBody;
use serde::{Deserialize, Serialize};
use timebank_api::activity_registry::{AttendanceSide, ExecuteMsg};
use timebank_api::permission::Contract;
use utoipa::ToSchema;

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WalkIn {
    /// From the ID card, which the clerk has seen.
    id_number: String,
    /// As the ID card says, where the branch has it checked. It is not kept.
    #[serde(default)]
    name: Option<String>,
    /// None for somebody without a phone.
    #[serde(default)]
    phone: Option<String>,
    /// The code of `POST /v1/auth/phone-codes`, where there is a phone and the branch asks for one.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    code: Option<SecretText>,
    /// The text of the purpose `privacy` that was signed, as `GET /v1/consents/texts` names it.
    consent: String,
    /// Where the signed paper is.
    #[schema(example = "binder 12, page 3")]
    paper: String,
}

/// Registers somebody who has come to the counter. No password is set: whoever has a phone sets one by it, later.
#[utoipa::path(post, path = "/v1/counter/registrations", tag = "counter",
    security(("session" = ["custodian"])), request_body = WalkIn,
    params(("Idempotency-Key" = String, Header)), responses(Accepted, Problem))]
pub(super) async fn register_at_counter(
    State(state): State<ApiState>,
    administrator: Administrator,
    changing: Changing,
    Json(body): Json<WalkIn>,
) -> Result<Accepted, Problem> {
    let login = &administrator.0;
    let identity = changing.identity(&body)?;
    let once = match state.begin(&principal(login), &changing, &identity).await? {
        Begun::Before(action) => return state.accepted(&action, changing.wait).await,
        Begun::New(once) => once,
    };
    let clerk = login.member()?;
    let clock = time::OffsetDateTime::now_utc();
    let applicant = Applicant {
        phone: body.phone.as_deref(),
        code: body.code.as_ref(),
        password: None,
        id_number: &body.id_number,
        name: body.name.as_deref(),
    };
    let registration = state.identity.prepare_registration(applicant, clock).await?;
    let new = registering(&registration)?;
    let (user, seconds) = (registration.user(), clock.unix_timestamp());
    let access = Access { subject: user, act: "register", fields: "phone,id_number", reason: &body.paper };
    let mut tx = state.db.begin().await?;
    let action = state.relay.submit_direct(&mut tx, new).await?;
    state.identity.store_registration(&mut tx, &registration, &action.id, seconds).await?;
    state.identity.note(&mut tx, login, access, seconds).await?;
    let paper = Some(Paper { clerk, place: &body.paper });
    state.identity.give_consent(&mut tx, user, "privacy", &body.consent, paper, seconds).await?;
    once.record(&mut tx, &action.id).await?;
    tx.commit().await?;
    state.relay.wake();
    state.accepted(&action.id, changing.wait).await
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Disclosure {
    fields: Vec<Field>,
    /// Why; the member can read it.
    reason: String,
}

/// Personal data of a member.
#[derive(Serialize, ToSchema)]
pub(super) struct DisclosureView {
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id_number: Option<String>,
}

/// Reads personal data of a member. The member can see who did it and why.
#[utoipa::path(post, path = "/v1/counter/members/{id}/disclosures", tag = "counter", security(("session" = ["custodian"])),
    params(("id" = u64, Path)), request_body = Disclosure, responses((status = 200, body = DisclosureView), Problem))]
pub(super) async fn disclose(
    State(state): State<ApiState>,
    administrator: Administrator,
    Path(id): Path<u64>,
    Json(body): Json<Disclosure>,
) -> Result<JsonBody<DisclosureView>, Problem> {
    let user = state.identity.user_of_member(id).await?;
    let read = state.identity.disclose(&administrator.0, &user, &body.fields, &body.reason, now()).await?;
    Ok(JsonBody(DisclosureView {
        phone: read.phone.map(|phone| phone.to_string()),
        id_number: read.id_number.map(|number| number.to_string()),
    }))
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Reason {
    /// Why; the member can read it.
    reason: String,
}

/// Starts a password reset for a member: the code goes to the member's phone, and only the member chooses the password.
#[utoipa::path(post, path = "/v1/counter/members/{id}/password-resets", tag = "counter",
    security(("session" = ["custodian", "branch_administrator"])),
    params(("id" = u64, Path)), request_body = Reason,
    responses((status = 202, description = "A code was sent, unless too many were"), Problem))]
pub(super) async fn start_reset(
    State(state): State<ApiState>,
    administrator: Administrator,
    Path(id): Path<u64>,
    Json(body): Json<Reason>,
) -> Result<StatusCode, Problem> {
    let user = state.identity.user_of_member(id).await?;
    state.identity.start_reset(&administrator.0, &user, &body.reason, now()).await?;
    Ok(StatusCode::ACCEPTED)
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CounterPhoneCode {
    /// The phone that the member wants to have.
    phone: String,
}

/// Sends a code to the phone that a member at the counter wants to have.
#[utoipa::path(post, path = "/v1/counter/members/{id}/phone-codes", tag = "counter",
    extensions(("x-rate-limit" = json!("texting"))), security(("session" = ["custodian"])),
    params(("id" = u64, Path)), request_body = CounterPhoneCode,
    responses((status = 202, description = "A code was sent, unless too many were"), Problem))]
pub(super) async fn send_counter_code(
    State(state): State<ApiState>,
    _: Administrator,
    Path(id): Path<u64>,
    Json(body): Json<CounterPhoneCode>,
) -> Result<StatusCode, Problem> {
    let user = state.identity.user_of_member(id).await?;
    state.identity.send_new_phone_code(&user, &body.phone, now()).await?;
    Ok(StatusCode::ACCEPTED)
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CounterPhone {
    phone: String,
    /// The code that the new phone was sent.
    #[schema(value_type = String)]
    code: SecretText,
    /// From the ID card, which the clerk has seen.
    id_number: String,
    /// Why; the member can read it.
    reason: String,
}

/// Gives a member another phone number. The old phone is told, and every session of the member ends.
#[utoipa::path(put, path = "/v1/counter/members/{id}/phone", tag = "counter", security(("session" = ["custodian"])),
    params(("id" = u64, Path)), request_body = CounterPhone, responses((status = 204), Problem))]
pub(super) async fn set_phone(
    State(state): State<ApiState>,
    administrator: Administrator,
    Path(id): Path<u64>,
    Json(body): Json<CounterPhone>,
) -> Result<StatusCode, Problem> {
    let user = state.identity.user_of_member(id).await?;
    let CounterPhone { phone, code, id_number, reason } = &body;
    let new = NewPhone { phone, code, id_number, reason };
    state.identity.set_phone(&administrator.0, &user, new, time::OffsetDateTime::now_utc()).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PaperConsent {
    /// The text that was signed, as `GET /v1/consents/texts` names it.
    sha256: String,
    /// Where the signed paper is.
    paper: String,
}

/// Records that a member has signed a text on paper.
#[utoipa::path(put, path = "/v1/counter/members/{id}/consents/{purpose}", tag = "counter",
    security(("session" = ["custodian"])),
    params(("id" = u64, Path), ("purpose" = String, Path)), request_body = PaperConsent, responses((status = 204), Problem))]
pub(super) async fn take_consent(
    State(state): State<ApiState>,
    administrator: Administrator,
    Path((id, purpose)): Path<(u64, String)>,
    Json(body): Json<PaperConsent>,
) -> Result<StatusCode, Problem> {
    let login = &administrator.0;
    let user = state.identity.user_of_member(id).await?;
    let access = Access { subject: &user, act: "take_consent", fields: &purpose, reason: &body.paper };
    let paper = Some(Paper { clerk: login.member()?, place: &body.paper });
    let mut tx = state.db.begin().await?;
    state.identity.note(&mut tx, login, access, now()).await?;
    state.identity.give_consent(&mut tx, &user, &purpose, &body.sha256, paper, now()).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A line of a paper list.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum PaperEntry {
    /// Came.
    Start,
    /// Went.
    End,
    /// Minutes of service, as the payer's side states them.
    Minutes(u32),
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PaperAttendance {
    participant: u64,
    entry: PaperEntry,
    /// Where the paper list is.
    paper: String,
}

/// Enters what a paper list says of a participant, signed with the clerk's office key, so that the ledger says who entered it. The
/// ledger counts the time at which it is entered; the minutes of service are stated by themselves.
#[utoipa::path(post, path = "/v1/counter/activities/{id}/attendance", tag = "counter", security(("session" = ["custodian"])),
    request_body = PaperAttendance, params(("id" = u64, Path), ("Idempotency-Key" = String, Header)),
    responses(Accepted, Problem))]
pub(super) async fn enter_attendance(
    State(state): State<ApiState>,
    administrator: Administrator,
    Path(id): Path<u64>,
    changing: Changing,
    Json(body): Json<PaperAttendance>,
) -> Result<Accepted, Problem> {
    let login = &administrator.0;
    let participant = body.participant;
    let (act, message) = match body.entry {
        PaperEntry::Minutes(minutes) => {
            ("enter_minutes", ExecuteMsg::ConfirmMinutes { id, participant, minutes })
        }
        PaperEntry::Start => ("enter_attendance", record(id, participant, AttendanceSide::Start)),
        PaperEntry::End => ("enter_attendance", record(id, participant, AttendanceSide::End)),
    };
    let prepare = async {
        let signer = state.office(login).await?;
        // A participant of another branch has no line here; the ledger tells who entered it all the same.
        if let Ok(user) = state.identity.user_of_member(participant).await {
            let access = Access { subject: &user, act, fields: "", reason: &body.paper };
            state.identity.note_alone(login, access, now()).await?;
        }
        Order::new(signer, Contract::ActivityRegistry, &message)
    };
    state.act(login, &changing, &body, prepare).await
}

fn record(id: u64, participant: u64, side: AttendanceSide) -> ExecuteMsg {
    ExecuteMsg::RecordAttendance { id, participant, side }
}
