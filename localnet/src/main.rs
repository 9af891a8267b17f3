//! `cargo timebank`: reads the command line and hands over to the library.

use clap::Parser;
use std::process::ExitCode;
use timebank_localnet::{cli::Cli, interrupt};

fn main() -> ExitCode {
    let outcome = interrupt::install().and_then(|()| Cli::parse().run());
    match outcome {
        Ok(code) => code,
        Err(error) => {
            interrupt::hold_if_interrupted();
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
