//! What goes from branch to branch: relayers with stores of their own on one chain.

use super::acts::{input, terms};
use super::people::{items, moved, taken};
use super::silence::{lacks, Listener};
use super::*;
use crate::content::channel::Voice;
use crate::content::{
    DetailsAnswer, DetailsQuestion, HandOverQuestion, OpeningQuestion, DETAILS, HANDED_OVER, HAND_OVERS,
    OPENINGS, OPERATOR, TEXTS,
};
use crate::db::lease::Leases;
use crate::fake;
use crate::identity::{Luggage, Moved, Peers, SecretText};
use crate::relay::{NewIntent, RelayError};
use axum::routing::post;
use sha2::{Digest, Sha256};
use timebank_api::activity_registry::{ActivityInput, EnrolmentState};
use timebank_api::record::AgeClass;
use timebank_api::time_token::{MovementKind, Reference};
use timebank_api::{Event, Scope};

const ADDRESS: &str = "中山北路 12 号 3 幢 501 室";
const CONTACT: &str = "Aunt Li, 13800138000";

/// Branches, numbered from 1.
struct Network {
    chain: Arc<FakeChain>,
    urls: BTreeMap<BranchId, String>,
    branches: Vec<Branch>,
    members: u64,
}

/// Somebody who has registered.
struct Person {
    member: u64,
    phone: String,
    number: String,
    token: String,
}

fn pair(one: BranchId, other: BranchId) -> SecretText {
    SecretText::new(format!("{:02x}{:02x}", one.min(other), one.max(other)).repeat(16))
}

fn peers(branch: BranchId) -> Peers {
    let mut peers = Peers::new(branch);
    for other in (1..=4).filter(|other| *other != branch) {
        assert!(peers.add(other, &pair(branch, other)));
    }
    peers
}

fn operator(branch: BranchId) -> timebank_client::SecretKey {
    fake::key(100 + u8::try_from(branch).unwrap())
}

fn sha256(text: &str) -> Vec<u8> {
    Sha256::digest(text).to_vec()
}

async fn listener() -> TcpListener {
    TcpListener::bind("127.0.0.1:0").await.unwrap()
}

fn url_of(listener: &TcpListener) -> String {
    format!("http://{}", listener.local_addr().unwrap())
}

impl Network {
    /// So many branches, and others that are only known by where they are.
    async fn of(count: u32, others: BTreeMap<BranchId, String>) -> Self {
        let chain = FakeChain::new();
        let mut listeners = Vec::new();
        let mut urls = others;
        for branch in 1..=count {
            let listener = listener().await;
            urls.insert(branch, url_of(&listener));
            listeners.push(listener);
        }
        let mut network = Network { chain, urls, branches: Vec::new(), members: 0 };
        for (branch, listener) in (1..).zip(listeners) {
            let begun = network.begin(branch, listener, Scratch::new().await).await;
            network.branches.push(begun);
        }
        let known: Vec<BranchId> = network.urls.keys().copied().collect();
        let events = known.into_iter().flat_map(|branch| {
            let added = Event::BranchAdded { branch, name: format!("{branch}"), district: "Nanjing".into() };
            [added, Event::OperatorAdded { branch, operator: operator(branch).address() }]
        });
        network.says(events.collect::<Vec<_>>()).await;
        network
    }

    async fn begin(&self, branch: BranchId, listener: TcpListener, scratch: Scratch) -> Branch {
        let mut others = self.urls.clone();
        others.remove(&branch);
        let settings = (Rate::DEVELOPMENT, branch, false);
        Branch::on(scratch, self.chain.clone(), listener, settings, others, |identity, _| {
            identity.with_peers(peers(branch))
        })
        .await
    }

    fn at(&self, branch: BranchId) -> &Branch {
        &self.branches[branch as usize - 1]
    }

    /// Ends a branch's relayer without letting it do anything more.
    async fn stop(&self, branch: BranchId) {
        self.at(branch).stop.cancel();
        let address = self.urls[&branch].trim_start_matches("http://").to_owned();
        while tokio::net::TcpStream::connect(&address).await.is_ok() {
            tokio::task::yield_now().await;
        }
    }

    /// The same relayer again, as a new process finds the store.
    async fn restart(&mut self, branch: BranchId) {
        self.stop(branch).await;
        let scratch = self.at(branch).scratch.beside();
        let listener = TcpListener::bind(self.urls[&branch].trim_start_matches("http://")).await.unwrap();
        let begun = self.begin(branch, listener, scratch).await;
        let people = self.at(branch).people.load(Ordering::Relaxed);
        begun.people.store(people, Ordering::Relaxed);
        self.branches[branch as usize - 1] = begun;
    }

    /// The chain says this in its next block, and every branch has seen it.
    async fn says(&self, events: impl IntoIterator<Item = Event>) {
        for event in events {
            self.chain.says(event.emitter(), event);
        }
        self.chain.mine();
        self.index().await;
    }

    async fn index(&self) {
        for branch in &self.branches {
            branch.index().await;
        }
    }

    async fn member(&mut self, at: BranchId) -> Person {
        self.members += 1;
        let (member, branch) = (self.members, self.at(at));
        let (phone, number) = branch.person();
        assert_eq!(branch.register(&phone, &number).await.status, StatusCode::ACCEPTED);
        let (account, key): (String, Vec<u8>) = sqlx::query_as(
            "SELECT u.account, k.public FROM users u JOIN user_keys k ON k.user_id = u.id WHERE u.member IS NULL",
        )
        .fetch_one(branch.db.reader())
        .await
        .unwrap();
        let key = key.into();
        self.says([
            Event::MemberRegistered { member, account, branch: at, age: AgeClass::From60 },
            Event::KeySet { member, scope: Scope::Everyday, key, epoch: 1 },
        ])
        .await;
        self.settle(at).await;
        let session = self.at(at).log_in(&phone, PASSWORD, "member").await;
        assert_eq!(session.status, StatusCode::CREATED, "{}", session.body);
        let token = session.body["token"].as_str().unwrap().to_owned();
        Person { member, phone, number, token }
    }

