//! Who may take part, and what is reserved for it.

use crate::testing::*;
use proptest::prelude::*;
use timebank_api::activity_registry::*;
use timebank_api::permission::Contract;
use timebank_api::record::{credential_key, passed_key, AgeClass, Passed, Standing};
use timebank_api::rulebook::StarReward;
use timebank_api::{Actor, Code, Event};
use timebank_intent::credential_commitment;
use timebank_std::Error;

fn enrol(world: &mut World, id: u64, member: u64) -> Result<Vec<Event>, Error> {
    world.act(everyday(member), enrolling(id))
}

fn with(requirement: Requirement) -> ActivityInput {
    ActivityInput { seats: 5, requirements: vec![Requirement::Stars { min: 0 }, requirement], ..party() }
}

/// Two hours on a day from now, at an hour.
fn on(day: u64, hour: u64) -> ActivityInput {
    // START is 08:00 UTC, 16:00 at UTC+8.
    let start = START + day * DAY + hour * HOUR;
    let service = Window { start, end: start + 2 * HOUR };
    ActivityInput { registration: Window { start: START, end: service.end }, service, ..hospital() }
}

#[test]
fn a_course_or_certificate_opens_an_activity_at_once() {
    let mut world = World::new();
    let begins = hospital().service.start;
    let course = world.approved(with(Requirement::Course { course: 7 }));
    let certificate = world.approved(with(Requirement::Certificate { course: 7 }));
    let refusal = enrol(&mut world, course, VOLUNTEER).unwrap_err();
    // The second of the list.
    assert_eq!(refusal.to_string(), "enrolment.requirement (2)");
    let publish = |world: &World, certificate, valid_until| {
        let passed = Passed { certificate, valid_until };
        world.publishes(Contract::Training, passed_key(7, VOLUNTEER), passed.to_bytes());
    };
    publish(&world, 0, 0);
    enrol(&mut world, course, VOLUNTEER).unwrap();
    for (number, valid_until) in [(0, begins + 1), (3, begins)] {
        publish(&world, number, valid_until);
        assert_eq!(refused(enrol(&mut world, certificate, VOLUNTEER)), Code::RequirementMissing);
    }
    publish(&world, 3, begins + 1);
    enrol(&mut world, certificate, VOLUNTEER).unwrap();
    assert_eq!(refused(enrol(&mut world, certificate, SECOND)), Code::RequirementMissing);
}

#[test]
fn a_credential_is_shown_with_its_opening() {
    let mut world = World::new();
    let begins = hospital().service.start;
    let id = world.approved(with(Requirement::Credential { predicate: 4 }));
    let valid = |world: &World, until: u64| {
        let commitment = credential_commitment(VOLUNTEER, 4, &[9; 16]);
        let key = credential_key(VOLUNTEER, &commitment);
        world.publishes(Contract::MemberRegistry, key, until.to_be_bytes().to_vec());
    };
    valid(&world, begins);
    let opening = |predicate, salt: &[u8]| Opening { predicate, salt: salt.into() };
    let shows = |openings| ExecuteMsg::Enrol { id, openings };
    let right = opening(4, &[9; 16]);
    assert_eq!(refused(world.act(everyday(VOLUNTEER), shows(vec![right.clone()]))), Code::RequirementMissing);
    valid(&world, begins + 1);
    for wrong in [vec![], vec![opening(5, &[9; 16])], vec![opening(4, &[8; 16])]] {
        assert_eq!(refused(world.act(everyday(VOLUNTEER), shows(wrong))), Code::RequirementMissing);
    }
    let short = shows(vec![opening(4, &[9; 15])]);
    assert_eq!(refused(world.act(everyday(VOLUNTEER), short)), Code::MessageInvalid);
    assert_eq!(refused(world.act(everyday(VOLUNTEER), shows(vec![right.clone(); 9]))), Code::TooMany);
    // Another member's credential opens nothing.
    assert_eq!(refused(world.act(everyday(SECOND), shows(vec![right.clone()]))), Code::RequirementMissing);
    world.act(everyday(VOLUNTEER), shows(vec![opening(4, &[8; 16]), right])).unwrap();
}

