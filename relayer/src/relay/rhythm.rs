//! When blocks come, as the index sees them: what is sent at any moment between two of them is in the same block, so that one batch
//! late in that time does what many small ones would, and costs every node less.

use std::time::{Duration, Instant};

/// No chain has a longer rhythm: a pause is none.
const LONGEST: Duration = Duration::from_secs(5);

/// The last block, and how long it is usually from one to the next.
#[derive(Debug)]
pub(super) struct Rhythm {
    height: u64,
    at: Instant,
    interval: Duration,
}

impl Rhythm {
    pub(super) fn new(now: Instant) -> Self {
        Rhythm { height: 0, at: now, interval: Duration::ZERO }
    }

    /// The index is at this height.
    pub(super) fn see(&mut self, height: u64, now: Instant) {
        if height == self.height {
            return;
        }
        let since = now.saturating_duration_since(self.at);
        // Blocks that come together are caught up with, and say nothing.
        if self.height.checked_add(1) == Some(height) && since <= LONGEST {
            let before = if self.interval.is_zero() { since } else { self.interval };
            self.interval = before.saturating_mul(3).saturating_add(since).checked_div(4).unwrap_or(before);
        }
        self.height = height;
        self.at = now;
    }

    /// Until when a batch that is not full does not miss the next block: the middle between the last one and it, which leaves
    /// the other half for the way to whoever proposes it, and for the batches after this one.
    pub(super) fn due(&self) -> Instant {
        let half = self.interval.checked_div(2).unwrap_or_default();
        self.at.checked_add(half).unwrap_or(self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_is_due_in_the_middle_between_two_blocks() {
        let begun = Instant::now();
        let at = |milliseconds| begun + Duration::from_millis(milliseconds);
        let mut rhythm = Rhythm::new(begun);
        assert_eq!(rhythm.due(), begun);
        rhythm.see(7, at(100));
        assert_eq!(rhythm.due(), at(100), "one block is no rhythm");
        rhythm.see(8, at(1_100));
        assert_eq!(rhythm.due(), at(1_600));
        // What is known already changes nothing.
        rhythm.see(8, at(1_500));
        assert_eq!(rhythm.due(), at(1_600));
        // A slower one counts for a quarter; blocks that come together, and pauses, for nothing.
        rhythm.see(9, at(3_100));
        assert_eq!(rhythm.due(), at(3_100 + 625));
        rhythm.see(12, at(3_200));
        rhythm.see(13, at(60_000));
        assert_eq!(rhythm.due(), at(60_000 + 625));
    }
}
