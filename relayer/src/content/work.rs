//! The asking: one loop for each other branch, and one that tidies up.

use super::{Content, ContentError};
use crate::db::lease::Leases;
use crate::index::Tip;
use anyhow::Result;
use std::time::Duration;
use timebank_api::BranchId;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

/// What one instance of a branch does at a time.
const LEASE: &str = "content";
/// How long a loop waits at most until it looks again; a new block wakes it at once.
const PAUSE: Duration = Duration::from_secs(1);
/// How often it is looked for what is to be erased, and how many blocks the index may lag then.
const TIDY: Duration = Duration::from_secs(20);
const IN_STEP: u64 = 2;

impl Content {
    /// Asks the other branches for what is wanted here, until it is told to stop.
    ///
    /// # Errors
    /// Never; what fails is tried again.
    pub async fn run(self, leases: Leases, tip: watch::Receiver<Tip>, stop: CancellationToken) -> Result<()> {
        loop {
            let mut lease = tokio::select! {
                () = stop.cancelled() => return Ok(()),
                lease = leases.take(LEASE) => lease,
            };
            let peers = self.0.peers.all().map(|peer| self.follow(peer, tip.clone()));
            tokio::select! {
                () = stop.cancelled() => return Ok(()),
                () = lease.lost() => {}
                _ = futures::future::join(futures::future::join_all(peers), self.erase_in_time(tip.clone())) => {}
            }
        }
    }

    async fn follow(&self, peer: BranchId, mut tip: watch::Receiver<Tip>) {
        loop {
            let more = match self.round(peer).await {
                Ok(more) => more,
                Err(error) => {
                    tracing::warn!(branch = peer, %error, "another branch could not be asked");
                    false
                }
            };
            if !more {
                pause(&mut tip).await;
            }
        }
    }

    /// Asks one branch for everything that is wanted of it now; gives whether there may be more at once.
    ///
    /// # Errors
    /// Those of the store.
    pub(crate) async fn round(&self, peer: BranchId) -> Result<bool, ContentError> {
        if !self.0.peers.is_there(peer) {
            return Ok(false);
        }
        let texts = self.fetch_texts(peer).await?;
        let details = self.fetch_details(peer).await?;
        let openings = self.fetch_openings(peer).await?;
        let arrivals = self.fetch_arrivals(peer).await?;
        self.fetch_links(peer).await;
        Ok(texts || details || openings || arrivals)
    }

    /// Erases what is due, again and again.
    async fn erase_in_time(&self, tip: watch::Receiver<Tip>) {
        loop {
            // An index that is being built anew knows too little to say that something is over.
            if tip.borrow().within(IN_STEP) {
                if let Err(error) = self.tidy(super::now()).await {
                    tracing::warn!(%error, "what is due could not be erased");
                }
            }
            tokio::time::sleep(TIDY).await;
        }
    }

    /// Erases what is due at `now` (seconds of Unix time).
    ///
    /// # Errors
    /// Those of the store.
    pub(crate) async fn tidy(&self, now: i64) -> Result<(), ContentError> {
        self.erase_details(now).await?;
        self.settle_links().await?;
        Ok(self.0.identity.forget_idle(now).await?)
    }
}

/// Until the next block, or for a while.
async fn pause(tip: &mut watch::Receiver<Tip>) {
    // When the index has ended, everything is about to.
    if let Ok(Err(_)) = tokio::time::timeout(PAUSE, tip.changed()).await {
        tokio::time::sleep(PAUSE).await;
    }
}
