use crate::testing::*;
use cosmwasm_std::HexBinary;
use timebank_api::oracle::*;
use timebank_api::record::AgeClass;
use timebank_api::{Code, Event, Scope};

fn revoked(sequence: u64) -> Attestation {
    let fact = MemberFact::RevokeCredential { commitment: HexBinary::from([5; 32]) };
    about(sequence, Change::Member { fact })
}

fn undo(report: ReportId) -> ExecuteMsg {
    ExecuteMsg::Undo { report, reason: "wrong person".into() }
}

#[test]
fn approve_applies_what_the_policy_keeps_back() {
    let mut world = World::new();
    let report = world.agree(&revoked(1));
    assert_eq!((world.told.len(), world.open()), (0, vec![report]));
    let approve = ExecuteMsg::Approve { report };
    assert_eq!(refused(world.act(office(FOREIGN), approve.clone())), Code::OtherBranch);
    assert_eq!(refused(world.act(actor(OFFICER, Scope::Owner), approve.clone())), Code::ScopeInsufficient);
    assert_eq!(refused(world.act(office(MEMBER), approve.clone())), Code::RoleMissing);
    let events = world.act(office(OFFICER), approve).unwrap();
    assert_eq!(events, [Event::FactApplied { report, member: MEMBER, by: Some(OFFICER) }]);
    assert_eq!((world.told.len(), world.open()), (1, vec![]));
    assert_eq!(refused(world.act(office(OFFICER), ExecuteMsg::Approve { report: 9 })), Code::ReportUnknown);
}

#[test]
fn nobody_decides_an_own_case() {
    let mut world = World::new();
    let report = world.agree(&Attestation { member: OFFICER, ..revoked(1) });
    let reason = String::from("no");
    for msg in [ExecuteMsg::Approve { report }, ExecuteMsg::Reject { report, reason }, undo(report)] {
        assert_eq!(refused(world.act(office(OFFICER), msg)), Code::OwnCase);
    }
}

#[test]
fn reject_drops_it() {
    let mut world = World::new();
    let report = world.agree(&revoked(1));
    let reject = |reason: &str| ExecuteMsg::Reject { report, reason: reason.into() };
    assert_eq!(refused(world.act(office(OFFICER), reject(""))), Code::TextInvalid);
    world.act(office(OFFICER), reject("a mistake of the hospital")).unwrap();
    assert_eq!((world.report(report).state, world.open()), (ReportState::Rejected, vec![]));
    assert_eq!(refused(world.act(office(OFFICER), ExecuteMsg::Approve { report })), Code::ReportState);
    assert_eq!(world.told, []);
}

#[test]
fn approve_of_what_a_later_change_replaced_is_refused() {
    let mut world = World::new();
    let old = world.agree(&revoked(1));
    world.agree(&credential(2, START + DAY));
    assert_eq!(
        refused(world.act(office(OFFICER), ExecuteMsg::Approve { report: old })),
        Code::ReportSuperseded
    );
}

#[test]
fn undo_restores_within_the_window_and_only_the_latest() {
    let mut world = World::new();
    let first = world.agree(&age(1, AgeClass::From65));
    let second = world.agree(&age(2, AgeClass::From80));
    assert_eq!(refused(world.act(office(OFFICER), undo(first))), Code::ReportSuperseded);
    assert_eq!(refused(world.act(office(FOREIGN), undo(second))), Code::OtherBranch);
    world.act(office(OFFICER), undo(second)).unwrap();
    assert_eq!(refused(world.act(office(OFFICER), undo(second))), Code::ReportState);
    world.at(START + 7 * DAY);
    world.act(office(OFFICER), undo(first)).unwrap();
    assert_eq!(world.told[2..], [Told::Undo(second), Told::Undo(first)]);
    // What was undone comes back only as a new change.
    let again = world.attest(3, &[Attestation { observed: START + 7 * DAY, ..age(2, AgeClass::From80) }]);
    assert!(again.is_ok());
    assert_eq!((world.told.len(), world.report(second).state), (4, ReportState::Undone));
}

#[test]
fn undo_after_the_window_is_refused() {
    let mut world = World::new();
    let report = world.agree(&age(1, AgeClass::From65));
    world.at(START + 7 * DAY + 1);
    assert_eq!(refused(world.act(office(OFFICER), undo(report))), Code::ReportWindow);
    assert_eq!(world.report(report).state, ReportState::Applied);
}

#[test]
fn object_is_the_members_own_word_once() {
    let mut world = World::new();
    let report = world.agree(&age(1, AgeClass::From65));
    let object = ExecuteMsg::Object { report };
    assert_eq!(refused(world.act(actor(OTHER, Scope::Owner), object.clone())), Code::Unauthorized);
    let events = world.act(actor(MEMBER, Scope::Everyday), object.clone()).unwrap();
    assert_eq!(events, [Event::FactObjected { report, member: MEMBER }]);
    assert!(world.report(report).objected);
    assert_eq!(refused(world.act(actor(MEMBER, Scope::Everyday), object)), Code::ReportState);
    let waiting = world.agree(&revoked(2));
    world.act(actor(MEMBER, Scope::Everyday), ExecuteMsg::Object { report: waiting }).unwrap();
    assert_eq!(world.open(), [waiting]);
}

#[test]
fn lists_page() {
    let mut world = World::new();
    for sequence in 1..=5 {
        world.agree(&age(sequence, AgeClass::From65));
    }
    world.agree(&Attestation { member: OTHER, ..age(6, AgeClass::From65) });
    let page = |question| -> Vec<ReportId> {
        world.ask::<ReportsResponse>(question).unwrap().reports.iter().map(|report| report.id).collect()
    };
    assert_eq!(page(QueryMsg::Reports { start_before: None, limit: Some(2) }), [6, 5]);
    assert_eq!(page(QueryMsg::Reports { start_before: Some(5), limit: None }), [4, 3, 2, 1]);
    assert_eq!(page(QueryMsg::MemberReports { member: MEMBER, start_before: None, limit: Some(2) }), [5, 4]);
    assert_eq!(page(QueryMsg::MemberReports { member: OTHER, start_before: None, limit: None }), [6]);
    let sources: SourcesResponse = world.ask(QueryMsg::Sources { start_after: None, limit: None }).unwrap();
    assert_eq!(sources.sources, [world.source()]);
    assert_eq!(
        world.ask::<ConfigResponse>(QueryMsg::Config {}).unwrap().council,
        contract("council").to_string()
    );
}
