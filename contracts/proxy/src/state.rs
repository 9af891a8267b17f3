//! What is stored, all of it in compact binary values: the path of an intent reads and writes little.
//!
//! | key | value |
//! |---|---|
//! | `k/` member u64, scope u8 | [`Key`], 46 bytes |
//! | `n/` member u64, scope u8, lane u8 | [`NonceWindow`], 28 bytes |
//! | `t` | the contracts of the system, canonical, in the order of [`Contract::ALL`], 32 bytes each |
//! | `r` | the [`Report`] of the last batch of which something failed |
//! | `y/` member u64, scope u8 | a [`RecoveryRecord`] under way, 66 bytes |
//! | `d/` branch u32 | day u64, recoveries proposed on it u32 |

use crate::key::Key;
use crate::relay::Report;
use cosmwasm_std::{Addr, Api, CanonicalAddr, Storage};
use timebank_api::permission::Contract;
use timebank_api::proxy::{recovery_key, RecoveryRecord};
use timebank_api::{BranchId, Code, MemberId};
use timebank_intent::{CanonicalAddress, Digest, NonceWindow, Scope};
use timebank_std::{Error, Result};

const TARGETS: &[u8] = b"t";
const REPORT: &[u8] = b"r";

/// The contracts of the system by canonical address, as an intent names them, in the order of [`Contract::ALL`]. Before the
/// later ones of them joined the list was shorter.
pub struct Targets(Vec<CanonicalAddress>);

impl Targets {
    /// From the addresses in the order of [`Contract::ALL`].
    pub fn new(addresses: Vec<CanonicalAddress>) -> Self {
        Targets(addresses)
    }

    /// The address of a contract of the system.
    ///
    /// # Errors
    /// `system.not_wired` before it is known.
    pub fn address(&self, api: &dyn Api, contract: Contract) -> Result<Addr> {
        let found = Contract::ALL.into_iter().zip(&self.0).find(|(known, _)| *known == contract);
        let (_, address) = found.ok_or(Code::NotWired)?;
        Ok(api.addr_humanize(&CanonicalAddr::from(*address))?)
    }

    /// The contract at this address, if it is one of the system's.
    pub fn find(&self, address: &CanonicalAddress) -> Option<Contract> {
        let (contract, _) = Contract::ALL.into_iter().zip(&self.0).find(|(_, known)| *known == address)?;
        Some(contract)
    }
}

pub fn set_targets(storage: &mut dyn Storage, targets: &Targets) {
    storage.set(TARGETS, &targets.0.concat());
}

/// The contracts of the system; none before they are known.
pub fn targets(storage: &dyn Storage) -> Result<Targets> {
    let bytes = storage.get(TARGETS).unwrap_or_default();
    let (addresses, rest) = bytes.as_chunks();
    if !rest.is_empty() {
        return Err(Code::StateInvalid.into());
    }
    Ok(Targets(addresses.to_vec()))
}

/// A member's key for a scope.
pub fn key(storage: &dyn Storage, member: MemberId, scope: Scope) -> Result<Option<Key>> {
    storage
        .get(&key_key(member, scope))
        .map(|bytes| Key::from_bytes(&bytes).ok_or_else(|| Error::from(Code::StateInvalid)))
        .transpose()
}

pub fn set_key(storage: &mut dyn Storage, member: MemberId, scope: Scope, key: Key) {
    storage.set(&key_key(member, scope), &key.to_bytes());
}

/// The nonces spent on a lane under a key epoch: those of an earlier epoch no longer count.
pub fn window(
    storage: &dyn Storage,
    member: MemberId,
    scope: Scope,
    lane: u8,
    epoch: u32,
) -> Result<NonceWindow> {
    let Some(bytes) = storage.get(&window_key(member, scope, lane)) else {
        return Ok(NonceWindow::new(epoch));
    };
    let window = NonceWindow::from_bytes(&bytes).ok_or(Code::StateInvalid)?;
    Ok(if window.epoch == epoch { window } else { NonceWindow::new(epoch) })
}

pub fn set_window(storage: &mut dyn Storage, member: MemberId, scope: Scope, lane: u8, window: NonceWindow) {
    storage.set(&window_key(member, scope, lane), &window.to_bytes());
}

/// What has been reported of this batch, if something of it has failed already.
pub fn report(storage: &dyn Storage, batch: &Digest) -> Result<Option<Report>> {
    let Some(bytes) = storage.get(REPORT) else {
        return Ok(None);
    };
    match bytes.strip_prefix(batch) {
        Some(report) => Ok(Some(Report::from_bytes(report).ok_or(Code::StateInvalid)?)),
        None => Ok(None),
    }
}

pub fn set_report(storage: &mut dyn Storage, batch: &Digest, report: &Report) {
    storage.set(REPORT, &[batch.as_slice(), &report.to_bytes()].concat());
}

/// The recovery of a member's key that is under way.
pub fn recovery(storage: &dyn Storage, member: MemberId, scope: Scope) -> Result<Option<RecoveryRecord>> {
    storage
        .get(&recovery_key(member, scope.byte()))
        .map(|bytes| RecoveryRecord::from_bytes(&bytes).ok_or_else(|| Error::from(Code::StateInvalid)))
        .transpose()
}

pub fn set_recovery(storage: &mut dyn Storage, member: MemberId, scope: Scope, recovery: RecoveryRecord) {
    storage.set(&recovery_key(member, scope.byte()), &recovery.to_bytes());
}

pub fn remove_recovery(storage: &mut dyn Storage, member: MemberId, scope: Scope) {
    storage.remove(&recovery_key(member, scope.byte()));
}

/// Counts a recovery that a branch proposes on a day; gives how many it has proposed on it.
pub fn count_recovery(storage: &mut dyn Storage, branch: BranchId, day: u64) -> u32 {
    let key = [b"d/".as_slice(), &branch.to_be_bytes()].concat();
    let before = || {
        let bytes = storage.get(&key)?;
        let (of, count) = bytes.split_first_chunk()?;
        (u64::from_be_bytes(*of) == day).then_some(u32::from_be_bytes(count.try_into().ok()?))
    };
    let count = before().unwrap_or(0).saturating_add(1);
    storage.set(&key, &[day.to_be_bytes().as_slice(), &count.to_be_bytes()].concat());
    count
}

fn key_key(member: MemberId, scope: Scope) -> Vec<u8> {
    [b"k/".as_slice(), &member.to_be_bytes(), &[scope.byte()]].concat()
}

fn window_key(member: MemberId, scope: Scope, lane: u8) -> Vec<u8> {
    [b"n/".as_slice(), &member.to_be_bytes(), &[scope.byte(), lane]].concat()
}
