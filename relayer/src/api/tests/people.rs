//! What members have beside activities, from the chain's events to the answers, and from requests to signed intents.

use super::*;
use crate::index::Follower;
use timebank_api::activity_registry::Window;
use timebank_api::member_registry::{Action, FreezeCause, ProfileKind, StatusCause};
use timebank_api::oracle::{Attestation, Change, MemberFact, ReportState, SourceInput, SourceKind};
use timebank_api::record::{AgeClass, MemberStatus};
use timebank_api::rulebook::Pack;
use timebank_api::time_token::{MovementKind, Reference};
use timebank_api::training::{
    Certificate, CertificateStatus, Certified, CourseInput, CourseState, Issuer, PlaceState,
};
use timebank_api::{Event, Right, Rights};
use timebank_intent::SignedIntent;

impl Branch {
    /// What contracts say in the next block.
    pub(super) fn says(&self, contract: Contract, events: impl IntoIterator<Item = Event>) {
        for event in events {
            self.node.says(contract, event);
        }
        self.node.mine();
    }

    /// Puts every block into the projections.
    pub(super) async fn index(&self) {
        let (tip, seen) = watch::channel(Tip::default());
        let relay = Relay::new(
            self.db.clone(),
            crate::fake::CHAIN,
            contracts(),
            seen,
            crate::relay::Terms::default(),
        );
        let follower = Follower::new(
            self.node.clone(),
            self.db.clone(),
            contracts(),
            crate::fake::CHAIN.into(),
            relay,
            Hub::new(self.db.clone()),
            tip,
        );
        follower.catch_up(&CancellationToken::new()).await.unwrap();
    }

    pub(super) async fn account(&self, member: i64) -> String {
        sqlx::query_scalar("SELECT account FROM p_members WHERE id = $1")
            .bind(member)
            .fetch_one(self.db.reader())
            .await
            .unwrap()
    }

    /// A member with a transaction password.
    pub(super) async fn owner(&self) -> String {
        let (_, token) = self.member().await;
        let body = json!({"transaction_password": TRANSACTION}).to_string();
        let path = "/v1/me/transaction-password";
        let set = self.ask(Method::PUT, path, Some(&token), Some("owner"), Some(body)).await;
        assert_eq!(set.status, StatusCode::ACCEPTED, "{}", set.body);
        self.confirm_keys().await;
        token
    }

    /// An administrator with these roles and an open office.
    pub(super) async fn office(&self, roles: &[Role]) -> String {
        let (phone, _) = self.member().await;
        let roles = roles.iter().fold(Roles::default(), |all, role| all.with(*role));
        let sql = "UPDATE p_members SET roles = $1 WHERE id = (SELECT MAX(id) FROM p_members)";
        self.execute(sql, i64::from(roles.0)).await;
        let session = self.log_in(&phone, PASSWORD, "administrator").await;
        let token = session.body["token"].as_str().unwrap().to_owned();
        let passphrase = json!({"passphrase": "an office of branch 1"});
        let path = "/v1/me/office-passphrase";
        self.ask(Method::PUT, path, Some(&token), None, Some(passphrase.to_string())).await;
        self.confirm_keys().await;
        let unlocked = self.post("/v1/me/office-session", Some(&token), passphrase).await;
        assert_eq!(unlocked.status, StatusCode::CREATED, "{}", unlocked.body);
        token
    }

    /// A request for somebody else.
    async fn act_for(&self, method: Method, path: &str, token: &str, principal: &str, body: Value) -> Answer {
        let request = self
            .client
            .request(method, format!("{}{path}", self.base))
            .bearer_auth(token)
            .header("idempotency-key", uuid::Uuid::now_v7().to_string())
            .header("on-behalf-of", principal)
            .json(&body);
        let response = request.send().await.unwrap();
        let status = response.status();
        Answer { status, body: response.json().await.unwrap_or_default() }
    }

    /// What the last intent says, and for whom.
    pub(super) async fn last_intent(&self) -> (Value, Option<u64>) {
        let body: Vec<u8> =
            sqlx::query_scalar("SELECT body FROM actions WHERE form = 'intent' ORDER BY seq DESC LIMIT 1")
                .fetch_one(self.db.reader())
                .await
                .unwrap();
        let proxy = contracts().canonical(Contract::Proxy);
        let (signed, _) = SignedIntent::decode(&body, CHAIN, &proxy).unwrap();
        (serde_json::from_slice(&signed.intent.message).unwrap(), signed.intent.on_behalf_of)
    }
}

pub(super) fn moved(
    kind: MovementKind,
    reference: Reference,
    from: Option<(&str, u64)>,
    to: Option<(&str, u64)>,
    minutes: u128,
) -> Event {
    Event::TimeMoved {
        kind,
        reference,
        from: from.map(|(account, _)| account.into()),
        to: to.map(|(account, _)| account.into()),
        minutes: minutes.into(),
        from_count: from.map(|(_, count)| count),
        to_count: to.map(|(_, count)| count),
    }
}

pub(super) fn taken(answer: &Answer, kind: &str) {
    assert_eq!(
        (answer.status, &answer.body["kind"]),
        (StatusCode::ACCEPTED, &json!(kind)),
        "{}",
        answer.body
    );
}

pub(super) fn items(answer: &Answer) -> &Vec<Value> {
    answer.body["items"].as_array().unwrap_or_else(|| panic!("{}", answer.body))
}

#[tokio::test]
async fn a_statement_is_complete_as_of_any_height_and_can_be_printed() {
    let branch = Branch::start().await;
    let (_, one) = branch.member().await;
    let (_, other) = branch.member().await;
    let (a, b) = (branch.account(1).await, branch.account(2).await);
    let grant = Reference::Grant { branch: 1, pack: 1, rule: "=elder,80".into() };
    branch.says(Contract::TimeToken, [moved(MovementKind::MintGrant, grant, None, Some((&a, 1)), 600)]);
    let gift = moved(MovementKind::Gift, Reference::Gift { gift: 7 }, Some((&a, 2)), Some((&b, 1)), 100);
    branch.says(Contract::TimeToken, [gift]);
    branch
        .says(Contract::TimeToken, [moved(MovementKind::Burn, Reference::Message, Some((&a, 3)), None, 50)]);
    branch.index().await;

    let now = branch.get("/v1/me/statement", Some(&one)).await;
    assert_eq!(
        (&now.body["balance"], &now.body["count"], &now.body["height"]),
        (&json!(450), &json!(3), &json!(3))
    );
    let numbers: Vec<u64> =
        now.body["lines"].as_array().unwrap().iter().map(|line| line["number"].as_u64().unwrap()).collect();
    assert_eq!(numbers, [3, 2, 1]);
    let then = branch.get("/v1/me/statement?height=2", Some(&one)).await;
    assert_eq!((&then.body["balance"], &then.body["count"]), (&json!(500), &json!(2)));
    assert_eq!(then.body["lines"].as_array().unwrap().len(), 2);
    let before = branch.get("/v1/me/statement?height=0", Some(&one)).await;
    assert_eq!((&before.body["balance"], &before.body["count"]), (&json!(0), &json!(0)));
    assert_eq!(branch.get("/v1/me/statement?height=9", Some(&one)).await.code(), "request.parameter");

    let url = format!("{}/v1/me/statement", branch.base);
    let file = branch.client.get(url).bearer_auth(&one).header("accept", "text/csv").send().await.unwrap();
    assert_eq!(file.headers()["content-type"], "text/csv; charset=utf-8");
    let text = file.text().await.unwrap();
    let lines: Vec<&str> = text.split("\r\n").collect();
    assert_eq!(lines[0], "number,time,kind,minutes,balance,other,reference,height");
    assert!(lines[1].ends_with(",mint_grant,600,600,,\"grant =elder,80\",1"), "{}", lines[1]);
    assert!(lines[2].ends_with(",gift,-100,500,2,gift 7,2"), "{}", lines[2]);
    assert_eq!((lines.len(), lines[4]), (5, ""));

    let supply = branch.get("/v1/supply?height=2", None).await;
    assert_eq!((&supply.body["supply"], &supply.body["burned"]), (&json!(600), &json!(0)));
    let supply = branch.get("/v1/supply", None).await;
    assert_eq!((&supply.body["supply"], &supply.body["branches"][0]["burned"]), (&json!(550), &json!(50)));
    let supply = branch.get("/v1/supply?height=3", None).await;
    assert_eq!((&supply.body["supply"], &supply.body["branches"][0]["burned"]), (&json!(550), &json!(50)));

    assert_eq!(branch.get("/v1/members/1/statement", Some(&other)).await.code(), "auth.role");
    let clerk = branch.office(&[Role::Custodian]).await;
    assert_eq!(branch.get("/v1/members/1/statement", Some(&clerk)).await.body["count"], 3);
    branch.execute("UPDATE p_members SET branch = 2 WHERE id = $1", 1).await;
    assert_eq!(branch.get("/v1/members/1/statement", Some(&clerk)).await.code(), "auth.other_branch");
}

