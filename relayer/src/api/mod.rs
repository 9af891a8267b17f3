//! The HTTP API, `/v1`. Its description is made from the code ([`openapi`]) and committed as `schema/openapi.json`.
//!
//! - Whatever changes the ledger needs `Idempotency-Key` and is answered 202 with an action; what became of it is asked for
//!   with `GET /v1/actions/{id}?wait=8`, or waited for with `Prefer: wait=8`.
//! - Every operation says who may call it in its description, and is closed to everybody if it says nothing (`access`).
//! - An agent acts for somebody, with the agent's own session and keys, by the header `On-Behalf-Of` (`acting`).
//! - What no event tells is asked of a node (`money`); everything else comes from the index.
//! - Before an action is taken it is asked whether the ledger would carry it out as it is now (`relay::Precheck`).
//! - Errors are problem documents with stable codes ([`Problem`]).

mod access;
mod account;
mod acting;
mod actions;
mod activities;
mod after_service;
mod answer;
mod attendance;
mod auth;
mod branches;
mod codes;
mod counter;
mod custody;
mod describe;
mod desk;
mod details;
mod disputes;
mod enrolments;
mod examples;
mod extract;
mod family;
mod hidden;
mod intents;
mod limit;
mod links;
mod list;
mod listings;
mod many;
mod matching;
mod me;
mod money;
mod notices;
mod offices;
mod once;
mod partners;
mod print;
mod privacy;
mod problem;
mod profile;
mod proofs;
mod queries;
mod reads;
mod recovery;
mod registrar;
mod reputation;
mod schema;
mod serve;
mod sources;
mod standard;
mod statement;
mod stream;
#[cfg(test)]
mod tests;
mod training;
mod web;

pub use problem::{Own, Problem};
pub use serve::serve;

use self::access::Guard;
use self::limit::Rate;
use crate::content::Content;
use crate::db::Db;
use crate::identity::Identity;
use crate::outgoing::Outgoing;
use crate::proofs::Proofs;
use crate::relay::{Precheck, Relay, Trials};
use crate::review::desk::{Desk, HOLD};
use crate::review::Words;
use crate::stream::Hub;
use axum::http::{header, HeaderValue};
use axum::middleware;
use axum::response::Response;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock};
use std::time::Duration;
use timebank_api::{BranchId, Seconds};
use timebank_client::{Contracts, Node};
use tokio_util::sync::CancellationToken;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::OpenApi as Document;
use utoipa::{Modify, OpenApi};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use utoipa_swagger_ui::{Config, SwaggerUi};

/// How long a body may take to come.
const SLOWEST_BODY: Duration = Duration::from_secs(10);
/// Longest time to answer; longer than the longest wait that can be asked for.
const LONGEST: Duration = Duration::from_secs(30);

