//! The entry points, and one match.

use crate::{execute as handle, query as answer, state};
#[cfg(not(feature = "library"))]
use cosmwasm_std::entry_point;
use cosmwasm_std::{Binary, Deps, DepsMut, Env, MessageInfo, Reply, Response};
use timebank_api::activity_registry::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
use timebank_api::Code;
use timebank_std::{admit, set_council, set_wiring, Result};

const NAME: &str = "timebank:activity-registry";
const VERSION: &str = env!("CARGO_PKG_VERSION");

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn instantiate(deps: DepsMut, _env: Env, info: MessageInfo, msg: InstantiateMsg) -> Result<Response> {
    if !info.funds.is_empty() {
        return Err(Code::FundsSent.into());
    }
    state::set_code_period(deps.storage, msg.code_period)?;
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

        ExecuteMsg::Draft { activity } => handle::draft(deps, &env, actor()?, activity),
        ExecuteMsg::Publish { activity } => handle::publish(deps, &env, actor()?, activity),
        ExecuteMsg::PublishSeries { activity, more } => {
            handle::publish_series(deps, &env, actor()?, &activity, &more)
        }
        ExecuteMsg::Edit { id, revision, activity } => {
            handle::edit(deps, &env, actor()?, (id, revision), activity)
        }
        ExecuteMsg::Submit { id, revision } => handle::submit(deps, &env, actor()?, (id, revision)),
        ExecuteMsg::Withdraw { id, reason } => handle::withdraw(deps, actor()?, id, &reason),
        ExecuteMsg::Approve { id, revision } => handle::approve(deps, &env, actor()?, (id, revision)),
        ExecuteMsg::Return { id, revision, reason } => {
            handle::send_back(deps, actor()?, (id, revision), &reason)
        }
        ExecuteMsg::TakeDown { id, reason } => handle::take_down(deps, actor()?, id, &reason),
        ExecuteMsg::AddCoAdministrator { id, member } => {
            handle::add_co_administrator(deps, actor()?, id, member)
        }
        ExecuteMsg::RemoveCoAdministrator { id, member } => {
            handle::remove_co_administrator(deps, actor()?, id, member)
        }

        ExecuteMsg::Enrol { id, openings } => handle::enrol(deps, &env, actor()?, id, &openings),
        ExecuteMsg::WithdrawEnrolment { id } => handle::withdraw_enrolment(deps, &env, actor()?, id),
        ExecuteMsg::Admit { id, participant } => handle::admit(deps, &env, actor()?, (id, participant)),
        ExecuteMsg::Decline { id, participant, reason } => {
            handle::decline(deps, &env, actor()?, (id, participant), &reason)
        }

        ExecuteMsg::CheckIn { id, code } => handle::check_in(deps, &env, actor()?, id, &code),
        ExecuteMsg::CheckOut { id, code } => handle::check_out(deps, &env, actor()?, id, &code),
        ExecuteMsg::RecordAttendance { id, participant, side } => {
            handle::record_attendance(deps, &env, actor()?, (id, participant), side)
        }
        ExecuteMsg::ConfirmMinutes { id, participant, minutes } => {
            handle::confirm_minutes(deps, &env, actor()?, (id, participant), minutes)
        }
        ExecuteMsg::OpenDispute { id, participant } => {
            handle::open_dispute(deps, &env, actor()?, (id, participant))
        }
        ExecuteMsg::DecideDispute { id, participant, verdict } => {
            handle::decide_dispute(deps, &env, actor()?, (id, participant), verdict)
        }
        ExecuteMsg::Rate { id, participant, score, comment } => {
            handle::rate(deps, &env, actor()?, (id, participant), score, comment)
        }
        ExecuteMsg::Settle { id, participant } => handle::settle(deps, &env, actor()?, (id, participant)),

        ExecuteMsg::Assess { id, participant, score, note } => {
            handle::assess(deps, &env, actor()?, (id, participant), score, note)
        }
        ExecuteMsg::FollowUp { id, participant, kind, note } => {
            handle::follow_up(deps, &env, actor()?, (id, participant), kind, note)
        }
        ExecuteMsg::Block { member } => handle::block(deps, actor()?, member),
        ExecuteMsg::Unblock { member } => handle::unblock(deps, actor()?, member),

        ExecuteMsg::DraftListing { listing } => handle::draft_listing(deps, &env, actor()?, listing),
        ExecuteMsg::EditListing { id, revision, listing } => {
            handle::edit_listing(deps, &env, actor()?, (id, revision), listing)
        }
        ExecuteMsg::SubmitListing { id, revision } => {
            handle::submit_listing(deps, &env, actor()?, (id, revision))
        }
        ExecuteMsg::ReviewListing { id, revision, reason } => {
            handle::review_listing(deps, &env, actor()?, (id, revision), reason)
        }
        ExecuteMsg::CloseListing { id, reason } => handle::close_listing(deps, actor()?, id, reason),
        ExecuteMsg::Respond { id, yes } => handle::respond(deps, &env, actor()?, id, yes),

        ExecuteMsg::Tick { limit } => handle::tick(deps.as_ref(), &env, limit),
        ExecuteMsg::Elapse { id, participant } => handle::elapse(deps, &env, id, participant),
    }
}

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn reply(deps: DepsMut, env: Env, reply: Reply) -> Result<Response> {
    handle::requeue(deps, &env, &reply)
}

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary> {
    answer::query(deps, &env, msg)
}

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn migrate(deps: DepsMut, _env: Env, _msg: MigrateMsg) -> Result<Response> {
    timebank_std::migrate(deps, NAME, VERSION)
}
