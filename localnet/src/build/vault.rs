//! A HashiCorp Vault for tests, from source at the versions of the lock files under `localnet/vault/`.

use crate::cache::{Cache, ContentKey, Staging};
use crate::interrupt;
use crate::run;
use crate::steps::step;
use crate::workspace::Workspace;
use anyhow::{ensure, Result};
use std::path::PathBuf;
use std::process::{Command, Stdio};

const SOURCES: [&str; 3] = ["go.mod", "go.sum", "main.go"];
const PROGRAM: &str = "vault";

/// A running server; it keeps nothing, and ends when it is dropped.
pub struct Vault {
    /// `address,token`: where it is reached, and the token of its administrator.
    pub access: String,
    _server: interrupt::Owned,
}

/// Gives the server's program, building it when it is not in the cache.
///
/// # Errors
/// What does not compile or cannot be downloaded, with the end of the log.
pub fn build(workspace: &Workspace, cache: &Cache) -> Result<PathBuf> {
    let _lock = cache.lock("vault")?;
    let sources = workspace.path("localnet/vault");
    let mut key = ContentKey::default();
    for file in SOURCES {
        key.tree(&sources, file)?;
    }
    let target = cache.path("vault").join(key.finish());
    if !target.is_dir() {
        let staging = Staging::begin(&target)?;
        step("vault: build (≈ 5 min)", || {
            let mut go = Command::new("go");
            go.current_dir(&sources).args(["build", "-mod=readonly", "-trimpath", "-ldflags", "-s -w", "-o"]);
            run::logged(go.arg(staging.path().join(PROGRAM)), &cache.path("logs/build-vault.log"))
        })?;
        staging.publish()?;
    }
    Ok(target.join(PROGRAM))
}

/// Starts a server with an empty memory.
///
/// # Errors
/// As [`build`]; if it does not start.
pub fn start(workspace: &Workspace, cache: &Cache) -> Result<Vault> {
    let program = build(workspace, cache)?;
    let log = cache.path("logs/vault.log");
    let mut command = Command::new(program);
    // It ends when nothing holds its input any more.
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(run::open_log(&log)?);
    let mut server = interrupt::spawn(&mut command)?;
    let access = server.first_line()?;
    ensure!(access.contains(','), "vault does not start; see {}", log.display());
    Ok(Vault { access, _server: server })
}