/// What the API must know of its surroundings.
#[derive(Debug, Clone)]
pub struct Settings {
    pub branch: BranchId,
    pub chain_id: String,
    /// Seconds after which an attendance code changes, as the activity-registry has it.
    pub code_period: u32,
    /// Whom members call for help.
    pub help_phone: Option<String>,
    /// The web app's files, if this instance serves it.
    pub web_dir: Option<PathBuf>,
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
    precheck: Precheck,
    hub: Hub,
    identity: Identity,
    limiter: limit::Limiter,
    texting: limit::Limiter,
    proving: limit::Limiter,
    running: once::InProgress,
    desk: Desk,
    content: Content,
    proofs: Proofs,
    slowest_body: Duration,
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
        let (rate, texting, proving) = match identity.settings().accept_sample_numbers {
            true => (Rate::DEVELOPMENT, Rate::DEVELOPMENT, Rate::DEVELOPMENT),
            false => (Rate::MEMBERS, Rate::TEXTING, Rate::PROVING),
        };
        let precheck = Precheck::new(relay.clone(), node.clone(), settings.branch, Trials::default());
        ApiState {
            content: Content::new(
                db.clone(),
                identity.clone(),
                relay.operator(),
                (Outgoing::default(), BTreeMap::new()),
                None,
            ),
            precheck,
            desk: Desk::new(db.clone(), settings.branch, Words::standard(), HOLD),
            limiter: limit::Limiter::new("login", rate),
            texting: limit::Limiter::new("texting", texting),
            proving: limit::Limiter::new("proving", proving),
            proofs: Proofs::new(node.clone(), db.clone(), contracts.clone(), settings.chain_id.clone()),
            settings: Arc::new(settings),
            contracts: Arc::new(contracts),
            node,
            db,
            relay,
            hub,
            identity,
            running: once::InProgress::default(),
            slowest_body: SLOWEST_BODY,
            stop,
        }
    }

    /// With what goes between this branch and others.
    #[must_use]
    pub fn with_content(mut self, content: Content) -> Self {
        self.content = content;
        self
    }

    /// With so many trials of actions on a node.
    #[must_use]
    pub fn with_trials(mut self, trials: Trials) -> Self {
        let (relay, node, branch) = (self.relay.clone(), self.node.clone(), self.settings.branch);
        self.precheck = Precheck::new(relay, node, branch, trials);
        self
    }

    /// With words of the branch's own for the pre-review, and decisions held for so many seconds.
    #[must_use]
    pub fn with_review(mut self, words: Words, hold: Seconds) -> Self {
        self.desk = Desk::new(self.db.clone(), self.settings.branch, words, hold);
        self
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
    components(schemas(
        problem::Document,
        actions::ActionView,
        listings::ListingPart,
        reads::ListOrder,
        reads::Part,
        reputation::RatingSide,
        schema::Scope,
    )),
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
        let branch = "`Branch <from>.<time>.<mac>`: HMAC-SHA256 with the secret that two branches share, see docs/identity.md";
        let branch = ApiKey::Header(ApiKeyValue::with_description("Authorization", branch));
        components.add_security_scheme("branch", SecurityScheme::ApiKey(branch));
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
        .routes(routes!(intents::basis))
        .routes(routes!(intents::hand_in))
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
        .routes(routes!(reads::receipt))
        .routes(routes!(attendance::code))
        .routes(routes!(attendance::attend))
        .routes(routes!(reads::branches))
        .merge(people())
        .routes(routes!(reads::content))
        .routes(routes!(reads::description))
        .routes(routes!(web::site))
        .routes(routes!(stream::stream))
        .merge(around_activities())
        .merge(identity_routes())
        .merge(around_the_desk())
        .merge(proven())
}

/// What anybody can check without asking anybody.
fn proven() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(proofs::receipt_proof))
        .routes(routes!(proofs::certificate_proof))
        .routes(routes!(proofs::supply_proof))
        .routes(routes!(proofs::statement_proof))
        .routes(routes!(proofs::member_statement_proof))
        .routes(routes!(proofs::trust))
}

/// What goes with activities: series, disputes, what is said after the service, offers and needs, standing.
fn around_activities() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(activities::publish_series))
        .routes(routes!(details::read_details, details::write_details, details::remove_details))
        .routes(routes!(disputes::get_dispute, disputes::open_dispute))
        .routes(routes!(disputes::resolve_dispute))
        .routes(routes!(disputes::dispute_queue))
        .routes(routes!(disputes::my_disputes))
        .routes(routes!(disputes::enrolment_findings))
        .routes(routes!(after_service::get_assessment, after_service::assess))
        .routes(routes!(after_service::follow_up))
        .routes(routes!(after_service::list_follow_ups))
        .routes(routes!(after_service::branch_follow_ups))
        .routes(routes!(listings::list_listings, listings::draft_listing))
        .routes(routes!(listings::get_listing, listings::edit_listing))
        .routes(routes!(listings::submit_listing))
        .routes(routes!(listings::review_listing))
        .routes(routes!(listings::listing_reviews))
        .routes(routes!(listings::close_listing))
        .routes(routes!(listings::list_answers, listings::answer_listing))
        .routes(routes!(listings::take_answer_back))
        .routes(routes!(listings::my_listings))
        .routes(routes!(reputation::my_standing))
        .routes(routes!(reputation::standing))
        .routes(routes!(reputation::my_ratings))
        .routes(routes!(reputation::suspended_rights))
        .routes(routes!(reputation::refresh))
        .routes(routes!(reputation::my_blocks))
        .routes(routes!(reputation::block, reputation::unblock))
}

