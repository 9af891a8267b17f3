//! One file per message.

mod follow;
mod refresh;

pub use follow::follow;
pub use refresh::refresh;

use crate::member::Member;
use crate::rules::{Packs, Rules};
use crate::{judge, state};
use cosmwasm_std::{DepsMut, Event};
use timebank_api::{event, MemberId};
use timebank_std::Result;

/// Judges a member by the rules in force and publishes the standing. Gives an event that tells everything.
fn judge(deps: &mut DepsMut, packs: &mut Packs, id: MemberId, mut member: Member) -> Result<Event> {
    let Rules { levels, conduct } = packs.of(deps.as_ref(), id)?;
    let standing = judge::standing(&member, &levels, &conduct);
    member.points = judge::points(&member.totals, &levels);
    state::save_member(deps.storage, id, &member)?;
    if state::standing(deps.storage, id)? != standing {
        state::save_standing(deps.storage, id, &standing);
    }
    let Member { totals, points, .. } = member;
    Ok(event::StandingSet { member: id, totals, points, standing }.into())
}
