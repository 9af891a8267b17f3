//! An address to which a partner posts signed rows. A request is answered once its rows are kept, so that the partner can send it again
//! otherwise: `POST /` with `{"rows": [{…}]}` and the headers `Timebank-Time` (seconds of Unix time) and `Timebank-Signature`, in
//! hexadecimal over `timebank/push/v1` ‖ time (8 bytes, big-endian) ‖ body.

use super::{json, Page, Source, SourceError};
use crate::mapping::{self, Mapping, MappingError};
use crate::row::{Bad, Row};
use crate::run::now;
use crate::secret::read_key;
use async_trait::async_trait;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use axum::Router;
use ed25519_consensus::{Signature, VerificationKey};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use zeroize::Zeroizing;

const DOMAIN: &[u8] = b"timebank/push/v1";
/// Bytes of the longest request.
const LONGEST: usize = 4 << 20;
/// How long a look waits for a request, and a request for being kept.
const LOOK: Duration = Duration::from_millis(200);
const PATIENCE: Duration = Duration::from_secs(60);

/// Whose signature counts.
enum Key {
    Hmac(Zeroizing<[u8; 32]>),
    Ed25519(VerificationKey),
}

struct Door {
    key: Key,
    window: u64,
    columns: Vec<String>,
    version: usize,
    /// Signatures that were taken, by when they stop being good.
    seen: Mutex<BTreeMap<String, u64>>,
    inside: mpsc::Sender<Parcel>,
}

struct Parcel {
    rows: Vec<Row>,
    bad: Vec<Bad>,
    kept: oneshot::Sender<()>,
}

pub struct Push {
    listen: SocketAddr,
    door: Arc<Door>,
    parcels: mpsc::Receiver<Parcel>,
    server: Option<JoinHandle<()>>,
    pending: Option<oneshot::Sender<()>>,
}

impl Push {
    pub fn new(mapping: &Mapping, from: &mapping::Push) -> Result<Self, MappingError> {
        let wrong = || MappingError::Invalid("from.push.ed25519_key: no public key of 64 hex digits".into());
        let key = match (&from.hmac_key_file, &from.ed25519_key) {
            (Some(file), _) => Key::Hmac(read_key(file)?),
            (None, key) => {
                let mut bytes = [0; 32];
                hex::decode_to_slice(key.as_deref().unwrap_or_default(), &mut bytes).map_err(|_| wrong())?;
                Key::Ed25519(VerificationKey::try_from(bytes).map_err(|_| wrong())?)
            }
        };
        let (columns, version) = (mapping.columns().to_vec(), mapping.version_place());
        let (inside, parcels) = mpsc::channel(1);
        let door = Door { key, window: from.window, columns, version, seen: Mutex::default(), inside };
        Ok(Push { listen: from.listen, door: Arc::new(door), parcels, server: None, pending: None })
    }

    async fn open(&mut self) -> Result<(), SourceError> {
        if self.server.is_some() {
            return Ok(());
        }
        let listener = TcpListener::bind(self.listen).await;
        let listener =
            listener.map_err(|error| SourceError::Away(format!("{}: {:?}", self.listen, error.kind())))?;
        let limit = DefaultBodyLimit::max(LONGEST);
        let router = Router::new().route("/", post(take)).layer(limit).with_state(self.door.clone());
        self.server = Some(tokio::spawn(async move {
            // It ends when it is aborted.
            let _ = axum::serve(listener, router).await;
        }));
        Ok(())
    }
}

impl Drop for Push {
    fn drop(&mut self) {
        if let Some(server) = self.server.take() {
            server.abort();
        }
    }
}

impl Door {
    /// Whether the request is signed, of now, and new; then it counts as taken.
    fn admit(&self, headers: &HeaderMap, body: &[u8], now: u64) -> Result<String, &'static str> {
        let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let time = header("timebank-time").and_then(|text| text.parse::<u64>().ok()).ok_or("push.time")?;
        let text = header("timebank-signature").ok_or("push.signature")?.to_ascii_lowercase();
        let signature = hex::decode(&text).map_err(|_| "push.signature")?;
        let message = [DOMAIN, &time.to_be_bytes(), body].concat();
        let good = match &self.key {
            Key::Hmac(key) => Hmac::<Sha256>::new_from_slice(key.as_slice())
                .is_ok_and(|mac| mac.chain_update(&message).verify_slice(&signature).is_ok()),
            Key::Ed25519(key) => Signature::try_from(signature.as_slice())
                .is_ok_and(|signature| key.verify(&signature, &message).is_ok()),
        };
        if !good {
            return Err("push.signature");
        }
        if time.abs_diff(now) > self.window {
            return Err("push.time");
        }
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.retain(|_, until| *until >= now);
        match seen.insert(text.clone(), time.saturating_add(self.window)) {
            None => Ok(text),
            Some(_) => Err("push.replayed"),
        }
    }

    /// It was not kept: it may come again.
    fn forget(&self, signature: &str) {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).remove(signature);
    }
}

async fn take(State(door): State<Arc<Door>>, headers: HeaderMap, body: Bytes) -> (StatusCode, &'static str) {
    let now = now();
    let signature = match door.admit(&headers, &body, now) {
        Ok(signature) => signature,
        Err(code) => return (StatusCode::UNAUTHORIZED, code),
    };
    let read = json::rows(&body, "/rows", &door.columns, door.version);
    let Ok(read) = read else {
        return (StatusCode::UNPROCESSABLE_ENTITY, "push.json");
    };
    let posted = |nth: usize| format!("posted at {now}, row {}", nth.saturating_add(1));
    let (rows, bad) = json::placed(read, posted);
    let (kept, answer) = oneshot::channel();
    let all = async {
        door.inside.send(Parcel { rows, bad, kept }).await.ok()?;
        answer.await.ok()
    };
    match tokio::time::timeout(PATIENCE, all).await {
        Ok(Some(())) => (StatusCode::NO_CONTENT, ""),
        _ => {
            door.forget(&signature);
            (StatusCode::SERVICE_UNAVAILABLE, "push.later")
        }
    }
}

#[async_trait]
impl Source for Push {
    async fn page(&mut self, after: Option<&str>) -> Result<Page, SourceError> {
        self.open().await?;
        // What was read and not kept is answered so, and comes again.
        self.pending = None;
        let position = after.map(str::to_owned);
        let Ok(Some(Parcel { rows, bad, kept })) = tokio::time::timeout(LOOK, self.parcels.recv()).await
        else {
            return Ok(Page { position, more: false, ..Page::default() });
        };
        self.pending = Some(kept);
        Ok(Page { rows, bad, position, more: true })
    }

    async fn kept(&mut self, _: Option<&str>, _: &[Bad]) -> Result<(), SourceError> {
        if let Some(kept) = self.pending.take() {
            // Whoever posted it may have gone.
            let _ = kept.send(());
        }
        Ok(())
    }

    fn rereads(&self) -> bool {
        false
    }
}
