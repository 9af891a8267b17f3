//! Anything anybody may try, in any order. `World` compares the books of contract and token, the counters and the queue
//! after every message; what is refused changes nothing.

use crate::testing::*;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use std::cell::RefCell;
use std::collections::BTreeMap;
use timebank_api::activity_registry::*;
use timebank_api::{Actor, Code, Scope};
use timebank_intent::AttendanceSide::{End, Start};

#[derive(Debug, Clone)]
enum Move {
    Wait(u64),
    Tick,
    TokenFails(bool),
    Act {
        what: usize,
        /// Somebody; nobody in particular stands for whoever is entitled to.
        who: Option<(u64, Scope)>,
        activity: u64,
        whom: u64,
        number: u32,
    },
}

/// What a day can earn, where the pack says so.
const CAP: u32 = 240;

fn a_move() -> impl Strategy<Value = Move> {
    let scope = prop_oneof![Just(Scope::Everyday), Just(Scope::Owner), Just(Scope::Office)];
    let who = prop::option::weighted(0.1, (1u64..=9, scope));
    let act =
        (0usize..26, who, 1u64..=2, (2u64..=5).prop_map(|id| if id == 5 { FOREIGN } else { id }), 0u32..160)
            .prop_map(|(what, who, activity, whom, number)| Move::Act { what, who, activity, whom, number });
    prop_oneof![
        2 => (0u64..1_500).prop_map(Move::Wait),
        1 => Just(Move::Tick),
        1 => prop::bool::weighted(0.1).prop_map(Move::TokenFails),
        30 => act,
    ]
}

/// Who is entitled to a message, as far as that can be said.
fn entitled(world: &World, message: &ExecuteMsg, (id, whom, number): (u64, u64, u32)) -> Actor {
    let payer = || match world.ask::<ActivityResponse>(QueryMsg::Activity { id }) {
        Ok(_) => world.payer(id),
        Err(_) => owner(ELDER),
    };
    match message {
        ExecuteMsg::Draft { activity }
        | ExecuteMsg::Publish { activity }
        | ExecuteMsg::PublishSeries { activity, .. } => match activity.payer {
            Payer::OwnBalance => owner(ELDER),
            Payer::Issuance | Payer::WelfareFund => office(OFFICER),
        },
        ExecuteMsg::Approve { .. } | ExecuteMsg::Return { .. } | ExecuteMsg::ReviewListing { .. } => {
            office(REVIEWER)
        }
        ExecuteMsg::DecideDispute { .. } => office(if number.is_multiple_of(2) { REVIEWER } else { OFFICER }),
        ExecuteMsg::TakeDown { .. } => office(OFFICER),
        ExecuteMsg::Enrol { .. }
        | ExecuteMsg::WithdrawEnrolment { .. }
        | ExecuteMsg::CheckIn { .. }
        | ExecuteMsg::CheckOut { .. } => everyday(whom),
        ExecuteMsg::ConfirmMinutes { .. }
        | ExecuteMsg::Rate { .. }
        | ExecuteMsg::OpenDispute { .. }
        | ExecuteMsg::FollowUp { .. }
        | ExecuteMsg::Block { .. }
        | ExecuteMsg::Unblock { .. }
            if number.is_multiple_of(2) =>
        {
            everyday(whom)
        }
        ExecuteMsg::Respond { .. } => everyday(whom),
        ExecuteMsg::DraftListing { .. }
        | ExecuteMsg::EditListing { .. }
        | ExecuteMsg::SubmitListing { .. }
        | ExecuteMsg::CloseListing { .. } => everyday(ELDER),
        _ => payer(),
    }
}

fn input(number: u32) -> ActivityInput {
    let base = match number % 4 {
        0 | 2 => hospital(),
        1 => party(),
        _ => ActivityInput { payer: Payer::WelfareFund, ..party() },
    };
    let start = START + 2 * HOUR + u64::from(number % 5) * HOUR;
    ActivityInput {
        seats: 2 + u16::try_from(number % 3).unwrap(),
        admission: if number % 7 < 3 { Admission::Automatic } else { Admission::ByAdministrator },
        registration: Window { start: START, end: start + HOUR },
        service: Window { start, end: start + HOUR + u64::from(number % 3) * HOUR },
        ..base
    }
}

