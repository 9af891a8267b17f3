//! What a feeder remembers: a SQLite file of its own. It holds members' numbers and what was attested of them, which is on chain too;
//! nothing of a partner's row.

use crate::fact::Said;
use crate::row::Bad;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{Sqlite, SqliteConnection, Transaction};
use std::path::Path;
use timebank_api::oracle::{Attestation, SourceId};
use timebank_api::Seconds;

const SCHEMA: &str = "
CREATE TABLE IF NOT EXISTS sources (
    source   INTEGER PRIMARY KEY,
    position TEXT,
    joined   INTEGER NOT NULL DEFAULT 0,
    swept    INTEGER NOT NULL DEFAULT 0,
    sweeping INTEGER NOT NULL DEFAULT 0,
    links    INTEGER NOT NULL DEFAULT -1,
    since    INTEGER NOT NULL DEFAULT 0,
    changes  INTEGER NOT NULL DEFAULT 0,
    released INTEGER NOT NULL DEFAULT 0,
    held     INTEGER NOT NULL DEFAULT 0,
    told     INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE IF NOT EXISTS bad_rows (
    source   INTEGER NOT NULL,
    place    TEXT    NOT NULL,
    code     TEXT    NOT NULL,
    PRIMARY KEY (source, place, code)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS things (
    source   INTEGER NOT NULL,
    thing    BLOB    NOT NULL,
    seen     INTEGER NOT NULL,
    change   TEXT,
    agreed   INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (source, thing)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS outbox (
    source      INTEGER NOT NULL,
    sequence    INTEGER NOT NULL,
    attestation TEXT    NOT NULL,
    due         INTEGER NOT NULL,
    refused     TEXT,
    PRIMARY KEY (source, sequence)
) STRICT, WITHOUT ROWID;
";

/// The store. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store(SqlitePool);

/// Where a source stands at this feeder.
#[derive(Debug, Clone, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Standing {
    /// How far it was read, in the connector's words; nothing before the first row.
    pub position: Option<String>,
    /// Whether others had attested of it before this store began.
    pub joined: bool,
    /// When it was last read from its beginning, and whether it is being read so.
    pub swept: i64,
    pub sweeping: bool,
    /// The links' revision at that time.
    pub links: i64,
    /// When the hour began in which changes are counted, and how many there were.
    pub since: i64,
    pub changes: i64,
    /// When somebody let a mass change pass.
    pub released: i64,
    /// So many changes wait for somebody to look.
    pub held: i64,
    /// When the chain last heard of it.
    pub told: i64,
}

/// What is remembered of a thing.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Known {
    /// The sequence that was seen last.
    pub seen: i64,
    /// What was attested last, in JSON; nothing if nothing was.
    pub change: Option<String>,
    /// Whether k feeders have agreed on it.
    pub agreed: bool,
}

/// A number as the store keeps it.
pub fn int(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A number as the store gave it.
pub fn uint(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

impl Store {
    /// Opens a store, making the file if it is missing.
    ///
    /// # Errors
    /// If it cannot be opened.
    pub async fn open(path: &Path) -> sqlx::Result<Self> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full);
        let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await?;
        sqlx::raw_sql(SCHEMA).execute(&pool).await?;
        Ok(Store(pool))
    }

    /// Begins a transaction; it is undone if it is dropped without `commit`.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn begin(&self) -> sqlx::Result<Transaction<'static, Sqlite>> {
        self.0.begin_with("BEGIN IMMEDIATE").await
    }

    /// Where a source stands; nothing before its first look.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn standing(&self, source: SourceId) -> sqlx::Result<Option<Standing>> {
        let columns =
            "SELECT position, joined, swept, sweeping, links, since, changes, released, held, told \
             FROM sources WHERE source = $1";
        sqlx::query_as(columns).bind(i64::from(source)).fetch_optional(&self.0).await
    }

    /// What is remembered of a thing.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn known(&self, source: SourceId, thing: &[u8]) -> sqlx::Result<Option<Known>> {
        sqlx::query_as("SELECT seen, change, agreed FROM things WHERE source = $1 AND thing = $2")
            .bind(i64::from(source))
            .bind(thing)
            .fetch_optional(&self.0)
            .await
    }

    /// Lets what is held of a source pass for an hour.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn release(&self, source: SourceId, now: Seconds) -> sqlx::Result<bool> {
        let update = "UPDATE sources SET released = $2, held = 0 WHERE source = $1 AND held > 0";
        let done = sqlx::query(update).bind(i64::from(source)).bind(int(now)).execute(&self.0).await?;
        Ok(done.rows_affected() > 0)
    }

    /// Says that the chain has heard of a source.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn told(&self, source: SourceId, now: Seconds) -> sqlx::Result<()> {
        let update = "UPDATE sources SET told = $2 WHERE source = $1";
        sqlx::query(update).bind(i64::from(source)).bind(int(now)).execute(&self.0).await?;
        Ok(())
    }

    /// What waits to be said and whose time has come, lowest sequence first.
    ///
    /// # Errors
    /// If the store fails, or does not hold what it was given.
    pub async fn waiting(
        &self,
        source: SourceId,
        most: usize,
        now: Seconds,
    ) -> sqlx::Result<Vec<Attestation>> {
        let select =
            "SELECT attestation FROM outbox WHERE source = $1 AND refused IS NULL AND due <= $3 ORDER BY sequence LIMIT $2";
        let rows: Vec<String> = sqlx::query_scalar(select)
            .bind(i64::from(source))
            .bind(i64::try_from(most).unwrap_or(i64::MAX))
            .bind(int(now))
            .fetch_all(&self.0)
            .await?;
        let read =
            |text: &String| serde_json::from_str(text).map_err(|error| sqlx::Error::Decode(error.into()));
        rows.iter().map(read).collect()
    }

    /// Marks what the chain has taken, and what it refused with which code.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn said(
        &self,
        source: SourceId,
        said: &[Attestation],
        refused: &[(u64, String)],
    ) -> sqlx::Result<()> {
        let mut tx = self.begin().await?;
        for sequence in said.iter().map(|said| said.sequence) {
            let code = refused.iter().find(|(of, _)| *of == sequence).map(|(_, code)| code);
            let query = match code {
                None => sqlx::query("DELETE FROM outbox WHERE source = $1 AND sequence = $2"),
                Some(_) => sqlx::query("UPDATE outbox SET refused = $3 WHERE source = $1 AND sequence = $2"),
            };
            let query = query.bind(i64::from(source)).bind(int(sequence));
            match code {
                None => query,
                Some(code) => query.bind(code),
            }
            .execute(&mut *tx)
            .await?;
        }
        tx.commit().await
    }

    /// How many facts wait to be said, and how many were refused.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn outbox(&self, source: SourceId) -> sqlx::Result<(i64, i64)> {
        let count = "SELECT COUNT(*) - COUNT(refused), COUNT(refused) FROM outbox WHERE source = $1";
        sqlx::query_as(count).bind(i64::from(source)).fetch_one(&self.0).await
    }

    /// How many bad rows there are, since the source was last read from its beginning: each counts once, however often it was read.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn bad(&self, source: SourceId) -> sqlx::Result<i64> {
        let count = "SELECT COUNT(*) FROM bad_rows WHERE source = $1";
        sqlx::query_scalar(count).bind(i64::from(source)).fetch_one(&self.0).await
    }

    /// Waits until nothing is under way and closes the store.
    pub async fn close(&self) {
        self.0.close().await;
    }
}

