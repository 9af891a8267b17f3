//! The task that proves what was noted.

use super::{write, Kept, Proofs, Unproven};
use crate::db::int;
use crate::db::lease::Leases;
use anyhow::Result;
use sqlx::AnyConnection;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// How often it is looked what is to be proven: what comes together is proven by one block.
const PERIOD: Duration = Duration::from_secs(5);
/// How many are proven at a time.
const ROUND: u64 = 100;
/// Blocks after which something that could not be proven is tried again.
const LATER: u64 = 100;
/// What one instance of a branch does at a time.
const LEASE: &str = "proofs";

/// Proves what the index has noted, in rounds. A failure holds nothing up but itself.
pub struct Capture {
    proofs: Proofs,
}

impl Capture {
    pub fn new(proofs: Proofs) -> Self {
        Capture { proofs }
    }

    /// Works until it is told to stop, whenever this instance is the one to do it.
    ///
    /// # Errors
    /// None; what fails is tried again.
    pub async fn run(self, leases: Leases, stop: CancellationToken) -> Result<()> {
        loop {
            let mut lease = tokio::select! {
                () = stop.cancelled() => return Ok(()),
                lease = leases.take(LEASE) => lease,
            };
            tokio::select! {
                () = stop.cancelled() => return Ok(()),
                () = self.again_and_again() => {}
                () = lease.lost() => {}
            }
        }
    }

    async fn again_and_again(&self) {
        loop {
            match self.round().await {
                Ok(done) => {
                    metrics::counter!("timebank_proofs_captured").increment(done);
                    if done >= ROUND {
                        continue;
                    }
                }
                Err(Unproven::TooNew) => {}
                Err(error) => {
                    metrics::counter!("timebank_proofs_failed").increment(1);
                    tracing::warn!(%error, "proofs wait");
                }
            }
            tokio::time::sleep(PERIOD).await;
        }
    }

    /// Proves what is due as of the newest block that can be proven. Gives how many were looked at.
    ///
    /// # Errors
    /// As [`Unproven`] says, if nothing can be proven now.
    pub async fn round(&self) -> Result<u64, Unproven> {
        let proofs = &self.proofs;
        let height = proofs.newest().await?;
        let due = self.due(height).await?;
        if due.is_empty() {
            return Ok(0);
        }
        let mut subjects = Vec::new();
        for kept in &due {
            subjects.push(proofs.subject(*kept).await?);
        }
        let made = proofs.make(&subjects, height).await?;
        let mut done = 0u64;
        let mut tx = proofs.0.db.begin().await?;
        if let Some(store) = &made.store {
            proofs.keep(&mut tx, &made.head, Some(store)).await?;
        }
        for ((kept, subject), records) in due.iter().zip(&subjects).zip(made.records) {
            let bundle = match records {
                Ok(records) => write(&(subject, records))?,
                // No node answers any more: the rest waits as it is.
                Err(Unproven::Node(why)) => {
                    tracing::warn!(why, "proofs wait");
                    break;
                }
                Err(error) => {
                    tracing::warn!(%error, ?kept, "something cannot be proven");
                    put_off(&mut tx, *kept, height).await?;
                    done = done.saturating_add(1);
                    continue;
                }
            };
            done = done.saturating_add(1);
            let (kind, id, part) = kept.row();
            sqlx::query(
                "UPDATE proofs SET height = $4, bundle = $5 WHERE kind = $1 AND subject = $2 AND part = $3",
            )
            .bind(kind)
            .bind(id)
            .bind(part)
            .bind(int(height))
            .bind(bundle)
            .execute(&mut *tx)
            .await?;
        }
        tx.commit().await?;
        Ok(done)
    }

    /// What has changed up to a block and is not proven since.
    async fn due(&self, height: u64) -> Result<Vec<Kept>, Unproven> {
        let rows: Vec<(String, i64, i64)> = sqlx::query_as(
            "SELECT kind, subject, part FROM proofs WHERE height < since AND since <= $1 AND later <= $1 \
             ORDER BY since, kind, subject, part LIMIT $2",
        )
        .bind(int(height))
        .bind(int(ROUND))
        .fetch_all(self.proofs.0.db.reader())
        .await?;
        Ok(rows.iter().filter_map(|(kind, subject, part)| Kept::from_row(kind, *subject, *part)).collect())
    }
}

/// So that what cannot be proven does not stand before the rest for ever.
async fn put_off(db: &mut AnyConnection, kept: Kept, height: u64) -> Result<(), Unproven> {
    let (kind, subject, part) = kept.row();
    sqlx::query("UPDATE proofs SET later = $4 WHERE kind = $1 AND subject = $2 AND part = $3")
        .bind(kind)
        .bind(subject)
        .bind(part)
        .bind(int(height.saturating_add(LATER)))
        .execute(db)
        .await?;
    Ok(())
}
