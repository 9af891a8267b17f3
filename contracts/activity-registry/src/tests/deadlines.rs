use crate::testing::*;
use cosmwasm_std::{from_json, CosmosMsg, WasmMsg};
use timebank_api::activity_registry::*;
use timebank_api::{Code, Event, Seconds};

/// From the planned end until the activity itself is over.
const OVER: Seconds = CHECK_OUT_GRACE + 600;

fn passed(id: u64, participant: Option<u64>, deadline: Deadline) -> Event {
    Event::DeadlinePassed { activity: id, participant, deadline }
}

fn due(world: &World) -> Vec<DueItem> {
    let due: DueResponse = world.ask(QueryMsg::Due { at: Some(u64::MAX), limit: None }).unwrap();
    due.due
}

#[test]
fn nobody_reviewed_it_so_the_hold_goes_back() {
    let mut world = World::new();
    let id = world.publish(hospital());
    world.at(hospital().service.end + OVER - 1);
    assert_eq!(world.tick(), []);
    world.at(hospital().service.end + OVER);
    assert_eq!(
        world.tick(),
        [
            passed(id, None, Deadline::ActivityOver),
            Event::ActivityCancelled { activity: id, by: None, reason: "not_reviewed".into() }
        ]
    );
    assert_eq!((world.hold(id), world.gained(ELDER)), (0, 0));
    assert_eq!(world.activity(id).state, State::Cancelled);
    assert_eq!(world.tick(), []);
}

#[test]
fn an_activity_that_went_back_with_people_in_it_ends_by_its_time() {
    let mut world = World::new();
    world.position((1, 2), 0, 1_000);
    let id = world.approved(hospital());
    world.enrol(id, FOREIGN);
    world.admit(id, FOREIGN);
    world.act(office(OFFICER), ExecuteMsg::TakeDown { id, reason: "no".into() }).unwrap();
    let later = ActivityInput {
        registration: Window { start: START, end: START + 5 * DAY },
        service: Window { start: START + 5 * DAY, end: START + 5 * DAY + HOUR },
        ..hospital()
    };
    world.act(owner(ELDER), ExecuteMsg::Edit { id, revision: 1, activity: later.clone() }).unwrap();
    world.at(hospital().service.end + OVER);
    assert_eq!(world.tick(), []);
    assert!(crate::state::pending(&world.deps.storage, 1, 2).unwrap() > 0);
    world.at(later.service.end + OVER);
    let cancelled = Event::ActivityCancelled { activity: id, by: None, reason: "not_reviewed".into() };
    assert_eq!(world.tick().last(), Some(&cancelled));
    assert_eq!(crate::state::pending(&world.deps.storage, 1, 2).unwrap(), 0);
    // It was called off; nobody stayed away.
    assert!(world.facts().is_empty());
}

#[test]
fn nobody_came_so_the_hold_or_the_budget_goes_back() {
    for input in [hospital(), party()] {
        let mut world = World::new();
        let id = world.approved(input);
        world.admitted(id, VOLUNTEER);
        world.at(hospital().service.end + OVER);
        let events = world.tick();
        assert_eq!(events[0], Event::NoShow { activity: id, participant: VOLUNTEER });
        assert_eq!(
            events[2],
            Event::ActivityCancelled { activity: id, by: None, reason: "nobody_came".into() }
        );
        assert_eq!((world.hold(id), world.gained(ELDER)), (0, 0));
    }
}

#[test]
fn a_missing_check_out_ends_at_the_planned_end() {
    let mut world = World::new();
    let id = world.approved(hospital());
    world.admitted(id, VOLUNTEER);
    let service = hospital().service;
    world.at(service.start + 60);
    world.check_in(id, VOLUNTEER).unwrap();
    world.at(service.end + CHECK_OUT_GRACE - 1);
    assert_eq!(world.tick(), []);
    world.at(service.end + CHECK_OUT_GRACE);
    assert_eq!(
        world.tick(),
        [
            passed(id, Some(VOLUNTEER), Deadline::CheckOutMissing),
            Event::Attendance {
                activity: id,
                participant: VOLUNTEER,
                side: AttendanceSide::End,
                at: service.end,
                by: None
            }
        ]
    );
    let part = world.enrolment(id, VOLUNTEER);
    assert_eq!((part.state, part.ended), (EnrolmentState::Attended, Some(service.end)));
    assert_eq!(part.due, Some(world.now() + pack().confirm_deadline));
}

