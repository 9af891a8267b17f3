use super::envelope::{self, Context, PKCS11};
use super::kms::{secret_text, Federation};
use super::{Kms, KmsError, MacKey};
use crate::config;
use async_trait::async_trait;
use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::error::{Error, RvError};
use cryptoki::mechanism::aead::GcmParams;
use cryptoki::mechanism::Mechanism;
use cryptoki::object::{Attribute, KeyType, ObjectClass, ObjectHandle};
use cryptoki::session::{Session, UserType};
use cryptoki::types::{AuthPin, Ulong};
use rand_core::{OsRng, RngCore};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use zeroize::Zeroizing;

const IV: usize = 12;
const TAG_BITS: u64 = 128;
const KEY_BYTES: u64 = 32;

/// Key management by a hardware security module, spoken to through its PKCS#11 library: AES-256-GCM keys seal, one object a
/// version, labelled `<prefix>-seal-<version>`; one generic secret a purpose authenticates with HMAC-SHA256. The objects are
/// sensitive and cannot be taken out.
pub struct Pkcs11Kms {
    module: Arc<Module>,
    federation: Federation,
}

struct Module {
    library: Pkcs11,
    settings: config::Pkcs11,
    pin: AuthPin,
    /// One session: the library serialises what is asked of a token anyway. Empty after a failure.
    session: Mutex<Option<Session>>,
}

impl Pkcs11Kms {
    /// Loads the library and reads the PIN. The token is asked for with the first use.
    ///
    /// # Errors
    /// `Setup` when the library cannot be loaded, and those of the files that the settings name.
    pub fn open(settings: &config::Pkcs11, federation: Option<&Path>) -> Result<Self, KmsError> {
        let setup = |error: Error| {
            KmsError::Setup(format!("kms.pkcs11.module {}: {error}", settings.module.display()))
        };
        let pin = AuthPin::from(secret_text(&settings.pin_file)?.trim().to_owned());
        let library = Pkcs11::new(&settings.module).map_err(setup)?;
        match library.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK)) {
            Ok(()) | Err(Error::Pkcs11(RvError::CryptokiAlreadyInitialized, _)) => {}
            Err(error) => return Err(setup(error)),
        }
        let module = Module { library, settings: settings.clone(), pin, session: Mutex::new(None) };
        Ok(Pkcs11Kms { module: Arc::new(module), federation: Federation::read(federation)? })
    }

    /// Does something with the token off the async threads.
    async fn with<T: Send + 'static>(
        &self,
        work: impl Fn(&Module, &Session) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, KmsError> {
        let module = Arc::clone(&self.module);
        tokio::task::spawn_blocking(move || module.with(&work)).await.map_err(|_| KmsError::Unavailable)?
    }
}

enum Fault {
    /// What the token said; a new session may help.
    Token(Error),
    Other(KmsError),
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Fault::Token(error)
    }
}

impl From<Fault> for KmsError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Token(error) => KmsError::Service(format!("PKCS#11: {error}")),
            Fault::Other(error) => error,
        }
    }
}

impl Module {
    /// Does it in the session there is. A token that was away is looked for once more.
    fn with<T>(&self, work: &dyn Fn(&Module, &Session) -> Result<T, Fault>) -> Result<T, KmsError> {
        let mut kept = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(session) = kept.as_ref() {
            match work(self, session) {
                Err(Fault::Token(_)) => *kept = None,
                done => return done.map_err(KmsError::from),
            }
        }
        let session = self.log_in()?;
        let done = work(self, &session)?;
        *kept = Some(session);
        Ok(done)
    }

    fn log_in(&self) -> Result<Session, KmsError> {
        let fault = |error: Error| KmsError::from(Fault::Token(error));
        let label = &self.settings.token;
        let slots = self.library.get_slots_with_initialized_token().map_err(fault)?;
        let slot = slots
            .into_iter()
            .find(|slot| {
                self.library.get_token_info(*slot).is_ok_and(|token| token.label().trim_end() == label)
            })
            .ok_or_else(|| KmsError::Service(format!("PKCS#11: there is no token labelled {label}")))?;
        let session = self.library.open_rw_session(slot).map_err(fault)?;
        match session.login(UserType::User, Some(&self.pin)) {
            Ok(()) | Err(Error::Pkcs11(RvError::UserAlreadyLoggedIn, _)) => Ok(session),
            Err(error) => Err(fault(error)),
        }
    }

    fn label(&self, name: &str) -> Vec<u8> {
        format!("{}-{name}", self.settings.prefix).into_bytes()
    }

    fn find(&self, session: &Session, name: &str) -> Result<Option<ObjectHandle>, Fault> {
        let template = [Attribute::Class(ObjectClass::SECRET_KEY), Attribute::Label(self.label(name))];
        match session.find_objects(&template)?.as_slice() {
            [] => Ok(None),
            [one] => Ok(Some(*one)),
            _ => Err(Fault::Other(KmsError::Setup(format!(
                "PKCS#11: the token has more than one key {}-{name}",
                self.settings.prefix
            )))),
        }
    }

    fn seal_key(&self, session: &Session, version: u32) -> Result<Option<ObjectHandle>, Fault> {
        self.find(session, &format!("seal-{version}"))
    }

