use crate::testing::{
    account, actor, code, detail, moved, Token, ADMINISTRATOR, ELDER, NOW, OTHER, SECOND, STRANGER,
    SUSPENDED, VOLUNTEER,
};
use timebank_api::member_registry::CASE_WINDOW;
use timebank_api::record::MemberStatus;
use timebank_api::time_token::{
    Action, CasesResponse, ExecuteMsg, MovementKind, QueryMsg, OPENING_REVERSIBLE,
};
use timebank_api::{Code, Event, MemberId, Minutes, Scope};

fn opening(member: MemberId, minutes: Minutes) -> Action {
    Action::Opening { member, minutes, evidence: vec![7; 32].into() }
}

fn reversal(member: MemberId) -> Action {
    Action::ReverseOpening { member, evidence: vec![8; 32].into() }
}

fn propose(action: Action) -> ExecuteMsg {
    ExecuteMsg::Propose { action }
}

fn decide(case: u64, approve: bool) -> ExecuteMsg {
    ExecuteMsg::Decide { case, approve }
}

fn token() -> Token {
    let mut token = Token::with_budget(1_000);
    token.council(ExecuteMsg::SetOpeningBudget { branch: 1, minutes: 100 }).unwrap();
    token
}

#[test]
fn an_opening_balance_needs_two_persons_and_keeps_its_budget() {
    let mut token = token();
    let response = token.office(ADMINISTRATOR, &propose(opening(ELDER, 60))).unwrap();
    let opened = Event::TimeCaseOpened { case: 1, branch: 1, by: ADMINISTRATOR, action: opening(ELDER, 60) };
    assert_eq!(response.events, [cosmwasm_std::Event::from(opened)]);
    let open: CasesResponse = token.query(QueryMsg::Cases { start_after: None, limit: None });
    assert_eq!((open.cases.len(), open.cases[0].by, open.cases[0].since), (1, ADMINISTRATOR, NOW));

    assert_eq!(code(token.office(ADMINISTRATOR, &decide(1, true))), Code::OwnCase);
    assert_eq!(code(token.office(OTHER, &decide(1, true))), Code::OtherBranch);
    assert_eq!(code(token.owner(SECOND, &decide(1, true))), Code::ScopeInsufficient);
    assert_eq!(code(token.office(VOLUNTEER, &decide(1, true))), Code::RoleMissing);
    assert_eq!(code(token.office(SECOND, &decide(2, true))), Code::CaseUnknown);
    assert_eq!(token.of(ELDER), 0);

    let response = token.office(SECOND, &decide(1, true)).unwrap();
    let elder = Some(account(ELDER).to_string());
    assert_eq!(moved(&response), [(MovementKind::MintOpening, None, elder, 60)]);
    assert_eq!((token.of(ELDER), token.branch(1).minted_opening), (60, 60));
    assert_eq!(token.supply().minted_opening.u128(), 60);
    assert_eq!(token.branch(1).charged, 0, "it has a budget of its own");
    assert_eq!(code(token.office(SECOND, &decide(1, true))), Code::CaseUnknown);

    assert_eq!(code(token.agreed(opening(ELDER, 5))), Code::OpeningExists);
    assert_eq!(code(token.agreed(opening(VOLUNTEER, 41))), Code::OpeningBudget);
    assert_eq!(detail(token.office(SECOND, &decide(3, true))), "40");
    assert_eq!(
        code(token.council(ExecuteMsg::SetOpeningBudget { branch: 1, minutes: 59 })),
        Code::OpeningBudget
    );
    token.agreed(opening(VOLUNTEER, 40)).unwrap();
    token.council(ExecuteMsg::SetOpeningBudget { branch: 1, minutes: 100 }).unwrap();
    assert_eq!(token.branch(1).minted_opening, 100, "to the last minute, and no budget is left over");
}

#[test]
fn a_rejected_case_does_nothing() {
    let mut token = token();
    token.office(ADMINISTRATOR, &propose(opening(ELDER, 60))).unwrap();
    let response = token.office(SECOND, &decide(1, false)).unwrap();
    let decided = Event::TimeCaseDecided { case: 1, by: SECOND, approved: false };
    assert_eq!(response.events, [cosmwasm_std::Event::from(decided)]);
    assert_eq!((token.of(ELDER), token.branch(1).minted_opening), (0, 0));
    assert_eq!(code(token.office(SECOND, &decide(1, true))), Code::CaseUnknown);
}

