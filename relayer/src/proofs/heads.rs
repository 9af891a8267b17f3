//! Heads, and how trust comes to them from the validators of block 1.

use super::{read, write, Proofs, Unproven};
use crate::db::{int, uint};
use sqlx::AnyConnection;
use std::sync::PoisonError;
use timebank_client::proof::{Checked, Head, ProofError, Trusted, Validators};

/// A head that trust has come to.
pub(super) struct Vouched {
    pub head: Head,
    pub checked: Checked,
    /// The height of the head that vouches for it; none where the first validators do.
    pub step: Option<u64>,
}

impl Proofs {
    /// The validators of block 1, as the nodes have it; once known, as they were.
    pub(super) async fn first(&self) -> Result<Validators, Unproven> {
        self.0.first.get_or_try_init(|| self.find_first()).await.cloned()
    }

    async fn find_first(&self) -> Result<Validators, Unproven> {
        if let Some((first, _)) = self.stored(1).await? {
            return Ok(first.head.validators);
        }
        let (mut head, checked) = self.fetch(1).await?;
        self.name(&mut head.validators, 1).await?;
        let first = Vouched { head, checked, step: None };
        let mut tx = self.0.db.begin().await?;
        self.keep(&mut tx, &first, None).await?;
        tx.commit().await?;
        Ok(first.head.validators)
    }

    /// The head of a block, verified up from the first validators. The heads that are needed on the way are kept.
    pub(super) async fn vouched(&self, height: u64) -> Result<Vouched, Unproven> {
        if let Some((known, _)) = self.stored(height).await? {
            return Ok(known);
        }
        let first = Trusted::genesis(self.first().await?.set()?);
        let (mut head, checked) = self.fetch(height).await?;
        self.name(&mut head.validators, height.saturating_sub(1)).await?;
        if does(checked.follows(&first))? {
            return Ok(Vouched { head, checked, step: None });
        }
        // Heads that have vouched before, so that documents have few steps; then whatever is known nearest below.
        let mut path = vec![(None, first)];
        for known in self.known_below(height).await? {
            let Some((step, _)) = self.stored(known).await? else { continue };
            path.push((Some(known), step.checked.trusted()));
        }
        let step = self.walk(path, &checked).await?;
        Ok(Vouched { head, checked, step })
    }

    /// Looks between trusted heads and one that they do not reach for heads that lead from one to the other, each as far as trust
    /// reaches by halving, and keeps them. Gives the one that vouches in the end. Each is vouched for by the earliest that does:
    /// what was only looked at on the way comes into no document.
    async fn walk(
        &self,
        mut path: Vec<(Option<u64>, Trusted)>,
        target: &Checked,
    ) -> Result<Option<u64>, Unproven> {
        let mut low = path.iter().filter_map(|(height, _)| *height).max().unwrap_or(0);
        loop {
            if let Some(step) = vouching(&path, target)? {
                return Ok(step);
            }
            let mut goal = target.height();
            let step = loop {
                // The next block always follows, or the history does not hang together.
                let middle = low.midpoint(goal);
                if middle <= low {
                    return Err(ProofError::Trust.into());
                }
                goal = middle;
                let (mut head, checked) = self.fetch(goal).await?;
                if let Some(step) = vouching(&path, &checked)? {
                    self.name(&mut head.validators, goal.saturating_sub(1)).await?;
                    break Vouched { head, checked, step };
                }
            };
            let mut tx = self.0.db.begin().await?;
            self.keep(&mut tx, &step, None).await?;
            tx.commit().await?;
            tracing::info!(height = goal, "the validators have changed: a step for proofs is kept");
            path.push((Some(goal), step.checked.trusted()));
            low = goal;
        }
    }

    /// The steps that lead to one, from the first.
    pub(super) async fn steps(&self, last: Option<u64>) -> Result<Vec<Head>, Unproven> {
        let (mut steps, mut at) = (Vec::new(), last);
        while let Some(height) = at {
            let (step, _) = self.stored(height).await?.ok_or(ProofError::Trust)?;
            // Steps go down, whatever the store says.
            at = step.step.filter(|below| *below < height);
            steps.push(step.head);
        }
        steps.reverse();
        Ok(steps)
    }

