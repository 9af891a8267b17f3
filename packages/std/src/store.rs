//! Values in postcard under keys that end with numbers, big-endian, so that they are in order.

use crate::{Error, Result};
use cosmwasm_std::{Order, Storage};
use serde::de::DeserializeOwned;
use serde::Serialize;
use timebank_api::Code;

/// After every number of a key.
const AFTER: [u8; 32] = [0xff; 32];

/// A prefix and numbers.
pub fn key(prefix: &[u8], numbers: &[u64]) -> Vec<u8> {
    let mut key = prefix.to_vec();
    for number in numbers {
        key.extend_from_slice(&number.to_be_bytes());
    }
    key
}

/// # Errors
/// `system.state` if the bytes are no such value.
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    postcard::from_bytes(bytes).map_err(|_| Error::from(Code::StateInvalid))
}

/// As [`read`], for a record that fields have joined at its end since it was first written: `added` of them at most, of types
/// whose zeros mean "none". Bytes that are not there read as zeros.
///
/// # Errors
/// `system.state` if the bytes are no such value.
pub fn read_grown<T: DeserializeOwned>(bytes: &[u8], added: usize) -> Result<T> {
    match postcard::from_bytes(bytes) {
        Err(postcard::Error::DeserializeUnexpectedEnd) => read(&[bytes, &vec![0; added]].concat()),
        other => other.map_err(|_| Error::from(Code::StateInvalid)),
    }
}

/// # Errors
/// `system.state` if what is stored is no such value.
pub fn load<T: DeserializeOwned>(storage: &dyn Storage, key: &[u8]) -> Result<Option<T>> {
    storage.get(key).map(|bytes| read(&bytes)).transpose()
}

/// # Errors
/// `system.state` if the value cannot be written; a record of plain fields always can.
pub fn save<T: Serialize + ?Sized>(storage: &mut dyn Storage, key: &[u8], value: &T) -> Result<()> {
    let bytes = postcard::to_allocvec(value).map_err(|_| Error::from(Code::StateInvalid))?;
    storage.set(key, &bytes);
    Ok(())
}

/// Counts one on, from 1.
///
/// # Errors
/// `system.overflow`; `system.state` if what is stored is no number.
pub fn next(storage: &mut dyn Storage, name: &[u8]) -> Result<u64> {
    let last: u64 = load(storage, name)?.unwrap_or(0);
    let id = last.checked_add(1).ok_or(Code::Overflow)?;
    save(storage, name, &id)?;
    Ok(id)
}

/// The `N` numbers, no more than four, that follow the prefix in keys, with their values; from after (in ascending order) or before
/// the one whose first number is `start`.
pub fn scan<'a, const N: usize>(
    storage: &'a dyn Storage,
    prefix: &[u8],
    start: Option<u64>,
    order: Order,
) -> impl Iterator<Item = ([u64; N], Vec<u8>)> + 'a {
    let (mut low, mut high) = (prefix.to_vec(), [prefix, &AFTER].concat());
    match (start.map(|number| key(prefix, &[number])), order) {
        (Some(start), Order::Ascending) => low = [start.as_slice(), &AFTER].concat(),
        (Some(start), Order::Descending) => high = start,
        (None, _) => (),
    }
    let skipped = prefix.len();
    storage
        .range(Some(&low), Some(&high), order)
        .filter_map(move |(key, value)| Some((numbers(key.get(skipped..)?)?, value)))
}

/// The number, after the prefix, of the last key with one; 0 if there is none.
pub fn last(storage: &dyn Storage, prefix: &[u8]) -> u64 {
    scan(storage, prefix, None, Order::Descending).next().map_or(0, |([number], _)| number)
}

fn numbers<const N: usize>(mut bytes: &[u8]) -> Option<[u64; N]> {
    let mut numbers = [0; N];
    for number in &mut numbers {
        let (head, rest) = bytes.split_first_chunk()?;
        *number = u64::from_be_bytes(*head);
        bytes = rest;
    }
    bytes.is_empty().then_some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::testing::MockStorage;

    #[test]
    fn numbers_count_from_one() {
        let mut storage = MockStorage::new();
        assert_eq!((next(&mut storage, b"a").unwrap(), next(&mut storage, b"a").unwrap()), (1, 2));
        assert_eq!(next(&mut storage, b"b").unwrap(), 1);
        save(&mut storage, b"b", &u64::MAX).unwrap();
        assert_eq!(next(&mut storage, b"b").unwrap_err().code(), Code::Overflow);
        storage.set(b"b", &[255]);
        assert_eq!(next(&mut storage, b"b").unwrap_err().code(), Code::StateInvalid);
    }

    #[test]
    fn scan_pages_to_the_end_both_ways_and_keeps_to_its_prefix() {
        let mut storage = MockStorage::new();
        for number in [0, 1, 255, 256, u64::MAX] {
            storage.set(&key(b"a/", &[7, number]), &[1]);
            storage.set(&key(b"a/", &[8, number]), &[2]);
        }
        // Neither has one number behind the prefix.
        storage.set(b"a/", &[3]);
        storage.set(&key(b"a/", &[7]), &[3]);
        let seven = key(b"a/", &[7]);
        let from = |start, order| -> Vec<u64> {
            let items = scan(&storage, &seven, start, order).inspect(|(_, value)| assert_eq!(value, &[1]));
            items.map(|([number], _)| number).collect()
        };
        assert_eq!(from(None, Order::Ascending), [0, 1, 255, 256, u64::MAX]);
        assert_eq!(from(Some(1), Order::Ascending), [255, 256, u64::MAX]);
        assert_eq!(from(Some(u64::MAX), Order::Ascending), [0; 0]);
        assert_eq!(from(None, Order::Descending), [u64::MAX, 256, 255, 1, 0]);
        assert_eq!(from(Some(255), Order::Descending), [1, 0]);
        let pairs: Vec<[u64; 2]> =
            scan(&storage, b"a/", Some(7), Order::Ascending).map(|(pair, _)| pair).collect();
        assert_eq!(pairs, [[8, 0], [8, 1], [8, 255], [8, 256], [8, u64::MAX]]);
        assert_eq!((last(&storage, &seven), last(&storage, b"b/")), (u64::MAX, 0));
    }

    #[test]
    fn only_a_grown_record_reads_what_is_not_there() {
        type Now = (u8, Option<u8>, u32);
        assert_eq!(read_grown::<Now>(&[1], 2).unwrap(), (1, None, 0));
        assert_eq!(read_grown::<Now>(&[1, 1, 5, 6], 2).unwrap(), (1, Some(5), 6));
        assert_eq!(read_grown::<Now>(&[], 2).unwrap_err().code(), Code::StateInvalid);
        assert_eq!(read::<Now>(&[1]).unwrap_err().code(), Code::StateInvalid);
        assert_eq!(read_grown::<u8>(&[], 0).unwrap_err().code(), Code::StateInvalid);
    }
}
