//! Random walks; what must hold is checked by the world after every message: seats are never exceeded, and whoever has a
//! certificate has passed, once for each, or was attested.

use crate::testing::*;
use proptest::prelude::*;
use timebank_api::training::*;
use timebank_api::MemberId;

#[derive(Debug, Clone)]
enum Step {
    Enrol(MemberId),
    Withdraw(MemberId),
    /// In every session up to this one.
    Attend {
        member: MemberId,
        session: u8,
        present: bool,
        by: MemberId,
    },
    Pass {
        member: MemberId,
        by: MemberId,
    },
    Fail {
        member: MemberId,
    },
    Edit {
        seats: u16,
    },
    Approve,
    Submit,
    Return,
    Trainers(MemberId),
    Complete,
    Cancel,
    Renew(CertificateId),
    Revoke(CertificateId),
    Issue {
        report: u64,
        member: MemberId,
        years: u64,
    },
    RevokeAttested {
        report: u64,
        member: MemberId,
    },
    Undo(u64),
    Wait,
}

fn pupil() -> impl Strategy<Value = MemberId> {
    prop::sample::select(PUPILS.to_vec())
}

fn step() -> impl Strategy<Value = Step> {
    let by = prop::sample::select(vec![TRAINER, TRAINER, TRAINER, AUTHOR, 6]);
    let number = 1u64..=6;
    prop_oneof![
        12 => pupil().prop_map(Step::Enrol),
        2 => pupil().prop_map(Step::Withdraw),
        30 => (pupil(), 0u8..3, prop::bool::weighted(0.95), by.clone())
            .prop_map(|(member, session, present, by)| Step::Attend { member, session, present, by }),
        14 => (pupil(), by).prop_map(|(member, by)| Step::Pass { member, by }),
        2 => pupil().prop_map(|member| Step::Fail { member }),
        1 => (1u16..4).prop_map(|seats| Step::Edit { seats }),
        6 => Just(Step::Approve),
        6 => Just(Step::Submit),
        1 => Just(Step::Return),
        1 => prop::sample::select(vec![TRAINER, TRAINER, 6]).prop_map(Step::Trainers),
        1 => Just(Step::Complete),
        1 => prop::bool::weighted(0.1).prop_map(|cancel| if cancel { Step::Cancel } else { Step::Wait }),
        2 => number.clone().prop_map(Step::Renew),
        3 => number.clone().prop_map(Step::Revoke),
        2 => (0u64..2, pupil(), 1u64..4)
            .prop_map(|(report, member, years)| Step::Issue { report, member, years }),
        2 => (0u64..2, pupil()).prop_map(|(report, member)| Step::RevokeAttested { report, member }),
        4 => (0u64..4).prop_map(Step::Undo),
        9 => Just(Step::Wait),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn seats_hold_and_a_certificate_was_passed_or_attested(steps in prop::collection::vec(step(), 80..240)) {
        let mut world = World::new();
        let first = world.open(first_aid());
        // Of two runs of one course, the second is walked through.
        let id = world.open(CourseInput { counts_as: Some(first), ..first_aid() });
        let (mut now, mut reports) = (START, 10);
        for step in steps {
            let revision = world.course(id).revision;
            let reason = String::from("walk");
            // Most are refused; the world checks itself after each that is not.
            let _ = match step {
                Step::Enrol(member) => world.enrol(id, member),
                Step::Withdraw(member) => world.act(everyday(member), ExecuteMsg::WithdrawEnrolment { id }),
                Step::Attend { member, session, present, by } => (0..=session).try_fold(vec![], |_, session| {
                    let participants = vec![member];
                    world.act(owner(by), ExecuteMsg::Attend { id, session, participants, present })
                }),
                Step::Pass { member, by } => {
                    world.act(owner(by), ExecuteMsg::Pass { id, participants: vec![member] })
                }
                Step::Fail { member } => {
                    world.act(owner(TRAINER), ExecuteMsg::Fail { id, participants: vec![member] })
                }
                Step::Edit { seats } => {
                    let course = CourseInput { seats, ..world.course(id).course };
                    world.act(office(AUTHOR), ExecuteMsg::Edit { id, revision, course })
                }
                Step::Approve => world.act(office(REVIEWER), ExecuteMsg::Approve { id, revision }),
                Step::Submit => world.act(office(AUTHOR), ExecuteMsg::Submit { id, revision }),
                Step::Return => world.act(office(REVIEWER), ExecuteMsg::Return { id, revision, reason }),
                Step::Trainers(trainer) => {
                    world.act(office(SECOND), ExecuteMsg::SetTrainers { id, trainers: vec![trainer] })
                }
                Step::Complete => world.act(office(SECOND), ExecuteMsg::Complete { id }),
                Step::Cancel => world.act(office(SECOND), ExecuteMsg::Cancel { id, reason }),
                Step::Renew(certificate) => {
                    world.act(office(SECOND), ExecuteMsg::Renew { certificate, valid_until: now + YEAR })
                }
                Step::Revoke(certificate) => {
                    world.act(office(SECOND), ExecuteMsg::Revoke { certificate, reason })
                }
                Step::Issue { report, member, years } => {
                    reports += 1;
                    world.issue(reports + report, member, first, now + years * YEAR)
                }
                Step::RevokeAttested { report, member } => {
                    reports += 1;
                    let report = reports + report;
                    world.oracle(ExecuteMsg::RevokeAttested { report, member, course: first })
                }
                Step::Undo(back) => {
                    // One of the last reports, not always in the order in which the oracle undoes.
                    let report = reports + 1 - back;
                    world.oracle(ExecuteMsg::UndoAttested { report })
                }
                Step::Wait => {
                    now += DAY / 2;
                    world.at(now);
                    Ok(vec![])
                }
            };
        }
    }
}
