use crate::testing::{account, addr, moved, Token, ELDER, STRANGER, VOLUNTEER};
use cosmwasm_std::{Response, Uint128};
use timebank_api::record::MemberStatus;
use timebank_api::rulebook::Inheritance;
use timebank_api::time_token::{ExecuteMsg, Movement, MovementKind, Reference};
use timebank_api::{Event, MemberId};

/// The elder had 100 minutes and has died.
fn token(inheritance: Inheritance) -> Token {
    let mut token = Token::with_budget(1_000);
    token.earn(ELDER, 100);
    token.world().rules(1).inheritance = inheritance;
    token.world().member(ELDER).status = MemberStatus::Deceased;
    token
}

fn inherit(token: &mut Token, heir: Option<MemberId>) -> Response {
    let heir = heir.map(|heir| account(heir).to_string());
    let msg = ExecuteMsg::Inherit { account: account(ELDER).into(), branch: 1, heir };
    token.direct(&addr("member-registry"), msg).unwrap()
}

#[test]
fn an_estate_goes_where_the_pack_says() {
    for (inheritance, heir, gets) in [
        (Inheritance::Beneficiary, Some(VOLUNTEER), "heir"),
        (Inheritance::Beneficiary, None, "fund"),
        (Inheritance::Fund, Some(VOLUNTEER), "fund"),
        (Inheritance::Expire, Some(VOLUNTEER), "nobody"),
    ] {
        let mut token = token(inheritance);
        let response = inherit(&mut token, heir);
        let fund = token.fund(1);
        assert_eq!(token.of(ELDER), 0);
        assert_eq!(token.of(VOLUNTEER), if gets == "heir" { 100 } else { 0 });
        assert_eq!(token.balance(&fund), if gets == "fund" { 100 } else { 0 });
        assert_eq!(token.supply().burned.u128(), if gets == "nobody" { 100 } else { 0 });
        let kind = if gets == "nobody" { MovementKind::Expire } else { MovementKind::Inherit };
        assert_eq!(moved(&response)[0].0, kind);
        let Some(Event::TimeMoved { reference, .. }) =
            Event::read(&response.events[0].ty, &response.events[0].attributes[0].value)
        else {
            panic!("nothing moved");
        };
        assert_eq!(reference, Reference::Estate { account: account(ELDER).into() });
        assert!(inherit(&mut token, heir).events.is_empty(), "there is no more");
    }
}

#[test]
fn an_heir_who_takes_nothing_leaves_it_to_the_fund_and_one_over_the_cap_the_rest() {
    let mut token = token(Inheritance::Beneficiary);
    token.world().member(VOLUNTEER).status = MemberStatus::Closed;
    inherit(&mut token, Some(VOLUNTEER));
    assert_eq!(token.balance(&token.fund(1)), 100);

    let mut token = self::token(Inheritance::Beneficiary);
    token.world().rules(2).balance_cap = Some(70);
    inherit(&mut token, Some(STRANGER));
    assert_eq!((token.of(STRANGER), token.balance(&token.fund(2)), token.position()), (70, 30, 100));
}

#[test]
fn what_was_held_for_somebody_who_died_goes_to_the_fund() {
    let mut token = token(Inheritance::Beneficiary);
    token.world().member(ELDER).status = MemberStatus::Active;
    let hold = Movement::Hold { activity: 1, payer: account(ELDER).into(), minutes: 60 };
    token.moves(vec![hold]).unwrap();
    token.world().member(ELDER).status = MemberStatus::Deceased;
    inherit(&mut token, Some(VOLUNTEER));
    token.moves(vec![Movement::Refund { activity: 1, minutes: 60 }]).unwrap();
    assert_eq!((token.of(ELDER), token.of(VOLUNTEER), token.balance(&token.fund(1))), (0, 40, 60));
}

#[test]
fn debts_come_before_heirs() {
    let mut token = token(Inheritance::Beneficiary);
    token.world().member(ELDER).status = MemberStatus::Frozen;
    let reverse = Movement::Reverse {
        activity: 1,
        participant: ELDER,
        from: account(ELDER).into(),
        to: Some(account(STRANGER).into()),
        minutes: 30,
    };
    token.moves(vec![reverse]).unwrap();
    assert_eq!(token.of(ELDER), 100, "nothing leaves a frozen account");
    token.world().member(ELDER).status = MemberStatus::Deceased;
    inherit(&mut token, Some(VOLUNTEER));
    assert_eq!((token.of(STRANGER), token.of(VOLUNTEER), token.position()), (30, 70, 30));
    assert_eq!(Uint128::new(100), token.supply().supply);
}
