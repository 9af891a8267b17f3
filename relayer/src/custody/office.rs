use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use timebank_client::SecretKey;

/// How long an office key stays unlocked, in seconds.
pub const SHIFT: u64 = 8 * 3_600;

/// Office keys that are unlocked, by session, in memory only: a restart locks them all.
#[derive(Clone, Default)]
pub struct Offices {
    open: Arc<Mutex<HashMap<[u8; 32], Unlocked>>>,
}

struct Unlocked {
    key: Arc<SecretKey>,
    until: u64,
}

impl Offices {
    /// Keeps the key for a shift from `now` and gives when it ends.
    pub fn unlock(&self, session: [u8; 32], key: SecretKey, now: u64) -> u64 {
        let until = now.saturating_add(SHIFT);
        let mut open = self.guard();
        open.retain(|_, unlocked| unlocked.until > now);
        open.insert(session, Unlocked { key: Arc::new(key), until });
        until
    }

    /// The session's key and when its shift ends, if it has not ended.
    pub fn key(&self, session: &[u8; 32], now: u64) -> Option<(Arc<SecretKey>, u64)> {
        let mut open = self.guard();
        open.retain(|_, unlocked| unlocked.until > now);
        open.get(session).map(|unlocked| (Arc::clone(&unlocked.key), unlocked.until))
    }

    /// Forgets the session's key.
    pub fn lock(&self, session: &[u8; 32]) {
        self.guard().remove(session);
    }

    // A panic elsewhere leaves the map whole: every change of it is one call.
    fn guard(&self) -> MutexGuard<'_, HashMap<[u8; 32], Unlocked>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Offices {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Offices(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> SecretKey {
        SecretKey::from_slice(&[7; 32]).unwrap()
    }

    #[test]
    fn shift_ends_by_the_clock_by_logout_and_belongs_to_one_session() {
        let offices = Offices::default();
        let until = offices.unlock([1; 32], key(), 1_000);
        assert_eq!(until, 1_000 + SHIFT);
        assert!(offices.key(&[1; 32], until - 1).is_some());
        assert!(offices.key(&[2; 32], 1_000).is_none());
        assert!(offices.key(&[1; 32], until).is_none());
        offices.unlock([1; 32], key(), 2_000);
        offices.lock(&[1; 32]);
        assert!(offices.key(&[1; 32], 2_001).is_none());
    }
}
