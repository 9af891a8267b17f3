use super::limits::{outgoing, Way};
use crate::book::{Book, Delivery, Here, Party};
use crate::state::{self, Lien, Source};
use cosmwasm_std::{Addr, DepsMut, Response};
use timebank_api::time_token::{Movement, MovementKind, Reference, MAX_MOVEMENTS};
use timebank_api::{ActivityId, BranchId, Code, MemberId, Minutes};
use timebank_std::{Error, Result};

/// Carries out movements that the activity-registry asks for: all, or by an error none.
pub fn movements(deps: DepsMut, here: &Here, registry: &Addr, movements: Vec<Movement>) -> Result<Response> {
    if movements.len() > MAX_MOVEMENTS {
        return Err(Error::with(Code::TooMany, MAX_MOVEMENTS));
    }
    let mut book = Book::open(deps.as_ref(), here);
    book.escrow(registry);
    let mut work = Work { registry, book, reversed: Vec::new() };
    for movement in movements {
        work.carry_out(movement)?;
    }
    let Work { book, reversed, .. } = work;
    let (changes, response) = book.close();
    changes.write(deps.storage)?;
    for (activity, participant) in reversed {
        if !state::reverse_once(deps.storage, activity, participant) {
            return Err(Code::ReversedAlready.into());
        }
    }
    Ok(response)
}

struct Work<'a> {
    registry: &'a Addr,
    book: Book<'a>,
    reversed: Vec<(ActivityId, MemberId)>,
}

