#![doc = include_str!("../README.md")]
#![cfg_attr(test, allow(clippy::arithmetic_side_effects, clippy::cast_possible_truncation))]

mod admission;
mod attendance;
pub mod contract;
mod effects;
mod execute;
mod fact;
mod guard;
mod life;
mod pack;
mod query;
mod reward;
mod state;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod validate;
