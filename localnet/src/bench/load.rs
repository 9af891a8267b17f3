//! Handing transactions in at all validators and waiting for the blocks they are in.

use anyhow::{bail, Context, Result};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use timebank_client::{tx, Account, Client, Commits, Envelope, Node, SecretKey, SignedTx, TxResult};

const PATIENCE: Duration = Duration::from_secs(60);

/// The chain under load.
pub struct Load {
    /// Reads: the archive.
    pub archive: Client,
    /// How long a load runs.
    pub length: Duration,
    entries: Vec<Client>,
    turn: AtomicUsize,
    commits: Commits,
}

impl Load {
    /// Begins to follow the chain.
    pub async fn begin(archive: Client, entries: Vec<Client>, length: Duration) -> Result<Self> {
        let commits = Commits::follow(archive.clone()).await?;
        Ok(Self { archive, length, entries, turn: AtomicUsize::new(0), commits })
    }

    /// Hands a transaction in at the next validator and waits for its block; its result and how long it took.
    async fn commit(&self, transaction: &SignedTx) -> Result<(TxResult, Duration)> {
        let begun = Instant::now();
        let turn = self.turn.fetch_add(1, Ordering::Relaxed).checked_rem(self.entries.len()).unwrap_or(0);
        let entry = self.entries.get(turn).context("no validator to hand in at")?;
        let result = self.commits.commit(entry, transaction, PATIENCE).await?;
        Ok((result, begun.elapsed()))
    }
}

/// An account with one transaction in flight.
pub struct Sender {
    key: SecretKey,
    account: Account,
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

    /// Signs messages at the account's present state, hands them in, waits for their block.
    pub async fn send(
        &mut self,
        load: &Load,
        messages: Vec<cosmrs::Any>,
        gas: u64,
    ) -> Result<(TxResult, Duration)> {
        match self.try_send(load, messages, gas).await? {
            (result, took) if result.code == 0 => Ok((result, took)),
            (result, _) => bail!("code {}: {}", result.code, result.log),
        }
    }

    /// As [`Sender::send`]; a transaction that fails on the chain is an answer too.
    pub async fn try_send(
        &mut self,
        load: &Load,
        messages: Vec<cosmrs::Any>,
        gas: u64,
    ) -> Result<(TxResult, Duration)> {
        let envelope =
            Envelope { chain_id: load.archive.chain_id(), account: self.account, gas, timeout_height: 0 };
        let signed = tx::sign_any(messages, envelope, &self.key)?;
        let outcome = load.commit(&signed).await;
        if outcome.as_ref().is_ok_and(|(result, _)| result.code == 0) {
            self.account.sequence = self.account.sequence.saturating_add(1);
        } else {
            // Whether a failed transaction has used its sequence is the chain's to say.
            self.account = load.archive.account(&self.key.address()).await?;
        }
        outcome
    }
}
