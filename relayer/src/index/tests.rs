use super::read::{self, ActivityFilter, ActivityOrder};
use crate::db::scratch;
use crate::fake::{contracts, World};
use futures::StreamExt;
use std::collections::HashSet;
use timebank_api::activity_registry::{
    stage, ActivityInput, Admission, AttendanceSide, Category, EnrolmentState, Payer, Reward, Stage, State,
    Terms, Window,
};
use timebank_api::permission::Contract;
use timebank_api::record::{AgeClass, Receipt, ReceiptSource};
use timebank_api::rulebook::{Rounding, Skill};
use timebank_api::time_token::{MovementKind, Reference};
use timebank_api::{Event, Role};
use tokio_util::sync::CancellationToken;

fn input(title: &str) -> ActivityInput {
    ActivityInput {
        title: title.into(),
        summary: "two hours".into(),
        text: None,
        category: Category::Medical,
        place: "Gulou 鼓楼".into(),
        registration: Window { start: 100, end: 200 },
        service: Window { start: 300, end: 7_500 },
        seats: 2,
        reward: Reward::PerHour { minutes: 60 },
        payer: Payer::OwnBalance,
        admission: Admission::Automatic,
        attendance_key: vec![2; 33].into(),
        skill: Skill::Plain,
        requirements: vec![],
        listing: None,
    }
}

fn terms() -> Terms {
    Terms {
        pack: 1,
        weight_percent: 100,
        rounding: Rounding::Exact,
        earn_cap: None,
        tolerance: 10,
        confirm_deadline: 1,
        settle_deadline: 1,
        dispute_window: 1,
        settle_requires_rating: true,
        per_seat: 120,
        earn_cap_day: None,
        provider_age: None,
        escalate_after: 1,
    }
}

fn account(member: u8) -> String {
    timebank_client::address::text(&[member; 32])
}

/// A whole life: grant, publish, approve, enrol, attend, confirm, rate, settle.
fn life(world: &World) {
    let chain = &world.chain;
    let registry = || contracts().address(Contract::ActivityRegistry).to_owned();
    let moved = |kind, reference, from: Option<String>, to: Option<String>, minutes: u128| Event::TimeMoved {
        kind,
        reference,
        from,
        to,
        minutes: minutes.into(),
        from_count: None,
        to_count: None,
    };
    for member in [11u64, 12] {
        let registered = Event::MemberRegistered {
            member,
            account: account(member as u8),
            branch: 1,
            age: AgeClass::From80,
        };
        chain.says(Contract::MemberRegistry, registered);
    }
    chain.says(Contract::MemberRegistry, Event::RoleGranted { member: 11, role: Role::Reviewer });
    chain.says(Contract::MemberRegistry, Event::RoleGranted { member: 11, role: Role::Publisher });
    chain.says(Contract::MemberRegistry, Event::RoleRevoked { member: 11, role: Role::Reviewer });
    chain.says(Contract::TimeToken, Event::BudgetSet { branch: 1, minutes: 9_000 });
    let grant = Reference::Grant { branch: 1, pack: 1, rule: "elder-80".into() };
    chain.says(Contract::TimeToken, moved(MovementKind::MintGrant, grant, None, Some(account(11)), 600));
    chain.mine();
    let of = |event| chain.says(Contract::ActivityRegistry, event);
    of(Event::ActivityDrafted {
        activity: 1,
        publisher: 11,
        branch: 1,
        revision: 1,
        input: Box::new(input("陪诊 Hospital 50%")),
    });
    of(Event::ActivitySubmitted { activity: 1, revision: 1, by: 11, terms: terms() });
    let hold = Reference::Activity { activity: 1 };
    chain
        .says(Contract::TimeToken, moved(MovementKind::Hold, hold, Some(account(11)), Some(registry()), 240));
    chain.mine();
    of(Event::ActivityApproved { activity: 1, revision: 1, by: 9, terms: terms() });
    of(Event::Enrolled {
        activity: 1,
        participant: 12,
        state: EnrolmentState::Waitlisted,
        position: 1,
        by: None,
    });
    of(Event::MovedUp { activity: 1, participant: 12, state: EnrolmentState::Enrolled });
    of(Event::Admitted { activity: 1, participant: 12, by: 11 });
    chain.mine();
    let side = |side, at| Event::Attendance { activity: 1, participant: 12, side, at, by: Some(12) };
    of(side(AttendanceSide::Start, 310));
    of(side(AttendanceSide::End, 7_400));
    of(Event::MinutesConfirmed { activity: 1, participant: 12, by: 12, minutes: 122 });
    of(Event::MinutesConfirmed { activity: 1, participant: 12, by: 11, minutes: 118 });
    of(Event::MinutesAgreed { activity: 1, participant: 12, minutes: 120 });
    of(Event::Rated { activity: 1, participant: 12, by: 12, score: 4, comment: None });
    of(Event::Rated { activity: 1, participant: 12, by: 11, score: 5, comment: None });
    let attendance = || Reference::Attendance { activity: 1, participant: 12 };
    let settle = moved(MovementKind::Settle, attendance(), Some(registry()), Some(account(12)), 120);
    chain.says(Contract::TimeToken, settle);
    let rest = Reference::Activity { activity: 1 };
    chain.says(
        Contract::TimeToken,
        moved(MovementKind::Refund, rest, Some(registry()), Some(account(11)), 120),
    );
    of(Event::Settled { activity: 1, receipt: receipt() });
    of(Event::ActivitySettled { activity: 1 });
    chain.mine();
}

