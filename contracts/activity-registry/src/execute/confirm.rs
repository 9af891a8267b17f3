use super::{now, Part};
use crate::effects::Effects;
use crate::guard::{self, ensure};
use crate::life::{step, Step};
use crate::reward::{average, planned};
use crate::state::{self, Activity, Dispute, Enrolment};
use crate::validate;
use cosmwasm_std::{DepsMut, Env, Response, Storage};
use timebank_api::activity_registry::EnrolmentState;
use timebank_api::{event, Actor, Code, MemberId, Minutes, Seconds};
use timebank_std::Result;

pub fn confirm_minutes(
    deps: DepsMut,
    env: &Env,
    actor: &Actor,
    (id, participant): Part,
    minutes: Minutes,
) -> Result<Response> {
    let activity = state::activity(deps.storage, id)?;
    let own = actor.id == participant;
    if own {
        guard::participant(&activity.plan, actor)?;
    } else {
        guard::payer(&activity.plan, actor, participant)?;
        guard::may_commit(actor)?;
    }
    let mut enrolment = state::enrolment(deps.storage, id, participant)?;
    ensure(enrolment.state == EnrolmentState::Attended, Code::EnrolmentState)?;
    validate::minutes(minutes, planned(activity.plan.service))?;
    let said = if own { &mut enrolment.claimed } else { &mut enrolment.confirmed };
    ensure(said.is_none(), Code::ConfirmedAlready)?;
    *said = Some(minutes);

    let mut effects = Effects::default();
    effects.emit(event::MinutesConfirmed { activity: id, participant, by: actor.by(), minutes });
    if let (Some(claimed), Some(confirmed)) = (enrolment.claimed, enrolment.confirmed) {
        let both = (claimed, confirmed);
        compare(deps.storage, &activity, participant, &mut enrolment, both, now(env), &mut effects)?;
    }
    state::save_enrolment(deps.storage, id, participant, &enrolment)?;
    effects.into_response(deps.as_ref())
}

/// Both have spoken: figures within the tolerance agree, others are a dispute. The enrolment is not saved.
fn compare(
    storage: &mut dyn Storage,
    activity: &Activity,
    participant: MemberId,
    enrolment: &mut Enrolment,
    (claimed, confirmed): (Minutes, Minutes),
    now: Seconds,
    effects: &mut Effects,
) -> Result<()> {
    let terms = activity.plan.terms()?;
    if claimed.abs_diff(confirmed) <= terms.tolerance {
        let mean = average(claimed, confirmed);
        return agree(storage, activity, participant, enrolment, mean, now, effects);
    }
    enrolment.state = step(Some(enrolment.state), Step::Dispute, EnrolmentState::Disputed)?;
    let due = now.saturating_add(terms.dispute_window);
    state::set_enrolment_due(storage, activity.id, participant, enrolment, Some(due));
    let dispute = Dispute { since: now, ..Dispute::default() };
    state::save_dispute(storage, activity.id, participant, &dispute)?;
    effects.emit(event::DisputeOpened { activity: activity.id, participant, claimed, confirmed });
    Ok(())
}

/// The minutes are fixed; the wait for the payment begins. The enrolment is not saved.
pub(super) fn agree(
    storage: &mut dyn Storage,
    activity: &Activity,
    participant: MemberId,
    enrolment: &mut Enrolment,
    minutes: Minutes,
    now: Seconds,
    effects: &mut Effects,
) -> Result<()> {
    enrolment.state = step(Some(enrolment.state), Step::Agree, EnrolmentState::Agreed)?;
    enrolment.agreed = Some(minutes);
    let due = now.saturating_add(activity.plan.terms()?.settle_deadline);
    state::set_enrolment_due(storage, activity.id, participant, enrolment, Some(due));
    effects.emit(event::MinutesAgreed { activity: activity.id, participant, minutes });
    Ok(())
}
