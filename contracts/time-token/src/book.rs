//! What one message changes: each record is read once and written once, however many movements touch it, and nothing is
//! written before everything has been checked.

mod few;
mod party;
mod supply;

pub use party::{valid, Party};
pub use supply::{branch_now, growth_now};

use crate::buckets::Parcel;
use crate::calendar;
use crate::state::{self, Account, BranchSupply, Growth, Hold, Lien, Purse, Source, System};
use cosmwasm_std::{Addr, CanonicalAddr, Deps, Env, Event, Response, Storage};
use few::Few;
use std::ops::Deref;
use timebank_api::record::{Position, TransferRules};
use timebank_api::time_token::{MovementKind, Reference, MAX_LIENS};
use timebank_api::{event, ActivityId, BranchId, Code, Minutes, Seconds};
use timebank_std::{Error, Result};

/// Where and when a message is carried out, and what is known of the system there.
pub struct Here {
    pub env: Env,
    pub system: System,
}

impl Deref for Here {
    type Target = Env;

    fn deref(&self) -> &Env {
        &self.env
    }
}

/// The records a message works on.
pub struct Book<'a> {
    deps: Deps<'a>,
    system: &'a System,
    now: Seconds,
    token: Addr,
    /// The accounts of the activity-registry and the token keep what is others'; nobody asks for their statements.
    keepers: [Option<Addr>; 2],
    rules: Few<BranchId, Option<TransferRules>>,
    changes: Changes,
    response: Response,
}

/// What is to be written.
#[derive(Default)]
pub struct Changes {
    accounts: Few<Addr, Kept>,
    branches: Few<BranchId, BranchSupply>,
    holds: Few<ActivityId, Option<Hold>>,
    positions: Few<(BranchId, BranchId), Position>,
    funds: Few<BranchId, Addr>,
    growth: Option<Growth>,
    minted_service: u64,
    minted_grant: u64,
    minted_opening: u64,
    burned: u64,
}

/// An account's record as it was, and what it is to be.
struct Kept {
    before: Option<Vec<u8>>,
    account: Account,
}

/// TIME that comes to an account.
pub struct Delivery<'p> {
    pub kind: MovementKind,
    pub reference: Reference,
    /// Missing when it comes into being.
    pub from: Option<&'p Addr>,
    pub to: &'p Party,
    pub parcel: Parcel,
    /// What the account can hold at most; the rest goes to the welfare fund.
    pub cap: Option<Minutes>,
}

impl<'a> Book<'a> {
    pub fn open(deps: Deps<'a>, here: &'a Here) -> Self {
        let token = here.contract.address.clone();
        Book {
            deps,
            system: &here.system,
            now: here.block.time.seconds(),
            keepers: [Some(token.clone()), None],
            token,
            rules: Few::default(),
            changes: Changes::default(),
            response: Response::new(),
        }
    }

    /// Names the account that keeps what is held for activities.
    pub fn escrow(&mut self, registry: &Addr) {
        self.keepers = [Some(self.token.clone()), Some(registry.clone())];
    }

    pub fn now(&self) -> Seconds {
        self.now
    }

