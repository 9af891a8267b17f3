//! TIME beside the activities: gifts, donations, own limits, and what there is of it (F4, F6, F8, F9).

use super::acting::Whose;
use super::actions::{Accepted, Order};
use super::extract::{Changing, Json, Member, Path, Query};
use super::list::{change, json, query, List};
use super::problem::{Own, Problem};
use super::reads::{number, Page};
use super::{schema, ApiState};
use crate::db::{int, uint, uint32};
use crate::identity::SecretText;
use axum::extract::State;
use axum::Json as JsonBody;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use timebank_api::permission::Contract;
use timebank_api::time_token::{
    AccountResponse, BranchSupplyResponse, ExecuteMsg, GuaranteeResponse, Limits as ApiLimits,
    PositionsResponse, QueryMsg, SupplyResponse,
};
use timebank_api::{Code, Seconds};
use timebank_client::NodeError;
use utoipa::{IntoParams, ToSchema};

/// The days of the figures.
const DAYS: u64 = 30;

impl ApiState {
    /// Asks a contract what no event tells.
    ///
    /// # Errors
    /// `system.node` when no node answers.
    pub(super) async fn ask<A: DeserializeOwned>(
        &self,
        contract: Contract,
        question: &impl Serialize,
    ) -> Result<A, Problem> {
        let question = serde_json::to_vec(question).map_err(|error| Problem::internal(&error))?;
        let answer = match self.node.smart(contract, &question).await {
            Ok(answer) => answer,
            Err(NodeError::Refused(words)) => {
                let code = Code::find(&words);
                return Err(code.map_or_else(|| Problem::internal(&words), Problem::from));
            }
            Err(NodeError::Unreachable(_) | NodeError::Missing) => {
                return Err(Problem::from(Own::Node).with_retry_after(2));
            }
        };
        cosmwasm_std::from_json(answer).map_err(|error| Problem::internal(&error))
    }
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewGift {
    /// The member who gets it.
    recipient: u64,
    /// Minutes of TIME.
    minutes: u32,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Password)]
    transaction_password: Option<SecretText>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewDonation {
    /// Minutes of TIME.
    minutes: u32,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Password)]
    transaction_password: Option<SecretText>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SpendingLimits {
    /// The most minutes that leave the account on one day; missing is no limit.
    #[serde(default)]
    daily: Option<u32>,
    /// Seconds from the introduction of a recipient until larger amounts can be sent there.
    new_recipient_delay: u64,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Password)]
    transaction_password: Option<SecretText>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct IntroducedRecipient {
    member: u64,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Password)]
    transaction_password: Option<SecretText>,
}

change! {
    /// Gives TIME to another member, as the rule packs of both branches allow. Where only relatives may be given to, the kin
    /// link that both agreed on is shown to the ledger. Where a gift must be accepted it waits.
    post "/v1/gifts" "money"
    fn give(state, login: Member, changing; body: NewGift) {
        let signer = state.owner(&login, body.transaction_password.as_ref()).await?;
        let kin = state.kin_opening(changing.principal(&login)?, body.recipient).await?;
        let message = ExecuteMsg::Gift { to: body.recipient, minutes: body.minutes, kin };
        Order::new(signer, Contract::TimeToken, &message)
    }
}

change! {
    /// Takes a gift that was offered.
    post "/v1/gifts/{id}/acceptance" "money"
    fn accept_gift(state, login: Member, changing, [id "id": u64]) {
        let signer = state.everyday(&login).await?;
        Order::new(signer, Contract::TimeToken, &ExecuteMsg::AcceptGift { gift: id })
    }
}

change! {
    /// Sends a gift back: whom it is for at any time, who gave it when it has not been answered for 30 days.
    post "/v1/gifts/{id}/return" "money"
    fn decline_gift(state, login: Member, changing, [id "id": u64]) {
        let signer = state.everyday(&login).await?;
        Order::new(signer, Contract::TimeToken, &ExecuteMsg::DeclineGift { gift: id })
    }
}

