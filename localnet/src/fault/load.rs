//! The load: pairs of members, one of whom gives the other a minute again and again, insisting on an answer with the same
//! idempotency key. A gift counts exactly: two of one wish, or none, show in the balances on chain.

use super::System;
use crate::demo::people::Person;
use crate::demo::{chain, new_key, scenario, Session};
use anyhow::{bail, ensure, Context, Result};
use serde::Serialize;
use serde_json::{json, Value};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};
use timebank_api::Minutes;

/// A member's transfers go one by one: a password check that a kill cut short counts as a wrong one until the next right one.
const PAIRS: usize = 4;
const GRANT: Minutes = 600;
const GRANT_RULE: &str = "elder-80";
const PASSWORD: &str = "480913";
/// How long a wish is insisted on, and waited for.
const PATIENCE: Duration = Duration::from_secs(300);
const PAUSE: Duration = Duration::from_millis(100);

/// Two members.
pub struct Pair {
    giver: scenario::User,
    receiver: scenario::User,
    giver_account: String,
    receiver_account: String,
}

/// What became of what was accepted.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Tally {
    /// Wishes that were answered 202.
    pub accepted: usize,
    pub done: usize,
    pub failed: usize,
    /// Answers that never came, or said to come again.
    pub asked_again: usize,
}

/// How a load is going.
#[derive(Default)]
pub struct Going {
    pub stop: AtomicBool,
    pub accepted: AtomicUsize,
}

/// Registers the members at the first branch, with a password and TIME to give.
pub fn prepare(system: &System) -> Result<Vec<Pair>> {
    let branch = system.branches.get(1)?;
    let administrator = scenario::office(&branch.api(), branch.office("branch_administrator")?)?;
    let pair = |_| {
        let giver = scenario::register(&branch.api(), &Person::born(1940))?;
        let receiver = scenario::register(&branch.api(), &Person::born(1950))?;
        let password = json!({"transaction_password": PASSWORD});
        giver.session.act("PUT", "/v1/me/transaction-password", &password)?;
        let grant = json!({"member": giver.member, "rule": GRANT_RULE});
        administrator.session.act("POST", "/v1/grants", &grant)?;
        let account = |session: &Session| {
            let me = session.get("/v1/me")?.ok()?;
            let account = me.get("account").and_then(Value::as_str);
            anyhow::Ok(account.with_context(|| format!("no account in {me}"))?.to_owned())
        };
        let (giver_account, receiver_account) = (account(&giver.session)?, account(&receiver.session)?);
        Ok(Pair { giver, receiver, giver_account, receiver_account })
    };
    (0..PAIRS).map(pair).collect()
}

impl Pair {
    /// Gives until it is told to stop or nothing is left; what was accepted.
    fn give(&self, going: &Going) -> Result<(Vec<Value>, usize)> {
        let body = json!({
            "recipient": self.receiver.member,
            "minutes": 1,
            "transaction_password": PASSWORD,
        });
        let body = body.to_string();
        let (mut accepted, mut again) = (Vec::new(), 0usize);
        while !going.stop.load(Ordering::SeqCst) && Minutes::try_from(accepted.len())? < GRANT {
            let (key, deadline) = (new_key(), deadline()?);
            loop {
                // Whatever the answer was that did not come: the same key asks for the same thing.
                match self.giver.session.send_raw("POST", "/v1/transfers", &body, &key) {
                    Ok(answer) if answer.status == 202 => {
                        accepted.push(answer.body);
                        going.accepted.fetch_add(1, Ordering::SeqCst);
                        break;
                    }
                    Ok(answer) if [409, 429, 503].contains(&answer.status) => {}
                    Ok(answer) => bail!("a transfer was refused with {}: {}", answer.status, answer.body),
                    Err(_) => {}
                }
                ensure!(Instant::now() < deadline, "a transfer was not accepted in {PATIENCE:?}");
                again = again.saturating_add(1);
                thread::sleep(PAUSE);
            }
        }
        Ok((accepted, again))
    }

