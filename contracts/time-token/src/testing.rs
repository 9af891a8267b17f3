//! A wired token with a few members, beside a member-registry and a rulebook that only answer queries.

use crate::contract::{execute, instantiate, query};
use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env, MockApi, MockQuerier, MockStorage};
use cosmwasm_std::{
    from_json, to_json_binary, Addr, Binary, ContractResult, Env, Order, OwnedDeps, Response, Storage,
    SystemError, SystemResult, WasmQuery,
};
use serde::de::DeserializeOwned;
use timebank_api::record::{account_key, member_key, AgeClass, MemberRecord, MemberStatus};
use timebank_api::rulebook::{self, Grant, Pack, PackResponse, Rounding};
use timebank_api::time_token::{
    BranchSupplyResponse, ExecuteMsg, HoldInfo, HoldResponse, InstantiateMsg, Movement, QueryMsg,
    SupplyResponse,
};
use timebank_api::{Actor, BranchId, Code, MemberId, Minutes, Role, Roles, Scope, Wiring};
use timebank_std::Result;

pub const ELDER: MemberId = 1;
pub const VOLUNTEER: MemberId = 2;
pub const ADMINISTRATOR: MemberId = 3;
/// Of branch 2.
pub const STRANGER: MemberId = 4;
pub const SUSPENDED: MemberId = 5;
pub const SIXTY: MemberId = 6;
pub const MEMBERS: [MemberId; 6] = [ELDER, VOLUNTEER, ADMINISTRATOR, STRANGER, SUSPENDED, SIXTY];

/// Minutes of the two grant rules of branch 1's pack; branch 2 has no pack.
pub const ELDER_GRANT: (&str, Minutes) = ("elder-80", 600);
pub const WELCOME_GRANT: (&str, Minutes) = ("welcome", 5);
pub const PACK_VERSION: u32 = 7;

pub const NOW: u64 = 1_700_000_000;

pub fn addr(name: &str) -> Addr {
    MockApi::default().addr_make(name)
}

pub fn account(member: MemberId) -> Addr {
    addr(&format!("member {member}"))
}

pub fn record(member: MemberId) -> MemberRecord {
    let roles = Roles::default();
    MemberRecord {
        branch: if member == STRANGER { 2 } else { 1 },
        roles: match member {
            ADMINISTRATOR => roles.with(Role::BranchAdministrator),
            _ => roles,
        },
        status: match member {
            SUSPENDED => MemberStatus::Suspended,
            _ => MemberStatus::Active,
        },
        age: match member {
            ELDER | STRANGER | SUSPENDED => AgeClass::From80,
            SIXTY => AgeClass::From60,
            _ => AgeClass::Under60,
        },
        account: account(member).into(),
    }
}

/// The member with the key of a scope.
pub fn actor(member: MemberId, scope: Scope) -> Actor {
    let record = record(member);
    Actor {
        id: member,
        account: record.account,
        branch: record.branch,
        roles: record.roles,
        scope,
        relayed_by: record.branch,
        agent: None,
    }
}

/// The wired token.
pub struct Token {
    pub deps: OwnedDeps<MockStorage, MockApi, MockQuerier>,
    pub env: Env,
}

impl Token {
    pub fn new() -> Self {
        let mut deps = mock_dependencies();
        deps.querier.update_wasm(answer);
        let mut env = mock_env();
        env.block.time = cosmwasm_std::Timestamp::from_seconds(NOW);
        let msg = InstantiateMsg { council: addr("council").into() };
        instantiate(deps.as_mut(), env.clone(), message_info(&addr("council"), &[]), msg).unwrap();
        let mut token = Token { deps, env };
        let wiring = Wiring {
            proxy: addr("proxy").into(),
            member_registry: addr("member-registry").into(),
            activity_registry: addr("activity-registry").into(),
            time_token: addr("time-token").into(),
            rulebook: addr("rulebook").into(),
        };
        token.direct(&addr("council"), ExecuteMsg::Wire { wiring }).unwrap();
        token
    }

    /// With this budget at both branches.
    pub fn with_budget(minutes: Minutes) -> Self {
        let mut token = Token::new();
        for branch in [1, 2] {
            token.set_budget(branch, minutes).unwrap();
        }
        token
    }

    /// Sends a message; an error leaves no trace, as on a chain.
    pub fn direct(&mut self, sender: &Addr, msg: ExecuteMsg) -> Result<Response> {
        let before = self.dump();
        let result = execute(self.deps.as_mut(), self.env.clone(), message_info(sender, &[]), msg);
        if result.is_err() {
            for (key, _) in self.dump() {
                self.deps.storage.remove(&key);
            }
            for (key, value) in before {
                self.deps.storage.set(&key, &value);
            }
        }
        result
    }

