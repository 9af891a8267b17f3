//! The load itself: members move TIME, every lane relays one batch after the other.

use super::load::Load;
use super::members::Group;
use super::sample::{Committed, Sample};
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
    done: Vec<Committed>,
    failed: u64,
    gas: u64,
}

/// All lanes relay batches for so long.
pub async fn run(load: &Load, groups: &mut [Group], length: Duration) -> Result<Sample> {
    let limit = relayable(Contract::TimeToken, "transfer").context("transfers are not relayed")?.relay_gas;
    let begun = Instant::now();
    let tallies =
        join_all(groups.iter_mut().map(|group| relay_on(load, group, limit, (begun, length)))).await;
    let tallies = tallies.into_iter().collect::<Result<Vec<_>>>()?;
    let done: Vec<Committed> = tallies.iter().flat_map(|tally| &tally.done).copied().collect();
    let failed = tallies.iter().map(|tally| tally.failed).sum();
    let gas = tallies.iter().map(|tally| tally.gas).sum();
    Ok(Sample::new(begun, &done, failed, gas))
}

async fn relay_on(
    load: &Load,
    group: &mut Group,
    limit: u64,
    (begun, length): (Instant, Duration),
) -> Result<Tally> {
    let mut tally = Tally::default();
    let mut wanted = FIRST_GAS;
    while begun.elapsed() < length {
        let intents = transfers(load, group, BATCH)?;
        let (outcomes, gas, took) = group.relay(load, &intents, wanted).await?;
        let done = outcomes.iter().filter(|outcome| **outcome == Outcome::Done).count();
        tally.failed = tally.failed.saturating_add(u64::try_from(outcomes.len().saturating_sub(done))?);
        tally.gas = tally.gas.saturating_add(gas);
        tally.done.push(Committed { at: Instant::now(), took, actions: u64::try_from(done)? });
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
