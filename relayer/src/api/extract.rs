use super::problem::{Own, Problem};
use super::ApiState;
use crate::identity::{IdentityError, Login, SessionRole};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{header, Uri};
use futures::StreamExt;
use serde::de::DeserializeOwned;
use serde::Serialize;
use std::time::Duration;
use timebank_api::{BranchId, Code};

/// Largest body, in bytes.
const LARGEST_BODY: usize = 64 * 1024;
/// How much of a body that is too large is read all the same.
const MOST_THROWN_AWAY: usize = 16 * 1024 * 1024;
/// The character U+0000 in JSON.
const NUL: &[u8] = b"\\u0000";
/// Longest `Prefer: wait` and `?wait=`.
const LONGEST_WAIT: u64 = 20;

/// Now, in seconds of Unix time.
pub(super) fn now() -> i64 {
    time::OffsetDateTime::now_utc().unix_timestamp()
}

/// Now, as the contracts count it.
pub(super) fn clock() -> u64 {
    crate::db::uint(now())
}

/// Somebody who has logged in, in either role: whom the operation's [`access`](super::access) has let in.
pub(super) struct Member(pub Login);

impl FromRequestParts<ApiState> for Member {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &ApiState) -> Result<Self, Problem> {
        parts.extensions.get::<Login>().cloned().map(Member).ok_or_else(|| Own::Session.into())
    }
}

/// Somebody who has typed the login password in this session within the last ten minutes: for what changes the account itself.
pub(super) struct SteppedUp(pub Login);

impl FromRequestParts<ApiState> for SteppedUp {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        let Member(login) = Member::from_request_parts(parts, state).await?;
        state.identity.must_have_stepped_up(&login, now()).await?;
        Ok(SteppedUp(login))
    }
}

/// Somebody who has logged in as administrator; which offices will do, the operation's [`access`](super::access) says.
pub(super) struct Administrator(pub Login);

impl FromRequestParts<ApiState> for Administrator {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        let Member(login) = Member::from_request_parts(parts, state).await?;
        match login.role {
            SessionRole::Administrator => Ok(Administrator(login)),
            SessionRole::Member => Err(Code::RoleMissing.into()),
        }
    }
}

/// A JSON body that another branch has signed with the secret that the two share. Whoever does not even try is told to log in.
pub(super) struct FromBranch<T>(pub BranchId, pub T);

impl<T: DeserializeOwned> FromRequest<ApiState> for FromBranch<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &ApiState) -> Result<Self, Problem> {
        let path = request.uri().path().to_owned();
        let header = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let header = header.ok_or(Own::Session)?.to_owned();
        let bytes = bytes_of(request, state).await?;
        let branch = state.identity.peer(&header, &path, &bytes, now())?;
        Ok(FromBranch(branch, parse(&bytes)?))
    }
}

/// A JSON body. Fields nobody knows are refused by the types themselves.
pub(super) struct Json<T>(pub T);

impl<T: DeserializeOwned> FromRequest<ApiState> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &ApiState) -> Result<Self, Problem> {
        let json =
            request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).is_some_and(
                |kind| kind.split(';').next().is_some_and(|kind| kind.trim() == "application/json"),
            );
        if !json {
            return Err(Own::MediaType.into());
        }
        let bytes = bytes_of(request, state).await?;
        parse(&bytes).map(Json)
    }
}

/// A JSON body that may be left out.
pub(super) struct MaybeJson<T>(pub T);

impl<T: DeserializeOwned + Default> FromRequest<ApiState> for MaybeJson<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &ApiState) -> Result<Self, Problem> {
        let absent = request.headers().get(header::CONTENT_TYPE).is_none()
            && axum::body::HttpBody::size_hint(request.body()).exact() == Some(0);
        if absent {
            return Ok(MaybeJson(T::default()));
        }
        Json::from_request(request, state).await.map(|Json(body)| MaybeJson(body))
    }
}

