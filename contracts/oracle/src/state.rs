//! What the contract keeps, compact (postcard):
//!
//! | record | key | written by |
//! |---|---|---|
//! | [`Source`] | `s/` source | council |
//! | [`Standing`] | `h/` source | agreement, quarantine |
//! | heard | `b/` source, feeder | every word of a feeder |
//! | [`Poll`] | `p/` source, sequence | attestation |
//! | disagreement | `d/` source, sequence | attestation, dismissal |
//! | [`Report`] | `r/` report | agreement, decision |
//! | report that waits | `o/` report | agreement, decision |
//! | a member's report | `m/` member, report | agreement |
//! | last sequence | `q/` source, thing | agreement |
//! | report in effect | `e/` thing | application, undo |
//! | last ids | `c/source`, `c/report` | council; agreement |

use cosmwasm_std::{Order, Storage};
use serde::{Deserialize, Serialize};
use timebank_api::oracle::{
    Attestation, Change, ChangeKind, PollState, ReportId, ReportState, Rule, SourceId, SourceInput,
    SourceKind,
};
use timebank_api::{BranchId, Code, MemberId, Seconds};
use timebank_std::store::{key, load, next, save, scan};
use timebank_std::{Error, Result};

const SOURCE: &[u8] = b"s/";
const STANDING: &[u8] = b"h/";
const HEARD: &[u8] = b"b/";
const POLL: &[u8] = b"p/";
const DISPUTE: &[u8] = b"d/";
const REPORT: &[u8] = b"r/";
const OPEN: &[u8] = b"o/";
const OF_MEMBER: &[u8] = b"m/";
const LAST_SEQUENCE: &[u8] = b"q/";
const IN_EFFECT: &[u8] = b"e/";
const LAST_SOURCE: &[u8] = b"c/source";
const LAST_REPORT: &[u8] = b"c/report";

/// A source as the council set it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Source {
    pub name: String,
    pub kind: SourceKind,
    pub branch: BranchId,
    pub rules: Vec<Rule>,
    pub k: u8,
    pub feeders: Vec<Feeder>,
    /// Number of the feeder that joins next.
    pub next_feeder: u32,
    pub staleness: Seconds,
    pub undo_window: Seconds,
    pub mass_change: u32,
}

/// A feeder. Whoever comes back after having been taken off is another one, so that old votes stay without effect.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Feeder {
    pub id: u32,
    pub account: String,
}

impl Source {
    pub fn rule(&self, kind: ChangeKind) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.kind == kind)
    }

    /// # Errors
    /// `source.not_feeder`.
    pub fn feeder(&self, account: &str) -> Result<u32> {
        let feeder = self.feeders.iter().find(|feeder| feeder.account == account);
        feeder.map(|feeder| feeder.id).ok_or_else(|| Code::NotFeeder.into())
    }

    /// Those of the feeders who are feeders now.
    pub fn current<'a>(&'a self, ids: &'a [u32]) -> impl Iterator<Item = &'a Feeder> + 'a {
        self.feeders.iter().filter(|feeder| ids.contains(&feeder.id))
    }

    pub fn input(&self, sequence: u64) -> SourceInput {
        SourceInput {
            name: self.name.clone(),
            kind: self.kind,
            branch: self.branch,
            rules: self.rules.clone(),
            k: self.k,
            feeders: self.feeders.iter().map(|feeder| feeder.account.clone()).collect(),
            sequence,
            staleness: self.staleness,
            undo_window: self.undo_window,
            mass_change: self.mass_change,
        }
    }
}

/// Where a source stands.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    /// The highest sequence that was agreed on.
    pub sequence: u64,
    pub quarantined: bool,
    /// When the span began in which changes are counted, and how many there were.
    pub since: Seconds,
    pub changes: u32,
}

/// What was said under a sequence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Poll {
    pub state: PollState,
    pub since: Seconds,
    pub answers: Vec<Said>,
    pub report: Option<ReportId>,
}

/// One answer and the numbers of the feeders who gave it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Said {
    pub attestation: Attestation,
    pub feeders: Vec<u32>,
}

/// What became of an agreed fact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    pub source: SourceId,
    pub attestation: Attestation,
    pub state: ReportState,
    pub agreed: Seconds,
    pub applied: Option<Seconds>,
    /// The report that was in effect for the same thing when this one was applied; 0 is none.
    pub before: ReportId,
    pub objected: bool,
}

