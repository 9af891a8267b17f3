//! Records under fixed keys that other contracts read by raw query (a raw query costs a fifth of a smart one). Layouts are
//! big-endian and golden: changing one is a migration of its readers too.

use crate::rulebook::{Gift, Inheritance, Overflow};
use crate::{BranchId, CourseId, MemberId, Minutes, Rights, Roles, Seconds};
use cosmwasm_schema::cw_serde;

/// Whether a member may act.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum MemberStatus {
    Active,
    Suspended,
    /// Left; acts no more.
    Closed,
    /// By the member in an emergency, or by two office-holders over a dispute or a court's order: nothing leaves the account.
    Frozen,
    /// Reported by two office-holders; what the account held is inherited by the pack's rule.
    Deceased,
}

impl MemberStatus {
    const ALL: [MemberStatus; 5] = [
        MemberStatus::Active,
        MemberStatus::Suspended,
        MemberStatus::Closed,
        MemberStatus::Frozen,
        MemberStatus::Deceased,
    ];
}

/// A coarse class of age, attested by the custodian branch; never a date of birth.
#[cw_serde]
#[derive(Copy, Eq, PartialOrd, Ord)]
pub enum AgeClass {
    Under18,
    /// 18 to 59.
    Under60,
    /// 60 to 64.
    From60,
    /// 65 to 79.
    From65,
    From80,
}

impl AgeClass {
    /// In the order of their bytes, which is that of their introduction.
    const BYTES: [AgeClass; 5] =
        [AgeClass::Under60, AgeClass::From60, AgeClass::From80, AgeClass::Under18, AgeClass::From65];
}

/// Whose account it is.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum MemberKind {
    Person,
    /// A company, school or team; its signatories act for it as agents.
    Group,
}

/// Set in the status byte of a group's record.
const GROUP: u8 = 0x10;

fn status_byte(status: MemberStatus, kind: MemberKind) -> u8 {
    let status = position(&MemberStatus::ALL, &status);
    match kind {
        MemberKind::Person => status,
        MemberKind::Group => status | GROUP,
    }
}

fn status_of(byte: u8) -> Option<(MemberStatus, MemberKind)> {
    let kind = if byte & GROUP == 0 { MemberKind::Person } else { MemberKind::Group };
    Some((*MemberStatus::ALL.get(usize::from(byte & !GROUP))?, kind))
}

/// The place of an item in a list of less than 256.
fn position<T: PartialEq>(all: &[T], item: &T) -> u8 {
    all.iter().position(|other| other == item).and_then(|at| u8::try_from(at).ok()).unwrap_or(u8::MAX)
}

/// What the member-registry publishes about a member under `member_key(id)`:
/// `branch u32 ‖ roles u16 ‖ status and kind u8 ‖ age u8 ‖ account (bech32, to the end)`.
#[cw_serde]
pub struct MemberRecord {
    pub branch: BranchId,
    pub roles: Roles,
    pub status: MemberStatus,
    pub kind: MemberKind,
    pub age: AgeClass,
    pub account: String,
}

impl MemberRecord {
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(72);
        bytes.extend_from_slice(&self.branch.to_be_bytes());
        bytes.extend_from_slice(&self.roles.0.to_be_bytes());
        bytes.push(status_byte(self.status, self.kind));
        bytes.push(position(&AgeClass::BYTES, &self.age));
        bytes.extend_from_slice(self.account.as_bytes());
        bytes
    }

    /// Nothing if the bytes are not a member record.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (branch, rest) = bytes.split_first_chunk()?;
        let (roles, rest) = rest.split_first_chunk()?;
        let ([status, age], account) = rest.split_first_chunk()?;
        let (status, kind) = status_of(*status)?;
        Some(MemberRecord {
            branch: u32::from_be_bytes(*branch),
            roles: Roles(u16::from_be_bytes(*roles)),
            status,
            kind,
            age: *AgeClass::BYTES.get(usize::from(*age))?,
            account: std::str::from_utf8(account).ok()?.to_owned(),
        })
    }
}

