use crate::contract::{execute, instantiate, query, reply};
use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env, MockApi, MockQuerier, MockStorage};
use cosmwasm_std::{
    from_json, to_json_binary, to_json_vec, Addr, Api, Binary, ContractResult, CosmosMsg, Env, Order,
    OwnedDeps, Reply, Response, Storage, SubMsg, SubMsgResult, SystemError, SystemResult, Uint128, WasmMsg,
    WasmQuery,
};
use k256::ecdsa::signature::hazmat::PrehashSigner;
use k256::ecdsa::{Signature, SigningKey};
use serde::de::DeserializeOwned;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use timebank_api::permission::Contract;
use timebank_api::proxy::{ExecuteMsg, InstantiateMsg, NoncesResponse, Outcome, QueryMsg, RelayResult};
use timebank_api::record::{
    agent_key, member_key, operator_key, AgeClass, AgentRecord, MemberKind, MemberRecord, MemberStatus,
};
use timebank_api::{Actor, Code, Event, MemberId, Role, Roles, Wiring};
use timebank_intent::{key_proof_digest, CanonicalAddress, Intent, Scope, SignedIntent};
use timebank_std::Result;

/// Two members with everyday keys: 1 of branch 1, 2 of branch 2. Member 1 has an owner key too.
pub const MEMBER: MemberId = 1;
pub const OTHER: MemberId = 2;
/// Operators of branch 1 and 2.
pub const OPERATOR: &str = "operator-one";
pub const OTHER_OPERATOR: &str = "operator-two";
pub const HOUR: u64 = 3_600;

pub fn addr(name: &str) -> Addr {
    MockApi::default().addr_make(name)
}

pub fn account(member: MemberId) -> String {
    addr(&format!("account-{member}")).into()
}

pub fn canonical(address: &str) -> CanonicalAddress {
    let canonical = MockApi::default().addr_canonicalize(address).unwrap();
    canonical.as_slice().try_into().unwrap()
}

/// A test key, different for every member, scope and generation.
pub fn secret(member: MemberId, scope: Scope, generation: u8) -> SigningKey {
    let member = u8::try_from(member).unwrap();
    let mut bytes = [7; 32];
    bytes[..3].copy_from_slice(&[member, scope.byte() + 1, generation]);
    SigningKey::from_slice(&bytes).unwrap()
}

pub fn point(key: &SigningKey) -> Binary {
    key.verifying_key().to_encoded_point(true).as_bytes().to_vec().into()
}

pub fn sign(key: &SigningKey, digest: &[u8; 32]) -> [u8; 64] {
    let signature: Signature = key.sign_prehash(digest).unwrap();
    signature.to_bytes().into()
}

/// What the other contracts would answer.
#[derive(Default)]
struct Answers {
    records: BTreeMap<Vec<u8>, Vec<u8>>,
    balances: BTreeMap<Vec<u8>, Vec<u8>>,
    asked: usize,
}

impl Answers {
    fn answer(&mut self, query: &WasmQuery) -> SystemResult<ContractResult<Binary>> {
        self.asked += 1;
        match query {
            WasmQuery::Raw { contract_addr, key } if *contract_addr == addr("member-registry").as_str() => {
                let value = self.records.get(key.as_slice()).cloned();
                SystemResult::Ok(ContractResult::Ok(value.unwrap_or_default().into()))
            }
            WasmQuery::Raw { contract_addr, key } if *contract_addr == addr("time-token").as_str() => {
                let value = self.balances.get(key.as_slice()).cloned();
                SystemResult::Ok(ContractResult::Ok(value.unwrap_or_default().into()))
            }
            _ => SystemResult::Err(SystemError::Unknown {}),
        }
    }
}

/// The proxy under test.
pub struct World {
    pub deps: OwnedDeps<MockStorage, MockApi, MockQuerier>,
    pub env: Env,
    answers: Rc<RefCell<Answers>>,
}

impl World {
    pub fn new() -> Self {
        World::unwired().furnish()
    }

    /// The same at another address.
    pub fn at(name: &str) -> Self {
        let mut world = World::unwired();
        world.env.contract.address = addr(name);
        world.furnish()
    }

    fn furnish(mut self) -> Self {
        let world = &mut self;
        world.wire(&world.wiring()).unwrap();
        for (operator, branch) in [(OPERATOR, 1u32), (OTHER_OPERATOR, 2)] {
            world.set_record(operator_key(addr(operator).as_str()), branch.to_be_bytes().to_vec());
        }
        for (member, branch) in [(MEMBER, 1), (OTHER, 2)] {
            world.set_member(member, branch, Roles::default(), MemberStatus::Active);
            world.add_member(member).unwrap();
        }
        world.set_owner_key(MEMBER).unwrap();
        self
    }

