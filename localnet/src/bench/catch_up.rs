//! How fast an index that starts from nothing reads a chain that was under load (P9).

use super::sample::as_f64;
use super::stage::Stage;
use crate::branches::Branch;
use crate::demo::Session;
use crate::steps::step_with_result;
use anyhow::{ensure, Context, Result};
use serde::Serialize;
use std::thread;
use std::time::{Duration, Instant};
use timebank_client::{Client, Node};

const PATIENCE: Duration = Duration::from_secs(600);
const POLL: Duration = Duration::from_millis(10);

/// What was found.
#[derive(Clone, Debug, Serialize)]
pub struct CatchUp {
    /// Of the whole chain.
    pub whole: Stretch,
    /// Of the blocks made under load.
    pub loaded: Stretch,
}

/// Some blocks one after the other.
#[derive(Clone, Debug, Serialize)]
pub struct Stretch {
    pub blocks: u64,
    /// What the chain took to make them, and the index to read them.
    pub chain_seconds: f64,
    pub index_seconds: f64,
    /// The chain's time over the index's.
    pub times: f64,
}

impl Stretch {
    fn new(blocks: u64, chain: u64, index: Duration) -> Self {
        let (chain_seconds, index_seconds) = (as_f64(chain), index.as_secs_f64());
        Stretch { blocks, chain_seconds, index_seconds, times: chain_seconds / index_seconds.max(0.001) }
    }

    fn words(&self) -> String {
        format!(
            "{} blocks of {:.0} s in {:.1} s: {:.0} blocks/s, {:.0} × the chain's time",
            self.blocks,
            self.chain_seconds,
            self.index_seconds,
            as_f64(self.blocks) / self.index_seconds.max(0.001),
            self.times
        )
    }
}

impl CatchUp {
    /// The same for people.
    pub fn print(&self) {
        println!("index from nothing: {}", self.whole.words());
        println!("  of blocks under load: {}", self.loaded.words());
    }
}

/// Ends a branch's relayer and starts it anew with an empty store; how fast it comes to where it was. `loaded` are the blocks
/// between which there was a load.
pub fn measure(stage: &Stage, branch: &Branch, loaded: (u64, u64)) -> Result<CatchUp> {
    step_with_result("bench: an index that starts from nothing", || {
        stage.stop_relayer(branch)?;
        branch.keep_in(&stage.network, &stage.empty_store(branch, "catchup")?)?;
        let archive = stage.archive()?;
        let tip = stage.runtime.block_on(archive.status())?.height;
        let mut process = branch.spawn(&stage.network, &stage.relayer)?;
        let passed = watch(branch, &[1, loaded.0, loaded.1, tip])?;
        branch.await_ready(&stage.network, &mut process)?;
        stage.adopt(branch, process)?;
        let [begun, from, to, end] = passed.try_into().ok().context("heights were missed")?;
        let stretch = |first: u64, last: u64, index: Duration| -> Result<Stretch> {
            let chain = stage.runtime.block_on(seconds_between(&archive, first, last))?;
            Ok(Stretch::new(last.saturating_sub(first), chain, index))
        };
        let whole = stretch(1, tip, end.duration_since(begun))?;
        let loaded = stretch(loaded.0, loaded.1, to.duration_since(from))?;
        let remark = format!("{:.0} × the chain's time, {:.0} × under load", whole.times, loaded.times);
        Ok((CatchUp { whole, loaded }, remark))
    })
}

/// When each of these heights, in their order, was seen to be indexed.
fn watch(branch: &Branch, heights: &[u64]) -> Result<Vec<Instant>> {
    let admin = Session::anonymous(&branch.admin());
    let deadline = Instant::now().checked_add(PATIENCE).context("clock out of range")?;
    let mut passed = Vec::new();
    while passed.len() < heights.len() {
        let height = admin.get("/readyz").ok().and_then(|ready| ready.body.get("height")?.as_u64());
        let now = Instant::now();
        while heights.get(passed.len()).is_some_and(|wanted| height >= Some(*wanted)) {
            passed.push(now);
        }
        ensure!(now < deadline, "the index is at {height:?} after {PATIENCE:?}");
        thread::sleep(POLL);
    }
    Ok(passed)
}

async fn seconds_between(archive: &Client, first: u64, last: u64) -> Result<u64> {
    let (first, last) = (archive.block(first).await?.time, archive.block(last).await?.time);
    Ok(last.saturating_sub(first))
}
