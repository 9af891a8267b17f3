//! Agents: what both sides agreed on is published, what is only offered is kept here.

use super::{number, page_of};
use cosmwasm_std::Storage;
use timebank_api::member_registry::{AgentInfo, MAX_AGENTS};
use timebank_api::record::{agent_key, AgentRecord};
use timebank_api::{Code, MemberId};
use timebank_std::Result;

/// What is offered has the bytes of what is published once it is agreed.
fn offer_key(principal: MemberId, agent: MemberId) -> Vec<u8> {
    [b"agent/".as_slice(), &principal.to_be_bytes(), &agent.to_be_bytes()].concat()
}

pub fn offer(storage: &dyn Storage, principal: MemberId, agent: MemberId) -> Result<Option<AgentRecord>> {
    read(storage, &offer_key(principal, agent))
}

pub fn agreed(storage: &dyn Storage, principal: MemberId, agent: MemberId) -> Result<Option<AgentRecord>> {
    read(storage, &agent_key(principal, agent))
}

fn read(storage: &dyn Storage, key: &[u8]) -> Result<Option<AgentRecord>> {
    let Some(bytes) = storage.get(key) else {
        return Ok(None);
    };
    AgentRecord::from_bytes(&bytes).map(Some).ok_or_else(|| Code::StateInvalid.into())
}

pub fn set_offer(storage: &mut dyn Storage, principal: MemberId, agent: MemberId, terms: &AgentRecord) {
    storage.set(&offer_key(principal, agent), &terms.to_bytes());
}

/// Publishes what was offered.
pub fn agree(storage: &mut dyn Storage, principal: MemberId, agent: MemberId, terms: &AgentRecord) {
    storage.remove(&offer_key(principal, agent));
    storage.set(&agent_key(principal, agent), &terms.to_bytes());
}

/// Ends agency and offer.
pub fn remove(storage: &mut dyn Storage, principal: MemberId, agent: MemberId) {
    storage.remove(&offer_key(principal, agent));
    storage.remove(&agent_key(principal, agent));
}

/// All agents of a principal in the order of their ids, at most [`MAX_AGENTS`].
pub fn agents(storage: &dyn Storage, principal: MemberId) -> Result<Vec<AgentInfo>> {
    let most = usize::try_from(MAX_AGENTS).unwrap_or(0);
    let mut ids: Vec<MemberId> = vec![];
    for prefix in [agent_key(principal, 0), offer_key(principal, 0)] {
        // Without the agent's eight bytes.
        let prefix = prefix.split_last_chunk::<8>().map_or(prefix.as_slice(), |(prefix, _)| prefix);
        for (key, _) in page_of(storage, prefix, None, most) {
            let id = MemberId::from_be_bytes(number(&key)?);
            let at = ids.partition_point(|other| *other < id);
            if ids.get(at) != Some(&id) {
                ids.insert(at, id);
            }
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
