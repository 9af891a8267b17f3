use super::judge;
use crate::rules::Packs;
use crate::state;
use cosmwasm_std::{DepsMut, Response};
use std::collections::btree_map::{BTreeMap, Entry};
use timebank_api::permission::Contract;
use timebank_api::record::{fact_key, Fact};
use timebank_api::reputation::MAX_FOLLOWED;
use timebank_api::{event, Code};
use timebank_std::{published, Error, Result};

/// Learns the next facts of the activity-registry, in the order in which it numbered them, each once.
pub fn follow(mut deps: DepsMut, limit: Option<u32>) -> Result<Response> {
    let mut members = BTreeMap::new();
    let first = state::next(deps.storage)?;
    let mut next = first;
    for _ in 0..limit.unwrap_or(MAX_FOLLOWED).min(MAX_FOLLOWED) {
        let fact = published(deps.as_ref(), Contract::ActivityRegistry, fact_key(next), Fact::from_bytes)?;
        let Some(fact) = fact else { break };
        let member = match members.entry(fact.of) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(state::member(deps.storage, fact.of)?.unwrap_or_default()),
        };
        member.learn(&fact);
        next = next.checked_add(1).ok_or_else(|| Error::from(Code::Overflow))?;
    }
    if next == first {
        return Ok(Response::new());
    }
    state::save_next(deps.storage, next);
    let mut packs = Packs::default();
    let mut response = Response::new().add_event(event::FactsFollowed { through: next.saturating_sub(1) });
    for (id, member) in members {
        response = response.add_event(judge(&mut deps, &mut packs, id, member)?);
    }
    Ok(response)
}
