use cosmwasm_std::{DepsMut, Env, Response};
use timebank_api::{Code, Wiring};
use timebank_std::{set_wiring, Error, Result};

pub fn wire(deps: DepsMut, env: &Env, wiring: &Wiring) -> Result<Response> {
    if wiring.member_registry != env.contract.address.as_str() {
        return Err(Error::with(Code::AddressInvalid, "member_registry"));
    }
    set_wiring(deps, wiring)?;
    Ok(Response::new())
}
