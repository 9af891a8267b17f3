use crate::testing::*;
use timebank_api::activity_registry::*;
use timebank_api::{Code, Event};

fn enrol(world: &mut World, id: u64, member: u64) -> Result<Vec<Event>, Code> {
    world.act(everyday(member), enrolling(id)).map_err(|error| error.code())
}

fn withdraw(world: &mut World, id: u64, member: u64) -> Result<Vec<Event>, Code> {
    world.act(everyday(member), ExecuteMsg::WithdrawEnrolment { id }).map_err(|error| error.code())
}

fn decline(id: u64, participant: u64) -> ExecuteMsg {
    ExecuteMsg::Decline { id, participant, reason: "already enough".into() }
}

#[test]
fn nobody_takes_part_in_an_own_activity() {
    let mut world = World::new();
    let id = world.approved(hospital());
    assert_eq!(enrol(&mut world, id, ELDER), Err(Code::OwnActivity));
    world.act(owner(ELDER), ExecuteMsg::AddCoAdministrator { id, member: HELPER }).unwrap();
    assert_eq!(enrol(&mut world, id, HELPER), Err(Code::OwnActivity));
}

#[test]
fn registration_has_a_beginning_and_an_end() {
    let mut world = World::new();
    let input = ActivityInput {
        seats: 5,
        registration: Window { start: START + 10, end: hospital().service.end },
        ..hospital()
    };
    let draft = world.publish(input.clone());
    assert_eq!(enrol(&mut world, draft, VOLUNTEER), Err(Code::ActivityState));
    let id = world.approved(input.clone());
    assert_eq!(enrol(&mut world, id, VOLUNTEER), Err(Code::EnrolmentClosed));
    world.at(START + 10);
    enrol(&mut world, id, VOLUNTEER).unwrap();
    world.at(input.registration.end - 1);
    enrol(&mut world, id, SECOND).unwrap();
    world.at(input.registration.end);
    assert_eq!(enrol(&mut world, id, THIRD), Err(Code::EnrolmentClosed));
    assert_eq!(enrol(&mut world, 99, THIRD), Err(Code::ActivityUnknown));
}

#[test]
fn once_each_and_again_only_after_an_own_withdrawal() {
    let mut world = World::new();
    let id = world.approved(hospital());
    assert_eq!(
        enrol(&mut world, id, VOLUNTEER).unwrap(),
        [Event::Enrolled {
            activity: id,
            participant: VOLUNTEER,
            state: EnrolmentState::Enrolled,
            position: 1,
            by: None
        }]
    );
    assert_eq!(enrol(&mut world, id, VOLUNTEER), Err(Code::EnrolmentExists));
    withdraw(&mut world, id, VOLUNTEER).unwrap();
    assert_eq!(withdraw(&mut world, id, VOLUNTEER), Err(Code::EnrolmentState));
    enrol(&mut world, id, VOLUNTEER).unwrap();
    assert_eq!(world.enrolment(id, VOLUNTEER).position, 2);
    world.act(owner(ELDER), decline(id, VOLUNTEER)).unwrap();
    assert_eq!(enrol(&mut world, id, VOLUNTEER), Err(Code::EnrolmentExists));
    assert_eq!(withdraw(&mut world, id, STRANGER), Err(Code::EnrolmentUnknown));
}

#[test]
fn the_first_who_waits_moves_up_when_a_seat_is_free() {
    let mut world = World::new();
    let id = world.approved(hospital());
    assert_eq!(world.enrol(id, VOLUNTEER), EnrolmentState::Enrolled);
    assert_eq!(world.enrol(id, SECOND), EnrolmentState::Waitlisted);
    assert_eq!(world.enrol(id, THIRD), EnrolmentState::Waitlisted);
    assert_eq!(world.enrol(id, HELPER), EnrolmentState::Waitlisted);
    // Who leaves the list leaves no gap.
    withdraw(&mut world, id, SECOND).unwrap();
    let events = withdraw(&mut world, id, VOLUNTEER).unwrap();
    let moved_up =
        |participant| Event::MovedUp { activity: id, participant, state: EnrolmentState::Enrolled };
    assert_eq!(
        events,
        [Event::EnrolmentWithdrawn { activity: id, participant: VOLUNTEER, by: None }, moved_up(THIRD)]
    );
    world.admit(id, THIRD);
    let events = world.act(owner(ELDER), decline(id, THIRD)).unwrap();
    assert_eq!(events[1], moved_up(HELPER));
    assert_eq!((world.activity(id).taken, world.activity(id).waitlisted), (1, 0));
    // Back at the end of the list, not at the old place.
    assert_eq!(world.enrol(id, SECOND), EnrolmentState::Waitlisted);
    assert_eq!(world.enrolment(id, SECOND).position, 5);
}

