//! A small world around the contract: a clock, registered members, and registries that remember what they were told.

use crate::contract::{execute, instantiate, query, reply};
use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env, MockApi, MockQuerier, MockStorage};
use cosmwasm_std::{
    from_json, to_json_binary, Addr, ContractResult, CosmosMsg, Empty, Env, HexBinary, OwnedDeps, Reply,
    ReplyOn, Response, Storage, SubMsgResponse, SubMsgResult, SystemResult, Timestamp, WasmMsg, WasmQuery,
};
use serde::de::DeserializeOwned;
use timebank_api::oracle::*;
use timebank_api::permission::Contract;
use timebank_api::record::{member_key, AgeClass, MemberKind, MemberRecord, MemberStatus};
use timebank_api::{
    member_registry, training, Actor, BranchId, Code, Event, MemberId, Role, Roles, Scope, Seconds, Wiring,
};
use timebank_std::Result;

/// Administrator of branch 1.
pub const OFFICER: MemberId = 1;
/// Members of branch 1.
pub const MEMBER: MemberId = 2;
pub const OTHER: MemberId = 3;
/// Administrator of branch 2.
pub const FOREIGN: MemberId = 4;

pub const START: Seconds = 1_800_000_000;
pub const HOUR: Seconds = 3_600;
pub const DAY: Seconds = 86_400;

