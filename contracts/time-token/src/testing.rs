//! A wired token with a few members, beside a member-registry and a rulebook that only answer queries.

use crate::contract::{execute, instantiate, query};
use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env, MockApi, MockQuerier, MockStorage};
use cosmwasm_std::{
    from_json, to_json_binary, Addr, Binary, ContractResult, Env, Order, OwnedDeps, Response, Storage,
    SystemError, SystemResult, Timestamp, WasmQuery,
};
use serde::de::DeserializeOwned;
use std::cell::{RefCell, RefMut};
use std::collections::BTreeMap;
use std::rc::Rc;
use timebank_api::record::{
    account_key, kin_key, link_key, member_key, rules_key, AccountRecord, AgeClass, MemberKind, MemberRecord,
    MemberStatus, Rules, TransferRules,
};
use timebank_api::rulebook::{self, Grant, Pack, PackResponse, Rounding};
use timebank_api::time_token::{
    AccountResponse, Action, BranchSupplyResponse, ExecuteMsg, GuaranteeResponse, HoldInfo, HoldResponse,
    InstantiateMsg, Movement, MovementKind, PositionsResponse, QueryMsg, SupplyResponse,
};
use timebank_api::{Actor, BranchId, Code, Event, MemberId, Minutes, Role, Roles, Scope, Wiring};
use timebank_std::{fund_account, Result};

pub const ELDER: MemberId = 1;
pub const VOLUNTEER: MemberId = 2;
pub const ADMINISTRATOR: MemberId = 3;
/// Of branch 2.
pub const STRANGER: MemberId = 4;
pub const SUSPENDED: MemberId = 5;
pub const SIXTY: MemberId = 6;
pub const GROUP: MemberId = 7;
/// Another administrator of branch 1.
pub const SECOND: MemberId = 8;
/// Of branch 2, an administrator.
pub const OTHER: MemberId = 9;
pub const MEMBERS: [MemberId; 9] =
    [ELDER, VOLUNTEER, ADMINISTRATOR, STRANGER, SUSPENDED, SIXTY, GROUP, SECOND, OTHER];

/// Minutes of the two grant rules of branch 1's pack; branch 2's has none.
pub const ELDER_GRANT: (&str, Minutes) = ("elder-80", 600);
pub const WELCOME_GRANT: (&str, Minutes) = ("welcome", 5);
/// Once a month.
pub const MONTHLY_GRANT: (&str, Minutes) = ("monthly", 7);
pub const MONTH: u64 = 30 * 86_400;
pub const PACK_VERSION: u32 = 7;

/// 15 November 2023, 06:13 in UTC+8.
pub const NOW: u64 = 1_700_000_000;

/// Made once, because a walk asks for them all the time.
pub fn addr(name: &str) -> Addr {
    thread_local!(static KNOWN: RefCell<BTreeMap<String, Addr>> = RefCell::default());
    let make = || MockApi::default().addr_make(name);
    KNOWN.with_borrow_mut(|known| known.entry(name.to_owned()).or_insert_with(make).clone())
}

pub fn account(member: MemberId) -> Addr {
    addr(&format!("member {member}"))
}

pub fn record(member: MemberId) -> MemberRecord {
    let roles = Roles::default();
    MemberRecord {
        branch: if [STRANGER, OTHER].contains(&member) { 2 } else { 1 },
        roles: match member {
            ADMINISTRATOR | SECOND | OTHER => roles.with(Role::BranchAdministrator),
            _ => roles,
        },
        status: match member {
            SUSPENDED => MemberStatus::Suspended,
            _ => MemberStatus::Active,
        },
        kind: if member == GROUP { MemberKind::Group } else { MemberKind::Person },
        age: match member {
            ELDER | STRANGER | SUSPENDED => AgeClass::From80,
            SIXTY => AgeClass::From60,
            _ => AgeClass::Under60,
        },
        account: account(member).into(),
    }
}