    /// What became of accepted wishes.
    fn follow(&self, accepted: &[Value]) -> Result<(usize, usize)> {
        let (mut done, mut failed) = (0usize, 0usize);
        for action in accepted {
            let deadline = deadline()?;
            let ended = loop {
                if let Ok(ended) = self.giver.session.settle(action) {
                    break ended;
                }
                ensure!(Instant::now() < deadline, "lost: {action} was accepted and is not final");
                thread::sleep(PAUSE);
            };
            match ended.get("state").and_then(Value::as_str) {
                Some("done") => done = done.saturating_add(1),
                _ => failed = failed.saturating_add(1),
            }
        }
        Ok((done, failed))
    }
}

/// All pairs give while something happens; then everything that was accepted is followed to its end and held against the balances
/// on chain.
pub fn while_giving(
    system: &System,
    pairs: &[Pair],
    happens: impl FnOnce(&Going) -> Result<()>,
) -> Result<Tally> {
    let going = Going::default();
    let (happened, given) = thread::scope(|scope| {
        let giving: Vec<_> = pairs.iter().map(|pair| scope.spawn(|| pair.give(&going))).collect();
        let happened = happens(&going);
        going.stop.store(true, Ordering::SeqCst);
        let given: Vec<_> = giving.into_iter().map(thread::ScopedJoinHandle::join).collect();
        (happened, given)
    });
    happened?;
    let mut tally = Tally::default();
    let mut ids = BTreeSet::new();
    for (pair, given) in pairs.iter().zip(given) {
        let (accepted, again) = given.map_err(|_| anyhow::anyhow!("a giver broke down"))??;
        let (done, failed) = pair.follow(&accepted)?;
        ids.extend(accepted.iter().filter_map(|action| action.get("id")?.as_str().map(str::to_owned)));
        tally.accepted = tally.accepted.saturating_add(accepted.len());
        tally.done = tally.done.saturating_add(done);
        tally.failed = tally.failed.saturating_add(failed);
        tally.asked_again = tally.asked_again.saturating_add(again);
        let (left, got) = balances(system, pair)?;
        let done = Minutes::try_from(done)?;
        ensure!(
            got == done && left.checked_add(done) == Some(GRANT),
            "{done} transfers are done, but on chain the receiver has {got} and the giver {left} of {GRANT}"
        );
    }
    ensure!(ids.len() == tally.accepted, "{} answers name {} actions", tally.accepted, ids.len());
    ensure!(tally.accepted == tally.done.saturating_add(tally.failed), "lost: {tally:?}");
    Ok(tally)
}

/// What giver and receiver have on chain.
fn balances(system: &System, pair: &Pair) -> Result<(Minutes, Minutes)> {
    let manifest = system.network.manifest();
    let client = chain::client(manifest, &system.deployment, &[manifest.archive()?])?;
    chain::wait_for(async {
        let left = client.balance(&pair.giver_account, None).await?;
        Ok((left, client.balance(&pair.receiver_account, None).await?))
    })
}

/// Somebody reads all the time; how often, and what went wrong.
pub fn read_until(pair: &Pair, stop: &AtomicBool) -> (usize, Vec<String>) {
    let (mut reads, mut wrong) = (0usize, Vec::new());
    while !stop.load(Ordering::SeqCst) {
        for path in ["/v1/me", "/v1/activities", "/v1/me/statement", "/v1/supply"] {
            reads = reads.saturating_add(1);
            match pair.receiver.session.get(path) {
                Ok(answer) if answer.status == 200 => {}
                Ok(answer) => wrong.push(format!("{path}: {}", answer.status)),
                Err(error) => wrong.push(format!("{path}: {error:#}")),
            }
        }
        thread::sleep(PAUSE);
    }
    (reads, wrong)
}

fn deadline() -> Result<Instant> {
    Instant::now().checked_add(PATIENCE).context("clock out of range")
}
