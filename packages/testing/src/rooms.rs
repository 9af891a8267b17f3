//! What the other rooms must keep to: courses and certificates, partners' facts, standings. Kept from the events alone, and
//! compared with what the contracts answer about whatever something happened to.

use crate::Suite;
use std::collections::{BTreeMap, BTreeSet};
use timebank_api::member_registry::{CredentialsResponse, MemberResponse, QueryMsg as MemberQuery};
use timebank_api::oracle::{
    Change, MemberFact, QueryMsg as OracleQuery, ReportId, ReportResponse, ReportState, SourceId,
};
use timebank_api::permission::Contract;
use timebank_api::record::{fact_key, AgeClass, Fact, FactKind, Standing};
use timebank_api::reputation::{Totals, RECENT};
use timebank_api::rulebook::{Conduct, Levels, PackResponse, QueryMsg as PackQuery};
use timebank_api::training::{
    CertificateId, CertificateStatus, CertificatesResponse, CourseResponse, Issuer, PassedResponse,
    PlaceState, PlacesResponse, QueryMsg as TrainingQuery,
};
use timebank_api::{CourseId, Event, MemberId, Seconds};

/// A fact that the member-registry keeps: a credential by its commitment, or the class of age.
type Thing = (MemberId, Option<Vec<u8>>);

#[derive(Debug, Clone, Copy, PartialEq)]
enum Value {
    Credential(Option<Seconds>),
    Age(AgeClass),
}

struct Report {
    source: SourceId,
    sequence: u64,
    about: (MemberId, String),
    state: ReportState,
}

#[derive(Default)]
pub(crate) struct Rooms {
    /// Of which course another one is a further run.
    counts_as: BTreeMap<CourseId, CourseId>,
    passed: BTreeSet<(CourseId, MemberId)>,
    certificates: BTreeMap<CertificateId, (CourseId, MemberId)>,
    values: BTreeMap<Thing, Value>,
    /// What was before a report was applied.
    kept: BTreeMap<ReportId, (Thing, Value)>,
    reports: BTreeMap<ReportId, Report>,
    sequences: BTreeSet<(SourceId, u64)>,
    facts: Vec<Fact>,
    followed: u64,
    // Since the last check.
    courses: BTreeSet<CourseId>,
    held: BTreeSet<(CourseId, MemberId)>,
    attested: Vec<(ReportId, CourseId, MemberId)>,
    members: BTreeSet<MemberId>,
    restored: Vec<(Thing, Value)>,
    changed: BTreeSet<ReportId>,
    judged: BTreeMap<MemberId, (Totals, u32, Standing)>,
}

impl Rooms {
    pub(crate) fn book(&mut self, event: &Event) {
        self.book_training(event);
        self.book_facts(event);
        match event {
            Event::FactsFollowed { through } => self.followed = *through,
            Event::StandingSet { member, totals, points, standing } => {
                self.judged.insert(*member, (*totals, *points, *standing));
            }
            _ => (),
        }
    }

    fn book_training(&mut self, event: &Event) {
        match event {
            Event::CourseDrafted { course, input, .. } => {
                self.courses.insert(*course);
                self.counts_as.extend(input.counts_as.map(|first| (*course, first)));
            }
            Event::CourseEdited { course, .. }
            | Event::CourseEnrolled { course, .. }
            | Event::CourseMovedUp { course, .. }
            | Event::CourseEnrolmentWithdrawn { course, .. }
            | Event::CourseCompleted { course, .. } => {
                self.courses.insert(*course);
            }
            Event::CourseResult { course, participant, passed, .. } => {
                self.courses.insert(*course);
                if *passed {
                    let first = self.counts_as.get(course).copied().unwrap_or(*course);
                    self.passed.insert((first, *participant));
                    self.held.insert((first, *participant));
                }
            }
            Event::CertificateIssued { certificate, contents } => {
                let of = (contents.course, contents.member);
                match contents.issuer {
                    Issuer::Branch { .. } => {
                        assert!(
                            self.passed.contains(&of),
                            "certificate {certificate} for nothing: {contents:?}"
                        );
                    }
                    Issuer::Attested { report } => self.attested.push((report, of.0, of.1)),
                }
                assert_eq!(
                    self.certificates.insert(*certificate, of),
                    None,
                    "certificate {certificate} again"
                );
                self.held.insert(of);
            }
            Event::CertificateRenewed { certificate, .. }
            | Event::CertificateRevoked { certificate, .. }
            | Event::CertificateRestored { certificate } => {
                self.held.insert(self.certificates[certificate]);
            }
            _ => (),
        }
    }

