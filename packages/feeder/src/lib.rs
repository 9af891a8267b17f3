#![doc = include_str!("../README.md")]
#![cfg_attr(test, allow(clippy::arithmetic_side_effects, clippy::cast_possible_truncation))]

pub mod check;
mod fact;
mod feed;
mod ledger;
mod links;
mod mapping;
mod moment;
mod row;
mod run;
mod secret;
mod source;
mod store;
#[cfg(test)]
mod tests;

pub use fact::Opening;
pub use feed::{Feed, FeedError, Step};
pub use ledger::{Ledger, LedgerError, OnChain, Refusal};
pub use links::{IdNumber, Links, LinksError, MatchingKey, Tag};
pub use mapping::{Mapping, MappingError, Policy};
pub use row::{Bad, Fault, Row};
pub use run::run;
pub use secret::{read_key, KeyError};
pub use source::{connect, Page, Source, SourceError};
pub use store::{Standing, Store};
