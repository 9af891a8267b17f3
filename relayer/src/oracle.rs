//! The branch as a feeder of partner institutions' facts (`docs/oracle.md`): a process of its own beside the daemon, with the
//! branch's store for the links to members, a chain account of its own and a store of its own.

use crate::app::stop_on_signal;
use crate::config::{Config, Feeder};
use crate::custody::{self, Custody, Kept};
use crate::db::{int, uint, Db, QueryBuilder};
use anyhow::{bail, Context, Result};
use async_trait::async_trait;
use serde_json::json;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use timebank_api::MemberId;
use timebank_client::{Client, SecretKey};
use timebank_feeder::{check, Feed, Links, LinksError, Mapping, MatchingKey, OnChain, Opening, Store, Tag};
use tokio_util::sync::CancellationToken;

/// In statements: a branch speaks for its own members only, as the ledger has them now. One whom the index does not have yet, or not
/// while it is built anew, is not known to be another's: no row of theirs is passed over.
macro_rules! links {
    () => {
        "partner_links l WHERE NOT EXISTS \
         (SELECT 1 FROM p_members m WHERE m.id = l.member AND m.branch <> l.branch)"
    };
}

/// The links in the branch's store.
pub struct StoredLinks {
    db: Db,
    custody: Custody,
}

impl StoredLinks {
    pub fn new(db: Db, custody: Custody) -> Self {
        StoredLinks { db, custody }
    }

    async fn number(&self, query: &'static str) -> Result<u64, LinksError> {
        let number: i64 = sqlx::query_scalar(query).fetch_one(self.db.reader()).await.map_err(away)?;
        Ok(uint(number))
    }
}

/// The store's words could quote a parameter.
fn away(_: sqlx::Error) -> LinksError {
    LinksError("the store fails".into())
}

#[async_trait]
impl Links for StoredLinks {
    async fn find(&self, tags: &[Tag]) -> Result<Vec<Option<MemberId>>, LinksError> {
        if tags.is_empty() {
            return Ok(Vec::new());
        }
        let keys: Vec<Vec<u8>> = tags.iter().map(|tag| tag.to_vec()).collect();
        let mut query =
            QueryBuilder::new(concat!("SELECT l.tag, l.member FROM ", links!(), " AND l.tag IN "));
        query.push_keys(&keys);
        let rows: Vec<(Vec<u8>, i64)> = query.build_as().fetch_all(self.db.reader()).await.map_err(away)?;
        let members: HashMap<Vec<u8>, MemberId> =
            rows.into_iter().map(|(tag, member)| (tag, uint(member))).collect();
        Ok(tags.iter().map(|tag| members.get(tag.as_slice()).copied()).collect())
    }

    async fn count(&self) -> Result<u64, LinksError> {
        self.number(concat!("SELECT COUNT(DISTINCT l.member) FROM ", links!())).await
    }

    async fn revision(&self) -> Result<u64, LinksError> {
        self.number("SELECT CAST(COALESCE(SUM(revision), 0) AS BIGINT) FROM partner_revisions").await
    }

    async fn keep(&self, opening: &Opening) -> Result<(), LinksError> {
        let member = int(opening.member);
        let here: Option<i64> = sqlx::query_scalar("SELECT member FROM users WHERE member = $1")
            .bind(member)
            .fetch_optional(self.db.reader())
            .await
            .map_err(away)?;
        if here.is_none() {
            return Ok(());
        }
        // As the API keeps those of credentials that the branch states itself.
        let secret = json!({ "predicate": opening.predicate, "salt": opening.salt }).to_string();
        let name = hex::encode(opening.commitment);
        let sealed = self.custody.seal(Kept::Commitment(&name), secret.as_bytes()).await;
        let sealed = sealed.map_err(|_| LinksError("the key management fails".into()))?;
        let mut tx = self.db.begin().await.map_err(away)?;
        sqlx::query(
            "INSERT INTO commitments (commitment, kind, member, sealed, created_at) \
             VALUES ($1, 'credential', $2, $3, $4) ON CONFLICT DO NOTHING",
        )
        .bind(opening.commitment.as_slice())
        .bind(member)
        .bind(sealed)
        .bind(time::OffsetDateTime::now_utc().unix_timestamp())
        .execute(&mut *tx)
        .await
        .map_err(away)?;
        tx.commit().await.map_err(away)
    }
}

/// The key that feeders' relayers share, if the configuration names one.
///
/// # Errors
/// If its file cannot be used.
pub fn matching_key(config: &Config) -> Result<Option<MatchingKey>> {
    let file = config.partners.matching_key_file.as_ref();
    Ok(file.map(|file| timebank_feeder::read_key(file)).transpose()?.map(MatchingKey::new))
}

