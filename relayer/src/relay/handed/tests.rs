use super::*;
use crate::fake::{contracts, key, World, CHAIN, CLOSED};
use crate::relay::{Care, Mark, NewIntent, State};
use std::sync::Arc;
use std::time::Duration;
use timebank_api::Event;
use timebank_client::confirmation::Checked;
use timebank_client::SecretKey;
use timebank_intent::{Intent, SignedIntent};

fn intent(nonce: u64, activity: u64) -> Intent {
    Intent {
        scope: Scope::Everyday,
        signer: 3,
        on_behalf_of: None,
        key_epoch: 1,
        lane: 2,
        nonce,
        valid_until: now() + 600,
        contract: contracts().canonical(Contract::ActivityRegistry),
        message: format!(r#"{{"enrol":{{"id":{activity}}}}}"#).into_bytes(),
    }
}

fn sign(intent: Intent, chain: &str, proxy: [u8; 32], key: &SecretKey) -> Vec<u8> {
    let digest = intent.digest(chain, &proxy).unwrap();
    SignedIntent { signature: key.sign_digest(&digest).unwrap(), intent }.encode().unwrap()
}

/// As member 3 signs it.
fn signed(intent: Intent) -> Vec<u8> {
    sign(intent, CHAIN, contracts().canonical(Contract::Proxy), &key(3))
}

fn mark(key: &str) -> Mark {
    Mark { principal: "signer:3".into(), key: key.into(), fingerprint: vec![1] }
}

async fn hand_in(world: &World, bytes: &[u8], mark: Mark) -> Result<crate::relay::Action, RelayError> {
    let handed = world.relay.read(bytes)?;
    world.relay.authentic(&handed).await?;
    world.relay.accept_signed(handed, Checked::Records, mark).await
}

async fn refused(world: &World, bytes: &[u8]) -> &'static str {
    hand_in(world, bytes, mark(&uuid::Uuid::now_v7().to_string())).await.unwrap_err().code()
}

async fn kept(world: &World) -> i64 {
    sqlx::query_scalar("SELECT COUNT(*) FROM actions").fetch_one(world.db.reader()).await.unwrap()
}

#[tokio::test]
async fn what_a_member_has_signed_is_kept_relayed_and_followed_to_its_end() {
    let mut world = World::new().await;
    let well = hand_in(&world, &signed(intent(5, 7)), mark("a")).await.unwrap();
    let closed = hand_in(&world, &signed(intent(6, CLOSED)), mark("b")).await.unwrap();
    assert_eq!((well.kind.as_str(), well.member, well.state), ("enrol", Some(3), State::Accepted));
    assert!(well.confirmation.is_some());
    // The branch signs for the member too, and takes no nonce that is handed in.
    let other = world.submit(8).await;
    let mut world = {
        world.step(0).await;
        world.killed().await
    };
    world.step(0).await;
    world.block().await;
    world.step(0).await;
    world.block().await;
    assert_eq!(world.action(&well.id).await.state, State::Done);
    let failed = world.action(&closed.id).await;
    assert_eq!((failed.state, failed.code.as_deref()), (State::Failed, Some("enrolment.closed")));
    assert_eq!(world.action(&other.id).await.state, State::Done);
    assert_eq!(world.chain.executed().values().copied().collect::<Vec<_>>(), [1, 1, 1]);
}

