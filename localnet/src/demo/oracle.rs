//! A partner's fact on its way: a row changes in the hospital's database, feeders of several branches attest it, the chain applies it,
//! administrators and the member are told, an activity that asks for it is open to the member, and an administrator undoes it (E2).

use super::people::{random, Person};
use super::scenario::{self, User};
use super::{chain, Report, Session};
use crate::branches::{Branch, Branches};
use crate::net::process::Running;
use crate::net::rpc::Rpc;
use crate::net::Network;
use crate::partners::people::{self, Citizen};
use crate::partners::{self, Institution, Partners};
use anyhow::{ensure, Context, Result};
use serde_json::{json, Value};
use std::thread;
use std::time::{Duration, Instant};
use timebank_api::oracle::{PollResponse, QueryMsg, ReportId};
use timebank_api::permission::Contract;
use timebank_client::NodeError;

/// A branch makes its members' tags within 20 s, and tells them to others within 10 s more.
const PATIENCE: Duration = Duration::from_secs(90);
const PAUSE: Duration = Duration::from_millis(50);
const HOME: u32 = 1;
/// Facts of a version; the first one's place is 0.
const FACTS: u64 = 16;
const TRIES: u32 = 200;

/// Does all of it on a network with partners.
///
/// # Errors
/// The first thing that went otherwise than it must.
pub fn run(network: &Network) -> Result<Report> {
    let partners =
        Partners::read(network)?.context("the network has no partners: cargo timebank up --with-partners")?;
    ensure!(partners.all().contains(&Institution::Hospital), "the network has no hospital");
    let branches = Branches::read(network)?.context("the network has no branches")?;
    alive(network, &branches)?;
    let mut report = Report::default();
    let scene = Scene::prepare(&branches, &mut report)?;
    let opening = scene.attested(network, &branches, &mut report)?;
    scene.undone(&opening, &mut report)?;
    alive(network, &branches)?;
    nobody_is_named(network, &mut report)?;
    Ok(report)
}

/// An error unless every feeder and the hospital run.
fn alive(network: &Network, branches: &Branches) -> Result<()> {
    let running = Running::read(network.folder())?;
    let feeders = branches.all().iter().map(|branch| partners::feeder(branch.id));
    for name in feeders.chain([Institution::Hospital.name().to_owned()]) {
        ensure!(running.is_alive(&name), "{name} is not running: cargo timebank up starts it");
    }
    Ok(())
}

struct Scene {
    administrator: User,
    citizen: Citizen,
    member: User,
    activity: u64,
}

impl Scene {
    fn prepare(branches: &Branches, report: &mut Report) -> Result<Self> {
        let home = branches.get(HOME)?;
        let administrator = scenario::office(&home.api(), home.office("branch_administrator")?)?;
        let begun = Instant::now();
        let activity = publish(home, &administrator.session)?;
        report.done(begun, "an activity asks for the hospital's credential", format!("activity {activity}"));

        let begun = Instant::now();
        let (citizen, member) = register(home)?;
        report.done(begun, "somebody whom the hospital knows registers", format!("member {}", member.member));
        let enrolments = format!("/v1/activities/{activity}/enrolments");
        let (_, code) = member.session.refused("POST", &enrolments, &json!({}))?;
        report.refused("enrolling without the credential", &code, &["enrolment.requirement"])?;

        let begun = Instant::now();
        agree(&member.session)?;
        let others = branches.all().len().saturating_sub(1);
        eventually("the other branches were given the member's tag", || {
            let log = member.session.get("/v1/me/accesses")?.ok()?;
            let lines = log.as_array().context("no list of accesses")?;
            Ok((lines.iter().filter(|line| line.to_string().contains("partner_tag")).count() >= others)
                .then_some(()))
        })?;
        report.done(
            begun,
            "the member agrees; the feeding branches know the tag, never the number",
            format!("{others} other branches, by the member's log of accesses"),
        );
        ensure!(of_the_hospital(&member.session)?.is_empty(), "something was attested already");
        Ok(Self { administrator, citizen, member, activity })
    }

