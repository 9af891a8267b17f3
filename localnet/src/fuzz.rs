//! Schemathesis over the whole API (R6): every operation with what its description allows and with what it does not, as nobody, as a
//! member, as office-holders and as an auditor, against a relayer with a chain behind it. Every answer must be one that the
//! description names, with the content and headers it says; none may be an error of the server's.

use crate::build;
use crate::cache::{remove, Cache};
use crate::demo::people::{random, Person};
use crate::demo::scenario::{self, wish, TRANSACTION_PASSWORD};
use crate::demo::Session;
use crate::fault::{Plan, System};
use crate::postgres::Store;
use crate::run;
use crate::steps::step_with_result;
use crate::workspace::Workspace;
use anyhow::{ensure, Context, Result};
use serde_json::{json, Value};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use timebank_api::Role;

const PLAN: Plan = Plan { network: "fuzz", port_base: 25_600, validators: 1 };
/// From so many seconds on a run is an exploration, with another seed every time; a short one must not fail by chance.
const EXPLORATION: u64 = 60;
const USUAL_SEED: u32 = 20_260_101;
/// Who is appointed beside the usual office-holders.
const OFFICES: &[(&str, &[Role])] = &[
    ("auditor", &[Role::Auditor]),
    ("clerk", &[Role::Custodian, Role::TrainingAdministrator, Role::BranchAdministrator, Role::Reviewer]),
];
/// What ends the session that asks, or the account: asked last.
const LAST: &[&str] = &["log_out", "end_sessions", "family_close"];
/// What succeeds as described and keeps whoever asks from logging in again: not asked.
const NEVER: &[&str] = &["change_password", "erase"];

/// Somebody who asks.
struct Caller {
    name: &'static str,
    /// Phone, password and role to log in with.
    login: Option<(String, String, &'static str)>,
}

/// Asks for so many seconds as each caller; how many requests there were.
///
/// # Errors
/// The first answer that is not as described, with the command that repeats it.
pub fn run(workspace: &Workspace, cache: &Cache, seconds: u64) -> Result<(u64, String)> {
    let python = build::install_fuzzer(workspace, cache)?;
    let mut system = System::of(workspace, PLAN, Store::Sqlite)?;
    let callers = step_with_result("fuzz: people and something to ask about", || {
        system.branches.appoint(&system.network, &system.deployment, OFFICES)?;
        let callers = stage(&system)?;
        Ok((callers, String::new()))
    })?;
    let folder = cache.path("fuzz");
    remove(&folder)?;
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let seed = if seconds < EXPLORATION { USUAL_SEED } else { random(u32::MAX) };
    let branch = system.branches.get(1)?;
    let fuzzer = Fuzzer { python, folder, api: branch.api(), workspace, seed };
    let mut requests = 0u64;
    for caller in &callers {
        let asked = step_with_result(&format!("fuzz: as {}", caller.name), || {
            let asked =
                fuzzer.ask(caller, seconds, false)?.saturating_add(fuzzer.ask(caller, seconds, true)?);
            Ok((asked, format!("{asked} requests")))
        })?;
        requests = requests.saturating_add(asked);
    }
    let errors = server_errors(&Session::anonymous(&branch.admin()))?;
    ensure!(errors.is_empty(), "errors of the server: {}", errors.join(", "));
    Ok((requests, format!("{requests} requests as {} callers, seed {seed}", callers.len())))
}

/// People, and things with the numbers that the fuzzer likes best: 1, 2, 3.
fn stage(system: &System) -> Result<Vec<Caller>> {
    let branch = system.branches.get(1)?;
    let api = branch.api();
    let (elder, helper) = (Person::born(1940), Person::born(1985));
    let elderly = scenario::register(&api, &elder)?;
    let helping = scenario::register(&api, &helper)?;
    let clerk = scenario::office(&api, branch.office("clerk")?)?;
    let password = json!({"transaction_password": TRANSACTION_PASSWORD});
    elderly.session.act("PUT", "/v1/me/transaction-password", &password)?;
    clerk.session.act("POST", "/v1/grants", &json!({"member": elderly.member, "rule": "elder-80"}))?;
    for _ in 0..2 {
        let published = elderly.session.act("POST", "/v1/activities", &wish(1)?)?;
        let activity = published.get("activity").and_then(Value::as_u64).context("no activity")?;
        let approved = json!({"revision": 1, "decision": "approve"});
        clerk.session.act("POST", &format!("/v1/activities/{activity}/review"), &approved)?;
        helping.session.act("POST", &format!("/v1/activities/{activity}/enrolments"), &json!({}))?;
    }
    let gift =
        json!({"recipient": helping.member, "minutes": 5, "transaction_password": TRANSACTION_PASSWORD});
    elderly.session.act("POST", "/v1/transfers", &gift)?;
    let office = |title: &str| {
        let office = branch.office(title)?;
        anyhow::Ok(Some((office.phone.clone(), office.password.clone(), "administrator")))
    };
    Ok(vec![
        Caller { name: "nobody", login: None },
        Caller { name: "a member", login: Some((elder.phone, elder.password, "member")) },
        Caller { name: "an office-holder", login: office("clerk")? },
        Caller { name: "an auditor", login: office("auditor")? },
    ])
}

struct Fuzzer<'a> {
    python: PathBuf,
    folder: PathBuf,
    api: String,
    workspace: &'a Workspace,
    seed: u32,
}

