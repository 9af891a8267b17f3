//! Writes the contract's JSON Schema to `schema/activity-registry/`; run from the root of the repository.

use cosmwasm_schema::generate_api;
use std::fs::{create_dir_all, write};
use timebank_api::activity_registry::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let api = generate_api! {
        name: "activity-registry",
        instantiate: InstantiateMsg,
        execute: ExecuteMsg,
        query: QueryMsg,
        migrate: MigrateMsg,
    };
    create_dir_all("schema/activity-registry")?;
    write("schema/activity-registry/activity-registry.json", api.render().to_string()? + "\n")?;
    Ok(())
}
