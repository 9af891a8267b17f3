//! The permission tables: a golden file, default deny, and no message for the wrong sender.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use cosmwasm_schema::schema_for;
use cosmwasm_std::{from_json, to_json_binary, to_json_vec, Addr};
use cw_multi_test::Executor;
use serde_json::{json, Value};
use std::fmt::Write;
use std::path::Path;
use timebank_api::permission::{Contract, Permission, Who};
use timebank_api::{
    activity_registry, member_registry, oracle, proxy, reputation, rulebook, time_token, training, Actor,
    Agent, Code, Right, Rights, Role, Roles, Scope,
};
use timebank_testing::Suite;

/// `UPDATE_GOLDEN=1` writes the file anew.
#[test]
fn permission_tables_are_what_the_golden_file_says() {
    let mut page = String::from(
        "# Who may send what\n\nGenerated from `packages/api`; a test fails when this page and the code differ.\n",
    );
    for contract in Contract::ALL {
        write!(
            page,
            "\n## {}\n\n| message | who | agent's right | most gas when relayed |\n|---|---|---|---|\n",
            contract.name()
        )
        .unwrap();
        for permission in contract.permissions() {
            let gas = if permission.relayable() { permission.relay_gas.to_string() } else { "–".into() };
            let agent = permission.agent.map_or("–".into(), |right| format!("{right:?}"));
            let who = describe(permission.who);
            writeln!(page, "| `{}` | {who} | {agent} | {gas} |", permission.message).unwrap();
        }
    }
    // `tests/vm` runs this too, from one folder further down.
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let path =
        above.map(|folder| folder.join("packages/api/permissions.golden.md")).find(|path| path.is_file());
    let path = path.unwrap();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap();
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

/// The messages of a contract as its JSON Schema describes them.
fn schema_of(contract: Contract) -> Value {
    json!(match contract {
        Contract::Proxy => schema_for!(proxy::ExecuteMsg),
        Contract::MemberRegistry => schema_for!(member_registry::ExecuteMsg),
        Contract::ActivityRegistry => schema_for!(activity_registry::ExecuteMsg),
        Contract::TimeToken => schema_for!(time_token::ExecuteMsg),
        Contract::Rulebook => schema_for!(rulebook::ExecuteMsg),
        Contract::Training => schema_for!(training::ExecuteMsg),
        Contract::Reputation => schema_for!(reputation::ExecuteMsg),
        Contract::Oracle => schema_for!(oracle::ExecuteMsg),
    })
}

/// The queries of a contract as its JSON Schema describes them.
fn queries_of(contract: Contract) -> Value {
    json!(match contract {
        Contract::Proxy => schema_for!(proxy::QueryMsg),
        Contract::MemberRegistry => schema_for!(member_registry::QueryMsg),
        Contract::ActivityRegistry => schema_for!(activity_registry::QueryMsg),
        Contract::TimeToken => schema_for!(time_token::QueryMsg),
        Contract::Rulebook => schema_for!(rulebook::QueryMsg),
        Contract::Training => schema_for!(training::QueryMsg),
        Contract::Reputation => schema_for!(reputation::QueryMsg),
        Contract::Oracle => schema_for!(oracle::QueryMsg),
    })
}

/// A well-formed message: the smallest one that the schema allows.
fn sample(schema: &Value, message: &str) -> Value {
    let variants = schema["oneOf"].as_array().expect("an enum");
    let variant = variants.iter().find(|variant| variant["properties"].get(message).is_some());
    smallest(schema, variant.unwrap_or_else(|| panic!("the schema has no {message}")))
}

fn smallest(root: &Value, schema: &Value) -> Value {
    if let Some(path) = schema["$ref"].as_str() {
        let name = path.strip_prefix("#/definitions/").expect("a definition");
        return match name {
            "Uint128" | "Uint64" => json!("1"),
            "Binary" | "HexBinary" => json!(""),
            _ => smallest(root, &root["definitions"][name]),
        };
    }
    if let Some(first) = schema["enum"].as_array().and_then(|values| values.first()) {
        return first.clone();
    }
    for several in ["allOf", "anyOf", "oneOf"] {
        if let Some(first) = schema[several].as_array().and_then(|all| all.first()) {
            return smallest(root, first);
        }
    }
    let kind = schema["type"].as_str().or_else(|| schema["type"][0].as_str());
    match kind {
        Some("object") => {
            let required = schema["required"].as_array().cloned().unwrap_or_default();
            let field = |name: &Value| {
                let name = name.as_str().expect("a name").to_owned();
                let value = smallest(root, &schema["properties"][&name]);
                (name, value)
            };
            required.iter().map(field).collect::<serde_json::Map<_, _>>().into()
        }
        Some("array") => {
            let length = schema["minItems"].as_u64().unwrap_or(0);
            (0..length).map(|_| smallest(root, &schema["items"])).collect()
        }
        Some("string") => json!("x"),
        Some("boolean") => json!(true),
        Some("integer" | "number") => json!(1),
        _ => Value::Null,
    }
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
        let schema = schema_of(contract);
        for permission in contract.permissions().iter().filter(|permission| permission.message != "relayed") {
            let msg = sample(&schema, permission.message);
            for (sender, expected) in direct_senders(&suite, permission) {
                let expected = expected && !only_the_councils(&suite, contract, permission, &sender);
                let was = denied(&mut suite, &sender, contract, &msg);
                assert_eq!(!was, expected, "{} {} sent by {sender}", contract.name(), permission.message);
                tried += 1;
            }
            for actor in actors(&suite) {
                let expected = admitted(permission, &actor);
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
        let inner = to_json_binary(&sample(
            &schema_of(contract),
            relayable.map_or("wire", |permission| permission.message),
        ))
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

/// An agent may send what the table names a right for, with that right, and nothing else.
#[test]
fn an_agent_may_do_only_what_a_right_allows() {
    let mut suite = Suite::new();
    let proxy = suite.address(Contract::Proxy);
    for contract in Contract::ALL {
        let schema = schema_of(contract);
        for permission in contract.permissions().iter().filter(|permission| permission.relayable()) {
            let scopes = match permission.who {
                Who::Member { scopes, .. } | Who::MemberOrAccount { scopes } => scopes,
                _ => &[],
            };
            let inner = to_json_binary(&sample(&schema, permission.message)).unwrap();
            let every = RIGHTS.into_iter().fold(Rights::default(), Rights::with);
            for rights in RIGHTS.map(|right| Rights::default().with(right)).into_iter().chain([every]) {
                let member = actors(&suite).remove(0);
                // Every office too: an agent that lacks the right is refused for that.
                let actor = Actor {
                    scope: scopes[0],
                    roles: Role::ALL.into_iter().fold(Roles::default(), Roles::with),
                    agent: Some(Agent { member: 2, rights, daily: 1_000 }),
                    ..member
                };
                let relayed = json!({"relayed": {"actor": actor, "msg": inner}});
                let answer = suite.execute(&proxy, contract, &relayed);
                let refused = answer.is_err_and(|code| code == Code::AgentNotAllowed);
                let allowed = permission.agent.is_some_and(|right| rights.contains(right));
                assert_eq!(refused, !allowed, "{} {} {rights:?}", contract.name(), permission.message);
            }
        }
    }
}

/// The messages that come from a value by one more field, in any of its objects.
fn with_an_unknown_field(value: &Value) -> Vec<Value> {
    let deeper = |name: &str, inner: &Value| -> Vec<Value> {
        let put = |changed: Value| {
            let mut outer = value.clone();
            outer[name] = changed;
            outer
        };
        with_an_unknown_field(inner).into_iter().map(put).collect()
    };
    let Some(fields) = value.as_object() else { return vec![] };
    let mut all: Vec<Value> = fields.iter().flat_map(|(name, inner)| deeper(name, inner)).collect();
    let mut more = value.clone();
    more["unknown"] = json!(1);
    all.push(more);
    all
}

/// Nothing is read over: a field that a message does not have, at any depth, is refused before anything else is looked at.
#[test]
fn an_unknown_field_is_refused_in_every_message() {
    let mut suite = Suite::new();
    let (council, proxy) = (suite.council.clone(), suite.address(Contract::Proxy));
    let actor = actors(&suite).remove(0);
    let mut tried = 0;
    for contract in Contract::ALL {
        let schema = schema_of(contract);
        for permission in contract.permissions() {
            let well_formed = sample(&schema, permission.message);
            for msg in with_an_unknown_field(&well_formed) {
                let refused = suite.execute(&council, contract, &msg);
                assert_eq!(refused, Err(Code::MessageInvalid), "{} {msg}", contract.name());
                let inner = to_json_binary(&msg).unwrap();
                let refused =
                    suite.execute(&proxy, contract, &json!({"relayed": {"actor": actor, "msg": inner}}));
                assert_eq!(refused, Err(Code::MessageInvalid), "{} {msg}, relayed", contract.name());
                tried += 1;
            }
        }
        let schema = queries_of(contract);
        for variant in schema["oneOf"].as_array().expect("an enum") {
            for msg in with_an_unknown_field(&smallest(&schema, variant)) {
                let refused = suite.try_query::<_, Value>(contract, &msg);
                assert_eq!(refused, Err(Code::MessageInvalid), "{} {msg}", contract.name());
                tried += 1;
            }
        }
    }
    assert!(tried > 400, "only {tried} messages were tried");
}

/// So is one in what a contract begins with.
#[test]
fn an_unknown_field_is_refused_at_instantiation_and_migration() {
    macro_rules! refused {
        ($($contract:ident { $($field:ident: $value:expr),+ })+) => {$(
            let msg = json!($contract::InstantiateMsg { $($field: $value),+ });
            assert!(from_json::<$contract::InstantiateMsg>(to_json_vec(&msg).unwrap()).is_ok());
            for more in with_an_unknown_field(&msg) {
                let read = from_json::<$contract::InstantiateMsg>(to_json_vec(&more).unwrap());
                assert!(read.is_err(), "{more}");
            }
            assert!(from_json::<$contract::MigrateMsg>("{}").is_ok());
            assert!(from_json::<$contract::MigrateMsg>(r#"{"unknown":1}"#).is_err());
        )+};
    }
    refused! {
        proxy { council: "c".into() }
        activity_registry { council: "c".into(), code_period: 15 }
        rulebook { council: "c".into() }
        training { council: "c".into() }
        reputation { council: "c".into() }
        oracle { council: "c".into() }
        time_token { council: "c".into(), epoch: None }
        member_registry { council: "c".into(), nullifier_version: 1 }
    }
}

const RIGHTS: [Right; 4] = [Right::TakePart, Right::Commit, Right::Donate, Right::Profile];

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

/// The one exception: cw20-base's marketing messages, which the table opens to anybody for the marketing account is not the
/// table's to know. At first it is the council's.
fn only_the_councils(suite: &Suite, contract: Contract, permission: &Permission, sender: &Addr) -> bool {
    let marketing = ["update_marketing", "upload_logo"].contains(&permission.message);
    contract == Contract::TimeToken && marketing && *sender != suite.council
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