#[tokio::test]
async fn gifts_wait_to_be_accepted_and_the_account_says_what_ends_when() {
    let branch = Branch::start().await;
    let giver = branch.owner().await;
    let (_, taker) = branch.member().await;
    let (a, b) = (branch.account(1).await, branch.account(2).await);
    let grant = moved(MovementKind::MintGrant, Reference::Message, None, Some((&a, 1)), 600);
    branch.says(Contract::TimeToken, [grant]);
    branch.index().await;
    let gift = json!({"recipient": 2, "minutes": 30, "transaction_password": TRANSACTION});
    assert_eq!(
        branch.post("/v1/gifts", Some(&giver), json!({"recipient": 2, "minutes": 30})).await.code(),
        "transaction_password.required"
    );
    taken(&branch.post("/v1/gifts", Some(&giver), gift.clone()).await, "gift");
    assert_eq!(branch.last_intent().await.0, json!({"gift": {"to": 2, "minutes": 30, "kin": null}}));

    // With a kin link that both agreed on, the ledger is shown that they are relatives.
    let kin = json!({"member": 2, "degree": "lineal", "transaction_password": TRANSACTION});
    taken(&branch.post("/v1/me/kin", Some(&giver), kin).await, "propose_kin");
    let proposed = branch.last_intent().await.0["propose_kin"]["commitment"].as_str().unwrap().to_owned();
    let commitment: cosmwasm_std::HexBinary = hex::decode(&proposed).unwrap().into();
    let of = || (commitment.clone(), 1, 2);
    let (commitment, one, two) = of();
    branch.says(Contract::MemberRegistry, [Event::KinProposed { commitment, of: one, to: two }]);
    branch.index().await;
    taken(&branch.post("/v1/gifts", Some(&giver), gift.clone()).await, "gift");
    assert_eq!(branch.last_intent().await.0["gift"]["kin"], Value::Null, "it is only offered");
    let (commitment, one, two) = of();
    branch.says(Contract::MemberRegistry, [Event::KinAccepted { commitment, of: one, to: two }]);
    branch.says(
        Contract::TimeToken,
        [
            Event::GiftOffered { gift: 5, from: 1, to: 2, minutes: 30 },
            Event::RecipientIntroduced { account: a.clone(), recipient: b, by: 1 },
        ],
    );
    branch.index().await;
    taken(&branch.post("/v1/gifts", Some(&giver), gift).await, "gift");
    assert_eq!(branch.last_intent().await.0["gift"]["kin"]["degree"], 1);
    let links = branch.get("/v1/me/kin", Some(&taker)).await;
    assert_eq!(
        (&items(&links)[0]["degree"], &items(&links)[0]["accepted"]),
        (&json!("lineal"), &json!(true))
    );

    let waiting = branch.get("/v1/me/gifts", Some(&taker)).await;
    assert_eq!((&items(&waiting)[0]["state"], &items(&waiting)[0]["giver"]), (&json!("waiting"), &json!(1)));
    taken(&branch.post("/v1/gifts/5/acceptance", Some(&taker), json!({})).await, "accept_gift");
    taken(&branch.post("/v1/gifts/5/return", Some(&giver), json!({})).await, "decline_gift");
    assert_eq!(items(&branch.get("/v1/me/recipients", Some(&giver)).await)[0]["member"], 2);

    assert_eq!(branch.get("/v1/me/account", Some(&giver)).await.code(), "system.node");
    let kept = json!({
        "count": 1, "buckets": [{"quarter": 223, "minutes": 40}], "liens": [{"activity": 9, "minutes": 3, "to": null}],
        "limits": {"daily": 200, "new_recipient_delay": 60}, "loosening": null, "cap": [1_800_000_000u64, 120],
        "spent_today": 7, "given_this_year": 8,
    });
    branch.node.answers(Contract::TimeToken, "account", kept);
    let account = branch.get("/v1/me/account", Some(&giver)).await.body;
    assert_eq!((&account["balance"], &account["offered"]), (&json!(600), &json!(30)), "{account}");
    assert_eq!(account["ending"], json!([{"minutes": 40, "ends": 1_767_196_800u64}]));
    assert_eq!((&account["cap"]["daily"], &account["limits"]["daily"]), (&json!(120), &json!(200)));

    let limits =
        json!({"daily": 60, "new_recipient_delay": 0, "transaction_password": TRANSACTION}).to_string();
    let set = branch.ask(Method::PUT, "/v1/me/limits", Some(&giver), Some("l"), Some(limits)).await;
    taken(&set, "set_limits");
    let donation = json!({"minutes": 5, "transaction_password": TRANSACTION});
    taken(&branch.post("/v1/donations", Some(&giver), donation).await, "donate");
    branch.says(Contract::TimeToken, [Event::GiftClosed { gift: 5, accepted: true, by: 2 }]);
    branch.index().await;
    assert_eq!(items(&branch.get("/v1/me/gifts", Some(&giver)).await)[0]["state"], "accepted");
}

