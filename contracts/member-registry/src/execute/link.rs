use crate::guard;
use crate::state::{self, link, link::Link};
use cosmwasm_std::{Addr, DepsMut, Env, Response};
use timebank_api::member_registry::MAX_LINKS;
use timebank_api::{event, Actor, Code, MemberId, Seconds};
use timebank_std::Result;

/// The delay is what a thief of the transaction password cannot skip: an account that acts directly is under no limit of relayed
/// ones.
pub fn link_account(deps: DepsMut, env: &Env, actor: &Actor, account: &str) -> Result<Response> {
    let account = deps.api.addr_validate(account).map_err(|_| Code::AddressInvalid)?;
    if state::member_of_account(deps.storage, account.as_str())?.is_some()
        || link::taken(deps.storage, account.as_str())
        || link::link(deps.storage, actor.id, account.as_str())?.is_some()
    {
        return Err(Code::AccountTaken.into());
    }
    if link::all(deps.storage, actor.id)?.len() >= usize::try_from(MAX_LINKS).unwrap_or(0) {
        return Err(Code::TooMany.into());
    }
    let from = env.block.time.seconds().checked_add(link::delay(deps.storage)?).ok_or(Code::Overflow)?;
    link::set(deps.storage, actor.id, account.as_str(), &Link { from, confirmed: false });
    Ok(Response::new().add_event(event::LinkOffered { member: actor.id, account: account.into(), from }))
}

pub fn confirm_link(deps: DepsMut, env: &Env, account: &Addr, member: MemberId) -> Result<Response> {
    let offered = link::link(deps.storage, member, account.as_str())?;
    let offered = offered.filter(|link| !link.confirmed).ok_or(Code::LinkUnknown)?;
    if env.block.time.seconds() < offered.from {
        return Err(Code::LinkEarly.into());
    }
    if link::taken(deps.storage, account.as_str()) {
        return Err(Code::AccountTaken.into());
    }
    guard::active(deps.storage, member)?;
    link::set(deps.storage, member, account.as_str(), &Link { confirmed: true, ..offered });
    Ok(Response::new().add_event(event::AccountLinked { member, account: account.to_string() }))
}

pub fn unlink(deps: DepsMut, actor: &Actor, account: String) -> Result<Response> {
    link::link(deps.storage, actor.id, &account)?.ok_or(Code::LinkUnknown)?;
    link::remove(deps.storage, actor.id, &account)?;
    Ok(Response::new().add_event(event::AccountUnlinked { member: actor.id, account, by: actor.by() }))
}

pub fn set_link_delay(deps: DepsMut, seconds: Seconds) -> Result<Response> {
    super::check_delay(seconds)?;
    link::set_delay(deps.storage, seconds);
    Ok(Response::new().add_event(event::LinkDelaySet { seconds }))
}
