//! What the relayers serve as proofs is checked by a program that reads two files and asks nobody (J4, J2, F4, C3, D7).

use crate::deadlines::Unpaid;
use crate::support::System;
use serde_json::{json, Value};
use std::path::PathBuf;
use std::process::{Command, Output};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use timebank_api::member_registry::ExecuteMsg as Members;
use timebank_api::{BranchId, Role};
use timebank_localnet::demo::people::Person;
use timebank_localnet::demo::scenario;
use timebank_localnet::demo::Session;
use timebank_localnet::deploy::{self, Deployment};
use timebank_localnet::net::spec::BOND_DENOM;

const BRANCH: BranchId = 2;
const PATIENCE: Duration = Duration::from_secs(90);
/// For whoever wants to enrol.
const REGISTRATION: u64 = 20;
/// Names a folder that every document is written to, as examples for other verifiers.
const VECTORS: &str = "TIMEBANK_PROOF_VECTORS";

/// Somebody with a copy of what is trusted and the program that checks.
struct Auditor {
    relayer: PathBuf,
    folder: PathBuf,
}

impl Auditor {
    /// Pins what the operator of a branch says, once another branch says the same.
    fn new(system: &System) -> Self {
        let folder = match std::env::var_os(VECTORS) {
            Some(folder) => PathBuf::from(folder),
            None => system.network.folder().join("audit"),
        };
        std::fs::create_dir_all(&folder).unwrap();
        let auditor = Auditor { relayer: system.relayer.clone(), folder };
        let branch = system.branches.get(BRANCH).unwrap();
        let mut print = Command::new(&auditor.relayer);
        print.arg("--config").arg(branch.config(&system.network)).args(["audit", "trust"]);
        let printed = print.output().unwrap();
        let trust: Value = serde_json::from_slice(&printed.stdout).unwrap();
        for branch in system.branches.all() {
            let told = Session::anonymous(&branch.api()).get("/v1/trust").unwrap().ok().unwrap();
            assert_eq!(told, trust, "branch {}", branch.id);
        }
        let names: Vec<&str> = trust["validators"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["name"].as_str().expect("a validator has a name"))
            .collect();
        assert_eq!(names.len(), 4, "{names:?}");
        auditor.write("trust", &trust);
        auditor
    }

    fn write(&self, name: &str, document: &Value) -> PathBuf {
        let file = self.folder.join(format!("{name}.json"));
        std::fs::write(&file, format!("{document:#}\n")).unwrap();
        file
    }

    /// What the program says of a document.
    fn check(&self, name: &str, document: &Value) -> Output {
        let file = self.write(name, document);
        let mut verify = Command::new(&self.relayer);
        // Nobody could be asked: there is no configuration.
        verify.current_dir(&self.folder).args(["audit", "verify"]).arg(file);
        verify.arg("--trust").arg(self.folder.join("trust.json")).output().unwrap()
    }

    /// What a document shows.
    fn shown(&self, name: &str, document: &Value) -> String {
        let output = self.check(name, document);
        let words = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
        words
    }

    /// That a forged document is refused.
    fn refused(&self, document: &Value, code: &str) {
        let output = self.check("forged", document);
        let words = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && words.contains(code), "{code} is not in {words}");
        std::fs::remove_file(self.folder.join("forged.json")).unwrap();
    }
}

pub fn proofs_are_checked_offline_and_forged_ones_are_refused(system: &mut System, unpaid: &Unpaid) {
    let auditor = Auditor::new(system);
    of_a_service(system, &auditor, unpaid);
    of_a_certificate(system, &auditor);
    of_other_validators(system, &auditor);
}

