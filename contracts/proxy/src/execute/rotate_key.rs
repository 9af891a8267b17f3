use super::recover::drop_proposal;
use super::{next_epoch, proven_point, store_key, Placed};
use crate::key::intent_scope;
use cosmwasm_std::{DepsMut, Env, Response};
use timebank_api::proxy::NewKey;
use timebank_api::{Actor, Code};
use timebank_intent::Scope;
use timebank_std::Result;

/// An office key is not the member's to replace. Whoever has the owner key needs no recovery, so one that was only proposed ends;
/// one that two branches agreed on is objected to instead.
pub fn rotate_key(deps: DepsMut, env: &Env, actor: &Actor, new: &NewKey) -> Result<Response> {
    let scope = intent_scope(new.scope);
    if new.member != actor.id {
        return Err(Code::Unauthorized.into());
    }
    if scope == Scope::Office {
        return Err(Code::ScopeInsufficient.into());
    }
    drop_proposal(deps.storage, actor.id, scope)?;
    let epoch = next_epoch(deps.storage, actor.id, scope)?;
    let point = proven_point(deps.api, env, actor.id, scope, epoch, (&new.key, &new.proof))?;
    store_key(deps, env, actor.id, scope, Placed { point, epoch, own: new.own })
}
