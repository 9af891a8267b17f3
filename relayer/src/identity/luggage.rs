//! What belongs to a member and goes along to another branch: read and unsealed where it is left, for the sealed channel only.

use super::{chain, Identity, IdentityError};
use crate::custody::Kept;
use crate::db::int;
use serde::{Deserialize, Serialize};
use sqlx::any::AnyRow;
use sqlx::FromRow;
use timebank_api::activity_registry::ActivityInput;
use timebank_api::{BranchId, MemberId, Scope};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Lines of the access log and sums of the signer that go along at most: the newest.
const MOST: i64 = 1_000;
/// Seconds for which the signer remembers what it let go.
const SPENT_FOR: i64 = 86_400;

/// A member's belongings. They wipe themselves, and `Debug` shows none of them.
#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct Luggage {
    /// Up to which block the branch that was left knew the ledger.
    pub(super) height: i64,
    pub(super) created_at: i64,
    /// Empty for a member without a phone.
    pub(super) phone: String,
    pub(super) id_number: String,
    /// 64 hexadecimal digits; none for a member who keeps its keys itself.
    pub(super) everyday: Option<String>,
    pub(super) owner: Option<TravelKey>,
    /// Since when the member keeps its keys itself.
    pub(super) own_keys_since: Option<i64>,
    pub(super) wechat: Option<String>,
    pub(super) commitments: Vec<Opened>,
    pub(super) details: Vec<OpenedDetails>,
    pub(super) attendance: Vec<AttendanceKey>,
    #[zeroize(skip)]
    pub(super) guesses: Option<Guessed>,
    #[zeroize(skip)]
    pub(super) consents: Vec<Consented>,
    #[zeroize(skip)]
    pub(super) accesses: Vec<AccessRow>,
    #[zeroize(skip)]
    pub(super) limits: Option<Limits>,
    #[zeroize(skip)]
    pub(super) recipients: Vec<Recipient>,
    #[zeroize(skip)]
    pub(super) spent: Vec<Spent>,
    #[zeroize(skip)]
    pub(super) notices: Option<NoticeSettings>,
    #[zeroize(skip)]
    pub(super) preferences: Vec<Preference>,
}

impl std::fmt::Debug for Luggage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Luggage(…)")
    }
}

/// Bytes that may be many, as text: a list of numbers would be three times as long.
mod in_base64 {
    use base64::engine::general_purpose::STANDARD;
    use base64::Engine;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};
    use zeroize::Zeroizing;

    pub fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&Zeroizing::new(STANDARD.encode(bytes)))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        let text = Zeroizing::new(String::deserialize(from)?);
        // What was wrong with it would quote it.
        STANDARD.decode(text.as_bytes()).map_err(|_| D::Error::custom("not in base64"))
    }
}

/// An owner key under the transaction password.
#[derive(Serialize, Deserialize, Zeroize)]
pub(super) struct TravelKey {
    pub public: Vec<u8>,
    pub sealed: Vec<u8>,
}

/// What a commitment hides.
#[derive(Serialize, Deserialize, Zeroize)]
pub(super) struct Opened {
    pub commitment: Vec<u8>,
    pub kind: String,
    #[serde(with = "in_base64")]
    pub secret: Vec<u8>,
    pub created_at: i64,
}

/// The details of an activity that the member published.
#[derive(Serialize, Deserialize, Zeroize)]
pub(super) struct OpenedDetails {
    pub activity: u64,
    #[serde(with = "in_base64")]
    pub secret: Vec<u8>,
    pub written: i64,
}

/// The key of the attendance codes of an activity that the member published. The branch where it takes place keeps it too, for
/// its other administrators.
#[derive(Serialize, Deserialize, Zeroize)]
pub(super) struct AttendanceKey {
    pub public: Vec<u8>,
    #[serde(with = "in_base64")]
    pub secret: Vec<u8>,
    pub created_at: i64,
}

/// Wrong guesses at the transaction password: they count on.
#[derive(Serialize, Deserialize, FromRow)]
pub(super) struct Guessed {
    pub taken: i64,
    pub locks: i64,
    pub locked_until: i64,
    pub about: Option<Vec<u8>>,
}

#[derive(Serialize, Deserialize, FromRow)]
pub(super) struct Consented {
    pub purpose: String,
    pub text_sha256: Vec<u8>,
    pub given_at: i64,
    pub withdrawn_at: Option<i64>,
    pub taken_by: Option<i64>,
    pub paper: Option<String>,
}

#[derive(Serialize, Deserialize, FromRow)]
pub(super) struct AccessRow {
    pub at: i64,
    pub actor: i64,
    pub act: String,
    pub fields: String,
    pub reason: String,
}

