//! Where exactly an activity is, whom to call and what matters of somebody's health. None of it is on the ledger. The branch that
//! keeps the publisher's keys keeps it sealed, and gives it to the branch of a volunteer who has a seat, for that volunteer, until
//! a day after the service was to end; then both erase it.

use super::{later, now, Content, ContentError};
use crate::custody::{CustodyError, Kept};
use crate::db::int;
use serde::{Deserialize, Serialize};
use std::time::Duration;
use timebank_api::{ActivityId, BranchId, MemberId};
use utoipa::ToSchema;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Seconds after the end of the service after which details are erased wherever they are.
pub const KEPT_AFTER_END: i64 = 86_400;
/// Where a branch is asked for details.
pub const DETAILS: &str = "/v1/branches/details";
/// What a branch says that has none for whoever asks.
const UNKNOWN: &str = "details.unknown";
/// How long a branch is waited for while a volunteer waits, and otherwise.
const AT_ONCE: Duration = Duration::from_millis(2_500);
const PATIENCE: Duration = Duration::from_secs(5);
/// Bytes of the longest answer.
const MOST: u64 = 32 * 1024;
/// Seconds for which what was received is shown without asking again, and after which it is asked for again unread.
const FRESH: i64 = 30;
const REFRESH: i64 = 900;
/// Parts of activities that are asked for in one round.
const BATCH: i64 = 20;
/// The most characters of address, contact and notes.
const LONGEST: [usize; 3] = [200, 100, 500];

/// In statements: a participant who has a seat, an activity that takes place, and one that is over.
macro_rules! seated {
    () => {
        "e.state IN ('admitted', 'attending', 'attended', 'disputed', 'agreed', 'settled')"
    };
}
macro_rules! over {
    ($now:literal) => {
        concat!("(a.state = 'cancelled' OR a.service_end + 86400 <= ", $now, ")")
    };
}

/// What only those need who help. Empty texts are left out.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct Details {
    /// At most 200 characters.
    #[schema(example = "中山北路 12 号 3 幢 501 室")]
    #[serde(default)]
    pub address: String,
    /// A name and how to reach it; at most 100 characters.
    #[serde(default)]
    pub contact: String,
    /// What matters of somebody's health or home; at most 500 characters.
    #[serde(default)]
    pub notes: String,
}

impl Details {
    /// Whether the texts are not too long, and not all empty.
    pub fn are_well(&self) -> bool {
        let texts = [&self.address, &self.contact, &self.notes];
        let short = texts.iter().zip(LONGEST).all(|(text, most)| text.chars().count() <= most);
        short && texts.iter().any(|text| !text.trim().is_empty())
    }

    /// The names of those that say something, for the access log.
    pub fn fields(&self) -> String {
        let named = [("address", &self.address), ("contact", &self.contact), ("notes", &self.notes)];
        let said = named.into_iter().filter(|(_, text)| !text.trim().is_empty());
        said.map(|(name, _)| name).collect::<Vec<_>>().join(",")
    }
}

impl std::fmt::Debug for Details {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Details(…)")
    }
}

/// Details as they were written last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    pub details: Details,
    /// Microseconds of Unix time.
    pub written: i64,
}

/// For whom details are asked for, and which the branch has.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DetailsQuestion {
    pub activity: ActivityId,
    /// The volunteer who has a seat.
    pub participant: MemberId,
    /// When those that the branch has were written; 0 for none.
    pub written: i64,
}

/// What is sealed in the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DetailsAnswer {
    /// None were written.
    Nothing,
    /// Those that the branch has are the last ones.
    Unchanged,
    Details(Written),
}

impl Content {
    /// The details of an activity of this branch's members; nothing if none are kept here.
    ///
    /// # Errors
    /// Those of store and key management.
    pub async fn details(&self, activity: ActivityId) -> Result<Option<Written>, ContentError> {
        let row: Option<(String, Vec<u8>, i64)> =
            sqlx::query_as("SELECT user_id, sealed, written FROM details WHERE activity = $1")
                .bind(int(activity))
                .fetch_optional(self.0.db.reader())
                .await?;
        let Some((user, sealed, written)) = row else { return Ok(None) };
        Ok(Some(Written { details: self.open_details(&user, activity, &sealed).await?, written }))
    }

