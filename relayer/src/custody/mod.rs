//! Custody of members' keys: what is sealed, under what, and what it takes to open it.
//!
//! | secret | sealed under | opened by |
//! |---|---|---|
//! | everyday key, attendance key, a member's data key | the key management's key | this process |
//! | phone, ID number and other personal data | the member's data key | this process, until the data key is deleted |
//! | owner key | Argon2id(transaction password) → the key management's MAC → HKDF | the member, in this process |
//! | office key | Argon2id(passphrase) → HKDF, and the key management's key around it | the office-holder; for a shift |
//! | owner key of a member who moves | Argon2id(transaction password) → HKDF, and the key management's key around it | the member, once, at the branch that is joined |
//!
//! Every sealed value is bound to branch, owner, purpose and version, so a copy in another row does not open. A stolen
//! database opens nothing; a stolen database with the key management's keys opens no owner and no office key without guessing
//! through Argon2id. Guesses are counted before they are checked ([`Guesses`]).

mod envelope;
mod export;
#[cfg(test)]
mod fake_vault;
mod guesses;
mod kms;
mod office;
mod personal;
mod pkcs11;
pub mod policy;
mod rotate;
mod stretch;
mod travel;
mod vault;

pub use envelope::{version_of, Context};
pub use guesses::{Guess, Guesses, Secret, TRIES};
pub use kms::{FileKms, Kms, KmsError, MacKey};
pub use office::{Offices, SHIFT};
pub use pkcs11::Pkcs11Kms;
pub use rotate::{Rewrapped, Status};
pub use stretch::{Cost, Stretcher};
pub use vault::VaultKms;

#[cfg(test)]
pub(crate) use kms::tests::file_kms;

use crate::config;
use crate::db::Db;
use hkdf::Hkdf;
use sha2::Sha256;
use std::path::Path;
use std::sync::Arc;
use subtle::ConstantTimeEq;
use thiserror::Error;
use timebank_client::SecretKey;
use zeroize::Zeroizing;

/// Version of the contexts that values are sealed in.
const SEAL_VERSION: u32 = 1;
/// First byte of a stored login password: salt and MAC of Argon2id at [`Cost::Login`] follow.
const LOGIN_VERSION: u8 = 1;
/// What the stretched passphrase of an office key is expanded for.
const OFFICE: &[u8] = b"timebank/wrap/office/v1";

/// Why custody did not do what was asked. No variant carries a secret.
#[derive(Debug, Error)]
pub enum CustodyError {
    #[error("the password does not open this key")]
    Wrong,
    #[error("too many passwords are being checked at once")]
    Busy,
    #[error(transparent)]
    Kms(KmsError),
    #[error("the member's personal data has been erased")]
    Erased,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    #[error("a key could not be made or read")]
    Internal,
}

impl From<KmsError> for CustodyError {
    /// A key management that is away comes back: whoever asked may ask again.
    fn from(error: KmsError) -> Self {
        match error {
            KmsError::Service(_) => {
                tracing::warn!(%error, "the key management did not answer");
                CustodyError::Busy
            }
            other => CustodyError::Kms(other),
        }
    }
}

/// The key management that the configuration names.
///
/// # Errors
/// What keeps it from being used; a service is not asked yet.
pub fn open_kms(settings: &config::Kms, federation: Option<&Path>) -> Result<Arc<dyn Kms>, KmsError> {
    Ok(match settings {
        config::Kms::File(path) => Arc::new(FileKms::open(path, federation)?),
        config::Kms::Vault(vault) => Arc::new(VaultKms::open(vault, federation)?),
        config::Kms::Pkcs11(pkcs11) => Arc::new(Pkcs11Kms::open(pkcs11, federation)?),
    })
}

