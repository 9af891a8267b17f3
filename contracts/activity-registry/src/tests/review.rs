use crate::testing::*;
use timebank_api::activity_registry::*;
use timebank_api::{Code, Event, Scope};

fn approve(id: u64) -> ExecuteMsg {
    ExecuteMsg::Approve { id, revision: 1 }
}

fn send_back(id: u64) -> ExecuteMsg {
    ExecuteMsg::Return { id, revision: 1, reason: "地点不清楚".into() }
}

fn take_down(id: u64) -> ExecuteMsg {
    ExecuteMsg::TakeDown { id, reason: "abnormal".into() }
}

#[test]
fn review_is_for_the_branchs_reviewers_and_never_an_own_case() {
    let mut world = World::new();
    let id = world.publish(hospital());
    for message in [approve(id), send_back(id)] {
        assert_eq!(refused(world.act(office(FOREIGN), message.clone())), Code::OtherBranch);
        assert_eq!(refused(world.act(office(STRANGER), message.clone())), Code::RoleMissing);
        assert_eq!(refused(world.act(actor(REVIEWER, Scope::Owner), message)), Code::ScopeInsufficient);
    }
    let own = world.publish(party());
    let add = ExecuteMsg::AddCoAdministrator { id: own, member: REVIEWER };
    world.act(office(OFFICER), add).unwrap();
    assert_eq!(refused(world.act(office(REVIEWER), approve(own))), Code::OwnCase);
    assert_eq!(refused(world.act(office(OFFICER), approve(own))), Code::OwnCase);
    assert_eq!(refused(world.act(office(OFFICER), send_back(own))), Code::OwnCase);
    world.act(office(OFFICER), approve(id)).unwrap();
    assert_eq!(refused(world.act(office(OFFICER), approve(id))), Code::ActivityState);
    assert_eq!(refused(world.act(office(OFFICER), take_down(own))), Code::OwnCase);
    assert_eq!(refused(world.act(office(FOREIGN), take_down(id))), Code::OtherBranch);
    assert_eq!(refused(world.act(office(REVIEWER), take_down(id))), Code::RoleMissing);
}

#[test]
fn return_gives_the_hold_back_and_the_publisher_can_try_again() {
    let mut world = World::new();
    let id = world.publish(hospital());
    let stale = ExecuteMsg::Return { id, revision: 2, reason: "x".into() };
    assert_eq!(refused(world.act(office(REVIEWER), stale)), Code::ActivityRevision);
    let events = world.act(office(REVIEWER), send_back(id)).unwrap();
    assert!(matches!(events.as_slice(), [Event::ActivityReturned { by: REVIEWER, taken_down: false, .. }]));
    assert_eq!((world.hold(id), world.gained(ELDER)), (0, 0));
    assert_eq!(world.activity(id).reason.as_deref(), Some("地点不清楚"));
    // Mended with the everyday key, signed with the owner's.
    let edit = ExecuteMsg::Edit { id, revision: 1, activity: hospital() };
    world.act(everyday(ELDER), edit).unwrap();
    assert_eq!(world.activity(id).state, State::Returned);
    world.act(owner(ELDER), ExecuteMsg::Submit { id, revision: 2 }).unwrap();
    assert_eq!(world.hold(id), 120);
    world.act(office(REVIEWER), ExecuteMsg::Approve { id, revision: 2 }).unwrap();
    assert_eq!(world.activity(id).reason, None);
}

#[test]
fn approval_needs_the_rules_of_the_submission_and_a_future() {
    let mut world = World::new();
    let id = world.publish(hospital());
    world.rules.borrow_mut().as_mut().unwrap().0 = 2;
    assert_eq!(refused(world.act(office(REVIEWER), approve(id))), Code::ActivityPackChanged);
    world.rules.borrow_mut().as_mut().unwrap().0 = 1;
    world.at(hospital().service.end);
    assert_eq!(refused(world.act(office(REVIEWER), approve(id))), Code::ActivityTimes);
}

