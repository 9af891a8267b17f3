//! Measurements on a network of their own, all in one run: single-message bank sends as reference; transfers of TIME handed to
//! the chain in batches, the ceiling without a relayer; whole services through the relayers' HTTP API; transfers with the
//! transaction password. Absolute figures depend on the machine; the ratio to bank sends says what the path costs.

mod bank;
mod blocks;
mod crews;
mod diary;
mod direct;
pub mod gas;
mod load;
mod members;
mod person;
mod relay;
mod report;
mod sample;
mod services;
mod transfers;

use crate::branches::{Branch, Branches};
use crate::build;
use crate::cache::Cache;
use crate::demo::chain;
use crate::deploy::{self, Deployment};
use crate::interrupt;
use crate::net::process::ProcessId;
use crate::net::spec::{NetworkSpec, Role};
use crate::net::Network;
use crate::steps::{step, step_with_result};
use crate::workspace::Workspace;
use anyhow::{ensure, Context, Result};
use blocks::{Batch, Ledger};
use crews::Size;
use load::Load;
use person::Person;
pub use report::Report;
use report::{Gas, Machine, Path, Preparation, Services, Sharing};
use sample::Sample;
use services::Crew;
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};
use timebank_client::{Client, Node};
use tokio::runtime::Runtime;

/// The measuring network's name and ports, away from those of the usual one.
const NETWORK: &str = "bench";
const PORT_BASE: u16 = 28_600;
const VALIDATORS: u16 = 4;
const LANES: u16 = 6;
/// Accounts that send, each with one transaction in flight: enough to fill blocks.
const SENDERS: u16 = 400;
/// The load of services: at each of the two branches so many crews.
const CREWS: Size = Size { crews: 10, participants: 8 };
/// How long the load of services runs before it counts: by then every crew is somewhere else in its work.
const WARM_UP: Duration = Duration::from_secs(40);
/// Transfers with the transaction password, and members who make them.
const TRANSFERS: usize = 30;
const GIVERS: usize = 5;

/// Starts the measuring network, measures, and stops it.
pub fn actions(workspace: &Workspace, cache: &Cache, seconds: u64) -> Result<Report> {
    let node = build::node::build(workspace, cache)?;
    let contracts = build::contracts::build(workspace, cache)?;
    let reference = build::contracts::reference(workspace, cache)?;
    let relayer = build::relayer::build(workspace, cache)?;
    Network::delete(cache, NETWORK)?;
    let mut spec = NetworkSpec::new(NETWORK, VALIDATORS, Some(PORT_BASE))?;
    spec.lanes = LANES;
    spec.more_accounts = (1..=SENDERS).map(sender).collect();
    let mut network =
        step("network: keys, genesis, configuration", || Network::init(cache, &node, &spec).map(Running))?;
    let network = &mut network.0;
    step("network: nodes make blocks", || network.start().map(drop))?;
    own(network)?;
    let deployment = deploy::deploy(workspace, network, &contracts)?;
    let length = Duration::from_secs(seconds);
    let runtime = Runtime::new().context("cannot start an asynchronous runtime")?;
    let load = runtime.block_on(begin(network, &deployment, length))?;

    let bank_sends =
        measured(network, "bench: bank sends", || runtime.block_on(bank::run(&load, network, SENDERS)))?;
    let direct = step_with_result("bench: direct transfer of the stock cw20", || {
        let gas = direct::gas(&runtime, &load, network, &reference)?;
        Ok((gas, format!("{gas} gas")))
    })?;
    let mut groups = step_with_result("bench: members whose keys are held here", || {
        let groups = members::prepare(&runtime, &load, network, &deployment)?;
        let members: usize = groups.iter().map(members::Group::len).sum();
        Ok((groups, format!("{members} members")))
    })?;
    let relayed_transfers = measured(network, "bench: transfers in batches of 25, no relayer", || {
        runtime.block_on(relay::run(&load, &mut groups))
    })?;
    // From here on only the relayers follow the chain.
    let archive = load.archive.clone();
    drop(load);

    let branches = Branches::configure(network, &deployment)?;
    step("bench: relayers are ready", || branches.start(network, &relayer).map(drop))?;
    own(network)?;
    let begun = Instant::now();
    let crews = step("bench: people register, offices are unlocked", || {
        let crews = crews::prepare(&runtime, network, &deployment, &branches, CREWS)?;
        runtime.block_on(transfers::prepare(&givers(&crews)))?;
        Ok(crews)
    })?;
    let preparation = Preparation {
        office_holders: branches.all().len().saturating_add(crews.len()),
        participants: crews.iter().map(|crew| crew.participants.len()).sum(),
        seconds: begun.elapsed().as_secs_f64(),
    };
    let (services, settled) = step_with_result("bench: services by HTTP", || {
        let (services, settled) = runtime.block_on(serve(&archive, length, network, &branches, &crews))?;
        let remark = format!(
            "{:.1} settled/s, {:.0} actions/s",
            services.settled_per_second, services.actions.per_second
        );
        Ok(((services, settled), remark))
    })?;
    let (owner_transfers, alone) = step("bench: transfers with the transaction password", || {
        runtime.block_on(owner_transfers(&archive, &crews))
    })?;
    let ledger = step_with_result("bench: receipts and supply on chain", || {
        let ledger = runtime.block_on(Ledger::check(&archive, &settled))?;
        let remark = format!("{} receipts", ledger.receipts);
        Ok((ledger, remark))
    })?;
    Ok(Report {
        machine: Machine { processors: std::thread::available_parallelism().map_or(0, usize::from) },
        validators: VALIDATORS,
        relayers: branches.all().len(),
        lanes: LANES,
        seconds,
        ratio: services.actions.per_second / bank_sends.per_second,
        gas: Gas { in_batch: relayed_transfers.gas, alone, direct },
        bank_sends,
        relayed_transfers,
        preparation,
        services,
        owner_transfers,
        ledger,
    })
}

