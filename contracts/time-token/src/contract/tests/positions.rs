use crate::testing::{account, addr, code, detail, Token, ELDER, OTHER, STRANGER, VOLUNTEER};
use cosmwasm_std::{Addr, Storage, Uint128};
use timebank_api::record::{position_key, Position};
use timebank_api::time_token::{ExecuteMsg, Movement, PositionsResponse, QueryMsg};
use timebank_api::{Code, Event, MemberId, Minutes};

fn pay(to: MemberId, minutes: u128) -> ExecuteMsg {
    ExecuteMsg::Transfer { recipient: account(to).into(), amount: Uint128::new(minutes) }
}

fn give(to: MemberId, minutes: Minutes) -> ExecuteMsg {
    ExecuteMsg::Gift { to, minutes, kin: None }
}

/// The elder of branch 1 and the stranger of branch 2 have 500 minutes each.
fn token() -> Token {
    let mut token = Token::with_budget(10_000);
    token.earn(ELDER, 500);
    token.owner(ELDER, &give(VOLUNTEER, 0)).unwrap_err();
    let to = account(STRANGER).to_string();
    token
        .moves(vec![
            Movement::Reserve { activity: 7, branch: 2, minutes: 500 },
            Movement::MintService { activity: 7, participant: STRANGER, to, minutes: 500 },
        ])
        .unwrap();
    token
}

#[test]
fn every_movement_between_branches_counts_and_is_published() {
    let mut token = token();
    assert_eq!(token.position(), 0);
    token.owner(ELDER, &pay(STRANGER, 30)).unwrap();
    token.owner(ELDER, &pay(VOLUNTEER, 30)).unwrap();
    token.owner(STRANGER, &give(ELDER, 50)).unwrap();
    assert_eq!(token.position(), -20);
    let to = account(STRANGER).to_string();
    token
        .moves(vec![
            Movement::Hold { activity: 1, payer: account(ELDER).into(), minutes: 100 },
            Movement::Settle { activity: 1, participant: STRANGER, to: to.clone(), minutes: 60 },
            Movement::Refund { activity: 1, minutes: 40 },
        ])
        .unwrap();
    assert_eq!(token.position(), 40);
    // A branch that mints for another's member owes it.
    token
        .moves(vec![
            Movement::Reserve { activity: 2, branch: 1, minutes: 10 },
            Movement::MintService { activity: 2, participant: STRANGER, to, minutes: 10 },
        ])
        .unwrap();
    assert_eq!(token.position(), 50);
    let bytes = token.deps.storage.get(&position_key(1, 2)).unwrap();
    assert_eq!(Position::from_bytes(&bytes), Some(Position { net: 50, limit: 0 }));
    let (one, two) = (token.guarantee(1), token.guarantee(2));
    assert_eq!((one.positions, two.positions), (-50, 50));
    assert_eq!((one.outstanding, two.outstanding), (460, 550));
    let held: u128 = [STRANGER, OTHER].map(|member| token.of(member)).iter().sum();
    assert_eq!(held, 550);
}

