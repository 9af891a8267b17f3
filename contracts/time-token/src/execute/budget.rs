use crate::book::{Book, Here};
use cosmwasm_std::{DepsMut, Event, Response};
use timebank_api::{event, BranchId, Code, Minutes};
use timebank_std::{Error, Result};

/// Sets what a branch may mint in an epoch.
pub fn set_budget(deps: DepsMut, here: &Here, branch: BranchId, minutes: Minutes) -> Result<Response> {
    change(deps, here, event::BudgetSet { branch, minutes }, |book| book.set_budget(branch, minutes))
}

/// Sets what a branch may ever mint as opening balances.
pub fn set_opening_budget(
    deps: DepsMut,
    here: &Here,
    branch: BranchId,
    minutes: Minutes,
) -> Result<Response> {
    let event = event::OpeningBudgetSet { branch, minutes };
    change(deps, here, event, |book| book.set_opening_budget(branch, minutes))
}

/// Sets what the federation may mint in an epoch.
pub fn set_growth_limit(deps: DepsMut, here: &Here, minutes: Option<Minutes>) -> Result<Response> {
    change(deps, here, event::GrowthLimitSet { minutes }, |book| book.set_growth_limit(minutes))
}

/// Sets what two branches' members may owe each other on balance. 0 would be no limit in the record, and is refused.
pub fn set_position_limit(
    deps: DepsMut,
    here: &Here,
    (a, b): (BranchId, BranchId),
    minutes: Option<Minutes>,
) -> Result<Response> {
    if a == b || minutes == Some(0) {
        return Err(Error::with(Code::MessageInvalid, "limit"));
    }
    let event = event::PositionLimitSet { low: a.min(b), high: a.max(b), minutes };
    change(deps, here, event, |book| {
        book.position(a, b)?.limit = minutes.unwrap_or(0);
        Ok(())
    })
}

fn change(
    deps: DepsMut,
    here: &Here,
    event: impl Into<Event>,
    change: impl FnOnce(&mut Book) -> Result<()>,
) -> Result<Response> {
    let mut book = Book::open(deps.as_ref(), here);
    change(&mut book)?;
    book.add_event(event);
    let (changes, response) = book.close();
    changes.write(deps.storage)?;
    Ok(response)
}