/// What reviewers work with, and what is told to members: the queue, recommendations, draws, notices.
fn around_the_desk() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(desk::review_queue))
        .routes(routes!(desk::claim, desk::release))
        .routes(routes!(desk::preview))
        .routes(routes!(desk::decide, desk::decisions))
        .routes(routes!(desk::undo))
        .routes(routes!(desk::abnormal))
        .routes(routes!(desk::templates))
        .routes(routes!(desk::put_template, desk::delete_template))
        .routes(routes!(matching::recommendations))
        .routes(routes!(matching::lottery, matching::commit_lottery))
        .routes(routes!(notices::notices))
        .routes(routes!(notices::read_notices))
        .routes(routes!(notices::settings, notices::set_settings))
        .routes(routes!(notices::set_wechat, notices::remove_wechat))
        .routes(routes!(notices::agree_family, notices::refuse_family))
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
        .routes(routes!(family::groups, family::register_group))
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
        .routes(routes!(many::propose_openings))
        .routes(routes!(many::decide_openings))
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
        .routes(routes!(sources::sources))
        .routes(routes!(sources::source))
        .routes(routes!(sources::disagreements))
        .routes(routes!(sources::disagreement))
        .routes(routes!(sources::quarantine, sources::release))
        .routes(routes!(sources::dismiss))
        .routes(routes!(recovery::mine, recovery::begin))
        .routes(routes!(recovery::finish))
        .routes(routes!(recovery::waiting))
        .routes(routes!(recovery::recoveries))
        .routes(routes!(recovery::propose))
        .routes(routes!(recovery::approve))
        .routes(routes!(recovery::object))
}

/// What is about people, their data and their access.
fn identity_routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(registrar::evaluate))
        .routes(routes!(branches::give_texts))
        .routes(routes!(branches::give_details))
        .routes(routes!(branches::give_opening))
        .routes(routes!(branches::give_links))
        .routes(routes!(branches::hand_over))
        .routes(routes!(branches::handed_over))
        .routes(routes!(auth::send_registration_code))
        .routes(routes!(account::sessions, account::end_sessions))
        .routes(routes!(account::end_session))
        .routes(routes!(account::step_up))
        .routes(routes!(account::change_password))
        .routes(routes!(account::send_new_phone_code))
        .routes(routes!(account::change_phone))
        .routes(routes!(privacy::consent_texts))
        .routes(routes!(privacy::consents))
        .routes(routes!(privacy::agree, privacy::withdraw_consent))
        .routes(routes!(privacy::own_accesses))
        .routes(routes!(privacy::all_accesses))
        .routes(routes!(privacy::export_data))
        .routes(routes!(privacy::erase))
        .routes(routes!(counter::register_at_counter))
        .routes(routes!(counter::disclose))
        .routes(routes!(counter::start_reset))
        .routes(routes!(counter::send_counter_code))
        .routes(routes!(counter::set_phone))
        .routes(routes!(counter::take_consent))
        .routes(routes!(counter::enter_attendance))
        .routes(routes!(print::print_statement))
        .routes(routes!(custody::custody))
        .routes(routes!(custody::export_keys))
        .routes(routes!(custody::exit))
        .routes(routes!(custody::set_limits))
        .routes(routes!(custody::name_recipient))
        .routes(routes!(links::links, links::link))
        .routes(routes!(links::unlink))
}

/// The description of the API, OpenAPI 3.1.
pub fn openapi() -> &'static Document {
    static DOCUMENT: LazyLock<Document> = LazyLock::new(|| {
        let mut document = routes().split_for_parts().1;
        describe::describe(&mut document);
        document
    });
    &DOCUMENT
}

/// The description to read and try in a browser, at `/docs/`; everything it shows comes from this program.
fn manual<S: Clone + Send + Sync + 'static>() -> axum::Router<S> {
    let policy =
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";
    let config = Config::from("/v1/openapi.json").validator_url("none").try_it_out_enabled(true);
    let pages: axum::Router<S> = SwaggerUi::new("/docs").config(config).into();
    pages.layer(middleware::map_response(move |mut response: Response| async move {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
        response
    }))
}

/// The API's routes, and the web app beside them.
pub fn router(state: ApiState) -> axum::Router {
    let (router, _) = routes().split_for_parts();
    let router = match state.settings.web_dir.clone() {
        Some(folder) => router.fallback(move |request| web::file(folder, request)),
        None => router.fallback(|| async { Problem::from(Own::NotFound) }),
    };
    router
        .route_layer(middleware::from_fn_with_state(Guard::new(state.clone(), openapi()), access::guard))
        .method_not_allowed_fallback(|| async { Problem::from(Own::Method) })
        .merge(manual())
        .layer(middleware::from_fn(answer::tagged))
        .layer(middleware::from_fn(answer::limits))
        .layer(middleware::from_fn(answer::counted))
        .with_state(state)
}
