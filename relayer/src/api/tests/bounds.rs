//! What is sent wrongly, to every operation there is: a clear problem with a stable code, and nothing is done.

use super::described::{Operation, OPERATIONS};
use super::*;
use reqwest::RequestBuilder;

/// Codes that say that a request could not be read.
const UNREAD: [&str; 5] =
    ["request.json", "request.media_type", "request.size", "request.parameter", "idempotency.missing"];
const ALL_OFFICES: i64 = 63;

/// Somebody whom every door of a session lets in.
struct Anybody {
    branch: Branch,
    token: String,
}

impl Anybody {
    async fn start() -> Self {
        let branch = Branch::start().await;
        let token = Self::anew(&branch).await;
        Anybody { branch, token }
    }

    async fn anew(branch: &Branch) -> String {
        let (phone, _) = branch.member().await;
        branch.execute("UPDATE p_members SET roles = $1", ALL_OFFICES).await;
        branch.session(&phone, "administrator").await
    }

    fn request(&self, operation: &Operation, path: &str) -> RequestBuilder {
        let url = format!("{}{path}", self.branch.base);
        let request = self.branch.client.request(operation.method.clone(), url);
        if operation.public() {
            request
        } else {
            request.bearer_auth(&self.token)
        }
    }

    /// With a key of its own, where one is needed.
    fn keyed(&self, operation: &Operation) -> RequestBuilder {
        let request = self.request(operation, &format!("{}?{}", operation.path(None), operation.query()));
        match operation.parameter("Idempotency-Key") {
            Some(_) => request.header("idempotency-key", uuid::Uuid::now_v7().to_string()),
            None => request,
        }
    }

    async fn send(&self, request: RequestBuilder) -> Answer {
        self.branch.send(request).await
    }

    async fn send_body(&self, operation: &Operation, kind: Option<&str>, body: impl Into<Vec<u8>>) -> Answer {
        let request = self.keyed(operation).body(body.into());
        self.send(kind.into_iter().fold(request, |request, kind| request.header("content-type", kind))).await
    }

    async fn refused(&self, operation: &Operation, body: impl Into<Vec<u8>>, code: &str, why: &str) {
        let answer = self.send_body(operation, Some("application/json"), body).await;
        assert_eq!(answer.code(), code, "{}: {why}: {}", operation.name, answer.body);
        let title = answer.body["title"].as_str().unwrap();
        assert_eq!(Problem::named(code).unwrap().title(), title);
    }
}

/// Operations with a body that a session may send.
fn with_bodies() -> impl Iterator<Item = (&'static Operation, &'static Value)> {
    let bodies = OPERATIONS.iter().filter_map(|operation| Some((operation, operation.body.as_ref()?)));
    bodies.filter(|(operation, _)| !operation.of_branches())
}

#[tokio::test]
async fn a_body_that_cannot_be_read_is_said_to_be_so_by_every_operation() {
    let anybody = Anybody::start().await;
    let mut tried = 0;
    for (operation, body) in with_bodies() {
        let whole = body.to_string();
        let cut = &whole[..whole.len() - 1];
        for (wrong, why) in [
            (cut.as_bytes().to_vec(), "it ends too early"),
            (b"[]".to_vec(), "a list"),
            (b"{\"\xff\xfe\": 1}".to_vec(), "no UTF-8"),
            (vec![b'['; 60_000], "too deep"),
            (whole.replacen('{', "{\"nobody_knows_this\": 1, ", 1).into_bytes(), "a field nobody knows"),
            (whole.replacen('{', "{\"\\u0000\": 1, ", 1).into_bytes(), "U+0000"),
        ] {
            anybody.refused(operation, wrong, "request.json", why).await;
        }
        let large = format!("{{\"text\":\"{}\"}}", "1".repeat(70_000));
        anybody.refused(operation, large, "request.size", "large").await;
        for kind in [Some("text/plain"), Some("application/x-www-form-urlencoded"), None] {
            let answer = anybody.send_body(operation, kind, whole.clone()).await;
            assert_eq!(answer.code(), "request.media_type", "{}: {kind:?}", operation.name);
        }
        tried += 1;
    }
    assert!(tried > 80, "{tried}");
    let users = "SELECT COUNT(*) FROM actions WHERE kind <> 'register_member'";
    assert_eq!(anybody.branch.count(users).await, 0, "something was done");
}

