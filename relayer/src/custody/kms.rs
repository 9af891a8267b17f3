use super::envelope::{self, Context, FILE};
use async_trait::async_trait;
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use rand_core::{OsRng, RngCore};
use sha2::Sha256;
use std::fs;
use std::io::Write;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};
use std::time::SystemTime;
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
    pub const ALL: [MacKey; 7] = [
        MacKey::Phone,
        MacKey::Person,
        MacKey::Login,
        MacKey::Owner,
        MacKey::SmsCode,
        MacKey::Fingerprint,
        MacKey::Federation,
    ];

    /// The name of its key in a key management service.
    pub(super) fn name(self) -> &'static str {
        match self {
            MacKey::Phone => "phone",
            MacKey::Person => "person",
            MacKey::Login => "login",
            MacKey::Owner => "owner",
            MacKey::SmsCode => "sms-code",
            MacKey::Fingerprint => "fingerprint",
            MacKey::Federation => "federation",
        }
    }

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
    #[error("{0} does not hold 64 hexadecimal digits and nothing else (a branch's key: in each line)")]
    Form(PathBuf),
    #[error("{path}: {source}")]
    File {
        path: PathBuf,
        #[source]
        source: std::io::Error,
    },
    #[error("the sealed value is not what was sealed for this purpose")]
    Sealed,
    #[error("the key management has no key of version {0}: has another machine of the branch rotated it?")]
    Version(u32),
    #[error("the key management is out of order")]
    Unavailable,
    /// What a service or a module said; never what it was given.
    #[error("the key management is out of order: {0}")]
    Service(String),
    #[error("{0}")]
    Setup(String),
}

/// A key management service: keys that never leave it, and what can be done with them.
#[async_trait]
pub trait Kms: Send + Sync + 'static {
    /// Seals a secret so that only [`Kms::open`] with the same context gives it back.
    async fn seal(&self, context: &Context, secret: &[u8]) -> Result<Vec<u8>, KmsError>;

    /// Opens what [`Kms::seal`] gave; `KmsError::Sealed` if it was changed or belongs to another context.
    async fn open(&self, context: &Context, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, KmsError>;

    /// The version of the key under which is sealed now.
    async fn version(&self) -> Result<u32, KmsError>;

    /// Makes the next version of the sealing key and gives its number. Every process that uses the key management seals under it
    /// from then on and opens what older ones sealed. The authentication keys stay: what is blind-indexed or verified with them
    /// cannot be computed anew without the members.
    async fn rotate(&self) -> Result<u32, KmsError>;

    /// Seals anew under the newest version what an older one sealed.
    async fn reseal(&self, context: &Context, sealed: &[u8]) -> Result<Vec<u8>, KmsError> {
        let secret = self.open(context, sealed).await?;
        self.seal(context, &secret).await
    }

    /// Makes the keys that are missing, where they are not made by themselves.
    async fn set_up(&self) -> Result<(), KmsError> {
        Ok(())
    }

    /// HMAC-SHA256 of the data under the key of this purpose.
    async fn mac(&self, key: MacKey, data: &[u8]) -> Result<[u8; 32], KmsError>;

    /// Fills the bytes from a cryptographic source.
    fn random(&self, bytes: &mut [u8]);
}

/// Key management whose keys are two files of mode 0600: the branch's own, one key of 64 hexadecimal digits a line and version,
/// and the federation's. The branch's file is created at the first start. Authentication keys come from its first line.
pub struct FileKms {
    path: PathBuf,
    own: RwLock<Versions>,
    federation: Federation,
}

struct Versions {
    keys: Vec<Zeroizing<[u8; 32]>>,
    stamp: Stamp,
}

/// What tells that a file was replaced.
#[derive(PartialEq, Eq, Clone, Copy)]
struct Stamp {
    inode: u64,
    len: u64,
    modified: Option<SystemTime>,
}

