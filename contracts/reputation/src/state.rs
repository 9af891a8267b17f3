//! What is stored:
//!
//! | record | key | written by |
//! |---|---|---|
//! | [`Member`], at most 230 bytes (postcard) | `m/` id | `Follow`, `Refresh` |
//! | [`Standing`] | `s/` id (`timebank-api`) | the same, when it changes |
//! | number of the next fact | `c/next` | `Follow` |

use crate::member::Member;
use cosmwasm_std::Storage;
use timebank_api::record::{standing_key, Standing};
use timebank_api::{Code, MemberId};
use timebank_std::store::{key, load, save};
use timebank_std::{Error, Result};

const MEMBER: &[u8] = b"m/";
const NEXT: &[u8] = b"c/next";

pub fn member(storage: &dyn Storage, id: MemberId) -> Result<Option<Member>> {
    load(storage, &key(MEMBER, &[id]))
}

pub fn save_member(storage: &mut dyn Storage, id: MemberId, member: &Member) -> Result<()> {
    save(storage, &key(MEMBER, &[id]), member)
}

/// What was published of the member last.
pub fn standing(storage: &dyn Storage, id: MemberId) -> Result<Standing> {
    match storage.get(&standing_key(id)) {
        Some(bytes) => Standing::from_bytes(&bytes).ok_or_else(invalid),
        None => Ok(Standing::default()),
    }
}

/// Publishes a standing that differs from the one before.
pub fn save_standing(storage: &mut dyn Storage, id: MemberId, standing: &Standing) {
    storage.set(&standing_key(id), &standing.to_bytes());
}

/// The number of the fact to learn next.
pub fn next(storage: &dyn Storage) -> Result<u64> {
    match storage.get(NEXT) {
        Some(bytes) => Ok(u64::from_be_bytes(bytes.try_into().map_err(|_| invalid())?)),
        None => Ok(1),
    }
}

pub fn save_next(storage: &mut dyn Storage, next: u64) {
    storage.set(NEXT, &next.to_be_bytes());
}

fn invalid() -> Error {
    Code::StateInvalid.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use timebank_api::reputation::{Totals, RECENT};
    use timebank_std::testing::no_name_begins_another;

    #[test]
    fn no_namespace_begins_another() {
        let names: [&[u8]; 5] = [MEMBER, NEXT, b"s/", b"contract_info", b"\0\x06wiring"];
        assert!(standing_key(1).starts_with(b"s/"));
        no_name_begins_another(&names);
    }

    #[test]
    fn a_member_of_many_years_stays_small() {
        let many = u32::MAX / 2;
        let recent = usize::from(RECENT);
        let member = Member {
            totals: Totals {
                services: many,
                minutes: u64::from(many),
                received: many,
                received_minutes: u64::from(many),
                ratings: many,
                rating_sum: many,
                assessments: many,
                assessment_sum: many,
                no_shows: many,
                silences: many,
                late: many,
                reversed_minutes: u64::from(many),
            },
            ratings: vec![(600_000, 5); recent],
            silences: vec![600_000; recent],
            no_shows: vec![600_000; recent],
            points: u32::MAX,
        };
        let bytes = postcard::to_allocvec(&member).unwrap();
        assert!(bytes.len() <= 230, "{}", bytes.len());
        assert_eq!(postcard::from_bytes::<Member>(&bytes).unwrap(), member);
    }
}
