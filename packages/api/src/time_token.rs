//! TIME: a cw20 token whose base unit is one minute, with typed movements, holds, budgets and a supply ledger.

use crate::actor::{Actor, Wiring};
use crate::permission::{member, office, permissions, Contract, Who, ANY_SCOPE, OWNER};
use crate::reading::reading;
use crate::record::Position;
use crate::{ActivityId, BranchId, MemberId, Minutes, Role, Seconds};
use cosmwasm_schema::schemars::JsonSchema;
use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Binary, HexBinary, Uint128};
use cw20::{
    AllAccountsResponse, AllAllowancesResponse, AllSpenderAllowancesResponse, AllowanceResponse,
    BalanceResponse, DownloadLogoResponse, EmbeddedLogo, Expiration, Logo, MarketingInfoResponse,
    MinterResponse, TokenInfoResponse,
};
use serde::Serialize;

/// The most movements one `move` carries.
pub const MAX_MOVEMENTS: usize = 4;
/// The most accounts one `sweep` looks at.
pub const MAX_SWEPT: usize = 10;
/// The most liens on one account.
pub const MAX_LIENS: usize = 8;
/// The most buckets of TIME with an end on one account.
pub const MAX_BUCKETS: usize = 16;
/// An epoch of the budgets, unless another length was named: 30 days.
pub const EPOCH: Seconds = 30 * 86_400;
/// From an offer until the giver may take an unanswered gift back: 30 days.
pub const GIFT_WAIT: Seconds = 30 * 86_400;
/// How long an opening balance can be reversed: 90 days.
pub const OPENING_REVERSIBLE: Seconds = 90 * 86_400;
/// After this a loosening of spending limits counts: 24 hours.
pub const LOOSENING_DELAY: Seconds = 86_400;
/// So many minutes a day go to recipients who were not introduced.
pub const SMALL_AMOUNT: Minutes = 120;

#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct InstantiateMsg {
    /// The federation's council.
    pub council: String,
    /// Seconds of an epoch of the budgets; [`EPOCH`] if none is named.
    #[serde(default)]
    pub epoch: Option<Seconds>,
}

#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct MigrateMsg {}

