//! What an owner lets others spend, as cw20-base does it.

use super::limits::{outgoing, Way};
use crate::book::{valid, Book, Here};
use crate::state;
use cosmwasm_std::{Addr, DepsMut, Response, Uint128};
use cw20::Expiration;
use timebank_api::{event, Code, Minutes};
use timebank_std::{Error, Result};

/// A change of an allowance.
pub struct Change<'a> {
    pub owner: &'a Addr,
    pub spender: &'a str,
    pub amount: Uint128,
    pub expires: Option<Expiration>,
}

impl Change<'_> {
    fn spender(&self, deps: &DepsMut) -> Result<Addr> {
        let spender = valid(deps.as_ref(), self.spender)?;
        if spender == *self.owner {
            return Err(Code::AllowanceOwn.into());
        }
        Ok(spender)
    }

    fn expires(&self, here: &Here) -> Result<Option<Expiration>> {
        match self.expires {
            Some(expires) if expires.is_expired(&here.block) => Err(Code::AllowanceExpired.into()),
            expires => Ok(expires),
        }
    }

    fn told(&self, action: &str) -> Response {
        Response::new()
            .add_attribute("action", action)
            .add_attribute("owner", self.owner)
            .add_attribute("spender", self.spender)
            .add_attribute("amount", self.amount)
    }
}

/// Raises an allowance. Through the proxy it counts as sent to the spender.
pub fn increase_allowance(deps: DepsMut, here: &Here, way: Way, change: &Change) -> Result<Response> {
    let spender = change.spender(&deps)?;
    let mut allowance = state::allowance(deps.storage, change.owner, &spender)?.unwrap_or_default();
    allowance.allowance = allowance.allowance.checked_add(change.amount)?;
    if let Some(expires) = change.expires(here)? {
        allowance.expires = expires;
    }
    if way == Way::Relayed {
        let mut book = Book::open(deps.as_ref(), here);
        let owner = book.party(change.owner.as_str())?;
        let minutes = Minutes::try_from(change.amount.u128()).unwrap_or(Minutes::MAX);
        outgoing(&mut book, &owner, Some(&spender), minutes, way)?;
        let (changes, _) = book.close();
        changes.write(deps.storage)?;
    }
    state::save_allowance(deps.storage, change.owner, &spender, Some(&allowance))?;
    Ok(change.told("increase_allowance").add_event(set(change.owner, &spender, allowance)))
}

/// Lowers an allowance, or ends it where it would not be more than is taken off.
pub fn decrease_allowance(deps: DepsMut, here: &Here, change: &Change) -> Result<Response> {
    let spender = change.spender(&deps)?;
    let known = state::allowance(deps.storage, change.owner, &spender)?;
    let mut allowance = known.ok_or_else(|| Error::with(Code::AllowanceExceeded, 0))?;
    allowance.allowance = allowance.allowance.saturating_sub(change.amount);
    let left = if allowance.allowance.is_zero() {
        None
    } else {
        if let Some(expires) = change.expires(here)? {
            allowance.expires = expires;
        }
        Some(&allowance)
    };
    state::save_allowance(deps.storage, change.owner, &spender, left)?;
    Ok(change.told("decrease_allowance").add_event(set(change.owner, &spender, allowance)))
}

/// Takes an amount off an allowance.
///
/// # Errors
/// `allowance.exceeded` with what is left; `allowance.expired`.
pub fn use_allowance(
    deps: &mut DepsMut,
    here: &Here,
    owner: &Addr,
    spender: &Addr,
    amount: Uint128,
) -> Result<event::AllowanceSet> {
    let known = state::allowance(deps.storage, owner, spender)?;
    let mut allowance = known.ok_or_else(|| Error::with(Code::AllowanceExceeded, 0))?;
    if allowance.expires.is_expired(&here.block) {
        return Err(Code::AllowanceExpired.into());
    }
    let left = allowance.allowance.checked_sub(amount);
    allowance.allowance = left.map_err(|_| Error::with(Code::AllowanceExceeded, allowance.allowance))?;
    state::save_allowance(deps.storage, owner, spender, Some(&allowance))?;
    Ok(set(owner, spender, allowance))
}

fn set(owner: &Addr, spender: &Addr, now: cw20::AllowanceResponse) -> event::AllowanceSet {
    event::AllowanceSet {
        owner: owner.into(),
        spender: spender.into(),
        allowance: now.allowance,
        expires: now.expires,
    }
}
