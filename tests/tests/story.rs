//! The main job on all contracts together (B1–B8, F1–F3), and what is refused on the way.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use timebank_api::activity_registry::{
    ActivityResponse, Admission, EnrolmentResponse, EnrolmentState, ExecuteMsg, Payer, QueryMsg,
    ReceiptResponse, State, Verdict,
};
use timebank_api::permission::Contract;
use timebank_api::proxy::Outcome;
use timebank_api::record::AgeClass;
use timebank_api::{time_token, ActivityId, Code, MemberId, Role};
use timebank_intent::{AttendanceSide, Scope};
use timebank_testing::{activity, Suite, CODE_PERIOD};

struct Scene {
    suite: Suite,
    reviewer: MemberId,
    administrator: MemberId,
    elder: MemberId,
    volunteer: MemberId,
}

/// An elder with 600 minutes, a volunteer, a reviewer and an administrator at branch 1.
fn scene() -> Scene {
    let mut suite = Suite::new();
    let reviewer = suite.register(1, AgeClass::Under60);
    suite.appoint(reviewer, &[Role::Reviewer]);
    let administrator = suite.register(1, AgeClass::Under60);
    suite.appoint(administrator, &[Role::BranchAdministrator, Role::Publisher]);
    let elder = suite.member_with_owner_key(1);
    let volunteer = suite.register(1, AgeClass::Under60);
    suite.grant(administrator, elder).unwrap();
    Scene { suite, reviewer, administrator, elder, volunteer }
}

impl Scene {
    fn approved(&mut self) -> ActivityId {
        let now = self.suite.now();
        let id = self.suite.publish(self.elder, activity(now)).unwrap();
        self.office(self.reviewer, &ExecuteMsg::Approve { id, revision: 1 }).unwrap();
        id
    }

    fn attended(&mut self) -> ActivityId {
        let id = self.approved();
        let participant = self.volunteer;
        self.everyday(participant, &ExecuteMsg::Enrol { id, openings: vec![] }).unwrap();
        self.owner(self.elder, &ExecuteMsg::Admit { id, participant }).unwrap();
        let code = self.suite.code(id, AttendanceSide::Start);
        self.everyday(participant, &ExecuteMsg::CheckIn { id, code }).unwrap();
        self.suite.advance(7_000);
        let code = self.suite.code(id, AttendanceSide::End);
        self.everyday(participant, &ExecuteMsg::CheckOut { id, code }).unwrap();
        id
    }

    fn agreed(&mut self) -> ActivityId {
        let id = self.attended();
        let participant = self.volunteer;
        self.everyday(participant, &ExecuteMsg::ConfirmMinutes { id, participant, minutes: 118 }).unwrap();
        self.owner(self.elder, &ExecuteMsg::ConfirmMinutes { id, participant, minutes: 122 }).unwrap();
        id
    }

    fn rated(&mut self) -> ActivityId {
        let id = self.agreed();
        let participant = self.volunteer;
        self.everyday(participant, &ExecuteMsg::Rate { id, participant, score: 5, comment: None }).unwrap();
        self.everyday(self.elder, &ExecuteMsg::Rate { id, participant, score: 4, comment: None }).unwrap();
        id
    }

    fn everyday(&mut self, member: MemberId, msg: &ExecuteMsg) -> Result<(), Code> {
        self.act(member, Scope::Everyday, msg)
    }

    fn owner(&mut self, member: MemberId, msg: &ExecuteMsg) -> Result<(), Code> {
        self.act(member, Scope::Owner, msg)
    }

    fn office(&mut self, member: MemberId, msg: &ExecuteMsg) -> Result<(), Code> {
        self.act(member, Scope::Office, msg)
    }

    /// One message, with the ledger's invariants checked before it is judged.
    fn act(&mut self, member: MemberId, scope: Scope, msg: &ExecuteMsg) -> Result<(), Code> {
        let result = self.suite.activity(member, scope, msg).map(|_| ());
        self.suite.check();
        result
    }

