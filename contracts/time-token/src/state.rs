//! What is kept beside cw20-base's own state: holds, the budgets of the branches, who has had which grant, and the ledger of
//! the supply. Small binary records, big-endian, because every byte written costs gas on the way of each settlement.

use cosmwasm_std::{CanonicalAddr, Storage};
use timebank_api::{ActivityId, BranchId, Code, MemberId, Minutes};
use timebank_std::Result;

/// All TIME that ever came into being and ended. The supply is what was minted less what was burned; it stands in cw20-base's
/// token info.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ledger {
    pub minted_service: u64,
    pub minted_grant: u64,
    pub burned: u64,
}

/// A branch's part: minted_service + minted_grant + reserved ≤ budget.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BranchSupply {
    pub budget: Minutes,
    pub reserved: Minutes,
    pub minted_service: Minutes,
    pub minted_grant: Minutes,
}

impl BranchSupply {
    /// What of the budget is spoken for.
    pub fn used(&self) -> u64 {
        [self.reserved, self.minted_service, self.minted_grant]
            .into_iter()
            .map(u64::from)
            .fold(0, u64::saturating_add)
    }

    /// What of the budget is free.
    pub fn free(&self) -> u64 {
        u64::from(self.budget).saturating_sub(self.used())
    }
}

/// What is set aside for an activity; never zero minutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    pub source: Source,
    pub minutes: Minutes,
}

/// Where a hold came from, and where it goes back to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A member's own account; the TIME lies in the registry's.
    Account(CanonicalAddr),
    /// A branch's budget; the TIME does not exist yet.
    Budget(BranchId),
}

const LEDGER: &[u8] = b"ledger";

fn branch_key(branch: BranchId) -> Vec<u8> {
    [b"b/".as_slice(), &branch.to_be_bytes()].concat()
}

fn hold_key(activity: ActivityId) -> Vec<u8> {
    [b"h/".as_slice(), &activity.to_be_bytes()].concat()
}

fn granted_key(member: MemberId, rule: &str) -> Vec<u8> {
    [b"g/".as_slice(), &member.to_be_bytes(), rule.as_bytes()].concat()
}

pub fn ledger(storage: &dyn Storage) -> Result<Ledger> {
    read(storage, LEDGER, Ledger::from_bytes).map(Option::unwrap_or_default)
}

pub fn save_ledger(storage: &mut dyn Storage, ledger: &Ledger) {
    storage.set(LEDGER, &ledger.to_bytes());
}

/// A branch without a budget has one of nothing.
pub fn branch(storage: &dyn Storage, branch: BranchId) -> Result<BranchSupply> {
    read(storage, &branch_key(branch), BranchSupply::from_bytes).map(Option::unwrap_or_default)
}

pub fn save_branch(storage: &mut dyn Storage, branch: BranchId, supply: &BranchSupply) {
    storage.set(&branch_key(branch), &supply.to_bytes());
}

pub fn hold(storage: &dyn Storage, activity: ActivityId) -> Result<Option<Hold>> {
    read(storage, &hold_key(activity), Hold::from_bytes)
}

/// Stores a hold, or forgets it when there is none any more.
pub fn save_hold(storage: &mut dyn Storage, activity: ActivityId, hold: Option<&Hold>) {
    match hold {
        Some(hold) => storage.set(&hold_key(activity), &hold.to_bytes()),
        None => storage.remove(&hold_key(activity)),
    }
}

pub fn granted(storage: &dyn Storage, member: MemberId, rule: &str) -> bool {
    storage.get(&granted_key(member, rule)).is_some()
}

pub fn save_granted(storage: &mut dyn Storage, member: MemberId, rule: &str) {
    storage.set(&granted_key(member, rule), &[1]);
}

fn read<T>(storage: &dyn Storage, key: &[u8], from_bytes: fn(&[u8]) -> Option<T>) -> Result<Option<T>> {
    storage.get(key).map(|bytes| from_bytes(&bytes).ok_or_else(|| Code::StateInvalid.into())).transpose()
}

impl Ledger {
    /// `minted_service u64 ‖ minted_grant u64 ‖ burned u64`.
    fn to_bytes(self) -> Vec<u8> {
        [self.minted_service, self.minted_grant, self.burned].map(u64::to_be_bytes).concat()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (minted_service, rest) = bytes.split_first_chunk()?;
        let (minted_grant, rest) = rest.split_first_chunk()?;
        Some(Ledger {
            minted_service: u64::from_be_bytes(*minted_service),
            minted_grant: u64::from_be_bytes(*minted_grant),
            burned: u64::from_be_bytes(rest.try_into().ok()?),
        })
    }
}

