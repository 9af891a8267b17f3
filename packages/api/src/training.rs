//! Courses and certificates: draft → submitted → open → running → completed; whoever passes is certified. A certificate says for
//! whom it is by a salted commitment only; anybody can look it up by its number.

use crate::activity_registry::Window;
use crate::actor::{Actor, Role, Wiring};
use crate::oracle::ReportId;
use crate::permission::{member, office, permissions, Contract, Who, ANY_SCOPE, OWNER_OR_OFFICE};
use crate::reading::reading;
use crate::{BranchId, CourseId, MemberId, Seconds};
use cosmwasm_schema::schemars::JsonSchema;
use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Binary, HexBinary};
use serde::Serialize;

/// A certificate, numbered in the order of issue, from 1.
pub type CertificateId = u64;

/// The most seats a course has.
pub const MAX_SEATS: u16 = 500;
/// The most sessions a course has.
pub const MAX_SESSIONS: usize = 32;
/// The most trainers a course has.
pub const MAX_TRAINERS: usize = 8;
/// The most courses that one asks for.
pub const MAX_REQUIRED: usize = 8;
/// The most participants of whom one message speaks.
pub const MAX_PARTICIPANTS: usize = 10;

#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct InstantiateMsg {
    /// The federation's council.
    pub council: String,
}

#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct MigrateMsg {}

#[derive(Serialize, Clone, Debug, PartialEq, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[schemars(crate = "cosmwasm_schema::schemars")]
pub enum ExecuteMsg {
    /// Sets the addresses of the system; one that is known never changes.
    Wire { wiring: Wiring },
    /// An intent of `actor`, checked by the proxy; `msg` is another variant of this enum.
    Relayed { actor: Actor, msg: Binary },

    /// Creates a course of the author's branch as a draft. Emits `course_drafted`.
    Draft { course: CourseInput },
    /// Changes a course that has not begun; its author may. An open one goes back to review with the next revision, and whoever
    /// is enrolled stays so. Emits `course_edited`.
    Edit { id: CourseId, revision: u32, course: CourseInput },
    /// Submits a draft for review. Emits `course_submitted`.
    Submit { id: CourseId, revision: u32 },
    /// Opens exactly this revision; neither its author nor a trainer may. Emits `course_approved`.
    Approve { id: CourseId, revision: u32 },
    /// Returns exactly this revision to its author. Emits `course_returned`.
    Return { id: CourseId, revision: u32, reason: String },
    /// Replaces the trainers of an open or running course. Emits `trainers_set`.
    SetTrainers { id: CourseId, trainers: Vec<MemberId> },
    /// Ends a course in which everybody has a result. Emits `course_completed`.
    Complete { id: CourseId },
    /// Ends a course early; results and certificates that were given stay. Emits `course_cancelled`.
    Cancel { id: CourseId, reason: String },

    /// Enrols the actor, on the waitlist when no seat is free. Emits `course_enrolled`.
    Enrol {
        id: CourseId,
        /// 32-byte commitment to the holder of the certificate to come, with a salt that only the holder keeps.
        holder: HexBinary,
    },
    /// Takes the actor's enrolment back before there is a result; the first on the waitlist moves up. Emits
    /// `course_enrolment_withdrawn`, and `course_moved_up`.
    WithdrawEnrolment { id: CourseId },
    /// Who was there in a session that has begun, or was not after all; the first such word begins the course. Emits
    /// `session_attended`, and `course_began`.
    Attend { id: CourseId, session: u8, participants: Vec<MemberId>, present: bool },
    /// These participants have passed, which asks for enough sessions; who passes is certified where the course does so. Emits
    /// `course_result`, and `certificate_issued`.
    Pass { id: CourseId, participants: Vec<MemberId> },
    /// These participants have not. Emits `course_result`.
    Fail { id: CourseId, participants: Vec<MemberId> },

    /// Extends a certificate of the own branch, at most by what its course gives from now on. Emits `certificate_renewed`.
    Renew { certificate: CertificateId, valid_until: Seconds },
    /// Takes a certificate of the own branch back, or an attested one of an own member. Emits `certificate_revoked`.
    Revoke { certificate: CertificateId, reason: String },

