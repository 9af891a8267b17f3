use crate::contract::{execute, instantiate, query};
use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env, MockApi, MockQuerier, MockStorage};
use cosmwasm_std::{
    from_json, to_json_binary, Addr, Binary, ContractResult, CosmosMsg, Env, OwnedDeps, Response,
    SystemError, SystemResult, WasmMsg, WasmQuery,
};
use serde::de::DeserializeOwned;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use timebank_api::member_registry::{ExecuteMsg, InstantiateMsg, MemberResponse, QueryMsg};
use timebank_api::permission::Contract;
use timebank_api::record::{account_key, AccountRecord, AgeClass};
use timebank_api::{Actor, Agent, Code, Event, MemberId, Rights, Role, Scope, Wiring};
use timebank_std::Result;

const NULLIFIER_VERSION: u8 = 1;

/// Members every world has after [`Registry::staffed`].
pub const ANNA: MemberId = 1;
pub const BO: MemberId = 2;
/// Of branch 1: two administrators, a custodian and a reviewer.
pub const ADMIN: MemberId = 3;
pub const DEPUTY: MemberId = 4;
pub const CLERK: MemberId = 5;
pub const REVIEWER: MemberId = 6;
/// Of branch 2: a member and an administrator.
pub const CHEN: MemberId = 7;
pub const OTHER_ADMIN: MemberId = 8;

pub struct Registry {
    pub deps: OwnedDeps<MockStorage, MockApi, MockQuerier>,
    pub env: Env,
    /// What the proxy publishes.
    pub records: Records,
}

type Records = Rc<RefCell<BTreeMap<Vec<u8>, Vec<u8>>>>;

pub fn addr(name: &str) -> Addr {
    MockApi::default().addr_make(name)
}

impl Registry {
    /// A wired registry with two branches, operated by `one` and `two`.
    pub fn new() -> Self {
        let mut registry = Registry::bare();
        registry.council(ExecuteMsg::Wire { wiring: registry.wiring() });
        for (name, operator) in [("Gulou", "one"), ("Xuanwu", "two")] {
            registry.council(add_branch(name, &[operator]));
        }
        registry
    }

    pub fn bare() -> Self {
        let mut deps = mock_dependencies();
        let records = Rc::new(RefCell::new(BTreeMap::new()));
        let shared: Records = Rc::clone(&records);
        deps.querier.update_wasm(move |query| match query {
            WasmQuery::Raw { contract_addr, key } if *contract_addr == addr("proxy").as_str() => {
                let value = shared.borrow().get(key.as_slice()).cloned();
                SystemResult::Ok(ContractResult::Ok(value.unwrap_or_default().into()))
            }
            _ => SystemResult::Err(SystemError::Unknown {}),
        });
        let env = mock_env();
        let msg = InstantiateMsg { council: addr("council").into(), nullifier_version: NULLIFIER_VERSION };
        instantiate(deps.as_mut(), env.clone(), message_info(&addr("creator"), &[]), msg).unwrap();
        Registry { deps, env, records }
    }

    pub fn wiring(&self) -> Wiring {
        Wiring::new(|contract| match contract {
            Contract::MemberRegistry => self.env.contract.address.to_string(),
            other => addr(other.name()).into(),
        })
    }

    pub fn execute(&mut self, sender: &str, msg: ExecuteMsg) -> Result<Response> {
        execute(self.deps.as_mut(), self.env.clone(), message_info(&addr(sender), &[]), msg)
    }

    pub fn council(&mut self, msg: ExecuteMsg) -> Response {
        self.execute("council", msg).unwrap()
    }

    /// What `sender` gets for `msg`, which must be refused without any trace.
    pub fn refused(&mut self, sender: &str, msg: ExecuteMsg) -> Code {
        let before = self.dump();
        let code = self.execute(sender, msg).unwrap_err().code();
        assert_eq!(before, self.dump());
        code
    }

    pub fn dump(&self) -> Vec<(Vec<u8>, Vec<u8>)> {
        use cosmwasm_std::{Order, Storage};
        self.deps.storage.range(None, None, Order::Ascending).collect()
    }

    pub fn ask<T: DeserializeOwned>(&self, msg: QueryMsg) -> T {
        from_json(query(self.deps.as_ref(), self.env.clone(), msg).unwrap()).unwrap()
    }