#[test]
fn a_credential_is_still_valid_when_a_late_comer_enrols() {
    let mut world = World::new();
    let mut input = with(Requirement::Credential { predicate: 4 });
    input.registration.end = input.service.end;
    let begins = input.service.start;
    let id = world.approved(input);
    let key = credential_key(VOLUNTEER, &credential_commitment(VOLUNTEER, 4, &[9; 16]));
    let runs_out = begins + 60;
    world.publishes(Contract::MemberRegistry, key, runs_out.to_be_bytes().to_vec());
    let openings = vec![Opening { predicate: 4, salt: [9; 16].into() }];
    world.at(runs_out);
    let late = world.act(everyday(VOLUNTEER), ExecuteMsg::Enrol { id, openings: openings.clone() });
    assert_eq!(refused(late), Code::RequirementMissing);
    world.at(runs_out - 1);
    world.act(everyday(VOLUNTEER), ExecuteMsg::Enrol { id, openings }).unwrap();
}

#[test]
fn stars_age_and_branch_can_be_asked_for() {
    let mut world = World::new();
    let stars = world.approved(with(Requirement::Stars { min: 3 }));
    let elders = world.approved(with(Requirement::Age { min: AgeClass::From65 }));
    let branch = world.approved(with(Requirement::Branch { branch: 1 }));
    for id in [stars, elders] {
        assert_eq!(refused(enrol(&mut world, id, VOLUNTEER)), Code::RequirementMissing);
    }
    assert_eq!(refused(enrol(&mut world, branch, FOREIGN)), Code::RequirementMissing);
    world.standing(VOLUNTEER, Standing { stars: 3, ..Standing::default() });
    world.age(VOLUNTEER, AgeClass::From65);
    for id in [stars, elders, branch] {
        enrol(&mut world, id, VOLUNTEER).unwrap();
    }
    let many = ActivityInput { requirements: vec![Requirement::Branch { branch: 1 }; 9], ..party() };
    let publish = |activity| ExecuteMsg::Publish { activity };
    assert_eq!(refused(world.act(office(OFFICER), publish(many))), Code::TooMany);
    let six = with(Requirement::Stars { min: 6 });
    assert_eq!(refused(world.act(office(OFFICER), publish(six))), Code::MessageInvalid);
}

fn findings(world: &World, id: u64, participant: u64) -> FindingsResponse {
    world.ask(QueryMsg::Findings { id, participant }).unwrap()
}

#[test]
fn what_was_found_at_the_enrolment_is_kept_and_told() {
    let mut world = World::new();
    let begins = hospital().service.start;
    let requirements = vec![
        Requirement::Certificate { course: 7 },
        Requirement::Stars { min: 1 },
        Requirement::Age { min: AgeClass::Under60 },
        Requirement::Branch { branch: 1 },
    ];
    let id = world.approved(ActivityInput { seats: 2, requirements, ..party() });
    world.age(VOLUNTEER, AgeClass::Under60);
    let passed = |world: &World, certificate, valid_until| {
        let passed = Passed { certificate, valid_until };
        world.publishes(Contract::Training, passed_key(7, VOLUNTEER), passed.to_bytes());
    };
    passed(&world, 3, begins);
    let preview = findings(&world, id, VOLUNTEER);
    let finding = |requirement, met, found, valid_until| Finding { requirement, met, found, valid_until };
    // What there is, though it is not enough.
    let first = [finding(1, false, Some(3), Some(begins)), finding(2, false, Some(0), None)];
    let rest = [finding(3, true, None, None), finding(4, true, Some(1), None)];
    let expected = FindingsResponse { revision: 1, kept: false, findings: [first, rest].concat() };
    assert_eq!(preview, expected);
    for (stars, certificate, missing) in [(1, 3, "1"), (0, 4, "2")] {
        world.standing(VOLUNTEER, Standing { stars, ..Standing::default() });
        passed(&world, certificate, if certificate == 4 { u64::MAX } else { begins });
        let refusal = enrol(&mut world, id, VOLUNTEER).unwrap_err();
        assert_eq!(refusal.to_string(), format!("enrolment.requirement ({missing})"));
    }
    world.standing(VOLUNTEER, Standing { stars: 2, ..Standing::default() });
    let events = enrol(&mut world, id, VOLUNTEER).unwrap();
    let first = [finding(1, true, Some(4), None), finding(2, true, Some(2), None)];
    let kept = FindingsResponse { kept: true, findings: [first, rest].concat(), ..expected };
    let told = kept.findings.clone();
    let told = Event::RequirementsMet { activity: id, participant: VOLUNTEER, revision: 1, findings: told };
    assert_eq!(events.last(), Some(&told));
    // What becomes of it later changes nothing of what was found.
    passed(&world, 0, 0);
    assert_eq!(findings(&world, id, VOLUNTEER), kept);
    assert_eq!(findings(&world, id, SECOND).findings[0], finding(1, false, None, None));
}

