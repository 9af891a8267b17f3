//! Statements (F7, D7, A9): in pages, for printing, and as of any height. The numbers of the movements on an account have no
//! gap, and the token keeps how many there are: whoever compares the two knows that nothing is missing.

use super::acting::Whose;
use super::extract::{Administrator, Path, Query};
use super::list::query;
use super::problem::{Own, Problem};
use super::reads::{next, Limit};
use super::{schema, ApiState};
use crate::db::{int, uint, QueryBuilder};
use crate::index::read;
use axum::extract::State;
use axum::http::{header, HeaderMap};
use axum::response::{IntoResponse, Response};
use axum::Json as JsonBody;
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use timebank_api::time_token::{MovementKind, Reference};
use timebank_api::Code;
use utoipa::{IntoParams, ToSchema};

/// The most lines one file has; a longer span is asked for in parts.
pub(super) const LONGEST_FILE: u32 = 20_000;

/// One line of a statement.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct StatementLine {
    /// The movement's number in the order of the chain.
    pub movement: u64,
    /// Its number on this account, from 1 and without a gap.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<u64>,
    #[schema(value_type = schema::MovementKind)]
    pub kind: MovementKind,
    /// Minutes; negative when TIME went out.
    pub minutes: i64,
    /// Minutes after it.
    pub balance: u64,
    /// Seconds of Unix time.
    pub time: u64,
    pub height: u64,
    /// What it refers to: an activity, an attendance, a grant, or an ordinary message.
    #[schema(value_type = Object)]
    pub reference: Reference,
    /// The member on the other side, if it was one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other: Option<u64>,
}

/// A page of a statement, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Statement {
    /// Minutes after the last movement up to `height`.
    balance: u64,
    /// How many movements touched the account up to `height`.
    count: u64,
    /// The block as of which this is.
    height: u64,
    lines: Vec<StatementLine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct StatementQuery {
    #[param(value_type = Option<schema::MovementKind>)]
    kind: Option<MovementKind>,
    /// Seconds of Unix time.
    from: Option<u64>,
    to: Option<u64>,
    /// As of this block; the newest unless said.
    height: Option<u64>,
    /// Only what came after this block.
    after: Option<u64>,
    cursor: Option<String>,
    #[serde(default)]
    #[param(inline)]
    limit: Limit,
}

impl StatementQuery {
    /// What happened between two times.
    pub(super) fn between(from: Option<u64>, to: Option<u64>) -> Self {
        StatementQuery { from, to, ..Self::default() }
    }
}

#[derive(FromRow)]
struct Line {
    movement: i64,
    delta: i64,
    balance: i64,
    number: Option<i64>,
    height: i64,
    time: i64,
    kind: String,
    reference: String,
    other: Option<i64>,
}

impl Line {
    fn view(self) -> Result<StatementLine, Problem> {
        Ok(StatementLine {
            movement: uint(self.movement),
            number: self.number.map(uint),
            kind: value(&self.kind)?,
            minutes: self.delta,
            balance: uint(self.balance),
            time: uint(self.time),
            height: uint(self.height),
            reference: value(&self.reference)?,
            other: self.other.map(uint),
        })
    }
}

/// A column's value: an enum without fields is its name, anything else JSON.
fn value<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Problem> {
    let parsed = match text.starts_with('{') {
        true => serde_json::from_str(text),
        false => serde_json::from_value(serde_json::Value::String(text.to_owned())),
    };
    parsed.map_err(|error| Problem::internal(&error))
}

/// An account as of a height.
pub(super) struct AsOf {
    pub balance: u64,
    pub count: u64,
    pub height: u64,
}

impl ApiState {
    /// An account as of a height, or as of the newest block.
    ///
    /// # Errors
    /// `request.parameter` for a height that has not come.
    pub(super) async fn as_of(&self, account: &str, height: Option<u64>) -> Result<AsOf, Problem> {
        let tip: Option<(i64,)> = self.row(query!("SELECT height FROM cursor")).await?;
        let tip = uint(tip.map_or(0, |(height,)| height));
        let height = height.unwrap_or(tip);
        if height > tip {
            return Err(Problem::from(Own::Parameter).with_detail("height"));
        }
        let last: Option<(i64, Option<i64>)> = self
            .row(query!(
                "SELECT s.balance, s.number FROM p_statement s JOIN p_movements m ON m.id = s.movement WHERE s.account = ",
                account,
                " AND m.height <= ",
                int(height),
                " ORDER BY s.movement DESC, s.delta DESC LIMIT 1"
            ))
            .await?;
        let (balance, count) = last.unwrap_or_default();
        Ok(AsOf { balance: uint(balance), count: count.map_or(0, uint), height })
    }

