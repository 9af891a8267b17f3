//! The one configuration file. Unknown keys are refused, so that a misspelt one is noticed.

use crate::db::Place;
use crate::relay::Terms;
use anyhow::{bail, Context, Result};
use serde::Deserialize;
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use timebank_api::BranchId;
use timebank_api::Wiring;
use timebank_client::{Contracts, SecretKey};

/// Everything the daemon is told. Relative paths are relative to the file's folder.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The branch this instance serves.
    pub branch: BranchId,
    /// Where the API listens.
    pub listen: SocketAddr,
    /// Where `/livez`, `/readyz` and `/metrics` listen; keep it away from members.
    pub admin_listen: SocketAddr,
    /// A SQLite file, or the URL of a PostgreSQL database.
    pub database: Place,
    /// Where files that the daemon makes itself are kept.
    pub data_dir: PathBuf,
    pub chain: Chain,
    pub operator: Operator,
    pub kms: Kms,
    pub identity: Identity,
    pub sms: Sms,
}

/// Where the chain is, and which contracts on it are ours.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chain {
    /// RPC endpoints in the order of preference, e.g. `http://127.0.0.1:26657`.
    pub rpc: Vec<String>,
    pub chain_id: String,
    pub contracts: Wiring,
}

/// The branch's operator accounts: one lane each.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Operator {
    /// Files of 64 hex digits, readable by nobody else (mode 0600). The first one also signs what the branch has accepted.
    pub keys: Vec<PathBuf>,
    /// Open actions of the branch beyond which no more are accepted for the time being.
    #[serde(default = "most_open")]
    pub most_open: u64,
    /// The same of one member.
    #[serde(default = "most_open_of_member")]
    pub most_open_of_member: usize,
}

fn most_open() -> u64 {
    Terms::default().most
}

fn most_open_of_member() -> usize {
    Terms::default().most_of_member
}

/// The key that seals everyday keys.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kms {
    /// A file of mode 0600, created at the first start.
    pub file: PathBuf,
}

/// The identity check.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// The federation's key of the id-number nullifier, 64 hex digits, mode 0600.
    pub nullifier_key_file: PathBuf,
    pub nullifier_version: u8,
    /// Whether ID numbers that no person has are accepted. Never where real people register.
    #[serde(default)]
    pub accept_sample_numbers: bool,
}

/// How messages reach phones.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, tag = "adapter", rename_all = "snake_case")]
pub enum Sms {
    /// For development: writes messages to a file instead of sending them.
    Console { file: PathBuf },
}

impl Config {
    /// Reads and checks a file.
    ///
    /// # Errors
    /// What is wrong and where.
    pub fn load(path: &Path) -> Result<Self> {
        let text =
            std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        let folder = path.parent().unwrap_or(Path::new("."));
        Self::parse(&text, folder).with_context(|| format!("in {}", path.display()))
    }

    /// Reads and checks a text; relative paths in it are relative to `folder`.
    ///
    /// # Errors
    /// What is wrong.
    pub fn parse(text: &str, folder: &Path) -> Result<Self> {
        let mut config: Config = toml::from_str(text)?;
        for path in config.paths() {
            *path = folder.join(&*path);
        }
        config.check()?;
        Ok(config)
    }

    fn paths(&mut self) -> Vec<&mut PathBuf> {
        let Sms::Console { file } = &mut self.sms;
        let mut paths =
            vec![&mut self.data_dir, &mut self.kms.file, &mut self.identity.nullifier_key_file, file];
        paths.extend(&mut self.operator.keys);
        if let Place::Sqlite(file) = &mut self.database {
            paths.push(file);
        }
        paths
    }

    fn check(&self) -> Result<()> {
        if self.branch == 0 {
            bail!("branch: branches are numbered from 1");
        }
        if self.chain.rpc.is_empty() {
            bail!("chain.rpc: name at least one endpoint");
        }
        if self.chain.chain_id.is_empty() || self.chain.chain_id.len() > 50 {
            bail!("chain.chain_id: 1 to 50 characters");
        }
        if self.operator.keys.is_empty() {
            bail!("operator.keys: name at least one key file");
        }
        self.contracts()?;
        Ok(())
    }

