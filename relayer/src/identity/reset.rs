use super::code::Purpose;
use super::secret_text::check_login;
use super::{IdNumber, Identity, IdentityError, Phone, SecretText};
use crate::custody::{CustodyError, Guess, MacKey, Secret};
use subtle::ConstantTimeEq;

impl Identity {
    /// Sends a code to the phone if it has an account and has not been sent too many. The caller cannot tell which.
    ///
    /// # Errors
    /// `PhoneInvalid`, and those of the database.
    pub async fn request_reset(&self, phone: &str, now: i64) -> Result<(), IdentityError> {
        self.send_code(Phone::parse(phone)?, Purpose::Reset, true, None, now).await
    }

    /// Sets a new login password by the code that was sent and the ID number: a phone number that the provider has given to
    /// somebody else opens nothing by itself. The account, its member and its keys stay what they are; every session ends.
    ///
    /// # Errors
    /// `ResetCode` for a code that is wrong, too old, used or tried too often and for another person's ID number, which one cannot
    /// be told; `LoginLocked` after too many tries; what is wrong with the password or the form of the number.
    pub async fn confirm_reset(
        &self,
        phone: &str,
        code: &SecretText,
        id_number: &str,
        password: &SecretText,
        now: time::OffsetDateTime,
    ) -> Result<(), IdentityError> {
        let phone = Phone::parse(phone)?;
        let number = IdNumber::parse(id_number, self.settings.accept_sample_numbers, now)?;
        check_login(password, phone.text())?;
        let now = now.unix_timestamp();
        let phone_index = self.phone_index(&phone).await?;
        // Each code may be tried a few times, but codes can be had every day: tries at the person are counted besides.
        let subject = format!("reset:{}", hex::encode(&phone_index));
        if let Guess::Locked { until } = self.guesses.take(Secret::Login, &subject, now).await? {
            return Err(IdentityError::LoginLocked { seconds: crate::db::uint(until.saturating_sub(now)) });
        }
        let right = self.check_code(&phone, Purpose::Reset, code, now).await?;
        let user = self.user_of(&phone_index, &number).await?;
        let verifier = self.custody.login_verifier(password.reveal()).await?;
        let (Some(right), Some(user)) = (right, user) else {
            return Err(IdentityError::ResetCode);
        };

        let mut tx = self.db.begin().await?;
        right.used(&mut tx).await?;
        sqlx::query("UPDATE users SET password = $2 WHERE id = $1")
            .bind(&user)
            .bind(&verifier)
            .execute(&mut *tx)
            .await?;
        let ended = super::sessions::end_all(&mut tx, &user, None).await?;
        tx.commit().await?;
        self.lock_offices(ended);
        self.guesses.right(Secret::Login, &subject).await?;
        self.guesses.right(Secret::Login, &hex::encode(&phone_index)).await?;
        Ok(())
    }

    /// The user with this phone, if the person is the one of this ID number.
    async fn user_of(&self, phone_index: &[u8], number: &IdNumber) -> Result<Option<String>, IdentityError> {
        let given = self.person_index(number).await?;
        let row: Option<(String, Vec<u8>)> =
            sqlx::query_as("SELECT id, person_index FROM users WHERE phone_index = $1")
                .bind(phone_index)
                .fetch_optional(self.db.reader())
                .await?;
        let right = |(user, person): (String, Vec<u8>)| bool::from(person.ct_eq(&given)).then_some(user);
        Ok(row.and_then(right))
    }

    /// What stands for a person within this branch.
    pub(super) async fn person_index(&self, number: &IdNumber) -> Result<Vec<u8>, IdentityError> {
        let mac = self.custody.kms().mac(MacKey::Person, number.text().as_bytes()).await;
        Ok(mac.map_err(CustodyError::from)?.to_vec())
    }
}
