//! What is stored:
//!
//! | record | key | written by |
//! |---|---|---|
//! | [`Adopted`] | `packs` branch, version | adoption, never again |
//! | version | `versions` branch, time | adoption, never again |
//! | [`Rules`] | `t/` branch (`timebank-api`) | adoption, `publish`, migration |
//! | [`Bounds`] | `bounds` | the council |
//! | [`Draft`] | `drafts` id | every step of a draft |
//! | pack of a draft | `draft_packs` id | draft, revision |
//! | – | `branch_drafts` branch, id | draft |
//! | [`Tally`] | `v/` draft, revision | comments |
//! | comment | `k/` draft, revision, member | comments |
//! | last draft | `last_draft` | draft |

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Empty, Order, StdResult, Storage};
use cw_storage_plus::{Bound, Item, Map};
use timebank_api::record::{rules_key, Rules};
use timebank_api::rulebook::{
    Agreement, Bounds, Comment, DraftId, DraftResponse, DraftState, Pack, PackResponse,
};
use timebank_api::{BranchId, Code, MemberId, Seconds};
use timebank_std::{Error, Result};

/// As version 0.1 wrote it, but for fields the pack has got since.
#[cw_serde]
struct Adopted {
    effective: Seconds,
    pack: Pack,
}

/// Where a draft is, apart from its pack, which few steps change.
#[cw_serde]
pub struct Draft {
    pub branch: BranchId,
    pub state: DraftState,
    pub revision: u32,
    pub author: MemberId,
    pub analysis: cosmwasm_std::HexBinary,
    pub until: Option<Seconds>,
    pub agreed: Option<Agreement>,
    pub version: Option<u32>,
}

/// How many comments support and oppose a revision.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Tally {
    pub support: u32,
    pub oppose: u32,
}

const PACKS: Map<(BranchId, u32), Adopted> = Map::new("packs");
const VERSIONS: Map<(BranchId, Seconds), u32> = Map::new("versions");
const BOUNDS: Item<Bounds> = Item::new("bounds");
const DRAFTS: Map<DraftId, Draft> = Map::new("drafts");
const DRAFT_PACKS: Map<DraftId, Pack> = Map::new("draft_packs");
const BRANCH_DRAFTS: Map<(BranchId, DraftId), Empty> = Map::new("branch_drafts");
const LAST_DRAFT: Item<DraftId> = Item::new("last_draft");
const TALLY: &[u8] = b"v/";
const COMMENT: &[u8] = b"k/";

/// Stores a pack; the caller has made sure that version and time follow the last one's.
pub fn adopt(
    storage: &mut dyn Storage,
    branch: BranchId,
    version: u32,
    effective: Seconds,
    pack: &Pack,
) -> StdResult<()> {
    VERSIONS.save(storage, (branch, effective), &version)?;
    PACKS.save(storage, (branch, version), &Adopted { effective, pack: pack.clone() })
}

/// When the last pack of a branch comes into force, and its version.
pub fn last(storage: &dyn Storage, branch: BranchId) -> StdResult<Option<(Seconds, u32)>> {
    last_until(storage, branch, Seconds::MAX)
}

/// The pack in force at a branch at a time.
pub fn in_force(storage: &dyn Storage, branch: BranchId, at: Seconds) -> StdResult<Option<PackResponse>> {
    let Some((_, version)) = last_until(storage, branch, at)? else {
        return Ok(None);
    };
    let adopted = PACKS.load(storage, (branch, version))?;
    Ok(Some(response(branch, version, adopted)))
}

/// The packs of a branch after a version, in order.
pub fn packs(
    storage: &dyn Storage,
    branch: BranchId,
    start_after: Option<u32>,
    limit: usize,
) -> StdResult<Vec<PackResponse>> {
    PACKS
        .prefix(branch)
        .range(storage, start_after.map(Bound::exclusive), None, Order::Ascending)
        .take(limit)
        .map(|item| item.map(|(version, adopted)| response(branch, version, adopted)))
        .collect()
}

/// Whether as many packs wait to come into force as a branch's [`Rules`] have room for beside the one in force.
pub fn rules_are_full(storage: &dyn Storage, branch: BranchId, now: Seconds) -> bool {
    let room = Rules::MAX.saturating_sub(1);
    let waiting =
        VERSIONS.prefix(branch).keys(storage, Some(Bound::exclusive(now)), None, Order::Ascending).take(room);
    waiting.count() == room
}

