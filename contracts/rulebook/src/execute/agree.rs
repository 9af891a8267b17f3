use super::{adopt, comments_are_over, own_draft};
use crate::life::{advance, Act};
use crate::state::{self, Draft};
use crate::validate::{validate, within};
use cosmwasm_std::{Deps, DepsMut, Env, Response};
use timebank_api::permission::Contract;
use timebank_api::record::MemberStatus;
use timebank_api::rulebook::{Agreement, DraftId};
use timebank_api::{event, Actor, Code, MemberId, Role, Seconds};
use timebank_std::{address, member_record, Result};

/// An administrator agrees to the adoption of a draft; the second one who agrees to the same adopts it.
pub fn agree(
    deps: DepsMut,
    env: &Env,
    actor: &Actor,
    (id, revision): (DraftId, u32),
    effective: Seconds,
) -> Result<Response> {
    let now = env.block.time.seconds();
    let mut draft = own_draft(deps.storage, actor, id, Some(revision))?;
    let state = advance(draft.state, Act::Adopt)?;
    comments_are_over(&draft, now)?;
    let bounds = state::bounds(deps.storage)?;
    if effective < now.saturating_add(bounds.notice) {
        return Err(Code::PackDate.into());
    }
    let pack = Box::new(state::draft_pack(deps.storage, id)?);
    // The first one learns of a refusal too, not only the second.
    validate(&pack)?;
    within(&pack, &bounds)?;

    let by = actor.by();
    let first = draft.agreed.filter(|agreed| agreed.effective == effective).map(|agreed| agreed.by);
    if first.is_some_and(|first| first == by || first == actor.id) {
        return Err(Code::OwnCase.into());
    }
    let Some(first) = first else { return wait(deps, (id, draft), Agreement { by, effective }) };
    if !still_administers(deps.as_ref(), first, &draft)? {
        return wait(deps, (id, draft), Agreement { by, effective });
    }
    let adopted = adopt::next(deps.storage, now, draft.branch, pack, effective)?;
    let version = adopted.version;
    draft.state = state;
    draft.version = Some(version);
    state::save_draft(deps.storage, id, &draft)?;
    Ok(Response::new().add_event(adopted).add_event(event::DraftAdopted { draft: id, revision, by, version }))
}

fn wait(deps: DepsMut, (id, mut draft): (DraftId, Draft), agreed: Agreement) -> Result<Response> {
    draft.agreed = Some(agreed);
    state::save_draft(deps.storage, id, &draft)?;
    let Agreement { by, effective } = agreed;
    let revision = draft.revision;
    Ok(Response::new().add_event(event::DraftAgreed { draft: id, revision, by, effective }))
}

/// The agreement of somebody who lost the office since does not count.
fn still_administers(deps: Deps, first: MemberId, draft: &Draft) -> Result<bool> {
    let registry = address(deps, Contract::MemberRegistry)?;
    let record = member_record(&deps.querier, &registry, first)?;
    Ok(record.status == MemberStatus::Active
        && record.branch == draft.branch
        && record.roles.contains(Role::BranchAdministrator))
}