#[tokio::test]
async fn an_agent_acts_for_somebody_within_the_rights_both_agreed_on() {
    let branch = Branch::start().await;
    let principal = branch.owner().await;
    let agent = branch.owner().await;
    let until = u64::try_from(extract::now()).unwrap() + 3_600;
    let offer = json!({
        "agent": 2, "rights": ["take_part", "donate"], "daily": 60, "until": until, "transaction_password": TRANSACTION,
    });
    taken(&branch.post("/v1/me/agents", Some(&principal), offer).await, "appoint_agent");
    assert_eq!(branch.last_intent().await.0["appoint_agent"]["rights"], 5);
    let enrol = || branch.act_for(Method::POST, "/v1/activities/4/enrolments", &agent, "1", json!({}));
    assert_eq!(enrol().await.code(), "auth.agent");

    let rights = Rights::default().with(Right::TakePart).with(Right::Donate);
    let appointed = Event::AgentAppointed { principal: 1, agent: 2, rights, daily: 60, until, consent: None };
    branch.says(Contract::MemberRegistry, [appointed]);
    branch.index().await;
    assert_eq!(enrol().await.code(), "auth.agent", "it has not been accepted");
    taken(&branch.post("/v1/me/principals/1/acceptance", Some(&agent), json!({})).await, "accept_agent");
    let accepted = Event::AgentAccepted { principal: 1, agent: 2, rights, daily: 60, until };
    branch.says(Contract::MemberRegistry, [accepted]);
    branch.index().await;

    branch.approved(4, 9).await;
    branch.credit(1, 5).await;
    taken(&enrol().await, "enrol");
    let (message, for_whom) = branch.last_intent().await;
    assert_eq!((&message["enrol"]["id"], for_whom), (&json!(4), Some(1)));
    let minutes = json!({"minutes": 60});
    let path = "/v1/activities/4/enrolments/1/minutes";
    taken(&branch.act_for(Method::POST, path, &agent, "1", minutes).await, "confirm_minutes");
    let donation = json!({"minutes": 5, "transaction_password": TRANSACTION});
    taken(&branch.act_for(Method::POST, "/v1/donations", &agent, "1", donation).await, "donate");
    assert_eq!(branch.last_intent().await.1, Some(1));
    let gift = json!({"recipient": 2, "minutes": 5, "transaction_password": TRANSACTION});
    let refused = branch.act_for(Method::POST, "/v1/gifts", &agent, "1", gift).await;
    assert_eq!((refused.status.as_u16(), refused.code()), (403, "auth.agent"));
    let password = json!({"transaction_password": TRANSACTION});
    let path = "/v1/me/transaction-password";
    assert_eq!(branch.act_for(Method::PUT, path, &agent, "1", password).await.code(), "auth.agent");
    assert_eq!(
        branch.act_for(Method::POST, "/v1/gifts", &agent, "x", json!({})).await.code(),
        "request.parameter"
    );

    // The agent reads the principal's account, and nobody else's.
    let read = branch.act_for(Method::GET, "/v1/me/statement", &agent, "1", json!({})).await;
    assert_eq!(read.status, StatusCode::OK);
    assert_eq!(
        branch.act_for(Method::GET, "/v1/me/statement", &agent, "3", json!({})).await.code(),
        "auth.agent"
    );
    assert_eq!(
        branch.act_for(Method::GET, "/v1/me/statement", &principal, "2", json!({})).await.code(),
        "auth.agent"
    );
    let path = "/v1/me/profile-requests";
    assert_eq!(branch.act_for(Method::GET, path, &agent, "1", json!({})).await.code(), "auth.agent");
    let mine = branch.get("/v1/me/principals", Some(&agent)).await;
    assert_eq!(items(&mine)[0]["rights"], json!(["take_part", "donate"]));

    taken(
        &branch.ask(Method::DELETE, "/v1/me/agents/2", Some(&principal), Some("r"), None).await,
        "revoke_agent",
    );
    branch.says(Contract::MemberRegistry, [Event::AgentRevoked { principal: 1, agent: 2, by: 1 }]);
    branch.index().await;
    assert_eq!(enrol().await.code(), "auth.agent");
}

fn course() -> CourseInput {
    CourseInput {
        title: "助浴护理入门".into(),
        summary: "Two evenings.".into(),
        text: None,
        place: "Gulou".into(),
        registration: Window { start: 1, end: 2 },
        sessions: vec![Window { start: 3, end: 4 }, Window { start: 5, end: 6 }],
        seats: 1,
        min_sessions: 1,
        trainers: vec![3],
        requires: vec![],
        branch_only: false,
        counts_as: None,
        certificate: Certified::Lasting,
    }
}

#[tokio::test]
async fn a_course_is_followed_from_its_draft_to_a_certificate_that_anybody_can_verify() {
    let branch = Branch::start().await;
    let (_, learner) = branch.member().await;
    let (_, late) = branch.member().await;
    let office = branch.office(&[Role::TrainingAdministrator]).await;
    let mut input = serde_json::to_value(course()).unwrap();
    input["certificate"] = json!(true);
    taken(&branch.post("/v1/courses", Some(&office), json!({"course": input})).await, "draft");
    assert_eq!(branch.last_intent().await.0["draft"]["course"]["certificate"], "lasting");
    assert_eq!(
        branch.post("/v1/courses", Some(&learner), json!({"course": input})).await.code(),
        "auth.role"
    );

    branch.says(
        Contract::Training,
        [Event::CourseDrafted { course: 1, author: 3, branch: 1, input: Box::new(course()) }],
    );
    branch.index().await;
    assert_eq!(branch.get("/v1/courses/1", Some(&learner)).await.code(), "course.unknown");
    assert_eq!(branch.get("/v1/courses/1", Some(&office)).await.body["state"], "draft");
    let place = |participant, state, position| Event::CourseEnrolled {
        course: 1,
        participant,
        state,
        position,
        by: participant,
    };
    branch.says(
        Contract::Training,
        [
            Event::CourseSubmitted { course: 1, revision: 1, by: 3 },
            Event::CourseApproved { course: 1, revision: 1, by: 9 },
            place(1, PlaceState::Enrolled, 1),
            place(2, PlaceState::Waitlisted, 2),
            Event::CourseBegan { course: 1, by: 3 },
            Event::SessionAttended { course: 1, session: 0, participants: vec![1], present: true, by: 3 },
        ],
    );
    branch.index().await;
    let open = branch.get("/v1/courses?state=running", Some(&late)).await;
    let course = &items(&open)[0];
    assert_eq!(
        (&course["taken"], &course["waitlisted"], &course["my_place"], &course["course"]["title"]),
        (&json!(1), &json!(1), &json!("waitlisted"), &json!("助浴护理入门"))
    );
    let mine = branch.get("/v1/me/courses", Some(&learner)).await;
    assert_eq!((&items(&mine)[0]["progress"], &items(&mine)[0]["attended"]), (&json!(50), &json!(1)));
    assert_eq!(items(&branch.get("/v1/courses/1/places", Some(&late)).await).len(), 1);
    assert_eq!(items(&branch.get("/v1/courses/1/places", Some(&office)).await).len(), 2);

    // The holder of the certificate to come is committed to; the salt is kept for the holder alone.
    taken(&branch.post("/v1/courses/1/places", Some(&learner), json!({})).await, "enrol");
    let holder = branch.last_intent().await.0["enrol"]["holder"].as_str().unwrap().to_owned();
    let contents = Certificate {
        status: CertificateStatus::Valid,
        issuer: Issuer::Branch { branch: 1 },
        course: 1,
        member: 1,
        issued: 7,
        valid_until: u64::MAX,
        holder: hex::decode(&holder).unwrap().into(),
    };
    branch.says(
        Contract::Training,
        [
            Event::CourseResult { course: 1, participant: 1, passed: true, by: 3 },
            Event::CertificateIssued { certificate: 1, contents },
            Event::CourseMovedUp { course: 1, participant: 2 },
        ],
    );
    branch.index().await;
    let mine = branch.get("/v1/me/courses", Some(&learner)).await;
    assert_eq!((&items(&mine)[0]["progress"], &items(&mine)[0]["certificate"]), (&json!(100), &json!(1)));
    let shown = branch.get("/v1/certificates/1", None).await.body;
    assert_eq!(
        (&shown["holds"], &shown["title"], &shown["holder"], shown.get("salt")),
        (&json!(true), &json!("助浴护理入门"), &json!(holder), None)
    );
    let own = branch.get("/v1/me/certificates", Some(&learner)).await;
    let salt = hex::decode(items(&own)[0]["salt"].as_str().unwrap()).unwrap();
    let opened = [b"timebank/holder/v1".as_slice(), &1u64.to_be_bytes(), &1u64.to_be_bytes(), &salt].concat();
    assert_eq!(hex::encode(<sha2::Sha256 as sha2::Digest>::digest(opened)), holder);
    assert_eq!(branch.get("/v1/certificates/2", None).await.code(), "certificate.unknown");

    taken(
        &branch.post("/v1/certificates/1/revocation", Some(&office), json!({"reason": "an error"})).await,
        "revoke",
    );
    branch.says(
        Contract::Training,
        [
            Event::CertificateRevoked { certificate: 1, by: Some(3), reason: "an error".into() },
            Event::CourseEdited {
                course: 1,
                revision: 2,
                state: CourseState::Submitted,
                by: 3,
                input: Box::new(self::course()),
            },
        ],
    );
    branch.index().await;
    let shown = branch.get("/v1/certificates/1", None).await.body;
    assert_eq!((&shown["holds"], &shown["status"]), (&json!(false), &json!("revoked")));
    assert_eq!(branch.get("/v1/courses/1", Some(&office)).await.body["revision"], 2);
}

