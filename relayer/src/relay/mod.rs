//! From a member's wish to a settled fact, exactly once in effect.
//!
//! ```text
//! submit (caller's transaction: idempotency row + signed intent)          index (a block's transaction)
//!        │                                                                       ▲
//!        ▼                          ┌── refused before it was ever out ──┐       │ in a block: outcome per intent
//!    accepted ──▶ lane: batch ──▶ sent ──▶ broadcast (taken · unknown) ──┴──▶ included ──▶ done │ failed(code)
//!        ▲                          │                                            │
//!        └── timeout height indexed and absent, or rejected for now ─────────────┘
//! ```
//!
//! Who may conclude what:
//!
//! | seen | concluded |
//! |---|---|
//! | any answer to a broadcast | nothing about the actions; at most that this transaction was never out |
//! | `Done`, `Failed(code)` for the digest in an indexed block, whoever relayed it | done, failed: final |
//! | `Rejected(code)` for our bytes in our transaction | looked into, see `outcome` |
//! | our transaction in a block with a code ≠ 0 | intents: nothing was spent, again in smaller batches; direct: failed when the contract said so |
//! | indexed height ≥ timeout height and not in a block | the transaction is dead; its actions are sent again |
//! | the account's sequence is beyond ours and everything up to then is indexed | the same |
//! | an indexed block's time ≥ `valid_until` | failed(`intent.expired`) |
//!
//! Intents carry their own replay protection, so sending one twice is harmless. Direct messages do not: they are sent again
//! only when the earlier transaction is proven dead, and a new one at the same sequence excludes it besides.
//!
//! Nonces come from the projection of the proxy's windows and the open intents of the outbox, so a restored database needs no
//! repair: nothing is signed before the index has caught up.

mod accept;
mod gas;
mod handed;
#[cfg(test)]
mod instances;
mod lane;
pub(crate) mod outcome;
mod precheck;
mod reserve;
mod rhythm;
mod subject;
#[cfg(test)]
mod tests;
mod tick;

pub use accept::{Mark, Terms, KEPT};
pub use handed::{Basis, Handed};
pub use lane::Lane;
pub use precheck::{Precheck, Trials, Wish};
pub use tick::Ticker;

use crate::custody::policy;
use crate::db::{int, uint, Db};
use crate::index::Tip;
use rhythm::Rhythm;
use sha2::{Digest, Sha256};
use sqlx::AnyConnection;
use std::collections::HashSet;
use std::str::FromStr;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use timebank_api::permission::Contract;
use timebank_api::{Code, Event, MemberId};
use timebank_client::confirmation::{Checked, Confirmation};
use timebank_client::{Contracts, SecretKey};
use timebank_intent::Scope;
use tokio::sync::{broadcast, watch, Mutex, Notify};
use uuid::Uuid;

/// Blocks by which the index may lag behind the chain and intents still be signed.
const MAX_LAG: u64 = 10;
/// What is to be sent within so many seconds may be in a lane's hands, perhaps another instance's, whose clock is not ours.
const IN_HAND: u64 = 2;
/// An intent never asks for more than the contract allows, less what the block's clock may lag behind ours.
const MAX_VALIDITY: u64 = timebank_api::proxy::MAX_VALIDITY_SECONDS - 120;
/// How long a lane lets more come for its batch at least.
pub(crate) const GATHER: Duration = Duration::from_millis(50);
/// How long a direct message is tried.
const DIRECT_VALIDITY: u64 = 3_600;

