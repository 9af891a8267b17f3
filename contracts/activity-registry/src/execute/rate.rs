use super::Part;
use crate::effects::Effects;
use crate::guard::{self, ensure};
use crate::state;
use cosmwasm_std::{DepsMut, HexBinary, Response};
use timebank_api::activity_registry::EnrolmentState;
use timebank_api::{event, Actor, Code};
use timebank_std::{Error, Result};

const DIGEST_LENGTH: usize = 32;

pub fn rate(
    deps: DepsMut,
    actor: &Actor,
    (id, participant): Part,
    score: u8,
    comment: Option<HexBinary>,
) -> Result<Response> {
    let activity = state::activity(deps.storage, id)?;
    let own = actor.id == participant;
    if !own {
        guard::publisher(&activity.plan, actor)?;
    }
    ensure((1..=5).contains(&score), Code::RatingScore)?;
    if comment.as_ref().is_some_and(|comment| comment.len() != DIGEST_LENGTH) {
        return Err(Error::with(Code::TextInvalid, "comment"));
    }
    let mut enrolment = state::enrolment(deps.storage, id, participant)?;
    let attended = matches!(
        enrolment.state,
        EnrolmentState::Attended
            | EnrolmentState::Disputed
            | EnrolmentState::Agreed
            | EnrolmentState::Settled
    );
    ensure(attended, Code::EnrolmentState)?;
    let given = if own { &mut enrolment.score_given } else { &mut enrolment.score_received };
    ensure(given.is_none(), Code::RatedAlready)?;
    *given = Some(score);
    state::save_enrolment(deps.storage, id, participant, &enrolment)?;

    let mut effects = Effects::default();
    effects.emit(event::Rated { activity: id, participant, by: actor.id, score, comment });
    effects.into_response(deps.as_ref())
}
