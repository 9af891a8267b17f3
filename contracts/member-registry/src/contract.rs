//! Entry points.

use crate::{execute, query, state};
#[cfg(not(feature = "library"))]
use cosmwasm_std::entry_point;
use cosmwasm_std::{Binary, Deps, DepsMut, Env, MessageInfo, Response};
use timebank_api::member_registry::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
use timebank_api::Code;
use timebank_std::{admit, set_council, Result};

const NAME: &str = "timebank:member-registry";
const VERSION: &str = env!("CARGO_PKG_VERSION");

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn instantiate(mut deps: DepsMut, _env: Env, info: MessageInfo, msg: InstantiateMsg) -> Result<Response> {
    if !info.funds.is_empty() {
        return Err(Code::FundsSent.into());
    }
    cw2::set_contract_version(deps.storage, NAME, VERSION)?;
    set_council(deps.branch(), &msg.council)?;
    state::set_nullifier_version(deps.storage, msg.nullifier_version)?;
    Ok(Response::new())
}

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn execute(deps: DepsMut, env: Env, info: MessageInfo, msg: ExecuteMsg) -> Result<Response> {
    let (acting, msg) = admit(deps.as_ref(), &env, &info, msg)?;
    match msg {
        ExecuteMsg::Wire { wiring } => execute::wire(deps, &env, &wiring),
        ExecuteMsg::Relayed { .. } => Err(Code::NotRelayable.into()),
        ExecuteMsg::AddBranch { name, district, operators } => {
            execute::add_branch(deps, &env, name, district, &operators)
        }
        ExecuteMsg::AddOperator { branch, operator } => execute::add_operator(deps, branch, &operator),
        ExecuteMsg::RemoveOperator { operator } => execute::remove_operator(deps, &operator),
        ExecuteMsg::RegisterMember { nullifier, salt, everyday_key, age } => {
            let person = execute::Person { nullifier, salt, everyday_key, age };
            execute::register_member(deps, &env, acting.operator_branch()?, person)
        }
        ExecuteMsg::GrantRole { member, role } => execute::grant_role(deps, member, role),
        ExecuteMsg::RevokeRole { member, role } => execute::revoke_role(deps, member, role),
    }
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