change! {
    /// Gives TIME to the welfare fund of the own branch.
    post "/v1/donations" "money"
    fn donate(state, login: Member, changing; body: NewDonation) {
        let signer = state.owner(&login, body.transaction_password.as_ref()).await?;
        Order::new(signer, Contract::TimeToken, &ExecuteMsg::Donate { minutes: body.minutes })
    }
}

change! {
    /// Sets own limits on what leaves the account. What they tighten counts at once, what they loosen after a day.
    put "/v1/me/limits" "money"
    fn set_limits(state, login: Member, changing; body: SpendingLimits) {
        let signer = state.owner(&login, body.transaction_password.as_ref()).await?;
        let limits = ApiLimits { daily: body.daily, new_recipient_delay: body.new_recipient_delay };
        Order::new(signer, Contract::TimeToken, &ExecuteMsg::SetLimits { limits })
    }
}

change! {
    /// Makes a recipient known, so that after the delay of the limits more than small amounts can be sent there.
    post "/v1/me/recipients" "money"
    fn introduce(state, login: Member, changing; body: IntroducedRecipient) {
        let recipient = state.account_of(body.member).await?;
        let signer = state.owner(&login, body.transaction_password.as_ref()).await?;
        Order::new(signer, Contract::TimeToken, &ExecuteMsg::Introduce { recipient })
    }
}

/// A gift that had to be accepted.
#[derive(Debug, Serialize, FromRow, ToSchema)]
pub(super) struct Gift {
    id: i64,
    giver: i64,
    recipient: i64,
    /// Minutes of TIME.
    minutes: i64,
    #[schema(value_type = schema::GiftState)]
    state: String,
    /// Seconds of Unix time.
    offered: i64,
    closed: Option<i64>,
}

/// The gifts one gave or was offered that had to be accepted, newest first.
#[utoipa::path(get, path = "/v1/me/gifts", tag = "money", security(("session" = [])),
    params(Page, ("On-Behalf-Of" = Option<u64>, Header)), responses((status = 200, body = List<Gift>), Problem))]
pub(super) async fn gifts(
    State(state): State<ApiState>,
    whose: Whose,
    Query(query): Query<Page>,
) -> Result<JsonBody<List<Gift>>, Problem> {
    let (limit, member) = (query.limit.get(), int(whose.member));
    let before = number(query.cursor.as_ref())?.map_or(i64::MAX, int);
    let gifts = state
        .rows(query!(
            "SELECT id, giver, recipient, minutes, state, offered, closed FROM p_gifts WHERE (giver = ",
            member,
            " OR recipient = ",
            member,
            ") AND id < ",
            before,
            " ORDER BY id DESC LIMIT ",
            i64::from(limit),
            ""
        ))
        .await?;
    Ok(JsonBody(List::page(gifts, limit, |gift: &Gift| gift.id)))
}

/// A recipient that was made known.
#[derive(Debug, Serialize, FromRow, ToSchema)]
pub(super) struct Recipient {
    member: i64,
    /// Seconds of Unix time since when.
    at: i64,
}

/// The recipients one has made known.
#[utoipa::path(get, path = "/v1/me/recipients", tag = "money", security(("session" = [])),
    params(("On-Behalf-Of" = Option<u64>, Header)), responses((status = 200, body = List<Recipient>), Problem))]
pub(super) async fn recipients(
    State(state): State<ApiState>,
    whose: Whose,
) -> Result<JsonBody<List<Recipient>>, Problem> {
    let account = state.account_of(whose.member).await?;
    let recipients = state
        .rows(query!(
            "SELECT m.id AS member, i.at FROM p_introduced i JOIN p_members m ON m.account = i.recipient WHERE i.account = ",
            account,
            " ORDER BY i.at DESC, m.id LIMIT 100"
        ))
        .await?;
    Ok(JsonBody(List::whole(recipients)))
}

/// What somebody may spend of another's TIME, as cw20 has it.
#[derive(Debug, Serialize, FromRow, ToSchema)]
pub(super) struct Allowance {
    /// Accounts of the ledger.
    owner: String,
    spender: String,
    /// Minutes of TIME.
    minutes: i64,
    /// Until which height or time, or never.
    #[serde(serialize_with = "json")]
    #[schema(value_type = Object)]
    expires: String,
}