    fn get(&self, id: ActivityId) -> ActivityResponse {
        self.suite.query(Contract::ActivityRegistry, &QueryMsg::Activity { id })
    }

    fn enrolment(&self, id: ActivityId) -> EnrolmentResponse {
        let query = QueryMsg::Enrolment { id, participant: self.volunteer };
        self.suite.query(Contract::ActivityRegistry, &query)
    }
}

#[test]
fn an_hour_is_settled_from_publication_to_receipt() {
    let mut scene = scene();
    let id = scene.rated();
    assert_eq!(scene.suite.balance(scene.elder), 480);
    assert_eq!(scene.suite.check().escrow, 120);
    let participant = scene.volunteer;
    scene.owner(scene.elder, &ExecuteMsg::Settle { id, participant }).unwrap();
    assert_eq!(scene.suite.balance(scene.elder), 480);
    assert_eq!(scene.suite.balance(scene.volunteer), 120);
    assert_eq!(scene.suite.check().escrow, 0);
    assert_eq!(scene.get(id).state, State::Settled);
    let query = QueryMsg::Receipt { id, participant };
    let receipt: ReceiptResponse = scene.suite.query(Contract::ActivityRegistry, &query);
    let receipt = receipt.receipt.unwrap();
    assert_eq!((receipt.minutes, receipt.paid, receipt.returned), (120, 120, 0));
    assert_eq!((receipt.payer, receipt.participant), (scene.elder, scene.volunteer));
    assert!(receipt.ended - receipt.started >= 7_000);
}

#[test]
fn minutes_below_the_plan_give_the_rest_back() {
    let mut scene = scene();
    let id = scene.attended();
    let participant = scene.volunteer;
    scene.everyday(participant, &ExecuteMsg::ConfirmMinutes { id, participant, minutes: 90 }).unwrap();
    scene.owner(scene.elder, &ExecuteMsg::ConfirmMinutes { id, participant, minutes: 95 }).unwrap();
    assert_eq!(scene.enrolment(id).agreed, Some(93));
    scene.everyday(participant, &ExecuteMsg::Rate { id, participant, score: 5, comment: None }).unwrap();
    scene.everyday(scene.elder, &ExecuteMsg::Rate { id, participant, score: 5, comment: None }).unwrap();
    scene.owner(scene.elder, &ExecuteMsg::Settle { id, participant }).unwrap();
    assert_eq!(scene.suite.balance(scene.elder), 507);
    assert_eq!(scene.suite.balance(scene.volunteer), 93);
}

#[test]
fn settle_by_everyday_key_is_refused() {
    let mut scene = scene();
    let id = scene.rated();
    let participant = scene.volunteer;
    let settle = ExecuteMsg::Settle { id, participant };
    assert_eq!(scene.everyday(scene.elder, &settle), Err(Code::ScopeInsufficient));
    assert_eq!(scene.suite.balance(scene.volunteer), 0);
}

#[test]
fn settle_twice_is_refused() {
    let mut scene = scene();
    let id = scene.rated();
    let participant = scene.volunteer;
    scene.owner(scene.elder, &ExecuteMsg::Settle { id, participant }).unwrap();
    let again = scene.owner(scene.elder, &ExecuteMsg::Settle { id, participant });
    assert!(matches!(again, Err(Code::SettledAlready | Code::ActivityState)), "{again:?}");
    assert_eq!(scene.suite.balance(scene.volunteer), 120);
}

#[test]
fn settle_without_ratings_is_refused_until_the_deadline_pays() {
    let mut scene = scene();
    let id = scene.agreed();
    let participant = scene.volunteer;
    assert_eq!(scene.owner(scene.elder, &ExecuteMsg::Settle { id, participant }), Err(Code::RatingMissing));
    scene.suite.advance(3 * 86_400);
    let anybody = scene.suite.operators[&2].clone();
    scene.suite.execute(&anybody, Contract::ActivityRegistry, &ExecuteMsg::Tick { limit: None }).unwrap();
    assert_eq!(scene.suite.balance(scene.volunteer), 120);
    assert_eq!(scene.suite.check().escrow, 0);
}

