use crate::testing::*;
use cosmwasm_std::Storage;
use timebank_api::activity_registry::*;
use timebank_api::record::{receipt_key, Receipt, ReceiptSource};
use timebank_api::Event;

#[test]
fn an_elder_pays_two_hours_of_help_from_the_own_balance() {
    let mut world = World::new();
    let id = world.publish(hospital());
    assert_eq!((world.hold(id), world.gained(ELDER)), (120, -120));
    assert_eq!(world.activity(id).stage, Stage::Submitted);
    world.act(office(REVIEWER), ExecuteMsg::Approve { id, revision: 1 }).unwrap();
    assert_eq!(world.activity(id).stage, Stage::Registration);

    assert_eq!(world.enrol(id, VOLUNTEER), EnrolmentState::Enrolled);
    world.admit(id, VOLUNTEER);
    let service = hospital().service;
    world.at(service.start + 60);
    world.check_in(id, VOLUNTEER).unwrap();
    assert_eq!(world.activity(id).stage, Stage::InProgress);
    world.at(service.end + 60);
    world.check_out(id, VOLUNTEER).unwrap();
    world.confirm(everyday(VOLUNTEER), id, VOLUNTEER, 118).unwrap();
    let events = world.confirm(owner(ELDER), id, VOLUNTEER, 122).unwrap();
    assert_eq!(events[1], Event::MinutesAgreed { activity: id, participant: VOLUNTEER, minutes: 120 });
    world.rated(id, VOLUNTEER);
    let events = world.settle(owner(ELDER), id, VOLUNTEER).unwrap();

    let receipt = Receipt {
        source: ReceiptSource::OwnBalance,
        payer: ELDER,
        participant: VOLUNTEER,
        started: service.start + 60,
        ended: service.end + 60,
        minutes: 120,
        paid: 120,
        returned: 0,
        height: world.env.block.height,
        settled: world.now(),
        pack: 1,
    };
    assert_eq!(
        events,
        [Event::Settled { activity: id, receipt: receipt.clone() }, Event::ActivitySettled { activity: id },]
    );
    assert_eq!(world.deps.storage.get(&receipt_key(id, VOLUNTEER)), Some(receipt.to_bytes()));
    let answer: ReceiptResponse = world.ask(QueryMsg::Receipt { id, participant: VOLUNTEER }).unwrap();
    assert_eq!(answer.receipt, Some(receipt));
    assert_eq!(world.activity(id).stage, Stage::Settled);
    assert_eq!(world.hold(id), 0);
    assert_eq!((world.gained(ELDER), world.gained(VOLUNTEER)), (-120, 120));
    assert_eq!(world.enrolment(id, VOLUNTEER).due, None);
}

#[test]
fn a_branch_mints_for_a_service_and_gives_the_rest_of_the_budget_back() {
    let mut world = World::new();
    let id = world.publish(party());
    assert_eq!(world.hold(id), 0);
    world.act(office(REVIEWER), ExecuteMsg::Approve { id, revision: 1 }).unwrap();
    assert_eq!(world.hold(id), 270);
    world.attended(id, &[VOLUNTEER, SECOND]);
    world.agreed(id, VOLUNTEER, 100);
    world.rated(id, VOLUNTEER);
    world.settle(office(OFFICER), id, VOLUNTEER).unwrap();
    assert_eq!(world.hold(id), 180);
    assert_eq!(world.activity(id).state, State::Approved);

    world.agreed(id, SECOND, 0);
    world.rated(id, SECOND);
    world.settle(office(OFFICER), id, SECOND).unwrap();
    assert_eq!(world.activity(id).state, State::Settled);
    assert_eq!((world.gained(VOLUNTEER), world.gained(SECOND)), (90, 0));
    assert_eq!((world.hold(id), world.token.minted), (0, 90));
}
