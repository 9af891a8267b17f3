//! What the token keeps of TIME as a whole and of each account, under fixed keys, so that Merkle proofs can be served for it and
//! read by anybody. Layouts are big-endian and golden: changing one is a migration.

use crate::{BranchId, Minutes};

/// In time-token: the [`Ledger`].
pub const LEDGER_KEY: &[u8] = b"ledger";

/// In time-token: the [`BranchSupply`] of a branch; none for a branch without a budget.
pub fn branch_supply_key(branch: BranchId) -> Vec<u8> {
    [b"b/".as_slice(), &branch.to_be_bytes()].concat()
}

/// In time-token, where cw20-base keeps a balance: everything about an account, which begins with its [`Holding`]. An account
/// that nothing ever touched has none.
pub fn holding_key(account: &str) -> Vec<u8> {
    [b"\0\x07balance".as_slice(), account.as_bytes()].concat()
}

/// All TIME that ever came into being and ended:
/// `minted_service u64 ‖ minted_grant u64 ‖ burned u64 ‖ minted_opening u64`; version 0.1 had no opening balances.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ledger {
    pub minted_service: u64,
    pub minted_grant: u64,
    pub burned: u64,
    pub minted_opening: u64,
}

impl Ledger {
    /// What was minted less what was burned.
    pub fn supply(&self) -> u64 {
        let minted = [self.minted_service, self.minted_grant, self.minted_opening];
        minted.into_iter().fold(0, u64::saturating_add).saturating_sub(self.burned)
    }

    pub fn to_bytes(self) -> Vec<u8> {
        [self.minted_service, self.minted_grant, self.burned, self.minted_opening]
            .map(u64::to_be_bytes)
            .concat()
    }

    /// Nothing if the bytes are no ledger.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut numbers = numbers::<8>(bytes)?.map(u64::from_be_bytes);
        let ledger = Ledger {
            minted_service: numbers.next()?,
            minted_grant: numbers.next()?,
            burned: numbers.next()?,
            minted_opening: numbers.next().unwrap_or_default(),
        };
        numbers.next().is_none().then_some(ledger)
    }
}

/// A branch's part: charged ≤ budget in each epoch, minted_opening ≤ opening_budget. Nine `u32` in the order of the fields;
/// version 0.1 had the first four.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BranchSupply {
    /// For each epoch.
    pub budget: Minutes,
    pub reserved: Minutes,
    pub minted_service: Minutes,
    pub minted_grant: Minutes,
    /// The epoch that was charged last, and how much.
    pub epoch: u32,
    pub charged: Minutes,
    pub opening_budget: Minutes,
    pub minted_opening: Minutes,
    pub burned: Minutes,
}

impl BranchSupply {
    pub fn to_bytes(self) -> Vec<u8> {
        [
            self.budget,
            self.reserved,
            self.minted_service,
            self.minted_grant,
            self.epoch,
            self.charged,
            self.opening_budget,
            self.minted_opening,
            self.burned,
        ]
        .map(u32::to_be_bytes)
        .concat()
    }

    /// Nothing if the bytes are no such record.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut numbers = numbers::<4>(bytes)?.map(u32::from_be_bytes);
        let mut supply = BranchSupply {
            budget: numbers.next()?,
            reserved: numbers.next()?,
            minted_service: numbers.next()?,
            minted_grant: numbers.next()?,
            ..BranchSupply::default()
        };
        if let Some(epoch) = numbers.next() {
            supply.epoch = epoch;
            supply.charged = numbers.next()?;
            supply.opening_budget = numbers.next()?;
            supply.minted_opening = numbers.next()?;
            supply.burned = numbers.next()?;
        }
        numbers.next().is_none().then_some(supply)
    }
}

/// The bytes in pieces of one length; nothing if they do not come out even.
fn numbers<const N: usize>(bytes: &[u8]) -> Option<impl Iterator<Item = [u8; N]> + '_> {
    let pieces = bytes.chunks_exact(N);
    let even = pieces.remainder().is_empty();
    even.then(|| pieces.map(|piece| piece.try_into().unwrap_or([0; N])))
}

