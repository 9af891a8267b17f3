//! The reviewers' desk.

use super::*;

const PASSPHRASE: &str = "reviewer of branch 1";

impl Branch {
    /// Somebody with offices and an unlocked key; gives the session.
    async fn officer(&self, member: i64, phone: &str, roles: &[Role]) -> String {
        let bits = roles.iter().fold(Roles::default(), |roles, role| roles.with(*role)).0;
        self.execute(
            if member == 1 {
                "UPDATE p_members SET roles = $1 WHERE id = 1"
            } else {
                "UPDATE p_members SET roles = $1 WHERE id = 2"
            },
            i64::from(bits),
        )
        .await;
        let session = self.log_in(phone, PASSWORD, "administrator").await;
        let token = session.body["token"].as_str().unwrap().to_owned();
        let passphrase = json!({"passphrase": PASSPHRASE});
        let set = Some(passphrase.to_string());
        let put = self.ask(Method::PUT, "/v1/me/office-passphrase", Some(&token), None, set).await;
        assert_eq!(put.status, StatusCode::OK, "{}", put.body);
        self.confirm_keys().await;
        let unlocked = self.post("/v1/me/office-session", Some(&token), passphrase).await;
        assert_eq!(unlocked.status, StatusCode::CREATED, "{}", unlocked.body);
        token
    }

