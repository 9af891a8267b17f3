use super::*;
use crate::custody::{file_kms, Custody};
use crate::db::scratch::{self, Scratch};
use axum::extract::{Request, State as Shared};
use axum::http::StatusCode;
use serde_json::Value;
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::Mutex;
use zeroize::Zeroizing;

/// Noon in Shanghai.
const NOON: i64 = 1_767_240_000;

/// What was sent, and what the next answer is.
#[derive(Default)]
struct Seen {
    requests: Mutex<Vec<(String, String, Value)>>,
    status: AtomicU16,
}

async fn answer(Shared(seen): Shared<Arc<Seen>>, request: Request) -> (StatusCode, String) {
    let path = request.uri().to_string();
    let signature =
        request.headers().get("timebank-signature").map(|value| value.to_str().unwrap().to_owned());
    let body = axum::body::to_bytes(request.into_body(), 10_000).await.unwrap();
    let text = String::from_utf8(body.to_vec()).unwrap();
    let value = serde_json::from_str(&text).unwrap_or(Value::Null);
    seen.requests.lock().unwrap().push((path.clone(), signature.unwrap_or_default(), value));
    let status = StatusCode::from_u16(seen.status.load(Ordering::Relaxed)).unwrap();
    match path.starts_with("/cgi-bin/token") {
        true => (StatusCode::OK, r#"{"access_token": "t1", "expires_in": 7200}"#.into()),
        false => (status, r#"{"errcode": 0}"#.into()),
    }
}

#[derive(Default)]
struct RecordingSms(Mutex<Vec<(String, String)>>);

#[async_trait::async_trait]
impl SmsSender for RecordingSms {
    async fn send(&self, to: &Phone, text: &str) -> std::io::Result<()> {
        self.0.lock().unwrap().push((to.text().to_owned(), text.to_owned()));
        Ok(())
    }
}

struct World {
    db: Db,
    custody: Custody,
    sms: Arc<RecordingSms>,
    seen: Arc<Seen>,
    notifier: Notifier,
    _scratch: Scratch,
    _kms: tempfile::TempDir,
}

impl World {
    /// Members 3 and 4 of the branch; the chain is at block 10.
    async fn new() -> Self {
        let (db, scratch) = scratch::db().await;
        let folder = tempfile::tempdir().unwrap();
        let custody = Custody::new(1, Arc::new(file_kms(folder.path())), 1, db.clone());
        let seen = Arc::new(Seen { status: AtomicU16::new(200), ..Seen::default() });
        let router = axum::Router::new().fallback(answer).with_state(seen.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        let secret = || Zeroizing::new("0123456789abcdef0123456789abcdef".to_owned());
        let sms = Arc::new(RecordingSms::default());
        let outgoing = crate::outgoing::Outgoing::new(None).unwrap();
        let ways = Ways {
            sms: sms.clone(),
            wechat: Some(Arc::new(
                WeChat::new(outgoing.clone(), &base, "app", secret(), "template-1").unwrap(),
            )),
            webhook: Some(Arc::new(Webhook::new(outgoing, &format!("{base}/hook"), secret()).unwrap())),
        };
        let notifier = Notifier::new(db.clone(), custody.clone(), ways);
        let world = World { db, custody, sms, seen, notifier, _scratch: scratch, _kms: folder };
        for member in [3i64, 4] {
            let user = format!("u{member}");
            let phone = format!("+8613900000{member:03}");
            let sealed = world.custody.seal(Kept::Phone(&user), phone.as_bytes()).await.unwrap();
            let mut tx = world.db.begin().await.unwrap();
            sqlx::query(
                "INSERT INTO users (id, phone_index, phone_sealed, person_index, person_sealed, password, account, \
                 registration, member, created_at) VALUES ($1, $2, $3, $2, $2, $2, $4, 'r', $5, 1)",
            )
            .bind(&user)
            .bind(user.as_bytes())
            .bind(sealed)
            .bind(format!("account-{member}"))
            .bind(member)
            .execute(&mut *tx)
            .await
            .unwrap();
            tx.commit().await.unwrap();
        }
        world.execute("INSERT INTO cursor (one, chain_id, height, time) VALUES (1, 'c', 10, 1)").await;
        world.happens(5, "member:3", "admitted", r#"{"activity":1,"participant":3}"#).await;
        assert!(!world.notifier.collect().await.unwrap());
        assert_eq!(world.notices(3).await, Vec::<String>::new(), "nobody is told of the past");
        world
    }

    async fn execute(&self, sql: &'static str) {
        let mut tx = self.db.begin().await.unwrap();
        sqlx::query(sql).execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn happens(&self, height: i64, topic: &str, kind: &str, data: &str) {
        let mut tx = self.db.begin().await.unwrap();
        sqlx::query(
            "INSERT INTO p_feed (id, topic, kind, data, height, time) \
             VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM p_feed), $1, $2, $3, $4, $5)",
        )
        .bind(topic)
        .bind(kind)
        .bind(data)
        .bind(height)
        .bind(NOON)
        .execute(&mut *tx)
        .await
        .unwrap();
        sqlx::query("UPDATE cursor SET height = $1 WHERE height < $1")
            .bind(height)
            .execute(&mut *tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    async fn notices(&self, member: i64) -> Vec<String> {
        sqlx::query_scalar("SELECT en FROM notices WHERE member = $1 ORDER BY id")
            .bind(member)
            .fetch_all(self.db.reader())
            .await
            .unwrap()
    }

    async fn states(&self) -> Vec<(String, String, i64)> {
        sqlx::query_as("SELECT channel, state, attempts FROM deliveries ORDER BY notice, channel")
            .fetch_all(self.db.reader())
            .await
            .unwrap()
    }
}

#[tokio::test]
async fn an_event_is_told_once_in_the_app_by_sms_and_to_the_webhook_without_personal_data() {
    let world = World::new().await;
    world.happens(11, "member:3", "admitted", r#"{"activity":7,"participant":3,"by":9}"#).await;
    world.happens(70, "member:99", "admitted", r#"{"activity":7,"participant":99,"by":9}"#).await;
    while world.notifier.collect().await.unwrap() {}
    assert_eq!(world.notices(3).await, ["You are admitted to activity 7."]);
    // Built anew, the feed has the same events under other numbers.
    world.execute("UPDATE p_feed SET id = id + 1000").await;
    world.execute("UPDATE notice_cursor SET height = 10").await;
    while world.notifier.collect().await.unwrap() {}
    assert_eq!(world.notices(3).await.len(), 1);
    world.notifier.deliver(NOON + 5).await.unwrap();
    world.notifier.deliver(NOON + 100_000).await.unwrap();
    let sent = world.sms.0.lock().unwrap().clone();
    assert_eq!(sent, [("+8613900000003".to_owned(), "您已被录用参加活动 7。".to_owned())]);
    let (path, signature, body) = world.seen.requests.lock().unwrap()[0].clone();
    assert_eq!((path.as_str(), world.seen.requests.lock().unwrap().len()), ("/hook", 1));
    let fields: Vec<&String> = body.as_object().unwrap().keys().collect();
    assert_eq!(fields, ["activity", "created", "id", "kind"]);
    assert_eq!((&body["kind"], &body["activity"]), (&json!("admitted"), &json!(7)));
    let mut mac =
        <hmac::Hmac<sha2::Sha256> as hmac::Mac>::new_from_slice(b"0123456789abcdef0123456789abcdef").unwrap();
    hmac::Mac::update(&mut mac, format!("{}.{body}", NOON + 5).as_bytes());
    let expected = hex::encode(hmac::Mac::finalize(mac).into_bytes());
    assert_eq!(signature, format!("t={},v1={expected}", NOON + 5));
}

#[tokio::test]
async fn what_fails_is_sent_again_later_and_later_until_it_is_given_up() {
    let world = World::new().await;
    world.happens(11, "member:3", "enrolled", r#"{"activity":7,"participant":3,"state":"enrolled"}"#).await;
    while world.notifier.collect().await.unwrap() {}
    world.seen.status.store(500, Ordering::Relaxed);
    world.notifier.deliver(NOON).await.unwrap();
    assert_eq!(world.states().await, [("webhook".to_owned(), "waiting".to_owned(), 1)]);
    world.notifier.deliver(NOON + 29).await.unwrap();
    assert_eq!(world.states().await[0].2, 1);
    world.notifier.deliver(NOON + 30).await.unwrap();
    world.notifier.deliver(NOON + 89).await.unwrap();
    assert_eq!(world.states().await[0].2, 2);
    world.seen.status.store(200, Ordering::Relaxed);
    world.notifier.deliver(NOON + 90).await.unwrap();
    assert_eq!(world.states().await, [("webhook".to_owned(), "sent".to_owned(), 3)]);

    world.happens(12, "member:3", "enrolled", r#"{"activity":8,"participant":3,"state":"enrolled"}"#).await;
    while world.notifier.collect().await.unwrap() {}
    world.seen.status.store(500, Ordering::Relaxed);
    for round in 0..12 {
        world.notifier.deliver(NOON + 1_000 + round * 4_000).await.unwrap();
    }
    assert_eq!(world.states().await[1], ("webhook".to_owned(), "given_up".to_owned(), 10));
    assert_eq!((pause(1), pause(2), pause(20)), (30, 60, 3_600));
}

#[tokio::test]
async fn quiet_hours_and_wishes_are_kept_and_safety_comes_through() {
    let world = World::new().await;
    // Noon is in this member's quiet hours, and no SMS is wanted for admissions.
    world
        .execute(
            "INSERT INTO notice_settings (member, language, quiet_start, quiet_end) VALUES (3, 'en', 700, 730)",
        )
        .await;
    world
        .execute("INSERT INTO notice_preferences VALUES (3, 'admitted', 'sms', 0), (3, 'rated', 'in_app', 0)")
        .await;
    world.happens(11, "member:3", "admitted", r#"{"activity":7,"participant":3}"#).await;
    world.happens(11, "member:3", "declined", r#"{"activity":8,"participant":3}"#).await;
    world.happens(11, "member:3", "key_set", r#"{"member":3}"#).await;
    world.happens(11, "member:3", "rated", r#"{"activity":7,"by":9,"participant":3}"#).await;
    while world.notifier.collect().await.unwrap() {}
    let unread: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM notices WHERE read_at IS NULL")
        .fetch_one(world.db.reader())
        .await
        .unwrap();
    assert_eq!(unread, 3);
    world.notifier.deliver(NOON).await.unwrap();
    let texts = |world: &World| -> Vec<String> {
        world.sms.0.lock().unwrap().iter().map(|(_, text)| text.clone()).collect()
    };
    assert_eq!(texts(&world).len(), 1);
    assert!(texts(&world)[0].starts_with("A key of your account was set"));
    world.notifier.deliver(NOON + 599).await.unwrap();
    assert_eq!(texts(&world).len(), 1);
    world.notifier.deliver(NOON + 600).await.unwrap();
    assert_eq!(texts(&world)[1..], ["You were not admitted to activity 8."]);
}

#[tokio::test]
async fn family_gets_a_copy_only_when_both_agreed_and_wechat_is_sent_with_a_token() {
    let world = World::new().await;
    let sealed = world.custody.seal(Kept::wechat("u4"), b"openid-4").await.unwrap();
    let mut tx = world.db.begin().await.unwrap();
    sqlx::query(
        "INSERT INTO notice_settings (member, language, quiet_start, quiet_end, family, wechat) \
         VALUES (3, 'zh', 0, 0, 4, NULL), (4, 'zh', 0, 0, NULL, $1)",
    )
    .bind(sealed)
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
    world.happens(11, "member:3", "rated", r#"{"activity":7,"by":9,"participant":3}"#).await;
    while world.notifier.collect().await.unwrap() {}
    assert_eq!(world.notices(4).await, Vec::<String>::new());
    world.execute("UPDATE notice_settings SET family_agreed = 1 WHERE member = 3").await;
    world.happens(12, "member:3", "rated", r#"{"activity":8,"by":9,"participant":3}"#).await;
    while world.notifier.collect().await.unwrap() {}
    assert_eq!(world.notices(4).await, ["Member 3, whom you look after: You were rated in activity 8."]);
    world.notifier.deliver(NOON).await.unwrap();
    let requests = world.seen.requests.lock().unwrap().clone();
    let sent = requests.iter().find(|(path, ..)| path.contains("template/send")).unwrap();
    assert!(sent.0.ends_with("access_token=t1"));
    assert_eq!((&sent.2["touser"], &sent.2["template_id"]), (&json!("openid-4"), &json!("template-1")));
    assert!(sent.2["data"]["content"]["value"].as_str().unwrap().contains("您关心的成员 3"));
    assert!(world.states().await.iter().all(|(_, state, _)| state == "sent"));
}

#[test]
fn quiet_hours_may_go_over_midnight() {
    let at = |hour: i64, minute: i64| NOON + (hour - 12) * 3_600 + minute * 60 + 7;
    let night = (1_260, 480);
    assert_eq!(allowed_from(at(20, 59), night), at(20, 59));
    assert_eq!(allowed_from(at(21, 0), night), at(32, 0) - 7);
    assert_eq!(allowed_from(at(3, 30), night), at(8, 0) - 7);
    assert_eq!(allowed_from(at(8, 0), night), at(8, 0));
    assert_eq!(allowed_from(at(3, 0), (600, 600)), at(3, 0));
}