    fn book_facts(&mut self, event: &Event) {
        match event {
            Event::MemberRegistered { member, age, .. } | Event::AgeSet { member, age, .. } => {
                self.set((*member, None), Value::Age(*age));
            }
            Event::CredentialIssued { member, commitment, valid_until, .. } => {
                self.set((*member, Some(commitment.to_vec())), Value::Credential(Some(*valid_until)));
            }
            Event::CredentialRevoked { member, commitment, .. } => {
                self.set((*member, Some(commitment.to_vec())), Value::Credential(None));
            }
            Event::FactKept { report, member, fact } => {
                let Some(thing) = thing(*member, fact) else { return };
                let before = self.values.get(&thing).copied().unwrap_or(Value::Credential(None));
                assert!(
                    self.kept.insert(*report, (thing, before)).is_none(),
                    "report {report} was applied twice"
                );
            }
            Event::FactRestored { report, .. } => self.restored.extend(self.kept.remove(report)),
            Event::FactAgreed { report, source, state, attestation } => {
                let sequence = attestation.sequence;
                assert!(
                    self.sequences.insert((*source, sequence)),
                    "source {source} agreed on {sequence} twice"
                );
                let about = (attestation.member, about(&attestation.change));
                let known = Report { source: *source, sequence, about, state: *state };
                assert!(self.reports.insert(*report, known).is_none());
                self.changed.insert(*report);
            }
            Event::FactApplied { report, .. } => {
                self.advance(*report, &[ReportState::Pending, ReportState::Refused], ReportState::Applied);
                let applied = &self.reports[report];
                let same = |other: &&Report| (other.source, &other.about) == (applied.source, &applied.about);
                let newest = self.reports.values().filter(same).map(|other| other.sequence).max();
                assert_eq!(newest, Some(applied.sequence), "report {report} is applied over a later one");
            }
            Event::FactRefused { report, .. } => {
                self.advance(*report, &[ReportState::Pending], ReportState::Refused);
            }
            Event::FactRejected { report, .. } => {
                self.advance(*report, &[ReportState::Pending, ReportState::Refused], ReportState::Rejected);
            }
            Event::FactUndone { report, .. } => {
                self.advance(*report, &[ReportState::Applied], ReportState::Undone);
            }
            _ => (),
        }
    }

    fn set(&mut self, thing: Thing, value: Value) {
        self.members.insert(thing.0);
        self.values.insert(thing, value);
    }

    fn advance(&mut self, report: ReportId, from: &[ReportState], to: ReportState) {
        let known = self.reports.get_mut(&report).expect("a report that was agreed on");
        assert!(from.contains(&known.state), "report {report} goes from {:?} to {to:?}", known.state);
        known.state = to;
        self.changed.insert(report);
    }
}

fn thing(member: MemberId, fact: &MemberFact) -> Option<Thing> {
    match fact {
        MemberFact::Credential { commitment, .. } | MemberFact::RevokeCredential { commitment } => {
            Some((member, Some(commitment.to_vec())))
        }
        MemberFact::Age { .. } => Some((member, None)),
        MemberFact::Deceased {} => None,
    }
}

/// What a change is about, beside the member.
fn about(change: &Change) -> String {
    match change {
        Change::Member {
            fact: MemberFact::Credential { commitment, .. } | MemberFact::RevokeCredential { commitment },
        } => commitment.to_string(),
        Change::Member { fact: MemberFact::Age { .. } } => "age".into(),
        Change::Member { fact: MemberFact::Deceased {} } => "death".into(),
        Change::Certificate { course, .. } | Change::RevokeCertificate { course } => {
            format!("course {course}")
        }
    }
}

impl Suite {
    /// - a course's counts are those of its places, and no more seats are taken than there are;
    /// - a certificate was passed or attested for, and what opens doors is the best of what its holder has;
    /// - a member's credentials and age are what the events say; what was undone is what was before; a report is applied once,
    ///   never over a later one of the same source about the same thing;
    /// - a standing that was set follows from all facts and the pack in force.
    pub(crate) fn check_rooms(&mut self) {
        for course in std::mem::take(&mut self.rooms.courses) {
            self.check_course(course);
        }
        for (course, member) in std::mem::take(&mut self.rooms.held) {
            self.check_passed(course, member);
        }
        for (report, course, member) in std::mem::take(&mut self.rooms.attested) {
            let found = self.report(report);
            let said = &found.attestation;
            let certifies = matches!(said.change, Change::Certificate { course: of, .. } if of == course);
            assert!(certifies && said.member == member, "certificate by {found:?}");
            assert_eq!(found.state, ReportState::Applied);
        }
        for (thing, before) in std::mem::take(&mut self.rooms.restored) {
            let now = self.rooms.values.get(&thing).copied().unwrap_or(Value::Credential(None));
            assert_eq!(now, before, "an undo restores what was before, for {thing:?}");
        }
        for member in std::mem::take(&mut self.rooms.members) {
            self.check_facts(member);
        }
        for report in std::mem::take(&mut self.rooms.changed) {
            assert_eq!(self.report(report).state, self.rooms.reports[&report].state, "report {report}");
        }
        for (member, judged) in std::mem::take(&mut self.rooms.judged) {
            self.check_standing(member, judged);
        }
    }

