//! The command line.

use crate::config::{read_secret, Config};
use crate::custody::{self, Custody};
use crate::db::Db;
use crate::identity::{registrar_public_key, SecretText};
use crate::index::{self, Follower, Tip};
use crate::relay::{Relay, Terms};
use crate::stream::Hub;
use crate::{api, app, audit, backup, doctor, oracle, telemetry};
use anyhow::{bail, Context, Result};
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::sync::Arc;
use timebank_client::{Client, Node};
use tokio::runtime::Runtime;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

/// A branch's daemon: custody, relay, index and HTTP API.
#[derive(Debug, Parser)]
#[command(name = "timebank-relayer", version)]
pub struct Cli {
    /// The configuration file.
    #[arg(long, short, global = true, default_value = "relayer.toml")]
    config: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve until told to stop.
    Run,
    /// Bring the store to this version's form.
    Migrate,
    /// Copy the store to a file; the daemon may run.
    Backup {
        /// A file that does not exist yet. It holds no key that opens it: keep those elsewhere.
        file: PathBuf,
    },
    /// Fill an empty store from such a file.
    Restore {
        /// What `backup` made.
        file: PathBuf,
    },
    /// About the configuration file.
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Look whether everything needed is there, and say what to do if not.
    Doctor,
    /// Print the API's OpenAPI document.
    Openapi,
    /// Print the public key that goes with a registrar's key file, for every branch's configuration.
    RegistrarKey {
        /// 64 hex digits, mode 0600.
        file: PathBuf,
    },
    /// About the projections of the chain.
    #[command(subcommand)]
    Index(IndexCommand),
    /// Check what anybody can check of the ledger without asking anybody.
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Partner institutions' facts, attested by this branch as a feeder (docs/oracle.md).
    #[command(subcommand)]
    Oracle(OracleCommand),
    /// About the keys that seal members' keys and data.
    #[command(subcommand)]
    Keys(KeysCommand),
}

#[derive(Debug, Subcommand)]
enum ConfigCommand {
    /// Read the file and say what is wrong with it.
    Check,
}

#[derive(Debug, Subcommand)]
enum IndexCommand {
    /// Empty the projections and build them anew from the chain. The daemon must not be running.
    Rebuild,
}

#[derive(Debug, Subcommand)]
enum AuditCommand {
    /// Check a proof or a proven statement (docs/proofs.md); nobody is asked, and no configuration is read.
    Verify {
        /// The document.
        file: PathBuf,
        /// What is trusted: chain, first validators, contracts.
        #[arg(long)]
        trust: PathBuf,
    },
    /// Print what this branch's nodes say is to be trusted. Compare it with what other branches print before it is pinned.
    Trust,
}

#[derive(Debug, Subcommand)]
enum OracleCommand {
    /// Feed every source of the configuration until told to stop.
    Run,
    /// Check a mapping, connect, and print the first ten rows as they would be attested, without what stands in them.
    Check {
        /// The mapping.
        file: PathBuf,
    },
    /// Print where each source stands at this feeder.
    Status,
    /// Let changes pass that are held back because they are more than usual.
    Release {
        /// The source's number.
        source: u32,
    },
}

#[derive(Debug, Subcommand)]
enum KeysCommand {
    /// Make the keys that the key management lacks. A key file makes itself.
    Init,
    /// Say which version of the sealing key is in use and how much each one has sealed.
    Status,
    /// Make the next version of the sealing key and seal everything anew under it. The daemon may be running.
    Rotate,
    /// Seal anew what older versions have sealed: the end of a rotation that was interrupted.
    Rewrap,
}

impl Cli {
    /// Does what was asked for. It is no future: all of the program would be compiled once more with whoever waited for it.
    ///
    /// # Errors
    /// What went wrong, in words for whoever asked.
    pub fn run(self) -> Result<()> {
        Runtime::new()?.block_on(self.carry_out())
    }

