//! A random walk through the whole system: after every step the ledger's invariants hold, no digest counts twice, and a
//! terminal state never changes (J3, B, F3). The number of steps can be raised by `TIMEBANK_WALKS` (walks of 160 steps).
#![allow(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::collections::BTreeMap;
use timebank_api::activity_registry::{
    ActivitiesResponse, Admission, EnrolmentState, EnrolmentsResponse, ExecuteMsg, Payer, QueryMsg, Reward,
    State, Verdict, Window,
};
use timebank_api::permission::Contract;
use timebank_api::record::AgeClass;
use timebank_api::{time_token, ActivityId, MemberId, Role};
use timebank_intent::{AttendanceSide, Scope, SignedIntent};
use timebank_testing::{activity, Suite};

const STEPS: usize = 160;

/// One thing somebody tries. Numbers are taken modulo what exists, so that most steps make sense and many do not.
#[derive(Debug, Clone)]
enum Step {
    /// Takes one activity or participant one step further on the usual way.
    Forward {
        which: u64,
        minutes: u32,
    },
    Register {
        branch: u32,
    },
    OwnerKey {
        member: u64,
    },
    Grant {
        member: u64,
    },
    Publish {
        member: u64,
        seats: u16,
        per_hour: bool,
        minutes: u32,
        issuance: bool,
        automatic: bool,
        length: u64,
    },
    Edit {
        activity: u64,
        seats: u16,
    },
    Submit {
        activity: u64,
    },
    Withdraw {
        activity: u64,
    },
    Review {
        activity: u64,
        approve: bool,
    },
    TakeDown {
        activity: u64,
    },
    Enrol {
        activity: u64,
        member: u64,
    },
    Leave {
        activity: u64,
        member: u64,
    },
    Admit {
        activity: u64,
        member: u64,
        admit: bool,
    },
    CheckIn {
        activity: u64,
        member: u64,
    },
    CheckOut {
        activity: u64,
        member: u64,
    },
    Record {
        activity: u64,
        member: u64,
        end: bool,
    },
    Confirm {
        activity: u64,
        member: u64,
        minutes: u32,
        payer: bool,
    },
    Resolve {
        activity: u64,
        member: u64,
        minutes: u32,
    },
    Rate {
        activity: u64,
        member: u64,
        score: u8,
        payer: bool,
    },
    Settle {
        activity: u64,
        member: u64,
    },
    Transfer {
        from: u64,
        to: u64,
        minutes: u64,
    },
    Burn {
        from: u64,
        minutes: u64,
    },
    Replay {
        which: usize,
    },
    Wrong {
        member: u64,
        scope: u8,
        what: u8,
        activity: u64,
    },
    Wait {
        seconds: u64,
    },
    Tick,
}

fn step() -> impl Strategy<Value = Step> {
    let a = || any::<u64>();
    let m = || any::<u64>();
    prop_oneof![
        90 => (any::<u64>(), 0u32..160).prop_map(|(which, minutes)| Step::Forward { which, minutes }),
        2 => (1u32..3).prop_map(|branch| Step::Register { branch }),
        2 => m().prop_map(|member| Step::OwnerKey { member }),
        3 => m().prop_map(|member| Step::Grant { member }),
        5 => (m(), 1u16..4, any::<bool>(), 1u32..130, prop::bool::weighted(0.3), any::<bool>(), 3_600u64..20_000).prop_map(
            |(member, seats, per_hour, minutes, issuance, automatic, length)| Step::Publish {
                member, seats, per_hour, minutes, issuance, automatic, length,
            }
        ),
        2 => (a(), 1u16..4).prop_map(|(activity, seats)| Step::Edit { activity, seats }),
        2 => a().prop_map(|activity| Step::Submit { activity }),
        1 => a().prop_map(|activity| Step::Withdraw { activity }),
        6 => (a(), prop::bool::weighted(0.85)).prop_map(|(activity, approve)| Step::Review { activity, approve }),
        1 => a().prop_map(|activity| Step::TakeDown { activity }),
        9 => (a(), m()).prop_map(|(activity, member)| Step::Enrol { activity, member }),
        2 => (a(), m()).prop_map(|(activity, member)| Step::Leave { activity, member }),
        5 => (a(), m(), prop::bool::weighted(0.8)).prop_map(|(activity, member, admit)| Step::Admit { activity, member, admit }),
        8 => (a(), m()).prop_map(|(activity, member)| Step::CheckIn { activity, member }),
        8 => (a(), m()).prop_map(|(activity, member)| Step::CheckOut { activity, member }),
        3 => (a(), m(), any::<bool>()).prop_map(|(activity, member, end)| Step::Record { activity, member, end }),
        12 => (a(), m(), 0u32..160, any::<bool>())
            .prop_map(|(activity, member, minutes, payer)| Step::Confirm { activity, member, minutes, payer }),
        2 => (a(), m(), 0u32..160).prop_map(|(activity, member, minutes)| Step::Resolve { activity, member, minutes }),
        6 => (a(), m(), 0u8..7, any::<bool>()).prop_map(|(activity, member, score, payer)| Step::Rate { activity, member, score, payer }),
        8 => (a(), m()).prop_map(|(activity, member)| Step::Settle { activity, member }),
        2 => (m(), m(), 0u64..700).prop_map(|(from, to, minutes)| Step::Transfer { from, to, minutes }),
        1 => (m(), 0u64..100).prop_map(|(from, minutes)| Step::Burn { from, minutes }),
        3 => any::<usize>().prop_map(|which| Step::Replay { which }),
        3 => (m(), 0u8..3, 0u8..5, a()).prop_map(|(member, scope, what, activity)| Step::Wrong { member, scope, what, activity }),
        8 => prop_oneof![Just(20u64), Just(20), Just(120), Just(900)].prop_map(|seconds| Step::Wait { seconds }),
        1 => prop_oneof![Just(90_000u64), Just(300_000)].prop_map(|seconds| Step::Wait { seconds }),
        4 => Just(Step::Tick),
    ]
}

