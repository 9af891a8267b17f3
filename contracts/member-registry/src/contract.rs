//! Entry points.

use crate::{execute, query, state};
#[cfg(not(feature = "library"))]
use cosmwasm_std::entry_point;
use cosmwasm_std::{Binary, Deps, DepsMut, Env, MessageInfo, Response};
use timebank_api::member_registry::{
    Decision, ExecuteMsg, InstantiateMsg, MigrateMsg, OfAccount, OfCommitment, OfMember, Office, Pair,
    QueryMsg,
};
use timebank_api::record::AgentRecord;
use timebank_api::{Actor, Code};
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
        ExecuteMsg::RegisterGroup { registration, salt } => {
            execute::register_group(deps, &env, acting.operator_branch()?, registration, &salt)
        }
        ExecuteMsg::SetRecoveryRules { rules } => execute::set_recovery_rules(deps, rules),
        ExecuteMsg::EndRecovery { member, unlink } => execute::end_recovery(deps, member, unlink),
        ExecuteMsg::ConfirmLink(OfMember { member }) => {
            execute::confirm_link(deps, &env, &info.sender, member)
        }
        ExecuteMsg::SetLinkDelay { seconds } => execute::set_link_delay(deps, seconds),
        ExecuteMsg::ApplyFact { report, member, fact } => execute::apply_fact(deps, report, member, fact),
        ExecuteMsg::UndoFact { report, member } => execute::undo_fact(deps, report, member),
        msg => execute_member(deps, &env, acting.member()?, msg),
    }
}

/// The messages of members and office-holders.
fn execute_member(deps: DepsMut, env: &Env, actor: &Actor, msg: ExecuteMsg) -> Result<Response> {
    match msg {
        ExecuteMsg::Appoint(Office { member, role }) => execute::appoint(deps, actor, member, role),
        ExecuteMsg::Dismiss(Office { member, role }) => execute::dismiss(deps, actor, member, role),
        ExecuteMsg::RequestProfile { kind, commitment } => {
            execute::request_profile(deps, env, actor, kind, commitment)
        }
        ExecuteMsg::DecideProfile(Decision { id, approve, reason }) => {
            execute::decide_profile(deps, env, actor, id, approve, reason)
        }
        ExecuteMsg::IssueCredential { member, commitment, valid_until } => {
            execute::issue_credential(deps, env, actor, member, commitment, valid_until)
        }
        ExecuteMsg::RevokeCredential { member, commitment } => {
            execute::revoke_credential(deps, actor, member, commitment)
        }
        ExecuteMsg::RenewAge { member, age } => execute::renew_age(deps, actor, member, age),
        ExecuteMsg::ProposeKin { other, commitment } => execute::propose_kin(deps, actor, other, commitment),
        ExecuteMsg::AcceptKin(OfCommitment { commitment }) => execute::accept_kin(deps, actor, commitment),
        ExecuteMsg::RevokeKin(OfCommitment { commitment }) => execute::revoke_kin(deps, actor, commitment),
        ExecuteMsg::AppointAgent { agent, rights, daily, until } => {
            execute::appoint_agent(deps, env, actor, agent, AgentRecord { rights, daily, until })
        }
        ExecuteMsg::AcceptAgent(OfMember { member }) => execute::accept_agent(deps, env, actor, member),
        ExecuteMsg::RevokeAgent(Pair { principal, agent }) => {
            execute::revoke_agent(deps, actor, principal, agent)
        }
        ExecuteMsg::Suspend { member, reason } => execute::suspend(deps, actor, member, reason),
        ExecuteMsg::Reinstate(OfMember { member }) => execute::reinstate(deps, actor, member),
        ExecuteMsg::Freeze {} => execute::freeze(deps, actor),
        ExecuteMsg::Close {} => execute::close(deps, actor),
        ExecuteMsg::Propose { action } => execute::propose(deps, env, actor, action),
        ExecuteMsg::Decide(Decision { id, approve, .. }) => execute::decide(deps, env, actor, id, approve),
        ExecuteMsg::RequestMove { to } => execute::request_move(deps, env, actor, to),
        ExecuteMsg::WithdrawMove {} => execute::withdraw_move(deps, actor),
        ExecuteMsg::DecideMove { member, to, approve } => {
            execute::decide_move(deps, actor, member, to, approve)
        }
        ExecuteMsg::LinkAccount(OfAccount { account }) => execute::link_account(deps, env, actor, &account),
        ExecuteMsg::Unlink(OfAccount { account }) => execute::unlink(deps, actor, account),
        ExecuteMsg::ObjectKey { member, scope, kin } => execute::object_key(deps, actor, member, scope, kin),
        // Carried out before they come here.
        ExecuteMsg::Wire { .. }
        | ExecuteMsg::Relayed { .. }
        | ExecuteMsg::AddBranch { .. }
        | ExecuteMsg::AddOperator { .. }
        | ExecuteMsg::RemoveOperator { .. }
        | ExecuteMsg::RegisterMember { .. }
        | ExecuteMsg::GrantRole { .. }
        | ExecuteMsg::RevokeRole { .. }
        | ExecuteMsg::RegisterGroup { .. }
        | ExecuteMsg::SetRecoveryRules { .. }
        | ExecuteMsg::EndRecovery { .. }
        | ExecuteMsg::ConfirmLink { .. }
        | ExecuteMsg::SetLinkDelay { .. }
        | ExecuteMsg::ApplyFact { .. }
        | ExecuteMsg::UndoFact { .. } => Err(Code::NotRelayable.into()),
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
