//! The contracts on the chain: stored and made by the council, pinned by governance, governance their admin; then the
//! branches of the demo with their operators, rules and budgets.

use crate::build::contracts;
use crate::net::chain::Chain;
use crate::net::rpc::Rpc;
use crate::net::spec::{lane, operator, COUNCIL};
use crate::net::Network;
use crate::record;
use crate::steps::{step, step_with_result};
use crate::workspace::Workspace;
use anyhow::{bail, ensure, Context, Result};
use base64::{engine::general_purpose::STANDARD, Engine};
use flate2::{write::GzEncoder, Compression};
use serde::{Deserialize, Serialize};
use serde_json::{json, Value};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use timebank_api::permission::Contract;
use timebank_api::rulebook::Pack;
use timebank_api::{
    activity_registry, member_registry, oracle, proxy, reputation, rulebook, time_token, training, BranchId,
    Minutes, Seconds, Wiring,
};

const RECORD: &str = "deployment.json";
/// Storing costs this much per byte of code (measured: 6.6) …
const GAS_PER_BYTE: u64 = 8;
/// … and every message this much at most.
const GAS_PER_MESSAGE: u64 = 600_000;
/// A transaction has to fit into a block (30 M) and into the mempool (1 MiB).
const STORE_GAS: u64 = 28_000_000;
const STORE_BYTES: usize = 700_000;
/// Version of the identity check that the demo's relayers use.
pub const NULLIFIER_VERSION: u8 = 2;
/// How long an attendance code is shown, in seconds.
const CODE_PERIOD: u32 = 15;
/// Rules may not take effect in the past: the block that adopts them is a little later than now.
const RULES_LEAD: Duration = Duration::from_secs(8);
const POLL: Duration = Duration::from_millis(100);

/// A branch of the demo.
struct DemoBranch {
    id: BranchId,
    name: &'static str,
    district: &'static str,
    pack: &'static str,
    budget: Minutes,
}

/// As many of them as the network was made for.
const BRANCHES: [DemoBranch; 3] = [
    DemoBranch { id: 1, name: "Gulou 鼓楼", district: "Gulou", pack: "plain", budget: 600_000 },
    DemoBranch { id: 2, name: "Xuanwu 玄武", district: "Xuanwu", pack: "nanjing", budget: 600_000 },
    DemoBranch { id: 3, name: "Qinhuai 秦淮", district: "Qinhuai", pack: "plain", budget: 600_000 },
];

/// The branch with this rule pack and another one.
///
/// # Errors
/// If no branch has the pack, with the packs there are.
pub fn branch_with_pack(pack: &str) -> Result<(BranchId, BranchId)> {
    let found = BRANCHES.iter().find(|branch| branch.pack == pack);
    let other = BRANCHES.iter().find(|branch| branch.pack != pack);
    match (found, other) {
        (Some(found), Some(other)) => Ok((found.id, other.id)),
        _ => bail!(
            "no branch has the pack {pack}; there are {}",
            BRANCHES.map(|branch| branch.pack).join(", ")
        ),
    }
}

/// What is on the chain; kept in the network's folder as `deployment.json`.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Deployment {
    /// Which build of the contracts.
    pub build: String,
    /// Every contract.
    pub contracts: Vec<Deployed>,
    /// The addresses as the contracts know each other.
    pub wiring: Wiring,
}

/// A contract on the chain.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Deployed {
    /// Its name.
    pub name: String,
    /// Its code's number.
    pub code_id: u64,
    /// Its address.
    pub address: String,
}

impl Deployment {
    /// What has been deployed to a network, if anything.
    pub fn read(network: &Network) -> Result<Option<Self>> {
        record::read(&network.folder().join(RECORD))
    }

    fn write(&self, network: &Network) -> Result<()> {
        let path = network.folder().join(RECORD);
        let bytes = serde_json::to_vec_pretty(self).context("cannot write the deployment as JSON")?;
        fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))
    }
}

