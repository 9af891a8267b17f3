//! Who may decide, where the permission table cannot say it.

use crate::state::Source;
use cosmwasm_std::Deps;
use timebank_api::permission::Contract;
use timebank_api::{Actor, Code, MemberId};
use timebank_std::{address, member_record, Result};

/// An administrator of the branch that looks after the source.
///
/// # Errors
/// `auth.other_branch`.
pub fn caretaker(source: &Source, actor: &Actor) -> Result<()> {
    ensure(source.branch == actor.branch, Code::OtherBranch)
}

/// An administrator of the member's branch who is not the member.
///
/// # Errors
/// `auth.own_case`, `auth.other_branch`, `member.unknown`.
pub fn decides(deps: Deps, actor: &Actor, member: MemberId) -> Result<()> {
    ensure(actor.id != member && actor.by() != member, Code::OwnCase)?;
    let registry = address(deps, Contract::MemberRegistry)?;
    let record = member_record(&deps.querier, &registry, member)?;
    ensure(record.branch == actor.branch, Code::OtherBranch)
}

pub fn ensure(condition: bool, code: Code) -> Result<()> {
    if condition {
        Ok(())
    } else {
        Err(code.into())
    }
}
