use crate::{guard, state::profile};
use cosmwasm_std::{DepsMut, Env, HexBinary, Response};
use timebank_api::member_registry::{ProfileKind, ProfileRequest, MAX_REASON};
use timebank_api::{event, Actor};
use timebank_std::{check_text, Result};

pub fn request_profile(
    deps: DepsMut,
    env: &Env,
    actor: &Actor,
    kind: ProfileKind,
    commitment: HexBinary,
) -> Result<Response> {
    guard::digest(&commitment)?;
    let (member, by) = (actor.id, actor.by());
    let asked = ProfileRequest {
        id: 0,
        member,
        kind,
        commitment: commitment.clone(),
        by,
        since: env.block.time.seconds(),
    };
    let request = profile::ask(deps.storage, asked)?;
    Ok(Response::new().add_event(event::ProfileRequested { request, member, kind, commitment, by }))
}

pub fn decide_profile(
    deps: DepsMut,
    env: &Env,
    actor: &Actor,
    id: u64,
    approved: bool,
    reason: String,
) -> Result<Response> {
    // Whoever is refused is told why.
    check_text("reason", &reason, usize::from(!approved), MAX_REASON)?;
    let request = profile::request(deps.storage, id)?;
    guard::of_own_branch(deps.storage, actor, request.member)?;
    guard::not_about(actor, request.by)?;
    profile::decide(deps.storage, &request, approved, env.block.time.seconds());
    Ok(Response::new().add_event(event::ProfileDecided {
        request: id,
        member: request.member,
        kind: request.kind,
        commitment: request.commitment,
        approved,
        by: actor.by(),
        reason,
    }))
}
