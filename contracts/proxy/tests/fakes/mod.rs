//! The proxy's neighbours, as small as they can be: a registry that publishes what it is told, and a target that keeps the
//! numbers it is sent and fails for some of them, always after it has written.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{
    from_json, to_json_binary, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdError, StdResult,
    WasmMsg,
};
use cw_multi_test::{Contract, ContractWrapper};
use timebank_api::{activity_registry, time_token, Actor, Code};
use timebank_std::Error;

/// Refused with a code.
pub const REFUSES: u64 = 100;
/// Broken without a code.
pub const BREAKS: u64 = 101;
/// Sends something on that the next contract refuses.
pub const REFUSED_BY_NEXT: u64 = 102;

const KEPT: &[u8] = b"kept";
const NEXT: &[u8] = b"next";

#[cw_serde]
pub struct Records {
    pub records: Vec<(Vec<u8>, Vec<u8>)>,
}

#[cw_serde]
pub struct Next {
    pub next: Option<String>,
}

#[cw_serde]
pub enum Query {
    Kept {},
}

#[cw_serde]
enum Execute {
    Relayed { actor: Actor, msg: Binary },
    Keep { number: u64 },
}

pub fn proxy() -> Box<dyn Contract<Empty>> {
    let contract =
        ContractWrapper::new(proxy::contract::execute, proxy::contract::instantiate, proxy::contract::query);
    Box::new(contract.with_reply(proxy::contract::reply))
}

pub fn registry() -> Box<dyn Contract<Empty>> {
    fn instantiate(deps: DepsMut, _: Env, _: MessageInfo, msg: Records) -> StdResult<Response> {
        for (key, value) in &msg.records {
            deps.storage.set(key, value);
        }
        Ok(Response::new())
    }
    fn execute(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
        Ok(Response::new())
    }
    fn query(_: Deps, _: Env, _: Empty) -> StdResult<Binary> {
        Ok(Binary::default())
    }
    Box::new(ContractWrapper::new(execute, instantiate, query))
}

pub fn target() -> Box<dyn Contract<Empty>> {
    Box::new(ContractWrapper::new(target_execute, target_instantiate, target_query))
}

fn target_instantiate(deps: DepsMut, _: Env, _: MessageInfo, msg: Next) -> StdResult<Response> {
    deps.storage.set(KEPT, b"[]");
    if let Some(next) = msg.next {
        deps.storage.set(NEXT, next.as_bytes());
    }
    Ok(Response::new())
}

fn target_execute(deps: DepsMut, _: Env, _: MessageInfo, msg: Execute) -> Result<Response, Error> {
    let number = match msg {
        Execute::Keep { number } => number,
        Execute::Relayed { msg, .. } => number_of(&msg),
    };
    let mut kept: Vec<u64> = from_json(deps.storage.get(KEPT).unwrap())?;
    kept.push(number);
    deps.storage.set(KEPT, &to_json_binary(&kept)?);
    match (number, deps.storage.get(NEXT)) {
        (REFUSES, _) => Err(Code::EnrolmentClosed.into()),
        (BREAKS, _) => Err(StdError::generic_err("broken").into()),
        (REFUSED_BY_NEXT, None) => Err(Code::InsufficientTime.into()),
        (REFUSED_BY_NEXT, Some(next)) => Ok(Response::new().add_message(WasmMsg::Execute {
            contract_addr: String::from_utf8(next).unwrap(),
            msg: to_json_binary(&Execute::Keep { number })?,
            funds: vec![],
        })),
        _ => Ok(Response::new()),
    }
}

fn number_of(msg: &[u8]) -> u64 {
    if let Ok(time_token::ExecuteMsg::Burn { amount }) = from_json(msg) {
        return amount.u128() as u64;
    }
    match from_json(msg).unwrap() {
        activity_registry::ExecuteMsg::Enrol { id, .. } => id,
        other => panic!("{other:?}"),
    }
}

fn target_query(deps: Deps, _: Env, msg: Query) -> StdResult<Binary> {
    match msg {
        Query::Kept {} => Ok(deps.storage.get(KEPT).unwrap().into()),
    }
}
