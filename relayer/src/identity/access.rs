//! Who read which personal data of whom, and who acted for whom: a line is written before the data is given or the act is done.

use super::{Identity, IdentityError, Login};
use crate::db::{int, uint};
use sqlx::AnyConnection;
use timebank_api::MemberId;

/// Characters of a reason.
const REASON: std::ops::RangeInclusive<usize> = 3..=200;

/// What is written down.
#[derive(Debug, Clone, Copy)]
pub struct Access<'a> {
    /// The user it is about.
    pub subject: &'a str,
    /// What was done, e.g. `read`.
    pub act: &'static str,
    /// Which fields, separated by commas.
    pub fields: &'a str,
    pub reason: &'a str,
}

/// A line of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessLine {
    pub id: u64,
    /// Seconds of Unix time.
    pub at: i64,
    pub actor: MemberId,
    /// The member it is about; none if the registration never came through.
    pub subject: Option<MemberId>,
    pub act: String,
    pub fields: String,
    pub reason: String,
}

type Row = (i64, i64, i64, Option<i64>, String, String, String);

impl Identity {
    /// Writes a line in the transaction of what is done.
    ///
    /// # Errors
    /// `Reason` unless it has 3 to 200 characters.
    pub async fn note(
        &self,
        tx: &mut AnyConnection,
        login: &Login,
        access: Access<'_>,
        now: i64,
    ) -> Result<(), IdentityError> {
        let reason = access.reason.trim();
        if !REASON.contains(&reason.chars().count()) {
            return Err(IdentityError::Reason);
        }
        sqlx::query(
            "INSERT INTO accesses (at, actor, subject, act, fields, reason) VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(now)
        .bind(int(login.member()?))
        .bind(access.subject)
        .bind(access.act)
        .bind(access.fields)
        .bind(reason)
        .execute(tx)
        .await?;
        Ok(())
    }

    /// Writes a line, by itself, about what a member did with data of another: whom it is about (here or at another branch), what
    /// was done, and which fields.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn note_about(
        &self,
        actor: MemberId,
        (subject, act, fields): (MemberId, &'static str, &str),
        reason: &str,
        now: i64,
    ) -> Result<(), IdentityError> {
        let mut tx = self.db.begin().await?;
        sqlx::query(
            "INSERT INTO accesses (at, actor, subject, act, fields, reason, member) VALUES ($1, $2, \
             COALESCE((SELECT id FROM users WHERE member = $6), $7), $3, $4, $5, $6)",
        )
        .bind(now)
        .bind(int(actor))
        .bind(act)
        .bind(fields)
        .bind(reason)
        .bind(int(subject))
        .bind(format!("member {subject}"))
        .execute(&mut *tx)
        .await?;
        Ok(tx.commit().await?)
    }

    /// Writes a line by itself.
    ///
    /// # Errors
    /// As [`Identity::note`].
    pub async fn note_alone(&self, login: &Login, access: Access<'_>, now: i64) -> Result<(), IdentityError> {
        let mut tx = self.db.begin().await?;
        self.note(&mut tx, login, access, now).await?;
        Ok(tx.commit().await?)
    }

    /// The lines about a user, the newest first.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn accesses_of(
        &self,
        user: &str,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<AccessLine>, IdentityError> {
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT a.id, a.at, a.actor, u.member, a.act, a.fields, a.reason FROM accesses a \
             LEFT JOIN users u ON u.id = a.subject WHERE a.subject = $1 AND a.id < $2 ORDER BY a.id DESC LIMIT $3",
        )
        .bind(user)
        .bind(before.map_or(i64::MAX, int))
        .bind(i64::from(limit))
        .fetch_all(self.db.reader())
        .await?;
        Ok(rows.into_iter().map(line).collect())
    }

    /// All lines, or those about a member, also one whose data was erased; the newest first.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn accesses(
        &self,
        member: Option<MemberId>,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<AccessLine>, IdentityError> {
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT a.id, a.at, a.actor, COALESCE(a.member, u.member, e.member), a.act, a.fields, a.reason FROM accesses a \
             LEFT JOIN users u ON u.id = a.subject LEFT JOIN erasures e ON e.user_id = a.subject \
             WHERE a.id < $1 AND ($2 < 0 OR COALESCE(a.member, u.member, e.member) = $2) ORDER BY a.id DESC LIMIT $3",
        )
        .bind(before.map_or(i64::MAX, int))
        .bind(member.map_or(-1, int))
        .bind(i64::from(limit))
        .fetch_all(self.db.reader())
        .await?;
        Ok(rows.into_iter().map(line).collect())
    }
}

fn line((id, at, actor, subject, act, fields, reason): Row) -> AccessLine {
    AccessLine { id: uint(id), at, actor: uint(actor), subject: subject.map(uint), act, fields, reason }
}
