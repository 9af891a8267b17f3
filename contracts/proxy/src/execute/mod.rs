//! The messages about keys. Who may send them has been checked when they are called.

mod add_member;
mod recover;
mod rotate_key;
mod set_office_key;
mod set_owner_key;
mod wire;

pub use add_member::add_member;
pub use recover::{approve_key, confirm_key, finish_key, propose_key, refuse_key};
pub use rotate_key::rotate_key;
pub use set_office_key::set_office_key;
pub use set_owner_key::set_owner_key;
pub use wire::wire;

use crate::key::{api_scope, parse_point, verifies, Key};
use crate::state;
use cosmwasm_std::{Api, Deps, DepsMut, Env, Response, Storage};
use timebank_api::permission::Contract;
use timebank_api::{event, Code, MemberId};
use timebank_intent::{key_proof_digest, Scope};
use timebank_std::{published, Result};

/// The epoch of the first key of a scope.
const FIRST_EPOCH: u32 = 1;

/// A key on its way to its place.
struct Placed {
    point: [u8; 33],
    epoch: u32,
    own: bool,
}

/// Stores a key and says so.
fn store_key(deps: DepsMut, env: &Env, member: MemberId, scope: Scope, new: Placed) -> Result<Response> {
    let Placed { point, epoch, own } = new;
    let was_own = state::key(deps.storage, member, scope)?.is_some_and(|old| old.own);
    let key = Key { point, epoch, since: env.block.time.seconds(), own };
    state::set_key(deps.storage, member, scope, key);
    let scope = api_scope(scope);
    let response = Response::new().add_event(event::KeySet { member, scope, key: point.into(), epoch });
    Ok(if own == was_own {
        response
    } else {
        response.add_event(event::CustodyChanged { member, scope, own })
    })
}

/// The epoch of a scope's next key: no intent signed before bears it.
fn next_epoch(storage: &dyn Storage, member: MemberId, scope: Scope) -> Result<u32> {
    Ok(match state::key(storage, member, scope)? {
        Some(old) => old.epoch.checked_add(1).ok_or(Code::Overflow)?,
        None => FIRST_EPOCH,
    })
}

/// The point of a new key whose holder has it.
fn proven_point(
    api: &dyn Api,
    env: &Env,
    member: MemberId,
    scope: Scope,
    epoch: u32,
    (key, proof): (&[u8], &[u8]),
) -> Result<[u8; 33]> {
    let point = parse_point(api, key)?;
    let own = api.addr_canonicalize(env.contract.address.as_str())?;
    let own = own.as_slice().try_into().map_err(|_| Code::StateInvalid)?;
    let digest = key_proof_digest(&env.block.chain_id, &own, member, scope, epoch);
    if !verifies(api, &point, &digest, proof) {
        return Err(Code::KeyProof.into());
    }
    Ok(point)
}

/// A value that another contract publishes.
fn read(deps: Deps, contract: Contract, key: Vec<u8>) -> Result<Option<Vec<u8>>> {
    published(deps, contract, key, |bytes| Some(bytes.to_vec()))
}
