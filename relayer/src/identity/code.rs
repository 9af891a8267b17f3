//! Codes sent by SMS. A code is good for one phone, one purpose, five minutes and five tries; the last one sent counts. A try is
//! counted in a transaction of its own before it is checked, and a right code is used up in the transaction that it allows.

use super::{Identity, IdentityError, Phone, SecretText};
use crate::custody::{CustodyError, MacKey};
use sqlx::AnyConnection;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// Seconds a code is good for.
const CODE_LIFE: i64 = 300;
/// Times a code may be tried.
const CODE_TRIES: u32 = 5;
/// Messages that a phone may be sent, and an account may ask for: so many in so many seconds.
const SENT: [(i64, i64); 3] = [(1, 60), (5, 3_600), (10, 86_400)];

/// What a code is for. One that was sent for something else does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose<'a> {
    Registration,
    Reset,
    /// The phone that a user wants to have from now on.
    NewPhone(&'a str),
    /// The phone that a user has, to part with it.
    OldPhone(&'a str),
}

impl Purpose<'_> {
    fn text(self) -> String {
        match self {
            Purpose::Registration => "registration".into(),
            Purpose::Reset => "reset".into(),
            Purpose::NewPhone(user) => format!("new {user}"),
            Purpose::OldPhone(user) => format!("old {user}"),
        }
    }

    /// What the message says that the code is for.
    fn sentence(self) -> &'static str {
        match self {
            Purpose::Registration => "用于注册 to register",
            Purpose::Reset => "用于重设登录密码 to set a new password",
            Purpose::NewPhone(_) => "用于绑定本手机号 to use this phone number",
            Purpose::OldPhone(_) => "用于更换手机号 to change your phone number",
        }
    }
}

/// A code that was right; to be used up in the transaction of what it allows.
pub struct RightCode {
    phone_index: Vec<u8>,
    mac: Vec<u8>,
}

impl Identity {
    /// Sends a code to the phone unless it, or the account that asks, has been sent too many. The caller cannot tell. `known` says
    /// that only a phone with an account is sent one: then nobody can tell that either.
    pub(super) async fn send_code(
        &self,
        phone: Phone,
        purpose: Purpose<'_>,
        known: bool,
        account: Option<&str>,
        now: i64,
    ) -> Result<(), IdentityError> {
        let phone_index = self.phone_index(&phone).await?;
        let number = u64::from_be_bytes(self.custody.random()) % 1_000_000;
        let code = Zeroizing::new(format!("{number:06}"));
        let mac = self.code_mac(&phone_index, purpose, &code).await?;
        let mut counted = vec![phone_index.clone()];
        if let Some(user) = account {
            let name = format!("account {user}");
            let mac = self.custody.kms().mac(MacKey::Phone, name.as_bytes()).await;
            counted.push(mac.map_err(CustodyError::from)?.to_vec());
        }

        let mut tx = self.db.begin().await?;
        for index in &counted {
            if !may_be_sent(&mut tx, index, now).await? {
                return Ok(());
            }
        }
        sqlx::query("DELETE FROM sms_sent WHERE at <= $1")
            .bind(now.saturating_sub(86_400))
            .execute(&mut *tx)
            .await?;
        for index in &counted {
            sqlx::query("INSERT INTO sms_sent (phone_index, at) VALUES ($1, $2)")
                .bind(index)
                .bind(now)
                .execute(&mut *tx)
                .await?;
        }
        let found: Option<i64> = sqlx::query_scalar("SELECT 1 FROM users WHERE phone_index = $1")
            .bind(&phone_index)
            .fetch_optional(&mut *tx)
            .await?;
        let send = !known || found.is_some();
        if send {
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
        if send {
            let text = format!("时间银行 TimeBank, {}: {}", purpose.sentence(), code.as_str());
            self.send_later(phone, text);
        }
        Ok(())
    }

    /// Sends a message without waiting: how long a provider takes would tell that a phone has an account.
    pub(super) fn send_later(&self, phone: Phone, text: String) {
        let text = Zeroizing::new(text);
        let sms = std::sync::Arc::clone(&self.sms);
        tokio::spawn(async move {
            if let Err(error) = sms.send(&phone, &text).await {
                tracing::error!(%error, "a short message could not be sent");
            }
        });
    }

    /// Counts a try at the phone's code, then checks it.
    pub(super) async fn check_code(
        &self,
        phone: &Phone,
        purpose: Purpose<'_>,
        code: &SecretText,
        now: i64,
    ) -> Result<Option<RightCode>, IdentityError> {
        let phone_index = self.phone_index(phone).await?;
        let given = self.code_mac(&phone_index, purpose, code.reveal()).await?;
        let mut tx = self.db.begin().await?;
        let expected: Option<Vec<u8>> = sqlx::query_scalar(
            "UPDATE sms_codes SET tries = tries + 1 WHERE phone_index = $1 AND tries < $2 AND sent_at > $3 \
             RETURNING code_mac",
        )
        .bind(&phone_index)
        .bind(i64::from(CODE_TRIES))
        .bind(now.saturating_sub(CODE_LIFE))
        .fetch_optional(&mut *tx)
        .await?;
        tx.commit().await?;
        let right = expected.filter(|expected| bool::from(expected.as_slice().ct_eq(&given)));
        Ok(right.map(|mac| RightCode { phone_index, mac }))
    }

    async fn code_mac(
        &self,
        phone_index: &[u8],
        purpose: Purpose<'_>,
        code: &str,
    ) -> Result<[u8; 32], IdentityError> {
        let purpose = purpose.text();
        let data = Zeroizing::new([phone_index, purpose.as_bytes(), b"\n", code.as_bytes()].concat());
        let mac = self.custody.kms().mac(MacKey::SmsCode, &data).await;
        Ok(mac.map_err(CustodyError::from)?)
    }
}

impl RightCode {
    /// Uses the code up. `ResetCode` if another request was faster.
    pub(super) async fn used(&self, tx: &mut AnyConnection) -> Result<(), IdentityError> {
        let used = sqlx::query("DELETE FROM sms_codes WHERE phone_index = $1 AND code_mac = $2")
            .bind(&self.phone_index)
            .bind(&self.mac)
            .execute(tx)
            .await?;
        match used.rows_affected() {
            1 => Ok(()),
            _ => Err(IdentityError::ResetCode),
        }
    }
}

async fn may_be_sent(tx: &mut AnyConnection, index: &[u8], now: i64) -> Result<bool, IdentityError> {
    for (most, seconds) in SENT {
        let sent: i64 =
            sqlx::query_scalar("SELECT count(*) FROM sms_sent WHERE phone_index = $1 AND at > $2")
                .bind(index)
                .bind(now.saturating_sub(seconds))
                .fetch_one(&mut *tx)
                .await?;
        if sent >= most {
            return Ok(false);
        }
    }
    Ok(true)
}
