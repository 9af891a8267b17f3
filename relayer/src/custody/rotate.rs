//! Rotation of the key management's sealing key while the daemon runs: new values are sealed under the new version at once, older
//! ones are sealed anew in small batches, and every value can be opened at every moment.

use super::envelope::{version_of, Context};
use super::{Custody, CustodyError, Kept, SEAL_VERSION};
use std::collections::BTreeMap;

/// Values that are sealed anew in one transaction.
const BATCH: usize = 100;
/// Passes over the store. A value may be sealed under the old version by a request that began before the rotation; a second pass
/// finds it.
const PASSES: u32 = 5;
/// The salt of a key under a passphrase stands before what the key management sealed.
const SALT: usize = 16;

/// Where values are that the key management itself sealed. Everything else is sealed under one of them, or under a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Shelf {
    DataKeys,
    Everyday,
    Office,
    Attendance,
    Notes,
    Commitments,
    Travel,
}

impl Shelf {
    const ALL: [Shelf; 7] = [
        Shelf::DataKeys,
        Shelf::Everyday,
        Shelf::Office,
        Shelf::Attendance,
        Shelf::Notes,
        Shelf::Commitments,
        Shelf::Travel,
    ];

    fn name(self) -> &'static str {
        match self {
            Shelf::DataKeys => "data keys",
            Shelf::Everyday => "everyday keys",
            Shelf::Office => "office keys",
            Shelf::Attendance => "attendance keys",
            Shelf::Notes => "notes",
            Shelf::Commitments => "commitments",
            Shelf::Travel => "travelling keys",
        }
    }

    fn select(self) -> &'static str {
        match self {
            Shelf::DataKeys => {
                "SELECT user_id, sealed FROM data_keys WHERE sealed IS NOT NULL AND user_id > $1 \
                 ORDER BY user_id LIMIT $2"
            }
            Shelf::Everyday => {
                "SELECT user_id, sealed FROM user_keys WHERE scope = 'everyday' AND user_id > $1 \
                 ORDER BY user_id LIMIT $2"
            }
            Shelf::Office => {
                "SELECT user_id, sealed FROM user_keys WHERE scope = 'office' AND user_id > $1 \
                 ORDER BY user_id LIMIT $2"
            }
            Shelf::Attendance => {
                "SELECT public, sealed FROM attendance_keys WHERE public > $1 ORDER BY public LIMIT $2"
            }
            Shelf::Notes => "SELECT sha256, sealed FROM notes WHERE sha256 > $1 ORDER BY sha256 LIMIT $2",
            Shelf::Commitments => {
                "SELECT commitment, sealed FROM commitments WHERE commitment > $1 ORDER BY commitment LIMIT $2"
            }
            Shelf::Travel => {
                "SELECT user_id, sealed FROM travel_keys WHERE user_id > $1 ORDER BY user_id LIMIT $2"
            }
        }
    }

    fn update(self) -> &'static str {
        match self {
            Shelf::DataKeys => "UPDATE data_keys SET sealed = $2 WHERE user_id = $1 AND sealed = $3",
            Shelf::Everyday => {
                "UPDATE user_keys SET sealed = $2 WHERE user_id = $1 AND scope = 'everyday' AND sealed = $3"
            }
            Shelf::Office => {
                "UPDATE user_keys SET sealed = $2 WHERE user_id = $1 AND scope = 'office' AND sealed = $3"
            }
            Shelf::Attendance => "UPDATE attendance_keys SET sealed = $2 WHERE public = $1 AND sealed = $3",
            Shelf::Notes => "UPDATE notes SET sealed = $2 WHERE sha256 = $1 AND sealed = $3",
            Shelf::Commitments => "UPDATE commitments SET sealed = $2 WHERE commitment = $1 AND sealed = $3",
            Shelf::Travel => "UPDATE travel_keys SET sealed = $2 WHERE user_id = $1 AND sealed = $3",
        }
    }
}

/// A row's key, as its table has it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum RowKey {
    Text(String),
    Bytes(Vec<u8>),
}

/// How many values of a kind there are under which version.
pub type Status = BTreeMap<(&'static str, u32), u64>;

/// What rotation came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rewrapped {
    /// Values that were sealed anew.
    pub values: u64,
    /// Values that do not open: a damaged store, or one of another branch.
    pub broken: u64,
}