#[tokio::test]
async fn a_profile_is_kept_sealed_and_changes_when_a_reviewer_has_looked_at_it() {
    let branch = Branch::start().await;
    let (_, token) = branch.member().await;
    let reviewer = branch.office(&[Role::Reviewer]).await;
    let secret = "Retired nurse of Gulou";
    let change = json!({"profile": {"introduction": secret, "contact": "WeChat gulou"}});
    let long = json!({"change": {"skills": {"skills": ["x".repeat(41)]}}});
    assert_eq!(branch.post("/v1/me/profile-requests", Some(&token), long).await.code(), "request.text");
    let asked = branch.post("/v1/me/profile-requests", Some(&token), json!({"change": change})).await;
    taken(&asked, "request_profile");
    let message = branch.last_intent().await.0;
    let commitment: cosmwasm_std::HexBinary =
        hex::decode(message["request_profile"]["commitment"].as_str().unwrap()).unwrap().into();
    let stored = scratch::dump(&branch.db, "").await.join("\n");
    assert!(!stored.contains(secret));

    let kind = ProfileKind::Profile;
    let requested =
        Event::ProfileRequested { request: 1, member: 1, kind, commitment: commitment.clone(), by: 1 };
    branch.says(Contract::MemberRegistry, [requested]);
    branch.index().await;
    assert_eq!(branch.get("/v1/profile-requests", Some(&token)).await.code(), "auth.role");
    let queue = branch.get("/v1/profile-requests", Some(&reviewer)).await;
    assert_eq!((items(&queue).len(), &items(&queue)[0]["change"]), (1, &change));
    assert_eq!(branch.get("/v1/queues", Some(&reviewer)).await.body["profile_requests"]["waiting"], 1);
    let word = json!({"approve": true});
    taken(&branch.post("/v1/profile-requests/1/decision", Some(&reviewer), word).await, "decide_profile");
    assert!(items(&branch.get("/v1/me/profile", Some(&token)).await).is_empty());
    let decided = Event::ProfileDecided {
        request: 1,
        member: 1,
        kind,
        commitment,
        approved: true,
        by: 2,
        reason: String::new(),
    };
    branch.says(Contract::MemberRegistry, [decided]);
    branch.index().await;
    assert_eq!(items(&branch.get("/v1/me/profile", Some(&token)).await)[0], change);
    assert!(items(&branch.get("/v1/profile-requests", Some(&reviewer)).await).is_empty());
    let mine = branch.get("/v1/me/profile-requests", Some(&token)).await;
    assert_eq!((&items(&mine)[0]["state"], &items(&mine)[0]["decided_by"]), (&json!("approved"), &json!(2)));
    // A newer request takes the place of one that waits.
    let request =
        |request| Event::ProfileRequested { request, member: 1, kind, commitment: vec![7; 32].into(), by: 1 };
    branch.says(Contract::MemberRegistry, [request(2), request(3)]);
    branch.index().await;
    let mine = branch.get("/v1/me/profile-requests?limit=2", Some(&token)).await;
    assert_eq!(
        (&items(&mine)[0]["state"], &items(&mine)[1]["state"]),
        (&json!("waiting"), &json!("replaced"))
    );
    assert_eq!(mine.body["next"], "2");
}

#[tokio::test]
async fn what_weighs_is_proposed_by_one_and_decided_by_another() {
    let branch = Branch::start().await;
    let (_, member) = branch.member().await;
    let clerk = branch.office(&[Role::Custodian]).await;
    let head = branch.office(&[Role::BranchAdministrator]).await;
    let freeze = json!({"action": {"freeze": {"member": 1, "cause": "court"}}});
    assert_eq!(branch.post("/v1/cases", Some(&member), freeze.clone()).await.code(), "auth.role");
    taken(&branch.post("/v1/cases", Some(&clerk), freeze).await, "propose");
    assert_eq!(
        branch.last_intent().await.0,
        json!({"propose": {"action": {"freeze": {"member": 1, "cause": "court"}}}})
    );
    let death = json!({"action": {"report_death": {"member": 1}}});
    taken(&branch.post("/v1/cases", Some(&clerk), death).await, "propose");
    let wrong = json!({"action": {"freeze": {"member": 1, "cause": "mood"}}});
    assert_eq!(branch.post("/v1/cases", Some(&clerk), wrong).await.code(), "request.json");
    let opening = json!({"action": {"opening": {"member": 1, "minutes": 60, "evidence": "00".repeat(32)}}});
    assert_eq!(branch.post("/v1/time-cases", Some(&clerk), opening.clone()).await.code(), "auth.role");
    taken(&branch.post("/v1/time-cases", Some(&head), opening).await, "propose");

    let action = Action::Freeze { member: 1, cause: FreezeCause::Court };
    let opened = Event::CaseOpened { case: 1, by: 2, branch: 1, action: action.clone() };
    branch.says(Contract::MemberRegistry, [opened]);
    branch.index().await;
    let open = branch.get("/v1/cases", Some(&head)).await;
    assert_eq!(
        (&items(&open)[0]["proposer"], &items(&open)[0]["action"]["freeze"]["member"]),
        (&json!(2), &json!(1))
    );
    taken(&branch.post("/v1/cases/1/decision", Some(&head), json!({"approve": true})).await, "decide");
    branch.says(
        Contract::MemberRegistry,
        [
            Event::CaseDecided { case: 1, approved: true, by: 3, branch: 1, action },
            Event::StatusChanged {
                member: 1,
                status: MemberStatus::Frozen,
                cause: StatusCause::Court,
                by: Some(3),
                reason: String::new(),
            },
            Event::CredentialIssued { member: 1, commitment: vec![5; 32].into(), valid_until: 9, by: None },
            Event::MoveRequested { member: 1, from: 1, to: 2 },
        ],
    );
    branch.index().await;
    assert!(items(&branch.get("/v1/cases", Some(&head)).await).is_empty());
    assert_eq!(items(&branch.get("/v1/cases?decided=true", Some(&head)).await)[0]["state"], "approved");
    let seen = branch.get("/v1/members/1", Some(&clerk)).await.body;
    assert_eq!(
        (&seen["status"]["status"], seen["credentials"].as_array().unwrap().len()),
        (&json!("frozen"), 1)
    );
    assert_eq!(items(&branch.get("/v1/moves", Some(&head)).await)[0]["joins"], 2);
    let word = json!({"to": 2, "approve": true});
    taken(&branch.post("/v1/members/1/move/decision", Some(&head), word).await, "decide_move");
    taken(&branch.post("/v1/members/1/suspension", Some(&head), json!({"reason": "away"})).await, "suspend");
    taken(&branch.post("/v1/members/1/offices", Some(&head), json!({"role": "auditor"})).await, "appoint");
    let dismiss =
        branch.ask(Method::DELETE, "/v1/members/1/offices/auditor", Some(&head), Some("d"), None).await;
    taken(&dismiss, "dismiss");
    let nothing =
        branch.ask(Method::DELETE, "/v1/members/1/offices/king", Some(&head), Some("e"), None).await;
    assert_eq!(nothing.code(), "request.parameter");
    let group = json!({"registration_number": "91350100M000100Y43"});
    taken(&branch.post("/v1/groups", Some(&clerk), group).await, "register_group");
    let bad = json!({"registration_number": "91350100M000100Y44"});
    assert_eq!(branch.post("/v1/groups", Some(&clerk), bad).await.code(), "registration_number.form");
    let issued = json!({"predicate": 4, "valid_until": 99});
    taken(&branch.post("/v1/members/1/credentials", Some(&clerk), issued).await, "issue_credential");
    let commitment =
        branch.last_intent().await.0["issue_credential"]["commitment"].as_str().unwrap().to_owned();
    let commitment: cosmwasm_std::HexBinary = hex::decode(commitment).unwrap().into();
    branch.says(
        Contract::MemberRegistry,
        [Event::CredentialIssued { member: 1, commitment: commitment.clone(), valid_until: 99, by: Some(2) }],
    );
    branch.index().await;
    // Who holds it can open it, and the opening fits.
    let own = branch.get("/v1/me/credentials", Some(&member)).await;
    let opening = items(&own).iter().find_map(|credential| credential.get("opening")).unwrap();
    let salt: cosmwasm_std::HexBinary = serde_json::from_value(opening["salt"].clone()).unwrap();
    let salt: [u8; 16] = salt.as_slice().try_into().unwrap();
    assert_eq!(commitment.as_slice(), timebank_intent::credential_commitment(1, 4, &salt));
}

