use crate::state::{self, Source};
use cosmwasm_std::{to_json_binary, Binary, Deps, Uint128};
use cw20_base::state::{BALANCES, TOKEN_INFO};
use cw20_base::{allowances, contract, enumerable};
use timebank_api::permission::Contract;
use timebank_api::time_token::{
    BranchSupplyResponse, GrantedResponse, HoldInfo, HoldResponse, QueryMsg, SupplyResponse,
};
use timebank_api::{ActivityId, BranchId};
use timebank_std::{address, Result};

/// The answer to a query; those of cw20 are cw20-base's.
pub fn answer(deps: Deps, msg: QueryMsg) -> Result<Binary> {
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
        QueryMsg::Supply {} => to_json_binary(&supply(deps)?),
        QueryMsg::BranchSupply { branch } => to_json_binary(&branch_supply(deps, branch)?),
        QueryMsg::Hold { activity } => to_json_binary(&hold(deps, activity)?),
        QueryMsg::Granted { member, rule } => {
            to_json_binary(&GrantedResponse { granted: state::granted(deps.storage, member, &rule) })
        }
    }?)
}

fn supply(deps: Deps) -> Result<SupplyResponse> {
    let ledger = state::ledger(deps.storage)?;
    // Nothing but holds ever pays the registry, so its balance is what they hold.
    let registry = address(deps, Contract::ActivityRegistry)?;
    Ok(SupplyResponse {
        supply: TOKEN_INFO.load(deps.storage)?.total_supply,
        minted_service: Uint128::from(ledger.minted_service),
        minted_grant: Uint128::from(ledger.minted_grant),
        burned: Uint128::from(ledger.burned),
        escrow: BALANCES.may_load(deps.storage, &registry)?.unwrap_or_default(),
    })
}

fn branch_supply(deps: Deps, branch: BranchId) -> Result<BranchSupplyResponse> {
    let supply = state::branch(deps.storage, branch)?;
    Ok(BranchSupplyResponse {
        budget: supply.budget,
        reserved: supply.reserved,
        minted_service: supply.minted_service,
        minted_grant: supply.minted_grant,
    })
}

fn hold(deps: Deps, activity: ActivityId) -> Result<HoldResponse> {
    let Some(hold) = state::hold(deps.storage, activity)? else {
        return Ok(HoldResponse { hold: None });
    };
    let minutes = hold.minutes;
    let hold = match hold.source {
        Source::Account(payer) => {
            HoldInfo::Account { payer: deps.api.addr_humanize(&payer)?.into(), minutes }
        }
        Source::Budget(branch) => HoldInfo::Budget { branch, minutes },
    };
    Ok(HoldResponse { hold: Some(hold) })
}
