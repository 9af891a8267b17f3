//! What the permission table cannot say.

use crate::state;
use cosmwasm_std::Storage;
use timebank_api::record::{MemberRecord, MemberStatus};
use timebank_api::{Actor, Code, MemberId};
use timebank_std::{Error, Result};

/// The member an office-holder decides about: of the office-holder's own branch, and somebody else.
pub fn of_own_branch(storage: &dyn Storage, actor: &Actor, member: MemberId) -> Result<MemberRecord> {
    let record = of_somebody_else(storage, actor, member)?;
    if record.branch != actor.branch {
        return Err(Code::OtherBranch.into());
    }
    Ok(record)
}

/// The member an office-holder decides about: somebody else.
pub fn of_somebody_else(storage: &dyn Storage, actor: &Actor, member: MemberId) -> Result<MemberRecord> {
    let record = state::member(storage, member)?;
    not_about(actor, member)?;
    Ok(record)
}

/// Nobody decides an own case.
pub fn not_about(actor: &Actor, member: MemberId) -> Result<()> {
    if member == actor.id || member == actor.by() {
        return Err(Code::OwnCase.into());
    }
    Ok(())
}

/// A member who is active.
pub fn active(storage: &dyn Storage, member: MemberId) -> Result<MemberRecord> {
    let record = state::member(storage, member)?;
    if record.status != MemberStatus::Active {
        return Err(Code::MemberInactive.into());
    }
    Ok(record)
}

/// The 32 bytes of a commitment or digest.
pub fn digest(bytes: &[u8]) -> Result<[u8; 32]> {
    bytes.try_into().map_err(|_| Error::with(Code::MessageInvalid, "32 bytes"))
}
