//! Branches, their operators, members, roles and what members agree on among themselves.

use crate::actor::{Actor, Rights, Role, Roles, Scope, Wiring};
use crate::oracle::{MemberFact, ReportId};
use crate::permission::{member, office, permissions, Contract, Who, ANY_SCOPE, OWNER};
use crate::reading::reading;
use crate::record::{AgeClass, MemberKind, MemberStatus};
use crate::{BranchId, MemberId, Minutes, Seconds};
use cosmwasm_schema::schemars::JsonSchema;
use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Binary, HexBinary};
use serde::Serialize;

/// The most agents of one member: relatives and site agents of a person, signatories of a group.
pub const MAX_AGENTS: u32 = 10;
/// The most chain accounts one member links.
pub const MAX_LINKS: u32 = 5;
/// The longest time for which an agent is appointed: two years.
pub const MAX_AGENCY: Seconds = 2 * 365 * 86_400;
/// How long a case can be approved after it was opened.
pub const CASE_WINDOW: Seconds = 30 * 86_400;
/// From naming a chain account until it can be linked, unless the council sets another time.
pub const LINK_DELAY: Seconds = 86_400;
/// The shortest and the longest delay that protects against a stolen key or one insider: an hour, 30 days.
pub const DELAYS: std::ops::RangeInclusive<Seconds> = 3_600..=30 * 86_400;
/// The longest reason, in characters.
pub const MAX_REASON: usize = 300;

