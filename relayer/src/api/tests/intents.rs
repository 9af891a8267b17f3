//! Members who sign themselves, accounts that act for them, and what is refused before it is kept.

use super::*;
use crate::fake::key;
use timebank_api::Event;
use timebank_client::{address, SecretKey, Trial};
use timebank_intent::{Intent, Scope, SignedIntent};

/// What a program of the member's own does with the answer of `GET /v1/intents/basis`.
fn sign(basis: &Value, key: &SecretKey, member: u64, nonce: u64, message: &str) -> String {
    let hex =
        |value: &Value| -> [u8; 32] { hex::decode(value.as_str().unwrap()).unwrap().try_into().unwrap() };
    let contracts = basis["contracts"].as_array().unwrap();
    let registry = contracts.iter().find(|contract| contract["name"] == "activity-registry").unwrap();
    let intent = Intent {
        scope: Scope::Everyday,
        signer: member,
        on_behalf_of: None,
        key_epoch: basis["key_epoch"].as_u64().unwrap().try_into().unwrap(),
        lane: 0,
        nonce,
        valid_until: crate::relay::now() + 300,
        contract: hex(&registry["canonical"]),
        message: message.as_bytes().to_vec(),
    };
    let digest = intent.digest(basis["chain_id"].as_str().unwrap(), &hex(&basis["proxy"])).unwrap();
    let signature = key.sign_digest(&digest).unwrap();
    hex::encode(SignedIntent { intent, signature }.encode().unwrap())
}

async fn actions(branch: &Branch) -> i64 {
    sqlx::query_scalar("SELECT COUNT(*) FROM actions WHERE form = 'intent'")
        .fetch_one(branch.db.reader())
        .await
        .unwrap()
}

