//! Making a network: keys, node homes, genesis, configuration.

use super::config;
use super::genesis::{self, Founders, FOUNDER_BOND};
use super::keys::{self, Secret};
use super::spec::{Account, Manifest, NetworkSpec, NodeSpec, Role, Seed, BOND_DENOM, CHAIN_ID, COUNCIL};
use crate::build::node::Node;
use crate::cache::Staging;
use crate::run;
use anyhow::{bail, Context, Result};
use serde_json::Value;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

/// Folder of the command line's own configuration and keyring.
pub const CLIENT: &str = "client";

/// Makes the network in a folder beside `target` and moves it there when it is whole.
pub fn initialise(target: &Path, node: &Node, spec: &NetworkSpec) -> Result<Manifest> {
    let staging = Staging::begin(target)?;
    let maker = Maker { folder: staging.path(), wasmd: node.wasmd() };
    let mut nodes = spec.nodes()?;
    in_parallel(&nodes, |node| maker.init_home(node))?;
    for node in &mut nodes {
        node.id = keys::node_id(&read_json(&maker.home(node).join("config/node_key.json"))?)?;
    }
    let validators: Vec<Account> = nodes
        .iter()
        .filter(|node| node.role == Role::Validator)
        .map(|node| maker.create_account(&node.name))
        .collect::<Result<_>>()?;
    let accounts: Vec<Account> =
        spec.accounts().iter().map(|name| maker.create_account(name)).collect::<Result<_>>()?;
    maker.import_keys(validators.iter().chain(accounts.iter().filter(|account| account.name == COUNCIL)))?;

    let manifest = Manifest {
        name: spec.name.clone(),
        chain_id: CHAIN_ID.to_owned(),
        node_build: node.key().to_owned(),
        nodes,
        validators,
        accounts,
        gov: keys::module_address("gov")?,
        treasury: keys::module_address("protocolpool")?,
        voting_seconds: spec.voting_seconds,
    };
    maker.write_genesis(&manifest, spec.seed.as_ref())?;
    for node in &manifest.nodes {
        config::write(&maker.home(node), spec, node, &manifest.nodes)?;
    }
    manifest.write(staging.path())?;
    staging.publish()?;
    Ok(manifest)
}

struct Maker<'a> {
    folder: &'a Path,
    wasmd: PathBuf,
}

impl Maker<'_> {
    fn home(&self, node: &NodeSpec) -> PathBuf {
        self.folder.join("nodes").join(&node.name)
    }

    fn genesis(&self, node: &NodeSpec) -> PathBuf {
        self.home(node).join("config/genesis.json")
    }

    fn wasmd(&self, home: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.wasmd);
        command.args(arguments).arg("--home").arg(home);
        command
    }

    fn init_home(&self, node: &NodeSpec) -> Result<()> {
        let arguments = ["init", &node.name, "--chain-id", CHAIN_ID, "--default-denom", BOND_DENOM];
        run::output(&mut self.wasmd(&self.home(node), &arguments)).map(drop)
    }

    fn create_account(&self, name: &str) -> Result<Account> {
        let secret = Secret::random();
        secret.write(self.folder, name)?;
        Ok(Account { name: name.to_owned(), address: secret.address()? })
    }

    /// Puts keys into the keyring of the node's command line. One after the other: they share its folder.
    fn import_keys<'b>(&self, accounts: impl Iterator<Item = &'b Account>) -> Result<()> {
        for account in accounts {
            let arguments = ["keys", "import-hex", &account.name, "--keyring-backend", "test"];
            let secret = Secret::read(self.folder, &account.name)?.hex();
            run::output_with_input(
                &mut self.wasmd(&self.folder.join(CLIENT), &arguments),
                Some(&format!("{secret}\n")),
            )?;
        }
        Ok(())
    }

    fn write_genesis(&self, manifest: &Manifest, seed: Option<&Seed>) -> Result<()> {
        let first = manifest.nodes.first().context("a network needs nodes")?;
        let mut genesis = read_json(&self.genesis(first))?;
        let more = seed.map_or(&[] as &[Account], |seed| &seed.accounts);
        let accounts = [manifest.accounts.as_slice(), more].concat();
        let founders = Founders {
            validators: &manifest.validators,
            accounts: &accounts,
            council: manifest.address(COUNCIL)?,
            treasury: &manifest.treasury,
            voting_seconds: manifest.voting_seconds,
        };
        genesis::permission(&mut genesis, &founders)?;
        self.distribute(&genesis, manifest)?;
        let founding: Vec<NodeSpec> =
            manifest.nodes.iter().filter(|node| node.role == Role::Validator).cloned().collect();
        let gentxs = in_parallel(&founding, |node| self.gentx(node))?;
        genesis::add_gentxs(&mut genesis, gentxs)?;
        self.distribute(&genesis, manifest)?;
        run::output(&mut self.wasmd(&self.home(first), &["genesis", "validate"]))?;
        let Some(seed) = seed else { return Ok(()) };
        genesis::add_contracts(&mut genesis, seed, &founders, &manifest.gov)?;
        for node in &manifest.nodes {
            let file = File::create(self.genesis(node)).context("cannot write a genesis")?;
            let mut file = BufWriter::new(file);
            genesis::fill(&genesis, seed, &mut file)?;
            file.flush().context("cannot write a genesis")?;
        }
        Ok(())
    }

    fn distribute(&self, genesis: &Value, manifest: &Manifest) -> Result<()> {
        let bytes = serde_json::to_vec_pretty(genesis).context("cannot write the genesis as JSON")?;
        for node in &manifest.nodes {
            fs::write(self.genesis(node), &bytes).context("cannot write a genesis")?;
        }
        Ok(())
    }

    /// The signed transaction that makes a founder a validator.
    fn gentx(&self, node: &NodeSpec) -> Result<Value> {
        let amount = format!("{FOUNDER_BOND}{BOND_DENOM}");
        let file = self.folder.join(format!("gentx-{}.json", node.name));
        let mut command = self.wasmd(&self.home(node), &["genesis", "gentx", &node.name, &amount]);
        command.args(["--chain-id", CHAIN_ID, "--keyring-backend", "test", "--min-self-delegation", "1"]);
        command.args([
            "--commission-rate",
            "0",
            "--commission-max-rate",
            "1",
            "--commission-max-change-rate",
            "1",
        ]);
        command.arg("--keyring-dir").arg(self.folder.join(CLIENT)).arg("--output-document").arg(&file);
        run::output(&mut command)?;
        let gentx = read_json(&file)?;
        fs::remove_file(&file).context("cannot remove a gentx")?;
        Ok(gentx)
    }
}

fn read_json(path: &Path) -> Result<Value> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    serde_json::from_slice(&bytes).with_context(|| format!("{} is not JSON", path.display()))
}

/// Does the same for every item, all at once; results in the order of the items.
pub fn in_parallel<I: Sync, T: Send>(items: &[I], work: impl Fn(&I) -> Result<T> + Sync) -> Result<Vec<T>> {
    thread::scope(|scope| {
        let handles: Vec<_> = items.iter().map(|item| scope.spawn(|| work(item))).collect();
        let mut results = Vec::new();
        for handle in handles {
            match handle.join() {
                Ok(result) => results.push(result?),
                Err(_) => bail!("a worker thread stopped unexpectedly"),
            }
        }
        Ok(results)
    })
}
