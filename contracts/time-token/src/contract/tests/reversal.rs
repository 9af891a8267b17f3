use crate::testing::{account, addr, code, moved, Token, ADMINISTRATOR, ELDER, SECOND, STRANGER, VOLUNTEER};
use cosmwasm_std::Uint128;
use timebank_api::record::MemberStatus;
use timebank_api::time_token::{Action, ExecuteMsg, HoldInfo, Movement, MovementKind, MAX_LIENS};
use timebank_api::{Code, Event, MemberId, Minutes};

fn reverse(activity: u64, participant: MemberId, to: Option<String>, minutes: Minutes) -> Movement {
    Movement::Reverse { activity, participant, from: account(participant).into(), to, minutes }
}

fn text(member: MemberId) -> Option<String> {
    Some(account(member).into())
}

fn pay(to: MemberId, minutes: u128) -> ExecuteMsg {
    ExecuteMsg::Transfer { recipient: account(to).into(), amount: Uint128::new(minutes) }
}

/// The elder has paid the volunteer 60 minutes for activity 1, and has 40.
fn token() -> Token {
    let mut token = Token::with_budget(10_000);
    token.earn(ELDER, 100);
    let to = account(VOLUNTEER).to_string();
    token
        .moves(vec![
            Movement::Hold { activity: 1, payer: account(ELDER).into(), minutes: 60 },
            Movement::Settle { activity: 1, participant: VOLUNTEER, to, minutes: 60 },
        ])
        .unwrap();
    token
}

#[test]
fn a_reversal_takes_what_is_there_once() {
    let mut token = token();
    let response = token.moves(vec![reverse(1, VOLUNTEER, text(ELDER), 50)]).unwrap();
    assert_eq!(moved(&response), [(MovementKind::Reversal, text(VOLUNTEER), text(ELDER), 50)]);
    assert_eq!((token.of(ELDER), token.of(VOLUNTEER)), (90, 10));
    assert_eq!(token.account(VOLUNTEER).liens, []);
    for again in [vec![reverse(1, VOLUNTEER, text(ELDER), 10)], vec![reverse(2, VOLUNTEER, None, 1); 2]] {
        assert_eq!(code(token.moves(again)), Code::ReversedAlready);
    }
    token.moves(vec![reverse(2, VOLUNTEER, text(ELDER), 5)]).unwrap();
    assert_eq!(code(token.moves(vec![reverse(3, VOLUNTEER, None, 0)])), Code::ZeroAmount);
    for to in ["nobody", "time-token", "activity-registry"] {
        let result = token.moves(vec![reverse(3, VOLUNTEER, Some(addr(to).into()), 1)]);
        assert_eq!(code(result), Code::RecipientUnregistered);
    }
    let foreign = Movement::Reverse {
        activity: 3,
        participant: VOLUNTEER,
        from: account(ELDER).into(),
        to: text(STRANGER),
        minutes: 1,
    };
    assert_eq!(code(token.moves(vec![foreign])), Code::RecipientUnregistered);
}

#[test]
fn what_an_account_owes_itself_goes_round_once() {
    let mut token = token();
    let response = token.moves(vec![reverse(1, VOLUNTEER, text(VOLUNTEER), Minutes::MAX)]).unwrap();
    assert_eq!(moved(&response), [(MovementKind::Reversal, text(VOLUNTEER), text(VOLUNTEER), 60)]);
    assert_eq!(token.of(VOLUNTEER), 60);
}

