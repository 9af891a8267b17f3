//! Entry points and one match.

use crate::{execute as handle, query as answer};
#[cfg(not(feature = "library"))]
use cosmwasm_std::entry_point;
use cosmwasm_std::{Binary, Deps, DepsMut, Env, MessageInfo, Reply, Response};
use timebank_api::oracle::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
use timebank_api::Code;
use timebank_std::{admit, set_council, set_wiring, Result};

const NAME: &str = "timebank:oracle";
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

        ExecuteMsg::SetSource { id, source } => handle::set_source(deps, id, source),
        ExecuteMsg::Attest { source, attestations } => {
            handle::attest(deps, &env, &info.sender, source, attestations)
        }
        ExecuteMsg::Heartbeat { source } => handle::heartbeat(deps, &env, &info.sender, source),
        ExecuteMsg::Quarantine { source, reason } => handle::quarantine(deps, actor()?, source, reason),
        ExecuteMsg::Release { source } => handle::release(deps, actor()?, source),
        ExecuteMsg::Dismiss { source, sequence, reason } => {
            handle::dismiss(deps, actor()?, (source, sequence), reason)
        }
        ExecuteMsg::Approve { report } => handle::approve(deps, &env, actor()?, report),
        ExecuteMsg::Reject { report, reason } => handle::reject(deps, actor()?, report, reason),
        ExecuteMsg::Undo { report, reason } => handle::undo(deps, &env, actor()?, report, reason),
        ExecuteMsg::Object { report } => handle::object(deps, actor()?, report),
    }
}

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn reply(deps: DepsMut, env: Env, reply: Reply) -> Result<Response> {
    handle::answered(deps, &env, &reply)
}

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary> {
    answer::query(deps, &env, msg)
}

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn migrate(deps: DepsMut, _env: Env, _msg: MigrateMsg) -> Result<Response> {
    timebank_std::migrate(deps, NAME, VERSION)
}
