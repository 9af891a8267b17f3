//! The result, for people and as JSON.

use super::blocks::Ledger;
use super::diary::{Figures, Kind};
use super::sample::{Latency, Sample};
use serde::Serialize;
use std::time::Duration;

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
}

/// Where it was measured.
#[derive(Clone, Debug, Serialize)]
pub struct Machine {
    /// Processors.
    pub processors: usize,
}

/// Who was made ready, and how long it took: each registration and login stretches a password.
#[derive(Clone, Debug, Serialize)]
pub struct Preparation {
    pub office_holders: usize,
    pub participants: usize,
    pub seconds: f64,
}

/// The load of services.
#[derive(Clone, Debug, Serialize)]
pub struct Services {
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
            "\n{} validators, {} relayers with {} lanes each, on {} processors; each load {} s",
            self.validators, self.relayers, self.lanes, self.machine.processors, self.seconds
        );
        println!("  {:<34} {}", "bank sends, one a transaction", self.bank_sends);
        println!("  {:<34} {}", "transfers in batches, no relayer", self.relayed_transfers);
        self.print_services();
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
        let supply = &self.ledger.supply;
        println!(
            "on chain: {} receipts for {} services settled in all, {} minutes paid; supply {} = {} by service + {} by grant − {} burned",
            self.ledger.receipts,
            self.ledger.receipts,
            self.ledger.paid,
            supply.supply,
            supply.minted_service,
            supply.minted_grant,
            supply.burned
        );
    }

    fn print_services(&self) {
        let (services, people) = (&self.services, &self.preparation);
        let actions = &services.actions;
        println!(
            "services by HTTP: {} participants and {} office-holders, made ready in {:.0} s",
            people.participants, people.office_holders, people.seconds
        );
        println!(
            "  {:.1} services settled/s ({}), {:.0} member actions/s ({} done, {} failed) = {:.2} × bank sends",
            services.settled_per_second,
            services.services,
            actions.per_second,
            actions.done,
            actions.failed,
            self.ratio
        );
        if let Some(failure) = &actions.first_failure {
            println!("  first failure: {failure}");
        }
        println!("  answer {}, final {}", actions.accepted, actions.last);
        println!(
            "  processor time per action: {:.2} ms of each node, {:.2} ms of the relayers, {:.2} ms of the clients",
            services.node_cpu_ms, services.relayer_cpu_ms, services.client_cpu_ms
        );
        println!(
            "  processors busy: nodes {:.2}, relayers {:.2}, clients {:.2}",
            services.sharing.nodes, services.sharing.relayers, services.sharing.clients
        );
        let path = &services.path;
        println!(
            "  a block every {:.0} ms with {:.1} batches of {:.1} actions; gas of a batch itself {}",
            path.block_interval_ms,
            path.batches_per_block,
            path.actions_per_batch,
            path.gas_of_a_batch_itself.map_or_else(|| "?".to_owned(), |gas| gas.to_string()),
        );
        println!(
            "  {:<20} {:>7} {:>7} {:>17} {:>17} {:>8}",
            "", "done", "/s", "answer p50/p95", "final p50/p95", "gas"
        );
        for kind in &actions.kinds {
            kind.print();
        }
    }
}

impl Kind {
    fn print(&self) {
        let pair = |latency: &Latency| format!("{}/{} ms", latency.p50, latency.p95);
        println!(
            "  {:<20} {:>7} {:>7.1} {:>17} {:>17} {:>8}",
            self.kind,
            self.done,
            self.per_second,
            pair(&self.accepted),
            pair(&self.last),
            self.gas.map_or_else(|| "?".to_owned(), |gas| gas.to_string()),
        );
    }
}
