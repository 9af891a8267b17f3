//! The load: services paid by issuance, each from publication to settlement over a relayer's HTTP API.
//!
//! A crew is an administrator and the participants of what the administrator publishes, three activities at a time. They check
//! in with the code shown on site and are checked out by the administrator: a check-out code must be of a later step
//! than that of the check-in, and nobody measures anything by waiting for it.

use super::diary::Diary;
use super::person::Person;
use anyhow::{Context, Result};
use futures::future::{join_all, try_join_all};
use serde_json::{json, Value};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use timebank_api::{ActivityId, MemberId};
use tokio::sync::OnceCell;
use tokio::task::JoinSet;
use tokio::time::sleep_until;

/// Activities of a crew that are under way at the same time.
const AT_ONCE: usize = 3;
/// Minutes of a service.
const MINUTES: u64 = 30;

/// An administrator, who publishes, and the participants; somebody else reviews.
pub struct Crew {
    pub administrator: Person,
    pub reviewer: Arc<Person>,
    pub participants: Vec<Person>,
}

/// What a load did.
#[derive(Default)]
pub struct Done {
    pub diary: Diary,
    /// Services that are settled.
    pub settled: Mutex<Vec<(ActivityId, MemberId)>>,
}

/// All crews work until `end`; what has begun by then is finished. They begin one after the other within `spread`.
pub async fn run(crews: &[Arc<Crew>], spread: Duration, end: Instant) -> Result<Arc<Done>> {
    let done: Arc<Done> = Arc::default();
    let begun = tokio::time::Instant::now();
    let threads = crews.len().saturating_mul(AT_ONCE);
    let step = spread.checked_div(u32::try_from(threads)?).unwrap_or_default();
    let mut working = JoinSet::new();
    for (place, crew) in (0u32..).zip(crews.iter().cycle().take(threads)) {
        let (crew, done) = (Arc::clone(crew), Arc::clone(&done));
        let first = begun.checked_add(step.saturating_mul(place)).context("clock out of range")?;
        working.spawn(async move {
            sleep_until(first).await;
            // What fails is in the diary; a crew that fails rests, so that a fault does not make a flood.
            while Instant::now() < end && crew.service(&done).await.is_ok() {}
        });
    }
    while let Some(ended) = working.join_next().await {
        ended.context("a crew broke down")?;
    }
    Ok(done)
}

impl Crew {
    /// One activity with a seat for each participant.
    async fn service(&self, done: &Done) -> Result<()> {
        let diary = &done.diary;
        let action = self.administrator.act(diary, "/v1/activities", &self.activity()?).await?;
        let activity = action.get("activity").and_then(Value::as_u64).context("no activity")?;
        let decision = json!({"revision": 1, "decision": "approve"});
        self.reviewer.act(diary, &format!("/v1/activities/{activity}/review"), &decision).await?;
        let code = OnceCell::new();
        let all = self.participants.iter().map(|participant| self.attend(done, activity, participant, &code));
        join_all(all).await.into_iter().collect()
    }

    /// One participant's part, from the enrolment to the payment.
    async fn attend(
        &self,
        done: &Done,
        activity: ActivityId,
        participant: &Person,
        code: &OnceCell<String>,
    ) -> Result<()> {
        let diary = &done.diary;
        let base = format!("/v1/activities/{activity}");
        participant.act(diary, &format!("{base}/enrolments"), &json!({})).await?;
        let shown = code.get_or_try_init(|| self.code(activity)).await;
        let shown = shown.inspect_err(|error| diary.failure(format!("no code: {error:#}")))?;
        participant.act(diary, &format!("{base}/attendance"), &json!({"code": shown})).await?;
        let place = format!("{base}/enrolments/{}", participant.member);
        self.administrator.act(diary, &format!("{place}/attendance"), &json!({"side": "end"})).await?;
        let (minutes, rating) = (format!("{place}/minutes"), format!("{place}/rating"));
        let (said, score) = (json!({"minutes": MINUTES}), json!({"score": 5}));
        try_join_all([
            participant.act(diary, &minutes, &said),
            self.administrator.act(diary, &minutes, &said),
            participant.act(diary, &rating, &score),
            self.administrator.act(diary, &rating, &score),
        ])
        .await?;
        self.administrator.act(diary, &format!("{place}/settlement"), &json!({})).await?;
        done.settled.lock().unwrap_or_else(PoisonError::into_inner).push((activity, participant.member));
        Ok(())
    }

    async fn code(&self, activity: ActivityId) -> Result<String> {
        let path = format!("/v1/activities/{activity}/attendance-code?side=start");
        let shown = self.administrator.get(&path).await?;
        Ok(shown.get("code").and_then(Value::as_str).context("no code")?.to_owned())
    }

    fn activity(&self) -> Result<Value> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).context("clock before 1970")?.as_secs();
        let span = json!({"start": now, "end": now.saturating_add(MINUTES.saturating_mul(60))});
        Ok(json!({
            "activity": {
                "title": "Read the newspaper aloud",
                "summary": "Half an hour, tea is provided.",
                "category": "company",
                "place": "Gulou",
                "registration": span,
                "service": span,
                "seats": self.participants.len(),
                "reward": {"per_hour": {"minutes": 60}},
                "payer": "issuance",
                "admission": "automatic",
            },
            "submit": true,
        }))
    }
}
