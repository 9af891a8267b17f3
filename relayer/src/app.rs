//! The daemon, put together. One task that ends ends all; a signal to stop lets what is under way come to its end.

use crate::api::{self, ApiState};
use crate::config::{read_secret, Config, Sms, Verifier};
use crate::content::Content;
use crate::custody::{self, policy, Custody};
use crate::db::lease::Leases;
use crate::db::Db;
use crate::identity::{
    registrar_public_key, ConsoleSms, HttpSms, HttpVerifier, Identity, Limits, Peers, Registrar, Registrars,
    SecretText, SmsSender,
};
use crate::index::{Follower, Tip};
use crate::notify::Notifier;
use crate::outgoing::Outgoing;
use crate::proofs::{Capture, Proofs};
use crate::relay::{Lane, Relay, Terms, Ticker, GATHER};
use crate::stream::Hub;
use crate::telemetry::{self, Admin};
use anyhow::{anyhow, bail, Context, Result};
use std::collections::BTreeMap;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use timebank_api::activity_registry::{ConfigResponse, QueryMsg};
use timebank_api::permission::Contract;
use timebank_api::BranchId;
use timebank_client::{Client, Contracts, Node};
use tokio::net::TcpListener;
use tokio::signal::unix::{signal, SignalKind};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// How long tasks have to come to their end.
const DRAIN: Duration = Duration::from_secs(20);
/// How often it is looked which RPC endpoint is in step.
const CHOOSE: Duration = Duration::from_secs(5);
/// How often the chain is asked for at the start.
const RETRY: Duration = Duration::from_secs(1);

/// Runs until a signal or a failure.
///
/// # Errors
/// Whatever kept it from starting, or ended it.
pub async fn run(config: Config) -> Result<()> {
    let metrics = telemetry::metrics()?;
    let stop = CancellationToken::new();
    let signals = tokio::spawn(stop_on_signal(stop.clone()));
    let mut daemon = Daemon::assemble(&config, stop.clone()).await?;
    let admin =
        Admin { db: daemon.db.clone(), relay: daemon.relay.clone(), tip: daemon.tip.clone(), metrics };
    let listener = listen(config.admin_listen).await?;
    daemon.spawn("admin port", admin.serve(listener, stop.clone()));
    let ended = match daemon.serve_api(&config).await {
        Ok(()) => daemon.until_ended().await,
        Err(error) => {
            stop.cancel();
            daemon.until_ended().await.and(Err(error))
        }
    };
    signals.abort();
    ended
}

/// The tasks, and what they share.
struct Daemon {
    db: Db,
    relay: Relay,
    hub: Hub,
    client: Client,
    contracts: Contracts,
    tip: watch::Receiver<Tip>,
    leases: Leases,
    stop: CancellationToken,
    tasks: JoinSet<(&'static str, Result<()>)>,
}

impl Daemon {
    /// Opens the store and starts index, lanes and ticker; of several instances of the branch each of them works in one.
    async fn assemble(config: &Config, stop: CancellationToken) -> Result<Self> {
        let contracts = config.contracts()?;
        let keys = config.operator_keys()?;
        let client = Client::new(&config.chain.rpc, config.chain.chain_id.as_str(), contracts.clone())?;
        let node: Arc<dyn Node> = Arc::new(client.clone());
        std::fs::create_dir_all(&config.data_dir)
            .with_context(|| format!("cannot make {}", config.data_dir.display()))?;
        let db = Db::open(&config.database).await?;
        let (tip, seen) = watch::channel(Tip::default());
        let terms = Terms {
            signer: keys.first().map(|key| (config.branch, Arc::new(key.clone()))),
            most: config.operator.most_open,
            most_of_member: config.operator.most_open_of_member,
        };
        let chain_id = config.chain.chain_id.clone();
        let relay = Relay::new(db.clone(), chain_id, contracts.clone(), seen.clone(), terms);
        let hub = Hub::new(db.clone());
        let follower = Follower::new(
            node.clone(),
            db.clone(),
            contracts.clone(),
            config.chain.chain_id.clone(),
            relay.clone(),
            hub.clone(),
            tip,
        );
        let leases = Leases::new(&config.database)?;
        let mut daemon = Daemon {
            db,
            relay,
            hub,
            client,
            contracts,
            tip: seen,
            leases: leases.clone(),
            stop: stop.clone(),
            tasks: JoinSet::new(),
        };
        let (keeper, stopped) = (leases.clone(), stop.clone());
        daemon.spawn("leases", async move {
            tokio::select! {
                () = stopped.cancelled() => {}
                () = keeper.keep() => {}
            }
            Ok(())
        });
        let (client, stopped) = (daemon.client.clone(), stop.clone());
        daemon.spawn("endpoints", async move {
            loop {
                client.choose().await;
                tokio::select! {
                    () = stopped.cancelled() => return Ok(()),
                    () = tokio::time::sleep(CHOOSE) => {}
                }
            }
        });
        daemon.spawn("index", follower.run(leases.clone(), stop.clone()));
        for key in keys {
            tracing::info!(lane = key.address(), "operator lane");
            let lane = Lane::new(node.clone(), daemon.relay.clone(), key, daemon.tip.clone(), GATHER);
            daemon.spawn("operator lane", lane.run(leases.clone(), stop.clone()));
        }
        let proofs = Proofs::new(
            node.clone(),
            daemon.db.clone(),
            daemon.contracts.clone(),
            config.chain.chain_id.clone(),
        );
        daemon.spawn("proofs", Capture::new(proofs).run(leases.clone(), stop.clone()));
        let ticker = Ticker::new(node, daemon.relay.clone(), daemon.tip.clone(), config.branch);
        daemon.spawn("ticker", ticker.run(leases, stop));
        Ok(daemon)
    }

