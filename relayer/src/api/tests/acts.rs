//! What goes with activities. Here the index follows a chain that says what it is told to.

use super::*;
use crate::fake::{self, FakeChain};
use crate::index::Follower;
use timebank_api::activity_registry::{
    ActivityInput, EnrolmentState, Escalation, Finding, FollowUpKind, ListingInput, ListingState,
    Requirement, Terms, Verdict, Window,
};
use timebank_api::record::{AgeClass, Standing};
use timebank_api::reputation::Totals;
use timebank_api::rulebook::{Rounding, Skill};
use timebank_api::time_token::{MovementKind, Reference};
use timebank_api::training::{Certificate, CertificateStatus, Certified, CourseInput, Issuer};
use timebank_api::Event;

const DAY: u64 = 86_400;

/// A branch whose index follows a chain of its own.
struct Followed {
    branch: Branch,
    chain: Arc<FakeChain>,
    follower: Follower,
}

impl Followed {
    async fn start() -> Self {
        let branch = Branch::start().await;
        let (tip, seen) = watch::channel(Tip::default());
        let relay =
            Relay::new(branch.db.clone(), fake::CHAIN, contracts(), seen, crate::relay::Terms::default());
        let (chain, hub) = (FakeChain::new(), Hub::new(branch.db.clone()));
        let node: Arc<dyn timebank_client::Node> = chain.clone();
        let follower =
            Follower::new(node, branch.db.clone(), contracts(), fake::CHAIN.into(), relay, hub, tip);
        Followed { branch, chain, follower }
    }

    /// The chain says this in its next block.
    async fn says(&self, events: impl IntoIterator<Item = Event>) {
        for event in events {
            self.chain.says(event.emitter(), event);
        }
        self.chain.mine();
        self.follower.catch_up(&CancellationToken::new()).await.unwrap();
    }

    /// Registered members' sessions, numbered from 1.
    async fn members<const N: usize>(&self) -> [String; N] {
        let mut tokens = Vec::new();
        for _ in 0..N {
            tokens.push(self.branch.member().await.1);
        }
        tokens.try_into().unwrap()
    }

