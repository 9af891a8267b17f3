//! Fills a branch's store with a community that never was, straight into the projections, to measure reading in it:
//! `timebank-fill <relayer.toml> <now> <activities> <members>`. The daemon must not run. The same figures give the same rows.
//!
//! Members that are there already count among the members, so that they have a history too. What is no more read than written
//! (the feed, outcomes of intents) is left out.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    clippy::indexing_slicing
)]

use anyhow::{ensure, Context, Result};
use sqlx::AnyConnection;
use std::path::Path;
use std::time::Instant;
use timebank_api::activity_registry::{
    ActivityInput, Admission, Category, Payer, Requirement, Reward, State, Terms, Window,
};
use timebank_api::record::AgeClass;
use timebank_api::rulebook::{Rounding, Skill};
use timebank_relayer::config::Config;
use timebank_relayer::db::{Db, QueryBuilder};
use timebank_relayer::index::grams::{grams, normal};

const DAY: i64 = 86_400;
/// Rows of one statement, and of one transaction.
const AT_ONCE: i64 = 100;
const TOGETHER: i64 = 20_000;
/// Days over which the services lie: so many before now, and after.
const BEFORE: i64 = 1_000;
const AFTER: i64 = 30;

const TITLES: [(&str, Category); 12] = [
    ("陪诊", Category::Medical),
    ("代取药品", Category::Medical),
    ("送午餐到家", Category::Meals),
    ("打扫房间", Category::Cleaning),
    ("修理水龙头", Category::Repairs),
    ("陪老人聊天", Category::Company),
    ("陪老人下棋", Category::Company),
    ("智能手机小课堂", Category::Digital),
    ("协助洗浴", Category::Bathing),
    ("Accompany to a check-up", Category::Medical),
    ("Bring lunch", Category::Meals),
    ("Read the newspaper", Category::Company),
];
const SUMMARIES: [&str; 10] = [
    "早上陪老人去医院做常规复查，帮忙挂号、取药，中午前送回家。",
    "从社区食堂取两份午餐送到附近两位老人家里，顺便看看他们是否安好。",
    "独居老人家里需要简单打扫，主要是客厅、厨房和窗户，工具家里都有。",
    "老人喜欢下象棋，希望有人每周来陪着下两盘，聊聊天。",
    "教几位老人用手机挂号、付费和视频通话，慢慢来，不着急。",
    "行动不便的老人需要有人陪着去公园走走，晒晒太阳，一小时左右。",
    "Please go with an older neighbour to a routine check-up, help with the queue and bring them home.",
    "Someone whose sight has become weak would love to have the newspaper read aloud.",
    "Two lunches are to be brought from the community kitchen to the house next door, stairs included.",
    "老伴刚出院，需要有人帮忙买菜、做一顿清淡的午饭，口味不挑。",
];
const PLACES: [&str; 10] = [
    "南京市鼓楼区",
    "南京市玄武区",
    "南京市建邺区",
    "南京市江宁区",
    "南京市秦淮区",
    "南京市栖霞区",
    "南京市浦口区",
    "Nanjing Qinhuai",
    "Nanjing Gulou",
    "苏州市姑苏区",
];
/// One in a thousand is about something rare.
const RARE: &str = "梅花糕";
const RARELY: i64 = 1_000;
/// Texts that are told apart: titles, summaries and places in every combination.
const TEXTS: i64 = (TITLES.len() * SUMMARIES.len() * PLACES.len()) as i64;

/// What is to be made.
struct Plan {
    now: i64,
    activities: i64,
    members: i64,
    /// Accounts of the members that are there already, by number.
    accounts: Vec<(i64, String)>,
}

