//! Who may do what with this activity: what the permission table cannot say.

use crate::state::Plan;
use timebank_api::activity_registry::Payer;
use timebank_api::{Actor, Code, MemberId, Right, Role, Scope};
use timebank_std::Result;

/// # Errors
/// `activity.not_administrator` for anybody but the publisher.
pub fn publisher(plan: &Plan, actor: &Actor) -> Result<()> {
    ensure(plan.publisher == actor.id, Code::NotAdministrator)
}

/// # Errors
/// `activity.not_administrator` for anybody but the publisher and the co-administrators.
pub fn administrator(plan: &Plan, actor: &Actor) -> Result<()> {
    ensure(plan.is_administrator(actor.id), Code::NotAdministrator)
}

/// What costs the payer needs the payer's key: the owner's for an own balance, the office's for what the branch pays.
///
/// # Errors
/// `auth.scope`.
pub fn payer_scope(payer: Payer, actor: &Actor) -> Result<()> {
    let scope = match payer {
        Payer::OwnBalance => Scope::Owner,
        Payer::Issuance | Payer::WelfareFund => Scope::Office,
    };
    ensure(actor.scope == scope, Code::ScopeInsufficient)
}

/// The side that pays: the publisher for an own balance; what the branch pays, a co-administrator can decide too.
///
/// # Errors
/// `auth.own_case` about oneself, `activity.not_payer`, `auth.scope`.
pub fn payer(plan: &Plan, actor: &Actor, participant: MemberId) -> Result<()> {
    pays(plan, actor, participant)?;
    payer_scope(plan.payer, actor)
}

/// As [`payer`], with any key.
///
/// # Errors
/// `auth.own_case` about oneself, `activity.not_payer`.
pub fn pays(plan: &Plan, actor: &Actor, participant: MemberId) -> Result<()> {
    not_self(actor, participant)?;
    let pays = match plan.payer {
        Payer::OwnBalance => plan.publisher == actor.id,
        Payer::Issuance | Payer::WelfareFund => plan.is_administrator(actor.id),
    };
    ensure(pays, Code::NotPayer)
}

/// Nobody gives the administrator's word about oneself, nor about a principal.
///
/// # Errors
/// `auth.own_case`.
pub fn not_self(actor: &Actor, participant: MemberId) -> Result<()> {
    ensure(actor.id != participant && actor.by() != participant, Code::OwnCase)
}

/// The participant's own word, which no administrator of the activity gives as the participant's agent.
///
/// # Errors
/// `auth.own_case`.
pub fn participant(plan: &Plan, actor: &Actor) -> Result<()> {
    ensure(!plan.is_administrator(actor.by()), Code::OwnCase)
}

/// Who acts for the side that pays needs the right to commit; the table asks agents for the right to take part only.
///
/// # Errors
/// `auth.agent`.
pub fn may_commit(actor: &Actor) -> Result<()> {
    let allowed = actor.agent.as_ref().is_none_or(|agent| agent.rights.contains(Right::Commit));
    ensure(allowed, Code::AgentNotAllowed)
}

/// An office-holder of the activity's branch who is no party to it.
///
/// # Errors
/// `auth.other_branch`, `auth.own_case`.
pub fn reviewer(plan: &Plan, actor: &Actor) -> Result<()> {
    ensure(plan.branch == actor.branch, Code::OtherBranch)?;
    ensure(!plan.is_administrator(actor.id), Code::OwnCase)
}

/// Who commits TIME by a submission: a member of the activity's branch, whose rules and limits count. Whoever has moved begins
/// anew at the new branch.
///
/// # Errors
/// `auth.other_branch`; `auth.scope`, and `auth.role` without the role publisher for what the branch pays.
pub fn commits(plan: &Plan, actor: &Actor) -> Result<()> {
    ensure(plan.branch == actor.branch, Code::OtherBranch)?;
    payer_scope(plan.payer, actor)?;
    let role = plan.payer == Payer::OwnBalance || actor.roles.contains(Role::Publisher);
    ensure(role, Code::RoleMissing)
}

pub fn ensure(condition: bool, code: Code) -> Result<()> {
    if condition {
        Ok(())
    } else {
        Err(code.into())
    }
}