#[derive(Serialize, Clone, Debug, PartialEq, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[schemars(crate = "cosmwasm_schema::schemars")]
pub enum ExecuteMsg {
    /// Sets the addresses of the system, once.
    Wire { wiring: Wiring },
    /// An intent of `actor`, checked by the proxy; `msg` is another variant of this enum, carried out as if the member's
    /// account had sent it.
    Relayed { actor: Actor, msg: Binary },
    /// Typed movements of the activity-registry, all or none, at most [`MAX_MOVEMENTS`]. Each emits `time_moved` unless
    /// it only reserves.
    Move { movements: Vec<Movement> },
    /// Gives a member the TIME of a grant rule of the branch's pack, once per member and rule or once per the rule's period,
    /// within the branch's budget. Emits `time_moved` with kind `mint_grant`.
    Grant { member: MemberId, rule: String },
    /// Sets the branch's issuance budget: what it may mint in one epoch, by service and by grant, charged when it is reserved.
    /// Emits `budget_set`.
    SetBudget { branch: BranchId, minutes: Minutes },
    /// Sets what the whole federation may mint in one epoch; `None` is no limit. Emits `growth_limit_set`.
    SetGrowthLimit { minutes: Option<Minutes> },
    /// Sets all that a branch may ever mint as opening balances of its joining. Emits `opening_budget_set`.
    SetOpeningBudget { branch: BranchId, minutes: Minutes },
    /// Sets how many minutes two branches' members may owe each other on balance; `None` is no limit. Emits
    /// `position_limit_set`.
    SetPositionLimit { a: BranchId, b: BranchId, minutes: Option<Minutes> },
    /// Sets the spending limits of members who have set none. Emits `default_limits_set`.
    SetDefaultLimits { limits: Limits },
    /// Gives TIME to another member as the packs of both branches allow. Where a gift must be accepted it waits. Emits
    /// `time_moved` with kind `gift`, or `gift_offered` beside one with kind `gift_offered`.
    Gift { to: MemberId, minutes: Minutes, kin: Option<KinOpening> },
    /// Takes a gift that was offered. Emits `time_moved` with kind `gift` and `gift_closed`.
    AcceptGift { gift: u64 },
    /// Sends a gift back: whom it is for at any time, who gave it after [`GIFT_WAIT`]. Emits `time_moved` with kind
    /// `gift_returned` and `gift_closed`.
    DeclineGift { gift: u64 },
    /// Gives TIME to the welfare fund of the own branch. Emits `time_moved` with kind `donate`.
    Donate { minutes: Minutes },
    /// Sets own limits on what leaves the account through the proxy. What they tighten counts at once, what they loosen after
    /// [`LOOSENING_DELAY`]. Emits `limits_set`.
    SetLimits { limits: Limits },
    /// Makes an account known, so that after the delay of the limits more than small amounts can be sent to it. Emits
    /// `recipient_introduced`.
    Introduce { recipient: String },
    /// Burns what has ended on these accounts, at most [`MAX_SWEPT`]. Emits `time_moved` with kind `expire`.
    Sweep { accounts: Vec<String> },
    /// Proposes an act that another office-holder of the branch must approve. Emits `time_case_opened`.
    Propose { action: Action },
    /// Decides what another proposed; approved, it is done at once. Emits `time_case_decided`.
    Decide { case: u64, approve: bool },
    /// Passes on what a member who died had, by the pack of the branch. Emits `time_moved` with kind `inherit` or `expire`.
    Inherit { account: String, branch: BranchId, heir: Option<String> },
    /// Books the balance of a member who changed branch as a position between the two. Emits `balance_moved`.
    MemberMoved { account: String, from: BranchId, to: BranchId },
    /// Caps for a while what leaves an account whose keys were recovered. Emits `outgoing_capped`.
    Cap { account: String, until: Seconds, daily: Minutes },
    /// cw20. As a gift to anybody, if the packs of both branches allow that; only to accounts of registered members unless the
    /// giver's pack allows others.
    Transfer { recipient: String, amount: Uint128 },
    /// cw20. Destroys own TIME.
    Burn { amount: Uint128 },
    /// cw20. Only to contracts that are registered members.
    Send { contract: String, amount: Uint128, msg: Binary },
    /// cw20. Emits `allowance_set`, as everything does that changes an allowance.
    IncreaseAllowance { spender: String, amount: Uint128, expires: Option<Expiration> },
    /// cw20. Emits `allowance_set`.
    DecreaseAllowance { spender: String, amount: Uint128, expires: Option<Expiration> },
    /// cw20. Only to accounts of registered members.
    TransferFrom { owner: String, recipient: String, amount: Uint128 },
    /// cw20. Only to contracts that are registered members.
    SendFrom { owner: String, contract: String, amount: Uint128, msg: Binary },
    /// cw20.
    BurnFrom { owner: String, amount: Uint128 },
    /// cw20. Always refused with `time.mint`: TIME is minted by `move` and `grant` alone.
    Mint { recipient: String, amount: Uint128 },
    /// cw20. Only from the marketing account, at first the council's. An empty text takes the entry away. Emits `marketing_set`.
    UpdateMarketing { project: Option<String>, description: Option<String>, marketing: Option<String> },
    /// cw20. Only from the marketing account. An SVG or PNG of at most 5 KiB, or its address. Emits `logo_set`.
    UploadLogo(Logo),
}

