use crate::testing::*;
use timebank_api::training::*;
use timebank_api::{Code, Event};

#[test]
fn attend_is_the_trainers_word_on_a_session_that_has_begun() {
    let mut world = World::new();
    let id = world.open(first_aid());
    world.enrol(id, 6).unwrap();
    assert_eq!(refused(world.attend(id, 0, &[6])), Code::AttendanceTime);
    world.at(START + 2 * DAY);
    assert_eq!(refused(world.attend(id, 3, &[6])), Code::CourseSessions);
    assert_eq!(refused(world.attend(id, 1, &[6])), Code::AttendanceTime);
    assert_eq!(refused(world.attend(id, 0, &[7])), Code::EnrolmentUnknown);
    assert_eq!(refused(world.attend(id, 0, &[])), Code::TooMany);
    assert_eq!(refused(world.attend(id, 0, &[6; 11])), Code::TooMany);
    let attend = |present| ExecuteMsg::Attend { id, session: 0, participants: vec![6], present };
    assert_eq!(refused(world.act(owner(6), attend(true))), Code::NotTrainer);
    assert_eq!(refused(world.act(office(AUTHOR), attend(true))), Code::NotTrainer);
    assert_eq!(refused(world.act(everyday(TRAINER), attend(true))), Code::ScopeInsufficient);
    world.attend(id, 0, &[6]).unwrap();
    assert_eq!(world.place(id, 6).attended, [0]);
    world.act(owner(TRAINER), attend(false)).unwrap();
    assert_eq!(world.place(id, 6).attended, [0; 0]);
}

#[test]
fn pass_asks_for_enough_sessions_and_certifies() {
    let mut world = World::new();
    let id = world.open(first_aid());
    world.enrol(id, 6).unwrap();
    world.enrol(id, 7).unwrap();
    world.at(START + 2 * DAY);
    assert_eq!(refused(world.pass(id, &[6])), Code::CourseState);
    world.attend(id, 0, &[6, 7]).unwrap();
    assert_eq!(refused(world.pass(id, &[6])), Code::CourseAttendance);
    world.at(START + 3 * DAY);
    world.attend(id, 1, &[6]).unwrap();
    assert_eq!(refused(world.pass(id, &[6, 7])), Code::CourseAttendance);
    assert!(!world.passed(id, 6).passed);
    let events = world.pass(id, &[6]).unwrap();
    let contents = Certificate {
        status: CertificateStatus::Valid,
        issuer: Issuer::Branch { branch: 1 },
        course: id,
        member: 6,
        issued: START + 3 * DAY,
        valid_until: START + 3 * DAY + YEAR,
        holder: holder(6),
    };
    let result = Event::CourseResult { course: id, participant: 6, passed: true, by: TRAINER };
    assert_eq!(events, [result, Event::CertificateIssued { certificate: 1, contents }]);
    let passed = world.passed(id, 6);
    assert_eq!((passed.passed, passed.certificate), (true, Some(1)));
    assert_eq!(refused(world.pass(id, &[6])), Code::EnrolmentState);
    let fail = |member| ExecuteMsg::Fail { id, participants: vec![member] };
    assert_eq!(refused(world.act(owner(TRAINER), fail(6))), Code::EnrolmentState);
    world.act(owner(TRAINER), fail(7)).unwrap();
    assert_eq!(refused(world.pass(id, &[7])), Code::EnrolmentState);
    let withdraw = ExecuteMsg::WithdrawEnrolment { id };
    assert_eq!(refused(world.act(everyday(7), withdraw)), Code::EnrolmentState);
}

#[test]
fn pass_twice_in_one_message_counts_once() {
    let mut world = World::new();
    let id = world.attended(first_aid(), &[6]);
    assert_eq!(refused(world.pass(id, &[6, 6])), Code::EnrolmentState);
}

#[test]
fn a_course_without_certificate_is_passed_all_the_same() {
    let mut world = World::new();
    let id = world.held(CourseInput { certificate: Certified::No, ..first_aid() }, &[6]);
    let passed = world.passed(id, 6);
    assert_eq!((passed.passed, passed.certificate), (true, None));
    assert_eq!(
        refused(world.ask::<CertificateResponse>(QueryMsg::Certificate { id: 1 })),
        Code::CertificateUnknown
    );
}

#[test]
fn another_run_counts_as_the_first() {
    let mut world = World::new();
    let first = world.held(first_aid(), &[6]);
    let run = CourseInput { counts_as: Some(first), certificate: Certified::Lasting, ..first_aid() };
    let second = world.held(run.clone(), &[7, 6]);
    assert!(world.passed(first, 7).passed && !world.passed(second, 7).passed);
    assert_eq!(world.passed(first, 6).certificate, Some(3));
    let of_run = CourseInput { counts_as: Some(second), ..first_aid() };
    assert_eq!(
        refused(world.act(office(AUTHOR), ExecuteMsg::Draft { course: of_run })),
        Code::CourseBuildsOn
    );
    assert_eq!(refused(world.act(office(FOREIGN), ExecuteMsg::Draft { course: run })), Code::CourseBuildsOn);
}
