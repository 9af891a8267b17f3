use crate::state;
use cosmwasm_std::{to_json_binary, Binary, Deps, Env};
use timebank_api::oracle::{
    Answer, ConfigResponse, DisputesResponse, PollResponse, QueryMsg, ReportId, ReportResponse,
    ReportsResponse, SourceId, SourceResponse, SourcesResponse,
};
use timebank_api::{Code, Seconds};
use timebank_std::{council, page_size, Result};

pub fn query(deps: Deps, env: &Env, msg: QueryMsg) -> Result<Binary> {
    let (storage, now) = (deps.storage, env.block.time.seconds());
    let answer = match msg {
        QueryMsg::Config {} => {
            to_json_binary(&ConfigResponse { council: council(deps.storage)?.into_string() })
        }
        QueryMsg::Source { id } => to_json_binary(&source(deps, now, id)?),
        QueryMsg::Sources { start_after, limit } => {
            let ids = state::source_ids(storage, start_after).take(page_size(limit));
            let sources = ids.map(|id| source(deps, now, id)).collect::<Result<_>>()?;
            to_json_binary(&SourcesResponse { sources })
        }
        QueryMsg::Poll { source, sequence } => to_json_binary(&poll(deps, source, sequence)?),
        QueryMsg::Disputes { source, start_after, limit } => {
            let sequences = state::disputes(storage, source, start_after).take(page_size(limit)).collect();
            to_json_binary(&DisputesResponse { sequences })
        }
        QueryMsg::Report { id } => to_json_binary(&report(deps, id)?),
        QueryMsg::Reports { start_before, limit } => {
            to_json_binary(&reports(deps, &mut state::reports(storage, start_before), limit)?)
        }
        QueryMsg::MemberReports { member, start_before, limit } => {
            to_json_binary(&reports(deps, &mut state::reports_of(storage, member, start_before), limit)?)
        }
        QueryMsg::OpenReports { start_after, limit } => {
            to_json_binary(&reports(deps, &mut state::open_reports(storage, start_after), limit)?)
        }
    };
    Ok(answer?)
}

fn source(deps: Deps, now: Seconds, id: SourceId) -> Result<SourceResponse> {
    let source = state::source(deps.storage, id)?;
    let standing = state::standing(deps.storage, id)?;
    let mut times = source
        .feeders
        .iter()
        .map(|feeder| state::heard(deps.storage, id, feeder.id))
        .collect::<Result<Vec<_>>>()?;
    times.sort_unstable();
    let heard = times.iter().rev().nth(usize::from(source.k).saturating_sub(1)).copied().unwrap_or(0);
    Ok(SourceResponse {
        id,
        stale: heard.saturating_add(source.staleness) < now,
        quarantined: standing.quarantined,
        source: source.input(standing.sequence),
        heard,
    })
}

fn poll(deps: Deps, id: SourceId, sequence: u64) -> Result<PollResponse> {
    let source = state::source(deps.storage, id)?;
    let poll = state::poll(deps.storage, id, sequence)?.ok_or(Code::PollUnknown)?;
    let answers = poll
        .answers
        .into_iter()
        .map(|answer| Answer {
            feeders: source.current(&answer.feeders).map(|feeder| feeder.account.clone()).collect(),
            attestation: answer.attestation,
        })
        .collect();
    Ok(PollResponse { state: poll.state, since: poll.since, answers, report: poll.report })
}

fn reports(
    deps: Deps,
    ids: &mut dyn Iterator<Item = ReportId>,
    limit: Option<u32>,
) -> Result<ReportsResponse> {
    let reports = ids.take(page_size(limit)).map(|id| report(deps, id)).collect::<Result<_>>()?;
    Ok(ReportsResponse { reports })
}

fn report(deps: Deps, id: ReportId) -> Result<ReportResponse> {
    let report = state::report(deps.storage, id)?;
    Ok(ReportResponse {
        id,
        source: report.source,
        attestation: report.attestation,
        state: report.state,
        agreed: report.agreed,
        applied: report.applied,
        objected: report.objected,
    })
}
