//! What is kept: holds, the budgets of the branches and the federation, who has had which grant and opening balance, the ledger of
//! the supply; and in the files below what belongs to an account, what nearly every message needs, and the gifts that wait. Small
//! binary records, because every byte written costs gas on the way of each settlement.

mod account;
mod allowance;
mod bytes;
mod gift;
mod marketing;
mod system;

pub use account::{
    account, account_bytes, accounts, agent_spent, fund_branch, introduced, save_account, save_account_bytes,
    save_agent_spent, save_fund_branch, save_introduced, Account, Cap, Lien, Purse,
};
pub use allowance::{allowance, allowances, save_allowance, Allowances};
pub use gift::{add_gift, gift, gifts, next_gift, remove_gift, Gift};
pub use marketing::{logo, marketing, save_logo, save_marketing};
pub use system::{know, save_system, system, System};
pub use timebank_api::ledger::{BranchSupply, Ledger};

use crate::buckets::Buckets;
use bytes::Reader;
use cosmwasm_std::{CanonicalAddr, Order, Storage};
use timebank_api::ledger::{branch_supply_key, LEDGER_KEY};
use timebank_api::record::{position_key, Position};
use timebank_api::{ActivityId, BranchId, Code, MemberId, Minutes, Seconds};
use timebank_std::Result;

/// What the federation may mint in an epoch: charged ≤ limit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Growth {
    pub limit: Option<Minutes>,
    pub epoch: u32,
    pub charged: u64,
}

/// What is set aside for an activity; never zero minutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    pub source: Source,
    pub minutes: Minutes,
}

/// Where a hold came from, and where it goes back to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A member's own account; the TIME lies in the registry's. The branch is the member's at that time, 0 for holds of version
    /// 0.1, which do not say. Counted on the payer's account where it must have so much before it redeems any.
    Account { payer: CanonicalAddr, branch: BranchId, dated: Buckets, counted: bool },
    /// A branch's budget, charged to this epoch; the TIME does not exist yet.
    Budget { branch: BranchId, epoch: u32 },
    /// A branch's welfare fund; the TIME lies in the registry's account.
    Fund(BranchId),
}

/// A member's opening balance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    pub minutes: Minutes,
    pub since: Seconds,
}

const GROWTH: &[u8] = b"growth";
const POSITIONS: &[u8] = b"p/";

fn hold_key(activity: ActivityId) -> Vec<u8> {
    [b"h/".as_slice(), &activity.to_be_bytes()].concat()
}

fn granted_key(member: MemberId, rule: &str) -> Vec<u8> {
    [b"g/".as_slice(), &member.to_be_bytes(), rule.as_bytes()].concat()
}

fn opening_key(member: MemberId) -> Vec<u8> {
    [b"o/".as_slice(), &member.to_be_bytes()].concat()
}

pub fn ledger(storage: &dyn Storage) -> Result<Ledger> {
    read(storage, LEDGER_KEY, Ledger::from_bytes).map(Option::unwrap_or_default)
}

pub fn save_ledger(storage: &mut dyn Storage, ledger: &Ledger) {
    storage.set(LEDGER_KEY, &ledger.to_bytes());
}

/// A branch without a budget has one of nothing.
pub fn branch(storage: &dyn Storage, branch: BranchId) -> Result<BranchSupply> {
    read(storage, &branch_supply_key(branch), BranchSupply::from_bytes).map(Option::unwrap_or_default)
}

pub fn save_branch(storage: &mut dyn Storage, branch: BranchId, supply: &BranchSupply) {
    storage.set(&branch_supply_key(branch), &supply.to_bytes());
}

pub fn hold(storage: &dyn Storage, activity: ActivityId) -> Result<Option<Hold>> {
    read(storage, &hold_key(activity), Hold::from_bytes)
}

/// Stores a hold, or forgets it when there is none any more.
pub fn save_hold(storage: &mut dyn Storage, activity: ActivityId, hold: Option<&Hold>) {
    match hold {
        Some(hold) => storage.set(&hold_key(activity), &hold.to_bytes()),
        None => storage.remove(&hold_key(activity)),
    }
}

/// When the member had the grant last; version 0.1 did not say when, which is as long ago as can be.
pub fn granted(storage: &dyn Storage, member: MemberId, rule: &str) -> Option<Seconds> {
    let bytes = storage.get(&granted_key(member, rule))?;
    Some(bytes.try_into().map_or(0, Seconds::from_be_bytes))
}

pub fn save_granted(storage: &mut dyn Storage, member: MemberId, rule: &str, now: Seconds) {
    storage.set(&granted_key(member, rule), &now.to_be_bytes());
}

pub fn opening(storage: &dyn Storage, member: MemberId) -> Result<Option<Opening>> {
    read(storage, &opening_key(member), |bytes| {
        let mut reader = Reader(bytes);
        Some(Opening { minutes: reader.u32()?, since: reader.u64()? })
    })
}

/// Records an opening balance, or forgets the one that was reversed.
pub fn save_opening(storage: &mut dyn Storage, member: MemberId, opening: Option<Opening>) {
    match opening {
        Some(Opening { minutes, since }) => {
            let bytes = [minutes.to_be_bytes().as_slice(), &since.to_be_bytes()].concat();
            storage.set(&opening_key(member), &bytes);
        }
        None => storage.remove(&opening_key(member)),
    }
}