#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct InstantiateMsg {
    /// The federation's council.
    pub council: String,
    /// Version of the identity check whose nullifiers are accepted.
    pub nullifier_version: u8,
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
    /// Admits a branch with its first operators (at most 16). Emits `branch_added`.
    AddBranch { name: String, district: String, operators: Vec<String> },
    /// Registers a chain account as operator of a branch. Emits `operator_added`.
    AddOperator { branch: BranchId, operator: String },
    /// Takes an operator off. Emits `operator_removed`.
    RemoveOperator { operator: String },
    /// Registers a person as member of the operator's own branch and gives the proxy the first everyday key. A person is
    /// registered once over all branches: the same nullifier is refused. Emits `member_registered`.
    RegisterMember {
        /// Version of the identity check (one byte) followed by its 32-byte output for the person; opaque here.
        nullifier: Binary,
        /// 16 fresh random bytes; account = sha256("timebank/member" ‖ proxy ‖ salt), see `architecture` §2.
        salt: Binary,
        /// 33-byte compressed secp256k1 key of scope everyday.
        everyday_key: Binary,
        age: AgeClass,
    },
    /// Gives a member a role. Emits `role_granted`.
    GrantRole { member: MemberId, role: Role },
    /// Takes a role away. Emits `role_revoked`.
    RevokeRole { member: MemberId, role: Role },
    /// Registers a company, school or team of the operator's own branch. `registration` is a 32-byte digest of its public
    /// number: the same one is refused. It has no keys of its own; its signatories act as its agents. Emits
    /// `member_registered` and `group_registered`.
    RegisterGroup { registration: HexBinary, salt: Binary },
    /// Gives a member of the own branch one of the light offices: publisher, training administrator, auditor. Emits
    /// `role_granted` and `role_decided`.
    Appoint(Office),
    /// Takes a light office of a member of the own branch away. Emits `role_revoked` and `role_decided`.
    Dismiss(Office),
    /// Asks for a change of what stands on chain for the own profile: a salted 32-byte commitment. A newer request of the same
    /// kind takes the place of the one that waits. Emits `profile_requested`.
    RequestProfile { kind: ProfileKind, commitment: HexBinary },
    /// Decides a request of a member of the own branch. Emits `profile_decided`.
    DecideProfile(Decision),
    /// States a predicate about a member of the own branch, as a salted commitment, until a date. Emits `credential_issued`.
    IssueCredential { member: MemberId, commitment: HexBinary, valid_until: Seconds },
    /// Takes a credential of a member of the own branch back. Emits `credential_revoked`.
    RevokeCredential { member: MemberId, commitment: HexBinary },
    /// Brings a member of the own branch into a higher class of age. Emits `age_set`.
    RenewAge { member: MemberId, age: AgeClass },
    /// Offers a kin link: `timebank-intent`'s kin commitment. Emits `kin_proposed`.
    ProposeKin { other: MemberId, commitment: HexBinary },
    /// Agrees to a kin link that was offered to the sender. Emits `kin_accepted`.
    AcceptKin(OfCommitment),
    /// Ends a kin link or refuses one, by either side. Emits `kin_revoked`.
    RevokeKin(OfCommitment),
    /// Offers to let somebody act for the sender, with these rights, committing at most `daily` minutes a day, until a time at
    /// most [`MAX_AGENCY`] ahead. Emits `agent_appointed`.
    AppointAgent { agent: MemberId, rights: Rights, daily: Minutes, until: Seconds },
    /// Agrees to act for this member. Emits `agent_accepted`.
    AcceptAgent(OfMember),
    /// Ends an agency or refuses one, by either side. Emits `agent_revoked`.
    RevokeAgent(Pair),
    /// Stops everything a member of the own branch does until it is reinstated. Emits `status_changed`.
    Suspend { member: MemberId, reason: String },
    /// Ends a suspension, or brings a member back who left. Emits `status_changed`.
    Reinstate(OfMember),
    /// Freezes the own account in an emergency; two office-holders thaw it. Emits `status_changed`.
    Freeze {},
    /// Ends the own membership: every office is laid down, what is owed is paid, and what is left goes where the rule pack sends
    /// an estate without an heir. An administrator of the branch can reinstate the member, who then begins without TIME. Emits
    /// `role_revoked` and `status_changed`.
    Close {},
    /// Against a new key that the proxy was asked to set: by the member with any key, or by kin. The account freezes, and the
    /// council decides. Emits `key_objected` and `status_changed`.
    ObjectKey { member: MemberId, scope: Scope, kin: Option<KinOpening> },
    /// Sets the limits of recovery; the time lock is one of [`DELAYS`]. Emits `recovery_rules_set`.
    SetRecoveryRules { rules: RecoveryRules },
    /// From the proxy: a recovery ended, and so does the freeze of an objection. With a new owner key every link and every agency
    /// ends too, for whoever had the old key may have linked an account or appointed an agent. Emits `status_changed`,
    /// `account_unlinked` and `agent_revoked`.
    EndRecovery { member: MemberId, unlink: bool },
    /// Opens a case about a member of the own branch that another office-holder decides. Emits `case_opened`.
    Propose { action: Action },
    /// Decides a case that somebody else opened; weighty ones are approved from another branch. Emits `case_decided` and what the
    /// action emits.
    Decide(Decision),
    /// Asks for a move to another branch. Emits `move_requested`.
    RequestMove { to: BranchId },
    /// Takes the request back. Emits `move_refused`.
    WithdrawMove {},
    /// For the branch the member leaves or joins. When both have approved, the member moves and lays down every office. Emits
    /// `move_approved`, then `branch_changed`; or `move_refused`.
    DecideMove { member: MemberId, to: BranchId, approve: bool },
    /// Names a chain account that is to act with the rights of an own owner key. Emits `link_offered`.
    LinkAccount(OfAccount),
    /// From that account itself, after the delay. Emits `account_linked`.
    ConfirmLink(OfMember),
    /// Ends a link or an offer. Emits `account_unlinked`.
    Unlink(OfAccount),
    /// Sets the time between `link_account` and `confirm_link`, one of [`DELAYS`]. Emits `link_delay_set`.
    SetLinkDelay { seconds: Seconds },
    /// Applies a fact of a partner institution, keeping what was before under the report's number. Emits `fact_kept` and what
    /// changes.
    ApplyFact { report: ReportId, member: MemberId, fact: MemberFact },
    /// Restores what was before the fact of this report, if nothing has changed it since. Emits `fact_restored`.
    UndoFact { report: ReportId, member: MemberId },
}

