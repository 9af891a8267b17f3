use cosmwasm_std::{from_json, to_json_vec, Addr, Order, Storage};
use cw20::AllowanceResponse;
use timebank_api::Code;
use timebank_std::Result;

/// One of the two lists of allowances, which say the same: as cw20-base keeps them, so that those of version 0.1 are read.
#[derive(Debug, Clone, Copy)]
pub enum Allowances {
    /// By owner and spender.
    Given,
    /// By spender and owner.
    Had,
}

impl Allowances {
    fn of(self, account: &Addr) -> Vec<u8> {
        let prefix = match self {
            Allowances::Given => b"\0\x09allowance".as_slice(),
            Allowances::Had => b"\0\x11allowance_spender",
        };
        let length = u16::try_from(account.as_bytes().len()).unwrap_or(u16::MAX);
        [prefix, &length.to_be_bytes(), account.as_bytes()].concat()
    }
}

fn keys(owner: &Addr, spender: &Addr) -> [Vec<u8>; 2] {
    [(Allowances::Given, owner, spender), (Allowances::Had, spender, owner)]
        .map(|(list, of, other)| [list.of(of).as_slice(), other.as_bytes()].concat())
}

pub fn allowance(storage: &dyn Storage, owner: &Addr, spender: &Addr) -> Result<Option<AllowanceResponse>> {
    let [key, _] = keys(owner, spender);
    Ok(storage.get(&key).map(from_json).transpose()?)
}

/// Stores an allowance, or forgets it when there is none any more.
pub fn save_allowance(
    storage: &mut dyn Storage,
    owner: &Addr,
    spender: &Addr,
    allowance: Option<&AllowanceResponse>,
) -> Result<()> {
    let value = allowance.map(to_json_vec).transpose()?;
    for key in keys(owner, spender) {
        match &value {
            Some(value) => storage.set(&key, value),
            None => storage.remove(&key),
        }
    }
    Ok(())
}

/// A page of an account's allowances behind one, in order of the other side.
pub fn allowances(
    storage: &dyn Storage,
    list: Allowances,
    account: &Addr,
    after: Option<&str>,
    size: usize,
) -> Result<Vec<(String, AllowanceResponse)>> {
    let of = list.of(account);
    let from = match after {
        Some(after) => [of.as_slice(), after.as_bytes(), &[0]].concat(),
        None => of.clone(),
    };
    let all = storage.range(Some(&from), None, Order::Ascending);
    all.map_while(|(key, value)| Some((key.strip_prefix(of.as_slice())?.to_vec(), value)))
        .take(size)
        .map(|(other, value)| {
            let other = String::from_utf8(other).map_err(|_| Code::StateInvalid)?;
            Ok((other, from_json(value)?))
        })
        .collect()
}