/// A number that looks as if it were by chance.
fn chance(number: i64, stream: i64, below: i64) -> i64 {
    let mut mixed = (number as u64).wrapping_add((stream as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((mixed ^ (mixed >> 31)) % below as u64) as i64
}

/// An activity as its number makes it.
struct Made {
    title: String,
    category: Category,
    summary: &'static str,
    place: &'static str,
    text: i64,
    start: i64,
    state: State,
    seats: i64,
    publisher: i64,
    /// Numbers of members, each once.
    participants: Vec<i64>,
}

impl Plan {
    fn activity(&self, id: i64) -> Made {
        // Neighbours in number differ in text.
        let text = chance(id, 1, TEXTS);
        let (title, category) = TITLES[(text % 12) as usize];
        let rare = if id % RARELY == 7 { format!(" {RARE}") } else { String::new() };
        // Most lie behind us; what is later in number is later in time, but for some days.
        let span = (BEFORE + AFTER) * DAY;
        let day = self.now - BEFORE * DAY + span * id / self.activities - chance(id, 2, 10) * DAY;
        let start = day - day.rem_euclid(DAY) + (1 + chance(id, 3, 12)) * 3_600;
        let state = match (start > self.now, chance(id, 4, 100)) {
            (true, 0..=1) => State::Submitted,
            (true, _) => State::Approved,
            (false, 0..=3) => State::Cancelled,
            (false, _) => State::Settled,
        };
        let seats = 1 + chance(id, 5, 4);
        let filled = match state {
            State::Settled => seats - chance(id, 6, 2).min(seats - 1),
            State::Approved => chance(id, 6, seats + 1),
            _ => 0,
        };
        let member = |stream: i64| 1 + chance(id, stream, self.members);
        let mut participants: Vec<i64> = (0..filled).map(|seat| member(20 + seat)).collect();
        participants.sort_unstable();
        participants.dedup();
        Made {
            title: format!("{title}{rare}"),
            category,
            summary: SUMMARIES[((text / 12) % 10) as usize],
            place: PLACES[(text / 120) as usize],
            text,
            start,
            state,
            seats,
            publisher: member(10),
            participants,
        }
    }
}

#[tokio::main]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let config = arguments.next().context("timebank-fill <relayer.toml> <now> <activities> <members>")?;
    let mut number = || -> Result<i64> { Ok(arguments.next().context("a number is missing")?.parse()?) };
    let (now, activities, members) = (number()?, number()?, number()?);
    let db = Db::open(&Config::load(Path::new(&config))?.database).await?;
    let accounts: Vec<(i64, String)> =
        sqlx::query_as("SELECT id, account FROM p_members ORDER BY id").fetch_all(db.reader()).await?;
    let taken: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM p_activities").fetch_one(db.reader()).await?;
    ensure!(taken == 0, "there are activities already");
    let plan = Plan { now, activities, members, accounts };
    let begun = Instant::now();
    fill_members(&db, &plan).await?;
    fill_activities(&db, &plan).await?;
    println!("activities after {:.0} s", begun.elapsed().as_secs_f64());
    fill_words(&db, &plan).await?;
    println!("words after {:.0} s", begun.elapsed().as_secs_f64());
    fill_services(&db, &plan).await?;
    db.close().await;
    println!("all after {:.0} s", begun.elapsed().as_secs_f64());
    Ok(())
}

/// A statement that writes some rows.
struct Rows {
    query: QueryBuilder,
    any: bool,
}

impl Rows {
    fn new(into: &str) -> Self {
        Rows { query: QueryBuilder::new(format!("INSERT INTO {into} ")), any: false }
    }

    fn begin(&mut self) -> &mut Self {
        self.query.push(if self.any { "), (" } else { "VALUES (" });
        self.any = true;
        self
    }

    fn numbers<const N: usize>(&mut self, numbers: [i64; N]) -> &mut Self {
        for (place, number) in numbers.into_iter().enumerate() {
            self.query.push(if place == 0 { "" } else { ", " }).push_bind(number);
        }
        self
    }

    fn text(&mut self, text: impl Into<String>) -> &mut Self {
        self.query.push(", ").push_bind(text.into());
        self
    }

    async fn write(mut self, db: &mut AnyConnection) -> Result<()> {
        if self.any {
            self.query.push(")");
            self.query.build().execute(db).await?;
        }
        Ok(())
    }
}

/// Numbers in parts: those of a transaction, and of a statement in it.
fn parts(from: i64, to: i64) -> impl Iterator<Item = impl Iterator<Item = std::ops::RangeInclusive<i64>>> {
    let cut = |from: i64, to: i64, step: i64| {
        (from..=to).step_by(step as usize).map(move |first| first..=(first + step - 1).min(to))
    };
    cut(from, to, TOGETHER).map(move |part| cut(*part.start(), *part.end(), AT_ONCE))
}

async fn fill_members(db: &Db, plan: &Plan) -> Result<()> {
    let last = plan.accounts.last().map_or(0, |(id, _)| *id);
    ensure!(last == plan.accounts.len() as i64, "members are not numbered from 1 without a gap");
    for part in parts(last + 1, plan.members) {
        let mut tx = db.begin().await?;
        for ids in part {
            let mut rows = Rows::new("p_members (id, branch, roles, since, age, account)");
            let mut standings = Rows::new(
                "p_standings (member, stars, points, publishing_suspended, enrolling_suspended, updated, totals)",
            );
            for id in ids {
                let age = ["under60", "under60", "from60", "from65", "from80"][chance(id, 1, 5) as usize];
                let since = plan.now - (BEFORE + chance(id, 2, 300)) * DAY;
                rows.begin().numbers([id, 1 + id % 2, 0, since]).text(age).text(account(plan, id));
                standings
                    .begin()
                    .numbers([id, chance(id, 3, 6), chance(id, 4, 500), 0, 0, plan.now])
                    .text("{}");
            }
            rows.write(&mut tx).await?;
            standings.write(&mut tx).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}

fn account(plan: &Plan, member: i64) -> String {
    match plan.accounts.get((member - 1) as usize) {
        Some((_, account)) => account.clone(),
        None => format!("wasm1generated{member:050}"),
    }
}

async fn fill_activities(db: &Db, plan: &Plan) -> Result<()> {
    let terms = Terms {
        pack: 1,
        weight_percent: 100,
        rounding: Rounding::Exact,
        earn_cap: None,
        tolerance: 15,
        confirm_deadline: 604_800,
        settle_deadline: 604_800,
        dispute_window: 1_209_600,
        settle_requires_rating: true,
        per_seat: 120,
        earn_cap_day: None,
        provider_age: None,
        escalate_after: 259_200,
    };
    let terms = serde_json::to_string(&terms)?;
    for part in parts(1, plan.activities) {
        let mut tx = db.begin().await?;
        for ids in part {
            let mut rows = Rows::new(
                "p_activities (id, branch, publisher, revision, registration_start, registration_end, service_start, \
                 service_end, seats, reward, taken, settled, created, submitted, updated, state, input, category, place, words, \
                 payer, skill, terms)",
            );
            let mut requirements = Rows::new("p_requirements (activity, number, value, kind)");
            for id in ids {
                write_activity(&mut rows, &mut requirements, plan, id, &terms)?;
            }
            rows.write(&mut tx).await?;
            requirements.write(&mut tx).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}

fn write_activity(rows: &mut Rows, requirements: &mut Rows, plan: &Plan, id: i64, terms: &str) -> Result<()> {
    let made = plan.activity(id);
    let published = made.start - 14 * DAY;
    let end = made.start + 7_200;
    let asked = match chance(id, 7, 10) {
        0 => vec![Requirement::Stars { min: 2 }],
        1 => vec![Requirement::Age { min: AgeClass::From60 }],
        _ => Vec::new(),
    };
    let (kind, value) = if chance(id, 7, 10) == 0 { ("stars", 2) } else { ("age", 2) };
    if !asked.is_empty() {
        requirements.begin().numbers([id, 1, value]).text(kind);
    }
    let span = |start: i64, end: i64| Window { start: start as u64, end: end as u64 };
    let input = ActivityInput {
        title: made.title.clone(),
        summary: made.summary.into(),
        text: None,
        category: made.category,
        place: made.place.into(),
        registration: span(published, made.start),
        service: span(made.start, end),
        seats: made.seats as u16,
        reward: Reward::PerHour { minutes: 60 },
        payer: Payer::Issuance,
        admission: Admission::Automatic,
        attendance_key: vec![2; 33].into(),
        skill: Skill::Plain,
        requirements: asked,
        listing: None,
    };
    let name = |value: serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let taken = made.participants.len() as i64;
    let settled = if made.state == State::Settled { taken } else { 0 };
    let words = normal(&format!("{}\n{}\n{}", made.title, made.summary, made.place));
    rows.begin().numbers([
        id,
        1 + made.publisher % 2,
        made.publisher,
        1,
        published,
        made.start,
        made.start,
        end,
        made.seats,
        120,
        taken,
        settled,
        published,
        published,
        end,
    ]);
    rows.text(name(serde_json::to_value(made.state)?)).text(serde_json::to_string(&input)?);
    rows.text(name(serde_json::to_value(made.category)?)).text(made.place).text(words);
    rows.text("issuance").text("plain").text(terms);
    Ok(())
}

/// The pieces by which texts are found: those of every combination once, then by activity, in the order of the index.
async fn fill_words(db: &Db, plan: &Plan) -> Result<()> {
    let mut tx = db.begin().await?;
    for create in [
        "CREATE TABLE fill_grams (text BIGINT NOT NULL, place BIGINT NOT NULL, gram TEXT NOT NULL)",
        "CREATE TABLE fill_texts (activity BIGINT NOT NULL, text BIGINT NOT NULL)",
    ] {
        sqlx::query(create).execute(&mut *tx).await?;
    }
    for text in 0..TEXTS {
        let (title, _) = TITLES[(text % 12) as usize];
        let (summary, place) = (SUMMARIES[((text / 12) % 10) as usize], PLACES[(text / 120) as usize]);
        let first = grams(&normal(title));
        let mut rows = Rows::new("fill_grams (text, place, gram)");
        for gram in grams(&normal(&format!("{title}\n{summary}\n{place}"))) {
            rows.begin().numbers([text, i64::from(first.contains(&gram))]).text(gram);
        }
        rows.write(&mut tx).await?;
    }
    for ids in parts(1, plan.activities).flatten() {
        let mut rows = Rows::new("fill_texts (activity, text)");
        for id in ids {
            rows.begin().numbers([id, plan.activity(id).text]);
        }
        rows.write(&mut tx).await?;
    }
    for statement in [
        "CREATE INDEX fill_texts_text ON fill_texts (text, activity)",
        "INSERT INTO p_words (gram, place, activity) SELECT g.gram, g.place, t.activity FROM fill_grams g \
         JOIN fill_texts t ON t.text = g.text ORDER BY g.gram, g.place, t.activity",
        "DROP TABLE fill_texts",
        "DROP TABLE fill_grams",
    ] {
        sqlx::query(statement).execute(&mut *tx).await?;
    }
    for gram in grams(RARE) {
        sqlx::query("INSERT INTO p_words (gram, place, activity) SELECT $1, 1, id FROM p_activities WHERE id % $2 = 7")
            .bind(gram)
            .bind(RARELY)
            .execute(&mut *tx)
            .await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Who took part in what, and the TIME it brought.
async fn fill_services(db: &Db, plan: &Plan) -> Result<()> {
    let (mut movement, mut balances) = (0, vec![(0i64, 0i64); plan.members as usize + 1]);
    for part in parts(1, plan.activities) {
        let mut tx = db.begin().await?;
        for ids in part {
            let mut settled = Rows::new(
                "p_enrolments (activity, participant, position, started, ended, claimed, confirmed, agreed, score_given, \
                 score_received, created, updated, state)",
            );
            let mut enrolled =
                Rows::new("p_enrolments (activity, participant, position, created, updated, state)");
            let mut movements = Rows::new(
                "p_movements (id, height, time, activity, participant, minutes, kind, reference, to_account)",
            );
            let mut lines = Rows::new("p_statement (movement, delta, balance, number, account)");
            for id in ids {
                let made = plan.activity(id);
                let at = made.start + 10_000;
                for (position, participant) in (1..).zip(&made.participants) {
                    let published = made.start - 7 * DAY;
                    if made.state != State::Settled {
                        enrolled
                            .begin()
                            .numbers([id, *participant, position, published, published])
                            .text("enrolled");
                        continue;
                    }
                    let score = 3 + chance(id, 30 + position, 3);
                    settled.begin().numbers([
                        id,
                        *participant,
                        position,
                        made.start,
                        made.start + 7_200,
                        120,
                        120,
                        120,
                        5,
                        score,
                        published,
                        at,
                    ]);
                    settled.text("settled");
                    movement += 1;
                    let (balance, number) = &mut balances[*participant as usize];
                    (*balance, *number) = (*balance + 120, *number + 1);
                    let reference =
                        format!("{{\"attendance\":{{\"activity\":{id},\"participant\":{participant}}}}}");
                    movements.begin().numbers([movement, 1, at, id, *participant, 120]);
                    movements.text("mint_service").text(reference).text(account(plan, *participant));
                    lines
                        .begin()
                        .numbers([movement, 120, *balance, *number])
                        .text(account(plan, *participant));
                }
            }
            for rows in [settled, enrolled, movements, lines] {
                rows.write(&mut tx).await?;
            }
        }
        tx.commit().await?;
    }
    for part in parts(1, plan.members) {
        let mut tx = db.begin().await?;
        for ids in part {
            let mut rows = Rows::new("p_balances (minutes, account)");
            for id in ids {
                rows.begin().numbers([balances[id as usize].0]).text(account(plan, id));
            }
            rows.write(&mut tx).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}
