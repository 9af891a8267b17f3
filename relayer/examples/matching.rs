//! A community of 2 000 members over eight weeks, offered activities newest first, soonest first, or as `matching` recommends
//! them. Writes `docs/matching.md`: `cargo run -p timebank-relayer --example matching`.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::indexing_slicing,
    clippy::expect_used
)]

use std::fmt::Write;
use timebank_api::activity_registry::{Category, Window};
use timebank_api::rulebook::MatchingWeights;
use timebank_relayer::matching::{coefficient, need, place, time_of, Opportunity, Profile};

const SEED: u64 = 20_260_301;
const MEMBERS: usize = 2_000;
/// The community lives so long, newest first, before it is measured.
const WARM_UP: u64 = 4 * 7;
const MEASURED: u64 = 8 * 7;
const A_DAY: usize = 90;
/// How many a member looks at.
const SHOWN: usize = 20;
const DAY: u64 = 86_400;
const START: u64 = 1_767_196_800;
const DISTRICTS: [&str; 10] =
    ["鼓楼", "玄武", "秦淮", "建邺", "栖霞", "雨花台", "江宁", "浦口", "六合", "溧水"];
const KINDS: [Category; 8] = [
    Category::Meals,
    Category::Medical,
    Category::Cleaning,
    Category::Escort,
    Category::Company,
    Category::Repairs,
    Category::Digital,
    Category::Culture,
];

const PAGE: &str = "# Matching

Written by `cargo run -p timebank-relayer --example matching`; the same seed gives the same figures.

`GET /v1/me/recommendations` lists the open activities that suit a member, best first, each with its reasons and how much each
counts. A *coefficient* from 0 to 1000 is the weighted mean of seven factors, computed from the member's own services as the
ledger has them. How much each counts is a rule of the member's branch, in percent: `matching_weights` of its pack in force. Unless a
pack says otherwise they are distance (25), kind of help (20), usual times (20), mutual ratings (15), reliability (10), service time
(5) and frequency (5). Where nothing is known a factor is in the middle. Activities at a time when the member is engaged are left out.
*Need* adds up to 250 to what is empty and begins within a week, so that seats are filled that would otherwise stay empty.

## A community, simulated

2 000 members in ten districts live twelve weeks; every day 90 activities with one to four seats are published. Members look at
the list as often as they are wont to, from once a month to almost daily, and take the first of twenty that they can and want to
do; what they want, only they know: their district, a few kinds of help, a few free times. In the first four weeks everybody sees
the newest first. Then eight weeks follow under each order, and what begins after their first twelve days is counted.

| order | seats filled | activities nobody took | Gini of fill (activities) | Gini of services (members) | members without a service | in the own district |
|---|---|---|---|---|---|---|
TABLE

A Gini coefficient of 0 means that all have the same, near 1 that one has everything.

The members of the simulation decide by rules that we wrote; real ones have other reasons. The figures show that the order works
as it is meant to, not how much it will bring a branch.
";

#[derive(Clone, Copy, PartialEq)]
enum Order {
    Newest,
    Soonest,
    Coefficient,
    Recommended,
}

/// What nobody but the member knows.
struct Person {
    home: usize,
    likes: Vec<Category>,
    free: Vec<(u8, u8)>,
    /// Chance in a thousand to look on a day, and to come when admitted.
    looks: u64,
    comes: u64,
    /// Services a week at most.
    most: usize,
}

struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut number = self.0;
        number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        number ^ (number >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    fn chance(&mut self, thousandth: u64) -> bool {
        self.next() % 1_000 < thousandth
    }
}

fn people(dice: &mut Dice) -> Vec<Person> {
    let person = |dice: &mut Dice| Person {
        home: dice.below(DISTRICTS.len()),
        likes: (0..2 + dice.below(2)).map(|_| KINDS[dice.below(KINDS.len())]).collect(),
        free: (0..4 + dice.below(4)).map(|_| (dice.below(7) as u8, dice.below(3) as u8)).collect(),
        // A few look every day, most now and then.
        looks: [30, 60, 100, 150, 250, 400, 800][dice.below(7)],
        comes: 850 + dice.below(150) as u64,
        most: 1 + dice.below(3),
    };
    (0..MEMBERS).map(|_| person(dice)).collect()
}