    /// What somebody has written of the own activities and is still kept.
    ///
    /// # Errors
    /// Those of store and key management.
    pub async fn details_by(&self, user: &str) -> Result<Vec<(ActivityId, Details)>, ContentError> {
        let rows: Vec<(i64, Vec<u8>)> =
            sqlx::query_as("SELECT activity, sealed FROM details WHERE user_id = $1 ORDER BY activity")
                .bind(user)
                .fetch_all(self.0.db.reader())
                .await?;
        let mut written = Vec::new();
        for (activity, sealed) in rows {
            let activity = crate::db::uint(activity);
            written.push((activity, self.open_details(user, activity, &sealed).await?));
        }
        Ok(written)
    }

    /// Keeps the details of an activity in place of those there were.
    ///
    /// # Errors
    /// Those of store and key management.
    pub async fn write_details(
        &self,
        publisher: &str,
        activity: ActivityId,
        details: &Details,
    ) -> Result<(), ContentError> {
        let sealed = self.seal_details(publisher, activity, details).await?;
        let mut tx = self.0.db.begin().await?;
        sqlx::query(
            "INSERT INTO details (activity, user_id, sealed, written) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (activity) DO UPDATE SET user_id = excluded.user_id, sealed = excluded.sealed, \
             written = excluded.written",
        )
        .bind(int(activity))
        .bind(publisher)
        .bind(sealed)
        .bind(microseconds())
        .execute(&mut *tx)
        .await?;
        Ok(tx.commit().await?)
    }