/// The member and what a change is about, as one key.
pub struct Thing(Vec<u8>);

impl Thing {
    pub fn of(member: MemberId, change: &Change) -> Self {
        let (kind, which) = change.about();
        Thing([member.to_be_bytes().as_slice(), &[kind], &which].concat())
    }
}

/// # Errors
/// `source.unknown`.
pub fn source(storage: &dyn Storage, id: SourceId) -> Result<Source> {
    load(storage, &key(SOURCE, &[id.into()]))?.ok_or_else(|| Error::from(Code::SourceUnknown))
}

pub fn save_source(storage: &mut dyn Storage, id: SourceId, source: &Source) -> Result<()> {
    save(storage, &key(SOURCE, &[id.into()]), source)
}

pub fn source_ids<'a>(
    storage: &'a dyn Storage,
    start_after: Option<SourceId>,
) -> impl Iterator<Item = SourceId> + 'a {
    scan(storage, SOURCE, start_after.map(Into::into), Order::Ascending)
        .filter_map(|([id], _)| id.try_into().ok())
}

pub fn next_source(storage: &mut dyn Storage) -> Result<SourceId> {
    let id = next(storage, LAST_SOURCE)?;
    id.try_into().map_err(|_| Error::from(Code::Overflow))
}

pub fn standing(storage: &dyn Storage, id: SourceId) -> Result<Standing> {
    Ok(load(storage, &key(STANDING, &[id.into()]))?.unwrap_or_default())
}

pub fn save_standing(storage: &mut dyn Storage, id: SourceId, standing: &Standing) -> Result<()> {
    save(storage, &key(STANDING, &[id.into()]), standing)
}

/// When a feeder was heard last; 0 for never.
pub fn heard(storage: &dyn Storage, id: SourceId, feeder: u32) -> Result<Seconds> {
    Ok(load(storage, &key(HEARD, &[id.into(), feeder.into()]))?.unwrap_or_default())
}

pub fn hear(storage: &mut dyn Storage, id: SourceId, feeder: u32, at: Seconds) -> Result<()> {
    save(storage, &key(HEARD, &[id.into(), feeder.into()]), &at)
}

pub fn poll(storage: &dyn Storage, id: SourceId, sequence: u64) -> Result<Option<Poll>> {
    load(storage, &key(POLL, &[id.into(), sequence]))
}

pub fn save_poll(storage: &mut dyn Storage, id: SourceId, sequence: u64, poll: &Poll) -> Result<()> {
    save(storage, &key(POLL, &[id.into(), sequence]), poll)
}

pub fn mark_dispute(storage: &mut dyn Storage, id: SourceId, sequence: u64) {
    storage.set(&key(DISPUTE, &[id.into(), sequence]), &[1]);
}

/// Takes the mark off; whether there was one.
pub fn unmark_dispute(storage: &mut dyn Storage, id: SourceId, sequence: u64) -> bool {
    let key = key(DISPUTE, &[id.into(), sequence]);
    let marked = storage.get(&key).is_some();
    storage.remove(&key);
    marked
}

pub fn disputes<'a>(
    storage: &'a dyn Storage,
    id: SourceId,
    start_after: Option<u64>,
) -> impl Iterator<Item = u64> + 'a {
    scan(storage, &key(DISPUTE, &[id.into()]), start_after, Order::Ascending).map(|([sequence], _)| sequence)
}

/// # Errors
/// `report.unknown`.
pub fn report(storage: &dyn Storage, id: ReportId) -> Result<Report> {
    load(storage, &key(REPORT, &[id]))?.ok_or_else(|| Error::from(Code::ReportUnknown))
}

/// Keeps the list of those that wait in step.
pub fn save_report(storage: &mut dyn Storage, id: ReportId, report: &Report, waits: bool) -> Result<()> {
    let open = key(OPEN, &[id]);
    if waits {
        storage.set(&open, &[1]);
    } else {
        storage.remove(&open);
    }
    save(storage, &key(REPORT, &[id]), report)
}

pub fn next_report(storage: &mut dyn Storage, member: MemberId) -> Result<ReportId> {
    let id = next(storage, LAST_REPORT)?;
    storage.set(&key(OF_MEMBER, &[member, id]), &[1]);
    Ok(id)
}

