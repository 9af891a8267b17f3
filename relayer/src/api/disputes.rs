//! Disputes: about a service before payment, and requests to look at a payment again. Two reviewers who are no party decide.

use super::actions::Accepted;
use super::extract::{clock, Administrator, Changing, Json, Member, Path, Query};
use super::problem::{Own, Problem};
use super::reads::{next, number, Page};
use super::{schema, ApiState};
use crate::identity::{Login, SessionRole};
use crate::index::read::{self, Activity, Dispute};
use axum::extract::State;
use axum::Json as JsonBody;
use serde::{Deserialize, Serialize};
use timebank_api::activity_registry::{ExecuteMsg, Verdict};
use timebank_api::permission::Contract;
use timebank_api::{Code, Role};
use utoipa::ToSchema;

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Resolution {
    #[schema(value_type = schema::Verdict)]
    verdict: Verdict,
}

/// Where a dispute is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum DisputeState {
    /// No verdict has been named.
    Open,
    /// One reviewer has named a verdict; it takes another one.
    Named,
    /// Two reviewers named the same.
    Decided,
    /// Nobody decided in time; what was agreed, or the lower figure, was paid.
    ByRule,
    /// Nobody decided in time; the payment stands.
    Lapsed,
}

/// A verdict and who named it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct NamedVerdict {
    by: u64,
    #[schema(value_type = schema::Verdict)]
    verdict: Verdict,
}

/// A dispute about a participant's service.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DisputeView {
    activity: u64,
    participant: u64,
    state: DisputeState,
    /// Who raised it; nobody when the two figures were too far apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<u64>,
    /// Whether it asks to look again at a payment that was made.
    paid: bool,
    /// Seconds of Unix time.
    since: u64,
    /// When it is decided by rule, or the payment stands.
    until: u64,
    /// The verdict that was named first.
    #[serde(skip_serializing_if = "Option::is_none")]
    named: Option<NamedVerdict>,
    /// The second reviewer who named it.
    #[serde(skip_serializing_if = "Option::is_none")]
    decided_by: Option<u64>,
    /// The verdict that was carried out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<schema::Verdict>)]
    decided: Option<Verdict>,
    /// Minutes of service that were paid, or of TIME that go back.
    #[serde(skip_serializing_if = "Option::is_none")]
    minutes: Option<u32>,
    /// Minutes of TIME that went back so far, each time by a counter-entry of its own in the statements.
    reversed: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    closed: Option<u64>,
}

impl From<Dispute> for DisputeView {
    fn from(dispute: Dispute) -> Self {
        let state = match (&dispute.decided, dispute.closed) {
            (Some(_), _) => DisputeState::Decided,
            (None, Some(_)) => DisputeState::ByRule,
            (None, None) if !dispute.open(clock()) => DisputeState::Lapsed,
            (None, None) if dispute.named.is_some() => DisputeState::Named,
            (None, None) => DisputeState::Open,
        };
        DisputeView {
            activity: dispute.activity,
            participant: dispute.participant,
            state,
            by: dispute.by,
            paid: dispute.paid,
            since: dispute.since,
            until: dispute.until,
            named: dispute.named.map(|(by, verdict)| NamedVerdict { by, verdict }),
            decided_by: dispute.decided.as_ref().map(|(by, _)| *by),
            decided: dispute.decided.and_then(|(_, verdict)| verdict),
            minutes: dispute.minutes,
            reversed: dispute.reversed,
            closed: dispute.closed,
        }
    }
}

/// A page of disputes.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Disputes {
    disputes: Vec<DisputeView>,
    /// Ask again with this as `cursor`; missing at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// Numbers separated by dots.
pub(super) fn numbers<const N: usize>(cursor: Option<&String>) -> Result<Option<[u64; N]>, Problem> {
    let Some(text) = cursor else { return Ok(None) };
    let parts: Option<Vec<u64>> = text.split('.').map(|part| part.parse().ok()).collect();
    let parts = parts.and_then(|parts| parts.try_into().ok());
    parts.map(Some).ok_or_else(|| Problem::from(Own::Parameter).with_detail("cursor"))
}

/// Opens a dispute, for either side: before payment, or after it within the window as a request to look at it again.
#[utoipa::path(post, path = "/v1/activities/{id}/enrolments/{participant}/dispute", tag = "disputes",
    security(("session" = [])), params(("id" = u64, Path), ("participant" = u64, Path), ("Idempotency-Key" = String, Header)),
    responses(Accepted, Problem))]
pub(super) async fn open_dispute(
    State(state): State<ApiState>,
    Member(login): Member,
    Path((id, participant)): Path<(u64, u64)>,
    changing: Changing,
) -> Result<Accepted, Problem> {
    state.act_personally(&login, &changing, &(), &ExecuteMsg::OpenDispute { id, participant }).await
}

