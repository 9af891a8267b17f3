use crate::testing::{account, actor, addr, code, detail, Token, ELDER, NOW, SIXTY, STRANGER, VOLUNTEER};
use cosmwasm_std::{Response, Uint128};
use timebank_api::time_token::{ExecuteMsg, Limits, Movement, LOOSENING_DELAY, SMALL_AMOUNT};
use timebank_api::{Code, Event, MemberId, Minutes, Scope};
use timebank_std::Result;

const DAY: u64 = 86_400;

fn limits(daily: Option<Minutes>, new_recipient_delay: u64) -> Limits {
    Limits { daily, new_recipient_delay }
}

fn set(daily: Option<Minutes>, delay: u64) -> ExecuteMsg {
    ExecuteMsg::SetLimits { limits: limits(daily, delay) }
}

fn give(to: MemberId, minutes: Minutes) -> ExecuteMsg {
    ExecuteMsg::Gift { to, minutes, kin: None }
}

fn pay(to: MemberId, minutes: u128) -> ExecuteMsg {
    ExecuteMsg::Transfer { recipient: account(to).into(), amount: Uint128::new(minutes) }
}

fn token() -> Token {
    let mut token = Token::with_budget(10_000);
    token.earn(ELDER, 2_000);
    token
}

fn elder(token: &mut Token, msg: &ExecuteMsg) -> Result<Response> {
    token.owner(ELDER, msg)
}

#[test]
fn a_day_has_a_limit_over_all_that_leaves_through_the_proxy() {
    let mut token = token();
    elder(&mut token, &set(Some(100), 0)).unwrap();
    elder(&mut token, &give(VOLUNTEER, 30)).unwrap();
    elder(&mut token, &pay(STRANGER, 30)).unwrap();
    elder(&mut token, &ExecuteMsg::Burn { amount: Uint128::new(10) }).unwrap();
    elder(&mut token, &ExecuteMsg::Donate { minutes: 10 }).unwrap();
    let raise = ExecuteMsg::IncreaseAllowance {
        spender: addr("thief").into(),
        amount: Uint128::new(15),
        expires: None,
    };
    elder(&mut token, &raise).unwrap();
    for msg in [give(VOLUNTEER, 6), pay(VOLUNTEER, 6), ExecuteMsg::Donate { minutes: 6 }, raise] {
        assert_eq!(code(elder(&mut token, &msg)), Code::LimitExceeded, "{}", msg.name());
        assert_eq!(detail(elder(&mut token, &msg)), "5");
    }
    assert_eq!(token.account(ELDER).spent_today, 95);
    // What the allowance lets another take was counted; an own chain account is not limited; nor is the escrow.
    let amount = Uint128::new(15);
    let recipient = account(VOLUNTEER).to_string();
    token
        .direct(&addr("thief"), ExecuteMsg::TransferFrom { owner: account(ELDER).into(), recipient, amount })
        .unwrap();
    token.direct(&account(ELDER), pay(VOLUNTEER, 500)).unwrap();
    token.moves(vec![Movement::Hold { activity: 1, payer: account(ELDER).into(), minutes: 500 }]).unwrap();
    token.wait(DAY);
    elder(&mut token, &give(VOLUNTEER, 100)).unwrap();
}

#[test]
fn a_new_recipient_gets_small_amounts_until_the_delay_is_over() {
    let mut token = token();
    elder(&mut token, &set(None, 3 * DAY)).unwrap();
    elder(&mut token, &give(VOLUNTEER, SMALL_AMOUNT - 20)).unwrap();
    for msg in [give(SIXTY, 21), pay(STRANGER, 21)] {
        assert_eq!(code(elder(&mut token, &msg)), Code::RecipientNew);
        assert_eq!(detail(elder(&mut token, &msg)), "20");
    }
    elder(&mut token, &pay(STRANGER, 20)).unwrap();
    let introduce = ExecuteMsg::Introduce { recipient: account(VOLUNTEER).into() };
    let response = elder(&mut token, &introduce).unwrap();
    let told = Event::RecipientIntroduced {
        account: account(ELDER).into(),
        recipient: account(VOLUNTEER).into(),
        by: ELDER,
    };
    assert_eq!(response.events, [cosmwasm_std::Event::from(told)]);
    token.wait(3 * DAY - 1);
    assert!(elder(&mut token, &introduce).unwrap().events.is_empty(), "known already, and since then");
    assert_eq!(code(elder(&mut token, &give(VOLUNTEER, SMALL_AMOUNT + 1))), Code::RecipientNew);
    token.wait(1);
    elder(&mut token, &give(VOLUNTEER, 500)).unwrap();
    assert_eq!(code(elder(&mut token, &give(SIXTY, SMALL_AMOUNT + 1))), Code::RecipientNew);
    elder(&mut token, &give(SIXTY, SMALL_AMOUNT)).unwrap();
    let bad = ExecuteMsg::Introduce { recipient: "?".into() };
    assert_eq!(code(elder(&mut token, &bad)), Code::AddressInvalid);
}

