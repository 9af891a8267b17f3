//! Nothing but a fresh, genuine intent gets through, whatever is made of one that was seen.

use super::world::*;
use crate::key::api_scope;
use k256::ecdsa::Signature;
use timebank_api::proxy::{Outcome, MAX_INTENTS, MAX_VALIDITY_SECONDS};
use timebank_api::record::MemberStatus;
use timebank_api::{Code, Roles};
use timebank_intent::{Intent, Scope};

#[test]
fn relay_same_bytes_again_is_rejected() {
    let mut world = World::new();
    let bytes = world.signed(world.intent(0));
    assert_eq!(world.outcome(bytes.clone()), Outcome::Done);
    let before = world.dump();
    assert_eq!(world.outcome(bytes.clone()), rejected(Code::NonceUsed));
    // By another operator too.
    let response = world.relay_by(OTHER_OPERATOR, &[bytes]).unwrap();
    assert_eq!(outcomes(&response), [rejected(Code::NonceUsed)]);
    assert!(response.messages.is_empty());
    assert_eq!(world.dump(), before);
}

#[test]
fn relay_same_bytes_twice_in_one_batch_runs_the_first_only() {
    let mut world = World::new();
    let bytes = world.signed(world.intent(0));
    let response = world.relay(&[bytes.clone(), bytes]).unwrap();
    assert_eq!(outcomes(&response), [Outcome::Done, rejected(Code::NonceUsed)]);
    assert_eq!(response.messages.len(), 1);
}

