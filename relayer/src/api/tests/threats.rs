//! Who attacks with what, and how far it goes (R8, A6, A7). `docs/security/threat-model.md` points here.

use super::*;
use crate::custody::{policy, Kept, MacKey};
use pkcs8::DecodePrivateKey;
use timebank_client::SecretKey;
use timebank_intent::SignedIntent;

impl Branch {
    /// A member with a transaction password that is in force.
    async fn with_transaction_password(&self) -> (String, String) {
        let (phone, token) = self.member().await;
        let body = json!({"transaction_password": TRANSACTION}).to_string();
        let key = uuid::Uuid::now_v7().to_string();
        let path = "/v1/me/transaction-password";
        let set = self.ask(Method::PUT, path, Some(&token), Some(&key), Some(body)).await;
        assert_eq!(set.status, StatusCode::ACCEPTED, "{}", set.body);
        self.confirm_keys().await;
        (phone, token)
    }

    /// Custody as somebody has it who brings a key management of his own.
    fn with_keys_of(&self, folder: &Path) -> Custody {
        Custody::new(1, Arc::new(crate::custody::file_kms(folder)), 2, self.db.clone())
    }

    async fn kept(&self, sql: &'static str) -> Vec<(String, Vec<u8>)> {
        sqlx::query_as(sql).fetch_all(self.db.reader()).await.unwrap()
    }
}

const OWNER_SIGNED: &str = "SELECT COUNT(*) FROM actions WHERE scope = 1";

fn transfer(recipient: u64, minutes: u32, password: Option<&str>) -> Value {
    let mut body = json!({"recipient": recipient, "minutes": minutes});
    if let Some(password) = password {
        body["transaction_password"] = json!(password);
    }
    body
}

#[tokio::test]
async fn stolen_database_opens_nothing_and_tells_nothing() {
    let branch = Branch::start().await;
    let (phone, token) = branch.with_transaction_password().await;
    let number = id_number("99000019500101000");
    branch.post("/v1/activities", Some(&token), activity(1)).await;
    let dump = scratch::dump(&branch.db, "").await.join("\n");
    for secret in [&phone, &number, &token, PASSWORD, TRANSACTION] {
        assert!(!dump.contains(secret.trim_start_matches("+86")), "{secret}");
    }
    let elsewhere = tempfile::tempdir().unwrap();
    let thief = branch.with_keys_of(elsewhere.path());
    let own = branch.with_keys_of(branch.folder.path());
    let everyday = branch.kept("SELECT user_id, sealed FROM user_keys WHERE scope = 'everyday'").await;
    let owner = branch.kept("SELECT user_id, sealed FROM user_keys WHERE scope = 'owner'").await;
    let phones = branch.kept("SELECT id, phone_sealed FROM users").await;
    let people = branch.kept("SELECT id, person_sealed FROM users").await;
    let verifiers = branch.kept("SELECT id, password FROM users").await;
    for ((user, everyday), (_, owner)) in everyday.iter().zip(&owner) {
        assert!(thief.open_key(Kept::Everyday(user), everyday).await.is_err());
        assert!(own.open_key(Kept::Everyday(user), everyday).await.is_ok());
        // Even who knows the password.
        assert!(thief.open_owner(user, TRANSACTION, owner).await.is_err());
        assert!(own.open_owner(user, TRANSACTION, owner).await.is_ok());
    }
    for ((user, phone), (_, person)) in phones.iter().zip(&people) {
        assert!(thief.open(Kept::Phone(user), phone).await.is_err());
        assert!(thief.open(Kept::Person(user), person).await.is_err());
        assert_eq!(own.open(Kept::Person(user), person).await.unwrap().as_slice(), number.as_bytes());
    }
    assert!(!thief.login_matches(PASSWORD, Some(&verifiers[0].1)).await.unwrap());
    // Nor does trying all phone numbers help: the index is keyed.
    let index = branch.kept("SELECT id, phone_index FROM users").await;
    let guess = thief.kms().mac(MacKey::Phone, phone.as_bytes()).await.unwrap();
    assert_ne!(index[0].1, guess);
}