    pub fn unwired() -> Self {
        let mut deps = mock_dependencies();
        let answers = Rc::new(RefCell::new(Answers::default()));
        let shared = Rc::clone(&answers);
        deps.querier.update_wasm(move |query| shared.borrow_mut().answer(query));
        let env = mock_env();
        let msg = InstantiateMsg { council: addr("council").into() };
        let creator = message_info(&addr("creator"), &[]);
        instantiate(deps.as_mut(), env.clone(), creator, msg).unwrap();
        World { deps, env, answers }
    }

    pub fn wiring(&self) -> Wiring {
        Wiring::new(|contract| match contract {
            Contract::Proxy => self.env.contract.address.to_string(),
            other => addr(other.name()).into(),
        })
    }

    pub fn wire(&mut self, wiring: &Wiring) -> Result<Response> {
        let wiring = wiring.clone();
        self.execute(&addr("council"), ExecuteMsg::Wire { wiring })
    }

    pub fn execute(&mut self, sender: &Addr, msg: ExecuteMsg) -> Result<Response> {
        execute(self.deps.as_mut(), self.env.clone(), message_info(sender, &[]), msg)
    }

    /// What the member-registry publishes.
    pub fn set_record(&mut self, key: Vec<u8>, value: Vec<u8>) {
        self.answers.borrow_mut().records.insert(key, value);
    }

    pub fn set_member(&mut self, member: MemberId, branch: u32, roles: Roles, status: MemberStatus) {
        let record = MemberRecord {
            branch,
            roles,
            status,
            kind: MemberKind::Person,
            age: AgeClass::Under60,
            account: account(member),
        };
        self.set_record(member_key(member), record.to_bytes());
    }

    /// Both sides agreed that the agent acts for the principal.
    pub fn set_agent(&mut self, principal: MemberId, agent: MemberId, terms: AgentRecord) {
        self.set_record(agent_key(principal, agent), terms.to_bytes());
    }

    pub fn set_balance(&mut self, member: MemberId, minutes: u128) {
        // As cw20-base keeps it.
        let key = [b"\0\x07balance".as_slice(), account(member).as_bytes()].concat();
        let value = to_json_vec(&Uint128::new(minutes)).unwrap();
        self.answers.borrow_mut().balances.insert(key, value);
    }

    /// Queries to other contracts since the last time of asking.
    pub fn queries(&mut self) -> usize {
        std::mem::take(&mut self.answers.borrow_mut().asked)
    }

    pub fn add_member(&mut self, member: MemberId) -> Result<Response> {
        let everyday_key = point(&secret(member, Scope::Everyday, 0));
        self.execute(&addr("member-registry"), ExecuteMsg::AddMember { member, everyday_key })
    }

    /// The actor that an everyday intent of the member, relayed by its own branch, would bring.
    pub fn actor(&self, member: MemberId) -> Actor {
        let branch = u32::try_from(member).unwrap();
        Actor {
            id: member,
            account: account(member),
            branch,
            roles: Roles::default(),
            scope: timebank_api::Scope::Everyday,
            relayed_by: branch,
            agent: None,
        }
    }

    /// As if an intent of the member had been relayed.
    pub fn relayed(&mut self, actor: Actor, msg: &ExecuteMsg) -> Result<Response> {
        let own = self.env.contract.address.clone();
        let msg = to_json_binary(msg).unwrap();
        self.execute(&own, ExecuteMsg::Relayed { actor, msg })
    }

    pub fn owner_key(&self, member: MemberId) -> ExecuteMsg {
        let key = secret(member, Scope::Owner, 0);
        let digest = key_proof_digest(&self.env.block.chain_id, &self.own(), member, Scope::Owner, 1);
        ExecuteMsg::SetOwnerKey { key: point(&key), proof: sign(&key, &digest).into() }
    }

    pub fn set_owner_key(&mut self, member: MemberId) -> Result<Response> {
        let msg = self.owner_key(member);
        self.relayed(self.actor(member), &msg)
    }

    pub fn set_office_key(&mut self, member: MemberId, generation: u8) -> Result<Response> {
        let key = point(&secret(member, Scope::Office, generation));
        self.execute(&addr("council"), ExecuteMsg::SetOfficeKey { member, key })
    }

