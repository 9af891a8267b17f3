//! What is stored. The public records (`timebank_api::record`) are written raw, so that other contracts read them by key: a
//! member by id and by account, a branch by operator, a member by linked account, agents, credentials and kin links. Everything
//! else is this contract's own.

pub mod agent;
pub mod credential;
pub mod fact;
pub mod kin;
pub mod link;
pub mod moving;
pub mod profile;
pub mod standing;

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Empty, Order, StdResult, Storage};
use cw_storage_plus::{Bound, Item, Map};
use timebank_api::member_registry::{RecoveryRules, RECOVERY_RULES};
use timebank_api::record::{account_key, member_key, operator_key, AccountRecord, MemberKind, MemberRecord};
use timebank_api::{BranchId, Code, MemberId, Seconds};
use timebank_std::{Error, Result};

const NULLIFIER_VERSION: Item<u8> = Item::new("nullifier_version");
const BRANCH_COUNT: Item<BranchId> = Item::new("branch_count");
const BRANCHES: Map<BranchId, Branch> = Map::new("branches");
/// The operators of each branch, for listing; who is one is answered by the published record.
const OPERATORS: Map<(BranchId, &str), Empty> = Map::new("operators");
const MEMBER_COUNT: Item<MemberId> = Item::new("member_count");
const PERSONS: Map<&[u8], MemberId> = Map::new("persons");
/// The members that are groups, by the digest of their registration.
const GROUPS: Map<&[u8], MemberId> = Map::new("groups");
const MEMBERS_SINCE: Map<MemberId, Seconds> = Map::new("members_since");

#[cw_serde]
pub struct Branch {
    pub name: String,
    pub district: String,
    pub since: Seconds,
}

pub fn set_nullifier_version(storage: &mut dyn Storage, version: u8) -> Result<()> {
    Ok(NULLIFIER_VERSION.save(storage, &version)?)
}

/// The version of the identity check whose nullifiers are accepted.
pub fn nullifier_version(storage: &dyn Storage) -> Result<u8> {
    Ok(NULLIFIER_VERSION.load(storage)?)
}

/// The limits of recovery, published for the proxy.
pub fn recovery_rules(storage: &dyn Storage) -> RecoveryRules {
    storage.get(RECOVERY_RULES).and_then(|bytes| RecoveryRules::from_bytes(&bytes)).unwrap_or_default()
}

pub fn set_recovery_rules(storage: &mut dyn Storage, rules: RecoveryRules) {
    storage.set(RECOVERY_RULES, &rules.to_bytes());
}

/// How many branches there are; their ids are 1 to this.
pub fn branch_count(storage: &dyn Storage) -> Result<BranchId> {
    Ok(BRANCH_COUNT.may_load(storage)?.unwrap_or(0))
}

/// Stores a branch under the next id.
pub fn add_branch(storage: &mut dyn Storage, branch: &Branch) -> Result<BranchId> {
    let id = branch_count(storage)?.checked_add(1).ok_or(Code::Overflow)?;
    BRANCH_COUNT.save(storage, &id)?;
    BRANCHES.save(storage, id, branch)?;
    Ok(id)
}

pub fn branch(storage: &dyn Storage, id: BranchId) -> Result<Branch> {
    BRANCHES.may_load(storage, id)?.ok_or_else(|| Code::BranchUnknown.into())
}

/// The branch an account is an operator of.
pub fn branch_of_operator(storage: &dyn Storage, operator: &Addr) -> Result<Option<BranchId>> {
    storage
        .get(&operator_key(operator.as_str()))
        .map(|bytes| Ok(BranchId::from_be_bytes(number(&bytes)?)))
        .transpose()
}

pub fn add_operator(storage: &mut dyn Storage, branch: BranchId, operator: &Addr) -> Result<()> {
    storage.set(&operator_key(operator.as_str()), &branch.to_be_bytes());
    Ok(OPERATORS.save(storage, (branch, operator.as_str()), &Empty {})?)
}

pub fn remove_operator(storage: &mut dyn Storage, branch: BranchId, operator: &Addr) {
    storage.remove(&operator_key(operator.as_str()));
    OPERATORS.remove(storage, (branch, operator.as_str()));
}

/// A page of a branch's operators, in the order of their addresses.
pub fn operators(
    storage: &dyn Storage,
    branch: BranchId,
    start_after: Option<&str>,
    size: usize,
) -> Result<Vec<String>> {
    Ok(OPERATORS
        .prefix(branch)
        .keys(storage, start_after.map(Bound::exclusive), None, Order::Ascending)
        .take(size)
        .collect::<StdResult<_>>()?)
}

/// How many members there are; their ids are 1 to this.
pub fn member_count(storage: &dyn Storage) -> Result<MemberId> {
    Ok(MEMBER_COUNT.may_load(storage)?.unwrap_or(0))
}

