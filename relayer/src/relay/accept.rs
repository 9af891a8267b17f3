//! Into the outbox. What arrives while a group is being written is written together in the next one: one transaction, a handful of
//! statements and one wait for the disk, however many there are.

use super::{now, reserve, subject, Action, Care, Handed, NewIntent, Relay, RelayError, State};
use crate::custody::policy;
use crate::db::{int, QueryBuilder};
use sqlx::AnyConnection;
use std::collections::{BTreeSet, HashSet};
use std::sync::{Arc, Mutex, PoisonError};
use timebank_api::permission::{message_name, relayable, Contract};
use timebank_api::{BranchId, Code, MemberId};
use timebank_client::confirmation::{Accepted, Checked, Confirmation};
use timebank_client::SecretKey;
use timebank_intent::{Intent, SignedIntent};
use tokio::sync::oneshot;
use uuid::Uuid;

/// How long it is known what a request was answered, in seconds; the same key is another request then.
pub const KEPT: u64 = 72 * 3_600;
/// Actions written together at most.
const GROUP: usize = 64;

/// On what terms the branch accepts actions.
#[derive(Debug, Clone)]
pub struct Terms {
    /// Signs what is accepted: the branch, and one of its operator keys.
    pub signer: Option<(BranchId, Arc<SecretKey>)>,
    /// Open actions of the branch, and of one member, beyond which no more are accepted.
    pub most: u64,
    pub most_of_member: usize,
}

impl Default for Terms {
    fn default() -> Self {
        Terms { signer: None, most: 5_000, most_of_member: 200 }
    }
}

/// The idempotency row that is written with an action.
#[derive(Debug, Clone)]
pub struct Mark {
    pub principal: String,
    pub key: String,
    pub fingerprint: Vec<u8>,
}

type Answer = Result<Action, RelayError>;
type Pending = (Asked, Option<Mark>, oneshot::Sender<Answer>);

/// What is to be kept.
enum Asked {
    /// The branch signs it.
    Sign(NewIntent),
    /// A member has signed it.
    Signed(Handed, Checked),
}

impl Asked {
    fn member(&self) -> MemberId {
        match self {
            Asked::Sign(new) => new.member,
            Asked::Signed(handed, _) => handed.signer(),
        }
    }
}

/// What waits for the next group.
#[derive(Default)]
pub(super) struct Arriving(Mutex<Queue>);

#[derive(Default)]
struct Queue {
    waiting: Vec<Pending>,
    /// Whether somebody writes groups until nothing waits.
    writing: bool,
}

impl std::fmt::Debug for Arriving {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Arriving")
    }
}

