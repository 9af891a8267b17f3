//! The reviewers' desk: queue, claims, decisions, templates, and what looks abnormal.

use super::actions::{principal, Accepted};
use super::activities::{ActivityFields, Decision};
use super::extract::{clock, Administrator, Changing, Json, Member, Path, Query};
use super::many::{check_many, each, Outcomes};
use super::once::Begun;
use super::problem::{Own, Problem};
use super::reads::{next, ActivityView, Limit};
use super::ApiState;
use crate::db::int;
use crate::identity::Login;
use crate::index::read::Activity;
use crate::review::desk::{Claim, Decided, Desk, Pending, Priority, Waiting, UNDO};
use crate::review::{Assessment, Submission, Verdict};
use axum::extract::State;
use axum::http::StatusCode;
use axum::Json as JsonBody;
use serde::{Deserialize, Serialize};
use timebank_api::activity_registry::{ExecuteMsg, Reward, State as Life};
use timebank_api::permission::Contract;
use timebank_api::{Code, Minutes, Role};
use utoipa::{IntoParams, ToSchema};

/// Longest text of a template, in characters; a reason on chain has at most [`REASON`], and holds both languages.
const TEMPLATE: usize = 95;
const REASON: usize = 200;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct QueueQuery {
    /// Only what nobody else has before them, what nobody has decided and what is no own case: `limit=1` gives the next one to
    /// decide.
    #[serde(default)]
    free: bool,
    /// Only what passed every automatic check, or only what did not.
    green: Option<bool>,
    cursor: Option<String>,
    #[serde(default)]
    #[param(inline)]
    limit: Limit,
}

/// Something that waits for a reviewer.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct QueueItem {
    activity: ActivityView,
    assessment: Assessment,
    /// Seconds of Unix time.
    submitted: u64,
    /// Seconds it has waited.
    waited: u64,
    /// When it should be decided, in seconds of Unix time.
    decide_by: u64,
    priority: Priority,
    #[serde(skip_serializing_if = "Option::is_none")]
    claim: Option<Claim>,
    /// A decision that is made and not on the ledger yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pending: Option<Pending>,
    /// Whether the caller has to do with it and so cannot decide it.
    own_case: bool,
    /// Where the queue goes on after this one.
    cursor: String,
}

/// The review queue, most pressing first.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Queue {
    items: Vec<QueueItem>,
    /// How many wait in all, at most 500.
    waiting: usize,
    /// Ask again with this as `cursor`; missing at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

fn place_of(cursor: Option<&String>) -> Result<Option<(u64, u64)>, Problem> {
    let parse = |text: &String| {
        let (first, second) = text.split_once('.')?;
        Some((first.parse().ok()?, second.parse().ok()?))
    };
    cursor
        .map(|text| parse(text).ok_or_else(|| Problem::from(Own::Parameter).with_detail("cursor")))
        .transpose()
}

/// What waits for a review at this branch, with what the automatic checks say of it, most pressing first. The order stays as
/// it is while things wait, so that a cursor always leads on.
#[utoipa::path(get, path = "/v1/review/queue", tag = "office",
    security(("session" = ["reviewer", "branch_administrator"])), params(QueueQuery),
    responses((status = 200, body = Queue), Problem))]
pub(super) async fn review_queue(
    State(state): State<ApiState>,
    administrator: Administrator,
    Query(query): Query<QueueQuery>,
) -> Result<JsonBody<Queue>, Problem> {
    let member = administrator.0.member()?;
    let now = clock();
    let after = place_of(query.cursor.as_ref())?;
    let limit = usize::try_from(query.limit.get()).unwrap_or(1);
    let all = state.desk.queue(now).await?;
    let waiting = all.len();
    let wanted = |item: &Waiting| {
        let others = item.claim.is_some_and(|claim| claim.member != member);
        let own = item.activity.is_administrator(member);
        let green = item.assessment.verdict == Verdict::Green;
        after.is_none_or(|after| (item.decide_by, item.activity.id) > after)
            && !(query.free && (others || own || item.pending.is_some()))
            && query.green.is_none_or(|wanted| wanted == green)
    };
    let mut found: Vec<QueueItem> = all
        .into_iter()
        .filter(wanted)
        .take(limit.saturating_add(1))
        .map(|item| queued(item, member, now))
        .collect();
    let more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| more).map(|item| item.cursor.clone());
    Ok(JsonBody(Queue { items: found, waiting, next }))
}

