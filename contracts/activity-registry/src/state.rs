//! What the contract keeps. Records are compact (postcard), and an activity is three of them, so that an action writes only
//! the few bytes it changes:
//!
//! | record | key | written by |
//! |---|---|---|
//! | [`Plan`] | `a/` id | draft, edit, submission, approval, co-administrators |
//! | [`Tally`] | `t/` id | everything that moves the activity, a seat or the hold |
//! | [`Text`] | `x/` id | draft, edit; read by queries only |
//! | reason | `y/` id | return, withdrawal, take-down |
//! | [`Enrolment`] | `e/` id, participant | everything a participant does |
//! | [`Findings`] | `i/` id, participant | enrolment where there are requirements |
//! | waitlist | `w/` id, position | enrolment without a seat |
//! | queue of deadlines | `q/` time, id, participant or 0 | whatever starts or ends a wait |
//! | receipt | `r/` id, participant (`timebank-api`) | settlement |
//! | fact | `f/` number (`timebank-api`) | settlement, rating, assessment, deadlines |
//! | [`Seat`]s of a member | `o/` member | enrolment, withdrawal, decline |
//! | star rewards of a pack | `l/` branch, version | the first approval under the pack |
//! | reserved between branches | `z/` activity; `p/` from, to | enrolment across a limited pair, and what ends it |
//! | [`Dispute`] | `d/` id, participant | dispute, verdict |
//! | follow-up | `n/` id, number | follow-up |
//! | block | `k/` lower member, higher member | block, unblock |
//! | what an agent committed today | `v/` principal, agent | submission by an agent |
//! | [`Listing`] and its answers | `g/` id; `h/` id, member | listings |
//! | last id, code period | `c/last`, `c/period` | draft; instantiation |
//!
//! A record of an earlier version lacks the fields that joined it at its end; bytes that are not there read as zeros, so a
//! field may only be added at the end, of a type whose zeros mean "none" ([`read`]).

use cosmwasm_std::{Binary, Order, Storage};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use timebank_api::activity_registry::{
    Admission, Category, EnrolmentState, Escalation, Finding, FollowUpKind, ListingId, ListingInput,
    ListingState, Payer, Requirement, Reward, State, Terms, Verdict, Window,
};
use timebank_api::record::{fact_key, receipt_key, Fact, Receipt};
use timebank_api::rulebook::{Skill, StarReward};
use timebank_api::{ActivityId, BranchId, Code, MemberId, Minutes, Seconds};
use timebank_std::store::{key, last, next, read_grown, save, scan};
use timebank_std::{Error, Result};

const PLAN: &[u8] = b"a/";
const TALLY: &[u8] = b"t/";
const TEXT: &[u8] = b"x/";
const REASON: &[u8] = b"y/";
const ENROLMENT: &[u8] = b"e/";
const FINDINGS: &[u8] = b"i/";
const WAITLIST: &[u8] = b"w/";
const QUEUE: &[u8] = b"q/";
const FACT: &[u8] = b"f/";
const AGENDA: &[u8] = b"o/";
const REWARDS: &[u8] = b"l/";
const LENT: &[u8] = b"z/";
const PENDING: &[u8] = b"p/";
const DISPUTE: &[u8] = b"d/";
const FOLLOW_UP: &[u8] = b"n/";
const BLOCK: &[u8] = b"k/";
const COMMITTED: &[u8] = b"v/";
const LISTING: &[u8] = b"g/";
const ANSWER: &[u8] = b"h/";
const LAST_ID: &[u8] = b"c/last";
const CODE_PERIOD: &[u8] = b"c/period";

/// The most fields that joined a record since it was first written.
const ADDED_FIELDS: usize = 7;

/// The code changes neither too fast to type nor so slowly that it can be passed on.
const CODE_PERIODS: std::ops::RangeInclusive<u32> = 5..=300;

/// What was planned and under which rules: read by hot paths, rarely written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    pub branch: BranchId,
    pub publisher: MemberId,
    pub co_administrators: Vec<MemberId>,
    pub category: Category,
    pub registration: Window,
    pub service: Window,
    pub seats: u16,
    pub reward: Reward,
    pub payer: Payer,
    pub admission: Admission,
    pub attendance_key: Binary,
    /// Provisional from the submission, fixed at the approval.
    pub terms: Option<Terms>,
    pub skill: Skill,
    pub requirements: Vec<Requirement>,
    pub listing: Option<ListingId>,
    /// The first activity of the series.
    pub series: Option<ActivityId>,
}

