//! The API over a real socket and a real store; what the chain would say is written into the projections by hand.

mod acts;
mod bounds;
mod content;
mod described;
mod desk;
mod identity;
mod intents;
mod matrix;
mod messages;
mod people;
mod proofs;
mod silence;
mod slow;
mod stream;
mod web;

use super::*;
use crate::custody::{Custody, FileKms};
use crate::db::scratch::{self, Scratch};
use crate::fake::FakeChain;
use crate::identity::{ConsoleSms, Settings as IdentitySettings};
use crate::index::Tip;
use crate::relay::Terms;
use reqwest::{Client, Method, StatusCode};
use serde_json::{json, Value};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use timebank_api::permission::Contract;
use timebank_api::{Role, Roles};
use timebank_feeder::MatchingKey;
use tokio::net::TcpListener;
use tokio::sync::watch;

mod threats;

const CHAIN: &str = "timebank-test-1";
const PASSWORD: &str = "walnut-4815";
const TRANSACTION: &str = "480913";
/// The ID number of the first member of a branch.
const FIRST: &str = "990000195001010000";

struct Branch {
    base: String,
    db: Db,
    node: Arc<FakeChain>,
    folder: Arc<tempfile::TempDir>,
    stop: CancellationToken,
    client: Client,
    people: AtomicU32,
    identity: Identity,
    content: Content,
    /// Its store lives as long as this.
    scratch: Scratch,
    state: ApiState,
    /// The web app's folder is in it.
    site: tempfile::TempDir,
    // Kept: the relay reads it.
    _tip: watch::Sender<Tip>,
}

impl Drop for Branch {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

struct Answer {
    status: StatusCode,
    body: Value,
}

impl Answer {
    fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or("none")
    }
}

fn write_key(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::write(path, "07".repeat(32)).unwrap();
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
}

fn contracts() -> Contracts {
    let address = |contract: Contract| {
        let number = Contract::ALL.iter().position(|one| *one == contract).unwrap();
        timebank_client::address::text(&[u8::try_from(number).unwrap() + 1; 32])
    };
    Contracts::new(address).unwrap()
}

impl Branch {
    async fn start() -> Self {
        Self::with_rate(Rate::DEVELOPMENT).await
    }

