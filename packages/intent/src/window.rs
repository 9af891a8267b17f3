use thiserror::Error;

/// How many nonces back from the highest one seen can still be used.
pub const WINDOW_BITS: u64 = 128;

/// Why a nonce is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NonceRefused {
    #[error("nonce.used: this nonce has been used")]
    Used,
    #[error("nonce.too_old: this nonce is below the window")]
    TooOld,
    #[error("nonce.too_far: this nonce is more than 128 above the highest one used")]
    TooFar,
}

/// The nonces that are spent, of one (member, scope, lane) under one key epoch: any order, each once.
///
/// `next` is one more than the highest nonce spent; bit `i` of `spent` stands for nonce `next − 1 − i`. Stored as
/// `epoch u32 ‖ next u64 ‖ spent u128`, big-endian, 28 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NonceWindow {
    pub epoch: u32,
    pub next: u64,
    pub spent: u128,
}

impl NonceWindow {
    /// An untouched window of this epoch.
    pub fn new(epoch: u32) -> Self {
        NonceWindow { epoch, next: 0, spent: 0 }
    }

    /// Whether `nonce` could be spent now.
    ///
    /// # Errors
    /// The reason why not.
    pub fn check(&self, nonce: u64) -> Result<(), NonceRefused> {
        self.spend(nonce).map(|_| ())
    }

    /// The window after `nonce` is spent.
    ///
    /// # Errors
    /// The reason why it cannot be.
    pub fn spend(&self, nonce: u64) -> Result<Self, NonceRefused> {
        match nonce.checked_sub(self.next) {
            Some(ahead) => {
                let after = nonce.checked_add(1).ok_or(NonceRefused::TooFar)?;
                if ahead >= WINDOW_BITS {
                    return Err(NonceRefused::TooFar);
                }
                let shift = u32::try_from(ahead).unwrap_or(u32::MAX).saturating_add(1);
                let spent = self.spent.checked_shl(shift).unwrap_or(0) | 1;
                Ok(NonceWindow { next: after, spent, ..*self })
            }
            None => {
                let back = self.next.saturating_sub(nonce).saturating_sub(1);
                let back = u32::try_from(back).map_err(|_| NonceRefused::TooOld)?;
                let bit = 1u128.checked_shl(back).ok_or(NonceRefused::TooOld)?;
                if self.spent & bit != 0 {
                    return Err(NonceRefused::Used);
                }
                Ok(NonceWindow { spent: self.spent | bit, ..*self })
            }
        }
    }

    /// The stored form.
    pub fn to_bytes(self) -> [u8; 28] {
        let mut bytes = [0; 28];
        let parts = self
            .epoch
            .to_be_bytes()
            .into_iter()
            .chain(self.next.to_be_bytes())
            .chain(self.spent.to_be_bytes());
        bytes.iter_mut().zip(parts).for_each(|(to, from)| *to = from);
        bytes
    }

    /// Reads the stored form; nothing if the length is wrong.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (epoch, rest) = bytes.split_first_chunk()?;
        let (next, rest) = rest.split_first_chunk()?;
        let spent = <[u8; 16]>::try_from(rest).ok()?;
        Some(NonceWindow {
            epoch: u32::from_be_bytes(*epoch),
            next: u64::from_be_bytes(*next),
            spent: u128::from_be_bytes(spent),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[test]
    fn spend_far_ahead_is_refused_and_at_the_edge_is_not() {
        let window = NonceWindow::new(0);
        assert_eq!(window.spend(128), Err(NonceRefused::TooFar));
        let edge = window.spend(127).unwrap();
        assert_eq!(edge.next, 128);
        assert!(edge.check(0).is_ok());
        assert_eq!(edge.check(127), Err(NonceRefused::Used));
        let moved = edge.spend(128).unwrap();
        assert_eq!(moved.check(0), Err(NonceRefused::TooOld));
        assert!(moved.check(1).is_ok());
    }

    #[test]
    fn the_last_nonce_of_all_is_refused() {
        let window = NonceWindow { next: u64::MAX, ..NonceWindow::new(0) };
        assert_eq!(window.check(u64::MAX), Err(NonceRefused::TooFar));
    }

    #[test]
    fn stored_form_reads_back() {
        let window = NonceWindow { epoch: 7, next: 99, spent: 0b1011 };
        assert_eq!(NonceWindow::from_bytes(&window.to_bytes()), Some(window));
        assert_eq!(NonceWindow::from_bytes(&[0; 27]), None);
        assert_eq!(NonceWindow::from_bytes(&[0; 29]), None);
    }

    proptest! {
        /// Against the plain model, a set of all nonces ever spent.
        #[test]
        fn no_nonce_is_ever_spent_twice(nonces in proptest::collection::vec(0u64..600, 1..400)) {
            let mut window = NonceWindow::new(1);
            let mut spent = BTreeSet::new();
            for nonce in nonces {
                let expected = if spent.contains(&nonce) && nonce + WINDOW_BITS >= window.next {
                    Err(NonceRefused::Used)
                } else if nonce + WINDOW_BITS < window.next {
                    Err(NonceRefused::TooOld)
                } else if nonce >= window.next + WINDOW_BITS {
                    Err(NonceRefused::TooFar)
                } else {
                    Ok(())
                };
                prop_assert_eq!(window.check(nonce), expected);
                if let Ok(after) = window.spend(nonce) {
                    prop_assert!(spent.insert(nonce));
                    window = after;
                }
            }
        }
    }
}
