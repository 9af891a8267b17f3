use super::bytes::{put, Reader};
use crate::buckets::Buckets;
use cosmwasm_std::{Addr, CanonicalAddr, Order, Storage, Uint128};
use timebank_api::ledger::holding_key;
use timebank_api::time_token::Limits;
use timebank_api::{ActivityId, BranchId, Code, MemberId, Minutes, Seconds};
use timebank_std::Result;

/// Everything that is kept of an account, in one record, since each movement reads and writes it on both sides.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Account {
    pub balance: u64,
    /// How many movements touched it.
    pub count: u64,
    /// In open holds, of those that count.
    pub held: u64,
    pub liens: Vec<Lien>,
    /// Which of the balance ends, and when.
    pub buckets: Buckets,
    pub purse: Purse,
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

/// Limits on what leaves an account, and what was sent.
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
    /// What they loosen to, and when; only with own limits.
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

/// The beginning of [`holding_key`]: where cw20-base keeps a balance as a JSON string, and version 0.1 with it; such a value is
/// read as it is.
const ACCOUNTS: &[u8] = b"\0\x07balance";
const JSON: u8 = b'"';

/// What of a record follows behind balance and count. No record begins with `"`: `LOOSENING` is never without `LIMITS`.
const LIENS: u8 = 1;
const LOOSENING: u8 = 2;
const DAY: u8 = 4;
const YEAR: u8 = 8;
const LIMITS: u8 = 16;
const HELD: u8 = 32;
const BUCKETS: u8 = 64;
const CAP: u8 = 128;

fn key(prefix: &[u8], account: &Addr) -> Vec<u8> {
    [prefix, account.as_bytes()].concat()
}

/// The bytes kept of an account, if there are any.
pub fn account_bytes(storage: &dyn Storage, account: &Addr) -> Option<Vec<u8>> {
    storage.get(&holding_key(account.as_str()))
}

pub fn save_account_bytes(storage: &mut dyn Storage, account: &Addr, bytes: &[u8]) {
    storage.set(&holding_key(account.as_str()), bytes);
}

/// An account of which nothing is kept is empty.
pub fn account(storage: &dyn Storage, account: &Addr) -> Result<Account> {
    match account_bytes(storage, account) {
        Some(bytes) => Account::from_bytes(&bytes).ok_or_else(|| Code::StateInvalid.into()),
        None => Ok(Account::default()),
    }
}

pub fn save_account(storage: &mut dyn Storage, account: &Addr, kept: &Account) {
    save_account_bytes(storage, account, &kept.to_bytes());
}

/// The accounts behind one, in order.
pub fn accounts<'a>(storage: &'a dyn Storage, after: Option<&str>) -> impl Iterator<Item = String> + 'a {
    let from = match after {
        Some(account) => [ACCOUNTS, account.as_bytes(), &[0]].concat(),
        None => ACCOUNTS.to_vec(),
    };
    storage.range(Some(&from), Some(b"\0\x07balancf"), Order::Ascending).map(|(key, _)| {
        let account = key.get(ACCOUNTS.len()..).unwrap_or_default();
        String::from_utf8_lossy(account).into_owned()
    })
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

