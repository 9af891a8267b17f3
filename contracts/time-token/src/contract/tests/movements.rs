use crate::testing::{account, addr, code, detail, Token, ELDER, STRANGER, VOLUNTEER};
use cosmwasm_std::{Attribute, Uint128};
use timebank_api::time_token::{HoldInfo, Movement, MovementKind, Reference};
use timebank_api::{Code, Event, MemberId, Minutes};

const ACTIVITY: u64 = 11;

fn hold(minutes: Minutes) -> Movement {
    Movement::Hold { activity: ACTIVITY, payer: account(ELDER).into(), minutes }
}

fn settle(to: MemberId, minutes: Minutes) -> Movement {
    Movement::Settle { activity: ACTIVITY, participant: to, to: account(to).into(), minutes }
}

fn refund(minutes: Minutes) -> Movement {
    Movement::Refund { activity: ACTIVITY, minutes }
}

fn reserve(minutes: Minutes) -> Movement {
    Movement::Reserve { activity: ACTIVITY, branch: 1, minutes }
}

fn mint(to: MemberId, minutes: Minutes) -> Movement {
    Movement::MintService { activity: ACTIVITY, participant: to, to: account(to).into(), minutes }
}

fn unreserve(minutes: Minutes) -> Movement {
    Movement::Unreserve { activity: ACTIVITY, minutes }
}

/// The elder has 100 minutes, branch 1 has 100 free.
fn token() -> Token {
    let mut token = Token::with_budget(200);
    token.earn(ELDER, 100);
    token
}

#[test]
fn hold_settle_refund_move_and_say_so() {
    let mut token = token();
    let registry = addr("activity-registry");
    let response = token.moves(vec![hold(60)]).unwrap();
    assert_eq!((token.balance(&account(ELDER)), token.escrow()), (40, 60));
    assert_eq!(token.hold(ACTIVITY), Some(HoldInfo::Account { payer: account(ELDER).into(), minutes: 60 }));
    assert_eq!(
        response.attributes,
        [
            Attribute::new("action", "transfer"),
            Attribute::new("from", account(ELDER)),
            Attribute::new("to", &registry),
            Attribute::new("amount", "60"),
        ]
    );
    let moved = |kind, reference, from: &cosmwasm_std::Addr, to: &cosmwasm_std::Addr, minutes, count| {
        // The registry's account is not counted.
        let counted = |account: &cosmwasm_std::Addr| (*account != registry).then_some(count);
        cosmwasm_std::Event::from(Event::TimeMoved {
            kind,
            reference,
            from: Some(from.to_string()),
            to: Some(to.to_string()),
            minutes: Uint128::new(minutes),
            from_count: counted(from),
            to_count: counted(to),
        })
    };
    let of_activity = Reference::Activity { activity: ACTIVITY };
    assert_eq!(
        response.events,
        [moved(MovementKind::Hold, of_activity.clone(), &account(ELDER), &registry, 60, 2)]
    );

    let response = token.moves(vec![settle(VOLUNTEER, 45), refund(15)]).unwrap();
    let of_attendance = Reference::Attendance { activity: ACTIVITY, participant: VOLUNTEER };
    assert_eq!(
        response.events,
        [
            moved(MovementKind::Settle, of_attendance, &registry, &account(VOLUNTEER), 45, 1),
            moved(MovementKind::Refund, of_activity, &registry, &account(ELDER), 15, 3),
        ]
    );
    assert_eq!(token.balance(&account(VOLUNTEER)), 45);
    assert_eq!((token.balance(&account(ELDER)), token.escrow()), (55, 0));
    assert_eq!(token.hold(ACTIVITY), None, "an empty hold is gone");
}

#[test]
fn reserve_mint_unreserve_keep_the_budget() {
    let mut token = token();
    let response = token.moves(vec![reserve(60)]).unwrap();
    assert!(response.events.is_empty() && response.attributes.is_empty(), "nothing moved");
    assert_eq!(token.hold(ACTIVITY), Some(HoldInfo::Budget { branch: 1, minutes: 60 }));
    assert_eq!(token.branch(1).reserved, 60);

    let response = token.moves(vec![mint(VOLUNTEER, 45), unreserve(15)]).unwrap();
    assert_eq!(
        response.attributes,
        [
            Attribute::new("action", "mint"),
            Attribute::new("to", account(VOLUNTEER)),
            Attribute::new("amount", "45"),
        ]
    );
    assert_eq!(
        response.events,
        [cosmwasm_std::Event::from(Event::TimeMoved {
            kind: MovementKind::MintService,
            reference: Reference::Attendance { activity: ACTIVITY, participant: VOLUNTEER },
            from: None,
            to: Some(account(VOLUNTEER).into()),
            minutes: Uint128::new(45),
            from_count: None,
            to_count: Some(1),
        })]
    );
    let branch = token.branch(1);
    assert_eq!((branch.reserved, branch.minted_service), (0, 145));
    assert_eq!(token.hold(ACTIVITY), None);
    assert_eq!(token.balance(&account(VOLUNTEER)), 45);
    let supply = token.supply();
    assert_eq!((supply.supply, supply.minted_service), (145u128.into(), 145u128.into()));
}

