use super::secret_text::{check_office, check_transaction};
use super::{chain, Identity, IdentityError, Login, SecretText};
use crate::custody::{CustodyError, Guess, Kept, Secret};
use crate::db::int;
use crate::relay::State;
use sqlx::AnyConnection;
use std::sync::Arc;
use std::time::Duration;
use timebank_api::proxy::{ExecuteMsg, NewKey};
use timebank_api::{MemberId, Scope};
use timebank_client::SecretKey;
use timebank_intent::key_proof_digest;
use zeroize::Zeroizing;

/// How long a request waits for an owner key that is on its way to the chain.
const PENDING_PATIENCE: Duration = Duration::from_secs(8);
/// Epoch of a member's first owner key.
const FIRST_EPOCH: u32 = 1;

/// What setting a transaction password comes to.
pub enum OwnerChange {
    /// The first one: the chain must be told of a new key, signed by the everyday key.
    First(Box<OwnerKey>),
    /// The key that is on chain was sealed anew; nothing else is to do.
    Resealed,
}

/// A new owner key, before anything of it is stored.
pub struct OwnerKey {
    user: String,
    public: [u8; 33],
    sealed: Vec<u8>,
    /// What the proxy is asked for.
    pub message: ExecuteMsg,
}

/// An office-holder's key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeState {
    pub public: Vec<u8>,
    /// Whether the chain has it.
    pub in_force: bool,
    /// Seconds of Unix time until which it is unlocked in this session.
    pub unlocked_until: Option<u64>,
}

/// Who keeps a member's keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CustodyState {
    /// The branch.
    Branch,
    /// The member's own keys are on their way to the ledger; the branch signs nothing any more.
    Leaving,
    /// The member.
    Own,
}

/// A key that a member holds, with its signature over [`Identity::next_key`]'s digest.
pub struct OwnKey {
    /// 33-byte compressed secp256k1.
    pub key: Vec<u8>,
    /// 64 bytes, r and s, s in the lower half.
    pub proof: Vec<u8>,
}

/// Encrypted key files in PEM.
pub struct KeyFiles {
    pub everyday: Zeroizing<String>,
    pub owner: Zeroizing<String>,
}

struct Stored {
    public: Vec<u8>,
    sealed: Vec<u8>,
    action: Option<String>,
    /// Whether it came along from another branch and its password has not been typed here yet.
    travelled: bool,
}

impl Identity {
    /// The everyday key of a member and its epoch.
    ///
    /// # Errors
    /// `Internal` for a member who is not in this branch's custody.
    pub async fn everyday_key(&self, login: &Login) -> Result<(SecretKey, u32), IdentityError> {
        let Some(stored) = self.stored(&login.user, "everyday").await? else {
            return Err(match self.custody_state(login).await? {
                CustodyState::Branch => IdentityError::Internal("a user has no everyday key".into()),
                CustodyState::Leaving | CustodyState::Own => IdentityError::Left,
            });
        };
        let key = self.custody.open_key(Kept::Everyday(&login.user), &stored.sealed).await?;
        let epoch = self.epoch(login.member()?, Scope::Everyday, &stored.public).await?;
        Ok((key, epoch.unwrap_or(FIRST_EPOCH)))
    }

