//! Several instances of a branch with one store.

use super::lane::Next;
use super::{NewIntent, Relay, RelayError, State};
use crate::fake::{key, Fault, World};
use futures::StreamExt;
use serde_json::json;
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;
use timebank_api::permission::Contract;
use timebank_intent::Scope;

/// Longer than anything here takes; whoever is not told would wait so long.
const LONG: Duration = Duration::from_secs(60);
const TOLD: Duration = Duration::from_secs(40);

fn enrol(activity: u64) -> NewIntent {
    NewIntent {
        member: 3,
        on_behalf_of: None,
        scope: Scope::Everyday,
        contract: Contract::ActivityRegistry,
        message: json!({"enrol": {"id": activity}}).to_string().into_bytes(),
        key: Arc::new(key(3)),
        key_epoch: 1,
        valid_for: Duration::from_secs(600),
        care: super::Care::default(),
    }
}

fn mark(key: &str) -> super::Mark {
    super::Mark { principal: "user:1".into(), key: key.into(), fingerprint: vec![1] }
}

/// Asks an instance until it has caught up, and waits there for what becomes of it.
async fn act(relay: &Relay, activity: u64) -> super::Action {
    let name = activity.to_string();
    let accepted = loop {
        match relay.accept(enrol(activity), mark(&name)).await {
            Err(RelayError::CatchingUp) => tokio::time::sleep(Duration::from_millis(10)).await,
            answer => break answer.unwrap(),
        }
    };
    let told = tokio::time::timeout(TOLD, relay.wait(&accepted.id, LONG)).await;
    told.expect("nobody told of the outcome").unwrap().unwrap()
}

#[tokio::test]
async fn any_instance_serves_and_another_goes_on_when_one_dies() {
    let one = World::new().await;
    let two = one.beside().await.run();
    let one = one.run();
    let chain = one.chain.clone();
    let blocks = tokio::spawn(async move {
        loop {
            chain.mine();
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    });
    let topics: HashSet<String> =
        ["activity:1", "activity:2", "activity:3", "activity:4"].map(String::from).into();
    let mut seen = Box::pin(two.hub.watch(topics, Some(0)).await.unwrap());
    // Whoever leads, both accept, and on both is known what became of it.
    for (relay, activity) in [(&one.relay, 1), (&two.relay, 2)] {
        assert_eq!(act(relay, activity).await.state, State::Done);
        assert_eq!(seen.next().await.unwrap().topic, format!("activity:{activity}"));
    }
    one.kill().await;
    assert_eq!(act(&two.relay, 3).await.state, State::Done);
    assert_eq!(seen.next().await.unwrap().topic, "activity:3");
    blocks.abort();
    assert_eq!(two.chain.executed().len(), 3);
    assert!(two.chain.executed().values().all(|times| *times == 1));
    two.kill().await;
}

#[tokio::test]
async fn two_that_believe_to_lead_write_each_block_once() {
    let one = World::new().await;
    let two = one.beside().await;
    two.index().await;
    for activity in 0..20 {
        one.submit(activity).await;
        one.chain.mine();
    }
    tokio::join!(one.index(), two.index());
    one.follower.look().await.unwrap();
    two.follower.look().await.unwrap();
    assert_eq!(one.tip.borrow().height, 21);
    assert_eq!(two.tip.borrow().height, 21);
}

#[tokio::test]
async fn an_instance_does_not_declare_dead_what_its_successor_has_handed_in() {
    let mut one = World::new().await;
    let mut two = one.beside().await;
    two.index().await;
    let action = one.register(1).await;
    // The session of the first has ended without its knowing. Between its building and its handing in, the second takes over,
    // finds the transaction and hands it in; the first is then told that the mempool is full.
    let chain = one.chain.clone();
    one.chain.meanwhile(async move {
        two.step(0).await;
        chain.fault(Fault::Full);
    });
    assert_eq!(one.lanes[0].step().await.unwrap(), Next::Lost);
    assert_eq!(one.action(&action.id).await.state, State::Sent);
    one.block().await;
    assert_eq!(one.action(&action.id).await.state, State::Done);
    // Nor does it build anything more.
    let next = one.register(2).await;
    assert_eq!(one.lanes[0].step().await.unwrap(), Next::Lost);
    assert_eq!(one.action(&next.id).await.state, State::Accepted);
    assert_eq!(one.chain.executed().values().copied().collect::<Vec<_>>(), [1]);
}

#[tokio::test]
async fn many_at_once_are_written_together_and_each_is_answered() {
    let one = World::new().await;
    let answers = futures::future::join_all((0..100u64).map(|activity| {
        let relay = one.relay.clone();
        async move { relay.accept(enrol(activity), mark(&activity.to_string())).await }
    }));
    let actions: Vec<_> = answers.await.into_iter().map(Result::unwrap).collect();
    let ids: HashSet<&String> = actions.iter().map(|action| &action.id).collect();
    assert_eq!(ids.len(), 100);
    for action in &actions {
        assert_eq!(&one.action(&action.id).await, action);
    }
    // The same key again, also from another instance and twice in a group.
    let two = one.beside().await;
    two.index().await;
    let again = [
        one.relay.accept(enrol(7), mark("7")),
        two.relay.accept(enrol(8), mark("8")),
        two.relay.accept(enrol(200), mark("new")),
        two.relay.accept(enrol(201), mark("new")),
    ];
    let again = futures::future::join_all(again).await;
    let refused = again.iter().filter(|answer| matches!(answer, Err(RelayError::InProgress))).count();
    assert_eq!(refused, 3);
    assert_eq!(one.relay.backlog().await.unwrap().0, 101);
}

#[tokio::test]
async fn a_full_outbox_takes_no_more() {
    let world = World::new().await;
    let terms = super::Terms { most: 3, most_of_member: 2, ..super::Terms::default() };
    let (chain, contracts) = (crate::fake::CHAIN, crate::fake::contracts());
    let relay = Relay::new(world.db.clone(), chain, contracts, world.tip.clone(), terms);
    let accept = |member: u64, name: &'static str| {
        let new = NewIntent { member, ..enrol(1) };
        relay.accept(new, mark(name))
    };
    assert!(accept(3, "a").await.is_ok());
    assert!(accept(3, "b").await.is_ok());
    assert!(matches!(accept(3, "c").await, Err(RelayError::Busy)));
    assert!(accept(4, "d").await.is_ok());
    assert!(matches!(accept(5, "e").await, Err(RelayError::Full)));
    // What was refused left no trace: the same request may come again.
    let kept: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM idempotency").fetch_one(world.db.reader()).await.unwrap();
    assert_eq!(kept, 3);
}

