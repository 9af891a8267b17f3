//! Faults under load, on a network of their own: what members were told is held against the chain.

mod chain_stop;
mod load;
mod relayer_kill;

use crate::branches::Branches;
use crate::build;
use crate::cache::Cache;
use crate::demo::chain;
use crate::deploy::{self, Deployment};
use crate::net::spec::NetworkSpec;
use crate::net::Network;
use crate::postgres::{Postgres, Store};
use crate::steps::step;
use crate::workspace::Workspace;
use anyhow::Result;
use std::fs;
use std::path::PathBuf;
use timebank_api::permission::Contract;
use timebank_api::{time_token, BranchId, Minutes};
use timebank_client::Client;

pub use chain_stop::{chain_stop, Report as StopReport};
pub use load::Tally;
pub use relayer_kill::{relayer_kill, Report as KillReport};

const PLAN: Plan = Plan { network: "fault", port_base: 31_600, validators: 4 };
/// Shorter than usual: more happens between two faults.
const BLOCK_PAUSE_MS: u64 = 300;

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
        let relayer = build::tests::relayer(workspace, &cache)?;
        Network::delete(&cache, name)?;
        let mut spec = NetworkSpec::new(name, plan.validators, Some(plan.port_base))?;
        spec.timeout_commit_ms = BLOCK_PAUSE_MS;
        spec.voting_seconds = 8;
        let postgres = store.server(&cache)?;
        let guard = Guard(Cache::open()?, name);
        let network = step("network: nodes make blocks", || {
            let mut network = Network::init(&cache, &node, &spec)?;
            network.start()?;
            Ok(network)
        })?;
        crate::bench::own(&network)?;
        let deployment = deploy::deploy(workspace, &network, &contracts)?;
        let branches = Branches::configure(&network, &deployment)?;
        branches.keep(&network, store, postgres.as_ref())?;
        let branches = Branches::up(&network, &deployment, &relayer, None)?;
        crate::bench::own(&network)?;
        std::mem::forget(guard);
        Ok(System { name, network, deployment, branches, relayer, cache, _postgres: postgres })
    }

    /// What an account has on chain.
    fn balance(&self, account: &str) -> Result<Minutes> {
        let client = self.client()?;
        chain::wait_for(async { Ok(client.balance(account, None).await?) })
    }

    /// What a branch's welfare fund has on chain.
    fn fund(&self, branch: BranchId) -> Result<Minutes> {
        let client = self.client()?;
        let query = time_token::QueryMsg::Guarantee { branch };
        chain::wait_for(async {
            let answer: time_token::GuaranteeResponse = client.query(Contract::TimeToken, &query).await?;
            Ok(Minutes::try_from(answer.fund.u128())?)
        })
    }

    fn client(&self) -> Result<Client> {
        let manifest = self.network.manifest();
        chain::client(manifest, &self.deployment, &[manifest.archive()?])
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
    let (logs, kept) = (Network::folder_of(cache, name).join("logs"), cache.path("logs").join(name));
    // They may say why it went wrong; those of the time before are replaced.
    let _ = fs::remove_dir_all(&kept);
    let _ = fs::rename(&logs, &kept);
    if let Err(error) = Network::delete(cache, name) {
        eprintln!("network {name} could not be deleted: {error:#}");
    }
}
