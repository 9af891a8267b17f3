use crate::testing::{account, actor, addr, code, detail, Token, ELDER, STRANGER, SUSPENDED, VOLUNTEER};
use cosmwasm_std::{to_json_string, Addr, Attribute, Binary, CosmosMsg, Response, Uint128, WasmMsg};
use cw20::{
    AllAccountsResponse, AllAllowancesResponse, AllSpenderAllowancesResponse, AllowanceResponse,
    EmbeddedLogo, Expiration, Logo, MarketingInfoResponse,
};
use timebank_api::time_token::{ExecuteMsg, MovementKind, QueryMsg, Reference};
use timebank_api::{Code, Event, Scope};
use timebank_std::Result;

fn token() -> Token {
    let mut token = Token::with_budget(1_000);
    token.earn(ELDER, 100);
    token
}

fn moved(kind: MovementKind, to: Option<&Addr>, minutes: u128, counts: [u64; 2]) -> Vec<cosmwasm_std::Event> {
    let [from_count, to_count] = counts;
    vec![Event::TimeMoved {
        kind,
        reference: Reference::Message,
        from: Some(account(ELDER).into()),
        to: to.map(Addr::to_string),
        minutes: Uint128::new(minutes),
        from_count: Some(from_count),
        to_count: to.map(|_| to_count),
    }
    .into()]
}

fn action(response: &Response) -> &str {
    let Attribute { key, value, .. } = &response.attributes[0];
    assert_eq!(key, "action");
    value
}

fn allow(token: &mut Token, spender: &Addr, amount: u128, expires: Option<Expiration>) -> Result<Response> {
    let msg =
        ExecuteMsg::IncreaseAllowance { spender: spender.to_string(), amount: Uint128::new(amount), expires };
    token.direct(&account(ELDER), msg)
}

/// The three messages that pay from the sender's own account to `to`, or burn.
fn own(to: &str, amount: u128) -> Vec<ExecuteMsg> {
    let amount = Uint128::new(amount);
    vec![
        ExecuteMsg::Transfer { recipient: to.into(), amount },
        ExecuteMsg::Send { contract: to.into(), amount, msg: Binary::default() },
        ExecuteMsg::Burn { amount },
    ]
}

/// The same by an allowance of the elder.
fn allowed(to: &str, amount: u128) -> Vec<ExecuteMsg> {
    let owner = account(ELDER).to_string();
    let amount = Uint128::new(amount);
    vec![
        ExecuteMsg::TransferFrom { owner: owner.clone(), recipient: to.into(), amount },
        ExecuteMsg::SendFrom { owner: owner.clone(), contract: to.into(), amount, msg: Binary::default() },
        ExecuteMsg::BurnFrom { owner, amount },
    ]
}

fn burns(msg: &ExecuteMsg) -> bool {
    matches!(msg, ExecuteMsg::Burn { .. } | ExecuteMsg::BurnFrom { .. })
}

#[test]
fn transfer_and_burn_move_and_say_so() {
    let mut token = token();
    let to = account(VOLUNTEER);
    // The first movement of the elder's account was the minting.
    let names = ["transfer", "send", "burn"].into_iter().zip(1..);
    for (msg, (name, n)) in own(to.as_str(), 10).into_iter().zip(names) {
        let response = token.direct(&account(ELDER), msg.clone()).unwrap();
        assert_eq!(action(&response), name);
        if burns(&msg) {
            assert_eq!(response.events, moved(MovementKind::Burn, None, 10, [n + 1, 0]));
        } else {
            assert_eq!(response.events, moved(MovementKind::Transfer, Some(&to), 10, [n + 1, n]));
        }
    }
    assert_eq!(token.balance(&account(ELDER)), 70);
    assert_eq!(token.balance(&to), 20);
    let supply = token.supply();
    assert_eq!((supply.supply.u128(), supply.burned.u128(), supply.minted_service.u128()), (90, 10, 100));
}

#[test]
fn allowances_are_used_up_and_the_event_names_the_owner() {
    let mut token = token();
    let to = account(STRANGER);
    allow(&mut token, &account(VOLUNTEER), 35, None).unwrap();
    let names = ["transfer_from", "send_from", "burn_from"];
    for (msg, (name, n)) in allowed(to.as_str(), 10).into_iter().zip(names.into_iter().zip(1..)) {
        let response = token.direct(&account(VOLUNTEER), msg.clone()).unwrap();
        assert_eq!(action(&response), name);
        let moved = if burns(&msg) {
            moved(MovementKind::Burn, None, 10, [n + 1, 0])
        } else {
            moved(MovementKind::Transfer, Some(&to), 10, [n + 1, n])
        };
        let left = Event::AllowanceSet {
            owner: account(ELDER).into(),
            spender: account(VOLUNTEER).into(),
            allowance: Uint128::from(35 - 10 * n),
            expires: Expiration::Never {},
        };
        assert_eq!(response.events, [vec![left.into()], moved].concat());
    }
    assert_eq!((token.balance(&account(ELDER)), token.balance(&to)), (70, 20));
    assert_eq!(token.supply().burned.u128(), 10);
    for msg in allowed(to.as_str(), 6) {
        assert_eq!(code(token.direct(&account(VOLUNTEER), msg.clone())), Code::AllowanceExceeded);
        assert_eq!(detail(token.direct(&account(VOLUNTEER), msg)), "5");
    }
}

