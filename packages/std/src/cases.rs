//! Decisions that need two persons: one opens a case, another closes it.

use crate::{Error, Result};
use cosmwasm_std::{from_json, to_json_vec, Order, Storage};
use serde::de::DeserializeOwned;
use serde::Serialize;
use timebank_api::{Actor, BranchId, Code, MemberId, Seconds};

const LAST: &[u8] = b"case_last";
const CASES: &[u8] = b"case/";

/// What one office-holder proposed and another is to decide.
#[derive(Debug, Clone, PartialEq)]
pub struct Case<A> {
    pub by: MemberId,
    /// The proposer's branch.
    pub branch: BranchId,
    pub since: Seconds,
    pub action: A,
}

/// Opens a case; gives its number, counted from 1.
///
/// # Errors
/// `system.overflow`.
pub fn open_case<A: Serialize>(
    storage: &mut dyn Storage,
    actor: &Actor,
    now: Seconds,
    action: A,
) -> Result<u64> {
    let last = storage.get(LAST).and_then(|bytes| bytes.try_into().ok()).map_or(0, u64::from_be_bytes);
    let id = last.checked_add(1).ok_or(Code::Overflow)?;
    storage.set(LAST, &id.to_be_bytes());
    let head = [&actor.by().to_be_bytes()[..], &actor.branch.to_be_bytes(), &now.to_be_bytes()];
    storage.set(&key(id), &[head.concat(), to_json_vec(&action)?].concat());
    Ok(id)
}

/// An open case.
///
/// # Errors
/// `case.unknown` if there is none.
pub fn case<A: DeserializeOwned>(storage: &dyn Storage, id: u64) -> Result<Case<A>> {
    read(&storage.get(&key(id)).ok_or(Code::CaseUnknown)?)
}

/// Takes a case off the list for `actor` to decide, who must be another person than the one who opened it.
///
/// # Errors
/// `case.unknown`; `auth.own_case` for the one who opened it.
pub fn close_case<A: DeserializeOwned>(storage: &mut dyn Storage, actor: &Actor, id: u64) -> Result<Case<A>> {
    let case: Case<A> = case(storage, id)?;
    if case.by == actor.by() || case.by == actor.id {
        return Err(Error::from(Code::OwnCase));
    }
    storage.remove(&key(id));
    Ok(case)
}

/// A page of the open cases in the order of their numbers.
///
/// # Errors
/// Only if one cannot be read.
pub fn cases<A: DeserializeOwned>(
    storage: &dyn Storage,
    start_after: Option<u64>,
    size: usize,
) -> Result<Vec<(u64, Case<A>)>> {
    let from = key(start_after.map_or(0, |id| id.saturating_add(1)));
    // The byte after the slash ends the range.
    storage
        .range(Some(&from), Some(b"case0"), Order::Ascending)
        .take(size)
        .map(|(key, value)| {
            let id = key.strip_prefix(CASES).and_then(|id| id.try_into().ok()).ok_or(Code::StateInvalid)?;
            Ok((u64::from_be_bytes(id), read(&value)?))
        })
        .collect()
}

/// A case is kept as `by u64 ‖ branch u32 ‖ since u64`, and the action as JSON.
fn read<A: DeserializeOwned>(bytes: &[u8]) -> Result<Case<A>> {
    let head = || {
        let (by, rest) = bytes.split_first_chunk()?;
        let (branch, rest) = rest.split_first_chunk()?;
        let (since, action) = rest.split_first_chunk()?;
        Some((*by, *branch, *since, action))
    };
    let (by, branch, since, action) = head().ok_or(Code::StateInvalid)?;
    Ok(Case {
        by: MemberId::from_be_bytes(by),
        branch: BranchId::from_be_bytes(branch),
        since: Seconds::from_be_bytes(since),
        action: from_json(action)?,
    })
}

fn key(id: u64) -> Vec<u8> {
    [CASES, &id.to_be_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::testing::MockStorage;
    use timebank_api::{Agent, Rights, Roles, Scope};

    fn actor(id: MemberId) -> Actor {
        Actor {
            id,
            account: String::new(),
            branch: 1,
            roles: Roles::default(),
            scope: Scope::Office,
            relayed_by: 1,
            agent: None,
        }
    }

    #[test]
    fn a_case_is_decided_once_and_by_somebody_else() {
        let mut storage = MockStorage::new();
        let (first, second) = (actor(1), actor(2));
        assert_eq!(open_case(&mut storage, &first, 9, "freeze".to_owned()).unwrap(), 1);
        assert_eq!(open_case(&mut storage, &first, 9, "thaw".to_owned()).unwrap(), 2);
        let own = close_case::<String>(&mut storage, &first, 1).unwrap_err();
        assert_eq!(own.code(), Code::OwnCase);
        let by_agent = Actor { agent: Some(Agent { member: 1, rights: Rights(0), daily: 0 }), ..actor(3) };
        assert_eq!(close_case::<String>(&mut storage, &by_agent, 1).unwrap_err().code(), Code::OwnCase);
        let case = close_case::<String>(&mut storage, &second, 1).unwrap();
        assert_eq!((case.by, case.since, case.action.as_str()), (1, 9, "freeze"));
        assert_eq!(close_case::<String>(&mut storage, &second, 1).unwrap_err().code(), Code::CaseUnknown);
        assert_eq!(open_case(&mut storage, &second, 9, "grant".to_owned()).unwrap(), 3);
        let page = |after, size| -> Vec<u64> {
            cases::<String>(&storage, after, size).unwrap().into_iter().map(|(id, _)| id).collect()
        };
        assert_eq!((page(None, 9), page(None, 1), page(Some(2), 9)), (vec![2, 3], vec![2], vec![3]));
    }
}
