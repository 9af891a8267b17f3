//! What is true of the token from its beginning, and what a holder does with own TIME.

use crate::receiver_double::{Received, REFUSE};
use crate::scene::{
    allowed, burn, burn_from, by_every_hand, send, send_from, transfer, transfer_from, Hand, Scene, GRANT,
};
use cosmwasm_std::{Addr, Binary, Uint128};
use cw20::{AllAccountsResponse, AllSpenderAllowancesResponse, Cw20ReceiveMsg, Expiration};
use cw20::{MinterResponse, TokenInfoResponse};
use cw_multi_test::Executor;
use serde_json::json;
use timebank_api::permission::Contract;
use timebank_api::time_token::{ExecuteMsg, QueryMsg};
use timebank_api::Code;

/// Another token from the same code.
fn instantiate(scene: &mut Scene, msg: &serde_json::Value) -> Result<Addr, String> {
    let code = scene.suite.chain.contract_data(&scene.suite.address(Contract::TimeToken)).unwrap().code_id;
    let council = scene.suite.council.clone();
    let result = scene.suite.chain.instantiate_contract(code, council, msg, &[], "token", None);
    result.map_err(|error| format!("{error:#}"))
}

/// No supply, no holder, no minter, and always the same name.
fn assert_new(scene: &Scene, token: &Addr) {
    let chain = scene.suite.chain.wrap();
    let info: TokenInfoResponse = chain.query_wasm_smart(token, &QueryMsg::TokenInfo {}).unwrap();
    let total_supply = Uint128::zero();
    let expected =
        TokenInfoResponse { name: "TIME".into(), symbol: "TIME-MIN".into(), decimals: 0, total_supply };
    assert_eq!(info, expected);
    let minter: Option<MinterResponse> = chain.query_wasm_smart(token, &QueryMsg::Minter {}).unwrap();
    assert_eq!(minter, None);
    let accounts = QueryMsg::AllAccounts { start_after: None, limit: None };
    let holders: AllAccountsResponse = chain.query_wasm_smart(token, &accounts).unwrap();
    assert!(holders.accounts.is_empty());
}

#[test]
fn a_new_token_has_no_supply_no_holder_and_no_minter() {
    let mut scene = Scene::new(Hand::Account);
    let council = scene.suite.council.to_string();
    let token = instantiate(&mut scene, &json!({ "council": council })).unwrap();
    assert_new(&scene, &token);
    assert!(instantiate(&mut scene, &json!({ "council": "nobody" })).is_err());
}

#[test]
fn instantiation_refuses_what_cw20_base_reads() {
    let mut scene = Scene::new(Hand::Account);
    let council = scene.suite.council.to_string();
    let coins = json!({ "address": council, "amount": "5" });
    for (field, value) in [
        ("name", json!("Cash Token")),
        ("symbol", json!("CASH")),
        ("decimals", json!(9)),
        ("initial_balances", json!([coins])),
        ("mint", json!({ "minter": council, "cap": "4" })),
        ("marketing", json!({ "project": "P", "marketing": "m" })),
    ] {
        let mut msg = json!({ "council": council });
        msg[field] = value;
        assert!(instantiate(&mut scene, &msg).is_err(), "{field}");
    }
}

#[test]
fn name_and_symbol_keep_to_the_limits_of_cw20() {
    let info: TokenInfoResponse = Scene::new(Hand::Account).query(&QueryMsg::TokenInfo {});
    assert!((3..=50).contains(&info.name.len()));
    assert!((3..=12).contains(&info.symbol.len()));
    assert!(info.symbol.bytes().all(|byte| byte == b'-' || byte.is_ascii_alphabetic()));
    assert!(info.decimals <= 18);
}

#[test]
fn balances_answer_for_everybody() {
    by_every_hand(|scene| {
        assert_eq!(scene.suite.balance(scene.owner), GRANT);
        assert_eq!(scene.suite.balance(scene.spender), 0);
        assert_eq!(scene.suite.balance_of(scene.stranger().as_str()), 0);
        assert_eq!(scene.supply(), GRANT);
        // An account that was emptied answers as one that never had anything.
        let all = transfer(&scene.account(scene.spender), GRANT);
        scene.act(scene.owner, &all).unwrap();
        assert_eq!(scene.suite.balance(scene.owner), 0);
        assert_eq!(scene.suite.balance(scene.spender), GRANT);
    });
}