impl Plan {
    /// The publisher or a co-administrator.
    pub fn is_administrator(&self, member: MemberId) -> bool {
        self.publisher == member || self.co_administrators.contains(&member)
    }

    /// The rules that apply.
    ///
    /// # Errors
    /// `system.state` before the submission; no handler asks then.
    pub fn terms(&self) -> Result<&Terms> {
        self.terms.as_ref().ok_or_else(|| Error::from(Code::StateInvalid))
    }
}

/// Where the activity is, and what is counted: written often, so it is small.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tally {
    pub state: State,
    pub revision: u32,
    /// Seats that are taken, those of settled participants among them.
    pub taken: u16,
    pub waitlisted: u32,
    /// Enrolments ever made: the next one's position.
    pub arrivals: u32,
    /// Checked in and not settled.
    pub open: u16,
    pub settled: u16,
    /// What the token holds or has reserved for this activity.
    pub hold: Minutes,
    /// The activity's own deadline in the queue.
    pub due: Option<Seconds>,
    pub escalation: Escalation,
    /// The last participant who was looked at for not having come.
    pub swept: MemberId,
}

/// What only people read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Text {
    pub title: String,
    pub summary: String,
    pub text: Option<Binary>,
    pub place: String,
}

/// A participant's part in an activity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Enrolment {
    pub state: EnrolmentState,
    pub position: u32,
    pub started: Option<Seconds>,
    /// Step of the code that began the attendance; the end needs a later one.
    pub step: u64,
    pub ended: Option<Seconds>,
    pub claimed: Option<Minutes>,
    pub confirmed: Option<Minutes>,
    pub agreed: Option<Minutes>,
    pub score_given: Option<u8>,
    pub score_received: Option<u8>,
    /// The participant's deadline in the queue.
    pub due: Option<Seconds>,
    /// What is reserved under the limit between the payer's branch and this one.
    pub lent: Option<(BranchId, Minutes)>,
    pub assessed: Option<u8>,
}

impl Enrolment {
    pub fn new(state: EnrolmentState, position: u32) -> Self {
        Enrolment {
            state,
            position,
            started: None,
            step: 0,
            ended: None,
            claimed: None,
            confirmed: None,
            agreed: None,
            score_given: None,
            score_received: None,
            due: None,
            lent: None,
            assessed: None,
        }
    }
}

/// By what a participant met the requirements when enrolling.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Findings {
    /// The activity's.
    pub revision: u32,
    pub findings: Vec<Finding>,
}

/// A seat that is kept for a member, on the waitlist too, so that moving up cannot fail.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Seat {
    pub activity: ActivityId,
    /// The hour of Unix time in which the service begins; UTC+8 is whole hours away, so it gives the day too.
    pub hour: u32,
    /// The most the seat can earn.
    pub minutes: Minutes,
}

/// A dispute about a participant's service: there is at most one, ever.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Dispute {
    pub by: Option<MemberId>,
    pub since: Seconds,
    pub paid: bool,
    pub named: Option<(MemberId, Verdict)>,
    pub decided: Option<Verdict>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FollowUp {
    pub participant: MemberId,
    pub by: MemberId,
    pub kind: FollowUpKind,
    pub note: Binary,
    pub at: Seconds,
}

/// A standing offer or need.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Listing {
    pub branch: BranchId,
    pub member: MemberId,
    pub revision: u32,
    pub state: ListingState,
    pub input: ListingInput,
    pub escalation: Escalation,
    /// By the pack at the approval.
    pub escalate_after: Seconds,
    pub answers: u32,
    pub reason: Option<String>,
    pub due: Option<Seconds>,
}

/// An activity as the handlers work on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Activity {
    pub id: ActivityId,
    pub plan: Plan,
    pub tally: Tally,
}

impl Activity {
    pub fn save_plan(&self, storage: &mut dyn Storage) -> Result<()> {
        save(storage, &key(PLAN, &[self.id]), &self.plan)
    }

