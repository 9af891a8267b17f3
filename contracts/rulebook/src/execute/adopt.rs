use crate::{state, validate};
use cosmwasm_std::{DepsMut, Env, Response};
use timebank_api::rulebook::Pack;
use timebank_api::{event, BranchId, Code, Seconds};
use timebank_std::{Error, Result};

/// Adopts the next pack of a branch.
pub fn adopt(
    deps: DepsMut,
    env: &Env,
    branch: BranchId,
    pack: Box<Pack>,
    effective: Seconds,
) -> Result<Response> {
    validate(&pack)?;
    let last = state::last(deps.storage, branch)?;
    if effective < env.block.time.seconds() || last.is_some_and(|(time, _)| effective <= time) {
        return Err(Code::PackDate.into());
    }
    let version =
        last.map_or(0, |(_, version)| version).checked_add(1).ok_or_else(|| Error::from(Code::Overflow))?;
    state::adopt(deps.storage, branch, version, effective, pack.as_ref().clone())?;
    Ok(Response::new().add_event(event::PackAdopted { branch, version, effective, pack }))
}
