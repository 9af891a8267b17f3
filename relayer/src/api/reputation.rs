//! What a member's conduct comes to: stars, points, reliability, suspended rights, ratings; and whom a member has blocked.

use super::actions::Accepted;
use super::disputes::after;
use super::extract::{clock, Changing, Member, Path, Query};
use super::problem::Problem;
use super::reads::{next, number, page, Page};
use super::ApiState;
use crate::index::read::{self, Rating, Reputation};
use axum::extract::State;
use axum::Json as JsonBody;
use serde::{Deserialize, Serialize};
use timebank_api::activity_registry::ExecuteMsg;
use timebank_api::rulebook::{Levels, OPEN_ENROLMENTS};
use timebank_api::Code;
use utoipa::{IntoParams, ToSchema};

/// What the stars give by the rules of the member's branch.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct StarRewardView {
    /// Seconds before registration opens for everybody in which the member may enrol already.
    early: u64,
    /// The cap on a day's earnings, in percent of the rules'.
    earn_cap_percent: u16,
    /// Seats the member may have at once in activities to come.
    open_enrolments: u16,
}

/// What the next star asks for.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct NextStar {
    stars: u8,
    /// Minutes of service.
    minutes: u32,
    /// Of them, those that are still missing.
    minutes_missing: u64,
    /// The least mean rating, in hundredths of a score.
    min_rating: u16,
}

/// What is known of a member's conduct. `conduct` is shown to the member and to the office of the member's
/// branch.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct StandingView {
    member: u64,
    /// 0 to 5.
    stars: u8,
    points: u32,
    /// Services given and paid, and the minutes of service that count.
    services: u32,
    minutes: u64,
    /// Ratings received, and their mean in hundredths of a score.
    ratings: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    rating: Option<u32>,
    /// Percent of engagements kept in time; missing without any.
    #[serde(skip_serializing_if = "Option::is_none")]
    reliability: Option<u8>,
    reward: StarRewardView,
    /// Missing with five stars.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<NextStar>,
    #[serde(skip_serializing_if = "Option::is_none")]
    conduct: Option<ConductView>,
}

/// What counts against a member, and which rights are withdrawn for how long.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ConductView {
    may_publish: bool,
    may_enrol: bool,
    /// Until when the right is or was withdrawn, in seconds of Unix time; missing if it never was.
    #[serde(skip_serializing_if = "Option::is_none")]
    publishing_suspended: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    enrolling_suspended: Option<u64>,
    /// Seats not taken.
    no_shows: u32,
    /// Deadlines for an own confirmation or payment that passed.
    silences: u32,
    /// Services received and paid, and their minutes.
    received: u32,
    received_minutes: u64,
    /// Assessments by activity administrators, and their mean in hundredths of a score.
    assessments: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    assessment: Option<u64>,
    /// Minutes of service whose payment was reversed.
    reversed_minutes: u64,
}

impl ConductView {
    fn of(reputation: &Reputation, now: u64) -> Self {
        let (standing, totals) = (&reputation.standing, &reputation.totals);
        let ever = |until: u64| (until > 0).then_some(until);
        let assessed = u64::from(totals.assessment_sum).saturating_mul(100);
        ConductView {
            may_publish: standing.publishing_suspended <= now,
            may_enrol: standing.enrolling_suspended <= now,
            publishing_suspended: ever(standing.publishing_suspended),
            enrolling_suspended: ever(standing.enrolling_suspended),
            no_shows: totals.no_shows,
            silences: totals.silences,
            received: totals.received,
            received_minutes: totals.received_minutes,
            assessments: totals.assessments,
            assessment: assessed.checked_div(totals.assessments.into()),
            reversed_minutes: totals.reversed_minutes,
        }
    }
}

fn reward(levels: &Levels, stars: u8) -> StarRewardView {
    let reward = usize::from(stars).checked_sub(1).and_then(|index| levels.rewards.get(index));
    match reward {
        Some(reward) => StarRewardView {
            early: reward.early,
            earn_cap_percent: reward.earn_cap_percent,
            open_enrolments: reward.open_enrolments,
        },
        None => StarRewardView { early: 0, earn_cap_percent: 100, open_enrolments: OPEN_ENROLMENTS },
    }
}

fn next_star(levels: &Levels, stars: u8, served: u64) -> Option<NextStar> {
    let index = usize::from(stars);
    let minutes = *levels.thresholds.get(index)?;
    Some(NextStar {
        stars: stars.saturating_add(1),
        minutes,
        minutes_missing: u64::from(minutes).saturating_sub(served),
        min_rating: levels.min_rating.get(index).copied().unwrap_or(0),
    })
}

impl ApiState {
    async fn standing(&self, member: u64, conduct: bool) -> Result<StandingView, Problem> {
        let of = read::member(&self.db, member).await?.ok_or(Code::MemberUnknown)?;
        let now = clock();
        let reputation = read::reputation(&self.db, member).await?;
        let pack = read::pack(&self.db, of.branch, now).await?;
        let levels = pack.map(|(_, pack)| pack.levels).unwrap_or_default();
        let stars = reputation.standing.stars;
        Ok(StandingView {
            member,
            stars,
            points: reputation.points,
            services: reputation.totals.services,
            minutes: reputation.served(),
            ratings: reputation.totals.ratings,
            rating: reputation.rating(),
            reliability: reputation.reliability(),
            reward: reward(&levels, stars),
            next: next_star(&levels, stars, reputation.served()),
            conduct: conduct.then(|| ConductView::of(&reputation, now)),
        })
    }
}