#[derive(Serialize, Deserialize, FromRow)]
pub(super) struct Limits {
    pub daily: Option<i64>,
    pub per_recipient: Option<i64>,
    pub recipient_delay: i64,
    pub next_daily: Option<i64>,
    pub next_per_recipient: Option<i64>,
    pub next_delay: i64,
    pub next_from: Option<i64>,
}

#[derive(Serialize, Deserialize, FromRow)]
pub(super) struct Recipient {
    pub recipient: String,
    pub since: i64,
}

#[derive(Serialize, Deserialize, FromRow)]
pub(super) struct Spent {
    pub digest: Vec<u8>,
    pub recipient: String,
    pub minutes: i64,
    pub at: i64,
}

#[derive(Serialize, Deserialize, FromRow)]
pub(super) struct NoticeSettings {
    pub language: String,
    pub quiet_start: i64,
    pub quiet_end: i64,
    pub family: Option<i64>,
    pub family_agreed: i64,
}

#[derive(Serialize, Deserialize, FromRow)]
pub(super) struct Preference {
    pub kind: String,
    pub channel: String,
    pub wanted: i64,
}

impl Identity {
    /// Puts together what belongs to a user who moves to another branch.
    ///
    /// # Errors
    /// Those of store and key management.
    pub(super) async fn pack(
        &self,
        user: &str,
        (member, joins): (MemberId, BranchId),
        now: i64,
    ) -> Result<Luggage, IdentityError> {
        let own = self.open_fields(user, |_| true).await?;
        let created_at: i64 = sqlx::query_scalar("SELECT created_at FROM users WHERE id = $1")
            .bind(user)
            .fetch_one(self.db.reader())
            .await?;
        let id = int(member);
        let mut luggage = Luggage {
            height: self.indexed().await?,
            created_at,
            phone: own.phone.map(|phone| phone.to_string()).unwrap_or_default(),
            id_number: own.id_number.map(|number| number.to_string()).unwrap_or_default(),
            everyday: self.packed_everyday(user).await?,
            owner: self.packed_owner(user, member, joins).await?,
            guesses: self
                .rows_of(
                    "SELECT taken, locks, locked_until, about FROM guesses WHERE secret = 'transaction' AND subject = $1 LIMIT $2",
                    user,
                )
                .await?
                .pop(),
            consents: self
                .rows_of(
                    "SELECT purpose, text_sha256, given_at, withdrawn_at, taken_by, paper FROM consents \
                     WHERE user_id = $1 ORDER BY id LIMIT $2",
                    user,
                )
                .await?,
            accesses: self
                .rows_of(
                    "SELECT at, actor, act, fields, reason FROM accesses WHERE subject = $1 ORDER BY id DESC LIMIT $2",
                    user,
                )
                .await?,
            limits: self
                .rows_of_member(
                    "SELECT daily, per_recipient, recipient_delay, next_daily, next_per_recipient, next_delay, next_from \
                     FROM signer_limits WHERE member = $1 AND $2 > 0",
                    id,
                    1,
                )
                .await?
                .pop(),
            recipients: self
                .rows_of_member(
                    "SELECT recipient, since FROM signer_recipients WHERE member = $1 ORDER BY since DESC LIMIT $2",
                    id,
                    MOST,
                )
                .await?,
            spent: self
                .rows_of_member(
                    "SELECT digest, recipient, minutes, at FROM signer_spent WHERE member = $1 AND at > $2",
                    id,
                    now.saturating_sub(SPENT_FOR),
                )
                .await?,
            notices: self
                .rows_of_member(
                    "SELECT language, quiet_start, quiet_end, family, family_agreed FROM notice_settings \
                     WHERE member = $1 AND $2 > 0",
                    id,
                    1,
                )
                .await?
                .pop(),
            preferences: self
                .rows_of_member(
                    "SELECT kind, channel, wanted FROM notice_preferences WHERE member = $1 LIMIT $2",
                    id,
                    MOST,
                )
                .await?,
            own_keys_since: sqlx::query_scalar(
                "SELECT since FROM custody_exits WHERE member = $1 AND done IS NOT NULL",
            )
            .bind(id)
            .fetch_optional(self.db.reader())
            .await?,
            wechat: None,
            commitments: Vec::new(),
            details: Vec::new(),
            attendance: Vec::new(),
        };
        self.pack_sealed(user, member, &mut luggage).await?;
        Ok(luggage)
    }

    /// Up to which block this branch knows the ledger.
    pub(super) async fn indexed(&self) -> Result<i64, IdentityError> {
        let height: Option<i64> =
            sqlx::query_scalar("SELECT height FROM cursor").fetch_optional(self.db.reader()).await?;
        Ok(height.unwrap_or(0))
    }