#[tokio::test]
async fn the_branch_confirms_what_it_has_accepted() {
    use timebank_client::confirmation::{Accepted, Checked};
    let world = World::new().await;
    let action = world.relay.accept(enrol(7), mark("7")).await.unwrap();
    let confirmation = action.confirmation.clone().unwrap();
    assert_eq!(confirmation.public_key, key(101).public_key());
    let accepted = Accepted {
        chain_id: crate::fake::CHAIN,
        branch: 1,
        action: action.id.parse::<uuid::Uuid>().unwrap().into_bytes(),
        intent: hex::decode(&action.digest).unwrap().try_into().unwrap(),
        created: action.created,
        valid_until: action.valid_until,
        indexed: world.tip.borrow().height,
        checked: Some(Checked::Signer),
    };
    assert!(accepted.is_confirmed_by(&confirmation));
    assert_eq!(world.action(&action.id).await.confirmation, Some(confirmation));
}

#[tokio::test]
async fn what_needs_no_order_goes_out_on_several_lanes() {
    let mut world = World::new().await;
    let first = world.relay.accept(enrol(1), mark("1")).await.unwrap();
    world.step(0).await;
    let same = world.relay.accept(enrol(1), mark("2")).await.unwrap();
    let other = world.relay.accept(enrol(2), mark("3")).await.unwrap();
    world.step(1).await;
    let state = |action: &super::Action| {
        let id = action.id.clone();
        let relay = world.relay.clone();
        async move { relay.action(&id).await.unwrap().unwrap().state }
    };
    assert_eq!(state(&first).await, State::Sent);
    assert_eq!(state(&same).await, State::Accepted);
    assert_eq!(state(&other).await, State::Sent);
}

#[tokio::test]
async fn a_request_that_loses_to_its_twin_is_not_counted_by_the_signer() {
    let world = World::new().await;
    let gift = |minutes: u32| NewIntent {
        scope: Scope::Owner,
        contract: Contract::TimeToken,
        message: json!({"gift": {"to": 4, "minutes": minutes}}).to_string().into_bytes(),
        ..enrol(1)
    };
    world.relay.accept(gift(5), mark("same")).await.unwrap();
    let twin = world.relay.accept(gift(5), mark("same")).await;
    assert!(matches!(twin, Err(RelayError::InProgress)), "{twin:?}");
    world.relay.accept(gift(7), mark("other")).await.unwrap();
    let spent: Vec<i64> = sqlx::query_scalar("SELECT minutes FROM signer_spent ORDER BY minutes")
        .fetch_all(world.db.reader())
        .await
        .unwrap();
    assert_eq!(spent, [5, 7]);
}