fn queued(item: Waiting, member: u64, now: u64) -> QueueItem {
    let submitted = item.activity.submitted.unwrap_or(item.activity.created);
    QueueItem {
        submitted,
        waited: now.saturating_sub(submitted),
        decide_by: item.decide_by,
        priority: item.priority(now),
        claim: item.claim,
        pending: item.pending,
        own_case: item.activity.is_administrator(member),
        cursor: format!("{}.{}", item.decide_by, item.activity.id),
        assessment: item.assessment,
        activity: item.activity.into(),
    }
}

impl ApiState {
    /// An activity that this office-holder may decide now.
    ///
    /// # Errors
    /// Whose case it is not.
    async fn case(&self, login: &Login, id: u64) -> Result<Activity, Problem> {
        let activity = self.activity(id).await?;
        let member = login.member()?;
        if activity.branch != self.settings.branch {
            return Err(Code::OtherBranch.into());
        }
        if activity.is_administrator(member) {
            return Err(Code::OwnCase.into());
        }
        let claim = self.desk.claimed(id, clock()).await?;
        match claim {
            Some(claim) if claim.member != member => Err(Own::ReviewClaimed.into()),
            _ => Ok(activity),
        }
    }
}

/// Puts a submission before the caller for a quarter of an hour; again to keep it longer.
#[utoipa::path(put, path = "/v1/review/claims/{activity}", tag = "office",
    security(("session" = ["reviewer", "branch_administrator"])),
    params(("activity" = u64, Path)), responses((status = 200, body = Claim), Problem))]
pub(super) async fn claim(
    State(state): State<ApiState>,
    administrator: Administrator,
    Path(id): Path<u64>,
) -> Result<JsonBody<Claim>, Problem> {
    let activity = state.case(&administrator.0, id).await?;
    if activity.state != Life::Submitted {
        return Err(Code::ActivityState.into());
    }
    let claim = state.desk.claim(id, administrator.0.member()?, clock()).await?;
    Ok(JsonBody(claim.ok_or(Own::ReviewClaimed)?))
}

/// Lays it back.
#[utoipa::path(delete, path = "/v1/review/claims/{activity}", tag = "office",
    security(("session" = ["reviewer", "branch_administrator"])),
    params(("activity" = u64, Path)), responses((status = 204), Problem))]
pub(super) async fn release(
    State(state): State<ApiState>,
    administrator: Administrator,
    Path(id): Path<u64>,
) -> Result<StatusCode, Problem> {
    state.desk.release(id, administrator.0.member()?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What the automatic checks would say of an activity, for its publisher to mend before it is submitted. Nothing is kept.
#[utoipa::path(post, path = "/v1/review/previews", tag = "activities", security(("session" = [])),
    responses((status = 200, body = Assessment), Problem))]
pub(super) async fn preview(
    State(state): State<ApiState>,
    Member(login): Member,
    Json(body): Json<ActivityFields>,
) -> Result<JsonBody<Assessment>, Problem> {
    let submission = submission(body, login.member()?);
    Ok(JsonBody(state.desk.preview(&submission, clock()).await?))
}

fn submission(fields: ActivityFields, publisher: u64) -> Submission {
    let minutes = fields.service.end.saturating_sub(fields.service.start) / 60;
    let reward = match fields.reward {
        Reward::PerParticipant { minutes } => minutes,
        Reward::PerHour { minutes: rate } => {
            Minutes::try_from(minutes.saturating_mul(u64::from(rate)) / 60).unwrap_or(Minutes::MAX)
        }
    };
    Submission {
        id: 0,
        publisher,
        category: fields.category,
        title: fields.title,
        summary: fields.summary,
        text: fields.text.unwrap_or_default(),
        place: fields.place,
        registration: fields.registration,
        service: fields.service,
        reward,
        submitted: clock(),
    }
}

