//! One file per act.

mod certificate;
mod course;
mod enrol;
mod result;
mod review;
mod seats;

pub use certificate::{issue_attested, renew, revoke, revoke_attested, undo_attested};
pub use course::{cancel, complete, draft, edit, set_trainers, submit};
pub use enrol::{enrol, withdraw};
pub use result::{attend, fail, pass};
pub use review::{approve, send_back};

use cosmwasm_std::{Deps, Env};
use timebank_api::permission::Contract;
use timebank_api::record::MemberRecord;
use timebank_api::{CourseId, MemberId, Seconds};
use timebank_std::{address, member_record, Result};

/// A course at the revision that the sender saw.
type Seen = (CourseId, u32);

fn now(env: &Env) -> Seconds {
    env.block.time.seconds()
}

/// What the member-registry publishes about a member.
fn member_of(deps: Deps, member: MemberId) -> Result<MemberRecord> {
    let registry = address(deps, Contract::MemberRegistry)?;
    member_record(&deps.querier, &registry, member)
}
