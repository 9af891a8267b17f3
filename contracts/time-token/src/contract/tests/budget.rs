use crate::testing::{account, code, detail, Token, ADMINISTRATOR, ELDER, MONTH, VOLUNTEER};
use timebank_api::time_token::{Action, ExecuteMsg, Movement, EPOCH};
use timebank_api::{Code, Event, Minutes};

fn reserve(activity: u64, branch: u32, minutes: Minutes) -> Vec<Movement> {
    vec![Movement::Reserve { activity, branch, minutes }]
}

/// Into the next epoch, early in it.
fn next_epoch(token: &mut Token) {
    let now = token.env.block.time.seconds();
    token.wait(EPOCH - now % EPOCH);
}

#[test]
fn a_budget_is_an_epochs() {
    let mut token = Token::with_budget(100);
    token.moves(reserve(1, 1, 60)).unwrap();
    assert_eq!(detail(token.moves(reserve(2, 1, 41))), "40");
    assert_eq!(token.branch(1).charged, 60);
    next_epoch(&mut token);
    assert_eq!((token.branch(1).charged, token.branch(1).reserved), (0, 60));
    token.moves(reserve(2, 1, 100)).unwrap();
    assert_eq!(code(token.grant(ELDER, "welcome")), Code::BudgetExceeded);
    assert_eq!(code(token.set_budget(1, 99)), Code::BudgetExceeded);
    // What is minted was charged when it was reserved, and a reservation given back is free in its own epoch alone.
    let to = account(VOLUNTEER).to_string();
    let mint = Movement::MintService { activity: 1, participant: VOLUNTEER, to, minutes: 20 };
    token.moves(vec![mint, Movement::Unreserve { activity: 1, minutes: 40 }]).unwrap();
    let branch = token.branch(1);
    assert_eq!((branch.charged, branch.reserved, branch.minted_service), (100, 100, 20));
    token.moves(vec![Movement::Unreserve { activity: 2, minutes: 30 }]).unwrap();
    assert_eq!((token.branch(1).charged, token.branch(1).reserved), (70, 70));
    token.grant(ELDER, "welcome").unwrap();
}

#[test]
fn growth_is_limited_over_all_branches_and_causes() {
    let mut token = Token::with_budget(1_000);
    let response = token.council(ExecuteMsg::SetGrowthLimit { minutes: Some(100) }).unwrap();
    let expected = cosmwasm_std::Event::from(Event::GrowthLimitSet { minutes: Some(100) });
    assert_eq!(response.events, vec![expected]);
    token.council(ExecuteMsg::SetOpeningBudget { branch: 1, minutes: 1_000 }).unwrap();
    token.moves(reserve(1, 1, 40)).unwrap();
    token.moves(reserve(2, 2, 40)).unwrap();
    token.grant(VOLUNTEER, "welcome").unwrap();
    assert_eq!(code(token.moves(reserve(3, 2, 16))), Code::GrowthExceeded);
    assert_eq!(detail(token.moves(reserve(3, 2, 16))), "15");
    let opening = |minutes| Action::Opening { member: ELDER, minutes, evidence: vec![7; 32].into() };
    assert_eq!(code(token.agreed(opening(16))), Code::GrowthExceeded);
    token.agreed(opening(15)).unwrap();
    let supply = token.supply();
    assert_eq!((supply.growth.u128(), supply.growth_limit), (100, Some(100)));
    assert_eq!(detail(token.council(ExecuteMsg::SetGrowthLimit { minutes: Some(99) })), "100");
    token.council(ExecuteMsg::SetGrowthLimit { minutes: Some(100) }).unwrap();
    token.moves(vec![Movement::Unreserve { activity: 1, minutes: 10 }]).unwrap();
    token.moves(reserve(3, 2, 10)).unwrap();
    next_epoch(&mut token);
    token.moves(reserve(4, 1, 100)).unwrap();
    token.council(ExecuteMsg::SetGrowthLimit { minutes: None }).unwrap();
    token.moves(reserve(5, 1, 500)).unwrap();
}

#[test]
fn a_monthly_grant_comes_again_after_a_month() {
    let mut token = Token::with_budget(100);
    token.grant(ELDER, "monthly").unwrap();
    token.wait(MONTH - 1);
    assert_eq!(code(token.grant(ELDER, "monthly")), Code::GrantTaken);
    token.wait(1);
    token.grant(ELDER, "monthly").unwrap();
    assert_eq!(code(token.grant(ELDER, "monthly")), Code::GrantTaken);
    assert_eq!(token.of(ELDER), 14);
    token.grant(ELDER, "welcome").unwrap();
    token.wait(MONTH);
    assert_eq!(code(token.grant(ELDER, "welcome")), Code::GrantTaken, "once is once");
}

#[test]
fn an_office_holder_gets_no_opening_balance_by_own_hand() {
    let mut token = Token::with_budget(100);
    token.council(ExecuteMsg::SetOpeningBudget { branch: 1, minutes: 1_000 }).unwrap();
    let action = Action::Opening { member: ADMINISTRATOR, minutes: 5, evidence: vec![7; 32].into() };
    assert_eq!(code(token.office(ADMINISTRATOR, &ExecuteMsg::Propose { action })), Code::OwnCase);
}