#[test]
fn the_rest_is_a_lien_on_whatever_comes() {
    let mut token = token();
    token.owner(VOLUNTEER, &pay(STRANGER, 45)).unwrap();
    let response = token.moves(vec![reverse(1, VOLUNTEER, text(ELDER), 60)]).unwrap();
    let told = |minutes| {
        cosmwasm_std::Event::from(Event::LienChanged {
            account: account(VOLUNTEER).into(),
            activity: 1,
            minutes,
            to: text(ELDER),
        })
    };
    assert_eq!((&response.events[0], response.events.last().unwrap()), (&told(60), &told(45)));
    assert_eq!((token.of(ELDER), token.of(VOLUNTEER)), (55, 0));
    // A gift, a service, a refund and a grant all serve it first.
    token.owner(STRANGER, &pay(VOLUNTEER, 10)).unwrap();
    token.earn(VOLUNTEER, 10);
    token.grant(VOLUNTEER, "welcome").unwrap();
    assert_eq!((token.of(ELDER), token.of(VOLUNTEER)), (80, 0));
    let response = token.owner(STRANGER, &pay(VOLUNTEER, 25)).unwrap();
    assert_eq!(response.events.last().unwrap(), &told(0));
    assert_eq!((token.of(ELDER), token.of(VOLUNTEER)), (100, 5));
    assert_eq!(token.account(VOLUNTEER).liens, []);
}

#[test]
fn liens_come_before_the_cap_and_wait_for_who_may_not_act() {
    let mut token = token();
    token.world().member(VOLUNTEER).status = MemberStatus::Suspended;
    token.moves(vec![reverse(1, VOLUNTEER, text(ELDER), 70)]).unwrap();
    assert_eq!((token.of(VOLUNTEER), token.account(VOLUNTEER).liens[0].minutes), (60, 70));
    // The credit's own part serves it, and what is over the cap after that overflows.
    token.world().rules(1).balance_cap = Some(60);
    token.earn(VOLUNTEER, 8);
    assert_eq!((token.of(VOLUNTEER), token.of(ELDER)), (60, 48));
    token.world().member(VOLUNTEER).status = MemberStatus::Active;
    // The first own debit serves the rest before anything else.
    assert_eq!(code(token.owner(VOLUNTEER, &pay(STRANGER, 1))), Code::InsufficientTime);
    token.earn(VOLUNTEER, 100);
    assert_eq!((token.of(VOLUNTEER), token.of(ELDER), token.balance(&token.fund(1))), (60, 110, 38));
    token.owner(VOLUNTEER, &pay(STRANGER, 1)).unwrap();
}

#[test]
fn what_was_minted_is_burned_and_a_fund_gets_back_what_it_paid() {
    let mut token = token();
    token.moves(vec![reverse(9, VOLUNTEER, None, 20)]).unwrap();
    assert_eq!((token.of(VOLUNTEER), token.supply().burned.u128()), (40, 20));

    token.owner(ELDER, &ExecuteMsg::Donate { minutes: 40 }).unwrap();
    let hold = Movement::HoldFund { activity: 2, branch: 1, minutes: 30 };
    let response = token.moves(vec![hold.clone()]).unwrap();
    let (fund, registry) = (token.fund(1).to_string(), addr("activity-registry").to_string());
    assert_eq!(moved(&response), [(MovementKind::FundHold, Some(fund.clone()), Some(registry), 30)]);
    assert_eq!(token.hold(2), Some(HoldInfo::Fund { branch: 1, minutes: 30 }));
    let more = Movement::HoldFund { activity: 3, branch: 1, minutes: 11 };
    assert_eq!(code(token.moves(vec![more])), Code::InsufficientTime);
    assert_eq!(code(token.moves(vec![hold])), Code::HoldExists);
    let to = account(STRANGER).to_string();
    let settle = Movement::Settle { activity: 2, participant: STRANGER, to, minutes: 20 };
    token.moves(vec![settle, Movement::Refund { activity: 2, minutes: 10 }]).unwrap();
    assert_eq!((token.balance(&token.fund(1)), token.of(STRANGER), token.position()), (20, 20, 20));
    token.moves(vec![reverse(2, STRANGER, Some(fund), 20)]).unwrap();
    assert_eq!((token.balance(&token.fund(1)), token.of(STRANGER), token.position()), (40, 0, 0));
}

