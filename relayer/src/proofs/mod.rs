//! Proofs of what the chain keeps that anybody can check without asking anybody (J4, F4, J2, D7): the documents of
//! [`timebank_client::proof`], described in `docs/proofs.md`.
//!
//! Receipts, certificates and the supply are proven as soon as the index has seen them change, by a task beside the index that
//! takes its time: the index only notes what is to be proven. Nodes forget old states, so what was noted is proven as of the newest
//! block that can be, whichever node answers, and kept. Anything of these, and any account, can also be proven as of any block
//! whose state a node still has: an archive node has all.

mod capture;
mod heads;
#[cfg(test)]
mod tests;

pub use capture::Capture;

use self::heads::Vouched;
use crate::db::{int, uint, uint32, Db};
use futures::{stream, StreamExt};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use timebank_api::training::CertificateId;
use timebank_api::{ActivityId, BranchId, MemberId};
use timebank_client::proof::{
    root_of_store, verify_record, Bundle, ProofError, Proven, Record, Subject, Trust, Validators,
};
use timebank_client::{Contracts, Node, NodeError};
use tokio::sync::OnceCell;

/// Subjects asked for at a time.
const AT_ONCE: usize = 8;

/// Why there is no proof.
#[derive(Debug, thiserror::Error)]
pub enum Unproven {
    /// The block after it, which says so, is not there yet.
    #[error("the next block is not there yet")]
    TooNew,
    /// There was no such thing after that block.
    #[error("there was no such thing after that block")]
    Absent,
    /// No node that answered has the state of that block any more.
    #[error("no node has the state of that block: {0}")]
    Gone(String),
    #[error("no node answers: {0}")]
    Node(String),
    /// What a node gave proves nothing: it lies, or is of another chain.
    #[error("a node's proof is wrong: {0}")]
    Wrong(#[from] ProofError),
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

impl From<NodeError> for Unproven {
    fn from(error: NodeError) -> Self {
        match error {
            NodeError::Unreachable(why) => Unproven::Node(why),
            NodeError::Refused(why) => Unproven::Gone(why),
            NodeError::Missing => Unproven::Gone("it does not have the block".into()),
        }
    }
}

/// What is proven whenever it changes, and kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kept {
    Receipt { activity: ActivityId, participant: MemberId },
    Certificate(CertificateId),
    Supply,
}

impl Kept {
    /// The key of its row in `proofs`.
    pub fn row(self) -> (&'static str, i64, i64) {
        match self {
            Kept::Receipt { activity, participant } => ("receipt", int(activity), int(participant)),
            Kept::Certificate(id) => ("certificate", int(id), 0),
            Kept::Supply => ("supply", 0, 0),
        }
    }

    fn from_row(kind: &str, subject: i64, part: i64) -> Option<Self> {
        match kind {
            "receipt" => Some(Kept::Receipt { activity: uint(subject), participant: uint(part) }),
            "certificate" => Some(Kept::Certificate(uint(subject))),
            "supply" => Some(Kept::Supply),
            _ => None,
        }
    }
}

/// Makes and keeps proofs. Cheap to clone.
#[derive(Clone)]
pub struct Proofs(Arc<Inner>);

struct Inner {
    node: Arc<dyn Node>,
    db: Db,
    chain_id: String,
    contracts: Contracts,
    /// Sets of validators with their names, by hash: the names are asked for once.
    named: Mutex<HashMap<String, Validators>>,
    /// Every document has them.
    first: OnceCell<Validators>,
}

/// Records after one block, and the head that says so.
struct Made {
    head: Vouched,
    /// The proof of the contracts' store, if there is any record at all.
    store: Option<Vec<u8>>,
    /// Of each subject.
    records: Vec<Result<Vec<Record>, Unproven>>,
}

impl Proofs {
    pub fn new(node: Arc<dyn Node>, db: Db, contracts: Contracts, chain_id: String) -> Self {
        Proofs(Arc::new(Inner {
            node,
            db,
            chain_id,
            contracts,
            named: Mutex::default(),
            first: OnceCell::new(),
        }))
    }

    /// What this branch would pin. Whoever wants to trust it compares it with what others say.
    ///
    /// # Errors
    /// As [`Unproven`] says.
    pub async fn trust(&self) -> Result<Trust, Unproven> {
        let first = self.first().await?;
        Ok(Trust::new(&self.0.chain_id, first, &self.0.contracts))
    }

    /// What something is proven by: of the supply, the branches are those that there are now.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn subject(&self, kept: Kept) -> Result<Subject, Unproven> {
        Ok(match kept {
            Kept::Receipt { activity, participant } => Subject::Receipt { activity, participant },
            Kept::Certificate(certificate) => Subject::Certificate { certificate },
            Kept::Supply => {
                let ids: Vec<i64> = sqlx::query_scalar("SELECT id FROM p_branches ORDER BY id")
                    .fetch_all(self.0.db.reader())
                    .await?;
                let branches: Vec<BranchId> = ids.into_iter().map(uint32).collect();
                Subject::Supply { branches }
            }
        })
    }

