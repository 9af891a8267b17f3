use super::extract::{clock, Administrator, Member, Path, Public, Query};
use super::problem::{Own, Problem};
use super::{schema, ApiState};
use crate::identity::SessionRole;
use crate::index::read::{self, Activity, ActivityCursor, ActivityFilter, ActivityOrder, Enrolment};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::Json as JsonBody;
use serde::{Deserialize, Serialize};
use timebank_api::activity_registry::{Admission, Category, EnrolmentState, Payer, Reward, Stage, Window};
use timebank_api::record::Receipt;
use timebank_api::Role;
use utoipa::{IntoParams, ToSchema};

/// Items of a page unless asked for otherwise, and at most.
const PAGE: u32 = 20;
const LARGEST_PAGE: u32 = 100;

pub(super) fn page(limit: Option<u32>) -> u32 {
    limit.unwrap_or(PAGE).clamp(1, LARGEST_PAGE)
}

/// The cursor of the next page, when this one is full.
pub(super) fn next<T>(items: &[T], limit: u32, cursor: impl Fn(&T) -> String) -> Option<String> {
    let full = u32::try_from(items.len()).is_ok_and(|count| count >= limit);
    items.last().filter(|_| full).map(cursor)
}

pub(super) fn number(cursor: Option<&String>) -> Result<Option<u64>, Problem> {
    let parse = |text: &String| text.parse().map_err(|_| Problem::from(Own::Parameter).with_detail("cursor"));
    cursor.map(parse).transpose()
}

/// An activity.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ActivityView {
    id: u64,
    revision: u32,
    /// The step of the progress bar.
    #[schema(value_type = schema::Stage)]
    stage: Stage,
    branch: u32,
    publisher: u64,
    co_administrators: Vec<u64>,
    title: String,
    summary: String,
    /// sha256 of a longer public text in hexadecimal; see `/v1/contents/{sha256}`.
    #[serde(skip_serializing_if = "Option::is_none")]
    text_sha256: Option<String>,
    #[schema(value_type = schema::Category)]
    category: Category,
    place: String,
    #[schema(value_type = schema::Window)]
    registration: Window,
    #[schema(value_type = schema::Window)]
    service: Window,
    seats: u16,
    taken: u32,
    waitlisted: u32,
    #[schema(value_type = schema::Reward)]
    reward: Reward,
    #[schema(value_type = schema::Payer)]
    payer: Payer,
    #[schema(value_type = schema::Admission)]
    admission: Admission,
    /// The rules that apply, from the submission on.
    #[serde(skip_serializing_if = "Option::is_none")]
    terms: Option<TermsView>,
    /// Participants who attended and are not settled.
    open: u32,
    settled: u32,
    /// Why it was returned, withdrawn or taken down.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// The rules of the branch's pack as they apply to an activity.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TermsView {
    /// Version of the pack.
    pack: u32,
    weight_percent: u16,
    /// Minutes by which the two sides may differ and still be averaged.
    tolerance: u32,
    /// Seconds until a missing confirmation, payment or decision is made by rule.
    confirm_deadline: u64,
    settle_deadline: u64,
    dispute_window: u64,
    settle_requires_rating: bool,
    /// The most TIME one participant is paid.
    per_seat: u32,
}

impl From<Activity> for ActivityView {
    fn from(activity: Activity) -> Self {
        let input = activity.input;
        ActivityView {
            id: activity.id,
            revision: activity.revision,
            stage: activity.stage,
            branch: activity.branch,
            publisher: activity.publisher,
            co_administrators: activity.co_administrators,
            title: input.title,
            summary: input.summary,
            text_sha256: input.text.map(|hash| hash.to_hex()),
            category: input.category,
            place: input.place,
            registration: input.registration,
            service: input.service,
            seats: input.seats,
            taken: activity.taken,
            waitlisted: activity.waitlisted,
            reward: input.reward,
            payer: input.payer,
            admission: input.admission,
            terms: activity.terms.map(|terms| TermsView {
                pack: terms.pack,
                weight_percent: terms.weight_percent,
                tolerance: terms.tolerance,
                confirm_deadline: terms.confirm_deadline,
                settle_deadline: terms.settle_deadline,
                dispute_window: terms.dispute_window,
                settle_requires_rating: terms.settle_requires_rating,
                per_seat: terms.per_seat,
            }),
            open: activity.open,
            settled: activity.settled,
            reason: activity.reason,
        }
    }
}

