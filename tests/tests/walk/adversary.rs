//! Those who try what they should not: whatever comes of it, the invariants hold, and most of it must come to nothing.

use crate::step::What;
use crate::world::Walk;
use cosmwasm_std::{
    from_json, to_json_binary, Addr, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Reply, Response,
    StdResult, SubMsg, WasmMsg,
};
use cw20::Cw20ReceiveMsg;
use cw_multi_test::{ContractWrapper, Executor};
use serde::{Deserialize, Serialize};
use serde_json::{json, Value};
use timebank_api::activity_registry::{
    ExecuteMsg as Activities, Occurrence, Opening, Requirement, Reward, State, Verdict,
};
use timebank_api::member_registry::{ExecuteMsg as Members, ProfileKind};
use timebank_api::oracle::ExecuteMsg as Oracle;
use timebank_api::permission::Contract;
use timebank_api::proxy::{ExecuteMsg as Keys, Outcome};
use timebank_api::record::AgeClass;
use timebank_api::reputation::ExecuteMsg as Reputation;
use timebank_api::time_token::ExecuteMsg as Token;
use timebank_api::training::{CourseState, ExecuteMsg as Training};
use timebank_api::{Code, Event, MemberId};
use timebank_intent::{Scope, SignedIntent};
use timebank_testing::Suite;

/// What the hook understands.
#[derive(Serialize, Deserialize, Debug, PartialEq)]
#[serde(rename_all = "snake_case")]
enum HookMsg {
    Receive(Cw20ReceiveMsg),
}

/// Deploys a contract that nobody registered: when TIME is sent to it, it makes the calls that came along, and none that is
/// refused undoes the rest.
pub fn hook(suite: &mut Suite) -> Addr {
    fn execute(_: DepsMut, _: Env, _: MessageInfo, msg: HookMsg) -> StdResult<Response> {
        let HookMsg::Receive(received) = msg;
        let calls: Vec<WasmMsg> = from_json(&received.msg)?;
        Ok(Response::new().add_submessages(calls.into_iter().map(|call| SubMsg::reply_on_error(call, 1))))
    }
    fn instantiate(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
        Ok(Response::new())
    }
    fn query(_: Deps, _: Env, _: Empty) -> StdResult<Binary> {
        Ok(Binary::default())
    }
    fn reply(_: DepsMut, _: Env, _: Reply) -> StdResult<Response> {
        Ok(Response::new())
    }
    let code =
        suite.chain.store_code(Box::new(ContractWrapper::new(execute, instantiate, query).with_reply(reply)));
    let creator = suite.chain.api().addr_make("stranger");
    suite.chain.instantiate_contract(code, creator, &Empty {}, &[], "hook", None).unwrap()
}

impl Walk {
    pub fn adversary(&mut self, what: What, a: u64, b: u64, c: u64) {
        self.try_adversary(what, a, b, c);
    }

    fn try_adversary(&mut self, what: What, a: u64, b: u64, c: u64) -> Option<()> {
        match what {
            What::Replay => {
                let intent = self.sent.get(a as usize % self.sent.len().max(1))?.clone();
                let (outcomes, events) = self.suite.relay(b as u32 % 2 + 1, &[intent]);
                assert!(matches!(outcomes[0], Outcome::Rejected(_)), "replayed");
                let told = |event: &Event| matches!(event, Event::IntentRejected { .. });
                assert!(events.iter().all(told), "a rejected intent says {events:?}");
            }
            What::Stale if b.is_multiple_of(2) => self.stale_course(a)?,
            What::Operator => self.operator(a, b, c)?,
            What::Stale => {
                // The publisher edits between what the reviewer saw and the reviewer's word.
                let found = self.activity(a, State::Submitted)?;
                let (publisher, scope) = Self::payer(&found);
                let mut input = self.input(1, 3_600);
                input.payer = found.activity.payer;
                let edit = Activities::Edit { id: found.id, revision: found.revision, activity: input };
                self.act(publisher, scope, Contract::ActivityRegistry, &edit)?;
                let approve = Activities::Approve { id: found.id, revision: found.revision };
                let reviewer = Self::reviewer(found.branch, b, found.publisher);
                let done = self.act(reviewer, Scope::Office, Contract::ActivityRegistry, &approve);
                assert!(done.is_none(), "approved what the reviewer had not seen");
            }
            What::Wrong => self.wrong(a, b, c)?,
            What::Direct => self.direct(a, b, c)?,
            What::Thief => self.thief(a, b, c)?,
            What::Extreme => self.extreme(a, b, c)?,
            What::Reenter => self.reenter(a, b, c)?,
            other => unreachable!("{other:?}"),
        }
        Some(())
    }

