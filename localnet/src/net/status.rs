//! How a network is doing, asked of its nodes.

use super::process::Running;
use super::rpc::{number, text, Rpc};
use super::spec::Role;
use super::Network;
use crate::workspace::Workspace;
use anyhow::Result;
use serde::Serialize;
use std::collections::BTreeSet;

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
                    height: status
                        .as_ref()
                        .and_then(|s| number(s, "/sync_info/latest_block_height").ok()),
                    peers: net.as_ref().and_then(|n| number(n, "/n_peers").ok()),
                    catching_up: status
                        .as_ref()
                        .and_then(|s| s.pointer("/sync_info/catching_up")?.as_bool()),
                    app_hash: None,
                }
            })
            .collect();
        let common_height = nodes
            .iter()
            .filter_map(|node| node.height)
            .min()
            .filter(|height| *height > 0);
        if let Some(height) = common_height {
            for (node, spec) in nodes
                .iter_mut()
                .zip(&manifest.nodes)
                .filter(|(node, _)| node.height.is_some())
            {
                let block = Rpc::new(spec.ports.rpc).get(&format!("block?height={height}"));
                node.app_hash = block
                    .ok()
                    .and_then(|b| Some(text(&b, "/block/header/app_hash").ok()?.to_owned()));
            }
        }
        let hashes: BTreeSet<&String> = nodes.iter().filter_map(|node| node.app_hash.as_ref()).collect();
        let app_hashes_equal = hashes.len() == 1;
        Ok(Self {
            name: manifest.name.clone(),
            chain_id: manifest.chain_id.clone(),
            healthy: app_hashes_equal && nodes.iter().all(|node| node.app_hash.is_some()),
            common_height,
            app_hashes_equal,
            versions: Versions {
                wasmd: workspace.wasmd_version()?,
                cosmwasm_vm: workspace.vm_version()?,
            },
            nodes,
        })
    }

    /// The same for people.
    pub fn print(&self) {
        println!(
            "network {} ({}), wasmd {}, cosmwasm-vm {}",
            self.name, self.chain_id, self.versions.wasmd, self.versions.cosmwasm_vm
        );
        println!(
            "  {:<9} {:>8} {:>8} {:>6}  {:<18}  rpc",
            "node", "pid", "height", "peers", "app hash"
        );
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
                if node.catching_up == Some(true) {
                    "  catching up"
                } else {
                    ""
                },
            );
        }
        match self.common_height {
            Some(height) if self.app_hashes_equal => println!("  app hashes are equal at height {height}"),
            Some(height) => println!("  APP HASHES DIFFER at height {height}"),
            None => println!("  no node answers"),
        }
    }
}

fn shown<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| value.to_string())
}