/// The allowances one has given or was given.
#[utoipa::path(get, path = "/v1/me/allowances", tag = "money", security(("session" = [])),
    params(("On-Behalf-Of" = Option<u64>, Header)), responses((status = 200, body = List<Allowance>), Problem))]
pub(super) async fn allowances(
    State(state): State<ApiState>,
    whose: Whose,
) -> Result<JsonBody<List<Allowance>>, Problem> {
    let account = state.account_of(whose.member).await?;
    let allowances = state
        .rows(query!(
            "SELECT owner, spender, minutes, expires FROM p_allowances WHERE minutes > 0 AND (owner = ",
            account.clone(),
            " OR spender = ",
            account,
            ") ORDER BY owner, spender LIMIT 100"
        ))
        .await?;
    Ok(JsonBody(List::whole(allowances)))
}

/// Limits on what leaves an account.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Limits {
    /// Minutes on one day; missing is no limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    daily: Option<u32>,
    /// Seconds from an introduction until larger amounts can be sent there.
    new_recipient_delay: u64,
}

impl From<ApiLimits> for Limits {
    fn from(limits: ApiLimits) -> Self {
        Limits { daily: limits.daily, new_recipient_delay: limits.new_recipient_delay }
    }
}

/// Limits to come.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Loosening {
    limits: Limits,
    /// Seconds of Unix time from which on.
    at: u64,
}

/// TIME that ends.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Ending {
    minutes: u32,
    /// Seconds of Unix time at which it does.
    ends: u64,
}

/// What is owed from what comes to the account: the rest of a reversal.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Lien {
    /// The activity; 0 for an opening balance.
    activity: u64,
    minutes: u32,
}

/// A cap after a recovery.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Cap {
    /// The most minutes that leave the account on one day.
    daily: u32,
    /// Seconds of Unix time until which.
    until: u64,
}

/// All there is to know of one's TIME, in minutes.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Account {
    balance: u64,
    /// How many movements touched the account.
    count: u64,
    /// In open holds of own activities.
    held: u64,
    /// In gifts that wait to be accepted.
    offered: u64,
    /// What ends, soonest first; the rest does not.
    ending: Vec<Ending>,
    liens: Vec<Lien>,
    limits: Limits,
    #[serde(skip_serializing_if = "Option::is_none")]
    loosening: Option<Loosening>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cap: Option<Cap>,
    spent_today: u32,
    given_this_year: u32,
}

/// The own account: balance, what is held, what ends when, what is owed, limits. An agent reads the principal's.
#[utoipa::path(get, path = "/v1/me/account", tag = "money", security(("session" = [])),
    params(("On-Behalf-Of" = Option<u64>, Header)), responses((status = 200, body = Account), Problem))]
pub(super) async fn account(
    State(state): State<ApiState>,
    whose: Whose,
) -> Result<JsonBody<Account>, Problem> {
    let account = state.account_of(whose.member).await?;
    let as_of = state.as_of(&account, None).await?;
    // What went into escrow for the activities one pays and has not come out again, whereto ever.
    let registry = state.contracts.address(Contract::ActivityRegistry);
    let held: Option<(i64,)> = state
        .row(query!(
            "SELECT CAST(COALESCE(SUM(CASE WHEN m.to_account = ",
            registry,
            " THEN m.minutes WHEN m.from_account = ",
            registry,
            " THEN -m.minutes END), 0) AS BIGINT) AS held FROM p_movements m WHERE m.activity IN (SELECT h.activity \
             FROM p_statement s JOIN p_movements h ON h.id = s.movement WHERE h.kind = 'hold' AND s.account = ",
            account.clone(),
            ")"
        ))
        .await?;
    let offered: Option<(i64,)> = state
        .row(query!(
            "SELECT CAST(COALESCE(SUM(minutes), 0) AS BIGINT) AS offered FROM p_gifts WHERE state = 'waiting' AND giver = ",
            int(whose.member),
            ""
        ))
        .await?;
    let kept: AccountResponse = state.ask(Contract::TimeToken, &QueryMsg::Account { account }).await?;
    Ok(JsonBody(Account {
        balance: as_of.balance,
        count: as_of.count,
        held: uint(held.map_or(0, |(held,)| held)),
        offered: uint(offered.map_or(0, |(offered,)| offered)),
        ending: kept
            .buckets
            .iter()
            .map(|bucket| Ending { minutes: bucket.minutes, ends: quarter_end(bucket.quarter) })
            .collect(),
        liens: kept
            .liens
            .iter()
            .map(|lien| Lien { activity: lien.activity, minutes: lien.minutes })
            .collect(),
        limits: kept.limits.into(),
        loosening: kept.loosening.map(|(limits, at)| Loosening { limits: limits.into(), at }),
        cap: kept.cap.map(|(until, daily)| Cap { daily, until }),
        spent_today: kept.spent_today,
        given_this_year: kept.given_this_year,
    }))
}