/// Why an action was not taken into the outbox.
#[derive(Debug, thiserror::Error)]
pub enum RelayError {
    /// The message is none that members may send through the proxy.
    #[error("this message cannot be relayed")]
    NotRelayable,
    /// The message is too long for an intent.
    #[error("the message is too long for an intent")]
    TooLong,
    /// The key is of an epoch that is over.
    #[error("the key has been replaced")]
    Epoch,
    /// The member has too many open actions.
    #[error("too many actions of this member are under way")]
    Busy,
    /// The branch has too many open actions.
    #[error("too many actions of this branch are under way")]
    Full,
    /// The idempotency key is being used, here or by another instance.
    #[error("the same request is being worked on")]
    InProgress,
    /// The index does not know the chain's present state yet.
    #[error("the index is catching up with the chain")]
    CatchingUp,
    #[error("the intent cannot be signed")]
    Signing,
    /// The group it was to be written in was not; the log says why.
    #[error("the store has failed")]
    Unwritten,
    /// The ledger would not take it as it is now.
    #[error("the ledger would refuse it: {0}")]
    Ledger(Code),
    /// A branch keeps the key and signs with it within its limits.
    #[error("the key is in a branch's custody")]
    InCustody,
    /// The signer's policy stands against it.
    #[error(transparent)]
    Refused(policy::Refusal),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

impl RelayError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            RelayError::NotRelayable => Code::NotRelayable.text(),
            RelayError::TooLong => Code::MessageInvalid.text(),
            RelayError::Epoch => Code::IntentEpoch.text(),
            RelayError::Busy => "relay.busy",
            RelayError::Full => "system.busy",
            RelayError::InProgress => "idempotency.in_progress",
            RelayError::CatchingUp => "relay.catching_up",
            RelayError::Ledger(code) => code.text(),
            RelayError::InCustody => "custody.branch",
            RelayError::Refused(refusal) => refusal.code(),
            RelayError::Signing | RelayError::Unwritten | RelayError::Database(_) => Code::Internal.text(),
        }
    }
}

impl From<Code> for RelayError {
    fn from(code: Code) -> Self {
        RelayError::Ledger(code)
    }
}

impl From<policy::PolicyError> for RelayError {
    fn from(error: policy::PolicyError) -> Self {
        match error {
            policy::PolicyError::Refused(refusal) => RelayError::Refused(refusal),
            policy::PolicyError::Database(error) => RelayError::Database(error),
        }
    }
}

/// Where an action is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Kept safely; it will be sent.
    Accepted,
    /// In a transaction that is on its way.
    Sent,
    /// The chain has carried it out.
    Done,
    /// The chain has refused it, or its time is over.
    Failed,
}

impl State {
    /// Whether nothing more will happen.
    pub fn is_final(self) -> bool {
        matches!(self, State::Done | State::Failed)
    }

    fn text(self) -> &'static str {
        match self {
            State::Accepted => "accepted",
            State::Sent => "sent",
            State::Done => "done",
            State::Failed => "failed",
        }
    }
}

impl FromStr for State {
    type Err = sqlx::Error;

    fn from_str(text: &str) -> Result<Self, sqlx::Error> {
        [State::Accepted, State::Sent, State::Done, State::Failed]
            .into_iter()
            .find(|state| state.text() == text)
            .ok_or_else(|| sqlx::Error::Decode(format!("unknown state {text}").into()))
    }
}

/// A member's wish.
pub struct NewIntent {
    /// Who signs.
    pub member: MemberId,
    /// For whom, when an agent acts.
    pub on_behalf_of: Option<MemberId>,
    pub scope: Scope,
    pub contract: Contract,
    /// The contract's message in canonical JSON, `{"name":…}`.
    pub message: Vec<u8>,
    /// The unsealed key of that scope.
    pub key: Arc<SecretKey>,
    pub key_epoch: u32,
    pub valid_for: Duration,
    pub care: Care,
}

/// How an action is kept.
#[derive(Debug, Clone)]
pub struct Care {
    /// Not sent before this second; until then it can be taken back, and its time of validity begins.
    pub held_until: Option<u64>,
    /// What the caller knows it by.
    pub correlation: Option<String>,
    /// Against what it was checked.
    pub checked: Checked,
}

impl Default for Care {
    fn default() -> Self {
        Care { held_until: None, correlation: None, checked: Checked::Signer }
    }
}

/// Something the branch does itself, as operator.
pub struct NewDirect {
    /// The message's name.
    pub kind: String,
    pub contract: Contract,
    pub message: serde_json::Value,
    /// What the caller knows it by, e.g. a registration's id.
    pub correlation: Option<String>,
}

/// What was asked for and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Action {
    /// UUID v7.
    pub id: String,
    /// The message's name.
    pub kind: String,
    pub member: Option<MemberId>,
    pub state: State,
    /// The stable code, when it failed.
    pub code: Option<String>,
    /// The intent's digest (of a direct message: the message's sha256) in hex.
    pub digest: String,
    /// The block that decided it.
    pub height: Option<u64>,
    /// Unix seconds.
    pub created: u64,
    /// Unix seconds; nothing happens from then on.
    pub valid_until: u64,
    /// Unix seconds; nothing happens before, and until then it can be taken back.
    pub held_until: Option<u64>,
    /// The branch's word that it has accepted an intent.
    pub confirmation: Option<Confirmation>,
    /// What its own execution emitted; empty until done, and when it cannot be told from others' in the batch.
    pub events: Vec<Event>,
}

