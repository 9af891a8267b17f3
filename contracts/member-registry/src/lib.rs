#![doc = include_str!("../README.md")]
#![cfg_attr(test, allow(clippy::arithmetic_side_effects, clippy::cast_possible_truncation))]

pub mod contract;
mod execute;
mod guard;
mod query;
mod state;
mod told;
