use crate::testing::{
    account, actor, addr, code, detail, moved, Token, ELDER, GROUP, NOW, STRANGER, SUSPENDED, VOLUNTEER,
};
use cosmwasm_std::{Binary, Response, Uint128};
use timebank_api::record::MemberStatus;
use timebank_api::rulebook::{Gift, Overflow};
use timebank_api::time_token::{
    ExecuteMsg, GiftsResponse, KinOpening, Movement, MovementKind, QueryMsg, GIFT_WAIT,
};
use timebank_api::{Agent, Code, Event, MemberId, Minutes, Right, Rights, Scope};
use timebank_intent::kin_commitment;
use timebank_std::Result;

const YEAR: u64 = 366 * 86_400;

fn give(to: MemberId, minutes: Minutes) -> ExecuteMsg {
    ExecuteMsg::Gift { to, minutes, kin: None }
}

fn to_kin(to: MemberId, minutes: Minutes, degree: u8) -> ExecuteMsg {
    let kin = Some(KinOpening { degree, salt: Binary::from([9; 16]) });
    ExecuteMsg::Gift { to, minutes, kin }
}

fn pay(to: MemberId, minutes: u128) -> ExecuteMsg {
    ExecuteMsg::Transfer { recipient: account(to).into(), amount: Uint128::new(minutes) }
}

fn token() -> Token {
    let mut token = Token::with_budget(10_000);
    token.earn(ELDER, 1_000);
    token
}

fn related(token: &mut Token, a: MemberId, b: MemberId, degree: u8) {
    token.world().kin.insert(kin_commitment(a, b, degree, &[9; 16]), [a.min(b), a.max(b)]);
}

#[test]
fn a_gift_moves_at_once_where_nothing_speaks_against_it() {
    let mut token = token();
    let response = token.owner(ELDER, &give(VOLUNTEER, 10)).unwrap();
    let text = |member| Some(account(member).to_string());
    assert_eq!(moved(&response), [(MovementKind::Gift, text(ELDER), text(VOLUNTEER), 10)]);
    assert_eq!((token.of(ELDER), token.of(VOLUNTEER)), (990, 10));
    assert_eq!(code(token.owner(ELDER, &give(VOLUNTEER, 0))), Code::ZeroAmount);
    assert_eq!(code(token.owner(ELDER, &give(99, 1))), Code::MemberUnknown);
    assert_eq!(detail(token.owner(ELDER, &give(VOLUNTEER, 991))), "990");
    // A chain account that the member linked does the same.
    token.world().links.insert(addr("wallet"), ELDER);
    token.direct(&addr("wallet"), give(VOLUNTEER, 10)).unwrap();
    token.direct(&addr("wallet"), pay(VOLUNTEER, 10)).unwrap();
    assert_eq!(token.of(ELDER), 970);
}

#[test]
fn a_link_that_others_accepted_is_no_link() {
    let mut token = token();
    token.world().rules(1).gift = Gift::Lineal;
    token.world().rules(2).gift = Gift::Lineal;
    related(&mut token, ELDER, STRANGER, 1);
    token.world().kin.insert(kin_commitment(ELDER, STRANGER, 1, &[9; 16]), [VOLUNTEER, STRANGER]);
    assert_eq!(code(token.owner(ELDER, &to_kin(STRANGER, 5, 1))), Code::GiftKin);
    related(&mut token, ELDER, STRANGER, 1);
    token.owner(ELDER, &to_kin(STRANGER, 5, 1)).unwrap();
}