#[derive(Clone)]
struct Activity {
    home: usize,
    opportunity: Opportunity,
}

fn activity(dice: &mut Dice, today: u64) -> Activity {
    let home = dice.below(DISTRICTS.len());
    let hour = [9, 14, 18][dice.below(3)];
    let start = START + (today + 2 + dice.below(10) as u64) * DAY + hour * 3_600;
    Activity {
        home,
        opportunity: Opportunity {
            publisher: 100_000 + dice.below(400) as u64,
            category: KINDS[dice.below(KINDS.len())],
            place: place(&format!("南京市{}区", DISTRICTS[home])),
            service: Window { start, end: start + 7_200 },
            seats: 1 + dice.below(4) as u32,
            taken: 0,
        },
    }
}

/// Whether a member takes it, for reasons that only the member knows.
fn takes(person: &Person, activity: &Activity, dice: &mut Dice) -> bool {
    let free = person.free.contains(&time_of(activity.opportunity.service.start));
    let far = (person.home + DISTRICTS.len() - activity.home) % DISTRICTS.len();
    let near = match far.min(DISTRICTS.len() - far) {
        0 => 900,
        1 => 350,
        2 => 100,
        _ => 20,
    };
    let likes = if person.likes.contains(&activity.opportunity.category) { 900 } else { 150 };
    free && dice.chance(near) && dice.chance(likes)
}

#[derive(Default)]
struct Result {
    seats: u64,
    taken: u64,
    empty: u64,
    activities: u64,
    services: Vec<u64>,
    fills: Vec<u64>,
    own_district: u64,
    served: u64,
}

fn run(order: Order) -> Result {
    let mut dice = Dice(SEED);
    let people = people(&mut dice);
    let mut profiles: Vec<Profile> =
        (0..MEMBERS).map(|number| Profile { member: number as u64 + 1, ..Profile::default() }).collect();
    let mut result = Result { services: vec![0; MEMBERS], ..Result::default() };
    let mut open: Vec<Activity> = Vec::new();
    let mut booked: Vec<(usize, Activity)> = Vec::new();
    let weights = MatchingWeights::default();
    // Publishing does not depend on who takes what: every order sees the same activities.
    let mut publishing = Dice(SEED + 1);
    for today in 0..WARM_UP + MEASURED {
        let measured = today >= WARM_UP;
        let now = START + today * DAY + 8 * 3_600;
        close(&mut open, &mut booked, &mut profiles, &people, &mut result, &mut dice, (now, measured));
        for _ in 0..A_DAY {
            open.push(activity(&mut publishing, today));
        }
        for number in 0..MEMBERS {
            if !dice.chance(people[number].looks) {
                continue;
            }
            let week = booked.iter().filter(|(member, _)| *member == number).count();
            if week >= people[number].most {
                continue;
            }
            let shown =
                list(if measured { order } else { Order::Newest }, &open, &profiles[number], &weights, now);
            let taken = shown.into_iter().find(|place| takes(&people[number], &open[*place], &mut dice));
            if let Some(place) = taken {
                let window = open[place].opportunity.service;
                if profiles[number].busy.contains(&window) {
                    continue;
                }
                open[place].opportunity.taken += 1;
                profiles[number].busy.push(window);
                booked.push((number, open[place].clone()));
            }
        }
    }
    result
}