    /// Takes the details of an activity away.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn delete_details(&self, activity: ActivityId) -> Result<(), ContentError> {
        let mut tx = self.0.db.begin().await?;
        sqlx::query("DELETE FROM details WHERE activity = $1").bind(int(activity)).execute(&mut *tx).await?;
        Ok(tx.commit().await?)
    }

    /// Answers another branch; nothing if the ledger does not say that a member of it has a seat, or the activity's publisher is
    /// not of this branch. What is given is written down before.
    ///
    /// # Errors
    /// Those of store and key management.
    pub async fn details_for(
        &self,
        branch: BranchId,
        question: &DetailsQuestion,
    ) -> Result<Option<DetailsAnswer>, ContentError> {
        let DetailsQuestion { activity, participant, written } = *question;
        let publisher: Option<i64> = sqlx::query_scalar(concat!(
            "SELECT a.publisher FROM p_enrolments e JOIN p_activities a ON a.id = e.activity \
             JOIN p_members m ON m.id = e.participant JOIN users u ON u.member = a.publisher \
             WHERE e.activity = $1 AND e.participant = $2 AND m.branch = $3 \
             AND a.state IN ('approved', 'settled') AND ",
            seated!(),
            " AND NOT ",
            over!("$4")
        ))
        .bind(int(activity))
        .bind(int(participant))
        .bind(i64::from(branch))
        .bind(now())
        .fetch_optional(self.0.db.reader())
        .await?;
        let Some(publisher) = publisher else { return Ok(None) };
        let Some(kept) = self.details(activity).await? else { return Ok(Some(DetailsAnswer::Nothing)) };
        if kept.written == written {
            return Ok(Some(DetailsAnswer::Unchanged));
        }
        let fields = kept.details.fields();
        let reason = format!("a seat in activity {activity}, by branch {branch}");
        let about = (crate::db::uint(publisher), "hand_over", fields.as_str());
        self.0.identity.note_about(participant, about, &reason, now()).await?;
        Ok(Some(DetailsAnswer::Details(kept)))
    }

    /// The details of an activity of another branch, for a participant of this one; nothing if none were written. The other branch
    /// is asked unless it was just now; while it is away, what it gave before is shown.
    ///
    /// # Errors
    /// `Away` if the other branch cannot be asked and has never answered.
    pub async fn received(
        &self,
        (activity, participant): (ActivityId, MemberId),
        holder: BranchId,
    ) -> Result<Option<Written>, ContentError> {
        let user = self.0.identity.user_of_member(participant).await?;
        let mut part = match self.part(activity, participant).await? {
            Some(part) => part,
            None => self.want(activity, participant, &user).await?,
        };
        if part.asked_at.saturating_add(FRESH) <= now() || part.sealed.is_none() {
            match self.ask_for(holder, &part, AT_ONCE).await {
                Ok(()) => part = self.part(activity, participant).await?.unwrap_or(part),
                // It knows of no seat: not yet, or no more.
                Err(ContentError::Refused(code)) if code == UNKNOWN => return Ok(None),
                Err(error) if part.asked_at == 0 => {
                    tracing::warn!(branch = holder, activity, %error, "no details");
                    return Err(error);
                }
                Err(error) => {
                    tracing::warn!(branch = holder, activity, %error, "details are shown as they were")
                }
            }
        }
        let Some(sealed) = &part.sealed else { return Ok(None) };
        let details = self.open_details(&part.user_id, activity, sealed).await?;
        Ok(Some(Written { details, written: part.written }))
    }

    /// Asks a branch for the details that are wanted of it.
    ///
    /// # Errors
    /// Those of the store.
    pub(super) async fn fetch_details(&self, peer: BranchId) -> Result<bool, ContentError> {
        let parts: Vec<Part> = sqlx::query_as(concat!(
            "SELECT d.activity, d.member, d.user_id, d.sealed, d.written, d.attempts, d.asked_at FROM details_received d \
             JOIN p_activities a ON a.id = d.activity JOIN p_members m ON m.id = a.publisher \
             JOIN p_enrolments e ON e.activity = d.activity AND e.participant = d.member \
             WHERE m.branch = $1 AND d.not_before <= $2 AND a.state IN ('approved', 'settled') AND ",
            seated!(),
            " AND NOT ",
            over!("$2"),
            " ORDER BY d.not_before, d.activity LIMIT $3"
        ))
        .bind(i64::from(peer))
        .bind(now())
        .bind(BATCH)
        .fetch_all(self.0.db.reader())
        .await?;
        let more = i64::try_from(parts.len()).is_ok_and(|count| count >= BATCH);
        for part in &parts {
            match self.ask_for(peer, part, PATIENCE).await {
                Ok(()) => {}
                Err(ContentError::Away) => return Ok(false),
                Err(error) => tracing::warn!(branch = peer, activity = part.activity, %error, "no details"),
            }
        }
        Ok(more)
    }

    /// Erases the details that nobody needs any more, here and from elsewhere.
    ///
    /// # Errors
    /// Those of the store.
    pub(super) async fn erase_details(&self, now: i64) -> Result<(), ContentError> {
        let mut tx = self.0.db.begin().await?;
        let own = sqlx::query(concat!(
            "DELETE FROM details WHERE EXISTS (SELECT 1 FROM p_activities a WHERE a.id = details.activity AND ",
            over!("$1"),
            ")"
        ))
        .bind(now)
        .execute(&mut *tx)
        .await?;
        // Who has lost the seat, or whose own branch has become the publisher's.
        let received = sqlx::query(concat!(
            "DELETE FROM details_received WHERE EXISTS (SELECT 1 FROM p_activities a WHERE a.id = details_received.activity AND (",
            over!("$1"),
            " OR EXISTS (SELECT 1 FROM users u WHERE u.member = a.publisher) \
             OR EXISTS (SELECT 1 FROM p_enrolments e WHERE e.activity = a.id AND e.participant = details_received.member AND NOT ",
            seated!(),
            ")))"
        ))
        .bind(now)
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        let erased = own.rows_affected().saturating_add(received.rows_affected());
        if erased > 0 {
            tracing::info!(erased, "details of activities were erased");
        }
        Ok(())
    }

    async fn part(&self, activity: ActivityId, participant: MemberId) -> Result<Option<Part>, ContentError> {
        let part = sqlx::query_as(
            "SELECT activity, member, user_id, sealed, written, attempts, asked_at FROM details_received \
             WHERE activity = $1 AND member = $2",
        )
        .bind(int(activity))
        .bind(int(participant))
        .fetch_optional(self.0.db.reader())
        .await?;
        Ok(part)
    }

    async fn want(
        &self,
        activity: ActivityId,
        participant: MemberId,
        user: &str,
    ) -> Result<Part, ContentError> {
        let mut tx = self.0.db.begin().await?;
        sqlx::query(
            "INSERT INTO details_received (activity, member, user_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        )
        .bind(int(activity))
        .bind(int(participant))
        .bind(user)
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        let part = self.part(activity, participant).await?;
        part.ok_or(ContentError::Internal("what was written is not there"))
    }

    /// Asks a branch for the details of one part and keeps what it says.
    async fn ask_for(&self, peer: BranchId, part: &Part, patience: Duration) -> Result<(), ContentError> {
        let question = DetailsQuestion {
            activity: crate::db::uint(part.activity),
            participant: crate::db::uint(part.member),
            written: part.written,
        };
        let answer = self.ask(peer, DETAILS, &question, (patience, MOST)).await;
        let (sealed, written) = match &answer {
            Ok(DetailsAnswer::Details(Written { details, written })) => {
                let sealed = self.seal_details(&part.user_id, question.activity, details).await?;
                (Some(sealed), *written)
            }
            Ok(DetailsAnswer::Unchanged) => (part.sealed.clone(), part.written),
            Ok(DetailsAnswer::Nothing) => (None, 0),
            // It was not asked: nothing is counted.
            Err(ContentError::Away) => return answer.map(|_| ()),
            Err(_) => (part.sealed.clone(), part.written),
        };
        let now = now();
        let asked_at = if answer.is_ok() { now } else { part.asked_at };
        let (attempts, not_before) = match sealed.is_some() && answer.is_ok() {
            true => (0, now.saturating_add(REFRESH)),
            false => {
                let attempts = part.attempts.saturating_add(1);
                (attempts, later(now, attempts, REFRESH))
            }
        };
        let mut tx = self.0.db.begin().await?;
        sqlx::query(
            "UPDATE details_received SET sealed = $3, written = $4, attempts = $5, asked_at = $6, not_before = $7 \
             WHERE activity = $1 AND member = $2",
        )
        .bind(part.activity)
        .bind(part.member)
        .bind(sealed)
        .bind(written)
        .bind(attempts)
        .bind(asked_at)
        .bind(not_before)
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        answer.map(|_| ())
    }

    pub(super) async fn seal_details(
        &self,
        user: &str,
        activity: ActivityId,
        details: &Details,
    ) -> Result<Vec<u8>, CustodyError> {
        let text = zeroize::Zeroizing::new(serde_json::to_vec(details).map_err(|_| CustodyError::Internal)?);
        self.0.identity.custody().seal(Kept::Details { user, activity }, &text).await
    }

    pub(super) async fn open_details(
        &self,
        user: &str,
        activity: ActivityId,
        sealed: &[u8],
    ) -> Result<Details, CustodyError> {
        let text = self.0.identity.custody().open(Kept::Details { user, activity }, sealed).await?;
        serde_json::from_slice(&text).map_err(|_| CustodyError::Internal)
    }
}

