//! Standing offers and needs: they are published and reviewed as activities are, commit no TIME, and members answer them.

use super::actions::{Accepted, Order};
use super::activities::Review;
use super::disputes::{after, numbers};
use super::extract::{clock, Administrator, Changing, Json, MaybeJson, Member, Path, Query};
use super::problem::Problem;
use super::reads::{next, Limit, Page};
use super::{schema, ApiState};
use crate::identity::{Login, SessionRole};
use crate::index::read::{self, Listing, ListingFilter};
use axum::extract::State;
use axum::Json as JsonBody;
use serde::{Deserialize, Serialize};
use timebank_api::activity_registry::{
    Category, Escalation, ExecuteMsg, ListingInput, ListingKind, ListingState,
};
use timebank_api::permission::Contract;
use timebank_api::{Code, Role};
use utoipa::{IntoParams, ToSchema};

/// What a member says about a standing offer or need. Everything is public: no names, addresses or health of persons.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ListingFields {
    #[schema(value_type = schema::ListingKind)]
    kind: ListingKind,
    #[schema(value_type = schema::Category)]
    category: Category,
    /// 1 to 80 characters.
    #[schema(example = "可以陪老人散步")]
    title: String,
    /// At most 500 characters.
    summary: String,
    /// District-level place.
    place: String,
    /// When it ends by itself, in seconds of Unix time; at most a year ahead.
    until: u64,
}

impl From<ListingFields> for ListingInput {
    fn from(fields: ListingFields) -> Self {
        let ListingFields { kind, category, title, summary, place, until } = fields;
        ListingInput { kind, category, title, summary, place, until }
    }
}

impl From<ListingInput> for ListingFields {
    fn from(input: ListingInput) -> Self {
        let ListingInput { kind, category, title, summary, place, until } = input;
        ListingFields { kind, category, title, summary, place, until }
    }
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewListing {
    listing: ListingFields,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EditedListing {
    /// The revision that was edited.
    revision: u32,
    listing: ListingFields,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SubmittedListing {
    revision: u32,
}

#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Closure {
    /// Needed from an administrator of the branch.
    #[serde(default)]
    reason: Option<String>,
}

/// A standing offer or need.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ListingView {
    id: u64,
    revision: u32,
    #[schema(value_type = schema::ListingState)]
    state: ListingState,
    branch: u32,
    /// Whose it is.
    member: u64,
    #[serde(flatten)]
    listing: ListingFields,
    #[schema(value_type = schema::Escalation)]
    escalation: Escalation,
    /// How many members have said "I can" or "I need".
    answers: u32,
    /// Why it was returned or closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

impl From<Listing> for ListingView {
    fn from(listing: Listing) -> Self {
        ListingView {
            id: listing.id,
            revision: listing.revision,
            state: listing.state,
            branch: listing.branch,
            member: listing.member,
            listing: listing.input.into(),
            escalation: listing.escalation,
            answers: listing.answers,
            reason: listing.reason,
        }
    }
}

/// A page of offers and needs.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Listings {
    listings: Vec<ListingView>,
    /// Ask again with this as `cursor`; missing at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

fn listings_page(found: Vec<Listing>, next: Option<String>) -> JsonBody<Listings> {
    JsonBody(Listings { listings: found.into_iter().map(ListingView::from).collect(), next })
}

/// An offer or need with the own answer.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ListingDetail {
    #[serde(flatten)]
    listing: ListingView,
    /// Whether it is the caller's.
    own: bool,
    /// Whether the caller has answered it.
    answered: bool,
}

/// Somebody who answered.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AnswerView {
    member: u64,
    /// Seconds of Unix time.
    time: u64,
}

/// A page of answers by member.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Answers {
    answers: Vec<AnswerView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ListingSearch {
    /// Words that stand in title, summary or place.
    text: Option<String>,
    #[param(value_type = Option<schema::ListingKind>)]
    kind: Option<ListingKind>,
    #[param(value_type = Option<schema::Category>)]
    category: Option<Category>,
    place: Option<String>,
    branch: Option<u32>,
    /// Needs that have come at least so far without anybody answering.
    #[param(value_type = Option<schema::Escalation>)]
    escalation: Option<Escalation>,
    cursor: Option<String>,
    #[serde(default)]
    #[param(inline)]
    limit: Limit,
}

/// In what part somebody has to do with an offer or need.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum ListingPart {
    Owner,
    Answerer,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct MyListingsQuery {
    #[serde(rename = "as")]
    part: ListingPart,
    cursor: Option<String>,
    #[serde(default)]
    #[param(inline)]
    limit: Limit,
}

fn numbered(found: &[Listing], limit: u32) -> Option<String> {
    next(found, limit, |listing| listing.id.to_string())
}

