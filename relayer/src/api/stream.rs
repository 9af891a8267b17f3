use super::extract::{Member, Query};
use super::problem::{Own, Problem};
use super::ApiState;
use crate::stream::FeedItem;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{header, HeaderMap, HeaderName, HeaderValue};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures::{stream, Stream, StreamExt};
use serde::Deserialize;
use std::collections::HashSet;
use std::convert::Infallible;
use std::time::Duration;
use utoipa::IntoParams;

/// Most topics of one stream.
const MOST_TOPICS: usize = 50;
/// How long a stream is silent at most.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// The form for clients that cannot read server-sent events but chunks as they come, as mini-programs do.
const LINES: &str = "application/x-ndjson";
/// Tells proxies in between to pass on what comes at once.
const UNBUFFERED: (HeaderName, HeaderValue) =
    (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Topics {
    /// Comma-separated: `me`, `activity:<id>`.
    #[param(example = "me,activity:7")]
    topics: String,
}

/// What happens, as it happens: server-sent events whose `id` resumes the stream in `Last-Event-ID`, whose `event` is the
/// event's name and whose `data` is `{id, topic, kind, data, height, time}`. With `Accept: application/x-ndjson` the same items
/// come as one JSON object a line in a chunked answer, for clients without server-sent events (`wx.request` with
/// `enableChunked`); an empty line says that the connection lives. A chunk need not end where a line does.
#[utoipa::path(get, path = "/v1/stream", tag = "stream", security(("session" = [])),
    params(Topics, ("Last-Event-ID" = Option<u64>, Header)),
    responses((status = 200, content((String = "text/event-stream"), (String = "application/x-ndjson"))), Problem))]
pub(super) async fn stream(
    State(state): State<ApiState>,
    Member(login): Member,
    Query(query): Query<Topics>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let mut topics = HashSet::new();
    for topic in query.topics.split(',').map(str::trim) {
        let number = topic.strip_prefix("activity:").map(str::parse::<u64>);
        topics.insert(match (topic, number) {
            ("me", _) => format!("member:{}", login.member()?),
            (_, Some(Ok(id))) => format!("activity:{id}"),
            _ => return Err(Problem::from(Own::Parameter).with_detail("topics: me or activity:<id>")),
        });
    }
    if topics.len() > MOST_TOPICS {
        return Err(Problem::from(Own::Parameter).with_detail("topics: at most 50"));
    }
    let last = match headers.get("last-event-id") {
        None => None,
        Some(value) => {
            let id = value.to_str().ok().and_then(|id| id.parse::<u64>().ok());
            Some(id.ok_or_else(|| Problem::from(Own::Parameter).with_detail("Last-Event-ID"))?)
        }
    };
    let items = state.hub.watch(topics, last).await?;
    // The stream ends with the daemon: it is no reason to wait for when it stops.
    let items = items.take_until(state.stop.clone().cancelled_owned());
    if wants_lines(&headers) {
        let body = Body::from_stream(lines(items, HEARTBEAT).map(Ok::<_, Infallible>));
        let kind = (header::CONTENT_TYPE, HeaderValue::from_static(LINES));
        return Ok(([kind, UNBUFFERED], body).into_response());
    }
    let events = items.map(|item| {
        let event = Event::default().id(item.id.to_string()).event(item.kind.clone());
        Ok::<_, Infallible>(event.json_data(&item).unwrap_or_default())
    });
    let keep_alive = KeepAlive::new().interval(HEARTBEAT);
    Ok(([UNBUFFERED], Sse::new(events).keep_alive(keep_alive)).into_response())
}

fn wants_lines(headers: &HeaderMap) -> bool {
    let accepts = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accepts.split([',', ';']).any(|kind| kind.trim().eq_ignore_ascii_case(LINES))
}

/// One line for each item, and an empty one when there was none for so long.
fn lines(
    items: impl Stream<Item = FeedItem> + Send,
    heartbeat: Duration,
) -> impl Stream<Item = Bytes> + Send {
    stream::unfold(Box::pin(items), move |mut items| async move {
        let line = match tokio::time::timeout(heartbeat, items.next()).await {
            Ok(item) => serde_json::to_vec(&item?).unwrap_or_default(),
            Err(_) => Vec::new(),
        };
        Some((Bytes::from([line.as_slice(), b"\n"].concat()), items))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_silent_stream_sends_empty_lines_and_loses_nothing_meanwhile() {
        let (send, come) = tokio::sync::mpsc::unbounded_channel();
        let come = stream::unfold(come, |mut come| async move { Some((come.recv().await?, come)) });
        let mut lines = Box::pin(lines(come, Duration::from_millis(5)));
        assert_eq!(lines.next().await.unwrap(), "\n");
        let item = FeedItem {
            id: 7,
            topic: "activity:1".into(),
            kind: "enrolled".into(),
            data: serde_json::json!({"note": "一\n二"}),
            height: 3,
            time: 4,
        };
        send.send(item.clone()).unwrap();
        drop(send);
        let mut rest = Vec::new();
        while let Some(line) = lines.next().await {
            assert_eq!(line.iter().filter(|byte| **byte == b'\n').count(), 1, "one line is one line");
            rest.extend(line.strip_suffix(b"\n").filter(|line| !line.is_empty()).map(<[u8]>::to_vec));
        }
        let told: Vec<serde_json::Value> =
            rest.iter().map(|line| serde_json::from_slice(line).unwrap()).collect();
        assert_eq!(told, [serde_json::to_value(&item).unwrap()]);
    }

    #[test]
    fn lines_are_for_those_who_ask_for_them() {
        let asks = |accept: &'static str| {
            wants_lines(&HeaderMap::from_iter([(header::ACCEPT, HeaderValue::from_static(accept))]))
        };
        assert!(asks("application/x-ndjson") && asks("text/html, Application/X-NDJSON; q=0.9"));
        assert!(!asks("text/event-stream") && !asks("*/*") && !wants_lines(&HeaderMap::new()));
    }
}
