//! The permission tables: a golden file, default deny, and no message for the wrong sender.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use cosmwasm_std::{to_json_binary, Addr, Binary};
use cw_multi_test::Executor;
use serde_json::{json, Value};
use std::fmt::Write;
use timebank_api::permission::{Contract, Permission, Who};
use timebank_api::{Actor, Code, Role, Roles, Scope};
use timebank_testing::{activity, plain_pack, Suite};

/// `UPDATE_GOLDEN=1` writes the file anew.
#[test]
fn permission_tables_are_what_the_golden_file_says() {
    let mut page = String::from(
        "# Who may send what\n\nGenerated from `packages/api`; a test fails when this page and the code differ.\n",
    );
    for contract in Contract::ALL {
        write!(
            page,
            "\n## {}\n\n| message | who | most gas when relayed |\n|---|---|---|\n",
            contract.name()
        )
        .unwrap();
        for permission in contract.permissions() {
            let gas = if permission.relayable() { permission.relay_gas.to_string() } else { "–".into() };
            writeln!(page, "| `{}` | {} | {gas} |", permission.message, describe(permission.who)).unwrap();
        }
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../packages/api/permissions.golden.md");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path, &page).unwrap();
    }
    let golden = std::fs::read_to_string(path).unwrap_or_default();
    assert!(golden == page, "permissions.golden.md differs; UPDATE_GOLDEN=1 writes it anew");
}

fn describe(who: Who) -> String {
    match who {
        Who::Anyone => "anybody".into(),
        Who::Council => "the council".into(),
        Who::Operator => "an operator of a branch".into(),
        Who::Contract(contract) => format!("only {}", contract.name()),
        Who::Member { scopes, roles: [] } => format!("a member, {scopes:?}"),
        Who::Member { scopes, roles } => format!("an office-holder {roles:?}, {scopes:?}"),
        Who::MemberOrAccount { scopes } => format!("the holder, {scopes:?} or own chain account"),
    }
}

/// One well-formed message of every variant; what is missing here makes the matrix fail.
fn sample(suite: &Suite, message: &str) -> Value {
    let account = suite.council.to_string();
    let clerk = suite.chain.api().addr_make("clerk").to_string();
    let bytes = |length: usize| json!(Binary::from(vec![2u8; length]));
    let input = json!(activity(suite.now()));
    let code = json!({"step": 1, "signature": bytes(64)});
    let body = match message {
        "wire" => json!({"wiring": suite.wiring}),
        "add_branch" => json!({"name": "x", "district": "y", "operators": []}),
        "add_operator" => json!({"branch": 1, "operator": clerk}),
        "remove_operator" => json!({"operator": clerk}),
        "register_member" => {
            json!({"nullifier": bytes(33), "salt": bytes(16), "everyday_key": bytes(33), "age": "under60"})
        }
        "grant_role" | "revoke_role" => json!({"member": 99, "role": "reviewer"}),
        "relay" => json!({"intents": []}),
        "add_member" => json!({"member": 99, "everyday_key": bytes(33)}),
        "set_owner_key" => json!({"key": bytes(33), "proof": bytes(64)}),
        "set_office_key" => json!({"member": 99, "key": bytes(33)}),
        "adopt" => json!({"branch": 1, "pack": plain_pack(), "effective": 1}),
        "move" => json!({"movements": []}),
        "grant" => json!({"member": 99, "rule": "none"}),
        "set_budget" => json!({"branch": 9, "minutes": 1}),
        "transfer" | "mint" => json!({"recipient": account, "amount": "1"}),
        "burn" => json!({"amount": "1"}),
        "send" => json!({"contract": account, "amount": "1", "msg": ""}),
        "increase_allowance" | "decrease_allowance" => json!({"spender": account, "amount": "1"}),
        "transfer_from" => json!({"owner": account, "recipient": account, "amount": "1"}),
        "send_from" => json!({"owner": account, "contract": account, "amount": "1", "msg": ""}),
        "burn_from" => json!({"owner": account, "amount": "1"}),
        "draft" | "publish" => json!({"activity": input}),
        "edit" => json!({"id": 99, "revision": 1, "activity": input}),
        "submit" | "approve" => json!({"id": 99, "revision": 1}),
        "return" => json!({"id": 99, "revision": 1, "reason": "r"}),
        "withdraw" | "take_down" => json!({"id": 99, "reason": "r"}),
        "add_co_administrator" | "remove_co_administrator" => json!({"id": 99, "member": 1}),
        "enrol" | "withdraw_enrolment" => json!({"id": 99}),
        "admit" | "settle" => json!({"id": 99, "participant": 1}),
        "decline" => json!({"id": 99, "participant": 1, "reason": "r"}),
        "check_in" | "check_out" => json!({"id": 99, "code": code}),
        "record_attendance" => json!({"id": 99, "participant": 1, "side": "start"}),
        "confirm_minutes" | "resolve_dispute" => json!({"id": 99, "participant": 1, "minutes": 1}),
        "rate" => json!({"id": 99, "participant": 1, "score": 3}),
        "tick" => json!({}),
        "elapse" => json!({"activity": 99, "participant": 1}),
        other => panic!("no sample for {other}"),
    };
    json!({ message: body })
}