    /// A certificate from elsewhere that counts as the course. Emits `certificate_issued`.
    IssueAttested {
        report: ReportId,
        member: MemberId,
        course: CourseId,
        /// 32-byte commitment to the holder.
        holder: HexBinary,
        valid_until: Seconds,
    },
    /// Takes back what was attested last for the member and the course. Emits `certificate_revoked`.
    RevokeAttested { report: ReportId, member: MemberId, course: CourseId },
    /// Restores what was before the fact of this report. Emits `certificate_revoked` or `certificate_restored`.
    UndoAttested { report: ReportId },
}

reading!(ExecuteMsg {
    wiring: Wiring,
    actor: Actor,
    msg: Binary,
    course: CourseInput,
    id: u64,
    revision: u32,
    reason: String,
    trainers: Vec<MemberId>,
    holder: HexBinary,
    session: u8,
    participants: Vec<MemberId>,
    present: bool,
    certificate: u64,
    valid_until: Seconds,
    report: u64,
}
    Wire "wire" { wiring need }
    Relayed "relayed" { actor need, msg need }
    Draft "draft" { course need }
    Edit "edit" { id need, revision need, course need }
    Submit "submit" { id need, revision need }
    Approve "approve" { id need, revision need }
    Return "return" { id need, revision need, reason need }
    SetTrainers "set_trainers" { id need, trainers need }
    Complete "complete" { id need }
    Cancel "cancel" { id need, reason need }
    Enrol "enrol" { id need, holder need }
    WithdrawEnrolment "withdraw_enrolment" { id need }
    Attend "attend" { id need, session need, participants need, present need }
    Pass "pass" { id need, participants need }
    Fail "fail" { id need, participants need }
    Renew "renew" { certificate need, valid_until need }
    Revoke "revoke" { certificate need, reason need }
    UndoAttested "undo_attested" { report need }
{
    report: u64,
    member: u64,
    course: u64,
    holder: HexBinary,
    valid_until: Seconds,
}
    IssueAttested "issue_attested" { report need, member need, course need, holder need, valid_until need }
    RevokeAttested "revoke_attested" { report need, member need, course need }
);

const TRAINING: &[Role] = &[Role::TrainingAdministrator];
const STAFF: &[Role] = &[Role::Reviewer, Role::BranchAdministrator];

permissions!(ExecuteMsg {
    Wire "wire" => Who::Council, 0;
    Relayed "relayed" => Who::Contract(Contract::Proxy), 0;
    Draft "draft" => office(TRAINING), 350_000;
    Edit "edit" => office(TRAINING), 350_000;
    Submit "submit" => office(TRAINING), 150_000;
    Approve "approve" => office(STAFF), 250_000;
    Return "return" => office(STAFF), 150_000;
    SetTrainers "set_trainers" => office(TRAINING), 250_000;
    Complete "complete" => office(TRAINING), 150_000;
    Cancel "cancel" => office(TRAINING), 150_000;
    Enrol "enrol" => member(ANY_SCOPE), 200_000, TakePart;
    WithdrawEnrolment "withdraw_enrolment" => member(ANY_SCOPE), 200_000, TakePart;
    Attend "attend" => member(OWNER_OR_OFFICE), 350_000;
    Pass "pass" => member(OWNER_OR_OFFICE), 700_000;
    Fail "fail" => member(OWNER_OR_OFFICE), 350_000;
    Renew "renew" => office(TRAINING), 200_000;
    Revoke "revoke" => office(TRAINING), 200_000;
    IssueAttested "issue_attested" => Who::Contract(Contract::Oracle), 0;
    RevokeAttested "revoke_attested" => Who::Contract(Contract::Oracle), 0;
    UndoAttested "undo_attested" => Who::Contract(Contract::Oracle), 0;
});

/// What an author says about a course. Everything here is public.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct CourseInput {
    /// 1 to 80 characters.
    pub title: String,
    /// Short public text, at most 500 characters.
    pub summary: String,
    /// sha256 of a longer public text that the branches' relayers serve.
    pub text: Option<HexBinary>,
    /// District-level place, 1 to 80 characters.
    pub place: String,
    /// When members can enrol; over before the first session.
    pub registration: Window,
    /// In order of time, 1 to [`MAX_SESSIONS`], none over another, each at most a day.
    pub sessions: Vec<Window>,
    /// 1 to [`MAX_SEATS`].
    pub seats: u16,
    /// So many sessions must have been attended to pass, at least 1.
    pub min_sessions: u8,
    /// 1 to [`MAX_TRAINERS`] members who record attendance and results.
    pub trainers: Vec<MemberId>,
    /// Courses that must have been passed before, at most [`MAX_REQUIRED`].
    pub requires: Vec<CourseId>,
    /// Whether only members of the branch can enrol.
    pub branch_only: bool,
    /// The course of the same branch of which this is another run: who passes has passed that one.
    pub counts_as: Option<CourseId>,
    pub certificate: Certified,
}