    /// An activity that was submitted, as the index has it; it begins in so many hours.
    async fn submitted(&self, id: i64, publisher: i64, title: &str, summary: &str, hours: i64) {
        let now = extract::now();
        let start = now + hours * 3_600;
        let input = json!({
            "title": title, "summary": summary, "text": null, "category": "company", "place": "南京市鼓楼区",
            "registration": {"start": now, "end": start}, "service": {"start": start, "end": start + 7_200},
            "seats": 1, "reward": {"per_hour": {"minutes": 60}}, "payer": "own_balance", "admission": "automatic",
            "attendance_key": cosmwasm_std::Binary::from(vec![2; 33]),
        });
        let mut tx = self.db.begin().await.unwrap();
        sqlx::query(
            "INSERT INTO p_activities (id, branch, publisher, revision, state, input, category, place, words, \
             registration_start, registration_end, service_start, service_end, seats, reward, payer, created, submitted, updated) \
             VALUES ($1, 1, $2, 1, 'submitted', $3, 'company', '南京市鼓楼区', '', $4, $5, $5, $6, 1, 120, 'own_balance', $4, $4, $4)",
        )
        .bind(id)
        .bind(publisher)
        .bind(input.to_string())
        .bind(now)
        .bind(start)
        .bind(start + 7_200)
        .execute(&mut *tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }
}

const GOOD: &str = "老人喜欢下象棋，希望有人每周来陪着下两盘，聊聊天。";

/// The next hour of a day in Shanghai, so that no service is at night.
fn by_day(days: i64) -> i64 {
    let now = extract::now() + 28_800;
    let noon = (now / 86_400 + days) * 86_400 + 43_200;
    (noon - now) / 3_600 + 1
}

#[tokio::test]
async fn the_queue_shows_what_the_rules_say_and_two_reviewers_do_not_take_the_same() {
    let branch = Branch::start().await;
    let (first, _) = branch.member().await;
    let (second, _) = branch.member().await;
    let (_, publisher) = branch.member().await;
    let one = branch.officer(1, &first, &[Role::Reviewer, Role::BranchAdministrator]).await;
    let two = branch.officer(2, &second, &[Role::Reviewer]).await;
    branch.submitted(1, 3, "陪老人聊天下棋", GOOD, by_day(9)).await;
    branch.submitted(2, 3, "帮忙", "请打13851234567", by_day(2)).await;
    branch
        .submitted(3, 1, "帮老人读报纸", "老人视力下降，希望有人来读一小时报纸，聊聊新闻。", by_day(8))
        .await;
    let ids = |answer: &Answer| -> Vec<u64> {
        let items = answer.body["items"].as_array().unwrap_or_else(|| panic!("{}", answer.body));
        items.iter().map(|item| item["activity"]["id"].as_u64().unwrap()).collect()
    };
    let queue = branch.get("/v1/review/queue", Some(&one)).await;
    assert_eq!((ids(&queue), queue.body["waiting"].as_u64()), (vec![2, 1, 3], Some(3)));
    let items = queue.body["items"].as_array().unwrap();
    assert_eq!(items[0]["assessment"]["verdict"], "return");
    assert!(items[0]["assessment"]["findings"].to_string().contains("personal_data"));
    assert_eq!(items[1]["assessment"]["verdict"], "green", "{}", items[1]);
    assert_eq!((&items[2]["own_case"], &items[1]["own_case"]), (&json!(true), &json!(false)));
    let page = branch.get("/v1/review/queue?limit=1", Some(&one)).await;
    let cursor = page.body["next"].as_str().unwrap();
    let rest = branch.get(&format!("/v1/review/queue?cursor={cursor}"), Some(&one)).await;
    assert_eq!((ids(&page), ids(&rest), &rest.body["next"]), (vec![2], vec![1, 3], &Value::Null));
    assert_eq!(ids(&branch.get("/v1/review/queue?green=true", Some(&one)).await), [1, 3]);
    assert_eq!(branch.get("/v1/review/queue", Some(&publisher)).await.code(), "auth.role");
    assert_eq!(branch.get("/v1/review/queue?cursor=x", Some(&one)).await.code(), "request.parameter");

    assert_eq!(branch.put("/v1/review/claims/1", &one, json!({})).await.body["member"], 1);
    assert_eq!(branch.put("/v1/review/claims/1", &two, json!({})).await.code(), "review.claimed");
    assert_eq!(branch.put("/v1/review/claims/3", &one, json!({})).await.code(), "auth.own_case");
    assert_eq!(branch.put("/v1/review/claims/9", &one, json!({})).await.code(), "activity.unknown");
    assert_eq!(ids(&branch.get("/v1/review/queue?free=true", Some(&two)).await), [2, 3]);
    assert_eq!(ids(&branch.get("/v1/review/queue?free=true", Some(&one)).await), [2, 1]);
    // Only whoever has it can lay it back; one that is over is free again.
    let release = |token: String| {
        let branch = &branch;
        async move { branch.ask(Method::DELETE, "/v1/review/claims/1", Some(&token), None, None).await }
    };
    release(two.clone()).await;
    assert_eq!(branch.put("/v1/review/claims/1", &two, json!({})).await.code(), "review.claimed");
    branch.execute("UPDATE review_claims SET expires = $1", extract::now() - 1).await;
    assert_eq!(branch.put("/v1/review/claims/1", &two, json!({})).await.body["member"], 2);
    release(two.clone()).await;
    assert_eq!(branch.put("/v1/review/claims/1", &one, json!({})).await.status, StatusCode::OK);
}

#[tokio::test]
async fn decisions_are_made_one_by_one_each_signed_and_each_once() {
    let branch = Branch::start().await;
    let (first, _) = branch.member().await;
    let (second, _) = branch.member().await;
    branch.member().await;
    let one = branch.officer(1, &first, &[Role::Reviewer, Role::BranchAdministrator]).await;
    let two = branch.officer(2, &second, &[Role::Reviewer]).await;
    branch.submitted(1, 3, "陪老人聊天下棋", GOOD, by_day(9)).await;
    branch.submitted(2, 3, "帮忙", "请打13851234567", by_day(9)).await;
    branch
        .submitted(3, 1, "帮老人读报纸", "老人视力下降，希望有人来读一小时报纸，聊聊新闻。", by_day(9))
        .await;
    let decision = |id: u64, decision: &str| json!({"activity": id, "revision": 1, "decision": decision});
    let body = json!({"quick": true, "decisions": [
        decision(1, "approve"), decision(2, "approve"), decision(3, "approve"), decision(9, "approve"),
    ]});
    let send = |body: Value| {
        branch.ask(Method::POST, "/v1/review/decisions", Some(&one), Some("bulk"), Some(body.to_string()))
    };
    let decided = send(body.clone()).await;
    assert_eq!(decided.status, StatusCode::OK, "{}", decided.body);
    let outcomes = decided.body["outcomes"].as_array().unwrap().clone();
    assert_eq!(outcomes[0]["action"]["kind"], "approve");
    let codes: Vec<_> = outcomes[1..].iter().map(|outcome| outcome["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["review.not_green", "auth.own_case", "activity.unknown"]);
    let again = send(body).await;
    assert_eq!(again.body["outcomes"][0]["action"]["id"], outcomes[0]["action"]["id"]);
    let count: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM actions WHERE kind = 'approve'")
        .fetch_one(branch.db.reader())
        .await
        .unwrap();
    assert_eq!(count, 1);
    let author: i64 = sqlx::query_scalar("SELECT member FROM actions WHERE kind = 'approve'")
        .fetch_one(branch.db.reader())
        .await
        .unwrap();
    assert_eq!(author, 1);

    let twice = json!({"decisions": [decision(1, "approve"), decision(1, "return")]});
    assert_eq!(branch.post("/v1/review/decisions", Some(&one), twice).await.code(), "review.many");
    let mut stale = decision(2, "return");
    stale["revision"] = json!(2);
    let outcome = branch.post("/v1/review/decisions", Some(&one), json!({"decisions": [stale]})).await;
    assert_eq!(outcome.body["outcomes"][0]["code"], "activity.revision");
    branch.put("/v1/review/claims/2", &two, json!({})).await;
    let mut returned = decision(2, "return");
    returned["template"] = json!("personal-data");
    let body = json!({"decisions": [returned]});
    let outcome = branch.post("/v1/review/decisions", Some(&one), body.clone()).await;
    assert_eq!(outcome.body["outcomes"][0]["code"], "review.claimed");
    let outcome = branch.post("/v1/review/decisions", Some(&two), body).await;
    assert_eq!(outcome.body["outcomes"][0]["action"]["kind"], "return", "{}", outcome.body);
    let sent: Vec<u8> = sqlx::query_scalar("SELECT body FROM actions WHERE kind = 'return'")
        .fetch_one(branch.db.reader())
        .await
        .unwrap();
    assert!(String::from_utf8_lossy(&sent).contains("phone numbers, addresses and names"));
}

#[tokio::test]
async fn an_own_approval_is_taken_back_within_half_an_hour_and_no_other() {
    let branch = Branch::start().await;
    let (first, _) = branch.member().await;
    let (second, _) = branch.member().await;
    branch.member().await;
    let one = branch.officer(1, &first, &[Role::BranchAdministrator]).await;
    let two = branch.officer(2, &second, &[Role::BranchAdministrator]).await;
    branch.submitted(1, 3, "陪老人聊天下棋", GOOD, by_day(9)).await;
    let undo = |token: String| {
        let branch = &branch;
        let key = uuid::Uuid::now_v7().to_string();
        async move { branch.ask(Method::DELETE, "/v1/review/decisions/1", Some(&token), Some(&key), None).await }
    };
    assert_eq!(undo(one.clone()).await.code(), "review.undo");
    branch.execute("UPDATE p_activities SET state = 'approved' WHERE id = $1", 1).await;
    branch
        .execute(
            "INSERT INTO p_decisions (activity, revision, decision, member, height, time) \
             VALUES (1, 1, 'approve', 1, 5, $1)",
            extract::now() - 1_700,
        )
        .await;
    assert_eq!(undo(two.clone()).await.code(), "review.undo");
    let undone = undo(one.clone()).await;
    assert_eq!(undone.body["kind"], "take_down", "{}", undone.body);
    branch.execute("UPDATE p_decisions SET time = $1", extract::now() - 1_801).await;
    assert_eq!(undo(one.clone()).await.code(), "review.undo");
    let listed = branch.get("/v1/review/decisions?mine=true", Some(&one)).await;
    assert_eq!(listed.body["decisions"][0]["decision"], "approve");
    assert_eq!(branch.get("/v1/review/decisions?mine=true", Some(&two)).await.body["decisions"], json!([]));
}

#[tokio::test]
async fn templates_are_the_branch_s_own_and_abnormal_activities_are_shown() {
    let branch = Branch::start().await;
    let (first, _) = branch.member().await;
    let (second, _) = branch.member().await;
    branch.member().await;
    let one = branch.officer(1, &first, &[Role::BranchAdministrator]).await;
    let two = branch.officer(2, &second, &[Role::Reviewer]).await;
    let text = json!({"zh": "请补充集合地点。", "en": "Please add where to meet."});
    assert_eq!(
        branch.put("/v1/review/templates/meeting-point", &two, text.clone()).await.code(),
        "auth.role"
    );
    assert_eq!(branch.put("/v1/review/templates/Meeting", &one, text.clone()).await.code(), "template.form");
    let put = branch.put("/v1/review/templates/meeting-point", &one, text).await;
    assert_eq!(put.status, StatusCode::NO_CONTENT);
    let listed = branch.get("/v1/review/templates", Some(&two)).await;
    assert_eq!(listed.body["templates"].as_array().unwrap().len(), 8);
    let delete = |name: &'static str| branch.ask(Method::DELETE, name, Some(&one), None, None);
    assert_eq!(delete("/v1/review/templates/cash").await.status, StatusCode::NO_CONTENT);
    assert_eq!(delete("/v1/review/templates/cash").await.code(), "template.unknown");

    branch.submitted(1, 3, "陪老人聊天下棋", GOOD, -1).await;
    branch.execute("UPDATE p_activities SET state = 'approved', taken = $1", 1).await;
    branch
        .execute(
            "INSERT INTO p_enrolments (activity, participant, state, position, created, updated) \
             VALUES (1, 2, 'admitted', 1, $1, $1)",
            1,
        )
        .await;
    let abnormal = branch.get("/v1/review/abnormal", Some(&two)).await;
    let item = &abnormal.body["items"][0];
    assert_eq!(
        (&item["activity"]["id"], &item["assessment"]["findings"][0]["code"]),
        (&json!(1), &json!("nobody_came")),
        "{}",
        abnormal.body
    );
    let preview = json!({
        "title": "测试", "summary": "看看", "category": "company", "place": "待定",
        "registration": {"start": 1, "end": 2}, "service": {"start": 3, "end": 4}, "seats": 1,
        "reward": {"per_hour": {"minutes": 60}}, "payer": "own_balance", "admission": "automatic",
    });
    let preview = branch.post("/v1/review/previews", Some(&two), preview).await;
    assert_eq!((&preview.body["verdict"], &preview.body["score"]), (&json!("return"), &json!(0)));
}

#[tokio::test]
async fn recommendations_show_their_reasons_and_leave_out_what_cannot_be() {
    let branch = Branch::start().await;
    let (_, volunteer) = branch.member().await;
    branch.member().await;
    for (id, publisher) in [(1, 2), (2, 2), (3, 1), (4, 2), (5, 2)] {
        branch.submitted(id, publisher, "陪老人聊天下棋", GOOD, by_day(id)).await;
    }
    branch.execute("UPDATE p_activities SET state = 'approved' WHERE id <> $1", 99).await;
    branch.execute("UPDATE p_activities SET taken = 1 WHERE id = $1", 4).await;
    // Engaged at the time of 5.
    branch
        .execute(
            "INSERT INTO p_enrolments (activity, participant, state, position, created, updated) \
             VALUES (5, 1, 'admitted', 1, $1, $1)",
            1,
        )
        .await;
    let found = branch.get("/v1/me/recommendations", Some(&volunteer)).await;
    let list = found.body["recommendations"].as_array().unwrap_or_else(|| panic!("{}", found.body)).clone();
    let ids: Vec<u64> = list.iter().map(|one| one["activity"]["id"].as_u64().unwrap()).collect();
    assert_eq!(ids, [1, 2], "the sooner one needs more");
    let reasons = list[0]["reasons"].as_array().unwrap();
    let sum: u64 = reasons
        .iter()
        .map(|reason| reason["value"].as_u64().unwrap() * reason["weight"].as_u64().unwrap())
        .sum();
    assert_eq!(list[0]["coefficient"].as_u64(), Some(sum / 100));
    assert_eq!(reasons.len(), 7);
    assert_eq!((&reasons[0]["factor"], &reasons[0]["weight"]), (&json!("distance"), &json!(25)));

    // The branch adopts rules by which only the time counts.
    let plain = include_str!("../../../../contracts/rulebook/packs/plain.json");
    let mut pack: Value = serde_json::from_str(plain).unwrap();
    for (factor, weight) in pack["matching_weights"].as_object_mut().unwrap() {
        *weight = json!(if factor == "free_time" { 100 } else { 0 });
    }
    let mut tx = branch.db.begin().await.unwrap();
    sqlx::query("INSERT INTO p_packs (branch, version, effective, pack) VALUES (1, 1, 1, $1)")
        .bind(pack.to_string())
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let found = branch.get("/v1/me/recommendations", Some(&volunteer)).await;
    let best = &found.body["recommendations"][0];
    let first = &best["reasons"][0];
    assert_eq!((&first["factor"], &first["weight"]), (&json!("free_time"), &json!(100)));
    assert_eq!(best["coefficient"], first["value"], "{best}");
    let one = branch.get("/v1/me/recommendations?limit=1", Some(&volunteer)).await;
    assert_eq!(one.body["recommendations"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_draw_is_committed_to_before_and_can_be_done_again_by_anybody_after() {
    use crate::matching::lottery;
    let branch = Branch::start().await;
    let (_, volunteer) = branch.member().await;
    let (_, publisher) = branch.member().await;
    branch.submitted(1, 2, "陪老人聊天下棋", GOOD, by_day(3)).await;
    let path = "/v1/activities/1/lottery";
    assert_eq!(branch.get(path, None).await.code(), "lottery.unknown");
    assert_eq!(branch.get("/v1/activities/9/lottery", None).await.code(), "lottery.unknown");
    assert_eq!(branch.put(path, &volunteer, json!({})).await.code(), "activity.not_administrator");
    let committed = branch.put(path, &publisher, json!({})).await;
    let commitment = committed.body["commitment"].as_str().unwrap().to_owned();
    assert_eq!(branch.put(path, &publisher, json!({})).await.body["commitment"], commitment);
    assert_eq!(branch.get(path, None).await.body["draw"], Value::Null);
    let closes = committed.body["closes"].as_i64().unwrap();
    for (member, state, updated) in [
        (11, "enrolled", 1),
        (12, "waitlisted", 1),
        (13, "withdrawn", 1),
        (14, "withdrawn", closes),
        (15, "waitlisted", 1),
    ] {
        let mut tx = branch.db.begin().await.unwrap();
        sqlx::query(
            "INSERT INTO p_enrolments (activity, participant, state, position, created, updated) VALUES (1, $1, $2, 1, 1, $3)",
        )
        .bind(member)
        .bind(state)
        .bind(updated)
        .execute(&mut *tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }
    for (height, time) in [(7i64, closes - 1), (8, closes), (9, closes + 5)] {
        let mut tx = branch.db.begin().await.unwrap();
        sqlx::query("INSERT INTO blocks (height, hash, time, results_hash) VALUES ($1, $2, $3, $2)")
            .bind(height)
            .bind([height as u8; 32].as_slice())
            .bind(time)
            .execute(&mut *tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
    // A later end of registration would mean another block, and so another draw.
    branch.execute("UPDATE p_activities SET registration_end = registration_end + $1", 100).await;
    let shown = branch.get(path, None).await.body;
    let draw = &shown["draw"];
    assert_eq!((&shown["commitment"], &draw["height"]), (&json!(commitment), &json!(8)));
    let secret: [u8; 32] = hex::decode(draw["secret"].as_str().unwrap()).unwrap().try_into().unwrap();
    assert_eq!(hex::encode(lottery::commitment(1, &secret)), commitment);
    let entrants: Vec<lottery::Entrant> = draw["entrants"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| lottery::Entrant {
            member: one["member"].as_u64().unwrap(),
            tickets: one["tickets"].as_u64().unwrap(),
        })
        .collect();
    let members: Vec<u64> = entrants.iter().map(|entrant| entrant.member).collect();
    assert_eq!(members, [11, 12, 14, 15]);
    let order = lottery::draw(&lottery::seed(1, &secret, &[8; 32]), &entrants);
    assert_eq!(draw["order"], json!(order));
}

#[tokio::test]
async fn notices_are_listed_counted_and_read_and_settings_are_the_member_s_own() {
    let branch = Branch::start().await;
    let (_, one) = branch.member().await;
    let (_, two) = branch.member().await;
    for (member, kind) in [(1, "admitted"), (1, "rated"), (2, "settled"), (1, "cancelled")] {
        let mut tx = branch.db.begin().await.unwrap();
        sqlx::query(
            "INSERT INTO notices (member, source, kind, zh, en, activity, created) VALUES ($1, $2, $2, '你好。', 'Hello.', 7, 5)",
        )
        .bind(member)
        .bind(kind)
        .execute(&mut *tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }
    let list = branch.get("/v1/me/notices?limit=2", Some(&one)).await.body;
    let kinds = |list: &Value| -> Vec<String> {
        let notices = list["notices"].as_array().unwrap_or_else(|| panic!("{list}"));
        notices.iter().map(|notice| notice["kind"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(
        (kinds(&list), &list["unread"]),
        (vec!["cancelled".to_owned(), "rated".to_owned()], &json!(3))
    );
    let next = list["next"].as_u64().unwrap();
    assert_eq!(
        kinds(&branch.get(&format!("/v1/me/notices?before={next}"), Some(&one)).await.body),
        ["admitted"]
    );
    let read = branch.put("/v1/me/notices/read", &one, json!({"up_to": next})).await;
    assert_eq!(read.status, StatusCode::NO_CONTENT);
    let unread = branch.get("/v1/me/notices?unread=true", Some(&one)).await.body;
    assert_eq!((kinds(&unread), &unread["unread"]), (vec!["cancelled".to_owned()], &json!(1)));
    assert_eq!(branch.get("/v1/me/notices", Some(&two)).await.body["unread"], 1);

    let settings = json!({"language": "en", "quiet_start": 1320, "quiet_end": 420, "family": 2,
        "wishes": [{"kind": "rated", "channel": "sms", "wanted": true}]});
    let path = "/v1/me/notices/settings";
    assert_eq!(branch.put(path, &one, settings.clone()).await.status, StatusCode::NO_CONTENT);
    let shown = branch.get(path, Some(&one)).await.body;
    assert_eq!(
        (&shown["quiet_start"], &shown["wishes"], &shown["family_agreed"]),
        (&json!(1320), &settings["wishes"], &json!(false))
    );
    for (field, value) in [
        ("quiet_end", json!(1440)),
        ("family", json!(1)),
        ("wishes", json!([{"kind": "unheard", "channel": "sms", "wanted": true}])),
    ] {
        let mut wrong = settings.clone();
        wrong[field] = value;
        assert_eq!(branch.put(path, &one, wrong).await.code(), "notice.settings", "{field}");
    }
    let agree = "/v1/me/notices/family/1";
    assert_eq!(branch.put(agree, &one, json!({})).await.status, StatusCode::NO_CONTENT);
    assert_eq!(branch.get(path, Some(&one)).await.body["family_agreed"], false);
    branch.put(agree, &two, json!({})).await;
    assert_eq!(branch.get(path, Some(&one)).await.body["family_agreed"], true);
    branch.put(path, &one, settings.clone()).await;
    assert_eq!(branch.get(path, Some(&one)).await.body["family_agreed"], true);
    let mut other = settings;
    other["family"] = json!(3);
    branch.put(path, &one, other).await;
    assert_eq!(branch.get(path, Some(&one)).await.body["family_agreed"], false);
    let wechat = "/v1/me/notices/wechat";
    assert_eq!(branch.put(wechat, &one, json!({"openid": "a b"})).await.code(), "notice.settings");
    branch.put(wechat, &one, json!({"openid": "oX-1"})).await;
    assert_eq!(branch.get(path, Some(&one)).await.body["wechat"], true);
    let kept: Vec<u8> = sqlx::query_scalar("SELECT wechat FROM notice_settings WHERE member = 1")
        .fetch_one(branch.db.reader())
        .await
        .unwrap();
    assert!(!String::from_utf8_lossy(&kept).contains("oX-1"));
    branch.ask(Method::DELETE, wechat, Some(&one), None, None).await;
    assert_eq!(branch.get(path, Some(&one)).await.body["wechat"], false);
}

#[tokio::test]
async fn a_decision_is_held_and_taken_back_by_whoever_made_it_and_nobody_else() {
    let branch = Branch::start().await;
    let (first, _) = branch.member().await;
    let (second, _) = branch.member().await;
    branch.member().await;
    let one = branch.officer(1, &first, &[Role::Reviewer]).await;
    let two = branch.officer(2, &second, &[Role::Reviewer, Role::BranchAdministrator]).await;
    branch.submitted(1, 3, "陪老人聊天下棋", GOOD, by_day(9)).await;
    let decide = |token: String, decision: &'static str| {
        let branch = &branch;
        let one = json!({"activity": 1, "revision": 1, "decision": decision, "reason": "Please say where."});
        async move {
            let answer = branch.post("/v1/review/decisions", Some(&token), json!({"decisions": [one]})).await;
            answer.body["outcomes"][0].clone()
        }
    };
    let undo = |token: String, key: &'static str| {
        let branch = &branch;
        async move { branch.ask(Method::DELETE, "/v1/review/decisions/1", Some(&token), Some(key), None).await }
    };
    let pending = || async {
        let queue = branch.get("/v1/review/queue", Some(&two)).await;
        queue.body["items"][0]["pending"].clone()
    };
    let returned = decide(one.clone(), "return").await["action"].clone();
    let held = returned["held_until"].as_u64().unwrap();
    assert!(held > crate::relay::now() && returned["valid_until"].as_u64().unwrap() > held, "{returned}");
    assert_eq!(
        pending().await,
        json!({"member": 1, "decision": "return", "action": returned["id"], "held_until": held})
    );
    let free = branch.get("/v1/review/queue?free=true", Some(&two)).await;
    assert_eq!(free.body["items"], json!([]));
    assert_eq!(decide(two.clone(), "approve").await["code"], "review.decided");
    assert_eq!(decide(one.clone(), "approve").await["code"], "review.decided");
    assert_eq!(undo(two.clone(), "a").await.code(), "review.undo");

    let undone = undo(one.clone(), "b").await;
    assert_eq!(undone.status, StatusCode::ACCEPTED, "{}", undone.body);
    assert_eq!(
        (&undone.body["id"], &undone.body["state"], &undone.body["code"]),
        (&returned["id"], &json!("failed"), &json!("review.taken_back"))
    );
    assert_eq!(undone.body["title"], "The reviewer has taken the decision back.");
    assert_eq!(undo(one.clone(), "b").await.body["id"], returned["id"]);
    assert_eq!(pending().await, Value::Null);
    let kept: Vec<u8> = sqlx::query_scalar("SELECT body FROM actions WHERE kind = 'return'")
        .fetch_one(branch.db.reader())
        .await
        .unwrap();
    assert!(kept.is_empty(), "what was signed is gone");

    // Decided anew; once it is on its way, it is too late.
    let approved = decide(two.clone(), "approve").await["action"].clone();
    assert_eq!(approved["kind"], "approve", "{approved}");
    branch.execute("UPDATE actions SET held_until = $1 WHERE kind = 'approve'", extract::now()).await;
    let waits = pending().await;
    assert_eq!((&waits["action"], waits.get("held_until")), (&approved["id"], None));
    assert_eq!(undo(two.clone(), "c").await.code(), "review.undo");
    assert_eq!(undo(one.clone(), "d").await.code(), "auth.role", "a reviewer takes nothing down");
    assert_eq!(decide(one.clone(), "return").await["code"], "review.decided");
}
