//! Entry points.

use crate::{execute, query, relay, state};
#[cfg(not(feature = "library"))]
use cosmwasm_std::entry_point;
use cosmwasm_std::{Binary, Deps, DepsMut, Env, MessageInfo, Reply, Response};
use timebank_api::proxy::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
use timebank_api::Code;
use timebank_std::{admit_by, set_council, Result};

const NAME: &str = "timebank:proxy";
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
    // A batch needs all of them; to read one for itself would cost as much.
    let targets = state::targets(deps.storage)?;
    let address = |contract| targets.address(deps.api, contract);
    let (acting, msg) = admit_by(deps.as_ref(), &env, &info, msg, &address)?;
    match msg {
        ExecuteMsg::Wire { wiring } => execute::wire(deps, &env, &wiring),
        ExecuteMsg::Relay { intents } => {
            relay::relay(deps, &env, acting.operator_branch()?, &targets, &intents)
        }
        ExecuteMsg::Relayed { .. } => Err(Code::NotRelayable.into()),
        ExecuteMsg::AddMember { member, everyday_key } => {
            execute::add_member(deps, &env, member, &everyday_key)
        }
        ExecuteMsg::SetOwnerKey { key, proof } => {
            execute::set_owner_key(deps, &env, acting.member()?, &key, &proof)
        }
        ExecuteMsg::SetOfficeKey { member, key } => execute::set_office_key(deps, &env, member, &key),
        ExecuteMsg::RotateKey(new) => execute::rotate_key(deps, &env, acting.member()?, &new),
        ExecuteMsg::ProposeKey(new) => execute::propose_key(deps, &env, acting.member()?, &new),
        ExecuteMsg::ApproveKey(that) => execute::approve_key(deps, &env, acting.member()?, &that),
        ExecuteMsg::FinishKey(that) => execute::finish_key(deps, &env, &that),
        ExecuteMsg::ConfirmKey(that) => execute::confirm_key(deps, &env, &that),
        ExecuteMsg::RefuseKey(that) => execute::refuse_key(deps, &that),
    }
}

/// For programs that link the contract as a crate; the compiled contract has an entry point of its own.
pub fn reply(deps: DepsMut, _env: Env, msg: Reply) -> Result<Response> {
    relay::reply(deps, msg.into())
}

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary> {
    query::answer(deps, &env, msg)
}

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn migrate(deps: DepsMut, _env: Env, _msg: MigrateMsg) -> Result<Response> {
    timebank_std::migrate(deps, NAME, VERSION)
}

#[cfg(test)]
mod tests;