/// The beginning of an account's record: `what follows u8 ‖ balance ‖ count`, both numbers by seven bits a byte, the lowest first,
/// the eighth bit set in all but the last. The rest is the account's own affair. Version 0.1 kept the balance alone, as a JSON
/// string, and counted no movements.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Holding {
    /// Minutes.
    pub balance: u64,
    /// How many movements touched the account: they are numbered from 1, so that whoever has as many has them all.
    pub count: u64,
}

impl Holding {
    /// Nothing if the bytes are no account's record.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        if let [b'"', digits @ .., b'"'] = bytes {
            return Some(Holding { balance: std::str::from_utf8(digits).ok()?.parse().ok()?, count: 0 });
        }
        let (_, rest) = bytes.split_first()?;
        let (balance, rest) = number(rest)?;
        let (count, _) = number(rest)?;
        Some(Holding { balance, count })
    }
}

/// A number of seven bits a byte, and what comes behind it.
fn number(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut number = 0u64;
    let mut rest = bytes;
    for shift in (0..u64::BITS).step_by(7) {
        let (byte, tail) = rest.split_first()?;
        let part = u64::from(byte & 0x7f);
        number |= part.checked_shl(shift).filter(|shifted| shifted >> shift == part)?;
        rest = tail;
        if *byte < 0x80 {
            return Some((number, rest));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ledger_keeps_its_bytes() {
        let ledger = Ledger { minted_service: 1, minted_grant: 2, burned: 3, minted_opening: 4 };
        let golden = [1u64, 2, 3, 4].map(u64::to_be_bytes).concat();
        assert_eq!(ledger.to_bytes(), golden);
        assert_eq!(Ledger::from_bytes(&golden), Some(ledger));
        assert_eq!(ledger.supply(), 4);
        let first = Ledger { minted_opening: 0, ..ledger };
        assert_eq!(Ledger::from_bytes(&golden[..24]), Some(first));
        for wrong in [0, 8, 16, 23, 25, 31] {
            assert_eq!(Ledger::from_bytes(&golden[..wrong]), None, "{wrong}");
        }
        assert_eq!(Ledger::from_bytes(&[golden, vec![0; 8]].concat()), None);
    }

    #[test]
    fn branch_supply_keeps_its_bytes() {
        let supply = BranchSupply {
            budget: 1,
            reserved: 2,
            minted_service: 3,
            minted_grant: 4,
            epoch: 5,
            charged: 6,
            opening_budget: 7,
            minted_opening: 8,
            burned: 9,
        };
        let golden = [1u32, 2, 3, 4, 5, 6, 7, 8, 9].map(u32::to_be_bytes).concat();
        assert_eq!(supply.to_bytes(), golden);
        assert_eq!(BranchSupply::from_bytes(&golden), Some(supply));
        let first =
            BranchSupply { budget: 1, reserved: 2, minted_service: 3, minted_grant: 4, ..Default::default() };
        assert_eq!(BranchSupply::from_bytes(&golden[..16]), Some(first));
        for wrong in [0, 12, 15, 17, 20, 32, 35] {
            assert_eq!(BranchSupply::from_bytes(&golden[..wrong]), None, "{wrong}");
        }
        assert_eq!(BranchSupply::from_bytes(&[golden, vec![0; 4]].concat()), None);
    }

    #[test]
    fn a_holding_is_read_from_the_beginning_of_an_account() {
        let holding = Holding { balance: 600, count: 258 };
        assert_eq!(Holding::from_bytes(b"\0\xd8\x04\x82\x02"), Some(holding));
        assert_eq!(Holding::from_bytes(b"\x20\xd8\x04\x82\x02\x07"), Some(holding));
        assert_eq!(Holding::from_bytes(b"\"600\""), Some(Holding { balance: 600, count: 0 }));
        let most = [b"\0".as_slice(), &[0xff; 9], b"\x01\0"].concat();
        assert_eq!(Holding::from_bytes(&most), Some(Holding { balance: u64::MAX, count: 0 }));
        let more = [b"\0".as_slice(), &[0xff; 9], b"\x02\0"].concat();
        for wrong in [b"".as_slice(), b"\0", b"\0\xd8", b"\0\xd8\x04", b"\"\"", b"\"-1\"", b"\"", &more] {
            assert_eq!(Holding::from_bytes(wrong), None, "{wrong:?}");
        }
    }
}