/// The outbox. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Relay(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    db: Db,
    chain_id: String,
    contracts: Contracts,
    tip: watch::Receiver<Tip>,
    terms: Terms,
    /// What is to be written into the outbox with the next group.
    arriving: accept::Arriving,
    /// Lanes wait here for work.
    work: Notify,
    /// Whose turn it is to put a batch together.
    turn: Mutex<()>,
    /// As the lanes see the blocks come.
    rhythm: std::sync::Mutex<Rhythm>,
    /// Ids of actions that came to their end, block by block.
    /// Nothing says that another instance has written them: look.
    finished: broadcast::Sender<Option<Arc<HashSet<String>>>>,
}

impl Relay {
    pub fn new(
        db: Db,
        chain_id: impl Into<String>,
        contracts: Contracts,
        tip: watch::Receiver<Tip>,
        terms: Terms,
    ) -> Self {
        let (finished, _) = broadcast::channel(256);
        Relay(Arc::new(Inner {
            db,
            chain_id: chain_id.into(),
            contracts,
            tip,
            terms,
            arriving: accept::Arriving::default(),
            work: Notify::new(),
            turn: Mutex::default(),
            rhythm: std::sync::Mutex::new(Rhythm::new(Instant::now())),
            finished,
        }))
    }

    /// Puts an operator's message into the outbox, to go out in a transaction of its own. It takes effect with
    /// the caller's transaction. Then [`Relay::wake`], or it waits for the next block.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn submit_direct(&self, tx: &mut AnyConnection, new: NewDirect) -> Result<Action, RelayError> {
        let body = serde_json::to_vec(&new.message).map_err(|_| RelayError::NotRelayable)?;
        let digest = Sha256::digest(&body).to_vec();
        let id = Uuid::now_v7().to_string();
        let created = now();
        let valid_until = created.saturating_add(DIRECT_VALIDITY);
        sqlx::query(
            "INSERT INTO actions (id, form, kind, contract, correlation, body, digest, state, created, valid_until) \
             VALUES ($1, 'direct', $2, $3, $4, $5, $6, 'accepted', $7, $8)",
        )
        .bind(&id)
        .bind(&new.kind)
        .bind(new.contract.name())
        .bind(&new.correlation)
        .bind(body)
        .bind(&digest)
        .bind(int(created))
        .bind(int(valid_until))
        .execute(tx)
        .await?;
        metrics::counter!("timebank_actions_accepted", "kind" => new.kind.clone()).increment(1);
        Ok(Action {
            id,
            kind: new.kind,
            member: None,
            state: State::Accepted,
            code: None,
            digest: hex::encode(digest),
            height: None,
            created,
            valid_until,
            held_until: None,
            confirmation: None,
            events: Vec::new(),
        })
    }

    /// The operator key that the branch signs with, if it has one.
    pub fn operator(&self) -> Option<Arc<SecretKey>> {
        self.0.terms.signer.as_ref().map(|(_, key)| Arc::clone(key))
    }

    /// Takes back what is held of a member under this name: it is never sent, what was signed is gone, and its nonce is free. Its id,
    /// to be told of by `tell_finished` once the caller's transaction is committed; nothing if nothing is held any more.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn take_back(
        &self,
        tx: &mut AnyConnection,
        (member, correlation): (MemberId, &str),
        code: &str,
    ) -> sqlx::Result<Option<String>> {
        sqlx::query_scalar(
            "UPDATE actions SET state = 'failed', code = $3, body = $4 WHERE member = $1 AND correlation = $2 \
             AND state = 'accepted' AND held_until > $5 RETURNING id",
        )
        .bind(int(member))
        .bind(correlation)
        .bind(code)
        .bind(Vec::new())
        .bind(int(now().saturating_add(IN_HAND)))
        .fetch_optional(tx)
        .await
    }

    /// Tells a lane that is free that there is work. Without it they look again at every block.
    pub fn wake(&self) {
        self.0.work.notify_one();
    }

    /// An action by its id.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn action(&self, id: &str) -> Result<Option<Action>, RelayError> {
        let row: Option<ActionRow> = sqlx::query_as(
            "SELECT id, kind, member, state, code, digest, height, created, valid_until, held_until, indexed, checked, confirmation, events \
             FROM actions WHERE id = $1",
        )
        .bind(id)
        .fetch_optional(self.0.db.reader())
        .await?;
        row.map(Action::try_from).transpose().map_err(RelayError::from)
    }

    /// Waits until an action has come to its end, or for so long, and gives it as it is then. It is told by the index, its
    /// own or, through the store, that of another instance.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn wait(&self, id: &str, timeout: Duration) -> Result<Option<Action>, RelayError> {
        let mut finished = self.0.finished.subscribe();
        let action = self.action(id).await?;
        if action.as_ref().is_none_or(|action| action.state.is_final()) {
            return Ok(action);
        }
        let told = async {
            loop {
                match finished.recv().await {
                    Ok(Some(ids)) if !ids.contains(id) => {}
                    Ok(Some(_)) => return,
                    Ok(None) => {
                        // What cannot be read now is read at the end.
                        let seen = self.action(id).await;
                        if seen.is_ok_and(|action| action.is_none_or(|action| action.state.is_final())) {
                            return;
                        }
                    }
                    // Too much happened meanwhile to have been told of everything: look.
                    Err(broadcast::error::RecvError::Lagged(_)) => return,
                    Err(broadcast::error::RecvError::Closed) => std::future::pending().await,
                }
            }
        };
        // Out of time: the action is given as it is.
        let _ = tokio::time::timeout(timeout, told).await;
        self.action(id).await
    }

    /// Tells whoever waits that these actions have come to their end.
    pub(crate) fn tell_finished(&self, ids: HashSet<String>) {
        if !ids.is_empty() {
            // An error only says that nobody waits.
            let _ = self.0.finished.send(Some(Arc::new(ids)));
        }
    }

    /// Tells whoever waits that another instance has written something.
    pub(crate) fn tell_to_look(&self) {
        let _ = self.0.finished.send(None);
    }

    /// How many actions are not at their end, and since when (Unix seconds) the oldest is under way.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn backlog(&self) -> Result<(u64, Option<u64>), RelayError> {
        let (count, oldest): (i64, Option<i64>) =
            sqlx::query_as("SELECT COUNT(*), MIN(created) FROM actions WHERE state IN ('accepted', 'sent')")
                .fetch_one(self.0.db.reader())
                .await?;
        Ok((uint(count), oldest.map(uint)))
    }
}

