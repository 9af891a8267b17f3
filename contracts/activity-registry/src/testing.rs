//! A small world around the contract: a clock, a rule pack, registered members, and a token that keeps its own books, so
//! that after every message the hold of the contract and of the token can be compared.

use crate::contract::{execute, instantiate, query, reply};
use crate::state;
use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env, MockApi, MockQuerier, MockStorage};
use cosmwasm_std::{
    from_json, to_json_binary, Addr, Binary, ContractResult, CosmosMsg, Env, OwnedDeps, Reply, ReplyOn,
    Response, Storage, SubMsgResult, SystemResult, WasmMsg, WasmQuery,
};
use k256::ecdsa::signature::hazmat::PrehashSigner;
use k256::ecdsa::{Signature, SigningKey};
use serde::de::DeserializeOwned;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use timebank_api::activity_registry::*;
use timebank_api::permission::Contract;
use timebank_api::record::{
    agent_key, member_key, position_key, standing_key, AgeClass, AgentRecord, Fact, MemberKind, MemberRecord,
    MemberStatus, Position, Standing, TransferRules,
};
use timebank_api::rulebook::{Conduct, Levels, MatchingWeights, Pack, PackResponse, Rounding, Skill};
use timebank_api::time_token::{self, Movement};
use timebank_api::{
    Actor, Agent, BranchId, Code, Event, MemberId, Minutes, Right, Rights, Role, Roles, Scope, Seconds,
    Wiring,
};
use timebank_intent::attendance_digest;
use timebank_std::{Error, Result};

pub const ELDER: MemberId = 1;
pub const VOLUNTEER: MemberId = 2;
pub const SECOND: MemberId = 3;
pub const THIRD: MemberId = 4;
pub const HELPER: MemberId = 5;
pub const REVIEWER: MemberId = 6;
pub const OFFICER: MemberId = 7;
pub const STRANGER: MemberId = 8;
/// Reviewer and administrator of another branch.
pub const FOREIGN: MemberId = 9;
pub const MEMBERS: std::ops::RangeInclusive<MemberId> = 1..=9;

pub const PERIOD: u32 = 30;
pub const START: Seconds = 1_800_000_000;
pub const HOUR: Seconds = 3_600;
pub const DAY: Seconds = 86_400;

/// What other contracts publish, by contract and key.
type Published = Rc<RefCell<BTreeMap<(String, Vec<u8>), Vec<u8>>>>;
type Rules = Rc<RefCell<Option<(u32, Pack)>>>;

pub struct World {
    pub deps: OwnedDeps<MockStorage, MockApi, MockQuerier>,
    pub env: Env,
    pub rules: Rules,
    pub published: Published,
    pub token: Token,
    /// What the token says next, instead of doing it.
    pub token_refuses: Option<Code>,
}

/// The token's books as far as the contract touches them.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct Token {
    /// Held or reserved, by activity; the payer's account for held TIME.
    pub holds: BTreeMap<u64, (Option<String>, Minutes)>,
    /// What accounts gained or lost.
    pub accounts: BTreeMap<String, i64>,
    pub minted: i64,
    /// Taken back, by activity and participant.
    pub reversed: BTreeMap<(u64, MemberId), Minutes>,
}

impl Token {
    fn apply(&mut self, movement: &Movement) {
        match movement {
            Movement::Hold { activity, payer, minutes } => {
                self.account(payer, -i64::from(*minutes));
                self.open(*activity, Some(payer.clone()), *minutes);
            }
            Movement::Reserve { activity, minutes, .. } => self.open(*activity, None, *minutes),
            Movement::Settle { activity, to, minutes, .. } => {
                assert!(self.take(*activity, *minutes).is_some());
                self.account(to, i64::from(*minutes));
            }
            Movement::MintService { activity, to, minutes, .. } => {
                assert!(self.take(*activity, *minutes).is_none());
                self.account(to, i64::from(*minutes));
                self.minted += i64::from(*minutes);
            }
            Movement::Refund { activity, minutes } => {
                let payer = self.take(*activity, *minutes).unwrap();
                self.account(&payer, i64::from(*minutes));
            }
            Movement::Unreserve { activity, minutes } => {
                assert!(self.take(*activity, *minutes).is_none());
            }
            Movement::HoldFund { activity, branch, minutes } => {
                let fund = fund(*branch);
                self.account(&fund, -i64::from(*minutes));
                self.open(*activity, Some(fund), *minutes);
            }
            Movement::Reverse { activity, participant, from, to, minutes } => {
                assert!(*minutes > 0);
                let before = self.reversed.insert((*activity, *participant), *minutes);
                assert_eq!(before, None, "reversed twice");
                self.account(from, -i64::from(*minutes));
                match to {
                    Some(to) => self.account(to, i64::from(*minutes)),
                    // Burned.
                    None => self.minted -= i64::from(*minutes),
                }
            }
        }
    }