fn of_a_service(system: &System, auditor: &Auditor, unpaid: &Unpaid) {
    let (elder, volunteer) = unpaid.sessions();
    let path = format!("{}/receipt/proof", unpaid.part());
    // Once it is kept, it is the same however long the chain goes on.
    let deadline = Instant::now() + PATIENCE;
    let receipt = loop {
        let (first, newest) = (get(volunteer, &path), get(volunteer, &format!("{path}?newest=true")));
        if first == get(volunteer, &path) && newest["height"].as_u64() > first["height"].as_u64() {
            break first;
        }
        assert!(Instant::now() < deadline, "the receipt is not proven after {PATIENCE:?}");
        thread::sleep(Duration::from_millis(200));
    };
    let told = auditor.shown("receipt", &receipt);
    assert!(told.contains("served 90 minutes") && told.contains("was paid 90 minutes"), "{told}");
    assert!(told.contains("the trusted validators vouch for it themselves"), "{told}");
    let mut forged = receipt.clone();
    let value = forged["records"][0]["value"].as_str().unwrap().to_owned();
    forged["records"][0]["value"] = json!(format!("01{}", &value[2..]));
    auditor.refused(&forged, "proof.record");
    let mut forged = receipt;
    forged["subject"]["participant"] = json!(1);
    auditor.refused(&forged, "proof.subject");

    let path = "/v1/me/statement/proof";
    let whole = get(elder, path);
    let told = auditor.shown("statement", &whole);
    let lines = whole["lines"].as_array().unwrap();
    assert!(told.contains(&format!("balance 510 minutes after {} movements", lines.len())), "{told}");
    let held = lines.iter().position(|line| line["kind"] == "hold").unwrap();
    let height = lines[held]["height"].as_u64().unwrap();
    // As of the block before the hold, and what came since: the archive node still knows.
    let then = get(elder, &format!("{path}?height={}", height - 1));
    let told = auditor.shown("statement-then", &then);
    assert!(told.contains("balance 600 minutes after 1 movements"), "{told}");
    let since = get(elder, &format!("{path}?after={}", height - 1));
    let told = auditor.shown("statement-since", &since);
    assert!(
        told.contains(&format!("all {} movements of it after block {}", lines.len() - 1, height - 1)),
        "{told}"
    );
    let mut forged = whole.clone();
    forged["lines"].as_array_mut().unwrap().remove(held);
    auditor.refused(&forged, "proof.statement");
    // Nothing ever happened on the account of somebody who has just come.
    let branch = system.branches.get(BRANCH).unwrap();
    let stranger = scenario::register(&branch.api(), &Person::born(1990)).unwrap();
    let deadline = Instant::now() + PATIENCE;
    let nothing = loop {
        let nothing = get(&stranger.session, path);
        if nothing["lines"] == json!([]) {
            break nothing;
        }
        assert!(Instant::now() < deadline);
    };
    assert!(auditor.shown("statement-empty", &nothing).contains("balance 0 minutes after 0 movements"));

    // Supply is public; at the height of the first movement it was less.
    let nobody = Session::anonymous(&branch.api());
    let supply = get(&nobody, "/v1/supply/proof");
    let told = auditor.shown("supply", &supply);
    assert!(told.contains("supply 1200 minutes") && told.contains("branch 2: budget"), "{told}");
    let before = lines[0]["height"].as_u64().unwrap() - 1;
    let then = get(&nobody, &format!("/v1/supply/proof?height={before}"));
    assert!(auditor.shown("supply-then", &then).contains("supply 600 minutes"));
}