/// Deploys the whole system, wired, with the branches of the demo.
pub fn deploy(workspace: &Workspace, network: &Network, built: &contracts::Built) -> Result<Deployment> {
    let chain = network.chain();
    let files: Vec<&Path> =
        Contract::ALL.iter().map(|contract| built.file(contract.name())).collect::<Result<_>>()?;
    let codes = step_with_result("contracts: store", || {
        let codes = store(&chain, &files)?;
        let shown = codes.iter().map(u64::to_string).collect::<Vec<_>>().join(" ");
        Ok((codes, format!("codes {shown}")))
    })?;
    let name = format!("contracts: make, wire, pin (a vote of {} s)", network.manifest().voting_seconds);
    let deployment = step(&name, || {
        thread::scope(|scope| {
            let pinned = scope.spawn(|| pin(&network.chain(), &codes));
            let made = make_and_wire(workspace, network, &codes, built.key());
            match pinned.join() {
                Ok(result) => made.and_then(|deployment| result.map(|()| deployment)),
                Err(_) => bail!("pinning stopped unexpectedly"),
            }
        })
    })?;
    deployment.write(network)?;
    Ok(deployment)
}

/// Stores code files as the council; their numbers in the same order.
pub fn store(chain: &Chain<'_>, files: &[&Path]) -> Result<Vec<u64>> {
    let council = chain.network().manifest().address(COUNCIL)?;
    let mut codes = Vec::new();
    let mut batch = Batch::default();
    for file in files {
        let code = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
        let gas = u64::try_from(code.len())?.saturating_mul(GAS_PER_BYTE).saturating_add(GAS_PER_MESSAGE);
        let packed = STANDARD.encode(gzip(&code)?);
        if !batch.has_room(gas, packed.len()) {
            codes.extend(std::mem::take(&mut batch).send(chain)?);
        }
        let message = json!({
            "@type": "/cosmwasm.wasm.v1.MsgStoreCode", "sender": council, "wasm_byte_code": packed,
            "instantiate_permission": null,
        });
        batch.add(message, gas, packed.len());
    }
    codes.extend(batch.send(chain)?);
    ensure!(codes.len() == files.len(), "{} codes were stored instead of {}", codes.len(), files.len());
    Ok(codes)
}

/// Code to be stored in one transaction.
#[derive(Default)]
struct Batch {
    messages: Vec<Value>,
    gas: u64,
    bytes: usize,
}

impl Batch {
    fn has_room(&self, gas: u64, bytes: usize) -> bool {
        self.gas.saturating_add(gas) <= STORE_GAS && self.bytes.saturating_add(bytes) <= STORE_BYTES
    }

    fn add(&mut self, message: Value, gas: u64, bytes: usize) {
        self.messages.push(message);
        self.gas = self.gas.saturating_add(gas);
        self.bytes = self.bytes.saturating_add(bytes);
    }

    fn send(self, chain: &Chain<'_>) -> Result<Vec<u64>> {
        if self.messages.is_empty() {
            return Ok(Vec::new());
        }
        let stored = chain.send(COUNCIL, &self.messages, self.gas)?;
        let codes = stored.attributes("store_code", "code_id");
        codes.iter().map(|code| code.parse().context("a code's number is no number")).collect()
    }
}

/// Keeps codes in the memory of every node, by a vote: it halves the gas of a call.
pub fn pin(chain: &Chain<'_>, codes: &[u64]) -> Result<()> {
    let codes: Vec<String> = codes.iter().map(u64::to_string).collect();
    let authority = &chain.network().manifest().gov;
    let message =
        json!({"@type": "/cosmwasm.wasm.v1.MsgPinCodes", "authority": authority, "code_ids": codes});
    chain.govern("Pin the time bank's contracts", vec![message])
}

/// A contract to be made.
pub struct Instance {
    /// Number of its code.
    pub code: u64,
    /// What it is called on the chain.
    pub label: String,
    /// Its first message.
    pub message: Value,
}

