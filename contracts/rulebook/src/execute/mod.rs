//! One file per message.

mod adopt;
mod agree;
mod bounds;
mod comment;
mod draft;
mod publish;

pub use adopt::adopt;
pub use agree::agree;
pub use bounds::set_bounds;
pub use comment::comment;
pub use draft::{draft, publish_draft, revise, withdraw};
pub use publish::{publish, publish_known};

use crate::state::{self, Draft};
use cosmwasm_std::{HexBinary, Storage};
use timebank_api::rulebook::DraftId;
use timebank_api::{Actor, Code, Seconds};
use timebank_std::{Error, Result};

/// The draft of the actor's own branch, as the actor saw it.
fn own_draft(storage: &dyn Storage, actor: &Actor, id: DraftId, revision: Option<u32>) -> Result<Draft> {
    let draft = state::draft(storage, id)?;
    if draft.branch != actor.branch {
        return Err(Code::OtherBranch.into());
    }
    if revision.is_some_and(|revision| revision != draft.revision) {
        return Err(Error::with(Code::DraftRevision, draft.revision));
    }
    Ok(draft)
}

/// Members have the time for their comments that was promised to them.
fn comments_are_over(draft: &Draft, now: Seconds) -> Result<()> {
    match draft.until {
        Some(until) if now < until => Err(Error::with(Code::DraftFeedback, until)),
        _ => Ok(()),
    }
}

fn check_digest(field: &str, digest: &HexBinary) -> Result<()> {
    if digest.len() == 32 {
        Ok(())
    } else {
        Err(Error::with(Code::MessageInvalid, field))
    }
}
