//! Entry points and one match.

use crate::execute::{self, cw20 as token};
use crate::query;
#[cfg(not(feature = "library"))]
use cosmwasm_std::entry_point;
use cosmwasm_std::{Api, Binary, Deps, DepsMut, Env, MessageInfo, Response};
use timebank_api::time_token::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
use timebank_api::Code;
use timebank_std::{admit, set_council, set_wiring, Acting, Error, Result};

const NAME: &str = "timebank:time-token";
const VERSION: &str = env!("CARGO_PKG_VERSION");

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn instantiate(mut deps: DepsMut, env: Env, info: MessageInfo, msg: InstantiateMsg) -> Result<Response> {
    if !info.funds.is_empty() {
        return Err(Code::FundsSent.into());
    }
    let token = cw20_base::msg::InstantiateMsg {
        name: "TIME".into(),
        symbol: "TIME-MIN".into(),
        decimals: 0,
        initial_balances: Vec::new(),
        mint: None,
        marketing: None,
    };
    cw20_base::contract::instantiate(deps.branch(), env, info, token)
        .map_err(|_| Error::from(Code::TokenRefused))?;
    // cw20-base writes its own name.
    cw2::set_contract_version(deps.storage, NAME, VERSION)?;
    set_council(deps, &msg.council)?;
    Ok(Response::new())
}

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn execute(deps: DepsMut, env: Env, info: MessageInfo, msg: ExecuteMsg) -> Result<Response> {
    let (acting, msg) = admit(deps.as_ref(), &env, &info, msg)?;
    let info = account(deps.api, &acting, info)?;
    match msg {
        ExecuteMsg::Wire { wiring } => {
            set_wiring(deps, &wiring)?;
            Ok(Response::new())
        }
        ExecuteMsg::Move { movements } => execute::movements(deps, &info.sender, movements),
        ExecuteMsg::Grant { member, rule } => execute::grant(deps, &env, acting.member()?, member, rule),
        ExecuteMsg::SetBudget { branch, minutes } => execute::set_budget(deps, branch, minutes),
        ExecuteMsg::Transfer { recipient, amount } => token::transfer(deps, env, info, recipient, amount),
        ExecuteMsg::Burn { amount } => token::burn(deps, env, info, amount),
        ExecuteMsg::Send { contract, amount, msg } => token::send(deps, env, info, contract, amount, msg),
        ExecuteMsg::IncreaseAllowance { spender, amount, expires } => {
            token::increase_allowance(deps, env, info, spender, amount, expires)
        }
        ExecuteMsg::DecreaseAllowance { spender, amount, expires } => {
            token::decrease_allowance(deps, env, info, spender, amount, expires)
        }
        ExecuteMsg::TransferFrom { owner, recipient, amount } => {
            token::transfer_from(deps, env, info, owner, recipient, amount)
        }
        ExecuteMsg::SendFrom { owner, contract, amount, msg } => {
            token::send_from(deps, env, info, owner, contract, amount, msg)
        }
        ExecuteMsg::BurnFrom { owner, amount } => token::burn_from(deps, env, info, owner, amount),
        ExecuteMsg::Mint { .. } => Err(Code::MintRefused.into()),
        ExecuteMsg::Relayed { .. } => Err(Code::NotRelayable.into()),
    }
}

/// Whoever acts, as the cw20 face knows them: a member by the account, everybody else by the sender.
fn account(api: &dyn Api, acting: &Acting, info: MessageInfo) -> Result<MessageInfo> {
    let sender = match acting {
        Acting::Member(actor) => {
            api.addr_validate(&actor.account).map_err(|_| Error::from(Code::AddressInvalid))?
        }
        Acting::Operator { address, .. } | Acting::Account(address) => address.clone(),
    };
    Ok(MessageInfo { sender, ..info })
}

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn query(deps: Deps, _env: Env, msg: QueryMsg) -> Result<Binary> {
    query::answer(deps, msg)
}

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn migrate(deps: DepsMut, _env: Env, _msg: MigrateMsg) -> Result<Response> {
    timebank_std::migrate(deps, NAME, VERSION)
}

#[cfg(test)]
mod tests;
