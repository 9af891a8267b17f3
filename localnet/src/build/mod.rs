//! What is built from source: the node, the contracts, the relayer, the web app.

pub mod contracts;
pub mod node;
pub mod relayer;
mod snip;
mod tools;
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

/// A program of the Rust toolchain that the project pins, free of flags meant for the build that started us.
pub(crate) fn pinned(workspace: &Workspace, program: impl AsRef<OsStr>) -> Result<Command> {
    let mut command = Command::new(program);
    command.env("RUSTUP_TOOLCHAIN", workspace.rust_channel()?);
    for leftover in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_TARGET", "CARGO_BUILD_RUSTFLAGS"] {
        command.env_remove(leftover);
    }
    Ok(command)
}
