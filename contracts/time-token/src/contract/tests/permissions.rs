use crate::testing::{account, actor, addr, code, Token, ADMINISTRATOR, ELDER, VOLUNTEER};
use cosmwasm_std::{to_json_binary, Addr, Uint128};
use timebank_api::permission::Who;
use timebank_api::time_token::{ExecuteMsg, Limits, Movement, PERMISSIONS};
use timebank_api::{Agent, Code, Rights, Roles, Scope, Wiring};

fn movements() -> Vec<Movement> {
    let to = account(VOLUNTEER).to_string();
    vec![
        Movement::Hold { activity: 1, payer: account(ELDER).into(), minutes: 5 },
        Movement::Settle { activity: 2, participant: VOLUNTEER, to: to.clone(), minutes: 5 },
        Movement::Refund { activity: 2, minutes: 5 },
        Movement::Reserve { activity: 1, branch: 1, minutes: 5 },
        Movement::MintService { activity: 3, participant: VOLUNTEER, to, minutes: 5 },
        Movement::Unreserve { activity: 3, minutes: 5 },
        Movement::HoldFund { activity: 1, branch: 1, minutes: 5 },
        Movement::Reverse {
            activity: 2,
            participant: ELDER,
            from: account(ELDER).into(),
            to: None,
            minutes: 5,
        },
    ]
}

/// Every movement is possible here, so that only the caller decides.
fn token() -> Token {
    let mut token = Token::with_budget(1_000);
    token.earn(ELDER, 100);
    token.owner(ELDER, &ExecuteMsg::Donate { minutes: 20 }).unwrap();
    token
        .moves(vec![
            Movement::Hold { activity: 2, payer: account(ELDER).into(), minutes: 10 },
            Movement::Reserve { activity: 3, branch: 1, minutes: 10 },
        ])
        .unwrap();
    token
}

fn senders() -> Vec<Addr> {
    ["council", "proxy", "member-registry", "rulebook", "time-token", "anybody"]
        .into_iter()
        .map(addr)
        .chain([account(ELDER), account(ADMINISTRATOR)])
        .collect()
}

#[test]
fn each_movement_comes_from_the_activity_registry_alone() {
    for movement in movements() {
        token().moves(vec![movement.clone()]).unwrap();
        let msg = ExecuteMsg::Move { movements: vec![movement] };
        let mut token = token();
        let before = token.dump();
        for sender in senders() {
            assert_eq!(code(token.direct(&sender, msg.clone())), Code::Unauthorized, "{sender}");
        }
        for scope in [Scope::Everyday, Scope::Owner, Scope::Office] {
            let mut everything = actor(ADMINISTRATOR, scope);
            everything.roles = Roles(u16::MAX);
            assert_eq!(code(token.relayed(&everything, &msg)), Code::NotRelayable);
        }
        assert_eq!(token.dump(), before);
    }
}

#[test]
fn messages_of_council_and_contracts_come_from_nobody_else() {
    let messages = [
        ExecuteMsg::SetBudget { branch: 1, minutes: 5 },
        ExecuteMsg::Wire { wiring: Wiring::new(|_| addr("x").into()) },
        ExecuteMsg::SetGrowthLimit { minutes: Some(5) },
        ExecuteMsg::SetOpeningBudget { branch: 1, minutes: 5 },
        ExecuteMsg::SetPositionLimit { a: 1, b: 2, minutes: Some(5) },
        ExecuteMsg::SetDefaultLimits { limits: Limits { daily: None, new_recipient_delay: 1 } },
        ExecuteMsg::Cap { account: account(ELDER).into(), until: 1, daily: 1 },
        ExecuteMsg::Inherit { account: account(ELDER).into(), branch: 1, heir: None },
        ExecuteMsg::MemberMoved { account: account(ELDER).into(), from: 1, to: 2 },
        ExecuteMsg::Relayed {
            actor: actor(ELDER, Scope::Owner),
            msg: to_json_binary(&ExecuteMsg::Burn { amount: Uint128::one() }).unwrap(),
        },
    ];
    let mut token = token();
    for msg in messages {
        let allowed = addr(match msg {
            ExecuteMsg::Relayed { .. } | ExecuteMsg::Cap { .. } => "proxy",
            ExecuteMsg::Inherit { .. } | ExecuteMsg::MemberMoved { .. } => "member-registry",
            _ => "council",
        });
        for sender in senders().into_iter().filter(|sender| *sender != allowed) {
            assert_eq!(code(token.direct(&sender, msg.clone())), Code::Unauthorized);
        }
        assert_eq!(code(token.relayed(&actor(ELDER, Scope::Owner), &msg)), Code::NotRelayable);
    }
}

#[test]
fn no_other_key_than_the_owners_moves_own_time() {
    let mut token = token();
    let holder_messages = super::relayed::messages();
    let listed = PERMISSIONS.iter().filter(|line| matches!(line.who, Who::MemberOrAccount { .. })).count();
    assert_eq!(holder_messages.len(), listed);
    for msg in holder_messages {
        for scope in [Scope::Everyday, Scope::Office] {
            let result = token.relayed(&actor(ELDER, scope), &msg);
            assert_eq!(code(result), Code::ScopeInsufficient, "{}", msg.name());
        }
        let mut agent = actor(ELDER, Scope::Owner);
        agent.agent = Some(Agent { member: VOLUNTEER, rights: Rights(u8::MAX), daily: 1_000 });
        assert_eq!(code(token.relayed(&agent, &msg)), Code::AgentNotAllowed);
    }
}
