use crate::testing::*;
use cosmwasm_std::HexBinary;
use timebank_api::oracle::*;
use timebank_api::record::AgeClass;
use timebank_api::{Code, Event};

fn aged(class: AgeClass) -> MemberFact {
    MemberFact::Age { class }
}

#[test]
fn attest_applies_a_fact_once_k_feeders_say_the_same() {
    let mut world = World::new();
    let said = age(1, AgeClass::From80);
    world.attest(1, std::slice::from_ref(&said)).unwrap();
    assert_eq!((world.told.len(), world.poll(1).state), (0, PollState::Open));
    let events = world.attest(2, std::slice::from_ref(&said)).unwrap();
    assert_eq!(world.told, [Told::Apply(1, MEMBER, aged(AgeClass::From80))]);
    assert!(matches!(events[1], Event::FactAgreed { report: 1, state: ReportState::Pending, .. }));
    assert_eq!(events[2], Event::FactApplied { report: 1, member: MEMBER, by: None });
    assert_eq!(world.report(1).state, ReportState::Applied);

    world.attest(3, &[said]).unwrap();
    assert_eq!(world.told.len(), 1);
    let poll = world.poll(1);
    assert_eq!((poll.state, poll.report, poll.answers[0].feeders.len()), (PollState::Agreed, Some(1), 3));
    assert_eq!((world.open(), world.disputes(), world.source().source.sequence), (vec![], vec![], 1));
}

#[test]
fn attest_again_changes_nothing() {
    let mut world = World::new();
    let said = age(1, AgeClass::From80);
    world.attest(1, std::slice::from_ref(&said)).unwrap();
    let events = world.attest(1, &[said.clone(), said]).unwrap();
    assert_eq!((events, world.told.len()), (vec![], 0));
    assert_eq!(world.poll(1).answers[0].feeders.len(), 1);
}

#[test]
fn attest_by_a_stranger_or_of_what_is_not_listed_is_refused() {
    let mut world = World::new();
    assert_eq!(refused(world.attest(4, &[age(1, AgeClass::From80)])), Code::NotFeeder);
    let many = vec![age(1, AgeClass::From80); 11];
    assert_eq!(refused(world.attest(1, &many)), Code::TooMany);
    let dead = about(1, Change::Member { fact: MemberFact::Deceased {} });
    assert_eq!(refused_attestation(&world.attest(1, &[dead]).unwrap()), Some("attestation.kind"));
    let mut short = age(1, AgeClass::From80);
    short.digest = HexBinary::from([7; 31]);
    assert_eq!(refused_attestation(&world.attest(1, &[short]).unwrap()), Some("attestation.invalid"));
    assert!(world.ask::<PollResponse>(QueryMsg::Poll { source: 1, sequence: 1 }).is_err());
}

#[test]
fn one_bad_attestation_of_a_batch_costs_no_other() {
    let mut world = World::new();
    let old = Attestation { observed: START - 2 * DAY, ..age(1, AgeClass::From60) };
    let batch = [old, age(2, AgeClass::From65), age(SEQUENCE_WINDOW + 5_000, AgeClass::From80)];
    let events = world.attest(1, &batch).unwrap();
    assert_eq!(events.len(), 3);
    world.attest(2, &batch).unwrap();
    assert_eq!(world.told, [Told::Apply(1, MEMBER, aged(AgeClass::From65))]);
}

#[test]
fn attest_what_is_stale_early_or_far_off_is_refused() {
    let mut world = World::new();
    let at = |observed| Attestation { observed, ..age(1, AgeClass::From60) };
    for observed in [START - DAY - 1, START + CLOCK_SKEW + 1] {
        let events = world.attest(1, &[at(observed)]).unwrap();
        assert_eq!(refused_attestation(&events), Some("attestation.time"), "{observed}");
    }
    for observed in [START - DAY, START + CLOCK_SKEW] {
        let mut world = World::new();
        assert_eq!(refused_attestation(&world.attest(1, &[at(observed)]).unwrap()), None, "{observed}");
    }
    for (sequence, good) in [(0, false), (SEQUENCE_WINDOW, true), (SEQUENCE_WINDOW + 1, false)] {
        let events = world.attest(2, &[age(sequence, AgeClass::From60)]).unwrap();
        assert_eq!(refused_attestation(&events).is_none(), good, "{sequence}");
    }
    // Agreement carries the window along, and it never goes back.
    world.agree(&age(SEQUENCE_WINDOW - 100, AgeClass::From60));
    world.agree(&age(SEQUENCE_WINDOW + 800, AgeClass::From65));
    let events = world.attest(1, &[age(800, AgeClass::From60)]).unwrap();
    assert_eq!(refused_attestation(&events), Some("attestation.sequence"));
    assert_eq!(world.source().source.sequence, SEQUENCE_WINDOW + 800);
}

