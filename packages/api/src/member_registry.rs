//! Branches, their operators, members and roles.

use crate::actor::{Actor, Role, Roles, Wiring};
use crate::oracle::{MemberFact, ReportId};
use crate::permission::{permissions, Contract, Who};
use crate::record::{AgeClass, MemberStatus};
use crate::{BranchId, MemberId, Seconds};
use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::Binary;

#[cw_serde]
pub struct InstantiateMsg {
    /// The federation's council.
    pub council: String,
    /// Version of the identity check whose nullifiers are accepted.
    pub nullifier_version: u8,
}

#[cw_serde]
pub struct MigrateMsg {}

#[cw_serde]
pub enum ExecuteMsg {
    /// Sets the addresses of the system, once.
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
    /// Applies a fact of a partner institution, keeping what was before under the report's number.
    ApplyFact { report: ReportId, member: MemberId, fact: MemberFact },
    /// Restores what was before the fact of this report.
    UndoFact { report: ReportId, member: MemberId },
}

permissions!(ExecuteMsg {
    Wire "wire" => Who::Council, 0;
    Relayed "relayed" => Who::Contract(Contract::Proxy), 0;
    AddBranch "add_branch" => Who::Council, 0;
    AddOperator "add_operator" => Who::Council, 0;
    RemoveOperator "remove_operator" => Who::Council, 0;
    RegisterMember "register_member" => Who::Operator, 0;
    GrantRole "grant_role" => Who::Council, 0;
    RevokeRole "revoke_role" => Who::Council, 0;
    ApplyFact "apply_fact" => Who::Contract(Contract::Oracle), 0;
    UndoFact "undo_fact" => Who::Contract(Contract::Oracle), 0;
});

#[cw_serde]
#[derive(QueryResponses)]
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
