//! The load itself: members move TIME, every lane relays one batch after the other.

use super::load::Load;
use super::members::Group;
use super::Sample;
use anyhow::{Context, Result};
use cosmwasm_std::Uint128;
use futures::future::join_all;
use std::time::{Duration, Instant};
use timebank_api::permission::{relayable, Contract};
use timebank_api::proxy::Outcome;
use timebank_api::time_token::ExecuteMsg;
use timebank_intent::Scope;

/// Intents in a batch.
const BATCH: usize = 25;
const FIRST_GAS: u64 = 3_000_000;

#[derive(Default)]
struct Tally {
    done: u64,
    failed: u64,
    gas: u64,
    latencies: Vec<Duration>,
    last: Duration,
}

/// All lanes relay batches until time is up.
pub async fn run(load: &Load, groups: &mut [Group]) -> Result<Sample> {
    let limit = relayable(Contract::TimeToken, "transfer").context("transfers are not relayed")?.relay_gas;
    let begun = Instant::now();
    let tallies = join_all(groups.iter_mut().map(|group| relay_on(load, group, limit, begun))).await;
    let tallies = tallies.into_iter().collect::<Result<Vec<_>>>()?;
    Ok(Sample::new(
        tallies.iter().map(|tally| tally.done).sum(),
        tallies.iter().map(|tally| tally.failed).sum(),
        tallies.iter().map(|tally| tally.last).max().unwrap_or_default(),
        tallies.iter().flat_map(|tally| tally.latencies.iter().copied()).collect(),
        tallies.iter().map(|tally| tally.gas).sum(),
    ))
}

async fn relay_on(load: &Load, group: &mut Group, limit: u64, begun: Instant) -> Result<Tally> {
    let mut tally = Tally::default();
    let mut wanted = FIRST_GAS;
    while begun.elapsed() < load.length {
        let intents = transfers(load, group, BATCH)?;
        let (outcomes, gas, took) = group.relay(load, &intents, wanted).await?;
        let done = outcomes.iter().filter(|outcome| **outcome == Outcome::Done).count();
        tally.done = tally.done.saturating_add(u64::try_from(done)?);
        tally.failed = tally.failed.saturating_add(u64::try_from(outcomes.len().saturating_sub(done))?);
        tally.gas = tally.gas.saturating_add(gas);
        tally.latencies.push(took);
        tally.last = begun.elapsed();
        // As the relayer does: what batches use, a margin, and room for one intent that runs to its limit.
        wanted = gas.saturating_mul(115).checked_div(100).unwrap_or(gas).saturating_add(limit);
    }
    Ok(tally)
}

/// The members of a group give each other a minute, in a ring.
fn transfers(load: &Load, group: &mut Group, count: usize) -> Result<Vec<Vec<u8>>> {
    let accounts: Vec<String> = group.members.iter().map(|member| member.account.clone()).collect();
    let members = group.members.iter_mut().zip(accounts.iter().cycle().skip(1));
    let mut ring: Vec<_> = members.collect();
    let size = ring.len();
    let mut intents = Vec::new();
    for turn in 0..count {
        let place = turn.checked_rem(size).context("a lane has no members")?;
        let (member, recipient) = ring.get_mut(place).context("a lane has no members")?;
        let message = ExecuteMsg::Transfer { recipient: (*recipient).clone(), amount: Uint128::one() };
        intents.push(member.intent(load, Scope::Owner, Contract::TimeToken, &message)?);
    }
    Ok(intents)
}
