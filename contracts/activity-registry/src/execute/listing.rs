//! Standing offers and needs: draft → submitted → approved or returned → closed. They commit no TIME.

use super::escalate::next_listing_due;
use super::{not_agent, now};
use crate::effects::Effects;
use crate::guard::ensure;
use crate::state::{self, Listing};
use crate::{admission, pack, validate};
use cosmwasm_std::{DepsMut, Env, Response};
use timebank_api::activity_registry::{Escalation, ListingId, ListingInput, ListingState};
use timebank_api::{event, Actor, Code, Role, Scope, Seconds};
use timebank_std::Result;

type Seen = (ListingId, u32);

pub fn draft_listing(deps: DepsMut, env: &Env, actor: &Actor, input: ListingInput) -> Result<Response> {
    validate::listing(&input, now(env))?;
    let id = state::next_id(deps.storage)?;
    let listing = Listing {
        branch: actor.branch,
        member: actor.id,
        revision: 1,
        state: ListingState::Draft,
        input,
        escalation: Escalation::None,
        escalate_after: 0,
        answers: 0,
        reason: None,
        due: None,
    };
    let mut effects = Effects::default();
    saved(&mut effects, actor, id, &listing);
    state::save_listing(deps.storage, id, &listing)?;
    effects.into_response(deps.as_ref())
}

pub fn edit_listing(
    deps: DepsMut,
    env: &Env,
    actor: &Actor,
    (id, revision): Seen,
    input: ListingInput,
) -> Result<Response> {
    let mut listing = own(&deps, actor, (id, revision))?;
    ensure(listing.state != ListingState::Closed, Code::ListingState)?;
    validate::listing(&input, now(env))?;
    listing.input = input;
    listing.revision = revision.checked_add(1).ok_or(Code::Overflow)?;
    let mut effects = Effects::default();
    saved(&mut effects, actor, id, &listing);
    if matches!(listing.state, ListingState::Submitted | ListingState::Approved) {
        let due = Some(listing.input.until);
        return moved(deps, effects, actor, (id, listing), (ListingState::Submitted, due), None);
    }
    state::save_listing(deps.storage, id, &listing)?;
    effects.into_response(deps.as_ref())
}

pub fn submit_listing(deps: DepsMut, env: &Env, actor: &Actor, (id, revision): Seen) -> Result<Response> {
    let listing = own(&deps, actor, (id, revision))?;
    let may = matches!(listing.state, ListingState::Draft | ListingState::Returned);
    ensure(may && listing.input.until > now(env), Code::ListingState)?;
    let standing = admission::standing(deps.as_ref(), actor.id)?;
    ensure(standing.publishing_suspended <= now(env), Code::PublishingSuspended)?;
    let due = Some(listing.input.until);
    moved(deps, Effects::default(), actor, (id, listing), (ListingState::Submitted, due), None)
}

pub fn review_listing(
    deps: DepsMut,
    env: &Env,
    actor: &Actor,
    (id, revision): Seen,
    reason: Option<String>,
) -> Result<Response> {
    let mut listing = state::listing(deps.storage, id)?;
    ensure(listing.branch == actor.branch, Code::OtherBranch)?;
    ensure(listing.member != actor.id, Code::OwnCase)?;
    not_agent(deps.as_ref(), actor, listing.member)?;
    ensure(listing.revision == revision, Code::ListingRevision)?;
    let open = listing.state == ListingState::Submitted && listing.input.until > now(env);
    ensure(open, Code::ListingState)?;
    if reason.is_some() {
        return moved(deps, Effects::default(), actor, (id, listing), (ListingState::Returned, None), reason);
    }
    listing.escalate_after = pack::in_force(deps.as_ref(), listing.branch)?.pack.escalate_after;
    listing.escalation = Escalation::None;
    let due = Some(next_listing_due(&listing, now(env)));
    moved(deps, Effects::default(), actor, (id, listing), (ListingState::Approved, due), None)
}

pub fn close_listing(
    deps: DepsMut,
    actor: &Actor,
    id: ListingId,
    reason: Option<String>,
) -> Result<Response> {
    let listing = state::listing(deps.storage, id)?;
    ensure(listing.state != ListingState::Closed, Code::ListingState)?;
    if listing.member != actor.id {
        let office = actor.scope == Scope::Office && actor.roles.contains(Role::BranchAdministrator);
        ensure(office, Code::Unauthorized)?;
        ensure(listing.branch == actor.branch, Code::OtherBranch)?;
        ensure(reason.is_some(), Code::TextInvalid)?;
    }
    moved(deps, Effects::default(), actor, (id, listing), (ListingState::Closed, None), reason)
}

pub fn respond(deps: DepsMut, env: &Env, actor: &Actor, id: ListingId, yes: bool) -> Result<Response> {
    let mut listing = state::listing(deps.storage, id)?;
    let stands = listing.state == ListingState::Approved && listing.input.until > now(env);
    ensure(stands, Code::ListingState)?;
    let own = listing.member == actor.id || listing.member == actor.by();
    ensure(!own, Code::OwnCase)?;
    ensure(state::has_answered(deps.storage, id, actor.id) != yes, Code::ListingAnswered)?;
    if yes {
        ensure(state::blocks(deps.storage, listing.member, actor.id) == 0, Code::EnrolmentBlocked)?;
        listing.answers = listing.answers.checked_add(1).ok_or(Code::Overflow)?;
    } else {
        listing.answers = listing.answers.checked_sub(1).ok_or(Code::Overflow)?;
    }
    state::set_answer(deps.storage, id, actor.id, yes);
    state::save_listing(deps.storage, id, &listing)?;

    let mut effects = Effects::default();
    effects.emit(event::ListingAnswered { listing: id, member: actor.id, yes, by: actor.by() });
    effects.into_response(deps.as_ref())
}

/// The actor's own listing at the revision that the actor saw.
fn own(deps: &DepsMut, actor: &Actor, (id, revision): Seen) -> Result<Listing> {
    let listing = state::listing(deps.storage, id)?;
    ensure(listing.member == actor.id, Code::NotAdministrator)?;
    ensure(listing.revision == revision, Code::ListingRevision)?;
    Ok(listing)
}

fn saved(effects: &mut Effects, actor: &Actor, id: ListingId, listing: &Listing) {
    effects.emit(event::ListingSaved {
        listing: id,
        member: listing.member,
        branch: listing.branch,
        revision: listing.revision,
        by: actor.by(),
        input: Box::new(listing.input.clone()),
    });
}

/// Brings a listing to a state with a deadline, and says so.
fn moved(
    deps: DepsMut,
    mut effects: Effects,
    actor: &Actor,
    (id, mut listing): (ListingId, Listing),
    (state, due): (ListingState, Option<Seconds>),
    reason: Option<String>,
) -> Result<Response> {
    if let Some(reason) = &reason {
        validate::reason(reason)?;
    }
    listing.state = state;
    listing.reason.clone_from(&reason);
    state::set_listing_due(deps.storage, id, &mut listing, due);
    state::save_listing(deps.storage, id, &listing)?;
    let (revision, by) = (listing.revision, Some(actor.by()));
    effects.emit(event::ListingMoved { listing: id, revision, state, by, reason });
    effects.into_response(deps.as_ref())
}
