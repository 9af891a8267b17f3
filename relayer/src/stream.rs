//! What happens, as it happens: every block's feed items to whoever watches, resumable by the last id seen.

use crate::db::{int, Db};
use crate::index::read;
use futures::stream::{self, Stream};
use serde::Serialize;
use std::collections::{HashSet, VecDeque};
use std::sync::Arc;
use tokio::sync::broadcast;

/// Items read from the store at once when a watcher is behind.
const PAGE: u32 = 200;

/// One thing that happened, under one topic (`activity:7`, `member:3`).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FeedItem {
    /// Rises with every item; a watcher resumes after it.
    pub id: u64,
    pub topic: String,
    /// The event's name.
    pub kind: String,
    /// The event's fields.
    pub data: serde_json::Value,
    pub height: u64,
    /// Unix seconds of the block.
    pub time: u64,
}

/// The hub between the index and its watchers. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Hub {
    db: Db,
    /// What came; nothing when the store has to be looked at.
    live: broadcast::Sender<Option<Arc<Vec<FeedItem>>>>,
}

impl Hub {
    pub fn new(db: Db) -> Self {
        let (live, _) = broadcast::channel(256);
        Hub { db, live }
    }

    /// Tells watchers what a block brought. Only for what is committed.
    pub(crate) fn publish(&self, items: Vec<FeedItem>) {
        if !items.is_empty() {
            // An error only says that nobody watches.
            let _ = self.live.send(Some(Arc::new(items)));
        }
    }

    /// Tells watchers that another instance has written something.
    pub(crate) fn tell_to_look(&self) {
        let _ = self.live.send(None);
    }

    /// Everything under these topics after an id (`None`: from now on), in order and without gaps, for ever. The store's
    /// failure ends the stream; the watcher comes back with the last id it saw.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn watch(
        &self,
        topics: HashSet<String>,
        after: Option<u64>,
    ) -> sqlx::Result<impl Stream<Item = FeedItem> + Send> {
        // Subscribed before the store is read: what comes in between is in both and told apart by its id.
        let live = self.live.subscribe();
        let (last, behind) = match after {
            Some(id) => (id, true),
            None => (read::last_feed_id(&self.db).await?, false),
        };
        let watcher = Watcher { db: self.db.clone(), live, topics, last, behind, ready: VecDeque::new() };
        Ok(stream::unfold(watcher, |mut watcher| async move {
            let item = watcher.next().await?;
            Some((item, watcher))
        }))
    }
}

struct Watcher {
    db: Db,
    live: broadcast::Receiver<Option<Arc<Vec<FeedItem>>>>,
    topics: HashSet<String>,
    last: u64,
    /// Whether the store may have items after `last` that will not come live.
    behind: bool,
    ready: VecDeque<FeedItem>,
}

impl Watcher {
    async fn next(&mut self) -> Option<FeedItem> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                self.last = item.id;
                return Some(item);
            }
            if self.behind {
                self.catch_up().await.ok()?;
                continue;
            }
            match self.live.recv().await {
                Ok(Some(items)) => {
                    let last = self.last;
                    let wanted =
                        items.iter().filter(|item| item.id > last && self.topics.contains(&item.topic));
                    self.ready.extend(wanted.cloned());
                }
                Ok(None) | Err(broadcast::error::RecvError::Lagged(_)) => self.behind = true,
                Err(broadcast::error::RecvError::Closed) => return None,
            }
        }
    }

    async fn catch_up(&mut self) -> sqlx::Result<()> {
        let items = read::feed(&self.db, &self.topics, self.last, PAGE).await?;
        self.behind = int(u64::from(PAGE)) <= i64::try_from(items.len()).unwrap_or(i64::MAX);
        self.ready.extend(items);
        Ok(())
    }
}
