use super::agree::agreed;
use super::now;
use crate::guard::{caretaker, ensure};
use crate::life::{vote, Vote};
use crate::state::{self, Poll, Said, Source, Standing};
use crate::validate;
use cosmwasm_std::{Addr, DepsMut, Env, Response, Storage};
use timebank_api::oracle::{Attestation, SourceId, MAX_ATTESTATIONS};
use timebank_api::{event, Actor, Code, Seconds};
use timebank_std::Result;

pub fn attest(
    mut deps: DepsMut,
    env: &Env,
    sender: &Addr,
    id: SourceId,
    attestations: Vec<Attestation>,
) -> Result<Response> {
    ensure(attestations.len() <= MAX_ATTESTATIONS, Code::TooMany)?;
    let (source, feeder, now) = (state::source(deps.storage, id)?, sender.as_str(), now(env));
    let number = source.feeder(feeder)?;
    state::hear(deps.storage, id, number, now)?;
    let mut standing = state::standing(deps.storage, id)?;
    let mut response = Response::new();
    for said in attestations {
        let sequence = said.sequence;
        match count(deps.storage, (id, &source, &standing), number, said.clone(), now) {
            Ok(counted) => {
                if counted.new {
                    let (feeder, attestation) = (feeder.into(), Box::new(said.clone()));
                    response = response.add_event(event::FactAttested { source: id, feeder, attestation });
                }
                if let Some(answers) = counted.differ {
                    state::mark_dispute(deps.storage, id, sequence);
                    response = response.add_event(event::FactDisputed { source: id, sequence, answers });
                }
                if let Some(poll) = counted.agreed {
                    response =
                        agreed(deps.branch(), (id, &source, &mut standing), poll, said, now, response)?;
                }
            }
            Err(error) => {
                let (feeder, code) = (feeder.into(), error.code().text().into());
                response =
                    response.add_event(event::AttestationRefused { source: id, feeder, sequence, code });
            }
        }
    }
    state::save_standing(deps.storage, id, &standing)?;
    Ok(response)
}

/// What a vote led to.
struct Counted {
    /// Whether the feeder had not said it before.
    new: bool,
    /// So many answers there are now, if this one is new and not the only one.
    differ: Option<u32>,
    /// The poll, if this vote made k of it.
    agreed: Option<Poll>,
}

/// Counts what a feeder said. Nothing is written if it is refused.
fn count(
    storage: &mut dyn Storage,
    (id, source, standing): (SourceId, &Source, &Standing),
    feeder: u32,
    said: Attestation,
    now: Seconds,
) -> Result<Counted> {
    validate::attestation(source, standing.sequence, &said, now)?;
    let sequence = said.sequence;
    let known = state::poll(storage, id, sequence)?;
    let from = known.as_ref().map(|poll| poll.state);
    let mut poll =
        known.unwrap_or(Poll { state: vote(None, Vote::Other)?, since: now, answers: vec![], report: None });

    let before = poll.answers.iter().find(|answer| answer.feeders.contains(&feeder));
    ensure(before.is_none_or(|answer| answer.attestation == said), Code::AttestationChanged)?;
    let new = before.is_none();
    let mut differ = None;
    let votes = match poll.answers.iter_mut().find(|answer| answer.attestation == said) {
        Some(answer) => {
            poll.state = vote(Some(poll.state), Vote::Same)?;
            if !answer.feeders.contains(&feeder) {
                answer.feeders.push(feeder);
            }
            source.current(&answer.feeders).count()
        }
        None => {
            poll.state = vote(from, Vote::Other)?;
            poll.answers.push(Said { attestation: said, feeders: vec![feeder] });
            let answers = u32::try_from(poll.answers.len()).map_err(|_| Code::Overflow)?;
            differ = (answers > 1).then_some(answers);
            1
        }
    };
    let agreed = poll.report.is_none() && votes >= usize::from(source.k);
    if agreed {
        poll.state = vote(Some(poll.state), Vote::Agree)?;
    }
    state::save_poll(storage, id, sequence, &poll)?;
    Ok(Counted { new, differ, agreed: agreed.then_some(poll) })
}

pub fn heartbeat(deps: DepsMut, env: &Env, sender: &Addr, id: SourceId) -> Result<Response> {
    let number = state::source(deps.storage, id)?.feeder(sender.as_str())?;
    state::hear(deps.storage, id, number, now(env))?;
    Ok(Response::new().add_event(event::FeederHeard { source: id, feeder: sender.to_string() }))
}

pub fn dismiss(
    deps: DepsMut,
    actor: &Actor,
    (id, sequence): (SourceId, u64),
    reason: String,
) -> Result<Response> {
    validate::reason(&reason)?;
    caretaker(&state::source(deps.storage, id)?, actor)?;
    let mut poll = state::poll(deps.storage, id, sequence)?.ok_or(Code::PollUnknown)?;
    ensure(state::unmark_dispute(deps.storage, id, sequence), Code::PollClosed)?;
    poll.state = vote(Some(poll.state), Vote::Dismiss)?;
    state::save_poll(deps.storage, id, sequence, &poll)?;
    let by = actor.by();
    Ok(Response::new().add_event(event::DisputeDismissed { source: id, sequence, by, reason }))
}