/// A page of activities, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Activities {
    activities: Vec<ActivityView>,
    /// Ask again with this as `cursor`; missing at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

fn activities_page(activities: Vec<Activity>, limit: u32) -> JsonBody<Activities> {
    let cursor = |activity: &Activity| {
        let cursor = activity.cursor();
        format!("{}.{}", cursor.service_start, cursor.id)
    };
    let next = next(&activities, limit, cursor);
    JsonBody(Activities { activities: activities.into_iter().map(ActivityView::from).collect(), next })
}

fn activity_cursor(cursor: &str) -> Result<ActivityCursor, Problem> {
    let parts = cursor.split_once('.');
    parts
        .and_then(|(service_start, id)| {
            Some(ActivityCursor { service_start: service_start.parse().ok()?, id: id.parse().ok()? })
        })
        .ok_or_else(|| Problem::from(Own::Parameter).with_detail("cursor"))
}

/// The order of a list.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum ListOrder {
    /// Latest created first.
    #[default]
    Newest,
    /// Earliest service first.
    Soonest,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Search {
    /// Words that stand in title, summary or place.
    text: Option<String>,
    #[param(value_type = Option<schema::Category>)]
    category: Option<Category>,
    place: Option<String>,
    /// The service begins in this span, in seconds of Unix time.
    from: Option<u64>,
    to: Option<u64>,
    /// Minutes of TIME for the whole planned service.
    min_reward: Option<u32>,
    /// Only with a free seat.
    #[serde(default)]
    free_seats: bool,
    branch: Option<u32>,
    #[param(value_type = Option<schema::Stage>)]
    stage: Option<Stage>,
    #[param(value_type = Option<schema::Payer>)]
    payer: Option<Payer>,
    /// `newest` unless said.
    #[serde(default)]
    order: ListOrder,
    cursor: Option<String>,
    /// 1 to 100; 20 unless said.
    limit: Option<u32>,
}

/// The activities of all branches. Drafts and returned ones are shown to administrators here, and to their publishers among
/// their own.
#[utoipa::path(get, path = "/v1/activities", tag = "activities", security(("session" = [])), params(Search),
    responses((status = 200, body = Activities), Problem))]
pub(super) async fn list_activities(
    State(state): State<ApiState>,
    Member(login): Member,
    Query(search): Query<Search>,
) -> Result<JsonBody<Activities>, Problem> {
    let limit = page(search.limit);
    let filter = ActivityFilter {
        text: search.text,
        category: search.category,
        place: search.place,
        from: search.from,
        until: search.to,
        min_reward: search.min_reward,
        free_seats: search.free_seats,
        branch: search.branch,
        stage: search.stage,
        publisher: None,
        payer: search.payer,
        unpublished: login.role == SessionRole::Administrator,
    };
    let order = match search.order {
        ListOrder::Newest => ActivityOrder::Newest,
        ListOrder::Soonest => ActivityOrder::Soonest,
    };
    let after = search.cursor.as_deref().map(activity_cursor).transpose()?;
    let found = read::activities(&state.db, &filter, order, clock(), after, limit).await?;
    Ok(activities_page(found, limit))
}

/// An activity with the own enrolment in it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ActivityDetail {
    #[serde(flatten)]
    activity: ActivityView,
    #[serde(skip_serializing_if = "Option::is_none")]
    my_enrolment: Option<EnrolmentView>,
    /// Whether the caller is one of its administrators.
    administered: bool,
}

/// An activity.
#[utoipa::path(get, path = "/v1/activities/{id}", tag = "activities", security(("session" = [])),
    params(("id" = u64, Path)), responses((status = 200, body = ActivityDetail), Problem))]
pub(super) async fn get_activity(
    State(state): State<ApiState>,
    Member(login): Member,
    Path(id): Path<u64>,
) -> Result<JsonBody<ActivityDetail>, Problem> {
    let activity = state.activity(id).await?;
    let my_enrolment = match login.member {
        Some(member) => read::enrolment(&state.db, id, member).await?,
        None => None,
    };
    Ok(JsonBody(ActivityDetail {
        administered: login.member.is_some_and(|member| activity.is_administrator(member)),
        activity: activity.into(),
        my_enrolment: my_enrolment.map(EnrolmentView::from),
    }))
}

