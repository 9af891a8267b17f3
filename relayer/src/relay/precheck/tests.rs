use super::*;
use crate::fake::{contracts, key, terms, World, CHAIN};
use crate::index::Tip;
use crate::relay::{Care, NewIntent};
use serde_json::json;
use timebank_api::activity_registry::{EnrolmentState, State};
use tokio::sync::watch;

/// Members 3, 4 (suspended) and 5, who has appointed 3; activity 7 of member 5, at which 3 is admitted.
async fn world(trials: Trials) -> (World, Precheck) {
    let world = World::new().await;
    let mut tx = world.db.begin().await.unwrap();
    for sql in [
        "INSERT INTO p_members (id, account, branch, age, roles, since) VALUES (3, 'a3', 1, 'from60', 2, 1), \
         (4, 'a4', 1, 'from60', 0, 1), (5, 'a5', 2, 'from60', 0, 1)",
        "INSERT INTO p_statuses (member, status, cause, reason, at) VALUES (4, 'suspended', 'office', '', 1), \
         (3, 'active', 'office', '', 1)",
        "INSERT INTO p_agents (principal, agent, rights, daily, until, accepted) VALUES (5, 3, 1, 60, 99999999999, 1)",
        "INSERT INTO p_balances (account, minutes) VALUES ('a3', 100)",
        "INSERT INTO p_activities (id, branch, publisher, revision, state, input, category, place, words, \
         registration_start, registration_end, service_start, service_end, seats, reward, payer, created, updated) \
         VALUES (7, 1, 5, 1, 'approved', '{}', 'meals', 'x', 'x', 0, 99999999999, 0, 99999999999, 9, 60, 'own_balance', 1, 1)",
        "INSERT INTO p_enrolments (activity, participant, state, position, created, updated) \
         VALUES (7, 3, 'admitted', 1, 1, 1)",
    ] {
        sqlx::query(sql).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    let precheck = Precheck::new(world.relay.clone(), world.chain.clone(), 1, trials);
    (world, precheck)
}

async fn set(world: &World, sql: &'static str, state: String) {
    let mut tx = world.db.begin().await.unwrap();
    sqlx::query(sql).bind(state).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

async fn ask(precheck: &Precheck, scope: Scope, contract: Contract, message: serde_json::Value) -> String {
    ask_as(precheck, (3, None), scope, contract, message).await
}

async fn ask_as(
    precheck: &Precheck,
    (signer, on_behalf_of): (MemberId, Option<MemberId>),
    scope: Scope,
    contract: Contract,
    message: serde_json::Value,
) -> String {
    let message = message.to_string().into_bytes();
    let answer = precheck.ask(Wish { signer, on_behalf_of, scope, contract, message: &message }).await;
    answer.map_or_else(|error| error.code().to_owned(), |checked| format!("{checked:?}"))
}

fn transfer(minutes: u64) -> serde_json::Value {
    json!({"transfer": {"recipient": "a5", "amount": minutes.to_string()}})
}

const NONE: Trials = Trials { per_second: 0, patience: Duration::from_secs(60) };
const PATIENT: Trials = Trials { per_second: 1_000, patience: Duration::from_secs(60) };

#[tokio::test]
async fn who_may_not_and_what_cannot_be_relayed_is_refused_before_a_node_is_asked() {
    let (world, precheck) = world(PATIENT).await;
    let registry = Contract::ActivityRegistry;
    let enrol = json!({"enrol": {"id": 7}});
    for (who, scope, contract, message, code) in [
        ((3, None), Scope::Everyday, registry, json!({"tick": {}}), "auth.not_relayable"),
        ((3, None), Scope::Everyday, Contract::TimeToken, transfer(1), "auth.scope"),
        ((3, None), Scope::Office, registry, json!({"take_down": {"id": 7, "reason": "x"}}), "auth.role"),
        ((4, None), Scope::Everyday, registry, enrol.clone(), "member.inactive"),
        ((9, None), Scope::Everyday, registry, enrol.clone(), "member.unknown"),
        // 5 has appointed 3, for taking part alone; 4 is suspended, and 3 has appointed nobody.
        ((3, Some(5)), Scope::Owner, Contract::TimeToken, json!({"donate": {"minutes": 1}}), "auth.agent"),
        ((3, Some(4)), Scope::Everyday, registry, enrol.clone(), "auth.agent"),
        ((5, Some(3)), Scope::Everyday, registry, enrol, "auth.agent"),
    ] {
        assert_eq!(ask_as(&precheck, who, scope, contract, message.clone()).await, code, "{who:?} {message}");
    }
    assert!(world.chain.tried().is_empty());
}

#[tokio::test]
async fn a_balance_is_what_there_is_less_what_is_under_way() {
    let (world, precheck) = world(NONE).await;
    let give = |minutes| ask(&precheck, Scope::Owner, Contract::TimeToken, transfer(minutes));
    assert_eq!(give(101).await, "time.insufficient");
    assert_eq!(give(100).await, "Records");
    let mut tx = world.db.begin().await.unwrap();
    let new = NewIntent {
        member: 3,
        on_behalf_of: None,
        scope: Scope::Owner,
        contract: Contract::TimeToken,
        message: transfer(70).to_string().into_bytes(),
        key: Arc::new(key(3)),
        key_epoch: 1,
        valid_for: Duration::from_secs(600),
        care: Care::default(),
    };
    let action = world.relay.submit(&mut tx, new).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(give(31).await, "time.insufficient");
    assert_eq!(give(30).await, "Records");
    // What has failed takes nothing; what somebody gives for somebody else comes out of another account.
    set(&world, "UPDATE actions SET state = 'failed' WHERE id = $1", action.id).await;
    assert_eq!(give(100).await, "Records");
    let allowance = json!({"increase_allowance": {"spender": "a5", "amount": "5000"}});
    assert_eq!(ask(&precheck, Scope::Owner, Contract::TimeToken, allowance).await, "Records");
}

#[tokio::test]
async fn a_service_is_judged_by_its_records_and_no_node_is_asked() {
    let (world, precheck) = world(PATIENT).await;
    let registry = Contract::ActivityRegistry;
    let part = |name: &str| {
        let mut fields = json!({"id": 7, "participant": 3});
        if name == "record_attendance" {
            fields["side"] = json!("end");
        }
        json!({ name: fields })
    };
    // Which state lets which step go on.
    for (state, goes_on) in [
        (EnrolmentState::Waitlisted, vec!["withdraw_enrolment"]),
        (EnrolmentState::Enrolled, vec!["withdraw_enrolment", "admit", "decline"]),
        (EnrolmentState::Admitted, vec!["withdraw_enrolment", "decline", "check_in"]),
        (EnrolmentState::Attending, vec!["check_out", "record_attendance"]),
        (EnrolmentState::Attended, vec!["confirm_minutes"]),
        (EnrolmentState::Agreed, vec!["settle"]),
        (EnrolmentState::Settled, vec![]),
        (EnrolmentState::Declined, vec![]),
    ] {
        let name = crate::index::text::write(&state).unwrap();
        set(&world, "UPDATE p_enrolments SET state = $1", name.clone()).await;
        for step in service::JUDGED.into_iter().filter(|step| !["enrol", "rate"].contains(step)) {
            let answer = ask(&precheck, Scope::Owner, registry, part(step)).await;
            let refused = match (step, state) {
                ("settle", EnrolmentState::Settled) => "settle.settled",
                ("settle", _) => "settle.not_agreed",
                _ => "enrolment.state",
            };
            let expected = if goes_on.contains(&step) { "Records" } else { refused };
            assert_eq!(answer, expected, "{step} when {name}");
        }
    }
    let enrol = |id: u64| json!({"enrol": {"id": id}});
    assert_eq!(ask(&precheck, Scope::Everyday, registry, enrol(7)).await, "enrolment.exists");
    set(&world, "UPDATE p_enrolments SET state = $1", "withdrawn".into()).await;
    assert_eq!(ask(&precheck, Scope::Everyday, registry, enrol(7)).await, "Records");
    assert_eq!(ask(&precheck, Scope::Everyday, registry, enrol(8)).await, "activity.unknown");
    let missing = json!({"settle": {"id": 7, "participant": 5}});
    assert_eq!(ask(&precheck, Scope::Owner, registry, missing).await, "enrolment.unknown");
    let own = ask_as(&precheck, (5, None), Scope::Everyday, registry, enrol(7)).await;
    assert_eq!(own, "enrolment.own_activity");
    let state = crate::index::text::write(&State::Submitted).unwrap();
    set(&world, "UPDATE p_activities SET state = $1", state).await;
    assert_eq!(ask(&precheck, Scope::Everyday, registry, enrol(7)).await, "activity.state");
    set(&world, "UPDATE p_activities SET registration_end = 5, state = $1", "approved".into()).await;
    assert_eq!(ask(&precheck, Scope::Everyday, registry, enrol(7)).await, "enrolment.closed");
    assert!(world.chain.tried().is_empty());
}

#[tokio::test]
async fn what_an_earlier_action_may_change_is_left_to_the_chain() {
    let (world, precheck) = world(PATIENT).await;
    let registry = Contract::ActivityRegistry;
    world.chain.on_trial("respond", Trial::Failed("listing.state (9)".into()));
    let respond = json!({"respond": {"listing": 1, "accept": true}});
    assert_eq!(ask(&precheck, Scope::Everyday, registry, respond.clone()).await, "listing.state");
    assert_eq!(
        ask(&precheck, Scope::Everyday, registry, json!({"enrol": {"id": 7}})).await,
        "enrolment.exists"
    );
    // Withdrawn, and not on the chain yet: enrolling anew may be well.
    let mut tx = world.db.begin().await.unwrap();
    let new = NewIntent {
        member: 3,
        on_behalf_of: None,
        scope: Scope::Everyday,
        contract: registry,
        message: br#"{"withdraw_enrolment":{"id":7}}"#.to_vec(),
        key: Arc::new(key(3)),
        key_epoch: 1,
        valid_for: Duration::from_secs(600),
        care: Care::default(),
    };
    world.relay.submit(&mut tx, new).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(ask(&precheck, Scope::Everyday, registry, json!({"enrol": {"id": 7}})).await, "Records");
    assert_eq!(ask(&precheck, Scope::Everyday, registry, respond).await, "Records");
    // Another participation has nothing to do with it.
    let other = json!({"settle": {"id": 7, "participant": 5}});
    assert_eq!(ask(&precheck, Scope::Owner, registry, other).await, "enrolment.unknown");
}

#[tokio::test]
async fn a_trial_sees_the_actor_as_the_proxy_will_and_only_a_contracts_word_counts() {
    let (world, precheck) = world(PATIENT).await;
    let give = || ask(&precheck, Scope::Owner, Contract::TimeToken, transfer(1));
    world.chain.on_trial("transfer", Trial::Done { gas: 9 });
    assert_eq!(give().await, "Trial");
    let relayed = world.chain.tried().pop().unwrap();
    assert_eq!(
        relayed["relayed"]["actor"],
        json!({"id": 3, "account": "a3", "branch": 1, "roles": 2, "scope": "owner", "relayed_by": 1})
    );
    for (log, expected) in [
        ("rpc error: time.limit: too much: execute wasm contract failed with gas used: '9'", "time.limit"),
        ("out of gas in location: wasm", "Records"),
        ("system.internal: something broke", "Records"),
    ] {
        let known = expected == "Records" || Code::find(log).is_some();
        assert!(known, "{log}");
        world.chain.on_trial("transfer", Trial::Failed(log.into()));
        assert_eq!(give().await, expected, "{log}");
    }
    world.chain.on_trial("transfer", Trial::Unknown("no node".into()));
    assert_eq!(give().await, "Records");
    // An agent acts without offices of the own.
    let respond = json!({"respond": {"listing": 1, "accept": true}});
    ask_as(&precheck, (3, Some(5)), Scope::Everyday, Contract::ActivityRegistry, respond).await;
    let actor = world.chain.tried().pop().unwrap()["relayed"]["actor"].clone();
    assert_eq!(
        actor,
        json!({
            "id": 5, "account": "a5", "branch": 2, "roles": 0, "scope": "everyday", "relayed_by": 1,
            "agent": {"member": 3, "rights": 1, "daily": 60},
        })
    );
}

#[tokio::test]
async fn there_are_only_so_many_trials_and_none_is_waited_for_without_end() {
    let (world, precheck) = world(Trials { per_second: 1, ..PATIENT }).await;
    world.chain.on_trial("transfer", Trial::Done { gas: 9 });
    let give = |precheck: Precheck| async move {
        ask(&precheck, Scope::Owner, Contract::TimeToken, transfer(1)).await
    };
    let many = futures::future::join_all((0..20).map(|_| give(precheck.clone()))).await;
    let tried = many.iter().filter(|answer| *answer == "Trial").count();
    assert!((1..20).contains(&tried), "{tried}");
    assert!(many.iter().all(|answer| answer == "Trial" || answer == "Records"));
    world.chain.is_busy();
    let impatient = Trials { per_second: 1_000, patience: Duration::from_millis(1) };
    let precheck = Precheck::new(world.relay.clone(), world.chain.clone(), 1, impatient);
    assert_eq!(give(precheck).await, "Records");
}

#[tokio::test]
async fn nothing_is_judged_by_an_index_that_is_behind_and_nothing_tried_while_actions_pile_up() {
    let (world, precheck) = world(PATIENT).await;
    world.chain.on_trial("transfer", Trial::Done { gas: 9 });
    let give = |minutes| ask(&precheck, Scope::Owner, Contract::TimeToken, transfer(minutes));
    assert_eq!(give(1).await, "Trial");
    for member in 10..10 + u64::try_from(LOAD).unwrap() {
        let mut tx = world.db.begin().await.unwrap();
        let new = NewIntent {
            member,
            on_behalf_of: None,
            scope: Scope::Everyday,
            contract: Contract::ActivityRegistry,
            message: br#"{"enrol":{"id":1}}"#.to_vec(),
            key: Arc::new(key(3)),
            key_epoch: 1,
            valid_for: Duration::from_secs(600),
            care: Care::default(),
        };
        world.relay.submit(&mut tx, new).await.unwrap();
        tx.commit().await.unwrap();
    }
    assert_eq!(give(1).await, "Records");
    assert_eq!(give(101).await, "time.insufficient");
    assert_eq!(world.chain.tried().len(), 1);
    let (_tip, tip) = watch::channel(Tip { height: 5, time: 1, chain: Some(7) });
    let relay = Relay::new(world.db.clone(), CHAIN, contracts(), tip, terms());
    let precheck = Precheck::new(relay, world.chain.clone(), 1, PATIENT);
    let more = ask(&precheck, Scope::Owner, Contract::TimeToken, transfer(101)).await;
    assert_eq!(more, "Signer", "the ledger may know of more");
}
