//! What the contract keeps. Records are compact (postcard, or the fixed bytes of `timebank-api` where others read them), and a
//! course is three of them, so that an action writes only the few bytes it changes:
//!
//! | record | key | written by |
//! |---|---|---|
//! | [`Plan`] | `a/` course | draft, edit, trainers |
//! | [`Tally`] | `t/` course | everything that moves the course or a seat |
//! | [`Text`] | `d/` course | draft, edit; read by queries only |
//! | [`Place`] | `e/` course, participant | everything about a participant |
//! | waitlist | `w/` course, position | enrolment without a seat |
//! | passed | `x/` course, member (`timebank-api`) | results, certificates |
//! | certificate | `z/` certificate (`timebank-api`) | issue, renewal, revocation |
//! | [`Held`] | `h/` course, member | results, certificates |
//! | a member's certificate | `m/` member, certificate | issue |
//! | attested last | `l/` course, member | the oracle |
//! | [`Done`] | `u/` report | the oracle |
//! | last ids | `c/course`, `c/certificate` | draft; issue |

use cosmwasm_std::{Binary, Order, Storage};
use serde::{Deserialize, Serialize};
use timebank_api::activity_registry::Window;
use timebank_api::oracle::ReportId;
use timebank_api::record::{passed_key, Passed};
use timebank_api::training::{
    certificate_key, Certificate, CertificateId, Certified, CourseState, PlaceState,
};
use timebank_api::{BranchId, Code, CourseId, MemberId};
use timebank_std::store::{key, load, next, read, save, scan};
use timebank_std::{Error, Result};

const PLAN: &[u8] = b"a/";
const TALLY: &[u8] = b"t/";
const TEXT: &[u8] = b"d/";
const PLACE: &[u8] = b"e/";
const WAITLIST: &[u8] = b"w/";
const HELD: &[u8] = b"h/";
const OF_MEMBER: &[u8] = b"m/";
const ATTESTED: &[u8] = b"l/";
const DONE: &[u8] = b"u/";
const LAST_COURSE: &[u8] = b"c/course";
const LAST_CERTIFICATE: &[u8] = b"c/certificate";

/// What was planned: read by hot paths, rarely written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    pub branch: BranchId,
    pub author: MemberId,
    pub trainers: Vec<MemberId>,
    pub registration: Window,
    pub sessions: Vec<Window>,
    pub seats: u16,
    pub min_sessions: u8,
    pub requires: Vec<CourseId>,
    pub branch_only: bool,
    pub counts_as: Option<CourseId>,
    pub certificate: Certified,
}

impl Plan {
    /// The author and the trainers decide, so they do not take part.
    pub fn is_party(&self, member: MemberId) -> bool {
        self.author == member || self.trainers.contains(&member)
    }
}

/// Where the course is, and what is counted: written often, so it is small.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tally {
    pub state: CourseState,
    pub revision: u32,
    /// Seats that are taken, those of participants with a result among them.
    pub taken: u16,
    pub waitlisted: u32,
    /// Enrolments ever made: the next one's position.
    pub arrivals: u32,
    /// Participants with a result.
    pub decided: u16,
}

/// What only people read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Text {
    pub title: String,
    pub summary: String,
    pub text: Option<Binary>,
    pub place: String,
}

/// A participant's part in a course.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    pub state: PlaceState,
    pub position: u32,
    /// One bit for each session attended.
    pub attended: u32,
    pub holder: Binary,
}

/// All that says that a member has passed a course; the best of it is published.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Held {
    /// Passed without a certificate.
    pub bare: bool,
    pub certificates: Vec<CertificateId>,
}

/// What a report of the oracle did here.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Done {
    /// Issued this certificate, when that one (or 0) had been attested last, and took that one back if it was valid.
    Issued {
        certificate: CertificateId,
        last: CertificateId,
        replaced: bool,
    },
    Revoked {
        certificate: CertificateId,
    },
}

/// A course as the handlers work on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    pub id: CourseId,
    pub plan: Plan,
    pub tally: Tally,
}

impl Course {
    /// What whoever passes has passed.
    pub fn subject(&self) -> CourseId {
        self.plan.counts_as.unwrap_or(self.id)
    }

    pub fn free_seats(&self) -> u16 {
        self.plan.seats.saturating_sub(self.tally.taken)
    }

    pub fn save_plan(&self, storage: &mut dyn Storage) -> Result<()> {
        save(storage, &key(PLAN, &[self.id]), &self.plan)
    }

