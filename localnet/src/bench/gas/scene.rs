//! The prepared world, as the scene's program writes it.

use crate::build;
use crate::cache::{remove, Cache};
use crate::run;
use crate::steps::step_with_result;
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

const PROGRAM: &str = "gas_scene";

/// What is in `scene.json`.
#[derive(Debug, Deserialize)]
pub struct Scene {
    /// How many of what the crowd has and does.
    pub loaded: Value,
    /// Entries that the eight contracts store, and bytes in all.
    pub entries: u64,
    pub bytes: u64,
    pub accounts: Vec<SceneAccount>,
    pub instances: Vec<SceneInstance>,
    pub messages: Vec<SceneMessage>,
    #[serde(skip)]
    pub folder: PathBuf,
}

#[derive(Debug, Deserialize)]
pub struct SceneAccount {
    pub name: String,
    pub address: String,
    pub secret: String,
}

#[derive(Debug, Deserialize)]
pub struct SceneInstance {
    pub code: String,
    pub address: String,
    pub state: String,
}

/// A message to be measured.
#[derive(Debug, Deserialize)]
pub struct SceneMessage {
    pub contract: String,
    pub message: String,
    /// What is special about this one.
    pub case: String,
    /// How many intents; nothing for what is not relayed.
    pub intents: Option<u64>,
    /// Messages between contracts that are part of it.
    pub within: Vec<String>,
    /// The code of the refusal, where that is what the message is for.
    pub refused: Option<String>,
    pub sender: String,
    pub to: String,
    pub variants: Vec<Variant>,
}

/// The message in the form that is right until a time.
#[derive(Debug, Deserialize)]
pub struct Variant {
    pub until: u64,
    pub msg: String,
}

/// Has the scene written: optimised if the crowd is large, for that takes minutes otherwise.
pub fn write(workspace: &Workspace, cache: &Cache, members: u64) -> Result<Scene> {
    let large = members >= 1_000;
    let mut cargo = build::pinned(workspace, "cargo")?;
    cargo.current_dir(workspace.root()).env("CARGO_TARGET_DIR", cache.cargo_target());
    cargo.args(["build", "--locked", "--package", "timebank-testing", "--bin", PROGRAM]);
    if large {
        cargo.arg("--release");
    }
    run::logged(&mut cargo, &cache.path("logs/build-gas-scene.log"))?;
    let program = cache.cargo_target().join(if large { "release" } else { "debug" }).join(PROGRAM);
    let folder = cache.path("gas").join(members.to_string());
    remove(&folder)?;
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let name = format!("gas: a world with a crowd of {members}");
    step_with_result(&name, || {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).context("clock before 1970")?.as_secs();
        let mut command = Command::new(std::path::absolute(program)?);
        run::output(command.arg(members.to_string()).arg(now.to_string()).arg(&folder))?;
        let scene = read(&folder)?;
        let remark = format!("{} entries, {} MB", scene.entries, scene.bytes / 1_000_000);
        Ok((scene, remark))
    })
}

fn read(folder: &Path) -> Result<Scene> {
    let bytes = fs::read(folder.join("scene.json")).context("the scene was not written")?;
    let scene: Scene = serde_json::from_slice(&bytes).context("the scene cannot be understood")?;
    Ok(Scene { folder: folder.to_owned(), ..scene })
}
