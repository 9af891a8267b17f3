//! How a network is doing, asked of its nodes.

use super::process::Running;
use super::rpc::{number, text, Rest, Rpc};
use super::spec::Role;
use super::Network;
use crate::branches::{Branch, Branches};
use crate::demo::Session;
use crate::deploy::{Deployed, Deployment};
use crate::partners::{self, Institution, Partners};
use crate::workspace::Workspace;
use anyhow::Result;
use base64::{engine::general_purpose::STANDARD, Engine};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeSet;
use std::time::{SystemTime, UNIX_EPOCH};
use timebank_api::oracle::SourceId;
use timebank_api::{BranchId, Seconds};

const VERSION_RECORD: &str = "contract_info";

/// State of a network at one moment.
#[derive(Clone, Debug, Serialize)]
pub struct Status {
    /// Name of the network.
    pub name: String,
    /// Chain id.
    pub chain_id: String,
    /// Whether every node runs and answers.
    pub healthy: bool,
    /// The highest block that every answering node has.
    pub common_height: Option<u64>,
    /// Whether all answering nodes have the same state at that block.
    pub app_hashes_equal: bool,
    /// The nodes.
    pub nodes: Vec<NodeStatus>,
    /// The contracts, if they are deployed.
    pub contracts: Vec<ContractStatus>,
    /// The branches' relayers, if there are any.
    pub relayers: Vec<RelayerStatus>,
    /// The sample institutions, if there are any.
    pub institutions: Vec<InstitutionStatus>,
    /// The branches' feeders, if there are any.
    pub feeders: Vec<FeederStatus>,
    /// What runs.
    pub versions: Versions,
}

/// State of a node at one moment.
#[derive(Clone, Debug, Serialize)]
pub struct NodeStatus {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub role: Role,
    /// Its process, if it runs.
    pub pid: Option<u32>,
    /// Its RPC.
    pub rpc: String,
    /// Height of its latest block, if it answers.
    pub height: Option<u64>,
    /// How many nodes it is connected to.
    pub peers: Option<u64>,
    /// Whether it is still fetching blocks.
    pub catching_up: Option<bool>,
    /// Hash of its state before the common height.
    pub app_hash: Option<String>,
}

/// A contract as the chain knows it.
#[derive(Clone, Debug, Serialize)]
pub struct ContractStatus {
    /// Its name.
    pub name: String,
    /// Its address.
    pub address: String,
    /// Number of its code on the chain.
    pub code_id: Option<u64>,
    /// Its version as it says itself.
    pub version: Option<String>,
}

/// A branch's relayer.
#[derive(Clone, Debug, Serialize)]
pub struct RelayerStatus {
    /// Its branch.
    pub branch: BranchId,
    /// Its process, if it runs.
    pub pid: Option<u32>,
    /// Whether it has caught up with the chain and takes actions.
    pub ready: bool,
    /// Its API.
    pub api: String,
}

/// A sample institution, as a source on chain.
#[derive(Clone, Debug, Serialize)]
pub struct InstitutionStatus {
    /// Its name.
    pub name: &'static str,
    /// Its number as a source.
    pub source: SourceId,
    /// Its process, if it runs.
    pub pid: Option<u32>,
    /// Seconds since as many feeders as must agree had last been heard, if they ever were and the chain says so.
    pub heard_ago: Option<Seconds>,
    /// Whether that is too long.
    pub stale: bool,
    /// Whether nothing of it is applied without approval.
    pub quarantined: bool,
}

/// A branch's feeder.
#[derive(Clone, Debug, Serialize)]
pub struct FeederStatus {
    /// Its branch.
    pub branch: BranchId,
    /// Its process, if it runs.
    pub pid: Option<u32>,
    /// Its chain account.
    pub account: String,
}

/// Versions of what the nodes run.
#[derive(Clone, Debug, Serialize)]
pub struct Versions {
    /// wasmd.
    pub wasmd: String,
    /// The virtual machine (`cosmwasm-vm`), from the lock file it is built with.
    pub cosmwasm_vm: String,
}

