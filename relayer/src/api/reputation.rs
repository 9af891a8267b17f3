//! What a member's conduct comes to: stars, points, reliability, suspended rights, ratings; and whom a member has blocked.

use super::actions::{principal, Accepted};
use super::disputes::after;
use super::extract::{clock, Administrator, Changing, Json, Member, Path, Query};
use super::list::{query, List};
use super::many::check_many;
use super::once::Begun;
use super::problem::Problem;
use super::reads::{next, number, Limit, Page};
use super::ApiState;
use crate::db::int;
use crate::index::read::{self, Rating, Reputation};
use axum::extract::State;
use axum::Json as JsonBody;
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use timebank_api::activity_registry::ExecuteMsg;
use timebank_api::permission::Contract;
use timebank_api::reputation::{self, QueryMsg, TotalsResponse};
use timebank_api::rulebook::{Conduct, Levels, OPEN_ENROLMENTS};
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
    /// What the rules of the branch count and from where on they withdraw a right; missing when no node says.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rules: Vec<ConductRule>,
}

/// What a rule counts of a member now, and from where on it withdraws a right for `suspension`.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(super) struct ConductRule {
    ground: ConductGround,
    right: RuledRight,
    /// Facts of the last `window`, or the mean of the newest ratings in hundredths of a score; missing with too few ratings.
    #[serde(skip_serializing_if = "Option::is_none")]
    now: Option<u16>,
    /// So many facts, or a mean below this.
    limit: u16,
    /// Seconds.
    window: u64,
    suspension: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum ConductGround {
    /// Deadlines for an own confirmation or payment that passed.
    Silences,
    /// Seats not taken.
    NoShows,
    Rating,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum RuledRight {
    Publish,
    Enrol,
}

/// What the rules count; those that are switched off are left out.
fn rules(conduct: &Conduct, of: &TotalsResponse, now: u64) -> Vec<ConductRule> {
    let recent = |facts: &[u64]| {
        let counted = facts.iter().filter(|at| at.saturating_add(conduct.window) > now).count();
        Some(u16::try_from(counted).unwrap_or(u16::MAX))
    };
    let enough = of.totals.ratings >= u32::from(conduct.min_ratings);
    let all = [
        (ConductGround::Silences, RuledRight::Publish, recent(&of.silences), conduct.silent_limit),
        (ConductGround::Rating, RuledRight::Publish, of.recent_rating.filter(|_| enough), conduct.min_rating),
        (ConductGround::NoShows, RuledRight::Enrol, recent(&of.no_shows), conduct.no_show_limit),
    ];
    let in_force = all.into_iter().filter(|(.., limit)| *limit > 0);
    in_force
        .map(|(ground, right, now, limit)| ConductRule {
            ground,
            right,
            now,
            limit,
            window: conduct.window,
            suspension: conduct.suspension,
        })
        .collect()
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
            rules: Vec::new(),
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
        let (levels, rules) = pack.map(|(_, pack)| (pack.levels, pack.conduct)).unwrap_or_default();
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
            conduct: match conduct {
                true => {
                    let rules = self.rules(member, &rules, now).await;
                    Some(ConductView { rules, ..ConductView::of(&reputation, now) })
                }
                false => None,
            },
        })
    }

    /// What no event tells: when the newest facts happened.
    async fn rules(&self, member: u64, conduct: &Conduct, now: u64) -> Vec<ConductRule> {
        let query = cosmwasm_std::to_json_vec(&QueryMsg::Totals { member }).unwrap_or_default();
        let said = self.node.smart(Contract::Reputation, &query).await.ok();
        let totals = said.and_then(|answer| cosmwasm_std::from_json::<TotalsResponse>(answer).ok());
        totals.map(|totals| rules(conduct, &totals, now)).unwrap_or_default()
    }
}

