use super::envelope::{self, Context, VAULT};
use super::kms::{secret_text, Federation};
use super::{Kms, KmsError, MacKey};
use crate::config;
use async_trait::async_trait;
use base64::engine::general_purpose::STANDARD;
use base64::Engine;
use rand_core::{OsRng, RngCore};
use serde_json::{json, Value};
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use ureq::http::{Method, Request, StatusCode};
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::Agent;
use zeroize::Zeroizing;

const TIMEOUT: Duration = Duration::from_secs(10);

/// Key management by the transit engine of HashiCorp Vault or OpenBao. One derived key seals, by version; one key a purpose
/// authenticates, always in its first version. No key leaves the service; only what is sealed or opened goes over the wire.
pub struct VaultKms {
    agent: Agent,
    settings: config::Vault,
    /// What was logged in with; a token that ran out is replaced.
    token: RwLock<Option<Arc<Zeroizing<String>>>>,
    federation: Federation,
}

impl VaultKms {
    /// Reads the settings. Nothing is asked of the service yet.
    ///
    /// # Errors
    /// `Setup` for what the settings lack, and those of the files they name.
    pub fn open(settings: &config::Vault, federation: Option<&Path>) -> Result<Self, KmsError> {
        let mut tls = TlsConfig::builder();
        if let Some(path) = &settings.ca_file {
            let pem =
                std::fs::read(path).map_err(|source| KmsError::File { path: path.to_owned(), source })?;
            let authority = Certificate::from_pem(&pem)
                .map_err(|error| KmsError::Setup(format!("kms.vault.ca_file: {error}")))?;
            tls = tls.root_certs(RootCerts::new_with_certs(&[authority]));
        }
        let agent = Agent::config_builder()
            .tls_config(tls.build())
            .timeout_global(Some(TIMEOUT))
            .http_status_as_error(false)
            .max_redirects(0)
            .build()
            .into();
        let token = match &settings.token_file {
            Some(path) => Some(Arc::new(Zeroizing::new(secret_text(path)?.trim().to_owned()))),
            None => None,
        };
        Ok(VaultKms {
            agent,
            settings: settings.clone(),
            token: RwLock::new(token),
            federation: Federation::read(federation)?,
        })
    }

    fn key(&self, name: &str) -> String {
        format!("{}-{name}", self.settings.prefix)
    }

    /// Asks the transit engine; `data` of its answer.
    async fn transit(&self, method: Method, path: &str, body: Option<&Value>) -> Result<Value, KmsError> {
        let path = format!("{}/{path}", self.settings.mount);
        let mut again = self.settings.role_id.is_some();
        loop {
            let token = self.token().await?;
            match self.send(method.clone(), &path, Some(&token), body).await {
                Err(Refused::Token) if again => {
                    again = false;
                    *self.token.write().unwrap_or_else(PoisonError::into_inner) = None;
                }
                answer => {
                    let mut answer = answer?;
                    return Ok(answer.get_mut("data").map(Value::take).unwrap_or_default());
                }
            }
        }
    }

