//! Writes the contract's JSON Schema to `schema/reputation/`; run from the root of the repository.

use cosmwasm_schema::generate_api;
use std::fs::{create_dir_all, write};
use timebank_api::reputation::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let api = generate_api! {
        name: "reputation",
        instantiate: InstantiateMsg,
        execute: ExecuteMsg,
        query: QueryMsg,
        migrate: MigrateMsg,
    };
    create_dir_all("schema/reputation")?;
    write("schema/reputation/reputation.json", api.render().to_string()? + "\n")?;
    Ok(())
}