fn message(world: &World, what: usize, id: u64, participant: u64, number: u32) -> ExecuteMsg {
    let reason = || "why".to_owned();
    let revision =
        world.ask::<ActivityResponse>(QueryMsg::Activity { id }).map_or(1, |activity| activity.revision);
    match what {
        0 if number < 2 => ExecuteMsg::Draft { activity: input(number) },
        1 if number < 6 => ExecuteMsg::Publish { activity: input(number) },
        2 if number < 4 => ExecuteMsg::Edit { id, revision, activity: input(number) },
        3 if number < 80 => ExecuteMsg::Submit { id, revision },
        4 if number < 2 => ExecuteMsg::Withdraw { id, reason: reason() },
        5 if number < 8 => ExecuteMsg::Return { id, revision, reason: reason() },
        6 if number < 2 => ExecuteMsg::TakeDown { id, reason: reason() },
        4..=6 => ExecuteMsg::Approve { id, revision },
        7 if number < 8 => ExecuteMsg::AddCoAdministrator { id, member: participant },
        7 => ExecuteMsg::RemoveCoAdministrator { id, member: participant },
        0..=3 | 8 | 9 => enrolling(id),
        10 if number < 16 => ExecuteMsg::WithdrawEnrolment { id },
        13 if number < 8 => ExecuteMsg::Decline { id, participant, reason: reason() },
        10..=13 => ExecuteMsg::Admit { id, participant },
        14 => ExecuteMsg::CheckIn { id, code: world.code(id, Start, world.step()) },
        15 => ExecuteMsg::CheckOut { id, code: world.code(id, End, world.step() + 1) },
        16 => ExecuteMsg::RecordAttendance {
            id,
            participant,
            side: if number < 20 { AttendanceSide::Start } else { AttendanceSide::End },
        },
        17 => ExecuteMsg::ConfirmMinutes { id, participant, minutes: 60 + number % 20 },
        18 if number < 90 => ExecuteMsg::OpenDispute { id, participant },
        20 => {
            // Who is in dispute, if anybody is.
            let of = |id, participant| -> Option<DisputeInfo> {
                world.ask::<DisputeResponse>(QueryMsg::Dispute { id, participant }).unwrap().dispute
            };
            let disputed = (1..=2)
                .flat_map(|id| MEMBERS.map(move |participant| (id, participant)))
                .find(|(id, participant)| of(*id, *participant).is_some_and(|of| of.decided.is_none()));
            let (id, participant) = disputed.unwrap_or((id, participant));
            let minutes = 60 + number % 2;
            let part = world.ask::<EnrolmentResponse>(QueryMsg::Enrolment { id, participant });
            let verdict = match part.map(|part| part.state) {
                Ok(EnrolmentState::Settled) => Verdict::Reverse { minutes: number % 3 },
                _ if number < 20 => Verdict::Refund,
                _ => Verdict::Pay { minutes },
            };
            ExecuteMsg::DecideDispute { id, participant, verdict }
        }
        21 if number < 4 => ExecuteMsg::Block { member: 2 + u64::from(number % 2) },
        21 if number < 60 => ExecuteMsg::Unblock { member: 1 + u64::from(number % 3) },
        21 if number < 110 => ExecuteMsg::Assess { id, participant, score: 4, note: None },
        21 => {
            let kind = FollowUpKind::Complaint;
            ExecuteMsg::FollowUp { id, participant, kind, note: vec![1; 32].into() }
        }
        22 if number < 8 => ExecuteMsg::DraftListing { listing: listing(number) },
        22 if number < 11 => {
            let more = vec![Occurrence { registration: input(4).registration, service: input(4).service }];
            ExecuteMsg::PublishSeries { activity: input(number), more }
        }
        22..=24 => about_a_listing(world, number),
        18 => ExecuteMsg::Rate { id, participant, score: 3, comment: None },
        _ => ExecuteMsg::Settle { id, participant },
    }
}

fn listing(number: u32) -> ListingInput {
    ListingInput {
        kind: if number.is_multiple_of(2) { ListingKind::Need } else { ListingKind::Offer },
        category: Category::Meals,
        title: "need".into(),
        summary: String::new(),
        place: "here".into(),
        until: START + 2 * DAY,
    }
}

