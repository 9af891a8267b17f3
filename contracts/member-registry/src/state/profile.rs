//! What stands on chain for a profile, and what is asked to stand there.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{HexBinary, Order, StdResult, Storage};
use cw_storage_plus::{Bound, Item, Map};
use timebank_api::member_registry::{ProfileCommitment, ProfileKind, ProfileRequest};
use timebank_api::{Code, MemberId, Seconds};
use timebank_std::Result;

const LAST: Item<u64> = Item::new("profile_last");
const REQUESTS: Map<u64, ProfileRequest> = Map::new("profile_requests");
/// The request that waits, by member and kind.
const WAITING: Map<(MemberId, u8), u64> = Map::new("profile_waiting");
const PROFILES: Map<(MemberId, u8), Stored> = Map::new("profiles");

#[cw_serde]
struct Stored {
    commitment: HexBinary,
    since: Seconds,
}

/// The place of a kind in [`ProfileKind::ALL`].
fn byte(kind: ProfileKind) -> u8 {
    (0..).zip(ProfileKind::ALL).find(|(_, other)| *other == kind).map_or(u8::MAX, |(byte, _)| byte)
}

/// Stores a request under the next number, in place of the one of the same member and kind that waits.
pub fn ask(storage: &mut dyn Storage, request: ProfileRequest) -> Result<u64> {
    let id = LAST.may_load(storage)?.unwrap_or(0).checked_add(1).ok_or(Code::Overflow)?;
    LAST.save(storage, &id)?;
    let key = (request.member, byte(request.kind));
    if let Some(older) = WAITING.may_load(storage, key)? {
        REQUESTS.remove(storage, older);
    }
    WAITING.save(storage, key, &id)?;
    REQUESTS.save(storage, id, &ProfileRequest { id, ..request })?;
    Ok(id)
}

/// A request that waits.
pub fn request(storage: &dyn Storage, id: u64) -> Result<ProfileRequest> {
    REQUESTS.may_load(storage, id)?.ok_or_else(|| Code::ProfileUnknown.into())
}

/// Takes a request off the list, and lets what it asks for stand if it was approved.
pub fn decide(
    storage: &mut dyn Storage,
    request: &ProfileRequest,
    approve: bool,
    now: Seconds,
) -> Result<()> {
    let key = (request.member, byte(request.kind));
    REQUESTS.remove(storage, request.id);
    WAITING.remove(storage, key);
    if approve {
        let stored = Stored { commitment: request.commitment.clone(), since: now };
        PROFILES.save(storage, key, &stored)?;
    }
    Ok(())
}

/// What stands for a member, in the order of [`ProfileKind::ALL`].
pub fn commitments(storage: &dyn Storage, member: MemberId) -> Result<Vec<ProfileCommitment>> {
    let one = |kind| -> Result<_> {
        let stored = PROFILES.may_load(storage, (member, byte(kind)))?;
        Ok(stored.map(|Stored { commitment, since }| ProfileCommitment { kind, commitment, since }))
    };
    ProfileKind::ALL.into_iter().filter_map(|kind| one(kind).transpose()).collect()
}

/// A page of what waits.
pub fn requests(storage: &dyn Storage, start_after: Option<u64>, size: usize) -> Result<Vec<ProfileRequest>> {
    let all = REQUESTS.range(storage, start_after.map(Bound::exclusive), None, Order::Ascending);
    Ok(all.take(size).map(|entry| Ok(entry?.1)).collect::<StdResult<_>>()?)
}