/// What whoever passes is given.
#[cw_serde]
#[derive(Copy, Eq)]
#[serde(deny_unknown_fields)]
pub enum Certified {
    /// No certificate; that the course was passed is known all the same.
    No,
    Lasting,
    /// A certificate that is valid for so long, and can be renewed.
    For {
        seconds: Seconds,
    },
}

/// Where a course is in its life.
#[cw_serde]
#[derive(Copy, Eq, PartialOrd, Ord, Hash)]
pub enum CourseState {
    Draft,
    Submitted,
    Open,
    Running,
    Completed,
    Cancelled,
}

/// Where a participant is.
#[cw_serde]
#[derive(Copy, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceState {
    /// Waits for a seat.
    Waitlisted,
    Enrolled,
    Withdrawn,
    Passed,
    Failed,
}

/// Who answers for a certificate.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum Issuer {
    /// The branch whose course was passed.
    Branch { branch: BranchId },
    /// A partner institution, by the oracle's report.
    Attested { report: ReportId },
}

#[cw_serde]
#[derive(Copy, Eq)]
pub enum CertificateStatus {
    Valid,
    Revoked,
}

/// What training publishes about a certificate under [`certificate_key`], so that a Merkle proof can be served for it. 74 bytes:
/// `status u8 ‖ issuer's kind u8 ‖ branch or report u64 ‖ course u64 ‖ member u64 ‖ issued u64 ‖ valid until u64 ‖ holder`.
#[cw_serde]
pub struct Certificate {
    pub status: CertificateStatus,
    pub issuer: Issuer,
    pub course: CourseId,
    pub member: MemberId,
    pub issued: Seconds,
    /// `u64::MAX` for one that lasts.
    pub valid_until: Seconds,
    /// 32-byte commitment to the holder.
    pub holder: HexBinary,
}

impl Certificate {
    pub fn to_bytes(&self) -> Vec<u8> {
        let status = match self.status {
            CertificateStatus::Valid => 0,
            CertificateStatus::Revoked => 1,
        };
        let (kind, issuer) = match self.issuer {
            Issuer::Branch { branch } => (0, u64::from(branch)),
            Issuer::Attested { report } => (1, report),
        };
        let mut bytes = Vec::with_capacity(74);
        bytes.extend_from_slice(&[status, kind]);
        for number in [issuer, self.course, self.member, self.issued, self.valid_until] {
            bytes.extend_from_slice(&number.to_be_bytes());
        }
        bytes.extend_from_slice(self.holder.as_slice());
        bytes
    }

    /// Nothing if the bytes are not a certificate.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let ([status, kind], mut rest) = bytes.split_first_chunk()?;
        let mut number = || -> Option<u64> {
            let (head, tail) = rest.split_first_chunk()?;
            rest = tail;
            Some(u64::from_be_bytes(*head))
        };
        let (issuer, course, member, issued, valid_until) =
            (number()?, number()?, number()?, number()?, number()?);
        Some(Certificate {
            status: match status {
                0 => CertificateStatus::Valid,
                1 => CertificateStatus::Revoked,
                _ => return None,
            },
            issuer: match kind {
                0 => Issuer::Branch { branch: issuer.try_into().ok()? },
                1 => Issuer::Attested { report: issuer },
                _ => return None,
            },
            course,
            member,
            issued,
            valid_until,
            holder: <[u8; 32]>::try_from(rest).ok()?.into(),
        })
    }

    /// Whether it opens anything at a time.
    pub fn holds(&self, now: Seconds) -> bool {
        self.status == CertificateStatus::Valid && now < self.valid_until
    }
}

/// In training: a [`Certificate`] by number.
pub fn certificate_key(id: CertificateId) -> Vec<u8> {
    [b"z/".as_slice(), &id.to_be_bytes()].concat()
}

