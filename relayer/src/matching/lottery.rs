//! Popular seats by lot, so that nobody can steer it and anybody can recompute it.
//!
//! Before registration closes the branch shows a commitment to a secret. When it has closed, the hash of the first block after it
//! is a number that nobody could know before; the branch reveals the secret, and both together are the seed of the draw. The
//! branch cannot pick another secret, and whoever makes blocks does not know the one it picked. Whoever went without before has
//! more tickets, whoever had a popular seat has fewer.

use sha2::{Digest, Sha256};
use timebank_api::{ActivityId, MemberId};

const COMMITMENT: &[u8] = b"timebank/lottery/commitment/v1";
const SEED: &[u8] = b"timebank/lottery/seed/v1";
const ROUND: &[u8] = b"timebank/lottery/round/v1";
/// Tickets of somebody without history, and the fewest and most of anybody.
const TICKETS: u64 = 100;
const FEWEST: u64 = 10;
const MOST: u64 = 1_000;

/// Somebody in the draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entrant {
    pub member: MemberId,
    pub tickets: u64,
}

/// What the branch shows before: sha256 of a tag, the activity (8 bytes, big endian) and the secret.
pub fn commitment(activity: ActivityId, secret: &[u8; 32]) -> [u8; 32] {
    hash(&[COMMITMENT, &activity.to_be_bytes(), secret])
}

/// The draw's seed: sha256 of a tag, the activity, the secret and the block's hash.
pub fn seed(activity: ActivityId, secret: &[u8; 32], block: &[u8]) -> [u8; 32] {
    hash(&[SEED, &activity.to_be_bytes(), secret, block])
}

/// The tickets of somebody who got and went without so many popular seats: 100 × (1 + without) / (1 + got), 10 to 1000.
pub fn tickets(got: u64, without: u64) -> u64 {
    let more = TICKETS.saturating_mul(without.saturating_add(1));
    more.checked_div(got.saturating_add(1)).unwrap_or(TICKETS).clamp(FEWEST, MOST)
}

/// The order in which seats are given. In round n (from 0) the first 16 bytes of sha256(tag, seed, n as 8 bytes), big endian,
/// modulo the tickets still in the draw, say which ticket wins; tickets are counted through the entrants by member number. The
/// winner leaves the draw.
pub fn draw(seed: &[u8; 32], entrants: &[Entrant]) -> Vec<MemberId> {
    let mut left: Vec<Entrant> = entrants.to_vec();
    left.sort_by_key(|entrant| entrant.member);
    let mut order = Vec::with_capacity(left.len());
    for round in 0u64.. {
        let whole = left.iter().fold(0u64, |sum, entrant| sum.saturating_add(entrant.tickets));
        let digest = hash(&[ROUND, seed, &round.to_be_bytes()]);
        let number = digest.first_chunk::<16>().map_or(0, |bytes| u128::from_be_bytes(*bytes));
        let Some(ticket) = number.checked_rem(u128::from(whole)) else {
            break;
        };
        let mut passed = 0u128;
        let winner = left.iter().position(|entrant| {
            passed = passed.saturating_add(u128::from(entrant.tickets));
            ticket < passed
        });
        match winner {
            Some(place) => order.push(left.remove(place).member),
            None => break,
        }
    }
    order
}

fn hash(parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entrants(tickets: &[u64]) -> Vec<Entrant> {
        (1..).zip(tickets).map(|(member, tickets)| Entrant { member, tickets: *tickets }).collect()
    }

    /// The vectors of `docs/lottery.md`; whoever writes it again in another language tests it with them.
    #[test]
    fn vectors_are_as_documented() {
        let (secret, block) = ([7u8; 32], [9u8; 32]);
        let text = include_str!("../../../docs/lottery.md");
        let seed = seed(42, &secret, &block);
        let order = draw(&seed, &entrants(&[100, 100, 200, 50, 1_000]));
        for known in [hex::encode(commitment(42, &secret)), hex::encode(seed), format!("{order:?}")] {
            assert!(text.contains(&known), "{known}");
        }
    }

    #[test]
    fn everybody_has_a_place_and_the_order_of_arrival_changes_nothing() {
        let mut all = entrants(&[100, 10, 1_000, 300]);
        let seed = seed(1, &[1; 32], &[2; 32]);
        let first = draw(&seed, &all);
        all.reverse();
        assert_eq!(draw(&seed, &all), first);
        let mut members = first.clone();
        members.sort_unstable();
        assert_eq!(members, [1, 2, 3, 4]);
        assert!(draw(&seed, &[]).is_empty());
    }

    #[test]
    fn tickets_decide_how_often_somebody_is_first() {
        let all = entrants(&[300, 100]);
        let first =
            (0..2_000u64).filter(|block| draw(&seed(1, &[1; 32], &block.to_be_bytes()), &all)[0] == 1);
        let share = first.count();
        assert!((1_420..1_580).contains(&share), "{share} of 2000, expected about 1500");
    }

    #[test]
    fn who_went_without_has_more_tickets() {
        assert_eq!(
            [tickets(0, 0), tickets(0, 2), tickets(3, 0), tickets(50, 0), tickets(0, 50)],
            [100, 300, 25, 10, 1_000]
        );
    }
}