    fn report(&self, id: ReportId) -> ReportResponse {
        self.query(Contract::Oracle, &OracleQuery::Report { id })
    }

    fn check_course(&self, id: CourseId) {
        let course: CourseResponse = self.query(Contract::Training, &TrainingQuery::Course { id });
        let query = TrainingQuery::Enrolments { id, start_after: None, limit: Some(30) };
        let page: PlacesResponse = self.query(Contract::Training, &query);
        let count = |states: &[PlaceState]| {
            page.enrolments.iter().filter(|place| states.contains(&place.state)).count()
        };
        let decided = [PlaceState::Passed, PlaceState::Failed];
        let counts = (
            count(&decided) + count(&[PlaceState::Enrolled]),
            count(&[PlaceState::Waitlisted]),
            count(&decided),
        );
        let told = (usize::from(course.taken), course.waitlisted as usize, usize::from(course.decided));
        assert_eq!(counts, told, "course {id}: seats taken, waiting and decided");
        assert!(course.taken <= course.course.seats, "course {id}");
    }

    fn check_passed(&self, course: CourseId, member: MemberId) {
        let passed: PassedResponse =
            self.query(Contract::Training, &TrainingQuery::Passed { course, member });
        let query = TrainingQuery::Certificates { member, start_after: None, limit: Some(30) };
        let page: CertificatesResponse = self.query(Contract::Training, &query);
        let all: Vec<_> =
            page.certificates.iter().filter(|found| found.certificate.course == course).collect();
        let best = all.iter().filter(|found| found.holds).map(|found| found.certificate.valid_until).max();
        assert!(
            passed.valid_until >= best,
            "member {member} has more of course {course} than {passed:?}: {best:?}"
        );
        match passed.certificate {
            Some(id) => {
                let opens = all.iter().find(|found| found.id == id).expect("the member's own certificate");
                assert_eq!(opens.certificate.status, CertificateStatus::Valid);
                assert_eq!(passed.valid_until, Some(opens.certificate.valid_until));
            }
            None if passed.passed => {
                assert!(self.rooms.passed.contains(&(course, member)), "{passed:?} of nothing")
            }
            None => (),
        }
    }

    fn check_facts(&self, member: MemberId) {
        let found: MemberResponse = self.query(Contract::MemberRegistry, &MemberQuery::Member { id: member });
        assert_eq!(
            self.rooms.values.get(&(member, None)),
            Some(&Value::Age(found.age)),
            "the age of member {member}"
        );
        let query = MemberQuery::Credentials { member, start_after: None, limit: Some(30) };
        let page: CredentialsResponse = self.query(Contract::MemberRegistry, &query);
        let stored = page.credentials.iter().map(|held| (held.commitment.to_vec(), held.valid_until));
        let stored: BTreeMap<_, _> = stored.collect();
        let told = self.rooms.values.iter().filter(|((of, _), _)| *of == member);
        let told: BTreeMap<_, _> = told
            .filter_map(|((_, commitment), value)| match value {
                Value::Credential(Some(valid_until)) => Some((commitment.clone()?, *valid_until)),
                _ => None,
            })
            .collect();
        assert_eq!(stored, told, "the credentials of member {member}");
    }

    fn check_standing(&mut self, member: MemberId, judged: (Totals, u32, Standing)) {
        let registry = self.address(Contract::ActivityRegistry);
        while (self.rooms.facts.len() as u64) < self.rooms.followed {
            let key = fact_key(self.rooms.facts.len() as u64 + 1);
            let bytes = self.chain.wrap().query_wasm_raw(&registry, key).expect("raw query").expect("a fact");
            self.rooms.facts.push(Fact::from_bytes(&bytes).expect("a fact"));
        }
        let facts: Vec<_> = self.rooms.facts.iter().filter(|fact| fact.of == member).collect();
        // A block has passed since.
        let (branch, at) = (self.members[&member].branch, Some(self.now() - 1));
        let pack: PackResponse = self.query(Contract::Rulebook, &PackQuery::Pack { branch, at });
        let (totals, points) = (totals(&facts), points(&facts, &pack.pack.levels));
        assert_eq!((totals, points), (judged.0, judged.1), "totals and points of member {member}");
        let expected = standing(&facts, &totals, &pack.pack.levels, &pack.pack.conduct);
        assert_eq!(expected, judged.2, "the standing of member {member}");
    }
}