pub struct World {
    pub deps: OwnedDeps<MockStorage, MockApi, MockQuerier>,
    pub env: Env,
    /// What the registry and training were told, and that succeeded, in order.
    pub told: Vec<Told>,
    /// What they say next, instead of doing it.
    pub refuse: Option<Code>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Told {
    Apply(ReportId, MemberId, MemberFact),
    Undo(ReportId),
    Issue(ReportId, MemberId, u64),
    Revoke(ReportId, MemberId, u64),
    UndoCertificate(ReportId),
}

pub fn contract(name: &str) -> Addr {
    MockApi::default().addr_make(name)
}

pub fn feeder(number: u32) -> Addr {
    contract(&format!("feeder {number}"))
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

pub fn branch(id: MemberId) -> BranchId {
    if id == FOREIGN {
        2
    } else {
        1
    }
}

fn roles(id: MemberId) -> Roles {
    match id {
        OFFICER | FOREIGN => Roles::default().with(Role::BranchAdministrator),
        _ => Roles::default(),
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

/// Two of three feeders; age and certificates at once, what takes away after approval.
pub fn hospital() -> SourceInput {
    let rule = |kind, automatic| Rule { kind, automatic };
    SourceInput {
        name: "鼓楼医院".into(),
        kind: SourceKind::Http,
        branch: 1,
        rules: vec![
            rule(ChangeKind::Credential, true),
            rule(ChangeKind::RevokeCredential, false),
            rule(ChangeKind::Age, true),
            rule(ChangeKind::Certificate, true),
            rule(ChangeKind::RevokeCertificate, true),
        ],
        k: 2,
        feeders: (1..=3).map(|number| feeder(number).into()).collect(),
        sequence: 0,
        staleness: DAY,
        undo_window: 7 * DAY,
        mass_change: 50,
    }
}

pub fn age(sequence: u64, class: AgeClass) -> Attestation {
    about(sequence, Change::Member { fact: MemberFact::Age { class } })
}

pub fn credential(sequence: u64, valid_until: Seconds) -> Attestation {
    let fact = MemberFact::Credential { commitment: HexBinary::from([5; 32]), valid_until };
    about(sequence, Change::Member { fact })
}

pub fn about(sequence: u64, change: Change) -> Attestation {
    let digest = HexBinary::from([7; 32]);
    Attestation { sequence, observed: START, digest, member: MEMBER, change }
}

impl World {
    /// With the hospital as source 1.
    pub fn new() -> Self {
        let mut deps = mock_dependencies();
        deps.querier.update_wasm(|question| {
            let WasmQuery::Raw { contract_addr, key } = question else {
                panic!("only raw questions: {question:?}");
            };
            assert_eq!(contract_addr, contract("member-registry").as_str());
            let known = (1..=4).find(|id| member_key(*id) == key.as_slice());
            let bytes = known.map(|id| record(id).to_bytes()).unwrap_or_default();
            SystemResult::Ok(ContractResult::Ok(bytes.into()))
        });
        let mut env = mock_env();
        env.contract.address = contract("oracle");
        env.block.time = Timestamp::from_seconds(START);
        let mut world = World { deps, env, told: vec![], refuse: None };
        let council = contract("council");
        let msg = InstantiateMsg { council: council.to_string() };
        instantiate(world.deps.as_mut(), world.env.clone(), message_info(&council, &[]), msg).unwrap();
        let wiring = Wiring::new(|part: Contract| contract(part.name()).into());
        world.direct(&council, ExecuteMsg::Wire { wiring }).unwrap();
        world.set(None, hospital()).unwrap();
        world
    }

    pub fn at(&mut self, now: Seconds) {
        self.env.block.time = Timestamp::from_seconds(now);
    }

    pub fn set(&mut self, id: Option<SourceId>, source: SourceInput) -> Result<Vec<Event>> {
        self.direct(&contract("council"), ExecuteMsg::SetSource { id, source })
    }

    pub fn attest(&mut self, number: u32, attestations: &[Attestation]) -> Result<Vec<Event>> {
        let attestations = attestations.to_vec();
        self.direct(&feeder(number), ExecuteMsg::Attest { source: 1, attestations })
    }

    /// Feeders 1 and 2 say it; gives the report.
    pub fn agree(&mut self, attestation: &Attestation) -> ReportId {
        self.attest(1, std::slice::from_ref(attestation)).unwrap();
        let events = self.attest(2, std::slice::from_ref(attestation)).unwrap();
        let report = events.iter().find_map(|event| match event {
            Event::FactAgreed { report, .. } => Some(*report),
            _ => None,
        });
        report.unwrap()
    }

    pub fn act(&mut self, actor: Actor, msg: ExecuteMsg) -> Result<Vec<Event>> {
        let msg = to_json_binary(&msg).unwrap();
        self.direct(&contract("proxy"), ExecuteMsg::Relayed { actor, msg })
    }

    /// A message with all that follows; nothing remains of one that fails.
    pub fn direct(&mut self, sender: &Addr, msg: ExecuteMsg) -> Result<Vec<Event>> {
        let before = self.snapshot();
        let told = self.told.clone();
        let result = execute(self.deps.as_mut(), self.env.clone(), message_info(sender, &[]), msg)
            .and_then(|response| self.follow(response));
        if result.is_err() {
            self.deps.storage = MockStorage::new();
            for (key, value) in before {
                self.deps.storage.set(&key, &value);
            }
            self.told = told;
        }
        result
    }

    fn follow(&mut self, response: Response<Empty>) -> Result<Vec<Event>> {
        let mut events: Vec<Event> = response
            .events
            .iter()
            .map(|event| Event::read(&event.ty, &event.attributes[0].value).unwrap())
            .collect();
        for message in response.messages {
            let CosmosMsg::Wasm(WasmMsg::Execute { contract_addr, msg, .. }) = message.msg else {
                panic!("no message to a contract");
            };
            let result = match self.refuse {
                None => {
                    self.told.push(heard(&contract_addr, &msg));
                    #[allow(deprecated)]
                    SubMsgResult::Ok(SubMsgResponse { events: vec![], data: None, msg_responses: vec![] })
                }
                Some(code) if message.reply_on == ReplyOn::Never => return Err(code.into()),
                Some(code) => SubMsgResult::Err(code.text().into()),
            };
            if message.reply_on == ReplyOn::Always {
                assert!(message.gas_limit.is_some());
                let answer = Reply { id: message.id, payload: message.payload, gas_used: 0, result };
                let response = reply(self.deps.as_mut(), self.env.clone(), answer)?;
                events.extend(self.follow(response)?);
            }
        }
        Ok(events)
    }

    fn snapshot(&self) -> Vec<(Vec<u8>, Vec<u8>)> {
        self.deps.storage.range(None, None, cosmwasm_std::Order::Ascending).collect()
    }

    pub fn ask<T: DeserializeOwned>(&self, question: QueryMsg) -> Result<T> {
        query(self.deps.as_ref(), self.env.clone(), question).map(|answer| from_json(answer).unwrap())
    }

    pub fn report(&self, id: ReportId) -> ReportResponse {
        self.ask(QueryMsg::Report { id }).unwrap()
    }

    pub fn source(&self) -> SourceResponse {
        self.ask(QueryMsg::Source { id: 1 }).unwrap()
    }

    pub fn poll(&self, sequence: u64) -> PollResponse {
        self.ask(QueryMsg::Poll { source: 1, sequence }).unwrap()
    }

    pub fn open(&self) -> Vec<ReportId> {
        let open: ReportsResponse =
            self.ask(QueryMsg::OpenReports { start_after: None, limit: Some(30) }).unwrap();
        open.reports.iter().map(|report| report.id).collect()
    }

    pub fn disputes(&self) -> Vec<u64> {
        let question = QueryMsg::Disputes { source: 1, start_after: None, limit: Some(30) };
        self.ask::<DisputesResponse>(question).unwrap().sequences
    }
}

fn heard(contract_addr: &str, msg: &cosmwasm_std::Binary) -> Told {
    if contract_addr == contract("member-registry").as_str() {
        return match from_json(msg).unwrap() {
            member_registry::ExecuteMsg::ApplyFact { report, member, fact } => {
                Told::Apply(report, member, fact)
            }
            member_registry::ExecuteMsg::UndoFact { report, member: MEMBER | OTHER } => Told::Undo(report),
            other => panic!("{other:?}"),
        };
    }
    assert_eq!(contract_addr, contract("training").as_str());
    match from_json(msg).unwrap() {
        training::ExecuteMsg::IssueAttested { report, member, course, .. } => {
            Told::Issue(report, member, course)
        }
        training::ExecuteMsg::RevokeAttested { report, member, course } => {
            Told::Revoke(report, member, course)
        }
        training::ExecuteMsg::UndoAttested { report } => Told::UndoCertificate(report),
        other => panic!("{other:?}"),
    }
}

/// The code an action was refused with.
pub fn refused<T: std::fmt::Debug>(result: Result<T>) -> Code {
    result.unwrap_err().code()
}

/// The code an attestation in a batch was refused with.
pub fn refused_attestation(events: &[Event]) -> Option<&str> {
    events.iter().find_map(|event| match event {
        Event::AttestationRefused { code, .. } => Some(code.as_str()),
        _ => None,
    })
}