impl Fuzzer<'_> {
    /// Asks everything but what ends sessions, or only that; how many requests there were.
    fn ask(&self, caller: &Caller, seconds: u64, last: bool) -> Result<u64> {
        let name = format!("{}{}", caller.name.replace(' ', "-"), if last { "-last" } else { "" });
        let config = self.folder.join(format!("{name}.toml"));
        let usual = self.workspace.text("localnet/fuzz/schemathesis.toml")?;
        fs::write(&config, usual + &login(caller))
            .with_context(|| format!("cannot write {}", config.display()))?;
        let report = self.folder.join(format!("{name}.json"));
        let log = self.folder.join(format!("{name}.log"));
        let mut fuzzer = Command::new(&self.python);
        fuzzer
            .current_dir(&self.folder)
            .args(["-m", "schemathesis.cli", "--no-color", "--config-file"])
            .arg(&config);
        fuzzer.arg("run").arg(self.workspace.path("schema/openapi.json")).args(["--url", &self.api]);
        fuzzer
            .args(["--seed", &self.seed.to_string(), "--report", "json", "--report-json-path"])
            .arg(&report);
        let seconds = if last { 2 } else { seconds };
        fuzzer.args(["--max-time", &seconds.to_string()]);
        for operation in NEVER.iter().filter(|_| !last) {
            fuzzer.args(["--exclude-operation-id", operation]);
        }
        for operation in LAST {
            fuzzer.args([if last { "--include-operation-id" } else { "--exclude-operation-id" }, operation]);
        }
        run::logged(&mut fuzzer, &log)?;
        requests(&report)
    }
}

/// How a caller logs in, and does so again when the session is over.
fn login(caller: &Caller) -> String {
    let Some((phone, password, role)) = &caller.login else { return String::new() };
    format!(
        "\n[auth.dynamic.openapi.session]\npath = \"/v1/auth/sessions\"\nextract_selector = \"/token\"\nretry_on = [401]\n\
         payload = {{ phone = \"{phone}\", password = \"{password}\", role = \"{role}\" }}\n"
    )
}

/// How many requests a report tells of.
fn requests(report: &Path) -> Result<u64> {
    let text = fs::read(report).with_context(|| format!("cannot read {}", report.display()))?;
    let report: Value = serde_json::from_slice(&text).context("the fuzzer's report is no JSON")?;
    report.pointer("/test_cases/generated").and_then(Value::as_u64).context("the report counts no requests")
}

/// Routes that answered with an error of the server's, by the relayer's own count.
fn server_errors(admin: &Session) -> Result<Vec<String>> {
    let metrics = admin.text("/metrics")?;
    let counted = metrics.lines().filter(|line| line.starts_with("timebank_http_requests{"));
    let broken = counted.filter(|line| line.contains("status=\"500\"") || line.contains("status=\"502\""));
    Ok(broken.map(str::to_owned).collect())
}
