use super::{NewDirect, Relay};
use crate::db::lease::Leases;
use crate::db::{int, uint};
use crate::index::Tip;
use anyhow::Result;
use serde::de::DeserializeOwned;
use serde::Serialize;
use serde_json::json;
use sqlx::{Any, Transaction};
use std::sync::Arc;
use std::time::Duration;
use timebank_api::activity_registry::{DueResponse, FactCountResponse, QueryMsg, MAX_TICK};
use timebank_api::permission::Contract;
use timebank_api::reputation::{self, MAX_FOLLOWED};
use timebank_api::{BranchId, MemberId};
use timebank_client::{Node, NodeError};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

/// How often is asked whether there is something to do.
const PERIOD: Duration = Duration::from_secs(5);
/// Periods after which old requests are forgotten.
const FORGET: u64 = 60;
/// Periods after which is looked for standings that are not by the rules in force any more. It takes a look at every standing.
const REFRESH: u64 = 12;
/// How long after a message the next one of its kind is sent at the earliest, so that a refused one is not repeated at once.
const PAUSE: u64 = 10;
const LEASE: &str = "ticker";
const TICK: &str = "tick";
const FOLLOW: &str = "follow";
const REJUDGE: &str = "refresh";

/// An ordinary account that a member has named; the message is its address.
pub(super) const OPEN_ACCOUNT: &str = "open_account";
/// The most accounts that are looked at each time: the last that were named.
const MOST_OPENED: i64 = 50;
/// After so many seconds an account is tried again that could not be opened.
const AGAIN: u64 = 3_600;

/// Sends what anybody may send and somebody has to: `tick` when deadlines are over, `follow` when there are facts that standings
/// do not count yet, and `refresh` for the branch's members when they have moved here or the branch has a new pack. Several
/// branches doing it harms nobody. And opens the accounts that members of the branch have named, so that these can confirm it.
pub struct Ticker {
    node: Arc<dyn Node>,
    relay: Relay,
    tip: watch::Receiver<Tip>,
    branch: BranchId,
}

impl Ticker {
    pub fn new(node: Arc<dyn Node>, relay: Relay, tip: watch::Receiver<Tip>, branch: BranchId) -> Self {
        Ticker { node, relay, tip, branch }
    }