impl Status {
    /// Asks all nodes.
    pub fn of(network: &Network, workspace: &Workspace) -> Result<Self> {
        let manifest = network.manifest();
        let running = Running::read(network.folder())?;
        let mut nodes: Vec<NodeStatus> = manifest
            .nodes
            .iter()
            .map(|node| {
                let rpc = Rpc::new(node.ports.rpc);
                let process = running.get(&node.name);
                let status = process.and_then(|_| rpc.get("status").ok());
                let net = process.and_then(|_| rpc.get("net_info").ok());
                NodeStatus {
                    name: node.name.clone(),
                    role: node.role,
                    pid: process.map(|process| process.pid),
                    rpc: format!("http://127.0.0.1:{}", node.ports.rpc),
                    height: status.as_ref().and_then(|s| number(s, "/sync_info/latest_block_height").ok()),
                    peers: net.as_ref().and_then(|n| number(n, "/n_peers").ok()),
                    catching_up: status.as_ref().and_then(|s| s.pointer("/sync_info/catching_up")?.as_bool()),
                    app_hash: None,
                }
            })
            .collect();
        let common_height = nodes.iter().filter_map(|node| node.height).min().filter(|height| *height > 0);
        if let Some(height) = common_height {
            for (node, spec) in
                nodes.iter_mut().zip(&manifest.nodes).filter(|(node, _)| node.height.is_some())
            {
                let block = Rpc::new(spec.ports.rpc).get(&format!("block?height={height}"));
                node.app_hash =
                    block.ok().and_then(|b| Some(text(&b, "/block/header/app_hash").ok()?.to_owned()));
            }
        }
        let hashes: BTreeSet<&String> = nodes.iter().filter_map(|node| node.app_hash.as_ref()).collect();
        let app_hashes_equal = hashes.len() == 1;
        let relayers = relayers(network, &running)?;
        let partners = Partners::read(network)?;
        let institutions = partners.as_ref().map_or_else(Vec::new, |partners| {
            institutions(network, &running, partners, common_height.is_some())
        });
        let feeders = match partners {
            Some(_) => feeders(network, &running)?,
            None => Vec::new(),
        };
        Ok(Self {
            name: manifest.name.clone(),
            chain_id: manifest.chain_id.clone(),
            healthy: app_hashes_equal
                && nodes.iter().all(|node| node.app_hash.is_some())
                && relayers.iter().all(|relayer| relayer.ready)
                && institutions.iter().all(|partner| partner.pid.is_some() && !partner.stale)
                && feeders.iter().all(|feeder| feeder.pid.is_some()),
            common_height,
            app_hashes_equal,
            contracts: contracts(network)?,
            relayers,
            institutions,
            feeders,
            versions: Versions { wasmd: workspace.wasmd_version()?, cosmwasm_vm: workspace.vm_version()? },
            nodes,
        })
    }

    /// The same for people.
    pub fn print(&self) {
        println!(
            "network {} ({}), wasmd {}, cosmwasm-vm {}",
            self.name, self.chain_id, self.versions.wasmd, self.versions.cosmwasm_vm
        );
        println!("  {:<9} {:>8} {:>8} {:>6}  {:<18}  rpc", "node", "pid", "height", "peers", "app hash");
        for node in &self.nodes {
            let hash = node
                .app_hash
                .as_deref()
                .map_or_else(|| "-".to_owned(), |hash| hash.chars().take(16).collect());
            println!(
                "  {:<9} {:>8} {:>8} {:>6}  {hash:<18}  {}{}",
                node.name,
                shown(node.pid),
                shown(node.height),
                shown(node.peers),
                node.rpc,
                if node.catching_up == Some(true) { "  catching up" } else { "" },
            );
        }
        match self.common_height {
            Some(height) if self.app_hashes_equal => println!("  app hashes are equal at height {height}"),
            Some(height) => println!("  APP HASHES DIFFER at height {height}"),
            None => println!("  no node answers"),
        }
        for relayer in &self.relayers {
            let state = if relayer.ready { "ready" } else { "NOT READY" };
            println!("  relayer{:<2} {:>8}  {state:<9}  {}", relayer.branch, shown(relayer.pid), relayer.api);
        }
        for partner in &self.institutions {
            let heard = match partner.heard_ago {
                Some(ago) => format!("heard {ago} s ago"),
                None => "never heard".to_owned(),
            };
            println!(
                "  {:<18} {:>8}  {:<11}  source {}, {heard}{}{}",
                partner.name,
                shown(partner.pid),
                if partner.pid.is_some() { "runs" } else { "NOT RUNNING" },
                partner.source,
                if partner.stale { ", STALE" } else { "" },
                if partner.quarantined { ", quarantined" } else { "" },
            );
        }
        for feeder in &self.feeders {
            println!(
                "  {:<18} {:>8}  {:<11}  branch {}, {}",
                partners::feeder(feeder.branch),
                shown(feeder.pid),
                if feeder.pid.is_some() { "runs" } else { "NOT RUNNING" },
                feeder.branch,
                feeder.account
            );
        }
        for contract in &self.contracts {
            let version = contract.version.as_deref().unwrap_or("-");
            println!(
                "  {:<17} {version:<7} code {:<3} {}",
                contract.name,
                shown(contract.code_id),
                contract.address
            );
        }
    }
}

