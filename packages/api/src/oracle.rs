//! Facts of partner institutions (hospitals, schools, registries), attested by k of n feeders. A fact is applied once k feeders
//! say the same; what they do not agree on stays visible. No personal data: credentials and holders are salted commitments.

use crate::actor::{Actor, Role, Wiring};
use crate::permission::{member, office, permissions, Contract, Who, ANY_SCOPE};
use crate::reading::reading;
use crate::record::AgeClass;
use crate::{BranchId, CourseId, MemberId, Seconds};
use cosmwasm_schema::schemars::JsonSchema;
use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Binary, HexBinary};
use serde::Serialize;

/// A source of facts, numbered in the order of admission, from 1.
pub type SourceId = u32;
/// What became of one fact, numbered in the order of agreement, from 1.
pub type ReportId = u64;

/// The most feeders a source has.
pub const MAX_FEEDERS: usize = 16;
/// The most attestations one message carries.
pub const MAX_ATTESTATIONS: usize = 10;
/// How far behind or ahead of the highest agreed sequence of its source an attestation may be. A partner numbers every change, most
/// of them of people who are no members: what is attested has wide gaps.
pub const SEQUENCE_WINDOW: u64 = 1 << 40;
/// How far a partner's clock may be ahead.
pub const CLOCK_SKEW: Seconds = 300;
/// The span in which a source's changes are counted for the quarantine.
pub const MASS_WINDOW: Seconds = 3_600;

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
    /// Admits a source, or replaces what is set of one. A feeder that stays keeps its votes; those of one that goes do not count
    /// any more. Emits `source_set`.
    SetSource { id: Option<SourceId>, source: SourceInput },
    /// What a feeder saw at a source, at most [`MAX_ATTESTATIONS`]; each is counted for itself, and the same again changes
    /// nothing. Emits for each `fact_attested` or `attestation_refused`; `fact_disputed` when feeders differ; `fact_agreed` when
    /// k say the same, and where the policy applies it `fact_applied` or `fact_refused`.
    Attest { source: SourceId, attestations: Vec<Attestation> },
    /// A feeder's word that it reaches the source, though nothing changed there. Emits `feeder_heard`.
    Heartbeat { source: SourceId },
    /// From now on nothing of this source is applied without approval. Emits `source_quarantined`.
    Quarantine { source: SourceId, reason: String },
    /// Ends the quarantine. Emits `source_released`.
    Release { source: SourceId },
    /// Puts a disagreement away that has been looked into; it can agree no more. Emits `dispute_dismissed`.
    Dismiss { source: SourceId, sequence: u64, reason: String },
    /// Applies a fact that waits, or that was refused before. Emits `fact_applied`.
    Approve { report: ReportId },
    /// Drops a fact that waits or was refused. Emits `fact_rejected`.
    Reject { report: ReportId, reason: String },
    /// Restores what was before a fact was applied, within the source's window. Emits `fact_undone`.
    Undo { report: ReportId, reason: String },
    /// The member's word that a fact about them is wrong; administrators see it. Emits `fact_objected`.
    Object { report: ReportId },
}

reading!(ExecuteMsg {
    id: SourceId,
    source: SourceInput,
}
    SetSource "set_source" { id opt, source need }
{
    wiring: Wiring,
    actor: Actor,
    msg: Binary,
    source: SourceId,
    attestations: Vec<Attestation>,
    reason: String,
    sequence: u64,
    report: u64,
}
    Wire "wire" { wiring need }
    Relayed "relayed" { actor need, msg need }
    Attest "attest" { source need, attestations need }
    Heartbeat "heartbeat" { source need }
    Quarantine "quarantine" { source need, reason need }
    Release "release" { source need }
    Dismiss "dismiss" { source need, sequence need, reason need }
    Approve "approve" { report need }
    Reject "reject" { report need, reason need }
    Undo "undo" { report need, reason need }
    Object "object" { report need }
);

const STAFF: &[Role] = &[Role::BranchAdministrator];

