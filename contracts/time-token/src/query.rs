use crate::book::{branch_now, growth_now, purse_now, valid};
use crate::execute::limits_now;
use crate::state::{self, Source};
use cosmwasm_std::{to_json_binary, Addr, Binary, Deps, Env, Uint128};
use cw20_base::state::{BALANCES, TOKEN_INFO};
use cw20_base::{allowances, contract, enumerable};
use timebank_api::permission::Contract;
use timebank_api::time_token::{
    AccountResponse, Action, BranchSupplyResponse, Bucket, CaseInfo, CasesResponse, GiftInfo, GiftsResponse,
    GrantedResponse, GuaranteeResponse, HoldInfo, HoldResponse, Lien, PositionInfo, PositionsResponse,
    QueryMsg, SupplyResponse,
};
use timebank_api::{ActivityId, BranchId, Code};
use timebank_std::{address, cases, fund_account, page_size, Result};

/// The answer to a query; those of cw20 are cw20-base's.
pub fn answer(deps: Deps, env: &Env, msg: QueryMsg) -> Result<Binary> {
    Ok(match msg {
        QueryMsg::Balance { address } => to_json_binary(&contract::query_balance(deps, address)?),
        QueryMsg::TokenInfo {} => to_json_binary(&contract::query_token_info(deps)?),
        QueryMsg::Minter {} => to_json_binary(&contract::query_minter(deps)?),
        QueryMsg::Allowance { owner, spender } => {
            to_json_binary(&allowances::query_allowance(deps, owner, spender)?)
        }
        QueryMsg::AllAllowances { owner, start_after, limit } => {
            to_json_binary(&enumerable::query_owner_allowances(deps, owner, start_after, limit)?)
        }
        QueryMsg::AllSpenderAllowances { spender, start_after, limit } => {
            to_json_binary(&enumerable::query_spender_allowances(deps, spender, start_after, limit)?)
        }
        QueryMsg::AllAccounts { start_after, limit } => {
            to_json_binary(&enumerable::query_all_accounts(deps, start_after, limit)?)
        }
        QueryMsg::MarketingInfo {} => to_json_binary(&contract::query_marketing_info(deps)?),
        QueryMsg::DownloadLogo {} => to_json_binary(&contract::query_download_logo(deps)?),
        QueryMsg::Supply {} => to_json_binary(&supply(deps, env)?),
        QueryMsg::BranchSupply { branch } => to_json_binary(&branch_supply(deps, env, branch)?),
        QueryMsg::Guarantee { branch } => to_json_binary(&guarantee(deps, env, branch)?),
        QueryMsg::Hold { activity } => to_json_binary(&hold(deps, activity)?),
        QueryMsg::Granted { member, rule } => {
            let granted = state::granted(deps.storage, member, &rule).is_some();
            to_json_binary(&GrantedResponse { granted })
        }
        QueryMsg::Account { account } => to_json_binary(&of_account(deps, env, &account)?),
        QueryMsg::Positions { start_after, limit } => {
            let positions = state::positions(deps.storage, start_after)
                .take(page_size(limit))
                .map(|found| found.map(|(low, high, position)| PositionInfo { low, high, position }))
                .collect::<Result<_>>()?;
            to_json_binary(&PositionsResponse { positions })
        }
        QueryMsg::Gifts { start_after, limit } => {
            let gifts = state::gifts(deps.storage, start_after, page_size(limit))?;
            let info = |(gift, found): (u64, state::Gift)| GiftInfo {
                gift,
                from: found.from,
                to: found.to,
                minutes: found.minutes(),
                since: found.since,
            };
            to_json_binary(&GiftsResponse { gifts: gifts.into_iter().map(info).collect() })
        }
        QueryMsg::Cases { start_after, limit } => {
            let open = cases::<Action>(deps.storage, start_after, page_size(limit))?;
            let cases = open.into_iter().map(|(case, found)| CaseInfo {
                case,
                by: found.by,
                branch: found.branch,
                since: found.since,
                action: found.action,
            });
            to_json_binary(&CasesResponse { cases: cases.collect() })
        }
    }?)
}

fn balance(deps: Deps, account: &Addr) -> Result<Uint128> {
    Ok(BALANCES.may_load(deps.storage, account)?.unwrap_or_default())
}

