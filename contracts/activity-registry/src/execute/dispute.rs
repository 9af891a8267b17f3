//! A dispute is opened once, by either side, before payment or after it, and ends once: when two reviewers who are no party
//! to it name the same verdict, or by the clock.

use super::confirm::agree;
use super::settle::pay;
use super::{member_of, not_agent, now, Part};
use crate::effects::Effects;
use crate::fact::Note;
use crate::guard::{self, ensure};
use crate::life::{step, Step};
use crate::reward::planned;
use crate::state::{self, Activity, Dispute};
use crate::validate;
use cosmwasm_std::{Deps, DepsMut, Env, Response};
use timebank_api::activity_registry::{EnrolmentState, Payer, Verdict};
use timebank_api::permission::Contract;
use timebank_api::record::FactKind;
use timebank_api::time_token::Movement;
use timebank_api::{event, Actor, Code, Minutes};
use timebank_std::{address, fund_account, Error, Result};

pub fn open_dispute(deps: DepsMut, env: &Env, actor: &Actor, (id, participant): Part) -> Result<Response> {
    let activity = state::activity(deps.storage, id)?;
    if actor.id == participant {
        guard::participant(&activity.plan, actor)?;
    } else {
        guard::pays(&activity.plan, actor, participant)?;
    }
    ensure(state::dispute(deps.storage, id, participant)?.is_none(), Code::DisputeExists)?;
    let mut enrolment = state::enrolment(deps.storage, id, participant)?;
    let window = activity.plan.terms()?.dispute_window;
    let paid = enrolment.state == EnrolmentState::Settled;
    if paid {
        let receipt = state::receipt(deps.storage, id, participant)?.ok_or(Code::StateInvalid)?;
        ensure(now(env) < receipt.settled.saturating_add(window), Code::DisputeWindow)?;
    } else {
        enrolment.state = step(Some(enrolment.state), Step::Dispute, EnrolmentState::Disputed)?;
        let due = now(env).saturating_add(window);
        state::set_enrolment_due(deps.storage, id, participant, &mut enrolment, Some(due));
        state::save_enrolment(deps.storage, id, participant, &enrolment)?;
    }
    let dispute = Dispute { by: Some(actor.by()), since: now(env), paid, ..Dispute::default() };
    state::save_dispute(deps.storage, id, participant, &dispute)?;

    let mut effects = Effects::default();
    effects.emit(event::DisputeRaised { activity: id, participant, by: actor.by(), paid });
    effects.into_response(deps.as_ref())
}

pub fn decide_dispute(
    mut deps: DepsMut,
    env: &Env,
    actor: &Actor,
    (id, participant): Part,
    verdict: Verdict,
) -> Result<Response> {
    let mut activity = state::activity(deps.storage, id)?;
    guard::reviewer(&activity.plan, actor)?;
    guard::not_self(actor, participant)?;
    not_agent(deps.as_ref(), actor, activity.plan.publisher)?;
    not_agent(deps.as_ref(), actor, participant)?;
    let mut enrolment = state::enrolment(deps.storage, id, participant)?;
    let mut dispute = open(deps.as_ref(), (id, participant), enrolment.state)?;
    if dispute.paid {
        let over = dispute.since.saturating_add(activity.plan.terms()?.dispute_window);
        ensure(now(env) < over, Code::DisputeWindow)?;
    }
    let minutes = possible(deps.as_ref(), &activity, (id, participant), dispute.paid, verdict)?;

    let mut effects = Effects::default();
    let by = actor.by();
    let named = dispute.named.replace((by, verdict));
    ensure(named.is_none_or(|(first, _)| first != by), Code::VerdictGiven)?;
    let decided = named.is_some_and(|(_, named)| named == verdict);
    let replaced = named.is_some() && !decided;
    effects.emit(event::VerdictNamed { activity: id, participant, by, verdict, replaced });
    if decided {
        dispute.decided = Some(verdict);
        let verdict = Some(verdict);
        effects.emit(event::DisputeResolved { activity: id, participant, by, minutes, verdict });
    }
    state::save_dispute(deps.storage, id, participant, &dispute)?;
    if decided && dispute.paid {
        reverse(deps.branch(), env, &activity, (id, participant), minutes, &mut effects)?;
    } else if decided {
        let storage = deps.branch().storage;
        agree(storage, &activity, participant, &mut enrolment, minutes, now(env), &mut effects)?;
        let part = (id, participant);
        pay(deps.branch(), env, &mut activity, part, &mut enrolment, false, &mut effects)?;
    }
    effects.into_response(deps.as_ref())
}

/// The dispute that waits for a verdict.
fn open(deps: Deps, (id, participant): Part, state: EnrolmentState) -> Result<Dispute> {
    let paid = match state {
        EnrolmentState::Disputed => false,
        EnrolmentState::Settled => true,
        _ => return Err(Code::DisputeUnknown.into()),
    };
    match state::dispute(deps.storage, id, participant)? {
        Some(dispute) if dispute.paid == paid && dispute.decided.is_none() => Ok(dispute),
        // Version 0.1.0 kept no record of a dispute.
        None if !paid => Ok(Dispute::default()),
        _ => Err(Code::DisputeUnknown.into()),
    }
}

/// The minutes of a verdict that can be carried out.
fn possible(
    deps: Deps,
    activity: &Activity,
    (id, participant): Part,
    paid: bool,
    verdict: Verdict,
) -> Result<Minutes> {
    match verdict {
        Verdict::Pay { minutes } if !paid && minutes > 0 => {
            validate::minutes(minutes, planned(activity.plan.service))?;
            Ok(minutes)
        }
        Verdict::Refund if !paid => Ok(0),
        Verdict::Reverse { minutes } if paid => {
            let receipt = state::receipt(deps.storage, id, participant)?.ok_or(Code::StateInvalid)?;
            if minutes > receipt.paid {
                return Err(Error::with(Code::VerdictInvalid, receipt.paid));
            }
            Ok(minutes)
        }
        _ => Err(Code::VerdictInvalid.into()),
    }
}

/// The counter-entry: what was paid goes back to the payer's account or the welfare fund; what was minted is burned. The same
/// share of the service counts for reputation no more.
fn reverse(
    deps: DepsMut,
    env: &Env,
    activity: &Activity,
    (id, participant): Part,
    minutes: Minutes,
    effects: &mut Effects,
) -> Result<()> {
    if minutes == 0 {
        return Ok(());
    }
    let from = member_of(deps.as_ref(), participant)?.account;
    let to = match activity.plan.payer {
        Payer::OwnBalance => Some(member_of(deps.as_ref(), activity.plan.publisher)?.account),
        Payer::WelfareFund => {
            let token = address(deps.as_ref(), Contract::TimeToken)?;
            Some(fund_account(deps.api, &token, activity.plan.branch)?.into())
        }
        Payer::Issuance => None,
    };
    effects.push(Movement::Reverse { activity: id, participant, from, to, minutes });
    let receipt = state::receipt(deps.storage, id, participant)?.ok_or(Code::StateInvalid)?;
    let served = u64::from(receipt.minutes).saturating_mul(minutes.into()).checked_div(receipt.paid.into());
    let minutes = served.and_then(|served| Minutes::try_from(served).ok()).ok_or(Code::StateInvalid)?;
    let reversed = Note::new(FactKind::Reversed, participant, activity.plan.publisher);
    Note { minutes, ..reversed }.append(deps.storage, activity, now(env))
}
