//! The branch's store: one SQLite file, one writer, many readers.
//!
//! Every write transaction takes the only connection that may write and begins with `BEGIN IMMEDIATE`, so that two of them
//! never meet half-way (SQLite would answer `BUSY_SNAPSHOT`, which no timeout helps against). Hold one only for database
//! work: whoever waits for the network or for Argon2 inside it holds up everybody.

use anyhow::{Context, Result};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions, Sqlite, Transaction};
use std::path::Path;
use std::time::Duration;

const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(20);
const READERS: u32 = 8;
/// Bytes of the file that are read without a system call: a reader forgets what it has read at every commit.
const MAPPED: &str = "268435456";

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("./migrations");

/// The store. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Db {
    write: SqlitePool,
    read: SqlitePool,
}

impl Db {
    /// Opens a file, creating it if it is missing, and brings it to the newest migration.
    ///
    /// # Errors
    /// If it cannot be opened, or was written by a later version.
    pub async fn open(path: &Path) -> Result<Self> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY_TIMEOUT)
            .pragma("mmap_size", MAPPED)
            .disable_statement_logging();
        let write = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .connect_with(options.clone())
            .await
            .with_context(|| format!("cannot open {}", path.display()))?;
        MIGRATIONS.run(&write).await.with_context(|| format!("cannot migrate {}", path.display()))?;
        let read = SqlitePoolOptions::new()
            .max_connections(READERS)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .connect_with(options.pragma("query_only", "on"))
            .await
            .with_context(|| format!("cannot open {} for reading", path.display()))?;
        Ok(Db { write, read })
    }

    /// Begins a write transaction; it is undone if it is dropped without `commit`.
    ///
    /// # Errors
    /// If the writer is not free in time.
    pub async fn begin(&self) -> sqlx::Result<Transaction<'static, Sqlite>> {
        self.write.begin_with("BEGIN IMMEDIATE").await
    }

    /// For reading; a write through it is refused.
    pub fn reader(&self) -> &SqlitePool {
        &self.read
    }

    /// Waits until nothing is under way and closes the file.
    pub async fn close(&self) {
        self.read.close().await;
        self.write.close().await;
    }
}

/// A number as SQLite keeps it. Ids, heights and times are far below its limit; one that is not is kept as the highest.
pub fn int(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A number as SQLite gave it; it only ever got there by [`int`].
pub fn uint(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

/// As [`uint`], for columns of 32 bits.
pub fn uint32(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_reader_cannot_write_and_sees_only_what_was_committed() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&folder.path().join("t.sqlite")).await.unwrap();
        let insert = "INSERT INTO gas_costs (kind, gas) VALUES ('a', 1)";
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
}
