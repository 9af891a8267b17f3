//! The few facts of the ledger that identity asks the index for.

use super::IdentityError;
use crate::db::Db;
use crate::index::read;
use crate::relay::{Relay, State};
use std::time::Duration;
use timebank_api::{MemberId, Roles, Scope};

/// The member of an account, when the index has it.
pub(super) async fn member_by_account(db: &Db, account: &str) -> Result<Option<MemberId>, IdentityError> {
    let member = read::member_by_account(db, account).await?;
    Ok(member.map(|member| member.id))
}

/// The roles of a member; none while the index does not have it.
pub(super) async fn roles(db: &Db, member: MemberId) -> Result<Roles, IdentityError> {
    let member = read::member(db, member).await?;
    Ok(member.map(|member| member.roles).unwrap_or_default())
}

/// Roles as the index keeps them; none while it does not have the member.
pub(super) fn roles_of(stored: Option<i64>) -> Roles {
    stored.and_then(|roles| u16::try_from(roles).ok()).map(Roles).unwrap_or_default()
}

/// The key of a member and scope, and its epoch.
pub(super) async fn key(
    db: &Db,
    member: MemberId,
    scope: Scope,
) -> Result<Option<(Vec<u8>, u32)>, IdentityError> {
    let key = read::key(db, member, scope).await?;
    Ok(key.map(|key| (key.key, key.epoch)))
}

/// Whether the chain has refused an action for good.
pub(super) async fn refused(relay: &Relay, action: &str) -> Result<bool, IdentityError> {
    let action = relay.action(action).await?;
    Ok(action.is_some_and(|action| action.state == State::Failed))
}

/// Waits until an action has ended, or for so long.
pub(super) async fn wait(relay: &Relay, action: &str, longest: Duration) {
    if let Err(error) = relay.wait(action, longest).await {
        tracing::warn!(%error, "an action could not be waited for");
    }
}
