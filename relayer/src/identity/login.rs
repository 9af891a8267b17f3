use super::{chain, Identity, IdentityError, Phone, SecretText};
use crate::custody::{Guess, Secret};
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use base64::Engine;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use timebank_api::{MemberId, Role, Roles};
use utoipa::ToSchema;
use zeroize::Zeroizing;

/// As what somebody logs in. There is one account; the role decides what is seen and allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SessionRole {
    Member,
    /// Needs an office on chain; auditors log in like this too.
    Administrator,
}

impl SessionRole {
    pub(super) fn text(self) -> &'static str {
        match self {
            SessionRole::Member => "member",
            SessionRole::Administrator => "administrator",
        }
    }

    pub(super) fn from_text(text: &str) -> Option<Self> {
        [SessionRole::Member, SessionRole::Administrator].into_iter().find(|role| role.text() == text)
    }

    /// Seconds without a request, and seconds in all, after which a session is over.
    pub(super) fn limits(self) -> (i64, i64) {
        match self {
            SessionRole::Member => (7 * 86_400, 30 * 86_400),
            SessionRole::Administrator => (1_800, 8 * 3_600),
        }
    }
}

/// Offices with which one logs in as administrator.
const OFFICES: [Role; 5] =
    [Role::Reviewer, Role::BranchAdministrator, Role::TrainingAdministrator, Role::Auditor, Role::Custodian];

/// A session that has just begun. The token is given once and stored nowhere.
pub struct NewSession {
    pub token: Zeroizing<String>,
    pub role: SessionRole,
    /// Seconds of Unix time after which the session is over in any case.
    pub expires_at: i64,
    pub member: Option<MemberId>,
}

/// Who a request comes from.
#[derive(Debug, Clone)]
pub struct Login {
    pub user: String,
    pub member: Option<MemberId>,
    pub role: SessionRole,
    /// The roles on chain now.
    pub roles: Roles,
    /// sha256 of the session's token.
    pub session: [u8; 32],
}

impl Login {
    /// Whether this is an auditor who holds no other office: somebody who reads what administrators read and changes nothing.
    pub fn only_reads(&self) -> bool {
        let mut offices = OFFICES.into_iter().filter(|role| self.roles.contains(*role));
        self.role == SessionRole::Administrator && offices.all(|role| role == Role::Auditor)
    }

    /// The member, once the registration is through.
    ///
    /// # Errors
    /// `NotRegistered`.
    pub fn member(&self) -> Result<MemberId, IdentityError> {
        self.member.ok_or(IdentityError::NotRegistered)
    }
}

/// Of a session: whose, as what, when last seen, until when; the member and the roles on chain.
type SessionRow = (String, String, i64, i64, Option<i64>, Option<i64>);

impl Identity {
    /// Begins a session. Whether the phone or the password was wrong cannot be told from the answer nor from its time.
    ///
    /// # Errors
    /// `Login`, `LoginLocked`, and `RoleMissing` for an administrator without an office.
    pub async fn log_in(
        &self,
        phone: &str,
        password: &SecretText,
        role: SessionRole,
        now: i64,
    ) -> Result<NewSession, IdentityError> {
        let phone_index = self.phone_index(&Phone::parse(phone)?).await?;
        let subject = hex::encode(&phone_index);
        if let Guess::Locked { until } = self.guesses.take(Secret::Login, &subject, now).await? {
            return Err(IdentityError::LoginLocked {
                seconds: u64::try_from(until.saturating_sub(now)).unwrap_or(0),
            });
        }
        let row: Option<(String, Vec<u8>)> =
            sqlx::query_as("SELECT id, password FROM users WHERE phone_index = $1")
                .bind(&phone_index)
                .fetch_optional(self.db.reader())
                .await?;
        let verifier = row.as_ref().map(|(_, verifier)| verifier.as_slice());
        let matches = self.custody.login_matches(password.reveal(), verifier).await?;
        let Some((user, _)) = row.filter(|_| matches) else {
            return Err(IdentityError::Login);
        };
        self.guesses.right(Secret::Login, &subject).await?;
        self.settle_user(&user).await?;
        let member = self.member_of(&user).await?.ok_or(IdentityError::Login)?;
        if role == SessionRole::Administrator && !holds_office(self.roles(member).await?) {
            return Err(IdentityError::RoleMissing);
        }
        self.begin(&user, member, role, now).await
    }

