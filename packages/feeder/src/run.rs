//! The daemon: every source in a task of its own, so that one that is away holds up none.

use crate::feed::{Feed, FeedError};
use crate::source::{connect, Source};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use timebank_api::Seconds;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// The first pause after a failure, and the longest: each is twice the one before.
const PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(300);

/// Feeds every source until told to stop.
pub async fn run(feeds: Vec<Feed>, stop: CancellationToken) {
    let mut tasks = JoinSet::new();
    for feed in feeds {
        tasks.spawn(keep(feed, stop.clone()));
    }
    while tasks.join_next().await.is_some() {}
}

async fn keep(feed: Feed, stop: CancellationToken) {
    let (source, name) = (feed.mapping().source, feed.mapping().name.clone());
    let poll = Duration::from_secs(feed.mapping().poll);
    let mut failures: u32 = 0;
    let mut connected = None;
    loop {
        let turn = tokio::select! {
            () = stop.cancelled() => return,
            turn = turn(&feed, &mut connected) => turn,
        };
        let pause = match turn {
            Ok(true) => Duration::ZERO,
            Ok(false) => poll,
            Err(error) => {
                connected = None;
                let pause = PAUSE.saturating_mul(1u32.checked_shl(failures.min(10)).unwrap_or(u32::MAX));
                tracing::warn!(source, name, %error, "a source is left alone for a while");
                failures = failures.saturating_add(1);
                tokio::select! {
                    () = stop.cancelled() => return,
                    () = tokio::time::sleep(pause.min(LONGEST_PAUSE)) => continue,
                }
            }
        };
        failures = 0;
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// One look; gives whether there is more to do at once.
async fn turn(feed: &Feed, connected: &mut Option<Box<dyn Source>>) -> Result<bool, FeedError> {
    let source = match connected {
        Some(source) => source,
        none => {
            feed.fits().await?;
            none.insert(connect(feed.mapping())?)
        }
    };
    let read = feed.read(source.as_mut(), now()).await;
    // What was kept before is said even while the source is away.
    let said = feed.say(now()).await?;
    if let Err(FeedError::Held(_)) = &read {
        feed.beat(now()).await?;
    }
    let step = read?;
    for bad in &step.bad {
        tracing::warn!(source = feed.mapping().source, place = bad.place, code = %bad.fault, "a bad row");
    }
    feed.beat(now()).await?;
    Ok(step.more || said > 0)
}

/// Seconds of Unix time.
pub(crate) fn now() -> Seconds {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
