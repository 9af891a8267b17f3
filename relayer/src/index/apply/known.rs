//! What blocks must know of the store to write what they bring: read for all of them at once, and kept in step with what they
//! change.

use crate::db::{int, uint, QueryBuilder, SIZES};
use anyhow::Result;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, FromRow};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::Hash;
use timebank_api::{ActivityId, MemberId};
use timebank_intent::NonceWindow;

/// What is asked of an activity again and again.
#[derive(Clone, Debug, Default)]
pub(super) struct About {
    pub branch: i64,
    pub publisher: MemberId,
    pub co_administrators: Vec<MemberId>,
    /// The youngest age by the branch's rules, as it is kept among the requirements.
    pub youngest: Option<i64>,
    /// Whether there is a dispute about any of its participants.
    pub disputed: bool,
}

/// A member as the accounts know it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Holder {
    pub member: MemberId,
    pub branch: i64,
}

/// A member's nonces of a scope on a lane.
pub(super) type Window = (i64, i64, i64);

#[derive(Default)]
pub(super) struct Known {
    activities: HashMap<ActivityId, Option<About>>,
    holders: HashMap<String, Option<Holder>>,
    balances: HashMap<String, Option<i64>>,
    windows: HashMap<Window, NonceWindow>,
    /// Whose windows are known.
    signers: HashSet<MemberId>,
    /// The last number of rows that are numbered here, by table.
    last: HashMap<&'static str, i64>,
}

/// What blocks will ask for.
#[derive(Default)]
pub(super) struct Asked {
    pub activities: BTreeSet<ActivityId>,
    pub accounts: BTreeSet<String>,
    pub signers: BTreeSet<MemberId>,
}

impl Known {
    /// Reads what is asked for and not known yet.
    pub async fn read(&mut self, db: &mut AnyConnection, asked: Asked) -> Result<()> {
        self.read_activities(db, asked.activities).await?;
        self.read_accounts(db, asked.accounts).await?;
        self.read_windows(db, asked.signers).await
    }

    /// What is known of an activity; nothing for one that is not there.
    pub async fn about(&mut self, db: &mut AnyConnection, activity: ActivityId) -> Result<Option<&About>> {
        self.read_activities(db, BTreeSet::from([activity])).await?;
        Ok(self.activities.get(&activity).and_then(Option::as_ref))
    }

    /// There is a new activity.
    pub fn begin(&mut self, activity: ActivityId, about: About) {
        self.activities.insert(activity, Some(about));
    }

    /// Whose an account is; nothing for one of no member.
    pub async fn holder(&mut self, db: &mut AnyConnection, account: &str) -> Result<Option<Holder>> {
        self.read_accounts(db, BTreeSet::from([account.to_owned()])).await?;
        Ok(self.holders.get(account).copied().flatten())
    }

    /// Adds to an account, and gives what is on it then.
    pub async fn move_on(&mut self, db: &mut AnyConnection, account: &str, delta: i64) -> Result<i64> {
        self.read_accounts(db, BTreeSet::from([account.to_owned()])).await?;
        let balance = self.balances.entry(account.to_owned()).or_default();
        let new = balance.unwrap_or(0).saturating_add(delta);
        *balance = Some(new);
        Ok(new)
    }

    /// The nonces that a member has spent.
    pub async fn window(&mut self, db: &mut AnyConnection, window: Window) -> Result<Option<NonceWindow>> {
        self.read_windows(db, BTreeSet::from([uint(window.0)])).await?;
        Ok(self.windows.get(&window).copied())
    }

    pub fn set_window(&mut self, window: Window, spent: NonceWindow) {
        self.windows.insert(window, spent);
    }

    /// The next number of a table whose rows are numbered by the index.
    pub async fn next(&mut self, db: &mut AnyConnection, highest: &'static str) -> Result<i64> {
        let last = match self.last.get(highest) {
            Some(last) => *last,
            None => sqlx::query_scalar(highest).fetch_one(db).await?,
        };
        let next = last.saturating_add(1);
        self.last.insert(highest, next);
        Ok(next)
    }

