//! Programs of npm that a build needs, installed into the cache from the project's lock file.

use crate::cache::{Cache, ContentKey, Staging};
use crate::run;
use crate::steps::step;
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

const FILES: [&str; 2] = ["package.json", "package-lock.json"];

/// Installs `wasm-opt` (npm `binaryen`) once per lock file; the path of the program.
pub fn install_wasm_tools(workspace: &Workspace, cache: &Cache) -> Result<PathBuf> {
    let _lock = cache.lock("wasm-tools")?;
    let sources = workspace.path("localnet/wasm-tools");
    let mut key = ContentKey::default();
    for file in FILES {
        key.tree(&sources, file)?;
    }
    let target = cache.path("wasm-tools").join(key.finish());
    if !target.is_dir() {
        let staging = Staging::begin(&target)?;
        for file in FILES {
            fs::copy(sources.join(file), staging.path().join(file))
                .with_context(|| format!("cannot copy localnet/wasm-tools/{file}"))?;
        }
        step("wasm-opt: npm packages of localnet/wasm-tools", || {
            let mut npm = Command::new("npm");
            npm.current_dir(staging.path()).args(["ci", "--no-audit", "--no-fund"]);
            run::logged(&mut npm, &cache.path("logs/wasm-tools.log"))
        })?;
        staging.publish()?;
    }
    Ok(target.join("node_modules/.bin/wasm-opt"))
}
