use super::*;
use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env, MockApi, MockQuerier, MockStorage};
use cosmwasm_std::{
    from_json, to_json_binary, Addr, Binary, ContractResult, OwnedDeps, Storage, SystemResult, WasmQuery,
};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use timebank_api::record::{
    member_key, rules_key, AgeClass, MemberKind, MemberRecord, MemberStatus, Rules, TransferRules,
};
use timebank_api::rulebook::{
    Bounds, Conduct, Gift, Levels, MatchingWeights, Pack, PackResponse, PacksResponse, Rounding,
};
use timebank_api::{Actor, BranchId, Event, MemberId, Role, Roles, Scope, Wiring};

type TestDeps = OwnedDeps<MockStorage, MockApi, MockQuerier>;

fn addr(name: &str) -> Addr {
    MockApi::default().addr_make(name)
}

fn env_at(seconds: u64) -> Env {
    let mut env = mock_env();
    env.block.time = cosmwasm_std::Timestamp::from_seconds(seconds);
    env
}

fn wiring() -> Wiring {
    Wiring::new(|contract| addr(contract.name()).into())
}

fn setup() -> TestDeps {
    let mut deps = mock_dependencies();
    let council = message_info(&addr("council"), &[]);
    let msg = InstantiateMsg { council: addr("council").into() };
    instantiate(deps.as_mut(), env_at(1), council.clone(), msg).unwrap();
    execute(deps.as_mut(), env_at(1), council, ExecuteMsg::Wire { wiring: wiring() }).unwrap();
    deps
}

/// An administrator with the office key, as the proxy vouches.
fn administrator(id: MemberId, branch: BranchId) -> Actor {
    Actor {
        id,
        account: addr(&format!("member {id}")).into(),
        branch,
        roles: Roles::default().with(Role::BranchAdministrator),
        scope: Scope::Office,
        relayed_by: branch,
        agent: None,
    }
}

/// A member with the everyday key.
fn member(id: MemberId, branch: BranchId) -> Actor {
    Actor { roles: Roles::default(), scope: Scope::Everyday, ..administrator(id, branch) }
}

type Registry = Rc<RefCell<BTreeMap<MemberId, MemberRecord>>>;

/// Has the member-registry answer with these members.
fn with_registry(deps: &mut TestDeps) -> Registry {
    let registry = Registry::default();
    let members = registry.clone();
    deps.querier.update_wasm(move |question| {
        let WasmQuery::Raw { contract_addr, key } = question else { panic!("asked {question:?}") };
        assert_eq!(*contract_addr, addr("member-registry").as_str());
        let members = members.borrow();
        let found = members.iter().find(|(id, _)| member_key(**id) == key.as_slice());
        let bytes = found.map_or_else(Binary::default, |(_, record)| record.to_bytes().into());
        SystemResult::Ok(ContractResult::Ok(bytes))
    });
    registry
}

fn record(actor: &Actor) -> MemberRecord {
    MemberRecord {
        branch: actor.branch,
        roles: actor.roles,
        status: MemberStatus::Active,
        kind: MemberKind::Person,
        age: AgeClass::Under60,
        account: actor.account.clone(),
    }
}

fn relay(deps: &mut TestDeps, now: u64, actor: &Actor, msg: &ExecuteMsg) -> Result<Response> {
    let msg = ExecuteMsg::Relayed { actor: actor.clone(), msg: to_json_binary(msg).unwrap() };
    execute(deps.as_mut(), env_at(now), message_info(&addr("proxy"), &[]), msg)
}

fn events(response: &Response) -> Vec<Event> {
    response.events.iter().map(|event| Event::read(&event.ty, &event.attributes[0].value).unwrap()).collect()
}

fn rules(deps: &TestDeps, branch: u32) -> Option<Rules> {
    deps.storage.get(&rules_key(branch)).map(|bytes| Rules::from_bytes(&bytes).unwrap())
}

fn rule_versions(deps: &TestDeps, branch: u32) -> Vec<u32> {
    rules(deps, branch).map_or(vec![], |rules| rules.0.iter().map(|(_, version, _)| *version).collect())
}

fn pack(name: &str) -> Box<Pack> {
    let mut pack: Pack = from_json(include_str!("../../packs/plain.json")).unwrap();
    pack.name = name.into();
    Box::new(pack)
}

fn adopt(deps: &mut TestDeps, now: u64, branch: u32, name: &str, effective: u64) -> Result<Response> {
    let msg = ExecuteMsg::Adopt { branch, pack: pack(name), effective };
    let info = message_info(&addr("council"), &[]);
    execute(deps.as_mut(), env_at(now), info, msg)
}