/// A participant.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct EnrolmentView {
    activity: u64,
    participant: u64,
    #[schema(value_type = schema::EnrolmentState)]
    state: EnrolmentState,
    /// Place by order of arrival; smaller moves up first.
    position: u32,
    /// When attendance began and ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    started: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ended: Option<u64>,
    /// What the participant said.
    #[serde(skip_serializing_if = "Option::is_none")]
    claimed: Option<u32>,
    /// What the payer's side said.
    #[serde(skip_serializing_if = "Option::is_none")]
    confirmed: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    agreed: Option<u32>,
    /// The participant's score for the publisher.
    #[serde(skip_serializing_if = "Option::is_none")]
    score_given: Option<u8>,
    /// The publisher's score for the participant.
    #[serde(skip_serializing_if = "Option::is_none")]
    score_received: Option<u8>,
    /// Why it was declined.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

impl From<Enrolment> for EnrolmentView {
    fn from(enrolment: Enrolment) -> Self {
        EnrolmentView {
            activity: enrolment.activity,
            participant: enrolment.participant,
            state: enrolment.state,
            position: enrolment.position,
            started: enrolment.started,
            ended: enrolment.ended,
            claimed: enrolment.claimed,
            confirmed: enrolment.confirmed,
            agreed: enrolment.agreed,
            score_given: enrolment.score_given,
            score_received: enrolment.score_received,
            reason: enrolment.reason,
        }
    }
}

/// A page of participants by number.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Enrolments {
    enrolments: Vec<EnrolmentView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Page {
    pub cursor: Option<String>,
    /// 1 to 100; 20 unless said.
    pub limit: Option<u32>,
}

/// The participants: all of them for the activity's administrators and for office-holders, else only oneself.
#[utoipa::path(get, path = "/v1/activities/{id}/enrolments", tag = "enrolments", security(("session" = [])),
    params(("id" = u64, Path), Page), responses((status = 200, body = Enrolments), Problem))]
pub(super) async fn list_enrolments(
    State(state): State<ApiState>,
    Member(login): Member,
    Path(id): Path<u64>,
    Query(query): Query<Page>,
) -> Result<JsonBody<Enrolments>, Problem> {
    let member = login.member()?;
    let activity = state.activity(id).await?;
    if login.role != SessionRole::Administrator && !activity.is_administrator(member) {
        let own = read::enrolment(&state.db, id, member).await?;
        return Ok(JsonBody(Enrolments {
            enrolments: own.into_iter().map(EnrolmentView::from).collect(),
            next: None,
        }));
    }
    let limit = page(query.limit);
    let after = number(query.cursor.as_ref())?;
    let enrolments = read::enrolments(&state.db, id, after, limit).await?;
    let next = next(&enrolments, limit, |enrolment| enrolment.participant.to_string());
    Ok(JsonBody(Enrolments { enrolments: enrolments.into_iter().map(EnrolmentView::from).collect(), next }))
}

/// The receipt of a settled participant.
#[utoipa::path(get, path = "/v1/activities/{id}/enrolments/{participant}/receipt", tag = "enrolments",
    security(("session" = [])), params(("id" = u64, Path), ("participant" = u64, Path)),
    responses((status = 200, body = schema::Receipt), Problem))]
pub(super) async fn receipt(
    State(state): State<ApiState>,
    _: Member,
    Path((id, participant)): Path<(u64, u64)>,
) -> Result<JsonBody<Receipt>, Problem> {
    let receipt = read::receipt(&state.db, id, participant).await?;
    Ok(JsonBody(receipt.ok_or(Own::ReceiptUnknown)?))
}

/// In what part somebody has to do with an activity.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Part {
    Participant,
    Publisher,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct MyActivitiesQuery {
    #[serde(rename = "as")]
    part: Part,
    cursor: Option<String>,
    /// 1 to 100; 20 unless said.
    limit: Option<u32>,
}

