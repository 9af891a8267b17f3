//! Members whose keys are held here, with TIME to move: a group per relayer lane.

use super::load::{Load, Sender};
use crate::deploy::{self, Deployment, NULLIFIER_VERSION};
use crate::net::spec::lane;
use crate::net::Network;
use anyhow::{bail, ensure, Context, Result};
use cosmrs::proto::cosmwasm::wasm::v1::MsgExecuteContract;
use cosmwasm_std::{from_json, Binary};
use futures::future::join_all;
use serde::Serialize;
use std::collections::BTreeMap;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use timebank_api::permission::Contract;
use timebank_api::proxy::{Outcome, RelayResult};
use timebank_api::record::AgeClass;
use timebank_api::{member_registry, proxy, time_token, Event, MemberId, Role};
use timebank_client::{decode, tx, Execute, SecretKey, TxResult};
use timebank_intent::{key_proof_digest, Intent, Scope, SignedIntent};
use tokio::runtime::Runtime;
use tokio::time::sleep;

const MEMBERS_PER_LANE: usize = 5;
const REGISTER_GAS: u64 = 600_000;
/// What an administrator may give those who are old enough at the first branch.
pub const GRANT_RULE: &str = "elder-80";
const VALID: u64 = 3_600;
const PATIENCE: Duration = Duration::from_secs(60);
/// Gas of an intent beside its execution, and the room that the proxy asks for beyond the last one.
const GAS_PER_CHECK: u64 = 60_000;
const GAS_BASE: u64 = 400_000;
const MOST_GAS: u64 = 25_000_000;

/// A member with everyday key, owner key and, for one of them, office key.
pub struct Member {
    pub id: MemberId,
    pub account: String,
    keys: BTreeMap<Scope, SecretKey>,
    nonces: BTreeMap<Scope, u64>,
}

/// A lane and the members it relays for.
pub struct Group {
    pub lane: Sender,
    pub members: Vec<Member>,
}

impl Group {
    pub fn len(&self) -> usize {
        self.members.len()
    }
}

impl Member {
    /// The member's next intent, signed.
    pub fn intent(
        &mut self,
        load: &Load,
        scope: Scope,
        contract: Contract,
        message: &impl Serialize,
    ) -> Result<Vec<u8>> {
        let contracts = load.archive.contracts();
        let nonce = self.nonces.entry(scope).or_default();
        let intent = Intent {
            scope,
            signer: self.id,
            on_behalf_of: None,
            key_epoch: 1,
            lane: 0,
            nonce: *nonce,
            valid_until: now()?.saturating_add(VALID),
            contract: contracts.canonical(contract),
            message: serde_json::to_vec(message).context("cannot write a message as JSON")?,
        };
        *nonce = nonce.saturating_add(1);
        let digest = intent.digest(load.archive.chain_id(), &contracts.canonical(Contract::Proxy))?;
        let key =
            self.keys.get(&scope).with_context(|| format!("member {} has no {scope:?} key", self.id))?;
        Ok(SignedIntent { signature: key.sign_digest(&digest)?, intent }.encode()?)
    }
}

impl Group {
    /// Relays intents in one transaction; what became of each, gas used, time to the block.
    pub async fn relay(
        &mut self,
        load: &Load,
        intents: &[Vec<u8>],
        gas: u64,
    ) -> Result<(Vec<Outcome>, u64, Duration)> {
        let execute = Execute::relay(load.archive.contracts(), intents)?;
        let (result, took) = self.execute(load, vec![execute], gas).await?;
        let data = decode::response_data(&result, 0).context("the batch gave no results")?;
        let outcomes: RelayResult = from_json(data).context("the batch's results cannot be read")?;
        Ok((outcomes.results, result.gas_used, took))
    }

    async fn execute(
        &mut self,
        load: &Load,
        messages: Vec<Execute>,
        gas: u64,
    ) -> Result<(TxResult, Duration)> {
        let sender = self.lane.address();
        let messages = messages.into_iter().map(|execute| {
            tx::any(&MsgExecuteContract {
                sender: sender.clone(),
                contract: execute.contract,
                msg: execute.message,
                funds: Vec::new(),
            })
        });
        self.lane.send(load, messages.collect(), gas).await
    }

    /// Relays a message per member that all must succeed.
    async fn all_do<M: Serialize>(
        &mut self,
        load: &Load,
        scope: Scope,
        contract: Contract,
        limit: u64,
        message: impl Fn(&Member) -> Result<M>,
    ) -> Result<()> {
        let mut intents = Vec::new();
        for member in &mut self.members {
            let message = message(member)?;
            intents.push(member.intent(load, scope, contract, &message)?);
        }
        let (outcomes, ..) = self.relay(load, &intents, gas_for(intents.len(), limit)).await?;
        for outcome in outcomes {
            ensure!(outcome == Outcome::Done, "{outcome:?}");
        }
        Ok(())
    }

    async fn register(&mut self, load: &Load, count: usize) -> Result<()> {
        let registry = load.archive.contracts().address(Contract::MemberRegistry);
        let mut messages = Vec::new();
        let mut keys = Vec::new();
        for _ in 0..count {
            let key = SecretKey::generate();
            let random = SecretKey::generate().to_bytes();
            let nullifier = [&[NULLIFIER_VERSION][..], random.as_slice()].concat();
            let salt: Vec<u8> = SecretKey::generate().to_bytes().iter().take(16).copied().collect();
            let message = member_registry::ExecuteMsg::RegisterMember {
                nullifier: nullifier.into(),
                salt: salt.into(),
                everyday_key: Binary::from(key.public_key()),
                age: AgeClass::From80,
            };
            messages.push(Execute::new(registry, &message)?);
            keys.push(key);
        }
        let gas = REGISTER_GAS.saturating_mul(u64::try_from(count)?);
        let (result, _) = self.execute(load, messages, gas).await?;
        let registered =
            decode::events(load.archive.contracts(), &result.events).into_iter().filter_map(|event| {
                match event {
                    Event::MemberRegistered { member, account, .. } => Some((member, account)),
                    _ => None,
                }
            });
        for ((id, account), key) in registered.zip(keys) {
            let keys = BTreeMap::from([(Scope::Everyday, key)]);
            self.members.push(Member { id, account, keys, nonces: BTreeMap::new() });
        }
        ensure!(self.members.len() == count, "{} of {count} members are registered", self.members.len());
        Ok(())
    }

