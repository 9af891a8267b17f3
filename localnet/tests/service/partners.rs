//! A partner's database on the way to the members: three feeders, of which one is told lies, two that agree, the chain, the change
//! report, the notice, the credential that its holder can show, and the undo; then two that are told lies, and the undo of it (E2).

use crate::support::System;
use serde_json::{json, Value};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use timebank_api::BranchId;
use timebank_localnet::cache::Cache;
use timebank_localnet::demo::oracle::agree;
use timebank_localnet::demo::people::Person;
use timebank_localnet::demo::scenario::{self, User};
use timebank_localnet::demo::Session;
use timebank_localnet::deploy::{self, Deployment};
use timebank_localnet::interrupt::Owned;
use timebank_localnet::net::keys;
use timebank_localnet::postgres::Postgres;
use timebank_localnet::run;

const PATIENCE: Duration = Duration::from_secs(90);
const PREDICATE: u64 = 4;
const DATABASE: &str = "hospital";
/// Names as the hospital knows them.
const NAMES: [&str; 3] = ["欧阳建国", "司徒玉兰", "上官文静"];

struct Hospital {
    server: Postgres,
    folder: PathBuf,
}

impl Hospital {
    fn open(system: &System, people: &[&Person]) -> Self {
        let hospital = Hospital {
            server: Postgres::start(&Cache::open().unwrap(), false).unwrap(),
            folder: system.network.folder().join("hospital"),
        };
        fs::create_dir_all(&hospital.folder).unwrap();
        hospital.server.database(DATABASE).unwrap();
        hospital.says(
            "CREATE TABLE people (seq bigint PRIMARY KEY, name text, id_no text, fit boolean, fit_until date, \
             changed_at timestamptz DEFAULT now()); \
             CREATE VIEW facts AS SELECT seq, id_no, fit, fit_until, changed_at FROM people; \
             CREATE VIEW lies AS SELECT seq, id_no, fit, fit_until - 1 AS fit_until, changed_at FROM people; \
             CREATE ROLE reader LOGIN; GRANT SELECT ON facts, lies TO reader;",
        );
        for (at, (person, name)) in people.iter().zip(NAMES).enumerate() {
            let number = &person.id_number;
            hospital.says(&format!(
                "INSERT INTO people VALUES ({}, '{name}', '{number}', true, current_date + 365)",
                // Other people's changes lie between.
                (at + 1) * 100_000
            ));
        }
        let secret = |name: &str, text: &str| {
            keys::write_private(&hospital.folder.join(name), text.as_bytes()).unwrap();
        };
        secret("hospital.key", &"5a".repeat(32));
        let url = hospital.server.url_of(DATABASE).replace("timebank@", "reader@");
        secret("hospital.url", &url);
        hospital
    }

    fn says(&self, sql: &str) {
        self.server.execute(DATABASE, sql).unwrap();
    }

    fn mapping(&self, source: u64, view: &str) -> PathBuf {
        let path = self.folder.join(format!("{view}.toml"));
        let text = format!(
            "source = {source}\nname = \"hospital\"\nsecret_file = \"hospital.key\"\npoll = 1\nvolume = 100\n\
             [from.postgres]\nurl_file = \"hospital.url\"\nview = \"public.{view}\"\n\
             [columns]\nid_number = \"id_no\"\nversion = \"seq\"\nobserved = \"changed_at\"\n\
             [[fact]]\nkind = \"credential\"\npredicate = {PREDICATE}\nwhen = {{ column = \"fit\", is = [\"true\"] }}\n\
             valid_until = {{ column = \"fit_until\" }}\npolicy = \"apply\"\n"
        );
        fs::write(&path, text).unwrap();
        path
    }
}

/// A feeder's configuration: its branch's, with an account and a store of its own.
fn feeder(system: &System, number: usize, branch: BranchId, mapping: &Path) -> PathBuf {
    let of = system.branches.get(branch).unwrap().config(&system.network);
    let mut config: toml_edit::DocumentMut = fs::read_to_string(&of).unwrap().parse().unwrap();
    let key = keys::path(system.network.folder(), &format!("feeder{number}"));
    config["partners"]["feeder"]["key_file"] = toml_edit::value(key.to_string_lossy().as_ref());
    config["partners"]["feeder"]["store"] = toml_edit::value(format!("feeder{number}.sqlite"));
    let mappings = toml_edit::Array::from_iter([mapping.to_string_lossy().as_ref()]);
    config["partners"]["feeder"]["mappings"] = toml_edit::value(mappings);
    let path = of.with_file_name(format!("feeder{number}.toml"));
    fs::write(&path, config.to_string()).unwrap();
    path
}

fn oracle(system: &System, config: &Path) -> Command {
    let mut command = Command::new(&system.relayer);
    command.arg("--config").arg(config).arg("oracle");
    command
}

