use super::code::{Purpose, RightCode};
use super::secret_text::check_login;
use super::{chain, IdNumber, Identity, IdentityError, Phone, SecretText};
use crate::custody::Kept;
use sha2::{Digest, Sha256};
use sqlx::AnyConnection;
use time::OffsetDateTime;
use timebank_api::member_registry::ExecuteMsg;
use timebank_client::{address, SecretKey};

/// What somebody registers with.
#[derive(Debug, Clone, Copy)]
pub struct Applicant<'a> {
    /// None for somebody whom a clerk registers and who has no phone.
    pub phone: Option<&'a str>,
    /// The code sent to the phone.
    pub code: Option<&'a SecretText>,
    /// None at the counter: the person sets one by the phone, later.
    pub password: Option<&'a SecretText>,
    pub id_number: &'a str,
    /// As the ID card says; not kept.
    pub name: Option<&'a str>,
}

/// A registration that has been checked and sealed, before anything of it is stored.
pub struct Registration {
    user: String,
    phone_index: Vec<u8>,
    phone_sealed: Vec<u8>,
    person_index: Vec<u8>,
    person_sealed: Vec<u8>,
    password: Vec<u8>,
    account: String,
    public: [u8; 33],
    everyday_sealed: Vec<u8>,
    code: Option<RightCode>,
    /// What the member-registry is asked for.
    pub message: ExecuteMsg,
}

impl Registration {
    /// The user's id, as it will be stored.
    pub fn user(&self) -> &str {
        &self.user
    }
}

impl Identity {
    /// Sends a code to a phone with which somebody wants to register. Whether it has an account is told only to who has the code.
    ///
    /// # Errors
    /// `PhoneInvalid`.
    pub async fn request_registration(&self, phone: &str, now: i64) -> Result<(), IdentityError> {
        self.send_code(Phone::parse(phone)?, Purpose::Registration, false, None, now).await
    }

    /// Checks what somebody registers with and makes the everyday key. Stores nothing.
    ///
    /// # Errors
    /// What is wrong with phone, code, password, ID number or name; `RegistrarUnavailable`.
    pub async fn prepare_registration(
        &self,
        applicant: Applicant<'_>,
        now: OffsetDateTime,
    ) -> Result<Registration, IdentityError> {
        let phone = applicant.phone.map(Phone::parse).transpose()?;
        let number = IdNumber::parse(applicant.id_number, self.settings.accept_sample_numbers, now)?;
        if let Some(password) = applicant.password {
            check_login(password, phone.as_ref().map_or("", Phone::text))?;
        }
        let code = match &phone {
            Some(phone) if self.settings.prove_phone => {
                let given = applicant.code.ok_or(IdentityError::ResetCode)?;
                let right =
                    self.check_code(phone, Purpose::Registration, given, now.unix_timestamp()).await?;
                Some(right.ok_or(IdentityError::ResetCode)?)
            }
            _ => None,
        };
        self.verifier.verify(applicant.name, &number).await?;

        let custody = self.custody();
        let user = uuid::Uuid::from_bytes(custody.random()).to_string();
        let key = SecretKey::generate();
        let salt: [u8; 16] = custody.random();
        let nullifier = self.nullifier(&number, now.unix_timestamp()).await?;
        let registration = Registration {
            // Without a phone, something that no phone has.
            phone_index: match &phone {
                Some(phone) => self.phone_index(phone).await?,
                None => custody.random::<32>().to_vec(),
            },
            phone_sealed: custody
                .seal(Kept::Phone(&user), phone.as_ref().map_or("", Phone::text).as_bytes())
                .await?,
            person_index: self.person_index(&number).await?,
            person_sealed: custody.seal(Kept::Person(&user), number.text().as_bytes()).await?,
            // No password is the one of an empty verifier.
            password: match applicant.password {
                Some(password) => custody.login_verifier(password.reveal()).await?,
                None => Vec::new(),
            },
            account: member_account(&self.settings.proxy, &salt),
            public: key.public_key(),
            everyday_sealed: custody.seal_key(Kept::Everyday(&user), &key).await?,
            code,
            message: ExecuteMsg::RegisterMember {
                nullifier: nullifier.into(),
                salt: salt.into(),
                everyday_key: key.public_key().into(),
                age: number.age_class(now),
            },
            user,
        };
        self.settle_registration(&registration).await?;
        Ok(registration)
    }