    /// One more member with an office that is unlocked.
    async fn office(&self, role: Role) -> String {
        let (phone, member) = self.branch.member().await;
        let number = self.branch.get("/v1/me", Some(&member)).await.body["member"].as_i64().unwrap();
        let mut tx = self.branch.db.begin().await.unwrap();
        sqlx::query("UPDATE p_members SET roles = $1 WHERE id = $2")
            .bind(i64::from(Roles::default().with(role).0))
            .bind(number)
            .execute(&mut *tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let session = self.branch.log_in(&phone, PASSWORD, "administrator").await;
        let token = session.body["token"].as_str().unwrap().to_owned();
        let passphrase = json!({"passphrase": "an office of branch 1"});
        let path = "/v1/me/office-passphrase";
        self.branch.ask(Method::PUT, path, Some(&token), None, Some(passphrase.to_string())).await;
        self.branch.confirm_keys().await;
        let unlocked = self.branch.post("/v1/me/office-session", Some(&token), passphrase).await;
        assert_eq!(unlocked.status, StatusCode::CREATED, "{}", unlocked.body);
        token
    }

    async fn get(&self, path: &str, token: &str) -> Value {
        let answer = self.branch.get(path, Some(token)).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
        answer.body
    }

    async fn refused(&self, path: &str, token: &str) -> (u16, String) {
        let answer = self.branch.get(path, Some(token)).await;
        (answer.status.as_u16(), answer.code().to_owned())
    }

    /// Asks for a change; gives the message that was signed for it.
    async fn sends(&self, method: Method, path: &str, token: &str, body: Option<Value>) -> Value {
        let key = uuid::Uuid::now_v7().to_string();
        let body = body.map(|body| body.to_string());
        let answer = self.branch.ask(method, path, Some(token), Some(&key), body).await;
        assert_eq!(answer.status, StatusCode::ACCEPTED, "{path}: {}", answer.body);
        let signed: Vec<u8> = sqlx::query_scalar("SELECT body FROM actions WHERE id = $1")
            .bind(answer.body["id"].as_str().unwrap())
            .fetch_one(self.branch.db.reader())
            .await
            .unwrap();
        let proxy = contracts().canonical(Contract::Proxy);
        let (signed, _) = timebank_intent::SignedIntent::decode(&signed, CHAIN, &proxy).unwrap();
        serde_json::from_slice(&signed.intent.message).unwrap()
    }

    async fn posts(&self, path: &str, token: &str, body: Value) -> Value {
        self.sends(Method::POST, path, token, Some(body)).await
    }
}

fn now() -> u64 {
    extract::clock()
}

pub(super) fn input(requirements: Vec<Requirement>) -> ActivityInput {
    let mut fields = activity(2)["activity"].clone();
    fields["attendance_key"] =
        serde_json::to_value(cosmwasm_std::Binary::from([2u8; 33].as_slice())).unwrap();
    let input: ActivityInput = serde_json::from_value(fields).unwrap();
    ActivityInput { requirements, ..input }
}

pub(super) fn terms(provider_age: Option<AgeClass>) -> Terms {
    Terms {
        pack: 1,
        weight_percent: 100,
        rounding: Rounding::Exact,
        earn_cap: None,
        tolerance: 10,
        confirm_deadline: DAY,
        settle_deadline: DAY,
        dispute_window: 7 * DAY,
        settle_requires_rating: true,
        per_seat: 120,
        earn_cap_day: Some(480),
        provider_age,
        escalate_after: DAY,
    }
}

/// An approved activity of member 1.
fn approved(activity: u64, input: ActivityInput, provider_age: Option<AgeClass>) -> [Event; 2] {
    let drafted =
        Event::ActivityDrafted { activity, publisher: 1, branch: 1, revision: 1, input: Box::new(input) };
    [drafted, Event::ActivityApproved { activity, revision: 1, by: 9, terms: terms(provider_age) }]
}

fn enrolled(activity: u64, participant: u64) -> Event {
    Event::Enrolled { activity, participant, state: EnrolmentState::Admitted, position: 1, by: None }
}

fn standing(member: u64, stars: u8, enrolling_suspended: u64, totals: Totals) -> Event {
    let standing = Standing { stars, publishing_suspended: 0, enrolling_suspended };
    Event::StandingSet { member, totals, points: 70, standing }
}

fn ids(list: &Value) -> Vec<u64> {
    let list = list["activities"].as_array().or(list["listings"].as_array()).unwrap();
    list.iter().map(|one| one["id"].as_u64().unwrap()).collect()
}

#[tokio::test]
async fn everything_a_publisher_may_say_is_sent_and_shown() {
    let world = Followed::start().await;
    let [publisher, volunteer] = world.members().await;
    let requirements = json!([
        {"course": {"course": 1}}, {"certificate": {"course": 2}}, {"stars": {"min": 3}},
        {"credential": {"predicate": 4}}, {"age": {"min": "from60"}}, {"branch": {"branch": 1}},
    ]);
    let mut new = activity(2);
    new["submit"] = json!(false);
    new["activity"]["skill"] = json!("trained");
    new["activity"]["requirements"] = requirements.clone();
    new["activity"]["listing"] = json!(7);
    let sent = world.posts("/v1/activities", &publisher, new.clone()).await;
    let said: ActivityInput = serde_json::from_value(sent["draft"]["activity"].clone()).unwrap();
    assert_eq!((said.skill, said.requirements.len(), said.listing), (Skill::Trained, 6, Some(7)));
    new["activity"]["requirements"] = json!([{"stars": {"min": 3, "max": 4}}]);
    assert_eq!(world.branch.post("/v1/activities", Some(&publisher), new).await.code(), "request.json");

    world.says(approved(8, said, Some(AgeClass::Under60))).await;
    let shown = world.get("/v1/activities/8", &volunteer).await;
    assert_eq!((&shown["requirements"], &shown["skill"]), (&requirements, &json!("trained")));
    assert_eq!((&shown["listing"], &shown["escalation"]), (&json!(7), &json!("none")));
    assert_eq!(shown["terms"]["provider_age"], "under60");
    assert_eq!(ids(&world.get("/v1/activities?listing=7&skill=trained", &volunteer).await), [8]);

    let salt = "00".repeat(16);
    let openings = json!({"openings": [{"predicate": 4, "salt": salt}]});
    let sent = world.posts("/v1/activities/8/enrolments", &volunteer, openings.clone()).await;
    assert_eq!(sent["enrol"]["openings"], openings["openings"]);
    let sent = world.sends(Method::POST, "/v1/activities/8/enrolments", &volunteer, None).await;
    assert_eq!(sent, json!({"enrol": {"id": 8, "openings": []}}));
}

#[tokio::test]
async fn a_series_is_one_request_and_its_activities_are_found_together() {
    let world = Followed::start().await;
    let [publisher] = world.members().await;
    world
        .branch
        .ask(
            Method::PUT,
            "/v1/me/transaction-password",
            Some(&publisher),
            Some("password"),
            Some(json!({"transaction_password": TRANSACTION}).to_string()),
        )
        .await;
    world.branch.confirm_keys().await;
    let mut new = activity(1);
    let object = new.as_object_mut().unwrap();
    object.remove("submit");
    let later = json!({"start": now() + DAY, "end": now() + DAY + 7_200});
    object.insert("more".into(), json!([{"registration": later, "service": later}]));
    let sent = world.posts("/v1/activities/series", &publisher, new).await;
    assert_eq!(sent["publish_series"]["more"][0]["service"], later);

    let first = approved(1, input(vec![]), None);
    let second = approved(2, input(vec![]), None);
    let series = Event::SeriesPublished { series: 1, activities: vec![1, 2], by: 1 };
    world.says(first.into_iter().chain(second).chain([series])).await;
    world.says(approved(3, input(vec![]), None)).await;
    assert_eq!(ids(&world.get("/v1/activities?series=1", &publisher).await), [2, 1]);
    assert_eq!(world.get("/v1/activities/2", &publisher).await["series"], 1);
}

#[tokio::test]
async fn who_qualifies_is_answered_requirement_by_requirement_and_by_the_search() {
    let world = Followed::start().await;
    let [_, volunteer, administrator] = world.members().await;
    let certificate = |course, certificate, valid_until| Event::CertificateIssued {
        certificate,
        contents: Certificate {
            status: CertificateStatus::Valid,
            issuer: Issuer::Branch { branch: 1 },
            course,
            member: 2,
            issued: 1,
            valid_until,
            holder: [0; 32].into(),
        },
    };
    let certified = |course| vec![Requirement::Certificate { course }];
    let asked = [
        vec![],
        vec![Requirement::Stars { min: 2 }],
        vec![Requirement::Stars { min: 3 }],
        vec![Requirement::Age { min: AgeClass::From60 }, Requirement::Branch { branch: 1 }],
        vec![Requirement::Age { min: AgeClass::From65 }],
        vec![Requirement::Branch { branch: 2 }],
        vec![Requirement::Course { course: 1 }],
        certified(1),
        certified(2),
        certified(3),
        vec![Requirement::Credential { predicate: 1 }],
        vec![Requirement::Course { course: 4 }],
    ];
    for (activity, requirements) in (1..).zip(asked) {
        world.says(approved(activity, input(requirements), None)).await;
    }
    world.says(approved(13, input(vec![]), Some(AgeClass::From80))).await;
    // Course 1 is out of date, so it was passed but is no certificate; that of course 2 lasts; that of course 3 was revoked.
    world
        .says([
            standing(2, 2, 0, Totals::default()),
            certificate(1, 1, now() - 10),
            certificate(2, 2, u64::MAX),
            certificate(3, 3, u64::MAX),
            Event::CertificateRevoked { certificate: 3, by: None, reason: "x".into() },
        ])
        .await;
    let qualified = "/v1/activities?qualified=true&order=soonest";
    assert_eq!(ids(&world.get(qualified, &volunteer).await), [1, 2, 4, 7, 9, 11]);

    let page = |activity| {
        let (world, volunteer) = (&world, &volunteer);
        async move { world.get(&format!("/v1/activities/{activity}"), volunteer).await }
    };
    assert_eq!(page(1).await["obstacles"], json!([]));
    let shown = page(9).await;
    let findings = json!({"revision": 1, "kept": false,
        "findings": [{"requirement": 1, "met": true, "found": 2}]});
    assert_eq!((&shown["findings"], &shown["obstacles"]), (&findings, &json!([])));
    assert_eq!(page(8).await["obstacles"], json!(["enrolment.requirement"]));
    assert_eq!(page(13).await["obstacles"], json!(["activity.age"]));
    assert_eq!(page(11).await["findings"]["findings"], json!([{"requirement": 1}]), "only the holder knows");
    world.says([Event::CertificateRestored { certificate: 3 }]).await;
    assert_eq!(page(10).await["obstacles"], json!([]));

    // Another run of course 4, which gives no certificate, was passed.
    let run = CourseInput {
        title: "Lifting".into(),
        summary: String::new(),
        text: None,
        place: "Gulou".into(),
        registration: Window { start: 1, end: 2 },
        sessions: vec![Window { start: 3, end: 4 }],
        seats: 9,
        min_sessions: 1,
        trainers: vec![1],
        requires: vec![],
        branch_only: false,
        counts_as: Some(4),
        certificate: Certified::No,
    };
    assert_eq!(page(12).await["obstacles"], json!(["enrolment.requirement"]));
    world
        .says([
            Event::CourseDrafted { course: 20, author: 1, branch: 1, input: Box::new(run) },
            Event::CourseResult { course: 20, participant: 2, passed: true, by: 1 },
        ])
        .await;
    assert_eq!(page(12).await["obstacles"], json!([]));
    assert_eq!(page(5).await["obstacles"], json!(["enrolment.requirement"]));

    // What was found at the enrolment is kept, whatever comes later.
    let found = Finding { requirement: 1, met: true, found: Some(2), valid_until: None };
    let met = Event::RequirementsMet { activity: 2, participant: 2, revision: 1, findings: vec![found] };
    world.says([enrolled(2, 2), met, standing(2, 0, 0, Totals::default())]).await;
    let shown = page(2).await;
    assert_eq!((&shown["findings"]["kept"], &shown["obstacles"]), (&json!(true), &Value::Null));
    let report = "/v1/activities/2/enrolments/2/findings";
    assert_eq!(world.refused(report, &administrator).await, (404, "enrolment.unknown".into()));
    world.says([Event::CoAdministratorAdded { activity: 2, member: 3, by: 1 }]).await;
    assert_eq!(world.get(report, &administrator).await["findings"][0]["found"], 2);

    // A group has no age.
    world.says([Event::GroupRegistered { member: 2, registration: [1; 32].into() }]).await;
    assert_eq!(page(5).await["obstacles"], json!([]));
    assert!(ids(&world.get(qualified, &volunteer).await).contains(&13));

    world.says([Event::MemberBlocked { member: 1, other: 2, by: 1 }]).await;
    assert_eq!(page(1).await["obstacles"], json!(["enrolment.blocked"]));
    assert!(ids(&world.get(qualified, &volunteer).await).is_empty());
    let again = Event::MemberUnblocked { member: 1, other: 2, by: 1 };
    world.says([again, standing(2, 2, now() + DAY, Totals::default())]).await;
    assert_eq!(page(1).await["obstacles"], json!(["enrolment.suspended"]));
    assert!(ids(&world.get(qualified, &volunteer).await).is_empty());
}

#[tokio::test]
async fn a_dispute_is_raised_by_a_side_decided_by_two_reviewers_and_reverses_a_payment() {
    let world = Followed::start().await;
    let [publisher, volunteer, stranger] = world.members().await;
    let reviewer = world.office(Role::Reviewer).await;
    world.says(approved(1, input(vec![]), None)).await;
    world.says([enrolled(1, 2), enrolled(1, 4)]).await;
    let base = "/v1/activities/1/enrolments/2";
    let path = format!("{base}/dispute");
    let sent = world.sends(Method::POST, &path, &publisher, None).await;
    assert_eq!(sent, json!({"open_dispute": {"id": 1, "participant": 2}}));
    assert_eq!(world.refused(&path, &volunteer).await, (404, "dispute.unknown".into()));
    assert_eq!(world.get("/v1/disputes", &reviewer).await["disputes"], json!([]));

    let told = |topic: &'static str| {
        let db = world.branch.db.clone();
        async move {
            let count: i64 = sqlx::query_scalar(
                "SELECT COUNT(*) FROM p_feed WHERE topic = $1 AND kind = 'dispute_raised'",
            )
            .bind(topic)
            .fetch_one(db.reader())
            .await
            .unwrap();
            count
        }
    };
    // One about the reviewer's own service does not stand in the reviewer's queue.
    let raised = |participant, paid| Event::DisputeRaised { activity: 1, participant, by: 1, paid };
    world.says([raised(2, true), raised(4, false)]).await;
    assert_eq!((told("member:2").await, told("member:1").await, told("activity:1").await), (1, 2, 0));
    let queue = world.get("/v1/disputes", &reviewer).await["disputes"].clone();
    assert_eq!(queue.as_array().unwrap().len(), 1);
    assert_eq!((&queue[0]["participant"], &queue[0]["state"]), (&json!(2), &json!("open")));
    assert_eq!(queue[0]["until"], queue[0]["since"].as_u64().unwrap() + 7 * DAY);
    assert_eq!(world.refused("/v1/disputes", &volunteer).await.1, "auth.role");
    assert_eq!(world.get(&path, &volunteer).await["paid"], true);
    assert_eq!(world.refused(&path, &stranger).await, (404, "dispute.unknown".into()));

