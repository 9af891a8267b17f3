use crate::effects::Effects;
use crate::guard::ensure;
use crate::state;
use cosmwasm_std::{DepsMut, Response};
use timebank_api::{event, Actor, Code, MemberId};
use timebank_std::Result;

pub fn block(deps: DepsMut, actor: &Actor, other: MemberId) -> Result<Response> {
    super::member_of(deps.as_ref(), other)?;
    set(deps, actor, other, true)
}

pub fn unblock(deps: DepsMut, actor: &Actor, other: MemberId) -> Result<Response> {
    set(deps, actor, other, false)
}

fn set(deps: DepsMut, actor: &Actor, other: MemberId, blocked: bool) -> Result<Response> {
    let member = actor.id;
    let changes = member != other && state::has_blocked(deps.storage, member, other) != blocked;
    ensure(changes, Code::BlockUnchanged)?;
    state::set_blocked(deps.storage, member, other, blocked);
    let mut effects = Effects::default();
    let by = actor.by();
    if blocked {
        effects.emit(event::MemberBlocked { member, other, by });
    } else {
        effects.emit(event::MemberUnblocked { member, other, by });
    }
    effects.into_response(deps.as_ref())
}
