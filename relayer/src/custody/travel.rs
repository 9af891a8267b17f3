//! An owner key on its way to another branch. At home it hangs on the home branch's key management, which does not travel. So that
//! it can go, it is sealed under the transaction password alone, bound to the branch that is joined and to the member, and under the
//! key management of whoever keeps it: first the branch that is left, then the one that is joined, until the password is typed
//! there and the key is sealed as every other. Like an office key it is no better than Argon2id against whoever may use the key
//! management; against everybody else it is as good as any.

use super::envelope::Context;
use super::{Custody, CustodyError, SEAL_VERSION};
use timebank_api::{BranchId, MemberId};
use timebank_client::SecretKey;

/// What the stretched transaction password is expanded for.
const LABEL: &[u8] = b"timebank/wrap/travel/v1";
const SALT: usize = 16;

impl Custody {
    /// Seals an owner key for a branch that its member wants to join: `salt ‖ kms(envelope)`.
    ///
    /// # Errors
    /// `Busy`, and those of the key management.
    pub async fn seal_travel(
        &self,
        user: &str,
        (member, joins): (MemberId, BranchId),
        password: &str,
        key: &SecretKey,
    ) -> Result<Vec<u8>, CustodyError> {
        self.seal_twice((&inner(member, joins), &self.outer(user)), (password, LABEL), key).await
    }

    /// Opens an owner key that came along. The caller has counted the guess.
    ///
    /// # Errors
    /// `Wrong` for another password, `Busy`, and those of the key management.
    pub async fn open_travel(
        &self,
        user: &str,
        member: MemberId,
        password: &str,
        sealed: &[u8],
    ) -> Result<SecretKey, CustodyError> {
        self.open_twice((&inner(member, self.branch), &self.outer(user)), (password, LABEL), sealed).await
    }

    /// Takes this branch's key management off: what goes over, still under the password.
    ///
    /// # Errors
    /// Those of the key management.
    pub async fn pack_travel(&self, user: &str, sealed: &[u8]) -> Result<Vec<u8>, CustodyError> {
        let (salt, sealed) = sealed.split_at_checked(SALT).ok_or(CustodyError::Internal)?;
        let bare = self.kms.open(&self.outer(user), sealed).await?;
        Ok([salt, bare.as_slice()].concat())
    }

    /// Puts this branch's key management around what came over.
    ///
    /// # Errors
    /// Those of the key management.
    pub async fn unpack_travel(&self, user: &str, bare: &[u8]) -> Result<Vec<u8>, CustodyError> {
        let (salt, bare) = bare.split_at_checked(SALT).ok_or(CustodyError::Internal)?;
        let sealed = self.kms.seal(&self.outer(user), bare).await?;
        Ok([salt, &sealed].concat())
    }

    pub(super) fn outer(&self, user: &str) -> Context {
        Context::new(self.branch, user, "travel", SEAL_VERSION)
    }
}

/// The same at both branches.
fn inner(member: MemberId, joins: BranchId) -> Context {
    Context::new(joins, member.to_string(), "travelling", SEAL_VERSION)
}

#[cfg(test)]
mod tests {
    use super::super::tests::custody;
    use super::*;
    use crate::db::scratch;

    #[tokio::test]
    async fn an_owner_key_goes_over_and_opens_with_its_password_at_the_branch_it_was_sealed_for() {
        let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (db, _scratch) = scratch::db().await;
        let (one, two) = (custody(here.path(), 1, &db), custody(there.path(), 2, &db));
        let key = SecretKey::generate();
        let kept = one.seal_travel("u", (7, 2), "480913", &key).await.unwrap();
        let bare = one.pack_travel("u", &kept).await.unwrap();
        assert!(one.pack_travel("v", &kept).await.is_err(), "another user's row");
        assert!(two.pack_travel("u", &kept).await.is_err(), "without the key management nothing comes off");
        let arrived = two.unpack_travel("w", &bare).await.unwrap();
        let opened = two.open_travel("w", 7, "480913", &arrived).await.unwrap();
        assert_eq!(opened.public_key(), key.public_key());
        assert!(matches!(two.open_travel("w", 7, "480914", &arrived).await, Err(CustodyError::Wrong)));
        assert!(matches!(two.open_travel("w", 8, "480913", &arrived).await, Err(CustodyError::Wrong)));
        assert!(two.open_travel("u", 7, "480913", &arrived).await.is_err(), "another user's row");
        let three = custody(there.path(), 3, &db);
        let strayed = three.unpack_travel("w", &bare).await.unwrap();
        assert!(matches!(three.open_travel("w", 7, "480913", &strayed).await, Err(CustodyError::Wrong)));
    }
}