    /// Two ordinary members of branch 1 and its staff, two members of branch 2.
    pub fn staffed() -> Self {
        let mut registry = Registry::new();
        for member in ANNA..=OTHER_ADMIN {
            let operator = if member < CHEN { "one" } else { "two" };
            registry.execute(operator, person(u8::try_from(member).unwrap())).unwrap();
        }
        for (member, role) in [
            (ADMIN, Role::BranchAdministrator),
            (DEPUTY, Role::BranchAdministrator),
            (CLERK, Role::Custodian),
            (REVIEWER, Role::Reviewer),
            (OTHER_ADMIN, Role::BranchAdministrator),
        ] {
            registry.council(ExecuteMsg::GrantRole { member, role });
        }
        registry
    }

    /// The actor of a member's owner key; an office-holder's with the office key.
    pub fn actor(&self, id: MemberId) -> Actor {
        let MemberResponse { account, branch, roles, .. } = self.ask(QueryMsg::Member { id });
        let scope = if roles.0 == 0 { Scope::Owner } else { Scope::Office };
        Actor { id, account, branch, roles, scope, relayed_by: branch, agent: None }
    }

    /// The actor of an agent's intent for a principal.
    pub fn agent_of(&self, principal: MemberId, agent: MemberId, rights: Rights) -> Actor {
        let agent = Some(Agent { member: agent, rights, daily: 0 });
        Actor { agent, roles: Default::default(), scope: Scope::Owner, ..self.actor(principal) }
    }

    pub fn as_member(&mut self, actor: &Actor, msg: &ExecuteMsg) -> Result<Response> {
        let msg = to_json_binary(msg).unwrap();
        self.execute("proxy", ExecuteMsg::Relayed { actor: actor.clone(), msg })
    }

    /// What happens when a member sends this.
    pub fn does(&mut self, id: MemberId, msg: ExecuteMsg) -> Vec<Event> {
        let response = self.as_member(&self.actor(id), &msg).unwrap();
        events(&response)
    }

    /// What a member gets for `msg`, which must be refused without any trace.
    pub fn refuses(&mut self, id: MemberId, msg: ExecuteMsg) -> Code {
        let actor = self.actor(id);
        self.refuses_actor(&actor, &msg)
    }

    pub fn refuses_actor(&mut self, actor: &Actor, msg: &ExecuteMsg) -> Code {
        let before = self.dump();
        let code = self.as_member(actor, msg).unwrap_err().code();
        if before != self.dump() {
            // A node undoes what a refused message wrote.
            self.restore(before);
        }
        code
    }

    pub fn restore(&mut self, state: Vec<(Vec<u8>, Vec<u8>)>) {
        self.deps.storage = MockStorage::new();
        for (key, value) in state {
            cosmwasm_std::Storage::set(&mut self.deps.storage, &key, &value);
        }
    }

    pub fn member(&self, id: MemberId) -> MemberResponse {
        self.ask(QueryMsg::Member { id })
    }

    /// What is published about the member's account.
    pub fn short(&self, id: MemberId) -> AccountRecord {
        let account = self.member(id).account;
        AccountRecord::from_bytes(&self.raw(&account_key(&account)).unwrap()).unwrap()
    }

    pub fn now(&self) -> u64 {
        self.env.block.time.seconds()
    }

    pub fn advance(&mut self, seconds: u64) {
        self.env.block.time = self.env.block.time.plus_seconds(seconds);
    }

    pub fn raw(&self, key: &[u8]) -> Option<Vec<u8>> {
        use cosmwasm_std::Storage;
        self.deps.storage.get(key)
    }
}

pub fn add_branch(name: &str, operators: &[&str]) -> ExecuteMsg {
    ExecuteMsg::AddBranch {
        name: name.into(),
        district: "Nanjing".into(),
        operators: operators.iter().map(|operator| addr(operator).into()).collect(),
    }
}

pub fn nullifier(person: u8) -> Binary {
    let mut bytes = vec![NULLIFIER_VERSION];
    bytes.extend([person; 32]);
    bytes.into()
}

pub fn person(person: u8) -> ExecuteMsg {
    ExecuteMsg::RegisterMember {
        nullifier: nullifier(person),
        salt: vec![person; 16].into(),
        everyday_key: vec![2; 33].into(),
        age: AgeClass::From60,
    }
}

pub fn events(response: &Response) -> Vec<Event> {
    response.events.iter().map(|event| Event::read(&event.ty, &event.attributes[0].value).unwrap()).collect()
}

/// The messages to other contracts: their address and JSON.
pub fn messages(response: &Response) -> Vec<(String, String)> {
    let one = |message: &CosmosMsg| {
        let CosmosMsg::Wasm(WasmMsg::Execute { contract_addr, msg, .. }) = message else {
            panic!("a message to a contract")
        };
        (contract_addr.clone(), String::from_utf8(msg.to_vec()).unwrap())
    };
    response.messages.iter().map(|message| one(&message.msg)).collect()
}
