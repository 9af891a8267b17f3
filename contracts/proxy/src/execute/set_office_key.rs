use super::{next_epoch, store_key, Placed};
use crate::key::parse_point;
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
    let epoch = next_epoch(deps.storage, member, Scope::Office)?;
    store_key(deps, env, member, Scope::Office, Placed { point, epoch, own: false })
}
