//! Speaking to the chain as council and validators, through the node's own command line and its keyring.

use super::genesis::PROPOSAL_DEPOSIT;
use super::init::{in_parallel, CLIENT};
use super::rpc::{number, Rpc};
use super::spec::BOND_DENOM;
use super::Network;
use crate::run;
use anyhow::{bail, Context, Result};
use serde_json::{json, Value};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

const COMMIT_PATIENCE: Duration = Duration::from_secs(30);
const POLL: Duration = Duration::from_millis(200);
const PROPOSAL_GAS: u64 = 500_000;
const VOTE_GAS: u64 = 200_000;

/// The chain as seen by somebody with the keys of council and validators.
pub struct Chain<'a> {
    network: &'a Network,
    wasmd: &'a Path,
}

/// A transaction in a block.
#[derive(Clone, Debug)]
pub struct Committed {
    /// Its hash.
    pub hash: String,
    /// The block it is in.
    pub height: u64,
    /// Gas it used.
    pub gas_used: u64,
    events: Vec<Value>,
}

impl Committed {
    /// Values of an attribute of all events of a type, in their order.
    pub fn attributes(&self, event: &str, key: &str) -> Vec<String> {
        let events =
            self.events.iter().filter(|found| found.get("type").and_then(Value::as_str) == Some(event));
        let attributes = events.filter_map(|found| found.get("attributes")?.as_array()).flatten();
        attributes
            .filter(|attribute| attribute.get("key").and_then(Value::as_str) == Some(key))
            .filter_map(|attribute| Some(attribute.get("value")?.as_str()?.to_owned()))
            .collect()
    }
}

impl<'a> Chain<'a> {
    pub(super) fn new(network: &'a Network, wasmd: &'a Path) -> Self {
        Self { network, wasmd }
    }

    /// The network behind it.
    pub fn network(&self) -> &Network {
        self.network
    }

    /// Sends messages (JSON with `@type`) in one transaction of `account` and waits for the block they are in. The
    /// account must be in the keyring (council or a validator) and have no other transaction under way.
    pub fn send(&self, account: &str, messages: &[Value], gas: u64) -> Result<Committed> {
        let unsigned = json!({
            "body": {"messages": messages, "memo": "", "timeout_height": "0", "extension_options": [],
                "non_critical_extension_options": []},
            "auth_info": {"signer_infos": [], "fee": {"amount": [], "gas_limit": gas.to_string(), "payer": "",
                "granter": ""}},
            "signatures": [],
        });
        let files = TransactionFiles::new(self.network.folder(), account);
        fs::write(&files.unsigned, unsigned.to_string()).context("cannot write a transaction")?;
        let mut sign = self.command(&["tx", "sign"])?;
        sign.arg(&files.unsigned).args(["--from", account, "--keyring-backend", "test"]);
        sign.args(["--chain-id", &self.network.manifest().chain_id])
            .arg("--output-document")
            .arg(&files.signed);
        run::output(&mut sign)?;
        let mut broadcast = self.command(&["tx", "broadcast"])?;
        let answer = run::output(broadcast.arg(&files.signed).args(["--output", "json"]))?;
        let answer: Value = serde_json::from_str(&answer).context("the node's answer is not JSON")?;
        self.committed(account, &answer)
    }

    fn committed(&self, account: &str, answer: &Value) -> Result<Committed> {
        let code = answer.get("code").and_then(Value::as_u64).context("the node's answer has no code")?;
        if code != 0 {
            bail!("a transaction of {account} was refused (code {code}): {}", log_of(answer, "raw_log"));
        }
        let hash = answer.get("txhash").and_then(Value::as_str).context("the node's answer has no hash")?;
        let rpc = Rpc::new(self.network.manifest().archive()?.ports.rpc);
        let deadline = Instant::now().checked_add(COMMIT_PATIENCE).context("clock out of range")?;
        while Instant::now() < deadline {
            let Some(found) = rpc.transaction(hash)? else {
                thread::sleep(POLL);
                continue;
            };
            let result = found.get("tx_result").context("a transaction without a result")?;
            let code = result.get("code").and_then(Value::as_u64).unwrap_or(0);
            if code != 0 {
                bail!("a transaction of {account} failed (code {code}): {}", log_of(result, "log"));
            }
            let events = result.get("events").and_then(Value::as_array).cloned().unwrap_or_default();
            let (height, gas_used) = (number(&found, "/height")?, number(result, "/gas_used")?);
            return Ok(Committed { hash: hash.to_owned(), height, gas_used, events });
        }
        bail!("transaction {hash} of {account} is in no block after {COMMIT_PATIENCE:?}")
    }

