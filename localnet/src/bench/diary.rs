//! What every request of a load came to.

use super::sample::{as_f64, Latency, Spread};
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
    /// From the request until whom it concerns was told by the own stream, where that was listened to.
    pub told: Option<Duration>,
    /// When it said so.
    pub at: Instant,
}

/// Acts and failures of a load.
#[derive(Default)]
pub struct Diary {
    acts: Mutex<Vec<Act>>,
    failures: Mutex<Vec<String>>,
    /// Of a load that is not all that is possible.
    pace: Option<Mutex<Pace>>,
}

/// When the next act may begin, and how long after it the one after.
struct Pace {
    next: Instant,
    step: Duration,
}

impl Pace {
    /// When an act may begin that is wanted now.
    fn take(&mut self, now: Instant) -> Instant {
        // What was not begun in time is not caught up with.
        let begin = self.next.max(now);
        self.next = begin.checked_add(self.step).unwrap_or(begin);
        begin
    }
}

impl Diary {
    /// A diary of a load of at most so many acts per second.
    pub fn paced(per_second: f64) -> Self {
        let step = Duration::try_from_secs_f64(1.0 / per_second).unwrap_or_default();
        Self { pace: Some(Mutex::new(Pace { next: Instant::now(), step })), ..Self::default() }
    }

    /// Waits until an act may begin.
    pub async fn turn(&self) {
        let Some(pace) = &self.pace else { return };
        let begin = pace.lock().unwrap_or_else(PoisonError::into_inner).take(Instant::now());
        tokio::time::sleep_until(begin.into()).await;
    }

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
            spread: Spread::of(within.iter().map(|act| (act.at, 1)), from, to),
            failed: failures.len(),
            first_failure: failures.into_iter().next(),
            accepted: Latency::of(within.iter().map(|act| act.accepted).collect()),
            last: Latency::of(within.iter().map(|act| act.done).collect()),
            told: Latency::of(within.iter().filter_map(|act| act.told).collect()),
            told_count: within.iter().filter(|act| act.told.is_some()).count(),
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
    pub spread: Spread,
    /// Refused, failed, or never at an end; before, within and after the time that counts.
    pub failed: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_failure: Option<String>,
    /// The pre-confirmation: from the request to the answer, by which it is kept safely.
    pub accepted: Latency,
    /// From the request until the index knows it done.
    #[serde(rename = "final")]
    pub last: Latency,
    /// From the request until the stream of whom it concerns told of it, and of how many.
    pub told: Latency,
    pub told_count: usize,
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
            diary.act(Act { kind: kind.to_owned(), accepted, done, told: None, at });
        }
        diary.failure("rate: 500".to_owned());
        let figures = diary.figures(begun + Duration::from_secs(1), begun + Duration::from_secs(3));
        assert_eq!((figures.done, figures.done_in_all, figures.failed), (2, 4, 1));
        assert!((figures.per_second - 1.0).abs() < 1e-9);
        assert_eq!((figures.accepted.p50, figures.last.p95), (5, 900));
        assert_eq!((figures.kinds.len(), figures.told_count), (2, 0));
    }

    #[test]
    fn acts_of_a_paced_load_begin_one_after_the_other_and_none_is_caught_up_with() {
        let begun = Instant::now();
        let at = |milliseconds| begun + Duration::from_millis(milliseconds);
        let mut pace = Pace { next: begun, step: Duration::from_millis(100) };
        assert_eq!([0, 1, 2].map(|now| pace.take(at(now))), [at(0), at(100), at(200)]);
        assert_eq!([700, 701].map(|now| pace.take(at(now))), [at(700), at(800)]);
    }
}
