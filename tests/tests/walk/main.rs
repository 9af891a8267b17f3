//! A random walk through the whole system under every pair of rule packs: after every step the ledger's invariants hold, no
//! digest counts twice, what has ended stays as it is, and no honest intent finds the system at fault (J3, B, F3). The walks
//! are the same in every run. `TIMEBANK_WALKS` makes more of them (of 160 steps each), `TIMEBANK_WALK` repeats one.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod adversary;
mod council;
mod heard;
mod offices;
mod partners;
mod runner;
mod school;
mod seen;
mod service;
mod step;
mod story;
mod together;
mod world;

use runner::{walk_all, STEPS};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;
use timebank_api::time_token::MovementKind;
use world::{Tally, Walk};

/// Enough for every pair of packs, and nearly always for every message.
const WALKS: usize = 64;
/// How many more there are until every message was carried out.
const MORE: usize = 16;

#[derive(Default)]
struct Reached {
    tally: Tally,
    settled: usize,
    done: BTreeMap<String, usize>,
    refusals: BTreeMap<String, usize>,
    movements: BTreeSet<MovementKind>,
}

impl Reached {
    fn by(walk: &Walk) -> Self {
        Reached {
            tally: walk.tally,
            settled: walk.suite.settlements(),
            done: walk.done.clone(),
            refusals: walk.refusals.clone(),
            movements: walk.suite.movements().clone(),
        }
    }

    fn add(&mut self, other: Self) {
        self.tally += other.tally;
        self.settled += other.settled;
        add(&mut self.done, other.done);
        add(&mut self.refusals, other.refusals);
        self.movements.extend(other.movements);
    }
}

fn add(all: &mut BTreeMap<String, usize>, more: BTreeMap<String, usize>) {
    for (what, times) in more {
        *all.entry(what).or_default() += times;
    }
}

fn number(variable: &str) -> Option<usize> {
    std::env::var(variable).ok().and_then(|number| number.parse().ok())
}

#[test]
fn invariants_hold_after_every_step_of_a_random_walk() {
    let (begun, mut reached) = (Instant::now(), Reached::default());
    let mut walk = |walks: std::ops::Range<usize>| {
        walk_all(walks.collect(), Reached::by).into_iter().for_each(|one| reached.add(one));
        seen::missing(&reached.done, &reached.movements)
    };
    if let Some(one) = number("TIMEBANK_WALK") {
        walk(one..one + 1);
        return;
    }
    let mut count = number("TIMEBANK_WALKS").unwrap_or(WALKS);
    let mut missing = walk(0..count);
    while !missing.is_empty() && (WALKS..2 * WALKS).contains(&count) {
        println!("not after {count} walks: {missing:?}");
        missing = walk(count..count + MORE);
        count += MORE;
    }
    let Reached { tally, settled, done, refusals, movements } = reached;
    let Tally { steps, fruitful, sent, carried_out } = tally;
    println!(
        "{count} walks of {STEPS} steps in {:.0} s; {settled} services settled; {movements:?}",
        begun.elapsed().as_secs_f64()
    );
    println!("{fruitful} of {steps} honest steps did something, {carried_out} of {sent} honest messages were carried out");
    println!("{done:?}");
    let mut refusals: Vec<_> = refusals.into_iter().map(|(what, times)| (times, what)).collect();
    refusals.sort_unstable_by(|one, other| other.cmp(one));
    refusals.truncate(20);
    println!("refused most often: {refusals:?}");
    // The walk is worth something only if it gets somewhere.
    assert!(fruitful * 2 > steps, "only {fruitful} of {steps} steps did something");
    assert!(settled > 2 * count, "only {settled} services were settled");
    assert!(count < WALKS || missing.is_empty(), "never carried out: {missing:?}");
}
