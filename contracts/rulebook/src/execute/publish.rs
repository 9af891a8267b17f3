use crate::state;
use cosmwasm_std::{DepsMut, Env, Response};
use timebank_api::{event, BranchId, Code};
use timebank_std::Result;

/// How many branches a migration serves; `Publish` serves any other.
const KNOWN: BranchId = 16;

/// Anybody has the record of a branch's rules written anew.
pub fn publish(deps: DepsMut, env: &Env, branch: BranchId) -> Result<Response> {
    let versions = state::publish_rules(deps.storage, branch, env.block.time.seconds())?;
    Ok(Response::new().add_event(event::RulesPublished { branch, versions }))
}

/// The first branches' records, so that nobody who reads them ever misses one.
pub fn publish_known(deps: DepsMut, env: &Env) -> Result<Response> {
    let mut response = Response::new();
    for branch in 1..=KNOWN {
        match state::publish_rules(deps.storage, branch, env.block.time.seconds()) {
            Ok(versions) => response = response.add_event(event::RulesPublished { branch, versions }),
            Err(error) if error.code() == Code::PackUnknown => (),
            Err(error) => return Err(error),
        }
    }
    Ok(response)
}