pub fn reports<'a>(
    storage: &'a dyn Storage,
    start_before: Option<ReportId>,
) -> impl Iterator<Item = ReportId> + 'a {
    scan(storage, REPORT, start_before, Order::Descending).map(|([id], _)| id)
}

pub fn reports_of<'a>(
    storage: &'a dyn Storage,
    member: MemberId,
    start_before: Option<ReportId>,
) -> impl Iterator<Item = ReportId> + 'a {
    scan(storage, &key(OF_MEMBER, &[member]), start_before, Order::Descending).map(|([id], _)| id)
}

pub fn open_reports<'a>(
    storage: &'a dyn Storage,
    start_after: Option<ReportId>,
) -> impl Iterator<Item = ReportId> + 'a {
    scan(storage, OPEN, start_after, Order::Ascending).map(|([id], _)| id)
}

/// The last sequence under which a source's feeders agreed on a change of the thing; 0 for none.
pub fn last_sequence(storage: &dyn Storage, id: SourceId, thing: &Thing) -> Result<u64> {
    Ok(load(storage, &thing_key(LAST_SEQUENCE, &[id.into()], thing))?.unwrap_or_default())
}

pub fn set_last_sequence(
    storage: &mut dyn Storage,
    id: SourceId,
    thing: &Thing,
    sequence: u64,
) -> Result<()> {
    save(storage, &thing_key(LAST_SEQUENCE, &[id.into()], thing), &sequence)
}

/// The report in effect for a thing; 0 for none.
pub fn in_effect(storage: &dyn Storage, thing: &Thing) -> Result<ReportId> {
    Ok(load(storage, &thing_key(IN_EFFECT, &[], thing))?.unwrap_or_default())
}

pub fn set_in_effect(storage: &mut dyn Storage, thing: &Thing, report: ReportId) -> Result<()> {
    save(storage, &thing_key(IN_EFFECT, &[], thing), &report)
}

fn thing_key(prefix: &[u8], numbers: &[u64], thing: &Thing) -> Vec<u8> {
    [key(prefix, numbers), thing.0.clone()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::HexBinary;
    use timebank_api::oracle::MemberFact;
    use timebank_std::testing::no_name_begins_another;

    #[test]
    fn no_namespace_begins_another() {
        let names: Vec<&[u8]> = vec![
            SOURCE,
            STANDING,
            HEARD,
            POLL,
            DISPUTE,
            REPORT,
            OPEN,
            OF_MEMBER,
            LAST_SEQUENCE,
            IN_EFFECT,
            LAST_SOURCE,
            LAST_REPORT,
            b"contract_info",
            b"\0\x06wiring",
        ];
        no_name_begins_another(&names);
    }

    fn attestation() -> Attestation {
        Attestation {
            sequence: 300,
            observed: 2,
            digest: HexBinary::from([7; 32]),
            member: 3,
            change: Change::Member {
                fact: MemberFact::Credential { commitment: HexBinary::from([8; 32]), valid_until: 4 },
            },
        }
    }

    /// Changing these bytes is a migration.
    #[test]
    fn records_keep_their_bytes() {
        let poll = Poll {
            state: PollState::Agreed,
            since: 1,
            answers: vec![Said { attestation: attestation(), feeders: vec![1, 2] }],
            report: Some(9),
        };
        let bytes = postcard::to_allocvec(&poll).unwrap();
        let mut golden = vec![2, 1, 1, 0xac, 2, 2, 32];
        golden.extend([7; 32]);
        golden.extend([3, 0, 0, 32]);
        golden.extend([8; 32]);
        golden.extend([4, 2, 1, 2, 1, 9]);
        assert_eq!(bytes, golden);
        assert_eq!(postcard::from_bytes::<Poll>(&bytes).unwrap(), poll);

        let report = Report {
            source: 1,
            attestation: attestation(),
            state: ReportState::Undone,
            agreed: 2,
            applied: Some(3),
            before: 4,
            objected: true,
        };
        let bytes = postcard::to_allocvec(&report).unwrap();
        assert_eq!((bytes.len(), bytes.last_chunk()), (80, Some(&[4, 2, 1, 3, 4, 1])));
        assert_eq!(postcard::from_bytes::<Report>(&bytes).unwrap(), report);
        let standing = Standing { sequence: 1, quarantined: true, since: 2, changes: 3 };
        assert_eq!(postcard::to_allocvec(&standing).unwrap(), [1, 1, 2, 3]);
    }
}