    pub fn save_tally(&self, storage: &mut dyn Storage) -> Result<()> {
        save(storage, &key(TALLY, &[self.id]), &self.tally)
    }
}

/// # Errors
/// `course.unknown`.
pub fn course(storage: &dyn Storage, id: CourseId) -> Result<Course> {
    let plan = load(storage, &key(PLAN, &[id]))?.ok_or(Code::CourseUnknown)?;
    let tally = load(storage, &key(TALLY, &[id]))?.ok_or(Code::StateInvalid)?;
    Ok(Course { id, plan, tally })
}

pub fn course_ids<'a>(
    storage: &'a dyn Storage,
    start_after: Option<CourseId>,
    order: Order,
) -> impl Iterator<Item = CourseId> + 'a {
    scan(storage, PLAN, start_after, order).map(|([id], _)| id)
}

pub fn next_course(storage: &mut dyn Storage) -> Result<CourseId> {
    next(storage, LAST_COURSE)
}

pub fn text(storage: &dyn Storage, id: CourseId) -> Result<Text> {
    load(storage, &key(TEXT, &[id]))?.ok_or_else(|| Error::from(Code::StateInvalid))
}

pub fn save_text(storage: &mut dyn Storage, id: CourseId, text: &Text) -> Result<()> {
    save(storage, &key(TEXT, &[id]), text)
}

pub fn may_place(storage: &dyn Storage, id: CourseId, member: MemberId) -> Result<Option<Place>> {
    load(storage, &key(PLACE, &[id, member]))
}

/// # Errors
/// `enrolment.unknown`.
pub fn place(storage: &dyn Storage, id: CourseId, member: MemberId) -> Result<Place> {
    may_place(storage, id, member)?.ok_or_else(|| Error::from(Code::EnrolmentUnknown))
}

pub fn save_place(storage: &mut dyn Storage, id: CourseId, member: MemberId, place: &Place) -> Result<()> {
    save(storage, &key(PLACE, &[id, member]), place)
}

pub fn places<'a>(
    storage: &'a dyn Storage,
    id: CourseId,
    start_after: Option<MemberId>,
) -> impl Iterator<Item = Result<(MemberId, Place)>> + 'a {
    scan(storage, &key(PLACE, &[id]), start_after, Order::Ascending)
        .map(|([member], value)| Ok((member, read(&value)?)))
}

pub fn join_waitlist(storage: &mut dyn Storage, id: CourseId, position: u32, member: MemberId) {
    storage.set(&key(WAITLIST, &[id, position.into()]), &member.to_be_bytes());
}

pub fn leave_waitlist(storage: &mut dyn Storage, id: CourseId, position: u32) {
    storage.remove(&key(WAITLIST, &[id, position.into()]));
}

/// Who waits longest.
pub fn first_waiting(storage: &dyn Storage, id: CourseId) -> Option<MemberId> {
    scan::<1>(storage, &key(WAITLIST, &[id]), None, Order::Ascending)
        .next()
        .and_then(|(_, value)| Some(u64::from_be_bytes(value.try_into().ok()?)))
}

pub fn passed(storage: &dyn Storage, course: CourseId, member: MemberId) -> Result<Option<Passed>> {
    storage
        .get(&passed_key(course, member))
        .map(|bytes| Passed::from_bytes(&bytes).ok_or_else(|| Error::from(Code::StateInvalid)))
        .transpose()
}

pub fn set_passed(storage: &mut dyn Storage, course: CourseId, member: MemberId, passed: Option<Passed>) {
    let key = passed_key(course, member);
    match passed {
        Some(passed) => storage.set(&key, &passed.to_bytes()),
        None => storage.remove(&key),
    }
}

/// # Errors
/// `certificate.unknown`.
pub fn certificate(storage: &dyn Storage, id: CertificateId) -> Result<Certificate> {
    let bytes = storage.get(&certificate_key(id)).ok_or(Code::CertificateUnknown)?;
    Certificate::from_bytes(&bytes).ok_or_else(|| Error::from(Code::StateInvalid))
}

pub fn save_certificate(storage: &mut dyn Storage, id: CertificateId, certificate: &Certificate) {
    storage.set(&certificate_key(id), &certificate.to_bytes());
}

/// The number of a member's new certificate.
pub fn next_certificate(storage: &mut dyn Storage, member: MemberId) -> Result<CertificateId> {
    let id = next(storage, LAST_CERTIFICATE)?;
    storage.set(&key(OF_MEMBER, &[member, id]), &[1]);
    Ok(id)
}

