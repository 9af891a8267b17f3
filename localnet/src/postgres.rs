//! A PostgreSQL server of its own, for tests and measurements: in a temporary folder, reached by a socket in it, gone with its
//! last use. The programs come from the system's packages.

use crate::cache::Cache;
use crate::database::{require_plain, Server};
use crate::steps::step;
use crate::{build, run};
use anyhow::{Context, Result};
use clap::ValueEnum;
use rustix::process::Signal;
use serde::Serialize;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
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
const SETTINGS: [&str; 2] = ["listen_addresses=", "max_connections=400"];
/// Where nothing is measured, nothing waits for the disk: the data are thrown away.
const UNSAFE: [&str; 2] = ["fsync=off", "full_page_writes=off"];

/// A running server. Dropping it ends it at once and removes its data.
pub struct Postgres {
    programs: PathBuf,
    server: Server,
    durable: bool,
    log: PathBuf,
}

impl Postgres {
    /// Makes an empty cluster and starts a server on it, for which a commit is on disk if it is to be `durable`; installs the programs
    /// when they are missing and this is root.
    ///
    /// # Errors
    /// If the programs are missing, with the command that installs them; if the server does not start.
    pub fn start(cache: &Cache, durable: bool) -> Result<Self> {
        Self::make(cache, Server::at("pg", durable)?, durable, cache.path("logs/postgres.log"))
    }

    /// The same in a folder that stays, as the server does once it is [released](Postgres::release).
    ///
    /// # Errors
    /// As [`Postgres::start`]; if there is something in the folder's place.
    pub fn found(cache: &Cache, folder: &Path, log: &Path) -> Result<Self> {
        Self::make(cache, Server::staying(folder)?, true, log.to_owned())
    }

    /// The server of a folder that stays, whether it runs or not.
    ///
    /// # Errors
    /// If folder or programs are missing.
    pub fn at(folder: &Path, log: &Path) -> Result<Self> {
        let programs = programs().with_context(|| format!("PostgreSQL {OLDEST} or later is needed"))?;
        Ok(Postgres { programs, server: Server::stayed(folder)?, durable: true, log: log.to_owned() })
    }

    fn make(cache: &Cache, server: Server, durable: bool, log: PathBuf) -> Result<Self> {
        let programs = match programs() {
            Some(programs) => programs,
            None => {
                build::install_package(cache, "postgresql")?;
                programs().with_context(|| format!("PostgreSQL {OLDEST} or later is needed"))?
            }
        };
        let mut initdb = server.command(&programs.join("initdb"));
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
        run::logged(initdb.arg(server.folder().join("data")), &log)?;
        let mut postgres = Postgres { programs, server, durable, log };
        postgres.resume()?;
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
        require_plain(name)?;
        self.execute("postgres", &format!("CREATE DATABASE {name}"))?;
        Ok(self.url_of(name))
    }

    /// Carries statements out in a database.
    ///
    /// # Errors
    /// If one fails; those before it stay done.
    pub fn execute(&self, database: &str, statements: &str) -> Result<()> {
        self.ask(database, statements).map(drop)
    }

    /// The same, with what they give: a line for each row, values apart by `|`.
    ///
    /// # Errors
    /// As [`Postgres::execute`].
    pub fn ask(&self, database: &str, statements: &str) -> Result<String> {
        let mut psql = Command::new(self.programs.join("psql"));
        psql.args(["--quiet", "--no-psqlrc", "--tuples-only", "--no-align", "--set", "ON_ERROR_STOP=1"]);
        run::output_with_input(psql.arg(self.url_of(database)), Some(statements))
    }

    /// How clients reach a database.
    pub fn url_of(&self, database: &str) -> String {
        format!("postgres://{USER}@localhost/{database}?host={}", self.server.folder().display())
    }

    /// Ends the server at once; its data stay until it is dropped.
    pub fn stop(&mut self) {
        self.server.stop();
    }

    /// The server runs on when this program ends.
    pub fn release(self) -> Option<Child> {
        self.server.release()
    }

    /// Starts the server again that was stopped, on its data.
    ///
    /// # Errors
    /// If it does not start.
    pub fn resume(&mut self) -> Result<()> {
        let mut command = self.server.command(&self.programs.join("postgres"));
        let folder = self.server.folder();
        command.arg("-D").arg(folder.join("data")).arg("-k").arg(folder);
        for setting in SETTINGS.iter().chain(if self.durable { [].iter() } else { UNSAFE.iter() }) {
            command.args(["-c", setting]);
        }
        let mut ready = Command::new(self.programs.join("pg_isready"));
        ready.arg("-q").arg("-h").arg(folder);
        // TERM would wait until every client has gone.
        self.server.serve(&mut command, Signal::QUIT, &mut ready, &self.log)
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
        let data = postgres.server.folder().to_owned();
        drop(postgres);
        assert!(!data.exists());
    }
}