/// What a member is shown.
fn list(
    order: Order,
    open: &[Activity],
    profile: &Profile,
    weights: &MatchingWeights,
    now: u64,
) -> Vec<usize> {
    let free = |place: &usize| open[*place].opportunity.taken < open[*place].opportunity.seats;
    let mut places: Vec<usize> = (0..open.len()).filter(free).collect();
    match order {
        Order::Newest => places.reverse(),
        Order::Soonest => places.sort_by_key(|place| open[*place].opportunity.service.start),
        Order::Coefficient | Order::Recommended => {
            let mut scored: Vec<(u32, usize)> = places
                .into_iter()
                .filter_map(|place| {
                    let opportunity = &open[place].opportunity;
                    let needed = if order == Order::Recommended { need(opportunity, now) } else { 0 };
                    coefficient(profile, opportunity, weights).map(|(value, _)| (value + needed, place))
                })
                .collect();
            scored.sort_by_key(|(value, place)| (std::cmp::Reverse(*value), *place));
            places = scored.into_iter().map(|(_, place)| place).collect();
        }
    }
    places.truncate(SHOWN);
    places
}

/// Ends what has begun: who came is remembered, and the seats are counted.
fn close(
    open: &mut Vec<Activity>,
    booked: &mut Vec<(usize, Activity)>,
    profiles: &mut [Profile],
    people: &[Person],
    result: &mut Result,
    dice: &mut Dice,
    (now, measured): (u64, bool),
) {
    open.retain(|activity| {
        let one = &activity.opportunity;
        if one.service.start > now {
            return true;
        }
        if measured && one.service.start > START + WARM_UP * DAY + 12 * DAY {
            result.activities += 1;
            result.seats += u64::from(one.seats);
            result.taken += u64::from(one.taken);
            result.empty += u64::from(one.taken == 0);
            result.fills.push(u64::from(one.taken) * 1_000 / u64::from(one.seats));
        }
        false
    });
    booked.retain(|(number, activity)| {
        let (one, profile) = (&activity.opportunity, &mut profiles[*number]);
        if one.service.end > now {
            return true;
        }
        profile.busy.retain(|window| *window != one.service);
        if !dice.chance(people[*number].comes) {
            profile.missed += 1;
            return false;
        }
        profile.kept += 1;
        profile.recent += 1;
        profile.minutes += 120;
        profile.scores = (profile.scores.0 + 4 + u32::from(dice.chance(600)), profile.scores.1 + 1);
        *profile.categories.entry(one.category).or_default() += 1;
        *profile.places.entry(one.place.clone()).or_default() += 1;
        *profile.times.entry(time_of(one.service.start)).or_default() += 1;
        if measured && one.service.start > START + WARM_UP * DAY + 12 * DAY {
            result.services[*number] += 1;
            result.served += 1;
            result.own_district += u64::from(people[*number].home == activity.home);
        }
        false
    });
}

/// 0 when all have the same, near 1 when one has everything.
fn gini(values: &[u64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let count = sorted.len() as f64;
    let sum: f64 = sorted.iter().map(|value| *value as f64).sum();
    let ranked: f64 = (1..).zip(&sorted).map(|(rank, value)| rank as f64 * *value as f64).sum();
    2.0 * ranked / (count * sum) - (count + 1.0) / count
}

fn main() {
    let mut table = String::new();
    let orders = [
        (Order::Newest, "newest first"),
        (Order::Soonest, "soonest first"),
        (Order::Coefficient, "by the coefficient alone"),
        (Order::Recommended, "as recommended: coefficient and need"),
    ];
    for (order, name) in orders {
        let result = run(order);
        let share = |part: u64, whole: u64| part as f64 * 100.0 / whole as f64;
        let nobody = result.services.iter().filter(|count| **count == 0).count() as u64;
        writeln!(
            table,
            "| {name} | {:.1} % | {:.1} % | {:.3} | {:.3} | {:.1} % | {:.1} % |",
            share(result.taken, result.seats),
            share(result.empty, result.activities),
            gini(&result.fills),
            gini(&result.services),
            share(nobody, MEMBERS as u64),
            share(result.own_district, result.served),
        )
        .expect("a string takes everything");
        println!("{name}: done");
    }
    let page = PAGE.replace("TABLE\n", &table);
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/matching.md");
    std::fs::write(file, page).expect("docs can be written");
    println!("{table}");
}