#[test]
fn the_stricter_branch_counts_and_says_why() {
    for strict in [1, 2] {
        let mut token = token();
        let refused = |token: &mut Token, expected| {
            for msg in [give(STRANGER, 5), pay(STRANGER, 5)] {
                assert_eq!(code(token.owner(ELDER, &msg)), expected, "{strict}");
            }
        };
        token.world().rules(strict).gift = Gift::None;
        refused(&mut token, Code::GiftNone);
        token.world().rules(3 - strict).gift = Gift::Kin;
        assert!([Code::GiftNone, Code::GiftKin].contains(&code(token.owner(ELDER, &give(STRANGER, 5)))));
        token.world().rules(3 - strict).gift = Gift::Any;

        token.world().rules(strict).gift = Gift::Lineal;
        refused(&mut token, Code::GiftKin);
        for degree in [1, 2, 3] {
            assert_eq!(code(token.owner(ELDER, &to_kin(STRANGER, 5, degree))), Code::GiftKin, "no link");
        }
        related(&mut token, ELDER, STRANGER, 2);
        related(&mut token, ELDER, STRANGER, 3);
        assert_eq!(code(token.owner(ELDER, &to_kin(STRANGER, 5, 2))), Code::GiftKin);
        token.world().rules(strict).gift = Gift::Kin;
        assert_eq!(code(token.owner(ELDER, &to_kin(STRANGER, 5, 3))), Code::GiftKin, "no such degree");
        token.owner(ELDER, &to_kin(STRANGER, 5, 2)).unwrap();
        token.world().rules(strict).gift = Gift::Lineal;
        related(&mut token, STRANGER, ELDER, 1);
        token.owner(ELDER, &to_kin(STRANGER, 5, 1)).unwrap();
        let short = Some(KinOpening { degree: 1, salt: Binary::from([9; 15]) });
        let short = ExecuteMsg::Gift { to: STRANGER, minutes: 5, kin: short };
        assert_eq!(code(token.owner(ELDER, &short)), Code::MessageInvalid);
        assert_eq!((token.of(ELDER), token.of(STRANGER), token.position()), (990, 10, 10));
    }
}

#[test]
fn no_path_of_a_transfer_passes_the_rules_by() {
    let mut token = token();
    let spender = account(VOLUNTEER);
    let amount = Uint128::new(5);
    let owner = account(ELDER).to_string();
    let raise = ExecuteMsg::IncreaseAllowance { spender: spender.to_string(), amount, expires: None };
    token.direct(&account(ELDER), raise).unwrap();
    token.world().rules(1).gift = Gift::Lineal;
    let to = account(VOLUNTEER).to_string();
    for msg in [
        ExecuteMsg::TransferFrom { owner: owner.clone(), recipient: to.clone(), amount },
        ExecuteMsg::SendFrom { owner, contract: to.clone(), amount, msg: Binary::default() },
    ] {
        assert_eq!(code(token.direct(&spender, msg)), Code::GiftKin);
    }
    let send = ExecuteMsg::Send { contract: to, amount, msg: Binary::default() };
    assert_eq!(code(token.direct(&account(ELDER), send)), Code::GiftKin);
    assert_eq!(code(token.direct(&account(ELDER), pay(VOLUNTEER, 5))), Code::GiftKin);
    token.world().rules.clear();
    assert_eq!(code(token.direct(&account(ELDER), pay(VOLUNTEER, 5))), Code::PackUnknown);
    assert_eq!(code(token.owner(ELDER, &give(VOLUNTEER, 5))), Code::PackUnknown);
}

