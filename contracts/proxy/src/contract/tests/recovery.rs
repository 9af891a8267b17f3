//! A key for somebody who lost it, and everybody who would like to have one.

use super::world::*;
use cosmwasm_std::{CosmosMsg, Response, WasmMsg};
use timebank_api::member_registry::{RecoveryRules, RECOVERY_RULES};
use timebank_api::permission::Message;
use timebank_api::proxy::{recovery_key, ExecuteMsg, KeyResponse, NewKey, Outcome, QueryMsg, RecoveryRecord};
use timebank_api::record::MemberStatus;
use timebank_api::{Actor, Code, Event, MemberId, Role, Roles, Scope as ApiScope};
use timebank_intent::{key_proof_digest, Intent, Scope};
use timebank_std::Result;

/// Of branch 1, where [`MEMBER`] is; of branch 2, where [`OTHER`] is.
const CLERK: MemberId = 11;
const ADMIN: MemberId = 12;
const OTHER_ADMIN: MemberId = 22;
const DAY: u64 = 86_400;

fn world() -> World {
    let mut world = World::new();
    for (member, branch, role) in [
        (CLERK, 1, Role::Custodian),
        (ADMIN, 1, Role::BranchAdministrator),
        (OTHER_ADMIN, 2, Role::BranchAdministrator),
    ] {
        world.set_member(member, branch, Roles::default().with(role), MemberStatus::Active);
    }
    world
}

fn officer(id: MemberId) -> Actor {
    let (branch, role) = match id {
        CLERK => (1, Role::Custodian),
        ADMIN => (1, Role::BranchAdministrator),
        _ => (2, Role::BranchAdministrator),
    };
    Actor {
        id,
        account: account(id),
        branch,
        roles: Roles::default().with(role),
        scope: ApiScope::Office,
        relayed_by: branch,
        agent: None,
    }
}

/// The member's new key of a scope, proven for an epoch.
fn new_key(world: &World, member: MemberId, scope: Scope, generation: u8, epoch: u32) -> NewKey {
    let key = secret(member, scope, generation);
    let digest = key_proof_digest(&world.env.block.chain_id, &world.own(), member, scope, epoch);
    let scope = crate::key::api_scope(scope);
    NewKey { member, scope, key: point(&key), proof: sign(&key, &digest).into(), own: false }
}

/// The owner key that follows the member's first one.
fn second(world: &World) -> NewKey {
    new_key(world, MEMBER, Scope::Owner, 1, 2)
}

fn named(new: &NewKey) -> NewKey {
    NewKey { proof: Default::default(), own: false, ..new.clone() }
}

impl World {
    fn office(&mut self, id: MemberId, msg: ExecuteMsg) -> Result<Response> {
        self.relayed(officer(id), &msg)
    }

    fn refuses(&mut self, id: MemberId, msg: ExecuteMsg) -> Code {
        self.office(id, msg).unwrap_err().code()
    }

    fn propose(&mut self, new: &NewKey) -> Result<Response> {
        self.office(CLERK, ExecuteMsg::ProposeKey(new.clone()))
    }

    fn approve(&mut self, new: &NewKey) -> Result<Response> {
        self.office(OTHER_ADMIN, ExecuteMsg::ApproveKey(named(new)))
    }

    fn finish(&mut self, new: &NewKey) -> Result<Response> {
        self.execute(&addr("anybody"), ExecuteMsg::FinishKey(named(new)))
    }

    fn pass(&mut self, seconds: u64) {
        self.env.block.time = self.env.block.time.plus_seconds(seconds);
    }

    fn set_status(&mut self, status: MemberStatus) {
        self.set_member(MEMBER, 1, Roles::default(), status);
    }

    fn epoch(&self, scope: ApiScope) -> u32 {
        let answer: KeyResponse = self.ask(QueryMsg::Key { member: MEMBER, scope });
        answer.key.map_or(0, |key| key.epoch)
    }

    fn recovery(&self) -> Option<RecoveryRecord> {
        use cosmwasm_std::Storage;
        let bytes = self.deps.storage.get(&recovery_key(MEMBER, Scope::Owner.byte()))?;
        Some(RecoveryRecord::from_bytes(&bytes).unwrap())
    }
}

