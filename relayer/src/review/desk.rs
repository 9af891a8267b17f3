//! The reviewers' desk: what waits, in which order, who has it before them, and what the rules say of it.

use super::{
    assess, watch, Assessment, Earlier, History, Part, Running, Submission, Surroundings, Verdict, Words,
};
use crate::db::{int, uint, uint32, Db, QueryBuilder};
use crate::index::read::{self, Activity, MAX_PAGE};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use timebank_api::activity_registry::{ActivityInput, Category};
use timebank_api::{ActivityId, BranchId, MemberId, Seconds};
use utoipa::ToSchema;

/// The most that waits in a queue at once; the rest follows when these are decided.
const MOST: usize = 500;
/// A submission is decided within so long; in an emergency within hours; in any case a day before the service.
const DECIDE_WITHIN: Seconds = 3 * 86_400;
const EMERGENCY: Seconds = 4 * 3_600;
const BEFORE_SERVICE: Seconds = 86_400;
/// A claim lasts so long unless it is renewed.
const CLAIM: Seconds = 900;
/// How far back submissions are compared, and approvals are what is usual.
const COMPARED: Seconds = 30 * 86_400;
const USUAL: Seconds = 365 * 86_400;
/// The most of either that is read.
const READ: i64 = 1_000;
/// Services of the same two are counted over so long.
const PAIRS: Seconds = 60 * 86_400;
/// How long after its planned end an activity is still watched.
const WATCHED: Seconds = 14 * 86_400;
/// An own approval that the chain has can be taken back for so long.
pub const UNDO: Seconds = 1_800;
/// A decision is held for so long before it is sent, unless the branch says otherwise: until then it can be taken back.
pub const HOLD: Seconds = 20;

/// What the names of actions begin with that decide an activity.
const DECISION: &str = "review ";

/// How pressing it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    /// It should have been decided by now.
    Overdue,
    /// Within a day.
    High,
    Normal,
}

/// Who has a submission before them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Claim {
    pub member: MemberId,
    /// Seconds of Unix time until when.
    pub expires: Seconds,
}

/// A decision that is made, and that the chain does not have yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Pending {
    pub member: MemberId,
    /// `approve` or `return`.
    pub decision: String,
    /// The action that carries it.
    pub action: String,
    /// Seconds of Unix time until when whoever made it can take it back; missing when it is on its way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held_until: Option<Seconds>,
}

/// Something that waits for a reviewer.
#[derive(Debug, Clone)]
pub struct Waiting {
    pub activity: Activity,
    pub assessment: Assessment,
    /// When it should be decided, in seconds of Unix time. It does not change while it waits, so a page follows the other.
    pub decide_by: Seconds,
    pub claim: Option<Claim>,
    pub pending: Option<Pending>,
}

impl Waiting {
    pub fn priority(&self, now: Seconds) -> Priority {
        match self.decide_by.saturating_sub(now) {
            0 => Priority::Overdue,
            left if left < 86_400 => Priority::High,
            _ => Priority::Normal,
        }
    }
}

/// Something that runs and looks abnormal.
#[derive(Debug, Clone)]
pub struct Abnormal {
    pub activity: Activity,
    pub assessment: Assessment,
}

/// A decision that the chain has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ReviewDecision)]
pub struct Decided {
    pub activity: ActivityId,
    pub revision: u32,
    /// `approve`, `return` or `take_down`.
    pub decision: String,
    /// Who decided it.
    pub member: MemberId,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    pub height: u64,
    /// Seconds of Unix time.
    pub time: Seconds,
}

/// The desk of a branch. Cheap to clone.
#[derive(Clone)]
pub struct Desk {
    db: Db,
    branch: BranchId,
    words: Arc<Words>,
    hold: Seconds,
}

impl Desk {
    /// A decision is held for `hold` seconds.
    pub fn new(db: Db, branch: BranchId, words: Words, hold: Seconds) -> Self {
        Desk { db, branch, words: Arc::new(words), hold }
    }

    /// When a decision that is made now is sent.
    pub fn held_until(&self, now: Seconds) -> Seconds {
        now.saturating_add(self.hold)
    }

    /// What an action is known by that decides an activity.
    pub fn name(activity: ActivityId) -> String {
        format!("{DECISION}{activity}")
    }

