#![doc = include_str!("../README.md")]
#![cfg_attr(test, allow(clippy::arithmetic_side_effects, clippy::cast_possible_truncation))]

mod book;
mod buckets;
mod calendar;
pub mod contract;
mod execute;
mod query;
mod state;

#[cfg(test)]
mod testing;