reading!(ExecuteMsg {
    wiring: Wiring,
    actor: Actor,
    msg: Binary,
    movements: Vec<Movement>,
    member: u64,
    rule: String,
    branch: BranchId,
    minutes: Minutes,
    a: BranchId,
    b: BranchId,
    limits: Limits,
    to: u64,
    kin: KinOpening,
    gift: u64,
    recipient: String,
    accounts: Vec<String>,
    action: Action,
    case: u64,
    approve: bool,
    account: String,
    heir: String,
    from: BranchId,
    until: Seconds,
    daily: Minutes,
    amount: Uint128,
    contract: String,
    spender: String,
    expires: Expiration,
    owner: String,
    project: String,
    description: String,
    marketing: String,
}
    Wire "wire" { wiring need }
    Relayed "relayed" { actor need, msg need }
    Move "move" { movements need }
    Grant "grant" { member need, rule need }
    SetBudget "set_budget" { branch need, minutes need }
    SetGrowthLimit "set_growth_limit" { minutes opt }
    SetOpeningBudget "set_opening_budget" { branch need, minutes need }
    SetPositionLimit "set_position_limit" { a need, b need, minutes opt }
    SetDefaultLimits "set_default_limits" { limits need }
    Gift "gift" { to need, minutes need, kin opt }
    AcceptGift "accept_gift" { gift need }
    DeclineGift "decline_gift" { gift need }
    Donate "donate" { minutes need }
    SetLimits "set_limits" { limits need }
    Introduce "introduce" { recipient need }
    Sweep "sweep" { accounts need }
    Propose "propose" { action need }
    Decide "decide" { case need, approve need }
    Inherit "inherit" { account need, branch need, heir opt }
    MemberMoved "member_moved" { account need, from need, to need_as }
    Cap "cap" { account need, until need, daily need }
    Transfer "transfer" { recipient need, amount need }
    Burn "burn" { amount need }
    Send "send" { contract need, amount need, msg need }
    IncreaseAllowance "increase_allowance" { spender need, amount need, expires opt }
    DecreaseAllowance "decrease_allowance" { spender need, amount need, expires opt }
    TransferFrom "transfer_from" { owner need, recipient need, amount need }
    SendFrom "send_from" { owner need, contract need, amount need, msg need }
    BurnFrom "burn_from" { owner need, amount need }
    Mint "mint" { recipient need, amount need }
    UpdateMarketing "update_marketing" { project opt, description opt, marketing opt }
    ; "upload_logo" { url: String, embedded: EmbeddedLogo } upload_logo
);

fn upload_logo(url: Option<String>, embedded: Option<EmbeddedLogo>) -> Option<ExecuteMsg> {
    match (url, embedded) {
        (Some(url), None) => Some(ExecuteMsg::UploadLogo(Logo::Url(url))),
        (None, Some(embedded)) => Some(ExecuteMsg::UploadLogo(Logo::Embedded(embedded))),
        _ => None,
    }
}

/// What opens a commitment to two relatives: see `timebank_intent::kin_commitment`.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct KinOpening {
    /// 1 lineal, 2 other kin.
    pub degree: u8,
    /// 16 bytes.
    pub salt: Binary,
}

/// What an office-holder proposes and another of the same branch decides; never in an own case.
#[derive(Serialize, Clone, Debug, PartialEq, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[schemars(crate = "cosmwasm_schema::schemars")]
pub enum Action {
    /// Mints a member's opening balance at the joining of the branch, once per member, within the branch's opening budget.
    Opening {
        member: MemberId,
        minutes: Minutes,
        /// sha256 of the evidence.
        evidence: HexBinary,
    },
    /// Takes an opening balance back, within [`OPENING_REVERSIBLE`]. What is not there any more is a lien.
    ReverseOpening { member: MemberId, evidence: HexBinary },
    /// Pays the creditor of a member's lien from the branch's welfare fund, which then is the creditor.
    TopUp { member: MemberId, activity: ActivityId },
}

reading!(Action {
    member: u64,
    minutes: Minutes,
    evidence: HexBinary,
    activity: u64,
}
    Opening "opening" { member need, minutes need, evidence need }
    ReverseOpening "reverse_opening" { member need, evidence need }
    TopUp "top_up" { member need, activity need }
);

/// Limits on what leaves an account through the proxy. Who holds an own chain account is not limited.
#[cw_serde]
#[derive(Copy, Eq)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// The most on one day (UTC+8); `None` is no limit.
    pub daily: Option<Minutes>,
    /// Seconds from the introduction of a recipient until more than [`SMALL_AMOUNT`] a day can be sent to new recipients.
    pub new_recipient_delay: Seconds,
}

