use super::agree::{application, applied, restoration};
use super::now;
use crate::guard::{decides, ensure};
use crate::life::{advance, Act};
use crate::state::{self, Thing};
use crate::validate;
use cosmwasm_std::{DepsMut, Env, Response};
use timebank_api::oracle::{ReportId, ReportState};
use timebank_api::{event, Actor, Code};
use timebank_std::Result;

pub fn approve(deps: DepsMut, env: &Env, actor: &Actor, number: ReportId) -> Result<Response> {
    let mut report = state::report(deps.storage, number)?;
    let (member, by) = (report.attestation.member, Some(actor.by()));
    decides(deps.as_ref(), actor, member)?;
    let thing = Thing::of(member, &report.attestation.change);
    let newest = state::last_sequence(deps.storage, report.source, &thing)?;
    advance(Some(report.state), Act::Apply)?;
    ensure(newest == report.attestation.sequence, Code::ReportSuperseded)?;
    let message = application(deps.as_ref(), number, &report.attestation)?;
    applied(deps, now(env), number, &mut report)?;
    Ok(Response::new().add_message(message).add_event(event::FactApplied { report: number, member, by }))
}

pub fn reject(deps: DepsMut, actor: &Actor, number: ReportId, reason: String) -> Result<Response> {
    validate::reason(&reason)?;
    let mut report = state::report(deps.storage, number)?;
    let (member, by) = (report.attestation.member, actor.by());
    decides(deps.as_ref(), actor, member)?;
    report.state = advance(Some(report.state), Act::Reject)?;
    state::save_report(deps.storage, number, &report, false)?;
    Ok(Response::new().add_event(event::FactRejected { report: number, member, by, reason }))
}

pub fn undo(deps: DepsMut, env: &Env, actor: &Actor, number: ReportId, reason: String) -> Result<Response> {
    validate::reason(&reason)?;
    let mut report = state::report(deps.storage, number)?;
    let (member, by) = (report.attestation.member, actor.by());
    decides(deps.as_ref(), actor, member)?;
    report.state = advance(Some(report.state), Act::Undo)?;
    let window = state::source(deps.storage, report.source)?.undo_window;
    let until = report.applied.unwrap_or(0).saturating_add(window);
    ensure(now(env) <= until, Code::ReportWindow)?;
    let thing = Thing::of(member, &report.attestation.change);
    ensure(state::in_effect(deps.storage, &thing)? == number, Code::ReportSuperseded)?;
    state::set_in_effect(deps.storage, &thing, report.before)?;
    state::save_report(deps.storage, number, &report, false)?;
    let message = restoration(deps.as_ref(), number, &report.attestation)?;
    Ok(Response::new().add_message(message).add_event(event::FactUndone {
        report: number,
        member,
        by,
        reason,
    }))
}

pub fn object(deps: DepsMut, actor: &Actor, number: ReportId) -> Result<Response> {
    let mut report = state::report(deps.storage, number)?;
    let member = report.attestation.member;
    ensure(member == actor.id, Code::Unauthorized)?;
    let waits = matches!(report.state, ReportState::Pending | ReportState::Refused);
    ensure((waits || report.state == ReportState::Applied) && !report.objected, Code::ReportState)?;
    report.objected = true;
    state::save_report(deps.storage, number, &report, waits)?;
    Ok(Response::new().add_event(event::FactObjected { report: number, member }))
}
