use crate::testing::*;
use timebank_api::activity_registry::*;
use timebank_api::{Actor, Code, Event};
use timebank_intent::AttendanceSide::{End, Start};

fn check_in(world: &mut World, id: u64, code: AttendanceCode) -> Result<Vec<Event>, Code> {
    world.act(everyday(VOLUNTEER), ExecuteMsg::CheckIn { id, code }).map_err(|error| error.code())
}

fn check_out(world: &mut World, id: u64, code: AttendanceCode) -> Result<Vec<Event>, Code> {
    world.act(everyday(VOLUNTEER), ExecuteMsg::CheckOut { id, code }).map_err(|error| error.code())
}

fn on_site() -> (World, u64) {
    let mut world = World::new();
    let id = world.approved(hospital());
    world.admitted(id, VOLUNTEER);
    world.at(hospital().service.start);
    (world, id)
}

#[test]
fn a_code_is_good_for_two_steps_back_and_one_ahead() {
    for (offset, expected) in
        [(-3, Err(Code::CodeExpired)), (-2, Ok(())), (0, Ok(())), (1, Ok(())), (2, Err(Code::CodeExpired))]
    {
        let (mut world, id) = on_site();
        let step = world.step().checked_add_signed(offset).unwrap();
        let code = world.code(id, Start, step);
        assert_eq!(check_in(&mut world, id, code).map(|_| ()), expected, "{offset}");
    }
}

#[test]
fn a_foreign_or_forged_code_is_refused() {
    let (mut world, id) = on_site();
    let step = world.step();
    let other = world.code(id + 1, Start, step);
    assert_eq!(check_in(&mut world, id, other), Err(Code::CodeInvalid));
    let wrong_side = world.code(id, End, step);
    assert_eq!(check_in(&mut world, id, wrong_side), Err(Code::CodeInvalid));
    let mut renumbered = world.code(id, Start, step);
    renumbered.step += 1;
    assert_eq!(check_in(&mut world, id, renumbered), Err(Code::CodeInvalid));
    let chain = std::mem::replace(&mut world.env.block.chain_id, "other-chain".into());
    let other_chain = world.code(id, Start, step);
    world.env.block.chain_id = chain;
    assert_eq!(check_in(&mut world, id, other_chain), Err(Code::CodeInvalid));
    for signature in [vec![], vec![0; 64], vec![1; 63], vec![255; 64]] {
        let code = AttendanceCode { step, signature: signature.into() };
        assert_eq!(check_in(&mut world, id, code), Err(Code::CodeInvalid));
    }
    assert_eq!(world.enrolment(id, VOLUNTEER).state, EnrolmentState::Admitted);
}

#[test]
fn a_key_that_is_no_point_of_the_curve_opens_nothing() {
    let mut world = World::new();
    let mut key = vec![2; 1];
    key.extend([255; 32]);
    let id = world.approved(ActivityInput { attendance_key: key.into(), ..hospital() });
    world.admitted(id, VOLUNTEER);
    world.at(hospital().service.start);
    assert_eq!(refused(world.check_in(id, VOLUNTEER)), Code::CodeInvalid);
}

#[test]
fn the_end_needs_a_later_step_than_the_beginning() {
    let (mut world, id) = on_site();
    let step = world.step();
    let code = world.code(id, Start, step);
    check_in(&mut world, id, code.clone()).unwrap();
    assert_eq!(check_out(&mut world, id, code), Err(Code::CodeReplayed));
    let same_step = world.code(id, End, step);
    assert_eq!(check_out(&mut world, id, same_step), Err(Code::CodeReplayed));
    let start_code = world.code(id, Start, step + 1);
    assert_eq!(check_out(&mut world, id, start_code), Err(Code::CodeInvalid));
    let next = world.code(id, End, step + 1);
    let events = check_out(&mut world, id, next).unwrap();
    assert_eq!(
        events,
        [Event::Attendance {
            activity: id,
            participant: VOLUNTEER,
            side: AttendanceSide::End,
            at: world.now(),
            by: Some(VOLUNTEER)
        }]
    );
}

