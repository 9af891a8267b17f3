use crate::state::{self, agent, credential, kin, link, moving, profile};
use crate::{execute, guard};
use cosmwasm_std::{to_json_binary, Binary, Deps};
use timebank_api::member_registry::{
    Action, AgentsResponse, BranchResponse, BranchesResponse, CaseInfo, CasesResponse, CredentialsResponse,
    KinResponse, LinksResponse, MemberResponse, MembersResponse, MovesResponse, OfMember, OperatorsResponse,
    Page, ProfileRequestsResponse, ProfileResponse, QueryMsg, RecoveryInfo, RecoveryResponse,
    RegisteredResponse,
};
use timebank_api::{BranchId, Code, MemberId, Scope};
use timebank_std::{page_size, Case, Result};

pub fn answer(deps: Deps, msg: QueryMsg) -> Result<Binary> {
    let answer = match msg {
        QueryMsg::Branch { id } => to_json_binary(&branch(deps, id)?),
        QueryMsg::Branches { start_after, limit } => {
            to_json_binary(&branches(deps, start_after, page_size(limit))?)
        }
        QueryMsg::Operators { branch, start_after, limit } => {
            to_json_binary(&operators(deps, branch, start_after.as_deref(), page_size(limit))?)
        }
        QueryMsg::Member { id } => to_json_binary(&member(deps, id)?),
        QueryMsg::MemberByAccount { account } => to_json_binary(&member_by_account(deps, &account)?),
        QueryMsg::Registered { nullifier } => {
            to_json_binary(&RegisteredResponse { member: state::member_of_person(deps.storage, &nullifier)? })
        }
        QueryMsg::Members { start_after, limit } => {
            to_json_binary(&members(deps, start_after, page_size(limit))?)
        }
        other => return answer_agreements(deps, other),
    };
    Ok(answer?)
}

/// What members agreed on, and what waits for a decision.
fn answer_agreements(deps: Deps, msg: QueryMsg) -> Result<Binary> {
    let storage = deps.storage;
    let answer = match msg {
        QueryMsg::Profile(OfMember { member }) => {
            to_json_binary(&ProfileResponse { commitments: profile::commitments(storage, member)? })
        }
        QueryMsg::ProfileRequests(Page { start_after, limit }) => {
            let requests = profile::requests(storage, start_after, page_size(limit))?;
            to_json_binary(&ProfileRequestsResponse { requests })
        }
        QueryMsg::Credentials { member, start_after, limit } => {
            let credentials = credential::credentials(storage, member, start_after, page_size(limit))?;
            to_json_binary(&CredentialsResponse { credentials })
        }
        QueryMsg::Kin { commitment } => {
            to_json_binary(&KinResponse { link: kin::link(storage, &guard::digest(&commitment)?)? })
        }
        QueryMsg::Agents(OfMember { member }) => {
            to_json_binary(&AgentsResponse { agents: agent::agents(storage, member)? })
        }
        QueryMsg::Cases(Page { start_after, limit }) => {
            to_json_binary(&CasesResponse { cases: cases(deps, start_after, page_size(limit))? })
        }
        QueryMsg::Moves(Page { start_after, limit }) => {
            to_json_binary(&MovesResponse { moves: moving::moves(storage, start_after, page_size(limit))? })
        }
        QueryMsg::Links(OfMember { member }) => {
            to_json_binary(&LinksResponse { links: link::all(storage, member)? })
        }
        QueryMsg::Recovery { member, scope } => to_json_binary(&recovery(deps, member, scope)?),
        // Answered before they come here.
        QueryMsg::Branch { .. }
        | QueryMsg::Branches { .. }
        | QueryMsg::Operators { .. }
        | QueryMsg::Member { .. }
        | QueryMsg::MemberByAccount { .. }
        | QueryMsg::Registered { .. }
        | QueryMsg::Members { .. } => return Err(Code::MessageInvalid.into()),
    };
    Ok(answer?)
}

fn recovery(deps: Deps, member: MemberId, scope: Scope) -> Result<RecoveryResponse> {
    let recovery = execute::pending(deps, member, scope)?.map(|record| RecoveryInfo {
        key: record.point.into(),
        own: record.own,
        branch: record.branch,
        proposed_by: record.by,
        approved_by: record.approver,
        ready: record.approver.map(|_| record.ready),
    });
    Ok(RecoveryResponse { recovery, rules: state::recovery_rules(deps.storage) })
}

fn cases(deps: Deps, start_after: Option<u64>, size: usize) -> Result<Vec<CaseInfo>> {
    let info = |(id, case): (u64, Case<Action>)| {
        let Case { by, branch, since, action } = case;
        CaseInfo { id, by, branch, since, action }
    };
    Ok(timebank_std::cases(deps.storage, start_after, size)?.into_iter().map(info).collect())
}

fn branch(deps: Deps, id: BranchId) -> Result<BranchResponse> {
    let branch = state::branch(deps.storage, id)?;
    Ok(BranchResponse { id, name: branch.name, district: branch.district, since: branch.since })
}

fn branches(deps: Deps, start_after: Option<BranchId>, size: usize) -> Result<BranchesResponse> {
    let first = start_after.unwrap_or(0).saturating_add(1);
    let branches = (first..=state::branch_count(deps.storage)?)
        .take(size)
        .map(|id| branch(deps, id))
        .collect::<Result<_>>()?;
    Ok(BranchesResponse { branches })
}

fn operators(
    deps: Deps,
    branch: BranchId,
    start_after: Option<&str>,
    size: usize,
) -> Result<OperatorsResponse> {
    state::branch(deps.storage, branch)?;
    let operators = state::operators(deps.storage, branch, start_after, size)?;
    Ok(OperatorsResponse { operators })
}

fn member(deps: Deps, id: MemberId) -> Result<MemberResponse> {
    let record = state::member(deps.storage, id)?;
    Ok(MemberResponse {
        id,
        account: record.account,
        branch: record.branch,
        roles: record.roles,
        status: record.status,
        kind: record.kind,
        age: record.age,
        since: state::member_since(deps.storage, id)?,
    })
}

fn member_by_account(deps: Deps, account: &str) -> Result<MemberResponse> {
    let id = state::member_of_account(deps.storage, account)?.ok_or(Code::MemberUnknown)?;
    member(deps, id)
}

fn members(deps: Deps, start_after: Option<MemberId>, size: usize) -> Result<MembersResponse> {
    let first = start_after.unwrap_or(0).saturating_add(1);
    let members = (first..=state::member_count(deps.storage)?)
        .take(size)
        .map(|id| member(deps, id))
        .collect::<Result<_>>()?;
    Ok(MembersResponse { members })
}