/// A page of one's own activities, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct MyActivities {
    activities: Vec<ActivityDetail>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// The own activities: those one takes part in, or those one publishes or helps to administer.
#[utoipa::path(get, path = "/v1/me/activities", tag = "me", security(("session" = [])), params(MyActivitiesQuery),
    responses((status = 200, body = MyActivities), Problem))]
pub(super) async fn my_activities(
    State(state): State<ApiState>,
    Member(login): Member,
    Query(query): Query<MyActivitiesQuery>,
) -> Result<JsonBody<MyActivities>, Problem> {
    let member = login.member()?;
    let limit = page(query.limit);
    let before = number(query.cursor.as_ref())?;
    let activities: Vec<ActivityDetail> = match query.part {
        Part::Participant => read::participations(&state.db, member, clock(), before, limit)
            .await?
            .into_iter()
            .map(|(activity, enrolment)| ActivityDetail {
                administered: activity.is_administrator(member),
                activity: activity.into(),
                my_enrolment: Some(enrolment.into()),
            })
            .collect(),
        Part::Publisher => read::publications(&state.db, member, clock(), before, limit)
            .await?
            .into_iter()
            .map(|activity| ActivityDetail {
                administered: true,
                activity: activity.into(),
                my_enrolment: None,
            })
            .collect(),
    };
    let next = next(&activities, limit, |detail| detail.activity.id.to_string());
    Ok(JsonBody(MyActivities { activities, next }))
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct QueueQuery {
    /// 1 to 100; 20 unless said.
    limit: Option<u32>,
}

/// What waits for a review at this branch, the longest waiting first.
#[utoipa::path(get, path = "/v1/reviews", tag = "office", security(("session" = [])), params(QueueQuery),
    responses((status = 200, body = Activities), Problem))]
pub(super) async fn reviews(
    State(state): State<ApiState>,
    administrator: Administrator,
    Query(query): Query<QueueQuery>,
) -> Result<JsonBody<Activities>, Problem> {
    administrator.with_any(&[Role::Reviewer, Role::BranchAdministrator, Role::Auditor])?;
    let queue =
        read::review_queue(&state.db, state.settings.branch, clock(), None, page(query.limit)).await?;
    Ok(JsonBody(Activities { activities: queue.into_iter().map(ActivityView::from).collect(), next: None }))
}

/// A branch of the network.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Branch {
    id: u32,
    name: String,
    district: String,
    /// Seconds of Unix time since when it belongs to the network.
    since: u64,
}

/// The branches of the network, by number.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Branches {
    branches: Vec<Branch>,
}

/// The branches of the network.
#[utoipa::path(get, path = "/v1/branches", tag = "public", responses((status = 200, body = Branches), Problem))]
pub(super) async fn branches(
    State(state): State<ApiState>,
    _: Public,
) -> Result<JsonBody<Branches>, Problem> {
    let branch = |branch: read::Branch| Branch {
        id: branch.id,
        name: branch.name,
        district: branch.district,
        since: branch.since,
    };
    let branches = read::branches(&state.db).await?;
    Ok(JsonBody(Branches { branches: branches.into_iter().map(branch).collect() }))
}

/// A public text by its sha256. Whoever reads it can check that it is the one the ledger means.
#[utoipa::path(get, path = "/v1/contents/{sha256}", tag = "public", params(("sha256" = String, Path)),
    responses((status = 200, body = String, content_type = "text/plain"), Problem))]
pub(super) async fn content(
    State(state): State<ApiState>,
    _: Public,
    Path(sha256): Path<String>,
) -> Result<Response, Problem> {
    let hash = hex::decode(&sha256).map_err(|_| Own::ContentUnknown)?;
    let text: Option<String> = sqlx::query_scalar("SELECT text FROM contents WHERE sha256 = $1")
        .bind(hash)
        .fetch_optional(state.db.reader())
        .await?;
    let text = text.ok_or(Own::ContentUnknown)?;
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        // What a hash names never changes.
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    Ok((headers, text).into_response())
}

/// This description.
#[utoipa::path(get, path = "/v1/openapi.json", tag = "public", responses((status = 200, body = Object)))]
pub(super) async fn description(_: Public) -> JsonBody<utoipa::openapi::OpenApi> {
    JsonBody(super::openapi())
}