#[test]
fn a_gift_waits_where_it_must_be_accepted() {
    let mut token = token();
    token.world().rules(2).gift_acceptance = true;
    assert_eq!(code(token.owner(ELDER, &pay(STRANGER, 5))), Code::GiftAcceptance);
    let response = token.owner(ELDER, &give(STRANGER, 40)).unwrap();
    let offered = Event::GiftOffered { gift: 1, from: ELDER, to: STRANGER, minutes: 40 };
    assert_eq!(response.events[1], cosmwasm_std::Event::from(offered));
    assert_eq!((token.of(ELDER), token.of(STRANGER), token.position()), (960, 0, 0));
    assert_eq!(token.supply().offered.u128(), 40);
    token.owner(ELDER, &give(STRANGER, 7)).unwrap();
    let waiting: GiftsResponse = token.query(QueryMsg::Gifts { start_after: Some(1), limit: None });
    assert_eq!((waiting.gifts.len(), waiting.gifts[0].gift, waiting.gifts[0].minutes), (1, 2, 7));
    assert_eq!(waiting.gifts[0].since, NOW);

    let everyday = |token: &mut Token, member, msg| token.relayed(&actor(member, Scope::Everyday), &msg);
    let accept = |gift| ExecuteMsg::AcceptGift { gift };
    let decline = |gift| ExecuteMsg::DeclineGift { gift };
    assert_eq!(code(everyday(&mut token, ELDER, accept(1))), Code::Unauthorized);
    assert_eq!(code(everyday(&mut token, VOLUNTEER, accept(1))), Code::Unauthorized);
    assert_eq!(code(everyday(&mut token, VOLUNTEER, decline(1))), Code::Unauthorized);
    assert_eq!(code(everyday(&mut token, STRANGER, accept(3))), Code::GiftUnknown);
    assert_eq!(code(everyday(&mut token, ELDER, decline(1))), Code::GiftWaiting);

    let response = everyday(&mut token, STRANGER, accept(1)).unwrap();
    assert_eq!(moved(&response)[0].0, MovementKind::Gift);
    let closed = Event::GiftClosed { gift: 1, accepted: true, by: STRANGER };
    assert_eq!(response.events[1], cosmwasm_std::Event::from(closed));
    assert_eq!((token.of(STRANGER), token.position(), token.supply().offered.u128()), (40, 40, 7));
    assert_eq!(code(everyday(&mut token, STRANGER, accept(1))), Code::GiftUnknown);

    token.wait(GIFT_WAIT - 1);
    assert_eq!(detail(everyday(&mut token, ELDER, decline(2))), (NOW + GIFT_WAIT).to_string());
    token.wait(1);
    let response = everyday(&mut token, ELDER, decline(2)).unwrap();
    assert_eq!(moved(&response)[0].0, MovementKind::GiftReturned);
    assert_eq!((token.of(ELDER), token.position(), token.supply().offered.u128()), (960, 40, 0));

    token.owner(ELDER, &give(STRANGER, 3)).unwrap();
    everyday(&mut token, STRANGER, decline(3)).unwrap();
    assert_eq!((token.of(ELDER), token.of(STRANGER)), (960, 40));
}

#[test]
fn a_gift_to_oneself_that_is_declined_comes_back() {
    let mut token = token();
    token.world().rules(1).gift_acceptance = true;
    token.owner(ELDER, &give(ELDER, 40)).unwrap();
    let response = token.owner(ELDER, &ExecuteMsg::DeclineGift { gift: 1 }).unwrap();
    assert_eq!(moved(&response)[0].0, MovementKind::GiftReturned);
    let closed = Event::GiftClosed { gift: 1, accepted: false, by: ELDER };
    assert_eq!(response.events[1], cosmwasm_std::Event::from(closed));
    assert_eq!((token.of(ELDER), token.account(ELDER).given_this_year), (1_000, 0));
}

#[test]
fn a_year_has_a_cap_and_what_comes_back_was_not_given() {
    let mut token = token();
    token.world().rules(1).gift_annual_cap = Some(100);
    token.world().rules(2).gift_annual_cap = Some(50);
    token.owner(ELDER, &give(VOLUNTEER, 30)).unwrap();
    token.direct(&account(ELDER), pay(VOLUNTEER, 15)).unwrap();
    assert_eq!(code(token.owner(ELDER, &give(STRANGER, 6))), Code::GiftCap);
    assert_eq!(detail(token.owner(ELDER, &give(STRANGER, 6))), "5");
    assert_eq!(detail(token.owner(ELDER, &pay(VOLUNTEER, 56))), "55");
    token.world().rules(1).gift_acceptance = true;
    token.owner(ELDER, &give(VOLUNTEER, 55)).unwrap();
    assert_eq!((token.account(ELDER).given_this_year, token.account(VOLUNTEER).given_this_year), (100, 0));
    token.owner(VOLUNTEER, &ExecuteMsg::DeclineGift { gift: 1 }).unwrap();
    assert_eq!(token.account(ELDER).given_this_year, 45);
    token.owner(ELDER, &give(VOLUNTEER, 55)).unwrap();
    token.wait(YEAR);
    assert_eq!(token.account(ELDER).given_this_year, 0);
    token.owner(VOLUNTEER, &ExecuteMsg::DeclineGift { gift: 2 }).unwrap();
    assert_eq!(token.account(ELDER).given_this_year, 0, "it was another year's");
    token.owner(ELDER, &give(VOLUNTEER, 100)).unwrap();
}

