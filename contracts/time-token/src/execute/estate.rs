//! What the member-registry reports of a member's life, and what ends by itself.

use crate::book::{Book, Delivery, Here};
use cosmwasm_std::{DepsMut, Response, Uint128};
use timebank_api::rulebook::Inheritance;
use timebank_api::time_token::{MovementKind, Reference, MAX_SWEPT};
use timebank_api::{event, BranchId, Code};
use timebank_std::{Error, Result};

/// Passes on what a member who died had: what is owed first, the rest by the pack of the branch.
pub fn inherit(
    deps: DepsMut,
    here: &Here,
    account: &str,
    branch: BranchId,
    heir: Option<String>,
) -> Result<Response> {
    let mut book = Book::open(deps.as_ref(), here);
    let left = book.party(account)?;
    book.end(&left)?;
    book.serve(&left, u64::MAX)?;
    let balance = book.balance(&left.account)?;
    if balance == 0 {
        let (changes, response) = book.close();
        changes.write(deps.storage)?;
        return Ok(response);
    }
    let reference = Reference::Estate { account: account.into() };
    let parcel = book.take(&left.account, balance)?;
    let inheritance = book.rules(branch)?.map_or(Inheritance::Fund, |rules| rules.inheritance);
    if inheritance == Inheritance::Expire {
        book.burn(MovementKind::Expire, reference, &left, parcel.minutes)?;
    } else {
        let heir = match heir.filter(|_| inheritance == Inheritance::Beneficiary) {
            Some(heir) => Some(book.party(&heir)?).filter(|heir| heir.record.is_some() && heir.open()),
            None => None,
        };
        let (to, cap) = match heir {
            Some(heir) => {
                let cap = heir.branch.map(|branch| book.rules(branch)).transpose()?.flatten();
                (heir, cap.and_then(|rules| rules.balance_cap))
            }
            None => (book.fund(branch)?, None),
        };
        book.cross(left.branch, to.branch, parcel.minutes)?;
        book.deliver(Delivery {
            kind: MovementKind::Inherit,
            reference,
            from: Some(&left.account),
            to: &to,
            parcel,
            cap,
        })?;
    }
    let (changes, response) = book.close();
    changes.write(deps.storage)?;
    Ok(response)
}

/// Books the balance of a member who changed branch as a position between the two.
pub fn member_moved(
    deps: DepsMut,
    here: &Here,
    account: &str,
    from: BranchId,
    to: BranchId,
) -> Result<Response> {
    let mut book = Book::open(deps.as_ref(), here);
    let account = crate::book::valid(deps.as_ref(), account)?;
    let minutes = book.balance(&account)?;
    book.cross(Some(from), Some(to), minutes)?;
    book.add_event(event::BalanceMoved {
        account: account.into(),
        from,
        to,
        minutes: Uint128::from(minutes),
    });
    let (changes, response) = book.close();
    changes.write(deps.storage)?;
    Ok(response)
}

/// Burns what of these accounts has ended.
pub fn sweep(deps: DepsMut, here: &Here, accounts: &[String]) -> Result<Response> {
    if accounts.len() > MAX_SWEPT {
        return Err(Error::with(Code::TooMany, MAX_SWEPT));
    }
    let mut book = Book::open(deps.as_ref(), here);
    for account in accounts {
        let party = book.party(account)?;
        book.end(&party)?;
    }
    let (changes, response) = book.close();
    changes.write(deps.storage)?;
    Ok(response)
}
