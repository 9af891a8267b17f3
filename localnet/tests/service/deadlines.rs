//! A payer who says nothing: the deadlines pass, and the relayers' own clocks see to it (F3). Nothing here sends a `tick`.

use crate::support::System;
use serde_json::{json, Value};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use timebank_api::rulebook::{ExecuteMsg as Rulebook, Pack};
use timebank_api::BranchId;
use timebank_localnet::demo::people::Person;
use timebank_localnet::demo::scenario::{self, User};
use timebank_localnet::demo::{Ledger, Session};
use timebank_localnet::deploy::{self, Deployment};
use timebank_localnet::workspace::Workspace;

/// Not the branch whose rules the main job goes by.
const BRANCH: BranchId = 2;
/// Long enough for the participant to say something, short enough to be awaited.
const CONFIRM_DEADLINE: u64 = 20;
const SETTLE_DEADLINE: u64 = 5;
/// Rules may not take effect in the past of the block that adopts them.
const LEAD: u64 = 8;
const PATIENCE: Duration = Duration::from_secs(90);
const HOUR: u64 = 3_600;
const PASSWORD: &str = "480913";
const CLAIMED: u32 = 90;
const PROMISED: u32 = 120;

/// Somebody has helped somebody, says for how long, and hears nothing.
pub struct Unpaid {
    elder: User,
    volunteer: User,
    activity: u64,
}

impl Unpaid {
    /// The elder's and the volunteer's.
    pub fn sessions(&self) -> (&Session, &Session) {
        (&self.elder.session, &self.volunteer.session)
    }

    /// Where the volunteer's part is.
    pub fn part(&self) -> String {
        format!("/v1/activities/{}/enrolments/{}", self.activity, self.volunteer.member)
    }
}

/// The branch adopts the plain pack with deadlines that a test can await.
pub fn adopt_quick_rules(system: &System) {
    let plain = Workspace::find().unwrap().text("contracts/rulebook/packs/plain.json").unwrap();
    let plain: Pack = serde_json::from_str(&plain).unwrap();
    let pack = Pack {
        name: "Quick".to_owned(),
        confirm_deadline: CONFIRM_DEADLINE,
        settle_deadline: SETTLE_DEADLINE,
        ..plain
    };
    let adopt = Rulebook::Adopt { branch: BRANCH, pack: Box::new(pack), effective: now() + LEAD };
    let deployment = Deployment::read(&system.network).unwrap().unwrap();
    let call = (deployment.wiring.rulebook.as_str(), serde_json::to_value(&adopt).unwrap());
    deploy::execute(&system.network.chain(), &[call]).unwrap();
}

/// Everything up to the participant's word about the minutes.
pub fn leave_a_service_unpaid(system: &System) -> Unpaid {
    let branch = system.branches.get(BRANCH).unwrap();
    let office =
        |title: &str| scenario::office(&branch.api(), branch.office(title).unwrap()).unwrap().session;
    let elder = scenario::register(&branch.api(), &Person::born(1940)).unwrap();
    let volunteer = scenario::register(&branch.api(), &Person::born(1985)).unwrap();
    let password = json!({"transaction_password": PASSWORD});
    elder.session.act("PUT", "/v1/me/transaction-password", &password).unwrap();
    let grant = json!({"member": elder.member, "rule": "elder-80"});
    office("branch_administrator").act("POST", "/v1/grants", &grant).unwrap();

    let span = json!({"start": now(), "end": now() + 2 * HOUR});
    let activity = json!({
        "title": "Repair a lamp", "summary": "", "category": "repairs", "place": "Xuanwu", "registration": span,
        "service": span, "seats": 1, "reward": {"per_hour": {"minutes": 60}}, "payer": "own_balance",
        "admission": "automatic",
    });
    let wish = json!({"activity": activity, "submit": true, "transaction_password": PASSWORD});
    let action = elder.session.act("POST", "/v1/activities", &wish).unwrap();
    let activity = action["activity"].as_u64().unwrap();
    let base = format!("/v1/activities/{activity}");
    let decision = json!({"revision": 1, "decision": "approve"});
    office("reviewer").act("POST", &format!("{base}/review"), &decision).unwrap();
    volunteer.session.act("POST", &format!("{base}/enrolments"), &json!({})).unwrap();

    let unpaid = Unpaid { elder, volunteer, activity };
    for side in ["start", "end"] {
        let record = json!({"side": side, "transaction_password": PASSWORD});
        unpaid.elder.session.act("POST", &format!("{}/attendance", unpaid.part()), &record).unwrap();
    }
    let minutes = json!({"minutes": CLAIMED});
    unpaid.volunteer.session.act("POST", &format!("{}/minutes", unpaid.part()), &minutes).unwrap();
    let begun = enrolment(&unpaid);
    assert_eq!((&begun["state"], &begun["claimed"]), (&json!("attended"), &json!(CLAIMED)));
    assert_eq!(balance(&unpaid.elder), 600 - PROMISED);
    unpaid
}