impl ApiState {
    /// An offer or need that this caller may see: one that stands, or that is one's own or one has answered; the office of
    /// its branch sees all. Gives also whether it is the caller's, and whether the caller has answered it.
    async fn listing_for(&self, login: &Login, id: u64) -> Result<(Listing, bool, bool), Problem> {
        let listing = read::listing(&self.db, id).await?.ok_or(Code::ListingUnknown)?;
        let own = login.member == Some(listing.member);
        let answered = match login.member {
            Some(member) => read::has_answered(&self.db, id, member).await?,
            None => false,
        };
        let seen = listing.state == ListingState::Approved
            || own
            || answered
            || self.oversees(login, listing.branch);
        match seen {
            true => Ok((listing, own, answered)),
            false => Err(Code::ListingUnknown.into()),
        }
    }
}

/// The offers and needs of all branches that stand now, latest first.
#[utoipa::path(get, path = "/v1/listings", tag = "listings", security(("session" = [])), params(ListingSearch),
    responses((status = 200, body = Listings), Problem))]
pub(super) async fn list_listings(
    State(state): State<ApiState>,
    _: Member,
    Query(search): Query<ListingSearch>,
) -> Result<JsonBody<Listings>, Problem> {
    let limit = search.limit.get();
    let before = numbers::<1>(search.cursor.as_ref())?.map(|[id]| id);
    let filter = ListingFilter {
        text: search.text,
        kind: search.kind,
        category: search.category,
        place: search.place,
        branch: search.branch,
        escalation: search.escalation,
        standing_at: Some(clock()),
        ..ListingFilter::default()
    };
    let found = read::listings(&state.db, &filter, before, limit).await?;
    let next = numbered(&found, limit);
    Ok(listings_page(found, next))
}

/// The own offers and needs in every state, or those one has answered.
#[utoipa::path(get, path = "/v1/me/listings", tag = "me", security(("session" = [])), params(MyListingsQuery),
    responses((status = 200, body = Listings), Problem))]
pub(super) async fn my_listings(
    State(state): State<ApiState>,
    Member(login): Member,
    Query(query): Query<MyListingsQuery>,
) -> Result<JsonBody<Listings>, Problem> {
    let member = Some(login.member()?);
    let limit = query.limit.get();
    let before = numbers::<1>(query.cursor.as_ref())?.map(|[id]| id);
    let filter = match query.part {
        ListingPart::Owner => ListingFilter { member, ..ListingFilter::default() },
        ListingPart::Answerer => ListingFilter { answered_by: member, ..ListingFilter::default() },
    };
    let found = read::listings(&state.db, &filter, before, limit).await?;
    let next = numbered(&found, limit);
    Ok(listings_page(found, next))
}

/// An offer or need. The activities that come from it are those of `GET /v1/activities?listing=`.
#[utoipa::path(get, path = "/v1/listings/{id}", tag = "listings", security(("session" = [])), params(("id" = u64, Path)),
    responses((status = 200, body = ListingDetail), Problem))]
pub(super) async fn get_listing(
    State(state): State<ApiState>,
    Member(login): Member,
    Path(id): Path<u64>,
) -> Result<JsonBody<ListingDetail>, Problem> {
    let (listing, own, answered) = state.listing_for(&login, id).await?;
    Ok(JsonBody(ListingDetail { listing: listing.into(), own, answered }))
}

/// Who has answered, for whoever published it and for the branch's office.
#[utoipa::path(get, path = "/v1/listings/{id}/answers", tag = "listings", security(("session" = [])),
    params(("id" = u64, Path), Page), responses((status = 200, body = Answers), Problem))]
pub(super) async fn list_answers(
    State(state): State<ApiState>,
    Member(login): Member,
    Path(id): Path<u64>,
    Query(query): Query<Page>,
) -> Result<JsonBody<Answers>, Problem> {
    let (listing, own, _) = state.listing_for(&login, id).await?;
    if !own && !state.oversees(&login, listing.branch) {
        return Err(Code::NotAdministrator.into());
    }
    let (after, limit) = after(&query)?;
    let found = read::answers(&state.db, id, after, limit).await?;
    let next = next(&found, limit, |(member, _)| member.to_string());
    let answers = found.into_iter().map(|(member, time)| AnswerView { member, time }).collect();
    Ok(JsonBody(Answers { answers, next }))
}

/// Drafts a standing offer or need; the action tells its number, under which it is submitted.
#[utoipa::path(post, path = "/v1/listings", tag = "listings", security(("session" = [])),
    params(("Idempotency-Key" = String, Header)), responses(Accepted, Problem))]
pub(super) async fn draft_listing(
    State(state): State<ApiState>,
    Member(login): Member,
    changing: Changing,
    Json(body): Json<NewListing>,
) -> Result<Accepted, Problem> {
    let message = ExecuteMsg::DraftListing { listing: body.listing.clone().into() };
    state.act_personally(&login, &changing, &body, &message).await
}

/// Changes one that is open. One that was approved goes back to review.
#[utoipa::path(put, path = "/v1/listings/{id}", tag = "listings", security(("session" = [])),
    params(("id" = u64, Path), ("Idempotency-Key" = String, Header)), responses(Accepted, Problem))]
