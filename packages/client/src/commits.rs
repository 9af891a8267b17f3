use crate::{Broadcast, Client, Node, NodeError, SignedTx, TxResult};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

const POLL: Duration = Duration::from_millis(50);

/// Why a transaction has no result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CommitError {
    /// A node did not take it.
    #[error("the transaction was not taken: {0:?}")]
    NotTaken(Broadcast),
    /// It may still come into one.
    #[error("the transaction is in no block after {0:?}")]
    Patience(Duration),
}

#[derive(Default)]
struct Waiting(Mutex<HashMap<[u8; 32], oneshot::Sender<TxResult>>>);

impl Waiting {
    fn lock(&self) -> MutexGuard<'_, HashMap<[u8; 32], oneshot::Sender<TxResult>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Waits for the blocks of transactions: every block is read once, however many wait.
pub struct Commits {
    waiting: Arc<Waiting>,
    follower: JoinHandle<()>,
}

impl Commits {
    /// Begins to follow the chain, within a tokio runtime.
    ///
    /// # Errors
    /// If no endpoint answers.
    pub async fn follow(client: Client) -> Result<Self, NodeError> {
        let next = client.status().await?.height.saturating_add(1);
        let waiting: Arc<Waiting> = Arc::default();
        let follower = tokio::spawn(follow(client, next, Arc::clone(&waiting)));
        Ok(Commits { waiting, follower })
    }

    /// Hands a transaction in at a node and waits for its block; its result, whatever its code.
    ///
    /// # Errors
    /// As [`CommitError`] says.
    pub async fn commit(
        &self,
        node: &Client,
        transaction: &SignedTx,
        patience: Duration,
    ) -> Result<TxResult, CommitError> {
        let (sender, committed) = oneshot::channel();
        self.waiting.lock().insert(transaction.hash, sender);
        let answer = node.broadcast(&transaction.raw).await;
        if answer != Broadcast::Taken {
            self.waiting.lock().remove(&transaction.hash);
            return Err(CommitError::NotTaken(answer));
        }
        match tokio::time::timeout(patience, committed).await {
            Ok(Ok(result)) => Ok(result),
            _ => {
                self.waiting.lock().remove(&transaction.hash);
                Err(CommitError::Patience(patience))
            }
        }
    }
}

impl Drop for Commits {
    fn drop(&mut self) {
        self.follower.abort();
    }
}

/// Reads block after block and tells those who wait for a transaction in it. A node that does not answer is asked again.
async fn follow(client: Client, mut next: u64, waiting: Arc<Waiting>) {
    let mut height = 0;
    loop {
        if height < next {
            height = client.status().await.map_or(height, |status| status.height);
        }
        let block = if height < next { None } else { client.block(next).await.ok() };
        let Some(block) = block else {
            tokio::time::sleep(POLL).await;
            continue;
        };
        let mut waiting = waiting.lock();
        for transaction in block.txs {
            if let Some(sender) = waiting.remove(&transaction.hash) {
                // Whoever waited may have lost patience.
                let _ = sender.send(transaction.result);
            }
        }
        next = next.saturating_add(1);
    }
}
