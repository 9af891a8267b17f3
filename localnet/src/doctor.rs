//! What this machine needs, what it has, and the exact command for what is missing.

use crate::branches;
use crate::build::{install_wasm_tools, PYTHON_PARTS};
use crate::cache::Cache;
use crate::net::ports;
use crate::net::spec::NetworkSpec;
use crate::net::{process::Running, Network};
use crate::run;
use crate::steps::step;
use crate::workspace::Workspace;
use crate::{build, steps};
use anyhow::{bail, Context, Result};
use serde::Serialize;
use std::path::Path;
use std::process::Command;

const WASM_TARGET: &str = "wasm32-unknown-unknown";
const GO: Version = Version([1, 25, 0]);
const GO_TO_INSTALL: &str = "1.26.8";
const NODE: Version = Version([20, 19, 0]);
const PYTHON: Version = Version([3, 10, 0]);
const GIB: u64 = 1 << 30;
/// Building the node takes most of it; five nodes write about 1 GB a day.
const DISK_COLD_GIB: u64 = 12;
const DISK_WARM_GIB: u64 = 4;
const MEMORY_GIB: u64 = 4;

/// Result of looking at one thing.
#[derive(Clone, Debug, Serialize)]
pub struct Check {
    /// What was looked at.
    pub name: &'static str,
    /// Whether it is as needed.
    pub state: State,
    /// What was found.
    pub found: String,
    /// What is needed.
    pub needed: String,
    /// The command that mends it.
    pub fix: Option<String>,
}

/// Verdict on one thing.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// As needed.
    Ok,
    /// Will do, perhaps slowly.
    Warning,
    /// Needed and not there.
    Missing,
}

/// All that was looked at.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Whether nothing needed is missing.
    pub ok: bool,
    /// One entry per thing.
    pub checks: Vec<Check>,
}

impl Report {
    /// Looks at this machine; the ports of `network` have to be free, if there is to be one.
    pub fn examine(workspace: &Workspace, cache: &Cache, network: Option<&NetworkSpec>) -> Result<Self> {
        let channel = workspace.rust_channel()?;
        let mut checks = vec![
            rust(&channel),
            wasm_target(&channel),
            go(),
            c_compiler(),
            node_js(),
            npm(),
            python(),
            browser(),
            disk(cache, build::node::find(workspace, cache)?.is_some())?,
            memory(&std::fs::read_to_string("/proc/meminfo").unwrap_or_default()),
        ];
        if let Some(network) = network {
            checks.push(free_ports(cache, network)?);
        }
        Ok(Self { ok: checks.iter().all(|check| check.state != State::Missing), checks })
    }

    /// The same for people.
    pub fn print(&self) {
        for check in &self.checks {
            let mark = match check.state {
                State::Ok => "✓",
                State::Warning => "!",
                State::Missing => "✗",
            };
            println!("  {mark} {:<12} {} (needed: {})", check.name, check.found, check.needed);
            if let Some(fix) = check.fix.as_ref().filter(|_| check.state != State::Ok) {
                for line in fix.lines() {
                    println!("      {line}");
                }
            }
        }
        println!("{}", if self.ok { "everything needed is here" } else { "something needed is missing" });
    }
}

/// Looks at this machine, installs what can be installed without asking, and fails with the list of what is left.
pub fn prepare(workspace: &Workspace, cache: &Cache, network: Option<&NetworkSpec>) -> Result<()> {
    let channel = workspace.rust_channel()?;
    let mut report = Report::examine(workspace, cache, network)?;
    let lacks = |report: &Report, name: &str| {
        report.checks.iter().any(|check| check.name == name && check.state == State::Missing)
    };
    if lacks(&report, "wasm target") {
        step("Rust target for contracts", || {
            let mut rustup = Command::new("rustup");
            rustup.args(["target", "add", WASM_TARGET, "--toolchain", &channel]);
            run::logged(&mut rustup, &cache.path("logs/rustup.log"))
        })?;
        report = Report::examine(workspace, cache, network)?;
    }
    if !report.ok {
        let missing = report.checks.iter().filter(|check| check.state == State::Missing);
        let lines = missing.map(|check| {
            let fix = check.fix.as_deref().unwrap_or("make room for it").replace('\n', "\n      ");
            format!("  {}: {} (needed: {})\n      {fix}", check.name, check.found, check.needed)
        });
        bail!("this machine is not ready:\n{}", lines.collect::<Vec<_>>().join("\n"));
    }
    for check in report.checks.iter().filter(|check| check.state == State::Warning) {
        steps::heading(&format!("  ! {}: {} (better: {})", check.name, check.found, check.needed));
    }
    install_wasm_tools(workspace, cache).map(drop)
}

/// Up to three numbers of a version; missing ones count as 0.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
struct Version([u64; 3]);

impl Version {
    /// The first thing in a text that looks like a version: `go version go1.26.8 linux/amd64`, `v20.20.2`.
    fn find(text: &str) -> Option<Self> {
        text.split(|c: char| !(c.is_ascii_digit() || c == '.')).find_map(Self::parse)
    }

