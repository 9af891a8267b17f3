//! Rows that blocks add and change, kept until they are written together: a statement for many rows instead of one for each.
//!
//! Whatever is not written through here goes through [`Pending::direct`], which writes first what is kept and forgets what was read,
//! so that no statement ever sees less than came before it.

use super::known::Known;
use crate::db::{portions, QueryBuilder};
use anyhow::{Context, Result};
use sqlx::AnyConnection;
use std::collections::{BTreeMap, BTreeSet};

/// A value of a column; nothing is NULL, which has its column's type too.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Value {
    Int(Option<i64>),
    Text(Option<String>),
    Bytes(Option<Vec<u8>>),
}

impl Value {
    fn push_to(self, query: &mut QueryBuilder) {
        match self {
            Value::Int(value) => query.push_bind(value),
            Value::Text(value) => query.push_bind(value),
            Value::Bytes(value) => query.push_bind(value),
        };
    }
}

macro_rules! from {
    ($($variant:ident: $type:ty, $convert:expr;)+) => {
        $(impl From<$type> for Value {
            fn from(value: $type) -> Self {
                Value::$variant($convert(value))
            }
        })+
    };
}
from! {
    Int: i64, Some;
    Int: Option<i64>, std::convert::identity;
    Text: String, Some;
    Text: &str, |text: &str| Some(text.to_owned());
    Text: Option<String>, std::convert::identity;
    Bytes: Vec<u8>, Some;
    Bytes: Option<Vec<u8>>, std::convert::identity;
}

/// What happens to a row that is there already.
#[derive(Clone, Copy, Debug)]
pub(super) enum Conflict {
    /// There can be none.
    None,
    /// It stays.
    Keep,
    /// These columns are replaced.
    Replace(&'static [&'static str]),
    /// This column, a number, is replaced by a greater one: nothing is taken back by reading blocks again.
    Grow(&'static str),
}

/// A table of the projections.
#[derive(Debug)]
pub(super) struct Table {
    pub name: &'static str,
    /// Those of the primary key come first.
    pub columns: &'static [&'static str],
    /// How many of them are the primary key.
    pub key: usize,
    pub conflict: Conflict,
}

impl Table {
    fn place(&self, column: &str) -> Result<usize> {
        let place = self.columns.iter().position(|name| *name == column);
        place.with_context(|| format!("{} has no column {column}", self.name))
    }

    fn names(&self) -> String {
        self.columns.join(", ")
    }

    fn key_names(&self) -> String {
        self.columns.iter().take(self.key).copied().collect::<Vec<_>>().join(", ")
    }
}

/// A statement that takes rows as a table `v` and decides itself what of them is kept.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Picked {
    /// Before the rows, up to `FROM`, and after them.
    pub before: &'static str,
    pub after: &'static str,
}

type Row = Vec<Value>;

/// What is kept of one table.
#[derive(Default)]
struct Kept {
    removed: BTreeSet<Row>,
    /// In the order in which they were added, where nothing can be in their way.
    added: Vec<Row>,
    put: BTreeMap<Row, Row>,
    /// By key: the places of the columns that change, and their values.
    changed: BTreeMap<Row, BTreeMap<usize, Value>>,
}

/// What is kept, and the store.
pub(super) struct Pending<'a> {
    db: &'a mut AnyConnection,
    tables: BTreeMap<&'static str, (&'static Table, Kept)>,
    /// Statements that add a sum to a row, by its number.
    sums: BTreeMap<(&'static str, i64), i64>,
    picked: BTreeMap<&'static Picked, BTreeSet<Row>>,
    /// Activities whose participants are counted anew.
    recount: BTreeSet<i64>,
    known: Known,
}

impl<'a> Pending<'a> {
    pub fn new(db: &'a mut AnyConnection) -> Self {
        Pending {
            db,
            tables: BTreeMap::new(),
            sums: BTreeMap::new(),
            picked: BTreeMap::new(),
            recount: BTreeSet::new(),
            known: Known::default(),
        }
    }

    /// Everything that is kept is written and everything that was read is forgotten: for statements of any kind.
    pub async fn direct(&mut self) -> Result<&mut AnyConnection> {
        self.flush().await?;
        self.known = Known::default();
        Ok(self.db)
    }

