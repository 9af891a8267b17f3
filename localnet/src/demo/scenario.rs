//! The main job, step by step, and everything that must be refused on the way.

use super::http::{new_key, Session};
use super::ledger::Ledger;
use super::people::Person;
use super::{stranger, Report};
use crate::branches::{Branch, Branches, Office};
use crate::deploy;
use crate::net::Network;
use anyhow::{ensure, Context, Result};
use serde_json::{json, Value};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// The transaction password of everybody.
pub const TRANSACTION_PASSWORD: &str = "480913";
const HOUR: u64 = 3_600;
/// What happened at one branch is seen at every other within this time (G2).
const BETWEEN_BRANCHES: Duration = Duration::from_secs(5);
const POLL: Duration = Duration::from_millis(50);

/// Somebody who uses a branch's relayer.
pub struct User {
    pub session: Session,
    pub member: u64,
}

/// Does the main job at the branch with this rule pack and everything that must be refused on the way, and checks the result
/// against the chain. The volunteer comes from another branch.
///
/// # Errors
/// The first thing that went otherwise than it must.
pub fn run(network: &Network, pack: &str) -> Result<Report> {
    let (home, away) = deploy::branch_with_pack(pack)?;
    let branches =
        Branches::read(network)?.context("the network has no branches: cargo timebank up makes them")?;
    let mut report = Report::default();
    let scene = prepare((branches.get(home)?, branches.get(away)?), &mut report)?;
    let activity = publish(&scene, &mut report)?;
    attend(&scene, activity, &mut report)?;
    settle(&scene, activity, &mut report)?;
    stranger::run(network, activity, scene.volunteer.member, &mut report)?;
    let begun = Instant::now();
    let ledger = Ledger::read(network, activity, scene.volunteer.member)?;
    ledger.check(120)?;
    let nodes = ledger.nodes.len();
    report.done(
        begun,
        "balances, escrow, supply, receipt read from validators",
        format!("{nodes} nodes agree"),
    );
    report.ledger = Some(ledger);
    Ok(report)
}

struct Scene {
    administrator: User,
    reviewer: User,
    elder: User,
    volunteer: User,
}

fn prepare((first, second): (&Branch, &Branch), report: &mut Report) -> Result<Scene> {
    let begun = Instant::now();
    let administrator = office(&first.api(), first.office("branch_administrator")?)?;
    report.done(
        begun,
        "an administrator logs in and unlocks the office",
        format!("member {}", administrator.member),
    );
    let reviewer = office(&first.api(), first.office("reviewer")?)?;

    let anonymous = Session::anonymous(&first.api());
    let misspelt = Person::born(1941).misspelt();
    let answer = anonymous.send("POST", "/v1/auth/registrations", &registration(&misspelt))?;
    report.refused(
        "an ID number with a wrong checksum",
        answer.code().unwrap_or("none"),
        &["id_number.checksum"],
    )?;
    let answer = anonymous.send_raw("POST", "/v1/auth/registrations", "{\"phone\": ", &new_key())?;
    report.refused("bad JSON", answer.code().unwrap_or("none"), &["request.json"])?;

    let begun = Instant::now();
    let person = Person::born(1940);
    let elder = register(&first.api(), &person)?;
    report.done(
        begun,
        "an elder registers with phone, password and ID number",
        format!("member {}", elder.member),
    );
    let begun = Instant::now();
    let volunteer = register(&second.api(), &Person::born(1985))?;
    report.done(begun, "a volunteer registers at another branch", format!("member {}", volunteer.member));
    let code = registration_code(&second.api(), &person.again())?;
    report.refused("the same ID number at another branch", &code, &["member.person_registered"])?;
    Ok(Scene { administrator, reviewer, elder, volunteer })
}

