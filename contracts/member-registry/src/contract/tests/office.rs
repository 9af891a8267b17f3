//! Light offices, suspension, emergency, moves and partners' facts.

use super::agreements::digest;
use super::world::*;
use timebank_api::member_registry::{
    ExecuteMsg, MovesResponse, OfMember, Office, Page, QueryMsg, StatusCause,
};
use timebank_api::oracle::MemberFact;
use timebank_api::record::{credential_key, AgeClass, MemberStatus};
use timebank_api::{Actor, Code, Event, Rights, Role, Roles, Scope};

#[test]
fn light_offices_are_an_administrators_and_weighty_ones_are_not() {
    let mut registry = Registry::staffed();
    let appoint = |member, role| ExecuteMsg::Appoint(Office { member, role });
    let dismiss = |member, role| ExecuteMsg::Dismiss(Office { member, role });
    for role in [Role::Publisher, Role::TrainingAdministrator, Role::Auditor] {
        let events = registry.does(ADMIN, appoint(ANNA, role));
        assert_eq!(
            events,
            [
                Event::RoleGranted { member: ANNA, role },
                Event::RoleDecided { member: ANNA, role, granted: true, by: ADMIN }
            ]
        );
        assert_eq!(registry.refuses(ADMIN, appoint(ADMIN, role)), Code::OwnCase);
        assert_eq!(registry.refuses(ADMIN, appoint(CHEN, role)), Code::OtherBranch);
        assert_eq!(registry.refuses(CLERK, appoint(BO, role)), Code::RoleMissing);
    }
    for role in [Role::Reviewer, Role::BranchAdministrator, Role::Custodian] {
        assert_eq!(registry.refuses(ADMIN, appoint(BO, role)), Code::RoleWeight);
        assert_eq!(registry.refuses(ADMIN, dismiss(DEPUTY, role)), Code::RoleWeight);
    }
    registry.does(DEPUTY, dismiss(ANNA, Role::Publisher));
    assert!(!registry.member(ANNA).roles.contains(Role::Publisher));
    assert_eq!(registry.refuses(DEPUTY, dismiss(ANNA, Role::Publisher)), Code::RoleNotHeld);
}

#[test]
fn each_cause_of_an_inactive_account_ends_by_itself() {
    let mut registry = Registry::staffed();
    let suspend = || ExecuteMsg::Suspend { member: ANNA, reason: "three complaints".into() };
    let reinstate = || ExecuteMsg::Reinstate(OfMember { member: ANNA });
    assert_eq!(registry.refuses(ADMIN, reinstate()), Code::MemberStatusRefused);
    let events = registry.does(ADMIN, suspend());
    assert!(matches!(
        &events[..],
        [Event::StatusChanged {
            member: ANNA,
            status: MemberStatus::Suspended,
            cause: StatusCause::Conduct,
            by: Some(ADMIN),
            ..
        }]
    ));
    assert_eq!(registry.refuses(ADMIN, suspend()), Code::MemberStatusRefused);
    assert_eq!(registry.refuses(OTHER_ADMIN, reinstate()), Code::OtherBranch);
    // The proxy relays nothing for an inactive member; a freeze that was under way all the same adds to it.
    registry.does(ANNA, ExecuteMsg::Freeze {});
    assert_eq!(registry.member(ANNA).status, MemberStatus::Frozen);
    registry.does(DEPUTY, reinstate());
    assert_eq!(registry.member(ANNA).status, MemberStatus::Frozen);
    assert_eq!(registry.short(ANNA).status, MemberStatus::Frozen);
    let own = ExecuteMsg::Suspend { member: ADMIN, reason: "x".into() };
    assert_eq!(registry.refuses(ADMIN, own), Code::OwnCase);
    let unsaid = ExecuteMsg::Suspend { member: BO, reason: String::new() };
    assert_eq!(registry.refuses(ADMIN, unsaid), Code::TextInvalid);
}