    let verdict = json!({"verdict": {"reverse": {"minutes": 40}}});
    let sent = world.posts(&format!("{base}/dispute-resolution"), &reviewer, verdict.clone()).await;
    assert_eq!(sent["decide_dispute"]["verdict"], verdict["verdict"]);
    let named = |by, minutes, replaced| {
        let verdict = Verdict::Reverse { minutes };
        Event::VerdictNamed { activity: 1, participant: 2, by, verdict, replaced }
    };
    world.says([named(8, 90, false), named(9, 40, true)]).await;
    let shown = world.get(&path, &publisher).await;
    assert_eq!(shown["state"], "named");
    assert_eq!(shown["named"], json!({"by": 9, "verdict": verdict["verdict"]}));
    let verdict = Some(Verdict::Reverse { minutes: 40 });
    let entry = Event::TimeMoved {
        kind: MovementKind::Reversal,
        reference: Reference::Attendance { activity: 1, participant: 2 },
        from: None,
        to: None,
        minutes: 40u128.into(),
        from_count: None,
        to_count: None,
    };
    let resolved = Event::DisputeResolved { activity: 1, participant: 2, by: 8, minutes: 40, verdict };
    world.says([named(8, 40, false), resolved, entry]).await;
    let shown = world.get("/v1/activities/1", &volunteer).await["my_enrolment"]["dispute"].clone();
    assert_eq!((&shown["state"], &shown["reversed"]), (&json!("decided"), &json!(40)));
    assert_eq!((&shown["named"]["by"], &shown["decided_by"]), (&json!(9), &json!(8)));
    assert_eq!(world.get("/v1/disputes", &reviewer).await["disputes"], json!([]));