    fn account(&mut self, account: &str, change: i64) {
        *self.accounts.entry(account.into()).or_default() += change;
    }

    fn open(&mut self, activity: u64, payer: Option<String>, minutes: Minutes) {
        assert!(minutes > 0);
        assert_eq!(self.holds.insert(activity, (payer, minutes)), None, "held twice");
    }

    fn take(&mut self, activity: u64, minutes: Minutes) -> Option<String> {
        assert!(minutes > 0);
        let (payer, held) = self.holds.remove(&activity).unwrap();
        let left = held.checked_sub(minutes).unwrap();
        if left > 0 {
            self.holds.insert(activity, (payer.clone(), left));
        }
        payer
    }

    /// Σ accounts + Σ held = minted.
    fn check(&self) {
        let held: i64 = self
            .holds
            .values()
            .filter(|(payer, _)| payer.is_some())
            .map(|(_, minutes)| i64::from(*minutes))
            .sum();
        assert_eq!(self.accounts.values().sum::<i64>() + held, self.minted);
    }
}

pub fn pack() -> Pack {
    Pack {
        name: "plain".into(),
        rounding: Rounding::Exact,
        weights: vec![],
        earn_cap_activity: None,
        tolerance: 10,
        confirm_deadline: 2 * DAY,
        settle_deadline: 3 * DAY,
        dispute_window: 5 * DAY,
        settle_requires_rating: true,
        grants: vec![],
        earn_cap_day: None,
        own_use_age: None,
        provider_age: None,
        escalate_after: 0,
        transfers: TransferRules::default(),
        levels: Levels::default(),
        conduct: Conduct::default(),
        matching_weights: MatchingWeights::default(),
    }
}

/// The account of a branch's welfare fund.
pub fn fund(branch: BranchId) -> String {
    timebank_std::fund_account(&MockApi::default(), &contract("time-token"), branch).unwrap().into()
}

fn signing_key() -> SigningKey {
    SigningKey::from_slice(&[7; 32]).unwrap()
}

pub fn attendance_key() -> Binary {
    Binary::from(signing_key().verifying_key().to_encoded_point(true).as_bytes())
}

/// Two hours of help, one seat, registration for a day, the service a day later.
pub fn hospital() -> ActivityInput {
    ActivityInput {
        title: "陪同就医".into(),
        summary: "Accompany to hospital".into(),
        text: None,
        category: Category::Medical,
        place: "鼓楼区".into(),
        registration: Window { start: START, end: START + DAY },
        service: Window { start: START + 2 * DAY, end: START + 2 * DAY + 2 * HOUR },
        seats: 1,
        reward: Reward::PerHour { minutes: 60 },
        payer: Payer::OwnBalance,
        admission: Admission::ByAdministrator,
        attendance_key: attendance_key(),
        skill: Skill::Plain,
        requirements: vec![],
        listing: None,
    }
}

/// As [`hospital`], paid by issuance, three seats, everybody who finds a seat is in.
pub fn party() -> ActivityInput {
    ActivityInput {
        seats: 3,
        payer: Payer::Issuance,
        admission: Admission::Automatic,
        reward: Reward::PerParticipant { minutes: 90 },
        ..hospital()
    }
}

