use super::moved::Moved;
use super::recipient::{registered, valid};
use crate::book::Book;
use crate::state::Source;
use cosmwasm_std::{Addr, Deps, DepsMut, Response, Uint128};
use timebank_api::time_token::{Movement, MovementKind, Reference, MAX_MOVEMENTS};
use timebank_api::{ActivityId, Code, MemberId, Minutes};
use timebank_std::{Error, Result};

/// Carries out movements that the activity-registry asks for: all, or by an error none.
pub fn movements(deps: DepsMut, registry: &Addr, movements: Vec<Movement>) -> Result<Response> {
    if movements.len() > MAX_MOVEMENTS {
        return Err(Error::with(Code::TooMany, MAX_MOVEMENTS));
    }
    let mut work =
        Work { deps: deps.as_ref(), registry, book: Book::open(deps.as_ref()), response: Response::new() };
    for movement in movements {
        work.carry_out(movement)?;
    }
    let Work { book, response, .. } = work;
    book.close().write(deps.storage)?;
    Ok(response)
}

struct Work<'a> {
    deps: Deps<'a>,
    registry: &'a Addr,
    book: Book<'a>,
    response: Response,
}

impl Work<'_> {
    fn carry_out(&mut self, movement: Movement) -> Result<()> {
        if minutes(&movement) == 0 {
            return Err(Code::ZeroAmount.into());
        }
        match movement {
            Movement::Hold { activity, payer, minutes } => self.hold(activity, &payer, minutes),
            Movement::Settle { activity, participant, to, minutes } => {
                self.settle(activity, participant, &to, minutes)
            }
            Movement::Refund { activity, minutes } => self.refund(activity, minutes),
            Movement::Reserve { activity, branch, minutes } => {
                self.book.begin_hold(activity, Source::Budget(branch), minutes)?;
                self.book.reserve(branch, minutes)
            }
            Movement::MintService { activity, participant, to, minutes } => {
                self.mint(activity, participant, &to, minutes)
            }
            Movement::Unreserve { activity, minutes } => match self.book.take(activity, minutes)? {
                Source::Budget(branch) => self.book.unreserve(branch, minutes),
                Source::Account(_) => Err(Code::HoldKind.into()),
            },
        }
    }

    fn hold(&mut self, activity: ActivityId, payer: &str, minutes: Minutes) -> Result<()> {
        let payer = valid(self.deps, payer)?;
        // What others have paid in cannot be held a second time.
        if payer == *self.registry {
            return Err(Code::AddressInvalid.into());
        }
        let source = Source::Account(self.deps.api.addr_canonicalize(payer.as_str())?);
        self.book.begin_hold(activity, source, minutes)?;
        self.book.transfer(&payer, self.registry, minutes)?;
        self.tell(Moved {
            kind: MovementKind::Hold,
            reference: Reference::Activity { activity },
            from: Some(&payer),
            to: Some(self.registry),
            minutes: Uint128::from(minutes),
        });
        Ok(())
    }

    fn settle(
        &mut self,
        activity: ActivityId,
        participant: MemberId,
        to: &str,
        minutes: Minutes,
    ) -> Result<()> {
        let to = self.account_of(participant, to)?;
        let Source::Account(_) = self.book.take(activity, minutes)? else {
            return Err(Code::HoldKind.into());
        };
        self.book.transfer(self.registry, &to, minutes)?;
        self.tell(Moved {
            kind: MovementKind::Settle,
            reference: Reference::Attendance { activity, participant },
            from: Some(self.registry),
            to: Some(&to),
            minutes: Uint128::from(minutes),
        });
        Ok(())
    }

    fn refund(&mut self, activity: ActivityId, minutes: Minutes) -> Result<()> {
        let Source::Account(payer) = self.book.take(activity, minutes)? else {
            return Err(Code::HoldKind.into());
        };
        let payer = self.deps.api.addr_humanize(&payer)?;
        self.book.transfer(self.registry, &payer, minutes)?;
        self.tell(Moved {
            kind: MovementKind::Refund,
            reference: Reference::Activity { activity },
            from: Some(self.registry),
            to: Some(&payer),
            minutes: Uint128::from(minutes),
        });
        Ok(())
    }

    fn mint(
        &mut self,
        activity: ActivityId,
        participant: MemberId,
        to: &str,
        minutes: Minutes,
    ) -> Result<()> {
        let to = self.account_of(participant, to)?;
        let Source::Budget(branch) = self.book.take(activity, minutes)? else {
            return Err(Code::HoldKind.into());
        };
        self.book.mint_service(&to, branch, minutes)?;
        self.tell(Moved {
            kind: MovementKind::MintService,
            reference: Reference::Attendance { activity, participant },
            from: None,
            to: Some(&to),
            minutes: Uint128::from(minutes),
        });
        Ok(())
    }

    /// The account to pay a participant on; it must be the participant's.
    fn account_of(&self, participant: MemberId, account: &str) -> Result<Addr> {
        let (account, member) = registered(self.deps, account)?;
        if member != participant {
            return Err(Code::RecipientUnregistered.into());
        }
        Ok(account)
    }

    fn tell(&mut self, moved: Moved) {
        self.response = moved.tell_cw20(std::mem::take(&mut self.response));
    }
}

fn minutes(movement: &Movement) -> Minutes {
    match movement {
        Movement::Hold { minutes, .. }
        | Movement::Settle { minutes, .. }
        | Movement::Refund { minutes, .. }
        | Movement::Reserve { minutes, .. }
        | Movement::MintService { minutes, .. }
        | Movement::Unreserve { minutes, .. } => *minutes,
    }
}