/// The dispute about a participant's service, for its parties and for the office of the activity's branch.
#[utoipa::path(get, path = "/v1/activities/{id}/enrolments/{participant}/dispute", tag = "disputes",
    security(("session" = [])), params(("id" = u64, Path), ("participant" = u64, Path)),
    responses((status = 200, body = DisputeView), Problem))]
pub(super) async fn get_dispute(
    State(state): State<ApiState>,
    Member(login): Member,
    Path((id, participant)): Path<(u64, u64)>,
) -> Result<JsonBody<DisputeView>, Problem> {
    let activity = state.activity(id).await?;
    let dispute = match state.is_party(&login, &activity, participant) {
        true => read::dispute(&state.db, id, participant).await?,
        false => None,
    };
    Ok(JsonBody(dispute.ok_or(Code::DisputeUnknown)?.into()))
}

/// Names a verdict about a dispute. It is carried out when a second reviewer names the same.
#[utoipa::path(post, path = "/v1/activities/{id}/enrolments/{participant}/dispute-resolution", tag = "office",
    security(("session" = ["reviewer", "branch_administrator"])), params(("id" = u64, Path), ("participant" = u64, Path), ("Idempotency-Key" = String, Header)),
    responses(Accepted, Problem))]
pub(super) async fn resolve_dispute(
    State(state): State<ApiState>,
    administrator: Administrator,
    Path((id, participant)): Path<(u64, u64)>,
    changing: Changing,
    Json(body): Json<Resolution>,
) -> Result<Accepted, Problem> {
    let message = ExecuteMsg::DecideDispute { id, participant, verdict: body.verdict };
    let to = (Contract::ActivityRegistry, &message);
    state.act_in_office(&administrator.0, &changing, &body, to).await
}

/// What waits for a verdict at this branch, the oldest first, without the cases to which the caller is a party.
#[utoipa::path(get, path = "/v1/disputes", tag = "office",
    security(("session" = ["reviewer", "branch_administrator"])), params(Page),
    responses((status = 200, body = Disputes), Problem))]
pub(super) async fn dispute_queue(
    State(state): State<ApiState>,
    administrator: Administrator,
    Query(query): Query<Page>,
) -> Result<JsonBody<Disputes>, Problem> {
    let limit = query.limit.get();
    let after = numbers::<3>(query.cursor.as_ref())?.map(|[since, activity, part]| (since, activity, part));
    let reviewer = administrator.0.member()?;
    let branch = state.settings.branch;
    let found = read::dispute_queue(&state.db, branch, reviewer, clock(), after, limit).await?;
    let cursor = |last: &Dispute| format!("{}.{}.{}", last.since, last.activity, last.participant);
    let next = next(&found, limit, cursor);
    Ok(JsonBody(Disputes { disputes: found.into_iter().map(DisputeView::from).collect(), next }))
}

/// The disputes to which the caller is a party, of the latest activity first.
#[utoipa::path(get, path = "/v1/me/disputes", tag = "me", security(("session" = [])), params(Page),
    responses((status = 200, body = Disputes), Problem))]
pub(super) async fn my_disputes(
    State(state): State<ApiState>,
    Member(login): Member,
    Query(query): Query<Page>,
) -> Result<JsonBody<Disputes>, Problem> {
    let limit = query.limit.get();
    let before = numbers::<2>(query.cursor.as_ref())?.map(|[activity, participant]| (activity, participant));
    let found = read::disputes_with(&state.db, login.member()?, before, limit).await?;
    let next = next(&found, limit, |last| format!("{}.{}", last.activity, last.participant));
    Ok(JsonBody(Disputes { disputes: found.into_iter().map(DisputeView::from).collect(), next }))
}

/// A requirement and what is known of it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FindingView {
    /// Its place among the requirements, counted from 1.
    requirement: u8,
    /// Missing where only the enrolment itself shows it: a credential is known to whoever holds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    met: Option<bool>,
    /// The number of the certificate, of the stars or of the branch.
    #[serde(skip_serializing_if = "Option::is_none")]
    found: Option<u64>,
    /// Until when the certificate or credential is valid; missing for what lasts.
    #[serde(skip_serializing_if = "Option::is_none")]
    valid_until: Option<u64>,
}

impl From<read::Known> for FindingView {
    fn from(known: read::Known) -> Self {
        let read::Known { requirement, met, found, valid_until } = known;
        FindingView { requirement, met, found, valid_until }
    }
}