    /// As with an activity: a course is edited between what the reviewer saw and the reviewer's word.
    fn stale_course(&mut self, a: u64) -> Option<()> {
        let submitted = self.courses().into_iter().filter(|course| course.state == CourseState::Submitted);
        let found = Self::pick(&submitted.collect::<Vec<_>>(), a)?;
        let (id, revision) = (found.id, found.revision);
        let edit = Training::Edit { id, revision, course: found.course.clone() };
        self.act(found.author, Scope::Office, Contract::Training, &edit)?;
        let reviewer = Self::reviewer(found.branch, a, found.author);
        let done = self.act(reviewer, Scope::Office, Contract::Training, &Training::Approve { id, revision });
        assert!(done.is_none(), "opened a course that the reviewer had not seen");
        Some(())
    }

    /// What goes along with TIME that is sent: calls back into the system in the middle of the token's own message.
    pub fn callback(&self, member: MemberId, number: u64) -> Binary {
        let hook = self.hook.to_string();
        let account = self.account(member);
        let intents =
            self.sent.last().and_then(|sent| sent.encode().ok()).map(Binary::from).into_iter().collect();
        let nothing = to_json_binary(&Vec::<WasmMsg>::new()).unwrap();
        let one = 1u128.into();
        let token = |msg: &Token| (Contract::TimeToken, to_json_binary(msg).unwrap());
        let calls = match number % 6 {
            0 | 1 => vec![token(&Token::Transfer { recipient: account, amount: one })],
            2 => vec![token(&Token::Send { contract: hook, amount: one, msg: nothing })],
            3 => vec![token(&Token::TransferFrom { owner: account, recipient: hook, amount: one })],
            4 => vec![(Contract::Proxy, to_json_binary(&Keys::Relay { intents }).unwrap())],
            _ => vec![
                (Contract::ActivityRegistry, to_json_binary(&Activities::Tick { limit: None }).unwrap()),
                token(&Token::Sweep { accounts: vec![hook.clone(), account] }),
                token(&Token::Burn { amount: one }),
                token(&Token::Move { movements: vec![] }),
            ],
        };
        let call = |(contract, msg)| WasmMsg::Execute {
            contract_addr: self.suite.address(contract).into(),
            msg,
            funds: vec![],
        };
        to_json_binary(&calls.into_iter().map(call).collect::<Vec<_>>()).unwrap()
    }

