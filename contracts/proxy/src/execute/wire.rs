use crate::state::{self, Targets};
use cosmwasm_std::{Api, DepsMut, Env, Response};
use timebank_api::permission::Contract;
use timebank_api::{Code, Wiring};
use timebank_intent::CanonicalAddress;
use timebank_std::{set_wiring, Error, Result};

pub fn wire(mut deps: DepsMut, env: &Env, wiring: &Wiring) -> Result<Response> {
    if wiring.proxy != env.contract.address.as_str() {
        return Err(Error::with(Code::AddressInvalid, "proxy"));
    }
    let targets = Contract::ALL.iter().map(|contract| canonical_address(deps.api, wiring.address(*contract)));
    let targets = Targets::new(targets.collect::<Result<_>>()?);
    set_wiring(deps.branch(), wiring)?;
    state::set_targets(deps.storage, &targets);
    Ok(Response::new())
}

/// A contract's address as an intent names it.
fn canonical_address(api: &dyn Api, address: &str) -> Result<CanonicalAddress> {
    let invalid = || Error::from(Code::AddressInvalid);
    let canonical = api.addr_canonicalize(address).map_err(|_| invalid())?;
    canonical.as_slice().try_into().map_err(|_| invalid())
}
