//! TIME: a cw20 token whose base unit is one minute, with typed movements, holds, budgets and a supply ledger.

use crate::actor::{Actor, Wiring};
use crate::permission::{office, permissions, Contract, Who, OWNER};
use crate::{ActivityId, BranchId, MemberId, Minutes, Role};
use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Binary, Uint128};
use cw20::{
    AllAccountsResponse, AllAllowancesResponse, AllSpenderAllowancesResponse, AllowanceResponse,
    BalanceResponse, Expiration, MinterResponse, TokenInfoResponse,
};

/// The most movements one `move` carries.
pub const MAX_MOVEMENTS: usize = 4;

#[cw_serde]
pub struct InstantiateMsg {
    /// The federation's council.
    pub council: String,
}

#[cw_serde]
pub struct MigrateMsg {}

#[cw_serde]
pub enum ExecuteMsg {
    /// Sets the addresses of the system, once.
    Wire { wiring: Wiring },
    /// An intent of `actor`, checked by the proxy; `msg` is another variant of this enum, carried out as if the member's
    /// account had sent it.
    Relayed { actor: Actor, msg: Binary },
    /// Typed movements of the activity-registry, all or none, at most [`MAX_MOVEMENTS`]. Each emits `time_moved` unless
    /// it only reserves.
    Move { movements: Vec<Movement> },
    /// Gives a member the TIME of a grant rule of the branch's pack, once per member and rule, within the branch's budget.
    /// Emits `time_moved` with kind `mint_grant`.
    Grant { member: MemberId, rule: String },
    /// Sets the branch's issuance budget: all it may ever mint, by service and by grant. Emits `budget_set`.
    SetBudget { branch: BranchId, minutes: Minutes },
    /// cw20. Only to accounts of registered members.
    Transfer { recipient: String, amount: Uint128 },
    /// cw20. Destroys own TIME.
    Burn { amount: Uint128 },
    /// cw20. Only to contracts that are registered members.
    Send { contract: String, amount: Uint128, msg: Binary },
    /// cw20.
    IncreaseAllowance { spender: String, amount: Uint128, expires: Option<Expiration> },
    /// cw20.
    DecreaseAllowance { spender: String, amount: Uint128, expires: Option<Expiration> },
    /// cw20. Only to accounts of registered members.
    TransferFrom { owner: String, recipient: String, amount: Uint128 },
    /// cw20. Only to contracts that are registered members.
    SendFrom { owner: String, contract: String, amount: Uint128, msg: Binary },
    /// cw20.
    BurnFrom { owner: String, amount: Uint128 },
    /// cw20. Always refused with `time.mint`: TIME is minted by `move` and `grant` alone.
    Mint { recipient: String, amount: Uint128 },
}

/// What a member may do with an account of its own or through the proxy.
const HOLDER: Who = Who::MemberOrAccount { scopes: OWNER };

permissions!(ExecuteMsg {
    Wire "wire" => Who::Council, 0;
    Relayed "relayed" => Who::Contract(Contract::Proxy), 0;
    Move "move" => Who::Contract(Contract::ActivityRegistry), 0;
    Grant "grant" => office(&[Role::BranchAdministrator]), 200_000;
    SetBudget "set_budget" => Who::Council, 0;
    Transfer "transfer" => HOLDER, 120_000;
    Burn "burn" => HOLDER, 120_000;
    Send "send" => HOLDER, 200_000;
    IncreaseAllowance "increase_allowance" => HOLDER, 120_000;
    DecreaseAllowance "decrease_allowance" => HOLDER, 120_000;
    TransferFrom "transfer_from" => HOLDER, 150_000;
    SendFrom "send_from" => HOLDER, 200_000;
    BurnFrom "burn_from" => HOLDER, 150_000;
    Mint "mint" => Who::Anyone, 0;
});

