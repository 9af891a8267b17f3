//! The result, for people and as JSON.

use super::blocks::Ledger;
use super::catch_up::CatchUp;
use super::diary::{Figures, Kind};
use super::sample::{as_f64, Latency, Sample};
use super::services::Crew;
use crate::branches::Branches;
use crate::postgres::Store;
use anyhow::{Context, Result};
use serde::Serialize;
use std::fs;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What was measured.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// The machine.
    pub machine: Machine,
    /// Validators; there is an archive node too.
    pub validators: u16,
    pub relayers: usize,
    /// Operator lanes of each relayer.
    pub lanes: u16,
    pub store: Store,
    /// How long each load counted.
    pub seconds: u64,
    /// Reference: one bank send per transaction.
    pub bank_sends: Sample,
    /// Transfers of TIME signed by members, handed to the chain in batches without a relayer: the ceiling of the chain.
    pub relayed_transfers: Sample,
    /// What went before the load and is in none of its figures.
    pub preparation: Preparation,
    /// Services through the relayers' HTTP API.
    pub services: Services,
    /// Member actions of the services per second over bank sends per second.
    pub ratio: f64,
    /// Transfers with the transaction password, one a second, no other load.
    pub owner_transfers: Figures,
    pub gas: Gas,
    /// What the chain says at the end.
    pub ledger: Ledger,
    /// An index that starts from nothing, afterwards.
    pub catch_up: CatchUp,
}

/// What was measured of mixed work.
#[derive(Clone, Debug, Serialize)]
pub struct MixedReport {
    pub machine: Machine,
    pub validators: u16,
    pub relayers: usize,
    pub lanes: u16,
    pub store: Store,
    pub seconds: u64,
    pub bank_sends: Sample,
    pub preparation: Preparation,
    /// As much as is possible.
    pub full: Services,
    /// Of that over bank sends.
    pub ratio: f64,
    /// Half as much, while everybody listens to the own stream.
    pub half: Services,
    pub ledger: Ledger,
}

/// Where it was measured.
#[derive(Clone, Debug, Serialize)]
pub struct Machine {
    /// Processors, and which.
    pub processors: usize,
    pub model: String,
    pub memory_gib: u64,
}

impl Machine {
    /// This one.
    pub fn here() -> Result<Self> {
        let line = |file: &str, name: &str| -> Result<String> {
            let text = fs::read_to_string(file).with_context(|| format!("cannot read {file}"))?;
            let found = text.lines().find_map(|line| line.strip_prefix(name)?.split_once(':'));
            Ok(found.map_or_else(String::new, |(_, value)| value.trim().to_owned()))
        };
        let memory = line("/proc/meminfo", "MemTotal")?;
        let kibibytes = memory.split(' ').next().and_then(|number| number.parse::<u64>().ok()).unwrap_or(0);
        Ok(Machine {
            processors: std::thread::available_parallelism().map_or(0, usize::from),
            model: line("/proc/cpuinfo", "model name")?,
            memory_gib: kibibytes.div_ceil(1024 * 1024),
        })
    }

    /// In a few words.
    pub fn words(&self) -> String {
        format!("{} processors ({}), {} GiB", self.processors, self.model, self.memory_gib)
    }
}

/// Who was made ready, and how long it took: each registration and login stretches a password.
#[derive(Clone, Debug, Serialize)]
pub struct Preparation {
    pub office_holders: usize,
    pub participants: usize,
    pub seconds: f64,
}

impl Preparation {
    pub fn of(branches: &Branches, crews: &[Arc<Crew>], begun: Instant) -> Self {
        Preparation {
            office_holders: branches.all().len().saturating_add(crews.len()),
            participants: crews.iter().map(|crew| crew.participants.len()).sum(),
            seconds: begun.elapsed().as_secs_f64(),
        }
    }
}

/// A load of crews.
#[derive(Clone, Debug, Serialize)]
pub struct Services {
    /// The blocks between which it counted.
    pub from: u64,
    pub to: u64,
    /// Settled within the time that counts.
    pub services: usize,
    pub settled_per_second: f64,
    /// Every action of theirs, from publication to settlement.
    pub actions: Figures,
    /// Processor time per action: of each node, …
    pub node_cpu_ms: f64,
    /// … of the relayers together, …
    pub relayer_cpu_ms: f64,
    /// … of the clients.
    pub client_cpu_ms: f64,
    pub sharing: Sharing,
    pub path: Path,
}

/// How many processors each was busy with.
#[derive(Clone, Debug, Serialize)]
pub struct Sharing {
    pub nodes: f64,
    pub relayers: f64,
    pub clients: f64,
}

impl Sharing {
    pub fn of(wall: Duration, nodes: Duration, relayers: Duration, clients: Duration) -> Self {
        let part = |cpu: Duration| cpu.as_secs_f64() / wall.as_secs_f64();
        Self { nodes: part(nodes), relayers: part(relayers), clients: part(clients) }
    }
}

/// How the actions went onto the chain.
#[derive(Clone, Debug, Serialize)]
pub struct Path {
    pub block_interval_ms: f64,
    pub actions_per_batch: f64,
    pub batches_per_block: f64,
    /// Gas of a batch apart from its actions.
    pub gas_of_a_batch_itself: Option<u64>,
    /// Actions in batches that the proxy did not carry out.
    pub failed_on_chain: u64,
}

