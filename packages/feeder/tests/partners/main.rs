//! Partners' databases as feeders read them: real servers of each kind, with what goes wrong with them.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::panic
)]

mod partner;
mod reading;
