//! Any order and duplication of attestations, checked against a model that knows only who said what.

use crate::testing::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use timebank_api::oracle::*;
use timebank_api::record::AgeClass;
use timebank_api::Event;

const CLASSES: [AgeClass; 3] = [AgeClass::From60, AgeClass::From65, AgeClass::From80];

#[derive(Debug, Clone)]
enum Step {
    /// A feeder says one of three things about one of two members under a sequence.
    Say {
        feeder: u32,
        sequence: u64,
        class: usize,
        other: bool,
    },
    /// Takes a feeder off, or on again.
    Turn {
        feeder: u32,
    },
    Undo {
        report: ReportId,
    },
    Approve {
        report: ReportId,
    },
    Dismiss {
        sequence: u64,
    },
    Quarantine,
    Release,
    Refuse {
        refuse: bool,
    },
    Wait,
}

fn step() -> impl Strategy<Value = Step> {
    let lie = prop::bool::weighted(0.15);
    let say = (1u32..=5, 1u64..=6, 0usize..3, lie).prop_map(|(feeder, sequence, class, lie)| {
        // Mostly the same thing, so that agreement is common.
        let class = if lie { class } else { sequence as usize % 3 };
        Step::Say { feeder, sequence, class, other: sequence % 3 == 0 }
    });
    prop_oneof![
        40 => say,
        1 => (1u32..=5).prop_map(|feeder| Step::Turn { feeder }),
        4 => (1u64..=6).prop_map(|report| Step::Undo { report }),
        3 => (1u64..=6).prop_map(|report| Step::Approve { report }),
        1 => (1u64..=6).prop_map(|sequence| Step::Dismiss { sequence }),
        1 => Just(Step::Quarantine),
        3 => Just(Step::Release),
        2 => prop::bool::weighted(0.3).prop_map(|refuse| Step::Refuse { refuse }),
        1 => Just(Step::Wait),
    ]
}

/// What was said: by whom as an account and since when a feeder.
#[derive(Default)]
struct Model {
    current: BTreeSet<u32>,
    votes: BTreeMap<u64, Vec<(u32, String)>>,
    agreed: BTreeMap<u64, String>,
}

impl Model {
    fn agrees(&self, sequence: u64, said: &str) -> usize {
        let votes = self.votes.get(&sequence);
        let same = votes
            .into_iter()
            .flatten()
            .filter(|(feeder, what)| self.current.contains(feeder) && what == said);
        same.map(|(feeder, _)| *feeder).collect::<BTreeSet<_>>().len()
    }
}

fn source(current: &BTreeSet<u32>) -> SourceInput {
    let feeders: Vec<String> = current.iter().map(|number| feeder(*number).into()).collect();
    let k = u8::try_from(feeders.len() / 2 + 1).unwrap();
    SourceInput { feeders, k, mass_change: 3, ..hospital() }
}

fn check_events(model: &mut Model, events: &[Event]) {
    for event in events {
        let Event::FactAgreed { attestation, .. } = event else { continue };
        let said = format!("{attestation:?}");
        let needed = model.current.len() / 2 + 1;
        assert!(model.agrees(attestation.sequence, &said) >= needed, "agreed too early");
        assert_eq!(model.agreed.insert(attestation.sequence, said), None, "agreed twice");
    }
}

