use crate::state;
use cosmwasm_std::{to_json_binary, Binary, Deps, Env};
use timebank_api::rulebook::{CommentsResponse, DraftsResponse, PacksResponse, QueryMsg};
use timebank_api::{Code, Seconds};
use timebank_std::{page_size, Error, Result};

pub fn query(deps: Deps, env: &Env, msg: QueryMsg) -> Result<Binary> {
    let storage = deps.storage;
    Ok(match msg {
        QueryMsg::Pack { branch, at } => {
            let at: Seconds = at.unwrap_or(env.block.time.seconds());
            let pack = state::in_force(storage, branch, at)?.ok_or_else(|| Error::from(Code::PackUnknown))?;
            to_json_binary(&pack)
        }
        QueryMsg::Packs { branch, start_after, limit } => {
            let packs = state::packs(storage, branch, start_after, page_size(limit))?;
            to_json_binary(&PacksResponse { packs })
        }
        QueryMsg::Bounds {} => to_json_binary(&state::bounds(storage)?),
        QueryMsg::Draft { id } => to_json_binary(&state::draft_response(storage, id)?),
        QueryMsg::Drafts { branch, start_after, limit } => {
            let drafts = state::drafts(storage, branch, start_after, page_size(limit))?;
            to_json_binary(&DraftsResponse { drafts })
        }
        QueryMsg::Comments { draft, revision, start_after, limit } => {
            let comments = state::comments(storage, draft, revision, start_after, page_size(limit))?;
            to_json_binary(&CommentsResponse { comments })
        }
    }?)
}
