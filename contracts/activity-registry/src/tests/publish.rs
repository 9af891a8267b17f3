use crate::testing::*;
use timebank_api::activity_registry::*;
use timebank_api::rulebook::{Rounding, Weight};
use timebank_api::{Actor, Code, Event};

fn draft(world: &mut World, activity: ActivityInput) -> Result<u64, Code> {
    match world.act(everyday(ELDER), ExecuteMsg::Draft { activity }) {
        Ok(events) => match events.as_slice() {
            [Event::ActivityDrafted { activity, .. }] => Ok(*activity),
            _ => panic!("{events:?}"),
        },
        Err(error) => Err(error.code()),
    }
}

#[test]
fn draft_commits_nothing_and_keeps_every_word() {
    let mut world = World::new();
    let input = ActivityInput { text: Some([9; 32].into()), ..hospital() };
    let id = draft(&mut world, input.clone()).unwrap();
    let activity = world.activity(id);
    assert_eq!(activity.activity, input);
    assert_eq!((activity.state, activity.revision), (State::Draft, 1));
    assert_eq!((activity.terms, activity.reason), (None, None));
    assert_eq!(world.gained(ELDER), 0);
    assert_eq!(draft(&mut world, hospital()), Ok(2));
}

#[test]
fn input_that_cannot_be_an_activity_is_refused() {
    let window = |start, end| Window { start, end };
    let cases = [
        (Code::TextInvalid, ActivityInput { title: " ".into(), ..hospital() }),
        (Code::TextInvalid, ActivityInput { title: "长".repeat(81), ..hospital() }),
        (Code::TextInvalid, ActivityInput { summary: "长".repeat(501), ..hospital() }),
        (Code::TextInvalid, ActivityInput { place: String::new(), ..hospital() }),
        (Code::TextInvalid, ActivityInput { text: Some([9; 31].into()), ..hospital() }),
        (Code::ActivityTimes, ActivityInput { registration: window(5, 5), ..hospital() }),
        (Code::ActivityTimes, ActivityInput { service: window(START + 60, START), ..hospital() }),
        (Code::ActivityTimes, ActivityInput { service: window(START + DAY, START + DAY + 59), ..hospital() }),
        (
            Code::ActivityTimes,
            ActivityInput { service: window(START + DAY, START + 2 * DAY + 1), ..hospital() },
        ),
        (Code::ActivityTimes, ActivityInput { service: window(START, START + DAY - 1), ..hospital() }),
        (Code::ActivitySeats, ActivityInput { seats: 0, ..hospital() }),
        (Code::ActivitySeats, ActivityInput { seats: MAX_SEATS + 1, ..hospital() }),
        (Code::ActivityReward, ActivityInput { reward: Reward::PerParticipant { minutes: 0 }, ..hospital() }),
        (
            Code::ActivityReward,
            ActivityInput { reward: Reward::PerParticipant { minutes: 1_441 }, ..hospital() },
        ),
        (Code::ActivityReward, ActivityInput { reward: Reward::PerHour { minutes: 721 }, ..hospital() }),
        (Code::ActivityReward, ActivityInput { reward: Reward::PerHour { minutes: u32::MAX }, ..hospital() }),
        (Code::KeyInvalid, ActivityInput { attendance_key: vec![2; 32].into(), ..hospital() }),
        (Code::KeyInvalid, ActivityInput { attendance_key: vec![4; 33].into(), ..hospital() }),
    ];
    let mut world = World::new();
    for (code, input) in cases {
        assert_eq!(draft(&mut world, input.clone()), Err(code), "{input:?}");
    }
    let longest =
        ActivityInput { service: Window { start: START + DAY, end: START + 2 * DAY }, ..hospital() };
    assert_eq!(draft(&mut world, longest), Ok(1));
}

