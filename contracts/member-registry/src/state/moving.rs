//! Moves that members asked for.

use super::{pack, page_of, small, somebody, unpack};
use cosmwasm_std::Storage;
use timebank_api::member_registry::MoveInfo;
use timebank_api::{Code, MemberId};
use timebank_std::Result;

const MOVES: &[u8] = b"move/";

/// `member ‖ from ‖ to ‖ since ‖ left ‖ joined`.
fn key(member: MemberId) -> Vec<u8> {
    [MOVES, &member.to_be_bytes()].concat()
}

fn read(bytes: &[u8]) -> Result<MoveInfo> {
    let ([member, from, to, since, left, joined], _) = unpack(bytes)?;
    let (from, to) = (small(from)?, small(to)?);
    Ok(MoveInfo { member, from, to, since, left: somebody(left), joined: somebody(joined) })
}

/// The move a member asked for.
pub fn asked(storage: &dyn Storage, member: MemberId) -> Result<MoveInfo> {
    read(&storage.get(&key(member)).ok_or(Code::MoveUnknown)?)
}

pub fn set(storage: &mut dyn Storage, request: &MoveInfo) {
    let MoveInfo { member, from, to, since, left, joined } = *request;
    let (left, joined) = (left.unwrap_or(0), joined.unwrap_or(0));
    storage.set(&key(member), &pack(&[member, from.into(), to.into(), since, left, joined], &[]));
}

pub fn remove(storage: &mut dyn Storage, member: MemberId) {
    storage.remove(&key(member));
}

/// A page of the moves.
pub fn moves(storage: &dyn Storage, start_after: Option<MemberId>, size: usize) -> Result<Vec<MoveInfo>> {
    let after = start_after.map(u64::to_be_bytes);
    let page = page_of(storage, MOVES, after.as_ref().map(<[u8; 8]>::as_slice), size);
    page.iter().map(|(_, bytes)| read(bytes)).collect()
}
