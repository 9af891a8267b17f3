//! A PostgreSQL server for as long as it is needed: Debian's packages in a temporary folder.

use crate::{interrupt, run};
use anyhow::{bail, ensure, Context, Result};
use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::{chown, DirBuilderExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Where Debian keeps a version's programs: `/usr/lib/postgresql/15/bin`.
const VERSIONS: &str = "/usr/lib/postgresql";
const PATIENCE: Duration = Duration::from_secs(60);
const POLL: Duration = Duration::from_millis(100);
const USER: &str = "timebank";
/// The server refuses to run as root: it runs as this user then.
const NOBODY: &str = "nobody";
const LOG_LINES: usize = 20;

/// Whether what was committed has to survive a power cut.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Durable {
    Yes,
    /// Faster, for tests that end no server.
    No,
}

/// The server. It ends, and its folder is deleted, when it is dropped.
pub struct Postgres {
    programs: PathBuf,
    identity: Option<(u32, u32)>,
    folder: PathBuf,
    port: u16,
    server: Option<interrupt::Owned>,
}

impl Postgres {
    /// Makes a server and waits until it answers.
    pub fn start(durable: Durable) -> Result<Self> {
        let programs = programs()?;
        let identity = if rustix::process::geteuid().is_root() { Some(identity_of(NOBODY)?) } else { None };
        let folder = std::env::temp_dir().join(format!("timebank-postgres-{}", crate::demo::new_key()));
        fs::DirBuilder::new()
            .mode(0o700)
            .create(&folder)
            .with_context(|| format!("cannot make {}", folder.display()))?;
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let mut postgres = Postgres { programs, identity, folder, port, server: None };
        if let Some((user, group)) = identity {
            chown(&postgres.folder, Some(user), Some(group))?;
        }
        let mut initdb = postgres.program("initdb");
        initdb.args(["--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync"]);
        initdb.args(["--username", USER]);
        run::output(initdb.arg("--pgdata").arg(postgres.data()))?;
        postgres.serve(durable)?;
        Ok(postgres)
    }

    fn serve(&mut self, durable: Durable) -> Result<()> {
        let log = self.folder.join("server.log");
        let output = run::open_log(&log)?;
        let mut server = self.program("postgres");
        server.arg("-D").arg(self.data()).arg("-k").arg(&self.folder);
        server.args(["-h", "127.0.0.1", "-p", &self.port.to_string(), "-c", "max_connections=200"]);
        if durable == Durable::No {
            server.args(["-c", "fsync=off", "-c", "full_page_writes=off"]);
        }
        server.stdin(Stdio::null()).stderr(output.try_clone()?).stdout(output);
        let server = self.server.insert(interrupt::spawn(&mut server)?);
        let deadline = Instant::now().checked_add(PATIENCE).context("clock out of range")?;
        loop {
            let mut ready = Command::new(self.programs.join("pg_isready"));
            ready.args(["--quiet", "--host", "127.0.0.1", "--port", &self.port.to_string()]);
            if ready.status().context("cannot run pg_isready")?.success() {
                return Ok(());
            }
            if server.try_wait()?.is_some() || Instant::now() > deadline {
                bail!("PostgreSQL does not serve:\n{}", run::tail(&log, LOG_LINES)?);
            }
            thread::sleep(POLL);
        }
    }

    /// The URL of the server's first database.
    pub fn url(&self) -> String {
        self.url_of("postgres")
    }

    /// Makes a database; its URL.
    pub fn database(&self, name: &str) -> Result<String> {
        ensure!(
            name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()),
            "no name: {name}"
        );
        let mut psql = Command::new(self.programs.join("psql"));
        psql.args(["--quiet", "--command", &format!("CREATE DATABASE {name}")]);
        run::output(psql.arg(self.url()))?;
        Ok(self.url_of(name))
    }

    fn url_of(&self, database: &str) -> String {
        format!("postgres://{USER}@127.0.0.1:{}/{database}", self.port)
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn program(&self, name: &str) -> Command {
        let mut command = Command::new(self.programs.join(name));
        if let Some((user, group)) = self.identity {
            command.uid(user).gid(group);
        }
        command.current_dir(&self.folder);
        command
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        if self.server.is_some() {
            let mut stop = self.program("pg_ctl");
            stop.args(["stop", "--silent", "--mode", "immediate", "--pgdata"]).arg(self.data());
            // If it does not listen, it is killed next.
            let _ = stop.stdout(Stdio::null()).stderr(Stdio::null()).status();
        }
        drop(self.server.take());
        if let Err(error) = fs::remove_dir_all(&self.folder) {
            eprintln!("{} could not be deleted: {error}", self.folder.display());
        }
    }
}

/// The newest version's programs.
fn programs() -> Result<PathBuf> {
    let entries = fs::read_dir(VERSIONS).into_iter().flatten();
    let versions = entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<u32>().ok());
    let newest = versions.max().map(|version| Path::new(VERSIONS).join(version.to_string()).join("bin"));
    let found = newest.filter(|programs| programs.join("initdb").is_file());
    found.context("PostgreSQL is missing: apt-get install --no-install-recommends postgresql")
}

/// User and group of a name in `/etc/passwd`.
fn identity_of(name: &str) -> Result<(u32, u32)> {
    let users = fs::read_to_string("/etc/passwd").context("cannot read /etc/passwd")?;
    let found = users.lines().find_map(|line| {
        let mut fields = line.split(':');
        if fields.next()? != name {
            return None;
        }
        Some((fields.nth(1)?.parse().ok()?, fields.next()?.parse().ok()?))
    });
    found.with_context(|| format!("there is no user {name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_has_a_number_and_a_group() {
        assert_eq!(identity_of("root").unwrap(), (0, 0));
        assert!(identity_of("no such user").is_err());
    }
}
