//! The relayer's program.

use super::pinned;
use crate::cache::Cache;
use crate::run;
use crate::steps::step;
use crate::workspace::Workspace;
use anyhow::Result;
use std::path::PathBuf;

/// Its package, and its name.
pub const PACKAGE: &str = "timebank-relayer";

/// Builds the program that fills a relayer's store to be measured; its path.
pub fn fill(workspace: &Workspace, cache: &Cache) -> Result<PathBuf> {
    release(workspace, cache, "timebank-fill", "relayer: build what fills a store")
}

/// Builds the program that feeds a database to be measured; its path.
pub fn feed_load(workspace: &Workspace, cache: &Cache) -> Result<PathBuf> {
    release(workspace, cache, "timebank-feed-load", "feeder: build what is measured")
}

/// Builds the relayer; the path of its program.
pub fn build(workspace: &Workspace, cache: &Cache) -> Result<PathBuf> {
    release(workspace, cache, PACKAGE, "relayer: build")
}

/// Builds a program in release mode (cargo does nothing when it is up to date); its path.
fn release(workspace: &Workspace, cache: &Cache, package: &str, name: &str) -> Result<PathBuf> {
    let target = cache.cargo_target();
    step(name, || {
        let mut cargo = pinned(workspace, "cargo")?;
        cargo.current_dir(workspace.root()).env("CARGO_TARGET_DIR", &target);
        cargo.args(["build", "--locked", "--release", "--package", package]);
        run::logged(&mut cargo, &cache.path("logs/build-relayer.log"))
    })?;
    Ok(target.join("release").join(package))
}
