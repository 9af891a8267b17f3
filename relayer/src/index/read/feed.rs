//! What happened, by topic.

use crate::db::{int, uint, Db, QueryBuilder};
use crate::stream::FeedItem;
use sqlx::any::AnyRow;
use sqlx::Row;
use std::collections::HashSet;

/// The feed of some topics after an id, in order.
///
/// # Errors
/// If the store fails.
pub async fn feed(db: &Db, topics: &HashSet<String>, after: u64, limit: u32) -> sqlx::Result<Vec<FeedItem>> {
    if topics.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = QueryBuilder::new("SELECT id, topic, kind, data, height, time FROM p_feed WHERE id > ");
    query.push_bind(int(after)).push(" AND topic IN ").push_binds(topics);
    query.push(" ORDER BY id LIMIT ").push_bind(i64::from(limit.clamp(1, 1_000)));
    let rows = query.build().fetch_all(db.reader()).await?;
    let item = |row: &AnyRow| -> sqlx::Result<FeedItem> {
        let data = serde_json::from_str(row.try_get("data")?);
        Ok(FeedItem {
            id: uint(row.try_get("id")?),
            topic: row.try_get("topic")?,
            kind: row.try_get("kind")?,
            data: data.map_err(|error| sqlx::Error::Decode(error.into()))?,
            height: uint(row.try_get("height")?),
            time: uint(row.try_get("time")?),
        })
    };
    rows.iter().map(item).collect()
}

/// The id of the newest feed item; 0 when there is none.
///
/// # Errors
/// If the store fails.
pub async fn last_feed_id(db: &Db) -> sqlx::Result<u64> {
    let id: i64 =
        sqlx::query_scalar("SELECT COALESCE(MAX(id), 0) FROM p_feed").fetch_one(db.reader()).await?;
    Ok(uint(id))
}