    async fn read_activities(&mut self, db: &mut AnyConnection, asked: BTreeSet<ActivityId>) -> Result<()> {
        let missing: Vec<i64> = missing(&self.activities, asked).into_iter().map(int).collect();
        self.activities.extend(missing.iter().map(|activity| (uint(*activity), None)));
        let rows: Vec<(i64, i64, i64)> =
            select(db, "SELECT id, branch, publisher FROM p_activities WHERE id IN ", &missing).await?;
        for (activity, branch, publisher) in rows {
            let about = About { branch, publisher: uint(publisher), ..About::default() };
            self.activities.insert(uint(activity), Some(about));
        }
        let co = "SELECT activity, member FROM p_co_administrators WHERE activity IN ";
        for (activity, member) in select::<(i64, i64), _>(db, co, &missing).await? {
            self.change(activity, |about| about.co_administrators.push(uint(member)));
        }
        let ages = "SELECT activity, value FROM p_requirements WHERE number = 0 AND activity IN ";
        for (activity, age) in select::<(i64, i64), _>(db, ages, &missing).await? {
            self.change(activity, |about| about.youngest = Some(age));
        }
        let disputes = "SELECT DISTINCT activity FROM p_disputes WHERE activity IN ";
        for (activity,) in select::<(i64,), _>(db, disputes, &missing).await? {
            self.change(activity, |about| about.disputed = true);
        }
        Ok(())
    }

    fn change(&mut self, activity: i64, change: impl FnOnce(&mut About)) {
        if let Some(Some(about)) = self.activities.get_mut(&uint(activity)) {
            change(about);
        }
    }

    async fn read_accounts(&mut self, db: &mut AnyConnection, asked: BTreeSet<String>) -> Result<()> {
        let missing = missing(&self.holders, asked);
        let rows: Vec<(String, i64, i64)> =
            select(db, "SELECT account, id, branch FROM p_members WHERE account IN ", &missing).await?;
        let balances: Vec<(String, i64)> =
            select(db, "SELECT account, minutes FROM p_balances WHERE account IN ", &missing).await?;
        self.holders.extend(missing.into_iter().map(|account| (account, None)));
        for (account, member, branch) in rows {
            self.holders.insert(account, Some(Holder { member: uint(member), branch }));
        }
        self.balances.extend(balances.into_iter().map(|(account, minutes)| (account, Some(minutes))));
        Ok(())
    }

    async fn read_windows(&mut self, db: &mut AnyConnection, asked: BTreeSet<MemberId>) -> Result<()> {
        let missing: Vec<i64> =
            asked.into_iter().filter(|member| self.signers.insert(*member)).map(int).collect();
        let rows: Vec<(i64, i64, i64, Vec<u8>)> =
            select(db, "SELECT member, scope, lane, spent FROM p_nonces WHERE member IN ", &missing).await?;
        for (member, scope, lane, spent) in rows {
            if let Some(spent) = NonceWindow::from_bytes(&spent) {
                self.windows.insert((member, scope, lane), spent);
            }
        }
        Ok(())
    }
}

fn missing<K: Eq + Hash, V>(known: &HashMap<K, V>, asked: BTreeSet<K>) -> Vec<K> {
    asked.into_iter().filter(|key| !known.contains_key(key)).collect()
}

/// The rows of a statement that ends with a list of keys.
async fn select<T, K>(db: &mut AnyConnection, statement: &str, keys: &[K]) -> Result<Vec<T>>
where
    T: for<'r> FromRow<'r, AnyRow> + Send + Unpin,
    K: Clone + for<'q> sqlx::Encode<'q, sqlx::Any> + sqlx::Type<sqlx::Any>,
{
    let mut rows = Vec::new();
    let [most, ..] = SIZES;
    for part in keys.chunks(most) {
        let mut query = QueryBuilder::new(statement);
        query.push_keys(part);
        rows.extend(query.build_as::<T>().fetch_all(&mut *db).await?);
    }
    Ok(rows)
}