/// Whose secret it is and what it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept<'a> {
    /// The everyday key of a user.
    Everyday(&'a str),
    /// The key whose signatures are an activity's attendance codes, by public key in hexadecimal.
    Attendance(&'a str),
    /// A user's phone number.
    Phone(&'a str),
    /// A user's ID number.
    Person(&'a str),
    /// What is said about a service and is not for everybody, by its sha256 in hexadecimal.
    Note(&'a str),
    /// What a commitment on chain hides, by the commitment in hexadecimal.
    Commitment(&'a str),
    /// The details of an activity, under the data key of whoever wrote or received them.
    Details { user: &'a str, activity: u64 },
    /// Any other personal data of a user, by the name of its field.
    Personal { user: &'a str, field: &'static str },
}

impl<'a> Kept<'a> {
    /// By what a user is told by WeChat.
    pub fn wechat(user: &'a str) -> Self {
        Kept::Personal { user, field: "wechat" }
    }

    /// Whose data key it is sealed under, if it is personal data.
    fn member(self) -> Option<&'a str> {
        match self {
            Kept::Phone(user)
            | Kept::Person(user)
            | Kept::Details { user, .. }
            | Kept::Personal { user, .. } => Some(user),
            Kept::Everyday(_) | Kept::Attendance(_) | Kept::Note(_) | Kept::Commitment(_) => None,
        }
    }
}

/// Seals and opens.
#[derive(Clone)]
pub struct Custody {
    branch: u32,
    kms: Arc<dyn Kms>,
    stretcher: Stretcher,
    /// Data keys are kept there.
    db: Db,
}

impl Custody {
    /// Custody of a branch; `permits` is how many passwords are stretched at once.
    pub fn new(branch: u32, kms: Arc<dyn Kms>, permits: usize, db: Db) -> Self {
        Custody { branch, kms, stretcher: Stretcher::new(permits), db }
    }

    pub fn kms(&self) -> &dyn Kms {
        self.kms.as_ref()
    }

    /// Fresh random bytes.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.kms.random(&mut bytes);
        bytes
    }

    fn context(&self, kept: Kept<'_>) -> Context {
        let (subject, purpose) = match kept {
            Kept::Everyday(user) => (user, "everyday"),
            Kept::Attendance(public) => (public, "attendance"),
            Kept::Phone(user) => (user, "phone"),
            Kept::Person(user) => (user, "person"),
            Kept::Note(sha256) => (sha256, "note"),
            Kept::Commitment(commitment) => (commitment, "commitment"),
            Kept::Personal { user, field } => (user, field),
            Kept::Details { user, activity } => {
                let subject = format!("{user} {activity}");
                return Context::new(self.branch, subject, "details", SEAL_VERSION);
            }
        };
        Context::new(self.branch, subject, purpose, SEAL_VERSION)
    }

    /// Seals under the key management's key, personal data under the member's data key. Not inside a write transaction: a new
    /// member's data key is stored by one of its own.
    ///
    /// # Errors
    /// Those of the key management; `Erased` for a member whose data key was deleted.
    pub async fn seal(&self, kept: Kept<'_>, secret: &[u8]) -> Result<Vec<u8>, CustodyError> {
        let context = self.context(kept);
        match kept.member() {
            Some(user) => self.seal_personal(user, &context, secret).await,
            None => Ok(self.kms.seal(&context, secret).await?),
        }
    }

    /// Opens what [`Custody::seal`] gave for the same owner and purpose.
    ///
    /// # Errors
    /// Those of the key management; `Erased` for a member whose data key was deleted.
    pub async fn open(&self, kept: Kept<'_>, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, CustodyError> {
        let context = self.context(kept);
        match kept.member() {
            Some(user) => self.open_personal(user, &context, sealed).await,
            None => Ok(self.kms.open(&context, sealed).await?),
        }
    }

    /// Seals a key under the key management's key.
    ///
    /// # Errors
    /// Those of the key management.
    pub async fn seal_key(&self, kept: Kept<'_>, key: &SecretKey) -> Result<Vec<u8>, CustodyError> {
        self.seal(kept, key.to_bytes().as_slice()).await
    }

    /// Opens what [`Custody::seal_key`] gave.
    ///
    /// # Errors
    /// Those of the key management.
    pub async fn open_key(&self, kept: Kept<'_>, sealed: &[u8]) -> Result<SecretKey, CustodyError> {
        key_from(&self.open(kept, sealed).await?)
    }

    /// Seals an owner key under a transaction password: `salt ‖ envelope`.
    ///
    /// # Errors
    /// `Busy`, and those of the key management.
    pub async fn seal_owner(
        &self,
        user: &str,
        password: &str,
        key: &SecretKey,
    ) -> Result<Vec<u8>, CustodyError> {
        let salt = self.random::<16>();
        let context = Context::new(self.branch, user, "owner", SEAL_VERSION);
        let wrap = self.owner_wrap(&context, password, &salt).await?;
        let sealed =
            envelope::seal(&wrap, &context, key.to_bytes().as_slice()).ok_or(CustodyError::Internal)?;
        Ok([salt.as_slice(), &sealed].concat())
    }

    /// Opens an owner key. The caller has counted the guess.
    ///
    /// # Errors
    /// `Wrong` for another password, `Busy`, and those of the key management.
    pub async fn open_owner(
        &self,
        user: &str,
        password: &str,
        sealed: &[u8],
    ) -> Result<SecretKey, CustodyError> {
        let (salt, sealed) = sealed.split_first_chunk::<16>().ok_or(CustodyError::Internal)?;
        let context = Context::new(self.branch, user, "owner", SEAL_VERSION);
        let wrap = self.owner_wrap(&context, password, salt).await?;
        key_from(&envelope::open(&wrap, &context, sealed).ok_or(CustodyError::Wrong)?)
    }

    async fn owner_wrap(
        &self,
        context: &Context,
        password: &str,
        salt: &[u8; 16],
    ) -> Result<Zeroizing<[u8; 32]>, CustodyError> {
        let stretched = self.stretcher.stretch(Cost::Key, password.as_bytes(), salt).await?;
        let bound = Zeroizing::new([context.bytes().as_slice(), stretched.as_slice()].concat());
        let mac = Zeroizing::new(self.kms.mac(MacKey::Owner, &bound).await?);
        expand(mac.as_slice(), b"timebank/wrap/owner/v1")
    }

    /// Seals an office key under a passphrase, and the result under the key management's key:
    /// `salt ‖ kms(envelope)`.
    ///
    /// # Errors
    /// `Busy`, and those of the key management.
    pub async fn seal_office(
        &self,
        user: &str,
        passphrase: &str,
        key: &SecretKey,
    ) -> Result<Vec<u8>, CustodyError> {
        let context = Context::new(self.branch, user, "office", SEAL_VERSION);
        self.seal_twice((&context, &context), (passphrase, OFFICE), key).await
    }

    /// Opens an office key. The caller has counted the guess.
    ///
    /// # Errors
    /// `Wrong` for another passphrase, `Busy`, and those of the key management.
    pub async fn open_office(
        &self,
        user: &str,
        passphrase: &str,
        sealed: &[u8],
    ) -> Result<SecretKey, CustodyError> {
        let context = Context::new(self.branch, user, "office", SEAL_VERSION);
        self.open_twice((&context, &context), (passphrase, OFFICE), sealed).await
    }

    /// Seals a key under a passphrase for one context, and the result under the key management's key for another.
    async fn seal_twice(
        &self,
        (inner, outer): (&Context, &Context),
        (passphrase, label): (&str, &[u8]),
        key: &SecretKey,
    ) -> Result<Vec<u8>, CustodyError> {
        let salt = self.random::<16>();
        let wrap = self.passphrase_wrap(passphrase, label, &salt).await?;
        let sealed = envelope::seal(&wrap, inner, key.to_bytes().as_slice()).ok_or(CustodyError::Internal)?;
        let sealed = self.kms.seal(outer, &sealed).await?;
        Ok([salt.as_slice(), &sealed].concat())
    }

    async fn open_twice(
        &self,
        (inner, outer): (&Context, &Context),
        (passphrase, label): (&str, &[u8]),
        sealed: &[u8],
    ) -> Result<SecretKey, CustodyError> {
        let (salt, sealed) = sealed.split_first_chunk::<16>().ok_or(CustodyError::Internal)?;
        let sealed = self.kms.open(outer, sealed).await?;
        let wrap = self.passphrase_wrap(passphrase, label, salt).await?;
        key_from(&envelope::open(&wrap, inner, &sealed).ok_or(CustodyError::Wrong)?)
    }

    async fn passphrase_wrap(
        &self,
        passphrase: &str,
        label: &[u8],
        salt: &[u8; 16],
    ) -> Result<Zeroizing<[u8; 32]>, CustodyError> {
        let stretched = self.stretcher.stretch(Cost::Key, passphrase.as_bytes(), salt).await?;
        expand(stretched.as_slice(), label)
    }

    /// What is stored of a login password: version, salt and the peppered Argon2id. It wraps nothing.
    ///
    /// # Errors
    /// `Busy`, and those of the key management.
    pub async fn login_verifier(&self, password: &str) -> Result<Vec<u8>, CustodyError> {
        let salt = self.random::<16>();
        let mac = self.login_mac(password, &salt).await?;
        Ok([&[LOGIN_VERSION], salt.as_slice(), &mac].concat())
    }

    /// Whether the password is the one of the verifier. Without a verifier the same work is done and the answer is no, so
    /// that the time tells nobody whether there is an account.
    ///
    /// # Errors
    /// `Busy`, and those of the key management.
    pub async fn login_matches(&self, password: &str, verifier: Option<&[u8]>) -> Result<bool, CustodyError> {
        let stored = verifier
            .and_then(|bytes| bytes.split_first_chunk::<17>())
            .and_then(|([version, salt @ ..], mac)| (*version == LOGIN_VERSION).then_some((*salt, mac)));
        let (salt, mac) = stored.unwrap_or(([0; 16], &[]));
        let given = self.login_mac(password, &salt).await?;
        Ok(bool::from(given.as_slice().ct_eq(mac)))
    }

    async fn login_mac(&self, password: &str, salt: &[u8; 16]) -> Result<[u8; 32], CustodyError> {
        let stretched = self.stretcher.stretch(Cost::Login, password.as_bytes(), salt).await?;
        Ok(self.kms.mac(MacKey::Login, stretched.as_slice()).await?)
    }
}

impl std::fmt::Debug for Custody {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Custody(branch {})", self.branch)
    }
}

fn expand(secret: &[u8], info: &[u8]) -> Result<Zeroizing<[u8; 32]>, CustodyError> {
    let mut key = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(None, secret).expand(info, key.as_mut_slice()).map_err(|_| CustodyError::Internal)?;
    Ok(key)
}

fn key_from(bytes: &[u8]) -> Result<SecretKey, CustodyError> {
    SecretKey::from_slice(bytes).map_err(|_| CustodyError::Internal)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::scratch;

    pub(super) fn custody(dir: &Path, branch: u32, db: &Db) -> Custody {
        Custody::new(branch, Arc::new(file_kms(dir)), 2, db.clone())
    }

    #[tokio::test]
    async fn owner_key_opens_with_its_password_its_user_its_branch_and_its_key_management_only() {
        let (here, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (db, _scratch) = scratch::db().await;
        let custody = custody(here.path(), 1, &db);
        let key = SecretKey::generate();
        let sealed = custody.seal_owner("user-1", "481516", &key).await.unwrap();
        let opened = custody.open_owner("user-1", "481516", &sealed).await.unwrap();
        assert_eq!(opened.public_key(), key.public_key());

        let wrong = custody.open_owner("user-1", "481517", &sealed).await;
        assert!(matches!(wrong, Err(CustodyError::Wrong)));
        let swapped = custody.open_owner("user-2", "481516", &sealed).await;
        assert!(matches!(swapped, Err(CustodyError::Wrong)));
        let branch = super::tests::custody(here.path(), 2, &db);
        assert!(matches!(branch.open_owner("user-1", "481516", &sealed).await, Err(CustodyError::Wrong)));
        let thief = super::tests::custody(elsewhere.path(), 1, &db);
        assert!(matches!(thief.open_owner("user-1", "481516", &sealed).await, Err(CustodyError::Wrong)));
    }

    #[tokio::test]
    async fn stolen_database_without_key_management_opens_nothing() {
        let (here, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (db, _scratch) = scratch::db().await;
        let (custody, thief) = (custody(here.path(), 1, &db), custody(elsewhere.path(), 1, &db));
        let key = SecretKey::generate();
        let everyday = custody.seal_key(Kept::Everyday("u"), &key).await.unwrap();
        let phone = custody.seal(Kept::Phone("u"), b"13800000000").await.unwrap();
        let office = custody.seal_office("u", "correct horse battery", &key).await.unwrap();
        let login = custody.login_verifier("a long password").await.unwrap();

        assert!(thief.open_key(Kept::Everyday("u"), &everyday).await.is_err());
        assert!(thief.open(Kept::Phone("u"), &phone).await.is_err());
        assert!(thief.open_office("u", "correct horse battery", &office).await.is_err());
        assert!(!thief.login_matches("a long password", Some(&login)).await.unwrap());

        assert!(custody.open_key(Kept::Everyday("u"), &everyday).await.is_ok());
        assert!(custody.open_key(Kept::Everyday("v"), &everyday).await.is_err());
        assert!(custody.open_key(Kept::Attendance("u"), &everyday).await.is_err());
        assert!(custody.open_office("u", "correct horse battery", &office).await.is_ok());
        let wrong = custody.open_office("u", "correct horse staple", &office).await;
        assert!(matches!(wrong, Err(CustodyError::Wrong)));
    }

    #[tokio::test]
    async fn login_matches_only_its_own_password_and_never_without_a_verifier() {
        let (db, scratch) = scratch::db().await;
        let custody = custody(scratch.folder.path(), 1, &db);
        let stored = custody.login_verifier("a long password").await.unwrap();
        assert!(custody.login_matches("a long password", Some(&stored)).await.unwrap());
        assert!(!custody.login_matches("a long passwore", Some(&stored)).await.unwrap());
        assert!(!custody.login_matches("a long password", None).await.unwrap());
        assert!(!custody.login_matches("", Some(&[])).await.unwrap());
    }
}
