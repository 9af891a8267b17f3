//! A database server of its own, of whichever kind: a process on data in a folder, both gone with its last use unless they are to stay.

use crate::interrupt::Owned;
use crate::run;
use anyhow::{ensure, Context, Result};
use rustix::process::Signal;
use std::fs::{self, DirBuilder};
use std::os::unix::fs::{chown, DirBuilderExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::atomic::{AtomicU32, Ordering};

/// Servers refuse to run as root; this user owns nothing (`nobody` of Linux).
const NOBODY: u32 = 65_534;
/// Data that are thrown away are many small files. Where memory serves as a disk and has room, they are made and removed there in a
/// fraction of the time.
const MEMORY: &str = "/dev/shm";
const ROOM: u64 = 8 * 1024 * 1024 * 1024;

static SERVERS: AtomicU32 = AtomicU32::new(0);

/// A folder for a server's data, and the server on it while it runs. Dropping it ends the server at once and removes the folder, unless
/// that is to stay.
pub(crate) struct Server {
    folder: PathBuf,
    stays: bool,
    process: Option<Owned>,
}

impl Server {
    /// Makes a folder that the server's user owns: on a disk if a commit is to be `durable`.
    pub fn at(kind: &str, durable: bool) -> Result<Self> {
        let number = SERVERS.fetch_add(1, Ordering::Relaxed);
        // The path of a socket has at most 107 bytes.
        let folder = place(durable).join(format!("timebank-{kind}-{}-{number}", std::process::id()));
        // Of a process that had this one's number before and was killed.
        let _ = fs::remove_dir_all(&folder);
        Self { folder, stays: false, process: None }.made()
    }

    /// Makes a folder that stays.
    pub fn staying(folder: &Path) -> Result<Self> {
        Self { folder: folder.to_owned(), stays: true, process: None }.made()
    }

    /// A folder that was made to stay.
    pub fn stayed(folder: &Path) -> Result<Self> {
        ensure!(folder.is_dir(), "{} is gone", folder.display());
        Ok(Self { folder: folder.to_owned(), stays: true, process: None })
    }

    fn made(self) -> Result<Self> {
        let made = DirBuilder::new().mode(0o700).create(&self.folder);
        made.with_context(|| format!("cannot make {}", self.folder.display()))?;
        if is_root() {
            chown(&self.folder, Some(NOBODY), Some(NOBODY)).context("cannot give a folder to nobody")?;
        }
        Ok(self)
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// A command that runs in the folder, and not as root, even if we do.
    pub fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.folder);
        if is_root() {
            command.uid(NOBODY).gid(NOBODY);
        }
        command
    }

    /// Starts the server, whose children `end` ends at once, and waits until the command `ready` succeeds.
    pub fn serve(
        &mut self,
        server: &mut Command,
        end: Signal,
        ready: &mut Command,
        log: &Path,
    ) -> Result<()> {
        let process = self.process.insert(run::spawn(server, log)?.ended_by(end));
        run::await_ready("the database", process, log, || Ok(run::output(ready).is_ok()))
    }

    /// The server runs on when this program ends.
    pub fn release(mut self) -> Option<Child> {
        self.process.take()?.release()
    }

    /// Ends the server at once; its data stay.
    pub fn stop(&mut self) {
        drop(self.process.take());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
        if self.stays {
            return;
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// An error for a name that would have to be quoted.
pub(crate) fn require_plain(name: &str) -> Result<()> {
    let plain = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    ensure!(plain, "no name of a database: {name}");
    Ok(())
}

/// Where data go.
fn place(durable: bool) -> PathBuf {
    let free = rustix::fs::statvfs(MEMORY).map_or(0, |stat| stat.f_bavail.saturating_mul(stat.f_frsize));
    if !durable && free >= ROOM {
        MEMORY.into()
    } else {
        std::env::temp_dir()
    }
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}
