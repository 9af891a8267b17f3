//! One file per family of messages. Who may send them has been checked when they are called.

mod agent;
mod branch;
mod case;
mod credential;
mod fact;
mod kin;
mod link;
mod member;
mod moving;
mod profile;
mod recovery;
mod role;
mod status;
mod wire;

pub use agent::{accept_agent, appoint_agent, revoke_agent};
pub use branch::{add_branch, add_operator, remove_operator};
pub use case::{decide, propose};
pub use credential::{issue_credential, renew_age, revoke_credential};
pub use fact::{apply_fact, undo_fact};
pub use kin::{accept_kin, propose_kin, revoke_kin};
pub use link::{confirm_link, link_account, set_link_delay, unlink};
pub use member::{register_group, register_member, Person};
pub use moving::{decide_move, request_move, withdraw_move};
pub use profile::{decide_profile, request_profile};
pub use recovery::{end_recovery, object_key, pending, set_recovery_rules};
pub use role::{appoint, dismiss, grant_role, revoke_role};
pub use status::{close, freeze, reinstate, suspend};
pub use wire::wire;

use timebank_api::member_registry::DELAYS;
use timebank_api::{Code, Seconds};
use timebank_std::{Error, Result};

/// That a delay which guards keys is one of [`DELAYS`].
fn check_delay(delay: Seconds) -> Result<()> {
    if DELAYS.contains(&delay) {
        Ok(())
    } else {
        Err(Error::with(Code::MessageInvalid, "delay"))
    }
}
