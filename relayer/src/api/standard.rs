//! The coin standard (F5): packs in force, drafts, and what members think of them.

use super::actions::{Accepted, Order};
use super::extract::{now, Administrator, Changing, Json, Member, Path, Query};
use super::list::{change, hexadecimal, json, maybe_hexadecimal, query, yes, List};
use super::problem::Problem;
use super::reads::{number, Limit, Page};
use super::{schema, ApiState};
use crate::db::{int, QueryBuilder};
use axum::extract::State;
use axum::http::StatusCode;
use axum::Json as JsonBody;
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use timebank_api::permission::Contract;
use timebank_api::rulebook::{ExecuteMsg, Pack as ApiPack};
use timebank_api::Code;
use utoipa::{IntoParams, ToSchema};

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewDraft {
    /// The rules as data; see `docs/packs`.
    #[schema(value_type = Object)]
    pack: Box<ApiPack>,
    /// The statistics it rests on: a public text, of which the ledger holds the sha256.
    analysis: String,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RevisedDraft {
    /// The revision that was changed.
    revision: u32,
    #[schema(value_type = Object)]
    pack: Box<ApiPack>,
    analysis: String,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Publication {
    revision: u32,
    /// Until when members can comment, in seconds of Unix time.
    until: u64,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewComment {
    revision: u32,
    support: bool,
    /// Public; kept beside the chain, which holds its sha256.
    #[serde(default)]
    text: Option<String>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Adoption {
    revision: u32,
    /// From when on it is in force, in seconds of Unix time.
    effective: u64,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Answer {
    revision: u32,
    /// Public.
    text: String,
}

change! {
    /// Writes a draft of the own branch's rules.
    post "/v1/drafts" "standard"
    fn write(state, login: Administrator(BranchAdministrator), changing; body: NewDraft) {
        let analysis = state.keep_text(&body.analysis).await?.into();
        let message = ExecuteMsg::Draft { pack: body.pack.clone(), analysis };
        state.decide(&login, Contract::Rulebook, &message).await
    }
}

change! {
    /// Writes a draft anew, before it is published or after the comments.
    put "/v1/drafts/{id}" "standard"
    fn revise(state, login: Administrator(BranchAdministrator), changing, [id "id": u64]; body: RevisedDraft) {
        let (revision, pack) = (body.revision, body.pack.clone());
        let analysis = state.keep_text(&body.analysis).await?.into();
        let message = ExecuteMsg::Revise { draft: id, revision, pack, analysis };
        state.decide(&login, Contract::Rulebook, &message).await
    }
}

change! {
    /// Opens a draft for comments.
    post "/v1/drafts/{id}/publication" "standard"
    fn publish(state, login: Administrator(BranchAdministrator), changing, [id "id": u64]; body: Publication) {
        let message = ExecuteMsg::PublishDraft { draft: id, revision: body.revision, until: body.until };
        state.decide(&login, Contract::Rulebook, &message).await
    }
}

change! {
    /// Says what one thinks of a published draft; a later word takes the place of the one before.
    post "/v1/drafts/{id}/comments" "standard"
    fn comment(state, login: Member, changing, [id "id": u64]; body: NewComment) {
        let signer = state.everyday(&login).await?;
        let text = match &body.text {
            Some(text) => Some(state.keep_text(text).await?.into()),
            None => None,
        };
        let (revision, support) = (body.revision, body.support);
        Order::new(signer, Contract::Rulebook, &ExecuteMsg::Comment { draft: id, revision, support, text })
    }
}

change! {
    /// Agrees to a draft's adoption; when two administrators have agreed to the same it is adopted.
    post "/v1/drafts/{id}/adoption" "standard"
    fn adopt(state, login: Administrator(BranchAdministrator), changing, [id "id": u64]; body: Adoption) {
        let (revision, effective) = (body.revision, body.effective);
        let message = ExecuteMsg::AdoptDraft { draft: id, revision, effective };
        state.decide(&login, Contract::Rulebook, &message).await
    }
}

change! {
    /// Gives a draft up.
    delete "/v1/drafts/{id}" "standard"
    fn withdraw(state, login: Administrator(BranchAdministrator), changing, [id "id": u64]) {
        state.decide(&login, Contract::Rulebook, &ExecuteMsg::WithdrawDraft { draft: id }).await
    }
}

/// Answers a member's comment in public. The answer is the branch's; the ledger knows nothing of it.
#[utoipa::path(put, path = "/v1/drafts/{id}/comments/{member}/answer", tag = "standard",
    security(("session" = ["branch_administrator"])),
    params(("id" = u64, Path), ("member" = u64, Path)), responses((status = 204), Problem))]
pub(super) async fn answer(
    State(state): State<ApiState>,
    administrator: Administrator,
    Path((id, member)): Path<(u64, u64)>,
    Json(body): Json<Answer>,
) -> Result<StatusCode, Problem> {
    let by = administrator.0.member()?;
    let own: Option<(i64,)> = state
        .row(query!(
            "SELECT d.branch FROM p_drafts d JOIN p_draft_comments c ON c.draft = d.id WHERE d.id = ",
            int(id),
            " AND c.member = ",
            int(member),
            " AND c.revision = ",
            i64::from(body.revision),
            ""
        ))
        .await?;
    let (branch,) = own.ok_or(Code::DraftUnknown)?;
    if branch != i64::from(state.settings.branch) {
        return Err(Code::OtherBranch.into());
    }
    let text = state.keep_text(&body.text).await?;
    let mut tx = state.db.begin().await?;
    sqlx::query(
        "INSERT INTO draft_answers (draft, revision, member, answered_by, text, at) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (draft, revision, member) DO UPDATE SET answered_by = excluded.answered_by, text = excluded.text, \
         at = excluded.at",
    )
    .bind(int(id))
    .bind(i64::from(body.revision))
    .bind(int(member))
    .bind(int(by))
    .bind(text.as_slice())
    .bind(now())
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// An adopted rule pack.
#[derive(Debug, Serialize, FromRow, ToSchema)]
pub(super) struct Pack {
    branch: i64,
    /// Counted from 1 within the branch.
    version: i64,
    /// From when on it is in force, in seconds of Unix time.
    effective: i64,
    #[serde(serialize_with = "json")]
    #[schema(value_type = Object)]
    pack: String,
}

/// The packs of a branch, newest first: the first whose time has come is in force.
#[utoipa::path(get, path = "/v1/branches/{id}/packs", tag = "public", security(()), params(("id" = u32, Path), Page),
    responses((status = 200, body = List<Pack>), Problem))]
pub(super) async fn packs(
    State(state): State<ApiState>,
    Path(branch): Path<u32>,
    Query(paging): Query<Page>,
) -> Result<JsonBody<List<Pack>>, Problem> {
    let limit = paging.limit.get();
    let packs = state
        .rows(query!(
            "SELECT branch, version, effective, pack FROM p_packs WHERE branch = ",
            i64::from(branch),
            " AND version < ",
            number(paging.cursor.as_ref())?.map_or(i64::MAX, int),
            " ORDER BY version DESC LIMIT ",
            i64::from(limit),
            ""
        ))
        .await?;
    Ok(JsonBody(List::page(packs, limit, |pack: &Pack| pack.version)))
}

/// A draft of a branch's rules.
#[derive(Debug, Serialize, FromRow, ToSchema)]
pub(super) struct Draft {
    id: i64,
    branch: i64,
    revision: i64,
    #[schema(value_type = schema::DraftState)]
    state: String,
    author: i64,
    /// sha256 of the statistics; see `/v1/contents/{sha256}`.
    #[serde(serialize_with = "hexadecimal")]
    #[schema(value_type = String)]
    analysis: Vec<u8>,
    #[serde(serialize_with = "json")]
    #[schema(value_type = Object)]
    pack: String,
    /// Until when members can comment, in seconds of Unix time.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<i64>,
    /// The administrator who has agreed, and to what date, while it waits for a second one.
    #[serde(skip_serializing_if = "Option::is_none")]
    agreed_by: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    effective: Option<i64>,
    /// The adopted pack's version.
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<i64>,
    /// Comments on this revision, for and against.
    support: i64,
    oppose: i64,
}

fn drafts_where() -> QueryBuilder {
    query!(
        "SELECT d.id, d.branch, d.revision, d.state, d.author, d.analysis, d.pack, d.until, d.agreed_by, d.effective, d.version, \
         (SELECT COUNT(*) FROM p_draft_comments c WHERE c.draft = d.id AND c.revision = d.revision AND c.support = 1) AS support, \
         (SELECT COUNT(*) FROM p_draft_comments c WHERE c.draft = d.id AND c.revision = d.revision AND c.support = 0) AS oppose \
         FROM p_drafts d WHERE "
    )
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct DraftSearch {
    branch: Option<u32>,
    cursor: Option<String>,
    #[serde(default)]
    #[param(inline)]
    limit: Limit,
}

/// The drafts of all branches, newest first.
#[utoipa::path(get, path = "/v1/drafts", tag = "standard", security(("session" = [])), params(DraftSearch),
    responses((status = 200, body = List<Draft>), Problem))]
pub(super) async fn drafts(
    State(state): State<ApiState>,
    _: Member,
    Query(search): Query<DraftSearch>,
) -> Result<JsonBody<List<Draft>>, Problem> {
    let limit = search.limit.get();
    let mut query = drafts_where();
    query.push("d.id < ").push_bind(number(search.cursor.as_ref())?.map_or(i64::MAX, int));
    if let Some(branch) = search.branch {
        query.push(" AND d.branch = ").push_bind(i64::from(branch));
    }
    query.push(" ORDER BY d.id DESC LIMIT ").push_bind(i64::from(limit));
    Ok(JsonBody(List::page(state.rows(query).await?, limit, |draft: &Draft| draft.id)))
}

/// A draft.
#[utoipa::path(get, path = "/v1/drafts/{id}", tag = "standard", security(("session" = [])),
    params(("id" = u64, Path)), responses((status = 200, body = Draft), Problem))]
