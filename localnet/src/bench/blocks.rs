//! What the chain itself says about a load: gas by kind of action, receipts, supply.

use super::sample::as_f64;
use anyhow::{ensure, Context, Result};
use cosmwasm_std::Uint128;
use futures::{stream, StreamExt, TryStreamExt};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use timebank_api::permission::{message_name, Contract};
use timebank_api::proxy::Outcome;
use timebank_api::record::{receipt_key, Receipt};
use timebank_api::time_token::{QueryMsg, SupplyResponse};
use timebank_api::{ActivityId, MemberId};
use timebank_client::{decode, Client, Node};

/// Questions to a node at a time.
const AT_ONCE: usize = 8;

/// A transaction of intents.
pub struct Batch {
    pub gas: u64,
    /// How many of each kind.
    pub kinds: BTreeMap<String, u64>,
    /// Intents that the proxy did not carry out.
    pub failed: u64,
}

impl Batch {
    pub fn len(&self) -> u64 {
        self.kinds.values().sum()
    }
}

/// The batches of some blocks.
pub async fn batches(client: &Client, from: u64, to: u64) -> Result<Vec<Batch>> {
    let contracts = client.contracts();
    let mut blocks = stream::iter(from..to).map(|height| client.block(height)).buffered(AT_ONCE);
    let mut batches = Vec::new();
    while let Some(block) = blocks.try_next().await? {
        for tx in &block.txs {
            let relayed = decode::relayed(contracts, client.chain_id(), tx);
            let mut batch = Batch { gas: tx.result.gas_used, kinds: BTreeMap::new(), failed: 0 };
            for one in &relayed {
                let name = one.intent.as_ref().and_then(|(signed, _)| message_name(&signed.intent.message));
                let count = batch.kinds.entry(name.unwrap_or("?").to_owned()).or_default();
                *count = count.saturating_add(1);
                if one.outcome != Outcome::Done {
                    batch.failed = batch.failed.saturating_add(1);
                }
            }
            if !relayed.is_empty() {
                batches.push(batch);
            }
        }
    }
    Ok(batches)
}

/// What one action of each kind adds to the gas of a batch, and what a batch costs besides (under the empty name): the figures
/// that fit all batches best by least squares.
pub fn gas_by_kind(batches: &[Batch]) -> BTreeMap<String, u64> {
    let kinds: BTreeSet<&str> =
        batches.iter().flat_map(|batch| batch.kinds.keys().map(String::as_str)).collect();
    let names: Vec<&str> = std::iter::once("").chain(kinds).collect();
    let mut equations: Vec<Vec<f64>> = vec![vec![0.0; names.len().saturating_add(1)]; names.len()];
    for batch in batches {
        let count = |name: &str| match name {
            "" => 1.0,
            kind => as_f64(batch.kinds.get(kind).copied().unwrap_or(0)),
        };
        let row: Vec<f64> = names.iter().map(|name| count(name)).chain([as_f64(batch.gas)]).collect();
        for (equation, factor) in equations.iter_mut().zip(&row) {
            equation.iter_mut().zip(&row).for_each(|(sum, value)| *sum += factor * value);
        }
    }
    let solved = solve(equations);
    let known = names.iter().zip(solved);
    known.filter_map(|(name, gas)| Some(((*name).to_owned(), rounded(gas?)))).collect()
}