#[test]
fn submission_holds_what_every_seat_can_cost() {
    let mut world = World::new();
    world.rules.borrow_mut().as_mut().unwrap().1.weights =
        vec![Weight { category: Category::Medical, percent: 150, skill: None, band: None }];
    let input = ActivityInput { seats: 4, ..hospital() };
    let id = draft(&mut world, input).unwrap();
    let submit = ExecuteMsg::Submit { id, revision: 1 };
    assert_eq!(refused(world.act(everyday(ELDER), submit.clone())), Code::ScopeInsufficient);
    assert_eq!(refused(world.act(office(ELDER), submit.clone())), Code::ScopeInsufficient);
    assert_eq!(refused(world.act(owner(STRANGER), submit.clone())), Code::NotAdministrator);
    assert_eq!(
        refused(world.act(owner(ELDER), ExecuteMsg::Submit { id, revision: 2 })),
        Code::ActivityRevision
    );
    assert_eq!(
        refused(world.act(owner(ELDER), ExecuteMsg::Submit { id: 9, revision: 1 })),
        Code::ActivityUnknown
    );
    let events = world.act(owner(ELDER), submit.clone()).unwrap();
    let [Event::ActivitySubmitted { revision: 1, by: ELDER, terms, .. }] = events.as_slice() else {
        panic!("{events:?}");
    };
    assert_eq!((terms.per_seat, terms.weight_percent, terms.pack), (180, 150, 1));
    assert_eq!((world.hold(id), world.gained(ELDER)), (720, -720));
    assert_eq!(refused(world.act(owner(ELDER), submit)), Code::ActivityState);
}

#[test]
fn publishing_more_than_the_balance_leaves_nothing() {
    let mut world = World::new();
    world.token_refuses = Some(Code::InsufficientTime);
    let publish = ExecuteMsg::Publish { activity: hospital() };
    assert_eq!(refused(world.act(owner(ELDER), publish)), Code::InsufficientTime);
    assert_eq!(
        world.ask::<ActivityResponse>(QueryMsg::Activity { id: 1 }).unwrap_err().code(),
        Code::ActivityUnknown
    );
}

#[test]
fn issuance_needs_the_role_and_the_office_key() {
    let mut world = World::new();
    let publish = || ExecuteMsg::Publish { activity: party() };
    assert_eq!(refused(world.act(office(ELDER), publish())), Code::RoleMissing);
    assert_eq!(refused(world.act(owner(OFFICER), publish())), Code::ScopeInsufficient);
    world.act(office(OFFICER), publish()).unwrap();
    // An own balance is not the office's to spend.
    let own = ExecuteMsg::Publish { activity: hospital() };
    assert_eq!(refused(world.act(office(OFFICER), own)), Code::ScopeInsufficient);
}

#[test]
fn submission_needs_a_pack_a_worth_and_a_future() {
    let mut world = World::new();
    let publish = || ExecuteMsg::Publish { activity: hospital() };
    let rules = world.rules.replace(None);
    assert_eq!(refused(world.act(owner(ELDER), publish())), Code::PackUnknown);
    world.rules.replace(rules);
    world.rules.borrow_mut().as_mut().unwrap().1.rounding = Rounding::Floor { step: 240 };
    assert_eq!(refused(world.act(owner(ELDER), publish())), Code::ActivityReward);
    world.rules.borrow_mut().as_mut().unwrap().1 = pack();
    world.at(hospital().service.end);
    assert_eq!(refused(world.act(owner(ELDER), publish())), Code::ActivityTimes);
    world.at(hospital().service.end - 1);
    world.act(owner(ELDER), publish()).unwrap();
}

fn edit(id: u64, revision: u32, activity: ActivityInput) -> ExecuteMsg {
    ExecuteMsg::Edit { id, revision, activity }
}

#[test]
fn who_moved_cannot_submit_at_the_branch_that_was_left() {
    let mut world = World::new();
    let id = draft(&mut world, hospital()).unwrap();
    let submit = || ExecuteMsg::Submit { id, revision: 1 };
    let moved = Actor { branch: 2, ..owner(ELDER) };
    assert_eq!(refused(world.act(moved, submit())), Code::OtherBranch);
    world.act(owner(ELDER), submit()).unwrap();
}