    pub fn deps(&self) -> Deps<'a> {
        self.deps
    }

    /// What is to be written when everything has gone well, and what it says.
    pub fn close(self) -> (Changes, Response) {
        (self.changes, self.response)
    }

    pub fn system(&self) -> &'a System {
        self.system
    }

    pub fn balance(&mut self, account: &Addr) -> Result<u64> {
        Ok(self.account(account)?.balance)
    }

    /// Takes TIME from an account for its holder, what ends soonest first. What has ended is burned before and liens are served.
    ///
    /// # Errors
    /// `member.inactive` if the member may not act; `time.insufficient` with what there is.
    pub fn debit(&mut self, from: &Party, minutes: u64) -> Result<Parcel> {
        if !from.active() {
            return Err(Code::MemberInactive.into());
        }
        self.end(from)?;
        self.serve(from, u64::MAX)?;
        self.take(&from.account, minutes)
    }

    /// Takes TIME out of an account, whoever asks.
    ///
    /// # Errors
    /// `time.insufficient` with what there is.
    pub fn take(&mut self, from: &Addr, minutes: u64) -> Result<Parcel> {
        let account = self.account(from)?;
        account.balance = account
            .balance
            .checked_sub(minutes)
            .ok_or_else(|| Error::with(Code::InsufficientTime, account.balance))?;
        Ok(Parcel { minutes, dated: account.buckets.take(minutes) })
    }

    /// Puts TIME into the keeping of one of the system's contracts.
    pub fn keep(&mut self, keeper: &Addr, minutes: u64) -> Result<()> {
        let account = self.account(keeper)?;
        account.balance = sum(account.balance, minutes)?;
        Ok(())
    }

    /// Brings TIME to an account: liens are served from it, and what is over the cap, or comes to somebody who takes nothing any
    /// more, goes on to the welfare fund of the branch.
    pub fn deliver(&mut self, delivery: Delivery) -> Result<()> {
        let minutes = delivery.parcel.minutes;
        let (to, cap, reference) = (delivery.to, delivery.cap, delivery.reference.clone());
        self.credit(delivery)?;
        let left = minutes.saturating_sub(self.serve(to, minutes)?);
        let over = if !to.open() {
            left
        } else if let Some(cap) = cap {
            self.balance(&to.account)?.saturating_sub(cap.into()).min(left)
        } else {
            0
        };
        if let (1.., Some(branch)) = (over, to.branch) {
            let fund = self.fund(branch)?;
            let parcel = self.take(&to.account, over)?;
            let from = Some(&to.account);
            self.credit(Delivery {
                kind: MovementKind::Overflow,
                reference,
                from,
                to: &fund,
                parcel,
                cap: None,
            })?;
        }
        Ok(())
    }

    /// Ends TIME that was taken out of a member's account.
    pub fn burn(
        &mut self,
        kind: MovementKind,
        reference: Reference,
        from: &Party,
        minutes: u64,
    ) -> Result<()> {
        self.changes.burned = sum(self.changes.burned, minutes)?;
        if let Some(branch) = from.branch {
            let supply = self.branch(branch)?;
            supply.burned = add(supply.burned, short(minutes)?)?;
        }
        self.tell(kind, reference, Some(&from.account), None, minutes)
    }

    /// Burns what of an account has ended. Nothing leaves a frozen one.
    pub fn end(&mut self, party: &Party) -> Result<()> {
        if party.frozen() {
            return Ok(());
        }
        let quarter = calendar::quarter(self.now, 0);
        let account = self.account(&party.account)?;
        let ended = account.buckets.take_ended(quarter);
        if ended == 0 {
            return Ok(());
        }
        account.balance = account.balance.checked_sub(ended).ok_or(Code::Overflow)?;
        self.burn(MovementKind::Expire, Reference::Message, party, ended)
    }

    /// Takes a payment back: what the account has of it now, and a lien for the rest.
    ///
    /// # Errors
    /// `time.liens` if there would be too many.
    pub fn reverse(&mut self, debtor: &Party, lien: Lien) -> Result<()> {
        self.end(debtor)?;
        let account = self.account(&debtor.account)?;
        if account.liens.len() >= MAX_LIENS {
            return Err(Code::LiensFull.into());
        }
        account.liens.push(lien.clone());
        self.tell_lien(&debtor.account, &lien)?;
        // Nothing leaves the account of a member who may not act; the lien waits.
        if debtor.active() {
            self.serve(debtor, u64::MAX)?;
        }
        Ok(())
    }

    /// The liens of an account, to change them.
    pub fn liens(&mut self, account: &Addr) -> Result<&mut Vec<Lien>> {
        Ok(&mut self.account(account)?.liens)
    }

    /// What a lien refers to.
    pub fn lien_reference(lien: &Lien) -> Reference {
        let Lien { activity, participant, .. } = *lien;
        match activity {
            0 => Reference::Opening { member: participant },
            activity => Reference::Attendance { activity, participant },
        }
    }

    /// Says what is left of a lien.
    pub fn tell_lien(&mut self, account: &Addr, lien: &Lien) -> Result<()> {
        let to = lien.to.as_ref().map(|to| self.deps.api.addr_humanize(to)).transpose()?;
        self.add_event(event::LienChanged {
            account: account.into(),
            activity: lien.activity,
            minutes: lien.minutes,
            to: to.map(Addr::into_string),
        });
        Ok(())
    }

    /// Adds an event.
    pub fn add_event(&mut self, event: impl Into<Event>) {
        self.response.events.push(event.into());
    }

    /// Books minutes that went from members of one branch to those of another; who has no branch counts as of branch 0.
    pub fn cross(&mut self, from: Option<BranchId>, to: Option<BranchId>, minutes: u64) -> Result<()> {
        let (from, to) = (from.unwrap_or(0), to.unwrap_or(0));
        if from == to {
            return Ok(());
        }
        let minutes = i64::try_from(minutes).map_err(|_| Code::Overflow)?;
        let signed = if from < to { Some(minutes) } else { minutes.checked_neg() };
        let position = self.position(from, to)?;
        position.net = signed.and_then(|signed| position.net.checked_add(signed)).ok_or(Code::Overflow)?;
        Ok(())
    }

    /// As `cross`, within the limit of the two branches.
    ///
    /// # Errors
    /// `time.position` with the room left.
    pub fn cross_within(&mut self, from: Option<BranchId>, to: Option<BranchId>, minutes: u64) -> Result<()> {
        self.cross(from, to, minutes)?;
        let (from, to) = (from.unwrap_or(0), to.unwrap_or(0));
        if from == to {
            return Ok(());
        }
        let position = self.position(from, to)?;
        // What brings the two nearer to even is within any limit.
        let owing = if from < to { position.net } else { position.net.saturating_neg() };
        let (limit, owing) = (i64::from(position.limit), owing.max(0));
        if limit > 0 && owing > limit {
            let minutes = i64::try_from(minutes).map_err(|_| Code::Overflow)?;
            let room = limit.saturating_sub(owing.saturating_sub(minutes)).max(0);
            return Err(Error::with(Code::PositionExceeded, room));
        }
        Ok(())
    }

    /// The position between two branches, to change it.
    pub fn position(&mut self, a: BranchId, b: BranchId) -> Result<&mut Position> {
        let (low, high) = (a.min(b), a.max(b));
        let storage = self.deps.storage;
        self.changes.positions.get(&(low, high), |_| state::position(storage, low, high))
    }

    /// An account's purse of this day and year, to change it.
    pub fn purse(&mut self, account: &Addr) -> Result<&mut Purse> {
        let now = self.now;
        let purse = &mut self.account(account)?.purse;
        purse.turn(calendar::day(now), calendar::year(now));
        Ok(purse)
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

    /// Takes minutes out of an activity's hold and gives where the hold came from; of an account's, with the buckets that go
    /// along. An empty hold is gone.
    ///
    /// # Errors
    /// `time.hold_missing`; `time.hold_exceeded` with what is held.
    pub fn take_hold(&mut self, activity: ActivityId, minutes: Minutes) -> Result<Source> {
        let slot = self.hold(activity)?;
        let hold = slot.as_mut().ok_or_else(|| Error::from(Code::HoldMissing))?;
        hold.minutes =
            hold.minutes.checked_sub(minutes).ok_or_else(|| Error::with(Code::HoldExceeded, hold.minutes))?;
        let mut source = hold.source.clone();
        if let (Source::Account { dated: taken, .. }, Source::Account { dated, .. }) =
            (&mut source, &mut hold.source)
        {
            *taken = dated.take(minutes.into());
        }
        if hold.minutes == 0 {
            *slot = None;
        }
        if let Source::Account { payer, counted: true, .. } = &source {
            let payer = self.deps.api.addr_humanize(payer)?;
            let account = self.account(&payer)?;
            account.held = account.held.saturating_sub(minutes.into());
        }
        Ok(source)
    }

    /// Counts minutes as held of an account that must have so much before it redeems any. What is held already is there still.
    ///
    /// # Errors
    /// `time.redeem_minimum` with how much that is.
    pub fn redeem(&mut self, account: &Addr, minutes: Minutes, least: Minutes) -> Result<()> {
        let account = self.account(account)?;
        if sum(account.balance, account.held)? < u64::from(least) {
            return Err(Error::with(Code::RedeemMinimum, least));
        }
        account.held = sum(account.held, minutes.into())?;
        Ok(())
    }

    /// Serves the liens of an account in their order, from so much of its balance at most; gives how much it took. What a
    /// creditor gets this way serves the creditor's own liens only with the next credit.
    pub fn serve(&mut self, debtor: &Party, at_most: u64) -> Result<u64> {
        let mut taken = 0;
        loop {
            let account = self.account(&debtor.account)?;
            let there = account.balance;
            let Some(lien) = account.liens.first_mut() else {
                break;
            };
            let left = at_most.saturating_sub(taken);
            let part = left.min(lien.minutes.into()).min(there);
            if part == 0 {
                break;
            }
            lien.minutes = lien.minutes.saturating_sub(short(part)?);
            let lien = lien.clone();
            if lien.minutes == 0 {
                account.liens.remove(0);
            }
            taken = sum(taken, part)?;
            let parcel = self.take(&debtor.account, part)?;
            self.give_back(debtor, &lien, parcel)?;
            self.tell_lien(&debtor.account, &lien)?;
            // All there was has been taken; what an account owes itself would come back again and again.
            if lien.minutes > 0 {
                break;
            }
        }
        Ok(taken)
    }

    /// Brings what was taken for a lien to the creditor.
    fn give_back(&mut self, debtor: &Party, lien: &Lien, parcel: Parcel) -> Result<()> {
        let (kind, reference) = (MovementKind::Reversal, Self::lien_reference(lien));
        let Some(to) = &lien.to else {
            return self.burn(kind, reference, debtor, parcel.minutes);
        };
        let creditor = self.creditor(to)?;
        self.cross(debtor.branch, creditor.branch, parcel.minutes)?;
        self.credit(Delivery {
            kind,
            reference,
            from: Some(&debtor.account),
            to: &creditor,
            parcel,
            cap: None,
        })
    }

    /// Who gets what a lien brings: the branch's fund where the creditor takes nothing any more.
    pub fn creditor(&mut self, account: &CanonicalAddr) -> Result<Party> {
        let account = self.deps.api.addr_humanize(account)?;
        let party = self.party(account.as_str())?;
        match party.branch {
            Some(branch) if !party.open() => self.fund(branch),
            _ => Ok(party),
        }
    }

    fn credit(&mut self, delivery: Delivery) -> Result<()> {
        let Delivery { kind, reference, from, to, parcel, .. } = delivery;
        let account = self.account(&to.account)?;
        account.balance = sum(account.balance, parcel.minutes)?;
        // What is in a fund does not end.
        if !to.fund {
            account.buckets.add(&parcel.dated)?;
        }
        self.tell(kind, reference, from, Some(&to.account), parcel.minutes)
    }

    /// Says that TIME moved, and numbers it on both accounts. Ordinary transfers and burns give the attributes by which cw20
    /// clients follow balances themselves.
    pub fn tell(
        &mut self,
        kind: MovementKind,
        reference: Reference,
        from: Option<&Addr>,
        to: Option<&Addr>,
        minutes: u64,
    ) -> Result<()> {
        if !matches!(kind, MovementKind::Transfer | MovementKind::Burn) {
            let action = match (from, to) {
                (Some(_), Some(_)) => "transfer",
                (None, _) => "mint",
                (Some(_), None) => "burn",
            };
            self.attribute("action", action);
            for (key, account) in [("from", from), ("to", to)] {
                if let Some(account) = account {
                    self.attribute(key, account.as_str());
                }
            }
            self.attribute("amount", &minutes.to_string());
        }
        let moved = event::TimeMoved {
            kind,
            reference,
            from: from.map(Addr::to_string),
            to: to.map(Addr::to_string),
            minutes: minutes.into(),
            from_count: self.count(from)?,
            to_count: self.count(to)?,
        };
        self.add_event(moved);
        Ok(())
    }

    pub fn attribute(&mut self, key: &str, value: &str) {
        self.response.attributes.push(cosmwasm_std::Attribute::new(key, value));
    }

    fn count(&mut self, account: Option<&Addr>) -> Result<Option<u64>> {
        let Some(account) = account.filter(|account| !self.keeper(account)) else {
            return Ok(None);
        };
        let account = self.account(account)?;
        account.count = sum(account.count, 1)?;
        Ok(Some(account.count))
    }

    fn keeper(&self, account: &Addr) -> bool {
        self.keepers.iter().flatten().any(|keeper| keeper == account)
    }

    fn account(&mut self, account: &Addr) -> Result<&mut Account> {
        let storage = self.deps.storage;
        let kept = self.changes.accounts.get(account, |account| {
            let before = state::account_bytes(storage, account);
            let account = before.as_deref().map_or_else(|| Some(Account::default()), Account::from_bytes);
            Ok(Kept { before, account: account.ok_or(Code::StateInvalid)? })
        })?;
        Ok(&mut kept.account)
    }

    fn hold(&mut self, activity: ActivityId) -> Result<&mut Option<Hold>> {
        let storage = self.deps.storage;
        self.changes.holds.get(&activity, |_| state::hold(storage, activity))
    }
}