#[test]
fn a_limit_binds_what_is_given_and_not_what_is_earned() {
    let mut token = token();
    let limit = |minutes| ExecuteMsg::SetPositionLimit { a: 2, b: 1, minutes };
    let response = token.council(limit(Some(50))).unwrap();
    let told = Event::PositionLimitSet { low: 1, high: 2, minutes: Some(50) };
    assert_eq!(response.events, [cosmwasm_std::Event::from(told)]);
    token.owner(ELDER, &pay(STRANGER, 30)).unwrap();
    for msg in [pay(STRANGER, 21), give(STRANGER, 21)] {
        assert_eq!(code(token.owner(ELDER, &msg)), Code::PositionExceeded);
        assert_eq!(detail(token.owner(ELDER, &msg)), "20");
    }
    // Back over even and on to the limit of the other side.
    token.owner(STRANGER, &pay(ELDER, 80)).unwrap();
    assert_eq!(detail(token.owner(STRANGER, &pay(ELDER, 1))), "0");
    let to = account(ELDER).to_string();
    token
        .moves(vec![
            Movement::Hold { activity: 1, payer: account(STRANGER).into(), minutes: 100 },
            Movement::Settle { activity: 1, participant: ELDER, to, minutes: 100 },
        ])
        .unwrap();
    assert_eq!(token.position(), -150);
    token.owner(ELDER, &pay(STRANGER, 10)).unwrap();
    assert_eq!(code(token.owner(STRANGER, &pay(ELDER, 1))), Code::PositionExceeded);

    token.world().rules(1).gift_acceptance = true;
    token.owner(STRANGER, &give(ELDER, 5)).unwrap();
    let accept = ExecuteMsg::AcceptGift { gift: 1 };
    assert_eq!(code(token.owner(ELDER, &accept)), Code::PositionExceeded, "on arrival");
    token.council(limit(None)).unwrap();
    token.owner(ELDER, &accept).unwrap();
    assert_eq!(token.position(), -145);
    for bad in [limit(Some(0)), ExecuteMsg::SetPositionLimit { a: 1, b: 1, minutes: None }] {
        assert_eq!(code(token.council(bad)), Code::MessageInvalid);
    }
}

#[test]
fn a_member_who_moves_takes_the_balance_along_as_a_position() {
    let mut token = token();
    let hold = Movement::Hold { activity: 1, payer: account(ELDER).into(), minutes: 100 };
    token.moves(vec![hold]).unwrap();
    token.world().member(ELDER).branch = 2;
    let moved = ExecuteMsg::MemberMoved { account: account(ELDER).into(), from: 1, to: 2 };
    let response = token.direct(&addr("member-registry"), moved).unwrap();
    let told =
        Event::BalanceMoved { account: account(ELDER).into(), from: 1, to: 2, minutes: Uint128::new(400) };
    assert_eq!(response.events, [cosmwasm_std::Event::from(told)]);
    assert_eq!(token.position(), 400);
    // The rest follows when it comes back.
    token.moves(vec![Movement::Refund { activity: 1, minutes: 100 }]).unwrap();
    assert_eq!(token.position(), 500);
    assert_eq!((token.guarantee(1).outstanding, token.guarantee(2).outstanding), (0, 1_000));
}

#[test]
fn positions_are_listed_in_order() {
    let mut token = token();
    for (low, high) in [(1, 2), (1, 300), (2, 3)] {
        let msg = ExecuteMsg::SetPositionLimit { a: high, b: low, minutes: Some(low) };
        token.council(msg).unwrap();
    }
    let page = |start_after, limit| -> Vec<(u32, u32)> {
        let found: PositionsResponse = token.query(QueryMsg::Positions { start_after, limit });
        found.positions.iter().map(|info| (info.low, info.high)).collect()
    };
    assert_eq!(page(None, None), [(1, 2), (1, 300), (2, 3)]);
    assert_eq!(page(None, Some(1)), [(1, 2)]);
    assert_eq!(page(Some((1, 2)), None), [(1, 300), (2, 3)]);
    assert_eq!(page(Some((2, 3)), None), []);
}

#[test]
fn holds_of_version_0_1_settle_from_the_payers_branch() {
    let mut token = token();
    let hold = Movement::Hold { activity: 1, payer: account(ELDER).into(), minutes: 100 };
    token.moves(vec![hold]).unwrap();
    let payer = cosmwasm_std::Api::addr_canonicalize(&token.deps.api, account(ELDER).as_str()).unwrap();
    let old = [b"\0\0\0\0\x64".as_slice(), payer.as_slice()].concat();
    token.deps.storage.set(b"h/\0\0\0\0\0\0\0\x01", &old);
    let to: Addr = account(STRANGER);
    let settle = Movement::Settle { activity: 1, participant: STRANGER, to: to.into(), minutes: 60 };
    token.moves(vec![settle]).unwrap();
    token.moves(vec![Movement::Refund { activity: 1, minutes: 40 }]).unwrap();
    assert_eq!((token.of(ELDER), token.of(STRANGER), token.position()), (440, 560, 60));
}