pub fn certificates_of<'a>(
    storage: &'a dyn Storage,
    member: MemberId,
    start_after: Option<CertificateId>,
) -> impl Iterator<Item = CertificateId> + 'a {
    scan(storage, &key(OF_MEMBER, &[member]), start_after, Order::Ascending).map(|([id], _)| id)
}

pub fn held(storage: &dyn Storage, course: CourseId, member: MemberId) -> Result<Held> {
    Ok(load(storage, &key(HELD, &[course, member]))?.unwrap_or_default())
}

pub fn save_held(storage: &mut dyn Storage, course: CourseId, member: MemberId, held: &Held) -> Result<()> {
    save(storage, &key(HELD, &[course, member]), held)
}

/// The certificate that was attested last; 0 for none.
pub fn attested(storage: &dyn Storage, course: CourseId, member: MemberId) -> Result<CertificateId> {
    Ok(load(storage, &key(ATTESTED, &[course, member]))?.unwrap_or_default())
}

pub fn set_attested(
    storage: &mut dyn Storage,
    course: CourseId,
    member: MemberId,
    id: CertificateId,
) -> Result<()> {
    save(storage, &key(ATTESTED, &[course, member]), &id)
}

/// What a report did, taken out; `None` if it did nothing or it was undone.
pub fn take_done(storage: &mut dyn Storage, report: ReportId) -> Result<Option<Done>> {
    let key = key(DONE, &[report]);
    let done = load(storage, &key)?;
    storage.remove(&key);
    Ok(done)
}

pub fn save_done(storage: &mut dyn Storage, report: ReportId, done: &Done) -> Result<()> {
    save(storage, &key(DONE, &[report]), done)
}

#[cfg(test)]
mod tests {
    use super::*;
    use timebank_std::testing::no_name_begins_another;

    #[test]
    fn no_namespace_begins_another() {
        let names: Vec<&[u8]> = vec![
            PLAN,
            TALLY,
            TEXT,
            PLACE,
            WAITLIST,
            HELD,
            OF_MEMBER,
            ATTESTED,
            DONE,
            LAST_COURSE,
            LAST_CERTIFICATE,
            b"x/",
            b"z/",
            b"contract_info",
            b"\0\x06wiring",
        ];
        no_name_begins_another(&names);
        assert!(passed_key(1, 2).starts_with(b"x/") && certificate_key(1).starts_with(b"z/"));
    }

    /// Changing these bytes is a migration.
    #[test]
    fn records_keep_their_bytes() {
        let plan = Plan {
            branch: 1,
            author: 2,
            trainers: vec![3],
            registration: Window { start: 4, end: 5 },
            sessions: vec![Window { start: 6, end: 7 }],
            seats: 8,
            min_sessions: 9,
            requires: vec![10],
            branch_only: true,
            counts_as: Some(11),
            certificate: Certified::For { seconds: 12 },
        };
        let bytes = postcard::to_allocvec(&plan).unwrap();
        assert_eq!(bytes, [1, 2, 1, 3, 4, 5, 1, 6, 7, 8, 9, 1, 10, 1, 1, 11, 2, 12]);
        assert_eq!(read::<Plan>(&bytes).unwrap(), plan);

        let tally = Tally {
            state: CourseState::Running,
            revision: 1,
            taken: 2,
            waitlisted: 3,
            arrivals: 4,
            decided: 5,
        };
        assert_eq!(postcard::to_allocvec(&tally).unwrap(), [3, 1, 2, 3, 4, 5]);
        let holder = Binary::from([7; 32]);
        let place = Place { state: PlaceState::Passed, position: 1, attended: 2, holder };
        let bytes = postcard::to_allocvec(&place).unwrap();
        assert_eq!((bytes.len(), bytes.first_chunk()), (36, Some(&[3, 1, 2, 32, 7])));
        let held = Held { bare: true, certificates: vec![1, 300] };
        assert_eq!(postcard::to_allocvec(&held).unwrap(), [1, 2, 1, 0xac, 2]);
        let issued = Done::Issued { certificate: 1, last: 2, replaced: true };
        assert_eq!(postcard::to_allocvec(&issued).unwrap(), [0, 1, 2, 1]);
        assert_eq!(postcard::to_allocvec(&Done::Revoked { certificate: 1 }).unwrap(), [1, 1]);
    }
}
