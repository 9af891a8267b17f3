//! Own keys: rotation, export and return; and the agents who sign for somebody else.

use super::world::*;
use cosmwasm_std::to_json_vec;
use timebank_api::permission::{Contract, Who};
use timebank_api::proxy::{ExecuteMsg, KeyInfo, KeyResponse, NewKey, Outcome, QueryMsg};
use timebank_api::record::{link_key, AgentRecord, MemberStatus};
use timebank_api::{Actor, Agent, Code, Event, Right, Rights, Role, Roles, Scope as ApiScope};
use timebank_intent::{key_proof_digest, Intent, Scope};

fn new_key(world: &World, scope: Scope, generation: u8, epoch: u32, own: bool) -> NewKey {
    let key = secret(MEMBER, scope, generation);
    let digest = key_proof_digest(&world.env.block.chain_id, &world.own(), MEMBER, scope, epoch);
    let scope = crate::key::api_scope(scope);
    NewKey { member: MEMBER, scope, key: point(&key), proof: sign(&key, &digest).into(), own }
}

fn info(world: &World, scope: ApiScope) -> KeyInfo {
    let answer: KeyResponse = world.ask(QueryMsg::Key { member: MEMBER, scope });
    answer.key.unwrap()
}

fn owner(world: &World) -> Actor {
    Actor { scope: ApiScope::Owner, ..world.actor(MEMBER) }
}

#[test]
fn a_member_leaves_custody_with_both_keys_and_comes_back() {
    let mut world = World::new();
    for (generation, own) in [(1, true), (2, false)] {
        for scope in [Scope::Everyday, Scope::Owner] {
            let epoch = u32::from(generation) + 1;
            let new = new_key(&world, scope, generation, epoch, own);
            let key = new.key.to_vec().into();
            let response = world.relayed(owner(&world), &ExecuteMsg::RotateKey(new)).unwrap();
            let scope = crate::key::api_scope(scope);
            assert_eq!(
                events(&response),
                [
                    Event::KeySet { member: MEMBER, scope, key, epoch },
                    Event::CustodyChanged { member: MEMBER, scope, own }
                ]
            );
            let info = info(&world, scope);
            assert_eq!((info.epoch, info.own), (epoch, own));
        }
    }
    // What was signed with the first key is dead, the newest signs.
    let old = world.signed(world.intent(0));
    assert_eq!(world.outcome(old), rejected(Code::IntentEpoch));
    let fresh = Intent { key_epoch: 3, ..world.intent(0) };
    let fresh = world.signed_with(fresh, &secret(MEMBER, Scope::Everyday, 2));
    assert_eq!(world.outcome(fresh), Outcome::Done);
}

#[test]
fn rotation_is_the_owners_for_two_scopes_and_proven() {
    let mut world = World::new();
    let new = new_key(&world, Scope::Owner, 1, 2, false);
    let rotate = ExecuteMsg::RotateKey(new.clone());
    for scope in [ApiScope::Everyday, ApiScope::Office] {
        let actor = Actor { scope, ..world.actor(MEMBER) };
        assert_eq!(world.relayed(actor, &rotate).unwrap_err().code(), Code::ScopeInsufficient);
    }
    let other = Actor { scope: ApiScope::Owner, ..world.actor(OTHER) };
    assert_eq!(world.relayed(other, &rotate).unwrap_err().code(), Code::Unauthorized);
    let agent = Agent { member: OTHER, rights: Rights(15), daily: 0 };
    let agent = Actor { agent: Some(agent), ..owner(&world) };
    assert_eq!(world.relayed(agent, &rotate).unwrap_err().code(), Code::AgentNotAllowed);
    let office = ExecuteMsg::RotateKey(new_key(&world, Scope::Office, 1, 1, false));
    assert_eq!(world.relayed(owner(&world), &office).unwrap_err().code(), Code::ScopeInsufficient);
    // The proof of a key that was replaced does not bring it back.
    let stale = ExecuteMsg::RotateKey(new_key(&world, Scope::Owner, 1, 1, false));
    assert_eq!(world.relayed(owner(&world), &stale).unwrap_err().code(), Code::KeyProof);
    world.relayed(owner(&world), &rotate).unwrap();
    assert_eq!(world.relayed(owner(&world), &rotate).unwrap_err().code(), Code::KeyProof);
}