async fn begin(network: &Network, deployment: &Deployment, length: Duration) -> Result<Load> {
    let manifest = network.manifest();
    let validators = manifest.nodes.iter().filter(|node| node.role == Role::Validator);
    let archive = chain::client(manifest, deployment, &[manifest.archive()?])?;
    let entries =
        validators.map(|node| chain::client(manifest, deployment, &[node])).collect::<Result<_>>()?;
    Load::begin(archive, entries, length).await
}

fn measured(network: &Network, name: &str, work: impl FnOnce() -> Result<Sample>) -> Result<Sample> {
    step_with_result(name, || {
        let nodes = nodes(network);
        let before = sample::cpu(network, &nodes)?;
        let mut sample = work()?;
        sample.charge(sample::cpu(network, &nodes)?.saturating_sub(before), nodes.len());
        let remark = sample.to_string();
        Ok((sample, remark))
    })
}

/// Where everything is at a moment.
struct Mark {
    at: Instant,
    height: u64,
    nodes: Duration,
    relayers: Duration,
    here: Duration,
}

impl Mark {
    async fn set(archive: &Client, network: &Network, branches: &Branches) -> Result<Self> {
        let relayers: Vec<String> = branches.all().iter().map(Branch::process).collect();
        Ok(Mark {
            at: Instant::now(),
            height: archive.status().await?.height,
            nodes: sample::cpu(network, &nodes(network))?,
            relayers: sample::cpu(network, &relayers)?,
            here: ProcessId::of(std::process::id())?.cpu_time().unwrap_or_default(),
        })
    }
}

type Settled = Vec<(timebank_api::ActivityId, timebank_api::MemberId)>;

