//! What a member does with a linked chain account is what the member's signed intent does: two systems side by side, one told
//! by intents and one directly, have the same events and the same storage after every message (E1, F2).
//!
//! Only the proxy's nonces differ. Everything that a member without an office may send is tried, but for what
//! [`LEFT_OUT`] names.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use cosmwasm_std::{to_json_vec, Addr, HexBinary};
use serde::Serialize;
use std::collections::BTreeSet;
use std::fmt::Debug;
use timebank_api::activity_registry::{
    Admission, AttendanceSide as Side, Category, ExecuteMsg as Activities, FollowUpKind, ListingInput,
    ListingKind, Occurrence, Payer, Reward, Window,
};
use timebank_api::member_registry::{
    ExecuteMsg as Members, OfAccount, OfCommitment, OfMember, Pair, ProfileKind,
};
use timebank_api::permission::{message_name, Contract, Who};
use timebank_api::proxy::ExecuteMsg as Keys;
use timebank_api::record::AgeClass;
use timebank_api::rulebook::ExecuteMsg as Rules;
use timebank_api::time_token::{ExecuteMsg as Token, Limits};
use timebank_api::training::{Certified, CourseInput, ExecuteMsg as Training};
use timebank_api::{Event, MemberId, Right, Rights, Role};
use timebank_intent::{kin_commitment, AttendanceSide, Scope};
use timebank_testing::{activity, plain_pack, Suite};

/// Messages of members that are not tried, and why.
const LEFT_OUT: &[(&str, &str)] = &[
    ("proxy set_owner_key", "who has linked an account has an owner key already"),
    ("time-token send", "needs a contract that is a member; `cw20` sends by every hand"),
    ("time-token send_from", "as send"),
    ("oracle object", "needs a partner's fact"),
];

struct Twins {
    relayed: Suite,
    direct: Suite,
    tried: BTreeSet<String>,
}

fn own_account(suite: &Suite, member: MemberId) -> Addr {
    suite.chain.api().addr_make(&format!("own {member}"))
}

impl Twins {
    /// Both do the same to themselves.
    fn each<T: PartialEq + Debug>(&mut self, mut act: impl FnMut(&mut Suite) -> T) -> T {
        let (first, second) = (act(&mut self.relayed), act(&mut self.direct));
        assert_eq!(first, second);
        first
    }

    fn office<M: Serialize>(&mut self, member: MemberId, contract: Contract, msg: &M) -> Vec<Event> {
        self.each(|suite| suite.act(member, Scope::Office, contract, msg).unwrap())
    }

    /// A member does something: by an intent here, with the linked account there.
    fn both<M: Serialize + Debug>(&mut self, member: MemberId, contract: Contract, msg: &M) -> Vec<Event> {
        let json = to_json_vec(msg).unwrap();
        let name = message_name(&json).unwrap();
        let relayed = self.relayed.act(member, Scope::Owner, contract, msg);
        let relayed = relayed.unwrap_or_else(|code| panic!("{msg:?}: {code}"));
        let account = own_account(&self.direct, member);
        let direct = self.direct.execute(&account, contract, msg);
        let direct = direct.unwrap_or_else(|code| panic!("directly {msg:?}: {code}"));
        let about_intents = |event: &&Event| {
            serde_json::to_value(event)
                .unwrap()
                .as_object()
                .unwrap()
                .keys()
                .all(|name| !name.starts_with("intent_"))
        };
        let relayed: Vec<_> = relayed.iter().filter(about_intents).cloned().collect();
        assert_eq!(relayed, direct, "{msg:?}");
        assert!(!direct.is_empty(), "{msg:?} says nothing");
        self.compare(name);
        self.tried.insert(format!("{} {name}", contract.name()));
        direct
    }

    /// All storage but the nonces is the same.
    fn compare(&self, what: &str) {
        for contract in Contract::ALL {
            let dump = |suite: &Suite| -> Vec<_> {
                let all = suite.chain.dump_wasm_raw(&suite.address(contract)).into_iter();
                all.filter(|(key, _)| contract != Contract::Proxy || !key.starts_with(b"n/")).collect()
            };
            let (relayed, direct) = (dump(&self.relayed), dump(&self.direct));
            for (one, other) in relayed.iter().zip(&direct) {
                let key = String::from_utf8_lossy(&one.0);
                assert_eq!(one, other, "{what}: {} keeps something else under {key:?}", contract.name());
            }
            assert_eq!(relayed.len(), direct.len(), "{what}: {}", contract.name());
        }
    }