/// Three times of four something fitting, if there is anything, and else anything.
fn pick(number: u64, fitting: Vec<u64>, all: Vec<u64>) -> Option<u64> {
    let from = if number.is_multiple_of(4) || fitting.is_empty() { all } else { fitting };
    let index = (number / 4) as usize % from.len().max(1);
    from.get(index).copied()
}

struct Walk {
    suite: Suite,
    reviewer: MemberId,
    staff: MemberId,
    sent: Vec<SignedIntent>,
    finished: BTreeMap<ActivityId, State>,
    settled: BTreeMap<(ActivityId, MemberId), u32>,
    done: usize,
}

impl Walk {
    fn new() -> Self {
        let mut suite = Suite::new();
        let reviewer = suite.register(1, AgeClass::Under60);
        suite.appoint(reviewer, &[Role::Reviewer]);
        let staff = suite.register(1, AgeClass::Under60);
        suite.appoint(staff, &[Role::BranchAdministrator, Role::Publisher]);
        for _ in 0..3 {
            let member = suite.member_with_owner_key(1);
            suite.grant(staff, member).unwrap();
        }
        let (sent, finished, settled) = Default::default();
        Walk { suite, reviewer, staff, sent, finished, settled, done: 0 }
    }

    /// An existing member; numbers beyond come round.
    fn member(&self, number: u64) -> MemberId {
        number % self.suite.members.len() as u64 + 1
    }

    /// One of the six newest activities: three times of four one in the wanted state, if there is one.
    fn activity(&self, number: u64, wanted: State) -> ActivityId {
        let query = QueryMsg::Activities { start_after: None, limit: Some(6), descending: Some(true) };
        let page: ActivitiesResponse = self.suite.query(Contract::ActivityRegistry, &query);
        let fitting =
            page.activities.iter().filter(|activity| activity.state == wanted).map(|activity| activity.id);
        pick(number, fitting.collect(), page.activities.iter().map(|activity| activity.id).collect())
            .unwrap_or(1)
    }

    /// A participant of an activity: three times of four one in a wanted state, if there is one, else anybody anywhere.
    fn participant(&self, activity: u64, member: u64, wanted: &[EnrolmentState]) -> (ActivityId, MemberId) {
        let newest = self.newest();
        let mut fitting = Vec::new();
        for id in newest.saturating_sub(5).max(1)..=newest {
            let query = QueryMsg::Enrolments { id, start_after: None, limit: Some(30) };
            let page: EnrolmentsResponse = self.suite.query(Contract::ActivityRegistry, &query);
            let here = page.enrolments.iter().filter(|enrolment| wanted.contains(&enrolment.state));
            fitting.extend(here.map(|enrolment| (id, enrolment.participant)));
        }
        if member.is_multiple_of(4) || fitting.is_empty() {
            return (self.activity(activity, State::Approved), self.member(member / 4));
        }
        fitting[(member / 4) as usize % fitting.len()]
    }

