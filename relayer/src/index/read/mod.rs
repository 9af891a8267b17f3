//! Reading what the index knows. Every list pages by key; nothing here asks the chain.

mod accounts;
mod activities;
mod conduct;
mod disputes;
mod enrolments;
mod feed;
mod listings;
mod members;
mod qualify;

pub use accounts::{balance, grants, statement, Granted, StatementLine};
pub use activities::{
    activities, activities_of, activity, publications, review_queue, Activity, ActivityCursor,
    ActivityFilter, ActivityOrder,
};
pub use conduct::{
    blocks, follow_ups, follow_ups_at, is_blocked, ratings, reputation, FollowUp, Rating, Reputation,
};
pub use disputes::{dispute, dispute_queue, disputes_of, disputes_with, Dispute, DisputeCursor};
pub use enrolments::{enrolment, enrolments, participations, receipt, Enrolment};
pub use feed::{feed, last_feed_id};
pub use listings::{answers, has_answered, listing, listing_queue, listings, Listing, ListingFilter};
pub use members::{
    branch, branches, holders, key, member, member_by_account, operator_branch, pack, pack_version, Branch,
    Key, Member,
};
pub use qualify::{findings, known, of_providing_age, openings, qualities, Known, Opening, Qualities};

/// The most any list gives.
pub const MAX_PAGE: u32 = 100;

fn page(limit: u32) -> i64 {
    i64::from(limit.clamp(1, MAX_PAGE))
}
