use crate::testing::*;
use cosmwasm_std::HexBinary;
use timebank_api::activity_registry::Window;
use timebank_api::training::*;
use timebank_api::{Code, Event};

#[test]
fn a_course_goes_from_draft_to_completed() {
    let mut world = World::new();
    let id = world.draft(first_aid());
    assert_eq!((world.course(id).state, world.course(id).course), (CourseState::Draft, first_aid()));
    world.act(office(AUTHOR), ExecuteMsg::Submit { id, revision: 1 }).unwrap();
    world.act(office(REVIEWER), ExecuteMsg::Approve { id, revision: 1 }).unwrap();
    world.enrol(id, 6).unwrap();
    world.at(START + 2 * DAY);
    let events = world.attend(id, 0, &[6]).unwrap();
    assert_eq!(events[0], Event::CourseBegan { course: id, by: TRAINER });
    world.at(START + 3 * DAY);
    let events = world.attend(id, 1, &[6]).unwrap();
    assert_eq!((events.len(), world.course(id).state), (1, CourseState::Running));
    let complete = ExecuteMsg::Complete { id };
    assert_eq!(refused(world.act(office(AUTHOR), complete.clone())), Code::CourseUndecided);
    world.pass(id, &[6]).unwrap();
    assert_eq!(refused(world.act(office(FOREIGN), complete.clone())), Code::OtherBranch);
    world.act(office(SECOND), complete.clone()).unwrap();
    assert_eq!(world.course(id).state, CourseState::Completed);
    assert_eq!(refused(world.act(office(SECOND), complete)), Code::CourseState);
}

#[test]
fn draft_is_a_training_administrators_with_the_office_key() {
    let mut world = World::new();
    let draft = ExecuteMsg::Draft { course: first_aid() };
    assert_eq!(refused(world.act(office(REVIEWER), draft.clone())), Code::RoleMissing);
    assert_eq!(refused(world.act(owner(AUTHOR), draft.clone())), Code::ScopeInsufficient);
    assert_eq!(refused(world.direct(&contract("anybody"), draft)), Code::Unauthorized);
}

#[test]
fn draft_of_what_cannot_be_is_refused() {
    let mut world = World::new();
    let session = |start: u64, end: u64| Window { start: START + start, end: START + end };
    let window = |start: u64, end: u64| session(start, end);
    let input = first_aid;
    for (course, code) in [
        (CourseInput { title: String::new(), ..input() }, Code::TextInvalid),
        (CourseInput { text: Some(HexBinary::from([1; 31])), ..input() }, Code::TextInvalid),
        (CourseInput { sessions: vec![], ..input() }, Code::CourseSessions),
        (CourseInput { min_sessions: 0, ..input() }, Code::CourseSessions),
        (CourseInput { min_sessions: 4, ..input() }, Code::CourseSessions),
        (
            CourseInput { sessions: vec![session(DAY - 1, 2 * DAY)], min_sessions: 1, ..input() },
            Code::CourseTimes,
        ),
        (
            CourseInput { sessions: vec![session(3 * DAY, 2 * DAY)], min_sessions: 1, ..input() },
            Code::CourseTimes,
        ),
        (
            CourseInput { sessions: vec![session(DAY, DAY + 9), session(DAY + 8, DAY + 10)], ..input() },
            Code::CourseTimes,
        ),
        (CourseInput { registration: window(1, 1), ..input() }, Code::CourseTimes),
        (CourseInput { seats: 0, ..input() }, Code::CourseSeats),
        (CourseInput { seats: 501, ..input() }, Code::CourseSeats),
        (CourseInput { trainers: vec![], ..input() }, Code::CourseTrainers),
        (CourseInput { trainers: vec![TRAINER, TRAINER], ..input() }, Code::CourseTrainers),
        (CourseInput { trainers: (1..=9).collect(), ..input() }, Code::CourseTrainers),
        (CourseInput { trainers: vec![99], ..input() }, Code::MemberUnknown),
        (CourseInput { requires: vec![1], ..input() }, Code::CourseBuildsOn),
        (CourseInput { counts_as: Some(7), ..input() }, Code::CourseBuildsOn),
        (CourseInput { certificate: Certified::For { seconds: 0 }, ..input() }, Code::CourseCertificate),
    ] {
        let result = world.act(office(AUTHOR), ExecuteMsg::Draft { course: course.clone() });
        assert_eq!(refused(result), code, "{course:?}");
    }
    world.at(START + 5 * DAY);
    assert_eq!(refused(world.act(office(AUTHOR), ExecuteMsg::Draft { course: input() })), Code::CourseTimes);
}

