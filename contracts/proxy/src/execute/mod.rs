//! The messages about keys. Who may send them has been checked when they are called.

mod add_member;
mod set_office_key;
mod set_owner_key;
mod wire;

pub use add_member::add_member;
pub use set_office_key::set_office_key;
pub use set_owner_key::set_owner_key;
pub use wire::wire;

use crate::key::{api_scope, Key};
use crate::state;
use cosmwasm_std::{DepsMut, Env, Response};
use timebank_api::{event, MemberId};
use timebank_intent::Scope;

/// The epoch of the first key of a scope.
const FIRST_EPOCH: u32 = 1;

/// Stores a key and says so.
fn store_key(
    deps: DepsMut,
    env: &Env,
    member: MemberId,
    scope: Scope,
    point: [u8; 33],
    epoch: u32,
) -> Response {
    let key = Key { point, epoch, since: env.block.time.seconds() };
    state::set_key(deps.storage, member, scope, key);
    Response::new().add_event(event::KeySet { member, scope: api_scope(scope), key: point.into(), epoch })
}
