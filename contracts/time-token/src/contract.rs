//! Entry points and one match.

use crate::execute::cw20::{self as token, Spend};
use crate::execute::{self, Way};
use crate::{query, state};
#[cfg(not(feature = "library"))]
use cosmwasm_std::entry_point;
use cosmwasm_std::{Api, Binary, Deps, DepsMut, Env, MessageInfo, Response, Uint128};
use cw20::MarketingInfoResponse;
use cw20_base::state::{TokenInfo, MARKETING_INFO, TOKEN_INFO};
use timebank_api::time_token::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
use timebank_api::Code;
use timebank_std::{admit, council, set_council, set_wiring, Acting, Error, Result};

const NAME: &str = "timebank:time-token";
const VERSION: &str = env!("CARGO_PKG_VERSION");

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn instantiate(mut deps: DepsMut, _env: Env, info: MessageInfo, msg: InstantiateMsg) -> Result<Response> {
    if !info.funds.is_empty() {
        return Err(Code::FundsSent.into());
    }
    set_council(deps.branch(), &msg.council)?;
    let token = TokenInfo {
        name: "TIME".into(),
        symbol: "TIME-MIN".into(),
        decimals: 0,
        total_supply: Uint128::zero(),
        mint: None,
    };
    TOKEN_INFO.save(deps.storage, &token)?;
    describe(deps.branch())?;
    cw2::set_contract_version(deps.storage, NAME, VERSION)?;
    match msg.epoch {
        Some(0) => return Err(Error::with(Code::MessageInvalid, "epoch")),
        Some(epoch) => state::save_epoch_length(deps.storage, epoch),
        None => {}
    }
    Ok(Response::new())
}

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn execute(deps: DepsMut, env: Env, info: MessageInfo, msg: ExecuteMsg) -> Result<Response> {
    let way = match msg {
        ExecuteMsg::Relayed { .. } => Way::Relayed,
        _ => Way::Direct,
    };
    let (acting, msg) = admit(deps.as_ref(), &env, &info, msg)?;
    let info = account(deps.api, &acting, info)?;
    let sender = info.sender.clone();
    let spend = |owner, amount| Spend { info: &info, way, owner, amount };
    match msg {
        ExecuteMsg::Wire { wiring } => {
            set_wiring(deps, &wiring)?;
            Ok(Response::new())
        }
        ExecuteMsg::Move { movements } => execute::movements(deps, &env, &sender, movements),
        ExecuteMsg::Grant { member, rule } => execute::grant(deps, &env, acting.member()?, member, rule),
        ExecuteMsg::SetBudget { branch, minutes } => execute::set_budget(deps, &env, branch, minutes),
        ExecuteMsg::SetGrowthLimit { minutes } => execute::set_growth_limit(deps, &env, minutes),
        ExecuteMsg::SetOpeningBudget { branch, minutes } => {
            execute::set_opening_budget(deps, &env, branch, minutes)
        }
        ExecuteMsg::SetPositionLimit { a, b, minutes } => {
            execute::set_position_limit(deps, &env, (a, b), minutes)
        }
        ExecuteMsg::SetDefaultLimits { limits } => execute::set_default_limits(deps, limits),
        ExecuteMsg::Gift { to, minutes, kin } => {
            execute::gift(deps, &env, &sender, (acting.member()?, way), to, minutes, kin)
        }
        ExecuteMsg::AcceptGift { gift } => execute::accept_gift(deps, &env, &sender, acting.member()?, gift),
        ExecuteMsg::DeclineGift { gift } => execute::decline_gift(deps, &env, acting.member()?, gift),
        ExecuteMsg::Donate { minutes } => {
            execute::donate(deps, &env, &sender, (acting.member()?, way), minutes)
        }
        ExecuteMsg::SetLimits { limits } => {
            execute::set_limits(deps, &env, &sender, acting.member()?, limits)
        }
        ExecuteMsg::Introduce { recipient } => {
            execute::introduce(deps, &env, &sender, acting.member()?, &recipient)
        }
        ExecuteMsg::Sweep { accounts } => execute::sweep(deps, &env, &accounts),
        ExecuteMsg::Propose { action } => execute::propose(deps, &env, acting.member()?, action),
        ExecuteMsg::Decide { case, approve } => execute::decide(deps, &env, acting.member()?, case, approve),
        ExecuteMsg::Inherit { account, branch, heir } => execute::inherit(deps, &env, &account, branch, heir),
        ExecuteMsg::MemberMoved { account, from, to } => {
            execute::member_moved(deps, &env, &account, from, to)
        }
        ExecuteMsg::Cap { account, until, daily } => execute::cap(deps, &account, until, daily),
        ExecuteMsg::Transfer { recipient, amount } => {
            token::transfer(deps, &env, &spend(None, amount), &recipient)
        }
        ExecuteMsg::Burn { amount } => token::burn(deps, &env, &spend(None, amount)),
        ExecuteMsg::Send { contract, amount, msg } => {
            token::send(deps, &env, &spend(None, amount), contract, msg)
        }
        ExecuteMsg::IncreaseAllowance { spender, amount, expires } => {
            token::increase_allowance(deps, env, (info, way), spender, amount, expires)
        }
        ExecuteMsg::DecreaseAllowance { spender, amount, expires } => {
            token::decrease_allowance(deps, env, info, spender, amount, expires)
        }
        ExecuteMsg::TransferFrom { owner, recipient, amount } => {
            token::transfer(deps, &env, &spend(Some(owner), amount), &recipient)
        }
        ExecuteMsg::SendFrom { owner, contract, amount, msg } => {
            token::send(deps, &env, &spend(Some(owner), amount), contract, msg)
        }
        ExecuteMsg::BurnFrom { owner, amount } => token::burn(deps, &env, &spend(Some(owner), amount)),
        ExecuteMsg::Mint { .. } => Err(Code::MintRefused.into()),
        ExecuteMsg::UpdateMarketing { project, description, marketing } => {
            token::update_marketing(deps, env, info, [project, description, marketing])
        }
        ExecuteMsg::UploadLogo(logo) => token::upload_logo(deps, env, info, logo),
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
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary> {
    query::answer(deps, &env, msg)
}

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn migrate(mut deps: DepsMut, _env: Env, _msg: MigrateMsg) -> Result<Response> {
    // Version 0.1 had nobody who could describe the token.
    if !MARKETING_INFO.exists(deps.storage) {
        describe(deps.branch())?;
    }
    timebank_std::migrate(deps, NAME, VERSION)
}

/// At first the council is who can describe the token to clients.
fn describe(deps: DepsMut) -> Result<()> {
    let marketing = Some(council(deps.storage)?);
    let info = MarketingInfoResponse { project: None, description: None, logo: None, marketing };
    Ok(MARKETING_INFO.save(deps.storage, &info)?)
}

#[cfg(test)]
mod tests;
