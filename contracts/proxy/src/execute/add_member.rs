use super::{store_key, Placed, FIRST_EPOCH};
use crate::key::parse_point;
use crate::state;
use cosmwasm_std::{DepsMut, Env, Response};
use timebank_api::{Code, MemberId};
use timebank_intent::Scope;
use timebank_std::Result;

pub fn add_member(deps: DepsMut, env: &Env, member: MemberId, key: &[u8]) -> Result<Response> {
    let point = parse_point(deps.api, key)?;
    if state::key(deps.storage, member, Scope::Everyday)?.is_some() {
        return Err(Code::KeyExists.into());
    }
    store_key(deps, env, member, Scope::Everyday, Placed { point, epoch: FIRST_EPOCH, own: false })
}
