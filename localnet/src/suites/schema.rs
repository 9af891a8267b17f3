//! Drift of the generated schemas: they are written anew into an empty folder and compared with the committed ones.

use super::golden;
use crate::build;
use crate::cache::{Cache, Staging};
use crate::run;
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use cosmwasm_schema::schema_for;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Fails with the name of every schema that differs; how many there are.
pub fn check(workspace: &Workspace, cache: &Cache) -> Result<String> {
    let contracts = workspace.contracts()?;
    let target = cache.cargo_target();
    let mut cargo = build::pinned(workspace, "cargo")?;
    cargo.current_dir(workspace.root()).env("CARGO_TARGET_DIR", &target).args(["build", "--locked"]);
    cargo.args(contracts.iter().flat_map(|name| ["--package".to_owned(), name.clone()]));
    cargo.args(contracts.iter().flat_map(|name| ["--bin".to_owned(), writer(name)]));
    run::logged(&mut cargo, &cache.path("logs/test-schema.log"))?;
    let fresh = Staging::begin(&cache.path("schema"))?;
    for contract in &contracts {
        let program = std::path::absolute(target.join("debug").join(writer(contract)))?;
        run::output(Command::new(program).current_dir(fresh.path()))?;
    }
    write_events(&fresh.path().join("schema/events"))?;
    let count = golden::compare(&fresh.path().join("schema"), &workspace.path("schema"))?;
    Ok(format!("{count} schemas"))
}

/// The schema of what all contracts emit: that of the type with which everybody reads it.
fn write_events(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let schema = serde_json::to_string_pretty(&schema_for!(timebank_api::Event))?;
    fs::write(folder.join("events.json"), schema + "\n").context("cannot write the schema of the events")
}

fn writer(contract: &str) -> String {
    format!("{contract}-schema")
}
