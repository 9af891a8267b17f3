//! Learning, publishing, withdrawing rights and giving them back.

use super::*;
use timebank_api::reputation::{ConfigResponse, Totals, MAX_FOLLOWED};

#[test]
fn follow_learns_each_fact_once_and_says_what_came_of_it() {
    let mut world = World::new();
    assert!(world.follow(None).is_empty(), "nothing is new");
    world.tell(&[served(1, 6_000), rated(1, 5, 1), served(2, 60)]);
    let totals = |minutes, ratings, rating_sum| Totals {
        services: 1,
        minutes,
        ratings,
        rating_sum,
        ..Totals::default()
    };
    let set = |member, totals, points, stars| Event::StandingSet {
        member,
        totals,
        points,
        standing: Standing { stars, ..Standing::default() },
    };
    let expected = [
        Event::FactsFollowed { through: 3 },
        set(1, totals(6_000, 1, 5), 1_004, 1),
        set(2, totals(60, 0, 0), 10, 0),
    ];
    assert_eq!(world.follow(None), expected);
    assert!(world.follow(None).is_empty());
    assert_eq!(world.published(1), Some(Standing { stars: 1, ..Standing::default() }));
    assert_eq!(world.published(2), None, "no star and every right need no record");
    assert_eq!(world.standing(2).points, 10);
    let config: ConfigResponse = world.ask(QueryMsg::Config {});
    assert_eq!((config.council, config.next), (contract("council").to_string(), 4));
    world.tell(&[served(1, 12_000)]);
    assert_eq!(world.follow(None)[1], set(1, Totals { services: 2, ..totals(18_000, 1, 5) }, 3_004, 2));
}

#[test]
fn one_message_takes_twenty_facts_and_asks_once_per_branch() {
    let mut world = World::new();
    let facts: Vec<_> = (0..45).map(|n| served(1 + n % 9, 1)).collect();
    world.tell(&facts);
    let through = |events: Vec<Event>| match events.first() {
        Some(Event::FactsFollowed { through }) => *through,
        _ => 0,
    };
    assert_eq!(through(world.follow(None)), u64::from(MAX_FOLLOWED));
    assert_eq!(world.others.borrow().asked, 1);
    assert_eq!(through(world.follow(Some(3))), 23);
    assert_eq!(through(world.follow(Some(u32::MAX))), 43);
    assert!(world.follow(Some(0)).is_empty());
    assert_eq!(through(world.follow(None)), 45);
}

#[test]
fn each_kind_of_fact_is_counted() {
    let mut world = World::new();
    let late = Fact { late: true, minutes: 30, ..fact(FactKind::Received, 1, 1) };
    world.tell(&[
        served(1, 90),
        late,
        rated(1, 4, 2),
        Fact { score: 2, ..fact(FactKind::Assessed, 1, 1) },
        fact(FactKind::NoShow, 1, 3),
        fact(FactKind::Silent, 1, 5),
        fact(FactKind::Silent, 1, 4),
        Fact { minutes: 30, ..fact(FactKind::Reversed, 1, 1) },
    ]);
    world.catch_up();
    let TotalsResponse { totals, silences, no_shows, recent_rating, member } = world.totals(1);
    let expected = Totals {
        services: 1,
        minutes: 90,
        received: 1,
        received_minutes: 30,
        ratings: 1,
        rating_sum: 4,
        assessments: 1,
        assessment_sum: 2,
        no_shows: 1,
        silences: 2,
        late: 1,
        reversed_minutes: 30,
    };
    assert_eq!((member, totals, recent_rating), (1, expected, Some(400)));
    assert_eq!((silences, no_shows), (vec![NOW - 5 * DAY, NOW - 4 * DAY], vec![NOW - 3 * DAY]));
    // 10 for what is left of the service, ± 0 for the scores, − 20 and − 10.
    assert_eq!((world.standing(1).points, world.standing(1).reliability), (0, Some(25)));
    assert_eq!(world.totals(2).totals, Totals::default());
    let nobody = world.standing(2);
    assert_eq!(
        (nobody.stars, nobody.may_publish, nobody.may_enrol, nobody.reliability),
        (0, true, true, None)
    );
}

#[test]
fn three_seats_not_taken_withdraw_enrolling_until_the_time_is_over() {
    let mut world = World::new();
    world.tell(&[fact(FactKind::NoShow, 1, 60), fact(FactKind::NoShow, 1, 30)]);
    world.catch_up();
    assert!(world.standing(1).may_enrol);
    world.tell(&[fact(FactKind::NoShow, 1, 2)]);
    world.catch_up();
    let until = NOW + 28 * DAY;
    let expected = Standing { stars: 0, publishing_suspended: 0, enrolling_suspended: until };
    assert_eq!(world.published(1), Some(expected));
    let standing = world.standing(1);
    assert_eq!(
        (standing.may_publish, standing.may_enrol, standing.enrolling_suspended),
        (true, false, until)
    );
    world.env.block.time = cosmwasm_std::Timestamp::from_seconds(until - 1);
    assert!(!world.standing(1).may_enrol);
    world.env.block.time = cosmwasm_std::Timestamp::from_seconds(until);
    assert!(world.standing(1).may_enrol, "it comes back by itself");
}