fn receipt() -> Receipt {
    Receipt {
        source: ReceiptSource::OwnBalance,
        payer: 11,
        participant: 12,
        started: 310,
        ended: 7_400,
        minutes: 120,
        paid: 120,
        returned: 120,
        height: 5,
        settled: 8_000,
        pack: 1,
    }
}

#[tokio::test]
async fn a_whole_life_is_read_back() {
    let world = World::new().await;
    life(&world);
    world.index().await;
    let db = &world.db;
    let member = read::member(db, 11).await.unwrap().unwrap();
    assert!(member.roles.contains(Role::Publisher) && !member.roles.contains(Role::Reviewer));
    let activity = read::activity(db, 1, 50).await.unwrap().unwrap();
    assert_eq!((activity.state, activity.stage), (State::Settled, Stage::Settled));
    assert_eq!((activity.taken, activity.waitlisted, activity.open, activity.settled), (1, 0, 0, 1));
    assert_eq!((activity.reward, activity.input.clone()), (120, input("陪诊 Hospital 50%")));
    assert_eq!(activity.terms, Some(terms()));
    let enrolment = read::enrolment(db, 1, 12).await.unwrap().unwrap();
    assert_eq!((enrolment.claimed, enrolment.confirmed, enrolment.agreed), (Some(122), Some(118), Some(120)));
    assert_eq!((enrolment.score_given, enrolment.score_received), (Some(4), Some(5)));
    assert_eq!((enrolment.started, enrolment.ended), (Some(310), Some(7_400)));
    assert_eq!(read::receipt(db, 1, 12).await.unwrap(), Some(receipt()));
    let statement = read::statement(db, &account(11), None, 10).await.unwrap();
    let lines: Vec<_> = statement.iter().map(|line| (line.delta, line.balance)).collect();
    assert_eq!(lines, [(120, 480), (-240, 360), (600, 600)]);
    let second = read::statement(db, &account(11), Some(statement[0].movement), 1).await.unwrap();
    assert_eq!(second[0], statement[1]);
    assert_eq!(read::balance(db, &account(12)).await.unwrap(), 120);
    let registry = contracts().address(Contract::ActivityRegistry).to_owned();
    assert_eq!(read::balance(db, &registry).await.unwrap(), 0);
    let supply: (i64, i64) = sqlx::query_as(
        "SELECT CAST(SUM(minted_service + minted_grant + minted_opening - burned) AS BIGINT), \
         CAST(SUM(minted_grant) AS BIGINT) FROM p_supply",
    )
    .fetch_one(db.reader())
    .await
    .unwrap();
    assert_eq!(supply, (600, 600));
    assert_eq!(read::grants(db, 11).await.unwrap()[0].rule, "elder-80");
    assert_eq!(read::participations(db, 12, 50, None, 10).await.unwrap().len(), 1);
    assert_eq!(read::publications(db, 11, 50, None, 10).await.unwrap().len(), 1);
    assert!(read::review_queue(db, 1, 50, None, 10).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_search_finds_by_words_and_pages_without_gaps() {
    let world = World::new().await;
    for id in 1..=7u64 {
        let drafted = Event::ActivityDrafted {
            activity: id,
            publisher: 11,
            branch: 1,
            revision: 1,
            input: Box::new(input(&format!("陪诊 {id} 100%"))),
        };
        world.chain.says(Contract::ActivityRegistry, drafted);
        if id != 4 {
            let submitted = Event::ActivitySubmitted { activity: id, revision: 1, by: 11, terms: terms() };
            world.chain.says(Contract::ActivityRegistry, submitted);
        }
    }
    world.block().await;
    let find = |text: &str, order, after| {
        let filter = ActivityFilter { text: Some(text.into()), ..ActivityFilter::default() };
        let db = world.db.clone();
        async move {
            let found = read::activities(&db, &filter, order, 50, after, 3).await.unwrap();
            found.into_iter().map(|activity| (activity.id, activity.cursor())).collect::<Vec<_>>()
        }
    };
    let ids = |found: &[(u64, _)]| found.iter().map(|(id, _)| *id).collect::<Vec<_>>();
    let first = find("陪诊 gulou", ActivityOrder::Newest, None).await;
    assert_eq!(ids(&first), [7, 6, 5]);
    let second = find("陪诊 gulou", ActivityOrder::Newest, Some(first[2].1)).await;
    assert_eq!(ids(&second), [3, 2, 1]);
    let soonest = find("0%", ActivityOrder::Soonest, None).await;
    assert_eq!(ids(&soonest), [1, 2, 3]);
    assert_eq!(ids(&find("0%", ActivityOrder::Soonest, Some(soonest[2].1)).await), [5, 6, 7]);
    assert!(find("1_0", ActivityOrder::Newest, None).await.is_empty());
    let queue = read::review_queue(&world.db, 1, 50, None, 2).await.unwrap();
    let rest = read::review_queue(&world.db, 1, 50, queue.last(), 10).await.unwrap();
    let queued: Vec<u64> = queue.iter().chain(&rest).map(|activity| activity.id).collect();
    assert_eq!(queued, [1, 2, 3, 5, 6, 7]);
}

#[tokio::test]
async fn words_of_two_characters_are_found_titles_first_and_only_as_the_text_is_now() {
    let world = World::new().await;
    let drafted = |activity: u64, title: &str, summary: &str| Event::ActivityDrafted {
        activity,
        publisher: 11,
        branch: 1,
        revision: 1,
        input: Box::new(ActivityInput { summary: summary.into(), ..input(title) }),
    };
    let of = |event| world.chain.says(Contract::ActivityRegistry, event);
    of(drafted(1, "周二陪诊", "去医院"));
    of(drafted(2, "送饭", "不用陪诊，只送饭"));
    of(drafted(3, "打扫", "擦窗户"));
    of(drafted(4, "ＰＨＯＮＥ 课", "学手机"));
    for activity in 1..=4 {
        of(Event::ActivitySubmitted { activity, revision: 1, by: 11, terms: terms() });
    }
    world.block().await;
    let find = |text: &str, after| {
        let filter = ActivityFilter { text: Some(text.into()), ..ActivityFilter::default() };
        let db = world.db.clone();
        async move {
            let found =
                read::activities(&db, &filter, ActivityOrder::Relevance, 50, after, 10).await.unwrap();
            found.into_iter().map(|activity| (activity.id, activity.cursor())).collect::<Vec<_>>()
        }
    };
    let ids = |found: &[(u64, _)]| found.iter().map(|(id, _)| *id).collect::<Vec<_>>();
    let found = find("陪诊", None).await;
    assert_eq!(ids(&found), [1, 2]);
    assert_eq!(ids(&find("陪诊", Some(found[0].1)).await), [2]);
    assert_eq!(ids(&find("陪诊 送饭", None).await), [2]);
    assert_eq!(ids(&find("phone", None).await), [4]);
    assert_eq!(ids(&find("诊", None).await), [2, 1], "one character is looked for in every text");
    assert!(find("诊陪", None).await.is_empty());
    let edited = Box::new(ActivityInput { summary: "去公园".into(), ..input("周二散步") });
    of(Event::ActivityEdited { activity: 1, revision: 2, by: 11, input: edited });
    of(Event::ActivityApproved { activity: 1, revision: 2, by: 9, terms: terms() });
    world.block().await;
    assert_eq!(ids(&find("陪诊", None).await), [2]);
    assert_eq!(ids(&find("散步", None).await), [1]);
    let gone: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM p_words WHERE activity = 1 AND gram = '医院'")
        .fetch_one(world.db.reader())
        .await
        .unwrap();
    assert_eq!(gone, 0);
    let decided: (String, i64) =
        sqlx::query_as("SELECT decision, member FROM p_decisions WHERE activity = 1")
            .fetch_one(world.db.reader())
            .await
            .unwrap();
    assert_eq!(decided, ("approve".to_owned(), 9));
}

#[tokio::test]
async fn a_stage_is_found_exactly_when_it_is_shown() {
    let world = World::new().await;
    let of = |event| world.chain.says(Contract::ActivityRegistry, event);
    // The second one's registration goes on into its service.
    for (id, registration) in [(1, Window { start: 10, end: 20 }), (2, Window { start: 10, end: 35 })] {
        let service = Window { start: 30, end: 40 };
        let input = ActivityInput { registration, service, ..input("x") };
        of(Event::ActivityDrafted {
            activity: id,
            publisher: 1,
            branch: 1,
            revision: 1,
            input: Box::new(input),
        });
        of(Event::ActivityApproved { activity: id, revision: 1, by: 2, terms: terms() });
    }
    world.block().await;
    let stages = [
        Stage::Submitted,
        Stage::Approved,
        Stage::Registration,
        Stage::Ready,
        Stage::InProgress,
        Stage::Ended,
        Stage::Settled,
    ];
    for now in 5..45 {
        for wanted in stages {
            let filter = ActivityFilter { stage: Some(wanted), ..ActivityFilter::default() };
            let found =
                read::activities(&world.db, &filter, ActivityOrder::Soonest, now, None, 10).await.unwrap();
            let ids: Vec<u64> = found.iter().map(|activity| activity.id).collect();
            let expected: Vec<u64> = [1u64, 2]
                .into_iter()
                .filter(|id| {
                    let end = if *id == 1 { 20 } else { 35 };
                    let registration = Window { start: 10, end };
                    stage(State::Approved, registration, Window { start: 30, end: 40 }, now) == wanted
                })
                .collect();
            assert_eq!(ids, expected, "{wanted:?} at {now}");
        }
    }
}

/// Everything the projections hold, in order.
async fn dump(world: &World) -> Vec<String> {
    scratch::dump(&world.db, super::PROJECTIONS).await
}

#[tokio::test]
async fn projections_of_another_version_are_built_anew() {
    let world = World::new().await;
    life(&world);
    world.index().await;
    let (before, tip) = (dump(&world).await, world.tip.borrow().height);
    let mut tx = world.db.begin().await.unwrap();
    for change in ["UPDATE cursor SET version = 1", "DELETE FROM p_balances"] {
        sqlx::query(change).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    let world = world.killed().await;
    assert_eq!(world.tip.borrow().height, tip);
    assert_eq!(dump(&world).await, before);
}

#[tokio::test]
async fn a_rebuild_gives_the_same_projections_and_leaves_the_outbox() {
    let mut world = World::new().await;
    life(&world);
    world.index().await;
    let action = world.submit(1).await;
    world.step(0).await;
    world.block().await;
    let open = world.submit(2).await;
    let (before, done) = (dump(&world).await, world.action(&action.id).await);
    assert!(before.len() > 40);
    super::reset(&world.db).await.unwrap();
    assert!(dump(&world).await.is_empty());
    let world = world.killed().await;
    assert_eq!(dump(&world).await, before);
    assert_eq!(world.action(&action.id).await, done);
    assert_eq!(world.action(&open.id).await, open);
}

/// What members agree on beside activities.
fn agreements(world: &World) {
    use timebank_api::member_registry::{Action, ProfileKind, StatusCause};
    use timebank_api::record::MemberStatus;
    use timebank_api::training::{Certificate, CertificateStatus, Issuer, PlaceState};
    use timebank_api::Rights;
    let chain = &world.chain;
    let digest = || vec![5u8; 32].into();
    let of_members = vec![
        Event::GroupRegistered { member: 12, registration: digest() },
        Event::AgentAppointed {
            principal: 11,
            agent: 12,
            rights: Rights(3),
            daily: 60,
            until: 9,
            consent: Some(digest()),
        },
        Event::AgentAccepted { principal: 11, agent: 12, rights: Rights(1), daily: 30, until: 9 },
        Event::KinProposed { commitment: digest(), of: 11, to: 12 },
        Event::KinAccepted { commitment: digest(), of: 11, to: 12 },
        Event::ProfileRequested {
            request: 1,
            member: 11,
            kind: ProfileKind::Skills,
            commitment: digest(),
            by: 11,
        },
        Event::ProfileDecided {
            request: 1,
            member: 11,
            kind: ProfileKind::Skills,
            commitment: digest(),
            approved: true,
            by: 9,
            reason: String::new(),
        },
        Event::CredentialIssued { member: 11, commitment: digest(), valid_until: 9, by: None },
        Event::MoveRequested { member: 11, from: 1, to: 2 },
        Event::MoveApproved { member: 11, from: 1, to: 2, branch: 2, by: 9 },
        Event::CaseOpened {
            case: 1,
            by: 9,
            branch: 1,
            action: Action::ReportDeath { member: 12, heir: None },
        },
        Event::StatusChanged {
            member: 12,
            status: MemberStatus::Frozen,
            cause: StatusCause::Emergency,
            by: Some(12),
            reason: String::new(),
        },
    ];
    of_members.into_iter().for_each(|event| chain.says(Contract::MemberRegistry, event));
    chain.says(Contract::TimeToken, Event::GiftOffered { gift: 1, from: 11, to: 12, minutes: 5 });
    chain.says(Contract::TimeToken, Event::OpeningBudgetSet { branch: 1, minutes: 70 });
    chain.says(Contract::TimeToken, Event::PositionLimitSet { low: 1, high: 2, minutes: None });
    chain.says(Contract::TimeToken, Event::GrowthLimitSet { minutes: Some(5) });
    let contents = Certificate {
        status: CertificateStatus::Valid,
        issuer: Issuer::Attested { report: 1 },
        course: 1,
        member: 12,
        issued: 1,
        valid_until: 2,
        holder: digest(),
    };
    let place = PlaceState::Enrolled;
    chain.says(
        Contract::Training,
        Event::CourseEnrolled { course: 1, participant: 12, state: place, position: 1, by: 12 },
    );
    let there =
        |present| Event::SessionAttended { course: 1, session: 0, participants: vec![12], present, by: 9 };
    [true, false, true].into_iter().for_each(|present| chain.says(Contract::Training, there(present)));
    chain.says(Contract::Training, Event::CertificateIssued { certificate: 1, contents });
    chain.mine();
}

#[tokio::test]
async fn what_members_agree_on_is_the_same_after_a_rebuild() {
    let world = World::new().await;
    life(&world);
    agreements(&world);
    world.index().await;
    let before = dump(&world).await;
    for (row, expected) in [
        ("p_agents: ", "Some(11), Some(12), Some(1), Some(30)"),
        ("p_moves: ", "Some(11), Some(1), Some(2), None, Some(9)"),
        ("p_sessions: ", "Some(1), Some(12), Some(0)"),
        ("p_certificates: ", "attested"),
    ] {
        let found: Vec<&String> = before.iter().filter(|line| line.starts_with(row)).collect();
        assert!(found.len() == 1 && found[0].contains(expected), "{found:?}");
    }
    // Both sides of what is agreed between two are told.
    let told = |topic: &str| {
        before
            .iter()
            .filter(|line| line.starts_with("p_feed") && line.contains("kin_") && line.contains(topic))
            .count()
    };
    assert_eq!((told("member:11"), told("member:12")), (2, 2));
    super::reset(&world.db).await.unwrap();
    let world = world.killed().await;
    assert_eq!(dump(&world).await, before);
}

async fn stops(world: &World) -> String {
    let error = world.follower.catch_up(&CancellationToken::new()).await.unwrap_err();
    format!("{error:#}")
}

#[tokio::test]
async fn the_index_stops_at_a_block_of_another_history() {
    let world = World::new().await;
    world.block().await;
    world.chain.mine();
    world.chain.tamper(3, |block| block.previous = Some([9; 32]));
    let height = world.tip.borrow().height;
    assert!(stops(&world).await.contains("does not link"));
    assert_eq!(world.tip.borrow().height, height);
}

#[tokio::test]
async fn the_index_stops_at_results_the_next_header_denies() {
    let mut world = World::new().await;
    world.submit(1).await;
    world.step(0).await;
    world.chain.mine();
    world.chain.mine();
    // A node that lies about a result; the header of block 3 does not.
    world.chain.tamper(2, |block| block.txs[0].result.gas_used += 1);
    assert!(stops(&world).await.contains("commits to other results"));
}

#[tokio::test]
async fn the_index_stops_when_nodes_tell_different_events() {
    let mut world = World::new().await;
    world.follower.sample = 1;
    world.submit(1).await;
    world.step(0).await;
    world.chain.mine();
    world.chain.another_says(2, |block| block.txs[0].result.log = "other words".into());
    world.index().await;
    world.submit(2).await;
    world.step(0).await;
    world.chain.mine();
    // Events are in no header: only another node can tell.
    world.chain.another_says(3, |block| block.txs[0].result.events.clear());
    assert!(stops(&world).await.contains("one lies"));
    assert_eq!(world.tip.borrow().height, 2);
}

#[tokio::test]
async fn the_index_stops_at_another_chain() {
    let world = World::new().await;
    world.chain.mine();
    world.chain.tamper(2, |block| block.chain_id = "other".into());
    assert!(stops(&world).await.contains("of chain other"));
}

#[tokio::test]
async fn a_watcher_resumes_where_it_was() {
    let world = World::new().await;
    let topics: HashSet<String> = ["activity:1".to_owned()].into();
    let mut live = Box::pin(world.hub.watch(topics.clone(), None).await.unwrap());
    life(&world);
    world.index().await;
    let mut seen = Vec::new();
    while seen.last() != Some(&"activity_settled".to_owned()) {
        let item = live.next().await.unwrap();
        assert_eq!(item.topic, "activity:1");
        seen.push(item.kind);
    }
    assert_eq!(seen[..2], ["activity_drafted", "activity_submitted"]);
    let mut all = Box::pin(world.hub.watch(topics.clone(), Some(0)).await.unwrap());
    let first = all.next().await.unwrap();
    let mut resumed = Box::pin(world.hub.watch(topics, Some(first.id)).await.unwrap());
    assert_eq!(resumed.next().await.unwrap().kind, "activity_submitted");
}

/// Agents are named by events, and not for whom they spoke: that stands in what they signed.
#[tokio::test]
async fn what_an_agent_says_is_the_word_of_the_member_for_whom() {
    let world = World::new().await;
    life(&world);
    let proxy = contracts().canonical(Contract::Proxy);
    for (nonce, principal, score) in [(0, 12, 3), (1, 11, 2)] {
        let intent = timebank_intent::Intent {
            scope: timebank_intent::Scope::Everyday,
            signer: 3,
            on_behalf_of: Some(principal),
            key_epoch: 1,
            lane: 0,
            nonce,
            valid_until: crate::relay::now() + 600,
            contract: contracts().canonical(Contract::ActivityRegistry),
            message: br#"{"enrol":{"id":1}}"#.to_vec(),
        };
        let digest = intent.digest(crate::fake::CHAIN, &proxy).unwrap();
        let signature = crate::fake::key(3).sign_digest(&digest).unwrap();
        let bytes = timebank_intent::SignedIntent { intent, signature }.encode().unwrap();
        world.chain.foreign(&[bytes], 90 + nonce as u8);
        world.chain.mine();
        let height = timebank_client::Node::status(world.chain.as_ref()).await.unwrap().height;
        let rated = Event::Rated { activity: 1, participant: 12, by: 3, score, comment: None };
        let raw: cosmwasm_std::Event = rated.into();
        world.chain.tamper(height, |block| {
            let said = block.txs[0].result.events.last_mut().unwrap();
            said.kind = format!("wasm-{}", raw.ty);
            said.attributes.truncate(1);
            said.attributes.extend(raw.attributes.iter().map(|a| (a.key.clone(), a.value.clone())));
        });
        world.index().await;
        let given = read::ratings(&world.db, principal, false, None, 1).await.unwrap();
        assert_eq!((given[0].author, given[0].score), (principal, score));
    }
    let enrolment = read::enrolment(&world.db, 1, 12).await.unwrap().unwrap();
    assert_eq!((enrolment.score_given, enrolment.score_received), (Some(3), Some(2)));
}