reading!(ExecuteMsg {
    wiring: Wiring,
    actor: Actor,
    msg: Binary,
    name: String,
    district: String,
    operators: Vec<String>,
    branch: BranchId,
    operator: String,
    nullifier: Binary,
    salt: Binary,
    everyday_key: Binary,
    age: AgeClass,
    member: u64,
    role: Role,
    registration: HexBinary,
    kind: ProfileKind,
    commitment: HexBinary,
    id: u64,
    approve: bool,
    reason: String,
    valid_until: Seconds,
    other: u64,
    agent: u64,
    rights: Rights,
    daily: Minutes,
    until: Seconds,
    principal: u64,
    scope: Scope,
    kin: KinOpening,
    rules: RecoveryRules,
    unlink: bool,
    action: Action,
    to: BranchId,
    account: String,
    seconds: Seconds,
    report: u64,
    fact: MemberFact,
}
    Wire "wire" { wiring need }
    Relayed "relayed" { actor need, msg need }
    AddBranch "add_branch" { name need, district need, operators need }
    AddOperator "add_operator" { branch need, operator need }
    RemoveOperator "remove_operator" { operator need }
    RegisterMember "register_member" { nullifier need, salt need, everyday_key need, age need }
    GrantRole "grant_role" { member need, role need }
    RevokeRole "revoke_role" { member need, role need }
    RegisterGroup "register_group" { registration need, salt need }
    Appoint(Office) "appoint" { member need, role need }
    Dismiss(Office) "dismiss" { member need, role need }
    RequestProfile "request_profile" { kind need, commitment need }
    DecideProfile(Decision) "decide_profile" { id need, approve need, reason default }
    IssueCredential "issue_credential" { member need, commitment need, valid_until need }
    RevokeCredential "revoke_credential" { member need, commitment need }
    RenewAge "renew_age" { member need, age need }
    ProposeKin "propose_kin" { other need, commitment need }
    AcceptKin(OfCommitment) "accept_kin" { commitment need }
    RevokeKin(OfCommitment) "revoke_kin" { commitment need }
    AppointAgent "appoint_agent" { agent need, rights need, daily need, until need }
    AcceptAgent(OfMember) "accept_agent" { member need }
    RevokeAgent(Pair) "revoke_agent" { principal need, agent need }
    Suspend "suspend" { member need, reason need }
    Reinstate(OfMember) "reinstate" { member need }
    Freeze "freeze" {}
    Close "close" {}
    ObjectKey "object_key" { member need, scope need, kin opt }
    SetRecoveryRules "set_recovery_rules" { rules need }
    EndRecovery "end_recovery" { member need, unlink need }
    Propose "propose" { action need }
    Decide(Decision) "decide" { id need, approve need, reason default }
    RequestMove "request_move" { to need }
    WithdrawMove "withdraw_move" {}
    DecideMove "decide_move" { member need, to need, approve need }
    LinkAccount(OfAccount) "link_account" { account need }
    ConfirmLink(OfMember) "confirm_link" { member need }
    Unlink(OfAccount) "unlink" { account need }
    SetLinkDelay "set_link_delay" { seconds need }
    ApplyFact "apply_fact" { report need, member need, fact need }
    UndoFact "undo_fact" { report need, member need }
);

// Bodies that several messages share: a contract carries the code to read each of them once.

#[cw_serde]
pub struct OfMember {
    pub member: MemberId,
}

#[cw_serde]
pub struct OfCommitment {
    pub commitment: HexBinary,
}

#[cw_serde]
pub struct OfAccount {
    pub account: String,
}

#[cw_serde]
pub struct Office {
    pub member: MemberId,
    pub role: Role,
}

#[cw_serde]
pub struct Pair {
    pub principal: MemberId,
    pub agent: MemberId,
}

/// The word on a request or a case.
#[cw_serde]
pub struct Decision {
    pub id: u64,
    pub approve: bool,
    /// A request is not refused without one.
    #[serde(default)]
    pub reason: String,
}

#[cw_serde]
pub struct Page {
    pub start_after: Option<u64>,
    pub limit: Option<u32>,
}

/// What one office-holder proposes and another decides.
#[derive(Serialize, Clone, Debug, PartialEq, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[schemars(crate = "cosmwasm_schema::schemars")]
pub enum Action {
    /// Nothing leaves the account any more.
    Freeze { member: MemberId, cause: FreezeCause },
    /// Ends every freeze but that of a recovery, which the council decides.
    Thaw(OfMember),
    /// Weighty. What the account holds is inherited by the rule pack of its branch.
    ReportDeath { member: MemberId, heir: Option<MemberId> },
    /// Weighty; for the offices a branch administrator cannot give alone.
    GrantRole(Office),
    /// Weighty.
    RevokeRole(Office),
    /// For a person who signed on paper, or a signatory of a group. The agent still has to accept.
    AppointAgent {
        principal: MemberId,
        agent: MemberId,
        rights: Rights,
        daily: Minutes,
        until: Seconds,
        /// 32-byte digest of the paper.
        consent: HexBinary,
    },
    /// Ends an agency for the principal.
    DismissAgent(Pair),
}

