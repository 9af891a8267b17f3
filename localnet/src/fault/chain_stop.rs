//! A chain that stands still: members read on, their wishes are kept and settle when it goes on (A6, R2).

use super::load::{self, Tally};
use super::System;
use crate::postgres::Store;
use crate::steps::{step, step_with_result};
use crate::workspace::Workspace;
use anyhow::{ensure, Context, Result};
use serde::Serialize;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// How long the load runs before and after.
const AROUND: Duration = Duration::from_secs(5);

/// What was found.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    pub store: Store,
    /// How long no node ran.
    pub seconds: u64,
    /// Accepted meanwhile.
    pub accepted_meanwhile: usize,
    /// Pages read meanwhile, all of them answered.
    pub reads: usize,
    /// From the nodes' start until everything was final.
    pub settled_after_seconds: u64,
    #[serde(flatten)]
    pub tally: Tally,
}

impl Report {
    /// The same for people.
    pub fn print(&self) {
        let tally = &self.tally;
        println!(
            "no node for {} s ({:?}): {} pages read, none failed; {} actions accepted meanwhile; all final {} s after; \
             {} accepted = {} done + {} failed, as the chain has it",
            self.seconds,
            self.store,
            self.reads,
            self.accepted_meanwhile,
            self.settled_after_seconds,
            tally.accepted,
            tally.done,
            tally.failed
        );
    }
}

/// Ends every node under load and starts them again after so many seconds.
pub fn chain_stop(workspace: &Workspace, seconds: u64, store: Store) -> Result<Report> {
    let mut system = System::up(workspace, store)?;
    let givers = step("members with TIME to give", || load::prepare(&system))?;
    let reader = givers.first().context("no members")?;
    let nodes: Vec<String> = system.network.manifest().nodes.iter().map(|node| node.name.clone()).collect();
    // The nodes are ended and started through a handle of their own.
    let node = crate::build::node::planned(workspace, &system.cache)?;
    let mut network =
        crate::net::Network::open(&system.cache, &node, super::PLAN.network)?.context("no network")?;
    let (mut meanwhile, mut reads, mut back) = (0usize, 0usize, Instant::now());
    let tally = step_with_result(&format!("fault: no node for {seconds} s under load"), || {
        let tally = load::while_giving(&system, &givers, |going| {
            thread::sleep(AROUND);
            for node in &nodes {
                network.kill(node)?;
            }
            let before = going.accepted.load(Ordering::SeqCst);
            let stop = AtomicBool::new(false);
            let (read, wrong) = thread::scope(|scope| {
                let reading = scope.spawn(|| load::read_until(reader, &stop));
                thread::sleep(Duration::from_secs(seconds));
                stop.store(true, Ordering::SeqCst);
                reading.join()
            })
            .map_err(|_| anyhow::anyhow!("the reader broke down"))?;
            ensure!(wrong.is_empty(), "{} of {read} pages failed: {:?}", wrong.len(), wrong.first());
            reads = read;
            meanwhile = going.accepted.load(Ordering::SeqCst).saturating_sub(before);
            ensure!(meanwhile > 0, "nothing was accepted while the chain stood still");
            back = Instant::now();
            network.start()?;
            crate::bench::own(&network)?;
            thread::sleep(AROUND);
            Ok(())
        })?;
        ensure!(tally.failed == 0, "{} actions failed for the chain's standing still", tally.failed);
        let remark = format!("{} accepted", tally.accepted);
        Ok((tally, remark))
    })?;
    // What was started through the other handle ends with this one.
    system.network.stop()?;
    Ok(Report {
        store,
        seconds,
        accepted_meanwhile: meanwhile,
        reads,
        settled_after_seconds: back.elapsed().as_secs(),
        tally,
    })
}