    pub fn save_tally(&self, storage: &mut dyn Storage) -> Result<()> {
        save(storage, &key(TALLY, &[self.id]), &self.tally)
    }

    /// Puts the activity's own deadline into the queue in place of the one before. The tally is not saved.
    pub fn set_due(&mut self, storage: &mut dyn Storage, due: Option<Seconds>) {
        move_due(storage, (self.id, 0), self.tally.due, due);
        self.tally.due = due;
    }

    /// Seats that nobody has taken.
    pub fn free_seats(&self) -> u16 {
        self.plan.seats.saturating_sub(self.tally.taken)
    }
}

/// The activity.
///
/// # Errors
/// `activity.unknown`.
pub fn activity(storage: &dyn Storage, id: ActivityId) -> Result<Activity> {
    let plan = load(storage, &key(PLAN, &[id]))?.ok_or(Code::ActivityUnknown)?;
    let tally = load(storage, &key(TALLY, &[id]))?.ok_or(Code::StateInvalid)?;
    Ok(Activity { id, plan, tally })
}

/// Ids of activities in order.
pub fn activity_ids<'a>(
    storage: &'a dyn Storage,
    start_after: Option<ActivityId>,
    order: Order,
) -> impl Iterator<Item = ActivityId> + 'a {
    scan(storage, PLAN, start_after, order).map(|([id], _)| id)
}

/// The id of a new activity.
///
/// # Errors
/// `system.overflow`, `system.state`.
pub fn next_id(storage: &mut dyn Storage) -> Result<ActivityId> {
    next(storage, LAST_ID)
}

pub fn text(storage: &dyn Storage, id: ActivityId) -> Result<Text> {
    load(storage, &key(TEXT, &[id]))?.ok_or_else(|| Error::from(Code::StateInvalid))
}

pub fn save_text(storage: &mut dyn Storage, id: ActivityId, text: &Text) -> Result<()> {
    save(storage, &key(TEXT, &[id]), text)
}

/// Why the activity was returned, withdrawn or taken down.
pub fn reason(storage: &dyn Storage, id: ActivityId) -> Result<Option<String>> {
    load(storage, &key(REASON, &[id]))
}

pub fn save_reason(storage: &mut dyn Storage, id: ActivityId, reason: Option<&str>) -> Result<()> {
    match reason {
        Some(reason) => save(storage, &key(REASON, &[id]), reason),
        None => {
            storage.remove(&key(REASON, &[id]));
            Ok(())
        }
    }
}

pub fn may_enrolment(
    storage: &dyn Storage,
    id: ActivityId,
    participant: MemberId,
) -> Result<Option<Enrolment>> {
    load(storage, &key(ENROLMENT, &[id, participant]))
}

/// The enrolment.
///
/// # Errors
/// `enrolment.unknown`.
pub fn enrolment(storage: &dyn Storage, id: ActivityId, participant: MemberId) -> Result<Enrolment> {
    may_enrolment(storage, id, participant)?.ok_or_else(|| Error::from(Code::EnrolmentUnknown))
}

pub fn save_enrolment(
    storage: &mut dyn Storage,
    id: ActivityId,
    participant: MemberId,
    enrolment: &Enrolment,
) -> Result<()> {
    save(storage, &key(ENROLMENT, &[id, participant]), enrolment)
}

pub fn findings(storage: &dyn Storage, id: ActivityId, participant: MemberId) -> Result<Option<Findings>> {
    load(storage, &key(FINDINGS, &[id, participant]))
}

pub fn save_findings(
    storage: &mut dyn Storage,
    id: ActivityId,
    participant: MemberId,
    findings: &Findings,
) -> Result<()> {
    save(storage, &key(FINDINGS, &[id, participant]), findings)
}

pub fn forget_findings(storage: &mut dyn Storage, id: ActivityId, participant: MemberId) {
    storage.remove(&key(FINDINGS, &[id, participant]));
}

/// Puts a participant's deadline into the queue in place of the one before. The enrolment is not saved.
pub fn set_enrolment_due(
    storage: &mut dyn Storage,
    id: ActivityId,
    participant: MemberId,
    enrolment: &mut Enrolment,
    due: Option<Seconds>,
) {
    move_due(storage, (id, participant), enrolment.due, due);
    enrolment.due = due;
}