    async fn carry_out(self) -> Result<()> {
        if let Command::Openapi = self.command {
            println!("{}", api::openapi().to_pretty_json()?);
            return Ok(());
        }
        if let Command::RegistrarKey { file } = self.command {
            let seed = SecretText::new(read_secret(&file)?.as_str());
            let public = registrar_public_key(&seed);
            println!("{}", public.with_context(|| format!("{} is not 64 hex digits", file.display()))?);
            return Ok(());
        }
        if let Command::Audit(AuditCommand::Verify { file, trust }) = &self.command {
            return audit::verify(file, trust);
        }
        let config = Config::load(&self.config)?;
        match self.command {
            Command::Openapi | Command::RegistrarKey { .. } | Command::Audit(AuditCommand::Verify { .. }) => {
                Ok(())
            }
            Command::Audit(AuditCommand::Trust) => audit::print_trust(&config).await,
            Command::Run => {
                telemetry::log();
                app::run(config).await
            }
            Command::Migrate => {
                Db::open(&config.database).await?.close().await;
                println!("{} is up to date", config.database.name());
                Ok(())
            }
            Command::Backup { file } => {
                backup::save(&config.database, &file).await?;
                println!("{} is in {}", config.database.name(), file.display());
                Ok(())
            }
            Command::Restore { file } => {
                backup::restore(&config.database, &file).await?;
                println!("{} is as {} was", config.database.name(), file.display());
                Ok(())
            }
            Command::Config(ConfigCommand::Check) => {
                config.operator_keys()?;
                config.words()?;
                app::identity_files(&config)?;
                oracle::files(&config)?;
                println!("{} is well", self.config.display());
                Ok(())
            }
            Command::Doctor => examine(&config).await,
            Command::Index(IndexCommand::Rebuild) => {
                telemetry::log();
                rebuild(config).await
            }
            Command::Keys(command) => keys(command, &config).await,
            Command::Oracle(OracleCommand::Run) => {
                telemetry::log();
                oracle::run(&config).await
            }
            Command::Oracle(OracleCommand::Check { file }) => oracle::look(&config, &file).await,
            Command::Oracle(OracleCommand::Status) => oracle::standing(&config, None).await,
            Command::Oracle(OracleCommand::Release { source }) => {
                oracle::standing(&config, Some(source)).await
            }
        }
    }
}

async fn examine(config: &Config) -> Result<()> {
    let findings = doctor::examine(config).await;
    for finding in &findings {
        match &finding.wrong {
            None => println!("ok     {}", finding.what),
            Some(wrong) => println!("wrong  {}: {wrong}", finding.what),
        }
    }
    let wrong = findings.iter().filter(|finding| finding.wrong.is_some()).count();
    if wrong > 0 {
        bail!("{wrong} of {} are not as they should be", findings.len());
    }
    Ok(())
}

async fn keys(command: KeysCommand, config: &Config) -> Result<()> {
    let kms = custody::open_kms(&config.kms, config.identity.nullifier_key_file.as_deref())?;
    if let KeysCommand::Init = command {
        kms.set_up().await?;
    }
    let db = Db::open(&config.database).await?;
    let custody = Custody::new(config.branch, kms, 1, db.clone());
    let done = match command {
        KeysCommand::Init | KeysCommand::Status => Ok(()),
        KeysCommand::Rotate => match custody.kms().rotate().await {
            Ok(version) => {
                println!("version {version} of the sealing key is in use from now on");
                rewrap(&custody).await
            }
            Err(error) => Err(error.into()),
        },
        KeysCommand::Rewrap => rewrap(&custody).await,
    };
    let told = match done {
        Ok(()) => status(&custody).await,
        failed => failed,
    };
    db.close().await;
    told
}

async fn rewrap(custody: &Custody) -> Result<()> {
    let done = custody.rewrap().await?;
    println!("{} sealed anew", done.values);
    if done.broken > 0 {
        bail!("{} do not open under this key management: is it this branch's own?", done.broken);
    }
    Ok(())
}

async fn status(custody: &Custody) -> Result<()> {
    let newest = custody.kms().version().await?;
    println!("version {newest} of the sealing key is in use");
    for ((kind, version), count) in custody.key_status().await? {
        println!("{kind:<16} version {version:>4} {count:>9}");
    }
    Ok(())
}

async fn rebuild(config: Config) -> Result<()> {
    let contracts = config.contracts()?;
    let chain_id = config.chain.chain_id.clone();
    let client = Client::new(&config.chain.rpc, chain_id.as_str(), contracts.clone())?;
    let node: Arc<dyn Node> = Arc::new(client);
    let status = node.status().await.context("the node must be there first")?;
    if status.chain_id != chain_id || status.earliest > 1 {
        bail!(
            "the node is of chain {} and begins at block {}: a rebuild needs chain {chain_id} from block 1",
            status.chain_id,
            status.earliest
        );
    }
    let db = Db::open(&config.database).await?;
    index::reset(&db).await?;
    let (tip, seen) = watch::channel(Tip::default());
    let relay = Relay::new(db.clone(), chain_id.clone(), contracts.clone(), seen.clone(), Terms::default());
    let hub = Hub::new(db.clone());
    let follower = Follower::new(node, db.clone(), contracts, chain_id, relay, hub, tip);
    follower.catch_up(&CancellationToken::new()).await?;
    println!("rebuilt up to block {}", seen.borrow().height);
    db.close().await;
    Ok(())
}
