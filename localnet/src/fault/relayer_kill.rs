//! A relayer that is killed at any moment loses nothing and doubles nothing (R1).

use super::load::{self, Tally};
use super::System;
use crate::demo::people::random;
use crate::postgres::Store;
use crate::steps::{step, step_with_result};
use crate::workspace::Workspace;
use anyhow::{ensure, Context, Result};
use serde::Serialize;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::{Duration, Instant};

/// Longest time between a relayer's being ready and its being killed.
const LONGEST_MS: u32 = 1_500;
const PATIENCE: Duration = Duration::from_secs(120);

/// What was found.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    pub store: Store,
    pub kills: usize,
    #[serde(flatten)]
    pub tally: Tally,
}

impl Report {
    /// The same for people.
    pub fn print(&self) {
        let tally = &self.tally;
        println!(
            "{} kills ({:?}): {} accepted = {} done + {} failed; 0 lost, 0 twice on chain; asked again {} times",
            self.kills, self.store, tally.accepted, tally.done, tally.failed, tally.asked_again
        );
    }
}

/// Kills the branches' relayers, now one, now the other, at random moments under load.
pub fn relayer_kill(workspace: &Workspace, kills: usize, store: Store) -> Result<Report> {
    let system = System::up(workspace, store)?;
    let givers = step("members with TIME to give", || load::prepare(&system))?;
    let tally = step_with_result(&format!("fault: {kills} kills under load"), || {
        let tally = load::while_giving(&system, &givers, |going| {
            for branch in system.branches.all().iter().cycle().take(kills) {
                // Something is accepted between two kills, so that there is something to lose.
                let (before, deadline) = (going.accepted.load(Ordering::SeqCst), deadline()?);
                while going.accepted.load(Ordering::SeqCst) == before {
                    ensure!(Instant::now() < deadline, "nothing is accepted any more");
                    thread::sleep(Duration::from_millis(5));
                }
                thread::sleep(Duration::from_millis(u64::from(random(LONGEST_MS))));
                system.network.processes()?.kill(&branch.process())?;
                system.branches.start(&system.network, &system.relayer)?;
                crate::bench::own(&system.network)?;
            }
            Ok(())
        })?;
        let remark = format!("{} accepted", tally.accepted);
        Ok((tally, remark))
    })?;
    Ok(Report { store, kills, tally })
}

fn deadline() -> Result<Instant> {
    Instant::now().checked_add(PATIENCE).context("clock out of range")
}