/// A member whose right is withdrawn.
#[derive(Debug, Serialize, FromRow, ToSchema)]
pub(super) struct Suspended {
    member: i64,
    /// Until when, in seconds of Unix time; missing for a right that is not withdrawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    publishing: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    enrolling: Option<i64>,
}

/// The members of the own branch whose right to publish or to enrol is withdrawn now, by number. It comes back by itself.
#[utoipa::path(get, path = "/v1/suspended-rights", tag = "office",
    security(("session" = ["reviewer", "branch_administrator"])), params(Page),
    responses((status = 200, body = List<Suspended>), Problem))]
pub(super) async fn suspended_rights(
    State(state): State<ApiState>,
    Query(paging): Query<Page>,
) -> Result<JsonBody<List<Suspended>>, Problem> {
    let (limit, now) = (paging.limit.get(), int(clock()));
    let found = state
        .rows(query!(
            "SELECT s.member, CASE WHEN s.publishing_suspended > ",
            now,
            " THEN s.publishing_suspended END AS publishing, CASE WHEN s.enrolling_suspended > ",
            now,
            " THEN s.enrolling_suspended END AS enrolling FROM p_standings s JOIN p_members m ON m.id = s.member \
             WHERE (s.publishing_suspended > ",
            now,
            " OR s.enrolling_suspended > ",
            now,
            ") AND m.branch = ",
            i64::from(state.settings.branch),
            " AND s.member > ",
            number(paging.cursor.as_ref())?.map_or(0, int),
            " ORDER BY s.member LIMIT ",
            i64::from(limit),
            ""
        ))
        .await?;
    Ok(JsonBody(List::page(found, limit, |one: &Suspended| one.member)))
}

/// Has members judged anew by the rules in force now, after new rules were adopted or somebody moved; at most twenty.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Refreshment {
    members: Vec<u64>,
}

/// Has members judged anew by the rules in force now, which otherwise happens with the next fact about each.
#[utoipa::path(post, path = "/v1/suspended-rights/refreshments", tag = "office",
    security(("session" = ["branch_administrator"])),
    params(("Idempotency-Key" = String, Header)), request_body = Refreshment, responses(Accepted, Problem))]
pub(super) async fn refresh(
    State(state): State<ApiState>,
    administrator: Administrator,
    changing: Changing,
    Json(body): Json<Refreshment>,
) -> Result<Accepted, Problem> {
    check_many(body.members.iter().copied())?;
    let identity = changing.identity(&body)?;
    let once = match state.begin(&principal(&administrator.0), &changing, &identity).await? {
        Begun::Before(action) => return state.accepted(&action, changing.wait).await,
        Begun::New(once) => once,
    };
    let message = reputation::ExecuteMsg::Refresh { members: body.members };
    state.act_as_branch(once, &changing, message.name(), (Contract::Reputation, &message)).await
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
    #[serde(default)]
    #[param(inline)]
    limit: Limit,
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
    let (limit, before) = (query.limit.get(), number(query.cursor.as_ref())?);
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

#[cfg(test)]
mod tests {
    use super::*;
    use timebank_api::reputation::Totals;

    #[test]
    fn rules_count_what_is_in_their_window_and_say_from_where_on_they_count() {
        let conduct = Conduct { window: 100, no_show_limit: 0, ..Conduct::default() };
        let of = |ratings: u32| TotalsResponse {
            member: 3,
            totals: Totals { ratings, ..Totals::default() },
            silences: vec![100, 899, 901, 950],
            no_shows: vec![999],
            recent_rating: Some(180),
        };
        let told = rules(&conduct, &of(5), 1_000);
        let figures: Vec<_> = told.iter().map(|rule| (rule.ground, rule.now, rule.limit)).collect();
        assert_eq!(figures, [(ConductGround::Silences, Some(2), 3), (ConductGround::Rating, Some(180), 200)]);
        assert_eq!(rules(&conduct, &of(4), 1_000)[1].now, None, "too few to make a mean of");
    }
}