#[test]
fn the_pack_says_who_may_give_and_who_may_pay() {
    let mut world = World::new();
    world.rule(|pack| {
        pack.provider_age = Some(AgeClass::Under60);
        pack.own_use_age = Some(AgeClass::From60);
    });
    let publish = ExecuteMsg::Publish { activity: hospital() };
    assert_eq!(refused(world.act(owner(ELDER), publish)), Code::AgeNotAllowed);
    world.age(ELDER, AgeClass::From60);
    let id = world.approved(ActivityInput { seats: 2, ..hospital() });
    world.age(VOLUNTEER, AgeClass::Under18);
    assert_eq!(refused(enrol(&mut world, id, VOLUNTEER)), Code::AgeNotAllowed);
    enrol(&mut world, id, SECOND).unwrap();
}

#[test]
fn a_suspended_right_comes_back_by_time() {
    let mut world = World::new();
    let id = world.approved(hospital());
    let until = START + HOUR;
    let standing = Standing { stars: 0, publishing_suspended: until, enrolling_suspended: until };
    world.standing(VOLUNTEER, standing);
    world.standing(ELDER, standing);
    let publish = ExecuteMsg::Publish { activity: hospital() };
    assert_eq!(refused(world.act(owner(ELDER), publish.clone())), Code::PublishingSuspended);
    assert_eq!(refused(enrol(&mut world, id, VOLUNTEER)), Code::EnrollingSuspended);
    world.at(until);
    world.act(owner(ELDER), publish).unwrap();
    enrol(&mut world, id, VOLUNTEER).unwrap();
}

#[test]
fn stars_enrol_earlier_earn_more_and_have_more_seats() {
    let mut world = World::new();
    world.rule(|pack| {
        pack.earn_cap_day = Some(120);
        pack.levels.rewards[1] = StarReward { early: HOUR, earn_cap_percent: 200, open_enrolments: 11 };
    });
    let input = |day, hour| ActivityInput {
        registration: Window { start: START + HOUR, end: START + 20 * DAY },
        service: on(day, hour).service,
        ..hospital()
    };
    world.standing(VOLUNTEER, Standing { stars: 2, ..Standing::default() });
    let (first, second, third) =
        (world.approved(input(20, 1)), world.approved(input(20, 3)), world.approved(input(20, 5)));
    assert_eq!(refused(enrol(&mut world, first, SECOND)), Code::EnrolmentClosed);
    enrol(&mut world, first, VOLUNTEER).unwrap();
    enrol(&mut world, second, VOLUNTEER).unwrap();
    assert_eq!(refused(enrol(&mut world, third, VOLUNTEER)), Code::EarnCap);
    world.at(START + HOUR);
    enrol(&mut world, third, SECOND).unwrap();
    assert_eq!(enrol(&mut world, second, SECOND).unwrap_err().to_string(), "enrolment.earn_cap (0)");
    // Ten seats to come without a star, here eleven with two.
    for (member, most) in [(SECOND, 10), (VOLUNTEER, 11)] {
        let mut day = 0;
        while world.agenda(member).len() < most {
            day += 1;
            let id = world.approved(input(20 + day, 1));
            enrol(&mut world, id, member).unwrap();
        }
        let id = world.approved(input(40, 1));
        assert_eq!(refused(enrol(&mut world, id, member)), Code::OpenEnrolments);
        // A seat of a cancelled activity counts no more.
        let cancelled = world.agenda(member)[2].activity;
        world.act(owner(ELDER), ExecuteMsg::Withdraw { id: cancelled, reason: "ill".into() }).unwrap();
        enrol(&mut world, id, member).unwrap();
    }
}

