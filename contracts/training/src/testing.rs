//! A small world around the contract: a clock and registered members. What must hold is checked after every message.

use crate::contract::{execute, instantiate, query};
use crate::state;
use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env, MockApi, MockQuerier, MockStorage};
use cosmwasm_std::{
    from_json, to_json_binary, Addr, ContractResult, Env, HexBinary, Order, OwnedDeps, Storage, SystemResult,
    Timestamp, WasmQuery,
};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use timebank_api::activity_registry::Window;
use timebank_api::permission::Contract;
use timebank_api::record::{member_key, AgeClass, MemberKind, MemberRecord, MemberStatus, Passed};
use timebank_api::training::*;
use timebank_api::{
    Actor, Agent, BranchId, Code, CourseId, Event, MemberId, Right, Rights, Role, Roles, Scope, Seconds,
    Wiring,
};
use timebank_std::Result;

/// Training administrator of branch 1, the author of its courses.
pub const AUTHOR: MemberId = 1;
/// Another one, who is a reviewer too.
pub const SECOND: MemberId = 2;
pub const REVIEWER: MemberId = 3;
pub const TRAINER: MemberId = 4;
/// Holds every office at branch 2.
pub const FOREIGN: MemberId = 5;
/// Members of branch 1; the last one is of branch 2.
pub const PUPILS: [MemberId; 5] = [6, 7, 8, 9, 10];

pub const START: Seconds = 1_800_000_000;
pub const HOUR: Seconds = 3_600;
pub const DAY: Seconds = 86_400;
pub const YEAR: Seconds = 365 * DAY;

pub struct World {
    pub deps: OwnedDeps<MockStorage, MockApi, MockQuerier>,
    pub env: Env,
    /// Whom a course was passed by, as the events said.
    pub passed: Vec<(CourseId, MemberId)>,
    /// Reports by which the oracle issued.
    pub attested: Vec<u64>,
}

pub fn contract(name: &str) -> Addr {
    MockApi::default().addr_make(name)
}

pub fn branch(id: MemberId) -> BranchId {
    if id == FOREIGN || id == 10 {
        2
    } else {
        1
    }
}

fn roles(id: MemberId) -> Roles {
    let none = Roles::default();
    match id {
        AUTHOR => none.with(Role::TrainingAdministrator).with(Role::Reviewer),
        SECOND => none.with(Role::TrainingAdministrator).with(Role::Reviewer),
        REVIEWER => none.with(Role::Reviewer),
        TRAINER => none.with(Role::Reviewer),
        FOREIGN => none.with(Role::TrainingAdministrator).with(Role::Reviewer),
        _ => none,
    }
}

fn record(id: MemberId) -> MemberRecord {
    MemberRecord {
        branch: branch(id),
        roles: roles(id),
        status: MemberStatus::Active,
        kind: MemberKind::Person,
        age: AgeClass::Under60,
        account: format!("account {id}"),
    }
}

pub fn actor(id: MemberId, scope: Scope) -> Actor {
    Actor {
        id,
        account: format!("account {id}"),
        branch: branch(id),
        roles: roles(id),
        scope,
        relayed_by: branch(id),
        agent: None,
    }
}

pub fn office(id: MemberId) -> Actor {
    actor(id, Scope::Office)
}

pub fn owner(id: MemberId) -> Actor {
    actor(id, Scope::Owner)
}

pub fn everyday(id: MemberId) -> Actor {
    actor(id, Scope::Everyday)
}

/// Somebody for whom another one takes part.
pub fn through(id: MemberId, agent: MemberId) -> Actor {
    let rights = Rights::default().with(Right::TakePart);
    Actor { agent: Some(Agent { member: agent, rights, daily: 0 }), ..everyday(id) }
}

pub fn holder(member: MemberId) -> HexBinary {
    HexBinary::from([u8::try_from(member).unwrap(); 32])
}

/// Two seats, three sessions of which two are needed, a certificate for a year.
pub fn first_aid() -> CourseInput {
    let session = |day: u64| Window { start: START + day * DAY, end: START + day * DAY + 2 * HOUR };
    CourseInput {
        title: "急救".into(),
        summary: "First aid".into(),
        text: None,
        place: "鼓楼区".into(),
        registration: Window { start: START, end: START + DAY },
        sessions: vec![session(2), session(3), session(4)],
        seats: 2,
        min_sessions: 2,
        trainers: vec![TRAINER],
        requires: vec![],
        branch_only: false,
        counts_as: None,
        certificate: Certified::For { seconds: YEAR },
    }
}

