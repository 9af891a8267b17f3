use crate::testing::*;
use timebank_api::activity_registry::*;
use timebank_api::{Code, Event, Scope};

fn attended() -> (World, u64) {
    let mut world = World::new();
    let id = world.approved(hospital());
    world.attended(id, &[VOLUNTEER]);
    (world, id)
}

#[test]
fn figures_within_the_tolerance_are_averaged_in_any_order() {
    for (own, others, agreed) in [(118, 122, 120), (122, 118, 120), (110, 120, 115), (119, 120, 120)] {
        let (mut world, id) = attended();
        let first = world.confirm(owner(ELDER), id, VOLUNTEER, others).unwrap();
        assert_eq!(
            first,
            [Event::MinutesConfirmed { activity: id, participant: VOLUNTEER, by: ELDER, minutes: others }]
        );
        world.confirm(everyday(VOLUNTEER), id, VOLUNTEER, own).unwrap();
        let part = world.enrolment(id, VOLUNTEER);
        assert_eq!((part.state, part.agreed), (EnrolmentState::Agreed, Some(agreed)));
        assert_eq!((part.claimed, part.confirmed), (Some(own), Some(others)));
        assert_eq!(part.due, Some(world.now() + pack().settle_deadline));
    }
}

#[test]
fn figures_too_far_apart_are_a_dispute_that_a_neutral_office_decides() {
    let (mut world, id) = attended();
    world.confirm(everyday(VOLUNTEER), id, VOLUNTEER, 120).unwrap();
    let events = world.confirm(owner(ELDER), id, VOLUNTEER, 109).unwrap();
    assert_eq!(
        events[1],
        Event::DisputeOpened { activity: id, participant: VOLUNTEER, claimed: 120, confirmed: 109 }
    );
    assert_eq!(world.enrolment(id, VOLUNTEER).due, Some(world.now() + pack().dispute_window));
    let of: DisputeResponse = world.ask(QueryMsg::Dispute { id, participant: VOLUNTEER }).unwrap();
    let DisputeInfo { by, since, paid, named, decided } = of.dispute.unwrap();
    assert_eq!((by, since, paid, named, decided), (None, world.now(), false, None, None));
    assert_eq!(refused(world.settle(owner(ELDER), id, VOLUNTEER)), Code::NotAgreed);
    let verdict = |minutes| {
        let verdict = Verdict::Pay { minutes };
        ExecuteMsg::DecideDispute { id, participant: VOLUNTEER, verdict }
    };
    assert_eq!(refused(world.act(office(FOREIGN), verdict(115))), Code::OtherBranch);
    assert_eq!(refused(world.act(actor(REVIEWER, Scope::Owner), verdict(115))), Code::ScopeInsufficient);
    assert_eq!(refused(world.act(office(REVIEWER), verdict(301))), Code::MinutesInvalid);
    // The payer cannot make parties of those who decide.
    for member in [OFFICER, REVIEWER] {
        let add = ExecuteMsg::AddCoAdministrator { id, member };
        assert_eq!(refused(world.act(owner(ELDER), add)), Code::OwnCase);
    }
    world.act(owner(ELDER), ExecuteMsg::AddCoAdministrator { id, member: FOREIGN }).unwrap();
    let named = |by, minutes, replaced| Event::VerdictNamed {
        activity: id,
        participant: VOLUNTEER,
        by,
        verdict: Verdict::Pay { minutes },
        replaced,
    };
    assert_eq!(world.act(office(REVIEWER), verdict(115)).unwrap(), [named(REVIEWER, 115, false)]);
    // Each counts once, and a different word takes the place of the first.
    assert_eq!(refused(world.act(office(REVIEWER), verdict(115))), Code::VerdictGiven);
    assert_eq!(world.act(office(OFFICER), verdict(110)).unwrap(), [named(OFFICER, 110, true)]);
    assert_eq!(refused(world.act(office(OFFICER), verdict(115))), Code::VerdictGiven);
    let events = world.act(office(REVIEWER), verdict(110)).unwrap();
    assert!(matches!(
        events.as_slice(),
        [
            Event::VerdictNamed { by: REVIEWER, replaced: false, .. },
            Event::DisputeResolved { by: REVIEWER, minutes: 110, verdict: Some(Verdict::Pay { .. }), .. },
            Event::MinutesAgreed { minutes: 110, .. },
            Event::Settled { .. },
            Event::ActivitySettled { .. }
        ]
    ));
    assert_eq!((world.gained(VOLUNTEER), world.gained(ELDER)), (110, -110));
    assert_eq!(refused(world.act(office(OFFICER), verdict(110))), Code::DisputeUnknown);
    let again = ExecuteMsg::OpenDispute { id, participant: VOLUNTEER };
    assert_eq!(refused(world.act(everyday(VOLUNTEER), again)), Code::DisputeExists);
}

#[test]
fn nobody_decides_the_own_dispute() {
    let mut world = World::new();
    let id = world.approved(hospital());
    world.attended(id, &[REVIEWER]);
    world.confirm(everyday(REVIEWER), id, REVIEWER, 120).unwrap();
    world.confirm(owner(ELDER), id, REVIEWER, 60).unwrap();
    let verdict = Verdict::Pay { minutes: 120 };
    let resolve = ExecuteMsg::DecideDispute { id, participant: REVIEWER, verdict };
    assert_eq!(refused(world.act(office(REVIEWER), resolve)), Code::OwnCase);
}