/// How the relayers are, by their own word.
fn relayers(network: &Network, running: &Running) -> Result<Vec<RelayerStatus>> {
    let Some(branches) = Branches::read(network)? else { return Ok(Vec::new()) };
    let of = |branch: &Branch| {
        let pid = running.get(&branch.process()).map(|process| process.pid);
        let ready =
            || Session::anonymous(&branch.admin()).status("/readyz").is_ok_and(|status| status == 200);
        RelayerStatus { branch: branch.id, pid, ready: pid.is_some() && ready(), api: branch.api() }
    };
    Ok(branches.all().iter().map(of).collect())
}

/// The institutions' processes, and what the chain says of them as sources if it can be asked.
fn institutions(
    network: &Network,
    running: &Running,
    partners: &Partners,
    chain: bool,
) -> Vec<InstitutionStatus> {
    let sources = if chain { partners::sources(network).unwrap_or_default() } else { Vec::new() };
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let of = |institution: &Institution| {
        let source = sources.iter().find(|source| source.id == institution.source());
        let heard = source.map(|source| source.heard).filter(|heard| *heard > 0);
        InstitutionStatus {
            name: institution.name(),
            source: institution.source(),
            pid: running.get(institution.name()).map(|process| process.pid),
            heard_ago: heard.map(|heard| now.saturating_sub(heard)),
            stale: source.is_some_and(|source| source.stale),
            quarantined: source.is_some_and(|source| source.quarantined),
        }
    };
    partners.all().iter().map(of).collect()
}

fn feeders(network: &Network, running: &Running) -> Result<Vec<FeederStatus>> {
    let Some(branches) = Branches::read(network)? else { return Ok(Vec::new()) };
    let of = |branch: &Branch| {
        let name = partners::feeder(branch.id);
        let pid = running.get(&name).map(|process| process.pid);
        let account = network.manifest().address(&name)?.to_owned();
        Ok(FeederStatus { branch: branch.id, pid, account })
    };
    branches.all().iter().map(of).collect()
}

/// What the archive node says about the contracts that were deployed.
fn contracts(network: &Network) -> Result<Vec<ContractStatus>> {
    let rest = Rest::new(network.manifest().archive()?.ports.api);
    let Some(deployment) = Deployment::read(network)? else {
        return Ok(Vec::new());
    };
    let of = |deployed: Deployed| {
        let path = format!("cosmwasm/wasm/v1/contract/{}", deployed.address);
        let contract = rest.get(&path).ok();
        let record = rest.get(&format!("{path}/raw/{}", STANDARD.encode(VERSION_RECORD))).ok();
        ContractStatus {
            code_id: contract.and_then(|contract| number(&contract, "/contract_info/code_id").ok()),
            version: record.and_then(|record| version(&record)),
            name: deployed.name,
            address: deployed.address,
        }
    };
    Ok(deployment.contracts.into_iter().map(of).collect())
}

/// The version in the record that every contract keeps about itself (cw2).
fn version(record: &Value) -> Option<String> {
    let bytes = STANDARD.decode(record.get("data")?.as_str()?).ok()?;
    let record: Value = serde_json::from_slice(&bytes).ok()?;
    Some(record.get("version")?.as_str()?.to_owned())
}

fn shown<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn version_comes_from_the_contract_s_own_record() {
        let record = json!({"data": STANDARD.encode(r#"{"contract":"timebank/proxy","version":"0.1.0"}"#)});
        assert_eq!(version(&record).as_deref(), Some("0.1.0"));
        assert_eq!(version(&json!({"data": ""})), None);
    }
}