#[test]
fn a_seat_is_to_come_until_its_hour_begins() {
    let mut world = World::new();
    for day in 2..12 {
        let id = world.approved(on(day, 1));
        enrol(&mut world, id, VOLUNTEER).unwrap();
    }
    let more = world.approved(on(20, 1));
    let begins = on(2, 1).service.start;
    world.at(begins - 1);
    assert_eq!(refused(enrol(&mut world, more, VOLUNTEER)), Code::OpenEnrolments);
    world.at(begins);
    enrol(&mut world, more, VOLUNTEER).unwrap();
}

#[test]
fn a_day_is_one_of_utc_8_and_the_waitlist_reserves_too() {
    let mut world = World::new();
    world.rule(|pack| pack.earn_cap_day = Some(150));
    // 22:00 and 24:00 at UTC+8: two hours apart, two days.
    let (late, next) = (world.approved(on(1, 6)), world.approved(on(1, 8)));
    let (early, other) = (world.approved(on(1, 5)), world.approved(on(1, 9)));
    enrol(&mut world, late, SECOND).unwrap();
    enrol(&mut world, late, VOLUNTEER).unwrap();
    assert_eq!(world.enrolment(late, VOLUNTEER).state, EnrolmentState::Waitlisted);
    enrol(&mut world, next, VOLUNTEER).unwrap();
    assert_eq!(enrol(&mut world, early, VOLUNTEER).unwrap_err().to_string(), "enrolment.earn_cap (30)");
    assert_eq!(refused(enrol(&mut world, other, VOLUNTEER)), Code::EarnCap);
    world.act(everyday(VOLUNTEER), ExecuteMsg::WithdrawEnrolment { id: late }).unwrap();
    enrol(&mut world, early, VOLUNTEER).unwrap();
    let decline = ExecuteMsg::Decline { id: next, participant: VOLUNTEER, reason: "enough".into() };
    world.act(owner(ELDER), decline).unwrap();
    enrol(&mut world, other, VOLUNTEER).unwrap();
}

#[test]
fn an_edit_leaves_day_and_worth_to_those_who_enrolled_under_a_cap() {
    let mut world = World::new();
    world.rule(|pack| pack.earn_cap_day = Some(150));
    let id = world.approved(on(1, 1));
    let edit = |revision, activity| ExecuteMsg::Edit { id, revision, activity };
    enrol(&mut world, id, VOLUNTEER).unwrap();
    assert_eq!(refused(world.act(owner(ELDER), edit(1, on(3, 1)))), Code::SeatsReserved);
    let dearer = ActivityInput { reward: Reward::PerHour { minutes: 70 }, ..on(1, 1) };
    assert_eq!(refused(world.act(owner(ELDER), edit(1, dearer.clone()))), Code::SeatsReserved);
    world.act(owner(ELDER), edit(1, on(1, 2))).unwrap();
    world.act(everyday(VOLUNTEER), ExecuteMsg::WithdrawEnrolment { id }).unwrap();
    world.act(owner(ELDER), edit(2, dearer)).unwrap();
    world.act(owner(ELDER), edit(3, on(3, 1))).unwrap();
}

