//! A chain in memory for tests: blocks when told to, faults when told to, the proxy's rules for intents, and a count of what
//! was really carried out.

use crate::db::lease::Leases;
use crate::db::scratch::Scratch;
use crate::db::Db;
use crate::index::{Follower, Tip};
use crate::relay::{Action, Lane, NewDirect, NewIntent, Relay, Terms};
use crate::stream::Hub;
use async_trait::async_trait;
use cosmrs::proto::cosmos::base::abci::v1beta1::TxMsgData;
use cosmrs::proto::cosmos::feegrant::v1beta1::MsgGrantAllowance;
use cosmrs::proto::cosmos::tx::v1beta1::{AuthInfo, TxBody, TxRaw};
use cosmrs::proto::cosmwasm::wasm::v1::MsgExecuteContractResponse;
use cosmrs::proto::traits::{Message, Name};
use cosmrs::Any;
use futures::future::BoxFuture;
use k256::ecdsa::signature::hazmat::PrehashVerifier;
use k256::ecdsa::{Signature, VerifyingKey};
use serde_json::{json, Value};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::future::Future;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use timebank_api::activity_registry::EnrolmentState;
use timebank_api::permission::Contract;
use timebank_api::proxy::{ExecuteMsg, Outcome, RelayResult};
use timebank_api::record::AgeClass;
use timebank_api::{Code, Event, MemberId};
use timebank_client::proof::fake::{FakeHead, FakeStore};
use timebank_client::proof::{Head, Proven, Validators};
use timebank_client::{
    address, results, tx, Account, Block, BlockTx, Broadcast, Contracts, Envelope, Execute, Node, NodeError,
    RawEvent, SecretKey, Status, Trial, TxResult,
};
use timebank_intent::{NonceRefused, NonceWindow, Scope, SignedIntent};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

pub(crate) const CHAIN: &str = "fake-1";
/// An activity that refuses everybody.
pub(crate) const CLOSED: u64 = 666;
/// Gas of one execution.
const GAS: u64 = 60_000;

pub(crate) fn contracts() -> Contracts {
    let number = |contract: Contract| Contract::ALL.iter().position(|of| *of == contract).unwrap() as u8;
    Contracts::new(|contract| address::text(&[number(contract) + 1; 32])).unwrap()
}

/// What happens to a transaction that is handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    None,
    /// It is taken, but the answer is lost.
    AnswerLost,
    /// It never arrives.
    Lost,
    Full,
}

#[derive(Default)]
struct State {
    blocks: Vec<Block>,
    time: u64,
    mempool: Vec<Vec<u8>>,
    sequences: HashMap<String, u64>,
    /// Accounts that nobody has opened.
    missing: HashSet<String>,
    windows: HashMap<(u64, Scope, u8), NonceWindow>,
    keys: HashMap<(u64, Scope), ([u8; 33], u32)>,
    /// How often each intent was carried out, by digest; and each direct message, by its bytes.
    executed: BTreeMap<Vec<u8>, u32>,
    members: u64,
    fault: Option<Fault>,
    meanwhile: Option<Meanwhile>,
    /// What another node says of a block, where it is something else.
    others: HashMap<u64, Block>,
    gas: u64,
    /// Events of the council's own doings, for the next block.
    council: Vec<RawEvent>,
    /// What comes of trials, by the message's name; of others nothing is known. Each is counted.
    trials: HashMap<String, Trial>,
    tried: Vec<Value>,
    /// Whether trials never come to an end.
    busy: bool,
    /// What contracts answer, by question.
    answers: HashMap<(Contract, String), Value>,
    proofs: Provable,
}