fn publish(scene: &Scene, report: &mut Report) -> Result<u64> {
    let elder = &scene.elder.session;
    let wish = wish(1)?;
    let answer = elder.send("POST", "/v1/activities", &wish)?;
    let code = answer.code().unwrap_or("none").to_owned();
    report.refused(
        "publishing before there is a transaction password",
        &code,
        &["transaction_password.unset"],
    )?;

    let begun = Instant::now();
    let body = json!({"transaction_password": TRANSACTION_PASSWORD});
    elder.act("PUT", "/v1/me/transaction-password", &body)?;
    report.done(begun, "the elder sets a transaction password", "");

    let begun = Instant::now();
    let grant = json!({"member": scene.elder.member, "rule": "elder-80"});
    scene.administrator.session.act("POST", "/v1/grants", &grant)?;
    ensure!(balance(elder)? == 600, "the grant did not arrive");
    report.done(begun, "the administrator gives the grant for people of 80 and more", "600 minutes");
    let (_, code) = scene.administrator.session.refused("POST", "/v1/grants", &grant)?;
    report.refused("the same grant twice", &code, &["grant.taken"])?;

    let (_, code) = elder.refused("POST", "/v1/activities", &self::wish(6)?)?;
    report.refused("publishing more than the balance", &code, &["time.insufficient"])?;
    let mut mistyped = wish.clone();
    set(&mut mistyped, "transaction_password", json!("000000"));
    let answer = elder.send("POST", "/v1/activities", &mistyped)?;
    let left = answer.body.get("tries_left").and_then(Value::as_u64);
    ensure!(left == Some(4), "a wrong transaction password must be counted: {}", answer.body);
    report.refused(
        "a wrong transaction password",
        answer.code().unwrap_or("none"),
        &["transaction_password.wrong"],
    )?;

    let begun = Instant::now();
    let key = new_key();
    let accepted = elder.send_raw("POST", "/v1/activities", &wish.to_string(), &key)?.ok()?;
    let action = elder.settle(&accepted)?;
    let activity = event(&action, "activity_drafted")?.pointer("/activity").and_then(Value::as_u64);
    let activity = activity.context("the action names no activity")?;
    ensure!(balance(elder)? == 480, "the escrow was not taken");
    report.done(
        begun,
        "the elder publishes “accompany to hospital, 2 h, one seat”",
        format!("activity {activity}"),
    );
    let again = elder.send_raw("POST", "/v1/activities", &wish.to_string(), &key)?.ok()?;
    ensure!(again.get("id") == accepted.get("id"), "the same request made a second action");
    report.done(Instant::now(), "the same request again is the same action", "");

    let (_, code) = scene.elder.session.refused(
        "POST",
        &format!("/v1/activities/{activity}/review"),
        &json!({"revision": 1, "decision": "approve"}),
    )?;
    report.refused("review by somebody without office", &code, &["auth.role"])?;
    let begun = Instant::now();
    let queue = scene.reviewer.session.get("/v1/review/queue")?.ok()?;
    ensure!(queue.to_string().contains("Accompany to hospital"), "the review queue lacks the activity");
    let decision = json!({"revision": 1, "decision": "approve"});
    scene.reviewer.session.act("POST", &format!("/v1/activities/{activity}/review"), &decision)?;
    report.done(begun, "a reviewer finds it in the queue and approves", "");
    review_own(&scene.administrator.session, report)?;
    Ok(activity)
}

/// An administrator, who may review, publishes something of the branch's and tries to approve it.
fn review_own(administrator: &Session, report: &mut Report) -> Result<()> {
    let mut own = wish(1)?;
    let payer = own.pointer_mut("/activity/payer").context("a wish has a payer")?;
    *payer = json!("issuance");
    remove(&mut own, "transaction_password");
    let action = administrator.act("POST", "/v1/activities", &own)?;
    let activity = action.get("activity").and_then(Value::as_u64).context("the action names no activity")?;
    let base = format!("/v1/activities/{activity}");
    let decision = json!({"revision": 1, "decision": "approve"});
    let (_, code) = administrator.refused("POST", &format!("{base}/review"), &decision)?;
    report.refused("review of one's own activity", &code, &["auth.own_case"])?;
    administrator.act("POST", &format!("{base}/withdrawal"), &json!({"reason": "Only a trial."}))?;
    Ok(())
}

