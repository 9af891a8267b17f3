//! Branches, operators, registration, and the council's word on roles.

use super::world::*;
use crate::contract::{execute, migrate, query, NAME};
use cosmwasm_std::testing::{message_info, MockApi};
use cosmwasm_std::{from_json, CosmosMsg, WasmMsg};
use timebank_api::member_registry::{
    BranchResponse, BranchesResponse, ExecuteMsg, MemberResponse, MembersResponse, MigrateMsg,
    OperatorsResponse, QueryMsg, RegisteredResponse,
};
use timebank_api::record::{
    account_key, member_key, operator_key, AccountRecord, AgeClass, MemberKind, MemberRecord, MemberStatus,
};
use timebank_api::{proxy, Actor, Code, Event, Role, Roles, Scope, Wiring};
use timebank_std::member_account;

#[test]
fn wire_is_the_councils_once_and_names_this_contract() {
    let mut registry = Registry::bare();
    let wiring = registry.wiring();
    let wire = |wiring: &Wiring| ExecuteMsg::Wire { wiring: wiring.clone() };
    assert_eq!(registry.refused("stranger", wire(&wiring)), Code::Unauthorized);
    let foreign = Wiring { member_registry: addr("other").into(), ..wiring.clone() };
    assert_eq!(registry.refused("council", wire(&foreign)), Code::AddressInvalid);
    registry.council(wire(&wiring));
    assert_eq!(registry.refused("council", wire(&wiring)), Code::AlreadyWired);
}

#[test]
fn register_publishes_the_records_and_hands_the_key_to_the_proxy() {
    let mut registry = Registry::new();
    let response = registry.execute("two", person(7)).unwrap();

    let account = member_account(&MockApi::default(), &addr("proxy"), &[7; 16]).unwrap().into_string();
    let record = MemberRecord {
        branch: 2,
        roles: Roles::default(),
        status: MemberStatus::Active,
        kind: MemberKind::Person,
        age: AgeClass::From60,
        account: account.clone(),
    };
    let short = AccountRecord::new(1, &record);
    assert_eq!(MemberRecord::from_bytes(&registry.raw(&member_key(1)).unwrap()), Some(record));
    assert_eq!(AccountRecord::from_bytes(&registry.raw(&account_key(&account)).unwrap()), Some(short));
    assert_eq!(registry.raw(&operator_key(addr("two").as_str())), Some(2u32.to_be_bytes().to_vec()));

    assert_eq!(
        events(&response),
        [Event::MemberRegistered { member: 1, account, branch: 2, age: AgeClass::From60 }]
    );
    let [message] = &response.messages[..] else { panic!("one message") };
    assert_eq!(message.reply_on, cosmwasm_std::ReplyOn::Never);
    let CosmosMsg::Wasm(WasmMsg::Execute { contract_addr, msg, funds }) = &message.msg else {
        panic!("a message to a contract")
    };
    assert_eq!(contract_addr, addr("proxy").as_str());
    assert!(funds.is_empty());
    assert_eq!(
        from_json::<proxy::ExecuteMsg>(msg).unwrap(),
        proxy::ExecuteMsg::AddMember { member: 1, everyday_key: vec![2; 33].into() }
    );
}

#[test]
fn register_same_person_at_another_branch_is_refused() {
    let mut registry = Registry::new();
    registry.execute("one", person(7)).unwrap();
    let again = ExecuteMsg::RegisterMember {
        nullifier: nullifier(7),
        salt: vec![8; 16].into(),
        everyday_key: vec![3; 33].into(),
        age: AgeClass::Under60,
    };
    assert_eq!(registry.refused("two", again), Code::PersonRegistered);
    let registered: RegisteredResponse = registry.ask(QueryMsg::Registered { nullifier: nullifier(7) });
    assert_eq!(registered.member, Some(1));
    let unknown: RegisteredResponse = registry.ask(QueryMsg::Registered { nullifier: nullifier(8) });
    assert_eq!(unknown.member, None);
}