    /// Stores a registration together with its action, in the transaction that submits it.
    ///
    /// # Errors
    /// `PhoneTaken`, `PersonRegistered`, `ResetCode` if another request has used the code.
    pub async fn store_registration(
        &self,
        tx: &mut AnyConnection,
        registration: &Registration,
        action: &str,
        now: i64,
    ) -> Result<(), IdentityError> {
        if let Some(code) = &registration.code {
            code.used(tx).await?;
        }
        if exists(tx, "SELECT 1 FROM users WHERE phone_index = $1", &registration.phone_index).await? {
            return Err(IdentityError::PhoneTaken);
        }
        if exists(tx, "SELECT 1 FROM users WHERE person_index = $1", &registration.person_index).await? {
            return Err(IdentityError::PersonRegistered);
        }
        sqlx::query(
            "INSERT INTO users (id, phone_index, phone_sealed, person_index, person_sealed, password, account, \
             registration, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(&registration.user)
        .bind(&registration.phone_index)
        .bind(&registration.phone_sealed)
        .bind(&registration.person_index)
        .bind(&registration.person_sealed)
        .bind(&registration.password)
        .bind(&registration.account)
        .bind(action)
        .bind(now)
        .execute(&mut *tx)
        .await?;
        sqlx::query(
            "INSERT INTO user_keys (user_id, scope, public, sealed, action) VALUES ($1, 'everyday', $2, $3, $4)",
        )
        .bind(&registration.user)
        .bind(registration.public.as_slice())
        .bind(&registration.everyday_sealed)
        .bind(action)
        .execute(&mut *tx)
        .await?;
        Ok(())
    }

    /// Settles what stands in the way of a registration: an earlier one with the same phone or person that was refused.
    async fn settle_registration(&self, registration: &Registration) -> Result<(), IdentityError> {
        let users: Vec<String> = sqlx::query_scalar(
            "SELECT id FROM users WHERE member IS NULL AND (phone_index = $1 OR person_index = $2)",
        )
        .bind(&registration.phone_index)
        .bind(&registration.person_index)
        .fetch_all(self.db.reader())
        .await?;
        for user in users {
            self.settle_user(&user).await?;
        }
        Ok(())
    }

    /// Settles every registration whose outcome is known.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn settle_registrations(&self) -> Result<(), IdentityError> {
        let users: Vec<String> = sqlx::query_scalar("SELECT id FROM users WHERE member IS NULL")
            .fetch_all(self.db.reader())
            .await?;
        for user in users {
            self.settle_user(&user).await?;
        }
        Ok(())
    }

    /// Gives the user its member when the index has the account, and removes it when the chain refused the registration.
    pub(super) async fn settle_user(&self, user: &str) -> Result<(), IdentityError> {
        let pending: Option<(String, String)> =
            sqlx::query_as("SELECT account, registration FROM users WHERE id = $1 AND member IS NULL")
                .bind(user)
                .fetch_optional(self.db.reader())
                .await?;
        let Some((account, action)) = pending else {
            return Ok(());
        };
        // The action is looked at first: when it has failed by then, the account can no longer appear.
        let refused = chain::refused(&self.relay, &action).await?;
        let member = chain::member_by_account(&self.db, &account).await?;
        if member.is_none() && !refused {
            return Ok(());
        }
        let mut tx = self.db.begin().await?;
        match member {
            Some(member) => {
                sqlx::query("UPDATE users SET member = $2 WHERE id = $1 AND member IS NULL")
                    .bind(user)
                    .bind(i64::try_from(member).unwrap_or(i64::MAX))
                    .execute(&mut *tx)
                    .await?;
            }
            None => {
                for delete in [
                    "DELETE FROM sessions WHERE user_id = $1",
                    "DELETE FROM consents WHERE user_id = $1",
                    "DELETE FROM user_keys WHERE user_id = $1",
                    "DELETE FROM users WHERE id = $1 AND member IS NULL",
                ] {
                    sqlx::query(delete).bind(user).execute(&mut *tx).await?;
                }
            }
        }
        tx.commit().await?;
        Ok(())
    }
}

async fn exists(tx: &mut AnyConnection, query: &'static str, index: &[u8]) -> Result<bool, IdentityError> {
    let found: Option<i64> = sqlx::query_scalar(query).bind(index).fetch_optional(tx).await?;
    Ok(found.is_some())
}

/// The account that a registration with this salt gets: sha256("timebank/member" ‖ proxy ‖ salt).
fn member_account(proxy: &[u8; 32], salt: &[u8; 16]) -> String {
    let mut hash = Sha256::new();
    hash.update(b"timebank/member");
    hash.update(proxy);
    hash.update(salt);
    address::text(&hash.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn member_account_is_the_hash_that_the_contracts_make() {
        // printf 'timebank/member' + 32 × 0x11 + 16 × 0x22 | sha256sum
        let account = member_account(&[0x11; 32], &[0x22; 16]);
        assert_eq!(
            hex::encode(address::bytes(&account).unwrap()),
            "91032420afd297fd24944d83240fc7a5d9ff756c925a5cf351b8328e69d6caeb"
        );
    }
}