#[test]
fn a_balance_has_a_cap_with_overflow_or_refusal() {
    let mut token = token();
    *token.world().rules(1) =
        timebank_api::record::TransferRules { balance_cap: Some(1_005), ..Default::default() };
    token.earn(VOLUNTEER, 1_000);
    let response = token.owner(ELDER, &give(VOLUNTEER, 10)).unwrap();
    let fund = token.fund(1);
    let text = |member| Some(account(member).to_string());
    assert_eq!(
        moved(&response),
        [
            (MovementKind::Gift, text(ELDER), text(VOLUNTEER), 10),
            (MovementKind::Overflow, text(VOLUNTEER), Some(fund.to_string()), 5),
        ]
    );
    assert_eq!((token.of(VOLUNTEER), token.balance(&fund)), (1_005, 5));
    // What was over the cap before does not go.
    token.world().rules(1).balance_cap = Some(900);
    token.owner(ELDER, &pay(VOLUNTEER, 10)).unwrap();
    assert_eq!((token.of(VOLUNTEER), token.balance(&fund)), (1_005, 15));

    token.world().rules(1).overflow = Overflow::Reject;
    token.world().rules(1).balance_cap = Some(1_012);
    for msg in [give(VOLUNTEER, 8), pay(VOLUNTEER, 8)] {
        assert_eq!(code(token.owner(ELDER, &msg)), Code::BalanceCapped);
        assert_eq!(detail(token.owner(ELDER, &msg)), "7");
    }
    assert_eq!(
        code(token.grant(VOLUNTEER, "monthly").and_then(|_| token.grant(VOLUNTEER, "welcome"))),
        Code::BalanceCapped
    );
    // What was earned is never refused.
    token.earn(VOLUNTEER, 20);
    assert_eq!((token.of(VOLUNTEER), token.balance(&fund)), (1_012, 35));
    token.moves(vec![hold(50), settle(VOLUNTEER, 30)]).unwrap();
    assert_eq!((token.of(VOLUNTEER), token.balance(&fund), token.escrow()), (1_012, 65, 20));
    // A payer gets back what was the payer's, over any cap.
    token.world().rules(1).balance_cap = Some(1);
    token.moves(vec![Movement::Refund { activity: 5, minutes: 20 }]).unwrap();
    assert_eq!((token.of(ELDER), token.escrow()), (950, 0));
}

fn hold(minutes: Minutes) -> Movement {
    Movement::Hold { activity: 5, payer: account(ELDER).into(), minutes }
}

fn settle(to: MemberId, minutes: Minutes) -> Movement {
    Movement::Settle { activity: 5, participant: to, to: account(to).into(), minutes }
}

#[test]
fn donations_go_to_the_own_branchs_fund_where_the_rules_allow_them() {
    let mut token = token();
    let donate = |minutes| ExecuteMsg::Donate { minutes };
    let response = token.owner(ELDER, &donate(30)).unwrap();
    let fund = token.fund(1);
    let elder = Some(account(ELDER).to_string());
    assert_eq!(moved(&response), [(MovementKind::Donate, elder, Some(fund.to_string()), 30)]);
    assert_eq!((token.of(ELDER), token.balance(&fund), token.guarantee(1).fund.u128()), (970, 30, 30));
    assert_eq!(code(token.owner(ELDER, &donate(0))), Code::ZeroAmount);
    token.world().rules(1).donation = false;
    assert_eq!(code(token.owner(ELDER, &donate(1))), Code::GiftDonation);
    token.world().rules(1).donation = true;

    let mut agent = actor(ELDER, Scope::Owner);
    let rights = Rights::default().with(Right::Donate);
    agent.agent = Some(Agent { member: VOLUNTEER, rights, daily: 50 });
    token.relayed(&agent, &donate(30)).unwrap();
    assert_eq!(code(token.relayed(&agent, &donate(21))), Code::LimitExceeded);
    assert_eq!(detail(token.relayed(&agent, &donate(21))), "20");
    token.relayed(&agent, &donate(20)).unwrap();
    token.wait(86_400);
    token.relayed(&agent, &donate(50)).unwrap();
    agent.agent = Some(Agent { member: VOLUNTEER, rights: Rights::default().with(Right::Commit), daily: 50 });
    assert_eq!(code(token.relayed(&agent, &donate(1))), Code::AgentNotAllowed);
    agent.agent = Some(Agent { member: VOLUNTEER, rights, daily: 50 });
    assert_eq!(code(token.relayed(&agent, &give(STRANGER, 1))), Code::AgentNotAllowed);
}