    /// Starts the API, as soon as the chain has told what it must know.
    async fn serve_api(&mut self, config: &Config) -> Result<()> {
        let kms = custody::open_kms(&config.kms, config.identity.nullifier_key_file.as_deref())?;
        // Stretching a password takes a core and 64 MiB.
        let permits = std::thread::available_parallelism().map_or(1, usize::from);
        let custody = Custody::new(config.branch, kms, permits, self.db.clone());
        let moved = custody.move_personal().await.context("personal data could not be moved")?;
        if moved > 0 {
            tracing::info!(fields = moved, "sealed personal data under its members' keys");
        }
        let limits = policy::Limits {
            daily: config.signer.daily.map(u64::from),
            per_recipient: config.signer.per_recipient.map(u64::from),
            recipient_delay: 0,
        };
        policy::set_branch(&self.db, limits).await.context("the signer's limits could not be stored")?;
        let outgoing = config.outgoing()?;
        let sms = sms(config, &outgoing)?;
        let mut identity = Identity::new(
            crate::identity::Settings {
                branch: config.branch,
                chain_id: config.chain.chain_id.clone(),
                proxy: self.contracts.canonical(Contract::Proxy),
                nullifier_version: config.identity.nullifier_version,
                accept_sample_numbers: config.identity.accept_sample_numbers,
                prove_phone: config.identity.prove_phone,
            },
            self.db.clone(),
            self.relay.clone(),
            custody.clone(),
            sms.clone(),
        );
        let notifier = Notifier::new(self.db.clone(), custody, config.ways(sms)?);
        self.spawn("notices", notifier.run(self.stop.clone()));
        let words = config.words()?;
        let peers = peers(config)?;
        if let Some(registrars) = registrars(config, &self.db, peers.clone(), outgoing.clone())? {
            identity = identity.with_registrars(registrars);
        }
        identity = identity.with_peers(peers);
        if let Verifier::Http { url, secret_file, template, result, matches } = &config.identity.verifier {
            let verifier =
                HttpVerifier::new(outgoing.clone(), url, secret(secret_file)?, template, result, matches);
            identity = identity.with_verifier(Arc::new(verifier.context("identity.verifier: not a URL")?));
        }
        let others = (outgoing, urls(config));
        let matching = crate::oracle::matching_key(config)?;
        let content =
            Content::new(self.db.clone(), identity.clone(), self.relay.operator(), others, matching);
        let between = content.clone().run(self.leases.clone(), self.tip.clone(), self.stop.clone());
        self.spawn("content between branches", between);
        let Some(code_period) = self.code_period().await else {
            return Ok(());
        };
        let settings = api::Settings {
            branch: config.branch,
            chain_id: config.chain.chain_id.clone(),
            code_period,
            help_phone: config.help_phone.clone(),
            web_dir: config.web_dir.clone(),
        };
        let state = ApiState::new(
            settings,
            self.contracts.clone(),
            Arc::new(self.client.clone()),
            self.db.clone(),
            self.relay.clone(),
            self.hub.clone(),
            identity,
            self.stop.clone(),
        )
        .with_content(content)
        .with_review(words, config.review.hold)
        .with_trials(config.chain.trials.into());
        let listener = listen(config.listen).await?;
        tracing::info!(listen = %config.listen, branch = config.branch, "serving");
        let stop = self.stop.clone();
        self.spawn(
            "api",
            async move { api::serve(state, listener, stop).await.context("the API port failed") },
        );
        Ok(())
    }

    /// The registry's code period; nothing when told to stop before the chain answers.
    async fn code_period(&self) -> Option<u32> {
        loop {
            let asked: Result<ConfigResponse, _> =
                self.client.query(Contract::ActivityRegistry, &QueryMsg::Config {}).await;
            match asked {
                Ok(config) => return Some(config.code_period),
                Err(error) => tracing::warn!(%error, "waiting for the chain"),
            }
            tokio::select! {
                () = self.stop.cancelled() => return None,
                () = tokio::time::sleep(RETRY) => {}
            }
        }
    }

    fn spawn(&mut self, name: &'static str, task: impl Future<Output = Result<()>> + Send + 'static) {
        self.tasks.spawn(async move { (name, task.await) });
    }