#[test]
fn terms_stay_what_they_were_at_the_approval() {
    let mut world = World::new();
    let id = world.approved(hospital());
    {
        let mut rules = world.rules.borrow_mut();
        let (version, pack) = rules.as_mut().unwrap();
        *version = 2;
        pack.tolerance = 0;
        pack.settle_requires_rating = false;
    }
    world.attended(id, &[VOLUNTEER]);
    world.confirm(everyday(VOLUNTEER), id, VOLUNTEER, 115).unwrap();
    world.confirm(owner(ELDER), id, VOLUNTEER, 125).unwrap();
    assert_eq!(world.enrolment(id, VOLUNTEER).agreed, Some(120));
    assert_eq!(refused(world.settle(owner(ELDER), id, VOLUNTEER)), Code::RatingMissing);
    assert_eq!(world.activity(id).terms.unwrap().pack, 1);
}

#[test]
fn approval_without_budget_changes_nothing() {
    let mut world = World::new();
    let id = world.publish(party());
    world.token_refuses = Some(Code::BudgetExceeded);
    assert_eq!(refused(world.act(office(REVIEWER), approve(id))), Code::BudgetExceeded);
    assert_eq!(world.activity(id).state, State::Submitted);
}

#[test]
fn take_down_waits_for_nobody_who_attended_to_be_open() {
    let mut world = World::new();
    let id = world.publish(ActivityInput { seats: 3, ..hospital() });
    assert_eq!(refused(world.act(office(OFFICER), take_down(id))), Code::ActivityState);
    world.act(office(REVIEWER), approve(id)).unwrap();
    world.admitted(id, VOLUNTEER);
    world.admitted(id, SECOND);
    let service = hospital().service;
    world.at(service.start);
    world.check_in(id, VOLUNTEER).unwrap();
    assert_eq!(refused(world.act(office(OFFICER), take_down(id))), Code::ActivityAttendanceOpen);
    world.at(service.start + HOUR);
    world.check_out(id, VOLUNTEER).unwrap();
    world.agreed(id, VOLUNTEER, 60);
    world.rated(id, VOLUNTEER);
    world.settle(owner(ELDER), id, VOLUNTEER).unwrap();
    assert_eq!(world.hold(id), 240);
    let events = world.act(office(OFFICER), take_down(id)).unwrap();
    assert!(matches!(events.as_slice(), [Event::ActivityReturned { taken_down: true, .. }]));
    // Who is settled stays settled; the others are free to go.
    assert_eq!((world.hold(id), world.gained(ELDER)), (0, -60));
    assert_eq!(world.enrolment(id, VOLUNTEER).state, EnrolmentState::Settled);
    assert_eq!(refused(world.check_in(id, SECOND)), Code::ActivityState);
    world.act(everyday(SECOND), ExecuteMsg::WithdrawEnrolment { id }).unwrap();

    // Submitted again, only the seats that are left are held.
    world.act(owner(ELDER), ExecuteMsg::Submit { id, revision: 1 }).unwrap();
    assert_eq!(world.hold(id), 240);
}

#[test]
fn an_approval_fills_seats_that_an_edit_added() {
    let mut world = World::new();
    let one = ActivityInput { seats: 1, ..party() };
    let id = world.approved(one);
    assert_eq!(world.enrol(id, VOLUNTEER), EnrolmentState::Admitted);
    assert_eq!(world.enrol(id, SECOND), EnrolmentState::Waitlisted);
    assert_eq!(world.enrol(id, THIRD), EnrolmentState::Waitlisted);
    let edit = ExecuteMsg::Edit { id, revision: 1, activity: party() };
    world.act(office(OFFICER), edit).unwrap();
    assert_eq!(world.enrolment(id, SECOND).state, EnrolmentState::Waitlisted);
    let events = world.act(office(REVIEWER), ExecuteMsg::Approve { id, revision: 2 }).unwrap();
    let moved: Vec<_> = events
        .iter()
        .filter_map(|event| match event {
            Event::MovedUp { participant, .. } => Some(*participant),
            _ => None,
        })
        .collect();
    assert_eq!(moved, [SECOND, THIRD]);
    assert_eq!((world.activity(id).taken, world.activity(id).waitlisted), (3, 0));
}