/// One decision of several.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewDecision {
    activity: u64,
    /// The revision that was reviewed; an edit in between voids the decision.
    revision: u32,
    decision: Decision,
    /// Needed to return it, or a template.
    #[serde(default)]
    reason: String,
    /// The name of a template that is the reason, in Chinese and English.
    #[serde(default)]
    template: Option<String>,
}

/// Decisions, at most twenty.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewDecisions {
    decisions: Vec<NewDecision>,
    /// Approves only what passes every automatic check now.
    #[serde(default)]
    quick: bool,
}

/// Decides several submissions, each by an intent of its own that the caller signs: one that is refused holds up no other. With
/// the same idempotency key each is decided once. What is decided is held for some seconds before it is sent, and can be taken
/// back until then (`held_until` of its action).
#[utoipa::path(post, path = "/v1/review/decisions", tag = "office",
    security(("session" = ["reviewer", "branch_administrator"])),
    params(("Idempotency-Key" = String, Header)),
    responses((status = 200, body = Outcomes), Problem))]
pub(super) async fn decide(
    State(state): State<ApiState>,
    administrator: Administrator,
    changing: Changing,
    Json(body): Json<NewDecisions>,
) -> Result<JsonBody<Outcomes>, Problem> {
    let login = &administrator.0;
    check_many(body.decisions.iter().map(|one| one.activity))?;
    // Once for all of them: without an unlocked office there is nothing to sign with.
    state.office(login).await?;
    let quick = body.quick;
    let all = body.decisions.into_iter().map(|one| (one.activity, one)).collect();
    each(all, |id, one| {
        let (state, own) = (state.clone(), changing.one_of(id));
        async move { state.decide_one(login, &own, one, quick).await }
    })
    .await
}

impl ApiState {
    async fn decide_one(
        &self,
        login: &Login,
        changing: &Changing,
        one: NewDecision,
        quick: bool,
    ) -> Result<Accepted, Problem> {
        let body = (&one, quick);
        let prepare = async {
            let activity = self.case(login, one.activity).await?;
            let now = clock();
            if self.desk.pending(one.activity, now).await?.is_some() {
                return Err(Own::ReviewDecided.into());
            }
            if activity.revision != one.revision {
                return Err(Code::ActivityRevision.into());
            }
            if activity.state != Life::Submitted {
                return Err(Code::ActivityState.into());
            }
            let (id, revision) = (one.activity, one.revision);
            let message = match one.decision {
                Decision::Approve => {
                    let green = match quick {
                        true => self.is_green(activity).await?,
                        false => true,
                    };
                    if !green {
                        return Err(Own::ReviewNotGreen.into());
                    }
                    ExecuteMsg::Approve { id, revision }
                }
                Decision::Return => ExecuteMsg::Return { id, revision, reason: self.reason(&one).await? },
            };
            let order = self.decide(login, Contract::ActivityRegistry, &message).await?;
            Ok(order.held(self.desk.held_until(now), Desk::name(one.activity)))
        };
        self.act(login, changing, &body, prepare).await
    }

    async fn is_green(&self, activity: Activity) -> Result<bool, Problem> {
        let assessments = self.desk.assess(&[activity], clock()).await?;
        Ok(assessments.iter().all(|assessment| assessment.verdict == Verdict::Green))
    }

    async fn reason(&self, one: &NewDecision) -> Result<String, Problem> {
        let Some(name) = &one.template else {
            return Ok(one.reason.clone());
        };
        let texts: Option<(String, String)> =
            sqlx::query_as("SELECT zh, en FROM review_templates WHERE name = $1")
                .bind(name)
                .fetch_optional(self.db.reader())
                .await?;
        let (zh, en) = texts.ok_or(Own::TemplateUnknown)?;
        let parts = [one.reason.as_str(), &zh, &en];
        let reason = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        match reason.chars().count() > REASON {
            true => Err(Code::TextInvalid.into()),
            false => Ok(reason),
        }
    }
}

