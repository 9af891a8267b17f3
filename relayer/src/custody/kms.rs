use super::envelope::{self, Context};
use async_trait::async_trait;
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use rand_core::{OsRng, RngCore};
use sha2::Sha256;
use std::fs;
use std::io::Write;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use thiserror::Error;
use zeroize::Zeroizing;

/// Which of the key management's authentication keys a value is computed under. No two purposes share a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MacKey {
    /// Blind index of phone numbers.
    Phone,
    /// Blind index of ID numbers within this branch.
    Person,
    /// Pepper of login passwords.
    Login,
    /// Last step from a transaction password to the key that opens an owner key.
    Owner,
    /// Codes sent by SMS.
    SmsCode,
    /// What an idempotency key was first used for.
    Fingerprint,
    /// The key that all branches share: it makes nullifiers.
    Federation,
}

impl MacKey {
    fn label(self) -> &'static [u8] {
        match self {
            MacKey::Phone => b"timebank/kms/phone/v1",
            MacKey::Person => b"timebank/kms/person/v1",
            MacKey::Login => b"timebank/kms/login/v1",
            MacKey::Owner => b"timebank/kms/owner/v1",
            MacKey::SmsCode => b"timebank/kms/sms-code/v1",
            MacKey::Fingerprint => b"timebank/kms/fingerprint/v1",
            MacKey::Federation => b"timebank/kms/federation/v1",
        }
    }
}

/// Why the key management did not do what was asked. No variant carries a secret.
#[derive(Debug, Error)]
pub enum KmsError {
    #[error("{0} can be read or written by others: its mode must be 0600")]
    Mode(PathBuf),
    #[error("{0} does not hold 64 hexadecimal digits and nothing else")]
    Form(PathBuf),
    #[error("{path}: {source}")]
    File {
        path: PathBuf,
        #[source]
        source: std::io::Error,
    },
    #[error("the sealed value is not what was sealed for this purpose")]
    Sealed,
    #[error("the key management is out of order")]
    Unavailable,
}

/// A key management service: keys that never leave it, and what can be done with them.
#[async_trait]
pub trait Kms: Send + Sync + 'static {
    /// Seals a secret so that only [`Kms::open`] with the same context gives it back.
    async fn seal(&self, context: &Context, secret: &[u8]) -> Result<Vec<u8>, KmsError>;

    /// Opens what [`Kms::seal`] gave; `KmsError::Sealed` if it was changed or belongs to another context.
    async fn open(&self, context: &Context, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, KmsError>;

    /// HMAC-SHA256 of the data under the key of this purpose.
    async fn mac(&self, key: MacKey, data: &[u8]) -> Result<[u8; 32], KmsError>;

    /// Fills the bytes from a cryptographic source.
    fn random(&self, bytes: &mut [u8]);
}

/// Key management whose keys are two files of mode 0600, each with 64 hexadecimal digits: the branch's own key and the
/// federation's. The branch's file is created at the first start.
pub struct FileKms {
    own: Zeroizing<[u8; 32]>,
    federation: Zeroizing<[u8; 32]>,
}

impl FileKms {
    /// Reads the keys. A branch key that does not exist yet is created; the federation key is handed over by the
    /// federation and never created here, because two branches with different keys would register a person twice.
    ///
    /// # Errors
    /// `Mode` for files that others can read, `Form` for other contents, `File` for whatever the system says.
    pub fn open(own: &Path, federation: &Path) -> Result<Self, KmsError> {
        if !own.try_exists().map_err(|source| file_error(own, source))? {
            create(own)?;
        }
        Ok(FileKms { own: read(own)?, federation: read(federation)? })
    }

    fn derived(&self, label: &[u8]) -> Result<Zeroizing<[u8; 32]>, KmsError> {
        let mut key = Zeroizing::new([0; 32]);
        Hkdf::<Sha256>::new(None, self.own.as_slice())
            .expand(label, key.as_mut_slice())
            .map_err(|_| KmsError::Unavailable)?;
        Ok(key)
    }
}

impl std::fmt::Debug for FileKms {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FileKms(…)")
    }
}

#[async_trait]
impl Kms for FileKms {
    async fn seal(&self, context: &Context, secret: &[u8]) -> Result<Vec<u8>, KmsError> {
        let key = self.derived(b"timebank/kms/seal/v1")?;
        envelope::seal(&key, context, secret).ok_or(KmsError::Unavailable)
    }

