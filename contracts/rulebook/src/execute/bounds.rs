use crate::state;
use crate::validate::check_bounds;
use cosmwasm_std::{DepsMut, Response};
use timebank_api::event;
use timebank_api::rulebook::Bounds;
use timebank_std::Result;

/// The council sets what packs must keep to from now on.
pub fn set_bounds(deps: DepsMut, bounds: Bounds) -> Result<Response> {
    check_bounds(&bounds)?;
    state::set_bounds(deps.storage, &bounds)?;
    Ok(Response::new().add_event(event::BoundsSet { bounds }))
}
