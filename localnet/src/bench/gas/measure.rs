//! A chain that begins with the scene, and every message sent to it once.

use super::receiver;
use super::scene::{Scene, SceneMessage};
use crate::bench::load::{Load, Sender};
use crate::bench::own;
use crate::bench::stage::Running;
use crate::build::{contracts, node::Node};
use crate::cache::Cache;
use crate::demo::chain;
use crate::deploy::Deployment;
use crate::net::spec::{Account, NetworkSpec, Seed, SeedInstance, FEE_DENOM};
use crate::net::Network;
use crate::steps::{step, step_with_result};
use anyhow::{bail, ensure, Context, Result};
use base64::{engine::general_purpose::STANDARD, Engine};
use cosmrs::proto::cosmos::bank::v1beta1::MsgSend;
use cosmrs::proto::cosmos::base::v1beta1::Coin;
use cosmrs::proto::cosmwasm::wasm::v1::MsgExecuteContract;
use cosmwasm_std::from_json;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use timebank_api::permission::Contract;
use timebank_api::proxy::{Outcome, RelayResult};
use timebank_api::Wiring;
use timebank_client::{decode, tx, Client, Node as _, SecretKey, TxResult};
use tokio::runtime::Runtime;
use tokio::time::sleep;

const NETWORK: &str = "gas";
const PORT_BASE: u16 = 28_900;
/// What a transaction asks for: only what it uses is read.
const GAS: u64 = 29_000_000;
const BLOCK: Duration = Duration::from_millis(100);
/// After so many quick answers in a row a node is not busy with the genesis any more.
const AT_REST: u32 = 50;
/// A large genesis is read, stored and hashed before the first block.
const PATIENCE: Duration = Duration::from_secs(500);
const REFERENCE: &str = "cw20-reference";
const RECEIVER: &str = "receiver";

/// What a run on one chain gave.
#[derive(Debug)]
pub struct Measured {
    /// Gas of every message, in the order of the scene; per intent where there are several.
    pub gas: Vec<u64>,
    /// Reference: a direct transfer of the stock cw20 contract.
    pub direct: u64,
}

/// Makes the chain, sends everything, stops the chain.
pub fn run(
    cache: &Cache,
    node: &Node,
    built: &contracts::Built,
    reference: &Path,
    scene: &Scene,
) -> Result<Measured> {
    Network::delete(cache, NETWORK)?;
    let mut spec = NetworkSpec::new(NETWORK, 1, Some(PORT_BASE))?;
    spec.archive = false;
    spec.timeout_commit_ms = u64::try_from(BLOCK.as_millis())?;
    spec.seed = Some(seed(built, reference, scene)?);
    let mut network =
        step("gas: a chain whose genesis is that world", || Network::init(cache, node, &spec).map(Running))?;
    let network = &mut network.0;
    step("gas: the chain makes blocks", || network.start_within(PATIENCE).map(drop))?;
    own(network)?;
    let runtime = Runtime::new().context("cannot start an asynchronous runtime")?;
    let name = format!("gas: {} messages", scene.messages.len());
    step_with_result(&name, || {
        let measured = runtime.block_on(send_all(network, scene))?;
        Ok((measured, String::new()))
    })
}

fn seed(built: &contracts::Built, reference: &Path, scene: &Scene) -> Result<Seed> {
    let receives = scene.folder.join("receiver.wasm");
    fs::write(&receives, receiver::module()).context("cannot write the receiver")?;
    let mut codes: Vec<(String, PathBuf)> = Vec::new();
    for contract in Contract::ALL {
        codes.push((contract.name().to_owned(), built.file(contract.name())?.to_owned()));
    }
    codes.push((REFERENCE.to_owned(), reference.to_owned()));
    codes.push((RECEIVER.to_owned(), receives));
    let mut instances = Vec::new();
    for instance in &scene.instances {
        let numbered = (1u64..).zip(&codes).find(|(_, (name, _))| *name == instance.code);
        let (code, _) = numbered.with_context(|| format!("there is no code {}", instance.code))?;
        instances.push(SeedInstance {
            code,
            label: instance.code.clone(),
            address: instance.address.clone(),
            state: scene.folder.join(&instance.state),
        });
    }
    let accounts = scene.accounts.iter();
    let accounts =
        accounts.map(|account| Account { name: account.name.clone(), address: account.address.clone() });
    let accounts = accounts.collect();
    Ok(Seed { accounts, codes: codes.into_iter().map(|(_, file)| file).collect(), instances })
}

fn address<'a>(scene: &'a Scene, code: &str) -> &'a str {
    let found = scene.instances.iter().find(|instance| instance.code == code);
    found.map_or("", |instance| instance.address.as_str())
}

