//! TypeScript types of the contracts: generated anew from the committed schemas, compared with the committed types, compiled.

use super::golden;
use crate::build;
use crate::cache::{Cache, Staging};
use crate::run;
use crate::workspace::Workspace;
use anyhow::Result;
use std::process::Command;

/// Fails with the name of every file that differs, or with what the compiler says; how many there are.
pub fn check(workspace: &Workspace, cache: &Cache) -> Result<String> {
    let tools = build::install_type_tools(workspace, cache)?;
    let log = cache.path("logs/test-types.log");
    let fresh = Staging::begin(&cache.path("types"))?;
    let mut generate = Command::new("node");
    generate.arg(tools.join("generate.js")).arg(workspace.path("schema")).arg(fresh.path());
    run::logged(&mut generate, &log)?;
    let count = golden::compare(fresh.path(), &workspace.path("schema/typescript/src"))?;
    let mut compile = Command::new(tools.join("node_modules/.bin/tsc"));
    run::logged(compile.arg("--project").arg(workspace.path("schema/typescript")), &log)?;
    Ok(format!("{count} files"))
}
