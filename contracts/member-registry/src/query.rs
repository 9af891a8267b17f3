use crate::state;
use cosmwasm_std::{to_json_binary, Binary, Deps};
use timebank_api::member_registry::{
    BranchResponse, BranchesResponse, MemberResponse, MembersResponse, OperatorsResponse, QueryMsg,
    RegisteredResponse,
};
use timebank_api::{BranchId, Code, MemberId};
use timebank_std::{page_size, Result};

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
    };
    Ok(answer?)
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
