//! Who may send what, funds, versions, replies.

use crate::contract::{execute, instantiate, migrate, reply};
use crate::testing::*;
use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env};
use cosmwasm_std::{coins, Reply, SubMsgResult};
use std::collections::BTreeSet;
use timebank_api::oracle::*;
use timebank_api::permission::{Contract, Message, Who};
use timebank_api::{Code, Scope, Wiring};

fn every_message() -> Vec<ExecuteMsg> {
    let (source, report, reason) = (9, 9, String::from("why"));
    let wiring = Wiring::new(|part: Contract| contract(part.name()).into());
    vec![
        ExecuteMsg::Wire { wiring },
        ExecuteMsg::Relayed { actor: actor(MEMBER, Scope::Everyday), msg: b"{}".into() },
        ExecuteMsg::SetSource { id: None, source: hospital() },
        ExecuteMsg::Attest { source, attestations: vec![] },
        ExecuteMsg::Heartbeat { source },
        ExecuteMsg::Quarantine { source, reason: reason.clone() },
        ExecuteMsg::Release { source },
        ExecuteMsg::Dismiss { source, sequence: 1, reason: reason.clone() },
        ExecuteMsg::Approve { report },
        ExecuteMsg::Reject { report, reason: reason.clone() },
        ExecuteMsg::Undo { report, reason },
        ExecuteMsg::Object { report },
    ]
}

#[test]
fn no_message_is_anybodys() {
    let names: BTreeSet<_> = every_message().iter().map(ExecuteMsg::name).collect();
    assert_eq!(names.len(), PERMISSIONS.len());
    let mut world = World::new();
    for msg in every_message() {
        let (name, permission) = (msg.name(), msg.permission());
        let direct = refused(world.direct(&contract("anybody"), msg.clone()));
        match permission.who {
            // Whether it is a feeder, its source says.
            Who::Anyone => assert_eq!(direct, Code::SourceUnknown, "{name}"),
            _ => assert_eq!(direct, Code::Unauthorized, "{name}"),
        }
        let Who::Member { scopes, roles } = permission.who else {
            assert_eq!(refused(world.act(office(OFFICER), msg)), Code::NotRelayable, "{name}");
            continue;
        };
        for scope in [Scope::Everyday, Scope::Owner, Scope::Office] {
            let code = if !scopes.contains(&scope) {
                Code::ScopeInsufficient
            } else if !roles.is_empty() {
                Code::RoleMissing
            } else {
                Code::ReportUnknown
            };
            assert_eq!(refused(world.act(actor(MEMBER, scope), msg.clone())), code, "{name}");
        }
    }
}

#[test]
fn funds_are_refused() {
    let mut deps = mock_dependencies();
    let info = message_info(&contract("council"), &coins(1, "time"));
    let msg = InstantiateMsg { council: contract("council").into() };
    let result = instantiate(deps.as_mut(), mock_env(), info.clone(), msg);
    assert_eq!(refused(result), Code::FundsSent);
    let mut world = World::new();
    for msg in every_message() {
        let result = execute(world.deps.as_mut(), world.env.clone(), info.clone(), msg);
        assert_eq!(refused(result), Code::FundsSent);
    }
}

#[test]
fn a_reply_that_nobody_waits_for_is_an_error() {
    let mut world = World::new();
    let known = world.agree(&credential(1, START + DAY));
    let result = SubMsgResult::Err("x".into());
    for (id, payload) in [(2, known.to_be_bytes().to_vec()), (1, vec![1]), (1, 99u64.to_be_bytes().to_vec())]
    {
        let answer = Reply { id, payload: payload.into(), gas_used: 0, result: result.clone() };
        assert!(reply(world.deps.as_mut(), world.env.clone(), answer).is_err());
    }
    // One that comes twice finds the report where it does not belong.
    let payload = known.to_be_bytes().into();
    let twice = Reply { id: 1, payload, gas_used: 0, result };
    assert_eq!(refused(reply(world.deps.as_mut(), world.env.clone(), twice)), Code::ReportState);
}

#[test]
fn migrate_refuses_what_is_not_older() {
    let mut world = World::new();
    let result = migrate(world.deps.as_mut(), world.env.clone(), MigrateMsg {});
    assert_eq!(refused(result), Code::MigrationRefused);
    cw2::set_contract_version(&mut world.deps.storage, "timebank:oracle", "0.0.9").unwrap();
    migrate(world.deps.as_mut(), world.env.clone(), MigrateMsg {}).unwrap();
}
