//! The commands, and what each of them does in order.

use crate::bench;
use crate::branches::Branches;
use crate::build;
use crate::build::contracts::Built;
use crate::build::node::Node;
use crate::cache::Cache;
use crate::demo;
use crate::deploy::{self, Deployment};
use crate::doctor::{self, Report};
use crate::fault;
use crate::net::spec::NetworkSpec;
use crate::net::status::Status;
use crate::net::{self, Network, Started};
use crate::partners::{self, Institution, Partners};
use crate::postgres::Store;
use crate::run;
use crate::steps::{heading, seconds, step, step_with_result};
use crate::suites;
use crate::workspace::Workspace;
use anyhow::{bail, Context, Result};
use clap::{Args, Parser, Subcommand, ValueEnum};
use serde::Serialize;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

const DEFAULT_VALIDATORS: u16 = 4;

/// One command line for the time bank.
#[derive(Debug, Parser)]
#[command(name = "cargo timebank", version)]
pub struct Cli {
    /// Which network: several can run beside each other on different ports
    #[arg(long, global = true, default_value = "default", value_name = "NAME")]
    net: String,
    #[command(subcommand)]
    command: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Look at this machine: what is needed, what is there, how to install what is missing
    Doctor {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Build from source; what is built already is not built again
    Build {
        /// What to build
        #[arg(value_enum, default_value = "all")]
        what: What,
    },
    /// Start a network and leave it running; finds one that runs already
    Up(Up),
    /// One service from the wish to the settled hour on the running network, checked against the chain
    Demo {
        /// The rule pack of the branch at which the service is asked for
        #[arg(long, default_value = "plain")]
        pack: String,
        /// Instead: a row changes in a partner's database, and what comes of it; needs `up --with-partners`
        #[arg(long, conflicts_with = "pack")]
        oracle: bool,
        /// The report as JSON on standard output
        #[arg(long)]
        json: bool,
    },
    /// Stop the network; its data stay
    Down,
    /// Show how the network is doing
    Status {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Show the end of the log of a node or relayer
    Logs {
        /// v1, v2, …, archive, relayer1, …
        node: String,
        /// How many lines
        #[arg(short, long, default_value_t = 100)]
        lines: usize,
    },
    /// Stop the network and delete all its data
    Reset,
    /// Measure, on a network of its own
    Bench {
        #[command(subcommand)]
        what: Measurement,
    },
    /// Do harm under load and see that nothing is lost, on a network of its own
    Fault {
        #[command(subcommand)]
        what: Harm,
    },
    /// The sample certificate issuer of `up --with-partners`
    #[command(hide = true)]
    CertificateIssuer {
        /// Where its records are
        folder: PathBuf,
        #[arg(long)]
        port: u16,
    },
    /// Run every test, or the named suites
    Test {
        /// Names of suites
        suites: Vec<String>,
        /// Only show what suites there are
        #[arg(long)]
        list: bool,
    },
}

#[derive(Debug, Subcommand)]
enum Measurement {
    /// Member actions per second beside bank sends, with latency, gas and processor time
    Actions(Load),
    /// Mixed work of members, as much as is possible and then half of it, beside bank sends
    Mixed(Load),
    /// Reading in a large community: lists, search, pages, history, recommendations
    Read {
        /// How long it counts
        #[arg(long, default_value_t = 300, value_name = "N")]
        seconds: u64,
        /// Activities in the store
        #[arg(long, default_value_t = 1_000_000, value_name = "N")]
        activities: u64,
        /// Members in the store
        #[arg(long, default_value_t = 100_000, value_name = "N")]
        members: u64,
        /// Users at once
        #[arg(long, default_value_t = 100, value_name = "N")]
        users: u32,
        /// Where the relayer keeps what it knows
        #[arg(long, value_enum, default_value = "sqlite")]
        store: Store,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Feeding a partner's database: facts made ready a second, and the first load of a large one
    Oracle {
        /// Rows of the large database
        #[arg(long, default_value_t = 1_000_000, value_name = "N")]
        rows: u64,
        /// Facts about members
        #[arg(long, default_value_t = 10_000, value_name = "N")]
        facts: u64,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Gas of every message, in a small state and in a large one; writes docs/gas.md and docs/gas.json
    Gas {
        /// Members of the large state
        #[arg(long, default_value_t = 100_000, value_name = "N")]
        members: u64,
        /// Write nothing; fail when a goal is missed or a message is dearer than the committed table says
        #[arg(long)]
        check: bool,
    },
}

#[derive(Args, Clone, Copy, Debug)]
struct Load {
    /// How long each load runs
    #[arg(long, default_value_t = 60, value_name = "N")]
    seconds: u64,
    #[command(flatten)]
    run: Run,
}

// No documentation of its own: it would stand in place of each command's.
#[derive(Args, Clone, Copy, Debug)]
struct Run {
    /// Where the relayers keep what they know
    #[arg(long, value_enum, default_value = "sqlite")]
    store: Store,
    /// As JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum Harm {
    /// Kill a relayer at random moments: accepted = done + failed, none lost, none twice, as the chain has it
    RelayerKill {
        /// How often
        #[arg(long, default_value_t = 20, value_name = "N")]
        kills: usize,
        #[command(flatten)]
        run: Run,
    },
    /// End every node for a while: reads go on, actions are accepted and settle when the nodes are back
    ChainStop {
        /// For how long
        #[arg(long, default_value_t = 60, value_name = "N")]
        seconds: u64,
        #[command(flatten)]
        run: Run,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum What {
    Node,
    Contracts,
    Relayer,
    Web,
    All,
}

#[derive(Args, Debug)]
struct Up {
    /// How many validators (4 if not said)
    #[arg(long, value_name = "N")]
    validators: Option<u16>,
    /// Delete the network first if there is one
    #[arg(long)]
    fresh: bool,
    /// Only the nodes: no contracts, no relayers
    #[arg(long)]
    nodes_only: bool,
    /// A hospital, a civil affairs office and a certificate issuer too, a third branch, and a feeder at each branch
    #[arg(long, conflicts_with = "nodes_only")]
    with_partners: bool,
    /// First of the ports to use
    #[arg(long, value_name = "PORT")]
    port_base: Option<u16>,
}

impl Cli {
    /// Does what the command line says; the exit code of the process.
    pub fn run(self) -> Result<ExitCode> {
        let app = App { workspace: Workspace::find()?, cache: Cache::open()?, net: self.net };
        match self.command {
            Verb::Doctor { json } => app.doctor(json),
            Verb::Build { what } => app.build(what).map(|()| ExitCode::SUCCESS),
            Verb::Up(wish) => app.up(&wish).map(|()| ExitCode::SUCCESS),
            Verb::Demo { oracle: true, json, .. } => app.demo_oracle(json).map(|()| ExitCode::SUCCESS),
            Verb::Demo { pack, json, .. } => app.demo(&pack, json).map(|()| ExitCode::SUCCESS),
            Verb::Down => app.down().map(|()| ExitCode::SUCCESS),
            Verb::Status { json } => app.status(json),
            Verb::Logs { node, lines } => app.logs(&node, lines).map(|()| ExitCode::SUCCESS),
            Verb::Reset => app.reset().map(|()| ExitCode::SUCCESS),
            Verb::Bench { what } => app.bench(&what).map(|()| ExitCode::SUCCESS),
            Verb::Fault { what } => app.fault(&what).map(|()| ExitCode::SUCCESS),
            Verb::CertificateIssuer { folder, port } => {
                partners::issuer::serve(&folder, port).map(|()| ExitCode::SUCCESS)
            }
            Verb::Test { list: true, .. } => {
                suites::list();
                Ok(ExitCode::SUCCESS)
            }
            Verb::Test { suites, .. } => app.test(&suites).map(|()| ExitCode::SUCCESS),
        }
    }
}

struct App {
    workspace: Workspace,
    cache: Cache,
    net: String,
}

impl App {
    fn doctor(&self, json: bool) -> Result<ExitCode> {
        let report = Report::examine(&self.workspace, &self.cache, Some(&self.spec(None, None)?))?;
        show(&report, json, Report::print)?;
        Ok(if report.ok { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }

    fn build(&self, what: What) -> Result<()> {
        if matches!(what, What::Node | What::All) {
            let node = build::node::build(&self.workspace, &self.cache)?;
            println!("  {}", node.wasmd().display());
        }
        if matches!(what, What::Contracts | What::All) {
            build::contracts::build(&self.workspace, &self.cache)?.print();
        }
        if matches!(what, What::Relayer | What::All) {
            println!("  {}", build::relayer::build(&self.workspace, &self.cache)?.display());
        }
        if matches!(what, What::Web | What::All) {
            println!("  {}", build::web::build(&self.workspace, &self.cache)?.display());
        }
        Ok(())
    }

    fn up(&self, wish: &Up) -> Result<()> {
        let begun = Instant::now();
        let _lock = self.lock()?;
        let mut spec = self.spec(wish.validators, wish.port_base)?;
        if wish.with_partners {
            partners::wish(&mut spec);
        }
        if wish.fresh {
            self.remove()?;
        }
        doctor::prepare(&self.workspace, &self.cache, Some(&spec))?;
        let node = build::node::build(&self.workspace, &self.cache)?;
        let programs = match wish.nodes_only {
            true => None,
            false => {
                let contracts = build::contracts::build(&self.workspace, &self.cache)?;
                let relayer = build::relayer::build(&self.workspace, &self.cache)?;
                Some((contracts, relayer, build::web::build(&self.workspace, &self.cache)?))
            }
        };
        let mut network = match Network::open(&self.cache, &node, &self.net)? {
            Some(network) => suitable(network, &node, wish)?,
            None => {
                step("network: keys, genesis, configuration", || Network::init(&self.cache, &node, &spec))?
            }
        };
        let count = network.manifest().nodes.len();
        let name = format!("network: {count} nodes make blocks");
        step_with_result(&name, || {
            let started = network.start()?;
            Ok((started, if started == Started::Already { "was running" } else { "" }.to_owned()))
        })?;
        let system = match programs {
            Some((contracts, relayer, web)) => {
                let deployment = self.deployment(&network, &contracts)?;
                let mut branches = Branches::up(&network, &deployment, &relayer, Some(&web))?;
                step("branches: members to try things out with", || branches.populate(&network))?;
                if partners::wished(&network) {
                    let issuer = std::env::current_exe().context("cannot find this program")?;
                    let programs = partners::Programs { relayer: &relayer, issuer: &issuer };
                    Partners::up(&network, &branches, &self.cache, &Institution::ALL, programs)?;
                }
                Some((deployment, branches))
            }
            None => None,
        };
        page(&network, system.as_ref())?;
        println!("\nup after {}", seconds(begun.elapsed()));
        Ok(())
    }

    /// The contracts of the network, deployed when they are not yet.
    fn deployment(&self, network: &Network, built: &Built) -> Result<Deployment> {
        let Some(deployment) = Deployment::read(network)? else {
            return deploy::deploy(&self.workspace, network, built);
        };
        if deployment.build != built.key() {
            heading(
                "  ! the contracts have changed since this network was made: add --fresh to use the new ones",
            );
        }
        Ok(deployment)
    }

    fn demo(&self, pack: &str, json: bool) -> Result<()> {
        let report = demo::run(&self.open()?, pack)?;
        show(&report, json, demo::Report::print)
    }

    fn demo_oracle(&self, json: bool) -> Result<()> {
        let report = demo::oracle::run(&self.open()?)?;
        show(&report, json, demo::Report::print)
    }

    fn down(&self) -> Result<()> {
        let _lock = self.lock()?;
        let mut network = self.open()?;
        step_with_result("network: stop", || {
            network.stop().map(|ended| ((), format!("{ended} processes ended")))
        })
    }

    fn status(&self, json: bool) -> Result<ExitCode> {
        let status = Status::of(&self.open()?, &self.workspace)?;
        show(&status, json, Status::print)?;
        Ok(if status.healthy { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }

    fn logs(&self, node: &str, lines: usize) -> Result<()> {
        let network = self.open()?;
        let log = network.log(node);
        if !log.is_file() {
            bail!("{node} has no log: there are {}", network.logs()?.join(", "));
        }
        println!("{}", run::tail(&log, lines)?);
        eprintln!("({})", log.display());
        Ok(())
    }

    fn reset(&self) -> Result<()> {
        let _lock = self.lock()?;
        step("network: stop and delete", || self.remove())
    }

    fn bench(&self, what: &Measurement) -> Result<()> {
        let _lock = self.cache.lock("bench")?;
        doctor::prepare(&self.workspace, &self.cache, None)?;
        let (workspace, cache) = (&self.workspace, &self.cache);
        match *what {
            Measurement::Actions(Load { seconds, run: Run { store, json } }) => {
                let report = bench::actions(workspace, cache, seconds, store)?;
                show(&report, json, bench::Report::print)
            }
            Measurement::Mixed(Load { seconds, run: Run { store, json } }) => {
                let report = bench::mixed(workspace, cache, seconds, store)?;
                show(&report, json, bench::MixedReport::print)
            }
            Measurement::Read { seconds, activities, members, users, store, json } => {
                let size = bench::ReadSize { activities, members, users, seconds };
                let report = bench::read(workspace, cache, size, store)?;
                show(&report, json, bench::ReadReport::print)
            }
            Measurement::Oracle { rows, facts, json } => {
                let report = bench::oracle(workspace, cache, bench::OracleSize { rows, facts })?;
                show(&report, json, bench::OracleReport::print)
            }
            Measurement::Gas { members, check } => {
                bench::gas::run(workspace, cache, members, check).map(drop)
            }
        }
    }

    fn fault(&self, harm: &Harm) -> Result<()> {
        let _lock = self.cache.lock("fault")?;
        doctor::prepare(&self.workspace, &self.cache, None)?;
        match *harm {
            Harm::RelayerKill { kills, run: Run { store, json } } => {
                let report = fault::relayer_kill(&self.workspace, kills, store)?;
                show(&report, json, fault::KillReport::print)
            }
            Harm::ChainStop { seconds, run: Run { store, json } } => {
                let report = fault::chain_stop(&self.workspace, seconds, store)?;
                show(&report, json, fault::StopReport::print)
            }
        }
    }

    fn test(&self, names: &[String]) -> Result<()> {
        let suites = suites::select(names)?;
        doctor::prepare(&self.workspace, &self.cache, None)?;
        suites::run(&self.workspace, &self.cache, &suites)
    }

    fn remove(&self) -> Result<()> {
        Network::delete(&self.cache, &self.net)
    }

    fn lock(&self) -> Result<crate::cache::Lock> {
        self.cache.lock(&format!("net-{}", self.net))
    }

    fn spec(&self, validators: Option<u16>, port_base: Option<u16>) -> Result<NetworkSpec> {
        NetworkSpec::new(&self.net, validators.unwrap_or(DEFAULT_VALIDATORS), port_base)
    }

    fn open(&self) -> Result<Network> {
        let node = build::node::planned(&self.workspace, &self.cache)?;
        Network::open(&self.cache, &node, &self.net)?.with_context(|| {
            let others = net::names(&self.cache).unwrap_or_default().join(", ");
            let hint = if others.is_empty() { String::new() } else { format!(" (there are: {others})") };
            format!("there is no network `{}`{hint}: start it with cargo timebank up", self.net)
        })
    }
}

/// A report as JSON, or for people.
fn show<R: Serialize>(report: &R, json: bool, print: impl FnOnce(&R)) -> Result<()> {
    match json {
        true => println!("{}", serde_json::to_string_pretty(report).context("cannot write JSON")?),
        false => print(report),
    }
    Ok(())
}

/// An existing network serves only if it is what is wished for.
fn suitable(network: Network, node: &Node, wish: &Up) -> Result<Network> {
    let manifest = network.manifest();
    let count = manifest.validator_count();
    if wish.validators.is_some_and(|wished| usize::from(wished) != count) {
        bail!("network `{}` has {count} validators: add --fresh to replace it", manifest.name);
    }
    if wish.with_partners && !partners::wished(&network) {
        bail!("network `{}` was made without partners: add --fresh to replace it", manifest.name);
    }
    if manifest.node_build != node.key() {
        bail!(
            "network `{}` was made with another build of the node: add --fresh to replace it",
            manifest.name
        );
    }
    Ok(network)
}

/// One page: addresses, accounts, what to try next.
fn page(network: &Network, system: Option<&(Deployment, Branches)>) -> Result<()> {
    let manifest = network.manifest();
    let archive = manifest.archive()?;
    println!("\nnetwork {} ({})", manifest.name, manifest.chain_id);
    println!("  RPC   http://127.0.0.1:{}", archive.ports.rpc);
    println!("  REST  http://127.0.0.1:{}", archive.ports.api);
    println!("  gRPC  127.0.0.1:{}", archive.ports.grpc);
    println!("  data  {}", network.folder().display());
    println!("accounts (secrets in {})", network.folder().join("keys").display());
    for account in manifest.validators.iter().chain(&manifest.accounts) {
        println!("  {:<17} {}", account.name, account.address);
    }
    println!("  {:<17} {}", "governance", manifest.gov);
    if let Some((deployment, branches)) = system {
        println!("contracts");
        for contract in &deployment.contracts {
            println!("  {:<17} {}  (code {})", contract.name, contract.address, contract.code_id);
        }
        for branch in branches.all() {
            println!(
                "branch {}: web page and API {}, health and metrics {}",
                branch.id,
                branch.api(),
                branch.admin()
            );
            for member in branch.members() {
                let signs =
                    member.transaction_password.iter().map(|it| format!(", transaction password {it}"));
                println!(
                    "  {:<21} phone {}, password {}{}, {} minutes of TIME",
                    member.title,
                    member.phone,
                    member.password,
                    signs.collect::<String>(),
                    member.minutes
                );
            }
            for office in branch.offices() {
                println!(
                    "  {:<21} phone {}, password {}, office passphrase “{}”",
                    office.title, office.phone, office.password, office.passphrase
                );
            }
        }
    }
    let partners = Partners::read(network)?;
    for institution in partners.iter().flat_map(Partners::all) {
        println!("partner {}: {}", institution.source(), institution.about(network)?);
    }
    println!("try next");
    if let Some((_, branches)) = system {
        println!("  cargo timebank demo");
        if partners.is_some() {
            println!("  cargo timebank demo --oracle");
        }
        for branch in branches.all().iter().take(1) {
            println!(
                "  open {} in a browser: the elder publishes, the reviewer approves, the volunteer helps",
                branch.api()
            );
            println!("  curl {}/v1/supply", branch.api());
        }
    }
    println!("  cargo timebank status");
    println!("  cargo timebank logs v1");
    println!("  cargo timebank down");
    Ok(())
}