#[test]
fn silence_and_bad_ratings_withdraw_publishing_and_good_ratings_give_it_back() {
    let mut world = World::new();
    world.tell(&[9, 5, 1].map(|days| fact(FactKind::Silent, 1, days)));
    world.tell(&[5, 4, 3, 2, 1].map(|days| rated(2, 1, days)));
    world.catch_up();
    for member in [1, 2] {
        let standing = world.standing(member);
        assert_eq!((standing.may_publish, standing.publishing_suspended), (false, NOW + 29 * DAY));
        assert!(standing.may_enrol);
    }
    world.tell(&[5, 5, 5].map(|score| rated(2, score, 0)));
    world.catch_up();
    assert_eq!(world.published(2), Some(Standing::default()), "a record that was there says so");
    assert!(world.standing(2).may_publish);
}

#[test]
fn a_member_is_judged_by_the_pack_of_the_own_branch() {
    let mut world = World::new();
    let mut strict = plain();
    strict.levels.thresholds = [60_000, 60_001, 60_002, 60_003, 60_004];
    strict.conduct.no_show_limit = 1;
    world.others.borrow_mut().packs.insert(2, strict.clone());
    // Activities of branch 1 both.
    world.tell(&[
        served(1, 6_000),
        served(10, 6_000),
        fact(FactKind::NoShow, 1, 1),
        fact(FactKind::NoShow, 10, 1),
    ]);
    world.catch_up();
    assert_eq!((world.standing(1).stars, world.standing(10).stars), (1, 0));
    assert_eq!((world.standing(1).may_enrol, world.standing(10).may_enrol), (true, false));

    // Member 1 moves; nothing changes until somebody asks for it.
    world.others.borrow_mut().branches.insert(1, 2);
    assert_eq!(world.standing(1).stars, 1);
    let events = world.send("anybody", ExecuteMsg::Refresh { members: vec![1, 10, 7] }).unwrap();
    assert!(
        matches!(
            events[..],
            [
                Event::StandingSet { member: 1, points: 980, .. },
                Event::StandingSet { member: 10, points: 980, .. }
            ]
        ),
        "all of whom something is known: {events:?}"
    );
    assert_eq!((world.standing(1).stars, world.standing(1).may_enrol), (0, false));
    assert_eq!(world.totals(7).totals, Totals::default());
    let again = world.send("anybody", ExecuteMsg::Refresh { members: vec![1] }).unwrap();
    assert_eq!(again, events[..1], "the same again, so that whoever asked knows that it was done");

    // The branch adopts a milder pack.
    world.others.borrow_mut().packs.insert(2, plain());
    world.send("anybody", ExecuteMsg::Refresh { members: vec![1, 10] }).unwrap();
    assert_eq!((world.standing(1).stars, world.standing(10).may_enrol), (1, true));
    let many = ExecuteMsg::Refresh { members: vec![1; 21] };
    assert_eq!(world.send("anybody", many).unwrap_err().code(), Code::TooMany);
}

#[test]
fn a_branch_without_a_pack_and_a_member_without_a_record_hold_nobody_up() {
    let mut world = World::new();
    world.tell(&[served(10, 6_000), served(77, 6_000), served(1, 6_000)]);
    world.catch_up();
    for member in [10, 77, 1] {
        assert_eq!(world.standing(member).stars, 1, "{member} by the default rules");
    }
}

#[test]
fn a_fact_that_cannot_be_read_waits_for_a_version_that_can() {
    let mut world = World::new();
    world.tell(&[served(1, 60)]);
    world.others.borrow_mut().facts.push(vec![200; 39]);
    let follow = |world: &mut World, limit| world.send("anybody", ExecuteMsg::Follow { limit });
    assert_eq!(follow(&mut world, None).unwrap_err().code(), Code::StateInvalid);
    assert_eq!(follow(&mut world, Some(1)).unwrap().len(), 2);
    assert_eq!(follow(&mut world, Some(1)).unwrap_err().code(), Code::StateInvalid);
    world.others.borrow_mut().facts[1] = served(1, 30).to_bytes();
    follow(&mut world, None).unwrap();
    assert_eq!(world.totals(1).totals.minutes, 90);
}

#[test]
fn a_pack_with_more_fields_is_read_all_the_same() {
    let mut json = PLAIN.trim_end().trim_end_matches('}').to_owned();
    json.push_str(r#", "later": { "a": [1, "x", null, -2] } }"#);
    let rules: crate::rules::Rules = from_json(json).unwrap();
    assert_eq!((rules.levels, rules.conduct), (plain().levels, plain().conduct));
}
