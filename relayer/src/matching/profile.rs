//! Members and activities as the index knows them.

use super::{coefficient, need, place, time_of, Opportunity, Profile, Reason};
use crate::db::{int, uint, uint32, Db};
use crate::index::read::{self, Activity, Opening};
use std::collections::HashMap;
use timebank_api::activity_registry::{Category, Window};
use timebank_api::{ActivityId, MemberId, Seconds};

/// The most services of a member that are looked at, the latest, and the most activities that are compared, the soonest.
const LOOKED_AT: i64 = 300;
const COMPARED: i64 = 400;
const LATELY: Seconds = 90 * 86_400;
/// A seat given back so shortly before the service counts as not kept.
const LATE: Seconds = 86_400;

/// An activity that suits, and why.
#[derive(Debug, Clone)]
pub struct Recommendation {
    pub activity: Activity,
    /// From 0 to 1000.
    pub coefficient: u32,
    /// What was added because seats would stay empty, from 0 to 250.
    pub need: u32,
    pub reasons: Vec<Reason>,
}

#[derive(sqlx::FromRow)]
struct Row {
    state: String,
    updated: i64,
    agreed: Option<i64>,
    score_given: Option<i64>,
    score_received: Option<i64>,
    publisher: i64,
    category: String,
    place: String,
    service_start: i64,
    service_end: i64,
}

/// What suits a member best now by the rules of the member's branch, best first.
///
/// # Errors
/// If the store fails.
pub async fn recommend(
    db: &Db,
    member: MemberId,
    now: Seconds,
    limit: usize,
) -> sqlx::Result<Vec<Recommendation>> {
    let Some(qualities) = read::qualities(db, member).await? else {
        return Ok(Vec::new());
    };
    let pack = read::pack(db, qualities.branch, now).await?;
    let weights = pack.map(|(_, pack)| pack.matching_weights).unwrap_or_default();
    let profile = profile(db, member, now).await?;
    let openings = read::openings(db, &qualities, now, COMPARED).await?;
    let compared = openings.into_iter().filter_map(|opening| {
        let (id, opportunity) = (opening.id, Opportunity::from(opening));
        let (coefficient, reasons) = coefficient(&profile, &opportunity, &weights)?;
        Some((id, coefficient, need(&opportunity, now), reasons))
    });
    let mut best: Vec<_> = compared.collect();
    best.sort_by_key(|(id, coefficient, need, _)| {
        (std::cmp::Reverse(coefficient.saturating_add(*need)), *id)
    });
    best.truncate(limit);
    let ids: Vec<ActivityId> = best.iter().map(|(id, ..)| *id).collect();
    let activities = read::activities_of(db, &ids, now).await?.into_iter();
    let mut activities: HashMap<ActivityId, Activity> =
        activities.map(|activity| (activity.id, activity)).collect();
    let recommend = |(id, coefficient, need, reasons)| {
        Some(Recommendation { activity: activities.remove(&id)?, coefficient, need, reasons })
    };
    Ok(best.into_iter().filter_map(recommend).collect())
}

impl From<Opening> for Opportunity {
    fn from(opening: Opening) -> Self {
        Opportunity {
            publisher: opening.publisher,
            category: opening.category,
            place: place(&opening.place),
            service: opening.service,
            seats: opening.seats,
            taken: opening.taken,
        }
    }
}

async fn profile(db: &Db, member: MemberId, now: Seconds) -> sqlx::Result<Profile> {
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT e.state, e.updated, e.agreed, e.score_given, e.score_received, a.publisher, a.category, a.place, \
         a.service_start, a.service_end FROM p_enrolments e JOIN p_activities a ON a.id = e.activity \
         WHERE e.participant = $1 ORDER BY e.activity DESC LIMIT $2",
    )
    .bind(int(member))
    .bind(LOOKED_AT)
    .fetch_all(db.reader())
    .await?;
    let mut profile = Profile { member, ..Profile::default() };
    for row in rows {
        count(&mut profile, row, now);
    }
    Ok(profile)
}

fn count(profile: &mut Profile, row: Row, now: Seconds) {
    let service = Window { start: uint(row.service_start), end: uint(row.service_end) };
    let more = |count: &mut u32| *count = count.saturating_add(1);
    match row.state.as_str() {
        "enrolled" | "admitted" if service.end > now => return profile.busy.push(service),
        "enrolled" | "admitted" => return more(&mut profile.missed),
        "withdrawn" => {
            if uint(row.updated).saturating_add(LATE) > service.start {
                more(&mut profile.missed);
            }
            return;
        }
        "waitlisted" | "declined" => return,
        "attending" => profile.busy.push(service),
        _ => {}
    }
    more(&mut profile.kept);
    let planned = service.end.saturating_sub(service.start) / 60;
    profile.minutes = profile.minutes.saturating_add(row.agreed.map_or(planned, uint));
    if service.start.saturating_add(LATELY) > now {
        more(&mut profile.recent);
    }
    if let Ok(category) = serde_json::from_value::<Category>(row.category.into()) {
        more(profile.categories.entry(category).or_default());
    }
    more(profile.places.entry(place(&row.place)).or_default());
    more(profile.times.entry(time_of(service.start)).or_default());
    let rate = |rating: &mut (u32, u32), score: i64| {
        *rating = (rating.0.saturating_add(uint32(score)), rating.1.saturating_add(1));
    };
    if let Some(score) = row.score_received {
        rate(&mut profile.scores, score);
    }
    for score in [row.score_received, row.score_given].into_iter().flatten() {
        rate(profile.pairs.entry(uint(row.publisher)).or_default(), score);
    }
}