/// An agent of `principal` with every right and so much a day.
pub fn agent(member: MemberId, principal: MemberId, scope: Scope, daily: Minutes) -> Actor {
    let rights = Rights::default().with(Right::TakePart).with(Right::Commit);
    let agent = Some(Agent { member, rights, daily });
    Actor { agent, roles: Roles::default(), ..actor(principal, scope) }
}

pub fn owner(id: MemberId) -> Actor {
    actor(id, Scope::Owner)
}

pub fn everyday(id: MemberId) -> Actor {
    actor(id, Scope::Everyday)
}

pub fn office(id: MemberId) -> Actor {
    actor(id, Scope::Office)
}

pub fn actor(id: MemberId, scope: Scope) -> Actor {
    let branch = branch(id);
    Actor { id, account: account(id), branch, roles: roles(id), scope, relayed_by: branch, agent: None }
}

pub fn branch(id: MemberId) -> BranchId {
    if id == FOREIGN {
        2
    } else {
        1
    }
}

pub fn roles(id: MemberId) -> Roles {
    match id {
        REVIEWER => Roles::default().with(Role::Reviewer),
        OFFICER => Roles::default().with(Role::BranchAdministrator).with(Role::Publisher),
        FOREIGN => Roles::default().with(Role::Reviewer).with(Role::BranchAdministrator),
        _ => Roles::default(),
    }
}

pub fn account(id: MemberId) -> String {
    MockApi::default().addr_make(&format!("member {id}")).into()
}

pub fn contract(name: &str) -> Addr {
    MockApi::default().addr_make(name)
}

impl World {
    pub fn new() -> Self {
        let mut deps = mock_dependencies();
        let rules: Rules = Rc::new(RefCell::new(Some((1, pack()))));
        let answers = Rc::clone(&rules);
        let published = Published::default();
        let records = Rc::clone(&published);
        deps.querier.update_wasm(move |question| {
            SystemResult::Ok(match question {
                WasmQuery::Smart { contract_addr, .. } => {
                    assert_eq!(*contract_addr, contract("rulebook").to_string());
                    match answers.borrow().clone() {
                        Some((version, pack)) => ContractResult::Ok(
                            to_json_binary(&PackResponse { branch: 1, version, effective: 0, pack }).unwrap(),
                        ),
                        None => ContractResult::Err(Error::from(Code::PackUnknown).to_string()),
                    }
                }
                WasmQuery::Raw { contract_addr, key } => {
                    if let Some(record) = records.borrow().get(&(contract_addr.clone(), key.to_vec())) {
                        return SystemResult::Ok(ContractResult::Ok(record.clone().into()));
                    }
                    let known = ["member-registry", "reputation", "training", "time-token"];
                    assert!(known.iter().any(|name| contract(name).as_str() == contract_addr));
                    if contract("member-registry").as_str() != contract_addr {
                        return SystemResult::Ok(ContractResult::Ok(Binary::default()));
                    }
                    let id = MEMBERS.into_iter().find(|id| member_key(*id) == key.as_slice());
                    ContractResult::Ok(id.map_or_else(Binary::default, |id| {
                        Binary::from(
                            MemberRecord {
                                branch: branch(id),
                                roles: roles(id),
                                status: MemberStatus::Active,
                                kind: MemberKind::Person,
                                age: AgeClass::Under60,
                                account: account(id),
                            }
                            .to_bytes(),
                        )
                    }))
                }
                _ => panic!("asked {question:?}"),
            })
        });
        let mut env = mock_env();
        env.contract.address = contract("activity-registry");
        let mut world = World { deps, env, rules, published, token: Token::default(), token_refuses: None };
        world.at(START);
        let council = contract("council");
        instantiate(
            world.deps.as_mut(),
            world.env.clone(),
            message_info(&council, &[]),
            InstantiateMsg { council: council.to_string(), code_period: PERIOD },
        )
        .unwrap();
        let wiring = Wiring::new(|of| contract(of.name()).into());
        world.direct(&council, ExecuteMsg::Wire { wiring }).unwrap();
        world
    }

