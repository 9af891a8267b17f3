#![doc = include_str!("../README.md")]
#![cfg_attr(test, allow(clippy::arithmetic_side_effects, clippy::cast_possible_truncation))]

pub mod api;
pub mod app;
pub mod audit;
pub mod backup;
pub mod cli;
pub mod config;
pub mod content;
pub mod custody;
pub mod db;
pub mod doctor;
pub mod identity;
pub mod index;
pub mod matching;
pub mod notify;
pub mod oracle;
pub mod outgoing;
pub mod proofs;
pub mod relay;
pub mod review;
pub mod stream;
pub mod telemetry;

#[cfg(test)]
mod fake;