    fn newest(&self) -> u64 {
        let query = QueryMsg::Activities { start_after: None, limit: Some(1), descending: Some(true) };
        let page: ActivitiesResponse = self.suite.query(Contract::ActivityRegistry, &query);
        page.activities.first().map_or(0, |activity| activity.id)
    }

    fn act<M: serde::Serialize>(&mut self, member: MemberId, scope: Scope, contract: Contract, msg: &M) {
        let branch = self.suite.members[&member].branch;
        let intent = self.suite.intent(member, scope, contract, msg);
        // A nonce of a key that does not exist yet is not spent; take it back so that the lane does not run dry.
        let (outcomes, _) = self.suite.relay(branch, std::slice::from_ref(&intent));
        match &outcomes[0] {
            timebank_api::proxy::Outcome::Rejected(code) => {
                assert_eq!(code, "key.missing", "an honest intent was rejected");
                self.suite.give_back_nonce(member, scope);
            }
            timebank_api::proxy::Outcome::Done => {
                self.done += 1;
                self.sent.push(intent);
            }
            timebank_api::proxy::Outcome::Failed(code) => {
                assert_ne!(code, "system.internal");
                assert_ne!(code, "system.overflow");
                self.sent.push(intent);
            }
        }
    }

    fn registry(&mut self, member: MemberId, scope: Scope, msg: ExecuteMsg) {
        self.act(member, scope, Contract::ActivityRegistry, &msg);
    }

    /// Whoever published, and the scope in which the payer's side acts.
    fn payer(&self, id: ActivityId) -> (MemberId, Scope) {
        let query = QueryMsg::Activities { start_after: Some(id - 1), limit: Some(1), descending: None };
        let page: ActivitiesResponse = self.suite.query(Contract::ActivityRegistry, &query);
        page.activities.first().map_or((1, Scope::Owner), |activity| {
            let scope = if activity.activity.payer == Payer::Issuance { Scope::Office } else { Scope::Owner };
            (activity.publisher, scope)
        })
    }

    fn input(&self, seats: u16, length: u64) -> timebank_api::activity_registry::ActivityInput {
        let now = self.suite.now();
        let mut input = activity(now);
        input.seats = seats;
        input.service = Window { start: now + 120, end: now + 120 + length };
        input.registration = Window { start: now, end: now + 120 + length };
        input
    }

