//! Series, agents, the welfare fund, escalation, and what reputation learns.

use crate::testing::*;
use timebank_api::activity_registry::*;
use timebank_api::record::{FactKind, ReceiptSource};
use timebank_api::rulebook::{Band, Skill, Weight};
use timebank_api::{Code, Event, Scope};

fn occurrence(days: u64) -> Occurrence {
    let later = |window: Window| Window { start: window.start + days * DAY, end: window.end + days * DAY };
    Occurrence { registration: later(hospital().registration), service: later(hospital().service) }
}

#[test]
fn every_occurrence_of_a_series_has_its_own_hold() {
    let mut world = World::new();
    let more: Vec<_> = (1..=5).map(|week| occurrence(7 * week)).collect();
    let series = |more: Vec<Occurrence>| ExecuteMsg::PublishSeries { activity: hospital(), more };
    assert_eq!(refused(world.act(owner(ELDER), series(vec![]))), Code::TooMany);
    assert_eq!(refused(world.act(owner(ELDER), series(vec![occurrence(7); 13]))), Code::TooMany);
    assert_eq!(refused(world.act(everyday(ELDER), series(more.clone()))), Code::ScopeInsufficient);
    let events = world.act(owner(ELDER), series(more)).unwrap();
    let published = Event::SeriesPublished { series: 1, activities: (1..=6).collect(), by: ELDER };
    assert_eq!(events.last(), Some(&published));
    for id in 1..=6 {
        let activity = world.activity(id);
        assert_eq!((world.hold(id), activity.state, activity.series), (120, State::Submitted, Some(1)));
        assert_eq!(activity.activity.service, occurrence(7 * (id - 1)).service);
    }
    // One goes, the others stay; an edit stays in the series.
    world.act(owner(ELDER), ExecuteMsg::Withdraw { id: 3, reason: "ill".into() }).unwrap();
    let shorter = ActivityInput { title: "陪诊".into(), ..world.activity(2).activity };
    world.act(owner(ELDER), ExecuteMsg::Edit { id: 2, revision: 1, activity: shorter }).unwrap();
    assert_eq!((world.activity(2).series, world.gained(ELDER)), (Some(1), -600));
}

#[test]
fn an_agent_commits_up_to_the_day_and_every_word_is_the_agents_own() {
    let mut world = World::new();
    let helper = |daily| agent(HELPER, ELDER, Scope::Owner, daily);
    let publish = || ExecuteMsg::Publish { activity: hospital() };
    let refusal = world.act(helper(119), publish()).unwrap_err();
    assert_eq!(refusal.to_string(), "activity.agent_limit (119)");
    let events = world.act(helper(200), publish()).unwrap();
    let Event::ActivityDrafted { activity: id, publisher: ELDER, .. } = events[0] else {
        panic!("{events:?}");
    };
    assert!(matches!(events[1], Event::ActivitySubmitted { by: HELPER, .. }));
    assert_eq!(world.gained(ELDER), -120);
    assert_eq!(world.act(helper(200), publish()).unwrap_err().to_string(), "activity.agent_limit (80)");
    // An edit is charged what it adds.
    let two = ActivityInput { seats: 2, reward: Reward::PerHour { minutes: 50 }, ..hospital() };
    world.act(helper(200), ExecuteMsg::Edit { id, revision: 1, activity: two }).unwrap();
    assert_eq!(world.act(helper(200), publish()).unwrap_err().to_string(), "activity.agent_limit (0)");
    world.act(owner(ELDER), publish()).unwrap();
    world.at(START + DAY);
    world.act(helper(200), publish()).unwrap();
    // An office is nobody's to lend.
    let officer = agent(HELPER, OFFICER, Scope::Office, 1_000);
    let issued = ExecuteMsg::Publish { activity: party() };
    assert_eq!(refused(world.act(officer, issued)), Code::RoleMissing);
}