/// Writes a branch's [`Rules`] from its packs: the one in force and those that wait. Gives their versions, newest first.
///
/// # Errors
/// `pack.unknown` if the branch has none.
pub fn publish_rules(storage: &mut dyn Storage, branch: BranchId, now: Seconds) -> Result<Vec<u32>> {
    let in_force = last_until(storage, branch, now)?.map(|(time, _)| Bound::inclusive(time));
    let mut rules = VERSIONS
        .prefix(branch)
        .range(storage, in_force, None, Order::Ascending)
        .take(Rules::MAX)
        .map(|item| {
            let (effective, version) = item?;
            Ok((effective, version, PACKS.load(storage, (branch, version))?.pack.transfers))
        })
        .collect::<StdResult<Vec<_>>>()?;
    if rules.is_empty() {
        return Err(Code::PackUnknown.into());
    }
    rules.reverse();
    let versions = rules.iter().map(|(_, version, _)| *version).collect();
    storage.set(&rules_key(branch), &Rules(rules).to_bytes());
    Ok(versions)
}

pub fn bounds(storage: &dyn Storage) -> StdResult<Bounds> {
    Ok(BOUNDS.may_load(storage)?.unwrap_or_default())
}

pub fn set_bounds(storage: &mut dyn Storage, bounds: &Bounds) -> StdResult<()> {
    BOUNDS.save(storage, bounds)
}

/// Stores a new draft and gives its number.
pub fn add_draft(storage: &mut dyn Storage, draft: &Draft, pack: &Pack) -> Result<DraftId> {
    let last = LAST_DRAFT.may_load(storage)?.unwrap_or(0);
    let id = last.checked_add(1).ok_or_else(|| Error::from(Code::Overflow))?;
    LAST_DRAFT.save(storage, &id)?;
    BRANCH_DRAFTS.save(storage, (draft.branch, id), &Empty {})?;
    save_draft_pack(storage, id, pack)?;
    save_draft(storage, id, draft)?;
    Ok(id)
}

/// The draft.
///
/// # Errors
/// `draft.unknown`.
pub fn draft(storage: &dyn Storage, id: DraftId) -> Result<Draft> {
    DRAFTS.may_load(storage, id)?.ok_or_else(|| Error::from(Code::DraftUnknown))
}

pub fn save_draft(storage: &mut dyn Storage, id: DraftId, draft: &Draft) -> Result<()> {
    Ok(DRAFTS.save(storage, id, draft)?)
}

pub fn draft_pack(storage: &dyn Storage, id: DraftId) -> Result<Pack> {
    Ok(DRAFT_PACKS.load(storage, id)?)
}

pub fn save_draft_pack(storage: &mut dyn Storage, id: DraftId, pack: &Pack) -> Result<()> {
    Ok(DRAFT_PACKS.save(storage, id, pack)?)
}

/// A draft as it is answered.
///
/// # Errors
/// `draft.unknown`.
pub fn draft_response(storage: &dyn Storage, id: DraftId) -> Result<DraftResponse> {
    let Draft { branch, state, revision, author, analysis, until, agreed, version } = draft(storage, id)?;
    let Tally { support, oppose } = tally(storage, id, revision)?;
    let pack = draft_pack(storage, id)?;
    Ok(DraftResponse {
        id,
        branch,
        state,
        revision,
        author,
        analysis,
        until,
        agreed,
        version,
        support,
        oppose,
        pack,
    })
}

/// The drafts of a branch after one, in order.
pub fn drafts(
    storage: &dyn Storage,
    branch: BranchId,
    start_after: Option<DraftId>,
    limit: usize,
) -> Result<Vec<DraftResponse>> {
    BRANCH_DRAFTS
        .prefix(branch)
        .keys(storage, start_after.map(Bound::exclusive), None, Order::Ascending)
        .take(limit)
        .map(|id| draft_response(storage, id?))
        .collect()
}

pub fn tally(storage: &dyn Storage, id: DraftId, revision: u32) -> Result<Tally> {
    let Some(bytes) = storage.get(&revision_key(TALLY, id, revision)) else {
        return Ok(Tally::default());
    };
    let split = || {
        let (support, oppose) = bytes.split_first_chunk()?;
        Some(Tally {
            support: u32::from_be_bytes(*support),
            oppose: u32::from_be_bytes(oppose.try_into().ok()?),
        })
    };
    split().ok_or_else(|| Error::from(Code::StateInvalid))
}

/// Puts a comment in place of the member's one before.
pub fn put_comment(storage: &mut dyn Storage, id: DraftId, revision: u32, comment: &Comment) -> Result<()> {
    let key = comment_key(id, revision, comment.member);
    let before = storage.get(&key).map(|bytes| read_comment(comment.member, &bytes)).transpose()?;
    let mut tally = tally(storage, id, revision)?;
    if let Some(before) = before {
        let count = side(&mut tally, before.support);
        *count = count.checked_sub(1).ok_or_else(|| Error::from(Code::StateInvalid))?;
    }
    let count = side(&mut tally, comment.support);
    *count = count.checked_add(1).ok_or_else(|| Error::from(Code::Overflow))?;
    let bytes = [tally.support.to_be_bytes(), tally.oppose.to_be_bytes()].concat();
    storage.set(&revision_key(TALLY, id, revision), &bytes);
    storage.set(&key, &comment_bytes(comment));
    Ok(())
}

