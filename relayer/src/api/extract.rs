use super::limit::Limiter;
use super::problem::{Own, Problem};
use super::ApiState;
use crate::content::{self, Asked, ContentError, Sent};
use crate::identity::{IdentityError, Login, SessionRole};
use axum::body::Bytes;
use axum::extract::{ConnectInfo, FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{header, Method, StatusCode};
use serde::de::DeserializeOwned;
use serde::Serialize;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::{Duration, Instant};
use timebank_api::{BranchId, Code, Role};

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

/// A handler that anybody may call says so by taking this: no handler is public by omission.
pub(super) struct Public;

impl FromRequestParts<ApiState> for Public {
    type Rejection = Problem;

    async fn from_request_parts(_: &mut Parts, _: &ApiState) -> Result<Self, Problem> {
        Ok(Public)
    }
}

/// A handler where passwords or codes are tried: anybody, but not without end.
pub(super) struct Limited;

impl FromRequestParts<ApiState> for Limited {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        take(&state.limiter, parts).map(|()| Limited)
    }
}

/// Somebody who has logged in, in either role. An auditor's session changes nothing but what is the auditor's own.
pub(super) struct Member(pub Login);

impl FromRequestParts<ApiState> for Member {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        let token = parts
            .headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, token)| token.trim())
            .ok_or(Own::Session)?;
        let mut login = state.identity.authenticate(token, now()).await?;
        login.reading = matches!(parts.method, Method::GET | Method::HEAD);
        let own = ["/v1/me/", "/v1/auth/"].iter().any(|prefix| parts.uri.path().starts_with(prefix));
        if login.only_reads() && !login.reading && !own {
            return Err(Code::RoleMissing.into());
        }
        Ok(Member(login))
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

/// A handler that sends messages to phones: anybody, but few from one address.
pub(super) struct Texting;

impl FromRequestParts<ApiState> for Texting {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        take(&state.texting, parts).map(|()| Texting)
    }
}

fn take(limiter: &Limiter, parts: &Parts) -> Result<(), Problem> {
    let info = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    let address = info.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |info| info.0.ip());
    limiter
        .take(address, Instant::now())
        .map_err(|wait| Problem::from(Own::RateLimited).with_retry_after(wait.as_secs().saturating_add(1)))
}

/// Somebody who has logged in as administrator and holds an office on chain. The handler names the roles that will do.
pub(super) struct Administrator(pub Login);

impl Administrator {
    /// Auditors read what any of the roles reads.
    ///
    /// # Errors
    /// `auth.role` without one of the roles.
    pub fn with_any(&self, roles: &[Role]) -> Result<(), Problem> {
        let audits = self.0.reading && self.0.roles.contains(Role::Auditor);
        if audits || roles.iter().any(|role| self.0.roles.contains(*role)) {
            Ok(())
        } else {
            Err(Code::RoleMissing.into())
        }
    }
}

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

/// A question that another branch's operator has signed besides, and to whom the answer is sealed.
pub(super) struct FromOperator<T> {
    pub branch: BranchId,
    pub asked: Asked,
    pub question: T,
}

impl<T: DeserializeOwned> FromRequest<ApiState> for FromOperator<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &ApiState) -> Result<Self, Problem> {
        let path = request.uri().path().to_owned();
        let headers = request.headers();
        let [header, operator] = [header::AUTHORIZATION.as_str(), content::OPERATOR]
            .map(|name| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned));
        let (header, operator) = (header.ok_or(Own::Session)?, operator.unwrap_or_default());
        let bytes = bytes_of(request, state).await?;
        let branch = state.identity.peer(&header, &path, &bytes, now())?;
        let asked = state.content.hear(branch, &path, &bytes, &operator).await?;
        let Sent { question, .. } = parse(&bytes)?;
        Ok(FromOperator { branch, asked, question })
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

async fn bytes_of(request: Request, state: &ApiState) -> Result<Bytes, Problem> {
    Bytes::from_request(request, state).await.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::from(Own::BodySize),
        _ => Own::Json.into(),
    })
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
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
        axum::extract::Path::from_request_parts(parts, state)
            .await
            .map(|axum::extract::Path(value)| Path(value))
            .map_err(|error| Problem::from(Own::Parameter).with_detail(error.body_text()))
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
    /// The bytes that tell one request from another. Secrets are not in them: the body's types leave them out.
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
        let text = error.code();
        let own = Own::ALL.iter().copied().find(|code| code.text() == text);
        let known = own.map(Problem::from).or_else(|| {
            let code = Code::ALL.iter().copied().find(|code| code.text() == text);
            code.filter(|code| *code != Code::Internal).map(Problem::from)
        });
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

impl From<ContentError> for Problem {
    fn from(error: ContentError) -> Self {
        match error {
            ContentError::Operator => Own::BranchOperator.into(),
            ContentError::Replayed => Own::BranchReplayed.into(),
            ContentError::Away => Problem::from(Own::DetailsLater).with_retry_after(10),
            ContentError::Identity(error) => error.into(),
            other => Problem::internal(&other),
        }
    }
}
