use cosmwasm_std::Deps;
use timebank_api::reputation::ConfigResponse;
use timebank_std::{council, Result};

pub fn config(deps: Deps) -> Result<ConfigResponse> {
    Ok(ConfigResponse { council: council(deps.storage)?.into_string() })
}