/// First the missing confirmation is decided (the one figure there is counts), then the missing payment is made.
pub fn silence_is_ended_by_the_relayers_alone(system: &System, unpaid: &Unpaid) {
    let deadline = Instant::now() + PATIENCE;
    while enrolment(unpaid)["state"] != "settled" {
        assert!(Instant::now() < deadline, "not settled after {PATIENCE:?}: {}", enrolment(unpaid));
        thread::sleep(Duration::from_millis(200));
    }
    let settled = enrolment(unpaid);
    assert_eq!((&settled["agreed"], settled.get("confirmed")), (&json!(CLAIMED), None));
    let activity = get(&unpaid.elder, &format!("/v1/activities/{}", unpaid.activity));
    assert_eq!(activity["stage"], "settled");
    assert_eq!(balance(&unpaid.volunteer), CLAIMED);
    assert_eq!(balance(&unpaid.elder), 600 - CLAIMED);
    let receipt = get(&unpaid.volunteer, &format!("{}/receipt", unpaid.part()));
    assert_eq!(receipt["paid"], CLAIMED);

    let ledger = ledger_after(system, unpaid, receipt["height"].as_u64().unwrap());
    ledger.check(CLAIMED).unwrap();
    assert!(ledger.state.supply.escrow.is_zero());
    let receipt = ledger.state.receipt.unwrap();
    assert_eq!((receipt.minutes, receipt.returned), (CLAIMED, PROMISED - CLAIMED));
    let ended_by_rule = receipt.ended + CONFIRM_DEADLINE + SETTLE_DEADLINE;
    assert!(receipt.settled >= ended_by_rule, "paid {} s early", ended_by_rule - receipt.settled);
}

/// What was done counts for the one who did it, and nobody had to ask (B9).
pub fn standings_follow_by_themselves(system: &System, unpaid: &Unpaid) {
    let deployment = Deployment::read(&system.network).unwrap().unwrap();
    let question = json!({"totals": {"member": unpaid.volunteer.member}}).to_string();
    let arguments =
        ["wasm", "contract-state", "smart", deployment.wiring.reputation.as_str(), question.as_str()];
    let deadline = Instant::now() + PATIENCE;
    loop {
        let totals = system.network.chain().query(&arguments).unwrap()["data"]["totals"].clone();
        if totals["services"] == 1 {
            assert_eq!(totals["minutes"], CLAIMED);
            return;
        }
        assert!(Instant::now() < deadline, "{totals} after {PATIENCE:?}");
        thread::sleep(Duration::from_millis(200));
    }
}

/// The ledger as soon as every node has this block.
fn ledger_after(system: &System, unpaid: &Unpaid, height: u64) -> Ledger {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let ledger = Ledger::read(&system.network, unpaid.activity, unpaid.volunteer.member).unwrap();
        if ledger.height >= height {
            return ledger;
        }
        assert!(Instant::now() < deadline, "a node stays behind block {height}");
        thread::sleep(Duration::from_millis(200));
    }
}

/// The participant's part as the elder sees it.
fn enrolment(unpaid: &Unpaid) -> Value {
    let page = get(&unpaid.elder, &format!("/v1/activities/{}/enrolments", unpaid.activity));
    page["enrolments"][0].clone()
}

fn balance(user: &User) -> u32 {
    serde_json::from_value(get(user, "/v1/me")["balance"].clone()).unwrap()
}

fn get(user: &User, path: &str) -> Value {
    user.session.get(path).unwrap().ok().unwrap()
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}
