use crate::testing::*;
use timebank_api::oracle::*;
use timebank_api::record::AgeClass;
use timebank_api::{Code, Event, Scope};

#[test]
fn set_source_is_the_councils_and_must_be_sane() {
    let mut world = World::new();
    let set = ExecuteMsg::SetSource { id: None, source: hospital() };
    assert_eq!(refused(world.direct(&feeder(1), set.clone())), Code::Unauthorized);
    assert_eq!(refused(world.act(office(OFFICER), set)), Code::NotRelayable);
    let feeders = |count: u32| -> Vec<String> { (1..=count).map(|number| feeder(number).into()).collect() };
    let twice = vec![feeder(1).into(), feeder(1).into()];
    let rule = Rule { kind: ChangeKind::Age, automatic: true };
    for (source, code) in [
        (SourceInput { k: 0, ..hospital() }, Code::SourceInvalid),
        // One of three could be told against another one of three.
        (SourceInput { k: 1, ..hospital() }, Code::SourceInvalid),
        (SourceInput { k: 4, ..hospital() }, Code::SourceInvalid),
        (SourceInput { feeders: twice, ..hospital() }, Code::SourceInvalid),
        (SourceInput { feeders: feeders(17), k: 9, ..hospital() }, Code::SourceInvalid),
        (SourceInput { rules: vec![rule, rule], ..hospital() }, Code::SourceInvalid),
        (SourceInput { staleness: 0, ..hospital() }, Code::SourceInvalid),
        (SourceInput { mass_change: 0, ..hospital() }, Code::SourceInvalid),
        (SourceInput { feeders: vec!["nobody".into()], k: 1, ..hospital() }, Code::AddressInvalid),
        (SourceInput { name: String::new(), ..hospital() }, Code::TextInvalid),
    ] {
        assert_eq!(refused(world.set(None, source.clone())), code, "{source:?}");
    }
    assert_eq!(refused(world.set(Some(2), hospital())), Code::SourceUnknown);
    world.set(None, SourceInput { feeders: feeders(16), k: 9, ..hospital() }).unwrap();
    let ended = SourceInput { feeders: vec![], ..hospital() };
    world.set(Some(1), ended).unwrap();
    assert_eq!(refused(world.attest(1, &[age(1, AgeClass::From80)])), Code::NotFeeder);
}

#[test]
fn sequence_of_a_source_only_rises() {
    let mut world = World::new();
    world.set(Some(1), SourceInput { sequence: 5_000, ..hospital() }).unwrap();
    let events = world.set(Some(1), SourceInput { sequence: 10, ..hospital() }).unwrap();
    assert!(matches!(&events[0], Event::SourceSet { input, .. } if input.sequence == 5_000));
    world.agree(&age(5_001, AgeClass::From80));
    assert_eq!(world.source().source.sequence, 5_001);
}

#[test]
fn heartbeats_of_k_feeders_keep_a_source_fresh() {
    let mut world = World::new();
    assert!(world.source().stale);
    let beat = ExecuteMsg::Heartbeat { source: 1 };
    assert_eq!(refused(world.direct(&feeder(9), beat.clone())), Code::NotFeeder);
    world.direct(&feeder(1), beat.clone()).unwrap();
    assert!(world.source().stale, "one feeder alone cannot say so");
    world.at(START + HOUR);
    let events = world.direct(&feeder(2), beat).unwrap();
    assert_eq!(events, [Event::FeederHeard { source: 1, feeder: feeder(2).into() }]);
    assert_eq!((world.source().heard, world.source().stale), (START, false));
    world.at(START + DAY + 1);
    assert!(world.source().stale);
    // An attestation is a word too.
    world.attest(3, &[]).unwrap();
    assert_eq!(world.source().heard, START + HOUR);
}

#[test]
fn a_mass_change_waits_for_people() {
    let mut world = World::new();
    world.set(Some(1), SourceInput { mass_change: 2, ..hospital() }).unwrap();
    for sequence in 1..=2 {
        world.agree(&age(sequence, AgeClass::From65));
    }
    assert_eq!((world.told.len(), world.source().quarantined), (2, false));
    world.attest(1, &[age(3, AgeClass::From80)]).unwrap();
    let events = world.attest(2, &[age(3, AgeClass::From80)]).unwrap();
    let reason = "mass_change".into();
    assert!(events.contains(&Event::SourceQuarantined { source: 1, by: None, reason }));
    let fourth = world.agree(&age(4, AgeClass::From65));
    assert_eq!((world.told.len(), world.open()), (2, vec![3, 4]));

    let release = ExecuteMsg::Release { source: 1 };
    assert_eq!(refused(world.act(office(FOREIGN), release.clone())), Code::OtherBranch);
    world.act(office(OFFICER), release.clone()).unwrap();
    assert_eq!(refused(world.act(office(OFFICER), release)), Code::SourceQuarantine);
    // What waited goes on waiting; what comes now is applied again.
    assert_eq!(world.told.len(), 2);
    world.act(office(OFFICER), ExecuteMsg::Approve { report: fourth }).unwrap();
    world.agree(&age(5, AgeClass::From80));
    assert_eq!((world.told.len(), world.open()), (4, vec![3]));
}

#[test]
fn changes_spread_over_time_are_no_mass_change() {
    let mut world = World::new();
    world.set(Some(1), SourceInput { mass_change: 1, ..hospital() }).unwrap();
    for sequence in 1..=5 {
        world.at(START + sequence * MASS_WINDOW);
        world.agree(&age(sequence, AgeClass::From65));
    }
    assert_eq!((world.told.len(), world.source().quarantined), (5, false));
}

#[test]
fn quarantine_by_hand_is_the_branchs() {
    let mut world = World::new();
    let quarantine = ExecuteMsg::Quarantine { source: 1, reason: "the hospital moves its records".into() };
    assert_eq!(refused(world.act(office(FOREIGN), quarantine.clone())), Code::OtherBranch);
    let owner = actor(OFFICER, Scope::Owner);
    assert_eq!(refused(world.act(owner, quarantine.clone())), Code::ScopeInsufficient);
    world.act(office(OFFICER), quarantine.clone()).unwrap();
    assert_eq!(refused(world.act(office(OFFICER), quarantine)), Code::SourceQuarantine);
    world.agree(&age(1, AgeClass::From65));
    assert_eq!((world.told.len(), world.open()), (0, vec![1]));
}