    fn parse(text: &str) -> Option<Self> {
        let mut numbers = [0; 3];
        let mut parts = 0_usize;
        for (number, part) in numbers.iter_mut().zip(text.trim_end_matches('.').split('.')) {
            *number = part.parse().ok()?;
            parts = parts.saturating_add(1);
        }
        (parts > 1).then_some(Self(numbers))
    }
}

impl std::fmt::Display for Version {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [major, minor, patch] = self.0;
        write!(out, "{major}.{minor}.{patch}")
    }
}

fn ask(program: &str, arguments: &[&str]) -> Option<String> {
    let text = run::output(Command::new(program).args(arguments)).ok()?;
    Some(text.lines().next().unwrap_or_default().to_owned())
}

fn versioned(name: &'static str, said: Option<String>, least: Version, fix: String) -> Check {
    let version = said.as_deref().and_then(Version::find);
    let state = if version.is_some_and(|version| version >= least) { State::Ok } else { State::Missing };
    let found = version.map(|version| version.to_string()).or(said).unwrap_or_else(|| "not found".to_owned());
    Check { name, state, found, needed: format!("≥ {least}"), fix: Some(fix) }
}

fn rust(channel: &str) -> Check {
    let said = ask_pinned(channel, "rustc", &["--version"]);
    let least = Version::find(channel).unwrap_or(Version([1, 0, 0]));
    versioned(
        "rust",
        said,
        least,
        format!("rustup toolchain install {channel} --profile minimal -c clippy -c rustfmt"),
    )
}

fn ask_pinned(channel: &str, program: &str, arguments: &[&str]) -> Option<String> {
    let text = run::output(Command::new(program).args(arguments).env("RUSTUP_TOOLCHAIN", channel)).ok()?;
    Some(text.lines().next().unwrap_or_default().to_owned())
}

fn wasm_target(channel: &str) -> Check {
    let sysroot = ask_pinned(channel, "rustc", &["--print", "sysroot"]).unwrap_or_default();
    let there = Path::new(&sysroot).join("lib/rustlib").join(WASM_TARGET).join("lib").is_dir();
    Check {
        name: "wasm target",
        state: if there { State::Ok } else { State::Missing },
        found: if there { "installed" } else { "not installed" }.to_owned(),
        needed: format!("{WASM_TARGET} for {channel}"),
        fix: Some(format!("rustup target add {WASM_TARGET} --toolchain {channel}")),
    }
}

fn go() -> Check {
    let machine = if std::env::consts::ARCH == "aarch64" { "arm64" } else { "amd64" };
    let archive = format!("https://go.dev/dl/go{GO_TO_INSTALL}.linux-{machine}.tar.gz");
    let fix =
        format!("curl -fsSL {archive} | sudo tar -C /usr/local -xz\nexport PATH=/usr/local/go/bin:$PATH");
    versioned("go", ask("go", &["version"]), GO, fix)
}

fn c_compiler() -> Check {
    let said = ask("cc", &["--version"]);
    Check {
        name: "c compiler",
        state: if said.is_some() { State::Ok } else { State::Missing },
        found: said.unwrap_or_else(|| "not found".to_owned()),
        needed: "cc".to_owned(),
        fix: Some(install("build-essential", "gcc", "base-devel")),
    }
}

fn node_js() -> Check {
    let fix = match package_manager() {
        Some("apt-get") => {
            "curl -fsSL https://deb.nodesource.com/setup_22.x | sudo -E bash -\nsudo apt-get install -y nodejs".to_owned()
        }
        _ => install("nodejs", "nodejs", "nodejs"),
    };
    versioned("node", ask("node", &["--version"]), NODE, fix)
}

fn npm() -> Check {
    versioned("npm", ask("npm", &["--version"]), Version([9, 0, 0]), install("npm", "npm", "npm"))
}

/// The fuzzer of the API runs in a virtual environment; nothing else needs Python.
fn python() -> Check {
    let said = ask("python3", &["--version"]);
    let whole = ask("python3", &["-c", PYTHON_PARTS]).is_some();
    let enough = said.as_deref().and_then(Version::find).is_some_and(|version| version >= PYTHON);
    let lacking = if whole { "" } else { " without venv" };
    Check {
        name: "python",
        state: if enough && whole { State::Ok } else { State::Warning },
        found: said.map_or_else(|| "not found".to_owned(), |said| format!("{said}{lacking}")),
        needed: format!("≥ {PYTHON} with venv, for `cargo timebank test fuzz`"),
        fix: Some(install("python3 python3-venv", "python3", "python")),
    }
}

/// Only the browser tests need one: `cargo timebank test browser` installs it when it may.
fn browser() -> Check {
    let said = build::chromium().and_then(|program| ask(program.to_str()?, &["--version"]));
    Check {
        name: "chromium",
        state: if said.is_some() { State::Ok } else { State::Warning },
        found: said.unwrap_or_else(|| "not found".to_owned()),
        needed: "any, for the browser tests".to_owned(),
        fix: Some(install("chromium", "chromium", "chromium")),
    }
}

