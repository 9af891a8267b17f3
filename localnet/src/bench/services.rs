//! The load: services paid by issuance, each from publication to settlement over a relayer's HTTP API.
//!
//! A crew is an administrator and those who take turns in what the administrator publishes, several activities at a time. They check
//! in with the code shown on site and are checked out by the administrator: a check-out code must be of a later step
//! than that of the check-in, and nobody measures anything by waiting for it.

use super::diary::Diary;
use super::givers::Givers;
use super::person::Person;
use crate::demo::people::random;
use anyhow::{Context, Result};
use futures::future::{join_all, try_join, try_join_all};
use serde_json::{json, Value};
use std::future::Future;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use timebank_api::{ActivityId, MemberId};
use tokio::sync::OnceCell;
use tokio::task::JoinSet;
use tokio::time::sleep_until;

/// Activities of a crew that are under way at the same time.
pub const AT_ONCE: usize = 3;
/// Seats of an activity.
const SEATS: usize = 8;
/// Minutes of a service.
const MINUTES: u64 = 30;

/// An administrator, who publishes, and the participants; somebody else reviews.
pub struct Crew {
    pub administrator: Person,
    pub reviewer: Arc<Person>,
    pub participants: Vec<Person>,
    /// Whose turn it is.
    pub turn: AtomicUsize,
    /// Who gives TIME away beside the services.
    pub givers: Givers,
}

/// What a load did.
#[derive(Default)]
pub struct Done {
    pub diary: Diary,
    /// Services that are settled.
    pub settled: Mutex<Vec<(ActivityId, MemberId)>>,
}

/// All crews do the same again and again until `end`, each so often at the same time; what has begun by then is finished. They
/// begin one after the other within `spread`.
pub async fn run<W>(
    (crews, at_once): (&[Arc<Crew>], usize),
    done: Done,
    spread: Duration,
    end: Instant,
    work: impl Fn(Arc<Crew>, Arc<Done>) -> W + Clone + Send + 'static,
) -> Result<Done>
where
    W: Future<Output = Result<()>> + Send + 'static,
{
    let done = Arc::new(done);
    let begun = tokio::time::Instant::now();
    let threads = crews.len().saturating_mul(at_once);
    let step = spread.checked_div(u32::try_from(threads)?).unwrap_or_default();
    let mut working = JoinSet::new();
    for (place, crew) in (0u32..).zip(crews.iter().cycle().take(threads)) {
        let (crew, done, work) = (Arc::clone(crew), Arc::clone(&done), work.clone());
        let first = begun.checked_add(step.saturating_mul(place)).context("clock out of range")?;
        working.spawn(async move {
            sleep_until(first).await;
            // What fails is in the diary; a crew that fails rests, so that a fault does not make a flood.
            while Instant::now() < end && work(Arc::clone(&crew), Arc::clone(&done)).await.is_ok() {}
        });
    }
    while let Some(ended) = working.join_next().await {
        ended.context("a crew broke down")?;
    }
    Arc::into_inner(done).context("a crew still works")
}

/// One activity with all its seats, from the publication to the payments.
pub async fn service(crew: Arc<Crew>, done: Arc<Done>) -> Result<()> {
    let place = crew.publish(&done, SEATS).await?;
    let all = crew.next(SEATS).map(|participant| crew.serve(&done, &place, participant));
    join_all(all).await.into_iter().collect()
}

/// An activity that was published.
pub struct Place {
    activity: ActivityId,
    base: String,
    /// What is shown on site.
    code: OnceCell<String>,
}

impl Crew {
    /// Those whose turn it is.
    pub fn next(&self, count: usize) -> impl Iterator<Item = &Person> {
        let first = self.turn.fetch_add(count, Ordering::Relaxed);
        let first = first.checked_rem(self.participants.len()).unwrap_or(0);
        self.participants.iter().cycle().skip(first).take(count.min(self.participants.len()))
    }