#[derive(Serialize, Clone, Debug, PartialEq, JsonSchema, QueryResponses)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[schemars(crate = "cosmwasm_schema::schemars")]
pub enum QueryMsg {
    #[returns(ConfigResponse)]
    Config {},
    #[returns(CourseResponse)]
    Course { id: CourseId },
    #[returns(CoursesResponse)]
    Courses { start_after: Option<CourseId>, limit: Option<u32>, descending: Option<bool> },
    #[returns(PlaceResponse)]
    Enrolment { id: CourseId, participant: MemberId },
    /// Enrolments of a course in order of members.
    #[returns(PlacesResponse)]
    Enrolments { id: CourseId, start_after: Option<MemberId>, limit: Option<u32> },
    /// For anybody who has the number.
    #[returns(CertificateResponse)]
    Certificate { id: CertificateId },
    /// Certificates of a member.
    #[returns(CertificatesResponse)]
    Certificates { member: MemberId, start_after: Option<CertificateId>, limit: Option<u32> },
    /// Whether a member has passed a course, and until when that counts.
    #[returns(PassedResponse)]
    Passed { course: CourseId, member: MemberId },
}

reading!(QueryMsg {
    id: u64,
    start_after: u64,
    limit: u32,
    descending: bool,
    participant: u64,
    member: u64,
    course: u64,
}
    Config "config" {}
    Course "course" { id need }
    Courses "courses" { start_after opt, limit opt, descending opt }
    Enrolment "enrolment" { id need, participant need }
    Enrolments "enrolments" { id need, start_after opt, limit opt }
    Certificate "certificate" { id need }
    Certificates "certificates" { member need, start_after opt, limit opt }
    Passed "passed" { course need, member need }
);

#[cw_serde]
pub struct ConfigResponse {
    pub council: String,
}

#[cw_serde]
pub struct CourseResponse {
    pub id: CourseId,
    pub branch: BranchId,
    pub author: MemberId,
    pub revision: u32,
    pub state: CourseState,
    pub course: CourseInput,
    /// Seats that are taken, those of participants with a result among them.
    pub taken: u16,
    pub waitlisted: u32,
    /// Participants with a result.
    pub decided: u16,
}

#[cw_serde]
pub struct CoursesResponse {
    pub courses: Vec<CourseResponse>,
}

#[cw_serde]
pub struct PlaceResponse {
    pub id: CourseId,
    pub participant: MemberId,
    pub state: PlaceState,
    pub position: u32,
    /// Numbers of the sessions attended, counted from 0.
    pub attended: Vec<u8>,
}

#[cw_serde]
pub struct PlacesResponse {
    pub enrolments: Vec<PlaceResponse>,
}

#[cw_serde]
pub struct CertificateResponse {
    pub id: CertificateId,
    pub certificate: Certificate,
    /// Valid and not over.
    pub holds: bool,
}

#[cw_serde]
pub struct CertificatesResponse {
    pub certificates: Vec<CertificateResponse>,
}

#[cw_serde]
pub struct PassedResponse {
    pub passed: bool,
    pub certificate: Option<CertificateId>,
    pub valid_until: Option<Seconds>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certificate_keeps_its_bytes() {
        let certificate = Certificate {
            status: CertificateStatus::Revoked,
            issuer: Issuer::Attested { report: 258 },
            course: 3,
            member: 4,
            issued: 5,
            valid_until: 6,
            holder: HexBinary::from([9; 32]),
        };
        let bytes = certificate.to_bytes();
        let mut golden = vec![1, 1];
        for number in [258u64, 3, 4, 5, 6] {
            golden.extend(number.to_be_bytes());
        }
        golden.extend([9; 32]);
        assert_eq!((bytes.len(), &bytes), (74, &golden));
        assert_eq!(Certificate::from_bytes(&bytes), Some(certificate.clone()));
        assert_eq!(Certificate::from_bytes(&bytes[..73]), None);
        assert!(!certificate.holds(0));
        let valid = Certificate {
            status: CertificateStatus::Valid,
            issuer: Issuer::Branch { branch: 7 },
            ..certificate
        };
        assert_eq!(Certificate::from_bytes(&valid.to_bytes()), Some(valid.clone()));
        assert!(valid.holds(5) && !valid.holds(6));
    }
}
