//! People, their sessions, phones and data.

use super::*;
use crate::identity::{registrar_public_key, Limits, Peers, Registrar, Registrars, SecretText};

/// The byte of which the two branches' secret is made.
pub(super) const PAIR: &str = "5a";
const SECOND: &str = "13700000002";
const CUSTODIAN: &str = "UPDATE p_members SET roles = 32 WHERE id = $1";
const AUDITOR: &str = "UPDATE p_members SET roles = 16 WHERE id = $1";

impl Branch {
    /// The code in the n-th message to a phone.
    pub(super) async fn code(&self, phone: &str, n: usize) -> String {
        self.message(phone, n).await.rsplit(' ').next().unwrap().to_owned()
    }

    async fn message(&self, phone: &str, n: usize) -> String {
        let log = self.folder.path().join("sms.log");
        let to = format!("+86{phone}\t");
        for _ in 0..2_000 {
            let text = std::fs::read_to_string(&log).unwrap_or_default();
            if let Some(line) = text.lines().filter(|line| line.starts_with(&to)).nth(n - 1) {
                return line.to_owned();
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        panic!("no message {n} to {phone}");
    }

    /// As if the last message had been sent long ago.
    pub(super) async fn forget_messages(&self) {
        self.execute("DELETE FROM sms_sent WHERE $1 = 0", 0).await;
    }

    pub(super) async fn put(&self, path: &str, token: &str, body: Value) -> Answer {
        self.ask(Method::PUT, path, Some(token), Some("k"), Some(body.to_string())).await
    }

    pub(super) async fn delete(&self, path: &str, token: &str) -> Answer {
        self.ask(Method::DELETE, path, Some(token), None, None).await
    }

    async fn token(&self, phone: &str, role: &str) -> String {
        let session = self.log_in(phone, PASSWORD, role).await;
        session.body["token"].as_str().unwrap_or_else(|| panic!("{}", session.body)).to_owned()
    }

    pub(super) async fn count(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(self.db.reader()).await.unwrap()
    }

    /// The nullifiers asked for, in order.
    async fn nullifiers(&self) -> Vec<String> {
        let bodies: Vec<Vec<u8>> = sqlx::query_scalar("SELECT body FROM actions ORDER BY seq")
            .fetch_all(self.db.reader())
            .await
            .unwrap();
        let nullifier = |body: Vec<u8>| {
            let message: Value = serde_json::from_slice(&body).unwrap();
            message["register_member"]["nullifier"].as_str().unwrap().to_owned()
        };
        bodies.into_iter().map(nullifier).collect()
    }
}

pub(super) fn seed(branch: BranchId) -> SecretText {
    SecretText::new(hex::encode([0xc0 | u8::try_from(branch).unwrap(); 32]))
}

/// The secret that the two branches share.
pub(super) fn pair() -> SecretText {
    SecretText::new(PAIR.repeat(32))
}

fn peers(branch: BranchId) -> Peers {
    let mut peers = Peers::new(branch);
    assert!(peers.add(3 - branch, &pair()));
    peers
}

/// Two branches that are each other's registrars.
pub(super) async fn two_branches(per_hour: i64, prove_phone: bool) -> (Branch, Branch) {
    let bind = || TcpListener::bind("127.0.0.1:0");
    let (one, two) = (bind().await.unwrap(), bind().await.unwrap());
    let url = |listener: &TcpListener| format!("http://{}/", listener.local_addr().unwrap());
    let known = [(2, url(&two)), (1, url(&one))]
        .map(|(branch, url)| (branch, url, registrar_public_key(&seed(branch)).unwrap()));
    let start = |listener, branch: BranchId| {
        let known = known.to_vec();
        let outgoing = crate::outgoing::Outgoing::new(None).unwrap();
        Branch::with(listener, Rate::DEVELOPMENT, branch, prove_phone, move |identity, db| {
            let own = Registrar::new(&seed(branch), Limits { per_hour, per_day: 100 }, db.clone());
            let registrars = Registrars::new(branch, own, known, peers(branch), outgoing).unwrap();
            identity.with_registrars(registrars).with_peers(peers(branch))
        })
    };
    (start(one, 1).await, start(two, 2).await)
}

#[tokio::test]
async fn a_person_is_the_same_at_every_branch_and_nobody_registers_while_a_registrar_is_down() {
    let (one, two) = two_branches(100, false).await;
    let (phone, number) = one.person();
    assert_eq!(one.register(&phone, &number).await.status, StatusCode::ACCEPTED);
    assert_eq!(two.register(SECOND, &number).await.status, StatusCode::ACCEPTED);
    let (_, other) = one.person();
    assert_eq!(two.register("13700000003", &other).await.status, StatusCode::ACCEPTED);
    let (at_one, at_two) = (one.nullifiers().await, two.nullifiers().await);
    assert_eq!(at_one[0], at_two[0]);
    assert_ne!(at_two[0], at_two[1]);
    let uses = one.count("SELECT CAST(SUM(uses) AS BIGINT) FROM registrar_uses WHERE branch = 2").await;
    assert_eq!(uses, 2, "registrar 1 was asked by branch 2 for each of its people");

    two.stop.cancel();
    let address = two.base.trim_start_matches("http://").to_owned();
    while tokio::net::TcpStream::connect(&address).await.is_ok() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let (phone, number) = one.person();
    let later = one.register(&phone, &number).await;
    assert_eq!((later.status.as_u16(), later.code()), (503, "registrar.unavailable"), "{}", later.body);
    assert_eq!(later.body["retry_after"], 30);
    assert_eq!(one.count("SELECT count(*) FROM users").await, 1);
    assert_eq!(one.nullifiers().await.len(), 1, "nothing was begun");
}

#[tokio::test]
async fn registrar_answers_only_branches_it_knows_and_only_so_often() {
    let (one, two) = two_branches(1, false).await;
    let (phone, number) = two.person();
    let path = "/v1/registrar/evaluations";
    let body = r#"{"blinded":"00"}"#;
    let ask = |header: Option<String>| {
        let request = one.client.post(format!("{}{path}", one.base)).body(body);
        let request =
            header.into_iter().fold(request, |request, header| request.header("authorization", header));
        async {
            let answer = request.send().await.unwrap();
            let status = answer.status();
            let text = answer.text().await.unwrap();
            Answer { status, body: serde_json::from_str(&text).unwrap() }
        }
    };
    assert_eq!(ask(None).await.code(), "auth.session");
    let mut stranger = Peers::new(2);
    assert!(stranger.add(1, &SecretText::new("5b".repeat(32))));
    let forged = ask(stranger.sign(1, path, body.as_bytes(), extract::now())).await;
    assert_eq!((forged.status.as_u16(), forged.code()), (401, "auth.branch"));
    let signed = || peers(2).sign(1, path, body.as_bytes(), extract::now());
    assert_eq!(ask(signed()).await.code(), "registrar.point");

    assert_eq!(two.register(&phone, &number).await.status, StatusCode::ACCEPTED);
    let (phone, number) = two.person();
    let later = two.register(&phone, &number).await;
    assert_eq!(later.code(), "registrar.unavailable", "the second within the hour");
    assert!(later.body["retry_after"].as_u64().unwrap() <= 3_600);
}

#[tokio::test]
async fn phone_is_shown_by_a_code_before_anything_is_said_of_it() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let branch = Branch::with(listener, Rate::DEVELOPMENT, 1, true, |identity, _| identity).await;
    let (phone, number) = branch.person();
    let register = |phone: String, code: String, number: String, key: &'static str| {
        let body =
            json!({"phone": phone, "password": PASSWORD, "id_number": number, "code": code}).to_string();
        branch.ask(Method::POST, "/v1/auth/registrations", None, Some(key), Some(body))
    };
    assert_eq!(branch.register(&phone, &number).await.code(), "auth.reset_code");
    let sent = branch.post("/v1/auth/phone-codes", None, json!({"phone": phone})).await;
    assert_eq!((sent.status, &sent.body), (StatusCode::ACCEPTED, &json!("")));
    let code = branch.code(&phone, 1).await;
    let wrong = if code == "000000" { "000001" } else { "000000" };
    assert_eq!(register(phone.clone(), wrong.into(), number.clone(), "a").await.code(), "auth.reset_code");
    let reset = json!({"phone": phone, "code": code, "id_number": number, "password": "a new password"});
    let reset = branch.post("/v1/auth/password-resets/confirmations", None, reset).await;
    assert_eq!(reset.code(), "auth.reset_code", "a code for something else");
    let first = register(phone.clone(), code.clone(), number.clone(), "b").await;
    assert_eq!(first.status, StatusCode::ACCEPTED, "{}", first.body);
    let again = register(phone.clone(), code.clone(), number.clone(), "b").await;
    assert_eq!(again.body["id"], first.body["id"], "the same request, though the code is used up");

