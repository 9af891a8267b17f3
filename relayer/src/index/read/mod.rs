//! Reading what the index knows. Every list pages by key; nothing here asks the chain.

mod accounts;
mod activities;
mod enrolments;
mod feed;
mod members;

pub use accounts::{balance, grants, statement, supply, BranchSupply, Granted, StatementLine, Supply};
pub use activities::{
    activities, activity, publications, review_queue, Activity, ActivityCursor, ActivityFilter, ActivityOrder,
};
pub use enrolments::{enrolment, enrolments, participations, receipt, Enrolment};
pub use feed::{feed, last_feed_id};
pub use members::{
    branch, branches, holders, key, member, member_by_account, operator_branch, pack, Branch, Key, Member,
};

/// The most any list gives.
pub const MAX_PAGE: u32 = 100;

fn page(limit: u32) -> i64 {
    i64::from(limit.clamp(1, MAX_PAGE))
}