impl Account {
    /// `what follows u8 ‖ balance ‖ count`, then by bit: what is held; liens with their number, each
    /// `activity ‖ participant ‖ minutes ‖ bytes of the creditor u8 ‖ creditor`; the day's `day ‖ spent ‖ spent_new`; the year's
    /// `year ‖ given`; own limits `daily + 1, 0 for none ‖ delay`, and those to come with the time; the cap's `until ‖ daily`; and
    /// at the end buckets. Where nothing else is said, numbers are as [`put`] writes them.
    pub fn to_bytes(&self) -> Vec<u8> {
        let purse = &self.purse;
        let flags = [
            (LIENS, !self.liens.is_empty()),
            (LOOSENING, purse.limits.is_some() && purse.loosening.is_some()),
            (DAY, purse.spent > 0),
            (YEAR, purse.given > 0),
            (LIMITS, purse.limits.is_some()),
            (HELD, self.held > 0),
            (BUCKETS, !self.buckets.is_empty()),
            (CAP, purse.cap.is_some()),
        ];
        let flags = flags.into_iter().fold(0, |all, (bit, set)| if set { all | bit } else { all });
        let mut bytes = vec![flags];
        put(&mut bytes, self.balance);
        put(&mut bytes, self.count);
        if flags & HELD != 0 {
            put(&mut bytes, self.held);
        }
        if flags & LIENS != 0 {
            bytes.push(u8::try_from(self.liens.len()).unwrap_or(u8::MAX));
            for lien in &self.liens {
                let to = lien.to.as_ref().map_or([].as_slice(), CanonicalAddr::as_slice);
                put(&mut bytes, lien.activity);
                put(&mut bytes, lien.participant);
                put(&mut bytes, lien.minutes);
                bytes.push(u8::try_from(to.len()).unwrap_or(u8::MAX));
                bytes.extend_from_slice(to);
            }
        }
        if flags & DAY != 0 {
            for number in [purse.day, purse.spent, purse.spent_new] {
                put(&mut bytes, number);
            }
        }
        if flags & YEAR != 0 {
            put(&mut bytes, purse.year);
            put(&mut bytes, purse.given);
        }
        if let Some(own) = &purse.limits {
            put_limits(&mut bytes, own);
            if let Some((limits, at)) = &purse.loosening {
                put_limits(&mut bytes, limits);
                put(&mut bytes, *at);
            }
        }
        if let Some(cap) = &purse.cap {
            put(&mut bytes, cap.until);
            put(&mut bytes, cap.daily);
        }
        bytes.extend_from_slice(&self.buckets.to_bytes());
        bytes
    }

    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        if let [JSON, digits @ .., JSON] = bytes {
            let balance = Uint128::try_from(std::str::from_utf8(digits).ok()?).ok()?;
            return Some(Account { balance: balance.u128().try_into().ok()?, ..Account::default() });
        }
        let mut reader = Reader(bytes);
        let flags = reader.u8()?;
        let mut account =
            Account { balance: reader.number()?, count: reader.number()?, ..Account::default() };
        let purse = &mut account.purse;
        if flags & HELD != 0 {
            account.held = reader.number()?;
        }
        if flags & LIENS != 0 {
            for _ in 0..reader.u8()? {
                let (activity, participant, minutes) = (reader.number()?, reader.number()?, reader.short()?);
                let len = usize::from(reader.u8()?);
                let to = reader.slice(len)?;
                let to = (!to.is_empty()).then(|| CanonicalAddr::from(to));
                account.liens.push(Lien { activity, participant, minutes, to });
            }
        }
        if flags & DAY != 0 {
            (purse.day, purse.spent, purse.spent_new) = (reader.short()?, reader.short()?, reader.short()?);
        }
        if flags & YEAR != 0 {
            (purse.year, purse.given) = (reader.number()?.try_into().ok()?, reader.short()?);
        }
        if flags & LIMITS != 0 {
            purse.limits = Some(limits(&mut reader)?);
            if flags & LOOSENING != 0 {
                purse.loosening = Some((limits(&mut reader)?, reader.number()?));
            }
        }
        if flags & CAP != 0 {
            purse.cap = Some(Cap { until: reader.number()?, daily: reader.short()? });
        }
        account.buckets = Buckets::from_bytes(reader.rest())?;
        (account.buckets.is_empty() != (flags & BUCKETS != 0)).then_some(account)
    }
}

pub fn put_limits(bytes: &mut Vec<u8>, limits: &Limits) {
    put(bytes, limits.daily.map_or(0, |daily| u64::from(daily).saturating_add(1)));
    put(bytes, limits.new_recipient_delay);
}

pub fn limits(reader: &mut Reader) -> Option<Limits> {
    let (daily, new_recipient_delay) = (reader.number()?, reader.number()?);
    let daily = daily.checked_sub(1).map(Minutes::try_from).transpose().ok()?;
    Some(Limits { daily, new_recipient_delay })
}

impl Purse {
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

