//! Entry points and one match.

use crate::{execute as handle, query as answer};
#[cfg(not(feature = "library"))]
use cosmwasm_std::entry_point;
use cosmwasm_std::{Binary, Deps, DepsMut, Env, MessageInfo, Response};
use timebank_api::rulebook::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
use timebank_api::Code;
use timebank_std::{admit, set_council, set_wiring, Result};

const NAME: &str = "timebank:rulebook";
const VERSION: &str = env!("CARGO_PKG_VERSION");

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn instantiate(deps: DepsMut, _env: Env, info: MessageInfo, msg: InstantiateMsg) -> Result<Response> {
    if !info.funds.is_empty() {
        return Err(Code::FundsSent.into());
    }
    cw2::set_contract_version(deps.storage, NAME, VERSION)?;
    set_council(deps, &msg.council)?;
    Ok(Response::new())
}

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn execute(deps: DepsMut, env: Env, info: MessageInfo, msg: ExecuteMsg) -> Result<Response> {
    let (acting, msg) = admit(deps.as_ref(), &env, &info, msg)?;
    let actor = || acting.member();
    match msg {
        ExecuteMsg::Wire { wiring } => set_wiring(deps, &wiring).map(|()| Response::new()),
        // `admit` has unwrapped it; one inside another is no message of members.
        ExecuteMsg::Relayed { .. } => Err(Code::NotRelayable.into()),
        ExecuteMsg::SetBounds { bounds } => handle::set_bounds(deps, bounds),
        ExecuteMsg::Adopt { branch, pack, effective } => handle::adopt(deps, &env, branch, pack, effective),
        ExecuteMsg::Draft { pack, analysis } => handle::draft(deps, actor()?, pack, analysis),
        ExecuteMsg::Revise { draft, revision, pack, analysis } => {
            handle::revise(deps, &env, actor()?, (draft, revision), pack, analysis)
        }
        ExecuteMsg::PublishDraft { draft, revision, until } => {
            handle::publish_draft(deps, &env, actor()?, (draft, revision), until)
        }
        ExecuteMsg::Comment { draft, revision, support, text } => {
            handle::comment(deps, &env, actor()?, (draft, revision), support, text)
        }
        ExecuteMsg::AdoptDraft { draft, revision, effective } => {
            handle::agree(deps, &env, actor()?, (draft, revision), effective)
        }
        ExecuteMsg::WithdrawDraft { draft } => handle::withdraw(deps, actor()?, draft),
        ExecuteMsg::Publish { branch } => handle::publish(deps, &env, branch),
    }
}

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary> {
    answer::query(deps, &env, msg)
}

/// Version 0.1 kept no records of rules: they are written from the packs.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn migrate(mut deps: DepsMut, env: Env, _msg: MigrateMsg) -> Result<Response> {
    timebank_std::migrate(deps.branch(), NAME, VERSION)?;
    handle::publish_known(deps, &env)
}

#[cfg(test)]
mod tests;
