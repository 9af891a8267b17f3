use super::{RelayError, State, Ticker};
use crate::fake::{enrolled, key, terms, Fault, World, CLOSED};
use proptest::prelude::*;
use serde_json::{json, Value};
use std::sync::Arc;
use std::time::Duration;
use timebank_api::permission::Contract;
use timebank_api::record::{AgeClass, Standing};
use timebank_api::reputation::Totals;
use timebank_api::rulebook::Pack;
use timebank_api::{Event, MemberId};
use timebank_intent::Scope;

#[tokio::test]
async fn an_intent_is_done_when_a_block_says_so_and_not_before() {
    let mut world = World::new().await;
    let (good, bad) = (world.submit(7).await, world.submit(CLOSED).await);
    world.step(0).await;
    assert_eq!(world.action(&good.id).await.state, State::Sent);
    world.block().await;
    let done = world.action(&good.id).await;
    assert_eq!((done.state, done.height), (State::Done, Some(2)));
    assert_eq!(done.events, [enrolled(7, 3)]);
    let failed = world.action(&bad.id).await;
    assert_eq!(failed.state, State::Failed);
    assert_eq!(failed.code.as_deref(), Some("enrolment.closed"));
}

#[tokio::test]
async fn whoever_waits_is_told_by_the_index() {
    let mut world = World::new().await;
    let action = world.submit(7).await;
    let relay = world.relay.clone();
    let id = action.id.clone();
    let waiting = tokio::spawn(async move { relay.wait(&id, Duration::from_secs(60)).await });
    world.step(0).await;
    world.block().await;
    assert_eq!(waiting.await.unwrap().unwrap().unwrap().state, State::Done);
    let open = world.submit(7).await;
    let early = world.relay.wait(&open.id, Duration::from_millis(1)).await.unwrap().unwrap();
    assert_eq!(early.state, State::Accepted);
    assert!(world.relay.wait("nothing", Duration::from_secs(60)).await.unwrap().is_none());
}

#[tokio::test]
async fn a_transaction_without_an_answer_is_handed_in_again_and_counts_once() {
    let mut world = World::new().await;
    let action = world.submit(7).await;
    world.chain.fault(Fault::AnswerLost);
    world.step(0).await;
    world.step(0).await;
    assert_eq!(world.chain.waiting(), 1);
    world.chain.mine();
    // In a block, but not indexed yet: handing it in is refused for the sequence, and nothing is concluded from that.
    world.step(0).await;
    assert_eq!(world.action(&action.id).await.state, State::Sent);
    world.index().await;
    assert_eq!(world.action(&action.id).await.state, State::Done);
    assert!(world.chain.executed().values().all(|times| *times == 1));
}

#[tokio::test]
async fn a_lost_transaction_is_built_anew_after_its_height() {
    let mut world = World::new().await;
    let action = world.register(1).await;
    world.step(0).await;
    world.chain.evict();
    // Handed in again after two blocks; evicted again each time.
    for _ in 0..9 {
        world.block().await;
        world.step(0).await;
        assert_eq!(world.action(&action.id).await.state, State::Sent);
        world.chain.evict();
    }
    world.block().await;
    world.step(0).await;
    assert_eq!(world.action(&action.id).await.state, State::Accepted);
    world.step(0).await;
    world.block().await;
    assert_eq!(world.action(&action.id).await.state, State::Done);
    assert_eq!(world.chain.executed().values().copied().collect::<Vec<_>>(), [1]);
}

#[tokio::test]
async fn a_refused_transaction_that_was_never_out_is_dropped_at_once() {
    let mut world = World::new().await;
    let action = world.register(1).await;
    world.chain.fault(Fault::Full);
    world.step(0).await;
    assert_eq!(world.action(&action.id).await.state, State::Accepted);
    world.step(0).await;
    world.block().await;
    assert_eq!(world.action(&action.id).await.state, State::Done);
}

