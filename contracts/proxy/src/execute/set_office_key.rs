use super::{store_key, FIRST_EPOCH};
use crate::key::parse_point;
use crate::state;
use cosmwasm_std::{DepsMut, Env, Response};
use timebank_api::permission::Contract;
use timebank_api::{Code, MemberId, Roles};
use timebank_intent::Scope;
use timebank_std::{address, member_record, Result};

pub fn set_office_key(deps: DepsMut, env: &Env, member: MemberId, key: &[u8]) -> Result<Response> {
    let point = parse_point(deps.api, key)?;
    let registry = address(deps.as_ref(), Contract::MemberRegistry)?;
    if member_record(&deps.querier, &registry, member)?.roles == Roles::default() {
        return Err(Code::RoleNotHeld.into());
    }
    // A key that follows another has a higher epoch, which no intent signed before bears.
    let epoch = match state::key(deps.storage, member, Scope::Office)? {
        Some(old) => old.epoch.checked_add(1).ok_or(Code::Overflow)?,
        None => FIRST_EPOCH,
    };
    Ok(store_key(deps, env, member, Scope::Office, point, epoch))
}