#[test]
fn attendance_has_its_time() {
    let service = hospital().service;
    let (mut world, id) = on_site();
    world.at(service.start - CHECK_IN_EARLY - 1);
    assert_eq!(refused(world.check_in(id, VOLUNTEER)), Code::AttendanceTime);
    world.at(service.end);
    assert_eq!(refused(world.check_in(id, VOLUNTEER)), Code::AttendanceTime);
    world.at(service.start - CHECK_IN_EARLY);
    world.check_in(id, VOLUNTEER).unwrap();
    assert_eq!(refused(world.check_in(id, VOLUNTEER)), Code::EnrolmentState);
    world.at(service.end + CHECK_OUT_GRACE);
    assert_eq!(refused(world.check_out(id, VOLUNTEER)), Code::AttendanceTime);
    world.at(service.end + CHECK_OUT_GRACE - 1);
    world.check_out(id, VOLUNTEER).unwrap();
    let part = world.enrolment(id, VOLUNTEER);
    assert_eq!(part.started, Some(service.start - CHECK_IN_EARLY));
    assert_eq!(part.ended, Some(service.end + CHECK_OUT_GRACE - 1));
    assert_eq!(part.due, Some(world.now() + pack().confirm_deadline));
}

#[test]
fn only_the_admitted_check_in() {
    let mut world = World::new();
    let id = world.approved(hospital());
    world.enrol(id, VOLUNTEER);
    world.enrol(id, SECOND);
    world.at(hospital().service.start);
    assert_eq!(refused(world.check_in(id, VOLUNTEER)), Code::EnrolmentState);
    assert_eq!(refused(world.check_in(id, SECOND)), Code::EnrolmentState);
    assert_eq!(refused(world.check_in(id, STRANGER)), Code::EnrolmentUnknown);
    assert_eq!(refused(world.check_out(id, VOLUNTEER)), Code::EnrolmentState);
}

fn record(world: &mut World, actor: Actor, id: u64, side: AttendanceSide) -> Result<Vec<Event>, Code> {
    world
        .act(actor, ExecuteMsg::RecordAttendance { id, participant: VOLUNTEER, side })
        .map_err(|error| error.code())
}

#[test]
fn an_administrators_word_counts_with_the_key_that_pays() {
    let (mut world, id) = on_site();
    let start = AttendanceSide::Start;
    assert_eq!(record(&mut world, office(ELDER), id, start), Err(Code::ScopeInsufficient));
    assert_eq!(record(&mut world, owner(STRANGER), id, start), Err(Code::NotAdministrator));
    assert_eq!(record(&mut world, owner(VOLUNTEER), id, start), Err(Code::OwnCase));
    let events = record(&mut world, owner(ELDER), id, start).unwrap();
    assert!(matches!(events.as_slice(), [Event::Attendance { by: Some(ELDER), .. }]));
    // The step counts as if it had been a code.
    let step = world.step();
    let same = world.code(id, End, step);
    assert_eq!(check_out(&mut world, id, same), Err(Code::CodeReplayed));
    record(&mut world, owner(ELDER), id, AttendanceSide::End).unwrap();
    assert_eq!(world.enrolment(id, VOLUNTEER).state, EnrolmentState::Attended);
}

#[test]
fn a_co_administrator_records_under_the_own_name() {
    let mut world = World::new();
    let id = world.approved(party());
    world.act(office(OFFICER), ExecuteMsg::AddCoAdministrator { id, member: HELPER }).unwrap();
    world.admitted(id, VOLUNTEER);
    world.at(party().service.start);
    let start = AttendanceSide::Start;
    assert_eq!(record(&mut world, owner(HELPER), id, start), Err(Code::ScopeInsufficient));
    let events = record(&mut world, office(HELPER), id, start).unwrap();
    assert!(matches!(events.as_slice(), [Event::Attendance { by: Some(HELPER), .. }]));
}