fn of_a_certificate(system: &System, auditor: &Auditor) {
    let branch = system.branches.get(BRANCH).unwrap();
    let administrator = branch.office("branch_administrator").unwrap();
    let member = scenario::office(&branch.api(), administrator).unwrap().member;
    let deployment = Deployment::read(&system.network).unwrap().unwrap();
    let grant = Members::GrantRole { member, role: Role::TrainingAdministrator };
    let call = (deployment.wiring.member_registry.as_str(), serde_json::to_value(&grant).unwrap());
    deploy::execute(&system.network.chain(), &[call]).unwrap();
    let trainer = eventually("the administrator trains", || {
        let office = scenario::office(&branch.api(), administrator).unwrap();
        let me = get(&office.session, "/v1/me");
        me["roles"].to_string().contains("training_administrator").then_some(office.session)
    });
    let reviewer = scenario::office(&branch.api(), branch.office("reviewer").unwrap()).unwrap().session;
    let learner = scenario::register(&branch.api(), &Person::born(1980)).unwrap();
    let begins = now() + REGISTRATION;
    let course = json!({
        "title": "First aid", "summary": "", "place": "Xuanwu", "registration": {"start": now() - 60, "end": begins},
        "sessions": [{"start": begins, "end": begins + 3_600}], "seats": 5, "min_sessions": 1, "trainers": [member],
        "certificate": true,
    });
    let drafted = trainer.act("POST", "/v1/courses", &json!({"course": course})).unwrap();
    let event =
        drafted["events"].as_array().unwrap().iter().find(|event| event.get("course_drafted").is_some());
    let course = event.unwrap()["course_drafted"]["course"].as_u64().unwrap();
    let base = format!("/v1/courses/{course}");
    trainer.act("POST", &format!("{base}/submission"), &json!({"revision": 1})).unwrap();
    reviewer.act("POST", &format!("{base}/review"), &json!({"revision": 1, "decision": "approve"})).unwrap();
    learner.session.act("POST", &format!("{base}/places"), &json!({})).unwrap();
    let body = json!({"session": 0, "participants": [learner.member], "present": true});
    eventually("the course begins", || {
        // The ledger's clock is a block behind.
        (now() > begins).then(|| trainer.act("POST", &format!("{base}/attendance"), &body).ok())?
    });
    let passed = json!({"participants": [learner.member], "passed": true});
    trainer.act("POST", &format!("{base}/results"), &passed).unwrap();
    let mine = get(&learner.session, "/v1/me/certificates");
    let path = format!("/v1/certificates/{}/proof", mine["items"][0]["id"]);
    let nobody = Session::anonymous(&branch.api());
    let certificate = eventually("the certificate is proven", || nobody.get(&path).unwrap().ok().ok());
    let told = auditor.shown("certificate", &certificate);
    assert!(told.contains(&format!("of member {} for course {course}: valid", learner.member)), "{told}");

    // What is taken back is taken back for whoever asks anew.
    let id = &mine["items"][0]["id"];
    let reason = json!({"reason": "An error."});
    trainer.act("POST", &format!("/v1/certificates/{id}/revocation"), &reason).unwrap();
    let revoked = eventually("the certificate is taken back", || {
        let newest = get(&nobody, &format!("{path}?newest=true"));
        (newest["records"] != certificate["records"]).then_some(newest)
    });
    assert!(auditor.shown("certificate-revoked", &revoked).contains("for course 1: revoked"));
    assert!(auditor.shown("certificate", &certificate).contains("valid"), "as of its block it was");
}

/// One of the first validators gets most of the power, and two others are silent: half of the first ones do not vouch for a block
/// any more, but they did for the change.
fn of_other_validators(system: &mut System, auditor: &Auditor) {
    let chain = system.network.chain();
    let gov = system.network.manifest().gov.clone();
    let heavy = system.network.manifest().address("v1").unwrap().to_owned();
    let coin = |amount: &str| json!({"denom": BOND_DENOM, "amount": amount});
    let spend = json!({"@type": "/cosmos.protocolpool.v1.MsgCommunityPoolSpend", "authority": gov, "recipient": heavy,
        "amount": [coin("400000000")]});
    chain.govern("Give a branch more weight", vec![spend]).unwrap();
    let known = chain.query(&["staking", "validators"]).unwrap();
    let known = known["validators"].as_array().unwrap();
    let operator = known.iter().find(|one| one["description"]["moniker"] == "v1").unwrap();
    let delegate = json!({"@type": "/cosmos.staking.v1beta1.MsgDelegate", "delegator_address": heavy,
        "validator_address": operator["operator_address"], "amount": coin("400000000")});
    chain.send("v1", &[delegate], 500_000).unwrap();
    let nobody = Session::anonymous(&system.branches.get(1).unwrap().api());
    let newest = "/v1/supply/proof?newest=true";
    let seen = |name: &str, words: &str| {
        let newest = nobody.get(newest).unwrap().ok().ok()?;
        auditor.shown(name, &newest).contains(words).then_some(newest)
    };
    eventually("the powers change", || seen("supply-changed", "800 of 800 votes have signed that block"));
    for silent in ["v3", "v4"] {
        system.network.kill(silent).unwrap();
    }
    let two = "600 of 800 votes have signed that block, 2 of 4 validators: v1, v2";
    let stepped = eventually("two validators go on", || seen("supply-stepped", two));
    assert!(!stepped["steps"].as_array().unwrap().is_empty());
    let mut forged = stepped.clone();
    forged["steps"] = json!([]);
    auditor.refused(&forged, "proof.trust");
    system.network.start().unwrap();
}

fn get(session: &Session, path: &str) -> Value {
    session.get(path).unwrap().ok().unwrap()
}

fn eventually<T>(what: &str, mut condition: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = condition() {
            return found;
        }
        assert!(Instant::now() < deadline, "never: {what}");
        thread::sleep(Duration::from_millis(200));
    }
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}
