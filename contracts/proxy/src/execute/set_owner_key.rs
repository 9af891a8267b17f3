use super::recover::drop_proposal;
use super::{proven_point, read, store_key, Placed, FIRST_EPOCH};
use crate::state;
use cosmwasm_std::{Deps, DepsMut, Env, Response};
use timebank_api::permission::Contract;
use timebank_api::{Actor, Code};
use timebank_intent::Scope;
use timebank_std::Result;

/// The first owner key. It comes into being with the member and the custodian branch together while there is nothing to
/// steal: whoever holds only the everyday key cannot make himself the owner of somebody's TIME.
pub fn set_owner_key(deps: DepsMut, env: &Env, actor: &Actor, key: &[u8], proof: &[u8]) -> Result<Response> {
    if actor.relayed_by != actor.branch {
        return Err(Code::OtherBranch.into());
    }
    if state::key(deps.storage, actor.id, Scope::Owner)?.is_some() {
        return Err(Code::KeyExists.into());
    }
    drop_proposal(deps.storage, actor.id, Scope::Owner)?;
    let proven = (key, proof);
    let point = proven_point(deps.api, env, actor.id, Scope::Owner, FIRST_EPOCH, proven)?;
    if !is_empty(deps.as_ref(), &actor.account)? {
        return Err(Code::KeyBalance.into());
    }
    store_key(deps, env, actor.id, Scope::Owner, Placed { point, epoch: FIRST_EPOCH, own: false })
}

/// Whether an account holds nothing: read where cw20-base keeps its balances, which costs a fifth of asking.
fn is_empty(deps: Deps, account: &str) -> Result<bool> {
    let key = [b"\0\x07balance".as_slice(), account.as_bytes()].concat();
    let balance = read(deps, Contract::TimeToken, key)?;
    Ok(balance.is_none_or(|balance| balance == b"\"0\""))
}
