//! What a measurement runs on: a network of its own, relayers on it, people at work.

use super::load::Load;
use super::sample::{self, Sample};
use super::services::Crew;
use super::{bank, crews, sender, LANES, NETWORK, PORT_BASE, SENDERS};
use crate::branches::{Branch, Branches};
use crate::build;
use crate::cache::Cache;
use crate::demo::chain;
use crate::deploy::{self, Deployment};
use crate::interrupt;
use crate::net::process::ProcessId;
use crate::net::spec::{NetworkSpec, Role};
use crate::net::Network;
use crate::postgres::{Postgres, Store};
use crate::steps::{step, step_with_result};
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use std::ops::Deref;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use timebank_client::Client;
use tokio::runtime::Runtime;

/// How long a relayer has to come to its end.
const PATIENCE: Duration = Duration::from_secs(30);

/// The network with the contracts on it.
pub struct Stage {
    pub runtime: Runtime,
    pub network: Running,
    pub deployment: Deployment,
    /// How long each load runs.
    pub length: Duration,
    pub relayer: PathBuf,
    pub reference: PathBuf,
    postgres: Option<Postgres>,
    pub store: Store,
}

impl Stage {
    /// Starts so many validators and an archive, and deploys the contracts.
    pub fn up(
        workspace: &Workspace,
        cache: &Cache,
        validators: u16,
        seconds: u64,
        store: Store,
    ) -> Result<Self> {
        let node = build::node::build(workspace, cache)?;
        let contracts = build::contracts::build(workspace, cache)?;
        let reference = build::contracts::reference(workspace, cache)?;
        let relayer = build::relayer::build(workspace, cache)?;
        Network::delete(cache, NETWORK)?;
        let mut spec = NetworkSpec::new(NETWORK, validators, Some(PORT_BASE))?;
        spec.lanes = LANES;
        spec.more_accounts = (1..=SENDERS).map(sender).collect();
        let mut network =
            step("network: keys, genesis, configuration", || Network::init(cache, &node, &spec))?;
        let postgres = store.server(cache)?;
        step("network: nodes make blocks", || network.start().map(drop))?;
        let network = Running(network);
        own(&network)?;
        let deployment = deploy::deploy(workspace, &network, &contracts)?;
        let runtime = Runtime::new().context("cannot start an asynchronous runtime")?;
        let length = Duration::from_secs(seconds);
        Ok(Stage { runtime, network, deployment, length, relayer, reference, postgres, store })
    }

    /// A client of the archive.
    pub fn archive(&self) -> Result<Client> {
        let manifest = self.network.manifest();
        chain::client(manifest, &self.deployment, &[manifest.archive()?])
    }

    /// The chain under a load without relayers.
    pub fn load(&self) -> Result<Load> {
        let manifest = self.network.manifest();
        let validators = manifest.nodes.iter().filter(|node| node.role == Role::Validator);
        let entries = validators
            .map(|node| chain::client(manifest, &self.deployment, &[node]))
            .collect::<Result<_>>()?;
        self.runtime.block_on(Load::begin(self.archive()?, entries, self.length))
    }

    /// A load without relayers, and what it cost the nodes.
    pub fn measured(&self, name: &str, work: impl FnOnce() -> Result<Sample>) -> Result<Sample> {
        step_with_result(name, || {
            let nodes = self.nodes();
            let before = sample::cpu(&self.network, &nodes)?;
            let mut sample = work()?;
            sample.charge(sample::cpu(&self.network, &nodes)?.saturating_sub(before), nodes.len());
            let remark = sample.to_string();
            Ok((sample, remark))
        })
    }

    /// The reference: bank sends, one a transaction.
    pub fn bank_sends(&self, load: &Load) -> Result<Sample> {
        self.measured("bench: bank sends", || self.runtime.block_on(bank::run(load, &self.network, SENDERS)))
    }

    /// Starts the relayers.
    pub fn relayers(&self) -> Result<Branches> {
        let branches = Branches::configure(&self.network, &self.deployment)?;
        branches.keep(&self.network, self.store, self.postgres.as_ref())?;
        step("bench: relayers are ready", || branches.start(&self.network, &self.relayer).map(drop))?;
        own(&self.network)?;
        Ok(branches)
    }

    /// An empty store of the same kind as the branch's.
    pub fn empty_store(&self, branch: &Branch, name: &str) -> Result<String> {
        match &self.postgres {
            Some(postgres) if self.store.is_postgres(branch.id) => postgres.database(name),
            _ => Ok(format!("{name}.sqlite")),
        }
    }

    /// People registered at the relayers, in crews.
    pub fn crews(&self, branches: &Branches, size: crews::Size) -> Result<Vec<Arc<Crew>>> {
        step("bench: people register, offices are unlocked", || {
            crews::prepare(&self.runtime, &self.network, &self.deployment, branches, size)
        })
    }

    pub fn nodes(&self) -> Vec<String> {
        self.network.manifest().nodes.iter().map(|node| node.name.clone()).collect()
    }

    /// Puts a relayer that was started by itself on record, to be ended with the network.
    pub fn adopt(&self, branch: &Branch, process: interrupt::Owned) -> Result<()> {
        let mut running = self.network.processes()?;
        running.set(&branch.process(), ProcessId::of(process.id())?);
        running.write(self.network.folder())?;
        drop(process.release());
        own(&self.network)
    }

    /// Ends a relayer in good order.
    pub fn stop_relayer(&self, branch: &Branch) -> Result<()> {
        self.network.processes()?.stop(&branch.process(), PATIENCE)
    }
}

/// A network that is stopped when the measurement is over, in whatever way it ends.
pub struct Running(pub Network);

impl Deref for Running {
    type Target = Network;

    fn deref(&self) -> &Network {
        &self.0
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // What is left of it is deleted before the next measurement; its logs may say why this one failed.
        let _ = self.0.stop();
    }
}

/// What runs of the network ends with this command, also when a signal ends it.
pub(crate) fn own(network: &Network) -> Result<()> {
    network.processes()?.all().try_for_each(|process| interrupt::adopt(process.pid))
}
