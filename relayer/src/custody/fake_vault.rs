//! A stand-in for HashiCorp Vault in tests: the few calls of `VaultKms`, as strict as the original about tokens, names, bodies
//! and contexts, with real ciphers. The same tests run against a real one when `TIMEBANK_VAULT` names it.

use super::envelope::{self, Context};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use base64::engine::general_purpose::STANDARD;
use base64::Engine;
use hmac::{Hmac, Mac};
use serde_json::{json, Map, Value};
use sha2::Sha256;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

const ROOT: &str = "root";

#[derive(Clone, Default)]
pub struct FakeVault(Arc<Mutex<Kept>>);

#[derive(Default)]
struct Kept {
    /// By mount and name.
    keys: HashMap<(String, String), Key>,
    mounts: Vec<String>,
    approle: bool,
    /// Policy texts, by name.
    policies: HashMap<String, String>,
    roles: HashMap<String, Role>,
    /// Uses left and policy.
    tokens: HashMap<String, (u64, String)>,
}

struct Key {
    derived: bool,
    versions: Vec<[u8; 32]>,
}

struct Role {
    id: String,
    secrets: Vec<String>,
    uses: u64,
    policy: String,
}

type Answer = Result<Value, (StatusCode, &'static str)>;

fn bad(text: &'static str) -> (StatusCode, &'static str) {
    (StatusCode::BAD_REQUEST, text)
}

impl FakeVault {
    /// Its address.
    pub async fn start() -> String {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new().fallback(answer).with_state(FakeVault::default());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        address
    }
}

async fn answer(
    State(vault): State<FakeVault>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let token = headers.get("x-vault-token").map(|token| token.to_str().unwrap().to_owned());
    let body = match serde_json::from_slice::<Value>(&body) {
        Ok(Value::Object(body)) => body,
        Ok(Value::Null) => Map::new(),
        _ if body.is_empty() => Map::new(),
        _ => return refused(bad("error parsing JSON")),
    };
    let path: Vec<&str> = uri.path().trim_start_matches("/v1/").split('/').collect();
    let answer = vault.0.lock().unwrap().answer(&method, &path, token.as_deref(), &body);
    match answer {
        Ok(Value::Null) => StatusCode::NO_CONTENT.into_response(),
        Ok(answer) => Json(answer).into_response(),
        Err(error) => refused(error),
    }
}

fn refused((status, text): (StatusCode, &'static str)) -> Response {
    (status, Json(json!({"errors": [text]}))).into_response()
}

fn text<'a>(body: &'a Map<String, Value>, name: &str) -> Result<&'a str, (StatusCode, &'static str)> {
    body.get(name).and_then(Value::as_str).ok_or(bad("missing field"))
}

fn bytes(body: &Map<String, Value>, name: &str) -> Result<Vec<u8>, (StatusCode, &'static str)> {
    STANDARD.decode(text(body, name)?).map_err(|_| bad("failed to base64-decode"))
}

fn only(body: &Map<String, Value>, names: &[&str]) -> Result<(), (StatusCode, &'static str)> {
    // The original ignores what it does not know; here it would hide a misspelt name.
    match body.keys().all(|key| names.contains(&key.as_str())) {
        true => Ok(()),
        false => Err(bad("unknown field")),
    }
}

fn random() -> String {
    uuid::Uuid::new_v4().to_string()
}

impl Kept {
    fn answer(
        &mut self,
        method: &Method,
        path: &[&str],
        token: Option<&str>,
        body: &Map<String, Value>,
    ) -> Answer {
        let post = *method == Method::POST || *method == Method::PUT;
        if let (true, ["auth", "approle", "login"]) = (post, path) {
            return self.log_in(body);
        }
        let denied = (StatusCode::FORBIDDEN, "permission denied");
        let token = token.ok_or(denied)?;
        if token != ROOT {
            let (uses, policy) = self.tokens.get_mut(token).ok_or(denied)?;
            *uses = uses.checked_sub(1).ok_or(denied)?;
            let rules = self.policies.get(policy).ok_or(denied)?;
            if !rules.contains(&format!("\"{}/*\"", path[0])) {
                return Err(denied);
            }
        }
        match (post, path) {
            (true, ["sys", "mounts", mount]) if text(body, "type")? == "transit" => {
                self.mounts.push((*mount).to_owned());
                Ok(Value::Null)
            }
            (false, ["sys", "auth"]) => Ok(if self.approle { json!({"approle/": {}}) } else { json!({}) }),
            (true, ["sys", "auth", "approle"]) => {
                self.approle = true;
                Ok(Value::Null)
            }
            (true, ["sys", "policies", "acl", name]) => {
                self.policies.insert((*name).to_owned(), text(body, "policy")?.to_owned());
                Ok(Value::Null)
            }
            (_, ["auth", "approle", "role", name, rest @ ..]) if self.approle => {
                self.role(post, name, rest, body)
            }
            (_, [mount, rest @ ..]) if self.mounts.iter().any(|one| one == mount) => {
                self.transit(post, mount, rest, body)
            }
            _ => Err((StatusCode::NOT_FOUND, "no handler for route")),
        }
    }