#[test]
fn relay_another_intent_with_a_spent_nonce_is_rejected() {
    let mut world = World::new();
    let other = Intent { message: br#"{"enrol":{"id":6}}"#.to_vec(), ..world.intent(0) };
    let batch = [world.signed(world.intent(0)), world.signed(other)];
    let response = world.relay(&batch).unwrap();
    assert_eq!(outcomes(&response), [Outcome::Done, rejected(Code::NonceUsed)]);
}

#[test]
fn relay_high_s_twin_is_rejected_before_and_after_the_genuine_one() {
    let mut world = World::new();
    let bytes = world.signed(world.intent(0));
    let split = bytes.len() - 64;
    let signature = Signature::from_slice(&bytes[split..]).unwrap();
    let (r, s) = signature.split_scalars();
    let twin = Signature::from_scalars(r, -*s).unwrap();
    let twin = [&bytes[..split], &twin.to_bytes()].concat();

    assert_eq!(world.outcome(twin.clone()), rejected(Code::IntentSignature));
    assert_eq!(world.outcome(bytes), Outcome::Done);
    assert_eq!(world.outcome(twin), rejected(Code::IntentSignature));
}

#[test]
fn relay_other_encodings_of_an_intent_are_rejected() {
    let mut world = World::new();
    let bytes = world.signed(world.intent(0));
    let split = bytes.len() - 64;
    let after = [bytes.as_slice(), &[0]].concat();
    let before = [&[0], bytes.as_slice()].concat();
    let between = [&bytes[..split], &[0], &bytes[split..]].concat();
    let shorter = bytes[..bytes.len() - 1].to_vec();
    for other in [after, before, between, shorter, vec![], vec![0; 64]] {
        assert_eq!(world.outcome(other), rejected(Code::IntentMalformed));
    }
    for (at, value) in [(0, 2), (1, 3), (22, 8)] {
        let mut other = bytes.clone();
        other[at] = value;
        assert_eq!(world.outcome(other), rejected(Code::IntentMalformed));
    }
    // Blanks that the target's parser would skip are other bytes, so the signature does not fit.
    let mut blank = world.intent(0);
    blank.message.push(b' ');
    let other = [blank.encode().unwrap().as_slice(), &bytes[split..]].concat();
    assert_eq!(world.outcome(other), rejected(Code::IntentSignature));
    assert_eq!(world.outcome(bytes), Outcome::Done);
}

#[test]
fn relay_intent_with_any_byte_changed_is_rejected() {
    let mut world = World::new();
    let bytes = world.signed(world.intent(0));
    for at in 0..bytes.len() {
        let mut other = bytes.clone();
        other[at] ^= 1;
        assert!(matches!(world.outcome(other), Outcome::Rejected(_)), "byte {at}");
    }
    assert_eq!(world.outcome(bytes), Outcome::Done);
}

#[test]
fn relay_intent_for_another_chain_or_proxy_is_rejected() {
    let mut world = World::new();
    let key = secret(MEMBER, Scope::Everyday, 0);
    let chain = world.env.block.chain_id.clone();
    let other_chain = signed_for(world.intent(0), &key, "timebank-other-1", &world.own());
    let other_proxy = signed_for(world.intent(0), &key, &chain, &canonical(addr("other-proxy").as_str()));
    for bytes in [other_chain, other_proxy] {
        assert_eq!(world.outcome(bytes), rejected(Code::IntentSignature));
    }
}

#[test]
fn relay_at_a_second_proxy_with_the_same_keys_is_rejected() {
    let mut first = World::new();
    let bytes = first.signed(first.intent(0));
    assert_eq!(first.outcome(bytes.clone()), Outcome::Done);
    let mut second = World::at("second-proxy");
    assert_eq!(second.outcome(bytes), rejected(Code::IntentSignature));
}

#[test]
fn relay_expired_intent_is_rejected_from_its_last_second_on() {
    let mut world = World::new();
    let bytes = world.signed(world.intent(0));
    let later = world.signed(world.intent(1));
    world.env.block.time = world.env.block.time.plus_seconds(HOUR - 1);
    assert_eq!(world.outcome(later), Outcome::Done);
    world.env.block.time = world.env.block.time.plus_seconds(1);
    assert_eq!(world.outcome(bytes), rejected(Code::IntentExpired));
}

#[test]
fn relay_intent_valid_for_more_than_a_day_is_rejected() {
    let mut world = World::new();
    let until = |world: &World, seconds| {
        let intent = Intent { valid_until: world.now() + seconds, ..world.intent(0) };
        world.signed(intent)
    };
    let long = until(&world, MAX_VALIDITY_SECONDS + 1);
    assert_eq!(world.outcome(long), rejected(Code::IntentTooLong));
    let forever = Intent { valid_until: u64::MAX, ..world.intent(0) };
    let forever = world.signed(forever);
    assert_eq!(world.outcome(forever), rejected(Code::IntentTooLong));
    let longest = until(&world, MAX_VALIDITY_SECONDS);
    assert_eq!(world.outcome(longest), Outcome::Done);
}

#[test]
fn relay_intent_of_a_replaced_key_is_rejected_whatever_epoch_it_names() {
    let mut world = World::new();
    world.make_reviewer();
    let office =
        |world: &World, nonce, key_epoch| Intent { scope: Scope::Office, key_epoch, ..world.intent(nonce) };
    let spent = world.signed(office(&world, 0, 1));
    let outstanding = world.signed(office(&world, 1, 1));
    assert_eq!(world.outcome(spent.clone()), Outcome::Done);

    world.set_office_key(MEMBER, 1).unwrap();
    let new_key = secret(MEMBER, Scope::Office, 1);
    let old_key_new_epoch = world.signed(office(&world, 1, 2));
    let new_key_old_epoch = world.signed_with(office(&world, 1, 1), &new_key);
    for bytes in [spent, outstanding.clone(), new_key_old_epoch] {
        assert_eq!(world.outcome(bytes), rejected(Code::IntentEpoch));
    }
    assert_eq!(world.outcome(old_key_new_epoch), rejected(Code::IntentSignature));

    // The nonces begin anew under the new key, and the old key stays dead.
    let nonces = world.nonces(MEMBER, api_scope(Scope::Office), 0);
    assert_eq!((nonces.epoch, nonces.next), (2, 0));
    let fresh = world.signed_with(office(&world, 0, 2), &new_key);
    assert_eq!(world.outcome(fresh), Outcome::Done);
    assert_eq!(world.outcome(outstanding), rejected(Code::IntentEpoch));
}

#[test]
fn relay_after_the_key_came_back_is_rejected() {
    let mut world = World::new();
    world.make_reviewer();
    let intent = Intent { scope: Scope::Office, ..world.intent(0) };
    let outstanding = world.signed(intent);
    world.set_office_key(MEMBER, 1).unwrap();
    world.set_office_key(MEMBER, 0).unwrap();
    assert_eq!(world.outcome(outstanding), rejected(Code::IntentEpoch));
}

#[test]
fn relay_scope_byte_must_be_the_signing_keys() {
    let mut world = World::new();
    // Signed with the everyday key, claiming to be the owner's; then the other way round.
    for (scope, key) in [(Scope::Owner, Scope::Everyday), (Scope::Everyday, Scope::Owner)] {
        let intent = Intent { scope, ..world.intent(0) };
        let bytes = world.signed_with(intent, &secret(MEMBER, key, 0));
        assert_eq!(world.outcome(bytes), rejected(Code::IntentSignature));
    }
    let office = Intent { scope: Scope::Office, ..world.intent(0) };
    let office = world.signed_with(office, &secret(MEMBER, Scope::Everyday, 0));
    assert_eq!(world.outcome(office), rejected(Code::KeyMissing));
}

#[test]
fn relay_for_another_member_is_rejected() {
    let mut world = World::new();
    let stolen = Intent { signer: OTHER, ..world.intent(0) };
    let stolen = world.signed_with(stolen, &secret(MEMBER, Scope::Everyday, 0));
    assert_eq!(world.outcome(stolen), rejected(Code::IntentSignature));
    let nobody = Intent { signer: 9, ..world.intent(0) };
    let nobody = world.signed_with(nobody, &secret(MEMBER, Scope::Everyday, 0));
    assert_eq!(world.outcome(nobody), rejected(Code::KeyMissing));
}

#[test]
fn relay_nonce_outside_the_window_is_rejected_on_both_sides() {
    let mut world = World::new();
    let mut outcome = |nonce| {
        let bytes = world.signed(world.intent(nonce));
        world.outcome(bytes)
    };
    assert_eq!(outcome(128), rejected(Code::NonceTooFar));
    assert_eq!(outcome(u64::MAX), rejected(Code::NonceTooFar));
    assert_eq!(outcome(127), Outcome::Done);
    assert_eq!(outcome(0), Outcome::Done);
    assert_eq!(outcome(0), rejected(Code::NonceUsed));
    assert_eq!(outcome(130), Outcome::Done);
    assert_eq!(outcome(2), rejected(Code::NonceTooOld));
    assert_eq!(outcome(3), Outcome::Done);
}

#[test]
fn lanes_and_scopes_have_nonces_of_their_own() {
    let mut world = World::new();
    for lane in 0..8 {
        for scope in [Scope::Everyday, Scope::Owner] {
            let intent = Intent { lane, scope, ..world.intent(0) };
            let bytes = world.signed(intent);
            assert_eq!(world.outcome(bytes.clone()), Outcome::Done);
            assert_eq!(world.outcome(bytes), rejected(Code::NonceUsed));
            let nonces = world.nonces(MEMBER, api_scope(scope), lane);
            assert_eq!((nonces.epoch, nonces.next), (1, 1));
            assert_eq!(nonces.spent.as_slice(), 1u128.to_be_bytes());
        }
    }
}

#[test]
fn relay_by_an_account_that_is_no_operator_is_refused() {
    let mut world = World::new();
    let bytes = world.signed(world.intent(0));
    let before = world.dump();
    for sender in ["stranger", "council", "member-registry"] {
        let refused = world.relay_by(sender, std::slice::from_ref(&bytes)).unwrap_err();
        assert_eq!(refused.code(), Code::OperatorUnknown);
    }
    assert_eq!(world.dump(), before);
    assert_eq!(world.outcome(bytes), Outcome::Done);
}

#[test]
fn relay_forged_copy_is_rejected_and_the_genuine_one_beside_it_is_done() {
    let mut world = World::new();
    let genuine = world.signed(world.intent(0));
    let mut forged = genuine.clone();
    let last = forged.len() - 1;
    forged[last] ^= 1;
    let response = world.relay(&[forged.clone(), genuine, forged]).unwrap();
    assert_eq!(
        outcomes(&response),
        [rejected(Code::IntentSignature), Outcome::Done, rejected(Code::IntentSignature)]
    );
    assert_eq!(response.messages.len(), 1);
}

#[test]
fn relay_for_a_member_that_is_not_active_spends_nothing() {
    let mut world = World::new();
    let bytes = world.signed(world.intent(0));
    let before = world.dump();
    for status in
        [MemberStatus::Suspended, MemberStatus::Closed, MemberStatus::Frozen, MemberStatus::Deceased]
    {
        world.set_member(MEMBER, 1, Roles::default(), status);
        assert_eq!(world.outcome(bytes.clone()), rejected(Code::MemberInactive));
    }
    assert_eq!(world.dump(), before);
    world.set_member(MEMBER, 1, Roles::default(), MemberStatus::Active);
    assert_eq!(world.outcome(bytes), Outcome::Done);
}

#[test]
fn relay_rejected_intents_leave_no_trace_in_storage() {
    let mut world = World::new();
    let genuine = world.signed(world.intent(0));
    let mut forged = genuine;
    forged[80] ^= 1;
    let before = world.dump();
    let far = world.signed(world.intent(999));
    world.relay(&[forged, far, vec![1, 2, 3]]).unwrap();
    assert_eq!(world.dump(), before);
}

#[test]
fn relay_takes_at_most_fifty_intents() {
    let mut world = World::new();
    let batch: Vec<_> = (0..51).map(|nonce| world.signed(world.intent(nonce))).collect();
    assert_eq!(world.relay(&batch).unwrap_err().code(), Code::TooMany);
    let response = world.relay(&batch[..MAX_INTENTS]).unwrap();
    assert_eq!(outcomes(&response), vec![Outcome::Done; MAX_INTENTS]);
    assert!(outcomes(&world.relay(&[]).unwrap()).is_empty());
}

#[test]
fn relay_asks_the_registry_once_per_member_and_never_for_the_unsigned() {
    let mut world = World::new();
    let mut batch: Vec<_> = (0..10).map(|nonce| world.signed(world.intent(nonce))).collect();
    let mut forged = world.signed(world.intent(20));
    forged[80] ^= 1;
    batch.push(forged.clone());
    world.queries();
    world.relay(&batch).unwrap();
    // One for the operator, one for the member.
    assert_eq!(world.queries(), 2);
    world.relay(&[forged]).unwrap();
    assert_eq!(world.queries(), 1);
}
