//! A lost transaction password (A5). The member chooses a new one, which makes a new owner key here; the member's branch proposes
//! it on chain, another branch approves, and after the time lock it takes the old one's place. Until the chain has the key it
//! opens nothing.

use super::{chain, Identity, IdentityError, Login, SecretText};
use crate::custody::{CustodyError, Secret};
use crate::db::{int, uint};
use timebank_api::proxy::NewKey;
use timebank_api::{MemberId, Scope};
use timebank_client::SecretKey;
use timebank_intent::key_proof_digest;

/// A new owner key that waits to be proposed or to come into force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingKey {
    pub member: MemberId,
    pub public: Vec<u8>,
    /// Seconds of Unix time.
    pub created: u64,
}

type Row = (i64, Vec<u8>, i64);

impl Identity {
    /// Makes a new owner key under a new transaction password; one that waited is replaced. Gives the public half.
    ///
    /// # Errors
    /// What is wrong with the password; `TransactionPasswordUnset` for whoever never had one and can simply set it.
    pub async fn begin_recovery(
        &self,
        login: &Login,
        password: &SecretText,
        now: i64,
    ) -> Result<Vec<u8>, IdentityError> {
        let member = login.member()?;
        self.check_new(login, password).await?;
        let (_, epoch) = chain::key(&self.db, member, Scope::Owner)
            .await?
            .ok_or(IdentityError::TransactionPasswordUnset)?;
        let epoch = epoch.saturating_add(1);
        let key = SecretKey::generate();
        let sealed = self.custody.seal_owner(&login.user, password.reveal(), &key).await?;
        let (settings, scope) = (&self.settings, timebank_intent::Scope::Owner);
        let digest = key_proof_digest(&settings.chain_id, &settings.proxy, member, scope, epoch);
        let proof = key.sign_digest(&digest).map_err(|_| CustodyError::Internal)?;
        let public = key.public_key().to_vec();
        let mut tx = self.db.begin().await?;
        sqlx::query(
            "INSERT INTO recoveries (user_id, member, public, sealed, proof, created_at) VALUES ($1, $2, $3, $4, $5, $6) \
             ON CONFLICT (user_id) DO UPDATE SET public = excluded.public, sealed = excluded.sealed, \
             proof = excluded.proof, created_at = excluded.created_at",
        )
        .bind(&login.user)
        .bind(int(member))
        .bind(&public)
        .bind(sealed)
        .bind(proof.as_slice())
        .bind(now)
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(public)
    }

    /// The new keys of the branch's members that wait, the longest waiting first.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn waiting_keys(&self) -> Result<Vec<WaitingKey>, IdentityError> {
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT member, public, created_at FROM recoveries ORDER BY created_at, member LIMIT 100",
        )
        .fetch_all(self.db.reader())
        .await?;
        let waiting = |(member, public, created): Row| WaitingKey {
            member: uint(member),
            public,
            created: uint(created),
        };
        Ok(rows.into_iter().map(waiting).collect())
    }

    /// What the proxy is told of a member's new key; nothing if none waits here.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn waiting_key(&self, member: MemberId) -> Result<Option<NewKey>, IdentityError> {
        let row: Option<(Vec<u8>, Vec<u8>)> =
            sqlx::query_as("SELECT public, proof FROM recoveries WHERE member = $1")
                .bind(int(member))
                .fetch_optional(self.db.reader())
                .await?;
        Ok(row.map(|(public, proof)| NewKey {
            member,
            scope: Scope::Owner,
            key: public.into(),
            proof: proof.into(),
            own: false,
        }))
    }

    /// Puts a new owner key into the old one's place once the chain has it, and forgets the guesses at the old password.
    pub(super) async fn adopt_recovered(&self, login: &Login) -> Result<(), IdentityError> {
        let waiting: Option<(Vec<u8>, Vec<u8>)> =
            sqlx::query_as("SELECT public, sealed FROM recoveries WHERE user_id = $1")
                .bind(&login.user)
                .fetch_optional(self.db.reader())
                .await?;
        let Some((public, sealed)) = waiting else { return Ok(()) };
        let on_chain = chain::key(&self.db, login.member()?, Scope::Owner).await?;
        if on_chain.is_none_or(|(key, _)| key != public) {
            return Ok(());
        }
        let mut tx = self.db.begin().await?;
        let gone = sqlx::query("DELETE FROM recoveries WHERE user_id = $1 AND public = $2")
            .bind(&login.user)
            .bind(&public)
            .execute(&mut *tx)
            .await?;
        if gone.rows_affected() == 1 {
            sqlx::query(
                "INSERT INTO user_keys (user_id, scope, public, sealed) VALUES ($1, 'owner', $2, $3) \
                 ON CONFLICT (user_id, scope) DO UPDATE SET public = excluded.public, sealed = excluded.sealed, action = NULL",
            )
            .bind(&login.user)
            .bind(&public)
            .bind(&sealed)
            .execute(&mut *tx)
            .await?;
        }
        tx.commit().await?;
        self.guesses.right(Secret::Transaction, &login.user).await?;
        Ok(())
    }
}