/// The own standing.
#[utoipa::path(get, path = "/v1/me/standing", tag = "me", security(("session" = [])),
    responses((status = 200, body = StandingView), Problem))]
pub(super) async fn my_standing(
    State(state): State<ApiState>,
    Member(login): Member,
) -> Result<JsonBody<StandingView>, Problem> {
    Ok(JsonBody(state.standing(login.member()?, true).await?))
}

/// The standing of a member.
#[utoipa::path(get, path = "/v1/members/{member}/standing", tag = "members", security(("session" = [])),
    params(("member" = u64, Path)), responses((status = 200, body = StandingView), Problem))]
pub(super) async fn standing(
    State(state): State<ApiState>,
    Member(login): Member,
    Path(member): Path<u64>,
) -> Result<JsonBody<StandingView>, Problem> {
    let of = read::member(&state.db, member).await?.ok_or(Code::MemberUnknown)?;
    let conduct = login.member == Some(member) || state.oversees(&login, of.branch);
    Ok(JsonBody(state.standing(member, conduct).await?))
}

/// Whether ratings are those one received or those one gave.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum RatingSide {
    Received,
    Given,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct RatingsQuery {
    side: RatingSide,
    cursor: Option<String>,
    /// 1 to 100; 20 unless said.
    limit: Option<u32>,
}

/// A rating.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RatingView {
    activity: u64,
    participant: u64,
    /// Who rates.
    author: u64,
    /// Who is rated.
    subject: u64,
    /// 1 to 5.
    score: u8,
    /// sha256 of the comment in hexadecimal; see `/v1/contents/{sha256}`.
    #[serde(skip_serializing_if = "Option::is_none")]
    comment_sha256: Option<String>,
    /// Seconds of Unix time.
    time: u64,
}

impl From<Rating> for RatingView {
    fn from(rating: Rating) -> Self {
        RatingView {
            activity: rating.activity,
            participant: rating.participant,
            author: rating.author,
            subject: rating.subject,
            score: rating.score,
            comment_sha256: rating.comment.map(hex::encode),
            time: rating.time,
        }
    }
}

/// A page of ratings, latest first.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Ratings {
    ratings: Vec<RatingView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// The ratings one has received or given.
#[utoipa::path(get, path = "/v1/me/ratings", tag = "me", security(("session" = [])), params(RatingsQuery),
    responses((status = 200, body = Ratings), Problem))]
pub(super) async fn my_ratings(
    State(state): State<ApiState>,
    Member(login): Member,
    Query(query): Query<RatingsQuery>,
) -> Result<JsonBody<Ratings>, Problem> {
    let (limit, before) = (page(query.limit), number(query.cursor.as_ref())?);
    let received = matches!(query.side, RatingSide::Received);
    let found = read::ratings(&state.db, login.member()?, received, before, limit).await?;
    let next = next(&found, limit, |rating| rating.id.to_string());
    Ok(JsonBody(Ratings { ratings: found.into_iter().map(RatingView::from).collect(), next }))
}

/// A member one has blocked.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct BlockView {
    member: u64,
    /// Seconds of Unix time.
    since: u64,
}

/// A page of members one has blocked, by number.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Blocks {
    blocks: Vec<BlockView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// Whom one has blocked.
#[utoipa::path(get, path = "/v1/me/blocks", tag = "me", security(("session" = [])), params(Page),
    responses((status = 200, body = Blocks), Problem))]
pub(super) async fn my_blocks(
    State(state): State<ApiState>,
    Member(login): Member,
    Query(query): Query<Page>,
) -> Result<JsonBody<Blocks>, Problem> {
    let (after, limit) = after(&query)?;
    let found = read::blocks(&state.db, login.member()?, after, limit).await?;
    let next = next(&found, limit, |(member, _)| member.to_string());
    let blocks = found.into_iter().map(|(member, since)| BlockView { member, since }).collect();
    Ok(JsonBody(Blocks { blocks, next }))
}

/// Blocks a member: from now on neither enrols with the other.
#[utoipa::path(put, path = "/v1/me/blocks/{member}", tag = "me", security(("session" = [])),
    params(("member" = u64, Path), ("Idempotency-Key" = String, Header)), responses(Accepted, Problem))]
pub(super) async fn block(
    State(state): State<ApiState>,
    Member(login): Member,
    Path(member): Path<u64>,
    changing: Changing,
) -> Result<Accepted, Problem> {
    state.act_personally(&login, &changing, &(), &ExecuteMsg::Block { member }).await
}

/// Takes the own block back.
#[utoipa::path(delete, path = "/v1/me/blocks/{member}", tag = "me", security(("session" = [])),
    params(("member" = u64, Path), ("Idempotency-Key" = String, Header)), responses(Accepted, Problem))]
pub(super) async fn unblock(
    State(state): State<ApiState>,
    Member(login): Member,
    Path(member): Path<u64>,
    changing: Changing,
) -> Result<Accepted, Problem> {
    state.act_personally(&login, &changing, &(), &ExecuteMsg::Unblock { member }).await
}
