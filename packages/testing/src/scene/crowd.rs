//! The others: members who have TIME, publish, enrol, serve, learn. Everything is written by the contracts themselves, told so by
//! the proxy's address; only signatures are not checked, which keep nothing that counts here.

use super::{told, Scene, DAY, HOUR};
use crate::member::{key_of, sign};
use crate::suite::{activity, events, public};
use cosmwasm_std::{to_json_binary, Addr, Binary, HexBinary};
use cw_multi_test::Executor;
use serde::Serialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::fmt::Debug;
use timebank_api::activity_registry::{
    Admission, AttendanceSide, Category, ExecuteMsg as Activities, ListingInput, ListingKind, Reward, Window,
};
use timebank_api::member_registry::ExecuteMsg as Members;
use timebank_api::oracle::{Attestation, Change, ExecuteMsg as Oracle, MemberFact};
use timebank_api::permission::Contract;
use timebank_api::proxy::ExecuteMsg as Keys;
use timebank_api::record::AgeClass;
use timebank_api::time_token::ExecuteMsg as Token;
use timebank_api::training::ExecuteMsg as Training;
use timebank_api::{reputation, Actor, Event, MemberId, Role, Roles, Scope};
use timebank_intent::key_proof_digest;

/// How many there are of what.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Crowd {
    /// Members with both keys and a balance.
    pub members: u64,
    /// Approved activities that hold TIME, with a participant admitted to each.
    pub activities: u64,
    /// Services from the wish to the receipt, with ratings by both sides.
    pub settled: u64,
    /// Offers and needs.
    pub listings: u64,
    /// Places of courses, each with a certificate.
    pub certificates: u64,
    /// Credentials.
    pub credentials: u64,
    /// Facts of partners, attested by two feeders and applied.
    pub facts: u64,
}

impl Crowd {
    /// The crowd of a world with so many members.
    pub fn of(members: u64) -> Self {
        Crowd {
            members,
            activities: members,
            settled: members / 4,
            listings: members / 10,
            certificates: members,
            credentials: members,
            facts: members / 10,
        }
    }
}

/// Participants of a course, and how many get their result in one message.
const COURSE: usize = 500;
const RESULTS: usize = 10;

struct Person {
    id: MemberId,
    account: String,
}

impl Scene {
    /// Lets the crowd come and do what it does.
    pub(super) fn gather(&mut self) {
        let people = self.arrive();
        self.open_activities(&people);
        self.settled_services(&people);
        self.wishes(&people);
        self.lessons(&people);
        self.credentials(&people);
        self.reports(&people);
        self.caught_up();
    }

    fn send<M: Serialize + Debug>(&mut self, sender: &Addr, of: Contract, msg: &M) -> Vec<Event> {
        let target = self.suite.address(of);
        let response = self.suite.chain.execute_contract(sender.clone(), target, msg, &[]);
        events(&response.unwrap_or_else(|error| panic!("{msg:?}: {error:#}")))
    }

    /// As the proxy hands it on.
    fn handed<M: Serialize + Debug>(
        &mut self,
        by: (&Person, Scope, Roles),
        of: Contract,
        msg: &M,
    ) -> Vec<Event> {
        let (person, scope, roles) = by;
        let account = person.account.clone();
        let actor = Actor { id: person.id, account, branch: 1, roles, scope, relayed_by: 1, agent: None };
        let msg = to_json_binary(msg).expect("JSON");
        let proxy = self.suite.address(Contract::Proxy);
        self.send(&proxy, of, &json!({"relayed": {"actor": actor, "msg": msg}}))
    }

    fn does<M: Serialize + Debug>(&mut self, person: &Person, of: Contract, msg: &M) -> Vec<Event> {
        self.handed((person, Scope::Owner, Roles::default()), of, msg)
    }

    fn officer<M: Serialize + Debug>(
        &mut self,
        member: MemberId,
        role: Role,
        of: Contract,
        msg: &M,
    ) -> Vec<Event> {
        let person = Person { id: member, account: self.account_of(member) };
        self.handed((&person, Scope::Office, Roles::default().with(role)), of, msg)
    }