    fn later(&mut self, seconds: u64) {
        self.each(|suite| suite.advance(seconds));
    }

    fn activity_of(events: &[Event]) -> u64 {
        let drafted = events.iter().find_map(|event| match event {
            Event::ActivityDrafted { activity, .. } => Some(*activity),
            _ => None,
        });
        drafted.unwrap()
    }
}

/// Two systems with the same people: 1 reviewer, 2 administrator, 3 custodian and trainers' administrator; 4, 5, 6 members of
/// branch 1 and 7, 8 of branch 2, where gifts are accepted; each member has linked a chain account.
fn twins() -> Twins {
    let suite = || {
        let mut other = plain_pack();
        other.transfers.gift_acceptance = true;
        let mut suite = Suite::with_packs([plain_pack(), other]);
        for roles in [
            &[Role::Reviewer] as &[Role],
            &[Role::BranchAdministrator, Role::Publisher],
            &[Role::Custodian, Role::TrainingAdministrator],
        ] {
            let member = suite.register(1, AgeClass::Under60);
            suite.appoint(member, roles);
        }
        for branch in [1, 1, 1, 2, 2] {
            let member = suite.member_with_owner_key(branch);
            let account = own_account(&suite, member).to_string();
            let link = Members::LinkAccount(OfAccount { account });
            suite.act(member, Scope::Owner, Contract::MemberRegistry, &link).unwrap();
        }
        let away = suite.register(2, AgeClass::Under60);
        suite.appoint(away, &[Role::BranchAdministrator]);
        suite.advance(86_400);
        for member in 4..=8 {
            let account = own_account(&suite, member);
            let confirm = Members::ConfirmLink(OfMember { member });
            suite.execute(&account, Contract::MemberRegistry, &confirm).unwrap();
        }
        for (administrator, member) in [(2, 4), (2, 5), (9, 7)] {
            suite.grant(administrator, member).unwrap();
        }
        suite
    };
    Twins { relayed: suite(), direct: suite(), tried: BTreeSet::new() }
}

fn services(twins: &mut Twins) {
    let registry = Contract::ActivityRegistry;
    let (publisher, volunteer, other) = (4, 5, 6);
    let input = |twins: &Twins| {
        let mut input = activity(twins.direct.now());
        (input.reward, input.admission) =
            (Reward::PerParticipant { minutes: 30 }, Admission::ByAdministrator);
        input.service.end = input.service.start + 3_600;
        input.registration.end = input.service.end;
        input
    };
    let draft = input(twins);
    let id =
        Twins::activity_of(&twins.both(publisher, registry, &Activities::Draft { activity: draft.clone() }));
    twins.both(publisher, registry, &Activities::Edit { id, revision: 1, activity: draft });
    twins.both(publisher, registry, &Activities::Submit { id, revision: 2 });
    twins.both(publisher, registry, &Activities::Withdraw { id, reason: "changed".into() });

    let mut input_of_two = input(twins);
    input_of_two.seats = 2;
    let publish = Activities::Publish { activity: input_of_two };
    let id = Twins::activity_of(&twins.both(publisher, registry, &publish));
    twins.office(1, registry, &Activities::Approve { id, revision: 1 });
    twins.both(publisher, registry, &Activities::AddCoAdministrator { id, member: 7 });
    twins.both(publisher, registry, &Activities::RemoveCoAdministrator { id, member: 7 });
    let enrol = Activities::Enrol { id, openings: vec![] };
    twins.both(volunteer, registry, &enrol);
    twins.both(other, registry, &enrol);
    twins.both(publisher, registry, &Activities::Admit { id, participant: volunteer });
    let reason = "full".to_owned();
    twins.both(publisher, registry, &Activities::Decline { id, participant: other, reason });
    twins.both(8, registry, &enrol);
    twins.both(8, registry, &Activities::WithdrawEnrolment { id });
    let code = twins.each(|suite| suite.code(id, AttendanceSide::Start));
    twins.both(volunteer, registry, &Activities::CheckIn { id, code });
    twins.later(3_000);
    let code = twins.each(|suite| suite.code(id, AttendanceSide::End));
    twins.both(volunteer, registry, &Activities::CheckOut { id, code });
    let participant = volunteer;
    for by in [volunteer, publisher] {
        twins.both(by, registry, &Activities::ConfirmMinutes { id, participant, minutes: 50 });
    }
    for by in [volunteer, publisher] {
        twins.both(by, registry, &Activities::Rate { id, participant, score: 5, comment: None });
    }
    twins.both(publisher, registry, &Activities::Settle { id, participant });
    twins.both(publisher, registry, &Activities::Assess { id, participant, score: 4, note: None });
    let (kind, note) = (FollowUpKind::ThankYou, HexBinary::from([2; 32]));
    twins.both(volunteer, registry, &Activities::FollowUp { id, participant, kind, note });
    twins.both(volunteer, registry, &Activities::OpenDispute { id, participant });

    let mut by_hand = input(twins);
    by_hand.admission = Admission::Automatic;
    let occurrence = Occurrence {
        registration: by_hand.registration,
        service: Window { start: by_hand.service.start + 86_400, end: by_hand.service.end + 86_400 },
    };
    let series = Activities::PublishSeries { activity: by_hand, more: vec![occurrence] };
    let id = Twins::activity_of(&twins.both(publisher, registry, &series));
    twins.office(1, registry, &Activities::Approve { id, revision: 1 });
    twins.both(volunteer, registry, &Activities::Enrol { id, openings: vec![] });
    let record = Activities::RecordAttendance { id, participant, side: Side::Start };
    twins.both(publisher, registry, &record);
    twins.both(publisher, registry, &Activities::Block { member: other });
    twins.both(publisher, registry, &Activities::Unblock { member: other });
    assert_eq!(Payer::OwnBalance, input(twins).payer);
}

