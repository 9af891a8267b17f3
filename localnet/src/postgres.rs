//! A PostgreSQL server of its own, for tests and measurements: in a temporary folder, reached by a socket in it, gone with its
//! last use. The programs come from the system's packages.

use crate::cache::Cache;
use crate::steps::step;
use crate::{build, interrupt, run};
use anyhow::{bail, ensure, Context, Result};
use clap::ValueEnum;
use serde::Serialize;
use std::fs::{self, DirBuilder};
use std::os::unix::fs::{chown, DirBuilderExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use timebank_api::BranchId;

/// Where relayers keep what they know.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum Store {
    Sqlite,
    Postgres,
    /// The first branch's in SQLite, the second's in PostgreSQL.
    Each,
}

impl Store {
    /// Whether a branch's relayer uses PostgreSQL.
    pub fn is_postgres(self, branch: BranchId) -> bool {
        match self {
            Store::Sqlite => false,
            Store::Postgres => true,
            Store::Each => branch == 2,
        }
    }

    /// A server, where one is needed.
    ///
    /// # Errors
    /// As [`Postgres::start`].
    pub fn server(self, cache: &Cache) -> Result<Option<Postgres>> {
        match self {
            Store::Sqlite => Ok(None),
            Store::Postgres | Store::Each => {
                step("PostgreSQL serves", || Postgres::start(cache, true)).map(Some)
            }
        }
    }
}

/// Where Debian keeps the programs of each version.
const VERSIONS: &str = "/usr/lib/postgresql";
/// The oldest version whose SQL is enough.
const OLDEST: u32 = 13;
const USER: &str = "timebank";
/// The server refuses to run as root; this user owns nothing (`nobody` of Linux).
const NOBODY: u32 = 65_534;
const SETTINGS: [&str; 2] = ["listen_addresses=", "max_connections=400"];
/// Where nothing is measured, nothing waits for the disk: the data are thrown away.
const UNSAFE: [&str; 2] = ["fsync=off", "full_page_writes=off"];
/// Such data are many small files. Where memory serves as a disk and has room, they are made and removed there in a fraction of the time.
const MEMORY: &str = "/dev/shm";
const ROOM: u64 = 8 * 1024 * 1024 * 1024;
const PATIENCE: Duration = Duration::from_secs(60);

/// A running server. Dropping it ends it and removes its data.
pub struct Postgres {
    programs: PathBuf,
    folder: PathBuf,
    server: Option<interrupt::Owned>,
}

impl Postgres {
    /// Makes an empty cluster and starts a server on it, for which a commit is on disk if it is to be `durable`; installs the programs
    /// when they are missing and this is root.
    ///
    /// # Errors
    /// If the programs are missing, with the command that installs them; if the server does not start.
    pub fn start(cache: &Cache, durable: bool) -> Result<Self> {
        let programs = match programs() {
            Some(programs) => programs,
            None => {
                build::install_package(cache, "postgresql")?;
                programs().with_context(|| format!("PostgreSQL {OLDEST} or later is needed"))?
            }
        };
        // The path of a socket has at most 107 bytes.
        let folder = place(durable).join(format!("timebank-pg-{}", std::process::id()));
        // Of a process that had this one's number before and was killed.
        let _ = fs::remove_dir_all(&folder);
        DirBuilder::new()
            .mode(0o700)
            .create(&folder)
            .with_context(|| format!("cannot make {}", folder.display()))?;
        let mut postgres = Postgres { programs, folder, server: None };
        if is_root() {
            chown(&postgres.folder, Some(NOBODY), Some(NOBODY)).context("cannot give a folder to nobody")?;
        }
        let log = cache.path("logs/postgres.log");
        let data = postgres.folder.join("data");
        let mut initdb = unprivileged(&postgres.programs.join("initdb"));
        initdb.args([
            "--username",
            USER,
            "--auth",
            "trust",
            "--encoding",
            "UTF8",
            "--no-locale",
            "--no-sync",
            "-D",
        ]);
        run::logged(initdb.arg(&data).current_dir(&postgres.folder), &log)?;
        let mut server = unprivileged(&postgres.programs.join("postgres"));
        server.arg("-D").arg(&data).arg("-k").arg(&postgres.folder).current_dir(&postgres.folder);
        for setting in SETTINGS.iter().chain(if durable { [].iter() } else { UNSAFE.iter() }) {
            server.args(["-c", setting]);
        }
        let file = run::open_log(&log)?;
        let errors = file.try_clone().context("cannot share the log file")?;
        postgres.server = Some(interrupt::spawn(server.stdin(Stdio::null()).stdout(file).stderr(errors))?);
        postgres.wait(&log)?;
        Ok(postgres)
    }

