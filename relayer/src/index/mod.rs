//! The chain, followed block by block into tables that answer every reading question.
//!
//! Blocks are pulled in order by `/block` and `/block_results`. A block counts only if its header links to the one before,
//! says what the results of the one before hash to, and is of the configured chain: otherwise the index stops, and with it the
//! daemon, rather than skip anything. Projections, outcomes of the outbox and the cursor are written in one transaction.
//!
//! Raw events are not kept: `index rebuild` reads the blocks from the node again, which therefore must be an archive node
//! (`pruning = nothing`), as `doctor` checks. The hashes of blocks are kept through a rebuild, so that another history is
//! noticed. Blocks that are there already, as after a rebuild, are written several in a transaction.

mod apply;
pub mod grams;
pub mod read;
#[cfg(test)]
mod tests;
pub(crate) mod text;

use crate::db::lease::Leases;
use crate::db::{int, uint, Db};
use crate::relay::Relay;
use crate::stream::Hub;
use anyhow::{bail, ensure, Context, Result};
use futures::{stream, StreamExt};
use sqlx::{Any, AnyConnection, Transaction};
use std::sync::Arc;
use std::time::Duration;
use timebank_client::{results, Block, Contracts, Node, NodeError};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// Counts up with every change of what a block becomes in the projections: a store with those of another version is emptied, and
/// filled anew from the chain.
const VERSION: i64 = 9;
/// What the names of the projections' tables begin with.
const PROJECTIONS: &str = "p_";
/// How often the node is asked for a new block when there was none.
const POLL: Duration = Duration::from_millis(200);
/// How long to leave a node alone that does not answer.
const PATIENCE: Duration = Duration::from_secs(1);
/// Blocks fetched at a time while catching up.
const AHEAD: usize = 16;
/// The most blocks that are written in one transaction.
const TOGETHER: usize = 16;
/// How often a block that the node should have is asked for before it is a failure.
const TRIES: u32 = 60;
/// One block in so many is held against what another node says of it, events and all: headers do not commit to events.
const SAMPLE: u64 = 16;
/// What one instance of a branch does at a time.
const LEASE: &str = "index";

/// How far the index is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tip {
    /// The last block in the projections; 0 before the first.
    pub height: u64,
    /// Its time, Unix seconds.
    pub time: u64,
    /// The last block of the chain as the node last said; nothing until it has said so.
    pub chain: Option<u64>,
}

impl Tip {
    /// Whether the index is known to lag no more than so many blocks behind.
    pub fn within(&self, blocks: u64) -> bool {
        self.chain.is_some_and(|chain| chain.saturating_sub(self.height) <= blocks)
    }
}

/// Follows the chain.
pub struct Follower {
    node: Arc<dyn Node>,
    db: Db,
    chain_id: Arc<str>,
    contracts: Arc<Contracts>,
    relay: Relay,
    hub: Hub,
    tip: watch::Sender<Tip>,
    /// One block in so many is compared.
    pub(crate) sample: u64,
}

impl Follower {
    /// `tip` tells how far it is.
    pub fn new(
        node: Arc<dyn Node>,
        db: Db,
        contracts: Contracts,
        chain_id: String,
        relay: Relay,
        hub: Hub,
        tip: watch::Sender<Tip>,
    ) -> Self {
        let (chain_id, contracts) = (chain_id.into(), Arc::new(contracts));
        Follower { node, db, chain_id, contracts, relay, hub, tip, sample: SAMPLE }
    }

    /// Follows until it is told to stop: the chain while this instance leads, else what the leading one writes.
    ///
    /// # Errors
    /// If the chain is not what it should be, or the store fails. A node that cannot be reached is no error.
    pub async fn run(self, leases: Leases, stop: CancellationToken) -> Result<()> {
        loop {
            let mut lease = tokio::select! {
                biased;
                () = stop.cancelled() => return Ok(()),
                lease = leases.take(LEASE) => lease,
                watched = self.watch() => return watched,
            };
            tracing::info!("this instance leads the index");
            tokio::select! {
                led = self.lead(&stop) => {
                    led?;
                    if stop.is_cancelled() {
                        return Ok(());
                    }
                }
                () = lease.lost() => tracing::warn!("this instance leads the index no more"),
            }
        }
    }