#[tokio::test]
async fn a_field_of_the_wrong_kind_is_refused_by_every_operation() {
    let anybody = Anybody::start().await;
    for (operation, body) in with_bodies() {
        for field in body.as_object().into_iter().flatten().map(|(name, _)| name) {
            let mut wrong = body.clone();
            wrong[field] = json!([[[]]]);
            anybody.refused(operation, wrong.to_string(), "request.json", field).await;
        }
    }
}

#[tokio::test]
async fn parameters_that_cannot_be_read_are_said_to_be_so_by_every_operation() {
    let anybody = Anybody::start().await;
    let (mut numbers, mut queries, mut keys) = (0, 0, 0);
    for operation in OPERATIONS.iter().filter(|operation| !operation.of_branches()) {
        let name = &operation.name;
        let (path, id) = (operation.path(None), operation.path(Some("x")));
        let json = |request: RequestBuilder| match &operation.body {
            Some(body) => request.header("content-type", "application/json").body(body.to_string()),
            None => request,
        };
        if id != path {
            for wrong in ["x", "-1", "1.5", "99999999999999999999999", "%ff", "%00"] {
                let request = anybody.request(operation, &operation.path(Some(wrong)));
                let request = request.header("idempotency-key", uuid::Uuid::now_v7().to_string());
                let answer = anybody.send(json(request)).await;
                assert_eq!(answer.code(), "request.parameter", "{name}: {wrong}: {}", answer.body);
            }
            numbers += 1;
        }
        if operation.has("query") {
            let most = operation.parameter("limit").map(|limit| limit["schema"]["maximum"].as_u64().unwrap());
            let more = most.map(|most| format!("limit={}", most + 1));
            let wrong = ["nonsense=1", "limit=x", "limit=0", "limit=201", "cursor=%00"];
            for wrong in wrong.into_iter().chain(more.as_deref()) {
                let answer = anybody.send(anybody.request(operation, &format!("{path}?{wrong}"))).await;
                assert_eq!(answer.code(), "request.parameter", "{name}: {wrong}: {}", answer.body);
            }
            queries += 1;
        }
        if operation.parameter("Idempotency-Key").is_some() {
            let long = "k".repeat(65);
            for key in [None, Some(""), Some(long.as_str()), Some("with space")] {
                let request = json(anybody.request(operation, &path));
                let request =
                    key.into_iter().fold(request, |request, key| request.header("idempotency-key", key));
                let answer = anybody.send(request).await;
                assert_eq!(answer.code(), "idempotency.missing", "{name}: {key:?}: {}", answer.body);
            }
            keys += 1;
        }
        if operation.parameter("On-Behalf-Of").is_some() {
            let request = json(anybody.keyed(operation)).header("on-behalf-of", "x");
            let answer = anybody.send(request).await;
            assert_eq!(answer.code(), "request.parameter", "{name}: {}", answer.body);
        }
    }
    assert!(numbers > 80 && queries > 40 && keys > 90, "{numbers} {queries} {keys}");
}

