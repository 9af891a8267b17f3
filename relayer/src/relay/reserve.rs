//! The next free nonce.

use super::RelayError;
use crate::db::{int, uint, QueryBuilder};
use sqlx::AnyConnection;
use std::collections::{BTreeSet, HashMap};
use timebank_api::{Code, MemberId};
use timebank_intent::{NonceRefused, NonceWindow, Scope, MAX_LANES, WINDOW_BITS};

/// A reserved place: nobody else gets it while its intent is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reserved {
    pub lane: u8,
    pub nonce: u64,
}

/// A member's nonces of a scope on a lane.
type Row = (i64, i64, i64);

/// The nonces of some members, as the chain has spent them and open intents hold them.
pub(super) struct Book {
    spent: HashMap<Row, NonceWindow>,
    /// By row and epoch.
    open: HashMap<(Row, i64), BTreeSet<u64>>,
}

impl Book {
    pub async fn read(tx: &mut AnyConnection, members: &BTreeSet<MemberId>) -> sqlx::Result<Self> {
        if members.is_empty() {
            return Ok(Book { spent: HashMap::new(), open: HashMap::new() });
        }
        let of_members = |text: &str| {
            let mut query = QueryBuilder::new(text);
            query.push_binds(members.iter().map(|member| int(*member)));
            query
        };
        let spent = of_members("SELECT member, scope, lane, spent FROM p_nonces WHERE member IN ");
        let spent: Vec<(i64, i64, i64, Vec<u8>)> = spent.build_as().fetch_all(&mut *tx).await?;
        let open = of_members(
            "SELECT member, scope, lane, epoch, nonce FROM actions \
             WHERE form = 'intent' AND state IN ('accepted', 'sent') AND member IN ",
        );
        let rows: Vec<(i64, i64, i64, i64, i64)> = open.build_as().fetch_all(tx).await?;
        let spent = spent.into_iter().filter_map(|(member, scope, lane, bytes)| {
            Some(((member, scope, lane), NonceWindow::from_bytes(&bytes)?))
        });
        let mut open: HashMap<(Row, i64), BTreeSet<u64>> = HashMap::new();
        for (member, scope, lane, epoch, nonce) in rows {
            open.entry(((member, scope, lane), epoch)).or_default().insert(uint(nonce));
        }
        Ok(Book { spent: spent.collect(), open })
    }

    /// How many actions of a member are open.
    pub fn open(&self, member: MemberId) -> usize {
        let of_member = self.open.iter().filter(|(((of, ..), _), _)| *of == int(member));
        of_member.map(|(_, nonces)| nonces.len()).sum()
    }

    /// The next free nonce of a member and scope, on the first lane that has one. It is not given again.
    pub fn next(&mut self, member: MemberId, scope: Scope, epoch: u32) -> Result<Reserved, RelayError> {
        for lane in 0..MAX_LANES {
            let (row, window) = self.window(member, scope, epoch, lane)?;
            let open = self.open.entry((row, i64::from(epoch))).or_default();
            if let Some(nonce) = free(window, open) {
                open.insert(nonce);
                return Ok(Reserved { lane, nonce });
            }
        }
        Err(RelayError::Busy)
    }

    /// A free nonce of a lane; it is not kept for anybody.
    pub fn free(&self, member: MemberId, scope: Scope, epoch: u32, lane: u8) -> Option<u64> {
        let (row, window) = self.window(member, scope, epoch, lane).ok()?;
        match self.open.get(&(row, i64::from(epoch))) {
            Some(open) => free(window, open),
            None => free(window, &BTreeSet::new()),
        }
    }

    /// Keeps a nonce that the member has chosen, if the proxy would take it whatever the order in which it and those that are
    /// open arrive.
    pub fn take(
        &mut self,
        member: MemberId,
        scope: Scope,
        epoch: u32,
        at: Reserved,
    ) -> Result<Reserved, RelayError> {
        let (row, window) = self.window(member, scope, epoch, at.lane)?;
        let open = self.open.entry((row, i64::from(epoch))).or_default();
        window.check(at.nonce).map_err(|refused| match refused {
            NonceRefused::Used => Code::NonceUsed,
            NonceRefused::TooOld => Code::NonceTooOld,
            NonceRefused::TooFar => Code::NonceTooFar,
        })?;
        let (lowest, highest) = bounds(open);
        if at.nonce < lowest {
            return Err(Code::NonceTooOld.into());
        }
        if at.nonce >= highest {
            return Err(Code::NonceTooFar.into());
        }
        match open.insert(at.nonce) {
            true => Ok(at),
            false => Err(Code::NonceUsed.into()),
        }
    }

    fn window(
        &self,
        member: MemberId,
        scope: Scope,
        epoch: u32,
        lane: u8,
    ) -> Result<(Row, NonceWindow), RelayError> {
        let row = (int(member), i64::from(scope.byte()), i64::from(lane));
        let window = self.spent.get(&row).copied().unwrap_or_default();
        if window.epoch > epoch {
            return Err(RelayError::Epoch);
        }
        Ok((row, if window.epoch == epoch { window } else { NonceWindow::new(epoch) }))
    }
}

/// Between what nonces neither pushes an open one out of the window nor is pushed out by one: from the first to before the second.
fn bounds(open: &BTreeSet<u64>) -> (u64, u64) {
    let highest = open.first().map_or(u64::MAX, |first| first.saturating_add(WINDOW_BITS));
    let lowest = open.last().map_or(0, |last| last.saturating_add(1).saturating_sub(WINDOW_BITS));
    (lowest, highest)
}

/// The first nonce that the proxy would take, is not in an open intent, and neither pushes one of them out of the window nor
/// is pushed out by one, whatever the order they arrive in. Nonces of intents that expired unspent are used again.
fn free(window: NonceWindow, open: &BTreeSet<u64>) -> Option<u64> {
    let ahead = open.last().map_or(0, |last| last.saturating_add(1)).max(window.next);
    let behind = window.next.saturating_sub(WINDOW_BITS);
    let limit = window.next.saturating_add(WINDOW_BITS);
    let (lowest, highest) = bounds(open);
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
