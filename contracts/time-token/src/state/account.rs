use super::{bytes::Reader, read};
use crate::buckets::Buckets;
use cosmwasm_std::{Addr, CanonicalAddr, Storage};
use timebank_api::time_token::Limits;
use timebank_api::{ActivityId, BranchId, Code, MemberId, Minutes, Seconds};
use timebank_std::Result;

/// What every movement of an account reads and writes beside the balance.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holder {
    /// How many movements touched the account.
    pub count: u64,
    pub liens: Vec<Lien>,
    pub buckets: Buckets,
}

/// What the account owes from what comes to it: the rest of a reversal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lien {
    /// 0 for an opening balance.
    pub activity: ActivityId,
    /// The account's member.
    pub participant: MemberId,
    pub minutes: Minutes,
    /// To whom; nobody if it is to be burned.
    pub to: Option<CanonicalAddr>,
}

/// What only some of an account's debits read and write: limits, and what was sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Purse {
    /// The day the sums are of.
    pub day: u32,
    pub spent: Minutes,
    /// Of that, to recipients who were not introduced.
    pub spent_new: Minutes,
    /// The year that is given's.
    pub year: u16,
    pub given: Minutes,
    /// Own limits; without, the default ones.
    pub limits: Option<Limits>,
    /// What they loosen to, and when.
    pub loosening: Option<(Limits, Seconds)>,
    /// After a recovery.
    pub cap: Option<Cap>,
}

/// The most that leaves an account on one day, for a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cap {
    pub until: Seconds,
    pub daily: Minutes,
}

const DEFAULT_LIMITS: &[u8] = b"limits";

fn key(prefix: &[u8], account: &Addr) -> Vec<u8> {
    [prefix, account.as_bytes()].concat()
}

pub fn holder(storage: &dyn Storage, account: &Addr) -> Result<Holder> {
    read(storage, &key(b"n/", account), Holder::from_bytes).map(Option::unwrap_or_default)
}

pub fn save_holder(storage: &mut dyn Storage, account: &Addr, holder: &Holder) {
    storage.set(&key(b"n/", account), &holder.to_bytes());
}

pub fn purse(storage: &dyn Storage, account: &Addr) -> Result<Purse> {
    read(storage, &key(b"l/", account), Purse::from_bytes).map(Option::unwrap_or_default)
}

pub fn save_purse(storage: &mut dyn Storage, account: &Addr, purse: &Purse) {
    storage.set(&key(b"l/", account), &purse.to_bytes());
}

pub fn default_limits(storage: &dyn Storage) -> Result<Option<Limits>> {
    read(storage, DEFAULT_LIMITS, |bytes| limits(&mut Reader(bytes)))
}

pub fn save_default_limits(storage: &mut dyn Storage, limits: &Limits) {
    storage.set(DEFAULT_LIMITS, &limits_bytes(limits));
}

fn introduced_key(account: &Addr, recipient: &Addr) -> Vec<u8> {
    [b"i/".as_slice(), account.as_bytes(), b"/", recipient.as_bytes()].concat()
}

/// When an account was made known to another.
pub fn introduced(storage: &dyn Storage, account: &Addr, recipient: &Addr) -> Option<Seconds> {
    let bytes = storage.get(&introduced_key(account, recipient))?;
    bytes.try_into().ok().map(Seconds::from_be_bytes)
}

pub fn save_introduced(storage: &mut dyn Storage, account: &Addr, recipient: &Addr, now: Seconds) {
    storage.set(&introduced_key(account, recipient), &now.to_be_bytes());
}

fn agent_key(principal: MemberId, agent: MemberId) -> Vec<u8> {
    [b"j/".as_slice(), &principal.to_be_bytes(), &agent.to_be_bytes()].concat()
}

/// What an agent gave away for a principal on a day.
pub fn agent_spent(storage: &dyn Storage, principal: MemberId, agent: MemberId, day: u32) -> Minutes {
    let known = storage.get(&agent_key(principal, agent));
    let mut reader = Reader(known.as_deref().unwrap_or_default());
    match (reader.u32(), reader.u32()) {
        (Some(at), Some(spent)) if at == day => spent,
        _ => 0,
    }
}

