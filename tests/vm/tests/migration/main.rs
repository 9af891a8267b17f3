//! The migration from version 0.1.0, on data in every map, by the code that was shipped (J3).

mod first;
mod maps;

use cw_multi_test::Executor;
use first::{Activities, First};
use serde_json::{json, Value};
use std::collections::BTreeMap;
use timebank_api::activity_registry::{
    ActivityResponse, EnrolmentResponse, EnrolmentState, ExecuteMsg, QueryMsg, ReceiptResponse, State,
    Verdict,
};
use timebank_api::permission::Contract;
use timebank_api::proxy::Outcome;
use timebank_api::time_token::ExecuteMsg as Token;
use timebank_api::{ActivityId, Code, MemberId};
use timebank_intent::{AttendanceSide, Scope};
use timebank_testing::code::{self, FIRST_CONTRACTS};
use timebank_testing::{deploy, Suite, BRANCHES, CODE_PERIOD};

/// In the order of an operator: who is asked before who asks.
const ORDER: [Contract; 5] = [
    Contract::Rulebook,
    Contract::MemberRegistry,
    Contract::TimeToken,
    Contract::ActivityRegistry,
    Contract::Proxy,
];
const LATER: [Contract; 3] = [Contract::Training, Contract::Reputation, Contract::Oracle];

fn migrate(suite: &mut Suite, contract: Contract, code: u64) -> Result<(), Code> {
    let (council, target) = (suite.council.clone(), suite.address(contract));
    let response = suite.chain.migrate_contract(council, target, &json!({}), code).map_err(|error| {
        Code::find(&format!("{error:#}")).unwrap_or_else(|| panic!("{}: {error:#}", contract.name()))
    })?;
    suite.hear(&response);
    Ok(())
}

/// What one proposal of the council does: five migrations, three new contracts, and the addresses for all.
fn raise(suite: &mut Suite) {
    for contract in ORDER {
        let code = suite.chain.store_code(code::of(contract));
        migrate(suite, contract, code).unwrap();
    }
    let council = suite.council.clone();
    for contract in LATER {
        let address = deploy(&mut suite.chain, &council, contract, code::of(contract), CODE_PERIOD);
        match contract {
            Contract::Training => suite.wiring.training = address,
            Contract::Reputation => suite.wiring.reputation = address,
            _ => suite.wiring.oracle = address,
        }
    }
    let wire = json!({"wire": {"wiring": suite.wiring}});
    for contract in Contract::ALL {
        suite.direct(contract, &wire);
    }
    suite.know_funds();
    suite.accept_what_was_not_counted();
}

/// Everything that version 0.1.0 answers, by question.
fn answers(suite: &Suite) -> BTreeMap<String, Value> {
    let mut questions = vec![];
    let mut ask = |contract, question: Value| questions.push((contract, question));
    let members = Contract::MemberRegistry;
    ask(members, json!({"branches": {"start_after": null, "limit": 30}}));
    ask(members, json!({"members": {"start_after": null, "limit": 30}}));
    for branch in BRANCHES {
        ask(members, json!({"branch": {"id": branch}}));
        ask(members, json!({"operators": {"branch": branch, "start_after": null, "limit": 30}}));
        ask(Contract::Rulebook, json!({"packs": {"branch": branch, "start_after": null, "limit": 30}}));
        ask(Contract::Rulebook, json!({"pack": {"branch": branch, "at": null}}));
        ask(Contract::TimeToken, json!({"branch_supply": {"branch": branch}}));
    }
    for question in [
        json!({"token_info": {}}),
        json!({"minter": {}}),
        json!({"supply": {}}),
        json!({"all_accounts": {"start_after": null, "limit": 30}}),
    ] {
        ask(Contract::TimeToken, question);
    }
    for (id, member) in &suite.members {
        ask(members, json!({"member": {"id": id}}));
        ask(members, json!({"member_by_account": {"account": member.account}}));
        ask(Contract::TimeToken, json!({"balance": {"address": member.account}}));
        ask(Contract::TimeToken, json!({"granted": {"member": id, "rule": "elder-80"}}));
        let all = json!({"owner": member.account, "start_after": null, "limit": 30});
        ask(Contract::TimeToken, json!({ "all_allowances": all }));
        let all = json!({"spender": member.account, "start_after": null, "limit": 30});
        ask(Contract::TimeToken, json!({ "all_spender_allowances": all }));
        for scope in ["everyday", "owner", "office"] {
            ask(Contract::Proxy, json!({"key": {"member": id, "scope": scope}}));
            for lane in [0, 2] {
                ask(Contract::Proxy, json!({"nonces": {"member": id, "scope": scope, "lane": lane}}));
            }
        }
    }
    let registry = Contract::ActivityRegistry;
    ask(registry, json!({"config": {}}));
    ask(registry, json!({"due": {"at": u64::MAX, "limit": 30}}));
    ask(registry, json!({"activities": {"start_after": null, "limit": 30, "descending": null}}));
    for id in 1..=16 {
        ask(registry, json!({"activity": {"id": id}}));
        ask(registry, json!({"enrolments": {"id": id, "start_after": null, "limit": 30}}));
        ask(Contract::TimeToken, json!({"hold": {"activity": id}}));
        for participant in suite.members.keys() {
            ask(registry, json!({"receipt": {"id": id, "participant": participant}}));
        }
    }
    let answer = |(contract, question): (Contract, Value)| {
        let answer = suite.query(contract, &question);
        (format!("{} {question}", contract.name()), answer)
    };
    questions.into_iter().map(answer).collect()
}

