use super::{agent, role, status};
use crate::guard;
use crate::state::{self, standing};
use cosmwasm_std::{DepsMut, Env, Response, Storage};
use timebank_api::member_registry::{Action, FreezeCause, OfMember, Office, Pair, StatusCause, CASE_WINDOW};
use timebank_api::record::{AgentRecord, MemberStatus};
use timebank_api::{event, Actor, Code, MemberId, Role, Roles};
use timebank_std::{case, close_case, open_case, Result};

pub fn propose(deps: DepsMut, env: &Env, actor: &Actor, action: Action) -> Result<Response> {
    check_actor(deps.storage, actor, &action)?;
    guard::of_own_branch(deps.storage, actor, about(&action))?;
    check_action(&action)?;
    let now = env.block.time.seconds();
    let case = open_case(deps.storage, actor, now, action.clone())?;
    let (by, branch) = (actor.by(), actor.branch);
    Ok(Response::new().add_event(event::CaseOpened { case, by, branch, action }))
}

pub fn decide(deps: DepsMut, env: &Env, actor: &Actor, id: u64, approved: bool) -> Result<Response> {
    let open = case::<Action>(deps.storage, id)?;
    check_actor(deps.storage, actor, &open.action)?;
    if approved {
        if open.since.saturating_add(CASE_WINDOW) < env.block.time.seconds() {
            return Err(Code::CaseUnknown.into());
        }
        // Whoever lost the office after opening the case no longer counts as one of the two.
        let proposer = guard::active(deps.storage, open.by)?;
        check_office(proposer.roles, &open.action)?;
        let branch = state::member(deps.storage, about(&open.action))?.branch;
        if weighty(&open.action) && [open.branch, proposer.branch, branch].contains(&actor.branch) {
            return Err(Code::SameBranch.into());
        }
    }
    let case = close_case::<Action>(deps.storage, actor, id)?;
    let (by, branch) = (actor.by(), actor.branch);
    let action = case.action.clone();
    let decided = event::CaseDecided { case: id, approved, by, branch, action };
    let response = Response::new().add_event(decided);
    if approved {
        carry_out(deps, env, by, case.action, response)
    } else {
        Ok(response)
    }
}

/// The member whose branch opens the case.
fn about(action: &Action) -> MemberId {
    match action {
        Action::Freeze { member, .. }
        | Action::Thaw(OfMember { member })
        | Action::ReportDeath { member, .. }
        | Action::GrantRole(Office { member, .. })
        | Action::RevokeRole(Office { member, .. }) => *member,
        Action::AppointAgent { principal, .. } | Action::DismissAgent(Pair { principal, .. }) => *principal,
    }
}

/// The other member whom it concerns.
fn beside(action: &Action) -> Option<MemberId> {
    match action {
        Action::ReportDeath { heir, .. } => *heir,
        Action::AppointAgent { agent, .. } | Action::DismissAgent(Pair { agent, .. }) => Some(*agent),
        _ => None,
    }
}

/// Approved only by somebody from another branch.
fn weighty(action: &Action) -> bool {
    matches!(action, Action::ReportDeath { .. } | Action::GrantRole(_) | Action::RevokeRole(_))
}

/// Whether this office-holder may have to do with the case: it is not an own one, and the office is enough.
fn check_actor(storage: &dyn Storage, actor: &Actor, action: &Action) -> Result<()> {
    guard::of_somebody_else(storage, actor, about(action))?;
    if let Some(other) = beside(action) {
        guard::of_somebody_else(storage, actor, other)?;
    }
    check_office(actor.roles, action)
}

/// A custodian may see to agents; everything else is the administrators'.
fn check_office(roles: Roles, action: &Action) -> Result<()> {
    let agents = matches!(action, Action::AppointAgent { .. } | Action::DismissAgent(_));
    let enough = roles.contains(Role::BranchAdministrator) || (agents && roles.contains(Role::Custodian));
    enough.then_some(()).ok_or_else(|| Code::RoleMissing.into())
}

/// What can be seen of an action before anybody decides it.
fn check_action(action: &Action) -> Result<()> {
    match action {
        Action::GrantRole(office) | Action::RevokeRole(office) if role::light(office.role) => {
            Err(Code::RoleWeight.into())
        }
        Action::ReportDeath { member, heir } if heir == &Some(*member) => Err(Code::OwnCase.into()),
        Action::AppointAgent { consent, .. } => guard::digest(consent).map(|_| ()),
        _ => Ok(()),
    }
}

fn carry_out(deps: DepsMut, env: &Env, by: MemberId, action: Action, response: Response) -> Result<Response> {
    let storage = &mut *deps.storage;
    Ok(match action {
        Action::Freeze { member, cause } => {
            let cause = match cause {
                FreezeCause::Dispute => StatusCause::Dispute,
                FreezeCause::Court => StatusCause::Court,
            };
            response.add_event(status::change(storage, member, standing::ORDERED, 0, cause, Some(by))?)
        }
        Action::Thaw(OfMember { member }) => {
            let ended = standing::EMERGENCY | standing::ORDERED | standing::REPORTED;
            response.add_event(status::change(storage, member, 0, ended, StatusCause::Thaw, Some(by))?)
        }
        Action::ReportDeath { member, heir } => return report_death(deps, by, member, heir, response),
        Action::GrantRole(Office { member, role }) => response.add_event(role::grant(storage, member, role)?),
        Action::RevokeRole(Office { member, role }) => {
            response.add_event(role::revoke(storage, member, role)?)
        }
        Action::AppointAgent { principal, agent, rights, daily, until, consent } => {
            let terms = AgentRecord { rights, daily, until };
            response.add_event(agent::offer(storage, env, principal, agent, terms, Some(consent))?)
        }
        Action::DismissAgent(Pair { principal, agent }) => {
            response.add_event(agent::dismiss(storage, principal, agent, by)?)
        }
    })
}

/// The account is closed for good and the token does with its TIME what the pack says. What two office-holders froze, a court's
/// order say, is thawed first.
fn report_death(
    deps: DepsMut,
    by: MemberId,
    member: MemberId,
    heir: Option<MemberId>,
    response: Response,
) -> Result<Response> {
    if standing::causes(deps.storage, member) & standing::ORDERED != 0 {
        return Err(Code::MemberStatusRefused.into());
    }
    let heir = match heir {
        Some(heir) => Some(heir_account(deps.storage, heir)?),
        None => None,
    };
    status::end(deps, member, (standing::DEAD, StatusCause::Death), by, heir, response)
}

fn heir_account(storage: &dyn Storage, heir: MemberId) -> Result<String> {
    let record = state::member(storage, heir)?;
    if matches!(record.status, MemberStatus::Deceased | MemberStatus::Closed) {
        return Err(Code::MemberInactive.into());
    }
    Ok(record.account)
}
