//! What the handlers ask the index for, with a problem where there is nothing.

use super::extract::clock;
use super::problem::Problem;
use super::ApiState;
use crate::db::{int, uint, QueryBuilder};
use crate::index::read::{self, Activity};
use serde::de::DeserializeOwned;
use sqlx::FromRow;
use timebank_api::time_token::{MovementKind, Reference};
use timebank_api::{Code, MemberId};

/// One line of a statement.
pub(super) struct Line {
    pub movement: i64,
    pub delta: i64,
    pub balance: u64,
    pub height: u64,
    pub time: u64,
    pub kind: MovementKind,
    pub reference: Reference,
    /// The member on the other side.
    pub other: Option<MemberId>,
}

/// Which lines are asked for.
#[derive(Default)]
pub(super) struct WantedLines {
    pub kind: Option<MovementKind>,
    pub from: Option<u64>,
    pub to: Option<u64>,
    /// Those before this movement and delta.
    pub before: Option<(i64, i64)>,
}

#[derive(FromRow)]
struct LineRow {
    movement: i64,
    delta: i64,
    balance: i64,
    height: i64,
    time: i64,
    kind: String,
    reference: String,
    other: Option<i64>,
}

impl ApiState {
    /// # Errors
    /// `activity.unknown`.
    pub(super) async fn activity(&self, id: u64) -> Result<Activity, Problem> {
        let activity = read::activity(&self.db, id, clock()).await?;
        activity.ok_or_else(|| Code::ActivityUnknown.into())
    }

    /// A member's account.
    ///
    /// # Errors
    /// `member.unknown`.
    pub(super) async fn account_of(&self, member: MemberId) -> Result<String, Problem> {
        let member = read::member(&self.db, member).await?;
        Ok(member.ok_or(Code::MemberUnknown)?.account)
    }

    /// The lines of an account's statement, newest first.
    pub(super) async fn lines(
        &self,
        account: &str,
        wanted: &WantedLines,
        limit: u32,
    ) -> Result<Vec<Line>, Problem> {
        let mut query: QueryBuilder = QueryBuilder::new(
            "SELECT s.movement, s.delta, s.balance, m.height, m.time, m.kind, m.reference, o.id AS other \
             FROM p_statement s JOIN p_movements m ON m.id = s.movement \
             LEFT JOIN p_members o ON o.account = CASE WHEN s.delta < 0 THEN m.to_account ELSE m.from_account END \
             WHERE s.account = ",
        );
        query.push_bind(account);
        if let Some(kind) = wanted.kind {
            query.push(" AND m.kind = ").push_bind(name(&kind)?);
        }
        if let Some(from) = wanted.from {
            query.push(" AND m.time >= ").push_bind(int(from));
        }
        if let Some(to) = wanted.to {
            query.push(" AND m.time < ").push_bind(int(to));
        }
        if let Some((movement, delta)) = wanted.before {
            query.push(" AND (s.movement, s.delta) < (").push_bind(movement);
            query.push(", ").push_bind(delta).push(")");
        }
        query.push(" ORDER BY s.movement DESC, s.delta DESC LIMIT ");
        query.push_bind(i64::from(limit));
        let rows: Vec<LineRow> = query.build_as().fetch_all(self.db.reader()).await?;
        let line = |row: LineRow| {
            Ok(Line {
                movement: row.movement,
                delta: row.delta,
                balance: uint(row.balance),
                height: uint(row.height),
                time: uint(row.time),
                kind: value(&row.kind)?,
                reference: value(&row.reference)?,
                other: row.other.map(uint),
            })
        };
        let lines: Result<Vec<_>, sqlx::Error> = rows.into_iter().map(line).collect();
        Ok(lines?)
    }
}

/// A column's value: an enum without fields is its name, anything else JSON.
fn value<T: DeserializeOwned>(text: &str) -> Result<T, sqlx::Error> {
    let parsed = match text.starts_with('{') {
        true => serde_json::from_str(text),
        false => serde_json::from_value(serde_json::Value::String(text.to_owned())),
    };
    parsed.map_err(|error| sqlx::Error::Decode(error.into()))
}

fn name<T: serde::Serialize>(value: &T) -> Result<String, Problem> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => Ok(name),
        other => Err(Problem::internal(&format!("{other:?} is no name"))),
    }
}