impl Changes {
    pub fn write(self, storage: &mut dyn Storage) -> Result<()> {
        for (of, Kept { before, account }) in self.accounts.iter() {
            let bytes = account.to_bytes();
            let nothing = before.is_none() && *account == Account::default();
            if !nothing && before.as_ref() != Some(&bytes) {
                state::save_account_bytes(storage, of, &bytes);
            }
        }
        for (branch, supply) in self.branches.iter() {
            state::save_branch(storage, *branch, supply);
        }
        for (activity, hold) in self.holds.iter() {
            state::save_hold(storage, *activity, hold.as_ref());
        }
        for ((low, high), position) in self.positions.iter() {
            state::save_position(storage, *low, *high, position);
        }
        for (branch, account) in self.funds.iter() {
            if state::fund_branch(storage, account).is_none() {
                state::save_fund_branch(storage, account, *branch);
            }
        }
        if let Some(growth) = &self.growth {
            state::save_growth(storage, growth);
        }
        self.write_supply(storage)
    }

    fn write_supply(&self, storage: &mut dyn Storage) -> Result<()> {
        if [self.minted_service, self.minted_grant, self.minted_opening, self.burned] == [0; 4] {
            return Ok(());
        }
        let mut ledger = state::ledger(storage)?;
        ledger.minted_service = sum(ledger.minted_service, self.minted_service)?;
        ledger.minted_grant = sum(ledger.minted_grant, self.minted_grant)?;
        ledger.minted_opening = sum(ledger.minted_opening, self.minted_opening)?;
        ledger.burned = sum(ledger.burned, self.burned)?;
        state::save_ledger(storage, &ledger);
        Ok(())
    }
}

/// An account, its purse turned to the day and year of a time.
pub fn account_now(storage: &dyn Storage, account: &Addr, now: Seconds) -> Result<Account> {
    let mut account = state::account(storage, account)?;
    account.purse.turn(calendar::day(now), calendar::year(now));
    Ok(account)
}

fn add(a: Minutes, b: Minutes) -> Result<Minutes> {
    a.checked_add(b).ok_or_else(|| Code::Overflow.into())
}

fn sub(a: Minutes, b: Minutes) -> Result<Minutes> {
    a.checked_sub(b).ok_or_else(|| Code::Overflow.into())
}

fn sum(a: u64, b: u64) -> Result<u64> {
    a.checked_add(b).ok_or_else(|| Code::Overflow.into())
}

fn short(minutes: u64) -> Result<Minutes> {
    Minutes::try_from(minutes).map_err(|_| Code::Overflow.into())
}
