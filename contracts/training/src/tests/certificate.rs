use crate::testing::*;
use cosmwasm_std::HexBinary;
use timebank_api::training::*;
use timebank_api::{Code, Event};

fn revoke(certificate: CertificateId) -> ExecuteMsg {
    ExecuteMsg::Revoke { certificate, reason: "given by mistake".into() }
}

#[test]
fn renew_extends_by_what_the_course_gives() {
    let mut world = World::new();
    let id = world.held(first_aid(), &[6]);
    let now = START + 4 * DAY + DAY;
    world.at(now);
    let renew = |valid_until| ExecuteMsg::Renew { certificate: 1, valid_until };
    let until = world.certificate(1).certificate.valid_until;
    assert_eq!(refused(world.act(office(AUTHOR), renew(until))), Code::CertificateValidity);
    assert_eq!(refused(world.act(office(AUTHOR), renew(now + YEAR + 1))), Code::CertificateValidity);
    assert_eq!(refused(world.act(office(FOREIGN), renew(now + YEAR))), Code::OtherBranch);
    assert_eq!(refused(world.act(office(REVIEWER), renew(now + YEAR))), Code::RoleMissing);
    world.act(office(AUTHOR), renew(now + YEAR)).unwrap();
    assert_eq!(world.passed(id, 6).valid_until, Some(now + YEAR));
    world.at(now + YEAR);
    assert!(!world.passed(id, 6).passed && !world.certificate(1).holds);
    world.act(office(SECOND), renew(now + 2 * YEAR)).unwrap();
    assert!(world.passed(id, 6).passed && world.certificate(1).holds);
}

#[test]
fn renew_brings_back_one_that_was_over_while_another_was_given() {
    let mut world = World::new();
    let id = world.held(first_aid(), &[6]);
    let over = world.certificate(1).certificate.valid_until;
    world.at(over);
    world.issue(1, 6, id, over + DAY).unwrap();
    world.act(office(AUTHOR), ExecuteMsg::Renew { certificate: 1, valid_until: over + YEAR }).unwrap();
    let passed = world.passed(id, 6);
    assert_eq!((passed.certificate, passed.valid_until), (Some(1), Some(over + YEAR)));
    world.oracle(ExecuteMsg::UndoAttested { report: 1 }).unwrap();
    assert_eq!(world.passed(id, 6).certificate, Some(1));
}

#[test]
fn revoke_takes_what_it_opened() {
    let mut world = World::new();
    let id = world.held(first_aid(), &[6, 7]);
    assert_eq!(refused(world.act(office(FOREIGN), revoke(1))), Code::OtherBranch);
    assert_eq!(refused(world.act(office(AUTHOR), revoke(9))), Code::CertificateUnknown);
    let events = world.act(office(SECOND), revoke(1)).unwrap();
    let reason = "given by mistake".into();
    assert_eq!(events, [Event::CertificateRevoked { certificate: 1, by: Some(SECOND), reason }]);
    assert!(!world.passed(id, 6).passed && world.passed(id, 7).passed);
    assert_eq!(world.certificate(1).certificate.status, CertificateStatus::Revoked);
    assert_eq!(refused(world.act(office(SECOND), revoke(1))), Code::CertificateState);
    let renew = ExecuteMsg::Renew { certificate: 1, valid_until: START + 4 * DAY + YEAR };
    assert_eq!(refused(world.act(office(SECOND), renew)), Code::CertificateState);
}

#[test]
fn nobody_renews_or_revokes_an_own_certificate() {
    let mut world = World::new();
    world.held(first_aid(), &[SECOND]);
    let renew = ExecuteMsg::Renew { certificate: 1, valid_until: START + 5 * DAY + YEAR };
    assert_eq!(refused(world.act(office(SECOND), renew)), Code::OwnCase);
    assert_eq!(refused(world.act(office(SECOND), revoke(1))), Code::OwnCase);
    world.act(office(AUTHOR), revoke(1)).unwrap();
}

