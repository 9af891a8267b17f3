//! Drift of the generated schemas: they are written anew into an empty folder and compared with the committed ones.

use crate::build;
use crate::cache::{Cache, Staging};
use crate::run;
use crate::workspace::Workspace;
use anyhow::{bail, Context, Result};
use std::collections::BTreeMap;
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
    let fresh = files(&fresh.path().join("schema"))?;
    let committed = files(&workspace.path("schema"))?;
    let differing: Vec<&str> = fresh
        .iter()
        .filter(|(name, text)| committed.get(*name) != Some(text))
        .map(|(name, _)| name.as_str())
        .collect();
    if !differing.is_empty() {
        bail!(
            "the code gives other schemas than schema/{}: run the contracts' `*-schema` programs",
            differing.join(", schema/")
        );
    }
    Ok(format!("{} schemas", fresh.len()))
}

fn writer(contract: &str) -> String {
    format!("{contract}-schema")
}

/// The text of every file below a folder, by its path inside.
fn files(folder: &Path) -> Result<BTreeMap<String, String>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            found.extend(
                files(&entry.path())?.into_iter().map(|(inner, text)| (format!("{name}/{inner}"), text)),
            );
        } else {
            let text =
                fs::read_to_string(entry.path()).with_context(|| format!("cannot read schema {name}"))?;
            found.insert(name, text);
        }
    }
    Ok(found)
}
