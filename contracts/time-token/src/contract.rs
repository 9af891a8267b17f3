//! Entry points and one match.

use crate::book::Here;
use crate::execute::cw20::{self as token, Spend};
use crate::execute::{self, Change, Way};
use crate::state::System;
use crate::{query, state};
#[cfg(not(feature = "library"))]
use cosmwasm_std::entry_point;
use cosmwasm_std::{Addr, Api, Binary, Deps, DepsMut, Env, MessageInfo, Response};
use cw20::MarketingInfoResponse;
use timebank_api::time_token::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
use timebank_api::Code;
use timebank_std::{admit_by, council, set_council, set_wiring, Acting, Error, Result};

const NAME: &str = "timebank:time-token";
const VERSION: &str = env!("CARGO_PKG_VERSION");

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn instantiate(mut deps: DepsMut, _env: Env, info: MessageInfo, msg: InstantiateMsg) -> Result<Response> {
    if !info.funds.is_empty() {
        return Err(Code::FundsSent.into());
    }
    set_council(deps.branch(), &msg.council)?;
    describe(deps.branch())?;
    cw2::set_contract_version(deps.storage, NAME, VERSION)?;
    match msg.epoch {
        Some(0) => return Err(Error::with(Code::MessageInvalid, "epoch")),
        Some(epoch) => state::save_system(deps.storage, &System { epoch, ..System::default() }),
        None => {}
    }
    Ok(Response::new())
}

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn execute(mut deps: DepsMut, env: Env, info: MessageInfo, msg: ExecuteMsg) -> Result<Response> {
    let way = match msg {
        ExecuteMsg::Relayed { .. } => Way::Relayed,
        _ => Way::Direct,
    };
    let here = Here { env, system: state::system(deps.storage)? };
    let known = |contract| here.system.address(deps.as_ref(), contract);
    let (acting, msg) = admit_by(deps.as_ref(), &here, &info, msg, &known)?;
    let sender = account(deps.api, &acting)?;
    let spend = |owner, amount| Spend { sender: &sender, way, owner, amount };
    match msg {
        ExecuteMsg::Wire { wiring } => {
            set_wiring(deps.branch(), &wiring)?;
            state::know(deps)?;
            Ok(Response::new())
        }
        ExecuteMsg::Move { movements } => execute::movements(deps, &here, &sender, movements),
        ExecuteMsg::Grant { member, rule } => execute::grant(deps, &here, acting.member()?, member, rule),
        ExecuteMsg::SetBudget { branch, minutes } => execute::set_budget(deps, &here, branch, minutes),
        ExecuteMsg::SetGrowthLimit { minutes } => execute::set_growth_limit(deps, &here, minutes),
        ExecuteMsg::SetOpeningBudget { branch, minutes } => {
            execute::set_opening_budget(deps, &here, branch, minutes)
        }
        ExecuteMsg::SetPositionLimit { a, b, minutes } => {
            execute::set_position_limit(deps, &here, (a, b), minutes)
        }
        ExecuteMsg::SetDefaultLimits { limits } => execute::set_default_limits(deps, &here, limits),
        ExecuteMsg::Gift { to, minutes, kin } => {
            execute::gift(deps, &here, &sender, (acting.member()?, way), to, minutes, kin)
        }
        ExecuteMsg::AcceptGift { gift } => execute::accept_gift(deps, &here, &sender, acting.member()?, gift),
        ExecuteMsg::DeclineGift { gift } => execute::decline_gift(deps, &here, acting.member()?, gift),
        ExecuteMsg::Donate { minutes } => {
            execute::donate(deps, &here, &sender, (acting.member()?, way), minutes)
        }
        ExecuteMsg::SetLimits { limits } => {
            execute::set_limits(deps, &here, &sender, acting.member()?, limits)
        }
        ExecuteMsg::Introduce { recipient } => {
            execute::introduce(deps, &here, &sender, acting.member()?, &recipient)
        }
        ExecuteMsg::Sweep { accounts } => execute::sweep(deps, &here, &accounts),
        ExecuteMsg::Propose { action } => execute::propose(deps, &here, acting.member()?, action),
        ExecuteMsg::Decide { case, approve } => execute::decide(deps, &here, acting.member()?, case, approve),
        ExecuteMsg::Inherit { account, branch, heir } => {
            execute::inherit(deps, &here, &account, branch, heir)
        }
        ExecuteMsg::MemberMoved { account, from, to } => {
            execute::member_moved(deps, &here, &account, from, to)
        }
        ExecuteMsg::Cap { account, until, daily } => execute::cap(deps, &account, until, daily),
        ExecuteMsg::Transfer { recipient, amount } => {
            token::transfer(deps, &here, &spend(None, amount), &recipient)
        }
        ExecuteMsg::Burn { amount } => token::burn(deps, &here, &spend(None, amount)),
        ExecuteMsg::Send { contract, amount, msg } => {
            token::send(deps, &here, &spend(None, amount), contract, msg)
        }
        ExecuteMsg::IncreaseAllowance { spender, amount, expires } => execute::increase_allowance(
            deps,
            &here,
            way,
            &Change { owner: &sender, spender: &spender, amount, expires },
        ),
        ExecuteMsg::DecreaseAllowance { spender, amount, expires } => execute::decrease_allowance(
            deps,
            &here,
            &Change { owner: &sender, spender: &spender, amount, expires },
        ),
        ExecuteMsg::TransferFrom { owner, recipient, amount } => {
            token::transfer(deps, &here, &spend(Some(owner), amount), &recipient)
        }
        ExecuteMsg::SendFrom { owner, contract, amount, msg } => {
            token::send(deps, &here, &spend(Some(owner), amount), contract, msg)
        }
        ExecuteMsg::BurnFrom { owner, amount } => token::burn(deps, &here, &spend(Some(owner), amount)),
        ExecuteMsg::Mint { .. } => Err(Code::MintRefused.into()),
        ExecuteMsg::UpdateMarketing { project, description, marketing } => {
            execute::update_marketing(deps, &sender, [project, description, marketing])
        }
        ExecuteMsg::UploadLogo(logo) => execute::upload_logo(deps, &sender, &logo),
        ExecuteMsg::Relayed { .. } => Err(Code::NotRelayable.into()),
    }
}

/// Whoever acts, as the cw20 face knows them: a member by the account, everybody else by the sender.
fn account(api: &dyn Api, acting: &Acting) -> Result<Addr> {
    match acting {
        Acting::Member(actor) => {
            api.addr_validate(&actor.account).map_err(|_| Error::from(Code::AddressInvalid))
        }
        Acting::Operator { address, .. } | Acting::Account(address) => Ok(address.clone()),
    }
}

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary> {
    query::answer(deps, &env, msg)
}

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn migrate(mut deps: DepsMut, _env: Env, _msg: MigrateMsg) -> Result<Response> {
    // Version 0.1 had nobody who could describe the token, and kept the supply beside the ledger.
    if state::marketing(deps.storage)?.is_none() {
        describe(deps.branch())?;
    }
    deps.storage.remove(b"token_info");
    match state::know(deps.branch()) {
        Err(error) if error.code() != Code::NotWired => return Err(error),
        _ => {}
    }
    timebank_std::migrate(deps, NAME, VERSION)
}

/// At first the council is who can describe the token to clients.
fn describe(deps: DepsMut) -> Result<()> {
    let marketing = Some(council(deps.storage)?);
    let info = MarketingInfoResponse { project: None, description: None, logo: None, marketing };
    state::save_marketing(deps.storage, &info)
}

#[cfg(test)]
mod tests;