/// Whether an answer says all that the one before said; it may say more.
fn says(after: &Value, before: &Value) -> bool {
    match (after, before) {
        (Value::Object(after), Value::Object(before)) => {
            before.iter().all(|(field, value)| after.get(field).is_some_and(|after| says(after, value)))
        }
        (Value::Array(after), Value::Array(before)) => {
            after.len() == before.len() && after.iter().zip(before).all(|(after, before)| says(after, before))
        }
        _ => after == before,
    }
}

#[test]
fn nothing_of_version_0_1_0_is_lost_and_what_is_under_way_ends_well() {
    let mut first = First::new();
    maps::assert_all_full(&first.suite);
    let before = answers(&first.suite);
    let known = before.values().filter(|answer| !answer.is_null()).count();
    assert!(known > 250, "only {known} answers");

    raise(&mut first.suite);

    let after = answers(&first.suite);
    let lost: Vec<_> = before
        .iter()
        .filter(|(question, answer)| !says(&after[*question], answer))
        .map(|(question, answer)| format!("{question}\n  {answer}\n  {}", after[question]))
        .collect();
    assert!(lost.is_empty(), "{}", lost.join("\n"));
    first.suite.check_all();

    intents(&mut first);
    to_the_end(&mut first);
    new_ways(&mut first);
    first.suite.check_all();
}

/// A used intent stays used, one that was under way still counts, once.
fn intents(first: &mut First) {
    let again = first.suite.relay(1, std::slice::from_ref(&first.used)).0;
    assert_eq!(again, [Outcome::rejected(Code::NonceUsed)]);
    let volunteer = first.suite.balance(first.volunteer);
    let waiting = std::slice::from_ref(&first.waiting);
    assert_eq!(first.suite.relay(1, waiting).0, [Outcome::Done]);
    assert_eq!(first.suite.relay(1, waiting).0, [Outcome::rejected(Code::NonceUsed)]);
    assert_eq!(first.suite.balance(first.volunteer), volunteer + 7);
}

impl First {
    fn does(&mut self, member: MemberId, scope: Scope, msg: &ExecuteMsg) {
        self.suite.activity(member, scope, msg).unwrap_or_else(|code| panic!("{msg:?}: {code}"));
        self.suite.check();
    }

    fn state(&self, id: ActivityId) -> State {
        let query = QueryMsg::Activity { id };
        self.suite.query::<_, ActivityResponse>(Contract::ActivityRegistry, &query).state
    }

    fn enrolment(&self, id: ActivityId, participant: MemberId) -> EnrolmentState {
        let query = QueryMsg::Enrolment { id, participant };
        self.suite.query::<_, EnrolmentResponse>(Contract::ActivityRegistry, &query).state
    }

    fn paid(&self, id: ActivityId, participant: MemberId) -> Option<u32> {
        let query = QueryMsg::Receipt { id, participant };
        let receipt: ReceiptResponse = self.suite.query(Contract::ActivityRegistry, &query);
        receipt.receipt.map(|receipt| receipt.paid)
    }

    fn agree(&mut self, id: ActivityId, participant: MemberId, (payer, scope): (MemberId, Scope)) {
        for (by, scope) in [(participant, Scope::Everyday), (payer, scope)] {
            self.does(by, scope, &ExecuteMsg::ConfirmMinutes { id, participant, minutes: 60 });
        }
    }

    fn rate(&mut self, id: ActivityId, participant: MemberId, by: MemberId) {
        let rate = ExecuteMsg::Rate { id, participant, score: 4, comment: None };
        self.does(by, Scope::Everyday, &rate);
    }

    fn settle(&mut self, id: ActivityId, participant: MemberId, (payer, scope): (MemberId, Scope)) {
        self.does(payer, scope, &ExecuteMsg::Settle { id, participant });
        assert_eq!(self.paid(id, participant), Some(20));
    }
}

