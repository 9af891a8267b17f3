//! Programs that a build or a test needs and that are no part of it, installed into the cache at the versions of the project.

use super::pinned;
use crate::cache::{Cache, ContentKey, Staging};
use crate::run;
use crate::steps::step;
use crate::workspace::Workspace;
use anyhow::{ensure, Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What `cargo timebank test fuzz` needs of Python.
pub const PYTHON_PARTS: &str = "import ensurepip, venv";
const FUZZER_LOCK: &str = "localnet/fuzz/requirements.txt";
const LOCK: [&str; 2] = ["package.json", "package-lock.json"];
/// What `cargo timebank test mutants` runs.
const CARGO_MUTANTS: &str = "27.1.0";

/// Installs `wasm-opt` (npm `binaryen`) once per lock file; the path of the program.
pub fn install_wasm_tools(workspace: &Workspace, cache: &Cache) -> Result<PathBuf> {
    let tools = Npm { name: "wasm-tools", sources: "localnet/wasm-tools", programs: &[] };
    Ok(tools.install(workspace, cache)?.join("node_modules/.bin/wasm-opt"))
}

/// Installs the generator of the TypeScript types and the compiler, once per lock file; the folder they are in.
pub fn install_type_tools(workspace: &Workspace, cache: &Cache) -> Result<PathBuf> {
    Npm { name: "type-tools", sources: "schema/typescript", programs: &["generate.js"] }
        .install(workspace, cache)
}

/// Packages of npm by a lock file of the project.
struct Npm {
    /// The folder in the cache.
    name: &'static str,
    /// The folder of the checkout with the lock file.
    sources: &'static str,
    /// Files of that folder that need the packages beside them.
    programs: &'static [&'static str],
}

impl Npm {
    fn install(&self, workspace: &Workspace, cache: &Cache) -> Result<PathBuf> {
        let Npm { name, sources, programs } = self;
        let _lock = cache.lock(name)?;
        let folder = workspace.path(sources);
        let mut key = ContentKey::default();
        let files = || LOCK.iter().chain(*programs);
        for file in files() {
            key.tree(&folder, file)?;
        }
        let target = cache.path(name).join(key.finish());
        if !target.is_dir() {
            let staging = Staging::begin(&target)?;
            for file in files() {
                fs::copy(folder.join(file), staging.path().join(file))
                    .with_context(|| format!("cannot copy {sources}/{file}"))?;
            }
            step(&format!("npm packages of {sources}"), || {
                let mut npm = Command::new("npm");
                npm.current_dir(staging.path()).args(["ci", "--no-audit", "--no-fund"]);
                run::logged(&mut npm, &cache.path(format!("logs/{name}.log")))
            })?;
            staging.publish()?;
        }
        Ok(target)
    }
}

/// Installs the fuzzer of the API (PyPI `schemathesis`) once per lock file, in a virtual environment; the interpreter that has it.
pub fn install_fuzzer(workspace: &Workspace, cache: &Cache) -> Result<PathBuf> {
    let _lock = cache.lock("fuzzer")?;
    let mut key = ContentKey::default();
    key.tree(workspace.root(), FUZZER_LOCK)?;
    let target = cache.path("fuzzer").join(key.finish());
    if !target.is_dir() {
        // Debian has what makes environments in a package of its own.
        if run::output(Command::new("python3").args(["-c", PYTHON_PARTS])).is_err() {
            install_package(cache, "python3-venv")?;
        }
        let staging = Staging::begin(&target)?;
        step("PyPI packages of localnet/fuzz", || {
            let log = cache.path("logs/fuzzer.log");
            run::logged(Command::new("python3").args(["-m", "venv"]).arg(staging.path()), &log)?;
            let mut pip = Command::new(staging.path().join("bin/python"));
            pip.args(["-m", "pip", "install", "--disable-pip-version-check", "--require-hashes", "-r"]);
            run::logged(pip.arg(workspace.path(FUZZER_LOCK)), &log)
        })?;
        staging.publish()?;
    }
    Ok(target.join("bin/python"))
}

/// Compiles `cargo-mutants` once per version, as CI does with `cargo-deny`; the path of the program.
pub fn install_cargo_mutants(workspace: &Workspace, cache: &Cache) -> Result<PathBuf> {
    let _lock = cache.lock("tools")?;
    let program = cache.path("tools/bin/cargo-mutants");
    if !has_version(&program, CARGO_MUTANTS) {
        step("cargo-mutants", || {
            let mut cargo = pinned(workspace, "cargo")?;
            cargo.args(["install", "cargo-mutants", "--locked", "--debug", "--force"]);
            cargo.args(["--version", &format!("={CARGO_MUTANTS}")]);
            cargo.arg("--root").arg(cache.path("tools"));
            cargo.arg("--target-dir").arg(cache.path("tools-target"));
            run::logged(&mut cargo, &cache.path("logs/cargo-mutants.log"))
        })?;
    }
    Ok(program)
}

/// Installs SoftHSM2, a PKCS#11 token in software, from the system's packages where it is missing.
pub fn install_softhsm(cache: &Cache) -> Result<()> {
    let missing = || run::output(Command::new("softhsm2-util").arg("--version")).is_err();
    if missing() {
        install_package(cache, "softhsm2")?;
        ensure!(!missing(), "softhsm2-util is not in PATH");
    }
    Ok(())
}

/// Where a browser is: Chromium of the system's packages, installed where it is missing.
pub fn install_chromium(cache: &Cache) -> Result<PathBuf> {
    if chromium().is_none() {
        install_package(cache, "chromium")?;
    }
    chromium().context("chromium is not in PATH")
}

/// The browser's program, if it is here.
pub fn chromium() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    ["chromium", "chromium-browser", "google-chrome"].iter().find_map(|name| {
        let mut here = folders.iter().map(|folder| folder.join(name));
        here.find(|program| run::output(Command::new(program).arg("--version")).is_ok())
    })
}

/// Installs one of Debian's packages, as root; whoever is not is told how.
///
/// # Errors
/// The command that installs it.
pub fn install_package(cache: &Cache, package: &str) -> Result<()> {
    let by_hand =
        || format!("{package} is missing: sudo apt-get install -y --no-install-recommends {package}");
    ensure!(rustix::process::geteuid().is_root(), by_hand());
    let log = cache.path("logs/install-packages.log");
    let apt = |arguments: &[&str]| {
        run::logged(Command::new("apt-get").args(arguments).env("DEBIAN_FRONTEND", "noninteractive"), &log)
    };
    let install = || apt(&["install", "-y", "--no-install-recommends", package]);
    // A machine that has never asked knows no packages.
    install().or_else(|_| apt(&["update"]).and_then(|()| install())).with_context(by_hand)
}

fn has_version(program: &Path, version: &str) -> bool {
    let said = run::output(Command::new(program).args(["mutants", "--version"]));
    said.is_ok_and(|said| said.split_whitespace().last() == Some(version))
}
