use super::secret_text::check_login;
use super::{Identity, IdentityError, Phone, SecretText};
use crate::custody::{CustodyError, MacKey, Secret};
use subtle::ConstantTimeEq;

/// Seconds a code is good for.
const CODE_LIFE: i64 = 300;
/// Times a code may be tried.
const CODE_TRIES: u32 = 5;
/// Codes a phone may be sent: so many in so many seconds.
const SENT: [(i64, i64); 3] = [(1, 60), (5, 3_600), (10, 86_400)];

impl Identity {
    /// Sends a code to the phone if it has an account and has not been sent too many. The caller cannot tell which.
    ///
    /// # Errors
    /// `PhoneInvalid`, and those of the database.
    pub async fn request_reset(&self, phone: &str, now: i64) -> Result<(), IdentityError> {
        let phone = Phone::parse(phone)?;
        let phone_index = self.phone_index(&phone).await?;
        let number = u64::from_be_bytes(self.custody.random()) % 1_000_000;
        let code = zeroize::Zeroizing::new(format!("{number:06}"));
        let mac = self.code_mac(&phone_index, &code).await?;

        let mut tx = self.db.begin().await?;
        for (most, seconds) in SENT {
            let sent: i64 =
                sqlx::query_scalar("SELECT count(*) FROM sms_sent WHERE phone_index = $1 AND at > $2")
                    .bind(&phone_index)
                    .bind(now.saturating_sub(seconds))
                    .fetch_one(&mut *tx)
                    .await?;
            if sent >= most {
                return Ok(());
            }
        }
        sqlx::query("DELETE FROM sms_sent WHERE at <= $1")
            .bind(now.saturating_sub(86_400))
            .execute(&mut *tx)
            .await?;
        sqlx::query("INSERT INTO sms_sent (phone_index, at) VALUES ($1, $2)")
            .bind(&phone_index)
            .bind(now)
            .execute(&mut *tx)
            .await?;
        let known: Option<i64> = sqlx::query_scalar("SELECT 1 FROM users WHERE phone_index = $1")
            .bind(&phone_index)
            .fetch_optional(&mut *tx)
            .await?;
        if known.is_some() {
            sqlx::query(
                "INSERT INTO sms_codes (phone_index, code_mac, sent_at) VALUES ($1, $2, $3) ON CONFLICT (phone_index) \
                 DO UPDATE SET code_mac = excluded.code_mac, sent_at = excluded.sent_at, tries = 0",
            )
            .bind(&phone_index)
            .bind(mac.as_slice())
            .bind(now)
            .execute(&mut *tx)
            .await?;
        }
        tx.commit().await?;
        if known.is_some() {
            // Not awaited: how long a provider takes would tell that the phone has an account.
            let sms = std::sync::Arc::clone(&self.sms);
            tokio::spawn(async move {
                let text = zeroize::Zeroizing::new(format!("时间银行 TimeBank: {}", code.as_str()));
                if let Err(error) = sms.send(&phone, &text).await {
                    tracing::error!(%error, "a short message could not be sent");
                }
            });
        }
        Ok(())
    }

    /// Sets a new login password by the code that was sent. The account, its member and its keys stay what they are; every
    /// session ends.
    ///
    /// # Errors
    /// `ResetCode` for a code that is wrong, too old, used or tried too often; what is wrong with the password.
    pub async fn confirm_reset(
        &self,
        phone: &str,
        code: &SecretText,
        password: &SecretText,
        now: i64,
    ) -> Result<(), IdentityError> {
        let phone = Phone::parse(phone)?;
        check_login(password, phone.text())?;
        let phone_index = self.phone_index(&phone).await?;
        let given = self.code_mac(&phone_index, code.reveal()).await?;
        let expected = self.count_code(&phone_index, now).await?;
        let verifier = self.custody.login_verifier(password.reveal()).await?;
        let Some(expected) = expected.filter(|expected| bool::from(expected.as_slice().ct_eq(&given))) else {
            return Err(IdentityError::ResetCode);
        };

        let mut tx = self.db.begin().await?;
        let used = sqlx::query("DELETE FROM sms_codes WHERE phone_index = $1 AND code_mac = $2")
            .bind(&phone_index)
            .bind(&expected)
            .execute(&mut *tx)
            .await?;
        if used.rows_affected() != 1 {
            return Err(IdentityError::ResetCode);
        }
        sqlx::query("UPDATE users SET password = $2 WHERE phone_index = $1")
            .bind(&phone_index)
            .bind(&verifier)
            .execute(&mut *tx)
            .await?;
        let sessions: Vec<(Vec<u8>,)> = sqlx::query_as(
            "DELETE FROM sessions WHERE user_id IN (SELECT id FROM users WHERE phone_index = $1) RETURNING token_hash",
        )
        .bind(&phone_index)
        .fetch_all(&mut *tx)
        .await?;
        tx.commit().await?;
        for (session,) in sessions {
            if let Ok(session) = session.try_into() {
                self.offices.lock(&session);
            }
        }
        self.guesses.right(Secret::Login, &hex::encode(&phone_index)).await?;
        Ok(())
    }

    /// Counts a try at the phone's code, in a transaction of its own before it is checked, and gives what to check against.
    async fn count_code(&self, phone_index: &[u8], now: i64) -> Result<Option<Vec<u8>>, IdentityError> {
        let mut tx = self.db.begin().await?;
        let expected: Option<Vec<u8>> = sqlx::query_scalar(
            "UPDATE sms_codes SET tries = tries + 1 WHERE phone_index = $1 AND tries < $2 AND sent_at > $3 \
             RETURNING code_mac",
        )
        .bind(phone_index)
        .bind(i64::from(CODE_TRIES))
        .bind(now.saturating_sub(CODE_LIFE))
        .fetch_optional(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(expected)
    }

    async fn code_mac(&self, phone_index: &[u8], code: &str) -> Result<[u8; 32], IdentityError> {
        let data = zeroize::Zeroizing::new([phone_index, code.as_bytes()].concat());
        let mac = self.custody.kms().mac(MacKey::SmsCode, &data).await;
        Ok(mac.map_err(CustodyError::from)?)
    }
}
