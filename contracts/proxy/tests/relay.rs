//! Batches through the proxy to targets that really run: what one intent does or breaks, no other one feels.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation
)]

mod fakes;

use cosmwasm_std::{from_json, to_json_vec, Addr, Api};
use cw_multi_test::{App, AppResponse, Executor};
use k256::ecdsa::signature::hazmat::PrehashSigner;
use k256::ecdsa::{Signature, SigningKey};
use timebank_api::permission::Contract;
use timebank_api::proxy::{ExecuteMsg, InstantiateMsg, KeyResponse, Outcome, QueryMsg, RelayResult};
use timebank_api::record::{member_key, operator_key, AgeClass, MemberKind, MemberRecord, MemberStatus};
use timebank_api::{activity_registry, time_token, Code, Event, MemberId, Roles, Wiring};
use timebank_intent::{key_proof_digest, CanonicalAddress, Digest, Intent, Scope, SignedIntent};

const MEMBERS: u64 = 3;

/// The real proxy among fakes, with three members of branch 1.
struct System {
    app: App,
    proxy: Addr,
    registry: Addr,
    activities: Addr,
    token: Addr,
    operator: Addr,
}

impl System {
    fn new() -> Self {
        let mut app = App::default();
        let council = app.api().addr_make("council");
        let operator = app.api().addr_make("operator");
        let proxy_code = app.store_code(fakes::proxy());
        let registry_code = app.store_code(fakes::registry());
        let target_code = app.store_code(fakes::target());
        let proxy = app
            .instantiate_contract(
                proxy_code,
                council.clone(),
                &InstantiateMsg { council: council.to_string() },
                &[],
                "proxy",
                None,
            )
            .unwrap();
        let mut records = vec![(operator_key(operator.as_str()), 1u32.to_be_bytes().to_vec())];
        for member in 1..=MEMBERS {
            let record = MemberRecord {
                branch: 1,
                roles: Roles::default(),
                status: MemberStatus::Active,
                kind: MemberKind::Person,
                age: AgeClass::From60,
                account: app.api().addr_make(&format!("account-{member}")).into(),
            };
            records.push((member_key(member), record.to_bytes()));
        }
        let registry = app
            .instantiate_contract(
                registry_code,
                council.clone(),
                &fakes::Records { records },
                &[],
                "registry",
                None,
            )
            .unwrap();
        let mut target = |name: &str, next: Option<&Addr>| {
            let msg = fakes::Next { next: next.map(Addr::to_string) };
            app.instantiate_contract(target_code, council.clone(), &msg, &[], name, None).unwrap()
        };
        let token = target("token", None);
        let activities = target("activities", Some(&token));
        let nobody = app.api().addr_make("nobody");
        let wiring = Wiring::new(|contract| {
            let address = match contract {
                Contract::Proxy => &proxy,
                Contract::MemberRegistry => &registry,
                Contract::ActivityRegistry => &activities,
                Contract::TimeToken => &token,
                _ => &nobody,
            };
            address.to_string()
        });
        app.execute_contract(council, proxy.clone(), &ExecuteMsg::Wire { wiring }, &[]).unwrap();
        let mut system = System { app, proxy, registry, activities, token, operator };
        for member in 1..=MEMBERS {
            let everyday_key = point(&key(member, Scope::Everyday)).into();
            system
                .app
                .execute_contract(
                    system.registry.clone(),
                    system.proxy.clone(),
                    &ExecuteMsg::AddMember { member, everyday_key },
                    &[],
                )
                .unwrap();
        }
        system
    }

    fn canonical(&self, address: &Addr) -> CanonicalAddress {
        let canonical = self.app.api().addr_canonicalize(address.as_str()).unwrap();
        canonical.as_slice().try_into().unwrap()
    }

    fn intent(&self, signer: MemberId, nonce: u64, target: &Addr, message: Vec<u8>) -> Intent {
        Intent {
            scope: Scope::Everyday,
            signer,
            on_behalf_of: None,
            key_epoch: 1,
            lane: 0,
            nonce,
            valid_until: self.app.block_info().time.seconds() + 600,
            contract: self.canonical(target),
            message,
        }
    }

    /// An intent to enrol in an activity; what the fake does then depends on its number.
    fn enrol(&self, signer: MemberId, nonce: u64, activity: u64) -> Intent {
        let msg = activity_registry::ExecuteMsg::Enrol { id: activity, openings: vec![] };
        self.intent(signer, nonce, &self.activities, to_json_vec(&msg).unwrap())
    }

