use crate::state::{self, Branch};
use cosmwasm_std::{Addr, Api, DepsMut, Env, Response, Storage};
use timebank_api::{event, BranchId, Code};
use timebank_std::{check_text, Result};

/// The most operators a branch is admitted with.
const MAX_OPERATORS: usize = 16;
/// The longest name of a branch or district, in characters.
const MAX_NAME: usize = 80;

pub fn add_branch(
    deps: DepsMut,
    env: &Env,
    name: String,
    district: String,
    operators: &[String],
) -> Result<Response> {
    check_text("name", &name, 1, MAX_NAME)?;
    check_text("district", &district, 1, MAX_NAME)?;
    if operators.len() > MAX_OPERATORS {
        return Err(Code::TooMany.into());
    }
    let record = Branch { name, district, since: env.block.time.seconds() };
    let branch = state::add_branch(deps.storage, &record)?;
    let mut response = Response::new().add_event(event::BranchAdded {
        branch,
        name: record.name,
        district: record.district,
    });
    for operator in operators {
        response = response.add_event(appoint(deps.storage, deps.api, branch, operator)?);
    }
    Ok(response)
}

pub fn add_operator(deps: DepsMut, branch: BranchId, operator: &str) -> Result<Response> {
    state::branch(deps.storage, branch)?;
    Ok(Response::new().add_event(appoint(deps.storage, deps.api, branch, operator)?))
}

pub fn remove_operator(deps: DepsMut, operator: &str) -> Result<Response> {
    let operator = validate(deps.api, operator)?;
    let branch = state::branch_of_operator(deps.storage, &operator)?.ok_or(Code::OperatorUnknown)?;
    state::remove_operator(deps.storage, branch, &operator);
    Ok(Response::new().add_event(event::OperatorRemoved { branch, operator: operator.into() }))
}

fn appoint(
    storage: &mut dyn Storage,
    api: &dyn Api,
    branch: BranchId,
    operator: &str,
) -> Result<event::OperatorAdded> {
    let operator = validate(api, operator)?;
    if state::branch_of_operator(storage, &operator)?.is_some() {
        return Err(Code::OperatorTaken.into());
    }
    state::add_operator(storage, branch, &operator)?;
    Ok(event::OperatorAdded { branch, operator: operator.into() })
}

fn validate(api: &dyn Api, address: &str) -> Result<Addr> {
    api.addr_validate(address).map_err(|_| Code::AddressInvalid.into())
}
