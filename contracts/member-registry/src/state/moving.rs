//! Moves that members asked for.

use cosmwasm_std::{Order, StdResult, Storage};
use cw_storage_plus::{Bound, Map};
use timebank_api::member_registry::MoveInfo;
use timebank_api::{Code, MemberId};
use timebank_std::Result;

const MOVES: Map<MemberId, MoveInfo> = Map::new("moves");

/// The move a member asked for.
pub fn asked(storage: &dyn Storage, member: MemberId) -> Result<MoveInfo> {
    MOVES.may_load(storage, member)?.ok_or_else(|| Code::MoveUnknown.into())
}

pub fn set(storage: &mut dyn Storage, request: &MoveInfo) -> Result<()> {
    Ok(MOVES.save(storage, request.member, request)?)
}

pub fn remove(storage: &mut dyn Storage, member: MemberId) {
    MOVES.remove(storage, member);
}

/// A page of the moves.
pub fn moves(storage: &dyn Storage, start_after: Option<MemberId>, size: usize) -> Result<Vec<MoveInfo>> {
    let all = MOVES.range(storage, start_after.map(Bound::exclusive), None, Order::Ascending);
    Ok(all.take(size).map(|entry| Ok(entry?.1)).collect::<StdResult<_>>()?)
}