    fn arrive(&mut self) -> Vec<Person> {
        let operator = self.suite.operators[&1].clone();
        let key = key_of("everybody in the crowd");
        let administrator = self.officers.administrator;
        let (chain_id, proxy) =
            (self.suite.chain.block_info().chain_id, self.suite.canonical(Contract::Proxy));
        let mut people = Vec::new();
        for number in 0..self.crowd.members {
            let digest = Sha256::digest(number.to_be_bytes());
            let register = Members::RegisterMember {
                nullifier: [&[1u8][..], &digest].concat().into(),
                salt: Binary::from(&digest[..16]),
                everyday_key: public(&key),
                age: AgeClass::From80,
            };
            let events = self.send(&operator, Contract::MemberRegistry, &register);
            let (id, account) =
                (told!(events, MemberRegistered, member), told!(events, MemberRegistered, account));
            let person = Person { id, account };
            let proof =
                sign(&key, &key_proof_digest(&chain_id, &proxy, id, timebank_intent::Scope::Owner, 1));
            let set = Keys::SetOwnerKey { key: public(&key), proof: proof.to_vec().into() };
            self.handed((&person, Scope::Everyday, Roles::default()), Contract::Proxy, &set);
            let grant = Token::Grant { member: id, rule: "elder-80".into() };
            self.officer(administrator, Role::BranchAdministrator, Contract::TimeToken, &grant);
            people.push(person);
        }
        people
    }

    /// An approved activity of one person with another one admitted.
    fn published(&mut self, publisher: &Person, participant: &Person, service: Window) -> u64 {
        let mut input = activity(self.suite.now());
        (input.admission, input.reward) = (Admission::Automatic, Reward::PerParticipant { minutes: 30 });
        (input.service, input.registration.end) = (service, service.end);
        let publish = Activities::Publish { activity: input };
        let id = told!(self.does(publisher, Contract::ActivityRegistry, &publish), ActivityDrafted, activity);
        let (reviewer, approve) = (self.officers.reviewer, Activities::Approve { id, revision: 1 });
        self.officer(reviewer, Role::Reviewer, Contract::ActivityRegistry, &approve);
        self.does(participant, Contract::ActivityRegistry, &Activities::Enrol { id, openings: vec![] });
        id
    }

    fn open_activities(&mut self, people: &[Person]) {
        let day = self.now + DAY;
        for (number, publisher) in (0..self.crowd.activities).zip(people.iter().cycle()) {
            let participant = neighbour(people, number, 1);
            let start = day + number % (20 * DAY);
            self.published(publisher, participant, Window { start, end: start + 2 * HOUR });
        }
    }

    fn settled_services(&mut self, people: &[Person]) {
        let registry = Contract::ActivityRegistry;
        for (number, publisher) in (0..self.crowd.settled).zip(people.iter().cycle()) {
            let person = neighbour(people, number, 2);
            let (now, participant) = (self.suite.now(), person.id);
            let id = self.published(publisher, person, Window { start: now + 60, end: now + 4 * HOUR });
            for side in [AttendanceSide::Start, AttendanceSide::End] {
                self.does(publisher, registry, &Activities::RecordAttendance { id, participant, side });
            }
            for by in [person, publisher] {
                let comment = Some(HexBinary::from([4; 32]));
                self.does(by, registry, &Activities::ConfirmMinutes { id, participant, minutes: 50 });
                self.does(by, registry, &Activities::Rate { id, participant, score: 5, comment });
            }
            self.does(publisher, registry, &Activities::Settle { id, participant });
        }
    }

    fn wishes(&mut self, people: &[Person]) {
        let registry = Contract::ActivityRegistry;
        for (_, person) in (0..self.crowd.listings).zip(people) {
            let listing = ListingInput {
                kind: ListingKind::Offer,
                category: Category::Digital,
                title: "Help with a telephone".into(),
                summary: "In the afternoon".into(),
                place: "Gulou".into(),
                until: self.now + 30 * DAY,
            };
            let id = told!(
                self.does(person, registry, &Activities::DraftListing { listing }),
                ListingSaved,
                listing
            );
            self.does(person, registry, &Activities::SubmitListing { id, revision: 1 });
            let review = Activities::ReviewListing { id, revision: 1, reason: None };
            self.officer(self.officers.reviewer, Role::Reviewer, registry, &review);
        }
    }