    async fn open(&self, context: &Context, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, KmsError> {
        let key = self.derived(b"timebank/kms/seal/v1")?;
        envelope::open(&key, context, sealed).ok_or(KmsError::Sealed)
    }

    async fn mac(&self, key: MacKey, data: &[u8]) -> Result<[u8; 32], KmsError> {
        let key = match key {
            MacKey::Federation => self.federation.clone(),
            other => self.derived(other.label())?,
        };
        let mut mac = Hmac::<Sha256>::new_from_slice(key.as_slice()).map_err(|_| KmsError::Unavailable)?;
        mac.update(data);
        Ok(mac.finalize().into_bytes().into())
    }

    fn random(&self, bytes: &mut [u8]) {
        OsRng.fill_bytes(bytes);
    }
}

fn file_error(path: &Path, source: std::io::Error) -> KmsError {
    KmsError::File { path: path.to_owned(), source }
}

/// Writes a new key beside its place and links it there, so that a half-written file is never taken for a key and of two
/// processes that start at once one wins.
fn create(path: &Path) -> Result<(), KmsError> {
    let mut key = Zeroizing::new([0; 32]);
    OsRng.fill_bytes(key.as_mut_slice());
    let draft = path.with_extension(format!("new-{}", std::process::id()));
    let written = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&draft)
        .and_then(|mut file| {
            file.write_all(Zeroizing::new(hex::encode(key.as_slice())).as_bytes())?;
            file.sync_all()
        })
        .and_then(|()| match fs::hard_link(&draft, path) {
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
            linked => linked,
        });
    let removed = fs::remove_file(&draft);
    written.and(removed).map_err(|source| file_error(path, source))
}

fn read(path: &Path) -> Result<Zeroizing<[u8; 32]>, KmsError> {
    let metadata = fs::metadata(path).map_err(|source| file_error(path, source))?;
    if metadata.mode() & 0o077 != 0 {
        return Err(KmsError::Mode(path.to_owned()));
    }
    let text = Zeroizing::new(fs::read_to_string(path).map_err(|source| file_error(path, source))?);
    let mut key = Zeroizing::new([0; 32]);
    hex::decode_to_slice(text.trim_end(), key.as_mut_slice()).map_err(|_| KmsError::Form(path.to_owned()))?;
    Ok(key)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    /// Key management in a directory of its own, with a fixed federation key.
    pub(crate) fn file_kms(dir: &Path) -> FileKms {
        let federation = dir.join("federation.key");
        if !federation.exists() {
            write_key(&federation, "07".repeat(32).as_str());
        }
        FileKms::open(&dir.join("kms.key"), &federation).unwrap()
    }

    fn write_key(path: &Path, text: &str) {
        fs::write(path, text).unwrap();
        fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
    }

    #[tokio::test]
    async fn first_start_creates_a_key_only_its_owner_reads_and_the_second_reads_it() {
        let dir = tempfile::tempdir().unwrap();
        let context = Context::new(1, "user", "phone", 1);
        let sealed = file_kms(dir.path()).seal(&context, b"secret").await.unwrap();
        let metadata = fs::metadata(dir.path().join("kms.key")).unwrap();
        assert_eq!(metadata.mode() & 0o777, 0o600);
        let opened = file_kms(dir.path()).open(&context, &sealed).await.unwrap();
        assert_eq!(opened.as_slice(), b"secret");
        let names: Vec<_> = fs::read_dir(dir.path()).unwrap().collect();
        assert_eq!(names.len(), 2);
    }

    #[test]
    fn open_refuses_keys_that_others_can_read_or_that_are_not_keys() {
        let dir = tempfile::tempdir().unwrap();
        file_kms(dir.path());
        let (own, federation) = (dir.path().join("kms.key"), dir.path().join("federation.key"));
        fs::set_permissions(&own, fs::Permissions::from_mode(0o640)).unwrap();
        assert!(matches!(FileKms::open(&own, &federation), Err(KmsError::Mode(_))));
        write_key(&own, "abcd");
        assert!(matches!(FileKms::open(&own, &federation), Err(KmsError::Form(_))));
        let missing = dir.path().join("none.key");
        assert!(matches!(FileKms::open(&own, &missing), Err(KmsError::Form(_) | KmsError::File { .. })));
        assert!(!missing.exists());
    }

    #[tokio::test]
    async fn no_two_purposes_give_the_same_value() {
        let dir = tempfile::tempdir().unwrap();
        let kms = file_kms(dir.path());
        let mut values = std::collections::BTreeSet::new();
        let keys = [
            MacKey::Phone,
            MacKey::Person,
            MacKey::Login,
            MacKey::Owner,
            MacKey::SmsCode,
            MacKey::Fingerprint,
            MacKey::Federation,
        ];
        for key in keys {
            assert!(values.insert(kms.mac(key, b"same").await.unwrap()), "{key:?}");
        }
    }

    #[test]
    fn debug_shows_no_key() {
        let dir = tempfile::tempdir().unwrap();
        let kms = file_kms(dir.path());
        assert_eq!(format!("{kms:?}"), "FileKms(…)");
    }
}
