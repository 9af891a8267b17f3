//! Writes the contract's JSON schema to `schema/member-registry/`, from the root of the repository.

use cosmwasm_schema::{generate_api, remove_schemas};
use std::fs;
use std::path::Path;
use timebank_api::member_registry::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let api = generate_api! {
        instantiate: InstantiateMsg,
        execute: ExecuteMsg,
        query: QueryMsg,
        migrate: MigrateMsg,
    };
    let folder = Path::new("schema/member-registry");
    fs::create_dir_all(folder)?;
    remove_schemas(folder)?;
    fs::write(folder.join("member-registry.json"), api.render().to_string()? + "\n")?;
    Ok(())
}
