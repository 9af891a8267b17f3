//! Which members agree that partner institutions' facts about them are taken, by the tags of their ID numbers (`docs/oracle.md`). A
//! branch makes the tags of its own members and asks the others for theirs; feeders look members up by them.

use super::{now, Content, ContentError};
use crate::custody::Kept;
use crate::db::{int, portions, QueryBuilder};
use crate::identity::partner_consent;
use serde::{Deserialize, Serialize};
use std::time::Duration;
use timebank_api::BranchId;
use timebank_feeder::{IdNumber, Tag};
use utoipa::ToSchema;

/// Where a branch is asked for its members' links.
pub const LINKS: &str = "/v1/branches/links";
const PATIENCE: Duration = Duration::from_secs(10);
const MOST: u64 = 256 * 1024;
/// Links of one answer, and tags that are made in one go.
const AT_ONCE: i64 = 1_000;
/// Seconds between two questions to one branch.
const PAUSE: i64 = 10;

/// The members of a branch who agree, as far as they are given at once.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LinksQuestion {
    /// The revision that is known; the same is answered with nothing.
    pub revision: i64,
    /// Only tags after this one, in hexadecimal; empty for the first.
    pub after: String,
}

/// Links in the order of their tags.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinksAnswer {
    pub revision: i64,
    /// Tags in hexadecimal and members.
    pub links: Vec<(String, u64)>,
    pub more: bool,
}

/// In statements: the users who agree; `$2` is the text in force.
const AGREEING: &str = "users u JOIN consents c ON c.user_id = u.id WHERE c.purpose = 'partners' \
    AND c.text_sha256 = $2 AND c.withdrawn_at IS NULL AND u.member IS NOT NULL";

