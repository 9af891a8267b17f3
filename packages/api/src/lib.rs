#![doc = include_str!("../README.md")]
#![cfg_attr(test, allow(clippy::arithmetic_side_effects, clippy::cast_possible_truncation))]

pub mod activity_registry;
pub mod actor;
pub mod codes;
pub mod event;
pub mod ledger;
pub mod member_registry;
pub mod oracle;
pub mod permission;
pub mod proxy;
mod reading;
pub mod record;
pub mod reputation;
pub mod rulebook;
pub mod time_token;
pub mod training;

pub use actor::{Actor, Agent, Right, Rights, Role, Roles, Scope, Wiring};
pub use codes::Code;
pub use event::Event;

/// A member, numbered over all branches in the order of registration, from 1.
pub type MemberId = u64;
/// A branch, numbered in the order of admission, from 1.
pub type BranchId = u32;
/// An activity, numbered in the order of creation, from 1.
pub type ActivityId = u64;
/// A course, numbered in the order of creation, from 1.
pub type CourseId = u64;
/// Whole minutes of TIME.
pub type Minutes = u32;
/// Seconds of Unix time, UTC.
pub type Seconds = u64;

/// What an `Activity` list query gives when no limit is named.
pub const DEFAULT_LIMIT: u32 = 10;
/// The most any list query gives.
pub const MAX_LIMIT: u32 = 30;