    // Somebody else's phone: without the code the answer is that of any phone.
    let (_, other) = branch.person();
    assert_eq!(register(phone.clone(), wrong.into(), other.clone(), "c").await.code(), "auth.reset_code");
    branch.forget_messages().await;
    let sent = branch.post("/v1/auth/phone-codes", None, json!({"phone": phone})).await;
    assert_eq!((sent.status, &sent.body), (StatusCode::ACCEPTED, &json!("")));
    let code = branch.code(&phone, 2).await;
    assert_eq!(register(phone, code, other, "d").await.code(), "phone.taken");
}

#[tokio::test]
async fn sessions_are_listed_and_ended_one_by_one_or_all_at_once() {
    let branch = Branch::start().await;
    let (phone, token) = branch.member().await;
    let other = branch.token(&phone, "member").await;
    let list = branch.get("/v1/me/sessions", Some(&token)).await.body;
    let current = |entry: &Value| entry["current"] == json!(true);
    assert_eq!(list.as_array().unwrap().iter().filter(|entry| current(entry)).count(), 1, "{list}");
    assert!(!list.to_string().contains(&token) && !list.to_string().contains(&other));
    let id = list.as_array().unwrap().iter().find(|entry| !current(entry)).unwrap()["id"].as_str().unwrap();
    let (_, stranger) = branch.member().await;
    assert_eq!(branch.delete(&format!("/v1/me/sessions/{id}"), &stranger).await.code(), "session.unknown");
    assert_eq!(branch.delete(&format!("/v1/me/sessions/{id}"), &token).await.status, StatusCode::NO_CONTENT);
    assert_eq!(branch.get("/v1/me", Some(&other)).await.code(), "auth.session");
    let third = branch.token(&phone, "member").await;
    assert_eq!(branch.delete("/v1/me/sessions", &token).await.status, StatusCode::NO_CONTENT);
    for token in [&token, &third] {
        assert_eq!(branch.get("/v1/me", Some(token)).await.code(), "auth.session");
    }
    assert_eq!(branch.get("/v1/me", Some(&stranger)).await.status, StatusCode::OK);
}

