use super::tick::OPEN_ACCOUNT;
use super::{gas, outcome, Relay};
use crate::db::lease::{self, Leases};
use crate::db::{int, uint, QueryBuilder};
use crate::index::Tip;
use anyhow::{Context, Result};
use sqlx::{Any, Transaction};
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};
use timebank_api::proxy::MAX_INTENTS;
use timebank_client::{tx, Account, Broadcast, Envelope, Execute, Node, NodeError, SecretKey, SignedTx};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

/// Blocks a transaction may wait for its block.
const TIMEOUT_BLOCKS: u64 = 10;
/// Blocks after which a transaction that is in none yet is handed in again.
const REPEAT_BLOCKS: u64 = 2;
/// Pause after an answer that calls for one.
const PAUSE: Duration = Duration::from_millis(700);
/// How long an operator account is waited for that does not exist (yet).
const ACCOUNT_PAUSE: Duration = Duration::from_secs(3);
/// Rows looked at when a batch is put together.
const LOOK: i64 = 200;

/// One operator account: at most one transaction in flight. Everything it needs to go on after a crash is in the store.
pub struct Lane {
    node: Arc<dyn Node>,
    relay: Relay,
    key: SecretKey,
    address: String,
    tip: watch::Receiver<Tip>,
    /// How long more may come at least for a batch that is not full; where it is zero, none is waited for.
    gather: Duration,
    /// Of the account in the store, since this instance has looked after it.
    epoch: Option<i64>,
    /// The live transaction, as far as this process knows more than the store.
    flight: Flight,
}

#[derive(Default)]
struct Flight {
    tx: i64,
    /// Built here and so far only met definite refusals: it is nowhere.
    never_out: bool,
    /// The index height at which it was last handed in.
    handed_in: Option<u64>,
    /// The account is beyond its sequence; once this height is indexed without it, it never will be in a block.
    overtaken: Option<u64>,
}

#[derive(sqlx::FromRow)]
struct LiveTx {
    id: i64,
    sequence: i64,
    raw: Vec<u8>,
    timeout_height: i64,
}

#[derive(sqlx::FromRow)]
struct Open {
    seq: i64,
    form: String,
    kind: String,
    contract: String,
    member: Option<i64>,
    subject: Option<String>,
    body: Vec<u8>,
    attempts: i64,
}

impl Open {
    /// Whether a later action has to wait for this one.
    fn goes_before(&self, later: &Open) -> bool {
        let order = self.subject.is_none() || later.subject.is_none() || self.subject == later.subject;
        self.member.is_some() && self.member == later.member && order
    }
}

/// What came of building a transaction.
enum Built {
    Sent(LiveTx),
    /// There is nothing to send now.
    Nothing,
    /// Another instance looks after the account.
    Lost,
}

/// What to do until the next step.
#[derive(Debug, PartialEq)]
pub(crate) enum Next {
    /// Another step at once.
    Now,
    /// Wait for a block, or for work.
    Wait,
    /// Wait for a block: there is nothing this lane could do with more work.
    Block,
    /// Wait so long at most.
    Pause(Duration),
    /// Another instance looks after the account.
    Lost,
}

/// Why a lane works no more.
#[derive(PartialEq)]
enum Ended {
    Stopped,
    Lost,
}

impl Lane {
    pub fn new(
        node: Arc<dyn Node>,
        relay: Relay,
        key: SecretKey,
        tip: watch::Receiver<Tip>,
        gather: Duration,
    ) -> Self {
        Lane { node, relay, address: key.address(), key, tip, gather, epoch: None, flight: Flight::default() }
    }

