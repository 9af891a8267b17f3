//! Personal data at rest: every member has a data key, sealed by the key management, and every field is sealed under it. Without
//! the data key the fields are noise, in every copy of the store that was made after; erasure is to delete it.

use super::envelope::{self, Context, PERSONAL};
use super::{Custody, CustodyError, Kept};
use crate::db::Db;
use sqlx::{AnyConnection, AssertSqlSafe};
use zeroize::Zeroizing;

/// Fields that were sealed by the key management itself before there were data keys: column and purpose.
const OLDER: [(&str, Purpose); 2] =
    [("phone_sealed", |user| Kept::Phone(user)), ("person_sealed", |user| Kept::Person(user))];
/// Users that are looked at in one go.
const BATCH: i64 = 100;

/// A data key that is older than so many seconds belongs to a user, or to nobody.
const STRAY: i64 = 86_400;

type Purpose = fn(&str) -> Kept<'_>;

impl Custody {
    pub(super) async fn seal_personal(
        &self,
        user: &str,
        context: &Context,
        secret: &[u8],
    ) -> Result<Vec<u8>, CustodyError> {
        let key = match self.data_key(user).await? {
            Some(key) => key,
            None => self.make_data_key(user).await?,
        };
        let sealed = envelope::seal(&key, context, secret).ok_or(CustodyError::Internal)?;
        Ok([&[PERSONAL], sealed.as_slice()].concat())
    }

    pub(super) async fn open_personal(
        &self,
        user: &str,
        context: &Context,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, CustodyError> {
        let Some((&PERSONAL, body)) = sealed.split_first() else {
            // Not yet moved under the data key.
            return Ok(self.kms.open(context, sealed).await?);
        };
        let key = self.data_key(user).await?.ok_or(CustodyError::Erased)?;
        envelope::open(&key, context, body).ok_or(CustodyError::Kms(super::KmsError::Sealed))
    }

    /// Deletes a member's data key: whatever was sealed under it cannot be read any more. In the caller's transaction, together
    /// with whatever else goes.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn erase(&self, tx: &mut AnyConnection, user: &str, now: i64) -> Result<(), sqlx::Error> {
        sqlx::query(
            "INSERT INTO data_keys (user_id, sealed, created_at) VALUES ($1, NULL, $2) \
             ON CONFLICT (user_id) DO UPDATE SET sealed = NULL",
        )
        .bind(user)
        .bind(now)
        .execute(tx)
        .await?;
        Ok(())
    }

    pub(super) fn data_key_context(&self, user: &str) -> Context {
        Context::new(self.branch, user, "data-key", super::SEAL_VERSION)
    }

    /// The data key of a user; none while there is none.
    async fn data_key(&self, user: &str) -> Result<Option<Zeroizing<[u8; 32]>>, CustodyError> {
        let row: Option<(Option<Vec<u8>>,)> =
            sqlx::query_as("SELECT sealed FROM data_keys WHERE user_id = $1")
                .bind(user)
                .fetch_optional(self.db.reader())
                .await?;
        let sealed = match row {
            None => return Ok(None),
            Some((None,)) => return Err(CustodyError::Erased),
            Some((Some(sealed),)) => sealed,
        };
        let bytes = self.kms.open(&self.data_key_context(user), &sealed).await?;
        let bytes: &[u8; 32] = bytes.first_chunk().ok_or(CustodyError::Internal)?;
        Ok(Some(Zeroizing::new(*bytes)))
    }

