use super::give::{allowed, within_cap, Degree, How};
use super::limits::{outgoing, Way};
use crate::book::{valid, Book, Changes, Delivery, Here, Party};
use crate::calendar;
use crate::state::{self, Gift};
use cosmwasm_std::{Addr, DepsMut, Response};
use timebank_api::permission::Contract;
use timebank_api::record::kin_key;
use timebank_api::time_token::{KinOpening, MovementKind, Reference, GIFT_WAIT};
use timebank_api::{event, Actor, Code, MemberId, Minutes};
use timebank_intent::kin_commitment;
use timebank_std::{member_record, published_at, Error, Result};

/// Gives TIME to another member, or offers it where it must be accepted.
pub fn gift(
    deps: DepsMut,
    here: &Here,
    account: &Addr,
    (actor, way): (&Actor, Way),
    to: MemberId,
    minutes: Minutes,
    kin: Option<KinOpening>,
) -> Result<Response> {
    if minutes == 0 {
        return Err(Code::ZeroAmount.into());
    }
    let mut book = Book::open(deps.as_ref(), here);
    let from = book.party(account.as_str())?;
    let recipient = member_party(&book, to)?;
    let degree = kin.map(|kin| degree(&book, actor.id, to, &kin)).transpose()?;
    let parcel = book.debit(&from, minutes.into())?;
    let terms = allowed(&mut book, &from, &recipient, minutes, How::Gift(degree), way)?;
    let waiting = if terms.acceptance {
        let id = state::next_gift(deps.storage)?;
        let branch = from.branch.ok_or(Code::RecipientUnregistered)?;
        let gift = Gift { from: actor.id, to, branch, since: book.now(), parcel };
        let keeper = &here.contract.address;
        book.keep(keeper, minutes.into())?;
        let reference = Reference::Gift { gift: id };
        book.tell(MovementKind::GiftOffered, reference, Some(account), Some(keeper), minutes.into())?;
        book.add_event(event::GiftOffered { gift: id, from: actor.id, to, minutes });
        Some((id, gift))
    } else {
        within_cap(&mut book, &recipient, minutes)?;
        book.cross_within(from.branch, recipient.branch, minutes.into())?;
        book.deliver(Delivery {
            kind: MovementKind::Gift,
            reference: Reference::Message,
            from: Some(account),
            to: &recipient,
            parcel,
            cap: terms.cap,
        })?;
        None
    };
    let (changes, response) = book.close();
    changes.write(deps.storage)?;
    if let Some((id, gift)) = &waiting {
        state::add_gift(deps.storage, *id, gift);
    }
    Ok(response)
}

/// Takes a gift that was offered to the actor.
pub fn accept_gift(deps: DepsMut, here: &Here, account: &Addr, actor: &Actor, id: u64) -> Result<Response> {
    let gift = state::gift(deps.storage, id)?;
    if gift.to != actor.id {
        return Err(Code::Unauthorized.into());
    }
    let mut book = Book::open(deps.as_ref(), here);
    let to = book.party(account.as_str())?;
    within_cap(&mut book, &to, gift.minutes())?;
    book.cross_within(Some(gift.branch), to.branch, gift.parcel.minutes)?;
    let branch = to.branch.ok_or(Code::RecipientUnregistered)?;
    let cap = book.rules(branch)?.and_then(|rules| rules.balance_cap);
    let (changes, response) = answered(book, here, (id, gift), actor, true, &to, cap)?;
    changes.write(deps.storage)?;
    state::remove_gift(deps.storage, id);
    Ok(response)
}

/// Sends a gift back that waited.
pub fn decline_gift(deps: DepsMut, here: &Here, actor: &Actor, id: u64) -> Result<Response> {
    let gift = state::gift(deps.storage, id)?;
    let mut book = Book::open(deps.as_ref(), here);
    if gift.to != actor.id {
        if gift.from != actor.id {
            return Err(Code::Unauthorized.into());
        }
        let from = gift.since.saturating_add(GIFT_WAIT);
        if book.now() < from {
            return Err(Error::with(Code::GiftWaiting, from));
        }
    }
    let giver = member_party(&book, gift.from)?;
    // The giver may have moved in between.
    book.cross(Some(gift.branch), giver.branch, gift.parcel.minutes)?;
    // What came back was not given.
    let minutes = gift.minutes();
    let of = calendar::year(gift.since);
    let purse = book.purse(&giver.account)?;
    if purse.year == of {
        purse.given = purse.given.saturating_sub(minutes);
    }
    let (changes, response) = answered(book, here, (id, gift), actor, false, &giver, None)?;
    changes.write(deps.storage)?;
    state::remove_gift(deps.storage, id);
    Ok(response)
}

