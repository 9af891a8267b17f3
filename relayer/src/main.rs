//! `timebank-relayer`, see the crate's page.

use clap::Parser;
use std::process::ExitCode;
use timebank_relayer::cli::Cli;

fn main() -> ExitCode {
    match Cli::parse().run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
