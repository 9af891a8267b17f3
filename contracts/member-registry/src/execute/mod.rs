//! One file per family of messages. Who may send them has been checked when they are called.

mod branch;
mod member;
mod role;
mod wire;

pub use branch::{add_branch, add_operator, remove_operator};
pub use member::{register_member, Person};
pub use role::{grant_role, revoke_role};
pub use wire::wire;