#[tokio::test]
async fn what_the_proxy_would_reject_is_refused_with_its_code_and_leaves_nothing() {
    let world = World::new().await;
    let proxy = contracts().canonical(Contract::Proxy);
    let with = |change: &dyn Fn(&mut Intent)| {
        let mut changed = intent(0, 7);
        change(&mut changed);
        signed(changed)
    };
    let mut high = signed(intent(0, 7));
    let place = high.len() - 32;
    let s = k256::NonZeroScalar::try_from(&high[place..]).unwrap();
    high[place..].copy_from_slice(&(-*s).to_bytes());
    let mut short = signed(intent(0, 7));
    short.pop();
    for (bytes, code) in [
        (short, "intent.malformed"),
        (vec![], "intent.malformed"),
        (high, "intent.signature"),
        (sign(intent(0, 7), "another-1", proxy, &key(3)), "intent.signature"),
        (sign(intent(0, 7), CHAIN, [9; 32], &key(3)), "intent.signature"),
        (sign(intent(0, 7), CHAIN, proxy, &key(4)), "intent.signature"),
        (with(&|intent| intent.valid_until = now()), "intent.expired"),
        (with(&|intent| intent.valid_until = now() + 90_000), "intent.valid_too_long"),
        (with(&|intent| intent.signer = 4), "key.missing"),
        (with(&|intent| intent.scope = Scope::Owner), "key.missing"),
        (with(&|intent| intent.key_epoch = 2), "intent.epoch"),
        (with(&|intent| intent.nonce = 128), "intent.nonce_too_far"),
        (with(&|intent| intent.contract = [9; 32]), "intent.target"),
        (with(&|intent| intent.message = br#"{"tick":{}}"#.to_vec()), "intent.target"),
        (with(&|intent| intent.message = br#" {"enrol":{"id":7}}"#.to_vec()), "intent.target"),
    ] {
        assert_eq!(refused(&world, &bytes).await, code, "{}", hex::encode(&bytes));
    }
    assert_eq!(kept(&world).await, 0);
    let marks: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM idempotency").fetch_one(world.db.reader()).await.unwrap();
    assert_eq!(marks, 0);
    // The nonce is as free as before.
    hand_in(&world, &signed(intent(0, 7)), mark("a")).await.unwrap();
}

#[tokio::test]
async fn a_nonce_is_taken_once_and_so_is_an_intent_whatever_the_request() {
    let mut world = World::new().await;
    let bytes = signed(intent(3, 7));
    let first = hand_in(&world, &bytes, mark("a")).await.unwrap();
    let handed = world.relay.read(&bytes).unwrap();
    assert_eq!(world.relay.handed_before(&handed, "signer:3").await.unwrap(), Some(first.id.clone()));
    assert_eq!(world.relay.handed_before(&handed, "signer:4").await.unwrap(), None);
    assert_eq!(refused(&world, &bytes).await, "intent.nonce_used");
    assert_eq!(refused(&world, &signed(intent(3, 8))).await, "intent.nonce_used");
    // At once and in one group, under different keys: one of them.
    let twin = signed(intent(4, 9));
    let both =
        futures::future::join(hand_in(&world, &twin, mark("b")), hand_in(&world, &twin, mark("c"))).await;
    let codes = [both.0, both.1].map(|one| one.map_or_else(|error| error.code(), |_| "kept"));
    assert!(codes.contains(&"kept") && codes.contains(&"intent.nonce_used"), "{codes:?}");
    // Nothing pushes an open one out of the window.
    assert_eq!(refused(&world, &signed(intent(131, 7))).await, "intent.nonce_too_far");
    world.step(0).await;
    world.block().await;
    // Spent on the chain, and of an intent that has its action already.
    assert_eq!(refused(&world, &bytes).await, "intent.nonce_used");
    assert_eq!(refused(&world, &signed(intent(3, 8))).await, "intent.nonce_used");
    hand_in(&world, &signed(intent(131, 7)), mark("d")).await.unwrap();
    assert_eq!(refused(&world, &signed(intent(2, 7))).await, "intent.nonce_too_old");
}

#[tokio::test]
async fn an_intent_that_came_to_nothing_is_no_second_action() {
    let world = World::new().await;
    let bytes = signed(intent(0, 7));
    let action = hand_in(&world, &bytes, mark("a")).await.unwrap();
    let mut tx = world.db.begin().await.unwrap();
    sqlx::query("UPDATE actions SET state = 'failed', code = 'member.inactive' WHERE id = $1")
        .bind(&action.id)
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(refused(&world, &bytes).await, "intent.nonce_used");
    // The rest of the group is written.
    let (again, other) = futures::future::join(
        hand_in(&world, &bytes, mark("b")),
        hand_in(&world, &signed(intent(1, 7)), mark("c")),
    )
    .await;
    assert!(again.is_err() && other.is_ok());
}

#[tokio::test]
async fn an_owner_key_that_a_branch_keeps_signs_nothing_here_until_the_member_holds_it() {
    let world = World::new().await;
    world.chain.set_key(3, Scope::Owner, &key(3), 1);
    world.block().await;
    let owner = signed(Intent { scope: Scope::Owner, ..intent(0, 7) });
    assert_eq!(refused(&world, &owner).await, "custody.branch");
    assert!(!world.relay.basis(3, ApiScope::Owner).await.unwrap().own);
    world.chain.set_key(3, Scope::Owner, &key(9), 2);
    world.chain.says(Contract::Proxy, Event::CustodyChanged { member: 3, scope: ApiScope::Owner, own: true });
    world.block().await;
    assert_eq!(refused(&world, &owner).await, "intent.epoch");
    let basis = world.relay.basis(3, ApiScope::Owner).await.unwrap();
    assert_eq!((basis.epoch, basis.own), (2, true));
    assert_eq!(basis.key, key(9).public_key());
    let new = Intent { scope: Scope::Owner, key_epoch: 2, ..intent(0, 7) };
    let bytes = sign(new, CHAIN, contracts().canonical(Contract::Proxy), &key(9));
    hand_in(&world, &bytes, mark("a")).await.unwrap();
    // A key that replaces it without another holder stays the member's.
    world.chain.set_key(3, Scope::Owner, &key(10), 3);
    world.block().await;
    assert!(world.relay.basis(3, ApiScope::Owner).await.unwrap().own);
}

#[tokio::test]
async fn a_member_is_told_free_nonces_of_every_lane() {
    let mut world = World::new().await;
    assert_eq!(world.relay.basis(3, ApiScope::Office).await.unwrap_err().code(), "key.missing");
    let nonces = |world: &World| {
        let relay = world.relay.clone();
        async move { relay.basis(3, ApiScope::Everyday).await.unwrap().nonces }
    };
    assert_eq!(nonces(&world).await, [Some(0); 8]);
    hand_in(&world, &signed(intent(4, 7)), mark("a")).await.unwrap();
    let told = nonces(&world).await;
    assert_eq!((told[0], told[2]), (Some(0), Some(5)));
    hand_in(&world, &signed(intent(told[2].unwrap(), 8)), mark("b")).await.unwrap();
    world.step(0).await;
    world.block().await;
    assert_eq!(nonces(&world).await[2], Some(6));
}

#[tokio::test]
async fn a_members_own_intents_count_among_the_open_ones() {
    let world = World::new().await;
    let terms = crate::relay::Terms { most_of_member: 1, ..crate::fake::terms() };
    let relay = Relay::new(world.db.clone(), CHAIN, contracts(), world.tip.clone(), terms);
    let new = NewIntent {
        member: 3,
        on_behalf_of: None,
        scope: Scope::Everyday,
        contract: Contract::ActivityRegistry,
        message: br#"{"enrol":{"id":1}}"#.to_vec(),
        key: Arc::new(key(3)),
        key_epoch: 1,
        valid_for: Duration::from_secs(600),
        care: Care::default(),
    };
    relay.accept(new, mark("a")).await.unwrap();
    let handed = relay.read(&signed(intent(0, 7))).unwrap();
    let full = relay.accept_signed(handed, Checked::Records, mark("b")).await;
    assert!(matches!(full, Err(RelayError::Busy)));
}
