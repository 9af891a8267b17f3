//! What a network is made of: the wish ([`NetworkSpec`]) and what became of it ([`Manifest`]).

use crate::record;
use anyhow::{bail, Context, Result};
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};

/// Chain id of every local network.
pub const CHAIN_ID: &str = "timebank-local-1";
/// The weight of validators: held by branches, cannot be sent.
pub const BOND_DENOM: &str = "ubond";
/// Coins that only make an account exist: fees are zero.
pub const FEE_DENOM: &str = "ufee";
/// Name of the federation council's account: the only one that may upload code.
pub const COUNCIL: &str = "council";
/// Name of the node that keeps and indexes everything.
pub const ARCHIVE: &str = "archive";

const MANIFEST: &str = "network.json";
const DEFAULT_PORT_BASE: u16 = 26_600;
const PORTS_PER_NODE: u16 = 10;
const MOST_VALIDATORS: u16 = 16;

/// A network to be made.
#[derive(Clone, Debug)]
pub struct NetworkSpec {
    /// Name of the network, which is the name of its folder.
    pub name: String,
    /// How many validators of equal power.
    pub validators: u16,
    /// Ports are taken from here up, ten per node; relayers' come 300 after it. All of them below 32768, where Linux begins to give ports
    /// to clients: one of those would be taken now and then.
    pub port_base: u16,
    /// Pause between a block and the next, in milliseconds.
    pub timeout_commit_ms: u64,
    /// How long a proposal is open for votes, in seconds.
    pub voting_seconds: u64,
    /// Time-bank branches that get an operator and relayer lanes.
    pub branches: u16,
    /// Relayer accounts per branch: each has at most one transaction in flight.
    pub lanes: u16,
    /// More accounts that shall exist, by name.
    pub more_accounts: Vec<String>,
    /// Whether there is an archive.
    pub archive: bool,
    /// Contracts that are there from the beginning.
    pub seed: Option<Seed>,
}

/// Contracts with what they store, for the genesis.
#[derive(Clone, Debug, Default)]
pub struct Seed {
    /// Accounts that shall exist beside the network's own.
    pub accounts: Vec<Account>,
    /// Files with the code, pinned; numbered from 1.
    pub codes: Vec<PathBuf>,
    /// The contracts.
    pub instances: Vec<SeedInstance>,
}

/// A contract that is there from the beginning.
#[derive(Clone, Debug)]
pub struct SeedInstance {
    /// Number of its code.
    pub code: u64,
    /// What it is called.
    pub label: String,
    /// Its address.
    pub address: String,
    /// A file with what it stores: a JSON list of `{"key": hexadecimal, "value": base64}`.
    pub state: PathBuf,
}

impl NetworkSpec {
    /// The usual network under a name, on ports from `port_base` (or the usual ones).
    pub fn new(name: &str, validators: u16, port_base: Option<u16>) -> Result<Self> {
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
            bail!("`{name}` cannot name a network: use letters, digits and hyphens");
        }
        if !(1..=MOST_VALIDATORS).contains(&validators) {
            bail!("a local network has 1 to {MOST_VALIDATORS} validators, not {validators}");
        }
        Ok(Self {
            name: name.to_owned(),
            validators,
            port_base: port_base.unwrap_or(DEFAULT_PORT_BASE),
            timeout_commit_ms: 1_000,
            voting_seconds: 8,
            branches: 2,
            lanes: 3,
            more_accounts: Vec::new(),
            archive: true,
            seed: None,
        })
    }

    /// The nodes: validators `v1`, `v2`, … and the archive.
    pub fn nodes(&self) -> Result<Vec<NodeSpec>> {
        let validators = (1..=self.validators).map(|number| (format!("v{number}"), Role::Validator));
        let archive = self.archive.then(|| (ARCHIVE.to_owned(), Role::Archive));
        let all = validators.chain(archive);
        (0u16..)
            .zip(all)
            .map(|(index, (name, role))| {
                let first =
                    index.checked_mul(PORTS_PER_NODE).and_then(|offset| self.port_base.checked_add(offset));
                let ports =
                    first.and_then(Ports::from).context("port numbers run out: choose a lower base")?;
                Ok(NodeSpec { name, role, ports, id: String::new() })
            })
            .collect()
    }

    /// Names of the accounts that are no validator's: council, branch operators, relayer lanes, and more.
    pub fn accounts(&self) -> Vec<String> {
        let mut names = vec![COUNCIL.to_owned()];
        for branch in 1..=self.branches {
            names.push(operator(branch));
            names.extend((1..=self.lanes).map(|number| lane(branch, number)));
        }
        names.extend(self.more_accounts.iter().cloned());
        names
    }
}

/// Account name of a branch's operator.
pub fn operator(branch: u16) -> String {
    format!("branch{branch}-operator")
}

/// Account name of a relayer lane of a branch.
pub fn lane(branch: u16, number: u16) -> String {
    format!("branch{branch}-lane{number}")
}

/// What a node is for.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Proposes and votes; keeps recent states only.
    Validator,
    /// Keeps every state, indexes transactions, serves API and gRPC.
    Archive,
}

