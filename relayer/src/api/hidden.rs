//! What the commitments hide that this branch puts on chain for its members. It is sealed in the branch's store and shown to
//! whoever needs it; without it a commitment says nothing (E4).

use super::extract::now;
use super::list::query;
use super::problem::Problem;
use super::ApiState;
use crate::content::Kin;
use crate::custody::Kept;
use crate::db::int;
use crate::identity::IdentityError;
use serde::de::DeserializeOwned;
use serde::Serialize;
use sha2::{Digest, Sha256};
use timebank_api::time_token::KinOpening;
use timebank_api::MemberId;
use timebank_intent::{kin_commitment, COMMITMENT_SALT_LEN};

/// What is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hidden {
    Profile,
    Kin,
    Credential,
    /// The holder of a certificate.
    Holder,
}

impl Hidden {
    fn text(self) -> &'static str {
        match self {
            Hidden::Profile => "profile",
            Hidden::Kin => "kin",
            Hidden::Credential => "credential",
            Hidden::Holder => "holder",
        }
    }
}

impl ApiState {
    /// Fresh salt.
    pub(super) fn salt(&self) -> [u8; COMMITMENT_SALT_LEN] {
        self.identity.custody().random()
    }

    /// Keeps what a commitment of a member hides, sealed.
    pub(super) async fn hide(
        &self,
        kind: Hidden,
        member: MemberId,
        commitment: &[u8; 32],
        secret: &impl Serialize,
    ) -> Result<(), Problem> {
        let secret = serde_json::to_vec(secret).map_err(|error| Problem::internal(&error))?;
        let name = hex::encode(commitment);
        let custody = self.identity.custody();
        let sealed = custody.seal(Kept::Commitment(&name), &secret).await.map_err(IdentityError::from)?;
        let mut tx = self.db.begin().await?;
        sqlx::query(
            "INSERT INTO commitments (commitment, kind, member, sealed, created_at) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(commitment.as_slice())
        .bind(kind.text())
        .bind(int(member))
        .bind(sealed)
        .bind(now())
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// What a commitment hides; nothing if another branch made it or it has been erased.
    pub(super) async fn unhide<T: DeserializeOwned>(
        &self,
        kind: Hidden,
        commitment: &[u8],
    ) -> Result<Option<T>, Problem> {
        let sealed: Option<(Vec<u8>,)> = self
            .row(query!(
                "SELECT sealed FROM commitments WHERE commitment = ",
                commitment.to_vec(),
                " AND kind = ",
                kind.text(),
                ""
            ))
            .await?;
        let Some((sealed,)) = sealed else { return Ok(None) };
        let name = hex::encode(commitment);
        let custody = self.identity.custody();
        let secret = custody.open(Kept::Commitment(&name), &sealed).await.map_err(IdentityError::from)?;
        serde_json::from_slice(&secret).map(Some).map_err(|error| Problem::internal(&error))
    }

    /// A commitment to two relatives, kept.
    pub(super) async fn hide_kin(
        &self,
        of: MemberId,
        other: MemberId,
        degree: u8,
    ) -> Result<[u8; 32], Problem> {
        let kin = Kin { degree, salt: self.salt() };
        let commitment = kin_commitment(of, other, degree, &kin.salt);
        self.hide(Hidden::Kin, of, &commitment, &kin).await?;
        Ok(commitment)
    }

    /// How near two relatives are by a link of theirs, if this branch knows it.
    pub(super) async fn degree(&self, commitment: &[u8]) -> Result<Option<u8>, Problem> {
        let kin: Option<Kin> = self.unhide(Hidden::Kin, commitment).await?;
        Ok(kin.map(|kin| kin.degree))
    }

    /// What shows the ledger that two members are relatives, the nearer link first; nothing if they have not agreed on it.
    pub(super) async fn kin_opening(
        &self,
        one: MemberId,
        other: MemberId,
    ) -> Result<Option<KinOpening>, Problem> {
        let links: Vec<(Vec<u8>,)> = self
            .rows(query!(
                "SELECT k.commitment FROM p_kin k JOIN commitments c ON c.commitment = k.commitment \
                 WHERE k.accepted = 1 AND k.proposer IN (",
                int(one),
                ", ",
                int(other),
                ") AND k.other IN (",
                int(one),
                ", ",
                int(other),
                ") ORDER BY k.commitment LIMIT 10"
            ))
            .await?;
        let mut nearest: Option<Kin> = None;
        for (commitment,) in links {
            let kin: Option<Kin> = self.unhide(Hidden::Kin, &commitment).await?;
            let nearer = |kin: &Kin| nearest.as_ref().is_none_or(|known| kin.degree < known.degree);
            if let Some(kin) = kin.filter(nearer) {
                nearest = Some(kin);
            }
        }
        Ok(nearest.map(|kin| KinOpening { degree: kin.degree, salt: kin.salt.into() }))
    }

    /// A commitment to the holder of a certificate, kept for whoever has to show that it is theirs.
    pub(super) async fn hide_holder(&self, member: MemberId, course: u64) -> Result<[u8; 32], Problem> {
        let salt = self.salt();
        let mut hash = Sha256::new();
        hash.update(b"timebank/holder/v1");
        hash.update(member.to_be_bytes());
        hash.update(course.to_be_bytes());
        hash.update(salt);
        let commitment = hash.finalize().into();
        self.hide(Hidden::Holder, member, &commitment, &salt).await?;
        Ok(commitment)
    }
}