/// Reads a body, in bounds of size and time. Of one that is too large some more is read and thrown away: whoever is cut off while
/// sending does not see the answer.
async fn bytes_of(request: Request, state: &ApiState) -> Result<Vec<u8>, Problem> {
    let read = async {
        let mut parts = request.into_body().into_data_stream();
        let (mut bytes, mut length) = (Vec::new(), 0usize);
        while let Some(part) = parts.next().await {
            let part = part.map_err(|_| Own::Json)?;
            length = length.saturating_add(part.len());
            if length > MOST_THROWN_AWAY {
                break;
            }
            if length <= LARGEST_BODY {
                bytes.extend_from_slice(&part);
            }
        }
        if length > LARGEST_BODY {
            Err(Own::BodySize)
        } else {
            Ok(bytes)
        }
    };
    let read = tokio::time::timeout(state.slowest_body, read).await;
    read.unwrap_or(Err(Own::Slow)).map_err(Problem::from)
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    // No text of anybody's has it, and not every store takes it.
    if bytes.windows(NUL.len()).any(|window| window == NUL) {
        return Err(Problem::from(Own::Json).with_detail("the character U+0000"));
    }
    // A type with fields would be read from a list as well.
    if bytes.iter().find(|byte| !byte.is_ascii_whitespace()).is_some_and(|first| *first != b'{') {
        return Err(Problem::from(Own::Json).with_detail("not an object"));
    }
    // The message says line, column and field, never a value's secret: those types say nothing of what they hold.
    serde_json::from_slice(bytes).map_err(|error| Problem::from(Own::Json).with_detail(place_of(&error)))
}

/// Where and what kind of fault, without quoting any of the input.
fn place_of(error: &serde_json::Error) -> String {
    let kind = match error.classify() {
        serde_json::error::Category::Io => "unreadable",
        serde_json::error::Category::Syntax => "not JSON",
        serde_json::error::Category::Eof => "ends too early",
        serde_json::error::Category::Data => "a field is missing, unknown or of the wrong kind",
    };
    format!("{kind} (line {}, column {})", error.line(), error.column())
}

/// The query string.
pub(super) struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<ApiState> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &ApiState) -> Result<Self, Problem> {
        without_nul(&parts.uri)?;
        axum::extract::Query::try_from_uri(&parts.uri)
            .map(|axum::extract::Query(value)| Query(value))
            .map_err(|error| Problem::from(Own::Parameter).with_detail(error.body_text()))
    }
}

/// The parts of the path.
pub(super) struct Path<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<ApiState> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        without_nul(&parts.uri)?;
        axum::extract::Path::from_request_parts(parts, state)
            .await
            .map(|axum::extract::Path(value)| Path(value))
            .map_err(|error| Problem::from(Own::Parameter).with_detail(error.body_text()))
    }
}

fn without_nul(uri: &Uri) -> Result<(), Problem> {
    let query = uri.query().unwrap_or_default();
    match uri.path().contains("%00") || query.contains("%00") {
        true => Err(Problem::from(Own::Parameter).with_detail("the character U+0000")),
        false => Ok(()),
    }
}

/// What makes a changing request the same request: the header `Idempotency-Key`, and method and path.
pub(super) struct Changing {
    pub key: String,
    pub what: String,
    /// The header `On-Behalf-Of`: for whom an agent acts.
    pub on_behalf_of: Option<u64>,
    /// `Prefer: wait=N`: how long the caller would like to wait for the outcome.
    pub wait: Duration,
}

impl FromRequestParts<ApiState> for Changing {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &ApiState) -> Result<Self, Problem> {
        let key = parts
            .headers
            .get("idempotency-key")
            .and_then(|value| value.to_str().ok())
            .filter(|key| (1..=64).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic()))
            .ok_or(Own::IdempotencyMissing)?;
        let wait = parts
            .headers
            .get("prefer")
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split([',', ';']).find_map(|part| part.trim().strip_prefix("wait=")))
            .and_then(|seconds| seconds.parse::<u64>().ok())
            .unwrap_or(0);
        let on_behalf_of = super::acting::principal(parts)?;
        let acting = on_behalf_of.map(|principal| format!(" for {principal}")).unwrap_or_default();
        Ok(Changing {
            key: key.to_owned(),
            what: format!("{} {}{acting}", parts.method, parts.uri.path()),
            on_behalf_of,
            wait: patience(wait),
        })
    }
}

impl Changing {
    /// The bytes that tell one request from another. Secrets are not in them: they are written as nothing.
    pub fn identity<T: Serialize>(&self, body: &T) -> Result<Vec<u8>, Problem> {
        let body = serde_json::to_vec(body).map_err(|error| Problem::internal(&error))?;
        Ok([self.what.as_bytes(), b"\n", &body].concat())
    }
}

/// A wait as asked for, within bounds.
pub(super) fn patience(seconds: u64) -> Duration {
    Duration::from_secs(seconds.min(LONGEST_WAIT))
}

impl From<IdentityError> for Problem {
    fn from(error: IdentityError) -> Self {
        let known = Problem::named(error.code()).filter(|known| known.code != Code::Internal.text());
        let Some(problem) = known else {
            return Problem::internal(&error);
        };
        let problem = problem.with_tries_left(error.tries_left());
        match error.retry_after() {
            Some(seconds) => problem.with_retry_after(seconds),
            None => problem,
        }
    }
}
