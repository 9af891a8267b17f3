//! Cases of training and of the oracle.

use super::{told, Measure, Scene, HOUR};
use cosmwasm_std::{Addr, HexBinary};
use timebank_api::activity_registry::Window;
use timebank_api::oracle::{
    Attestation, Change, ChangeKind, ExecuteMsg as Oracle, MemberFact, ReportId, Rule, SourceInput,
    SourceKind,
};
use timebank_api::permission::Contract;
use timebank_api::record::AgeClass;
use timebank_api::training::{Certified, CourseInput, ExecuteMsg};
use timebank_api::{CourseId, Event, MemberId};
use timebank_intent::Scope;

const TRAINING: Contract = Contract::Training;
const MEMBERS: Contract = Contract::MemberRegistry;
const ORACLE: Contract = Contract::Oracle;
const YEAR: u64 = 365 * 86_400;

impl Scene {
    /// A course whose only session has begun when it is measured, or that still takes enrolments.
    pub(super) fn course(&self, trainer: MemberId, open: bool) -> CourseInput {
        let now = self.suite.now();
        let end = if open { self.now + 12 * HOUR } else { now + 300 };
        CourseInput {
            title: "First aid".into(),
            summary: "Three hours with a doll".into(),
            text: None,
            place: "Gulou".into(),
            registration: Window { start: now, end },
            sessions: vec![Window { start: end, end: end + 10 * HOUR }],
            seats: 20,
            min_sessions: 1,
            trainers: vec![trainer],
            requires: vec![],
            branch_only: false,
            counts_as: None,
            certificate: Certified::For { seconds: YEAR },
        }
    }

    /// A course in a state: 0 draft, 1 submitted, 2 open.
    fn drafted(&mut self, course: CourseInput, state: u8) -> CourseId {
        let teaches = self.officers.custodian;
        let id = told!(self.office(teaches, TRAINING, &ExecuteMsg::Draft { course }), CourseDrafted, course);
        if state > 0 {
            self.office(teaches, TRAINING, &ExecuteMsg::Submit { id, revision: 1 });
        }
        if state > 1 {
            self.office(self.officers.reviewer, TRAINING, &ExecuteMsg::Approve { id, revision: 1 });
        }
        id
    }

    fn enrolled(&mut self, id: CourseId) -> MemberId {
        let member = self.person();
        self.own(member, TRAINING, &ExecuteMsg::Enrol { id, holder: HexBinary::from([6; 32]) });
        member
    }

    pub(super) fn learning(&mut self) {
        self.drafts();
        self.results();
        self.facts();
    }

    fn teaching(&mut self, member: MemberId, msg: &ExecuteMsg) -> &mut Measure {
        self.measure(member, Scope::Office, TRAINING, msg)
    }

    fn drafts(&mut self) {
        let (teaches, reviewer) = (self.officers.custodian, self.officers.reviewer);
        let trainer = self.person();
        let course = self.course(trainer, true);
        self.teaching(teaches, &ExecuteMsg::Draft { course: course.clone() });
        let id = self.drafted(course.clone(), 0);
        self.teaching(teaches, &ExecuteMsg::Edit { id, revision: 1, course: course.clone() });
        let id = self.drafted(course.clone(), 0);
        self.teaching(teaches, &ExecuteMsg::Submit { id, revision: 1 });
        let id = self.drafted(course.clone(), 1);
        self.teaching(reviewer, &ExecuteMsg::Approve { id, revision: 1 });
        let id = self.drafted(course.clone(), 1);
        self.teaching(reviewer, &ExecuteMsg::Return { id, revision: 1, reason: "Who teaches it?".into() });
        let id = self.drafted(course.clone(), 2);
        let trainers = vec![self.person()];
        self.teaching(teaches, &ExecuteMsg::SetTrainers { id, trainers });
        let id = self.drafted(course.clone(), 2);
        self.teaching(teaches, &ExecuteMsg::Cancel { id, reason: "Too few".into() });
        let id = self.drafted(course, 2);
        let member = self.person();
        let enrol = ExecuteMsg::Enrol { id, holder: HexBinary::from([6; 32]) };
        self.measure(member, Scope::Everyday, TRAINING, &enrol);
        let member = self.enrolled(id);
        self.measure(member, Scope::Everyday, TRAINING, &ExecuteMsg::WithdrawEnrolment { id });
    }