fn feed(system: &System, number: usize, config: &Path) -> Owned {
    let log = system.network.log(&format!("feeder{number}"));
    run::spawn(oracle(system, config).arg("run"), &log).unwrap()
}

fn eventually(what: &str, shown: impl Fn() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !shown() {
        assert!(Instant::now() < deadline, "not after {PATIENCE:?}: {what}");
        std::thread::sleep(Duration::from_millis(300));
    }
}

fn items(session: &Session, path: &str) -> Vec<Value> {
    session.get(path).unwrap().ok().unwrap()["items"].as_array().unwrap().clone()
}

fn set_source(system: &System) -> u64 {
    let feeders: Vec<String> = (1..=3)
        .map(|number| system.network.manifest().address(&format!("feeder{number}")).unwrap().to_owned())
        .collect();
    let rule = |kind: &str| json!({"kind": kind, "automatic": true});
    let source = json!({
        "name": "hospital", "kind": "postgres", "branch": 1, "k": 2, "feeders": feeders, "sequence": 0,
        "rules": [rule("credential"), rule("revoke_credential")],
        "staleness": 86_400, "undo_window": 3_600, "mass_change": 100,
    });
    let deployment = Deployment::read(&system.network).unwrap().unwrap();
    let call = json!({"set_source": {"id": null, "source": source}});
    deploy::execute(&system.network.chain(), &[(deployment.wiring.oracle.as_str(), call)]).unwrap();
    1
}

pub fn a_partners_facts_reach_the_members_and_can_be_undone(system: &System) {
    let people = [Person::born(1950), Person::born(1961), Person::born(1972)];
    let api = |branch| system.branches.get(branch).unwrap().api();
    let members = [1, 2, 1].map(|branch: BranchId| api(branch));
    let users: Vec<User> =
        people.iter().zip(&members).map(|(person, api)| scenario::register(api, person).unwrap()).collect();
    // The third one does not agree.
    for user in &users[..2] {
        agree(&user.session).unwrap();
    }
    let hospital = Hospital::open(system, &people.iter().collect::<Vec<_>>());
    let source = set_source(system);
    let (facts, lies) = (hospital.mapping(source, "facts"), hospital.mapping(source, "lies"));
    let configs = [feeder(system, 1, 1, &facts), feeder(system, 2, 2, &facts), feeder(system, 3, 1, &lies)];

    // Both branches know both members before anything is fed: one of them by the other.
    let look = |config: &Path| {
        let output = oracle(system, config).arg("check").arg(&facts).output().unwrap();
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
    };
    for config in &configs[..2] {
        eventually("links", || look(config).matches(": member ").count() == 2);
    }
    let seen = look(&configs[0]);
    assert_eq!(seen.matches("no linked member").count(), 1, "{seen}");

    // One that lies and one that does not: nothing comes of it, and everybody can see who said what.
    let mut running = vec![feed(system, 1, &configs[0]), feed(system, 3, &configs[2])];
    for sequence in [1_600_000, 3_200_000] {
        eventually("a dispute", || poll(system, source, sequence)["state"] == "disputed");
        assert_eq!(said(system, source, sequence), [["feeder1"], ["feeder3"]]);
    }
    for user in &users {
        assert!(items(&user.session, "/v1/me/reports").is_empty());
    }

    let begun = Instant::now();
    running.push(feed(system, 2, &configs[1]));
    for user in &users[..2] {
        eventually("a report", || {
            items(&user.session, "/v1/me/reports").first().is_some_and(|report| report["state"] == "applied")
        });
        eventually("a notice", || {
            let told = user.session.get("/v1/me/notices").unwrap().ok().unwrap();
            told["notices"].as_array().unwrap().iter().any(|notice| notice["kind"] == "fact_applied")
        });
        let shown = items(&user.session, "/v1/me/credentials");
        assert_eq!((shown.len(), &shown[0]["opening"]["predicate"]), (1, &json!(PREDICATE)), "{shown:?}");
    }
    println!("from the second feeder's start to the notice of the second member: {:?}", begun.elapsed());
    assert_eq!(said(system, source, 1_600_000), [vec!["feeder1", "feeder2"], vec!["feeder3"]]);
    assert!(items(&users[2].session, "/v1/me/reports").is_empty());

    let office = system.branches.get(1).unwrap().office("branch_administrator").unwrap();
    let administrator = scenario::office(&api(1), office).unwrap();
    let reports = format!("/v1/reports?member={}", users[0].member);
    let report = items(&administrator.session, &reports)[0].clone();
    assert_eq!((&report["kind"], &report["name"]), (&json!("credential"), &json!("hospital")));
    let undo = format!("/v1/reports/{}/undo", report["id"]);
    administrator.session.act("POST", &undo, &json!({"reason": "another person's row"})).unwrap();
    eventually("the undo", || items(&users[0].session, "/v1/me/credentials").is_empty());

    // A touched row brings back nothing that was undone; what does not hold any more goes at the other branch too.
    let number = &people[1].id_number;
    hospital.says(&format!(
        "UPDATE people SET seq = 400000, changed_at = now() WHERE id_no = '{}'",
        people[0].id_number
    ));
    let changed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    hospital.says(&format!(
        "UPDATE people SET seq = 500000, fit = false, changed_at = now() WHERE id_no = '{number}'"
    ));
    eventually("the revocation", || items(&users[1].session, "/v1/me/credentials").is_empty());
    println!(
        "from the row to the API: {:?}",
        SystemTime::now().duration_since(UNIX_EPOCH).unwrap() - changed
    );
    assert!(items(&users[0].session, "/v1/me/credentials").is_empty());
    assert_eq!(items(&administrator.session, &reports).len(), 1);

    // Two that lie are as many as must agree: what they say is applied, and undone by who looks at it.
    drop(running.pop());
    running.push(feed(system, 2, &feeder(system, 2, 2, &lies)));
    hospital.says(&format!(
        "UPDATE people SET seq = 600000, fit = true, changed_at = now() WHERE id_no = '{number}'"
    ));
    eventually("the lie", || !items(&users[1].session, "/v1/me/credentials").is_empty());
    eventually("who said it", || {
        said(system, source, 9_600_000) == [vec!["feeder1"], vec!["feeder2", "feeder3"]]
    });
    let office = system.branches.get(2).unwrap().office("branch_administrator").unwrap();
    let administrator = scenario::office(&api(2), office).unwrap();
    let report = items(&administrator.session, &format!("/v1/reports?member={}", users[1].member))[0].clone();
    let undo = format!("/v1/reports/{}/undo", report["id"]);
    administrator.session.act("POST", &undo, &json!({"reason": "two feeders were lied to"})).unwrap();
    eventually("its undo", || items(&users[1].session, "/v1/me/credentials").is_empty());

    for process in &mut running {
        assert!(process.try_wait().unwrap().is_none(), "a feeder has ended");
    }
    drop(running);
    nothing_personal_is_written(system, &people, &seen);
}

