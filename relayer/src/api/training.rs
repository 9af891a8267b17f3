//! Courses and certificates (C1–C4).

use super::acting::Whose;
use super::actions::{Accepted, Order, Signer};
use super::extract::{Administrator, Changing, Json, Member, Path, Query};
use super::hidden::Hidden;
use super::list::{change, hexadecimal, json, query, yes, List};
use super::problem::Problem;
use super::reads::{number, Limit, Page};
use super::{schema, ApiState};
use crate::db::{int, QueryBuilder};
use crate::identity::{Login, SecretText, SessionRole};
use axum::extract::State;
use axum::Json as JsonBody;
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use timebank_api::activity_registry::Window;
use timebank_api::permission::Contract;
use timebank_api::training::{Certified, CourseInput, CourseState, ExecuteMsg};
use timebank_api::Code;
use utoipa::{IntoParams, ToSchema};

/// What an author says about a course. Everything is public.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CourseFields {
    /// 1 to 80 characters.
    #[schema(example = "助浴护理入门")]
    title: String,
    /// At most 500 characters.
    summary: String,
    /// A longer public text; kept beside the chain, which holds its sha256.
    #[serde(default)]
    text: Option<String>,
    /// District-level place.
    place: String,
    #[schema(value_type = schema::Window)]
    registration: Window,
    /// 1 to 32, in order of time.
    #[schema(value_type = Vec<schema::Window>)]
    sessions: Vec<Window>,
    seats: u16,
    /// So many sessions must have been attended to pass.
    min_sessions: u8,
    /// 1 to 8 members who record attendance and results.
    trainers: Vec<u64>,
    /// Courses that must have been passed before.
    #[serde(default)]
    requires: Vec<u64>,
    /// Whether only members of the branch can enrol.
    #[serde(default)]
    branch_only: bool,
    /// The course of which this is another run.
    #[serde(default)]
    counts_as: Option<u64>,
    /// Whether who passes is certified.
    certificate: bool,
    /// For how many seconds a certificate is valid; missing is for good.
    #[serde(default)]
    valid_for: Option<u64>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewCourse {
    course: CourseFields,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EditedCourse {
    /// The revision that was edited.
    revision: u32,
    course: CourseFields,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CourseRevision {
    revision: u32,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum CourseVerdict {
    Approve,
    Return,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CourseReview {
    /// The revision that was reviewed; an edit in between voids the decision.
    revision: u32,
    decision: CourseVerdict,
    /// Why it is returned.
    #[serde(default)]
    reason: String,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Trainers {
    trainers: Vec<u64>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CourseReason {
    /// 1 to 300 characters, without names.
    reason: String,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SessionAttendance {
    /// Counted from 0.
    session: u8,
    /// At most 10 members.
    participants: Vec<u64>,
    /// Whether they were there.
    present: bool,
    /// Needed from a trainer without an unlocked office.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Password)]
    transaction_password: Option<SecretText>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Results {
    /// At most 10 members.
    participants: Vec<u64>,
    passed: bool,
    /// Needed from a trainer without an unlocked office.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Password)]
    transaction_password: Option<SecretText>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Renewal {
    /// Seconds of Unix time.
    valid_until: u64,
}

impl ApiState {
    async fn course_input(&self, fields: &CourseFields) -> Result<CourseInput, Problem> {
        let fields = fields.clone();
        let text = match &fields.text {
            Some(text) => Some(self.keep_text(text).await?.into()),
            None => None,
        };
        Ok(CourseInput {
            title: fields.title,
            summary: fields.summary,
            text,
            place: fields.place,
            registration: fields.registration,
            sessions: fields.sessions,
            seats: fields.seats,
            min_sessions: fields.min_sessions,
            trainers: fields.trainers,
            requires: fields.requires,
            branch_only: fields.branch_only,
            counts_as: fields.counts_as,
            certificate: match (fields.certificate, fields.valid_for) {
                (false, _) => Certified::No,
                (true, None) => Certified::Lasting,
                (true, Some(seconds)) => Certified::For { seconds },
            },
        })
    }

    /// The key of a trainer: the owner key with the transaction password, else an unlocked office.
    async fn trainer(&self, login: &Login, password: Option<&SecretText>) -> Result<Signer, Problem> {
        match (password, login.role) {
            (None, SessionRole::Administrator) => self.office(login).await,
            _ => self.owner(login, password).await,
        }
    }
}

change! {
    /// Creates a course of the own branch as a draft.
    post "/v1/courses" "training"
    fn draft(state, login: Administrator(TrainingAdministrator), changing; body: NewCourse) {
        let message = ExecuteMsg::Draft { course: state.course_input(&body.course).await? };
        state.decide(&login, Contract::Training, &message).await
    }
}

change! {
    /// Changes a course that has not begun; an open one goes back to review.
    put "/v1/courses/{id}" "training"
    fn edit(state, login: Administrator(TrainingAdministrator), changing, [id "id": u64]; body: EditedCourse) {
        let course = state.course_input(&body.course).await?;
        let message = ExecuteMsg::Edit { id, revision: body.revision, course };
        state.decide(&login, Contract::Training, &message).await
    }
}

change! {
    /// Submits a draft for review.
    post "/v1/courses/{id}/submission" "training"
    fn submit(state, login: Administrator(TrainingAdministrator), changing, [id "id": u64]; body: CourseRevision) {
        state.decide(&login, Contract::Training, &ExecuteMsg::Submit { id, revision: body.revision }).await
    }
}

change! {
    /// Opens a course or returns it to its author; neither the author nor a trainer may.
    post "/v1/courses/{id}/review" "training"
    fn review(state, login: Administrator(Reviewer BranchAdministrator), changing, [id "id": u64]; body: CourseReview) {
        let revision = body.revision;
        let message = match body.decision {
            CourseVerdict::Approve => ExecuteMsg::Approve { id, revision },
            CourseVerdict::Return => ExecuteMsg::Return { id, revision, reason: body.reason.clone() },
        };
        state.decide(&login, Contract::Training, &message).await
    }
}

change! {
    /// Replaces the trainers of an open or running course.
    put "/v1/courses/{id}/trainers" "training"
    fn set_trainers(state, login: Administrator(TrainingAdministrator), changing, [id "id": u64]; body: Trainers) {
        let message = ExecuteMsg::SetTrainers { id, trainers: body.trainers.clone() };
        state.decide(&login, Contract::Training, &message).await
    }
}

change! {
    /// Ends a course in which everybody has a result.
    post "/v1/courses/{id}/completion" "training"
    fn complete(state, login: Administrator(TrainingAdministrator), changing, [id "id": u64]) {
        state.decide(&login, Contract::Training, &ExecuteMsg::Complete { id }).await
    }
}

change! {
    /// Ends a course early; results and certificates that were given stay.
    post "/v1/courses/{id}/cancellation" "training"
    fn cancel(state, login: Administrator(TrainingAdministrator), changing, [id "id": u64]; body: CourseReason) {
        let message = ExecuteMsg::Cancel { id, reason: body.reason.clone() };
        state.decide(&login, Contract::Training, &message).await
    }
}

change! {
    /// Enrols in a course, on the waitlist when no seat is free. An agent may do it for the principal.
    post "/v1/courses/{id}/places" "training"
    fn enrol(state, login: Member, changing, [id "id": u64]) {
        let signer = state.everyday(&login).await?;
        let holder = state.hide_holder(changing.principal(&login)?, id).await?.into();
        Order::new(signer, Contract::Training, &ExecuteMsg::Enrol { id, holder })
    }
}

change! {
    /// Takes the own enrolment in a course back, while there is no result.
    delete "/v1/courses/{id}/places/mine" "training"
    fn withdraw(state, login: Member, changing, [id "id": u64]) {
        let signer = state.everyday(&login).await?;
        Order::new(signer, Contract::Training, &ExecuteMsg::WithdrawEnrolment { id })
    }
}

change! {
    /// Who was there in a session that has begun, or was not after all; the first such word begins the course. By a trainer.
    post "/v1/courses/{id}/attendance" "training"
    fn attend(state, login: Member, changing, [id "id": u64]; body: SessionAttendance) {
        let signer = state.trainer(&login, body.transaction_password.as_ref()).await?;
        let (session, present) = (body.session, body.present);
        let message = ExecuteMsg::Attend { id, session, participants: body.participants.clone(), present };
        Order::new(signer, Contract::Training, &message)
    }
}

change! {
    /// Who has passed, which asks for enough sessions, or has not. Who passes is certified where the course does so. By a
    /// trainer.
    post "/v1/courses/{id}/results" "training"
    fn decide(state, login: Member, changing, [id "id": u64]; body: Results) {
        let signer = state.trainer(&login, body.transaction_password.as_ref()).await?;
        let participants = body.participants.clone();
        let message = match body.passed {
            true => ExecuteMsg::Pass { id, participants },
            false => ExecuteMsg::Fail { id, participants },
        };
        Order::new(signer, Contract::Training, &message)
    }
}

change! {
    /// Extends a certificate of the own branch.
    post "/v1/certificates/{id}/renewal" "training"
    fn renew(state, login: Administrator(TrainingAdministrator), changing, [id "id": u64]; body: Renewal) {
        let message = ExecuteMsg::Renew { certificate: id, valid_until: body.valid_until };
        state.decide(&login, Contract::Training, &message).await
    }
}

change! {
    /// Takes a certificate of the own branch back, or an attested one of an own member.
    post "/v1/certificates/{id}/revocation" "training"
    fn revoke(state, login: Administrator(TrainingAdministrator), changing, [id "id": u64]; body: CourseReason) {
        let message = ExecuteMsg::Revoke { certificate: id, reason: body.reason.clone() };
        state.decide(&login, Contract::Training, &message).await
    }
}

/// A course, with the own place in it.
#[derive(Debug, Serialize, FromRow, ToSchema)]
pub(super) struct Course {
    id: i64,
    branch: i64,
    author: i64,
    revision: i64,
    #[schema(value_type = schema::CourseState)]
    state: String,
    /// What its author says about it.
    #[serde(serialize_with = "json")]
    #[schema(value_type = Object)]
    course: String,
    /// Seats that are taken.
    taken: i64,
    waitlisted: i64,
    /// Why it was returned or cancelled.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[schema(value_type = Option<schema::PlaceState>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    my_place: Option<String>,
    /// Sessions that were attended from it.
    attended: i64,
}

/// A course of one's own.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct MyCourse {
    #[serde(flatten)]
    course: Course,
    /// How far one has come, in percent of the sessions; a result is 100.
    progress: u8,
    /// The certificate it gave.
    #[serde(skip_serializing_if = "Option::is_none")]
    certificate: Option<u64>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct CourseSearch {
    #[param(value_type = Option<schema::CourseState>)]
    state: Option<CourseState>,
    branch: Option<u32>,
    cursor: Option<String>,
    #[serde(default)]
    #[param(inline)]
    limit: Limit,
}

/// Courses as `member` sees them; drafts and submitted ones are for administrators.
fn courses_of(member: u64) -> QueryBuilder {
    query!(
        "SELECT c.id, c.branch, c.author, c.revision, c.state, c.input AS course, c.reason, p.state AS my_place, \
         (SELECT COUNT(*) FROM p_places t WHERE t.course = c.id AND t.state IN ('enrolled', 'passed', 'failed')) AS taken, \
         (SELECT COUNT(*) FROM p_places t WHERE t.course = c.id AND t.state = 'waitlisted') AS waitlisted, \
         (SELECT COUNT(*) FROM p_sessions s WHERE s.course = c.id AND s.member = p.member) AS attended \
         FROM p_courses c LEFT JOIN p_places p ON p.course = c.id AND p.member = ",
        int(member),
        " WHERE "
    )
}

/// The courses of all branches, newest first.
#[utoipa::path(get, path = "/v1/courses", tag = "training", security(("session" = [])), params(CourseSearch),
    responses((status = 200, body = List<Course>), Problem))]
pub(super) async fn courses(
    State(state): State<ApiState>,
    Member(login): Member,
    Query(search): Query<CourseSearch>,
) -> Result<JsonBody<List<Course>>, Problem> {
    let limit = search.limit.get();
    let mut query = courses_of(login.member()?);
    query.push("c.id < ").push_bind(number(search.cursor.as_ref())?.map_or(i64::MAX, int));
    if login.role != SessionRole::Administrator {
        query.push(" AND c.state NOT IN ('draft', 'submitted')");
    }
    if let Some(wanted) = search.state {
        let name = serde_json::to_value(wanted).map_err(|error| Problem::internal(&error))?;
        query.push(" AND c.state = ").push_bind(name.as_str().unwrap_or_default());
    }
    if let Some(branch) = search.branch {
        query.push(" AND c.branch = ").push_bind(i64::from(branch));
    }
    query.push(" ORDER BY c.id DESC LIMIT ").push_bind(i64::from(limit));
    Ok(JsonBody(List::page(state.rows(query).await?, limit, |course: &Course| course.id)))
}

/// A course.
#[utoipa::path(get, path = "/v1/courses/{id}", tag = "training", security(("session" = [])),
    params(("id" = u64, Path)), responses((status = 200, body = Course), Problem))]
pub(super) async fn course(
    State(state): State<ApiState>,
    Member(login): Member,
    Path(id): Path<u64>,
) -> Result<JsonBody<Course>, Problem> {
    let mut query = courses_of(login.member()?);
    query.push("c.id = ").push_bind(int(id));
    if login.role != SessionRole::Administrator {
        query.push(" AND c.state NOT IN ('draft', 'submitted')");
    }
    let course: Option<Course> = state.row(query).await?;
    Ok(JsonBody(course.ok_or(Code::CourseUnknown)?))
}

/// The own courses, newest first. An agent reads the principal's.
#[utoipa::path(get, path = "/v1/me/courses", tag = "training", security(("session" = [])),
    params(Page, ("On-Behalf-Of" = Option<u64>, Header)), responses((status = 200, body = List<MyCourse>), Problem))]
pub(super) async fn my_courses(
    State(state): State<ApiState>,
    whose: Whose,
    Query(paging): Query<Page>,
) -> Result<JsonBody<List<MyCourse>>, Problem> {
    let limit = paging.limit.get();
    let mut query = courses_of(whose.member);
    query.push("p.member IS NOT NULL AND c.id < ");
    query.push_bind(number(paging.cursor.as_ref())?.map_or(i64::MAX, int));
    query.push(" ORDER BY c.id DESC LIMIT ").push_bind(i64::from(limit));
    let courses: Vec<Course> = state.rows(query).await?;
    let certificates: Vec<(i64, i64)> = state
        .rows(query!(
            "SELECT course, MAX(id) AS id FROM p_certificates WHERE status = 'valid' AND member = ",
            int(whose.member),
            " GROUP BY course"
        ))
        .await?;
    let view = |course: Course| {
        let certificate = certificates.iter().find(|(of, _)| *of == course.id);
        Ok(MyCourse {
            progress: progress(&course)?,
            certificate: certificate.map(|(_, id)| crate::db::uint(*id)),
            course,
        })
    };
    let page = List::page(courses, limit, |course| course.id);
    let items = page.items.into_iter().map(view).collect::<Result<_, Problem>>()?;
    Ok(JsonBody(List { items, next: page.next }))
}

/// How far one has come.
fn progress(course: &Course) -> Result<u8, Problem> {
    match course.my_place.as_deref() {
        Some("passed" | "failed") => return Ok(100),
        Some("enrolled") => {}
        _ => return Ok(0),
    }
    let input: CourseInput =
        serde_json::from_str(&course.course).map_err(|error| Problem::internal(&error))?;
    let sessions = i64::try_from(input.sessions.len()).unwrap_or(i64::MAX).max(1);
    let percent = course.attended.saturating_mul(100).checked_div(sessions).unwrap_or(0);
    Ok(u8::try_from(percent.clamp(0, 99)).unwrap_or(99))
}

/// A participant of a course.
#[derive(Debug, Serialize, FromRow, ToSchema)]
pub(super) struct Place {
    participant: i64,
    #[schema(value_type = schema::PlaceState)]
    state: String,
    /// Place by order of arrival; smaller moves up first.
    position: i64,
    /// How many sessions were attended.
    attended: i64,
}

/// The participants of a course: all for its trainers and for administrators, else only oneself.
#[utoipa::path(get, path = "/v1/courses/{id}/places", tag = "training", security(("session" = [])),
    params(("id" = u64, Path), Page), responses((status = 200, body = List<Place>), Problem))]
pub(super) async fn places(
    State(state): State<ApiState>,
    Member(login): Member,
    Path(id): Path<u64>,
    Query(paging): Query<Page>,
) -> Result<JsonBody<List<Place>>, Problem> {
    let member = login.member()?;
    let input: Option<(String,)> =
        state.row(query!("SELECT input FROM p_courses WHERE id = ", int(id), "")).await?;
    let (input,) = input.ok_or(Code::CourseUnknown)?;
    let input: CourseInput = serde_json::from_str(&input).map_err(|error| Problem::internal(&error))?;
    let limit = paging.limit.get();
    let mut query = query!(
        "SELECT p.member AS participant, p.state, p.position, (SELECT COUNT(*) FROM p_sessions s \
         WHERE s.course = p.course AND s.member = p.member) AS attended FROM p_places p WHERE p.course = ",
        int(id),
        " AND p.member > ",
        number(paging.cursor.as_ref())?.map_or(0, int),
        ""
    );
    if login.role != SessionRole::Administrator && !input.trainers.contains(&member) {
        query.push(" AND p.member = ").push_bind(int(member));
    }
    query.push(" ORDER BY p.member LIMIT ").push_bind(i64::from(limit));
    Ok(JsonBody(List::page(state.rows(query).await?, limit, |place: &Place| place.participant)))
}

/// A certificate.
#[derive(Debug, Serialize, FromRow, ToSchema)]
pub(super) struct Certificate {
    id: i64,
    member: i64,
    course: i64,
    /// The course's title, if it is one of the network's.
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[schema(value_type = schema::CertificateStatus)]
    status: String,
    /// The branch whose course was passed, or the report of a partner institution.
    #[serde(serialize_with = "json")]
    #[schema(value_type = Object)]
    issuer: String,
    /// Seconds of Unix time.
    issued: i64,
    /// Missing for one that lasts.
    #[serde(skip_serializing_if = "Option::is_none")]
    valid_until: Option<i64>,
    /// Valid and not over.
    #[serde(serialize_with = "yes")]
    #[schema(value_type = bool)]
    holds: i64,
    /// Commitment to the holder, in hexadecimal.
    #[serde(serialize_with = "hexadecimal")]
    #[schema(value_type = String)]
    holder: Vec<u8>,
    /// Why it was taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// A certificate of one's own.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct MyCertificate {
    #[serde(flatten)]
    certificate: Certificate,
    /// What shows that it is one's own: `holder` = sha256("timebank/holder/v1" ‖ member ‖ course ‖ salt), numbers as 8 bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    salt: Option<String>,
}

fn certificates_where() -> QueryBuilder {
    query!(
        "SELECT c.id, c.member, c.course, o.input AS title, c.status, c.issuer, c.issued, c.valid_until, c.holder, c.reason, \
         CASE WHEN c.status = 'valid' AND (c.valid_until IS NULL OR c.valid_until > ",
        int(super::extract::clock()),
        ") THEN 1 ELSE 0 END AS holds FROM p_certificates c LEFT JOIN p_courses o ON o.id = c.course WHERE "
    )
}

impl Certificate {
    /// The title stands in what the course's author said.
    fn titled(mut self) -> Self {
        let input = self.title.as_deref().and_then(|input| serde_json::from_str::<CourseInput>(input).ok());
        self.title = input.map(|input| input.title);
        self
    }
}

/// The own certificates, newest first. An agent reads the principal's.
#[utoipa::path(get, path = "/v1/me/certificates", tag = "training", security(("session" = [])),
    params(Page, ("On-Behalf-Of" = Option<u64>, Header)),
    responses((status = 200, body = List<MyCertificate>), Problem))]