permissions!(ExecuteMsg {
    Wire "wire" => Who::Council, 0;
    Relayed "relayed" => Who::Contract(Contract::Proxy), 0;
    SetSource "set_source" => Who::Council, 0;
    // The handler asks for a feeder of the source.
    Attest "attest" => Who::Anyone, 0;
    Heartbeat "heartbeat" => Who::Anyone, 0;
    Quarantine "quarantine" => office(STAFF), 150_000;
    Release "release" => office(STAFF), 150_000;
    Dismiss "dismiss" => office(STAFF), 150_000;
    Approve "approve" => office(STAFF), 350_000;
    Reject "reject" => office(STAFF), 150_000;
    Undo "undo" => office(STAFF), 350_000;
    Object "object" => member(ANY_SCOPE), 150_000;
});

/// What the council sets of a source.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct SourceInput {
    /// 1 to 80 characters.
    pub name: String,
    pub kind: SourceKind,
    /// Whose administrators look after it: quarantine, release and disagreements.
    pub branch: BranchId,
    /// What it may attest; anything that is not listed is refused.
    pub rules: Vec<Rule>,
    /// So many feeders must say the same: more than half of them.
    pub k: u8,
    /// Chain accounts, at most [`MAX_FEEDERS`]; none ends the source.
    pub feeders: Vec<String>,
    /// The sequence the source stands at. One that is known only rises.
    pub sequence: u64,
    /// How old a fact may be when it is attested, and after how long without a word from k feeders the source counts as stale.
    pub staleness: Seconds,
    /// How long an administrator can undo what was applied.
    pub undo_window: Seconds,
    /// More facts than this within [`MASS_WINDOW`] put the source into quarantine.
    pub mass_change: u32,
}

/// How the relayers reach a source.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum SourceKind {
    Postgres,
    Mysql,
    Http,
    Csv,
    Push,
}

/// What happens to a kind of change when it is agreed.
#[cw_serde]
#[derive(Copy, Eq)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    pub kind: ChangeKind,
    /// Applied at once, or by an administrator of the member's branch.
    pub automatic: bool,
}

#[cw_serde]
#[derive(Copy, Eq)]
pub enum ChangeKind {
    Credential,
    RevokeCredential,
    Age,
    Deceased,
    Certificate,
    RevokeCertificate,
}

/// What a feeder saw. Two are the same when all of this is.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Attestation {
    /// The source's own number of the change. Of two changes of one thing the higher one holds.
    pub sequence: u64,
    /// When the partner recorded it.
    pub observed: Seconds,
    /// sha256 of the partner's record in canonical form, with its salt.
    pub digest: HexBinary,
    pub member: MemberId,
    pub change: Change,
}

/// What changes for the member.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum Change {
    /// In the member-registry.
    Member { fact: MemberFact },
    /// A certificate from elsewhere that counts as one of a course here; in training.
    Certificate {
        course: CourseId,
        /// 32-byte commitment to whom it is for.
        holder: HexBinary,
        valid_until: Seconds,
    },
    /// Takes back what `Certificate` gave.
    RevokeCertificate { course: CourseId },
}

/// A fact about a member that the member-registry applies, keeping what was before for an undo.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum MemberFact {
    /// A credential holds until then; in place of another date if it is known already.
    Credential {
        /// 32 bytes, see `timebank_intent::credential_commitment`.
        commitment: HexBinary,
        valid_until: Seconds,
    },
    /// It holds no more.
    RevokeCredential {
        commitment: HexBinary,
    },
    Age {
        class: AgeClass,
    },
    /// A registry reports the death: the account is frozen, which an undo ends; the estate is for two office-holders to report.
    Deceased {},
}

impl Change {
    pub fn kind(&self) -> ChangeKind {
        match self {
            Change::Member { fact: MemberFact::Credential { .. } } => ChangeKind::Credential,
            Change::Member { fact: MemberFact::RevokeCredential { .. } } => ChangeKind::RevokeCredential,
            Change::Member { fact: MemberFact::Age { .. } } => ChangeKind::Age,
            Change::Member { fact: MemberFact::Deceased {} } => ChangeKind::Deceased,
            Change::Certificate { .. } => ChangeKind::Certificate,
            Change::RevokeCertificate { .. } => ChangeKind::RevokeCertificate,
        }
    }