    /// Looks and sends whenever this instance is the one to do it, until it is told to stop.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn run(self, leases: Leases, stop: CancellationToken) -> Result<()> {
        loop {
            let mut lease = tokio::select! {
                () = stop.cancelled() => return Ok(()),
                lease = leases.take(LEASE) => lease,
            };
            tokio::select! {
                () = stop.cancelled() => return Ok(()),
                looked = self.look_again_and_again() => return looked,
                () = lease.lost() => {}
            }
        }
    }

    async fn look_again_and_again(&self) -> Result<()> {
        let mut more = false;
        for round in 0u64.. {
            if round.is_multiple_of(FORGET) {
                self.relay.forget().await?;
            }
            self.look().await?;
            if more || round.is_multiple_of(REFRESH) {
                more = self.refresh().await?;
            }
            tokio::time::sleep(PERIOD).await;
        }
        Ok(())
    }

    /// Submits what there is to do, unless the same is under way.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn look(&self) -> Result<()> {
        if !self.tip.borrow().within(super::MAX_LAG) {
            return Ok(());
        }
        if self.deadlines_are_over().await {
            self.submit(TICK, Contract::ActivityRegistry, json!({ TICK: { "limit": MAX_TICK } })).await?;
        }
        if self.facts_are_new().await {
            self.submit(FOLLOW, Contract::Reputation, json!({ FOLLOW: {} })).await?;
        }
        self.open_accounts().await
    }

    /// Opens accounts that members have named and that nobody has opened. One that failed is tried again after an hour.
    async fn open_accounts(&self) -> Result<()> {
        let named: Vec<String> = sqlx::query_scalar(
            "SELECT l.account FROM p_links l JOIN p_members m ON m.id = l.member WHERE l.confirmed = 0 AND m.branch = $1 \
             AND NOT EXISTS (SELECT 1 FROM actions a WHERE a.correlation = l.account AND (a.state <> 'failed' OR a.created > $3)) \
             ORDER BY l.ready DESC LIMIT $2",
        )
        .bind(i64::from(self.branch))
        .bind(MOST_OPENED)
        .bind(crate::db::int(super::now().saturating_sub(AGAIN)))
        .fetch_all(self.relay.0.db.reader())
        .await?;
        for account in named {
            if self.node.account(&account).await == Err(NodeError::Missing) {
                let message = NewDirect {
                    kind: OPEN_ACCOUNT.to_owned(),
                    contract: Contract::MemberRegistry,
                    message: json!(account),
                    correlation: Some(account),
                };
                self.keep(self.relay.0.db.begin().await?, message).await?;
            }
        }
        Ok(())
    }

    /// Lets members of the branch be judged anew by the rules in force, unless they were; whether there are such members.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn refresh(&self) -> Result<bool> {
        let tip = *self.tip.borrow();
        if !tip.within(super::MAX_LAG) {
            return Ok(false);
        }
        // Whoever has moved here since the last judgement was judged at 0, as the index has it.
        let members: Vec<i64> = sqlx::query_scalar(
            "SELECT s.member FROM p_standings s JOIN p_members m ON m.id = s.member WHERE m.branch = $1 \
             AND s.updated < COALESCE((SELECT MAX(effective) FROM p_packs WHERE branch = $1 AND effective <= $2), 1) \
             ORDER BY s.member LIMIT $3",
        )
        .bind(i64::from(self.branch))
        .bind(int(tip.time))
        .bind(i64::from(MAX_FOLLOWED))
        .fetch_all(self.relay.0.db.reader())
        .await?;
        if members.is_empty() {
            return Ok(false);
        }
        let members: Vec<MemberId> = members.into_iter().map(uint).collect();
        self.submit(REJUDGE, Contract::Reputation, json!({ REJUDGE: { "members": members } })).await?;
        Ok(true)
    }

    async fn submit(&self, kind: &str, contract: Contract, message: serde_json::Value) -> Result<()> {
        let mut tx = self.relay.0.db.begin().await?;
        let lately: i64 = sqlx::query_scalar(
            "SELECT COUNT(*) FROM actions WHERE correlation = $1 AND (state IN ('accepted', 'sent') OR created > $2)",
        )
        .bind(kind)
        .bind(int(super::now().saturating_sub(PAUSE)))
        .fetch_one(&mut *tx)
        .await?;
        if lately > 0 {
            return Ok(());
        }
        let message =
            NewDirect { kind: kind.to_owned(), contract, message, correlation: Some(kind.to_owned()) };
        self.keep(tx, message).await
    }

    async fn keep(&self, mut tx: Transaction<'static, Any>, message: NewDirect) -> Result<()> {
        self.relay.submit_direct(&mut tx, message).await?;
        tx.commit().await?;
        self.relay.wake();
        Ok(())
    }

    async fn deadlines_are_over(&self) -> bool {
        let due =
            self.ask::<DueResponse>(Contract::ActivityRegistry, &QueryMsg::Due { at: None, limit: Some(1) });
        due.await.is_some_and(|answer| !answer.due.is_empty())
    }

    async fn facts_are_new(&self) -> bool {
        let facts = self.ask::<FactCountResponse>(Contract::ActivityRegistry, &QueryMsg::FactCount {}).await;
        let counted = &reputation::QueryMsg::Config {};
        let counted = self.ask::<reputation::ConfigResponse>(Contract::Reputation, counted).await;
        facts.zip(counted).is_some_and(|(facts, counted)| facts.count >= counted.next)
    }

    /// Nothing if the node has no answer now.
    async fn ask<T: DeserializeOwned>(&self, contract: Contract, query: &impl Serialize) -> Option<T> {
        let query = cosmwasm_std::to_json_vec(query).ok()?;
        match self.node.smart(contract, &query).await {
            Ok(answer) => cosmwasm_std::from_json(answer).ok(),
            Err(error) => {
                tracing::debug!(%error, contract = contract.name(), "there is no answer");
                None
            }
        }
    }
}