    fn digest(&self, intent: &Intent) -> Digest {
        intent.digest(&self.app.block_info().chain_id, &self.canonical(&self.proxy)).unwrap()
    }

    fn signed(&self, intent: &Intent) -> Vec<u8> {
        let signature = sign(&key(intent.signer, intent.scope), &self.digest(intent));
        let intent = intent.clone();
        SignedIntent { intent, signature }.encode().unwrap()
    }

    fn relay(&mut self, intents: Vec<Vec<u8>>) -> AppResponse {
        let intents = intents.into_iter().map(Into::into).collect();
        self.app
            .execute_contract(self.operator.clone(), self.proxy.clone(), &ExecuteMsg::Relay { intents }, &[])
            .unwrap()
    }

    fn relay_signed(&mut self, intents: &[Intent]) -> AppResponse {
        let bytes = intents.iter().map(|intent| self.signed(intent)).collect();
        self.relay(bytes)
    }

    /// What a fake target has kept.
    fn kept(&self, target: &Addr) -> Vec<u64> {
        self.app.wrap().query_wasm_smart(target, &fakes::Query::Kept {}).unwrap()
    }
}

fn key(member: MemberId, scope: Scope) -> SigningKey {
    let mut bytes = [7; 32];
    bytes[0] = member as u8;
    bytes[1] = scope.byte() + 1;
    SigningKey::from_slice(&bytes).unwrap()
}

fn point(key: &SigningKey) -> Vec<u8> {
    key.verifying_key().to_encoded_point(true).as_bytes().to_vec()
}

fn sign(key: &SigningKey, digest: &Digest) -> [u8; 64] {
    let signature: Signature = key.sign_prehash(digest).unwrap();
    signature.to_bytes().into()
}

fn results(response: &AppResponse) -> Vec<Outcome> {
    let result: RelayResult = from_json(response.data.as_ref().unwrap()).unwrap();
    result.results
}

/// The events of the proxy itself.
fn events(response: &AppResponse, proxy: &Addr) -> Vec<Event> {
    let own = |event: &&cosmwasm_std::Event| {
        event
            .attributes
            .iter()
            .any(|attribute| attribute.key == "_contract_address" && attribute.value == proxy.as_str())
    };
    let data = |event: &cosmwasm_std::Event| {
        let data = event.attributes.iter().find(|attribute| attribute.key == "data")?;
        Event::read(&event.ty, &data.value)
    };
    response.events.iter().filter(own).filter_map(data).collect()
}

fn failed(digest: Digest, code: Code) -> Event {
    Event::IntentFailed { digest: digest.into(), code: code.text().into() }
}

#[test]
fn relay_failing_intents_leave_no_trace_and_the_others_whole() {
    let mut system = System::new();
    let intents: Vec<Intent> = [
        (1, 0, 1),
        (2, 0, fakes::REFUSES),
        (3, 0, 3),
        (1, 1, fakes::BREAKS),
        (2, 1, fakes::REFUSED_BY_NEXT),
        (3, 1, 6),
    ]
    .into_iter()
    .map(|(member, nonce, activity)| system.enrol(member, nonce, activity))
    .collect();
    let response = system.relay_signed(&intents);
    assert_eq!(
        results(&response),
        [
            Outcome::Done,
            Outcome::failed(Code::EnrolmentClosed),
            Outcome::Done,
            Outcome::failed(Code::Internal),
            Outcome::failed(Code::InsufficientTime),
            Outcome::Done,
        ]
    );
    // The fakes write before they fail, the nested one in two contracts.
    assert_eq!(system.kept(&system.activities), [1, 3, 6]);
    assert_eq!(system.kept(&system.token), Vec::<u64>::new());
    assert_eq!(
        events(&response, &system.proxy),
        [
            failed(system.digest(&intents[1]), Code::EnrolmentClosed),
            failed(system.digest(&intents[3]), Code::Internal),
            failed(system.digest(&intents[4]), Code::InsufficientTime),
        ]
    );

    // Failed is terminal: none of them runs again, and nothing of this batch shows in the next one.
    let response = system.relay_signed(&intents);
    assert_eq!(results(&response), vec![Outcome::rejected(Code::NonceUsed); intents.len()]);
    let next = [system.enrol(1, 2, 7), system.enrol(2, 2, fakes::REFUSES)];
    let response = system.relay_signed(&next);
    assert_eq!(results(&response), [Outcome::Done, Outcome::failed(Code::EnrolmentClosed)]);
    assert_eq!(system.kept(&system.activities), [1, 3, 6, 7]);
}

