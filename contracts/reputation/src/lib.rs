#![doc = include_str!("../README.md")]
#![cfg_attr(test, allow(clippy::arithmetic_side_effects, clippy::cast_possible_truncation))]

pub mod contract;
mod execute;
mod judge;
mod member;
mod query;
mod rules;
mod state;

#[cfg(test)]
mod tests;
