//! Records under fixed keys that other contracts read by raw query (a raw query costs a fifth of a smart one). Layouts are
//! big-endian and golden: changing one is a migration of its readers too.

use crate::{BranchId, MemberId, Minutes, Roles, Seconds};
use cosmwasm_schema::cw_serde;

/// Whether a member may act.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum MemberStatus {
    Active,
    Suspended,
    Closed,
}

/// A coarse class of age, attested by the custodian branch at registration; never a date of birth.
#[cw_serde]
#[derive(Copy, Eq, PartialOrd, Ord)]
pub enum AgeClass {
    Under60,
    From60,
    From80,
}

/// What the member-registry publishes about a member under `member_key(id)`:
/// `branch u32 ‖ roles u16 ‖ status u8 ‖ age u8 ‖ account (bech32, to the end)`.
#[cw_serde]
pub struct MemberRecord {
    pub branch: BranchId,
    pub roles: Roles,
    pub status: MemberStatus,
    pub age: AgeClass,
    pub account: String,
}

impl MemberRecord {
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(72);
        bytes.extend_from_slice(&self.branch.to_be_bytes());
        bytes.extend_from_slice(&self.roles.0.to_be_bytes());
        bytes.push(match self.status {
            MemberStatus::Active => 0,
            MemberStatus::Suspended => 1,
            MemberStatus::Closed => 2,
        });
        bytes.push(match self.age {
            AgeClass::Under60 => 0,
            AgeClass::From60 => 1,
            AgeClass::From80 => 2,
        });
        bytes.extend_from_slice(self.account.as_bytes());
        bytes
    }

    /// Nothing if the bytes are not a member record.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (branch, rest) = bytes.split_first_chunk()?;
        let (roles, rest) = rest.split_first_chunk()?;
        let ([status, age], account) = rest.split_first_chunk()?;
        Some(MemberRecord {
            branch: u32::from_be_bytes(*branch),
            roles: Roles(u16::from_be_bytes(*roles)),
            status: match status {
                0 => MemberStatus::Active,
                1 => MemberStatus::Suspended,
                2 => MemberStatus::Closed,
                _ => return None,
            },
            age: match age {
                0 => AgeClass::Under60,
                1 => AgeClass::From60,
                2 => AgeClass::From80,
                _ => return None,
            },
            account: std::str::from_utf8(account).ok()?.to_owned(),
        })
    }
}

/// In the member-registry: a [`MemberRecord`] by id.
pub fn member_key(id: MemberId) -> Vec<u8> {
    [b"m/".as_slice(), &id.to_be_bytes()].concat()
}

/// In the member-registry: the member id (u64) of an account at the cw20 face.
pub fn account_key(account: &str) -> Vec<u8> {
    [b"a/".as_slice(), account.as_bytes()].concat()
}

/// In the member-registry: the branch (u32) a chain account is an operator of.
pub fn operator_key(operator: &str) -> Vec<u8> {
    [b"o/".as_slice(), operator.as_bytes()].concat()
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
}