#[test]
fn relay_forged_copy_marks_no_live_digest_as_failed() {
    let mut system = System::new();
    let genuine = system.enrol(1, 0, 1);
    let bytes = system.signed(&genuine);
    let mut forged = bytes.clone();
    *forged.last_mut().unwrap() ^= 1;
    let refused = system.enrol(2, 0, fakes::REFUSES);
    let batch = vec![forged.clone(), bytes, forged, system.signed(&refused), vec![1]];
    let response = system.relay(batch);
    assert_eq!(
        results(&response),
        [
            Outcome::rejected(Code::IntentSignature),
            Outcome::Done,
            Outcome::rejected(Code::IntentSignature),
            Outcome::failed(Code::EnrolmentClosed),
            Outcome::rejected(Code::IntentMalformed),
        ]
    );
    let failures: Vec<_> = events(&response, &system.proxy)
        .into_iter()
        .filter(|event| matches!(event, Event::IntentFailed { .. }))
        .collect();
    assert_eq!(failures, [failed(system.digest(&refused), Code::EnrolmentClosed)]);
    assert_eq!(system.kept(&system.activities), [1]);
}

#[test]
fn relay_every_intent_of_a_full_batch_may_fail() {
    let mut system = System::new();
    let intents: Vec<_> = (0..50).map(|nonce| system.enrol(1, nonce, fakes::REFUSES)).collect();
    let response = system.relay_signed(&intents);
    assert_eq!(results(&response), vec![Outcome::failed(Code::EnrolmentClosed); 50]);
    assert_eq!(events(&response, &system.proxy).len(), 50);
    assert!(system.kept(&system.activities).is_empty());
}

#[test]
fn relay_reaches_each_target_in_the_batchs_order() {
    let mut system = System::new();
    let burn = to_json_vec(&time_token::ExecuteMsg::Burn { amount: 4u128.into() }).unwrap();
    let intents = [system.enrol(3, 0, 9), system.intent(1, 0, &system.token, burn), system.enrol(2, 0, 8)];
    let response = system.relay_signed(&intents);
    assert_eq!(results(&response), vec![Outcome::Done; 3]);
    assert_eq!(system.kept(&system.activities), [9, 8]);
    assert_eq!(system.kept(&system.token), [4]);
}

#[test]
fn set_owner_key_by_intent_opens_the_owner_scope_once() {
    let mut system = System::new();
    let owner = key(1, Scope::Owner);
    let chain = system.app.block_info().chain_id;
    let digest = key_proof_digest(&chain, &system.canonical(&system.proxy), 1, Scope::Owner, 1);
    let message = to_json_vec(&ExecuteMsg::SetOwnerKey {
        key: point(&owner).into(),
        proof: sign(&owner, &digest).into(),
    })
    .unwrap();
    let with_owner_key = |system: &System, nonce| Intent { scope: Scope::Owner, ..system.enrol(1, nonce, 5) };
    let set = |system: &System, nonce| system.intent(1, nonce, &system.proxy, message.clone());
    let intents = [
        with_owner_key(&system, 0),
        set(&system, 0),
        // Too early: the batch is judged before anything in it has run.
        with_owner_key(&system, 1),
    ];
    let response = system.relay_signed(&intents);
    assert_eq!(
        results(&response),
        [Outcome::rejected(Code::KeyMissing), Outcome::Done, Outcome::rejected(Code::KeyMissing)]
    );
    let info: KeyResponse = system
        .app
        .wrap()
        .query_wasm_smart(&system.proxy, &QueryMsg::Key { member: 1, scope: timebank_api::Scope::Owner })
        .unwrap();
    assert_eq!(info.key.unwrap().key.as_slice(), point(&owner));

    let intents = [with_owner_key(&system, 0), set(&system, 1)];
    let response = system.relay_signed(&intents);
    assert_eq!(results(&response), [Outcome::Done, Outcome::failed(Code::KeyExists)]);
    assert_eq!(system.kept(&system.activities), [5]);
}