    /// How clients reach the database that is there from the beginning.
    pub fn url(&self) -> String {
        self.url_of("postgres")
    }

    /// Makes another database.
    ///
    /// # Errors
    /// If the name is not one of lower-case letters and digits, or is taken.
    pub fn database(&self, name: &str) -> Result<String> {
        let plain = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
        ensure!(plain, "no name of a database: {name}");
        self.execute("postgres", &format!("CREATE DATABASE {name}"))?;
        Ok(self.url_of(name))
    }

    /// Carries statements out in a database.
    ///
    /// # Errors
    /// If one fails; those before it stay done.
    pub fn execute(&self, database: &str, statements: &str) -> Result<()> {
        let mut psql = Command::new(self.programs.join("psql"));
        psql.args(["--quiet", "--set", "ON_ERROR_STOP=1", "--command", statements])
            .arg(self.url_of(database));
        run::output(&mut psql).map(drop)
    }

    /// How clients reach a database.
    pub fn url_of(&self, database: &str) -> String {
        format!("postgres://{USER}@localhost/{database}?host={}", self.folder.display())
    }

    /// Ends the server; its data stay until it is dropped.
    pub fn stop(&mut self) {
        drop(self.server.take());
    }

    fn wait(&mut self, log: &Path) -> Result<()> {
        let deadline = Instant::now().checked_add(PATIENCE);
        let mut ready = Command::new(self.programs.join("pg_isready"));
        ready.arg("-q").arg("-h").arg(&self.folder);
        while run::output(&mut ready).is_err() {
            let ended = self.server.as_mut().map_or(Ok(None), interrupt::Owned::try_wait)?.is_some();
            if ended || deadline.is_none_or(|end| Instant::now() > end) {
                bail!("PostgreSQL does not start; the end of {}:\n{}", log.display(), run::tail(log, 20)?);
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        drop(self.server.take());
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The folder of the newest version's programs.
fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir(VERSIONS).into_iter().flatten().flatten();
    let newest = versions.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok()).max();
    let debian = newest.map(|version| Path::new(VERSIONS).join(version.to_string()).join("bin"));
    let path = std::env::var_os("PATH").unwrap_or_default();
    debian
        .into_iter()
        .chain(std::env::split_paths(&path))
        .find(|folder| {
            ["initdb", "postgres", "pg_isready", "psql"].iter().all(|name| folder.join(name).is_file())
        })
        .filter(|_| newest.is_none_or(|version| version >= OLDEST))
}

/// A command that does not run as root, even if we do.
fn unprivileged(program: &Path) -> Command {
    let mut command = Command::new(program);
    if is_root() {
        command.uid(NOBODY).gid(NOBODY);
    }
    command
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_reached_by_its_url_and_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::at(folder.path().to_owned()).unwrap();
        let postgres = Postgres::start(&cache, false).unwrap();
        let mut client = Command::new(programs().unwrap().join("psql"));
        client.args([postgres.url().as_str(), "-At", "-c", "SELECT current_user"]);
        assert_eq!(run::output(&mut client).unwrap(), USER);
        let data = postgres.folder.clone();
        drop(postgres);
        assert!(!data.exists());
    }
}
