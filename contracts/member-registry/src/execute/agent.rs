use crate::{guard, state::agent};
use cosmwasm_std::{DepsMut, Env, HexBinary, Response, Storage};
use timebank_api::member_registry::{MAX_AGENCY, MAX_AGENTS};
use timebank_api::record::{AgentRecord, MemberKind};
use timebank_api::{event, Actor, Code, MemberId, Right, Rights};
use timebank_std::Result;

pub fn appoint_agent(
    deps: DepsMut,
    env: &Env,
    actor: &Actor,
    agent: MemberId,
    terms: AgentRecord,
) -> Result<Response> {
    let appointed = offer(deps.storage, env, actor.id, agent, terms, None)?;
    Ok(Response::new().add_event(appointed))
}

/// Offers an agency, by the principal or in the principal's name.
pub fn offer(
    storage: &mut dyn Storage,
    env: &Env,
    principal: MemberId,
    agent: MemberId,
    terms: AgentRecord,
    consent: Option<HexBinary>,
) -> Result<event::AgentAppointed> {
    check_terms(env, &terms)?;
    if agent == principal {
        return Err(Code::OwnCase.into());
    }
    if guard::active(storage, agent)?.kind != MemberKind::Person {
        return Err(Code::ForPersons.into());
    }
    let others = agent::agents(storage, principal)?.iter().filter(|known| known.agent != agent).count();
    if others >= usize::try_from(MAX_AGENTS).unwrap_or(0) {
        return Err(Code::TooMany.into());
    }
    agent::set_offer(storage, principal, agent, &terms);
    let AgentRecord { rights, daily, until } = terms;
    Ok(event::AgentAppointed { principal, agent, rights, daily, until, consent })
}

fn check_terms(env: &Env, terms: &AgentRecord) -> Result<()> {
    let all = [Right::TakePart, Right::Commit, Right::Donate, Right::Profile]
        .into_iter()
        .fold(Rights::default(), Rights::with);
    let now = env.block.time.seconds();
    let possible = terms.rights.0 != 0
        && terms.rights.0 & !all.0 == 0
        && terms.until > now
        && terms.until.saturating_sub(now) <= MAX_AGENCY;
    possible.then_some(()).ok_or_else(|| Code::AgentTerms.into())
}

pub fn accept_agent(deps: DepsMut, env: &Env, actor: &Actor, principal: MemberId) -> Result<Response> {
    let agent = actor.id;
    let terms = agent::offer(deps.storage, principal, agent)?.ok_or(Code::AgentUnknown)?;
    check_terms(env, &terms)?;
    agent::agree(deps.storage, principal, agent, &terms);
    let AgentRecord { rights, daily, until } = terms;
    Ok(Response::new().add_event(event::AgentAccepted { principal, agent, rights, daily, until }))
}

pub fn revoke_agent(deps: DepsMut, actor: &Actor, principal: MemberId, agent: MemberId) -> Result<Response> {
    if ![principal, agent].contains(&actor.id) {
        return Err(Code::Unauthorized.into());
    }
    Ok(Response::new().add_event(dismiss(deps.storage, principal, agent, actor.by())?))
}

/// Ends an agency, agreed or offered.
pub fn dismiss(
    storage: &mut dyn Storage,
    principal: MemberId,
    agent: MemberId,
    by: MemberId,
) -> Result<event::AgentRevoked> {
    let known = agent::agreed(storage, principal, agent)?.or(agent::offer(storage, principal, agent)?);
    known.ok_or(Code::AgentUnknown)?;
    agent::remove(storage, principal, agent);
    Ok(event::AgentRevoked { principal, agent, by })
}
