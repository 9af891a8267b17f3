#![doc = include_str!("../README.md")]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod invariants;
mod member;
mod rooms;
mod suite;

pub use invariants::Totals;
pub use member::{key_of, sign, TestMember};
pub use suite::{activity, plain_pack, Suite, BRANCHES, CODE_PERIOD};