/// Something about the first or the last listing there is.
fn about_a_listing(world: &World, number: u32) -> ExecuteMsg {
    let descending = Some(number.is_multiple_of(2));
    let all: ListingsResponse =
        world.ask(QueryMsg::Listings { start_after: None, limit: Some(1), descending }).unwrap();
    let (id, revision) = all.listings.first().map_or((1, 1), |listing| (listing.id, listing.revision));
    match number % 20 {
        0..=4 => ExecuteMsg::SubmitListing { id, revision },
        5..=9 => ExecuteMsg::ReviewListing { id, revision, reason: (number > 120).then(|| "why".into()) },
        10 => ExecuteMsg::CloseListing { id, reason: None },
        11 => ExecuteMsg::EditListing { id, revision, listing: listing(number) },
        _ => ExecuteMsg::Respond { id, yes: number > 50 },
    }
}

/// Left alone, everything that holds TIME or a person comes to its end by rule.
fn ends_by_rule(world: &mut World) {
    world.token_refuses = None;
    world.at(world.now() + 100 * DAY);
    for _ in 0..40 {
        world.tick();
        world.at(world.now() + 10 * DAY);
    }
    assert!(world.token.holds.is_empty());
    let all: ActivitiesResponse =
        world.ask(QueryMsg::Activities { start_after: None, limit: Some(30), descending: None }).unwrap();
    for activity in all.activities {
        assert!(!matches!(activity.state, State::Submitted | State::Approved));
        assert!(activity.state != State::Returned || activity.taken == activity.settled);
        assert_eq!(activity.open, 0);
    }
}

#[test]
fn books_counters_and_queue_agree_after_every_message() {
    let config = ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() };
    let done: RefCell<BTreeMap<&str, u32>> = RefCell::default();
    let moves = prop::collection::vec(a_move(), 300..900);
    TestRunner::new(config)
        .run(&(moves, any::<bool>()), |(moves, rated)| {
            let mut world = World::new();
            world.rule(|pack| {
                pack.settle_requires_rating = rated;
                pack.escalate_after = if rated { HOUR } else { 0 };
                pack.earn_cap_day = rated.then_some(CAP);
            });
            world.position((1, 2), 0, 500);
            for number in 2..4 {
                world.approved(input(number));
            }
            for one in moves {
                match one {
                    Move::Wait(seconds) => world.at(world.now() + seconds),
                    Move::Tick => {
                        world.tick();
                    }
                    Move::TokenFails(fails) => {
                        world.token_refuses = fails.then_some(Code::TokenRefused);
                    }
                    Move::Act { what, who, activity, whom, number } => {
                        let message = message(&world, what, activity, whom, number);
                        let name = message.name();
                        let by = who.map_or_else(
                            || entitled(&world, &message, (activity, whom, number)),
                            |(id, scope)| actor(id, scope),
                        );
                        if world.act(by, message).is_ok() {
                            *done.borrow_mut().entry(name).or_default() += 1;
                        }
                        // No day is promised more than its cap, and no pair of branches more than its limit.
                        for member in MEMBERS.filter(|_| rated) {
                            let seats = world.agenda(member);
                            let day = |seat: &SeatInfo| crate::pack::day(u64::from(seat.hour) * HOUR);
                            for seat in &seats {
                                let same = seats.iter().filter(|other| day(other) == day(seat));
                                assert!(same.map(|seat| seat.minutes).sum::<u32>() <= CAP);
                            }
                        }
                        assert!(crate::state::pending(&world.deps.storage, 1, 2).unwrap() <= 500);
                    }
                }
            }
            ends_by_rule(&mut world);
            Ok(())
        })
        .unwrap();
    // A walk that gets nowhere proves nothing.
    for name in [
        "withdraw_enrolment",
        "admit",
        "check_in",
        "check_out",
        "confirm_minutes",
        "open_dispute",
        "decide_dispute",
        "publish_series",
        "review_listing",
        "respond",
        "block",
        "follow_up",
    ] {
        assert!(done.borrow().contains_key(name), "{name}: {done:?}");
    }
}