impl BranchSupply {
    /// `budget u32 ‖ reserved u32 ‖ minted_service u32 ‖ minted_grant u32`.
    fn to_bytes(self) -> Vec<u8> {
        [self.budget, self.reserved, self.minted_service, self.minted_grant].map(u32::to_be_bytes).concat()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (budget, rest) = bytes.split_first_chunk()?;
        let (reserved, rest) = rest.split_first_chunk()?;
        let (minted_service, rest) = rest.split_first_chunk()?;
        Some(BranchSupply {
            budget: u32::from_be_bytes(*budget),
            reserved: u32::from_be_bytes(*reserved),
            minted_service: u32::from_be_bytes(*minted_service),
            minted_grant: u32::from_be_bytes(rest.try_into().ok()?),
        })
    }
}

impl Hold {
    /// `0 ‖ minutes u32 ‖ payer (canonical address)` or `1 ‖ minutes u32 ‖ branch u32`.
    fn to_bytes(&self) -> Vec<u8> {
        let minutes = self.minutes.to_be_bytes();
        match &self.source {
            Source::Account(payer) => [&[0], minutes.as_slice(), payer.as_slice()].concat(),
            Source::Budget(branch) => [&[1], minutes.as_slice(), &branch.to_be_bytes()].concat(),
        }
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let ([kind], rest) = bytes.split_first_chunk()?;
        let (minutes, rest) = rest.split_first_chunk()?;
        let source = match kind {
            0 if !rest.is_empty() => Source::Account(CanonicalAddr::from(rest)),
            1 => Source::Budget(u32::from_be_bytes(rest.try_into().ok()?)),
            _ => return None,
        };
        Some(Hold { source, minutes: u32::from_be_bytes(*minutes) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::testing::MockStorage;

    #[test]
    fn records_keep_their_bytes() {
        let account = Hold { source: Source::Account(CanonicalAddr::from([7, 8])), minutes: 258 };
        assert_eq!(account.to_bytes(), b"\0\0\0\x01\x02\x07\x08");
        assert_eq!(Hold::from_bytes(&account.to_bytes()), Some(account));
        let budget = Hold { source: Source::Budget(3), minutes: 1 };
        assert_eq!(budget.to_bytes(), b"\x01\0\0\0\x01\0\0\0\x03");
        assert_eq!(Hold::from_bytes(&budget.to_bytes()), Some(budget));
        let ledger = Ledger { minted_service: 1, minted_grant: 2, burned: 3 };
        assert_eq!(ledger.to_bytes().len(), 24);
        assert_eq!(Ledger::from_bytes(&ledger.to_bytes()), Some(ledger));
        let supply = BranchSupply { budget: 10, reserved: 1, minted_service: 2, minted_grant: 3 };
        assert_eq!(supply.to_bytes().len(), 16);
        assert_eq!(BranchSupply::from_bytes(&supply.to_bytes()), Some(supply));
        assert_eq!((supply.used(), supply.free()), (6, 4));
    }

    #[test]
    fn a_record_that_cannot_be_read_is_an_error_and_not_nothing() {
        let mut storage = MockStorage::new();
        for bytes in [b"".as_slice(), b"\0", b"\0\0\0\0\x01", b"\x02\0\0\0\x01\0\0\0\x03"] {
            assert_eq!(Hold::from_bytes(bytes), None);
            storage.set(&hold_key(1), if bytes.is_empty() { b"?" } else { bytes });
            assert_eq!(hold(&storage, 1).unwrap_err().code(), Code::StateInvalid);
        }
        storage.set(LEDGER, &[0; 23]);
        assert_eq!(ledger(&storage).unwrap_err().code(), Code::StateInvalid);
        storage.set(&branch_key(1), &[0; 17]);
        assert_eq!(branch(&storage, 1).unwrap_err().code(), Code::StateInvalid);
    }

    #[test]
    fn no_two_namespaces_meet() {
        let own: [Vec<u8>; 4] = [LEDGER.to_vec(), branch_key(0), hold_key(0), granted_key(0, "")];
        let prefixes: Vec<&[u8]> = own
            .iter()
            .map(|key| key.strip_suffix(&[0; 8]).or(key.strip_suffix(&[0; 4])).unwrap_or(key))
            .chain([b"token_info".as_slice(), b"contract_info", b"logo", b"marketing_info"])
            // cw-storage-plus' maps: "balance", "allowance", "allowance_spender", "wiring"
            .chain([b"\0".as_slice()])
            .collect();
        for (i, a) in prefixes.iter().enumerate() {
            for (j, b) in prefixes.iter().enumerate() {
                assert!(i == j || !a.starts_with(b), "{a:?} {b:?}");
            }
        }
    }
}