fn supply(deps: Deps, env: &Env) -> Result<SupplyResponse> {
    let ledger = state::ledger(deps.storage)?;
    let growth = growth_now(deps.storage, env.block.time.seconds())?;
    // Nothing but holds ever pays the registry, and nothing but offered gifts the token itself.
    let registry = address(deps, Contract::ActivityRegistry)?;
    Ok(SupplyResponse {
        supply: TOKEN_INFO.load(deps.storage)?.total_supply,
        minted_service: Uint128::from(ledger.minted_service),
        minted_grant: Uint128::from(ledger.minted_grant),
        minted_opening: Uint128::from(ledger.minted_opening),
        burned: Uint128::from(ledger.burned),
        escrow: balance(deps, &registry)?,
        offered: balance(deps, &env.contract.address)?,
        growth_limit: growth.limit,
        growth: Uint128::from(growth.charged),
    })
}

fn branch_supply(deps: Deps, env: &Env, branch: BranchId) -> Result<BranchSupplyResponse> {
    let supply = branch_now(deps.storage, branch, env.block.time.seconds())?;
    Ok(BranchSupplyResponse {
        budget: supply.budget,
        reserved: supply.reserved,
        minted_service: supply.minted_service,
        minted_grant: supply.minted_grant,
        charged: supply.charged,
        opening_budget: supply.opening_budget,
        minted_opening: supply.minted_opening,
        burned: supply.burned,
    })
}

fn guarantee(deps: Deps, env: &Env, branch: BranchId) -> Result<GuaranteeResponse> {
    let account = fund_account(deps.api, &env.contract.address, branch)?;
    let supply = state::branch(deps.storage, branch)?;
    // There are no more positions than pairs of branches.
    let mut positions = 0i64;
    for found in state::positions(deps.storage, None) {
        let (low, high, position) = found?;
        positions = match branch {
            _ if branch == high => positions.checked_add(position.net),
            _ if branch == low => positions.checked_sub(position.net),
            _ => Some(positions),
        }
        .ok_or(Code::Overflow)?;
    }
    let minted = [supply.minted_service, supply.minted_grant, supply.minted_opening];
    let minted = minted.into_iter().map(i64::from).fold(0, i64::saturating_add);
    let outstanding = minted.saturating_sub(supply.burned.into()).saturating_add(positions);
    Ok(GuaranteeResponse { fund: balance(deps, &account)?, account: account.into(), positions, outstanding })
}

fn of_account(deps: Deps, env: &Env, account: &str) -> Result<AccountResponse> {
    let (account, now) = (valid(deps, account)?, env.block.time.seconds());
    let holder = state::holder(deps.storage, &account)?;
    let purse = purse_now(deps.storage, &account, now)?;
    let lien = |lien: state::Lien| {
        let to = lien.to.map(|to| deps.api.addr_humanize(&to)).transpose()?.map(Addr::into_string);
        Ok(Lien { activity: lien.activity, minutes: lien.minutes, to })
    };
    Ok(AccountResponse {
        count: holder.count,
        buckets: holder.buckets.iter().map(|(quarter, minutes)| Bucket { quarter, minutes }).collect(),
        liens: holder.liens.into_iter().map(lien).collect::<Result<_>>()?,
        limits: limits_now(deps, &purse, now)?,
        loosening: purse.loosening.filter(|(_, at)| now < *at),
        cap: purse.cap.filter(|cap| now < cap.until).map(|cap| (cap.until, cap.daily)),
        spent_today: purse.spent,
        given_this_year: purse.given,
    })
}

fn hold(deps: Deps, activity: ActivityId) -> Result<HoldResponse> {
    let Some(hold) = state::hold(deps.storage, activity)? else {
        return Ok(HoldResponse { hold: None });
    };
    let minutes = hold.minutes;
    let hold = match hold.source {
        Source::Account { payer, .. } => {
            HoldInfo::Account { payer: deps.api.addr_humanize(&payer)?.into(), minutes }
        }
        Source::Budget { branch, .. } => HoldInfo::Budget { branch, minutes },
        Source::Fund(branch) => HoldInfo::Fund { branch, minutes },
    };
    Ok(HoldResponse { hold: Some(hold) })
}
