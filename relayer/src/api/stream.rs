use super::extract::{Member, Query};
use super::problem::{Own, Problem};
use super::ApiState;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures::StreamExt;
use serde::Deserialize;
use std::collections::HashSet;
use std::convert::Infallible;
use std::time::Duration;
use utoipa::IntoParams;

/// Most topics of one stream.
const MOST_TOPICS: usize = 50;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Topics {
    /// Comma-separated: `me`, `activity:<id>`.
    #[param(example = "me,activity:7")]
    topics: String,
}

/// What happens, as it happens: server-sent events whose `id` resumes the stream in `Last-Event-ID`, whose `event` is the
/// event's name and whose `data` is `{id, topic, kind, data, height, time}`.
#[utoipa::path(get, path = "/v1/stream", tag = "stream", security(("session" = [])),
    params(Topics, ("Last-Event-ID" = Option<u64>, Header)),
    responses((status = 200, body = String, content_type = "text/event-stream"), Problem))]
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
    let events = items.map(|item| {
        let event = Event::default().id(item.id.to_string()).event(item.kind.clone());
        Ok::<_, Infallible>(event.json_data(&item).unwrap_or_default())
    });
    let keep_alive = KeepAlive::new().interval(Duration::from_secs(15));
    Ok(Sse::new(events).keep_alive(keep_alive).into_response())
}