fn attend(scene: &Scene, activity: u64, report: &mut Report) -> Result<()> {
    let (elder, volunteer) = (&scene.elder.session, &scene.volunteer.session);
    let base = format!("/v1/activities/{activity}");
    let place = format!("{base}/enrolments/{}", scene.volunteer.member);
    let begun = Instant::now();
    let search = "/v1/activities?text=hospital&category=medical&free_seats=true";
    eventually("the other branch finds the activity", || {
        let found = volunteer.get(search)?.ok()?;
        let listed = found.get("activities").and_then(Value::as_array).context("no list of activities")?;
        Ok(listed.iter().any(|item| item.get("id").and_then(Value::as_u64) == Some(activity)))
    })?;
    report.done(begun, "the volunteer finds it by search at the other branch", "");

    let (_, code) = elder.refused("POST", &format!("{base}/enrolments"), &json!({}))?;
    report.refused("enrolling in one's own activity", &code, &["enrolment.own_activity"])?;
    let begun = Instant::now();
    volunteer.act("POST", &format!("{base}/enrolments"), &json!({}))?;
    let password = json!({"transaction_password": TRANSACTION_PASSWORD});
    elder.act("POST", &format!("{place}/admission"), &password)?;
    report.done(begun, "the volunteer enrols, the elder admits", "");

    let begun = Instant::now();
    let stale = code_of(elder, activity, "start")?;
    let wrong = stale.replace(&format!(".{activity}."), &format!(".{}.", activity.saturating_add(1)));
    let answer = volunteer.send("POST", &format!("{base}/attendance"), &json!({"code": wrong}))?;
    let code = match answer.code() {
        Some(code) => code.to_owned(),
        None => failed_code(volunteer, &answer.ok()?)?,
    };
    report.refused("a check-in code of another activity", &code, &["attendance.code"])?;
    volunteer.act("POST", &format!("{base}/attendance"), &json!({"code": stale}))?;
    report.done(begun, "the volunteer checks in with the rotating code", "");

    let begun = Instant::now();
    let end = await_other_step(elder, activity, &stale)?;
    let (_, code) = volunteer.refused("POST", &format!("{base}/attendance"), &json!({"code": stale}))?;
    report.refused(
        "the check-in code a second time",
        &code,
        &["enrolment.state", "attendance.code_expired"],
    )?;
    let old = with_step(&end, 1)?;
    let (_, code) = volunteer.refused("POST", &format!("{base}/attendance"), &json!({"code": old}))?;
    report.refused("a stale check-out code", &code, &["attendance.code_expired"])?;
    let end = code_of(elder, activity, "end")?;
    volunteer.act("POST", &format!("{base}/attendance"), &json!({"code": end}))?;
    report.done(begun, "the code changes, the volunteer checks out", "");

    let begun = Instant::now();
    volunteer.act("POST", &format!("{place}/minutes"), &json!({"minutes": 118}))?;
    let body = json!({"minutes": 122, "transaction_password": TRANSACTION_PASSWORD});
    let action = elder.act("POST", &format!("{place}/minutes"), &body)?;
    let agreed = event(&action, "minutes_agreed")?.pointer("/minutes").and_then(Value::as_u64);
    ensure!(agreed == Some(120), "118 and 122 must be averaged to 120: {action}");
    report.done(begun, "both confirm: 118 and 122 minutes", "120 agreed");
    Ok(())
}

fn settle(scene: &Scene, activity: u64, report: &mut Report) -> Result<()> {
    let (elder, volunteer) = (&scene.elder.session, &scene.volunteer.session);
    let place = format!("/v1/activities/{activity}/enrolments/{}", scene.volunteer.member);
    let pay = json!({"transaction_password": TRANSACTION_PASSWORD});
    let (_, code) = elder.refused("POST", &format!("{place}/settlement"), &pay)?;
    report.refused("settling before both have rated", &code, &["settle.rating_missing"])?;
    let begun = Instant::now();
    volunteer.act(
        "POST",
        &format!("{place}/rating"),
        &json!({"score": 5, "comment": "Kind and on time."}),
    )?;
    elder.act("POST", &format!("{place}/rating"), &json!({"score": 5, "comment": "Patient, thank you."}))?;
    report.done(begun, "both rate", "");

    let begun = Instant::now();
    elder.act("POST", &format!("{place}/settlement"), &pay)?;
    eventually("the other branch shows 120 minutes", || Ok(balance(volunteer)? == 120))?;
    ensure!(balance(elder)? == 480, "the elder paid something else than 120 minutes");
    report.done(begun, "the elder settles with the transaction password", "120 minutes arrive");
    let (_, code) = elder.refused("POST", &format!("{place}/settlement"), &pay)?;
    report.refused("settling twice", &code, &["settle.settled", "activity.state", "enrolment.state"])?;

    let begun = Instant::now();
    for (user, kind) in [(elder, "hold"), (volunteer, "settle")] {
        let statement = user.get("/v1/me/statement")?.ok()?;
        ensure!(
            statement.to_string().contains(&format!("\"{kind}\"")),
            "a statement lacks the {kind}: {statement}"
        );
    }
    let receipt = volunteer.get(&format!("{place}/receipt"))?.ok()?;
    let paid = receipt.pointer("/receipt/paid").or_else(|| receipt.get("paid")).and_then(Value::as_u64);
    ensure!(paid == Some(120), "the receipt says something else: {receipt}");
    report.done(begun, "both statements show it, the receipt is read", "");
    Ok(())
}

/// An activity with this many seats, submitted with the password [`TRANSACTION_PASSWORD`].
///
/// # Errors
/// If the clock is wrong.
pub fn wish(seats: u32) -> Result<Value> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).context("clock before 1970")?.as_secs();
    let end = now.saturating_add(HOUR.saturating_mul(2));
    let activity = json!({
        "title": "Accompany to hospital",
        "summary": "Two hours, by bus, one person.",
        "category": "medical",
        "place": "Gulou",
        "registration": {"start": now, "end": end},
        "service": {"start": now, "end": end},
        "seats": seats,
        "reward": {"per_hour": {"minutes": 60}},
        "payer": "own_balance",
        "admission": "by_administrator",
    });
    Ok(json!({"activity": activity, "submit": true, "transaction_password": TRANSACTION_PASSWORD}))
}

