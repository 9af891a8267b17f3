use crate::testing::{
    account, actor, addr, code, detail, Token, ADMINISTRATOR, ELDER, ELDER_GRANT, PACK_VERSION, SIXTY,
    STRANGER, SUSPENDED, VOLUNTEER,
};
use cosmwasm_std::{Attribute, Uint128};
use timebank_api::time_token::{ExecuteMsg, GrantedResponse, MovementKind, QueryMsg, Reference};
use timebank_api::{Code, Event, Role, Roles, Scope};

const RULE: &str = ELDER_GRANT.0;

#[test]
fn grant_mints_once_by_the_rule_and_says_so() {
    let mut token = Token::with_budget(10_000);
    let granted = |token: &Token| {
        token.query::<GrantedResponse>(QueryMsg::Granted { member: ELDER, rule: RULE.into() }).granted
    };
    assert!(!granted(&token));
    let response = token.grant(ELDER, RULE).unwrap();
    assert_eq!(
        response.events,
        [cosmwasm_std::Event::from(Event::TimeMoved {
            kind: MovementKind::MintGrant,
            reference: Reference::Grant { branch: 1, pack: PACK_VERSION, rule: RULE.into() },
            from: None,
            to: Some(account(ELDER).into()),
            minutes: Uint128::new(600),
            from_count: None,
            to_count: Some(1),
        })]
    );
    assert_eq!(
        response.attributes,
        [
            Attribute::new("action", "mint"),
            Attribute::new("to", account(ELDER)),
            Attribute::new("amount", "600"),
        ]
    );
    assert!(granted(&token));
    assert_eq!(token.balance(&account(ELDER)), 600);
    assert_eq!(token.branch(1).minted_grant, 600);
    let supply = token.supply();
    assert_eq!(
        (supply.supply, supply.minted_grant, supply.minted_service),
        (600u128.into(), 600u128.into(), 0u128.into())
    );

    assert_eq!(code(token.grant(ELDER, RULE)), Code::GrantTaken);
    token.grant(ELDER, "welcome").unwrap();
    token.grant(VOLUNTEER, "welcome").unwrap();
    assert_eq!(token.branch(1).minted_grant, 610);
}

#[test]
fn grant_is_refused_to_whom_it_is_not_for() {
    let mut token = Token::with_budget(10_000);
    for (member, rule, expected) in [
        (ADMINISTRATOR, "welcome", Code::OwnCase),
        (99, RULE, Code::MemberUnknown),
        (STRANGER, RULE, Code::OtherBranch),
        (SUSPENDED, RULE, Code::MemberInactive),
        (ELDER, "no-such", Code::GrantRuleUnknown),
        (ELDER, "", Code::GrantRuleUnknown),
        (VOLUNTEER, RULE, Code::GrantNotEligible),
        (SIXTY, RULE, Code::GrantNotEligible),
    ] {
        assert_eq!(code(token.grant(member, rule)), expected, "{member} {rule}");
    }
    assert_eq!(token.supply().supply, Uint128::zero());
}

#[test]
fn grant_needs_a_pack_in_force() {
    let mut token = Token::with_budget(10_000);
    let mut administrator = actor(ADMINISTRATOR, Scope::Office);
    administrator.branch = 2;
    let msg = ExecuteMsg::Grant { member: STRANGER, rule: RULE.into() };
    assert_eq!(code(token.relayed(&administrator, &msg)), Code::PackUnknown);
}

#[test]
fn grant_stays_within_the_budget() {
    let mut token = Token::with_budget(604);
    token.grant(ELDER, RULE).unwrap();
    assert_eq!(code(token.grant(ELDER, "welcome")), Code::BudgetExceeded);
    assert_eq!(detail(token.grant(ELDER, "welcome")), "4");
    assert!(
        !token.query::<GrantedResponse>(QueryMsg::Granted { member: ELDER, rule: "welcome".into() }).granted,
        "a refused grant can be given later"
    );
    token.set_budget(1, 605).unwrap();
    token.grant(ELDER, "welcome").unwrap();
}

#[test]
fn only_a_branch_administrator_grants_with_the_office_key() {
    let mut token = Token::with_budget(10_000);
    let msg = ExecuteMsg::Grant { member: ELDER, rule: RULE.into() };
    for scope in [Scope::Everyday, Scope::Owner] {
        let result = token.relayed(&actor(ADMINISTRATOR, scope), &msg);
        assert_eq!(code(result), Code::ScopeInsufficient);
    }
    for role in Role::ALL.into_iter().filter(|role| *role != Role::BranchAdministrator) {
        let mut other = actor(VOLUNTEER, Scope::Office);
        other.roles = Roles::default().with(role);
        assert_eq!(code(token.relayed(&other, &msg)), Code::RoleMissing, "{role:?}");
    }
    for sender in [addr("council"), addr("activity-registry"), account(ADMINISTRATOR)] {
        assert_eq!(code(token.direct(&sender, msg.clone())), Code::Unauthorized);
    }
}