fn told(response: &Response) -> Vec<(String, String)> {
    let one = |message: &CosmosMsg| {
        let CosmosMsg::Wasm(WasmMsg::Execute { contract_addr, msg, .. }) = message else { panic!() };
        (contract_addr.clone(), String::from_utf8(msg.to_vec()).unwrap())
    };
    response.messages.iter().map(|message| one(&message.msg)).collect()
}

#[test]
fn recovery_takes_two_branches_and_the_time_lock() {
    let mut world = world();
    let new = second(&world);
    let response = world.propose(&new).unwrap();
    let key = || new.key.to_vec().into();
    assert_eq!(
        events(&response),
        [Event::KeyProposed { member: MEMBER, scope: ApiScope::Owner, key: key(), by: CLERK, branch: 1 }]
    );
    assert_eq!(world.finish(&new).unwrap_err().code(), Code::RecoveryEarly);
    let ready = world.now() + DAY;
    let response = world.approve(&new).unwrap();
    assert_eq!(
        events(&response),
        [Event::KeyApproved { member: MEMBER, scope: ApiScope::Owner, by: OTHER_ADMIN, branch: 2, ready }]
    );
    world.pass(DAY - 1);
    assert_eq!(world.finish(&new).unwrap_err().code(), Code::RecoveryEarly);
    assert_eq!(world.epoch(ApiScope::Owner), 1);
    world.pass(1);
    let response = world.finish(&new).unwrap();
    assert_eq!(
        events(&response),
        [Event::KeySet { member: MEMBER, scope: ApiScope::Owner, key: key(), epoch: 2 }]
    );
    let until = world.now() + 7 * DAY;
    let cap = format!(r#"{{"cap":{{"account":"{}","daily":120,"until":{until}}}}}"#, account(MEMBER));
    let end = r#"{"end_recovery":{"member":1,"unlink":true}}"#.to_owned();
    assert_eq!(
        told(&response),
        [(addr("time-token").to_string(), cap), (addr("member-registry").to_string(), end)]
    );
    assert_eq!(world.finish(&new).unwrap_err().code(), Code::RecoveryUnknown);
}

#[test]
fn what_is_told_is_what_the_others_understand() {
    let cap = br#"{"cap":{"account":"a","daily":120,"until":9}}"#;
    let end = br#"{"end_recovery":{"member":1,"unlink":true}}"#;
    let cap: timebank_api::time_token::ExecuteMsg = cosmwasm_std::from_json(cap).unwrap();
    let end: timebank_api::member_registry::ExecuteMsg = cosmwasm_std::from_json(end).unwrap();
    let only = timebank_api::permission::Who::Contract(timebank_api::permission::Contract::Proxy);
    assert_eq!((cap.permission().who, end.permission().who), (only, only));
}

#[test]
fn a_new_epoch_kills_every_outstanding_intent() {
    let mut world = world();
    let outstanding = |world: &World, nonce| {
        let intent = Intent { scope: Scope::Owner, valid_until: world.now() + DAY, ..world.intent(nonce) };
        world.signed(intent)
    };
    let new = second(&world);
    world.propose(&new).unwrap();
    world.approve(&new).unwrap();
    // The old key goes on until the new one is there.
    let bytes = outstanding(&world, 0);
    assert_eq!(world.outcome(bytes), Outcome::Done);
    world.pass(DAY - 60);
    let dead = outstanding(&world, 1);
    world.pass(60);
    world.finish(&new).unwrap();
    assert_eq!(world.outcome(dead), rejected(Code::IntentEpoch));
    let fresh = Intent { scope: Scope::Owner, key_epoch: 2, ..world.intent(0) };
    let fresh = world.signed_with(fresh, &secret(MEMBER, Scope::Owner, 1));
    assert_eq!(world.outcome(fresh), Outcome::Done);
    // The everyday key is another matter.
    let everyday = world.signed(world.intent(0));
    assert_eq!(world.outcome(everyday), Outcome::Done);
}

#[test]
fn one_insider_alone_gets_no_key() {
    let mut world = world();
    let new = second(&world);
    // Only the custodian branch's counter proposes, and nobody for himself.
    assert_eq!(world.refuses(ADMIN, ExecuteMsg::ProposeKey(new.clone())), Code::RoleMissing);
    let own = new_key(&world, CLERK, Scope::Owner, 0, 1);
    assert_eq!(world.refuses(CLERK, ExecuteMsg::ProposeKey(own)), Code::OwnCase);
    let foreign = new_key(&world, OTHER, Scope::Owner, 0, 1);
    assert_eq!(world.refuses(CLERK, ExecuteMsg::ProposeKey(foreign)), Code::OtherBranch);
    world.propose(&new).unwrap();
    // The same branch twice, whoever it is.
    let approve = || ExecuteMsg::ApproveKey(named(&new));
    assert_eq!(world.refuses(ADMIN, approve()), Code::SameBranch);
    assert_eq!(world.refuses(CLERK, approve()), Code::RoleMissing);
    // The proposer with another office, and after moving to another branch.
    let roles = Roles::default().with(Role::Custodian).with(Role::BranchAdministrator);
    for branch in [1, 2] {
        let actor = Actor { roles, branch, ..officer(CLERK) };
        assert_eq!(world.relayed(actor, &approve()).unwrap_err().code(), Code::OwnCase);
    }
    // Without the office key.
    for scope in [ApiScope::Everyday, ApiScope::Owner] {
        let actor = Actor { scope, ..officer(OTHER_ADMIN) };
        assert_eq!(world.relayed(actor, &approve()).unwrap_err().code(), Code::ScopeInsufficient);
    }
    // Of another branch, but the member's own.
    let actor = Actor { id: MEMBER, ..officer(OTHER_ADMIN) };
    assert_eq!(world.relayed(actor, &approve()).unwrap_err().code(), Code::OwnCase);
    world.pass(30 * DAY);
    assert_eq!(world.finish(&new).unwrap_err().code(), Code::RecoveryEarly);
    assert_eq!(world.epoch(ApiScope::Owner), 1);
}

#[test]
fn an_approval_is_for_the_key_that_was_seen() {
    let mut world = world();
    let genuine = second(&world);
    let swapped = new_key(&world, MEMBER, Scope::Owner, 9, 2);
    world.propose(&genuine).unwrap();
    // An insider puts another key in its place just before the approval.
    world.propose(&swapped).unwrap();
    assert_eq!(world.approve(&genuine).unwrap_err().code(), Code::RecoveryChanged);
    world.propose(&genuine).unwrap();
    world.approve(&genuine).unwrap();
    // And after it nothing takes its place any more.
    assert_eq!(world.propose(&swapped).unwrap_err().code(), Code::RecoveryPending);
    assert_eq!(world.approve(&genuine).unwrap_err().code(), Code::RecoveryPending);
    world.pass(DAY);
    assert_eq!(world.finish(&swapped).unwrap_err().code(), Code::RecoveryChanged);
    world.finish(&genuine).unwrap();
}

#[test]
fn an_objection_holds_the_time_lock_up_until_the_council_decides() {
    let council = addr("council");
    for approve in [false, true] {
        let mut world = world();
        let new = second(&world);
        world.propose(&new).unwrap();
        world.approve(&new).unwrap();
        world.pass(DAY - 1);
        // The registry froze the account, in the lock's last second.
        world.set_status(MemberStatus::Frozen);
        world.pass(10 * DAY);
        assert_eq!(world.finish(&new).unwrap_err().code(), Code::MemberInactive);
        let msg = |new| if approve { ExecuteMsg::ConfirmKey(new) } else { ExecuteMsg::RefuseKey(new) };
        for sender in ["stranger", OPERATOR, "member-registry"] {
            let refused = world.execute(&addr(sender), msg(named(&new)));
            assert_eq!(refused.unwrap_err().code(), Code::Unauthorized);
        }
        let other = new_key(&world, MEMBER, Scope::Owner, 9, 2);
        let refused = world.execute(&council, msg(other));
        assert_eq!(refused.unwrap_err().code(), Code::RecoveryChanged);
        let response = world.execute(&council, msg(named(&new))).unwrap();
        let told = told(&response);
        let end = format!(r#"{{"end_recovery":{{"member":1,"unlink":{approve}}}}}"#);
        assert_eq!(told.last(), Some(&(addr("member-registry").to_string(), end)));
        assert_eq!((told.len(), world.epoch(ApiScope::Owner)), if approve { (2, 2) } else { (1, 1) });
        if !approve {
            assert_eq!(events(&response), [Event::KeyRefused { member: MEMBER, scope: ApiScope::Owner }]);
        }
        assert_eq!(world.recovery(), None);
    }
}

#[test]
fn neither_suspension_nor_death_lets_the_lock_run_out_unseen() {
    let mut world = world();
    let new = second(&world);
    world.propose(&new).unwrap();
    world.approve(&new).unwrap();
    world.pass(DAY);
    for status in
        [MemberStatus::Suspended, MemberStatus::Frozen, MemberStatus::Deceased, MemberStatus::Closed]
    {
        world.set_status(status);
        assert_eq!(world.finish(&new).unwrap_err().code(), Code::MemberInactive);
    }
    world.set_status(MemberStatus::Deceased);
    let council = addr("council");
    let refused = world.execute(&council, ExecuteMsg::ConfirmKey(named(&new)));
    assert_eq!(refused.unwrap_err().code(), Code::MemberInactive);
    let fresh = new_key(&world, MEMBER, Scope::Owner, 2, 2);
    assert_eq!(world.propose(&fresh).unwrap_err().code(), Code::MemberInactive);
}

#[test]
fn whoever_has_the_owner_key_ends_a_proposal_but_no_approved_recovery() {
    let mut world = world();
    let new = second(&world);
    let rotate = ExecuteMsg::RotateKey(new_key(&world, MEMBER, Scope::Owner, 5, 2));
    let owner = Actor { scope: ApiScope::Owner, ..world.actor(MEMBER) };
    world.propose(&new).unwrap();
    world.approve(&new).unwrap();
    assert_eq!(world.relayed(owner.clone(), &rotate).unwrap_err().code(), Code::RecoveryPending);
    world.execute(&addr("council"), ExecuteMsg::RefuseKey(named(&new))).unwrap();
    world.propose(&new).unwrap();
    world.relayed(owner, &rotate).unwrap();
    assert_eq!(world.approve(&new).unwrap_err().code(), Code::RecoveryUnknown);
    assert_eq!(world.epoch(ApiScope::Owner), 2);
}

#[test]
fn a_first_owner_key_beside_a_balance_comes_by_recovery_alone() {
    let mut world = world();
    world.set_member(3, 1, Roles::default(), MemberStatus::Active);
    world.add_member(3).unwrap();
    let first = new_key(&world, 3, Scope::Owner, 0, 1);
    world.propose(&first).unwrap();
    world.approve(&first).unwrap();
    // The everyday key does not get in between.
    let msg = world.owner_key(3);
    let actor = Actor { branch: 1, relayed_by: 1, ..world.actor(3) };
    assert_eq!(world.relayed(actor, &msg).unwrap_err().code(), Code::RecoveryPending);
    world.pass(DAY);
    world.finish(&first).unwrap();
    let answer: KeyResponse = world.ask(QueryMsg::Key { member: 3, scope: ApiScope::Owner });
    assert_eq!(answer.key.unwrap().epoch, 1);
}

#[test]
fn office_key_is_set_at_once_by_two_branches_while_the_holder_can_object() {
    let mut world = world();
    world.make_reviewer();
    let roles = Roles::default().with(Role::Reviewer);
    let new = new_key(&world, MEMBER, Scope::Office, 1, 2);
    world.propose(&new).unwrap();
    assert_eq!(world.refuses(ADMIN, ExecuteMsg::ApproveKey(named(&new))), Code::SameBranch);
    world.set_member(MEMBER, 1, roles, MemberStatus::Frozen);
    assert_eq!(world.approve(&new).unwrap_err().code(), Code::MemberInactive);
    world.set_member(MEMBER, 1, Roles::default(), MemberStatus::Active);
    assert_eq!(world.approve(&new).unwrap_err().code(), Code::RoleNotHeld);
    world.set_member(MEMBER, 1, roles, MemberStatus::Active);
    let response = world.approve(&new).unwrap();
    assert!(matches!(
        &events(&response)[..],
        [Event::KeySet { scope: ApiScope::Office, epoch: 2, .. }, Event::KeyApproved { .. }]
    ));
    // No cap: nothing moves TIME with it.
    let end = r#"{"end_recovery":{"member":1,"unlink":false}}"#.to_owned();
    assert_eq!(told(&response), [(addr("member-registry").to_string(), end)]);

    // One the council sets in between makes the proven epoch old.
    let next = new_key(&world, MEMBER, Scope::Office, 2, 3);
    world.propose(&next).unwrap();
    world.set_office_key(MEMBER, 7).unwrap();
    assert_eq!(world.approve(&next).unwrap_err().code(), Code::RecoveryChanged);
    // Without an office there is no office key.
    let idle = new_key(&world, 3, Scope::Office, 0, 1);
    world.set_member(3, 1, Roles::default(), MemberStatus::Active);
    assert_eq!(world.propose(&idle).unwrap_err().code(), Code::RoleNotHeld);
}

#[test]
fn proposals_of_a_branch_are_counted_by_the_day() {
    let mut world = world();
    let rules = RecoveryRules { lock: 5, per_day: 2, cap: 30, cap_for: 60 };
    world.set_record(RECOVERY_RULES.to_vec(), rules.to_bytes());
    let new = second(&world);
    world.propose(&new).unwrap();
    world.propose(&new).unwrap();
    assert_eq!(world.propose(&new).unwrap_err().code(), Code::RecoveryLimit);
    // Another branch has a count of its own.
    let foreign = new_key(&world, OTHER, Scope::Owner, 0, 1);
    let clerk = Actor { branch: 2, ..officer(CLERK) };
    world.relayed(clerk, &ExecuteMsg::ProposeKey(foreign)).unwrap();
    let tomorrow = DAY - world.now() % DAY;
    world.pass(tomorrow);
    world.propose(&new).unwrap();
    // The council's other limits count too.
    world.approve(&new).unwrap();
    world.pass(5);
    let response = world.finish(&new).unwrap();
    let until = world.now() + 60;
    let cap = format!(r#"{{"cap":{{"account":"{}","daily":30,"until":{until}}}}}"#, account(MEMBER));
    assert_eq!(told(&response)[0].1, cap);
}

#[test]
fn a_proposal_ends_when_the_member_has_moved() {
    let mut world = world();
    let new = second(&world);
    world.propose(&new).unwrap();
    world.set_member(MEMBER, 3, Roles::default(), MemberStatus::Active);
    assert_eq!(world.approve(&new).unwrap_err().code(), Code::RecoveryChanged);
    let clerk = Actor { branch: 3, ..officer(CLERK) };
    world.relayed(clerk, &ExecuteMsg::ProposeKey(new)).unwrap();
    assert_eq!(world.recovery().unwrap().branch, 3);
}

#[test]
fn every_proposed_key_is_proven_for_its_own_place() {
    let mut world = world();
    let new = second(&world);
    let stale = new_key(&world, MEMBER, Scope::Owner, 1, 1);
    let elsewhere = NewKey { scope: ApiScope::Office, ..new.clone() };
    world.make_reviewer();
    for wrong in [stale, elsewhere, NewKey { proof: vec![0; 64].into(), ..new.clone() }] {
        assert_eq!(world.propose(&wrong).unwrap_err().code(), Code::KeyProof);
    }
    let everyday = new_key(&world, MEMBER, Scope::Everyday, 1, 2);
    assert_eq!(world.propose(&everyday).unwrap_err().code(), Code::ScopeInsufficient);
    let odd = NewKey { key: vec![2; 32].into(), ..new };
    assert_eq!(world.propose(&odd).unwrap_err().code(), Code::KeyInvalid);
}
