use super::role;
use crate::guard;
use crate::state::{self, moving};
use crate::told::{tell, Told};
use cosmwasm_std::{DepsMut, Env, Response};
use timebank_api::member_registry::MoveInfo;
use timebank_api::permission::Contract;
use timebank_api::record::MemberStatus;
use timebank_api::{event, Actor, BranchId, Code, MemberId};
use timebank_std::Result;

pub fn request_move(deps: DepsMut, env: &Env, actor: &Actor, to: BranchId) -> Result<Response> {
    state::branch(deps.storage, to)?;
    let member = actor.id;
    let from = state::member(deps.storage, member)?.branch;
    if to == from {
        return Err(Code::SameBranch.into());
    }
    let since = env.block.time.seconds();
    moving::set(deps.storage, &MoveInfo { member, from, to, since, left: None, joined: None });
    Ok(Response::new().add_event(event::MoveRequested { member, from, to }))
}

pub fn withdraw_move(deps: DepsMut, actor: &Actor) -> Result<Response> {
    let MoveInfo { member, to, .. } = moving::asked(deps.storage, actor.id)?;
    moving::remove(deps.storage, member);
    Ok(Response::new().add_event(event::MoveRefused { member, to, by: actor.by() }))
}

pub fn decide_move(
    deps: DepsMut,
    actor: &Actor,
    member: MemberId,
    to: BranchId,
    approve: bool,
) -> Result<Response> {
    let record = guard::of_somebody_else(deps.storage, actor, member)?;
    let mut asked = moving::asked(deps.storage, member)?;
    if asked.to != to || asked.from != record.branch {
        return Err(Code::MoveUnknown.into());
    }
    let (by, from, branch) = (actor.by(), asked.from, actor.branch);
    let (own, other) = match branch {
        branch if branch == from => (&mut asked.left, asked.joined),
        branch if branch == to => (&mut asked.joined, asked.left),
        _ => return Err(Code::OtherBranch.into()),
    };
    if !approve {
        moving::remove(deps.storage, member);
        return Ok(Response::new().add_event(event::MoveRefused { member, to, by }));
    }
    if other == Some(by) {
        // The same person, who has moved in between.
        return Err(Code::OwnCase.into());
    }
    *own = Some(by);
    let response = Response::new().add_event(event::MoveApproved { member, from, to, branch, by });
    if other.is_none() {
        moving::set(deps.storage, &asked);
        return Ok(response);
    }
    if record.status != MemberStatus::Active {
        return Err(Code::MemberInactive.into());
    }
    move_over(deps, member, from, to, response)
}

/// Branch, balance and history change over at once; offices are a branch's own and are laid down.
fn move_over(
    deps: DepsMut,
    member: MemberId,
    from: BranchId,
    to: BranchId,
    mut response: Response,
) -> Result<Response> {
    moving::remove(deps.storage, member);
    for lost in role::clear(deps.storage, member)? {
        response = response.add_event(lost);
    }
    let mut record = state::member(deps.storage, member)?;
    record.branch = to;
    state::set_member(deps.storage, member, &record);
    let told = Told::MemberMoved { account: record.account, from, to };
    let moved = tell(deps.as_ref(), Contract::TimeToken, &told)?;
    Ok(response.add_event(event::BranchChanged { member, from, to }).add_message(moved))
}
