//! The HTTP API, `/v1`. Its description is made from the code ([`openapi`]) and committed as `schema/openapi.json`.
//!
//! - Whatever changes the ledger needs `Idempotency-Key` and is answered 202 with an action; what became of it is asked for
//!   with `GET /v1/actions/{id}?wait=8`, or waited for with `Prefer: wait=8`.
//! - Every handler names who may call it by an extractor: `Public`, `Limited`, `Member`, `Administrator` of `extract`.
//! - Errors are problem documents with stable codes ([`Problem`]).

mod actions;
mod activities;
mod attendance;
mod auth;
mod custody;
mod enrolments;
mod extract;
mod limit;
mod me;
mod once;
mod problem;
mod queries;
mod reads;
mod schema;
mod stream;
#[cfg(test)]
mod tests;

pub use problem::{Own, Problem};

use self::limit::Rate;
use crate::db::Db;
use crate::identity::Identity;
use crate::relay::Relay;
use crate::stream::Hub;
use axum::extract::{DefaultBodyLimit, Request};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use timebank_api::BranchId;
use timebank_client::Contracts;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::OpenApi as Document;
use utoipa::{Modify, OpenApi};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Largest body, in bytes.
const LARGEST_BODY: usize = 64 * 1024;
/// Longest time to answer; longer than the longest wait that can be asked for.
const LONGEST: Duration = Duration::from_secs(30);
/// How often registrations are settled whose members are not asking.
const SETTLE: Duration = Duration::from_secs(5);

/// What the API must know of its surroundings.
#[derive(Debug, Clone)]
pub struct Settings {
    pub branch: BranchId,
    pub chain_id: String,
    /// Seconds after which an attendance code changes, as the activity-registry has it.
    pub code_period: u32,
}

/// What the handlers work with. Cheap to clone.
#[derive(Clone)]
pub struct ApiState {
    settings: Arc<Settings>,
    contracts: Arc<Contracts>,
    db: Db,
    relay: Relay,
    hub: Hub,
    identity: Identity,
    limiter: limit::Limiter,
    running: once::InProgress,
    stop: CancellationToken,
}

impl ApiState {
    /// `stop` ends streams, so that a daemon that is told to stop does not wait for watchers.
    pub fn new(
        settings: Settings,
        contracts: Contracts,
        db: Db,
        relay: Relay,
        hub: Hub,
        identity: Identity,
        stop: CancellationToken,
    ) -> Self {
        // Where sample numbers are accepted, one machine plays everybody.
        let rate = match identity.settings().accept_sample_numbers {
            true => Rate::DEVELOPMENT,
            false => Rate::MEMBERS,
        };
        ApiState {
            limiter: limit::Limiter::new(rate),
            settings: Arc::new(settings),
            contracts: Arc::new(contracts),
            db,
            relay,
            hub,
            identity,
            running: once::InProgress::default(),
            stop,
        }
    }
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "TimeBank branch API",
        description = "What a branch of the time bank offers to its members, administrators and everybody. Times are seconds of \
            Unix time, TIME is counted in minutes.",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    modifiers(&Session),
    components(schemas(problem::Document, actions::ActionView)),
)]
struct Description;

struct Session;

impl Modify for Session {
    fn modify(&self, document: &mut Document) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("The token of `POST /v1/auth/sessions`"))
            .build();
        let components = document.components.get_or_insert_with(Default::default);
        components.add_security_scheme("session", SecurityScheme::Http(scheme));
    }
}

fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::with_openapi(Description::openapi())
        .routes(routes!(auth::register))
        .routes(routes!(auth::log_in))
        .routes(routes!(auth::log_out))
        .routes(routes!(auth::request_reset))
        .routes(routes!(auth::confirm_reset))
        .routes(routes!(actions::get_action))
        .routes(routes!(me::me))
        .routes(routes!(me::set_transaction_password))
        .routes(routes!(me::set_office_passphrase))
        .routes(routes!(me::unlock_office, me::lock_office))
        .routes(routes!(me::transfer))
        .routes(routes!(me::grant))
        .routes(routes!(reads::statement))
        .routes(routes!(reads::my_activities))
        .routes(routes!(reads::list_activities, activities::publish))
        .routes(routes!(reads::get_activity, activities::edit))
        .routes(routes!(activities::submit))
        .routes(routes!(activities::withdraw))
        .routes(routes!(activities::review))
        .routes(routes!(activities::take_down))
        .routes(routes!(activities::add_co_administrator, activities::remove_co_administrator))
        .routes(routes!(reads::list_enrolments, enrolments::enrol))
        .routes(routes!(enrolments::withdraw_enrolment))
        .routes(routes!(enrolments::admit))
        .routes(routes!(enrolments::decline))
        .routes(routes!(enrolments::record_attendance))
        .routes(routes!(enrolments::confirm_minutes))
        .routes(routes!(enrolments::rate))
        .routes(routes!(enrolments::settle))
        .routes(routes!(enrolments::open_dispute))
        .routes(routes!(enrolments::resolve_dispute))
        .routes(routes!(reads::receipt))
        .routes(routes!(attendance::code))
        .routes(routes!(attendance::attend))
        .routes(routes!(reads::reviews))
        .routes(routes!(reads::supply))
        .routes(routes!(reads::branches))
        .routes(routes!(reads::content))
        .routes(routes!(reads::description))
        .routes(routes!(stream::stream))
        // custody
        .routes(routes!(custody::custody))
        .routes(routes!(custody::export))
        .routes(routes!(custody::exit))
        .routes(routes!(custody::set_limits))
        .routes(routes!(custody::name_recipient))
}

/// The description of the API, OpenAPI 3.1.
pub fn openapi() -> Document {
    routes().split_for_parts().1
}

/// The API's routes.
pub fn router(state: ApiState) -> axum::Router {
    let (router, _) = routes().split_for_parts();
    router
        .fallback(|| async { Problem::from(Own::NotFound) })
        .method_not_allowed_fallback(|| async { Problem::from(Own::Method) })
        .layer(middleware::from_fn(limits))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .with_state(state)
}

/// Answers in time, and without anything that a cache or a page of others could use.
async fn limits(request: Request, next: Next) -> Response {
    let mut response = match tokio::time::timeout(LONGEST, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::from(Own::Timeout).into_response(),
    };
    let headers = response.headers_mut();
    headers
        .entry(axum::http::header::CACHE_CONTROL)
        .or_insert(axum::http::HeaderValue::from_static("no-store"));
    headers
        .insert(axum::http::header::X_CONTENT_TYPE_OPTIONS, axum::http::HeaderValue::from_static("nosniff"));
    response
}

/// Serves the API until it is told to stop, and settles registrations meanwhile.
///
/// # Errors
/// If the listener fails.
pub async fn serve(state: ApiState, listener: TcpListener, stop: CancellationToken) -> std::io::Result<()> {
    let settling = settle(state.identity.clone(), stop.clone());
    let service = router(state).into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, service).with_graceful_shutdown(stop.cancelled_owned());
    let (served, ()) = tokio::join!(serving, settling);
    served
}

async fn settle(identity: Identity, stop: CancellationToken) {
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(SETTLE) => {}
        }
        if let Err(error) = identity.settle_registrations().await {
            tracing::warn!(%error, "registrations could not be settled");
        }
        if let Err(error) = identity.settle_exits().await {
            tracing::warn!(%error, "members who keep their keys themselves could not be settled");
        }
    }
}