/// What the member-registry publishes about an account under `account_key`, so that whoever is asked to pay it needs one
/// question only: `member u64 ‖ branch u32 ‖ status and kind u8 ‖ age u8`, 14 bytes.
#[cw_serde]
#[derive(Copy)]
pub struct AccountRecord {
    pub member: MemberId,
    pub branch: BranchId,
    pub status: MemberStatus,
    pub kind: MemberKind,
    pub age: AgeClass,
}

impl AccountRecord {
    pub fn new(member: MemberId, record: &MemberRecord) -> Self {
        let MemberRecord { branch, status, kind, age, .. } = *record;
        AccountRecord { member, branch, status, kind, age }
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        let end = [status_byte(self.status, self.kind), position(&AgeClass::BYTES, &self.age)];
        [self.member.to_be_bytes().as_slice(), &self.branch.to_be_bytes(), &end].concat()
    }

    /// Nothing if the bytes are not an account record.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (member, rest) = bytes.split_first_chunk()?;
        let (branch, rest) = rest.split_first_chunk()?;
        let [status, age] = <[u8; 2]>::try_from(rest).ok()?;
        let (status, kind) = status_of(status)?;
        Some(AccountRecord {
            member: u64::from_be_bytes(*member),
            branch: u32::from_be_bytes(*branch),
            status,
            kind,
            age: *AgeClass::BYTES.get(usize::from(age))?,
        })
    }
}

/// What the member-registry publishes about an agent whom both sides agreed on, under `agent_key(principal, agent)`:
/// `rights u8 ‖ daily u32 ‖ until u64`, 13 bytes.
#[cw_serde]
#[derive(Copy)]
pub struct AgentRecord {
    pub rights: Rights,
    pub daily: Minutes,
    pub until: Seconds,
}

impl AgentRecord {
    pub fn to_bytes(&self) -> Vec<u8> {
        [[self.rights.0].as_slice(), &self.daily.to_be_bytes(), &self.until.to_be_bytes()].concat()
    }

    /// Nothing if the bytes are not an agent record.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let ([rights], rest) = bytes.split_first_chunk()?;
        let (daily, until) = rest.split_first_chunk()?;
        Some(AgentRecord {
            rights: Rights(*rights),
            daily: u32::from_be_bytes(*daily),
            until: u64::from_be_bytes(until.try_into().ok()?),
        })
    }
}

/// What the rulebook publishes of a pack for whoever moves TIME. 18 bytes: `gift u8 ‖ flags u8 ‖ overflow u8 ‖ inheritance u8 ‖
/// gift_annual_cap u32 ‖ balance_cap u32 ‖ min_to_redeem u32 ‖ expiry_months u16`, where the flags are 1 acceptance, 2 donation,
/// 4 groups donate only, 8 unregistered addresses; a number of 0 is none.
#[cw_serde]
#[derive(Copy)]
#[serde(deny_unknown_fields)]
pub struct TransferRules {
    /// To whom members may give. A plain cw20 transfer is a gift to anybody.
    pub gift: Gift,
    /// Whether a gift arrives only when it is accepted.
    pub gift_acceptance: bool,
    /// Whether members may donate to the welfare fund.
    pub donation: bool,
    /// Whether the TIME of groups can only be donated.
    pub groups_donate_only: bool,
    /// Whether addresses that no branch registered can hold TIME.
    pub unregistered: bool,
    pub overflow: Overflow,
    pub inheritance: Inheritance,
    /// The most a member may give in one year (UTC+8).
    pub gift_annual_cap: Option<Minutes>,
    /// The most a member may hold.
    pub balance_cap: Option<Minutes>,
    /// The balance a member must have reached before paying from it.
    pub min_to_redeem: Option<Minutes>,
    /// Months after which TIME that was earned ends.
    pub expiry_months: Option<u16>,
}

impl TransferRules {
    const LEN: usize = 18;

    pub fn to_bytes(&self) -> Vec<u8> {
        let flags = [self.gift_acceptance, self.donation, self.groups_donate_only, self.unregistered];
        let flags = flags.into_iter().rev().fold(0u8, |bits, flag| (bits << 1) | u8::from(flag));
        let mut bytes = vec![
            position(&Gift::ALL, &self.gift),
            flags,
            position(&Overflow::ALL, &self.overflow),
            position(&Inheritance::ALL, &self.inheritance),
        ];
        for cap in [self.gift_annual_cap, self.balance_cap, self.min_to_redeem] {
            bytes.extend_from_slice(&cap.unwrap_or(0).to_be_bytes());
        }
        bytes.extend_from_slice(&self.expiry_months.unwrap_or(0).to_be_bytes());
        bytes
    }