#[tokio::test]
async fn what_another_operator_relayed_first_is_done_not_failed() {
    let mut world = World::new().await;
    let action = world.submit(7).await;
    let body = world.body(&action.id).await;
    world.chain.foreign(&[body], 200);
    world.step(0).await;
    world.block().await;
    assert_eq!(world.action(&action.id).await.state, State::Done);
    assert!(world.chain.executed().values().all(|times| *times == 1));
    // The other way round: ours comes second and is rejected as used.
    let late = world.submit(8).await;
    world.step(0).await;
    let body = world.body(&late.id).await;
    world.chain.foreign(&[body], 200);
    world.block().await;
    assert_eq!(world.action(&late.id).await.state, State::Done);
}

#[tokio::test]
async fn a_forged_copy_says_nothing_about_the_intent() {
    let mut world = World::new().await;
    let action = world.submit(7).await;
    let mut forged = world.body(&action.id).await;
    *forged.last_mut().unwrap() ^= 1;
    world.chain.foreign(&[forged], 200);
    world.block().await;
    assert_eq!(world.action(&action.id).await.state, State::Accepted);
    world.step(0).await;
    world.block().await;
    assert_eq!(world.action(&action.id).await.state, State::Done);
}

#[tokio::test]
async fn an_intent_whose_time_is_over_has_failed_and_its_nonce_is_free() {
    let mut world = World::new().await;
    let first = world.submit(7).await;
    world.chain.pass(660);
    world.block().await;
    assert_eq!(world.action(&first.id).await.state, State::Failed);
    assert_eq!(world.action(&first.id).await.code.as_deref(), Some("intent.expired"));
    world.step(0).await;
    assert_eq!(world.chain.waiting(), 0);
    // The chain's clock is ahead now, so the next one is over too as soon as it arrives; it has the same nonce.
    let nonce: Vec<i64> = {
        world.submit(8).await;
        sqlx::query_scalar("SELECT nonce FROM actions ORDER BY seq")
            .fetch_all(world.db.reader())
            .await
            .unwrap()
    };
    assert_eq!(nonce, [0, 0]);
}

#[tokio::test]
async fn a_replaced_key_ends_its_intents_once_the_chain_confirms_it() {
    let mut world = World::new().await;
    let action = world.submit(7).await;
    world.step(0).await;
    world.chain.set_key(3, Scope::Everyday, &key(33), 2);
    world.block().await;
    let failed = world.action(&action.id).await;
    assert_eq!((failed.state, failed.code.as_deref()), (State::Failed, Some("intent.epoch")));
    let next = world.submit_as(3, &key(33), 2, 8).await;
    world.step(0).await;
    world.block().await;
    assert_eq!(world.action(&next.id).await.state, State::Done);
}

#[tokio::test]
async fn a_key_that_does_not_fit_fails_only_by_the_projected_key() {
    let mut world = World::new().await;
    let wrong = world.submit_as(3, &key(4), 1, 7).await;
    let keyless = world.submit_as(5, &key(5), 1, 7).await;
    let early = world.submit_as(3, &key(33), 2, 9).await;
    world.step(0).await;
    world.block().await;
    assert_eq!(world.action(&wrong.id).await.code.as_deref(), Some("intent.signature"));
    assert_eq!(world.action(&keyless.id).await.code.as_deref(), Some("key.missing"));
    // The key of epoch 2 is not there yet: it is tried again.
    assert_eq!(world.action(&early.id).await.state, State::Accepted);
    world.chain.set_key(3, Scope::Everyday, &key(33), 2);
    world.block().await;
    world.step(0).await;
    world.block().await;
    assert_eq!(world.action(&early.id).await.state, State::Done);
}

#[tokio::test]
async fn a_batch_that_runs_out_of_gas_goes_out_smaller_and_with_more() {
    let mut world = World::new().await;
    world.chain.gas(200_000);
    let mut actions = Vec::new();
    for activity in 0..12 {
        actions.push(world.submit(activity).await);
    }
    for _ in 0..12 {
        world.step(0).await;
        world.block().await;
    }
    for action in actions {
        assert_eq!(world.action(&action.id).await.state, State::Done);
    }
}