#[test]
fn a_co_administrator_decides_no_dispute_of_the_activity() {
    let mut world = World::new();
    let id = world.approved(party());
    let add = ExecuteMsg::AddCoAdministrator { id, member: REVIEWER };
    world.act(office(OFFICER), add).unwrap();
    world.attended(id, &[VOLUNTEER]);
    world.confirm(everyday(VOLUNTEER), id, VOLUNTEER, 120).unwrap();
    world.confirm(office(OFFICER), id, VOLUNTEER, 60).unwrap();
    for member in [OFFICER, REVIEWER] {
        let verdict = Verdict::Pay { minutes: 60 };
        let resolve = ExecuteMsg::DecideDispute { id, participant: VOLUNTEER, verdict };
        assert_eq!(refused(world.act(office(member), resolve)), Code::OwnCase);
    }
}

#[test]
fn each_side_speaks_once_with_possible_figures_after_check_out() {
    let (mut world, id) = attended();
    assert_eq!(refused(world.confirm(everyday(VOLUNTEER), id, VOLUNTEER, 301)), Code::MinutesInvalid);
    world.confirm(everyday(VOLUNTEER), id, VOLUNTEER, 300).unwrap();
    assert_eq!(refused(world.confirm(everyday(VOLUNTEER), id, VOLUNTEER, 300)), Code::ConfirmedAlready);
    world.confirm(owner(ELDER), id, VOLUNTEER, 300).unwrap();
    assert_eq!(refused(world.confirm(owner(ELDER), id, VOLUNTEER, 300)), Code::EnrolmentState);
    let early = world.approved(ActivityInput {
        registration: Window { start: START, end: START + 4 * DAY },
        service: Window { start: START + 4 * DAY, end: START + 4 * DAY + HOUR },
        ..hospital()
    });
    world.admitted(early, VOLUNTEER);
    assert_eq!(refused(world.confirm(everyday(VOLUNTEER), early, VOLUNTEER, 60)), Code::EnrolmentState);
    assert_eq!(refused(world.confirm(owner(ELDER), early, SECOND, 60)), Code::EnrolmentUnknown);
}

#[test]
fn the_payers_side_needs_the_payer_and_the_payers_key() {
    let (mut world, id) = attended();
    world.act(owner(ELDER), ExecuteMsg::AddCoAdministrator { id, member: HELPER }).unwrap();
    assert_eq!(refused(world.confirm(everyday(ELDER), id, VOLUNTEER, 120)), Code::ScopeInsufficient);
    assert_eq!(refused(world.confirm(office(ELDER), id, VOLUNTEER, 120)), Code::ScopeInsufficient);
    assert_eq!(refused(world.confirm(owner(HELPER), id, VOLUNTEER, 120)), Code::NotPayer);
    assert_eq!(refused(world.confirm(owner(STRANGER), id, VOLUNTEER, 120)), Code::NotPayer);

    let mut world = World::new();
    let id = world.approved(party());
    world.act(office(OFFICER), ExecuteMsg::AddCoAdministrator { id, member: HELPER }).unwrap();
    world.attended(id, &[VOLUNTEER]);
    assert_eq!(refused(world.confirm(owner(HELPER), id, VOLUNTEER, 120)), Code::ScopeInsufficient);
    world.confirm(office(HELPER), id, VOLUNTEER, 120).unwrap();
}

#[test]
fn each_direction_is_rated_once_by_the_right_side() {
    let (mut world, id) = attended();
    world.act(owner(ELDER), ExecuteMsg::AddCoAdministrator { id, member: HELPER }).unwrap();
    for score in [0, 6] {
        assert_eq!(refused(world.rate(everyday(VOLUNTEER), id, VOLUNTEER, score)), Code::RatingScore);
    }
    assert_eq!(refused(world.rate(owner(HELPER), id, VOLUNTEER, 5)), Code::NotAdministrator);
    let commented = |length: usize| ExecuteMsg::Rate {
        id,
        participant: VOLUNTEER,
        score: 3,
        comment: Some(vec![1; length].into()),
    };
    assert_eq!(refused(world.act(everyday(VOLUNTEER), commented(31))), Code::TextInvalid);
    world.act(everyday(VOLUNTEER), commented(32)).unwrap();
    assert_eq!(refused(world.rate(everyday(VOLUNTEER), id, VOLUNTEER, 5)), Code::RatedAlready);
    let events = world.rate(everyday(ELDER), id, VOLUNTEER, 4).unwrap();
    assert_eq!(
        events,
        [Event::Rated { activity: id, participant: VOLUNTEER, by: ELDER, score: 4, comment: None }]
    );
    let part = world.enrolment(id, VOLUNTEER);
    assert_eq!((part.score_given, part.score_received), (Some(3), Some(4)));
}

#[test]
fn nobody_rates_before_check_out_and_anybody_may_after_payment() {
    let mut world = World::new();
    world.rules.borrow_mut().as_mut().unwrap().1.settle_requires_rating = false;
    let id = world.approved(hospital());
    world.admitted(id, VOLUNTEER);
    let service = hospital().service;
    world.at(service.start);
    assert_eq!(refused(world.rate(everyday(VOLUNTEER), id, VOLUNTEER, 5)), Code::EnrolmentState);
    world.check_in(id, VOLUNTEER).unwrap();
    assert_eq!(refused(world.rate(everyday(ELDER), id, VOLUNTEER, 5)), Code::EnrolmentState);
    world.at(service.end);
    world.check_out(id, VOLUNTEER).unwrap();
    world.agreed(id, VOLUNTEER, 120);
    world.settle(owner(ELDER), id, VOLUNTEER).unwrap();
    world.rated(id, VOLUNTEER);
}