    /// An operator does with members' intents what none of them wanted.
    fn operator(&mut self, a: u64, b: u64, c: u64) -> Option<()> {
        let (member, branch) = (self.ordinary(a | 1), b as u32 % 2 + 1);
        if self.known.inactive.contains(&member) {
            return None;
        }
        let signed = |walk: &mut Self, number: u8| {
            let ask = Members::RequestProfile { kind: ProfileKind::Skills, commitment: [number; 32].into() };
            walk.suite.intent(member, Scope::Everyday, Contract::MemberRegistry, &ask)
        };
        let first = signed(self, 1);
        let rejected = |outcome: &Outcome| matches!(outcome, Outcome::Rejected(_));
        let mut forged = first.clone();
        let batch: Vec<SignedIntent> = match c % 9 {
            // Hands it in twice, or two the other way round.
            0 => vec![first.clone(), first],
            1 => vec![signed(self, 2), first],
            // Changes what is said, by whom, with which key, or for whom.
            2 => {
                let at = b as usize % forged.intent.message.len();
                forged.intent.message[at] ^= 1;
                vec![forged, first]
            }
            3 => {
                forged.intent.signer = self.member((b | 1) + 8);
                (forged.intent.signer != member).then(|| vec![forged, first])?
            }
            4 => {
                forged.intent.scope = Scope::Owner;
                vec![forged, first]
            }
            5 => {
                forged.intent.on_behalf_of = Some(self.ordinary(b));
                vec![forged, first]
            }
            // Holds it back until its time is over.
            6 => {
                self.suite.advance(601);
                let (outcomes, _) = self.suite.relay(branch, &[first]);
                assert!(rejected(&outcomes[0]), "carried out after its time");
                self.suite.give_back_nonce(member, Scope::Everyday);
                return None;
            }
            // Registers somebody again, or hands in far too much.
            7 => {
                self.suite.give_back_nonce(member, Scope::Everyday);
                let again = self.suite.try_register(branch, "person 6", AgeClass::From80);
                assert_eq!(again, Err(Code::PersonRegistered));
                return None;
            }
            _ => {
                self.suite.give_back_nonce(member, Scope::Everyday);
                let operator = self.suite.operators[&branch].clone();
                let intents = vec![Binary::from(first.encode().unwrap()); 51];
                let many = self.suite.execute(&operator, Contract::Proxy, &Keys::Relay { intents });
                assert_eq!(many, Err(Code::TooMany));
                return None;
            }
        };
        self.said.push(format!(
            "the operator of branch {branch} hands in two intents of member {member}, {}",
            c % 9
        ));
        let (outcomes, events) = self.suite.relay(branch, &batch);
        let forged = if c.is_multiple_of(9) { 1 } else { 0 };
        for (index, outcome) in outcomes.iter().enumerate() {
            let expected = c % 9 != 1 && index == forged;
            assert_eq!(rejected(outcome), expected, "case {}, intent {index}: {outcome:?}", c % 9);
        }
        self.hear(&events);
        Some(())
    }

    /// A member does what is not theirs, with any key.
    fn wrong(&mut self, a: u64, b: u64, c: u64) -> Option<()> {
        let id = self.activity(a, State::Approved)?.id;
        let (member, participant) = (self.member(b), self.member(b / 2));
        let scope = Scope::from_byte((c / 8 % 3) as u8)?;
        let revision = self.get(id)?.revision;
        let msg = match c % 6 {
            0 => Activities::Settle { id, participant },
            1 => Activities::Approve { id, revision },
            2 => Activities::Withdraw { id, reason: "mine".into() },
            3 => Activities::DecideDispute { id, participant, verdict: Verdict::Pay { minutes: 100 } },
            4 => Activities::RecordAttendance {
                id,
                participant,
                side: timebank_api::activity_registry::AttendanceSide::Start,
            },
            _ => Activities::Admit { id, participant },
        };
        self.act(member, scope, Contract::ActivityRegistry, &msg)?;
        Some(())
    }