#[tokio::test]
async fn a_member_keeps_order_over_several_lanes() {
    let mut world = World::new().await;
    let first = world.submit(1).await;
    world.step(0).await;
    let second = world.submit(1).await;
    world.step(1).await;
    assert_eq!(world.action(&second.id).await.state, State::Accepted);
    world.block().await;
    world.step(1).await;
    world.block().await;
    let (first, second) = (world.action(&first.id).await, world.action(&second.id).await);
    assert!(first.height < second.height);
}

#[tokio::test]
async fn nothing_is_signed_before_the_index_has_caught_up() {
    let world = World::new().await;
    let mut tip = *world.tip.borrow();
    tip.chain = Some(tip.height + 20);
    let (_, seen) = tokio::sync::watch::channel(tip);
    let relay =
        super::Relay::new(world.db.clone(), crate::fake::CHAIN, crate::fake::contracts(), seen, terms());
    let mut tx = world.db.begin().await.unwrap();
    let key = key(3);
    let new = super::NewIntent {
        member: 3,
        on_behalf_of: None,
        scope: Scope::Everyday,
        contract: timebank_api::permission::Contract::ActivityRegistry,
        message: br#"{"enrol":{"id":1}}"#.to_vec(),
        key: Arc::new(key),
        key_epoch: 1,
        valid_for: Duration::from_secs(60),
        care: super::Care::default(),
    };
    assert!(matches!(relay.submit(&mut tx, new).await, Err(RelayError::CatchingUp)));
}

#[tokio::test]
async fn what_members_may_not_relay_is_refused() {
    let world = World::new().await;
    let mut tx = world.db.begin().await.unwrap();
    let key = key(3);
    for message in [r#"{"tick":{}}"#, r#" {"enrol":{}}"#, r#"{"nothing":{}}"#] {
        let new = super::NewIntent {
            member: 3,
            on_behalf_of: None,
            scope: Scope::Everyday,
            contract: timebank_api::permission::Contract::ActivityRegistry,
            message: message.as_bytes().to_vec(),
            key: Arc::new(key.clone()),
            key_epoch: 1,
            valid_for: Duration::from_secs(60),
            care: super::Care::default(),
        };
        assert!(matches!(world.relay.submit(&mut tx, new).await, Err(RelayError::NotRelayable)));
    }
}

/// What can happen next.
#[derive(Debug, Clone, Copy)]
enum Happens {
    Submit(u64),
    Register,
    Step(usize),
    Mine,
    Index,
    Evict,
    Fault(Fault),
    Kill,
}

fn happens() -> impl Strategy<Value = Happens> {
    prop_oneof![
        4 => prop_oneof![Just(1u64), Just(2), Just(CLOSED)].prop_map(Happens::Submit),
        2 => Just(Happens::Register),
        6 => (0usize..2).prop_map(Happens::Step),
        4 => Just(Happens::Mine),
        4 => Just(Happens::Index),
        1 => Just(Happens::Evict),
        2 => prop_oneof![Just(Fault::AnswerLost), Just(Fault::Lost), Just(Fault::Full)].prop_map(Happens::Fault),
        1 => Just(Happens::Kill),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, max_shrink_iters: 200, ..ProptestConfig::default() })]

    /// Whatever is lost, doubled, refused or killed: in the end each action has happened exactly once.
    #[test]
    fn every_action_takes_effect_exactly_once(script in proptest::collection::vec(happens(), 1..60)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut world = World::new().await;
            let mut actions = Vec::new();
            for what in script {
                match what {
                    Happens::Submit(activity) => actions.push(world.submit(activity).await),
                    Happens::Register => actions.push(world.register(actions.len() as u64).await),
                    Happens::Step(lane) => world.step(lane).await,
                    Happens::Mine => world.chain.mine(),
                    Happens::Index => world.index().await,
                    Happens::Evict => world.chain.evict(),
                    Happens::Fault(fault) => world.chain.fault(fault),
                    Happens::Kill => world = world.killed().await,
                }
            }
            for _ in 0..60 {
                world.block().await;
                world.step(0).await;
                world.step(1).await;
            }
            let executed = world.chain.executed();
            assert_eq!(executed.len(), actions.len());
            assert!(executed.values().all(|times| *times == 1), "{executed:?}");
            for action in actions {
                let action = world.action(&action.id).await;
                assert!(action.state.is_final() && action.height.is_some(), "{action:?}");
            }
        });
    }
}