    // What nobody decides is decided by rule.
    world
        .says([
            Event::DeadlinePassed {
                activity: 1,
                participant: Some(4),
                deadline: timebank_api::activity_registry::Deadline::DisputeUndecided,
            },
            Event::MinutesAgreed { activity: 1, participant: 4, minutes: 90 },
        ])
        .await;
    let mine = world.get("/v1/me/disputes?limit=1", &publisher).await;
    assert_eq!(
        (&mine["disputes"][0]["state"], &mine["disputes"][0]["minutes"]),
        (&json!("by_rule"), &json!(90))
    );
    let next = mine["next"].as_str().unwrap();
    let rest = world.get(&format!("/v1/me/disputes?limit=1&cursor={next}"), &publisher).await;
    assert_eq!(rest["disputes"][0]["participant"], 2);
    assert_eq!(world.refused("/v1/me/disputes?cursor=1", &publisher).await.1, "request.parameter");
    let parts = world.get("/v1/activities/1/enrolments", &publisher).await;
    assert_eq!(parts["enrolments"][1]["dispute"]["state"], "by_rule");
}

#[tokio::test]
async fn an_offer_or_need_is_reviewed_found_answered_escalated_and_closed() {
    let world = Followed::start().await;
    let [elder, volunteer] = world.members().await;
    let reviewer = world.office(Role::Reviewer).await;
    let administrator = world.office(Role::BranchAdministrator).await;
    let fields = json!({"kind": "need", "category": "escort", "title": "陪诊 on Mondays", "summary": "",
        "place": "Gulou", "until": now() + DAY});
    let sent = world.posts("/v1/listings", &elder, json!({"listing": fields})).await;
    assert_eq!(sent["draft_listing"]["listing"], fields);
    let said: ListingInput = serde_json::from_value(fields.clone()).unwrap();
    let saved = |revision, input: &ListingInput| Event::ListingSaved {
        listing: 5,
        member: 1,
        branch: 1,
        revision,
        by: 1,
        input: Box::new(input.clone()),
    };
    let moved = |state, reason: Option<&str>| Event::ListingMoved {
        listing: 5,
        revision: 1,
        state,
        by: Some(1),
        reason: reason.map(str::to_owned),
    };
    world.says([saved(1, &said)]).await;
    assert_eq!(world.get("/v1/listings/5", &elder).await["state"], "draft");
    assert_eq!(world.refused("/v1/listings/5", &volunteer).await, (404, "listing.unknown".into()));
    let sent = world.posts("/v1/listings/5/submission", &elder, json!({"revision": 1})).await;
    assert_eq!(sent, json!({"submit_listing": {"id": 5, "revision": 1}}));
    let edited = json!({"revision": 1, "listing": fields});
    let sent = world.sends(Method::PUT, "/v1/listings/5", &elder, Some(edited)).await;
    assert_eq!(sent["edit_listing"]["revision"], 1);

    world.says([moved(ListingState::Submitted, None)]).await;
    assert_eq!(ids(&world.get("/v1/reviews/listings", &reviewer).await), [5]);
    let review = |decision: &str| json!({"revision": 1, "decision": decision, "reason": "unclear"});
    let sent = world.posts("/v1/listings/5/review", &reviewer, review("approve")).await;
    assert_eq!(sent["review_listing"]["reason"], Value::Null);
    let sent = world.posts("/v1/listings/5/review", &reviewer, review("return")).await;
    assert_eq!(sent["review_listing"]["reason"], "unclear");
    assert_eq!(ids(&world.get("/v1/listings", &volunteer).await), [0u64; 0]);

    world.says([moved(ListingState::Approved, None)]).await;
    assert_eq!(ids(&world.get("/v1/reviews/listings", &reviewer).await), [0u64; 0]);
    for (search, found) in [
        ("kind=need&category=escort&place=gulou&text=%E9%99%AA%E8%AF%8A", vec![5]),
        ("kind=offer", vec![]),
        ("text=tuesdays", vec![]),
        ("escalation=wider", vec![]),
    ] {
        let list = world.get(&format!("/v1/listings?{search}"), &volunteer).await;
        assert_eq!(ids(&list), found, "{search}");
    }
    world.says([Event::NeedEscalated { need: 5, level: Escalation::Invited }]).await;
    assert_eq!(ids(&world.get("/v1/listings?escalation=wider", &volunteer).await), [5]);

    let sent = world.sends(Method::POST, "/v1/listings/5/answers", &volunteer, None).await;
    assert_eq!(sent, json!({"respond": {"id": 5, "yes": true}}));
    let answered = |yes| Event::ListingAnswered { listing: 5, member: 2, yes, by: 2 };
    world.says([answered(true)]).await;
    let shown = world.get("/v1/listings/5", &volunteer).await;
    assert_eq!(
        (&shown["answered"], &shown["answers"], &shown["own"]),
        (&json!(true), &json!(1), &json!(false))
    );
    assert_eq!(world.get("/v1/listings/5/answers", &elder).await["answers"][0]["member"], 2);
    assert_eq!(world.refused("/v1/listings/5/answers", &volunteer).await.0, 403);
    assert_eq!(ids(&world.get("/v1/me/listings?as=answerer", &volunteer).await), [5]);
    let told: i64 = sqlx::query_scalar(
        "SELECT COUNT(*) FROM p_feed WHERE topic = 'member:1' AND kind = 'listing_answered'",
    )
    .fetch_one(world.branch.db.reader())
    .await
    .unwrap();
    assert_eq!(told, 1);

    let closure = "/v1/listings/5/closure";
    assert_eq!(world.branch.post(closure, Some(&volunteer), json!({})).await.code(), "auth.unauthorized");
    let reason = json!({"reason": "not for us"});
    let sent = world.posts(closure, &administrator, reason).await;
    assert_eq!(sent["close_listing"]["reason"], "not for us");
    let sent = world.sends(Method::POST, closure, &elder, None).await;
    assert_eq!(sent["close_listing"]["reason"], Value::Null);
    let sent = world.sends(Method::DELETE, "/v1/listings/5/answers/me", &volunteer, None).await;
    assert_eq!(sent["respond"]["yes"], false);
    world.says([answered(false), moved(ListingState::Closed, Some("done"))]).await;
    assert_eq!(world.get("/v1/listings/5", &elder).await["reason"], "done");
    assert_eq!(world.refused("/v1/listings/5", &volunteer).await.0, 404);
    assert_eq!(ids(&world.get("/v1/me/listings?as=owner", &elder).await), [5]);
}

