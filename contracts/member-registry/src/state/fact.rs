//! What was before a partner's fact was applied, and what was after.

use super::{at, pack, place, somebody, unpack};
use cosmwasm_std::{HexBinary, Storage};
use timebank_api::oracle::ReportId;
use timebank_api::record::AgeClass;
use timebank_api::{Code, MemberId, Seconds};
use timebank_std::Result;

pub enum Change {
    Credential {
        commitment: HexBinary,
        before: Option<(Seconds, Option<MemberId>)>,
        after: Option<Seconds>,
    },
    Age {
        before: AgeClass,
        after: AgeClass,
    },
    /// Nothing to restore if another report had frozen the account before.
    Deceased {
        before: bool,
    },
}

const AGES: [AgeClass; 5] =
    [AgeClass::Under18, AgeClass::Under60, AgeClass::From60, AgeClass::From65, AgeClass::From80];
const CREDENTIAL: u64 = 0;
const AGE: u64 = 1;
const DECEASED: u64 = 2;

/// `member ‖ kind of change ‖ what was before and after ‖ commitment`.
fn key(report: ReportId) -> Vec<u8> {
    [b"fact/".as_slice(), &report.to_be_bytes()].concat()
}

pub fn keep(storage: &mut dyn Storage, report: ReportId, member: MemberId, change: &Change) {
    let bytes = match change {
        Change::Credential { commitment, before, after } => {
            let (until, by) = before.unwrap_or_default();
            let before = [u64::from(before.is_some()), until, by.unwrap_or(0)];
            let after = [u64::from(after.is_some()), after.unwrap_or(0)];
            let numbers = [[member, CREDENTIAL].as_slice(), &before, &after].concat();
            pack(&numbers, commitment)
        }
        Change::Age { before, after } => pack(&[member, AGE, place(&AGES, before), place(&AGES, after)], &[]),
        Change::Deceased { before } => pack(&[member, DECEASED, u64::from(*before)], &[]),
    };
    storage.set(&key(report), &bytes);
}

/// Takes what was kept of a report about this member.
///
/// # Errors
/// `fact.not_applied`.
pub fn take(storage: &mut dyn Storage, report: ReportId, member: MemberId) -> Result<Change> {
    let kept = storage.get(&key(report)).ok_or(Code::FactNotApplied)?;
    storage.remove(&key(report));
    let ([of, kind], rest) = unpack(&kept)?;
    if of != member {
        return Err(Code::FactNotApplied.into());
    }
    match kind {
        CREDENTIAL => {
            let ([before, until, by, after, after_until], commitment) = unpack(rest)?;
            Ok(Change::Credential {
                commitment: commitment.into(),
                before: (before == 1).then_some((until, somebody(by))),
                after: (after == 1).then_some(after_until),
            })
        }
        AGE => {
            let ([before, after], _) = unpack(rest)?;
            Ok(Change::Age { before: at(&AGES, before)?, after: at(&AGES, after)? })
        }
        DECEASED => {
            let ([before], _) = unpack(rest)?;
            Ok(Change::Deceased { before: before == 1 })
        }
        _ => Err(Code::StateInvalid.into()),
    }
}