pub fn save_agent_spent(
    storage: &mut dyn Storage,
    principal: MemberId,
    agent: MemberId,
    day: u32,
    spent: Minutes,
) {
    let bytes = [day, spent].map(u32::to_be_bytes).concat();
    storage.set(&agent_key(principal, agent), &bytes);
}

/// The branch whose welfare fund an account is.
pub fn fund_branch(storage: &dyn Storage, account: &Addr) -> Option<BranchId> {
    Reader(&storage.get(&key(b"f/", account))?).u32()
}

pub fn save_fund_branch(storage: &mut dyn Storage, account: &Addr, branch: BranchId) {
    storage.set(&key(b"f/", account), &branch.to_be_bytes());
}

impl Holder {
    /// `count u64`, and if there is more `liens u8 ‖ liens ‖ buckets`; a lien is
    /// `activity u64 ‖ participant u64 ‖ minutes u32 ‖ length u8 ‖ creditor (canonical address)`.
    fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.count.to_be_bytes().to_vec();
        if self.liens.is_empty() && self.buckets.is_empty() {
            return bytes;
        }
        bytes.push(u8::try_from(self.liens.len()).unwrap_or(u8::MAX));
        for lien in &self.liens {
            let to = lien.to.as_ref().map_or([].as_slice(), CanonicalAddr::as_slice);
            bytes.extend_from_slice(&lien.activity.to_be_bytes());
            bytes.extend_from_slice(&lien.participant.to_be_bytes());
            bytes.extend_from_slice(&lien.minutes.to_be_bytes());
            bytes.push(u8::try_from(to.len()).unwrap_or(u8::MAX));
            bytes.extend_from_slice(to);
        }
        bytes.extend_from_slice(&self.buckets.to_bytes());
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        let count = reader.u64()?;
        let mut liens = Vec::new();
        if !reader.0.is_empty() {
            for _ in 0..reader.u8()? {
                let (activity, participant, minutes) = (reader.u64()?, reader.u64()?, reader.u32()?);
                let len = usize::from(reader.u8()?);
                let to = reader.slice(len)?;
                let to = (!to.is_empty()).then(|| CanonicalAddr::from(to));
                liens.push(Lien { activity, participant, minutes, to });
            }
        }
        Some(Holder { count, liens, buckets: Buckets::from_bytes(reader.rest())? })
    }
}

/// `daily u32 ‖ delay u64`; no limit is the highest number.
fn limits_bytes(limits: &Limits) -> Vec<u8> {
    let daily = limits.daily.unwrap_or(Minutes::MAX);
    [daily.to_be_bytes().as_slice(), &limits.new_recipient_delay.to_be_bytes()].concat()
}

fn limits(reader: &mut Reader) -> Option<Limits> {
    let (daily, new_recipient_delay) = (reader.u32()?, reader.u64()?);
    Some(Limits { daily: (daily < Minutes::MAX).then_some(daily), new_recipient_delay })
}

impl Purse {
    /// `day u32 ‖ spent u32 ‖ spent_new u32 ‖ year u16 ‖ given u32 ‖ what follows u8`, then by bit 1 own limits, by bit 2 those to
    /// come and when (u64), by bit 4 the cap: `until u64 ‖ daily u32`.
    fn to_bytes(self) -> Vec<u8> {
        let mut bytes = [self.day, self.spent, self.spent_new].map(u32::to_be_bytes).concat();
        bytes.extend_from_slice(&self.year.to_be_bytes());
        bytes.extend_from_slice(&self.given.to_be_bytes());
        let flags = [self.cap.is_some(), self.loosening.is_some(), self.limits.is_some()];
        bytes.push(flags.into_iter().fold(0, |bits, flag| (bits << 1) | u8::from(flag)));
        if let Some(limits) = &self.limits {
            bytes.extend_from_slice(&limits_bytes(limits));
        }
        if let Some((limits, at)) = &self.loosening {
            bytes.extend_from_slice(&limits_bytes(limits));
            bytes.extend_from_slice(&at.to_be_bytes());
        }
        if let Some(cap) = &self.cap {
            bytes.extend_from_slice(&cap.until.to_be_bytes());
            bytes.extend_from_slice(&cap.daily.to_be_bytes());
        }
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        let mut purse = Purse {
            day: reader.u32()?,
            spent: reader.u32()?,
            spent_new: reader.u32()?,
            year: reader.u16()?,
            given: reader.u32()?,
            ..Purse::default()
        };
        let flags = reader.u8()?;
        if flags & 1 != 0 {
            purse.limits = Some(limits(&mut reader)?);
        }
        if flags & 2 != 0 {
            purse.loosening = Some((limits(&mut reader)?, reader.u64()?));
        }
        if flags & 4 != 0 {
            purse.cap = Some(Cap { until: reader.u64()?, daily: reader.u32()? });
        }
        reader.0.is_empty().then_some(purse)
    }

