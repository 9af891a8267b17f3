//! Writes the contract's JSON Schema to `schema/time-token/`; run from the root of the repository.

use cosmwasm_schema::generate_api;
use std::fs::{create_dir_all, write};
use timebank_api::time_token::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let api = generate_api! {
        name: "time-token",
        instantiate: InstantiateMsg,
        execute: ExecuteMsg,
        query: QueryMsg,
        migrate: MigrateMsg,
    };
    create_dir_all("schema/time-token")?;
    write("schema/time-token/time-token.json", api.render().to_string()? + "\n")?;
    Ok(())
}
