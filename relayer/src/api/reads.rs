use super::disputes::{DisputeView, FindingsView};
use super::extract::{clock, Member, Path, Query};
use super::problem::{Own, Problem};
use super::{schema, ApiState};
use crate::identity::SessionRole;
use crate::index::read::{self, Activity, ActivityCursor, ActivityFilter, ActivityOrder, Dispute, Enrolment};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::Json as JsonBody;
use serde::{Deserialize, Serialize};
use timebank_api::activity_registry::{
    Admission, Category, EnrolmentState, Escalation, Payer, Requirement, Reward, Stage, Window,
};
use timebank_api::record::{AgeClass, Receipt};
use timebank_api::rulebook::Skill;
use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaType, Type};
use utoipa::openapi::RefOr;
use utoipa::{IntoParams, PartialSchema, ToSchema};

/// How many items a page has at most: `USUAL` unless asked for otherwise, from 1 to `MOST`.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "u32")]
pub(super) struct Limit<const USUAL: u32 = 20, const MOST: u32 = 100>(u32);

impl<const USUAL: u32, const MOST: u32> Limit<USUAL, MOST> {
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl<const USUAL: u32, const MOST: u32> Default for Limit<USUAL, MOST> {
    fn default() -> Self {
        Limit(USUAL)
    }
}

impl<const USUAL: u32, const MOST: u32> TryFrom<u32> for Limit<USUAL, MOST> {
    type Error = String;

