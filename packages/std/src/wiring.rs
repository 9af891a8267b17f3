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

/// Records the addresses of the system. One that is known stays; those of contracts that joined later are added.
///
/// # Errors
/// `system.already_wired` if nothing is new or a known address would change, `request.address` if one is not an address.
pub fn set_wiring(deps: DepsMut, wiring: &Wiring) -> Result<()> {
    let mut new = false;
    for contract in Contract::ALL {
        let address = deps
            .api
            .addr_validate(wiring.address(contract))
            .map_err(|_| Error::from(Code::AddressInvalid))?;
        match ADDRESSES.may_load(deps.storage, contract.name())? {
            None => ADDRESSES.save(deps.storage, contract.name(), &address)?,
            Some(known) if known == address => continue,
            Some(_) => return Err(Code::AlreadyWired.into()),
        }
        new = true;
    }
    if new {
        Ok(())
    } else {
        Err(Code::AlreadyWired.into())
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::testing::{mock_dependencies, MockApi};

    #[test]
    fn wiring_again_adds_what_is_new_and_changes_nothing() {
        let api = MockApi::default();
        let wiring = Wiring::new(|contract| api.addr_make(contract.name()).to_string());
        let mut deps = mock_dependencies();
        assert_eq!(address(deps.as_ref(), Contract::Oracle).unwrap_err().code(), Code::NotWired);
        set_wiring(deps.as_mut(), &wiring).unwrap();
        assert_eq!(address(deps.as_ref(), Contract::Oracle).unwrap(), api.addr_make("oracle"));
        assert_eq!(set_wiring(deps.as_mut(), &wiring).unwrap_err().code(), Code::AlreadyWired);

        ADDRESSES.remove(&mut deps.storage, Contract::Oracle.name());
        let other = Wiring { proxy: api.addr_make("other").into(), ..wiring.clone() };
        assert_eq!(set_wiring(deps.as_mut(), &other).unwrap_err().code(), Code::AlreadyWired);
        set_wiring(deps.as_mut(), &wiring).unwrap();
        assert_eq!(address(deps.as_ref(), Contract::Oracle).unwrap(), api.addr_make("oracle"));
    }
}
