//! Blocks into the projections.
//!
//! What most of a block consists of is kept in memory and written together ([`pending`]); the rest is written at once.

mod activity;
mod conduct;
mod enrolment;
mod feed;
mod known;
mod listing;
mod passed;
mod pending;
mod people;
mod registries;
mod standard;
mod tables;
mod token;
mod training;
mod wanted;

pub(super) use activity::age_rank;
pub(super) use listing::level;

use crate::db::int;
use crate::proofs::Kept;
use crate::relay::outcome::{self, Carried};
use crate::stream::FeedItem;
use anyhow::{bail, Context, Result};
use sqlx::AnyConnection;
use std::collections::HashSet;
use timebank_api::permission::Contract;
use timebank_api::proxy::Outcome;
use timebank_api::{ActivityId, Event, MemberId};
use timebank_client::decode;
use timebank_client::{Block, Contracts};
use timebank_intent::NonceWindow;

use known::{About, Asked, Holder};
use pending::Pending;

/// Executes a statement with these parameters.
macro_rules! run {
    ($self:ident, $sql:literal $(, $value:expr)* $(,)?) => {{
        sqlx::query($sql)$(.bind($value))*.execute($self.pending.direct().await?).await?;
    }};
}
use run;

/// What blocks brought.
pub(super) struct Applied {
    /// Actions of the outbox that came to their end.
    pub finished: HashSet<String>,
    pub feed: Vec<FeedItem>,
}

/// A block with what of ours is in it.
pub(super) struct Read {
    pub block: Block,
    txs: Vec<ReadTx>,
}

struct ReadTx {
    events: Vec<Event>,
    relayed: Vec<Carried>,
}

/// Finds what of ours is in a block.
///
/// # Errors
/// If an event of our own contracts cannot be read.
pub(super) fn read(contracts: &Contracts, chain_id: &str, block: Block) -> Result<Read> {
    let mut txs = Vec::with_capacity(block.txs.len());
    for tx in &block.txs {
        let mut events = Vec::new();
        if tx.result.code == 0 {
            for raw in &tx.result.events {
                if let Some(event) = decode::event(contracts, raw) {
                    events.push(event);
                } else if decode::is_unreadable(contracts, raw) {
                    bail!("an event {} of our own contracts cannot be read: this version is older than the contracts", raw.kind);
                }
            }
        }
        let relayed = decode::relayed(contracts, chain_id, tx).into_iter().map(Carried::new);
        txs.push(ReadTx { events, relayed: relayed.collect::<Result<_>>()? });
    }
    Ok(Read { block, txs })
}

/// Writes the events and outcomes of blocks that follow each other.
pub(super) async fn blocks(
    db: &mut AnyConnection,
    contracts: &Contracts,
    blocks: &[Read],
) -> Result<Applied> {
    let mut finished = HashSet::new();
    let mut projection = Projection {
        pending: Pending::new(db),
        registry: contracts.address(Contract::ActivityRegistry),
        height: 0,
        time: 0,
        feed: Vec::new(),
        acting: Vec::new(),
    };
    projection.foresee(blocks).await?;
    for Read { block, txs } in blocks {
        projection.height = int(block.height);
        projection.time = int(block.time);
        for (tx, ReadTx { events, relayed }) in block.txs.iter().zip(txs) {
            projection.acting = acting(relayed);
            for event in events {
                projection
                    .event(event)
                    .await
                    .with_context(|| format!("block {}: {event:?}", block.height))?;
            }
            for carried in relayed {
                projection.spent(carried).await?;
            }
            // Why one was rejected is looked for in the projections.
            let rejected = relayed.iter().any(|one| matches!(one.relayed.outcome, Outcome::Rejected(_)));
            let db = match rejected {
                true => projection.pending.written().await?,
                false => projection.pending.outbox(),
            };
            let at = (block.height, block.time);
            finished.extend(outcome::of_transaction(db, at, tx, events, relayed).await?);
        }
        finished.extend(outcome::expire(projection.pending.outbox(), block.time).await?);
    }
    projection.pending.flush().await?;
    Ok(Applied { finished, feed: projection.feed })
}

