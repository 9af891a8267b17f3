//! How long searches take among 100 000 generated activities: `cargo run -p timebank-relayer --example search [database]`, where
//! `database` is the URL of an empty PostgreSQL database; without it a SQLite file in a temporary folder.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::indexing_slicing
)]

use anyhow::Result;
use std::time::Instant;
use timebank_relayer::db::{Db, Place, QueryBuilder};
use timebank_relayer::index::grams::{grams, normal};
use timebank_relayer::index::read::{activities, ActivityFilter, ActivityOrder};

const ACTIVITIES: i64 = 100_000;
const AT_ONCE: i64 = 500;
const TITLES: [&str; 10] = [
    "陪诊",
    "送午餐到家",
    "打扫房间",
    "陪老人聊天",
    "智能手机小课堂",
    "Accompany to a check-up",
    "Bring lunch",
    "修理水龙头",
    "协助洗浴",
    "Read the newspaper",
];
const TEXTS: [&str; 6] = [
    "早上陪老人去医院做常规复查，帮忙挂号、取药，中午前送回家。",
    "从社区食堂取两份午餐送到附近两位老人家里，顺便看看他们是否安好。",
    "独居老人家里需要简单打扫，主要是客厅、厨房和窗户，工具家里都有。",
    "Please go with an older neighbour to a routine check-up, help with the queue and bring them home.",
    "Someone whose sight has become weak would love to have the newspaper read aloud.",
    "老人喜欢下象棋，希望有人每周来陪着下两盘，聊聊天。",
];
const PLACES: [&str; 5] = ["南京市鼓楼区", "南京市玄武区", "Nanjing Qinhuai", "南京市建邺区", "南京市江宁区"];

#[tokio::main]
async fn main() -> Result<()> {
    let folder = std::env::temp_dir().join(format!("timebank-search-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let place = match std::env::args().nth(1) {
        Some(url) => Place::from(url),
        None => Place::Sqlite(folder.join("search.sqlite")),
    };
    let measured = measure(&place).await;
    std::fs::remove_dir_all(&folder)?;
    measured
}

async fn measure(place: &Place) -> Result<()> {
    let db = Db::open(place).await?;
    let begun = Instant::now();
    for first in (0..ACTIVITIES).step_by(AT_ONCE as usize) {
        write(&db, first).await?;
    }
    println!("{ACTIVITIES} activities written in {:.1} s", begun.elapsed().as_secs_f64());
    let order = [
        ("newest", ActivityOrder::Newest),
        ("soonest", ActivityOrder::Soonest),
        ("relevance", ActivityOrder::Relevance),
    ];
    for text in ["陪诊", "陪诊 鼓楼", "梅花糕", "newspaper aloud", "第77777", "诊", "没有这个"]
    {
        for (name, order) in order {
            let filter =
                ActivityFilter { text: Some(text.into()), free_seats: true, ..ActivityFilter::default() };
            let mut times = Vec::new();
            let mut found = 0;
            for _ in 0..11 {
                let begun = Instant::now();
                found = activities(&db, &filter, order, 1, None, 20).await?.len();
                times.push(begun.elapsed().as_secs_f64() * 1_000.0);
            }
            times.sort_by(f64::total_cmp);
            println!(
                "{text:<18} {name:<10} {found:>3} found, median {:>7.1} ms, worst {:>7.1} ms",
                times[5], times[10]
            );
        }
    }
    db.close().await;
    Ok(())
}

async fn write(db: &Db, first: i64) -> Result<()> {
    let mut tx = db.begin().await?;
    for id in first + 1..=first + AT_ONCE {
        let mixed = (id as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33;
        let pick = |list: &[&str], by: u64| list[((mixed / by) % list.len() as u64) as usize].to_owned();
        // One in a thousand is about something rare.
        let rare = if id % 1_000 == 7 { " 梅花糕" } else { "" };
        let title = format!("{}{rare} 第{id}", pick(&TITLES, 1));
        let (summary, place) = (pick(&TEXTS, 10), pick(&PLACES, 60));
        let words = normal(&format!("{title}\n{summary}\n{place}"));
        let service = 1_000_000 + (mixed % 5_000_000) as i64;
        let input = serde_json::json!({
            "title": title, "summary": summary, "text": null, "category": "company", "place": place,
            "registration": {"start": 1, "end": 2}, "service": {"start": service, "end": service + 7_200}, "seats": 2,
            "reward": {"per_hour": {"minutes": 60}}, "payer": "own_balance", "admission": "automatic", "attendance_key": "",
        });
        sqlx::query(
            "INSERT INTO p_activities (id, branch, publisher, revision, state, input, category, place, words, \
             registration_start, registration_end, service_start, service_end, seats, reward, payer, taken, created, updated) \
             VALUES ($1, 1, 1, 1, 'approved', $2, 'company', $3, $4, 1, 2, $5, $6, 2, 120, 'own_balance', $7, 1, 1)",
        )
        .bind(id)
        .bind(input.to_string())
        .bind(&place)
        .bind(&words)
        .bind(service)
        .bind(service + 7_200)
        .bind((mixed % 3) as i64)
        .execute(&mut *tx)
        .await?;
        let titles = grams(&normal(&title));
        let mut insert = QueryBuilder::new("INSERT INTO p_words (place, activity, gram) ");
        let mut between = "VALUES (";
        for gram in grams(&words) {
            insert.push(between).push_bind(i64::from(titles.contains(&gram)));
            insert.push(", ").push_bind(id);
            between = "), (";
            insert.push(", ").push_bind(gram);
        }
        insert.push(")");
        insert.build().execute(&mut *tx).await?;
    }
    tx.commit().await?;
    Ok(())
}