#[test]
fn register_checks_nullifier_salt_and_account() {
    let mut registry = Registry::new();
    let with = |nullifier: Vec<u8>, salt: usize| ExecuteMsg::RegisterMember {
        nullifier: nullifier.into(),
        salt: vec![7; salt].into(),
        everyday_key: vec![2; 33].into(),
        age: AgeClass::Under60,
    };
    let [older, newer] = [0, 2].map(|version| [[version; 1].as_slice(), &[7; 32]].concat());
    for (nullifier, code) in [
        (older, Code::NullifierVersion),
        (newer, Code::NullifierVersion),
        (vec![], Code::NullifierVersion),
        (vec![1; 32], Code::MessageInvalid),
        (vec![1; 34], Code::MessageInvalid),
    ] {
        assert_eq!(registry.refused("one", with(nullifier, 16)), code);
    }
    for salt in [0, 15, 17] {
        assert_eq!(registry.refused("one", with(nullifier(7).into(), salt)), Code::MessageInvalid);
    }
    registry.execute("one", with(nullifier(7).into(), 16)).unwrap();
    assert_eq!(registry.refused("one", with(nullifier(8).into(), 16)), Code::AccountTaken);
}

#[test]
fn register_is_for_operators_only() {
    let mut registry = Registry::new();
    for sender in ["stranger", "council", "proxy"] {
        assert_eq!(registry.refused(sender, person(1)), Code::OperatorUnknown);
    }
    registry.council(ExecuteMsg::RemoveOperator { operator: addr("one").into() });
    assert_eq!(registry.refused("one", person(1)), Code::OperatorUnknown);
}

#[test]
fn an_operator_belongs_to_one_branch_only() {
    let mut registry = Registry::new();
    let add = |branch, operator: &str| ExecuteMsg::AddOperator { branch, operator: addr(operator).into() };
    assert_eq!(registry.refused("council", add(2, "one")), Code::OperatorTaken);
    assert_eq!(registry.refused("council", add(1, "one")), Code::OperatorTaken);
    assert_eq!(registry.refused("council", add(3, "new")), Code::BranchUnknown);
    let odd = ExecuteMsg::AddOperator { branch: 1, operator: "nobody".into() };
    assert_eq!(registry.refused("council", odd), Code::AddressInvalid);

    let remove = || ExecuteMsg::RemoveOperator { operator: addr("one").into() };
    let response = registry.council(remove());
    assert_eq!(events(&response), [Event::OperatorRemoved { branch: 1, operator: addr("one").into() }]);
    assert_eq!(registry.refused("council", remove()), Code::OperatorUnknown);
    registry.council(add(2, "one"));
    registry.execute("one", person(1)).unwrap();
    let member: MemberResponse = registry.ask(QueryMsg::Member { id: 1 });
    assert_eq!(member.branch, 2);
}

#[test]
fn add_branch_numbers_from_one_and_is_bounded() {
    let mut registry = Registry::new();
    let names: Vec<String> = (0..17).map(|i| format!("op{i}")).collect();
    let operators: Vec<&str> = names.iter().map(String::as_str).collect();
    let response = registry.council(add_branch("Pukou", &operators[..16]));
    let events = events(&response);
    assert_eq!(events.len(), 17);
    assert_eq!(events[0], Event::BranchAdded { branch: 3, name: "Pukou".into(), district: "Nanjing".into() });
    assert_eq!(events[16], Event::OperatorAdded { branch: 3, operator: addr("op15").into() });
    let branch: BranchResponse = registry.ask(QueryMsg::Branch { id: 3 });
    assert_eq!(branch.since, registry.env.block.time.seconds());

    assert_eq!(registry.refused("council", add_branch("Luhe", &operators)), Code::TooMany);
    assert_eq!(registry.refused("council", add_branch("", &[])), Code::TextInvalid);
    let long = "长".repeat(81);
    assert_eq!(registry.refused("council", add_branch(&long, &[])), Code::TextInvalid);
    let twice = registry.execute("council", add_branch("Luhe", &["new", "new"]));
    assert_eq!(twice.unwrap_err().code(), Code::OperatorTaken);
}

