//! A user's sessions, and typing the password again before what changes the account itself.

use super::secret_text::check_login;
use super::{Identity, IdentityError, Login, SecretText, SessionRole};
use crate::custody::{Guess, Secret};
use sqlx::AnyConnection;

/// Seconds for which a password that was typed counts as just typed.
const STEPPED_UP: i64 = 600;

/// A session as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionInfo {
    pub id: String,
    pub role: SessionRole,
    /// Seconds of Unix time.
    pub created_at: i64,
    pub seen_at: i64,
    pub expires_at: i64,
    /// Whether it is the one that asks.
    pub current: bool,
}

impl Identity {
    /// The user's sessions that have not ended, the newest first.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn sessions(&self, login: &Login, now: i64) -> Result<Vec<SessionInfo>, IdentityError> {
        let rows: Vec<(Vec<u8>, String, String, i64, i64, i64)> = sqlx::query_as(
            "SELECT token_hash, id, role, created_at, seen_at, expires_at FROM sessions \
             WHERE user_id = $1 AND expires_at > $2 ORDER BY created_at DESC, id",
        )
        .bind(&login.user)
        .bind(now)
        .fetch_all(self.db.reader())
        .await?;
        let sessions = rows.into_iter().filter_map(|(hash, id, role, created_at, seen_at, expires_at)| {
            let role = SessionRole::from_text(&role)?;
            let alive = now < seen_at.saturating_add(role.limits().0);
            let current = hash == login.session;
            alive.then_some(SessionInfo { id, role, created_at, seen_at, expires_at, current })
        });
        Ok(sessions.collect())
    }

    /// Ends one of the user's sessions.
    ///
    /// # Errors
    /// `SessionUnknown` for one that is not the user's.
    pub async fn end_session(&self, login: &Login, id: &str) -> Result<(), IdentityError> {
        let mut tx = self.db.begin().await?;
        let ended: Option<Vec<u8>> =
            sqlx::query_scalar("DELETE FROM sessions WHERE user_id = $1 AND id = $2 RETURNING token_hash")
                .bind(&login.user)
                .bind(id)
                .fetch_optional(&mut *tx)
                .await?;
        tx.commit().await?;
        let ended = ended.ok_or(IdentityError::SessionUnknown)?;
        self.lock_offices(vec![ended]);
        Ok(())
    }

    /// Ends every session of the user, this one too.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn end_everywhere(&self, login: &Login) -> Result<(), IdentityError> {
        let mut tx = self.db.begin().await?;
        let ended = end_all(&mut tx, &login.user, None).await?;
        tx.commit().await?;
        self.lock_offices(ended);
        Ok(())
    }

    pub(super) fn lock_offices(&self, sessions: Vec<Vec<u8>>) {
        for session in sessions {
            if let Ok(session) = session.try_into() {
                self.offices.lock(&session);
            }
        }
    }

    /// Checks the login password again, in this session. Guesses are counted.
    ///
    /// # Errors
    /// `Password`, `LoginLocked`.
    pub async fn step_up(&self, login: &Login, password: &SecretText, now: i64) -> Result<(), IdentityError> {
        let subject = format!("step-up:{}", login.user);
        let left = match self.guesses.take(Secret::Login, &subject, now).await? {
            Guess::Counted { left } => left,
            Guess::Closed => return Err(IdentityError::LoginLocked { seconds: 0 }),
            Guess::Locked { until } => {
                return Err(IdentityError::LoginLocked {
                    seconds: crate::db::uint(until.saturating_sub(now)),
                })
            }
        };
        let verifier: Option<Vec<u8>> = sqlx::query_scalar("SELECT password FROM users WHERE id = $1")
            .bind(&login.user)
            .fetch_optional(self.db.reader())
            .await?;
        if !self.custody.login_matches(password.reveal(), verifier.as_deref()).await? {
            return Err(IdentityError::Password { left });
        }
        self.guesses.right(Secret::Login, &subject).await?;
        let mut tx = self.db.begin().await?;
        sqlx::query("UPDATE sessions SET stepped_up_at = $2 WHERE token_hash = $1")
            .bind(login.session.as_slice())
            .bind(now)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Whether the password was typed in this session just now.
    ///
    /// # Errors
    /// `StepUp` if not.
    pub async fn must_have_stepped_up(&self, login: &Login, now: i64) -> Result<(), IdentityError> {
        let at: Option<i64> = sqlx::query_scalar("SELECT stepped_up_at FROM sessions WHERE token_hash = $1")
            .bind(login.session.as_slice())
            .fetch_optional(self.db.reader())
            .await?;
        match at {
            Some(at) if now < at.saturating_add(STEPPED_UP) => Ok(()),
            _ => Err(IdentityError::StepUp),
        }
    }

    /// Changes the login password and ends the other sessions. The caller has stepped up.
    ///
    /// # Errors
    /// What is wrong with the password.
    pub async fn change_password(&self, login: &Login, password: &SecretText) -> Result<(), IdentityError> {
        check_login(password, self.phone(&login.user).await?.as_ref().map_or("", |phone| phone.text()))?;
        let verifier = self.custody.login_verifier(password.reveal()).await?;
        let mut tx = self.db.begin().await?;
        sqlx::query("UPDATE users SET password = $2 WHERE id = $1")
            .bind(&login.user)
            .bind(&verifier)
            .execute(&mut *tx)
            .await?;
        let ended = end_all(&mut tx, &login.user, Some(&login.session)).await?;
        tx.commit().await?;
        self.lock_offices(ended);
        Ok(())
    }
}

/// Ends the user's sessions, but for one; gives the hashes of their tokens.
pub(super) async fn end_all(
    tx: &mut AnyConnection,
    user: &str,
    but: Option<&[u8; 32]>,
) -> Result<Vec<Vec<u8>>, IdentityError> {
    let but: &[u8] = but.map_or(&[], |session| session.as_slice());
    let ended = sqlx::query_scalar(
        "DELETE FROM sessions WHERE user_id = $1 AND token_hash <> $2 RETURNING token_hash",
    )
    .bind(user)
    .bind(but)
    .fetch_all(tx)
    .await?;
    Ok(ended)
}
