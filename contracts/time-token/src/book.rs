//! What one message changes: each record is read once and written once, however many movements touch it, and nothing is
//! written before everything has been checked.

use crate::state::{self, BranchSupply, Hold, Source};
use cosmwasm_std::{Addr, Deps, StdError, Storage, Uint128};
use cw20_base::state::{BALANCES, TOKEN_INFO};
use std::collections::btree_map::{BTreeMap, Entry};
use timebank_api::{ActivityId, BranchId, Code, Minutes};
use timebank_std::{Error, Result};

/// The records a message works on.
pub struct Book<'a> {
    deps: Deps<'a>,
    changes: Changes,
}

/// What is to be written.
#[derive(Default)]
pub struct Changes {
    balances: BTreeMap<Addr, Uint128>,
    branches: BTreeMap<BranchId, BranchSupply>,
    holds: BTreeMap<ActivityId, Option<Hold>>,
    minted_service: u64,
    minted_grant: u64,
}

impl<'a> Book<'a> {
    pub fn open(deps: Deps<'a>) -> Self {
        Book { deps, changes: Changes::default() }
    }

    /// What is to be written, when everything has gone well.
    pub fn close(self) -> Changes {
        self.changes
    }

    /// Moves TIME between accounts.
    ///
    /// # Errors
    /// `time.insufficient` with what there is.
    pub fn transfer(&mut self, from: &Addr, to: &Addr, minutes: Minutes) -> Result<()> {
        let amount = Uint128::from(minutes);
        let balance = self.balance(from)?;
        *balance = balance.checked_sub(amount).map_err(|_| Error::with(Code::InsufficientTime, *balance))?;
        self.credit(to, minutes)
    }

    /// Mints for a service, from what was reserved of the branch's budget.
    pub fn mint_service(&mut self, to: &Addr, branch: BranchId, minutes: Minutes) -> Result<()> {
        let supply = self.branch(branch)?;
        supply.reserved = sub(supply.reserved, minutes)?;
        supply.minted_service = add(supply.minted_service, minutes)?;
        self.changes.minted_service = add_long(self.changes.minted_service, minutes)?;
        self.credit(to, minutes)
    }

    /// Mints by a grant rule.
    ///
    /// # Errors
    /// `time.budget` with what of the branch's budget is free.
    pub fn mint_grant(&mut self, to: &Addr, branch: BranchId, minutes: Minutes) -> Result<()> {
        let supply = self.charge(branch, minutes)?;
        supply.minted_grant = add(supply.minted_grant, minutes)?;
        self.changes.minted_grant = add_long(self.changes.minted_grant, minutes)?;
        self.credit(to, minutes)
    }

    /// Sets minutes of a branch's budget aside.
    ///
    /// # Errors
    /// `time.budget` with what of the branch's budget is free.
    pub fn reserve(&mut self, branch: BranchId, minutes: Minutes) -> Result<()> {
        let supply = self.charge(branch, minutes)?;
        supply.reserved = add(supply.reserved, minutes)?;
        Ok(())
    }

    /// Gives reserved minutes back to the budget.
    pub fn unreserve(&mut self, branch: BranchId, minutes: Minutes) -> Result<()> {
        let supply = self.branch(branch)?;
        supply.reserved = sub(supply.reserved, minutes)?;
        Ok(())
    }

    /// Sets a branch's budget.
    ///
    /// # Errors
    /// `time.budget` with what is spoken for, if that is more.
    pub fn set_budget(&mut self, branch: BranchId, budget: Minutes) -> Result<()> {
        let supply = self.branch(branch)?;
        if supply.used() > u64::from(budget) {
            return Err(Error::with(Code::BudgetExceeded, supply.used()));
        }
        supply.budget = budget;
        Ok(())
    }