#[test]
fn review_is_by_somebody_else_of_the_branch_and_of_one_revision() {
    let mut world = World::new();
    let id = world.draft(first_aid());
    let approve = |revision| ExecuteMsg::Approve { id, revision };
    assert_eq!(refused(world.act(office(REVIEWER), approve(1))), Code::CourseState);
    world.act(office(AUTHOR), ExecuteMsg::Submit { id, revision: 1 }).unwrap();
    assert_eq!(refused(world.act(office(AUTHOR), approve(1))), Code::OwnCase);
    assert_eq!(refused(world.act(office(TRAINER), approve(1))), Code::OwnCase);
    assert_eq!(refused(world.act(office(FOREIGN), approve(1))), Code::OtherBranch);
    let edit = |revision| ExecuteMsg::Edit { id, revision, course: first_aid() };
    assert_eq!(refused(world.act(office(SECOND), edit(1))), Code::NotAuthor);
    world.act(office(AUTHOR), edit(1)).unwrap();
    assert_eq!(refused(world.act(office(REVIEWER), approve(1))), Code::CourseRevision);
    assert_eq!(refused(world.act(office(AUTHOR), edit(1))), Code::CourseRevision);
    let reason = String::from("which room?");
    world.act(office(REVIEWER), ExecuteMsg::Return { id, revision: 2, reason }).unwrap();
    assert_eq!(world.course(id).state, CourseState::Draft);
    world.act(office(AUTHOR), ExecuteMsg::Submit { id, revision: 2 }).unwrap();
    world.act(office(SECOND), approve(2)).unwrap();
    assert_eq!(world.course(id).state, CourseState::Open);
}

#[test]
fn edit_of_an_open_course_goes_back_to_review_and_keeps_whoever_is_enrolled() {
    let mut world = World::new();
    let id = world.open(first_aid());
    for member in [6, 7, 8] {
        world.enrol(id, member).unwrap();
    }
    let edit = |revision, course| ExecuteMsg::Edit { id, revision, course };
    let fewer = CourseInput { seats: 1, ..first_aid() };
    assert_eq!(refused(world.act(office(AUTHOR), edit(1, fewer))), Code::CourseSeats);
    let pupil = CourseInput { trainers: vec![6], ..first_aid() };
    assert_eq!(refused(world.act(office(AUTHOR), edit(1, pupil))), Code::CourseTrainers);
    world.act(office(AUTHOR), edit(1, CourseInput { seats: 3, ..first_aid() })).unwrap();
    assert_eq!(world.course(id).state, CourseState::Submitted);
    assert_eq!(refused(world.enrol(id, 9)), Code::CourseState);
    let events = world.act(office(REVIEWER), ExecuteMsg::Approve { id, revision: 2 }).unwrap();
    assert_eq!(events[1], Event::CourseMovedUp { course: id, participant: 8 });
    assert_eq!(world.course(id).taken, 3);
}

#[test]
fn approve_after_the_last_session_is_refused() {
    let mut world = World::new();
    let id = world.draft(first_aid());
    world.act(office(AUTHOR), ExecuteMsg::Submit { id, revision: 1 }).unwrap();
    world.at(START + 10 * DAY);
    let approve = ExecuteMsg::Approve { id, revision: 1 };
    assert_eq!(refused(world.act(office(REVIEWER), approve)), Code::CourseTimes);
}

#[test]
fn cancel_ends_it_and_keeps_what_was_given() {
    let mut world = World::new();
    let id = world.attended(first_aid(), &[6, 7]);
    world.pass(id, &[6]).unwrap();
    let cancel = ExecuteMsg::Cancel { id, reason: "the trainer is ill".into() };
    assert_eq!(refused(world.act(office(FOREIGN), cancel.clone())), Code::OtherBranch);
    world.act(office(SECOND), cancel.clone()).unwrap();
    assert_eq!(refused(world.act(office(SECOND), cancel)), Code::CourseState);
    assert_eq!(refused(world.pass(id, &[7])), Code::CourseState);
    assert!(world.passed(id, 6).passed && !world.passed(id, 7).passed);
}

#[test]
fn set_trainers_replaces_who_decides() {
    let mut world = World::new();
    let id = world.open(first_aid());
    world.enrol(id, 6).unwrap();
    let set = |trainers: &[u64]| ExecuteMsg::SetTrainers { id, trainers: trainers.to_vec() };
    assert_eq!(refused(world.act(office(SECOND), set(&[6]))), Code::CourseTrainers);
    assert_eq!(refused(world.act(office(SECOND), set(&[]))), Code::CourseTrainers);
    assert_eq!(refused(world.act(office(FOREIGN), set(&[7]))), Code::OtherBranch);
    world.act(office(SECOND), set(&[7])).unwrap();
    world.at(START + 2 * DAY);
    assert_eq!(refused(world.attend(id, 0, &[6])), Code::NotTrainer);
    let attend = ExecuteMsg::Attend { id, session: 0, participants: vec![6], present: true };
    world.act(owner(7), attend).unwrap();
}

#[test]
fn courses_page_both_ways() {
    let mut world = World::new();
    for _ in 0..5 {
        world.draft(first_aid());
    }
    let page = |start_after, limit, descending| -> Vec<u64> {
        let question = QueryMsg::Courses { start_after, limit, descending };
        world.ask::<CoursesResponse>(question).unwrap().courses.iter().map(|course| course.id).collect()
    };
    assert_eq!(page(None, Some(2), None), [1, 2]);
    assert_eq!(page(Some(2), None, None), [3, 4, 5]);
    assert_eq!(page(None, Some(2), Some(true)), [5, 4]);
    assert_eq!(page(Some(2), None, Some(true)), [1]);
    assert_eq!(
        world.ask::<ConfigResponse>(QueryMsg::Config {}).unwrap().council,
        contract("council").to_string()
    );
}
