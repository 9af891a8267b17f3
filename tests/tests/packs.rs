//! The same story under each of the six rule packs, told by the contracts together (B7, D3). No pack's figures are those of
//! another.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use cosmwasm_std::Binary;
use timebank_api::activity_registry::{
    Admission, AttendanceSide, ExecuteMsg as Activities, Payer, QueryMsg, ReceiptResponse, Reward,
};
use timebank_api::member_registry::{Action, Decision, ExecuteMsg as Members, OfCommitment};
use timebank_api::permission::Contract;
use timebank_api::record::AgeClass;
use timebank_api::reputation::{ExecuteMsg as Reputation, QueryMsg as ReputationQuery, StandingResponse};
use timebank_api::rulebook::Pack;
use timebank_api::time_token::{self, ExecuteMsg as Token, GuaranteeResponse, KinOpening};
use timebank_api::{Code, Event, MemberId, Role};
use timebank_intent::{kin_commitment, Scope};
use timebank_testing::{activity, Suite};

const PACKS: [(&str, &str); 6] = [
    ("plain", include_str!("../../contracts/rulebook/packs/plain.json")),
    ("nanjing", include_str!("../../contracts/rulebook/packs/nanjing.json")),
    ("beijing", include_str!("../../contracts/rulebook/packs/beijing.json")),
    ("shanghai-2026", include_str!("../../contracts/rulebook/packs/shanghai-2026.json")),
    ("guangzhou", include_str!("../../contracts/rulebook/packs/guangzhou.json")),
    ("changning", include_str!("../../contracts/rulebook/packs/changning.json")),
];

const DAY: u64 = 86_400;
const SALT: [u8; 16] = [4; 16];

