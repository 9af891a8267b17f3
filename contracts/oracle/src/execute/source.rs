use crate::guard::{caretaker, ensure};
use crate::state::{self, Feeder, Source};
use crate::validate;
use cosmwasm_std::{DepsMut, Response};
use timebank_api::oracle::{SourceId, SourceInput};
use timebank_api::{event, Actor, Code};
use timebank_std::{Error, Result};

pub fn set_source(deps: DepsMut, id: Option<SourceId>, input: SourceInput) -> Result<Response> {
    validate::source(&input)?;
    let before = id.map(|id| state::source(deps.storage, id)).transpose()?;
    let (old, mut next_feeder) =
        before.map_or((vec![], 0), |source: Source| (source.feeders, source.next_feeder));
    let mut feeders = vec![];
    for account in input.feeders {
        deps.api.addr_validate(&account).map_err(|_| Error::from(Code::AddressInvalid))?;
        let known = old.iter().find(|feeder| feeder.account == account).cloned();
        feeders.push(match known {
            Some(feeder) => feeder,
            None => {
                let id = next_feeder;
                next_feeder = next_feeder.checked_add(1).ok_or(Code::Overflow)?;
                Feeder { id, account }
            }
        });
    }
    let source = Source {
        name: input.name,
        kind: input.kind,
        branch: input.branch,
        rules: input.rules,
        k: input.k,
        feeders,
        next_feeder,
        staleness: input.staleness,
        undo_window: input.undo_window,
        mass_change: input.mass_change,
    };
    let id = id.map_or_else(|| state::next_source(deps.storage), Ok)?;
    let mut standing = state::standing(deps.storage, id)?;
    standing.sequence = standing.sequence.max(input.sequence);
    state::save_standing(deps.storage, id, &standing)?;
    state::save_source(deps.storage, id, &source)?;
    let input = Box::new(source.input(standing.sequence));
    Ok(Response::new().add_event(event::SourceSet { source: id, input }))
}

pub fn quarantine(deps: DepsMut, actor: &Actor, id: SourceId, reason: String) -> Result<Response> {
    validate::reason(&reason)?;
    caretaker(&state::source(deps.storage, id)?, actor)?;
    let mut standing = state::standing(deps.storage, id)?;
    ensure(!standing.quarantined, Code::SourceQuarantine)?;
    standing.quarantined = true;
    state::save_standing(deps.storage, id, &standing)?;
    let by = Some(actor.by());
    Ok(Response::new().add_event(event::SourceQuarantined { source: id, by, reason }))
}

pub fn release(deps: DepsMut, actor: &Actor, id: SourceId) -> Result<Response> {
    caretaker(&state::source(deps.storage, id)?, actor)?;
    let mut standing = state::standing(deps.storage, id)?;
    ensure(standing.quarantined, Code::SourceQuarantine)?;
    standing.quarantined = false;
    standing.changes = 0;
    state::save_standing(deps.storage, id, &standing)?;
    Ok(Response::new().add_event(event::SourceReleased { source: id, by: actor.by() }))
}
