use cosmwasm_std::{Addr, Deps};
use timebank_api::permission::Contract;
use timebank_api::{Code, MemberId};
use timebank_std::{account_record, address, Error, Result};

/// An address of the sender's, checked.
///
/// # Errors
/// `request.address`.
pub fn valid(deps: Deps, account: &str) -> Result<Addr> {
    deps.api.addr_validate(account).map_err(|_| Code::AddressInvalid.into())
}

/// An account that can be paid, and whose it is. Everything that credits an account comes through here, so that no contract
/// of the system and nobody unknown can ever hold TIME.
///
/// # Errors
/// `request.address`; `time.recipient` if no member has this account.
pub fn registered(deps: Deps, account: &str) -> Result<(Addr, MemberId)> {
    let account = valid(deps, account)?;
    let registry = address(deps, Contract::MemberRegistry)?;
    match account_record(&deps.querier, &registry, account.as_str())? {
        Some(record) => Ok((account, record.member)),
        None => Err(Error::from(Code::RecipientUnregistered)),
    }
}