/// What the chain keeps and who signs its blocks, for proofs of it.
pub(crate) struct Provable {
    /// It need not be that of the blocks.
    pub chain_id: String,
    /// By the block after which it is so.
    pub stores: BTreeMap<u64, FakeStore>,
    /// By the first block that they sign.
    pub validators: BTreeMap<u64, Vec<(u8, u64)>>,
    /// Who has signed no block since one, and it may be the first.
    pub silent: BTreeMap<u64, Vec<u8>>,
    /// The oldest block whose state is still there.
    pub oldest: u64,
    /// Whether nobody answers.
    pub down: bool,
    /// What is said in the place of a value.
    pub lie: Option<Vec<u8>>,
    /// How many records have been asked for.
    pub asked: usize,
}

impl Default for Provable {
    fn default() -> Self {
        Provable {
            chain_id: CHAIN.into(),
            stores: BTreeMap::from([(0, FakeStore::default())]),
            validators: BTreeMap::from([(1, vec![(1, 100), (2, 100), (3, 100), (4, 100)])]),
            silent: BTreeMap::from([(0, vec![])]),
            oldest: 0,
            down: false,
            lie: None,
            asked: 0,
        }
    }
}

impl Provable {
    /// Lets a contract keep something from a block on.
    pub(crate) fn keep(&mut self, height: u64, contract: Contract, key: &[u8], value: &[u8]) {
        let mut store = self.store(height).clone();
        store.set(&contracts().canonical(contract), key, value);
        self.stores.insert(height, store);
    }

    fn store(&self, height: u64) -> &FakeStore {
        at(&self.stores, height)
    }

    fn head(&self, height: u64) -> Head {
        FakeHead {
            chain_id: &self.chain_id,
            height,
            app_hash: self.store(height - 1).app_hash(),
            validators: at(&self.validators, height).as_slice(),
            next: at(&self.validators, height + 1).as_slice(),
            silent: at(&self.silent, height).as_slice(),
        }
        .sign()
    }
}

/// What holds at a block.
fn at<T>(all: &BTreeMap<u64, T>, height: u64) -> &T {
    all.range(..=height).next_back().unwrap().1
}

#[derive(Default)]
pub(crate) struct FakeChain(Mutex<State>);

