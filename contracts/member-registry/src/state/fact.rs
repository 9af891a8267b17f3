//! What was before a partner's fact was applied, and what was after.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{HexBinary, Storage};
use cw_storage_plus::Map;
use timebank_api::oracle::ReportId;
use timebank_api::record::AgeClass;
use timebank_api::{Code, MemberId, Seconds};
use timebank_std::Result;

const KEPT: Map<ReportId, Kept> = Map::new("facts");

#[cw_serde]
pub struct Kept {
    pub member: MemberId,
    pub change: Change,
}

#[cw_serde]
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

pub fn keep(storage: &mut dyn Storage, report: ReportId, kept: &Kept) -> Result<()> {
    Ok(KEPT.save(storage, report, kept)?)
}

/// Takes what was kept of a report about this member.
///
/// # Errors
/// `fact.not_applied`.
pub fn take(storage: &mut dyn Storage, report: ReportId, member: MemberId) -> Result<Change> {
    let kept = KEPT.may_load(storage, report)?.filter(|kept| kept.member == member);
    KEPT.remove(storage, report);
    kept.map(|kept| kept.change).ok_or_else(|| Code::FactNotApplied.into())
}
