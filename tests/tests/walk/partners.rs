//! Partner institutions: what their feeders say, and what offices do about it.

use crate::step::What;
use crate::together::SALT;
use crate::world::{Walk, OFFICERS};
use cosmwasm_std::Addr;
use timebank_api::oracle::{
    Attestation, Change, ChangeKind, ExecuteMsg, MemberFact, QueryMsg, ReportState, ReportsResponse, Rule,
    SourceId, SourceInput, SourceKind,
};
use timebank_api::permission::Contract;
use timebank_api::record::AgeClass;
use timebank_api::training::CourseState;
use timebank_api::{BranchId, Event, MemberId};
use timebank_intent::{credential_commitment, Scope};

const KINDS: [ChangeKind; 6] = [
    ChangeKind::Credential,
    ChangeKind::RevokeCredential,
    ChangeKind::Age,
    ChangeKind::Deceased,
    ChangeKind::Certificate,
    ChangeKind::RevokeCertificate,
];
const DAY: u64 = 86_400;

impl Walk {
    fn oracle(&mut self, member: MemberId, msg: &ExecuteMsg) -> Option<Vec<Event>> {
        self.act(member, Scope::Office, Contract::Oracle, msg)
    }

    pub fn feeder(&self, number: u64) -> Addr {
        self.suite.chain.api().addr_make(&format!("feeder {}", number % 3))
    }

    /// Two of three feeders, applied at once, and the same by an administrator's word.
    pub fn sources(&mut self) {
        for branch in [1, 2] {
            let source = self.source(branch, 2);
            self.council(Contract::Oracle, &ExecuteMsg::SetSource { id: None, source });
        }
    }

    fn source(&self, branch: BranchId, k: u8) -> SourceInput {
        let rule = |kind| Rule { kind, automatic: branch == 1 };
        SourceInput {
            name: "Gulou hospital".into(),
            kind: SourceKind::Http,
            branch,
            rules: KINDS.map(rule).into(),
            k,
            feeders: (0..3).map(|number| self.feeder(number).to_string()).collect(),
            sequence: 0,
            staleness: 2 * DAY,
            undo_window: 20 * DAY,
            mass_change: 12,
        }
    }

    fn say(&mut self, feeder: u64, source: SourceId, said: &Attestation) -> Option<Vec<Event>> {
        let who = format!("feeder {}", feeder % 3);
        let attest = ExecuteMsg::Attest { source, attestations: vec![said.clone()] };
        self.send(&who, &self.feeder(feeder), Contract::Oracle, &attest)
    }

    pub fn partners(&mut self, what: What, a: u64, b: u64, c: u64) -> Option<()> {
        match what {
            What::Attest => self.attest(a, b, c)?,
            What::Heartbeat => {
                let heartbeat = ExecuteMsg::Heartbeat { source: a as u32 % 2 + 1 };
                self.send("a feeder", &self.feeder(b), Contract::Oracle, &heartbeat)?;
            }
            What::Report => self.report(a, b, c)?,
            What::Source => self.look_after(a, b, c)?,
            other => unreachable!("{other:?}"),
        }
        Some(())
    }

    fn attest(&mut self, a: u64, b: u64, c: u64) -> Option<()> {
        if let Some((source, said)) = Self::pick(&self.known.said, a).filter(|_| c.is_multiple_of(3)) {
            // Another feeder says the same at last.
            self.say(b, source, &said)?;
            return Some(());
        }
        let source = if a.is_multiple_of(3) { 2 } else { 1 };
        self.known.sequence += 1;
        // Some changes come in another order than the partner numbered them.
        let back = if c.is_multiple_of(7) { self.known.sequence.min(b % 4) } else { 0 };
        let observed = self.suite.now() - if c.is_multiple_of(11) { 3 * DAY } else { 20 };
        let (member, change) = self.change(self.ordinary(b), a / 2, c / 2);
        let said = Attestation {
            sequence: 10 + self.known.sequence - back,
            observed,
            digest: [(c % 251) as u8; 32].into(),
            member,
            change,
        };
        let (first, second) = (b, b + 1);
        self.say(first, source, &said);
        match c % 5 {
            0 => self.known.said.push((source, said)),
            1 => {
                let other = Attestation { digest: [255; 32].into(), ..said.clone() };
                self.say(second, source, &other);
                if c.is_multiple_of(2) {
                    self.say(b + 2, source, &said);
                }
            }
            _ => {
                self.say(second, source, &said);
            }
        }
        Some(())
    }

