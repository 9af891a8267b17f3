//! Who may call what. Each operation says it once, in its description, and what it does not admit never comes to its handler:
//!
//! - `security(())`: anybody.
//! - `security(("session" = []))`: whoever has logged in; a handler may ask for more, for it knows whose it is.
//! - `security(("session" = ["reviewer", …]))`: who has logged in as administrator and holds one of these offices; `administrator`
//!   is any office. Auditors read what any office reads.
//! - `security(("branch" = []))`: another branch; the handler checks its signature over the body.
//!
//! An operation that says nothing is closed to everybody. `x-rate-limit` names the bucket from which its requests are taken.

use super::extract::now;
use super::limit::{Limiter, Quota};
use super::problem::{Own, Problem};
use super::ApiState;
use crate::identity::{Login, SessionRole};
use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::{header, HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Instant;
use timebank_api::{Code, Role, Roles};
use utoipa::openapi::path::Operation;
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::OpenApi;

/// The word for any office.
const ADMINISTRATOR: &str = "administrator";

/// An office as descriptions name it.
pub(super) fn name(office: Role) -> &'static str {
    match office {
        Role::Publisher => "publisher",
        Role::Reviewer => "reviewer",
        Role::BranchAdministrator => "branch_administrator",
        Role::TrainingAdministrator => "training_administrator",
        Role::Auditor => "auditor",
        Role::Custodian => "custodian",
    }
}

/// Whom an operation admits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Door {
    Closed,
    Open,
    Branch,
    Session,
    AnyOffice,
    Offices(Roles),
}

impl Door {
    fn of(operation: &Operation) -> Self {
        let requirements = operation.security.iter().flatten().map(requirement);
        requirements.fold(Door::Closed, |door, (scheme, words)| match scheme.as_deref() {
            None => Door::Open,
            Some("branch") => Door::Branch,
            Some("session") if words.is_empty() => Door::Session,
            Some("session") if words.iter().any(|word| word == ADMINISTRATOR) => Door::AnyOffice,
            Some("session") => {
                let before = if let Door::Offices(offices) = door { offices } else { Roles::default() };
                let named = |office: &Role| words.iter().any(|word| word == name(*office));
                Door::Offices(Role::ALL.into_iter().filter(named).fold(before, Roles::with))
            }
            Some(_) => door,
        })
    }

    /// Whether somebody who has logged in comes in.
    fn admits(self, login: &Login) -> bool {
        let administrator = login.role == SessionRole::Administrator;
        match self {
            Door::Closed | Door::Branch => false,
            Door::Open | Door::Session => true,
            Door::AnyOffice => administrator,
            Door::Offices(offices) => {
                administrator && offices.iter().any(|office| login.roles.contains(office))
            }
        }
    }
}

/// What of the schemes is asked for, and with which words.
fn requirement(requirement: &SecurityRequirement) -> (Option<String>, Vec<String>) {
    let value = serde_json::to_value(requirement).unwrap_or_default();
    let schemes: HashMap<String, Vec<String>> = serde_json::from_value(value).unwrap_or_default();
    schemes.into_iter().next().map_or((None, Vec::new()), |(scheme, words)| (Some(scheme), words))
}

/// Lets auditors read what any office reads, and names offices as alternatives, for a list of words means all of them.
pub(super) fn describe(method: &Method, operation: &mut Operation) {
    let door = Door::of(operation);
    let Door::Offices(offices) = door else { return };
    let offices = if *method == Method::GET { offices.with(Role::Auditor) } else { offices };
    let alternative = |office| SecurityRequirement::new("session", [name(office)]);
    operation.security = Some(offices.iter().map(alternative).collect());
}

/// Whether only those come in who have logged in.
pub(super) fn needs_session(operation: &Operation) -> bool {
    matches!(Door::of(operation), Door::Session | Door::AnyOffice | Door::Offices(_))
}

/// Whether only office-holders come in.
pub(super) fn needs_office(operation: &Operation) -> bool {
    matches!(Door::of(operation), Door::AnyOffice | Door::Offices(_))
}

/// Whether only other branches come in.
pub(super) fn needs_branch(operation: &Operation) -> bool {
    Door::of(operation) == Door::Branch
}

/// A bucket of requests that an operation's are taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bucket {
    Login,
    Texting,
    Proving,
}

/// The bucket that a description names.
pub(super) fn bucket(operation: &Operation) -> Option<Bucket> {
    match operation.extensions.as_ref()?.get("x-rate-limit")?.as_str()? {
        "login" => Some(Bucket::Login),
        "texting" => Some(Bucket::Texting),
        "proving" => Some(Bucket::Proving),
        _ => None,
    }
}