impl Arriving {
    fn change<T>(&self, change: impl FnOnce(&mut Queue) -> T) -> T {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// An intent that is signed and only has to be written.
struct Ready {
    place: usize,
    id: String,
    kind: String,
    contract: Contract,
    member: MemberId,
    scope: u8,
    epoch: u32,
    nonce: reserve::Reserved,
    subject: Option<String>,
    body: Vec<u8>,
    digest: [u8; 32],
    created: u64,
    valid_until: u64,
    care: Care,
    confirmation: Option<Confirmation>,
}

/// An intent with its signature.
struct Signed {
    intent: SignedIntent,
    digest: [u8; 32],
    contract: Contract,
    kind: String,
}

impl Relay {
    /// Signs an intent under the next free nonce and keeps it in the outbox, together with the idempotency row of the request that
    /// asks for it. When this comes back, the action is on the disk and a lane knows of it.
    ///
    /// # Errors
    /// As [`RelayError`] says; then nothing is kept.
    pub async fn accept(&self, new: NewIntent, mark: Mark) -> Answer {
        self.keep(Asked::Sign(new), mark).await
    }

    /// Keeps an intent that a member has signed, as [`Relay::accept`] does.
    ///
    /// # Errors
    /// The code with which the proxy would reject it, or why it is not kept.
    pub async fn accept_signed(&self, handed: Handed, checked: Checked, mark: Mark) -> Answer {
        self.keep(Asked::Signed(handed, checked), mark).await
    }

    async fn keep(&self, asked: Asked, mark: Mark) -> Answer {
        let (tell, told) = oneshot::channel();
        let begin = self.0.arriving.change(|queue| {
            queue.waiting.push((asked, Some(mark), tell));
            !std::mem::replace(&mut queue.writing, true)
        });
        if begin {
            // On its own: whoever asked may go away, the others in the group do not.
            tokio::spawn(self.clone().write_groups());
        }
        told.await.unwrap_or(Err(RelayError::Unwritten))
    }

    async fn write_groups(self) {
        loop {
            let group: Vec<Pending> = self.0.arriving.change(|queue| {
                let most = queue.waiting.len().min(GROUP);
                queue.writing = most > 0;
                queue.waiting.drain(..most).collect()
            });
            if group.is_empty() {
                return;
            }
            let (wishes, tells): (Vec<_>, Vec<_>) =
                group.into_iter().map(|(asked, mark, tell)| ((asked, mark), tell)).unzip();
            metrics::histogram!("timebank_accepted_together")
                .record(crate::index::lossy(u64::try_from(tells.len()).unwrap_or(0)));
            match self.write_group(wishes).await {
                Ok(answers) => {
                    self.wake();
                    for (tell, answer) in tells.into_iter().zip(answers) {
                        // Whoever asked may have gone; the action is kept all the same.
                        let _ = tell.send(answer);
                    }
                }
                // The senders are dropped, which says that nothing was written.
                Err(error) => tracing::error!(%error, "a group of actions could not be written"),
            }
        }
    }

    async fn write_group(&self, wishes: Vec<(Asked, Option<Mark>)>) -> sqlx::Result<Vec<Answer>> {
        let mut tx = self.0.db.begin().await?;
        let answers = self.write(&mut tx, wishes).await?;
        tx.commit().await?;
        Ok(answers)
    }

    /// As [`Relay::accept`], in a transaction of the caller's, who keeps something else with it. It takes effect with the commit.
    /// Then [`Relay::wake`], or it waits for the next block.
    ///
    /// # Errors
    /// As [`RelayError`] says; the transaction can still be used, unless it is the store that failed.
    pub async fn submit(&self, tx: &mut AnyConnection, new: NewIntent) -> Answer {
        let mut answers = self.write(tx, vec![(Asked::Sign(new), None)]).await?;
        answers.pop().unwrap_or(Err(RelayError::Unwritten))
    }

    /// Forgets requests that are too old to come again.
    pub(super) async fn forget(&self) -> sqlx::Result<()> {
        let mut tx = self.0.db.begin().await?;
        sqlx::query("DELETE FROM idempotency WHERE at <= $1")
            .bind(int(now().saturating_sub(KEPT)))
            .execute(&mut *tx)
            .await?;
        tx.commit().await
    }

    /// Writes what can be written, and says of the others why not.
    async fn write(
        &self,
        tx: &mut AnyConnection,
        wishes: Vec<(Asked, Option<Mark>)>,
    ) -> sqlx::Result<Vec<Answer>> {
        let tip = *self.0.tip.borrow();
        let members = wishes.iter().map(|(asked, _)| asked.member()).collect();
        let mut book = reserve::Book::read(&mut *tx, &members).await?;
        let open: i64 =
            sqlx::query_scalar("SELECT COUNT(*) FROM actions WHERE state IN ('accepted', 'sent')")
                .fetch_one(&mut *tx)
                .await?;
        let mut room = int(self.0.terms.most).saturating_sub(open);
        let mut ready = Vec::new();
        let mut marks = Vec::new();
        let mut answers: Vec<Option<Answer>> = Vec::new();
        for (place, (asked, mark)) in wishes.into_iter().enumerate() {
            let one = match tip.within(super::MAX_LAG) {
                false => Err(RelayError::CatchingUp),
                true if room <= 0 => Err(RelayError::Full),
                true => self.ready(&mut *tx, (place, asked), &mut book, tip.height).await,
            };
            answers.push(match one {
                Ok(one) => {
                    room = room.saturating_sub(1);
                    marks.extend(mark.map(|mark| (place, mark, one.id.clone())));
                    ready.push(one);
                    None
                }
                Err(error) => Some(Err(error)),
            });
        }
        let taken = record(&mut *tx, marks).await?;
        for one in ready.iter().filter(|one| taken.contains(&one.place)) {
            policy::forget(&mut *tx, &one.digest).await?;
        }
        ready.retain(|one| !taken.contains(&one.place));
        insert(tx, &ready, tip.height).await?;
        for one in ready {
            metrics::counter!("timebank_actions_accepted", "kind" => one.kind.clone()).increment(1);
            if let Some(answer) = answers.get_mut(one.place) {
                *answer = Some(Ok(one.into()));
            }
        }
        // What has no answer yet was taken by another request with the same key.
        Ok(answers.into_iter().map(|answer| answer.unwrap_or(Err(RelayError::InProgress))).collect())
    }

    async fn ready(
        &self,
        tx: &mut AnyConnection,
        (place, asked): (usize, Asked),
        book: &mut reserve::Book,
        indexed: u64,
    ) -> Result<Ready, RelayError> {
        if book.open(asked.member()) >= self.0.terms.most_of_member {
            return Err(RelayError::Busy);
        }
        let created = now();
        let (signed, care) = match asked {
            Asked::Sign(mut new) => {
                let care = std::mem::take(&mut new.care);
                (self.sign(tx, new, (book, care.held_until.unwrap_or(created))).await?, care)
            }
            Asked::Signed(handed, checked) => {
                (self.take(tx, handed, book).await?, Care { checked, ..Care::default() })
            }
        };
        let Signed { intent: signed, digest, contract, kind } = signed;
        let body = signed.encode().map_err(|_| RelayError::TooLong)?;
        let intent = signed.intent;
        let participant = intent.on_behalf_of.unwrap_or(intent.signer);
        let id = Uuid::now_v7();
        let confirm = |(branch, key): &(BranchId, Arc<SecretKey>)| {
            let accepted = Accepted {
                chain_id: &self.0.chain_id,
                branch: *branch,
                action: id.into_bytes(),
                intent: digest,
                created,
                valid_until: intent.valid_until,
                indexed,
                checked: Some(care.checked),
            };
            accepted.confirm(key).map_err(|_| RelayError::Signing)
        };
        let confirmation = self.0.terms.signer.as_ref().map(confirm).transpose()?;
        Ok(Ready {
            place,
            id: id.to_string(),
            subject: subject::of(contract, &kind, &intent.message, participant),
            kind,
            contract,
            member: intent.signer,
            scope: intent.scope.byte(),
            epoch: intent.key_epoch,
            nonce: reserve::Reserved { lane: intent.lane, nonce: intent.nonce },
            body,
            digest,
            created,
            valid_until: intent.valid_until,
            care,
            confirmation,
        })
    }

    /// Signs a member's wish under the next free nonce; its validity counts from `begins` on.
    async fn sign(
        &self,
        tx: &mut AnyConnection,
        new: NewIntent,
        (book, begins): (&mut reserve::Book, u64),
    ) -> Result<Signed, RelayError> {
        let kind = message_name(&new.message)
            .filter(|name| relayable(new.contract, name).is_some())
            .ok_or(RelayError::NotRelayable)?
            .to_owned();
        let nonce = book.next(new.member, new.scope, new.key_epoch)?;
        let valid_for = new.valid_for.as_secs().min(super::MAX_VALIDITY);
        let intent = Intent {
            scope: new.scope,
            signer: new.member,
            on_behalf_of: new.on_behalf_of,
            key_epoch: new.key_epoch,
            lane: nonce.lane,
            nonce: nonce.nonce,
            valid_until: begins.saturating_add(valid_for),
            contract: self.0.contracts.canonical(new.contract),
            message: new.message,
        };
        let proxy = self.0.contracts.canonical(Contract::Proxy);
        let digest = intent.digest(&self.0.chain_id, &proxy).map_err(|_| RelayError::TooLong)?;
        policy::allow(tx, &intent, new.contract, &digest, int(now())).await?;
        let signature = new.key.sign_digest(&digest).map_err(|_| RelayError::Signing)?;
        let intent = SignedIntent { intent, signature };
        Ok(Signed { intent, digest, contract: new.contract, kind })
    }

    /// What a member has signed, checked once more where nothing can change any more before it is kept.
    async fn take(
        &self,
        tx: &mut AnyConnection,
        handed: Handed,
        book: &mut reserve::Book,
    ) -> Result<Signed, RelayError> {
        self.check(&mut *tx, &handed).await?;
        let Handed { signed, digest, contract, kind } = handed;
        let intent = &signed.intent;
        let at = reserve::Reserved { lane: intent.lane, nonce: intent.nonce };
        book.take(intent.signer, intent.scope, intent.key_epoch, at)?;
        // An intent is one action for ever, whatever became of it.
        let known: i64 =
            sqlx::query_scalar("SELECT COUNT(*) FROM actions WHERE form = 'intent' AND digest = $1")
                .bind(digest.as_slice())
                .fetch_one(tx)
                .await?;
        match known {
            0 => Ok(Signed { intent: signed, digest, contract, kind }),
            _ => Err(Code::NonceUsed.into()),
        }
    }
}

impl From<Ready> for Action {
    fn from(ready: Ready) -> Self {
        Action {
            id: ready.id,
            kind: ready.kind,
            member: Some(ready.member),
            state: State::Accepted,
            code: None,
            digest: hex::encode(ready.digest),
            height: None,
            created: ready.created,
            valid_until: ready.valid_until,
            held_until: ready.care.held_until,
            confirmation: ready.confirmation,
            events: Vec::new(),
        }
    }
}

/// Writes the idempotency rows; the places of those whose key was taken.
async fn record(tx: &mut AnyConnection, marks: Vec<(usize, Mark, String)>) -> sqlx::Result<HashSet<usize>> {
    if marks.is_empty() {
        return Ok(HashSet::new());
    }
    let at = int(now());
    let mut insert = QueryBuilder::new("INSERT INTO idempotency (principal, key, fingerprint, action, at) ");
    let mut between = "VALUES (";
    for (_, mark, action) in &marks {
        insert.push(between).push_bind(&mark.principal).push(", ").push_bind(&mark.key);
        insert.push(", ").push_bind(mark.fingerprint.as_slice()).push(", ").push_bind(action);
        insert.push(", ").push_bind(at);
        between = "), (";
    }
    insert.push(") ON CONFLICT DO NOTHING RETURNING action");
    let written: Vec<(String,)> = insert.build_as().fetch_all(tx).await?;
    let written: BTreeSet<String> = written.into_iter().map(|(action,)| action).collect();
    let taken = marks.into_iter().filter(|(_, _, action)| !written.contains(action));
    Ok(taken.map(|(place, _, _)| place).collect())
}

async fn insert(tx: &mut AnyConnection, ready: &[Ready], indexed: u64) -> sqlx::Result<()> {
    if ready.is_empty() {
        return Ok(());
    }
    let mut insert = QueryBuilder::new(
        "INSERT INTO actions (id, kind, contract, subject, correlation, body, digest, confirmation, held_until, member, scope, \
         lane, nonce, epoch, created, valid_until, indexed, checked, form, state) ",
    );
    let mut between = "VALUES (";
    for one in ready {
        let confirmation = one.confirmation.as_ref().map(Confirmation::to_bytes);
        insert.push(between).push_bind(&one.id).push(", ").push_bind(&one.kind);
        insert.push(", ").push_bind(one.contract.name()).push(", ").push_bind(one.subject.as_deref());
        insert.push(", ").push_bind(one.care.correlation.as_deref());
        insert.push(", ").push_bind(one.body.as_slice()).push(", ").push_bind(one.digest.as_slice());
        insert.push(", ").push_bind(confirmation);
        insert.push(", ").push_bind(one.care.held_until.map(int));
        let numbers = [
            int(one.member),
            i64::from(one.scope),
            i64::from(one.nonce.lane),
            int(one.nonce.nonce),
            i64::from(one.epoch),
            int(one.created),
            int(one.valid_until),
            int(indexed),
            i64::from(one.care.checked.byte()),
        ];
        for number in numbers {
            insert.push(", ").push_bind(number);
        }
        insert.push(", 'intent', 'accepted'");
        between = "), (";
    }
    insert.push(")");
    insert.build().execute(tx).await?;
    Ok(())
}
