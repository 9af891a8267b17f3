//! The way out of an emergency: the council stops every contract with one message, a vote puts other code in its place, and the
//! council opens them again. What members asked for meanwhile is not lost (docs/security/checklist.md, 15).

use crate::support::System;
use flate2::read::GzDecoder;
use serde_json::{json, Value};
use std::fs::File;
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use timebank_api::permission::Contract;
use timebank_api::BranchId;
use timebank_localnet::demo::people::Person;
use timebank_localnet::demo::scenario;
use timebank_localnet::deploy::{self, Deployment, Instance};
use timebank_localnet::net::genesis::EXECUTE;
use timebank_localnet::net::rpc::Rpc;
use timebank_localnet::net::spec::COUNCIL;
use timebank_localnet::workspace::Workspace;

const BRANCH: BranchId = 1;
const PATIENCE: Duration = Duration::from_secs(60);
const GAS: u64 = 200_000;
const HOUR: u64 = 3_600;
const FIRST: &str = "tests/fixtures/contracts-0.1.0/rulebook.wasm.gz";

pub fn a_stop_loses_nothing_and_governance_goes_on(system: &System) {
    let chain = system.network.chain();
    let council = system.network.manifest().address(COUNCIL).unwrap();
    let switch = |message: &str| {
        let kind = format!("/cosmos.circuit.v1.{message}");
        let message = json!({"@type": kind, "authority": council, "msg_type_urls": [EXECUTE]});
        chain.send(COUNCIL, &[message], GAS).unwrap()
    };
    let member =
        scenario::register(&system.branches.get(BRANCH).unwrap().api(), &Person::born(1988)).unwrap();
    let state = |action: &Value| {
        let path = format!("/v1/actions/{}", action["id"].as_str().unwrap());
        member.session.get(&path).unwrap().ok().unwrap()["state"].clone()
    };
    let old = rulebook_of_version_0_1_0(system);
    let bounds = || chain.query(&["wasm", "contract-state", "smart", old.as_str(), r#"{"bounds":{}}"#]);
    assert!(bounds().is_err(), "version 0.1.0 knew no bounds");

    let stopped = switch("MsgTripCircuitBreaker");
    let draft = member.session.send("POST", "/v1/activities", &draft()).unwrap().ok().unwrap();
    let archive = Rpc::new(system.network.manifest().archive().unwrap().ports.rpc);
    let deadline = Instant::now() + PATIENCE;
    while archive.height().unwrap() < stopped.height + 6 {
        assert!(Instant::now() < deadline, "the chain stands still");
        thread::sleep(Duration::from_millis(100));
    }
    assert!(state(&draft) != "done" && state(&draft) != "failed", "{}", state(&draft));
    assert_eq!(member.session.get("/v1/me").unwrap().status, 200, "reading goes on");

    let deployment = Deployment::read(&system.network).unwrap().unwrap();
    let rulebook = deployment.contracts.iter().find(|deployed| deployed.name == Contract::Rulebook.name());
    let migrate = json!({
        "@type": "/cosmwasm.wasm.v1.MsgMigrateContract", "sender": system.network.manifest().gov, "contract": old,
        "code_id": rulebook.unwrap().code_id.to_string(), "msg": {},
    });
    chain.govern("Put other code in place", vec![migrate]).unwrap();
    assert!(bounds().unwrap()["data"]["feedback"].is_u64());

    switch("MsgResetCircuitBreaker");
    let done = member.session.settle(&draft).unwrap();
    assert_eq!(done["state"], "done", "{done}");
}

/// The rulebook that was shipped first, beside the one that is used.
fn rulebook_of_version_0_1_0(system: &System) -> String {
    let chain = system.network.chain();
    let folder = tempfile::tempdir().unwrap();
    let code = folder.path().join("rulebook.wasm");
    let shipped = File::open(Workspace::find().unwrap().path(FIRST)).unwrap();
    std::io::copy(&mut GzDecoder::new(shipped), &mut File::create(&code).unwrap()).unwrap();
    let stored = deploy::store(&chain, &[&code]).unwrap();
    let message = json!({"council": system.network.manifest().address(COUNCIL).unwrap()});
    let instance = Instance { code: *stored.first().unwrap(), label: "0.1.0".to_owned(), message };
    deploy::instantiate(&chain, vec![instance]).unwrap().remove(0)
}

fn draft() -> Value {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let span = json!({"start": now + HOUR, "end": now + 2 * HOUR});
    let activity = json!({
        "title": "Water the plants", "summary": "", "category": "company", "place": "Gulou", "registration": span,
        "service": span, "seats": 1, "reward": {"per_hour": {"minutes": 60}}, "payer": "own_balance",
        "admission": "automatic",
    });
    json!({"activity": activity, "submit": false})
}
