//! Limits on what leaves an account through the proxy, for whoever has a member's password but not the member's patience.

use crate::book::{account_now, Book, Here, Party};
use crate::state::{self, Cap, Purse, System};
use cosmwasm_std::{Addr, DepsMut, Response};
use timebank_api::time_token::{Limits, LOOSENING_DELAY, SMALL_AMOUNT};
use timebank_api::{event, Actor, Code, Minutes, Seconds};
use timebank_std::{Error, Result};

/// How a message came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Relayed,
    /// Signed with a chain account of the holder's own, or carried out for the activity-registry.
    Direct,
}

/// Counts minutes that leave an account, for `to` if there is a recipient.
///
/// # Errors
/// `time.limit` and `time.recipient_new` with the room left.
pub fn outgoing(book: &mut Book, from: &Party, to: Option<&Addr>, minutes: Minutes, way: Way) -> Result<()> {
    let (deps, system, now) = (book.deps(), book.system(), book.now());
    let purse = book.purse(&from.account)?;
    let cap = purse.cap.filter(|cap| now < cap.until).map(|cap| cap.daily);
    let limits = match way {
        Way::Relayed => limits_now(system, purse, now),
        Way::Direct => NONE,
    };
    if cap.is_none() && limits == NONE {
        return Ok(());
    }
    let waited = |since: Seconds| since.saturating_add(limits.new_recipient_delay) <= now;
    let known = |to: &Addr| state::introduced(deps.storage, &from.account, to).is_some_and(waited);
    let new = limits.new_recipient_delay > 0 && to.is_some_and(|to| !known(to));
    let room = [cap, limits.daily].into_iter().flatten().min().map(|most| most.saturating_sub(purse.spent));
    if let Some(room) = room.filter(|room| minutes > *room) {
        return Err(Error::with(Code::LimitExceeded, room));
    }
    let room = SMALL_AMOUNT.saturating_sub(purse.spent_new);
    if new && minutes > room {
        return Err(Error::with(Code::RecipientNew, room));
    }
    purse.spend(minutes, new);
    Ok(())
}

const NONE: Limits = Limits { daily: None, new_recipient_delay: 0 };

/// The limits in force.
pub fn limits_now(system: &System, purse: &Purse, now: Seconds) -> Limits {
    purse.limits_at(now).or(system.limits).unwrap_or(NONE)
}

/// Sets a member's own limits: what is tighter at once, what is looser later.
pub fn set_limits(
    deps: DepsMut,
    here: &Here,
    account: &Addr,
    actor: &Actor,
    limits: Limits,
) -> Result<Response> {
    let now = here.block.time.seconds();
    let mut kept = account_now(deps.storage, account, now)?;
    let purse = &mut kept.purse;
    let current = limits_now(&here.system, purse, now);
    let tight = Limits {
        daily: match (current.daily, limits.daily) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        },
        new_recipient_delay: current.new_recipient_delay.max(limits.new_recipient_delay),
    };
    let later = now.saturating_add(LOOSENING_DELAY);
    purse.limits = Some(tight);
    purse.loosening = (tight != limits).then_some((limits, later));
    state::save_account(deps.storage, account, &kept);
    let loosened = if tight == limits { now } else { later };
    let set = event::LimitsSet { account: account.into(), limits, loosened, by: actor.by() };
    Ok(Response::new().add_event(set))
}

/// Sets the limits of members who have set none.
pub fn set_default_limits(deps: DepsMut, here: &Here, limits: Limits) -> Result<Response> {
    state::save_system(deps.storage, &System { limits: Some(limits), ..here.system.clone() });
    Ok(Response::new().add_event(event::DefaultLimitsSet { limits }))
}

/// Makes a recipient known to a member. A recipient who is known stays so.
pub fn introduce(
    deps: DepsMut,
    here: &Here,
    account: &Addr,
    actor: &Actor,
    recipient: &str,
) -> Result<Response> {
    let recipient = deps.api.addr_validate(recipient).map_err(|_| Error::from(Code::AddressInvalid))?;
    if state::introduced(deps.storage, account, &recipient).is_some() {
        return Ok(Response::new());
    }
    state::save_introduced(deps.storage, account, &recipient, here.block.time.seconds());
    Ok(Response::new().add_event(event::RecipientIntroduced {
        account: account.into(),
        recipient: recipient.into(),
        by: actor.by(),
    }))
}

/// Caps for a while what leaves an account, after a recovery of its keys.
pub fn cap(deps: DepsMut, account: &str, until: Seconds, daily: Minutes) -> Result<Response> {
    let account = deps.api.addr_validate(account).map_err(|_| Error::from(Code::AddressInvalid))?;
    let mut kept = state::account(deps.storage, &account)?;
    kept.purse.cap = Some(Cap { until, daily });
    state::save_account(deps.storage, &account, &kept);
    Ok(Response::new().add_event(event::OutgoingCapped { account: account.into(), until, daily }))
}
