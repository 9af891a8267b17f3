#![doc = include_str!("../README.md")]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod code;
mod invariants;
mod member;
mod rooms;
pub mod scene;
mod suite;

pub use invariants::Totals;
pub use member::{key_of, sign, TestMember};
pub use suite::{activity, deploy, plain_pack, Chain, Suite, BRANCHES, CODE_PERIOD};
