//! Whether a member may take part in an activity, by what the ledger's events say of the member. Credentials are not among it:
//! only whoever holds one knows what its commitment says.

use super::activities::Activity;
use crate::db::{int, uint, uint32, Db, QueryBuilder};
use crate::index::apply::age_rank;
use crate::index::text::read;
use sqlx::Row;
use timebank_api::activity_registry::{Category, Finding, Requirement, Window};
use timebank_api::record::AgeClass;
use timebank_api::{ActivityId, BranchId, CourseId, MemberId, Seconds};

/// What activities ask about of a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Qualities {
    pub member: MemberId,
    pub branch: BranchId,
    pub age: AgeClass,
    /// A group has no age: every class is its own.
    pub group: bool,
    pub stars: u8,
    /// Until when the right to enrol is withdrawn.
    pub suspended: Seconds,
}

impl Qualities {
    fn of_age(&self, min: AgeClass) -> bool {
        self.group || self.age >= min
    }
}

/// What is known of one requirement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// Its place, counted from 1.
    pub requirement: u8,
    /// Nothing where only the enrolment itself shows it.
    pub met: Option<bool>,
    pub found: Option<u64>,
    pub valid_until: Option<Seconds>,
}

impl From<Finding> for Known {
    fn from(finding: Finding) -> Self {
        Known {
            requirement: finding.requirement,
            met: Some(finding.met),
            found: finding.found,
            valid_until: finding.valid_until,
        }
    }
}

/// What activities ask about of a member; nothing for somebody who is none.
///
/// # Errors
/// If the store fails.
pub async fn qualities(db: &Db, member: MemberId) -> sqlx::Result<Option<Qualities>> {
    let row = sqlx::query(
        "SELECT m.branch, m.age, g.member AS collective, s.stars, s.enrolling_suspended FROM p_members m \
         LEFT JOIN p_groups g ON g.member = m.id LEFT JOIN p_standings s ON s.member = m.id WHERE m.id = $1",
    )
    .bind(int(member))
    .fetch_optional(db.reader())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let number = |column| row.try_get::<Option<i64>, _>(column);
    Ok(Some(Qualities {
        member,
        branch: uint32(row.try_get("branch")?),
        age: read(row.try_get("age")?)?,
        group: number("collective")?.is_some(),
        stars: number("stars")?.and_then(|stars| u8::try_from(stars).ok()).unwrap_or(0),
        suspended: number("enrolling_suspended")?.map_or(0, uint),
    }))
}

/// The condition that nothing that is known speaks against somebody's taking part in the activity `a`.
pub(super) fn push_qualified(query: &mut QueryBuilder, of: &Qualities, now: Seconds) {
    if of.suspended > now {
        query.push(" AND 1 = 0");
        return;
    }
    let member = int(of.member);
    query.push(" AND a.publisher <> ").push_bind(member);
    query
        .push(" AND NOT EXISTS (SELECT 1 FROM p_co_administrators q WHERE q.activity = a.id AND q.member = ")
        .push_bind(member)
        .push(")");
    query
        .push(" AND NOT EXISTS (SELECT 1 FROM p_blocks b WHERE (b.member = ")
        .push_bind(member)
        .push(" AND b.other = a.publisher) OR (b.member = a.publisher AND b.other = ")
        .push_bind(member)
        .push("))");
    let age = if of.group { age_rank(AgeClass::From80) } else { age_rank(of.age) };
    query
        .push(" AND NOT EXISTS (SELECT 1 FROM p_requirements r WHERE r.activity = a.id AND ((r.kind = 'stars' AND r.value > ")
        .push_bind(i64::from(of.stars))
        .push(") OR (r.kind = 'age' AND r.value > ")
        .push_bind(age)
        .push(") OR (r.kind = 'branch' AND r.value <> ")
        .push_bind(i64::from(of.branch));
    let held =
        "SELECT 1 FROM p_held h WHERE h.course = r.value AND h.held = 1 AND h.revoked = 0 AND h.member = ";
    query.push(format!(") OR (r.kind = 'course' AND NOT EXISTS ({held}")).push_bind(member);
    query
        .push(format!(")) OR (r.kind = 'certificate' AND NOT EXISTS ({held}"))
        .push_bind(member)
        .push(" AND h.certificate > 0 AND h.valid_until > a.service_start AND h.valid_until > ")
        .push_bind(int(now))
        .push("))))");
}

/// An activity in which somebody could take part, with what is compared of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    pub id: ActivityId,
    pub publisher: MemberId,
    pub category: Category,
    pub place: String,
    pub service: Window,
    pub seats: u32,
    pub taken: u32,
}

/// Its id, publisher, category, place, the service's begin and end, seats and how many are taken.
type OpeningRow = (i64, i64, String, String, i64, i64, i64, i64);

