//! Objections to new keys, and what ends with a recovery.

use super::world::*;
use timebank_api::member_registry::{
    AgentsResponse, Decision, ExecuteMsg, KinOpening, LinksResponse, OfAccount, OfCommitment, OfMember,
    QueryMsg, RecoveryResponse, RecoveryRules, LINK_DELAY, RECOVERY_RULES,
};
use timebank_api::proxy::{recovery_key, RecoveryRecord};
use timebank_api::record::MemberStatus;
use timebank_api::{Code, Event, MemberId, Right, Rights, Scope};
use timebank_intent::kin_commitment;

const SALT: [u8; 16] = [4; 16];

impl Registry {
    /// The proxy was asked for a new owner key of this member.
    fn recovery(&self, member: MemberId) -> RecoveryRecord {
        let record = RecoveryRecord {
            point: [2; 33],
            epoch: 2,
            branch: 1,
            by: CLERK,
            approver: None,
            ready: 0,
            own: false,
        };
        self.records.borrow_mut().insert(recovery_key(member, 1), record.to_bytes());
        record
    }

    fn kin(&mut self, a: MemberId, b: MemberId, names: (MemberId, MemberId)) {
        let commitment = || kin_commitment(names.0, names.1, 2, &SALT).into();
        self.does(a, ExecuteMsg::ProposeKin { other: b, commitment: commitment() });
        self.does(b, ExecuteMsg::AcceptKin(OfCommitment { commitment: commitment() }));
    }
}

fn object(member: MemberId, kin: bool) -> ExecuteMsg {
    let opening = KinOpening { degree: 2, salt: SALT.to_vec().into() };
    ExecuteMsg::ObjectKey { member, scope: Scope::Owner, kin: kin.then_some(opening) }
}

#[test]
fn the_member_stops_a_recovery_with_any_key_and_only_the_council_goes_on() {
    let mut registry = Registry::staffed();
    assert_eq!(registry.refuses(ANNA, object(ANNA, false)), Code::RecoveryUnknown);
    let record = registry.recovery(ANNA);
    let answer: RecoveryResponse = registry.ask(QueryMsg::Recovery { member: ANNA, scope: Scope::Owner });
    let info = answer.recovery.unwrap();
    assert_eq!((info.key.as_slice(), info.approved_by, info.ready), (&record.point[..], None, None));

    let everyday = timebank_api::Actor { scope: Scope::Everyday, ..registry.actor(ANNA) };
    let response = registry.as_member(&everyday, &object(ANNA, false)).unwrap();
    assert!(matches!(
        &events(&response)[..],
        [
            Event::KeyObjected { member: ANNA, by: ANNA, .. },
            Event::StatusChanged { status: MemberStatus::Frozen, .. }
        ]
    ));
    // Two office-holders cannot lift it.
    registry.does(
        ADMIN,
        ExecuteMsg::Propose {
            action: timebank_api::member_registry::Action::Thaw(OfMember { member: ANNA }),
        },
    );
    let thaw = ExecuteMsg::Decide(Decision { id: 1, approve: true, reason: String::new() });
    assert_eq!(registry.refuses(DEPUTY, thaw), Code::MemberStatusRefused);
    let end = || ExecuteMsg::EndRecovery { member: ANNA, unlink: false };
    for sender in ["council", "one", "oracle"] {
        assert_eq!(registry.refused(sender, end()), Code::Unauthorized);
    }
    registry.execute("proxy", end()).unwrap();
    assert_eq!(registry.member(ANNA).status, MemberStatus::Active);
    // Without an objection there is nothing to end.
    assert!(registry.execute("proxy", end()).unwrap().events.is_empty());
}