impl ApiState {
    /// Takes back what this office-holder has decided and is still held; nothing if nothing is.
    async fn take_back(
        &self,
        login: &Login,
        id: u64,
        changing: &Changing,
    ) -> Result<Option<Accepted>, Problem> {
        let identity = changing.identity(&())?;
        let once = match self.begin(&principal(login), changing, &identity).await? {
            Begun::Before(action) => return Ok(Some(self.accepted(&action, changing.wait).await?)),
            Begun::New(once) => once,
        };
        let mut tx = self.db.begin().await?;
        let (held, code) = (Desk::name(id), Own::ReviewTakenBack.text());
        let Some(action) = self.relay.take_back(&mut tx, (login.member()?, &held), code).await? else {
            return Ok(None);
        };
        once.record(&mut tx, &action).await?;
        tx.commit().await?;
        self.relay.tell_finished([action.clone()].into());
        Ok(Some(self.accepted(&action, std::time::Duration::ZERO).await?))
    }
}

/// Takes an own decision back. While it is held it is never sent: its action ends with `review.taken_back`. An approval that the
/// ledger has can be taken back within half an hour by who may take down: the activity is returned to its publisher.
#[utoipa::path(delete, path = "/v1/review/decisions/{activity}", tag = "office",
    security(("session" = ["reviewer", "branch_administrator"])),
    params(("activity" = u64, Path), ("Idempotency-Key" = String, Header)), responses(Accepted, Problem))]
pub(super) async fn undo(
    State(state): State<ApiState>,
    administrator: Administrator,
    Path(id): Path<u64>,
    changing: Changing,
) -> Result<Accepted, Problem> {
    let login = &administrator.0;
    if let Some(taken) = state.take_back(login, id, &changing).await? {
        return Ok(taken);
    }
    if !login.roles.contains(Role::BranchAdministrator) {
        return Err(Code::RoleMissing.into());
    }
    let prepare = async {
        let activity = state.case(login, id).await?;
        let member = login.member()?;
        let last = state.desk.decisions(None, Some(id), None, 1).await?.into_iter().next();
        let own = last.is_some_and(|last| {
            last.decision == "approve"
                && last.member == member
                && last.revision == activity.revision
                && last.time.saturating_add(UNDO) > clock()
        });
        if !own || activity.state != Life::Approved {
            return Err(Own::ReviewUndo.into());
        }
        let reason = "审核员撤回了通过决定。 The reviewer took the approval back.".to_owned();
        state.decide(login, Contract::ActivityRegistry, &ExecuteMsg::TakeDown { id, reason }).await
    };
    state.act(login, &changing, &(), prepare).await
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct DecisionsQuery {
    /// Only the caller's own.
    #[serde(default)]
    mine: bool,
    activity: Option<u64>,
    cursor: Option<String>,
    #[serde(default)]
    #[param(inline)]
    limit: Limit,
}

/// What was decided at the branch.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Decisions {
    decisions: Vec<Decided>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// What was decided at this branch and by whom, as the chain has it, latest first.
#[utoipa::path(get, path = "/v1/review/decisions", tag = "office",
    security(("session" = ["reviewer", "branch_administrator"])), params(DecisionsQuery),
    responses((status = 200, body = Decisions), Problem))]
pub(super) async fn decisions(
    State(state): State<ApiState>,
    administrator: Administrator,
    Query(query): Query<DecisionsQuery>,
) -> Result<JsonBody<Decisions>, Problem> {
    let by = if query.mine { Some(administrator.0.member()?) } else { None };
    let before = place_of(query.cursor.as_ref())?;
    let limit = query.limit.get();
    let decisions = state.desk.decisions(by, query.activity, before, limit).await?;
    let next = next(&decisions, limit, |last| format!("{}.{}", last.height, last.activity));
    Ok(JsonBody(Decisions { decisions, next }))
}

