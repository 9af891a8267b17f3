use super::give::within_cap;
use crate::book::{Book, Here};
use crate::state;
use cosmwasm_std::{Deps, DepsMut, Response};
use serde::{Deserialize, Serialize};
use timebank_api::permission::Contract;
use timebank_api::record::{MemberRecord, MemberStatus};
use timebank_api::rulebook::Grant;
use timebank_api::time_token::Reference;
use timebank_api::{Actor, BranchId, Code, MemberId, Seconds};
use timebank_std::{address, ask, member_record, Error, Result};

/// Gives a member the TIME of a grant rule of the branch's pack, once or once a period.
pub fn grant(deps: DepsMut, here: &Here, actor: &Actor, member: MemberId, rule: String) -> Result<Response> {
    let record = recipient(deps.as_ref(), actor, member)?;
    let now = here.block.time.seconds();
    let (pack, grant) = grant_rule(deps.as_ref(), record.branch, now, &rule)?;
    if record.age < grant.min_age {
        return Err(Code::GrantNotEligible.into());
    }
    let again = |last: Seconds| grant.every.is_some_and(|every| last.saturating_add(every) <= now);
    if !state::granted(deps.storage, member, &rule).is_none_or(again) {
        return Err(Code::GrantTaken.into());
    }
    let mut book = Book::open(deps.as_ref(), here);
    let to = book.participant(member, &record.account)?;
    within_cap(&mut book, &to, grant.minutes)?;
    let reference = Reference::Grant { branch: record.branch, pack, rule: rule.clone() };
    book.mint_grant(record.branch, reference, &to, grant.minutes)?;
    let (changes, response) = book.close();
    changes.write(deps.storage)?;
    state::save_granted(deps.storage, member, &rule, now);
    Ok(response)
}

/// The member a grant is for: an active one of the actor's branch, somebody else than the actor.
fn recipient(deps: Deps, actor: &Actor, member: MemberId) -> Result<MemberRecord> {
    if member == actor.by() {
        return Err(Code::OwnCase.into());
    }
    let registry = address(deps, Contract::MemberRegistry)?;
    let record = member_record(&deps.querier, &registry, member)?;
    if record.branch != actor.branch {
        return Err(Code::OtherBranch.into());
    }
    if record.status != MemberStatus::Active {
        return Err(Code::MemberInactive.into());
    }
    Ok(record)
}

/// The one query of the rulebook's that is put.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Question {
    Pack { branch: BranchId, at: Seconds },
}

/// What is read of a pack's answer; the code to read the whole of it would be a tenth of the contract.
#[derive(Deserialize)]
struct PackVersion {
    version: u32,
    pack: Grants,
}

#[derive(Deserialize)]
struct Grants {
    grants: Vec<Grant>,
}

/// The rule and the version of the pack it stands in.
fn grant_rule(deps: Deps, branch: BranchId, now: Seconds, rule: &str) -> Result<(u32, Grant)> {
    let query = Question::Pack { branch, at: now };
    // A node hides why a query failed; the rulebook refuses this one only when there is no pack.
    let found: PackVersion = ask(&deps.querier, address(deps, Contract::Rulebook)?, &query)
        .map_err(|_| Error::from(Code::PackUnknown))?;
    let version = found.version;
    found
        .pack
        .grants
        .into_iter()
        .find(|grant| grant.id == rule)
        .map(|grant| (version, grant))
        .ok_or_else(|| Error::from(Code::GrantRuleUnknown))
}