fn pack() -> Box<Pack> {
    let json = include_str!("../../../../contracts/rulebook/packs/plain.json");
    Box::new(cosmwasm_std::from_json(json).unwrap())
}

#[tokio::test]
async fn members_read_a_draft_of_the_rules_comment_on_it_and_are_answered() {
    let branch = Branch::start().await;
    let (_, member) = branch.member().await;
    let head = branch.office(&[Role::BranchAdministrator]).await;
    let draft = json!({"pack": pack(), "analysis": "Most services take 90 minutes."});
    taken(&branch.post("/v1/drafts", Some(&head), draft.clone()).await, "draft");
    assert_eq!(branch.post("/v1/drafts", Some(&member), draft).await.code(), "auth.role");
    let written = |revision| Event::DraftWritten {
        draft: 1,
        branch: 1,
        revision,
        by: 2,
        analysis: vec![1; 32].into(),
        pack: pack(),
    };
    branch.says(
        Contract::Rulebook,
        [written(1), Event::DraftPublished { draft: 1, revision: 1, by: 2, until: 99 }],
    );
    branch.index().await;
    let comment = json!({"revision": 1, "support": false, "text": "Nights should count more."});
    taken(&branch.post("/v1/drafts/1/comments", Some(&member), comment).await, "comment");
    let text = branch.last_intent().await.0["comment"]["text"].as_str().unwrap().to_owned();
    let said = |support| Event::DraftCommented {
        draft: 1,
        revision: 1,
        by: 1,
        branch: 1,
        support,
        text: Some(hex::decode(&text).unwrap().into()),
    };
    branch.says(Contract::Rulebook, [said(true), said(false)]);
    branch.index().await;
    let shown = branch.get("/v1/drafts/1", Some(&member)).await.body;
    assert_eq!(
        (&shown["state"], &shown["support"], &shown["oppose"], &shown["pack"]["name"]),
        (&json!("published"), &json!(0), &json!(1), &json!(pack().name))
    );
    let answer = json!({"revision": 1, "text": "They will, from May on."}).to_string();
    let put = |path: &'static str| branch.ask(Method::PUT, path, Some(&head), None, Some(answer.clone()));
    let answered = put("/v1/drafts/1/comments/1/answer").await;
    assert_eq!(answered.status, StatusCode::NO_CONTENT, "{}", answered.body);
    let nobody = put("/v1/drafts/1/comments/7/answer").await;
    assert_eq!(nobody.code(), "draft.unknown");
    let comments = branch.get("/v1/drafts/1/comments?revision=1", Some(&member)).await;
    assert_eq!(
        (&items(&comments)[0]["text"], &items(&comments)[0]["answer"]),
        (&json!("Nights should count more."), &json!("They will, from May on."))
    );
    branch.says(
        Contract::Rulebook,
        [
            written(2),
            Event::DraftAgreed { draft: 1, revision: 2, by: 2, effective: 500 },
            Event::PackAdopted { branch: 1, version: 1, effective: 500, pack: pack() },
        ],
    );
    branch.index().await;
    let shown = branch.get("/v1/drafts?branch=1", Some(&member)).await;
    assert_eq!((&items(&shown)[0]["state"], &items(&shown)[0]["agreed_by"]), (&json!("revised"), &json!(2)));
    assert_eq!(items(&branch.get("/v1/branches/1/packs", None).await)[0]["effective"], 500);
    let adoption = json!({"revision": 2, "effective": 500});
    taken(&branch.post("/v1/drafts/1/adoption", Some(&head), adoption).await, "adopt_draft");
}

#[tokio::test]
async fn a_partners_fact_is_reported_to_the_member_and_to_administrators_who_can_undo_it() {
    let branch = Branch::start().await;
    let (_, member) = branch.member().await;
    let head = branch.office(&[Role::BranchAdministrator]).await;
    let attestation = Attestation {
        sequence: 1,
        observed: 2,
        digest: vec![3; 32].into(),
        member: 1,
        change: Change::Member { fact: MemberFact::Age { class: AgeClass::From80 } },
    };
    branch.says(
        Contract::Oracle,
        [Event::FactAgreed {
            report: 1,
            source: 1,
            state: ReportState::Pending,
            attestation: Box::new(attestation),
        }],
    );
    branch.index().await;
    let open = branch.get("/v1/reports?open=true", Some(&head)).await;
    assert_eq!((&items(&open)[0]["kind"], &items(&open)[0]["state"]), (&json!("age"), &json!("pending")));
    assert_eq!(branch.get("/v1/reports", Some(&member)).await.code(), "auth.role");
    taken(&branch.post("/v1/reports/1/approval", Some(&head), json!({})).await, "approve");
    branch.says(
        Contract::Oracle,
        [
            Event::FactApplied { report: 1, member: 1, by: Some(2) },
            Event::FactObjected { report: 1, member: 1 },
        ],
    );
    branch.index().await;
    assert!(items(&branch.get("/v1/reports?open=true", Some(&head)).await).is_empty());
    let mine = branch.get("/v1/me/reports", Some(&member)).await;
    assert_eq!((&items(&mine)[0]["state"], &items(&mine)[0]["objected"]), (&json!("applied"), &json!(true)));
    taken(&branch.post("/v1/me/reports/1/objection", Some(&member), json!({})).await, "object");
    taken(&branch.post("/v1/reports/1/undo", Some(&head), json!({"reason": "wrong person"})).await, "undo");
    branch.says(
        Contract::Oracle,
        [Event::FactUndone { report: 1, member: 1, by: 2, reason: "wrong person".into() }],
    );
    branch.index().await;
    assert_eq!(branch.get("/v1/reports/1", Some(&head)).await.body["state"], "undone");
    branch.execute("UPDATE p_members SET branch = 2 WHERE id = $1", 1).await;
    assert_eq!(branch.get("/v1/reports/1", Some(&head)).await.code(), "report.unknown");
}

