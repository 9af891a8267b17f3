//! The load: members of both branches who give the welfare fund a minute again and again, insisting on an answer with the same
//! idempotency key. A donation counts exactly: two of one wish, or none, show in the balances on chain.

use super::System;
use crate::demo::people::Person;
use crate::demo::{new_key, scenario};
use anyhow::{bail, ensure, Context, Result};
use serde::Serialize;
use serde_json::{json, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};
use timebank_api::{BranchId, Minutes};

/// At each branch. What one gives goes one by one: a password check that a kill cut short counts as a wrong one until the next right
/// one.
const GIVERS: usize = 2;
const GRANT: Minutes = 600;
const GRANT_RULE: &str = "elder-80";
const PASSWORD: &str = "480913";
/// How long a wish is insisted on, and waited for.
const PATIENCE: Duration = Duration::from_secs(300);
const PAUSE: Duration = Duration::from_millis(100);

/// A member with TIME to give.
pub struct Giver {
    branch: BranchId,
    user: scenario::User,
    account: String,
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

/// Registers members at both branches, with a password and TIME to give.
pub fn prepare(system: &System) -> Result<Vec<Giver>> {
    let mut givers = Vec::new();
    for branch in system.branches.all() {
        let administrator = scenario::office(&branch.api(), branch.office("branch_administrator")?)?;
        for _ in 0..GIVERS {
            let user = scenario::register(&branch.api(), &Person::born(1940))?;
            let password = json!({"transaction_password": PASSWORD});
            user.session.act("PUT", "/v1/me/transaction-password", &password)?;
            let grant = json!({"member": user.member, "rule": GRANT_RULE});
            administrator.session.act("POST", "/v1/grants", &grant)?;
            let me = user.session.get("/v1/me")?.ok()?;
            let account = me.get("account").and_then(Value::as_str);
            let account = account.with_context(|| format!("no account in {me}"))?.to_owned();
            givers.push(Giver { branch: branch.id, user, account });
        }
    }
    Ok(givers)
}

impl Giver {
    /// Gives until it is told to stop or nothing is left; what was accepted.
    fn give(&self, going: &Going) -> Result<(Vec<Value>, usize)> {
        let body = json!({"minutes": 1, "transaction_password": PASSWORD}).to_string();
        let (mut accepted, mut again) = (Vec::new(), 0usize);
        while !going.stop.load(Ordering::SeqCst) && Minutes::try_from(accepted.len())? < GRANT {
            let (key, deadline) = (new_key(), deadline()?);
            loop {
                // Whatever the answer was that did not come: the same key asks for the same thing.
                match self.user.session.send_raw("POST", "/v1/donations", &body, &key) {
                    Ok(answer) if answer.status == 202 => {
                        accepted.push(answer.body);
                        going.accepted.fetch_add(1, Ordering::SeqCst);
                        break;
                    }
                    Ok(answer) if [409, 429, 503].contains(&answer.status) => {}
                    Ok(answer) => bail!("a donation was refused with {}: {}", answer.status, answer.body),
                    Err(_) => {}
                }
                ensure!(Instant::now() < deadline, "a donation was not accepted in {PATIENCE:?}");
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
                if let Ok(ended) = self.user.session.settle(action) {
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

/// All give while something happens; then everything that was accepted is followed to its end and held against the balances
/// on chain.
pub fn while_giving(
    system: &System,
    givers: &[Giver],
    happens: impl FnOnce(&Going) -> Result<()>,
) -> Result<Tally> {
    let going = Going::default();
    let (happened, given) = thread::scope(|scope| {
        let giving: Vec<_> = givers.iter().map(|giver| scope.spawn(|| giver.give(&going))).collect();
        let happened = happens(&going);
        going.stop.store(true, Ordering::SeqCst);
        let given: Vec<_> = giving.into_iter().map(thread::ScopedJoinHandle::join).collect();
        (happened, given)
    });
    happened?;
    let mut tally = Tally::default();
    let mut ids = BTreeSet::new();
    let mut funds: BTreeMap<BranchId, Minutes> = BTreeMap::new();
    for (giver, given) in givers.iter().zip(given) {
        let (accepted, again) = given.map_err(|_| anyhow::anyhow!("a giver broke down"))??;
        let (done, failed) = giver.follow(&accepted)?;
        ids.extend(accepted.iter().filter_map(|action| action.get("id")?.as_str().map(str::to_owned)));
        tally.accepted = tally.accepted.saturating_add(accepted.len());
        tally.done = tally.done.saturating_add(done);
        tally.failed = tally.failed.saturating_add(failed);
        tally.asked_again = tally.asked_again.saturating_add(again);
        let (left, done) = (system.balance(&giver.account)?, Minutes::try_from(done)?);
        ensure!(
            left.checked_add(done) == Some(GRANT),
            "{done} donations are done, but on chain the giver has {left} of {GRANT}"
        );
        let fund = funds.entry(giver.branch).or_default();
        *fund = fund.saturating_add(done);
    }
    for (branch, given) in funds {
        let fund = system.fund(branch)?;
        ensure!(
            fund == given,
            "{given} donations are done, but on chain the fund of branch {branch} has {fund}"
        );
    }
    ensure!(ids.len() == tally.accepted, "{} answers name {} actions", tally.accepted, ids.len());
    ensure!(tally.accepted == tally.done.saturating_add(tally.failed), "lost: {tally:?}");
    Ok(tally)
}

/// Somebody reads all the time; how often, and what went wrong.
pub fn read_until(giver: &Giver, stop: &AtomicBool) -> (usize, Vec<String>) {
    let (mut reads, mut wrong) = (0usize, Vec::new());
    while !stop.load(Ordering::SeqCst) {
        for path in ["/v1/me", "/v1/activities", "/v1/me/statement", "/v1/supply"] {
            reads = reads.saturating_add(1);
            match giver.user.session.get(path) {
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