#[test]
fn an_agent_takes_part_for_somebody_but_not_in_the_agents_own_activity() {
    let mut world = World::new();
    let id = world.approved(hospital());
    let elder = agent(ELDER, VOLUNTEER, Scope::Everyday, 0);
    assert_eq!(refused(world.act(elder, enrolling(id))), Code::OwnActivity);
    let helper = agent(HELPER, VOLUNTEER, Scope::Everyday, 0);
    let events = world.act(helper.clone(), enrolling(id)).unwrap();
    assert!(matches!(events[0], Event::Enrolled { participant: VOLUNTEER, by: Some(HELPER), .. }));
    let events = world.act(helper, ExecuteMsg::WithdrawEnrolment { id }).unwrap();
    assert!(matches!(events[0], Event::EnrolmentWithdrawn { participant: VOLUNTEER, by: Some(HELPER), .. }));
}

#[test]
fn a_payers_agent_needs_the_right_to_commit_to_confirm() {
    let mut world = World::new();
    let id = world.approved(hospital());
    world.attended(id, &[VOLUNTEER]);
    let mut helper = agent(HELPER, ELDER, Scope::Owner, 0);
    helper.agent.as_mut().unwrap().rights =
        timebank_api::Rights::default().with(timebank_api::Right::TakePart);
    assert_eq!(refused(world.confirm(helper, id, VOLUNTEER, 120)), Code::AgentNotAllowed);
    world.confirm(agent(HELPER, ELDER, Scope::Owner, 0), id, VOLUNTEER, 120).unwrap();
}

#[test]
fn the_welfare_fund_pays_from_the_approval_on() {
    let mut world = World::new();
    let input = ActivityInput { payer: Payer::WelfareFund, seats: 2, ..party() };
    let publish = ExecuteMsg::Publish { activity: input.clone() };
    assert_eq!(refused(world.act(owner(OFFICER), publish.clone())), Code::ScopeInsufficient);
    assert_eq!(refused(world.act(office(ELDER), publish)), Code::RoleMissing);
    let id = world.publish(input);
    assert_eq!(world.hold(id), 0);
    world.act(office(REVIEWER), ExecuteMsg::Approve { id, revision: 1 }).unwrap();
    let of_fund = |world: &World| *world.token.accounts.get(&fund(1)).unwrap();
    assert_eq!((world.hold(id), of_fund(&world)), (180, -180));
    world.act(office(OFFICER), ExecuteMsg::AddCoAdministrator { id, member: HELPER }).unwrap();
    world.attended(id, &[VOLUNTEER]);
    world.agreed(id, VOLUNTEER, 120);
    world.rated(id, VOLUNTEER);
    world.settle(office(HELPER), id, VOLUNTEER).unwrap();
    assert_eq!((of_fund(&world), world.gained(VOLUNTEER)), (-90, 90));
    let receipt: ReceiptResponse = world.ask(QueryMsg::Receipt { id, participant: VOLUNTEER }).unwrap();
    assert_eq!(receipt.receipt.unwrap().source, ReceiptSource::WelfareFund);
}

#[test]
fn the_first_weight_that_fits_counts() {
    let weight = |percent, skill, band| Weight { category: Category::Medical, percent, skill, band };
    let mut world = World::new();
    world.rule(|pack| {
        pack.weights = vec![
            weight(300, Some(Skill::Professional), Some(Band::Night)),
            weight(200, Some(Skill::Professional), None),
            weight(150, None, Some(Band::Night)),
        ];
    });
    // START is 16:00 at UTC+8.
    for (skill, hours, percent) in [
        (Skill::Professional, 8, 300),
        (Skill::Professional, 1, 200),
        (Skill::Trained, 8, 150),
        (Skill::Plain, 1, 100),
    ] {
        let start = START + DAY + hours * HOUR;
        let service = Window { start, end: start + 2 * HOUR };
        let id = world.publish(ActivityInput { skill, service, ..hospital() });
        assert_eq!(world.activity(id).terms.unwrap().weight_percent, percent);
        assert_eq!(world.hold(id), 120 * u32::from(percent) / 100);
    }
}

