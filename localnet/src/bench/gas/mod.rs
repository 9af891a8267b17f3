//! Gas of every message on a real chain: in a small state, and in one with a crowd of members, loaded through the genesis.

mod measure;
mod receiver;
mod report;
mod scene;

use crate::build;
use crate::cache::Cache;
use crate::workspace::Workspace;
use anyhow::{bail, ensure, Context, Result};
use measure::Measured;
pub use report::Table;
use report::{Line, Size, World};
use scene::Scene;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use time::OffsetDateTime;

/// The crowd of the small state.
const SMALL: u64 = 20;
const TABLE: &str = "docs/gas.json";
const PAGE: &str = "docs/gas.md";

/// What every run needs.
struct Bench<'a> {
    workspace: &'a Workspace,
    cache: &'a Cache,
    node: build::node::Node,
    contracts: build::contracts::Built,
    reference: PathBuf,
}

impl<'a> Bench<'a> {
    fn new(workspace: &'a Workspace, cache: &'a Cache) -> Result<Self> {
        let node = build::node::build(workspace, cache)?;
        let contracts = build::contracts::build(workspace, cache)?;
        let reference = build::contracts::reference(workspace, cache)?;
        Ok(Bench { workspace, cache, node, contracts, reference })
    }

    fn run(&self, members: u64) -> Result<(Scene, Measured)> {
        let scene = scene::write(self.workspace, self.cache, members)?;
        let measured = measure::run(self.cache, &self.node, &self.contracts, &self.reference, &scene)?;
        Ok((scene, measured))
    }
}

/// The committed table.
fn committed(workspace: &Workspace) -> Result<Table> {
    serde_json::from_str(&workspace.text(TABLE)?).with_context(|| format!("{TABLE} cannot be understood"))
}

/// Measures in both states. Writes the table, or, to `check`, fails when a goal is missed or a message has become dearer than
/// the committed table says.
pub fn run(workspace: &Workspace, cache: &Cache, members: u64, check: bool) -> Result<Table> {
    let bench = Bench::new(workspace, cache)?;
    let (scene, small) = bench.run(SMALL)?;
    let (crowded, large) = bench.run(members)?;
    let both = small.gas.iter().zip(&large.gas);
    let messages: Vec<Line> = scene
        .messages
        .iter()
        .zip(both)
        .map(|(message, (small, large))| Line::new(message, *small, *large))
        .collect();
    ensure!(messages.len() == scene.messages.len(), "not everything was measured in both states");
    let world =
        |scene: &Scene| World { crowd: scene.loaded.clone(), entries: scene.entries, bytes: scene.bytes };
    let versions = BTreeMap::from([
        ("wasmd".to_owned(), workspace.wasmd_version()?),
        ("cosmwasm-vm".to_owned(), workspace.vm_version()?),
        ("Rust".to_owned(), workspace.rust_channel()?),
    ]);
    let table = Table {
        date: OffsetDateTime::now_utc().date().to_string(),
        versions,
        small: world(&scene),
        large: world(&crowded),
        sizes: bench.contracts.sizes().map(|(name, kib)| Size::of(name, kib)).collect(),
        direct: small.direct,
        messages,
    };
    table.print();
    let mut failures = table.failures();
    if let Ok(before) = committed(workspace) {
        failures.extend(before.regressions(&table.messages, true));
    }
    for failure in &failures {
        println!("  ! {failure}");
    }
    if check {
        ensure!(failures.is_empty(), "{} of the table's rules are broken", failures.len());
        return Ok(table);
    }
    let mut json = serde_json::to_string_pretty(&table).context("cannot write the table as JSON")?;
    json.push('\n');
    for (file, text) in [(TABLE, json), (PAGE, table.page()?)] {
        fs::write(workspace.path(file), text).with_context(|| format!("cannot write {file}"))?;
    }
    Ok(table)
}

/// Measures in the small state only and compares with the committed table; how many messages were measured.
pub fn compare(workspace: &Workspace, cache: &Cache) -> Result<u64> {
    let before = committed(workspace)?;
    let (scene, measured) = Bench::new(workspace, cache)?.run(SMALL)?;
    let messages = scene.messages.iter().zip(&measured.gas);
    let now: Vec<Line> = messages.map(|(message, gas)| Line::new(message, *gas, 0)).collect();
    let regressions = before.regressions(&now, false);
    if !regressions.is_empty() {
        bail!("{}\ncargo timebank bench gas writes the table anew", regressions.join("\n"));
    }
    u64::try_from(now.len()).context("too many messages")
}
