//! Entry points and one match.

use crate::{execute as handle, query as answer};
#[cfg(not(feature = "library"))]
use cosmwasm_std::entry_point;
use cosmwasm_std::{Binary, Deps, DepsMut, Env, MessageInfo, Response};
use timebank_api::training::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
use timebank_api::Code;
use timebank_std::{admit, set_council, set_wiring, Result};

const NAME: &str = "timebank:training";
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

        ExecuteMsg::Draft { course } => handle::draft(deps, &env, actor()?, course),
        ExecuteMsg::Edit { id, revision, course } => {
            handle::edit(deps, &env, actor()?, (id, revision), course)
        }
        ExecuteMsg::Submit { id, revision } => handle::submit(deps, &env, actor()?, (id, revision)),
        ExecuteMsg::Approve { id, revision } => handle::approve(deps, &env, actor()?, (id, revision)),
        ExecuteMsg::Return { id, revision, reason } => {
            handle::send_back(deps, actor()?, (id, revision), reason)
        }
        ExecuteMsg::SetTrainers { id, trainers } => handle::set_trainers(deps, actor()?, id, trainers),
        ExecuteMsg::Complete { id } => handle::complete(deps, actor()?, id),
        ExecuteMsg::Cancel { id, reason } => handle::cancel(deps, actor()?, id, reason),

        ExecuteMsg::Enrol { id, holder } => handle::enrol(deps, &env, actor()?, id, &holder),
        ExecuteMsg::WithdrawEnrolment { id } => handle::withdraw(deps, actor()?, id),
        ExecuteMsg::Attend { id, session, participants, present } => {
            handle::attend(deps, &env, actor()?, (id, session), participants, present)
        }
        ExecuteMsg::Pass { id, participants } => handle::pass(deps, &env, actor()?, id, &participants),
        ExecuteMsg::Fail { id, participants } => handle::fail(deps, actor()?, id, &participants),

        ExecuteMsg::Renew { certificate, valid_until } => {
            handle::renew(deps, &env, actor()?, certificate, valid_until)
        }
        ExecuteMsg::Revoke { certificate, reason } => handle::revoke(deps, actor()?, certificate, reason),
        ExecuteMsg::IssueAttested { report, member, course, holder, valid_until } => {
            handle::issue_attested(deps, &env, report, (member, course), holder, valid_until)
        }
        ExecuteMsg::RevokeAttested { report, member, course } => {
            handle::revoke_attested(deps, report, (member, course))
        }
        ExecuteMsg::UndoAttested { report } => handle::undo_attested(deps, &env, report),
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