#[tokio::test]
async fn the_branch_opens_the_accounts_that_its_members_name_and_each_once() {
    use timebank_api::record::AgeClass;
    use timebank_api::Event;
    let registry = timebank_api::permission::Contract::MemberRegistry;
    let mut world = World::new().await;
    let account = |byte: u8| timebank_client::address::text(&[byte; 20]);
    for (member, branch) in [(3, 1), (4, 2)] {
        let account = timebank_client::address::text(&[member as u8; 32]);
        let age = AgeClass::From60;
        world.chain.says(registry, Event::MemberRegistered { member, account, branch, age });
    }
    for (member, byte) in [(3, 50), (3, 51), (4, 52)] {
        world.chain.says(registry, Event::LinkOffered { member, account: account(byte), from: 1 });
    }
    // One has an account already; another is of another branch.
    world.chain.is_missing(&account(50));
    world.chain.is_missing(&account(52));
    world.block().await;
    let node: Arc<dyn timebank_client::Node> = world.chain.clone();
    let ticker = super::Ticker::new(node, world.relay.clone(), world.tip.clone(), 1);
    ticker.look().await.unwrap();
    ticker.look().await.unwrap();
    let asked: Vec<(String, String)> =
        sqlx::query_as("SELECT id, correlation FROM actions WHERE kind = 'open_account'")
            .fetch_all(world.db.reader())
            .await
            .unwrap();
    let [(id, opened)] = asked.as_slice() else { panic!("{asked:?}") };
    assert_eq!(*opened, account(50));
    world.step(0).await;
    world.block().await;
    assert_eq!(world.action(id).await.state, State::Done);
    let found = timebank_client::Node::account(&*world.chain, &account(50)).await;
    assert!(found.is_ok());
    ticker.look().await.unwrap();
    assert_eq!(world.relay.backlog().await.unwrap().0, 0);
}

