use crate::member::{seconds, Member};
use crate::{judge, state};
use cosmwasm_std::{to_json_binary, Binary, Deps, Env};
use timebank_api::record::Standing;
use timebank_api::reputation::{ConfigResponse, QueryMsg, StandingResponse, TotalsResponse};
use timebank_api::{MemberId, Seconds};
use timebank_std::{council, Result};

pub fn query(deps: Deps, env: &Env, msg: QueryMsg) -> Result<Binary> {
    Ok(match msg {
        QueryMsg::Config {} => to_json_binary(&ConfigResponse {
            council: council(deps.storage)?.into_string(),
            next: state::next(deps.storage)?,
        }),
        QueryMsg::Standing { member } => to_json_binary(&standing(deps, env.block.time.seconds(), member)?),
        QueryMsg::Totals { member } => to_json_binary(&totals(deps, member)?),
    }?)
}

fn standing(deps: Deps, now: Seconds, member: MemberId) -> Result<StandingResponse> {
    let Member { totals, points, .. } = state::member(deps.storage, member)?.unwrap_or_default();
    let Standing { stars, publishing_suspended, enrolling_suspended } =
        state::standing(deps.storage, member)?;
    Ok(StandingResponse {
        member,
        stars,
        points,
        may_publish: publishing_suspended <= now,
        may_enrol: enrolling_suspended <= now,
        publishing_suspended,
        enrolling_suspended,
        reliability: judge::reliability(&totals),
    })
}

fn totals(deps: Deps, member: MemberId) -> Result<TotalsResponse> {
    let Member { totals, ratings, silences, no_shows, .. } =
        state::member(deps.storage, member)?.unwrap_or_default();
    let sum = ratings.iter().fold(0u32, |sum, (_, score)| sum.saturating_add(u32::from(*score)));
    let recent = judge::mean(sum, u32::try_from(ratings.len()).unwrap_or(u32::MAX));
    Ok(TotalsResponse {
        member,
        totals,
        silences: silences.into_iter().map(seconds).collect(),
        no_shows: no_shows.into_iter().map(seconds).collect(),
        recent_rating: recent.and_then(|mean| u16::try_from(mean).ok()),
    })
}
