//! The web app without a network: types, words, drift of what is generated, unit tests, and the build within its size budget.

use crate::build;
use crate::cache::{remove_file, Cache};
use crate::run;
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use std::fs;
use std::process::Command;

/// Fails with what a check says; how many tests passed, and the sizes that the build told.
pub fn check(workspace: &Workspace, cache: &Cache) -> Result<(u64, String)> {
    let folder = build::web::install(workspace, cache)?;
    let log = cache.path("logs/test-web.log");
    // The count of tests is taken from it.
    remove_file(&log)?;
    for script in ["check", "lint", "test"] {
        let mut npm = Command::new("npm");
        npm.current_dir(&folder).args(["run", script]).env("NO_COLOR", "1");
        run::logged(&mut npm, &log)?;
    }
    build::web::build(workspace, cache)?;
    let text = fs::read_to_string(&log).with_context(|| format!("cannot read {}", log.display()))?;
    let tests = tests(&text).context("vitest told no count of tests")?;
    Ok((tests, format!("{tests} passed")))
}

/// How many tests passed, from vitest's `Tests  20 passed (20)`.
pub fn tests(log: &str) -> Option<u64> {
    let line = log.lines().rev().find_map(|line| line.trim().strip_prefix("Tests "))?;
    line.split(" passed").next()?.split_whitespace().last()?.parse().ok()
}

#[cfg(test)]
mod tests {
    #[test]
    fn passed_tests_are_counted() {
        assert_eq!(super::tests(" Test Files  2 passed (2)\n      Tests  20 passed (20)\n"), Some(20));
        assert_eq!(super::tests("      Tests  1 failed | 19 passed (20)\n"), Some(19));
        assert_eq!(super::tests("nothing"), None);
    }
}
