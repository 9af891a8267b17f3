//! A MariaDB server of its own, as a partner institution has one: in a temporary folder, reached by a socket in it, gone with its
//! last use. The programs come from the system's packages.

use crate::cache::Cache;
use crate::database::{require_plain, Server};
use crate::{build, run};
use anyhow::{Context, Result};
use rustix::process::Signal;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};

/// Debian's packages with the programs alone: none of them starts a server of the machine.
const PACKAGES: [&str; 2] = ["mariadb-server-core", "mariadb-client-core"];
/// Where a server's program is though no path leads there.
const MORE_FOLDERS: [&str; 2] = ["/usr/sbin", "/usr/libexec"];
const NEEDED: &str = "MariaDB is needed: mariadbd, mariadb, mariadb-install-db";
const USER: &str = "root";
const SOCKET: &str = "socket";
const SETTINGS: [&str; 4] = [
    "--skip-networking",
    "--skip-name-resolve",
    "--character-set-server=utf8mb4",
    "--innodb-buffer-pool-size=64M",
];
/// Where nothing is measured, nothing waits for the disk: the data are thrown away.
const UNSAFE: [&str; 1] = ["--innodb-flush-log-at-trx-commit=2"];

/// A running server. Dropping it ends it at once and removes its data.
pub struct MariaDb {
    programs: Programs,
    server: Server,
    settings: Vec<String>,
    log: PathBuf,
}

struct Programs {
    install: PathBuf,
    server: PathBuf,
    client: PathBuf,
}

impl MariaDb {
    /// Makes empty data and starts a server on them, for which a commit is on disk if it is to be `durable`; installs the programs
    /// when they are missing and this is root. `settings` are more options of `mariadbd`.
    ///
    /// # Errors
    /// If the programs are missing, with the command that installs them; if the server does not start.
    pub fn start(cache: &Cache, durable: bool, settings: &[String]) -> Result<Self> {
        let server = Server::at("mariadb", durable)?;
        Self::make(cache, server, self::settings(durable, settings), cache.path("logs/mariadb.log"))
    }

    /// The same in a folder that stays, as the server does once it is [released](MariaDb::release).
    ///
    /// # Errors
    /// As [`MariaDb::start`]; if there is something in the folder's place.
    pub fn found(cache: &Cache, folder: &Path, log: &Path) -> Result<Self> {
        Self::make(cache, Server::staying(folder)?, settings(true, &[]), log.to_owned())
    }

    /// The server of a folder that stays, whether it runs or not.
    ///
    /// # Errors
    /// If folder or programs are missing.
    pub fn at(folder: &Path, log: &Path) -> Result<Self> {
        let programs = programs().context(NEEDED)?;
        let server = Server::stayed(folder)?;
        Ok(MariaDb { programs, server, settings: settings(true, &[]), log: log.to_owned() })
    }

    fn make(cache: &Cache, server: Server, settings: Vec<String>, log: PathBuf) -> Result<Self> {
        let programs = match programs() {
            Some(programs) => programs,
            None => {
                PACKAGES.iter().try_for_each(|package| build::install_package(cache, package))?;
                programs().context(NEEDED)?
            }
        };
        let mut install = server.command(&programs.install);
        install.arg("--no-defaults").arg(format!("--datadir={}", server.folder().join("data").display()));
        install.args(["--auth-root-authentication-method=normal", "--skip-test-db", "--skip-name-resolve"]);
        run::logged(&mut install, &log)?;
        let mut mariadb = MariaDb { programs, server, settings, log };
        mariadb.resume()?;
        Ok(mariadb)
    }

    /// Makes a database.
    ///
    /// # Errors
    /// If the name is not one of lower-case letters and digits, or is taken.
    pub fn database(&self, name: &str) -> Result<String> {
        require_plain(name)?;
        self.execute("", &format!("CREATE DATABASE `{name}`"))?;
        Ok(self.url_of(name))
    }

    /// Carries statements out in a database; in none if its name is empty.
    ///
    /// # Errors
    /// If one fails; those before it stay done.
    pub fn execute(&self, database: &str, statements: &str) -> Result<()> {
        let mut client = self.client();
        run::output_with_input(client.arg(database), Some(statements)).map(drop)
    }

    /// How clients reach a database, as the user who may do everything; another one stands before the `@`, with a password behind a
    /// colon.
    pub fn url_of(&self, database: &str) -> String {
        format!("mysql://{USER}@localhost/{database}?socket={}", self.socket().display())
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
        let mut command = self.server.command(&self.programs.server);
        let folder = self.server.folder();
        command.arg("--no-defaults").args(&self.settings);
        command.arg(format!("--datadir={}", folder.join("data").display()));
        command.arg(format!("--socket={}", self.socket().display()));
        command.arg(format!("--pid-file={}", folder.join("pid").display()));
        command.arg(format!("--tmpdir={}", folder.display()));
        let mut ready = self.client();
        ready.args(["--execute", "SELECT 1"]);
        self.server.serve(&mut command, Signal::KILL, &mut ready, &self.log)
    }

    fn socket(&self) -> PathBuf {
        self.server.folder().join(SOCKET)
    }

    fn client(&self) -> Command {
        let mut client = Command::new(&self.programs.client);
        client.args(["--no-defaults", "--batch", "--skip-column-names", "--default-character-set=utf8mb4"]);
        client.args(["--user", USER]).arg(format!("--socket={}", self.socket().display()));
        client
    }
}

fn settings(durable: bool, more: &[String]) -> Vec<String> {
    let safe = SETTINGS.iter().chain(if durable { [].iter() } else { UNSAFE.iter() });
    safe.map(ToString::to_string).chain(more.iter().cloned()).collect()
}

fn programs() -> Option<Programs> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> =
        std::env::split_paths(&path).chain(MORE_FOLDERS.iter().map(PathBuf::from)).collect();
    let find = |name: &str| folders.iter().map(|folder| folder.join(name)).find(|program| program.is_file());
    Some(Programs {
        install: find("mariadb-install-db")?,
        server: find("mariadbd")?,
        client: find("mariadb")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_keeps_its_data_while_it_is_stopped_and_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::at(folder.path().to_owned()).unwrap();
        let mut mariadb = MariaDb::start(&cache, false, &[]).unwrap();
        mariadb.database("clinic").unwrap();
        mariadb.execute("clinic", "CREATE TABLE a (b VARCHAR(9)); INSERT INTO a VALUES ('合格')").unwrap();
        mariadb.stop();
        assert!(mariadb.execute("clinic", "SELECT 1").is_err());
        mariadb.resume().unwrap();
        let mut client = mariadb.client();
        assert_eq!(run::output(client.args(["clinic", "--execute", "SELECT b FROM a"])).unwrap(), "合格");
        let data = mariadb.server.folder().to_owned();
        drop(mariadb);
        assert!(!data.exists());
    }
}
