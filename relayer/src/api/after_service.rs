//! After the service: an administrator's assessment, and what either side says later: complaints, repeat visits, thank-yous,
//! incidents, records for the insurance. The notes are not for everybody: the chain has sha256 of salt and text, and the branch
//! where it was written keeps both under seal.

use super::actions::{Accepted, Order};
use super::disputes::{after, numbers};
use super::extract::{now, Administrator, Changing, Json, Member, Path, Query};
use super::problem::Problem;
use super::reads::{next, Limit, Page};
use super::{schema, ApiState};
use crate::custody::Kept;
use crate::db::int;
use crate::identity::IdentityError;
use crate::index::read::{self, FollowUp};
use axum::extract::State;
use axum::Json as JsonBody;
use cosmwasm_std::HexBinary;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use timebank_api::activity_registry::{ExecuteMsg, FollowUpKind};
use timebank_api::permission::Contract;
use timebank_api::Code;
use utoipa::{IntoParams, ToSchema};

/// Longest note, in bytes.
const LONGEST_NOTE: usize = 4 * 1024;
/// Bytes of salt that stand before a note's text where it is hashed.
const SALT: usize = 16;

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Assessment {
    /// 1 to 5.
    score: u8,
    /// For the activity's administrators, the participant and the branch's office only.
    #[serde(default)]
    note: Option<String>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewFollowUp {
    #[schema(value_type = schema::FollowUpKind)]
    kind: FollowUpKind,
    /// For the activity's administrators, the participant and the branch's office only.
    note: String,
}

/// A note as it is kept; sha256 of the salt's bytes and the text is on chain.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct NoteView {
    /// 16 bytes in hexadecimal.
    salt: String,
    text: String,
}

/// Something about a service after it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FollowUpView {
    activity: u64,
    /// Counted from 1 within the activity.
    number: u64,
    participant: u64,
    by: u64,
    #[schema(value_type = schema::FollowUpKind)]
    kind: FollowUpKind,
    /// sha256 in hexadecimal.
    note_sha256: String,
    /// Missing where another branch keeps it.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<NoteView>,
    /// Seconds of Unix time.
    time: u64,
}

/// A page of follow-ups.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FollowUps {
    follow_ups: Vec<FollowUpView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// The administrator's assessment of a participant.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AssessmentView {
    /// 1 to 5.
    score: u8,
    by: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    note_sha256: Option<String>,
    /// Missing where another branch keeps it.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<NoteView>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct FollowUpQuery {
    #[param(value_type = schema::FollowUpKind)]
    kind: FollowUpKind,
    cursor: Option<String>,
    #[serde(default)]
    #[param(inline)]
    limit: Limit,
}

impl ApiState {
    /// Keeps a note about a participant under seal; gives what the chain has of it.
    async fn keep_note(&self, activity: u64, participant: u64, text: &str) -> Result<HexBinary, Problem> {
        if text.trim().is_empty() || text.len() > LONGEST_NOTE {
            return Err(Code::TextInvalid.into());
        }
        let custody = self.identity.custody();
        let salted = [custody.random::<SALT>().as_slice(), text.as_bytes()].concat();
        let hash: [u8; 32] = Sha256::digest(&salted).into();
        let sealed =
            custody.seal(Kept::Note(&hex::encode(hash)), &salted).await.map_err(IdentityError::from)?;
        let mut tx = self.db.begin().await?;
        sqlx::query(
            "INSERT INTO notes (sha256, activity, participant, sealed, created_at) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(hash.as_slice())
        .bind(int(activity))
        .bind(int(participant))
        .bind(sealed)
        .bind(now())
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(hash.into())
    }

    /// A note, if it was written here.
    async fn note(&self, hash: &[u8]) -> Result<Option<NoteView>, Problem> {
        let sealed: Option<Vec<u8>> = sqlx::query_scalar("SELECT sealed FROM notes WHERE sha256 = $1")
            .bind(hash)
            .fetch_optional(self.db.reader())
            .await?;
        let Some(sealed) = sealed else { return Ok(None) };
        let opened = self
            .identity
            .custody()
            .open(Kept::Note(&hex::encode(hash)), &sealed)
            .await
            .map_err(IdentityError::from)?;
        let (salt, text) =
            opened.split_at_checked(SALT).ok_or_else(|| Problem::internal(&"a note without salt"))?;
        Ok(Some(NoteView { salt: hex::encode(salt), text: String::from_utf8_lossy(text).into_owned() }))
    }

    async fn follow_up_views(&self, found: Vec<FollowUp>) -> Result<Vec<FollowUpView>, Problem> {
        let mut views = Vec::with_capacity(found.len());
        for follow_up in found {
            views.push(FollowUpView {
                activity: follow_up.activity,
                number: follow_up.number,
                participant: follow_up.participant,
                by: follow_up.by,
                kind: follow_up.kind,
                note: self.note(&follow_up.note).await?,
                note_sha256: hex::encode(follow_up.note),
                time: follow_up.time,
            });
        }
        Ok(views)
    }
}

/// Assesses a participant, once, for an administrator of the activity.
#[utoipa::path(post, path = "/v1/activities/{id}/enrolments/{participant}/assessment", tag = "after service",
    security(("session" = [])), params(("id" = u64, Path), ("participant" = u64, Path), ("Idempotency-Key" = String, Header)),
    responses(Accepted, Problem))]
