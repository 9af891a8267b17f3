//! Relayers that are killed at any moment lose nothing and double nothing, whatever store they use (R1, A6).
#![allow(clippy::unwrap_used)]

use timebank_localnet::cache::Cache;
use timebank_localnet::fault::relayer_kill;
use timebank_localnet::postgres::Store;
use timebank_localnet::workspace::Workspace;

const KILLS: usize = 20;

/// Ten kills of a relayer on SQLite and ten of one on PostgreSQL: what was accepted is done, and the balances on chain say so.
#[test]
fn what_was_accepted_counts_once_though_relayers_are_killed_twenty_times() {
    let (workspace, cache) = (Workspace::find().unwrap(), Cache::open().unwrap());
    let _lock = cache.lock("fault").unwrap();
    let tally = relayer_kill(&workspace, KILLS, Store::Each).unwrap().tally;
    assert!(tally.accepted >= KILLS, "{tally:?}");
    assert_eq!((tally.done, tally.failed), (tally.accepted, 0), "{tally:?}");
}
