//! Agents: what both sides agreed on is published, what is only offered is kept here.

use super::{number, page_of};
use cosmwasm_std::{Binary, Order, Storage};
use cw_storage_plus::Map;
use timebank_api::member_registry::{AgentInfo, MAX_AGENTS};
use timebank_api::record::{agent_key, AgentRecord};
use timebank_api::{Code, MemberId};
use timebank_std::Result;

/// In the bytes of what is published once it is agreed.
const OFFERS: Map<(MemberId, MemberId), Binary> = Map::new("agent_offers");

pub fn offer(storage: &dyn Storage, principal: MemberId, agent: MemberId) -> Result<Option<AgentRecord>> {
    let Some(bytes) = OFFERS.may_load(storage, (principal, agent))? else {
        return Ok(None);
    };
    AgentRecord::from_bytes(&bytes).map(Some).ok_or_else(|| Code::StateInvalid.into())
}

pub fn agreed(storage: &dyn Storage, principal: MemberId, agent: MemberId) -> Result<Option<AgentRecord>> {
    let Some(bytes) = storage.get(&agent_key(principal, agent)) else {
        return Ok(None);
    };
    AgentRecord::from_bytes(&bytes).map(Some).ok_or_else(|| Code::StateInvalid.into())
}

pub fn set_offer(
    storage: &mut dyn Storage,
    principal: MemberId,
    agent: MemberId,
    terms: &AgentRecord,
) -> Result<()> {
    Ok(OFFERS.save(storage, (principal, agent), &terms.to_bytes().into())?)
}

/// Publishes what was offered.
pub fn agree(storage: &mut dyn Storage, principal: MemberId, agent: MemberId, terms: &AgentRecord) {
    OFFERS.remove(storage, (principal, agent));
    storage.set(&agent_key(principal, agent), &terms.to_bytes());
}

/// Ends agency and offer.
pub fn remove(storage: &mut dyn Storage, principal: MemberId, agent: MemberId) {
    OFFERS.remove(storage, (principal, agent));
    storage.remove(&agent_key(principal, agent));
}

/// All agents of a principal in the order of their ids, at most [`MAX_AGENTS`].
pub fn agents(storage: &dyn Storage, principal: MemberId) -> Result<Vec<AgentInfo>> {
    let prefix = [b"g/".as_slice(), &principal.to_be_bytes()].concat();
    let most = usize::try_from(MAX_AGENTS).unwrap_or(0);
    let mut ids: Vec<MemberId> = page_of(storage, &prefix, None, most)
        .into_iter()
        .map(|(key, _)| Ok(MemberId::from_be_bytes(number(&key)?)))
        .collect::<Result<_>>()?;
    for offered in OFFERS.prefix(principal).keys(storage, None, None, Order::Ascending).take(most) {
        let offered = offered?;
        let at = ids.partition_point(|id| *id < offered);
        if ids.get(at) != Some(&offered) {
            ids.insert(at, offered);
        }
    }
    let info = |agent| -> Result<Option<AgentInfo>> {
        let agreed = agreed(storage, principal, agent)?;
        let accepted = agreed.is_some();
        let terms = if accepted { agreed } else { offer(storage, principal, agent)? };
        Ok(terms.map(|AgentRecord { rights, daily, until }| AgentInfo {
            agent,
            rights,
            daily,
            until,
            accepted,
        }))
    };
    ids.into_iter().filter_map(|agent| info(agent).transpose()).collect()
}
