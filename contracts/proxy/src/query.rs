use crate::key::intent_scope;
use crate::state;
use cosmwasm_std::{to_json_binary, Binary, Deps, Env};
use timebank_api::proxy::{AccountResponse, KeyInfo, KeyResponse, NoncesResponse, QueryMsg};
use timebank_api::{Code, MemberId};
use timebank_intent::{Scope, MAX_LANES};
use timebank_std::{member_account, Result};

pub fn answer(deps: Deps, env: &Env, msg: QueryMsg) -> Result<Binary> {
    let answer = match msg {
        QueryMsg::Key { member, scope } => to_json_binary(&key(deps, member, intent_scope(scope))?),
        QueryMsg::Nonces { member, scope, lane } => {
            to_json_binary(&nonces(deps, member, intent_scope(scope), lane)?)
        }
        QueryMsg::Account { salt } => to_json_binary(&AccountResponse {
            account: member_account(deps.api, &env.contract.address, &salt)?.into(),
        }),
    };
    Ok(answer?)
}

fn key(deps: Deps, member: MemberId, scope: Scope) -> Result<KeyResponse> {
    let key = state::key(deps.storage, member, scope)?.map(|key| KeyInfo {
        key: key.point.into(),
        epoch: key.epoch,
        since: key.since,
        own: key.own,
    });
    Ok(KeyResponse { key })
}

/// Under the epoch of the key that is in force; 0 if there is none.
fn nonces(deps: Deps, member: MemberId, scope: Scope, lane: u8) -> Result<NoncesResponse> {
    if lane >= MAX_LANES {
        return Err(Code::IntentMalformed.into());
    }
    let epoch = state::key(deps.storage, member, scope)?.map_or(0, |key| key.epoch);
    let window = state::window(deps.storage, member, scope, lane, epoch)?;
    Ok(NoncesResponse { epoch, next: window.next, spent: window.spent.to_be_bytes().into() })
}
