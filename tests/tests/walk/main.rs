//! A random walk through the whole system under every pair of rule packs: after every step the ledger's invariants hold, no
//! digest counts twice, what has ended stays as it is, and no honest intent finds the system at fault (J3, B, F3). The walks
//! are the same in every run; `TIMEBANK_WALKS` makes more of them (of 160 steps each).
#![allow(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod adversary;
mod service;
mod step;
mod together;
mod world;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use step::{step, EXPECTED};
use timebank_api::time_token::MovementKind;
use world::{Walk, PACKS};

const STEPS: usize = 160;

#[derive(Default)]
struct Reached {
    steps: usize,
    done: usize,
    settled: usize,
    by_message: BTreeMap<String, usize>,
    movements: BTreeSet<MovementKind>,
}

#[test]
fn invariants_hold_after_every_step_of_a_random_walk() {
    let walks: u32 = std::env::var("TIMEBANK_WALKS").ok().and_then(|walks| walks.parse().ok()).unwrap_or(64);
    let config =
        Config { cases: walks, failure_persistence: None, max_shrink_iters: 30, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let reached = RefCell::new(Reached::default());
    let steps = (0..PACKS.len(), 0..PACKS.len() + 2, prop::collection::vec(step(), STEPS));
    runner
        .run(&steps, |(pack, other, steps)| {
            let mut walk = Walk::new(pack, other);
            walk.suite.check();
            for step in &steps {
                walk.take(step);
                walk.suite.check();
            }
            walk.suite.check_all();
            let mut reached = reached.borrow_mut();
            reached.steps += steps.len();
            reached.done += walk.done.values().sum::<usize>();
            reached.settled += walk.suite.settlements();
            for (message, times) in &walk.done {
                *reached.by_message.entry(message.clone()).or_default() += times;
            }
            reached.movements.extend(walk.suite.movements());
            Ok(())
        })
        .unwrap();
    // The walk is worth something only if it gets somewhere.
    let reached = reached.into_inner();
    let Reached { steps, done, settled, by_message, movements } = &reached;
    println!("{walks} walks, {steps} steps, {done} messages carried out, {settled} services settled: {by_message:?} {movements:?}");
    assert!(*done > walks as usize * 90, "only {done} messages were carried out");
    assert!(*settled > 2 * walks as usize, "only {settled} services were settled");
    if walks < 64 {
        return;
    }
    let missing: Vec<_> = EXPECTED.iter().filter(|message| !by_message.contains_key(**message)).collect();
    assert!(missing.is_empty(), "never carried out: {missing:?}");
    use MovementKind::*;
    for kind in [
        Hold,
        Settle,
        Refund,
        MintService,
        MintGrant,
        Transfer,
        Burn,
        MintOpening,
        FundHold,
        Gift,
        GiftOffered,
        GiftReturned,
        Donate,
        Inherit,
        Overflow,
        Expire,
        Reversal,
    ] {
        assert!(movements.contains(&kind), "nothing moved by {kind:?}");
    }
}