    /// The lines of an account's statement, newest first.
    pub(super) async fn statement_lines(
        &self,
        account: &str,
        wanted: &StatementQuery,
        height: u64,
        limit: u32,
    ) -> Result<Vec<StatementLine>, Problem> {
        let lines = self.lines(account, wanted, height, limit).await?;
        lines.into_iter().map(Line::view).collect()
    }

    async fn lines(
        &self,
        account: &str,
        wanted: &StatementQuery,
        height: u64,
        limit: u32,
    ) -> Result<Vec<Line>, Problem> {
        let mut query: QueryBuilder = query!(
            "SELECT s.movement, s.delta, s.balance, s.number, m.height, m.time, m.kind, m.reference, o.id AS other \
             FROM p_statement s JOIN p_movements m ON m.id = s.movement \
             LEFT JOIN p_members o ON o.account = CASE WHEN s.delta < 0 THEN m.to_account ELSE m.from_account END \
             WHERE s.account = ",
            account,
            " AND m.height <= ",
            int(height),
            ""
        );
        if let Some(kind) = wanted.kind {
            let name = serde_json::to_value(kind).map_err(|error| Problem::internal(&error))?;
            query.push(" AND m.kind = ").push_bind(name.as_str().unwrap_or_default());
        }
        if let Some(from) = wanted.from {
            query.push(" AND m.time >= ").push_bind(int(from));
        }
        if let Some(to) = wanted.to {
            query.push(" AND m.time < ").push_bind(int(to));
        }
        if let Some(after) = wanted.after {
            query.push(" AND m.height > ").push_bind(int(after));
        }
        if let Some((movement, delta)) = before(wanted.cursor.as_deref())? {
            query.push(" AND (s.movement, s.delta) < (").push_bind(movement);
            query.push(", ").push_bind(delta).push(")");
        }
        query.push(" ORDER BY s.movement DESC, s.delta DESC LIMIT ").push_bind(i64::from(limit));
        self.rows(query).await
    }

    /// All lines after a block up to another one, oldest first.
    ///
    /// # Errors
    /// `request.parameter` if they are too many for one document.
    pub(super) async fn lines_between(
        &self,
        account: &str,
        after: Option<u64>,
        height: u64,
    ) -> Result<Vec<StatementLine>, Problem> {
        let wanted = StatementQuery { after, ..StatementQuery::default() };
        let lines = self.lines(account, &wanted, height, LONGEST_FILE.saturating_add(1)).await?;
        if lines.len() > LONGEST_FILE as usize {
            return Err(Problem::from(Own::Parameter).with_detail("after: too many lines"));
        }
        lines.into_iter().rev().map(Line::view).collect()
    }

    /// The account of a member of the own branch.
    ///
    /// # Errors
    /// `member.unknown` and `auth.other_branch`.
    pub(super) async fn account_for_office(&self, member: u64) -> Result<String, Problem> {
        let member = read::member(&self.db, member).await?.ok_or(Code::MemberUnknown)?;
        match member.branch == self.settings.branch {
            true => Ok(member.account),
            false => Err(Code::OtherBranch.into()),
        }
    }

    async fn statement_of(
        &self,
        account: &str,
        wanted: &StatementQuery,
        headers: &HeaderMap,
    ) -> Result<Response, Problem> {
        let as_of = self.as_of(account, wanted.height).await?;
        if wants_file(headers) {
            let lines = self.lines(account, wanted, as_of.height, LONGEST_FILE.saturating_add(1)).await?;
            if lines.len() > LONGEST_FILE as usize {
                return Err(Problem::from(Own::Parameter).with_detail("from, to: too many lines"));
            }
            return Ok(file(lines)?.into_response());
        }
        let limit = wanted.limit.get();
        let lines = self.lines(account, wanted, as_of.height, limit).await?;
        let next = next(&lines, limit, |line| format!("{}.{}", line.movement, line.delta));
        let lines = lines.into_iter().map(Line::view).collect::<Result<_, _>>()?;
        let AsOf { balance, count, height } = as_of;
        Ok(JsonBody(Statement { balance, count, height, lines, next }).into_response())
    }
}

