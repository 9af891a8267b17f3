//! Ctrl-C leaves nothing running that this command started.
//!
//! Every child is started through [`spawn`] in a process group of its own and is on record until it has ended or is
//! [released](Owned::release), or again once it is [adopted](adopt). A signal ends every group on record (TERM, then KILL)
//! before this process exits.

use anyhow::{Context, Result};
use rustix::process::{kill_process_group, test_kill_process_group, Pid, Signal};
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

static GROUPS: Mutex<BTreeSet<i32>> = Mutex::new(BTreeSet::new());
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

const PATIENCE: Duration = Duration::from_secs(10);
const EXIT_CODE: i32 = 130;

/// Takes over SIGINT, SIGTERM and SIGHUP for this process. Call once, at the start.
pub fn install() -> Result<()> {
    ctrlc::set_handler(|| {
        INTERRUPTED.store(true, Ordering::SeqCst);
        // The lock is kept until the process has gone: nothing new can be started any more.
        let groups = groups();
        let ended = groups.len();
        end_groups(&groups, PATIENCE);
        eprintln!("\ninterrupted: {ended} child process(es) ended, nothing left running");
        std::process::exit(EXIT_CODE);
    })
    .context("cannot install the signal handler")
}

/// Waits for the signal handler to finish when a signal has come, so that no error caused by it is reported.
pub fn hold_if_interrupted() {
    while INTERRUPTED.load(Ordering::SeqCst) {
        thread::park_timeout(Duration::from_secs(1));
    }
}

/// Starts `command` in a process group of its own and puts it on record.
pub fn spawn(command: &mut Command) -> Result<Owned> {
    let mut groups = groups();
    let child = command
        .process_group(0)
        .spawn()
        .with_context(|| format!("cannot start {}", command.get_program().to_string_lossy()))?;
    let group = i32::try_from(child.id()).context("process id out of range")?;
    groups.insert(group);
    Ok(Owned { child: Some(child), group, end: Signal::TERM })
}

/// Puts a process group back on record that was released: it ends with this command after all.
pub fn adopt(group: u32) -> Result<()> {
    groups().insert(i32::try_from(group).context("process id out of range")?);
    Ok(())
}

/// A child on record. Dropping it ends its whole group.
pub struct Owned {
    child: Option<Child>,
    group: i32,
    /// What ends it.
    end: Signal,
}

impl Owned {
    /// The same child, ended by another signal than TERM when it is dropped.
    pub fn ended_by(mut self, end: Signal) -> Self {
        self.end = end;
        self
    }

    /// The process id, which is the id of its group too.
    pub fn id(&self) -> u32 {
        self.group.unsigned_abs()
    }

    /// Waits until the child has ended.
    pub fn wait(mut self) -> Result<ExitStatus> {
        let mut child = self.child.take().context("child was taken already")?;
        let status = child.wait().context("cannot wait for the child")?;
        hold_if_interrupted();
        Ok(status)
    }

    /// Waits until the child has ended; its whole standard output.
    pub fn wait_with_output(mut self) -> Result<std::process::Output> {
        let child = self.child.take().context("child was taken already")?;
        let output = child.wait_with_output().context("cannot wait for the child")?;
        hold_if_interrupted();
        Ok(output)
    }

    /// Writes to the child's standard input and closes it.
    pub fn write_input(&mut self, text: &str) -> Result<()> {
        let child = self.child.as_mut().context("child was taken already")?;
        let mut input = child.stdin.take().context("child has no standard input")?;
        input.write_all(text.as_bytes()).context("child does not read its input")
    }

    /// The first line that the child writes to its standard output, without its end; nothing more is read of it.
    pub fn first_line(&mut self) -> Result<String> {
        let child = self.child.as_mut().context("child was taken already")?;
        let output = child.stdout.take().context("child has no standard output")?;
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line).context("cannot read what the child writes")?;
        Ok(line.trim_end().to_owned())
    }

    /// The exit status if the child has ended.
    pub fn try_wait(&mut self) -> Result<Option<ExitStatus>> {
        let child = self.child.as_mut().context("child was taken already")?;
        child.try_wait().context("cannot look at the child")
    }

    /// Takes the child off the record: it stays when this command ends.
    pub fn release(mut self) -> Option<Child> {
        self.child.take()
    }
}

impl Drop for Owned {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            let only = BTreeSet::from([self.group]);
            signal(&only, self.end);
            let deadline = Instant::now().checked_add(PATIENCE);
            while matches!(child.try_wait(), Ok(None)) && deadline.is_some_and(|end| Instant::now() < end) {
                thread::sleep(Duration::from_millis(20));
            }
            signal(&only, Signal::KILL);
            let _ = child.wait();
        }
        groups().remove(&self.group);
    }
}

fn groups() -> MutexGuard<'static, BTreeSet<i32>> {
    GROUPS.lock().unwrap_or_else(PoisonError::into_inner)
}

fn end_groups(groups: &BTreeSet<i32>, patience: Duration) {
    signal(groups, Signal::TERM);
    let deadline = Instant::now().checked_add(patience);
    while groups.iter().copied().any(exists) && deadline.is_some_and(|end| Instant::now() < end) {
        thread::sleep(Duration::from_millis(50));
    }
    signal(groups, Signal::KILL);
}

fn signal(groups: &BTreeSet<i32>, signal: Signal) {
    for pid in groups.iter().filter_map(|group| Pid::from_raw(*group)) {
        // A group that has ended in the meantime is what we want.
        let _ = kill_process_group(pid, signal);
    }
}

fn exists(group: i32) -> bool {
    Pid::from_raw(group).is_some_and(|pid| test_kill_process_group(pid).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Stdio;

    #[test]
    fn dropping_a_child_ends_its_whole_group() {
        let child = spawn(Command::new("sh").args(["-c", "sleep 600 & sleep 600"])).unwrap();
        let group = child.group;
        assert!(exists(group));
        drop(child);
        let deadline = Instant::now() + Duration::from_secs(10);
        while exists(group) && Instant::now() < deadline {
            thread::sleep(Duration::from_millis(10));
        }
        assert!(!exists(group));
    }

    #[test]
    fn the_first_line_is_read_and_the_child_goes_on() {
        let mut child =
            spawn(Command::new("sh").args(["-c", "echo ready; sleep 600"]).stdout(Stdio::piped())).unwrap();
        assert_eq!(child.first_line().unwrap(), "ready");
        assert!(child.try_wait().unwrap().is_none());
        assert!(child.first_line().is_err());
    }

    #[test]
    fn released_child_survives() {
        let child = spawn(Command::new("sleep").arg("600")).unwrap();
        let group = child.group;
        let mut inner = child.release().unwrap();
        assert!(exists(group));
        inner.kill().unwrap();
        inner.wait().unwrap();
    }
}
