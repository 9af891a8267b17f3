//! Credentials: until when one is valid is published by its commitment, who stated it is kept here.

use super::{number, page_of};
use cosmwasm_std::{HexBinary, Storage};
use timebank_api::member_registry::Credential;
use timebank_api::record::credential_key;
use timebank_api::{MemberId, Seconds};
use timebank_std::{Error, Result};

/// The member who stated it; nothing for a fact of a partner institution.
fn issuer_key(member: MemberId, commitment: &[u8; 32]) -> Vec<u8> {
    [b"issuer/".as_slice(), &member.to_be_bytes(), commitment].concat()
}

pub fn credential(
    storage: &dyn Storage,
    member: MemberId,
    commitment: &[u8; 32],
) -> Result<Option<Credential>> {
    let Some(bytes) = storage.get(&credential_key(member, commitment)) else {
        return Ok(None);
    };
    let by = storage.get(&issuer_key(member, commitment));
    let by = by.map(|bytes| Ok::<_, Error>(MemberId::from_be_bytes(number(&bytes)?))).transpose()?;
    Ok(Some(Credential {
        commitment: commitment.into(),
        valid_until: Seconds::from_be_bytes(number(&bytes)?),
        by,
    }))
}

/// Publishes a credential, or takes it off.
pub fn set_credential(
    storage: &mut dyn Storage,
    member: MemberId,
    commitment: &[u8; 32],
    credential: Option<(Seconds, Option<MemberId>)>,
) {
    let key = credential_key(member, commitment);
    match credential {
        Some((valid_until, _)) => storage.set(&key, &valid_until.to_be_bytes()),
        None => storage.remove(&key),
    }
    let issuer = issuer_key(member, commitment);
    match credential.and_then(|(_, by)| by) {
        Some(by) => storage.set(&issuer, &by.to_be_bytes()),
        None => storage.remove(&issuer),
    }
}

/// A page of a member's credentials.
pub fn credentials(
    storage: &dyn Storage,
    member: MemberId,
    start_after: Option<HexBinary>,
    size: usize,
) -> Result<Vec<Credential>> {
    let prefix = [b"c/".as_slice(), &member.to_be_bytes()].concat();
    let mut all = vec![];
    for (key, _) in page_of(storage, &prefix, start_after.as_deref(), size) {
        all.extend(credential(storage, member, &number(&key)?)?);
    }
    Ok(all)
}