/// Enrolments of an activity in order of participants.
pub fn enrolments<'a>(
    storage: &'a dyn Storage,
    id: ActivityId,
    start_after: Option<MemberId>,
) -> impl Iterator<Item = Result<(MemberId, Enrolment)>> + 'a {
    scan(storage, &key(ENROLMENT, &[id]), start_after, Order::Ascending)
        .map(|([participant], value)| Ok((participant, read(&value)?)))
}

pub fn join_waitlist(storage: &mut dyn Storage, id: ActivityId, position: u32, participant: MemberId) {
    storage.set(&key(WAITLIST, &[id, u64::from(position)]), &participant.to_be_bytes());
}

pub fn leave_waitlist(storage: &mut dyn Storage, id: ActivityId, position: u32) {
    storage.remove(&key(WAITLIST, &[id, u64::from(position)]));
}

/// Who waits longest.
pub fn first_waiting(storage: &dyn Storage, id: ActivityId) -> Option<MemberId> {
    scan::<1>(storage, &key(WAITLIST, &[id]), None, Order::Ascending)
        .next()
        .and_then(|(_, value)| Some(u64::from_be_bytes(value.try_into().ok()?)))
}

/// What is reserved for a member.
pub fn agenda(storage: &dyn Storage, member: MemberId) -> Result<Vec<Seat>> {
    Ok(load(storage, &key(AGENDA, &[member]))?.unwrap_or_default())
}

pub fn save_agenda(storage: &mut dyn Storage, member: MemberId, seats: &[Seat]) -> Result<()> {
    let key = key(AGENDA, &[member]);
    if seats.is_empty() {
        storage.remove(&key);
        return Ok(());
    }
    save(storage, &key, seats)
}

/// The star rewards of a branch's pack.
pub fn rewards(storage: &dyn Storage, branch: BranchId, pack: u32) -> Result<Option<[StarReward; 5]>> {
    load(storage, &key(REWARDS, &[u64::from(branch), u64::from(pack)]))
}

pub fn save_rewards(
    storage: &mut dyn Storage,
    branch: BranchId,
    pack: u32,
    rewards: &[StarReward; 5],
) -> Result<()> {
    let key = key(REWARDS, &[u64::from(branch), u64::from(pack)]);
    if storage.get(&key).is_some() {
        return Ok(());
    }
    save(storage, &key, rewards)
}

/// What the enrolments of an activity have reserved, by the participants' branch.
pub fn lent(storage: &dyn Storage, id: ActivityId) -> Result<Vec<(BranchId, Minutes)>> {
    Ok(load(storage, &key(LENT, &[id]))?.unwrap_or_default())
}

pub fn save_lent(storage: &mut dyn Storage, id: ActivityId, lent: &[(BranchId, Minutes)]) -> Result<()> {
    let key = key(LENT, &[id]);
    if lent.is_empty() {
        storage.remove(&key);
        return Ok(());
    }
    save(storage, &key, lent)
}

/// What is reserved from one branch's payers to another's participants.
pub fn pending(storage: &dyn Storage, from: BranchId, to: BranchId) -> Result<u64> {
    Ok(load(storage, &key(PENDING, &[u64::from(from), u64::from(to)]))?.unwrap_or(0))
}

pub fn save_pending(storage: &mut dyn Storage, from: BranchId, to: BranchId, minutes: u64) -> Result<()> {
    save(storage, &key(PENDING, &[u64::from(from), u64::from(to)]), &minutes)
}

pub fn dispute(storage: &dyn Storage, id: ActivityId, participant: MemberId) -> Result<Option<Dispute>> {
    load(storage, &key(DISPUTE, &[id, participant]))
}

/// As version 0.1.0 left it, which kept no record of a dispute.
#[cfg(test)]
pub fn without_dispute(storage: &mut dyn Storage, id: ActivityId, participant: MemberId) {
    storage.remove(&key(DISPUTE, &[id, participant]));
}

