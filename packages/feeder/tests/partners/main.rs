//! Partners' databases as feeders read them: real servers of each kind, with what goes wrong with them.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::panic
)]

#[path = "../../src/tests/fake.rs"]
#[allow(dead_code)] // the unit tests use all of it
mod fake;
mod faults;
mod partner;
mod proxy;
mod reading;

// What the fakes take from their crate.
use timebank_feeder::*;