    pub fn at(&mut self, now: Seconds) {
        self.env.block.time = cosmwasm_std::Timestamp::from_seconds(now);
        self.env.block.height += 1;
    }

    /// What another contract publishes from now on.
    pub fn publishes(&self, of: Contract, key: Vec<u8>, record: Vec<u8>) {
        self.published.borrow_mut().insert((contract(of.name()).into(), key), record);
    }

    pub fn standing(&self, member: MemberId, standing: Standing) {
        self.publishes(Contract::Reputation, standing_key(member), standing.to_bytes());
    }

    pub fn position(&self, (low, high): (BranchId, BranchId), net: i64, limit: Minutes) {
        let position = Position { net, limit };
        self.publishes(Contract::TimeToken, position_key(low, high), position.to_bytes());
    }

    /// Makes a member somebody's agent in the eyes of the others.
    pub fn agency(&self, principal: MemberId, agent: MemberId) {
        let record = AgentRecord { rights: Rights::default(), daily: 0, until: 0 };
        self.publishes(Contract::MemberRegistry, agent_key(principal, agent), record.to_bytes());
    }

    pub fn age(&self, member: MemberId, age: AgeClass) {
        let record = MemberRecord {
            branch: branch(member),
            roles: roles(member),
            status: MemberStatus::Active,
            kind: MemberKind::Person,
            age,
            account: account(member),
        };
        self.publishes(Contract::MemberRegistry, member_key(member), record.to_bytes());
    }

    /// Changes the pack in force.
    pub fn rule(&self, change: impl FnOnce(&mut Pack)) {
        change(&mut self.rules.borrow_mut().as_mut().unwrap().1);
    }

    pub fn facts(&self) -> Vec<Fact> {
        (1..=state::fact_count(&self.deps.storage))
            .map(|number| {
                let bytes = self.deps.storage.get(&timebank_api::record::fact_key(number)).unwrap();
                Fact::from_bytes(&bytes).unwrap()
            })
            .collect()
    }

    pub fn agenda(&self, member: MemberId) -> Vec<SeatInfo> {
        self.ask::<AgendaResponse>(QueryMsg::Agenda { member }).unwrap().seats
    }

    pub fn now(&self) -> Seconds {
        self.env.block.time.seconds()
    }

    /// A message from a chain account, with all that follows; nothing remains of one that fails.
    pub fn direct(&mut self, sender: &Addr, msg: ExecuteMsg) -> Result<Vec<Event>> {
        let before = (self.snapshot(), self.token.clone());
        let result = execute(self.deps.as_mut(), self.env.clone(), message_info(sender, &[]), msg)
            .and_then(|response| self.follow(response));
        if result.is_err() {
            self.restore(before.0);
            self.token = before.1;
        }
        self.check();
        result
    }

    /// A relayed message of a member.
    pub fn act(&mut self, actor: Actor, msg: ExecuteMsg) -> Result<Vec<Event>> {
        let msg = to_json_binary(&msg).unwrap();
        self.direct(&contract("proxy"), ExecuteMsg::Relayed { actor, msg })
    }

    pub fn tick(&mut self) -> Vec<Event> {
        let anybody = contract("anybody");
        self.direct(&anybody, ExecuteMsg::Tick { limit: None }).unwrap()
    }

    fn follow(&mut self, response: Response) -> Result<Vec<Event>> {
        let mut events: Vec<Event> = response
            .events
            .iter()
            .map(|event| Event::read(&event.ty, &event.attributes[0].value).unwrap())
            .collect();
        for message in response.messages {
            let CosmosMsg::Wasm(WasmMsg::Execute { contract_addr, msg, .. }) = message.msg else {
                panic!("no message to a contract");
            };
            if contract_addr == contract("time-token").as_str() {
                assert_eq!(message.reply_on, ReplyOn::Never);
                self.move_time(&from_json(&msg).unwrap())?;
                continue;
            }
            assert_eq!(contract_addr, self.env.contract.address.as_str());
            assert_eq!(message.reply_on, ReplyOn::Error);
            let itself = self.env.contract.address.clone();
            match self.direct(&itself, from_json(&msg).unwrap()) {
                Ok(more) => events.extend(more),
                Err(error) => {
                    let failed = Reply {
                        id: message.id,
                        payload: message.payload,
                        gas_used: 0,
                        result: SubMsgResult::Err(error.to_string()),
                    };
                    let response = reply(self.deps.as_mut(), self.env.clone(), failed)?;
                    events.extend(self.follow(response)?);
                }
            }
        }
        Ok(events)
    }

