//! Test programs, all built with the same features.
//!
//! Cargo gives dependencies the features that the chosen packages ask for. Chosen package by package, the relayer and much beneath it
//! would be compiled for every suite anew; with the whole workspace chosen they are compiled once.

use super::pinned;
use crate::cache::Cache;
use crate::run;
use crate::steps::step;
use crate::workspace::Workspace;
use anyhow::{bail, Context, Result};
use serde::Deserialize;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What to build.
#[derive(Clone, Copy, Debug)]
pub struct Selection {
    /// Which tests, as `cargo test` takes them.
    pub arguments: &'static [&'static str],
    /// Only those of the package in this folder.
    pub package: Option<&'static str>,
}

/// A program that cargo built.
#[derive(Debug)]
pub struct Program {
    path: PathBuf,
    /// The folder of its package.
    folder: PathBuf,
    /// The name of what it is built from.
    target: String,
}

impl Program {
    /// What runs it where, and as, cargo would.
    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.path);
        command.current_dir(&self.folder).env("CARGO_MANIFEST_DIR", &self.folder);
        command
    }

    /// The name of the library, program or test that it is built from.
    pub fn target(&self) -> &str {
        &self.target
    }
}

/// A line of what cargo says of its work.
#[derive(Deserialize)]
struct Message {
    reason: String,
    #[serde(default)]
    manifest_path: PathBuf,
    target: Option<Target>,
    profile: Option<Profile>,
    executable: Option<PathBuf>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
}

#[derive(Deserialize)]
struct Profile {
    test: bool,
}

/// Builds tests; their programs.
///
/// # Errors
/// What does not compile, with the end of `log`.
pub fn build(
    workspace: &Workspace,
    cache: &Cache,
    selection: Selection,
    environment: &[(&str, &OsStr)],
    log: &Path,
) -> Result<Vec<Program>> {
    programs(workspace, cache, selection, environment, log, true)
}

/// The relayer as tests use it: part of what is built for its own tests, and there in a fraction of the time that a release takes.
/// Where speed counts it is [`super::relayer::build`].
///
/// # Errors
/// What does not compile.
pub fn relayer(workspace: &Workspace, cache: &Cache) -> Result<PathBuf> {
    // Cargo builds the programs of a package for its integration tests.
    let selection = Selection { arguments: &["--workspace", "--test", "pkcs11"], package: Some("relayer") };
    let log = cache.path("logs/build-relayer-for-tests.log");
    let programs =
        step("relayer: build for tests", || programs(workspace, cache, selection, &[], &log, false))?;
    let relayer = programs.into_iter().find(|program| program.target == super::relayer::PACKAGE);
    Ok(relayer.context("cargo built no relayer for its tests")?.path)
}

fn programs(
    workspace: &Workspace,
    cache: &Cache,
    selection: Selection,
    environment: &[(&str, &OsStr)],
    log: &Path,
    tests: bool,
) -> Result<Vec<Program>> {
    let mut cargo = pinned(workspace, "cargo")?;
    cargo.current_dir(workspace.root()).env("CARGO_TARGET_DIR", cache.cargo_target());
    cargo.envs(environment.iter().copied());
    cargo.args(["test", "--locked", "--no-run", "--message-format=json-render-diagnostics"]);
    let said = run::logged_output(cargo.args(selection.arguments), log)?;
    let folder = selection.package.map(|package| workspace.root().join(package));
    parse(&said, tests, folder.as_deref())
}

/// The programs among what cargo said it has built: tests, or what tests start.
fn parse(said: &str, tests: bool, folder: Option<&Path>) -> Result<Vec<Program>> {
    let mut programs = Vec::new();
    for line in said.lines() {
        let message: Message = serde_json::from_str(line).with_context(|| format!("cargo said {line}"))?;
        if message.reason != "compiler-artifact" {
            continue;
        }
        let (Some(path), Some(target), Some(profile)) = (message.executable, message.target, message.profile)
        else {
            continue;
        };
        let Some(parent) = message.manifest_path.parent() else {
            bail!("cargo names no package of {}", path.display());
        };
        if profile.test == tests && folder.is_none_or(|folder| folder == parent) {
            programs.push(Program { path, folder: parent.to_owned(), target: target.name });
        }
    }
    Ok(programs)
}

#[cfg(test)]
mod test {
    use super::*;

    const SAID: &str = r#"{"reason":"compiler-artifact","manifest_path":"/w/relayer/Cargo.toml","target":{"name":"timebank_relayer"},"profile":{"test":false},"executable":null}
{"reason":"build-script-executed","package_id":"x"}
{"reason":"compiler-artifact","manifest_path":"/w/relayer/Cargo.toml","target":{"name":"timebank-relayer"},"profile":{"test":false},"executable":"/t/timebank-relayer"}
{"reason":"compiler-artifact","manifest_path":"/w/relayer/Cargo.toml","target":{"name":"pkcs11"},"profile":{"test":true},"executable":"/t/deps/pkcs11-1"}
{"reason":"compiler-artifact","manifest_path":"/w/localnet/Cargo.toml","target":{"name":"crash"},"profile":{"test":true},"executable":"/t/deps/crash-1"}
{"reason":"build-finished","success":true}"#;

    fn names(tests: bool, folder: Option<&str>) -> Vec<String> {
        let programs = parse(SAID, tests, folder.map(Path::new)).unwrap();
        programs.into_iter().map(|program| program.target).collect()
    }

    #[test]
    fn programs_are_those_of_tests_or_what_tests_start_in_a_package_or_all() {
        assert_eq!(names(true, None), ["pkcs11", "crash"]);
        assert_eq!(names(true, Some("/w/relayer")), ["pkcs11"]);
        assert_eq!(names(false, None), ["timebank-relayer"]);
        assert!(parse("error: no", true, None).is_err());
    }
}