    fn results(&mut self) {
        let teaches = self.officers.custodian;
        let trainer = self.person();
        let course = self.course(trainer, false);
        let courses: Vec<CourseId> = (0..5).map(|_| self.drafted(course.clone(), 2)).collect();
        let members: Vec<MemberId> = courses.iter().map(|id| self.enrolled(*id)).collect();
        self.suite.advance(600);
        let attend =
            |id, member| ExecuteMsg::Attend { id, session: 0, participants: vec![member], present: true };
        let first = attend(courses[0], members[0]);
        self.measure(trainer, Scope::Owner, TRAINING, &first).case("one participant");
        for index in 1..5 {
            self.own(trainer, TRAINING, &attend(courses[index], members[index]));
        }
        let pass = |index: usize| ExecuteMsg::Pass { id: courses[index], participants: vec![members[index]] };
        self.measure(trainer, Scope::Owner, TRAINING, &pass(1)).case("one participant");
        let fail = ExecuteMsg::Fail { id: courses[2], participants: vec![members[2]] };
        self.measure(trainer, Scope::Owner, TRAINING, &fail).case("one participant");
        let mut certificates = Vec::new();
        for index in [3, 4] {
            certificates.push(told!(
                self.own(trainer, TRAINING, &pass(index)),
                CertificateIssued,
                certificate
            ));
        }
        self.teaching(teaches, &ExecuteMsg::Complete { id: courses[3] });
        let renew = ExecuteMsg::Renew { certificate: certificates[0], valid_until: self.now + YEAR - HOUR };
        self.teaching(teaches, &renew);
        let revoke = ExecuteMsg::Revoke { certificate: certificates[1], reason: "Given by mistake".into() };
        self.teaching(teaches, &revoke);
    }

    pub(super) fn feeder(&self, number: u8) -> Addr {
        self.account(&format!("feeder {number}"))
    }

    fn source_input(&self, name: &str) -> SourceInput {
        let rule = |kind, automatic| Rule { kind, automatic };
        SourceInput {
            name: name.into(),
            kind: SourceKind::Http,
            branch: 1,
            rules: vec![
                rule(ChangeKind::Credential, true),
                rule(ChangeKind::RevokeCredential, false),
                rule(ChangeKind::Age, false),
                rule(ChangeKind::Certificate, true),
                rule(ChangeKind::RevokeCertificate, true),
            ],
            k: 2,
            feeders: (1..=3).map(|number| self.feeder(number).to_string()).collect(),
            sequence: 0,
            staleness: 86_400,
            undo_window: 7 * 86_400,
            mass_change: 1_000,
        }
    }

    pub(super) fn source(&mut self, name: &str) -> u32 {
        let source = self.source_input(name);
        let events = self.suite.direct(ORACLE, &Oracle::SetSource { id: None, source });
        told!(events, SourceSet, source)
    }

    fn attest(source: u32, sequence: u64, member: MemberId, change: Change, observed: u64) -> Oracle {
        let digest = HexBinary::from([7; 32]);
        Oracle::Attest {
            source,
            attestations: vec![Attestation { sequence, observed, digest, member, change }],
        }
    }

    fn say_fact(&mut self, number: u8, msg: &Oracle) -> Vec<Event> {
        let feeder = self.feeder(number);
        self.suite.execute(&feeder, ORACLE, msg).expect("an attestation")
    }

    /// A fact that two feeders agree on.
    fn agreed(&mut self, source: u32, sequence: u64, member: MemberId, change: Change) -> ReportId {
        let attest = Self::attest(source, sequence, member, change, self.suite.now());
        self.say_fact(1, &attest);
        told!(self.say_fact(2, &attest), FactAgreed, report)
    }