/// Records that a payment has been reversed; false if it was before.
pub fn reverse_once(storage: &mut dyn Storage, activity: ActivityId, participant: MemberId) -> bool {
    let key = [b"r/".as_slice(), &activity.to_be_bytes(), &participant.to_be_bytes()].concat();
    let first = storage.get(&key).is_none();
    if first {
        storage.set(&key, &[1]);
    }
    first
}

pub fn growth(storage: &dyn Storage) -> Result<Growth> {
    read(storage, GROWTH, Growth::from_bytes).map(Option::unwrap_or_default)
}

pub fn save_growth(storage: &mut dyn Storage, growth: &Growth) {
    storage.set(GROWTH, &growth.to_bytes());
}

/// The position between two branches, the lower first.
pub fn position(storage: &dyn Storage, low: BranchId, high: BranchId) -> Result<Position> {
    read(storage, &position_key(low, high), Position::from_bytes).map(Option::unwrap_or_default)
}

pub fn save_position(storage: &mut dyn Storage, low: BranchId, high: BranchId, position: &Position) {
    storage.set(&position_key(low, high), &position.to_bytes());
}

/// All positions behind a pair, in order of the lower and the higher branch.
pub fn positions(
    storage: &dyn Storage,
    after: Option<(BranchId, BranchId)>,
) -> impl Iterator<Item = Result<(BranchId, BranchId, Position)>> + '_ {
    let from = match after {
        Some((low, high)) => [position_key(low, high), vec![0]].concat(),
        None => POSITIONS.to_vec(),
    };
    // The byte after the slash ends the range.
    storage.range(Some(&from), Some(b"p0"), Order::Ascending).map(|(key, value)| {
        let mut reader = Reader(key.strip_prefix(POSITIONS).unwrap_or_default());
        let parsed = (|| Some((reader.u32()?, reader.u32()?, Position::from_bytes(&value)?)))();
        parsed.ok_or_else(|| Code::StateInvalid.into())
    })
}

fn read<T>(storage: &dyn Storage, key: &[u8], from_bytes: fn(&[u8]) -> Option<T>) -> Result<Option<T>> {
    storage.get(key).map(|bytes| from_bytes(&bytes).ok_or_else(|| Code::StateInvalid.into())).transpose()
}

impl Growth {
    /// `epoch u32 ‖ charged u64` and, if there is one, `limit u32`.
    fn to_bytes(self) -> Vec<u8> {
        let limit = self.limit.map(u32::to_be_bytes);
        let limit = limit.as_ref().map_or([].as_slice(), <[u8; 4]>::as_slice);
        [self.epoch.to_be_bytes().as_slice(), &self.charged.to_be_bytes(), limit].concat()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        let (epoch, charged) = (reader.u32()?, reader.u64()?);
        let limit = if reader.0.is_empty() { None } else { Some(reader.u32()?) };
        reader.0.is_empty().then_some(Growth { limit, epoch, charged })
    }
}

impl Hold {
    /// By the first byte: 2 is `minutes u32 ‖ branch u32 ‖ buckets u8 ‖ buckets ‖ payer (canonical address)`, 5 the same, counted; 3 is
    /// `minutes u32 ‖ branch u32 ‖ epoch u32` of a budget, 4 is `minutes u32 ‖ branch u32` of a fund. Version 0.1 wrote 0,
    /// `minutes u32 ‖ payer`, and 1, `minutes u32 ‖ branch u32` of a budget.
    fn to_bytes(&self) -> Vec<u8> {
        let minutes = self.minutes.to_be_bytes();
        match &self.source {
            Source::Account { payer, branch, dated, counted } => {
                let count = u8::try_from(dated.iter().count()).unwrap_or(u8::MAX);
                [
                    &[if *counted { 5 } else { 2 }],
                    minutes.as_slice(),
                    &branch.to_be_bytes(),
                    &[count],
                    &dated.to_bytes(),
                    payer.as_slice(),
                ]
                .concat()
            }
            Source::Budget { branch, epoch } => {
                [&[3], minutes.as_slice(), &branch.to_be_bytes(), &epoch.to_be_bytes()].concat()
            }
            Source::Fund(branch) => [&[4], minutes.as_slice(), &branch.to_be_bytes()].concat(),
        }
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        let (kind, minutes) = (reader.u8()?, reader.u32()?);
        let payer = |rest: &[u8]| (!rest.is_empty()).then(|| CanonicalAddr::from(rest));
        let source = match kind {
            0 => Source::Account {
                payer: payer(reader.rest())?,
                branch: 0,
                dated: Buckets::default(),
                counted: false,
            },
            1 => Source::Budget { branch: reader.u32()?, epoch: 0 },
            2 | 5 => Source::Account {
                branch: reader.u32()?,
                dated: reader.buckets()?,
                payer: payer(reader.rest())?,
                counted: kind == 5,
            },
            3 => Source::Budget { branch: reader.u32()?, epoch: reader.u32()? },
            4 => Source::Fund(reader.u32()?),
            _ => return None,
        };
        reader.0.is_empty().then_some(Hold { source, minutes })
    }
}

#[cfg(test)]
mod tests;