    fn move_time(&mut self, msg: &time_token::ExecuteMsg) -> Result<()> {
        if let Some(code) = self.token_refuses {
            return Err(code.into());
        }
        let time_token::ExecuteMsg::Move { movements } = msg else {
            panic!("not a movement");
        };
        assert!((1..=time_token::MAX_MOVEMENTS).contains(&movements.len()));
        for movement in movements {
            self.token.apply(movement);
        }
        Ok(())
    }

    fn snapshot(&self) -> Vec<(Vec<u8>, Vec<u8>)> {
        self.deps.storage.range(None, None, cosmwasm_std::Order::Ascending).collect()
    }

    fn restore(&mut self, records: Vec<(Vec<u8>, Vec<u8>)>) {
        self.deps.storage = MockStorage::new();
        for (key, value) in records {
            self.deps.storage.set(&key, &value);
        }
    }

    /// What must hold after every message.
    pub fn check(&self) {
        self.token.check();
        let storage = &self.deps.storage;
        let mut queued = vec![];
        let mut lent: BTreeMap<(BranchId, BranchId), u64> = BTreeMap::new();
        for id in state::activity_ids(storage, None, cosmwasm_std::Order::Ascending) {
            let activity = state::activity(storage, id).unwrap();
            let tally = &activity.tally;
            let held = self.token.holds.get(&id).map_or(0, |(_, minutes)| *minutes);
            assert_eq!(held, tally.hold, "hold of {id}");
            if matches!(tally.state, State::Settled | State::Cancelled | State::Returned | State::Draft) {
                assert_eq!(tally.hold, 0);
                // Who had a seat and did not come is still to be noted, or to be told that nothing comes of it.
                let absent = tally.state == State::Settled && tally.taken > tally.settled;
                assert!(tally.due.is_none() || absent || tally.state == State::Returned);
            }
            let ended = matches!(tally.state, State::Settled | State::Cancelled);
            queued.extend(tally.due.map(|due| (due, id, 0)));
            let (mut taken, mut waiting, mut open, mut settled) = (0, 0, 0, 0);
            let mut to_branches: BTreeMap<BranchId, Minutes> = BTreeMap::new();
            for item in state::enrolments(storage, id, None) {
                let (participant, enrolment) = item.unwrap();
                queued.extend(enrolment.due.map(|due| (due, id, participant)));
                if let (Some((to, minutes)), false) = (enrolment.lent, ended) {
                    *to_branches.entry(to).or_default() += minutes;
                    *lent.entry((activity.plan.branch, to)).or_default() += u64::from(minutes);
                }
                match enrolment.state {
                    EnrolmentState::Waitlisted => waiting += 1,
                    EnrolmentState::Enrolled | EnrolmentState::Admitted => taken += 1,
                    EnrolmentState::Declined | EnrolmentState::Withdrawn => (),
                    EnrolmentState::Settled => {
                        taken += 1;
                        settled += 1;
                        let receipt = state::receipt(storage, id, participant).unwrap().unwrap();
                        let seat = activity.plan.terms().map_or(0, |terms| terms.per_seat);
                        assert!(seat == 0 || receipt.paid + receipt.returned > 0);
                    }
                    _ => {
                        assert!(enrolment.due.is_some(), "an open participant waits for nothing");
                        taken += 1;
                        open += 1;
                    }
                }
            }
            let booked: BTreeMap<_, _> = state::lent(storage, id).unwrap().into_iter().collect();
            assert_eq!(booked, to_branches, "what {id} has reserved at each branch");
            assert_eq!(
                (taken, waiting, open, settled),
                (tally.taken, tally.waitlisted, tally.open, tally.settled)
            );
            assert!(tally.taken <= activity.plan.seats);
            if open > 0 {
                let terms = activity.plan.terms().unwrap();
                assert!(tally.hold >= terms.per_seat * u32::from(open));
            }
        }
        self.check_agendas();
        for id in state::listing_ids(storage, None, cosmwasm_std::Order::Ascending) {
            let listing = state::listing(storage, id).unwrap();
            queued.extend(listing.due.map(|due| (due, id, 0)));
            assert_eq!(state::answers(storage, id, None).count(), listing.answers as usize);
        }
        // What is reserved between two branches is the sum of what enrolments reserved.
        for pair in (2..20).flat_map(|other| [(1, other), (other, 1)]) {
            let pending = state::pending(storage, pair.0, pair.1).unwrap();
            assert_eq!(pending, lent.get(&pair).copied().unwrap_or_default(), "{pair:?}");
        }
        queued.sort_unstable();
        let queue: Vec<_> = state::due(storage, Seconds::MAX).collect();
        assert_eq!(queue, queued, "the queue and the records agree");
    }

