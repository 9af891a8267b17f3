//! A linked chain account and an intent with the owner key do the same.

use super::agreements::digest;
use super::world::*;
use timebank_api::member_registry::{
    Decision, ExecuteMsg, OfAccount, OfCommitment, OfMember, Pair, ProfileKind, LINK_DELAY,
};
use timebank_api::permission::{Contract, Message, Who};
use timebank_api::proxy::{recovery_key, RecoveryRecord};
use timebank_api::{Actor, Code, Rights, Scope};

/// A registry in which every message of a member can be carried out for Anna, whose wallet is linked.
fn world() -> Registry {
    let mut registry = Registry::staffed();
    registry.does(ANNA, ExecuteMsg::LinkAccount(OfAccount { account: addr("wallet").into() }));
    registry.does(ANNA, ExecuteMsg::LinkAccount(OfAccount { account: addr("offered").into() }));
    registry.advance(LINK_DELAY);
    registry.execute("wallet", ExecuteMsg::ConfirmLink(OfMember { member: ANNA })).unwrap();
    registry.does(BO, ExecuteMsg::ProposeKin { other: ANNA, commitment: digest(1) });
    let until = registry.now() + 500;
    registry.does(BO, ExecuteMsg::AppointAgent { agent: ANNA, rights: Rights(1), daily: 0, until });
    registry.does(ANNA, ExecuteMsg::RequestMove { to: 2 });
    let record = RecoveryRecord {
        point: [2; 33],
        epoch: 2,
        branch: 1,
        by: CLERK,
        approver: None,
        ready: 0,
        own: false,
    };
    registry.records.borrow_mut().insert(recovery_key(ANNA, 1), record.to_bytes());
    registry
}

fn messages_of_members(registry: &Registry) -> Vec<ExecuteMsg> {
    let until = registry.now() + 500;
    vec![
        ExecuteMsg::RequestProfile { kind: ProfileKind::Profile, commitment: digest(2) },
        ExecuteMsg::ProposeKin { other: CHEN, commitment: digest(3) },
        ExecuteMsg::AcceptKin(OfCommitment { commitment: digest(1) }),
        ExecuteMsg::RevokeKin(OfCommitment { commitment: digest(1) }),
        ExecuteMsg::AppointAgent { agent: BO, rights: Rights(3), daily: 30, until },
        ExecuteMsg::AcceptAgent(OfMember { member: BO }),
        ExecuteMsg::RevokeAgent(Pair { principal: BO, agent: ANNA }),
        ExecuteMsg::Freeze {},
        ExecuteMsg::Close {},
        ExecuteMsg::RequestMove { to: 2 },
        ExecuteMsg::WithdrawMove {},
        ExecuteMsg::LinkAccount(OfAccount { account: addr("new").into() }),
        ExecuteMsg::Unlink(OfAccount { account: addr("offered").into() }),
        ExecuteMsg::ObjectKey { member: ANNA, scope: Scope::Owner, kin: None },
    ]
}

#[test]
fn relayed_and_direct_are_the_same() {
    let all = messages_of_members(&world());
    let expected: Vec<_> = Contract::MemberRegistry
        .permissions()
        .iter()
        .filter(|line| line.relayable() && matches!(line.who, Who::Member { roles: [], .. }))
        .map(|line| line.message)
        .collect();
    let tried: std::collections::BTreeSet<_> = all.iter().map(ExecuteMsg::name).collect();
    assert_eq!(tried, expected.into_iter().collect());
    for msg in all {
        let (mut relayed, mut direct) = (world(), world());
        let scopes = match msg.permission().who {
            Who::Member { scopes, .. } => scopes,
            other => panic!("{other:?}"),
        };
        assert!(scopes.contains(&Scope::Owner));
        let by_intent = relayed.as_member(&relayed.actor(ANNA), &msg).unwrap();
        let by_wallet = direct.execute("wallet", msg.clone()).unwrap();
        assert_eq!(by_intent, by_wallet, "{msg:?}");
        assert_eq!(relayed.dump(), direct.dump(), "{msg:?}");
        // An account that is linked to nobody does nothing.
        assert_eq!(world().refused("stranger", msg), Code::Unauthorized);
    }
}

#[test]
fn a_wallet_holds_no_office_whatever_its_member_holds() {
    let mut registry = world();
    let owner = Actor { scope: Scope::Owner, ..registry.actor(ADMIN) };
    registry.as_member(&owner, &ExecuteMsg::LinkAccount(OfAccount { account: addr("desk").into() })).unwrap();
    registry.advance(LINK_DELAY);
    registry.execute("desk", ExecuteMsg::ConfirmLink(OfMember { member: ADMIN })).unwrap();
    for msg in [
        ExecuteMsg::Suspend { member: BO, reason: "x".into() },
        ExecuteMsg::DecideMove { member: ANNA, to: 2, approve: true },
        ExecuteMsg::Decide(Decision { id: 1, approve: true, reason: String::new() }),
    ] {
        assert_eq!(registry.refused("desk", msg), Code::ScopeInsufficient);
    }
    // And nothing at all while the member is frozen.
    registry.does(ANNA, ExecuteMsg::Freeze {});
    let unlink = ExecuteMsg::Unlink(OfAccount { account: addr("wallet").into() });
    assert_eq!(registry.refused("wallet", unlink), Code::MemberInactive);
}
