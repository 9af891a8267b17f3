//! Progress for people: one step, one line with its time, on stderr so that `--json` on stdout stays clean.

use anyhow::Result;
use std::io::{IsTerminal, Write};
use std::sync::mpsc::{channel, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

const WIDTH: usize = 58;

/// Runs `work` as one line of progress; the line ends with the time it took.
pub fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    step_with_result(name, || work().map(|value| (value, String::new())))
}

/// Like [`step`], for work that has something short to say about its result.
pub fn step_with_result<T>(name: &str, work: impl FnOnce() -> Result<(T, String)>) -> Result<T> {
    let started = Instant::now();
    let live = std::io::stderr().is_terminal();
    draw(&format!("  … {name}"));
    let outcome = thread::scope(|scope| {
        let (done, waiting) = channel::<()>();
        if live {
            scope.spawn(move || {
                while waiting.recv_timeout(Duration::from_secs(1)) == Err(RecvTimeoutError::Timeout) {
                    draw(&format!("\r  … {name:<WIDTH$} {:>7}", seconds(started.elapsed())));
                }
            });
        }
        let outcome = work();
        drop(done);
        outcome
    });
    crate::interrupt::hold_if_interrupted();
    let (mark, remark) = match &outcome {
        Ok((_, remark)) => ("✓", remark.as_str()),
        Err(_) => ("✗", ""),
    };
    let gap = if remark.is_empty() { "" } else { "  " };
    let line = format!("  {mark} {name:<WIDTH$} {:>7}{gap}{remark}\n", seconds(started.elapsed()));
    // A log file has no carriage return to redraw a line with: the name is there already, add the rest.
    draw(&if live {
        format!("\r{line}")
    } else {
        format!(" {mark} {}{gap}{remark}\n", seconds(started.elapsed()))
    });
    outcome.map(|(value, _)| value)
}

/// A heading above a group of steps.
pub fn heading(text: &str) {
    draw(&format!("{text}\n"));
}

/// A duration as people read it: `0.4 s`, `12.3 s`, `4 m 05 s`.
pub fn seconds(time: Duration) -> String {
    let whole = time.as_secs();
    match (whole.checked_div(60), whole.checked_rem(60)) {
        (Some(minutes), Some(rest)) if minutes > 0 => format!("{minutes} m {rest:02} s"),
        _ => format!("{:.1} s", time.as_secs_f64()),
    }
}

fn draw(text: &str) {
    eprint!("{text}");
    // Progress that cannot be shown (closed pipe) must not stop the work.
    let _ = std::io::stderr().flush();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_readable() {
        assert_eq!(seconds(Duration::from_millis(420)), "0.4 s");
        assert_eq!(seconds(Duration::from_secs(59)), "59.0 s");
        assert_eq!(seconds(Duration::from_secs(245)), "4 m 05 s");
    }

    #[test]
    fn step_passes_result_and_error_through() {
        assert_eq!(step("works", || Ok(7)).unwrap(), 7);
        let error = step::<()>("fails", || anyhow::bail!("why")).unwrap_err();
        assert_eq!(error.to_string(), "why");
    }
}
