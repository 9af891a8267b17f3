//! Every message and query, against a registry, a member-registry and a rulebook that answer from plain maps.

mod follow;
mod order;
mod system;

use crate::contract::{execute, instantiate, query};
use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env, MockApi, MockQuerier, MockStorage};
use cosmwasm_std::{
    from_json, to_json_binary, Addr, Binary, ContractResult, Env, OwnedDeps, Storage, SystemResult, WasmQuery,
};
use serde::de::DeserializeOwned;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use timebank_api::record::{
    fact_key, member_key, standing_key, AgeClass, Fact, FactKind, MemberKind, MemberRecord, MemberStatus,
    Standing,
};
use timebank_api::reputation::{ExecuteMsg, InstantiateMsg, QueryMsg, StandingResponse, TotalsResponse};
use timebank_api::rulebook::{self, Pack, PackResponse};
use timebank_api::{BranchId, Code, Event, MemberId, Roles, Wiring};
use timebank_std::{Error, Result};

pub const PLAIN: &str = include_str!("../../../rulebook/packs/plain.json");
pub const DAY: u64 = 86_400;
/// Day 20 000 since 1970.
pub const NOW: u64 = 20_000 * DAY;

pub fn contract(name: &str) -> Addr {
    MockApi::default().addr_make(name)
}

/// What the other contracts answer.
#[derive(Default)]
pub struct Others {
    pub facts: Vec<Vec<u8>>,
    pub branches: BTreeMap<MemberId, BranchId>,
    pub packs: BTreeMap<BranchId, Pack>,
    /// Smart queries put.
    pub asked: u32,
}

pub struct World {
    pub deps: OwnedDeps<MockStorage, MockApi, MockQuerier>,
    pub env: Env,
    pub others: Rc<RefCell<Others>>,
}

pub fn plain() -> Pack {
    from_json(PLAIN).unwrap()
}

impl World {
    /// Members 1 to 9 at branch 1 with the plain pack, and from 10 on at branch 2, which has none.
    pub fn new() -> Self {
        let mut deps = mock_dependencies();
        let others = Rc::new(RefCell::new(Others::default()));
        others.borrow_mut().packs.insert(1, plain());
        others.borrow_mut().branches.extend((1..=9).map(|id| (id, 1)));
        others.borrow_mut().branches.extend((10..=19).map(|id| (id, 2)));
        let answers = others.clone();
        deps.querier
            .update_wasm(move |question| SystemResult::Ok(answer(&mut answers.borrow_mut(), question)));
        let mut env = mock_env();
        env.contract.address = contract("reputation");
        env.block.time = cosmwasm_std::Timestamp::from_seconds(NOW);
        let council = message_info(&contract("council"), &[]);
        let msg = InstantiateMsg { council: contract("council").into() };
        instantiate(deps.as_mut(), env.clone(), council, msg).unwrap();
        let mut world = World { deps, env, others };
        let wiring = Wiring::new(|other| contract(other.name()).into());
        world.send("council", ExecuteMsg::Wire { wiring }).unwrap();
        world
    }

    pub fn send(&mut self, sender: &str, msg: ExecuteMsg) -> Result<Vec<Event>> {
        let response =
            execute(self.deps.as_mut(), self.env.clone(), message_info(&contract(sender), &[]), msg)?;
        assert!(response.messages.is_empty());
        let read = |event: &cosmwasm_std::Event| Event::read(&event.ty, &event.attributes[0].value).unwrap();
        Ok(response.events.iter().map(read).collect())
    }

    pub fn tell(&mut self, facts: &[Fact]) {
        self.others.borrow_mut().facts.extend(facts.iter().map(Fact::to_bytes));
    }

    pub fn follow(&mut self, limit: Option<u32>) -> Vec<Event> {
        self.send("anybody", ExecuteMsg::Follow { limit }).unwrap()
    }

    /// Follows until nothing is new.
    pub fn catch_up(&mut self) {
        while !self.follow(None).is_empty() {}
    }

    pub fn ask<T: DeserializeOwned>(&self, question: QueryMsg) -> T {
        from_json(query(self.deps.as_ref(), self.env.clone(), question).unwrap()).unwrap()
    }

    pub fn standing(&self, member: MemberId) -> StandingResponse {
        self.ask(QueryMsg::Standing { member })
    }

    pub fn totals(&self, member: MemberId) -> TotalsResponse {
        self.ask(QueryMsg::Totals { member })
    }

    /// As other contracts read it.
    pub fn published(&self, member: MemberId) -> Option<Standing> {
        self.deps.storage.get(&standing_key(member)).map(|bytes| Standing::from_bytes(&bytes).unwrap())
    }
}

fn answer(others: &mut Others, question: &WasmQuery) -> ContractResult<Binary> {
    match question {
        WasmQuery::Raw { contract_addr, key } if *contract_addr == contract("activity-registry").as_str() => {
            let number = (1u64..).zip(&others.facts).find(|(number, _)| fact_key(*number) == key.as_slice());
            ContractResult::Ok(number.map_or_else(Binary::default, |(_, fact)| fact.clone().into()))
        }
        WasmQuery::Raw { contract_addr, key } => {
            assert_eq!(*contract_addr, contract("member-registry").as_str());
            let found = others.branches.iter().find(|(id, _)| member_key(**id) == key.as_slice());
            ContractResult::Ok(found.map_or_else(Binary::default, |(id, branch)| {
                let record = MemberRecord {
                    branch: *branch,
                    roles: Roles::default(),
                    status: MemberStatus::Active,
                    kind: MemberKind::Person,
                    age: AgeClass::Under60,
                    account: contract(&format!("member {id}")).into(),
                };
                record.to_bytes().into()
            }))
        }
        WasmQuery::Smart { contract_addr, msg } => {
            assert_eq!(*contract_addr, contract("rulebook").as_str());
            others.asked += 1;
            let rulebook::QueryMsg::Pack { branch, at: None } = from_json(msg).unwrap() else {
                panic!("asked {msg:?}");
            };
            match others.packs.get(&branch) {
                Some(pack) => {
                    let pack = PackResponse { branch, version: 1, effective: 0, pack: pack.clone() };
                    ContractResult::Ok(to_json_binary(&pack).unwrap())
                }
                None => ContractResult::Err(Error::from(Code::PackUnknown).to_string()),
            }
        }
        _ => panic!("asked {question:?}"),
    }
}

/// Something that happened to a member a number of days ago.
pub fn fact(kind: FactKind, of: MemberId, days_ago: u64) -> Fact {
    Fact {
        kind,
        activity: 1,
        of,
        branch: 1,
        other: 99,
        minutes: 0,
        score: 0,
        late: false,
        at: NOW - days_ago * DAY,
    }
}

pub fn served(of: MemberId, minutes: u32) -> Fact {
    Fact { minutes, ..fact(FactKind::Served, of, 1) }
}

pub fn rated(of: MemberId, score: u8, days_ago: u64) -> Fact {
    Fact { score, ..fact(FactKind::Rated, of, days_ago) }
}
