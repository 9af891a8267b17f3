//! What a load gave.

use crate::net::process::Running;
use crate::net::Network;
use anyhow::Result;
use serde::Serialize;
use std::fmt;
use std::time::{Duration, Instant};

/// Parts of equal length into which a load is cut to say how even it was.
const SLICES: u32 = 10;

/// Result of one load.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Sample {
    /// Actions that blocks carried out.
    pub done: u64,
    /// Actions that blocks refused, or that no block took.
    pub failed: u64,
    /// Actions carried out per second.
    pub per_second: f64,
    pub spread: Spread,
    /// From handing in to the block.
    pub latency: Latency,
    /// Gas of one action.
    pub gas: u64,
    /// Processor time that a node spent per action, in milliseconds.
    pub node_cpu_ms: f64,
}

/// A transaction whose block is known.
#[derive(Clone, Copy, Debug)]
pub struct Committed {
    pub at: Instant,
    pub took: Duration,
    /// Actions in it.
    pub actions: u64,
}

/// How many per second in the slowest, the middle and the fastest tenth of a load's time.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Spread {
    pub min: f64,
    pub median: f64,
    pub max: f64,
}

impl Spread {
    /// Of what was done at these moments, so much at each.
    pub fn of(done: impl Iterator<Item = (Instant, u64)>, from: Instant, to: Instant) -> Self {
        let slice = to.saturating_duration_since(from).checked_div(SLICES).unwrap_or_default();
        let mut counts: Vec<u64> = vec![0; usize::try_from(SLICES).unwrap_or_default()];
        for (at, actions) in done {
            let Some(since) = at.checked_duration_since(from).filter(|_| !slice.is_zero()) else { continue };
            let place = usize::try_from(since.as_nanos().checked_div(slice.as_nanos()).unwrap_or(0));
            if let Some(count) = place.ok().and_then(|place| counts.get_mut(place)) {
                *count = count.saturating_add(actions);
            }
        }
        counts.sort_unstable();
        let per_second = |place: usize| ratio(counts.get(place).copied().unwrap_or(0), slice.as_secs_f64());
        let last = counts.len().saturating_sub(1);
        Spread { min: per_second(0), median: per_second(counts.len() / 2), max: per_second(last) }
    }
}

impl fmt::Display for Spread {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:.0}/{:.0}/{:.0}", self.min, self.median, self.max)
    }
}

/// Latency in milliseconds.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Latency {
    /// Half are faster.
    pub p50: u64,
    /// 19 of 20 are faster.
    pub p95: u64,
    pub max: u64,
}

impl Sample {
    /// Sums up: transactions since `begun`, actions that failed, gas of all actions done.
    pub fn new(begun: Instant, done: &[Committed], failed: u64, gas: u64) -> Self {
        let count = done.iter().map(|one| one.actions).sum();
        let last = done.iter().map(|one| one.at).max().unwrap_or(begun);
        Self {
            done: count,
            failed,
            per_second: ratio(count, last.duration_since(begun).as_secs_f64()),
            spread: Spread::of(done.iter().map(|one| (one.at, one.actions)), begun, last),
            latency: Latency::of(done.iter().map(|one| one.took).collect()),
            gas: gas.checked_div(count).unwrap_or(0),
            node_cpu_ms: 0.0,
        }
    }

    /// Spreads the processor time of all nodes over the actions.
    pub fn charge(&mut self, cpu: Duration, nodes: usize) {
        let actions = self.done.saturating_mul(u64::try_from(nodes).unwrap_or(1)).max(1);
        self.node_cpu_ms = cpu.as_secs_f64() * 1_000.0 / as_f64(actions);
    }
}

impl fmt::Display for Sample {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{:.0}/s (tenths {}; {} done, {} failed), final {}, {} gas, {:.2} ms of each node",
            self.per_second, self.spread, self.done, self.failed, self.latency, self.gas, self.node_cpu_ms
        )
    }
}

impl fmt::Display for Latency {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "p50 {} ms p95 {} ms", self.p50, self.p95)
    }
}

impl Latency {
    /// Of all of them.
    pub fn of(mut all: Vec<Duration>) -> Self {
        all.sort_unstable();
        Self { p50: percentile(&all, 50), p95: percentile(&all, 95), max: percentile(&all, 100) }
    }
}

fn percentile(sorted: &[Duration], percent: usize) -> u64 {
    let last = sorted.len().saturating_sub(1);
    let index = last.saturating_mul(percent) / 100;
    sorted.get(index).map_or(0, |time| u64::try_from(time.as_millis()).unwrap_or(u64::MAX))
}

fn ratio(count: u64, seconds: f64) -> f64 {
    if seconds > 0.0 {
        as_f64(count) / seconds
    } else {
        0.0
    }
}

/// Counts of a measurement are far below 2^52.
#[allow(clippy::cast_precision_loss)]
pub fn as_f64(count: u64) -> f64 {
    count as f64
}

/// Processor time so far of the network's processes of these names.
pub fn cpu(network: &Network, names: &[String]) -> Result<Duration> {
    let running = Running::read(network.folder())?;
    Ok(names.iter().filter_map(|name| running.get(name)?.cpu_time()).sum())
}

/// Milliseconds of processor time per action.
pub fn each(cpu: Duration, actions: usize) -> f64 {
    cpu.as_secs_f64() * 1_000.0 / as_f64(u64::try_from(actions).unwrap_or(u64::MAX).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_taken_of_sorted_latencies() {
        let latencies = (1..=100).rev().map(Duration::from_millis).collect();
        let latency = Latency::of(latencies);
        assert_eq!((latency.p50, latency.p95), (50, 95));
        assert_eq!(Latency::of(Vec::new()).p95, 0);
    }

    #[test]
    fn cpu_is_spread_over_actions_and_nodes() {
        let begun = Instant::now();
        let done =
            Committed { at: begun + Duration::from_secs(10), took: Duration::from_secs(1), actions: 100 };
        let mut sample = Sample::new(begun, &[done], 0, 5_000);
        sample.charge(Duration::from_secs(1), 5);
        assert!((sample.per_second - 10.0).abs() < 1e-9 && (sample.node_cpu_ms - 2.0).abs() < 1e-9);
        assert_eq!(sample.gas, 50);
    }

    #[test]
    fn a_load_is_cut_into_tenths() {
        let from = Instant::now();
        let at = |tenths: u32| from + Duration::from_millis(50) + Duration::from_millis(100) * tenths;
        // One more in each tenth than in the one before; what lies outside does not count.
        let done = (0..10u32).map(|tenth| (at(tenth), u64::from(tenth + 1))).chain([(at(10), 99)]);
        let spread = Spread::of(done, from, from + Duration::from_secs(1));
        let close = |one: f64, other: f64| (one - other).abs() < 1e-6;
        assert!(close(spread.min, 10.0) && close(spread.median, 60.0) && close(spread.max, 100.0));
    }
}