    /// Everything that is kept is written: for reading.
    pub async fn written(&mut self) -> Result<&mut AnyConnection> {
        self.flush().await?;
        Ok(self.db)
    }

    /// The store, for the tables of the outbox: nothing of them is kept here.
    pub fn outbox(&mut self) -> &mut AnyConnection {
        self.db
    }

    /// As [`Pending::written`], if anything is kept of the table's rows whose key begins with this.
    pub async fn written_of(&mut self, table: &'static Table, first: &Value) -> Result<&mut AnyConnection> {
        let begins = |key: &Row| key.first() == Some(first);
        let from = std::slice::from_ref(first).to_vec();
        let kept = self.of(table);
        let touched = kept.removed.range(from.clone()..).next().is_some_and(begins)
            || kept.put.range(from.clone()..).next().is_some_and(|(key, _)| begins(key))
            || kept.changed.range(from..).next().is_some_and(|(key, _)| begins(key));
        if touched {
            self.flush().await?;
        }
        Ok(self.db)
    }

    /// What has been read, and the store to read more of what is known there.
    pub fn known(&mut self) -> (&mut Known, &mut AnyConnection) {
        (&mut self.known, self.db)
    }

    fn of(&mut self, table: &'static Table) -> &mut Kept {
        &mut self.tables.entry(table.name).or_insert_with(|| (table, Kept::default())).1
    }

    /// A row that is nowhere yet.
    pub fn add(&mut self, table: &'static Table, row: Row) {
        self.of(table).added.push(row);
    }

    /// A row, whether or not there is one with its key.
    pub async fn put(&mut self, table: &'static Table, row: Row) -> Result<()> {
        let key: Row = row.iter().take(table.key).cloned().collect();
        if self.of(table).changed.contains_key(&key) {
            self.flush().await?;
        }
        let put = &mut self.of(table).put;
        match table.conflict {
            Conflict::Keep => {
                put.entry(key).or_insert(row);
            }
            Conflict::None | Conflict::Replace(_) | Conflict::Grow(_) => {
                put.insert(key, row);
            }
        }
        Ok(())
    }

    /// Changes columns of the row with this key, if there is one.
    pub fn change<const N: usize>(
        &mut self,
        table: &'static Table,
        key: Row,
        columns: [(&str, Value); N],
    ) -> Result<()> {
        let changed = self.of(table).changed.entry(key).or_default();
        for (column, value) in columns {
            changed.insert(table.place(column)?, value);
        }
        Ok(())
    }

    /// Removes the row with this key.
    pub async fn remove(&mut self, table: &'static Table, key: Row) -> Result<()> {
        let kept = self.of(table);
        if kept.put.contains_key(&key) || kept.changed.contains_key(&key) {
            self.flush().await?;
        }
        self.of(table).removed.insert(key);
        Ok(())
    }

    /// Adds a number to what the statement keeps for `key`; its parameters are the key and the number.
    pub fn sum(&mut self, statement: &'static str, key: i64, number: i64) {
        let sum = self.sums.entry((statement, key)).or_default();
        *sum = sum.saturating_add(number);
    }

    /// A row for a statement that picks. It may be there already.
    pub fn pick(&mut self, statement: &'static Picked, row: Row) {
        self.picked.entry(statement).or_default().insert(row);
    }

    /// Counts an activity's participants anew when they are written.
    pub fn recount(&mut self, activity: i64) {
        self.recount.insert(activity);
    }

    /// Writes everything that is kept.
    pub async fn flush(&mut self) -> Result<()> {
        for (table, kept) in std::mem::take(&mut self.tables).into_values() {
            for rows in portions(kept.removed.into_iter().collect()) {
                self.execute(remove(table, rows)).await?;
            }
            for rows in portions(kept.added) {
                self.execute(insert(table, rows, Conflict::None)).await?;
            }
            for rows in portions(kept.put.into_values().collect()) {
                self.execute(insert(table, rows, table.conflict)).await?;
            }
            let mut alike: BTreeMap<Vec<usize>, Vec<Row>> = BTreeMap::new();
            for (key, columns) in kept.changed {
                let (places, values): (Vec<usize>, Row) = columns.into_iter().unzip();
                alike.entry(places).or_default().push([key, values].concat());
            }
            for (places, rows) in alike {
                for rows in portions(rows) {
                    self.execute(update(table, &places, rows)).await?;
                }
            }
        }
        for ((statement, key), sum) in std::mem::take(&mut self.sums) {
            sqlx::query(statement).bind(key).bind(sum).execute(&mut *self.db).await?;
        }
        for (Picked { before, after }, rows) in std::mem::take(&mut self.picked) {
            for rows in portions(rows.into_iter().collect()) {
                let mut query = QueryBuilder::new(format!("{before} FROM (VALUES "));
                push_rows(&mut query, rows);
                query.push(format!(") AS v {after}"));
                self.execute(query).await?;
            }
        }
        for activities in portions(std::mem::take(&mut self.recount).into_iter().collect()) {
            self.execute(count(activities)).await?;
        }
        Ok(())
    }