    async fn token(&self) -> Result<Arc<Zeroizing<String>>, KmsError> {
        if let Some(token) = self.token.read().unwrap_or_else(PoisonError::into_inner).clone() {
            return Ok(token);
        }
        let (Some(role), Some(file)) = (&self.settings.role_id, &self.settings.secret_id_file) else {
            return Err(KmsError::Unavailable);
        };
        let secret = secret_text(file)?;
        let body = json!({"role_id": role, "secret_id": secret.trim()});
        let answer = self.send(Method::POST, "auth/approle/login", None, Some(&body)).await?;
        let token = text(answer.get("auth").unwrap_or(&answer), "client_token")
            .ok_or_else(|| unexpected("auth/approle/login"))?;
        let token = Arc::new(Zeroizing::new(token.to_owned()));
        *self.token.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&token));
        Ok(token)
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        token: Option<&Zeroizing<String>>,
        body: Option<&Value>,
    ) -> Result<Value, Refused> {
        let url = format!("{}/v1/{path}", self.settings.address.trim_end_matches('/'));
        let mut request = Request::builder().method(method).uri(url).header("x-vault-request", "true");
        if let Some(token) = token {
            request = request.header("x-vault-token", token.as_str());
        }
        let body = body.map(Value::to_string).map(Zeroizing::new);
        let agent = self.agent.clone();
        let asked = tokio::task::spawn_blocking(move || {
            let mut response = match body {
                Some(body) => {
                    agent.run(request.header("content-type", "application/json").body(body.as_bytes())?)?
                }
                None => agent.run(request.body(())?)?,
            };
            let bytes = Zeroizing::new(response.body_mut().read_to_vec()?);
            Ok::<_, ureq::Error>((response.status(), bytes))
        });
        let failed =
            |error: &dyn std::fmt::Display| Refused::Other(KmsError::Service(format!("Vault: {error}")));
        let (status, bytes) = asked.await.map_err(|error| failed(&error))?.map_err(|error| failed(&error))?;
        if status.is_success() {
            return match bytes.is_empty() {
                true => Ok(Value::Null),
                false => serde_json::from_slice(&bytes).map_err(|_| Refused::Other(unexpected(path))),
            };
        }
        let said = serde_json::from_slice::<Value>(&bytes).unwrap_or_default();
        let errors: Vec<&str> = said
            .get("errors")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let says = |text: &str| errors.iter().any(|error| error.contains(text));
        Err(match status {
            StatusCode::FORBIDDEN => Refused::Token,
            StatusCode::BAD_REQUEST
                if says("message authentication failed")
                    || says("invalid ciphertext")
                    || says("could not decode") =>
            {
                Refused::Other(KmsError::Sealed)
            }
            _ => Refused::Other(KmsError::Service(format!("Vault answered {status} to {path}"))),
        })
    }

    fn envelope(answer: &Value, path: &str) -> Result<Vec<u8>, KmsError> {
        let read = || {
            let (version, body) = text(answer, "ciphertext")?.strip_prefix("vault:v")?.split_once(':')?;
            Some(envelope::versioned(VAULT, version.parse().ok()?, &STANDARD.decode(body).ok()?))
        };
        read().ok_or_else(|| unexpected(path))
    }

    fn ciphertext(sealed: &[u8]) -> Result<String, KmsError> {
        match envelope::parts(sealed) {
            Some((VAULT, version, body)) => Ok(format!("vault:v{version}:{}", STANDARD.encode(body))),
            _ => Err(KmsError::Sealed),
        }
    }
}

enum Refused {
    /// The token is over, or never had the right.
    Token,
    Other(KmsError),
}

impl From<Refused> for KmsError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Token => KmsError::Service("Vault refuses the token: see its policy".into()),
            Refused::Other(error) => error,
        }
    }
}

fn text<'a>(answer: &'a Value, name: &str) -> Option<&'a str> {
    answer.get(name).and_then(Value::as_str)
}

fn unexpected(path: &str) -> KmsError {
    KmsError::Service(format!("Vault answered {path} in a form that is not known"))
}

#[async_trait]
impl Kms for VaultKms {
    async fn seal(&self, context: &Context, secret: &[u8]) -> Result<Vec<u8>, KmsError> {
        let path = format!("encrypt/{}", self.key("seal"));
        let body = json!({"plaintext": STANDARD.encode(secret), "context": STANDARD.encode(context.bytes())});
        Self::envelope(&self.transit(Method::POST, &path, Some(&body)).await?, &path)
    }

    async fn open(&self, context: &Context, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, KmsError> {
        let path = format!("decrypt/{}", self.key("seal"));
        let body = json!({
            "ciphertext": Self::ciphertext(sealed)?, "context": STANDARD.encode(context.bytes()),
        });
        let answer = self.transit(Method::POST, &path, Some(&body)).await?;
        let secret = text(&answer, "plaintext").and_then(|text| STANDARD.decode(text).ok());
        secret.map(Zeroizing::new).ok_or_else(|| unexpected(&path))
    }

    async fn reseal(&self, context: &Context, sealed: &[u8]) -> Result<Vec<u8>, KmsError> {
        let path = format!("rewrap/{}", self.key("seal"));
        let body = json!({
            "ciphertext": Self::ciphertext(sealed)?, "context": STANDARD.encode(context.bytes()),
        });
        Self::envelope(&self.transit(Method::POST, &path, Some(&body)).await?, &path)
    }

    async fn version(&self) -> Result<u32, KmsError> {
        let path = format!("keys/{}", self.key("seal"));
        let answer = self.transit(Method::GET, &path, None).await?;
        let version = answer
            .get("latest_version")
            .and_then(Value::as_u64)
            .and_then(|version| u32::try_from(version).ok());
        version.ok_or_else(|| unexpected(&path))
    }

    async fn rotate(&self) -> Result<u32, KmsError> {
        let path = format!("keys/{}/rotate", self.key("seal"));
        self.transit(Method::POST, &path, Some(&json!({}))).await?;
        self.version().await
    }

    async fn set_up(&self) -> Result<(), KmsError> {
        // Asking for a key that exists changes nothing of it.
        let seal = json!({"type": "aes256-gcm96", "derived": true});
        self.transit(Method::POST, &format!("keys/{}", self.key("seal")), Some(&seal)).await?;
        for key in MacKey::ALL.into_iter().filter(|key| *key != MacKey::Federation) {
            let path = format!("keys/{}", self.key(key.name()));
            self.transit(Method::POST, &path, Some(&json!({"type": "aes256-gcm96"}))).await?;
        }
        Ok(())
    }

    async fn mac(&self, key: MacKey, data: &[u8]) -> Result<[u8; 32], KmsError> {
        if key == MacKey::Federation {
            return self.federation.mac(data);
        }
        let path = format!("hmac/{}/sha2-256", self.key(key.name()));
        // Always of the first version: whatever somebody rotates there, an index must stay what it is.
        let body = json!({"input": STANDARD.encode(data), "key_version": 1});
        let answer = self.transit(Method::POST, &path, Some(&body)).await?;
        let mac = text(&answer, "hmac").and_then(|text| text.strip_prefix("vault:v1:"));
        mac.and_then(|text| STANDARD.decode(text).ok()?.try_into().ok()).ok_or_else(|| unexpected(&path))
    }

    fn random(&self, bytes: &mut [u8]) {
        OsRng.fill_bytes(bytes);
    }
}

impl std::fmt::Debug for VaultKms {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "VaultKms({})", self.settings.address)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::fake_vault::FakeVault;
    use super::*;
    use reqwest::Client;
    use std::os::unix::fs::PermissionsExt;

