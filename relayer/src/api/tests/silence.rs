//! A whole scenario, after which logs, metrics, problem documents and what goes to the chain are searched for everything that was
//! secret or personal in it.

use super::identity::{privacy, seed, two_branches, PAIR};
use super::*;
use crate::custody::Kept;
use std::io::Write;
use std::sync::atomic::AtomicUsize;
use std::sync::{Mutex, OnceLock};

const NEW_PASSWORD: &str = "apricot-2342-lantern";
const LONG_TRANSACTION: &str = "orchard-9173-meadow";
const PASSPHRASE: &str = "the clerk's long phrase 7718";
const NEW_PHONE: &str = "13698745210";
const NAME: &str = "欧阳试验";

/// How many tests listen: most log for nobody.
static LISTENING: AtomicUsize = AtomicUsize::new(0);
static LOGS: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// Keeps what is logged while somebody listens.
struct Logs;

impl Write for Logs {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if LISTENING.load(Ordering::Relaxed) > 0 {
            LOGS.lock().unwrap().extend_from_slice(bytes);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// A test that hears everything that is logged from now on, by whichever test.
pub(super) struct Listener {
    from: usize,
}

impl Listener {
    pub fn new() -> Self {
        static SUBSCRIBED: OnceLock<()> = OnceLock::new();
        SUBSCRIBED.get_or_init(|| {
            let everything = tracing_subscriber::fmt().json().with_env_filter("trace").with_writer(|| Logs);
            everything.try_init().unwrap();
        });
        LISTENING.fetch_add(1, Ordering::Relaxed);
        Listener { from: LOGS.lock().unwrap().len() }
    }

