use crate::calendar;
use crate::testing::{account, actor, addr, code, moved, Token, ELDER, NOW, STRANGER, VOLUNTEER};
use cosmwasm_std::{Order, Storage, Uint128};
use timebank_api::record::MemberStatus;
use timebank_api::time_token::{Bucket, ExecuteMsg, Movement, MovementKind};
use timebank_api::{Code, MemberId, Minutes, Scope};

const QUARTER: u64 = 92 * 86_400;
/// The last of 2023.
const THIS: u16 = 215;

fn token(months: u16) -> Token {
    let token = Token::with_budget(10_000);
    token.world().rules(1).expiry_months = Some(months);
    token
}

fn buckets(token: &Token, member: MemberId) -> Vec<(u16, Minutes)> {
    token.account(member).buckets.into_iter().map(|Bucket { quarter, minutes }| (quarter, minutes)).collect()
}

fn sweep(token: &mut Token, member: MemberId) -> Vec<u128> {
    let msg = ExecuteMsg::Sweep { accounts: vec![account(member).into()] };
    let response = token.direct(&addr("anybody"), msg).unwrap();
    moved(&response)
        .into_iter()
        .map(|(kind, _, to, minutes)| {
            assert_eq!((kind, to), (MovementKind::Expire, None));
            minutes
        })
        .collect()
}

fn pay(to: MemberId, minutes: u128) -> ExecuteMsg {
    ExecuteMsg::Transfer { recipient: account(to).into(), amount: Uint128::new(minutes) }
}

#[test]
fn what_is_earned_is_dated_and_ends_after_its_quarter() {
    assert_eq!(calendar::quarter(NOW, 0), THIS);
    let mut token = token(12);
    token.earn(ELDER, 50);
    token.grant(ELDER, "welcome").unwrap();
    assert_eq!(buckets(&token, ELDER), [(THIS + 4, 55)]);
    token.wait(QUARTER);
    token.earn(ELDER, 20);
    assert_eq!(buckets(&token, ELDER), [(THIS + 4, 55), (THIS + 5, 20)]);
    token.wait(3 * QUARTER);
    assert_eq!(sweep(&mut token, ELDER), [0u128; 0], "the quarter is not over");
    token.wait(QUARTER);
    assert_eq!(sweep(&mut token, ELDER), [55]);
    assert_eq!((token.of(ELDER), token.supply().burned.u128(), token.branch(1).burned), (20, 55, 55));
    assert_eq!(sweep(&mut token, ELDER), [0u128; 0], "once");
    token.world().rules(1).expiry_months = None;
    token.earn(ELDER, 7);
    token.wait(QUARTER);
    assert_eq!(sweep(&mut token, ELDER), [20]);
    token.wait(40 * QUARTER);
    assert_eq!((sweep(&mut token, ELDER).len(), token.of(ELDER)), (0, 7), "it has no end");
}

#[test]
fn what_ends_soonest_leaves_first_and_takes_its_end_along() {
    let mut token = token(12);
    token.earn(ELDER, 30);
    token.wait(QUARTER);
    token.earn(ELDER, 30);
    token.owner(ELDER, &pay(STRANGER, 40)).unwrap();
    assert_eq!(buckets(&token, STRANGER), [(THIS + 4, 30), (THIS + 5, 10)], "though branch 2 has no end");
    assert_eq!(buckets(&token, ELDER), [(THIS + 5, 20)]);
    token.owner(STRANGER, &ExecuteMsg::Gift { to: VOLUNTEER, minutes: 35, kin: None }).unwrap();
    assert_eq!(buckets(&token, VOLUNTEER), [(THIS + 4, 30), (THIS + 5, 5)]);
    // In a fund nothing ends.
    token.owner(VOLUNTEER, &ExecuteMsg::Donate { minutes: 35 }).unwrap();
    token.wait(20 * QUARTER);
    assert!(sweep(&mut token, VOLUNTEER).is_empty());
    assert_eq!(token.balance(&token.fund(1)), 35);
}

