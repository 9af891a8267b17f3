//! Handing transactions in at all validators and waiting for the blocks they are in.

use anyhow::{bail, Context, Result};
use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use timebank_client::{Broadcast, Client, Node, NodeError, SecretKey, SignedTx, TxResult};
use tokio::sync::oneshot;
use tokio::time::{sleep, timeout};

const POLL: Duration = Duration::from_millis(50);
const PATIENCE: Duration = Duration::from_secs(60);

type Waiting = Mutex<HashMap<[u8; 32], oneshot::Sender<TxResult>>>;

/// The chain under load.
pub struct Load {
    /// Reads: the archive.
    pub archive: Client,
    /// How long a load runs.
    pub length: Duration,
    entries: Vec<Client>,
    turn: AtomicUsize,
    waiting: Arc<Waiting>,
}

impl Load {
    /// Begins to follow the chain.
    pub async fn begin(archive: Client, entries: Vec<Client>, length: Duration) -> Result<Self> {
        let waiting: Arc<Waiting> = Arc::default();
        let next = archive.status().await?.height.saturating_add(1);
        tokio::spawn(follow(archive.clone(), next, Arc::clone(&waiting)));
        Ok(Self { archive, length, entries, turn: AtomicUsize::new(0), waiting })
    }

    /// Hands a transaction in at the next validator and waits for its block; its result and how long it took.
    pub async fn commit(&self, transaction: &SignedTx) -> Result<(TxResult, Duration)> {
        let begun = Instant::now();
        let (sender, committed) = oneshot::channel();
        self.waiting().insert(transaction.hash, sender);
        let turn = self.turn.fetch_add(1, Ordering::Relaxed).checked_rem(self.entries.len()).unwrap_or(0);
        let entry = self.entries.get(turn).context("no validator to hand in at")?;
        match entry.broadcast(&transaction.raw).await {
            Broadcast::Taken => (),
            other => {
                self.waiting().remove(&transaction.hash);
                bail!("not taken: {other:?}");
            }
        }
        match timeout(PATIENCE, committed).await {
            Ok(Ok(result)) => Ok((result, begun.elapsed())),
            _ => bail!("in no block after {PATIENCE:?}"),
        }
    }

    fn waiting(&self) -> std::sync::MutexGuard<'_, HashMap<[u8; 32], oneshot::Sender<TxResult>>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Reads block after block and tells those who wait for a transaction in it.
async fn follow(archive: Client, mut next: u64, waiting: Arc<Waiting>) {
    loop {
        match archive.block(next).await {
            Ok(block) => {
                let mut waiting = waiting.lock().unwrap_or_else(PoisonError::into_inner);
                for transaction in block.txs {
                    if let Some(sender) = waiting.remove(&transaction.hash) {
                        // Whoever waited may have lost patience.
                        let _ = sender.send(transaction.result);
                    }
                }
                next = next.saturating_add(1);
            }
            Err(NodeError::Missing | NodeError::Refused(_) | NodeError::Unreachable(_)) => sleep(POLL).await,
        }
    }
}

/// An account with one transaction in flight.
pub struct Sender {
    key: SecretKey,
    account: timebank_client::Account,
}

impl Sender {
    /// Reads the account of a key.
    pub async fn new(load: &Load, key: SecretKey) -> Result<Self> {
        let account = load.archive.account(&key.address()).await?;
        Ok(Self { key, account })
    }

    /// The account's address.
    pub fn address(&self) -> String {
        self.key.address()
    }

    /// Signs what `build` makes of the account's present state, hands it in, waits for its block.
    pub async fn send(
        &mut self,
        load: &Load,
        messages: Vec<cosmrs::Any>,
        gas: u64,
    ) -> Result<(TxResult, Duration)> {
        let envelope = timebank_client::Envelope {
            chain_id: load.archive.chain_id(),
            account: self.account,
            gas,
            timeout_height: 0,
        };
        let signed = timebank_client::tx::sign_any(messages, envelope, &self.key)?;
        match load.commit(&signed).await {
            Ok((result, took)) if result.code == 0 => {
                self.account.sequence = self.account.sequence.saturating_add(1);
                Ok((result, took))
            }
            outcome => {
                // Whether a failed transaction has used its sequence is the chain's to say.
                self.account = load.archive.account(&self.key.address()).await?;
                let (result, _) = outcome?;
                bail!("code {}: {}", result.code, result.log)
            }
        }
    }
}