    fn try_from(limit: u32) -> Result<Self, String> {
        let outside = || format!("a limit is a number from 1 to {MOST}");
        (1..=MOST).contains(&limit).then_some(Limit(limit)).ok_or_else(outside)
    }
}

impl<const USUAL: u32, const MOST: u32> PartialSchema for Limit<USUAL, MOST> {
    fn schema() -> RefOr<Schema> {
        let limit = ObjectBuilder::new().schema_type(SchemaType::new(Type::Integer));
        limit.minimum(Some(1)).maximum(Some(MOST)).default(Some(USUAL.into())).into()
    }
}

impl<const USUAL: u32, const MOST: u32> ToSchema for Limit<USUAL, MOST> {}

/// The cursor of the next page, when this one is full.
pub(super) fn next<T, C>(items: &[T], limit: u32, cursor: impl Fn(&T) -> C) -> Option<C> {
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
    #[schema(value_type = schema::Skill)]
    skill: Skill,
    /// What a participant must show, all of it.
    #[schema(value_type = Vec<schema::Requirement>)]
    requirements: Vec<Requirement>,
    /// The standing offer or need it comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    listing: Option<u64>,
    /// The first activity of its series; the others are those of `GET /v1/activities?series=`.
    #[serde(skip_serializing_if = "Option::is_none")]
    series: Option<u64>,
    #[schema(value_type = schema::Escalation)]
    escalation: Escalation,
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
    /// The most TIME a participant can earn by one activity, and on one day before the bonus of the stars.
    #[serde(skip_serializing_if = "Option::is_none")]
    earn_cap: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    earn_cap_day: Option<u32>,
    /// The youngest class of age of participants.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<schema::AgeClass>)]
    provider_age: Option<AgeClass>,
    /// Seconds after which a need that nobody takes goes a step further; 0 is never.
    escalate_after: u64,
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
            skill: input.skill,
            requirements: input.requirements,
            listing: input.listing,
            series: activity.series,
            escalation: activity.escalation,
            terms: activity.terms.map(|terms| TermsView {
                pack: terms.pack,
                weight_percent: terms.weight_percent,
                tolerance: terms.tolerance,
                confirm_deadline: terms.confirm_deadline,
                settle_deadline: terms.settle_deadline,
                dispute_window: terms.dispute_window,
                settle_requires_rating: terms.settle_requires_rating,
                per_seat: terms.per_seat,
                earn_cap: terms.earn_cap,
                earn_cap_day: terms.earn_cap_day,
                provider_age: terms.provider_age,
                escalate_after: terms.escalate_after,
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
        format!("{}.{}.{}", cursor.service_start, cursor.id, cursor.rank)
    };
    let next = next(&activities, limit, cursor);
    JsonBody(Activities { activities: activities.into_iter().map(ActivityView::from).collect(), next })
}

fn activity_cursor(cursor: &str) -> Result<ActivityCursor, Problem> {
    let mut parts = cursor.split('.');
    let mut number = || parts.next().and_then(|part| part.parse::<u64>().ok());
    let read = (number(), number(), number());
    match (read, parts.next()) {
        ((Some(service_start), Some(id), Some(rank)), None) => {
            Ok(ActivityCursor { service_start, id, rank: u32::try_from(rank).unwrap_or(u32::MAX) })
        }
        _ => Err(Problem::from(Own::Parameter).with_detail("cursor")),
    }
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
    /// Those with the words in the title first, then the latest.
    Relevance,
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
    #[param(value_type = Option<schema::Skill>)]
    skill: Option<Skill>,
    /// Those of one publisher.
    publisher: Option<u64>,
    /// Those that come from one standing offer or need.
    listing: Option<u64>,
    /// Those of one series, by its first.
    series: Option<u64>,
    /// Those that have come at least so far without anybody taking them.
    #[param(value_type = Option<schema::Escalation>)]
    escalation: Option<Escalation>,
    /// Only those where nothing that is known speaks against the caller's taking part: requirements, age, stars, suspended
    /// rights, blocks. Credentials are known to whoever holds them, so what asks for one is shown.
    #[serde(default)]
    qualified: bool,
    /// `newest` unless said.
    #[serde(default)]
    order: ListOrder,
    cursor: Option<String>,
    #[serde(default)]
    #[param(inline)]
    limit: Limit,
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
    let limit = search.limit.get();
    let qualified = match search.qualified {
        true => read::qualities(&state.db, login.member()?).await?,
        false => None,
    };
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
        publisher: search.publisher,
        payer: search.payer,
        skill: search.skill,
        listing: search.listing,
        series: search.series,
        escalation: search.escalation,
        qualified,
        unpublished: login.role == SessionRole::Administrator,
    };
    let order = match search.order {
        ListOrder::Newest => ActivityOrder::Newest,
        ListOrder::Soonest => ActivityOrder::Soonest,
        ListOrder::Relevance => ActivityOrder::Relevance,
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
    /// By what the caller meets the requirements; on the activity's own page, where there are any.
    #[serde(skip_serializing_if = "Option::is_none")]
    findings: Option<FindingsView>,
    /// The codes of what, by all that is known, speaks against the caller's enrolling now; on the activity's own page, for
    /// whoever is not in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    obstacles: Option<Vec<&'static str>>,
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
    let Some(member) = login.member else {
        return Ok(JsonBody(ActivityDetail {
            activity: activity.into(),
            my_enrolment: None,
            administered: false,
            findings: None,
            obstacles: None,
        }));
    };
    let enrolment = read::enrolment(&state.db, id, member).await?;
    let dispute = read::dispute(&state.db, id, member).await?;
    let inside = enrolment.as_ref().is_some_and(|part| part.state != EnrolmentState::Withdrawn);
    let obstacles = match inside {
        true => None,
        false => Some(state.obstacles(&activity, member).await?),
    };
    let findings = match activity.input.requirements.is_empty() {
        true => None,
        false => Some(state.findings(&activity, member).await?),
    };
    Ok(JsonBody(ActivityDetail {
        administered: activity.is_administrator(member),
        activity: activity.into(),
        my_enrolment: enrolment.map(|enrolment| EnrolmentView::new(enrolment, dispute)),
        findings,
        obstacles,
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
    /// The administrator's assessment.
    #[serde(skip_serializing_if = "Option::is_none")]
    assessed: Option<u8>,
    /// Whether the participant had a seat and did not come.
    no_show: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    dispute: Option<DisputeView>,
}

impl EnrolmentView {
    fn new(enrolment: Enrolment, dispute: Option<Dispute>) -> Self {
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
            assessed: enrolment.assessed,
            no_show: enrolment.no_show.is_some(),
            dispute: dispute.map(DisputeView::from),
        }
    }
}

/// Enrolments with the dispute about each.
fn with_disputes(enrolments: Vec<Enrolment>, mut disputes: Vec<Dispute>) -> Vec<EnrolmentView> {
    let view = |enrolment: Enrolment| {
        let about = |dispute: &Dispute| {
            dispute.activity == enrolment.activity && dispute.participant == enrolment.participant
        };
        let dispute = disputes.iter().position(about).map(|place| disputes.swap_remove(place));
        EnrolmentView::new(enrolment, dispute)
    };
    enrolments.into_iter().map(view).collect()
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
    #[serde(default)]
    #[param(inline)]
    pub limit: Limit,
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
        let dispute = read::dispute(&state.db, id, member).await?;
        let enrolments = with_disputes(own.into_iter().collect(), dispute.into_iter().collect());
        return Ok(JsonBody(Enrolments { enrolments, next: None }));
    }
    let limit = query.limit.get();
    let after = number(query.cursor.as_ref())?;
    let enrolments = read::enrolments(&state.db, id, after, limit).await?;
    let next = next(&enrolments, limit, |enrolment| enrolment.participant.to_string());
    let disputes = read::disputes_of(&state.db, &[id]).await?;
    Ok(JsonBody(Enrolments { enrolments: with_disputes(enrolments, disputes), next }))
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
    #[serde(default)]
    #[param(inline)]
    limit: Limit,
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
    let limit = query.limit.get();
    let before = number(query.cursor.as_ref())?;
    let found: Vec<(Activity, Option<Enrolment>)> = match query.part {
        Part::Participant => {
            let parts = read::participations(&state.db, member, clock(), before, limit).await?;
            parts.into_iter().map(|(activity, enrolment)| (activity, Some(enrolment))).collect()
        }
        Part::Publisher => {
            let published = read::publications(&state.db, member, clock(), before, limit).await?;
            published.into_iter().map(|activity| (activity, None)).collect()
        }
    };
    let mut disputes = match query.part {
        Part::Participant => {
            let ids: Vec<u64> = found.iter().map(|(activity, _)| activity.id).collect();
            read::disputes_of(&state.db, &ids).await?
        }
        Part::Publisher => Vec::new(),
    };
    disputes.retain(|dispute| dispute.participant == member);
    let detail = |(activity, enrolment): (Activity, Option<Enrolment>)| ActivityDetail {
        administered: activity.is_administrator(member),
        activity: activity.into(),
        my_enrolment: with_disputes(enrolment.into_iter().collect(), disputes.clone()).pop(),
        findings: None,
        obstacles: None,
    };
    let activities: Vec<ActivityDetail> = found.into_iter().map(detail).collect();
    let next = next(&activities, limit, |detail| detail.activity.id.to_string());
    Ok(JsonBody(MyActivities { activities, next }))
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
#[utoipa::path(get, path = "/v1/branches", tag = "public", security(()), responses((status = 200, body = Branches), Problem))]
pub(super) async fn branches(State(state): State<ApiState>) -> Result<JsonBody<Branches>, Problem> {
    let branch = |branch: read::Branch| Branch {
        id: branch.id,
        name: branch.name,
        district: branch.district,
        since: branch.since,
    };
    let branches = read::branches(&state.db).await?;
    Ok(JsonBody(Branches { branches: branches.into_iter().map(branch).collect() }))
}

/// A public text by its sha256, whichever branch it was written at. Whoever reads it can check that it is the one the ledger means.
#[utoipa::path(get, path = "/v1/contents/{sha256}", tag = "public", security(()), params(("sha256" = String, Path)),
    responses((status = 200, body = String, content_type = "text/plain"), Problem))]
pub(super) async fn content(
    State(state): State<ApiState>,
    Path(sha256): Path<String>,
) -> Result<Response, Problem> {
    let hash = hex::decode(&sha256).map_err(|_| Own::ContentUnknown)?;
    let text = match state.content.text(&hash).await? {
        Some(text) => text,
        None if state.content.is_wanted(&hash).await? => {
            return Err(Problem::from(Own::ContentLater).with_retry_after(2));
        }
        None => return Err(Own::ContentUnknown.into()),
    };
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        // What a hash names never changes.
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    Ok((headers, text).into_response())
}

/// This description.
#[utoipa::path(get, path = "/v1/openapi.json", tag = "public", security(()), responses((status = 200, body = Object)))]
pub(super) async fn description() -> JsonBody<&'static utoipa::openapi::OpenApi> {
    JsonBody(super::openapi())
}