    async fn execute(&mut self, query: QueryBuilder) -> Result<()> {
        query.build().execute(&mut *self.db).await?;
        Ok(())
    }
}

/// `(…), (…)` of all rows.
fn push_rows(query: &mut QueryBuilder, rows: Vec<Row>) {
    let mut between = "(";
    for row in rows {
        query.push(between);
        let mut before = "";
        for value in row {
            query.push(before);
            value.push_to(query);
            before = ", ";
        }
        between = "), (";
    }
    query.push(")");
}

fn insert(table: &Table, rows: Vec<Row>, conflict: Conflict) -> QueryBuilder {
    let mut query = QueryBuilder::new(format!("INSERT INTO {} ({}) VALUES ", table.name, table.names()));
    push_rows(&mut query, rows);
    match conflict {
        Conflict::None => {}
        Conflict::Keep => {
            query.push(" ON CONFLICT DO NOTHING");
        }
        Conflict::Replace(columns) => {
            query.push(format!(" ON CONFLICT ({}) DO UPDATE SET ", table.key_names()));
            let set: Vec<String> =
                columns.iter().map(|column| format!("{column} = excluded.{column}")).collect();
            query.push(set.join(", "));
        }
        Conflict::Grow(column) => {
            let (key, name) = (table.key_names(), table.name);
            query.push(format!(" ON CONFLICT ({key}) DO UPDATE SET {column} = excluded.{column} "));
            query.push(format!("WHERE excluded.{column} > {name}.{column}"));
        }
    }
    query
}

fn remove(table: &Table, keys: Vec<Row>) -> QueryBuilder {
    let mut query =
        QueryBuilder::new(format!("DELETE FROM {} WHERE ({}) IN (VALUES ", table.name, table.key_names()));
    push_rows(&mut query, keys);
    query.push(")");
    query
}

/// Each row is the key, and the values of the columns at these places.
fn update(table: &Table, places: &[usize], rows: Vec<Row>) -> QueryBuilder {
    let name = table.name;
    let column = |place: usize| table.columns.get(place).copied().unwrap_or_default();
    let set = places.iter().zip(table.key.saturating_add(1)..);
    let set: Vec<String> = set.map(|(place, from)| format!("{} = v.column{from}", column(*place))).collect();
    let key = (0..table.key).zip(1..);
    let key: Vec<String> =
        key.map(|(place, from)| format!("{name}.{} = v.column{from}", column(place))).collect();
    let mut query = QueryBuilder::new(format!("UPDATE {name} SET {} FROM (VALUES ", set.join(", ")));
    push_rows(&mut query, rows);
    query.push(format!(") AS v WHERE {}", key.join(" AND ")));
    query
}