#[test]
fn a_member_who_leaves_lays_offices_down_and_can_be_brought_back() {
    let mut registry = Registry::staffed();
    registry.does(ADMIN, ExecuteMsg::Appoint(Office { member: ANNA, role: Role::Auditor }));
    let owner = Actor { scope: Scope::Owner, ..registry.actor(ANNA) };
    let everyday = Actor { scope: Scope::Everyday, ..owner.clone() };
    assert_eq!(registry.refuses_actor(&everyday, &ExecuteMsg::Close {}), Code::ScopeInsufficient);
    let agent = registry.agent_of(ANNA, BO, Rights(15));
    assert_eq!(registry.refuses_actor(&agent, &ExecuteMsg::Close {}), Code::AgentNotAllowed);

    let response = registry.as_member(&owner, &ExecuteMsg::Close {}).unwrap();
    let closed = Event::StatusChanged {
        member: ANNA,
        status: MemberStatus::Closed,
        cause: StatusCause::Closed,
        by: Some(ANNA),
        reason: String::new(),
    };
    assert_eq!(events(&response), [Event::RoleRevoked { member: ANNA, role: Role::Auditor }, closed]);
    let left = registry.member(ANNA);
    assert_eq!((left.status, left.roles), (MemberStatus::Closed, Roles::default()));
    assert_eq!(registry.short(ANNA).status, MemberStatus::Closed);
    let told = format!(r#"{{"inherit":{{"account":"{}","branch":1,"heir":null}}}}"#, left.account);
    assert_eq!(messages(&response), [(addr("time-token").to_string(), told)]);
    assert_eq!(registry.refuses_actor(&owner, &ExecuteMsg::Close {}), Code::MemberStatusRefused);

    // The same person is not registered twice, but can come back.
    let reinstate = || ExecuteMsg::Reinstate(OfMember { member: ANNA });
    assert_eq!(registry.refuses(OTHER_ADMIN, reinstate()), Code::OtherBranch);
    registry.does(ADMIN, reinstate());
    assert_eq!(registry.member(ANNA).status, MemberStatus::Active);
}

fn decide_move(member: u64, to: u32, approve: bool) -> ExecuteMsg {
    ExecuteMsg::DecideMove { member, to, approve }
}

#[test]
fn a_member_moves_when_both_branches_approved() {
    let mut registry = Registry::staffed();
    registry.does(ADMIN, ExecuteMsg::Appoint(Office { member: ANNA, role: Role::Auditor }));
    let owner = Actor { scope: Scope::Owner, ..registry.actor(ANNA) };
    let ask = |to| ExecuteMsg::RequestMove { to };
    assert_eq!(registry.refuses_actor(&owner, &ask(1)), Code::SameBranch);
    assert_eq!(registry.refuses_actor(&owner, &ask(9)), Code::BranchUnknown);
    let everyday = Actor { scope: Scope::Everyday, ..owner.clone() };
    assert_eq!(registry.refuses_actor(&everyday, &ask(2)), Code::ScopeInsufficient);
    registry.as_member(&owner, &ask(2)).unwrap();
    assert_eq!(registry.refuses(ADMIN, decide_move(ANNA, 1, true)), Code::MoveUnknown);
    assert_eq!(registry.refuses(ADMIN, decide_move(BO, 2, true)), Code::MoveUnknown);

    registry.does(ADMIN, decide_move(ANNA, 2, true));
    // A second voice of the same branch is none of the other.
    registry.does(DEPUTY, decide_move(ANNA, 2, true));
    let moves: MovesResponse = registry.ask(QueryMsg::Moves(Page { start_after: None, limit: None }));
    assert_eq!((moves.moves[0].left, moves.moves[0].joined), (Some(DEPUTY), None));
    assert_eq!(registry.member(ANNA).branch, 1);

    let response = registry.as_member(&registry.actor(OTHER_ADMIN), &decide_move(ANNA, 2, true)).unwrap();
    assert!(events(&response).ends_with(&[
        Event::RoleRevoked { member: ANNA, role: Role::Auditor },
        Event::BranchChanged { member: ANNA, from: 1, to: 2 }
    ]));
    let moved = registry.member(ANNA);
    assert_eq!((moved.branch, moved.roles), (2, Roles::default()));
    assert_eq!(registry.short(ANNA).branch, 2);
    let told = format!(r#"{{"member_moved":{{"account":"{}","from":1,"to":2}}}}"#, moved.account);
    assert_eq!(messages(&response), [(addr("time-token").to_string(), told)]);
    assert_eq!(registry.refuses(OTHER_ADMIN, decide_move(ANNA, 2, true)), Code::MoveUnknown);
}

#[test]
fn a_move_ends_by_either_branch_by_the_member_or_while_frozen() {
    let mut registry = Registry::staffed();
    let ask = ExecuteMsg::RequestMove { to: 2 };
    registry.does(ANNA, ask.clone());
    registry.does(ADMIN, decide_move(ANNA, 2, true));
    registry.does(OTHER_ADMIN, decide_move(ANNA, 2, false));
    assert_eq!(registry.refuses(OTHER_ADMIN, decide_move(ANNA, 2, true)), Code::MoveUnknown);

    // What was approved before does not count for a new request.
    registry.does(ANNA, ask.clone());
    registry.does(OTHER_ADMIN, decide_move(ANNA, 2, true));
    assert_eq!(registry.member(ANNA).branch, 1);
    registry.does(ANNA, ExecuteMsg::WithdrawMove {});
    assert_eq!(registry.refuses(ANNA, ExecuteMsg::WithdrawMove {}), Code::MoveUnknown);

    registry.does(ANNA, ask);
    registry.does(OTHER_ADMIN, decide_move(ANNA, 2, true));
    registry.does(ANNA, ExecuteMsg::Freeze {});
    assert_eq!(registry.refuses(ADMIN, decide_move(ANNA, 2, true)), Code::MemberInactive);
    // An administrator who wants to move decides neither side.
    let owner = Actor { scope: Scope::Owner, ..registry.actor(ADMIN) };
    registry.as_member(&owner, &ExecuteMsg::RequestMove { to: 2 }).unwrap();
    assert_eq!(registry.refuses(ADMIN, decide_move(ADMIN, 2, true)), Code::OwnCase);
}

fn apply(report: u64, fact: MemberFact) -> ExecuteMsg {
    ExecuteMsg::ApplyFact { report, member: ANNA, fact }
}

fn undo(report: u64) -> ExecuteMsg {
    ExecuteMsg::UndoFact { report, member: ANNA }
}

#[test]
fn a_partners_fact_is_applied_and_undone_to_what_was_before() {
    let mut registry = Registry::staffed();
    let until = registry.now() + 100;
    let key = credential_key(ANNA, &[1; 32]);
    registry
        .does(CLERK, ExecuteMsg::IssueCredential { member: ANNA, commitment: digest(1), valid_until: until });
    let before = registry.dump();
    let facts = [
        MemberFact::Credential { commitment: digest(1), valid_until: until + 50 },
        MemberFact::Credential { commitment: digest(2), valid_until: until },
        MemberFact::RevokeCredential { commitment: digest(1) },
        MemberFact::Age { class: AgeClass::From80 },
        MemberFact::Deceased {},
    ];
    for (report, fact) in (1..).zip(facts) {
        registry.execute("oracle", apply(report, fact)).unwrap();
        assert_ne!(registry.dump(), before);
        registry.execute("oracle", undo(report)).unwrap();
        assert_eq!(registry.dump(), before);
        assert_eq!(registry.refused("oracle", undo(report)), Code::FactNotApplied);
    }
    assert_eq!(registry.raw(&key), Some(until.to_be_bytes().to_vec()));
    assert_eq!(registry.member(ANNA).status, MemberStatus::Active);
}

#[test]
fn a_fact_that_was_changed_since_is_not_undone() {
    let mut registry = Registry::staffed();
    registry.execute("oracle", apply(1, MemberFact::Age { class: AgeClass::From65 })).unwrap();
    registry.does(CLERK, ExecuteMsg::RenewAge { member: ANNA, age: AgeClass::From80 });
    let commitment = || digest(1);
    let until = registry.now() + 9;
    let credential = |until| MemberFact::Credential { commitment: commitment(), valid_until: until };
    registry.execute("oracle", apply(2, credential(until))).unwrap();
    registry.execute("oracle", apply(3, credential(until + 1))).unwrap();
    for report in [1, 2] {
        let before = registry.dump();
        let refused = registry.execute("oracle", undo(report)).unwrap_err();
        assert_eq!(refused.code(), Code::FactChanged);
        registry.restore(before);
    }
    // The later ones first.
    registry.execute("oracle", undo(3)).unwrap();
    registry.execute("oracle", undo(2)).unwrap();
    assert_eq!(registry.raw(&credential_key(ANNA, &[1; 32])), None);
    assert_eq!(registry.member(ANNA).age, AgeClass::From80);

    let other = ExecuteMsg::UndoFact { report: 1, member: BO };
    assert_eq!(registry.execute("oracle", other).unwrap_err().code(), Code::FactNotApplied);
    let unknown = MemberFact::RevokeCredential { commitment: digest(9) };
    assert_eq!(registry.refused("oracle", apply(4, unknown)), Code::CredentialUnknown);
    for sender in ["proxy", "council", "one"] {
        let age = MemberFact::Age { class: AgeClass::From80 };
        assert_eq!(registry.refused(sender, apply(5, age)), Code::Unauthorized);
    }
}

#[test]
fn two_reports_of_a_death_freeze_once_and_the_first_undo_thaws() {
    let mut registry = Registry::staffed();
    registry.execute("oracle", apply(1, MemberFact::Deceased {})).unwrap();
    registry.execute("oracle", apply(2, MemberFact::Deceased {})).unwrap();
    assert_eq!(registry.member(ANNA).status, MemberStatus::Frozen);
    registry.execute("oracle", undo(2)).unwrap();
    assert_eq!(registry.member(ANNA).status, MemberStatus::Frozen);
    registry.execute("oracle", undo(1)).unwrap();
    assert_eq!(registry.member(ANNA).status, MemberStatus::Active);
}