fn listings(twins: &mut Twins) {
    let registry = Contract::ActivityRegistry;
    let listing = ListingInput {
        kind: ListingKind::Need,
        category: Category::Meals,
        title: "Somebody to cook with".into(),
        summary: String::new(),
        place: "Gulou".into(),
        until: twins.direct.now() + 86_400,
    };
    let saved = twins.both(4, registry, &Activities::DraftListing { listing: listing.clone() });
    let id = saved.iter().find_map(|event| match event {
        Event::ListingSaved { listing, .. } => Some(*listing),
        _ => None,
    });
    let id = id.unwrap();
    twins.both(4, registry, &Activities::EditListing { id, revision: 1, listing });
    twins.both(4, registry, &Activities::SubmitListing { id, revision: 2 });
    twins.office(1, registry, &Activities::ReviewListing { id, revision: 2, reason: None });
    twins.both(5, registry, &Activities::Respond { id, yes: true });
    twins.both(4, registry, &Activities::CloseListing { id, reason: None });
}

fn token(twins: &mut Twins) {
    let token = Contract::TimeToken;
    let account = |twins: &Twins, member: MemberId| twins.direct.members[&member].account.clone();
    let (four, five, six) = (account(twins, 4), account(twins, 5), account(twins, 6));
    twins.both(4, token, &Token::Gift { to: 5, minutes: 10, kin: None });
    twins.both(7, token, &Token::Gift { to: 8, minutes: 10, kin: None });
    twins.both(7, token, &Token::Gift { to: 8, minutes: 20, kin: None });
    twins.both(8, token, &Token::AcceptGift { gift: 1 });
    twins.both(8, token, &Token::DeclineGift { gift: 2 });
    twins.both(4, token, &Token::Donate { minutes: 5 });
    twins.both(4, token, &Token::Introduce { recipient: five.clone() });
    let amount = 9u128.into();
    twins.both(4, token, &Token::Transfer { recipient: five, amount });
    twins.both(4, token, &Token::Burn { amount });
    let spender = account(twins, 5);
    let amount = 40u128.into();
    twins.both(4, token, &Token::IncreaseAllowance { spender: spender.clone(), amount, expires: None });
    let amount = 10u128.into();
    twins.both(4, token, &Token::DecreaseAllowance { spender, amount, expires: None });
    twins.both(5, token, &Token::TransferFrom { owner: four.clone(), recipient: six, amount });
    twins.both(5, token, &Token::BurnFrom { owner: four, amount });
    let limits = Limits { daily: Some(100), new_recipient_delay: 60 };
    twins.both(4, token, &Token::SetLimits { limits });
}