impl FileKms {
    /// Reads the keys. A branch key that does not exist yet is created; the federation key is handed over by the
    /// federation and never created here, because two branches with different keys would register a person twice.
    ///
    /// # Errors
    /// `Mode` for files that others can read, `Form` for other contents, `File` for whatever the system says.
    pub fn open(own: &Path, federation: Option<&Path>) -> Result<Self, KmsError> {
        if !own.try_exists().map_err(|source| file_error(own, source))? {
            let mut key = Zeroizing::new([0; 32]);
            OsRng.fill_bytes(key.as_mut_slice());
            create(own, &hex::encode(key.as_slice()))?;
        }
        Ok(FileKms {
            path: own.to_owned(),
            own: RwLock::new(versions(own)?),
            federation: Federation::read(federation)?,
        })
    }

    /// What is derived from the key of a version, or of the newest, for a purpose.
    fn derived(&self, version: Option<u32>, label: &[u8]) -> Result<(u32, Zeroizing<[u8; 32]>), KmsError> {
        let versions = self.own.read().unwrap_or_else(PoisonError::into_inner);
        let newest = u32::try_from(versions.keys.len()).map_err(|_| KmsError::Unavailable)?;
        let version = version.unwrap_or(newest);
        let key = version
            .checked_sub(1)
            .and_then(|at| versions.keys.get(usize::try_from(at).ok()?))
            .ok_or(KmsError::Version(version))?;
        let mut derived = Zeroizing::new([0; 32]);
        Hkdf::<Sha256>::new(None, key.as_slice())
            .expand(label, derived.as_mut_slice())
            .map_err(|_| KmsError::Unavailable)?;
        Ok((version, derived))
    }

    /// Reads the file again if another process has rotated the key.
    fn look_again(&self) -> Result<(), KmsError> {
        let stamp = stamp(&self.path)?;
        if self.own.read().unwrap_or_else(PoisonError::into_inner).stamp != stamp {
            let read = versions(&self.path)?;
            *self.own.write().unwrap_or_else(PoisonError::into_inner) = read;
        }
        Ok(())
    }
}

impl std::fmt::Debug for FileKms {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FileKms(…)")
    }
}

const SEAL: &[u8] = b"timebank/kms/seal/v1";

/// The key that all branches share, from a file: whatever keeps the branch's own keys, this one was handed over. Where registrars
/// know a person instead, there is none.
pub(super) struct Federation(Option<Zeroizing<[u8; 32]>>);

impl Federation {
    pub(super) fn read(path: Option<&Path>) -> Result<Self, KmsError> {
        let Some(path) = path else { return Ok(Federation(None)) };
        let key = key_of(secret_text(path)?.trim_end()).ok_or_else(|| KmsError::Form(path.to_owned()))?;
        Ok(Federation(Some(key)))
    }

    pub(super) fn mac(&self, data: &[u8]) -> Result<[u8; 32], KmsError> {
        let missing = || KmsError::Setup("identity.nullifier_key_file: none is named".into());
        hmac(self.0.as_ref().ok_or_else(missing)?, data)
    }
}

fn hmac(key: &[u8; 32], data: &[u8]) -> Result<[u8; 32], KmsError> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).map_err(|_| KmsError::Unavailable)?;
    mac.update(data);
    Ok(mac.finalize().into_bytes().into())
}

#[async_trait]
impl Kms for FileKms {
    async fn seal(&self, context: &Context, secret: &[u8]) -> Result<Vec<u8>, KmsError> {
        self.look_again()?;
        let (version, key) = self.derived(None, SEAL)?;
        let body = envelope::seal(&key, context, secret).ok_or(KmsError::Unavailable)?;
        Ok(envelope::versioned(FILE, version, &body))
    }