    /// Where tests find a real Vault or OpenBao: `http://127.0.0.1:8200,ROOT-TOKEN`. Without it they use a strict fake.
    const SERVER: &str = "TIMEBANK_VAULT";

    pub(crate) fn secret_file(folder: &Path, name: &str, text: &str) -> std::path::PathBuf {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        path
    }

    /// A service with keys of this test's own, and what its administrator knows.
    pub(crate) struct Service {
        pub settings: config::Vault,
        pub folder: tempfile::TempDir,
        administrator: Client,
        root: String,
    }

    impl Service {
        pub(crate) async fn start() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let (address, root) = match std::env::var(SERVER) {
                Ok(server) => {
                    let (address, token) = server.split_once(',').expect("TIMEBANK_VAULT=address,token");
                    (address.to_owned(), token.to_owned())
                }
                Err(_) => (FakeVault::start().await, "root".to_owned()),
            };
            let service = Service {
                settings: config::Vault {
                    address,
                    mount: format!("transit-{}", uuid::Uuid::new_v4().simple()),
                    prefix: "timebank".into(),
                    token_file: Some(secret_file(folder.path(), "token", &root)),
                    role_id: None,
                    secret_id_file: None,
                    ca_file: None,
                },
                folder,
                administrator: Client::new(),
                root,
            };
            let mount = format!("sys/mounts/{}", service.settings.mount);
            service.ask(Method::POST, &mount, json!({"type": "transit"})).await;
            service
        }

        async fn ask(&self, method: Method, path: &str, body: Value) -> Value {
            let url = format!("{}/v1/{path}", self.settings.address);
            let request = self.administrator.request(method, url).header("x-vault-token", &self.root);
            let response = request.json(&body).send().await.unwrap();
            let (status, text) = (response.status(), response.text().await.unwrap());
            assert!(status.is_success(), "{path}: {status} {text}");
            serde_json::from_str(&text).unwrap_or_default()
        }

