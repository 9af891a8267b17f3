//! From a row to what is attested. Everything here is made of the row, the member and the source's key alone, so that feeders who
//! read the same say the same.

use crate::mapping::{Fact, Mapping, Until, When, MAX_FACTS};
use crate::moment::Moment;
use crate::row::{Fault, Head, Row};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use time::Date;
use timebank_api::oracle::{Attestation, Change, MemberFact};
use timebank_api::record::AgeClass;
use timebank_api::{MemberId, Seconds};
use timebank_intent::{credential_commitment, COMMITMENT_SALT_LEN};

const SALT: &[u8] = b"timebank/salt/v1";
const RECORD: &[u8] = b"timebank/record/v1";
const HOLDER: &[u8] = b"timebank/holder/v1";
const DAY: Seconds = 86_400;

type Salt = [u8; COMMITMENT_SALT_LEN];

/// What opens a credential's commitment. The member needs it to show the credential.
#[derive(Clone, PartialEq, Eq)]
pub struct Opening {
    pub member: MemberId,
    pub predicate: u8,
    pub salt: Salt,
    pub commitment: [u8; 32],
}

impl std::fmt::Debug for Opening {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Opening(member {})", self.member)
    }
}

/// What a row says of one kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// Member, kind, and which of it: of two facts about the same the one with the higher sequence holds.
    pub thing: Vec<u8>,
    pub attestation: Attestation,
    pub opening: Option<Opening>,
}

impl Said {
    /// Whether it takes back what was said before.
    pub fn takes_back(&self) -> bool {
        takes_back(&self.attestation.change)
    }
}

fn takes_back(change: &Change) -> bool {
    matches!(
        change,
        Change::RevokeCertificate { .. } | Change::Member { fact: MemberFact::RevokeCredential { .. } }
    )
}

/// The number of a fact: the row's version, and the fact's place in the mapping.
pub fn sequence(version: u64, place: usize) -> u64 {
    let (facts, place) = (u64::try_from(MAX_FACTS).unwrap_or(1), u64::try_from(place).unwrap_or(0));
    version.saturating_mul(facts).saturating_add(place)
}

/// The version that a sequence was made of.
pub fn version(sequence: u64) -> u64 {
    u64::try_from(MAX_FACTS).ok().and_then(|facts| sequence.checked_div(facts)).unwrap_or(0)
}

/// What a row says of the fact at a place of the mapping; nothing where the row says nothing.
///
/// # Errors
/// The column whose value cannot be read.
pub fn said(
    mapping: &Mapping,
    key: &[u8; 32],
    (place, fact): (usize, &Fact),
    (row, head): (&Row, &Head),
    member: MemberId,
) -> Result<Option<Said>, Fault> {
    let (kind, which) = fact.about();
    let salt = |purpose: u8, version: u64| salt(key, purpose, member, (kind, which), version);
    let mut opening = None;
    let change = match fact {
        Fact::Credential { predicate, when, valid_until, .. } => {
            let Some(holds) = when.holds(mapping, row)? else { return Ok(None) };
            // Without the version: what takes it back must name the same commitment.
            let salt = salt(0, 0);
            let commitment = credential_commitment(member, *predicate, &salt);
            opening = Some(Opening { member, predicate: *predicate, salt, commitment });
            let commitment = commitment.into();
            let fact = if holds {
                let valid_until = valid_until.of(mapping, row, head)?;
                MemberFact::Credential { commitment, valid_until }
            } else {
                MemberFact::RevokeCredential { commitment }
            };
            Change::Member { fact }
        }
        Fact::Certificate { course, when, valid_until, .. } => match when.holds(mapping, row)? {
            None => return Ok(None),
            Some(false) => Change::RevokeCertificate { course: *course },
            Some(true) => {
                let mut hash = Sha256::new();
                hash.update(HOLDER);
                hash.update(member.to_be_bytes());
                hash.update(course.to_be_bytes());
                hash.update(salt(0, 0));
                let holder: [u8; 32] = hash.finalize().into();
                let valid_until = valid_until.of(mapping, row, head)?;
                Change::Certificate { course: *course, holder: holder.into(), valid_until }
            }
        },
        Fact::Age { born, .. } => {
            let Some(text) = row.value(mapping, born) else { return Ok(None) };
            let zone = mapping.zone();
            let day = |moment: Moment| moment.day(zone);
            let birth = Moment::parse(text, zone).and_then(day).ok_or_else(|| Fault::Value(born.clone()))?;
            let today = day(Moment::At(head.observed)).ok_or(Fault::Observed)?;
            let class = age(birth, today).ok_or_else(|| Fault::Value(born.clone()))?;
            Change::Member { fact: MemberFact::Age { class } }
        }
        Fact::Deceased { when, .. } => match when.holds(mapping, row)? {
            Some(true) => Change::Member { fact: MemberFact::Deceased {} },
            Some(false) | None => return Ok(None),
        },
    };
    let mut thing = member.to_be_bytes().to_vec();
    thing.push(kind);
    thing.extend(which.to_be_bytes());
    let digest = digest(mapping, row, &salt(1, head.version));
    let attestation = Attestation {
        sequence: sequence(head.version, place),
        observed: head.observed,
        digest: digest.into(),
        member,
        change,
    };
    Ok(Some(Said { thing, attestation, opening }))
}

