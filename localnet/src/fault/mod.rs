//! Faults under load, on a network of their own: what members were told is held against the chain.

mod chain_stop;
mod load;
mod relayer_kill;

use crate::branches::Branches;
use crate::build;
use crate::cache::Cache;
use crate::deploy::{self, Deployment};
use crate::net::spec::NetworkSpec;
use crate::net::Network;
use crate::postgres::Postgres;
use crate::steps::step;
use crate::workspace::Workspace;
use anyhow::Result;
use clap::ValueEnum;
use serde::Serialize;
use std::path::PathBuf;

pub use chain_stop::chain_stop;
pub use relayer_kill::relayer_kill;

const PLAN: Plan = Plan { network: "fault", port_base: 32_600, validators: 4 };
/// Shorter than usual: more happens between two faults.
const BLOCK_PAUSE_MS: u64 = 300;

/// Where the relayers keep what they know.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum Store {
    Sqlite,
    Postgres,
}

/// A network of one's own.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    pub network: &'static str,
    pub port_base: u16,
    pub validators: u16,
}

/// The whole system, gone when dropped.
pub(crate) struct System {
    name: &'static str,
    pub network: Network,
    pub deployment: Deployment,
    pub branches: Branches,
    relayer: PathBuf,
    cache: Cache,
    /// After the relayers, which use it.
    _postgres: Option<Postgres>,
}

impl System {
    fn up(workspace: &Workspace, store: Store) -> Result<Self> {
        Self::of(workspace, PLAN, store)
    }

    /// Builds and starts everything.
    pub fn of(workspace: &Workspace, plan: Plan, store: Store) -> Result<Self> {
        let name = plan.network;
        let cache = Cache::open()?;
        let node = build::node::build(workspace, &cache)?;
        let contracts = build::contracts::build(workspace, &cache)?;
        let relayer = build::relayer::build(workspace, &cache)?;
        Network::delete(&cache, name)?;
        let mut spec = NetworkSpec::new(name, plan.validators, Some(plan.port_base))?;
        spec.timeout_commit_ms = BLOCK_PAUSE_MS;
        spec.voting_seconds = 4;
        let postgres = match store {
            Store::Sqlite => None,
            Store::Postgres => Some(step("PostgreSQL serves", || Postgres::start(&cache))?),
        };
        let guard = Guard(Cache::open()?, name);
        let network = step("network: nodes make blocks", || {
            let mut network = Network::init(&cache, &node, &spec)?;
            network.start()?;
            Ok(network)
        })?;
        crate::bench::own(&network)?;
        let deployment = deploy::deploy(workspace, &network, &contracts)?;
        let branches = Branches::configure(&network, &deployment)?;
        if let Some(postgres) = &postgres {
            for branch in branches.all() {
                branch.keep_in(&network, &postgres.database(&format!("branch{}", branch.id))?)?;
            }
        }
        let branches = Branches::up(&network, &deployment, &relayer, None)?;
        crate::bench::own(&network)?;
        std::mem::forget(guard);
        Ok(System { name, network, deployment, branches, relayer, cache, _postgres: postgres })
    }
}

impl Drop for System {
    fn drop(&mut self) {
        remove(&self.cache, self.name);
    }
}

/// Takes a network away that never came up whole.
struct Guard(Cache, &'static str);

impl Drop for Guard {
    fn drop(&mut self) {
        remove(&self.0, self.1);
    }
}

fn remove(cache: &Cache, name: &str) {
    if let Err(error) = Network::delete(cache, name) {
        eprintln!("network {name} could not be deleted: {error:#}");
    }
}