#[test]
fn nobody_moves_up_while_an_edit_is_under_review() {
    let mut world = World::new();
    let id = world.approved(hospital());
    assert_eq!(world.enrol(id, VOLUNTEER), EnrolmentState::Enrolled);
    assert_eq!(world.enrol(id, SECOND), EnrolmentState::Waitlisted);
    let activity = ActivityInput { summary: "At the back door".into(), ..hospital() };
    world.act(owner(ELDER), ExecuteMsg::Edit { id, revision: 1, activity }).unwrap();
    withdraw(&mut world, id, VOLUNTEER).unwrap();
    assert_eq!(world.enrolment(id, SECOND).state, EnrolmentState::Waitlisted);
    let events = world.act(office(REVIEWER), ExecuteMsg::Approve { id, revision: 2 }).unwrap();
    let moved_up = Event::MovedUp { activity: id, participant: SECOND, state: EnrolmentState::Enrolled };
    assert_eq!(events.last(), Some(&moved_up));
}

#[test]
fn moving_up_into_an_open_activity_admits_at_once() {
    let mut world = World::new();
    let id = world.approved(ActivityInput { seats: 1, ..party() });
    assert_eq!(world.enrol(id, VOLUNTEER), EnrolmentState::Admitted);
    assert_eq!(world.enrol(id, SECOND), EnrolmentState::Waitlisted);
    withdraw(&mut world, id, VOLUNTEER).unwrap();
    assert_eq!(world.enrolment(id, SECOND).state, EnrolmentState::Admitted);
}

#[test]
fn administrators_admit_and_decline_until_check_in() {
    let mut world = World::new();
    let id = world.approved(ActivityInput { seats: 2, ..hospital() });
    world.act(owner(ELDER), ExecuteMsg::AddCoAdministrator { id, member: HELPER }).unwrap();
    let admit = |participant| ExecuteMsg::Admit { id, participant };
    assert_eq!(refused(world.act(owner(ELDER), admit(VOLUNTEER))), Code::EnrolmentUnknown);
    for member in [VOLUNTEER, SECOND, THIRD] {
        world.enrol(id, member);
    }
    assert_eq!(refused(world.act(owner(VOLUNTEER), admit(VOLUNTEER))), Code::NotAdministrator);
    assert_eq!(refused(world.act(owner(VOLUNTEER), decline(id, SECOND))), Code::NotAdministrator);
    assert_eq!(refused(world.act(everyday(ELDER), admit(VOLUNTEER))), Code::ScopeInsufficient);
    let events = world.act(owner(HELPER), admit(VOLUNTEER)).unwrap();
    assert_eq!(events, [Event::Admitted { activity: id, participant: VOLUNTEER, by: HELPER }]);
    assert_eq!(refused(world.act(owner(ELDER), admit(VOLUNTEER))), Code::EnrolmentState);
    assert_eq!(refused(world.act(owner(ELDER), admit(THIRD))), Code::EnrolmentState);
    world.at(hospital().service.start);
    world.check_in(id, VOLUNTEER).unwrap();
    assert_eq!(refused(world.act(owner(ELDER), decline(id, VOLUNTEER))), Code::EnrolmentState);
    assert_eq!(withdraw(&mut world, id, VOLUNTEER), Err(Code::EnrolmentState));
    // Once it is over, who came and who did not is a fact.
    world.at(hospital().service.end);
    assert_eq!(withdraw(&mut world, id, SECOND), Err(Code::AttendanceTime));
    assert_eq!(refused(world.act(owner(ELDER), admit(SECOND))), Code::AttendanceTime);
    assert_eq!(refused(world.act(owner(ELDER), decline(id, SECOND))), Code::AttendanceTime);
}

#[test]
fn enrolments_are_listed_in_pages() {
    let mut world = World::new();
    let id = world.approved(ActivityInput { seats: 2, ..hospital() });
    for member in [THIRD, VOLUNTEER, SECOND] {
        world.enrol(id, member);
    }
    let page = |start_after, limit| -> Vec<u64> {
        let page: EnrolmentsResponse = world.ask(QueryMsg::Enrolments { id, start_after, limit }).unwrap();
        page.enrolments.iter().map(|part| part.participant).collect()
    };
    assert_eq!(page(None, None), [VOLUNTEER, SECOND, THIRD]);
    assert_eq!(page(None, Some(2)), [VOLUNTEER, SECOND]);
    assert_eq!(page(Some(SECOND), Some(2)), [THIRD]);
}