/// Reads every file that feeding needs.
///
/// # Errors
/// The first one that is not as it should be.
pub fn files(config: &Config) -> Result<()> {
    matching_key(config)?;
    let Some(feeder) = &config.partners.feeder else { return Ok(()) };
    timebank_feeder::read_key(&feeder.key_file)?;
    for file in &feeder.mappings {
        let mapping = Mapping::load(file).with_context(|| file.display().to_string())?;
        mapping.secret().with_context(|| file.display().to_string())?;
    }
    Ok(())
}

/// Everything that feeds need, but for their mappings.
struct Parts {
    db: Db,
    store: Store,
    matching: MatchingKey,
    links: Arc<StoredLinks>,
    ledger: Arc<OnChain>,
}

impl Parts {
    async fn open(config: &Config, feeder: &Feeder, store: &Path) -> Result<Self> {
        let matching = matching_key(config)?.context("partners.matching_key_file is missing")?;
        let key = timebank_feeder::read_key(&feeder.key_file)?;
        let key = SecretKey::from_slice(key.as_slice()).context("partners.feeder.key_file")?;
        let client = Client::new(&config.chain.rpc, config.chain.chain_id.as_str(), config.contracts()?)?;
        let kms = custody::open_kms(&config.kms, config.identity.nullifier_key_file.as_deref())?;
        let db = Db::open(&config.database).await?;
        let custody = Custody::new(config.branch, kms, 1, db.clone());
        let store = Store::open(store).await.with_context(|| format!("cannot open {}", store.display()))?;
        let links = Arc::new(StoredLinks::new(db.clone(), custody));
        Ok(Parts { db, store, matching, links, ledger: Arc::new(OnChain::new(client, key)) })
    }

    fn feed(&self, file: &Path) -> Result<Feed> {
        let mapping = Mapping::load(file).with_context(|| file.display().to_string())?;
        let (links, ledger) = (self.links.clone(), self.ledger.clone());
        let feed = Feed::new(mapping, self.matching.clone(), self.store.clone(), links, ledger);
        feed.with_context(|| file.display().to_string())
    }

    async fn close(&self) {
        self.store.close().await;
        self.db.close().await;
    }
}

fn feeder(config: &Config) -> Result<&Feeder> {
    config.partners.feeder.as_ref().context("partners.feeder is missing: this branch feeds no source")
}

/// Feeds every source of the configuration until told to stop.
///
/// # Errors
/// Whatever keeps it from starting.
pub async fn run(config: &Config) -> Result<()> {
    let feeder = feeder(config)?;
    let parts = Parts::open(config, feeder, &feeder.store).await?;
    let feeds = feeder.mappings.iter().map(|file| parts.feed(file)).collect::<Result<Vec<_>>>()?;
    if feeds.is_empty() {
        bail!("partners.feeder.mappings: name at least one");
    }
    let stop = CancellationToken::new();
    let signals = tokio::spawn(stop_on_signal(stop.clone()));
    tracing::info!(sources = feeds.len(), "feeding");
    timebank_feeder::run(feeds, stop).await;
    signals.abort();
    parts.close().await;
    Ok(())
}

/// Checks a mapping, connects, and prints the first rows as they would be attested. Nothing is attested, and nothing is kept.
///
/// # Errors
/// What is wrong.
pub async fn look(config: &Config, file: &Path) -> Result<()> {
    let parts = Parts::open(config, feeder(config)?, Path::new(":memory:")).await?;
    let feed = parts.feed(file)?;
    let mut source = timebank_feeder::connect(feed.mapping())?;
    let now = uint(time::OffsetDateTime::now_utc().unix_timestamp());
    let lines = check::look(&feed, source.as_mut(), now).await;
    parts.close().await;
    for line in lines? {
        println!("{line}");
    }
    println!("{} is well", file.display());
    Ok(())
}

/// Prints where each source stands at this feeder; lets what is held back of one of them pass first, if it is named.
///
/// # Errors
/// If there is nothing to release.
pub async fn standing(config: &Config, release: Option<u32>) -> Result<()> {
    let store = &feeder(config)?.store;
    let store = Store::open(store).await.with_context(|| format!("cannot open {}", store.display()))?;
    let now = uint(time::OffsetDateTime::now_utc().unix_timestamp());
    if let Some(source) = release {
        if !store.release(source, now).await? {
            bail!("nothing of source {source} is held back");
        }
    }
    for file in &feeder(config)?.mappings {
        let mapping = Mapping::load(file).with_context(|| file.display().to_string())?;
        let standing = store.standing(mapping.source).await?.unwrap_or_default();
        let (waiting, refused) = store.outbox(mapping.source).await?;
        let bad = store.bad(mapping.source).await?;
        println!(
            "{} {}: {waiting} wait, {refused} were refused, {bad} bad rows, {} held back, last heard of at {}",
            mapping.source, mapping.name, standing.held, standing.told
        );
    }
    store.close().await;
    Ok(())
}
