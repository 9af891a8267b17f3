use crate::{Error, Result};
use cosmwasm_std::{Addr, Deps, DepsMut, Storage};
use cw_storage_plus::Map;
use timebank_api::permission::Contract;
use timebank_api::{Code, Wiring};

/// One value each, so that a message reads no more addresses than it needs.
const ADDRESSES: Map<&str, Addr> = Map::new("wiring");
const COUNCIL: &str = "council";

/// Records the federation's council, at instantiation.
///
/// # Errors
/// `request.address` if it is not an address.
pub fn set_council(deps: DepsMut, council: &str) -> Result<()> {
    let council = deps.api.addr_validate(council).map_err(|_| Code::AddressInvalid)?;
    Ok(ADDRESSES.save(deps.storage, COUNCIL, &council)?)
}

/// The federation's council.
///
/// # Errors
/// `system.not_wired` if none was recorded.
pub fn council(storage: &dyn Storage) -> Result<Addr> {
    load(storage, COUNCIL)
}

/// Records the addresses of the system, once.
///
/// # Errors
/// `system.already_wired` the second time, `request.address` if one is not an address.
pub fn set_wiring(deps: DepsMut, wiring: &Wiring) -> Result<()> {
    if ADDRESSES.has(deps.storage, Contract::Proxy.name()) {
        return Err(Code::AlreadyWired.into());
    }
    for contract in Contract::ALL {
        let address = match contract {
            Contract::Proxy => &wiring.proxy,
            Contract::MemberRegistry => &wiring.member_registry,
            Contract::ActivityRegistry => &wiring.activity_registry,
            Contract::TimeToken => &wiring.time_token,
            Contract::Rulebook => &wiring.rulebook,
        };
        let address = deps.api.addr_validate(address).map_err(|_| Code::AddressInvalid)?;
        ADDRESSES.save(deps.storage, contract.name(), &address)?;
    }
    Ok(())
}

/// The address of a contract of the system.
///
/// # Errors
/// `system.not_wired` before [`set_wiring`].
pub fn address(deps: Deps, contract: Contract) -> Result<Addr> {
    load(deps.storage, contract.name())
}

fn load(storage: &dyn Storage, name: &str) -> Result<Addr> {
    ADDRESSES.may_load(storage, name)?.ok_or_else(|| Error::from(Code::NotWired))
}
