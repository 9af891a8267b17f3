//! A member who leaves custody and signs with the program of `docs/examples/`; what a node says of actions on trial; an account of
//! a wallet that the branch opens (A7).

use crate::support::System;
use serde_json::{json, Value};
use std::process::Command;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use timebank_api::member_registry::{ExecuteMsg as Members, OfMember};
use timebank_api::permission::Contract;
use timebank_client::{Commits, Execute, SecretKey};
use timebank_localnet::demo::chain;
use timebank_localnet::demo::people::Person;
use timebank_localnet::demo::scenario::{self, User};
use timebank_localnet::demo::stranger;
use timebank_localnet::deploy::Deployment;
use timebank_localnet::workspace::Workspace;

const BRANCH: u32 = 1;
const PASSWORD: &str = "480913";
const PASSPHRASE: &str = "a long walk by the river";
const PATIENCE: Duration = Duration::from_secs(60);
const GAS: u64 = 300_000;
const HOUR: u64 = 3_600;

pub fn a_member_with_own_keys_acts_by_what_it_signed_itself(system: &System) {
    let api = system.branches.get(BRANCH).unwrap().api();
    let user = scenario::register(&api, &Person::born(1980)).unwrap();
    let password = json!({"transaction_password": PASSWORD});
    user.session.act("PUT", "/v1/me/transaction-password", &password).unwrap();
    a_trial_refuses_at_once(&user);
    let keys = leave(&api, &user);

    let block = json!({"block": {"member": user.member + 1_000}}).to_string();
    // Whatever comes of it, it was read, believed and carried to the chain.
    let sent = keys.send(
        "everyday",
        "activity-registry",
        &json!({"draft": {"activity": stranger::draft().unwrap()}}).to_string(),
    );
    assert_eq!((&sent["state"], &sent["kind"]), (&json!("done"), &json!("draft")), "{sent}");
    let refused = keys.refused(
        "everyday",
        "activity-registry",
        &json!({"submit": {"id": sent["activity"], "revision": 1}}).to_string(),
    );
    assert!(refused.contains("auth.scope"), "{refused}");
    let refused = keys.refused("everyday", "activity-registry", &block);
    assert!(refused.contains("member.unknown"), "{refused}");

    // The branch signs nothing more for this member.
    let (_, code) = user
        .session
        .refused("POST", "/v1/activities", &json!({"activity": draft(), "submit": false}))
        .unwrap();
    assert!(code == "signer.left" || code == "key.missing", "{code}");
    the_branch_opens_a_wallets_account(system, &user, &keys);
}

/// What the branch's records cannot judge a node says, before anything is kept. A node that is busy says nothing, and then the
/// chain does; so one of several has to be refused at once.
fn a_trial_refuses_at_once(user: &User) {
    let mut wrong = draft();
    wrong["service"] = json!({"start": 10, "end": 5});
    let body = json!({"activity": wrong, "submit": false});
    let refused: Vec<_> =
        (0..20).map(|_| user.session.refused("POST", "/v1/activities", &body).unwrap()).collect();
    assert!(refused.iter().all(|(_, code)| code == "activity.times"), "{refused:?}");
    assert!(refused.iter().any(|(status, _)| *status == 422), "no trial came to an end: {refused:?}");
}

struct Keys {
    folder: tempfile::TempDir,
    api: String,
    member: u64,
}

/// Takes the keys along as files, and registers them as the member's own.
fn leave(api: &str, user: &User) -> Keys {
    let export = json!({"transaction_password": PASSWORD, "passphrase": PASSPHRASE});
    let files = user.session.send("POST", "/v1/me/custody/export", &export).unwrap().ok().unwrap();
    let folder = tempfile::tempdir().unwrap();
    for scope in ["everyday", "owner"] {
        std::fs::write(folder.path().join(format!("{scope}.pem")), files[scope].as_str().unwrap()).unwrap();
    }
    let keys = Keys { folder, api: api.to_owned(), member: user.member };
    let proof =
        |scope: &str| -> Value { serde_json::from_str(&keys.run("proof", scope, &[]).unwrap()).unwrap() };
    let exit =
        json!({"everyday": proof("everyday"), "owner": proof("owner"), "transaction_password": PASSWORD});
    user.session.act("POST", "/v1/me/custody/exit", &exit).unwrap();
    let deadline = Instant::now() + PATIENCE;
    while user.session.get("/v1/me/custody").unwrap().ok().unwrap()["state"] != "own" {
        assert!(Instant::now() < deadline, "the member does not get away");
        std::thread::sleep(Duration::from_millis(200));
    }
    keys
}