#[test]
fn an_old_case_and_one_whose_proposer_left_the_office_are_not_approved() {
    let mut token = token();
    token.office(ADMINISTRATOR, &propose(opening(ELDER, 60))).unwrap();
    token.office(ADMINISTRATOR, &propose(opening(VOLUNTEER, 5))).unwrap();
    let held = std::mem::take(&mut token.world().member(ADMINISTRATOR).roles);
    assert_eq!(code(token.office(SECOND, &decide(1, true))), Code::RoleMissing);
    token.world().member(ADMINISTRATOR).roles = held;
    token.world().member(ADMINISTRATOR).branch = 2;
    assert_eq!(code(token.office(SECOND, &decide(1, true))), Code::RoleMissing);
    token.world().member(ADMINISTRATOR).branch = 1;
    token.world().member(ADMINISTRATOR).status = MemberStatus::Suspended;
    assert_eq!(code(token.office(SECOND, &decide(1, true))), Code::RoleMissing);
    token.world().member(ADMINISTRATOR).status = MemberStatus::Active;
    token.wait(CASE_WINDOW);
    token.office(SECOND, &decide(1, true)).unwrap();
    token.wait(1);
    assert_eq!(code(token.office(SECOND, &decide(2, true))), Code::CaseUnknown);
    // It can still be put away.
    token.office(SECOND, &decide(2, false)).unwrap();
}

#[test]
fn cases_are_of_the_own_branch_and_about_somebody_else() {
    let mut token = token();
    for (action, expected) in [
        (opening(STRANGER, 5), Code::OtherBranch),
        (opening(99, 5), Code::MemberUnknown),
        (opening(ELDER, 0), Code::ZeroAmount),
        (Action::Opening { member: ELDER, minutes: 5, evidence: vec![7; 31].into() }, Code::MessageInvalid),
        (Action::ReverseOpening { member: ELDER, evidence: vec![].into() }, Code::MessageInvalid),
        (Action::TopUp { member: ADMINISTRATOR, activity: 1 }, Code::OwnCase),
    ] {
        assert_eq!(code(token.office(ADMINISTRATOR, &propose(action))), expected);
    }
    // The one whom it is about decides as little as the one who proposed it.
    token.office(ADMINISTRATOR, &propose(opening(SECOND, 5))).unwrap();
    assert_eq!(code(token.office(SECOND, &decide(1, true))), Code::OwnCase);
    assert_eq!(code(token.agreed(opening(SUSPENDED, 5))), Code::MemberInactive);
    let direct = token.direct(&account(ADMINISTRATOR), propose(opening(ELDER, 5)));
    assert_eq!(code(direct), Code::Unauthorized);
    let everyday = token.relayed(&actor(ADMINISTRATOR, Scope::Everyday), &propose(opening(ELDER, 5)));
    assert_eq!(code(everyday), Code::ScopeInsufficient);
}

#[test]
fn an_opening_balance_must_fit_under_the_cap() {
    let mut token = token();
    token.earn(ELDER, 10);
    token.world().rules(1).balance_cap = Some(50);
    assert_eq!(code(token.agreed(opening(ELDER, 41))), Code::BalanceCapped);
    assert_eq!(detail(token.office(SECOND, &decide(1, true))), "40");
    token.agreed(opening(ELDER, 40)).unwrap();
}

#[test]
fn a_reversed_opening_is_burned_and_what_is_gone_is_a_lien() {
    let mut token = token();
    assert_eq!(code(token.agreed(reversal(ELDER))), Code::OpeningUnknown);
    token.agreed(opening(ELDER, 60)).unwrap();
    token.owner(ELDER, &ExecuteMsg::Gift { to: VOLUNTEER, minutes: 45, kin: None }).unwrap();
    token.wait(OPENING_REVERSIBLE);
    let response = token.agreed(reversal(ELDER)).unwrap();
    let elder = Some(account(ELDER).to_string());
    assert_eq!(moved(&response), [(MovementKind::Reversal, elder.clone(), None, 15)]);
    assert_eq!((token.of(ELDER), token.supply().supply.u128(), token.branch(1).burned), (0, 45, 15));
    let liens = token.account(ELDER).liens;
    assert_eq!((liens.len(), liens[0].minutes, liens[0].to.clone()), (1, 45, None));

    let gift = ExecuteMsg::Gift { to: ELDER, minutes: 40, kin: None };
    let response = token.owner(VOLUNTEER, &gift).unwrap();
    assert_eq!(moved(&response)[1], (MovementKind::Reversal, elder.clone(), None, 40));
    assert_eq!((token.of(ELDER), token.account(ELDER).liens[0].minutes), (0, 5));
    token.earn(ELDER, 9);
    assert_eq!((token.of(ELDER), token.account(ELDER).liens.len()), (4, 0));
    assert_eq!(code(token.agreed(reversal(ELDER))), Code::OpeningUnknown, "once");

    token.agreed(opening(ELDER, 10)).unwrap();
    token.wait(OPENING_REVERSIBLE + 1);
    assert_eq!(code(token.agreed(reversal(ELDER))), Code::OpeningUnknown, "too late");
}
