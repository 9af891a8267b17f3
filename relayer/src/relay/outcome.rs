//! What blocks say about the outbox. Called by the index in the block's own transaction.
//!
//! A `Rejected` says nothing about a digest by itself (anybody can hand in a forged copy), so it counts only for our own bytes
//! in our own transaction, and each code is looked into:
//!
//! | rejected with | because | then |
//! |---|---|---|
//! | `intent.expired` | the block's time is past `valid_until` | failed |
//! | `intent.nonce_used`, `intent.nonce_too_old` | it was carried out or refused before: that outcome; else another intent took its place | that outcome, or failed |
//! | `intent.epoch` | the projected key has a later epoch: failed, for epochs only rise | failed, else again |
//! | `intent.signature` | the projected key of that epoch does not verify it; a key never changes within its epoch | failed, else again |
//! | `key.missing`, `member.unknown` | there is none in the projections either | failed, else again |
//! | `intent.malformed`, `intent.target`, `member.inactive` | | failed |
//! | anything else, e.g. `intent.nonce_too_far` | it may be taken later | again, until its time is over |
//!
//! Should one that failed here without having been carried out (somebody else can hand in the same bytes) be carried out
//! after all, the chain's word replaces ours: only outcomes with a height are beyond change.

use super::{contract_named, gas};
use crate::db::{int, portions, uint, uint32, QueryBuilder};
use anyhow::{Context, Result};
use sqlx::AnyConnection;
use std::collections::HashSet;
use timebank_api::proxy::Outcome;
use timebank_api::{Code, Event};
use timebank_client::decode::Relayed;
use timebank_client::BlockTx;
use timebank_intent::{Scope, SIGNATURE_LEN};

/// The SDK's code for a transaction that ran out of gas.
const OUT_OF_GAS: u32 = 11;
/// How often a direct message that ran out of gas gets more.
const GAS_TRIES: i64 = 4;
/// The longest an action that was put back waits, in blocks.
const MAX_PAUSE: i64 = 32;

/// Height and time of a block.
pub(crate) type At = (u64, u64);

/// The scope's byte form.
pub(crate) fn scope_of(scope: timebank_api::Scope) -> Scope {
    match scope {
        timebank_api::Scope::Everyday => Scope::Everyday,
        timebank_api::Scope::Owner => Scope::Owner,
        timebank_api::Scope::Office => Scope::Office,
    }
}

/// An intent that a transaction relayed, and what it emitted in the form in which it is kept.
pub(crate) struct Carried {
    pub relayed: Relayed,
    pub events: String,
}

impl Carried {
    /// # Errors
    /// If the events cannot be written as JSON.
    pub fn new(relayed: Relayed) -> Result<Self> {
        let events = cosmwasm_std::to_json_string(relayed.events.as_deref().unwrap_or_default())?;
        Ok(Carried { relayed, events })
    }
}

/// Writes what a transaction did to our actions; gives the ids of those that came to their end. `events` are all of ours that it
/// emitted.
pub(crate) async fn of_transaction(
    db: &mut AnyConnection,
    at: At,
    tx: &BlockTx,
    events: &[Event],
    relayed: &[Carried],
) -> Result<HashSet<String>> {
    let mut finished = of_digests(db, at, relayed).await?;
    let own: Option<(i64, i64)> = sqlx::query_as("SELECT id, gas_expected FROM txs WHERE hash = $1")
        .bind(tx.hash.as_slice())
        .fetch_optional(&mut *db)
        .await?;
    let Some((id, expected)) = own else {
        return Ok(finished);
    };
    sqlx::query("UPDATE txs SET state = 'included', height = $2, code = $3, gas_used = $4 WHERE id = $1")
        .bind(id)
        .bind(int(at.0))
        .bind(i64::from(tx.result.code))
        .bind(int(tx.result.gas_used))
        .execute(&mut *db)
        .await?;
    let actions: Vec<Sent> = sqlx::query_as(
        "SELECT a.seq, a.id, a.form, a.kind, a.contract, a.state, a.member, a.scope, a.epoch, a.body, a.digest, a.attempts \
         FROM tx_actions t JOIN actions a ON a.seq = t.action WHERE t.tx = $1 ORDER BY t.position",
    )
    .bind(id)
    .fetch_all(&mut *db)
    .await?;
    let messages = actions.iter().map(|action| Ok((target(&action.contract)?, action.kind.clone())));
    let messages = messages.collect::<Result<_>>()?;
    let code = tx.result.code.to_string();
    metrics::counter!("timebank_txs_included", "code" => code).increment(1);
    if tx.result.code == 0 {
        gas::learn(db, messages, uint(expected), tx.result.gas_used).await?;
        for (position, action) in actions.iter().enumerate() {
            let ended = match (action.form.as_str(), relayed.get(position)) {
                ("direct", _) => Some(action.done(db, at, events).await?),
                (_, Some(one)) => action.look_into(db, at, &one.relayed.outcome).await?,
                (_, None) => action.again(db, at.0).await?,
            };
            finished.extend(ended);
        }
    } else {
        let exhausted = tx.result.codespace == "sdk" && tx.result.code == OUT_OF_GAS;
        tracing::warn!(
            height = at.0,
            code = tx.result.code,
            codespace = tx.result.codespace,
            log = tx.result.log,
            actions = actions.len(),
            "a transaction of ours failed as a whole"
        );
        if exhausted {
            gas::raise(db, messages).await?;
        }
        for action in &actions {
            let answered = action.form == "direct"
                && (["wasm", "feegrant"].contains(&tx.result.codespace.as_str())
                    || (exhausted && action.attempts >= GAS_TRIES));
            let ended = if answered {
                let code = if exhausted { Some(Code::GasExhausted) } else { Code::find(&tx.result.log) };
                action.fail(db, Some(at.0), code.unwrap_or(Code::Internal).text()).await?
            } else {
                action.again(db, at.0).await?
            };
            finished.extend(ended);
        }
    }
    Ok(finished)
}