reading!(Action {
    member: u64,
    cause: FreezeCause,
    heir: u64,
    role: Role,
    principal: u64,
    agent: u64,
    rights: Rights,
    daily: Minutes,
    until: Seconds,
    consent: HexBinary,
}
    Freeze "freeze" { member need, cause need }
    Thaw(OfMember) "thaw" { member need }
    ReportDeath "report_death" { member need, heir opt }
    GrantRole(Office) "grant_role" { member need, role need }
    RevokeRole(Office) "revoke_role" { member need, role need }
    AppointAgent "appoint_agent" { principal need, agent need, rights need, daily need, until need, consent need }
    DismissAgent(Pair) "dismiss_agent" { principal need, agent need }
);

/// The limits of recovery. Published under [`RECOVERY_RULES`], 24 bytes: `lock u64 ‖ per_day u32 ‖ cap u32 ‖ cap_for u64`; as
/// long as the council has set none, [`RecoveryRules::default`] holds.
#[cw_serde]
#[derive(Copy)]
#[serde(deny_unknown_fields)]
pub struct RecoveryRules {
    /// From approval until an owner key can be set.
    pub lock: Seconds,
    /// The most recoveries a branch proposes on one day.
    pub per_day: u32,
    /// The most TIME that leaves an account on one day after a recovery.
    pub cap: Minutes,
    /// For how long.
    pub cap_for: Seconds,
}

/// In the member-registry: the [`RecoveryRules`].
pub const RECOVERY_RULES: &[u8] = b"v/";

impl RecoveryRules {
    pub fn to_bytes(self) -> Vec<u8> {
        let (lock, per_day) = (self.lock.to_be_bytes(), self.per_day.to_be_bytes());
        [lock.as_slice(), &per_day, &self.cap.to_be_bytes(), &self.cap_for.to_be_bytes()].concat()
    }

    /// Nothing if the bytes are not such rules.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (lock, rest) = bytes.split_first_chunk()?;
        let (per_day, rest) = rest.split_first_chunk()?;
        let (cap, cap_for) = rest.split_first_chunk()?;
        Some(RecoveryRules {
            lock: u64::from_be_bytes(*lock),
            per_day: u32::from_be_bytes(*per_day),
            cap: u32::from_be_bytes(*cap),
            cap_for: u64::from_be_bytes(cap_for.try_into().ok()?),
        })
    }
}

impl Default for RecoveryRules {
    /// A day; twenty; two hours a day for a week.
    fn default() -> Self {
        RecoveryRules { lock: 86_400, per_day: 20, cap: 120, cap_for: 7 * 86_400 }
    }
}

/// Why two office-holders freeze an account.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum FreezeCause {
    Dispute,
    Court,
}

/// Why a member's status changed.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum StatusCause {
    /// By the member, in an emergency.
    Emergency,
    /// An objection to a recovery, or the council's decision on it.
    Recovery,
    /// A fact of a partner institution.
    Fact,
    /// A branch administrator's suspension, or its end, or the return of a member who left.
    Conduct,
    Dispute,
    Court,
    /// Two office-holders ended a freeze.
    Thaw,
    Death,
    /// By the member, who left.
    Closed,
}

/// What a profile commitment stands for.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum ProfileKind {
    /// Introduction and contact.
    Profile,
    /// The number in the national system of volunteers (MZ/T 061).
    VolunteerNumber,
    Skills,
    Interests,
}

impl ProfileKind {
    /// In the order of their bytes.
    pub const ALL: [ProfileKind; 4] =
        [ProfileKind::Profile, ProfileKind::VolunteerNumber, ProfileKind::Skills, ProfileKind::Interests];
}

/// Opens a kin commitment between two members to the contract that needs it.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct KinOpening {
    pub degree: u8,
    /// 16 bytes.
    pub salt: Binary,
}

const ADMINISTRATOR: &[Role] = &[Role::BranchAdministrator];
const ISSUER: &[Role] = &[Role::Custodian, Role::TrainingAdministrator];
const COUNTER: &[Role] = &[Role::Custodian, Role::BranchAdministrator];
const PERSONAL: &[Scope] = &[Scope::Everyday, Scope::Owner];

