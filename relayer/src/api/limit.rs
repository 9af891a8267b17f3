use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How often an address may ask.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate {
    /// Requests at once before it has to wait for its bucket to fill.
    pub burst: f64,
    /// Requests per second at which the bucket fills.
    pub per_second: f64,
}

impl Rate {
    /// For members: a family behind one address logs in without noticing it.
    pub const MEMBERS: Rate = Rate { burst: 30.0, per_second: 1.0 };
    /// For messages to phones, per address: twenty an hour.
    pub const TEXTING: Rate = Rate { burst: 20.0, per_second: 20.0 / 3_600.0 };
    /// For proofs that a node is asked for, per address.
    pub const PROVING: Rate = Rate { burst: 60.0, per_second: 2.0 };
    /// For development, where one machine plays everybody.
    pub const DEVELOPMENT: Rate = Rate { burst: 10_000.0, per_second: 1_000.0 };
}

/// Addresses remembered before those whose bucket is full are forgotten.
const REMEMBERED: usize = 10_000;

/// A token bucket per address, for the routes where passwords and codes are tried, and those that cost a node work. It is memory of this process only; the
/// counts that matter for an account are in the database.
#[derive(Debug, Clone)]
pub struct Limiter {
    rate: Rate,
    buckets: Arc<Mutex<HashMap<IpAddr, Bucket>>>,
}

#[derive(Debug, Clone, Copy)]
struct Bucket {
    tokens: f64,
    at: Instant,
}

impl Bucket {
    fn filled(self, rate: Rate, now: Instant) -> f64 {
        let since = now.saturating_duration_since(self.at).as_secs_f64();
        (self.tokens + since * rate.per_second).min(rate.burst)
    }
}

impl Limiter {
    pub fn new(rate: Rate) -> Self {
        Limiter { rate, buckets: Arc::default() }
    }

    /// Takes one request of an address; the time to wait when there is none left.
    ///
    /// # Errors
    /// How long until the next one.
    pub fn take(&self, address: IpAddr, now: Instant) -> Result<(), Duration> {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= REMEMBERED {
            buckets.retain(|_, bucket| bucket.filled(self.rate, now) < self.rate.burst);
        }
        let bucket = buckets.entry(address).or_insert(Bucket { tokens: self.rate.burst, at: now });
        let tokens = bucket.filled(self.rate, now);
        if tokens < 1.0 {
            *bucket = Bucket { tokens, at: now };
            return Err(Duration::from_secs_f64((1.0 - tokens) / self.rate.per_second));
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
        let (limiter, now) = (Limiter::new(Rate::MEMBERS), Instant::now());
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
