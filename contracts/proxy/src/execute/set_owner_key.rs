use super::{store_key, FIRST_EPOCH};
use crate::key::{parse_point, verifies};
use crate::state;
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Deps, DepsMut, Env, Response, Uint128};
use cw20::BalanceResponse;
use timebank_api::permission::Contract;
use timebank_api::{Actor, Code};
use timebank_intent::{key_proof_digest, Scope};
use timebank_std::{address, ask, Result};

/// The first owner key. It comes into being with the member and the custodian branch together while there is nothing to
/// steal: whoever holds only the everyday key cannot make himself the owner of somebody's TIME.
pub fn set_owner_key(deps: DepsMut, env: &Env, actor: &Actor, key: &[u8], proof: &[u8]) -> Result<Response> {
    if actor.relayed_by != actor.branch {
        return Err(Code::OtherBranch.into());
    }
    let point = parse_point(deps.api, key)?;
    if state::key(deps.storage, actor.id, Scope::Owner)?.is_some() {
        return Err(Code::KeyExists.into());
    }
    let own = deps.api.addr_canonicalize(env.contract.address.as_str())?;
    let own = own.as_slice().try_into().map_err(|_| Code::StateInvalid)?;
    let digest = key_proof_digest(&env.block.chain_id, &own, actor.id, Scope::Owner, FIRST_EPOCH);
    if !verifies(deps.api, &point, &digest, proof) {
        return Err(Code::KeyProof.into());
    }
    if !balance(deps.as_ref(), &actor.account)?.is_zero() {
        return Err(Code::KeyBalance.into());
    }
    Ok(store_key(deps, env, actor.id, Scope::Owner, point, FIRST_EPOCH))
}

/// The one question to the token. The token's own `QueryMsg` would bring the code of all the others along.
#[cw_serde]
enum Question {
    Balance { address: String },
}

fn balance(deps: Deps, account: &str) -> Result<Uint128> {
    let token = address(deps, Contract::TimeToken)?;
    let query = Question::Balance { address: account.to_owned() };
    let answer: BalanceResponse = ask(&deps.querier, token, &query)?;
    Ok(answer.balance)
}