pub fn save_dispute(
    storage: &mut dyn Storage,
    id: ActivityId,
    participant: MemberId,
    dispute: &Dispute,
) -> Result<()> {
    save(storage, &key(DISPUTE, &[id, participant]), dispute)
}

/// Follow-ups of an activity in the order of their numbers.
pub fn follow_ups<'a>(
    storage: &'a dyn Storage,
    id: ActivityId,
    start_after: Option<u64>,
) -> impl Iterator<Item = Result<(u64, FollowUp)>> + 'a {
    scan(storage, &key(FOLLOW_UP, &[id]), start_after, Order::Ascending)
        .map(|([number], value)| Ok((number, read(&value)?)))
}

/// Appends a follow-up; gives its number.
///
/// # Errors
/// `request.too_many`.
pub fn add_follow_up(
    storage: &mut dyn Storage,
    id: ActivityId,
    follow_up: &FollowUp,
    most: u64,
) -> Result<u64> {
    let next = after(last(storage, &key(FOLLOW_UP, &[id])))?;
    if next > most {
        return Err(Code::TooMany.into());
    }
    save(storage, &key(FOLLOW_UP, &[id, next]), follow_up)?;
    Ok(next)
}

/// How many facts there are.
pub fn fact_count(storage: &dyn Storage) -> u64 {
    last(storage, FACT)
}

/// Appends a fact for reputation. The last one's key is the count: a counter of its own would cost a third more.
pub fn add_fact(storage: &mut dyn Storage, fact: &Fact) -> Result<()> {
    let next = after(fact_count(storage))?;
    storage.set(&fact_key(next), &fact.to_bytes());
    Ok(())
}

fn after(last: u64) -> Result<u64> {
    last.checked_add(1).ok_or_else(|| Error::from(Code::Overflow))
}

/// Whether `member` has blocked `other`.
pub fn has_blocked(storage: &dyn Storage, member: MemberId, other: MemberId) -> bool {
    blocks(storage, member, other) & block_bit(member, other) != 0
}

/// Who of two members has blocked the other; 0 if nobody has.
pub fn blocks(storage: &dyn Storage, a: MemberId, b: MemberId) -> u8 {
    storage.get(&block_key(a, b)).and_then(|value| value.first().copied()).unwrap_or(0)
}

pub fn set_blocked(storage: &mut dyn Storage, member: MemberId, other: MemberId, blocked: bool) {
    let (bits, bit) = (blocks(storage, member, other), block_bit(member, other));
    let bits = if blocked { bits | bit } else { bits & !bit };
    let key = block_key(member, other);
    if bits == 0 {
        storage.remove(&key);
    } else {
        storage.set(&key, &[bits]);
    }
}

fn block_key(a: MemberId, b: MemberId) -> Vec<u8> {
    key(BLOCK, &[a.min(b), a.max(b)])
}

fn block_bit(member: MemberId, other: MemberId) -> u8 {
    if member < other {
        1
    } else {
        2
    }
}

/// What an agent has committed of a principal's TIME on a day.
pub fn committed(
    storage: &dyn Storage,
    (principal, agent): (MemberId, MemberId),
    day: u64,
) -> Result<Minutes> {
    let of: Option<(u64, Minutes)> = load(storage, &key(COMMITTED, &[principal, agent]))?;
    Ok(of.filter(|(on, _)| *on == day).map_or(0, |(_, minutes)| minutes))
}

pub fn save_committed(
    storage: &mut dyn Storage,
    (principal, agent): (MemberId, MemberId),
    day: u64,
    minutes: Minutes,
) -> Result<()> {
    save(storage, &key(COMMITTED, &[principal, agent]), &(day, minutes))
}

pub fn may_listing(storage: &dyn Storage, id: ListingId) -> Result<Option<Listing>> {
    load(storage, &key(LISTING, &[id]))
}

/// The listing.
///
/// # Errors
/// `listing.unknown`.
pub fn listing(storage: &dyn Storage, id: ListingId) -> Result<Listing> {
    may_listing(storage, id)?.ok_or_else(|| Error::from(Code::ListingUnknown))
}

pub fn save_listing(storage: &mut dyn Storage, id: ListingId, listing: &Listing) -> Result<()> {
    save(storage, &key(LISTING, &[id]), listing)
}

