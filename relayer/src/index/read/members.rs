//! Members, keys, branches and their rule packs.

use super::page;
use crate::db::{int, uint, uint32, Db};
use crate::index::text::read;
use sqlx::any::AnyRow;
use sqlx::{FromRow, Row};
use timebank_api::record::AgeClass;
use timebank_api::rulebook::Pack;
use timebank_api::{BranchId, MemberId, Role, Roles, Scope, Seconds};

#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    pub id: MemberId,
    pub account: String,
    pub branch: BranchId,
    pub age: AgeClass,
    pub roles: Roles,
    pub since: Seconds,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Branch {
    pub id: BranchId,
    pub name: String,
    pub district: String,
    pub since: Seconds,
}

/// A member's key in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// 33-byte compressed.
    pub key: Vec<u8>,
    pub epoch: u32,
}

impl FromRow<'_, AnyRow> for Member {
    fn from_row(row: &AnyRow) -> sqlx::Result<Self> {
        Ok(Member {
            id: uint(row.try_get("id")?),
            account: row.try_get("account")?,
            branch: uint32(row.try_get("branch")?),
            age: read(row.try_get("age")?)?,
            roles: Roles(u16::try_from(row.try_get::<i64, _>("roles")?).unwrap_or(0)),
            since: uint(row.try_get("since")?),
        })
    }
}

/// A member by id.
///
/// # Errors
/// If the store fails.
pub async fn member(db: &Db, id: MemberId) -> sqlx::Result<Option<Member>> {
    sqlx::query_as("SELECT id, account, branch, age, roles, since FROM p_members WHERE id = $1")
        .bind(int(id))
        .fetch_optional(db.reader())
        .await
}

/// A member by account.
///
/// # Errors
/// If the store fails.
pub async fn member_by_account(db: &Db, account: &str) -> sqlx::Result<Option<Member>> {
    sqlx::query_as("SELECT id, account, branch, age, roles, since FROM p_members WHERE account = $1")
        .bind(account)
        .fetch_optional(db.reader())
        .await
}

/// The members of a branch that hold a role, by id.
///
/// # Errors
/// If the store fails.
pub async fn holders(db: &Db, branch: BranchId, role: Role, limit: u32) -> sqlx::Result<Vec<Member>> {
    sqlx::query_as(
        "SELECT id, account, branch, age, roles, since FROM p_members WHERE branch = $1 AND roles & $2 != 0 ORDER BY id LIMIT $3",
    )
    .bind(i64::from(branch))
    .bind(i64::from(Roles::default().with(role).0))
    .bind(page(limit))
    .fetch_all(db.reader())
    .await
}

/// A member's key of a scope.
///
/// # Errors
/// If the store fails.
pub async fn key(db: &Db, member: MemberId, scope: Scope) -> sqlx::Result<Option<Key>> {
    let scope = crate::relay::outcome::scope_of(scope).byte();
    let row: Option<(Vec<u8>, i64)> =
        sqlx::query_as("SELECT key, epoch FROM p_keys WHERE member = $1 AND scope = $2")
            .bind(int(member))
            .bind(i64::from(scope))
            .fetch_optional(db.reader())
            .await?;
    Ok(row.map(|(key, epoch)| Key { key, epoch: uint32(epoch) }))
}

/// A branch.
///
/// # Errors
/// If the store fails.
pub async fn branch(db: &Db, id: BranchId) -> sqlx::Result<Option<Branch>> {
    Ok(branches(db).await?.into_iter().find(|branch| branch.id == id))
}

/// Every branch by id; there are few.
///
/// # Errors
/// If the store fails.
pub async fn branches(db: &Db) -> sqlx::Result<Vec<Branch>> {
    let rows: Vec<(i64, String, String, i64)> =
        sqlx::query_as("SELECT id, name, district, since FROM p_branches ORDER BY id")
            .fetch_all(db.reader())
            .await?;
    let branch = |(id, name, district, since)| Branch { id: uint32(id), name, district, since: uint(since) };
    Ok(rows.into_iter().map(branch).collect())
}

/// The branch an operator account belongs to.
///
/// # Errors
/// If the store fails.
pub async fn operator_branch(db: &Db, operator: &str) -> sqlx::Result<Option<BranchId>> {
    let branch: Option<i64> = sqlx::query_scalar("SELECT branch FROM p_operators WHERE operator = $1")
        .bind(operator)
        .fetch_optional(db.reader())
        .await?;
    Ok(branch.map(uint32))
}

/// The rule pack in force at a branch at a time, with its version.
///
/// # Errors
/// If the store fails.
pub async fn pack(db: &Db, branch: BranchId, at: Seconds) -> sqlx::Result<Option<(u32, Pack)>> {
    let row: Option<(i64, String)> = sqlx::query_as(
        "SELECT version, pack FROM p_packs WHERE branch = $1 AND effective <= $2 ORDER BY version DESC LIMIT 1",
    )
    .bind(i64::from(branch))
    .bind(int(at))
    .fetch_optional(db.reader())
    .await?;
    row.map(|(version, pack)| Ok((uint32(version), read(&pack)?))).transpose()
}

/// A version of a branch's rule packs.
///
/// # Errors
/// If the store fails.
pub async fn pack_version(db: &Db, branch: BranchId, version: u32) -> sqlx::Result<Option<Pack>> {
    let pack: Option<String> =
        sqlx::query_scalar("SELECT pack FROM p_packs WHERE branch = $1 AND version = $2")
            .bind(i64::from(branch))
            .bind(i64::from(version))
            .fetch_optional(db.reader())
            .await?;
    pack.map(|pack| read(&pack)).transpose()
}
