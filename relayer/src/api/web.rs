//! The web app, from the same origin as the API: files of one folder, and what a page must know before anybody has logged in.

use super::problem::{Own, Problem};
use super::ApiState;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{header, HeaderName, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::Json as JsonBody;
use serde::Serialize;
use std::path::PathBuf;
use tower::ServiceExt;
use tower_http::services::{ServeDir, ServeFile};
use utoipa::ToSchema;

/// Scripts, styles and pictures of this origin only, nothing inline, no frames, no other host.
const POLICY: &str =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; \
    media-src 'self' blob:; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'; require-trusted-types-for 'script'";
/// The camera reads check-in codes; nothing else of the device is needed.
const DEVICE: &str =
    "camera=(self), microphone=(), geolocation=(), payment=(), usb=(), bluetooth=(), display-capture=()";
/// The build names these files by their content.
const HASHED: &str = "/assets/";
const FOREVER: &str = "public, max-age=31536000, immutable";
/// May be kept, but is asked for each time: a new version counts at once.
const FRESH: &str = "no-cache";

/// What a page must know of the branch before anybody has logged in.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Site {
    branch: u32,
    chain_id: String,
    /// Whether whoever registers needs a code that is sent to the phone.
    phone_code: bool,
    /// Whether whoever registers is asked for the name on the ID card.
    name: bool,
    /// Whether ID numbers that no person has are accepted: a demonstration.
    samples: bool,
    /// Whom to call for help.
    #[serde(skip_serializing_if = "Option::is_none")]
    help_phone: Option<String>,
}

/// What a page must know of the branch before anybody has logged in.
#[utoipa::path(get, path = "/v1/site", tag = "public", security(()),
    responses((status = 200, body = Site), Problem))]
pub(super) async fn site(State(state): State<ApiState>) -> JsonBody<Site> {
    let identity = &state.identity;
    JsonBody(Site {
        branch: state.settings.branch,
        chain_id: state.settings.chain_id.clone(),
        phone_code: identity.settings().prove_phone,
        name: identity.asks_name(),
        samples: identity.settings().accept_sample_numbers,
        help_phone: state.settings.help_phone.clone(),
    })
}

/// Answers what is no part of the API: with a file of the folder, or with the page itself, which knows its own paths.
pub(super) async fn file(folder: PathBuf, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    if path.starts_with("/v1/") || !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Problem::from(Own::NotFound).into_response();
    }
    let page = folder.join("index.html");
    let files = ServeDir::new(folder).precompressed_br().precompressed_gzip();
    let last = path.rsplit('/').next().unwrap_or_default();
    let served = if last.contains('.') || path.starts_with(HASHED) {
        files.oneshot(request).await
    } else {
        files.fallback(ServeFile::new(page).precompressed_br().precompressed_gzip()).oneshot(request).await
    };
    let response = match served {
        Ok(response) => response.map(Body::new),
        Err(never) => match never {},
    };
    match response.status() {
        StatusCode::NOT_FOUND => Problem::from(Own::NotFound).into_response(),
        StatusCode::METHOD_NOT_ALLOWED => Problem::from(Own::Method).into_response(),
        _ => guarded(response, path.starts_with(HASHED)),
    }
}

fn guarded(mut response: Response, hashed: bool) -> Response {
    let kept = if hashed { FOREVER } else { FRESH };
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CACHE_CONTROL, kept),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("permissions-policy"), DEVICE),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}