#[tokio::test]
async fn stolen_disk_without_the_key_management_holds_no_secret_in_any_file() {
    let branch = Branch::start().await;
    let (phone, token) = branch.with_transaction_password().await;
    branch.post("/v1/activities", Some(&token), activity(1)).await;
    let custody = branch.with_keys_of(branch.folder.path());
    let (user, sealed) =
        branch.kept("SELECT user_id, sealed FROM user_keys WHERE scope = 'owner'").await.remove(0);
    let owner = custody.open_owner(&user, TRANSACTION, &sealed).await.unwrap();
    let (user, sealed) =
        branch.kept("SELECT user_id, sealed FROM user_keys WHERE scope = 'everyday'").await.remove(0);
    let everyday = custody.open_key(Kept::Everyday(&user), &sealed).await.unwrap();
    let secrets: Vec<Vec<u8>> = vec![
        owner.to_bytes().to_vec(),
        hex::encode(owner.to_bytes()).into_bytes(),
        everyday.to_bytes().to_vec(),
        hex::encode(everyday.to_bytes()).into_bytes(),
        phone.clone().into_bytes(),
        PASSWORD.into(),
        TRANSACTION.into(),
        token.clone().into_bytes(),
    ];
    let mut files = 0;
    for entry in std::fs::read_dir(branch.folder.path()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        // The key management's own file is what is kept elsewhere; the console is for development.
        if ["kms.key", "sms.log"].contains(&name.as_str()) {
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        for secret in &secrets {
            let found = bytes.windows(secret.len()).any(|window| window == secret.as_slice());
            assert!(!found, "{name}: {}", String::from_utf8_lossy(secret));
        }
        files += 1;
    }
    assert!(files > 0);
}

#[tokio::test]
async fn operator_without_the_key_management_who_rewrites_the_store_gains_no_key() {
    let branch = Branch::start().await;
    let (_, victim) = branch.with_transaction_password().await;
    let (_, thief) = branch.member().await;
    let body = json!({"transaction_password": "the thief's own"}).to_string();
    let path = "/v1/me/transaction-password";
    let set = branch.ask(Method::PUT, path, Some(&thief), Some("t"), Some(body)).await;
    assert_eq!(set.status, StatusCode::ACCEPTED, "{}", set.body);
    branch.confirm_keys().await;
    let before = branch.count(OWNER_SIGNED).await;
    // The thief's own sealed owner key in the victim's row: it is bound to its user.
    branch
        .execute(
            "UPDATE user_keys SET sealed = (SELECT k.sealed FROM user_keys k JOIN users u ON u.id = k.user_id \
             WHERE u.member = 2 AND k.scope = 'owner') \
             WHERE scope = 'owner' AND user_id = (SELECT id FROM users WHERE member = 1) AND $1 = 0",
            0,
        )
        .await;
    let answer = branch.post("/v1/transfers", Some(&victim), transfer(2, 1, Some("the thief's own"))).await;
    assert_eq!(answer.code(), "transaction_password.wrong");
    // With the public half too: the chain has another key, and nothing is signed.
    branch
        .execute(
            "UPDATE user_keys SET public = (SELECT k.public FROM user_keys k JOIN users u ON u.id = k.user_id \
             WHERE u.member = 2 AND k.scope = 'owner'), action = NULL \
             WHERE scope = 'owner' AND user_id = (SELECT id FROM users WHERE member = 1) AND $1 = 0",
            0,
        )
        .await;
    let answer = branch.post("/v1/transfers", Some(&victim), transfer(2, 1, Some("the thief's own"))).await;
    assert_eq!(answer.code(), "transaction_password.pending");
    // The victim's everyday key as the thief's own.
    branch
        .execute(
            "UPDATE user_keys SET sealed = (SELECT k.sealed FROM user_keys k JOIN users u ON u.id = k.user_id \
             WHERE u.member = 1 AND k.scope = 'everyday') \
             WHERE scope = 'everyday' AND user_id = (SELECT id FROM users WHERE member = 2) AND $1 = 0",
            0,
        )
        .await;
    let answer = branch.post("/v1/activities/1/enrolments", Some(&thief), json!({})).await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(branch.count(OWNER_SIGNED).await, before);
}

#[tokio::test]
async fn operator_with_the_key_management_but_no_password_opens_everyday_keys_and_no_owner_key() {
    let branch = Branch::start().await;
    branch.with_transaction_password().await;
    let custody = branch.with_keys_of(branch.folder.path());
    let (user, everyday) =
        branch.kept("SELECT user_id, sealed FROM user_keys WHERE scope = 'everyday'").await.remove(0);
    assert!(custody.open_key(Kept::Everyday(&user), &everyday).await.is_ok());
    let (_, owner) =
        branch.kept("SELECT user_id, sealed FROM user_keys WHERE scope = 'owner'").await.remove(0);
    for part in [owner.as_slice(), &owner[16..]] {
        assert!(custody.open_key(Kept::Everyday(&user), part).await.is_err());
        assert!(custody.open(Kept::Attendance(&user), part).await.is_err());
    }
    for guess in ["", "000000", "480914"] {
        assert!(custody.open_owner(&user, guess, &owner).await.is_err());
    }
    // What the everyday key may do on chain takes nothing out of an account.
    for contract in Contract::ALL {
        for line in contract.permissions().iter().filter(|line| line.relayable()) {
            use timebank_api::permission::Who;
            let (Who::Member { scopes, .. } | Who::MemberOrAccount { scopes }) = line.who else { continue };
            let takes = policy::takes(contract, line.message);
            assert!(
                !(takes && scopes.contains(&timebank_api::Scope::Everyday)) || line.message == "edit",
                "{} {}",
                contract.name(),
                line.message
            );
        }
    }
}

#[tokio::test]
async fn replayed_request_moves_nothing_twice_and_is_nobody_else_s() {
    let branch = Branch::start().await;
    let (_, token) = branch.with_transaction_password().await;
    let (_, other) = branch.with_transaction_password().await;
    branch.credit(1, 100).await;
    branch.credit(2, 100).await;
    let before = branch.count(OWNER_SIGNED).await;
    let body = transfer(2, 5, Some(TRANSACTION));
    let send = |token: &str, body: &Value| {
        let (token, body) = (token.to_owned(), body.to_string());
        let branch = &branch;
        async move { branch.ask(Method::POST, "/v1/transfers", Some(&token), Some("one"), Some(body)).await }
    };
    let first = send(&token, &body).await;
    assert_eq!(first.status, StatusCode::ACCEPTED, "{}", first.body);
    // The very bytes again, and without the password: the same action, and nothing is signed.
    for body in [&body, &transfer(2, 5, None)] {
        let again = send(&token, body).await;
        assert_eq!(again.body["id"], first.body["id"], "{}", again.body);
    }
    assert_eq!(send(&token, &transfer(2, 6, Some(TRANSACTION))).await.code(), "idempotency.mismatch");
    assert_eq!(send("not a session", &body).await.code(), "auth.session");
    // Another member's session does not inherit it.
    let foreign = send(&other, &transfer(1, 5, None)).await;
    assert_eq!(foreign.code(), "transaction_password.required");
    assert_eq!(branch.count(OWNER_SIGNED).await, before + 1);
    assert_eq!(branch.count("SELECT COUNT(*) FROM signer_spent").await, 1);
}

#[tokio::test]
async fn stolen_session_without_the_password_signs_nothing_with_the_owner_key() {
    let branch = Branch::start().await;
    let (_, token) = branch.with_transaction_password().await;
    let before = branch.count(OWNER_SIGNED).await;
    let mut publish = activity(1);
    publish.as_object_mut().unwrap().remove("transaction_password");
    for (path, body) in [("/v1/transfers", transfer(1, 1, None)), ("/v1/activities", publish)] {
        let answer = branch.post(path, Some(&token), body).await;
        assert_eq!(answer.code(), "transaction_password.required", "{path}");
    }
    // Fifty guesses at once at every door: five are checked, over all doors together.
    let key = json!({"key": "02".repeat(33), "proof": "00".repeat(64)});
    let doors = [
        (Method::POST, "/v1/transfers", transfer(1, 1, Some("000001"))),
        (
            Method::POST,
            "/v1/me/custody/export",
            json!({"transaction_password": "000002", "passphrase": "long enough it is"}),
        ),
        (Method::PUT, "/v1/me/custody/limits", json!({"transaction_password": "000003", "limits": {}})),
        (Method::POST, "/v1/me/custody/recipients", json!({"transaction_password": "000004", "member": 1})),
        (
            Method::PUT,
            "/v1/me/transaction-password",
            json!({"transaction_password": "a new one", "current_transaction_password": "000005"}),
        ),
    ];
    let all = (0..50).map(|number: usize| {
        let (method, path, body) = doors[number % doors.len()].clone();
        let (branch, token, key) = (&branch, &token, format!("k{number}"));
        async move { branch.ask(method, path, Some(token), Some(&key), Some(body.to_string())).await }
    });
    let mut codes = std::collections::BTreeMap::new();
    for answer in futures::future::join_all(all).await {
        *codes.entry(answer.code().to_owned()).or_insert(0) += 1;
    }
    assert_eq!(codes["transaction_password.wrong"], 5, "{codes:?}");
    assert_eq!(codes["transaction_password.locked"], 45, "{codes:?}");
    let right = branch.post("/v1/transfers", Some(&token), transfer(1, 1, Some(TRANSACTION))).await;
    assert_eq!(right.code(), "transaction_password.locked");
    let exit = json!({"everyday": key, "owner": key, "transaction_password": TRANSACTION});
    assert_eq!(branch.post("/v1/me/custody/exit", Some(&token), exit).await.code(), "custody.keys");
    assert_eq!(branch.count(OWNER_SIGNED).await, before);
    assert_eq!(branch.count("SELECT COUNT(*) FROM custody_exits").await, 0);
}

#[tokio::test]
async fn stolen_session_with_the_password_takes_no_more_than_the_limits() {
    let branch = Branch::start().await;
    let (_, token) = branch.with_transaction_password().await;
    branch.with_transaction_password().await;
    branch.credit(1, 1_000).await;
    let limits = policy::Limits { daily: Some(60), ..policy::Limits::default() };
    policy::set_branch(&branch.db, limits).await.unwrap();
    let take = |minutes| branch.post("/v1/transfers", Some(&token), transfer(2, minutes, Some(TRANSACTION)));
    assert_eq!(take(61).await.code(), "signer.daily");
    let mut taken = 0;
    for _ in 0..4 {
        let answer = take(20).await;
        match answer.status {
            StatusCode::ACCEPTED => taken += 20,
            _ => assert_eq!(answer.code(), "signer.daily"),
        }
    }
    assert_eq!(taken, 60);
    // An elder who wishes it: new recipients wait, and the thief cannot take the wish back today.
    let wish = |delay: u64| {
        let body = json!({"limits": {"recipient_delay": delay}, "transaction_password": TRANSACTION});
        branch.ask(Method::PUT, "/v1/me/custody/limits", Some(&token), None, Some(body.to_string()))
    };
    assert_eq!(wish(86_400).await.status, StatusCode::NO_CONTENT);
    assert_eq!(wish(0).await.status, StatusCode::NO_CONTENT);
    branch.execute("DELETE FROM signer_spent WHERE $1 = 0", 0).await;
    assert_eq!(take(1).await.code(), "signer.recipient_new");
    let name = json!({"member": 2, "transaction_password": TRANSACTION});
    let named = branch.post("/v1/me/custody/recipients", Some(&token), name).await;
    assert_eq!(named.status, StatusCode::NO_CONTENT, "{}", named.body);
    let waiting = take(1).await;
    assert_eq!(waiting.code(), "signer.recipient_new");
    assert!(waiting.body["retry_after"].as_u64().unwrap() > 86_000, "{}", waiting.body);
    branch.execute("UPDATE signer_recipients SET since = since - 86400 WHERE $1 = 0", 0).await;
    assert_eq!(take(1).await.status, StatusCode::ACCEPTED);
    let view = branch.get("/v1/me/custody", Some(&token)).await.body;
    assert_eq!(view["limits"]["recipient_delay"], 86_400, "{view}");
    assert_eq!(view["later"]["recipient_delay"], 0, "{view}");
}

fn proof(key: &SecretKey, digest: &Value) -> Value {
    let digest: [u8; 32] = hex::decode(digest.as_str().unwrap()).unwrap().try_into().unwrap();
    json!({"key": hex::encode(key.public_key()), "proof": hex::encode(key.sign_digest(&digest).unwrap())})
}

#[tokio::test]
async fn member_leaves_custody_with_the_exported_keys_and_nothing_is_signed_any_more() {
    let branch = Branch::start().await;
    let (_, token) = branch.with_transaction_password().await;
    let export = json!({"transaction_password": TRANSACTION, "passphrase": "correct horse battery"});
    let weak = json!({"transaction_password": TRANSACTION, "passphrase": "short"});
    assert_eq!(branch.post("/v1/me/custody/export", Some(&token), weak).await.code(), "passphrase.length");
    let files = branch.post("/v1/me/custody/export", Some(&token), export).await.body;
    let open = |name: &str| {
        let file = files[name].as_str().unwrap();
        let key = k256::SecretKey::from_pkcs8_encrypted_pem(file, "correct horse battery").unwrap();
        SecretKey::from_slice(&key.to_bytes()).unwrap()
    };
    let (everyday, owner) = (open("everyday"), open("owner"));
    let view = branch.get("/v1/me/custody", Some(&token)).await.body;
    assert_eq!(view["state"], "branch");
    let proofs = &view["proofs"];
    let exit = |everyday: Value, owner: Value| {
        let body = json!({"everyday": everyday, "owner": owner, "transaction_password": TRANSACTION});
        branch.post("/v1/me/custody/exit", Some(&token), body)
    };
    // Proofs for the other scope, by another key, or one key for both are none.
    let swapped = exit(proof(&everyday, &proofs["owner"]), proof(&owner, &proofs["everyday"])).await;
    assert_eq!(swapped.code(), "custody.keys");
    let mut forged = proof(&SecretKey::generate(), &proofs["owner"]);
    forged["key"] = json!(hex::encode(owner.public_key()));
    assert_eq!(exit(proof(&everyday, &proofs["everyday"]), forged).await.code(), "custody.keys");
    let same = exit(proof(&owner, &proofs["everyday"]), proof(&owner, &proofs["owner"])).await;
    assert_eq!(same.code(), "custody.keys");
    let left = exit(proof(&everyday, &proofs["everyday"]), proof(&owner, &proofs["owner"])).await;
    assert_eq!(
        (left.status, &left.body["kind"]),
        (StatusCode::ACCEPTED, &json!("rotate_key")),
        "{}",
        left.body
    );
    // Both scopes, the owner key last, signed by the owner key that was.
    let bodies: Vec<Vec<u8>> =
        sqlx::query_scalar("SELECT body FROM actions WHERE kind = 'rotate_key' ORDER BY seq")
            .fetch_all(branch.db.reader())
            .await
            .unwrap();
    let scopes: Vec<String> = bodies
        .iter()
        .map(|body| {
            let (signed, _) =
                SignedIntent::decode(body, CHAIN, &contracts().canonical(Contract::Proxy)).unwrap();
            let message: Value = serde_json::from_slice(&signed.intent.message).unwrap();
            assert_eq!(message["rotate_key"]["own"], true);
            message["rotate_key"]["scope"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(scopes, ["everyday", "owner"]);

    // From now on nothing is signed, whatever is known.
    branch.credit(1, 1).await;
    branch.approved(1, 2).await;
    let enrol = || branch.post("/v1/activities/1/enrolments", Some(&token), json!({}));
    let pay = || branch.post("/v1/transfers", Some(&token), transfer(1, 1, Some(TRANSACTION)));
    assert_eq!(enrol().await.code(), "signer.left");
    assert_eq!(pay().await.code(), "signer.left");
    assert_eq!(branch.get("/v1/me/custody", Some(&token)).await.body["state"], "leaving");
    branch.execute("UPDATE actions SET state = 'done' WHERE kind = 'rotate_key' AND $1 = 0", 0).await;
    assert_eq!(branch.get("/v1/me/custody", Some(&token)).await.body["state"], "own");
    assert_eq!(branch.count("SELECT COUNT(*) FROM user_keys").await, 0, "the keys are gone");
    assert_eq!(enrol().await.code(), "signer.left");
    assert_eq!(pay().await.code(), "signer.left");
    let again = exit(proof(&everyday, &proofs["everyday"]), proof(&owner, &proofs["owner"])).await;
    assert_eq!(again.code(), "signer.left");
    let actions = branch.count("SELECT COUNT(*) FROM actions").await;
    assert_eq!(branch.get("/v1/me", Some(&token)).await.status, StatusCode::OK);
    assert_eq!(branch.count("SELECT COUNT(*) FROM actions").await, actions);
}

#[tokio::test]
async fn exit_that_the_chain_refuses_leaves_the_member_in_custody() {
    let branch = Branch::start().await;
    let (_, token) = branch.with_transaction_password().await;
    let proofs = branch.get("/v1/me/custody", Some(&token)).await.body["proofs"].clone();
    let (everyday, owner) = (SecretKey::generate(), SecretKey::generate());
    let body = json!({
        "everyday": proof(&everyday, &proofs["everyday"]), "owner": proof(&owner, &proofs["owner"]),
        "transaction_password": TRANSACTION,
    });
    let left = branch.post("/v1/me/custody/exit", Some(&token), body).await;
    assert_eq!(left.status, StatusCode::ACCEPTED, "{}", left.body);
    branch
        .execute("UPDATE actions SET state = 'failed', code = 'x' WHERE kind = 'rotate_key' AND $1 = 0", 0)
        .await;
    assert_eq!(branch.get("/v1/me/custody", Some(&token)).await.body["state"], "branch");
    let enrol = branch.post("/v1/activities/1/enrolments", Some(&token), json!({})).await;
    assert_eq!(enrol.status, StatusCode::ACCEPTED, "{}", enrol.body);
}
