mod budget;
mod cases;
mod conservation;
mod cost;
mod cw20;
mod estate;
mod expiry;
mod gift;
mod grant;
mod limits;
mod movements;
mod permissions;
mod positions;
mod relayed;
mod reversal;
mod walk;

use super::*;
use crate::testing::{account, addr, code, detail, Token, ELDER, VOLUNTEER};
use ::cw20::{MinterResponse, TokenInfoResponse};
use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env};
use cosmwasm_std::Storage;
use cosmwasm_std::{coins, Uint128};
use timebank_api::time_token::Movement;
use timebank_api::{Event, Wiring};

#[test]
fn token_is_time_in_minutes_without_a_minter() {
    let token = Token::new();
    let info: TokenInfoResponse = token.query(QueryMsg::TokenInfo {});
    assert_eq!(
        info,
        TokenInfoResponse {
            name: "TIME".into(),
            symbol: "TIME-MIN".into(),
            decimals: 0,
            total_supply: Uint128::zero(),
        }
    );
    assert_eq!(token.query::<Option<MinterResponse>>(QueryMsg::Minter {}), None);
    let version = cw2::get_contract_version(&token.deps.storage).unwrap();
    assert_eq!((version.contract.as_str(), version.version.as_str()), (NAME, VERSION));
}

#[test]
fn instantiate_refuses_coins_and_a_council_that_is_no_address() {
    let msg = |council: &str| InstantiateMsg { council: council.into(), epoch: None };
    let funds = coins(1, "token");
    let result = instantiate(
        mock_dependencies().as_mut(),
        mock_env(),
        message_info(&addr("council"), &funds),
        msg(addr("council").as_str()),
    );
    assert_eq!(code(result), Code::FundsSent);
    let result = instantiate(
        mock_dependencies().as_mut(),
        mock_env(),
        message_info(&addr("council"), &[]),
        msg(&addr("council").as_str().to_uppercase()),
    );
    assert_eq!(code(result), Code::AddressInvalid);
    let result = instantiate(
        mock_dependencies().as_mut(),
        mock_env(),
        message_info(&addr("council"), &[]),
        InstantiateMsg { epoch: Some(0), ..msg(addr("council").as_str()) },
    );
    assert_eq!(code(result), Code::MessageInvalid);
}

#[test]
fn every_message_refuses_coins() {
    let mut token = Token::with_budget(100);
    token.earn(ELDER, 100);
    let funds = coins(1, "token");
    let msg = ExecuteMsg::Transfer { recipient: account(VOLUNTEER).into(), amount: Uint128::one() };
    let info = message_info(&account(ELDER), &funds);
    let result = execute(token.deps.as_mut(), token.env.clone(), info, msg);
    assert_eq!(code(result), Code::FundsSent);
}

#[test]
fn wire_works_once() {
    let mut token = Token::new();
    let wiring = Wiring::new(|_| addr("x").into());
    let result = token.direct(&addr("council"), ExecuteMsg::Wire { wiring });
    assert_eq!(code(result), Code::AlreadyWired);
}

#[test]
fn mint_is_refused_for_everybody() {
    let mut token = Token::with_budget(100);
    for sender in ["council", "activity-registry", "proxy", "anybody"] {
        let msg = ExecuteMsg::Mint { recipient: account(ELDER).into(), amount: Uint128::one() };
        assert_eq!(code(token.direct(&addr(sender), msg)), Code::MintRefused);
    }
}

#[test]
fn set_budget_says_so_and_never_goes_below_what_is_spoken_for() {
    let mut token = Token::new();
    let response = token.set_budget(1, 100).unwrap();
    assert_eq!(
        response.events,
        vec![cosmwasm_std::Event::from(Event::BudgetSet { branch: 1, minutes: 100 })]
    );
    token.earn(ELDER, 30);
    token.grant(VOLUNTEER, "welcome").unwrap();
    token.moves(vec![Movement::Reserve { activity: 1, branch: 1, minutes: 10 }]).unwrap();
    assert_eq!(detail(token.set_budget(1, 44)), "45");
    assert_eq!(code(token.set_budget(1, 0)), Code::BudgetExceeded);
    token.set_budget(1, 45).unwrap();
    assert_eq!(token.branch(1).budget, 45);
    assert_eq!(token.branch(2).budget, 0);
}

#[test]
fn migrate_needs_a_later_version_and_names_who_describes_the_token() {
    let mut token = Token::new();
    let result = migrate(token.deps.as_mut(), token.env.clone(), MigrateMsg {});
    assert_eq!(code(result), Code::MigrationRefused);
    cw2::set_contract_version(&mut token.deps.storage, NAME, "0.0.1").unwrap();
    token.deps.storage.remove(b"marketing_info");
    migrate(token.deps.as_mut(), token.env.clone(), MigrateMsg {}).unwrap();
    let version = cw2::get_contract_version(&token.deps.storage).unwrap();
    assert_eq!(version.version, VERSION);
    let info: MarketingInfoResponse = token.query(QueryMsg::MarketingInfo {});
    assert_eq!(info.marketing, Some(addr("council")));
}

/// As version 0.1 left it: balances as JSON, the supply in cw20-base's token info, addresses in the wiring alone.
#[test]
fn what_version_0_1_kept_is_read() {
    let mut token = Token::with_budget(1_000);
    token.earn(ELDER, 600);
    token.earn(VOLUNTEER, 5);
    let storage = &mut token.deps.storage;
    let key = |member| [b"\0\x07balance", account(member).as_bytes()].concat();
    storage.set(&key(ELDER), br#""600""#);
    storage.set(&key(VOLUNTEER), br#""5""#);
    storage.set(b"ledger", &[605u64, 0, 0].map(u64::to_be_bytes).concat());
    storage.set(b"token_info", br#"{"total_supply":"605"}"#);
    storage.remove(b"system");
    cw2::set_contract_version(storage, NAME, "0.1.0").unwrap();

    migrate(token.deps.as_mut(), token.env.clone(), MigrateMsg {}).unwrap();
    assert_eq!(token.deps.storage.get(b"token_info"), None);
    assert_eq!((token.of(ELDER), token.of(VOLUNTEER), token.account(ELDER).count), (600, 5, 0));
    let msg = ExecuteMsg::Transfer { recipient: account(VOLUNTEER).into(), amount: Uint128::new(20) };
    token.owner(ELDER, &msg).unwrap();
    assert_eq!((token.of(ELDER), token.of(VOLUNTEER), token.account(ELDER).count), (580, 25, 1));
    let info: TokenInfoResponse = token.query(QueryMsg::TokenInfo {});
    assert_eq!(info.total_supply.u128(), 605);
}