    /// From the row to the open activity; gives what opens the credential.
    fn attested(&self, network: &Network, branches: &Branches, report: &mut Report) -> Result<Value> {
        let base = Rpc::new(network.manifest().archive()?.ports.rpc).height()?;
        let change = format!(
            "UPDATE patients SET fit = true, fit_until = current_date + 365 WHERE id_no = '{}' RETURNING tb_version",
            self.citizen.id_number
        );
        let begun = Instant::now();
        let version = partners::hospital(network)?.ask(partners::HOSPITAL, &change)?;
        let version: u64 = version.trim().parse().context("the hospital gave the row no version")?;
        report.done(begun, "the hospital commits a row", format!("version {version}"));

        let begun = Instant::now();
        let sequence = version.checked_mul(FACTS).context("an impossible version")?;
        let mut first = true;
        let id = eventually("enough feeders have attested the row", || {
            let Some(poll) = poll(network, sequence, None)? else { return Ok(None) };
            if std::mem::take(&mut first) {
                report.done(begun, "the first feeder has attested it", feeders(network, branches, &poll)?);
            }
            Ok(poll.report)
        })?;
        let (height, poll) = applied_at(network, sequence, base)?;
        report.done(
            begun,
            "as many agree as must; the chain has applied it",
            format!("{} at height {height}", feeders(network, branches, &poll)?),
        );
        self.told(begun, id, report)?;

        let opening = eventually("the credential can be shown", || credential(&self.member.session))?;
        let enrolments = format!("/v1/activities/{}/enrolments", self.activity);
        self.member.session.act("POST", &enrolments, &json!({"openings": [opening]}))?;
        report.done(begun, "the activity is open to the member, who enrols", "");
        self.member.session.act("DELETE", &format!("{enrolments}/me"), &json!(null))?;
        Ok(opening)
    }

    fn told(&self, begun: Instant, id: ReportId, report: &mut Report) -> Result<()> {
        let reports = format!("/v1/reports?member={}", self.member.member);
        let shown = eventually("administrators have the change report", || {
            let all = items(&self.administrator.session, &reports)?;
            Ok(all.into_iter().find(|one| one.get("id").and_then(Value::as_u64) == Some(id)))
        })?;
        let word = |name: &str| shown.get(name).and_then(Value::as_str).unwrap_or("-").to_owned();
        ensure!(word("state") == "applied", "the report is not applied: {shown}");
        report.done(
            begun,
            "administrators have the change report",
            format!("report {id}: {} by {}", word("kind"), word("name")),
        );
        eventually("the member is told", || {
            let told = self.member.session.get("/v1/me/notices")?.ok()?;
            Ok(told.to_string().contains("\"fact_applied\"").then_some(()))
        })?;
        report.done(begun, "the member is told", "notice fact_applied");
        Ok(())
    }

    fn undone(&self, opening: &Value, report: &mut Report) -> Result<()> {
        let mine = of_the_hospital(&self.member.session)?;
        let id = mine.first().and_then(|one| one.get("id")).and_then(Value::as_u64);
        let id = id.context("the member has no report")?;
        let shown = format!("/v1/reports/{id}");
        let begun = Instant::now();
        self.member.session.act("POST", &format!("/v1/me/reports/{id}/objection"), &json!(null))?;
        eventually("administrators see the objection", || {
            let one = self.administrator.session.get(&shown)?.ok()?;
            Ok((one.get("objected") == Some(&json!(true))).then_some(()))
        })?;
        report.done(begun, "the member objects; administrators see it in the report", "");

        let begun = Instant::now();
        let reason = "The row was another person's.";
        self.administrator.session.act("POST", &format!("{shown}/undo"), &json!({"reason": reason}))?;
        eventually("the credential is gone", || {
            Ok(credential(&self.member.session)?.is_none().then_some(()))
        })?;
        report.done(begun, "an administrator undoes it, with a reason", "the credential is gone");
        let mine = of_the_hospital(&self.member.session)?;
        let last = mine.first().context("the member has no report")?;
        let why = last.get("reason").and_then(Value::as_str).unwrap_or_default();
        ensure!(
            last.get("state") == Some(&json!("undone")) && why == reason,
            "the member is told otherwise: {last}"
        );
        report.done(begun, "the member sees who undid it and why", "");
        let enrolments = format!("/v1/activities/{}/enrolments", self.activity);
        let (_, code) = self.member.session.refused("POST", &enrolments, &json!({"openings": [opening]}))?;
        report.refused("enrolling with what was undone", &code, &["enrolment.requirement"])
    }
}

/// An activity of the branch that asks for the hospital's credential, approved.
fn publish(home: &Branch, administrator: &Session) -> Result<u64> {
    let mut wish = scenario::wish(5)?;
    let object = wish.as_object_mut().context("a wish is an object")?;
    object.remove("transaction_password");
    let activity =
        object.get_mut("activity").and_then(Value::as_object_mut).context("a wish of an activity")?;
    activity.insert("payer".to_owned(), json!("issuance"));
    let asked = json!([{"credential": {"predicate": partners::FIT}}]);
    activity.insert("requirements".to_owned(), asked);
    let action = administrator.act("POST", "/v1/activities", &wish)?;
    let activity = action.get("activity").and_then(Value::as_u64).context("the action names no activity")?;
    let reviewer = scenario::office(&home.api(), home.office("reviewer")?)?;
    let decision = json!({"revision": 1, "decision": "approve"});
    reviewer.session.act("POST", &format!("/v1/activities/{activity}/review"), &decision)?;
    Ok(activity)
}