    /// What was logged since.
    pub fn heard(&self) -> String {
        let logs = String::from_utf8_lossy(&LOGS.lock().unwrap()[self.from..]).into_owned();
        assert!(logs.lines().count() > 100, "nothing was logged");
        logs
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        LISTENING.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Whether a text holds a secret, not merely digits of a longer number.
fn holds(text: &str, secret: &str) -> bool {
    text.match_indices(secret).any(|(at, _)| {
        let whole = |c: Option<char>| !c.is_some_and(|c| c.is_ascii_alphanumeric());
        secret.len() > 8
            || (whole(text[..at].chars().next_back()) && whole(text[at + secret.len()..].chars().next()))
    })
}

/// Fails with the line that holds a secret.
pub(super) fn lacks((place, text): (&str, &str), (what, secret): (&str, &str)) {
    let line = text.lines().find(|line| holds(line, secret));
    assert!(line.is_none(), "{what} in {place}: {}", line.unwrap_or_default());
}

/// A branch in whose use every kind of secret and personal data comes up, and what was answered.
struct Scenario {
    branch: Branch,
    secrets: Vec<(&'static str, String)>,
    problems: Vec<String>,
}

impl Scenario {
    fn secret(&mut self, what: &'static str, secret: impl Into<String>) {
        self.secrets.push((what, secret.into()));
    }

    async fn post(&mut self, path: &str, token: Option<&str>, body: Value) -> Answer {
        let answer = self.branch.post(path, token, body).await;
        self.kept(answer)
    }

    async fn put(&mut self, path: &str, token: &str, body: Value) -> Answer {
        let body = body.to_string();
        let answer = self.branch.ask(Method::PUT, path, Some(token), Some("k"), Some(body)).await;
        self.kept(answer)
    }

    fn kept(&mut self, answer: Answer) -> Answer {
        if answer.status.as_u16() >= 400 {
            self.problems.push(answer.body.to_string());
        }
        answer
    }

    async fn code(&mut self, phone: &str, n: usize) -> String {
        let code = self.branch.code(phone, n).await;
        self.secret("code", code.clone());
        self.branch.forget_messages().await;
        code
    }

    async fn log_in(&mut self, phone: &str, password: &str, role: &str) -> String {
        let body = json!({"phone": phone, "password": password, "role": role});
        let session = self.post("/v1/auth/sessions", None, body).await;
        let token = session.body["token"].as_str().unwrap_or_else(|| panic!("{}", session.body)).to_owned();
        self.secret("token", token.clone());
        token
    }

    async fn register(&mut self) -> String {
        let (phone, number) = self.branch.person();
        self.secret("phone", phone.clone());
        self.secret("number", number.clone());
        self.post("/v1/auth/phone-codes", None, json!({"phone": phone})).await;
        let code = self.code(&phone, 1).await;
        let mut body = json!({"phone": phone, "password": PASSWORD, "id_number": number, "name": NAME, "code": "000000x"});
        self.post("/v1/auth/registrations", None, body.clone()).await;
        body["code"] = json!(code);
        let registered = self.post("/v1/auth/registrations", None, body).await;
        assert_eq!(registered.status, StatusCode::ACCEPTED, "{}", registered.body);
        self.branch.confirm_registrations().await;
        self.log_in(&phone, PASSWORD, "member").await;
        self.branch.confirm_keys().await;
        phone
    }
}

#[tokio::test]
async fn nothing_personal_or_secret_is_in_logs_metrics_problems_or_on_the_chain() {
    let listener = Listener::new();
    let metrics = crate::telemetry::metrics().unwrap();

    let (branch, other) = two_branches(100, true).await;
    let mut scenario = Scenario { branch, secrets: Vec::new(), problems: Vec::new() };
    for (what, secret) in [
        ("password", PASSWORD),
        ("password", NEW_PASSWORD),
        ("transaction password", LONG_TRANSACTION),
        ("passphrase", PASSPHRASE),
        ("phone", NEW_PHONE),
        ("name", NAME),
        ("registrar key", seed(1).reveal()),
        ("registrar key", seed(2).reveal()),
        ("pair secret", &PAIR.repeat(32)),
    ] {
        scenario.secret(what, secret);
    }
    for branch in [&scenario.branch, &other] {
        let key = std::fs::read_to_string(branch.folder.path().join("kms.key")).unwrap();
        scenario.secrets.push(("key management's key", key.trim().to_owned()));
    }
    let elder = scenario.register().await;
    let clerk = scenario.register().await;
    scenario.branch.execute("UPDATE p_members SET roles = 32 WHERE id = $1", 2).await;
    at_the_counter(&mut scenario, &clerk).await;
    in_person(&mut scenario, &elder).await;
    keys(&mut scenario).await;

    assert!(scenario.problems.len() >= 8, "{}", scenario.problems.len());
    let logs = listener.heard();
    let bodies: Vec<Vec<u8>> =
        sqlx::query_scalar("SELECT body FROM actions").fetch_all(scenario.branch.db.reader()).await.unwrap();
    let chain: String = bodies.iter().map(|body| String::from_utf8_lossy(body).into_owned()).collect();
    let places = [("logs", &logs), ("metrics", &metrics.render()), ("chain", &chain)];
    let problems = scenario.problems.iter().map(|problem| ("problem", problem));
    for (place, text) in places.into_iter().chain(problems) {
        for (what, secret) in &scenario.secrets {
            lacks((place, text), (*what, secret));
        }
    }
}

/// A clerk reads the elder's data, mistypes things, and starts a password reset.
async fn at_the_counter(scenario: &mut Scenario, clerk: &str) {
    let token = scenario.log_in(clerk, PASSWORD, "administrator").await;
    let passphrase = json!({"passphrase": PASSPHRASE});
    scenario.put("/v1/me/office-passphrase", &token, passphrase.clone()).await;
    scenario.branch.confirm_keys().await;
    scenario.post("/v1/me/office-session", Some(&token), json!({"passphrase": NEW_PASSWORD})).await;
    let shift = scenario.post("/v1/me/office-session", Some(&token), passphrase).await;
    assert_eq!(shift.status, StatusCode::CREATED, "{}", shift.body);
    let read = json!({"fields": ["phone", "id_number"], "reason": "to write a letter"});
    let read = scenario.post("/v1/counter/members/1/disclosures", Some(&token), read).await;
    assert_eq!(read.status, StatusCode::OK, "{}", read.body);
    let (_, number) = scenario.branch.person();
    scenario.secret("number", number.clone());
    let consent = privacy(&scenario.branch).await;
    let body = json!({"id_number": number, "name": NAME, "consent": consent, "paper": "binder 1"});
    let registered = scenario.post("/v1/counter/registrations", Some(&token), body).await;
    assert_eq!(registered.status, StatusCode::ACCEPTED, "{}", registered.body);
    let wrong = json!({"phone": NEW_PHONE, "code": "000000x", "id_number": number, "reason": "lost it"});
    scenario.put("/v1/counter/members/1/phone", &token, wrong).await;
    scenario.branch.approved(1, 2).await;
    scenario.branch.takes_part(1, 1, "attended").await;
    let entry = json!({"participant": 1, "entry": {"minutes": 60}, "paper": "list 4"});
    let entered = scenario.post("/v1/counter/activities/1/attendance", Some(&token), entry).await;
    assert_eq!(entered.status, StatusCode::ACCEPTED, "{}", entered.body);
}

/// The elder forgets the password, sets a transaction password, changes the phone, and mistypes everything once.
async fn in_person(scenario: &mut Scenario, elder: &str) {
    scenario.branch.forget_messages().await;
    scenario.post("/v1/auth/password-resets", None, json!({"phone": elder})).await;
    let code = scenario.code(elder, 2).await;
    let mut reset = json!({"phone": elder, "code": "000000x", "id_number": FIRST, "password": NEW_PASSWORD});
    scenario.post("/v1/auth/password-resets/confirmations", None, reset.clone()).await;
    reset["code"] = json!(code);
    let reset = scenario.post("/v1/auth/password-resets/confirmations", None, reset).await;
    assert_eq!(reset.status, StatusCode::NO_CONTENT, "{}", reset.body);
    let body = json!({"phone": elder, "password": PASSWORD, "role": "member"});
    scenario.post("/v1/auth/sessions", None, body).await;
    let token = scenario.log_in(elder, NEW_PASSWORD, "member").await;

    let set = json!({"transaction_password": LONG_TRANSACTION});
    let set = scenario.put("/v1/me/transaction-password", &token, set).await;
    assert_eq!(set.status, StatusCode::ACCEPTED, "{}", set.body);
    scenario.branch.confirm_keys().await;
    let wrong = json!({"recipient": 2, "minutes": 5, "transaction_password": NEW_PASSWORD});
    scenario.post("/v1/transfers", Some(&token), wrong).await;
    scenario.branch.credit(1, 5).await;
    let right = json!({"recipient": 2, "minutes": 5, "transaction_password": LONG_TRANSACTION});
    let sent = scenario.post("/v1/transfers", Some(&token), right).await;
    assert_eq!(sent.status, StatusCode::ACCEPTED, "{}", sent.body);

    scenario.post("/v1/me/phone-codes", Some(&token), json!({"phone": NEW_PHONE})).await;
    let code = scenario.code(NEW_PHONE, 1).await;
    let mut change = json!({"phone": NEW_PHONE, "code": code, "password": LONG_TRANSACTION});
    scenario.put("/v1/me/phone", &token, change.clone()).await;
    change["unknown"] = json!(NEW_PASSWORD);
    scenario.put("/v1/me/phone", &token, change.clone()).await;
    change.as_object_mut().unwrap().remove("unknown");
    change["password"] = json!(NEW_PASSWORD);
    let changed = scenario.put("/v1/me/phone", &token, change).await;
    assert_eq!(changed.status, StatusCode::NO_CONTENT, "{}", changed.body);
    let nobody = format!("/v1/actions/{NEW_PHONE}");
    let answer = scenario.branch.get(&nobody, Some(&token)).await;
    scenario.kept(answer);
}

/// The keys that custody keeps, as they are when they are open.
async fn keys(scenario: &mut Scenario) {
    let rows: Vec<(String, String, Vec<u8>)> = sqlx::query_as("SELECT user_id, scope, sealed FROM user_keys")
        .fetch_all(scenario.branch.db.reader())
        .await
        .unwrap();
    assert!(rows.len() >= 5, "{}", rows.len());
    let custody = scenario.branch.identity.custody().clone();
    for (user, scope, sealed) in rows {
        let key = match scope.as_str() {
            "everyday" => custody.open_key(Kept::Everyday(&user), &sealed).await,
            "owner" => custody.open_owner(&user, LONG_TRANSACTION, &sealed).await,
            _ => custody.open_office(&user, PASSPHRASE, &sealed).await,
        };
        let key = key.unwrap().to_bytes();
        scenario.secret("key", hex::encode(key.as_slice()));
        scenario.secret(
            "key",
            base64::Engine::encode(&base64::engine::general_purpose::STANDARD, key.as_slice()),
        );
    }
}

#[test]
fn a_code_is_found_as_a_word_and_a_key_anywhere() {
    assert!(holds("sent: 123456\"", "123456"));
    assert!(!holds("0x9123456f and 1234567", "123456"));
    assert!(holds("…a5a5a5a5a5a5b", "5a5a5a5a5a"));
    assert!(!holds("nothing", "5a5a5a5a5a"));
}