#[test]
fn escrow_keeps_the_ends_and_a_settlement_dates_anew() {
    let mut token = token(12);
    token.earn(ELDER, 30);
    token.wait(QUARTER);
    token.earn(ELDER, 30);
    let hold = Movement::Hold { activity: 1, payer: account(ELDER).into(), minutes: 50 };
    token.moves(vec![hold]).unwrap();
    assert_eq!(buckets(&token, ELDER), [(THIS + 5, 10)]);
    token.wait(QUARTER);
    let to = account(VOLUNTEER).to_string();
    let settle = Movement::Settle { activity: 1, participant: VOLUNTEER, to, minutes: 35 };
    token.moves(vec![settle, Movement::Refund { activity: 1, minutes: 15 }]).unwrap();
    assert_eq!(buckets(&token, VOLUNTEER), [(THIS + 6, 35)]);
    assert_eq!(buckets(&token, ELDER), [(THIS + 5, 25)]);
}

#[test]
fn an_offered_gift_keeps_its_ends_both_ways() {
    let mut token = token(12);
    token.world().rules(1).gift_acceptance = true;
    token.earn(ELDER, 30);
    let gift = ExecuteMsg::Gift { to: VOLUNTEER, minutes: 10, kin: None };
    token.owner(ELDER, &gift).unwrap();
    token.owner(ELDER, &gift).unwrap();
    token.relayed(&actor(VOLUNTEER, Scope::Everyday), &ExecuteMsg::AcceptGift { gift: 1 }).unwrap();
    token.relayed(&actor(VOLUNTEER, Scope::Everyday), &ExecuteMsg::DeclineGift { gift: 2 }).unwrap();
    assert_eq!(buckets(&token, VOLUNTEER), [(THIS + 4, 10)]);
    assert_eq!(buckets(&token, ELDER), [(THIS + 4, 20)]);
}

#[test]
fn what_has_ended_cannot_be_spent_before_anybody_sweeps() {
    let mut token = token(3);
    token.earn(ELDER, 30);
    token.wait(2 * QUARTER);
    token.earn(ELDER, 5);
    assert_eq!(code(token.owner(ELDER, &pay(VOLUNTEER, 6))), Code::InsufficientTime);
    token.owner(ELDER, &pay(VOLUNTEER, 1)).unwrap();
    assert_eq!((token.of(ELDER), token.supply().burned.u128()), (4, 30), "the payment swept it");
    token.wait(2 * QUARTER);
    assert_eq!(code(token.owner(ELDER, &pay(VOLUNTEER, 1))), Code::InsufficientTime);
    // Nothing leaves a frozen account, not even by its end.
    token.world().member(ELDER).status = MemberStatus::Frozen;
    assert!(sweep(&mut token, ELDER).is_empty());
    token.world().member(ELDER).status = MemberStatus::Active;
    assert_eq!(sweep(&mut token, ELDER), [4]);
}

#[test]
fn a_sweep_is_bounded() {
    let mut token = token(3);
    let accounts = |n| ExecuteMsg::Sweep { accounts: vec![account(ELDER).into(); n] };
    assert_eq!(code(token.direct(&addr("anybody"), accounts(11))), Code::TooMany);
    token.earn(ELDER, 30);
    token.wait(3 * QUARTER);
    let response = token.direct(&addr("anybody"), accounts(10)).unwrap();
    assert_eq!(moved(&response).len(), 1);
    let bad = ExecuteMsg::Sweep { accounts: vec!["?".into()] };
    assert_eq!(code(token.direct(&addr("anybody"), bad)), Code::AddressInvalid);
}

#[test]
fn an_account_that_nothing_happened_to_has_no_record() {
    let mut token = Token::with_budget(100);
    let stored = |token: &Token| token.deps.storage.range(None, None, Order::Ascending).count();
    let before = stored(&token);
    assert!(sweep(&mut token, VOLUNTEER).is_empty());
    assert_eq!(stored(&token), before);
}