/// Activities that are open now, have a free seat and begin later, where nothing that is known speaks against the member's taking
/// part and the member does not yet; those that begin soonest first.
///
/// # Errors
/// If the store fails.
pub async fn openings(db: &Db, of: &Qualities, now: Seconds, most: i64) -> sqlx::Result<Vec<Opening>> {
    let mut query = QueryBuilder::new(
        "SELECT a.id, a.publisher, a.category, a.place, a.service_start, a.service_end, a.seats, a.taken \
         FROM p_activities a WHERE a.state = 'approved' AND a.taken < a.seats AND a.registration_start <= ",
    );
    query.push_bind(int(now)).push(" AND a.registration_end > ").push_bind(int(now));
    query.push(" AND a.service_start > ").push_bind(int(now));
    query
        .push(" AND NOT EXISTS (SELECT 1 FROM p_enrolments e WHERE e.activity = a.id AND e.participant = ")
        .push_bind(int(of.member))
        .push(")");
    push_qualified(&mut query, of, now);
    query.push(" ORDER BY a.service_start, a.id LIMIT ").push_bind(most);
    let rows: Vec<OpeningRow> = query.build_as().fetch_all(db.reader()).await?;
    let opening = |(id, publisher, category, place, start, end, seats, taken): OpeningRow| {
        Ok(Opening {
            id: uint(id),
            publisher: uint(publisher),
            category: read(&category)?,
            place,
            service: Window { start: uint(start), end: uint(end) },
            seats: uint32(seats),
            taken: uint32(taken),
        })
    };
    rows.into_iter().map(opening).collect()
}

/// Whether the branch's own rules let the member give this service, by age.
pub fn of_providing_age(activity: &Activity, of: &Qualities) -> bool {
    activity.terms.as_ref().and_then(|terms| terms.provider_age).is_none_or(|min| of.of_age(min))
}

/// What is known about each requirement of an activity, in their order.
///
/// # Errors
/// If the store fails.
pub async fn known(db: &Db, activity: &Activity, of: &Qualities, now: Seconds) -> sqlx::Result<Vec<Known>> {
    // Whoever comes late begins now.
    let begins = activity.input.service.start.max(now);
    let mut all = Vec::with_capacity(activity.input.requirements.len());
    for (requirement, asked) in (1u8..).zip(&activity.input.requirements) {
        let (met, found, valid_until) = match *asked {
            Requirement::Course { course } | Requirement::Certificate { course } => {
                let passed = passed(db, course, of.member).await?;
                let certificate = passed.filter(|(certificate, _)| *certificate > 0);
                let met = match asked {
                    Requirement::Course { .. } => passed.is_some(),
                    _ => certificate.is_some_and(|(_, valid_until)| valid_until > begins),
                };
                let valid_until = certificate.map(|(_, until)| until).filter(|until| *until < uint(i64::MAX));
                (Some(met), certificate.map(|(certificate, _)| certificate), valid_until)
            }
            Requirement::Stars { min } => (Some(of.stars >= min), Some(of.stars.into()), None),
            Requirement::Age { min } => (Some(of.of_age(min)), None, None),
            Requirement::Branch { branch } => (Some(of.branch == branch), Some(of.branch.into()), None),
            Requirement::Credential { .. } => (None, None, None),
        };
        all.push(Known { requirement, met, found, valid_until });
    }
    Ok(all)
}

/// The best a member has of a course: certificate and until when; 0 without one.
async fn passed(db: &Db, course: CourseId, member: MemberId) -> sqlx::Result<Option<(u64, Seconds)>> {
    let row: Option<(i64, i64)> = sqlx::query_as(
        "SELECT certificate, valid_until FROM p_held WHERE course = $1 AND member = $2 AND held = 1 AND revoked = 0 \
         ORDER BY CASE WHEN certificate > 0 THEN 0 ELSE 1 END, valid_until DESC, certificate DESC LIMIT 1",
    )
    .bind(int(course))
    .bind(int(member))
    .fetch_optional(db.reader())
    .await?;
    Ok(row.map(|(certificate, until)| (uint(certificate), uint(until))))
}

/// By what a participant met the requirements when enrolling, and of which revision they were.
///
/// # Errors
/// If the store fails.
pub async fn findings(
    db: &Db,
    activity: ActivityId,
    participant: MemberId,
) -> sqlx::Result<Option<(u32, Vec<Finding>)>> {
    let row: Option<(i64, String)> =
        sqlx::query_as("SELECT revision, findings FROM p_findings WHERE activity = $1 AND participant = $2")
            .bind(int(activity))
            .bind(int(participant))
            .fetch_optional(db.reader())
            .await?;
    row.map(|(revision, findings)| Ok((uint32(revision), read(&findings)?))).transpose()
}