#[test]
fn a_need_that_nobody_takes_goes_further_until_somebody_does() {
    let mut world = World::new();
    world.rule(|pack| pack.escalate_after = 6 * HOUR);
    let id = world.approved(hospital());
    let issued = world.approved(party());
    let escalated = |level| Event::NeedEscalated { need: id, level };
    world.at(START + 6 * HOUR);
    assert_eq!(world.tick(), [escalated(Escalation::Wider)]);
    world.enrol(id, VOLUNTEER);
    world.at(START + 12 * HOUR);
    assert_eq!(world.tick(), []);
    world.act(everyday(VOLUNTEER), ExecuteMsg::WithdrawEnrolment { id }).unwrap();
    world.at(START + 18 * HOUR);
    assert_eq!(world.tick(), [escalated(Escalation::Invited)]);
    world.at(START + 24 * HOUR);
    assert_eq!(world.tick(), [escalated(Escalation::Staff)]);
    assert_eq!(world.activity(id).escalation, Escalation::Staff);
    world.at(START + 40 * HOUR);
    assert_eq!(world.tick(), []);
    // Then it ends as any other.
    world.at(hospital().service.end + DAY);
    world.tick();
    assert_eq!(
        (world.activity(id).state, world.activity(issued).state),
        (State::Cancelled, State::Cancelled)
    );
}

/// Kind, of whom, the other side, minutes, score, late.
fn facts(world: &World) -> Vec<(FactKind, u64, u64, u32, u8, bool)> {
    let of = |fact: timebank_api::record::Fact| {
        (fact.kind, fact.of, fact.other, fact.minutes, fact.score, fact.late)
    };
    world.facts().into_iter().map(of).collect()
}

#[test]
fn reputation_learns_of_ratings_services_and_assessments() {
    let mut world = World::new();
    let id = world.approved(hospital());
    world.attended(id, &[VOLUNTEER]);
    world.agreed(id, VOLUNTEER, 100);
    world.rated(id, VOLUNTEER);
    world.settle(owner(ELDER), id, VOLUNTEER).unwrap();
    let assess = |score| ExecuteMsg::Assess { id, participant: VOLUNTEER, score, note: None };
    assert_eq!(refused(world.act(everyday(VOLUNTEER), assess(5))), Code::NotAdministrator);
    assert_eq!(refused(world.act(everyday(ELDER), assess(6))), Code::RatingScore);
    world.act(everyday(ELDER), assess(4)).unwrap();
    assert_eq!(refused(world.act(everyday(ELDER), assess(4))), Code::AssessedAlready);
    assert_eq!(
        facts(&world),
        [
            (FactKind::Rated, ELDER, VOLUNTEER, 0, 5, false),
            (FactKind::Rated, VOLUNTEER, ELDER, 0, 4, false),
            (FactKind::Served, VOLUNTEER, ELDER, 100, 0, false),
            (FactKind::Received, ELDER, VOLUNTEER, 100, 0, false),
            (FactKind::Assessed, VOLUNTEER, ELDER, 0, 4, false),
        ]
    );
    let count: FactCountResponse = world.ask(QueryMsg::FactCount {}).unwrap();
    assert_eq!(count.count, 5);
}

#[test]
fn silence_is_noted_with_whose_it_was() {
    let mut world = World::new();
    let id = world.approved(hospital());
    world.attended(id, &[VOLUNTEER]);
    world.confirm(everyday(VOLUNTEER), id, VOLUNTEER, 120).unwrap();
    world.at(world.enrolment(id, VOLUNTEER).due.unwrap());
    world.tick();
    let silent = |of, other| (FactKind::Silent, of, other, 0, 0, false);
    assert_eq!(facts(&world), [silent(ELDER, VOLUNTEER)]);
    // The participant's rating is missing, so it is not the payer who is late.
    world.rate(everyday(ELDER), id, VOLUNTEER, 5).unwrap();
    world.at(world.enrolment(id, VOLUNTEER).due.unwrap());
    world.tick();
    assert_eq!(
        facts(&world)[2..],
        [
            silent(VOLUNTEER, ELDER),
            (FactKind::Served, VOLUNTEER, ELDER, 120, 0, false),
            (FactKind::Received, ELDER, VOLUNTEER, 120, 0, false)
        ]
    );
}

