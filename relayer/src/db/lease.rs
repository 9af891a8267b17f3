//! Which instance of a branch does what only one may do: the index, the ticker, each operator account.
//!
//! Instances that share a PostgreSQL database hold advisory locks of a session of their own. The server lets go of them when
//! that session ends, so that another instance takes over as soon as one has died; a machine that is gone without a word is
//! noticed by the server's keep-alive. With SQLite the whole file belongs to one process, by a lock on a file beside it.
//!
//! A lock says who should work, not who still does: an instance may go on for a moment after its session has ended. What it does
//! then is harmless:
//!
//! | it | because |
//! |---|---|
//! | applies a block | the cursor moves from height − 1 to height in the same transaction, for one of them only |
//! | hands a transaction in again | the same bytes: the chain takes them once |
//! | builds another transaction for an account, or declares one dead | the account's row in `leases` has a later epoch: refused, in the same transaction; and at most one transaction of an account is live |
//! | sends a tick twice | the contract finds nothing to do |
//!
//! The epoch matters: an instance that has handed nothing in yet and was refused would declare its transaction dead, although
//! its successor has found it in the store and handed it in.

use super::Place;
use anyhow::{Context, Result};
use sqlx::any::AnyConnectOptions;
use sqlx::{AnyConnection, ConnectOptions, Connection, Executor};
use std::fs::{File, TryLockError};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{watch, Mutex};

/// How often a lease that somebody else holds is asked for.
const RETRY: Duration = Duration::from_secs(1);
/// How often it is asked whether the session is still there.
const PING: Duration = Duration::from_secs(1);
/// How long the server has to answer.
const PATIENCE: Duration = Duration::from_secs(4);
/// So that the server notices a machine that has gone.
const SESSION: &str =
    "SET tcp_keepalives_idle = 4; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3";

/// What this instance looks after. Cheap to clone.
#[derive(Clone)]
pub struct Leases(Arc<Inner>);

struct Inner {
    store: Store,
    /// Counts sessions that have ended.
    ended: watch::Sender<u64>,
}

enum Store {
    Sqlite { path: PathBuf, file: Mutex<Option<File>> },
    Postgres { options: AnyConnectOptions, session: Mutex<Option<AnyConnection>> },
}

/// The right to do something, until it is lost or dropped with the process.
pub struct Lease {
    ended: watch::Receiver<u64>,
    began: u64,
}

impl Lease {
    /// Waits until it is lost.
    pub async fn lost(&mut self) {
        let began = self.began;
        // The sender lives as long as the leases; without them nothing is held either.
        let _ = self.ended.wait_for(|ended| *ended > began).await;
    }
}

impl Leases {
    /// For the store at a place.
    ///
    /// # Errors
    /// If the place cannot be understood.
    pub fn new(place: &Place) -> Result<Self> {
        let store = match place {
            Place::Postgres(_) => {
                sqlx::any::install_default_drivers();
                Store::Postgres { options: place.options()?, session: Mutex::default() }
            }
            Place::Sqlite(file) => {
                let mut path = file.clone().into_os_string();
                path.push(".lock");
                Store::Sqlite { path: path.into(), file: Mutex::default() }
            }
        };
        Ok(Leases(Arc::new(Inner { store, ended: watch::Sender::new(0) })))
    }

    /// Waits until this instance is the one to do it.
    pub async fn take(&self, name: &str) -> Lease {
        loop {
            // Before it is asked for: a session that ends meanwhile has ended for this lease too.
            let ended = self.0.ended.subscribe();
            let began = *ended.borrow();
            match self.try_take(name).await {
                Ok(true) => return Lease { ended, began },
                Ok(false) => {}
                Err(error) => {
                    tracing::warn!(error = format!("{error:#}"), lease = name, "a lease cannot be asked for");
                }
            }
            tokio::time::sleep(RETRY).await;
        }
    }

    async fn try_take(&self, name: &str) -> Result<bool> {
        match &self.0.store {
            Store::Sqlite { path, file } => {
                let mut held = file.lock().await;
                if held.is_some() {
                    return Ok(true);
                }
                let file = File::create(path).with_context(|| format!("cannot make {}", path.display()))?;
                match file.try_lock() {
                    Ok(()) => *held = Some(file),
                    Err(TryLockError::WouldBlock) => return Ok(false),
                    Err(TryLockError::Error(error)) => return Err(error.into()),
                }
                Ok(true)
            }
            Store::Postgres { options, session } => {
                let mut held = session.lock().await;
                let mut connection = match held.take() {
                    Some(connection) => connection,
                    None => tokio::time::timeout(PATIENCE, connect(options)).await??,
                };
                let asked = sqlx::query_scalar::<_, i64>(
                    "SELECT CAST(CASE WHEN pg_try_advisory_lock(hashtext('timebank ' || current_schema()), hashtext($1)) \
                     THEN 1 ELSE 0 END AS BIGINT)",
                )
                .bind(name)
                .fetch_one(&mut connection);
                match tokio::time::timeout(PATIENCE, asked).await {
                    Ok(Ok(taken)) => {
                        *held = Some(connection);
                        Ok(taken == 1)
                    }
                    Ok(Err(error)) => {
                        self.session_ended();
                        Err(error.into())
                    }
                    Err(late) => {
                        self.session_ended();
                        Err(late.into())
                    }
                }
            }
        }
    }