    fn role(&mut self, post: bool, name: &str, rest: &[&str], body: &Map<String, Value>) -> Answer {
        if let (true, []) = (post, rest) {
            let uses = body["token_num_uses"].as_u64().unwrap();
            let role = Role {
                id: random(),
                secrets: Vec::new(),
                uses,
                policy: text(body, "token_policies")?.into(),
            };
            self.roles.insert(name.to_owned(), role);
            return Ok(Value::Null);
        }
        let role = self.roles.get_mut(name).ok_or((StatusCode::NOT_FOUND, "no role"))?;
        match (post, rest) {
            (false, ["role-id"]) => Ok(json!({"data": {"role_id": role.id}})),
            (true, ["secret-id"]) => {
                role.secrets.push(random());
                Ok(json!({"data": {"secret_id": role.secrets.last()}}))
            }
            _ => Err((StatusCode::NOT_FOUND, "no handler for route")),
        }
    }

    fn log_in(&mut self, body: &Map<String, Value>) -> Answer {
        only(body, &["role_id", "secret_id"])?;
        let (id, secret) = (text(body, "role_id")?, text(body, "secret_id")?);
        let role = self.roles.values().find(|role| role.id == id).ok_or(bad("invalid role ID"))?;
        if !role.secrets.iter().any(|one| one == secret) {
            return Err(bad("invalid secret id"));
        }
        let token = format!("hvs.{}", random());
        self.tokens.insert(token.clone(), (role.uses, role.policy.clone()));
        Ok(json!({"auth": {"client_token": token, "lease_duration": 60}}))
    }

    fn transit(&mut self, post: bool, mount: &str, rest: &[&str], body: &Map<String, Value>) -> Answer {
        let at = |name: &str| (mount.to_owned(), name.to_owned());
        let fresh = || *uuid::Uuid::new_v4().into_bytes().repeat(2).first_chunk::<32>().unwrap();
        let missing = bad("encryption key not found");
        match (post, rest) {
            (true, ["keys", name]) => {
                only(body, &["type", "derived"])?;
                let derived = body.get("derived").and_then(Value::as_bool).unwrap_or(false);
                assert_eq!(text(body, "type")?, "aes256-gcm96");
                self.keys.entry(at(name)).or_insert_with(|| Key { derived, versions: vec![fresh()] });
                Ok(Value::Null)
            }
            (false, ["keys", name]) => {
                let key = self.keys.get(&at(name)).ok_or((StatusCode::NOT_FOUND, ""))?;
                Ok(json!({"data": {"latest_version": key.versions.len(), "derived": key.derived}}))
            }
            (true, ["keys", name, "rotate"]) => {
                self.keys.get_mut(&at(name)).ok_or(missing)?.versions.push(fresh());
                Ok(Value::Null)
            }
            (true, ["encrypt", name]) => {
                only(body, &["plaintext", "context"])?;
                let key = self.keys.get(&at(name)).ok_or(missing)?;
                Ok(json!({"data": {"ciphertext": key.encrypt(body, &bytes(body, "plaintext")?)?}}))
            }
            (true, ["decrypt", name]) => {
                only(body, &["ciphertext", "context"])?;
                let key = self.keys.get(&at(name)).ok_or(missing)?;
                Ok(json!({"data": {"plaintext": STANDARD.encode(key.decrypt(body)?)}}))
            }
            (true, ["rewrap", name]) => {
                only(body, &["ciphertext", "context"])?;
                let key = self.keys.get(&at(name)).ok_or(missing)?;
                let secret = key.decrypt(body)?;
                Ok(json!({"data": {"ciphertext": key.encrypt(body, &secret)?}}))
            }
            (true, ["hmac", name, "sha2-256"]) => {
                only(body, &["input", "key_version"])?;
                let key = self.keys.get(&at(name)).ok_or(missing)?;
                let version = body["key_version"].as_u64().unwrap();
                let secret = key.versions[usize::try_from(version).unwrap() - 1];
                let mut mac = Hmac::<Sha256>::new_from_slice(&secret).unwrap();
                mac.update(&bytes(body, "input")?);
                let mac = STANDARD.encode(mac.finalize().into_bytes());
                Ok(json!({"data": {"hmac": format!("vault:v{version}:{mac}")}}))
            }
            _ => Err((StatusCode::NOT_FOUND, "unsupported path")),
        }
    }
}

impl Key {
    fn context(&self, body: &Map<String, Value>) -> Result<Context, (StatusCode, &'static str)> {
        assert!(self.derived, "sealing is bound to its context");
        let context = bytes(body, "context").map_err(|_| bad("missing 'context' for key derivation"))?;
        Ok(Context::new(0, hex::encode(context), "fake", 0))
    }

    fn encrypt(
        &self,
        body: &Map<String, Value>,
        secret: &[u8],
    ) -> Result<String, (StatusCode, &'static str)> {
        let sealed = envelope::seal(self.versions.last().unwrap(), &self.context(body)?, secret).unwrap();
        Ok(format!("vault:v{}:{}", self.versions.len(), STANDARD.encode(sealed)))
    }

    fn decrypt(&self, body: &Map<String, Value>) -> Result<Vec<u8>, (StatusCode, &'static str)> {
        let invalid = bad("invalid ciphertext: no prefix");
        let (version, sealed) = text(body, "ciphertext")?
            .strip_prefix("vault:v")
            .and_then(|text| text.split_once(':'))
            .ok_or(invalid)?;
        let version: usize = version.parse().map_err(|_| invalid)?;
        let key =
            version.checked_sub(1).and_then(|at| self.versions.get(at)).ok_or(bad("no such version"))?;
        let sealed =
            STANDARD.decode(sealed).map_err(|_| bad("invalid ciphertext: could not decode base64"))?;
        envelope::open(key, &self.context(body)?, &sealed)
            .map(|secret| secret.to_vec())
            .ok_or(bad("cipher: message authentication failed"))
    }
}