    /// A kept seat belongs to somebody who has one or waits for it, once; and whoever has one to come has it kept.
    fn check_agendas(&self) {
        let storage = &self.deps.storage;
        for member in MEMBERS {
            let seats = state::agenda(storage, member).unwrap();
            for seat in &seats {
                let part = state::enrolment(storage, seat.activity, member).unwrap();
                assert!(!matches!(part.state, EnrolmentState::Withdrawn | EnrolmentState::Declined));
                assert_eq!(seats.iter().filter(|other| other.activity == seat.activity).count(), 1);
            }
            for id in state::activity_ids(storage, None, cosmwasm_std::Order::Ascending) {
                let activity = state::activity(storage, id).unwrap();
                let Some(part) = state::may_enrolment(storage, id, member).unwrap() else {
                    continue;
                };
                let waits = matches!(
                    part.state,
                    EnrolmentState::Waitlisted | EnrolmentState::Enrolled | EnrolmentState::Admitted
                );
                let to_come = activity.plan.service.start > self.now()
                    && !matches!(activity.tally.state, State::Cancelled | State::Settled);
                if waits && to_come {
                    assert!(seats.iter().any(|seat| seat.activity == id), "{member} has no seat in {id}");
                }
            }
        }
    }

    pub fn ask<T: DeserializeOwned>(&self, question: QueryMsg) -> Result<T> {
        query(self.deps.as_ref(), self.env.clone(), question).map(|answer| from_json(answer).unwrap())
    }

    pub fn activity(&self, id: u64) -> ActivityResponse {
        self.ask(QueryMsg::Activity { id }).unwrap()
    }

    pub fn enrolment(&self, id: u64, participant: MemberId) -> EnrolmentResponse {
        self.ask(QueryMsg::Enrolment { id, participant }).unwrap()
    }

    pub fn hold(&self, id: u64) -> Minutes {
        self.token.holds.get(&id).map_or(0, |(_, minutes)| *minutes)
    }

    /// What a member gained or lost.
    pub fn gained(&self, member: MemberId) -> i64 {
        self.token.accounts.get(&account(member)).copied().unwrap_or_default()
    }

    pub fn code(&self, id: u64, side: timebank_intent::AttendanceSide, step: u64) -> AttendanceCode {
        let canonical =
            cosmwasm_std::Api::addr_canonicalize(&self.deps.api, self.env.contract.address.as_str()).unwrap();
        let registry = canonical.as_slice().try_into().unwrap();
        let digest = attendance_digest(&self.env.block.chain_id, &registry, id, side, step);
        let signature: Signature = signing_key().sign_prehash(&digest).unwrap();
        AttendanceCode { step, signature: Binary::from(<[u8; 64]>::from(signature.to_bytes())) }
    }

    pub fn step(&self) -> u64 {
        self.now() / u64::from(PERIOD)
    }

    // Ways to a point in the life of an activity.

