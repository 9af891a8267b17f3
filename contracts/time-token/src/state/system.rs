use super::account::{limits, put_limits};
use super::bytes::{put, Reader};
use super::read;
use cosmwasm_std::{Addr, CanonicalAddr, Deps, DepsMut, Storage};
use timebank_api::permission::Contract;
use timebank_api::time_token::{Limits, EPOCH};
use timebank_api::{Code, Seconds};
use timebank_std::Result;

/// What nearly every message needs, in one record: to read it costs as much as one of its parts would.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct System {
    /// Seconds of an epoch of the budgets.
    pub epoch: Seconds,
    /// Of members who have set no limits.
    pub limits: Option<Limits>,
    /// Of the contracts in [`KNOWN`], once they are wired.
    pub addresses: Vec<CanonicalAddr>,
}

const SYSTEM: &[u8] = b"system";

/// Whom the token asks, and who asks the token.
const KNOWN: [Contract; 4] =
    [Contract::Proxy, Contract::MemberRegistry, Contract::ActivityRegistry, Contract::Rulebook];

impl Default for System {
    fn default() -> Self {
        System { epoch: EPOCH, limits: None, addresses: Vec::new() }
    }
}

pub fn system(storage: &dyn Storage) -> Result<System> {
    read(storage, SYSTEM, System::from_bytes).map(Option::unwrap_or_default)
}

pub fn save_system(storage: &mut dyn Storage, system: &System) {
    storage.set(SYSTEM, &system.to_bytes());
}

/// Takes the addresses over from the wiring.
///
/// # Errors
/// `system.not_wired` where there is none.
pub fn know(deps: DepsMut) -> Result<()> {
    let mut system = system(deps.storage)?;
    system.addresses.clear();
    for contract in KNOWN {
        let address = timebank_std::address(deps.as_ref(), contract)?;
        system.addresses.push(deps.api.addr_canonicalize(address.as_str())?);
    }
    save_system(deps.storage, &system);
    Ok(())
}

impl System {
    /// The address of one of the contracts whom the token asks, or who ask the token.
    ///
    /// # Errors
    /// `system.not_wired`.
    pub fn address(&self, deps: Deps, contract: Contract) -> Result<Addr> {
        let found = KNOWN.iter().zip(&self.addresses).find(|(known, _)| **known == contract);
        let (_, address) = found.ok_or(Code::NotWired)?;
        Ok(deps.api.addr_humanize(address)?)
    }

    /// The number of the epoch of a time.
    pub fn epoch_at(&self, now: Seconds) -> u32 {
        u32::try_from(now.checked_div(self.epoch).unwrap_or(0)).unwrap_or(u32::MAX)
    }

    /// `epoch ‖ limits u8 ‖ limits if there are any`, then each address behind its length.
    fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        put(&mut bytes, self.epoch);
        bytes.push(self.limits.is_some().into());
        if let Some(limits) = &self.limits {
            put_limits(&mut bytes, limits);
        }
        for address in &self.addresses {
            bytes.push(u8::try_from(address.len()).unwrap_or(u8::MAX));
            bytes.extend_from_slice(address);
        }
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        let epoch = reader.number()?;
        let limits = if reader.u8()? == 0 { None } else { Some(limits(&mut reader)?) };
        let mut addresses = Vec::new();
        while !reader.0.is_empty() {
            let len = usize::from(reader.u8()?);
            addresses.push(CanonicalAddr::from(reader.slice(len)?));
        }
        Some(System { epoch, limits, addresses })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_keeps_its_bytes() {
        let mut system = System { epoch: 300, limits: None, addresses: vec![] };
        assert_eq!(system.to_bytes(), b"\xac\x02\0");
        system.addresses = vec![CanonicalAddr::from(b"ab"), CanonicalAddr::from(b"c")];
        system.limits = Some(Limits { daily: Some(5), new_recipient_delay: 6 });
        assert_eq!(system.to_bytes(), b"\xac\x02\x01\x06\x06\x02ab\x01c");
        assert_eq!(System::from_bytes(&system.to_bytes()), Some(system.clone()));
        assert_eq!(System::from_bytes(&system.to_bytes()[..7]), None);
        assert_eq!((system.epoch_at(299), system.epoch_at(300)), (0, 1));
    }
}