impl Work<'_> {
    fn carry_out(&mut self, movement: Movement) -> Result<()> {
        if minutes(&movement) == 0 {
            return Err(Code::ZeroAmount.into());
        }
        match movement {
            Movement::Hold { activity, payer, minutes } => self.hold(activity, &payer, minutes),
            Movement::HoldFund { activity, branch, minutes } => self.hold_fund(activity, branch, minutes),
            Movement::Settle { activity, participant, to, minutes } => {
                self.settle(activity, participant, &to, minutes)
            }
            Movement::Refund { activity, minutes } => self.refund(activity, minutes),
            Movement::Reserve { activity, branch, minutes } => {
                let epoch = self.book.reserve(branch, minutes)?;
                self.book.begin_hold(activity, Source::Budget { branch, epoch }, minutes)
            }
            Movement::MintService { activity, participant, to, minutes } => {
                self.mint(activity, participant, &to, minutes)
            }
            Movement::Unreserve { activity, minutes } => match self.book.take_hold(activity, minutes)? {
                Source::Budget { branch, epoch } => self.book.unreserve(branch, epoch, minutes),
                _ => Err(Code::HoldKind.into()),
            },
            Movement::Reverse { activity, participant, from, to, minutes } => {
                self.reverse(activity, participant, &from, to, minutes)
            }
        }
    }

    fn hold(&mut self, activity: ActivityId, payer: &str, minutes: Minutes) -> Result<()> {
        let (payer, record) = self.book.member(payer)?;
        let rules = self.book.rules(record.branch)?;
        if payer.group() && rules.is_some_and(|rules| rules.groups_donate_only) {
            return Err(Code::GiftGroup.into());
        }
        let least = rules.and_then(|rules| rules.min_to_redeem);
        if let Some(least) = least {
            self.book.redeem(&payer.account, minutes, least)?;
        }
        outgoing(&mut self.book, &payer, None, minutes, Way::Direct)?;
        let dated = self.book.debit(&payer, minutes.into())?.dated;
        let source = Source::Account {
            payer: self.book.deps().api.addr_canonicalize(payer.account.as_str())?,
            branch: record.branch,
            dated,
            counted: least.is_some(),
        };
        self.book.begin_hold(activity, source, minutes)?;
        self.book.keep(self.registry, minutes.into())?;
        let reference = Reference::Activity { activity };
        let (from, to) = (Some(&payer.account), Some(self.registry));
        self.book.tell(MovementKind::Hold, reference, from, to, minutes.into())
    }

    fn hold_fund(&mut self, activity: ActivityId, branch: BranchId, minutes: Minutes) -> Result<()> {
        let fund = self.book.fund(branch)?.account;
        self.book.begin_hold(activity, Source::Fund(branch), minutes)?;
        self.book.take(&fund, minutes.into())?;
        self.book.keep(self.registry, minutes.into())?;
        let reference = Reference::Activity { activity };
        self.book.tell(MovementKind::FundHold, reference, Some(&fund), Some(self.registry), minutes.into())
    }

    fn settle(
        &mut self,
        activity: ActivityId,
        participant: MemberId,
        to: &str,
        minutes: Minutes,
    ) -> Result<()> {
        let to = self.book.participant(participant, to)?;
        let branch = match self.book.take_hold(activity, minutes)? {
            Source::Account { payer, branch: 0, .. } => {
                let payer = self.book.deps().api.addr_humanize(&payer)?;
                self.book.party(payer.as_str())?.branch
            }
            Source::Account { branch, .. } | Source::Fund(branch) => Some(branch),
            Source::Budget { .. } => return Err(Code::HoldKind.into()),
        };
        self.book.take(self.registry, minutes.into())?;
        self.book.cross(branch, to.branch, minutes.into())?;
        let reference = Reference::Attendance { activity, participant };
        let earned = self.book.earned(MovementKind::Settle, reference, &to, minutes)?;
        self.book.deliver(Delivery { from: Some(self.registry), ..earned })
    }

    fn refund(&mut self, activity: ActivityId, minutes: Minutes) -> Result<()> {
        let mut parcel = crate::buckets::Parcel::new(minutes, None);
        let (branch, to): (_, Party) = match self.book.take_hold(activity, minutes)? {
            Source::Account { payer, branch, dated, .. } => {
                parcel.dated = dated;
                let payer = self.book.deps().api.addr_humanize(&payer)?;
                let payer = self.book.party(payer.as_str())?;
                (Some(branch).filter(|branch| *branch > 0).or(payer.branch), payer)
            }
            Source::Fund(branch) => (Some(branch), self.book.fund(branch)?),
            Source::Budget { .. } => return Err(Code::HoldKind.into()),
        };
        self.book.take(self.registry, minutes.into())?;
        // The payer may have moved in between.
        self.book.cross(branch, to.branch, minutes.into())?;
        self.book.deliver(Delivery {
            kind: MovementKind::Refund,
            reference: Reference::Activity { activity },
            from: Some(self.registry),
            to: &to,
            parcel,
            cap: None,
        })
    }

    fn mint(
        &mut self,
        activity: ActivityId,
        participant: MemberId,
        to: &str,
        minutes: Minutes,
    ) -> Result<()> {
        let to = self.book.participant(participant, to)?;
        let Source::Budget { branch, .. } = self.book.take_hold(activity, minutes)? else {
            return Err(Code::HoldKind.into());
        };
        let reference = Reference::Attendance { activity, participant };
        self.book.mint_service(branch, reference, &to, minutes)
    }

    fn reverse(
        &mut self,
        activity: ActivityId,
        participant: MemberId,
        from: &str,
        to: Option<String>,
        minutes: Minutes,
    ) -> Result<()> {
        let debtor = self.book.participant(participant, from)?;
        let to = to
            .map(|to| {
                let to = self.book.party(&to)?;
                // Members and funds have a branch.
                to.branch.ok_or(Code::RecipientUnregistered)?;
                Ok::<_, Error>(self.book.deps().api.addr_canonicalize(to.account.as_str())?)
            })
            .transpose()?;
        self.reversed.push((activity, participant));
        self.book.reverse(&debtor, Lien { activity, participant, minutes, to })
    }
}

fn minutes(movement: &Movement) -> Minutes {
    match movement {
        Movement::Hold { minutes, .. }
        | Movement::HoldFund { minutes, .. }
        | Movement::Settle { minutes, .. }
        | Movement::Refund { minutes, .. }
        | Movement::Reserve { minutes, .. }
        | Movement::MintService { minutes, .. }
        | Movement::Unreserve { minutes, .. }
        | Movement::Reverse { minutes, .. } => *minutes,
    }
}