    /// Nothing if the bytes are not transfer rules.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let ([gift, flags, overflow, inheritance], rest) = bytes.split_first_chunk()?;
        let (gift_annual_cap, rest) = rest.split_first_chunk()?;
        let (balance_cap, rest) = rest.split_first_chunk()?;
        let (min_to_redeem, rest) = rest.split_first_chunk()?;
        let some = |number: u32| (number > 0).then_some(number);
        let expiry_months = u16::from_be_bytes(rest.try_into().ok()?);
        Some(TransferRules {
            gift: *Gift::ALL.get(usize::from(*gift))?,
            gift_acceptance: flags & 1 != 0,
            donation: flags & 2 != 0,
            groups_donate_only: flags & 4 != 0,
            unregistered: flags & 8 != 0,
            overflow: *Overflow::ALL.get(usize::from(*overflow))?,
            inheritance: *Inheritance::ALL.get(usize::from(*inheritance))?,
            gift_annual_cap: some(u32::from_be_bytes(*gift_annual_cap)),
            balance_cap: some(u32::from_be_bytes(*balance_cap)),
            min_to_redeem: some(u32::from_be_bytes(*min_to_redeem)),
            expiry_months: (expiry_months > 0).then_some(expiry_months),
        })
    }
}

/// The transfer rules of a branch's packs under `rules_key(branch)`, newest first, at most [`Rules::MAX`]: each
/// `effective u64 ‖ version u32 ‖ rules`. Whoever reads takes the first that is in force.
#[derive(Debug, Clone, PartialEq)]
pub struct Rules(pub Vec<(Seconds, u32, TransferRules)>);

impl Rules {
    /// The newest ones are kept: those to come and the one in force.
    pub const MAX: usize = 4;

    pub fn to_bytes(&self) -> Vec<u8> {
        let one = |(effective, version, rules): &(Seconds, u32, TransferRules)| {
            [effective.to_be_bytes().as_slice(), &version.to_be_bytes(), &rules.to_bytes()].concat()
        };
        self.0.iter().flat_map(one).collect()
    }

    /// Nothing if the bytes are not a list of rules.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes;
        let mut all = vec![];
        while !rest.is_empty() {
            let (effective, tail) = rest.split_first_chunk()?;
            let (version, tail) = tail.split_first_chunk()?;
            let (rules, tail) = tail.split_at_checked(TransferRules::LEN)?;
            let rules = TransferRules::from_bytes(rules)?;
            all.push((u64::from_be_bytes(*effective), u32::from_be_bytes(*version), rules));
            rest = tail;
        }
        Some(Rules(all))
    }

    /// The pack's version and rules in force at a time.
    pub fn at(&self, now: Seconds) -> Option<(u32, TransferRules)> {
        let (_, version, rules) = self.0.iter().find(|(effective, ..)| *effective <= now)?;
        Some((*version, *rules))
    }
}

/// What reputation publishes about a member under `standing_key(member)`:
/// `stars u8 ‖ publishing suspended until u64 ‖ enrolling suspended until u64`, 17 bytes. A member without one has no stars and
/// every right.
#[cw_serde]
#[derive(Copy, Eq, Default)]
pub struct Standing {
    /// 0 to 5.
    pub stars: u8,
    /// 0 when it is not.
    pub publishing_suspended: Seconds,
    pub enrolling_suspended: Seconds,
}

impl Standing {
    pub fn to_bytes(&self) -> Vec<u8> {
        [
            [self.stars].as_slice(),
            &self.publishing_suspended.to_be_bytes(),
            &self.enrolling_suspended.to_be_bytes(),
        ]
        .concat()
    }

    /// Nothing if the bytes are not a standing.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let ([stars], rest) = bytes.split_first_chunk()?;
        let (publishing, enrolling) = rest.split_first_chunk()?;
        Some(Standing {
            stars: *stars,
            publishing_suspended: u64::from_be_bytes(*publishing),
            enrolling_suspended: u64::from_be_bytes(enrolling.try_into().ok()?),
        })
    }
}

