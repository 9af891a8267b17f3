//! What reputation learns.

use crate::state::{self, Activity};
use cosmwasm_std::Storage;
use timebank_api::record::{Fact, FactKind};
use timebank_api::{MemberId, Minutes, Seconds};
use timebank_std::Result;

/// A fact about a member, with the other side.
pub struct Note {
    pub kind: FactKind,
    pub of: MemberId,
    pub other: MemberId,
    pub minutes: Minutes,
    pub score: u8,
    pub late: bool,
}

impl Note {
    pub fn new(kind: FactKind, of: MemberId, other: MemberId) -> Self {
        Note { kind, of, other, minutes: 0, score: 0, late: false }
    }

    pub fn append(self, storage: &mut dyn Storage, activity: &Activity, at: Seconds) -> Result<()> {
        let Note { kind, of, other, minutes, score, late } = self;
        let branch = activity.plan.branch;
        let fact = Fact { kind, activity: activity.id, of, branch, other, minutes, score, late, at };
        state::add_fact(storage, &fact)
    }
}
