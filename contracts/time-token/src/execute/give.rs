//! Whether one member may give TIME to another: the rules of both branches, the stricter counts.

use super::limits::{outgoing, Way};
use crate::book::{Book, Party};
use cosmwasm_std::Addr;
use timebank_api::permission::Contract;
use timebank_api::record::TransferRules;
use timebank_api::rulebook::{Gift, Overflow};
use timebank_api::{Code, Minutes};
use timebank_std::{address, Error, Result};

/// How TIME is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// By a cw20 message: to anybody, at once.
    Plain,
    /// As a gift to this relative, if it is one.
    Gift(Option<Degree>),
}

/// How near two relatives are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Degree {
    Lineal,
    Other,
}

/// What the rules of both sides make of it.
pub struct Allowed {
    /// Whether it must be accepted.
    pub acceptance: bool,
    /// What the recipient's account can hold.
    pub cap: Option<Minutes>,
}

/// Checks a gift or transfer, but for the balance of either side.
///
/// # Errors
/// The `gift` codes; `time.recipient`; `member.inactive` if the recipient takes nothing any more; `pack.unknown`;
/// `time.limit`, `time.recipient_new`.
pub fn allowed(
    book: &mut Book,
    from: &Party,
    to: &Party,
    minutes: Minutes,
    how: How,
    way: Way,
) -> Result<Allowed> {
    if !to.open() {
        return Err(Code::MemberInactive.into());
    }
    let (giver, recipient) = (rules(book, from)?, rules(book, to)?);
    registered(book, (from, giver), (to, recipient))?;
    if from.group() && giver.is_some_and(|rules| rules.groups_donate_only) {
        return Err(Code::GiftGroup.into());
    }
    let both = || [giver, recipient].into_iter().flatten();
    let acceptance = both().any(|rules| rules.gift_acceptance);
    for rules in both() {
        check_gift(rules.gift, how)?;
    }
    if acceptance && how == How::Plain {
        return Err(Code::GiftAcceptance.into());
    }
    outgoing(book, from, Some(&to.account), minutes, way)?;
    if let Some(cap) = both().filter_map(|rules| rules.gift_annual_cap).min() {
        let purse = book.purse(&from.account)?;
        let room = cap.saturating_sub(purse.given);
        if minutes > room {
            return Err(Error::with(Code::GiftCap, room));
        }
        purse.given = purse.given.saturating_add(minutes);
    }
    Ok(Allowed { acceptance, cap: recipient.and_then(|rules| rules.balance_cap) })
}

/// Refuses what the recipient cannot hold, where the rules say so; elsewhere the surplus goes on to the fund.
///
/// # Errors
/// `time.cap` with the room left.
pub fn within_cap(book: &mut Book, to: &Party, minutes: Minutes) -> Result<()> {
    let Some(rules) = rules(book, to)?.filter(|rules| rules.overflow == Overflow::Reject) else {
        return Ok(());
    };
    check_cap(book, &to.account, rules.balance_cap, minutes)
}

/// Refuses what an account cannot hold.
///
/// # Errors
/// `time.cap` with the room left.
pub fn check_cap(book: &mut Book, account: &Addr, cap: Option<Minutes>, minutes: Minutes) -> Result<()> {
    if let Some(cap) = cap {
        let room = u64::from(cap).saturating_sub(book.balance(account)?);
        if room < u64::from(minutes) {
            return Err(Error::with(Code::BalanceCapped, room));
        }
    }
    Ok(())
}

/// The rules of a member's branch, which must have a pack; nobody else has rules.
fn rules(book: &mut Book, party: &Party) -> Result<Option<TransferRules>> {
    match party.branch {
        Some(branch) if !party.fund => Ok(Some(book.rules_of(branch)?)),
        _ => Ok(None),
    }
}

/// Where one side is not registered the rules of the other must allow it; nothing goes to the system's own accounts.
fn registered(
    book: &Book,
    (from, giver): (&Party, Option<TransferRules>),
    (to, recipient): (&Party, Option<TransferRules>),
) -> Result<()> {
    let allows = |rules: Option<TransferRules>| rules.is_some_and(|rules| rules.unregistered);
    let good = match (from.record, to.record) {
        (Some(_), Some(_)) => true,
        (Some(_), None) => allows(giver),
        (None, Some(_)) => allows(recipient),
        (None, None) => false,
    };
    if !good || to.fund {
        return Err(Code::RecipientUnregistered.into());
    }
    if to.record.is_none() {
        for contract in Contract::ALL {
            if address(book.deps(), contract)? == to.account {
                return Err(Code::RecipientUnregistered.into());
            }
        }
    }
    Ok(())
}

fn check_gift(gift: Gift, how: How) -> Result<()> {
    let fits = match gift {
        Gift::None => return Err(Code::GiftNone.into()),
        Gift::Lineal => how == How::Gift(Some(Degree::Lineal)),
        Gift::Kin => matches!(how, How::Gift(Some(_))),
        Gift::Any => true,
    };
    if fits {
        Ok(())
    } else {
        Err(Code::GiftKin.into())
    }
}
