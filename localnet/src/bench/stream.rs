//! Somebody's own stream of what happens, and waiting for something in it.

use anyhow::{Context, Result};
use futures::StreamExt;
use serde_json::Value;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// What is waited for: the event's name and what stands in it.
pub struct Expected {
    kind: &'static str,
    part: Value,
    tell: oneshot::Sender<()>,
}

type Waiting = Arc<Mutex<Vec<Expected>>>;

/// An open stream. Dropping it closes it.
pub struct Stream {
    waiting: Waiting,
    reading: JoinHandle<()>,
}

impl Stream {
    /// Reads what a server sends until it ends.
    pub fn read(response: reqwest::Response) -> Self {
        let waiting: Waiting = Arc::default();
        let reading = tokio::spawn(read(response, Arc::clone(&waiting)));
        Self { waiting, reading }
    }

    /// Resolves when an event of this name comes that has these fields among its own.
    pub fn expect(&self, kind: &'static str, part: Value) -> oneshot::Receiver<()> {
        let (tell, told) = oneshot::channel();
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).push(Expected { kind, part, tell });
        told
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.reading.abort();
    }
}

async fn read(response: reqwest::Response, waiting: Waiting) {
    let mut bytes = response.bytes_stream();
    let mut lines = Lines::default();
    while let Some(Ok(part)) = bytes.next().await {
        for item in lines.items(&part) {
            tell(&waiting, &item);
        }
    }
}

fn tell(waiting: &Waiting, item: &Value) {
    let kind = item.get("kind").and_then(Value::as_str).unwrap_or_default();
    let data = item.get("data").unwrap_or(&Value::Null);
    let mut waiting = waiting.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(place) = waiting.iter().position(|one| one.kind == kind && within(&one.part, data)) {
        // Whoever waited may have given up.
        let _ = waiting.swap_remove(place).tell.send(());
    }
}

/// Whether everything of a part stands in the whole.
fn within(part: &Value, whole: &Value) -> bool {
    match (part, whole) {
        (Value::Object(part), Value::Object(whole)) => {
            part.iter().all(|(name, value)| whole.get(name).is_some_and(|of_whole| within(value, of_whole)))
        }
        _ => part == whole,
    }
}

/// Server-sent events as they come in pieces.
#[derive(Default)]
struct Lines(Vec<u8>);

impl Lines {
    /// The data of every event that is whole by now.
    fn items(&mut self, part: &[u8]) -> Vec<Value> {
        self.0.extend_from_slice(part);
        let mut items = Vec::new();
        while let Some(end) = self.0.iter().position(|byte| *byte == b'\n') {
            let rest = self.0.split_off(end.saturating_add(1));
            let line = std::mem::replace(&mut self.0, rest);
            let data = line.strip_prefix(b"data:").and_then(|data| serde_json::from_slice(data).ok());
            items.extend(data);
        }
        items
    }
}

/// Opens a stream of what concerns whoever sends the request.
pub async fn open(request: reqwest::RequestBuilder) -> Result<Stream> {
    let response = request.send().await.context("no answer of the stream")?;
    Ok(Stream::read(response.error_for_status().context("the stream was refused")?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn events_are_put_together_from_pieces() {
        let mut lines = Lines::default();
        assert!(lines.items(b"id: 1\nevent: a\nda").is_empty());
        let items = lines.items(b"ta: {\"kind\":\"a\"}\n\ndata: {\"kind\":\"b\"}\n: alive\n");
        assert_eq!(items, [json!({"kind": "a"}), json!({"kind": "b"})]);
    }

    #[test]
    fn what_is_expected_is_told_once() {
        let waiting: Waiting = Arc::default();
        let (tell_one, mut told) = oneshot::channel();
        let part = json!({"activity": 7, "receipt": {"participant": 3}});
        waiting.lock().unwrap().push(Expected { kind: "settled", part, tell: tell_one });
        let item = |participant| json!({"kind": "settled", "data": {"activity": 7, "receipt": {"participant": participant, "paid": 1}}});
        tell(&waiting, &item(4));
        assert!(told.try_recv().is_err());
        tell(&waiting, &item(3));
        assert!(told.try_recv().is_ok() && waiting.lock().unwrap().is_empty());
    }
}
