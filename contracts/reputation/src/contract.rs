//! Entry points and one match.

use crate::{execute as handle, query as answer};
#[cfg(not(feature = "library"))]
use cosmwasm_std::entry_point;
use cosmwasm_std::{Binary, Deps, DepsMut, Env, MessageInfo, Response};
use timebank_api::reputation::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
use timebank_api::Code;
use timebank_std::{admit, set_council, set_wiring, Result};

const NAME: &str = "timebank:reputation";
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
    let (_, msg) = admit(deps.as_ref(), &env, &info, msg)?;
    match msg {
        ExecuteMsg::Wire { wiring } => set_wiring(deps, &wiring).map(|()| Response::new()),
        // `admit` has unwrapped it; no message here is one of members.
        ExecuteMsg::Relayed { .. } => Err(Code::NotRelayable.into()),
        ExecuteMsg::Follow { limit } => handle::follow(deps, limit),
        ExecuteMsg::Refresh { members } => handle::refresh(deps, members),
    }
}

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary> {
    answer::query(deps, &env, msg)
}

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn migrate(deps: DepsMut, _env: Env, _msg: MigrateMsg) -> Result<Response> {
    timebank_std::migrate(deps, NAME, VERSION)
}