/// Every activity that was open goes on from where it was.
fn to_the_end(first: &mut First) {
    let Activities { draft, submitted, returned, full, applied, attending, attended, .. } = first.activities;
    let Activities { disputed, agreed, rated, half, settled, withdrawn, taken_down, issued, minted, .. } =
        first.activities;
    let First { reviewer, staff, elder, volunteer, other, neighbour, .. } = *first;
    let by_elder = (elder, Scope::Owner);

    let code = first.suite.code(attending, AttendanceSide::End);
    first.does(volunteer, Scope::Everyday, &ExecuteMsg::CheckOut { id: attending, code });
    for id in [attending, attended] {
        first.agree(id, volunteer, by_elder);
    }
    first.agree(half, other, by_elder);
    first.agree(issued, volunteer, (staff, Scope::Office));
    first.rate(agreed, volunteer, elder);
    for (id, participant, payer) in
        [(attending, volunteer, elder), (half, other, elder), (issued, volunteer, staff)]
    {
        for by in [participant, payer] {
            first.rate(id, participant, by);
        }
    }
    for (id, participant) in [(attending, volunteer), (agreed, volunteer), (rated, volunteer), (half, other)]
    {
        first.settle(id, participant, by_elder);
    }
    first.settle(issued, volunteer, (staff, Scope::Office));
    assert_eq!(first.enrolment(disputed, other), EnrolmentState::Disputed);
    for by in [reviewer, staff] {
        let verdict = Verdict::Pay { minutes: 20 };
        let decide = ExecuteMsg::DecideDispute { id: disputed, participant: other, verdict };
        first.does(by, Scope::Office, &decide);
    }

    let submit = |id| ExecuteMsg::Submit { id, revision: 1 };
    for id in [draft, returned] {
        first.does(elder, Scope::Owner, &submit(id));
    }
    for id in [draft, submitted, returned] {
        first.does(reviewer, Scope::Office, &ExecuteMsg::Approve { id, revision: 1 });
    }
    assert_eq!(first.state(taken_down), State::Returned);
    let withdraw = ExecuteMsg::Withdraw { id: taken_down, reason: "No more".into() };
    first.does(elder, Scope::Owner, &withdraw);
    let withdraw = ExecuteMsg::WithdrawEnrolment { id: full };
    first.does(volunteer, Scope::Everyday, &withdraw);
    assert_eq!(first.enrolment(full, other), EnrolmentState::Admitted, "who waited longest has the seat");
    let admit = ExecuteMsg::Admit { id: applied, participant: volunteer };
    first.does(elder, Scope::Owner, &admit);

    // Nobody rates `attended` and nobody comes to what is two days away: the clock decides.
    let anybody = first.suite.operators[&2].clone();
    for _ in 0..12 {
        first.suite.advance(86_400);
        let tick = ExecuteMsg::Tick { limit: None };
        first.suite.execute(&anybody, Contract::ActivityRegistry, &tick).unwrap();
        first.suite.check();
    }
    for id in [attending, attended, disputed, agreed, rated, half, settled, issued, minted] {
        assert_eq!(first.state(id), State::Settled, "activity {id}");
    }
    for id in [draft, submitted, returned, full, applied, withdrawn, taken_down] {
        assert_eq!(first.state(id), State::Cancelled, "activity {id}");
    }
    for (id, participant) in
        [(attended, volunteer), (disputed, other), (settled, neighbour), (minted, neighbour)]
    {
        assert_eq!(first.paid(id, participant), Some(20), "activity {id}");
    }
    assert_eq!(first.suite.check().escrow, 0);
}

/// What version 0.2 has for those whom version 0.1.0 registered.
fn new_ways(first: &mut First) {
    let First { elder, volunteer, away, neighbour, .. } = *first;
    let balance = first.suite.balance(volunteer);
    let give = |minutes| Token::Gift { to: volunteer, minutes, kin: None };
    first.suite.act(elder, Scope::Owner, Contract::TimeToken, &give(5)).unwrap();
    assert_eq!(first.suite.balance(volunteer), balance + 5);
    let again = first.suite.grant(away, neighbour);
    assert_eq!(again.map(drop), Err(Code::GrantTaken), "a grant that was given stays given");
    let anybody = first.suite.operators[&1].clone();
    let follow = json!({"follow": {"limit": null}});
    first.suite.execute(&anybody, Contract::Reputation, &follow).unwrap();
    let standing: Value =
        first.suite.query(Contract::Reputation, &json!({"standing": {"member": volunteer}}));
    assert_ne!(standing["points"], json!(0), "{standing}");
}

#[test]
fn a_second_migration_and_a_step_back_are_refused() {
    let mut suite = First::new().suite;
    raise(&mut suite);
    for contract in Contract::ALL {
        let same = suite.chain.store_code(code::of(contract));
        assert_eq!(migrate(&mut suite, contract, same), Err(Code::MigrationRefused), "{}", contract.name());
    }
    for contract in FIRST_CONTRACTS {
        let back = suite.chain.store_code(code::shipped(contract));
        assert_eq!(migrate(&mut suite, contract, back), Err(Code::MigrationRefused), "{}", contract.name());
        let other = if contract == Contract::Proxy { Contract::Rulebook } else { Contract::Proxy };
        let other = suite.chain.store_code(code::of(other));
        assert_eq!(migrate(&mut suite, contract, other), Err(Code::MigrationRefused), "{}", contract.name());
    }
}

/// Only the administrator of a contract, the council, can migrate it.
#[test]
fn nobody_but_the_council_migrates() {
    let mut suite = First::new().suite;
    for contract in FIRST_CONTRACTS {
        let code = suite.chain.store_code(code::of(contract));
        let (operator, target) = (suite.operators[&1].clone(), suite.address(contract));
        suite.chain.migrate_contract(operator, target, &json!({}), code).unwrap_err();
    }
}