/// What the other contracts know.
pub struct World {
    pub members: BTreeMap<MemberId, MemberRecord>,
    /// In force at each branch.
    pub rules: BTreeMap<BranchId, TransferRules>,
    /// Who accepted a link, by its commitment.
    pub kin: BTreeMap<[u8; 32], [MemberId; 2]>,
    pub links: BTreeMap<Addr, MemberId>,
}

impl World {
    pub fn member(&mut self, member: MemberId) -> &mut MemberRecord {
        self.members.get_mut(&member).unwrap()
    }

    pub fn rules(&mut self, branch: BranchId) -> &mut TransferRules {
        self.rules.get_mut(&branch).unwrap()
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
    world: Rc<RefCell<World>>,
}

pub fn wiring() -> Wiring {
    Wiring::new(|contract| addr(contract.name()).into())
}

impl Token {
    pub fn new() -> Self {
        let mut deps = mock_dependencies();
        let world = World {
            members: MEMBERS.map(|member| (member, record(member))).into(),
            rules: [(1, TransferRules::default()), (2, TransferRules::default())].into(),
            kin: BTreeMap::new(),
            links: BTreeMap::new(),
        };
        let world = Rc::new(RefCell::new(world));
        let known = Rc::clone(&world);
        deps.querier.update_wasm(move |query| answer(&known.borrow(), query));
        let mut env = mock_env();
        env.block.time = Timestamp::from_seconds(NOW);
        env.contract.address = addr("time-token");
        let msg = InstantiateMsg { council: addr("council").into(), epoch: None };
        instantiate(deps.as_mut(), env.clone(), message_info(&addr("council"), &[]), msg).unwrap();
        let mut token = Token { deps, env, world };
        token.direct(&addr("council"), ExecuteMsg::Wire { wiring: wiring() }).unwrap();
        token
    }

    pub fn world(&self) -> RefMut<'_, World> {
        self.world.borrow_mut()
    }

