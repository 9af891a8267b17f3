//! The messages of cw20: who can be paid by which rules, the codes of the refusals and the typed events. Allowances are
//! cw20-base's; what moves goes through the book, so that no path passes the rules by, and answers as cw20-base does.

use super::give::{allowed, within_cap, How};
use super::limits::{outgoing, Way};
use crate::book::{valid, Book, Delivery, Party};
use cosmwasm_std::{Addr, Binary, Deps, DepsMut, Env, MessageInfo, Response, StdError, Uint128};
use cw20::{Cw20ReceiveMsg, Expiration, Logo};
use cw20_base::state::ALLOWANCES;
use cw20_base::{allowances, contract, ContractError};
use timebank_api::time_token::{MovementKind, Reference};
use timebank_api::{Code, Minutes};
use timebank_std::{Error, Result};

/// A message about TIME of `owner`'s.
pub struct Spend<'a> {
    pub info: &'a MessageInfo,
    pub way: Way,
    /// Whose TIME it is, when it is not the sender's own.
    pub owner: Option<String>,
    pub amount: Uint128,
}

/// Pays an account: `transfer` and `transfer_from`.
pub fn transfer(deps: DepsMut, env: &Env, spend: &Spend, recipient: &str) -> Result<Response> {
    pay(deps, env, spend, recipient, ["transfer", "transfer_from"])
}

/// Pays an account and calls it: `send` and `send_from`.
pub fn send(deps: DepsMut, env: &Env, spend: &Spend, contract: String, msg: Binary) -> Result<Response> {
    let response = pay(deps, env, spend, &contract, ["send", "send_from"])?;
    let sender = spend.info.sender.to_string();
    let call = Cw20ReceiveMsg { sender, amount: spend.amount, msg }.into_cosmos_msg(contract)?;
    Ok(response.add_message(call))
}

fn pay(mut deps: DepsMut, env: &Env, spend: &Spend, recipient: &str, names: [&str; 2]) -> Result<Response> {
    valid(deps.as_ref(), recipient)?;
    spend.use_allowance(&mut deps, env)?;
    let mut book = Book::open(deps.as_ref(), env);
    let from = spend.begin(&mut book, names, Some(recipient))?;
    let to = book.party(recipient)?;
    let parcel = book.debit(&from, spend.amount)?;
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
pub fn burn(mut deps: DepsMut, env: &Env, spend: &Spend) -> Result<Response> {
    spend.use_allowance(&mut deps, env)?;
    let mut book = Book::open(deps.as_ref(), env);
    let from = spend.begin(&mut book, ["burn", "burn_from"], None)?;
    let parcel = book.debit(&from, spend.amount)?;
    outgoing(&mut book, &from, None, spend.minutes(), spend.way())?;
    book.burn(MovementKind::Burn, Reference::Message, &from, parcel.minutes)?;
    let (changes, response) = book.close();
    changes.write(deps.storage)?;
    Ok(response)
}

impl Spend<'_> {
    /// Takes the amount off the allowance, before anything else, as cw20-base does.
    fn use_allowance(&self, deps: &mut DepsMut, env: &Env) -> Result<()> {
        if self.amount.is_zero() {
            return Err(Code::ZeroAmount.into());
        }
        let Some(owner) = &self.owner else {
            return Ok(());
        };
        let (owner, spender) = (valid(deps.as_ref(), owner)?, &self.info.sender);
        let used = allowances::deduct_allowance(deps.storage, &owner, spender, &env.block, self.amount);
        match used {
            Ok(_) => Ok(()),
            Err(ContractError::Std(StdError::Overflow { .. })) => {
                Err(Error::with(Code::AllowanceExceeded, allowance(deps.as_ref(), &owner, spender)?))
            }
            Err(other) => Err(allowance_refusal(other)),
        }
    }

    /// Writes the attributes of cw20-base; gives whose TIME it is.
    fn begin(&self, book: &mut Book, [own, allowed]: [&str; 2], to: Option<&str>) -> Result<Party> {
        let sender = self.info.sender.as_str();
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
        book.party(owner)
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

/// Raises an allowance. Through the proxy it counts as sent to the spender.
pub fn increase_allowance(
    deps: DepsMut,
    env: Env,
    (info, way): (MessageInfo, Way),
    spender: String,
    amount: Uint128,
    expires: Option<Expiration>,
) -> Result<Response> {
    let account = valid(deps.as_ref(), &spender)?;
    // cw20-base adds without a check and would abort.
    allowance(deps.as_ref(), &info.sender, &account)?.checked_add(amount)?;
    if way == Way::Relayed {
        let mut book = Book::open(deps.as_ref(), &env);
        let owner = book.party(info.sender.as_str())?;
        let minutes = Minutes::try_from(amount.u128()).unwrap_or(Minutes::MAX);
        outgoing(&mut book, &owner, Some(&account), minutes, way)?;
        let (changes, _) = book.close();
        changes.write(deps.storage)?;
    }
    allowances::execute_increase_allowance(deps, env, info, spender, amount, expires)
        .map_err(allowance_refusal)
}

pub fn decrease_allowance(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    spender: String,
    amount: Uint128,
    expires: Option<Expiration>,
) -> Result<Response> {
    valid(deps.as_ref(), &spender)?;
    allowances::execute_decrease_allowance(deps, env, info, spender, amount, expires)
        .map_err(allowance_refusal)
}

/// What clients show of the token; from the account that may change it, at first the council.
pub fn update_marketing(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    [project, description, marketing]: [Option<String>; 3],
) -> Result<Response> {
    contract::execute_update_marketing(deps, env, info, project, description, marketing)
        .map_err(marketing_refusal)
}

pub fn upload_logo(deps: DepsMut, env: Env, info: MessageInfo, logo: Logo) -> Result<Response> {
    contract::execute_upload_logo(deps, env, info, logo).map_err(marketing_refusal)
}

fn marketing_refusal(error: ContractError) -> Error {
    match error {
        ContractError::Unauthorized {} => Code::Unauthorized.into(),
        ContractError::Std(_) => Code::AddressInvalid.into(),
        _ => Code::MessageInvalid.into(),
    }
}

fn allowance(deps: Deps, owner: &Addr, spender: &Addr) -> Result<Uint128> {
    let known = ALLOWANCES.may_load(deps.storage, (owner, spender))?;
    Ok(known.map_or(Uint128::zero(), |known| known.allowance))
}

fn allowance_refusal(error: ContractError) -> Error {
    match error {
        ContractError::CannotSetOwnAccount {} => Code::AllowanceOwn.into(),
        ContractError::InvalidExpiration {} | ContractError::Expired {} => Code::AllowanceExpired.into(),
        // There is none to decrease.
        ContractError::NoAllowance {} | ContractError::Std(StdError::NotFound { .. }) => {
            Error::with(Code::AllowanceExceeded, 0)
        }
        _ => Code::TokenRefused.into(),
    }
}
