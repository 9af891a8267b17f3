//! Chain accounts that act with the rights of a member's own owner key.

use super::{number, pack, page_of, unpack};
use cosmwasm_std::Storage;
use timebank_api::member_registry::{LinkInfo, LINK_DELAY, MAX_LINKS};
use timebank_api::record::link_key;
use timebank_api::{Code, MemberId, Seconds};
use timebank_std::Result;

const DELAY: &[u8] = b"link_delay";

fn prefix(member: MemberId) -> Vec<u8> {
    [b"link/".as_slice(), &member.to_be_bytes()].concat()
}

/// `from ‖ confirmed`.
fn key(member: MemberId, account: &str) -> Vec<u8> {
    [&prefix(member), account.as_bytes()].concat()
}

pub struct Link {
    /// When it can be confirmed.
    pub from: Seconds,
    pub confirmed: bool,
}

pub fn delay(storage: &dyn Storage) -> Result<Seconds> {
    storage.get(DELAY).map_or(Ok(LINK_DELAY), |bytes| Ok(Seconds::from_be_bytes(number(&bytes)?)))
}

pub fn set_delay(storage: &mut dyn Storage, seconds: Seconds) {
    storage.set(DELAY, &seconds.to_be_bytes());
}

/// Whether an account acts for somebody already.
pub fn taken(storage: &dyn Storage, account: &str) -> bool {
    storage.get(&link_key(account)).is_some()
}

pub fn link(storage: &dyn Storage, member: MemberId, account: &str) -> Result<Option<Link>> {
    storage.get(&key(member, account)).map(|bytes| read(&bytes)).transpose()
}

fn read(bytes: &[u8]) -> Result<Link> {
    let ([from, confirmed], _) = unpack(bytes)?;
    Ok(Link { from, confirmed: confirmed == 1 })
}

/// Stores a link; a confirmed one is published.
pub fn set(storage: &mut dyn Storage, member: MemberId, account: &str, link: &Link) {
    if link.confirmed {
        storage.set(&link_key(account), &member.to_be_bytes());
    }
    storage.set(&key(member, account), &pack(&[link.from, link.confirmed.into()], &[]));
}

pub fn remove(storage: &mut dyn Storage, member: MemberId, account: &str) -> Result<()> {
    if link(storage, member, account)?.is_some_and(|link| link.confirmed) {
        storage.remove(&link_key(account));
    }
    storage.remove(&key(member, account));
    Ok(())
}

/// All links of a member, at most [`MAX_LINKS`].
pub fn all(storage: &dyn Storage, member: MemberId) -> Result<Vec<LinkInfo>> {
    let links = page_of(storage, &prefix(member), None, usize::try_from(MAX_LINKS).unwrap_or(0));
    let info = |(account, bytes): (Vec<u8>, Vec<u8>)| -> Result<LinkInfo> {
        let Link { from, confirmed } = read(&bytes)?;
        let account = String::from_utf8(account).map_err(|_| Code::StateInvalid)?;
        Ok(LinkInfo { account, from, confirmed })
    };
    links.into_iter().map(info).collect()
}