#[tokio::test]
async fn account_is_changed_only_just_after_the_password_was_typed() {
    let branch = Branch::start().await;
    let (phone, token) = branch.member().await;
    let other = branch.token(&phone, "member").await;
    branch.execute("UPDATE sessions SET stepped_up_at = $1", extract::now() - 601).await;
    let new = json!({"password": "a new password"});
    let change = || branch.put("/v1/me/password", &token, new.clone());
    assert_eq!(change().await.code(), "auth.step_up");
    assert_eq!(branch.get("/v1/me/export", Some(&token)).await.code(), "auth.step_up");
    assert_eq!(branch.post("/v1/me/erasure", Some(&token), json!({})).await.code(), "auth.step_up");
    let step_up =
        |password: &'static str| branch.post("/v1/me/step-up", Some(&token), json!({"password": password}));
    let wrong = step_up("not the password").await;
    assert_eq!((wrong.code(), &wrong.body["tries_left"]), ("auth.password", &json!(4)));
    assert_eq!(step_up(PASSWORD).await.status, StatusCode::NO_CONTENT);
    assert_eq!(
        branch.put("/v1/me/password", &token, json!({"password": "short"})).await.code(),
        "password.length"
    );
    let own = json!({"password": format!("my{phone}")});
    assert_eq!(branch.put("/v1/me/password", &token, own).await.code(), "password.common");
    assert_eq!(change().await.status, StatusCode::NO_CONTENT);
    assert_eq!(branch.get("/v1/me", Some(&other)).await.code(), "auth.session", "other sessions end");
    assert_eq!(branch.get("/v1/me", Some(&token)).await.status, StatusCode::OK);
    assert_eq!(branch.log_in(&phone, PASSWORD, "member").await.code(), "auth.login");
    assert_eq!(branch.log_in(&phone, "a new password", "member").await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn phone_changes_with_the_old_one_or_the_password_and_the_old_one_is_told() {
    let branch = Branch::start().await;
    let (phone, token) = branch.member().await;
    let ask = json!({"phone": SECOND, "old_phone_too": true});
    assert_eq!(branch.post("/v1/me/phone-codes", Some(&token), ask).await.status, StatusCode::ACCEPTED);
    let (new, old) = (branch.code(SECOND, 1).await, branch.code(&phone, 1).await);
    let change = |phone: &'static str, body: Value| {
        let mut body = body;
        body["phone"] = json!(phone);
        branch.put("/v1/me/phone", &token, body)
    };
    assert_eq!(change(SECOND, json!({"code": new})).await.code(), "request.json", "one of the two is needed");
    let both = json!({"code": new, "password": PASSWORD, "old_code": old});
    assert_eq!(change(SECOND, both).await.code(), "request.json");
    let wrong = change(SECOND, json!({"code": new, "password": "not the password"})).await;
    assert_eq!(wrong.code(), "auth.password");
    let swapped = change(SECOND, json!({"code": old, "old_code": new})).await;
    assert!(old == new || swapped.code() == "auth.reset_code");
    let changed = change(SECOND, json!({"code": new, "old_code": old})).await;
    assert_eq!(changed.status, StatusCode::NO_CONTENT, "{}", changed.body);
    assert!(branch.message(&phone, 2).await.contains("another phone"));
    assert_eq!(branch.get("/v1/me", Some(&token)).await.body["phone"], "137****0002");
    assert_eq!(branch.log_in(&phone, PASSWORD, "member").await.code(), "auth.login");
    assert_eq!(branch.log_in(SECOND, PASSWORD, "member").await.body["member"], 1);

    // The old phone is lost: the password will do.
    branch.forget_messages().await;
    let ask = json!({"phone": "13700000003"});
    branch.post("/v1/me/phone-codes", Some(&token), ask).await;
    let code = branch.code("13700000003", 1).await;
    let changed = change("13700000003", json!({"code": code, "password": PASSWORD})).await;
    assert_eq!(changed.status, StatusCode::NO_CONTENT, "{}", changed.body);

    // A phone with an account of its own is told only to who has its code.
    let (taken, _) = branch.member().await;
    branch.forget_messages().await;
    let answer = branch.post("/v1/me/phone-codes", Some(&token), json!({"phone": taken})).await;
    assert_eq!((answer.status, &answer.body), (StatusCode::ACCEPTED, &json!("")));
    let code = branch.code(&taken, 1).await;
    let body = json!({"phone": taken, "code": code, "password": PASSWORD});
    assert_eq!(branch.put("/v1/me/phone", &token, body).await.code(), "phone.taken");
}

#[tokio::test]
async fn a_recycled_number_alone_opens_nothing() {
    let branch = Branch::start().await;
    let (phone, _) = branch.member().await;
    branch.post("/v1/auth/password-resets", None, json!({"phone": phone})).await;
    let code = branch.code(&phone, 1).await;
    let (_, number) = branch.person();
    let confirm = |number: String| {
        let body = json!({"phone": phone, "code": code, "id_number": number, "password": "a new password"});
        branch.post("/v1/auth/password-resets/confirmations", None, body)
    };
    for _ in 0..5 {
        assert_eq!(confirm(number.clone()).await.code(), "auth.reset_code");
    }
    assert_eq!(confirm(FIRST.to_owned()).await.code(), "auth.locked", "nor by guessing the person");
    assert_eq!(branch.log_in(&phone, PASSWORD, "member").await.status, StatusCode::CREATED);
}

/// The privacy text that is in force.
pub(super) async fn privacy(branch: &Branch) -> String {
    let texts = branch.get("/v1/consents/texts", None).await.body;
    let text = texts.as_array().unwrap().iter().find(|text| text["purpose"] == "privacy").unwrap();
    text["sha256"].as_str().unwrap().to_owned()
}

/// A clerk's phone and session; the clerk is member 1.
async fn clerk(branch: &Branch) -> String {
    let (phone, member) = branch.member().await;
    let walk_in = branch.post("/v1/counter/registrations", Some(&member), json!({})).await;
    assert_eq!(walk_in.code(), "auth.role", "a member's session is none");
    branch.execute(CUSTODIAN, 1).await;
    branch.token(&phone, "administrator").await
}

#[tokio::test]
async fn clerk_registers_an_elder_without_a_phone_who_gets_one_later() {
    let branch = Branch::start().await;
    let clerk = clerk(&branch).await;
    let (_, number) = branch.person();
    let walk_in = |consent: String, paper: &str| {
        let body = json!({"id_number": number, "consent": consent, "paper": paper});
        branch.post("/v1/counter/registrations", Some(&clerk), body)
    };
    assert_eq!(walk_in("00".into(), "binder 12").await.code(), "consent.unknown");
    assert_eq!(walk_in(privacy(&branch).await, " ").await.code(), "counter.reason");
    assert_eq!(branch.count("SELECT count(*) FROM users").await, 1, "nothing is half done");
    let accepted = walk_in(privacy(&branch).await, "binder 12, page 3").await;
    assert_eq!((accepted.status, &accepted.body["kind"]), (StatusCode::ACCEPTED, &json!("register_member")));
    branch.confirm_registrations().await;
    branch.execute("UPDATE users SET member = $1 WHERE member IS NULL", 2).await;

    let base = "/v1/counter/members/2";
    let reset =
        branch.post(&format!("{base}/password-resets"), Some(&clerk), json!({"reason": "forgot it"})).await;
    assert_eq!(reset.code(), "phone.invalid", "there is no phone yet");
    let sent = branch.post(&format!("{base}/phone-codes"), Some(&clerk), json!({"phone": SECOND})).await;
    assert_eq!(sent.status, StatusCode::ACCEPTED);
    let code = branch.code(SECOND, 1).await;
    let set = |number: &str| {
        let body = json!({"phone": SECOND, "code": code, "id_number": number, "reason": "has a phone now"});
        branch.ask(Method::PUT, "/v1/counter/members/2/phone", Some(&clerk), None, Some(body.to_string()))
    };
    assert_eq!(set(FIRST).await.code(), "identity.mismatch");
    assert_eq!(set(&number).await.status, StatusCode::NO_CONTENT);
    branch.forget_messages().await;
    let reset =
        branch.post(&format!("{base}/password-resets"), Some(&clerk), json!({"reason": "first one"})).await;
    assert_eq!((reset.status, &reset.body), (StatusCode::ACCEPTED, &json!("")), "the clerk sees no code");
    let code = branch.code(SECOND, 2).await;
    let body = json!({"phone": SECOND, "code": code, "id_number": number, "password": PASSWORD});
    let confirmed = branch.post("/v1/auth/password-resets/confirmations", None, body).await;
    assert_eq!(confirmed.status, StatusCode::NO_CONTENT, "{}", confirmed.body);

    let token = branch.token(SECOND, "member").await;
    let consents = branch.get("/v1/me/consents", Some(&token)).await.body;
    assert_eq!((&consents[0]["taken_by"], &consents[0]["paper"]), (&json!(1), &json!("binder 12, page 3")));
    let read = json!({"fields": ["phone"], "reason": "to call about the visit"});
    let read = branch.post(&format!("{base}/disclosures"), Some(&clerk), read).await;
    assert_eq!(read.body, json!({"phone": format!("+86{SECOND}")}));
    let lines = branch.get("/v1/me/accesses", Some(&token)).await.body;
    let acts: Vec<_> = lines.as_array().unwrap().iter().map(|line| line["act"].as_str().unwrap()).collect();
    assert_eq!(acts, ["read", "start_password_reset", "change_phone", "change_phone", "register"]);
    assert_eq!(
        (&lines[0]["actor"], &lines[0]["subject"], &lines[0]["fields"]),
        (&json!(1), &json!(2), &json!(["phone"]))
    );
    assert!(!lines.to_string().contains(SECOND));
    let page =
        branch.get(&format!("/v1/me/accesses?limit=2&before={}", lines[0]["id"]), Some(&token)).await.body;
    assert_eq!(page, json!([lines[1], lines[2]]));
}

#[tokio::test]
async fn clerk_enters_a_paper_list_with_the_office_key_and_it_is_written_down() {
    let branch = Branch::start().await;
    let clerk = clerk(&branch).await;
    branch.member().await;
    branch.approved(7, 1).await;
    branch.takes_part(7, 2, "admitted").await;
    let path = "/v1/counter/activities/7/attendance";
    let entry = |entry: Value| json!({"participant": 2, "entry": entry, "paper": "list of 3 May"});
    assert_eq!(branch.post(path, Some(&clerk), entry(json!("start"))).await.code(), "office.locked");
    let passphrase = json!({"passphrase": "a clerk of branch 1"});
    assert_eq!(
        branch.put("/v1/me/office-passphrase", &clerk, passphrase.clone()).await.status,
        StatusCode::OK
    );
    branch.confirm_keys().await;
    branch.post("/v1/me/office-session", Some(&clerk), passphrase).await;
    for (said, kind) in [
        (json!("start"), "record_attendance"),
        (json!("end"), "record_attendance"),
        (json!({"minutes": 90}), "confirm_minutes"),
    ] {
        let accepted = branch.post(path, Some(&clerk), entry(said)).await;
        assert_eq!((accepted.status, accepted.body["kind"].as_str()), (StatusCode::ACCEPTED, Some(kind)));
    }
    assert_eq!(branch.post(path, Some(&clerk), entry(json!("began"))).await.code(), "request.json");
    let acts = branch
        .count("SELECT count(*) FROM accesses WHERE act IN ('enter_attendance', 'enter_minutes')")
        .await;
    assert_eq!(acts, 3);
    let signed = branch.count("SELECT count(*) FROM actions WHERE member = 1 AND scope = 2").await;
    assert_eq!(signed, 3, "the ledger sees who entered it");
}

#[tokio::test]
async fn auditor_reads_what_administrators_read_and_changes_nothing() {
    let branch = Branch::start().await;
    let clerk = clerk(&branch).await;
    let (phone, _) = branch.member().await;
    branch.execute(AUDITOR, 2).await;
    let auditor = branch.token(&phone, "administrator").await;
    let read = json!({"fields": ["phone", "id_number"], "reason": "a complaint"});
    let disclosed = branch.post("/v1/counter/members/2/disclosures", Some(&clerk), read.clone()).await;
    assert_eq!(disclosed.status, StatusCode::OK, "{}", disclosed.body);
    assert_eq!(branch.get("/v1/accesses", Some(&clerk)).await.code(), "auth.role");
    let log = branch.get("/v1/accesses?member=2", Some(&auditor)).await.body;
    assert_eq!((log.as_array().unwrap().len(), &log[0]["reason"]), (1, &json!("a complaint")));
    assert_eq!(branch.get("/v1/accesses?member=1", Some(&auditor)).await.body, json!([]));
    assert_eq!(branch.get("/v1/accesses", Some(&auditor)).await.body, log);
    assert_eq!(branch.get("/v1/review/queue", Some(&auditor)).await.status, StatusCode::OK);

    let document = serde_json::to_value(openapi()).unwrap();
    let mut refused = 0;
    for (path, operations) in document["paths"].as_object().unwrap() {
        let own = path.starts_with("/v1/me/") || path.starts_with("/v1/auth/");
        for (method, operation) in operations.as_object().unwrap() {
            let session = operation["security"][0].get("session").is_some();
            if own || method == "get" || !session {
                continue;
            }
            let path = path.replace("{id}", "1").replace("{participant}", "1");
            let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
            let answer = branch.ask(method, &path, Some(&auditor), Some("k"), Some("{}".into())).await;
            assert_eq!((answer.status.as_u16(), answer.code()), (403, "auth.role"), "{path}");
            refused += 1;
        }
    }
    assert!(refused > 20, "{refused}");
}

#[tokio::test]
async fn consents_name_the_text_and_can_be_withdrawn() {
    let branch = Branch::start().await;
    let (_, token) = branch.member().await;
    let text = privacy(&branch).await;
    let agree = |purpose: &'static str, text: String| {
        let path = format!("/v1/me/consents/{purpose}");
        let body = json!({"sha256": text}).to_string();
        let (branch, token) = (&branch, &token);
        async move { branch.ask(Method::PUT, &path, Some(token), None, Some(body)).await }
    };
    assert_eq!(
        agree("matching", text.clone()).await.code(),
        "consent.unknown",
        "the text of another purpose"
    );
    for _ in 0..2 {
        assert_eq!(agree("privacy", text.clone()).await.status, StatusCode::NO_CONTENT);
    }
    assert_eq!(branch.delete("/v1/me/consents/privacy", &token).await.status, StatusCode::NO_CONTENT);
    assert_eq!(branch.delete("/v1/me/consents/nothing", &token).await.code(), "consent.unknown");
    agree("privacy", text.clone()).await;
    let consents = branch.get("/v1/me/consents", Some(&token)).await.body;
    let withdrawn: Vec<bool> =
        consents.as_array().unwrap().iter().map(|consent| consent.get("withdrawn_at").is_some()).collect();
    assert_eq!(withdrawn, [false, true], "{consents}");
}

