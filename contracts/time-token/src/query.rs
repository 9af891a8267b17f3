use crate::book::{account_now, branch_now, growth_now, valid};
use crate::execute::limits_now;
use crate::state::{self, Allowances, Source};
use cosmwasm_std::{to_json_binary, Addr, Binary, Deps, Env, StdError, Uint128};
use cw20::{
    AllAccountsResponse, AllAllowancesResponse, AllSpenderAllowancesResponse, AllowanceInfo, BalanceResponse,
    DownloadLogoResponse, EmbeddedLogo, Logo, MinterResponse, SpenderAllowanceInfo, TokenInfoResponse,
};
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
        QueryMsg::Balance { address } => {
            let balance = balance(deps, &valid(deps, &address)?)?;
            to_json_binary(&BalanceResponse { balance })
        }
        QueryMsg::TokenInfo {} => {
            let total_supply = state::ledger(deps.storage)?.supply().into();
            let (name, symbol) = ("TIME".into(), "TIME-MIN".into());
            to_json_binary(&TokenInfoResponse { name, symbol, decimals: 0, total_supply })
        }
        QueryMsg::Minter {} => to_json_binary(&None::<MinterResponse>),
        QueryMsg::Allowance { owner, spender } => {
            let (owner, spender) = (valid(deps, &owner)?, valid(deps, &spender)?);
            to_json_binary(&state::allowance(deps.storage, &owner, &spender)?.unwrap_or_default())
        }
        QueryMsg::AllAllowances { owner, start_after, limit } => {
            let (of, size) = (valid(deps, &owner)?, page_size(limit));
            let all = state::allowances(deps.storage, Allowances::Given, &of, start_after.as_deref(), size)?;
            let allowances = all.into_iter().map(|(spender, found)| AllowanceInfo {
                spender,
                allowance: found.allowance,
                expires: found.expires,
            });
            to_json_binary(&AllAllowancesResponse { allowances: allowances.collect() })
        }
        QueryMsg::AllSpenderAllowances { spender, start_after, limit } => {
            let (of, size) = (valid(deps, &spender)?, page_size(limit));
            let all = state::allowances(deps.storage, Allowances::Had, &of, start_after.as_deref(), size)?;
            let allowances = all.into_iter().map(|(owner, found)| SpenderAllowanceInfo {
                owner,
                allowance: found.allowance,
                expires: found.expires,
            });
            to_json_binary(&AllSpenderAllowancesResponse { allowances: allowances.collect() })
        }
        QueryMsg::AllAccounts { start_after, limit } => {
            let accounts = state::accounts(deps.storage, start_after.as_deref());
            to_json_binary(&AllAccountsResponse { accounts: accounts.take(page_size(limit)).collect() })
        }
        QueryMsg::MarketingInfo {} => to_json_binary(&state::marketing(deps.storage)?.unwrap_or_default()),
        QueryMsg::DownloadLogo {} => to_json_binary(&logo(deps)?),
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
    Ok(state::account(deps.storage, account)?.balance.into())
}

fn logo(deps: Deps) -> Result<DownloadLogoResponse> {
    let (mime_type, data) = match state::logo(deps.storage)? {
        Some(Logo::Embedded(EmbeddedLogo::Svg(picture))) => ("image/svg+xml", picture),
        Some(Logo::Embedded(EmbeddedLogo::Png(picture))) => ("image/png", picture),
        _ => return Err(StdError::not_found("logo").into()),
    };
    Ok(DownloadLogoResponse { mime_type: mime_type.into(), data })
}

fn supply(deps: Deps, env: &Env) -> Result<SupplyResponse> {
    let ledger = state::ledger(deps.storage)?;
    let growth = growth_now(deps.storage, epoch(deps, env)?)?;
    // Nothing but holds ever pays the registry, and nothing but offered gifts the token itself.
    let registry = address(deps, Contract::ActivityRegistry)?;
    Ok(SupplyResponse {
        supply: Uint128::from(ledger.supply()),
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

fn epoch(deps: Deps, env: &Env) -> Result<u32> {
    Ok(state::system(deps.storage)?.epoch_at(env.block.time.seconds()))
}

fn branch_supply(deps: Deps, env: &Env, branch: BranchId) -> Result<BranchSupplyResponse> {
    let supply = branch_now(deps.storage, branch, epoch(deps, env)?)?;
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
    let kept = account_now(deps.storage, &account, now)?;
    let (purse, system) = (kept.purse, state::system(deps.storage)?);
    let lien = |lien: state::Lien| {
        let to = lien.to.map(|to| deps.api.addr_humanize(&to)).transpose()?.map(Addr::into_string);
        Ok(Lien { activity: lien.activity, minutes: lien.minutes, to })
    };
    Ok(AccountResponse {
        count: kept.count,
        buckets: kept.buckets.iter().map(|(quarter, minutes)| Bucket { quarter, minutes }).collect(),
        liens: kept.liens.into_iter().map(lien).collect::<Result<_>>()?,
        limits: limits_now(&system, &purse, now),
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