/// sha256(`timebank/record/v1` ‖ salt ‖ the row in canonical form): each column's name and value behind their lengths (4 bytes,
/// big-endian), a missing value as 0xffffffff, the ID number left out.
fn digest(mapping: &Mapping, row: &Row, salt: &Salt) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(RECORD);
    hash.update(salt);
    for column in mapping.columns().iter().filter(|name| **name != mapping.columns.id_number) {
        for part in [Some(column.as_str()), row.value(mapping, column)] {
            let length = part.map_or(Some(u32::MAX), |text| u32::try_from(text.len()).ok());
            hash.update(length.unwrap_or(u32::MAX).to_be_bytes());
            hash.update(part.unwrap_or_default());
        }
    }
    hash.finalize().into()
}

/// The first half of HMAC-SHA256(key, `timebank/salt/v1` ‖ purpose ‖ member ‖ kind ‖ which ‖ version).
fn salt(key: &[u8; 32], purpose: u8, member: MemberId, (kind, which): (u8, u64), version: u64) -> Salt {
    let mut salt = Salt::default();
    // HMAC takes a key of any length.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return salt };
    mac.update(SALT);
    mac.update(&[purpose]);
    mac.update(&member.to_be_bytes());
    mac.update(&[kind]);
    mac.update(&which.to_be_bytes());
    mac.update(&version.to_be_bytes());
    salt.iter_mut().zip(mac.finalize().into_bytes()).for_each(|(to, from)| *to = from);
    salt
}

impl When {
    /// Whether it holds; nothing when the column is empty.
    fn holds(&self, mapping: &Mapping, row: &Row) -> Result<Option<bool>, Fault> {
        let Some(value) = row.value(mapping, &self.column) else { return Ok(None) };
        let among = |words: &Vec<String>| {
            let value = value.to_ascii_lowercase();
            words.iter().any(|word| word.trim().to_ascii_lowercase() == value)
        };
        let number = || value.parse::<i64>().map_err(|_| Fault::Value(self.column.clone()));
        Ok(Some(match (&self.is, &self.not, self.at_least, self.at_most) {
            (Some(words), ..) => among(words),
            (_, Some(words), ..) => !among(words),
            (_, _, Some(least), _) => number()? >= least,
            (_, _, _, most) => number()? <= most.unwrap_or(i64::MAX),
        }))
    }
}

impl Until {
    fn of(&self, mapping: &Mapping, row: &Row, head: &Head) -> Result<Seconds, Fault> {
        match (&self.column, self.days) {
            (Some(column), _) => {
                let wrong = || Fault::Value(column.clone());
                let moment = row.value(mapping, column).and_then(|text| Moment::parse(text, mapping.zone()));
                moment.and_then(|moment| moment.ends(mapping.zone())).ok_or_else(wrong)
            }
            (None, days) => {
                let span = DAY.saturating_mul(days.unwrap_or(0).into());
                Ok(head.observed.saturating_add(span))
            }
        }
    }
}

/// The class of age on a day; nothing for a birth that lies ahead.
fn age(birth: Date, today: Date) -> Option<AgeClass> {
    let to_come = (today.month() as u8, today.day()) < (birth.month() as u8, birth.day());
    let years = today.year().checked_sub(birth.year())?.checked_sub(i32::from(to_come))?;
    Some(match years {
        80.. => AgeClass::From80,
        65.. => AgeClass::From65,
        60.. => AgeClass::From60,
        18.. => AgeClass::Under60,
        0.. => AgeClass::Under18,
        _ => return None,
    })
}