    /// A member with a transaction password.
    async fn owner(&mut self, at: BranchId) -> Person {
        let person = self.member(at).await;
        let branch = self.at(at);
        let body = json!({"transaction_password": TRANSACTION});
        let set = branch.put("/v1/me/transaction-password", &person.token, body).await;
        assert_eq!(set.status, StatusCode::ACCEPTED, "{}", set.body);
        let key: Vec<u8> = sqlx::query_scalar(
            "SELECT k.public FROM user_keys k JOIN users u ON u.id = k.user_id WHERE u.member = $1 AND k.scope = 'owner'",
        )
        .bind(i64::try_from(person.member).unwrap())
        .fetch_one(branch.db.reader())
        .await
        .unwrap();
        self.says([Event::KeySet { member: person.member, scope: Scope::Owner, key: key.into(), epoch: 1 }])
            .await;
        self.settle(at).await;
        person
    }

    /// Whatever was under way at a branch has come to its end.
    async fn settle(&self, at: BranchId) {
        self.at(at).execute("UPDATE actions SET state = 'done' WHERE $1 = 0", 0).await;
    }

    /// One branch asks another for everything it wants.
    async fn round(&self, asks: BranchId, asked: BranchId) {
        self.at(asks).content.round(asked).await.unwrap();
    }

    /// What was put off may be asked for at once.
    async fn at_once(&self, at: BranchId) {
        for sql in [
            "UPDATE text_misses SET not_before = $1",
            "UPDATE details_received SET not_before = $1, asked_at = CASE WHEN asked_at > 0 THEN 1 ELSE 0 END",
            "UPDATE wanted_openings SET not_before = $1",
            "UPDATE arrivals SET not_before = $1",
        ] {
            self.at(at).execute(sql, 0).await;
        }
    }

    /// An approved activity of a member.
    async fn activity(&self, activity: u64, publisher: u64, branch: BranchId, text: Option<&str>) {
        let input = ActivityInput { text: text.map(|text| sha256(text).into()), ..input(vec![]) };
        let input = Box::new(input);
        self.says([
            Event::ActivityDrafted { activity, publisher, branch, revision: 1, input },
            Event::ActivityApproved { activity, revision: 1, by: 99, terms: terms(None) },
        ])
        .await;
    }
}

/// Puts a question to a branch's relayer as this operator of another one would.
struct Stranger {
    peers: Peers,
    voice: Voice,
}

struct Request {
    path: &'static str,
    body: Vec<u8>,
    headers: Vec<(&'static str, String)>,
    pending: crate::content::channel::Pending,
}

impl Stranger {
    fn new(branch: BranchId, key: timebank_client::SecretKey) -> Self {
        let voice = Voice { branch, chain_id: CHAIN.into(), key: Arc::new(key) };
        Stranger { peers: peers(branch), voice }
    }

    fn question(&self, path: &'static str, question: &impl serde::Serialize) -> Request {
        let asked = self.voice.ask(1, path, question).unwrap();
        let signed = self.peers.sign(1, path, &asked.body, extract::now()).unwrap();
        let headers = vec![("authorization", signed), (OPERATOR, asked.operator)];
        Request { path, body: asked.body, headers, pending: asked.pending }
    }
}

impl Branch {
    async fn sends(&self, request: &Request) -> Answer {
        let mut sent = self.client.post(format!("{}{}", self.base, request.path)).body(request.body.clone());
        for (name, value) in &request.headers {
            sent = sent.header(*name, value);
        }
        let response = sent.send().await.unwrap();
        Answer { status: response.status(), body: response.json().await.unwrap() }
    }

    async fn asked(&self, request: Request) -> String {
        self.sends(&request).await.code().to_owned()
    }

    async fn text(&self, text: &str) -> Answer {
        self.get(&format!("/v1/contents/{}", hex::encode(sha256(text))), None).await
    }

