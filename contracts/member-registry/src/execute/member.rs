use crate::told::{tell, Told};
use crate::{guard, state};
use cosmwasm_std::{Binary, DepsMut, Env, HexBinary, Response};
use timebank_api::permission::Contract;
use timebank_api::record::{AgeClass, MemberKind, MemberRecord, MemberStatus};
use timebank_api::{event, BranchId, Code, Roles};
use timebank_std::{address, member_account, Error, Result};

/// One byte of version and 32 of output.
const NULLIFIER_LEN: usize = 33;

/// What a branch hands in about a person.
pub struct Person {
    pub nullifier: Binary,
    pub salt: Binary,
    pub everyday_key: Binary,
    pub age: AgeClass,
}

pub fn register_member(deps: DepsMut, env: &Env, branch: BranchId, person: Person) -> Result<Response> {
    check_nullifier(&deps, &person.nullifier)?;
    let account = new_account(&deps, &person.salt)?;
    let record = MemberRecord {
        branch,
        roles: Roles::default(),
        status: MemberStatus::Active,
        kind: MemberKind::Person,
        age: person.age,
        account,
    };
    let since = env.block.time.seconds();
    let member = state::add_member(deps.storage, &person.nullifier, &record, since)?;
    // Without a reply: a key that the proxy refuses undoes the registration.
    let told = Told::AddMember { member, everyday_key: person.everyday_key };
    let add_key = tell(deps.as_ref(), Contract::Proxy, &told)?;
    Ok(Response::new().add_message(add_key).add_event(event::MemberRegistered {
        member,
        account: record.account,
        branch,
        age: record.age,
    }))
}

/// A group has no keys: nobody but its agents acts for it.
pub fn register_group(
    deps: DepsMut,
    env: &Env,
    branch: BranchId,
    registration: HexBinary,
    salt: &[u8],
) -> Result<Response> {
    guard::digest(&registration)?;
    if state::group_exists(deps.storage, &registration) {
        return Err(Code::PersonRegistered.into());
    }
    let account = new_account(&deps, salt)?;
    let record = MemberRecord {
        branch,
        roles: Roles::default(),
        status: MemberStatus::Active,
        kind: MemberKind::Group,
        // A group has no age; this class opens nothing.
        age: AgeClass::Under60,
        account,
    };
    let member = state::add_member(deps.storage, &registration, &record, env.block.time.seconds())?;
    let MemberRecord { account, age, .. } = record;
    Ok(Response::new()
        .add_event(event::MemberRegistered { member, account, branch, age })
        .add_event(event::GroupRegistered { member, registration }))
}

/// An account for the proxy to act for.
fn new_account(deps: &DepsMut, salt: &[u8]) -> Result<String> {
    let proxy = address(deps.as_ref(), Contract::Proxy)?;
    let account = member_account(deps.api, &proxy, salt)?.into_string();
    if state::member_of_account(deps.storage, &account)?.is_some() {
        return Err(Code::AccountTaken.into());
    }
    Ok(account)
}

fn check_nullifier(deps: &DepsMut, nullifier: &[u8]) -> Result<()> {
    let version = state::nullifier_version(deps.storage)?;
    if nullifier.first() != Some(&version) {
        return Err(Code::NullifierVersion.into());
    }
    if nullifier.len() != NULLIFIER_LEN {
        return Err(Error::with(Code::MessageInvalid, "nullifier"));
    }
    if state::member_of_person(deps.storage, nullifier)?.is_some() {
        return Err(Code::PersonRegistered.into());
    }
    Ok(())
}
