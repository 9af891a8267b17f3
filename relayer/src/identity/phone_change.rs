//! Another phone number for the same account. The new one is always shown by a code. That alone opens nothing: it also takes the
//! old phone, the password, or the ID number in the hands of a clerk. The old phone is told.

use super::code::{Purpose, RightCode};
use super::{IdNumber, Identity, IdentityError, Login, Phone, SecretText};
use crate::custody::{Guess, Kept, Secret};
use subtle::ConstantTimeEq;

/// What a member shows to change the phone, beside the code on the new one.
#[derive(Debug)]
pub enum PhoneProof {
    /// The code sent to the old phone.
    OldPhone(SecretText),
    /// The login password.
    Password(SecretText),
}

impl Identity {
    /// The user's phone; none if there is none.
    pub(super) async fn phone(&self, user: &str) -> Result<Option<Phone>, IdentityError> {
        let sealed: Option<Vec<u8>> = sqlx::query_scalar("SELECT phone_sealed FROM users WHERE id = $1")
            .bind(user)
            .fetch_optional(self.db.reader())
            .await?;
        let sealed = sealed.ok_or(IdentityError::MemberUnknown)?;
        let text = self.custody.open(Kept::Phone(user), &sealed).await?;
        Ok(Phone::parse(std::str::from_utf8(&text).unwrap_or_default()).ok())
    }

    /// Sends a code to the new phone, and another to the old one if it should be shown. The answer is the same whether or not the
    /// new one has an account.
    ///
    /// # Errors
    /// `PhoneInvalid`.
    pub async fn request_phone_change(
        &self,
        user: &str,
        phone: &str,
        old_too: bool,
        now: i64,
    ) -> Result<(), IdentityError> {
        let new = Phone::parse(phone)?;
        self.send_code(new, Purpose::NewPhone(user), false, Some(user), now).await?;
        match self.phone(user).await? {
            Some(old) if old_too => self.send_code(old, Purpose::OldPhone(user), false, None, now).await,
            _ => Ok(()),
        }
    }

    /// Changes the phone. Other sessions end.
    ///
    /// # Errors
    /// `ResetCode` for a wrong code, `Password`, and `PhoneTaken`, which only who holds that phone is told.
    pub async fn change_phone(
        &self,
        login: &Login,
        phone: &str,
        code: &SecretText,
        proof: &PhoneProof,
        now: i64,
    ) -> Result<(), IdentityError> {
        let user = &login.user;
        let new = Phone::parse(phone)?;
        let old = self.phone(user).await?;
        let mut codes = Vec::new();
        match (proof, &old) {
            (PhoneProof::Password(password), _) => self.step_up(login, password, now).await?,
            (PhoneProof::OldPhone(code), Some(old)) => {
                let right = self.check_code(old, Purpose::OldPhone(user), code, now).await?;
                codes.push(right.ok_or(IdentityError::ResetCode)?);
            }
            (PhoneProof::OldPhone(_), None) => return Err(IdentityError::ResetCode),
        }
        let right = self.check_code(&new, Purpose::NewPhone(user), code, now).await?;
        codes.push(right.ok_or(IdentityError::ResetCode)?);
        self.replace_phone(user, &new, old, &codes, Some(&login.session)).await
    }

    /// Changes a member's phone at the counter: the clerk has the ID card, the new phone shows its code. Every session ends.
    ///
    /// # Errors
    /// `VerifierMismatch` for another person's ID number, `ResetCode`, `PhoneTaken`.
    pub(super) async fn change_phone_at_counter(
        &self,
        user: &str,
        phone: &str,
        code: &SecretText,
        id_number: &str,
        now: time::OffsetDateTime,
    ) -> Result<(), IdentityError> {
        let new = Phone::parse(phone)?;
        self.must_be(user, id_number, now).await?;
        let now = now.unix_timestamp();
        let right = self.check_code(&new, Purpose::NewPhone(user), code, now).await?;
        let right = right.ok_or(IdentityError::ResetCode)?;
        let old = self.phone(user).await?;
        self.replace_phone(user, &new, old, &[right], None).await
    }

    /// That the ID number is the user's. Guesses are counted.
    pub(super) async fn must_be(
        &self,
        user: &str,
        id_number: &str,
        now: time::OffsetDateTime,
    ) -> Result<(), IdentityError> {
        let number = IdNumber::parse(id_number, self.settings.accept_sample_numbers, now)?;
        let given = self.person_index(&number).await?;
        let (subject, now) = (format!("person:{user}"), now.unix_timestamp());
        if let Guess::Locked { until } = self.guesses.take(Secret::Login, &subject, now).await? {
            return Err(IdentityError::LoginLocked { seconds: crate::db::uint(until.saturating_sub(now)) });
        }
        let person: Option<Vec<u8>> = sqlx::query_scalar("SELECT person_index FROM users WHERE id = $1")
            .bind(user)
            .fetch_optional(self.db.reader())
            .await?;
        if !person.is_some_and(|person| bool::from(person.ct_eq(&given))) {
            return Err(IdentityError::VerifierMismatch);
        }
        Ok(self.guesses.right(Secret::Login, &subject).await?)
    }

    async fn replace_phone(
        &self,
        user: &str,
        new: &Phone,
        old: Option<Phone>,
        codes: &[RightCode],
        but: Option<&[u8; 32]>,
    ) -> Result<(), IdentityError> {
        let index = self.phone_index(new).await?;
        let sealed = self.custody.seal(Kept::Phone(user), new.text().as_bytes()).await?;
        let mut tx = self.db.begin().await?;
        for code in codes {
            code.used(&mut tx).await?;
        }
        let taken: Option<i64> =
            sqlx::query_scalar("SELECT 1 FROM users WHERE phone_index = $1 AND id <> $2")
                .bind(&index)
                .bind(user)
                .fetch_optional(&mut *tx)
                .await?;
        if taken.is_some() {
            return Err(IdentityError::PhoneTaken);
        }
        sqlx::query("UPDATE users SET phone_index = $2, phone_sealed = $3 WHERE id = $1")
            .bind(user)
            .bind(&index)
            .bind(&sealed)
            .execute(&mut *tx)
            .await?;
        let ended = super::sessions::end_all(&mut tx, user, but).await?;
        tx.commit().await?;
        self.lock_offices(ended);
        if let Some(old) = old.filter(|old| old != new) {
            let text = "时间银行 TimeBank: 您的账号已更换手机号，如非本人操作请立即联系柜台。Your account has another phone \
                        number now. If that was not you, go to the counter at once.";
            self.send_later(old, text.to_owned());
        }
        Ok(())
    }
}