/// A movement that only the activity-registry may ask for. An activity has at most one hold, taken from its payer or reserved
/// from its branch's budget; nothing leaves a hold but by `settle`, `refund`, `mint_service`, `unreserve`, and never more
/// than is in it.
#[cw_serde]
pub enum Movement {
    /// Takes TIME from the payer's account into the registry's: kind `hold`.
    Hold { activity: ActivityId, payer: String, minutes: Minutes },
    /// Pays a participant out of the hold: kind `settle`.
    Settle { activity: ActivityId, participant: MemberId, to: String, minutes: Minutes },
    /// Gives TIME of the hold back to whoever paid it in: kind `refund`.
    Refund { activity: ActivityId, minutes: Minutes },
    /// Sets minutes of the branch's budget aside; nothing moves.
    Reserve { activity: ActivityId, branch: BranchId, minutes: Minutes },
    /// Mints what was reserved, for the attendance of this participant: kind `mint_service`.
    MintService { activity: ActivityId, participant: MemberId, to: String, minutes: Minutes },
    /// Gives reserved minutes back to the budget; nothing moves.
    Unreserve { activity: ActivityId, minutes: Minutes },
    /// Takes TIME from the branch's welfare fund into the registry's account; a refund goes back to the fund: kind `fund_hold`.
    HoldFund { activity: ActivityId, branch: BranchId, minutes: Minutes },
    /// Takes TIME back that a participant was paid, once per participant; what is not there is a lien: kind `reversal`.
    Reverse { activity: ActivityId, participant: MemberId, from: String, to: String, minutes: Minutes },
}

/// Why TIME moved.
#[cw_serde]
#[derive(Copy, Eq, PartialOrd, Ord)]
pub enum MovementKind {
    Hold,
    Settle,
    Refund,
    MintService,
    MintGrant,
    Transfer,
    Burn,
}

/// What a movement refers to.
#[cw_serde]
pub enum Reference {
    /// An activity's hold.
    Activity { activity: ActivityId },
    /// The attendance record of a participant.
    Attendance { activity: ActivityId, participant: MemberId },
    /// A grant rule of a pack's version.
    Grant { branch: BranchId, pack: u32, rule: String },
    /// An ordinary cw20 message.
    Message,
}

#[cw_serde]
#[derive(QueryResponses)]
pub enum QueryMsg {
    #[returns(BalanceResponse)]
    Balance { address: String },
    #[returns(TokenInfoResponse)]
    TokenInfo {},
    #[returns(Option<MinterResponse>)]
    Minter {},
    #[returns(AllowanceResponse)]
    Allowance { owner: String, spender: String },
    #[returns(AllAllowancesResponse)]
    AllAllowances { owner: String, start_after: Option<String>, limit: Option<u32> },
    #[returns(AllSpenderAllowancesResponse)]
    AllSpenderAllowances { spender: String, start_after: Option<String>, limit: Option<u32> },
    #[returns(AllAccountsResponse)]
    AllAccounts { start_after: Option<String>, limit: Option<u32> },
    /// Supply, minted and burned, by cause and branch.
    #[returns(SupplyResponse)]
    Supply {},
    #[returns(BranchSupplyResponse)]
    BranchSupply { branch: BranchId },
    #[returns(HoldResponse)]
    Hold { activity: ActivityId },
    #[returns(GrantedResponse)]
    Granted { member: MemberId, rule: String },
}

/// supply = minted_service + minted_grant − burned, always.
#[cw_serde]
#[derive(Default)]
pub struct SupplyResponse {
    pub supply: Uint128,
    pub minted_service: Uint128,
    pub minted_grant: Uint128,
    pub burned: Uint128,
    /// In open holds of members' own TIME: the registry's balance.
    pub escrow: Uint128,
}

/// One branch's part. minted_service + minted_grant + reserved ≤ budget.
#[cw_serde]
#[derive(Default)]
pub struct BranchSupplyResponse {
    pub budget: Minutes,
    pub reserved: Minutes,
    pub minted_service: Minutes,
    pub minted_grant: Minutes,
}

#[cw_serde]
pub struct HoldResponse {
    pub hold: Option<HoldInfo>,
}

#[cw_serde]
pub enum HoldInfo {
    /// TIME of a member's own account.
    Account { payer: String, minutes: Minutes },
    /// A reservation of a branch's budget.
    Budget { branch: BranchId, minutes: Minutes },
}

#[cw_serde]
pub struct GrantedResponse {
    pub granted: bool,
}
