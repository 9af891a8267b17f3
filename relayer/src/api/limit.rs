use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Requests an address may make at once before it has to wait for its bucket to fill.
const BURST: f64 = 30.0;
/// Requests per second at which a bucket fills.
const RATE: f64 = 1.0;
/// Addresses remembered before those whose bucket is full are forgotten.
const REMEMBERED: usize = 10_000;

/// A token bucket per address, for the routes where passwords and codes are tried. It is memory of this process only; the
/// counts that matter for an account are in the database.
#[derive(Debug, Clone, Default)]
pub struct Limiter {
    buckets: Arc<Mutex<HashMap<IpAddr, Bucket>>>,
}

#[derive(Debug, Clone, Copy)]
struct Bucket {
    tokens: f64,
    at: Instant,
}

impl Bucket {
    fn filled(self, now: Instant) -> f64 {
        (self.tokens + now.saturating_duration_since(self.at).as_secs_f64() * RATE).min(BURST)
    }
}

impl Limiter {
    /// Takes one request of an address; the time to wait when there is none left.
    ///
    /// # Errors
    /// How long until the next one.
    pub fn take(&self, address: IpAddr, now: Instant) -> Result<(), Duration> {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= REMEMBERED {
            buckets.retain(|_, bucket| bucket.filled(now) < BURST);
        }
        let bucket = buckets.entry(address).or_insert(Bucket { tokens: BURST, at: now });
        let tokens = bucket.filled(now);
        if tokens < 1.0 {
            *bucket = Bucket { tokens, at: now };
            return Err(Duration::from_secs_f64((1.0 - tokens) / RATE));
        }
        *bucket = Bucket { tokens: tokens - 1.0, at: now };
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn burst_is_served_then_the_rate_and_addresses_do_not_share() {
        let (limiter, now) = (Limiter::default(), Instant::now());
        let (one, other) = (IpAddr::from([10, 0, 0, 1]), IpAddr::from([10, 0, 0, 2]));
        for _ in 0..30 {
            limiter.take(one, now).unwrap();
        }
        let wait = limiter.take(one, now).unwrap_err();
        assert!(wait <= Duration::from_secs(1));
        limiter.take(other, now).unwrap();
        limiter.take(one, now + wait).unwrap();
        limiter.take(one, now + wait).unwrap_err();
    }
}