impl Custody {
    /// How many values the key management has sealed, by kind and version. 0 stands for what is no such value.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn key_status(&self) -> Result<Status, CustodyError> {
        let mut status = Status::new();
        for shelf in Shelf::ALL {
            let mut after = None;
            while let Some(rows) = self.shelf(shelf, after.take()).await? {
                for (_, sealed) in &rows {
                    let version = version_of(part(shelf, sealed)).unwrap_or(0);
                    let count = status.entry((shelf.name(), version)).or_default();
                    *count = count.saturating_add(1);
                }
                after = rows.into_iter().next_back().map(|(key, _)| key);
            }
        }
        Ok(status)
    }

    /// Seals under the newest version whatever older ones sealed. The daemon may go on: a value that a request changes meanwhile
    /// is left to the request. It can be interrupted and called again.
    ///
    /// # Errors
    /// Those of store and key management.
    pub async fn rewrap(&self) -> Result<Rewrapped, CustodyError> {
        let newest = self.kms.version().await?;
        let mut all = Rewrapped::default();
        for _ in 0..PASSES {
            let mut pass = Rewrapped::default();
            for shelf in Shelf::ALL {
                let mut after = None;
                while let Some(rows) = self.shelf(shelf, after.take()).await? {
                    after = rows.last().map(|(key, _)| key.clone());
                    self.rewrap_rows(shelf, rows, newest, &mut pass).await?;
                }
            }
            all = Rewrapped { values: all.values.saturating_add(pass.values), broken: pass.broken };
            if pass.values == 0 {
                break;
            }
        }
        Ok(all)
    }

    async fn rewrap_rows(
        &self,
        shelf: Shelf,
        rows: Vec<(RowKey, Vec<u8>)>,
        newest: u32,
        pass: &mut Rewrapped,
    ) -> Result<(), CustodyError> {
        let mut anew = Vec::new();
        for (key, sealed) in rows {
            let value = part(shelf, &sealed);
            if version_of(value).is_some_and(|version| version >= newest) {
                continue;
            }
            // The key management is asked outside of the transaction.
            match self.kms.reseal(&self.shelf_context(shelf, &key), value).await {
                Ok(value) => {
                    let salt = sealed.get(..sealed.len().saturating_sub(part(shelf, &sealed).len()));
                    anew.push((key, [salt.unwrap_or_default(), &value].concat(), sealed));
                }
                Err(super::KmsError::Sealed) => pass.broken = pass.broken.saturating_add(1),
                Err(error) => return Err(error.into()),
            }
        }
        if anew.is_empty() {
            return Ok(());
        }
        let mut tx = self.db().begin().await?;
        for (key, new, old) in anew {
            let query = sqlx::query(shelf.update());
            let query = match key {
                RowKey::Text(text) => query.bind(text),
                RowKey::Bytes(bytes) => query.bind(bytes),
            };
            let done = query.bind(new).bind(old).execute(&mut *tx).await?;
            pass.values = pass.values.saturating_add(done.rows_affected());
        }
        tx.commit().await?;
        Ok(())
    }

    /// The next rows of a shelf; nothing at its end.
    async fn shelf(
        &self,
        shelf: Shelf,
        after: Option<RowKey>,
    ) -> Result<Option<Vec<(RowKey, Vec<u8>)>>, CustodyError> {
        let limit = i64::try_from(BATCH).unwrap_or(i64::MAX);
        let reader = self.db().reader();
        let rows: Vec<(RowKey, Vec<u8>)> =
            if matches!(shelf, Shelf::Attendance | Shelf::Notes | Shelf::Commitments) {
                let after = match after {
                    Some(RowKey::Bytes(bytes)) => bytes,
                    _ => Vec::new(),
                };
                let rows: Vec<(Vec<u8>, Vec<u8>)> =
                    sqlx::query_as(shelf.select()).bind(after).bind(limit).fetch_all(reader).await?;
                rows.into_iter().map(|(key, sealed)| (RowKey::Bytes(key), sealed)).collect()
            } else {
                let after = match after {
                    Some(RowKey::Text(text)) => text,
                    _ => String::new(),
                };
                let rows: Vec<(String, Vec<u8>)> =
                    sqlx::query_as(shelf.select()).bind(after).bind(limit).fetch_all(reader).await?;
                rows.into_iter().map(|(key, sealed)| (RowKey::Text(key), sealed)).collect()
            };
        Ok((!rows.is_empty()).then_some(rows))
    }

    fn shelf_context(&self, shelf: Shelf, key: &RowKey) -> Context {
        let subject = match key {
            RowKey::Text(text) => text.clone(),
            RowKey::Bytes(bytes) => hex::encode(bytes),
        };
        match shelf {
            Shelf::DataKeys => self.data_key_context(&subject),
            Shelf::Everyday => self.context(Kept::Everyday(&subject)),
            Shelf::Office => Context::new(self.branch, subject, "office", SEAL_VERSION),
            Shelf::Attendance => self.context(Kept::Attendance(&subject)),
            Shelf::Notes => self.context(Kept::Note(&subject)),
            Shelf::Commitments => self.context(Kept::Commitment(&subject)),
            Shelf::Travel => self.outer(&subject),
        }
    }
}