    /// The decision of an activity that is made and not on the chain yet.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn pending(&self, activity: ActivityId, now: Seconds) -> sqlx::Result<Option<Pending>> {
        Ok(self.all_pending(now).await?.remove(&activity))
    }

    async fn all_pending(&self, now: Seconds) -> sqlx::Result<BTreeMap<ActivityId, Pending>> {
        let rows: Vec<(String, i64, String, String, Option<i64>)> = sqlx::query_as(
            "SELECT correlation, member, kind, id, held_until FROM actions WHERE form = 'intent' \
             AND state IN ('accepted', 'sent') AND correlation IS NOT NULL AND member IS NOT NULL",
        )
        .fetch_all(self.db.reader())
        .await?;
        let pending = |(name, member, decision, action, held): (String, i64, _, _, Option<i64>)| {
            let held_until = held.map(uint).filter(|until| *until > now);
            let activity = name.strip_prefix(DECISION)?.parse().ok()?;
            Some((activity, Pending { member: uint(member), decision, action, held_until }))
        };
        Ok(rows.into_iter().filter_map(pending).collect())
    }

    /// What waits, most pressing first.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn queue(&self, now: Seconds) -> sqlx::Result<Vec<Waiting>> {
        let mut activities: Vec<Activity> = Vec::new();
        while activities.len() < MOST {
            let page = read::review_queue(&self.db, self.branch, now, activities.last(), MAX_PAGE).await?;
            let last = page.len() < usize::try_from(MAX_PAGE).unwrap_or(usize::MAX);
            activities.extend(page);
            if last {
                break;
            }
        }
        let mut claims = self.claims(now).await?;
        let mut pending = self.all_pending(now).await?;
        let around = self.around(now).await?;
        let mut waiting = Vec::with_capacity(activities.len());
        for activity in activities {
            let assessment = self.assessment(&activity, &around).await?;
            let claim = claims.remove(&activity.id);
            let pending = pending.remove(&activity.id);
            waiting.push(Waiting { decide_by: decide_by(&activity), activity, assessment, claim, pending });
        }
        waiting.sort_by_key(|waiting| (waiting.decide_by, waiting.activity.id));
        Ok(waiting)
    }

    /// What the rules say of some activities.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn assess(&self, activities: &[Activity], now: Seconds) -> sqlx::Result<Vec<Assessment>> {
        let around = self.around(now).await?;
        let mut all = Vec::with_capacity(activities.len());
        for activity in activities {
            all.push(self.assessment(activity, &around).await?);
        }
        Ok(all)
    }

    /// What the rules would say of something that is not submitted yet.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn preview(&self, submission: &Submission, now: Seconds) -> sqlx::Result<Assessment> {
        let around = self.around(now).await?;
        Ok(assess(submission, around.by(&self.words)))
    }

    async fn assessment(&self, activity: &Activity, around: &Around) -> sqlx::Result<Assessment> {
        let text = match &activity.input.text {
            None => None,
            Some(hash) => {
                sqlx::query_scalar::<_, String>("SELECT text FROM contents WHERE sha256 = $1")
                    .bind(hash.to_vec())
                    .fetch_optional(self.db.reader())
                    .await?
            }
        };
        Ok(assess(&submission(activity, text.unwrap_or_default()), around.by(&self.words)))
    }

    async fn around(&self, now: Seconds) -> sqlx::Result<Around> {
        let usual: Vec<(String, i64, i64, i64)> = sqlx::query_as(
            "SELECT category, reward, service_start, service_end FROM p_activities WHERE branch = $1 \
             AND state IN ('approved', 'settled') AND service_start > $2 ORDER BY service_start DESC LIMIT $3",
        )
        .bind(i64::from(self.branch))
        .bind(int(now.saturating_sub(USUAL)))
        .bind(READ)
        .fetch_all(self.db.reader())
        .await?;
        let mut history = History::default();
        for (category, reward, start, end) in usual {
            if let Ok(category) = serde_json::from_value::<Category>(category.into()) {
                history.add(category, uint32(reward), uint(end.saturating_sub(start)) / 60);
            }
        }
        let rows: Vec<(i64, i64, String, i64)> = sqlx::query_as(
            "SELECT id, publisher, input, submitted FROM p_activities WHERE branch = $1 AND submitted > $2 \
             AND state IN ('submitted', 'approved', 'settled') ORDER BY submitted DESC LIMIT $3",
        )
        .bind(i64::from(self.branch))
        .bind(int(now.saturating_sub(COMPARED)))
        .bind(READ)
        .fetch_all(self.db.reader())
        .await?;
        let earlier = rows.into_iter().filter_map(|(id, publisher, input, submitted)| {
            let input: ActivityInput = cosmwasm_std::from_json(input).ok()?;
            Some(Earlier {
                id: uint(id),
                publisher: uint(publisher),
                sketch: super::Sketch::of(&format!("{}\n{}", input.title, input.summary)),
                place: input.place,
                service: input.service,
                submitted: uint(submitted),
            })
        });
        let earlier = earlier.collect();
        let pack = read::pack(&self.db, self.branch, now).await?.map(|(_, pack)| pack);
        Ok(Around { history, earlier, pack })
    }

    async fn claims(&self, now: Seconds) -> sqlx::Result<BTreeMap<ActivityId, Claim>> {
        let rows: Vec<(i64, i64, i64)> =
            sqlx::query_as("SELECT activity, member, expires FROM review_claims WHERE expires > $1")
                .bind(int(now))
                .fetch_all(self.db.reader())
                .await?;
        let claim = |(activity, member, expires)| {
            (uint(activity), Claim { member: uint(member), expires: uint(expires) })
        };
        Ok(rows.into_iter().map(claim).collect())
    }

    /// Who has a submission before them.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn claimed(&self, activity: ActivityId, now: Seconds) -> sqlx::Result<Option<Claim>> {
        Ok(self.claims(now).await?.remove(&activity))
    }

    /// Puts a submission before a reviewer, or leaves it there longer; nothing when somebody else has it.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn claim(
        &self,
        activity: ActivityId,
        member: MemberId,
        now: Seconds,
    ) -> sqlx::Result<Option<Claim>> {
        let expires = now.saturating_add(CLAIM);
        let mut tx = self.db.begin().await?;
        let taken = sqlx::query(
            "INSERT INTO review_claims (activity, member, expires) VALUES ($1, $2, $3) ON CONFLICT (activity) \
             DO UPDATE SET member = excluded.member, expires = excluded.expires \
             WHERE review_claims.member = excluded.member OR review_claims.expires <= $4",
        )
        .bind(int(activity))
        .bind(int(member))
        .bind(int(expires))
        .bind(int(now))
        .execute(&mut *tx)
        .await?;
        sqlx::query("DELETE FROM review_claims WHERE expires <= $1").bind(int(now)).execute(&mut *tx).await?;
        tx.commit().await?;
        Ok((taken.rows_affected() > 0).then_some(Claim { member, expires }))
    }

    /// Lays an own one back.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn release(&self, activity: ActivityId, member: MemberId) -> sqlx::Result<()> {
        let mut tx = self.db.begin().await?;
        sqlx::query("DELETE FROM review_claims WHERE activity = $1 AND member = $2")
            .bind(int(activity))
            .bind(int(member))
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// What was decided at the branch, latest first; `by` only one member's.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn decisions(
        &self,
        by: Option<MemberId>,
        activity: Option<ActivityId>,
        before: Option<(u64, ActivityId)>,
        limit: u32,
    ) -> sqlx::Result<Vec<Decided>> {
        let mut query = QueryBuilder::new(
            "SELECT d.activity, d.revision, d.decision, d.member, d.reason, d.height, d.time FROM p_decisions d \
             JOIN p_activities a ON a.id = d.activity WHERE a.branch = ",
        );
        query.push_bind(i64::from(self.branch));
        if let Some(member) = by {
            query.push(" AND d.member = ").push_bind(int(member));
        }
        if let Some(activity) = activity {
            query.push(" AND d.activity = ").push_bind(int(activity));
        }
        if let Some((height, activity)) = before {
            query.push(" AND (d.height, d.activity) < (").push_bind(int(height));
            query.push(", ").push_bind(int(activity)).push(")");
        }
        query.push(" ORDER BY d.height DESC, d.activity DESC LIMIT ").push_bind(i64::from(limit));
        let rows: Vec<DecidedRow> = query.build_as().fetch_all(self.db.reader()).await?;
        let decided = |(activity, revision, decision, member, reason, height, time)| Decided {
            activity: uint(activity),
            revision: uint32(revision),
            decision,
            member: uint(member),
            reason,
            height: uint(height),
            time: uint(time),
        };
        Ok(rows.into_iter().map(decided).collect())
    }

    /// What runs at the branch, or has just run, and looks abnormal; the gravest first.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn abnormal(&self, now: Seconds) -> sqlx::Result<Vec<Abnormal>> {
        let ids: Vec<i64> = sqlx::query_scalar(
            "SELECT id FROM p_activities WHERE branch = $1 AND state = 'approved' AND service_start <= $2 \
             AND service_start > $3 AND taken > 0 ORDER BY service_start DESC LIMIT $4",
        )
        .bind(i64::from(self.branch))
        .bind(int(now))
        .bind(int(now.saturating_sub(WATCHED)))
        .bind(READ)
        .fetch_all(self.db.reader())
        .await?;
        let mut all = Vec::new();
        for id in ids.into_iter().map(uint) {
            let Some(activity) = read::activity(&self.db, id, now).await? else {
                continue;
            };
            let parts = self.parts(&activity, now).await?;
            let assessment = watch(&Running { service: activity.input.service, parts }, now);
            if assessment.verdict != Verdict::Green {
                all.push(Abnormal { activity, assessment });
            }
        }
        all.sort_by_key(|abnormal| (abnormal.assessment.score, abnormal.activity.id));
        Ok(all)
    }

    async fn parts(&self, activity: &Activity, now: Seconds) -> sqlx::Result<Vec<Part>> {
        let rows: Vec<PartRow> = sqlx::query_as(
            "SELECT e.participant, e.started, e.ended, \
             CASE WHEN COALESCE(e.claimed, 0) > COALESCE(e.confirmed, 0) THEN e.claimed ELSE e.confirmed END AS minutes, \
             (SELECT MIN(o.activity) FROM p_enrolments o WHERE o.participant = e.participant AND o.activity <> e.activity \
              AND o.started < e.ended AND o.ended > e.started) AS elsewhere, \
             (SELECT COUNT(*) FROM p_enrolments o JOIN p_activities b ON b.id = o.activity \
              WHERE o.participant = e.participant AND b.publisher = $2 AND o.started > $3) AS together, \
             (SELECT COUNT(*) FROM p_enrolments o JOIN p_activities b ON b.id = o.activity \
              WHERE o.participant = $2 AND b.publisher = e.participant AND o.started > $3) AS returned \
             FROM p_enrolments e WHERE e.activity = $1 AND e.state NOT IN ('waitlisted', 'declined', 'withdrawn') \
             ORDER BY e.participant",
        )
        .bind(int(activity.id))
        .bind(int(activity.publisher))
        .bind(int(now.saturating_sub(PAIRS)))
        .fetch_all(self.db.reader())
        .await?;
        Ok(rows.into_iter().map(PartRow::part).collect())
    }
}

