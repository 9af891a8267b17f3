//! Credentials: until when one is valid is published by its commitment, who stated it is kept here.

use super::{number, page_of};
use cosmwasm_std::{HexBinary, Storage};
use cw_storage_plus::Map;
use timebank_api::member_registry::Credential;
use timebank_api::record::credential_key;
use timebank_api::{MemberId, Seconds};
use timebank_std::Result;

/// Nobody for a fact of a partner institution.
const ISSUERS: Map<(MemberId, &[u8]), MemberId> = Map::new("credential_issuers");

pub fn credential(
    storage: &dyn Storage,
    member: MemberId,
    commitment: &[u8; 32],
) -> Result<Option<Credential>> {
    let Some(bytes) = storage.get(&credential_key(member, commitment)) else {
        return Ok(None);
    };
    Ok(Some(Credential {
        commitment: commitment.into(),
        valid_until: Seconds::from_be_bytes(number(&bytes)?),
        by: ISSUERS.may_load(storage, (member, commitment))?,
    }))
}

/// Publishes a credential, or takes it off.
pub fn set_credential(
    storage: &mut dyn Storage,
    member: MemberId,
    commitment: &[u8; 32],
    credential: Option<(Seconds, Option<MemberId>)>,
) -> Result<()> {
    let key = credential_key(member, commitment);
    match credential {
        Some((valid_until, _)) => storage.set(&key, &valid_until.to_be_bytes()),
        None => storage.remove(&key),
    }
    let issuer = (member, commitment.as_slice());
    match credential.and_then(|(_, by)| by) {
        Some(by) => ISSUERS.save(storage, issuer, &by)?,
        None => ISSUERS.remove(storage, issuer),
    }
    Ok(())
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
