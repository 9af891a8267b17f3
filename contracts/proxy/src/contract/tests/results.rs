//! What is handed on, and what is reported of it.

use super::world::*;
use crate::contract::reply;
use cosmwasm_std::testing::message_info;
use cosmwasm_std::{coins, Reply, ReplyOn, SubMsgResponse, SubMsgResult};
use timebank_api::permission::Contract;
use timebank_api::proxy::{ExecuteMsg, Outcome};
use timebank_api::record::MemberStatus;
use timebank_api::{Code, Event, Role, Roles};
use timebank_intent::{Digest, Intent, Scope};

fn digest(world: &World, intent: &Intent) -> Digest {
    intent.digest(&world.env.block.chain_id, &world.own()).unwrap()
}

fn intent_failed(digest: Digest, code: Code) -> Event {
    Event::IntentFailed { digest: digest.into(), code: code.text().into() }
}

#[test]
fn relay_hands_on_actor_and_message_under_the_tables_gas_limit() {
    let mut world = World::new();
    let roles = Roles::default().with(Role::Custodian);
    world.set_member(MEMBER, 7, roles, MemberStatus::Active);
    let enrol = world.intent(0);
    let transfer = Intent {
        scope: Scope::Owner,
        contract: canonical(addr("time-token").as_str()),
        message: br#"{"transfer": {"recipient":"x","amount":"1"} }"#.to_vec(),
        ..world.intent(0)
    };
    let batch = [world.signed(enrol.clone()), world.signed(transfer.clone())];
    let response = world.relay_by(OTHER_OPERATOR, &batch).unwrap();
    assert!(response.events.is_empty());

    let [first, second] = &response.messages[..] else { panic!("two messages") };
    let (contract, actor, msg) = forwarded(first);
    assert_eq!(contract, Contract::ActivityRegistry);
    assert_eq!(msg.as_slice(), enrol.message);
    assert_eq!(
        actor,
        timebank_api::Actor {
            id: MEMBER,
            account: account(MEMBER),
            branch: 7,
            roles,
            scope: timebank_api::Scope::Everyday,
            relayed_by: 2,
            agent: None,
        }
    );
    let (contract, actor, msg) = forwarded(second);
    assert_eq!(contract, Contract::TimeToken);
    assert_eq!(msg.as_slice(), transfer.message);
    assert_eq!(actor.scope, timebank_api::Scope::Owner);

    for (message, contract, name) in
        [(first, Contract::ActivityRegistry, "enrol"), (second, Contract::TimeToken, "transfer")]
    {
        let limit = timebank_api::permission::relayable(contract, name).unwrap().relay_gas;
        assert_eq!(message.gas_limit, Some(limit));
        assert_eq!(message.reply_on, ReplyOn::Error);
    }
}