#[test]
fn minutes_too_far_apart_become_a_dispute_that_two_reviewers_decide() {
    let mut scene = scene();
    let id = scene.attended();
    let participant = scene.volunteer;
    scene.everyday(participant, &ExecuteMsg::ConfirmMinutes { id, participant, minutes: 120 }).unwrap();
    scene.owner(scene.elder, &ExecuteMsg::ConfirmMinutes { id, participant, minutes: 60 }).unwrap();
    assert_eq!(scene.enrolment(id).state, EnrolmentState::Disputed);
    assert_eq!(scene.owner(scene.elder, &ExecuteMsg::Settle { id, participant }), Err(Code::NotAgreed));
    let decide = ExecuteMsg::DecideDispute { id, participant, verdict: Verdict::Pay { minutes: 100 } };
    assert_eq!(scene.owner(scene.elder, &decide), Err(Code::ScopeInsufficient));
    let pay = |minutes| ExecuteMsg::DecideDispute { id, participant, verdict: Verdict::Pay { minutes } };
    scene.office(scene.reviewer, &pay(90)).unwrap();
    assert_eq!(scene.office(scene.reviewer, &pay(90)), Err(Code::VerdictGiven), "one reviewer is not two");
    scene.office(scene.administrator, &pay(100)).unwrap();
    assert_eq!(scene.enrolment(id).state, EnrolmentState::Disputed, "two verdicts differ");
    scene.office(scene.reviewer, &pay(100)).unwrap();
    assert_eq!(scene.enrolment(id).agreed, Some(100));
    assert_eq!(scene.suite.balance(participant), 100);
}

#[test]
fn silence_of_both_sides_is_decided_by_the_clock() {
    let mut scene = scene();
    let id = scene.attended();
    let anybody = scene.suite.operators[&1].clone();
    for _ in 0..4 {
        scene.suite.advance(3 * 86_400);
        scene
            .suite
            .execute(&anybody, Contract::ActivityRegistry, &ExecuteMsg::Tick { limit: Some(10) })
            .unwrap();
        scene.suite.check();
    }
    assert_eq!(scene.enrolment(id).state, EnrolmentState::Settled);
    assert_eq!(scene.suite.balance(scene.volunteer), 116); // 7 000 s measured
    assert_eq!(scene.suite.check().escrow, 0);
}

#[test]
fn nobody_reviews_an_own_activity() {
    let mut scene = scene();
    let now = scene.suite.now();
    scene.suite.set_owner_key(scene.reviewer).unwrap();
    let mut input = activity(now);
    input.payer = Payer::OwnBalance;
    input.reward = timebank_api::activity_registry::Reward::PerHour { minutes: 1 };
    // The reviewer has no TIME, so a colleague gives some.
    let transfer = time_token::ExecuteMsg::Transfer {
        recipient: scene.suite.members[&scene.reviewer].account.clone(),
        amount: 10u128.into(),
    };
    scene.suite.act(scene.elder, Scope::Owner, Contract::TimeToken, &transfer).unwrap();
    let id = scene.suite.publish(scene.reviewer, input).unwrap();
    assert_eq!(scene.office(scene.reviewer, &ExecuteMsg::Approve { id, revision: 1 }), Err(Code::OwnCase));
    assert_eq!(scene.get(id).state, State::Submitted);
}

#[test]
fn a_reviewer_of_another_branch_is_refused() {
    let mut scene = scene();
    let now = scene.suite.now();
    let id = scene.suite.publish(scene.elder, activity(now)).unwrap();
    let other = scene.suite.register(2, AgeClass::Under60);
    scene.suite.appoint(other, &[Role::Reviewer]);
    assert_eq!(scene.office(other, &ExecuteMsg::Approve { id, revision: 1 }), Err(Code::OtherBranch));
}