/// What is agreed by rule when one side or both say nothing.
fn agreed_by_rule(claimed: Option<u32>, confirmed: Option<u32>) -> u32 {
    let mut world = World::new();
    let id = world.approved(hospital());
    world.admitted(id, VOLUNTEER);
    let service = hospital().service;
    world.at(service.start + 600);
    world.check_in(id, VOLUNTEER).unwrap();
    world.at(service.end + 60);
    world.check_out(id, VOLUNTEER).unwrap();
    if let Some(minutes) = claimed {
        world.confirm(everyday(VOLUNTEER), id, VOLUNTEER, minutes).unwrap();
    }
    if let Some(minutes) = confirmed {
        world.confirm(owner(ELDER), id, VOLUNTEER, minutes).unwrap();
    }
    let at = world.enrolment(id, VOLUNTEER).due.unwrap();
    world.at(at);
    let events = world.tick();
    let expected = if claimed.and(confirmed).is_some() {
        Deadline::DisputeUndecided
    } else {
        Deadline::ConfirmationMissing
    };
    assert!(events.contains(&passed(id, Some(VOLUNTEER), expected)), "{events:?}");
    let part = world.enrolment(id, VOLUNTEER);
    assert_eq!(part.state, EnrolmentState::Agreed);
    assert_eq!(part.due, Some(at + pack().settle_deadline));
    part.agreed.unwrap()
}

#[test]
fn silence_is_decided_by_the_other_figure_or_the_measured_time() {
    assert_eq!(agreed_by_rule(Some(100), None), 100);
    assert_eq!(agreed_by_rule(None, Some(70)), 70);
    // 111 minutes were measured.
    assert_eq!(agreed_by_rule(None, None), 111);
}

#[test]
fn measured_time_counts_up_to_the_plan() {
    let mut world = World::new();
    let id = world.approved(hospital());
    world.admitted(id, VOLUNTEER);
    world.at(hospital().service.start - CHECK_IN_EARLY);
    world.check_in(id, VOLUNTEER).unwrap();
    world.at(hospital().service.end);
    world.check_out(id, VOLUNTEER).unwrap();
    world.at(world.now() + pack().confirm_deadline);
    world.tick();
    assert_eq!(world.enrolment(id, VOLUNTEER).agreed, Some(120));
}

#[test]
fn an_undecided_dispute_ends_with_the_lower_figure() {
    assert_eq!(agreed_by_rule(Some(120), Some(60)), 60);
    assert_eq!(agreed_by_rule(Some(30), Some(60)), 30);
}

#[test]
fn a_silent_payer_pays_anyway() {
    let mut world = World::new();
    let id = world.approved(hospital());
    world.attended(id, &[VOLUNTEER]);
    world.agreed(id, VOLUNTEER, 100);
    world.at(world.now() + pack().settle_deadline);
    // The activity's own deadline is over too: nothing is left for it to do but to give the rest back.
    let events = world.tick();
    assert_eq!(events[0], passed(id, None, Deadline::ActivityOver));
    assert_eq!(events[1], passed(id, Some(VOLUNTEER), Deadline::PaymentMissing));
    assert!(matches!(events[2], Event::Settled { .. }));
    assert_eq!(events[3], Event::ActivitySettled { activity: id });
    assert_eq!((world.gained(VOLUNTEER), world.gained(ELDER)), (100, -100));
    assert_eq!(due(&world), []);
}

#[test]
fn an_activity_that_is_over_keeps_only_what_open_participants_need() {
    let mut world = World::new();
    let id = world.approved(ActivityInput { seats: 3, ..hospital() });
    world.attended(id, &[VOLUNTEER, SECOND]);
    assert_eq!(world.hold(id), 360);
    world.at(hospital().service.end + OVER);
    assert_eq!(world.tick(), [passed(id, None, Deadline::ActivityOver)]);
    assert_eq!(world.hold(id), 240);
    assert_eq!(world.activity(id).state, State::Approved);
    world.agreed(id, VOLUNTEER, 120);
    world.rated(id, VOLUNTEER);
    world.settle(owner(ELDER), id, VOLUNTEER).unwrap();
    assert_eq!(world.activity(id).state, State::Approved);
    world.agreed(id, SECOND, 30);
    world.rated(id, SECOND);
    world.settle(owner(ELDER), id, SECOND).unwrap();
    assert_eq!(world.activity(id).state, State::Settled);
    assert_eq!((world.hold(id), world.gained(ELDER)), (0, -150));
}

#[test]
fn an_activity_settled_early_ends_when_nobody_else_came() {
    let mut world = World::new();
    let id = world.approved(party());
    world.admitted(id, VOLUNTEER);
    let service = party().service;
    world.at(service.start);
    world.check_in(id, VOLUNTEER).unwrap();
    world.at(service.start + HOUR);
    world.check_out(id, VOLUNTEER).unwrap();
    world.agreed(id, VOLUNTEER, 60);
    world.rated(id, VOLUNTEER);
    world.settle(office(OFFICER), id, VOLUNTEER).unwrap();
    assert_eq!(world.hold(id), 180);
    world.at(service.end + OVER);
    assert_eq!(
        world.tick(),
        [passed(id, None, Deadline::ActivityOver), Event::ActivitySettled { activity: id }]
    );
    assert_eq!(world.hold(id), 0);
}