/// Gas of a transfer of TIME.
#[derive(Clone, Debug, Serialize)]
pub struct Gas {
    /// Relayed in a batch of 25.
    pub in_batch: u64,
    /// Relayed alone in its transaction.
    pub alone: Option<u64>,
    /// Reference: a direct transfer of the stock cw20 contract.
    pub direct: u64,
}

impl Report {
    /// The same for people.
    pub fn print(&self) {
        println!(
            "\n{} validators, {} relayers ({:?}) with {} lanes each, on {}; each load {} s",
            self.validators,
            self.relayers,
            self.store,
            self.lanes,
            self.machine.words(),
            self.seconds
        );
        println!("  {:<34} {}", "bank sends, one a transaction", self.bank_sends);
        println!("  {:<34} {}", "transfers in batches, no relayer", self.relayed_transfers);
        self.preparation.print();
        self.services.print("services by HTTP", self.ratio);
        let (owner, gas) = (&self.owner_transfers, &self.gas);
        println!(
            "transfers with the transaction password, one a second: answer {}, final {}",
            owner.accepted, owner.last
        );
        println!(
            "gas of a transfer: {} in a batch of 25, {} alone, {} direct (stock cw20)",
            gas.in_batch,
            gas.alone.map_or_else(|| "?".to_owned(), |gas| gas.to_string()),
            gas.direct
        );
        self.ledger.print();
        self.catch_up.print();
    }
}

impl MixedReport {
    /// The same for people.
    pub fn print(&self) {
        println!(
            "\n{} validators, {} relayers ({:?}) with {} lanes each, on {}; each load {} s",
            self.validators,
            self.relayers,
            self.store,
            self.lanes,
            self.machine.words(),
            self.seconds
        );
        println!("  {:<34} {}", "bank sends, one a transaction", self.bank_sends);
        self.preparation.print();
        self.full.print("mixed work, all that is possible", self.ratio);
        let half = &self.half;
        half.print(
            "mixed work, half of it, everybody listens",
            half.actions.per_second / self.bank_sends.per_second,
        );
        let interval = half.path.block_interval_ms;
        println!(
            "  told by the own stream ({} acts): {}; goal at a block every {interval:.0} ms: p95 {:.0} ms",
            half.actions.told_count,
            half.actions.told,
            2.0 * interval + 500.0
        );
        self.ledger.print();
    }
}

impl Ledger {
    fn print(&self) {
        let supply = &self.supply;
        println!(
            "on chain: {} receipts for {} services settled in all, {} minutes paid; supply {} = {} by service + {} by grant − {} burned",
            self.receipts,
            self.receipts,
            self.paid,
            supply.supply,
            supply.minted_service,
            supply.minted_grant,
            supply.burned
        );
    }
}

impl Preparation {
    fn print(&self) {
        println!(
            "{} participants and {} office-holders, made ready in {:.0} s",
            self.participants, self.office_holders, self.seconds
        );
    }
}

impl Services {
    fn print(&self, name: &str, ratio: f64) {
        let actions = &self.actions;
        println!(
            "{name}: {:.0} member actions/s (tenths {}; {} done, {} failed) = {ratio:.2} × bank sends; {:.1} services settled/s ({})",
            actions.per_second,
            actions.spread,
            actions.done,
            actions.failed,
            self.settled_per_second,
            self.services
        );
        if let Some(failure) = &actions.first_failure {
            println!("  first failure: {failure}");
        }
        println!("  answer {}, final {}", actions.accepted, actions.last);
        println!(
            "  processor time per action: {:.2} ms of each node, {:.2} ms of the relayers, {:.2} ms of the clients",
            self.node_cpu_ms, self.relayer_cpu_ms, self.client_cpu_ms
        );
        println!(
            "  processors busy: nodes {:.2}, relayers {:.2}, clients {:.2}",
            self.sharing.nodes, self.sharing.relayers, self.sharing.clients
        );
        let path = &self.path;
        println!(
            "  a block every {:.0} ms with {:.1} batches of {:.1} actions; gas of a batch itself {}",
            path.block_interval_ms,
            path.batches_per_block,
            path.actions_per_batch,
            path.gas_of_a_batch_itself.map_or_else(|| "?".to_owned(), |gas| gas.to_string()),
        );
        println!(
            "  {:<20} {:>7} {:>6} {:>7} {:>17} {:>17} {:>8}",
            "", "done", "%", "/s", "answer p50/p95", "final p50/p95", "gas"
        );
        for kind in &actions.kinds {
            kind.print(actions.done);
        }
    }
}

impl Kind {
    fn print(&self, of: usize) {
        let count = |number: usize| as_f64(u64::try_from(number).unwrap_or(u64::MAX));
        let pair = |latency: &Latency| format!("{}/{} ms", latency.p50, latency.p95);
        println!(
            "  {:<20} {:>7} {:>6.1} {:>7.1} {:>17} {:>17} {:>8}",
            self.kind,
            self.done,
            count(self.done) * 100.0 / count(of.max(1)),
            self.per_second,
            pair(&self.accepted),
            pair(&self.last),
            self.gas.map_or_else(|| "?".to_owned(), |gas| gas.to_string()),
        );
    }
}
