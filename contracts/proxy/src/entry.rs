//! The entry point `reply` of the compiled contract. cosmwasm's own reads the whole of a `Reply`; the one for `sudo` is called
//! by the host in the same way and reads whatever type the function takes.

use crate::relay::{self, Answer};
use cosmwasm_std::{entry_point, DepsMut, Env, Response};
use timebank_std::Result;

/// Where `entry_point` looks for what calls the function.
mod host {
    pub use cosmwasm_std::do_sudo as do_reply;
}

#[entry_point(crate = "super::host")]
pub fn reply(deps: DepsMut, _env: Env, answer: Answer) -> Result<Response> {
    relay::reply(deps, answer)
}
