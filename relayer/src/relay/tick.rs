use super::{NewDirect, Relay};
use crate::index::Tip;
use anyhow::Result;
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use timebank_api::activity_registry::{DueResponse, QueryMsg, MAX_TICK};
use timebank_api::permission::Contract;
use timebank_client::Node;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

/// How often due deadlines are asked for.
const PERIOD: Duration = Duration::from_secs(5);
/// How long after a `tick` the next one is sent at the earliest, so that a refused one is not repeated at once.
const PAUSE: u64 = 10;
const KIND: &str = "tick";

/// Sends `tick` when deadlines are over. Anybody may, so several branches doing it harms nobody.
pub struct Ticker {
    node: Arc<dyn Node>,
    relay: Relay,
    tip: watch::Receiver<Tip>,
}

impl Ticker {
    pub fn new(node: Arc<dyn Node>, relay: Relay, tip: watch::Receiver<Tip>) -> Self {
        Ticker { node, relay, tip }
    }

    /// Looks and ticks until it is told to stop.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn run(self, stop: CancellationToken) -> Result<()> {
        loop {
            self.look().await?;
            tokio::select! {
                () = stop.cancelled() => return Ok(()),
                () = tokio::time::sleep(PERIOD) => {}
            }
        }
    }

    /// Submits a `tick` if a deadline is over and none is under way.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn look(&self) -> Result<()> {
        if !self.tip.borrow().within(super::MAX_LAG) || !self.is_due().await {
            return Ok(());
        }
        let mut tx = self.relay.0.db.begin().await?;
        let lately: i64 = sqlx::query_scalar(
            "SELECT COUNT(*) FROM actions WHERE correlation = ?1 AND (state IN ('accepted', 'sent') OR created > ?2)",
        )
        .bind(KIND)
        .bind(crate::db::int(super::now().saturating_sub(PAUSE)))
        .fetch_one(&mut *tx)
        .await?;
        if lately > 0 {
            return Ok(());
        }
        let tick = NewDirect {
            kind: KIND.to_owned(),
            contract: Contract::ActivityRegistry,
            message: json!({ KIND: { "limit": MAX_TICK } }),
            correlation: Some(KIND.to_owned()),
        };
        self.relay.submit_direct(&mut tx, tick).await?;
        tx.commit().await?;
        self.relay.wake();
        Ok(())
    }

    async fn is_due(&self) -> bool {
        let query = QueryMsg::Due { at: None, limit: Some(1) };
        let Ok(query) = cosmwasm_std::to_json_vec(&query) else {
            return false;
        };
        match self.node.smart(Contract::ActivityRegistry, &query).await {
            Ok(answer) => {
                cosmwasm_std::from_json::<DueResponse>(answer).is_ok_and(|answer| !answer.due.is_empty())
            }
            Err(error) => {
                tracing::debug!(%error, "due deadlines cannot be asked for");
                false
            }
        }
    }
}
