//! Measurements on a network of their own: single-message bank sends as reference, then relayed transfers of TIME on the
//! same nodes in the same run. Absolute figures depend on the machine; the ratio says what the path costs.

mod bank;
mod direct;
mod load;
mod members;
mod relay;
mod sample;

use crate::build;
use crate::cache::Cache;
use crate::demo::chain;
use crate::deploy;
use crate::net::spec::{NetworkSpec, Role};
use crate::net::Network;
use crate::steps::{step, step_with_result};
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use load::Load;
pub use sample::{Latency, Sample};
use serde::Serialize;
use std::time::Duration;

/// The measuring network's name and ports, away from those of the usual one.
const NETWORK: &str = "bench";
const PORT_BASE: u16 = 28_600;
const VALIDATORS: u16 = 4;
const LANES: u16 = 12;
/// Accounts that send, each with one transaction in flight: enough to fill blocks.
const SENDERS: u16 = 400;

/// What was measured.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// The machine.
    pub machine: Machine,
    /// Validators; there is an archive node too.
    pub validators: u16,
    /// How long each load ran.
    pub seconds: u64,
    /// Reference: one bank send per transaction.
    pub bank_sends: Sample,
    /// Transfers of TIME signed by members, relayed in batches.
    pub relayed_transfers: Sample,
    /// Relayed transfers per second over bank sends per second.
    pub ratio: f64,
    /// Gas of one relayed transfer in a batch.
    pub gas_in_batch: u64,
    /// Gas of a relayed transfer that is alone in its transaction.
    pub gas_alone: u64,
    /// Reference: gas of a direct transfer of the stock cw20 contract.
    pub gas_direct: u64,
}

/// Where it was measured.
#[derive(Clone, Debug, Serialize)]
pub struct Machine {
    /// Processors.
    pub processors: usize,
}

/// Starts the measuring network, measures, and deletes it.
pub fn actions(workspace: &Workspace, cache: &Cache, seconds: u64) -> Result<Report> {
    let node = build::node::build(workspace, cache)?;
    let contracts = build::contracts::build(workspace, cache)?;
    let reference = build::contracts::reference(workspace, cache)?;
    Network::delete(cache, NETWORK)?;
    let mut spec = NetworkSpec::new(NETWORK, VALIDATORS, Some(PORT_BASE))?;
    spec.lanes = LANES;
    spec.more_accounts = (1..=SENDERS).map(sender).collect();
    let mut network =
        step("network: keys, genesis, configuration", || Network::init(cache, &node, &spec).map(Running))?;
    let network = &mut network.0;
    step("network: nodes make blocks", || network.start().map(drop))?;
    let deployment = deploy::deploy(workspace, network, &contracts)?;
    let manifest = network.manifest();
    let validators: Vec<_> = manifest.nodes.iter().filter(|node| node.role == Role::Validator).collect();
    let archive = chain::client(manifest, &deployment, &[manifest.archive()?])?;
    let entries = validators
        .iter()
        .map(|node| chain::client(manifest, &deployment, &[node]))
        .collect::<Result<Vec<_>>>()?;

    let runtime = tokio::runtime::Runtime::new().context("cannot start an asynchronous runtime")?;
    let load = runtime.block_on(Load::begin(archive, entries, Duration::from_secs(seconds)))?;
    let measured = |name: &str, work: &mut dyn FnMut() -> Result<Sample>| {
        step_with_result(name, || {
            let before = sample::cpu(network)?;
            let mut sample = work()?;
            sample.charge(sample::cpu(network)?.saturating_sub(before), network.manifest().nodes.len());
            let remark = sample.to_string();
            Ok((sample, remark))
        })
    };
    let bank_sends =
        measured("bench: bank sends", &mut || runtime.block_on(bank::run(&load, network, SENDERS)))?;
    let gas_direct = step_with_result("bench: direct transfer of the stock cw20", || {
        let gas = direct::gas(&runtime, &load, network, &reference)?;
        Ok((gas, format!("{gas} gas")))
    })?;
    let mut groups = step_with_result("bench: members with keys and TIME", || {
        let groups = members::prepare(&runtime, &load, network, &deployment)?;
        let members: usize = groups.iter().map(members::Group::len).sum();
        Ok((groups, format!("{members} members")))
    })?;
    let gas_alone = runtime.block_on(relay::gas_alone(&load, &mut groups))?;
    let relayed_transfers =
        measured("bench: relayed transfers", &mut || runtime.block_on(relay::run(&load, &mut groups)))?;
    Ok(Report {
        machine: Machine { processors: std::thread::available_parallelism().map_or(0, usize::from) },
        validators: VALIDATORS,
        seconds,
        ratio: relayed_transfers.per_second / bank_sends.per_second,
        gas_in_batch: relayed_transfers.gas,
        gas_alone,
        gas_direct,
        bank_sends,
        relayed_transfers,
    })
}

impl Report {
    /// The same for people.
    pub fn print(&self) {
        println!(
            "{} validators on {} processors, {} s each",
            self.validators, self.machine.processors, self.seconds
        );
        for (name, sample) in
            [("bank sends", &self.bank_sends), ("relayed transfers", &self.relayed_transfers)]
        {
            println!("  {name:<18} {sample}");
        }
        println!("  relayed transfers / bank sends: {:.2}", self.ratio);
        println!(
            "  gas of a transfer: {} relayed in a batch, {} relayed alone, {} direct (stock cw20)",
            self.gas_in_batch, self.gas_alone, self.gas_direct
        );
    }
}

fn sender(number: u16) -> String {
    format!("sender{number}")
}

/// A network that is stopped when the measurement is over, in whatever way it ends.
struct Running(Network);

impl Drop for Running {
    fn drop(&mut self) {
        // What is left of it is deleted before the next measurement; its logs may say why this one failed.
        let _ = self.0.stop();
    }
}