    fn lessons(&mut self, people: &[Person]) {
        let (training, holder) = (Contract::Training, HexBinary::from([6; 32]));
        let (trainer, teaches) = (self.person(), self.officers.custodian);
        let trainer = Person { id: trainer, account: self.account_of(trainer) };
        let certificates = usize::try_from(self.crowd.certificates).expect("few");
        let mut course = self.course(trainer.id, false);
        course.seats = 500;
        for class in people.get(..certificates).expect("one each").chunks(COURSE) {
            let now = self.suite.now();
            course.registration = Window { start: now, end: now + 1 };
            course.sessions = vec![Window { start: now + 1, end: now + HOUR }];
            let draft = Training::Draft { course: course.clone() };
            let role = Role::TrainingAdministrator;
            let id = told!(self.officer(teaches, role, training, &draft), CourseDrafted, course);
            self.officer(teaches, role, training, &Training::Submit { id, revision: 1 });
            let approve = Training::Approve { id, revision: 1 };
            self.officer(self.officers.reviewer, Role::Reviewer, training, &approve);
            for person in class {
                self.does(person, training, &Training::Enrol { id, holder: holder.clone() });
            }
            self.suite.advance(1);
            for some in class.chunks(RESULTS) {
                let participants: Vec<MemberId> = some.iter().map(|person| person.id).collect();
                let present = true;
                let attend = Training::Attend { id, session: 0, participants: participants.clone(), present };
                self.does(&trainer, training, &attend);
                self.does(&trainer, training, &Training::Pass { id, participants });
            }
        }
    }

    fn credentials(&mut self, people: &[Person]) {
        let custodian = self.officers.custodian;
        for (number, person) in (0..self.crowd.credentials).zip(people.iter().cycle()) {
            let commitment = HexBinary::from(<[u8; 32]>::from(Sha256::digest(number.to_be_bytes())));
            let valid_until = self.now + 365 * DAY;
            let issue = Members::IssueCredential { member: person.id, commitment, valid_until };
            self.officer(custodian, Role::Custodian, Contract::MemberRegistry, &issue);
        }
    }

    fn reports(&mut self, people: &[Person]) {
        let source = self.source("the crowd's hospital");
        let feeders = [self.feeder(1), self.feeder(2)];
        for (sequence, person) in (1..=self.crowd.facts).zip(people.iter().cycle()) {
            let commitment = HexBinary::from(<[u8; 32]>::from(Sha256::digest(person.id.to_be_bytes())));
            let fact = MemberFact::Credential { commitment, valid_until: self.now + 365 * DAY };
            let (observed, digest) = (self.suite.now(), HexBinary::from([7; 32]));
            let change = Change::Member { fact };
            let attestations = vec![Attestation { sequence, observed, digest, member: person.id, change }];
            for feeder in &feeders {
                let attest = Oracle::Attest { source, attestations: attestations.clone() };
                self.send(feeder, Contract::Oracle, &attest);
            }
            if sequence % 1_000 == 0 {
                // So that the source does not change too much within an hour.
                self.reset_source(source);
            }
        }
    }

    fn reset_source(&mut self, source: u32) {
        let quarantine = Oracle::Quarantine { source, reason: "So many".into() };
        for msg in [quarantine, Oracle::Release { source }] {
            self.officer(self.officers.administrator, Role::BranchAdministrator, Contract::Oracle, &msg);
        }
    }

    /// Reputation learns all that has happened so far.
    fn caught_up(&mut self) {
        let council = self.suite.council.clone();
        let follow = reputation::ExecuteMsg::Follow { limit: None };
        while !self.send(&council, Contract::Reputation, &follow).is_empty() {}
    }
}

/// Somebody else, in turn.
fn neighbour(people: &[Person], number: u64, distance: usize) -> &Person {
    let index = usize::try_from(number).expect("few") + distance;
    &people[index % people.len()]
}