#[test]
fn relayed_and_direct_are_the_same() {
    let link = |world: &mut World, member: u64| {
        let account = addr("wallet");
        world.set_record(link_key(account.as_str()), member.to_be_bytes().to_vec());
        account
    };
    let mut tried = vec![];
    // Member 1 has an owner key to rotate, member 2 gets the first one.
    for member in [MEMBER, OTHER] {
        let (mut relayed, mut direct) = (World::new(), World::new());
        let (scope, msg) = if member == MEMBER {
            let new = new_key(&relayed, Scope::Owner, 1, 2, true);
            (ApiScope::Owner, ExecuteMsg::RotateKey(new))
        } else {
            (ApiScope::Everyday, relayed.owner_key(OTHER))
        };
        let actor = Actor { scope, ..relayed.actor(member) };
        let by_intent = relayed.relayed(actor, &msg).unwrap();
        let wallet = link(&mut direct, member);
        let by_wallet = direct.execute(&wallet, msg.clone()).unwrap();
        assert_eq!(by_intent, by_wallet);
        assert_eq!(relayed.dump(), direct.dump());
        let stranger = World::new().execute(&wallet, msg.clone());
        assert_eq!(stranger.unwrap_err().code(), Code::Unauthorized);
        direct.set_member(member, 1, Roles::default(), MemberStatus::Frozen);
        assert_eq!(direct.execute(&wallet, msg.clone()).unwrap_err().code(), Code::MemberInactive);
        tried.push(msg.name());
    }
    let expected: Vec<_> = Contract::Proxy
        .permissions()
        .iter()
        .filter(|line| line.relayable() && matches!(line.who, Who::Member { roles: [], .. }))
        .map(|line| line.message)
        .collect();
    tried.sort_unstable_by_key(|name| expected.iter().position(|known| known == name));
    assert_eq!(tried, expected);
}

#[test]
fn a_wallet_neither_proposes_nor_approves_a_key() {
    let mut world = World::new();
    let roles = Roles::default().with(Role::Custodian).with(Role::BranchAdministrator);
    world.set_member(OTHER, 1, roles, MemberStatus::Active);
    let wallet = addr("wallet");
    world.set_record(link_key(wallet.as_str()), OTHER.to_be_bytes().to_vec());
    let new = new_key(&world, Scope::Owner, 1, 2, false);
    for msg in [ExecuteMsg::ProposeKey(new.clone()), ExecuteMsg::ApproveKey(new)] {
        assert_eq!(world.execute(&wallet, msg).unwrap_err().code(), Code::ScopeInsufficient);
    }
}

/// An intent of member 2 for member 1.
fn for_principal(world: &World, nonce: u64) -> Intent {
    Intent { signer: OTHER, on_behalf_of: Some(MEMBER), ..world.intent(nonce) }
}

fn terms(world: &World) -> AgentRecord {
    AgentRecord { rights: Rights::default().with(Right::TakePart), daily: 90, until: world.now() + 100 }
}