/// The load of services; the figures of the time that counts, and every service settled at any time.
async fn serve(
    archive: &Client,
    length: Duration,
    network: &Network,
    branches: &Branches,
    crews: &[Arc<Crew>],
) -> Result<(Services, Settled)> {
    let warm = Instant::now().checked_add(WARM_UP).context("clock out of range")?;
    let end = warm.checked_add(length).context("clock out of range")?;
    let marks = async {
        tokio::time::sleep_until(warm.into()).await;
        let from = Mark::set(archive, network, branches).await?;
        tokio::time::sleep_until(end.into()).await;
        anyhow::Ok((from, Mark::set(archive, network, branches).await?))
    };
    let (marks, done) = tokio::join!(marks, services::run(crews, WARM_UP, end));
    let ((from, to), done) = (marks?, done?);
    let done = Arc::into_inner(done).context("a crew still works")?;
    let settled = done.settled.into_inner().unwrap_or_else(PoisonError::into_inner);
    let mut actions = done.diary.figures(from.at, to.at);
    let batches = blocks::batches(archive, from.height, to.height).await?;
    let gas = blocks::gas_by_kind(&batches);
    for kind in &mut actions.kinds {
        kind.gas = gas.get(&kind.kind).copied();
    }
    let services = actions.kinds.iter().find(|kind| kind.kind == "settle");
    let (services, settled_per_second) = services.map_or((0, 0.0), |kind| (kind.done, kind.per_second));
    let wall = to.at.duration_since(from.at);
    let intents: u64 = batches.iter().map(Batch::len).sum();
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let blocks = to.height.saturating_sub(from.height).max(1);
    let share = |before: Duration, after: Duration| after.saturating_sub(before);
    let (nodes_cpu, relayers_cpu) = (share(from.nodes, to.nodes), share(from.relayers, to.relayers));
    let here = share(from.here, to.here);
    let node_count = nodes(network).len();
    Ok((
        Services {
            services,
            settled_per_second,
            node_cpu_ms: sample::each(nodes_cpu, actions.done.saturating_mul(node_count)),
            relayer_cpu_ms: sample::each(relayers_cpu, actions.done),
            client_cpu_ms: sample::each(here, actions.done),
            sharing: Sharing::of(wall, nodes_cpu, relayers_cpu, here),
            path: Path {
                block_interval_ms: wall.as_secs_f64() * 1_000.0 / sample::as_f64(blocks),
                actions_per_batch: sample::as_f64(intents) / sample::as_f64(count(batches.len()).max(1)),
                batches_per_block: sample::as_f64(count(batches.len())) / sample::as_f64(blocks),
                gas_of_a_batch_itself: gas.get("").copied(),
                failed_on_chain: batches.iter().map(|batch| batch.failed).sum(),
            },
            actions,
        },
        settled,
    ))
}

/// Transfers apart from the load, and the gas of those that were alone in their transaction.
async fn owner_transfers(archive: &Client, crews: &[Arc<Crew>]) -> Result<(diary::Figures, Option<u64>)> {
    let (from, height) = (Instant::now(), archive.status().await?.height);
    let diary = transfers::run(&givers(crews), TRANSFERS).await?;
    let figures = diary.figures(from, Instant::now());
    ensure!(figures.done == TRANSFERS, "{} of {TRANSFERS} transfers are done", figures.done);
    let batches = blocks::batches(archive, height, archive.status().await?.height).await?;
    let alone = batches.iter().filter(|batch| batch.len() == 1 && batch.kinds.contains_key("transfer"));
    let (count, sum) = alone
        .fold((0u64, 0u64), |(count, sum), batch| (count.saturating_add(1), sum.saturating_add(batch.gas)));
    Ok((figures, sum.checked_div(count)))
}

/// Members who will give TIME away.
fn givers(crews: &[Arc<Crew>]) -> Vec<&Person> {
    crews.iter().take(1).flat_map(|crew| &crew.participants).take(GIVERS).collect()
}

fn nodes(network: &Network) -> Vec<String> {
    network.manifest().nodes.iter().map(|node| node.name.clone()).collect()
}

fn sender(number: u16) -> String {
    format!("sender{number}")
}

/// What runs of the network ends with this command, also when a signal ends it.
pub(crate) fn own(network: &Network) -> Result<()> {
    network.processes()?.all().try_for_each(|process| interrupt::adopt(process.pid))
}

/// A network that is stopped when the measurement is over, in whatever way it ends.
struct Running(Network);

impl Drop for Running {
    fn drop(&mut self) {
        // What is left of it is deleted before the next measurement; its logs may say why this one failed.
        let _ = self.0.stop();
    }
}