#[test]
fn roles_are_granted_and_revoked_once() {
    let mut registry = Registry::new();
    registry.execute("one", person(1)).unwrap();
    let grant = |member, role| ExecuteMsg::GrantRole { member, role };
    let revoke = |member, role| ExecuteMsg::RevokeRole { member, role };

    registry.council(grant(1, Role::Reviewer));
    let response = registry.council(grant(1, Role::Custodian));
    assert_eq!(events(&response), [Event::RoleGranted { member: 1, role: Role::Custodian }]);
    assert_eq!(registry.refused("council", grant(1, Role::Reviewer)), Code::RoleHeld);
    assert_eq!(registry.refused("council", grant(2, Role::Reviewer)), Code::MemberUnknown);

    registry.council(revoke(1, Role::Reviewer));
    let member: MemberResponse = registry.ask(QueryMsg::Member { id: 1 });
    assert_eq!(member.roles, Roles::default().with(Role::Custodian));
    assert_eq!(registry.refused("council", revoke(1, Role::Reviewer)), Code::RoleNotHeld);
    assert_eq!(registry.refused("council", revoke(2, Role::Reviewer)), Code::MemberUnknown);
}

#[test]
fn messages_of_the_council_are_refused_to_everybody_else() {
    let mut registry = Registry::new();
    registry.execute("one", person(1)).unwrap();
    for sender in ["one", "proxy", "stranger"] {
        for msg in [
            add_branch("Luhe", &[]),
            ExecuteMsg::AddOperator { branch: 1, operator: addr("new").into() },
            ExecuteMsg::RemoveOperator { operator: addr("two").into() },
            ExecuteMsg::GrantRole { member: 1, role: Role::Reviewer },
            ExecuteMsg::RevokeRole { member: 1, role: Role::Reviewer },
        ] {
            assert_eq!(registry.refused(sender, msg), Code::Unauthorized);
        }
    }
}

#[test]
fn what_is_not_a_members_cannot_be_relayed_or_paid() {
    let mut registry = Registry::new();
    let actor = Actor {
        id: 1,
        account: addr("account").into(),
        branch: 1,
        roles: Roles(u16::MAX),
        scope: Scope::Office,
        relayed_by: 1,
        agent: None,
    };
    let grant =
        cosmwasm_std::to_json_binary(&ExecuteMsg::GrantRole { member: 1, role: Role::Reviewer }).unwrap();
    let relayed = ExecuteMsg::Relayed { actor, msg: grant };
    assert_eq!(registry.refused("proxy", relayed.clone()), Code::NotRelayable);
    assert_eq!(registry.refused("one", relayed), Code::Unauthorized);

    let coins = cosmwasm_std::coins(1, "ubond");
    let paid =
        execute(registry.deps.as_mut(), registry.env.clone(), message_info(&addr("one"), &coins), person(1));
    assert_eq!(paid.unwrap_err().code(), Code::FundsSent);
}