/// Puts a listing's deadline into the queue in place of the one before. The listing is not saved.
pub fn set_listing_due(
    storage: &mut dyn Storage,
    id: ListingId,
    listing: &mut Listing,
    due: Option<Seconds>,
) {
    move_due(storage, (id, 0), listing.due, due);
    listing.due = due;
}

/// Ids of listings in order.
pub fn listing_ids<'a>(
    storage: &'a dyn Storage,
    start_after: Option<ListingId>,
    order: Order,
) -> impl Iterator<Item = ListingId> + 'a {
    scan(storage, LISTING, start_after, order).map(|([id], _)| id)
}

pub fn has_answered(storage: &dyn Storage, id: ListingId, member: MemberId) -> bool {
    storage.get(&key(ANSWER, &[id, member])).is_some()
}

pub fn set_answer(storage: &mut dyn Storage, id: ListingId, member: MemberId, yes: bool) {
    let key = key(ANSWER, &[id, member]);
    if yes {
        storage.set(&key, &[1]);
    } else {
        storage.remove(&key);
    }
}

/// Who answered a listing, in order of members.
pub fn answers<'a>(
    storage: &'a dyn Storage,
    id: ListingId,
    start_after: Option<MemberId>,
) -> impl Iterator<Item = MemberId> + 'a {
    scan(storage, &key(ANSWER, &[id]), start_after, Order::Ascending).map(|([member], _)| member)
}

/// A deadline in the queue; participant 0 stands for the activity itself.
pub type DueKey = (Seconds, ActivityId, MemberId);

/// Deadlines that are over at a time, in order.
pub fn due<'a>(storage: &'a dyn Storage, at: Seconds) -> impl Iterator<Item = DueKey> + 'a {
    scan(storage, QUEUE, None, Order::Ascending)
        .map(|([due, id, participant], _)| (due, id, participant))
        .take_while(move |(due, ..)| *due <= at)
}

fn move_due(
    storage: &mut dyn Storage,
    (id, participant): (ActivityId, MemberId),
    from: Option<Seconds>,
    to: Option<Seconds>,
) {
    if from == to {
        return;
    }
    if let Some(from) = from {
        storage.remove(&key(QUEUE, &[from, id, participant]));
    }
    if let Some(to) = to {
        // The key says everything, but a value must not be empty.
        storage.set(&key(QUEUE, &[to, id, participant]), &[1]);
    }
}

pub fn receipt(storage: &dyn Storage, id: ActivityId, participant: MemberId) -> Result<Option<Receipt>> {
    storage
        .get(&receipt_key(id, participant))
        .map(|bytes| Receipt::from_bytes(&bytes).ok_or_else(|| Error::from(Code::StateInvalid)))
        .transpose()
}

pub fn save_receipt(storage: &mut dyn Storage, id: ActivityId, receipt: &Receipt) {
    storage.set(&receipt_key(id, receipt.participant), &receipt.to_bytes());
}

/// Seconds after which the attendance code changes.
pub fn code_period(storage: &dyn Storage) -> Result<u32> {
    load(storage, CODE_PERIOD)?.ok_or_else(|| Error::from(Code::StateInvalid))
}

/// # Errors
/// `request.message` if the period is out of range.
pub fn set_code_period(storage: &mut dyn Storage, period: u32) -> Result<()> {
    if !CODE_PERIODS.contains(&period) {
        return Err(Error::with(Code::MessageInvalid, "code_period"));
    }
    save(storage, CODE_PERIOD, &period)
}

/// A record; what an earlier version did not write reads as zeros.
fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    read_grown(bytes, ADDED_FIELDS)
}

