//! Mutation testing of what decides over TIME and rights; `.cargo/mutants.toml` names the files. Each mutant meets the tests of
//! its own package; one that survives them meets the whole system's.

use super::WALKS;
use crate::build;
use crate::cache::{remove, Cache};
use crate::run;
use crate::workspace::Workspace;
use anyhow::{bail, Context, Result};
use std::fs;
use std::path::Path;

/// Exit codes after which the lists of mutants are whole: all caught, some not, some ran out of time.
const COMPLETE: [i32; 3] = [0, 2, 3];
/// Walks of the whole system per mutant.
const FEW_WALKS: &str = "16";

/// Fails with the mutants that no test caught; how many were tried. One that runs out of time is a loop without an end and counts
/// as caught.
pub fn run(workspace: &Workspace, cache: &Cache) -> Result<(u64, String)> {
    let program = build::install_cargo_mutants(workspace, cache)?;
    let output = cache.path("mutants");
    remove(&output)?;
    fs::create_dir_all(&output).with_context(|| format!("cannot create {}", output.display()))?;
    let results = output.join("mutants.out");
    let log = cache.path("logs/test-mutants.log");
    let survivors = |more: &[&str]| {
        let mut mutants = build::pinned(workspace, &program)?;
        mutants.current_dir(workspace.root()).args(["mutants", "--workspace", "--output"]).arg(&output);
        mutants.env("CARGO_TARGET_DIR", cache.path("mutants-target")).env(WALKS, FEW_WALKS);
        let status = run::status(mutants.args(more), &log)?;
        if !status.code().is_some_and(|code| COMPLETE.contains(&code)) {
            bail!("cargo mutants {status}; the end of {}:\n{}", log.display(), run::tail(&log, 30)?);
        }
        lines(&results.join("missed.txt"))
    };
    let mut survived = survivors(&[])?;
    let caught = lines(&results.join("caught.txt"))?.len();
    let looped = lines(&results.join("timeout.txt"))?.len();
    let tried = [caught, looped, survived.len()].into_iter().fold(0, usize::saturating_add);
    if !survived.is_empty() {
        let still = survivors(&["--iterate", "--test-package", "timebank-tests"])?;
        survived.retain(|mutant| still.contains(mutant));
    }
    if !survived.is_empty() {
        bail!("{} of {tried} mutants are caught by no test:\n  {}", survived.len(), survived.join("\n  "));
    }
    Ok((u64::try_from(tried)?, format!("{tried} mutants caught, {looped} of them by their time")))
}

fn lines(file: &Path) -> Result<Vec<String>> {
    let text = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    Ok(text.lines().map(str::to_owned).collect())
}