#[tokio::test]
async fn a_source_tells_how_its_feeders_are_doing_what_became_of_its_facts_and_who_said_what() {
    let branch = Branch::start().await;
    let (_, member) = branch.member().await;
    let head = branch.office(&[Role::BranchAdministrator]).await;
    let get = |path: &'static str| branch.get(path, Some(&head));
    assert_eq!(get("/v1/sources/7").await.code(), "source.unknown");
    assert!(items(&get("/v1/sources/7/disagreements").await).is_empty());
    let (one, two, three) = ("timebank1one", "timebank1two", "timebank1three");
    let input = SourceInput {
        name: "hospital".into(),
        kind: SourceKind::Postgres,
        branch: 1,
        rules: vec![],
        k: 2,
        feeders: [one, two, three].map(String::from).to_vec(),
        sequence: 0,
        staleness: 1_000,
        undo_window: 1_000,
        mass_change: 10,
    };
    let now = u64::try_from(time::OffsetDateTime::now_utc().unix_timestamp()).unwrap();
    let class = |class| Change::Member { fact: MemberFact::Age { class } };
    let said = |sequence, observed, change| {
        Box::new(Attestation { sequence, observed, digest: vec![3; 32].into(), member: 1, change })
    };
    let attested = |feeder: &str, attestation: &Attestation| Event::FactAttested {
        source: 7,
        feeder: feeder.into(),
        attestation: Box::new(attestation.clone()),
    };
    let agreed = |report, state, attestation: &Attestation| Event::FactAgreed {
        report,
        source: 7,
        state,
        attestation: Box::new(attestation.clone()),
    };
    let (first, second) = (said(16, 2, class(AgeClass::From80)), said(32, 1, class(AgeClass::From60)));
    let lie = said(32, 1, class(AgeClass::Under60));
    let refused =
        Event::AttestationRefused { source: 7, feeder: two.into(), sequence: 48, code: "fact.stale".into() };
    branch.says(
        Contract::Oracle,
        [
            Event::SourceSet { source: 7, input: Box::new(input) },
            Event::FeederHeard { source: 7, feeder: one.into() },
            attested(one, &first),
            attested(two, &first),
            agreed(1, ReportState::Applied, &first),
            attested(one, &second),
            attested(two, &lie),
            Event::FactDisputed { source: 7, sequence: 32, answers: 2 },
            Event::FactDisputed { source: 7, sequence: 64, answers: 2 },
            refused,
        ],
    );
    branch.index().await;
    let statistics = get("/v1/sources/7").await;
    assert_eq!(statistics.status, StatusCode::OK, "{}", statistics.body);
    let told = &statistics.body;
    assert_eq!(told["source"]["name"], "hospital");
    let feeders = told["feeders"].as_array().unwrap();
    let heard = feeders[0]["heard"].as_u64().unwrap();
    assert_eq!(
        feeders[0],
        json!({"feeder": one, "heard": heard, "silent": heard + 1_000 < now, "attested": 2, "refused": 0, "last": 32})
    );
    assert_eq!((&feeders[1]["attested"], &feeders[1]["refused"]), (&json!(2), &json!(1)));
    assert_eq!(feeders[2], json!({"feeder": three, "silent": true, "attested": 0, "refused": 0, "last": 0}));
    assert_eq!((&told["newest"]["counted"], &told["newest"]["applied"]), (&json!(1), &json!(1)));
    assert_eq!(told["delay"], json!({"p50": heard - 2, "p95": heard - 2}));
    assert_eq!((&told["disagreements_open"], &told["disagreements_ever"]), (&json!(2), &json!(2)));

    let list = get("/v1/sources/7/disagreements").await;
    let sequences: Vec<&Value> = items(&list).iter().map(|found| &found["sequence"]).collect();
    assert_eq!(sequences, [&json!(64), &json!(32)]);
    let answer =
        |feeder: &str, attestation: &Attestation| json!({"attestation": attestation, "feeders": [feeder]});
    let poll = json!({"state": "disputed", "since": 5, "answers": [answer(one, &second), answer(two, &lie)]});
    branch.node.answers(Contract::Oracle, "poll", poll);
    let who = get("/v1/sources/7/disagreements/32").await;
    assert_eq!(who.body["state"], "disputed");
    let digest = hex::encode([3; 32]);
    let line = |feeder: &str| json!({"feeders": [feeder], "member": 1, "kind": "age", "observed": 1, "digest": digest});
    assert_eq!(who.body["answers"], json!([line(one), line(two)]));

    // One more says what the first said; the other disagreement is put away.
    branch.says(
        Contract::Oracle,
        [
            attested(three, &second),
            agreed(2, ReportState::Applied, &second),
            Event::DisputeDismissed { source: 7, sequence: 64, by: 2, reason: "looked into".into() },
            Event::FactUndone { report: 2, member: 1, by: 2, reason: "wrong".into() },
            Event::FactObjected { report: 1, member: 1 },
        ],
    );
    branch.index().await;
    let told = get("/v1/sources/7").await.body;
    assert_eq!((&told["disagreements_open"], &told["disagreements_ever"]), (&json!(0), &json!(2)));
    assert_eq!(
        told["newest"],
        json!({"counted": 2, "pending": 0, "applied": 1, "refused": 0, "rejected": 0, "undone": 1, "superseded": 0, "objected": 1})
    );
    let list = get("/v1/sources/7/disagreements").await;
    let ends: Vec<_> = items(&list).iter().map(|found| (&found["state"], found["reason"].as_str())).collect();
    assert_eq!(ends, [(&json!("dismissed"), Some("looked into")), (&json!("agreed"), None)]);
    for path in ["/v1/sources/7", "/v1/sources/7/disagreements", "/v1/sources/7/disagreements/32"] {
        assert_eq!(branch.get(path, Some(&member)).await.code(), "auth.role", "{path}");
    }
}