    /// Whether the member has set a transaction password.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn has_transaction_password(&self, login: &Login) -> Result<bool, IdentityError> {
        Ok(self.owner_key_row(login).await?.is_some())
    }

    /// Opens the owner key: counts the guess, then checks it.
    ///
    /// # Errors
    /// `TransactionPasswordWrong`, `TransactionPasswordLocked`, `TransactionPasswordUnset`, and
    /// `TransactionPasswordPending` when the chain takes its time.
    pub async fn owner_key(
        &self,
        login: &Login,
        password: &SecretText,
        now: i64,
    ) -> Result<(SecretKey, u32), IdentityError> {
        let member = login.member()?;
        let Some(stored) = self.owner_key_row(login).await? else {
            return Err(match self.custody_state(login).await? {
                CustodyState::Branch => IdentityError::TransactionPasswordUnset,
                CustodyState::Leaving | CustodyState::Own => IdentityError::Left,
            });
        };
        let mut epoch = self.epoch(member, Scope::Owner, &stored.public).await?;
        if let (None, Some(action)) = (epoch, &stored.action) {
            chain::wait(&self.relay, action, PENDING_PATIENCE).await;
            epoch = self.epoch(member, Scope::Owner, &stored.public).await?;
        }
        let epoch = epoch.ok_or(IdentityError::TransactionPasswordPending)?;
        let key = self.guess_owner((&login.user, member), password, &stored, now).await?;
        Ok((key, epoch))
    }

    async fn guess_owner(
        &self,
        (user, member): (&str, MemberId),
        password: &SecretText,
        stored: &Stored,
        now: i64,
    ) -> Result<SecretKey, IdentityError> {
        let left = match self.guesses.take_about(Secret::Transaction, user, &stored.public, now).await? {
            Guess::Counted { left } => left,
            Guess::Closed => return Err(IdentityError::TransactionPasswordClosed),
            Guess::Locked { until } => {
                return Err(IdentityError::TransactionPasswordLocked {
                    seconds: u64::try_from(until.saturating_sub(now)).unwrap_or(0),
                })
            }
        };
        let opened = match stored.travelled {
            false => self.custody.open_owner(user, password.reveal(), &stored.sealed).await,
            true => self.custody.open_travel(user, member, password.reveal(), &stored.sealed).await,
        };
        match opened {
            Ok(key) => {
                self.guesses.right(Secret::Transaction, user).await?;
                if stored.travelled {
                    self.unpack_owner(user, password, &key).await?;
                }
                Ok(key)
            }
            Err(CustodyError::Wrong) => Err(IdentityError::TransactionPasswordWrong { left }),
            Err(other) => Err(other.into()),
        }
    }

    /// Checks a transaction password and makes the owner key, or seals the one there is anew if `current` opens it.
    ///
    /// # Errors
    /// What is wrong with the new password; `TransactionPasswordRequired` when there is one already and `current` is missing.
    pub async fn change_transaction_password(
        &self,
        login: &Login,
        password: &SecretText,
        current: Option<&SecretText>,
        now: i64,
    ) -> Result<OwnerChange, IdentityError> {
        let member = login.member()?;
        self.check_new(login, password).await?;
        if let Some(stored) = self.owner_key_row(login).await? {
            let current = current.ok_or(IdentityError::TransactionPasswordRequired)?;
            let key = self.guess_owner((&login.user, member), current, &stored, now).await?;
            let sealed = self.custody.seal_owner(&login.user, password.reveal(), &key).await?;
            let mut tx = self.db.begin().await?;
            sqlx::query(
                "UPDATE user_keys SET sealed = $2 WHERE user_id = $1 AND scope = 'owner' AND public = $3",
            )
            .bind(&login.user)
            .bind(&sealed)
            .bind(&stored.public)
            .execute(&mut *tx)
            .await?;
            tx.commit().await?;
            if let Some(joins) = self.ready_for(&login.user).await? {
                self.make_ready(login, joins, password, &key, now).await?;
            }
            return Ok(OwnerChange::Resealed);
        }
        let key = SecretKey::generate();
        let sealed = self.custody.seal_owner(&login.user, password.reveal(), &key).await?;
        let digest = key_proof_digest(
            &self.settings.chain_id,
            &self.settings.proxy,
            member,
            timebank_intent::Scope::Owner,
            FIRST_EPOCH,
        );
        let proof = key.sign_digest(&digest).map_err(|_| CustodyError::Internal)?;
        Ok(OwnerChange::First(Box::new(OwnerKey {
            user: login.user.clone(),
            public: key.public_key(),
            sealed,
            message: ExecuteMsg::SetOwnerKey { key: key.public_key().into(), proof: proof.into() },
        })))
    }

    /// Who keeps the member's keys.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn custody_state(&self, login: &Login) -> Result<CustodyState, IdentityError> {
        let Some(member) = login.member else { return Ok(CustodyState::Branch) };
        let row: Option<(Option<i64>,)> = sqlx::query_as("SELECT done FROM custody_exits WHERE member = $1")
            .bind(int(member))
            .fetch_optional(self.db.reader())
            .await?;
        Ok(match row {
            None => CustodyState::Branch,
            Some((None,)) => CustodyState::Leaving,
            Some((Some(_),)) => CustodyState::Own,
        })
    }

    /// The epoch that the next key of a scope has, and what it must sign to show that its holder has it.
    ///
    /// # Errors
    /// `TransactionPasswordUnset` while the scope has no key on chain.
    pub async fn next_key(
        &self,
        login: &Login,
        scope: Scope,
    ) -> Result<(u32, timebank_intent::Digest), IdentityError> {
        let member = login.member()?;
        let (_, epoch) =
            chain::key(&self.db, member, scope).await?.ok_or(IdentityError::TransactionPasswordUnset)?;
        let epoch = epoch.saturating_add(1);
        let (settings, signed) = (&self.settings, crate::relay::outcome::scope_of(scope));
        Ok((epoch, key_proof_digest(&settings.chain_id, &settings.proxy, member, signed, epoch)))
    }

    /// The member's everyday and owner key as encrypted key files. Nothing changes by it: the branch goes on until the member has
    /// registered keys of its own, these or others.
    ///
    /// # Errors
    /// As [`Identity::owner_key`], and what is wrong with the file's passphrase.
    pub async fn export_keys(
        &self,
        login: &Login,
        password: &SecretText,
        passphrase: &SecretText,
        now: i64,
    ) -> Result<KeyFiles, IdentityError> {
        check_office(passphrase)?;
        let (owner, _) = self.owner_key(login, password, now).await?;
        let (everyday, _) = self.everyday_key(login).await?;
        Ok(KeyFiles {
            everyday: self.custody.key_file(&everyday, passphrase.reveal()).await?,
            owner: self.custody.key_file(&owner, passphrase.reveal()).await?,
        })
    }

    /// What the proxy is asked for so that the member keeps its keys itself: everyday key first, since the owner key's epoch ends
    /// with the owner key.
    ///
    /// # Errors
    /// `CustodyKeys` for keys without proof, `Left` for a member who has left.
    pub async fn prepare_exit(
        &self,
        login: &Login,
        everyday: OwnKey,
        owner: OwnKey,
    ) -> Result<[ExecuteMsg; 2], IdentityError> {
        if self.custody_state(login).await? != CustodyState::Branch {
            return Err(IdentityError::Left);
        }
        if everyday.key == owner.key {
            return Err(IdentityError::CustodyKeys);
        }
        let member = login.member()?;
        let mut messages = Vec::new();
        for (scope, own) in [(Scope::Everyday, everyday), (Scope::Owner, owner)] {
            let (_, digest) = self.next_key(login, scope).await?;
            if !timebank_client::verifies(&own.key, &digest, &own.proof) {
                return Err(IdentityError::CustodyKeys);
            }
            let OwnKey { key, proof } = own;
            let new = NewKey { member, scope, key: key.into(), proof: proof.into(), own: true };
            messages.push(ExecuteMsg::RotateKey(new));
        }
        messages.try_into().map_err(|_| IdentityError::CustodyKeys)
    }

    /// Keeps that the member leaves, in the transaction that submits the two actions, after them: from then on nothing is signed.
    ///
    /// # Errors
    /// `Left` if another request was faster.
    pub async fn store_exit(
        &self,
        tx: &mut AnyConnection,
        login: &Login,
        actions: [&str; 2],
        now: i64,
    ) -> Result<(), IdentityError> {
        let [everyday, owner] = actions;
        let stored = sqlx::query(
            "INSERT INTO custody_exits (member, user_id, everyday, owner, since) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT DO NOTHING",
        )
        .bind(int(login.member()?))
        .bind(&login.user)
        .bind(everyday)
        .bind(owner)
        .bind(now)
        .execute(tx)
        .await?;
        match stored.rows_affected() {
            1 => Ok(()),
            _ => Err(IdentityError::Left),
        }
    }

    /// Settles exits whose outcome is known: deletes the keys of members whom the chain has with their own, and takes back into
    /// custody those whose owner key the chain did not replace.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn settle_exits(&self) -> Result<(), IdentityError> {
        let open: Vec<(i64, String, String)> =
            sqlx::query_as("SELECT member, user_id, owner FROM custody_exits WHERE done IS NULL")
                .fetch_all(self.db.reader())
                .await?;
        for (member, user, owner) in open {
            let Some(action) = self.relay.action(&owner).await?.filter(|action| action.state.is_final())
            else {
                continue;
            };
            let mut tx = self.db.begin().await?;
            if action.state == State::Done {
                sqlx::query("DELETE FROM user_keys WHERE user_id = $1 AND scope IN ('everyday', 'owner')")
                    .bind(&user)
                    .execute(&mut *tx)
                    .await?;
                sqlx::query("UPDATE custody_exits SET done = $2 WHERE member = $1")
                    .bind(member)
                    .bind(int(crate::relay::now()))
                    .execute(&mut *tx)
                    .await?;
            } else {
                sqlx::query("DELETE FROM custody_exits WHERE member = $1 AND done IS NULL")
                    .bind(member)
                    .execute(&mut *tx)
                    .await?;
            }
            tx.commit().await?;
        }
        Ok(())
    }

    /// Digits that others know of the member are no transaction password.
    pub(super) async fn check_new(&self, login: &Login, password: &SecretText) -> Result<(), IdentityError> {
        let (phone, person): (Vec<u8>, Vec<u8>) =
            sqlx::query_as("SELECT phone_sealed, person_sealed FROM users WHERE id = $1")
                .bind(&login.user)
                .fetch_one(self.db.reader())
                .await?;
        let phone = self.custody.open(Kept::Phone(&login.user), &phone).await?;
        let person = self.custody.open(Kept::Person(&login.user), &person).await?;
        let known = [
            std::str::from_utf8(&phone).unwrap_or_default(),
            std::str::from_utf8(&person).unwrap_or_default(),
        ];
        check_transaction(password, &known)
    }

    /// Stores a first owner key, in the transaction that submits its intent.
    ///
    /// # Errors
    /// `TransactionPasswordRequired` if another request has set one meanwhile.
    pub async fn store_owner_key(
        &self,
        tx: &mut AnyConnection,
        key: &OwnerKey,
        action: &str,
    ) -> Result<(), IdentityError> {
        let stored = sqlx::query(
            "INSERT INTO user_keys (user_id, scope, public, sealed, action) VALUES ($1, 'owner', $2, $3, $4) \
             ON CONFLICT DO NOTHING",
        )
        .bind(&key.user)
        .bind(key.public.as_slice())
        .bind(&key.sealed)
        .bind(action)
        .execute(tx)
        .await?;
        match stored.rows_affected() {
            1 => Ok(()),
            _ => Err(IdentityError::TransactionPasswordRequired),
        }
    }

    /// The stored owner key; one that the chain refused is removed first.
    async fn owner_key_row(&self, login: &Login) -> Result<Option<Stored>, IdentityError> {
        self.adopt_recovered(login).await?;
        let Some(stored) = self.stored(&login.user, "owner").await? else {
            return self.travelled(&login.user).await;
        };
        let refused = match &stored.action {
            Some(action) => chain::refused(&self.relay, action).await?,
            None => false,
        };
        if !refused {
            return Ok(Some(stored));
        }
        let member = login.member()?;
        if self.epoch(member, Scope::Owner, &stored.public).await?.is_some() {
            return Ok(Some(stored));
        }
        let mut tx = self.db.begin().await?;
        sqlx::query("DELETE FROM user_keys WHERE user_id = $1 AND scope = 'owner' AND public = $2")
            .bind(&login.user)
            .bind(&stored.public)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(None)
    }

    /// Makes an office key under a passphrase and gives its public half, for the council to put on chain. While the chain does
    /// not have the key it can be made anew; after that `current` must open it, and the key stays.
    ///
    /// # Errors
    /// What is wrong with the passphrase; `OfficePassphrase` and `OfficeLocked` about the current one.
    pub async fn set_office_passphrase(
        &self,
        login: &Login,
        passphrase: &SecretText,
        current: Option<&SecretText>,
        now: i64,
    ) -> Result<Vec<u8>, IdentityError> {
        check_office(passphrase)?;
        let member = login.member()?;
        let key = match self.stored(&login.user, "office").await? {
            Some(stored) if self.epoch(member, Scope::Office, &stored.public).await?.is_some() => {
                let current =
                    current.ok_or(IdentityError::OfficePassphrase { left: crate::custody::TRIES })?;
                self.guess_office(&login.user, current, &stored.sealed, now).await?
            }
            _ => SecretKey::generate(),
        };
        let sealed = self.custody.seal_office(&login.user, passphrase.reveal(), &key).await?;
        let public = key.public_key().to_vec();
        let mut tx = self.db.begin().await?;
        sqlx::query(
            "INSERT INTO user_keys (user_id, scope, public, sealed) VALUES ($1, 'office', $2, $3) \
             ON CONFLICT (user_id, scope) DO UPDATE SET public = excluded.public, sealed = excluded.sealed",
        )
        .bind(&login.user)
        .bind(&public)
        .bind(&sealed)
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        self.offices.lock(&login.session);
        Ok(public)
    }

    /// Unlocks the office for a shift of this session and gives when it ends.
    ///
    /// # Errors
    /// `OfficeUnset`, `OfficePassphrase`, `OfficeLocked`.
    pub async fn unlock_office(
        &self,
        login: &Login,
        passphrase: &SecretText,
        now: i64,
    ) -> Result<u64, IdentityError> {
        let stored = self.stored(&login.user, "office").await?.ok_or(IdentityError::OfficeUnset)?;
        let key = self.guess_office(&login.user, passphrase, &stored.sealed, now).await?;
        Ok(self.offices.unlock(login.session, key, u64::try_from(now).unwrap_or(0)))
    }

    async fn guess_office(
        &self,
        user: &str,
        passphrase: &SecretText,
        sealed: &[u8],
        now: i64,
    ) -> Result<SecretKey, IdentityError> {
        let left = match self.guesses.take(Secret::Office, user, now).await? {
            Guess::Counted { left } => left,
            Guess::Closed => return Err(IdentityError::OfficeLocked { seconds: 0 }),
            Guess::Locked { until } => {
                return Err(IdentityError::OfficeLocked {
                    seconds: u64::try_from(until.saturating_sub(now)).unwrap_or(0),
                })
            }
        };
        match self.custody.open_office(user, passphrase.reveal(), sealed).await {
            Ok(key) => {
                self.guesses.right(Secret::Office, user).await?;
                Ok(key)
            }
            Err(CustodyError::Wrong) => Err(IdentityError::OfficePassphrase { left }),
            Err(other) => Err(other.into()),
        }
    }

    /// Locks the office of this session.
    pub fn lock_office(&self, login: &Login) {
        self.offices.lock(&login.session);
    }

    /// The unlocked office key of this session and its epoch; nothing while it is locked.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn office_key(
        &self,
        login: &Login,
        now: i64,
    ) -> Result<Option<(Arc<SecretKey>, u32)>, IdentityError> {
        let Some((key, _)) = self.offices.key(&login.session, u64::try_from(now).unwrap_or(0)) else {
            return Ok(None);
        };
        let epoch = self.epoch(login.member()?, Scope::Office, &key.public_key()).await?;
        // A key that the council has not set yet signs in vain; the chain says so better than a guess here.
        Ok(Some((key, epoch.unwrap_or(FIRST_EPOCH))))
    }

    /// What there is of an office key.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn office_state(&self, login: &Login, now: i64) -> Result<Option<OfficeState>, IdentityError> {
        let Some(stored) = self.stored(&login.user, "office").await? else {
            return Ok(None);
        };
        let unlocked = self.offices.key(&login.session, u64::try_from(now).unwrap_or(0));
        Ok(Some(OfficeState {
            in_force: self.epoch(login.member()?, Scope::Office, &stored.public).await?.is_some(),
            public: stored.public,
            unlocked_until: unlocked.map(|(_, until)| until),
        }))
    }

    /// The phone number as it can be shown.
    ///
    /// # Errors
    /// Those of database and key management.
    pub async fn masked_phone(&self, login: &Login) -> Result<String, IdentityError> {
        let sealed: Vec<u8> = sqlx::query_scalar("SELECT phone_sealed FROM users WHERE id = $1")
            .bind(&login.user)
            .fetch_one(self.db.reader())
            .await?;
        let phone = self.custody.open(Kept::Phone(&login.user), &sealed).await?;
        Ok(super::Phone::parse(std::str::from_utf8(&phone).unwrap_or_default())?.masked())
    }

    async fn stored(&self, user: &str, scope: &'static str) -> Result<Option<Stored>, IdentityError> {
        let row: Option<(Vec<u8>, Vec<u8>, Option<String>)> =
            sqlx::query_as("SELECT public, sealed, action FROM user_keys WHERE user_id = $1 AND scope = $2")
                .bind(user)
                .bind(scope)
                .fetch_optional(self.db.reader())
                .await?;
        Ok(row.map(|(public, sealed, action)| Stored { public, sealed, action, travelled: false }))
    }

    /// The owner key that came along, until its password is typed.
    async fn travelled(&self, user: &str) -> Result<Option<Stored>, IdentityError> {
        let row: Option<(Vec<u8>, Vec<u8>)> =
            sqlx::query_as("SELECT public, sealed FROM travel_keys WHERE user_id = $1")
                .bind(user)
                .fetch_optional(self.db.reader())
                .await?;
        Ok(row.map(|(public, sealed)| Stored { public, sealed, action: None, travelled: true }))
    }

    /// The epoch of this key if it is the one the chain has for the scope.
    async fn epoch(
        &self,
        member: MemberId,
        scope: Scope,
        public: &[u8],
    ) -> Result<Option<u32>, IdentityError> {
        let key = chain::key(&self.db, member, scope).await?;
        Ok(key.filter(|(on_chain, _)| on_chain == public).map(|(_, epoch)| epoch))
    }
}