#[test]
fn send_calls_the_recipient() {
    let mut token = token();
    let msg = ExecuteMsg::Send {
        contract: account(VOLUNTEER).into(),
        amount: Uint128::new(3),
        msg: Binary::from(b"{}"),
    };
    let response = token.direct(&account(ELDER), msg).unwrap();
    let CosmosMsg::Wasm(WasmMsg::Execute { contract_addr, msg, funds }) = &response.messages[0].msg else {
        panic!("not a call");
    };
    assert_eq!(*contract_addr, account(VOLUNTEER).as_str());
    assert!(funds.is_empty());
    let expected = cw20::Cw20ReceiveMsg {
        sender: account(ELDER).into(),
        amount: Uint128::new(3),
        msg: Binary::from(b"{}"),
    };
    assert_eq!(*msg, expected.into_json_binary().unwrap());
}

#[test]
fn no_cw20_path_pays_a_system_contract_or_an_unknown_account() {
    let mut token = token();
    allow(&mut token, &account(VOLUNTEER), 50, None).unwrap();
    let contracts =
        ["activity-registry", "time-token", "proxy", "member-registry", "rulebook", "council", "nobody"];
    token.owner(ELDER, &ExecuteMsg::Donate { minutes: 1 }).unwrap();
    let fund = token.fund(1);
    for to in contracts.map(addr).into_iter().chain([fund]) {
        let before = token.balance(&to);
        for msg in own(to.as_str(), 1).into_iter().filter(|msg| !burns(msg)) {
            assert_eq!(code(token.direct(&account(ELDER), msg)), Code::RecipientUnregistered);
        }
        for msg in allowed(to.as_str(), 1).into_iter().filter(|msg| !burns(msg)) {
            assert_eq!(code(token.direct(&account(VOLUNTEER), msg)), Code::RecipientUnregistered);
        }
        assert_eq!(token.balance(&to), before);
    }
    // Suspended is still registered: TIME owed to somebody arrives.
    for msg in own(account(SUSPENDED).as_str(), 1) {
        token.direct(&account(ELDER), msg).unwrap();
    }
}

#[test]
fn amounts_are_checked() {
    let mut token = token();
    let to = account(STRANGER);
    allow(&mut token, &account(VOLUNTEER), 500, None).unwrap();
    for (sender, by_sender) in [(ELDER, own as fn(&str, u128) -> Vec<ExecuteMsg>), (VOLUNTEER, allowed)] {
        let sender = account(sender);
        for msg in by_sender(to.as_str(), 0) {
            assert_eq!(code(token.direct(&sender, msg)), Code::ZeroAmount);
        }
        for amount in [101, u128::MAX] {
            for msg in by_sender(to.as_str(), amount) {
                // An allowance is asked first.
                let (expected, there) = match (sender == account(VOLUNTEER), amount) {
                    (true, u128::MAX) => (Code::AllowanceExceeded, "500"),
                    _ => (Code::InsufficientTime, "100"),
                };
                assert_eq!(code(token.direct(&sender, msg.clone())), expected, "{msg:?}");
                assert_eq!(detail(token.direct(&sender, msg)), there);
            }
        }
    }
    for msg in own(to.as_str(), 1) {
        assert_eq!(code(token.direct(&addr("nobody"), msg)), Code::InsufficientTime);
    }
}

#[test]
fn addresses_are_checked() {
    let mut token = token();
    let upper = account(VOLUNTEER).as_str().to_uppercase();
    let amount = Uint128::one();
    let messages = [
        own(&upper, 1),
        allowed(&upper, 1),
        vec![
            ExecuteMsg::IncreaseAllowance { spender: upper.clone(), amount, expires: None },
            ExecuteMsg::DecreaseAllowance { spender: upper.clone(), amount, expires: None },
            ExecuteMsg::BurnFrom { owner: upper.clone(), amount },
            ExecuteMsg::TransferFrom { owner: upper.clone(), recipient: account(STRANGER).into(), amount },
        ],
    ]
    .concat();
    let naming = |msg: &&ExecuteMsg| to_json_string(msg).unwrap().contains(&upper);
    assert_eq!(messages.iter().filter(naming).count(), 8);
    for msg in messages.iter().filter(naming) {
        let result = token.direct(&account(ELDER), msg.clone());
        assert_eq!(code(result), Code::AddressInvalid, "{msg:?}");
    }
}