    /// Member 1 as a reviewer with an office key.
    pub fn make_reviewer(&mut self) {
        let roles = Roles::default().with(Role::Reviewer);
        self.set_member(MEMBER, 1, roles, MemberStatus::Active);
        self.set_office_key(MEMBER, 0).unwrap();
    }

    /// The proxy's own canonical address.
    pub fn own(&self) -> CanonicalAddress {
        canonical(self.env.contract.address.as_str())
    }

    pub fn now(&self) -> u64 {
        self.env.block.time.seconds()
    }

    /// An everyday intent of member 1 to enrol, good for an hour.
    pub fn intent(&self, nonce: u64) -> Intent {
        Intent {
            scope: Scope::Everyday,
            signer: MEMBER,
            on_behalf_of: None,
            key_epoch: 1,
            lane: 0,
            nonce,
            valid_until: self.now() + HOUR,
            contract: canonical(addr("activity-registry").as_str()),
            message: br#"{"enrol":{"id":5}}"#.to_vec(),
        }
    }

    /// Signed with the first key of the intent's signer and scope.
    pub fn signed(&self, intent: Intent) -> Vec<u8> {
        let key = secret(intent.signer, intent.scope, 0);
        self.signed_with(intent, &key)
    }

    pub fn signed_with(&self, intent: Intent, key: &SigningKey) -> Vec<u8> {
        signed_for(intent, key, &self.env.block.chain_id, &self.own())
    }

    pub fn relay(&mut self, intents: &[Vec<u8>]) -> Result<Response> {
        self.relay_by(OPERATOR, intents)
    }

    pub fn relay_by(&mut self, operator: &str, intents: &[Vec<u8>]) -> Result<Response> {
        let intents = intents.iter().map(|bytes| bytes.clone().into()).collect();
        self.execute(&addr(operator), ExecuteMsg::Relay { intents })
    }

    /// What becomes of one intent in a batch of its own, as far as the proxy knows before its target ran.
    pub fn outcome(&mut self, intent: Vec<u8>) -> Outcome {
        let response = self.relay(&[intent]).unwrap();
        let [outcome] = outcomes(&response).try_into().unwrap();
        outcome
    }

    /// The target of a sub-message refuses with this text.
    pub fn refuse(&mut self, message: &SubMsg, error: &str) -> Response {
        #[allow(deprecated)]
        let msg = Reply {
            id: message.id,
            payload: message.payload.clone(),
            gas_used: 0,
            result: SubMsgResult::Err(error.to_owned()),
        };
        reply(self.deps.as_mut(), self.env.clone(), msg).unwrap()
    }

    pub fn ask<T: DeserializeOwned>(&self, msg: QueryMsg) -> T {
        from_json(query(self.deps.as_ref(), self.env.clone(), msg).unwrap()).unwrap()
    }

    pub fn nonces(&self, member: MemberId, scope: timebank_api::Scope, lane: u8) -> NoncesResponse {
        self.ask(QueryMsg::Nonces { member, scope, lane })
    }

    pub fn dump(&self) -> Vec<(Vec<u8>, Vec<u8>)> {
        self.deps.storage.range(None, None, Order::Ascending).collect()
    }
}

pub fn signed_for(intent: Intent, key: &SigningKey, chain_id: &str, proxy: &CanonicalAddress) -> Vec<u8> {
    let signature = sign(key, &intent.digest(chain_id, proxy).unwrap());
    SignedIntent { intent, signature }.encode().unwrap()
}

pub fn rejected(code: Code) -> Outcome {
    Outcome::rejected(code)
}

pub fn failed(code: Code) -> Outcome {
    Outcome::failed(code)
}

pub fn outcomes(response: &Response) -> Vec<Outcome> {
    let result: RelayResult = from_json(response.data.as_ref().unwrap()).unwrap();
    result.results
}

pub fn events(response: &Response) -> Vec<Event> {
    response.events.iter().map(|event| Event::read(&event.ty, &event.attributes[0].value).unwrap()).collect()
}

/// The relayed message in a sub-message, and where it goes.
pub fn forwarded(message: &SubMsg) -> (Contract, Actor, Binary) {
    let CosmosMsg::Wasm(WasmMsg::Execute { contract_addr, msg, funds }) = &message.msg else {
        panic!("a message to a contract")
    };
    assert!(funds.is_empty());
    let contract = Contract::ALL
        .into_iter()
        .find(|contract| *contract_addr == addr(contract.name()).as_str())
        .unwrap_or(Contract::Proxy);
    let ExecuteMsg::Relayed { actor, msg } = from_json(msg).unwrap() else { panic!("a relayed message") };
    (contract, actor, msg)
}