/// What training publishes under `passed_key(course, member)`: `certificate u64 ‖ valid until u64`, 16 bytes; a certificate of 0
/// is a course passed without one, and a revoked certificate's record is gone.
#[cw_serde]
#[derive(Copy, Eq)]
pub struct Passed {
    pub certificate: u64,
    pub valid_until: Seconds,
}

impl Passed {
    pub fn to_bytes(&self) -> Vec<u8> {
        [self.certificate, self.valid_until].map(u64::to_be_bytes).concat()
    }

    /// Nothing if the bytes are not such a record.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (certificate, valid_until) = bytes.split_first_chunk()?;
        Some(Passed {
            certificate: u64::from_be_bytes(*certificate),
            valid_until: u64::from_be_bytes(valid_until.try_into().ok()?),
        })
    }
}

/// The net minutes between two branches, in time-token under `position_key(low, high)`: `net i64 ‖ limit u32`, 12 bytes.
#[cw_serde]
#[derive(Copy, Eq, Default)]
pub struct Position {
    /// What flowed from the lower branch's members to the higher one's, less what flowed back.
    pub net: i64,
    /// The most `net` may be away from 0; 0 is no limit.
    pub limit: Minutes,
}

impl Position {
    pub fn to_bytes(&self) -> Vec<u8> {
        [self.net.to_be_bytes().as_slice(), &self.limit.to_be_bytes()].concat()
    }

    /// Nothing if the bytes are not a position.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (net, limit) = bytes.split_first_chunk()?;
        Some(Position { net: i64::from_be_bytes(*net), limit: u32::from_be_bytes(limit.try_into().ok()?) })
    }
}

/// What reputation learns from the activity-registry, numbered from 1 under `fact_key(number)`, so that it can follow in its own
/// time. 39 bytes: `kind u8 ‖ activity u64 ‖ of u64 ‖ branch u32 ‖ other u64 ‖ minutes u32 ‖ score u8 ‖ flags u8 ‖ at u32 (hours)`.
#[cw_serde]
#[derive(Copy)]
pub struct Fact {
    pub kind: FactKind,
    pub activity: u64,
    /// The member it is about.
    pub of: MemberId,
    /// The activity's branch, whose pack counts.
    pub branch: BranchId,
    /// The other side.
    pub other: MemberId,
    /// Minutes of service; 0 where there are none.
    pub minutes: Minutes,
    /// 1 to 5; 0 where there is none.
    pub score: u8,
    /// Whether the member was late with what the fact is about.
    pub late: bool,
    pub at: Seconds,
}

/// What happened to the member.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum FactKind {
    /// Gave a service that was settled.
    Served,
    /// Received and paid a service that was settled.
    Received,
    /// Was rated by the other side.
    Rated,
    /// Had a seat and did not come.
    NoShow,
    /// Let a deadline for an own confirmation or payment pass.
    Silent,
    /// An assessment by the activity's administrator.
    Assessed,
    /// The payment of a service that was given was reversed, for these minutes of it.
    Reversed,
}

impl FactKind {
    const ALL: [FactKind; 7] = [
        FactKind::Served,
        FactKind::Received,
        FactKind::Rated,
        FactKind::NoShow,
        FactKind::Silent,
        FactKind::Assessed,
        FactKind::Reversed,
    ];
}

/// Seconds in an hour: facts are dated to the hour.
const HOUR: u64 = 3_600;

impl Fact {
    pub fn to_bytes(&self) -> Vec<u8> {
        let hour = u32::try_from(self.at.checked_div(HOUR).unwrap_or(0)).unwrap_or(u32::MAX);
        [
            [position(&FactKind::ALL, &self.kind)].as_slice(),
            &self.activity.to_be_bytes(),
            &self.of.to_be_bytes(),
            &self.branch.to_be_bytes(),
            &self.other.to_be_bytes(),
            &self.minutes.to_be_bytes(),
            &[self.score, u8::from(self.late)],
            &hour.to_be_bytes(),
        ]
        .concat()
    }