fn package_manager() -> Option<&'static str> {
    let known = ["apt-get", "dnf", "pacman", "zypper", "apk"];
    let path = std::env::var_os("PATH")?;
    let folders: Vec<_> = std::env::split_paths(&path).collect();
    known.into_iter().find(|program| folders.iter().any(|folder| folder.join(program).is_file()))
}

fn install(debian: &str, fedora: &str, arch: &str) -> String {
    match package_manager() {
        Some("dnf") => format!("sudo dnf install -y {fedora}"),
        Some("pacman") => format!("sudo pacman -S --needed {arch}"),
        Some("zypper") => format!("sudo zypper install -y {fedora}"),
        Some("apk") => {
            format!("sudo apk add {}", if debian == "build-essential" { "build-base" } else { debian })
        }
        _ => format!("sudo apt-get install -y {debian}"),
    }
}

fn free_ports(cache: &Cache, network: &NetworkSpec) -> Result<Check> {
    let running = Running::read(&Network::folder_of(cache, &network.name))?;
    let nodes: Vec<u16> = network.nodes()?.iter().flat_map(|node| node.ports.all()).collect();
    let relayers = branches::ports_above(network.port_base, network.branches)
        .into_iter()
        .flat_map(|(api, admin)| [api, admin]);
    let relayers: Vec<u16> = relayers.collect();
    let wanted = || nodes.iter().chain(&relayers).copied().filter(|_| !running.any_alive());
    let taken: Vec<String> =
        wanted().filter(|port| !ports::is_free(*port)).map(ports::describe_taken).collect();
    let found = match (running.any_alive(), taken.as_slice()) {
        (true, _) => format!("used by the running network `{}`", network.name),
        (false, []) => "free".to_owned(),
        (false, some) => some.join(", "),
    };
    let (low, high) = (nodes.iter().min().unwrap_or(&0), nodes.iter().max().unwrap_or(&0));
    let others = relayers.iter().map(u16::to_string).collect::<Vec<_>>().join(", ");
    Ok(Check {
        name: "ports",
        state: if taken.is_empty() { State::Ok } else { State::Missing },
        found,
        needed: format!("{low}–{high}, {others} of 127.0.0.1"),
        fix: Some(
            "end the program that holds the port, or choose others: cargo timebank up --port-base 27600"
                .to_owned(),
        ),
    })
}

fn disk(cache: &Cache, node_is_built: bool) -> Result<Check> {
    let folder = cache.path("");
    let stat = rustix::fs::statvfs(&folder)
        .with_context(|| format!("cannot see the disk of {}", folder.display()))?;
    let free = stat.f_bavail.saturating_mul(stat.f_frsize) / GIB;
    let needed = if node_is_built { DISK_WARM_GIB } else { DISK_COLD_GIB };
    Ok(Check {
        name: "disk",
        state: if free >= needed { State::Ok } else { State::Missing },
        found: format!("{free} GiB free at {}", folder.display()),
        needed: format!("{needed} GiB"),
        fix: Some("make room, or set TIMEBANK_CACHE to a folder on another disk".to_owned()),
    })
}

fn memory(meminfo: &str) -> Check {
    let line = meminfo.lines().find_map(|line| line.strip_prefix("MemAvailable:"));
    let kib: Option<u64> = line.and_then(|rest| rest.split_whitespace().next()?.parse().ok());
    let free = kib.map(|kib| kib / (GIB / 1024));
    Check {
        name: "memory",
        state: if free.is_some_and(|free| free >= MEMORY_GIB) { State::Ok } else { State::Warning },
        found: free.map_or_else(|| "unknown".to_owned(), |free| format!("{free} GiB available")),
        needed: format!("{MEMORY_GIB} GiB"),
        fix: Some("close other programs, or start fewer nodes: cargo timebank up --validators 1".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_found_in_what_programs_say() {
        let cases = [
            ("go version go1.26.8 linux/amd64", Some([1, 26, 8])),
            ("go version go1.25 linux/amd64", Some([1, 25, 0])),
            ("v20.20.2", Some([20, 20, 2])),
            ("rustc 1.95.0 (abc123 2026-01-01)", Some([1, 95, 0])),
            ("go version devel 7 linux", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(Version::find(text), expected.map(Version), "{text}");
        }
        assert!(Version([1, 26, 0]) > GO && Version([20, 9, 9]) < NODE);
    }

    #[test]
    fn too_old_and_absent_programs_are_missing() {
        let check =
            |said: Option<&str>| versioned("node", said.map(str::to_owned), NODE, String::new()).state;
        assert_eq!(check(Some("v20.19.0")), State::Ok);
        assert_eq!(check(Some("v18.0.0")), State::Missing);
        assert_eq!(check(None), State::Missing);
    }

    #[test]
    fn little_memory_is_a_warning_only() {
        assert_eq!(memory("MemTotal: 1 kB\nMemAvailable:   8388608 kB\n").state, State::Ok);
        assert_eq!(memory("MemAvailable:   1048576 kB\n").state, State::Warning);
        assert_eq!(memory("").state, State::Warning);
    }
}
