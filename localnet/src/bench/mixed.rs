//! Mixed work (P2): of a hundred acts twenty publish, fifty enrol or check in, twenty bring services to their end, ten are transfers.
//!
//! A round is three activities, published and approved, with two or three who enrol and check in at each, and one of these whose
//! service is confirmed, rated and paid. Crews with givers make six transfers in it: half of the crews have them.

use super::services::{Crew, Done};
use anyhow::Result;
use futures::future::{join, join_all};
use std::sync::atomic::Ordering;
use std::sync::Arc;

/// Who enrols in a round, in turns: two and a half at an activity on average.
const ROUNDS: [[usize; 3]; 2] = [[3, 2, 3], [2, 3, 2]];

/// Rounds of a crew at the same time: in each only two or three act at any moment.
pub const AT_ONCE: usize = 5;
/// Transfers beside an activity.
const TRANSFERS: usize = 2;

/// One round of a crew.
pub async fn round(crew: Arc<Crew>, done: Arc<Done>) -> Result<()> {
    let turn = crew.turn.load(Ordering::Relaxed);
    let seats = ROUNDS.get(turn % 2).copied().unwrap_or_default();
    for (number, seats) in seats.into_iter().enumerate() {
        let place = crew.publish(&done, seats).await?;
        let all: Vec<_> = crew.next(seats).collect();
        let attended = join_all(all.iter().map(|participant| crew.attend(&done, &place, participant)));
        let (attended, given) = join(attended, crew.givers.give(&done.diary, TRANSFERS)).await;
        attended.into_iter().chain([given]).collect::<Result<()>>()?;
        if let Some(participant) = all.first().filter(|_| number == 0) {
            crew.settle(&done, &place, participant).await?;
        }
    }
    Ok(())
}
