use crate::state;
use cosmwasm_std::Deps;
use timebank_api::rulebook::{PackResponse, PacksResponse};
use timebank_api::{BranchId, Code, Seconds};
use timebank_std::{page_size, Error, Result};

/// The pack in force, or `pack.unknown`.
pub fn pack(deps: Deps, branch: BranchId, at: Seconds) -> Result<PackResponse> {
    state::in_force(deps.storage, branch, at)?.ok_or_else(|| Error::from(Code::PackUnknown))
}

pub fn packs(
    deps: Deps,
    branch: BranchId,
    start_after: Option<u32>,
    limit: Option<u32>,
) -> Result<PacksResponse> {
    Ok(PacksResponse { packs: state::packs(deps.storage, branch, start_after, page_size(limit))? })
}
