//! What suits a member, and seats by lot.

use super::extract::{clock, Json, Member, Path, Query};
use super::problem::{Own, Problem};
use super::reads::{ActivityView, Limit};
use super::ApiState;
use crate::db::{int, uint};
use crate::index::read::Activity;
use crate::matching::lottery::{self, Entrant};
use crate::matching::{self, Reason};
use axum::extract::State;
use axum::Json as JsonBody;
use serde::{Deserialize, Serialize};
use timebank_api::Code;
use utoipa::{IntoParams, ToSchema};

/// Popular seats of the last so many seconds are luck or want of it.
const LUCK: i64 = 90 * 86_400;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct RecommendationsQuery {
    #[serde(default)]
    #[param(inline)]
    limit: Limit<10, 50>,
}

/// An activity that suits, and why.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RecommendationView {
    activity: ActivityView,
    /// How well it suits, from 0 to 1000: the mean of the reasons' values by their weights.
    coefficient: u32,
    /// What its place in the list gains because seats would stay empty, from 0 to 250.
    need: u32,
    /// The weightiest first.
    reasons: Vec<Reason>,
}

/// What suits, best first.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Recommendations {
    recommendations: Vec<RecommendationView>,
}

/// Open activities with a free seat that suit the caller best, with the reasons and how much each counts. They are computed from
/// the caller's own services as the ledger has them, with the weights of the rule pack of the caller's branch.
#[utoipa::path(get, path = "/v1/me/recommendations", tag = "me", security(("session" = [])),
    params(RecommendationsQuery), responses((status = 200, body = Recommendations), Problem))]
pub(super) async fn recommendations(
    State(state): State<ApiState>,
    Member(login): Member,
    Query(query): Query<RecommendationsQuery>,
) -> Result<JsonBody<Recommendations>, Problem> {
    let limit = usize::try_from(query.limit.get()).unwrap_or(1);
    let found = matching::recommend(&state.db, login.member()?, clock(), limit).await?;
    let view = |one: matching::Recommendation| RecommendationView {
        activity: one.activity.into(),
        coefficient: one.coefficient,
        need: one.need,
        reasons: one.reasons,
    };
    Ok(JsonBody(Recommendations { recommendations: found.into_iter().map(view).collect() }))
}

/// Somebody in the draw.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct EntrantView {
    member: u64,
    /// More for those who went without before.
    tickets: u64,
}

/// What was revealed when registration had closed.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DrawView {
    /// The secret in hexadecimal, which the commitment was made of.
    secret: String,
    /// The first block after registration closed, and its hash in hexadecimal.
    height: u64,
    block: String,
    /// The seed made of them, in hexadecimal.
    seed: String,
    entrants: Vec<EntrantView>,
    /// The members in the order in which seats are given.
    order: Vec<u64>,
}

/// A draw by lot. How to do it again is written in `docs/lottery.md`.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct LotteryView {
    activity: u64,
    /// What the branch is bound to, in hexadecimal.
    commitment: String,
    /// Seconds of Unix time.
    committed_at: u64,
    /// When registration closes, as it was when the branch committed: a later edit moves no draw.
    closes: u64,
    seats: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    draw: Option<DrawView>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewLottery {}

/// Commits the branch to a secret for a draw by lot, once, before registration closes. For the activity's administrators.
#[utoipa::path(put, path = "/v1/activities/{id}/lottery", tag = "activities", security(("session" = [])),
    params(("id" = u64, Path)), responses((status = 200, body = LotteryView), Problem))]
pub(super) async fn commit_lottery(
    State(state): State<ApiState>,
    Member(login): Member,
    Path(id): Path<u64>,
    Json(_body): Json<NewLottery>,
) -> Result<JsonBody<LotteryView>, Problem> {
    let activity = state.activity(id).await?;
    if !activity.is_administrator(login.member()?) {
        return Err(Code::NotAdministrator.into());
    }
    if activity.branch != state.settings.branch {
        return Err(Code::OtherBranch.into());
    }
    let now = clock();
    let secret: [u8; 32] = state.identity.custody().random();
    if now < activity.input.registration.end {
        let mut tx = state.db.begin().await?;
        sqlx::query(
            "INSERT INTO lotteries (activity, secret, commitment, committed_at, closes) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT DO NOTHING",
        )
        .bind(int(id))
        .bind(secret.as_slice())
        .bind(lottery::commitment(id, &secret).as_slice())
        .bind(int(now))
        .bind(int(activity.input.registration.end))
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
    }
    Ok(JsonBody(state.lottery(activity).await?.ok_or(Own::LotteryClosed)?))
}

