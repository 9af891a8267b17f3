//! Public texts by their sha256: activities, comments, courses, what a rule draft rests on. The ledger has the hash; whoever
//! published has the text. Every branch fetches each text as soon as its index has seen the hash, checks it and keeps it for good,
//! so that every branch serves all of them.

use super::peers::{Failure, Request};
use super::{later, Content, ContentError};
use crate::db::QueryBuilder;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use sqlx::AnyConnection;
use std::collections::BTreeMap;
use std::time::Duration;
use timebank_api::BranchId;
use utoipa::ToSchema;

/// Longest public text, in bytes.
pub const LONGEST_TEXT: usize = 16 * 1024;
/// Texts that are asked for at once.
pub const TEXTS_AT_ONCE: usize = 32;
/// Where a branch is asked for texts.
pub const TEXTS: &str = "/v1/branches/texts";
const PATIENCE: Duration = Duration::from_secs(5);
/// Bytes of the longest answer that is taken, and of the texts, escaped, in one that is given: there is room for the longest one.
const MOST: u64 = 1024 * 1024;
const GIVEN: usize = 768 * 1024;
/// The longest pause between two questions for the same text, in seconds.
const LONGEST_PAUSE: i64 = 6 * 3_600;

/// Which texts are asked for: at most 32, by sha256 in hexadecimal.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TextsQuestion {
    pub sha256: Vec<String>,
}

/// Those of them that are kept here, by sha256 in hexadecimal.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Texts {
    pub texts: BTreeMap<String, String>,
}

/// Keeps a public text, in the caller's transaction.
///
/// # Errors
/// Those of the store.
pub async fn keep(tx: &mut AnyConnection, hash: &[u8; 32], text: &str, now: i64) -> sqlx::Result<()> {
    sqlx::query("INSERT INTO contents (sha256, text, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING")
        .bind(hash.as_slice())
        .bind(text)
        .bind(now)
        .execute(&mut *tx)
        .await?;
    for statement in
        ["DELETE FROM wanted_texts WHERE sha256 = $1", "DELETE FROM text_misses WHERE sha256 = $1"]
    {
        sqlx::query(statement).bind(hash.as_slice()).execute(&mut *tx).await?;
    }
    Ok(())
}

/// What is right in an answer: a text is the one that was asked for if it hashes to what the ledger says.
fn right(text: &str, hash: &[u8; 32]) -> bool {
    let digest: [u8; 32] = Sha256::digest(text.as_bytes()).into();
    text.len() <= LONGEST_TEXT && digest == *hash
}

