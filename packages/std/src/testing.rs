//! For the tests of contracts.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use cosmwasm_std::{MemoryStorage, Order, Record, Storage};
use std::cell::Cell;
use std::fmt::{Debug, Write};

/// The node's prices: flat and per byte of key and value. A key carries the contract's address.
const READ: (u64, u64) = (1_000, 3);
const WRITE: (u64, u64) = (2_000, 30);
const DELETE: u64 = 1_000;
const NEXT: u64 = 30;
const ADDRESS: usize = 33;

/// A storage that counts what the node charges for reading and writing.
pub struct Metered {
    inner: MemoryStorage,
    gas: Cell<u64>,
}

impl Metered {
    /// A copy of what is stored there; nothing is counted yet.
    pub fn copy_of(storage: &dyn Storage) -> Self {
        let mut inner = MemoryStorage::new();
        for (key, value) in storage.range(None, None, Order::Ascending) {
            inner.set(&key, &value);
        }
        Metered { inner, gas: Cell::new(0) }
    }

    /// The gas so far.
    pub fn gas(&self) -> u64 {
        self.gas.get()
    }

    fn pay(&self, (flat, byte): (u64, u64), key: &[u8], value: usize) {
        let bytes = u64::try_from(ADDRESS + key.len() + value).unwrap();
        self.gas.set(self.gas.get() + flat + byte * bytes);
    }
}

impl Storage for Metered {
    fn get(&self, key: &[u8]) -> Option<Vec<u8>> {
        let value = self.inner.get(key);
        self.pay(READ, key, value.as_ref().map_or(0, Vec::len));
        value
    }

    fn range<'a>(
        &'a self,
        start: Option<&[u8]>,
        end: Option<&[u8]>,
        order: Order,
    ) -> Box<dyn Iterator<Item = Record> + 'a> {
        Box::new(self.inner.range(start, end, order).inspect(|(key, value)| {
            self.pay((NEXT, READ.1), key, value.len());
        }))
    }

    fn set(&mut self, key: &[u8], value: &[u8]) {
        self.pay(WRITE, key, value.len());
        self.inner.set(key, value);
    }

    fn remove(&mut self, key: &[u8]) {
        self.gas.set(self.gas.get() + DELETE);
        self.inner.remove(key);
    }
}

/// A table of transitions as it is printed: from, by, to.
pub struct Table {
    name: &'static str,
    lines: Vec<[String; 3]>,
}

impl Table {
    /// `from` and `to` are states, or `None` and `Some` of them.
    pub fn new<F: Debug, A: Debug, T: Debug>(name: &'static str, lines: &[(F, A, T)]) -> Self {
        let line = |(from, by, to): &(F, A, T)| [state(from), state(by), state(to)];
        Table { name, lines: lines.iter().map(line).collect() }
    }

    /// Nothing leads away from these states, and something to each.
    pub fn ends_with<S: Debug>(&self, terminal: &[S]) {
        for end in terminal.iter().map(|end| state(end)) {
            assert!(self.lines.iter().all(|[from, ..]| *from != end), "{end} is not the end");
            assert!(self.lines.iter().any(|[.., to]| *to == end), "nothing leads to {end}");
        }
    }

    /// An act leads from a state to one state only.
    pub fn is_unambiguous(&self) {
        for (index, [from, by, _]) in self.lines.iter().enumerate() {
            let first = self.lines.iter().position(|[f, b, _]| f == from && b == by);
            assert_eq!(first, Some(index), "{from} {by}");
        }
    }
}

fn state(state: &impl Debug) -> String {
    match format!("{state:?}").as_str() {
        "None" => "(none)".into(),
        text => text.strip_prefix("Some(").and_then(|text| text.strip_suffix(')')).unwrap_or(text).into(),
    }
}

/// The tables are those of the contract's golden file; `UPDATE_GOLDEN=1` writes it anew. `folder` is the contract's own:
/// `env!("CARGO_MANIFEST_DIR")`.
pub fn transitions_are_golden(folder: &str, tables: &[Table]) {
    let path = format!("{folder}/transitions.golden.md");
    let mut page = String::from("# Transitions\n\nPrinted by a test from `src/life.rs`.\n");
    for Table { name, lines } in tables {
        write!(page, "\n## {name}\n\n| from | by | to |\n|---|---|---|\n").unwrap();
        for [from, by, to] in lines {
            writeln!(page, "| {from} | {by} | {to} |").unwrap();
        }
    }
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), page);
}

/// No name of a record begins another's, so that no scan of one meets the other.
pub fn no_name_begins_another<N: AsRef<[u8]>>(names: &[N]) {
    let names: Vec<&[u8]> = names.iter().map(AsRef::as_ref).collect();
    for (index, name) in names.iter().enumerate() {
        for (other_index, other) in names.iter().enumerate() {
            assert!(index == other_index || !other.starts_with(name), "{name:?} {other:?}");
        }
    }
}
