use crate::book::Book;
use cosmwasm_std::{DepsMut, Response};
use timebank_api::{event, BranchId, Minutes};
use timebank_std::Result;

/// Sets all that a branch may ever mint.
pub fn set_budget(deps: DepsMut, branch: BranchId, minutes: Minutes) -> Result<Response> {
    let mut book = Book::open(deps.as_ref());
    book.set_budget(branch, minutes)?;
    book.close().write(deps.storage)?;
    Ok(Response::new().add_event(event::BudgetSet { branch, minutes }))
}