#[test]
fn a_group_only_donates_if_the_rules_say_so() {
    let mut token = token();
    token.earn(GROUP, 100);
    let hold = Movement::Hold { activity: 6, payer: account(GROUP).into(), minutes: 5 };
    for msg in [give(ELDER, 5), pay(ELDER, 5)] {
        assert_eq!(code(token.owner(GROUP, &msg)), Code::GiftGroup);
    }
    assert_eq!(code(token.moves(vec![hold.clone()])), Code::GiftGroup);
    token.owner(GROUP, &ExecuteMsg::Donate { minutes: 5 }).unwrap();
    token.owner(ELDER, &give(GROUP, 5)).unwrap();
    token.world().rules(1).groups_donate_only = false;
    token.owner(GROUP, &give(ELDER, 5)).unwrap();
    token.moves(vec![hold]).unwrap();
}

#[test]
fn who_may_not_act_sends_nothing_by_any_way() {
    let spend = |token: &mut Token| -> Vec<Result<Response>> {
        let amount = Uint128::one();
        let to = account(VOLUNTEER).to_string();
        let owner = account(ELDER).to_string();
        let spender = account(VOLUNTEER);
        let burn_from = ExecuteMsg::BurnFrom { owner: owner.clone(), amount };
        let pay_from = ExecuteMsg::TransferFrom { owner: owner.clone(), recipient: to, amount };
        vec![
            token.direct(&account(ELDER), pay(VOLUNTEER, 1)),
            token.relayed(&actor(ELDER, Scope::Owner), &pay(VOLUNTEER, 1)),
            token.relayed(&actor(ELDER, Scope::Owner), &give(VOLUNTEER, 1)),
            token.relayed(&actor(ELDER, Scope::Owner), &ExecuteMsg::Donate { minutes: 1 }),
            token.direct(&account(ELDER), ExecuteMsg::Burn { amount }),
            token.direct(&spender, pay_from),
            token.direct(&spender, burn_from),
            token.moves(vec![Movement::Hold { activity: 9, payer: owner, minutes: 1 }]),
        ]
    };
    let mut token = token();
    let raise = ExecuteMsg::IncreaseAllowance {
        spender: account(VOLUNTEER).into(),
        amount: Uint128::new(50),
        expires: None,
    };
    token.direct(&account(ELDER), raise).unwrap();
    assert!(spend(&mut token).iter().all(Result::is_ok));
    let left = token.of(ELDER);
    for status in
        [MemberStatus::Frozen, MemberStatus::Suspended, MemberStatus::Deceased, MemberStatus::Closed]
    {
        token.world().member(ELDER).status = status;
        for result in spend(&mut token) {
            assert_eq!(code(result), Code::MemberInactive, "{status:?}");
        }
        assert_eq!(token.of(ELDER), left);
    }
}

