//! The sample certificate issuer: an HTTP service on this machine that tells who passed a course in first aid, as a partner would
//! (`docs/partner-kit`). It runs as a process of its own, `cargo timebank certificate-issuer`.

use super::people::Citizen;
use crate::net::keys::write_private;
use anyhow::{Context, Result};
use axum::extract::{Query, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::Router;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::fs;
use std::net::Ipv4Addr;
use std::path::Path;
use std::sync::Arc;
use tokio::net::TcpListener;

const RECORDS: &str = "records.json";
const TOKEN: &str = "token";
/// Rows of an answer, where it is not said and at most.
const ROWS: usize = 500;

/// What the issuer knows of somebody.
#[derive(Debug, Deserialize, Serialize)]
struct Record {
    name: String,
    #[serde(flatten)]
    row: Row,
}

/// What feeders are told.
#[derive(Debug, Deserialize, Serialize)]
struct Row {
    id_no: String,
    version: u64,
    changed_at: u64,
    first_aid: String,
    expires: String,
}

struct Issuer {
    token: String,
    /// The lowest version first.
    records: Vec<Record>,
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    after: u64,
    limit: Option<usize>,
}

/// Writes the records of everybody into a folder, and the token of those who may ask.
///
/// # Errors
/// If it cannot be written.
pub fn found(folder: &Path, token: &str, now: u64, expires: &str) -> Result<()> {
    let record = |(version, Citizen { name, id_number, first_aid, .. }): (u64, Citizen)| {
        let first_aid = if first_aid { "pass" } else { "none" }.to_owned();
        let row = Row { id_no: id_number, version, changed_at: now, first_aid, expires: expires.to_owned() };
        Record { name, row }
    };
    let records: Vec<Record> = (1..).zip(Citizen::all()).map(record).collect();
    let bytes = serde_json::to_vec(&records).context("cannot write the issuer's records as JSON")?;
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    write_private(&folder.join(RECORDS), &bytes)?;
    write_private(&folder.join(TOKEN), token.as_bytes())
}

/// Serves the records of a folder at a port of this machine until the process ends.
///
/// # Errors
/// If there are none, or the port is taken.
pub fn serve(folder: &Path, port: u16) -> Result<()> {
    let issuer = Arc::new(Issuer::open(folder)?);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.context("cannot start an asynchronous runtime")?.block_on(async {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await;
        let listener = listener.with_context(|| format!("cannot listen at port {port}"))?;
        println!("the certificate issuer answers at port {port}");
        axum::serve(listener, router(issuer)).await.context("the certificate issuer has ended")
    })
}

fn router(issuer: Arc<Issuer>) -> Router {
    Router::new().route("/healthz", get(|| async {})).route("/changes", get(changes)).with_state(issuer)
}

impl Issuer {
    fn open(folder: &Path) -> Result<Self> {
        let read = |name: &str| {
            let path = folder.join(name);
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
        };
        let records = serde_json::from_str(&read(RECORDS)?).context("the issuer's records are no records")?;
        Ok(Self { token: read(TOKEN)?, records })
    }

    /// Whether the token is the right one; how long that takes says nothing of it.
    fn admits(&self, headers: &HeaderMap) -> bool {
        let said = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let said = said.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default();
        Sha256::digest(said) == Sha256::digest(&self.token)
    }
}

async fn changes(
    State(issuer): State<Arc<Issuer>>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    if !issuer.admits(&headers) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let after = issuer.records.iter().map(|record| &record.row).filter(|row| row.version > asked.after);
    let rows: Vec<&Row> = after.take(asked.limit.unwrap_or(ROWS).min(ROWS)).collect();
    let body = json!({ "rows": rows }).to_string();
    let tag = format!("\"{}\"", hex::encode(Sha256::digest(&body)));
    if headers.get(IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    ([(CONTENT_TYPE, "application/json".to_owned()), (ETAG, tag)], body).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    async fn ask(base: &str, path: &str, headers: &[(&str, &str)]) -> (u16, String, String) {
        let mut request = reqwest::Client::new().get(format!("{base}{path}"));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = request.send().await.unwrap();
        let tag = answer.headers().get("etag").map(|tag| tag.to_str().unwrap().to_owned());
        (answer.status().as_u16(), tag.unwrap_or_default(), answer.text().await.unwrap())
    }

    #[tokio::test]
    async fn whoever_has_the_token_reads_everybody_page_by_page_and_nothing_twice() {
        let folder = tempfile::tempdir().unwrap();
        found(folder.path(), "token-1", 1_796_000_000, "2027-06-30").unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let issuer = Arc::new(Issuer::open(folder.path()).unwrap());
        tokio::spawn(async move { axum::serve(listener, router(issuer)).await });
        let page = "/changes?after=9800&limit=500";
        for wrong in [&[][..], &[("Authorization", "Bearer token-2")], &[("Authorization", "token-1")]] {
            assert_eq!(ask(&base, page, wrong).await.0, 401);
        }
        let right = ("Authorization", "Bearer token-1");
        let (status, tag, body) = ask(&base, page, &[right]).await;
        let rows: Value = serde_json::from_str(&body).unwrap();
        let rows = rows["rows"].as_array().unwrap();
        assert_eq!((status, rows.len(), &rows[0]["version"]), (200, 200, &json!(9_801)));
        assert!(rows[0].get("name").is_none(), "what is not asked for");
        assert_eq!(ask(&base, page, &[right, ("If-None-Match", &tag)]).await.0, 304);
        let all = ask(&base, "/changes?limit=100000", &[right]).await.2;
        assert_eq!(serde_json::from_str::<Value>(&all).unwrap()["rows"].as_array().unwrap().len(), ROWS);
        assert_eq!(ask(&base, "/changes?after=x", &[right]).await.0, 400);
    }
}
