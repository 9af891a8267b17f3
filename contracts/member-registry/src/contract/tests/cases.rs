//! What only two persons can do.

use super::agreements::digest;
use super::world::*;
use timebank_api::member_registry::{
    Action, CasesResponse, Decision, ExecuteMsg, FreezeCause, OfMember, Office, Page, Pair, QueryMsg,
    StatusCause, CASE_WINDOW,
};
use timebank_api::record::{agent_key, MemberStatus};
use timebank_api::{Code, Event, MemberId, Rights, Role, Roles};

fn propose(action: Action) -> ExecuteMsg {
    ExecuteMsg::Propose { action }
}

fn decide(case: u64) -> ExecuteMsg {
    ExecuteMsg::Decide(Decision { id: case, approve: true, reason: String::new() })
}

fn freeze(member: MemberId) -> Action {
    Action::Freeze { member, cause: FreezeCause::Court }
}

fn death(heir: Option<MemberId>) -> Action {
    Action::ReportDeath { member: ANNA, heir }
}

#[test]
fn one_person_alone_freezes_and_thaws_nobody() {
    let mut registry = Registry::staffed();
    registry.does(ADMIN, propose(freeze(ANNA)));
    assert_eq!(registry.refuses(ADMIN, decide(1)), Code::OwnCase);
    assert_eq!(registry.refuses(CLERK, decide(1)), Code::RoleMissing);
    assert_eq!(registry.member(ANNA).status, MemberStatus::Active);
    let events = registry.does(DEPUTY, decide(1));
    assert!(matches!(
        &events[..],
        [
            Event::CaseDecided { case: 1, approved: true, by: DEPUTY, branch: 1, .. },
            Event::StatusChanged {
                status: MemberStatus::Frozen,
                cause: StatusCause::Court,
                by: Some(DEPUTY),
                ..
            }
        ]
    ));
    assert_eq!(registry.refuses(DEPUTY, decide(1)), Code::CaseUnknown);

    registry.does(DEPUTY, propose(Action::Thaw(OfMember { member: ANNA })));
    registry.does(ADMIN, decide(2));
    assert_eq!(registry.member(ANNA).status, MemberStatus::Active);
    // There is nothing to end, and the case stays for whoever rejects it.
    registry.does(DEPUTY, propose(Action::Thaw(OfMember { member: ANNA })));
    assert_eq!(registry.refuses(ADMIN, decide(3)), Code::MemberStatusRefused);
    registry.does(ADMIN, ExecuteMsg::Decide(Decision { id: 3, approve: false, reason: String::new() }));
    let cases: CasesResponse = registry.ask(QueryMsg::Cases(Page { start_after: None, limit: None }));
    assert!(cases.cases.is_empty());
}

#[test]
fn thaw_ends_an_emergency_but_no_objection() {
    let mut registry = Registry::staffed();
    registry.does(ANNA, ExecuteMsg::Freeze {});
    registry.does(ADMIN, propose(Action::Thaw(OfMember { member: ANNA })));
    registry.does(OTHER_ADMIN, decide(1));
    assert_eq!(registry.member(ANNA).status, MemberStatus::Active);
}

#[test]
fn nobody_proposes_or_decides_an_own_case() {
    let mut registry = Registry::staffed();
    assert_eq!(registry.refuses(ADMIN, propose(freeze(ADMIN))), Code::OwnCase);
    assert_eq!(registry.refuses(ADMIN, propose(freeze(CHEN))), Code::OtherBranch);
    assert_eq!(registry.refuses(REVIEWER, propose(freeze(ANNA))), Code::RoleMissing);
    assert_eq!(registry.refuses(CLERK, propose(freeze(ANNA))), Code::RoleMissing);
    registry.does(ADMIN, propose(freeze(DEPUTY)));
    assert_eq!(registry.refuses(DEPUTY, decide(1)), Code::OwnCase);
    let reject = ExecuteMsg::Decide(Decision { id: 1, approve: false, reason: String::new() });
    assert_eq!(registry.refuses(DEPUTY, reject), Code::OwnCase);
    // An heir has no part in the case either.
    assert_eq!(registry.refuses(ADMIN, propose(death(Some(ADMIN)))), Code::OwnCase);
    registry.does(ADMIN, propose(death(Some(OTHER_ADMIN))));
    assert_eq!(registry.refuses(OTHER_ADMIN, decide(2)), Code::OwnCase);
    assert_eq!(registry.refuses(ADMIN, propose(death(Some(ANNA)))), Code::OwnCase);
}

#[test]
fn weighty_cases_need_another_branch_from_beginning_to_end() {
    let mut registry = Registry::staffed();
    for (case, action) in (1..).zip([
        death(None),
        Action::GrantRole(Office { member: BO, role: Role::Reviewer }),
        Action::RevokeRole(Office { member: CLERK, role: Role::Custodian }),
    ]) {
        registry.does(ADMIN, propose(action));
        assert_eq!(registry.refuses(DEPUTY, decide(case)), Code::SameBranch);
    }
    registry.does(OTHER_ADMIN, decide(2));
    registry.does(OTHER_ADMIN, decide(3));
    assert!(registry.member(BO).roles.contains(Role::Reviewer));
    assert_eq!(registry.member(CLERK).roles, Roles::default());
    for role in [Role::Publisher, Role::Auditor, Role::TrainingAdministrator] {
        let light = propose(Action::GrantRole(Office { member: BO, role }));
        assert_eq!(registry.refuses(ADMIN, light), Code::RoleWeight);
    }
    // A colleague who has changed over since does not make the second branch.
    registry.does(ADMIN, propose(Action::GrantRole(Office { member: BO, role: Role::Custodian })));
    let owner = timebank_api::Actor { scope: timebank_api::Scope::Owner, ..registry.actor(ADMIN) };
    registry.as_member(&owner, &ExecuteMsg::RequestMove { to: 2 }).unwrap();
    registry.does(DEPUTY, ExecuteMsg::DecideMove { member: ADMIN, to: 2, approve: true });
    registry.does(OTHER_ADMIN, ExecuteMsg::DecideMove { member: ADMIN, to: 2, approve: true });
    registry.council(ExecuteMsg::GrantRole { member: ADMIN, role: Role::BranchAdministrator });
    assert_eq!(registry.refuses(OTHER_ADMIN, decide(4)), Code::SameBranch);
}