    fn take(&mut self, step: Step) {
        let now = self.suite.now();
        match step {
            Step::Forward { which, minutes } => self.forward(which, minutes),
            Step::Register { branch } => {
                if self.suite.members.len() < 9 {
                    self.suite.register(branch, AgeClass::From80);
                }
            }
            Step::OwnerKey { member } => {
                let member = self.member(member);
                let _ = self.suite.set_owner_key(member);
            }
            Step::Grant { member } => {
                let msg =
                    time_token::ExecuteMsg::Grant { member: self.member(member), rule: "elder-80".into() };
                self.act(self.staff, Scope::Office, Contract::TimeToken, &msg);
            }
            Step::Publish { member, seats, per_hour, minutes, issuance, automatic, length } => {
                let mut input = self.input(seats, length);
                input.reward =
                    if per_hour { Reward::PerHour { minutes } } else { Reward::PerParticipant { minutes } };
                input.admission = if automatic { Admission::Automatic } else { Admission::ByAdministrator };
                input.payer = if issuance { Payer::Issuance } else { Payer::OwnBalance };
                let (member, scope) =
                    if issuance { (self.staff, Scope::Office) } else { (self.member(member), Scope::Owner) };
                self.registry(member, scope, ExecuteMsg::Publish { activity: input });
            }
            Step::Edit { activity, seats } => {
                let id = self.activity(activity, State::Approved);
                let (publisher, scope) = self.payer(id);
                let revision = self.revision(id);
                let mut input = self.input(seats, 3_600);
                input.payer = if scope == Scope::Office { Payer::Issuance } else { Payer::OwnBalance };
                self.registry(publisher, scope, ExecuteMsg::Edit { id, revision, activity: input });
            }
            Step::Submit { activity } => {
                let id = self.activity(activity, State::Returned);
                let (publisher, scope) = self.payer(id);
                let revision = self.revision(id);
                self.registry(publisher, scope, ExecuteMsg::Submit { id, revision });
            }
            Step::Withdraw { activity } => {
                let id = self.activity(activity, State::Approved);
                let (publisher, scope) = self.payer(id);
                self.registry(publisher, scope, ExecuteMsg::Withdraw { id, reason: "changed".into() });
            }
            Step::Review { activity, approve } => {
                let id = self.activity(activity, State::Submitted);
                let revision = self.revision(id);
                let msg = if approve {
                    ExecuteMsg::Approve { id, revision }
                } else {
                    ExecuteMsg::Return { id, revision, reason: "unclear".into() }
                };
                self.registry(self.reviewer, Scope::Office, msg);
            }
            Step::TakeDown { activity } => {
                let id = self.activity(activity, State::Approved);
                self.registry(
                    self.staff,
                    Scope::Office,
                    ExecuteMsg::TakeDown { id, reason: "abnormal".into() },
                );
            }
            Step::Enrol { activity, member } => {
                let (id, member) = (self.activity(activity, State::Approved), self.member(member));
                self.registry(member, Scope::Everyday, ExecuteMsg::Enrol { id, openings: vec![] });
            }
            Step::Leave { activity, member } => {
                let (id, member) = self.participant(
                    activity,
                    member,
                    &[EnrolmentState::Waitlisted, EnrolmentState::Enrolled, EnrolmentState::Admitted],
                );
                self.registry(member, Scope::Everyday, ExecuteMsg::WithdrawEnrolment { id });
            }
            Step::Admit { activity, member, admit } => {
                let (id, participant) = self.participant(activity, member, &[EnrolmentState::Enrolled]);
                let (publisher, scope) = self.payer(id);
                let msg = if admit {
                    ExecuteMsg::Admit { id, participant }
                } else {
                    ExecuteMsg::Decline { id, participant, reason: "full".into() }
                };
                self.registry(publisher, scope, msg);
            }
            Step::CheckIn { activity, member } => {
                let (id, member) = self.participant(activity, member, &[EnrolmentState::Admitted]);
                let code = self.suite.code(id, AttendanceSide::Start);
                self.registry(member, Scope::Everyday, ExecuteMsg::CheckIn { id, code });
            }
            Step::CheckOut { activity, member } => {
                let (id, member) = self.participant(activity, member, &[EnrolmentState::Attending]);
                let code = self.suite.code(id, AttendanceSide::End);
                self.registry(member, Scope::Everyday, ExecuteMsg::CheckOut { id, code });
            }
            Step::Record { activity, member, end } => {
                use timebank_api::activity_registry::AttendanceSide::{End, Start};
                let (id, participant) = self.participant(
                    activity,
                    member,
                    &[EnrolmentState::Admitted, EnrolmentState::Attending],
                );
                let (publisher, scope) = self.payer(id);
                let side = if end { End } else { Start };
                self.registry(publisher, scope, ExecuteMsg::RecordAttendance { id, participant, side });
            }
            Step::Confirm { activity, member, minutes, payer } => {
                let (id, participant) = self.participant(activity, member, &[EnrolmentState::Attended]);
                let msg = ExecuteMsg::ConfirmMinutes { id, participant, minutes };
                let (publisher, scope) = self.payer(id);
                if payer {
                    self.registry(publisher, scope, msg);
                } else {
                    self.registry(participant, Scope::Everyday, msg);
                }
            }
            Step::Resolve { activity, member, minutes } => {
                let (id, participant) = self.participant(activity, member, &[EnrolmentState::Disputed]);
                self.registry(
                    self.reviewer,
                    Scope::Office,
                    ExecuteMsg::DecideDispute { id, participant, verdict: Verdict::Pay { minutes } },
                );
            }
            Step::Rate { activity, member, score, payer } => {
                let (id, participant) =
                    self.participant(activity, member, &[EnrolmentState::Attended, EnrolmentState::Agreed]);
                let by = if payer { self.payer(id).0 } else { participant };
                self.registry(
                    by,
                    Scope::Everyday,
                    ExecuteMsg::Rate { id, participant, score, comment: None },
                );
            }
            Step::Settle { activity, member } => {
                let (id, participant) = self.participant(activity, member, &[EnrolmentState::Agreed]);
                let (publisher, scope) = self.payer(id);
                self.registry(publisher, scope, ExecuteMsg::Settle { id, participant });
            }
            Step::Transfer { from, to, minutes } => {
                let (from, to) = (self.member(from), self.member(to));
                let recipient = self.suite.members[&to].account.clone();
                let msg = time_token::ExecuteMsg::Transfer { recipient, amount: minutes.into() };
                self.act(from, Scope::Owner, Contract::TimeToken, &msg);
            }
            Step::Burn { from, minutes } => {
                let from = self.member(from);
                let msg = time_token::ExecuteMsg::Burn { amount: minutes.into() };
                self.act(from, Scope::Owner, Contract::TimeToken, &msg);
            }
            Step::Replay { which } => {
                if let Some(intent) = self.sent.get(which % self.sent.len().max(1)).cloned() {
                    let (outcomes, _) = self.suite.relay(2, &[intent]);
                    assert!(matches!(outcomes[0], timebank_api::proxy::Outcome::Rejected(_)), "replayed");
                }
            }
            Step::Wrong { member, scope, what, activity } => {
                // Somebody does what is not theirs; whatever comes of it, the invariants hold.
                let (member, id) = (self.member(member), self.activity(activity, State::Approved));
                let scope = Scope::from_byte(scope).unwrap();
                let participant = self.member(member / 2);
                let revision = self.revision(id);
                let msg = match what {
                    0 => ExecuteMsg::Settle { id, participant },
                    1 => ExecuteMsg::Approve { id, revision },
                    2 => ExecuteMsg::Withdraw { id, reason: "mine".into() },
                    3 => {
                        ExecuteMsg::DecideDispute { id, participant, verdict: Verdict::Pay { minutes: 100 } }
                    }
                    _ => ExecuteMsg::Admit { id, participant },
                };
                self.registry(member, scope, msg);
            }
            Step::Wait { seconds } => self.suite.advance(seconds),
            Step::Tick => {
                let anybody = self.suite.operators[&2].clone();
                let tick = ExecuteMsg::Tick { limit: None };
                self.suite.execute(&anybody, Contract::ActivityRegistry, &tick).unwrap();
            }
        }
        assert!(self.suite.now() >= now);
    }

