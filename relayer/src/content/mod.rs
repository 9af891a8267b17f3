//! What goes from branch to branch beside the ledger (`docs/content.md`): public texts, the details of an activity for whoever has
//! a seat in it, the openings of kin links, what belongs to a member who moves, and the links of members who agree that partners' facts
//! about them are taken.
//!
//! Every branch asks; nobody is sent anything unasked. What is public is asked for with the pair's secret alone and checked by its
//! hash. What is not goes through the [`channel`], and only as far as the ledger says that the other branch may have it; a line in
//! the access log is written before it is given.
//!
//! One instance of a branch does the asking ([`Content::run`]), each other branch in a loop of its own, so that one that is away
//! holds up nothing but what only it has.

pub mod channel;
mod details;
mod links;
mod moving;
mod openings;
mod peers;
mod texts;
mod work;

pub use channel::{Answer, Asked, Sent};
pub use details::{Details, DetailsAnswer, DetailsQuestion, Written, DETAILS, KEPT_AFTER_END};
pub use links::{LinksAnswer, LinksQuestion, LINKS};
pub use moving::{HandOverQuestion, HANDED_OVER, HAND_OVERS};
pub use openings::{Kin, OpeningQuestion, OPENINGS};
pub use texts::{keep, Texts, TextsQuestion, LONGEST_TEXT, TEXTS, TEXTS_AT_ONCE};

use crate::db::Db;
use crate::identity::{Identity, IdentityError};
use crate::index::read;
use crate::outgoing::Outgoing;
use channel::Voice;
use peers::{Failure, Peers, Request};
use serde::de::DeserializeOwned;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use thiserror::Error;
use timebank_api::BranchId;
use timebank_client::SecretKey;
use timebank_feeder::MatchingKey;

/// The header with an operator's key and signature.
pub const OPERATOR: &str = "branch-operator";
/// Seconds for which it is known that a question was answered; its pair signature is too old long before.
const ANSWERED: i64 = 600;

/// Why something could not be given or had.
#[derive(Debug, Error)]
pub enum ContentError {
    /// Whoever signed is no operator of the branch that asks.
    #[error("not signed by an operator of the branch")]
    Operator,
    #[error("the question was answered before")]
    Replayed,
    /// The other branch cannot be asked now.
    #[error("the other branch is out of reach")]
    Away,
    /// The other branch refused, with this code.
    #[error("the other branch refused: {0}")]
    Refused(String),
    /// What the other branch answered is no answer.
    #[error("the other branch's answer is wrong: {0}")]
    Wrong(&'static str),
    #[error("the branch has no operator key to speak with")]
    Mute,
    #[error(transparent)]
    Identity(#[from] IdentityError),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    #[error("{0}")]
    Internal(&'static str),
}

impl From<Failure> for ContentError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Away => ContentError::Away,
            Failure::Refused(code) => ContentError::Refused(code),
            Failure::Wrong(why) => ContentError::Wrong(why),
        }
    }
}

impl From<crate::custody::CustodyError> for ContentError {
    fn from(error: crate::custody::CustodyError) -> Self {
        ContentError::Identity(error.into())
    }
}

/// What goes between this branch and others. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Content(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    branch: BranchId,
    db: Db,
    identity: Identity,
    voice: Option<Voice>,
    peers: Peers,
    matching: Option<MatchingKey>,
    asked_links: links::AskedLinks,
}

impl Content {
    /// `operator` is the key that the branch signs with, `outgoing` asks the others, `urls` says where their APIs are; `matching`
    /// makes tags: without it, links are neither made nor asked for.
    pub fn new(
        db: Db,
        identity: Identity,
        operator: Option<Arc<SecretKey>>,
        (outgoing, urls): (Outgoing, BTreeMap<BranchId, String>),
        matching: Option<MatchingKey>,
    ) -> Self {
        let (branch, chain_id) = (identity.settings().branch, identity.settings().chain_id.clone());
        let voice = operator.map(|key| Voice { branch, chain_id, key });
        let peers = Peers::new(identity.clone(), outgoing, urls);
        let asked_links = links::AskedLinks::default();
        Content(Arc::new(Inner { branch, db, identity, voice, peers, matching, asked_links }))
    }