#[test]
fn what_tightens_counts_at_once_and_what_loosens_later() {
    let mut token = token();
    let response = elder(&mut token, &set(Some(50), DAY)).unwrap();
    let told = |limits, loosened| {
        let set = Event::LimitsSet { account: account(ELDER).into(), limits, loosened, by: ELDER };
        [cosmwasm_std::Event::from(set)]
    };
    assert_eq!(response.events, told(limits(Some(50), DAY), NOW));
    let response = elder(&mut token, &set(Some(500), 2 * DAY)).unwrap();
    assert_eq!(response.events, told(limits(Some(500), 2 * DAY), NOW + LOOSENING_DELAY));
    let found = token.account(ELDER);
    assert_eq!(found.limits, limits(Some(50), 2 * DAY));
    assert_eq!(found.loosening, Some((limits(Some(500), 2 * DAY), NOW + LOOSENING_DELAY)));
    token.wait(LOOSENING_DELAY - 1);
    assert_eq!(code(elder(&mut token, &give(VOLUNTEER, 51))), Code::LimitExceeded);
    token.wait(1);
    elder(&mut token, &give(VOLUNTEER, 51)).unwrap();
    assert_eq!(
        (token.account(ELDER).limits, token.account(ELDER).loosening),
        (limits(Some(500), 2 * DAY), None)
    );
    // A second request takes the place of the first, and begins the wait anew.
    elder(&mut token, &set(None, 0)).unwrap();
    token.wait(LOOSENING_DELAY / 2);
    elder(&mut token, &set(Some(400), 0)).unwrap();
    token.wait(LOOSENING_DELAY / 2);
    assert_eq!(token.account(ELDER).limits, limits(Some(400), 2 * DAY));
    token.wait(LOOSENING_DELAY / 2);
    assert_eq!(token.account(ELDER).limits, limits(Some(400), 0));
    for scope in [Scope::Everyday, Scope::Office] {
        assert_eq!(code(token.relayed(&actor(ELDER, scope), &set(None, 0))), Code::ScopeInsufficient);
    }
}

#[test]
fn more_than_can_be_counted_is_refused_for_what_it_lacks() {
    let mut token = token();
    elder(&mut token, &set(None, 600)).unwrap();
    elder(&mut token, &ExecuteMsg::Donate { minutes: 29 }).unwrap();
    let all = ExecuteMsg::Donate { minutes: Minutes::MAX };
    assert_eq!(code(elder(&mut token, &all)), Code::InsufficientTime);
    assert_eq!(token.account(ELDER).spent_today, 29);
}

#[test]
fn who_set_no_limits_has_the_councils() {
    let mut token = token();
    token.council(ExecuteMsg::SetDefaultLimits { limits: limits(Some(200), 0) }).unwrap();
    assert_eq!(code(elder(&mut token, &give(VOLUNTEER, 201))), Code::LimitExceeded);
    elder(&mut token, &set(Some(300), 0)).unwrap();
    assert_eq!(code(elder(&mut token, &give(VOLUNTEER, 201))), Code::LimitExceeded);
    token.wait(LOOSENING_DELAY);
    elder(&mut token, &give(VOLUNTEER, 300)).unwrap();
    token.council(ExecuteMsg::SetDefaultLimits { limits: limits(None, 0) }).unwrap();
    assert_eq!(code(elder(&mut token, &give(VOLUNTEER, 1))), Code::LimitExceeded);
}

#[test]
fn a_recovered_account_is_capped_for_a_while_on_every_way() {
    let mut token = token();
    let cap = ExecuteMsg::Cap { account: account(ELDER).into(), until: NOW + DAY, daily: 60 };
    let response = token.direct(&addr("proxy"), cap).unwrap();
    let told = Event::OutgoingCapped { account: account(ELDER).into(), until: NOW + DAY, daily: 60 };
    assert_eq!(response.events, [cosmwasm_std::Event::from(told)]);
    assert_eq!(token.account(ELDER).cap, Some((NOW + DAY, 60)));
    let hold = |activity, minutes| Movement::Hold { activity, payer: account(ELDER).into(), minutes };
    token.moves(vec![hold(1, 20), hold(2, 20)]).unwrap();
    assert_eq!(code(token.moves(vec![hold(3, 20), hold(4, 1)])), Code::LimitExceeded, "in one message too");
    assert_eq!(code(token.direct(&account(ELDER), pay(VOLUNTEER, 21))), Code::LimitExceeded);
    elder(&mut token, &pay(VOLUNTEER, 20)).unwrap();
    assert_eq!(detail(token.moves(vec![hold(3, 1)])), "0");
    token.wait(DAY);
    assert_eq!(token.account(ELDER).cap, None);
    elder(&mut token, &pay(VOLUNTEER, 700)).unwrap();
}