    /// Heads below one, from the lowest: those that vouch for others already, and the nearest.
    async fn known_below(&self, height: u64) -> Result<Vec<u64>, Unproven> {
        let steps: Vec<i64> = sqlx::query_scalar(
            "SELECT DISTINCT step FROM proof_heads WHERE step IS NOT NULL AND step < $1 ORDER BY step",
        )
        .bind(int(height))
        .fetch_all(self.0.db.reader())
        .await?;
        let nearest: Option<i64> =
            sqlx::query_scalar("SELECT MAX(height) FROM proof_heads WHERE height < $1")
                .bind(int(height))
                .fetch_one(self.0.db.reader())
                .await?;
        Ok(steps.into_iter().chain(nearest).map(uint).collect())
    }

    /// A head as it was kept, and the proof of the contracts' store by it.
    pub(super) async fn stored(&self, height: u64) -> Result<Option<(Vouched, Option<Vec<u8>>)>, Unproven> {
        let row: Option<(Option<i64>, String, Option<Vec<u8>>)> =
            sqlx::query_as("SELECT step, head, store FROM proof_heads WHERE height = $1")
                .bind(int(height))
                .fetch_optional(self.0.db.reader())
                .await?;
        let Some((step, head, store)) = row else { return Ok(None) };
        let head: Head = read(&head)?;
        let checked = head.check(&self.0.chain_id)?;
        Ok(Some((Vouched { head, checked, step: step.map(uint) }, store)))
    }

    pub(super) async fn keep(
        &self,
        db: &mut AnyConnection,
        vouched: &Vouched,
        store: Option<&[u8]>,
    ) -> Result<(), Unproven> {
        sqlx::query(
            "INSERT INTO proof_heads (height, step, head, store) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (height) DO UPDATE SET store = COALESCE(proof_heads.store, excluded.store)",
        )
        .bind(int(vouched.checked.height()))
        .bind(vouched.step.map(int))
        .bind(write(&vouched.head)?)
        .bind(store)
        .execute(db)
        .await?;
        Ok(())
    }

    async fn fetch(&self, height: u64) -> Result<(Head, Checked), Unproven> {
        let head = self.0.node.head(height).await?;
        let checked = head.check(&self.0.chain_id)?;
        match checked.height() == height {
            true => Ok((head, checked)),
            false => Err(ProofError::Height.into()),
        }
    }

    /// Gives a set its names. Without them it is as good a set.
    async fn name(&self, validators: &mut Validators, height: u64) -> Result<(), Unproven> {
        let hash = validators.hash()?;
        let known = self.0.named.lock().unwrap_or_else(PoisonError::into_inner).get(&hash).cloned();
        if let Some(known) = known {
            *validators = known;
            return Ok(());
        }
        match self.0.node.name(validators, height.max(1)).await {
            Ok(()) => {
                let mut named = self.0.named.lock().unwrap_or_else(PoisonError::into_inner);
                named.insert(hash, validators.clone());
            }
            Err(error) => tracing::debug!(%error, "the validators' names are not known"),
        }
        Ok(())
    }
}

/// The height of the first on a path that a head follows; none where that is the beginning.
fn vouching(path: &[(Option<u64>, Trusted)], head: &Checked) -> Result<Option<Option<u64>>, Unproven> {
    for (height, trusted) in path {
        if does(head.follows(trusted))? {
            return Ok(Some(*height));
        }
    }
    Ok(None)
}

/// Whether a head follows; that trust does not reach it is no failure.
fn does(follows: Result<(), ProofError>) -> Result<bool, Unproven> {
    match follows {
        Ok(()) => Ok(true),
        Err(ProofError::Trust) => Ok(false),
        Err(other) => Err(other.into()),
    }
}