    /// Nothing if the bytes are not a fact.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let ([kind], rest) = bytes.split_first_chunk()?;
        let (activity, rest) = rest.split_first_chunk()?;
        let (of, rest) = rest.split_first_chunk()?;
        let (branch, rest) = rest.split_first_chunk()?;
        let (other, rest) = rest.split_first_chunk()?;
        let (minutes, rest) = rest.split_first_chunk()?;
        let ([score, late], hour) = rest.split_first_chunk()?;
        Some(Fact {
            kind: *FactKind::ALL.get(usize::from(*kind))?,
            activity: u64::from_be_bytes(*activity),
            of: u64::from_be_bytes(*of),
            branch: u32::from_be_bytes(*branch),
            other: u64::from_be_bytes(*other),
            minutes: u32::from_be_bytes(*minutes),
            score: *score,
            late: *late == 1,
            at: u64::from(u32::from_be_bytes(hour.try_into().ok()?)).checked_mul(HOUR)?,
        })
    }
}

/// In the member-registry: a [`MemberRecord`] by id.
pub fn member_key(id: MemberId) -> Vec<u8> {
    [b"m/".as_slice(), &id.to_be_bytes()].concat()
}

/// In the member-registry: the [`AccountRecord`] of an account at the cw20 face. Records of version 0.1 are the member's id
/// (u64) alone.
pub fn account_key(account: &str) -> Vec<u8> {
    [b"a/".as_slice(), account.as_bytes()].concat()
}

/// In the member-registry: the branch (u32) a chain account is an operator of.
pub fn operator_key(operator: &str) -> Vec<u8> {
    [b"o/".as_slice(), operator.as_bytes()].concat()
}

/// In the member-registry: the member (u64) who linked a chain account and acts with it as with own keys.
pub fn link_key(account: &str) -> Vec<u8> {
    [b"l/".as_slice(), account.as_bytes()].concat()
}

/// In the member-registry: the [`AgentRecord`] of an agent for a principal.
pub fn agent_key(principal: MemberId, agent: MemberId) -> Vec<u8> {
    [b"g/".as_slice(), &principal.to_be_bytes(), &agent.to_be_bytes()].concat()
}

/// In the member-registry: until when (u64) a member's credential is valid, by its commitment; gone when it is revoked.
pub fn credential_key(member: MemberId, commitment: &[u8; 32]) -> Vec<u8> {
    [b"c/".as_slice(), &member.to_be_bytes(), commitment].concat()
}

/// In the member-registry: the two members (u64 each, lower first) of a kin link that both accepted, by its commitment. Whoever
/// opens the commitment compares them, for the registry cannot see whom it names.
pub fn kin_key(commitment: &[u8; 32]) -> Vec<u8> {
    [b"q/".as_slice(), commitment].concat()
}

/// In the rulebook: the [`Rules`] of a branch.
pub fn rules_key(branch: BranchId) -> Vec<u8> {
    [b"t/".as_slice(), &branch.to_be_bytes()].concat()
}

/// In training: the [`Passed`] of a member who passed a course.
pub fn passed_key(course: CourseId, member: MemberId) -> Vec<u8> {
    [b"x/".as_slice(), &course.to_be_bytes(), &member.to_be_bytes()].concat()
}

/// In reputation: the [`Standing`] of a member.
pub fn standing_key(member: MemberId) -> Vec<u8> {
    [b"s/".as_slice(), &member.to_be_bytes()].concat()
}

/// In time-token: the [`Position`] between two branches; `low < high`.
pub fn position_key(low: BranchId, high: BranchId) -> Vec<u8> {
    [b"p/".as_slice(), &low.to_be_bytes(), &high.to_be_bytes()].concat()
}

/// In the activity-registry: a [`Fact`] for reputation, by number from 1.
pub fn fact_key(number: u64) -> Vec<u8> {
    [b"f/".as_slice(), &number.to_be_bytes()].concat()
}

/// In the activity-registry: the [`Receipt`] of a settled participant, so that a Merkle proof can be served for it.
pub fn receipt_key(activity: u64, participant: MemberId) -> Vec<u8> {
    [b"r/".as_slice(), &activity.to_be_bytes(), &participant.to_be_bytes()].concat()
}

/// Where the TIME of a settlement came from.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum ReceiptSource {
    /// Paid from the payer's escrow.
    OwnBalance,
    /// Minted from the branch's issuance budget.
    Issuance,
    /// Paid from the branch's welfare fund.
    WelfareFund,
}