    /// What comes next for one of the newest activities, or for one of its participants.
    fn forward(&mut self, which: u64, minutes: u32) {
        use timebank_api::activity_registry::AttendanceSide::{End, Start};
        let query = QueryMsg::Activities { start_after: None, limit: Some(4), descending: Some(true) };
        let page: ActivitiesResponse = self.suite.query(Contract::ActivityRegistry, &query);
        let open = page
            .activities
            .iter()
            .filter(|activity| !matches!(activity.state, State::Settled | State::Cancelled));
        let open: Vec<_> = open.collect();
        let Some(activity) = open.get(which as usize % open.len().max(1)) else { return };
        let (id, revision) = (activity.id, activity.revision);
        let (publisher, scope) = self.payer(id);
        let number = which / 4;
        match activity.state {
            State::Submitted => {
                return self.registry(self.reviewer, Scope::Office, ExecuteMsg::Approve { id, revision })
            }
            State::Draft | State::Returned => {
                return self.registry(publisher, scope, ExecuteMsg::Submit { id, revision })
            }
            _ => (),
        }
        let query = QueryMsg::Enrolments { id, start_after: None, limit: Some(30) };
        let page: EnrolmentsResponse = self.suite.query(Contract::ActivityRegistry, &query);
        let going = page.enrolments.iter().filter(|enrolment| {
            use EnrolmentState::{Declined, Settled, Waitlisted, Withdrawn};
            !matches!(enrolment.state, Declined | Settled | Waitlisted | Withdrawn)
        });
        let going: Vec<_> = going.collect();
        let Some(enrolment) = going.get(number as usize % (going.len() + 1)) else {
            let member = self.member(number);
            return self.registry(member, Scope::Everyday, ExecuteMsg::Enrol { id, openings: vec![] });
        };
        let participant = enrolment.participant;
        match enrolment.state {
            EnrolmentState::Enrolled => {
                self.registry(publisher, scope, ExecuteMsg::Admit { id, participant })
            }
            EnrolmentState::Admitted if number.is_multiple_of(3) => {
                self.registry(
                    publisher,
                    scope,
                    ExecuteMsg::RecordAttendance { id, participant, side: Start },
                );
            }
            EnrolmentState::Admitted => {
                let code = self.suite.code(id, AttendanceSide::Start);
                self.registry(participant, Scope::Everyday, ExecuteMsg::CheckIn { id, code });
            }
            EnrolmentState::Attending if number.is_multiple_of(3) => {
                self.registry(publisher, scope, ExecuteMsg::RecordAttendance { id, participant, side: End });
            }
            EnrolmentState::Attending => {
                self.suite.advance(20);
                let code = self.suite.code(id, AttendanceSide::End);
                self.registry(participant, Scope::Everyday, ExecuteMsg::CheckOut { id, code });
            }
            EnrolmentState::Attended if enrolment.claimed.is_none() => {
                self.registry(
                    participant,
                    Scope::Everyday,
                    ExecuteMsg::ConfirmMinutes { id, participant, minutes },
                );
            }
            EnrolmentState::Attended => {
                let claimed = enrolment.claimed.unwrap_or_default();
                let minutes = if number.is_multiple_of(4) { minutes } else { claimed + 3 };
                self.registry(publisher, scope, ExecuteMsg::ConfirmMinutes { id, participant, minutes });
            }
            EnrolmentState::Disputed => {
                self.registry(
                    self.reviewer,
                    Scope::Office,
                    ExecuteMsg::DecideDispute { id, participant, verdict: Verdict::Pay { minutes } },
                );
            }
            _ if enrolment.score_given.is_none() => {
                let rate = ExecuteMsg::Rate { id, participant, score: 4, comment: None };
                self.registry(participant, Scope::Everyday, rate);
            }
            _ if enrolment.score_received.is_none() => {
                let rate = ExecuteMsg::Rate { id, participant, score: 5, comment: None };
                self.registry(publisher, Scope::Everyday, rate);
            }
            _ => self.registry(publisher, scope, ExecuteMsg::Settle { id, participant }),
        }
    }