    /// Begins a new day or year where one has begun.
    pub fn turn(&mut self, day: u32, year: u16) {
        if self.day != day {
            (self.day, self.spent, self.spent_new) = (day, 0, 0);
        }
        if self.year != year {
            (self.year, self.given) = (year, 0);
        }
    }

    /// The own limits in force.
    pub fn limits_at(&self, now: Seconds) -> Option<Limits> {
        match self.loosening {
            Some((limits, at)) if at <= now => Some(limits),
            _ => self.limits,
        }
    }

    /// Counts minutes as sent today.
    pub fn spend(&mut self, minutes: Minutes, new: bool) -> Result<()> {
        self.spent = self.spent.checked_add(minutes).ok_or(Code::Overflow)?;
        if new {
            self.spent_new = self.spent_new.checked_add(minutes).ok_or(Code::Overflow)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_of_accounts_keep_their_bytes() {
        let holder = Holder { count: 258, ..Holder::default() };
        assert_eq!(holder.to_bytes(), b"\0\0\0\0\0\0\x01\x02");
        assert_eq!(Holder::from_bytes(&holder.to_bytes()), Some(holder));
        let lien = |to: Option<&[u8]>| Lien {
            activity: 1,
            participant: 2,
            minutes: 3,
            to: to.map(CanonicalAddr::from),
        };
        let buckets = Buckets::from_bytes(b"\0\x05\0\0\0\x06").unwrap();
        let holder = Holder { count: 4, liens: vec![lien(Some(b"ab")), lien(None)], buckets };
        let lien_bytes = b"\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\x02\0\0\0\x03".as_slice();
        let golden = [
            b"\0\0\0\0\0\0\0\x04\x02".as_slice(),
            lien_bytes,
            b"\x02ab",
            lien_bytes,
            b"\0",
            b"\0\x05\0\0\0\x06",
        ]
        .concat();
        assert_eq!(holder.to_bytes(), golden);
        assert_eq!(Holder::from_bytes(&golden), Some(holder));
        assert_eq!(Holder::from_bytes(&golden[..40]), None);

        let mut purse = Purse { day: 1, spent: 2, spent_new: 3, year: 4, given: 5, ..Purse::default() };
        assert_eq!(purse.to_bytes(), b"\0\0\0\x01\0\0\0\x02\0\0\0\x03\0\x04\0\0\0\x05\0");
        assert_eq!(Purse::from_bytes(&purse.to_bytes()), Some(purse));
        let some = Limits { daily: Some(6), new_recipient_delay: 7 };
        purse.limits = Some(some);
        purse.loosening = Some((Limits { daily: None, new_recipient_delay: 0 }, 8));
        purse.cap = Some(Cap { until: 9, daily: 10 });
        assert_eq!(purse.to_bytes().len(), 19 + 12 + 20 + 12);
        assert_eq!(Purse::from_bytes(&purse.to_bytes()), Some(purse));
        assert_eq!(purse.limits_at(7), Some(some));
        assert_eq!(purse.limits_at(8), Some(Limits { daily: None, new_recipient_delay: 0 }));
        for cut in [0, 18, 20, 62] {
            assert_eq!(Purse::from_bytes(&purse.to_bytes()[..cut]), None);
        }
    }
}
