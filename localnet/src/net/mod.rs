//! Networks of this machine: validators and an archive node as plain processes, each network in a folder of its own.

pub mod chain;
pub mod config;
pub mod edit;
pub mod genesis;
pub mod init;
pub mod keys;
pub mod ports;
pub mod process;
pub mod rpc;
pub mod spec;
pub mod status;

use crate::build::node::Node;
use crate::cache::{remove, Cache};
use crate::{interrupt, partners, run};
use anyhow::{bail, Context, Result};
use process::{ProcessId, Running};
use spec::{Manifest, NetworkSpec, NodeSpec};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

const STOP_PATIENCE: Duration = Duration::from_secs(15);
const START_PATIENCE: Duration = Duration::from_secs(90);
const LOG_LINES: usize = 25;
/// Garbage in percent of what is in use before it is collected, and the memory from which on it is collected earlier.
const GARBAGE: &str = "400";
const MEMORY: &str = "768MiB";

/// A network that has been initialised, running or not.
pub struct Network {
    folder: PathBuf,
    wasmd: PathBuf,
    manifest: Manifest,
    /// Processes that this program started itself: it has to collect them when they end.
    children: Vec<Child>,
}

/// What [`Network::start`] found or did.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Started {
    /// Every process was running already.
    Already,
    /// At least one process was started.
    Now,
}

impl Network {
    /// Where the network of this name lives.
    pub fn folder_of(cache: &Cache, name: &str) -> PathBuf {
        cache.path("net").join(name)
    }

    /// Opens a network that has been initialised before.
    pub fn open(cache: &Cache, node: &Node, name: &str) -> Result<Option<Self>> {
        let folder = Self::folder_of(cache, name);
        let Some(manifest) = Manifest::read(&folder)? else {
            return Ok(None);
        };
        Ok(Some(Self { folder, wasmd: node.wasmd(), manifest, children: Vec::new() }))
    }

    /// Makes keys, genesis and configuration of a new network; an existing one of this name must be gone.
    pub fn init(cache: &Cache, node: &Node, spec: &NetworkSpec) -> Result<Self> {
        let folder = Self::folder_of(cache, &spec.name);
        if folder.exists() {
            bail!("network `{}` exists already", spec.name);
        }
        let manifest = init::initialise(&folder, node, spec)?;
        Ok(Self { folder, wasmd: node.wasmd(), manifest, children: Vec::new() })
    }

    /// Everything about the network that does not change while it runs.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The network's folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The secp256k1 secret of an account in the manifest.
    pub fn secret(&self, account: &str) -> Result<keys::Secret> {
        keys::Secret::read(&self.folder, account)
    }