#[test]
fn editing_a_draft_keeps_it_a_draft() {
    let mut world = World::new();
    let id = draft(&mut world, hospital()).unwrap();
    let changed = ActivityInput { title: "陪诊".into(), seats: 2, ..hospital() };
    assert_eq!(refused(world.act(everyday(STRANGER), edit(id, 1, changed.clone()))), Code::NotAdministrator);
    let events = world.act(everyday(ELDER), edit(id, 1, changed.clone())).unwrap();
    assert!(matches!(events.as_slice(), [Event::ActivityEdited { revision: 2, .. }]));
    let activity = world.activity(id);
    assert_eq!((activity.state, activity.revision, activity.activity), (State::Draft, 2, changed));
    // A signature under the first revision no longer counts.
    let submit = ExecuteMsg::Submit { id, revision: 1 };
    assert_eq!(refused(world.act(owner(ELDER), submit)), Code::ActivityRevision);
}

#[test]
fn editing_an_approved_activity_sends_it_back_to_review_with_a_new_hold() {
    let mut world = World::new();
    let id = world.approved(hospital());
    world.admitted(id, VOLUNTEER);
    world.act(owner(ELDER), ExecuteMsg::AddCoAdministrator { id, member: HELPER }).unwrap();
    let changed = ActivityInput { seats: 2, reward: Reward::PerHour { minutes: 30 }, ..hospital() };
    assert_eq!(refused(world.act(everyday(ELDER), edit(id, 1, changed.clone()))), Code::ScopeInsufficient);
    assert_eq!(refused(world.act(owner(ELDER), edit(id, 2, changed.clone()))), Code::ActivityRevision);
    world.act(owner(ELDER), edit(id, 1, changed)).unwrap();
    let activity = world.activity(id);
    assert_eq!((activity.state, activity.revision), (State::Submitted, 2));
    assert_eq!(activity.co_administrators, [HELPER]);
    assert_eq!((world.hold(id), world.gained(ELDER)), (120, -120));
    // The participant stays, but nothing happens before the next approval.
    let decline = ExecuteMsg::Decline { id, participant: VOLUNTEER, reason: "no".into() };
    assert_eq!(refused(world.act(owner(ELDER), decline)), Code::ActivityState);
    assert_eq!(
        refused(world.act(office(REVIEWER), ExecuteMsg::Approve { id, revision: 1 })),
        Code::ActivityRevision
    );
    world.act(office(REVIEWER), ExecuteMsg::Approve { id, revision: 2 }).unwrap();
    assert_eq!(world.enrolment(id, VOLUNTEER).state, EnrolmentState::Admitted);
    assert_eq!(world.activity(id).taken, 1);
}

#[test]
fn an_edit_can_change_who_pays() {
    let mut world = World::new();
    let id = world.approved(party());
    assert_eq!(world.hold(id), 270);
    let own = ActivityInput { payer: Payer::OwnBalance, ..party() };
    assert_eq!(refused(world.act(office(OFFICER), edit(id, 1, own.clone()))), Code::ScopeInsufficient);
    world.act(owner(OFFICER), edit(id, 1, own)).unwrap();
    assert_eq!((world.hold(id), world.gained(OFFICER)), (270, -270));
    world.act(office(OFFICER), edit(id, 2, party())).unwrap();
    assert_eq!((world.hold(id), world.gained(OFFICER)), (0, 0));
}

#[test]
fn no_edit_once_it_has_started_or_somebody_attends_or_seats_are_taken() {
    let mut world = World::new();
    let id = world.approved(party());
    world.admitted(id, VOLUNTEER);
    world.admitted(id, SECOND);
    let fewer = ActivityInput { seats: 1, ..party() };
    assert_eq!(refused(world.act(office(OFFICER), edit(id, 1, fewer))), Code::ActivitySeats);
    world.at(party().service.start - 60);
    world.check_in(id, VOLUNTEER).unwrap();
    assert_eq!(refused(world.act(office(OFFICER), edit(id, 1, party()))), Code::ActivityAttendanceOpen);
    world.at(party().service.start);
    assert_eq!(refused(world.act(office(OFFICER), edit(id, 1, party()))), Code::ActivityStarted);
    let other = world.publish(hospital());
    world.act(owner(ELDER), ExecuteMsg::Withdraw { id: other, reason: "x".into() }).unwrap();
    assert_eq!(refused(world.act(owner(ELDER), edit(other, 1, hospital()))), Code::ActivityState);
}

fn withdraw(id: u64) -> ExecuteMsg {
    ExecuteMsg::Withdraw { id, reason: "生病了".into() }
}

