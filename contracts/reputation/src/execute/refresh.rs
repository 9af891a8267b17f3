use super::judge;
use crate::rules::Packs;
use crate::state;
use cosmwasm_std::{DepsMut, Response};
use timebank_api::reputation::MAX_FOLLOWED;
use timebank_api::{Code, MemberId};
use timebank_std::Result;

/// Judges members anew by the packs in force now; those of whom nothing is known are skipped.
pub fn refresh(mut deps: DepsMut, members: Vec<MemberId>) -> Result<Response> {
    if u32::try_from(members.len()).is_ok_and(|count| count <= MAX_FOLLOWED) {
        let mut packs = Packs::default();
        let mut response = Response::new();
        for id in members {
            if let Some(member) = state::member(deps.storage, id)? {
                response = response.add_event(judge(&mut deps, &mut packs, id, member)?);
            }
        }
        Ok(response)
    } else {
        Err(Code::TooMany.into())
    }
}