    /// Checks that a question comes from an operator of the branch and is new.
    ///
    /// # Errors
    /// `Operator`, `Replayed`.
    pub async fn hear(
        &self,
        from: BranchId,
        path: &str,
        body: &[u8],
        operator: &str,
    ) -> Result<Asked, ContentError> {
        let voice = self.0.voice.as_ref().ok_or(ContentError::Mute)?;
        let asked = voice.hear(from, path, body, operator).ok_or(ContentError::Operator)?;
        if read::operator_branch(&self.0.db, &asked.operator).await? != Some(from) {
            return Err(ContentError::Operator);
        }
        let mut tx = self.0.db.begin().await?;
        sqlx::query("DELETE FROM branch_questions WHERE at <= $1")
            .bind(now().saturating_sub(ANSWERED))
            .execute(&mut *tx)
            .await?;
        let new =
            sqlx::query("INSERT INTO branch_questions (key, at) VALUES ($1, $2) ON CONFLICT DO NOTHING")
                .bind(asked.key.as_slice())
                .bind(now())
                .execute(&mut *tx)
                .await?;
        tx.commit().await?;
        match new.rows_affected() {
            1 => Ok(asked),
            _ => Err(ContentError::Replayed),
        }
    }

    /// Seals an answer to whoever asked.
    ///
    /// # Errors
    /// `Internal` if it cannot be sealed.
    pub fn answer(&self, asked: &Asked, answer: &impl Serialize) -> Result<Answer, ContentError> {
        let voice = self.0.voice.as_ref().ok_or(ContentError::Mute)?;
        let secret = serde_json::to_vec(answer).map(zeroize::Zeroizing::new);
        let secret = secret.map_err(|_| ContentError::Internal("an answer cannot be written"))?;
        voice.answer(asked, &secret).ok_or(ContentError::Internal("an answer cannot be sealed"))
    }

    /// Asks another branch, and opens its answer if one of its operators has signed it.
    async fn ask<T: DeserializeOwned>(
        &self,
        to: BranchId,
        path: &'static str,
        question: &impl Serialize,
        (patience, most): (Duration, u64),
    ) -> Result<T, ContentError> {
        let voice = self.0.voice.as_ref().ok_or(ContentError::Mute)?;
        let asked =
            voice.ask(to, path, question).ok_or(ContentError::Internal("a question cannot be signed"))?;
        let request = Request { path, body: asked.body, operator: Some(&asked.operator), patience, most };
        let answer: Answer = self.0.peers.post(to, request).await?;
        let (operator, secret) =
            asked.pending.open(&answer).ok_or(ContentError::Wrong("it does not open"))?;
        if read::operator_branch(&self.0.db, &operator).await? != Some(to) {
            return Err(ContentError::Wrong("no operator of that branch has signed it"));
        }
        serde_json::from_slice(&secret).map_err(|_| ContentError::Wrong("it cannot be read"))
    }
}

fn now() -> i64 {
    time::OffsetDateTime::now_utc().unix_timestamp()
}

/// When to ask again after so many attempts in vain: a second later, then twice as long each time.
fn later(now: i64, attempts: i64, longest: i64) -> i64 {
    let doublings = u32::try_from(attempts.saturating_sub(1)).unwrap_or(0).min(30);
    now.saturating_add(1i64.checked_shl(doublings).unwrap_or(i64::MAX).min(longest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_the_longest() {
        let pause = |attempts| later(100, attempts, 3_600) - 100;
        assert_eq!(
            [pause(0), pause(1), pause(2), pause(5), pause(13), pause(99)],
            [1, 1, 2, 16, 3_600, 3_600]
        );
    }
}