#[test]
fn what_else_is_held_counts_when_the_best_is_taken_back() {
    let mut world = World::new();
    let id = world.held(CourseInput { certificate: Certified::No, ..first_aid() }, &[6]);
    world.issue(1, 6, id, START + YEAR).unwrap();
    let run = CourseInput { counts_as: Some(id), ..first_aid() };
    world.held(run, &[6]);
    assert_eq!(world.passed(id, 6).certificate, Some(2));
    world.act(office(AUTHOR), revoke(2)).unwrap();
    assert_eq!(world.passed(id, 6).certificate, Some(1));
    world.oracle(ExecuteMsg::UndoAttested { report: 1 }).unwrap();
    let passed = world.passed(id, 6);
    assert_eq!((passed.passed, passed.certificate), (true, None));
}

#[test]
fn only_the_oracle_brings_certificates_from_elsewhere() {
    let mut world = World::new();
    let id = world.open(first_aid());
    let issue = |member, course, valid_until| ExecuteMsg::IssueAttested {
        report: 5,
        member,
        course,
        holder: holder(6),
        valid_until,
    };
    let good = issue(6, id, START + YEAR);
    assert_eq!(refused(world.direct(&contract("council"), good.clone())), Code::Unauthorized);
    assert_eq!(refused(world.act(office(AUTHOR), good.clone())), Code::NotRelayable);
    assert_eq!(refused(world.oracle(issue(99, id, START + YEAR))), Code::MemberUnknown);
    assert_eq!(refused(world.oracle(issue(6, 99, START + YEAR))), Code::CourseUnknown);
    assert_eq!(refused(world.oracle(issue(6, id, START))), Code::CertificateValidity);
    let draft = world.draft(first_aid());
    assert_eq!(refused(world.oracle(issue(6, draft, START + YEAR))), Code::CourseState);
    let holder = HexBinary::from([1; 3]);
    let short =
        ExecuteMsg::IssueAttested { report: 5, member: 6, course: id, holder, valid_until: START + YEAR };
    assert_eq!(refused(world.oracle(short)), Code::HolderInvalid);
    world.oracle(good).unwrap();
    assert!(world.passed(id, 6).passed);
    let renew = ExecuteMsg::Renew { certificate: 1, valid_until: START + 2 * YEAR };
    assert_eq!(refused(world.act(office(AUTHOR), renew)), Code::CertificateState);
    // The holder's branch can take it back, no other.
    assert_eq!(refused(world.act(office(FOREIGN), revoke(1))), Code::OtherBranch);
    world.act(office(AUTHOR), revoke(1)).unwrap();
    assert!(!world.passed(id, 6).passed);
}

#[test]
fn a_newer_attestation_replaces_the_older_and_undo_restores_it() {
    let mut world = World::new();
    let id = world.open(first_aid());
    world.issue(1, 6, id, START + 2 * YEAR).unwrap();
    world.issue(2, 6, id, START + YEAR).unwrap();
    assert_eq!(world.passed(id, 6).valid_until, Some(START + YEAR));
    let revoke = ExecuteMsg::RevokeAttested { report: 3, member: 6, course: id };
    world.oracle(revoke.clone()).unwrap();
    assert!(!world.passed(id, 6).passed);
    assert_eq!(refused(world.oracle(revoke)), Code::CertificateState);
    let undo = |report| ExecuteMsg::UndoAttested { report };
    let events = world.oracle(undo(3)).unwrap();
    assert_eq!(events, [Event::CertificateRestored { certificate: 2 }]);
    assert_eq!(world.passed(id, 6).certificate, Some(2));
    world.oracle(undo(2)).unwrap();
    assert_eq!(world.passed(id, 6).valid_until, Some(START + 2 * YEAR));
    assert_eq!(refused(world.oracle(undo(2))), Code::ReportUnknown);
    world.oracle(undo(1)).unwrap();
    assert!(!world.passed(id, 6).passed);
    let none = ExecuteMsg::RevokeAttested { report: 4, member: 7, course: id };
    assert_eq!(refused(world.oracle(none)), Code::CertificateUnknown);
}

#[test]
fn certificates_of_a_member_page() {
    let mut world = World::new();
    for report in 1..=4 {
        let id = world.open(first_aid());
        world.issue(report, 6, id, START + YEAR).unwrap();
    }
    let page = |start_after, limit| -> Vec<u64> {
        let question = QueryMsg::Certificates { member: 6, start_after, limit };
        let answer: CertificatesResponse = world.ask(question).unwrap();
        answer.certificates.iter().map(|certificate| certificate.id).collect()
    };
    assert_eq!(page(None, Some(3)), [1, 2, 3]);
    assert_eq!(page(Some(3), None), [4]);
}