/// The proof of one settled service: 65 bytes,
/// `source u8 ‖ payer u64 ‖ participant u64 ‖ started u64 ‖ ended u64 ‖ minutes u32 ‖ paid u32 ‖ returned u32 ‖ height u64 ‖ settled u64 ‖ pack u32`.
#[cw_serde]
pub struct Receipt {
    pub source: ReceiptSource,
    /// The member who published.
    pub payer: MemberId,
    pub participant: MemberId,
    /// When attendance began and ended.
    pub started: Seconds,
    pub ended: Seconds,
    /// Minutes of service both sides agreed on, or the rule decided.
    pub minutes: Minutes,
    /// TIME paid to the participant.
    pub paid: Minutes,
    /// TIME given back to the payer, or not minted.
    pub returned: Minutes,
    pub height: u64,
    pub settled: Seconds,
    /// Version of the rule pack that applied.
    pub pack: u32,
}

impl Receipt {
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(65);
        bytes.push(match self.source {
            ReceiptSource::OwnBalance => 0,
            ReceiptSource::Issuance => 1,
            ReceiptSource::WelfareFund => 2,
        });
        for number in [self.payer, self.participant, self.started, self.ended] {
            bytes.extend_from_slice(&number.to_be_bytes());
        }
        for number in [self.minutes, self.paid, self.returned] {
            bytes.extend_from_slice(&number.to_be_bytes());
        }
        for number in [self.height, self.settled] {
            bytes.extend_from_slice(&number.to_be_bytes());
        }
        bytes.extend_from_slice(&self.pack.to_be_bytes());
        bytes
    }

    /// Nothing if the bytes are not a receipt.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let ([source], mut rest) = bytes.split_first_chunk()?;
        let mut long = || -> Option<u64> {
            let (head, tail) = rest.split_first_chunk()?;
            rest = tail;
            Some(u64::from_be_bytes(*head))
        };
        let (payer, participant, started, ended) = (long()?, long()?, long()?, long()?);
        let mut short = || -> Option<u32> {
            let (head, tail) = rest.split_first_chunk()?;
            rest = tail;
            Some(u32::from_be_bytes(*head))
        };
        let (minutes, paid, returned) = (short()?, short()?, short()?);
        let (height, rest) = rest.split_first_chunk()?;
        let (settled, rest) = rest.split_first_chunk()?;
        let pack = <[u8; 4]>::try_from(rest).ok()?;
        Some(Receipt {
            source: match source {
                0 => ReceiptSource::OwnBalance,
                1 => ReceiptSource::Issuance,
                2 => ReceiptSource::WelfareFund,
                _ => return None,
            },
            payer,
            participant,
            started,
            ended,
            minutes,
            paid,
            returned,
            height: u64::from_be_bytes(*height),
            settled: u64::from_be_bytes(*settled),
            pack: u32::from_be_bytes(pack),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Role;

    #[test]
    fn member_record_keeps_its_bytes() {
        let record = MemberRecord {
            branch: 258,
            roles: Roles::default().with(Role::Reviewer),
            status: MemberStatus::Active,
            kind: MemberKind::Person,
            age: AgeClass::From80,
            account: "wasm1abc".into(),
        };
        let golden = b"\0\0\x01\x02\0\x02\0\x02wasm1abc";
        assert_eq!(record.to_bytes(), golden);
        assert_eq!(MemberRecord::from_bytes(golden), Some(record));
        assert_eq!(MemberRecord::from_bytes(b"\0\0\x01\x02\0\x02\x09\x02wasm1abc"), None);
        assert_eq!(MemberRecord::from_bytes(b"\0\0\x01"), None);
    }

    #[test]
    fn receipt_keeps_its_bytes() {
        let receipt = Receipt {
            source: ReceiptSource::Issuance,
            payer: 1,
            participant: 2,
            started: 3,
            ended: 4,
            minutes: 5,
            paid: 6,
            returned: 7,
            height: 8,
            settled: 9,
            pack: 10,
        };
        let bytes = receipt.to_bytes();
        assert_eq!(bytes.len(), 65);
        assert_eq!(bytes.first(), Some(&1));
        assert_eq!(bytes.last(), Some(&10));
        assert_eq!(Receipt::from_bytes(&bytes), Some(receipt));
        assert_eq!(Receipt::from_bytes(&bytes[..64]), None);
    }

    #[test]
    fn account_record_keeps_its_bytes() {
        let record = AccountRecord {
            member: 258,
            branch: 3,
            status: MemberStatus::Frozen,
            kind: MemberKind::Group,
            age: AgeClass::From65,
        };
        let golden = b"\0\0\0\0\0\0\x01\x02\0\0\0\x03\x13\x04";
        assert_eq!(record.to_bytes(), golden);
        assert_eq!(AccountRecord::from_bytes(golden), Some(record));
        assert_eq!(AccountRecord::from_bytes(&golden[..8]), None);
        assert_eq!(AccountRecord::from_bytes(b"\0\0\0\0\0\0\x01\x02\0\0\0\x03\x05\x04"), None);
    }

    #[test]
    fn agent_standing_passed_and_position_keep_their_bytes() {
        let agent = AgentRecord { rights: Rights(3), daily: 258, until: 7 };
        assert_eq!(agent.to_bytes(), b"\x03\0\0\x01\x02\0\0\0\0\0\0\0\x07");
        assert_eq!(AgentRecord::from_bytes(&agent.to_bytes()), Some(agent));
        assert_eq!(AgentRecord::from_bytes(b"\x03"), None);
        let standing = Standing { stars: 5, publishing_suspended: 1, enrolling_suspended: 2 };
        assert_eq!(standing.to_bytes(), b"\x05\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\x02");
        assert_eq!(Standing::from_bytes(&standing.to_bytes()), Some(standing));
        let passed = Passed { certificate: 1, valid_until: 2 };
        assert_eq!(passed.to_bytes(), b"\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\x02");
        assert_eq!(Passed::from_bytes(&passed.to_bytes()), Some(passed));
        let position = Position { net: -1, limit: 2 };
        assert_eq!(position.to_bytes(), b"\xff\xff\xff\xff\xff\xff\xff\xff\0\0\0\x02");
        assert_eq!(Position::from_bytes(&position.to_bytes()), Some(position));
        assert_eq!(Position::from_bytes(b"\0"), None);
    }

    #[test]
    fn rules_keep_their_bytes_and_the_first_in_force_counts() {
        let rules = TransferRules {
            gift: Gift::Kin,
            gift_acceptance: true,
            donation: false,
            groups_donate_only: true,
            unregistered: false,
            overflow: Overflow::Reject,
            inheritance: Inheritance::Expire,
            gift_annual_cap: None,
            balance_cap: Some(258),
            min_to_redeem: None,
            expiry_months: Some(60),
        };
        assert_eq!(rules.to_bytes(), b"\x02\x05\x01\x02\0\0\0\0\0\0\x01\x02\0\0\0\0\0\x3c");
        assert_eq!(TransferRules::from_bytes(&rules.to_bytes()), Some(rules));
        assert_eq!(TransferRules::from_bytes(b"\x07\x05\x01\x02\0\0\0\0\0\0\x01\x02\0\0\0\0\0\x3c"), None);
        let other = TransferRules { gift: Gift::Any, ..rules };
        let all = Rules(vec![(20, 2, other), (10, 1, rules)]);
        assert_eq!(Rules::from_bytes(&all.to_bytes()), Some(all.clone()));
        assert_eq!(Rules::from_bytes(&all.to_bytes()[1..]), None);
        assert_eq!((all.at(9), all.at(19), all.at(20)), (None, Some((1, rules)), Some((2, other))));
    }

    #[test]
    fn fact_keeps_its_bytes() {
        let fact = Fact {
            kind: FactKind::NoShow,
            activity: 1,
            of: 2,
            branch: 3,
            other: 4,
            minutes: 5,
            score: 6,
            late: true,
            at: 7_200,
        };
        let bytes = fact.to_bytes();
        assert_eq!(bytes.len(), 39);
        assert_eq!((bytes.first(), bytes.last()), (Some(&3), Some(&2)));
        assert_eq!(Fact::from_bytes(&bytes), Some(fact));
        assert_eq!(Fact::from_bytes(&bytes[..38]), None);
    }
}
