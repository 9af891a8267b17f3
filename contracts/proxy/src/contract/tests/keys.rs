//! How keys come into being.

use super::world::*;
use crate::contract::{migrate, query, NAME};
use timebank_api::proxy::{AccountResponse, ExecuteMsg, KeyInfo, KeyResponse, MigrateMsg, Outcome, QueryMsg};
use timebank_api::record::MemberStatus;
use timebank_api::{Actor, Agent, Code, Event, Rights, Role, Roles, Wiring};
use timebank_intent::{key_proof_digest, Intent, Scope};

fn key(world: &World, member: u64, scope: timebank_api::Scope) -> Option<KeyInfo> {
    let answer: KeyResponse = world.ask(QueryMsg::Key { member, scope });
    answer.key
}

#[test]
fn wire_names_this_contract_and_takes_only_contracts_addresses() {
    let mut world = World::unwired();
    let wiring = world.wiring();
    let foreign = Wiring { proxy: addr("other").into(), ..wiring.clone() };
    assert_eq!(world.wire(&foreign).unwrap_err().code(), Code::AddressInvalid);
    let invalid = Wiring { rulebook: "rulebook".into(), ..wiring.clone() };
    assert_eq!(world.wire(&invalid).unwrap_err().code(), Code::AddressInvalid);
    let refused = world.execute(&addr("stranger"), ExecuteMsg::Wire { wiring: wiring.clone() });
    assert_eq!(refused.unwrap_err().code(), Code::Unauthorized);
    let early = world.relay(&[]);
    assert_eq!(early.unwrap_err().code(), Code::NotWired);
    world.wire(&wiring).unwrap();
    assert_eq!(world.wire(&wiring).unwrap_err().code(), Code::AlreadyWired);
}

#[test]
fn add_member_is_the_registrys_and_sets_the_first_key_once() {
    let mut world = World::new();
    let everyday_key = point(&secret(3, Scope::Everyday, 0));
    let msg = ExecuteMsg::AddMember { member: 3, everyday_key: everyday_key.clone() };
    for sender in ["council", "stranger", OPERATOR] {
        let refused = world.execute(&addr(sender), msg.clone());
        assert_eq!(refused.unwrap_err().code(), Code::Unauthorized);
    }
    let response = world.execute(&addr("member-registry"), msg.clone()).unwrap();
    assert_eq!(
        events(&response),
        [Event::KeySet {
            member: 3,
            scope: timebank_api::Scope::Everyday,
            key: everyday_key.to_vec().into(),
            epoch: 1
        }]
    );
    let info = key(&world, 3, timebank_api::Scope::Everyday).unwrap();
    assert_eq!(info.key.as_slice(), everyday_key.as_slice());
    assert_eq!((info.epoch, info.since), (1, world.now()));
    let again = world.execute(&addr("member-registry"), msg);
    assert_eq!(again.unwrap_err().code(), Code::KeyExists);

    let odd = ExecuteMsg::AddMember {
        member: 4,
        everyday_key: secret(4, Scope::Everyday, 0)
            .verifying_key()
            .to_encoded_point(false)
            .as_bytes()
            .to_vec()
            .into(),
    };
    let refused = world.execute(&addr("member-registry"), odd);
    assert_eq!(refused.unwrap_err().code(), Code::KeyInvalid);
}

#[test]
fn set_owner_key_goes_through_the_proxy_to_itself() {
    let mut world = World::new();
    let message = cosmwasm_std::to_json_vec(&world.owner_key(OTHER)).unwrap();
    let intent = Intent { signer: OTHER, contract: world.own(), message, ..world.intent(0) };
    let bytes = world.signed(intent);
    let response = world.relay_by(OTHER_OPERATOR, &[bytes]).unwrap();
    assert_eq!(outcomes(&response), [Outcome::Done]);
    let (contract, actor, msg) = forwarded(&response.messages[0]);
    assert_eq!(contract, timebank_api::permission::Contract::Proxy);
    let own = world.env.contract.address.clone();
    let response = world.execute(&own, ExecuteMsg::Relayed { actor, msg }).unwrap();
    assert!(matches!(
        events(&response)[..],
        [Event::KeySet { member: OTHER, scope: timebank_api::Scope::Owner, epoch: 1, .. }]
    ));
    assert!(key(&world, OTHER, timebank_api::Scope::Owner).is_some());
}

#[test]
fn set_owner_key_is_refused_once_there_is_one() {
    let mut world = World::new();
    assert_eq!(world.set_owner_key(MEMBER).unwrap_err().code(), Code::KeyExists);
}

#[test]
fn set_owner_key_is_refused_while_the_account_holds_time() {
    let mut world = World::new();
    world.set_balance(OTHER, 1);
    assert_eq!(world.set_owner_key(OTHER).unwrap_err().code(), Code::KeyBalance);
    world.set_balance(OTHER, 0);
    world.set_owner_key(OTHER).unwrap();
}