#[test]
fn withdrawal_gives_the_hold_back_and_ends_it() {
    let mut world = World::new();
    for approved in [false, true] {
        for input in [hospital(), party()] {
            let id = if approved { world.approved(input) } else { world.publish(input) };
            let payer = world.payer(id);
            let events = world.act(payer.clone(), withdraw(id)).unwrap();
            assert!(matches!(events.as_slice(), [Event::ActivityCancelled { by: Some(_), .. }]));
            let activity = world.activity(id);
            assert_eq!(activity.state, State::Cancelled);
            assert_eq!(activity.reason.as_deref(), Some("生病了"));
            assert_eq!((world.hold(id), world.gained(ELDER)), (0, 0));
            assert_eq!(refused(world.act(payer, withdraw(id))), Code::ActivityState);
            assert_eq!(refused(world.act(everyday(VOLUNTEER), enrolling(id))), Code::ActivityState);
        }
    }
}

#[test]
fn withdrawal_is_the_publishers_and_not_after_somebody_attended() {
    let mut world = World::new();
    let id = world.approved(party());
    assert_eq!(refused(world.act(office(REVIEWER), withdraw(id))), Code::NotAdministrator);
    assert_eq!(refused(world.act(owner(OFFICER), withdraw(id))), Code::ScopeInsufficient);
    let wordless = ExecuteMsg::Withdraw { id, reason: String::new() };
    assert_eq!(refused(world.act(office(OFFICER), wordless)), Code::TextInvalid);
    world.admitted(id, VOLUNTEER);
    world.at(party().service.start);
    world.check_in(id, VOLUNTEER).unwrap();
    assert_eq!(refused(world.act(office(OFFICER), withdraw(id))), Code::ActivityAttendanceOpen);
    world.at(party().service.start + HOUR);
    world.check_out(id, VOLUNTEER).unwrap();
    world.agreed(id, VOLUNTEER, 60);
    world.rated(id, VOLUNTEER);
    world.settle(office(OFFICER), id, VOLUNTEER).unwrap();
    assert_eq!(refused(world.act(office(OFFICER), withdraw(id))), Code::ActivityStarted);
}

#[test]
fn co_administrators_are_named_by_the_publisher_with_the_key_that_pays() {
    let mut world = World::new();
    let id = world.approved(party());
    let add = |member| ExecuteMsg::AddCoAdministrator { id, member };
    let remove = |member| ExecuteMsg::RemoveCoAdministrator { id, member };
    assert_eq!(refused(world.act(owner(OFFICER), add(HELPER))), Code::ScopeInsufficient);
    assert_eq!(refused(world.act(office(HELPER), add(HELPER))), Code::NotAdministrator);
    assert_eq!(refused(world.act(office(OFFICER), add(99))), Code::MemberUnknown);
    assert_eq!(refused(world.act(office(OFFICER), add(OFFICER))), Code::CoAdministratorExists);
    world.admitted(id, VOLUNTEER);
    assert_eq!(refused(world.act(office(OFFICER), add(VOLUNTEER))), Code::OwnActivity);
    let events = world.act(office(OFFICER), add(HELPER)).unwrap();
    assert_eq!(events, [Event::CoAdministratorAdded { activity: id, member: HELPER, by: OFFICER }]);
    assert_eq!(refused(world.act(office(OFFICER), add(HELPER))), Code::CoAdministratorExists);
    // One co-administrator cannot name the next.
    assert_eq!(refused(world.act(office(HELPER), add(STRANGER))), Code::NotAdministrator);
    for member in [ELDER, SECOND, THIRD, STRANGER] {
        world.act(office(OFFICER), add(member)).unwrap();
    }
    assert_eq!(refused(world.act(office(OFFICER), add(FOREIGN))), Code::TooMany);
    world.act(office(OFFICER), remove(HELPER)).unwrap();
    assert_eq!(refused(world.act(office(OFFICER), remove(HELPER))), Code::NotAdministrator);
    assert_eq!(world.activity(id).co_administrators, [ELDER, SECOND, THIRD, STRANGER]);
    world.act(office(OFFICER), withdraw(id)).unwrap();
    assert_eq!(refused(world.act(office(OFFICER), add(HELPER))), Code::ActivityState);
}