#[derive(sqlx::FromRow)]
struct ActionRow {
    id: String,
    kind: String,
    member: Option<i64>,
    state: String,
    code: Option<String>,
    digest: Vec<u8>,
    height: Option<i64>,
    created: i64,
    valid_until: i64,
    held_until: Option<i64>,
    indexed: Option<i64>,
    checked: Option<i64>,
    confirmation: Option<Vec<u8>>,
    events: String,
}

impl TryFrom<ActionRow> for Action {
    type Error = sqlx::Error;

    fn try_from(row: ActionRow) -> Result<Self, sqlx::Error> {
        let checked = row.checked.and_then(|byte| Checked::from_byte(u8::try_from(byte).ok()?));
        Ok(Action {
            id: row.id,
            kind: row.kind,
            member: row.member.map(uint),
            state: row.state.parse()?,
            code: row.code,
            digest: hex::encode(row.digest),
            height: row.height.map(uint),
            created: uint(row.created),
            valid_until: uint(row.valid_until),
            held_until: row.held_until.map(uint),
            confirmation: row
                .indexed
                .zip(row.confirmation)
                .and_then(|(indexed, bytes)| Confirmation::from_bytes(uint(indexed), checked, &bytes)),
            events: serde_json::from_str(&row.events).map_err(|error| sqlx::Error::Decode(error.into()))?,
        })
    }
}

/// Unix seconds.
pub(crate) fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// The contract of a name.
pub(crate) fn contract_named(name: &str) -> Option<Contract> {
    Contract::ALL.into_iter().find(|contract| contract.name() == name)
}
