//! What belongs to a member who has moved here: asked for at the branch that was left, kept, confirmed. `identity` has what each
//! step does.

use super::{later, now, Content, ContentError};
use crate::db::uint;
use crate::identity::{IdentityError, Luggage, Moved};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use timebank_api::{BranchId, MemberId};
use utoipa::ToSchema;

/// Where a branch is asked for what belongs to a member, and told that it is here.
pub const HAND_OVERS: &str = "/v1/branches/hand-overs";
pub const HANDED_OVER: &str = "/v1/branches/hand-overs/confirmations";
const PATIENCE: Duration = Duration::from_secs(60);
const MOST: u64 = 8 * 1024 * 1024;
const LONGEST_PAUSE: i64 = 600;
const BATCH: i64 = 20;

/// Which move: whose, and in which block it was made.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HandOverQuestion {
    pub member: MemberId,
    pub height: u64,
}

#[derive(sqlx::FromRow)]
struct Arrival {
    member: i64,
    height: i64,
    state: String,
    attempts: i64,
}

impl Content {
    /// What belongs to a member who has moved to the branch that asks.
    ///
    /// # Errors
    /// Those of [`crate::identity::Identity::hand_over`].
    pub async fn hand_over(
        &self,
        branch: BranchId,
        question: &HandOverQuestion,
    ) -> Result<Luggage, ContentError> {
        Ok(self.0.identity.hand_over(self.departure(branch, question), now()).await?)
    }

    /// Erases what the branch that asks has kept.
    ///
    /// # Errors
    /// Those of [`crate::identity::Identity::departed`].
    pub async fn handed_over(
        &self,
        branch: BranchId,
        question: &HandOverQuestion,
    ) -> Result<(), ContentError> {
        Ok(self.0.identity.departed(self.departure(branch, question), now()).await?)
    }

    fn departure(&self, joins: BranchId, question: &HandOverQuestion) -> Moved {
        let HandOverQuestion { member, height } = *question;
        Moved { member, height, leaves: self.0.branch, joins }
    }

    /// Asks a branch for what belongs to members who left it for this one.
    ///
    /// # Errors
    /// Those of the store.
    pub(super) async fn fetch_arrivals(&self, peer: BranchId) -> Result<bool, ContentError> {
        let arrivals: Vec<Arrival> = sqlx::query_as(
            "SELECT p.member, p.height, COALESCE(a.state, 'wanted') AS state, COALESCE(a.attempts, 0) AS attempts \
             FROM p_moved p LEFT JOIN arrivals a ON a.member = p.member AND a.height = p.height \
             WHERE p.joins = $1 AND p.leaves = $2 AND COALESCE(a.state, 'wanted') IN ('wanted', 'stored') \
             AND COALESCE(a.not_before, 0) <= $3 ORDER BY p.height LIMIT $4",
        )
        .bind(i64::from(self.0.branch))
        .bind(i64::from(peer))
        .bind(now())
        .bind(BATCH)
        .fetch_all(self.0.db.reader())
        .await?;
        let more = i64::try_from(arrivals.len()).is_ok_and(|count| count >= BATCH);
        for arrival in arrivals {
            let member = arrival.member;
            match self.fetch_arrival(peer, &arrival).await {
                Ok(()) => {}
                Err(ContentError::Away) => return Ok(false),
                Err(error) => {
                    tracing::warn!(branch = peer, member, %error, "what belongs to a member is not here yet");
                    self.put_arrival_off(&arrival).await?;
                }
            }
        }
        Ok(more)
    }

    async fn fetch_arrival(&self, peer: BranchId, arrival: &Arrival) -> Result<(), ContentError> {
        let question = HandOverQuestion { member: uint(arrival.member), height: uint(arrival.height) };
        if arrival.state == "wanted" {
            match self.collect(peer, &question).await {
                Err(ContentError::Refused(code)) if code == IdentityError::HandOverUnknown.code() => {
                    tracing::warn!(
                        branch = peer,
                        member = arrival.member,
                        "nothing came along with a member"
                    );
                    return self.arrived(arrival, "nothing").await;
                }
                other => other?,
            }
        }
        self.ask::<()>(peer, HANDED_OVER, &question, (PATIENCE, MOST)).await?;
        tracing::info!(branch = peer, member = arrival.member, "a member has moved here");
        self.arrived(arrival, "done").await
    }

    /// Asks for what belongs to a member and keeps it.
    pub(crate) async fn collect(
        &self,
        peer: BranchId,
        question: &HandOverQuestion,
    ) -> Result<(), ContentError> {
        let luggage: Luggage = self.ask(peer, HAND_OVERS, question, (PATIENCE, MOST)).await?;
        let HandOverQuestion { member, height } = *question;
        let moved = Moved { member, height, leaves: peer, joins: self.0.branch };
        Ok(self.0.identity.take_in(moved, &luggage, time::OffsetDateTime::now_utc()).await?)
    }

    async fn arrived(&self, arrival: &Arrival, state: &'static str) -> Result<(), ContentError> {
        let mut tx = self.0.db.begin().await?;
        sqlx::query(
            "INSERT INTO arrivals (member, height, state) VALUES ($1, $2, $3) \
             ON CONFLICT (member, height) DO UPDATE SET state = excluded.state",
        )
        .bind(arrival.member)
        .bind(arrival.height)
        .bind(state)
        .execute(&mut *tx)
        .await?;
        Ok(tx.commit().await?)
    }

    async fn put_arrival_off(&self, arrival: &Arrival) -> Result<(), ContentError> {
        let attempts = arrival.attempts.saturating_add(1);
        let mut tx = self.0.db.begin().await?;
        // Whether it is stored by now, the row knows best.
        sqlx::query(
            "INSERT INTO arrivals (member, height, state, attempts, not_before) VALUES ($1, $2, 'wanted', $3, $4) \
             ON CONFLICT (member, height) DO UPDATE SET attempts = excluded.attempts, not_before = excluded.not_before",
        )
        .bind(arrival.member)
        .bind(arrival.height)
        .bind(attempts)
        .bind(later(now(), attempts, LONGEST_PAUSE))
        .execute(&mut *tx)
        .await?;
        Ok(tx.commit().await?)
    }
}