/// An activity that runs and looks abnormal.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AbnormalItem {
    activity: ActivityView,
    assessment: Assessment,
}

/// What looks abnormal, the gravest first.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AbnormalItems {
    items: Vec<AbnormalItem>,
}

/// Activities of this branch that run or have just run and look abnormal.
#[utoipa::path(get, path = "/v1/review/abnormal", tag = "office", security(("session" = ["reviewer", "branch_administrator"])),
    responses((status = 200, body = AbnormalItems), Problem))]
pub(super) async fn abnormal(
    State(state): State<ApiState>,
    _: Administrator,
) -> Result<JsonBody<AbnormalItems>, Problem> {
    let found = state.desk.abnormal(clock()).await?;
    let item = |one: crate::review::desk::Abnormal| AbnormalItem {
        activity: one.activity.into(),
        assessment: one.assessment,
    };
    Ok(JsonBody(AbnormalItems { items: found.into_iter().map(item).collect() }))
}

/// What reviewers say again and again.
#[derive(Debug, Serialize, ToSchema, sqlx::FromRow)]
pub(super) struct Template {
    #[schema(example = "incomplete")]
    name: String,
    zh: String,
    en: String,
}

/// The templates by name.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Templates {
    templates: Vec<Template>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TemplateText {
    /// At most 95 characters, as in English.
    zh: String,
    en: String,
}

/// The branch's templates of review opinions.
#[utoipa::path(get, path = "/v1/review/templates", tag = "office", security(("session" = ["reviewer", "branch_administrator"])),
    responses((status = 200, body = Templates), Problem))]
pub(super) async fn templates(
    State(state): State<ApiState>,
    _: Administrator,
) -> Result<JsonBody<Templates>, Problem> {
    let templates = sqlx::query_as("SELECT name, zh, en FROM review_templates ORDER BY name")
        .fetch_all(state.db.reader())
        .await?;
    Ok(JsonBody(Templates { templates }))
}

/// Writes a template, anew or in place of the one of that name.
#[utoipa::path(put, path = "/v1/review/templates/{name}", tag = "office", security(("session" = ["branch_administrator"])),
    params(("name" = String, Path)), responses((status = 204), Problem))]
pub(super) async fn put_template(
    State(state): State<ApiState>,
    administrator: Administrator,
    Path(name): Path<String>,
    Json(body): Json<TemplateText>,
) -> Result<StatusCode, Problem> {
    let named = (1..=40).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    let written = |text: &str| !text.trim().is_empty() && text.chars().count() <= TEMPLATE;
    if !named || !written(&body.zh) || !written(&body.en) {
        return Err(Own::TemplateForm.into());
    }
    let mut tx = state.db.begin().await?;
    sqlx::query(
        "INSERT INTO review_templates (name, zh, en, updated_by, updated_at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (name) DO UPDATE SET zh = excluded.zh, en = excluded.en, updated_by = excluded.updated_by, \
         updated_at = excluded.updated_at",
    )
    .bind(name)
    .bind(body.zh)
    .bind(body.en)
    .bind(int(administrator.0.member()?))
    .bind(int(clock()))
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Removes a template.
#[utoipa::path(delete, path = "/v1/review/templates/{name}", tag = "office", security(("session" = ["branch_administrator"])),
    params(("name" = String, Path)), responses((status = 204), Problem))]
pub(super) async fn delete_template(
    State(state): State<ApiState>,
    _: Administrator,
    Path(name): Path<String>,
) -> Result<StatusCode, Problem> {
    let mut tx = state.db.begin().await?;
    let gone =
        sqlx::query("DELETE FROM review_templates WHERE name = $1").bind(name).execute(&mut *tx).await?;
    tx.commit().await?;
    match gone.rows_affected() {
        0 => Err(Own::TemplateUnknown.into()),
        _ => Ok(StatusCode::NO_CONTENT),
    }
}
