//! A relayer that is killed at any moment loses nothing and doubles nothing (R1, first part; A6).
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod support;

use serde_json::{json, Value};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};
use support::System;
use timebank_localnet::demo::people::{random, Person};
use timebank_localnet::demo::{new_key, scenario, Session};

const PORT_BASE: u16 = 31_600;
const ACTIONS: usize = 50;
const KILLS: usize = 10;
/// A password whose check a crash cut short counts as a wrong one until the next right one: fewer at once than would lock it.
const WORKERS: usize = 2;
const PATIENCE: Duration = Duration::from_secs(240);
const PASSWORD: &str = "480913";

#[test]
fn fifty_transfers_count_once_each_though_the_relayer_is_killed_ten_times() {
    let system = System::up("test-crash", PORT_BASE);
    let branch = system.branches.get(1).unwrap();
    let administrator =
        scenario::office(&branch.api(), branch.office("branch_administrator").unwrap()).unwrap();
    let elder = scenario::register(&branch.api(), &Person::born(1940)).unwrap();
    let friend = scenario::register(&branch.api(), &Person::born(1950)).unwrap();
    elder
        .session
        .act("PUT", "/v1/me/transaction-password", &json!({"transaction_password": PASSWORD}))
        .unwrap();
    let grant = json!({"member": elder.member, "rule": "elder-80"});
    administrator.session.act("POST", "/v1/grants", &grant).unwrap();

    let finished = AtomicUsize::new(0);
    let body = json!({"recipient": friend.member, "minutes": 1, "transaction_password": PASSWORD});
    let actions: BTreeSet<String> = thread::scope(|scope| {
        let workers: Vec<_> = (0..WORKERS)
            .map(|_| {
                scope.spawn(|| {
                    let done = |_| {
                        let action = insist(&elder.session, &body);
                        finished.fetch_add(1, Ordering::SeqCst);
                        action
                    };
                    (0..ACTIONS / WORKERS).map(done).collect::<Vec<_>>()
                })
            })
            .collect();
        for kill in 1..=KILLS {
            // Spread over the work: the next kill comes when its share of the actions is done, at a random moment after.
            let deadline = Instant::now() + PATIENCE;
            while finished.load(Ordering::SeqCst) < (kill - 1) * ACTIONS / KILLS / 2 {
                assert!(Instant::now() < deadline, "the actions do not go on");
                thread::sleep(Duration::from_millis(20));
            }
            thread::sleep(Duration::from_millis(u64::from(random(900))));
            system.network.processes().unwrap().kill(&branch.process()).unwrap();
            system.branches.start(&system.network, &system.relayer).unwrap();
        }
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });

    assert_eq!(actions.len(), ACTIONS, "an action was answered twice");
    assert_eq!(balance(&elder.session), 550);
    assert_eq!(balance(&friend.session), 50);
    let mut transfers = 0;
    let mut cursor = String::new();
    loop {
        let page =
            friend.session.get(&format!("/v1/me/statement?kind=transfer{cursor}")).unwrap().ok().unwrap();
        transfers += page["lines"].as_array().unwrap().len();
        match page["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(transfers, ACTIONS, "the statement shows something else");
}

/// Asks with one idempotency key, as often as it takes, until the action is done.
fn insist(session: &Session, body: &Value) -> String {
    let (key, deadline) = (new_key(), Instant::now() + PATIENCE);
    loop {
        assert!(Instant::now() < deadline, "an action was not done in {PATIENCE:?}");
        let Ok(answer) = session.send_raw("POST", "/v1/transfers", &body.to_string(), &key) else {
            thread::sleep(Duration::from_millis(50));
            continue;
        };
        // The same request may still be at work, or too many passwords be checked at once.
        if [409, 429, 503].contains(&answer.status) {
            thread::sleep(Duration::from_millis(100));
            continue;
        }
        let accepted = answer.ok().unwrap();
        if let Ok(action) = session.settle(&accepted) {
            assert_eq!(action["state"], "done", "{action}");
            return action["id"].as_str().unwrap().to_owned();
        }
    }
}

fn balance(session: &Session) -> u64 {
    session.get("/v1/me").unwrap().ok().unwrap()["balance"].as_u64().unwrap()
}