    /// The contracts' addresses, checked.
    ///
    /// # Errors
    /// The first one that is not a contract's address.
    pub fn contracts(&self) -> Result<Contracts> {
        Contracts::new(|contract| self.chain.contracts.address(contract).to_owned())
            .map_err(|contract| anyhow::anyhow!("chain.contracts: {} is not an address", contract.name()))
    }

    /// The operator keys, one a lane.
    ///
    /// # Errors
    /// If a file cannot be read, is readable by others, or is not a key.
    pub fn operator_keys(&self) -> Result<Vec<SecretKey>> {
        self.operator.keys.iter().map(|path| secret_key(path)).collect()
    }
}

fn secret_key(path: &Path) -> Result<SecretKey> {
    let text = read_secret(path)?;
    SecretKey::from_hex(&text).with_context(|| format!("{} is not 64 hex digits of a key", path.display()))
}

/// Reads a file that nobody else may read; its text wipes itself.
///
/// # Errors
/// If it cannot be read, or others can read it too.
pub fn read_secret(path: &Path) -> Result<zeroize::Zeroizing<String>> {
    let mode = std::fs::metadata(path)
        .with_context(|| format!("cannot read {}", path.display()))?
        .permissions()
        .mode();
    if mode & 0o077 != 0 {
        bail!("{} can be read by others: run chmod 600 {}", path.display(), path.display());
    }
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(zeroize::Zeroizing::new(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text() -> String {
        let address = |byte: u8| timebank_client::address::text(&[byte; 32]);
        format!(
            r#"
branch = 1
listen = "127.0.0.1:8080"
admin_listen = "127.0.0.1:8081"
database = "relayer.sqlite"
data_dir = "data"
[chain]
rpc = ["http://127.0.0.1:26657"]
chain_id = "timebank-local-1"
[chain.contracts]
proxy = "{}"
member_registry = "{}"
activity_registry = "{}"
time_token = "{}"
rulebook = "{}"
training = "{}"
reputation = "{}"
oracle = "{}"
[operator]
keys = ["operator-0.key", "/etc/timebank/operator-1.key"]
[kms]
file = "kms.key"
[identity]
nullifier_key_file = "nullifier.key"
nullifier_version = 1
[sms]
adapter = "console"
file = "sms.log"
"#,
            address(1),
            address(2),
            address(3),
            address(4),
            address(5),
            address(6),
            address(7),
            address(8)
        )
    }

    #[test]
    fn paths_are_relative_to_the_file() {
        let config = Config::parse(&text(), Path::new("/srv/branch")).unwrap();
        assert_eq!(config.database, Place::Sqlite("/srv/branch/relayer.sqlite".into()));
        assert_eq!(
            config.operator.keys,
            [Path::new("/srv/branch/operator-0.key"), Path::new("/etc/timebank/operator-1.key")]
        );
        let Sms::Console { file } = config.sms;
        assert_eq!(file, Path::new("/srv/branch/sms.log"));
    }

    #[test]
    fn what_is_misspelt_or_missing_is_refused() {
        let refused = |from: &str, to: &str| {
            let text = text().replace(from, to);
            Config::parse(&text, Path::new("/")).unwrap_err().to_string()
        };
        assert!(refused("listen =", "lisen =").contains("lisen"));
        assert!(refused("branch = 1", "branch = 0").contains("branch"));
        assert!(refused("[\"http://127.0.0.1:26657\"]", "[]").contains("chain.rpc"));
        assert!(refused("proxy = \"wasm1", "proxy = \"wasm2").contains("proxy"));
    }

    #[test]
    fn a_secret_that_others_can_read_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        std::fs::write(&path, "41".repeat(32)).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert!(secret_key(&path).unwrap_err().to_string().contains("chmod 600"));
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        assert!(secret_key(&path).is_ok());
    }
}