#[test]
fn review_of_an_older_revision_is_refused() {
    let mut scene = scene();
    let now = scene.suite.now();
    let id = scene.suite.publish(scene.elder, activity(now)).unwrap();
    let mut changed = activity(now);
    changed.title = "Accompany to the clinic".into();
    scene.owner(scene.elder, &ExecuteMsg::Edit { id, revision: 1, activity: changed }).unwrap();
    assert_eq!(
        scene.office(scene.reviewer, &ExecuteMsg::Approve { id, revision: 1 }),
        Err(Code::ActivityRevision)
    );
    scene.office(scene.reviewer, &ExecuteMsg::Approve { id, revision: 2 }).unwrap();
}

#[test]
fn publish_above_the_balance_is_refused_and_leaves_nothing() {
    let mut scene = scene();
    let mut input = activity(scene.suite.now());
    input.seats = 6;
    assert_eq!(scene.suite.publish(scene.elder, input), Err(Code::InsufficientTime));
    assert_eq!(scene.suite.balance(scene.elder), 600);
    assert_eq!(scene.suite.check().escrow, 0);
}

#[test]
fn return_and_withdrawal_give_the_escrow_back() {
    let mut scene = scene();
    let now = scene.suite.now();
    let id = scene.suite.publish(scene.elder, activity(now)).unwrap();
    assert_eq!(scene.suite.balance(scene.elder), 480);
    scene
        .office(scene.reviewer, &ExecuteMsg::Return { id, revision: 1, reason: "Which hospital?".into() })
        .unwrap();
    assert_eq!(scene.suite.balance(scene.elder), 600);
    scene.owner(scene.elder, &ExecuteMsg::Submit { id, revision: 1 }).unwrap();
    assert_eq!(scene.suite.balance(scene.elder), 480);
    scene.owner(scene.elder, &ExecuteMsg::Withdraw { id, reason: "Not needed any more".into() }).unwrap();
    assert_eq!(scene.suite.balance(scene.elder), 600);
    assert_eq!(scene.get(id).state, State::Cancelled);
    let submit = scene.owner(scene.elder, &ExecuteMsg::Submit { id, revision: 1 });
    assert_eq!(submit, Err(Code::ActivityState));
}

#[test]
fn enrol_in_own_activity_is_refused() {
    let mut scene = scene();
    let id = scene.approved();
    assert_eq!(
        scene.everyday(scene.elder, &ExecuteMsg::Enrol { id, openings: vec![] }),
        Err(Code::OwnActivity)
    );
}

#[test]
fn waitlist_moves_up_when_a_seat_comes_free() {
    let mut scene = scene();
    let mut input = activity(scene.suite.now());
    input.admission = Admission::Automatic;
    let id = scene.suite.publish(scene.elder, input).unwrap();
    scene.office(scene.reviewer, &ExecuteMsg::Approve { id, revision: 1 }).unwrap();
    let second = scene.suite.register(2, AgeClass::Under60);
    let third = scene.suite.register(2, AgeClass::Under60);
    for member in [scene.volunteer, second, third] {
        scene.everyday(member, &ExecuteMsg::Enrol { id, openings: vec![] }).unwrap();
    }
    assert_eq!(scene.get(id).waitlisted, 2);
    scene.everyday(scene.volunteer, &ExecuteMsg::WithdrawEnrolment { id }).unwrap();
    let query = |participant| QueryMsg::Enrolment { id, participant };
    let moved: EnrolmentResponse = scene.suite.query(Contract::ActivityRegistry, &query(second));
    let waiting: EnrolmentResponse = scene.suite.query(Contract::ActivityRegistry, &query(third));
    assert_eq!((moved.state, waiting.state), (EnrolmentState::Admitted, EnrolmentState::Waitlisted));
    assert_eq!(
        scene.everyday(second, &ExecuteMsg::Enrol { id, openings: vec![] }),
        Err(Code::EnrolmentExists)
    );
}