    async fn set_owner_keys(&mut self, load: &Load) -> Result<()> {
        for member in &mut self.members {
            member.keys.insert(Scope::Owner, SecretKey::generate());
        }
        let proxy = load.archive.contracts().canonical(Contract::Proxy);
        let chain_id = load.archive.chain_id();
        self.all_do(load, Scope::Everyday, Contract::Proxy, 120_000, |member| {
            let key = member.keys.get(&Scope::Owner).context("no owner key")?;
            let proof = key.sign_digest(&key_proof_digest(chain_id, &proxy, member.id, Scope::Owner, 1))?;
            Ok(proxy::ExecuteMsg::SetOwnerKey {
                key: Binary::from(key.public_key()),
                proof: Binary::from(proof),
            })
        })
        .await
    }
}

/// Registers members at every lane of both branches, with owner keys and a grant each; gives those who may give TIME to anybody.
pub fn prepare(
    runtime: &Runtime,
    load: &Load,
    network: &Network,
    deployment: &Deployment,
) -> Result<Vec<Group>> {
    let mut groups = runtime.block_on(registered(load, network))?;
    let mut administrators = Vec::new();
    for branch in [1, 2] {
        let first = groups.iter_mut().find(|group| group.0 == branch).context("a branch has no lane")?;
        administrators.push((branch, first.1.members.pop().context("a lane has no members")?));
    }
    let mut calls = Vec::new();
    for (_, administrator) in &mut administrators {
        let key = SecretKey::generate();
        let member = administrator.id;
        let role = member_registry::ExecuteMsg::GrantRole { member, role: Role::BranchAdministrator };
        let office = proxy::ExecuteMsg::SetOfficeKey { member, key: Binary::from(key.public_key()) };
        calls.push((deployment.wiring.member_registry.as_str(), serde_json::to_value(&role)?));
        calls.push((deployment.wiring.proxy.as_str(), serde_json::to_value(&office)?));
        administrator.keys.insert(Scope::Office, key);
    }
    deploy::execute(&network.chain(), &calls)?;
    runtime.block_on(async {
        for (branch, administrator) in &mut administrators {
            let of_branch = groups.iter_mut().filter(|group| group.0 == *branch);
            let mut lanes: Vec<&mut Group> = of_branch.map(|group| &mut group.1).collect();
            grant(load, administrator, &mut lanes).await?;
        }
        // The rules of branch 2 let TIME go to relatives only.
        Ok(groups.into_iter().filter(|(branch, _)| *branch == 1).map(|(_, group)| group).collect())
    })
}

async fn registered(load: &Load, network: &Network) -> Result<Vec<(u16, Group)>> {
    let mut groups = Vec::new();
    for branch in [1, 2] {
        for number in 1.. {
            let Ok(secret) = network.secret(&lane(branch, number)) else { break };
            let key = SecretKey::from_hex(&secret.hex()).context("a lane's key")?;
            groups.push((branch, Group { lane: Sender::new(load, key).await?, members: Vec::new() }));
        }
    }
    let ready = join_all(groups.iter_mut().map(|(_, group)| async move {
        group.register(load, MEMBERS_PER_LANE).await?;
        group.set_owner_keys(load).await
    }));
    ready.await.into_iter().collect::<Result<()>>()?;
    Ok(groups)
}

/// The administrator grants every member of the lanes what the rule gives, as soon as the rules are in force.
async fn grant(load: &Load, administrator: &mut Member, lanes: &mut [&mut Group]) -> Result<()> {
    let deadline = Instant::now().checked_add(PATIENCE).context("clock out of range")?;
    for group in lanes {
        let mut waiting: Vec<MemberId> = group.members.iter().map(|member| member.id).collect();
        while !waiting.is_empty() {
            let mut intents = Vec::new();
            for member in &waiting {
                let message = time_token::ExecuteMsg::Grant { member: *member, rule: GRANT_RULE.to_owned() };
                intents.push(administrator.intent(load, Scope::Office, Contract::TimeToken, &message)?);
            }
            let (outcomes, ..) = group.relay(load, &intents, gas_for(intents.len(), 200_000)).await?;
            let left = waiting.iter().zip(&outcomes).filter(|(_, outcome)| **outcome != Outcome::Done);
            waiting = left.map(|(member, _)| *member).collect();
            if !waiting.is_empty() && Instant::now() > deadline {
                bail!("members cannot be given TIME: {:?}", outcomes.first());
            }
            if !waiting.is_empty() {
                sleep(Duration::from_secs(1)).await;
            }
        }
    }
    Ok(())
}

/// Gas to ask for a batch whose intents may each use `limit`.
fn gas_for(intents: usize, limit: u64) -> u64 {
    let each = limit.saturating_add(GAS_PER_CHECK);
    GAS_BASE.saturating_add(each.saturating_mul(u64::try_from(intents).unwrap_or(u64::MAX))).min(MOST_GAS)
}

pub fn now() -> Result<u64> {
    Ok(SystemTime::now().duration_since(UNIX_EPOCH).context("clock before 1970")?.as_secs())
}