#[tokio::test]
async fn a_lost_transaction_password_is_replaced_when_two_branches_agree() {
    let branch = Branch::start().await;
    let member = branch.owner().await;
    let (_, fresh) = branch.member().await;
    let clerk = branch.office(&[Role::Custodian, Role::BranchAdministrator]).await;
    let begin = |token: &str, password: &str| {
        let (token, body) = (token.to_owned(), json!({"transaction_password": password}));
        let branch = &branch;
        async move { branch.post("/v1/me/recovery", Some(&token), body).await }
    };
    assert_eq!(begin(&fresh, "730518").await.code(), "transaction_password.unset");
    assert_eq!(begin(&member, "111111").await.code(), "transaction_password.trivial");
    let begun = begin(&member, "730518").await;
    assert_eq!(begun.status, StatusCode::CREATED, "{}", begun.body);
    let public = begun.body["public_key"].as_str().unwrap().to_owned();
    let donate = |password: &str| {
        branch.post("/v1/donations", Some(&member), json!({"minutes": 5, "transaction_password": password}))
    };
    assert_eq!(donate("730518").await.code(), "transaction_password.wrong");
    branch.credit(1, 100).await;
    taken(&donate(TRANSACTION).await, "donate");

    assert_eq!(branch.get("/v1/recovery-requests", Some(&member)).await.code(), "auth.role");
    let waiting = branch.get("/v1/recovery-requests", Some(&clerk)).await;
    assert_eq!(items(&waiting)[0]["public_key"], public.as_str());
    assert_eq!(
        branch.post("/v1/members/2/recovery", Some(&clerk), json!({})).await.code(),
        "recovery.unknown"
    );
    taken(&branch.post("/v1/members/1/recovery", Some(&clerk), json!({})).await, "propose_key");
    let proposed = branch.last_intent().await.0;
    assert_eq!(
        (&proposed["propose_key"]["member"], &proposed["propose_key"]["own"]),
        (&json!(1), &json!(false))
    );
    let proof = proposed["propose_key"]["proof"].as_str().unwrap();
    let proof = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, proof).unwrap();
    let proxy = contracts().canonical(Contract::Proxy);
    let digest = timebank_intent::key_proof_digest(CHAIN, &proxy, 1, timebank_intent::Scope::Owner, 2);
    let key = hex::decode(&public).unwrap();
    k256::ecdsa::signature::hazmat::PrehashVerifier::verify_prehash(
        &k256::ecdsa::VerifyingKey::from_sec1_bytes(&key).unwrap(),
        &digest,
        &k256::ecdsa::Signature::from_slice(&proof).unwrap(),
    )
    .unwrap();

    let scope = timebank_api::Scope::Owner;
    let hex = || cosmwasm_std::HexBinary::from(key.clone());
    branch.says(Contract::Proxy, [Event::KeyProposed { member: 1, scope, key: hex(), by: 3, branch: 1 }]);
    branch.index().await;
    assert_eq!(begin(&member, "730519").await.code(), "recovery.pending");
    let finish = || branch.post("/v1/me/recovery/finish", Some(&member), json!({}));
    assert_eq!(finish().await.code(), "recovery.early");
    assert_eq!(items(&branch.get("/v1/recoveries", Some(&clerk)).await)[0]["proposed_by"], 3);
    let seen = json!({"public_key": public});
    taken(&branch.post("/v1/members/1/recovery/approval", Some(&clerk), seen).await, "approve_key");
    taken(&branch.post("/v1/members/1/recovery/objection", Some(&member), json!({})).await, "object_key");
    assert_eq!(
        branch.post("/v1/members/1/recovery/objection", Some(&fresh), json!({})).await.code(),
        "kin.unknown"
    );
    branch.says(Contract::Proxy, [Event::KeyApproved { member: 1, scope, by: 9, branch: 2, ready: 5 }]);
    branch.index().await;
    taken(&finish().await, "finish_key");

    // The chain has the new key: the new password is the one, and the old one opens nothing.
    branch.says(Contract::Proxy, [Event::KeySet { member: 1, scope, key: hex(), epoch: 2 }]);
    branch.index().await;
    assert_eq!(donate(TRANSACTION).await.code(), "transaction_password.wrong");
    taken(&donate("730518").await, "donate");
    assert!(items(&branch.get("/v1/me/recovery", Some(&member)).await).is_empty());
    assert!(items(&branch.get("/v1/recovery-requests", Some(&clerk)).await).is_empty());
}

#[tokio::test]
async fn many_opening_balances_are_proposed_and_decided_at_once_each_by_itself() {
    let branch = Branch::start().await;
    let one = branch.office(&[Role::BranchAdministrator]).await;
    let two = branch.office(&[Role::BranchAdministrator]).await;
    branch.member().await;
    let clerk = branch.office(&[Role::Custodian]).await;
    let line = |member: u64| json!({"member": member, "minutes": 600, "evidence": "11".repeat(32)});
    let body = json!({"openings": [line(3), line(1)]}).to_string();
    let path = "/v1/time-cases/openings";
    let propose = |token| branch.ask(Method::POST, path, Some(token), Some("all"), Some(body.clone()));
    assert_eq!(propose(&clerk).await.code(), "auth.role");
    let answer = propose(&one).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let outcomes = answer.body["outcomes"].as_array().unwrap();
    assert_eq!((&outcomes[0]["id"], &outcomes[1]["id"]), (&json!(3), &json!(1)));
    let sent: Vec<&Value> = outcomes.iter().filter(|outcome| outcome.get("action").is_some()).collect();
    assert_eq!(sent.len(), 2, "{outcomes:?}");
    let (message, _) = branch.last_intent().await;
    assert_eq!(message["propose"]["action"]["opening"]["member"], 1);
    assert_eq!(propose(&one).await.body["outcomes"][0]["action"]["id"], outcomes[0]["action"]["id"]);
    let twice = json!({"openings": [line(3), line(3)]});
    assert_eq!(branch.post(path, Some(&one), twice).await.code(), "review.many");

    let opened = |case: u64, member: u64| Event::TimeCaseOpened {
        case,
        branch: 1,
        by: 1,
        action: timebank_api::time_token::Action::Opening {
            member,
            minutes: 600,
            evidence: vec![17; 32].into(),
        },
    };
    branch.says(Contract::TimeToken, [opened(5, 3), opened(6, 33)]);
    branch.index().await;
    let about = branch.get("/v1/time-cases?member=3", Some(&two)).await;
    let ids: Vec<&Value> = about.body["items"].as_array().unwrap().iter().map(|case| &case["id"]).collect();
    assert_eq!(ids, [&json!(5)], "{}", about.body);
    let decisions = json!({"decisions": [{"id": 5, "approve": true}, {"id": 6, "approve": false}]});
    let decided = branch.post("/v1/time-cases/decisions", Some(&two), decisions).await;
    assert_eq!(decided.body["outcomes"][1]["action"]["kind"], "decide", "{}", decided.body);
    assert_eq!(branch.last_intent().await.0, json!({"decide": {"case": 6, "approve": false}}));
}