    /// Published by whom the payer asks for.
    pub fn publish(&mut self, input: ActivityInput) -> u64 {
        let actor = match input.payer {
            Payer::OwnBalance => owner(ELDER),
            Payer::Issuance | Payer::WelfareFund => office(OFFICER),
        };
        let events = self.act(actor, ExecuteMsg::Publish { activity: input }).unwrap();
        let Event::ActivityDrafted { activity, .. } = events[0] else {
            panic!("{events:?}");
        };
        activity
    }

    pub fn approved(&mut self, input: ActivityInput) -> u64 {
        let id = self.publish(input);
        self.act(office(REVIEWER), ExecuteMsg::Approve { id, revision: 1 }).unwrap();
        id
    }

    pub fn enrol(&mut self, id: u64, member: MemberId) -> EnrolmentState {
        self.act(everyday(member), enrolling(id)).unwrap();
        self.enrolment(id, member).state
    }

    pub fn admit(&mut self, id: u64, participant: MemberId) {
        let payer = self.payer(id);
        self.act(payer, ExecuteMsg::Admit { id, participant }).unwrap();
    }

    /// The publisher with the key that pays.
    pub fn payer(&self, id: u64) -> Actor {
        let activity = self.activity(id);
        match activity.activity.payer {
            Payer::OwnBalance => owner(activity.publisher),
            Payer::Issuance | Payer::WelfareFund => office(activity.publisher),
        }
    }

    pub fn check_in(&mut self, id: u64, member: MemberId) -> Result<Vec<Event>> {
        let code = self.code(id, timebank_intent::AttendanceSide::Start, self.step());
        self.act(everyday(member), ExecuteMsg::CheckIn { id, code })
    }

    pub fn check_out(&mut self, id: u64, member: MemberId) -> Result<Vec<Event>> {
        let code = self.code(id, timebank_intent::AttendanceSide::End, self.step());
        self.act(everyday(member), ExecuteMsg::CheckOut { id, code })
    }

    pub fn confirm(
        &mut self,
        actor: Actor,
        id: u64,
        participant: MemberId,
        minutes: Minutes,
    ) -> Result<Vec<Event>> {
        self.act(actor, ExecuteMsg::ConfirmMinutes { id, participant, minutes })
    }

    pub fn rate(&mut self, actor: Actor, id: u64, participant: MemberId, score: u8) -> Result<Vec<Event>> {
        self.act(actor, ExecuteMsg::Rate { id, participant, score, comment: None })
    }

    pub fn settle(&mut self, actor: Actor, id: u64, participant: MemberId) -> Result<Vec<Event>> {
        self.act(actor, ExecuteMsg::Settle { id, participant })
    }

    /// Enrolled and admitted.
    pub fn admitted(&mut self, id: u64, member: MemberId) {
        if self.enrol(id, member) == EnrolmentState::Enrolled {
            self.admit(id, member);
        }
    }

    /// Attended for the planned time; the clock stands at the end.
    pub fn attended(&mut self, id: u64, members: &[MemberId]) {
        let service = self.activity(id).activity.service;
        for member in members {
            self.admitted(id, *member);
        }
        self.at(service.start);
        for member in members {
            self.check_in(id, *member).unwrap();
        }
        self.at(service.end);
        for member in members {
            self.check_out(id, *member).unwrap();
        }
    }

    /// Both sides said the same minutes.
    pub fn agreed(&mut self, id: u64, participant: MemberId, minutes: Minutes) {
        let payer = self.payer(id);
        self.confirm(everyday(participant), id, participant, minutes).unwrap();
        self.confirm(payer, id, participant, minutes).unwrap();
    }

    pub fn rated(&mut self, id: u64, participant: MemberId) {
        let payer = self.payer(id);
        self.rate(everyday(participant), id, participant, 5).unwrap();
        self.rate(payer, id, participant, 4).unwrap();
    }
}

/// Enrolling without showing anything.
pub fn enrolling(id: u64) -> ExecuteMsg {
    ExecuteMsg::Enrol { id, openings: vec![] }
}

/// The code an action was refused with.
pub fn refused<T: std::fmt::Debug>(result: Result<T>) -> Code {
    result.unwrap_err().code()
}