    /// What it is about, beside the member: of two changes about the same, one takes the place of the other.
    pub fn about(&self) -> (u8, Vec<u8>) {
        match self {
            Change::Member {
                fact: MemberFact::Credential { commitment, .. } | MemberFact::RevokeCredential { commitment },
            } => (1, commitment.to_vec()),
            Change::Member { fact: MemberFact::Age { .. } } => (2, vec![]),
            Change::Member { fact: MemberFact::Deceased {} } => (3, vec![]),
            Change::Certificate { course, .. } | Change::RevokeCertificate { course } => {
                (4, course.to_be_bytes().to_vec())
            }
        }
    }
}

/// Where a fact is that k feeders agreed on.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum ReportState {
    /// Waits for an administrator, by the policy or because of a quarantine.
    Pending,
    Applied,
    /// The contract it concerns refused it; an administrator can try again.
    Refused,
    Rejected,
    Undone,
    /// A later change of the same thing had been agreed before.
    Superseded,
}

/// Where the attestations of one sequence are.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum PollState {
    Open,
    /// Feeders said different things, and none of it k times.
    Disputed,
    Agreed,
    Dismissed,
}

#[derive(Serialize, Clone, Debug, PartialEq, JsonSchema, QueryResponses)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[schemars(crate = "cosmwasm_schema::schemars")]
pub enum QueryMsg {
    #[returns(ConfigResponse)]
    Config {},
    #[returns(SourceResponse)]
    Source { id: SourceId },
    #[returns(SourcesResponse)]
    Sources { start_after: Option<SourceId>, limit: Option<u32> },
    /// What was attested under a sequence, the disagreeing things too.
    #[returns(PollResponse)]
    Poll { source: SourceId, sequence: u64 },
    /// Sequences on which the feeders disagree and that nobody has put away.
    #[returns(DisputesResponse)]
    Disputes { source: SourceId, start_after: Option<u64>, limit: Option<u32> },
    #[returns(ReportResponse)]
    Report { id: ReportId },
    /// Newest first.
    #[returns(ReportsResponse)]
    Reports { start_before: Option<ReportId>, limit: Option<u32> },
    /// Reports about a member, newest first.
    #[returns(ReportsResponse)]
    MemberReports { member: MemberId, start_before: Option<ReportId>, limit: Option<u32> },
    /// Reports that wait or were refused, oldest first.
    #[returns(ReportsResponse)]
    OpenReports { start_after: Option<ReportId>, limit: Option<u32> },
}

reading!(QueryMsg {
    id: u64,
    start_after: u64,
    start_before: u64,
    limit: u32,
    source: SourceId,
    sequence: u64,
    member: u64,
}
    Config "config" {}
    Source "source" { id need_as }
    Sources "sources" { start_after opt_as, limit opt }
    Poll "poll" { source need, sequence need }
    Disputes "disputes" { source need, start_after opt, limit opt }
    Report "report" { id need }
    Reports "reports" { start_before opt, limit opt }
    MemberReports "member_reports" { member need, start_before opt, limit opt }
    OpenReports "open_reports" { start_after opt, limit opt }
);

#[cw_serde]
pub struct ConfigResponse {
    pub council: String,
}

#[cw_serde]
pub struct SourceResponse {
    pub id: SourceId,
    /// As it was set; `sequence` is the highest that was agreed on.
    pub source: SourceInput,
    pub quarantined: bool,
    /// When k of the feeders had last been heard; 0 when they never were.
    pub heard: Seconds,
    pub stale: bool,
}

#[cw_serde]
pub struct SourcesResponse {
    pub sources: Vec<SourceResponse>,
}

#[cw_serde]
pub struct PollResponse {
    pub state: PollState,
    pub since: Seconds,
    /// What was said, each with who said it.
    pub answers: Vec<Answer>,
    /// What became of it.
    pub report: Option<ReportId>,
}

#[cw_serde]
pub struct Answer {
    pub attestation: Attestation,
    /// Chain accounts, those of feeders that are none any more left out.
    pub feeders: Vec<String>,
}

#[cw_serde]
pub struct DisputesResponse {
    pub sequences: Vec<u64>,
}

#[cw_serde]
pub struct ReportResponse {
    pub id: ReportId,
    pub source: SourceId,
    pub attestation: Attestation,
    pub state: ReportState,
    pub agreed: Seconds,
    pub applied: Option<Seconds>,
    pub objected: bool,
}

#[cw_serde]
pub struct ReportsResponse {
    pub reports: Vec<ReportResponse>,
}