    /// A chain account that is nobody's sends what only members, the council or contracts may send.
    fn direct(&mut self, a: u64, b: u64, c: u64) -> Option<()> {
        let stranger = self.suite.chain.api().addr_make("stranger");
        let proxy = Addr::unchecked(self.suite.wiring.proxy.clone());
        let operator = self.suite.operators[&1].clone();
        let account = self.account(self.ordinary(b));
        let sender = [stranger, operator, proxy][a as usize % 3].clone();
        let actor = json!({"id": 2, "account": account, "branch": 1, "roles": 63, "scope": "office", "relayed_by": 1});
        let inner = Binary::from(br#"{"burn":{"amount":"1"}}"#);
        let (contract, msg): (Contract, Value) = match c % 9 {
            0 => (
                Contract::TimeToken,
                json!({"move": {"movements": [{"hold": {"activity": 1, "payer": account, "minutes": 1}}]}}),
            ),
            1 => (Contract::TimeToken, json!({"inherit": {"account": account, "branch": 1, "heir": null}})),
            2 => (Contract::TimeToken, json!({"gift": {"to": 1, "minutes": 1, "kin": null}})),
            3 => (Contract::TimeToken, json!({"set_budget": {"branch": 1, "minutes": 4_000_000_000u32}})),
            4 => (Contract::ActivityRegistry, json!({"elapse": {"id": 1, "participant": null}})),
            5 => (Contract::ActivityRegistry, json!({"settle": {"id": 1, "participant": 7}})),
            6 => (
                Contract::MemberRegistry,
                json!({"grant_role": {"member": 7, "role": "branch_administrator"}}),
            ),
            7 => (Contract::Proxy, json!({"relayed": {"actor": actor, "msg": inner}})),
            _ => (Contract::TimeToken, json!({"mint": {"recipient": account, "amount": "5"}})),
        };
        if contract == Contract::Proxy && sender.as_str() == self.suite.wiring.proxy {
            return None; // the proxy is whom everybody believes
        }
        let result = self.suite.execute(&sender, contract, &msg);
        let refusals = [Code::Unauthorized, Code::MintRefused];
        assert!(
            result.as_ref().is_err_and(|code| refusals.contains(code)),
            "{sender} sent {msg}: {result:?}"
        );
        Some(())
    }

    /// Whoever has every member's everyday key gets at nobody's TIME.
    fn thief(&mut self, a: u64, b: u64, c: u64) -> Option<()> {
        let (victim, thief) = (self.member(a), self.member(b));
        let recipient = self.account(thief);
        let before = self.suite.balance(victim);
        let refused = match c % 7 {
            0 => self.act(
                victim,
                Scope::Everyday,
                Contract::TimeToken,
                &Token::Transfer { recipient, amount: 1u128.into() },
            ),
            1 => {
                let gift = Token::Gift { to: thief, minutes: 1, kin: None };
                self.act(victim, Scope::Everyday, Contract::TimeToken, &gift)
            }
            2 => self.act(victim, Scope::Everyday, Contract::TimeToken, &Token::Donate { minutes: 1 }),
            3 => {
                let publish = Activities::Publish { activity: self.input(1, 3_600) };
                self.act(victim, Scope::Everyday, Contract::ActivityRegistry, &publish)
            }
            4 => {
                let new = self.suite.new_key(victim, Scope::Owner, true);
                self.act(victim, Scope::Everyday, Contract::Proxy, &Keys::RotateKey(new))
            }
            5 => {
                let link = json!({"link_account": {"account": self.suite.operators[&1]}});
                self.act(victim, Scope::Everyday, Contract::MemberRegistry, &link)
            }
            _ => {
                let found = self.activity(a, State::Approved)?;
                let settle = Activities::Settle { id: found.id, participant: thief };
                self.act(found.publisher, Scope::Everyday, Contract::ActivityRegistry, &settle)
            }
        };
        assert!(refused.is_none(), "an everyday key did {}", c % 7);
        assert!(self.suite.balance(victim) >= before);
        Some(())
    }

    /// Nothing, everything and too much.
    fn extreme(&mut self, a: u64, b: u64, c: u64) -> Option<()> {
        let member = self.ordinary(a);
        let recipient = self.account(self.ordinary(b));
        let mut input = self.input(1, 3_600);
        let (contract, scope, msg): (_, _, Value) = match c % 20 {
            0 => (
                Contract::TimeToken,
                Scope::Owner,
                json!(Token::Transfer { recipient, amount: 0u128.into() }),
            ),
            1 => (
                Contract::TimeToken,
                Scope::Owner,
                json!(Token::Transfer { recipient, amount: u128::MAX.into() }),
            ),
            2 => (
                Contract::TimeToken,
                Scope::Owner,
                json!(Token::Gift { to: self.ordinary(b), minutes: u32::MAX, kin: None }),
            ),
            3 => (Contract::TimeToken, Scope::Owner, json!(Token::Donate { minutes: u32::MAX })),
            4 => (Contract::TimeToken, Scope::Owner, json!(Token::Burn { amount: u128::MAX.into() })),
            5 => (Contract::TimeToken, Scope::Owner, json!(Token::Donate { minutes: 0 })),
            6 => {
                input.reward = Reward::PerHour { minutes: u32::MAX };
                (Contract::ActivityRegistry, Scope::Owner, json!(Activities::Publish { activity: input }))
            }
            7 => {
                (input.seats, input.reward) = (500, Reward::PerParticipant { minutes: 1_440 });
                (Contract::ActivityRegistry, Scope::Owner, json!(Activities::Publish { activity: input }))
            }
            8 => {
                // Every letter of four bytes, joined and turned round: 80 of them are a title.
                input.title = "👵🏽\u{202e}邻里".chars().cycle().take(80).collect();
                input.requirements = vec![];
                (Contract::ActivityRegistry, Scope::Everyday, json!(Activities::Draft { activity: input }))
            }
            9 => {
                input.requirements = vec![Requirement::Stars { min: 1 }; 9];
                (Contract::ActivityRegistry, Scope::Everyday, json!(Activities::Draft { activity: input }))
            }
            10 => {
                let id = self.activity(a, State::Approved)?.id;
                let openings = vec![Opening { predicate: 1, salt: [0; 16].into() }; 40];
                (Contract::ActivityRegistry, Scope::Everyday, json!(Activities::Enrol { id, openings }))
            }
            11 => {
                input.service.end = u64::MAX;
                (Contract::ActivityRegistry, Scope::Owner, json!(Activities::Publish { activity: input }))
            }
            // Lists longer than any may be.
            12 => {
                let training = Training::Pass { id: 1, participants: vec![6; 11] };
                (Contract::Training, Scope::Owner, json!(training))
            }
            13 => {
                let more = vec![Occurrence { registration: input.registration, service: input.service }; 13];
                let series = Activities::PublishSeries { activity: input, more };
                (Contract::ActivityRegistry, Scope::Owner, json!(series))
            }
            14 => {
                input.title = String::new();
                (Contract::ActivityRegistry, Scope::Owner, json!(Activities::Publish { activity: input }))
            }
            15 => {
                // Letters that are none, and a text that is too long by one.
                input.summary = "\u{0}\u{feff}\u{e0001}".chars().cycle().take(501).collect();
                (Contract::ActivityRegistry, Scope::Everyday, json!(Activities::Draft { activity: input }))
            }
            16 => {
                let members = vec![6; 21];
                let refresh = Reputation::Refresh { members };
                let stranger = self.suite.chain.api().addr_make("stranger");
                let refreshed = self.suite.execute(&stranger, Contract::Reputation, &refresh);
                assert_eq!(refreshed, Err(Code::TooMany));
                return None;
            }
            17 => {
                let attest = Oracle::Attest { source: 1, attestations: self.attestations(11) };
                let said = self.suite.execute(&self.feeder(a), Contract::Oracle, &attest);
                assert_eq!(said, Err(Code::TooMany));
                return None;
            }
            18 => {
                let found = self.activity(a, State::Approved)?;
                let participant = self.ordinary(b);
                let minutes = u32::MAX;
                let confirm = Activities::ConfirmMinutes { id: found.id, participant, minutes };
                (Contract::ActivityRegistry, Scope::Everyday, json!(confirm))
            }
            _ => {
                let accounts = vec![recipient; 11];
                let sweep = self.suite.execute(
                    &self.suite.operators[&1].clone(),
                    Contract::TimeToken,
                    &Token::Sweep { accounts },
                );
                assert_eq!(sweep, Err(Code::TooMany));
                return None;
            }
        };
        let supply = self.suite.check();
        let done = self.act(member, scope, contract, &msg);
        assert!(done.is_none() || c % 20 == 8, "{msg} was carried out");
        assert_eq!(self.suite.check(), supply);
        Some(())
    }

    /// TIME is sent to a contract of the system, which then would be called by the token.
    fn reenter(&mut self, a: u64, b: u64, c: u64) -> Option<()> {
        let all = Contract::ALL;
        let contract = self.suite.address(all[b as usize % all.len()]).into_string();
        let msg = Binary::from(br#"{"tick":{"limit":null}}"#);
        let amount = (c % 5).into();
        let send = Token::Send { contract, amount, msg };
        let done = self.act(self.ordinary(a), Scope::Owner, Contract::TimeToken, &send);
        assert!(done.is_none(), "TIME was sent to a contract of the system");
        Some(())
    }
}