/// The comments on a revision after a member's, in order.
pub fn comments(
    storage: &dyn Storage,
    id: DraftId,
    revision: u32,
    start_after: Option<MemberId>,
    limit: usize,
) -> Result<Vec<Comment>> {
    let prefix = revision_key(COMMENT, id, revision);
    // Members are numbered from 1, and none reaches the last number.
    let start = start_after.map_or(0, |member| member.saturating_add(1));
    let (start, end) = (comment_key(id, revision, start), comment_key(id, revision, MemberId::MAX));
    storage
        .range(Some(&start), Some(&end), Order::Ascending)
        .take(limit)
        .map(|(key, value)| {
            let member = key.strip_prefix(prefix.as_slice()).and_then(|member| member.try_into().ok());
            read_comment(MemberId::from_be_bytes(member.ok_or(Code::StateInvalid)?), &value)
        })
        .collect()
}

fn side(tally: &mut Tally, support: bool) -> &mut u32 {
    if support {
        &mut tally.support
    } else {
        &mut tally.oppose
    }
}

/// `branch u32 ‖ support u8 ‖ at u64 ‖ text (32 bytes, or none)`.
fn comment_bytes(comment: &Comment) -> Vec<u8> {
    let text = comment.text.as_ref().map_or([].as_slice(), |text| text.as_slice());
    [comment.branch.to_be_bytes().as_slice(), &[u8::from(comment.support)], &comment.at.to_be_bytes(), text]
        .concat()
}

fn read_comment(member: MemberId, bytes: &[u8]) -> Result<Comment> {
    let split = || {
        let (branch, rest) = bytes.split_first_chunk()?;
        let ([support], rest) = rest.split_first_chunk()?;
        let (at, text) = rest.split_first_chunk()?;
        Some(Comment {
            member,
            branch: BranchId::from_be_bytes(*branch),
            support: *support == 1,
            text: (!text.is_empty()).then(|| text.into()),
            at: Seconds::from_be_bytes(*at),
        })
    };
    split().ok_or_else(|| Error::from(Code::StateInvalid))
}

fn revision_key(prefix: &[u8], id: DraftId, revision: u32) -> Vec<u8> {
    [prefix, &id.to_be_bytes(), &revision.to_be_bytes()].concat()
}

fn comment_key(id: DraftId, revision: u32, member: MemberId) -> Vec<u8> {
    let mut key = revision_key(COMMENT, id, revision);
    key.extend_from_slice(&member.to_be_bytes());
    key
}

fn last_until(storage: &dyn Storage, branch: BranchId, at: Seconds) -> StdResult<Option<(Seconds, u32)>> {
    VERSIONS
        .prefix(branch)
        .range(storage, None, Some(Bound::inclusive(at)), Order::Descending)
        .next()
        .transpose()
}

fn response(branch: BranchId, version: u32, adopted: Adopted) -> PackResponse {
    PackResponse { branch, version, effective: adopted.effective, pack: adopted.pack }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::testing::MockStorage;
    use cosmwasm_std::{from_json, HexBinary};
    use timebank_std::testing::no_name_begins_another;

    #[test]
    fn no_namespace_begins_another() {
        let mut storage = MockStorage::new();
        let pack: Pack = from_json(include_str!("../packs/plain.json")).unwrap();
        let draft = Draft {
            branch: 1,
            state: DraftState::Drafted,
            revision: 1,
            author: 1,
            analysis: HexBinary::default(),
            until: None,
            agreed: None,
            version: None,
        };
        let comment = Comment { member: 1, branch: 1, support: true, text: None, at: 1 };
        adopt(&mut storage, 1, 1, 1, &pack).unwrap();
        publish_rules(&mut storage, 1, 1).unwrap();
        set_bounds(&mut storage, &Bounds::default()).unwrap();
        add_draft(&mut storage, &draft, &pack).unwrap();
        put_comment(&mut storage, 1, 1, &comment).unwrap();
        cw2::set_contract_version(&mut storage, "a", "1").unwrap();
        let mut keys: Vec<Vec<u8>> =
            storage.range(None, None, Order::Ascending).map(|(key, _)| key).collect();
        keys.push(b"\0\x06wiringproxy".to_vec());
        assert_eq!(keys.len(), 12);
        // A map's name carries its length; what has none ends with a slash or is a whole key.
        let names: Vec<Vec<u8>> = keys
            .into_iter()
            .map(|key| match key.as_slice() {
                [0, length, ..] => key[..2 + usize::from(*length)].to_vec(),
                [_, b'/', ..] => key[..2].to_vec(),
                _ => key,
            })
            .collect();
        no_name_begins_another(&names);
    }
}
