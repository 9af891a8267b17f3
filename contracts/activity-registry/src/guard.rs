//! Who may do what with this activity: what the permission table cannot say.

use crate::state::Plan;
use timebank_api::activity_registry::Payer;
use timebank_api::{Actor, Code, MemberId, Role, Scope};
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

/// What costs the payer needs the payer's key: the owner's for an own balance, the office's for issuance.
///
/// # Errors
/// `auth.scope`.
pub fn payer_scope(payer: Payer, actor: &Actor) -> Result<()> {
    let scope = match payer {
        Payer::OwnBalance => Scope::Owner,
        Payer::Issuance => Scope::Office,
    };
    ensure(actor.scope == scope, Code::ScopeInsufficient)
}

/// The side that pays: the publisher for an own balance; what issuance pays, a co-administrator can decide too.
///
/// # Errors
/// `auth.own_case` about oneself, `activity.not_payer`, `auth.scope`.
pub fn payer(plan: &Plan, actor: &Actor, participant: MemberId) -> Result<()> {
    not_self(actor, participant)?;
    let pays = match plan.payer {
        Payer::OwnBalance => plan.publisher == actor.id,
        Payer::Issuance => plan.is_administrator(actor.id),
    };
    ensure(pays, Code::NotPayer)?;
    payer_scope(plan.payer, actor)
}

/// Nobody gives the administrator's word about oneself.
///
/// # Errors
/// `auth.own_case`.
pub fn not_self(actor: &Actor, participant: MemberId) -> Result<()> {
    ensure(actor.id != participant, Code::OwnCase)
}

/// An office-holder of the activity's branch who is no party to it.
///
/// # Errors
/// `auth.other_branch`, `auth.own_case`.
pub fn reviewer(plan: &Plan, actor: &Actor) -> Result<()> {
    ensure(plan.branch == actor.branch, Code::OtherBranch)?;
    ensure(!plan.is_administrator(actor.id), Code::OwnCase)
}

/// Who commits TIME by a submission.
///
/// # Errors
/// `auth.scope`, and `auth.role` for issuance without the role publisher.
pub fn commits(plan: &Plan, actor: &Actor) -> Result<()> {
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