#[test]
fn transfer_moves_what_is_there_and_leaves_the_supply() {
    by_every_hand(|scene| {
        let (owner, other) = (scene.account(scene.owner), scene.account(scene.other));
        scene.refused(scene.owner, &transfer(&other, GRANT + 1), Code::InsufficientTime);
        scene.refused(scene.owner, &transfer(&other, u128::MAX), Code::InsufficientTime);
        scene.refused(scene.other, &transfer(&owner, 1), Code::InsufficientTime);
        let response = scene.act(scene.owner, &transfer(&other, 76)).unwrap();
        scene.told(&response, &[("action", "transfer"), ("from", &owner), ("to", &other), ("amount", "76")]);
        assert_eq!(scene.suite.balance(scene.owner), GRANT - 76);
        assert_eq!(scene.suite.balance(scene.other), 76);
        assert_eq!(scene.supply(), GRANT);
    });
}

#[test]
fn burn_takes_from_the_balance_and_the_supply() {
    by_every_hand(|scene| {
        scene.refused(scene.owner, &burn(GRANT + 1), Code::InsufficientTime);
        scene.refused(scene.other, &burn(1), Code::InsufficientTime);
        assert_eq!(scene.supply(), GRANT);
        let response = scene.act(scene.owner, &burn(76)).unwrap();
        let owner = scene.account(scene.owner);
        scene.told(&response, &[("action", "burn"), ("from", &owner), ("amount", "76")]);
        assert_eq!(scene.suite.balance(scene.owner), GRANT - 76);
        assert_eq!(scene.supply(), GRANT - 76);
    });
}

#[test]
fn send_pays_and_calls_the_receiver_once() {
    by_every_hand(|scene| {
        let receiver = scene.registered_receiver();
        let owner = scene.account(scene.owner);
        let msg = br#"{"some":123}"#;
        scene.refused(scene.owner, &send(receiver.as_str(), GRANT + 1, msg), Code::InsufficientTime);
        let response = scene.act(scene.owner, &send(receiver.as_str(), 76, msg)).unwrap();
        let to = receiver.as_str();
        scene.told(&response, &[("action", "send"), ("from", &owner), ("to", to), ("amount", "76")]);
        let told = Cw20ReceiveMsg { sender: owner, amount: 76u128.into(), msg: Binary::from(msg) };
        let caller = scene.suite.address(Contract::TimeToken);
        assert_eq!(scene.received(&receiver), [Received { caller, funds: vec![], told }]);
        assert_eq!(scene.suite.balance(scene.owner), GRANT - 76);
        assert_eq!(scene.suite.balance_of(receiver.as_str()), 76);
        assert_eq!(scene.supply(), GRANT);
        // What a contract holds it can pay back.
        scene.send(&receiver, &transfer(&scene.account(scene.owner), 76)).unwrap();
        assert_eq!(scene.suite.balance(scene.owner), GRANT);
    });
}

#[test]
fn send_moves_nothing_when_the_receiver_refuses_or_is_no_contract() {
    by_every_hand(|scene| {
        let receiver = scene.registered_receiver();
        scene.refused(scene.owner, &send(receiver.as_str(), 5, REFUSE), Code::Internal);
        assert!(scene.received(&receiver).is_empty());
        // The account of a member who is a person.
        scene.refused(scene.owner, &send(&scene.account(scene.other), 5, b"{}"), Code::Internal);
    });
}

#[test]
fn nobody_is_paid_but_registered_members() {
    by_every_hand(|scene| {
        let receiver = scene.receiver();
        let owner = scene.account(scene.owner);
        scene.allow(50, None);
        let mut unregistered = vec![scene.stranger(), receiver.clone()];
        unregistered.extend(Contract::ALL.map(|contract| scene.suite.address(contract)));
        for to in unregistered {
            let to = to.as_str();
            scene.refused(scene.owner, &transfer(to, 5), Code::RecipientUnregistered);
            scene.refused(scene.owner, &send(to, 5, b"{}"), Code::RecipientUnregistered);
            scene.refused(scene.spender, &transfer_from(&owner, to, 5), Code::RecipientUnregistered);
            scene.refused(scene.spender, &send_from(&owner, to, 5, b"{}"), Code::RecipientUnregistered);
            assert_eq!(scene.suite.balance_of(to), 0);
        }
        assert!(scene.received(&receiver).is_empty());
    });
}

