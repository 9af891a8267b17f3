//! Why a member's account is not active, cause by cause: each is ended by whom it is the business of, in any order.

use super::{member, set_member};
use cosmwasm_std::Storage;
use timebank_api::record::MemberStatus;
use timebank_api::{Code, MemberId};
use timebank_std::Result;

fn key(id: MemberId) -> Vec<u8> {
    [b"causes/".as_slice(), &id.to_be_bytes()].concat()
}

/// A set of causes, one bit each; nothing is stored for an active member.
pub type Causes = u8;
pub const SUSPENDED: Causes = 1;
/// By the member.
pub const EMERGENCY: Causes = 2;
/// By two office-holders.
pub const ORDERED: Causes = 4;
/// By an objection to a recovery.
pub const RECOVERY: Causes = 8;
/// By a partner institution that reports a death.
pub const REPORTED: Causes = 16;
pub const DEAD: Causes = 32;
/// By the member, who left.
pub const CLOSED: Causes = 64;

const FROZEN: Causes = EMERGENCY | ORDERED | RECOVERY | REPORTED;

pub fn causes(storage: &dyn Storage, id: MemberId) -> Causes {
    storage.get(&key(id)).and_then(|bytes| bytes.first().copied()).unwrap_or(0)
}

/// Adds and takes away causes, and publishes the status that follows.
///
/// # Errors
/// `member.status` if that changes nothing, or of a member who died.
pub fn change(storage: &mut dyn Storage, id: MemberId, add: Causes, end: Causes) -> Result<MemberStatus> {
    let mut record = member(storage, id)?;
    let before = causes(storage, id);
    let after = (before & !end) | add;
    if after == before || before & DEAD != 0 {
        return Err(Code::MemberStatusRefused.into());
    }
    match after {
        0 => storage.remove(&key(id)),
        _ => storage.set(&key(id), &[after]),
    }
    record.status = match after {
        causes if causes & DEAD != 0 => MemberStatus::Deceased,
        causes if causes & CLOSED != 0 => MemberStatus::Closed,
        causes if causes & FROZEN != 0 => MemberStatus::Frozen,
        causes if causes & SUSPENDED != 0 => MemberStatus::Suspended,
        _ => MemberStatus::Active,
    };
    set_member(storage, id, &record);
    Ok(record.status)
}