fn check_world(world: &World, highest: &mut u64) {
    let sequence = world.source().source.sequence;
    assert!(sequence >= *highest, "the sequence went back");
    *highest = sequence;
    // Each report is applied at most once and undone at most once, and only after that.
    for report in 1..=6 {
        let applied = world.told.iter().filter(|told| matches!(told, Told::Apply(id, ..) if *id == report));
        let undone = world.told.iter().filter(|told| **told == Told::Undo(report));
        let (applied, undone) = (applied.count(), undone.count());
        assert!(applied <= 1 && undone <= applied);
        let Ok(known) = world.ask::<ReportResponse>(QueryMsg::Report { id: report }) else { continue };
        let expected = match known.state {
            ReportState::Applied => (1, 0),
            ReportState::Undone => (1, 1),
            _ => (0, 0),
        };
        assert_eq!((applied, undone), expected, "{known:?}");
        let waits = matches!(known.state, ReportState::Pending | ReportState::Refused);
        assert_eq!(world.open().contains(&report), waits);
    }
    // For one thing, what the policy or a person applied never goes back to an earlier sequence.
    for member in [MEMBER, OTHER] {
        let mut last = 0;
        for told in &world.told {
            let Told::Apply(report, of, _) = told else { continue };
            if *of == member {
                let sequence = world.report(*report).attestation.sequence;
                assert!(sequence > last);
                last = sequence;
            }
        }
    }
    // Whatever differs is kept and listed until somebody puts it away.
    for sequence in 1..=6 {
        let Ok(poll) = world.ask::<PollResponse>(QueryMsg::Poll { source: 1, sequence }) else { continue };
        if poll.state == PollState::Disputed {
            assert!(poll.answers.len() > 1 && world.disputes().contains(&sequence));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_fact_is_applied_at_most_once_and_only_with_k_equal_words_of_current_feeders(
        steps in prop::collection::vec(step(), 20..100),
    ) {
        let mut world = World::new();
        let mut model = Model { current: (1..=5).collect(), ..Model::default() };
        world.set(Some(1), source(&model.current)).unwrap();
        let mut highest = 0;
        let mut now = START;
        for step in steps {
            let reason = String::from("walk");
            match step {
                Step::Say { feeder, sequence, class, other } => {
                    let member = if other { OTHER } else { MEMBER };
                    let said = Attestation { member, ..age(sequence, CLASSES[class]) };
                    if let Ok(events) = world.attest(feeder, std::slice::from_ref(&said)) {
                        if refused_attestation(&events).is_none() {
                            let vote = (feeder, format!("{said:?}"));
                            model.votes.entry(sequence).or_default().push(vote);
                        }
                        check_events(&mut model, &events);
                    }
                }
                Step::Turn { feeder } => {
                    if !model.current.remove(&feeder) {
                        model.current.insert(feeder);
                    } else {
                        // Votes of one that was taken off are gone for good.
                        for votes in model.votes.values_mut() {
                            votes.retain(|(by, _)| *by != feeder);
                        }
                    }
                    world.set(Some(1), source(&model.current)).unwrap();
                }
                Step::Undo { report } => {
                    let _ = world.act(office(OFFICER), ExecuteMsg::Undo { report, reason });
                }
                Step::Approve { report } => {
                    let _ = world.act(office(OFFICER), ExecuteMsg::Approve { report });
                }
                Step::Dismiss { sequence } => {
                    let _ = world.act(office(OFFICER), ExecuteMsg::Dismiss { source: 1, sequence, reason });
                }
                Step::Quarantine => {
                    let _ = world.act(office(OFFICER), ExecuteMsg::Quarantine { source: 1, reason });
                }
                Step::Release => {
                    let _ = world.act(office(OFFICER), ExecuteMsg::Release { source: 1 });
                }
                Step::Refuse { refuse } => {
                    world.refuse = refuse.then_some(timebank_api::Code::MemberInactive);
                }
                Step::Wait => {
                    now += HOUR;
                    world.at(now);
                }
            }
            check_world(&world, &mut highest);
        }
    }

    /// Whatever the order and however often each is said, the same facts end in effect.
    #[test]
    fn the_order_of_attestations_does_not_matter(
        order in Just((0..12).chain(0..12).collect::<Vec<usize>>()).prop_shuffle(),
    ) {
        let mut world = World::new();
        for index in order {
            let sequence = u64::try_from(index / 3).unwrap() + 1;
            let number = u32::try_from(index % 3).unwrap() + 1;
            let class = CLASSES[index / 3 % 3];
            world.attest(number, &[age(sequence, class)]).unwrap();
        }
        // Sequence 4 is the last word whenever it came.
        let last = world.told.last().unwrap();
        let Told::Apply(report, ..) = last else { panic!("{last:?}") };
        prop_assert_eq!(world.report(*report).attestation.sequence, 4);
        prop_assert_eq!(world.ask::<ReportsResponse>(QueryMsg::Reports { start_before: None, limit: None })
            .unwrap().reports.len(), 4);
        prop_assert!(world.disputes().is_empty());
    }
}