#[test]
fn attendance_codes_that_are_stale_foreign_or_replayed_are_refused() {
    let mut scene = scene();
    let id = scene.approved();
    let participant = scene.volunteer;
    scene.everyday(participant, &ExecuteMsg::Enrol { id, openings: vec![] }).unwrap();
    scene.owner(scene.elder, &ExecuteMsg::Admit { id, participant }).unwrap();
    let stale = scene.suite.code(id, AttendanceSide::Start);
    scene.suite.advance(10 * u64::from(CODE_PERIOD));
    let check_in = |code| ExecuteMsg::CheckIn { id, code };
    assert_eq!(scene.everyday(participant, &check_in(stale)), Err(Code::CodeExpired));
    let foreign = scene.suite.code(id + 1, AttendanceSide::Start);
    assert_eq!(scene.everyday(participant, &check_in(foreign)), Err(Code::CodeInvalid));
    let other_side = scene.suite.code(id, AttendanceSide::End);
    assert_eq!(scene.everyday(participant, &check_in(other_side)), Err(Code::CodeInvalid));
    let start = scene.suite.code(id, AttendanceSide::Start);
    scene.everyday(participant, &check_in(start.clone())).unwrap();
    assert_eq!(scene.everyday(participant, &check_in(start.clone())), Err(Code::EnrolmentState));
    let same_step = scene.suite.code_at(id, AttendanceSide::End, start.step);
    let check_out = ExecuteMsg::CheckOut { id, code: same_step };
    assert_eq!(scene.everyday(participant, &check_out), Err(Code::CodeReplayed));
}

#[test]
fn a_person_is_registered_once_over_all_branches() {
    let mut scene = scene();
    scene.suite.try_register(1, "somebody", AgeClass::Under60).unwrap();
    assert_eq!(scene.suite.try_register(2, "somebody", AgeClass::Under60), Err(Code::PersonRegistered));
    assert_eq!(scene.suite.try_register(1, "somebody", AgeClass::Under60), Err(Code::PersonRegistered));
}

#[test]
fn the_same_intent_counts_once_through_any_operator() {
    let mut scene = scene();
    let recipient = scene.suite.members[&scene.volunteer].account.clone();
    let transfer = time_token::ExecuteMsg::Transfer { recipient, amount: 5u128.into() };
    let intent = scene.suite.intent(scene.elder, Scope::Owner, Contract::TimeToken, &transfer);
    let (first, _) = scene.suite.relay(1, &[intent.clone(), intent.clone()]);
    assert_eq!(first, [Outcome::Done, Outcome::rejected(Code::NonceUsed)]);
    let (again, _) = scene.suite.relay(2, &[intent]);
    assert_eq!(again, [Outcome::rejected(Code::NonceUsed)]);
    assert_eq!(scene.suite.balance(scene.volunteer), 5);
    scene.suite.check();
}

#[test]
fn one_failing_intent_leaves_the_others_whole() {
    let mut scene = scene();
    let recipient = scene.suite.members[&scene.volunteer].account.clone();
    let pay = |scene: &mut Scene, amount: u128| {
        let transfer =
            time_token::ExecuteMsg::Transfer { recipient: recipient.clone(), amount: amount.into() };
        scene.suite.intent(scene.elder, Scope::Owner, Contract::TimeToken, &transfer)
    };
    let batch = [pay(&mut scene, 5), pay(&mut scene, 5_000), pay(&mut scene, 7), pay(&mut scene, 9_000)];
    let (outcomes, _) = scene.suite.relay(1, &batch);
    let refused = Outcome::failed(Code::InsufficientTime);
    assert_eq!(outcomes, [Outcome::Done, refused.clone(), Outcome::Done, refused]);
    assert_eq!(scene.suite.balance(scene.volunteer), 12);
    scene.suite.check();
}

