//! One file per act.

mod agree;
mod attest;
mod decide;
mod source;

pub use agree::answered;
pub use attest::{attest, dismiss, heartbeat};
pub use decide::{approve, object, reject, undo};
pub use source::{quarantine, release, set_source};

use cosmwasm_std::Env;
use timebank_api::Seconds;

fn now(env: &Env) -> Seconds {
    env.block.time.seconds()
}
