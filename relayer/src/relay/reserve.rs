//! The next free nonce.

use super::RelayError;
use crate::db::{int, uint};
use sqlx::AnyConnection;
use std::collections::BTreeSet;
use timebank_api::MemberId;
use timebank_intent::{NonceWindow, Scope, MAX_LANES, WINDOW_BITS};

/// A reserved place: nobody else gets it while its intent is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reserved {
    pub lane: u8,
    pub nonce: u64,
}

/// The next free nonce of a member and scope, on the first lane that has one.
pub(super) async fn next(
    tx: &mut AnyConnection,
    member: MemberId,
    scope: Scope,
    epoch: u32,
) -> Result<Reserved, RelayError> {
    for lane in 0..MAX_LANES {
        let window: Option<Vec<u8>> =
            sqlx::query_scalar("SELECT spent FROM p_nonces WHERE member = $1 AND scope = $2 AND lane = $3")
                .bind(int(member))
                .bind(i64::from(scope.byte()))
                .bind(i64::from(lane))
                .fetch_optional(&mut *tx)
                .await?;
        let window = window.and_then(|bytes| NonceWindow::from_bytes(&bytes)).unwrap_or_default();
        if window.epoch > epoch {
            return Err(RelayError::Epoch);
        }
        let window = if window.epoch == epoch { window } else { NonceWindow::new(epoch) };
        let open: Vec<i64> = sqlx::query_scalar(
            "SELECT nonce FROM actions WHERE form = 'intent' AND state IN ('accepted', 'sent') \
             AND member = $1 AND scope = $2 AND lane = $3 AND epoch = $4",
        )
        .bind(int(member))
        .bind(i64::from(scope.byte()))
        .bind(i64::from(lane))
        .bind(i64::from(epoch))
        .fetch_all(&mut *tx)
        .await?;
        let open = open.into_iter().map(uint).collect();
        if let Some(nonce) = free(window, &open) {
            return Ok(Reserved { lane, nonce });
        }
    }
    Err(RelayError::Busy)
}

/// The first nonce that the proxy would take, is not in an open intent, and neither pushes one of them out of the window nor
/// is pushed out by one, whatever the order they arrive in. Nonces of intents that expired unspent are used again.
fn free(window: NonceWindow, open: &BTreeSet<u64>) -> Option<u64> {
    let ahead = open.last().map_or(0, |last| last.saturating_add(1)).max(window.next);
    let behind = window.next.saturating_sub(WINDOW_BITS);
    let limit = window.next.saturating_add(WINDOW_BITS);
    let highest = open.first().map_or(u64::MAX, |first| first.saturating_add(WINDOW_BITS));
    let lowest = open.last().map_or(0, |last| last.saturating_add(1).saturating_sub(WINDOW_BITS));
    std::iter::once(ahead)
        .chain(behind..limit)
        .filter(|nonce| (lowest..highest).contains(nonce) && !open.contains(nonce))
        .find(|nonce| window.check(*nonce).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nonces_go_up_and_unspent_ones_are_used_again() {
        let fresh = NonceWindow::new(1);
        assert_eq!(free(fresh, &BTreeSet::new()), Some(0));
        assert_eq!(free(fresh, &BTreeSet::from([0, 1])), Some(2));
        // 128 are open: no more, whatever becomes of them.
        assert_eq!(free(fresh, &(0..128).collect()), None);
        // All but one expired: the numbers are free again.
        assert_eq!(free(fresh, &BTreeSet::from([127])), Some(0));
    }

    #[test]
    fn nothing_pushes_an_open_one_out_of_the_window() {
        let window = (1..=127).fold(NonceWindow::new(1), |window, nonce| window.spend(nonce).unwrap());
        assert_eq!(window.next, 128);
        // Nonce 0 is open: spending 128 would make it too old.
        assert_eq!(free(window, &BTreeSet::from([0])), None);
        assert_eq!(free(window, &BTreeSet::new()), Some(128));
    }

    proptest! {
        /// Reserving and executing in any order, with some lost for good: the proxy takes every one that arrives.
        #[test]
        fn whatever_the_order_the_proxy_takes_each(steps in proptest::collection::vec((0u8..4, any::<prop::sample::Index>()), 1..600)) {
            let mut window = NonceWindow::new(1);
            let mut open = BTreeSet::new();
            for (what, which) in steps {
                if what < 2 {
                    if let Some(nonce) = free(window, &open) {
                        prop_assert!(open.insert(nonce));
                    }
                } else if !open.is_empty() {
                    let nonce = *open.iter().nth(which.index(open.len())).unwrap();
                    open.remove(&nonce);
                    if what == 2 {
                        window = window.spend(nonce).unwrap();
                    }
                }
            }
        }
    }
}
