//! Processes that outlive the command which started them: found again without ever mistaking a recycled process id.

use crate::record;
use anyhow::{Context, Result};
use rustix::process::{kill_process_group, Pid, Signal};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

const STATE: &str = "running.json";
const BOOT_ID: &str = "/proc/sys/kernel/random/boot_id";

/// A process, told apart from any later one with the same number.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct ProcessId {
    /// Process id, and id of its process group.
    pub pid: u32,
    /// When it started, in clock ticks since the machine did.
    pub start_ticks: u64,
    /// Which start of the machine that was.
    pub boot: String,
}

impl ProcessId {
    /// The identity of a process that runs now.
    pub fn of(pid: u32) -> Result<Self> {
        let stat = read_stat(pid).with_context(|| format!("process {pid} is gone"))?;
        Ok(Self { pid, start_ticks: stat.start_ticks, boot: boot_id() })
    }

    /// Whether this very process still runs.
    pub fn is_alive(&self) -> bool {
        const ENDED: [char; 2] = ['Z', 'X'];
        self.boot == boot_id()
            && read_stat(self.pid)
                .is_some_and(|stat| stat.start_ticks == self.start_ticks && !ENDED.contains(&stat.state))
    }

    /// Bytes of memory it has in use now; none if it has ended.
    pub fn memory(&self) -> Option<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.pid)).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
        self.is_alive().then(|| kibibytes.saturating_mul(1_024))
    }

    /// Processor time it has used so far; none if it has ended.
    pub fn cpu_time(&self) -> Option<Duration> {
        let stat = read_stat(self.pid).filter(|stat| stat.start_ticks == self.start_ticks)?;
        let per_second = rustix::param::clock_ticks_per_second();
        Some(Duration::from_millis(stat.cpu_ticks.saturating_mul(1_000).checked_div(per_second)?))
    }

    fn signal(&self, signal: Signal) -> Result<()> {
        let pid = i32::try_from(self.pid).ok().and_then(Pid::from_raw).context("impossible process id")?;
        if self.is_alive() {
            // It may have ended since we looked; that is as good.
            let _ = kill_process_group(pid, signal);
        }
        Ok(())
    }
}

struct Stat {
    state: char,
    cpu_ticks: u64,
    start_ticks: u64,
}

fn read_stat(pid: u32) -> Option<Stat> {
    parse_stat(&fs::read_to_string(format!("/proc/{pid}/stat")).ok()?)
}

/// Fields 3, 14 + 15 and 22 of `/proc/<pid>/stat`; field 2 is a name in brackets that may hold brackets and blanks.
fn parse_stat(text: &str) -> Option<Stat> {
    let (_, after_name) = text.rsplit_once(')')?;
    let mut fields = after_name.split_whitespace();
    let state = fields.next()?.chars().next()?;
    let user: u64 = fields.nth(10)?.parse().ok()?;
    let system: u64 = fields.next()?.parse().ok()?;
    let start_ticks = fields.nth(6)?.parse().ok()?;
    Some(Stat { state, cpu_ticks: user.saturating_add(system), start_ticks })
}

fn boot_id() -> String {
    fs::read_to_string(BOOT_ID).unwrap_or_default().trim().to_owned()
}

/// The processes of a network by name, kept in its folder.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Running {
    processes: BTreeMap<String, ProcessId>,
}

impl Running {
    /// Reads the record; none means that nothing runs.
    pub fn read(folder: &Path) -> Result<Self> {
        Ok(record::read(&folder.join(STATE))?.unwrap_or_default())
    }

    /// Replaces the record in one step.
    pub fn write(&self, folder: &Path) -> Result<()> {
        let path: PathBuf = folder.join(STATE);
        let fresh = path.with_extension("json.new");
        let bytes = serde_json::to_vec_pretty(self).context("cannot write processes as JSON")?;
        fs::write(&fresh, bytes).with_context(|| format!("cannot write {}", fresh.display()))?;
        fs::rename(&fresh, &path).with_context(|| format!("cannot write {}", path.display()))
    }

