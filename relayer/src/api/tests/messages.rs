//! Every message that a member or office-holder may send is sent by some endpoint, or stands in a list that says why not.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use timebank_api::permission::Contract;

/// What cannot be sent by the API, and why. A message that comes to be sent leaves the list; one that is added to a contract is
/// sent, or joins it.
const NOT_SENT: &[(Contract, &[&str], &str)] = &[(
    Contract::TimeToken,
    &["burn", "send", "increase_allowance", "decrease_allowance", "transfer_from", "send_from", "burn_from"],
    "the cw20 face is for wallets and contracts of whoever holds a key; people are served without it",
)];

/// The module of `timebank-api` that has a contract's messages.
fn module(contract: Contract) -> String {
    contract.name().replace('-', "_")
}

fn snake(variant: &str) -> String {
    let mut name = String::new();
    for letter in variant.chars() {
        if letter.is_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.extend(letter.to_lowercase());
    }
    name
}

fn word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    &text[..end]
}

/// The messages that a source file makes: `X::Variant`, where `X` is what the file calls a contract's `ExecuteMsg`.
fn sent_by(source: &str) -> BTreeSet<(String, String)> {
    let code = source.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for import in code.split("\nuse timebank_api::").skip(1) {
        let import = import.split(';').next().unwrap();
        let module = word(import);
        if let Some((_, rest)) = import.split_once("ExecuteMsg") {
            let alias = rest.trim_start().strip_prefix("as ").map_or("ExecuteMsg", word);
            names.insert(alias.to_owned(), module.to_owned());
        }
    }
    let mut sent = BTreeSet::new();
    for (at, _) in code.match_indices("::") {
        let before = &code[..at];
        let start = before.rfind(|c: char| !c.is_alphanumeric() && c != '_').map_or(0, |place| place + 1);
        let variant = word(&code[at + 2..]);
        if !variant.starts_with(char::is_uppercase) {
            continue;
        }
        let name = &before[start..];
        let module = match name {
            "ExecuteMsg" if before[..start].ends_with("::") => {
                let path = &before[..start - 2];
                let start =
                    path.rfind(|c: char| !c.is_alphanumeric() && c != '_').map_or(0, |place| place + 1);
                Some(path[start..].to_owned())
            }
            name => names.get(name).cloned(),
        };
        if let Some(module) = module {
            sent.insert((module, snake(variant)));
        }
    }
    sent
}

fn sources(folder: &Path, all: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            if name != "tests" {
                sources(&path, all);
            }
        } else if name.ends_with(".rs") && !name.starts_with("tests") && name != "policy.rs" {
            all.push(std::fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn every_message_of_the_permission_tables_is_sent_or_has_a_reason_not_to_be() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    for folder in ["api", "identity", "custody"] {
        sources(&root.join(folder), &mut files);
    }
    let sent: BTreeSet<(String, String)> = files.iter().flat_map(|source| sent_by(source)).collect();
    let known = |contract: Contract, message: &str| sent.contains(&(module(contract), message.to_owned()));
    let mut not_sent = BTreeSet::new();
    for contract in Contract::ALL {
        for permission in contract.permissions().iter().filter(|permission| permission.relayable()) {
            if !known(contract, permission.message) {
                not_sent.insert((contract, permission.message));
            }
        }
    }
    let listed: Vec<(Contract, &str)> = NOT_SENT
        .iter()
        .flat_map(|(contract, messages, _)| messages.iter().map(|message| (*contract, *message)))
        .collect();
    let list: BTreeSet<(Contract, &str)> = listed.iter().copied().collect();
    assert_eq!(list.len(), listed.len(), "a message is listed twice");
    assert!(NOT_SENT.iter().all(|(_, _, reason)| !reason.is_empty()));
    let missing: Vec<_> = not_sent.difference(&list).collect();
    assert!(missing.is_empty(), "no endpoint sends {missing:?}, and NOT_SENT gives no reason");
    let superfluous: Vec<_> = list.difference(&not_sent).collect();
    assert!(superfluous.is_empty(), "NOT_SENT lists {superfluous:?}, which are sent or are no messages");
    assert!(known(Contract::ActivityRegistry, "enrol") && known(Contract::TimeToken, "transfer"));
}

#[test]
fn messages_are_found_under_every_name_a_file_gives_them() {
    let source = "
use timebank_api::time_token::ExecuteMsg as TokenMsg;
use timebank_api::activity_registry::{
    ExecuteMsg, Payer,
};
fn f() { TokenMsg::AcceptGift; ExecuteMsg::Enrol; timebank_api::oracle::ExecuteMsg::Object; Payer::OwnBalance; }
#[cfg(test)]
mod tests { fn g() { ExecuteMsg::Settle; } }
";
    let found = sent_by(source);
    let found: Vec<_> = found.iter().map(|(module, name)| (module.as_str(), name.as_str())).collect();
    assert_eq!(found, [("activity_registry", "enrol"), ("oracle", "object"), ("time_token", "accept_gift")]);
}