/// When a quarter since 1970 is over, by the clocks of UTC+8.
fn quarter_end(quarter: u16) -> Seconds {
    let next = u32::from(quarter).saturating_add(1);
    let year = 1_970i32.saturating_add(i32::try_from(next.div_euclid(4)).unwrap_or(i32::MAX));
    let month = match next.rem_euclid(4) {
        0 => time::Month::January,
        1 => time::Month::April,
        2 => time::Month::July,
        _ => time::Month::October,
    };
    let midnight = time::Date::from_calendar_date(year, month, 1).map(|day| day.midnight().assume_utc());
    midnight.map_or(Seconds::MAX, |at| uint(at.unix_timestamp().saturating_sub(8 * 3_600)))
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct AtHeight {
    /// As of this block; the newest unless said.
    height: Option<u64>,
}

/// Supply in minutes as of a block: supply = minted_service + minted_grant + minted_opening − burned.
#[derive(Debug, Default, Serialize, ToSchema)]
pub(super) struct Supply {
    height: u64,
    supply: u64,
    minted_service: u64,
    minted_grant: u64,
    minted_opening: u64,
    burned: u64,
    /// In open holds of members' own TIME and of welfare funds.
    escrow: u64,
    /// In gifts that wait to be accepted.
    offered: u64,
    branches: Vec<BranchSupply>,
}

/// One branch's part; branch 0 is what belongs to none.
#[derive(Debug, Serialize, FromRow, ToSchema)]
pub(super) struct BranchSupply {
    branch: i64,
    /// What it may mint in an epoch, and as opening balances at all, as set now.
    budget: i64,
    opening_budget: i64,
    minted_service: i64,
    minted_grant: i64,
    minted_opening: i64,
    burned: i64,
}

/// The supply of TIME by branch and cause, as of any block.
#[utoipa::path(get, path = "/v1/supply", tag = "public", security(()), params(AtHeight),
    responses((status = 200, body = Supply), Problem))]
