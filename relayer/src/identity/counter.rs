//! What a clerk does at the counter for somebody without a phone, or who has lost it. Every act is in the access log, with the
//! clerk and the reason. A clerk never chooses or sees a password.

use super::access::Access;
use super::code::Purpose;
use super::{Identity, IdentityError, Login, Phone, SecretText};
use crate::custody::Kept;
use crate::db::int;
use serde::{Deserialize, Serialize};
use timebank_api::MemberId;
use utoipa::ToSchema;
use zeroize::Zeroizing;

/// Personal data that a clerk may ask for, one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    Phone,
    IdNumber,
}

impl Field {
    fn name(self) -> &'static str {
        match self {
            Field::Phone => "phone",
            Field::IdNumber => "id_number",
        }
    }
}

/// What was asked for.
#[derive(Default)]
pub struct Disclosed {
    pub phone: Option<Zeroizing<String>>,
    pub id_number: Option<Zeroizing<String>>,
}

impl Identity {
    /// The user behind a member in this branch's care.
    ///
    /// # Errors
    /// `MemberUnknown`.
    pub async fn user_of_member(&self, member: MemberId) -> Result<String, IdentityError> {
        let user: Option<String> = sqlx::query_scalar("SELECT id FROM users WHERE member = $1")
            .bind(int(member))
            .fetch_optional(self.db.reader())
            .await?;
        user.ok_or(IdentityError::MemberUnknown)
    }

    /// Opens a user's personal data after the reading has been written down.
    ///
    /// # Errors
    /// `Reason`, and those of database and key management.
    pub async fn disclose(
        &self,
        login: &Login,
        user: &str,
        fields: &[Field],
        reason: &str,
        now: i64,
    ) -> Result<Disclosed, IdentityError> {
        let wanted: std::collections::BTreeSet<Field> = fields.iter().copied().collect();
        let names: Vec<&str> = wanted.iter().map(|field| field.name()).collect();
        let access = Access { subject: user, act: "read", fields: &names.join(","), reason };
        self.note_alone(login, access, now).await?;
        self.open_fields(user, |field| wanted.contains(&field)).await
    }

    /// A user's personal data.
    pub(super) async fn open_fields(
        &self,
        user: &str,
        wanted: impl Fn(Field) -> bool,
    ) -> Result<Disclosed, IdentityError> {
        let row: Option<(Vec<u8>, Vec<u8>)> =
            sqlx::query_as("SELECT phone_sealed, person_sealed FROM users WHERE id = $1")
                .bind(user)
                .fetch_optional(self.db.reader())
                .await?;
        let (phone, person) = row.ok_or(IdentityError::MemberUnknown)?;
        let mut disclosed = Disclosed::default();
        if wanted(Field::Phone) {
            disclosed.phone = text(&self.custody.open(Kept::Phone(user), &phone).await?);
        }
        if wanted(Field::IdNumber) {
            disclosed.id_number = text(&self.custody.open(Kept::Person(user), &person).await?);
        }
        Ok(disclosed)
    }

    /// Sends a member the code to set a new password, on the phone that is registered. The clerk sees neither.
    ///
    /// # Errors
    /// `Reason`, `PhoneInvalid` for a member without a phone.
    pub async fn start_reset(
        &self,
        login: &Login,
        user: &str,
        reason: &str,
        now: i64,
    ) -> Result<(), IdentityError> {
        let phone = self.phone(user).await?.ok_or(IdentityError::PhoneInvalid)?;
        let access = Access { subject: user, act: "start_password_reset", fields: "", reason };
        self.note_alone(login, access, now).await?;
        self.send_code(phone, Purpose::Reset, true, None, now).await
    }

    /// Sends a code to the phone that a member wants to have.
    ///
    /// # Errors
    /// `PhoneInvalid`.
    pub async fn send_new_phone_code(&self, user: &str, phone: &str, now: i64) -> Result<(), IdentityError> {
        self.send_code(Phone::parse(phone)?, Purpose::NewPhone(user), false, Some(user), now).await
    }

    /// Gives a member another phone: by the ID card, which the clerk has seen, and the code on the new phone.
    ///
    /// # Errors
    /// `Reason`, `VerifierMismatch`, `ResetCode`, `PhoneTaken`.
    pub async fn set_phone(
        &self,
        login: &Login,
        user: &str,
        new: NewPhone<'_>,
        now: time::OffsetDateTime,
    ) -> Result<(), IdentityError> {
        let access = Access { subject: user, act: "change_phone", fields: "phone", reason: new.reason };
        self.note_alone(login, access, now.unix_timestamp()).await?;
        self.change_phone_at_counter(user, new.phone, new.code, new.id_number, now).await
    }
}

/// What it takes to change a member's phone at the counter.
#[derive(Debug)]
pub struct NewPhone<'a> {
    pub phone: &'a str,
    pub code: &'a SecretText,
    pub id_number: &'a str,
    pub reason: &'a str,
}

fn text(bytes: &[u8]) -> Option<Zeroizing<String>> {
    let text = std::str::from_utf8(bytes).ok().filter(|text| !text.is_empty())?;
    Some(Zeroizing::new(text.to_owned()))
}
