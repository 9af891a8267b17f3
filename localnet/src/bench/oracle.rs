//! Feeding a partner's database (E2): how many facts a second a feeder makes ready for the chain, and what the first load of a large
//! database takes.
//!
//! The database is a real PostgreSQL, the feeder the real one, run by `timebank-feed-load`, which stands for the chain.

use super::report::Machine;
use super::sample::as_f64;
use crate::build;
use crate::cache::Cache;
use crate::net::keys;
use crate::postgres::Postgres;
use crate::run;
use crate::steps::{step, step_with_result};
use crate::workspace::Workspace;
use anyhow::{ensure, Context, Result};
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Rows that are read at a time.
const PAGE: u64 = 500;
const SECRET: [u8; 64] = [b'5'; 64];

/// How much.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Size {
    /// Rows of the large database.
    pub rows: u64,
    /// Facts about members, in a database of them alone and among the rows of the large one.
    pub facts: u64,
}

/// What was measured.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    pub machine: Machine,
    #[serde(flatten)]
    pub size: Size,
    /// A database in which every row is a member's.
    pub dense: Load,
    /// Facts made ready in a second of one processor's time.
    pub facts_per_processor_second: f64,
    /// The large database, broken off in the middle and gone on with.
    pub first_half: Load,
    pub second_half: Load,
    pub rows_per_second: f64,
    pub peak_bytes: u64,
}

/// What a process did.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub struct Load {
    pub rows: u64,
    pub facts: u64,
    pub seconds: f64,
    pub processor_seconds: f64,
    pub peak_bytes: u64,
}

impl Report {
    /// The same for people.
    pub fn print(&self) {
        println!("\n{} facts, {} rows on {}", self.size.facts, self.size.rows, self.machine.words());
        println!(
            "  facts made ready: {:.0} a second, {:.0} in a second of one processor (goal: 500)",
            as_f64(self.dense.facts) / self.dense.seconds,
            self.facts_per_processor_second
        );
        println!(
            "  first load, broken off after {} rows and gone on with: {:.0} rows a second, {} MiB at most (goal: 300)",
            self.first_half.rows,
            self.rows_per_second,
            self.peak_bytes / (1024 * 1024)
        );
    }
}

/// Fills databases and feeds them.
pub fn oracle(workspace: &Workspace, cache: &Cache, size: Size) -> Result<Report> {
    ensure!(size.facts > 0 && size.rows >= size.facts, "at least one fact, and no fewer rows than facts");
    let program = build::relayer::feed_load(workspace, cache)?;
    let server = step("bench: PostgreSQL serves", || Postgres::start(cache, true))?;
    let folder = cache.path("bench-oracle");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    keys::write_private(&folder.join("key"), &SECRET)?;
    let feeding = Feeding { program, folder };
    let dense = step_with_result("bench: facts about members alone", || {
        feeding.fill(&server, "dense", size.facts)?;
        let load = feeding.run("dense", size.facts, 1, 0)?;
        Ok((load, format!("{} facts", load.facts)))
    })?;
    step("bench: a large database", || feeding.fill(&server, "large", size.rows))?;
    let apart = size.rows.checked_div(size.facts).unwrap_or(1);
    let half = size.rows.checked_div(PAGE.saturating_mul(2)).unwrap_or(0).max(1);
    let (first_half, second_half) = step_with_result("bench: its first load, in two halves", || {
        let first = feeding.run("large", size.facts, apart, half)?;
        let second = feeding.run("large", size.facts, apart, 0)?;
        Ok(((first, second), format!("{} rows", first.rows.saturating_add(second.rows))))
    })?;
    let _ = fs::remove_dir_all(&feeding.folder);
    let (rows, facts) = (
        first_half.rows.saturating_add(second_half.rows),
        first_half.facts.saturating_add(second_half.facts),
    );
    ensure!(
        dense.facts == size.facts && facts == size.facts,
        "facts are missing: {} and {facts}",
        dense.facts
    );
    ensure!(rows >= size.rows, "rows are missing: {rows}");
    Ok(Report {
        machine: Machine::here()?,
        size,
        dense,
        facts_per_processor_second: as_f64(dense.facts) / dense.processor_seconds,
        first_half,
        second_half,
        rows_per_second: as_f64(rows) / (first_half.seconds + second_half.seconds),
        peak_bytes: first_half.peak_bytes.max(second_half.peak_bytes),
    })
}

struct Feeding {
    program: PathBuf,
    folder: PathBuf,
}

impl Feeding {
    /// A database of so many persons, and its mapping.
    fn fill(&self, server: &Postgres, database: &str, rows: u64) -> Result<()> {
        let url = server.database(database)?;
        server.execute(
            database,
            &format!(
                "CREATE TABLE facts AS SELECT g AS version, '9901011950' || lpad(g::text, 7, '0') || 'X' AS id_no, \
                 true AS fit, current_date + 365 AS fit_until, now() AS changed_at FROM generate_series(1::bigint, {rows}) g; \
                 CREATE UNIQUE INDEX facts_version ON facts (version); ANALYZE facts"
            ),
        )?;
        keys::write_private(&self.folder.join(format!("{database}.url")), url.as_bytes())?;
        let mapping = format!(
            "source = 1\nname = \"{database}\"\nsecret_file = \"key\"\nvolume = 1\n\
             [from.postgres]\nurl_file = \"{database}.url\"\nview = \"facts\"\npage = {PAGE}\n\
             [columns]\nid_number = \"id_no\"\nversion = \"version\"\nobserved = \"changed_at\"\n\
             [[fact]]\nkind = \"credential\"\npredicate = 4\nwhen = {{ column = \"fit\", is = [\"true\"] }}\n\
             valid_until = {{ column = \"fit_until\" }}\npolicy = \"apply\"\n"
        );
        fs::write(self.mapping(database), mapping).context("cannot write a mapping")
    }

    fn mapping(&self, database: &str) -> PathBuf {
        self.folder.join(format!("{database}.toml"))
    }

    /// Feeds as much as there is, or so many pages of it.
    fn run(&self, database: &str, members: u64, apart: u64, pages: u64) -> Result<Load> {
        let store: &Path = &self.folder.join(format!("{database}.sqlite"));
        let mut command = Command::new(&self.program);
        command.arg(self.mapping(database)).arg(store);
        command.args([members, apart, pages].map(|number| number.to_string()));
        serde_json::from_str(&run::output(&mut command)?).context("no figures")
    }
}