/// A draw by lot: before registration closes what the branch is bound to, after it everything that is needed to do it again.
#[utoipa::path(get, path = "/v1/activities/{id}/lottery", tag = "public", security(()), params(("id" = u64, Path)),
    responses((status = 200, body = LotteryView), Problem))]
pub(super) async fn lottery(
    State(state): State<ApiState>,
    Path(id): Path<u64>,
) -> Result<JsonBody<LotteryView>, Problem> {
    let activity = state.activity(id).await.map_err(|_| Own::LotteryUnknown)?;
    Ok(JsonBody(state.lottery(activity).await?.ok_or(Own::LotteryUnknown)?))
}

impl ApiState {
    async fn lottery(&self, activity: Activity) -> Result<Option<LotteryView>, Problem> {
        let row: Option<(Vec<u8>, Vec<u8>, i64, i64)> = sqlx::query_as(
            "SELECT secret, commitment, committed_at, closes FROM lotteries WHERE activity = $1",
        )
        .bind(int(activity.id))
        .fetch_optional(self.db.reader())
        .await?;
        let Some((secret, commitment, committed_at, closes)) = row else {
            return Ok(None);
        };
        let secret: [u8; 32] = secret.try_into().map_err(|_| Problem::from(Code::Internal))?;
        // What the chain has, not the clock: the block must be there.
        let block: Option<(i64, Vec<u8>)> =
            sqlx::query_as("SELECT height, hash FROM blocks WHERE time >= $1 ORDER BY height LIMIT 1")
                .bind(closes)
                .fetch_optional(self.db.reader())
                .await?;
        let draw = match block {
            None => None,
            Some((height, block)) => {
                let entrants = self.entrants(&activity, closes).await?;
                let seed = lottery::seed(activity.id, &secret, &block);
                let view = |one: &Entrant| EntrantView { member: one.member, tickets: one.tickets };
                Some(DrawView {
                    secret: hex::encode(secret),
                    height: uint(height),
                    block: hex::encode(block),
                    seed: hex::encode(seed),
                    entrants: entrants.iter().map(view).collect(),
                    order: lottery::draw(&seed, &entrants),
                })
            }
        };
        Ok(Some(LotteryView {
            activity: activity.id,
            commitment: hex::encode(commitment),
            committed_at: uint(committed_at),
            closes: uint(closes),
            seats: activity.input.seats,
            draw,
        }))
    }

    /// Everybody who was enrolled when registration closed, with their tickets; by member number.
    async fn entrants(&self, activity: &Activity, closes: i64) -> Result<Vec<Entrant>, Problem> {
        let rows: Vec<(i64, i64, i64)> = sqlx::query_as(
            "SELECT e.participant, \
             (SELECT COUNT(*) FROM p_enrolments o JOIN p_activities b ON b.id = o.activity \
              WHERE o.participant = e.participant AND b.branch = $3 AND b.service_end < $2 AND b.service_end >= $4 \
              AND o.state NOT IN ('waitlisted', 'declined', 'withdrawn') AND EXISTS (SELECT 1 FROM p_enrolments w \
              WHERE w.activity = b.id AND w.state IN ('waitlisted', 'declined'))) AS got, \
             (SELECT COUNT(*) FROM p_enrolments o JOIN p_activities b ON b.id = o.activity \
              WHERE o.participant = e.participant AND b.branch = $3 AND b.service_end < $2 AND b.service_end >= $4 \
              AND o.state IN ('waitlisted', 'declined')) AS without_seat \
             FROM p_enrolments e WHERE e.activity = $1 AND e.created < $2 \
             AND NOT (e.state IN ('declined', 'withdrawn') AND e.updated < $2) ORDER BY e.participant",
        )
        .bind(int(activity.id))
        .bind(closes)
        .bind(i64::from(activity.branch))
        .bind(closes.saturating_sub(LUCK))
        .fetch_all(self.db.reader())
        .await?;
        let entrant = |(member, got, without): (i64, i64, i64)| Entrant {
            member: uint(member),
            tickets: lottery::tickets(uint(got), uint(without)),
        };
        Ok(rows.into_iter().map(entrant).collect())
    }
}