fn registration(person: &Person) -> Value {
    json!({"phone": person.phone, "password": person.password, "id_number": person.id_number})
}

/// Registers somebody and logs in.
///
/// # Errors
/// If either is refused.
pub fn register(api: &str, person: &Person) -> Result<User> {
    let anonymous = Session::anonymous(api);
    anonymous.act("POST", "/v1/auth/registrations", &registration(person))?;
    login(api, &person.phone, &person.password, "member")
}

/// The code with which a registration is refused.
fn registration_code(api: &str, person: &Person) -> Result<String> {
    let anonymous = Session::anonymous(api);
    let answer = anonymous.send("POST", "/v1/auth/registrations", &registration(person))?;
    match answer.code() {
        Some(code) => Ok(code.to_owned()),
        None => failed_code(&anonymous, &answer.ok()?),
    }
}

fn login(api: &str, phone: &str, password: &str, role: &str) -> Result<User> {
    let anonymous = Session::anonymous(api);
    let body = json!({"phone": phone, "password": password, "role": role});
    let session = anonymous.send("POST", "/v1/auth/sessions", &body)?.ok().context("login")?;
    let token = session.get("token").and_then(Value::as_str).context("login gave no token")?;
    let session = anonymous.with_token(token);
    let me = session.get("/v1/me")?.ok()?;
    let member = me.get("member").and_then(Value::as_u64).with_context(|| format!("no member in {me}"))?;
    Ok(User { session, member })
}

/// Logs an office-holder in and unlocks the office for a shift.
///
/// # Errors
/// If either is refused.
pub fn office(api: &str, office: &Office) -> Result<User> {
    let user = login(api, &office.phone, &office.password, "administrator")?;
    let body = json!({"passphrase": office.passphrase});
    user.session.send("POST", "/v1/me/office-session", &body)?.ok().context("unlocking the office")?;
    Ok(user)
}

fn balance(session: &Session) -> Result<u64> {
    let me = session.get("/v1/me")?.ok()?;
    let number = me.get("balance").and_then(Value::as_u64);
    number.with_context(|| format!("no balance in {me}"))
}

/// Waits until another branch's relayer shows what has happened, for as long as it may take.
fn eventually(what: &str, shown: impl Fn() -> Result<bool>) -> Result<()> {
    let deadline = Instant::now().checked_add(BETWEEN_BRANCHES).context("clock out of range")?;
    while !shown()? {
        ensure!(Instant::now() < deadline, "not after {BETWEEN_BRANCHES:?}: {what}");
        thread::sleep(POLL);
    }
    Ok(())
}

fn event<'a>(action: &'a Value, kind: &str) -> Result<&'a Value> {
    let events = action.get("events").and_then(Value::as_array).context("the action lists no events")?;
    events.iter().find_map(|event| event.get(kind)).with_context(|| format!("no {kind} in {action}"))
}

fn failed_code(session: &Session, accepted: &Value) -> Result<String> {
    let action = session.settle(accepted)?;
    let code = action.get("code").and_then(Value::as_str);
    code.map(str::to_owned).with_context(|| format!("it was carried out, but it must be refused: {action}"))
}

fn code_of(session: &Session, activity: u64, side: &str) -> Result<String> {
    let shown = session.get(&format!("/v1/activities/{activity}/attendance-code?side={side}"))?.ok()?;
    Ok(shown.get("code").and_then(Value::as_str).context("no code")?.to_owned())
}

/// Waits until the code's step is another one than that of `shown`.
fn await_other_step(session: &Session, activity: u64, shown: &str) -> Result<String> {
    let step = |code: &str| code.split('.').nth(3).map(str::to_owned);
    let deadline = Instant::now().checked_add(Duration::from_secs(60)).context("clock out of range")?;
    while Instant::now() < deadline {
        let code = code_of(session, activity, "end")?;
        if step(&code) != step(shown) {
            return Ok(code);
        }
        thread::sleep(POLL);
    }
    anyhow::bail!("the attendance code does not change")
}

/// The same code with another step.
fn with_step(code: &str, step: u64) -> Result<String> {
    let mut parts: Vec<String> = code.split('.').map(str::to_owned).collect();
    *parts.get_mut(3).context("a code has a step")? = step.to_string();
    Ok(parts.join("."))
}

fn remove(body: &mut Value, field: &str) {
    if let Some(object) = body.as_object_mut() {
        object.remove(field);
    }
}

fn set(body: &mut Value, field: &str, value: Value) {
    if let Some(object) = body.as_object_mut() {
        object.insert(field.to_owned(), value);
    }
}
