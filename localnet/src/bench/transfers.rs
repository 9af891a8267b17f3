//! Transfers signed with the transaction password, one a second, apart from the load: each stretches a password.

use super::diary::Diary;
use super::person::Person;
use anyhow::{Context, Result};
use futures::future::{join_all, try_join_all};
use reqwest::Method;
use serde_json::json;
use std::time::Duration;
use tokio::time::sleep;

pub const PASSWORD: &str = "480913";
const PERIOD: Duration = Duration::from_secs(1);

/// Members set a transaction password, which they can only do before they hold TIME.
pub async fn prepare(members: &[&Person]) -> Result<()> {
    let (diary, body) = (Diary::default(), json!({"transaction_password": PASSWORD}));
    let path = "/v1/me/transaction-password";
    let all = members.iter().map(|member| member.act_with(&diary, Method::PUT, path, &body, None));
    try_join_all(all).await.map(drop)
}

/// Members who have earned TIME take turns in giving a minute to the next one.
pub async fn run(members: &[&Person], count: usize) -> Result<Diary> {
    let diary = Diary::default();
    let ring = members.iter().zip(members.iter().cycle().skip(1)).cycle().take(count);
    let all = (0u32..).zip(ring).map(|(turn, (from, to))| {
        let body = json!({"recipient": to.member, "minutes": 1, "transaction_password": PASSWORD});
        let diary = &diary;
        async move {
            sleep(PERIOD.saturating_mul(turn)).await;
            // What fails is in the diary.
            from.act(diary, "/v1/transfers", &body).await.map(drop)
        }
    });
    join_all(all).await.into_iter().collect::<Result<()>>().context("a transfer failed")?;
    Ok(diary)
}