/// One node.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct NodeSpec {
    /// Its name in commands and logs.
    pub name: String,
    /// What it is for.
    pub role: Role,
    /// Its id among peers (empty until it is initialised).
    pub id: String,
    /// Its ports on 127.0.0.1.
    pub ports: Ports,
}

/// Ports of one node, all on 127.0.0.1.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Ports {
    /// Peers.
    pub p2p: u16,
    /// CometBFT RPC.
    pub rpc: u16,
    /// gRPC (archive only).
    pub grpc: u16,
    /// REST (archive only).
    pub api: u16,
    /// Metrics.
    pub prometheus: u16,
}

impl Ports {
    fn from(first: u16) -> Option<Self> {
        let port = |offset: u16| first.checked_add(offset);
        Some(Self { p2p: first, rpc: port(1)?, grpc: port(2)?, api: port(3)?, prometheus: port(4)? })
    }

    /// The lowest of them.
    pub fn first(&self) -> u16 {
        self.p2p
    }

    /// All of them.
    pub fn all(&self) -> [u16; 5] {
        [self.p2p, self.rpc, self.grpc, self.api, self.prometheus]
    }
}

/// An account of the genesis whose secret is in the network's folder.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Account {
    /// Name of the account and of its key.
    pub name: String,
    /// Its address.
    pub address: String,
}

/// What was made; written beside the nodes as `network.json`.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Manifest {
    /// Name of the network.
    pub name: String,
    /// Chain id.
    pub chain_id: String,
    /// The build of the node it was made with.
    pub node_build: String,
    /// The nodes.
    pub nodes: Vec<NodeSpec>,
    /// Validators' accounts, in the order of the validators.
    pub validators: Vec<Account>,
    /// Council, branch operators, relayer lanes and more.
    pub accounts: Vec<Account>,
    /// Address of governance: admin of every contract.
    pub gov: String,
    /// Address of the treasury of validator weight.
    pub treasury: String,
    /// How long a proposal is open for votes, in seconds.
    pub voting_seconds: u64,
}

impl Manifest {
    /// Reads the manifest of a network's folder, if there is one.
    pub fn read(folder: &Path) -> Result<Option<Self>> {
        record::read(&folder.join(MANIFEST))
    }

    /// Writes the manifest into a network's folder.
    pub fn write(&self, folder: &Path) -> Result<()> {
        let path = folder.join(MANIFEST);
        let bytes = serde_json::to_vec_pretty(self).context("cannot write the manifest as JSON")?;
        fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))
    }

    /// The node of that name.
    pub fn node(&self, name: &str) -> Result<&NodeSpec> {
        let known = || self.nodes.iter().map(|node| node.name.as_str()).collect::<Vec<_>>().join(", ");
        self.nodes
            .iter()
            .find(|node| node.name == name)
            .with_context(|| format!("no node {name}: there are {}", known()))
    }

    /// The node that keeps and indexes everything.
    pub fn archive(&self) -> Result<&NodeSpec> {
        self.node(ARCHIVE)
    }

    /// How many validators the network was made with.
    pub fn validator_count(&self) -> usize {
        self.nodes.iter().filter(|node| node.role == Role::Validator).count()
    }

    /// How many time-bank branches the network was made for.
    pub fn branches(&self) -> u16 {
        let known = |branch: &u16| self.address(&operator(*branch)).is_ok();
        (1..=u16::MAX).take_while(known).last().unwrap_or(0)
    }

    /// The address of an account by name.
    pub fn address(&self, account: &str) -> Result<&str> {
        let mut all = self.accounts.iter().chain(&self.validators);
        let found =
            all.find(|known| known.name == account).with_context(|| format!("no account {account}"))?;
        Ok(&found.address)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_have_ports_of_their_own() {
        let nodes = NetworkSpec::new("default", 4, None).unwrap().nodes().unwrap();
        assert_eq!(
            nodes.iter().map(|n| n.name.as_str()).collect::<Vec<_>>(),
            ["v1", "v2", "v3", "v4", "archive"]
        );
        let mut ports: Vec<u16> = nodes.iter().flat_map(|node| node.ports.all()).collect();
        assert_eq!(ports.first(), Some(&26_600));
        ports.sort_unstable();
        ports.dedup();
        assert_eq!(ports.len(), 25);
    }

    #[test]
    fn impossible_networks_are_refused() {
        assert!(NetworkSpec::new("../up", 4, None).is_err());
        assert!(NetworkSpec::new("", 4, None).is_err());
        assert!(NetworkSpec::new("x", 0, None).is_err());
        assert!(NetworkSpec::new("x", 4, Some(65_530)).unwrap().nodes().is_err());
    }

    #[test]
    fn each_branch_has_an_operator_and_lanes() {
        let accounts = NetworkSpec::new("x", 4, None).unwrap().accounts();
        assert_eq!(accounts.len(), 9);
        assert!(accounts.contains(&operator(2)) && accounts.contains(&lane(1, 3)));
    }
}