/// Makes contracts as the council, with governance as admin; their addresses in the same order.
pub fn instantiate(chain: &Chain<'_>, instances: Vec<Instance>) -> Result<Vec<String>> {
    let manifest = chain.network().manifest();
    let council = manifest.address(COUNCIL)?;
    let messages: Vec<Value> = instances
        .into_iter()
        .map(|instance| {
            json!({
                "@type": "/cosmwasm.wasm.v1.MsgInstantiateContract", "sender": council, "admin": manifest.gov,
                "code_id": instance.code.to_string(), "label": instance.label, "msg": instance.message, "funds": [],
            })
        })
        .collect();
    let made = chain.send(COUNCIL, &messages, gas_of(&messages)?)?;
    let addresses = made.attributes("instantiate", "_contract_address");
    ensure!(addresses.len() == messages.len(), "{} contracts instead of {}", addresses.len(), messages.len());
    Ok(addresses)
}

/// Sends messages to contracts as the council, all or none.
pub fn execute(chain: &Chain<'_>, calls: &[(&str, Value)]) -> Result<()> {
    let council = chain.network().manifest().address(COUNCIL)?;
    let messages: Vec<Value> = calls
        .iter()
        .map(|(contract, message)| {
            json!({
                "@type": "/cosmwasm.wasm.v1.MsgExecuteContract", "sender": council, "contract": contract,
                "msg": message, "funds": [],
            })
        })
        .collect();
    chain.send(COUNCIL, &messages, gas_of(&messages)?).map(drop)
}

fn gas_of(messages: &[Value]) -> Result<u64> {
    Ok(GAS_PER_MESSAGE.saturating_mul(u64::try_from(messages.len())?))
}

fn make_and_wire(workspace: &Workspace, network: &Network, codes: &[u64], build: &str) -> Result<Deployment> {
    let chain = network.chain();
    let council = network.manifest().address(COUNCIL)?;
    let mut instances = Vec::new();
    for (contract, code) in Contract::ALL.into_iter().zip(codes) {
        let label = format!("timebank {}", contract.name());
        instances.push(Instance { code: *code, label, message: first_message(contract, council)? });
    }
    let addresses = instantiate(&chain, instances)?;
    let deployed = Contract::ALL.iter().zip(codes).zip(addresses);
    let contracts: Vec<Deployed> = deployed
        .map(|((contract, code), address)| Deployed {
            name: contract.name().to_owned(),
            code_id: *code,
            address,
        })
        .collect();
    let wiring = wiring(&contracts)?;
    execute(&chain, &wire_calls(&wiring))?;
    let effective = seconds_of(SystemTime::now().checked_add(RULES_LEAD).context("clock out of range")?)?;
    execute(&chain, &branch_calls(workspace, network, &wiring, effective)?)?;
    await_time(network, effective)?;
    Ok(Deployment { build: build.to_owned(), contracts, wiring })
}

fn first_message(contract: Contract, council: &str) -> Result<Value> {
    let council = council.to_owned();
    let message = match contract {
        Contract::Proxy => serde_json::to_value(proxy::InstantiateMsg { council }),
        Contract::MemberRegistry => serde_json::to_value(member_registry::InstantiateMsg {
            council,
            nullifier_version: NULLIFIER_VERSION,
        }),
        Contract::ActivityRegistry => {
            serde_json::to_value(activity_registry::InstantiateMsg { council, code_period: CODE_PERIOD })
        }
        Contract::TimeToken => serde_json::to_value(time_token::InstantiateMsg { council, epoch: None }),
        Contract::Rulebook => serde_json::to_value(rulebook::InstantiateMsg { council }),
        Contract::Training => serde_json::to_value(training::InstantiateMsg { council }),
        Contract::Reputation => serde_json::to_value(reputation::InstantiateMsg { council }),
        Contract::Oracle => serde_json::to_value(oracle::InstantiateMsg { council }),
    };
    message.context("cannot write a message as JSON")
}

fn wiring(contracts: &[Deployed]) -> Result<Wiring> {
    if let Some(missing) = Contract::ALL.iter().find(|contract| address_of(contracts, **contract).is_none()) {
        bail!("{} was not made", missing.name());
    }
    Ok(Wiring::new(|contract| address_of(contracts, contract).unwrap_or_default().to_owned()))
}

fn address_of(contracts: &[Deployed], wanted: Contract) -> Option<&str> {
    let found = contracts.iter().find(|contract| contract.name == wanted.name())?;
    Some(&found.address)
}