/// Where a source stands, from now on.
pub async fn save(tx: &mut SqliteConnection, source: SourceId, standing: &Standing) -> sqlx::Result<()> {
    let upsert = "INSERT OR REPLACE INTO sources \
        (source, position, joined, swept, sweeping, links, since, changes, released, held, told) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    sqlx::query(upsert)
        .bind(i64::from(source))
        .bind(&standing.position)
        .bind(standing.joined)
        .bind(standing.swept)
        .bind(standing.sweeping)
        .bind(standing.links)
        .bind(standing.since)
        .bind(standing.changes)
        .bind(standing.released)
        .bind(standing.held)
        .bind(standing.told)
        .execute(tx)
        .await?;
    Ok(())
}

/// Keeps of bad rows where they stand and what is wrong with them; gives those that were not known.
pub async fn note(tx: &mut SqliteConnection, source: SourceId, bad: Vec<Bad>) -> sqlx::Result<Vec<Bad>> {
    let mut new = Vec::new();
    for bad in bad {
        let insert = "INSERT INTO bad_rows (source, place, code) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
        let insert = sqlx::query(insert).bind(i64::from(source)).bind(&bad.place).bind(bad.fault.to_string());
        if insert.execute(&mut *tx).await?.rows_affected() > 0 {
            new.push(bad);
        }
    }
    Ok(new)
}

/// Forgets the bad rows of a source.
pub async fn forgive(tx: &mut SqliteConnection, source: SourceId) -> sqlx::Result<()> {
    sqlx::query("DELETE FROM bad_rows WHERE source = $1").bind(i64::from(source)).execute(tx).await?;
    Ok(())
}

/// Remembers a thing.
pub async fn remember(
    tx: &mut SqliteConnection,
    source: SourceId,
    thing: &[u8],
    known: &Known,
) -> sqlx::Result<()> {
    sqlx::query(
        "INSERT OR REPLACE INTO things (source, thing, seen, change, agreed) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(i64::from(source))
    .bind(thing)
    .bind(known.seen)
    .bind(&known.change)
    .bind(known.agreed)
    .execute(tx)
    .await?;
    Ok(())
}

/// Puts a fact where it waits to be said, unless it is there already.
pub async fn put(tx: &mut SqliteConnection, source: SourceId, said: &Said) -> sqlx::Result<()> {
    let text = serde_json::to_string(&said.attestation).map_err(|error| sqlx::Error::Encode(error.into()))?;
    sqlx::query(
        "INSERT INTO outbox (source, sequence, attestation, due) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
    )
    .bind(i64::from(source))
    .bind(int(said.attestation.sequence))
    .bind(text)
    .bind(int(said.attestation.observed))
    .execute(tx)
    .await?;
    Ok(())
}