#[tokio::test]
async fn standing_says_what_the_stars_give_and_conduct_is_for_oneself_and_the_office() {
    let world = Followed::start().await;
    let [publisher, volunteer] = world.members().await;
    let auditor = world.office(Role::Auditor).await;
    let totals = Totals {
        services: 9,
        minutes: 6_100,
        ratings: 2,
        rating_sum: 9,
        no_shows: 3,
        reversed_minutes: 40,
        ..Totals::default()
    };
    world.says([standing(2, 1, now() + DAY, totals)]).await;
    let mine = world.get("/v1/me/standing", &volunteer).await;
    assert_eq!((&mine["stars"], &mine["points"], &mine["minutes"]), (&json!(1), &json!(70), &json!(6_060)));
    assert_eq!((&mine["rating"], &mine["reliability"]), (&json!(450), &json!(75)));
    assert_eq!(mine["reward"], json!({"early": 3_600, "earn_cap_percent": 110, "open_enrolments": 12}));
    let next = json!({"stars": 2, "minutes": 18_000, "minutes_missing": 11_940, "min_rating": 300});
    assert_eq!(mine["next"], next);
    assert_eq!(
        (&mine["conduct"]["may_enrol"], &mine["conduct"]["may_publish"]),
        (&json!(false), &json!(true))
    );
    let path = "/v1/members/2/standing";
    let others = world.get(path, &publisher).await;
    assert_eq!((&others["stars"], &others["conduct"]), (&json!(1), &Value::Null));
    assert_eq!(world.get(path, &auditor).await["conduct"]["no_shows"], 3);
    let unknown = world.get("/v1/members/1/standing", &volunteer).await;
    assert_eq!((&unknown["stars"], &unknown["reward"]["open_enrolments"]), (&json!(0), &json!(10)));
    assert_eq!(unknown.get("rating"), None);
    assert_eq!(world.refused("/v1/members/99/standing", &volunteer).await, (404, "member.unknown".into()));

    world.says(approved(1, input(vec![]), None)).await;
    let rated = |by, score, comment: Option<[u8; 32]>| Event::Rated {
        activity: 1,
        participant: 2,
        by,
        score,
        comment: comment.map(Into::into),
    };
    world.says([enrolled(1, 2), rated(2, 4, None), rated(1, 5, Some([7; 32]))]).await;
    let received = world.get("/v1/me/ratings?side=received", &volunteer).await;
    assert_eq!(received["ratings"].as_array().unwrap().len(), 1);
    assert_eq!((&received["ratings"][0]["author"], &received["ratings"][0]["score"]), (&json!(1), &json!(5)));
    assert_eq!(received["ratings"][0]["comment_sha256"], "07".repeat(32));
    let given = world.get("/v1/me/ratings?side=given", &volunteer).await;
    assert_eq!((&given["ratings"][0]["subject"], &given["ratings"][0]["score"]), (&json!(1), &json!(4)));

    let sent = world.sends(Method::PUT, "/v1/me/blocks/1", &volunteer, None).await;
    assert_eq!(sent, json!({"block": {"member": 1}}));
    world.says([Event::MemberBlocked { member: 2, other: 1, by: 2 }]).await;
    assert_eq!(world.get("/v1/me/blocks", &volunteer).await["blocks"][0]["member"], 1);
    assert_eq!(world.get("/v1/me/blocks", &publisher).await["blocks"], json!([]), "only one's own");
    let sent = world.sends(Method::DELETE, "/v1/me/blocks/1", &volunteer, None).await;
    assert_eq!(sent, json!({"unblock": {"member": 1}}));
    world.says([Event::MemberUnblocked { member: 2, other: 1, by: 2 }]).await;
    assert_eq!(world.get("/v1/me/blocks", &volunteer).await["blocks"], json!([]));
}