        pub(crate) fn kms(&self) -> VaultKms {
            let federation = secret_file(self.folder.path(), "federation.key", &"07".repeat(32));
            VaultKms::open(&self.settings, Some(&federation)).unwrap()
        }
    }

    #[tokio::test]
    async fn what_is_sealed_opens_in_its_context_only_and_by_its_own_service() {
        let service = Service::start().await;
        let kms = service.kms();
        let context = Context::new(1, "user", "phone", 1);
        assert!(matches!(kms.mac(MacKey::Phone, b"1").await, Err(KmsError::Service(_))), "no key yet");
        kms.set_up().await.unwrap();
        let sealed = kms.seal(&context, b"secret").await.unwrap();
        assert_eq!(envelope::version_of(&sealed), Some(1));
        assert_eq!(kms.open(&context, &sealed).await.unwrap().as_slice(), b"secret");
        for other in [Context::new(1, "other", "phone", 1), Context::new(2, "user", "phone", 1)] {
            assert!(matches!(kms.open(&other, &sealed).await, Err(KmsError::Sealed)));
        }
        let mut changed = sealed.clone();
        *changed.last_mut().unwrap() ^= 1;
        assert!(matches!(kms.open(&context, &changed).await, Err(KmsError::Sealed)));
        assert!(matches!(kms.open(&context, b"\x02\0\0\0\x01abc").await, Err(KmsError::Sealed)));
        let elsewhere = Service::start().await.kms();
        elsewhere.set_up().await.unwrap();
        assert!(matches!(elsewhere.open(&context, &sealed).await, Err(KmsError::Sealed)));
    }

    #[tokio::test]
    async fn rotation_seals_under_the_new_version_and_rewraps_without_opening() {
        let service = Service::start().await;
        let kms = service.kms();
        kms.set_up().await.unwrap();
        let context = Context::new(1, "user", "phone", 1);
        let old = kms.seal(&context, b"secret").await.unwrap();
        let mac = kms.mac(MacKey::Owner, b"data").await.unwrap();
        assert_eq!(kms.rotate().await.unwrap(), 2);
        kms.set_up().await.unwrap();
        assert_eq!(kms.version().await.unwrap(), 2);
        assert_eq!(envelope::version_of(&kms.seal(&context, b"x").await.unwrap()), Some(2));
        let new = kms.reseal(&context, &old).await.unwrap();
        assert_eq!(envelope::version_of(&new), Some(2));
        for sealed in [&old, &new] {
            assert_eq!(kms.open(&context, sealed).await.unwrap().as_slice(), b"secret");
        }
        let other = Context::new(1, "other", "phone", 1);
        assert!(kms.reseal(&other, &old).await.is_err());
        // Somebody rotates an authentication key by hand: the index stays.
        let key = format!("{}/keys/timebank-owner/rotate", service.settings.mount);
        service.ask(Method::POST, &key, json!({})).await;
        assert_eq!(kms.mac(MacKey::Owner, b"data").await.unwrap(), mac);
    }

    #[tokio::test]
    async fn no_two_purposes_give_the_same_value() {
        let kms = Service::start().await.kms();
        kms.set_up().await.unwrap();
        let mut values = std::collections::BTreeSet::new();
        for key in MacKey::ALL {
            assert!(values.insert(kms.mac(key, b"same").await.unwrap()), "{key:?}");
        }
    }

    #[tokio::test]
    async fn a_role_logs_in_and_again_when_its_token_is_over() {
        let service = Service::start().await;
        service.kms().set_up().await.unwrap();
        let (role, mount) = (format!("relayer-{}", uuid::Uuid::new_v4().simple()), &service.settings.mount);
        let auth = service.ask(Method::GET, "sys/auth", Value::Null).await;
        if auth.get("approle/").is_none() {
            service.ask(Method::POST, "sys/auth/approle", json!({"type": "approle"})).await;
        }
        let rules = format!(r#"path "{mount}/*" {{ capabilities = ["create", "read", "update"] }}"#);
        service.ask(Method::PUT, &format!("sys/policies/acl/{role}"), json!({"policy": rules})).await;
        let body = json!({"token_policies": role, "token_num_uses": 2});
        service.ask(Method::POST, &format!("auth/approle/role/{role}"), body).await;
        let id = service.ask(Method::GET, &format!("auth/approle/role/{role}/role-id"), Value::Null).await;
        let secret =
            service.ask(Method::POST, &format!("auth/approle/role/{role}/secret-id"), json!({})).await;
        let secret = secret["data"]["secret_id"].as_str().unwrap();
        let folder = service.folder.path();
        let settings = config::Vault {
            token_file: None,
            role_id: Some(id["data"]["role_id"].as_str().unwrap().to_owned()),
            secret_id_file: Some(secret_file(folder, "secret-id", secret)),
            ..service.settings.clone()
        };
        let kms = VaultKms::open(&settings, Some(&folder.join("federation.key"))).unwrap();
        for _ in 0..5 {
            kms.mac(MacKey::Login, b"data").await.unwrap();
        }
        secret_file(folder, "secret-id", "00000000-0000-0000-0000-000000000000");
        let refused = VaultKms::open(&settings, Some(&folder.join("federation.key"))).unwrap();
        let error = refused.mac(MacKey::Login, b"data").await.unwrap_err();
        assert!(matches!(error, KmsError::Service(_)), "{error}");
        assert!(!error.to_string().contains("00000000"), "{error}");
    }

    #[tokio::test]
    async fn a_service_that_is_away_is_out_of_order_and_says_nothing_of_the_secret() {
        let mut service = Service::start().await;
        service.settings.address = "http://127.0.0.1:9".into();
        let error = service.kms().seal(&Context::new(1, "user", "phone", 1), b"secret").await.unwrap_err();
        assert!(matches!(error, KmsError::Service(_)));
        assert!(!error.to_string().contains("c2VjcmV0"));
    }
}