    /// Proposes that governance execute the messages, votes yes as every validator and waits until they are executed.
    pub fn govern(&self, title: &str, messages: Vec<Value>) -> Result<()> {
        let validators = &self.network.manifest().validators;
        let proposer = validators.first().context("a network needs validators")?;
        let proposal = json!({
            "@type": "/cosmos.gov.v1.MsgSubmitProposal", "messages": messages, "proposer": proposer.address,
            "initial_deposit": [{"denom": BOND_DENOM, "amount": PROPOSAL_DEPOSIT}], "metadata": "", "title": title,
            "summary": title, "expedited": false,
        });
        let submitted = self.send(&proposer.name, &[proposal], PROPOSAL_GAS)?;
        let ids = submitted.attributes("submit_proposal", "proposal_id");
        let id = ids.first().context("the proposal has no number")?;
        in_parallel(validators, |validator| {
            let vote = json!({
                "@type": "/cosmos.gov.v1.MsgVote", "proposal_id": id, "voter": validator.address,
                "option": "VOTE_OPTION_YES", "metadata": "",
            });
            self.send(&validator.name, &[vote], VOTE_GAS)
        })?;
        self.await_passed(id)
    }

    fn await_passed(&self, id: &str) -> Result<()> {
        let voting = Duration::from_secs(self.network.manifest().voting_seconds);
        let patience = voting.checked_add(COMMIT_PATIENCE).context("clock out of range")?;
        let deadline = Instant::now().checked_add(patience).context("clock out of range")?;
        while Instant::now() < deadline {
            let answer = self.query(&["gov", "proposal", id])?;
            let proposal = answer.get("proposal").unwrap_or(&answer);
            match proposal.get("status").and_then(Value::as_str).unwrap_or_default() {
                "PROPOSAL_STATUS_PASSED" => return Ok(()),
                "PROPOSAL_STATUS_FAILED" => {
                    bail!(
                        "proposal {id} passed but could not be executed: {}",
                        log_of(proposal, "failed_reason")
                    )
                }
                "PROPOSAL_STATUS_REJECTED" => bail!("proposal {id} was rejected"),
                _ => thread::sleep(POLL),
            }
        }
        bail!("proposal {id} is undecided after {patience:?}")
    }

    /// Answer of `wasmd query …` on the archive node.
    pub fn query(&self, arguments: &[&str]) -> Result<Value> {
        let mut command = self.command(&["query"])?;
        let text = run::output(command.args(arguments).args(["--output", "json"]))?;
        serde_json::from_str(&text).context("the node's answer is not JSON")
    }

    fn command(&self, arguments: &[&str]) -> Result<Command> {
        let rpc = self.network.manifest().archive()?.ports.rpc;
        let mut command = Command::new(self.wasmd);
        command.args(arguments).arg("--home").arg(self.network.folder().join(CLIENT));
        command.args(["--node", &format!("tcp://127.0.0.1:{rpc}")]);
        Ok(command)
    }
}

fn log_of(value: &Value, key: &str) -> String {
    value.get(key).and_then(Value::as_str).unwrap_or("no reason given").to_owned()
}

/// Files that a transaction passes through; removed when it is done.
struct TransactionFiles {
    unsigned: PathBuf,
    signed: PathBuf,
}

impl TransactionFiles {
    fn new(folder: &Path, account: &str) -> Self {
        let file = |state: &str| folder.join(CLIENT).join(format!("{account}-{state}.json"));
        Self { unsigned: file("unsigned"), signed: file("signed") }
    }
}

impl Drop for TransactionFiles {
    fn drop(&mut self) {
        for file in [&self.unsigned, &self.signed] {
            // Leftovers are overwritten by the account's next transaction.
            let _ = fs::remove_file(file);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_come_in_order_and_of_one_event_type_only() {
        let event = |kind: &str, value: &str| json!({"type": kind, "attributes": [{"key": "code_id", "value": value}]});
        let events = vec![event("store_code", "1"), event("pin_code", "9"), event("store_code", "2")];
        let committed = Committed { hash: String::new(), height: 1, gas_used: 1, events };
        assert_eq!(committed.attributes("store_code", "code_id"), ["1", "2"]);
        assert!(committed.attributes("store_code", "other").is_empty());
    }
}