    async fn begin(
        &self,
        user: &str,
        member: Option<MemberId>,
        role: SessionRole,
        now: i64,
    ) -> Result<NewSession, IdentityError> {
        let token = Zeroizing::new(URL_SAFE_NO_PAD.encode(self.custody.random::<32>()));
        let expires_at = now.saturating_add(role.limits().1);
        let mut tx = self.db.begin().await?;
        sqlx::query("DELETE FROM sessions WHERE expires_at <= $1").bind(now).execute(&mut *tx).await?;
        sqlx::query(
            "INSERT INTO sessions (token_hash, user_id, role, created_at, seen_at, expires_at, id, stepped_up_at) \
             VALUES ($1, $2, $3, $4, $4, $5, $6, $4)",
        )
        .bind(hash(&token).as_slice())
        .bind(user)
        .bind(role.text())
        .bind(now)
        .bind(expires_at)
        .bind(uuid::Uuid::from_bytes(self.custody.random()).to_string())
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(NewSession { token, role, expires_at, member })
    }

    /// Who a token belongs to.
    ///
    /// # Errors
    /// `Session` for a token that is unknown, too old or unused for too long; `RoleMissing` for an administrator who has lost
    /// the office.
    pub async fn authenticate(&self, token: &str, now: i64) -> Result<Login, IdentityError> {
        let session = hash(token);
        let row: Option<SessionRow> = sqlx::query_as(
            "SELECT s.user_id, s.role, s.seen_at, s.expires_at, u.member, m.roles FROM sessions s \
             JOIN users u ON u.id = s.user_id LEFT JOIN p_members m ON m.id = u.member WHERE s.token_hash = $1",
        )
        .bind(session.as_slice())
        .fetch_optional(self.db.reader())
        .await?;
        let (user, role, seen, expires, member, roles) = row.ok_or(IdentityError::Session)?;
        let role = SessionRole::from_text(&role).ok_or(IdentityError::Session)?;
        if now >= expires || now >= seen.saturating_add(role.limits().0) {
            self.end(&session).await?;
            return Err(IdentityError::Session);
        }
        if now >= seen.saturating_add(60) {
            let mut tx = self.db.begin().await?;
            sqlx::query("UPDATE sessions SET seen_at = $2 WHERE token_hash = $1")
                .bind(session.as_slice())
                .bind(now)
                .execute(&mut *tx)
                .await?;
            tx.commit().await?;
        }
        let (member, roles) = match member.and_then(|member| MemberId::try_from(member).ok()) {
            Some(member) => (Some(member), chain::roles_of(roles)),
            None => {
                self.settle_user(&user).await?;
                let member = self.member_of(&user).await?.ok_or(IdentityError::Session)?;
                (member, self.roles(member).await?)
            }
        };
        if role == SessionRole::Administrator && !holds_office(roles) {
            return Err(IdentityError::RoleMissing);
        }
        Ok(Login { user, member, role, roles, session })
    }

    /// Ends a session and locks the office it had unlocked.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn end(&self, session: &[u8; 32]) -> Result<(), IdentityError> {
        self.offices.lock(session);
        let mut tx = self.db.begin().await?;
        sqlx::query("DELETE FROM sessions WHERE token_hash = $1")
            .bind(session.as_slice())
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Nothing if there is no such user, `Some(None)` while the registration is under way.
    async fn member_of(&self, user: &str) -> Result<Option<Option<MemberId>>, IdentityError> {
        let row: Option<(Option<i64>,)> = sqlx::query_as("SELECT member FROM users WHERE id = $1")
            .bind(user)
            .fetch_optional(self.db.reader())
            .await?;
        Ok(row.map(|(member,)| member.and_then(|member| MemberId::try_from(member).ok())))
    }

    async fn roles(&self, member: Option<MemberId>) -> Result<Roles, IdentityError> {
        match member {
            Some(member) => chain::roles(&self.db, member).await,
            None => Ok(Roles::default()),
        }
    }
}

fn holds_office(roles: Roles) -> bool {
    OFFICES.into_iter().any(|role| roles.contains(role))
}

fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}