/// By what a member meets the requirements of an activity.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FindingsView {
    /// The revision of the activity that asked for it.
    revision: u32,
    /// Whether it was found at the enrolment and kept; else it is what would be found now.
    kept: bool,
    findings: Vec<FindingView>,
}

impl ApiState {
    /// Whether somebody holds an office of this branch that looks into what its members do.
    pub(super) fn oversees(&self, login: &Login, branch: u32) -> bool {
        let roles = [Role::Reviewer, Role::BranchAdministrator, Role::Auditor];
        login.role == SessionRole::Administrator
            && branch == self.settings.branch
            && roles.into_iter().any(|role| login.roles.contains(role))
    }

    /// Whether somebody may see what is between an activity's administrators and a participant.
    pub(super) fn is_party(&self, login: &Login, activity: &Activity, participant: u64) -> bool {
        let party = |member| member == participant || activity.is_administrator(member);
        login.member.is_some_and(party) || self.oversees(login, activity.branch)
    }

    /// By what a member meets the requirements: what was kept of the enrolment, else what is known now.
    pub(super) async fn findings(&self, activity: &Activity, member: u64) -> Result<FindingsView, Problem> {
        if let Some((revision, kept)) = read::findings(&self.db, activity.id, member).await? {
            let findings = kept.into_iter().map(|finding| read::Known::from(finding).into()).collect();
            return Ok(FindingsView { revision, kept: true, findings });
        }
        let qualities = read::qualities(&self.db, member).await?.ok_or(Code::MemberUnknown)?;
        let known = read::known(&self.db, activity, &qualities, clock()).await?;
        let findings = known.into_iter().map(FindingView::from).collect();
        Ok(FindingsView { revision: activity.revision, kept: false, findings })
    }

    /// The codes of what, by all that is known, speaks against a member's enrolling now.
    pub(super) async fn obstacles(
        &self,
        activity: &Activity,
        member: u64,
    ) -> Result<Vec<&'static str>, Problem> {
        use timebank_api::activity_registry::State as Life;
        let Some(of) = read::qualities(&self.db, member).await? else {
            return Ok(vec![Code::MemberUnknown.text()]);
        };
        let (now, input) = (clock(), &activity.input);
        let opens = input.registration.start.saturating_sub(self.early(activity, of.stars).await?);
        let open = activity.state == Life::Approved
            && (opens..input.registration.end.min(input.service.end)).contains(&now);
        let known = read::known(&self.db, activity, &of, now).await?;
        let all = [
            (activity.is_administrator(member), Code::OwnActivity),
            (!open, Code::EnrolmentClosed),
            (read::is_blocked(&self.db, activity.publisher, member).await?, Code::EnrolmentBlocked),
            (of.suspended > now, Code::EnrollingSuspended),
            (!read::of_providing_age(activity, &of), Code::AgeNotAllowed),
            (known.iter().any(|known| known.met == Some(false)), Code::RequirementMissing),
        ];
        Ok(all.into_iter().filter(|(is, _)| *is).map(|(_, code)| code.text()).collect())
    }

    /// How long before everybody else the holder of so many stars may enrol.
    async fn early(&self, activity: &Activity, stars: u8) -> Result<u64, Problem> {
        let Some(index) = usize::from(stars).checked_sub(1) else { return Ok(0) };
        let version = activity.terms.as_ref().map(|terms| terms.pack);
        let Some(version) = version else { return Ok(0) };
        let pack = read::pack_version(&self.db, activity.branch, version).await?;
        let reward = pack.and_then(|pack| pack.levels.rewards.get(index).copied());
        Ok(reward.map_or(0, |reward| reward.early))
    }
}

/// The short report for an activity's administrators: by what a participant meets each requirement. Everybody may ask about
/// oneself.
#[utoipa::path(get, path = "/v1/activities/{id}/enrolments/{participant}/findings", tag = "enrolments",
    security(("session" = [])), params(("id" = u64, Path), ("participant" = u64, Path)),
    responses((status = 200, body = FindingsView), Problem))]
pub(super) async fn enrolment_findings(
    State(state): State<ApiState>,
    Member(login): Member,
    Path((id, participant)): Path<(u64, u64)>,
) -> Result<JsonBody<FindingsView>, Problem> {
    let activity = state.activity(id).await?;
    if login.member != Some(participant) {
        let part = match state.is_party(&login, &activity, participant) {
            true => read::enrolment(&state.db, id, participant).await?,
            false => None,
        };
        part.ok_or(Code::EnrolmentUnknown)?;
    }
    Ok(JsonBody(state.findings(&activity, participant).await?))
}

/// The number of the last one, for a page by number.
pub(super) fn after(query: &Page) -> Result<(Option<u64>, u32), Problem> {
    Ok((number(query.cursor.as_ref())?, query.limit.get()))
}