permissions!(ExecuteMsg {
    Wire "wire" => Who::Council, 0;
    Relayed "relayed" => Who::Contract(Contract::Proxy), 0;
    AddBranch "add_branch" => Who::Council, 0;
    AddOperator "add_operator" => Who::Council, 0;
    RemoveOperator "remove_operator" => Who::Council, 0;
    RegisterMember "register_member" => Who::Operator, 0;
    GrantRole "grant_role" => Who::Council, 0;
    RevokeRole "revoke_role" => Who::Council, 0;
    RegisterGroup "register_group" => Who::Operator, 0;
    Appoint "appoint" => office(ADMINISTRATOR), 150_000;
    Dismiss "dismiss" => office(ADMINISTRATOR), 150_000;
    RequestProfile "request_profile" => member(PERSONAL), 150_000, Profile;
    DecideProfile "decide_profile" => office(&[Role::Reviewer]), 150_000;
    IssueCredential "issue_credential" => office(ISSUER), 150_000;
    RevokeCredential "revoke_credential" => office(ISSUER), 150_000;
    RenewAge "renew_age" => office(&[Role::Custodian]), 150_000;
    ProposeKin "propose_kin" => member(OWNER), 150_000;
    AcceptKin "accept_kin" => member(OWNER), 150_000;
    RevokeKin "revoke_kin" => member(ANY_SCOPE), 150_000;
    AppointAgent "appoint_agent" => member(OWNER), 180_000;
    AcceptAgent "accept_agent" => member(PERSONAL), 180_000;
    RevokeAgent "revoke_agent" => member(ANY_SCOPE), 150_000;
    Suspend "suspend" => office(ADMINISTRATOR), 150_000;
    Reinstate "reinstate" => office(ADMINISTRATOR), 150_000;
    Freeze "freeze" => member(ANY_SCOPE), 150_000;
    Close "close" => member(OWNER), 400_000;
    ObjectKey "object_key" => member(ANY_SCOPE), 200_000;
    SetRecoveryRules "set_recovery_rules" => Who::Council, 0;
    EndRecovery "end_recovery" => Who::Contract(Contract::Proxy), 0;
    Propose "propose" => office(COUNTER), 200_000;
    Decide "decide" => office(COUNTER), 500_000;
    RequestMove "request_move" => member(OWNER), 150_000;
    WithdrawMove "withdraw_move" => member(ANY_SCOPE), 150_000;
    DecideMove "decide_move" => office(ADMINISTRATOR), 400_000;
    LinkAccount "link_account" => member(OWNER), 150_000;
    ConfirmLink "confirm_link" => Who::Anyone, 0;
    Unlink "unlink" => member(ANY_SCOPE), 150_000;
    SetLinkDelay "set_link_delay" => Who::Council, 0;
    ApplyFact "apply_fact" => Who::Contract(Contract::Oracle), 0;
    UndoFact "undo_fact" => Who::Contract(Contract::Oracle), 0;
});

#[derive(Serialize, Clone, Debug, PartialEq, JsonSchema, QueryResponses)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[schemars(crate = "cosmwasm_schema::schemars")]
pub enum QueryMsg {
    #[returns(BranchResponse)]
    Branch { id: BranchId },
    #[returns(BranchesResponse)]
    Branches { start_after: Option<BranchId>, limit: Option<u32> },
    #[returns(OperatorsResponse)]
    Operators { branch: BranchId, start_after: Option<String>, limit: Option<u32> },
    #[returns(MemberResponse)]
    Member { id: MemberId },
    #[returns(MemberResponse)]
    MemberByAccount { account: String },
    /// Whether a person is registered, and as whom: answered by nullifier only.
    #[returns(RegisteredResponse)]
    Registered { nullifier: Binary },
    #[returns(MembersResponse)]
    Members { start_after: Option<MemberId>, limit: Option<u32> },
    /// What stands on chain for a member's profile.
    #[returns(ProfileResponse)]
    Profile(OfMember),
    /// Requests that wait for a reviewer, oldest first.
    #[returns(ProfileRequestsResponse)]
    ProfileRequests(Page),
    /// In the order of their commitments.
    #[returns(CredentialsResponse)]
    Credentials { member: MemberId, start_after: Option<HexBinary>, limit: Option<u32> },
    /// A kin link, agreed or offered.
    #[returns(KinResponse)]
    Kin { commitment: HexBinary },
    /// Who acts for a member, or was asked to: at most [`MAX_AGENTS`].
    #[returns(AgentsResponse)]
    Agents(OfMember),
    /// Cases that wait for a second person, oldest first.
    #[returns(CasesResponse)]
    Cases(Page),
    /// Members who asked for a move, in the order of their ids.
    #[returns(MovesResponse)]
    Moves(Page),
    /// The chain accounts a member linked or named: at most [`MAX_LINKS`].
    #[returns(LinksResponse)]
    Links(OfMember),
    /// A new key that waits for approval, time lock or council, and the limits of recovery.
    #[returns(RecoveryResponse)]
    Recovery { member: MemberId, scope: Scope },
}