/// A seat of this branch's member in an activity of another branch's.
#[derive(Clone, sqlx::FromRow)]
struct Part {
    activity: i64,
    member: i64,
    user_id: String,
    sealed: Option<Vec<u8>>,
    written: i64,
    attempts: i64,
    asked_at: i64,
}

fn microseconds() -> i64 {
    let nanoseconds = time::OffsetDateTime::now_utc().unix_timestamp_nanos();
    i64::try_from(nanoseconds.div_euclid(1_000)).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn details_say_something_and_not_too_much_and_are_not_shown_by_accident() {
        let of = |address: &str, contact: &str, notes: &str| Details {
            address: address.into(),
            contact: contact.into(),
            notes: notes.into(),
        };
        assert!(of("12 Long Lane", "", " ").are_well());
        assert_eq!(of("12 Long Lane", "", "deaf").fields(), "address,notes");
        assert!(!of("", " ", "").are_well());
        assert!(of(&"路".repeat(200), "", "").are_well());
        assert!(!of(&"路".repeat(201), "", "").are_well());
        assert!(!of("a", &"1".repeat(101), "").are_well());
        assert!(!of("a", "", &"1".repeat(501)).are_well());
        let written = Written { details: of("12 Long Lane", "Aunt Li", "deaf"), written: 1 };
        assert_eq!(format!("{written:?}"), "Written { details: Details(…), written: 1 }");
        assert!(over!("$1").contains(&KEPT_AFTER_END.to_string()));
    }
}
