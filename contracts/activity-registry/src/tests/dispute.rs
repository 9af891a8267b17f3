use crate::testing::*;
use proptest::prelude::*;
use timebank_api::activity_registry::*;
use timebank_api::record::FactKind;
use timebank_api::{Actor, Code, Event, Role, Roles, Scope};

fn settled(input: ActivityInput) -> (World, u64) {
    let mut world = World::new();
    let id = world.approved(input);
    world.attended(id, &[VOLUNTEER]);
    world.agreed(id, VOLUNTEER, 90);
    world.rated(id, VOLUNTEER);
    let payer = world.payer(id);
    world.settle(payer, id, VOLUNTEER).unwrap();
    (world, id)
}

fn raise(id: u64) -> ExecuteMsg {
    ExecuteMsg::OpenDispute { id, participant: VOLUNTEER }
}

fn decide(id: u64, verdict: Verdict) -> ExecuteMsg {
    ExecuteMsg::DecideDispute { id, participant: VOLUNTEER, verdict }
}

/// Some member as reviewer.
fn reviewing(id: u64) -> Actor {
    Actor { roles: Roles::default().with(Role::Reviewer), ..office(id) }
}

#[test]
fn either_side_disputes_what_was_agreed_and_the_clock_leaves_it_as_it_was() {
    let mut world = World::new();
    let id = world.approved(hospital());
    world.attended(id, &[VOLUNTEER]);
    world.agreed(id, VOLUNTEER, 90);
    assert_eq!(refused(world.act(everyday(STRANGER), raise(id))), Code::NotPayer);
    let events = world.act(everyday(ELDER), raise(id)).unwrap();
    let raised = Event::DisputeRaised { activity: id, participant: VOLUNTEER, by: ELDER, paid: false };
    assert_eq!(events, [raised]);
    assert_eq!(refused(world.settle(owner(ELDER), id, VOLUNTEER)), Code::NotAgreed);
    assert_eq!(refused(world.act(everyday(VOLUNTEER), raise(id))), Code::DisputeExists);
    world.at(world.now() + pack().dispute_window);
    world.tick();
    let part = world.enrolment(id, VOLUNTEER);
    assert_eq!((part.state, part.agreed), (EnrolmentState::Agreed, Some(90)));
    // Once is enough.
    assert_eq!(refused(world.act(everyday(VOLUNTEER), raise(id))), Code::DisputeExists);
    let late = decide(id, Verdict::Pay { minutes: 1 });
    assert_eq!(refused(world.act(office(REVIEWER), late)), Code::DisputeUnknown);
}

#[test]
fn a_refund_gives_the_seat_back_at_once() {
    let mut world = World::new();
    let id = world.approved(hospital());
    world.attended(id, &[VOLUNTEER]);
    world.act(everyday(VOLUNTEER), raise(id)).unwrap();
    for verdict in [Verdict::Pay { minutes: 0 }, Verdict::Reverse { minutes: 1 }] {
        assert_eq!(refused(world.act(office(REVIEWER), decide(id, verdict))), Code::VerdictInvalid);
    }
    world.act(office(REVIEWER), decide(id, Verdict::Refund)).unwrap();
    world.act(office(OFFICER), decide(id, Verdict::Refund)).unwrap();
    assert_eq!((world.gained(VOLUNTEER), world.gained(ELDER), world.hold(id)), (0, 0, 0));
    assert_eq!(world.activity(id).state, State::Settled);
    let of: DisputeResponse = world.ask(QueryMsg::Dispute { id, participant: VOLUNTEER }).unwrap();
    let of = of.dispute.unwrap();
    assert_eq!((of.by, of.paid, of.decided), (Some(VOLUNTEER), false, Some(Verdict::Refund)));
}