fn before(cursor: Option<&str>) -> Result<Option<(i64, i64)>, Problem> {
    let parse = |cursor: &str| {
        let (movement, delta) = cursor.split_once('.')?;
        Some((movement.parse().ok()?, delta.parse().ok()?))
    };
    let bad = || Problem::from(Own::Parameter).with_detail("cursor");
    cursor.map(|cursor| parse(cursor).ok_or_else(bad)).transpose()
}

fn wants_file(headers: &HeaderMap) -> bool {
    let accepts = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accepts.split(',').any(|kind| kind.split(';').next().is_some_and(|kind| kind.trim() == "text/csv"))
}

/// The lines as a table that spreadsheets open: oldest first, as one reads a paper.
fn file(lines: Vec<Line>) -> Result<impl IntoResponse, Problem> {
    let mut text = String::from("number,time,kind,minutes,balance,other,reference,height\r\n");
    for line in lines.into_iter().rev() {
        let line = line.view()?;
        let kind = serde_json::to_value(line.kind).map_err(|error| Problem::internal(&error))?;
        let cells = [
            line.number.map(|number| number.to_string()).unwrap_or_default(),
            clock_time(line.time),
            kind.as_str().unwrap_or_default().to_owned(),
            line.minutes.to_string(),
            line.balance.to_string(),
            line.other.map(|member| member.to_string()).unwrap_or_default(),
            cell(&words(&line.reference)),
            line.height.to_string(),
        ];
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"statement.csv\""),
    ];
    Ok((headers, text))
}

/// A cell that no spreadsheet takes for a formula.
fn cell(text: &str) -> String {
    let guarded = match text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{text}"),
        false => text.to_owned(),
    };
    match guarded.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", guarded.replace('"', "\"\"")),
        false => guarded,
    }
}

/// What a movement refers to, in few words.
fn words(reference: &Reference) -> String {
    match reference {
        Reference::Activity { activity } => format!("activity {activity}"),
        Reference::Attendance { activity, participant } => {
            format!("activity {activity} participant {participant}")
        }
        Reference::Grant { rule, .. } => format!("grant {rule}"),
        Reference::Message => String::new(),
        Reference::Gift { gift } => format!("gift {gift}"),
        Reference::Opening { member } => format!("opening balance of {member}"),
        Reference::Estate { account } => format!("estate of {account}"),
    }
}

/// Seconds of Unix time by the clocks of UTC+8.
pub(super) fn clock_time(seconds: u64) -> String {
    let zone = time::UtcOffset::from_hms(8, 0, 0).unwrap_or(time::UtcOffset::UTC);
    match time::OffsetDateTime::from_unix_timestamp(int(seconds)) {
        Ok(at) => {
            let at = at.to_offset(zone);
            let (year, month, day) = (at.year(), u8::from(at.month()), at.day());
            format!("{year:04}-{month:02}-{day:02} {:02}:{:02}", at.hour(), at.minute())
        }
        Err(_) => String::new(),
    }
}

/// The own statement: in pages, or with `Accept: text/csv` as a file to print, oldest line first. An agent reads the
/// principal's with the header `On-Behalf-Of`.
#[utoipa::path(get, path = "/v1/me/statement", tag = "me", security(("session" = [])),
    params(StatementQuery, ("On-Behalf-Of" = Option<u64>, Header)),
    responses((status = 200, content((Statement = "application/json"), (String = "text/csv"))), Problem))]
pub(super) async fn statement(
    State(state): State<ApiState>,
    whose: Whose,
    Query(query): Query<StatementQuery>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let account = state.account_of(whose.member).await?;
    state.statement_of(&account, &query, &headers).await
}

/// The statement of a member of the own branch, for the counter and for auditors.
#[utoipa::path(get, path = "/v1/members/{id}/statement", tag = "office",
    security(("session" = ["custodian", "branch_administrator"])),
    params(("id" = u64, Path), StatementQuery),
    responses((status = 200, content((Statement = "application/json"), (String = "text/csv"))), Problem))]
pub(super) async fn of_member(
    State(state): State<ApiState>,
    _: Administrator,
    Path(id): Path<u64>,
    Query(query): Query<StatementQuery>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let account = state.account_for_office(id).await?;
    state.statement_of(&account, &query, &headers).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_never_a_formula_and_never_breaks_its_line() {
        assert_eq!(cell("activity 5"), "activity 5");
        assert_eq!(cell("=1+1"), "'=1+1");
        assert_eq!(cell("a,\"b\"\n"), "\"a,\"\"b\"\"\n\"");
    }

    #[test]
    fn times_are_shown_by_the_clocks_of_the_place() {
        assert_eq!(clock_time(1_700_000_000), "2023-11-15 06:13");
    }
}