#[test]
fn a_movement_of_nothing_is_refused() {
    by_every_hand(|scene| {
        let (owner, other) = (scene.account(scene.owner), scene.account(scene.other));
        let receiver = scene.registered_receiver();
        scene.allow(50, None);
        for msg in [transfer(&other, 0), burn(0), send(receiver.as_str(), 0, b"{}")] {
            scene.refused(scene.owner, &msg, Code::ZeroAmount);
        }
        let to = receiver.as_str();
        for msg in [transfer_from(&owner, &other, 0), burn_from(&owner, 0), send_from(&owner, to, 0, b"{}")] {
            scene.refused(scene.spender, &msg, Code::ZeroAmount);
        }
        assert!(scene.received(&receiver).is_empty());
    });
}

#[test]
fn nobody_mints_by_message() {
    by_every_hand(|scene| {
        let code = match scene.hand {
            Hand::Relayed => Code::IntentTarget,
            Hand::Linked | Hand::Account => Code::MintRefused,
        };
        for amount in [0u128, 222, u128::MAX] {
            let mint = ExecuteMsg::Mint { recipient: scene.account(scene.owner), amount: amount.into() };
            scene.refused(scene.owner, &mint, code);
        }
        let mint = ExecuteMsg::Mint { recipient: scene.account(scene.owner), amount: 222u128.into() };
        let mut senders =
            vec![scene.suite.council.clone(), scene.suite.operators[&1].clone(), scene.stranger()];
        senders.extend(Contract::ALL.map(|contract| scene.suite.address(contract)));
        for sender in senders {
            assert_eq!(scene.send(&sender, &mint).map(drop), Err(Code::MintRefused), "{sender}");
        }
        assert_eq!(scene.supply(), GRANT);
    });
}

#[test]
fn there_is_no_minter_to_name() {
    by_every_hand(|scene| {
        assert_eq!(scene.query::<Option<MinterResponse>>(&QueryMsg::Minter {}), None);
        for new_minter in [json!(scene.account(scene.owner)), json!(null)] {
            let msg = json!({ "update_minter": { "new_minter": new_minter } });
            scene.unknown(scene.owner, &msg);
            assert_eq!(scene.send(&scene.suite.council.clone(), &msg).map(drop), Err(Code::MessageInvalid));
        }
        assert_eq!(scene.query::<Option<MinterResponse>>(&QueryMsg::Minter {}), None);
    });
}

#[test]
fn migration_keeps_balances_and_allowances_on_both_sides() {
    let mut scene = Scene::new(Hand::Account);
    let expires = Expiration::AtHeight(123_456);
    scene.allow(77, Some(expires));
    let (token, council) = (scene.suite.address(Contract::TimeToken), scene.suite.council.clone());
    let code = scene.suite.chain.contract_data(&token).unwrap().code_id;
    let migrate = |scene: &mut Scene| {
        let result = scene.suite.chain.migrate_contract(council.clone(), token.clone(), &json!({}), code);
        result.map(drop).map_err(|error| Code::find(&format!("{error:#}")))
    };
    assert_eq!(migrate(&mut scene), Err(Some(Code::MigrationRefused)));
    let before = json!({ "contract": "timebank:time-token", "version": "0.0.9" }).to_string();
    scene.suite.chain.contract_storage_mut(&token).set(b"contract_info", before.as_bytes());
    migrate(&mut scene).unwrap();
    assert_eq!(scene.suite.balance(scene.owner), GRANT);
    assert_eq!(scene.allowance(scene.owner, scene.spender), allowed(77, expires));
    let spender = scene.account(scene.spender);
    let query = QueryMsg::AllSpenderAllowances { spender, start_after: None, limit: None };
    let of_spender = scene.query::<AllSpenderAllowancesResponse>(&query).allowances;
    assert_eq!(of_spender.len(), 1);
    assert_eq!((of_spender[0].allowance.u128(), of_spender[0].expires), (77, expires));
    scene.act(scene.owner, &transfer(&scene.account(scene.other), 5)).unwrap();
}