#[test]
fn a_payer_whom_the_rule_pays_for_is_late() {
    let mut world = World::new();
    let id = world.approved(hospital());
    world.attended(id, &[VOLUNTEER]);
    world.agreed(id, VOLUNTEER, 120);
    world.rated(id, VOLUNTEER);
    world.at(world.enrolment(id, VOLUNTEER).due.unwrap());
    world.tick();
    let late: Vec<_> = facts(&world).into_iter().skip(2).collect();
    assert_eq!(
        late,
        [
            (FactKind::Silent, ELDER, VOLUNTEER, 0, 0, false),
            (FactKind::Served, VOLUNTEER, ELDER, 120, 0, false),
            (FactKind::Received, ELDER, VOLUNTEER, 120, 0, true)
        ]
    );
}

#[test]
fn whoever_had_a_seat_and_did_not_come_is_noted_once_each() {
    let mut world = World::new();
    let id = world.approved(ActivityInput { seats: 30, ..party() });
    for member in 100..124 {
        world.enrol(id, member);
    }
    world.attended(id, &[VOLUNTEER]);
    world.agreed(id, VOLUNTEER, 120);
    world.rated(id, VOLUNTEER);
    world.settle(office(OFFICER), id, VOLUNTEER).unwrap();
    assert_eq!((world.activity(id).state, world.hold(id)), (State::Settled, 0));
    world.at(world.now() + DAY);
    let mut absent = vec![];
    for _ in 0..4 {
        for event in world.tick() {
            let Event::NoShow { participant, .. } = event else {
                panic!("{event:?}");
            };
            absent.push(participant);
        }
    }
    assert_eq!(absent, (100..124).collect::<Vec<_>>());
    let noted = world.facts().iter().filter(|fact| fact.kind == FactKind::NoShow).count();
    assert_eq!(noted, 24);
    let due: DueResponse = world.ask(QueryMsg::Due { at: Some(u64::MAX), limit: None }).unwrap();
    assert_eq!(due.due, []);
}

#[test]
fn both_sides_follow_up_after_the_service() {
    let mut world = World::new();
    let id = world.approved(hospital());
    let say = |kind, length: usize| ExecuteMsg::FollowUp {
        id,
        participant: VOLUNTEER,
        kind,
        note: vec![3; length].into(),
    };
    world.admitted(id, VOLUNTEER);
    let thanks = say(FollowUpKind::ThankYou, 32);
    assert_eq!(refused(world.act(everyday(ELDER), thanks.clone())), Code::EnrolmentState);
    world.at(hospital().service.start);
    world.check_in(id, VOLUNTEER).unwrap();
    world.at(hospital().service.end);
    world.check_out(id, VOLUNTEER).unwrap();
    assert_eq!(refused(world.act(everyday(STRANGER), thanks.clone())), Code::NotAdministrator);
    assert_eq!(refused(world.act(everyday(ELDER), say(FollowUpKind::Incident, 31))), Code::TextInvalid);
    world.act(everyday(ELDER), thanks).unwrap();
    world.act(everyday(VOLUNTEER), say(FollowUpKind::Incident, 32)).unwrap();
    let all: FollowUpsResponse =
        world.ask(QueryMsg::FollowUps { id, start_after: None, limit: None }).unwrap();
    let all: Vec<_> = all.follow_ups.iter().map(|said| (said.number, said.by, said.kind)).collect();
    assert_eq!(all, [(1, ELDER, FollowUpKind::ThankYou), (2, VOLUNTEER, FollowUpKind::Incident)]);
}
