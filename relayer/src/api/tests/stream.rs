//! The two forms of the stream.

use super::*;

async fn happens(branch: &Branch, ids: std::ops::RangeInclusive<i64>) {
    for id in ids {
        // Every third one is not for those who watch.
        let topic = ["member:1", "activity:1", "member:2"][usize::try_from(id % 3).unwrap()];
        let mut tx = branch.db.begin().await.unwrap();
        sqlx::query(
            "INSERT INTO p_feed (id, topic, kind, data, height, time) VALUES ($1, $2, 'rated', $3, $1, $1)",
        )
        .bind(id)
        .bind(topic)
        .bind(json!({"id": id, "comment": "两行\n好"}).to_string())
        .execute(&mut *tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }
}

/// Reads items in one of the forms after an id, so many, and leaves.
async fn read(branch: &Branch, token: &str, accept: &str, after: u64, count: usize) -> Vec<Value> {
    let mut stream = branch
        .client
        .get(format!("{}/v1/stream?topics=me,activity:1", branch.base))
        .bearer_auth(token)
        .header("accept", accept)
        .header("last-event-id", after)
        .send()
        .await
        .unwrap();
    assert_eq!(stream.headers()["content-type"].to_str().unwrap(), accept);
    assert_eq!(stream.headers()["x-accel-buffering"], "no");
    let (mut bytes, mut items) = (Vec::new(), Vec::new());
    while items.len() < count {
        bytes.extend(stream.chunk().await.unwrap().unwrap());
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let lines = std::str::from_utf8(&bytes[..whole]).unwrap().lines();
        let data = lines.filter_map(|line| match accept {
            "text/event-stream" => line.strip_prefix("data:"),
            _ => Some(line).filter(|line| !line.is_empty()),
        });
        items = data.map(|line| serde_json::from_str(line).unwrap()).collect();
    }
    items
}

#[tokio::test]
async fn both_forms_of_the_stream_tell_the_same_in_the_same_order_across_a_reconnection() {
    let branch = Branch::start().await;
    let (_, token) = branch.member().await;
    happens(&branch, 1..=6).await;
    let mut told = Vec::new();
    let forms = ["text/event-stream", "application/x-ndjson"];
    for accept in forms {
        told.push(read(&branch, &token, accept, 0, 3).await);
    }
    // Both are gone; something happens meanwhile.
    happens(&branch, 7..=11).await;
    for (accept, told) in forms.into_iter().zip(&mut told) {
        let last = told.last().unwrap()["id"].as_u64().unwrap();
        told.extend(read(&branch, &token, accept, last, 4).await);
    }
    let ids: Vec<u64> = told[0].iter().map(|item| item["id"].as_u64().unwrap()).collect();
    assert_eq!(ids, [1, 3, 4, 6, 7, 9, 10]);
    assert_eq!(told[0], told[1]);
}

#[tokio::test]
async fn the_chunked_form_is_for_the_same_people_as_the_other() {
    let branch = Branch::start().await;
    let url = format!("{}/v1/stream?topics=me", branch.base);
    let refused = branch.client.get(&url).header("accept", "application/x-ndjson").send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::UNAUTHORIZED);
    let (_, token) = branch.member().await;
    let foreign = format!("{}/v1/stream?topics=member:9", branch.base);
    let foreign = branch.client.get(foreign).bearer_auth(token).header("accept", "application/x-ndjson");
    assert_eq!(foreign.send().await.unwrap().status(), StatusCode::BAD_REQUEST);
}