#[test]
fn everybody_silent_from_the_check_in_on_still_ends_settled() {
    let mut world = World::new();
    let id = world.approved(party());
    world.admitted(id, VOLUNTEER);
    world.admitted(id, SECOND);
    world.at(party().service.start);
    world.check_in(id, VOLUNTEER).unwrap();
    world.check_in(id, SECOND).unwrap();
    while let Some(item) = due(&world).first() {
        let at = item.at;
        world.at(at);
        assert_ne!(world.tick(), []);
    }
    assert_eq!(world.activity(id).state, State::Settled);
    assert_eq!((world.gained(VOLUNTEER), world.gained(SECOND)), (90, 90));
    assert_eq!(world.hold(id), 0);
}

#[test]
fn a_deadline_that_fails_undoes_only_itself_and_is_tried_again() {
    let mut world = World::new();
    let first = world.publish(hospital());
    let second = world.approved(hospital());
    world.admitted(second, VOLUNTEER);
    world.at(hospital().service.start);
    world.check_in(second, VOLUNTEER).unwrap();
    world.at(hospital().service.end + OVER);
    world.token_refuses = Some(Code::HoldMissing);
    let again = world.now() + HOUR;
    let events = world.tick();
    // The check-out needs no token and goes through; the return of the hold does not.
    assert!(events.contains(&passed(second, Some(VOLUNTEER), Deadline::CheckOutMissing)));
    assert!(events.contains(&Event::DeadlineRequeued {
        activity: first,
        participant: None,
        code: "time.hold_missing".into(),
        again
    }));
    assert!(!events.contains(&passed(first, None, Deadline::ActivityOver)));
    assert_eq!(world.activity(first).state, State::Submitted);
    assert_eq!(world.tick(), []);
    world.token_refuses = None;
    world.at(again);
    assert!(world.tick().contains(&passed(first, None, Deadline::ActivityOver)));
    assert_eq!(world.activity(first).state, State::Cancelled);
}

#[test]
fn a_payment_that_fails_is_tried_again() {
    let mut world = World::new();
    let id = world.approved(hospital());
    world.attended(id, &[VOLUNTEER]);
    world.agreed(id, VOLUNTEER, 120);
    world.at(world.enrolment(id, VOLUNTEER).due.unwrap());
    world.token_refuses = Some(Code::RecipientUnregistered);
    let events = world.tick();
    let again = world.now() + HOUR;
    assert!(events.contains(&Event::DeadlineRequeued {
        activity: id,
        participant: Some(VOLUNTEER),
        code: "time.recipient".into(),
        again
    }));
    assert_eq!(world.enrolment(id, VOLUNTEER).due, Some(again));
    world.token_refuses = None;
    world.at(again);
    world.tick();
    assert_eq!(world.gained(VOLUNTEER), 120);
}

#[test]
fn a_tick_is_bounded_and_its_items_have_a_gas_limit() {
    let mut world = World::new();
    for _ in 0..12 {
        world.publish(hospital());
    }
    world.at(hospital().service.end + OVER);
    let items = |limit| {
        let response = crate::execute::tick(world.deps.as_ref(), &world.env, limit).unwrap();
        response
            .messages
            .iter()
            .map(|item| {
                assert!(item.gas_limit.is_some());
                let CosmosMsg::Wasm(WasmMsg::Execute { msg, .. }) = &item.msg else {
                    panic!("{item:?}");
                };
                match from_json(msg).unwrap() {
                    ExecuteMsg::Elapse { id, .. } => id,
                    other => panic!("{other:?}"),
                }
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(items(None).len(), 10);
    assert_eq!(items(Some(100)).len(), 10);
    assert_eq!(items(Some(2)), [1, 2]);
    assert_eq!(items(Some(0)).len(), 0);
    assert_eq!(world.tick().len(), 20);
    assert_eq!(world.tick().len(), 4);
}

#[test]
fn nobody_but_the_contract_itself_makes_a_deadline_pass_and_none_passes_early() {
    let mut world = World::new();
    let id = world.publish(hospital());
    let elapse = || ExecuteMsg::Elapse { id, participant: None };
    let outsider = contract("outsider");
    assert_eq!(refused(world.direct(&outsider, elapse())), Code::Unauthorized);
    assert_eq!(refused(world.act(owner(ELDER), elapse())), Code::NotRelayable);
    let itself = world.env.contract.address.clone();
    assert_eq!(world.direct(&itself, elapse()).unwrap(), []);
    assert_eq!(world.activity(id).state, State::Submitted);
}
