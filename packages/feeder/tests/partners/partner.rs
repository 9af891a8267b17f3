//! A partner's database of either kind, with a view for feeders and a user who may only read it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use timebank_feeder::{connect, Mapping, Source};
use timebank_localnet::cache::Cache;
use timebank_localnet::mariadb::MariaDb;
use timebank_localnet::postgres::Postgres;

pub enum Server {
    Postgres(Postgres),
    MariaDb(MariaDb),
}

impl Server {
    pub fn postgres() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let server = Postgres::start(&Cache::at(folder.path().to_owned()).unwrap(), false).unwrap();
        server.execute("postgres", "CREATE ROLE reader LOGIN").unwrap();
        Server::Postgres(server)
    }

    pub fn mariadb() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let server = MariaDb::start(&Cache::at(folder.path().to_owned()).unwrap(), false, &[]).unwrap();
        server.execute("", "CREATE USER reader@localhost IDENTIFIED BY 'secret'").unwrap();
        Server::MariaDb(server)
    }

    pub fn stop(&mut self) {
        match self {
            Server::Postgres(server) => server.stop(),
            Server::MariaDb(server) => server.stop(),
        }
    }

    pub fn resume(&mut self) {
        match self {
            Server::Postgres(server) => server.resume().unwrap(),
            Server::MariaDb(server) => server.resume().unwrap(),
        }
    }

    /// What this kind of server understands.
    pub fn of<T>(&self, postgres: T, mariadb: T) -> T {
        match self {
            Server::Postgres(_) => postgres,
            Server::MariaDb(_) => mariadb,
        }
    }

    /// Makes a database with a table `people`, its view `facts` and the user's right to read it.
    pub fn partner(&self, database: &str) -> Partner {
        let url = match self {
            Server::Postgres(server) => server.database(database).unwrap().replace("timebank@", "reader@"),
            Server::MariaDb(server) => server.database(database).unwrap().replace("root@", "reader:secret@"),
        };
        let folder = tempfile::tempdir().unwrap();
        secret(&folder.path().join("url"), &url);
        let partner = Partner { database: database.into(), folder };
        partner.says(self, self.of(POSTGRES, MARIADB));
        partner
    }

    pub fn execute(&self, database: &str, sql: &str) {
        match self {
            Server::Postgres(server) => server.execute(database, sql),
            Server::MariaDb(server) => server.execute(database, sql),
        }
        .unwrap();
    }

    /// Cuts every connection of the user.
    pub fn cut(&self) {
        match self {
            Server::Postgres(_) => self.execute(
                "postgres",
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'reader'",
            ),
            Server::MariaDb(_) => self.execute("", "KILL CONNECTION USER reader@localhost"),
        }
    }
}

const POSTGRES: &str =
    "CREATE TABLE people (\"Seq\" bigint, \"证件号\" text, at timestamptz, fit boolean, until date); \
    CREATE VIEW facts AS SELECT * FROM people; GRANT SELECT ON facts TO reader";
const MARIADB: &str =
    "CREATE TABLE people (`Seq` bigint, `证件号` varchar(20), at timestamp NULL, fit boolean, until date); \
    CREATE VIEW facts AS SELECT * FROM people; GRANT SELECT ON facts TO reader@localhost";

pub struct Partner {
    pub database: String,
    pub folder: tempfile::TempDir,
}

impl Partner {
    pub fn says(&self, server: &Server, sql: &str) {
        server.execute(&self.database, sql);
    }

    /// Writes rows of persons by their versions, recorded on 2026-11-30 at 8 in China.
    pub fn rows(&self, server: &Server, rows: &[(u64, u64, bool)]) {
        let values = rows.iter().map(|(version, person, fit)| {
            format!(
                "({version}, '{}', {}, {fit}, '2027-06-30')",
                number(*person),
                server.of(AT_POSTGRES, AT_MARIADB)
            )
        });
        let values = values.collect::<Vec<_>>().join(", ");
        self.says(server, &format!("INSERT INTO people VALUES {values}"));
    }

    /// Makes the view anew, of these columns.
    pub fn view(&self, server: &Server, columns: &str) {
        let reader = server.of("reader", "reader@localhost");
        self.says(
            server,
            &format!(
                "DROP VIEW IF EXISTS facts; CREATE VIEW facts AS SELECT {columns} FROM people; \
                 GRANT SELECT ON facts TO {reader}"
            ),
        );
    }

    pub fn text(&self, server: &Server, more: &str) -> String {
        format!(
            "source = 1\nname = \"hospital\"\nsecret_file = \"source.key\"\npoll = 1\nvolume = 100000\n\
             [from.{}]\nurl_file = {:?}\n\
             view = \"facts\"\n{more}\n[columns]\nid_number = \"证件号\"\nversion = \"Seq\"\nobserved = \"at\"\n\
             [[fact]]\nkind = \"credential\"\npredicate = 4\nwhen = {{ column = \"fit\", is = [\"{}\"] }}\n\
             valid_until = {{ column = \"until\" }}\npolicy = \"apply\"\n",
            server.of("postgres", "mysql"),
            self.folder.path().join("url"),
            server.of("true", "1"),
        )
    }

    pub fn mapping(&self, server: &Server, more: &str) -> Mapping {
        Mapping::parse(&self.text(server, more), self.folder.path()).unwrap()
    }

    pub fn connect(&self, server: &Server, more: &str) -> Box<dyn Source> {
        connect(&self.mapping(server, more)).unwrap()
    }
}

const AT_POSTGRES: &str = "'2026-11-30 08:00:00+08'";
const AT_MARIADB: &str = "CONVERT_TZ('2026-11-30 08:00:00', '+08:00', @@time_zone)";

/// A number that no person has.
pub fn number(person: u64) -> String {
    format!("9901011950{person:07}X")
}

pub fn secret(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
}