#[test]
fn a_case_counts_only_while_its_proposer_is_in_office_and_for_a_month() {
    let mut registry = Registry::staffed();
    registry.does(ADMIN, propose(freeze(ANNA)));
    registry.does(DEPUTY, propose(freeze(BO)));
    registry.council(ExecuteMsg::RevokeRole { member: ADMIN, role: Role::BranchAdministrator });
    assert_eq!(registry.refuses(DEPUTY, decide(1)), Code::RoleMissing);
    registry.advance(CASE_WINDOW);
    let before = registry.dump();
    registry.does(OTHER_ADMIN, decide(2));
    registry.restore(before);
    registry.advance(1);
    assert_eq!(registry.refuses(OTHER_ADMIN, decide(2)), Code::CaseUnknown);
    registry.does(OTHER_ADMIN, ExecuteMsg::Decide(Decision { id: 2, approve: false, reason: String::new() }));
    assert_eq!(registry.member(BO).status, MemberStatus::Active);
}

#[test]
fn death_ends_the_account_and_hands_the_estate_to_the_token() {
    let mut registry = Registry::staffed();
    registry.does(ADMIN, ExecuteMsg::Appoint(Office { member: ANNA, role: Role::Auditor }));
    registry.does(ADMIN, propose(death(Some(CHEN))));
    let response = registry.as_member(&registry.actor(OTHER_ADMIN), &decide(1)).unwrap();
    let (anna, chen) = (registry.member(ANNA), registry.member(CHEN));
    assert_eq!((anna.status, anna.roles), (MemberStatus::Deceased, Roles::default()));
    assert_eq!(registry.short(ANNA).status, MemberStatus::Deceased);
    let told =
        format!(r#"{{"inherit":{{"account":"{}","branch":1,"heir":"{}"}}}}"#, anna.account, chen.account);
    assert_eq!(messages(&response), [(addr("time-token").to_string(), told)]);

    // For good: nothing brings the account back, and nobody inherits twice.
    registry.does(ADMIN, propose(Action::Thaw(OfMember { member: ANNA })));
    assert_eq!(registry.refuses(DEPUTY, decide(2)), Code::MemberStatusRefused);
    registry.does(ADMIN, propose(death(None)));
    assert_eq!(registry.refuses(OTHER_ADMIN, decide(3)), Code::MemberStatusRefused);
    assert_eq!(
        registry.refuses(ADMIN, ExecuteMsg::Reinstate(OfMember { member: ANNA })),
        Code::MemberStatusRefused
    );
    // Nor can somebody who died be an heir.
    registry.does(ADMIN, propose(Action::ReportDeath { member: BO, heir: Some(ANNA) }));
    assert_eq!(registry.refuses(OTHER_ADMIN, decide(4)), Code::MemberInactive);
}

#[test]
fn a_courts_freeze_holds_the_estate_back() {
    let mut registry = Registry::staffed();
    registry.does(ADMIN, propose(freeze(ANNA)));
    registry.does(DEPUTY, decide(1));
    registry.does(ADMIN, propose(death(None)));
    assert_eq!(registry.refuses(OTHER_ADMIN, decide(2)), Code::MemberStatusRefused);
    registry.does(ADMIN, propose(Action::Thaw(OfMember { member: ANNA })));
    registry.does(DEPUTY, decide(3));
    registry.does(OTHER_ADMIN, decide(2));
    assert_eq!(registry.member(ANNA).status, MemberStatus::Deceased);
}

#[test]
fn an_agent_on_paper_needs_two_others_and_the_agents_own_word() {
    let mut registry = Registry::staffed();
    let until = registry.now() + 1_000;
    let appoint = |principal, agent| Action::AppointAgent {
        principal,
        agent,
        rights: Rights(3),
        daily: 120,
        until,
        consent: digest(9),
    };
    // No insider makes himself an elder's agent, neither as the first person nor as the second.
    assert_eq!(registry.refuses(CLERK, propose(appoint(ANNA, CLERK))), Code::OwnCase);
    registry.does(CLERK, propose(appoint(ANNA, ADMIN)));
    assert_eq!(registry.refuses(ADMIN, decide(1)), Code::OwnCase);
    let unsigned = Action::AppointAgent {
        principal: ANNA,
        agent: BO,
        rights: Rights(3),
        daily: 0,
        until,
        consent: vec![].into(),
    };
    assert_eq!(registry.refuses(CLERK, propose(unsigned)), Code::MessageInvalid);

    registry.does(CLERK, propose(appoint(ANNA, BO)));
    let events = registry.does(ADMIN, decide(2));
    assert!(matches!(&events[1], Event::AgentAppointed { consent: Some(paper), .. } if *paper == digest(9)));
    assert_eq!(registry.raw(&agent_key(ANNA, BO)), None);
    registry.does(BO, ExecuteMsg::AcceptAgent(OfMember { member: ANNA }));
    assert!(registry.raw(&agent_key(ANNA, BO)).is_some());

    registry.does(CLERK, propose(Action::DismissAgent(Pair { principal: ANNA, agent: BO })));
    registry.does(DEPUTY, decide(3));
    assert_eq!(registry.raw(&agent_key(ANNA, BO)), None);
}