impl Content {
    /// Makes the links of members who agree now and removes those of members who do not any more, or are no users here any more.
    ///
    /// # Errors
    /// Those of store and key management.
    pub async fn settle_links(&self) -> Result<(), ContentError> {
        let Some(key) = self.0.matching.as_ref() else { return Ok(()) };
        let (own, consent) = (i64::from(self.0.branch), partner_consent());
        let unlinked = format!(
            "SELECT u.id, u.member, u.person_sealed FROM {AGREEING} \
             AND NOT EXISTS (SELECT 1 FROM partner_links l WHERE l.branch = $1 AND l.member = u.member) LIMIT $3"
        );
        let wanted: Vec<(String, i64, Vec<u8>)> = sqlx::query_as(sqlx::AssertSqlSafe(unlinked))
            .bind(own)
            .bind(consent.as_slice())
            .bind(AT_ONCE)
            .fetch_all(self.0.db.reader())
            .await?;
        let mut made = Vec::new();
        for (user, member, sealed) in wanted {
            let number = self.0.identity.custody().open(Kept::Person(&user), &sealed).await?;
            let number = std::str::from_utf8(&number).ok().and_then(IdNumber::parse);
            made.extend(number.map(|number| (own, key.tag(&number).to_vec(), member)));
        }
        let over =
            format!("partner_links WHERE branch = $1 AND member NOT IN (SELECT u.member FROM {AGREEING})");
        let stale: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(format!("SELECT COUNT(*) FROM {over}")))
            .bind(own)
            .bind(consent.as_slice())
            .fetch_one(self.0.db.reader())
            .await?;
        if made.is_empty() && stale == 0 {
            return Ok(());
        }
        let mut tx = self.0.db.begin().await?;
        sqlx::query(sqlx::AssertSqlSafe(format!("DELETE FROM {over}")))
            .bind(own)
            .bind(consent.as_slice())
            .execute(&mut *tx)
            .await?;
        insert(&mut tx, made).await?;
        sqlx::query(
            "INSERT INTO partner_revisions (branch, revision) VALUES ($1, $2) \
             ON CONFLICT (branch) DO UPDATE SET revision = partner_revisions.revision + 1",
        )
        .bind(own)
        .bind(now())
        .execute(&mut *tx)
        .await?;
        Ok(tx.commit().await?)
    }

    /// The links of this branch's members, for a branch whose operator asks. The first time that a member's is given to a branch
    /// after the member agreed, a line of the log says so.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn links_for(
        &self,
        branch: BranchId,
        question: &LinksQuestion,
    ) -> Result<LinksAnswer, ContentError> {
        let own = i64::from(self.0.branch);
        let revision = self.revision_of(self.0.branch).await?;
        let mut answer = LinksAnswer { revision, links: Vec::new(), more: false };
        if self.0.matching.is_none() || question.revision == revision && question.after.is_empty() {
            return Ok(answer);
        }
        let after = hex::decode(&question.after).unwrap_or_default();
        let rows: Vec<(Vec<u8>, i64)> = sqlx::query_as(
            "SELECT tag, member FROM partner_links WHERE branch = $1 AND tag > $2 ORDER BY tag LIMIT $3",
        )
        .bind(own)
        .bind(&after)
        .bind(AT_ONCE)
        .fetch_all(self.0.db.reader())
        .await?;
        if let Some((last, _)) = rows.last() {
            self.note_given(branch, (&after, last)).await?;
        }
        answer.more = i64::try_from(rows.len()).is_ok_and(|count| count >= AT_ONCE);
        answer.links =
            rows.into_iter().map(|(tag, member)| (hex::encode(tag), crate::db::uint(member))).collect();
        Ok(answer)
    }

    /// Notes that the links between two tags are given to a branch, for each member once in the time of one consent.
    async fn note_given(&self, branch: BranchId, (after, last): (&[u8], &[u8])) -> Result<(), ContentError> {
        let mut tx = self.0.db.begin().await?;
        sqlx::query(
            "INSERT INTO accesses (at, actor, subject, act, fields, reason, member) \
             SELECT $1, u.member, u.id, 'hand_over', 'partner_tag', $2, u.member \
             FROM partner_links l JOIN users u ON u.member = l.member \
             JOIN consents c ON c.user_id = u.id AND c.purpose = 'partners' AND c.withdrawn_at IS NULL \
             WHERE l.branch = $3 AND l.tag > $4 AND l.tag <= $5 AND NOT EXISTS (SELECT 1 FROM accesses a \
             WHERE a.subject = u.id AND a.fields = 'partner_tag' AND a.reason = $2 AND a.at >= c.given_at)",
        )
        .bind(now())
        .bind(format!("partners' facts, by branch {branch}"))
        .bind(i64::from(self.0.branch))
        .bind(after)
        .bind(last)
        .execute(&mut *tx)
        .await?;
        Ok(tx.commit().await?)
    }

    async fn revision_of(&self, branch: BranchId) -> Result<i64, ContentError> {
        let revision = sqlx::query_scalar("SELECT revision FROM partner_revisions WHERE branch = $1")
            .bind(i64::from(branch))
            .fetch_optional(self.0.db.reader())
            .await?;
        Ok(revision.unwrap_or(0))
    }

    /// Asks a branch for its links, if that was not done just now. What fails is done again later.
    pub(super) async fn fetch_links(&self, peer: BranchId) {
        if self.0.matching.is_none() || !self.0.asked_links.is_due(peer, now()) {
            return;
        }
        match self.fetch_all_links(peer).await {
            Ok(()) | Err(ContentError::Away) => {}
            Err(error) => tracing::warn!(branch = peer, %error, "a branch's links were not told"),
        }
    }

    /// Asks a branch for its links.
    ///
    /// # Errors
    /// As [`ContentError`] says.
    pub(crate) async fn fetch_all_links(&self, peer: BranchId) -> Result<(), ContentError> {
        let known = self.revision_of(peer).await?;
        let mut question = LinksQuestion { revision: known, after: String::new() };
        let mut links = Vec::new();
        let mut revision = None;
        loop {
            let answer: LinksAnswer = self.ask(peer, LINKS, &question, (PATIENCE, MOST)).await?;
            if answer.revision == known || revision.is_some_and(|first| first != answer.revision) {
                return Ok(());
            }
            revision = Some(answer.revision);
            let last = answer.links.last().map(|(tag, _)| tag.clone());
            links.extend(answer.links);
            match last.filter(|last| answer.more && *last > question.after) {
                Some(last) => question.after = last,
                None => break,
            }
        }
        let mut rows = Vec::new();
        for (tag, member) in links {
            let mut bytes: Tag = [0; 32];
            // What is no tag is nobody's.
            if hex::decode_to_slice(&tag, &mut bytes).is_ok() {
                rows.push((i64::from(peer), bytes.to_vec(), int(member)));
            }
        }
        let mut tx = self.0.db.begin().await?;
        let of = i64::from(peer);
        sqlx::query("DELETE FROM partner_links WHERE branch = $1").bind(of).execute(&mut *tx).await?;
        insert(&mut tx, rows).await?;
        sqlx::query(
            "INSERT INTO partner_revisions (branch, revision) VALUES ($1, $2) \
             ON CONFLICT (branch) DO UPDATE SET revision = excluded.revision",
        )
        .bind(of)
        .bind(revision.unwrap_or(known))
        .execute(&mut *tx)
        .await?;
        Ok(tx.commit().await?)
    }
}

async fn insert(tx: &mut sqlx::AnyConnection, rows: Vec<(i64, Vec<u8>, i64)>) -> sqlx::Result<()> {
    for part in portions(rows) {
        let mut query = QueryBuilder::new("INSERT INTO partner_links (branch, tag, member) VALUES ");
        let mut before = "(";
        for (branch, tag, member) in part {
            query
                .push(before)
                .push_bind(branch)
                .push(", ")
                .push_bind(tag)
                .push(", ")
                .push_bind(member)
                .push(")");
            before = ", (";
        }
        query.push(" ON CONFLICT DO NOTHING");
        query.build().execute(&mut *tx).await?;
    }
    Ok(())
}

/// When other branches were asked for their links.
#[derive(Debug, Default)]
pub(super) struct AskedLinks(std::sync::Mutex<std::collections::BTreeMap<BranchId, i64>>);

impl AskedLinks {
    /// Whether a branch is to be asked now; then it counts as asked.
    fn is_due(&self, branch: BranchId, now: i64) -> bool {
        let mut asked = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let due = asked.get(&branch).is_none_or(|last| now >= last.saturating_add(PAUSE));
        if due {
            asked.insert(branch, now);
        }
        due
    }
}
