//! Measurements on a network of their own, each beside single-message bank sends in the same run: absolute figures depend on the
//! machine, the ratio says what the path costs.
//!
//! [`actions`]: transfers of TIME handed to the chain in batches, the ceiling without a relayer; whole services through the
//! relayers' HTTP API; transfers with the transaction password; an index that starts from nothing afterwards. [`mixed`]: what
//! members do in the proportions of a branch's day, as much as is possible and then half of it. [`read`]: questions to a relayer
//! that knows a large community. [`oracle`]: feeding a partner's large database.

mod bank;
mod blocks;
mod catch_up;
mod crews;
mod diary;
mod direct;
pub mod gas;
mod givers;
mod load;
mod members;
mod mixed;
mod oracle;
mod person;
mod read;
mod relay;
mod report;
mod sample;
mod services;
mod stage;
mod stream;
mod transfers;

use crate::branches::{Branch, Branches};
use crate::cache::Cache;
use crate::net::process::ProcessId;
use crate::net::Network;
use crate::postgres::Store;
use crate::steps::{step, step_with_result};
use crate::workspace::Workspace;
use anyhow::{ensure, Context, Result};
use blocks::{Batch, Ledger};
use crews::Size;
use diary::{Diary, Figures};
use futures::future::try_join_all;
pub use oracle::{oracle, Report as OracleReport, Size as OracleSize};
use person::Person;
pub use read::{read, Report as ReadReport, Size as ReadSize};
use report::{Gas, Machine, Path, Preparation, Services, Sharing};
pub use report::{MixedReport, Report};
use services::{Crew, Done};
pub(crate) use stage::own;
use stage::Stage;
use std::future::Future;
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};
use timebank_client::{Client, Node};

/// The measuring network's name and ports, away from those of the usual one.
const NETWORK: &str = "bench";
const PORT_BASE: u16 = 28_600;
const VALIDATORS: u16 = 4;
/// Operator accounts of a branch: enough batches in flight to fill blocks.
const LANES: u16 = 12;
/// Accounts that send, each with one transaction in flight: enough to fill blocks.
const SENDERS: u16 = 400;
/// Crews at each of the two branches, for services and for mixed work: what an administrator does for several at once waits for
/// what the same one did before, so that many have to be at work where each does a little.
const CREWS: usize = 10;
const MIXED_CREWS: usize = 24;
/// How long a load runs before it counts: by then every crew is somewhere else in its work.
const WARM_UP: Duration = Duration::from_secs(40);
/// How long the load without relayers runs: no more than it needs to show the ceiling.
const CEILING: Duration = Duration::from_secs(30);
/// Services of a member within a day that leave room under what is kept for one.
const SERVICES_A_DAY: u64 = 36;
/// Transfers with the transaction password, and members who make them.
const TRANSFERS: usize = 30;
const GIVERS: usize = 5;
/// Members of a crew who give each other TIME with own keys, within the mixed work.
const CREW_GIVERS: usize = 2;

/// Whole services, as many as are possible (P1).
pub fn actions(workspace: &Workspace, cache: &Cache, seconds: u64, store: Store) -> Result<Report> {
    let stage = Stage::up(workspace, cache, VALIDATORS, seconds, store)?;
    let load = stage.load()?;
    let bank_sends = stage.bank_sends(&load)?;
    let direct = step_with_result("bench: direct transfer of the stock cw20", || {
        let gas = direct::gas(&stage.runtime, &load, &stage.network, &stage.reference)?;
        Ok((gas, format!("{gas} gas")))
    })?;
    let mut groups = step_with_result("bench: members whose keys are held here", || {
        let groups = members::prepare(&stage.runtime, &load, &stage.network, &stage.deployment)?;
        let members: usize = groups.iter().map(members::Group::len).sum();
        Ok((groups, format!("{members} members")))
    })?;
    let relayed_transfers = stage.measured("bench: transfers in batches of 25, no relayer", || {
        stage.runtime.block_on(relay::run(&load, &mut groups, CEILING))
    })?;
    // From here on only the relayers follow the chain.
    drop(load);

    let branches = stage.relayers()?;
    let begun = Instant::now();
    // At 40 services a second no member is asked for more than there is room for.
    let crews = stage.crews(&branches, size(seconds, 40, (CREWS, 0)))?;
    stage.runtime.block_on(transfers::prepare(&givers(&crews)))?;
    let preparation = Preparation::of(&branches, &crews, begun);
    let (observed, settled) = observe(&stage, "bench: services by HTTP", &branches, |end| {
        services::run((&crews, services::AT_ONCE), Done::default(), WARM_UP, end, services::service)
    })?;
    let archive = stage.archive()?;
    let (owner_transfers, alone) = step("bench: transfers with the transaction password", || {
        stage.runtime.block_on(owner_transfers(&archive, &crews))
    })?;
    let ledger = check(&stage, &archive, &settled)?;
    let catch_up = catch_up::measure(&stage, branches.get(1)?, (observed.from, observed.to))?;
    Ok(Report {
        machine: Machine::here()?,
        validators: VALIDATORS,
        relayers: branches.all().len(),
        lanes: LANES,
        store,
        seconds,
        ratio: observed.actions.per_second / bank_sends.per_second,
        gas: Gas { in_batch: relayed_transfers.gas, alone, direct },
        bank_sends,
        relayed_transfers,
        preparation,
        services: observed,
        owner_transfers,
        ledger,
        catch_up,
    })
}