pub(super) async fn my_certificates(
    State(state): State<ApiState>,
    whose: Whose,
    Query(paging): Query<Page>,
) -> Result<JsonBody<List<MyCertificate>>, Problem> {
    let limit = paging.limit.get();
    let mut query = certificates_where();
    query.push("c.member = ").push_bind(int(whose.member));
    query.push(" AND c.id < ").push_bind(number(paging.cursor.as_ref())?.map_or(i64::MAX, int));
    query.push(" ORDER BY c.id DESC LIMIT ").push_bind(i64::from(limit));
    let page = List::page(state.rows(query).await?, limit, |certificate: &Certificate| certificate.id);
    let mut items = Vec::new();
    for certificate in page.items {
        let salt: Option<[u8; 16]> = state.unhide(Hidden::Holder, &certificate.holder).await?;
        items.push(MyCertificate { certificate: certificate.titled(), salt: salt.map(hex::encode) });
    }
    Ok(JsonBody(List { items, next: page.next }))
}

/// Whether a certificate holds, for anybody who has its number.
#[utoipa::path(get, path = "/v1/certificates/{id}", tag = "public", security(()), params(("id" = u64, Path)),
    responses((status = 200, body = Certificate), Problem))]
pub(super) async fn certificate(
    State(state): State<ApiState>,
    Path(id): Path<u64>,
) -> Result<JsonBody<Certificate>, Problem> {
    let mut query = certificates_where();
    query.push("c.id = ").push_bind(int(id));
    let certificate: Option<Certificate> = state.row(query).await?;
    Ok(JsonBody(certificate.ok_or(Code::CertificateUnknown)?.titled()))
}