/// What of a column the key management sealed.
fn part(shelf: Shelf, sealed: &[u8]) -> &[u8] {
    match shelf {
        Shelf::Office | Shelf::Travel => sealed.get(SALT..).unwrap_or_default(),
        _ => sealed,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::custody;
    use super::super::vault;
    use super::super::Kms;
    use super::*;
    use crate::db::{scratch, Db};
    use std::sync::Arc;
    use timebank_client::SecretKey;

    async fn keep_key(db: &Db, user: &str, scope: &str, key: &SecretKey, sealed: &[u8]) {
        let mut tx = db.begin().await.unwrap();
        sqlx::query(
            "INSERT INTO users (id, phone_index, phone_sealed, person_index, person_sealed, password, account, \
             registration, created_at) VALUES ($1, $2, $2, $2, $2, $2, $1, 'r', 0) ON CONFLICT DO NOTHING",
        )
        .bind(user)
        .bind(user.as_bytes().to_vec())
        .execute(&mut *tx)
        .await
        .unwrap();
        sqlx::query("INSERT INTO user_keys (user_id, scope, public, sealed) VALUES ($1, $2, $3, $4)")
            .bind(user)
            .bind(scope)
            .bind(key.public_key().to_vec())
            .bind(sealed)
            .execute(&mut *tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    async fn kept_key(db: &Db, user: &str, scope: &str) -> Vec<u8> {
        sqlx::query_scalar("SELECT sealed FROM user_keys WHERE user_id = $1 AND scope = $2")
            .bind(user)
            .bind(scope)
            .fetch_one(db.reader())
            .await
            .unwrap()
    }

    /// Everything of a branch under version 1: keys of 130 members, one with an office and an owner key, an attendance key.
    async fn filled(db: &Db, custody: &Custody) -> (SecretKey, Vec<u8>) {
        let key = SecretKey::generate();
        for number in 0..130 {
            let user = format!("u{number:03}");
            let sealed = custody.seal_key(Kept::Everyday(&user), &key).await.unwrap();
            keep_key(db, &user, "everyday", &key, &sealed).await;
        }
        let office = custody.seal_office("u000", "correct horse battery", &key).await.unwrap();
        keep_key(db, "u000", "office", &key, &office).await;
        let owner = custody.seal_owner("u000", "480913", &key).await.unwrap();
        keep_key(db, "u000", "owner", &key, &owner).await;
        let public = hex::encode(key.public_key());
        let attendance = custody.seal_key(Kept::Attendance(&public), &key).await.unwrap();
        let mut tx = db.begin().await.unwrap();
        sqlx::query("INSERT INTO attendance_keys (public, sealed, created_at) VALUES ($1, $2, 0)")
            .bind(key.public_key().to_vec())
            .bind(attendance)
            .execute(&mut *tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let phone = custody.seal(Kept::Phone("u000"), b"138").await.unwrap();
        (key, phone)
    }

    async fn reads_all(db: &Db, custody: &Custody, key: &SecretKey, phone: &[u8]) {
        for user in ["u000", "u077", "u129"] {
            let opened =
                custody.open_key(Kept::Everyday(user), &kept_key(db, user, "everyday").await).await.unwrap();
            assert_eq!(opened.public_key(), key.public_key());
        }
        let office = kept_key(db, "u000", "office").await;
        assert!(custody.open_office("u000", "correct horse battery", &office).await.is_ok());
        let owner = kept_key(db, "u000", "owner").await;
        assert!(custody.open_owner("u000", "480913", &owner).await.is_ok());
        let sealed: Vec<u8> =
            sqlx::query_scalar("SELECT sealed FROM attendance_keys").fetch_one(db.reader()).await.unwrap();
        let public = hex::encode(key.public_key());
        assert!(custody.open_key(Kept::Attendance(&public), &sealed).await.is_ok());
        assert_eq!(custody.open(Kept::Phone("u000"), phone).await.unwrap().as_slice(), b"138");
    }

    #[tokio::test]
    async fn rotation_with_traffic_in_between_leaves_nothing_under_the_old_version_and_everything_readable() {
        let (db, scratch) = scratch::db().await;
        // Two processes: the daemon, and the tool that rotates.
        let daemon = custody(scratch.folder.path(), 1, &db);
        let tool = custody(scratch.folder.path(), 1, &db);
        let (key, phone) = filled(&db, &daemon).await;
        let before = daemon.key_status().await.unwrap();
        assert_eq!(before[&("everyday keys", 1)], 130);
        assert_eq!((before[&("office keys", 1)], before[&("attendance keys", 1)]), (1, 1));

        // Sealed under the old version, stored after the rotation: a request that was under way.
        let late = daemon.seal_key(Kept::Everyday("late"), &key).await.unwrap();
        assert_eq!(tool.kms().rotate().await.unwrap(), 2);
        keep_key(&db, "late", "everyday", &key, &late).await;
        let traffic = {
            let (db, daemon, key, phone) = (db.clone(), daemon.clone(), key.to_bytes(), phone.clone());
            tokio::spawn(async move {
                let key = SecretKey::from_slice(key.as_slice()).unwrap();
                for number in 0..10 {
                    reads_all(&db, &daemon, &key, &phone).await;
                    let user = format!("new-{number}");
                    let sealed = daemon.seal_key(Kept::Everyday(&user), &key).await.unwrap();
                    assert_eq!(version_of(&sealed), Some(2), "new writes are under the new version");
                    keep_key(&db, &user, "everyday", &key, &sealed).await;
                }
            })
        };
        // 130 and the late one, the office, the attendance key and the data key.
        assert_eq!(tool.rewrap().await.unwrap(), Rewrapped { values: 134, broken: 0 });
        traffic.await.unwrap();
        reads_all(&db, &daemon, &key, &phone).await;
        reads_all(&db, &tool, &key, &phone).await;
        let after = tool.key_status().await.unwrap();
        assert!(after.keys().all(|(_, version)| *version == 2), "{after:?}");
        assert_eq!(after[&("everyday keys", 2)], 141);
        assert_eq!(tool.rewrap().await.unwrap(), Rewrapped::default());
    }

    #[tokio::test]
    async fn a_value_that_does_not_open_is_counted_and_left_and_the_others_go_on() {
        let (db, scratch) = scratch::db().await;
        let custody = custody(scratch.folder.path(), 1, &db);
        let key = SecretKey::generate();
        let mine = custody.seal_key(Kept::Everyday("a"), &key).await.unwrap();
        keep_key(&db, "b", "everyday", &key, &mine).await;
        keep_key(&db, "c", "everyday", &key, &custody.seal_key(Kept::Everyday("c"), &key).await.unwrap())
            .await;
        custody.kms().rotate().await.unwrap();
        assert_eq!(custody.rewrap().await.unwrap(), Rewrapped { values: 1, broken: 1 });
        assert_eq!(kept_key(&db, "b", "everyday").await, mine);
    }

    #[tokio::test]
    async fn a_vault_rotates_with_the_same_steps() {
        let (db, _scratch) = scratch::db().await;
        let service = vault::tests::Service::start().await;
        let kms = Arc::new(service.kms());
        kms.set_up().await.unwrap();
        let custody = Custody::new(1, kms, 2, db.clone());
        let (key, phone) = filled(&db, &custody).await;
        custody.kms().rotate().await.unwrap();
        assert_eq!(custody.rewrap().await.unwrap(), Rewrapped { values: 133, broken: 0 });
        reads_all(&db, &custody, &key, &phone).await;
        let after = custody.key_status().await.unwrap();
        assert!(after.keys().all(|(_, version)| *version == 2), "{after:?}");
    }
}