#[test]
fn a_creditor_who_takes_nothing_leaves_it_to_the_fund() {
    let mut token = token();
    token.world().member(ELDER).status = MemberStatus::Deceased;
    token.moves(vec![reverse(1, VOLUNTEER, text(ELDER), 60)]).unwrap();
    assert_eq!((token.of(ELDER), token.balance(&token.fund(1))), (40, 60));
}

#[test]
fn creditors_of_each_other_do_not_run_in_circles() {
    let mut token = token();
    token.owner(VOLUNTEER, &pay(STRANGER, 60)).unwrap();
    token.owner(ELDER, &pay(STRANGER, 40)).unwrap();
    token
        .moves(vec![reverse(1, VOLUNTEER, text(ELDER), 60), reverse(2, ELDER, text(VOLUNTEER), 30)])
        .unwrap();
    token.owner(STRANGER, &pay(VOLUNTEER, 50)).unwrap();
    assert_eq!((token.of(VOLUNTEER), token.of(ELDER)), (0, 50));
    token.owner(STRANGER, &pay(ELDER, 10)).unwrap();
    assert_eq!((token.of(VOLUNTEER), token.of(ELDER)), (10, 50));
    token.owner(ELDER, &pay(STRANGER, 30)).unwrap();
    assert_eq!((token.of(VOLUNTEER), token.of(ELDER)), (30, 0), "what was left of the lien came first");
}

#[test]
fn liens_are_bounded() {
    let mut token = token();
    token.owner(VOLUNTEER, &pay(STRANGER, 60)).unwrap();
    for activity in 1..=MAX_LIENS as u64 {
        token.moves(vec![reverse(activity, VOLUNTEER, text(ELDER), 1)]).unwrap();
    }
    assert_eq!(code(token.moves(vec![reverse(99, VOLUNTEER, text(ELDER), 1)])), Code::LiensFull);
    token.earn(VOLUNTEER, 1);
    token.moves(vec![reverse(99, VOLUNTEER, text(ELDER), 1)]).unwrap();
    token.earn(VOLUNTEER, 10);
    assert_eq!((token.of(VOLUNTEER), token.of(ELDER)), (2, 49));
}

#[test]
fn a_fund_can_step_in_and_is_the_creditor_then() {
    let mut token = token();
    token.owner(VOLUNTEER, &pay(STRANGER, 60)).unwrap();
    token.moves(vec![reverse(1, VOLUNTEER, text(ELDER), 60)]).unwrap();
    let top_up = || Action::TopUp { member: VOLUNTEER, activity: 1 };
    assert_eq!(code(token.agreed(top_up())), Code::InsufficientTime);
    token.owner(STRANGER, &pay(ELDER, 60)).unwrap();
    token.owner(ELDER, &ExecuteMsg::Donate { minutes: 70 }).unwrap();
    assert_eq!(code(token.agreed(Action::TopUp { member: VOLUNTEER, activity: 2 })), Code::LienUnknown);
    // The first case is still open.
    let response = token.office(SECOND, &ExecuteMsg::Decide { case: 1, approve: true }).unwrap();
    let fund = token.fund(1);
    assert_eq!(moved(&response), [(MovementKind::TopUp, Some(fund.to_string()), text(ELDER), 60)]);
    assert_eq!((token.of(ELDER), token.balance(&fund)), (90, 10));
    assert_eq!(token.account(VOLUNTEER).liens[0].to, Some(fund.to_string()));
    let changed = Event::LienChanged {
        account: text(VOLUNTEER).unwrap(),
        activity: 1,
        minutes: 60,
        to: Some(fund.to_string()),
    };
    assert!(response.events.contains(&changed.into()), "{:?}", response.events);
    let again = ExecuteMsg::Propose { action: top_up() };
    token.office(ADMINISTRATOR, &again).unwrap();
    assert_eq!(code(token.office(SECOND, &ExecuteMsg::Decide { case: 3, approve: true })), Code::LienUnknown);
    token.earn(VOLUNTEER, 61);
    assert_eq!((token.of(VOLUNTEER), token.balance(&fund)), (1, 70));
}
