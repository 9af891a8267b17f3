//! The messages of cw20: cw20-base does the work; here stand who can be paid, which amounts are allowed, the codes of the
//! refusals and the typed events.

use super::moved::Moved;
use super::recipient::{registered, valid};
use crate::state;
use cosmwasm_std::{Addr, Binary, Deps, DepsMut, Env, MessageInfo, Response, StdError, Storage, Uint128};
use cw20::Expiration;
use cw20_base::state::{ALLOWANCES, BALANCES};
use cw20_base::{allowances, contract, ContractError};
use timebank_api::time_token::{MovementKind, Reference};
use timebank_api::Code;
use timebank_std::{Error, Result};

pub fn transfer(
    mut deps: DepsMut,
    env: Env,
    info: MessageInfo,
    recipient: String,
    amount: Uint128,
) -> Result<Response> {
    positive(amount)?;
    let (to, _) = registered(deps.as_ref(), &recipient)?;
    let debit = Debit::own(&info.sender, amount);
    let response = contract::execute_transfer(deps.branch(), env, info, recipient, amount)
        .map_err(|error| debit.refusal(deps.as_ref(), error))?;
    Ok(debit.tell(response, Some(&to)))
}

pub fn send(
    mut deps: DepsMut,
    env: Env,
    info: MessageInfo,
    recipient: String,
    amount: Uint128,
    msg: Binary,
) -> Result<Response> {
    positive(amount)?;
    let (to, _) = registered(deps.as_ref(), &recipient)?;
    let debit = Debit::own(&info.sender, amount);
    let response = contract::execute_send(deps.branch(), env, info, recipient, amount, msg)
        .map_err(|error| debit.refusal(deps.as_ref(), error))?;
    Ok(debit.tell(response, Some(&to)))
}

pub fn burn(mut deps: DepsMut, env: Env, info: MessageInfo, amount: Uint128) -> Result<Response> {
    positive(amount)?;
    let debit = Debit::own(&info.sender, amount);
    let response = contract::execute_burn(deps.branch(), env, info, amount)
        .map_err(|error| debit.refusal(deps.as_ref(), error))?;
    record_burned(deps.storage, amount)?;
    Ok(debit.tell(response, None))
}

pub fn transfer_from(
    mut deps: DepsMut,
    env: Env,
    info: MessageInfo,
    owner: String,
    recipient: String,
    amount: Uint128,
) -> Result<Response> {
    positive(amount)?;
    let (to, _) = registered(deps.as_ref(), &recipient)?;
    let debit = Debit::allowed(deps.as_ref(), &owner, &info.sender, amount)?;
    let response = allowances::execute_transfer_from(deps.branch(), env, info, owner, recipient, amount)
        .map_err(|error| debit.refusal(deps.as_ref(), error))?;
    Ok(debit.tell(response, Some(&to)))
}

pub fn send_from(
    mut deps: DepsMut,
    env: Env,
    info: MessageInfo,
    owner: String,
    recipient: String,
    amount: Uint128,
    msg: Binary,
) -> Result<Response> {
    positive(amount)?;
    let (to, _) = registered(deps.as_ref(), &recipient)?;
    let debit = Debit::allowed(deps.as_ref(), &owner, &info.sender, amount)?;
    let response = allowances::execute_send_from(deps.branch(), env, info, owner, recipient, amount, msg)
        .map_err(|error| debit.refusal(deps.as_ref(), error))?;
    Ok(debit.tell(response, Some(&to)))
}

pub fn burn_from(
    mut deps: DepsMut,
    env: Env,
    info: MessageInfo,
    owner: String,
    amount: Uint128,
) -> Result<Response> {
    positive(amount)?;
    let debit = Debit::allowed(deps.as_ref(), &owner, &info.sender, amount)?;
    let response = allowances::execute_burn_from(deps.branch(), env, info, owner, amount)
        .map_err(|error| debit.refusal(deps.as_ref(), error))?;
    record_burned(deps.storage, amount)?;
    Ok(debit.tell(response, None))
}

pub fn increase_allowance(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    spender: String,
    amount: Uint128,
    expires: Option<Expiration>,
) -> Result<Response> {
    let account = valid(deps.as_ref(), &spender)?;
    // cw20-base adds without a check and would abort.
    allowance(deps.as_ref(), &info.sender, &account)?.checked_add(amount)?;
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

fn positive(amount: Uint128) -> Result<()> {
    if amount.is_zero() {
        return Err(Code::ZeroAmount.into());
    }
    Ok(())
}

fn record_burned(storage: &mut dyn Storage, amount: Uint128) -> Result<()> {
    let mut ledger = state::ledger(storage)?;
    let amount = u64::try_from(amount.u128()).map_err(|_| Code::Overflow)?;
    ledger.burned = ledger.burned.checked_add(amount).ok_or(Code::Overflow)?;
    state::save_ledger(storage, &ledger);
    Ok(())
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

/// Who pays, and by whose hand.
struct Debit {
    owner: Addr,
    spender: Option<Addr>,
    amount: Uint128,
}

impl Debit {
    fn own(owner: &Addr, amount: Uint128) -> Self {
        Debit { owner: owner.clone(), spender: None, amount }
    }

    fn allowed(deps: Deps, owner: &str, spender: &Addr, amount: Uint128) -> Result<Self> {
        Ok(Debit { owner: valid(deps, owner)?, spender: Some(spender.clone()), amount })
    }

    /// The stable code of a refusal of cw20-base.
    fn refusal(&self, deps: Deps, error: ContractError) -> Error {
        match error {
            ContractError::Std(StdError::Overflow { .. }) => {
                self.too_much(deps).unwrap_or_else(|error| error)
            }
            other => allowance_refusal(other),
        }
    }

    fn too_much(&self, deps: Deps) -> Result<Error> {
        let balance = BALANCES.may_load(deps.storage, &self.owner)?.unwrap_or_default();
        match &self.spender {
            Some(spender) if balance >= self.amount => {
                Ok(Error::with(Code::AllowanceExceeded, allowance(deps, &self.owner, spender)?))
            }
            _ => Ok(Error::with(Code::InsufficientTime, balance)),
        }
    }

    fn tell(&self, response: Response, to: Option<&Addr>) -> Response {
        let kind = match to {
            Some(_) => MovementKind::Transfer,
            None => MovementKind::Burn,
        };
        Moved { kind, reference: Reference::Message, from: Some(&self.owner), to, minutes: self.amount }
            .tell(response)
    }
}