pub(super) async fn assess(
    State(state): State<ApiState>,
    Member(login): Member,
    Path((id, participant)): Path<(u64, u64)>,
    changing: Changing,
    Json(body): Json<Assessment>,
) -> Result<Accepted, Problem> {
    let prepare = async {
        if !state.activity(id).await?.is_administrator(login.member()?) {
            return Err(Code::NotAdministrator.into());
        }
        let signer = state.everyday(&login).await?;
        let note = match &body.note {
            Some(text) => Some(state.keep_note(id, participant, text).await?),
            None => None,
        };
        let message = ExecuteMsg::Assess { id, participant, score: body.score, note };
        Order::new(signer, Contract::ActivityRegistry, &message)
    };
    state.act(&login, &changing, &body, prepare).await
}

/// The assessment of a participant, for the activity's administrators, the participant and the branch's office.
#[utoipa::path(get, path = "/v1/activities/{id}/enrolments/{participant}/assessment", tag = "after service",
    security(("session" = [])), params(("id" = u64, Path), ("participant" = u64, Path)),
    responses((status = 200, body = AssessmentView), Problem))]
pub(super) async fn get_assessment(
    State(state): State<ApiState>,
    Member(login): Member,
    Path((id, participant)): Path<(u64, u64)>,
) -> Result<JsonBody<AssessmentView>, Problem> {
    let activity = state.activity(id).await?;
    let enrolment = match state.is_party(&login, &activity, participant) {
        true => read::enrolment(&state.db, id, participant).await?,
        false => None,
    };
    let enrolment = enrolment.ok_or(Code::EnrolmentUnknown)?;
    let (score, by) =
        enrolment.assessed.zip(enrolment.assessed_by).ok_or(super::problem::Own::AssessmentUnknown)?;
    let note = match &enrolment.assessment_note {
        Some(hash) => state.note(hash).await?,
        None => None,
    };
    let note_sha256 = enrolment.assessment_note.map(hex::encode);
    Ok(JsonBody(AssessmentView { score, by, note_sha256, note }))
}

/// Says something about a service after it: the participant, or an administrator of the activity.
#[utoipa::path(post, path = "/v1/activities/{id}/enrolments/{participant}/follow-ups", tag = "after service",
    security(("session" = [])), params(("id" = u64, Path), ("participant" = u64, Path), ("Idempotency-Key" = String, Header)),
    responses(Accepted, Problem))]
pub(super) async fn follow_up(
    State(state): State<ApiState>,
    Member(login): Member,
    Path((id, participant)): Path<(u64, u64)>,
    changing: Changing,
    Json(body): Json<NewFollowUp>,
) -> Result<Accepted, Problem> {
    let prepare = async {
        let member = login.member()?;
        if member != participant && !state.activity(id).await?.is_administrator(member) {
            return Err(Code::NotAdministrator.into());
        }
        let signer = state.everyday(&login).await?;
        let note = state.keep_note(id, participant, &body.note).await?;
        let message = ExecuteMsg::FollowUp { id, participant, kind: body.kind, note };
        Order::new(signer, Contract::ActivityRegistry, &message)
    };
    state.act(&login, &changing, &body, prepare).await
}

/// What was said about an activity's services after them: all of it for its administrators and for the branch's office, else
/// what is about oneself.
#[utoipa::path(get, path = "/v1/activities/{id}/follow-ups", tag = "after service", security(("session" = [])),
    params(("id" = u64, Path), Page), responses((status = 200, body = FollowUps), Problem))]
pub(super) async fn list_follow_ups(
    State(state): State<ApiState>,
    Member(login): Member,
    Path(id): Path<u64>,
    Query(query): Query<Page>,
) -> Result<JsonBody<FollowUps>, Problem> {
    let member = login.member()?;
    let activity = state.activity(id).await?;
    let all = activity.is_administrator(member) || state.oversees(&login, activity.branch);
    let (after, limit) = after(&query)?;
    let about = (!all).then_some(member);
    let found = read::follow_ups(&state.db, id, about, after, limit).await?;
    let next = next(&found, limit, |follow_up| follow_up.number.to_string());
    Ok(JsonBody(FollowUps { follow_ups: state.follow_up_views(found).await?, next }))
}

/// The follow-ups of one kind at this branch, latest first: incidents, complaints.
#[utoipa::path(get, path = "/v1/follow-ups", tag = "office",
    security(("session" = ["reviewer", "branch_administrator"])), params(FollowUpQuery),
    responses((status = 200, body = FollowUps), Problem))]
pub(super) async fn branch_follow_ups(
    State(state): State<ApiState>,
    _: Administrator,
    Query(query): Query<FollowUpQuery>,
) -> Result<JsonBody<FollowUps>, Problem> {
    let limit = query.limit.get();
    let before =
        numbers::<3>(query.cursor.as_ref())?.map(|[time, activity, number]| (time, activity, number));
    let found = read::follow_ups_at(&state.db, state.settings.branch, query.kind, before, limit).await?;
    let next = next(&found, limit, |last| format!("{}.{}.{}", last.time, last.activity, last.number));
    Ok(JsonBody(FollowUps { follow_ups: state.follow_up_views(found).await?, next }))
}