    /// Makes the data key of a user; of two made at once one stays.
    async fn make_data_key(&self, user: &str) -> Result<Zeroizing<[u8; 32]>, CustodyError> {
        let key = Zeroizing::new(self.random::<32>());
        let sealed = self.kms.seal(&self.data_key_context(user), key.as_slice()).await?;
        let mut tx = self.db.begin().await?;
        sqlx::query(
            "INSERT INTO data_keys (user_id, sealed, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        )
        .bind(user)
        .bind(&sealed)
        .bind(time::OffsetDateTime::now_utc().unix_timestamp())
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        self.data_key(user).await?.ok_or(CustodyError::Internal)
    }

    /// Seals under data keys what was sealed before there were any, in small batches; gives how many fields. To be called at the
    /// start; it can be interrupted and called again.
    ///
    /// # Errors
    /// Those of store and key management.
    pub async fn move_personal(&self) -> Result<u64, CustodyError> {
        self.forget_strays().await?;
        let mut moved = 0u64;
        for (column, kept) in OLDER {
            let select = format!("SELECT id, {column} FROM users WHERE id > $1 ORDER BY id LIMIT $2");
            let update = format!("UPDATE users SET {column} = $2 WHERE id = $1 AND {column} = $3");
            let mut after = String::new();
            loop {
                let rows: Vec<(String, Vec<u8>)> = sqlx::query_as(AssertSqlSafe(select.clone()))
                    .bind(&after)
                    .bind(BATCH)
                    .fetch_all(self.db.reader())
                    .await?;
                let Some((last, _)) = rows.last() else { break };
                after.clone_from(last);
                for (user, sealed) in rows {
                    if sealed.first() == Some(&PERSONAL) {
                        continue;
                    }
                    let secret = self.open(kept(&user), &sealed).await?;
                    let anew = self.seal(kept(&user), &secret).await?;
                    moved = moved.saturating_add(self.replace(&update, &user, &anew, &sealed).await?);
                }
            }
        }
        Ok(moved)
    }

    /// Deletes data keys of registrations that came to nothing.
    async fn forget_strays(&self) -> Result<(), CustodyError> {
        let mut tx = self.db.begin().await?;
        sqlx::query(
            "DELETE FROM data_keys WHERE created_at < $1 \
             AND NOT EXISTS (SELECT 1 FROM users WHERE users.id = data_keys.user_id)",
        )
        .bind(time::OffsetDateTime::now_utc().unix_timestamp().saturating_sub(STRAY))
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// One value in the place of another, unless somebody was faster.
    async fn replace(&self, update: &str, user: &str, new: &[u8], old: &[u8]) -> Result<u64, CustodyError> {
        let mut tx = self.db.begin().await?;
        let done = sqlx::query(AssertSqlSafe(update.to_owned()))
            .bind(user)
            .bind(new)
            .bind(old)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(done.rows_affected())
    }

    /// The store that data keys are kept in.
    pub(super) fn db(&self) -> &Db {
        &self.db
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::custody;
    use super::*;
    use crate::db::scratch;

    async fn user(db: &Db, id: &str, phone: &[u8], person: &[u8]) {
        let mut tx = db.begin().await.unwrap();
        sqlx::query(
            "INSERT INTO users (id, phone_index, phone_sealed, person_index, person_sealed, password, account, \
             registration, created_at) VALUES ($1, $2, $3, $4, $5, $2, $1, 'r', 0)",
        )
        .bind(id)
        .bind(format!("phone {id}").into_bytes())
        .bind(phone)
        .bind(format!("person {id}").into_bytes())
        .bind(person)
        .execute(&mut *tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }

    async fn sealed(db: &Db, id: &str) -> (Vec<u8>, Vec<u8>) {
        sqlx::query_as("SELECT phone_sealed, person_sealed FROM users WHERE id = $1")
            .bind(id)
            .fetch_one(db.reader())
            .await
            .unwrap()
    }

    #[tokio::test]
    async fn erasure_makes_one_member_unreadable_for_good_and_nobody_else() {
        let (db, scratch) = scratch::db().await;
        let custody = custody(scratch.folder.path(), 1, &db);
        let field = Kept::Personal { user: "u", field: "address" };
        let phone = custody.seal(Kept::Phone("u"), b"13800000000").await.unwrap();
        let address = custody.seal(field, b"12 Long Lane").await.unwrap();
        let other = custody.seal(Kept::Phone("v"), b"13900000000").await.unwrap();
        let everyday = timebank_client::SecretKey::generate();
        let key = custody.seal_key(Kept::Everyday("u"), &everyday).await.unwrap();
        assert!(custody.open(Kept::Phone("v"), &phone).await.is_err(), "another member's key");
        assert!(custody.open(Kept::Person("u"), &phone).await.is_err(), "another field");
        assert_eq!(custody.open(field, &address).await.unwrap().as_slice(), b"12 Long Lane");

        let mut tx = db.begin().await.unwrap();
        custody.erase(&mut tx, "u", 1).await.unwrap();
        tx.commit().await.unwrap();
        assert!(matches!(custody.open(Kept::Phone("u"), &phone).await, Err(CustodyError::Erased)));
        assert!(matches!(custody.open(field, &address).await, Err(CustodyError::Erased)));
        assert!(matches!(custody.seal(field, b"again").await, Err(CustodyError::Erased)));
        assert_eq!(custody.open(Kept::Phone("v"), &other).await.unwrap().as_slice(), b"13900000000");
        assert!(custody.open_key(Kept::Everyday("u"), &key).await.is_ok());
        let left: Option<Vec<u8>> = sqlx::query_scalar("SELECT sealed FROM data_keys WHERE user_id = 'u'")
            .fetch_one(db.reader())
            .await
            .unwrap();
        assert_eq!(left, None);
    }

    #[tokio::test]
    async fn what_was_sealed_before_is_moved_at_the_start_and_reads_as_before_and_after() {
        let (db, scratch) = scratch::db().await;
        let custody = custody(scratch.folder.path(), 1, &db);
        let users: Vec<String> = (0..150).map(|number| format!("user-{number:03}")).collect();
        for id in &users {
            let phone = custody.kms().seal(&custody.context(Kept::Phone(id)), b"138").await.unwrap();
            let person = custody.kms().seal(&custody.context(Kept::Person(id)), b"99").await.unwrap();
            // As they were before there were versions either.
            user(&db, id, &phone[5..], &person).await;
        }
        let (phone, _) = sealed(&db, "user-007").await;
        assert_eq!(custody.open(Kept::Phone("user-007"), &phone).await.unwrap().as_slice(), b"138");
        assert_eq!(custody.move_personal().await.unwrap(), 300);
        assert_eq!(custody.move_personal().await.unwrap(), 0);
        for id in &users {
            let (phone, person) = sealed(&db, id).await;
            assert_eq!((phone[0], person[0]), (PERSONAL, PERSONAL));
            assert_eq!(custody.open(Kept::Phone(id), &phone).await.unwrap().as_slice(), b"138");
            assert_eq!(custody.open(Kept::Person(id), &person).await.unwrap().as_slice(), b"99");
        }
    }

    #[tokio::test]
    async fn fields_of_a_new_member_sealed_at_once_share_one_key() {
        let (db, scratch) = scratch::db().await;
        let custody = custody(scratch.folder.path(), 1, &db);
        let all = (0..8).map(|_| {
            let custody = custody.clone();
            tokio::spawn(async move { custody.seal(Kept::Phone("u"), b"138").await.unwrap() })
        });
        for sealed in futures::future::join_all(all).await {
            assert_eq!(custody.open(Kept::Phone("u"), &sealed.unwrap()).await.unwrap().as_slice(), b"138");
        }
    }
}