#[tokio::test]
async fn a_statement_is_printed_at_the_counter_and_the_member_can_read_who_had_it_printed() {
    let branch = Branch::start().await;
    let (_, token) = branch.member().await;
    let clerk = branch.office(&[Role::Custodian]).await;
    let account = branch.account(1).await;
    let mut tx = branch.db.begin().await.unwrap();
    for sql in [
        "INSERT INTO p_movements (id, height, time, kind, reference, to_account, minutes) \
         VALUES (1, 1, 1700000000, 'mint_grant', '{\"grant\":{\"branch\":1,\"pack\":1,\"rule\":\"welcome\"}}', $1, 600)",
        "INSERT INTO p_statement (account, movement, delta, balance, number) VALUES ($1, 1, 600, 600, 1)",
        "INSERT INTO cursor (one, chain_id, height, time) VALUES (1, $1, 6, 60)",
    ] {
        sqlx::query(sql).bind(&account).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    let path = "/v1/counter/members/1/statements";
    let reason = json!({"reason": "asked for at the counter"});
    assert_eq!(branch.post(path, Some(&token), reason.clone()).await.code(), "auth.role");
    assert_eq!(branch.post(path, Some(&clerk), json!({"reason": ""})).await.code(), "counter.reason");
    let request = branch.client.post(format!("{}{path}", branch.base)).bearer_auth(&clerk);
    let printed = request.json(&reason).send().await.unwrap();
    assert_eq!(printed.headers()["content-type"], "text/html; charset=utf-8");
    assert!(printed.headers()["content-security-policy"].to_str().unwrap().starts_with("default-src 'none'"));
    let page = printed.text().await.unwrap();
    assert!(page.contains("+10:00") && page.contains("welcome") && page.contains("奖励发放"), "{page}");
    let accesses = branch.get("/v1/me/accesses", Some(&token)).await;
    assert_eq!(accesses.body[0]["act"], "print_statement", "{}", accesses.body);
    let foreign = branch.post("/v1/counter/members/99/statements", Some(&clerk), reason).await;
    assert_eq!(foreign.code(), "member.unknown");
}

#[tokio::test]
async fn withdrawn_rights_are_listed_explained_and_judged_anew() {
    let branch = Branch::start().await;
    let (_, token) = branch.member().await;
    branch.member().await;
    let office = branch.office(&[Role::BranchAdministrator]).await;
    let (past, future) = (extract::now() - 10, extract::now() + 1_000);
    let mut tx = branch.db.begin().await.unwrap();
    for (member, publishing, enrolling) in [(1, future, past), (2, past, past)] {
        sqlx::query(
            "INSERT INTO p_standings (member, stars, points, publishing_suspended, enrolling_suspended, totals, updated) \
             VALUES ($1, 0, 0, $2, $3, $4, 1)",
        )
        .bind(member)
        .bind(publishing)
        .bind(enrolling)
        .bind(serde_json::to_string(&timebank_api::reputation::Totals::default()).unwrap())
        .execute(&mut *tx)
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
    let listed = branch.get("/v1/suspended-rights", Some(&office)).await;
    assert_eq!(listed.body["items"], json!([{"member": 1, "publishing": future}]));
    assert_eq!(branch.get("/v1/suspended-rights", Some(&token)).await.code(), "auth.role");
    let told = branch.get("/v1/me/standing", Some(&token)).await;
    assert_eq!(told.body["conduct"]["may_publish"], false);
    assert_eq!(told.body["conduct"].get("rules"), None, "{}", told.body);
    let adopted = Event::PackAdopted { branch: 1, version: 1, effective: 500, pack: pack() };
    branch.says(Contract::Rulebook, [adopted]);
    branch.index().await;
    let answer = timebank_api::reputation::TotalsResponse {
        member: 1,
        totals: timebank_api::reputation::Totals::default(),
        silences: vec![crate::relay::now() - 5],
        no_shows: vec![],
        recent_rating: None,
    };
    branch.node.answers(Contract::Reputation, "totals", serde_json::to_value(answer).unwrap());
    let told = branch.get("/v1/me/standing", Some(&token)).await;
    let rules = told.body["conduct"]["rules"].as_array().unwrap();
    assert_eq!((&rules[0]["ground"], &rules[0]["now"]), (&json!("silences"), &json!(1)), "{}", told.body);
    let path = "/v1/suspended-rights/refreshments";
    let asked = branch.post(path, Some(&office), json!({"members": [1, 2]})).await;
    assert_eq!(asked.body["kind"], "refresh", "{}", asked.body);
    assert_eq!(branch.post(path, Some(&office), json!({"members": []})).await.code(), "review.many");
    assert_eq!(branch.post(path, Some(&token), json!({"members": [1]})).await.code(), "auth.role");
}

/// Two office-holders have let somebody act for somebody else, who signed on paper.
fn allowed(principal: u64, agent: u64, rights: Rights) -> [Event; 2] {
    let until = crate::relay::now() + 86_400;
    [
        Event::AgentAppointed {
            principal,
            agent,
            rights,
            daily: 600,
            until,
            consent: Some(vec![1; 32].into()),
        },
        Event::AgentAccepted { principal, agent, rights, daily: 600, until },
    ]
}

#[tokio::test]
async fn a_clerk_publishes_for_an_elder_who_has_allowed_it_on_paper() {
    let branch = Branch::start().await;
    branch.member().await;
    let clerk = branch.owner().await;
    let publish = || branch.act_for(Method::POST, "/v1/activities", &clerk, "1", activity(1));
    assert_eq!(publish().await.code(), "auth.agent");
    let rights = Rights::default().with(Right::TakePart);
    branch.says(Contract::MemberRegistry, allowed(1, 2, rights));
    branch.index().await;
    assert_eq!(publish().await.code(), "auth.agent", "taking part is not publishing");
    branch.says(Contract::MemberRegistry, allowed(1, 2, rights.with(Right::Commit)));
    branch.index().await;
    taken(&publish().await, "publish");
    let (message, for_whom) = branch.last_intent().await;
    assert_eq!((for_whom, message["publish"]["activity"]["place"].as_str()), (Some(1), Some("Gulou")));
    // Signed by the clerk, and the elder's publisher's rights are not the clerk's.
    let signer: i64 = sqlx::query_scalar("SELECT member FROM actions WHERE kind = 'publish'")
        .fetch_one(branch.db.reader())
        .await
        .unwrap();
    assert_eq!(signer, 2);
}

#[tokio::test]
async fn a_group_earns_and_donates_through_its_signatories() {
    let branch = Branch::start().await;
    let signatory = branch.owner().await;
    branch.member().await;
    let clerk = branch.office(&[Role::Custodian]).await;
    let account = timebank_client::address::text(&[77; 32]);
    let registry = Contract::MemberRegistry;
    branch.says(
        registry,
        [
            Event::MemberRegistered { member: 9, account, branch: 1, age: AgeClass::Under60 },
            Event::GroupRegistered { member: 9, registration: vec![5; 32].into() },
        ],
    );
    let rights = Rights::default().with(Right::TakePart).with(Right::Donate);
    branch.says(registry, allowed(9, 1, rights));
    branch.says(registry, allowed(2, 1, rights));
    branch.index().await;
    branch.credit(9, 90).await;
    let groups = branch.get("/v1/groups", Some(&clerk)).await;
    let listed = items(&groups);
    assert_eq!(listed.len(), 1, "{}", groups.body);
    assert_eq!(
        (&listed[0]["member"], &listed[0]["balance"], &listed[0]["signatories"]),
        (&json!(9), &json!(90), &json!(1))
    );
    assert_eq!(branch.get("/v1/groups", Some(&signatory)).await.code(), "auth.role");
    let principals = branch.get("/v1/me/principals", Some(&signatory)).await;
    let collective: Vec<_> = items(&principals).iter().map(|one| one["collective"].clone()).collect();
    assert_eq!(collective, [json!(false), json!(true)]);
    branch.approved(4, 2).await;
    let enrol = branch.act_for(Method::POST, "/v1/activities/4/enrolments", &signatory, "9", json!({}));
    taken(&enrol.await, "enrol");
    let donate = |minutes: u64| {
        let body = json!({"minutes": minutes, "transaction_password": TRANSACTION});
        branch.act_for(Method::POST, "/v1/donations", &signatory, "9", body)
    };
    taken(&donate(60).await, "donate");
    assert_eq!(branch.last_intent().await.1, Some(9));
    assert_eq!(
        donate(60).await.code(),
        "time.insufficient",
        "the group's balance counts, and what is under way of it"
    );
}