fn in_force(deps: &TestDeps, now: u64, branch: u32, at: Option<u64>) -> Result<PackResponse> {
    query(deps.as_ref(), env_at(now), QueryMsg::Pack { branch, at }).map(|json| from_json(json).unwrap())
}

fn versions(deps: &TestDeps, branch: u32, start_after: Option<u32>, limit: Option<u32>) -> Vec<u32> {
    let msg = QueryMsg::Packs { branch, start_after, limit };
    let page: PacksResponse = from_json(query(deps.as_ref(), env_at(1), msg).unwrap()).unwrap();
    page.packs.iter().map(|pack| pack.version).collect()
}

#[test]
fn adopt_numbers_packs_per_branch_and_says_so() {
    let mut deps = setup();
    let response = adopt(&mut deps, 100, 1, "a", 100).unwrap();
    assert_eq!(
        response.events,
        vec![cosmwasm_std::Event::from(Event::PackAdopted {
            branch: 1,
            version: 1,
            effective: 100,
            pack: pack("a"),
        })]
    );
    adopt(&mut deps, 100, 1, "b", 101).unwrap();
    adopt(&mut deps, 100, 2, "c", 100).unwrap();
    assert_eq!(versions(&deps, 1, None, None), [1, 2]);
    assert_eq!(versions(&deps, 2, None, None), [1]);
    assert_eq!(versions(&deps, 3, None, None), [0; 0]);
}

#[test]
fn pack_in_force_follows_the_clock_and_adopted_packs_stay() {
    let mut deps = setup();
    adopt(&mut deps, 50, 1, "a", 100).unwrap();
    adopt(&mut deps, 60, 1, "b", 200).unwrap();
    adopt(&mut deps, 60, 2, "other", 150).unwrap();
    let name = |at| in_force(&deps, 0, 1, Some(at)).map(|found| (found.version, found.pack.name));
    assert_eq!(name(99).unwrap_err().code(), Code::PackUnknown);
    assert_eq!(name(100).unwrap(), (1, "a".to_owned()));
    assert_eq!(name(199).unwrap(), (1, "a".to_owned()));
    assert_eq!(name(200).unwrap(), (2, "b".to_owned()));
    assert_eq!(name(u64::MAX).unwrap(), (2, "b".to_owned()));
    let now = in_force(&deps, 150, 1, None).unwrap();
    assert_eq!((now.branch, now.version, now.effective), (1, 1, 100));
    assert_eq!(in_force(&deps, 150, 3, None).unwrap_err().code(), Code::PackUnknown);

    adopt(&mut deps, 70, 1, "c", 300).unwrap();
    assert_eq!(
        in_force(&deps, 0, 1, Some(150)).unwrap().pack,
        *pack("a"),
        "a later adoption changes nothing before it"
    );
}

#[test]
fn adopt_refuses_the_past_and_anything_not_after_the_last() {
    let mut deps = setup();
    assert_eq!(adopt(&mut deps, 100, 1, "a", 99).unwrap_err().code(), Code::PackDate);
    for too_far in [101 + 366 * 86_400, u64::MAX] {
        assert_eq!(adopt(&mut deps, 100, 1, "a", too_far).unwrap_err().code(), Code::PackDate);
    }
    adopt(&mut deps, 100, 2, "a", 100 + 366 * 86_400).unwrap();
    adopt(&mut deps, 100, 1, "a", 500).unwrap();
    for effective in [300, 499, 500] {
        assert_eq!(adopt(&mut deps, 200, 1, "b", effective).unwrap_err().code(), Code::PackDate);
    }
    adopt(&mut deps, 200, 1, "b", 501).unwrap();
}

#[test]
fn adopt_refuses_a_pack_that_contradicts_itself() {
    let mut deps = setup();
    let mut bad = pack("a");
    bad.rounding = Rounding::Floor { step: 0 };
    let msg = ExecuteMsg::Adopt { branch: 1, pack: bad, effective: 100 };
    let info = message_info(&addr("council"), &[]);
    let error = execute(deps.as_mut(), env_at(1), info, msg).unwrap_err();
    assert_eq!(error.code(), Code::PackInvalid);
    assert!(versions(&deps, 1, None, None).is_empty());
}

#[test]
fn packs_are_listed_in_pages() {
    let mut deps = setup();
    for n in 0..35 {
        adopt(&mut deps, 100 + n, 1, "a", 100 + n).unwrap();
    }
    assert_eq!(versions(&deps, 1, None, None), (1..=10).collect::<Vec<_>>());
    assert_eq!(versions(&deps, 1, None, Some(99)), (1..=30).collect::<Vec<_>>());
    assert_eq!(versions(&deps, 1, Some(33), Some(99)), [34, 35]);
}