#[tokio::test]
async fn every_example_is_understood_and_none_breaks_anything() {
    let mut anybody = Anybody::start().await;
    let mut unread = Vec::new();
    for operation in
        OPERATIONS.iter().filter(|operation| !operation.of_branches() && operation.name != "stream")
    {
        for last in [false, true] {
            let request = anybody.keyed(operation);
            let request = match &operation.body {
                Some(body) => request.header("content-type", "application/json").body(body.to_string()),
                None => request,
            };
            let answer = anybody.send(request).await;
            // What an example before has ended is begun anew.
            if answer.code() == "auth.session" && !last {
                anybody.token = Anybody::anew(&anybody.branch).await;
                continue;
            }
            let name = &operation.name;
            if UNREAD.contains(&answer.code()) && answer.status != StatusCode::OK {
                unread.push(format!("{name}: {}", answer.body));
            }
            assert_ne!(answer.code(), "auth.session", "{name}");
            let fine = answer.status.as_u16() < 500 || answer.code() == "system.node";
            assert!(fine, "{name}: {} {}", answer.status, answer.body);
            break;
        }
    }
    assert!(unread.is_empty(), "{unread:#?}");
}

#[tokio::test]
async fn a_key_that_was_used_for_something_else_is_refused_by_every_operation() {
    let anybody = Anybody::start().await;
    anybody.branch.approved(1, 99).await;
    let (mut used, mut others) = (0, Vec::new());
    for operation in OPERATIONS.iter().filter(|one| one.parameter("Idempotency-Key").is_some()) {
        // The key stands for something of the same member's already.
        let enrol = anybody.branch.ask(
            Method::POST,
            "/v1/activities/1/enrolments",
            Some(&anybody.token),
            Some(&operation.name),
            None,
        );
        assert_eq!(enrol.await.status, StatusCode::ACCEPTED);
        // Several decisions are sent under a key of each one's own.
        let several = ["decide", "decide_openings", "propose_openings"].contains(&operation.name.as_str());
        if operation.public() || several || operation.name == "enrol" {
            continue;
        }
        let request = anybody.request(operation, &operation.path(None));
        let request = request.header("idempotency-key", &operation.name);
        let request = match &operation.body {
            Some(body) => request.header("content-type", "application/json").body(body.to_string()),
            None => request,
        };
        let answer = anybody.send(request).await;
        if (answer.status.as_u16(), answer.code()) != (409, "idempotency.mismatch") {
            others.push(format!("{}: {}", operation.name, answer.body));
        }
        used += 1;
    }
    assert!(others.is_empty(), "{others:#?}");
    assert!(used > 90, "{used}");
}

#[tokio::test]
async fn ten_megabytes_are_answered_with_a_problem() {
    let branch = Branch::start().await;
    let body = vec![b' '; 10 * 1024 * 1024];
    let url = format!("{}/v1/auth/sessions", branch.base);
    let request = branch.client.post(url).header("content-type", "application/json").body(body);
    let answer = branch.send(request).await;
    assert_eq!((answer.status, answer.code()), (StatusCode::PAYLOAD_TOO_LARGE, "request.size"));
}

#[tokio::test]
async fn pages_of_other_hosts_are_let_in_nowhere() {
    let branch = Branch::start().await;
    for (method, asks) in [(Method::GET, None), (Method::OPTIONS, Some("POST"))] {
        for path in ["/v1/branches", "/v1/auth/sessions", "/v1/me", "/docs/"] {
            let request = branch.client.request(method.clone(), format!("{}{path}", branch.base));
            let request = request.header("origin", "https://elsewhere.example");
            let request = asks
                .into_iter()
                .fold(request, |request, asks| request.header("access-control-request-method", asks));
            let response = request.send().await.unwrap();
            let opens = response.headers().keys().find(|name| name.as_str().starts_with("access-control-"));
            assert!(opens.is_none(), "{method} {path}: {opens:?}");
        }
    }
}

#[tokio::test]
async fn a_session_that_is_over_opens_nothing() {
    let anybody = Anybody::start().await;
    anybody.branch.execute("UPDATE sessions SET expires_at = $1", 1).await;
    for operation in OPERATIONS.iter().filter(|operation| !operation.public() && !operation.of_branches()) {
        let answer = anybody.send(anybody.keyed(operation)).await;
        let found = (answer.status.as_u16(), answer.code());
        assert_eq!(found, (401, "auth.session"), "{}", operation.name);
    }
}
