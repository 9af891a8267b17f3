//! The typed chain client on a local network, for code that otherwise waits for one thing after the other.

use crate::deploy::Deployment;
use crate::net::spec::{Manifest, NodeSpec};
use anyhow::{anyhow, Context, Result};
use std::future::Future;
use timebank_client::{Client, Contracts};

/// A client of these nodes.
pub fn client(manifest: &Manifest, deployment: &Deployment, nodes: &[&NodeSpec]) -> Result<Client> {
    let wiring = &deployment.wiring;
    let contracts = Contracts::new(|contract| wiring.address(contract).to_owned())
        .map_err(|contract| anyhow!("the address of {} is none", contract.name()))?;
    let urls: Vec<String> = nodes.iter().map(|node| format!("http://127.0.0.1:{}", node.ports.rpc)).collect();
    Ok(Client::new(&urls, manifest.chain_id.as_str(), contracts)?)
}

/// Waits for one asynchronous thing.
pub fn wait_for<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("cannot start an asynchronous runtime")?
        .block_on(work)
}
