use crate::{guard, state::kin};
use cosmwasm_std::{DepsMut, HexBinary, Response};
use timebank_api::member_registry::KinLink;
use timebank_api::record::MemberKind;
use timebank_api::{event, Actor, Code, MemberId};
use timebank_std::Result;

pub fn propose_kin(deps: DepsMut, actor: &Actor, to: MemberId, commitment: HexBinary) -> Result<Response> {
    let bytes = guard::digest(&commitment)?;
    guard::not_about(actor, to)?;
    for member in [actor.id, to] {
        if guard::active(deps.storage, member)?.kind != MemberKind::Person {
            return Err(Code::ForPersons.into());
        }
    }
    if kin::link(deps.storage, &bytes)?.is_some() {
        return Err(Code::KinExists.into());
    }
    let of = actor.id;
    kin::set(deps.storage, &bytes, &KinLink { of, to, accepted: false });
    Ok(Response::new().add_event(event::KinProposed { commitment, of, to }))
}

pub fn accept_kin(deps: DepsMut, actor: &Actor, commitment: HexBinary) -> Result<Response> {
    let bytes = guard::digest(&commitment)?;
    let link = kin::known(deps.storage, &bytes)?;
    if link.to != actor.id {
        return Err(Code::Unauthorized.into());
    }
    if link.accepted {
        return Err(Code::KinExists.into());
    }
    let KinLink { of, to, .. } = link;
    kin::set(deps.storage, &bytes, &KinLink { of, to, accepted: true });
    Ok(Response::new().add_event(event::KinAccepted { commitment, of, to }))
}

pub fn revoke_kin(deps: DepsMut, actor: &Actor, commitment: HexBinary) -> Result<Response> {
    let bytes = guard::digest(&commitment)?;
    let KinLink { of, to, .. } = kin::known(deps.storage, &bytes)?;
    if ![of, to].contains(&actor.id) {
        return Err(Code::Unauthorized.into());
    }
    kin::remove(deps.storage, &bytes);
    Ok(Response::new().add_event(event::KinRevoked { commitment, of, to, by: actor.by() }))
}