    /// Many at once.
    pub fn attestations(&self, count: u64) -> Vec<Attestation> {
        let one = |number| Attestation {
            sequence: 500 + number,
            observed: self.suite.now(),
            digest: [1; 32].into(),
            member: OFFICERS + 1,
            change: Change::RevokeCertificate { course: 1 },
        };
        (0..count).map(one).collect()
    }

    /// What changed for whom.
    fn change(&self, member: MemberId, number: u64, c: u64) -> (MemberId, Change) {
        let held = Self::pick(&self.known.credentials, c).filter(|_| number.is_multiple_of(2));
        let (of, predicate) = held.unwrap_or((member, (c % 3) as u8));
        let commitment = credential_commitment(of, predicate, &SALT).into();
        let valid_until = self.suite.now() + [600, 40 * DAY][c as usize % 2];
        let reviewed = self.courses().into_iter().filter(|course| {
            let reviewed = !matches!(course.state, CourseState::Draft | CourseState::Submitted);
            reviewed && course.course.counts_as.is_none()
        });
        let course = Self::pick(&reviewed.collect::<Vec<_>>(), c).map_or(1, |course| course.id);
        let class = [AgeClass::Under60, AgeClass::From65, AgeClass::From80][c as usize % 3];
        let (of, fact) = match number % 14 {
            0..=2 => (of, MemberFact::Credential { commitment, valid_until }),
            3 | 4 => (of, MemberFact::RevokeCredential { commitment }),
            5 | 6 => (member, MemberFact::Age { class }),
            7 => (member, MemberFact::Deceased {}),
            kind => {
                return match self.known.attested.last().filter(|_| kind > 9) {
                    Some((course, member)) => (*member, Change::RevokeCertificate { course: *course }),
                    None => (member, Change::Certificate { course, holder: [8; 32].into(), valid_until }),
                }
            }
        };
        (of, Change::Member { fact })
    }

    /// What offices and members do about what was agreed.
    fn report(&mut self, a: u64, b: u64, c: u64) -> Option<()> {
        let query = QueryMsg::Reports { start_before: None, limit: Some(8) };
        let page: ReportsResponse = self.suite.query(Contract::Oracle, &query);
        let open =
            |state| !matches!(state, ReportState::Rejected | ReportState::Undone | ReportState::Superseded);
        let open: Vec<_> = page.reports.into_iter().filter(|report| open(report.state)).collect();
        let found = Self::pick(&open, a)?;
        let (report, member) = (found.id, found.attestation.member);
        if c.is_multiple_of(5) {
            self.act(member, Scope::Everyday, Contract::Oracle, &ExecuteMsg::Object { report })?;
            return Some(());
        }
        let administrators = Self::administrators(self.branch(member));
        let by = administrators[b as usize % 2];
        let msg = match found.state {
            ReportState::Applied => ExecuteMsg::Undo { report, reason: "not this person".into() },
            _ if c % 5 == 1 => ExecuteMsg::Reject { report, reason: "not this person".into() },
            _ => ExecuteMsg::Approve { report },
        };
        self.oracle(by, &msg)?;
        Some(())
    }

    fn look_after(&mut self, a: u64, b: u64, c: u64) -> Option<()> {
        let source = a as u32 % 2 + 1;
        let by = Self::administrators(source)[b as usize % 2];
        let msg = match c % 4 {
            _ if self.known.quarantined.contains(&source) => ExecuteMsg::Release { source },
            0 => ExecuteMsg::Quarantine { source, reason: "looks odd".into() },
            1 => {
                let k = if b.is_multiple_of(4) { 3 } else { 2 };
                let source = self.source(source, k);
                let set = ExecuteMsg::SetSource { id: Some(a as u32 % 2 + 1), source };
                self.council(Contract::Oracle, &set)?;
                return Some(());
            }
            _ => {
                let (source, sequence) = self.known.disagreements.pop()?;
                let by = Self::administrators(source)[b as usize % 2];
                let dismiss = ExecuteMsg::Dismiss { source, sequence, reason: "looked into".into() };
                self.oracle(by, &dismiss)?;
                return Some(());
            }
        };
        self.oracle(by, &msg)?;
        Some(())
    }
}