    /// The newest version of the sealing key. Another process may have made it: the token is asked every time.
    fn newest(&self, session: &Session) -> Result<(u32, ObjectHandle), Fault> {
        let missing = || {
            let text = "PKCS#11: the token has no sealing key: run timebank-relayer keys init";
            Fault::Other(KmsError::Setup(text.into()))
        };
        let (mut version, mut newest) = (1u32, self.seal_key(session, 1)?.ok_or_else(missing)?);
        while let Some(key) = self.seal_key(session, version.saturating_add(1))? {
            (version, newest) = (version.saturating_add(1), key);
        }
        Ok((version, newest))
    }

    fn make(&self, session: &Session, name: &str, seals: bool) -> Result<(), Fault> {
        let mut template = vec![
            Attribute::Label(self.label(name)),
            Attribute::Token(true),
            Attribute::Private(true),
            Attribute::Sensitive(true),
            Attribute::Extractable(false),
            Attribute::ValueLen(Ulong::from(KEY_BYTES)),
        ];
        let mechanism = match seals {
            true => {
                template.extend([Attribute::Encrypt(true), Attribute::Decrypt(true)]);
                Mechanism::AesKeyGen
            }
            false => {
                template.extend([Attribute::KeyType(KeyType::GENERIC_SECRET), Attribute::Sign(true)]);
                Mechanism::GenericSecretKeyGen
            }
        };
        session.generate_key(&mechanism, &template)?;
        Ok(())
    }
}

fn gcm<'a>(iv: &'a mut [u8], context: &'a [u8]) -> Result<Mechanism<'a>, Fault> {
    Ok(Mechanism::AesGcm(GcmParams::new(iv, context, Ulong::from(TAG_BITS))?))
}

#[async_trait]
impl Kms for Pkcs11Kms {
    async fn seal(&self, context: &Context, secret: &[u8]) -> Result<Vec<u8>, KmsError> {
        let (context, secret) = (context.bytes(), Zeroizing::new(secret.to_vec()));
        self.with(move |module, session| {
            let (version, key) = module.newest(session)?;
            let mut iv = [0; IV];
            OsRng.fill_bytes(&mut iv);
            let ciphertext = session.encrypt(&gcm(&mut iv.clone(), &context)?, key, &secret)?;
            Ok(envelope::versioned(PKCS11, version, &[iv.as_slice(), &ciphertext].concat()))
        })
        .await
    }

    async fn open(&self, context: &Context, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, KmsError> {
        let Some((PKCS11, version, body)) = envelope::parts(sealed) else {
            return Err(KmsError::Sealed);
        };
        let Some((iv, ciphertext)) = body.split_first_chunk::<IV>() else {
            return Err(KmsError::Sealed);
        };
        let (context, iv, ciphertext) = (context.bytes(), *iv, ciphertext.to_vec());
        self.with(move |module, session| {
            let key = module.seal_key(session, version)?.ok_or(Fault::Other(KmsError::Version(version)))?;
            match session.decrypt(&gcm(&mut iv.clone(), &context)?, key, &ciphertext) {
                Ok(secret) => Ok(Zeroizing::new(secret)),
                // Modules differ in what they call a tag that does not fit.
                Err(Error::Pkcs11(
                    RvError::EncryptedDataInvalid
                    | RvError::EncryptedDataLenRange
                    | RvError::GeneralError
                    | RvError::FunctionFailed,
                    _,
                )) => Err(Fault::Other(KmsError::Sealed)),
                Err(error) => Err(error.into()),
            }
        })
        .await
    }

    async fn version(&self) -> Result<u32, KmsError> {
        self.with(|module, session| Ok(module.newest(session)?.0)).await
    }

    async fn rotate(&self) -> Result<u32, KmsError> {
        self.with(|module, session| {
            let next = module.newest(session)?.0.saturating_add(1);
            module.make(session, &format!("seal-{next}"), true)?;
            Ok(next)
        })
        .await
    }

    async fn set_up(&self) -> Result<(), KmsError> {
        self.with(|module, session| {
            if module.seal_key(session, 1)?.is_none() {
                module.make(session, "seal-1", true)?;
            }
            for key in MacKey::ALL.into_iter().filter(|key| *key != MacKey::Federation) {
                if module.find(session, key.name())?.is_none() {
                    module.make(session, key.name(), false)?;
                }
            }
            Ok(())
        })
        .await
    }

    async fn mac(&self, key: MacKey, data: &[u8]) -> Result<[u8; 32], KmsError> {
        if key == MacKey::Federation {
            return self.federation.mac(data);
        }
        let data = Zeroizing::new(data.to_vec());
        self.with(move |module, session| {
            let missing = || {
                let text =
                    format!("PKCS#11: the token has no key {}: run timebank-relayer keys init", key.name());
                Fault::Other(KmsError::Setup(text))
            };
            let handle = module.find(session, key.name())?.ok_or_else(missing)?;
            let mac = session.sign(&Mechanism::Sha256Hmac, handle, &data)?;
            mac.try_into().map_err(|_| Fault::Other(KmsError::Unavailable))
        })
        .await
    }

    fn random(&self, bytes: &mut [u8]) {
        OsRng.fill_bytes(bytes);
    }
}

impl std::fmt::Debug for Pkcs11Kms {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Pkcs11Kms({})", self.module.settings.token)
    }
}
