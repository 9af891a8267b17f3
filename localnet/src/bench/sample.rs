//! What a load gave.

use crate::net::process::Running;
use crate::net::Network;
use anyhow::Result;
use serde::Serialize;
use std::fmt;
use std::time::Duration;

/// Result of one load.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Sample {
    /// Actions that blocks carried out.
    pub done: u64,
    /// Actions that blocks refused, or that no block took.
    pub failed: u64,
    /// Actions carried out per second.
    pub per_second: f64,
    /// From handing in to the block.
    pub latency: Latency,
    /// Gas of one action.
    pub gas: u64,
    /// Processor time that a node spent per action, in milliseconds.
    pub node_cpu_ms: f64,
}

/// Latency in milliseconds.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Latency {
    /// Half are faster.
    pub p50: u64,
    /// 19 of 20 are faster.
    pub p95: u64,
}

impl Sample {
    /// Sums up: actions done and failed, the time it took, one latency per transaction, gas of all actions done.
    pub fn new(done: u64, failed: u64, took: Duration, latencies: Vec<Duration>, gas: u64) -> Self {
        Self {
            done,
            failed,
            per_second: ratio(done, took.as_secs_f64()),
            latency: Latency::of(latencies),
            gas: gas.checked_div(done).unwrap_or(0),
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
            "{:.0}/s ({} done, {} failed), final {}, {} gas, {:.2} ms of each node",
            self.per_second, self.done, self.failed, self.latency, self.gas, self.node_cpu_ms
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
        Self { p50: percentile(&all, 50), p95: percentile(&all, 95) }
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
        let mut sample = Sample::new(100, 0, Duration::from_secs(10), Vec::new(), 5_000);
        sample.charge(Duration::from_secs(1), 5);
        assert!((sample.per_second - 10.0).abs() < 1e-9 && (sample.node_cpu_ms - 2.0).abs() < 1e-9);
        assert_eq!(sample.gas, 50);
    }
}
