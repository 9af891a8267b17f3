//! What two office-holders of a branch decide together, neither in an own case.

use super::give::check_cap;
use crate::book::{valid, Book, Delivery, Here, Party};
use crate::state::{self, Lien, Opening};
use cosmwasm_std::{DepsMut, Response};
use timebank_api::member_registry::CASE_WINDOW;
use timebank_api::permission::Contract;
use timebank_api::record::{AccountRecord, MemberStatus};
use timebank_api::time_token::{Action, MovementKind, Reference, OPENING_REVERSIBLE};
use timebank_api::{event, ActivityId, Actor, BranchId, Code, MemberId, Minutes, Role};
use timebank_std::{close_case, member_record, open_case, Case, Error, Result};

/// Bytes of a digest.
const DIGEST: usize = 32;

/// Opens a case; whether the act is possible shows when it is approved.
pub fn propose(deps: DepsMut, here: &Here, actor: &Actor, action: Action) -> Result<Response> {
    let book = Book::open(deps.as_ref(), here);
    concerned(&book, actor, &action)?;
    if let Action::Opening { evidence, .. } | Action::ReverseOpening { evidence, .. } = &action {
        if evidence.len() != DIGEST {
            return Err(Error::with(Code::MessageInvalid, "evidence"));
        }
    }
    if let Action::Opening { minutes: 0, .. } = &action {
        return Err(Code::ZeroAmount.into());
    }
    let case = open_case(deps.storage, actor, here.block.time.seconds(), &action)?;
    let opened = event::TimeCaseOpened { case, branch: actor.branch, by: actor.by(), action };
    Ok(Response::new().add_event(opened))
}

/// Decides a case of another office-holder of the same branch.
pub fn decide(deps: DepsMut, here: &Here, actor: &Actor, id: u64, approve: bool) -> Result<Response> {
    let case = close_case::<Action>(deps.storage, actor, id)?;
    if case.branch != actor.branch {
        return Err(Code::OtherBranch.into());
    }
    let mut book = Book::open(deps.as_ref(), here);
    let party = concerned(&book, actor, &case.action)?;
    book.add_event(event::TimeCaseDecided { case: id, by: actor.by(), approved: approve });
    let mut opening = None;
    if approve {
        if case.since.saturating_add(CASE_WINDOW) < book.now() {
            return Err(Code::CaseUnknown.into());
        }
        check_proposer(&book, &case)?;
        opening = carry_out(&mut book, actor.branch, &party, &case.action)?;
    }
    let (changes, response) = book.close();
    changes.write(deps.storage)?;
    if let Some((member, opening)) = opening {
        state::save_opening(deps.storage, member, opening);
    }
    Ok(response)
}

/// Whoever lost the office after opening the case no longer counts as one of the two.
fn check_proposer(book: &Book, case: &Case<Action>) -> Result<()> {
    let registry = book.address(Contract::MemberRegistry)?;
    let proposer = member_record(&book.deps().querier, &registry, case.by)?;
    let holds = proposer.roles.contains(Role::BranchAdministrator) && proposer.branch == case.branch;
    if !holds || proposer.status != MemberStatus::Active {
        return Err(Code::RoleMissing.into());
    }
    Ok(())
}

/// The member whom it concerns: of the actor's branch, and not the actor.
fn concerned(book: &Book, actor: &Actor, action: &Action) -> Result<Party> {
    let (Action::Opening { member, .. }
    | Action::ReverseOpening { member, .. }
    | Action::TopUp { member, .. }) = *action;
    if member == actor.by() {
        return Err(Code::OwnCase.into());
    }
    let registry = book.address(Contract::MemberRegistry)?;
    let record = member_record(&book.deps().querier, &registry, member)?;
    if record.branch != actor.branch {
        return Err(Code::OtherBranch.into());
    }
    let account = valid(book.deps(), &record.account)?;
    let known = AccountRecord::new(member, &record);
    Ok(Party { account, branch: Some(record.branch), record: Some(known), fund: false })
}

/// What becomes of the member's opening balance.
type OpeningChange = Option<(MemberId, Option<Opening>)>;

fn carry_out(book: &mut Book, branch: BranchId, party: &Party, action: &Action) -> Result<OpeningChange> {
    match *action {
        Action::Opening { member, minutes, .. } => open(book, branch, party, member, minutes),
        Action::ReverseOpening { member, .. } => reverse(book, party, member),
        Action::TopUp { activity, .. } => {
            top_up(book, branch, party, activity)?;
            Ok(None)
        }
    }
}

fn open(
    book: &mut Book,
    branch: BranchId,
    party: &Party,
    member: MemberId,
    minutes: Minutes,
) -> Result<OpeningChange> {
    if !party.record.is_some_and(|record| record.status == MemberStatus::Active) {
        return Err(Code::MemberInactive.into());
    }
    if state::opening(book.deps().storage, member)?.is_some() {
        return Err(Code::OpeningExists.into());
    }
    // All of it must fit: what is reversed later must be what was minted to the member.
    let cap = book.rules(branch)?.and_then(|rules| rules.balance_cap);
    check_cap(book, &party.account, cap, minutes)?;
    book.mint_opening(branch, Reference::Opening { member }, party, minutes)?;
    Ok(Some((member, Some(Opening { minutes, since: book.now() }))))
}

fn reverse(book: &mut Book, party: &Party, member: MemberId) -> Result<OpeningChange> {
    let known = state::opening(book.deps().storage, member)?;
    let within = |opening: &Opening| book.now() <= opening.since.saturating_add(OPENING_REVERSIBLE);
    let opening = known.filter(within).ok_or(Code::OpeningUnknown)?;
    let lien = Lien { activity: 0, participant: member, minutes: opening.minutes, to: None };
    book.reverse(party, lien)?;
    Ok(Some((member, None)))
}

fn top_up(book: &mut Book, branch: BranchId, party: &Party, activity: ActivityId) -> Result<()> {
    let fund = book.fund(branch)?;
    let new = book.deps().api.addr_canonicalize(fund.account.as_str())?;
    let liens = book.liens(&party.account)?;
    let of = |lien: &&mut Lien| lien.activity == activity && lien.to.as_ref().is_some_and(|to| *to != new);
    let lien = liens.iter_mut().find(of).ok_or(Code::LienUnknown)?;
    let paid = lien.clone();
    lien.to = Some(new.clone());
    book.tell_lien(&party.account, &Lien { to: Some(new), ..paid.clone() })?;
    let creditor = book.creditor(paid.to.as_ref().ok_or(Code::LienUnknown)?)?;
    let parcel = book.take(&fund.account, paid.minutes.into())?;
    book.cross(fund.branch, creditor.branch, paid.minutes.into())?;
    book.deliver(Delivery {
        kind: MovementKind::TopUp,
        reference: Book::lien_reference(&paid),
        from: Some(&fund.account),
        to: &creditor,
        parcel,
        cap: None,
    })
}
