//! `timebank-relayer`, see the crate's page.

use clap::Parser;
use std::process::ExitCode;
use timebank_relayer::cli::Cli;

#[tokio::main]
async fn main() -> ExitCode {
    match Cli::parse().run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
