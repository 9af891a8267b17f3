//! TIME: balances, statements, grants.

use super::page;
use crate::db::{int, uint, uint32, Db};
use crate::index::text::read;
use sqlx::any::AnyRow;
use sqlx::Row;
use timebank_api::time_token::{MovementKind, Reference};
use timebank_api::{BranchId, MemberId, Minutes, Seconds};

/// One line of an account's statement.
#[derive(Debug, Clone, PartialEq)]
pub struct StatementLine {
    /// The movement's number in the order of the chain; the next page begins before it.
    pub movement: u64,
    pub height: u64,
    pub time: Seconds,
    pub kind: MovementKind,
    pub reference: Reference,
    /// The other account, if there is one.
    pub other_account: Option<String>,
    /// The member behind it.
    pub other: Option<MemberId>,
    /// What was added, or taken away.
    pub delta: i64,
    /// The balance after it.
    pub balance: i64,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Granted {
    pub rule: String,
    pub branch: BranchId,
    pub pack: u32,
    pub minutes: Minutes,
    pub height: u64,
}

/// Minutes of TIME in an account.
///
/// # Errors
/// If the store fails.
pub async fn balance(db: &Db, account: &str) -> sqlx::Result<u64> {
    let minutes: Option<i64> = sqlx::query_scalar("SELECT minutes FROM p_balances WHERE account = $1")
        .bind(account)
        .fetch_optional(db.reader())
        .await?;
    Ok(minutes.map_or(0, uint))
}

/// An account's statement, latest first; `before` is the movement the page before ended with.
///
/// # Errors
/// If the store fails.
pub async fn statement(
    db: &Db,
    account: &str,
    before: Option<u64>,
    limit: u32,
) -> sqlx::Result<Vec<StatementLine>> {
    let rows = sqlx::query(
        "SELECT s.movement, s.delta, s.balance, m.height, m.time, m.kind, m.reference, o.id AS other, \
         CASE WHEN s.delta < 0 THEN m.to_account ELSE m.from_account END AS other_account \
         FROM p_statement s JOIN p_movements m ON m.id = s.movement \
         LEFT JOIN p_members o ON o.account = CASE WHEN s.delta < 0 THEN m.to_account ELSE m.from_account END \
         WHERE s.account = $1 AND s.movement < $2 ORDER BY s.movement DESC, s.delta DESC LIMIT $3",
    )
    .bind(account)
    .bind(before.map_or(i64::MAX, int))
    .bind(page(limit))
    .fetch_all(db.reader())
    .await?;
    let line = |row: &AnyRow| -> sqlx::Result<StatementLine> {
        Ok(StatementLine {
            movement: uint(row.try_get("movement")?),
            height: uint(row.try_get("height")?),
            time: uint(row.try_get("time")?),
            kind: read(row.try_get("kind")?)?,
            reference: read(row.try_get("reference")?)?,
            other_account: row.try_get("other_account")?,
            other: row.try_get::<Option<i64>, _>("other")?.map(uint),
            delta: row.try_get("delta")?,
            balance: row.try_get("balance")?,
        })
    };
    rows.iter().map(line).collect()
}

/// The grants a member has had.
///
/// # Errors
/// If the store fails.
pub async fn grants(db: &Db, member: MemberId) -> sqlx::Result<Vec<Granted>> {
    let rows: Vec<(String, i64, i64, i64, i64)> = sqlx::query_as(
        "SELECT rule, branch, pack, minutes, height FROM p_grants WHERE member = $1 ORDER BY height, rule",
    )
    .bind(int(member))
    .fetch_all(db.reader())
    .await?;
    let granted = |(rule, branch, pack, minutes, height)| Granted {
        rule,
        branch: uint32(branch),
        pack: uint32(pack),
        minutes: uint32(minutes),
        height: uint(height),
    };
    Ok(rows.into_iter().map(granted).collect())
}