    pub fn wait(&mut self, seconds: u64) {
        self.env.block.time = self.env.block.time.plus_seconds(seconds);
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

    pub fn council(&mut self, msg: ExecuteMsg) -> Result<Response> {
        self.direct(&addr("council"), msg)
    }

    pub fn set_budget(&mut self, branch: BranchId, minutes: Minutes) -> Result<Response> {
        self.council(ExecuteMsg::SetBudget { branch, minutes })
    }

    /// As the member stands now, with the owner's key.
    pub fn owner(&mut self, member: MemberId, msg: &ExecuteMsg) -> Result<Response> {
        let actor = self.actor(member, Scope::Owner);
        self.relayed(&actor, msg)
    }

    pub fn office(&mut self, member: MemberId, msg: &ExecuteMsg) -> Result<Response> {
        let actor = self.actor(member, Scope::Office);
        self.relayed(&actor, msg)
    }

    fn actor(&self, member: MemberId, scope: Scope) -> Actor {
        let MemberRecord { branch, roles, .. } = *self.world().member(member);
        Actor { branch, roles, ..actor(member, scope) }
    }

    /// Proposed by the administrator and approved by the second.
    pub fn agreed(&mut self, action: Action) -> Result<Response> {
        let before = self.cases();
        self.office(ADMINISTRATOR, &ExecuteMsg::Propose { action })?;
        self.office(SECOND, &ExecuteMsg::Decide { case: before + 1, approve: true })
    }

    fn cases(&self) -> u64 {
        let last = self.deps.storage.get(b"case_last");
        last.map_or(0, |last| u64::from_be_bytes(last.try_into().unwrap()))
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

    pub fn account(&self, member: MemberId) -> AccountResponse {
        self.query(QueryMsg::Account { account: account(member).into() })
    }

    /// From branch 1's members to branch 2's.
    pub fn position(&self) -> i64 {
        let found: PositionsResponse = self.query(QueryMsg::Positions { start_after: None, limit: None });
        found.positions.first().map_or(0, |found| found.position.net)
    }

    pub fn fund(&self, branch: BranchId) -> Addr {
        fund_account(&self.deps.api, &addr("time-token"), branch).unwrap()
    }

    pub fn guarantee(&self, branch: BranchId) -> GuaranteeResponse {
        self.query(QueryMsg::Guarantee { branch })
    }

    pub fn of(&self, member: MemberId) -> u128 {
        self.balance(&account(member))
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

/// What moved, in order: kind, from, to, minutes.
pub fn moved(response: &Response) -> Vec<(MovementKind, Option<String>, Option<String>, u128)> {
    let read = |event: &cosmwasm_std::Event| match Event::read(&event.ty, &event.attributes[0].value) {
        Some(Event::TimeMoved { kind, from, to, minutes, .. }) => Some((kind, from, to, minutes.u128())),
        _ => None,
    };
    response.events.iter().filter_map(read).collect()
}

fn answer(world: &World, query: &WasmQuery) -> SystemResult<ContractResult<Binary>> {
    match query {
        WasmQuery::Raw { contract_addr, key } if *contract_addr == addr("member-registry").as_str() => {
            SystemResult::Ok(ContractResult::Ok(registry_value(world, key.as_slice()).into()))
        }
        WasmQuery::Raw { contract_addr, key } if *contract_addr == addr("rulebook").as_str() => {
            let of = |(branch, rules): (&BranchId, &TransferRules)| {
                let bytes = Rules(vec![(u64::MAX, 8, TransferRules::default()), (1, PACK_VERSION, *rules)]);
                (*key == rules_key(*branch)).then(|| bytes.to_bytes())
            };
            let found = world.rules.iter().find_map(of).unwrap_or_default();
            SystemResult::Ok(ContractResult::Ok(found.into()))
        }
        WasmQuery::Smart { contract_addr, msg } if *contract_addr == addr("rulebook").as_str() => {
            SystemResult::Ok(pack(from_json(msg).unwrap()))
        }
        other => SystemResult::Err(SystemError::UnsupportedRequest { kind: format!("{other:?}") }),
    }
}

fn registry_value(world: &World, key: &[u8]) -> Vec<u8> {
    for (member, record) in &world.members {
        if key == member_key(*member) {
            return record.to_bytes();
        }
        if key == account_key(&record.account) {
            return AccountRecord::new(*member, record).to_bytes();
        }
    }
    if let Some((_, members)) = world.kin.iter().find(|(kin, _)| key == kin_key(kin)) {
        return members.map(u64::to_be_bytes).concat();
    }
    let linked = world.links.iter().find(|(account, _)| key == link_key(account.as_str()));
    linked.map(|(_, member)| member.to_be_bytes().to_vec()).unwrap_or_default()
}

fn pack(query: rulebook::QueryMsg) -> ContractResult<Binary> {
    let rulebook::QueryMsg::Pack { branch: 1, at: Some(_) } = query else {
        return ContractResult::Err("query wasm contract failed".into());
    };
    let grant =
        |(id, minutes): (&str, Minutes), min_age, every| Grant { id: id.into(), minutes, min_age, every };
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
        grants: vec![
            grant(ELDER_GRANT, AgeClass::From80, None),
            grant(WELCOME_GRANT, AgeClass::Under60, None),
            grant(MONTHLY_GRANT, AgeClass::Under60, Some(MONTH)),
        ],
        earn_cap_day: None,
        own_use_age: None,
        provider_age: None,
        escalate_after: 1,
        transfers: TransferRules::default(),
        levels: rulebook::Levels::default(),
        conduct: rulebook::Conduct::default(),
        matching_weights: rulebook::MatchingWeights::default(),
    };
    let response = PackResponse { branch: 1, version: PACK_VERSION, effective: 1, pack };
    ContractResult::Ok(to_json_binary(&response).unwrap())
}