/// The projections while blocks are written into them.
struct Projection<'a> {
    pending: Pending<'a>,
    /// The account that holds escrow.
    registry: &'a str,
    height: i64,
    time: i64,
    feed: Vec<FeedItem>,
    /// Of the transaction: what agents said, with the member for whom, in order.
    acting: Vec<(Event, MemberId)>,
}

/// What agents said for others about a service: such an event names the agent, and not for which side.
fn acting(relayed: &[Carried]) -> Vec<(Event, MemberId)> {
    let mut all = Vec::new();
    for Carried { relayed, .. } in relayed {
        let principal = relayed.intent.as_ref().and_then(|(signed, _)| signed.intent.on_behalf_of);
        let (Some(principal), Some(events)) = (principal, &relayed.events) else { continue };
        let said = |event: &&Event| matches!(event, Event::Rated { .. } | Event::MinutesConfirmed { .. });
        all.extend(events.iter().filter(said).map(|event| (event.clone(), principal)));
    }
    all
}

impl Projection<'_> {
    /// Reads at once what the blocks will ask for.
    async fn foresee(&mut self, blocks: &[Read]) -> Result<()> {
        let mut asked = Asked::default();
        for ReadTx { events, relayed } in blocks.iter().flat_map(|read| &read.txs) {
            for event in events {
                asked.activities.extend(feed::subject(event).0);
                if let Event::TimeMoved { from, to, .. } = event {
                    asked.accounts.extend([from, to].into_iter().flatten().cloned());
                }
            }
            let intents = relayed.iter().filter_map(|carried| carried.relayed.intent.as_ref());
            asked.signers.extend(intents.map(|(signed, _)| signed.intent.signer));
        }
        let (known, db) = self.pending.known();
        known.read(db, asked).await
    }

    /// What this block changes is to be proven as of it or a later one.
    async fn must_prove(&mut self, kept: Kept) -> Result<()> {
        let (kind, subject, part) = kept.row();
        let row = vec![kind.into(), subject.into(), part.into(), self.height.into()];
        self.pending.put(&tables::PROOFS, row).await
    }

    async fn about(&mut self, activity: ActivityId) -> Result<Option<&About>> {
        let (known, db) = self.pending.known();
        known.about(db, activity).await
    }

    async fn holder(&mut self, account: &str) -> Result<Option<Holder>> {
        let (known, db) = self.pending.known();
        known.holder(db, account).await
    }

    /// The next number of a table, whose highest one the statement gives.
    async fn next(&mut self, highest: &'static str) -> Result<i64> {
        let (known, db) = self.pending.known();
        known.next(db, highest).await
    }

    /// What an authentic intent leaves behind: a spent nonce and an outcome for its digest.
    async fn spent(&mut self, carried: &Carried) -> Result<()> {
        let relayed = &carried.relayed;
        let code = match &relayed.outcome {
            Outcome::Done => None,
            Outcome::Failed(code) => Some(code.clone()),
            Outcome::Rejected(_) => return Ok(()),
        };
        let Some((signed, digest)) = &relayed.intent else {
            return Ok(());
        };
        let intent = &signed.intent;
        let events = carried.events.as_str();
        let outcome = vec![digest.to_vec().into(), self.height.into(), code.into(), events.into()];
        self.pending.put(&tables::OUTCOMES, outcome).await?;
        let (member, scope, lane) =
            (int(intent.signer), i64::from(intent.scope.byte()), i64::from(intent.lane));
        let (known, db) = self.pending.known();
        let window = known.window(db, (member, scope, lane)).await?;
        let window = window
            .filter(|window| window.epoch == intent.key_epoch)
            .unwrap_or(NonceWindow::new(intent.key_epoch));
        // The proxy has taken the nonce, so the window takes it too; were it not so, the proxy's word counts.
        let window = window
            .spend(intent.nonce)
            .unwrap_or(NonceWindow { next: window.next.max(intent.nonce.saturating_add(1)), ..window });
        known.set_window((member, scope, lane), window);
        let row = vec![member.into(), scope.into(), lane.into(), window.to_bytes().to_vec().into()];
        self.pending.put(&tables::NONCES, row).await
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