/// Who comes in, and from which bucket requests are taken.
type Rule = (Door, Option<Bucket>);

/// The rules of all operations, by route and method.
#[derive(Clone)]
pub(super) struct Guard {
    state: ApiState,
    rules: Arc<HashMap<(String, Method), Rule>>,
}

impl Guard {
    pub fn new(state: ApiState, document: &OpenApi) -> Self {
        let mut rules = HashMap::new();
        for (path, method, operation) in super::describe::operations(document) {
            rules.insert((path.to_owned(), method), (Door::of(operation), bucket(operation)));
        }
        Guard { state, rules: Arc::new(rules) }
    }

    fn limiter(&self, bucket: Bucket) -> &Limiter {
        match bucket {
            Bucket::Login => &self.state.limiter,
            Bucket::Texting => &self.state.texting,
            Bucket::Proving => &self.state.proving,
        }
    }

    async fn admit(&self, door: Door, request: &mut Request) -> Result<(), Problem> {
        match door {
            Door::Closed => return Err(Code::RoleMissing.into()),
            Door::Open | Door::Branch => return Ok(()),
            Door::Session | Door::AnyOffice | Door::Offices(_) => {}
        }
        let token = bearer(request.headers()).ok_or(Own::Session)?;
        let login = self.state.identity.authenticate(token, now()).await?;
        let reads = matches!(*request.method(), Method::GET | Method::HEAD);
        // An auditor's session changes nothing but what is the auditor's own.
        let own = ["/v1/me/", "/v1/auth/"].iter().any(|prefix| request.uri().path().starts_with(prefix));
        if !door.admits(&login) || (login.only_reads() && !reads && !own) {
            return Err(Code::RoleMissing.into());
        }
        request.extensions_mut().insert(login);
        Ok(())
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// Asks for every request whether it may go on to its handler.
pub(super) async fn guard(
    State(guard): State<Guard>,
    route: MatchedPath,
    mut request: Request,
    next: Next,
) -> Response {
    // Whoever may read a page may ask for its head.
    let method = if *request.method() == Method::HEAD { Method::GET } else { request.method().clone() };
    let rule = guard.rules.get(&(route.as_str().to_owned(), method)).copied();
    let (door, bucket) = rule.unwrap_or((Door::Closed, None));
    let quota = bucket.map(|bucket| guard.limiter(bucket).take(address(&request), Instant::now()));
    let admitted = match quota.as_ref().map(Quota::permits) {
        Some(Err(problem)) => Err(problem),
        _ => guard.admit(door, &mut request).await,
    };
    let mut response = match admitted {
        Ok(()) => next.run(request).await,
        Err(problem) => problem.into_response(),
    };
    if let Some(quota) = quota {
        quota.tell(response.headers_mut());
    }
    response
}

fn address(request: &Request) -> IpAddr {
    let info = request.extensions().get::<ConnectInfo<SocketAddr>>();
    info.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |info| info.0.ip())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn operation(security: Option<Vec<SecurityRequirement>>) -> Operation {
        let mut operation = Operation::new();
        operation.security = security;
        operation
    }

    #[test]
    fn what_says_nothing_is_closed_and_an_unknown_word_opens_nothing() {
        assert_eq!(Door::of(&operation(None)), Door::Closed);
        assert_eq!(Door::of(&operation(Some(vec![]))), Door::Closed);
        assert_eq!(Door::of(&operation(Some(vec![SecurityRequirement::default()]))), Door::Open);
        let unknown = SecurityRequirement::new("session", ["mayor"]);
        assert_eq!(Door::of(&operation(Some(vec![unknown]))), Door::Offices(Roles::default()));
        let other = SecurityRequirement::new("cookie", [""; 0]);
        assert_eq!(Door::of(&operation(Some(vec![other]))), Door::Closed);
    }

    #[test]
    fn offices_are_described_as_alternatives_and_mean_the_same() {
        let offices = SecurityRequirement::new("session", ["reviewer", "custodian"]);
        let mut described = operation(Some(vec![offices]));
        let before = Door::of(&described);
        describe(&Method::POST, &mut described);
        assert_eq!(described.security.as_ref().map(Vec::len), Some(2));
        assert_eq!(Door::of(&described), before);
        describe(&Method::GET, &mut described);
        let reading = Roles::default().with(Role::Reviewer).with(Role::Custodian).with(Role::Auditor);
        assert_eq!(Door::of(&described), Door::Offices(reading));
    }
}