/// Whether the answer is that this sender may not send this message.
fn denied(suite: &mut Suite, sender: &Addr, contract: Contract, msg: &Value) -> bool {
    let target = suite.address(contract);
    match suite.chain.execute_contract(sender.clone(), target, msg, &[]) {
        Ok(_) => false,
        Err(error) => {
            let text = format!("{error:#}");
            let code = Code::find(&text).unwrap_or_else(|| panic!("no code in {text}"));
            let refusals = [
                Code::Unauthorized,
                Code::ScopeInsufficient,
                Code::RoleMissing,
                Code::OperatorUnknown,
                Code::NotRelayable,
            ];
            refusals.contains(&code)
        }
    }
}

/// Every message × every kind of sender: only whom the table names is let in.
#[test]
fn only_whom_the_table_names_is_let_in() {
    let mut suite = Suite::new();
    let mut tried = 0;
    for contract in Contract::ALL {
        for permission in contract.permissions().iter().filter(|permission| permission.message != "relayed") {
            let msg = sample(&suite, permission.message);
            for (sender, expected) in direct_senders(&suite, permission) {
                let was = denied(&mut suite, &sender, contract, &msg);
                assert_eq!(!was, expected, "{} {} sent by {sender}", contract.name(), permission.message);
                tried += 1;
            }
            for actor in actors(&suite) {
                let mut expected = admitted(permission, &actor);
                let mut msg = msg.clone();
                if permission.message == "publish" && actor.scope == Scope::Office {
                    // With the office key only what issuance pays is published, and only by publishers.
                    msg["publish"]["activity"]["payer"] = json!("issuance");
                    expected &= actor.roles.contains(Role::Publisher);
                }
                let inner = to_json_binary(&msg).unwrap();
                let relayed = json!({"relayed": {"actor": actor, "msg": inner}});
                let proxy = suite.address(Contract::Proxy);
                let was = denied(&mut suite, &proxy, contract, &relayed);
                assert_eq!(!was, expected, "{} {} for {actor:?}", contract.name(), permission.message);
                tried += 1;
            }
        }
    }
    assert!(tried > 1_000, "only {tried} combinations were tried");
}

/// A relayed message is believed from nobody but the proxy, and cannot carry another one.
#[test]
fn relayed_is_believed_only_from_the_proxy_and_is_never_nested() {
    let mut suite = Suite::new();
    let actor = actors(&suite).remove(0);
    for contract in Contract::ALL {
        let relayable = contract.permissions().iter().find(|permission| permission.relayable());
        let inner =
            to_json_binary(&sample(&suite, relayable.map_or("wire", |permission| permission.message)))
                .unwrap();
        let relayed = json!({"relayed": {"actor": actor, "msg": inner}});
        let mut senders = vec![suite.council.clone(), suite.operators[&1].clone()];
        senders.extend(Contract::ALL.into_iter().filter(|c| *c != Contract::Proxy).map(|c| suite.address(c)));
        for sender in senders {
            assert!(denied(&mut suite, &sender, contract, &relayed), "{} believed {sender}", contract.name());
        }
        let nested = json!({"relayed": {"actor": actor, "msg": to_json_binary(&relayed).unwrap()}});
        let proxy = suite.address(Contract::Proxy);
        assert!(denied(&mut suite, &proxy, contract, &nested), "{} took a nested message", contract.name());
    }
}

/// Chain accounts, with whether the table admits each.
fn direct_senders(suite: &Suite, permission: &Permission) -> Vec<(Addr, bool)> {
    let stranger = suite.chain.api().addr_make("stranger");
    let open = matches!(permission.who, Who::Anyone | Who::MemberOrAccount { .. });
    let mut senders = vec![
        (stranger, open),
        (suite.council.clone(), open || permission.who == Who::Council),
        (suite.operators[&1].clone(), open || permission.who == Who::Operator),
    ];
    for contract in Contract::ALL {
        senders.push((suite.address(contract), open || permission.who == Who::Contract(contract)));
    }
    senders
}

/// Members of every scope, with no role and with each single one.
fn actors(suite: &Suite) -> Vec<Actor> {
    let account = suite.chain.api().addr_make("member").to_string();
    let roles = std::iter::once(Roles::default()).chain(Role::ALL.map(|role| Roles::default().with(role)));
    roles
        .flat_map(|roles| [Scope::Everyday, Scope::Owner, Scope::Office].map(|scope| (roles, scope)))
        .map(|(roles, scope)| Actor {
            id: 1,
            account: account.clone(),
            branch: 1,
            roles,
            scope,
            relayed_by: 1,
            agent: None,
        })
        .collect()
}

fn admitted(permission: &Permission, actor: &Actor) -> bool {
    match permission.who {
        Who::Member { scopes, roles } => {
            scopes.contains(&actor.scope)
                && (roles.is_empty() || roles.iter().any(|role| actor.roles.contains(*role)))
        }
        Who::MemberOrAccount { scopes } => scopes.contains(&actor.scope),
        _ => false,
    }
}