    /// Follows the chain until it is told to stop, or another instance has gone on.
    async fn lead(&self, stop: &CancellationToken) -> Result<()> {
        self.begin().await?;
        loop {
            let pause = match self.advance(stop).await {
                Ok(()) => POLL,
                Err(Stopped::Node(error)) => {
                    tracing::warn!(%error, "the index waits for the node");
                    metrics::counter!("timebank_index_node_errors").increment(1);
                    PATIENCE
                }
                Err(Stopped::Passed) => return Ok(()),
                Err(Stopped::For(error)) => {
                    metrics::counter!("timebank_index_stopped").increment(1);
                    return Err(error.context("the index has stopped"));
                }
            };
            tokio::select! {
                () = stop.cancelled() => return Ok(()),
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    /// Looks at the store again and again, for what the leading instance has written.
    async fn watch(&self) -> Result<()> {
        loop {
            self.look().await?;
            tokio::time::sleep(POLL).await;
        }
    }

    /// Takes over what the store has, and tells whoever waits for it.
    pub(crate) async fn look(&self) -> Result<()> {
        let stored: Option<(i64, i64)> =
            sqlx::query_as("SELECT height, time FROM cursor").fetch_optional(self.db.reader()).await?;
        let chain = self.node.status().await.ok().map(|status| status.height);
        let (height, time) = stored.map_or((0, 0), |(height, time)| (uint(height), uint(time)));
        let moved = height != self.tip.borrow().height;
        self.tip.send_if_modified(|tip| {
            let before = *tip;
            *tip = Tip { height, time, chain: chain.max(tip.chain) };
            *tip != before
        });
        if moved {
            self.relay.tell_to_look();
            self.hub.tell_to_look();
        }
        Ok(())
    }

    /// Takes up where the store is; empties it first if it holds what another version has made.
    async fn begin(&self) -> Result<()> {
        let mut tx = self.db.begin().await?;
        sqlx::query(
            "INSERT INTO cursor (one, chain_id, height, time, version) VALUES (1, $1, 0, 0, $2) ON CONFLICT DO NOTHING",
        )
        .bind(&*self.chain_id)
        .bind(VERSION)
        .execute(&mut *tx)
        .await?;
        let (stored, version): (String, i64) =
            sqlx::query_as("SELECT chain_id, version FROM cursor").fetch_one(&mut *tx).await?;
        ensure!(stored == *self.chain_id, "the store is of chain {stored}, not of {}", self.chain_id);
        if version != VERSION {
            tracing::info!(version, "the projections are built anew from the chain");
            empty(&self.db, &mut tx).await?;
        }
        let (height, time): (i64, i64) =
            sqlx::query_as("SELECT height, time FROM cursor").fetch_one(&mut *tx).await?;
        tx.commit().await?;
        self.tip.send_modify(|tip| {
            tip.height = uint(height);
            tip.time = uint(time);
        });
        // Another instance may have written something since this one last looked.
        self.relay.tell_to_look();
        self.hub.tell_to_look();
        Ok(())
    }

    /// Applies every block there is now.
    ///
    /// # Errors
    /// As [`Follower::run`], and if the node cannot be reached.
    pub async fn catch_up(&self, stop: &CancellationToken) -> Result<()> {
        self.begin().await?;
        match self.advance(stop).await {
            Ok(()) | Err(Stopped::Passed) => Ok(()),
            Err(Stopped::Node(error)) => Err(error.into()),
            Err(Stopped::For(error)) => Err(error),
        }
    }

    async fn advance(&self, stop: &CancellationToken) -> Result<(), Stopped> {
        let status = self.node.status().await?;
        if status.chain_id != *self.chain_id {
            return Err(Stopped::For(anyhow::anyhow!(
                "the node is of chain {}, not of {}",
                status.chain_id,
                self.chain_id
            )));
        }
        let cursor = self.tip.borrow().height;
        // A node that is behind the index (another one after fail-over) is simply waited for.
        self.tip.send_modify(|tip| tip.chain = Some(status.height.max(tip.chain.unwrap_or(0))));
        let next = cursor.saturating_add(1);
        if status.height >= next && status.earliest > next {
            return Err(Stopped::For(anyhow::anyhow!(
                "block {next} is needed, but the node's oldest is {}: point chain.rpc to an archive node",
                status.earliest
            )));
        }
        let blocks = stream::iter(next..=status.height).map(|height| self.fetch(height)).buffered(AHEAD);
        let mut ready = blocks.ready_chunks(TOGETHER);
        while let Some(fetched) = ready.next().await {
            if stop.is_cancelled() {
                break;
            }
            let (mut blocks, mut failed) = (Vec::with_capacity(fetched.len()), None);
            for read in fetched {
                match read {
                    Ok(read) => blocks.push(read),
                    Err(stopped) => {
                        failed = Some(stopped);
                        break;
                    }
                }
            }
            for read in &blocks {
                self.compare(&read.block).await?;
            }
            self.apply(&blocks).await?;
            if let Some(stopped) = failed {
                return Err(stopped);
            }
        }
        Ok(())
    }

    /// A block, read by a task of its own beside the writing of those before it; results are there a moment later than the block
    /// itself.
    async fn fetch(&self, height: u64) -> Result<apply::Read, Stopped> {
        let (node, contracts, chain_id) = (self.node.clone(), self.contracts.clone(), self.chain_id.clone());
        let read: JoinHandle<Result<apply::Read, Stopped>> = tokio::spawn(async move {
            let mut tries = 0;
            let block = loop {
                match node.block(height).await {
                    Err(NodeError::Missing) if tries < TRIES => {
                        tries = tries.saturating_add(1);
                        tokio::time::sleep(Duration::from_millis(50)).await;
                    }
                    answer => break answer?,
                }
            };
            Ok(apply::read(&contracts, &chain_id, block).with_context(|| format!("block {height}"))?)
        });
        read.await.context("a block's reader broke down")?
    }

    /// Asks another node about some of the blocks, which ones nobody can foresee.
    async fn compare(&self, block: &Block) -> Result<()> {
        let chance = uuid::Uuid::new_v4().as_u64_pair().0;
        if chance.checked_rem(self.sample) != Some(0) {
            return Ok(());
        }
        match self.node.second_block(block.height).await {
            Some(other) => {
                metrics::counter!("timebank_blocks_compared").increment(1);
                ensure!(
                    block.agrees_with(&other),
                    "two nodes tell different things of block {}: one lies",
                    block.height
                );
            }
            None => metrics::counter!("timebank_blocks_without_second_node").increment(1),
        }
        Ok(())
    }

    async fn apply(&self, blocks: &[apply::Read]) -> Result<(), Stopped> {
        let (Some(first), Some(last)) = (blocks.first(), blocks.last()) else {
            return Ok(());
        };
        let (first, last) = (&first.block, &last.block);
        let mut tx = self.db.begin().await?;
        // First of all: whoever does not move the cursor writes nothing.
        let moved = sqlx::query(
            "UPDATE cursor SET height = $2, time = $3 WHERE height = $1 - 1 AND chain_id = $4 AND version = $5",
        )
        .bind(int(first.height))
        .bind(int(last.height))
        .bind(int(last.time))
        .bind(&*self.chain_id)
        .bind(VERSION)
        .execute(&mut *tx)
        .await?;
        if moved.rows_affected() == 0 {
            tracing::warn!(height = first.height, "another instance moves the cursor");
            return Err(Stopped::Passed);
        }
        for read in blocks {
            self.check(&mut tx, &read.block).await?;
        }
        let applied = apply::blocks(&mut tx, &self.contracts, blocks).await?;
        tx.commit().await?;
        metrics::gauge!("timebank_index_height").set(lossy(last.height));
        self.relay.tell_finished(applied.finished);
        self.hub.publish(applied.feed);
        self.tip.send_modify(|tip| {
            tip.height = last.height;
            tip.time = last.time;
            tip.chain = tip.chain.max(Some(last.height));
        });
        Ok(())
    }

    /// That this is the next block of the history in the store; keeps its hash.
    async fn check(&self, tx: &mut Transaction<'static, Any>, block: &Block) -> Result<()> {
        let height = block.height;
        ensure!(block.chain_id == *self.chain_id, "block {height} is of chain {}", block.chain_id);
        let before: Option<(Vec<u8>, Vec<u8>)> =
            sqlx::query_as("SELECT hash, results_hash FROM blocks WHERE height = $1 - 1")
                .bind(int(height))
                .fetch_optional(&mut **tx)
                .await?;
        match before {
            None if height > 1 => bail!("block {height} does not follow: the one before is missing"),
            None => {}
            Some((hash, results)) => {
                ensure!(
                    block.previous.map(|previous| previous.to_vec()) == Some(hash),
                    "block {height} does not link to the one before: another history, or a node that lies"
                );
                ensure!(
                    block.previous_results.map(|hash| hash.to_vec()) == Some(results),
                    "block {height} commits to other results of the block before: the node lied about them"
                );
            }
        }
        let stored: Option<Vec<u8>> = sqlx::query_scalar("SELECT hash FROM blocks WHERE height = $1")
            .bind(int(height))
            .fetch_optional(&mut **tx)
            .await?;
        if let Some(stored) = stored {
            ensure!(stored == block.hash, "block {height} is another one than before the rebuild");
            return Ok(());
        }
        sqlx::query("INSERT INTO blocks (height, hash, time, results_hash) VALUES ($1, $2, $3, $4)")
            .bind(int(height))
            .bind(block.hash.as_slice())
            .bind(int(block.time))
            .bind(results::results_hash(&block.txs).as_slice())
            .execute(&mut **tx)
            .await?;
        Ok(())
    }
}

/// Why following paused or ended.
enum Stopped {
    Node(NodeError),
    /// Another instance has gone on.
    Passed,
    For(anyhow::Error),
}

impl From<anyhow::Error> for Stopped {
    fn from(error: anyhow::Error) -> Self {
        Stopped::For(error)
    }
}

impl From<sqlx::Error> for Stopped {
    fn from(error: sqlx::Error) -> Self {
        Stopped::For(error.into())
    }
}

impl From<NodeError> for Stopped {
    fn from(error: NodeError) -> Self {
        Stopped::Node(error)
    }
}

/// Empties the projections, so that the next run builds them anew from the chain. The outbox and the hashes of blocks stay.
///
/// # Errors
/// If the store fails.
pub async fn reset(db: &Db) -> Result<()> {
    let mut tx = db.begin().await?;
    empty(db, &mut tx).await?;
    tx.commit().await?;
    Ok(())
}

async fn empty(db: &Db, tx: &mut AnyConnection) -> sqlx::Result<()> {
    for table in db.tables(tx, PROJECTIONS).await? {
        // Names of our own migrations.
        sqlx::query(sqlx::AssertSqlSafe(format!("DELETE FROM \"{table}\""))).execute(&mut *tx).await?;
    }
    sqlx::query("UPDATE cursor SET height = 0, time = 0, version = $1").bind(VERSION).execute(tx).await?;
    Ok(())
}

/// For gauges only: heights are far below what an `f64` holds exactly.
pub(crate) fn lossy(number: u64) -> f64 {
    u32::try_from(number).map_or(f64::MAX, f64::from)
}