    pub fn relayed(&mut self, actor: &Actor, msg: &ExecuteMsg) -> Result<Response> {
        let msg = ExecuteMsg::Relayed { actor: actor.clone(), msg: to_json_binary(msg).unwrap() };
        self.direct(&addr("proxy"), msg)
    }

    pub fn set_budget(&mut self, branch: BranchId, minutes: Minutes) -> Result<Response> {
        self.direct(&addr("council"), ExecuteMsg::SetBudget { branch, minutes })
    }

    pub fn moves(&mut self, movements: Vec<Movement>) -> Result<Response> {
        self.direct(&addr("activity-registry"), ExecuteMsg::Move { movements })
    }

    pub fn grant(&mut self, member: MemberId, rule: &str) -> Result<Response> {
        let msg = ExecuteMsg::Grant { member, rule: rule.into() };
        self.relayed(&actor(ADMINISTRATOR, Scope::Office), &msg)
    }

    /// Mints for a service at branch 1, so that a member has something to work with.
    pub fn earn(&mut self, member: MemberId, minutes: Minutes) {
        let activity = u64::MAX;
        self.moves(vec![
            Movement::Reserve { activity, branch: 1, minutes },
            Movement::MintService { activity, participant: member, to: account(member).into(), minutes },
        ])
        .unwrap();
    }

    pub fn query<T: DeserializeOwned>(&self, msg: QueryMsg) -> T {
        from_json(query(self.deps.as_ref(), self.env.clone(), msg).unwrap()).unwrap()
    }

    pub fn balance(&self, account: &Addr) -> u128 {
        let msg = QueryMsg::Balance { address: account.to_string() };
        self.query::<cw20::BalanceResponse>(msg).balance.u128()
    }

    pub fn escrow(&self) -> u128 {
        self.balance(&addr("activity-registry"))
    }

    pub fn supply(&self) -> SupplyResponse {
        self.query(QueryMsg::Supply {})
    }

    pub fn branch(&self, branch: BranchId) -> BranchSupplyResponse {
        self.query(QueryMsg::BranchSupply { branch })
    }

    pub fn hold(&self, activity: u64) -> Option<HoldInfo> {
        self.query::<HoldResponse>(QueryMsg::Hold { activity }).hold
    }

    pub fn dump(&self) -> Vec<(Vec<u8>, Vec<u8>)> {
        self.deps.storage.range(None, None, Order::Ascending).collect()
    }
}

/// The code of a refusal.
pub fn code(result: Result<Response>) -> Code {
    result.expect_err("must be refused").code()
}

/// What stands in brackets behind the code of a refusal.
pub fn detail(result: Result<Response>) -> String {
    let text = result.expect_err("must be refused").to_string();
    text.rsplit_once('(').unwrap().1.trim_end_matches(')').to_owned()
}

fn answer(query: &WasmQuery) -> SystemResult<ContractResult<Binary>> {
    match query {
        WasmQuery::Raw { contract_addr, key } if *contract_addr == addr("member-registry").as_str() => {
            SystemResult::Ok(ContractResult::Ok(registry_value(key.as_slice()).into()))
        }
        WasmQuery::Smart { contract_addr, msg } if *contract_addr == addr("rulebook").as_str() => {
            SystemResult::Ok(pack(from_json(msg).unwrap()))
        }
        other => SystemResult::Err(SystemError::UnsupportedRequest { kind: format!("{other:?}") }),
    }
}

fn registry_value(key: &[u8]) -> Vec<u8> {
    for member in MEMBERS {
        if key == member_key(member) {
            return record(member).to_bytes();
        }
        if key == account_key(account(member).as_str()) {
            return member.to_be_bytes().to_vec();
        }
    }
    Vec::new()
}

fn pack(query: rulebook::QueryMsg) -> ContractResult<Binary> {
    let rulebook::QueryMsg::Pack { branch: 1, at: Some(NOW) } = query else {
        return ContractResult::Err("query wasm contract failed".into());
    };
    let grant = |(id, minutes): (&str, Minutes), min_age| Grant { id: id.into(), minutes, min_age };
    let pack = Pack {
        name: "Test".into(),
        rounding: Rounding::Exact,
        weights: Vec::new(),
        earn_cap_activity: None,
        tolerance: 15,
        confirm_deadline: 1,
        settle_deadline: 1,
        dispute_window: 1,
        settle_requires_rating: false,
        grants: vec![grant(ELDER_GRANT, AgeClass::From80), grant(WELCOME_GRANT, AgeClass::Under60)],
    };
    let response = PackResponse { branch: 1, version: PACK_VERSION, effective: 1, pack };
    ContractResult::Ok(to_json_binary(&response).unwrap())
}
