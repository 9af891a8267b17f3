//! Who may do what, coins, wiring, migration.

use super::*;
use crate::contract::migrate;
use timebank_api::reputation::MigrateMsg;
use timebank_api::{Actor, Role, Scope};

#[test]
fn only_the_council_wires_and_only_once() {
    let mut world = World::new();
    let wire = || ExecuteMsg::Wire { wiring: Wiring::new(|other| contract(other.name()).into()) };
    for sender in ["proxy", "activity-registry", "rulebook", "anybody"] {
        assert_eq!(world.send(sender, wire()).unwrap_err().code(), Code::Unauthorized, "{sender}");
    }
    assert_eq!(world.send("council", wire()).unwrap_err().code(), Code::AlreadyWired);
}

#[test]
fn nothing_can_be_relayed() {
    let mut world = World::new();
    let actor = Actor {
        id: 1,
        account: contract("member 1").into(),
        branch: 1,
        roles: Roles::default().with(Role::BranchAdministrator),
        scope: Scope::Office,
        relayed_by: 1,
        agent: None,
    };
    let wiring = Wiring::new(|other| contract(other.name()).into());
    let messages = [
        ExecuteMsg::Wire { wiring },
        ExecuteMsg::Follow { limit: None },
        ExecuteMsg::Refresh { members: vec![1] },
    ];
    for msg in messages {
        let relayed = |msg: &ExecuteMsg| ExecuteMsg::Relayed {
            actor: actor.clone(),
            msg: to_json_binary(msg).unwrap(),
        };
        for (sender, code) in [("proxy", Code::NotRelayable), ("anybody", Code::Unauthorized)] {
            assert_eq!(world.send(sender, relayed(&msg)).unwrap_err().code(), code);
        }
        assert_eq!(world.send("proxy", relayed(&relayed(&msg))).unwrap_err().code(), Code::NotRelayable);
    }
}

#[test]
fn coins_are_refused() {
    let mut world = World::new();
    let info = message_info(&contract("council"), &cosmwasm_std::coins(1, "token"));
    let msg = InstantiateMsg { council: contract("council").into() };
    let error = instantiate(mock_dependencies().as_mut(), mock_env(), info.clone(), msg).unwrap_err();
    assert_eq!(error.code(), Code::FundsSent);
    for msg in [ExecuteMsg::Follow { limit: None }, ExecuteMsg::Refresh { members: vec![] }] {
        let error = execute(world.deps.as_mut(), world.env.clone(), info.clone(), msg).unwrap_err();
        assert_eq!(error.code(), Code::FundsSent);
    }
}

#[test]
fn nothing_is_followed_before_the_addresses_are_known() {
    let mut deps = mock_dependencies();
    let info = message_info(&contract("council"), &[]);
    let msg = InstantiateMsg { council: contract("council").into() };
    instantiate(deps.as_mut(), mock_env(), info.clone(), msg).unwrap();
    let error = execute(deps.as_mut(), mock_env(), info, ExecuteMsg::Follow { limit: None }).unwrap_err();
    assert_eq!(error.code(), Code::NotWired);
}

#[test]
fn migrate_needs_a_later_version() {
    let mut world = World::new();
    let error = migrate(world.deps.as_mut(), world.env.clone(), MigrateMsg {}).unwrap_err();
    assert_eq!(error.code(), Code::MigrationRefused);
    cw2::set_contract_version(&mut world.deps.storage, "timebank:reputation", "0.0.1").unwrap();
    world.tell(&[served(1, 6_000)]);
    world.catch_up();
    migrate(world.deps.as_mut(), world.env.clone(), MigrateMsg {}).unwrap();
    assert_eq!(world.standing(1).stars, 1, "nothing is lost");
}
