//! How much gas to ask for.
//!
//! The proxy carries out an intent under the limit of its kind, and a transaction whose remaining gas is below the next limit
//! fails as a whole. So: gas wanted = 1.15 × Σ expected + the highest limit in the batch, and at most what a block should hold.
//! What is expected of a kind begins with half its limit and follows what batches really use.

use crate::db::{int, uint};
use anyhow::Result;
use sqlx::AnyConnection;
use timebank_api::permission::{relayable, Contract};

/// The most one transaction asks for: a block holds 30 M.
pub(super) const MAX_WANTED: u64 = 25_000_000;
/// What a transaction costs before its first message does anything.
const BASE: u64 = 100_000;
/// What the proxy's own checks of one intent cost beside its execution.
const CHECKS: u64 = 40_000;
/// What direct messages are expected to cost at first.
const DIRECT: [(&str, u64); 3] = [("register_member", 500_000), ("tick", 2_500_000), ("follow", 2_000_000)];
const DIRECT_OTHER: u64 = 500_000;

/// One action's part in a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cost {
    pub expected: u64,
    /// The proxy's limit for it; 0 for direct messages.
    pub limit: u64,
}

/// A batch's sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Sum {
    expected: u64,
    limit: u64,
}

impl Sum {
    pub fn with(self, cost: Cost) -> Self {
        Sum { expected: self.expected.saturating_add(cost.expected), limit: self.limit.max(cost.limit) }
    }

    pub fn expected(self) -> u64 {
        self.expected.saturating_add(BASE)
    }

    pub fn wanted(self) -> u64 {
        let margin = self.expected().saturating_mul(115).checked_div(100);
        margin.unwrap_or(u64::MAX).saturating_add(self.limit)
    }
}

/// What a message is expected to cost.
pub(super) async fn cost(db: &mut AnyConnection, contract: Contract, kind: &str) -> sqlx::Result<Cost> {
    let learnt: Option<i64> =
        sqlx::query_scalar("SELECT gas FROM gas_costs WHERE kind = $1").bind(kind).fetch_optional(db).await?;
    let limit = relayable(contract, kind).map_or(0, |permission| permission.relay_gas);
    let expected = learnt.map_or_else(|| first(kind, limit), uint);
    Ok(Cost { expected, limit })
}

fn first(kind: &str, limit: u64) -> u64 {
    if limit > 0 {
        return limit.checked_div(2).unwrap_or(0).saturating_add(CHECKS);
    }
    DIRECT.iter().find(|(name, _)| *name == kind).map_or(DIRECT_OTHER, |(_, gas)| *gas)
}

fn limit_of(kind: &str) -> u64 {
    Contract::ALL
        .into_iter()
        .filter_map(|contract| relayable(contract, kind))
        .map(|permission| permission.relay_gas)
        .max()
        .unwrap_or(0)
}

/// Moves each kind of a batch a quarter of the way to what the batch used, as a share of what was expected.
pub(super) async fn learn(db: &mut AnyConnection, kinds: &[String], expected: u64, used: u64) -> Result<()> {
    let scale = |gas: u64| {
        let part = u128::from(gas).saturating_mul(u128::from(used)).checked_div(u128::from(expected));
        let seen = u64::try_from(part.unwrap_or(0)).unwrap_or(u64::MAX);
        gas.saturating_mul(3).saturating_add(seen).checked_div(4).unwrap_or(gas)
    };
    change(db, kinds, scale).await
}

/// After a batch ran out of gas: half as much again of each kind.
pub(super) async fn raise(db: &mut AnyConnection, kinds: &[String]) -> Result<()> {
    change(db, kinds, |gas| gas.saturating_add(gas.checked_div(2).unwrap_or(0))).await
}

async fn change(db: &mut AnyConnection, kinds: &[String], to: impl Fn(u64) -> u64) -> Result<()> {
    let mut kinds = kinds.to_vec();
    kinds.sort();
    kinds.dedup();
    for kind in kinds {
        let learnt: Option<i64> = sqlx::query_scalar("SELECT gas FROM gas_costs WHERE kind = $1")
            .bind(&kind)
            .fetch_optional(&mut *db)
            .await?;
        let limit = limit_of(&kind);
        let highest = if limit > 0 {
            limit.saturating_add(CHECKS).saturating_add(CHECKS)
        } else {
            MAX_WANTED.checked_div(2).unwrap_or(MAX_WANTED)
        };
        let gas = to(learnt.map_or_else(|| first(&kind, limit), uint)).clamp(CHECKS, highest);
        sqlx::query("INSERT INTO gas_costs (kind, gas) VALUES ($1, $2) ON CONFLICT (kind) DO UPDATE SET gas = excluded.gas")
            .bind(&kind)
            .bind(int(gas))
            .execute(&mut *db)
            .await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wanted_covers_the_expected_and_one_limit() {
        let cost = |expected, limit| Cost { expected, limit };
        let sum = Sum::default().with(cost(100_000, 150_000)).with(cost(200_000, 350_000));
        assert_eq!(sum.expected(), 400_000);
        assert_eq!(sum.wanted(), 460_000 + 350_000);
    }
}