#[test]
fn disagreement_stays_visible_and_a_majority_still_counts() {
    let mut world = World::new();
    world.attest(1, &[age(1, AgeClass::From60)]).unwrap();
    let events = world.attest(2, &[age(1, AgeClass::From80)]).unwrap();
    assert_eq!(events[1], Event::FactDisputed { source: 1, sequence: 1, answers: 2 });
    assert_eq!((world.poll(1).state, world.disputes()), (PollState::Disputed, vec![1]));
    let changed = world.attest(1, &[age(1, AgeClass::From80)]).unwrap();
    assert_eq!(refused_attestation(&changed), Some("attestation.changed"));
    world.attest(3, &[age(1, AgeClass::From80)]).unwrap();
    assert_eq!(world.told, [Told::Apply(1, MEMBER, aged(AgeClass::From80))]);
    // Somebody should still look why one feeder saw something else.
    assert_eq!((world.poll(1).answers.len(), world.disputes()), (2, vec![1]));
    let reason = "old row".to_string();
    world.act(office(OFFICER), ExecuteMsg::Dismiss { source: 1, sequence: 1, reason }).unwrap();
    assert_eq!((world.poll(1).state, world.disputes()), (PollState::Agreed, vec![]));
}

#[test]
fn dismiss_ends_a_disagreement_for_good() {
    let mut world = World::new();
    let dismiss =
        |sequence| ExecuteMsg::Dismiss { source: 1, sequence, reason: "feeder 2 read a copy".into() };
    assert_eq!(refused(world.act(office(OFFICER), dismiss(1))), Code::PollUnknown);
    world.attest(1, &[age(1, AgeClass::From60)]).unwrap();
    assert_eq!(refused(world.act(office(OFFICER), dismiss(1))), Code::PollClosed);
    world.attest(2, &[age(1, AgeClass::From80)]).unwrap();
    assert_eq!(refused(world.act(office(FOREIGN), dismiss(1))), Code::OtherBranch);
    world.act(office(OFFICER), dismiss(1)).unwrap();
    let late = world.attest(3, &[age(1, AgeClass::From80)]).unwrap();
    assert_eq!(refused_attestation(&late), Some("attestation.closed"));
    assert_eq!((world.told.len(), world.poll(1).state), (0, PollState::Dismissed));
}

#[test]
fn votes_of_former_feeders_do_not_count() {
    let mut world = World::new();
    let said = age(1, AgeClass::From80);
    world.attest(1, std::slice::from_ref(&said)).unwrap();
    let without = SourceInput { feeders: vec![feeder(2).into(), feeder(3).into()], ..hospital() };
    world.set(Some(1), without).unwrap();
    world.attest(2, std::slice::from_ref(&said)).unwrap();
    assert_eq!((world.told.len(), world.poll(1).answers[0].feeders.len()), (0, 1));
    assert_eq!(refused(world.attest(1, std::slice::from_ref(&said))), Code::NotFeeder);
    // Whoever comes back starts anew.
    world.set(Some(1), hospital()).unwrap();
    assert_eq!(world.poll(1).answers[0].feeders.len(), 1);
    world.attest(1, &[said]).unwrap();
    assert_eq!(world.told.len(), 1);
}

#[test]
fn a_vote_counts_again_when_fewer_are_needed() {
    let mut world = World::new();
    let said = age(1, AgeClass::From80);
    world.attest(1, std::slice::from_ref(&said)).unwrap();
    let alone = SourceInput { feeders: vec![feeder(1).into()], k: 1, ..hospital() };
    world.set(Some(1), alone).unwrap();
    assert_eq!(world.told.len(), 0);
    world.attest(1, &[said]).unwrap();
    assert_eq!(world.told.len(), 1);
}

#[test]
fn an_earlier_change_that_is_agreed_later_is_superseded() {
    let mut world = World::new();
    world.agree(&age(7, AgeClass::From80));
    let late = world.agree(&age(6, AgeClass::From65));
    assert_eq!(world.report(late).state, ReportState::Superseded);
    assert_eq!(world.told, [Told::Apply(1, MEMBER, aged(AgeClass::From80))]);
    // Of another thing it is not.
    world.agree(&credential(5, 9));
    let other = Attestation { member: OTHER, ..age(4, AgeClass::From65) };
    world.agree(&other);
    assert_eq!(world.told.len(), 3);
}

#[test]
fn certificates_go_to_training() {
    let mut world = World::new();
    let holder = HexBinary::from([1; 32]);
    world.agree(&about(1, Change::Certificate { course: 5, holder, valid_until: START + DAY }));
    world.agree(&about(2, Change::RevokeCertificate { course: 5 }));
    assert_eq!(world.told, [Told::Issue(1, MEMBER, 5), Told::Revoke(2, MEMBER, 5)]);
    let undo = ExecuteMsg::Undo { report: 2, reason: "wrong person".into() };
    world.act(office(OFFICER), undo).unwrap();
    assert_eq!(world.told[2], Told::UndoCertificate(2));
}

#[test]
fn a_refusal_is_reported_and_can_be_tried_again() {
    let mut world = World::new();
    world.refuse = Some(Code::MemberUnknown);
    let report = world.agree(&age(1, AgeClass::From80));
    assert_eq!((world.report(report).state, world.open()), (ReportState::Refused, vec![report]));
    let approve = ExecuteMsg::Approve { report };
    assert_eq!(refused(world.act(office(OFFICER), approve.clone())), Code::MemberUnknown);
    assert_eq!(world.report(report).state, ReportState::Refused);
    world.refuse = None;
    world.act(office(OFFICER), approve.clone()).unwrap();
    assert_eq!((world.report(report).state, world.open()), (ReportState::Applied, vec![]));
    assert_eq!(refused(world.act(office(OFFICER), approve)), Code::ReportState);
    assert_eq!(world.told.len(), 1);
}
