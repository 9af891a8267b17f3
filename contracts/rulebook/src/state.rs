//! What is stored: every pack by branch and version, and the versions by the time they come into force.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Order, StdResult, Storage};
use cw_storage_plus::{Bound, Map};
use timebank_api::rulebook::{Pack, PackResponse};
use timebank_api::{BranchId, Seconds};

#[cw_serde]
struct Adopted {
    effective: Seconds,
    pack: Pack,
}

const PACKS: Map<(BranchId, u32), Adopted> = Map::new("packs");
const VERSIONS: Map<(BranchId, Seconds), u32> = Map::new("versions");

/// Stores a pack; the caller has made sure that version and time follow the last one's.
pub fn adopt(
    storage: &mut dyn Storage,
    branch: BranchId,
    version: u32,
    effective: Seconds,
    pack: Pack,
) -> StdResult<()> {
    VERSIONS.save(storage, (branch, effective), &version)?;
    PACKS.save(storage, (branch, version), &Adopted { effective, pack })
}

/// When the last pack of a branch comes into force, and its version.
pub fn last(storage: &dyn Storage, branch: BranchId) -> StdResult<Option<(Seconds, u32)>> {
    last_until(storage, branch, Seconds::MAX)
}

/// The pack in force at a branch at a time.
pub fn in_force(storage: &dyn Storage, branch: BranchId, at: Seconds) -> StdResult<Option<PackResponse>> {
    let Some((_, version)) = last_until(storage, branch, at)? else {
        return Ok(None);
    };
    let adopted = PACKS.load(storage, (branch, version))?;
    Ok(Some(response(branch, version, adopted)))
}

/// The packs of a branch after a version, in order.
pub fn packs(
    storage: &dyn Storage,
    branch: BranchId,
    start_after: Option<u32>,
    limit: usize,
) -> StdResult<Vec<PackResponse>> {
    PACKS
        .prefix(branch)
        .range(storage, start_after.map(Bound::exclusive), None, Order::Ascending)
        .take(limit)
        .map(|item| item.map(|(version, adopted)| response(branch, version, adopted)))
        .collect()
}

fn last_until(storage: &dyn Storage, branch: BranchId, at: Seconds) -> StdResult<Option<(Seconds, u32)>> {
    VERSIONS
        .prefix(branch)
        .range(storage, None, Some(Bound::inclusive(at)), Order::Descending)
        .next()
        .transpose()
}

fn response(branch: BranchId, version: u32, adopted: Adopted) -> PackResponse {
    PackResponse { branch, version, effective: adopted.effective, pack: adopted.pack }
}