    /// Asks again and again whether the session is still there; whoever holds a lease is told when it is not.
    pub async fn keep(&self) {
        let Store::Postgres { session, .. } = &self.0.store else {
            return std::future::pending().await;
        };
        loop {
            tokio::time::sleep(PING).await;
            let mut held = session.lock().await;
            let Some(mut connection) = held.take() else { continue };
            match tokio::time::timeout(PATIENCE, connection.execute("SELECT 1")).await {
                Ok(Ok(_)) => *held = Some(connection),
                _ => self.session_ended(),
            }
        }
    }

    /// The connection has been dropped with everything that it held.
    fn session_ended(&self) {
        tracing::warn!("the session that holds the leases has ended");
        self.0.ended.send_modify(|ended| *ended = ended.saturating_add(1));
    }
}

async fn connect(options: &AnyConnectOptions) -> sqlx::Result<AnyConnection> {
    let mut connection = AnyConnection::connect_with(&options.clone().disable_statement_logging()).await?;
    connection.execute(SESSION).await?;
    Ok(connection)
}

/// Counts a name's epoch up, for one that begins to look after it.
///
/// # Errors
/// If the store fails.
pub async fn begin(db: &mut AnyConnection, name: &str) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "INSERT INTO leases (name, epoch) VALUES ($1, 1) \
         ON CONFLICT (name) DO UPDATE SET epoch = leases.epoch + 1 RETURNING epoch",
    )
    .bind(name)
    .fetch_one(db)
    .await
}

/// Whether nobody has begun to look after a name since.
///
/// # Errors
/// If the store fails.
pub async fn holds(db: &mut AnyConnection, name: &str, epoch: i64) -> sqlx::Result<bool> {
    let last: Option<i64> =
        sqlx::query_scalar("SELECT epoch FROM leases WHERE name = $1").bind(name).fetch_optional(db).await?;
    Ok(last == Some(epoch))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::scratch::Scratch;

    #[tokio::test]
    async fn one_instance_holds_a_lease_and_another_takes_it_over_when_it_has_gone() {
        let scratch = Scratch::new().await;
        let _db = scratch.open().await;
        let (one, two) = (Leases::new(&scratch.place).unwrap(), Leases::new(&scratch.place).unwrap());
        let _index = one.take("index").await;
        assert!(one.try_take("lane").await.unwrap());
        for name in ["index", "lane"] {
            assert!(!two.try_take(name).await.unwrap());
        }
        drop(one);
        two.take("index").await;
    }

    #[tokio::test]
    async fn whoever_lost_the_session_is_told_and_may_come_back() {
        let scratch = Scratch::new().await;
        let db = scratch.open().await;
        let Store::Postgres { .. } = &Leases::new(&scratch.place).unwrap().0.store else { return };
        let leases = Leases::new(&scratch.place).unwrap();
        let mut lease = leases.take("index").await;
        let keeping = leases.clone();
        let keeper = tokio::spawn(async move { keeping.keep().await });
        sqlx::query(
            "SELECT CAST(COUNT(pg_terminate_backend(pid)) AS BIGINT) FROM pg_locks WHERE locktype = 'advisory' \
             AND classid = CAST(CAST(CAST(hashtext('timebank ' || current_schema()) AS BIT(32)) AS BIGINT) AS OID)",
        )
        .execute(db.reader())
        .await
        .unwrap();
        lease.lost().await;
        leases.take("index").await;
        keeper.abort();
    }

    #[tokio::test]
    async fn an_epoch_is_over_when_the_next_has_begun() {
        let (db, _scratch) = crate::db::scratch::db().await;
        let mut tx = db.begin().await.unwrap();
        let first = begin(&mut tx, "lane").await.unwrap();
        assert!(holds(&mut tx, "lane", first).await.unwrap());
        let second = begin(&mut tx, "lane").await.unwrap();
        assert!(holds(&mut tx, "lane", second).await.unwrap());
        assert!(!holds(&mut tx, "lane", first).await.unwrap());
    }
}