#[test]
fn each_kind_of_hold_is_left_by_its_own_paths_only() {
    let ways = [hold(1), settle(VOLUNTEER, 1), refund(1), reserve(1), mint(VOLUNTEER, 1), unreserve(1)];
    let (missing, exists, kind) = (Some(Code::HoldMissing), Some(Code::HoldExists), Some(Code::HoldKind));
    let table = [
        (None, [None, missing, missing, None, missing, missing]),
        (Some(hold(10)), [exists, None, None, exists, kind, kind]),
        (Some(reserve(10)), [exists, kind, kind, exists, None, None]),
    ];
    for (open, expected) in table {
        for (way, expected) in ways.iter().zip(expected) {
            let mut token = token();
            token.moves(open.clone().into_iter().collect()).unwrap();
            let found = token.moves(vec![way.clone()]).err().map(|error| error.code());
            assert_eq!(found, expected, "{open:?} then {way:?}");
        }
    }
}

#[test]
fn nothing_leaves_a_hold_beyond_what_is_in_it() {
    for (open, ways) in
        [(hold(10), [settle(VOLUNTEER, 11), refund(11)]), (reserve(10), [mint(VOLUNTEER, 11), unreserve(11)])]
    {
        let mut token = token();
        token.moves(vec![open]).unwrap();
        for way in ways {
            assert_eq!(code(token.moves(vec![way.clone()])), Code::HoldExceeded);
            assert_eq!(detail(token.moves(vec![way])), "10");
        }
    }
}

#[test]
fn hold_needs_the_time_and_says_what_is_free() {
    let mut token = token();
    assert_eq!(code(token.moves(vec![hold(101)])), Code::InsufficientTime);
    assert_eq!(detail(token.moves(vec![hold(101)])), "100");
    token.moves(vec![hold(100)]).unwrap();
}

#[test]
fn reserve_needs_the_budget_and_says_what_is_free() {
    let mut token = token();
    assert_eq!(code(token.moves(vec![reserve(101)])), Code::BudgetExceeded);
    assert_eq!(detail(token.moves(vec![reserve(101)])), "100");
    token.moves(vec![reserve(100)]).unwrap();
    let other = Movement::Reserve { activity: ACTIVITY + 1, branch: 1, minutes: u32::MAX };
    assert_eq!(detail(token.moves(vec![other])), "0");
}

#[test]
fn only_the_participants_own_account_is_paid() {
    let pay = |mint: bool, participant, to: String| match mint {
        true => Movement::MintService { activity: ACTIVITY, participant, to, minutes: 1 },
        false => Movement::Settle { activity: ACTIVITY, participant, to, minutes: 1 },
    };
    for (open, by_minting) in [(hold(10), false), (reserve(10), true)] {
        let mut token = token();
        token.moves(vec![open]).unwrap();
        for (to, expected) in [
            (addr("nobody").to_string(), Code::RecipientUnregistered),
            (addr("time-token").to_string(), Code::RecipientUnregistered),
            (addr("activity-registry").to_string(), Code::RecipientUnregistered),
            (account(STRANGER).to_string(), Code::RecipientUnregistered),
            (account(VOLUNTEER).as_str().to_uppercase(), Code::AddressInvalid),
            (String::new(), Code::AddressInvalid),
        ] {
            let result = token.moves(vec![pay(by_minting, VOLUNTEER, to.clone())]);
            assert_eq!(code(result), expected, "{to}");
        }
        token.moves(vec![pay(by_minting, STRANGER, account(STRANGER).into())]).unwrap();
    }
}

#[test]
fn escrow_of_others_cannot_be_held_again() {
    let mut token = token();
    token.moves(vec![hold(50)]).unwrap();
    for (payer, expected) in [
        (addr("activity-registry").to_string(), Code::RecipientUnregistered),
        ("?".into(), Code::AddressInvalid),
        (addr("nobody").to_string(), Code::RecipientUnregistered),
    ] {
        let movement = Movement::Hold { activity: ACTIVITY + 1, payer, minutes: 10 };
        assert_eq!(code(token.moves(vec![movement])), expected);
    }
}

#[test]
fn nothing_moves_by_zero_minutes() {
    for movement in [hold(0), settle(VOLUNTEER, 0), refund(0), reserve(0), mint(VOLUNTEER, 0), unreserve(0)] {
        assert_eq!(code(token().moves(vec![movement])), Code::ZeroAmount);
    }
}

#[test]
fn four_movements_are_the_most_and_all_or_none_happen() {
    let mut token = token();
    let four = vec![hold(40), settle(VOLUNTEER, 10), settle(STRANGER, 10), refund(20)];
    let mut five = four.clone();
    five.push(reserve(1));
    assert_eq!(code(token.moves(five)), Code::TooMany);
    let before = token.dump();
    let broken = vec![hold(40), settle(VOLUNTEER, 10), refund(31)];
    assert_eq!(detail(token.moves(broken)), "30");
    assert_eq!(token.dump(), before);
    token.moves(four).unwrap();
    assert_eq!((token.balance(&account(ELDER)), token.escrow()), (80, 0));
    assert_eq!((token.balance(&account(VOLUNTEER)), token.balance(&account(STRANGER))), (10, 10));
    assert!(token.moves(Vec::new()).unwrap().events.is_empty());
}

#[test]
fn payer_can_also_be_paid_and_a_hold_can_begin_again() {
    let mut token = token();
    token.moves(vec![hold(30), settle(ELDER, 30), hold(20)]).unwrap();
    assert_eq!((token.balance(&account(ELDER)), token.escrow()), (80, 20));
    token.moves(vec![refund(20), reserve(5)]).unwrap();
    assert_eq!(token.hold(ACTIVITY), Some(HoldInfo::Budget { branch: 1, minutes: 5 }));
}