#[test]
fn relay_authentic_intent_without_a_target_fails_and_spends_its_nonce() {
    let mut world = World::new();
    let registry = canonical(addr("activity-registry").as_str());
    let own = world.own();
    let cases: [([u8; 32], &[u8]); 9] = [
        (canonical(addr("stranger").as_str()), br#"{"enrol":{"id":1}}"#),
        (registry, br#"{"nothing":{}}"#),
        (registry, br#"{"tick":{}}"#),
        (registry, br#"{"wire":{}}"#),
        (registry, br#"{"relayed":{}}"#),
        (registry, br#" {"enrol":{"id":1}}"#),
        (registry, b""),
        (own, br#"{"relay":{"intents":[]}}"#),
        (own, br#"{"set_office_key":{"member":1,"key":""}}"#),
    ];
    for (nonce, (contract, message)) in (0..).zip(cases) {
        let intent = Intent { contract, message: message.to_vec(), ..world.intent(nonce) };
        let bytes = world.signed(intent.clone());
        let response = world.relay(std::slice::from_ref(&bytes)).unwrap();
        assert_eq!(outcomes(&response), [failed(Code::IntentTarget)]);
        assert!(response.messages.is_empty());
        assert_eq!(events(&response), [intent_failed(digest(&world, &intent), Code::IntentTarget)]);
        assert_eq!(world.outcome(bytes), rejected(Code::NonceUsed));
    }
}

#[test]
fn rejected_intents_are_reported_by_place_and_without_digest() {
    let mut world = World::new();
    let genuine = world.signed(world.intent(0));
    let mut forged = genuine.clone();
    forged[80] ^= 1;
    let response = world.relay(&[genuine, forged, vec![]]).unwrap();
    let rejected = |index, code: Code| Event::IntentRejected { index, code: code.text().into() };
    assert_eq!(events(&response), [rejected(1, Code::IntentSignature), rejected(2, Code::IntentMalformed)]);
}

/// Ten intents: 1 forged, 6 without target, the others handed on.
fn batch(world: &World, first: u64) -> (Vec<Intent>, Vec<Vec<u8>>) {
    let intents: Vec<Intent> = (first..first + 10)
        .map(|nonce| Intent {
            message: if nonce == first + 6 {
                br#"{"nothing":{}}"#.to_vec()
            } else {
                world.intent(nonce).message
            },
            ..world.intent(nonce)
        })
        .collect();
    let mut bytes: Vec<_> = intents.iter().map(|intent| world.signed(intent.clone())).collect();
    bytes[1][80] ^= 1;
    (intents, bytes)
}

fn base() -> Vec<Outcome> {
    let mut expected = vec![Outcome::Done; 10];
    expected[1] = rejected(Code::IntentSignature);
    expected[6] = failed(Code::IntentTarget);
    expected
}

#[test]
fn reply_of_several_failures_ends_with_the_whole_truth() {
    let mut world = World::new();
    let (intents, bytes) = batch(&world, 0);
    let response = world.relay(&bytes).unwrap();
    assert_eq!(outcomes(&response), base());
    // Handed on: 0, 2, 3, 4, 5, 7, 8, 9.
    assert_eq!(response.messages.len(), 8);
    let mut expected = base();
    for (message, index, error, code) in [
        (0, 0, "enrolment.closed: Registration is not open.", Code::EnrolmentClosed),
        (3, 4, "codespace: sdk, code: 11", Code::GasExhausted),
        (4, 5, "codespace: wasm, code: 29", Code::Internal),
        (7, 9, "x: y: time.budget: not enough: execute wasm contract failed", Code::BudgetExceeded),
    ] {
        let answer = world.refuse(&response.messages[message], error);
        expected[index] = failed(code);
        assert_eq!(outcomes(&answer), expected);
        assert_eq!(events(&answer), [intent_failed(digest(&world, &intents[index]), code)]);
    }
}

#[test]
fn reply_of_a_later_batch_sees_nothing_of_an_earlier_one() {
    let mut world = World::new();
    let (_, bytes) = batch(&world, 0);
    let earlier = world.relay(&bytes).unwrap();
    for message in &earlier.messages {
        world.refuse(message, "enrolment.closed");
    }
    // Another of the same length in the same block, and one after that of another length.
    let (_, bytes) = batch(&world, 10);
    let later = world.relay(&bytes).unwrap();
    assert_eq!(outcomes(&later), base());
    let answer = world.refuse(&later.messages[7], "enrolment.exists");
    let mut expected = base();
    expected[9] = failed(Code::EnrolmentExists);
    assert_eq!(outcomes(&answer), expected);

    let single = world.signed(world.intent(20));
    let single = world.relay(&[single]).unwrap();
    let answer = world.refuse(&single.messages[0], "enrolment.exists");
    assert_eq!(outcomes(&answer), [failed(Code::EnrolmentExists)]);
}

#[test]
fn reply_spends_the_nonce_and_touches_no_other() {
    let mut world = World::new();
    let bytes = world.signed(world.intent(0));
    let response = world.relay(std::slice::from_ref(&bytes)).unwrap();
    world.refuse(&response.messages[0], "enrolment.closed");
    assert_eq!(world.outcome(bytes), rejected(Code::NonceUsed));
    let next = world.signed(world.intent(1));
    assert_eq!(world.outcome(next), Outcome::Done);
}

#[test]
fn reply_to_something_else_is_an_error() {
    let mut world = World::new();
    let bytes = world.signed(world.intent(0));
    let message = world.relay(&[bytes]).unwrap().messages.remove(0);
    #[allow(deprecated)]
    let with = |id, payload, result| Reply { id, payload, gas_used: 0, result };
    let error = SubMsgResult::Err("x".into());
    for msg in [
        with(message.id + 1, message.payload.clone(), error.clone()),
        with(message.id, vec![1, 2, 3].into(), error),
    ] {
        let refused = reply(world.deps.as_mut(), world.env.clone(), msg);
        assert_eq!(refused.unwrap_err().code(), Code::StateInvalid);
    }
    #[allow(deprecated)]
    let success = SubMsgResult::Ok(SubMsgResponse { events: vec![], data: None, msg_responses: vec![] });
    let msg = with(message.id, message.payload, success);
    let answer = reply(world.deps.as_mut(), world.env.clone(), msg).unwrap();
    assert!(answer.data.is_none() && answer.events.is_empty());
}

#[test]
fn relay_with_coins_is_refused() {
    let mut world = World::new();
    let relay = ExecuteMsg::Relay { intents: vec![] };
    let refused = crate::contract::execute(
        world.deps.as_mut(),
        world.env.clone(),
        message_info(&addr(OPERATOR), &coins(1, "ubond")),
        relay,
    );
    assert_eq!(refused.unwrap_err().code(), Code::FundsSent);
}
