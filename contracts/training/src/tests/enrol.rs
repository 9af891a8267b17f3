use crate::testing::*;
use cosmwasm_std::HexBinary;
use timebank_api::training::*;
use timebank_api::{Code, Event};

#[test]
fn enrol_takes_a_seat_or_waits_and_the_first_moves_up() {
    let mut world = World::new();
    let id = world.open(first_aid());
    for member in [6, 7, 8, 9] {
        world.enrol(id, member).unwrap();
    }
    let states = [6, 7, 8, 9].map(|member| world.place(id, member).state);
    use PlaceState::{Enrolled, Waitlisted};
    assert_eq!(states, [Enrolled, Enrolled, Waitlisted, Waitlisted]);
    let withdraw = ExecuteMsg::WithdrawEnrolment { id };
    // Leaving the waitlist moves nobody.
    world.act(everyday(9), withdraw.clone()).unwrap();
    let events = world.act(everyday(6), withdraw.clone()).unwrap();
    let left = Event::CourseEnrolmentWithdrawn { course: id, participant: 6, by: 6 };
    assert_eq!(events, [left, Event::CourseMovedUp { course: id, participant: 8 }]);
    assert_eq!(refused(world.act(everyday(6), withdraw)), Code::EnrolmentState);
    world.enrol(id, 6).unwrap();
    assert_eq!(world.place(id, 6).state, Waitlisted);
    assert_eq!(refused(world.enrol(id, 6)), Code::EnrolmentExists);
}

#[test]
fn enrol_outside_registration_or_against_the_rules_is_refused() {
    let mut world = World::new();
    let draft = world.draft(first_aid());
    assert_eq!(refused(world.enrol(draft, 6)), Code::CourseState);
    assert_eq!(refused(world.enrol(99, 6)), Code::CourseUnknown);
    let id = world.open(CourseInput { branch_only: true, ..first_aid() });
    assert_eq!(refused(world.enrol(id, 10)), Code::OtherBranch);
    assert_eq!(refused(world.enrol(id, TRAINER)), Code::CourseOwn);
    assert_eq!(refused(world.enrol(id, AUTHOR)), Code::CourseOwn);
    let short = ExecuteMsg::Enrol { id, holder: HexBinary::from([1; 31]) };
    assert_eq!(refused(world.act(everyday(6), short)), Code::HolderInvalid);
    world.at(START - 1);
    assert_eq!(refused(world.enrol(id, 6)), Code::EnrolmentClosed);
    world.at(START + DAY);
    assert_eq!(refused(world.enrol(id, 6)), Code::EnrolmentClosed);
    world.at(START + DAY - 1);
    world.enrol(id, 6).unwrap();
}

#[test]
fn enrol_asks_for_courses_passed_before() {
    let mut world = World::new();
    let first = world.held(first_aid(), &[6]);
    let later = |year: u64| {
        let shift = |mut window: timebank_api::activity_registry::Window| {
            window.start += year * YEAR + 10 * DAY;
            window.end += year * YEAR + 10 * DAY;
            window
        };
        CourseInput {
            registration: shift(first_aid().registration),
            sessions: first_aid().sessions.into_iter().map(shift).collect(),
            requires: vec![first],
            ..first_aid()
        }
    };
    let second = world.open(later(0));
    world.at(START + 10 * DAY);
    world.enrol(second, 6).unwrap();
    assert_eq!(refused(world.enrol(second, 7)), Code::CoursePrerequisite);
    // A certificate that is over opens nothing.
    let third = world.open(later(1));
    world.at(START + YEAR + 10 * DAY);
    assert_eq!(refused(world.enrol(third, 6)), Code::CoursePrerequisite);
}

#[test]
fn an_agent_takes_part_for_somebody_and_is_named() {
    let mut world = World::new();
    let id = world.open(first_aid());
    let enrol = ExecuteMsg::Enrol { id, holder: holder(6) };
    assert_eq!(refused(world.act(through(6, TRAINER), enrol.clone())), Code::CourseOwn);
    let events = world.act(through(6, 7), enrol).unwrap();
    assert!(matches!(events[0], Event::CourseEnrolled { participant: 6, by: 7, .. }));
    let withdraw = ExecuteMsg::WithdrawEnrolment { id };
    assert!(world.act(through(6, 7), withdraw).is_ok());
    let attend = ExecuteMsg::Attend { id, session: 0, participants: vec![6], present: true };
    assert_eq!(refused(world.act(through(TRAINER, 7), attend)), Code::ScopeInsufficient);
}

#[test]
fn nobody_moves_up_once_the_course_runs() {
    let mut world = World::new();
    let id = world.open(first_aid());
    for member in [6, 7, 8] {
        world.enrol(id, member).unwrap();
    }
    world.at(START + 2 * DAY);
    world.attend(id, 0, &[6]).unwrap();
    world.act(everyday(7), ExecuteMsg::WithdrawEnrolment { id }).unwrap();
    assert_eq!((world.place(id, 8).state, world.course(id).taken), (PlaceState::Waitlisted, 1));
}

#[test]
fn nobody_passes_those_who_wait_though_an_edit_added_many_seats() {
    let mut world = World::new();
    let id = world.open(CourseInput { seats: 1, ..first_aid() });
    let enrol = || ExecuteMsg::Enrol { id, holder: holder(6) };
    for member in 101..=115 {
        world.act(everyday(member), enrol()).unwrap();
    }
    let course = CourseInput { seats: 20, ..first_aid() };
    world.act(office(AUTHOR), ExecuteMsg::Edit { id, revision: 1, course }).unwrap();
    world.act(office(REVIEWER), ExecuteMsg::Approve { id, revision: 2 }).unwrap();
    assert_eq!((world.course(id).taken, world.course(id).waitlisted), (11, 4));
    world.act(everyday(116), enrol()).unwrap();
    assert_eq!(
        (world.place(id, 113).state, world.place(id, 116).state),
        (PlaceState::Enrolled, PlaceState::Waitlisted)
    );
    for member in 117..=118 {
        world.act(everyday(member), enrol()).unwrap();
    }
    let course = world.course(id);
    // The last of them finds nobody waiting any more.
    assert_eq!((course.taken, course.waitlisted), (18, 0));
}

#[test]
fn enrolments_page() {
    let mut world = World::new();
    let id = world.open(first_aid());
    for member in [9, 6, 8, 7] {
        world.enrol(id, member).unwrap();
    }
    let page = |start_after, limit| -> Vec<u64> {
        let question = QueryMsg::Enrolments { id, start_after, limit };
        world
            .ask::<PlacesResponse>(question)
            .unwrap()
            .enrolments
            .iter()
            .map(|place| place.participant)
            .collect()
    };
    assert_eq!(page(None, Some(3)), [6, 7, 8]);
    assert_eq!(page(Some(8), None), [9]);
}