    /// Speaks to the chain through the node's own command line.
    pub fn chain(&self) -> chain::Chain<'_> {
        chain::Chain::new(self, &self.wasmd)
    }

    /// Starts the nodes that are not running and waits until all of them agree on a block. When it fails, what it
    /// started is ended again.
    pub fn start(&mut self) -> Result<Started> {
        self.start_within(START_PATIENCE)
    }

    /// As [`Network::start`], for a genesis that takes its time.
    pub fn start_within(&mut self, patience: Duration) -> Result<Started> {
        let mut running = Running::read(&self.folder)?;
        let missing: Vec<NodeSpec> =
            self.manifest.nodes.iter().filter(|node| !running.is_alive(&node.name)).cloned().collect();
        ports::require_free(missing.iter().flat_map(|node| node.ports.all()))?;
        let mut started = Vec::new();
        for node in &missing {
            let process = self.start_node(node)?;
            running.set(&node.name, ProcessId::of(process.id())?);
            started.push((node.clone(), process));
        }
        running.write(&self.folder)?;
        if !started.is_empty() {
            self.await_blocks(&mut started, patience)?;
        }
        self.children.extend(started.into_iter().filter_map(|(_, process)| process.release()));
        Ok(if missing.is_empty() { Started::Already } else { Started::Now })
    }

    fn start_node(&self, node: &NodeSpec) -> Result<interrupt::Owned> {
        let mut command = Command::new(&self.wasmd);
        command.args(["start", "--log_no_color", "--home"]).arg(self.home(&node.name));
        command.envs(self.runtime());
        run::spawn(&mut command, &self.log(&node.name))
    }

    /// How Go is to run the nodes, where the environment does not say: they share one machine, so that each gets its part of the
    /// processors, and the collector of garbage, which takes a sixth of a node's time otherwise, may wait for more of it.
    fn runtime(&self) -> impl Iterator<Item = (&'static str, String)> {
        let processors = thread::available_parallelism().map_or(1, usize::from);
        let share = processors.div_ceil(self.manifest.nodes.len().max(1));
        let wanted = [
            ("GOMAXPROCS", share.to_string()),
            ("GOGC", GARBAGE.to_owned()),
            ("GOMEMLIMIT", MEMORY.to_owned()),
        ];
        wanted.into_iter().filter(|(name, _)| env::var_os(name).is_none())
    }

    /// Waits until every node goes from one block to the next; stops waiting when one of `watched` ends.
    fn await_blocks(&self, watched: &mut [(NodeSpec, interrupt::Owned)], patience: Duration) -> Result<()> {
        let deadline = Instant::now().checked_add(patience).context("clock out of range")?;
        let mut waiting: Vec<(&NodeSpec, Option<u64>)> =
            self.manifest.nodes.iter().map(|node| (node, None)).collect();
        loop {
            waiting.retain_mut(|(node, first_seen)| {
                let Ok(height) = rpc::Rpc::new(node.ports.rpc).height() else {
                    return true;
                };
                height <= *first_seen.get_or_insert(height)
            });
            let Some((first, _)) = waiting.first() else {
                return Ok(());
            };
            for (node, process) in watched.iter_mut() {
                if let Some(status) = process.try_wait()? {
                    interrupt::hold_if_interrupted();
                    bail!("node {} ended ({status}); {}", node.name, self.log_end(&node.name)?);
                }
            }
            if Instant::now() > deadline {
                bail!(
                    "node {} makes no blocks after {patience:?}; {}",
                    first.name,
                    self.log_end(&first.name)?
                );
            }
            thread::sleep(Duration::from_millis(100));
        }
    }

    /// Ends every process of the network: TERM, and KILL for what does not listen. How many there were.
    pub fn stop(&mut self) -> Result<usize> {
        let running = Running::read(&self.folder)?;
        let ended = running.stop_all(STOP_PATIENCE)?;
        for mut child in self.children.drain(..) {
            child.wait().context("cannot collect an ended node")?;
        }
        Running::default().write(&self.folder)?;
        Ok(ended)
    }

    /// What runs for the network, by name.
    pub fn processes(&self) -> Result<Running> {
        Running::read(&self.folder)
    }

    /// Ends one node without warning, as a power cut would.
    pub fn kill(&mut self, node: &str) -> Result<()> {
        Running::read(&self.folder)?.kill(node)
    }

    /// Stops the network of this name if it runs and deletes all it has; none is fine.
    pub fn delete(cache: &Cache, name: &str) -> Result<()> {
        let folder = Self::folder_of(cache, name);
        Running::read(&folder)?.stop_all(STOP_PATIENCE)?;
        partners::delete(&folder)?;
        remove(&folder)
    }

    /// The log of a node.
    pub fn log(&self, node: &str) -> PathBuf {
        self.folder.join("logs").join(format!("{node}.log"))
    }

    /// Names of the processes that have a log.
    pub fn logs(&self) -> Result<Vec<String>> {
        let files = entries(&self.folder.join("logs"))?;
        Ok(files.iter().filter_map(|file| Some(file.strip_suffix(".log")?.to_owned())).collect())
    }

    fn home(&self, node: &str) -> PathBuf {
        self.folder.join("nodes").join(node)
    }

    fn log_end(&self, node: &str) -> Result<String> {
        let log = self.log(node);
        Ok(format!("the end of {}:\n{}", log.display(), run::tail(&log, LOG_LINES)?))
    }
}

/// Names of the networks that have been initialised.
pub fn names(cache: &Cache) -> Result<Vec<String>> {
    entries(&cache.path("net"))
}

/// What a folder holds, sorted, without hidden files; nothing if there is no folder.
fn entries(folder: &Path) -> Result<Vec<String>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}
