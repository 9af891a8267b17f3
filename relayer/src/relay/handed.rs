//! Intents that members have signed themselves, with keys that no branch keeps. Whoever hands one in says nothing by it: the
//! signature is the member's, and what the proxy will check is checked here first, so that nothing is kept that it would reject.

use super::outcome::scope_of;
use super::reserve::Book;
use super::{now, Relay, RelayError};
use crate::db::{int, uint32};
use sqlx::AnyConnection;
use timebank_api::permission::{message_name, relayable, Contract};
use timebank_api::proxy::MAX_VALIDITY_SECONDS;
use timebank_api::{Code, MemberId, Scope as ApiScope};
use timebank_intent::{IntentError, Scope, SignedIntent, MAX_LANES};

/// An intent as it was handed in: read, but not believed yet.
#[derive(Debug, Clone)]
pub struct Handed {
    pub(super) signed: SignedIntent,
    pub(super) digest: [u8; 32],
    pub(super) contract: Contract,
    pub(super) kind: String,
}

impl Handed {
    /// Who is said to have signed it.
    pub fn signer(&self) -> MemberId {
        self.signed.intent.signer
    }

    pub fn digest(&self) -> &[u8; 32] {
        &self.digest
    }

    /// What it asks for.
    pub fn wish(&self) -> super::Wish<'_> {
        let intent = &self.signed.intent;
        super::Wish {
            signer: intent.signer,
            on_behalf_of: intent.on_behalf_of,
            scope: intent.scope,
            contract: self.contract,
            message: &intent.message,
        }
    }
}

/// What an intent of a member needs besides its message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basis {
    /// Compressed.
    pub key: Vec<u8>,
    pub epoch: u32,
    /// Whether the member holds the key.
    pub own: bool,
    /// A free nonce of each lane; nothing where none is free now.
    pub nonces: Vec<Option<u64>>,
}

impl Relay {
    /// Reads a signed intent for this chain and proxy.
    ///
    /// # Errors
    /// `intent.malformed`, `intent.signature` for a signature in the upper half, `intent.target`.
    pub fn read(&self, bytes: &[u8]) -> Result<Handed, Code> {
        let proxy = self.0.contracts.canonical(Contract::Proxy);
        let read = SignedIntent::decode(bytes, &self.0.chain_id, &proxy);
        let (signed, digest) = read.map_err(|error| match error {
            IntentError::HighS => Code::IntentSignature,
            _ => Code::IntentMalformed,
        })?;
        let contract = self.0.contracts.at_canonical(&signed.intent.contract).ok_or(Code::IntentTarget)?;
        let name = message_name(&signed.intent.message).ok_or(Code::IntentTarget)?;
        let kind = relayable(contract, name).ok_or(Code::IntentTarget)?.message.to_owned();
        Ok(Handed { signed, digest, contract, kind })
    }

    /// The action that an earlier request of these idempotency keys made of the same intent.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn handed_before(
        &self,
        handed: &Handed,
        principal: &str,
    ) -> Result<Option<String>, RelayError> {
        Ok(sqlx::query_scalar(
            "SELECT a.id FROM actions a JOIN idempotency i ON i.action = a.id \
             WHERE a.form = 'intent' AND a.digest = $1 AND i.principal = $2",
        )
        .bind(handed.digest.as_slice())
        .bind(principal)
        .fetch_optional(self.0.db.reader())
        .await?)
    }

    /// Whether the proxy would take it now, its nonce aside.
    ///
    /// # Errors
    /// The proxy's code, or why there is no answer.
    pub async fn authentic(&self, handed: &Handed) -> Result<(), RelayError> {
        let mut reader = self.0.db.reader().acquire().await?;
        self.check(&mut reader, handed).await
    }

    /// As [`Relay::authentic`], and in the order of the proxy.
    pub(super) async fn check(&self, db: &mut AnyConnection, handed: &Handed) -> Result<(), RelayError> {
        let tip = *self.0.tip.borrow();
        if !tip.within(super::MAX_LAG) {
            return Err(RelayError::CatchingUp);
        }
        let (intent, now) = (&handed.signed.intent, now());
        if now >= intent.valid_until {
            return Err(Code::IntentExpired.into());
        }
        // The chain's clock is the last block's, behind ours.
        if intent.valid_until.saturating_sub(tip.time.min(now)) > MAX_VALIDITY_SECONDS {
            return Err(Code::IntentTooLong.into());
        }
        let (key, epoch, own) = key(db, intent.signer, intent.scope).await?.ok_or(Code::KeyMissing)?;
        if intent.key_epoch != epoch {
            return Err(Code::IntentEpoch.into());
        }
        if !timebank_client::verifies(&key, &handed.digest, &handed.signed.signature) {
            return Err(Code::IntentSignature.into());
        }
        // A branch that keeps the key signs within its limits; signed elsewhere, nothing would keep to them.
        if intent.scope == Scope::Owner && !own {
            return Err(RelayError::InCustody);
        }
        Ok(())
    }

    /// What a member needs to make an intent.
    ///
    /// # Errors
    /// `key.missing`, or if the index is behind.
    pub async fn basis(&self, member: MemberId, scope: ApiScope) -> Result<Basis, RelayError> {
        if !self.0.tip.borrow().within(super::MAX_LAG) {
            return Err(RelayError::CatchingUp);
        }
        let scope = scope_of(scope);
        let mut reader = self.0.db.reader().acquire().await?;
        let (key, epoch, own) = key(&mut reader, member, scope).await?.ok_or(Code::KeyMissing)?;
        let book = Book::read(&mut reader, &[member].into()).await?;
        let nonces = (0..MAX_LANES).map(|lane| book.free(member, scope, epoch, lane)).collect();
        Ok(Basis { key, epoch, own, nonces })
    }
}

/// A member's key of a scope, its epoch, and whether the member holds it.
async fn key(
    db: &mut AnyConnection,
    member: MemberId,
    scope: Scope,
) -> sqlx::Result<Option<(Vec<u8>, u32, bool)>> {
    let row: Option<(Vec<u8>, i64, i64)> =
        sqlx::query_as("SELECT key, epoch, own FROM p_keys WHERE member = $1 AND scope = $2")
            .bind(int(member))
            .bind(i64::from(scope.byte()))
            .fetch_optional(db)
            .await?;
    Ok(row.map(|(key, epoch, own)| (key, uint32(epoch), own != 0)))
}

#[cfg(test)]
mod tests;