/// Activity, revision, decision, member, reason, height, time.
type DecidedRow = (i64, i64, String, i64, Option<String>, i64, i64);

#[derive(sqlx::FromRow)]
struct PartRow {
    participant: i64,
    started: Option<i64>,
    ended: Option<i64>,
    minutes: Option<i64>,
    elsewhere: Option<i64>,
    together: i64,
    returned: i64,
}

impl PartRow {
    fn part(self) -> Part {
        Part {
            member: uint(self.participant),
            started: self.started.map(uint),
            ended: self.ended.map(uint),
            minutes: self.minutes.map(uint32),
            elsewhere: self.elsewhere.map(uint),
            together: uint32(self.together),
            returned: uint32(self.returned),
        }
    }
}

/// What submissions of a branch are judged against.
struct Around {
    history: History,
    earlier: Vec<Earlier>,
    pack: Option<timebank_api::rulebook::Pack>,
}

impl Around {
    fn by<'a>(&'a self, words: &'a Words) -> Surroundings<'a> {
        Surroundings { words, history: &self.history, earlier: &self.earlier, pack: self.pack.as_ref() }
    }
}

fn submission(activity: &Activity, text: String) -> Submission {
    let input = &activity.input;
    Submission {
        id: activity.id,
        publisher: activity.publisher,
        category: input.category,
        title: input.title.clone(),
        summary: input.summary.clone(),
        text,
        place: input.place.clone(),
        registration: input.registration,
        service: input.service,
        reward: activity.reward,
        submitted: activity.submitted.unwrap_or(activity.created),
    }
}

fn decide_by(activity: &Activity) -> Seconds {
    let within = if activity.input.category == Category::Emergency { EMERGENCY } else { DECIDE_WITHIN };
    let submitted = activity.submitted.unwrap_or(activity.created);
    submitted.saturating_add(within).min(activity.input.service.start.saturating_sub(BEFORE_SERVICE))
}
