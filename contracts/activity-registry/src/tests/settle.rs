use crate::testing::*;
use timebank_api::activity_registry::*;
use timebank_api::{Code, Event};

fn three() -> ActivityInput {
    ActivityInput { seats: 3, ..hospital() }
}

#[test]
fn settlement_needs_payer_key_agreement_and_ratings() {
    let mut world = World::new();
    let id = world.approved(hospital());
    world.act(owner(ELDER), ExecuteMsg::AddCoAdministrator { id, member: HELPER }).unwrap();
    world.attended(id, &[VOLUNTEER]);
    assert_eq!(refused(world.settle(owner(ELDER), id, VOLUNTEER)), Code::NotAgreed);
    world.agreed(id, VOLUNTEER, 120);
    assert_eq!(refused(world.settle(owner(ELDER), id, VOLUNTEER)), Code::RatingMissing);
    world.rate(everyday(VOLUNTEER), id, VOLUNTEER, 5).unwrap();
    assert_eq!(refused(world.settle(owner(ELDER), id, VOLUNTEER)), Code::RatingMissing);
    world.rate(everyday(ELDER), id, VOLUNTEER, 5).unwrap();
    assert_eq!(refused(world.settle(everyday(ELDER), id, VOLUNTEER)), Code::ScopeInsufficient);
    assert_eq!(refused(world.settle(office(ELDER), id, VOLUNTEER)), Code::ScopeInsufficient);
    assert_eq!(refused(world.settle(owner(HELPER), id, VOLUNTEER)), Code::NotPayer);
    assert_eq!(refused(world.settle(owner(VOLUNTEER), id, VOLUNTEER)), Code::OwnCase);
    assert_eq!(refused(world.settle(owner(ELDER), id, SECOND)), Code::EnrolmentUnknown);
    world.settle(owner(ELDER), id, VOLUNTEER).unwrap();
    assert_eq!(refused(world.settle(owner(ELDER), id, VOLUNTEER)), Code::SettledAlready);
    assert_eq!(world.gained(VOLUNTEER), 120);
}

#[test]
fn one_silent_or_disputed_participant_holds_up_nobody() {
    let mut world = World::new();
    let id = world.approved(three());
    world.attended(id, &[VOLUNTEER, SECOND, THIRD]);
    world.confirm(everyday(SECOND), id, SECOND, 120).unwrap();
    world.confirm(owner(ELDER), id, SECOND, 0).unwrap();
    world.agreed(id, VOLUNTEER, 90);
    world.rated(id, VOLUNTEER);
    let events = world.settle(owner(ELDER), id, VOLUNTEER).unwrap();
    assert!(matches!(events.as_slice(), [Event::Settled { .. }]));
    assert_eq!((world.gained(VOLUNTEER), world.gained(ELDER)), (90, -330));
    assert_eq!(world.hold(id), 240);
    let activity = world.activity(id);
    assert_eq!((activity.state, activity.open, activity.settled), (State::Approved, 2, 1));
}

#[test]
fn the_last_settlement_after_the_end_gives_back_what_nobody_earned() {
    let mut world = World::new();
    let id = world.approved(three());
    world.admitted(id, SECOND);
    world.attended(id, &[VOLUNTEER]);
    world.agreed(id, VOLUNTEER, 200);
    world.rated(id, VOLUNTEER);
    let events = world.settle(owner(ELDER), id, VOLUNTEER).unwrap();
    assert_eq!(events[1], Event::ActivitySettled { activity: id });
    // Paid up to the plan, although both said more.
    assert_eq!((world.gained(VOLUNTEER), world.gained(ELDER)), (120, -120));
    assert_eq!(world.hold(id), 0);
    let receipt: ReceiptResponse = world.ask(QueryMsg::Receipt { id, participant: VOLUNTEER }).unwrap();
    let receipt = receipt.receipt.unwrap();
    assert_eq!((receipt.minutes, receipt.paid, receipt.returned), (200, 120, 0));
}

#[test]
fn settlement_before_the_end_leaves_the_activity_open_for_others() {
    let mut world = World::new();
    let id = world.approved(three());
    world.admitted(id, VOLUNTEER);
    world.admitted(id, SECOND);
    let service = three().service;
    world.at(service.start);
    world.check_in(id, VOLUNTEER).unwrap();
    world.at(service.start + HOUR);
    world.check_out(id, VOLUNTEER).unwrap();
    world.agreed(id, VOLUNTEER, 60);
    world.rated(id, VOLUNTEER);
    world.settle(owner(ELDER), id, VOLUNTEER).unwrap();
    assert_eq!(world.activity(id).state, State::Approved);
    assert_eq!(world.hold(id), 240);
    world.check_in(id, SECOND).unwrap();
}

#[test]
fn every_seat_settled_ends_it_before_its_time() {
    let mut world = World::new();
    let id = world.approved(hospital());
    world.admitted(id, VOLUNTEER);
    let service = hospital().service;
    world.at(service.start);
    world.check_in(id, VOLUNTEER).unwrap();
    world.at(service.start + HOUR);
    world.check_out(id, VOLUNTEER).unwrap();
    world.agreed(id, VOLUNTEER, 60);
    world.rated(id, VOLUNTEER);
    world.settle(owner(ELDER), id, VOLUNTEER).unwrap();
    assert_eq!(world.activity(id).stage, Stage::Settled);
    assert_eq!((world.hold(id), world.gained(ELDER)), (0, -60));
    world.at(service.end + DAY);
    assert_eq!(world.tick(), []);
}

#[test]
fn a_co_administrator_settles_what_issuance_pays() {
    let mut world = World::new();
    let id = world.approved(party());
    world.act(office(OFFICER), ExecuteMsg::AddCoAdministrator { id, member: HELPER }).unwrap();
    world.attended(id, &[VOLUNTEER]);
    world.agreed(id, VOLUNTEER, 100);
    world.rated(id, VOLUNTEER);
    assert_eq!(refused(world.settle(owner(HELPER), id, VOLUNTEER)), Code::ScopeInsufficient);
    world.settle(office(HELPER), id, VOLUNTEER).unwrap();
    assert_eq!(world.token.minted, 90);
}

#[test]
fn a_payment_the_token_refuses_leaves_everything_as_it_was() {
    let mut world = World::new();
    let id = world.approved(hospital());
    world.attended(id, &[VOLUNTEER]);
    world.agreed(id, VOLUNTEER, 120);
    world.rated(id, VOLUNTEER);
    world.token_refuses = Some(Code::RecipientUnregistered);
    assert_eq!(refused(world.settle(owner(ELDER), id, VOLUNTEER)), Code::RecipientUnregistered);
    assert_eq!(world.enrolment(id, VOLUNTEER).state, EnrolmentState::Agreed);
    world.token_refuses = None;
    world.settle(owner(ELDER), id, VOLUNTEER).unwrap();
}