pub(super) async fn supply(
    State(state): State<ApiState>,
    Query(query): Query<AtHeight>,
) -> Result<JsonBody<Supply>, Problem> {
    let registry = state.contracts.address(Contract::ActivityRegistry).to_owned();
    let escrow = state.as_of(&registry, query.height).await?;
    let token = state.contracts.address(Contract::TimeToken).to_owned();
    let offered = state.as_of(&token, Some(escrow.height)).await?;
    let branches: Vec<BranchSupply> = match query.height {
        None => {
            state
                .rows(query!(
                    "SELECT branch, budget, opening_budget, minted_service, minted_grant, minted_opening, burned \
                     FROM p_supply ORDER BY branch"
                ))
                .await?
        }
        Some(height) => {
            state
                .rows(query!(
                    "SELECT b.branch, b.budget, b.opening_budget, \
                     CAST(COALESCE(SUM(CASE WHEN c.cause = 'minted_service' THEN c.minutes END), 0) AS BIGINT) AS minted_service, \
                     CAST(COALESCE(SUM(CASE WHEN c.cause = 'minted_grant' THEN c.minutes END), 0) AS BIGINT) AS minted_grant, \
                     CAST(COALESCE(SUM(CASE WHEN c.cause = 'minted_opening' THEN c.minutes END), 0) AS BIGINT) AS minted_opening, \
                     CAST(COALESCE(SUM(CASE WHEN c.cause = 'burned' THEN c.minutes END), 0) AS BIGINT) AS burned \
                     FROM p_supply b LEFT JOIN p_supply_changes c ON c.branch = b.branch AND c.height <= ",
                    int(height),
                    " GROUP BY b.branch, b.budget, b.opening_budget ORDER BY b.branch"
                ))
                .await?
        }
    };
    let sum = |part: fn(&BranchSupply) -> i64| {
        branches.iter().map(|branch| uint(part(branch))).fold(0u64, u64::saturating_add)
    };
    let supply = Supply {
        height: escrow.height,
        minted_service: sum(|branch| branch.minted_service),
        minted_grant: sum(|branch| branch.minted_grant),
        minted_opening: sum(|branch| branch.minted_opening),
        burned: sum(|branch| branch.burned),
        escrow: escrow.balance,
        offered: offered.balance,
        ..Supply::default()
    };
    let minted = [supply.minted_service, supply.minted_grant, supply.minted_opening];
    let minted = minted.into_iter().fold(0u64, u64::saturating_add);
    Ok(JsonBody(Supply { supply: minted.saturating_sub(supply.burned), branches, ..supply }))
}

/// How TIME grows and moves.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Figures {
    /// What the federation may mint in this epoch; missing is no limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    growth_limit: Option<u32>,
    /// What of it reservations, grants and opening balances took.
    growth: u64,
    /// Minutes in the last 30 days: minted, burned, and moved between members.
    minted: u64,
    burned: u64,
    moved: u64,
    /// How often a minute changed hands in these 30 days, in thousandths.
    velocity: u64,
}

/// The growth limit and its use, and what was minted, burned and moved in the last 30 days.
#[utoipa::path(get, path = "/v1/supply/figures", tag = "money", security(("session" = [])),
    responses((status = 200, body = Figures), Problem))]
pub(super) async fn figures(State(state): State<ApiState>, _: Member) -> Result<JsonBody<Figures>, Problem> {
    let since = super::extract::clock().saturating_sub(DAYS.saturating_mul(86_400));
    let sums: Option<(i64, i64, i64)> = state
        .row(query!(
            "SELECT CAST(COALESCE(SUM(CASE WHEN from_account IS NULL THEN minutes END), 0) AS BIGINT) AS minted, \
             CAST(COALESCE(SUM(CASE WHEN to_account IS NULL THEN minutes END), 0) AS BIGINT) AS burned, \
             CAST(COALESCE(SUM(CASE WHEN kind IN ('settle', 'transfer', 'gift', 'donate') THEN minutes END), 0) AS BIGINT) AS moved \
             FROM p_movements WHERE time >= ",
            int(since),
            ""
        ))
        .await?;
    let (minted, burned, moved) = sums.unwrap_or_default();
    let kept: SupplyResponse = state.ask(Contract::TimeToken, &QueryMsg::Supply {}).await?;
    let supply = u64::try_from(kept.supply.u128()).unwrap_or(u64::MAX);
    Ok(JsonBody(Figures {
        growth_limit: kept.growth_limit,
        growth: u64::try_from(kept.growth.u128()).unwrap_or(u64::MAX),
        minted: uint(minted),
        burned: uint(burned),
        moved: uint(moved),
        velocity: uint(moved).saturating_mul(1_000).checked_div(supply).unwrap_or(0),
    }))
}

/// A branch's issuance budget and what became of it, in minutes.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Budget {
    /// For each epoch.
    budget: u32,
    /// What reservations and grants of this epoch took of it.
    charged: u32,
    /// In open reservations.
    reserved: u32,
    opening_budget: u32,
    minted_service: u32,
    minted_grant: u32,
    minted_opening: u32,
    burned: u32,
}

/// The issuance budget of a branch.
#[utoipa::path(get, path = "/v1/branches/{id}/budget", tag = "money", security(("session" = [])),
    params(("id" = u32, Path)), responses((status = 200, body = Budget), Problem))]
