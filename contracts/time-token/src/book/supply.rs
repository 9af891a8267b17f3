use super::{add, sub, sum, Book, Delivery, Party};
use crate::buckets::Parcel;
use crate::state::{self, BranchSupply, Growth};
use cosmwasm_std::Storage;
use timebank_api::time_token::{MovementKind, Reference};
use timebank_api::{BranchId, Code, Minutes};
use timebank_std::{Error, Result};

impl Book<'_> {
    /// Mints for a service, from what was reserved of a branch's budget.
    pub fn mint_service(
        &mut self,
        branch: BranchId,
        reference: Reference,
        to: &Party,
        minutes: Minutes,
    ) -> Result<()> {
        let supply = self.branch(branch)?;
        supply.reserved = sub(supply.reserved, minutes)?;
        supply.minted_service = add(supply.minted_service, minutes)?;
        self.changes.minted_service = sum(self.changes.minted_service, minutes.into())?;
        self.cross(Some(branch), to.branch, minutes.into())?;
        self.bring(MovementKind::MintService, reference, to, minutes)
    }

    /// Mints by a grant rule.
    ///
    /// # Errors
    /// `time.budget` and `time.growth` with what is free.
    pub fn mint_grant(
        &mut self,
        branch: BranchId,
        reference: Reference,
        to: &Party,
        minutes: Minutes,
    ) -> Result<()> {
        self.charge(branch, minutes)?;
        let supply = self.branch(branch)?;
        supply.minted_grant = add(supply.minted_grant, minutes)?;
        self.changes.minted_grant = sum(self.changes.minted_grant, minutes.into())?;
        self.bring(MovementKind::MintGrant, reference, to, minutes)
    }

    /// Mints an opening balance.
    ///
    /// # Errors
    /// `opening.budget` and `time.growth` with what is free.
    pub fn mint_opening(
        &mut self,
        branch: BranchId,
        reference: Reference,
        to: &Party,
        minutes: Minutes,
    ) -> Result<()> {
        self.charge_growth(minutes)?;
        let supply = self.branch(branch)?;
        let free = supply.opening_budget.saturating_sub(supply.minted_opening);
        if free < minutes {
            return Err(Error::with(Code::OpeningBudget, free));
        }
        supply.minted_opening = add(supply.minted_opening, minutes)?;
        self.changes.minted_opening = sum(self.changes.minted_opening, minutes.into())?;
        self.bring(MovementKind::MintOpening, reference, to, minutes)
    }

    /// Brings what came into being to a member, dated by the rules of the member's branch and within its cap.
    fn bring(
        &mut self,
        kind: MovementKind,
        reference: Reference,
        to: &Party,
        minutes: Minutes,
    ) -> Result<()> {
        let delivery = self.earned(kind, reference, to, minutes)?;
        self.deliver(delivery)
    }

    /// TIME that is earned: dated by the rules of the member's branch and within its cap.
    pub fn earned<'p>(
        &mut self,
        kind: MovementKind,
        reference: Reference,
        to: &'p Party,
        minutes: Minutes,
    ) -> Result<Delivery<'p>> {
        let rules = to.branch.map(|branch| self.rules(branch)).transpose()?.flatten();
        let parcel = Parcel::new(minutes, self.ends(rules.as_ref()));
        let cap = rules.and_then(|rules| rules.balance_cap);
        Ok(Delivery { kind, reference, from: None, to, parcel, cap })
    }

    /// Sets minutes of a branch's budget aside; gives the epoch they are charged to.
    ///
    /// # Errors
    /// `time.budget` and `time.growth` with what is free.
    pub fn reserve(&mut self, branch: BranchId, minutes: Minutes) -> Result<u32> {
        self.charge(branch, minutes)?;
        let supply = self.branch(branch)?;
        supply.reserved = add(supply.reserved, minutes)?;
        Ok(supply.epoch)
    }

    /// Gives reserved minutes back. They are free again in the epoch they were charged to; an epoch that is over is over.
    pub fn unreserve(&mut self, branch: BranchId, epoch: u32, minutes: Minutes) -> Result<()> {
        let supply = self.branch(branch)?;
        supply.reserved = sub(supply.reserved, minutes)?;
        if supply.epoch == epoch {
            supply.charged = supply.charged.saturating_sub(minutes);
            let growth = self.growth()?;
            growth.charged = growth.charged.saturating_sub(minutes.into());
        }
        Ok(())
    }

    /// Sets what a branch may mint in an epoch.
    ///
    /// # Errors
    /// `time.budget` with what this epoch has taken, if that is more.
    pub fn set_budget(&mut self, branch: BranchId, budget: Minutes) -> Result<()> {
        let supply = self.branch(branch)?;
        if supply.charged > budget {
            return Err(Error::with(Code::BudgetExceeded, supply.charged));
        }
        supply.budget = budget;
        Ok(())
    }

    /// Sets what a branch may ever mint as opening balances.
    ///
    /// # Errors
    /// `opening.budget` with what has been minted, if that is more.
    pub fn set_opening_budget(&mut self, branch: BranchId, budget: Minutes) -> Result<()> {
        let supply = self.branch(branch)?;
        if supply.minted_opening > budget {
            return Err(Error::with(Code::OpeningBudget, supply.minted_opening));
        }
        supply.opening_budget = budget;
        Ok(())
    }

    /// Sets what the federation may mint in an epoch.
    ///
    /// # Errors
    /// `time.growth` with what this epoch has taken, if that is more.
    pub fn set_growth_limit(&mut self, limit: Option<Minutes>) -> Result<()> {
        let growth = self.growth()?;
        if limit.is_some_and(|limit| growth.charged > u64::from(limit)) {
            return Err(Error::with(Code::GrowthExceeded, growth.charged));
        }
        growth.limit = limit;
        Ok(())
    }

    fn charge(&mut self, branch: BranchId, minutes: Minutes) -> Result<()> {
        let supply = self.branch(branch)?;
        let free = supply.budget.saturating_sub(supply.charged);
        if free < minutes {
            return Err(Error::with(Code::BudgetExceeded, free));
        }
        supply.charged = add(supply.charged, minutes)?;
        self.charge_growth(minutes)
    }

    fn charge_growth(&mut self, minutes: Minutes) -> Result<()> {
        let growth = self.growth()?;
        let charged = sum(growth.charged, minutes.into())?;
        if let Some(limit) = growth.limit.map(u64::from).filter(|limit| charged > *limit) {
            return Err(Error::with(Code::GrowthExceeded, limit.saturating_sub(growth.charged)));
        }
        growth.charged = charged;
        Ok(())
    }

    pub(super) fn branch(&mut self, branch: BranchId) -> Result<&mut BranchSupply> {
        let (storage, epoch) = (self.deps.storage, self.system.epoch_at(self.now));
        self.changes.branches.get(&branch, |_| branch_now(storage, branch, epoch))
    }

    fn growth(&mut self) -> Result<&mut Growth> {
        let growth = match self.changes.growth.take() {
            Some(known) => known,
            None => growth_now(self.deps.storage, self.system.epoch_at(self.now))?,
        };
        Ok(self.changes.growth.insert(growth))
    }
}

/// A branch in an epoch.
pub fn branch_now(storage: &dyn Storage, branch: BranchId, epoch: u32) -> Result<BranchSupply> {
    let mut supply = state::branch(storage, branch)?;
    if supply.epoch != epoch {
        (supply.epoch, supply.charged) = (epoch, 0);
    }
    Ok(supply)
}

/// The federation's growth in an epoch.
pub fn growth_now(storage: &dyn Storage, epoch: u32) -> Result<Growth> {
    let mut growth = state::growth(storage)?;
    if growth.epoch != epoch {
        (growth.epoch, growth.charged) = (epoch, 0);
    }
    Ok(growth)
}
