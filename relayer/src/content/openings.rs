//! What opens a kin link. It is sealed at the branch whose member offered the link, and the branch of the other side needs it too:
//! to show how near they are, to give a gift, to object to a recovery. It shows by itself that it is right.

use super::{later, now, Content, ContentError};
use crate::custody::Kept;
use crate::db::{int, uint};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use timebank_api::{BranchId, MemberId};
use timebank_intent::{kin_commitment, COMMITMENT_SALT_LEN};
use utoipa::ToSchema;

/// Where a branch is asked for an opening.
pub const OPENINGS: &str = "/v1/branches/openings";
const PATIENCE: Duration = Duration::from_secs(5);
const MOST: u64 = 4 * 1024;
const LONGEST_PAUSE: i64 = 3_600;
const BATCH: i64 = 20;

/// How near two relatives are, with the salt of their commitment.
#[derive(Clone, Serialize, Deserialize)]
pub struct Kin {
    pub degree: u8,
    pub salt: [u8; COMMITMENT_SALT_LEN],
}

impl std::fmt::Debug for Kin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Kin(…)")
    }
}

/// Which kin link, by its commitment in hexadecimal.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpeningQuestion {
    pub commitment: String,
}

#[derive(sqlx::FromRow)]
struct Wanted {
    commitment: Vec<u8>,
    proposer: i64,
    other: i64,
    attempts: i64,
}

impl Content {
    /// What opens a kin link, for the branch of one of its sides; nothing for any other branch, or if it is not kept here. It is
    /// written down before.
    ///
    /// # Errors
    /// Those of store and key management.
    pub async fn opening_for(
        &self,
        branch: BranchId,
        question: &OpeningQuestion,
    ) -> Result<Option<Kin>, ContentError> {
        let Ok(commitment) = hex::decode(&question.commitment) else { return Ok(None) };
        let found: Option<(i64, i64, Vec<u8>)> = sqlx::query_as(
            "SELECT c.member, m.id, c.sealed FROM p_kin k \
             JOIN commitments c ON c.commitment = k.commitment AND c.kind = 'kin' \
             JOIN p_members m ON m.id IN (k.proposer, k.other) AND m.id <> c.member \
             WHERE k.commitment = $1 AND m.branch = $2",
        )
        .bind(commitment)
        .bind(i64::from(branch))
        .fetch_optional(self.0.db.reader())
        .await?;
        let Some((subject, side, sealed)) = found else { return Ok(None) };
        let kept = Kept::Commitment(&question.commitment);
        let secret = self.0.identity.custody().open(kept, &sealed).await?;
        let kin = serde_json::from_slice(&secret)
            .map_err(|_| ContentError::Internal("a kin link cannot be read"))?;
        let reason = format!("the other side of a kin link, by branch {branch}");
        self.0.identity.note_about(uint(side), (uint(subject), "hand_over", "kin"), &reason, now()).await?;
        Ok(Some(kin))
    }

    /// Asks a branch for what opens the links that its members offered to members of this one.
    ///
    /// # Errors
    /// Those of the store.
    pub(super) async fn fetch_openings(&self, peer: BranchId) -> Result<bool, ContentError> {
        let wanted: Vec<Wanted> = sqlx::query_as(
            "SELECT w.commitment, k.proposer, k.other, w.attempts FROM wanted_openings w \
             JOIN p_kin k ON k.commitment = w.commitment JOIN p_members m ON m.id = k.proposer \
             WHERE m.branch = $1 AND w.not_before <= $2 ORDER BY w.attempts, w.commitment LIMIT $3",
        )
        .bind(i64::from(peer))
        .bind(now())
        .bind(BATCH)
        .fetch_all(self.0.db.reader())
        .await?;
        let more = i64::try_from(wanted.len()).is_ok_and(|count| count >= BATCH);
        for one in wanted {
            match self.fetch_opening(peer, &one).await {
                Ok(()) => {}
                Err(ContentError::Away) => return Ok(false),
                Err(error) => {
                    tracing::warn!(branch = peer, %error, "no opening of a kin link");
                    self.put_off(&one).await?;
                }
            }
        }
        Ok(more)
    }

    async fn fetch_opening(&self, peer: BranchId, wanted: &Wanted) -> Result<(), ContentError> {
        let name = hex::encode(&wanted.commitment);
        let question = OpeningQuestion { commitment: name.clone() };
        let kin: Kin = self.ask(peer, OPENINGS, &question, (PATIENCE, MOST)).await?;
        let opened = kin_commitment(uint(wanted.proposer), uint(wanted.other), kin.degree, &kin.salt);
        if opened.as_slice() != wanted.commitment {
            return Err(ContentError::Wrong("it does not open the link"));
        }
        self.keep_opening(&wanted.commitment, uint(wanted.other), &kin).await
    }

    async fn keep_opening(&self, commitment: &[u8], side: MemberId, kin: &Kin) -> Result<(), ContentError> {
        let secret =
            serde_json::to_vec(kin).map_err(|_| ContentError::Internal("a kin link cannot be written"))?;
        let name = hex::encode(commitment);
        let sealed = self.0.identity.custody().seal(Kept::Commitment(&name), &secret).await?;
        let mut tx = self.0.db.begin().await?;
        sqlx::query(
            "INSERT INTO commitments (commitment, kind, member, sealed, created_at) VALUES ($1, 'kin', $2, $3, $4) \
             ON CONFLICT DO NOTHING",
        )
        .bind(commitment)
        .bind(int(side))
        .bind(sealed)
        .bind(now())
        .execute(&mut *tx)
        .await?;
        sqlx::query("DELETE FROM wanted_openings WHERE commitment = $1")
            .bind(commitment)
            .execute(&mut *tx)
            .await?;
        Ok(tx.commit().await?)
    }

    async fn put_off(&self, wanted: &Wanted) -> Result<(), ContentError> {
        let attempts = wanted.attempts.saturating_add(1);
        let mut tx = self.0.db.begin().await?;
        sqlx::query("UPDATE wanted_openings SET attempts = $2, not_before = $3 WHERE commitment = $1")
            .bind(&wanted.commitment)
            .bind(attempts)
            .bind(later(now(), attempts, LONGEST_PAUSE))
            .execute(&mut *tx)
            .await?;
        Ok(tx.commit().await?)
    }
}
