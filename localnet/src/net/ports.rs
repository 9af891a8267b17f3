//! Ports: probed before anything is started on them, with a name for who holds a taken one.

use anyhow::{bail, Result};
use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

/// A process that was just killed keeps its ports until its last thread is gone.
const PATIENCE: Duration = Duration::from_secs(3);
const POLL: Duration = Duration::from_millis(50);

/// Fails with one line per port that is taken and stays so.
pub fn require_free(ports: impl IntoIterator<Item = u16>) -> Result<()> {
    let mut taken: Vec<u16> = ports.into_iter().collect();
    let begun = Instant::now();
    loop {
        taken.retain(|port| !is_free(*port));
        if taken.is_empty() {
            return Ok(());
        }
        if begun.elapsed() > PATIENCE {
            bail!("{}", taken.into_iter().map(describe_taken).collect::<Vec<_>>().join("\n"));
        }
        thread::sleep(POLL);
    }
}

/// Whether nobody listens on the port of 127.0.0.1.
pub fn is_free(port: u16) -> bool {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok()
}

/// `port 26601 is taken by wasmd (pid 42)`.
pub fn describe_taken(port: u16) -> String {
    match holder(port) {
        Some(holder) => format!("port {port} is taken by {holder}"),
        None => format!("port {port} is taken by another program"),
    }
}

fn holder(port: u16) -> Option<String> {
    let sockets = ["/proc/net/tcp", "/proc/net/tcp6"];
    let inode = sockets.iter().find_map(|table| listening_inode(&fs::read_to_string(table).ok()?, port))?;
    let wanted = format!("socket:[{inode}]");
    let entries = fs::read_dir("/proc").ok()?.filter_map(|entry| Some(entry.ok()?.path()));
    let mut processes =
        entries.filter(|path| path.file_name().is_some_and(|name| is_number(&name.to_string_lossy())));
    let process = processes.find(|process| has_open(process, &wanted))?;
    let name = fs::read_to_string(process.join("comm")).ok()?;
    Some(format!("{} (pid {})", name.trim(), process.file_name()?.to_string_lossy()))
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn has_open(process: &Path, wanted: &str) -> bool {
    let Ok(files) = fs::read_dir(process.join("fd")) else {
        return false;
    };
    files.filter_map(|file| fs::read_link(file.ok()?.path()).ok()).any(|target| target.as_os_str() == wanted)
}

/// Inode of the socket that listens on `port`, from a table like `/proc/net/tcp`.
fn listening_inode(table: &str, port: u16) -> Option<u64> {
    const LISTEN: &str = "0A";
    table.lines().skip(1).find_map(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let (_, local_port) = words.get(1)?.rsplit_once(':')?;
        let same = u16::from_str_radix(local_port, 16).ok()? == port;
        (same && *words.get(3)? == LISTEN).then(|| words.get(9)?.parse().ok()).flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn taken_port_names_its_holder() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let error = require_free([port]).unwrap_err().to_string();
        assert!(
            error.contains(&port.to_string()) && error.contains(&std::process::id().to_string()),
            "{error}"
        );
    }

    #[test]
    fn only_listening_sockets_count() {
        let table = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n\
             0: 0100007F:67E9 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0        0 11 1\n\
             1: 0100007F:67E9 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 22 1\n";
        assert_eq!(listening_inode(table, 0x67E9), Some(22));
        assert_eq!(listening_inode(table, 1), None);
    }
}