/// Member 1, who holds everyday key 9 and is at no office of this branch.
async fn own_keys(branch: &Branch) {
    branch.member().await;
    let mut tx = branch.db.begin().await.unwrap();
    sqlx::query("UPDATE p_keys SET key = $1, epoch = 2, own = 1 WHERE member = 1")
        .bind(key(9).public_key().to_vec())
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// What the ledger says of member 1's account.
async fn set_status(branch: &Branch, status: &str) {
    let mut tx = branch.db.begin().await.unwrap();
    sqlx::query(
        "INSERT INTO p_statuses (member, status, cause, reason, at) VALUES (1, $1, 'own', '', 1) \
         ON CONFLICT (member) DO UPDATE SET status = excluded.status",
    )
    .bind(status)
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

const BLOCK: &str = r#"{"block":{"member":2}}"#;

#[tokio::test]
async fn a_member_signs_without_a_session_and_follows_the_action() {
    let branch = Branch::start().await;
    own_keys(&branch).await;
    let basis = branch.get("/v1/intents/basis?member=1&scope=everyday", None).await;
    assert_eq!(basis.status, StatusCode::OK, "{}", basis.body);
    assert_eq!(
        (&basis.body["key_epoch"], &basis.body["own"], &basis.body["nonces"]),
        (&json!(2), &json!(true), &json!([0, 0, 0, 0, 0, 0, 0, 0]))
    );
    assert_eq!(basis.body["public_key"], hex::encode(key(9).public_key()));
    let intent = sign(&basis.body, &key(9), 1, 0, BLOCK);
    let body = json!({"intent": intent}).to_string();
    let send = |key: &'static str, body: String| {
        branch.ask(Method::POST, "/v1/intents", None, Some(key), Some(body))
    };
    let first = send("a", body.clone()).await;
    assert_eq!(first.status, StatusCode::ACCEPTED, "{}", first.body);
    assert_eq!((&first.body["kind"], &first.body["state"]), (&json!("block"), &json!("accepted")));
    assert_eq!(first.body["confirmation"]["checked"], "records", "no node said anything");
    // However often, under whatever key.
    assert_eq!(send("a", body.clone()).await.body["id"], first.body["id"]);
    assert_eq!(send("b", body.clone()).await.body["id"], first.body["id"]);
    assert_eq!(actions(&branch).await, 1);
    let followed = branch.get(&format!("/v1/actions/{}", first.body["id"].as_str().unwrap()), None).await;
    assert_eq!(followed.body["digest"], first.body["digest"]);
    let again = branch.get("/v1/intents/basis?member=1&scope=everyday", None).await;
    assert_eq!(again.body["nonces"][0], 1);
    // The same key for something else.
    let other = json!({"intent": sign(&basis.body, &key(9), 1, 1, BLOCK)}).to_string();
    assert_eq!(send("a", other.clone()).await.code(), "idempotency.mismatch");
    assert_eq!(send("c", other).await.status, StatusCode::ACCEPTED);
}

#[tokio::test]
async fn what_nobody_has_signed_well_is_a_problem_and_leaves_nothing() {
    let branch = Branch::start().await;
    own_keys(&branch).await;
    let basis = branch.get("/v1/intents/basis?member=1&scope=everyday", None).await.body;
    let well = sign(&basis, &key(9), 1, 0, BLOCK);
    let send = |intent: String| branch.post("/v1/intents", None, json!({"intent": intent}));
    for (intent, status, code) in [
        ("xyz".to_owned(), 422, "intent.malformed"),
        (String::new(), 422, "intent.malformed"),
        (well[..well.len() - 2].to_owned(), 422, "intent.malformed"),
        (sign(&basis, &key(8), 1, 0, BLOCK), 403, "intent.signature"),
        (sign(&basis, &key(9), 2, 0, BLOCK), 409, "key.missing"),
        (sign(&basis, &key(9), 1, 500, BLOCK), 409, "intent.nonce_too_far"),
        (sign(&basis, &key(9), 1, 0, r#"{"tick":{}}"#), 422, "intent.target"),
        // Read by the proxy, refused by its target: told before it is kept.
        (sign(&basis, &key(9), 1, 0, r#"{"settle":{"id":7,"participant":2}}"#), 403, "auth.scope"),
        (sign(&basis, &key(9), 1, 0, r#"{"enrol":{"id":7}}"#), 404, "activity.unknown"),
    ] {
        let answer = send(intent.clone()).await;
        assert_eq!((answer.status.as_u16(), answer.code()), (status, code), "{intent}");
    }
    assert_eq!(actions(&branch).await, 0);
    assert_eq!(branch.get("/v1/intents/basis?member=9&scope=everyday", None).await.code(), "member.unknown");
    assert_eq!(branch.get("/v1/intents/basis?member=1&scope=office", None).await.code(), "key.missing");
    assert_eq!(branch.get("/v1/intents/basis?member=1", None).await.code(), "request.parameter");
    let request = branch.client.post(format!("{}/v1/intents", branch.base));
    let request = request.header("idempotency-key", "k").header("on-behalf-of", "2");
    let answer = request.json(&json!({"intent": well})).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
    // Whose account is frozen signs in vain, and the nonce is as free as before when it is thawed.
    set_status(&branch, "frozen").await;
    let frozen = send(well.clone()).await;
    assert_eq!((frozen.status.as_u16(), frozen.code()), (409, "member.inactive"));
    assert_eq!(actions(&branch).await, 0);
    set_status(&branch, "active").await;
    assert_eq!(send(well.clone()).await.status, StatusCode::ACCEPTED);
    // Somebody else under whose idempotency keys it was not handed in gets nothing by handing it in.
    let mut tx = branch.db.begin().await.unwrap();
    sqlx::query("DELETE FROM idempotency").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(send(well).await.code(), "intent.nonce_used");
    assert_eq!(actions(&branch).await, 1);
}

#[tokio::test]
async fn handing_in_is_limited_by_address_like_everything_without_a_session() {
    let branch = Branch::with_rate(Rate { burst: 2.0, per_second: 0.001 }).await;
    let basis = || branch.get("/v1/intents/basis?member=9&scope=everyday", None);
    assert_eq!(basis().await.code(), "member.unknown");
    let handed = branch.post("/v1/intents", None, json!({"intent": "00"})).await;
    assert_eq!(handed.code(), "intent.malformed");
    assert_eq!(basis().await.code(), "rate.limited");
    let handed = branch.post("/v1/intents", None, json!({"intent": "00"})).await;
    assert_eq!((handed.status.as_u16(), handed.code()), (429, "rate.limited"));
}

#[tokio::test]
async fn what_a_trial_refuses_is_a_problem_with_the_contracts_code_and_leaves_nothing() {
    let branch = Branch::start().await;
    let token = branch.owner().await;
    branch.member().await;
    branch.credit(1, 500).await;
    branch.execute("UPDATE actions SET state = 'done' WHERE $1 = 0", 0).await;
    let before = actions(&branch).await;
    let body = json!({"recipient": 2, "minutes": 20, "transaction_password": TRANSACTION}).to_string();
    let give = || branch.ask(Method::POST, "/v1/transfers", Some(&token), Some("one"), Some(body.clone()));
    let refusal =
        "failed to execute message; message index: 0: time.limit: too much: execute wasm contract failed";
    branch.node.on_trial("transfer", Trial::Failed(refusal.into()));
    let refused = give().await;
    assert_eq!((refused.status, refused.code()), (StatusCode::CONFLICT, "time.limit"), "{}", refused.body);
    assert_eq!(refused.body["title"], timebank_api::Code::LimitExceeded.english());
    assert_eq!(actions(&branch).await, before);
    let spent: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM signer_spent").fetch_one(branch.db.reader()).await.unwrap();
    let marks: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM idempotency WHERE key = 'one'")
        .fetch_one(branch.db.reader())
        .await
        .unwrap();
    assert_eq!((spent, marks), (0, 0));
    // The same request comes again when the ledger has room for it, and its nonce is the first.
    branch.node.on_trial("transfer", Trial::Done { gas: 1 });
    let given = give().await;
    assert_eq!(given.status, StatusCode::ACCEPTED, "{}", given.body);
    assert_eq!(given.body["confirmation"]["checked"], "trial");
    let nonce: i64 = sqlx::query_scalar("SELECT nonce FROM actions WHERE kind = 'transfer'")
        .fetch_one(branch.db.reader())
        .await
        .unwrap();
    assert_eq!(nonce, 0);
    assert_eq!(give().await.body["id"], given.body["id"], "asked once, whatever a trial would say now");
    // What is under way counts: no node is asked for this.
    let tried = branch.node.tried().len();
    let more = json!({"recipient": 2, "minutes": 481, "transaction_password": TRANSACTION});
    assert_eq!(branch.post("/v1/transfers", Some(&token), more).await.code(), "time.insufficient");
    assert_eq!(branch.node.tried().len(), tried);
}

#[tokio::test]
async fn a_member_names_an_account_follows_it_and_ends_it_without_the_transaction_password() {
    let branch = Branch::start().await;
    let token = branch.owner().await;
    let account = address::text(&[5; 20]);
    let body = |account: &str, password: Value| json!({"account": account, "transaction_password": password});
    let link = |body: Value| branch.post("/v1/me/links", Some(&token), body);
    for wrong in ["x", &address::text(&[5; 32]), "cosmos1qypqxpq9qcrsszg2pvxq6rs0zqg3yyc5z5tpwx"] {
        assert_eq!(link(body(wrong, json!(TRANSACTION))).await.code(), "request.address", "{wrong}");
    }
    assert_eq!(link(body(&account, Value::Null)).await.code(), "transaction_password.required");
    let asked = link(body(&account, json!(TRANSACTION))).await;
    assert_eq!(asked.body["kind"], "link_account", "{}", asked.body);
    assert_eq!(branch.last_intent().await.0, json!({"link_account": {"account": account}}));
    let registry = Contract::MemberRegistry;
    branch.node.is_missing(&account);
    branch.says(registry, [Event::LinkOffered { member: 1, account: account.clone(), from: 77 }]);
    branch.index().await;
    let listed = branch.get("/v1/me/links", Some(&token)).await.body["items"].clone();
    assert_eq!(
        listed,
        json!([{
            "account": account, "ready": 77, "confirmed": false, "open": false,
            "confirmation": {
                "chain_id": CHAIN, "contract": contracts().address(registry),
                "message": {"confirm_link": {"member": 1}},
            },
        }])
    );
    let (_, other) = branch.member().await;
    assert_eq!(branch.get("/v1/me/links", Some(&other)).await.body["items"], json!([]));
    branch.says(registry, [Event::AccountLinked { member: 1, account: account.clone() }]);
    branch.index().await;
    let listed = branch.get("/v1/me/links", Some(&token)).await.body["items"].clone();
    assert_eq!((&listed[0]["confirmed"], listed[0].get("confirmation")), (&json!(true), None));
    let path = format!("/v1/me/links/{account}");
    let ended = branch.ask(Method::DELETE, &path, Some(&token), Some("end"), None).await;
    assert_eq!(ended.body["kind"], "unlink", "{}", ended.body);
    branch.says(registry, [Event::AccountUnlinked { member: 1, account, by: 1 }]);
    branch.index().await;
    assert_eq!(branch.get("/v1/me/links", Some(&token)).await.body["items"], json!([]));
}