fn count(activities: Vec<i64>) -> QueryBuilder {
    let mut query = QueryBuilder::new(
        "UPDATE p_activities SET taken = c.taken, waitlisted = c.waitlisted, open = c.open, settled = c.settled FROM ( \
         SELECT activity, COUNT(*) FILTER (WHERE state NOT IN ('waitlisted', 'declined', 'withdrawn')) AS taken, \
         COUNT(*) FILTER (WHERE state = 'waitlisted') AS waitlisted, \
         COUNT(*) FILTER (WHERE state IN ('attending', 'attended', 'disputed', 'agreed')) AS open, \
         COUNT(*) FILTER (WHERE state = 'settled') AS settled FROM p_enrolments WHERE activity IN ",
    );
    query.push_binds(activities);
    query.push(" GROUP BY activity) AS c WHERE p_activities.id = c.activity");
    query
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::scratch;

    const TABLE: Table = Table {
        name: "p_enrolments",
        columns: &[
            "activity",
            "participant",
            "state",
            "position",
            "created",
            "updated",
            "reason",
            "assessment_note",
        ],
        key: 2,
        conflict: Conflict::Replace(&["state", "updated"]),
    };
    static ENROLMENTS: Table = TABLE;

    fn row(participant: i64, state: &str, at: i64) -> Row {
        let nothing = None::<String>;
        vec![
            7i64.into(),
            participant.into(),
            state.into(),
            1i64.into(),
            at.into(),
            at.into(),
            nothing.into(),
            Value::Bytes(None),
        ]
    }

    async fn stored(db: &mut AnyConnection) -> Vec<(i64, String, i64, Option<String>)> {
        sqlx::query_as("SELECT participant, state, updated, reason FROM p_enrolments ORDER BY participant")
            .fetch_all(db)
            .await
            .unwrap()
    }

    #[tokio::test]
    async fn what_is_kept_comes_out_as_if_each_was_written_at_once() {
        let (db, _scratch) = scratch::db().await;
        let mut tx = db.begin().await.unwrap();
        let mut pending = Pending::new(&mut tx);
        for participant in 1..=70 {
            pending.put(&ENROLMENTS, row(participant, "enrolled", 10)).await.unwrap();
        }
        let key = |participant: i64| vec![7i64.into(), participant.into()];
        pending
            .change(&ENROLMENTS, key(1), [("state", "attending".into()), ("updated", 11i64.into())])
            .unwrap();
        pending.change(&ENROLMENTS, key(1), [("reason", "late".into())]).unwrap();
        pending.change(&ENROLMENTS, key(999), [("state", "attending".into())]).unwrap();
        assert!(pending.change(&ENROLMENTS, key(1), [("none", 1i64.into())]).is_err());
        // A change before, a row that takes its place after, and a change of that.
        pending.change(&ENROLMENTS, key(2), [("state", "withdrawn".into())]).unwrap();
        pending.put(&ENROLMENTS, row(2, "waitlisted", 12)).await.unwrap();
        pending.change(&ENROLMENTS, key(2), [("reason", None::<String>.into())]).unwrap();
        pending.put(&ENROLMENTS, row(3, "declined", 13)).await.unwrap();
        pending.remove(&ENROLMENTS, key(3)).await.unwrap();
        pending.put(&ENROLMENTS, row(3, "enrolled", 14)).await.unwrap();
        let written = stored(pending.direct().await.unwrap()).await;
        assert_eq!(written.len(), 70);
        assert_eq!(written[0], (1, "attending".into(), 11, Some("late".into())));
        assert_eq!(written[1], (2, "waitlisted".into(), 12, None));
        assert_eq!(written[2], (3, "enrolled".into(), 14, None));
        // What was there is replaced as the table says; the rest stays.
        pending.put(&ENROLMENTS, row(1, "enrolled", 15)).await.unwrap();
        let written = stored(pending.written().await.unwrap()).await;
        assert_eq!(written[0], (1, "enrolled".into(), 15, Some("late".into())));
        pending.remove(&ENROLMENTS, key(70)).await.unwrap();
        assert_eq!(stored(pending.written().await.unwrap()).await.len(), 69);
    }

    #[tokio::test]
    async fn what_is_to_be_proven_is_not_put_back_by_older_blocks() {
        let (db, _scratch) = scratch::db().await;
        let mut tx = db.begin().await.unwrap();
        let mut pending = Pending::new(&mut tx);
        let since = |part: i64, height: i64| vec!["receipt".into(), 7i64.into(), part.into(), height.into()];
        for (part, height) in [(1, 20), (2, 20), (1, 19), (2, 21)] {
            pending.put(&super::super::tables::PROOFS, since(part, height)).await.unwrap();
            pending.flush().await.unwrap();
        }
        let kept = sqlx::query_as("SELECT part, since FROM proofs ORDER BY part");
        let kept: Vec<(i64, i64)> = kept.fetch_all(pending.written().await.unwrap()).await.unwrap();
        assert_eq!(kept, [(1, 20), (2, 21)]);
    }
}