#[tokio::test]
async fn what_is_said_after_a_service_is_sealed_and_shown_to_those_concerned() {
    let world = Followed::start().await;
    let [publisher, volunteer, stranger] = world.members().await;
    let reviewer = world.office(Role::Reviewer).await;
    world.says(approved(1, input(vec![]), None)).await;
    world.says([enrolled(1, 2), enrolled(1, 3)]).await;
    let base = "/v1/activities/1/enrolments/2";
    let text = "Fell on the stairs.";
    let follow_ups = format!("{base}/follow-ups");
    let body = json!({"kind": "incident", "note": text});
    let foreign = world.branch.post(&follow_ups, Some(&stranger), body.clone()).await;
    assert_eq!(foreign.code(), "activity.not_administrator");
    let empty = json!({"kind": "incident", "note": " "});
    assert_eq!(world.branch.post(&follow_ups, Some(&volunteer), empty).await.code(), "request.text");
    let sent = world.posts(&follow_ups, &volunteer, body).await["follow_up"].clone();
    assert_eq!(sent["kind"], "incident");
    let note = hex::decode(sent["note"].as_str().unwrap()).unwrap();
    let plain: [u8; 32] = <sha2::Sha256 as sha2::Digest>::digest(text).into();
    assert_ne!(note, plain, "a short text could be guessed from its hash");
    let hash = sent["note"].as_str().unwrap();
    assert_eq!(world.branch.get(&format!("/v1/contents/{hash}"), None).await.code(), "content.unknown");
    assert!(!scratch::dump(&world.branch.db, "notes").await.join("\n").contains(text));

    let followed = Event::FollowedUp {
        activity: 1,
        number: 1,
        participant: 2,
        by: 2,
        kind: FollowUpKind::Incident,
        note: note.clone().into(),
    };
    let foreign = Event::FollowedUp {
        activity: 1,
        number: 2,
        participant: 3,
        by: 3,
        kind: FollowUpKind::ThankYou,
        note: [9; 32].into(),
    };
    world.says([followed, foreign]).await;
    let list = "/v1/activities/1/follow-ups";
    let shown = world.get(list, &publisher).await["follow_ups"].clone();
    assert_eq!(shown.as_array().unwrap().len(), 2);
    assert_eq!((&shown[0]["note"]["text"], shown[1].get("note")), (&json!(text), None));
    let salt = hex::decode(shown[0]["note"]["salt"].as_str().unwrap()).unwrap();
    let bound: [u8; 32] = <sha2::Sha256 as sha2::Digest>::digest([&salt, text.as_bytes()].concat()).into();
    assert_eq!(note, bound);
    let own = world.get(list, &stranger).await["follow_ups"].clone();
    assert_eq!((own.as_array().unwrap().len(), &own[0]["number"]), (1, &json!(2)));
    let incidents = world.get("/v1/follow-ups?kind=incident", &reviewer).await;
    assert_eq!(incidents["follow_ups"][0]["note"]["text"], text);
    assert_eq!(world.refused("/v1/follow-ups?kind=incident", &publisher).await.1, "auth.role");

    let path = format!("{base}/assessment");
    let assessment = json!({"score": 4, "note": "Careful."});
    assert_eq!(
        world.branch.post(&path, Some(&volunteer), assessment.clone()).await.code(),
        "activity.not_administrator"
    );
    assert_eq!(world.refused(&path, &volunteer).await, (404, "assessment.unknown".into()));
    let sent = world.posts(&path, &publisher, assessment).await["assess"].clone();
    let note = hex::decode(sent["note"].as_str().unwrap()).unwrap();
    world
        .says([
            Event::Assessed { activity: 1, participant: 2, by: 1, score: 4, note: Some(note.into()) },
            Event::NoShow { activity: 1, participant: 3 },
        ])
        .await;
    let shown = world.get(&path, &volunteer).await;
    assert_eq!((&shown["score"], &shown["note"]["text"]), (&json!(4), &json!("Careful.")));
    assert_eq!(world.refused(&path, &stranger).await, (404, "enrolment.unknown".into()));
    let parts = world.get("/v1/activities/1/enrolments", &publisher).await["enrolments"].clone();
    assert_eq!((&parts[0]["assessed"], &parts[0]["no_show"]), (&json!(4), &json!(false)));
    assert_eq!(parts[1]["no_show"], true);
}

