use super::problem::{Own, Problem};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
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

/// A token bucket per address, for the routes where passwords and codes are tried, and those that cost a node work. It is memory of
/// this process only; the counts that matter for an account are in the database.
#[derive(Debug, Clone)]
pub struct Limiter {
    name: &'static str,
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
    /// `name` is what the policy is called in headers.
    pub fn new(name: &'static str, rate: Rate) -> Self {
        Limiter { name, rate, buckets: Arc::default() }
    }

    /// Takes one request of an address, if there is one left.
    pub fn take(&self, address: IpAddr, now: Instant) -> Quota {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= REMEMBERED {
            buckets.retain(|_, bucket| bucket.filled(self.rate, now) < self.rate.burst);
        }
        let bucket = buckets.entry(address).or_insert(Bucket { tokens: self.rate.burst, at: now });
        let tokens = bucket.filled(self.rate, now);
        let taken = tokens >= 1.0;
        let left = if taken { tokens - 1.0 } else { tokens };
        *bucket = Bucket { tokens: left, at: now };
        let until = |tokens: f64| Duration::from_secs_f64((tokens - left).max(0.0) / self.rate.per_second);
        Quota {
            policy: self.name,
            rate: self.rate,
            left,
            full_after: until(self.rate.burst),
            wait: (!taken).then(|| until(1.0)),
        }
    }
}

/// What an address has left after a request.
#[derive(Debug, Clone, Copy)]
pub struct Quota {
    policy: &'static str,
    rate: Rate,
    left: f64,
    full_after: Duration,
    /// How long until there is one more, where none was left for this request.
    wait: Option<Duration>,
}

impl Quota {
    /// # Errors
    /// `rate.limited`.
    pub(super) fn permits(&self) -> Result<(), Problem> {
        match self.wait {
            None => Ok(()),
            Some(wait) => Err(Problem::from(Own::RateLimited).with_retry_after(whole(wait).max(1))),
        }
    }

    /// Says it in the fields of draft-ietf-httpapi-ratelimit-headers: so many in so many seconds; what is left, and when all of it is
    /// back.
    pub(super) fn tell(&self, headers: &mut HeaderMap) {
        let (policy, burst, left) = (self.policy, self.rate.burst.floor(), self.left.floor());
        let window = whole(Duration::from_secs_f64(self.rate.burst / self.rate.per_second));
        let reset = whole(self.full_after);
        let fields = [
            (POLICY, format!("\"{policy}\";q={burst};w={window}")),
            (LIMIT, format!("\"{policy}\";r={left};t={reset}")),
        ];
        for (name, value) in fields {
            if let Ok(value) = HeaderValue::try_from(value) {
                headers.insert(HeaderName::from_static(name), value);
            }
        }
    }
}

/// What an address may do.
pub(super) const POLICY: &str = "ratelimit-policy";
/// What it has left.
pub(super) const LIMIT: &str = "ratelimit";

/// Whole seconds, rounded up.
fn whole(time: Duration) -> u64 {
    time.as_secs().saturating_add(u64::from(time.subsec_nanos() > 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn burst_is_served_then_the_rate_and_addresses_do_not_share() {
        let (limiter, now) = (Limiter::new("login", Rate::MEMBERS), Instant::now());
        let (one, other) = (IpAddr::from([10, 0, 0, 1]), IpAddr::from([10, 0, 0, 2]));
        for _ in 0..30 {
            limiter.take(one, now).permits().unwrap();
        }
        let refused = limiter.take(one, now);
        assert_eq!(refused.permits().unwrap_err().code, "rate.limited");
        let wait = refused.wait.unwrap();
        assert!(wait <= Duration::from_secs(1));
        limiter.take(other, now).permits().unwrap();
        limiter.take(one, now + wait).permits().unwrap();
        limiter.take(one, now + wait).permits().unwrap_err();
    }

    #[test]
    fn headers_say_what_is_left_and_when_all_of_it_is_back() {
        let (limiter, now) = (Limiter::new("texting", Rate::TEXTING), Instant::now());
        let said = |quota: Quota| {
            let mut headers = HeaderMap::new();
            quota.tell(&mut headers);
            [POLICY, LIMIT].map(|name| headers[name].to_str().unwrap().to_owned())
        };
        let address = IpAddr::from([10, 0, 0, 1]);
        assert_eq!(said(limiter.take(address, now)), ["\"texting\";q=20;w=3600", "\"texting\";r=19;t=180"]);
        for _ in 0..19 {
            limiter.take(address, now);
        }
        let refused = limiter.take(address, now);
        assert_eq!(said(refused)[1], "\"texting\";r=0;t=3600");
        assert_eq!(refused.wait.map(whole), Some(180));
    }
}
