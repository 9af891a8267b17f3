use super::*;
use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env, MockApi, MockQuerier, MockStorage};
use cosmwasm_std::{from_json, Addr, OwnedDeps};
use timebank_api::rulebook::{Pack, PackResponse, PacksResponse, Rounding};
use timebank_api::{Actor, Event, Role, Roles, Scope, Wiring};

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
    Wiring {
        proxy: addr("proxy").into(),
        member_registry: addr("member-registry").into(),
        activity_registry: addr("activity-registry").into(),
        time_token: addr("time-token").into(),
        rulebook: addr("rulebook").into(),
    }
}

fn setup() -> TestDeps {
    let mut deps = mock_dependencies();
    let council = message_info(&addr("council"), &[]);
    let msg = InstantiateMsg { council: addr("council").into() };
    instantiate(deps.as_mut(), env_at(1), council.clone(), msg).unwrap();
    execute(deps.as_mut(), env_at(1), council, ExecuteMsg::Wire { wiring: wiring() }).unwrap();
    deps
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
        adopt(&mut deps, 1, 1, "a", 100 + n).unwrap();
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
fn nothing_can_be_relayed() {
    let mut deps = setup();
    let actor = Actor {
        id: 1,
        account: addr("member").into(),
        branch: 1,
        roles: Roles::default().with(Role::BranchAdministrator),
        scope: Scope::Office,
        relayed_by: 1,
        agent: None,
    };
    let inner = ExecuteMsg::Adopt { branch: 1, pack: pack("a"), effective: 100 };
    let msg = |inner: &ExecuteMsg| ExecuteMsg::Relayed {
        actor: actor.clone(),
        msg: to_json_binary(inner).unwrap(),
    };
    for (sender, code) in [("proxy", Code::NotRelayable), ("stranger", Code::Unauthorized)] {
        let info = message_info(&addr(sender), &[]);
        let error = execute(deps.as_mut(), env_at(1), info, msg(&inner)).unwrap_err();
        assert_eq!(error.code(), code);
    }
    let nested = msg(&msg(&inner));
    let error = execute(deps.as_mut(), env_at(1), message_info(&addr("proxy"), &[]), nested).unwrap_err();
    assert_eq!(error.code(), Code::NotRelayable);
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