#[tokio::test]
async fn a_rebuild_gives_the_same_of_what_goes_with_activities() {
    let world = Followed::start().await;
    world.says(approved(1, input(vec![Requirement::Stars { min: 1 }]), Some(AgeClass::Under60))).await;
    world.says([enrolled(1, 2), standing(2, 1, 0, Totals::default())]).await;
    let raised = Event::DisputeRaised { activity: 1, participant: 2, by: 2, paid: false };
    let rated = Event::Rated { activity: 1, participant: 2, by: 2, score: 4, comment: None };
    let blocked = Event::MemberBlocked { member: 2, other: 1, by: 2 };
    world.says([raised, rated, blocked]).await;
    let before = scratch::dump(&world.branch.db, "p_").await;
    for table in ["p_requirements", "p_disputes", "p_ratings", "p_blocks", "p_standings"] {
        assert!(before.iter().any(|line| line.starts_with(table)), "{table}");
    }
    crate::index::reset(&world.branch.db).await.unwrap();
    let (tip, seen) = watch::channel(Tip::default());
    let relay =
        Relay::new(world.branch.db.clone(), fake::CHAIN, contracts(), seen, crate::relay::Terms::default());
    let hub = Hub::new(world.branch.db.clone());
    let (db, node) = (world.branch.db.clone(), world.chain.clone());
    let again = Follower::new(node, db, contracts(), fake::CHAIN.into(), relay, hub, tip);
    again.catch_up(&CancellationToken::new()).await.unwrap();
    assert_eq!(scratch::dump(&world.branch.db, "p_").await, before);
}