#[test]
fn the_limit_between_two_branches_is_reserved_at_enrolment() {
    let mut world = World::new();
    world.position((1, 2), 60, 300);
    let two = |world: &mut World| world.approved(ActivityInput { seats: 2, ..hospital() });
    let (first, second, third) = (two(&mut world), two(&mut world), two(&mut world));
    enrol(&mut world, first, FOREIGN).unwrap();
    // To the last minute.
    enrol(&mut world, second, FOREIGN).unwrap();
    world.position((1, 2), 50, 300);
    assert_eq!(enrol(&mut world, third, FOREIGN).unwrap_err().to_string(), "enrolment.branch_limit (10)");
    // The own branch has no limit; nor has what is minted.
    enrol(&mut world, third, VOLUNTEER).unwrap();
    let minted = world.approved(party());
    enrol(&mut world, minted, FOREIGN).unwrap();
    // Withdrawn, declined, cancelled, paid, or not come: each gives back what it had reserved (`World::check`).
    world.act(everyday(FOREIGN), ExecuteMsg::WithdrawEnrolment { id: first }).unwrap();
    enrol(&mut world, third, FOREIGN).unwrap();
    world.act(owner(ELDER), ExecuteMsg::Withdraw { id: third, reason: "ill".into() }).unwrap();
    enrol(&mut world, first, FOREIGN).unwrap();
    for id in [first, second] {
        world.admit(id, FOREIGN);
    }
    world.at(hospital().service.start);
    world.check_in(first, FOREIGN).unwrap();
    world.at(hospital().service.end);
    world.check_out(first, FOREIGN).unwrap();
    world.agreed(first, FOREIGN, 120);
    world.rated(first, FOREIGN);
    world.settle(owner(ELDER), first, FOREIGN).unwrap();
    assert_eq!(crate::state::pending(&world.deps.storage, 1, 2).unwrap(), 120);
    world.at(world.now() + DAY);
    world.tick();
    assert_eq!(crate::state::pending(&world.deps.storage, 1, 2).unwrap(), 0);
}

#[test]
fn an_activity_reserves_at_sixteen_branches_at_most() {
    let mut world = World::new();
    (2..20).for_each(|other| world.position((1, other), 0, 1_000));
    let id = world.approved(hospital());
    // Whoever waits reserves too.
    let guest = |member: u64, branch| Actor { branch, relayed_by: branch, ..everyday(member) };
    for other in 2..18 {
        world.act(guest(100 + u64::from(other), other), enrolling(id)).unwrap();
    }
    let late = guest(200, 18);
    assert_eq!(refused(world.act(late.clone(), enrolling(id))), Code::TooMany);
    world.act(guest(201, 17), enrolling(id)).unwrap();
    world.act(guest(201, 17), ExecuteMsg::WithdrawEnrolment { id }).unwrap();
    assert_eq!(refused(world.act(late.clone(), enrolling(id))), Code::TooMany);
    world.act(guest(117, 17), ExecuteMsg::WithdrawEnrolment { id }).unwrap();
    world.act(late, enrolling(id)).unwrap();
}

#[test]
fn a_block_keeps_two_members_apart_both_ways() {
    let mut world = World::new();
    let block = |member| ExecuteMsg::Block { member };
    assert_eq!(refused(world.act(everyday(ELDER), block(ELDER))), Code::BlockUnchanged);
    assert_eq!(refused(world.act(everyday(ELDER), block(99))), Code::MemberUnknown);
    for (by, other) in [(ELDER, VOLUNTEER), (SECOND, ELDER)] {
        let events = world.act(everyday(by), block(other)).unwrap();
        assert_eq!(events, [Event::MemberBlocked { member: by, other, by }]);
        assert_eq!(refused(world.act(everyday(by), block(other))), Code::BlockUnchanged);
    }
    let id = world.approved(ActivityInput { seats: 4, ..hospital() });
    assert_eq!(refused(enrol(&mut world, id, VOLUNTEER)), Code::EnrolmentBlocked);
    assert_eq!(refused(enrol(&mut world, id, SECOND)), Code::EnrolmentBlocked);
    enrol(&mut world, id, THIRD).unwrap();
    // Only who blocked can take it back.
    let unblock = |member| ExecuteMsg::Unblock { member };
    assert_eq!(refused(world.act(everyday(VOLUNTEER), unblock(ELDER))), Code::BlockUnchanged);
    world.act(everyday(VOLUNTEER), block(ELDER)).unwrap();
    let both: BlockResponse = world.ask(QueryMsg::Block { member: ELDER, other: VOLUNTEER }).unwrap();
    assert!(both.by_member && both.by_other);
    world.act(everyday(ELDER), unblock(VOLUNTEER)).unwrap();
    assert_eq!(refused(enrol(&mut world, id, VOLUNTEER)), Code::EnrolmentBlocked);
    world.act(everyday(VOLUNTEER), unblock(ELDER)).unwrap();
    enrol(&mut world, id, VOLUNTEER).unwrap();
}