#[test]
fn set_owner_key_needs_the_custodian_branch_and_the_everyday_key() {
    let mut world = World::new();
    let msg = world.owner_key(OTHER);
    let elsewhere = Actor { relayed_by: 1, ..world.actor(OTHER) };
    assert_eq!(world.relayed(elsewhere, &msg).unwrap_err().code(), Code::OtherBranch);
    let office = Actor { scope: timebank_api::Scope::Office, ..world.actor(OTHER) };
    assert_eq!(world.relayed(office, &msg).unwrap_err().code(), Code::ScopeInsufficient);
    let agent = Agent { member: MEMBER, rights: Rights(15), daily: 0 };
    let agent = Actor { agent: Some(agent), ..world.actor(OTHER) };
    assert_eq!(world.relayed(agent, &msg).unwrap_err().code(), Code::AgentNotAllowed);
    for sender in [OPERATOR, "council", "member-registry"] {
        assert_eq!(world.execute(&addr(sender), msg.clone()).unwrap_err().code(), Code::Unauthorized);
        let relayed = ExecuteMsg::Relayed {
            actor: world.actor(OTHER),
            msg: cosmwasm_std::to_json_binary(&msg).unwrap(),
        };
        assert_eq!(world.execute(&addr(sender), relayed).unwrap_err().code(), Code::Unauthorized);
    }
}

#[test]
fn set_owner_key_proof_holds_for_one_chain_proxy_member_scope_and_epoch() {
    let mut world = World::new();
    let new = secret(OTHER, Scope::Owner, 0);
    let chain = world.env.block.chain_id.clone();
    let own = world.own();
    let elsewhere = canonical(addr("other-proxy").as_str());
    let genuine = key_proof_digest(&chain, &own, OTHER, Scope::Owner, 1);
    let proofs = [
        sign(&new, &key_proof_digest("other-1", &own, OTHER, Scope::Owner, 1)).to_vec(),
        sign(&new, &key_proof_digest(&chain, &elsewhere, OTHER, Scope::Owner, 1)).to_vec(),
        sign(&new, &key_proof_digest(&chain, &own, MEMBER, Scope::Owner, 1)).to_vec(),
        sign(&new, &key_proof_digest(&chain, &own, OTHER, Scope::Office, 1)).to_vec(),
        sign(&new, &key_proof_digest(&chain, &own, OTHER, Scope::Owner, 2)).to_vec(),
        sign(&secret(OTHER, Scope::Everyday, 0), &genuine).to_vec(),
        sign(&new, &genuine)[..63].to_vec(),
        vec![0; 64],
        vec![],
    ];
    for proof in proofs {
        let msg = ExecuteMsg::SetOwnerKey { key: point(&new), proof: proof.into() };
        let refused = world.relayed(world.actor(OTHER), &msg);
        assert_eq!(refused.unwrap_err().code(), Code::KeyProof);
    }
    assert_eq!(key(&world, OTHER, timebank_api::Scope::Owner), None);
    world.set_owner_key(OTHER).unwrap();
}

#[test]
fn set_office_key_is_the_councils_for_holders_of_a_role() {
    let mut world = World::new();
    assert_eq!(world.set_office_key(MEMBER, 0).unwrap_err().code(), Code::RoleNotHeld);
    assert_eq!(world.set_office_key(9, 0).unwrap_err().code(), Code::MemberUnknown);
    let roles = Roles::default().with(Role::Reviewer);
    world.set_member(MEMBER, 1, roles, MemberStatus::Active);
    let msg = ExecuteMsg::SetOfficeKey { member: MEMBER, key: point(&secret(MEMBER, Scope::Office, 0)) };
    for sender in [OPERATOR, "member-registry", "stranger"] {
        let refused = world.execute(&addr(sender), msg.clone());
        assert_eq!(refused.unwrap_err().code(), Code::Unauthorized);
    }
    for (generation, epoch) in [(0, 1), (1, 2), (2, 3)] {
        let response = world.set_office_key(MEMBER, generation).unwrap();
        let key = point(&secret(MEMBER, Scope::Office, generation));
        assert_eq!(
            events(&response),
            [Event::KeySet {
                member: MEMBER,
                scope: timebank_api::Scope::Office,
                key: key.to_vec().into(),
                epoch
            }]
        );
    }
    let bad = ExecuteMsg::SetOfficeKey { member: MEMBER, key: vec![2; 32].into() };
    let refused = world.execute(&addr("council"), bad);
    assert_eq!(refused.unwrap_err().code(), Code::KeyInvalid);
}

#[test]
fn account_query_gives_what_a_registration_would_get() {
    let world = World::new();
    let salt = vec![5; 16];
    let answer: AccountResponse = world.ask(QueryMsg::Account { salt: salt.clone().into() });
    let expected = timebank_std::member_account(&world.deps.api, &world.env.contract.address, &salt).unwrap();
    assert_eq!(answer.account, expected.as_str());
    let short = QueryMsg::Account { salt: vec![5; 15].into() };
    let refused = query(world.deps.as_ref(), world.env.clone(), short);
    assert_eq!(refused.unwrap_err().code(), Code::MessageInvalid);
}

#[test]
fn nonces_query_without_a_key_is_an_empty_window_and_lanes_end_at_seven() {
    let world = World::new();
    let nonces = world.nonces(9, timebank_api::Scope::Owner, 7);
    assert_eq!((nonces.epoch, nonces.next), (0, 0));
    let refused = query(
        world.deps.as_ref(),
        world.env.clone(),
        QueryMsg::Nonces { member: MEMBER, scope: timebank_api::Scope::Everyday, lane: 8 },
    );
    assert_eq!(refused.unwrap_err().code(), Code::IntentMalformed);
}

#[test]
fn migrate_refuses_the_version_that_is_running() {
    let mut world = World::new();
    let refused = migrate(world.deps.as_mut(), world.env.clone(), MigrateMsg {});
    assert_eq!(refused.unwrap_err().code(), Code::MigrationRefused);
    cw2::set_contract_version(&mut world.deps.storage, NAME, "0.0.9").unwrap();
    migrate(world.deps.as_mut(), world.env.clone(), MigrateMsg {}).unwrap();
}
