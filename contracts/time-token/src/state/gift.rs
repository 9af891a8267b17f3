use super::{bytes::Reader, read};
use crate::buckets::Parcel;
use cosmwasm_std::{Order, Storage};
use timebank_api::{BranchId, Code, MemberId, Minutes, Seconds};
use timebank_std::Result;

/// A gift that waits in the token's own account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gift {
    pub from: MemberId,
    pub to: MemberId,
    /// The giver's branch when it was offered.
    pub branch: BranchId,
    pub since: Seconds,
    pub parcel: Parcel,
}

const LAST: &[u8] = b"gift_last";
const GIFTS: &[u8] = b"z/";

fn key(id: u64) -> Vec<u8> {
    [GIFTS, &id.to_be_bytes()].concat()
}

/// The number of the next gift, counted from 1.
pub fn next_gift(storage: &dyn Storage) -> Result<u64> {
    let last = storage.get(LAST).and_then(|bytes| bytes.try_into().ok()).map_or(0, u64::from_be_bytes);
    last.checked_add(1).ok_or_else(|| Code::Overflow.into())
}

/// Records the next gift.
pub fn add_gift(storage: &mut dyn Storage, id: u64, gift: &Gift) {
    storage.set(LAST, &id.to_be_bytes());
    storage.set(&key(id), &gift.to_bytes());
}

pub fn gift(storage: &dyn Storage, id: u64) -> Result<Gift> {
    read(storage, &key(id), Gift::from_bytes)?.ok_or_else(|| Code::GiftUnknown.into())
}

pub fn remove_gift(storage: &mut dyn Storage, id: u64) {
    storage.remove(&key(id));
}

/// A page of the gifts that wait, in the order of their numbers.
pub fn gifts(storage: &dyn Storage, after: Option<u64>, size: usize) -> Result<Vec<(u64, Gift)>> {
    let from = key(after.map_or(0, |id| id.saturating_add(1)));
    storage
        .range(Some(&from), Some(b"z0"), Order::Ascending)
        .take(size)
        .map(|(key, value)| {
            let id = key.strip_prefix(GIFTS).and_then(|id| id.try_into().ok()).ok_or(Code::StateInvalid)?;
            let gift = Gift::from_bytes(&value).ok_or(Code::StateInvalid)?;
            Ok((u64::from_be_bytes(id), gift))
        })
        .collect()
}

impl Gift {
    /// `from u64 ‖ to u64 ‖ branch u32 ‖ since u64 ‖ minutes u32 ‖ buckets u8 ‖ buckets`.
    fn to_bytes(&self) -> Vec<u8> {
        let count = u8::try_from(self.parcel.dated.iter().count()).unwrap_or(u8::MAX);
        [
            self.from.to_be_bytes().as_slice(),
            &self.to.to_be_bytes(),
            &self.branch.to_be_bytes(),
            &self.since.to_be_bytes(),
            &self.minutes().to_be_bytes(),
            &[count],
            &self.parcel.dated.to_bytes(),
        ]
        .concat()
    }

    /// A message names no more than fit.
    pub fn minutes(&self) -> Minutes {
        Minutes::try_from(self.parcel.minutes).unwrap_or(Minutes::MAX)
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        let gift = Gift {
            from: reader.u64()?,
            to: reader.u64()?,
            branch: reader.u32()?,
            since: reader.u64()?,
            parcel: Parcel { minutes: u64::from(reader.u32()?), dated: reader.buckets()? },
        };
        reader.0.is_empty().then_some(gift)
    }
}
