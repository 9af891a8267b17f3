use crate::state;
use crate::validate::{validate, within, YEAR};
use cosmwasm_std::{DepsMut, Env, Response, Storage};
use timebank_api::rulebook::Pack;
use timebank_api::{event, BranchId, Code, Seconds};
use timebank_std::{Error, Result};

/// The council adopts the next pack of a branch.
pub fn adopt(
    deps: DepsMut,
    env: &Env,
    branch: BranchId,
    pack: Box<Pack>,
    effective: Seconds,
) -> Result<Response> {
    let adopted = next(deps.storage, env.block.time.seconds(), branch, pack, effective)?;
    Ok(Response::new().add_event(adopted))
}

/// Adopts the next pack of a branch.
///
/// # Errors
/// `pack.invalid`, `pack.bounds`, `pack.date`, `pack.pending`.
pub fn next(
    storage: &mut dyn Storage,
    now: Seconds,
    branch: BranchId,
    pack: Box<Pack>,
    effective: Seconds,
) -> Result<event::PackAdopted> {
    validate(&pack)?;
    within(&pack, &state::bounds(storage)?)?;
    let last = state::last(storage, branch)?;
    // What lies too far ahead would keep every other pack from following for as long.
    let in_reach = now..=now.saturating_add(YEAR);
    if !in_reach.contains(&effective) || last.is_some_and(|(time, _)| effective <= time) {
        return Err(Code::PackDate.into());
    }
    if state::rules_are_full(storage, branch, now) {
        return Err(Code::PackPending.into());
    }
    let version =
        last.map_or(0, |(_, version)| version).checked_add(1).ok_or_else(|| Error::from(Code::Overflow))?;
    state::adopt(storage, branch, version, effective, &pack)?;
    state::publish_rules(storage, branch, now)?;
    Ok(event::PackAdopted { branch, version, effective, pack })
}