/// Registers somebody of whom neither the hospital nor the issuer says anything good yet.
fn register(home: &Branch) -> Result<(Citizen, User)> {
    for _ in 0..TRIES {
        let citizen = Citizen::number(random(people::COUNT));
        if citizen.fit || citizen.first_aid || citizen.deceased {
            continue;
        }
        let person = Person { id_number: citizen.id_number.clone(), ..Person::born(1970) };
        match scenario::register(&home.api(), &person) {
            Ok(user) => return Ok((citizen, user)),
            // By a demonstration before this one.
            Err(error) if format!("{error:#}").contains("member.person_registered") => {}
            Err(error) => return Err(error),
        }
    }
    anyhow::bail!("everybody whom the hospital knows has registered: add --fresh to begin anew")
}

/// The member agrees that partner institutions' facts are taken.
///
/// # Errors
/// If that is refused.
pub fn agree(session: &Session) -> Result<()> {
    let texts = session.get("/v1/consents/texts")?.ok()?;
    let texts = texts.as_array().context("no list of texts")?;
    let text = texts.iter().find(|text| text.get("purpose") == Some(&json!("partners")));
    let text = text.and_then(|text| text.get("sha256")).context("there is no text about partners")?;
    session.send("PUT", "/v1/me/consents/partners", &json!({"sha256": text}))?.ok().map(drop)
}

/// What was attested of the hospital under a sequence, at a height or now; nothing before the first feeder.
fn poll(network: &Network, sequence: u64, height: Option<u64>) -> Result<Option<PollResponse>> {
    let client = partners::client(network)?;
    let oracle = client.contracts().address(Contract::Oracle);
    let query = QueryMsg::Poll { source: Institution::Hospital.source(), sequence };
    chain::wait_for(async {
        match client.query_at(oracle, &query, height).await {
            Ok(poll) => Ok(Some(poll)),
            Err(NodeError::Refused(_) | NodeError::Missing) => Ok(None),
            Err(error) => Err(error.into()),
        }
    })
}

/// The height from which on there is a report, and what was attested by then.
fn applied_at(network: &Network, sequence: u64, base: u64) -> Result<(u64, PollResponse)> {
    let last = Rpc::new(network.manifest().archive()?.ports.rpc).height()?;
    for height in base..=last {
        if let Some(poll) = poll(network, sequence, Some(height))?.filter(|poll| poll.report.is_some()) {
            return Ok((height, poll));
        }
    }
    anyhow::bail!("no report up to height {last}")
}

/// The feeders that have attested, by their branches.
fn feeders(network: &Network, branches: &Branches, poll: &PollResponse) -> Result<String> {
    let mut names = Vec::new();
    for branch in branches.all() {
        let name = partners::feeder(branch.id);
        let account = network.manifest().address(&name)?;
        if poll.answers.iter().any(|answer| answer.feeders.iter().any(|feeder| feeder == account)) {
            names.push(name);
        }
    }
    Ok(names.join(", "))
}

/// What opens the hospital's credential of whoever asks, if there is one.
///
/// # Errors
/// If that is refused.
fn credential(session: &Session) -> Result<Option<Value>> {
    let held = items(session, "/v1/me/credentials")?;
    let openings = held.into_iter().filter_map(|mut one| one.get_mut("opening").map(Value::take));
    Ok(openings.into_iter().find(|opening| opening.get("predicate") == Some(&json!(partners::FIT))))
}

/// What the hospital said about whoever asks, newest first; other institutions may have said something too.
///
/// # Errors
/// If that is refused.
fn of_the_hospital(session: &Session) -> Result<Vec<Value>> {
    let mut all = items(session, "/v1/me/reports")?;
    all.retain(|one| one.get("source") == Some(&json!(Institution::Hospital.source())));
    Ok(all)
}

fn items(session: &Session, path: &str) -> Result<Vec<Value>> {
    let answer = session.get(path)?.ok()?;
    Ok(answer.get("items").and_then(Value::as_array).context("no list of items")?.clone())
}

fn eventually<T>(what: &str, mut shown: impl FnMut() -> Result<Option<T>>) -> Result<T> {
    let deadline = Instant::now().checked_add(PATIENCE).context("clock out of range")?;
    loop {
        if let Some(found) = shown()? {
            return Ok(found);
        }
        ensure!(Instant::now() < deadline, "not after {PATIENCE:?}: {what}");
        thread::sleep(PAUSE);
    }
}

/// Searches everything that the network has written, and this report, for everybody whom the institutions know.
fn nobody_is_named(network: &Network, report: &mut Report) -> Result<()> {
    let begun = Instant::now();
    let (found, searched) = people::named_in(&[network.folder().to_owned()])?;
    ensure!(found.is_empty(), "somebody is named in {found:?}");
    let said = serde_json::to_string(&report).context("cannot write the report as JSON")?;
    for Citizen { name, id_number, .. } in Citizen::all() {
        ensure!(!said.contains(&name) && !said.contains(&id_number), "this report names somebody");
    }
    let words = people::COUNT.saturating_mul(2);
    report.done(
        begun,
        "logs and stores are searched for every name and number",
        format!("{words} words in {searched} files: none"),
    );
    Ok(())
}