/// Gauss and Jordan's elimination; nothing for what the equations leave open.
fn solve(mut open: Vec<Vec<f64>>) -> Vec<Option<f64>> {
    let count = open.len();
    let mut solved: Vec<(usize, Vec<f64>)> = Vec::new();
    for column in 0..count {
        let at = |row: &[f64]| row.get(column).copied().unwrap_or(0.0);
        let best = (0..open.len()).max_by(|a, b| {
            let size = |place: &usize| open.get(*place).map_or(0.0, |row| at(row).abs());
            size(a).total_cmp(&size(b))
        });
        let Some(best) = best.filter(|best| open.get(*best).is_some_and(|row| at(row).abs() > 1e-6)) else {
            continue;
        };
        let mut pivot = open.swap_remove(best);
        let leading = at(&pivot);
        pivot.iter_mut().for_each(|value| *value /= leading);
        for row in open.iter_mut().chain(solved.iter_mut().map(|(_, row)| row)) {
            let factor = at(row);
            row.iter_mut().zip(&pivot).for_each(|(value, of_pivot)| *value -= factor * of_pivot);
        }
        solved.push((column, pivot));
    }
    let answer = |column| {
        let row = solved.iter().find(|(of, _)| *of == column);
        row.and_then(|(_, row)| row.last().copied())
    };
    (0..count).map(answer).collect()
}

/// Gas is far below 2^53 and, but for noise, not negative.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn rounded(gas: f64) -> u64 {
    gas.max(0.0).round() as u64
}

/// What was found on chain when everything had come to its end.
#[derive(Clone, Debug, Serialize)]
pub struct Ledger {
    /// One for every service that was counted.
    pub receipts: usize,
    /// What they say was paid: what was minted for services.
    pub paid: u64,
    pub supply: SupplyResponse,
}

impl Ledger {
    /// Reads the receipt of every settled service and the supply, and checks that they fit.
    pub async fn check(client: &Client, settled: &[(ActivityId, MemberId)]) -> Result<Self> {
        let height = client.status().await?.height;
        let receipt = |(activity, participant): (ActivityId, MemberId)| async move {
            let key = receipt_key(activity, participant);
            let bytes = client.raw(Contract::ActivityRegistry, &key, Some(height)).await?;
            let receipt = bytes.and_then(|bytes| Receipt::from_bytes(&bytes));
            receipt.with_context(|| format!("no receipt of activity {activity}, member {participant}"))
        };
        let receipts: Vec<Receipt> =
            stream::iter(settled.iter().copied()).map(receipt).buffered(AT_ONCE).try_collect().await?;
        let paid: u64 = receipts.iter().map(|receipt| u64::from(receipt.paid)).sum();
        let token = client.contracts().address(Contract::TimeToken);
        let supply: SupplyResponse = client.query_at(token, &QueryMsg::Supply {}, Some(height)).await?;
        let minted = supply.minted_service.checked_add(supply.minted_grant)?;
        ensure!(
            supply.supply == minted.checked_sub(supply.burned)?,
            "supply is not minted − burned: {supply:?}"
        );
        ensure!(
            supply.minted_service == Uint128::from(paid),
            "{} minutes were minted for services, the receipts of those counted say {paid}",
            supply.minted_service
        );
        Ok(Ledger { receipts: receipts.len(), paid, supply })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn batch(gas: u64, kinds: &[(&str, u64)]) -> Batch {
        let kinds = kinds.iter().map(|(kind, count)| ((*kind).to_owned(), *count)).collect();
        Batch { gas, kinds, failed: 0 }
    }

    #[test]
    fn gas_of_each_kind_is_found_from_mixed_batches() {
        let of = |enrol: u64, settle: u64| {
            batch(70_000 + 40_000 * enrol + 90_000 * settle, &[("enrol", enrol), ("settle", settle)])
        };
        let gas = gas_by_kind(&[of(1, 0), of(3, 2), of(0, 5), of(10, 10), of(7, 1)]);
        assert_eq!(gas.get(""), Some(&70_000));
        assert_eq!(gas.get("enrol"), Some(&40_000));
        assert_eq!(gas.get("settle"), Some(&90_000));
    }

    #[test]
    fn kinds_that_only_come_together_are_left_open() {
        let gas = gas_by_kind(&[batch(100, &[("a", 1), ("b", 1)]), batch(150, &[("a", 2), ("b", 2)])]);
        assert_eq!(gas.get(""), Some(&50));
        assert_eq!(gas.get("b"), None);
    }
}
