//! What every request of a load came to.

use super::sample::{as_f64, Latency};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// One action that was asked for over HTTP and is done.
#[derive(Clone, Debug)]
pub struct Act {
    /// The message's name, as the relayer calls it.
    pub kind: String,
    /// From the request to the answer.
    pub accepted: Duration,
    /// From the request until the index said that it is done.
    pub done: Duration,
    /// When it said so.
    pub at: Instant,
}

/// Acts and failures of a load.
#[derive(Default)]
pub struct Diary {
    acts: Mutex<Vec<Act>>,
    failures: Mutex<Vec<String>>,
}

impl Diary {
    pub fn act(&self, act: Act) {
        self.acts.lock().unwrap_or_else(PoisonError::into_inner).push(act);
    }

    /// Something that was refused, failed, or never came to an end.
    pub fn failure(&self, what: String) {
        self.failures.lock().unwrap_or_else(PoisonError::into_inner).push(what);
    }

    /// The figures of what was done between two moments; all that failed counts.
    pub fn figures(self, from: Instant, to: Instant) -> Figures {
        let acts = self.acts.into_inner().unwrap_or_else(PoisonError::into_inner);
        let failures = self.failures.into_inner().unwrap_or_else(PoisonError::into_inner);
        let within: Vec<&Act> = acts.iter().filter(|act| act.at >= from && act.at < to).collect();
        let mut kinds: BTreeMap<&str, Vec<&Act>> = BTreeMap::new();
        for act in &within {
            kinds.entry(&act.kind).or_default().push(act);
        }
        let per_second = |count: usize| {
            as_f64(u64::try_from(count).unwrap_or(u64::MAX)) / to.duration_since(from).as_secs_f64()
        };
        Figures {
            done: within.len(),
            done_in_all: acts.len(),
            per_second: per_second(within.len()),
            failed: failures.len(),
            first_failure: failures.into_iter().next(),
            accepted: Latency::of(within.iter().map(|act| act.accepted).collect()),
            last: Latency::of(within.iter().map(|act| act.done).collect()),
            kinds: kinds
                .into_iter()
                .map(|(kind, acts)| Kind {
                    kind: kind.to_owned(),
                    done: acts.len(),
                    per_second: per_second(acts.len()),
                    accepted: Latency::of(acts.iter().map(|act| act.accepted).collect()),
                    last: Latency::of(acts.iter().map(|act| act.done).collect()),
                    gas: None,
                })
                .collect(),
        }
    }
}

/// Actions that the index knows to be done.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Figures {
    /// Within the time that counts.
    pub done: usize,
    /// Before and after it too.
    pub done_in_all: usize,
    pub per_second: f64,
    /// Refused, failed, or never at an end; before, within and after the time that counts.
    pub failed: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_failure: Option<String>,
    /// The pre-confirmation: from the request to the answer, by which it is kept safely.
    pub accepted: Latency,
    /// From the request until the index knows it done.
    #[serde(rename = "final")]
    pub last: Latency,
    pub kinds: Vec<Kind>,
}

/// The same for one kind of message.
#[derive(Clone, Debug, Serialize)]
pub struct Kind {
    pub kind: String,
    pub done: usize,
    pub per_second: f64,
    pub accepted: Latency,
    #[serde(rename = "final")]
    pub last: Latency,
    /// What one of them adds to the gas of a batch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gas: Option<u64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_done_in_time_counts_but_every_failure() {
        let diary = Diary::default();
        let begun = Instant::now();
        for (kind, second) in [("enrol", 0), ("enrol", 1), ("settle", 1), ("settle", 3)] {
            let at = begun + Duration::from_secs(second);
            let (accepted, done) = (Duration::from_millis(5), Duration::from_millis(900));
            diary.act(Act { kind: kind.to_owned(), accepted, done, at });
        }
        diary.failure("rate: 500".to_owned());
        let figures = diary.figures(begun + Duration::from_secs(1), begun + Duration::from_secs(3));
        assert_eq!((figures.done, figures.done_in_all, figures.failed), (2, 4, 1));
        assert!((figures.per_second - 1.0).abs() < 1e-9);
        assert_eq!((figures.accepted.p50, figures.last.p95), (5, 900));
        assert_eq!(figures.kinds.len(), 2);
    }
}