/// Brings a gift that waited to whoever gets it: back to the giver, or not.
fn answered(
    mut book: Book,
    here: &Here,
    (id, gift): (u64, Gift),
    actor: &Actor,
    accepted: bool,
    to: &Party,
    cap: Option<Minutes>,
) -> Result<(Changes, Response)> {
    let token = &here.contract.address;
    book.take(token, gift.parcel.minutes)?;
    book.deliver(Delivery {
        kind: if accepted { MovementKind::Gift } else { MovementKind::GiftReturned },
        reference: Reference::Gift { gift: id },
        from: Some(token),
        to,
        parcel: gift.parcel,
        cap,
    })?;
    book.add_event(event::GiftClosed { gift: id, accepted, by: actor.by() });
    Ok(book.close())
}

/// Gives TIME to the welfare fund of the own branch.
pub fn donate(
    deps: DepsMut,
    here: &Here,
    account: &Addr,
    (actor, way): (&Actor, Way),
    minutes: Minutes,
) -> Result<Response> {
    if minutes == 0 {
        return Err(Code::ZeroAmount.into());
    }
    let mut book = Book::open(deps.as_ref(), here);
    let (from, record) = book.member(account.as_str())?;
    if !book.rules_of(record.branch)?.donation {
        return Err(Code::GiftDonation.into());
    }
    outgoing(&mut book, &from, None, minutes, way)?;
    let parcel = book.debit(&from, minutes.into())?;
    let fund = book.fund(record.branch)?;
    book.deliver(Delivery {
        kind: MovementKind::Donate,
        reference: Reference::Message,
        from: Some(account),
        to: &fund,
        parcel,
        cap: None,
    })?;
    let day = calendar::day(book.now());
    let (changes, response) = book.close();
    if let Some(agent) = &actor.agent {
        let spent = state::agent_spent(deps.storage, actor.id, agent.member, day);
        let room = agent.daily.saturating_sub(spent);
        if minutes > room {
            return Err(Error::with(Code::LimitExceeded, room));
        }
        let spent = spent.saturating_add(minutes);
        state::save_agent_spent(deps.storage, actor.id, agent.member, day, spent);
    }
    changes.write(deps.storage)?;
    Ok(response)
}

/// The account of a member by number.
fn member_party(book: &Book, member: MemberId) -> Result<Party> {
    let registry = book.address(Contract::MemberRegistry)?;
    let record = member_record(&book.deps().querier, &registry, member)?;
    let account = valid(book.deps(), &record.account)?;
    let known = timebank_api::record::AccountRecord::new(member, &record);
    Ok(Party { account, branch: Some(record.branch), record: Some(known), fund: false })
}

/// How two members are related, if the opening fits a link that both accepted.
fn degree(book: &Book, a: MemberId, b: MemberId, kin: &KinOpening) -> Result<Degree> {
    let salt = kin.salt.as_slice().try_into().map_err(|_| Error::with(Code::MessageInvalid, "salt"))?;
    let commitment = kin_commitment(a, b, kin.degree, salt);
    // A commitment may name others than those who accepted it.
    let (querier, registry) = (&book.deps().querier, book.address(Contract::MemberRegistry)?);
    let accepted = published_at(querier, &registry, kin_key(&commitment), |bytes| Some(bytes.to_vec()))?;
    if accepted != Some([a.min(b).to_be_bytes(), a.max(b).to_be_bytes()].concat()) {
        return Err(Code::GiftKin.into());
    }
    match kin.degree {
        1 => Ok(Degree::Lineal),
        2 => Ok(Degree::Other),
        _ => Err(Code::GiftKin.into()),
    }
}
