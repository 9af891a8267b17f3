//! The whole system on a network of its own, gone when the test is.

#![allow(dead_code)] // each test binary uses its own part
use std::path::PathBuf;
use timebank_localnet::branches::Branches;
use timebank_localnet::build;
use timebank_localnet::cache::Cache;
use timebank_localnet::deploy;
use timebank_localnet::net::spec::NetworkSpec;
use timebank_localnet::net::Network;
use timebank_localnet::partners;
use timebank_localnet::workspace::Workspace;

pub struct System {
    cache: Cache,
    pub network: Network,
    pub branches: Branches,
    pub relayer: PathBuf,
}

impl System {
    /// Four validators, an archive node, the contracts, two branches with a relayer and office-holders each.
    pub fn up(name: &str, port_base: u16) -> Self {
        Self::of(name, port_base, |spec| {
            spec.more_accounts = (1..=3).map(partners::feeder).collect();
        })
    }

    /// The same with a third branch, and accounts for feeders.
    pub fn with_partners(name: &str, port_base: u16) -> Self {
        Self::of(name, port_base, partners::wish)
    }

    fn of(name: &str, port_base: u16, wish: impl FnOnce(&mut NetworkSpec)) -> Self {
        let (workspace, cache) = (Workspace::find().unwrap(), Cache::open().unwrap());
        let node = build::node::build(&workspace, &cache).unwrap();
        let contracts = build::contracts::build(&workspace, &cache).unwrap();
        let relayer = build::tests::relayer(&workspace, &cache).unwrap();
        Network::delete(&cache, name).unwrap();
        let mut spec = NetworkSpec::new(name, 4, Some(port_base)).unwrap();
        spec.timeout_commit_ms = 300;
        spec.voting_seconds = 8;
        wish(&mut spec);
        let guard = Guard { cache: Cache::open().unwrap(), name: name.to_owned() };
        let mut network = Network::init(&cache, &node, &spec).unwrap();
        network.start().unwrap();
        let deployment = deploy::deploy(&workspace, &network, &contracts).unwrap();
        let branches = Branches::up(&network, &deployment, &relayer, None).unwrap();
        std::mem::forget(guard);
        System { cache, network, branches, relayer }
    }
}

impl Drop for System {
    fn drop(&mut self) {
        remove(&self.cache, &self.network.manifest().name);
    }
}

/// Takes a network away that never came up whole.
struct Guard {
    cache: Cache,
    name: String,
}

impl Drop for Guard {
    fn drop(&mut self) {
        remove(&self.cache, &self.name);
    }
}

/// A network whose test failed leaves its logs behind.
fn remove(cache: &Cache, name: &str) {
    if std::thread::panicking() {
        let logs = Network::folder_of(cache, name).join("logs");
        let kept = cache.path("logs").join(format!("failed-{name}"));
        let _ = std::fs::remove_dir_all(&kept);
        let _ = std::fs::rename(&logs, &kept);
        eprintln!("logs of the network are in {}", kept.display());
    }
    if let Err(error) = Network::delete(cache, name) {
        eprintln!("network {name} could not be deleted: {error:#}");
    }
}