reading!(QueryMsg {
    id: u64,
    start_after: u64,
    limit: u32,
    account: String,
    nullifier: Binary,
    member: u64,
    commitment: HexBinary,
    scope: Scope,
}
    Branch "branch" { id need_as }
    Branches "branches" { start_after opt_as, limit opt }
    Member "member" { id need }
    MemberByAccount "member_by_account" { account need }
    Registered "registered" { nullifier need }
    Members "members" { start_after opt, limit opt }
    Profile(OfMember) "profile" { member need }
    ProfileRequests(Page) "profile_requests" { start_after opt, limit opt }
    Kin "kin" { commitment need }
    Agents(OfMember) "agents" { member need }
    Cases(Page) "cases" { start_after opt, limit opt }
    Moves(Page) "moves" { start_after opt, limit opt }
    Links(OfMember) "links" { member need }
    Recovery "recovery" { member need, scope need }
{
    branch: BranchId,
    start_after: String,
    limit: u32,
}
    Operators "operators" { branch need, start_after opt, limit opt }
{
    member: u64,
    start_after: HexBinary,
    limit: u32,
}
    Credentials "credentials" { member need, start_after opt, limit opt }
);

#[cw_serde]
pub struct ProfileResponse {
    pub commitments: Vec<ProfileCommitment>,
}

#[cw_serde]
pub struct ProfileCommitment {
    pub kind: ProfileKind,
    pub commitment: HexBinary,
    pub since: Seconds,
}

#[cw_serde]
pub struct ProfileRequestsResponse {
    pub requests: Vec<ProfileRequest>,
}

#[cw_serde]
pub struct ProfileRequest {
    pub id: u64,
    pub member: MemberId,
    pub kind: ProfileKind,
    pub commitment: HexBinary,
    /// The member, or the agent.
    pub by: MemberId,
    pub since: Seconds,
}

#[cw_serde]
pub struct CredentialsResponse {
    pub credentials: Vec<Credential>,
}

#[cw_serde]
pub struct Credential {
    pub commitment: HexBinary,
    pub valid_until: Seconds,
    /// Who stated it; nobody for a fact of a partner institution.
    pub by: Option<MemberId>,
}

#[cw_serde]
pub struct KinResponse {
    pub link: Option<KinLink>,
}

#[cw_serde]
pub struct KinLink {
    /// Who offered it.
    pub of: MemberId,
    pub to: MemberId,
    pub accepted: bool,
}

#[cw_serde]
pub struct AgentsResponse {
    pub agents: Vec<AgentInfo>,
}

#[cw_serde]
pub struct AgentInfo {
    pub agent: MemberId,
    pub rights: Rights,
    pub daily: Minutes,
    pub until: Seconds,
    pub accepted: bool,
}

#[cw_serde]
pub struct CasesResponse {
    pub cases: Vec<CaseInfo>,
}

#[cw_serde]
pub struct CaseInfo {
    pub id: u64,
    pub by: MemberId,
    pub branch: BranchId,
    pub since: Seconds,
    pub action: Action,
}

#[cw_serde]
pub struct MovesResponse {
    pub moves: Vec<MoveInfo>,
}

#[cw_serde]
pub struct MoveInfo {
    pub member: MemberId,
    pub from: BranchId,
    pub to: BranchId,
    pub since: Seconds,
    /// Who approved for the branch that is left, and for the one that is joined.
    pub left: Option<MemberId>,
    pub joined: Option<MemberId>,
}

#[cw_serde]
pub struct LinksResponse {
    pub links: Vec<LinkInfo>,
}

#[cw_serde]
pub struct LinkInfo {
    pub account: String,
    /// When it can be, or could be, confirmed.
    pub from: Seconds,
    pub confirmed: bool,
}

#[cw_serde]
pub struct BranchResponse {
    pub id: BranchId,
    pub name: String,
    pub district: String,
    /// When the branch was admitted.
    pub since: Seconds,
}

#[cw_serde]
pub struct BranchesResponse {
    pub branches: Vec<BranchResponse>,
}