fn totals(facts: &[&Fact]) -> Totals {
    let of = |kind: FactKind| facts.iter().filter(move |fact| fact.kind == kind);
    let count = |kind| of(kind).count() as u32;
    let minutes = |kind| of(kind).map(|fact| u64::from(fact.minutes)).sum();
    let scores = |kind| of(kind).map(|fact| u32::from(fact.score)).sum();
    Totals {
        services: count(FactKind::Served),
        minutes: minutes(FactKind::Served),
        received: count(FactKind::Received),
        received_minutes: minutes(FactKind::Received),
        ratings: count(FactKind::Rated),
        rating_sum: scores(FactKind::Rated),
        assessments: count(FactKind::Assessed),
        assessment_sum: scores(FactKind::Assessed),
        no_shows: count(FactKind::NoShow),
        silences: count(FactKind::Silent),
        reversed_minutes: minutes(FactKind::Reversed),
        late: facts.iter().filter(|fact| fact.late).count() as u32,
    }
}

/// Points for hours and scores, less those for what was not kept.
fn points(facts: &[&Fact], levels: &Levels) -> u32 {
    let totals = totals(facts);
    let served =
        totals.minutes.saturating_sub(totals.reversed_minutes) * u64::from(levels.points_per_hour) / 60;
    let scores = facts.iter().filter(|fact| fact.score > 0).map(|fact| i64::from(fact.score) - 3);
    let scores = scores.sum::<i64>() * i64::from(levels.points_per_score);
    let off = u64::from(totals.no_shows) * u64::from(levels.points_off_no_show)
        + u64::from(totals.silences) * u64::from(levels.points_off_silent);
    (served as i64 + scores - off as i64).max(0) as u32
}

fn standing(facts: &[&Fact], totals: &Totals, levels: &Levels, conduct: &Conduct) -> Standing {
    let mean = (totals.rating_sum * 100).checked_div(totals.ratings);
    let reached = (0..5usize).filter(|star| {
        totals.minutes.saturating_sub(totals.reversed_minutes) >= u64::from(levels.thresholds[*star])
            && mean.is_none_or(|mean| mean >= u32::from(levels.min_rating[*star]))
    });
    let dates = |kind: FactKind| {
        let mut dates: Vec<_> = facts.iter().filter(|fact| fact.kind == kind).map(|fact| fact.at).collect();
        dates.sort_unstable();
        newest(dates)
    };
    // Until a suspension after the last date on which there were that many in a window.
    let too_many = |dates: &[Seconds], limit: u16| {
        let limit = usize::from(limit);
        let last = (limit.max(1)..=dates.len()).rev().map(|end| (dates[end - limit.max(1)], dates[end - 1]));
        let last = last.filter(|_| limit > 0).find(|(first, last)| last - first <= conduct.window);
        last.map_or(0, |(_, last)| last + conduct.suspension)
    };
    let rated = facts.iter().filter(|fact| fact.kind == FactKind::Rated);
    let mut rated: Vec<_> = rated.map(|fact| (fact.at, fact.score)).collect();
    rated.sort_unstable();
    let rated = newest(rated);
    let newest_rating = rated.last().map_or(0, |(at, _)| *at);
    let recent = rated.iter().filter(|(at, _)| *at + conduct.window >= newest_rating);
    let recent: Vec<_> = recent.map(|(_, score)| u32::from(*score)).collect();
    let sum = recent.iter().sum::<u32>() * 100;
    let bad = recent.len() >= usize::from(conduct.min_ratings)
        && sum.checked_div(recent.len() as u32).is_some_and(|mean| mean < u32::from(conduct.min_rating));
    let badly = if bad { newest_rating + conduct.suspension } else { 0 };
    Standing {
        stars: reached.max().map_or(0, |star| star as u8 + 1),
        publishing_suspended: too_many(&dates(FactKind::Silent), conduct.silent_limit).max(badly),
        enrolling_suspended: too_many(&dates(FactKind::NoShow), conduct.no_show_limit),
    }
}

/// As many as a record keeps.
fn newest<T>(mut all: Vec<T>) -> Vec<T> {
    all.split_off(all.len().saturating_sub(usize::from(RECENT)))
}
