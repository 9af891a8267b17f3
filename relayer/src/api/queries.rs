//! What the handlers ask the index for, with a problem where there is nothing.

use super::extract::clock;
use super::problem::Problem;
use super::ApiState;
use crate::index::read::{self, Activity};
use timebank_api::{Code, MemberId};

impl ApiState {
    /// # Errors
    /// `activity.unknown`.
    pub(super) async fn activity(&self, id: u64) -> Result<Activity, Problem> {
        let activity = read::activity(&self.db, id, clock()).await?;
        activity.ok_or_else(|| Code::ActivityUnknown.into())
    }

    /// A member's account.
    ///
    /// # Errors
    /// `member.unknown`.
    pub(super) async fn account_of(&self, member: MemberId) -> Result<String, Problem> {
        let member = read::member(&self.db, member).await?;
        Ok(member.ok_or(Code::MemberUnknown)?.account)
    }
}
