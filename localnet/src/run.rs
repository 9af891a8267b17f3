//! Running other programs: output into a log or a string, and on failure the lines that say why.

use crate::interrupt::{self, Owned};
use anyhow::{bail, Context, Result};
use std::fs::{self, File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

const TAIL_LINES: usize = 30;
const TAIL_BYTES: u64 = 64 * 1024;
/// How long a process may take until it serves.
const START_PATIENCE: Duration = Duration::from_secs(60);
const POLL: Duration = Duration::from_millis(50);

/// Runs a command with everything it says appended to `log`; a failure carries the last lines of the log.
pub fn logged(command: &mut Command, log: &Path) -> Result<()> {
    let status = status(command, log)?;
    check(command, status, log)
}

/// Like [`logged`], for a command whose exit code says more than that it failed.
pub fn status(command: &mut Command, log: &Path) -> Result<ExitStatus> {
    let file = begin(command, log)?;
    let errors = file.try_clone().context("cannot share the log file")?;
    let child = interrupt::spawn(command.stdin(Stdio::null()).stdout(file).stderr(errors))?;
    child.wait()
}

/// Like [`logged`], for a command whose standard output is for us: it is given back and not logged.
pub fn logged_output(command: &mut Command, log: &Path) -> Result<String> {
    let errors = begin(command, log)?;
    let child = interrupt::spawn(command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(errors))?;
    let output = child.wait_with_output()?;
    check(command, output.status, log)?;
    String::from_utf8(output.stdout).with_context(|| format!("{}\nwrote what is no text", describe(command)))
}

/// Opens a log and notes in it what is run.
fn begin(command: &Command, log: &Path) -> Result<File> {
    let mut file = open_log(log)?;
    writeln!(file, "$ {}", describe(command)).with_context(|| format!("cannot write {}", log.display()))?;
    Ok(file)
}

fn check(command: &Command, status: ExitStatus, log: &Path) -> Result<()> {
    if !status.success() {
        let shown = describe(command);
        bail!("{shown}\nfailed ({status}); the end of {}:\n{}", log.display(), tail(log, TAIL_LINES)?);
    }
    Ok(())
}

/// Runs a command and gives what it wrote to standard output; a failure carries what it wrote to standard error.
pub fn output(command: &mut Command) -> Result<String> {
    output_with_input(command, None)
}

/// Like [`output`], with text on standard input: for what must not be seen in the list of processes.
pub fn output_with_input(command: &mut Command, input: Option<&str>) -> Result<String> {
    let shown = describe(command);
    command.stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() });
    let mut child = interrupt::spawn(command.stdout(Stdio::piped()).stderr(Stdio::piped()))?;
    if let Some(text) = input {
        child.write_input(text).with_context(|| format!("cannot write to {shown}"))?;
    }
    let output = child.wait_with_output()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    if !output.status.success() {
        let errors = String::from_utf8_lossy(&output.stderr);
        bail!("{shown}\nfailed ({}): {} {text}", output.status, errors.trim());
    }
    Ok(text)
}

/// Starts a process that appends what it says to `log`.
pub fn spawn(command: &mut Command, log: &Path) -> Result<Owned> {
    let file = open_log(log)?;
    let errors = file.try_clone().context("cannot share the log file")?;
    interrupt::spawn(command.stdin(Stdio::null()).stdout(file).stderr(errors))
}

/// Waits until a process is ready; an error with the end of its log if it ends before, or takes too long.
pub fn await_ready(
    name: &str,
    process: &mut Owned,
    log: &Path,
    mut ready: impl FnMut() -> Result<bool>,
) -> Result<()> {
    let deadline = Instant::now().checked_add(START_PATIENCE).context("clock out of range")?;
    while !ready()? {
        let ended = process.try_wait()?;
        if ended.is_some() || Instant::now() > deadline {
            interrupt::hold_if_interrupted();
            let why = ended.map_or_else(
                || format!("is not ready after {START_PATIENCE:?}"),
                |how| format!("ended ({how})"),
            );
            bail!("{name} {why}; the end of {}:\n{}", log.display(), tail(log, TAIL_LINES)?);
        }
        thread::sleep(POLL);
    }
    Ok(())
}

/// Opens a log file to append to, with its folder.
pub fn open_log(log: &Path) -> Result<File> {
    if let Some(folder) = log.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    }
    OpenOptions::new()
        .create(true)
        .append(true)
        .open(log)
        .with_context(|| format!("cannot open {}", log.display()))
}

/// The last `lines` lines of a file (of its last 64 KiB).
pub fn tail(file: &Path, lines: usize) -> Result<String> {
    let mut open = File::open(file).with_context(|| format!("cannot read {}", file.display()))?;
    let length = open.metadata().context("cannot read the size of a log")?.len();
    open.seek(SeekFrom::Start(length.saturating_sub(TAIL_BYTES))).context("cannot read a log")?;
    let mut bytes = Vec::new();
    open.read_to_end(&mut bytes).context("cannot read a log")?;
    let text = String::from_utf8_lossy(&bytes);
    let all: Vec<&str> = text.lines().collect();
    let skipped = all.len().saturating_sub(lines);
    Ok(all.into_iter().skip(skipped).collect::<Vec<_>>().join("\n"))
}

/// A command as it would be typed.
fn describe(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn output_gives_stdout_and_failure_gives_stderr() {
        assert_eq!(output(Command::new("echo").arg("hello")).unwrap(), "hello");
        let error = output(Command::new("sh").args(["-c", "echo broken >&2; exit 3"])).unwrap_err();
        assert!(error.to_string().contains("broken"), "{error}");
    }

    #[test]
    fn input_reaches_the_command() {
        assert_eq!(output_with_input(&mut Command::new("cat"), Some("quiet\n")).unwrap(), "quiet");
    }

    #[test]
    fn failure_of_a_logged_command_shows_the_end_of_its_log() {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("deep/x.log");
        let mut command = Command::new("sh");
        command.args(["-c", "for i in $(seq 100); do echo line $i; done; exit 1"]);
        let error = logged(&mut command, &log).unwrap_err().to_string();
        assert!(error.contains("line 100") && !error.contains("line 50\n"), "{error}");
    }
}
