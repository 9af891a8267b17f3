//! The branch's store: a SQLite file, or a PostgreSQL database that several instances of a branch share. One writer, many
//! readers; the same migrations and the same statements.
//!
//! Every write transaction has the store to itself from its first statement on, so that what it read is still so when it writes,
//! and two of them never meet half-way. In SQLite it takes the only connection that may write and begins with `BEGIN IMMEDIATE`
//! (otherwise SQLite could answer `BUSY_SNAPSHOT`, which no timeout helps against); in PostgreSQL it takes an advisory lock
//! besides, which binds the other instances too. Hold one only for database work: whoever waits for the network or for Argon2
//! inside it holds up everybody.
//!
//! Statements are written so that both understand them: parameters are `$1`, numbers are 64 bits wide, a boolean is 0 or 1, an
//! upsert names its conflict, a column in `DO UPDATE SET a = t.a + $1` names its table.

pub mod lease;

use anyhow::{Context, Result};
use serde::Deserialize;
use sqlx::any::{AnyArguments, AnyConnectOptions, AnyPoolOptions, AnyRow};
use sqlx::migrate::{Migration, Migrator};
use sqlx::query::{Query, QueryAs};
use sqlx::{
    Any, AnyConnection, AnyPool, Arguments, AssertSqlSafe, ConnectOptions, Encode, Executor, FromRow,
    SqlSafeStr, Transaction, Type,
};
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(20);
const READERS: u32 = 8;

/// `mmap_size`: bytes of the file that are read without a system call, since a reader forgets what it has read at every commit.
const SQLITE: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
    PRAGMA busy_timeout = 5000; PRAGMA mmap_size = 268435456";
const SQLITE_READER: &str = "PRAGMA query_only = ON";
const POSTGRES_READER: &str = "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY";

const SQLITE_BEGIN: &str = "BEGIN IMMEDIATE";
/// By schema, so that several branches may share a database.
const POSTGRES_BEGIN: &str =
    "BEGIN; SELECT pg_advisory_xact_lock(hashtext('timebank write ' || current_schema()))";

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// Where a branch's store is: a path, or a URL `postgres://user@host/database`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub enum Place {
    Sqlite(PathBuf),
    Postgres(String),
}

impl From<String> for Place {
    fn from(text: String) -> Self {
        if ["postgres://", "postgresql://"].iter().any(|scheme| text.starts_with(scheme)) {
            Place::Postgres(text)
        } else {
            Place::Sqlite(text.into())
        }
    }
}

impl Place {
    fn options(&self) -> Result<AnyConnectOptions> {
        let url = match self {
            Place::Postgres(url) => url.clone(),
            Place::Sqlite(path) => {
                let path = path.to_str().with_context(|| format!("{} is not UTF-8", path.display()))?;
                let path = path.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
                format!("sqlite://{path}?mode=rwc")
            }
        };
        // The URL may hold a password: what is wrong with it is not repeated.
        let options = AnyConnectOptions::from_str(&url).ok().context("database: neither a path nor a URL")?;
        Ok(options.disable_statement_logging())
    }

    /// A name to print, without what only the branch should know.
    pub fn name(&self) -> String {
        match self {
            Place::Sqlite(path) => path.display().to_string(),
            Place::Postgres(url) => {
                let host = url.rsplit_once('@').map_or(url.as_str(), |(_, host)| host);
                host.split('?').next().unwrap_or_default().to_owned()
            }
        }
    }
}

/// The store. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Db {
    postgres: bool,
    write: AnyPool,
    read: AnyPool,
}

impl Db {
    /// Opens a store, creating the file if it is missing, and brings it to the newest migration.
    ///
    /// # Errors
    /// If it cannot be opened, or was written by a later version.
    pub async fn open(place: &Place) -> Result<Self> {
        sqlx::any::install_default_drivers();
        let postgres = matches!(place, Place::Postgres(_));
        let name = place.name();
        let write = connect(place, 1, !postgres, "").await.with_context(|| format!("cannot open {name}"))?;
        let migrated =
            if postgres { for_postgres(&MIGRATIONS).run(&write).await } else { MIGRATIONS.run(&write).await };
        migrated.with_context(|| format!("cannot migrate {name}"))?;
        let reader = if postgres { POSTGRES_READER } else { SQLITE_READER };
        let read = connect(place, READERS, !postgres, reader)
            .await
            .with_context(|| format!("cannot open {name} for reading"))?;
        Ok(Db { postgres, write, read })
    }

