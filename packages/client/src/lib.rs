#![doc = include_str!("../README.md")]
#![cfg_attr(test, allow(clippy::arithmetic_side_effects, clippy::cast_possible_truncation))]

pub mod address;
mod client;
mod commits;
pub mod confirmation;
mod contracts;
pub mod decode;
mod node;
pub mod proof;
pub mod results;
mod secret;
pub mod tx;

pub use client::Client;
pub use commits::{CommitError, Commits};
pub use contracts::Contracts;
pub use node::{
    Account, Attribute, Block, BlockTx, Broadcast, Node, NodeError, RawEvent, Status, Trial, TxResult,
};
pub use secret::{address_of, verifies, SecretKey, SecretKeyError};
pub use tx::{Envelope, Execute, SignedTx, TxError};