#[tokio::test]
async fn what_is_held_is_sent_when_its_time_has_come_and_what_is_taken_back_never() {
    let mut world = World::new().await;
    let hold = |activity: u64, name: &str, until: u64| super::NewIntent {
        member: 3,
        on_behalf_of: None,
        scope: Scope::Everyday,
        contract: timebank_api::permission::Contract::ActivityRegistry,
        message: format!(r#"{{"enrol":{{"id":{activity}}}}}"#).into_bytes(),
        key: Arc::new(key(3)),
        key_epoch: 1,
        valid_for: Duration::from_secs(600),
        care: super::Care {
            held_until: Some(until),
            correlation: Some(name.into()),
            ..super::Care::default()
        },
    };
    let far = super::now() + 1_000;
    let mut tx = world.db.begin().await.unwrap();
    let kept = world.relay.submit(&mut tx, hold(1, "one", far)).await.unwrap();
    let taken = world.relay.submit(&mut tx, hold(2, "two", far)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!((kept.held_until, kept.valid_until), (Some(far), far + 600));
    // What comes later does not wait for them.
    let later = world.submit(3).await;
    world.step(0).await;
    world.block().await;
    assert_eq!(world.action(&later.id).await.state, State::Done);
    assert_eq!(world.action(&kept.id).await.state, State::Accepted);

    let mut tx = world.db.begin().await.unwrap();
    let foreign = world.relay.take_back(&mut tx, (4, "two"), "review.taken_back").await.unwrap();
    assert_eq!(foreign, None);
    let back = world.relay.take_back(&mut tx, (3, "two"), "review.taken_back").await.unwrap();
    assert_eq!(back, Some(taken.id.clone()));
    tx.commit().await.unwrap();
    world.relay.tell_finished([taken.id.clone()].into());
    let mut tx = world.db.begin().await.unwrap();
    sqlx::query("UPDATE actions SET held_until = 1").execute(&mut *tx).await.unwrap();
    let late = world.relay.take_back(&mut tx, (3, "one"), "review.taken_back").await.unwrap();
    assert_eq!(late, None);
    tx.commit().await.unwrap();
    // The nonce of what was taken back is free for something else.
    let other = world.submit(4).await;
    world.step(0).await;
    world.block().await;
    assert_eq!(world.action(&kept.id).await.state, State::Done);
    assert_eq!(world.action(&other.id).await.state, State::Done);
    let ended = world.action(&taken.id).await;
    assert_eq!((ended.state, ended.code.as_deref()), (State::Failed, Some("review.taken_back")));
    assert_eq!(world.chain.executed().len(), 3);
    assert_eq!(
        world.relay.wait(&taken.id, Duration::from_secs(60)).await.unwrap().unwrap().state,
        State::Failed
    );
}

#[tokio::test]
async fn members_are_judged_anew_after_a_new_pack_or_a_move_and_once() {
    let mut world = World::new().await;
    let ticker = Ticker::new(world.chain.clone(), world.relay.clone(), world.tip.clone(), 1);
    for (member, branch) in [(11, 1), (12, 1), (13, 2)] {
        let account = timebank_client::address::text(&[u8::try_from(member).unwrap(); 32]);
        let registered = Event::MemberRegistered { member, account, branch, age: AgeClass::Under60 };
        world.chain.says(Contract::MemberRegistry, registered);
        world.judged(member);
    }
    world.block().await;
    assert!(!ticker.refresh().await.unwrap(), "all were judged by the rules there are");

    // Nobody asks before the rules come into force.
    let pack: Pack = cosmwasm_std::from_json(PLAIN_PACK).unwrap();
    let effective = world.tip.borrow().time + 1_000;
    let adopted = Event::PackAdopted { branch: 1, version: 1, effective, pack: Box::new(pack) };
    world.chain.says(Contract::Rulebook, adopted);
    world.block().await;
    assert!(!ticker.refresh().await.unwrap());
    world.chain.pass(1_000);
    world.block().await;
    assert!(ticker.refresh().await.unwrap());
    assert!(ticker.refresh().await.unwrap(), "until it is done");
    assert_eq!(world.refreshed().await, [json!([11, 12])], "it is asked for once");
    world.step(0).await;
    world.judged(11);
    world.judged(12);
    world.block().await;
    assert!(!ticker.refresh().await.unwrap());

    let moved = Event::BranchChanged { member: 13, from: 2, to: 1 };
    world.chain.says(Contract::MemberRegistry, moved);
    world.block().await;
    world.a_while_ago().await;
    assert!(ticker.refresh().await.unwrap());
    assert_eq!(world.refreshed().await, [json!([11, 12]), json!([13])]);
    world.step(0).await;
    world.judged(13);
    world.block().await;
    assert!(!ticker.refresh().await.unwrap());
}

const PLAIN_PACK: &str = include_str!("../../../contracts/rulebook/packs/plain.json");

impl World {
    /// The reputation contract judges a member in the next block.
    fn judged(&self, member: MemberId) {
        let standing = Standing { stars: 0, publishing_suspended: 0, enrolling_suspended: 0 };
        let set = Event::StandingSet { member, totals: Totals::default(), points: 0, standing };
        self.chain.says(Contract::Reputation, set);
    }

    /// Whom the ticker has asked to be judged anew, in order.
    async fn refreshed(&self) -> Vec<Value> {
        let bodies: Vec<Vec<u8>> =
            sqlx::query_scalar("SELECT body FROM actions WHERE kind = 'refresh' ORDER BY seq")
                .fetch_all(self.db.reader())
                .await
                .unwrap();
        let members =
            |body: Vec<u8>| serde_json::from_slice::<Value>(&body).unwrap()["refresh"]["members"].take();
        bodies.into_iter().map(members).collect()
    }

    /// Lets what was asked for be asked for again.
    async fn a_while_ago(&self) {
        let mut tx = self.db.begin().await.unwrap();
        sqlx::query("UPDATE actions SET created = 0").execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
    }
}