    fn revision(&self, id: ActivityId) -> u32 {
        let query = QueryMsg::Activities { start_after: Some(id - 1), limit: Some(1), descending: None };
        let page: ActivitiesResponse = self.suite.query(Contract::ActivityRegistry, &query);
        page.activities.first().map_or(1, |activity| activity.revision)
    }

    /// Terminal states absorb: what was finished or settled stays exactly that.
    fn check_terminal(&mut self) {
        for id in 1..=self.newest() {
            let query = QueryMsg::Activity { id };
            let activity: timebank_api::activity_registry::ActivityResponse =
                self.suite.query(Contract::ActivityRegistry, &query);
            if let Some(before) = self.finished.get(&id) {
                assert_eq!(before, &activity.state);
            }
            if matches!(activity.state, State::Settled | State::Cancelled) {
                self.finished.insert(id, activity.state);
            }
            let query = QueryMsg::Enrolments { id, start_after: None, limit: Some(30) };
            let page: EnrolmentsResponse = self.suite.query(Contract::ActivityRegistry, &query);
            for enrolment in page.enrolments {
                let key = (id, enrolment.participant);
                let agreed = enrolment.agreed.unwrap_or_default();
                match self.settled.get(&key) {
                    Some(before) => assert_eq!((enrolment.state, *before), (EnrolmentState::Settled, agreed)),
                    None if enrolment.state == EnrolmentState::Settled => {
                        self.settled.insert(key, agreed);
                    }
                    None => (),
                }
            }
        }
    }
}

#[test]
fn invariants_hold_after_every_step_of_a_random_walk() {
    let walks = std::env::var("TIMEBANK_WALKS").ok().and_then(|walks| walks.parse().ok()).unwrap_or(64);
    let mut runner = TestRunner::new(Config {
        cases: walks,
        failure_persistence: None,
        max_shrink_iters: 200,
        ..Config::default()
    });
    let reached = std::cell::RefCell::new((0usize, 0usize));
    runner
        .run(&prop::collection::vec(step(), STEPS), |steps| {
            let mut walk = Walk::new();
            walk.suite.check();
            for step in steps {
                walk.take(step);
                walk.suite.check();
                walk.check_terminal();
            }
            let mut reached = reached.borrow_mut();
            reached.0 += walk.done;
            reached.1 += walk.settled.len();
            Ok(())
        })
        .unwrap();
    // The walk is worth something only if it gets somewhere.
    let (done, settled) = reached.into_inner();
    assert!(done > walks as usize * 25, "only {done} steps were carried out");
    assert!(settled * 2 > walks as usize, "only {settled} services were settled");
}
