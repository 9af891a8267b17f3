//! Chain accounts that act with the rights of a member's own owner key.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Order, StdResult, Storage};
use cw_storage_plus::{Item, Map};
use timebank_api::member_registry::{LinkInfo, LINK_DELAY, MAX_LINKS};
use timebank_api::record::link_key;
use timebank_api::{MemberId, Seconds};
use timebank_std::Result;

const DELAY: Item<Seconds> = Item::new("link_delay");
const LINKS: Map<(MemberId, &str), Link> = Map::new("links");

#[cw_serde]
pub struct Link {
    /// When it can be confirmed.
    pub from: Seconds,
    pub confirmed: bool,
}

pub fn delay(storage: &dyn Storage) -> Result<Seconds> {
    Ok(DELAY.may_load(storage)?.unwrap_or(LINK_DELAY))
}

pub fn set_delay(storage: &mut dyn Storage, seconds: Seconds) -> Result<()> {
    Ok(DELAY.save(storage, &seconds)?)
}

/// Whether an account acts for somebody already.
pub fn taken(storage: &dyn Storage, account: &str) -> bool {
    storage.get(&link_key(account)).is_some()
}

pub fn link(storage: &dyn Storage, member: MemberId, account: &str) -> Result<Option<Link>> {
    Ok(LINKS.may_load(storage, (member, account))?)
}

/// Stores a link; a confirmed one is published.
pub fn set(storage: &mut dyn Storage, member: MemberId, account: &str, link: &Link) -> Result<()> {
    if link.confirmed {
        storage.set(&link_key(account), &member.to_be_bytes());
    }
    Ok(LINKS.save(storage, (member, account), link)?)
}

pub fn remove(storage: &mut dyn Storage, member: MemberId, account: &str) -> Result<()> {
    if link(storage, member, account)?.is_some_and(|link| link.confirmed) {
        storage.remove(&link_key(account));
    }
    LINKS.remove(storage, (member, account));
    Ok(())
}

/// All links of a member, at most [`MAX_LINKS`].
pub fn all(storage: &dyn Storage, member: MemberId) -> Result<Vec<LinkInfo>> {
    let links = LINKS.prefix(member).range(storage, None, None, Order::Ascending);
    Ok(links
        .take(usize::try_from(MAX_LINKS).unwrap_or(0))
        .map(|entry| {
            let (account, Link { from, confirmed }) = entry?;
            Ok(LinkInfo { account, from, confirmed })
        })
        .collect::<StdResult<_>>()?)
}