#[test]
fn issuance_is_reserved_at_approval_and_minted_at_settlement() {
    let mut scene = scene();
    let mut input = activity(scene.suite.now());
    input.payer = Payer::Issuance;
    input.admission = Admission::Automatic;
    input.seats = 2;
    let id = scene.suite.publish(scene.administrator, input).unwrap();
    scene.office(scene.reviewer, &ExecuteMsg::Approve { id, revision: 1 }).unwrap();
    assert_eq!(scene.suite.branch_supply(1).reserved, 240);
    let participant = scene.volunteer;
    scene.everyday(participant, &ExecuteMsg::Enrol { id, openings: vec![] }).unwrap();
    let code = scene.suite.code(id, AttendanceSide::Start);
    scene.everyday(participant, &ExecuteMsg::CheckIn { id, code }).unwrap();
    scene.suite.advance(3_000);
    let code = scene.suite.code(id, AttendanceSide::End);
    scene.everyday(participant, &ExecuteMsg::CheckOut { id, code }).unwrap();
    scene.everyday(participant, &ExecuteMsg::ConfirmMinutes { id, participant, minutes: 50 }).unwrap();
    let confirm = ExecuteMsg::ConfirmMinutes { id, participant, minutes: 50 };
    assert_eq!(scene.everyday(scene.administrator, &confirm), Err(Code::ScopeInsufficient));
    scene.office(scene.administrator, &confirm).unwrap();
    scene.everyday(participant, &ExecuteMsg::Rate { id, participant, score: 5, comment: None }).unwrap();
    scene
        .everyday(scene.administrator, &ExecuteMsg::Rate { id, participant, score: 5, comment: None })
        .unwrap();
    scene.office(scene.administrator, &ExecuteMsg::Settle { id, participant }).unwrap();
    assert_eq!(scene.suite.balance(participant), 50);
    let branch = scene.suite.branch_supply(1);
    assert_eq!((branch.minted_service, branch.reserved), (50, 120));
    scene.suite.advance(3 * 86_400);
    let anybody = scene.suite.operators[&1].clone();
    scene.suite.execute(&anybody, Contract::ActivityRegistry, &ExecuteMsg::Tick { limit: None }).unwrap();
    assert_eq!(scene.suite.branch_supply(1).reserved, 0);
    assert_eq!(scene.get(id).state, State::Settled);
    scene.suite.check();
}

#[test]
fn a_grant_is_given_once_and_only_to_whom_the_rule_names() {
    let mut scene = scene();
    assert_eq!(scene.suite.grant(scene.administrator, scene.elder), Err(Code::GrantTaken));
    assert_eq!(scene.suite.grant(scene.administrator, scene.volunteer), Err(Code::GrantNotEligible));
    assert_eq!(scene.suite.grant(scene.reviewer, scene.elder), Err(Code::RoleMissing));
    let foreign = scene.suite.register(2, AgeClass::From80);
    assert_eq!(scene.suite.grant(scene.administrator, foreign), Err(Code::OtherBranch));
}

#[test]
fn time_never_goes_to_a_contract_or_a_stranger() {
    let mut scene = scene();
    let stranger = scene.suite.operators[&1].to_string();
    for recipient in
        [stranger, scene.suite.wiring.activity_registry.clone(), scene.suite.wiring.proxy.clone()]
    {
        let transfer = time_token::ExecuteMsg::Transfer { recipient, amount: 5u128.into() };
        let result = scene.suite.act(scene.elder, Scope::Owner, Contract::TimeToken, &transfer);
        assert_eq!(result, Err(Code::RecipientUnregistered));
    }
    scene.suite.check();
}

#[test]
fn a_first_owner_key_comes_once_and_only_at_balance_zero() {
    let mut scene = scene();
    assert_eq!(scene.suite.set_owner_key(scene.elder), Err(Code::KeyExists));
    let recipient = scene.suite.members[&scene.volunteer].account.clone();
    let transfer = time_token::ExecuteMsg::Transfer { recipient, amount: 5u128.into() };
    scene.suite.act(scene.elder, Scope::Owner, Contract::TimeToken, &transfer).unwrap();
    assert_eq!(scene.suite.set_owner_key(scene.volunteer), Err(Code::KeyBalance));
}