    /// Begins a write transaction; it is undone if it is dropped without `commit`.
    ///
    /// # Errors
    /// If the writer is not free in time.
    pub async fn begin(&self) -> sqlx::Result<Transaction<'static, Any>> {
        self.write.begin_with(if self.postgres { POSTGRES_BEGIN } else { SQLITE_BEGIN }).await
    }

    /// For reading; a write through it is refused.
    pub fn reader(&self) -> &AnyPool {
        &self.read
    }

    /// Our own tables whose names begin with `prefix`, in order.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn tables(&self, db: &mut AnyConnection, prefix: &str) -> sqlx::Result<Vec<String>> {
        let all: Vec<String> = sqlx::query_scalar(if self.postgres {
            "SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
        } else {
            "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
        })
        .fetch_all(db)
        .await?;
        Ok(all.into_iter().filter(|name| name.starts_with(prefix) && !name.starts_with('_')).collect())
    }

    /// Copies a SQLite store into an empty file, as it is at one moment.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub async fn copy_into(&self, file: &str) -> sqlx::Result<()> {
        sqlx::query("VACUUM INTO $1").bind(file).execute(&self.write).await?;
        Ok(())
    }

    /// Waits until nothing is under way and closes the store.
    pub async fn close(&self) {
        self.read.close().await;
        self.write.close().await;
    }
}

/// A statement that is put together: sqlx's own builder writes parameters as PostgreSQL does not understand them when it does not
/// know which store it writes for.
pub struct QueryBuilder {
    text: String,
    values: AnyArguments,
}

impl QueryBuilder {
    pub fn new(text: impl Into<String>) -> Self {
        QueryBuilder { text: text.into(), values: AnyArguments::default() }
    }

    /// Adds text, never anything that was sent.
    pub fn push(&mut self, text: impl AsRef<str>) -> &mut Self {
        self.text.push_str(text.as_ref());
        self
    }

    /// Adds a parameter.
    pub fn push_bind<'q, T: Encode<'q, Any> + Type<Any>>(&mut self, value: T) -> &mut Self {
        // Plain numbers, texts and bytes: encoding them cannot fail.
        let _ = self.values.add(value);
        self.text.push_str(&format!("${}", self.values.len()));
        self
    }

    /// Adds parameters in parentheses, separated by commas.
    pub fn push_binds<'q, T: Encode<'q, Any> + Type<Any>>(
        &mut self,
        values: impl IntoIterator<Item = T>,
    ) -> &mut Self {
        self.push("(");
        let mut before = "";
        for value in values {
            self.push(before).push_bind(value);
            before = ", ";
        }
        self.push(")")
    }

    /// As [`QueryBuilder::push_binds`], for keys of which it does not matter how often each stands there: the last one is repeated, so
    /// that there are few statements of different lengths.
    pub fn push_keys<'q, T: Encode<'q, Any> + Type<Any> + Clone>(&mut self, keys: &[T]) -> &mut Self {
        let [most, ..] = SIZES;
        let fits = SIZES.iter().rev().find(|size| **size >= keys.len()).copied();
        let size = fits.unwrap_or_else(|| keys.len().next_multiple_of(most));
        let more = size.saturating_sub(keys.len());
        self.push_binds(keys.iter().chain(keys.iter().rev().take(1).cycle().take(more)).cloned())
    }

    pub fn build(self) -> Query<'static, Any, AnyArguments> {
        sqlx::query_with(AssertSqlSafe(self.text), self.values)
    }

    pub fn build_as<T: for<'r> FromRow<'r, AnyRow>>(self) -> QueryAs<'static, Any, T, AnyArguments> {
        sqlx::query_as_with(AssertSqlSafe(self.text), self.values)
    }
}

/// Rows of one statement. Few sizes, so that the same statements are prepared once and used again.
pub const SIZES: [usize; 4] = [64, 16, 4, 1];

/// Rows cut into parts of the [`SIZES`].
pub fn portions<T>(rows: Vec<T>) -> Vec<Vec<T>> {
    let mut parts = Vec::new();
    let mut rest = rows.into_iter();
    for size in SIZES {
        while rest.len() >= size {
            parts.push(rest.by_ref().take(size).collect());
        }
    }
    parts
}

async fn connect(place: &Place, most: u32, sqlite: bool, reader: &'static str) -> Result<AnyPool> {
    let pool = AnyPoolOptions::new().max_connections(most).acquire_timeout(ACQUIRE_TIMEOUT).after_connect(
        move |connection, _| {
            Box::pin(async move {
                for setting in [if sqlite { SQLITE } else { "" }, reader] {
                    if !setting.is_empty() {
                        connection.execute(setting).await?;
                    }
                }
                Ok(())
            })
        },
    );
    Ok(pool.connect_with(place.options()?).await?)
}