#[test]
fn kin_stop_a_recovery_and_nobody_else_does() {
    let mut registry = Registry::staffed();
    registry.recovery(ANNA);
    assert_eq!(registry.refuses(BO, object(ANNA, false)), Code::Unauthorized);
    assert_eq!(registry.refuses(BO, object(ANNA, true)), Code::KinUnknown);
    // Two accomplices accept a commitment that names their victim: it makes neither of them kin.
    registry.kin(BO, CHEN, (BO, ANNA));
    assert_eq!(registry.refuses(BO, object(ANNA, true)), Code::KinUnknown);
    registry.does(
        BO,
        ExecuteMsg::RevokeKin(OfCommitment { commitment: kin_commitment(BO, ANNA, 2, &SALT).into() }),
    );
    // Offered is not agreed.
    let commitment = kin_commitment(ANNA, BO, 2, &SALT).into();
    registry.does(BO, ExecuteMsg::ProposeKin { other: ANNA, commitment });
    assert_eq!(registry.refuses(BO, object(ANNA, true)), Code::KinUnknown);
    registry.does(
        ANNA,
        ExecuteMsg::AcceptKin(OfCommitment { commitment: kin_commitment(ANNA, BO, 2, &SALT).into() }),
    );
    let wrong = ExecuteMsg::ObjectKey {
        member: ANNA,
        scope: Scope::Owner,
        kin: Some(KinOpening { degree: 1, salt: SALT.to_vec().into() }),
    };
    assert_eq!(registry.refuses(BO, wrong), Code::KinUnknown);
    registry.does(BO, object(ANNA, true));
    assert_eq!(registry.member(ANNA).status, MemberStatus::Frozen);
    assert_eq!(registry.refuses(BO, object(ANNA, true)), Code::MemberStatusRefused);
}

#[test]
fn a_new_owner_key_cuts_off_whom_the_old_one_let_in() {
    let mut registry = Registry::staffed();
    for wallet in ["thief", "sleeper"] {
        registry.does(ANNA, ExecuteMsg::LinkAccount(OfAccount { account: addr(wallet).into() }));
    }
    registry.advance(LINK_DELAY);
    registry.execute("thief", ExecuteMsg::ConfirmLink(OfMember { member: ANNA })).unwrap();
    let (rights, until) = (Rights::default().with(Right::Commit), registry.now() + 1_000);
    for agent in [BO, CHEN] {
        registry.does(ANNA, ExecuteMsg::AppointAgent { agent, rights, daily: 60, until });
    }
    registry.does(BO, ExecuteMsg::AcceptAgent(OfMember { member: ANNA }));
    // The other way round it is BO's to end.
    registry.does(BO, ExecuteMsg::AppointAgent { agent: ANNA, rights, daily: 60, until });
    registry.execute("proxy", ExecuteMsg::EndRecovery { member: ANNA, unlink: false }).unwrap();
    let links: LinksResponse = registry.ask(QueryMsg::Links(OfMember { member: ANNA }));
    let agents = |registry: &Registry, member| -> AgentsResponse {
        registry.ask(QueryMsg::Agents(OfMember { member }))
    };
    assert_eq!((links.links.len(), agents(&registry, ANNA).agents.len()), (2, 2));
    let response = registry.execute("proxy", ExecuteMsg::EndRecovery { member: ANNA, unlink: true }).unwrap();
    let revoked = |agent| Event::AgentRevoked { principal: ANNA, agent, by: ANNA };
    assert_eq!(events(&response)[2..], [revoked(BO), revoked(CHEN)]);
    assert_eq!((agents(&registry, ANNA).agents.len(), agents(&registry, BO).agents.len()), (0, 1));
    let accept = ExecuteMsg::AcceptAgent(OfMember { member: ANNA });
    assert_eq!(registry.refuses(CHEN, accept), Code::AgentUnknown);
    assert_eq!(registry.refused("thief", ExecuteMsg::Freeze {}), Code::Unauthorized);
    let again = ExecuteMsg::ConfirmLink(OfMember { member: ANNA });
    assert_eq!(registry.refused("sleeper", again), Code::LinkUnknown);
}

#[test]
fn the_council_sets_the_limits_that_the_proxy_reads() {
    let mut registry = Registry::staffed();
    let rules = RecoveryRules { lock: 3_600, per_day: 2, cap: 30, cap_for: 60 };
    let set = ExecuteMsg::SetRecoveryRules { rules };
    for lock in [0, 3_599, 30 * 86_400 + 1] {
        let rules = RecoveryRules { lock, ..rules };
        assert_eq!(registry.refused("council", ExecuteMsg::SetRecoveryRules { rules }), Code::MessageInvalid);
    }
    assert_eq!(registry.refused("one", set.clone()), Code::Unauthorized);
    let answer = |registry: &Registry| -> RecoveryResponse {
        registry.ask(QueryMsg::Recovery { member: ANNA, scope: Scope::Owner })
    };
    assert_eq!(answer(&registry).rules, RecoveryRules::default());
    registry.council(set);
    assert_eq!(answer(&registry).rules, rules);
    assert_eq!(registry.raw(RECOVERY_RULES), Some(rules.to_bytes()));
}
