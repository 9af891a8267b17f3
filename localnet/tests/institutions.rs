//! The sample institutions on a network of three branches: found, fed, stopped, started; a row followed until it is undone (E2).
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

#[path = "support/mod.rs"]
mod support;

use std::path::Path;
use std::time::Duration;
use support::System;
use timebank_localnet::cache::Cache;
use timebank_localnet::demo;
use timebank_localnet::net::status::Status;
use timebank_localnet::partners::{feeder, Institution, Partners, Programs};
use timebank_localnet::workspace::Workspace;

const PORT_BASE: u16 = 24_600;

#[test]
fn a_row_of_a_sample_institution_arrives_and_is_undone_and_nobody_is_named() {
    let system = System::with_partners("test-institutions", PORT_BASE);
    let (network, branches, cache) = (&system.network, &system.branches, Cache::open().unwrap());
    assert!(demo::oracle::run(network).unwrap_err().to_string().contains("--with-partners"));
    let issuer = Path::new(env!("CARGO_BIN_EXE_timebank-localnet"));
    let programs = Programs { relayer: &system.relayer, issuer };
    let up = || Partners::up(network, branches, &cache, &Institution::ALL, programs).unwrap();
    up();
    let status = Status::of(network, &Workspace::find().unwrap()).unwrap();
    assert!(status.healthy, "{status:?}");
    assert_eq!((status.institutions.len(), status.feeders.len()), (3, 3));
    assert!(status.institutions.iter().all(|one| one.pid.is_some() && one.heard_ago.is_some()), "{status:?}");

    // What stops is seen, and starts again on its data.
    let running = network.processes().unwrap();
    let institutions = Institution::ALL.map(|institution| institution.name().to_owned());
    for name in [1, 2, 3].map(feeder).into_iter().chain(institutions) {
        running.stop(&name, Duration::from_secs(15)).unwrap();
    }
    let stopped = Status::of(network, &Workspace::find().unwrap()).unwrap();
    assert!(!stopped.healthy && stopped.institutions.iter().all(|one| one.pid.is_none()), "{stopped:?}");
    let refused = demo::oracle::run(network).unwrap_err().to_string();
    assert!(refused.contains("is not running"), "{refused}");
    up();

    let shown = demo::oracle::run(network).unwrap();
    assert_eq!((shown.done.len(), shown.refused.len()), (13, 2), "{shown:?}");
}
