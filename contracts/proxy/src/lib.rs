#![doc = include_str!("../README.md")]
#![cfg_attr(test, allow(clippy::arithmetic_side_effects, clippy::cast_possible_truncation))]

pub mod contract;
#[cfg(all(target_arch = "wasm32", not(feature = "library")))]
mod entry;
mod execute;
mod key;
mod query;
mod relay;
mod state;
