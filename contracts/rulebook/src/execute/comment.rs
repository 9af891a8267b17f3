use super::check_digest;
use crate::state;
use cosmwasm_std::{DepsMut, Env, HexBinary, Response};
use timebank_api::rulebook::{Comment, DraftId, DraftState};
use timebank_api::{event, Actor, Code};
use timebank_std::{Error, Result};

/// A member of any branch says what they think of a published draft.
pub fn comment(
    deps: DepsMut,
    env: &Env,
    actor: &Actor,
    (id, revision): (DraftId, u32),
    support: bool,
    text: Option<HexBinary>,
) -> Result<Response> {
    let at = env.block.time.seconds();
    let draft = state::draft(deps.storage, id)?;
    if revision != draft.revision {
        return Err(Error::with(Code::DraftRevision, draft.revision));
    }
    if draft.state != DraftState::Published {
        return Err(Code::DraftState.into());
    }
    if draft.until.is_none_or(|until| until <= at) {
        return Err(Code::DraftFeedback.into());
    }
    if let Some(text) = &text {
        check_digest("text", text)?;
    }
    let branch = actor.branch;
    let comment = Comment { member: actor.id, branch, support, text: text.clone(), at };
    state::put_comment(deps.storage, id, revision, &comment)?;
    let event = event::DraftCommented { draft: id, revision, by: actor.by(), branch, support, text };
    Ok(Response::new().add_event(event))
}
