use crate::effects::Effects;
use crate::guard::{self, ensure};
use crate::life::{advance, Act};
use crate::{admission, state, validate};
use cosmwasm_std::{DepsMut, Response};
use timebank_api::{event, ActivityId, Actor, Code};
use timebank_std::Result;

pub fn withdraw(deps: DepsMut, actor: &Actor, id: ActivityId, reason: &str) -> Result<Response> {
    let mut activity = state::activity(deps.storage, id)?;
    guard::publisher(&activity.plan, actor)?;
    guard::payer_scope(activity.plan.payer, actor)?;
    activity.tally.state = advance(activity.tally.state, Act::Withdraw)?;
    ensure(activity.tally.open == 0, Code::ActivityAttendanceOpen)?;
    ensure(activity.tally.settled == 0, Code::ActivityStarted)?;
    validate::reason(reason)?;

    let mut effects = Effects::default();
    let hold = activity.tally.hold;
    effects.release(&mut activity, hold)?;
    admission::give_back_all(deps.storage, &activity)?;
    activity.set_due(deps.storage, None);
    activity.save_tally(deps.storage)?;
    state::save_reason(deps.storage, id, Some(reason))?;
    effects.emit(event::ActivityCancelled { activity: id, by: Some(actor.by()), reason: reason.into() });
    effects.into_response(deps.as_ref())
}
