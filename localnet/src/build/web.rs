//! The web app that relayers serve.

use crate::cache::{Cache, ContentKey, Staging};
use crate::run;
use crate::steps::step;
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// Where the web app is, in the checkout.
const FOLDER: &str = "frontends";
/// What decides which packages are installed.
const LOCK: [&str; 4] = [
    "frontends/package.json",
    "frontends/package-lock.json",
    "frontends/shared/package.json",
    "frontends/web/package.json",
];
/// What decides what is built, beside these.
const SOURCES: [&str; 6] = [
    "frontends/shared/src",
    "frontends/tools",
    "frontends/web/index.html",
    "frontends/web/public",
    "frontends/web/src",
    "frontends/web/vite.config.ts",
];
/// Says in `node_modules` by which lock file it was filled.
const MARK: &str = "node_modules/.timebank";

/// Installs the packages that the frontends are built and tested with, beside them and once per lock file; their folder.
pub fn install(workspace: &Workspace, cache: &Cache) -> Result<PathBuf> {
    let _lock = cache.lock("web")?;
    install_locked(workspace, cache)
}

fn install_locked(workspace: &Workspace, cache: &Cache) -> Result<PathBuf> {
    let folder = workspace.path(FOLDER);
    let key = key(workspace, &LOCK)?.finish();
    let mark = folder.join(MARK);
    if fs::read_to_string(&mark).ok().as_deref() != Some(key.as_str()) {
        step("web: npm packages", || {
            let mut npm = Command::new("npm");
            npm.current_dir(&folder).args(["ci", "--no-audit", "--no-fund"]);
            run::logged(&mut npm, &cache.path("logs/web-packages.log"))
        })?;
        fs::write(&mark, key).with_context(|| format!("cannot write {}", mark.display()))?;
    }
    Ok(folder)
}

/// Builds the web app once per content; the folder with its page.
pub fn build(workspace: &Workspace, cache: &Cache) -> Result<PathBuf> {
    let _lock = cache.lock("web")?;
    let mut everything = key(workspace, &LOCK)?;
    for source in SOURCES {
        everything.tree(workspace.root(), source)?;
    }
    let target = cache.path("web").join(everything.finish());
    if !target.is_dir() {
        let folder = install_locked(workspace, cache)?;
        let staging = Staging::begin(&target)?;
        step("web: build", || {
            let mut npm = Command::new("npm");
            npm.current_dir(&folder).args(["run", "build"]).env("TIMEBANK_WEB_OUT", staging.path());
            run::logged(&mut npm, &cache.path("logs/web-build.log"))
        })?;
        staging.publish()?;
    }
    Ok(target)
}

fn key(workspace: &Workspace, files: &[&str]) -> Result<ContentKey> {
    let mut key = ContentKey::default();
    for file in files {
        key.tree(workspace.root(), file)?;
    }
    Ok(key)
}