/// Mixed work, as much as is possible (P2), then half of it while everybody listens (P3, P4).
pub fn mixed(workspace: &Workspace, cache: &Cache, seconds: u64, store: Store) -> Result<MixedReport> {
    let stage = Stage::up(workspace, cache, VALIDATORS, seconds, store)?;
    let load = stage.load()?;
    let bank_sends = stage.bank_sends(&load)?;
    drop(load);
    let branches = stage.relayers()?;
    let begun = Instant::now();
    // At 75 enrolments a second, and half of it afterwards.
    let crews = stage.crews(&branches, size(seconds, 115, (MIXED_CREWS, CREW_GIVERS)))?;
    let preparation = Preparation::of(&branches, &crews, begun);
    let (full, mut settled) = observe(&stage, "bench: mixed work, all that is possible", &branches, |end| {
        services::run((&crews, mixed::AT_ONCE), Done::default(), WARM_UP, end, mixed::round)
    })?;
    stage.runtime.block_on(try_join_all(everybody(&crews).map(Person::listen)))?;
    let pace = full.actions.per_second / 2.0;
    let (half, more) = observe(&stage, "bench: mixed work, half of it", &branches, |end| {
        let done = Done { diary: Diary::paced(pace), ..Done::default() };
        services::run((&crews, mixed::AT_ONCE), done, WARM_UP, end, mixed::round)
    })?;
    everybody(&crews).for_each(Person::stop_listening);
    settled.extend(more);
    let ledger = check(&stage, &stage.archive()?, &settled)?;
    Ok(MixedReport {
        machine: Machine::here()?,
        validators: VALIDATORS,
        relayers: branches.all().len(),
        lanes: LANES,
        store,
        seconds,
        ratio: full.actions.per_second / bank_sends.per_second,
        bank_sends,
        preparation,
        full,
        half,
        ledger,
    })
}

/// Crews of as many people as so many enrolments a second need.
fn size(seconds: u64, enrolments: u64, (crews, givers): (usize, usize)) -> Size {
    let all = WARM_UP.as_secs().saturating_add(seconds).saturating_mul(enrolments);
    let people = usize::try_from(all.div_ceil(SERVICES_A_DAY)).unwrap_or(usize::MAX);
    Size { crews, participants: people.div_ceil(crews.saturating_mul(2)).max(8), givers }
}

fn everybody(crews: &[Arc<Crew>]) -> impl Iterator<Item = &Person> {
    crews.iter().flat_map(|crew| crew.participants.iter().chain([&crew.administrator]))
}

/// Receipts and supply, as the chain has them.
fn check(stage: &Stage, archive: &Client, settled: &Settled) -> Result<Ledger> {
    step_with_result("bench: receipts and supply on chain", || {
        let ledger = stage.runtime.block_on(Ledger::check(archive, settled))?;
        let remark = format!("{} receipts", ledger.receipts);
        Ok((ledger, remark))
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
    async fn set(archive: &Client, network: &Network, branches: &Branches, nodes: &[String]) -> Result<Self> {
        let relayers: Vec<String> = branches.all().iter().map(Branch::process).collect();
        Ok(Mark {
            at: Instant::now(),
            height: archive.status().await?.height,
            nodes: sample::cpu(network, nodes)?,
            relayers: sample::cpu(network, &relayers)?,
            here: ProcessId::of(std::process::id())?.cpu_time().unwrap_or_default(),
        })
    }
}

type Settled = Vec<(timebank_api::ActivityId, timebank_api::MemberId)>;

/// A load of crews that works until the moment it is given; the figures of the time that counts, and every service settled at any
/// time.
fn observe<L: Future<Output = Result<Done>>>(
    stage: &Stage,
    name: &str,
    branches: &Branches,
    load: impl FnOnce(Instant) -> L,
) -> Result<(Services, Settled)> {
    let archive = stage.archive()?;
    step_with_result(name, || {
        let (services, settled) = stage.runtime.block_on(serve(stage, &archive, branches, load))?;
        let actions = &services.actions;
        let remark = format!("{:.0} actions/s, {} failed", actions.per_second, actions.failed);
        Ok(((services, settled), remark))
    })
}

async fn serve<L: Future<Output = Result<Done>>>(
    stage: &Stage,
    archive: &Client,
    branches: &Branches,
    load: impl FnOnce(Instant) -> L,
) -> Result<(Services, Settled)> {
    let (network, nodes) = (&stage.network, stage.nodes());
    let warm = Instant::now().checked_add(WARM_UP).context("clock out of range")?;
    let end = warm.checked_add(stage.length).context("clock out of range")?;
    let marks = async {
        tokio::time::sleep_until(warm.into()).await;
        let from = Mark::set(archive, network, branches, &nodes).await?;
        tokio::time::sleep_until(end.into()).await;
        anyhow::Ok((from, Mark::set(archive, network, branches, &nodes).await?))
    };
    let (marks, done) = tokio::join!(marks, load(end));
    let ((from, to), done) = (marks?, done?);
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
    Ok((
        Services {
            services,
            settled_per_second,
            from: from.height,
            to: to.height,
            node_cpu_ms: sample::each(nodes_cpu, actions.done.saturating_mul(nodes.len())),
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
async fn owner_transfers(archive: &Client, crews: &[Arc<Crew>]) -> Result<(Figures, Option<u64>)> {
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

fn sender(number: u16) -> String {
    format!("sender{number}")
}
