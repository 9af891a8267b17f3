//! What the sides say about each other after the service.

use super::{now, Part};
use crate::effects::Effects;
use crate::fact::Note;
use crate::guard::{self, ensure};
use crate::state::{self, Enrolment, FollowUp};
use crate::validate;
use cosmwasm_std::{DepsMut, Env, HexBinary, Response, Storage};
use timebank_api::activity_registry::{EnrolmentState, FollowUpKind, MAX_FOLLOW_UPS};
use timebank_api::record::FactKind;
use timebank_api::{event, Actor, Code};
use timebank_std::Result;

pub fn rate(
    deps: DepsMut,
    env: &Env,
    actor: &Actor,
    (id, participant): Part,
    score: u8,
    comment: Option<HexBinary>,
) -> Result<Response> {
    let activity = state::activity(deps.storage, id)?;
    let own = actor.id == participant;
    if own {
        guard::participant(&activity.plan, actor)?;
    } else {
        guard::publisher(&activity.plan, actor)?;
        guard::not_self(actor, participant)?;
    }
    validate::score(score)?;
    validate::digest("comment", comment.as_ref())?;
    let mut enrolment = attended(deps.storage, (id, participant))?;
    let given = if own { &mut enrolment.score_given } else { &mut enrolment.score_received };
    ensure(given.is_none(), Code::RatedAlready)?;
    *given = Some(score);
    state::save_enrolment(deps.storage, id, participant, &enrolment)?;
    let publisher = activity.plan.publisher;
    let (of, other) = if own { (publisher, participant) } else { (participant, publisher) };
    Note { score, ..Note::new(FactKind::Rated, of, other) }.append(deps.storage, &activity, now(env))?;

    let mut effects = Effects::default();
    effects.emit(event::Rated { activity: id, participant, by: actor.by(), score, comment });
    effects.into_response(deps.as_ref())
}

pub fn assess(
    deps: DepsMut,
    env: &Env,
    actor: &Actor,
    (id, participant): Part,
    score: u8,
    note: Option<HexBinary>,
) -> Result<Response> {
    let activity = state::activity(deps.storage, id)?;
    guard::administrator(&activity.plan, actor)?;
    guard::not_self(actor, participant)?;
    validate::score(score)?;
    validate::digest("note", note.as_ref())?;
    let mut enrolment = attended(deps.storage, (id, participant))?;
    ensure(enrolment.assessed.is_none(), Code::AssessedAlready)?;
    enrolment.assessed = Some(score);
    state::save_enrolment(deps.storage, id, participant, &enrolment)?;
    Note { score, ..Note::new(FactKind::Assessed, participant, actor.id) }.append(
        deps.storage,
        &activity,
        now(env),
    )?;

    let mut effects = Effects::default();
    effects.emit(event::Assessed { activity: id, participant, by: actor.by(), score, note });
    effects.into_response(deps.as_ref())
}

pub fn follow_up(
    deps: DepsMut,
    env: &Env,
    actor: &Actor,
    (id, participant): Part,
    kind: FollowUpKind,
    note: HexBinary,
) -> Result<Response> {
    let activity = state::activity(deps.storage, id)?;
    if actor.id != participant {
        guard::administrator(&activity.plan, actor)?;
    }
    validate::digest("note", Some(&note))?;
    attended(deps.storage, (id, participant))?;
    let by = actor.by();
    let said = FollowUp { participant, by, kind, note: note.clone().into(), at: now(env) };
    let number = state::add_follow_up(deps.storage, id, &said, MAX_FOLLOW_UPS)?;

    let mut effects = Effects::default();
    effects.emit(event::FollowedUp { activity: id, number, participant, by, kind, note });
    effects.into_response(deps.as_ref())
}

/// The part of somebody who has checked out.
fn attended(storage: &dyn Storage, (id, participant): Part) -> Result<Enrolment> {
    let enrolment = state::enrolment(storage, id, participant)?;
    let attended = matches!(
        enrolment.state,
        EnrolmentState::Attended
            | EnrolmentState::Disputed
            | EnrolmentState::Agreed
            | EnrolmentState::Settled
    );
    ensure(attended, Code::EnrolmentState)?;
    Ok(enrolment)
}