    /// Works whenever this instance is the one to do it, until it is told to stop. What is in flight then is taken up at the
    /// next start, or by another instance.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn run(mut self, leases: Leases, stop: CancellationToken) -> Result<()> {
        let name = self.lease();
        loop {
            let mut lease = tokio::select! {
                () = stop.cancelled() => return Ok(()),
                lease = leases.take(&name) => lease,
            };
            tracing::info!(lane = self.address, "this instance looks after an operator account");
            self.epoch = None;
            self.flight = Flight::default();
            tokio::select! {
                worked = self.work(&stop) => if worked? == Ended::Stopped { return Ok(()) },
                () = lease.lost() => {}
            }
            tracing::warn!(lane = self.address, "this instance looks after an operator account no more");
        }
    }

    fn lease(&self) -> String {
        format!("lane {}", self.address)
    }

    async fn work(&mut self, stop: &CancellationToken) -> Result<Ended> {
        let relay = self.relay.clone();
        let mut tip = self.tip.clone();
        loop {
            // Registered before the step looks, so that nothing that comes meanwhile is missed.
            let work = relay.0.work.notified();
            tokio::pin!(work);
            work.as_mut().enable();
            tip.borrow_and_update();
            let next = self.step().await.context("an operator lane has stopped")?;
            let pause = match next {
                Next::Now => Duration::ZERO,
                Next::Wait | Next::Block => Duration::from_secs(5),
                Next::Pause(pause) => pause,
                Next::Lost => return Ok(Ended::Lost),
            };
            let block = matches!(next, Next::Wait | Next::Block);
            tokio::select! {
                () = stop.cancelled() => return Ok(Ended::Stopped),
                () = &mut work, if next == Next::Wait => {}
                changed = tip.changed(), if block => if changed.is_err() { return Ok(Ended::Stopped) },
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    pub(crate) async fn step(&mut self) -> Result<Next> {
        // So that the rhythm is known before anything is to be sent.
        self.due();
        if !self.tip.borrow().within(super::MAX_LAG) {
            return Ok(Next::Block);
        }
        if self.epoch.is_none() {
            let mut tx = self.relay.0.db.begin().await?;
            self.epoch = Some(lease::begin(&mut tx, &self.lease()).await?);
            tx.commit().await?;
        }
        let live: Option<LiveTx> = sqlx::query_as(
            "SELECT id, sequence, raw, timeout_height FROM txs WHERE lane = $1 AND state = 'live'",
        )
        .bind(&self.address)
        .fetch_optional(self.relay.0.db.reader())
        .await?;
        match live {
            Some(live) => self.attend(live).await,
            None => self.send().await,
        }
    }

    /// Looks after the transaction in flight.
    async fn attend(&mut self, live: LiveTx) -> Result<Next> {
        if self.flight.tx != live.id {
            // Of an earlier life: it may be anywhere.
            self.flight = Flight { tx: live.id, ..Flight::default() };
        }
        let indexed = self.tip.borrow().height;
        let overtaken = self.flight.overtaken.is_some_and(|height| indexed >= height);
        if indexed >= uint(live.timeout_height) || overtaken {
            return Ok(if self.bury(live.id).await? { Next::Now } else { Next::Lost });
        }
        let due = self.flight.handed_in.is_none_or(|height| indexed >= height.saturating_add(REPEAT_BLOCKS));
        if !due {
            return Ok(Next::Block);
        }
        self.hand_in(&live, indexed).await
    }

    async fn hand_in(&mut self, live: &LiveTx, indexed: u64) -> Result<Next> {
        let answer = self.node.broadcast(&live.raw).await;
        let label = match &answer {
            Broadcast::Taken => "taken",
            Broadcast::Sequence(_) => "sequence",
            Broadcast::Full => "full",
            Broadcast::TimedOut => "timed_out",
            Broadcast::Refused { .. } => "refused",
            Broadcast::Unknown(_) => "unknown",
        };
        metrics::counter!("timebank_broadcasts", "answer" => label).increment(1);
        match answer {
            Broadcast::Taken => {
                self.flight.never_out = false;
                self.flight.handed_in = Some(indexed);
                Ok(Next::Block)
            }
            Broadcast::Unknown(why) => {
                tracing::warn!(lane = self.address, why, "no answer to a transaction");
                self.flight.never_out = false;
                Ok(Next::Pause(PAUSE))
            }
            Broadcast::Sequence(log) => {
                tracing::info!(lane = self.address, log, "a transaction was refused for its sequence");
                self.flight.handed_in = Some(indexed);
                self.look_at_account(live).await
            }
            Broadcast::Full | Broadcast::TimedOut | Broadcast::Refused { .. } => {
                tracing::warn!(lane = self.address, ?answer, "a transaction was refused");
                self.flight.handed_in = Some(indexed);
                if self.flight.never_out && !self.bury(live.id).await? {
                    return Ok(Next::Lost);
                }
                Ok(Next::Pause(PAUSE))
            }
        }
    }

    /// After a refusal for the sequence: a transaction that was never out is dropped; one that was is dead when the account is
    /// beyond it and everything up to now is indexed without it.
    async fn look_at_account(&mut self, live: &LiveTx) -> Result<Next> {
        if self.flight.never_out {
            return Ok(if self.bury(live.id).await? { Next::Pause(PAUSE) } else { Next::Lost });
        }
        // The account first: the height read after it is at least that of the account.
        let account = self.node.account(&self.address).await;
        let status = self.node.status().await;
        if let (Ok(account), Ok(status)) = (account, status) {
            if account.sequence > uint(live.sequence) {
                self.flight.overtaken = Some(status.height);
            }
        }
        Ok(Next::Block)
    }

    /// Whether no other instance has begun to look after the account; in the transaction that concludes something from it.
    async fn holds(&self, db: &mut Transaction<'static, Any>) -> Result<bool> {
        match self.epoch {
            Some(epoch) => Ok(lease::holds(db, &self.lease(), epoch).await?),
            None => Ok(false),
        }
    }

    /// Declares a transaction dead; its actions wait to be sent again. False if that is another instance's to say.
    async fn bury(&mut self, id: i64) -> Result<bool> {
        let mut tx = self.relay.0.db.begin().await?;
        if !self.holds(&mut tx).await? {
            return Ok(false);
        }
        // The index may have found it in a block meanwhile.
        let dead = sqlx::query("UPDATE txs SET state = 'dead' WHERE id = $1 AND state = 'live'")
            .bind(id)
            .execute(&mut *tx)
            .await?
            .rows_affected();
        if dead == 1 {
            sqlx::query(
                "UPDATE actions SET state = 'accepted' WHERE state = 'sent' AND seq IN (SELECT action FROM tx_actions WHERE tx = $1)",
            )
            .bind(id)
            .execute(&mut *tx)
            .await?;
        }
        tx.commit().await?;
        if dead == 1 && !self.flight.never_out {
            tracing::warn!(lane = self.address, "a transaction was lost and is built anew");
            metrics::counter!("timebank_txs_lost").increment(1);
        }
        self.flight = Flight::default();
        Ok(true)
    }

    /// Builds the next transaction, keeps it, hands it in. One lane after the other puts its batch together, and one that is not
    /// full waits for more while that does not cost it the next block: a few full ones go out rather than many small ones.
    async fn send(&mut self) -> Result<Next> {
        if self.open().await? == 0 {
            return Ok(Next::Wait);
        }
        let account = match self.node.account(&self.address).await {
            Ok(account) => account,
            Err(NodeError::Missing) => {
                tracing::warn!(lane = self.address, "the operator account does not exist");
                return Ok(Next::Pause(ACCOUNT_PAUSE));
            }
            Err(error) => {
                tracing::warn!(lane = self.address, %error, "the operator account cannot be read");
                return Ok(Next::Pause(PAUSE));
            }
        };
        let relay = self.relay.clone();
        let turn = relay.0.turn.lock().await;
        while !self.gather.is_zero() && (1..MAX_INTENTS).contains(&self.open().await?) {
            tokio::time::sleep(self.gather).await;
            if self.due() {
                break;
            }
        }
        let live = match self.build(account).await? {
            Built::Sent(live) => live,
            Built::Nothing => return Ok(Next::Wait),
            Built::Lost => return Ok(Next::Lost),
        };
        drop(turn);
        self.flight = Flight { tx: live.id, never_out: true, ..Flight::default() };
        let indexed = self.tip.borrow().height;
        self.hand_in(&live, indexed).await
    }

    /// Whether a batch that is not full has waited long enough.
    fn due(&self) -> bool {
        let (height, now) = (self.tip.borrow().height, Instant::now());
        let mut rhythm = self.relay.0.rhythm.lock().unwrap_or_else(PoisonError::into_inner);
        rhythm.see(height, now);
        now >= rhythm.due()
    }

    /// How many actions wait to be sent, as far as it matters for a batch.
    async fn open(&self) -> Result<usize> {
        let indexed = self.tip.borrow().height;
        let open: i64 = sqlx::query_scalar(
            "SELECT COUNT(*) FROM (SELECT 1 FROM actions WHERE state = 'accepted' AND not_before <= $1 \
             AND (held_until IS NULL OR held_until <= $2) LIMIT $3) AS few",
        )
        .bind(int(indexed))
        .bind(int(super::now()))
        .bind(i64::try_from(MAX_INTENTS).unwrap_or(i64::MAX))
        .fetch_one(self.relay.0.db.reader())
        .await?;
        Ok(usize::try_from(open).unwrap_or(0))
    }

    async fn build(&self, account: Account) -> Result<Built> {
        let mut db = self.relay.0.db.begin().await?;
        if !self.holds(&mut db).await? {
            return Ok(Built::Lost);
        }
        let Some((batch, sum)) = self.choose(&mut db).await? else {
            return Ok(Built::Nothing);
        };
        let tip = *self.tip.borrow();
        let timeout_height = tip.chain.unwrap_or(tip.height).saturating_add(TIMEOUT_BLOCKS);
        let envelope =
            Envelope { chain_id: &self.relay.0.chain_id, account, gas: sum.wanted(), timeout_height };
        let signed = self.sign(&batch, envelope)?;
        let id: i64 = sqlx::query_scalar(
            "INSERT INTO txs (lane, sequence, hash, raw, gas_expected, gas_wanted, timeout_height, state) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, 'live') \
             ON CONFLICT (hash) DO UPDATE SET state = 'live' RETURNING id",
        )
        .bind(&self.address)
        .bind(int(account.sequence))
        .bind(signed.hash.as_slice())
        .bind(&signed.raw)
        .bind(int(sum.expected()))
        .bind(int(sum.wanted()))
        .bind(int(timeout_height))
        .fetch_one(&mut *db)
        .await?;
        // The same bytes may have been refused before, for other actions that say the same.
        sqlx::query("DELETE FROM tx_actions WHERE tx = $1").bind(id).execute(&mut *db).await?;
        let mut contents = QueryBuilder::new("INSERT INTO tx_actions (tx, position, action) ");
        let mut between = "VALUES (";
        for (position, open) in (0i64..).zip(&batch) {
            contents.push(between).push_bind(id).push(", ").push_bind(position);
            contents.push(", ").push_bind(open.seq);
            between = "), (";
        }
        contents.push(")");
        contents.build().execute(&mut *db).await?;
        let mut sent = QueryBuilder::new("UPDATE actions SET state = 'sent' WHERE seq IN ");
        sent.push_binds(batch.iter().map(|open| open.seq));
        sent.build().execute(&mut *db).await?;
        db.commit().await?;
        metrics::histogram!("timebank_batch_actions")
            .record(crate::index::lossy(u64::try_from(batch.len()).unwrap_or(0)));
        Ok(Built::Sent(LiveTx {
            id,
            sequence: int(account.sequence),
            raw: signed.raw,
            timeout_height: int(timeout_height),
        }))
    }

    fn sign(&self, batch: &[Open], envelope: Envelope) -> Result<SignedTx> {
        let contracts = &self.relay.0.contracts;
        let message = match batch {
            [direct] if direct.form == "direct" && direct.kind == OPEN_ACCOUNT => {
                let account: String = serde_json::from_slice(&direct.body)?;
                let open = tx::open_account(&self.address, &account);
                return Ok(tx::sign_any(vec![open], envelope, &self.key)?);
            }
            [direct] if direct.form == "direct" => Execute {
                contract: contracts.address(outcome::target(&direct.contract)?).to_owned(),
                message: direct.body.clone(),
            },
            intents => {
                let bodies: Vec<Vec<u8>> = intents.iter().map(|open| open.body.clone()).collect();
                Execute::relay(contracts, &bodies)?
            }
        };
        Ok(tx::sign(&[message], envelope, &self.key)?)
    }

    /// The oldest actions that can go out together. A direct message goes alone. Nothing of a member goes out while something
    /// earlier of the same member and subject is on its way elsewhere, so that what a member does keeps its order where it
    /// matters. What was put back goes in ever smaller batches, so that one that spoils its batch is soon alone.
    async fn choose(&self, db: &mut Transaction<'static, Any>) -> Result<Option<(Vec<Open>, gas::Sum)>> {
        let indexed = self.tip.borrow().height;
        let open: Vec<Open> = sqlx::query_as(
            "SELECT seq, form, kind, contract, member, subject, body, attempts FROM actions a \
             WHERE state = 'accepted' AND not_before <= $1 AND (held_until IS NULL OR held_until <= $3) \
             AND (member IS NULL OR NOT EXISTS (SELECT 1 FROM actions b WHERE b.state = 'sent' AND b.member = a.member \
             AND (a.subject IS NULL OR b.subject IS NULL OR a.subject = b.subject))) \
             ORDER BY seq LIMIT $2",
        )
        .bind(int(indexed))
        .bind(LOOK)
        .bind(int(super::now()))
        .fetch_all(&mut **db)
        .await?;
        let Some(first) = open.first() else {
            return Ok(None);
        };
        let (form, attempts) = (first.form.clone(), first.attempts);
        let most = if form == "direct" {
            1
        } else {
            let halvings = u32::try_from(attempts).unwrap_or(u32::MAX);
            MAX_INTENTS.checked_shr(halvings).unwrap_or(0).max(1)
        };
        let mut batch: Vec<Open> = Vec::new();
        let mut sum = gas::Sum::default();
        let mut waiting: Vec<Open> = Vec::new();
        let learnt = gas::Learnt::read(db).await?;
        for candidate in open {
            let other = candidate.form != form || candidate.attempts.min(1) != attempts.min(1);
            if other || waiting.iter().any(|earlier| earlier.goes_before(&candidate)) {
                waiting.push(candidate);
                continue;
            }
            let cost = learnt.cost(outcome::target(&candidate.contract)?, &candidate.kind);
            if batch.len() >= most || (!batch.is_empty() && sum.with(cost).wanted() > gas::MAX_WANTED) {
                break;
            }
            sum = sum.with(cost);
            batch.push(candidate);
        }
        Ok(Some((batch, sum)))
    }
}