    /// Publishes an activity and has it approved.
    pub async fn publish(&self, done: &Done, seats: usize) -> Result<Place> {
        let diary = &done.diary;
        let title = format!("Read the newspaper aloud {:08x}", random(u32::MAX));
        let told = ("activity_drafted", json!({"input": {"title": title}}));
        let activity = activity(&title, seats)?;
        let action = self.administrator.act_and_hear(diary, "/v1/activities", &activity, told).await?;
        let activity = action.get("activity").and_then(Value::as_u64).context("no activity")?;
        let base = format!("/v1/activities/{activity}");
        let decision = json!({"revision": 1, "decision": "approve"});
        self.reviewer.act(diary, &format!("{base}/review"), &decision).await?;
        Ok(Place { activity, base, code: OnceCell::new() })
    }

    /// One participant's part, from the enrolment to the payment.
    async fn serve(&self, done: &Done, place: &Place, participant: &Person) -> Result<()> {
        self.attend(done, place, participant).await?;
        self.settle(done, place, participant).await
    }

    /// A participant enrols and checks in with the code that is shown.
    pub async fn attend(&self, done: &Done, place: &Place, participant: &Person) -> Result<()> {
        let (diary, base) = (&done.diary, &place.base);
        let part = json!({"activity": place.activity, "participant": participant.member});
        let told = ("enrolled", part.clone());
        participant.act_and_hear(diary, &format!("{base}/enrolments"), &json!({}), told).await?;
        let shown = place.code.get_or_try_init(|| self.code(place)).await;
        let shown = shown.inspect_err(|error| diary.failure(format!("no code: {error:#}")))?;
        let (path, told) = (format!("{base}/attendance"), ("attendance", part));
        participant.act_and_hear(diary, &path, &json!({"code": shown}), told).await.map(drop)
    }

    /// The participant is checked out, both sides confirm and rate, the payer pays.
    pub async fn settle(&self, done: &Done, place: &Place, participant: &Person) -> Result<()> {
        let diary = &done.diary;
        let base = format!("{}/enrolments/{}", place.base, participant.member);
        let by = |person: &Person| json!({"activity": place.activity, "participant": participant.member, "by": person.member});
        let out = (
            "attendance",
            json!({"activity": place.activity, "participant": participant.member, "side": "end"}),
        );
        let path = format!("{base}/attendance");
        self.administrator.act_and_hear(diary, &path, &json!({"side": "end"}), out).await?;
        let (minutes, rating) = (format!("{base}/minutes"), format!("{base}/rating"));
        let (said, score) = (json!({"minutes": MINUTES}), json!({"score": 5}));
        let sides = [participant, &self.administrator];
        let confirmed =
            sides.map(|side| side.act_and_hear(diary, &minutes, &said, ("minutes_confirmed", by(side))));
        let rated = sides.map(|side| side.act_and_hear(diary, &rating, &score, ("rated", by(side))));
        try_join(try_join_all(confirmed), try_join_all(rated)).await?;
        let paid =
            ("settled", json!({"activity": place.activity, "receipt": {"participant": participant.member}}));
        self.administrator.act_and_hear(diary, &format!("{base}/settlement"), &json!({}), paid).await?;
        done.settled
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push((place.activity, participant.member));
        Ok(())
    }

    async fn code(&self, place: &Place) -> Result<String> {
        let shown = self.administrator.get(&format!("{}/attendance-code?side=start", place.base)).await?;
        Ok(shown.get("code").and_then(Value::as_str).context("no code")?.to_owned())
    }
}

fn activity(title: &str, seats: usize) -> Result<Value> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).context("clock before 1970")?.as_secs();
    let span = json!({"start": now, "end": now.saturating_add(MINUTES.saturating_mul(60))});
    Ok(json!({
        "activity": {
            "title": title,
            "summary": "Half an hour, tea is provided.",
            "category": "company",
            "place": "Gulou",
            "registration": span,
            "service": span,
            "seats": seats,
            "reward": {"per_hour": {"minutes": 60}},
            "payer": "issuance",
            "admission": "automatic",
        },
        "submit": true,
    }))
}