    async fn open(&self, context: &Context, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, KmsError> {
        let Some((FILE, version, body)) = envelope::parts(sealed) else {
            return Err(KmsError::Sealed);
        };
        let key = match self.derived(Some(version), SEAL) {
            Err(KmsError::Version(_)) => {
                self.look_again()?;
                self.derived(Some(version), SEAL)
            }
            key => key,
        };
        envelope::open(&key?.1, context, body).ok_or(KmsError::Sealed)
    }

    async fn version(&self) -> Result<u32, KmsError> {
        self.look_again()?;
        Ok(self.derived(None, SEAL)?.0)
    }

    async fn rotate(&self) -> Result<u32, KmsError> {
        let mut key = Zeroizing::new([0; 32]);
        OsRng.fill_bytes(key.as_mut_slice());
        append(&self.path, &hex::encode(key.as_slice()))?;
        self.version().await
    }

    async fn mac(&self, key: MacKey, data: &[u8]) -> Result<[u8; 32], KmsError> {
        match key {
            MacKey::Federation => self.federation.mac(data),
            other => hmac(&self.derived(Some(1), other.label())?.1, data),
        }
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
fn create(path: &Path, text: &str) -> Result<(), KmsError> {
    let draft = path.with_extension(format!("new-{}", std::process::id()));
    let written = write_new(&draft, text).and_then(|()| match fs::hard_link(&draft, path) {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        linked => linked,
    });
    let removed = fs::remove_file(&draft);
    written.and(removed).map_err(|source| file_error(path, source))
}

/// Puts a file with one more line in the place of the one there is. The draft's name is the same for all, so that of two who
/// rotate at once one is told so.
fn append(path: &Path, line: &str) -> Result<(), KmsError> {
    let draft = path.with_extension("rotating");
    let before = secret_text(path)?;
    let text = Zeroizing::new(format!("{}\n{line}\n", before.trim_end()));
    write_new(&draft, &text).map_err(|source| file_error(&draft, source))?;
    // Read again: another may have rotated between our reading and our draft.
    let unchanged = secret_text(path).is_ok_and(|now| now == before);
    let moved = match unchanged {
        true => fs::rename(&draft, path),
        false => fs::remove_file(&draft).and(Err(std::io::ErrorKind::ResourceBusy.into())),
    };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    moved.and_then(|()| fs::File::open(folder)?.sync_all()).map_err(|source| file_error(path, source))
}

fn write_new(path: &Path, text: &str) -> std::io::Result<()> {
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn stamp(path: &Path) -> Result<Stamp, KmsError> {
    let metadata = fs::metadata(path).map_err(|source| file_error(path, source))?;
    Ok(Stamp { inode: metadata.ino(), len: metadata.len(), modified: metadata.modified().ok() })
}

fn versions(path: &Path) -> Result<Versions, KmsError> {
    let stamp = stamp(path)?;
    let text = secret_text(path)?;
    let keys: Option<Vec<_>> = text.lines().map(|line| key_of(line.trim_end())).collect();
    match keys {
        Some(keys) if !keys.is_empty() => Ok(Versions { keys, stamp }),
        _ => Err(KmsError::Form(path.to_owned())),
    }
}

fn key_of(text: &str) -> Option<Zeroizing<[u8; 32]>> {
    let mut key = Zeroizing::new([0; 32]);
    hex::decode_to_slice(text, key.as_mut_slice()).ok()?;
    Some(key)
}

/// The text of a file that nobody else can read; it wipes itself.
pub(super) fn secret_text(path: &Path) -> Result<Zeroizing<String>, KmsError> {
    let metadata = fs::metadata(path).map_err(|source| file_error(path, source))?;
    if metadata.mode() & 0o077 != 0 {
        return Err(KmsError::Mode(path.to_owned()));
    }
    fs::read_to_string(path).map(Zeroizing::new).map_err(|source| file_error(path, source))
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
        FileKms::open(&dir.join("kms.key"), Some(&federation)).unwrap()
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
        assert!(matches!(FileKms::open(&own, Some(&federation)), Err(KmsError::Mode(_))));
        write_key(&own, "abcd");
        assert!(matches!(FileKms::open(&own, Some(&federation)), Err(KmsError::Form(_))));
        let missing = dir.path().join("none.key");
        assert!(matches!(
            FileKms::open(&own, Some(&missing)),
            Err(KmsError::Form(_) | KmsError::File { .. })
        ));
        assert!(!missing.exists());
    }

    #[tokio::test]
    async fn no_two_purposes_give_the_same_value() {
        let dir = tempfile::tempdir().unwrap();
        let kms = file_kms(dir.path());
        let mut values = std::collections::BTreeSet::new();
        for key in MacKey::ALL {
            assert!(values.insert(kms.mac(key, b"same").await.unwrap()), "{key:?}");
        }
    }

    #[tokio::test]
    async fn a_rotation_is_seen_by_the_process_that_did_not_make_it_and_old_values_open() {
        let dir = tempfile::tempdir().unwrap();
        let (daemon, tool) = (file_kms(dir.path()), file_kms(dir.path()));
        let context = Context::new(1, "user", "phone", 1);
        let old = daemon.seal(&context, b"secret").await.unwrap();
        let mac = daemon.mac(MacKey::Phone, b"1").await.unwrap();
        assert_eq!(envelope::version_of(&old), Some(1));
        assert_eq!(tool.rotate().await.unwrap(), 2);
        let new = tool.reseal(&context, &old).await.unwrap();
        assert_eq!(envelope::version_of(&new), Some(2));
        // Opening first: a version it has never heard of makes the daemon look again.
        for sealed in [&new, &old] {
            assert_eq!(daemon.open(&context, sealed).await.unwrap().as_slice(), b"secret");
        }
        assert_eq!(tool.rotate().await.unwrap(), 3);
        assert_eq!(envelope::version_of(&daemon.seal(&context, b"new").await.unwrap()), Some(3));
        assert_eq!(daemon.version().await.unwrap(), 3);
        assert_eq!(daemon.mac(MacKey::Phone, b"1").await.unwrap(), mac);
        let metadata = fs::metadata(dir.path().join("kms.key")).unwrap();
        assert_eq!(metadata.mode() & 0o777, 0o600);
        let unknown = envelope::versioned(FILE, 4, &new[5..]);
        assert!(matches!(daemon.open(&context, &unknown).await, Err(KmsError::Version(4))));
        let zero = envelope::versioned(FILE, 0, &new[5..]);
        assert!(matches!(daemon.open(&context, &zero).await, Err(KmsError::Version(0))));
    }

    #[tokio::test]
    async fn what_was_sealed_before_there_were_versions_opens_and_is_of_the_first() {
        let dir = tempfile::tempdir().unwrap();
        let kms = file_kms(dir.path());
        let context = Context::new(1, "user", "phone", 1);
        let sealed = kms.seal(&context, b"secret").await.unwrap();
        let bare = &sealed[5..];
        assert_eq!(kms.open(&context, bare).await.unwrap().as_slice(), b"secret");
        kms.rotate().await.unwrap();
        assert_eq!(kms.open(&context, bare).await.unwrap().as_slice(), b"secret");
        assert_eq!(envelope::version_of(&kms.reseal(&context, bare).await.unwrap()), Some(2));
    }

    #[tokio::test]
    async fn of_two_who_rotate_at_once_one_is_told_so_and_no_key_is_lost() {
        let dir = tempfile::tempdir().unwrap();
        let kms = file_kms(dir.path());
        write_key(&dir.path().join("kms.rotating"), "left");
        assert!(matches!(kms.rotate().await, Err(KmsError::File { .. })));
        fs::remove_file(dir.path().join("kms.rotating")).unwrap();
        assert_eq!(kms.version().await.unwrap(), 1);
        assert_eq!(kms.rotate().await.unwrap(), 2);
        assert!(!dir.path().join("kms.rotating").exists());
    }

    #[test]
    fn debug_shows_no_key() {
        let dir = tempfile::tempdir().unwrap();
        let kms = file_kms(dir.path());
        assert_eq!(format!("{kms:?}"), "FileKms(…)");
    }
}
