use super::{check_digest, comments_are_over, own_draft};
use crate::life::{advance, Act};
use crate::state::{self, Draft};
use crate::validate::{validate, within, MAX_DEADLINE};
use cosmwasm_std::{DepsMut, Env, HexBinary, Response, Storage};
use timebank_api::rulebook::{DraftId, DraftState, Pack};
use timebank_api::{event, Actor, Code, Seconds};
use timebank_std::{Error, Result};

pub fn draft(deps: DepsMut, actor: &Actor, pack: Box<Pack>, analysis: HexBinary) -> Result<Response> {
    check(deps.storage, &pack, &analysis)?;
    let draft = Draft {
        branch: actor.branch,
        state: DraftState::Drafted,
        revision: 1,
        author: actor.by(),
        analysis,
        until: None,
        agreed: None,
        version: None,
    };
    let id = state::add_draft(deps.storage, &draft, &pack)?;
    Ok(Response::new().add_event(written(id, draft, pack)))
}

pub fn revise(
    deps: DepsMut,
    env: &Env,
    actor: &Actor,
    (id, revision): (DraftId, u32),
    pack: Box<Pack>,
    analysis: HexBinary,
) -> Result<Response> {
    let mut draft = own_draft(deps.storage, actor, id, Some(revision))?;
    draft.state = advance(draft.state, Act::Revise)?;
    comments_are_over(&draft, env.block.time.seconds())?;
    check(deps.storage, &pack, &analysis)?;
    draft.revision = revision.checked_add(1).ok_or_else(|| Error::from(Code::Overflow))?;
    draft.author = actor.by();
    draft.analysis = analysis;
    draft.agreed = None;
    state::save_draft_pack(deps.storage, id, &pack)?;
    state::save_draft(deps.storage, id, &draft)?;
    Ok(Response::new().add_event(written(id, draft, pack)))
}

pub fn publish_draft(
    deps: DepsMut,
    env: &Env,
    actor: &Actor,
    (id, revision): (DraftId, u32),
    until: Seconds,
) -> Result<Response> {
    let mut draft = own_draft(deps.storage, actor, id, Some(revision))?;
    draft.state = advance(draft.state, Act::Publish)?;
    let now = env.block.time.seconds();
    let least = now.saturating_add(state::bounds(deps.storage)?.feedback);
    if until <= now || until < least || until > now.saturating_add(MAX_DEADLINE) {
        return Err(Error::with(Code::DraftFeedback, least));
    }
    draft.until = Some(until);
    draft.agreed = None;
    state::save_draft(deps.storage, id, &draft)?;
    let event = event::DraftPublished { draft: id, revision, by: actor.by(), until };
    Ok(Response::new().add_event(event))
}

pub fn withdraw(deps: DepsMut, actor: &Actor, id: DraftId) -> Result<Response> {
    let mut draft = own_draft(deps.storage, actor, id, None)?;
    draft.state = advance(draft.state, Act::Withdraw)?;
    draft.agreed = None;
    state::save_draft(deps.storage, id, &draft)?;
    Ok(Response::new().add_event(event::DraftWithdrawn { draft: id, by: actor.by() }))
}

fn check(storage: &dyn Storage, pack: &Pack, analysis: &HexBinary) -> Result<()> {
    check_digest("analysis", analysis)?;
    validate(pack)?;
    within(pack, &state::bounds(storage)?)
}

fn written(id: DraftId, draft: Draft, pack: Box<Pack>) -> event::DraftWritten {
    let Draft { branch, revision, author: by, analysis, .. } = draft;
    event::DraftWritten { draft: id, branch, revision, by, analysis, pack }
}