impl Content {
    /// A public text that is kept here.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn text(&self, hash: &[u8]) -> sqlx::Result<Option<String>> {
        sqlx::query_scalar("SELECT text FROM contents WHERE sha256 = $1")
            .bind(hash)
            .fetch_optional(self.0.db.reader())
            .await
    }

    /// Whether the ledger names a text that is not here yet.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn is_wanted(&self, hash: &[u8]) -> sqlx::Result<bool> {
        let wanted: Option<i64> = sqlx::query_scalar("SELECT member FROM wanted_texts WHERE sha256 = $1")
            .bind(hash)
            .fetch_optional(self.0.db.reader())
            .await?;
        Ok(wanted.is_some())
    }

    /// The texts of a question that are kept here, as many as fit into an answer.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn texts(&self, question: &TextsQuestion) -> sqlx::Result<Texts> {
        let (mut texts, mut left) = (Texts::default(), GIVEN);
        for name in question.sha256.iter().take(TEXTS_AT_ONCE) {
            let Ok(hash) = hex::decode(name) else { continue };
            let Some(text) = self.text(&hash).await? else { continue };
            let escaped = serde_json::to_string(&text).map_or(usize::MAX, |escaped| escaped.len());
            let Some(rest) = left.checked_sub(escaped) else { break };
            left = rest;
            texts.texts.insert(name.clone(), text);
        }
        Ok(texts)
    }

    /// Asks a branch for texts that it may have; gives whether there may be more to ask for. The branch of whoever wrote a text is
    /// asked first, the others when that one is away, or has none or a wrong one.
    ///
    /// # Errors
    /// Those of the store.
    pub(super) async fn fetch_texts(&self, peer: BranchId) -> Result<bool, ContentError> {
        let wanted = self.texts_wanted_of(peer).await?;
        if wanted.is_empty() {
            return Ok(false);
        }
        let question = TextsQuestion { sha256: wanted.iter().map(hex::encode).collect() };
        let request = Request {
            path: TEXTS,
            body: serde_json::to_vec(&question).unwrap_or_default(),
            operator: None,
            patience: PATIENCE,
            most: MOST,
        };
        let mut texts = match self.0.peers.post::<Texts>(peer, request).await {
            Ok(answer) => answer.texts,
            Err(Failure::Away) => return Ok(false),
            Err(failure) => {
                tracing::warn!(branch = peer, ?failure, "a branch gives no texts");
                BTreeMap::new()
            }
        };
        let now = super::now();
        let mut tx = self.0.db.begin().await?;
        for hash in &wanted {
            let text = texts.remove(&hex::encode(hash));
            let given = text.is_some();
            let hash: &[u8; 32] = hash.as_slice().try_into().unwrap_or(&[0; 32]);
            match text.filter(|text| right(text, hash)) {
                Some(text) => {
                    keep(&mut tx, hash, &text, now).await?;
                    metrics::counter!("timebank_texts_fetched").increment(1);
                }
                None => {
                    if given {
                        tracing::warn!(
                            branch = peer,
                            text = hex::encode(hash),
                            "a branch gives another text"
                        );
                        metrics::counter!("timebank_texts_wrong", "branch" => peer.to_string()).increment(1);
                    }
                    missed(&mut tx, hash, peer, now).await?;
                }
            }
        }
        tx.commit().await?;
        Ok(wanted.len() >= TEXTS_AT_ONCE)
    }

    async fn texts_wanted_of(&self, peer: BranchId) -> sqlx::Result<Vec<Vec<u8>>> {
        let mut query = QueryBuilder::new(
            "SELECT w.sha256 FROM wanted_texts w LEFT JOIN p_members m ON m.id = w.member \
             LEFT JOIN text_misses x ON x.sha256 = w.sha256 AND x.branch = ",
        );
        query.push_bind(i64::from(peer));
        query.push(" WHERE COALESCE(x.not_before, 0) <= ").push_bind(super::now());
        let others: Vec<i64> = self
            .0
            .peers
            .all()
            .filter(|branch| *branch != peer && self.0.peers.is_there(*branch))
            .map(i64::from)
            .collect();
        if !others.is_empty() {
            query.push(" AND (m.id IS NULL OR m.branch NOT IN ").push_binds(others);
            query.push(
                " OR EXISTS (SELECT 1 FROM text_misses y WHERE y.sha256 = w.sha256 AND y.branch = m.branch))",
            );
        }
        query.push(" ORDER BY COALESCE(x.attempts, 0), w.sha256 LIMIT ");
        query.push_bind(i64::try_from(TEXTS_AT_ONCE).unwrap_or(i64::MAX));
        let rows: Vec<(Vec<u8>,)> = query.build_as().fetch_all(self.0.db.reader()).await?;
        Ok(rows.into_iter().map(|(hash,)| hash).filter(|hash| hash.len() == 32).collect())
    }
}

async fn missed(tx: &mut AnyConnection, hash: &[u8; 32], branch: BranchId, now: i64) -> sqlx::Result<()> {
    let attempts: Option<i64> =
        sqlx::query_scalar("SELECT attempts FROM text_misses WHERE sha256 = $1 AND branch = $2")
            .bind(hash.as_slice())
            .bind(i64::from(branch))
            .fetch_optional(&mut *tx)
            .await?;
    let attempts = attempts.unwrap_or(0).saturating_add(1);
    sqlx::query(
        "INSERT INTO text_misses (sha256, branch, attempts, not_before) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (sha256, branch) DO UPDATE SET attempts = excluded.attempts, not_before = excluded.not_before",
    )
    .bind(hash.as_slice())
    .bind(i64::from(branch))
    .bind(attempts)
    .bind(later(now, attempts, LONGEST_PAUSE))
    .execute(tx)
    .await?;
    Ok(())
}
