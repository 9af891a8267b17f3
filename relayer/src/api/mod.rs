//! The HTTP API, `/v1`. Its description is made from the code ([`openapi`]) and committed as `schema/openapi.json`.
//!
//! - Whatever changes the ledger needs `Idempotency-Key` and is answered 202 with an action; what became of it is asked for
//!   with `GET /v1/actions/{id}?wait=8`, or waited for with `Prefer: wait=8`.
//! - Every handler names who may call it by an extractor: `Public`, `Limited`, `Member`, `Administrator` of `extract`.
//! - An agent acts for somebody, with the agent's own session and keys, by the header `On-Behalf-Of` (`acting`).
//! - What no event tells is asked of a node (`money`); everything else comes from the index.
//! - Errors are problem documents with stable codes ([`Problem`]).

mod acting;
mod actions;
mod activities;
mod attendance;
mod auth;
mod enrolments;
mod extract;
mod family;
mod hidden;
mod limit;
mod list;
mod me;
mod money;
mod offices;
mod once;
mod partners;
mod problem;
mod profile;
mod queries;
mod reads;
mod recovery;
mod schema;
mod standard;
mod statement;
mod stream;
#[cfg(test)]
mod tests;
mod training;

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
use timebank_client::{Contracts, Node};
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
    /// For what no event tells.
    node: Arc<dyn Node>,
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
    #[allow(clippy::too_many_arguments)]
    pub fn new(
        settings: Settings,
        contracts: Contracts,
        node: Arc<dyn Node>,
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
            node,
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
        .routes(routes!(statement::statement))
        .routes(routes!(statement::of_member))
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
        .routes(routes!(reads::branches))
        .merge(people())
        .routes(routes!(reads::content))
        .routes(routes!(reads::description))
        .routes(routes!(stream::stream))
}

/// What members have beside activities.
fn people() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(money::give))
        .routes(routes!(money::accept_gift))
        .routes(routes!(money::decline_gift))
        .routes(routes!(money::gifts))
        .routes(routes!(money::donate))
        .routes(routes!(money::set_limits))
        .routes(routes!(money::recipients, money::introduce))
        .routes(routes!(money::allowances))
        .routes(routes!(money::account))
        .routes(routes!(money::supply))
        .routes(routes!(money::figures))
        .routes(routes!(money::budget))
        .routes(routes!(money::fund))
        .routes(routes!(money::positions))
        .routes(routes!(training::courses, training::draft))
        .routes(routes!(training::course, training::edit))
        .routes(routes!(training::submit))
        .routes(routes!(training::review))
        .routes(routes!(training::set_trainers))
        .routes(routes!(training::complete))
        .routes(routes!(training::cancel))
        .routes(routes!(training::places, training::enrol))
        .routes(routes!(training::withdraw))
        .routes(routes!(training::attend))
        .routes(routes!(training::decide))
        .routes(routes!(training::renew))
        .routes(routes!(training::revoke))
        .routes(routes!(training::certificate))
        .routes(routes!(training::my_courses))
        .routes(routes!(training::my_certificates))
        .routes(routes!(family::agents, family::appoint_agent))
        .routes(routes!(family::dismiss_agent))
        .routes(routes!(family::principals))
        .routes(routes!(family::accept_agency))
        .routes(routes!(family::leave_agency))
        .routes(routes!(family::kin, family::propose_kin))
        .routes(routes!(family::accept_kin))
        .routes(routes!(family::revoke_kin))
        .routes(routes!(family::my_move, family::request_move, family::withdraw_move))
        .routes(routes!(family::freeze))
        .routes(routes!(family::close))
        .routes(routes!(family::register_group))
        .routes(routes!(profile::profile))
        .routes(routes!(profile::requests, profile::request))
        .routes(routes!(profile::queue))
        .routes(routes!(profile::decide))
        .routes(routes!(profile::credentials))
        .routes(routes!(profile::issue_credential))
        .routes(routes!(profile::revoke_credential))
        .routes(routes!(offices::cases, offices::propose))
        .routes(routes!(offices::decide))
        .routes(routes!(offices::time_cases, offices::propose_time))
        .routes(routes!(offices::decide_time))
        .routes(routes!(offices::member))
        .routes(routes!(offices::suspend, offices::reinstate))
        .routes(routes!(offices::appoint))
        .routes(routes!(offices::dismiss))
        .routes(routes!(offices::renew_age))
        .routes(routes!(offices::moves))
        .routes(routes!(offices::decide_move))
        .routes(routes!(offices::queues))
        .routes(routes!(standard::packs))
        .routes(routes!(standard::drafts, standard::write))
        .routes(routes!(standard::draft, standard::revise, standard::withdraw))
        .routes(routes!(standard::publish))
        .routes(routes!(standard::comments, standard::comment))
        .routes(routes!(standard::answer))
        .routes(routes!(standard::adopt))
        .routes(routes!(partners::reports))
        .routes(routes!(partners::report))
        .routes(routes!(partners::approve))
        .routes(routes!(partners::reject))
        .routes(routes!(partners::undo))
        .routes(routes!(partners::my_reports))
        .routes(routes!(partners::object))
        .routes(routes!(partners::sources))
        .routes(routes!(partners::quarantine, partners::release))
        .routes(routes!(partners::dismiss))
        .routes(routes!(recovery::mine, recovery::begin))
        .routes(routes!(recovery::finish))
        .routes(routes!(recovery::waiting))
        .routes(routes!(recovery::recoveries))
        .routes(routes!(recovery::propose))
        .routes(routes!(recovery::approve))
        .routes(routes!(recovery::object))
}

/// The description of the API, OpenAPI 3.1.
pub fn openapi() -> Document {
    let mut document = routes().split_for_parts().1;
    acting::describe(&mut document);
    document
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
    }
}