/// What SQLite's words are in PostgreSQL. The longer ones come first.
const WORDS: [(&str, &str); 9] = [
    ("INTEGER PRIMARY KEY AUTOINCREMENT", "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY"),
    ("INTEGER", "BIGINT"),
    ("BLOB", "BYTEA"),
    (" STRICT, WITHOUT ROWID;", ";"),
    (" STRICT;", ";"),
    // Reserved there; later migrations rename them.
    ("    window ", "    \"window\" "),
    ("    user ", "    \"user\" "),
    ("(user,", "(\"user\","),
    ("(user)", "(\"user\")"),
];

/// The same migrations in PostgreSQL's words.
fn for_postgres(migrations: &Migrator) -> Migrator {
    let translate = |migration: &Migration| {
        let text = WORDS.iter().fold(migration.sql.as_str().to_owned(), |text, (sqlite, postgres)| {
            text.replace(sqlite, postgres)
        });
        Migration { sql: AssertSqlSafe(text).into_sql_str(), ..migration.clone() }
    };
    Migrator { migrations: migrations.migrations.iter().map(translate).collect(), ..Migrator::DEFAULT }
}

/// A number as the store keeps it. Ids, heights and times are far below its limit; one that is not is kept as the highest.
pub fn int(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A number as the store gave it; it only ever got there by [`int`].
pub fn uint(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

/// As [`uint`], for columns of 32 bits.
pub fn uint32(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(0)
}

#[cfg(test)]
pub(crate) mod scratch {
    use super::*;
    use sqlx::Row;
    use std::sync::Arc;
    use tokio::sync::OnceCell;

    const FILE: &str = "t.sqlite";

    /// Where tests find a PostgreSQL server; without it they use SQLite.
    const SERVER: &str = "TIMEBANK_POSTGRES";

    /// A store with every migration and nothing in it: made once, copied for each test.
    static TEMPLATE: OnceCell<Template> = OnceCell::const_new();

    enum Template {
        /// The file.
        Sqlite(Vec<u8>),
        /// The name of the database.
        Postgres(String),
    }

    impl Template {
        async fn make() -> Self {
            let scratch = Scratch::empty().await;
            scratch.open().await.close().await;
            match &scratch.place {
                Place::Sqlite(path) => Template::Sqlite(std::fs::read(path).unwrap()),
                Place::Postgres(url) => {
                    let url = url::Url::parse(url).unwrap();
                    Template::Postgres(url.path().trim_start_matches('/').to_owned())
                }
            }
        }
    }

    /// A store of a test's own, and a folder, where its file is if it is one.
    pub struct Scratch {
        pub place: Place,
        pub folder: Arc<tempfile::TempDir>,
    }

    impl Scratch {
        /// A store that has its tables already.
        pub async fn new() -> Self {
            match TEMPLATE.get_or_init(Template::make).await {
                Template::Sqlite(bytes) => {
                    let scratch = Self::empty().await;
                    std::fs::write(scratch.folder.path().join(FILE), bytes).unwrap();
                    scratch
                }
                Template::Postgres(name) => Self::of(name).await,
            }
        }

        /// A store without anything.
        pub async fn empty() -> Self {
            Self::of("template0").await
        }

        async fn of(template: &str) -> Self {
            let folder = Arc::new(tempfile::tempdir().unwrap());
            let place = match std::env::var(SERVER) {
                Err(_) => Place::Sqlite(folder.path().join(FILE)),
                Ok(url) => {
                    sqlx::any::install_default_drivers();
                    let name = format!("t_{}", uuid::Uuid::new_v4().simple());
                    let pool = AnyPool::connect(&url).await.unwrap();
                    let create = format!("CREATE DATABASE {name} TEMPLATE {template}");
                    pool.execute(AssertSqlSafe(create)).await.unwrap();
                    pool.close().await;
                    let mut url = url::Url::parse(&url).unwrap();
                    url.set_path(&name);
                    Place::Postgres(url.into())
                }
            };
            Scratch { place, folder }
        }

        /// The same store, for another instance.
        pub fn beside(&self) -> Self {
            Scratch { place: self.place.clone(), folder: self.folder.clone() }
        }

        /// Another branch's store in the same place: in a schema of its own, or in a file of its own.
        pub async fn neighbour(&self) -> Self {
            let place = match &self.place {
                Place::Sqlite(_) => Place::Sqlite(self.folder.path().join("neighbour.sqlite")),
                Place::Postgres(url) => {
                    let pool = AnyPool::connect(url).await.unwrap();
                    pool.execute("CREATE SCHEMA neighbour").await.unwrap();
                    pool.close().await;
                    let more = if url.contains('?') { '&' } else { '?' };
                    Place::Postgres(format!("{url}{more}options[search_path]=neighbour"))
                }
            };
            Scratch { place, folder: self.folder.clone() }
        }

        pub async fn open(&self) -> Db {
            Db::open(&self.place).await.unwrap()
        }
    }

    /// A store, opened. It is there as long as the second value.
    pub async fn db() -> (Db, Scratch) {
        let scratch = Scratch::new().await;
        (scratch.open().await, scratch)
    }

    /// Everything that the tables hold whose names begin with `prefix`, table by table, row by row in order.
    pub async fn dump(db: &Db, prefix: &str) -> Vec<String> {
        let mut connection = db.reader().acquire().await.unwrap();
        let mut all = Vec::new();
        for table in db.tables(&mut connection, prefix).await.unwrap() {
            let sql = AssertSqlSafe(format!("SELECT * FROM {table}"));
            let rows = sqlx::query(sql).fetch_all(&mut *connection).await.unwrap();
            let mut lines: Vec<String> = rows.iter().map(|row| format!("{table}: {}", line(row))).collect();
            lines.sort();
            all.extend(lines);
        }
        all
    }

    fn line(row: &AnyRow) -> String {
        let cell = |at: usize| {
            let number = row.try_get::<Option<i64>, _>(at).map(|value| format!("{value:?}"));
            let text = || row.try_get::<Option<String>, _>(at).map(|value| format!("{value:?}"));
            let bytes = || {
                let bytes = row.try_get::<Option<Vec<u8>>, _>(at)?.unwrap_or_default();
                Ok::<_, sqlx::Error>(String::from_utf8_lossy(&bytes).into_owned())
            };
            number.or_else(|_| text()).or_else(|_| bytes()).unwrap()
        };
        (0..row.len()).map(cell).collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_cut_into_few_sizes() {
        let sizes: Vec<usize> = portions((0..87).collect()).iter().map(Vec::len).collect();
        assert_eq!(sizes, [64, 16, 4, 1, 1, 1]);
        assert_eq!(portions((0..87).collect()).concat(), (0..87).collect::<Vec<_>>());
        assert!(portions(Vec::<i64>::new()).is_empty());
    }

    #[test]
    fn lists_of_keys_have_few_lengths() {
        let list = |count: i64| {
            let mut query = QueryBuilder::new("");
            query.push_keys(&(0..count).collect::<Vec<_>>());
            query.values.len()
        };
        assert_eq!([1, 2, 4, 5, 16, 17, 64, 65, 128].map(list), [1, 4, 4, 16, 16, 64, 64, 128, 128]);
    }

    #[tokio::test]
    async fn a_reader_cannot_write_and_sees_only_what_was_committed() {
        let (db, _folder) = scratch::db().await;
        let insert = "INSERT INTO gas_costs (contract, kind, gas) VALUES ('proxy', 'a', 1)";
        assert!(sqlx::query(insert).execute(db.reader()).await.is_err());
        let count = || async {
            sqlx::query_scalar::<_, i64>("SELECT COUNT(*) FROM gas_costs")
                .fetch_one(db.reader())
                .await
                .unwrap()
        };
        let mut tx = db.begin().await.unwrap();
        sqlx::query(insert).execute(&mut *tx).await.unwrap();
        assert_eq!(count().await, 0);
        tx.commit().await.unwrap();
        assert_eq!(count().await, 1);
        let mut dropped = db.begin().await.unwrap();
        sqlx::query("DELETE FROM gas_costs").execute(&mut *dropped).await.unwrap();
        drop(dropped);
        drop(db.begin().await.unwrap());
        assert_eq!(count().await, 1);
    }

    #[tokio::test]
    async fn a_store_of_the_first_version_keeps_what_it_holds() {
        let scratch = scratch::Scratch::empty().await;
        sqlx::any::install_default_drivers();
        let postgres = matches!(scratch.place, Place::Postgres(_));
        let pool = connect(&scratch.place, 1, !postgres, "").await.unwrap();
        let translated = for_postgres(&MIGRATIONS);
        let all = if postgres { &translated } else { &MIGRATIONS };
        let first: Vec<Migration> = all.migrations.iter().filter(|one| one.version <= 2).cloned().collect();
        assert_eq!(first.len(), 2);
        Migrator { migrations: first.into(), ..Migrator::DEFAULT }.run(&pool).await.unwrap();
        let bytes = if postgres { "'\\x01'" } else { "x'01'" };
        for sql in [
            "INSERT INTO users VALUES ('u', {}, {}, {}, {}, {}, 'timebank1', 'r', 7, 1)",
            "INSERT INTO user_keys VALUES ('u', 'owner', {}, {}, NULL)",
            "INSERT INTO sessions VALUES ({}, 'u', 'member', 1, 1, 2)",
            "INSERT INTO p_nonces VALUES (7, 1, 0, {})",
            "INSERT INTO idempotency VALUES ('user:u', 'k', {}, 'a', 1)",
            "INSERT INTO cursor VALUES (1, 'chain', 9, 1)",
        ] {
            pool.execute(AssertSqlSafe(sql.replace("{}", bytes))).await.unwrap();
        }
        pool.close().await;
        let db = scratch.open().await;
        let held = scratch::dump(&db, "").await.join("\n");
        for line in
            ["user_keys: Some(\"u\"), Some(\"owner\")", "p_nonces: Some(7)", "idempotency: Some(\"user:u\")"]
        {
            assert!(held.contains(line), "{line} in\n{held}");
        }
        assert!(!held.contains("sessions:"), "everybody logs in anew");
        let (height, version): (i64, i64) =
            sqlx::query_as("SELECT height, version FROM cursor").fetch_one(db.reader()).await.unwrap();
        assert_eq!((height, version), (9, 1), "its projections are built anew by the index");
    }

    #[test]
    fn a_place_is_a_path_or_a_url_and_tells_no_password() {
        assert_eq!(Place::from("a/b.sqlite".to_owned()), Place::Sqlite("a/b.sqlite".into()));
        let place = Place::from("postgres://branch:secret@db.example/one?sslmode=require".to_owned());
        assert_eq!(place.name(), "db.example/one");
        assert!(place.options().is_ok());
        let wrong = Place::Postgres("postgres://branch:secret@[".into()).options().unwrap_err();
        assert!(!format!("{wrong:#}").contains("secret"));
        let odd = Place::Sqlite("/tmp/100% mine?.sqlite".into());
        assert!(odd.options().is_ok());
    }

    #[tokio::test]
    async fn a_path_may_have_any_letters() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("100%25 陪诊?a=#1.sqlite");
        Db::open(&Place::Sqlite(path.clone())).await.unwrap().close().await;
        assert!(path.exists());
    }

    /// In PostgreSQL each has a schema of a common database.
    #[tokio::test]
    async fn branches_side_by_side_neither_see_each_other_nor_wait() {
        let scratch = scratch::Scratch::new().await;
        let (one, two) = (scratch.open().await, scratch.neighbour().await.open().await);
        let insert = "INSERT INTO gas_costs (contract, kind, gas) VALUES ('proxy', 'a', 1)";
        let mut first = one.begin().await.unwrap();
        sqlx::query(insert).execute(&mut *first).await.unwrap();
        // While the first one writes.
        let mut second = two.begin().await.unwrap();
        sqlx::query(insert).execute(&mut *second).await.unwrap();
        second.commit().await.unwrap();
        drop(first);
        for (db, rows) in [(&one, 0), (&two, 1)] {
            assert_eq!(scratch::dump(db, "gas_costs").await.len(), rows);
        }
        let names = |db: Db| async move {
            let mut connection = db.reader().acquire().await.unwrap();
            db.tables(&mut connection, "").await.unwrap()
        };
        assert_eq!(names(one).await, names(two).await);
    }

    #[tokio::test]
    async fn writers_wait_for_each_other_in_every_instance() {
        let scratch = scratch::Scratch::new().await;
        let (one, two) = (scratch.open().await, scratch.open().await);
        let mut first = one.begin().await.unwrap();
        let second = tokio::spawn(async move {
            let mut second = two.begin().await.unwrap();
            let seen: i64 =
                sqlx::query_scalar("SELECT COUNT(*) FROM gas_costs").fetch_one(&mut *second).await.unwrap();
            seen
        });
        tokio::task::yield_now().await;
        sqlx::query("INSERT INTO gas_costs (contract, kind, gas) VALUES ('proxy', 'a', 1)")
            .execute(&mut *first)
            .await
            .unwrap();
        first.commit().await.unwrap();
        assert_eq!(second.await.unwrap(), 1, "the second begins after the first has ended");
    }
}
