//! How much gas to ask for.
//!
//! The proxy carries out an intent under the limit of its kind, and a transaction whose remaining gas is below the next limit
//! fails as a whole. So: gas wanted = 1.15 × Σ expected + the highest limit in the batch, and at most what a block should hold.
//! What is expected of a contract's message begins with half its limit and follows what batches really use.

use crate::db::{int, uint, QueryBuilder};
use anyhow::Result;
use sqlx::AnyConnection;
use std::collections::{BTreeSet, HashMap};
use timebank_api::permission::{relayable, Contract};

/// The most one transaction asks for: a block holds 30 M.
pub(super) const MAX_WANTED: u64 = 25_000_000;
/// What a transaction costs before its first message does anything.
const BASE: u64 = 100_000;
/// What the proxy's own checks of one intent cost beside its execution.
const CHECKS: u64 = 40_000;
/// What direct messages are expected to cost at first.
const DIRECT: [(&str, u64); 4] =
    [("register_member", 500_000), ("tick", 2_500_000), ("follow", 2_000_000), ("refresh", 1_500_000)];
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

/// What has been learnt so far, by contract and message.
pub(super) struct Learnt(HashMap<(String, String), u64>);

impl Learnt {
    pub async fn read(db: &mut AnyConnection) -> sqlx::Result<Self> {
        let rows: Vec<(String, String, i64)> =
            sqlx::query_as("SELECT contract, kind, gas FROM gas_costs").fetch_all(db).await?;
        Ok(Learnt(rows.into_iter().map(|(contract, kind, gas)| ((contract, kind), uint(gas))).collect()))
    }

    /// What a message is expected to cost.
    pub fn cost(&self, contract: Contract, kind: &str) -> Cost {
        let limit = relayable(contract, kind).map_or(0, |permission| permission.relay_gas);
        let learnt = self.0.get(&(contract.name().to_owned(), kind.to_owned()));
        Cost { expected: learnt.copied().unwrap_or_else(|| first(kind, limit)), limit }
    }
}

fn first(kind: &str, limit: u64) -> u64 {
    if limit > 0 {
        return limit.checked_div(2).unwrap_or(0).saturating_add(CHECKS);
    }
    DIRECT.iter().find(|(name, _)| *name == kind).map_or(DIRECT_OTHER, |(_, gas)| *gas)
}

/// Moves each message of a batch a quarter of the way to what the batch used, as a share of what was expected.
pub(super) async fn learn(
    db: &mut AnyConnection,
    messages: BTreeSet<(Contract, String)>,
    expected: u64,
    used: u64,
) -> Result<()> {
    let scale = |gas: u64| {
        let part = u128::from(gas).saturating_mul(u128::from(used)).checked_div(u128::from(expected));
        let seen = u64::try_from(part.unwrap_or(0)).unwrap_or(u64::MAX);
        gas.saturating_mul(3).saturating_add(seen).checked_div(4).unwrap_or(gas)
    };
    change(db, messages, scale).await
}

/// After a batch ran out of gas: half as much again of each message.
pub(super) async fn raise(db: &mut AnyConnection, messages: BTreeSet<(Contract, String)>) -> Result<()> {
    change(db, messages, |gas| gas.saturating_add(gas.checked_div(2).unwrap_or(0))).await
}

async fn change(
    db: &mut AnyConnection,
    messages: BTreeSet<(Contract, String)>,
    to: impl Fn(u64) -> u64,
) -> Result<()> {
    if messages.is_empty() {
        return Ok(());
    }
    let learnt = Learnt::read(&mut *db).await?;
    let mut insert = QueryBuilder::new("INSERT INTO gas_costs (contract, kind, gas) ");
    let mut between = "VALUES (";
    for (contract, kind) in messages {
        let Cost { expected, limit } = learnt.cost(contract, &kind);
        let highest = if limit > 0 {
            limit.saturating_add(CHECKS).saturating_add(CHECKS)
        } else {
            MAX_WANTED.checked_div(2).unwrap_or(MAX_WANTED)
        };
        insert.push(between).push_bind(contract.name()).push(", ").push_bind(kind);
        insert.push(", ").push_bind(int(to(expected).clamp(CHECKS, highest)));
        between = "), (";
    }
    insert.push(") ON CONFLICT (contract, kind) DO UPDATE SET gas = excluded.gas");
    insert.build().execute(db).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::scratch;

    #[tokio::test]
    async fn gas_is_learnt_for_each_contract_and_message() {
        let (db, _scratch) = scratch::db().await;
        let mut tx = db.begin().await.unwrap();
        let contract = Contract::TimeToken;
        let before = Learnt::read(&mut tx).await.unwrap().cost(contract, "transfer").expected;
        let used = before.checked_mul(2).unwrap();
        for _ in 0..2 {
            learn(&mut tx, BTreeSet::from([(contract, "transfer".to_owned())]), before, used).await.unwrap();
        }
        let learnt = Learnt::read(&mut tx).await.unwrap();
        assert!(learnt.cost(contract, "transfer").expected > before);
        let other = learnt.cost(Contract::MemberRegistry, "register_member").expected;
        learn(&mut tx, BTreeSet::from([(contract, "register_member".to_owned())]), 1, 9).await.unwrap();
        let learnt = Learnt::read(&mut tx).await.unwrap();
        assert_eq!(learnt.cost(Contract::MemberRegistry, "register_member").expected, other);
        raise(&mut tx, BTreeSet::new()).await.unwrap();
    }

    #[test]
    fn wanted_covers_the_expected_and_one_limit() {
        let cost = |expected, limit| Cost { expected, limit };
        let sum = Sum::default().with(cost(100_000, 150_000)).with(cost(200_000, 350_000));
        assert_eq!(sum.expected(), 400_000);
        assert_eq!(sum.wanted(), 460_000 + 350_000);
    }
}