fn wire_calls(wiring: &Wiring) -> Vec<(&str, Value)> {
    // Every contract takes the same message.
    let wire = json!({ "wire": { "wiring": wiring } });
    Contract::ALL.into_iter().map(|contract| (wiring.address(contract), wire.clone())).collect()
}

fn branch_calls<'a>(
    workspace: &Workspace,
    network: &Network,
    wiring: &'a Wiring,
    effective: Seconds,
) -> Result<Vec<(&'a str, Value)>> {
    let count = usize::from(network.manifest().branches());
    ensure!(count <= BRANCHES.len(), "there are {} branches to make, not {count}", BRANCHES.len());
    let mut calls = Vec::new();
    for branch in BRANCHES.iter().take(count) {
        let add = member_registry::ExecuteMsg::AddBranch {
            name: branch.name.to_owned(),
            district: branch.district.to_owned(),
            operators: operators(network, branch.id)?,
        };
        let pack = workspace.text(format!("contracts/rulebook/packs/{}.json", branch.pack))?;
        let pack: Pack =
            serde_json::from_str(&pack).with_context(|| format!("pack {} is no pack", branch.pack))?;
        let adopt = rulebook::ExecuteMsg::Adopt { branch: branch.id, pack: Box::new(pack), effective };
        let budget = time_token::ExecuteMsg::SetBudget { branch: branch.id, minutes: branch.budget };
        calls.push((wiring.member_registry.as_str(), json(&add)?));
        calls.push((wiring.rulebook.as_str(), json(&adopt)?));
        calls.push((wiring.time_token.as_str(), json(&budget)?));
    }
    Ok(calls)
}

/// Waits for a block whose time has come to `moment`: what takes effect then is in force.
fn await_time(network: &Network, moment: Seconds) -> Result<()> {
    let rpc = Rpc::new(network.manifest().archive()?.ports.rpc);
    while seconds_of(SystemTime::now())? <= moment {
        thread::sleep(POLL);
    }
    // A block's time is that of the votes for the block before it.
    let after = rpc.height()?.saturating_add(2);
    while rpc.height()? < after {
        thread::sleep(POLL);
    }
    Ok(())
}

fn seconds_of(time: SystemTime) -> Result<Seconds> {
    Ok(time.duration_since(UNIX_EPOCH).context("clock before 1970")?.as_secs())
}

/// Addresses of a branch's operator and of all its relayer lanes.
fn operators(network: &Network, branch: BranchId) -> Result<Vec<String>> {
    let manifest = network.manifest();
    let branch = u16::try_from(branch).context("impossible branch")?;
    let mut addresses = vec![manifest.address(&operator(branch))?.to_owned()];
    let lanes = (1u16..).map_while(|number| manifest.address(&lane(branch, number)).ok().map(str::to_owned));
    addresses.extend(lanes);
    Ok(addresses)
}

fn json<T: Serialize>(message: &T) -> Result<Value> {
    serde_json::to_value(message).context("cannot write a message as JSON")
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).context("cannot compress")?;
    encoder.finish().context("cannot compress")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packs_of_the_demo_are_packs() {
        let workspace = Workspace::find().unwrap();
        for branch in BRANCHES {
            let text = workspace.text(format!("contracts/rulebook/packs/{}.json", branch.pack)).unwrap();
            assert!(serde_json::from_str::<Pack>(&text).is_ok(), "{}", branch.pack);
        }
    }

    #[test]
    fn batch_is_full_when_gas_or_bytes_are() {
        let mut batch = Batch::default();
        assert!(batch.has_room(STORE_GAS, STORE_BYTES));
        batch.add(Value::Null, STORE_GAS - 10, 10);
        assert!(batch.has_room(10, 10));
        assert!(!batch.has_room(11, 10));
        assert!(!batch.has_room(10, STORE_BYTES));
    }

    #[test]
    fn contract_that_was_not_made_is_named() {
        let error = wiring(&[]).unwrap_err();
        assert_eq!(error.to_string(), "proxy was not made");
    }
}