    /// Waits for the first task to end, tells the others to stop, and waits for them a while.
    async fn until_ended(mut self) -> Result<()> {
        let first = self.tasks.join_next().await;
        let told = self.stop.is_cancelled();
        self.stop.cancel();
        let mut ended = outcome(first, told);
        let drain = async {
            while let Some(next) = self.tasks.join_next().await {
                let next = outcome(Some(next), true);
                if ended.is_ok() {
                    ended = next;
                }
            }
        };
        if tokio::time::timeout(DRAIN, drain).await.is_err() {
            tracing::warn!("some tasks did not come to their end in time");
        }
        self.tasks.abort_all();
        self.db.close().await;
        ended
    }
}

type Ended = std::result::Result<(&'static str, Result<()>), tokio::task::JoinError>;

/// What a task's end means: without having been told to stop, even a good end is none.
fn outcome(ended: Option<Ended>, told: bool) -> Result<()> {
    match ended {
        None => Ok(()),
        Some(Err(error)) => Err(anyhow!("a task broke down: {error}")),
        Some(Ok((name, Err(error)))) => {
            tracing::error!(task = name, error = format!("{error:#}"), "a task failed");
            Err(error.context(name))
        }
        Some(Ok((_, Ok(())))) if told => Ok(()),
        Some(Ok((name, Ok(())))) => Err(anyhow!("{name} ended by itself")),
    }
}

fn secret(path: &std::path::Path) -> Result<SecretText> {
    Ok(SecretText::new(read_secret(path)?.trim()))
}

fn sms(config: &Config, outgoing: &Outgoing) -> Result<Arc<dyn SmsSender>> {
    match &config.sms {
        Sms::Console { file } => Ok(Arc::new(ConsoleSms::new(Some(file.clone())))),
        Sms::Http { url, secret_file, template } => {
            let sender = HttpSms::new(outgoing.clone(), url, secret(secret_file)?, template);
            Ok(Arc::new(sender.context("sms: not a URL and a JSON template")?))
        }
    }
}

/// The secrets that this branch shares with others.
fn peers(config: &Config) -> Result<Peers> {
    let mut peers = Peers::new(config.branch);
    for peer in &config.identity.peers {
        let path = &peer.secret_file;
        if !peers.add(peer.branch, &secret(path)?) {
            bail!("{} is not 64 hex digits", path.display());
        }
    }
    Ok(peers)
}

/// Where other branches are asked for what only they have.
fn urls(config: &Config) -> BTreeMap<BranchId, String> {
    let peers = config.identity.peers.iter();
    peers.filter_map(|peer| Some((peer.branch, peer.url.clone()?))).collect()
}

/// The registrars, if the configuration names them.
fn registrars(config: &Config, db: &Db, peers: Peers, outgoing: Outgoing) -> Result<Option<Registrars>> {
    let identity = &config.identity;
    if identity.registrars.is_empty() {
        return Ok(None);
    }
    let own = match &identity.registrar {
        None => None,
        Some(registrar) => {
            let limits = Limits { per_hour: registrar.per_hour.into(), per_day: registrar.per_day.into() };
            let path = &registrar.key_file;
            let own = Registrar::new(&secret(path)?, limits, db.clone());
            Some(own.with_context(|| format!("{} is not 64 hex digits", path.display()))?)
        }
    };
    let known = identity.registrars.iter();
    let known = known.map(|at| (at.branch, at.url.clone(), at.public_key.clone())).collect();
    let registrars = Registrars::new(config.branch, own, known, peers, outgoing);
    Ok(Some(registrars.map_err(|wrong| anyhow!("identity.registrars: {wrong}"))?))
}

/// Reads every file that identity needs.
///
/// # Errors
/// The first one that is not as it should be.
pub fn identity_files(config: &Config) -> Result<()> {
    let identity = &config.identity;
    config.outgoing()?;
    if let Some(path) = &identity.nullifier_key_file {
        secret(path)?;
    }
    if let Some(registrar) = &identity.registrar {
        let public = registrar_public_key(&secret(&registrar.key_file)?);
        let public =
            public.with_context(|| format!("{} is not 64 hex digits", registrar.key_file.display()))?;
        let listed = identity.registrars.iter().find(|at| at.branch == config.branch);
        if listed.is_none_or(|at| at.public_key != public) {
            bail!("identity.registrars: the public key of branch {} must be {public}", config.branch);
        }
    }
    peers(config)?;
    if let Verifier::Http { secret_file, .. } = &identity.verifier {
        secret(secret_file)?;
    }
    if let Sms::Http { secret_file, .. } = &config.sms {
        secret(secret_file)?;
    }
    Ok(())
}

async fn listen(address: std::net::SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| format!("cannot listen on {address}"))
}

/// Waits for a signal and passes it on.
pub(crate) async fn stop_on_signal(stop: CancellationToken) -> Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    tracing::info!("stopping");
    stop.cancel();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_that_ends_unasked_is_a_failure() {
        assert!(outcome(Some(Ok(("index", Ok(())))), false).is_err());
        assert!(outcome(Some(Ok(("index", Ok(())))), true).is_ok());
        let failed = outcome(Some(Ok(("index", Err(anyhow!("no"))))), true);
        assert_eq!(format!("{:#}", failed.unwrap_err()), "index: no");
    }
}
