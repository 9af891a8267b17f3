//! TIME with an end: minutes by the quarter with which they end, the soonest first.

use timebank_api::time_token::MAX_BUCKETS;
use timebank_api::{Code, Minutes};
use timebank_std::Result;

/// At most [`MAX_BUCKETS`], rising, none empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Buckets(Vec<(u16, Minutes)>);

/// Minutes on their way, and which of them end: never more than there are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parcel {
    pub minutes: u64,
    pub dated: Buckets,
}

impl Parcel {
    /// Minutes that all end with a quarter, or none.
    pub fn new(minutes: Minutes, quarter: Option<u16>) -> Self {
        let dated = quarter.map(|quarter| (quarter, minutes)).into_iter().collect();
        Parcel { minutes: u64::from(minutes), dated: Buckets(dated) }
    }
}

impl Buckets {
    pub fn iter(&self) -> impl Iterator<Item = (u16, Minutes)> + '_ {
        self.0.iter().copied()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds those of a parcel. Where they would be too many, ends are moved to those of half-years, of years and so on, always
    /// later and always to the same grid, so that nothing ends early and nothing is moved on and on.
    ///
    /// # Errors
    /// `system.overflow`.
    pub fn add(&mut self, other: &Buckets) -> Result<()> {
        for (quarter, minutes) in other.iter() {
            self.put(quarter, minutes)?;
        }
        for grid in [1, 3, 7, u16::MAX] {
            if self.0.len() <= MAX_BUCKETS {
                break;
            }
            for (quarter, minutes) in std::mem::take(&mut self.0) {
                self.put(quarter | grid, minutes)?;
            }
        }
        Ok(())
    }

    /// Takes what ends soonest, up to so many minutes.
    pub fn take(&mut self, minutes: u64) -> Buckets {
        let mut left = minutes;
        let mut taken = Buckets::default();
        for (quarter, there) in &mut self.0 {
            let part = Minutes::try_from(left).unwrap_or(Minutes::MAX).min(*there);
            if part == 0 {
                break;
            }
            taken.0.push((*quarter, part));
            *there = there.saturating_sub(part);
            left = left.saturating_sub(u64::from(part));
        }
        self.0.retain(|(_, minutes)| *minutes > 0);
        taken
    }

    /// Takes out what ended before this quarter; gives the minutes.
    pub fn take_ended(&mut self, quarter: u16) -> u64 {
        let ended = self.0.iter().take_while(|(end, _)| *end < quarter);
        let minutes = ended.map(|(_, minutes)| u64::from(*minutes)).fold(0, u64::saturating_add);
        self.0.retain(|(end, _)| *end >= quarter);
        minutes
    }

    fn put(&mut self, quarter: u16, minutes: Minutes) -> Result<()> {
        match self.0.binary_search_by_key(&quarter, |(end, _)| *end) {
            Ok(at) => {
                let known = self.0.get_mut(at).ok_or(Code::Overflow)?;
                known.1 = known.1.checked_add(minutes).ok_or(Code::Overflow)?;
            }
            Err(at) => self.0.insert(at, (quarter, minutes)),
        }
        Ok(())
    }

    /// `quarter u16 ‖ minutes u32` each.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0
            .iter()
            .flat_map(|(quarter, minutes)| quarter.to_be_bytes().into_iter().chain(minutes.to_be_bytes()))
            .collect()
    }

    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut all = Vec::new();
        let mut rest = bytes;
        while !rest.is_empty() {
            let (quarter, tail) = rest.split_first_chunk()?;
            let (minutes, tail) = tail.split_first_chunk()?;
            all.push((u16::from_be_bytes(*quarter), u32::from_be_bytes(*minutes)));
            rest = tail;
        }
        Some(Buckets(all))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sum(buckets: &Buckets) -> u64 {
        buckets.iter().map(|(_, minutes)| u64::from(minutes)).sum()
    }

    fn buckets(all: &[(u16, Minutes)]) -> Buckets {
        let mut buckets = Buckets::default();
        buckets.add(&Buckets(all.to_vec())).unwrap();
        buckets
    }

    #[test]
    fn the_soonest_end_is_taken_first() {
        let mut all = buckets(&[(5, 10), (3, 4), (5, 1)]);
        assert_eq!(all.take(6), Buckets(vec![(3, 4), (5, 2)]));
        assert_eq!(all, Buckets(vec![(5, 9)]));
        assert_eq!(all.take(u64::MAX), Buckets(vec![(5, 9)]));
        assert!(all.is_empty() && all.take(1).is_empty());
        let mut all = buckets(&[(3, 4), (5, 10)]);
        assert_eq!((all.take_ended(3), all.take_ended(5), all.clone()), (0, 4, buckets(&[(5, 10)])));
        assert_eq!(Buckets::from_bytes(&all.to_bytes()), Some(all));
        assert_eq!(Buckets::from_bytes(b"\0"), None);
    }

    #[test]
    fn an_earner_of_five_years_expiry_loses_what_is_over() {
        let mut all = Buckets::default();
        for now in 100..400u16 {
            let ended = all.take_ended(now);
            assert!(now < 123 || ended > 0 || now % 2 == 1, "{now} {all:?}");
            all.add(&Parcel::new(1, Some(now + 20)).dated).unwrap();
            assert!(sum(&all) <= 22, "{all:?}");
        }
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_nothing_ends_early(
            ends in prop::collection::vec((0..400u16, 1..1_000u32), 0..60),
            take in 0..30_000u64,
        ) {
            let mut all = Buckets::default();
            for end in &ends {
                all.add(&Buckets(vec![*end])).unwrap();
                prop_assert!(all.0.len() <= MAX_BUCKETS);
                prop_assert!(all.0.windows(2).all(|pair| pair[0].0 < pair[1].0));
            }
            let total: u64 = ends.iter().map(|(_, minutes)| u64::from(*minutes)).sum();
            prop_assert_eq!(sum(&all), total);
            for quarter in 0..400 {
                let kept: u64 = all.iter().filter(|(end, _)| *end >= quarter).map(|(_, m)| u64::from(m)).sum();
                let due: u64 = ends.iter().filter(|(end, _)| *end >= quarter).map(|(_, m)| u64::from(*m)).sum();
                prop_assert!(kept >= due);
            }
            let taken = all.take(take);
            prop_assert_eq!(sum(&taken), take.min(total));
            prop_assert_eq!(sum(&all), total - take.min(total));
        }
    }
}