#[test]
fn lists_are_paged_without_gap_or_repetition() {
    let mut registry = Registry::new();
    for i in 0..40 {
        registry.execute("one", person(i)).unwrap();
        registry.council(ExecuteMsg::AddOperator { branch: 2, operator: addr(&format!("op{i}")).into() });
        registry.council(add_branch("more", &[]));
    }
    let mut ids = vec![];
    loop {
        let page: MembersResponse =
            registry.ask(QueryMsg::Members { start_after: ids.last().copied(), limit: Some(100) });
        assert!(page.members.len() <= 30);
        if page.members.is_empty() {
            break;
        }
        ids.extend(page.members.iter().map(|member| member.id));
    }
    assert_eq!(ids, (1..=40).collect::<Vec<u64>>());

    let mut operators: Vec<String> = vec![];
    loop {
        let page: OperatorsResponse = registry.ask(QueryMsg::Operators {
            branch: 2,
            start_after: operators.last().cloned(),
            limit: Some(7),
        });
        if page.operators.is_empty() {
            break;
        }
        operators.extend(page.operators);
    }
    let mut expected: Vec<String> = (0..40).map(|i| addr(&format!("op{i}")).into()).collect();
    expected.push(addr("two").into());
    expected.sort();
    assert_eq!(operators, expected);

    let page: BranchesResponse = registry.ask(QueryMsg::Branches { start_after: Some(35), limit: None });
    let ids: Vec<_> = page.branches.iter().map(|branch| branch.id).collect();
    assert_eq!(ids, [36, 37, 38, 39, 40, 41, 42]);
    let first: BranchesResponse = registry.ask(QueryMsg::Branches { start_after: None, limit: None });
    assert_eq!(first.branches.len(), 10);
}

#[test]
fn queries_of_unknown_things_say_so() {
    let registry = Registry::new();
    let code = |msg| query(registry.deps.as_ref(), registry.env.clone(), msg).unwrap_err().code();
    assert_eq!(code(QueryMsg::Member { id: 1 }), Code::MemberUnknown);
    assert_eq!(code(QueryMsg::MemberByAccount { account: addr("x").into() }), Code::MemberUnknown);
    assert_eq!(code(QueryMsg::Branch { id: 3 }), Code::BranchUnknown);
    let operators = QueryMsg::Operators { branch: 3, start_after: None, limit: None };
    assert_eq!(code(operators), Code::BranchUnknown);
}

#[test]
fn member_is_found_by_account() {
    let mut registry = Registry::new();
    registry.execute("one", person(1)).unwrap();
    registry.execute("two", person(2)).unwrap();
    let second: MemberResponse = registry.ask(QueryMsg::Member { id: 2 });
    let found: MemberResponse = registry.ask(QueryMsg::MemberByAccount { account: second.account.clone() });
    assert_eq!(found, second);
    assert_eq!(found.status, MemberStatus::Active);
}

#[test]
fn no_stored_name_begins_with_a_published_prefix() {
    let mut registry = Registry::new();
    registry.execute("one", person(1)).unwrap();
    let published = registry.dump().iter().filter(|(key, _)| key.get(1) == Some(&b'/')).count();
    // One member, one account, two operators.
    assert_eq!(published, 4);
}

#[test]
fn migrate_refuses_the_version_that_is_running() {
    let mut registry = Registry::new();
    let refused = migrate(registry.deps.as_mut(), registry.env.clone(), MigrateMsg {});
    assert_eq!(refused.unwrap_err().code(), Code::MigrationRefused);
    cw2::set_contract_version(&mut registry.deps.storage, NAME, "0.0.9").unwrap();
    migrate(registry.deps.as_mut(), registry.env.clone(), MigrateMsg {}).unwrap();
}

#[test]
fn state_of_the_first_release_is_read() {
    use cosmwasm_std::Storage;
    let mut registry = Registry::new();
    registry.execute("one", person(1)).unwrap();
    // As 0.1.0 wrote an account: the member alone; nothing of what came later is there.
    let member: MemberResponse = registry.ask(QueryMsg::Member { id: 1 });
    registry.deps.storage.set(&account_key(&member.account), &1u64.to_be_bytes());
    let found: MemberResponse = registry.ask(QueryMsg::MemberByAccount { account: member.account.clone() });
    assert_eq!(found, member);
    // The first change writes it anew.
    registry.as_member(&registry.actor(1), &ExecuteMsg::Freeze {}).unwrap();
    let short = AccountRecord::from_bytes(&registry.raw(&account_key(&member.account)).unwrap()).unwrap();
    assert_eq!((short.member, short.status), (1, MemberStatus::Frozen));
}