impl Keys {
    fn run(&self, command: &str, scope: &str, more: &[&str]) -> Result<String, String> {
        let program = Workspace::find().unwrap().path("docs/examples/self-custody.mjs");
        let member = self.member.to_string();
        let key = format!("{scope}.pem");
        let arguments =
            [command, "--branch", &self.api, "--member", &member, "--scope", scope, "--key", &key];
        let done = Command::new("node")
            .arg(program)
            .args(arguments)
            .args(more)
            .env("PASSPHRASE", PASSPHRASE)
            .current_dir(self.folder.path())
            .output()
            .unwrap();
        let said = String::from_utf8(done.stdout).unwrap();
        match done.status.success() {
            true => Ok(said),
            false => Err(format!("{said}{}", String::from_utf8_lossy(&done.stderr))),
        }
    }

    fn send(&self, scope: &str, contract: &str, message: &str) -> Value {
        let said = self.run("send", scope, &["--contract", contract, "--message", message]).unwrap();
        serde_json::from_str(&said).unwrap()
    }

    fn refused(&self, scope: &str, contract: &str, message: &str) -> String {
        self.run("send", scope, &["--contract", contract, "--message", message]).unwrap_err()
    }
}

fn the_branch_opens_a_wallets_account(system: &System, user: &User, keys: &Keys) {
    let wallet = SecretKey::generate();
    let message = json!({"link_account": {"account": wallet.address()}}).to_string();
    assert_eq!(keys.send("owner", "member-registry", &message)["state"], "done");
    let deadline = Instant::now() + PATIENCE;
    let link = loop {
        let link = user.session.get("/v1/me/links").unwrap().ok().unwrap()["items"][0].clone();
        if link["open"] == true {
            break link;
        }
        assert!(Instant::now() < deadline, "nobody opens the account: {link}");
        std::thread::sleep(Duration::from_millis(500));
    };
    assert_eq!((&link["account"], &link["confirmed"]), (&json!(wallet.address()), &json!(false)));
    assert!(link["ready"].as_u64().unwrap() > now() + 23 * HOUR, "{link}");
    // It can send; only not yet what it was named for.
    let confirm = Members::ConfirmLink(OfMember { member: user.member });
    assert_eq!(link["confirmation"]["message"], json!(confirm));
    let deployment = Deployment::read(&system.network).unwrap().unwrap();
    let manifest = system.network.manifest();
    let client = chain::client(manifest, &deployment, &[manifest.archive().unwrap()]).unwrap();
    assert_eq!(link["confirmation"]["contract"], client.contracts().address(Contract::MemberRegistry));
    chain::wait_for(async {
        let commits = Commits::follow(client.clone()).await?;
        let execute = Execute::new(client.contracts().address(Contract::MemberRegistry), &confirm)?;
        let signed = client.prepare(&[execute], &wallet, GAS, 0).await?;
        let result = commits.commit(&client, &signed, PATIENCE).await?;
        assert!(result.code != 0 && result.log.contains("link.early"), "{}", result.log);
        Ok(())
    })
    .unwrap();
}

fn draft() -> Value {
    let span = json!({"start": now() + HOUR, "end": now() + 2 * HOUR});
    json!({
        "title": "Read the newspaper", "summary": "", "category": "company", "place": "Gulou", "registration": span,
        "service": span, "seats": 1, "reward": {"per_hour": {"minutes": 60}}, "payer": "own_balance",
        "admission": "automatic",
    })
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}