#[cw_serde]
pub struct OperatorsResponse {
    pub operators: Vec<String>,
}

#[cw_serde]
pub struct MemberResponse {
    pub id: MemberId,
    pub account: String,
    pub branch: BranchId,
    pub roles: Roles,
    pub status: MemberStatus,
    pub kind: MemberKind,
    pub age: AgeClass,
    pub since: Seconds,
}

#[cw_serde]
pub struct MembersResponse {
    pub members: Vec<MemberResponse>,
}

#[cw_serde]
pub struct RegisteredResponse {
    pub member: Option<MemberId>,
}

#[cw_serde]
pub struct RecoveryResponse {
    pub recovery: Option<RecoveryInfo>,
    pub rules: RecoveryRules,
}

#[cw_serde]
pub struct RecoveryInfo {
    pub key: HexBinary,
    pub own: bool,
    /// Whose office proposed it.
    pub branch: BranchId,
    pub proposed_by: MemberId,
    pub approved_by: Option<MemberId>,
    /// When an approved owner key can be set.
    pub ready: Option<Seconds>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recovery_rules_keep_their_bytes() {
        let rules = RecoveryRules { lock: 1, per_day: 2, cap: 3, cap_for: 4 };
        let golden = b"\0\0\0\0\0\0\0\x01\0\0\0\x02\0\0\0\x03\0\0\0\0\0\0\0\x04";
        assert_eq!(rules.to_bytes(), golden);
        assert_eq!(RecoveryRules::from_bytes(golden), Some(rules));
        assert_eq!(RecoveryRules::from_bytes(&golden[1..]), None);
    }

    /// What the one reader takes is what serde writes, bodies that messages share and fields of two types among them.
    #[test]
    fn messages_are_read_as_they_are_written() {
        let action = Action::AppointAgent {
            principal: 1,
            agent: 2,
            rights: Rights(3),
            daily: 4,
            until: 5,
            consent: HexBinary::from(&[6; 32]),
        };
        for msg in [
            ExecuteMsg::Appoint(Office { member: 1, role: Role::Auditor }),
            ExecuteMsg::Decide(Decision { id: 1, approve: true, reason: String::new() }),
            ExecuteMsg::ObjectKey { member: 1, scope: Scope::Owner, kin: None },
            ExecuteMsg::Propose { action },
            ExecuteMsg::Propose { action: Action::ReportDeath { member: 1, heir: None } },
            ExecuteMsg::Propose { action: Action::Thaw(OfMember { member: 1 }) },
            ExecuteMsg::ApplyFact { report: 1, member: 2, fact: MemberFact::Deceased {} },
            ExecuteMsg::WithdrawMove {},
        ] {
            let json = cosmwasm_std::to_json_vec(&msg).unwrap();
            assert_eq!(cosmwasm_std::from_json::<ExecuteMsg>(&json).unwrap(), msg);
        }
        let start_after = Some("a".to_owned());
        for msg in [
            QueryMsg::Branch { id: u32::MAX },
            QueryMsg::Branches { start_after: Some(1), limit: None },
            QueryMsg::Operators { branch: 1, start_after, limit: Some(2) },
            QueryMsg::Credentials { member: 1, start_after: Some(HexBinary::from(&[7; 32])), limit: None },
            QueryMsg::Cases(Page { start_after: Some(1), limit: None }),
        ] {
            let json = cosmwasm_std::to_json_vec(&msg).unwrap();
            assert_eq!(cosmwasm_std::from_json::<QueryMsg>(&json).unwrap(), msg);
        }
        for refused in [
            r#"{"decide":{"id":1}}"#,
            r#"{"decide":{"id":1,"approve":true,"member":1}}"#,
            r#"{"propose":{"action":{"thaw":{"member":1,"agent":2}}}}"#,
            r#"{"accept_agent":{"member":null}}"#,
        ] {
            assert!(cosmwasm_std::from_json::<ExecuteMsg>(refused).is_err(), "{refused}");
        }
        for refused in [
            r#"{"branch":{"id":4294967296}}"#,
            r#"{"branches":{"start_after":"1"}}"#,
            r#"{"operators":{"branch":1,"start_after":1}}"#,
            r#"{"nothing":{}}"#,
        ] {
            assert!(cosmwasm_std::from_json::<QueryMsg>(refused).is_err(), "{refused}");
        }
    }
}