#[test]
fn what_comes_to_an_account_that_takes_nothing_goes_to_the_fund() {
    let mut token = token();
    token.moves(vec![hold(100)]).unwrap();
    token.world().member(VOLUNTEER).status = MemberStatus::Frozen;
    token.owner(ELDER, &give(VOLUNTEER, 5)).unwrap();
    token.owner(ELDER, &pay(SUSPENDED, 5)).unwrap();
    for status in [MemberStatus::Deceased, MemberStatus::Closed] {
        token.world().member(VOLUNTEER).status = status;
        for msg in [give(VOLUNTEER, 5), pay(VOLUNTEER, 5)] {
            assert_eq!(code(token.owner(ELDER, &msg)), Code::MemberInactive);
        }
        // A settlement is never refused.
        let response = token.moves(vec![settle(VOLUNTEER, 10)]).unwrap();
        let kinds: Vec<_> = moved(&response).into_iter().map(|moved| moved.0).collect();
        assert_eq!(kinds, [MovementKind::Settle, MovementKind::Overflow]);
    }
    token.earn(VOLUNTEER, 10);
    assert_eq!((token.of(VOLUNTEER), token.balance(&token.fund(1))), (5, 30));
    token.world().member(ELDER).status = MemberStatus::Deceased;
    token.moves(vec![Movement::Refund { activity: 5, minutes: 80 }]).unwrap();
    assert_eq!((token.of(ELDER), token.balance(&token.fund(1))), (890, 110));
}

#[test]
fn paying_needs_a_balance_where_the_rules_ask_for_one() {
    let mut token = token();
    token.world().rules(1).min_to_redeem = Some(1_001);
    assert_eq!(code(token.moves(vec![hold(1)])), Code::RedeemMinimum);
    assert_eq!(detail(token.moves(vec![hold(1)])), "1001");
    token.earn(ELDER, 1);
    token.moves(vec![hold(1_001)]).unwrap();
}

#[test]
fn what_is_held_already_counts_as_had() {
    let mut token = token();
    token.world().rules(1).min_to_redeem = Some(token.of(ELDER).try_into().unwrap());
    let payer = account(ELDER).to_string();
    let hold = |activity| Movement::Hold { activity, payer: payer.clone(), minutes: 10 };
    let to = account(VOLUNTEER).to_string();
    token.moves(vec![hold(21), hold(22)]).unwrap();
    token.moves(vec![Movement::Refund { activity: 22, minutes: 10 }]).unwrap();
    token.moves(vec![hold(23)]).unwrap();
    let settle = Movement::Settle { activity: 21, participant: VOLUNTEER, to, minutes: 10 };
    token.moves(vec![settle]).unwrap();
    assert_eq!(code(token.moves(vec![hold(24)])), Code::RedeemMinimum);
    // Once the rules ask for less, or for nothing.
    token.world().rules(1).min_to_redeem = None;
    token.moves(vec![hold(24), Movement::Refund { activity: 23, minutes: 10 }]).unwrap();
}

#[test]
fn unregistered_addresses_hold_time_only_where_the_rules_allow_it() {
    let mut token = token();
    let nobody = addr("nobody");
    let to = |account: &cosmwasm_std::Addr, minutes| ExecuteMsg::Transfer {
        recipient: account.to_string(),
        amount: Uint128::new(minutes),
    };
    assert_eq!(code(token.owner(ELDER, &to(&nobody, 5))), Code::RecipientUnregistered);
    token.world().rules(1).unregistered = true;
    token.owner(ELDER, &to(&nobody, 5)).unwrap();
    for contract in ["activity-registry", "time-token", "proxy", "rulebook", "oracle"] {
        assert_eq!(code(token.owner(ELDER, &to(&addr(contract), 5))), Code::RecipientUnregistered);
    }
    token.direct(&nobody, pay(VOLUNTEER, 1)).unwrap();
    assert_eq!(code(token.direct(&nobody, pay(STRANGER, 1))), Code::RecipientUnregistered);
    assert_eq!(code(token.direct(&nobody, to(&addr("somebody"), 1))), Code::RecipientUnregistered);
    token.direct(&nobody, ExecuteMsg::Burn { amount: Uint128::one() }).unwrap();
    assert_eq!((token.balance(&nobody), token.of(VOLUNTEER), token.supply().burned.u128()), (3, 1, 1));
    // What is there is no branch's.
    let own = token.of(ELDER) + token.of(VOLUNTEER) + token.escrow();
    assert_eq!(i128::from(token.guarantee(1).outstanding), i128::try_from(own).unwrap());
}