/// What a member may do with an account of its own or through the proxy.
const HOLDER: Who = Who::MemberOrAccount { scopes: OWNER };

permissions!(ExecuteMsg {
    Wire "wire" => Who::Council, 0;
    Relayed "relayed" => Who::Contract(Contract::Proxy), 0;
    Move "move" => Who::Contract(Contract::ActivityRegistry), 0;
    Grant "grant" => office(&[Role::BranchAdministrator]), 250_000;
    SetBudget "set_budget" => Who::Council, 0;
    SetGrowthLimit "set_growth_limit" => Who::Council, 0;
    SetOpeningBudget "set_opening_budget" => Who::Council, 0;
    SetPositionLimit "set_position_limit" => Who::Council, 0;
    SetDefaultLimits "set_default_limits" => Who::Council, 0;
    Gift "gift" => member(OWNER), 250_000;
    AcceptGift "accept_gift" => member(ANY_SCOPE), 250_000;
    DeclineGift "decline_gift" => member(ANY_SCOPE), 250_000;
    Donate "donate" => member(OWNER), 200_000, Donate;
    SetLimits "set_limits" => member(OWNER), 120_000;
    Introduce "introduce" => member(OWNER), 120_000;
    Sweep "sweep" => Who::Anyone, 0;
    Propose "propose" => office(&[Role::BranchAdministrator]), 200_000;
    Decide "decide" => office(&[Role::BranchAdministrator]), 250_000;
    Inherit "inherit" => Who::Contract(Contract::MemberRegistry), 0;
    MemberMoved "member_moved" => Who::Contract(Contract::MemberRegistry), 0;
    Cap "cap" => Who::Contract(Contract::Proxy), 0;
    Transfer "transfer" => HOLDER, 200_000;
    Burn "burn" => HOLDER, 150_000;
    Send "send" => HOLDER, 250_000;
    IncreaseAllowance "increase_allowance" => HOLDER, 120_000;
    DecreaseAllowance "decrease_allowance" => HOLDER, 120_000;
    TransferFrom "transfer_from" => HOLDER, 200_000;
    SendFrom "send_from" => HOLDER, 250_000;
    BurnFrom "burn_from" => HOLDER, 150_000;
    Mint "mint" => Who::Anyone, 0;
    UpdateMarketing "update_marketing" => Who::Anyone, 0;
    UploadLogo "upload_logo" => Who::Anyone, 0;
});

/// A movement that only the activity-registry may ask for. An activity has at most one hold, taken from its payer or from a
/// branch's welfare fund, or reserved from its branch's budget; nothing leaves a hold but by `settle`, `refund`, `mint_service`,
/// `unreserve`, and never more than is in it.
#[derive(Serialize, Clone, Debug, PartialEq, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[schemars(crate = "cosmwasm_schema::schemars")]
pub enum Movement {
    /// Takes TIME from the payer's account into the registry's: kind `hold`.
    Hold { activity: ActivityId, payer: String, minutes: Minutes },
    /// Takes TIME from a branch's welfare fund into the registry's: kind `fund_hold`.
    HoldFund { activity: ActivityId, branch: BranchId, minutes: Minutes },
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
    /// Takes a participant's payment back, once per activity and participant: kind `reversal`. It goes to the payer's account or
    /// to the welfare fund that paid; with no `to` it is burned, for what was minted. What is not on the account is a lien on
    /// what comes to it.
    Reverse {
        activity: ActivityId,
        participant: MemberId,
        from: String,
        to: Option<String>,
        minutes: Minutes,
    },
}