    /// Begins the hold of an activity.
    ///
    /// # Errors
    /// `time.hold_exists`.
    pub fn begin_hold(&mut self, activity: ActivityId, source: Source, minutes: Minutes) -> Result<()> {
        let hold = self.hold(activity)?;
        if hold.is_some() {
            return Err(Code::HoldExists.into());
        }
        *hold = Some(Hold { source, minutes });
        Ok(())
    }

    /// Takes minutes out of an activity's hold and gives where the hold came from. An empty hold is gone.
    ///
    /// # Errors
    /// `time.hold_missing`; `time.hold_exceeded` with what is held.
    pub fn take(&mut self, activity: ActivityId, minutes: Minutes) -> Result<Source> {
        let slot = self.hold(activity)?;
        let hold = slot.as_mut().ok_or_else(|| Error::from(Code::HoldMissing))?;
        hold.minutes =
            hold.minutes.checked_sub(minutes).ok_or_else(|| Error::with(Code::HoldExceeded, hold.minutes))?;
        let source = hold.source.clone();
        if hold.minutes == 0 {
            *slot = None;
        }
        Ok(source)
    }

    fn credit(&mut self, to: &Addr, minutes: Minutes) -> Result<()> {
        let balance = self.balance(to)?;
        *balance = balance.checked_add(Uint128::from(minutes))?;
        Ok(())
    }

    /// The branch, if so much of its budget is free.
    fn charge(&mut self, branch: BranchId, minutes: Minutes) -> Result<&mut BranchSupply> {
        let supply = self.branch(branch)?;
        if supply.free() < u64::from(minutes) {
            return Err(Error::with(Code::BudgetExceeded, supply.free()));
        }
        Ok(supply)
    }

    fn balance(&mut self, account: &Addr) -> Result<&mut Uint128> {
        Ok(match self.changes.balances.entry(account.clone()) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                new.insert(BALANCES.may_load(self.deps.storage, account)?.unwrap_or_default())
            }
        })
    }

    fn branch(&mut self, branch: BranchId) -> Result<&mut BranchSupply> {
        Ok(match self.changes.branches.entry(branch) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(state::branch(self.deps.storage, branch)?),
        })
    }

    fn hold(&mut self, activity: ActivityId) -> Result<&mut Option<Hold>> {
        Ok(match self.changes.holds.entry(activity) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(state::hold(self.deps.storage, activity)?),
        })
    }
}

impl Changes {
    pub fn write(self, storage: &mut dyn Storage) -> Result<()> {
        for (account, balance) in &self.balances {
            BALANCES.save(storage, account, balance)?;
        }
        for (branch, supply) in &self.branches {
            state::save_branch(storage, *branch, supply);
        }
        for (activity, hold) in &self.holds {
            state::save_hold(storage, *activity, hold.as_ref());
        }
        let minted = self.minted_service.checked_add(self.minted_grant).ok_or(Code::Overflow)?;
        if minted > 0 {
            let mut ledger = state::ledger(storage)?;
            ledger.minted_service = sum(ledger.minted_service, self.minted_service)?;
            ledger.minted_grant = sum(ledger.minted_grant, self.minted_grant)?;
            state::save_ledger(storage, &ledger);
            TOKEN_INFO.update(storage, |mut info| {
                info.total_supply = info.total_supply.checked_add(Uint128::from(minted))?;
                Ok::<_, StdError>(info)
            })?;
        }
        Ok(())
    }
}

fn add(a: Minutes, b: Minutes) -> Result<Minutes> {
    a.checked_add(b).ok_or_else(|| Code::Overflow.into())
}

fn sub(a: Minutes, b: Minutes) -> Result<Minutes> {
    a.checked_sub(b).ok_or_else(|| Code::Overflow.into())
}

fn add_long(a: u64, b: Minutes) -> Result<u64> {
    sum(a, u64::from(b))
}

fn sum(a: u64, b: u64) -> Result<u64> {
    a.checked_add(b).ok_or_else(|| Code::Overflow.into())
}