    /// The newest block whose state can be proven: the one before the index's last.
    ///
    /// # Errors
    /// [`Unproven::TooNew`] where there is none.
    pub async fn newest(&self) -> Result<u64, Unproven> {
        let tip: Option<i64> =
            sqlx::query_scalar("SELECT height FROM cursor").fetch_optional(self.0.db.reader()).await?;
        tip.and_then(|tip| uint(tip).checked_sub(1)).filter(|height| *height > 0).ok_or(Unproven::TooNew)
    }

    /// Proves something as of a block, by whatever node still has its state.
    ///
    /// # Errors
    /// As [`Unproven`] says.
    pub async fn prove(&self, subject: Subject, height: u64) -> Result<Bundle, Unproven> {
        if height > self.newest().await? {
            return Err(Unproven::TooNew);
        }
        // Nodes take it for the newest.
        if height == 0 {
            return Err(Unproven::Absent);
        }
        let mut made = self.make(std::slice::from_ref(&subject), height).await?;
        let records = made.records.pop().ok_or(ProofError::Subject)??;
        let store = made.store.ok_or(ProofError::Store)?;
        self.bundle(subject, height, records, (made.head, store)).await
    }

    /// The newest kept proof of something; nothing as long as there is none. One of a certificate that has changed since is none:
    /// nobody shall be shown as valid what the index knows to be taken back.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn kept(&self, kept: Kept) -> Result<Option<Bundle>, Unproven> {
        let (kind, subject, part) = kept.row();
        let row: Option<(i64, String)> = sqlx::query_as(
            "SELECT height, bundle FROM proofs WHERE kind = $1 AND subject = $2 AND part = $3 AND bundle IS NOT NULL \
             AND (kind <> 'certificate' OR height >= since)",
        )
        .bind(kind)
        .bind(subject)
        .bind(part)
        .fetch_optional(self.0.db.reader())
        .await?;
        let Some((height, bundle)) = row else { return Ok(None) };
        let height = uint(height);
        let (subject, records): (Subject, Vec<Record>) = read(&bundle)?;
        match self.stored(height.saturating_add(1)).await? {
            Some((head, Some(store))) => self.bundle(subject, height, records, (head, store)).await.map(Some),
            _ => Ok(None),
        }
    }

    async fn bundle(
        &self,
        subject: Subject,
        height: u64,
        records: Vec<Record>,
        (head, store): (Vouched, Vec<u8>),
    ) -> Result<Bundle, Unproven> {
        Ok(Bundle {
            format: Bundle::FORMAT.to_owned(),
            chain_id: self.0.chain_id.clone(),
            height,
            subject,
            records,
            store,
            genesis: self.first().await?,
            steps: self.steps(head.step).await?,
            head: head.head,
        })
    }

    /// The records of some subjects after a block. All of it is verified.
    async fn make(&self, subjects: &[Subject], height: u64) -> Result<Made, Unproven> {
        let head = self.vouched(height.saturating_add(1)).await?;
        let mut made = Made { head, store: None, records: Vec::new() };
        let app_hash = made.head.checked.app_hash();
        let asked = subjects.iter().cloned().map(|subject| self.records(subject, height, app_hash));
        let answers: Vec<_> = stream::iter(asked).buffered(AT_ONCE).collect().await;
        for answer in answers {
            let records = answer.map(|(records, store)| {
                made.store = Some(store);
                records
            });
            made.records.push(records);
        }
        Ok(made)
    }

    /// The records of one subject, and the proof of the contracts' store.
    async fn records(
        &self,
        subject: Subject,
        height: u64,
        app_hash: &[u8],
    ) -> Result<(Vec<Record>, Vec<u8>), Unproven> {
        let (mut records, mut last) = (Vec::new(), Vec::new());
        for (contract, key) in subject.records(&self.0.contracts) {
            let Proven { value, proof, store } = self.0.node.proven(contract, &key, height).await?;
            let root = root_of_store(&store, app_hash)?;
            verify_record(&proof, &root, &self.0.contracts.canonical(contract), &key, value.as_deref())?;
            let contract = self.0.contracts.address(contract).to_owned();
            records.push(Record { contract, key, value, proof });
            last = store;
        }
        let must_be = matches!(subject, Subject::Receipt { .. } | Subject::Certificate { .. });
        if must_be && records.iter().any(|record| record.value.is_none()) {
            return Err(Unproven::Absent);
        }
        let values: Vec<Option<&[u8]>> = records.iter().map(|record| record.value.as_deref()).collect();
        subject.fact(&values)?;
        Ok((records, last))
    }
}

/// What this daemon wrote itself.
fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Unproven> {
    serde_json::from_str(text).map_err(|error| Unproven::Wrong(ProofError::Format(error.to_string())))
}

fn write(value: &impl serde::Serialize) -> Result<String, Unproven> {
    serde_json::to_string(value).map_err(|error| Unproven::Wrong(ProofError::Format(error.to_string())))
}
