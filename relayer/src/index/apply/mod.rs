//! A block into the projections.

mod activity;
mod conduct;
mod enrolment;
mod feed;
mod listing;
mod passed;
mod people;
mod registries;
mod standard;
mod token;
mod training;
mod wanted;

pub(super) use activity::age_rank;
pub(super) use listing::level;

use crate::db::int;
use crate::relay::outcome;
use crate::stream::FeedItem;
use anyhow::{bail, Context, Result};
use sqlx::AnyConnection;
use std::collections::HashSet;
use timebank_api::permission::Contract;
use timebank_api::proxy::Outcome;
use timebank_api::{Event, MemberId};
use timebank_client::decode::{self, Relayed};
use timebank_client::{Block, Contracts};
use timebank_intent::NonceWindow;

/// Executes a statement with these parameters.
macro_rules! run {
    ($self:ident, $sql:literal $(, $value:expr)* $(,)?) => {{
        sqlx::query($sql)$(.bind($value))*.execute(&mut *$self.db).await?;
    }};
}
use run;

/// What a block brought.
pub(super) struct Applied {
    /// Actions of the outbox that came to their end.
    pub finished: HashSet<String>,
    pub feed: Vec<FeedItem>,
}

/// Writes a block's events and outcomes.
pub(super) async fn block(
    db: &mut AnyConnection,
    contracts: &Contracts,
    chain_id: &str,
    block: &Block,
) -> Result<Applied> {
    let mut finished = HashSet::new();
    let last_feed: i64 =
        sqlx::query_scalar("SELECT COALESCE(MAX(id), 0) FROM p_feed").fetch_one(&mut *db).await?;
    let mut projection = Projection {
        db,
        registry: contracts.address(Contract::ActivityRegistry),
        height: int(block.height),
        time: int(block.time),
        last_feed,
        feed: Vec::new(),
        acting: Vec::new(),
    };
    for tx in &block.txs {
        let relayed = decode::relayed(contracts, chain_id, tx);
        projection.acting = acting(&relayed);
        if tx.result.code == 0 {
            for raw in &tx.result.events {
                if let Some(event) = decode::event(contracts, raw) {
                    projection.event(&event).await.with_context(|| format!("event {}", raw.kind))?;
                } else if decode::is_unreadable(contracts, raw) {
                    bail!("an event {} of our own contracts cannot be read: this version is older than the contracts", raw.kind);
                }
            }
        }
        for relayed in &relayed {
            projection.spent(relayed).await?;
        }
        finished.extend(
            outcome::of_transaction(projection.db, contracts, (block.height, block.time), tx, &relayed)
                .await?,
        );
    }
    finished.extend(outcome::expire(projection.db, block.time).await?);
    let feed = projection.feed;
    Ok(Applied { finished, feed })
}

/// The projections while a block is written into them.
struct Projection<'a> {
    db: &'a mut AnyConnection,
    /// The account that holds escrow.
    registry: &'a str,
    height: i64,
    time: i64,
    last_feed: i64,
    feed: Vec<FeedItem>,
    /// Of the transaction: what agents said, with the member for whom, in order.
    acting: Vec<(Event, MemberId)>,
}

/// What agents said for others about a service: such an event names the agent, and not for which side.
fn acting(relayed: &[Relayed]) -> Vec<(Event, MemberId)> {
    let mut all = Vec::new();
    for relayed in relayed {
        let principal = relayed.intent.as_ref().and_then(|(signed, _)| signed.intent.on_behalf_of);
        let (Some(principal), Some(events)) = (principal, &relayed.events) else { continue };
        let said = |event: &&Event| matches!(event, Event::Rated { .. } | Event::MinutesConfirmed { .. });
        all.extend(events.iter().filter(said).map(|event| (event.clone(), principal)));
    }
    all
}

impl Projection<'_> {
    /// What an authentic intent leaves behind: a spent nonce and an outcome for its digest.
    async fn spent(&mut self, relayed: &Relayed) -> Result<()> {
        let code = match &relayed.outcome {
            Outcome::Done => None,
            Outcome::Failed(code) => Some(code),
            Outcome::Rejected(_) => return Ok(()),
        };
        let Some((signed, digest)) = &relayed.intent else {
            return Ok(());
        };
        let intent = &signed.intent;
        let events = cosmwasm_std::to_json_string(&relayed.events.clone().unwrap_or_default())?;
        sqlx::query("INSERT INTO p_outcomes (digest, height, code, events) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING")
            .bind(digest.as_slice())
            .bind(self.height)
            .bind(code)
            .bind(events)
            .execute(&mut *self.db)
            .await?;
        let (member, scope, lane) =
            (int(intent.signer), i64::from(intent.scope.byte()), i64::from(intent.lane));
        let window: Option<Vec<u8>> =
            sqlx::query_scalar("SELECT spent FROM p_nonces WHERE member = $1 AND scope = $2 AND lane = $3")
                .bind(member)
                .bind(scope)
                .bind(lane)
                .fetch_optional(&mut *self.db)
                .await?;
        let window = window
            .and_then(|bytes| NonceWindow::from_bytes(&bytes))
            .filter(|window| window.epoch == intent.key_epoch)
            .unwrap_or(NonceWindow::new(intent.key_epoch));
        // The proxy has taken the nonce, so the window takes it too; were it not so, the proxy's word counts.
        let window = window
            .spend(intent.nonce)
            .unwrap_or(NonceWindow { next: window.next.max(intent.nonce.saturating_add(1)), ..window });
        sqlx::query(
            "INSERT INTO p_nonces (member, scope, lane, spent) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (member, scope, lane) DO UPDATE SET spent = excluded.spent",
        )
        .bind(member)
        .bind(scope)
        .bind(lane)
        .bind(window.to_bytes().as_slice())
        .execute(&mut *self.db)
        .await?;
        Ok(())
    }

    /// Whose word an event is: of the member for whom an agent spoke, else of whoever did it.
    fn speaker(&self, event: &Event, by: MemberId) -> MemberId {
        let said = self.acting.iter().find(|(said, _)| said == event);
        said.map_or(by, |(_, principal)| *principal)
    }

    async fn event(&mut self, event: &Event) -> Result<()> {
        match event.emitter() {
            Contract::Proxy if matches!(event, Event::IntentRejected { .. } | Event::IntentFailed { .. }) => {
                return Ok(())
            }
            Contract::Proxy | Contract::MemberRegistry | Contract::Rulebook => {
                self.of_registries(event).await?;
                self.of_people(event).await?;
                self.of_standard(event).await?;
            }
            Contract::TimeToken => {
                self.of_token(event).await?;
                self.of_people(event).await?;
            }
            Contract::ActivityRegistry => {
                self.of_activity(event).await?;
                self.of_decision(event).await?;
                self.of_enrolment(event).await?;
                self.of_conduct(event).await?;
                self.of_listing(event).await?;
            }
            Contract::Training => {
                self.of_training(event).await?;
                self.of_passed(event).await?;
            }
            Contract::Reputation => self.of_conduct(event).await?,
            Contract::Oracle => self.of_oracle(event).await?,
        }
        self.of_wanted(event).await?;
        if let Some(place) = self.acting.iter().position(|(said, _)| said == event) {
            self.acting.remove(place);
        }
        self.tell(event).await
    }
}