#[test]
fn a_settled_service_is_reviewed_in_the_window_and_reversed_once() {
    for input in [hospital(), ActivityInput { payer: Payer::WelfareFund, seats: 1, ..party() }, party()] {
        let source = input.payer;
        let (mut world, id) = settled(input);
        let paid = world.gained(VOLUNTEER);
        assert_eq!(refused(world.act(everyday(STRANGER), raise(id))), Code::NotPayer);
        world.act(everyday(VOLUNTEER), raise(id)).unwrap();
        for verdict in [Verdict::Refund, Verdict::Pay { minutes: 60 }, Verdict::Reverse { minutes: 91 }] {
            assert_eq!(refused(world.act(office(REVIEWER), decide(id, verdict))), Code::VerdictInvalid);
        }
        // The publisher of what issuance pays is an office-holder, and no judge of it.
        let judge = if source == Payer::OwnBalance { office(OFFICER) } else { reviewing(STRANGER) };
        let verdict = Verdict::Reverse { minutes: 40 };
        world.act(office(REVIEWER), decide(id, verdict)).unwrap();
        let events = world.act(judge.clone(), decide(id, verdict)).unwrap();
        assert!(matches!(events[1], Event::DisputeResolved { minutes: 40, .. }));
        assert_eq!(world.token.reversed.get(&(id, VOLUNTEER)), Some(&40));
        assert_eq!(world.gained(VOLUNTEER), paid - 40);
        let fact = world.facts().pop().unwrap();
        // 90 minutes of service were paid with 90.
        assert_eq!((fact.kind, fact.of, fact.minutes), (FactKind::Reversed, VOLUNTEER, 40));
        assert_eq!(refused(world.act(judge, decide(id, verdict))), Code::DisputeUnknown);
        assert_eq!(refused(world.act(everyday(VOLUNTEER), raise(id))), Code::DisputeExists);
        let back = match source {
            Payer::OwnBalance => world.gained(ELDER),
            _ => world.token.accounts.get(&fund(1)).copied().unwrap_or(0),
        };
        let expected = match source {
            Payer::OwnBalance => -90 + 40,
            Payer::WelfareFund => -90 + 40,
            Payer::Issuance => 0,
        };
        assert_eq!(back, expected, "{source:?}");
    }
}

#[test]
fn a_review_has_its_time() {
    let (mut world, id) = settled(hospital());
    let settled = world.now();
    // Nobody has asked for it.
    for verdict in [Verdict::Refund, Verdict::Pay { minutes: 1 }, Verdict::Reverse { minutes: 1 }] {
        assert_eq!(refused(world.act(office(REVIEWER), decide(id, verdict))), Code::DisputeUnknown);
    }
    world.at(settled + pack().dispute_window);
    assert_eq!(refused(world.act(owner(ELDER), raise(id))), Code::DisputeWindow);
    world.at(settled + pack().dispute_window - 1);
    world.act(owner(ELDER), raise(id)).unwrap();
    let stands = decide(id, Verdict::Reverse { minutes: 0 });
    world.act(office(REVIEWER), stands.clone()).unwrap();
    world.at(world.now() + pack().dispute_window);
    assert_eq!(refused(world.act(office(OFFICER), stands.clone())), Code::DisputeWindow);
    world.at(world.now() - 1);
    world.act(office(OFFICER), stands).unwrap();
    assert!(world.token.reversed.is_empty());
    assert!(world.facts().iter().all(|fact| fact.kind != FactKind::Reversed));
}

