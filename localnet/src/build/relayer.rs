//! The relayer's program.

use super::pinned;
use crate::cache::Cache;
use crate::run;
use crate::steps::step;
use crate::workspace::Workspace;
use anyhow::Result;
use std::path::PathBuf;

const PACKAGE: &str = "timebank-relayer";

/// Builds the program that fills a relayer's store to be measured; its path.
pub fn fill(workspace: &Workspace, cache: &Cache) -> Result<PathBuf> {
    let target = cache.cargo_target();
    step("relayer: build what fills a store", || {
        let mut cargo = pinned(workspace, "cargo")?;
        cargo.current_dir(workspace.root()).env("CARGO_TARGET_DIR", &target);
        cargo.args(["build", "--locked", "--release", "--package", PACKAGE, "--example", "fill"]);
        run::logged(&mut cargo, &cache.path("logs/build-relayer.log"))
    })?;
    Ok(target.join("release/examples/fill"))
}

/// Builds the relayer in release mode (cargo does nothing when it is up to date); the path of its program.
pub fn build(workspace: &Workspace, cache: &Cache) -> Result<PathBuf> {
    let target = cache.cargo_target();
    step("relayer: build", || {
        let mut cargo = pinned(workspace, "cargo")?;
        cargo.current_dir(workspace.root()).env("CARGO_TARGET_DIR", &target);
        cargo.args(["build", "--locked", "--release", "--package", PACKAGE]);
        run::logged(&mut cargo, &cache.path("logs/build-relayer.log"))
    })?;
    Ok(target.join("release").join(PACKAGE))
}