    /// What is kept, but for what everybody may read.
    async fn everything(&self) -> String {
        scratch::dump(&self.db, "").await.join("\n")
    }
}

#[tokio::test]
async fn public_text_comes_from_any_branch_and_wrong_bytes_are_refused() {
    let (text, long) = ("Bring the blue folder; the lift is at the back.", "长".repeat(6_000));
    // Branch 3 lies about one text, and has another that is longer than any can be.
    let liar = listener().await;
    let lies = json!({"texts": {
        hex::encode(sha256(text)): "Bring cash.", hex::encode(sha256(&long)): long.clone(),
    }});
    let others = BTreeMap::from([(3, url_of(&liar))]);
    let app = axum::Router::new().route(TEXTS, post(move || async move { axum::Json(lies) }));
    tokio::spawn(async move { axum::serve(liar, app).await.unwrap() });
    let mut network = Network::of(2, others).await;
    let reader = network.member(2).await;
    let account = timebank_client::address::text(&[9; 32]);
    network.says([Event::MemberRegistered { member: 7, account, branch: 3, age: AgeClass::From60 }]).await;
    // The same was written at branch 1 once.
    let mut tx = network.at(1).db.begin().await.unwrap();
    let hash: [u8; 32] = sha256(text).try_into().unwrap();
    crate::content::keep(&mut tx, &hash, text, 0).await.unwrap();
    tx.commit().await.unwrap();
    network.activity(1, 7, 3, Some(text)).await;
    network.activity(2, 7, 3, Some(&long)).await;

    let shown = network.at(2).get("/v1/activities/1", Some(&reader.token)).await;
    assert_eq!(shown.body["text_sha256"], hex::encode(hash), "{}", shown.body);
    network.round(2, 1).await;
    let later = network.at(2).text(text).await;
    assert_eq!(
        (later.status.as_u16(), later.code()),
        (503, "content.later"),
        "whoever wrote it is asked first"
    );
    network.round(2, 3).await;
    assert_eq!(network.at(2).count("SELECT COUNT(*) FROM contents").await, 0, "wrong bytes are not kept");
    assert_eq!(network.at(2).count("SELECT COUNT(*) FROM text_misses").await, 2);
    network.round(2, 1).await;
    assert_eq!(network.at(2).text(text).await.body, json!(text));
    assert_eq!(network.at(2).text("never said").await.code(), "content.unknown");
    assert_eq!(network.at(2).count("SELECT COUNT(*) FROM wanted_texts").await, 1, "the one that nobody has");

    network.stop(1).await;
    network.restart(2).await;
    assert_eq!(network.at(2).text(text).await.body, json!(text), "it is kept for good");
}

#[tokio::test]
async fn a_branch_that_never_answers_holds_up_nothing_that_others_have() {
    let silent = listener().await;
    let hung = Arc::new(AtomicU32::new(0));
    let others = BTreeMap::from([(3, url_of(&silent))]);
    let count = hung.clone();
    tokio::spawn(async move {
        let mut open = Vec::new();
        while let Ok((stream, _)) = silent.accept().await {
            count.fetch_add(1, Ordering::Relaxed);
            open.push(stream);
        }
    });
    let mut network = Network::of(2, others).await;
    let author = network.member(1).await;
    let account = timebank_client::address::text(&[9; 32]);
    network.says([Event::MemberRegistered { member: 7, account, branch: 3, age: AgeClass::From60 }]).await;
    network.activity(1, 7, 3, Some("Only branch 3 has this.")).await;
    let (participant, state) = (author.member, EnrolmentState::Admitted);
    network.says([Event::Enrolled { activity: 1, participant, state, position: 1, by: None }]).await;
    let rating = json!({"score": 5, "comment": "Kind and on time."});
    let path = format!("/v1/activities/1/enrolments/{participant}/rating");
    taken(&network.at(1).post(&path, Some(&author.token), rating).await, "rate");
    let comment = Some(sha256("Kind and on time.").into());
    let rated = |by| Event::Rated { activity: 1, participant, by, score: 5, comment: comment.clone() };
    network.says([rated(author.member)]).await;

    let two = network.at(2);
    let (_tip, tip) = watch::channel(Tip { height: 9, time: 9, chain: Some(9) });
    let leases = Leases::new(&two.scratch.place).unwrap();
    let stop = CancellationToken::new();
    let working = tokio::spawn(two.content.clone().run(leases, tip, stop.clone()));
    while two.count("SELECT COUNT(*) FROM contents").await == 0 {
        tokio::task::yield_now().await;
    }
    assert_eq!(two.text("Kind and on time.").await.body, json!("Kind and on time."));
    while hung.load(Ordering::Relaxed) == 0 {
        tokio::task::yield_now().await;
    }
    assert_eq!(two.count("SELECT COUNT(*) FROM wanted_texts").await, 1, "it is asked for again");
    stop.cancel();
    working.await.unwrap().unwrap();
}

#[tokio::test]
async fn details_reach_the_volunteer_with_a_seat_and_nobody_else_and_are_erased() {
    let mut network = Network::of(3, BTreeMap::new()).await;
    let elder = network.member(1).await;
    let volunteer = network.member(2).await;
    let neighbour = network.member(1).await;
    network.activity(5, elder.member, 1, None).await;
    let path = "/v1/activities/5/details";
    let details = json!({"address": ADDRESS, "contact": CONTACT});
    let written = |person: &Person, details: Value| {
        let token = person.token.clone();
        let branch = network.at(1);
        async move { branch.put(path, &token, details).await }
    };
    assert_eq!(written(&neighbour, details.clone()).await.code(), "activity.not_administrator");
    assert_eq!(written(&elder, json!({"address": " "})).await.code(), "request.text");
    assert_eq!(written(&elder, json!({"adress": ADDRESS})).await.code(), "request.json");
    assert_eq!(written(&elder, details.clone()).await.status, StatusCode::NO_CONTENT);
    let shown = network.at(1).get(path, Some(&elder.token)).await;
    assert_eq!((&shown.body["address"], &shown.body["notes"]), (&json!(ADDRESS), &json!("")));
    let export = network.at(1).get("/v1/me/export", Some(&elder.token)).await.body;
    assert_eq!(
        export["details"],
        json!([{"activity": 5, "address": ADDRESS, "contact": CONTACT, "notes": ""}])
    );
    let export = network.at(1).get("/v1/me/export", Some(&neighbour.token)).await.body;
    assert_eq!(export["details"], json!([]));

    // Without a seat there is nothing, whoever asks.
    let enrolled =
        |state| Event::Enrolled { activity: 5, participant: volunteer.member, state, position: 1, by: None };
    network.says([enrolled(EnrolmentState::Enrolled)]).await;
    let reads = || network.at(2).get(path, Some(&volunteer.token));
    assert_eq!(reads().await.code(), "details.unknown");
    assert_eq!(network.at(1).get(path, Some(&neighbour.token)).await.code(), "details.unknown");
    let question = DetailsQuestion { activity: 5, participant: volunteer.member, written: 0 };
    let two = Stranger::new(2, operator(2));
    assert_eq!(network.at(1).asked(two.question(DETAILS, &question)).await, "details.unknown");

    network.says([Event::Admitted { activity: 5, participant: volunteer.member, by: elder.member }]).await;
    network.round(2, 1).await;
    let seen = reads().await;
    assert_eq!((&seen.body["address"], &seen.body["contact"]), (&json!(ADDRESS), &json!(CONTACT)));
    let three = Stranger::new(3, operator(3));
    assert_eq!(network.at(1).asked(three.question(DETAILS, &question)).await, "details.unknown");
    for branch in [1, 2] {
        assert!(!network.at(branch).everything().await.contains("中山"), "sealed at branch {branch}");
    }

    // Both branches have written down who was given what.
    let lines = network.at(1).get("/v1/me/accesses", Some(&elder.token)).await;
    let line = &lines.body[0];
    assert_eq!((&line["act"], &line["actor"]), (&json!("hand_over"), &json!(volunteer.member)), "{line}");
    assert_eq!(line["fields"], json!(["address", "contact"]));
    let auditor = network.at(2).office(&[Role::Auditor]).await;
    let lines = network.at(2).get(&format!("/v1/accesses?member={}", elder.member), Some(&auditor)).await;
    assert_eq!((&lines.body[0]["act"], &lines.body[0]["subject"]), (&json!("read"), &json!(elder.member)));

    // What is changed comes after; what was there is shown while the other branch is away.
    let moved = json!({"address": "Room 502", "notes": "hard of hearing"});
    assert_eq!(written(&elder, moved).await.status, StatusCode::NO_CONTENT);
    network.at_once(2).await;
    assert_eq!(reads().await.body["address"], "Room 502");
    network.stop(1).await;
    network.at_once(2).await;
    assert_eq!(reads().await.body["notes"], "hard of hearing");

    // A day after the end both erase it.
    for branch in [1, 2] {
        let branch = network.at(branch);
        branch.content.tidy(extract::now()).await.unwrap();
        let count = "SELECT (SELECT COUNT(*) FROM details) + (SELECT COUNT(*) FROM details_received)";
        assert_eq!(branch.count(count).await, 1, "not before");
        branch.execute("UPDATE p_activities SET service_end = $1", extract::now() - 86_401).await;
        branch.content.tidy(extract::now()).await.unwrap();
        assert_eq!(branch.count(count).await, 0);
    }
}

#[tokio::test]
async fn who_gives_the_seat_up_loses_the_details_and_whoever_writes_none_is_asked_again() {
    let mut network = Network::of(2, BTreeMap::new()).await;
    let elder = network.member(1).await;
    let volunteer = network.member(2).await;
    network.activity(5, elder.member, 1, None).await;
    network
        .says([Event::Enrolled {
            activity: 5,
            participant: volunteer.member,
            state: EnrolmentState::Admitted,
            position: 1,
            by: None,
        }])
        .await;
    let path = "/v1/activities/5/details";
    network.round(2, 1).await;
    let reads = || network.at(2).get(path, Some(&volunteer.token));
    assert_eq!(reads().await.code(), "details.unknown", "nothing was written");
    let details = json!({"address": ADDRESS});
    assert_eq!(network.at(1).put(path, &elder.token, details).await.status, StatusCode::NO_CONTENT);
    network.at_once(2).await;
    network.round(2, 1).await;
    assert_eq!(reads().await.body["address"], ADDRESS);

    assert_eq!(network.at(1).delete(path, &elder.token).await.status, StatusCode::NO_CONTENT);
    network.at_once(2).await;
    assert_eq!(reads().await.code(), "details.unknown", "taken away there, gone here");
    network.says([Event::EnrolmentWithdrawn { activity: 5, participant: volunteer.member, by: None }]).await;
    network.at(2).content.tidy(extract::now()).await.unwrap();
    assert_eq!(network.at(2).count("SELECT COUNT(*) FROM details_received").await, 0);
    network.stop(1).await;
    network
        .says([Event::Enrolled {
            activity: 5,
            participant: volunteer.member,
            state: EnrolmentState::Admitted,
            position: 1,
            by: None,
        }])
        .await;
    let away = reads().await;
    assert_eq!((away.status.as_u16(), away.code()), (503, "details.later"), "never seen, and out of reach");
}

#[tokio::test]
async fn strangers_and_replayed_questions_are_refused() {
    let mut network = Network::of(2, BTreeMap::new()).await;
    let elder = network.member(1).await;
    let volunteer = network.member(2).await;
    network.activity(5, elder.member, 1, None).await;
    network
        .says([Event::Enrolled {
            activity: 5,
            participant: volunteer.member,
            state: EnrolmentState::Admitted,
            position: 1,
            by: None,
        }])
        .await;
    let one = network.at(1);
    let details = json!({"address": ADDRESS});
    assert_eq!(
        one.put("/v1/activities/5/details", &elder.token, details).await.status,
        StatusCode::NO_CONTENT
    );
    let question = DetailsQuestion { activity: 5, participant: volunteer.member, written: 0 };
    let two = Stranger::new(2, operator(2));

    let mut bare = two.question(DETAILS, &question);
    bare.headers.remove(1);
    assert_eq!(one.asked(bare).await, "branch.operator", "no operator's signature");
    let nobody = Stranger::new(2, timebank_client::SecretKey::generate());
    assert_eq!(one.asked(nobody.question(DETAILS, &question)).await, "branch.operator", "nobody's operator");
    let foreign = Stranger::new(2, operator(1));
    assert_eq!(one.asked(foreign.question(DETAILS, &question)).await, "branch.operator", "another branch's");
    let mut unpaired = Stranger::new(2, operator(2));
    unpaired.peers = Peers::new(2);
    assert!(unpaired.peers.add(1, &SecretText::new("77".repeat(32))));
    assert_eq!(
        one.asked(unpaired.question(DETAILS, &question)).await,
        "auth.branch",
        "without the pair's secret"
    );
    let mut elsewhere = two.question(DETAILS, &question);
    elsewhere.path = OPENINGS;
    assert_eq!(one.asked(elsewhere).await, "auth.branch", "signed for another path");
    let mut unsigned = two.question(DETAILS, &question);
    unsigned.headers.clear();
    assert_eq!(one.asked(unsigned).await, "auth.session");
    assert_eq!(one.count("SELECT COUNT(*) FROM accesses").await, 0, "nothing was given");

    let request = two.question(DETAILS, &question);
    let answer = one.sends(&request).await;
    let sealed: crate::content::Answer = serde_json::from_value(answer.body).unwrap();
    let (by, opened) = request.pending.open(&sealed).unwrap();
    assert_eq!(by, operator(1).address());
    let opened: DetailsAnswer = serde_json::from_slice(&opened).unwrap();
    let DetailsAnswer::Details(written) = opened else { panic!("{opened:?}") };
    assert_eq!(written.details.address, ADDRESS);
    let again = one.sends(&request).await;
    assert_eq!((again.status.as_u16(), again.code()), (409, "branch.replayed"));
    let lines = "SELECT COUNT(*) FROM accesses WHERE act = 'hand_over'";
    assert_eq!(one.count(lines).await, 1);
    let other = two.question(DETAILS, &question);
    assert!(other.pending.open(&sealed).is_none(), "an answer is for one question");

    // An operator who was taken off speaks no more.
    network.says([Event::OperatorRemoved { branch: 2, operator: operator(2).address() }]).await;
    assert_eq!(network.at(1).asked(two.question(DETAILS, &question)).await, "branch.operator");
}

#[tokio::test]
async fn a_kin_link_between_branches_is_opened_at_both() {
    let mut network = Network::of(3, BTreeMap::new()).await;
    let elder = network.owner(1).await;
    let child = network.owner(2).await;
    let kin = json!({"member": child.member, "degree": "lineal", "transaction_password": TRANSACTION});
    taken(&network.at(1).post("/v1/me/kin", Some(&elder.token), kin).await, "propose_kin");
    let name = network.at(1).last_intent().await.0["propose_kin"]["commitment"].as_str().unwrap().to_owned();
    let link = || -> cosmwasm_std::HexBinary { hex::decode(&name).unwrap().into() };
    let (of, to) = (elder.member, child.member);
    network.says([Event::KinProposed { commitment: link(), of, to }]).await;
    let links = || network.at(2).get("/v1/me/kin", Some(&child.token));
    assert_eq!(items(&links().await)[0].get("degree"), None);

    let question = OpeningQuestion { commitment: name.clone() };
    let three = Stranger::new(3, operator(3));
    assert_eq!(network.at(1).asked(three.question(OPENINGS, &question)).await, "kin_opening.unknown");
    let nothing = OpeningQuestion { commitment: "no link".into() };
    let two = Stranger::new(2, operator(2));
    assert_eq!(network.at(1).asked(two.question(OPENINGS, &nothing)).await, "kin_opening.unknown");
    network.round(2, 1).await;
    assert_eq!(
        items(&links().await)[0]["degree"],
        "lineal",
        "before it is accepted, so that one knows to what"
    );
    let lines = network.at(1).get("/v1/me/accesses", Some(&elder.token)).await;
    assert_eq!((&lines.body[0]["fields"], &lines.body[0]["actor"]), (&json!(["kin"]), &json!(child.member)));

    let account = network.at(2).account(i64::try_from(child.member).unwrap()).await;
    let granted = moved(MovementKind::MintGrant, Reference::Message, None, Some((&account, 1)), 60);
    network.says([Event::KinAccepted { commitment: link(), of, to }, granted]).await;
    let gift = json!({"recipient": elder.member, "minutes": 5, "transaction_password": TRANSACTION});
    taken(&network.at(2).post("/v1/gifts", Some(&child.token), gift).await, "gift");
    assert_eq!(network.at(2).last_intent().await.0["gift"]["kin"]["degree"], 1);

    network.says([Event::KinRevoked { commitment: link(), of, to, by: child.member }]).await;
    for branch in [1, 2] {
        assert_eq!(network.at(branch).count("SELECT COUNT(*) FROM commitments").await, 0);
    }
}

#[tokio::test]
async fn members_who_agree_are_linked_at_every_feeding_branch_until_they_withdraw() {
    use crate::content::{LinksAnswer, LinksQuestion, LINKS};
    use crate::oracle::StoredLinks;
    use timebank_feeder::{IdNumber, Links, MatchingKey, Opening};
    let mut network = Network::of(2, BTreeMap::new()).await;
    let (elder, other) = (network.member(1).await, network.member(1).await);
    let agree = || async {
        let sha256 = hex::encode(crate::identity::partner_consent());
        network.at(1).put("/v1/me/consents/partners", &elder.token, json!({ "sha256": sha256 })).await
    };
    assert_eq!(agree().await.status, StatusCode::NO_CONTENT);
    let key = MatchingKey::new([7; 32].into());
    let tags = [&elder.number, &other.number].map(|number| key.tag(&IdNumber::parse(number).unwrap()));
    let links = |branch: BranchId| {
        let at = network.at(branch);
        StoredLinks::new(at.db.clone(), at.identity.custody().clone())
    };
    let exchange = || async {
        network.at(1).content.settle_links().await.unwrap();
        network.at(2).content.fetch_all_links(1).await.unwrap();
    };
    exchange().await;
    let mut revisions = Vec::new();
    for branch in [1, 2] {
        let links = links(branch);
        assert_eq!(links.find(&tags).await.unwrap(), [Some(elder.member), None], "branch {branch}");
        assert_eq!((links.count().await.unwrap(), links.find(&[]).await.unwrap().len()), (1, 0));
        revisions.push(links.revision().await.unwrap());
    }
    exchange().await;
    assert_eq!(links(2).revision().await.unwrap(), revisions[1], "nothing has changed");

    // What opens a credential is kept where the member is, and nowhere else.
    let (predicate, salt) = (4, [5; 16]);
    let commitment = timebank_intent::credential_commitment(elder.member, predicate, &salt);
    for branch in [1, 2, 1] {
        let opening = Opening { member: elder.member, predicate, salt, commitment };
        links(branch).keep(&opening).await.unwrap();
    }
    let kept = "SELECT COUNT(*) FROM commitments WHERE kind = 'credential'";
    assert_eq!((network.at(1).count(kept).await, network.at(2).count(kept).await), (1, 0));

    // A branch speaks for its own members only.
    let member = i64::try_from(elder.member).unwrap();
    let away = "UPDATE p_members SET branch = 2 WHERE id = $1";
    let back = "UPDATE p_members SET branch = 1 WHERE id = $1";
    for (moved, counted) in [(away, 0), (back, 1)] {
        network.at(2).execute(moved, member).await;
        assert_eq!(links(2).count().await.unwrap(), counted);
        assert_eq!(links(2).find(&tags).await.unwrap(), [(counted > 0).then_some(elder.member), None]);
    }

    let nobody = Stranger::new(2, timebank_client::SecretKey::generate());
    let question = LinksQuestion { revision: 0, after: String::new() };
    assert_eq!(network.at(1).asked(nobody.question(LINKS, &question)).await, "branch.operator");
    let request = Stranger::new(2, operator(2)).question(LINKS, &question);
    let sealed = serde_json::from_value(network.at(1).sends(&request).await.body).unwrap();
    let answer: LinksAnswer = serde_json::from_slice(&request.pending.open(&sealed).unwrap().1).unwrap();
    assert_eq!((answer.links, answer.more), (vec![(hex::encode(tags[0]), elder.member)], false));
    // That it was given stands in the log once.
    let lines = network.at(1).get("/v1/me/accesses", Some(&elder.token)).await.body;
    let given = lines.as_array().unwrap().iter().filter(|line| line["act"] == "hand_over");
    let given: Vec<_> = given.map(|line| (&line["fields"], &line["reason"])).collect();
    assert_eq!(given, [(&json!(["partner_tag"]), &json!("partners' facts, by branch 2"))]);

    let withdrawn = network.at(1).delete("/v1/me/consents/partners", &elder.token).await;
    assert_eq!(withdrawn.status, StatusCode::NO_CONTENT);
    exchange().await;
    for branch in [1, 2] {
        assert_eq!(links(branch).find(&tags).await.unwrap(), [None, None], "branch {branch}");
        assert_eq!(network.at(branch).count("SELECT COUNT(*) FROM partner_links").await, 0);
    }
}

/// A member of branch 1 with everything that can go along, and the move asked for.
async fn about_to_move(network: &mut Network) -> Person {
    let person = network.owner(1).await;
    let (one, token) = (network.at(1), person.token.as_str());
    let change = json!({"change": {"skills": {"skills": ["陪诊"]}}});
    taken(&one.post("/v1/me/profile-requests", Some(token), change).await, "request_profile");
    let commitment = one.last_intent().await.0["request_profile"]["commitment"].as_str().unwrap().to_owned();
    let commitment: cosmwasm_std::HexBinary = hex::decode(commitment).unwrap().into();
    let kind = timebank_api::member_registry::ProfileKind::Skills;
    let (member, reason) = (person.member, String::new());
    let requested =
        Event::ProfileRequested { request: 1, member, kind, commitment: commitment.clone(), by: member };
    let decided =
        Event::ProfileDecided { request: 1, member, kind, commitment, approved: true, by: 99, reason };
    network.says([requested, decided]).await;
    network.activity(5, member, 1, None).await;
    let details = json!({"address": ADDRESS});
    let written = one.put("/v1/activities/5/details", token, details).await;
    assert_eq!(written.status, StatusCode::NO_CONTENT);
    let limits = json!({"limits": {"daily": 60}, "transaction_password": TRANSACTION});
    assert_eq!(one.put("/v1/me/custody/limits", token, limits).await.status, StatusCode::NO_CONTENT);
    let wrong = json!({"to": 2, "transaction_password": "480914"});
    assert_eq!(one.post("/v1/me/move", Some(token), wrong).await.code(), "transaction_password.wrong");
    let ask = json!({"to": 2, "transaction_password": TRANSACTION});
    taken(&one.post("/v1/me/move", Some(token), ask).await, "request_move");
    network.says([Event::MoveRequested { member, from: 1, to: 2 }]).await;
    person
}

/// The block of the last move.
async fn height(network: &Network) -> u64 {
    let height = network.at(1).count("SELECT MAX(height) FROM p_moved").await;
    u64::try_from(height).unwrap()
}

/// Tries to have the everyday key of a member sign at a branch.
async fn signs(branch: &Branch, relay: &Relay, member: u64) -> Result<(), String> {
    let mut tx = branch.db.begin().await.unwrap();
    let new = NewIntent {
        member,
        on_behalf_of: None,
        scope: timebank_intent::Scope::Everyday,
        contract: Contract::ActivityRegistry,
        message: json!({"enrol": {"id": 1}}).to_string().into_bytes(),
        key: Arc::new(fake::key(1)),
        key_epoch: 1,
        valid_for: Duration::from_secs(60),
        care: crate::relay::Care::default(),
    };
    match relay.submit(&mut tx, new).await {
        Ok(_) => Ok(()),
        Err(RelayError::Refused(refusal)) => Err(refusal.code().to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

#[tokio::test]
async fn whoever_has_published_and_been_looked_at_very_often_moves_too() {
    const PUBLISHED: u64 = 200;
    const LOOKED_AT: i64 = 1_000;
    let mut network = Network::of(2, BTreeMap::new()).await;
    let person = about_to_move(&mut network).await;
    let longest =
        json!({"address": "里".repeat(200), "contact": "话".repeat(100), "notes": "病".repeat(500)});
    for activity in 1_000..1_000 + PUBLISHED {
        network.activity(activity, person.member, 1, None).await;
        let path = format!("/v1/activities/{activity}/details");
        let written = network.at(1).put(&path, &person.token, longest.clone()).await;
        assert_eq!(written.status, StatusCode::NO_CONTENT, "{}", written.body);
    }
    let member = i64::try_from(person.member).unwrap();
    let mut tx = network.at(1).db.begin().await.unwrap();
    for at in 0..LOOKED_AT {
        let read = "INSERT INTO accesses (at, actor, subject, act, fields, reason) \
                    SELECT $1, 99, id, 'read', 'phone', $3 FROM users WHERE member = $2";
        sqlx::query(read).bind(at).bind(member).bind("因".repeat(200)).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    network.settle(1).await;
    network.says([Event::BranchChanged { member: person.member, from: 1, to: 2 }]).await;
    network.round(2, 1).await;
    assert_eq!(network.at(2).count("SELECT COUNT(*) FROM arrivals WHERE state = 'done'").await, 1);
    let details = network.at(2).count("SELECT COUNT(*) FROM details").await;
    // One more is of the activity that everybody who moves has here.
    assert_eq!(u64::try_from(details).unwrap(), PUBLISHED + 1);
    let read = "SELECT COUNT(*) FROM accesses a JOIN users u ON u.id = a.subject WHERE a.act = 'read' AND u.member = $1";
    let lines: i64 =
        sqlx::query_scalar(read).bind(member).fetch_one(network.at(2).db.reader()).await.unwrap();
    assert!(lines > LOOKED_AT - 10, "the newest lines came along");
    assert_eq!(network.at(1).count("SELECT COUNT(*) FROM details").await, 0);
}

#[tokio::test]
async fn a_member_moves_with_everything_and_whatever_is_killed_in_between_goes_on() {
    let listener = Listener::new();
    let mut network = Network::of(3, BTreeMap::new()).await;
    let friend = network.member(3).await;
    let person = about_to_move(&mut network).await;
    let question = || HandOverQuestion { member: person.member, height: 1 };
    let two = Stranger::new(2, operator(2));
    assert_eq!(
        network.at(1).asked(two.question(HAND_OVERS, &question())).await,
        "hand_over.waits",
        "not moved"
    );
    network.says([Event::BranchChanged { member: person.member, from: 1, to: 2 }]).await;
    let question = HandOverQuestion { member: person.member, height: height(&network).await };
    let three = Stranger::new(3, operator(3));
    for path in [HAND_OVERS, HANDED_OVER] {
        let refused = network.at(1).asked(three.question(path, &question)).await;
        assert_eq!(refused, if path == HAND_OVERS { "hand_over.waits" } else { "hand_over.unknown" });
    }
    assert_eq!(network.at(1).asked(two.question(HANDED_OVER, &question)).await, "hand_over.unknown");
    assert_eq!(network.at(1).get("/v1/me", Some(&person.token)).await.status, StatusCode::OK);

    // Something is under way: the first question ends the sessions and the signing, and waits.
    network.round(2, 1).await;
    assert_eq!(network.at(2).count("SELECT COUNT(*) FROM users").await, 0);
    assert_eq!(network.at(1).get("/v1/me", Some(&person.token)).await.code(), "auth.session");
    assert_eq!(network.at(1).log_in(&person.phone, PASSWORD, "member").await.code(), "auth.login");
    let relay = |branch: &Branch| {
        let (_, tip) = watch::channel(Tip { height: 1, time: 1, chain: Some(1) });
        Relay::new(branch.db.clone(), CHAIN, contracts(), tip, Terms::default())
    };
    let signed = signs(network.at(1), &relay(network.at(1)), person.member).await;
    assert_eq!(signed, Err("signer.moved".into()));
    network.settle(1).await;

    // Killed after the old branch has answered: it is asked again.
    let request = two.question(HAND_OVERS, &question);
    assert_eq!(network.at(1).sends(&request).await.status, StatusCode::OK);
    network.restart(1).await;
    network.restart(2).await;
    network.at_once(2).await;
    // Killed after it was kept, before the old branch knows.
    network.at(2).content.collect(1, &question).await.unwrap();
    network.restart(2).await;
    let keys = "SELECT COUNT(*) FROM user_keys";
    assert_eq!((network.at(1).count(keys).await, network.at(2).count(keys).await), (2, 1));
    let signed = signs(network.at(1), &relay(network.at(1)), person.member).await;
    assert_eq!(signed, Err("signer.moved".into()), "one of the two copies signs");
    assert!(network.at(2).content.collect(1, &question).await.is_err(), "it is kept once");
    network.round(2, 1).await;
    assert_eq!(network.at(1).count(keys).await, 0);
    // Killed after the old branch has erased it, before the new one knows.
    network.at(2).execute("UPDATE arrivals SET state = 'stored' WHERE $1 = 0", 0).await;
    network.restart(2).await;
    network.round(2, 1).await;
    assert_eq!(network.at(2).count("SELECT COUNT(*) FROM arrivals WHERE state = 'done'").await, 1);

    // Nothing is left there, and nothing was readable in between.
    for table in ["users", "user_keys", "travel_keys", "commitments", "details", "signer_limits", "sessions"]
    {
        let rows = scratch::dump(&network.at(1).db, table).await;
        assert!(rows.iter().all(|row| !row.starts_with(&format!("{table}:"))), "{rows:?}");
    }
    let data_key = "SELECT COUNT(*) FROM data_keys WHERE sealed IS NOT NULL";
    assert_eq!(network.at(1).count(data_key).await, 0);
    let signed = signs(network.at(1), &relay(network.at(1)), person.member).await;
    assert_eq!(signed, Err("signer.moved".into()));
    for branch in [1, 2] {
        let kept = network.at(branch).everything().await;
        for secret in [person.phone.as_str(), &person.number, TRANSACTION, "陪诊", "中山"] {
            assert!(!kept.contains(secret), "{secret} at branch {branch}");
        }
    }
    at_home(&network, &person, &friend).await;
    let logs = listener.heard();
    let person = [&person.phone, &person.number, &person.token].map(String::as_str);
    for secret in person.into_iter().chain([PASSWORD, TRANSACTION, ADDRESS]) {
        lacks(("logs", &logs), ("a secret", secret));
    }
}

/// The member is at branch 2 what it was at branch 1.
async fn at_home(network: &Network, person: &Person, friend: &Person) {
    let two = network.at(2);
    assert_eq!(
        two.log_in(&person.phone, PASSWORD, "member").await.code(),
        "auth.login",
        "it did not go along"
    );
    let told = two.count("SELECT COUNT(*) FROM deliveries WHERE channel = 'sms'").await;
    assert_eq!(told, 1, "the member is told what to do");
    two.post("/v1/auth/password-resets", None, json!({"phone": person.phone})).await;
    let code = two.code(&person.phone, 1).await;
    let reset = json!({"phone": person.phone, "code": code, "id_number": person.number, "password": "a new password"});
    let reset = two.post("/v1/auth/password-resets/confirmations", None, reset).await;
    assert_eq!(reset.status, StatusCode::NO_CONTENT, "{}", reset.body);
    let session = two.log_in(&person.phone, "a new password", "member").await;
    assert_eq!(session.body["member"], person.member);
    let token = session.body["token"].as_str().unwrap();
    let profile = two.get("/v1/me/profile", Some(token)).await;
    assert_eq!(items(&profile)[0]["skills"]["skills"][0], "陪诊");
    let details = two.get("/v1/activities/5/details", Some(token)).await;
    assert_eq!(details.body["address"], ADDRESS);
    let custody = two.get("/v1/me/custody", Some(token)).await;
    assert_eq!((&custody.body["state"], &custody.body["limits"]["daily"]), (&json!("branch"), &json!(60)));

    let transfer = |password: &str| {
        let body = json!({"recipient": friend.member, "minutes": 5, "transaction_password": password});
        two.post("/v1/transfers", Some(token), body)
    };
    let wrong = transfer("480914").await;
    assert_eq!((wrong.code(), &wrong.body["tries_left"]), ("transaction_password.wrong", &json!(4)));
    let travelling = "SELECT COUNT(*) FROM travel_keys";
    assert_eq!(two.count(travelling).await, 1);
    let right = transfer(TRANSACTION).await;
    assert_ne!(right.code(), "transaction_password.wrong", "{}", right.body);
    assert_eq!(two.count(travelling).await, 0, "from then on it is sealed as every other");
    assert_eq!(two.count("SELECT COUNT(*) FROM user_keys WHERE scope = 'owner'").await, 1);
    assert_ne!(transfer(TRANSACTION).await.code(), "transaction_password.wrong");
}

#[tokio::test]
async fn who_comes_back_brings_everything_back() {
    let mut network = Network::of(2, BTreeMap::new()).await;
    let person = about_to_move(&mut network).await;
    network.settle(1).await;
    network.says([Event::BranchChanged { member: person.member, from: 1, to: 2 }]).await;
    let first = HandOverQuestion { member: person.member, height: height(&network).await };
    network.says([Event::BranchChanged { member: person.member, from: 2, to: 1 }]).await;
    // Back again before the first hand-over was made: one after the other.
    network.round(1, 2).await;
    assert_eq!(network.at(1).count("SELECT COUNT(*) FROM arrivals WHERE state = 'done'").await, 0);
    network.round(2, 1).await;
    assert_eq!(network.at(1).count("SELECT COUNT(*) FROM users").await, 0);
    network.at_once(1).await;
    network.round(1, 2).await;
    let users = "SELECT COUNT(*) FROM users";
    assert_eq!((network.at(1).count(users).await, network.at(2).count(users).await), (1, 0));
    let one = network.at(1);
    let (_, tip) = watch::channel(Tip { height: 1, time: 1, chain: Some(1) });
    let relay = Relay::new(one.db.clone(), CHAIN, contracts(), tip, Terms::default());
    assert_eq!(signs(one, &relay, person.member).await, Ok(()), "this branch signs once more");
    one.post("/v1/auth/password-resets", None, json!({"phone": person.phone})).await;
    let code = one.code(&person.phone, 1).await;
    let reset = json!({"phone": person.phone, "code": code, "id_number": person.number, "password": "a new password"});
    assert_eq!(
        one.post("/v1/auth/password-resets/confirmations", None, reset).await.status,
        StatusCode::NO_CONTENT
    );
    let session = one.log_in(&person.phone, "a new password", "member").await;
    let token = session.body["token"].as_str().unwrap();
    assert_eq!(items(&one.get("/v1/me/profile", Some(token)).await)[0]["skills"]["skills"][0], "陪诊");

    // The move that is undone gives the other branch no second claim.
    let two = Stranger::new(2, operator(2));
    for (path, code) in [(HAND_OVERS, "hand_over.waits"), (HANDED_OVER, "hand_over.unknown")] {
        assert_eq!(one.asked(two.question(path, &first)).await, code);
    }
    assert_eq!(one.get("/v1/me", Some(token)).await.status, StatusCode::OK);
    assert_eq!(signs(one, &relay, person.member).await, Ok(()));
}

#[tokio::test]
async fn what_comes_along_and_is_not_the_member_s_is_left_out() {
    let mut network = Network::of(2, BTreeMap::new()).await;
    let neighbour = network.member(2).await;
    let person = about_to_move(&mut network).await;
    network.activity(9, neighbour.member, 2, None).await;
    let path = "/v1/activities/9/details";
    let written = network.at(2).put(path, &neighbour.token, json!({"address": "Room 502"})).await;
    assert_eq!(written.status, StatusCode::NO_CONTENT);
    network.settle(1).await;
    network.says([Event::BranchChanged { member: person.member, from: 1, to: 2 }]).await;
    let question = HandOverQuestion { member: person.member, height: height(&network).await };
    let request = Stranger::new(2, operator(2)).question(HAND_OVERS, &question);
    let answer = network.at(1).sends(&request).await;
    let (_, opened) = request.pending.open(&serde_json::from_value(answer.body).unwrap()).unwrap();
    let mut said: Value = serde_json::from_slice(&opened).unwrap();
    let given = "SELECT COUNT(*) FROM accesses WHERE act = 'hand_over' AND reason = 'moved to branch 2'";
    assert_eq!(network.at(1).count(given).await, 1, "it is written down before it is given");

    // The branch that was left tells lies.
    let more = |said: &mut Value, name: &str, more: Value| said[name].as_array_mut().unwrap().push(more);
    let text = |bytes: &[u8]| base64::Engine::encode(&base64::engine::general_purpose::STANDARD, bytes);
    let trap = text(json!({"address": "A trap"}).to_string().as_bytes());
    more(&mut said, "details", json!({"activity": 9, "secret": trap, "written": 1}));
    for kind in ["profile", "credential", "holder", "kin", "more"] {
        let foreign = json!({"commitment": vec![7; 32], "kind": kind, "secret": text(&[1]), "created_at": 1});
        more(&mut said, "commitments", foreign);
    }
    more(&mut said, "attendance", json!({"public": vec![2; 33], "secret": text(&[3; 32]), "created_at": 1}));
    let two = network.at(2);
    let HandOverQuestion { member, height } = question;
    let take_in = |said: Value| async move {
        let luggage: Luggage = serde_json::from_value(said).unwrap();
        let moved = Moved { member, height, leaves: 1, joins: 2 };
        two.identity.take_in(moved, &luggage, time::OffsetDateTime::now_utc()).await
    };
    for (name, lie) in [
        ("everyday", json!("09".repeat(32))),
        ("height", json!(1_000_000)),
        ("phone", json!("1")),
        ("id_number", json!("1")),
    ] {
        let mut wrong = said.clone();
        wrong[name] = lie;
        assert!(take_in(wrong).await.is_err(), "{name}");
        assert_eq!(two.count("SELECT COUNT(*) FROM users").await, 1, "{name}: all of it or nothing");
    }
    take_in(said).await.unwrap();
    assert_eq!(two.get(path, Some(&neighbour.token)).await.body["address"], "Room 502");
    for (count, what) in [
        ("SELECT COUNT(*) FROM details", 2),
        ("SELECT COUNT(*) FROM commitments", 1),
        ("SELECT COUNT(*) FROM attendance_keys", 0),
    ] {
        assert_eq!(two.count(count).await, what, "{count}");
    }
}

#[tokio::test]
async fn a_password_changed_while_a_move_waits_is_the_one_that_counts_after_it() {
    let mut network = Network::of(2, BTreeMap::new()).await;
    let person = about_to_move(&mut network).await;
    let new = json!({"transaction_password": "815162", "current_transaction_password": TRANSACTION});
    let (path, body) = ("/v1/me/transaction-password", Some(new.to_string()));
    let changed = network.at(1).ask(Method::PUT, path, Some(&person.token), Some("another"), body).await;
    assert_eq!(changed.status, StatusCode::NO_CONTENT, "{}", changed.body);
    network.settle(1).await;
    network.says([Event::BranchChanged { member: person.member, from: 1, to: 2 }]).await;
    network.round(2, 1).await;
    let two = network.at(2);
    let user: String = sqlx::query_scalar("SELECT id FROM users").fetch_one(two.db.reader()).await.unwrap();
    let sealed: Vec<u8> =
        sqlx::query_scalar("SELECT sealed FROM travel_keys").fetch_one(two.db.reader()).await.unwrap();
    let custody = two.identity.custody();
    assert!(custody.open_travel(&user, person.member, "815162", &sealed).await.is_ok());
    assert!(custody.open_travel(&user, person.member, TRANSACTION, &sealed).await.is_err());
}

#[tokio::test]
async fn a_phone_that_somebody_else_has_at_the_new_branch_stays_theirs() {
    let mut network = Network::of(2, BTreeMap::new()).await;
    let person = about_to_move(&mut network).await;
    let (_, number) = network.at(2).person();
    assert_eq!(network.at(2).register(&person.phone, &number).await.status, StatusCode::ACCEPTED);
    network.settle(1).await;
    network.says([Event::BranchChanged { member: person.member, from: 1, to: 2 }]).await;
    network.round(2, 1).await;
    let two = network.at(2);
    assert_eq!(two.count("SELECT COUNT(*) FROM arrivals WHERE state = 'done'").await, 1);
    assert_eq!(two.count("SELECT COUNT(*) FROM users").await, 2);
    two.post("/v1/auth/password-resets", None, json!({"phone": person.phone})).await;
    let code = two.code(&person.phone, 1).await;
    let reset = json!({"phone": person.phone, "code": code, "id_number": person.number, "password": "a new password"});
    let reset = two.post("/v1/auth/password-resets/confirmations", None, reset).await;
    assert_eq!(reset.code(), "auth.reset_code", "the mover goes to the counter");
}
