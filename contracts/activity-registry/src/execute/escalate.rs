//! Needs that nobody takes go further, step by step: a wider radius, invited volunteers, the branch's staff.

use super::now;
use super::publish::over;
use crate::effects::Effects;
use crate::state::{self, Activity, Listing};
use cosmwasm_std::{Env, Storage};
use timebank_api::activity_registry::{Escalation, ListingId, ListingKind, ListingState, Payer};
use timebank_api::{event, Seconds};
use timebank_std::Result;

/// The shortest time between two steps.
const STEP: Seconds = 3_600;

/// When something happens next to an approved activity by rule.
pub fn next_due(activity: &Activity, now: Seconds) -> Result<Seconds> {
    let over = over(&activity.plan);
    let after = activity.plan.terms()?.escalate_after;
    // What the branch issues is an offer of its own; a need is paid by somebody or by the fund.
    if activity.plan.payer == Payer::Issuance || after == 0 || activity.tally.escalation == Escalation::Staff
    {
        return Ok(over);
    }
    let next = now.saturating_add(after.max(STEP));
    Ok(if next < activity.plan.service.start { next } else { over })
}

/// The time of a step has come for an activity that is not over; one that somebody has taken only waits on.
pub fn escalate(
    storage: &mut dyn Storage,
    activity: &mut Activity,
    now: Seconds,
    effects: &mut Effects,
) -> Result<()> {
    if activity.tally.taken == 0 {
        let level = next(activity.tally.escalation);
        activity.tally.escalation = level;
        effects.emit(event::NeedEscalated { need: activity.id, level });
    }
    let due = next_due(activity, now)?;
    activity.set_due(storage, Some(due));
    activity.save_tally(storage)
}

fn next(level: Escalation) -> Escalation {
    match level {
        Escalation::None => Escalation::Wider,
        Escalation::Wider => Escalation::Invited,
        Escalation::Invited | Escalation::Staff => Escalation::Staff,
    }
}

/// When something happens next to an approved listing by rule.
pub fn next_listing_due(listing: &Listing, now: Seconds) -> Seconds {
    let steps = listing.input.kind == ListingKind::Need
        && listing.escalate_after > 0
        && listing.escalation != Escalation::Staff;
    let next = now.saturating_add(listing.escalate_after.max(STEP));
    if steps {
        next.min(listing.input.until)
    } else {
        listing.input.until
    }
}

/// A listing's deadline: it ends, or a need that nobody answered goes a step further.
pub fn listing_over(
    storage: &mut dyn Storage,
    env: &Env,
    id: ListingId,
    mut listing: Listing,
    effects: &mut Effects,
) -> Result<()> {
    let due = if now(env) >= listing.input.until {
        listing.state = ListingState::Closed;
        let (revision, state) = (listing.revision, listing.state);
        effects.emit(event::ListingMoved { listing: id, revision, state, by: None, reason: None });
        None
    } else {
        if listing.state == ListingState::Approved && listing.answers == 0 {
            listing.escalation = next(listing.escalation);
            effects.emit(event::NeedEscalated { need: id, level: listing.escalation });
        }
        Some(next_listing_due(&listing, now(env)))
    };
    state::set_listing_due(storage, id, &mut listing, due);
    state::save_listing(storage, id, &listing)
}