    /// Counts minutes as sent today. They may be more than there are: whether there are so many is asked later.
    pub fn spend(&mut self, minutes: Minutes, new: bool) {
        self.spent = self.spent.saturating_add(minutes);
        if new {
            self.spent_new = self.spent_new.saturating_add(minutes);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::testing::MockStorage;
    use timebank_api::ledger::Holding;

    fn full() -> Account {
        let lien = |to: Option<&[u8]>| Lien {
            activity: 1,
            participant: 300,
            minutes: 3,
            to: to.map(CanonicalAddr::from),
        };
        Account {
            balance: 1_000,
            count: 4,
            held: 200,
            liens: vec![lien(Some(b"ab")), lien(None)],
            buckets: Buckets::from_bytes(b"\0\x05\0\0\0\x06").unwrap(),
            purse: Purse {
                day: 1,
                spent: 2,
                spent_new: 3,
                year: 2_023,
                given: 5,
                limits: Some(Limits { daily: Some(6), new_recipient_delay: 7 }),
                loosening: Some((Limits { daily: None, new_recipient_delay: 0 }, 8)),
                cap: Some(Cap { until: 9, daily: 10 }),
            },
        }
    }

    #[test]
    fn accounts_keep_their_bytes() {
        let plain = Account { balance: 600, count: 258, ..Account::default() };
        assert_eq!(plain.to_bytes(), b"\0\xd8\x04\x82\x02");
        assert_eq!(Account::from_bytes(&plain.to_bytes()), Some(plain));
        let golden = [
            b"\xff\xe8\x07\x04\xc8\x01".as_slice(),
            b"\x02\x01\xac\x02\x03\x02ab\x01\xac\x02\x03\0",
            b"\x01\x02\x03",
            b"\xe7\x0f\x05",
            b"\x07\x07\0\0\x08",
            b"\x09\x0a",
            b"\0\x05\0\0\0\x06",
        ]
        .concat();
        assert_eq!(full().to_bytes(), golden);
        assert_eq!(Account::from_bytes(&golden), Some(full()));
        for cut in 0..golden.len() {
            assert_eq!(Account::from_bytes(&golden[..cut]), None, "{cut}");
        }
        let most = Account { balance: u64::MAX, count: u64::MAX, ..Account::default() };
        assert_eq!(Account::from_bytes(&most.to_bytes()), Some(most));
    }

    #[test]
    fn an_account_is_where_everybody_looks_and_begins_as_everybody_reads_it() {
        let mut storage = MockStorage::new();
        let (name, most) = (Addr::unchecked("a"), Account { balance: u64::MAX, count: u64::MAX, ..full() });
        for account in [Account::default(), full(), most] {
            save_account(&mut storage, &name, &account);
            let bytes = storage.get(&key(ACCOUNTS, &name)).unwrap();
            let Holding { balance, count } = Holding::from_bytes(&bytes).unwrap();
            assert_eq!((balance, count), (account.balance, account.count));
        }
        let old = Account::from_bytes(br#""600""#).unwrap();
        assert_eq!(
            Holding::from_bytes(br#""600""#),
            Some(Holding { balance: old.balance, count: old.count })
        );
    }

    #[test]
    fn balances_of_version_0_1_are_read() {
        let plain = Account { balance: 600, ..Account::default() };
        assert_eq!(Account::from_bytes(br#""600""#), Some(plain));
        for bytes in [br#"""#.as_slice(), br#""""#, br#""6"#, br#""-6""#, br#""18446744073709551616""#] {
            assert_eq!(Account::from_bytes(bytes), None);
        }
        // No record of today's begins as those do.
        let parts = full();
        for bits in 0..8 {
            let part = |bit: u32, purse: Purse| if bits & bit == 0 { Purse::default() } else { purse };
            let account = Account {
                liens: if bits & 1 == 0 { vec![] } else { parts.liens.clone() },
                purse: Purse {
                    limits: part(2, parts.purse).limits,
                    loosening: part(4, parts.purse).loosening,
                    ..parts.purse
                },
                ..parts.clone()
            };
            assert_ne!(account.to_bytes()[0], JSON);
        }
    }

    #[test]
    fn numbers_have_one_meaning() {
        for number in [0, 1, 127, 128, 16_383, 16_384, u64::MAX - 1, u64::MAX] {
            let mut bytes = vec![];
            put(&mut bytes, number);
            let mut reader = Reader(&bytes);
            assert_eq!((reader.number(), reader.0.len()), (Some(number), 0), "{bytes:?}");
        }
        let mut bytes = vec![];
        put(&mut bytes, u64::MAX);
        assert_eq!(bytes.len(), 10);
        *bytes.last_mut().unwrap() = 2;
        for wrong in [&bytes[..], &bytes[..9], &[0x80; 10], &[]] {
            assert_eq!(Reader(wrong).number(), None);
        }
    }

    #[test]
    fn limits_loosen_when_their_time_has_come() {
        let purse = full().purse;
        assert_eq!(purse.limits_at(7), purse.limits);
        assert_eq!(purse.limits_at(8), Some(Limits { daily: None, new_recipient_delay: 0 }));
    }

    #[test]
    fn accounts_are_listed_in_order() {
        let mut storage = MockStorage::new();
        for name in ["b", "a", "c"] {
            save_account(&mut storage, &Addr::unchecked(name), &Account::default());
        }
        storage.set(b"\0\x09allowance", b"1");
        let all = |after| accounts(&storage, after).collect::<Vec<_>>();
        assert_eq!(
            (all(None), all(Some("a"))),
            (vec!["a".into(), "b".into(), "c".into()], vec!["b".into(), "c".into()])
        );
    }
}