pub(super) async fn budget(
    State(state): State<ApiState>,
    _: Member,
    Path(branch): Path<u32>,
) -> Result<JsonBody<Budget>, Problem> {
    state.branch_known(branch).await?;
    let kept: BranchSupplyResponse =
        state.ask(Contract::TimeToken, &QueryMsg::BranchSupply { branch }).await?;
    Ok(JsonBody(Budget {
        budget: kept.budget,
        charged: kept.charged,
        reserved: kept.reserved,
        opening_budget: kept.opening_budget,
        minted_service: kept.minted_service,
        minted_grant: kept.minted_grant,
        minted_opening: kept.minted_opening,
        burned: kept.burned,
    }))
}

/// A branch's welfare fund, and the TIME it stands for, in minutes.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Fund {
    /// The fund's account on the ledger.
    account: String,
    fund: u64,
    /// What flowed from members of other branches to the branch's, less what flowed to them.
    positions: i64,
    /// All TIME for which the branch's members can ask services.
    outstanding: i64,
}

/// The welfare fund of a branch, and what the branch stands for.
#[utoipa::path(get, path = "/v1/branches/{id}/fund", tag = "money", security(("session" = [])),
    params(("id" = u32, Path)), responses((status = 200, body = Fund), Problem))]
pub(super) async fn fund(
    State(state): State<ApiState>,
    _: Member,
    Path(branch): Path<u32>,
) -> Result<JsonBody<Fund>, Problem> {
    state.branch_known(branch).await?;
    let kept: GuaranteeResponse = state.ask(Contract::TimeToken, &QueryMsg::Guarantee { branch }).await?;
    Ok(JsonBody(Fund {
        account: kept.account,
        fund: u64::try_from(kept.fund.u128()).unwrap_or(u64::MAX),
        positions: kept.positions,
        outstanding: kept.outstanding,
    }))
}

/// What two branches' members owe each other on balance, in minutes.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Position {
    low: u32,
    high: u32,
    net: i64,
    /// How far from 0 it may go; missing is no limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<i64>,
}

/// The positions between the branches; branch 0 stands for accounts that no branch registered.
#[utoipa::path(get, path = "/v1/positions", tag = "money", security(("session" = [])),
    responses((status = 200, body = List<Position>), Problem))]
pub(super) async fn positions(
    State(state): State<ApiState>,
    _: Member,
) -> Result<JsonBody<List<Position>>, Problem> {
    let limits: Vec<(i64, i64, Option<i64>)> =
        state.rows(query!("SELECT low, high, minutes FROM p_position_limits")).await?;
    let limit_of = |low: u32, high: u32| {
        let found = limits.iter().find(|(l, h, _)| (uint32(*l), uint32(*h)) == (low, high));
        found.and_then(|(_, _, minutes)| *minutes)
    };
    let (mut items, mut start_after) = (Vec::new(), None);
    loop {
        let ask = QueryMsg::Positions { start_after, limit: Some(30) };
        let part: PositionsResponse = state.ask(Contract::TimeToken, &ask).await?;
        start_after = part.positions.last().map(|last| (last.low, last.high));
        let whole = part.positions.len() == 30;
        items.extend(part.positions.into_iter().map(|found| Position {
            low: found.low,
            high: found.high,
            net: found.position.net,
            limit: limit_of(found.low, found.high),
        }));
        if !whole {
            return Ok(JsonBody(List::whole(items)));
        }
    }
}

impl ApiState {
    /// # Errors
    /// `branch.unknown`.
    pub(super) async fn branch_known(&self, branch: u32) -> Result<(), Problem> {
        let known = crate::index::read::branch(&self.db, branch).await?;
        known.map(|_| ()).ok_or_else(|| Code::BranchUnknown.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_ends_when_the_next_one_begins_in_china() {
        // The first quarter of 1970 ends with 31 March; 1970-04-01T00:00+08:00.
        assert_eq!(quarter_end(0), 90 * 86_400 - 8 * 3_600);
        // 2026-01-01T00:00+08:00.
        assert_eq!(quarter_end(223), 1_767_196_800);
    }
}
