//! Who may send what, funds, versions.

use crate::contract::{execute, instantiate, migrate};
use crate::testing::*;
use cosmwasm_std::coins;
use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env};
use std::collections::BTreeSet;
use timebank_api::permission::{Contract, Message, Who};
use timebank_api::training::*;
use timebank_api::{Code, Wiring};

fn every_message() -> Vec<ExecuteMsg> {
    let (id, revision, reason, participants) = (1, 1, String::from("why"), vec![6]);
    let (report, member, course) = (1, 6, 1);
    let wiring = Wiring::new(|part: Contract| contract(part.name()).into());
    vec![
        ExecuteMsg::Wire { wiring },
        ExecuteMsg::Relayed { actor: everyday(6), msg: b"{}".into() },
        ExecuteMsg::Draft { course: first_aid() },
        ExecuteMsg::Edit { id, revision, course: first_aid() },
        ExecuteMsg::Submit { id, revision },
        ExecuteMsg::Approve { id, revision },
        ExecuteMsg::Return { id, revision, reason: reason.clone() },
        ExecuteMsg::SetTrainers { id, trainers: vec![TRAINER] },
        ExecuteMsg::Complete { id },
        ExecuteMsg::Cancel { id, reason: reason.clone() },
        ExecuteMsg::Enrol { id, holder: holder(6) },
        ExecuteMsg::WithdrawEnrolment { id },
        ExecuteMsg::Attend { id, session: 0, participants: participants.clone(), present: true },
        ExecuteMsg::Pass { id, participants: participants.clone() },
        ExecuteMsg::Fail { id, participants },
        ExecuteMsg::Renew { certificate: 1, valid_until: 1 },
        ExecuteMsg::Revoke { certificate: 1, reason },
        ExecuteMsg::IssueAttested { report, member, course, holder: holder(6), valid_until: 1 },
        ExecuteMsg::RevokeAttested { report, member, course },
        ExecuteMsg::UndoAttested { report },
    ]
}

#[test]
fn no_message_is_anybodys() {
    let names: BTreeSet<_> = every_message().iter().map(ExecuteMsg::name).collect();
    assert_eq!(names.len(), PERMISSIONS.len());
    let mut world = World::new();
    for msg in every_message() {
        let (name, permission) = (msg.name(), msg.permission());
        assert_eq!(refused(world.direct(&contract("anybody"), msg.clone())), Code::Unauthorized, "{name}");
        match permission.who {
            Who::Member { scopes, roles } => {
                for actor in [everyday(6), owner(6), office(6)] {
                    let code = if !scopes.contains(&actor.scope) {
                        Code::ScopeInsufficient
                    } else if !roles.is_empty() {
                        Code::RoleMissing
                    } else {
                        Code::CourseUnknown
                    };
                    assert_eq!(refused(world.act(actor, msg.clone())), code, "{name}");
                }
                let agent =
                    if permission.agent.is_some() { Code::CourseUnknown } else { Code::AgentNotAllowed };
                let scope = *scopes.last().unwrap();
                let roles = timebank_api::Roles(u16::MAX);
                let through = timebank_api::Actor { scope, roles, ..through(6, 7) };
                assert_eq!(refused(world.act(through, msg)), agent, "{name}");
            }
            _ => assert_eq!(refused(world.act(office(AUTHOR), msg)), Code::NotRelayable, "{name}"),
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
fn migrate_refuses_what_is_not_older() {
    let mut world = World::new();
    let result = migrate(world.deps.as_mut(), world.env.clone(), MigrateMsg {});
    assert_eq!(refused(result), Code::MigrationRefused);
    cw2::set_contract_version(&mut world.deps.storage, "timebank:training", "0.0.9").unwrap();
    migrate(world.deps.as_mut(), world.env.clone(), MigrateMsg {}).unwrap();
}