    fn facts(&mut self) {
        let source_input = self.source_input("浦口医院");
        self.measure_council(ORACLE, &Oracle::SetSource { id: None, source: source_input });
        let source = self.source("鼓楼医院");
        let feeder = self.feeder(2);
        self.measure_direct(&feeder, ORACLE, &Oracle::Heartbeat { source });

        let trainer = self.person();
        let course = self.course(trainer, true);
        let course = self.drafted(course, 2);
        let valid_until = self.now + YEAR;
        let commitment = HexBinary::from([5; 32]);
        let credential = || {
            let fact = MemberFact::Credential { commitment: commitment.clone(), valid_until };
            Change::Member { fact }
        };
        let certificate = || Change::Certificate { course, holder: HexBinary::from([6; 32]), valid_until };
        let age = || Change::Member { fact: MemberFact::Age { class: AgeClass::From80 } };

        // The second feeder says it too: the fact is agreed on and applied.
        let member = self.person();
        let first = Self::attest(source, 1, member, credential(), self.suite.now());
        self.say_fact(1, &first);
        self.measure_direct(&feeder, ORACLE, &first)
            .case("the second, a credential is issued")
            .within(MEMBERS, "apply_fact");
        let alone = Self::attest(source, 2, member, age(), self.suite.now());
        self.measure_direct(&feeder, ORACLE, &alone).case("the first");
        let member = self.person();
        let first = Self::attest(source, 3, member, certificate(), self.suite.now());
        self.say_fact(1, &first);
        self.measure_direct(&feeder, ORACLE, &first)
            .case("the second, a certificate is issued")
            .within(TRAINING, "issue_attested");
        let member = self.person();
        self.agreed(source, 4, member, certificate());
        let revoke = Self::attest(source, 5, member, Change::RevokeCertificate { course }, self.suite.now());
        self.say_fact(1, &revoke);
        self.measure_direct(&feeder, ORACLE, &revoke)
            .case("the second, a certificate is revoked")
            .within(TRAINING, "revoke_attested");

        let administrator = self.officers.administrator;
        let member = self.person();
        let report = self.agreed(source, 6, member, age());
        self.decides(administrator, &Oracle::Approve { report }).within(MEMBERS, "apply_fact");
        let member = self.person();
        let report = self.agreed(source, 7, member, age());
        self.decides(administrator, &Oracle::Reject { report, reason: "Somebody else".into() });
        let member = self.person();
        let report = self.agreed(source, 8, member, credential());
        let undo = Oracle::Undo { report, reason: "Somebody else".into() };
        self.decides(administrator, &undo).case("a credential").within(MEMBERS, "undo_fact");
        let member = self.person();
        let report = self.agreed(source, 9, member, certificate());
        let undo = Oracle::Undo { report, reason: "Somebody else".into() };
        self.decides(administrator, &undo).case("a certificate").within(TRAINING, "undo_attested");
        let member = self.person();
        let report = self.agreed(source, 10, member, credential());
        self.measure(member, Scope::Everyday, ORACLE, &Oracle::Object { report });

        let member = self.person();
        for (number, change) in [(1, age()), (2, credential())] {
            let attest = Self::attest(source, 11, member, change, self.suite.now());
            self.say_fact(number, &attest);
        }
        let dismiss = Oracle::Dismiss { source, sequence: 11, reason: "One was wrong".into() };
        self.decides(administrator, &dismiss);
        let quarantine = |source| Oracle::Quarantine { source, reason: "It says too much".into() };
        let one = self.source("one school");
        self.decides(administrator, &quarantine(one));
        let other = self.source("another school");
        self.office(administrator, ORACLE, &quarantine(other));
        self.decides(administrator, &Oracle::Release { source: other });
    }

    fn decides(&mut self, member: MemberId, msg: &Oracle) -> &mut Measure {
        self.measure(member, Scope::Office, ORACLE, msg)
    }
}