pub(super) async fn edit_listing(
    State(state): State<ApiState>,
    Member(login): Member,
    Path(id): Path<u64>,
    changing: Changing,
    Json(body): Json<EditedListing>,
) -> Result<Accepted, Problem> {
    let message =
        ExecuteMsg::EditListing { id, revision: body.revision, listing: body.listing.clone().into() };
    state.act_personally(&login, &changing, &body, &message).await
}

/// Submits it for review.
#[utoipa::path(post, path = "/v1/listings/{id}/submission", tag = "listings", security(("session" = [])),
    params(("id" = u64, Path), ("Idempotency-Key" = String, Header)), responses(Accepted, Problem))]
pub(super) async fn submit_listing(
    State(state): State<ApiState>,
    Member(login): Member,
    Path(id): Path<u64>,
    changing: Changing,
    Json(body): Json<SubmittedListing>,
) -> Result<Accepted, Problem> {
    let message = ExecuteMsg::SubmitListing { id, revision: body.revision };
    state.act_personally(&login, &changing, &body, &message).await
}

/// Approves or returns exactly this revision.
#[utoipa::path(post, path = "/v1/listings/{id}/review", tag = "office",
    security(("session" = ["reviewer", "branch_administrator"])),
    params(("id" = u64, Path), ("Idempotency-Key" = String, Header)), responses(Accepted, Problem))]
pub(super) async fn review_listing(
    State(state): State<ApiState>,
    administrator: Administrator,
    Path(id): Path<u64>,
    changing: Changing,
    Json(body): Json<Review>,
) -> Result<Accepted, Problem> {
    let decide = |revision, reason| ExecuteMsg::ReviewListing { id, revision, reason };
    state.act_on_review(&administrator.0, &changing, &body, decide).await
}

/// The offers and needs that wait for a review at this branch, the longest waiting first.
#[utoipa::path(get, path = "/v1/reviews/listings", tag = "office",
    security(("session" = ["reviewer", "branch_administrator"])), params(Page),
    responses((status = 200, body = Listings), Problem))]
pub(super) async fn listing_reviews(
    State(state): State<ApiState>,
    _: Administrator,
    Query(query): Query<Page>,
) -> Result<JsonBody<Listings>, Problem> {
    let limit = query.limit.get();
    let after = numbers::<2>(query.cursor.as_ref())?.map(|[submitted, id]| (submitted, id));
    let found = read::listing_queue(&state.db, state.settings.branch, after, limit).await?;
    let next = next(&found, limit, |listing| format!("{}.{}", listing.submitted.unwrap_or(0), listing.id));
    Ok(listings_page(found, next))
}

/// Ends an offer or need: one's own, or with a reason any of the branch by its administrator.
#[utoipa::path(post, path = "/v1/listings/{id}/closure", tag = "listings", security(("session" = [])),
    params(("id" = u64, Path), ("Idempotency-Key" = String, Header)), request_body = Option<Closure>,
    responses(Accepted, Problem))]
pub(super) async fn close_listing(
    State(state): State<ApiState>,
    Member(login): Member,
    Path(id): Path<u64>,
    changing: Changing,
    MaybeJson(body): MaybeJson<Closure>,
) -> Result<Accepted, Problem> {
    let message = ExecuteMsg::CloseListing { id, reason: body.reason.clone() };
    let prepare = async {
        let (_, own, _) = state.listing_for(&login, id).await?;
        let signer = match own {
            true => state.everyday(&login).await?,
            false => {
                let office = login.role == SessionRole::Administrator
                    && login.roles.contains(Role::BranchAdministrator);
                if !office {
                    return Err(Code::Unauthorized.into());
                }
                state.office(&login).await?
            }
        };
        Order::new(signer, Contract::ActivityRegistry, &message)
    };
    state.act(&login, &changing, &body, prepare).await
}

/// Says "I can" to a need or "I need" to an offer.
#[utoipa::path(post, path = "/v1/listings/{id}/answers", tag = "listings", security(("session" = [])),
    params(("id" = u64, Path), ("Idempotency-Key" = String, Header)), responses(Accepted, Problem))]
pub(super) async fn answer_listing(
    State(state): State<ApiState>,
    Member(login): Member,
    Path(id): Path<u64>,
    changing: Changing,
) -> Result<Accepted, Problem> {
    state.act_personally(&login, &changing, &(), &ExecuteMsg::Respond { id, yes: true }).await
}

/// Takes the own answer back.
#[utoipa::path(delete, path = "/v1/listings/{id}/answers/me", tag = "listings", security(("session" = [])),
    params(("id" = u64, Path), ("Idempotency-Key" = String, Header)), responses(Accepted, Problem))]
pub(super) async fn take_answer_back(
    State(state): State<ApiState>,
    Member(login): Member,
    Path(id): Path<u64>,
    changing: Changing,
) -> Result<Accepted, Problem> {
    state.act_personally(&login, &changing, &(), &ExecuteMsg::Respond { id, yes: false }).await
}