fn members(twins: &mut Twins) {
    let registry = Contract::MemberRegistry;
    let profile = Members::RequestProfile { kind: ProfileKind::Skills, commitment: [5; 32].into() };
    twins.both(4, registry, &profile);
    let commitment: HexBinary = kin_commitment(4, 5, 1, &[0; 16]).into();
    twins.both(4, registry, &Members::ProposeKin { other: 5, commitment: commitment.clone() });
    twins.both(5, registry, &Members::AcceptKin(OfCommitment { commitment: commitment.clone() }));
    twins.both(4, registry, &Members::RevokeKin(OfCommitment { commitment }));
    let (rights, until) = (Rights::default().with(Right::TakePart), twins.direct.now() + 86_400);
    twins.both(4, registry, &Members::AppointAgent { agent: 5, rights, daily: 0, until });
    twins.both(5, registry, &Members::AcceptAgent(OfMember { member: 4 }));
    twins.both(4, registry, &Members::RevokeAgent(Pair { principal: 4, agent: 5 }));
    twins.both(5, registry, &Members::RequestMove { to: 2 });
    twins.both(5, registry, &Members::WithdrawMove {});
    let account = twins.direct.chain.api().addr_make("another").to_string();
    twins.both(4, registry, &Members::LinkAccount(OfAccount { account: account.clone() }));
    twins.both(4, registry, &Members::Unlink(OfAccount { account }));

    let new = twins.each(|suite| suite.new_key(4, Scope::Everyday, true));
    twins.both(4, Contract::Proxy, &Keys::RotateKey(new));
    twins.each(|suite| suite.use_new_key(4, Scope::Everyday));

    let new = twins.each(|suite| suite.new_key(6, Scope::Owner, false));
    twins.office(3, Contract::Proxy, &Keys::ProposeKey(new));
    let object = Members::ObjectKey { member: 6, scope: timebank_api::Scope::Owner, kin: None };
    twins.both(6, registry, &object);
    twins.both(8, registry, &Members::Freeze {});
    twins.both(7, registry, &Members::Close {});
}

fn learning(twins: &mut Twins) {
    let training = Contract::Training;
    let now = twins.direct.now();
    let course = CourseInput {
        title: "First aid".into(),
        summary: String::new(),
        text: None,
        place: "Gulou".into(),
        registration: Window { start: now, end: now + 600 },
        sessions: vec![Window { start: now + 700, end: now + 4_300 }],
        seats: 5,
        min_sessions: 1,
        trainers: vec![4],
        requires: vec![],
        branch_only: false,
        counts_as: None,
        certificate: Certified::No,
    };
    twins.office(3, training, &Training::Draft { course });
    twins.office(3, training, &Training::Submit { id: 1, revision: 1 });
    twins.office(1, training, &Training::Approve { id: 1, revision: 1 });
    let enrol = Training::Enrol { id: 1, holder: [6; 32].into() };
    for member in [5, 7, 8] {
        twins.both(member, training, &enrol);
    }
    twins.both(8, training, &Training::WithdrawEnrolment { id: 1 });
    twins.later(5_000);
    let attend = Training::Attend { id: 1, session: 0, participants: vec![5], present: true };
    twins.both(4, training, &attend);
    twins.both(4, training, &Training::Pass { id: 1, participants: vec![5] });
    twins.both(4, training, &Training::Fail { id: 1, participants: vec![7] });
}

fn standard(twins: &mut Twins) {
    let draft = Rules::Draft { pack: Box::new(plain_pack()), analysis: [7; 32].into() };
    twins.office(2, Contract::Rulebook, &draft);
    let until = twins.direct.now() + 8 * 86_400;
    twins.office(2, Contract::Rulebook, &Rules::PublishDraft { draft: 1, revision: 1, until });
    let comment = Rules::Comment { draft: 1, revision: 1, support: true, text: None };
    twins.both(4, Contract::Rulebook, &comment);
}

#[test]
fn a_linked_account_does_what_a_signed_intent_does() {
    let mut twins = twins();
    twins.compare("the beginning");
    services(&mut twins);
    listings(&mut twins);
    token(&mut twins);
    learning(&mut twins);
    standard(&mut twins);
    members(&mut twins);
    twins.relayed.check_all();
    twins.direct.check_all();

    let of_members = |who: Who| match who {
        Who::Member { scopes, roles } => {
            roles.is_empty() && scopes.iter().any(|scope| *scope != timebank_api::Scope::Office)
        }
        Who::MemberOrAccount { .. } => true,
        _ => false,
    };
    for contract in Contract::ALL {
        for permission in
            contract.permissions().iter().filter(|line| line.relayable() && of_members(line.who))
        {
            let name = format!("{} {}", contract.name(), permission.message);
            let left_out = LEFT_OUT.iter().any(|(message, _)| *message == name);
            assert!(twins.tried.contains(&name) != left_out, "{name}: tried or left out, and not both");
        }
    }
}
