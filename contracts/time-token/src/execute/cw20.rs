//! The messages of cw20 that move TIME: through the book, so that no path passes the rules by, and told as cw20-base tells them.

use super::allowance::use_allowance;
use super::give::{allowed, within_cap, How};
use super::limits::{outgoing, Way};
use crate::book::{valid, Book, Delivery, Here, Party};
use cosmwasm_std::{Addr, Binary, DepsMut, Response, Uint128};
use cw20::Cw20ReceiveMsg;
use timebank_api::time_token::{MovementKind, Reference};
use timebank_api::{event, Code, Minutes};
use timebank_std::Result;

/// A message about TIME of `owner`'s.
pub struct Spend<'a> {
    pub sender: &'a Addr,
    pub way: Way,
    /// Whose TIME it is, when it is not the sender's own.
    pub owner: Option<String>,
    pub amount: Uint128,
}

/// Pays an account: `transfer` and `transfer_from`.
pub fn transfer(deps: DepsMut, here: &Here, spend: &Spend, recipient: &str) -> Result<Response> {
    pay(deps, here, spend, recipient, ["transfer", "transfer_from"])
}

/// Pays an account and calls it: `send` and `send_from`.
pub fn send(deps: DepsMut, here: &Here, spend: &Spend, contract: String, msg: Binary) -> Result<Response> {
    let response = pay(deps, here, spend, &contract, ["send", "send_from"])?;
    let sender = spend.sender.to_string();
    let call = Cw20ReceiveMsg { sender, amount: spend.amount, msg }.into_cosmos_msg(contract)?;
    Ok(response.add_message(call))
}

fn pay(mut deps: DepsMut, here: &Here, spend: &Spend, recipient: &str, names: [&str; 2]) -> Result<Response> {
    valid(deps.as_ref(), recipient)?;
    let used = spend.use_allowance(&mut deps, here)?;
    let mut book = Book::open(deps.as_ref(), here);
    let from = spend.begin(&mut book, names, Some(recipient), used)?;
    let to = book.party(recipient)?;
    let parcel = book.debit(&from, spend.taken())?;
    let terms = allowed(&mut book, &from, &to, spend.minutes(), How::Plain, spend.way())?;
    within_cap(&mut book, &to, spend.minutes())?;
    book.cross_within(from.branch, to.branch, parcel.minutes)?;
    book.deliver(Delivery {
        kind: MovementKind::Transfer,
        reference: Reference::Message,
        from: Some(&from.account),
        to: &to,
        parcel,
        cap: terms.cap,
    })?;
    let (changes, response) = book.close();
    changes.write(deps.storage)?;
    Ok(response)
}

/// Ends TIME: `burn` and `burn_from`.
pub fn burn(mut deps: DepsMut, here: &Here, spend: &Spend) -> Result<Response> {
    let used = spend.use_allowance(&mut deps, here)?;
    let mut book = Book::open(deps.as_ref(), here);
    let from = spend.begin(&mut book, ["burn", "burn_from"], None, used)?;
    let parcel = book.debit(&from, spend.taken())?;
    outgoing(&mut book, &from, None, spend.minutes(), spend.way())?;
    book.burn(MovementKind::Burn, Reference::Message, &from, parcel.minutes)?;
    let (changes, response) = book.close();
    changes.write(deps.storage)?;
    Ok(response)
}

impl Spend<'_> {
    /// Takes the amount off the allowance, before anything else, as cw20-base does.
    fn use_allowance(&self, deps: &mut DepsMut, here: &Here) -> Result<Option<event::AllowanceSet>> {
        if self.amount.is_zero() {
            return Err(Code::ZeroAmount.into());
        }
        let Some(owner) = &self.owner else {
            return Ok(None);
        };
        let owner = valid(deps.as_ref(), owner)?;
        use_allowance(deps, here, &owner, self.sender, self.amount).map(Some)
    }

    /// Writes the attributes of cw20-base and what is left of the allowance; gives whose TIME it is.
    fn begin(
        &self,
        book: &mut Book,
        [own, allowed]: [&str; 2],
        to: Option<&str>,
        used: Option<event::AllowanceSet>,
    ) -> Result<Party> {
        let sender = self.sender.as_str();
        let owner = self.owner.as_deref().unwrap_or(sender);
        book.attribute("action", if self.owner.is_some() { allowed } else { own });
        book.attribute("from", owner);
        if let Some(to) = to {
            book.attribute("to", to);
        }
        if self.owner.is_some() {
            book.attribute("by", sender);
        }
        book.attribute("amount", &self.amount.to_string());
        if let Some(used) = used {
            book.add_event(used);
        }
        book.party(owner)
    }

    /// The amount to take; nobody has as much as the type's end.
    fn taken(&self) -> u64 {
        u64::try_from(self.amount.u128()).unwrap_or(u64::MAX)
    }

    /// The amount for limits and caps, none of which is higher than the type's end.
    fn minutes(&self) -> Minutes {
        Minutes::try_from(self.amount.u128()).unwrap_or(Minutes::MAX)
    }

    /// What is spent by an allowance was counted when the allowance was given.
    fn way(&self) -> Way {
        match self.owner {
            Some(_) => Way::Direct,
            None => self.way,
        }
    }
}