/// Authentic outcomes for digests, whoever relayed them. They also replace what was concluded without the chain's word.
async fn of_digests(db: &mut AnyConnection, (height, _): At, relayed: &[Carried]) -> Result<HashSet<String>> {
    let ended = relayed.iter().filter_map(|Carried { relayed, events }| {
        let (state, code) = match &relayed.outcome {
            Outcome::Done => ("done", None),
            Outcome::Failed(code) => ("failed", Some(code.as_str())),
            Outcome::Rejected(_) => return None,
        };
        let (_, digest) = relayed.intent.as_ref()?;
        Some((digest, state, code, events))
    });
    let mut finished = HashSet::new();
    for part in portions(ended.collect()) {
        let mut update = QueryBuilder::new("UPDATE actions SET height = ");
        update.push_bind(int(height));
        update.push(", state = v.column2, code = v.column3, events = v.column4 FROM (");
        let mut between = "VALUES (";
        for (digest, state, code, events) in part {
            update.push(between).push_bind(digest.as_slice()).push(", ").push_bind(state);
            update.push(", ").push_bind(code).push(", ").push_bind(events.as_str());
            between = "), (";
        }
        update.push(
            ")) AS v WHERE actions.form = 'intent' AND actions.digest = v.column1 AND actions.height IS NULL \
             RETURNING actions.id",
        );
        let ids: Vec<(String,)> = update.build_as().fetch_all(&mut *db).await?;
        finished.extend(ids.into_iter().map(|(id,)| id));
    }
    Ok(finished)
}

async fn conclude(
    db: &mut AnyConnection,
    digest: &[u8],
    state: &str,
    code: Option<&str>,
    height: u64,
    events: &str,
) -> Result<Option<String>> {
    Ok(sqlx::query_scalar(
        "UPDATE actions SET state = $2, code = $3, height = $4, events = $5 \
         WHERE form = 'intent' AND digest = $1 AND height IS NULL RETURNING id",
    )
    .bind(digest)
    .bind(state)
    .bind(code)
    .bind(int(height))
    .bind(events)
    .fetch_optional(db)
    .await?)
}

/// Ends what can no longer happen at or after a block of this time: intents, wherever they are, for no later block will take
/// them; direct messages, unless they are in a transaction that may still be included.
pub(crate) async fn expire(db: &mut AnyConnection, time: u64) -> Result<HashSet<String>> {
    let ids: Vec<String> = sqlx::query_scalar(
        "UPDATE actions SET state = 'failed', code = $2 \
         WHERE state IN ('accepted', 'sent') AND valid_until <= $1 AND (form = 'intent' OR state = 'accepted') \
         RETURNING id",
    )
    .bind(int(time))
    .bind(Code::IntentExpired.text())
    .fetch_all(db)
    .await?;
    Ok(ids.into_iter().collect())
}

/// An action in one of our transactions.
#[derive(sqlx::FromRow)]
struct Sent {
    seq: i64,
    id: String,
    form: String,
    kind: String,
    contract: String,
    state: String,
    member: Option<i64>,
    scope: Option<i64>,
    epoch: Option<i64>,
    body: Vec<u8>,
    digest: Vec<u8>,
    attempts: i64,
}

impl Sent {
    async fn done(&self, db: &mut AnyConnection, (height, _): At, events: &[Event]) -> Result<String> {
        let events = cosmwasm_std::to_json_string(events)?;
        sqlx::query(
            "UPDATE actions SET state = 'done', code = NULL, height = $2, events = $3 WHERE seq = $1",
        )
        .bind(self.seq)
        .bind(int(height))
        .bind(events)
        .execute(db)
        .await?;
        Ok(self.id.clone())
    }

