//! The few calls to a node's CometBFT RPC and REST API that watching a network needs.

use anyhow::{bail, Context, Result};
use serde_json::Value;
use std::time::Duration;
use ureq::Agent;

const TIMEOUT: Duration = Duration::from_secs(5);

/// RPC of a node on 127.0.0.1.
pub struct Rpc(Client);

impl Rpc {
    /// The RPC on that port.
    pub fn new(port: u16) -> Self {
        Self(Client::new(port))
    }

    /// `result` of a call such as `status` or `block?height=3`.
    pub fn get(&self, call: &str) -> Result<Value> {
        let mut body = self.0.get(call)?;
        match body.get_mut("result") {
            Some(result) => Ok(result.take()),
            None => bail!("{call}: {}", body.pointer("/error/data").unwrap_or(&body)),
        }
    }

    /// Height of the latest block; 0 before the first one.
    pub fn height(&self) -> Result<u64> {
        number(&self.get("status")?, "/sync_info/latest_block_height")
    }

    /// A transaction in a block by its hash; none when no block has it (yet).
    pub fn transaction(&self, hash: &str) -> Result<Option<Value>> {
        Ok(self.0.get(&format!("tx?hash=0x{hash}"))?.get_mut("result").map(Value::take))
    }
}

/// REST API of a node on 127.0.0.1.
pub struct Rest(Client);

impl Rest {
    /// The API on that port.
    pub fn new(port: u16) -> Self {
        Self(Client::new(port))
    }

    /// The answer at a path; an error when there is none.
    pub fn get(&self, path: &str) -> Result<Value> {
        let body = self.0.get(path)?;
        match body.get("message").and_then(Value::as_str) {
            Some(message) => bail!("{path}: {message}"),
            None => Ok(body),
        }
    }
}

struct Client {
    agent: Agent,
    base: String,
}

impl Client {
    fn new(port: u16) -> Self {
        let config =
            Agent::config_builder().timeout_global(Some(TIMEOUT)).http_status_as_error(false).build();
        Self { agent: config.into(), base: format!("http://127.0.0.1:{port}") }
    }

    fn get(&self, path: &str) -> Result<Value> {
        let url = format!("{}/{path}", self.base);
        let mut response = self.agent.get(&url).call().with_context(|| format!("no answer from {url}"))?;
        response.body_mut().read_json().with_context(|| format!("{url} gave no JSON"))
    }
}

/// A number that JSON carries as text, as everything of this RPC does.
pub fn number(value: &Value, pointer: &str) -> Result<u64> {
    let text = value.pointer(pointer).and_then(Value::as_str);
    text.and_then(|digits| digits.parse().ok()).with_context(|| format!("no number at {pointer}"))
}

/// Text at a place in JSON.
pub fn text<'a>(value: &'a Value, pointer: &str) -> Result<&'a str> {
    value.pointer(pointer).and_then(Value::as_str).with_context(|| format!("no text at {pointer}"))
}