/// Something that happens while something else is under way.
pub(crate) struct Meanwhile(BoxFuture<'static, ()>);

impl FakeChain {
    pub(crate) fn new() -> Arc<Self> {
        let chain = FakeChain::default();
        {
            let mut state = chain.0.lock().unwrap();
            state.time = crate::relay::now();
            state.gas = GAS;
        }
        Arc::new(chain)
    }

    pub(crate) fn fault(&self, fault: Fault) {
        self.0.lock().unwrap().fault = Some(fault);
    }

    /// Before the next transaction that is handed in arrives.
    pub(crate) fn meanwhile(&self, happens: impl Future<Output = ()> + Send + 'static) {
        self.0.lock().unwrap().meanwhile = Some(Meanwhile(Box::pin(happens)));
    }

    pub(crate) fn gas(&self, gas: u64) {
        self.0.lock().unwrap().gas = gas;
    }

    /// Empties the mempool, as a restarted node does.
    pub(crate) fn evict(&self) {
        self.0.lock().unwrap().mempool.clear();
    }

    pub(crate) fn waiting(&self) -> usize {
        self.0.lock().unwrap().mempool.len()
    }

    /// Lets time pass until the next block.
    pub(crate) fn pass(&self, seconds: u64) {
        self.0.lock().unwrap().time += seconds;
    }

    pub(crate) fn set_key(&self, member: MemberId, scope: Scope, key: &SecretKey, epoch: u32) {
        let mut state = self.0.lock().unwrap();
        state.keys.insert((member, scope), (key.public_key(), epoch));
        let event = Event::KeySet {
            member,
            scope: match scope {
                Scope::Everyday => timebank_api::Scope::Everyday,
                Scope::Owner => timebank_api::Scope::Owner,
                Scope::Office => timebank_api::Scope::Office,
            },
            key: key.public_key().to_vec().into(),
            epoch,
        };
        state.council.push(emitted(Contract::Proxy, event));
    }

    /// Lets the chain say something in the next block.
    pub(crate) fn says(&self, contract: Contract, event: Event) {
        self.0.lock().unwrap().council.push(emitted(contract, event));
    }

    /// Lets a contract answer a question.
    pub(crate) fn answers(&self, contract: Contract, question: &str, answer: Value) {
        self.0.lock().unwrap().answers.insert((contract, question.to_owned()), answer);
    }

    /// An account that nobody has opened.
    pub(crate) fn is_missing(&self, account: &str) {
        self.0.lock().unwrap().missing.insert(account.to_owned());
    }

    /// What comes of carrying a message of this name out on trial.
    pub(crate) fn on_trial(&self, name: &str, trial: Trial) {
        self.0.lock().unwrap().trials.insert(name.to_owned(), trial);
    }

    /// From now on no trial comes to an end.
    pub(crate) fn is_busy(&self) {
        self.0.lock().unwrap().busy = true;
    }

    /// The messages that were tried, as their targets get them.
    pub(crate) fn tried(&self) -> Vec<Value> {
        self.0.lock().unwrap().tried.clone()
    }

    /// What there is to prove, to be looked at and changed.
    pub(crate) fn provable<T>(&self, with: impl FnOnce(&mut Provable) -> T) -> T {
        with(&mut self.0.lock().unwrap().proofs)
    }

    pub(crate) fn executed(&self) -> BTreeMap<Vec<u8>, u32> {
        self.0.lock().unwrap().executed.clone()
    }

    /// Changes a block behind everybody's back.
    pub(crate) fn tamper(&self, height: u64, change: impl Fn(&mut Block)) {
        change(&mut self.0.lock().unwrap().blocks[height as usize - 1]);
    }

    /// Lets another node say something else of a block.
    pub(crate) fn another_says(&self, height: u64, change: impl Fn(&mut Block)) {
        let mut state = self.0.lock().unwrap();
        let mut block = state.blocks[height as usize - 1].clone();
        change(&mut block);
        state.others.insert(height, block);
    }

    /// Hands a batch in as another branch's operator does.
    pub(crate) fn foreign(&self, intents: &[Vec<u8>], operator: u8) {
        let key = SecretKey::from_slice(&[operator; 32]).unwrap();
        let mut state = self.0.lock().unwrap();
        let sequence = *state.sequences.entry(key.address()).or_default();
        let envelope = Envelope {
            chain_id: CHAIN,
            account: Account { number: 0, sequence },
            gas: 20_000_000,
            timeout_height: 0,
        };
        let signed = tx::sign(&[Execute::relay(&contracts(), intents).unwrap()], envelope, &key).unwrap();
        state.mempool.push(signed.raw);
    }

    /// Makes a block of what is in the mempool.
    pub(crate) fn mine(&self) {
        let mut state = self.0.lock().unwrap();
        state.time += 1;
        let waiting = std::mem::take(&mut state.mempool);
        let mut txs = Vec::new();
        let said = std::mem::take(&mut state.council);
        if !said.is_empty() {
            let raw = format!("council {}", state.blocks.len()).into_bytes();
            let result = TxResult { events: said, gas_used: 1, ..TxResult::default() };
            txs.push(BlockTx { hash: Sha256::digest(&raw).into(), raw, result });
        }
        for raw in waiting {
            if let Some(result) = state.deliver(&raw) {
                txs.push(BlockTx { hash: Sha256::digest(&raw).into(), raw, result });
            }
        }
        let before = state.blocks.last();
        let height = state.blocks.len() as u64 + 1;
        let block = Block {
            chain_id: CHAIN.into(),
            height,
            time: state.time,
            hash: Sha256::digest(format!("{height} {} {}", state.time, txs.len())).into(),
            previous: before.map(|block| block.hash),
            previous_results: before.map(|block| results::results_hash(&block.txs)),
            app_hash: vec![],
            txs,
        };
        state.blocks.push(block);
    }
}

struct Read {
    sender: String,
    sequence: u64,
    timeout: u64,
    gas: u64,
}

fn read(raw: &[u8]) -> Read {
    let raw = TxRaw::decode(raw).unwrap();
    let auth = AuthInfo::decode(raw.auth_info_bytes.as_slice()).unwrap();
    let body = TxBody::decode(raw.body_bytes.as_slice()).unwrap();
    let message =
        cosmrs::proto::cosmwasm::wasm::v1::MsgExecuteContract::decode(body.messages[0].value.as_slice())
            .unwrap();
    Read {
        sender: message.sender,
        sequence: auth.signer_infos[0].sequence,
        timeout: body.timeout_height,
        gas: auth.fee.unwrap().gas_limit,
    }
}

impl State {
    /// A transaction's result; nothing if no block takes it.
    fn deliver(&mut self, raw: &[u8]) -> Option<TxResult> {
        let read = read(raw);
        let height = self.blocks.len() as u64 + 1;
        let sequence = self.sequences.entry(read.sender.clone()).or_default();
        if (read.timeout > 0 && height > read.timeout) || *sequence != read.sequence {
            return None;
        }
        *sequence += 1;
        let Some((_, execute)) = tx::executes(raw)?.pop() else {
            let raw = TxRaw::decode(raw).unwrap();
            let body = TxBody::decode(raw.body_bytes.as_slice()).unwrap();
            let grant = MsgGrantAllowance::decode(body.messages[0].value.as_slice()).unwrap();
            self.missing.remove(&grant.grantee);
            return Some(TxResult { gas_used: 60_000, gas_wanted: read.gas, ..TxResult::default() });
        };
        if contracts().at(&execute.contract) == Some(Contract::Proxy) {
            return Some(self.relay(&execute.message, read.gas));
        }
        *self.executed.entry(execute.message.clone()).or_default() += 1;
        self.members += 1;
        let member = self.members;
        let event = Event::MemberRegistered {
            member,
            account: address::text(&[100 + member as u8; 32]),
            branch: 1,
            age: AgeClass::From60,
        };
        Some(TxResult {
            events: vec![execution(Contract::MemberRegistry), emitted(Contract::MemberRegistry, event)],
            data: data(b"{}"),
            gas_wanted: read.gas,
            gas_used: 100_000,
            ..TxResult::default()
        })
    }

    fn relay(&mut self, message: &[u8], gas: u64) -> TxResult {
        let ExecuteMsg::Relay { intents } = cosmwasm_std::from_json(message).unwrap() else { unreachable!() };
        let used = 50_000 + self.gas * intents.len() as u64;
        if used > gas {
            return TxResult {
                code: 11,
                codespace: "sdk".into(),
                log: "out of gas".into(),
                gas_wanted: gas,
                gas_used: gas,
                ..TxResult::default()
            };
        }
        let mut events = vec![execution(Contract::Proxy)];
        let results = intents.iter().map(|bytes| self.intent(bytes, &mut events)).collect();
        let result = RelayResult { results };
        TxResult {
            data: data(&cosmwasm_std::to_json_vec(&result).unwrap()),
            events,
            gas_wanted: gas,
            gas_used: used,
            ..TxResult::default()
        }
    }

    fn intent(&mut self, bytes: &[u8], events: &mut Vec<RawEvent>) -> Outcome {
        let proxy = contracts().canonical(Contract::Proxy);
        let Ok((signed, digest)) = SignedIntent::decode(bytes, CHAIN, &proxy) else {
            return Outcome::rejected(Code::IntentMalformed);
        };
        let intent = &signed.intent;
        if self.time >= intent.valid_until {
            return Outcome::rejected(Code::IntentExpired);
        }
        let Some((key, epoch)) = self.keys.get(&(intent.signer, intent.scope)) else {
            return Outcome::rejected(Code::KeyMissing);
        };
        if *epoch != intent.key_epoch {
            return Outcome::rejected(Code::IntentEpoch);
        }
        let verified = VerifyingKey::from_sec1_bytes(key)
            .unwrap()
            .verify_prehash(&digest, &Signature::from_slice(&signed.signature).unwrap());
        if verified.is_err() {
            return Outcome::rejected(Code::IntentSignature);
        }
        let window = self
            .windows
            .entry((intent.signer, intent.scope, intent.lane))
            .or_insert(NonceWindow::new(*epoch));
        if window.epoch != *epoch {
            *window = NonceWindow::new(*epoch);
        }
        match window.spend(intent.nonce) {
            Ok(after) => *window = after,
            Err(NonceRefused::Used) => return Outcome::rejected(Code::NonceUsed),
            Err(NonceRefused::TooOld) => return Outcome::rejected(Code::NonceTooOld),
            Err(NonceRefused::TooFar) => return Outcome::rejected(Code::NonceTooFar),
        }
        let message: Value = serde_json::from_slice(&intent.message).unwrap();
        let activity = message["enrol"]["id"].as_u64().unwrap();
        *self.executed.entry(digest.to_vec()).or_default() += 1;
        if activity == CLOSED {
            return Outcome::failed(Code::EnrolmentClosed);
        }
        events.push(execution(Contract::ActivityRegistry));
        events.push(emitted(Contract::ActivityRegistry, enrolled(activity, intent.signer)));
        Outcome::Done
    }
}

pub(crate) fn enrolled(activity: u64, participant: MemberId) -> Event {
    Event::Enrolled { activity, participant, state: EnrolmentState::Enrolled, position: 1, by: None }
}

fn data(bytes: &[u8]) -> Vec<u8> {
    let response = Any {
        type_url: MsgExecuteContractResponse::type_url(),
        value: MsgExecuteContractResponse { data: bytes.to_vec() }.encode_to_vec(),
    };
    #[allow(deprecated)]
    TxMsgData { data: vec![], msg_responses: vec![response] }.encode_to_vec()
}

fn execution(contract: Contract) -> RawEvent {
    let attribute = ("_contract_address".to_owned(), contracts().address(contract).to_owned());
    RawEvent { kind: "execute".into(), attributes: vec![attribute] }
}

fn emitted(contract: Contract, event: Event) -> RawEvent {
    let event: cosmwasm_std::Event = event.into();
    let mut raw = execution(contract);
    raw.kind = format!("wasm-{}", event.ty);
    raw.attributes.extend(event.attributes.into_iter().map(|a| (a.key, a.value)));
    raw
}

#[async_trait]
impl Node for FakeChain {
    async fn status(&self) -> Result<Status, NodeError> {
        let state = self.0.lock().unwrap();
        Ok(Status {
            chain_id: CHAIN.into(),
            height: state.blocks.len() as u64,
            time: state.time,
            earliest: 1,
            catching_up: false,
        })
    }

    async fn block(&self, height: u64) -> Result<Block, NodeError> {
        self.0.lock().unwrap().blocks.get(height as usize - 1).cloned().ok_or(NodeError::Missing)
    }

    async fn second_block(&self, height: u64) -> Option<Block> {
        let state = self.0.lock().unwrap();
        state.others.get(&height).or(state.blocks.get(height as usize - 1)).cloned()
    }

    async fn account(&self, address: &str) -> Result<Account, NodeError> {
        let state = self.0.lock().unwrap();
        if state.missing.contains(address) {
            return Err(NodeError::Missing);
        }
        let sequence = state.sequences.get(address).copied().unwrap_or(0);
        Ok(Account { number: 0, sequence })
    }

    async fn broadcast(&self, raw: &[u8]) -> Broadcast {
        let meanwhile = self.0.lock().unwrap().meanwhile.take();
        if let Some(Meanwhile(happens)) = meanwhile {
            happens.await;
        }
        let mut state = self.0.lock().unwrap();
        let fault = state.fault.take().unwrap_or(Fault::None);
        match fault {
            Fault::Lost => return Broadcast::Unknown("timeout".into()),
            Fault::Full => return Broadcast::Full,
            Fault::None | Fault::AnswerLost => {}
        }
        if state.mempool.iter().any(|known| known == raw) {
            return Broadcast::Taken;
        }
        let read = read(raw);
        let next = state.sequences.get(&read.sender).copied().unwrap_or(0);
        if read.sequence != next {
            return Broadcast::Sequence(format!("expected {next}, got {}", read.sequence));
        }
        state.mempool.push(raw.to_vec());
        match fault {
            Fault::AnswerLost => Broadcast::Unknown("timeout".into()),
            _ => Broadcast::Taken,
        }
    }

    async fn try_out(&self, sender: &str, execute: &Execute) -> Trial {
        assert_eq!(sender, contracts().address(Contract::Proxy));
        let relayed: Value = serde_json::from_slice(&execute.message).unwrap();
        let message = relayed["relayed"]["msg"].as_str().unwrap();
        let message = cosmwasm_std::Binary::from_base64(message).unwrap();
        let name = timebank_api::permission::message_name(&message).unwrap().to_owned();
        let answer = {
            let mut state = self.0.lock().unwrap();
            state.tried.push(relayed);
            let answer = state.trials.get(&name).cloned();
            (!state.busy).then(|| answer.unwrap_or(Trial::Unknown("nothing is known".into())))
        };
        match answer {
            Some(answer) => answer,
            None => std::future::pending().await,
        }
    }

    async fn smart(&self, contract: Contract, query: &[u8]) -> Result<Vec<u8>, NodeError> {
        let name = timebank_api::permission::message_name(query).unwrap().to_owned();
        let state = self.0.lock().unwrap();
        let answer = state.answers.get(&(contract, name)).ok_or(NodeError::Missing)?;
        Ok(answer.to_string().into_bytes())
    }

    async fn head(&self, height: u64) -> Result<Head, NodeError> {
        self.provable(|proofs| match proofs.down {
            true => Err(NodeError::Unreachable("down".into())),
            false => Ok(proofs.head(height)),
        })
    }

    async fn proven(&self, contract: Contract, key: &[u8], height: u64) -> Result<Proven, NodeError> {
        self.provable(|proofs| {
            proofs.asked += 1;
            if proofs.down {
                return Err(NodeError::Unreachable("down".into()));
            }
            if height < proofs.oldest {
                return Err(NodeError::Refused("version does not exist".into()));
            }
            let honest = proofs.store(height).proven(&contracts().canonical(contract), key);
            Ok(match &proofs.lie {
                None => honest,
                lie => Proven { value: lie.clone(), ..honest },
            })
        })
    }

    async fn name(&self, validators: &mut Validators, _: u64) -> Result<(), NodeError> {
        for (number, validator) in (1..).zip(&mut validators.0) {
            validator.name = Some(format!("branch {number}"));
        }
        Ok(())
    }
}

/// A relayer's core around a fake chain, moved step by step.
pub(crate) struct World {
    pub chain: Arc<FakeChain>,
    pub db: Db,
    pub relay: Relay,
    pub hub: Hub,
    pub follower: Follower,
    pub tip: watch::Receiver<Tip>,
    pub lanes: Vec<Lane>,
    scratch: Scratch,
}

impl World {
    /// One member with number 3 and key 3, two lanes.
    pub(crate) async fn new() -> Self {
        let chain = FakeChain::new();
        chain.set_key(3, Scope::Everyday, &key(3), 1);
        chain.mine();
        let world = Self::open(chain, Scratch::new().await).await;
        world.index().await;
        world
    }

    /// Another instance of the branch, with the same store.
    pub(crate) async fn beside(&self) -> Self {
        let scratch = self.scratch.beside();
        Self::open(self.chain.clone(), scratch).await
    }

    async fn open(chain: Arc<FakeChain>, scratch: Scratch) -> Self {
        let db = scratch.open().await;
        let (send, tip) = watch::channel(Tip::default());
        let relay = Relay::new(db.clone(), CHAIN, contracts(), tip.clone(), terms());
        let hub = Hub::new(db.clone());
        let follower = Follower::new(
            chain.clone(),
            db.clone(),
            contracts(),
            CHAIN.into(),
            relay.clone(),
            hub.clone(),
            send,
        );
        let lane = |number| Lane::new(chain.clone(), relay.clone(), key(number), tip.clone(), Duration::ZERO);
        World { lanes: vec![lane(101), lane(102)], chain, db, relay, hub, follower, tip, scratch }
    }

    /// Lets index and lanes work by themselves, as the daemon does.
    pub(crate) fn run(self) -> Instance {
        let World { chain, relay, hub, follower, lanes, scratch, .. } = self;
        let leases = Leases::new(&scratch.place).unwrap();
        let mut tasks = JoinSet::new();
        let stop = CancellationToken::new();
        tasks.spawn(follower.run(leases.clone(), stop.clone()));
        for lane in lanes {
            tasks.spawn(lane.run(leases.clone(), stop.clone()));
        }
        Instance { chain, relay, hub, tasks, _scratch: scratch }
    }

    /// What is left after the process was killed: the file and the chain.
    pub(crate) async fn killed(self) -> Self {
        let World { chain, db, scratch, .. } = self;
        db.close().await;
        let world = Self::open(chain, scratch).await;
        // A fresh process knows the chain's height before it does anything else.
        world.index().await;
        world
    }

    pub(crate) async fn index(&self) {
        self.follower.catch_up(&CancellationToken::new()).await.unwrap();
    }

    pub(crate) async fn submit(&self, activity: u64) -> Action {
        self.submit_as(3, &key(3), 1, activity).await
    }

    pub(crate) async fn submit_as(&self, member: u64, key: &SecretKey, epoch: u32, activity: u64) -> Action {
        let mut tx = self.db.begin().await.unwrap();
        let new = NewIntent {
            member,
            on_behalf_of: None,
            scope: Scope::Everyday,
            contract: Contract::ActivityRegistry,
            message: json!({"enrol": {"id": activity}}).to_string().into_bytes(),
            key: Arc::new(key.clone()),
            key_epoch: epoch,
            valid_for: Duration::from_secs(600),
            care: crate::relay::Care::default(),
        };
        let action = self.relay.submit(&mut tx, new).await.unwrap();
        tx.commit().await.unwrap();
        action
    }

    pub(crate) async fn register(&self, number: u64) -> Action {
        let mut tx = self.db.begin().await.unwrap();
        let new = NewDirect {
            kind: "register_member".into(),
            contract: Contract::MemberRegistry,
            message: json!({"register_member": {"number": number}}),
            correlation: None,
        };
        let action = self.relay.submit_direct(&mut tx, new).await.unwrap();
        tx.commit().await.unwrap();
        action
    }

    pub(crate) async fn step(&mut self, lane: usize) {
        self.lanes[lane].step().await.unwrap();
    }

    /// A block, and the index sees it.
    pub(crate) async fn block(&self) {
        self.chain.mine();
        self.index().await;
    }

    pub(crate) async fn action(&self, id: &str) -> Action {
        self.relay.action(id).await.unwrap().unwrap()
    }

    /// The bytes that were signed.
    pub(crate) async fn body(&self, id: &str) -> Vec<u8> {
        sqlx::query_scalar("SELECT body FROM actions WHERE id = $1")
            .bind(id)
            .fetch_one(self.db.reader())
            .await
            .unwrap()
    }
}

/// A relayer's core at work. Dropped, it has been killed.
pub(crate) struct Instance {
    pub chain: Arc<FakeChain>,
    pub relay: Relay,
    pub hub: Hub,
    tasks: JoinSet<anyhow::Result<()>>,
    _scratch: Scratch,
}

impl Instance {
    pub(crate) async fn kill(mut self) {
        self.tasks.shutdown().await;
    }
}

/// Branch 1 confirms with key 101.
pub(crate) fn terms() -> Terms {
    Terms { signer: Some((1, Arc::new(key(101)))), ..Terms::default() }
}

pub(crate) fn key(number: u8) -> SecretKey {
    SecretKey::from_slice(&[number; 32]).unwrap()
}
