use crate::{guard, state, state::credential};
use cosmwasm_std::{DepsMut, Env, HexBinary, Response};
use timebank_api::record::AgeClass;
use timebank_api::{event, Actor, Code, MemberId, Seconds};
use timebank_std::Result;

pub fn issue_credential(
    deps: DepsMut,
    env: &Env,
    actor: &Actor,
    member: MemberId,
    commitment: HexBinary,
    valid_until: Seconds,
) -> Result<Response> {
    guard::of_own_branch(deps.storage, actor, member)?;
    let bytes = guard::digest(&commitment)?;
    if valid_until <= env.block.time.seconds() {
        return Err(Code::CredentialDate.into());
    }
    let by = Some(actor.by());
    credential::set_credential(deps.storage, member, &bytes, Some((valid_until, by)));
    Ok(Response::new().add_event(event::CredentialIssued { member, commitment, valid_until, by }))
}

pub fn revoke_credential(
    deps: DepsMut,
    actor: &Actor,
    member: MemberId,
    commitment: HexBinary,
) -> Result<Response> {
    guard::of_own_branch(deps.storage, actor, member)?;
    let bytes = guard::digest(&commitment)?;
    credential::credential(deps.storage, member, &bytes)?.ok_or(Code::CredentialUnknown)?;
    credential::set_credential(deps.storage, member, &bytes, None);
    let by = Some(actor.by());
    Ok(Response::new().add_event(event::CredentialRevoked { member, commitment, by }))
}

pub fn renew_age(deps: DepsMut, actor: &Actor, member: MemberId, age: AgeClass) -> Result<Response> {
    let mut record = guard::of_own_branch(deps.storage, actor, member)?;
    if age <= record.age {
        return Err(Code::AgeOrder.into());
    }
    record.age = age;
    state::set_member(deps.storage, member, &record);
    Ok(Response::new().add_event(event::AgeSet { member, age, by: Some(actor.by()) }))
}
