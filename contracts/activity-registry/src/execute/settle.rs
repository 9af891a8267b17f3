use super::{member_of, now, Part};
use crate::admission;
use crate::effects::Effects;
use crate::fact::Note;
use crate::guard::{self, ensure};
use crate::life::{advance, step, Act, Step};
use crate::reward::split;
use crate::state::{self, Activity, Enrolment};
use cosmwasm_std::{DepsMut, Env, Response};
use timebank_api::activity_registry::{EnrolmentState, Payer};
use timebank_api::record::{FactKind, Receipt, ReceiptSource};
use timebank_api::{event, Actor, Code, Seconds};
use timebank_std::Result;

pub fn settle(mut deps: DepsMut, env: &Env, actor: &Actor, (id, participant): Part) -> Result<Response> {
    let mut activity = state::activity(deps.storage, id)?;
    guard::payer(&activity.plan, actor, participant)?;
    let mut enrolment = state::enrolment(deps.storage, id, participant)?;
    ensure(enrolment.state != EnrolmentState::Settled, Code::SettledAlready)?;
    ensure(enrolment.state == EnrolmentState::Agreed, Code::NotAgreed)?;
    let rated = enrolment.score_given.is_some() && enrolment.score_received.is_some();
    ensure(rated || !activity.plan.terms()?.settle_requires_rating, Code::RatingMissing)?;
    let mut effects = Effects::default();
    let part = (id, participant);
    pay(deps.branch(), env, &mut activity, part, &mut enrolment, false, &mut effects)?;
    effects.into_response(deps.as_ref())
}

/// Pays an agreed service, writes its receipt, and closes the activity after the last one. `late`: by rule, for the payer did
/// not.
pub(super) fn pay(
    deps: DepsMut,
    env: &Env,
    activity: &mut Activity,
    (id, participant): Part,
    enrolment: &mut Enrolment,
    late: bool,
    effects: &mut Effects,
) -> Result<()> {
    let (started, ended, minutes) = facts(enrolment)?;
    enrolment.state = step(Some(enrolment.state), Step::Settle, EnrolmentState::Settled)?;
    if let Some(lent) = enrolment.lent.take() {
        admission::give_back(deps.storage, activity, lent)?;
    }
    state::set_enrolment_due(deps.storage, id, participant, enrolment, None);
    state::save_enrolment(deps.storage, id, participant, enrolment)?;

    let terms = *activity.plan.terms()?;
    let parts = split(&terms, activity.plan.reward, minutes)?;
    let receipt = Receipt {
        source: match activity.plan.payer {
            Payer::OwnBalance => ReceiptSource::OwnBalance,
            Payer::Issuance => ReceiptSource::Issuance,
            Payer::WelfareFund => ReceiptSource::WelfareFund,
        },
        payer: activity.plan.publisher,
        participant,
        started,
        ended,
        minutes,
        paid: parts.paid,
        returned: parts.returned,
        height: env.block.height,
        settled: now(env),
        pack: terms.pack,
    };
    state::save_receipt(deps.storage, id, &receipt);

    if parts.paid != 0 {
        let to = member_of(deps.as_ref(), participant)?.account;
        effects.pay(activity, participant, to, parts.paid)?;
    }
    effects.emit(event::Settled { activity: id, receipt });
    if minutes > 0 {
        let publisher = activity.plan.publisher;
        let (served, received) = (FactKind::Served, FactKind::Received);
        Note { minutes, ..Note::new(served, participant, publisher) }.append(
            deps.storage,
            activity,
            now(env),
        )?;
        Note { minutes, late, ..Note::new(received, publisher, participant) }.append(
            deps.storage,
            activity,
            now(env),
        )?;
    }
    let tally = &mut activity.tally;
    tally.open = tally.open.checked_sub(1).ok_or(Code::Overflow)?;
    tally.settled = tally.settled.checked_add(1).ok_or(Code::Overflow)?;
    let last =
        tally.open == 0 && (tally.settled >= activity.plan.seats || now(env) >= activity.plan.service.end);
    if last {
        tally.state = advance(tally.state, Act::SettleLast)?;
        // The rest of this seat and of those that nobody took, in one movement.
        let rest = tally.hold;
        effects.release(activity, rest)?;
        admission::give_back_all(deps.storage, activity)?;
        // Who had a seat and did not come is still to be noted when the activity is over.
        if activity.tally.taken == activity.tally.settled {
            activity.set_due(deps.storage, None);
        }
        effects.emit(event::ActivitySettled { activity: id });
    } else {
        effects.release(activity, parts.returned)?;
    }
    activity.save_tally(deps.storage)
}

/// When the attendance began and ended and the agreed minutes: all known once the minutes are agreed.
fn facts(enrolment: &Enrolment) -> Result<(Seconds, Seconds, u32)> {
    let missing = Code::StateInvalid;
    Ok((
        enrolment.started.ok_or(missing)?,
        enrolment.ended.ok_or(missing)?,
        enrolment.agreed.ok_or(Code::NotAgreed)?,
    ))
}
