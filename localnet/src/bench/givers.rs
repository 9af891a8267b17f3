//! Members with own keys who give each other TIME: nobody stretches a password, so transfers can be part of a load.

use super::diary::Diary;
use super::members::{now, GRANT_RULE};
use super::person::{Api, Person};
use super::transfers;
use crate::demo::people;
use anyhow::{bail, ensure, Context, Result};
use futures::future::try_join_all;
use futures::stream::{self, StreamExt, TryStreamExt};
use serde_json::{json, Value};
use std::ops::RangeInclusive;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use timebank_client::SecretKey;
use timebank_intent::{CanonicalAddress, Digest, Intent, Scope, SignedIntent};
use tokio::time::sleep;

/// Old enough for the grant.
pub const BORN: RangeInclusive<u32> = 1940..=1944;
/// Made ready at the same time: each stretches passwords.
const AT_ONCE: usize = 8;
const VALID: u64 = 600;
const PATIENCE: Duration = Duration::from_secs(60);

/// Members who take turns in giving a minute to the next one.
#[derive(Default)]
pub struct Givers {
    members: Vec<Giver>,
    turn: AtomicUsize,
}

/// Somebody who signs with an own key.
struct Giver {
    person: Person,
    key: SecretKey,
    account: String,
    ledger: Ledger,
}

/// What an intent needs of the system and of the key.
struct Ledger {
    chain_id: String,
    proxy: CanonicalAddress,
    token: CanonicalAddress,
    epoch: u32,
    /// The next one of the first lane.
    nonce: AtomicU64,
}

impl Givers {
    /// Registers people old enough, has an administrator grant them TIME, takes their keys out of custody and makes groups of them.
    pub async fn prepare(
        api: &Api,
        administrator: &Person,
        people: &[people::Person],
        group: usize,
    ) -> Result<Vec<Self>> {
        let diary = &Diary::default();
        let all = people.iter().map(|person| async move {
            let person = api.register(person).await?;
            transfers::prepare(&[&person]).await?;
            let grant = json!({"member": person.member, "rule": GRANT_RULE});
            administrator.act(diary, "/v1/grants", &grant).await?;
            Giver::leave(person).await
        });
        let mut left: Vec<Giver> = stream::iter(all).buffer_unordered(AT_ONCE).try_collect().await?;
        let mut groups = Vec::new();
        while !left.is_empty() {
            let members = left.split_off(left.len().saturating_sub(group.max(1)));
            groups.push(Self { members, turn: AtomicUsize::new(0) });
        }
        Ok(groups)
    }

    /// So many transfers, all at once.
    pub async fn give(&self, diary: &Diary, count: usize) -> Result<()> {
        let first = self.turn.fetch_add(count, Ordering::Relaxed);
        let ring = self.members.iter().zip(self.members.iter().cycle().skip(1)).cycle();
        let first = first.checked_rem(self.members.len()).unwrap_or(0);
        let all = ring.skip(first).take(count).map(|(from, to)| from.give(diary, to));
        try_join_all(all).await.map(drop)
    }
}

impl Giver {
    /// Leaves the branch's custody with new keys.
    async fn leave(person: Person) -> Result<Self> {
        let key = SecretKey::generate();
        let custody = person.get("/v1/me/custody").await?;
        let proof = |key: &SecretKey, scope: &str| -> Result<Value> {
            let digest = hex::decode(text(&custody, &format!("/proofs/{scope}"))?)?;
            let digest = Digest::try_from(digest.as_slice()).context("no digest of 32 bytes")?;
            let proof = hex::encode(key.sign_digest(&digest)?);
            Ok(json!({"key": hex::encode(key.public_key()), "proof": proof}))
        };
        let exit = json!({
            "everyday": proof(&SecretKey::generate(), "everyday")?,
            "owner": proof(&key, "owner")?,
            "transaction_password": transfers::PASSWORD,
        });
        person.act(&Diary::default(), "/v1/me/custody/exit", &exit).await?;
        let deadline = Instant::now().checked_add(PATIENCE).context("clock out of range")?;
        while text(&person.get("/v1/me/custody").await?, "/state")? != "own" {
            ensure!(Instant::now() < deadline, "member {} does not get away", person.member);
            sleep(Duration::from_millis(200)).await;
        }
        let account = text(&person.get("/v1/me").await?, "/account")?;
        let path = format!("/v1/intents/basis?member={}&scope=owner", person.member);
        let ledger = Ledger::read(&person.get(&path).await?)?;
        Ok(Giver { person, key, account, ledger })
    }

    async fn give(&self, diary: &Diary, to: &Giver) -> Result<()> {
        let Ledger { chain_id, proxy, token, epoch, nonce } = &self.ledger;
        let message = json!({"transfer": {"recipient": to.account, "amount": "1"}});
        let intent = Intent {
            scope: Scope::Owner,
            signer: self.person.member,
            on_behalf_of: None,
            key_epoch: *epoch,
            lane: 0,
            nonce: nonce.fetch_add(1, Ordering::Relaxed),
            valid_until: now()?.saturating_add(VALID),
            contract: *token,
            message: serde_json::to_vec(&message).context("cannot write a message as JSON")?,
        };
        let signature = self.key.sign_digest(&intent.digest(chain_id, proxy)?)?;
        let signed = hex::encode(SignedIntent { intent, signature }.encode()?);
        self.person.act(diary, "/v1/intents", &json!({"intent": signed})).await.map(drop)
    }
}

impl Ledger {
    fn read(basis: &Value) -> Result<Self> {
        let address = |bytes: &str| -> Result<CanonicalAddress> {
            let bytes = hex::decode(bytes)?;
            CanonicalAddress::try_from(bytes.as_slice()).context("no address of 32 bytes")
        };
        let contracts = basis.get("contracts").and_then(Value::as_array).context("no contracts")?;
        let token = contracts.iter().find(|one| one.get("name").is_some_and(|name| name == "time-token"));
        let Some(token) = token else { bail!("no token among the contracts") };
        let number = |path: &str| basis.pointer(path).and_then(Value::as_u64).context("no number");
        Ok(Ledger {
            chain_id: text(basis, "/chain_id")?,
            proxy: address(&text(basis, "/proxy")?)?,
            token: address(&text(token, "/canonical")?)?,
            epoch: u32::try_from(number("/key_epoch")?)?,
            nonce: AtomicU64::new(number("/nonces/0")?),
        })
    }
}

fn text(of: &Value, path: &str) -> Result<String> {
    Ok(of
        .pointer(path)
        .and_then(Value::as_str)
        .with_context(|| format!("no {path} in an answer"))?
        .to_owned())
}