#[tokio::test]
async fn erasure_leaves_the_ledger_and_frees_the_phone() {
    let branch = Branch::start().await;
    let (phone, token) = branch.member().await;
    let (_, number) = (phone.clone(), FIRST);
    let export = branch.get("/v1/me/export", Some(&token)).await.body;
    assert_eq!((&export["phone"], &export["id_number"]), (&json!(format!("+86{phone}")), &json!(number)));
    assert_eq!((&export["member"], &export["statement"]), (&json!(1), &json!([])));
    branch
        .execute(
            "INSERT INTO p_balances (account, minutes) SELECT account, $1 FROM p_members WHERE id = 1",
            30,
        )
        .await;
    let erase = |leave: bool| branch.post("/v1/me/erasure", Some(&token), json!({"leave_balance": leave}));
    assert_eq!(erase(false).await.code(), "erasure.balance");
    branch.approved(1, 2).await;
    let enrolled = branch.post("/v1/activities/1/enrolments", Some(&token), json!({})).await;
    assert_eq!(enrolled.status, StatusCode::ACCEPTED, "{}", enrolled.body);
    assert_eq!(erase(true).await.code(), "erasure.open", "an action is under way");
    branch.execute("UPDATE actions SET state = 'done' WHERE $1 = 0", 0).await;
    let ledger = branch.count("SELECT count(*) FROM p_members").await;
    assert_eq!(erase(true).await.status, StatusCode::NO_CONTENT);
    assert_eq!(branch.get("/v1/me", Some(&token)).await.code(), "auth.session");
    assert_eq!(branch.log_in(&phone, PASSWORD, "member").await.code(), "auth.login");
    let left = "SELECT (SELECT count(*) FROM users) + (SELECT count(*) FROM user_keys) + (SELECT count(*) FROM sessions) \
         + (SELECT count(*) FROM consents) + (SELECT count(*) FROM sms_codes) + (SELECT count(*) FROM guesses WHERE secret <> 'login')";
    assert_eq!(branch.count(left).await, 0);
    assert_eq!(branch.count("SELECT count(*) FROM p_members").await, ledger);
    let (_, other) = {
        branch.person();
        branch.person()
    };
    assert_eq!(branch.register(&phone, &other).await.status, StatusCode::ACCEPTED, "the phone is free");
}
