#![doc = include_str!("../README.md")]

use cosmwasm_std::{entry_point, DepsMut, Empty, Env, MessageInfo, Response, StdResult};
use serde::de::IgnoredAny;
use std::hint::spin_loop;

/// What it writes before it burns; the node undoes it.
pub const MARK: &[u8] = b"mark";

/// Stores nothing.
#[entry_point]
pub fn instantiate(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    Ok(Response::new())
}

/// Never ends by itself.
#[entry_point]
pub fn execute(deps: DepsMut, _: Env, _: MessageInfo, _: IgnoredAny) -> StdResult<Response> {
    deps.storage.set(MARK, b"1");
    loop {
        spin_loop();
    }
}