    async fn fail(&self, db: &mut AnyConnection, height: Option<u64>, code: &str) -> Result<Option<String>> {
        Ok(sqlx::query_scalar(
            "UPDATE actions SET state = 'failed', code = $2, height = $3 WHERE seq = $1 AND state IN ('accepted', 'sent') RETURNING id",
        )
        .bind(self.seq)
        .bind(code)
        .bind(height.map(int))
        .fetch_optional(db)
        .await?)
    }

    /// Puts it back, to be sent in a smaller batch after a pause that doubles.
    async fn again(&self, db: &mut AnyConnection, height: u64) -> Result<Option<String>> {
        let doubled = 1i64.checked_shl(u32::try_from(self.attempts).unwrap_or(u32::MAX)).unwrap_or(MAX_PAUSE);
        let pause = if self.attempts == 0 { 0 } else { doubled.clamp(1, MAX_PAUSE) };
        sqlx::query(
            "UPDATE actions SET state = 'accepted', attempts = attempts + 1, not_before = $2 WHERE seq = $1 AND state = 'sent'",
        )
        .bind(self.seq)
        .bind(int(height).saturating_add(pause))
        .execute(db)
        .await?;
        Ok(None)
    }

    async fn look_into(&self, db: &mut AnyConnection, at: At, outcome: &Outcome) -> Result<Option<String>> {
        let Outcome::Rejected(code) = outcome else {
            return Ok(None);
        };
        if self.state != "sent" {
            return Ok(None);
        }
        let known = Code::ALL.iter().find(|known| known.text() == code);
        let over = match known {
            Some(Code::NonceUsed | Code::NonceTooOld) => return self.nonce_spent(db, code).await,
            Some(Code::IntentExpired | Code::IntentMalformed | Code::IntentTarget | Code::MemberInactive) => {
                true
            }
            Some(Code::IntentEpoch) => {
                self.key(db).await?.is_some_and(|(_, epoch)| Some(i64::from(epoch)) > self.epoch)
            }
            Some(Code::IntentSignature) => !self.verifies(db).await?,
            Some(Code::KeyMissing) => self.key(db).await?.is_none(),
            Some(Code::MemberUnknown) => {
                sqlx::query_scalar::<_, i64>("SELECT COUNT(*) FROM p_members WHERE id = $1")
                    .bind(self.member)
                    .fetch_one(&mut *db)
                    .await
                    .map(|count| count == 0)?
            }
            _ => false,
        };
        tracing::warn!(action = self.id, code, over, "an intent of ours was rejected");
        if over {
            self.fail(db, None, code).await
        } else {
            self.again(db, at.0).await
        }
    }

    /// The nonce is gone: either with this very intent, or with another one.
    async fn nonce_spent(&self, db: &mut AnyConnection, code: &str) -> Result<Option<String>> {
        let earlier: Option<(i64, Option<String>, String)> =
            sqlx::query_as("SELECT height, code, events FROM p_outcomes WHERE digest = $1")
                .bind(&self.digest)
                .fetch_optional(&mut *db)
                .await?;
        match earlier {
            Some((height, code, events)) => {
                let state = if code.is_none() { "done" } else { "failed" };
                conclude(db, &self.digest, state, code.as_deref(), uint(height), &events).await
            }
            None => self.fail(db, None, code).await,
        }
    }

    /// The key in force by the projections, which hold everything up to this transaction.
    async fn key(&self, db: &mut AnyConnection) -> Result<Option<(Vec<u8>, u32)>> {
        let key: Option<(Vec<u8>, i64)> =
            sqlx::query_as("SELECT key, epoch FROM p_keys WHERE member = $1 AND scope = $2")
                .bind(self.member)
                .bind(self.scope)
                .fetch_optional(db)
                .await?;
        Ok(key.map(|(key, epoch)| (key, uint32(epoch))))
    }

    /// Whether the signature is good by the projected key, or by none of this epoch known here.
    async fn verifies(&self, db: &mut AnyConnection) -> Result<bool> {
        let Some((key, epoch)) = self.key(db).await? else {
            return Ok(false);
        };
        if Some(i64::from(epoch)) < self.epoch {
            return Ok(true);
        }
        let split = self.body.len().saturating_sub(SIGNATURE_LEN);
        let signature = self.body.get(split..).unwrap_or_default();
        let digest = <[u8; 32]>::try_from(self.digest.as_slice());
        let signed = digest.is_ok_and(|digest| timebank_client::verifies(&key, &digest, signature));
        Ok(Some(i64::from(epoch)) == self.epoch && signed)
    }
}

/// The contract an action is for.
///
/// # Errors
/// If the store names one that does not exist.
pub(super) fn target(name: &str) -> Result<timebank_api::permission::Contract> {
    contract_named(name).with_context(|| format!("the store names an unknown contract {name}"))
}
