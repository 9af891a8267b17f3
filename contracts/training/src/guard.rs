//! Who may do what with this course: what the permission table cannot say.

use crate::state::Plan;
use timebank_api::{Actor, BranchId, Code, MemberId};
use timebank_std::Result;

/// # Errors
/// `course.not_author`.
pub fn author(plan: &Plan, actor: &Actor) -> Result<()> {
    ensure(plan.author == actor.id, Code::NotAuthor)
}

/// An office-holder of the branch.
///
/// # Errors
/// `auth.other_branch`.
pub fn of_branch(branch: BranchId, actor: &Actor) -> Result<()> {
    ensure(branch == actor.branch, Code::OtherBranch)
}

/// An office-holder of the course's branch who is no party to it.
///
/// # Errors
/// `auth.other_branch`, `auth.own_case`.
pub fn reviewer(plan: &Plan, actor: &Actor) -> Result<()> {
    of_branch(plan.branch, actor)?;
    ensure(plan.author != actor.id && !plan.trainers.contains(&actor.id), Code::OwnCase)
}

/// # Errors
/// `course.not_trainer`.
pub fn trainer(plan: &Plan, actor: &Actor) -> Result<()> {
    ensure(plan.trainers.contains(&actor.id), Code::NotTrainer)
}

/// # Errors
/// `auth.own_case`.
pub fn not_self(actor: &Actor, member: MemberId) -> Result<()> {
    ensure(actor.id != member && actor.by() != member, Code::OwnCase)
}

pub fn ensure(condition: bool, code: Code) -> Result<()> {
    if condition {
        Ok(())
    } else {
        Err(code.into())
    }
}