reading!(Movement {
    activity: u64,
    payer: String,
    minutes: Minutes,
    branch: BranchId,
    participant: u64,
    to: String,
    from: String,
}
    Hold "hold" { activity need, payer need, minutes need }
    HoldFund "hold_fund" { activity need, branch need, minutes need }
    Settle "settle" { activity need, participant need, to need, minutes need }
    Refund "refund" { activity need, minutes need }
    Reserve "reserve" { activity need, branch need, minutes need }
    MintService "mint_service" { activity need, participant need, to need, minutes need }
    Unreserve "unreserve" { activity need, minutes need }
    Reverse "reverse" { activity need, participant need, from need, to opt, minutes need }
);

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
    MintOpening,
    FundHold,
    Gift,
    /// Into the token's keeping until it is accepted.
    GiftOffered,
    GiftReturned,
    Donate,
    Inherit,
    /// Over the cap on a balance, or to an account that takes nothing any more: to the welfare fund.
    Overflow,
    Expire,
    Reversal,
    /// From the welfare fund to the creditor of a lien.
    TopUp,
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
    /// An ordinary cw20 message, or another of the holder's own.
    Message,
    /// A gift that waited.
    Gift { gift: u64 },
    /// The opening balance of a member.
    Opening { member: MemberId },
    /// What a member who died left.
    Estate { account: String },
}

#[derive(Serialize, Clone, Debug, PartialEq, JsonSchema, QueryResponses)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[schemars(crate = "cosmwasm_schema::schemars")]
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
    #[returns(MarketingInfoResponse)]
    MarketingInfo {},
    #[returns(DownloadLogoResponse)]
    DownloadLogo {},
    /// Supply, minted and burned, by cause.
    #[returns(SupplyResponse)]
    Supply {},
    #[returns(BranchSupplyResponse)]
    BranchSupply { branch: BranchId },
    /// A branch's welfare fund, and what it stands for: the TIME that the branch's members can ask services for.
    #[returns(GuaranteeResponse)]
    Guarantee { branch: BranchId },
    #[returns(HoldResponse)]
    Hold { activity: ActivityId },
    #[returns(GrantedResponse)]
    Granted { member: MemberId, rule: String },
    /// What is kept of an account beside its balance.
    #[returns(AccountResponse)]
    Account { account: String },
    /// The position between two branches, and all of them in order of the lower and the higher branch. Branch 0 stands for accounts
    /// that no branch registered.
    #[returns(PositionsResponse)]
    Positions { start_after: Option<(BranchId, BranchId)>, limit: Option<u32> },
    /// The gifts that wait to be accepted.
    #[returns(GiftsResponse)]
    Gifts { start_after: Option<u64>, limit: Option<u32> },
    /// What waits for a second office-holder.
    #[returns(CasesResponse)]
    Cases { start_after: Option<u64>, limit: Option<u32> },
}

reading!(QueryMsg {
    address: String,
    owner: String,
    spender: String,
    start_after: String,
    limit: u32,
    branch: BranchId,
    activity: u64,
    member: u64,
    rule: String,
    account: String,
}
    Balance "balance" { address need }
    TokenInfo "token_info" {}
    Minter "minter" {}
    Allowance "allowance" { owner need, spender need }
    AllAllowances "all_allowances" { owner need, start_after opt, limit opt }
    AllSpenderAllowances "all_spender_allowances" { spender need, start_after opt, limit opt }
    AllAccounts "all_accounts" { start_after opt, limit opt }
    MarketingInfo "marketing_info" {}
    DownloadLogo "download_logo" {}
    Supply "supply" {}
    BranchSupply "branch_supply" { branch need }
    Guarantee "guarantee" { branch need }
    Hold "hold" { activity need }
    Granted "granted" { member need, rule need }
    Account "account" { account need }
{
    start_after: u64,
    limit: u32,
}
    Gifts "gifts" { start_after opt, limit opt }
    Cases "cases" { start_after opt, limit opt }
{
    start_after: (BranchId, BranchId),
    limit: u32,
}
    Positions "positions" { start_after opt, limit opt }
);

