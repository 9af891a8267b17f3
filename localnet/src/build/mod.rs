//! What is built from source: the node, the contracts, the relayer, the web app.

pub mod contracts;
pub mod node;
pub mod relayer;
mod snip;
pub mod tests;
mod tools;
pub mod vault;
mod wasm;
pub mod web;

pub use tools::{
    chromium, install_cargo_mutants, install_chromium, install_fuzzer, install_package, install_softhsm,
    install_type_tools, install_wasm_tools, PYTHON_PARTS,
};

use crate::workspace::Workspace;
use anyhow::Result;
use std::ffi::OsStr;
use std::process::Command;

/// What cargo tells the program that it runs about itself: a cargo started by that program would take it for its own, and build
/// scripts that look at it would make it build anew what depends on them.
const ABOUT_US: [&str; 3] = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_"];

/// A program of the Rust toolchain that the project pins, free of flags and names meant for the build that started us.
pub(crate) fn pinned(workspace: &Workspace, program: impl AsRef<OsStr>) -> Result<Command> {
    let mut command = Command::new(program);
    command.env("RUSTUP_TOOLCHAIN", workspace.rust_channel()?);
    for leftover in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_TARGET", "CARGO_BUILD_RUSTFLAGS"] {
        command.env_remove(leftover);
    }
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(|name| ABOUT_US.iter().any(|about| name.starts_with(about))) {
            command.env_remove(name);
        }
    }
    Ok(command)
}