    async fn with_rate(rate: Rate) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        Self::with(listener, rate, 1, false, |identity, _| identity).await
    }

    async fn with(
        listener: TcpListener,
        rate: Rate,
        number: BranchId,
        prove_phone: bool,
        adapt: impl FnOnce(Identity, &Db) -> Identity,
    ) -> Self {
        let chain = FakeChain::new();
        Self::on(Scratch::new().await, chain, listener, (rate, number, prove_phone), BTreeMap::new(), adapt)
            .await
    }

    /// On a store and a chain that others may use too, knowing where other branches are.
    async fn on(
        scratch: Scratch,
        node: Arc<FakeChain>,
        listener: TcpListener,
        (rate, number, prove_phone): (Rate, BranchId, bool),
        others: BTreeMap<BranchId, String>,
        adapt: impl FnOnce(Identity, &Db) -> Identity,
    ) -> Self {
        let db = scratch.open().await;
        let folder = scratch.folder.clone();
        let (tip_sender, tip) = watch::channel(Tip { height: 1, time: extract::clock(), chain: Some(1) });
        let contracts = contracts();
        let operator = Arc::new(crate::fake::key(100 + u8::try_from(number).unwrap()));
        let terms = Terms { signer: Some((number, operator)), ..Terms::default() };
        let relay = Relay::new(db.clone(), CHAIN, contracts.clone(), tip, terms);
        write_key(&folder.path().join("federation.key"));
        let kms = FileKms::open(&folder.path().join("kms.key"), Some(&folder.path().join("federation.key")))
            .unwrap();
        let identity = Identity::new(
            IdentitySettings {
                branch: number,
                chain_id: CHAIN.into(),
                proxy: contracts.canonical(Contract::Proxy),
                nullifier_version: 1,
                accept_sample_numbers: true,
                prove_phone,
            },
            db.clone(),
            relay.clone(),
            Custody::new(number, Arc::new(kms), 2, db.clone()),
            Arc::new(ConsoleSms::new(Some(folder.path().join("sms.log")))),
        );
        let identity = adapt(identity, &db);
        let kept = identity.clone();
        let stop = CancellationToken::new();
        let site = tempfile::tempdir().unwrap();
        let web = site.path().join("web");
        std::fs::create_dir_all(web.join("assets")).unwrap();
        std::fs::write(web.join("index.html"), "<!doctype html><title>page</title>").unwrap();
        std::fs::write(web.join("assets/app-1234.js"), "export {}").unwrap();
        let settings = Settings {
            branch: number,
            chain_id: CHAIN.into(),
            code_period: 15,
            help_phone: Some("025-12345".into()),
            web_dir: Some(web),
        };
        let hub = Hub::new(db.clone());
        let matching = Some(MatchingKey::new([7; 32].into()));
        let others = (Outgoing::default(), others);
        let content = Content::new(db.clone(), identity.clone(), relay.operator(), others, matching);
        node.provable(|chain| chain.chain_id = CHAIN.into());
        let mut state =
            ApiState::new(settings, contracts, node.clone(), db.clone(), relay, hub, identity, stop.clone())
                .with_content(content.clone());
        state.limiter = limit::Limiter::new("login", rate);
        let base = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(serve(state.clone(), listener, stop.clone()));
        Branch {
            base,
            db,
            node,
            folder,
            stop,
            client: Client::new(),
            people: AtomicU32::new(number * 100 - 100),
            identity: kept,
            content,
            scratch,
            state,
            site,
            _tip: tip_sender,
        }
    }

    async fn ask(
        &self,
        method: Method,
        path: &str,
        token: Option<&str>,
        key: Option<&str>,
        body: Option<String>,
    ) -> Answer {
        let mut request = self.client.request(method, format!("{}{path}", self.base));
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        if let Some(body) = body {
            request = request.header("content-type", "application/json").body(body);
        }
        self.send(request).await
    }

    /// The answer, which is one that the description names.
    async fn send(&self, request: reqwest::RequestBuilder) -> Answer {
        let request = request.build().unwrap();
        let (method, path) = (request.method().clone(), request.url().path().to_owned());
        let response = self.client.execute(request).await.unwrap();
        let status = response.status();
        let text = response.text().await.unwrap();
        let answer = Answer { status, body: serde_json::from_str(&text).unwrap_or(Value::String(text)) };
        described::check(&method, &path, &answer);
        answer
    }

    async fn post(&self, path: &str, token: Option<&str>, body: Value) -> Answer {
        let key = uuid::Uuid::now_v7().to_string();
        self.ask(Method::POST, path, token, Some(&key), Some(body.to_string())).await
    }

    async fn get(&self, path: &str, token: Option<&str>) -> Answer {
        self.ask(Method::GET, path, token, None, None).await
    }

    fn person(&self) -> (String, String) {
        let number = self.people.fetch_add(1, Ordering::Relaxed);
        (format!("139{number:08}"), id_number(&format!("99000019500101{number:03}")))
    }

    /// An approved activity of a member, in which nobody takes part.
    async fn approved(&self, id: i64, publisher: i64) {
        let mut tx = self.db.begin().await.unwrap();
        sqlx::query(
            "INSERT INTO p_activities (id, branch, publisher, revision, state, input, category, place, words, \
             registration_start, registration_end, service_start, service_end, seats, reward, payer, created, updated) \
             VALUES ($1, 1, $2, 1, 'approved', $3, 'medical', 'Gulou', 'x', 0, $4, 0, $4, 9, 60, 'own_balance', 1, 1)",
        )
        .bind(id)
        .bind(publisher)
        .bind(activity(9)["activity"].to_string())
        .bind(i64::MAX)
        .execute(&mut *tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }

    /// Where a participant is.
    async fn takes_part(&self, id: i64, participant: i64, state: &str) {
        let mut tx = self.db.begin().await.unwrap();
        sqlx::query(
            "INSERT INTO p_enrolments (activity, participant, state, position, created, updated) \
             VALUES ($1, $2, $3, 1, 1, 1) ON CONFLICT (activity, participant) DO UPDATE SET state = excluded.state",
        )
        .bind(id)
        .bind(participant)
        .bind(state)
        .execute(&mut *tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }

    /// What the ledger says a member has.
    async fn credit(&self, member: i64, minutes: i64) {
        let mut tx = self.db.begin().await.unwrap();
        sqlx::query(
            "INSERT INTO p_balances (account, minutes) SELECT account, CAST($2 AS BIGINT) FROM p_members WHERE id = $1 \
             ON CONFLICT (account) DO UPDATE SET minutes = excluded.minutes",
        )
        .bind(member)
        .bind(minutes)
        .execute(&mut *tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }

    async fn execute(&self, sql: &'static str, id: i64) {
        let mut tx = self.db.begin().await.unwrap();
        sqlx::query(sql).bind(id).execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Registers somebody; what the chain would do is not done.
    async fn register(&self, phone: &str, number: &str) -> Answer {
        let body = json!({"phone": phone, "password": PASSWORD, "id_number": number});
        self.post("/v1/auth/registrations", None, body).await
    }

    async fn log_in(&self, phone: &str, password: &str, role: &str) -> Answer {
        let body = json!({"phone": phone, "password": password, "role": role});
        self.post("/v1/auth/sessions", None, body).await
    }

    /// The token of a new session.
    async fn session(&self, phone: &str, role: &str) -> String {
        let session = self.log_in(phone, PASSWORD, role).await;
        session.body["token"].as_str().unwrap_or_else(|| panic!("{}", session.body)).to_owned()
    }

    /// Makes every open registration a member, as the index does when the chain has registered it.
    async fn confirm_registrations(&self) {
        let mut tx = self.db.begin().await.unwrap();
        let accounts: Vec<String> =
            sqlx::query_scalar("SELECT account FROM users WHERE member IS NULL ORDER BY created_at")
                .fetch_all(&mut *tx)
                .await
                .unwrap();
        for account in accounts {
            sqlx::query(
                "INSERT INTO p_members (id, account, branch, age, since) \
                 VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM p_members), $1, 1, 'from60', 1)",
            )
            .bind(account)
            .execute(&mut *tx)
            .await
            .unwrap();
        }
        sqlx::query("UPDATE actions SET state = 'done' WHERE kind = 'register_member'")
            .execute(&mut *tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// Gives every key of the branch's users to the index.
    async fn confirm_keys(&self) {
        for (scope, number) in [("everyday", 0), ("owner", 1), ("office", 2)] {
            let mut tx = self.db.begin().await.unwrap();
            sqlx::query(
                "INSERT INTO p_keys (member, scope, key, epoch) SELECT u.member, $2, k.public, 1 FROM user_keys k \
                 JOIN users u ON u.id = k.user_id WHERE k.scope = $1 AND u.member IS NOT NULL ON CONFLICT DO NOTHING",
            )
            .bind(scope)
            .bind(number)
            .execute(&mut *tx)
            .await
            .unwrap();
            tx.commit().await.unwrap();
        }
    }

    /// A registered member's phone and session.
    async fn member(&self) -> (String, String) {
        let (phone, number) = self.person();
        assert_eq!(self.register(&phone, &number).await.status, StatusCode::ACCEPTED);
        self.confirm_registrations().await;
        let session = self.log_in(&phone, PASSWORD, "member").await;
        assert_eq!(session.status, StatusCode::CREATED, "{}", session.body);
        self.confirm_keys().await;
        (phone, session.body["token"].as_str().unwrap().to_owned())
    }
}

fn id_number(digits: &str) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits.bytes().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    format!("{digits}{}", "10X98765432".chars().nth((sum % 11) as usize).unwrap())
}

fn activity(seats: u32) -> Value {
    let now = extract::now();
    json!({
        "activity": {
            "title": "Accompany to hospital", "summary": "Two hours.", "category": "medical", "place": "Gulou",
            "registration": {"start": now, "end": now + 7200}, "service": {"start": now, "end": now + 7200},
            "seats": seats, "reward": {"per_hour": {"minutes": 60}}, "payer": "own_balance",
            "admission": "automatic",
        },
        "submit": true,
        "transaction_password": TRANSACTION,
    })
}

#[tokio::test]
async fn who_has_an_answer_already_is_told_so() {
    let branch = Branch::start().await;
    let url = format!("{}/v1/branches", branch.base);
    let ask = |tag: Option<String>| {
        let request = branch.client.get(&url);
        tag.map_or(branch.client.get(&url), |tag| request.header("if-none-match", tag)).send()
    };
    let first = ask(None).await.unwrap();
    assert_eq!(first.status(), StatusCode::OK);
    assert_eq!(first.headers()["cache-control"], "no-store");
    let tag = first.headers()["etag"].to_str().unwrap().to_owned();
    for known in [tag.clone(), format!("\"0\", W/{tag}"), "*".into()] {
        let again = ask(Some(known)).await.unwrap();
        assert_eq!(
            (again.status(), &again.headers()["etag"]),
            (StatusCode::NOT_MODIFIED, &first.headers()["etag"])
        );
        assert!(again.bytes().await.unwrap().is_empty());
    }
    let sql = "INSERT INTO p_branches (id, name, district, since) VALUES ($1, 'two', 'd', 1)";
    branch.execute(sql, 2).await;
    let changed = ask(Some(tag)).await.unwrap();
    assert_eq!(changed.status(), StatusCode::OK);
    assert!(changed.text().await.unwrap().contains("two"));
    let none = branch.client.get(format!("{}/v1/nothing", branch.base)).send().await.unwrap();
    assert!(!none.headers().contains_key("etag"), "a problem is nothing to keep");
}

#[tokio::test]
async fn the_manual_is_served_from_here_and_asks_no_other_host() {
    let branch = Branch::start().await;
    let page = branch.client.get(format!("{}/docs/", branch.base)).send().await.unwrap();
    assert_eq!(page.status(), StatusCode::OK);
    assert!(page.headers()["content-security-policy"].to_str().unwrap().starts_with("default-src 'self';"));
    let html = page.text().await.unwrap();
    let sources = html.split(['"', '\'']).filter(|part| part.ends_with(".js") || part.ends_with(".css"));
    let mut served = 0;
    for source in sources {
        assert!(!source.contains("//"), "{source}");
        let file = branch.client.get(format!("{}/docs/{source}", branch.base)).send().await.unwrap();
        assert_eq!(file.status(), StatusCode::OK, "{source}");
        served += 1;
    }
    assert!(served >= 3, "{html}");
    let start =
        branch.client.get(format!("{}/docs/swagger-initializer.js", branch.base)).send().await.unwrap();
    let start = start.text().await.unwrap();
    assert!(start.contains("/v1/openapi.json") && !start.contains("https://"), "{start}");
}

#[tokio::test]
async fn a_problem_says_it_in_english_and_chinese() {
    let branch = Branch::start().await;
    let answer = branch.get("/v1/me", None).await;
    assert_eq!(answer.body["title"], "Please log in.");
    assert_eq!(answer.body["title_zh"], "请先登录。");
}

#[tokio::test]
async fn what_cannot_be_read_is_a_problem_with_its_own_code() {
    let branch = Branch::start().await;
    let path = "/v1/auth/registrations";
    let send = |key: Option<&'static str>, body: &'static str| {
        branch.ask(Method::POST, path, None, key, Some(body.into()))
    };
    assert_eq!(send(Some("a"), "{\"phone\": ").await.code(), "request.json");
    let unknown =
        send(Some("a"), r#"{"phone":"1","password":"geheim-geheim","id_number":"1","more":1}"#).await;
    assert_eq!(unknown.code(), "request.json");
    assert!(!unknown.body.to_string().contains("geheim"));
    assert_eq!(send(None, "{}").await.code(), "idempotency.missing");
    let plain = branch.ask(Method::POST, path, None, Some("a"), None).await;
    assert_eq!((plain.status, plain.code()), (StatusCode::UNSUPPORTED_MEDIA_TYPE, "request.media_type"));
    assert_eq!(branch.get("/v1/nothing", None).await.code(), "request.not_found");
    assert_eq!(branch.get(path, None).await.code(), "request.method");
    let long = format!("{{\"phone\":\"{}\"}}", "1".repeat(70_000));
    let large = branch.ask(Method::POST, path, None, Some("a"), Some(long)).await;
    assert_eq!((large.status, large.code()), (StatusCode::PAYLOAD_TOO_LARGE, "request.size"));
    let (phone, number) = branch.person();
    let wrong = format!("{}{}", &number[..17], if number.ends_with('1') { "2" } else { "1" });
    assert_eq!(branch.register(&phone, &wrong).await.code(), "id_number.checksum");
    assert_eq!(branch.register("123", &number).await.code(), "phone.invalid");
}

#[tokio::test]
async fn registration_makes_one_action_however_often_it_is_sent() {
    let branch = Branch::start().await;
    let (phone, number) = branch.person();
    let body = json!({"phone": phone, "password": PASSWORD, "id_number": number}).to_string();
    let send =
        |body: String| branch.ask(Method::POST, "/v1/auth/registrations", None, Some("one"), Some(body));
    let first = send(body.clone()).await;
    assert_eq!(first.status, StatusCode::ACCEPTED, "{}", first.body);
    assert_eq!(first.body["kind"], "register_member");
    assert_eq!(send(body).await.body["id"], first.body["id"]);
    let other = json!({"phone": phone, "password": PASSWORD, "id_number": branch.person().1}).to_string();
    let mismatch = send(other).await;
    assert_eq!((mismatch.status.as_u16(), mismatch.code()), (409, "idempotency.mismatch"));
    assert_eq!(branch.register(&phone, &branch.person().1).await.code(), "phone.taken");
    assert_eq!(branch.register(&branch.person().0, &number).await.code(), "member.person_registered");
    let actions: i64 =
        sqlx::query_scalar("SELECT count(*) FROM actions").fetch_one(branch.db.reader()).await.unwrap();
    assert_eq!(actions, 1);
    let id = first.body["id"].as_str().unwrap();
    assert_eq!(branch.get(&format!("/v1/actions/{id}"), None).await.body["state"], "accepted");
}

#[tokio::test]
async fn registration_that_the_chain_refuses_frees_the_phone_and_leaves_no_half_account() {
    let branch = Branch::start().await;
    let (phone, number) = branch.person();
    assert_eq!(branch.register(&phone, &number).await.status, StatusCode::ACCEPTED);
    let session = branch.log_in(&phone, PASSWORD, "member").await;
    let token = session.body["token"].as_str().unwrap().to_owned();
    let me = branch.get("/v1/me", Some(&token)).await;
    assert_eq!(me.body["member"], Value::Null, "{}", me.body);
    assert_eq!(
        branch.post("/v1/activities/1/enrolments", Some(&token), json!({})).await.code(),
        "auth.not_registered"
    );

    branch
        .execute("UPDATE actions SET state = 'failed', code = 'member.person_registered' WHERE $1 = 0", 0)
        .await;
    assert_eq!(branch.get("/v1/me", Some(&token)).await.code(), "auth.session");
    assert_eq!(branch.log_in(&phone, PASSWORD, "member").await.code(), "auth.login");
    let users: i64 =
        sqlx::query_scalar("SELECT (SELECT count(*) FROM users) + (SELECT count(*) FROM user_keys)")
            .fetch_one(branch.db.reader())
            .await
            .unwrap();
    assert_eq!(users, 0);
    assert_eq!(branch.register(&phone, &number).await.status, StatusCode::ACCEPTED);
}

#[tokio::test]
async fn login_says_the_same_of_a_wrong_password_and_an_unknown_phone_and_locks_both() {
    let branch = Branch::start().await;
    let (phone, token) = branch.member().await;
    assert_eq!(branch.get("/v1/me", Some(&token)).await.body["member"], 1);
    for phone in [phone.as_str(), "13800000000"] {
        for _ in 0..5 {
            let answer = branch.log_in(phone, "wrong-password", "member").await;
            assert_eq!((answer.status.as_u16(), answer.code()), (401, "auth.login"));
        }
        let answer = branch.log_in(phone, PASSWORD, "member").await;
        assert_eq!((answer.status.as_u16(), answer.code()), (423, "auth.locked"));
        assert!((890..=900).contains(&answer.body["retry_after"].as_u64().unwrap()), "{}", answer.body);
    }
    let out = branch.ask(Method::DELETE, "/v1/auth/sessions/current", Some(&token), None, None).await;
    assert_eq!(out.status, StatusCode::NO_CONTENT);
    assert_eq!(branch.get("/v1/me", Some(&token)).await.code(), "auth.session");
}

#[tokio::test]
async fn administrator_needs_an_office_on_chain_and_loses_the_session_with_it() {
    let branch = Branch::start().await;
    let (phone, member) = branch.member().await;
    assert_eq!(branch.log_in(&phone, PASSWORD, "administrator").await.code(), "auth.role");
    assert_eq!(branch.get("/v1/review/queue", Some(&member)).await.code(), "auth.role");
    let roles = i64::from(Roles::default().with(Role::Reviewer).0);
    branch.execute("UPDATE p_members SET roles = $1", roles).await;
    let session = branch.log_in(&phone, PASSWORD, "administrator").await;
    let token = session.body["token"].as_str().unwrap().to_owned();
    assert_eq!(branch.get("/v1/review/queue", Some(&token)).await.body["items"], json!([]));
    let grant = json!({"member": 1, "rule": "elder-80"});
    assert_eq!(branch.post("/v1/grants", Some(&token), grant).await.code(), "auth.role");

    let review = json!({"revision": 1, "decision": "approve"});
    let locked = branch.post("/v1/activities/1/review", Some(&token), review.clone()).await;
    assert_eq!(locked.code(), "office.locked");
    let passphrase = json!({"passphrase": "reviewer of branch 1"});
    assert_eq!(
        branch.post("/v1/me/office-session", Some(&token), passphrase.clone()).await.code(),
        "office.unset"
    );
    let put = branch
        .ask(Method::PUT, "/v1/me/office-passphrase", Some(&token), None, Some(passphrase.to_string()))
        .await;
    assert_eq!(put.body["public_key"].as_str().unwrap().len(), 66, "{}", put.body);
    branch.confirm_keys().await;
    let wrong =
        branch.post("/v1/me/office-session", Some(&token), json!({"passphrase": "another phrase"})).await;
    assert_eq!((wrong.code(), wrong.body["tries_left"].as_u64()), ("office.passphrase", Some(4)));
    let unlocked = branch.post("/v1/me/office-session", Some(&token), passphrase).await;
    assert_eq!(unlocked.status, StatusCode::CREATED);
    let approved = branch.post("/v1/activities/1/review", Some(&token), review).await;
    assert_eq!((approved.status, &approved.body["kind"]), (StatusCode::ACCEPTED, &json!("approve")));

    branch.execute("UPDATE p_members SET roles = $1", 0).await;
    assert_eq!(branch.get("/v1/review/queue", Some(&token)).await.code(), "auth.role");
}

#[tokio::test]
async fn transaction_password_is_set_once_counted_and_changed_only_with_the_one_in_force() {
    let branch = Branch::start().await;
    let (_, token) = branch.member().await;
    let set = |body: Value, key: &'static str| {
        branch.ask(
            Method::PUT,
            "/v1/me/transaction-password",
            Some(&token),
            Some(key),
            Some(body.to_string()),
        )
    };
    assert_eq!(
        branch.post("/v1/activities", Some(&token), activity(1)).await.code(),
        "transaction_password.unset"
    );
    assert_eq!(
        set(json!({"transaction_password": "123456"}), "a").await.code(),
        "transaction_password.trivial"
    );
    let first = set(json!({"transaction_password": TRANSACTION}), "b").await;
    assert_eq!(
        (first.status, &first.body["kind"]),
        (StatusCode::ACCEPTED, &json!("set_owner_key")),
        "{}",
        first.body
    );
    assert_eq!(
        set(json!({"transaction_password": TRANSACTION}), "c").await.code(),
        "transaction_password.required"
    );
    branch.confirm_keys().await;

    let mut body = activity(1);
    body["transaction_password"] = json!("000000");
    let wrong = branch.post("/v1/activities", Some(&token), body.clone()).await;
    assert_eq!(
        (wrong.status.as_u16(), wrong.code(), wrong.body["tries_left"].as_u64()),
        (403, "transaction_password.wrong", Some(4))
    );
    let published = branch.post("/v1/activities", Some(&token), activity(1)).await;
    assert_eq!(
        (published.status, &published.body["kind"]),
        (StatusCode::ACCEPTED, &json!("publish")),
        "{}",
        published.body
    );

    let changed = set(
        json!({"transaction_password": "a longer one", "current_transaction_password": TRANSACTION}),
        "d",
    )
    .await;
    assert_eq!(changed.status, StatusCode::NO_CONTENT, "{}", changed.body);
    for left in (0..5).rev() {
        let wrong = branch.post("/v1/activities", Some(&token), activity(1)).await;
        assert_eq!(wrong.body["tries_left"].as_u64(), Some(left));
    }
    body["transaction_password"] = json!("a longer one");
    let locked = branch.post("/v1/activities", Some(&token), body).await;
    assert_eq!((locked.status.as_u16(), locked.code()), (423, "transaction_password.locked"));
}

#[tokio::test]
async fn same_request_twice_at_once_is_one_action_and_a_refused_one_may_come_again() {
    let branch = Branch::start().await;
    let (_, token) = branch.member().await;
    branch.approved(1, 2).await;
    let enrol = || branch.ask(Method::POST, "/v1/activities/1/enrolments", Some(&token), Some("same"), None);
    let answers = futures::future::join_all((0..8).map(|_| enrol())).await;
    let ids: std::collections::BTreeSet<String> = answers
        .iter()
        .filter(|answer| answer.status == StatusCode::ACCEPTED)
        .map(|answer| answer.body["id"].to_string())
        .collect();
    assert_eq!(ids.len(), 1);
    assert!(answers
        .iter()
        .all(|answer| answer.status == StatusCode::ACCEPTED || answer.code() == "idempotency.in_progress"));
    let actions: i64 = sqlx::query_scalar("SELECT count(*) FROM actions WHERE kind = 'enrol'")
        .fetch_one(branch.db.reader())
        .await
        .unwrap();
    assert_eq!(actions, 1);
    let other =
        branch.ask(Method::POST, "/v1/activities/2/enrolments", Some(&token), Some("same"), None).await;
    assert_eq!(other.code(), "idempotency.mismatch");

    let attend = |code: &str| {
        let body = json!({"code": code}).to_string();
        branch.ask(Method::POST, "/v1/activities/1/attendance", Some(&token), Some("again"), Some(body))
    };
    assert_eq!(attend("TB1.2.start.1.AA").await.code(), "attendance.code");
    let signature = "A".repeat(86);
    let well = attend(&format!("TB1.1.start.1.{signature}")).await;
    assert_eq!(
        (well.status, &well.body["kind"]),
        (StatusCode::ACCEPTED, &json!("check_in")),
        "{}",
        well.body
    );
}

#[tokio::test]
async fn forgotten_password_is_reset_by_code_and_the_account_stays() {
    let branch = Branch::start().await;
    let (phone, token) = branch.member().await;
    for phone in [phone.as_str(), "13700000000"] {
        let answer = branch.post("/v1/auth/password-resets", None, json!({"phone": phone})).await;
        assert_eq!((answer.status, &answer.body), (StatusCode::ACCEPTED, &json!("")));
    }
    let log = branch.folder.path().join("sms.log");
    let text = loop {
        match std::fs::read_to_string(&log) {
            Ok(text) if text.ends_with('\n') => break text,
            _ => tokio::task::yield_now().await,
        }
    };
    assert_eq!(text.lines().count(), 1, "an unknown phone is sent nothing");
    let code = text.trim().rsplit(' ').next().unwrap().to_owned();
    let wrong = if code == "000000" { "000001" } else { "000000" };
    let confirm = |code: &str| {
        let body = json!({"phone": phone, "code": code, "id_number": FIRST, "password": "a new password"});
        branch.post("/v1/auth/password-resets/confirmations", None, body)
    };
    assert_eq!(confirm(wrong).await.code(), "auth.reset_code");
    assert_eq!(confirm(&code).await.status, StatusCode::NO_CONTENT);
    assert_eq!(confirm(&code).await.code(), "auth.reset_code", "a code is good once");
    assert_eq!(branch.get("/v1/me", Some(&token)).await.code(), "auth.session");
    assert_eq!(branch.log_in(&phone, PASSWORD, "member").await.code(), "auth.login");
    assert_eq!(branch.log_in(&phone, "a new password", "member").await.body["member"], 1);
}

#[tokio::test]
async fn codes_are_tried_five_times() {
    let branch = Branch::start().await;
    let (phone, _) = branch.member().await;
    branch.post("/v1/auth/password-resets", None, json!({"phone": phone})).await;
    branch.execute("UPDATE sms_codes SET tries = 5 WHERE $1 = 0", 0).await;
    let log = branch.folder.path().join("sms.log");
    let text = loop {
        match std::fs::read_to_string(&log) {
            Ok(text) if text.ends_with('\n') => break text,
            _ => tokio::task::yield_now().await,
        }
    };
    let code = text.trim().rsplit(' ').next().unwrap();
    let body = json!({"phone": phone, "code": code, "id_number": FIRST, "password": "a new password"});
    let answer = branch.post("/v1/auth/password-resets/confirmations", None, body).await;
    assert_eq!(answer.code(), "auth.reset_code");
}

#[tokio::test]
async fn one_address_cannot_try_for_ever() {
    let branch = Branch::with_rate(Rate { burst: 3.0, per_second: 0.001 }).await;
    let mut codes = Vec::new();
    for _ in 0..4 {
        codes.push(branch.log_in("123", PASSWORD, "member").await.code().to_owned());
    }
    assert_eq!(codes, ["phone.invalid", "phone.invalid", "phone.invalid", "rate.limited"]);

    let url = format!("{}/v1/auth/sessions", branch.base);
    let refused = branch.client.post(url).send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(refused.headers()["ratelimit-policy"], "\"login\";q=3;w=3000");
    let left = refused.headers()["ratelimit"].to_str().unwrap();
    assert!(left.starts_with("\"login\";r=0;t="), "{left}");
    assert!(refused.headers()["retry-after"].to_str().unwrap().parse::<u64>().unwrap() > 900);
    let free = branch.client.get(format!("{}/v1/branches", branch.base)).send().await.unwrap();
    assert!(!free.headers().contains_key("ratelimit"), "what is not limited says nothing");
}

#[tokio::test]
async fn public_text_is_served_by_its_hash() {
    let branch = Branch::start().await;
    let (_, token) = branch.member().await;
    branch.approved(1, 2).await;
    branch.takes_part(1, 1, "settled").await;
    let rating = json!({"score": 5, "comment": "Kind and on time."});
    let rated = branch.post("/v1/activities/1/enrolments/1/rating", Some(&token), rating).await;
    assert_eq!(rated.status, StatusCode::ACCEPTED, "{}", rated.body);
    let hash = hex::encode(<sha2::Sha256 as sha2::Digest>::digest("Kind and on time."));
    let text = branch.get(&format!("/v1/contents/{hash}"), None).await;
    assert_eq!(text.body, json!("Kind and on time."));
    let nothing = branch.get(&format!("/v1/contents/{}", "00".repeat(32)), None).await;
    assert_eq!((nothing.status.as_u16(), nothing.code()), (404, "content.unknown"));
}

#[tokio::test]
async fn nothing_that_was_typed_stands_readable_in_the_store() {
    let branch = Branch::start().await;
    let (phone, number) = branch.person();
    branch.register(&phone, &number).await;
    branch.confirm_registrations().await;
    let session = branch.log_in(&phone, PASSWORD, "member").await;
    let token = session.body["token"].as_str().unwrap();
    branch.confirm_keys().await;
    let body = json!({"transaction_password": TRANSACTION}).to_string();
    branch.ask(Method::PUT, "/v1/me/transaction-password", Some(token), Some("k"), Some(body)).await;
    let mut stored = Vec::new();
    for file in std::fs::read_dir(branch.folder.path()).unwrap() {
        let path = file.unwrap().path();
        if path.file_name().unwrap().to_string_lossy().starts_with("t.sqlite") {
            stored.extend(std::fs::read(path).unwrap());
        }
    }
    stored.extend(scratch::dump(&branch.db, "").await.join("\n").into_bytes());
    assert!(stored.len() > 1_000);
    for secret in [phone.as_str(), number.as_str(), PASSWORD, TRANSACTION, token] {
        let found = stored.windows(secret.len()).any(|window| window == secret.as_bytes());
        assert!(!found, "{secret}");
    }
}

#[test]
fn every_operation_has_a_name_of_its_own() {
    let document = serde_json::to_value(openapi()).unwrap();
    let mut names = std::collections::BTreeSet::new();
    for operations in document["paths"].as_object().unwrap().values() {
        for operation in operations.as_object().unwrap().values() {
            let name = operation["operationId"].as_str().unwrap();
            assert!(names.insert(name.to_owned()), "{name}");
        }
    }
}

#[test]
fn committed_description_is_the_one_the_code_gives() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema/openapi.json");
    let made = format!("{}\n", openapi().to_pretty_json().unwrap());
    if std::env::var_os("TIMEBANK_WRITE_SCHEMA").is_some() {
        std::fs::write(&path, &made).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == made,
        "schema/openapi.json is out of date: run `timebank-relayer openapi > schema/openapi.json`"
    );
}

/// An approved activity of member 1 with member 2 enrolled, as the index would have it.
async fn stage_activity(branch: &Branch, publisher: &str) {
    let mut draft = activity(1);
    draft["submit"] = json!(false);
    let drafted = branch.post("/v1/activities", Some(publisher), draft).await;
    assert_eq!(
        (drafted.status, &drafted.body["kind"]),
        (StatusCode::ACCEPTED, &json!("draft")),
        "{}",
        drafted.body
    );
    let attendance_key: Vec<u8> =
        sqlx::query_scalar("SELECT public FROM attendance_keys").fetch_one(branch.db.reader()).await.unwrap();
    let mut input = activity(1)["activity"].clone();
    input["attendance_key"] = serde_json::to_value(cosmwasm_std::Binary::from(attendance_key)).unwrap();
    let service = &input["service"];
    let mut tx = branch.db.begin().await.unwrap();
    for (id, state) in [(1, "approved"), (2, "draft"), (3, "approved")] {
        sqlx::query(
            "INSERT INTO p_activities (id, branch, publisher, revision, state, input, category, place, words, \
             registration_start, registration_end, service_start, service_end, seats, reward, payer, taken, created, updated) \
             VALUES ($1, 1, 1, 1, $2, $3, 'medical', 'Gulou', 'accompany to hospital two hours. gulou', $4, $5, $4, $5, 1, \
             120, 'own_balance', $6, 1, 1)",
        )
        .bind(id)
        .bind(state)
        .bind(input.to_string())
        .bind(service["start"].as_i64())
        .bind(service["end"].as_i64())
        .bind(i64::from(id == 3))
        .execute(&mut *tx)
        .await
        .unwrap();
        for gram in crate::index::grams::grams("accompany to hospital two hours. gulou") {
            sqlx::query("INSERT INTO p_words (gram, activity, place) VALUES ($1, $2, 0)")
                .bind(gram)
                .bind(id)
                .execute(&mut *tx)
                .await
                .unwrap();
        }
    }
    for sql in [
        "INSERT INTO p_enrolments (activity, participant, state, position, created, updated) VALUES (1, 2, 'admitted', 1, 1, 1)",
        "INSERT INTO p_movements (id, height, time, kind, reference, from_account, to_account, minutes) \
         SELECT 1, 5, 50, 'mint_grant', '{\"grant\":{\"branch\":1,\"pack\":1,\"rule\":\"elder-80\"}}', NULL, account, 600 \
         FROM p_members WHERE id = 1",
        "INSERT INTO p_movements (id, height, time, kind, reference, from_account, to_account, minutes) \
         SELECT 2, 6, 60, 'transfer', 'message', a.account, b.account, 20 FROM p_members a, p_members b WHERE a.id = 1 AND b.id = 2",
        "INSERT INTO p_statement (account, movement, delta, balance, number) SELECT account, 1, 600, 600, 1 FROM p_members WHERE id = 1",
        "INSERT INTO p_statement (account, movement, delta, balance, number) SELECT account, 2, -20, 580, 2 FROM p_members WHERE id = 1",
        "INSERT INTO p_balances SELECT account, 580 FROM p_members WHERE id = 1",
        "INSERT INTO p_branches VALUES (1, 'Gulou', 'Nanjing', 1)",
        "INSERT INTO p_supply (branch, budget, minted_grant) VALUES (1, 1000, 600)",
        "INSERT INTO p_supply_changes VALUES (1, 5, 1, 'minted_grant', 600)",
        "INSERT INTO cursor (one, chain_id, height, time) VALUES (1, 'timebank-test-1', 6, 60)",
        "INSERT INTO p_feed VALUES (1, 'activity:1', 'enrolled', '{\"activity\":1}', 5, 50)",
        "INSERT INTO p_feed VALUES (2, 'member:2', 'enrolled', '{\"activity\":1}', 5, 50)",
    ] {
        sqlx::query(sql).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn reading_shows_what_the_index_has_to_those_who_may_see_it() {
    let branch = Branch::start().await;
    let (_, publisher) = branch.member().await;
    let (_, volunteer) = branch.member().await;
    stage_activity(&branch, &publisher).await;
    let ids = |answer: &Answer| -> Vec<u64> {
        let list = answer.body["activities"].as_array().unwrap_or_else(|| panic!("{}", answer.body));
        list.iter().map(|activity| activity["id"].as_u64().unwrap()).collect()
    };

    let found =
        branch.get("/v1/activities?text=hospital&category=medical&free_seats=true", Some(&volunteer)).await;
    assert_eq!(ids(&found), [1]);
    assert_eq!(found.body["activities"][0]["stage"], "in_progress");
    let page = branch.get("/v1/activities?stage=in_progress&limit=1", Some(&volunteer)).await;
    assert_eq!(ids(&page), [3]);
    let next = page.body["next"].as_str().unwrap();
    let page = branch
        .get(&format!("/v1/activities?stage=in_progress&limit=1&cursor={next}"), Some(&volunteer))
        .await;
    assert_eq!(ids(&page), [1]);
    assert_eq!(ids(&branch.get("/v1/activities?min_reward=121", Some(&volunteer)).await), [0u64; 0]);
    assert_eq!(branch.get("/v1/activities?nonsense=1", Some(&volunteer)).await.code(), "request.parameter");
    assert_eq!(ids(&branch.get("/v1/me/activities?as=publisher", Some(&publisher)).await), [3, 2, 1]);
    assert_eq!(ids(&branch.get("/v1/me/activities?as=participant", Some(&volunteer)).await), [1]);

    let detail = branch.get("/v1/activities/1", Some(&volunteer)).await;
    assert_eq!(
        (&detail.body["my_enrolment"]["state"], &detail.body["administered"]),
        (&json!("admitted"), &json!(false))
    );
    assert_eq!(branch.get("/v1/activities/9", Some(&volunteer)).await.code(), "activity.unknown");
    let count = |answer: Answer| answer.body["enrolments"].as_array().unwrap().len();
    assert_eq!(count(branch.get("/v1/activities/1/enrolments", Some(&publisher)).await), 1);
    assert_eq!(count(branch.get("/v1/activities/3/enrolments", Some(&volunteer)).await), 0);

    let statement = branch.get("/v1/me/statement", Some(&publisher)).await;
    assert_eq!(statement.body["balance"], 580);
    let lines = statement.body["lines"].as_array().unwrap();
    assert_eq!(
        (&lines[0]["minutes"], &lines[0]["other"], &lines[1]["kind"]),
        (&json!(-20), &json!(2), &json!("mint_grant"))
    );
    let first = branch.get("/v1/me/statement?limit=1", Some(&publisher)).await;
    let next = first.body["next"].as_str().unwrap();
    let second = branch.get(&format!("/v1/me/statement?limit=1&cursor={next}"), Some(&publisher)).await;
    assert_eq!(second.body["lines"][0]["movement"], 1);
    let grants = branch.get("/v1/me/statement?kind=mint_grant&to=55", Some(&publisher)).await;
    assert_eq!(grants.body["lines"].as_array().unwrap().len(), 1);

    let receipt = branch.get("/v1/activities/1/enrolments/2/receipt", Some(&volunteer)).await;
    assert_eq!(receipt.code(), "receipt.unknown");
    assert_eq!(branch.get("/v1/supply", None).await.body["supply"], 600);
    assert_eq!(branch.get("/v1/branches", None).await.body["branches"][0]["district"], "Nanjing");
}

#[tokio::test]
async fn attendance_codes_are_shown_to_administrators_of_the_activity_and_are_the_ones_the_chain_checks() {
    use k256::ecdsa::signature::hazmat::PrehashVerifier;
    let branch = Branch::start().await;
    let (_, publisher) = branch.member().await;
    let (_, volunteer) = branch.member().await;
    stage_activity(&branch, &publisher).await;
    let path = "/v1/activities/1/attendance-code?side=start";
    assert_eq!(branch.get(path, Some(&volunteer)).await.code(), "activity.not_administrator");
    let shown = branch.get(path, Some(&publisher)).await;
    let code = shown.body["code"].as_str().unwrap().to_owned();
    let parts: Vec<&str> = code.split('.').collect();
    let step: u64 = parts[3].parse().unwrap();
    assert_eq!(shown.body["next_at"], (step + 1) * 15);
    let registry = contracts().canonical(Contract::ActivityRegistry);
    let digest =
        timebank_intent::attendance_digest(CHAIN, &registry, 1, timebank_intent::AttendanceSide::Start, step);
    let signature =
        base64::Engine::decode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, parts[4]).unwrap();
    let public: Vec<u8> =
        sqlx::query_scalar("SELECT public FROM attendance_keys").fetch_one(branch.db.reader()).await.unwrap();
    k256::ecdsa::VerifyingKey::from_sec1_bytes(&public)
        .unwrap()
        .verify_prehash(&digest, &k256::ecdsa::Signature::from_slice(&signature).unwrap())
        .unwrap();
    let scanned = branch.post("/v1/activities/1/attendance", Some(&volunteer), json!({"code": code})).await;
    assert_eq!(scanned.body["kind"], "check_in", "{}", scanned.body);
}

#[tokio::test]
async fn the_number_below_the_picture_is_the_same_code_and_no_other_number_is_any() {
    let branch = Branch::start().await;
    let (_, publisher) = branch.member().await;
    let (_, volunteer) = branch.member().await;
    stage_activity(&branch, &publisher).await;
    branch.takes_part(1, 2, "attending").await;
    let shown = branch.get("/v1/activities/1/attendance-code?side=end", Some(&publisher)).await;
    let number = shown.body["number"].as_str().unwrap().to_owned();
    assert!(number.len() == 8 && number.bytes().all(|byte| byte.is_ascii_digit()), "{number}");
    let attend = |body: Value| branch.post("/v1/activities/1/attendance", Some(&volunteer), body);
    let typed = attend(json!({"number": number})).await;
    assert_eq!(typed.body["kind"], "check_out", "{}", typed.body);
    let other = format!("{:08}", (number.parse::<u64>().unwrap() + 1) % 100_000_000);
    assert_eq!(attend(json!({"number": other})).await.code(), "attendance.code");
    assert_eq!(attend(json!({})).await.code(), "request.json");
    assert_eq!(attend(json!({"number": number, "code": shown.body["code"]})).await.code(), "request.json");
    let mut tx = branch.db.begin().await.unwrap();
    sqlx::query("DELETE FROM attendance_keys").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(attend(json!({"number": number})).await.code(), "attendance.key_elsewhere");
}

#[tokio::test]
async fn stream_resumes_after_the_last_event_and_tells_only_what_was_asked_for() {
    let branch = Branch::start().await;
    let (_, publisher) = branch.member().await;
    let (_, volunteer) = branch.member().await;
    stage_activity(&branch, &publisher).await;
    let foreign = branch.get("/v1/stream?topics=member:1", Some(&volunteer)).await;
    assert_eq!(foreign.code(), "request.parameter");
    let watch = |token: &str, topics: &str| {
        let url = format!("{}/v1/stream?topics={topics}", branch.base);
        branch.client.get(url).bearer_auth(token).header("last-event-id", "0").send()
    };
    let mut stream = watch(&volunteer, "me,activity:1").await.unwrap();
    let mut text = String::new();
    while text.matches("\n\n").count() < 2 {
        text.push_str(std::str::from_utf8(&stream.chunk().await.unwrap().unwrap()).unwrap());
    }
    let lines: Vec<&str> = text.lines().filter(|line| line.starts_with("id:")).collect();
    assert_eq!(lines, ["id: 1", "id: 2"], "{text}");
    let mut stream = watch(&publisher, "me,activity:1").await.unwrap();
    let first = stream.chunk().await.unwrap().unwrap();
    assert!(!String::from_utf8_lossy(&first).contains("member:2"));
}