#[test]
fn allowances_are_refused_with_codes_of_their_own() {
    let mut token = token();
    let spender = account(VOLUNTEER);
    let to = account(STRANGER);
    for msg in allowed(to.as_str(), 1) {
        assert_eq!(code(token.direct(&spender, msg)), Code::AllowanceExceeded, "there is none");
    }
    assert_eq!(code(allow(&mut token, &account(ELDER), 1, None)), Code::AllowanceOwn);
    let past = Some(Expiration::AtHeight(token.env.block.height));
    assert_eq!(code(allow(&mut token, &spender, 1, past)), Code::AllowanceExpired);
    let soon = Some(Expiration::AtHeight(token.env.block.height + 1));
    allow(&mut token, &spender, 20, soon).unwrap();
    assert_eq!(code(allow(&mut token, &spender, u128::MAX, None)), Code::Overflow);
    token.env.block.height += 1;
    for msg in allowed(to.as_str(), 1) {
        assert_eq!(code(token.direct(&spender, msg)), Code::AllowanceExpired);
    }
    assert_eq!(token.balance(&account(ELDER)), 100);
}

#[test]
fn decrease_allowance_lowers_and_ends() {
    let mut token = token();
    let spender = account(VOLUNTEER);
    let decrease = |token: &mut Token, amount| {
        let msg = ExecuteMsg::DecreaseAllowance {
            spender: spender.to_string(),
            amount: Uint128::new(amount),
            expires: None,
        };
        token.direct(&account(ELDER), msg)
    };
    let left = |token: &Token| {
        token
            .query::<AllowanceResponse>(QueryMsg::Allowance {
                owner: account(ELDER).into(),
                spender: spender.to_string(),
            })
            .allowance
            .u128()
    };
    assert_eq!(code(decrease(&mut token, 1)), Code::AllowanceExceeded);
    let told = |allowance: u128| {
        let set = Event::AllowanceSet {
            owner: account(ELDER).into(),
            spender: spender.to_string(),
            allowance: Uint128::new(allowance),
            expires: Expiration::Never {},
        };
        vec![cosmwasm_std::Event::from(set)]
    };
    assert_eq!(allow(&mut token, &spender, 20, None).unwrap().events, told(20));
    assert_eq!(decrease(&mut token, 5).unwrap().events, told(15));
    assert_eq!(left(&token), 15);
    assert_eq!(decrease(&mut token, 100).unwrap().events, told(0));
    assert_eq!(left(&token), 0);
}

#[test]
fn cw20_clients_can_list() {
    let mut token = token();
    token.earn(VOLUNTEER, 1);
    allow(&mut token, &account(VOLUNTEER), 20, None).unwrap();
    let accounts: AllAccountsResponse = token.query(QueryMsg::AllAccounts { start_after: None, limit: None });
    let mut expected = vec![account(ELDER).to_string(), account(VOLUNTEER).to_string()];
    expected.sort();
    assert_eq!(accounts.accounts, expected);
    let by_owner: AllAllowancesResponse =
        token.query(QueryMsg::AllAllowances { owner: account(ELDER).into(), start_after: None, limit: None });
    assert_eq!(by_owner.allowances[0].spender, account(VOLUNTEER).as_str());
    let by_spender: AllSpenderAllowancesResponse = token.query(QueryMsg::AllSpenderAllowances {
        spender: account(VOLUNTEER).into(),
        start_after: None,
        limit: None,
    });
    assert_eq!(by_spender.allowances[0].owner, account(ELDER).as_str());
}

#[test]
fn the_marketing_account_describes_the_token_and_nobody_else() {
    let mut token = token();
    let describe = |project: &str, marketing: Option<Addr>| ExecuteMsg::UpdateMarketing {
        project: Some(project.into()),
        description: None,
        marketing: marketing.map(Addr::into_string),
    };
    let logo = || ExecuteMsg::UploadLogo(Logo::Url("https://example.org/logo.svg".into()));
    let marketing = Some(addr("council").into());
    let described = Event::MarketingSet { project: Some("x".into()), description: None, marketing };
    let pictured = Event::LogoSet { url: Some("https://example.org/logo.svg".into()) };
    for (msg, told) in [(describe("x", None), described), (logo(), pictured)] {
        assert_eq!(code(token.direct(&addr("anybody"), msg.clone())), Code::Unauthorized);
        assert_eq!(code(token.relayed(&actor(ELDER, Scope::Owner), &msg)), Code::NotRelayable);
        assert_eq!(token.council(msg).unwrap().events, vec![cosmwasm_std::Event::from(told)]);
    }
    let svg = Logo::Embedded(EmbeddedLogo::Svg(Binary::from(b"no drawing")));
    assert_eq!(code(token.council(ExecuteMsg::UploadLogo(svg))), Code::MessageInvalid);
    token.council(describe("y", Some(addr("other")))).unwrap();
    assert_eq!(code(token.council(describe("z", None))), Code::Unauthorized, "it was handed on");
    let info: MarketingInfoResponse = token.query(QueryMsg::MarketingInfo {});
    assert_eq!((info.project.as_deref(), info.marketing), (Some("y"), Some(addr("other"))));
}
