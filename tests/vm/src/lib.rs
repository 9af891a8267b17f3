#![doc = include_str!("../README.md")]

pub mod code;
mod vm;

#[path = "../../../packages/testing/src/invariants.rs"]
mod invariants;
#[path = "../../../packages/testing/src/member.rs"]
mod member;
#[path = "../../../packages/testing/src/rooms.rs"]
mod rooms;
#[path = "../../../packages/testing/src/suite.rs"]
mod suite;

pub use invariants::Totals;
pub use member::{key_of, sign, TestMember};
pub use suite::{activity, deploy, plain_pack, Chain, Suite, BRANCHES, CODE_PERIOD};