    async fn packed_everyday(&self, user: &str) -> Result<Option<String>, IdentityError> {
        let sealed: Option<Vec<u8>> =
            sqlx::query_scalar("SELECT sealed FROM user_keys WHERE user_id = $1 AND scope = 'everyday'")
                .bind(user)
                .fetch_optional(self.db.reader())
                .await?;
        let Some(sealed) = sealed else { return Ok(None) };
        let key = self.custody.open_key(Kept::Everyday(user), &sealed).await?;
        Ok(Some(hex::encode(key.to_bytes().as_slice())))
    }

    /// The owner key as it was sealed for the branch, if it is still the one that the chain has.
    async fn packed_owner(
        &self,
        user: &str,
        member: MemberId,
        joins: BranchId,
    ) -> Result<Option<TravelKey>, IdentityError> {
        let row: Option<(Vec<u8>, Vec<u8>)> =
            sqlx::query_as("SELECT public, sealed FROM travel_keys WHERE user_id = $1 AND joins = $2")
                .bind(user)
                .bind(i64::from(joins))
                .fetch_optional(self.db.reader())
                .await?;
        let Some((public, sealed)) = row else { return Ok(None) };
        let on_chain = chain::key(&self.db, member, Scope::Owner).await?;
        if on_chain.is_none_or(|(key, _)| key != public) {
            return Ok(None);
        }
        Ok(Some(TravelKey { public, sealed: self.custody.pack_travel(user, &sealed).await? }))
    }

    async fn pack_sealed(
        &self,
        user: &str,
        member: MemberId,
        luggage: &mut Luggage,
    ) -> Result<(), IdentityError> {
        let reader = self.db.reader();
        let wechat: Option<(Option<Vec<u8>>,)> =
            sqlx::query_as("SELECT wechat FROM notice_settings WHERE member = $1")
                .bind(int(member))
                .fetch_optional(reader)
                .await?;
        if let Some((Some(sealed),)) = wechat {
            let opened = self.custody.open(Kept::wechat(user), &sealed).await?;
            luggage.wechat = Some(String::from_utf8_lossy(&opened).into_owned());
        }
        let commitments: Vec<(Vec<u8>, String, Vec<u8>, i64)> = sqlx::query_as(
            "SELECT commitment, kind, sealed, created_at FROM commitments WHERE member = $1 ORDER BY commitment",
        )
        .bind(int(member))
        .fetch_all(reader)
        .await?;
        for (commitment, kind, sealed, created_at) in commitments {
            let name = hex::encode(&commitment);
            let secret = self.custody.open(Kept::Commitment(&name), &sealed).await?.to_vec();
            luggage.commitments.push(Opened { commitment, kind, secret, created_at });
        }
        let details: Vec<(i64, Vec<u8>, i64)> =
            sqlx::query_as("SELECT activity, sealed, written FROM details WHERE user_id = $1")
                .bind(user)
                .fetch_all(reader)
                .await?;
        for (activity, sealed, written) in details {
            let activity = crate::db::uint(activity);
            let secret = self.custody.open(Kept::Details { user, activity }, &sealed).await?.to_vec();
            luggage.details.push(OpenedDetails { activity, secret, written });
        }
        let activities: Vec<String> = sqlx::query_scalar(
            "SELECT input FROM p_activities WHERE publisher = $1 AND state IN ('draft', 'submitted', 'returned', 'approved')",
        )
        .bind(int(member))
        .fetch_all(reader)
        .await?;
        for input in activities {
            let Ok(input) = serde_json::from_str::<ActivityInput>(&input) else { continue };
            luggage.attendance.extend(self.packed_attendance(&input.attendance_key).await?);
        }
        Ok(())
    }

    async fn packed_attendance(&self, public: &[u8]) -> Result<Option<AttendanceKey>, IdentityError> {
        let row: Option<(Vec<u8>, i64)> =
            sqlx::query_as("SELECT sealed, created_at FROM attendance_keys WHERE public = $1")
                .bind(public)
                .fetch_optional(self.db.reader())
                .await?;
        let Some((sealed, created_at)) = row else { return Ok(None) };
        let secret = self.custody.open(Kept::Attendance(&hex::encode(public)), &sealed).await?.to_vec();
        Ok(Some(AttendanceKey { public: public.to_vec(), secret, created_at }))
    }

    /// Rows by a user's id.
    async fn rows_of<T>(&self, sql: &'static str, user: &str) -> Result<Vec<T>, IdentityError>
    where
        T: for<'r> FromRow<'r, AnyRow> + Send + Unpin,
    {
        Ok(sqlx::query_as(sql).bind(user).bind(MOST).fetch_all(self.db.reader()).await?)
    }

    /// Rows by a member's number and another one.
    async fn rows_of_member<T>(
        &self,
        sql: &'static str,
        member: i64,
        number: i64,
    ) -> Result<Vec<T>, IdentityError>
    where
        T: for<'r> FromRow<'r, AnyRow> + Send + Unpin,
    {
        Ok(sqlx::query_as(sql).bind(member).bind(number).fetch_all(self.db.reader()).await?)
    }
}