impl World {
    pub fn new() -> Self {
        let mut deps = mock_dependencies();
        deps.querier.update_wasm(|question| {
            let WasmQuery::Raw { contract_addr, key } = question else {
                panic!("only raw questions: {question:?}");
            };
            assert_eq!(contract_addr, contract("member-registry").as_str());
            let known = (1..=10).find(|id| member_key(*id) == key.as_slice());
            let bytes = known.map(|id| record(id).to_bytes()).unwrap_or_default();
            SystemResult::Ok(ContractResult::Ok(bytes.into()))
        });
        let mut env = mock_env();
        env.contract.address = contract("training");
        env.block.time = Timestamp::from_seconds(START);
        let mut world = World { deps, env, passed: vec![], attested: vec![] };
        let council = contract("council");
        let msg = InstantiateMsg { council: council.to_string() };
        instantiate(world.deps.as_mut(), world.env.clone(), message_info(&council, &[]), msg).unwrap();
        let wiring = Wiring::new(|part: Contract| contract(part.name()).into());
        world.direct(&council, ExecuteMsg::Wire { wiring }).unwrap();
        world
    }

    pub fn at(&mut self, now: Seconds) {
        self.env.block.time = Timestamp::from_seconds(now);
    }

    pub fn now(&self) -> Seconds {
        self.env.block.time.seconds()
    }

    pub fn act(&mut self, actor: Actor, msg: ExecuteMsg) -> Result<Vec<Event>> {
        let msg = to_json_binary(&msg).unwrap();
        self.direct(&contract("proxy"), ExecuteMsg::Relayed { actor, msg })
    }

    pub fn oracle(&mut self, msg: ExecuteMsg) -> Result<Vec<Event>> {
        self.direct(&contract("oracle"), msg)
    }

    /// Nothing remains of a message that fails.
    pub fn direct(&mut self, sender: &Addr, msg: ExecuteMsg) -> Result<Vec<Event>> {
        let before: Vec<_> = self.deps.storage.range(None, None, Order::Ascending).collect();
        let result = execute(self.deps.as_mut(), self.env.clone(), message_info(sender, &[]), msg);
        if result.is_err() {
            self.deps.storage = MockStorage::new();
            for (key, value) in before {
                self.deps.storage.set(&key, &value);
            }
        }
        let events = result.map(|response| {
            assert!(response.messages.is_empty());
            let read =
                |event: &cosmwasm_std::Event| Event::read(&event.ty, &event.attributes[0].value).unwrap();
            response.events.iter().map(read).collect::<Vec<_>>()
        })?;
        for event in &events {
            match event {
                Event::CourseResult { course, participant, passed: true, .. } => {
                    let subject = state::course(&self.deps.storage, *course).unwrap().subject();
                    self.passed.push((subject, *participant));
                }
                Event::CertificateIssued { contents, .. } => {
                    if let Issuer::Attested { report } = contents.issuer {
                        self.attested.push(report);
                    }
                }
                _ => (),
            }
        }
        self.check();
        Ok(events)
    }

    /// What must hold after every message.
    pub fn check(&self) {
        let storage = &self.deps.storage;
        let mut issued = BTreeMap::<_, usize>::new();
        for id in state::course_ids(storage, None, Order::Ascending) {
            let course = state::course(storage, id).unwrap();
            let (mut taken, mut waiting, mut decided) = (0, 0, 0);
            for item in state::places(storage, id, None) {
                let (member, place) = item.unwrap();
                match place.state {
                    PlaceState::Waitlisted => waiting += 1,
                    PlaceState::Enrolled => taken += 1,
                    PlaceState::Withdrawn => (),
                    PlaceState::Passed | PlaceState::Failed => {
                        taken += 1;
                        decided += 1;
                        assert!(!course.plan.trainers.contains(&member));
                    }
                }
                if place.state == PlaceState::Passed {
                    assert!(place.attended.count_ones() >= u32::from(course.plan.min_sessions));
                    assert!(self.passed.contains(&(course.subject(), member)));
                    if course.plan.certificate != Certified::No {
                        *issued.entry((course.subject(), member)).or_default() += 1;
                    }
                }
            }
            let tally = &course.tally;
            assert_eq!((taken, waiting, decided), (tally.taken, tally.waitlisted, tally.decided));
            assert!(tally.taken <= course.plan.seats, "more seats than there are");
            assert!(tally.state != CourseState::Completed || decided == taken);
            assert_eq!(state::first_waiting(storage, id).is_some(), waiting > 0);
        }
        // A certificate ⇒ passed, once for each, or attested.
        for id in 1.. {
            let Ok(certificate) = state::certificate(storage, id) else { break };
            match certificate.issuer {
                Issuer::Branch { .. } => {
                    let left = issued.get_mut(&(certificate.course, certificate.member)).unwrap();
                    *left = left.checked_sub(1).expect("a certificate that nobody passed for");
                }
                Issuer::Attested { report } => assert!(self.attested.contains(&report)),
            }
        }
        assert!(issued.values().all(|left| *left == 0), "passed without the certificate");
        self.check_passed();
    }

