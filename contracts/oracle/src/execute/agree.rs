//! What follows when k feeders say the same.

use super::now;
use crate::life::{advance, Act};
use crate::state::{self, Poll, Report, Source, Standing, Thing};
use cosmwasm_std::{to_json_binary, Deps, DepsMut, Env, Reply, Response, SubMsg, SubMsgResult, WasmMsg};
use serde::Serialize;
use timebank_api::oracle::{Attestation, Change, ReportId, SourceId, MASS_WINDOW};
use timebank_api::permission::Contract;
use timebank_api::{event, member_registry, training, Code, Seconds};
use timebank_std::{address, Error, Result};

/// The reply to an application that the policy made; its payload is the report's number.
const APPLIED: u64 = 1;
/// The most one application may burn, so that one that goes wrong costs no other.
const APPLY_GAS: u64 = 400_000;
/// Why a source that changes too much at once goes into quarantine.
const MASS_CHANGE: &str = "mass_change";
/// How a node reports a sub-message that ran out of its gas.
const OUT_OF_GAS: &str = "codespace: sdk, code: 11";

/// Files a report about an agreed fact and, if the policy says so, hands it on.
pub fn agreed(
    deps: DepsMut,
    (id, source, standing): (SourceId, &Source, &mut Standing),
    mut poll: Poll,
    said: Attestation,
    now: Seconds,
    mut response: Response,
) -> Result<Response> {
    let sequence = said.sequence;
    standing.sequence = standing.sequence.max(sequence);
    if now >= standing.since.saturating_add(MASS_WINDOW) {
        standing.since = now;
        standing.changes = 0;
    }
    standing.changes = standing.changes.saturating_add(1);
    if standing.changes > source.mass_change && !standing.quarantined {
        standing.quarantined = true;
        let reason = MASS_CHANGE.into();
        response = response.add_event(event::SourceQuarantined { source: id, by: None, reason });
    }

    let thing = Thing::of(said.member, &said.change);
    let newest = state::last_sequence(deps.storage, id, &thing)? < sequence;
    if newest {
        state::set_last_sequence(deps.storage, id, &thing, sequence)?;
    }
    let automatic = source.rule(said.change.kind()).is_some_and(|rule| rule.automatic);
    let apply = newest && automatic && !standing.quarantined;

    let number = state::next_report(deps.storage, said.member)?;
    let report = Report {
        source: id,
        attestation: said,
        state: advance(None, if newest { Act::Agree } else { Act::AgreeLate })?,
        agreed: now,
        applied: None,
        before: 0,
        objected: false,
    };
    state::save_report(deps.storage, number, &report, newest && !apply)?;
    poll.report = Some(number);
    state::save_poll(deps.storage, id, sequence, &poll)?;
    if apply {
        let message = application(deps.as_ref(), number, &report.attestation)?;
        let message = SubMsg::reply_always(message, APPLIED)
            .with_gas_limit(APPLY_GAS)
            .with_payload(number.to_be_bytes());
        response = response.add_submessage(message);
    }
    let attestation = Box::new(report.attestation);
    Ok(response.add_event(event::FactAgreed { report: number, source: id, state: report.state, attestation }))
}

/// The answer to an application that the policy made.
pub fn answered(deps: DepsMut, env: &Env, reply: &Reply) -> Result<Response> {
    if reply.id != APPLIED {
        return Err(Error::with(Code::Internal, reply.id));
    }
    let number = reply.payload.as_slice().try_into().map_err(|_| Error::from(Code::Internal))?;
    let number = ReportId::from_be_bytes(number);
    let mut report = state::report(deps.storage, number)?;
    let member = report.attestation.member;
    match &reply.result {
        SubMsgResult::Ok(_) => {
            applied(deps, now(env), number, &mut report)?;
            Ok(Response::new().add_event(event::FactApplied { report: number, member, by: None }))
        }
        SubMsgResult::Err(error) => {
            report.state = advance(Some(report.state), Act::Refuse)?;
            state::save_report(deps.storage, number, &report, true)?;
            let code = match Code::find(error) {
                Some(code) => code,
                None if error.contains(OUT_OF_GAS) => Code::GasExhausted,
                None => Code::Internal,
            };
            let code = code.text().into();
            Ok(Response::new().add_event(event::FactRefused { report: number, member, code }))
        }
    }
}

/// Writes down that a fact is in effect, and what was before.
pub fn applied(deps: DepsMut, now: Seconds, number: ReportId, report: &mut Report) -> Result<()> {
    report.state = advance(Some(report.state), Act::Apply)?;
    report.applied = Some(now);
    let thing = Thing::of(report.attestation.member, &report.attestation.change);
    report.before = state::in_effect(deps.storage, &thing)?;
    state::set_in_effect(deps.storage, &thing, number)?;
    state::save_report(deps.storage, number, report, false)
}

/// The message that applies a fact.
pub fn application(deps: Deps, report: ReportId, said: &Attestation) -> Result<WasmMsg> {
    let member = said.member;
    match said.change.clone() {
        Change::Member { fact } => {
            let msg = member_registry::ExecuteMsg::ApplyFact { report, member, fact };
            message(deps, Contract::MemberRegistry, &msg)
        }
        Change::Certificate { course, holder, valid_until } => {
            let msg = training::ExecuteMsg::IssueAttested { report, member, course, holder, valid_until };
            message(deps, Contract::Training, &msg)
        }
        Change::RevokeCertificate { course } => {
            let msg = training::ExecuteMsg::RevokeAttested { report, member, course };
            message(deps, Contract::Training, &msg)
        }
    }
}

/// The message that restores what was before.
pub fn restoration(deps: Deps, report: ReportId, said: &Attestation) -> Result<WasmMsg> {
    match said.change {
        Change::Member { .. } => {
            let msg = member_registry::ExecuteMsg::UndoFact { report, member: said.member };
            message(deps, Contract::MemberRegistry, &msg)
        }
        Change::Certificate { .. } | Change::RevokeCertificate { .. } => {
            message(deps, Contract::Training, &training::ExecuteMsg::UndoAttested { report })
        }
    }
}

fn message(deps: Deps, contract: Contract, msg: &impl Serialize) -> Result<WasmMsg> {
    let contract_addr = address(deps, contract)?.into();
    Ok(WasmMsg::Execute { contract_addr, msg: to_json_binary(msg)?, funds: vec![] })
}
