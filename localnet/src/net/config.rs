//! `config.toml` and `app.toml` of a node, by its role. Everything listens on 127.0.0.1 only.

use super::edit::set_toml;
use super::spec::{NetworkSpec, NodeSpec, Role, BOND_DENOM};
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;
use toml_edit::DocumentMut;

const HOST: &str = "127.0.0.1";
/// Bytes per second between nodes: the default of 5 MB/s is made for public networks.
const PEER_RATE: i64 = 20_000_000;
const MAX_TX_BYTES: i64 = 1_048_576;

/// Edits both files below `home`.
pub fn write(home: &Path, spec: &NetworkSpec, node: &NodeSpec, all: &[NodeSpec]) -> Result<()> {
    edit(&home.join("config/config.toml"), |toml| {
        peers(toml, node, all)?;
        timing(toml, spec.timeout_commit_ms)?;
        services(toml, node)
    })?;
    edit(&home.join("config/app.toml"), |toml| app(toml, node))
}

fn edit(path: &Path, change: impl FnOnce(&mut DocumentMut) -> Result<()>) -> Result<()> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut toml: DocumentMut = text.parse().with_context(|| format!("{} is not TOML", path.display()))?;
    change(&mut toml).with_context(|| format!("in {}", path.display()))?;
    fs::write(path, toml.to_string()).with_context(|| format!("cannot write {}", path.display()))
}

/// A list of node ids instead of an open door: nobody else is let in, and everybody keeps the line to everybody.
fn peers(toml: &mut DocumentMut, node: &NodeSpec, all: &[NodeSpec]) -> Result<()> {
    let others = all.iter().filter(|other| other.name != node.name);
    let lines: Vec<String> = others.map(|other| format!("{}@{HOST}:{}", other.id, other.ports.p2p)).collect();
    let ids: Vec<&str> = all.iter().map(|known| known.id.as_str()).collect();
    set_toml(toml, "p2p.laddr", tcp(node.ports.p2p))?;
    set_toml(toml, "p2p.persistent_peers", lines.join(","))?;
    set_toml(toml, "p2p.unconditional_peer_ids", ids.join(","))?;
    set_toml(toml, "p2p.max_num_inbound_peers", 0)?;
    set_toml(toml, "p2p.pex", false)?;
    set_toml(toml, "p2p.addr_book_strict", false)?;
    set_toml(toml, "p2p.allow_duplicate_ip", true)?;
    set_toml(toml, "p2p.send_rate", PEER_RATE)?;
    set_toml(toml, "p2p.recv_rate", PEER_RATE)?;
    set_toml(toml, "p2p.flush_throttle_timeout", "10ms")
}

fn timing(toml: &mut DocumentMut, timeout_commit_ms: u64) -> Result<()> {
    set_toml(toml, "consensus.timeout_commit", format!("{timeout_commit_ms}ms"))?;
    set_toml(toml, "consensus.timeout_propose", "1s")?;
    set_toml(toml, "consensus.timeout_prevote", "500ms")?;
    set_toml(toml, "consensus.timeout_precommit", "500ms")
}

fn services(toml: &mut DocumentMut, node: &NodeSpec) -> Result<()> {
    // One level for all: a list by module makes the node write every line first and look then whether it is wanted.
    set_toml(toml, "log_level", "warn")?;
    set_toml(toml, "rpc.laddr", tcp(node.ports.rpc))?;
    set_toml(toml, "rpc.pprof_laddr", "")?;
    set_toml(toml, "rpc.max_body_bytes", 2_000_000)?;
    set_toml(toml, "rpc.max_subscriptions_per_client", 20)?;
    set_toml(toml, "rpc.experimental_subscription_buffer_size", 2_000)?;
    set_toml(toml, "mempool.size", 10_000)?;
    set_toml(toml, "mempool.cache_size", 20_000)?;
    set_toml(toml, "mempool.max_tx_bytes", MAX_TX_BYTES)?;
    set_toml(toml, "mempool.max_txs_bytes", MAX_TX_BYTES.saturating_mul(64))?;
    set_toml(toml, "tx_index.indexer", if node.role == Role::Archive { "kv" } else { "null" })?;
    set_toml(toml, "instrumentation.prometheus", true)?;
    set_toml(toml, "instrumentation.prometheus_listen_addr", address(node.ports.prometheus))
}

fn app(toml: &mut DocumentMut, node: &NodeSpec) -> Result<()> {
    let archive = node.role == Role::Archive;
    set_toml(toml, "minimum-gas-prices", format!("0{BOND_DENOM}"))?;
    set_toml(toml, "iavl-cache-size", 100_000)?;
    set_toml(toml, "mempool.max-txs", -1)?;
    // The API serves it: without one it would be measured for nobody, at every read and write of the state.
    set_toml(toml, "telemetry.enabled", archive)?;
    set_toml(toml, "telemetry.prometheus-retention-time", 60)?;
    set_toml(toml, "api.enable", archive)?;
    set_toml(toml, "api.address", tcp(node.ports.api))?;
    set_toml(toml, "grpc.enable", archive)?;
    set_toml(toml, "grpc.address", address(node.ports.grpc))?;
    set_toml(toml, "grpc-web.enable", archive)?;
    if archive {
        set_toml(toml, "pruning", "nothing")?;
        set_toml(toml, "query-gas-limit", "50000000")?;
        set_toml(toml, "state-sync.snapshot-interval", 1_000)?;
        set_toml(toml, "wasm.query_gas_limit", 10_000_000)?;
        set_toml(toml, "wasm.memory_cache_size", 200)
    } else {
        set_toml(toml, "pruning", "custom")?;
        set_toml(toml, "pruning-keep-recent", "1000")?;
        set_toml(toml, "pruning-interval", "17")
    }
}

fn tcp(port: u16) -> String {
    format!("tcp://{}", address(port))
}

fn address(port: u16) -> String {
    format!("{HOST}:{port}")
}
