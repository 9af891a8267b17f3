//! Kin links, offered and agreed.

use cosmwasm_std::Storage;
use cw_storage_plus::Map;
use timebank_api::member_registry::KinLink;
use timebank_api::record::kin_key;
use timebank_api::Code;
use timebank_std::Result;

const LINKS: Map<&[u8], KinLink> = Map::new("kin");

pub fn link(storage: &dyn Storage, commitment: &[u8; 32]) -> Result<Option<KinLink>> {
    Ok(LINKS.may_load(storage, commitment)?)
}

/// The link, which must be there.
pub fn known(storage: &dyn Storage, commitment: &[u8; 32]) -> Result<KinLink> {
    link(storage, commitment)?.ok_or_else(|| Code::KinUnknown.into())
}

/// Stores a link; one that both accepted is published.
pub fn set(storage: &mut dyn Storage, commitment: &[u8; 32], link: &KinLink) -> Result<()> {
    if link.accepted {
        let pair = [link.of.min(link.to), link.of.max(link.to)].map(u64::to_be_bytes).concat();
        storage.set(&kin_key(commitment), &pair);
    }
    Ok(LINKS.save(storage, commitment, link)?)
}

pub fn remove(storage: &mut dyn Storage, commitment: &[u8; 32]) {
    storage.remove(&kin_key(commitment));
    LINKS.remove(storage, commitment);
}