#[test]
fn nobody_who_acts_for_a_party_is_its_judge_or_its_other_side() {
    let mut world = World::new();
    let id = world.approved(hospital());
    world.attended(id, &[VOLUNTEER]);
    // The volunteer as the elder's agent, and the elder as the volunteer's.
    let volunteer = agent(VOLUNTEER, ELDER, Scope::Owner, 1_000);
    let elder = agent(ELDER, VOLUNTEER, Scope::Everyday, 0);
    assert_eq!(refused(world.confirm(volunteer.clone(), id, VOLUNTEER, 120)), Code::OwnCase);
    assert_eq!(refused(world.confirm(elder.clone(), id, VOLUNTEER, 120)), Code::OwnCase);
    assert_eq!(refused(world.rate(volunteer.clone(), id, VOLUNTEER, 5)), Code::OwnCase);
    assert_eq!(refused(world.rate(elder.clone(), id, VOLUNTEER, 5)), Code::OwnCase);
    assert_eq!(refused(world.act(volunteer.clone(), raise(id))), Code::OwnCase);
    assert_eq!(refused(world.act(elder, raise(id))), Code::OwnCase);
    let assess = ExecuteMsg::Assess { id, participant: VOLUNTEER, score: 5, note: None };
    assert_eq!(refused(world.act(volunteer, assess)), Code::OwnCase);
    // Nor does a party's agent review in the own name.
    world.act(everyday(VOLUNTEER), raise(id)).unwrap();
    world.agency(VOLUNTEER, REVIEWER);
    world.agency(ELDER, OFFICER);
    for judge in [REVIEWER, OFFICER] {
        assert_eq!(refused(world.act(office(judge), decide(id, Verdict::Refund))), Code::OwnCase);
    }
    world.at(START);
    let publish = world.publish(hospital());
    let approve = ExecuteMsg::Approve { id: publish, revision: 1 };
    assert_eq!(refused(world.act(office(OFFICER), approve)), Code::OwnCase);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whoever says what in whatever order: a verdict needs two who say the same, and there is one at most.
    #[test]
    fn a_dispute_ends_once(
        paid in any::<bool>(), said in prop::collection::vec((0usize..3, 0usize..3), 1..30),
    ) {
        let (mut world, id) = if paid {
            settled(hospital())
        } else {
            let mut world = World::new();
            let id = world.approved(hospital());
            world.attended(id, &[VOLUNTEER]);
            (world, id)
        };
        world.act(everyday(VOLUNTEER), raise(id)).unwrap();
        let judges = [office(REVIEWER), office(OFFICER), reviewing(STRANGER)];
        let verdicts = if paid {
            [Verdict::Reverse { minutes: 0 }, Verdict::Reverse { minutes: 30 }, Verdict::Reverse { minutes: 90 }]
        } else {
            [Verdict::Refund, Verdict::Pay { minutes: 60 }, Verdict::Pay { minutes: 120 }]
        };
        let (mut standing, mut decided) = (None, None);
        for (judge, verdict) in said {
            let done = world.act(judges[judge].clone(), decide(id, verdicts[verdict]));
            match (decided, standing) {
                (Some(_), _) => prop_assert_eq!(refused(done), Code::DisputeUnknown),
                (None, Some((by, _))) if by == judge => prop_assert_eq!(refused(done), Code::VerdictGiven),
                (None, Some((_, named))) if named == verdict => {
                    done.unwrap();
                    decided = Some(verdict);
                }
                (None, _) => {
                    done.unwrap();
                    standing = Some((judge, verdict));
                }
            }
        }
        let outcome = |verdict| if paid { [90, 60, 0][verdict] } else { [0, 60, 120][verdict] };
        let expected = decided.map_or(if paid { 90 } else { 0 }, outcome);
        prop_assert_eq!(world.gained(VOLUNTEER), expected);
    }
}

#[test]
fn a_dispute_that_began_under_version_0_1_0_is_decided_too() {
    let mut world = World::new();
    let id = world.approved(hospital());
    world.attended(id, &[VOLUNTEER]);
    world.confirm(everyday(VOLUNTEER), id, VOLUNTEER, 120).unwrap();
    world.confirm(owner(ELDER), id, VOLUNTEER, 60).unwrap();
    crate::state::without_dispute(&mut world.deps.storage, id, VOLUNTEER);
    for judge in [REVIEWER, OFFICER] {
        world.act(office(judge), decide(id, Verdict::Pay { minutes: 60 })).unwrap();
    }
    assert_eq!(world.gained(VOLUNTEER), 60);
}
