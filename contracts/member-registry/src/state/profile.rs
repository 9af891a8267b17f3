//! What stands on chain for a profile, and what is asked to stand there.

use super::{at, number, pack, page_of, place, unpack};
use cosmwasm_std::Storage;
use timebank_api::member_registry::{ProfileCommitment, ProfileKind, ProfileRequest};
use timebank_api::{Code, MemberId, Seconds};
use timebank_std::Result;

const LAST: &[u8] = b"profile_last";
const REQUESTS: &[u8] = b"asked/";

/// A request: `id ‖ member ‖ kind ‖ by ‖ since ‖ commitment`.
fn request_key(id: u64) -> Vec<u8> {
    [REQUESTS, &id.to_be_bytes()].concat()
}

/// The request that waits.
fn waiting_key(member: MemberId, kind: ProfileKind) -> Vec<u8> {
    [b"waits/".as_slice(), &pack(&[member, place(&ProfileKind::ALL, &kind)], &[])].concat()
}

/// What stands: `since ‖ commitment`.
fn key(member: MemberId, kind: ProfileKind) -> Vec<u8> {
    [b"profile/".as_slice(), &pack(&[member, place(&ProfileKind::ALL, &kind)], &[])].concat()
}

fn read(bytes: &[u8]) -> Result<ProfileRequest> {
    let ([id, member, kind, by, since], commitment) = unpack(bytes)?;
    let kind = at(&ProfileKind::ALL, kind)?;
    Ok(ProfileRequest { id, member, kind, commitment: commitment.into(), by, since })
}

/// Stores a request under the next number, in place of the one of the same member and kind that waits.
pub fn ask(storage: &mut dyn Storage, request: ProfileRequest) -> Result<u64> {
    let last = match storage.get(LAST) {
        Some(bytes) => u64::from_be_bytes(number(&bytes)?),
        None => 0,
    };
    let id = last.checked_add(1).ok_or(Code::Overflow)?;
    storage.set(LAST, &id.to_be_bytes());
    let ProfileRequest { member, kind, commitment, by, since, .. } = request;
    let waiting = waiting_key(member, kind);
    if let Some(older) = storage.get(&waiting) {
        storage.remove(&request_key(u64::from_be_bytes(number(&older)?)));
    }
    storage.set(&waiting, &id.to_be_bytes());
    let kind = place(&ProfileKind::ALL, &kind);
    storage.set(&request_key(id), &pack(&[id, member, kind, by, since], &commitment));
    Ok(id)
}

/// A request that waits.
pub fn request(storage: &dyn Storage, id: u64) -> Result<ProfileRequest> {
    read(&storage.get(&request_key(id)).ok_or(Code::ProfileUnknown)?)
}

/// Takes a request off the list, and lets what it asks for stand if it was approved.
pub fn decide(storage: &mut dyn Storage, request: &ProfileRequest, approve: bool, now: Seconds) {
    storage.remove(&request_key(request.id));
    storage.remove(&waiting_key(request.member, request.kind));
    if approve {
        storage.set(&key(request.member, request.kind), &pack(&[now], &request.commitment));
    }
}

/// What stands for a member, in the order of [`ProfileKind::ALL`].
pub fn commitments(storage: &dyn Storage, member: MemberId) -> Result<Vec<ProfileCommitment>> {
    let one = |kind| -> Result<_> {
        let Some(bytes) = storage.get(&key(member, kind)) else {
            return Ok(None);
        };
        let ([since], commitment) = unpack(&bytes)?;
        Ok(Some(ProfileCommitment { kind, commitment: commitment.into(), since }))
    };
    ProfileKind::ALL.into_iter().filter_map(|kind| one(kind).transpose()).collect()
}

/// A page of what waits.
pub fn requests(storage: &dyn Storage, start_after: Option<u64>, size: usize) -> Result<Vec<ProfileRequest>> {
    let after = start_after.map(u64::to_be_bytes);
    let page = page_of(storage, REQUESTS, after.as_ref().map(<[u8; 8]>::as_slice), size);
    page.iter().map(|(_, bytes)| read(bytes)).collect()
}