#[test]
fn only_the_council_adopts_and_wires() {
    let mut deps = setup();
    let messages = || {
        [
            ExecuteMsg::Adopt { branch: 1, pack: pack("a"), effective: 100 },
            ExecuteMsg::SetBounds { bounds: Bounds::default() },
            ExecuteMsg::Wire { wiring: wiring() },
        ]
    };
    for sender in ["proxy", "member-registry", "time-token", "rulebook", "stranger"] {
        for msg in messages() {
            let info = message_info(&addr(sender), &[]);
            let error = execute(deps.as_mut(), env_at(1), info, msg).unwrap_err();
            assert_eq!(error.code(), Code::Unauthorized, "{sender}");
        }
    }
    let again = execute(
        deps.as_mut(),
        env_at(1),
        message_info(&addr("council"), &[]),
        ExecuteMsg::Wire { wiring: wiring() },
    );
    assert_eq!(again.unwrap_err().code(), Code::AlreadyWired);
}

#[test]
fn what_is_the_councils_cannot_be_relayed() {
    let mut deps = setup();
    let msg = |inner: &ExecuteMsg| ExecuteMsg::Relayed {
        actor: administrator(1, 1),
        msg: to_json_binary(inner).unwrap(),
    };
    for inner in [
        ExecuteMsg::Adopt { branch: 1, pack: pack("a"), effective: 100 },
        ExecuteMsg::SetBounds { bounds: Bounds::default() },
        ExecuteMsg::Wire { wiring: wiring() },
        ExecuteMsg::Publish { branch: 1 },
    ] {
        for (sender, code) in [("proxy", Code::NotRelayable), ("stranger", Code::Unauthorized)] {
            let info = message_info(&addr(sender), &[]);
            let error = execute(deps.as_mut(), env_at(1), info, msg(&inner)).unwrap_err();
            assert_eq!(error.code(), code);
        }
        let nested = msg(&msg(&inner));
        let error = execute(deps.as_mut(), env_at(1), message_info(&addr("proxy"), &[]), nested).unwrap_err();
        assert_eq!(error.code(), Code::NotRelayable);
    }
}

#[test]
fn coins_are_refused() {
    let mut deps = setup();
    let funds = cosmwasm_std::coins(1, "token");
    let info = message_info(&addr("council"), &funds);
    let msg = InstantiateMsg { council: addr("council").into() };
    let error = instantiate(mock_dependencies().as_mut(), env_at(1), info.clone(), msg).unwrap_err();
    assert_eq!(error.code(), Code::FundsSent);
    let msg = ExecuteMsg::Adopt { branch: 1, pack: pack("a"), effective: 100 };
    let error = execute(deps.as_mut(), env_at(1), info, msg).unwrap_err();
    assert_eq!(error.code(), Code::FundsSent);
}

#[test]
fn migrate_needs_a_later_version() {
    let mut deps = setup();
    let version = cw2::get_contract_version(&deps.storage).unwrap();
    assert_eq!((version.contract.as_str(), version.version.as_str()), (NAME, VERSION));
    let error = migrate(deps.as_mut(), env_at(1), MigrateMsg {}).unwrap_err();
    assert_eq!(error.code(), Code::MigrationRefused);
    cw2::set_contract_version(&mut deps.storage, NAME, "0.0.1").unwrap();
    migrate(deps.as_mut(), env_at(1), MigrateMsg {}).unwrap();
    assert_eq!(cw2::get_contract_version(&deps.storage).unwrap().version, VERSION);
}

/// A pack as version 0.1.0 stored it.
const STORED: &str = include_str!("tests/pack-0.1.0.json");

