#![doc = include_str!("../README.md")]
#![cfg_attr(test, allow(clippy::arithmetic_side_effects, clippy::cast_possible_truncation))]

mod account;
mod admit;
mod ask;
mod cases;
mod error;
mod migrate;
mod page;
pub mod store;
#[cfg(feature = "testing")]
pub mod testing;
mod text;
mod wiring;

pub use account::{fund_account, member_account, SALT_LEN};
pub use admit::{account_record, admit, admit_by, member_record, published, published_at, Acting, Addresses};
pub use ask::ask;
pub use cases::{case, cases, close_case, open_case, Case};
pub use error::Error;
pub use migrate::migrate;
pub use page::page_size;
pub use text::check_text;
pub use wiring::{address, council, set_council, set_wiring};

/// What a contract's functions give.
pub type Result<T> = std::result::Result<T, Error>;