    /// Every process on record.
    pub fn all(&self) -> impl Iterator<Item = &ProcessId> {
        self.processes.values()
    }

    /// Puts a process on record.
    pub fn set(&mut self, name: &str, process: ProcessId) {
        self.processes.insert(name.to_owned(), process);
    }

    /// The process of that name if it still runs.
    pub fn get(&self, name: &str) -> Option<&ProcessId> {
        self.processes.get(name).filter(|process| process.is_alive())
    }

    /// Whether the process of that name still runs.
    pub fn is_alive(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Whether any process still runs.
    pub fn any_alive(&self) -> bool {
        self.processes.values().any(ProcessId::is_alive)
    }

    /// Ends one process at once, and waits until it is gone.
    pub fn kill(&self, name: &str) -> Result<()> {
        let process = self.get(name).with_context(|| format!("{name} is not running"))?;
        process.signal(Signal::KILL)?;
        while process.is_alive() {
            thread::sleep(Duration::from_millis(5));
        }
        Ok(())
    }

    /// Asks one process to end and waits for at most `patience`, then ends it at once.
    pub fn stop(&self, name: &str, patience: Duration) -> Result<()> {
        let process = self.get(name).with_context(|| format!("{name} is not running"))?;
        end(&[process], patience)
    }

    /// Asks every process to end, waits for at most `patience`, then ends the rest at once. How many there were.
    pub fn stop_all(&self, patience: Duration) -> Result<usize> {
        let alive: Vec<&ProcessId> = self.processes.values().filter(|process| process.is_alive()).collect();
        end(&alive, patience)?;
        Ok(alive.len())
    }
}

fn end(processes: &[&ProcessId], patience: Duration) -> Result<()> {
    for process in processes {
        process.signal(Signal::TERM)?;
    }
    let deadline = Instant::now().checked_add(patience).context("clock out of range")?;
    while processes.iter().any(|process| process.is_alive()) && Instant::now() < deadline {
        thread::sleep(Duration::from_millis(50));
    }
    for process in processes {
        process.signal(Signal::KILL)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    #[test]
    fn stat_survives_odd_names() {
        let line = "42 (a) b (c)) S 1 42 42 0 -1 4194560 1 0 0 0 30 4 0 0 20 0 1 0 777 1000 1";
        let stat = parse_stat(line).unwrap();
        assert_eq!((stat.state, stat.cpu_ticks, stat.start_ticks), ('S', 34, 777));
        assert!(parse_stat("42 (x").is_none());
    }

    #[test]
    fn recycled_process_id_is_not_taken_for_the_old_process() {
        let me = ProcessId::of(std::process::id()).unwrap();
        assert!(me.is_alive() && me.memory().is_some_and(|bytes| bytes > 1_000_000));
        assert!(!ProcessId { start_ticks: me.start_ticks + 1, ..me.clone() }.is_alive());
        assert!(!ProcessId { boot: "another".into(), ..me }.is_alive());
    }

    #[test]
    fn stopping_ends_a_process_that_ignores_term() {
        use std::os::unix::process::CommandExt;
        let folder = tempfile::tempdir().unwrap();
        let ready = folder.path().join("ready");
        let script = format!("trap '' TERM; touch {}; while :; do sleep 0.05; done", ready.display());
        let mut child = Command::new("sh").args(["-c", &script]).process_group(0).spawn().unwrap();
        while !ready.exists() {
            thread::yield_now();
        }
        let mut running = Running::default();
        running.set("stubborn", ProcessId::of(child.id()).unwrap());
        running.write(folder.path()).unwrap();
        let read = Running::read(folder.path()).unwrap();
        assert!(read.is_alive("stubborn") && !read.is_alive("other"));
        assert_eq!(read.stop_all(Duration::from_millis(200)).unwrap(), 1);
        child.wait().unwrap();
        assert!(!read.any_alive());
    }
}