#[test]
fn packs_of_the_first_version_are_read_and_get_their_rules_at_migration() {
    let mut deps = setup();
    let put = |deps: &mut TestDeps, branch: u32, version: u32, effective: u64| {
        let key = |map: &str, last: &[u8]| {
            let length = u16::try_from(map.len()).unwrap().to_be_bytes();
            [&length, map.as_bytes(), &[0, 4], &branch.to_be_bytes(), last].concat()
        };
        let stored = STORED.replacen("100", &effective.to_string(), 1);
        deps.storage.set(&key("packs", &version.to_be_bytes()), stored.as_bytes());
        deps.storage.set(&key("versions", &effective.to_be_bytes()), version.to_string().as_bytes());
    };
    put(&mut deps, 1, 1, 100);
    for version in 1..=6 {
        put(&mut deps, 16, version, 100 * u64::from(version));
    }
    put(&mut deps, 17, 1, 100);

    let old = in_force(&deps, 150, 1, None).unwrap();
    assert_eq!((old.version, old.effective, old.pack.name.as_str()), (1, 100, "Nanjing 2019 南京"));
    assert_eq!(old.pack.transfers, TransferRules::default());
    assert_eq!((old.pack.levels, old.pack.conduct), (Levels::default(), Conduct::default()));
    assert_eq!(old.pack.matching_weights, MatchingWeights::default());
    assert_eq!((old.pack.earn_cap_day, old.pack.escalate_after), (None, 259_200));
    assert_eq!((old.pack.weights[0].skill, old.pack.weights[0].band), (None, None));
    assert_eq!(old.pack.grants[0].every, None);
    crate::validate(&in_force(&deps, 150, 1, None).unwrap().pack).unwrap();

    cw2::set_contract_version(&mut deps.storage, NAME, "0.0.1").unwrap();
    assert_eq!(rules(&deps, 1), None);
    let response = migrate(deps.as_mut(), env_at(250), MigrateMsg {}).unwrap();
    assert_eq!(response.events.len(), 2, "one for each branch that has packs");
    assert_eq!(rules(&deps, 1), Some(Rules(vec![(100, 1, TransferRules::default())])));
    assert_eq!(rule_versions(&deps, 16), [5, 4, 3, 2], "from the one in force on");
    assert_eq!(rule_versions(&deps, 17), [0; 0], "later branches are published one by one");

    let publish = |deps: &mut TestDeps, branch| {
        let info = message_info(&addr("anybody"), &[]);
        execute(deps.as_mut(), env_at(550), info, ExecuteMsg::Publish { branch })
    };
    let response = publish(&mut deps, 17).unwrap();
    assert_eq!(events(&response), [Event::RulesPublished { branch: 17, versions: vec![1] }]);
    assert_eq!(rule_versions(&deps, 17), [1]);
    publish(&mut deps, 16).unwrap();
    assert_eq!(rule_versions(&deps, 16), [6, 5]);
    assert_eq!(publish(&mut deps, 18).unwrap_err().code(), Code::PackUnknown);
}

#[test]
fn rules_keep_the_pack_in_force_and_those_that_wait() {
    let mut deps = setup();
    adopt(&mut deps, 10, 1, "a", 100).unwrap();
    assert_eq!(rule_versions(&deps, 1), [1]);
    for effective in [200, 300] {
        adopt(&mut deps, 10, 1, "b", effective).unwrap();
    }
    assert_eq!(adopt(&mut deps, 10, 1, "c", 400).unwrap_err().code(), Code::PackPending);
    assert_eq!(rule_versions(&deps, 1), [3, 2, 1]);
    adopt(&mut deps, 100, 1, "c", 400).unwrap();
    assert_eq!(rule_versions(&deps, 1), [4, 3, 2, 1], "the one in force stays beside three that wait");
    assert_eq!(adopt(&mut deps, 199, 1, "d", 500).unwrap_err().code(), Code::PackPending);
    adopt(&mut deps, 200, 1, "d", 500).unwrap();
    assert_eq!(rule_versions(&deps, 1), [5, 4, 3, 2]);
    adopt(&mut deps, 1_000, 1, "e", 1_000).unwrap();
    assert_eq!(rule_versions(&deps, 1), [6]);
    let published = rules(&deps, 1).unwrap();
    assert_eq!(published.at(999), None);
    assert_eq!(published.at(1_000), Some((6, pack("e").transfers)));
}

#[test]
fn bounds_bind_what_is_adopted_from_then_on() {
    let mut deps = setup();
    let bounds = |deps: &TestDeps| -> Bounds {
        from_json(query(deps.as_ref(), env_at(1), QueryMsg::Bounds {}).unwrap()).unwrap()
    };
    assert_eq!(bounds(&deps), Bounds::default());
    adopt(&mut deps, 10, 1, "a", 100).unwrap();
    let narrow = Bounds { gift: Gift::Kin, ..Bounds::default() };
    let council = message_info(&addr("council"), &[]);
    let set = |deps: &mut TestDeps, bounds: &Bounds| {
        let msg = ExecuteMsg::SetBounds { bounds: bounds.clone() };
        execute(deps.as_mut(), env_at(10), council.clone(), msg)
    };
    let response = set(&mut deps, &narrow).unwrap();
    assert_eq!(events(&response), [Event::BoundsSet { bounds: narrow.clone() }]);
    assert_eq!(bounds(&deps), narrow);
    assert_eq!(adopt(&mut deps, 10, 1, "b", 200).unwrap_err().code(), Code::PackBounds);
    assert_eq!(in_force(&deps, 150, 1, None).unwrap().pack, *pack("a"), "what was adopted stays");
    let impossible = Bounds { weight: 0, ..narrow.clone() };
    assert_eq!(set(&mut deps, &impossible).unwrap_err().code(), Code::PackInvalid);
    assert_eq!(bounds(&deps), narrow);
}

mod drafts;
mod walk;
