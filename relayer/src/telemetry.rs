//! What can be seen of the daemon from outside: logs, and on the admin port `/livez`, `/readyz`, `/metrics`.
//!
//! Logs name actions, activities and heights; never a phone, a name, a password or a key.

use crate::db::Db;
use crate::index::{lossy, Tip};
use crate::relay::{now, Relay};
use anyhow::{Context, Result};
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use serde::Serialize;
use std::future::IntoFuture;
use std::io::IsTerminal;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use tracing_subscriber::EnvFilter;

/// Blocks by which the index may lag behind while the daemon is fit to serve.
const MAX_LAG: u64 = 10;
/// Seconds after which a chain without a new block counts as standing still.
const STALL: u64 = 30;
/// How often samples become sums: until then every one of them is kept, whether or not anybody asks for metrics.
const UPKEEP: Duration = Duration::from_secs(10);

/// Sends logs to standard error: for people on a terminal, as JSON otherwise. `RUST_LOG` chooses what.
pub fn log() {
    let filter = EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn,tendermint_rpc=warn"));
    let logs = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if std::io::stderr().is_terminal() {
        logs.init();
    } else {
        logs.json().init();
    }
}

/// Collects metrics of the whole process.
///
/// # Errors
/// If something else does so already.
pub fn metrics() -> Result<PrometheusHandle> {
    PrometheusBuilder::new().install_recorder().context("metrics cannot be collected")
}

/// The admin port.
#[derive(Clone)]
pub struct Admin {
    pub db: Db,
    pub relay: Relay,
    pub tip: watch::Receiver<Tip>,
    pub metrics: PrometheusHandle,
}

/// How the daemon is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Fitness {
    Healthy,
    /// It serves, but something is wrong: the chain stands still.
    Degraded,
    /// Do not send anybody here.
    Unhealthy,
}

#[derive(Debug, PartialEq, Serialize)]
struct Readiness {
    status: Fitness,
    database: bool,
    /// The last block in the projections.
    height: u64,
    /// The last block of the chain, when known.
    chain_height: Option<u64>,
    /// Seconds since that block.
    block_age: u64,
}

impl Admin {
    /// Serves until it is told to stop.
    ///
    /// # Errors
    /// If the listener fails.
    pub async fn serve(self, listener: TcpListener, stop: CancellationToken) -> Result<()> {
        let metrics = self.metrics.clone();
        let upkeep = async move {
            loop {
                tokio::time::sleep(UPKEEP).await;
                metrics.run_upkeep();
            }
        };
        let routes = Router::new()
            .route("/livez", get(|| async { "ok\n" }))
            .route("/readyz", get(ready))
            .route("/metrics", get(figures))
            .with_state(self);
        let serving = axum::serve(listener, routes).with_graceful_shutdown(stop.cancelled_owned());
        tokio::select! {
            served = serving.into_future() => served.context("the admin port failed"),
            () = upkeep => Ok(()),
        }
    }
}

async fn ready(State(admin): State<Admin>) -> (StatusCode, Json<Readiness>) {
    let database = sqlx::query("SELECT 1").execute(admin.db.reader()).await.is_ok();
    let readiness = judge(*admin.tip.borrow(), database, now());
    let code = match readiness.status {
        Fitness::Unhealthy => StatusCode::SERVICE_UNAVAILABLE,
        Fitness::Healthy | Fitness::Degraded => StatusCode::OK,
    };
    (code, Json(readiness))
}

fn judge(tip: Tip, database: bool, now: u64) -> Readiness {
    let block_age = now.saturating_sub(tip.time);
    let status = if !database || !tip.within(MAX_LAG) {
        Fitness::Unhealthy
    } else if block_age > STALL {
        Fitness::Degraded
    } else {
        Fitness::Healthy
    };
    Readiness { status, database, height: tip.height, chain_height: tip.chain, block_age }
}

async fn figures(State(admin): State<Admin>) -> (StatusCode, String) {
    let tip = *admin.tip.borrow();
    metrics::gauge!("timebank_index_height").set(lossy(tip.height));
    metrics::gauge!("timebank_chain_height").set(lossy(tip.chain.unwrap_or(0)));
    metrics::gauge!("timebank_block_age_seconds").set(lossy(now().saturating_sub(tip.time)));
    let Ok((open, oldest)) = admin.relay.backlog().await else {
        return (StatusCode::SERVICE_UNAVAILABLE, "the store cannot be read\n".into());
    };
    metrics::gauge!("timebank_outbox_open").set(lossy(open));
    let age = oldest.map_or(0, |since| now().saturating_sub(since));
    metrics::gauge!("timebank_outbox_oldest_seconds").set(lossy(age));
    (StatusCode::OK, admin.metrics.render())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::Path;

    #[test]
    fn a_chain_that_stands_still_degrades_and_a_lagging_index_is_unfit() {
        let tip = Tip { height: 100, time: 1_000, chain: Some(100) };
        let status = |tip, database, now| judge(tip, database, now).status;
        assert_eq!(status(tip, true, 1_002), Fitness::Healthy);
        assert_eq!(status(tip, true, 1_100), Fitness::Degraded);
        assert_eq!(status(tip, false, 1_002), Fitness::Unhealthy);
        let behind = Tip { chain: Some(200), ..tip };
        assert_eq!(status(behind, true, 1_002), Fitness::Unhealthy);
        assert_eq!(status(Tip { chain: None, ..tip }, true, 1_002), Fitness::Unhealthy);
    }

    /// The names of our metrics in a text.
    fn named(text: &str) -> BTreeSet<String> {
        let letters = |c: char| c.is_ascii_lowercase() || c == '_';
        text.match_indices("timebank_")
            .map(|(at, _)| text[at..].chars().take_while(|c| letters(*c)).collect::<String>())
            .collect()
    }

    fn sources(folder: &Path, all: &mut String) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, all);
            } else {
                all.push_str(&std::fs::read_to_string(path).unwrap());
            }
        }
    }

    #[test]
    fn the_dashboard_shows_metrics_that_there_are() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let dashboard = std::fs::read_to_string(root.join("../docs/grafana/branch.json")).unwrap();
        let mut code = String::new();
        sources(&root.join("src"), &mut code);
        let shown = named(&dashboard);
        assert!(shown.len() > 8, "{shown:?}");
        for metric in shown {
            assert!(code.contains(&format!("!(\"{metric}\"")), "nothing counts {metric}");
        }
    }
}