/// What a member does about one of the activities.
#[derive(Debug, Clone, Copy)]
enum Does {
    Enrol,
    Withdraw,
    Decline,
    Cancel,
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_day_is_promised_more_than_its_cap(
        cap in 60u32..400, stars in 0u8..=5, rates in prop::collection::vec(1u32..120, 8),
        acts in prop::collection::vec((0usize..8, 0u8..8), 1..60),
    ) {
        let mut world = World::new();
        world.rule(|pack| pack.earn_cap_day = Some(cap));
        world.standing(VOLUNTEER, Standing { stars, ..Standing::default() });
        let percent = usize::from(stars).checked_sub(1)
            .map_or(100, |index| u64::from(pack().levels.rewards[index].earn_cap_percent));
        let ids: Vec<u64> = rates.iter().enumerate().map(|(index, rate)| {
            let reward = Reward::PerHour { minutes: *rate };
            let hour = u64::try_from(index).unwrap() * 3;
            world.approved(ActivityInput { reward, admission: Admission::Automatic, ..on(1, hour) })
        }).collect();
        for (which, act) in acts {
            let id = ids[which];
            let does = [Does::Enrol, Does::Enrol, Does::Enrol, Does::Enrol, Does::Withdraw, Does::Withdraw,
                Does::Decline, Does::Cancel][usize::from(act)];
            let before = world.agenda(VOLUNTEER);
            let worth = world.activity(id).terms.unwrap().per_seat;
            let cancelled = world.activity(id).state == State::Cancelled;
            let done = match does {
                Does::Enrol => enrol(&mut world, id, VOLUNTEER),
                Does::Withdraw => world.act(everyday(VOLUNTEER), ExecuteMsg::WithdrawEnrolment { id }),
                Does::Decline => {
                    world.act(owner(ELDER), ExecuteMsg::Decline { id, participant: VOLUNTEER, reason: "x".into() })
                }
                Does::Cancel => world.act(owner(ELDER), ExecuteMsg::Withdraw { id, reason: "x".into() }),
            };
            let after = world.agenda(VOLUNTEER);
            match (does, done) {
                (Does::Enrol, Ok(_)) => {
                    let seat = after.last().unwrap();
                    prop_assert_eq!((seat.activity, seat.minutes), (id, worth));
                }
                // What goes is what was reserved, and nothing else.
                (Does::Withdraw | Does::Decline, Ok(_)) => {
                    let rest: Vec<_> = before.into_iter().filter(|seat| seat.activity != id).collect();
                    prop_assert_eq!(after.clone(), rest);
                }
                (_, done) => {
                    prop_assert_eq!(&after, &before);
                    if let (Does::Enrol, Err(error)) = (does, done) {
                        prop_assert!(cancelled || matches!(error.code(), Code::EarnCap | Code::EnrolmentExists));
                    }
                }
            }
            let mut days = std::collections::BTreeMap::<u64, u64>::new();
            for seat in &after {
                *days.entry(crate::pack::day(u64::from(seat.hour) * HOUR)).or_default() += u64::from(seat.minutes);
            }
            prop_assert!(days.values().all(|sum| *sum <= u64::from(cap) * percent / 100), "{:?}", days);
        }
    }
}
