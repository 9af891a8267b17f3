//! Kin links, offered and agreed.

use super::{pack, unpack};
use cosmwasm_std::Storage;
use timebank_api::member_registry::KinLink;
use timebank_api::record::kin_key;
use timebank_api::Code;
use timebank_std::Result;

/// `of ‖ to ‖ accepted`.
fn key(commitment: &[u8; 32]) -> Vec<u8> {
    [b"kin/".as_slice(), commitment].concat()
}

pub fn link(storage: &dyn Storage, commitment: &[u8; 32]) -> Result<Option<KinLink>> {
    let Some(bytes) = storage.get(&key(commitment)) else {
        return Ok(None);
    };
    let ([of, to, accepted], _) = unpack(&bytes)?;
    Ok(Some(KinLink { of, to, accepted: accepted == 1 }))
}

/// The link, which must be there.
pub fn known(storage: &dyn Storage, commitment: &[u8; 32]) -> Result<KinLink> {
    link(storage, commitment)?.ok_or_else(|| Code::KinUnknown.into())
}

/// Stores a link; one that both accepted is published.
pub fn set(storage: &mut dyn Storage, commitment: &[u8; 32], link: &KinLink) {
    if link.accepted {
        let pair = [link.of.min(link.to), link.of.max(link.to)].map(u64::to_be_bytes).concat();
        storage.set(&kin_key(commitment), &pair);
    }
    storage.set(&key(commitment), &pack(&[link.of, link.to, link.accepted.into()], &[]));
}

pub fn remove(storage: &mut dyn Storage, commitment: &[u8; 32]) {
    storage.remove(&kin_key(commitment));
    storage.remove(&key(commitment));
}