async fn send_all(network: &Network, scene: &Scene) -> Result<Measured> {
    let manifest = network.manifest();
    let node = manifest.nodes.first().context("a network needs nodes")?;
    let wiring = Wiring::new(|contract| address(scene, contract.name()).to_owned());
    let deployment = Deployment { build: String::new(), contracts: Vec::new(), wiring };
    let client = || chain::client(manifest, &deployment, &[node]);
    let load = begin(&client).await?;
    let mut senders = BTreeMap::new();
    for account in &scene.accounts {
        let key = SecretKey::from_hex(&account.secret).context("an account's key")?;
        let mut sender = Sender::new(&load, key).await?;
        // The first transaction of an account is dearer: it puts the public key on the chain.
        sender.send(&load, vec![coin_to_itself(&account.address)], GAS).await?;
        senders.insert(account.name.as_str(), sender);
    }
    let mut gas = Vec::new();
    for message in &scene.messages {
        let name = || format!("{} {} ({})", message.contract, message.message, message.case);
        let sender = senders.get_mut(message.sender.as_str()).with_context(name)?;
        gas.push(measure(&load, sender, message).await.with_context(name)?);
    }
    let transfer =
        serde_json::json!({"transfer": {"recipient": address_of(scene, "council")?, "amount": "1"}});
    let sender = senders.get_mut("operator 1").context("no operator")?;
    let transfer = execute(sender, address(scene, REFERENCE), transfer.to_string().into_bytes());
    let (result, _) = sender.send(&load, vec![transfer], GAS).await.context("the stock cw20")?;
    Ok(Measured { gas, direct: result.gas_used })
}

/// A node that has just read a large genesis is busy with it for some blocks more.
async fn begin(client: &impl Fn() -> Result<Client>) -> Result<Load> {
    let deadline = Instant::now().checked_add(PATIENCE).context("clock out of range")?;
    let mut answers = 0u32;
    while answers < AT_REST {
        let begun = Instant::now();
        let answer = client()?.status().await;
        answers = match answer {
            Ok(_) if begun.elapsed() < BLOCK.saturating_mul(5) => answers.saturating_add(1),
            _ => 0,
        };
        ensure!(Instant::now() < deadline, "the node does not come to rest: {answer:?}");
        sleep(BLOCK).await;
    }
    Load::begin(client()?, vec![client()?], Duration::ZERO).await
}

fn address_of<'a>(scene: &'a Scene, account: &str) -> Result<&'a str> {
    let found = scene.accounts.iter().find(|known| known.name == account);
    Ok(&found.with_context(|| format!("no account {account}"))?.address)
}

fn coin_to_itself(address: &str) -> cosmrs::Any {
    let coin = Coin { denom: FEE_DENOM.to_owned(), amount: "1".to_owned() };
    let (from_address, to_address) = (address.to_owned(), address.to_owned());
    tx::any(&MsgSend { from_address, to_address, amount: vec![coin] })
}

fn execute(sender: &Sender, contract: &str, msg: Vec<u8>) -> cosmrs::Any {
    let contract = contract.to_owned();
    tx::any(&MsgExecuteContract { sender: sender.address(), contract, msg, funds: Vec::new() })
}

/// Gas of a message, which must do what it is for; of each intent where there are several.
async fn measure(load: &Load, sender: &mut Sender, message: &SceneMessage) -> Result<u64> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).context("clock before 1970")?.as_secs();
    let variant = message.variants.iter().find(|variant| now < variant.until);
    let msg = STANDARD.decode(&variant.context("the scene is too old")?.msg).context("not base64")?;
    let (result, _) = sender.try_send(load, vec![execute(sender, &message.to, msg)], GAS).await?;
    match (&message.refused, result.code) {
        (None, 0) => done(message, &result)?,
        (Some(refused), code) if code != 0 && result.log.contains(refused.as_str()) => (),
        (_, code) => bail!("code {code}: {}", result.log),
    }
    let intents = message.intents.unwrap_or(1);
    result.gas_used.checked_div(intents).context("an empty batch")
}

/// Every intent was carried out.
fn done(message: &SceneMessage, result: &TxResult) -> Result<()> {
    if message.intents.is_none() {
        return Ok(());
    }
    let data = decode::response_data(result, 0).context("the batch gave no results")?;
    let outcomes: RelayResult = from_json(data).context("the batch's results cannot be read")?;
    let failed = outcomes.results.iter().find(|outcome| **outcome != Outcome::Done);
    ensure!(failed.is_none(), "{failed:?}");
    Ok(())
}