/// Stores a new member under the next id; `identity` is a person's nullifier or a group's registration.
pub fn add_member(
    storage: &mut dyn Storage,
    identity: &[u8],
    record: &MemberRecord,
    since: Seconds,
) -> Result<MemberId> {
    let id = member_count(storage)?.checked_add(1).ok_or(Code::Overflow)?;
    MEMBER_COUNT.save(storage, &id)?;
    match record.kind {
        MemberKind::Person => PERSONS.save(storage, identity, &id)?,
        MemberKind::Group => GROUPS.save(storage, identity, &id)?,
    }
    MEMBERS_SINCE.save(storage, id, &since)?;
    set_member(storage, id, record);
    Ok(id)
}

/// Publishes what changed about a member.
pub fn set_member(storage: &mut dyn Storage, id: MemberId, record: &MemberRecord) {
    storage.set(&member_key(id), &record.to_bytes());
    storage.set(&account_key(&record.account), &AccountRecord::new(id, record).to_bytes());
}

/// What is published about a member.
pub fn member(storage: &dyn Storage, id: MemberId) -> Result<MemberRecord> {
    let bytes = storage.get(&member_key(id)).ok_or(Code::MemberUnknown)?;
    MemberRecord::from_bytes(&bytes).ok_or_else(|| Code::StateInvalid.into())
}

/// When a member was registered.
pub fn member_since(storage: &dyn Storage, id: MemberId) -> Result<Seconds> {
    Ok(MEMBERS_SINCE.load(storage, id)?)
}

/// The member an account belongs to.
pub fn member_of_account(storage: &dyn Storage, account: &str) -> Result<Option<MemberId>> {
    let member = |bytes: &[u8]| Some(MemberId::from_be_bytes(*bytes.first_chunk()?));
    storage
        .get(&account_key(account))
        .map(|bytes| member(&bytes).ok_or_else(|| Error::from(Code::StateInvalid)))
        .transpose()
}

/// The member a person is registered as.
pub fn member_of_person(storage: &dyn Storage, nullifier: &[u8]) -> Result<Option<MemberId>> {
    Ok(PERSONS.may_load(storage, nullifier)?)
}

/// Whether a group is registered.
pub fn group_exists(storage: &dyn Storage, registration: &[u8]) -> bool {
    GROUPS.has(storage, registration)
}

/// A page of the raw keys that begin with `prefix`, without it.
fn page_of(
    storage: &dyn Storage,
    prefix: &[u8],
    start_after: Option<&[u8]>,
    size: usize,
) -> Vec<(Vec<u8>, Vec<u8>)> {
    // The smallest key after `start_after` is the same with a byte of 0 behind it.
    let from = match start_after {
        Some(after) => [prefix, after, &[0]].concat(),
        None => prefix.to_vec(),
    };
    storage
        .range(Some(&from), None, Order::Ascending)
        .map_while(|(key, value)| Some((key.strip_prefix(prefix)?.to_vec(), value)))
        .take(size)
        .collect()
}

/// A value of this contract's own: numbers of 8 bytes each, and the bytes behind them.
fn pack(numbers: &[u64], rest: &[u8]) -> Vec<u8> {
    let mut bytes: Vec<u8> = numbers.iter().flat_map(|number| number.to_be_bytes()).collect();
    bytes.extend_from_slice(rest);
    bytes
}

fn unpack<const N: usize>(mut bytes: &[u8]) -> Result<([u64; N], &[u8])> {
    let mut numbers = [0; N];
    for number in &mut numbers {
        let (head, rest) = bytes.split_first_chunk().ok_or(Code::StateInvalid)?;
        *number = u64::from_be_bytes(*head);
        bytes = rest;
    }
    Ok((numbers, bytes))
}

/// The place of an item in a list.
fn place<T: PartialEq>(all: &[T], item: &T) -> u64 {
    (0..).zip(all).find(|(_, other)| *other == item).map_or(u64::MAX, |(place, _)| place)
}

fn at<T: Copy>(all: &[T], place: u64) -> Result<T> {
    let item = usize::try_from(place).ok().and_then(|place| all.get(place));
    item.copied().ok_or_else(|| Code::StateInvalid.into())
}

/// A member's id; 0 is nobody's.
fn somebody(id: u64) -> Option<MemberId> {
    (id != 0).then_some(id)
}

fn small(number: u64) -> Result<u32> {
    u32::try_from(number).map_err(|_| Code::StateInvalid.into())
}

fn number<const N: usize>(bytes: &[u8]) -> Result<[u8; N]> {
    bytes.try_into().map_err(|_| Error::from(Code::StateInvalid))
}