#[test]
fn an_agreed_agent_acts_as_the_principal_without_anybodys_offices() {
    let mut world = World::new();
    let agreed = terms(&world);
    world.set_agent(MEMBER, OTHER, agreed);
    let roles = Roles::default().with(Role::Reviewer);
    world.set_member(MEMBER, 1, roles, MemberStatus::Active);
    world.set_member(OTHER, 2, roles, MemberStatus::Active);
    let bytes = world.signed(for_principal(&world, 0));
    let response = world.relay(std::slice::from_ref(&bytes)).unwrap();
    assert_eq!(outcomes(&response), [Outcome::Done]);
    let (contract, actor, _) = forwarded(&response.messages[0]);
    assert_eq!(contract, Contract::ActivityRegistry);
    let agent = Agent { member: OTHER, rights: agreed.rights, daily: 90 };
    assert_eq!(actor, Actor { roles: Roles::default(), agent: Some(agent), ..world.actor(MEMBER) });
    assert_eq!((actor.id, actor.by(), actor.account), (MEMBER, OTHER, account(MEMBER)));
    // The nonce is the agent's own.
    assert_eq!(world.outcome(bytes), rejected(Code::NonceUsed));
    let own = world.signed(world.intent(0));
    assert_eq!(world.outcome(own), Outcome::Done);

    // For oneself one is nobody's agent.
    let oneself = Intent { on_behalf_of: Some(MEMBER), ..world.intent(1) };
    let oneself = world.signed(oneself);
    let response = world.relay(&[oneself]).unwrap();
    let (_, actor, _) = forwarded(&response.messages[0]);
    assert_eq!((actor.agent, actor.roles), (None, roles));
}

#[test]
fn without_an_agreement_in_force_nobody_acts_for_anybody() {
    let mut world = World::new();
    let outcome = |world: &mut World, nonce| {
        let bytes = world.signed(for_principal(world, nonce));
        world.outcome(bytes)
    };
    assert_eq!(outcome(&mut world, 0), failed(Code::AgentNotAllowed));
    // The other way round is another agreement.
    let agreed = terms(&world);
    world.set_agent(OTHER, MEMBER, agreed);
    assert_eq!(outcome(&mut world, 1), failed(Code::AgentNotAllowed));
    world.set_agent(MEMBER, OTHER, agreed);
    assert_eq!(outcome(&mut world, 2), Outcome::Done);
    for status in [MemberStatus::Frozen, MemberStatus::Suspended, MemberStatus::Deceased] {
        world.set_member(MEMBER, 1, Roles::default(), status);
        let nonce = 3 + status as u64;
        assert_eq!(outcome(&mut world, nonce), failed(Code::AgentNotAllowed));
    }
    world.set_member(MEMBER, 1, Roles::default(), MemberStatus::Active);
    world.env.block.time = world.env.block.time.plus_seconds(99);
    assert_eq!(outcome(&mut world, 20), Outcome::Done);
    world.env.block.time = world.env.block.time.plus_seconds(1);
    assert_eq!(outcome(&mut world, 21), failed(Code::AgentNotAllowed));
}

#[test]
fn an_agent_with_the_wrong_right_is_refused_where_it_is_carried_out() {
    let mut world = World::new();
    let agreed = AgentRecord { rights: Rights(15), ..terms(&world) };
    world.set_agent(MEMBER, OTHER, agreed);
    // No right lets an agent touch the principal's keys.
    let msg = ExecuteMsg::RotateKey(new_key(&world, Scope::Owner, 1, 2, false));
    world.set_owner_key(OTHER).unwrap();
    let intent = Intent {
        scope: Scope::Owner,
        contract: world.own(),
        message: to_json_vec(&msg).unwrap(),
        ..for_principal(&world, 0)
    };
    let bytes = world.signed(intent);
    let response = world.relay(&[bytes]).unwrap();
    let (_, actor, msg) = forwarded(&response.messages[0]);
    let own = world.env.contract.address.clone();
    let refused = world.execute(&own, ExecuteMsg::Relayed { actor, msg });
    assert_eq!(refused.unwrap_err().code(), Code::AgentNotAllowed);
}

#[test]
fn an_agents_intent_costs_two_more_questions_and_the_others_none() {
    let mut world = World::new();
    let agreed = terms(&world);
    world.set_agent(MEMBER, OTHER, agreed);
    let plain = world.signed(world.intent(0));
    world.queries();
    world.relay(&[plain]).unwrap();
    assert_eq!(world.queries(), 2);
    let agents = world.signed(for_principal(&world, 0));
    world.relay(&[agents]).unwrap();
    assert_eq!(world.queries(), 4);
}