/// supply = minted_service + minted_grant + minted_opening − burned, always.
#[cw_serde]
#[derive(Default)]
pub struct SupplyResponse {
    pub supply: Uint128,
    pub minted_service: Uint128,
    pub minted_grant: Uint128,
    #[serde(default)]
    pub minted_opening: Uint128,
    /// By their holders, by expiry, and by the reversal of what was minted.
    pub burned: Uint128,
    /// In open holds of members' own TIME and of welfare funds: the registry's balance.
    pub escrow: Uint128,
    /// In gifts that wait: the token's own balance.
    #[serde(default)]
    pub offered: Uint128,
    /// What the federation may mint in one epoch; missing is no limit.
    #[serde(default)]
    pub growth_limit: Option<Minutes>,
    /// What of it this epoch's reservations, grants and opening balances took.
    #[serde(default)]
    pub growth: Uint128,
}

/// One branch's part. charged ≤ budget, minted_opening ≤ opening_budget; the sums are of all time.
#[cw_serde]
#[derive(Default)]
pub struct BranchSupplyResponse {
    /// For each epoch.
    pub budget: Minutes,
    /// In open reservations.
    pub reserved: Minutes,
    pub minted_service: Minutes,
    pub minted_grant: Minutes,
    /// What reservations and grants of this epoch took of the budget.
    #[serde(default)]
    pub charged: Minutes,
    #[serde(default)]
    pub opening_budget: Minutes,
    #[serde(default)]
    pub minted_opening: Minutes,
    /// By the branch's members, by expiry and by reversal.
    #[serde(default)]
    pub burned: Minutes,
}

#[cw_serde]
pub struct GuaranteeResponse {
    /// The account of the welfare fund.
    pub account: String,
    pub fund: Uint128,
    /// What flowed from members of other branches to the branch's, less what flowed to them.
    pub positions: i64,
    /// minted − burned + positions: all TIME of the branch's members and fund, with what is held of it. What accounts have that no
    /// branch registered is no branch's: positions name those accounts as of branch 0.
    pub outstanding: i64,
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
    /// TIME of a branch's welfare fund.
    Fund { branch: BranchId, minutes: Minutes },
}

#[cw_serde]
pub struct GrantedResponse {
    pub granted: bool,
}

#[cw_serde]
pub struct AccountResponse {
    /// How many movements touched the account; each event names the number it has on either side, so that a statement is
    /// provably complete.
    pub count: u64,
    /// TIME that ends when the quarter is over; the rest of the balance does not.
    pub buckets: Vec<Bucket>,
    pub liens: Vec<Lien>,
    /// The limits in force, and what was sent today.
    pub limits: Limits,
    /// The limits to come, and when.
    pub loosening: Option<(Limits, Seconds)>,
    /// The cap after a recovery, while it lasts: until when, and minutes a day.
    pub cap: Option<(Seconds, Minutes)>,
    pub spent_today: Minutes,
    /// Given away this year (UTC+8).
    pub given_this_year: Minutes,
}

#[cw_serde]
#[derive(Copy, Eq)]
pub struct Bucket {
    /// Quarters since 1970 (UTC+8); the TIME ends with it.
    pub quarter: u16,
    pub minutes: Minutes,
}

/// What an account owes from what comes to it.
#[cw_serde]
pub struct Lien {
    /// 0 for an opening balance.
    pub activity: ActivityId,
    pub minutes: Minutes,
    /// To whom; missing if it is to be burned.
    pub to: Option<String>,
}

#[cw_serde]
pub struct PositionsResponse {
    pub positions: Vec<PositionInfo>,
}

#[cw_serde]
pub struct PositionInfo {
    pub low: BranchId,
    pub high: BranchId,
    pub position: Position,
}

#[cw_serde]
pub struct GiftsResponse {
    pub gifts: Vec<GiftInfo>,
}

#[cw_serde]
pub struct GiftInfo {
    pub gift: u64,
    pub from: MemberId,
    pub to: MemberId,
    pub minutes: Minutes,
    pub since: Seconds,
}

#[cw_serde]
pub struct CasesResponse {
    pub cases: Vec<CaseInfo>,
}

#[cw_serde]
pub struct CaseInfo {
    pub case: u64,
    pub by: MemberId,
    pub branch: BranchId,
    pub since: Seconds,
    pub action: Action,
}
