//! The same facts give the same standing, in whichever order they came and in however many messages they were learnt.

use super::*;
use proptest::prelude::*;
use timebank_api::rulebook::Conduct;

fn facts() -> impl Strategy<Value = Vec<Fact>> {
    let kind = prop_oneof![
        3 => Just(FactKind::Served),
        1 => Just(FactKind::Received),
        3 => Just(FactKind::Rated),
        3 => Just(FactKind::NoShow),
        3 => Just(FactKind::Silent),
        1 => Just(FactKind::Assessed),
        2 => Just(FactKind::Reversed),
    ];
    let one = (kind, 1u64..=2, 0u32..9_000, 1u8..=5, any::<bool>(), 0u64..24 * 120).prop_map(
        |(kind, of, minutes, score, late, hours_ago)| Fact {
            minutes: match kind {
                FactKind::Served | FactKind::Received | FactKind::Reversed => minutes,
                _ => 0,
            },
            score: if matches!(kind, FactKind::Rated | FactKind::Assessed) { score } else { 0 },
            late,
            at: NOW - hours_ago * 3_600,
            ..fact(kind, of, 0)
        },
    );
    proptest::collection::vec(one, 0..70)
}

fn conduct() -> impl Strategy<Value = Conduct> {
    (1u64..60, 0u16..5, 0u16..5, 0u16..=500, 1u16..8, 1u64..60).prop_map(
        |(window, silent_limit, no_show_limit, min_rating, min_ratings, suspension)| Conduct {
            window: window * DAY,
            silent_limit,
            no_show_limit,
            min_rating,
            min_ratings,
            suspension: suspension * DAY,
        },
    )
}

/// Everything that is known and published of both members.
fn known(world: &World) -> Vec<(StandingResponse, TotalsResponse, Option<Standing>)> {
    let of = |id| {
        (world.standing(id), world.totals(id), world.published(id).filter(|s| *s != Standing::default()))
    };
    [1, 2].map(of).into()
}

/// Learns the facts, taking as many at a time as `batches` says over and over, with time going by in between.
fn learn(facts: &[Fact], conduct: &Conduct, batches: &[u32]) -> World {
    let mut world = World::new();
    world.others.borrow_mut().packs.get_mut(&1).unwrap().conduct = conduct.clone();
    world.tell(facts);
    for batch in batches.iter().cycle() {
        world.env.block.time = world.env.block.time.plus_seconds(5);
        if world.follow(Some(*batch)).is_empty() {
            break;
        }
        world.send("anybody", ExecuteMsg::Refresh { members: vec![1] }).unwrap();
    }
    world.env.block.time = cosmwasm_std::Timestamp::from_seconds(NOW + 3_600);
    world
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]
    #[test]
    fn order_and_batches_change_nothing(
        (facts, shuffled) in facts().prop_flat_map(|facts| (Just(facts.clone()), Just(facts).prop_shuffle())),
        conduct in conduct(),
        batches in proptest::collection::vec(1u32..=20, 1..6),
        other_batches in proptest::collection::vec(1u32..=20, 1..6),
    ) {
        let first = learn(&facts, &conduct, &batches);
        let second = learn(&shuffled, &conduct, &other_batches);
        prop_assert_eq!(known(&first), known(&second));
    }

    #[test]
    fn what_is_published_is_what_is_answered(facts in facts(), conduct in conduct()) {
        let world = learn(&facts, &conduct, &[20]);
        for member in [1, 2] {
            let published = world.published(member).unwrap_or_default();
            let StandingResponse { stars, publishing_suspended, enrolling_suspended, .. } = world.standing(member);
            prop_assert_eq!(published, Standing { stars, publishing_suspended, enrolling_suspended });
            let TotalsResponse { totals, silences, no_shows, .. } = world.totals(member);
            prop_assert_eq!(silences.len(), (totals.silences as usize).min(16));
            prop_assert_eq!(no_shows.len(), (totals.no_shows as usize).min(16));
            let of = |kind| facts.iter().filter(move |f| f.of == member && f.kind == kind);
            let minutes: u64 = of(FactKind::Served).map(|f| u64::from(f.minutes)).sum();
            prop_assert_eq!(totals.minutes, minutes);
            let reversed: u64 = of(FactKind::Reversed).map(|f| u64::from(f.minutes)).sum();
            prop_assert_eq!(totals.reversed_minutes, reversed);
            prop_assert_eq!(totals.ratings as usize, of(FactKind::Rated).count());
        }
    }
}
