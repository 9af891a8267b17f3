use crate::testing::{account, actor, addr, Token, ELDER, VOLUNTEER};
use cosmwasm_std::{Binary, Uint128};
use timebank_api::permission::Who;
use timebank_api::time_token::{ExecuteMsg, PERMISSIONS};
use timebank_api::Scope;

/// One message of each kind that a holder of TIME sends.
pub fn messages() -> Vec<ExecuteMsg> {
    let amount = Uint128::new(7);
    let member = account(VOLUNTEER).to_string();
    vec![
        ExecuteMsg::Transfer { recipient: member.clone(), amount },
        ExecuteMsg::Burn { amount },
        ExecuteMsg::Send { contract: member.clone(), amount, msg: Binary::from(b"{}") },
        ExecuteMsg::IncreaseAllowance { spender: member.clone(), amount, expires: None },
        ExecuteMsg::DecreaseAllowance { spender: member.clone(), amount, expires: None },
        ExecuteMsg::TransferFrom { owner: member.clone(), recipient: account(ELDER).into(), amount },
        ExecuteMsg::SendFrom {
            owner: member.clone(),
            contract: account(ELDER).into(),
            amount,
            msg: Binary::from(b"{}"),
        },
        ExecuteMsg::BurnFrom { owner: member, amount },
    ]
}

/// Both have 100 minutes and allow each other 50.
fn token() -> Token {
    let mut token = Token::with_budget(1_000);
    for (owner, spender) in [(ELDER, VOLUNTEER), (VOLUNTEER, ELDER)] {
        token.earn(owner, 100);
        let msg = ExecuteMsg::IncreaseAllowance {
            spender: account(spender).into(),
            amount: Uint128::new(50),
            expires: None,
        };
        token.direct(&account(owner), msg).unwrap();
    }
    token
}

#[test]
fn relayed_does_what_direct_does() {
    let covered: Vec<_> = messages().iter().map(ExecuteMsg::name).collect();
    for line in PERMISSIONS.iter().filter(|line| line.relayable()) {
        // What a member sends needs an own chain account that is linked, or none at all for an office.
        let both_ways = matches!(line.who, Who::MemberOrAccount { .. });
        assert_eq!(covered.contains(&line.message), both_ways, "{}", line.message);
    }
    for msg in messages() {
        let (mut direct, mut relayed) = (token(), token());
        let before = direct.dump();
        let by_account = direct.direct(&account(ELDER), msg.clone()).unwrap();
        let by_proxy = relayed.relayed(&actor(ELDER, Scope::Owner), &msg).unwrap();
        assert_eq!(by_account, by_proxy, "{}", msg.name());
        assert_eq!(direct.dump(), relayed.dump(), "{}", msg.name());
        assert_ne!(direct.dump(), before, "{}", msg.name());
    }
}

#[test]
fn relayed_is_refused_as_direct_is() {
    let nobody = addr("nobody").to_string();
    let too_much = Uint128::new(1_000);
    let mut refused = messages();
    for msg in &mut refused {
        match msg {
            ExecuteMsg::Transfer { amount, .. }
            | ExecuteMsg::Burn { amount }
            | ExecuteMsg::Send { amount, .. }
            | ExecuteMsg::TransferFrom { amount, .. }
            | ExecuteMsg::SendFrom { amount, .. }
            | ExecuteMsg::BurnFrom { amount, .. } => *amount = too_much,
            ExecuteMsg::IncreaseAllowance { spender, .. } => *spender = account(ELDER).into(),
            ExecuteMsg::DecreaseAllowance { spender, .. } => spender.clone_from(&nobody),
            _ => unreachable!("not a holder's message"),
        }
    }
    for msg in refused {
        let mut token = token();
        let direct = token.direct(&account(ELDER), msg.clone()).unwrap_err();
        let relayed = token.relayed(&actor(ELDER, Scope::Owner), &msg).unwrap_err();
        assert_eq!(direct.to_string(), relayed.to_string(), "{}", msg.name());
    }
}