    /// What is published is the best that is held.
    fn check_passed(&self) {
        let storage = &self.deps.storage;
        for course in state::course_ids(storage, None, Order::Ascending) {
            for member in 1..=10 {
                let valid = |id: &CertificateId| {
                    let certificate = state::certificate(storage, *id).unwrap();
                    let ours = certificate.course == course && certificate.status == CertificateStatus::Valid;
                    ours.then_some(certificate.valid_until)
                };
                let best = state::certificates_of(storage, member, None).filter_map(|id| valid(&id)).max();
                let passed = state::passed(storage, course, member).unwrap();
                match best {
                    Some(best) if best > self.now() => {
                        let passed = passed.unwrap();
                        assert_eq!(passed.valid_until, best);
                        assert_eq!(valid(&passed.certificate), Some(best));
                    }
                    _ => assert!(passed.is_none_or(|Passed { certificate, valid_until }| {
                        certificate == 0 && self.passed.contains(&(course, member))
                            || valid_until <= self.now() && valid(&certificate).is_some()
                    })),
                }
            }
        }
    }

    pub fn ask<T: DeserializeOwned>(&self, question: QueryMsg) -> Result<T> {
        query(self.deps.as_ref(), self.env.clone(), question).map(|answer| from_json(answer).unwrap())
    }

    pub fn course(&self, id: CourseId) -> CourseResponse {
        self.ask(QueryMsg::Course { id }).unwrap()
    }

    pub fn place(&self, id: CourseId, participant: MemberId) -> PlaceResponse {
        self.ask(QueryMsg::Enrolment { id, participant }).unwrap()
    }

    pub fn certificate(&self, id: CertificateId) -> CertificateResponse {
        self.ask(QueryMsg::Certificate { id }).unwrap()
    }

    pub fn passed(&self, course: CourseId, member: MemberId) -> PassedResponse {
        self.ask(QueryMsg::Passed { course, member }).unwrap()
    }

    // Ways to a point in the life of a course.

    pub fn draft(&mut self, course: CourseInput) -> CourseId {
        let events = self.act(office(AUTHOR), ExecuteMsg::Draft { course }).unwrap();
        let Event::CourseDrafted { course, .. } = events[0] else {
            panic!("{events:?}");
        };
        course
    }

    pub fn open(&mut self, course: CourseInput) -> CourseId {
        let id = self.draft(course);
        self.act(office(AUTHOR), ExecuteMsg::Submit { id, revision: 1 }).unwrap();
        self.act(office(REVIEWER), ExecuteMsg::Approve { id, revision: 1 }).unwrap();
        id
    }

    pub fn enrol(&mut self, id: CourseId, member: MemberId) -> Result<Vec<Event>> {
        self.act(everyday(member), ExecuteMsg::Enrol { id, holder: holder(member) })
    }

    pub fn attend(&mut self, id: CourseId, session: u8, members: &[MemberId]) -> Result<Vec<Event>> {
        let participants = members.to_vec();
        self.act(owner(TRAINER), ExecuteMsg::Attend { id, session, participants, present: true })
    }

    pub fn pass(&mut self, id: CourseId, members: &[MemberId]) -> Result<Vec<Event>> {
        self.act(owner(TRAINER), ExecuteMsg::Pass { id, participants: members.to_vec() })
    }

    /// Open, these are enrolled, and they have attended everything; the clock stands in the last session.
    pub fn attended(&mut self, course: CourseInput, members: &[MemberId]) -> CourseId {
        self.at(course.registration.start);
        let id = self.open(course.clone());
        for member in members {
            self.enrol(id, *member).unwrap();
        }
        for (session, window) in course.sessions.iter().enumerate() {
            self.at(window.start);
            self.attend(id, u8::try_from(session).unwrap(), members).unwrap();
        }
        id
    }

    /// As [`World::attended`], and they passed.
    pub fn held(&mut self, course: CourseInput, members: &[MemberId]) -> CourseId {
        let id = self.attended(course, members);
        self.pass(id, members).unwrap();
        id
    }

    pub fn issue(
        &mut self,
        report: u64,
        member: MemberId,
        course: CourseId,
        valid_until: Seconds,
    ) -> Result<Vec<Event>> {
        self.oracle(ExecuteMsg::IssueAttested { report, member, course, holder: holder(member), valid_until })
    }
}

/// The code an action was refused with.
pub fn refused<T: std::fmt::Debug>(result: Result<T>) -> Code {
    result.unwrap_err().code()
}
