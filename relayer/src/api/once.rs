use super::extract::{now, Changing};
use super::problem::{Own, Problem};
use super::ApiState;
use crate::custody::{CustodyError, MacKey};
use crate::identity::IdentityError;
use crate::relay::{Mark, KEPT};
use sqlx::AnyConnection;
use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

/// Requests that are being worked on, by principal and idempotency key. It is memory of this process: a crash leaves nothing
/// behind, and the table's primary key is what makes a request take effect once.
#[derive(Clone, Default)]
pub(super) struct InProgress(Arc<Mutex<HashSet<(String, String)>>>);

/// What a changing request is met with.
pub(super) enum Begun {
    /// It has been here: this is the action it made.
    Before(String),
    New(Once),
}

/// The right to carry out a request. Dropped without [`Once::record`], the request has left no trace and may come again.
pub(super) struct Once {
    principal: String,
    key: String,
    fingerprint: [u8; 32],
    running: InProgress,
}

impl ApiState {
    /// Begins a changing request of a principal; `identity` is what [`Changing::identity`] gave.
    pub(super) async fn begin(
        &self,
        principal: &str,
        changing: &Changing,
        identity: &[u8],
    ) -> Result<Begun, Problem> {
        let fingerprint = self
            .identity
            .custody()
            .kms()
            .mac(MacKey::Fingerprint, identity)
            .await
            .map_err(|error| IdentityError::from(CustodyError::from(error)))?;
        let mark = (principal.to_owned(), changing.key.clone());
        if !self.running.0.lock().unwrap_or_else(PoisonError::into_inner).insert(mark) {
            return Err(Problem::from(Own::IdempotencyInProgress).with_retry_after(1));
        }
        let once = Once {
            principal: principal.to_owned(),
            key: changing.key.clone(),
            fingerprint,
            running: self.running.clone(),
        };
        let stored: Option<(Vec<u8>, String)> = sqlx::query_as(
            "SELECT fingerprint, action FROM idempotency WHERE principal = $1 AND key = $2 AND at > $3",
        )
        .bind(principal)
        .bind(&changing.key)
        .bind(now().saturating_sub(crate::db::int(KEPT)))
        .fetch_optional(self.db.reader())
        .await?;
        match stored {
            None => Ok(Begun::New(once)),
            Some((before, action)) if before == fingerprint => Ok(Begun::Before(action)),
            Some(_) => Err(Own::IdempotencyMismatch.into()),
        }
    }
}

impl Once {
    /// The row that is kept with the action. The right to the request lasts until this is dropped.
    pub fn mark(&self) -> Mark {
        Mark {
            principal: self.principal.clone(),
            key: self.key.clone(),
            fingerprint: self.fingerprint.to_vec(),
        }
    }

    /// Records the action in the transaction that makes it.
    pub async fn record(&self, tx: &mut AnyConnection, action: &str) -> Result<(), Problem> {
        let recorded = sqlx::query(
            "INSERT INTO idempotency (principal, key, fingerprint, action, at) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT DO NOTHING",
        )
        .bind(&self.principal)
        .bind(&self.key)
        .bind(self.fingerprint.as_slice())
        .bind(action)
        .bind(now())
        .execute(tx)
        .await?;
        match recorded.rows_affected() {
            1 => Ok(()),
            // Another process of this branch was faster: its answer counts, and this transaction is rolled back.
            _ => Err(Problem::from(Own::IdempotencyInProgress).with_retry_after(1)),
        }
    }
}

impl Drop for Once {
    fn drop(&mut self) {
        self.running
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&(self.principal.clone(), self.key.clone()));
    }
}