/// What happened, by line of the story.
type Results = Vec<(&'static str, String)>;

struct Story {
    suite: Suite,
    reviewer: MemberId,
    staff: MemberId,
    second: MemberId,
    away: MemberId,
}

impl Story {
    fn new(pack: &Pack) -> Self {
        let mut suite = Suite::with_packs([pack.clone(), pack.clone()]);
        for branch in [1, 2] {
            let budget = Token::SetOpeningBudget { branch, minutes: 1_000_000 };
            suite.direct(Contract::TimeToken, &budget);
        }
        let mut office = |branch, roles: &[Role]| {
            let member = suite.register(branch, AgeClass::Under60);
            suite.appoint(member, roles);
            member
        };
        let reviewer = office(1, &[Role::Reviewer]);
        let staff = office(1, &[Role::BranchAdministrator, Role::Publisher]);
        let second = office(1, &[Role::BranchAdministrator]);
        let away = office(2, &[Role::BranchAdministrator]);
        Story { suite, reviewer, staff, second, away }
    }

    /// A member of this age with an owner key and an opening balance.
    fn member(&mut self, age: AgeClass, minutes: u32) -> MemberId {
        let member = self.suite.register(1, age);
        self.suite.set_owner_key(member).unwrap();
        if minutes > 0 {
            let action = time_token::Action::Opening { member, minutes, evidence: [1; 32].into() };
            let propose = Token::Propose { action };
            let opened = self.suite.act(self.staff, Scope::Office, Contract::TimeToken, &propose).unwrap();
            let case = opened.iter().find_map(|event| match event {
                Event::TimeCaseOpened { case, .. } => Some(*case),
                _ => None,
            });
            let decide = Token::Decide { case: case.unwrap(), approve: true };
            self.suite.act(self.second, Scope::Office, Contract::TimeToken, &decide).unwrap();
        }
        member
    }

    /// A service for the branch that was planned so long and confirmed by the two sides so: what it pays.
    fn service(
        &mut self,
        participant: MemberId,
        planned: u64,
        (claimed, confirmed): (u32, u32),
        reward: Reward,
    ) -> Result<u32, Code> {
        let mut input = activity(self.suite.now());
        input.service.end = input.service.start + planned * 60;
        input.registration.end = input.service.end;
        (input.payer, input.admission, input.reward) = (Payer::Issuance, Admission::Automatic, reward);
        let id = self.suite.publish(self.staff, input)?;
        let (staff, reviewer) = (self.staff, self.reviewer);
        self.suite.activity(reviewer, Scope::Office, &Activities::Approve { id, revision: 1 })?;
        let enrol = Activities::Enrol { id, openings: vec![] };
        self.suite.activity(participant, Scope::Everyday, &enrol)?;
        for (side, seconds) in [(AttendanceSide::Start, planned * 60 - 30), (AttendanceSide::End, 0)] {
            let record = Activities::RecordAttendance { id, participant, side };
            self.suite.activity(staff, Scope::Office, &record)?;
            self.suite.advance(seconds);
        }
        let confirm = |minutes| Activities::ConfirmMinutes { id, participant, minutes };
        self.suite.activity(participant, Scope::Everyday, &confirm(claimed))?;
        self.suite.activity(staff, Scope::Office, &confirm(confirmed))?;
        let rate = Activities::Rate { id, participant, score: 5, comment: None };
        for by in [participant, staff] {
            self.suite.activity(by, Scope::Everyday, &rate)?;
        }
        self.suite.activity(staff, Scope::Office, &Activities::Settle { id, participant })?;
        let query = QueryMsg::Receipt { id, participant };
        let receipt: ReceiptResponse = self.suite.query(Contract::ActivityRegistry, &query);
        Ok(receipt.receipt.unwrap().paid)
    }

    fn hourly(&mut self, participant: MemberId, planned: u64, said: (u32, u32)) -> String {
        told(self.service(participant, planned, said, Reward::PerHour { minutes: 60 }))
    }

    /// What somebody pays from the own balance, once it is approved.
    fn publishes(&mut self, member: MemberId) -> String {
        let mut input = activity(self.suite.now());
        input.reward = Reward::PerParticipant { minutes: 120 };
        let before = self.suite.balance(member);
        let published = self.suite.publish(member, input);
        told(published.map(|_| before - self.suite.balance(member)))
    }

    /// An hour as a gift: what has arrived, or whether it waits.
    fn gift(&mut self, from: MemberId, to: MemberId, degree: Option<u8>) -> String {
        if let Some(degree) = degree {
            let commitment = kin_commitment(from, to, degree, &SALT);
            let propose = Members::ProposeKin { other: to, commitment: commitment.into() };
            self.suite.act(from, Scope::Owner, Contract::MemberRegistry, &propose).unwrap();
            let accept = Members::AcceptKin(OfCommitment { commitment: commitment.into() });
            self.suite.act(to, Scope::Owner, Contract::MemberRegistry, &accept).unwrap();
        }
        let kin = degree.map(|degree| KinOpening { degree, salt: Binary::from(SALT) });
        let before = self.suite.balance(to);
        let given =
            self.suite.act(from, Scope::Owner, Contract::TimeToken, &Token::Gift { to, minutes: 60, kin });
        match given {
            Err(code) => code.text().into(),
            Ok(events) if events.iter().any(|event| matches!(event, Event::GiftOffered { .. })) => {
                let gift = events.iter().find_map(|event| match event {
                    Event::GiftOffered { gift, .. } => Some(*gift),
                    _ => None,
                });
                assert_eq!(self.suite.balance(to), before);
                let accept = Token::AcceptGift { gift: gift.unwrap() };
                self.suite.act(to, Scope::Everyday, Contract::TimeToken, &accept).unwrap();
                format!("{} when accepted", self.suite.balance(to) - before)
            }
            Ok(_) => (self.suite.balance(to) - before).to_string(),
        }
    }

    fn fund(&self) -> u128 {
        let query = time_token::QueryMsg::Guarantee { branch: 1 };
        self.suite.query::<_, GuaranteeResponse>(Contract::TimeToken, &query).fund.u128()
    }

    /// What has come to somebody and to the fund since.
    fn since(&self, member: MemberId, (balance, fund): (u128, u128)) -> String {
        format!("{} kept, {} to the fund", self.suite.balance(member) - balance, self.fund() - fund)
    }
}

fn told<T: ToString>(result: Result<T, Code>) -> String {
    result.map_or_else(|code| code.text().into(), |value| value.to_string())
}

/// The story, with what the contracts make of it.
fn tell(pack: &Pack) -> Results {
    let mut story = Story::new(pack);
    let mut lines: Results = vec![];
    let volunteer = |story: &mut Story| story.member(AgeClass::From60, 0);

    let somebody = volunteer(&mut story);
    lines.push(("118 and 122 minutes of service", story.hourly(somebody, 120, (118, 122))));
    let somebody = volunteer(&mut story);
    lines.push(("50 minutes of service", story.hourly(somebody, 60, (50, 50))));
    let somebody = volunteer(&mut story);
    lines.push(("95 minutes of service", story.hourly(somebody, 120, (95, 95))));
    let somebody = volunteer(&mut story);
    lines.push(("3 hours of service", story.hourly(somebody, 180, (180, 180))));
    for (line, age) in [
        ("a student serves an hour", AgeClass::Under18),
        ("somebody of 40 serves an hour", AgeClass::Under60),
    ] {
        let somebody = story.member(age, 0);
        lines.push((line, story.hourly(somebody, 60, (60, 60))));
    }

    for (line, age) in [
        ("somebody of 40 pays 2 hours", AgeClass::Under60),
        ("somebody of 62 pays 2 hours", AgeClass::From60),
        ("somebody of 66 pays 2 hours", AgeClass::From65),
    ] {
        let somebody = story.member(age, 6_600);
        lines.push((line, story.publishes(somebody)));
    }
    let somebody = story.member(AgeClass::From80, 600);
    lines.push(("2 hours out of 10 are paid", story.publishes(somebody)));

    let giver = story.member(AgeClass::From65, 6_600);
    for (line, degree) in [
        ("an hour for one's mother", Some(1)),
        ("an hour for a cousin", Some(2)),
        ("an hour for a neighbour", None),
    ] {
        let to = story.member(AgeClass::From65, 0);
        lines.push((line, story.gift(giver, to, degree)));
    }
    let before = story.fund();
    let donate = Token::Donate { minutes: 45 };
    story.suite.act(giver, Scope::Owner, Contract::TimeToken, &donate).unwrap();
    lines.push(("45 minutes donated", (story.fund() - before).to_string()));

    for (line, most) in
        [("an hour earned at nearly 600 h", 36_000), ("an hour earned at nearly 1500 h", 90_000)]
    {
        let most = pack.transfers.balance_cap.map_or(most, |cap| cap.min(most));
        let rich = story.member(AgeClass::From60, most - 20);
        let before = (story.suite.balance(rich), story.fund());
        story.service(rich, 60, (60, 60), Reward::PerHour { minutes: 60 }).unwrap();
        lines.push((line, story.since(rich, before)));
    }
    let most = pack.transfers.balance_cap.unwrap_or(90_000);
    let rich = story.member(AgeClass::From60, most - 20);
    let before = (story.suite.balance(rich), story.fund());
    let given = story.gift(giver, rich, Some(1));
    lines.push(("an hour for one's mother at the cap", format!("{given}; {}", story.since(rich, before))));

    lines.push(("grants to somebody of 80 in 13 months", grants(&mut story)));
    lines.push(("5 days of service, then early enrolment", early(&mut story)));
    lines.push(("what somebody who died had goes", death(&mut story)));

    let swept = story.suite.members[&giver].account.clone();
    let before = story.suite.balance(giver);
    story.suite.advance(6 * 365 * DAY);
    let anybody = story.suite.operators[&2].clone();
    story.suite.execute(&anybody, Contract::TimeToken, &Token::Sweep { accounts: vec![swept] }).unwrap();
    lines.push(("minutes that end within 6 years", (before - story.suite.balance(giver)).to_string()));
    story.suite.check_all();
    lines
}

fn grants(story: &mut Story) -> String {
    let elder = story.member(AgeClass::From80, 0);
    let mut codes = vec![];
    for wait in [1, 395] {
        codes.push(story.suite.grant(story.staff, elder).err().map_or("given", Code::text));
        story.suite.advance(wait * DAY);
    }
    codes.push(story.suite.grant(story.staff, elder).err().map_or("given", Code::text));
    format!("{}: {}", story.suite.balance(elder), codes.join(", "))
}

/// Earns the first star, and enrols before others may: until an hour before, and not earlier.
fn early(story: &mut Story) -> String {
    let volunteer = story.member(AgeClass::From60, 0);
    for _ in 0..5 {
        story.service(volunteer, 1_440, (1_440, 1_440), Reward::PerParticipant { minutes: 60 }).unwrap();
        story.suite.advance(DAY / 2);
    }
    let anybody = story.suite.operators[&2].clone();
    for _ in 0..6 {
        let follow = Reputation::Follow { limit: None };
        story.suite.execute(&anybody, Contract::Reputation, &follow).unwrap();
    }
    let query = ReputationQuery::Standing { member: volunteer };
    let standing: StandingResponse = story.suite.query(Contract::Reputation, &query);
    let other = story.member(AgeClass::From60, 0);
    let mut input = activity(story.suite.now());
    (input.payer, input.admission, input.seats) = (Payer::Issuance, Admission::Automatic, 3);
    for window in [&mut input.registration, &mut input.service] {
        (window.start, window.end) = (window.start + 2 * 3_600, window.end + 2 * 3_600);
    }
    let id = story.suite.publish(story.staff, input).unwrap();
    let approve = Activities::Approve { id, revision: 1 };
    story.suite.activity(story.reviewer, Scope::Office, &approve).unwrap();
    let enrol = Activities::Enrol { id, openings: vec![] };
    let mut said = vec![standing.stars.to_string()];
    for (wait, member) in [(0, volunteer), (5_400, other), (0, volunteer)] {
        story.suite.advance(wait);
        said.push(told(story.suite.activity(member, Scope::Everyday, &enrol).map(|_| "enrolled")));
    }
    said.join(", ")
}

fn death(story: &mut Story) -> String {
    let (member, heir) = (story.member(AgeClass::From80, 300), story.member(AgeClass::Under60, 0));
    let before = (story.suite.balance(heir), story.fund());
    let propose = Members::Propose { action: Action::ReportDeath { member, heir: Some(heir) } };
    let opened = story.suite.act(story.staff, Scope::Office, Contract::MemberRegistry, &propose).unwrap();
    let case = opened.iter().find_map(|event| match event {
        Event::CaseOpened { case, .. } => Some(*case),
        _ => None,
    });
    let decide = Members::Decide(Decision { id: case.unwrap(), approve: true, reason: String::new() });
    story.suite.act(story.away, Scope::Office, Contract::MemberRegistry, &decide).unwrap();
    assert_eq!(story.suite.balance(member), 0);
    story.since(heir, before)
}

/// By line, in the order of [`PACKS`]. None of the six ends TIME; the walk goes under one that does.
const EXPECTED: &[(&str, [&str; 6])] = &[
    ("118 and 122 minutes of service", ["120", "120", "120", "120", "120", "120"]),
    ("50 minutes of service", ["50", "45", "50", "50", "0", "0"]),
    ("95 minutes of service", ["95", "90", "95", "95", "60", "60"]),
    ("3 hours of service", ["180", "180", "180", "180", "180", "enrolment.earn_cap"]),
    ("a student serves an hour", ["60", "60", "activity.age", "activity.age", "60", "activity.age"]),
    ("somebody of 40 serves an hour", ["60", "60", "60", "60", "60", "activity.age"]),
    (
        "somebody of 40 pays 2 hours",
        ["120", "activity.age", "activity.age", "activity.age", "120", "activity.age"],
    ),
    ("somebody of 62 pays 2 hours", ["120", "120", "120", "activity.age", "120", "120"]),
    ("somebody of 66 pays 2 hours", ["120", "120", "120", "120", "120", "120"]),
    ("2 hours out of 10 are paid", ["120", "120", "120", "120", "time.redeem", "120"]),
    ("an hour for one's mother", ["60", "60", "60", "60 when accepted", "gift.none", "60"]),
    ("an hour for a cousin", ["60", "gift.kin", "gift.kin", "60 when accepted", "gift.none", "60"]),
    ("an hour for a neighbour", ["60", "gift.kin", "gift.kin", "60 when accepted", "gift.none", "gift.kin"]),
    ("45 minutes donated", ["45", "45", "45", "45", "45", "45"]),
    (
        "an hour earned at nearly 600 h",
        [
            "60 kept, 0 to the fund",
            "60 kept, 0 to the fund",
            "60 kept, 0 to the fund",
            "60 kept, 0 to the fund",
            "60 kept, 0 to the fund",
            "20 kept, 40 to the fund",
        ],
    ),
    (
        "an hour earned at nearly 1500 h",
        [
            "60 kept, 0 to the fund",
            "20 kept, 40 to the fund",
            "60 kept, 0 to the fund",
            "60 kept, 0 to the fund",
            "20 kept, 40 to the fund",
            "20 kept, 40 to the fund",
        ],
    ),
    (
        "an hour for one's mother at the cap",
        [
            "60; 60 kept, 0 to the fund",
            "20; 20 kept, 40 to the fund",
            "60; 60 kept, 0 to the fund",
            "60 when accepted; 60 kept, 0 to the fund",
            "gift.none; 0 kept, 0 to the fund",
            "20; 20 kept, 40 to the fund",
        ],
    ),
    (
        "grants to somebody of 80 in 13 months",
        [
            "600: given, grant.taken, grant.taken",
            "1200: given, grant.taken, given",
            "0: grant.rule_unknown, grant.rule_unknown, grant.rule_unknown",
            "0: grant.rule_unknown, grant.rule_unknown, grant.rule_unknown",
            "0: grant.rule_unknown, grant.rule_unknown, grant.rule_unknown",
            "0: grant.rule_unknown, grant.rule_unknown, grant.rule_unknown",
        ],
    ),
    (
        "5 days of service, then early enrolment",
        [
            "1, enrolment.closed, enrolment.closed, enrolled",
            "1, enrolment.closed, enrolment.closed, enrolled",
            "1, enrolment.closed, enrolment.closed, enrolled",
            "1, enrolment.closed, enrolment.closed, enrolled",
            "1, enrolment.closed, enrolment.closed, enrolled",
            "1, enrolment.closed, enrolment.closed, enrolled",
        ],
    ),
    (
        "what somebody who died had goes",
        [
            "300 kept, 0 to the fund",
            "300 kept, 0 to the fund",
            "300 kept, 0 to the fund",
            "300 kept, 0 to the fund",
            "0 kept, 300 to the fund",
            "300 kept, 0 to the fund",
        ],
    ),
    ("minutes that end within 6 years", ["0", "0", "0", "0", "0", "0"]),
];

#[test]
fn the_same_story_ends_as_each_pack_says_and_as_no_other_does() {
    let told: Vec<Results> =
        PACKS.iter().map(|(_, json)| tell(&cosmwasm_std::from_json(json).unwrap())).collect();
    for (number, (name, _)) in PACKS.iter().enumerate() {
        println!("{name}: {:#?}", told[number]);
    }
    let expected = |number: usize| -> Vec<(&str, String)> {
        EXPECTED.iter().map(|(line, packs)| (*line, packs[number].to_owned())).collect()
    };
    for (number, (name, _)) in PACKS.iter().enumerate() {
        assert_eq!(told[number], expected(number), "{name}");
        for (other, (other_name, _)) in PACKS.iter().enumerate().filter(|(other, _)| *other != number) {
            assert_ne!(told[other], expected(number), "{name}'s figures are {other_name}'s too");
        }
    }
}
