//! One file per act.

mod administer;
mod attend;
mod block;
mod confirm;
mod dispute;
mod enrol;
mod escalate;
mod listing;
mod publish;
mod rate;
mod review;
mod seats;
mod settle;
mod tick;
mod withdraw;

pub use administer::{add_co_administrator, remove_co_administrator};
pub use attend::{check_in, check_out, record_attendance};
pub use block::{block, unblock};
pub use confirm::confirm_minutes;
pub use dispute::{decide_dispute, open_dispute};
pub use enrol::{admit, decline, enrol, withdraw_enrolment};
pub use listing::{close_listing, draft_listing, edit_listing, respond, review_listing, submit_listing};
pub use publish::{draft, edit, publish, publish_series, submit};
pub use rate::{assess, follow_up, rate};
pub use review::{approve, send_back, take_down};
pub use settle::settle;
pub use tick::{elapse, requeue, tick};
pub use withdraw::withdraw;

use crate::guard::ensure;
use cosmwasm_std::{Deps, Env};
use timebank_api::permission::Contract;
use timebank_api::record::{agent_key, AgentRecord, MemberRecord};
use timebank_api::{ActivityId, Actor, Code, MemberId, Seconds};
use timebank_std::{address, member_record, published, Result};

/// An activity at the revision that the sender saw.
type Seen = (ActivityId, u32);
/// A participant's part in an activity.
type Part = (ActivityId, MemberId);

fn now(env: &Env) -> Seconds {
    env.block.time.seconds()
}

/// Who is somebody's agent decides none of that member's cases.
///
/// # Errors
/// `auth.own_case`.
fn not_agent(deps: Deps, actor: &Actor, principal: MemberId) -> Result<()> {
    let key = agent_key(principal, actor.id);
    let agent = published(deps, Contract::MemberRegistry, key, AgentRecord::from_bytes)?;
    ensure(agent.is_none(), Code::OwnCase)
}

/// What the member-registry publishes about a member.
pub fn member_of(deps: Deps, member: MemberId) -> Result<MemberRecord> {
    let registry = address(deps, Contract::MemberRegistry)?;
    member_record(&deps.querier, &registry, member)
}
