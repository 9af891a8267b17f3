use super::member_of;
use crate::effects::Effects;
use crate::guard::{self, ensure};
use crate::state::{self, Activity};
use cosmwasm_std::{DepsMut, Response};
use timebank_api::activity_registry::{EnrolmentState, Payer, State, MAX_CO_ADMINISTRATORS};
use timebank_api::{event, ActivityId, Actor, Code, MemberId, Role};
use timebank_std::Result;

/// Who decides disputes of a branch.
const REVIEWERS: [Role; 2] = [Role::Reviewer, Role::BranchAdministrator];

pub fn add_co_administrator(
    deps: DepsMut,
    actor: &Actor,
    id: ActivityId,
    member: MemberId,
) -> Result<Response> {
    let mut activity = changeable(&deps, actor, id)?;
    let plan = &mut activity.plan;
    ensure(!plan.is_administrator(member), Code::CoAdministratorExists)?;
    ensure(plan.co_administrators.len() < MAX_CO_ADMINISTRATORS, Code::TooMany)?;
    let takes_part = state::may_enrolment(deps.storage, id, member)?.is_some_and(|enrolment| {
        !matches!(enrolment.state, EnrolmentState::Withdrawn | EnrolmentState::Declined)
    });
    ensure(!takes_part, Code::OwnActivity)?;
    // Only a registered member can act for the activity.
    let member_is = member_of(deps.as_ref(), member)?;
    // Whoever pays could else make parties of all who would decide a dispute, and win it by the clock.
    let decides =
        member_is.branch == plan.branch && REVIEWERS.iter().any(|role| member_is.roles.contains(*role));
    ensure(plan.payer != Payer::OwnBalance || !decides, Code::OwnCase)?;
    plan.co_administrators.push(member);
    activity.save_plan(deps.storage)?;

    let mut effects = Effects::default();
    effects.emit(event::CoAdministratorAdded { activity: id, member, by: actor.by() });
    effects.into_response(deps.as_ref())
}

pub fn remove_co_administrator(
    deps: DepsMut,
    actor: &Actor,
    id: ActivityId,
    member: MemberId,
) -> Result<Response> {
    let mut activity = changeable(&deps, actor, id)?;
    let helpers = &mut activity.plan.co_administrators;
    ensure(helpers.contains(&member), Code::NotAdministrator)?;
    helpers.retain(|helper| *helper != member);
    activity.save_plan(deps.storage)?;

    let mut effects = Effects::default();
    effects.emit(event::CoAdministratorRemoved { activity: id, member, by: actor.by() });
    effects.into_response(deps.as_ref())
}

/// The activity, if the actor is its publisher and it is not over. Co-administrators of what the branch pays can settle, so
/// naming one needs the payer's key.
fn changeable(deps: &DepsMut, actor: &Actor, id: ActivityId) -> Result<Activity> {
    let activity = state::activity(deps.storage, id)?;
    guard::publisher(&activity.plan, actor)?;
    guard::payer_scope(activity.plan.payer, actor)?;
    let over = matches!(activity.tally.state, State::Settled | State::Cancelled);
    ensure(!over, Code::ActivityState)?;
    Ok(activity)
}