/// What was attested under a sequence, as the oracle contract has it; null before anything was.
fn poll(system: &System, source: u64, sequence: u64) -> Value {
    let deployment = Deployment::read(&system.network).unwrap().unwrap();
    let question = json!({"poll": {"source": source, "sequence": sequence}}).to_string();
    let oracle = deployment.wiring.oracle.as_str();
    let answer = system.network.chain().query(&["wasm", "contract-state", "smart", oracle, &question]);
    answer.map_or(Value::Null, |answer| answer["data"].clone())
}

/// The feeders behind each of the things that were said under a sequence, all in their order.
fn said(system: &System, source: u64, sequence: u64) -> Vec<Vec<String>> {
    let names = ["feeder1", "feeder2", "feeder3"];
    let name = |account: &Value| {
        let of = |name: &&&str| system.network.manifest().address(name).unwrap() == account.as_str().unwrap();
        names.iter().find(of).unwrap().to_string()
    };
    let poll = poll(system, source, sequence);
    let answers = poll["answers"].as_array().unwrap().iter();
    let mut said: Vec<Vec<String>> =
        answers.map(|answer| answer["feeders"].as_array().unwrap().iter().map(name).collect()).collect();
    said.iter_mut().for_each(|feeders| feeders.sort());
    said.sort();
    said
}

/// No log, neither of feeders nor of relayers nor of nodes, and no output names anybody.
fn nothing_personal_is_written(system: &System, people: &[Person], seen: &str) {
    let mut all = vec![("check".to_owned(), seen.to_owned())];
    let logs = system.network.log("feeder1").parent().unwrap().to_owned();
    for entry in fs::read_dir(logs).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            all.push((
                path.display().to_string(),
                String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned(),
            ));
        }
    }
    assert!(all.iter().filter(|(name, _)| name.contains("feeder")).count() == 3);
    for number in 1..=3 {
        let store = system.branches.get(if number == 2 { 2 } else { 1 }).unwrap().config(&system.network);
        for end in ["", "-wal"] {
            let path = store.with_file_name(format!("feeder{number}.sqlite{end}"));
            all.push((
                path.display().to_string(),
                String::from_utf8_lossy(&fs::read(&path).unwrap_or_default()).into_owned(),
            ));
        }
    }
    let words = people.iter().map(|person| person.id_number.as_str()).chain(NAMES);
    for word in words {
        for (name, text) in &all {
            assert!(!text.contains(word), "{name} names somebody");
        }
    }
}