pub(super) async fn draft(
    State(state): State<ApiState>,
    _: Member,
    Path(id): Path<u64>,
) -> Result<JsonBody<Draft>, Problem> {
    let mut query = drafts_where();
    query.push("d.id = ").push_bind(int(id));
    let draft: Option<Draft> = state.row(query).await?;
    Ok(JsonBody(draft.ok_or(Code::DraftUnknown)?))
}

/// What a member thinks of a draft, with the branch's answer.
#[derive(Debug, Serialize, FromRow, ToSchema)]
pub(super) struct Comment {
    member: i64,
    branch: i64,
    revision: i64,
    #[serde(serialize_with = "yes")]
    #[schema(value_type = bool)]
    support: i64,
    /// sha256 of what was written; see `/v1/contents/{sha256}`.
    #[serde(serialize_with = "maybe_hexadecimal", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    text_sha256: Option<Vec<u8>>,
    /// What was written, where this branch keeps it.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<String>,
    /// Seconds of Unix time.
    at: i64,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct CommentSearch {
    revision: u32,
    cursor: Option<String>,
    #[serde(default)]
    #[param(inline)]
    limit: Limit,
}

/// The comments on a revision of a draft, in the order of members.
#[utoipa::path(get, path = "/v1/drafts/{id}/comments", tag = "standard", security(("session" = [])),
    params(("id" = u64, Path), CommentSearch), responses((status = 200, body = List<Comment>), Problem))]
pub(super) async fn comments(
    State(state): State<ApiState>,
    _: Member,
    Path(id): Path<u64>,
    Query(search): Query<CommentSearch>,
) -> Result<JsonBody<List<Comment>>, Problem> {
    let limit = search.limit.get();
    let comments = state
        .rows(query!(
            "SELECT c.member, c.branch, c.revision, c.support, c.text AS text_sha256, t.text, w.text AS answer, c.at \
             FROM p_draft_comments c LEFT JOIN contents t ON t.sha256 = c.text \
             LEFT JOIN draft_answers a ON a.draft = c.draft AND a.revision = c.revision AND a.member = c.member \
             LEFT JOIN contents w ON w.sha256 = a.text WHERE c.draft = ",
            int(id),
            " AND c.revision = ",
            i64::from(search.revision),
            " AND c.member > ",
            number(search.cursor.as_ref())?.map_or(0, int),
            " ORDER BY c.member LIMIT ",
            i64::from(limit),
            ""
        ))
        .await?;
    Ok(JsonBody(List::page(comments, limit, |comment: &Comment| comment.member)))
}
