//! The details of an activity that only those need who help: exact address, contact, what matters of somebody's health. They are
//! written at the branch of the publisher and read at the branch of the volunteer; see `content`.

use super::acting::Whose;
use super::extract::{now, Json, Path};
use super::problem::{Own, Problem};
use super::ApiState;
use crate::content::{Details, Written, KEPT_AFTER_END};
use crate::db::int;
use crate::index::read::{self, Activity};
use axum::extract::State;
use axum::http::StatusCode;
use axum::Json as JsonBody;
use serde::Serialize;
use timebank_api::activity_registry::{EnrolmentState, State as Life};
use timebank_api::{BranchId, Code, MemberId, Right};
use utoipa::ToSchema;

/// The details of an activity.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DetailsView {
    #[serde(flatten)]
    details: Details,
    /// When they were written last, in seconds of Unix time.
    updated_at: i64,
    /// When they are erased everywhere.
    erased_at: i64,
}

impl DetailsView {
    fn new(activity: &Activity, Written { details, written }: Written) -> Self {
        DetailsView { details, updated_at: written.div_euclid(1_000_000), erased_at: erased_at(activity) }
    }
}

fn erased_at(activity: &Activity) -> i64 {
    int(activity.input.service.end).saturating_add(KEPT_AFTER_END)
}

impl ApiState {
    /// The branch that keeps an activity's details: the publisher's.
    async fn holder(&self, activity: &Activity) -> Result<BranchId, Problem> {
        let publisher = read::member(&self.db, activity.publisher).await?;
        Ok(publisher.ok_or(Code::MemberUnknown)?.branch)
    }

    /// An activity that a member administers, and whose details are kept here.
    async fn administered(&self, id: u64, member: MemberId) -> Result<Activity, Problem> {
        let activity = self.activity(id).await?;
        if !activity.is_administrator(member) {
            return Err(Code::NotAdministrator.into());
        }
        if self.holder(&activity).await? != self.settings.branch {
            return Err(Own::DetailsElsewhere.into());
        }
        Ok(activity)
    }

    /// Whether a member has a seat in an activity that takes place.
    async fn is_seated(&self, activity: &Activity, member: MemberId) -> Result<bool, Problem> {
        let seats = [
            EnrolmentState::Admitted,
            EnrolmentState::Attending,
            EnrolmentState::Attended,
            EnrolmentState::Disputed,
            EnrolmentState::Agreed,
            EnrolmentState::Settled,
        ];
        let enrolment = read::enrolment(&self.db, activity.id, member).await?;
        let seated = enrolment.is_some_and(|part| seats.contains(&part.state));
        Ok(seated && matches!(activity.state, Life::Approved | Life::Settled))
    }
}

/// Writes down what only those need who help: where exactly, whom to call, what matters of somebody's health. It is kept sealed at
/// this branch, given to whoever has a seat and to nobody else, and erased a day after the service was to end. The ledger has
/// none of it. For administrators of the activity, at the branch of its publisher.
#[utoipa::path(put, path = "/v1/activities/{id}/details", tag = "activities", security(("session" = [])),
    params(("id" = u64, Path), ("On-Behalf-Of" = Option<u64>, Header)), request_body = Details,
    responses((status = 204), Problem))]
pub(super) async fn write_details(
    State(state): State<ApiState>,
    whose: Whose,
    Path(id): Path<u64>,
    Json(details): Json<Details>,
) -> Result<StatusCode, Problem> {
    let whose = whose.with(Right::Commit)?;
    let activity = state.administered(id, whose.member).await?;
    if !details.are_well() {
        return Err(Code::TextInvalid.into());
    }
    if matches!(activity.state, Life::Cancelled | Life::Settled) || erased_at(&activity) <= now() {
        return Err(Own::DetailsOver.into());
    }
    let publisher = state.identity.user_of_member(activity.publisher).await?;
    if whose.actor != activity.publisher {
        let fields = details.fields();
        let about = (activity.publisher, "write", fields.as_str());
        state.identity.note_about(whose.actor, about, &format!("activity {id}"), now()).await?;
    }
    state.content.write_details(&publisher, id, &details).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes the details of an activity away.
#[utoipa::path(delete, path = "/v1/activities/{id}/details", tag = "activities", security(("session" = [])),
    params(("id" = u64, Path), ("On-Behalf-Of" = Option<u64>, Header)), responses((status = 204), Problem))]
pub(super) async fn remove_details(
    State(state): State<ApiState>,
    whose: Whose,
    Path(id): Path<u64>,
) -> Result<StatusCode, Problem> {
    let whose = whose.with(Right::Commit)?;
    state.administered(id, whose.member).await?;
    state.content.delete_details(id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The details of an activity, for whoever has a seat in it, wherever it was published, and for its administrators at the branch of
/// its publisher. That they were read is written down.
#[utoipa::path(get, path = "/v1/activities/{id}/details", tag = "activities", security(("session" = [])),
    params(("id" = u64, Path), ("On-Behalf-Of" = Option<u64>, Header)),
    responses((status = 200, body = DetailsView), Problem))]
pub(super) async fn read_details(
    State(state): State<ApiState>,
    whose: Whose,
    Path(id): Path<u64>,
) -> Result<JsonBody<DetailsView>, Problem> {
    let activity = state.activity(id).await?;
    let holder = state.holder(&activity).await?;
    let administrator = activity.is_administrator(whose.member);
    let whose = whose.with(if administrator { Right::Commit } else { Right::TakePart })?;
    let here = holder == state.settings.branch;
    if !administrator && !state.is_seated(&activity, whose.member).await? {
        return Err(Own::DetailsUnknown.into());
    }
    let over = activity.state == Life::Cancelled || erased_at(&activity) <= now();
    let written = match (here, administrator) {
        _ if over => None,
        (true, _) => state.content.details(id).await?,
        (false, true) => return Err(Own::DetailsElsewhere.into()),
        (false, false) => state.content.received((id, whose.member), holder).await?,
    };
    let written = written.ok_or(Own::DetailsUnknown)?;
    if whose.actor != activity.publisher {
        let fields = written.details.fields();
        let about = (activity.publisher, "read", fields.as_str());
        state.identity.note_about(whose.actor, about, &format!("activity {id}"), now()).await?;
    }
    Ok(JsonBody(DetailsView::new(&activity, written)))
}