fn load<T: DeserializeOwned>(storage: &dyn Storage, key: &[u8]) -> Result<Option<T>> {
    storage.get(key).map(|bytes| read(&bytes)).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::testing::MockStorage;
    use timebank_api::record::AgeClass;
    use timebank_api::rulebook::Rounding;
    use timebank_std::testing::no_name_begins_another;

    #[test]
    fn no_namespace_begins_another() {
        let names: Vec<&[u8]> = vec![
            PLAN,
            TALLY,
            TEXT,
            REASON,
            ENROLMENT,
            FINDINGS,
            WAITLIST,
            QUEUE,
            FACT,
            AGENDA,
            REWARDS,
            LENT,
            PENDING,
            DISPUTE,
            FOLLOW_UP,
            BLOCK,
            COMMITTED,
            LISTING,
            ANSWER,
            LAST_ID,
            CODE_PERIOD,
            b"r/",
            b"contract_info",
            b"\0\x06wiring",
        ];
        no_name_begins_another(&names);
        assert!(receipt_key(1, 2).starts_with(b"r/"));
        assert_eq!(fact_key(7), key(FACT, &[7]));
    }

    fn plan() -> Plan {
        Plan {
            branch: 1,
            publisher: 2,
            co_administrators: vec![3],
            category: Category::Medical,
            registration: Window { start: 1, end: 2 },
            service: Window { start: 3, end: 4 },
            seats: 5,
            reward: Reward::PerHour { minutes: 60 },
            payer: Payer::OwnBalance,
            admission: Admission::ByAdministrator,
            attendance_key: Binary::from([2; 33]),
            terms: Some(Terms {
                pack: 1,
                weight_percent: 100,
                rounding: Rounding::Nearest { step: 15 },
                earn_cap: None,
                tolerance: 10,
                confirm_deadline: 6,
                settle_deadline: 7,
                dispute_window: 8,
                settle_requires_rating: true,
                per_seat: 120,
                earn_cap_day: Some(240),
                provider_age: Some(AgeClass::Under60),
                escalate_after: 9,
            }),
            skill: Skill::Trained,
            requirements: vec![Requirement::Stars { min: 2 }],
            listing: Some(3),
            series: Some(4),
        }
    }

    /// As version 0.1.0 wrote it.
    #[test]
    fn records_of_the_first_version_still_read() {
        let mut bytes = vec![1, 2, 1, 3, 1, 1, 2, 3, 4, 5, 1, 60, 0, 1, 33];
        bytes.extend([2; 33]);
        let draft = [bytes.as_slice(), &[0]].concat();
        bytes.extend([1, 1, 100, 2, 15, 0, 10, 6, 7, 8, 1, 120]);
        let terms =
            Terms { earn_cap_day: None, provider_age: None, escalate_after: 0, ..*plan().terms().unwrap() };
        let old = Plan {
            terms: Some(terms),
            skill: Skill::Plain,
            requirements: vec![],
            listing: None,
            series: None,
            ..plan()
        };
        assert_eq!(read::<Plan>(&bytes).unwrap(), old);
        assert_eq!(read::<Plan>(&draft).unwrap(), Plan { terms: None, ..old });
        let tally: Tally = read(&[3, 1, 2, 3, 4, 5, 6, 7, 1, 8]).unwrap();
        assert_eq!((tally.due, tally.escalation, tally.swept), (Some(8), Escalation::None, 0));
        let enrolment: Enrolment = read(&[8, 1, 1, 2, 3, 0, 0, 0, 0, 0, 1, 5, 0]).unwrap();
        assert_eq!((enrolment.score_received, enrolment.lent, enrolment.assessed), (Some(5), None, None));
        // Bytes that are missing elsewhere are not made up.
        assert_eq!(read::<Plan>(&bytes[..20]).unwrap_err().code(), Code::StateInvalid);
    }

    /// Changing these bytes is a migration.
    #[test]
    fn records_keep_their_bytes() {
        let bytes = postcard::to_allocvec(&plan()).unwrap();
        let mut golden = vec![1, 2, 1, 3, 1, 1, 2, 3, 4, 5, 1, 60, 0, 1, 33];
        golden.extend([2; 33]);
        golden.extend([1, 1, 100, 2, 15, 0, 10, 6, 7, 8, 1, 120, 1, 240, 1, 1, 1, 9]);
        golden.extend([1, 1, 2, 2, 1, 3, 1, 4]);
        assert_eq!(bytes, golden);
        assert_eq!(read::<Plan>(&bytes).unwrap(), plan());

        let tally = Tally {
            state: State::Approved,
            revision: 1,
            taken: 2,
            waitlisted: 3,
            arrivals: 4,
            open: 5,
            settled: 6,
            hold: 7,
            due: Some(8),
            escalation: Escalation::Invited,
            swept: 9,
        };
        let bytes = postcard::to_allocvec(&tally).unwrap();
        assert_eq!(bytes, [3, 1, 2, 3, 4, 5, 6, 7, 1, 8, 2, 9]);

        let mut enrolment = Enrolment::new(EnrolmentState::Agreed, 1);
        enrolment.started = Some(2);
        enrolment.step = 3;
        enrolment.score_received = Some(5);
        let bytes = postcard::to_allocvec(&enrolment).unwrap();
        assert_eq!(bytes, [8, 1, 1, 2, 3, 0, 0, 0, 0, 0, 1, 5, 0, 0, 0]);
        assert_eq!(read::<Enrolment>(&[255]).unwrap_err().code(), Code::StateInvalid);

        let met = Finding { requirement: 1, met: true, found: Some(300), valid_until: Some(2) };
        let other = Finding { requirement: 2, found: None, valid_until: None, ..met };
        let bytes = postcard::to_allocvec(&Findings { revision: 7, findings: vec![met, other] }).unwrap();
        assert_eq!(bytes, [7, 2, 1, 1, 1, 0xac, 2, 1, 2, 2, 1, 0, 0]);
    }

    #[test]
    fn hot_records_stay_small_at_real_sizes() {
        let now = 1_800_000_000;
        let enrolment = Enrolment {
            state: EnrolmentState::Settled,
            position: 70_000,
            started: Some(now),
            step: now / 5,
            ended: Some(now),
            claimed: Some(3_000),
            confirmed: Some(3_000),
            agreed: Some(3_000),
            score_given: Some(5),
            score_received: Some(5),
            due: Some(now),
            lent: Some((300, 3_000)),
            assessed: Some(5),
        };
        assert!(postcard::to_allocvec(&enrolment).unwrap().len() <= 64);
        let tally = Tally {
            state: State::Cancelled,
            revision: 70_000,
            taken: 500,
            waitlisted: 70_000,
            arrivals: 70_000,
            open: 500,
            settled: 500,
            hold: u32::MAX,
            due: Some(now),
            escalation: Escalation::Staff,
            swept: 70_000,
        };
        assert!(postcard::to_allocvec(&tally).unwrap().len() <= 36);
    }

    #[test]
    fn queue_is_in_order_of_time_and_has_one_item_each() {
        let mut storage = MockStorage::new();
        let mut enrolment = Enrolment::new(EnrolmentState::Attending, 1);
        set_enrolment_due(&mut storage, 7, 1, &mut enrolment, Some(300));
        set_enrolment_due(&mut storage, 7, 1, &mut enrolment, Some(200));
        let mut other = Enrolment::new(EnrolmentState::Attending, 2);
        set_enrolment_due(&mut storage, 7, 2, &mut other, Some(100));
        assert_eq!(due(&storage, 199).collect::<Vec<_>>(), [(100, 7, 2)]);
        assert_eq!(due(&storage, 300).collect::<Vec<_>>(), [(100, 7, 2), (200, 7, 1)]);
        set_enrolment_due(&mut storage, 7, 2, &mut other, None);
        assert_eq!(due(&storage, 300).collect::<Vec<_>>(), [(200, 7, 1)]);
    }

    #[test]
    fn waitlist_and_enrolments_keep_to_their_activity() {
        let mut storage = MockStorage::new();
        for (id, participant, position) in [(255, 9, 2), (255, 8, 1), (256, 7, 1)] {
            join_waitlist(&mut storage, id, position, participant);
            let enrolment = Enrolment::new(EnrolmentState::Waitlisted, position);
            save_enrolment(&mut storage, id, participant, &enrolment).unwrap();
        }
        assert_eq!(first_waiting(&storage, 255), Some(8));
        leave_waitlist(&mut storage, 255, 1);
        assert_eq!(first_waiting(&storage, 255), Some(9));
        assert_eq!(first_waiting(&storage, 1), None);
        let of = |id, after| enrolments(&storage, id, after).map(|item| item.unwrap().0).collect::<Vec<_>>();
        assert_eq!(of(255, None), [8, 9]);
        assert_eq!(of(255, Some(8)), [9]);
        assert_eq!(of(256, None), [7]);
    }
}
