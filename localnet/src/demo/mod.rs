//! The main job, done through the real parts: an elder asks for help, a volunteer gives it, both confirm, TIME moves, and
//! the result is read from the chain itself.

pub mod chain;
mod http;
mod ledger;
pub mod oracle;
pub mod people;
pub mod scenario;
pub mod stranger;

pub use http::{new_key, Answer, Session};
pub use ledger::Ledger;
pub use scenario::run;

use serde::Serialize;
use std::time::{Duration, Instant};

/// What the demonstration did and found.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    /// What was done, in order.
    pub done: Vec<Done>,
    /// What was refused, as it must be.
    pub refused: Vec<Refused>,
    /// What the chain says in the end, read from validators rather than from a relayer.
    pub ledger: Option<Ledger>,
}

/// A thing that was done.
#[derive(Debug, Serialize)]
pub struct Done {
    pub what: String,
    pub result: String,
    pub milliseconds: u64,
}

/// A thing that was refused.
#[derive(Debug, Serialize)]
pub struct Refused {
    pub what: String,
    pub code: String,
}

impl Report {
    /// One line of result for people.
    pub fn print(&self) {
        println!("\n{} things done, {} refused as they must be", self.done.len(), self.refused.len());
        if let Some(ledger) = &self.ledger {
            let supply = &ledger.state.supply;
            println!(
                "at height {} all of {} say: supply {} = {} minted by grant + {} by service − {} burned; balances {}; escrow {}",
                ledger.height,
                ledger.nodes.join(", "),
                supply.supply,
                supply.minted_grant,
                supply.minted_service,
                supply.burned,
                ledger.state.balances,
                supply.escrow,
            );
            println!("state hash {}", ledger.app_hash);
        }
    }

    fn done(&mut self, begun: Instant, what: &str, result: impl Into<String>) {
        let done = Done {
            what: what.to_owned(),
            result: result.into(),
            milliseconds: milliseconds(begun.elapsed()),
        };
        eprintln!("  ✓ {:<62} {:>6} ms  {}", done.what, done.milliseconds, done.result);
        self.done.push(done);
    }

    /// Notes a refusal; any other code than the expected one is a fault.
    fn refused(&mut self, what: &str, code: &str, expected: &[&str]) -> anyhow::Result<()> {
        anyhow::ensure!(
            expected.contains(&code),
            "{what}: refused with {code} instead of {}",
            expected.join(" or ")
        );
        eprintln!("  ✗ {what:<62} {code}");
        self.refused.push(Refused { what: what.to_owned(), code: code.to_owned() });
        Ok(())
    }
}

fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
