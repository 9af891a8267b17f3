//! The one configuration file, and variables of the environment in place of keys in it. Unknown keys are refused, so that a
//! misspelt one is noticed.

use crate::db::Place;
use crate::outgoing::is_private;
use crate::relay::{Terms, Trials};
use crate::review::desk::HOLD;
use anyhow::{bail, Context, Result};
use serde::Deserialize;
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;
use timebank_api::BranchId;
use timebank_api::Wiring;
use timebank_client::{Contracts, SecretKey};

/// The longest a decision is held, in seconds: an office-holder's word is not kept back for long.
const LONGEST_HOLD: u64 = 600;
/// What the names of variables begin with, and what stands in them between a table and its key.
const VARIABLES: &str = "TIMEBANK__";
const SEPARATOR: &str = "__";

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
    /// The built web app, to serve it beside the API; nothing if something else does, or nobody.
    pub web_dir: Option<PathBuf>,
    /// The phone number that members call for help: it stands on every screen.
    pub help_phone: Option<String>,
    pub chain: Chain,
    pub operator: Operator,
    pub kms: Kms,
    #[serde(default)]
    pub signer: Signer,
    pub identity: Identity,
    pub sms: Sms,
    #[serde(default)]
    pub review: Review,
    #[serde(default)]
    pub notify: Notify,
    #[serde(default)]
    pub outgoing: Outgoing,
    #[serde(default)]
    pub partners: Partners,
}

/// Partner institutions, whose facts about members feeders attest (docs/oracle.md).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Partners {
    /// 64 hex digits that the relayers of all feeders' branches share, of mode 0600. Without it no member is linked.
    pub matching_key_file: Option<PathBuf>,
    /// If this branch feeds sources itself, by `timebank-relayer oracle run`.
    pub feeder: Option<Feeder>,
}

/// This branch as a feeder.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Feeder {
    /// The key of the feeder's own chain account, 64 hex digits, of mode 0600.
    pub key_file: PathBuf,
    /// A SQLite file of its own, made at the first start.
    pub store: PathBuf,
    /// One file for each source.
    pub mappings: Vec<PathBuf>,
}

/// How services outside are reached.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outgoing {
    /// The authorities that sign the services' certificates, in PEM; without it the ones that the web trusts.
    pub ca_file: Option<PathBuf>,
}

/// The reviewers' desk.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Review {
    /// A list of words in place of the one that comes with the daemon.
    pub words: Option<PathBuf>,
    /// For how many seconds a reviewer can take a decision back before it is sent, at most ten minutes.
    pub hold: u64,
}

impl Default for Review {
    fn default() -> Self {
        Review { words: None, hold: HOLD }
    }
}

/// Ways to tell people, besides the app and SMS.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notify {
    pub wechat: Option<WeChat>,
    pub webhook: Option<Webhook>,
}

/// Template messages of the branch's WeChat account.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeChat {
    /// `https://api.weixin.qq.com`.
    pub url: String,
    pub app_id: String,
    /// Of mode 0600.
    pub secret_file: PathBuf,
    /// A template with one value, `content`.
    pub template_id: String,
}

/// Where the branch's other systems are told.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Webhook {
    pub url: String,
    /// At least 32 characters that bodies are signed with; of mode 0600.
    pub secret_file: PathBuf,
}

/// Where the chain is, and which contracts on it are ours.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chain {
    /// RPC endpoints in the order of preference, e.g. `http://127.0.0.1:26657`.
    pub rpc: Vec<String>,
    pub chain_id: String,
    pub contracts: Wiring,
    #[serde(default)]
    pub trials: ChainTrials,
}

/// Actions that are carried out on trial, on a node, before they are accepted.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ChainTrials {
    /// So many a second at most; 0 for none.
    pub per_second: u32,
    /// Milliseconds after which one is not waited for any more.
    pub patience: u32,
}

impl Default for ChainTrials {
    fn default() -> Self {
        let Trials { per_second, patience } = Trials::default();
        ChainTrials { per_second, patience: u32::try_from(patience.as_millis()).unwrap_or(0) }
    }
}

impl From<ChainTrials> for Trials {
    fn from(trials: ChainTrials) -> Self {
        let patience = Duration::from_millis(trials.patience.into());
        Trials { per_second: trials.per_second, patience }
    }
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

/// What keeps the keys that seal members' keys and data: one of these.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub enum Kms {
    /// A file of mode 0600, created at the first start. Keep it, and its backups, apart from the store.
    File(PathBuf),
    /// The transit engine of HashiCorp Vault or OpenBao.
    Vault(Vault),
    /// A hardware security module.
    Pkcs11(Pkcs11),
}

/// Where a Vault or OpenBao is and how to log in: by a token, or by a role.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vault {
    /// `https://…`; `http://` for this machine only.
    pub address: String,
    /// Where the transit engine is mounted.
    #[serde(default = "transit")]
    pub mount: String,
    /// What the names of the keys begin with; one a branch.
    #[serde(default = "timebank")]
    pub prefix: String,
    /// A file of mode 0600 with a token that is renewed from outside.
    pub token_file: Option<PathBuf>,
    /// AppRole: the role's id, and a file of mode 0600 with its secret id.
    pub role_id: Option<String>,
    pub secret_id_file: Option<PathBuf>,
    /// The authority that signed the server's certificate, in PEM; without it the ones that the web trusts.
    pub ca_file: Option<PathBuf>,
}

/// Which PKCS#11 library, which token, and its PIN.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pkcs11 {
    /// The library, e.g. `/usr/lib/softhsm/libsofthsm2.so`.
    pub module: PathBuf,
    /// The token's label.
    pub token: String,
    /// A file of mode 0600 with the user's PIN.
    pub pin_file: PathBuf,
    /// What the labels of the keys begin with; one a branch.
    #[serde(default = "timebank")]
    pub prefix: String,
}

fn transit() -> String {
    "transit".into()
}

fn timebank() -> String {
    "timebank".into()
}

impl Kms {
    fn paths(&mut self) -> Vec<&mut PathBuf> {
        match self {
            Kms::File(path) => vec![path],
            Kms::Vault(Vault { token_file, secret_id_file, ca_file, .. }) => {
                [token_file, secret_id_file, ca_file].into_iter().flatten().collect()
            }
            Kms::Pkcs11(Pkcs11 { module, pin_file, .. }) => vec![module, pin_file],
        }
    }

    fn check(&self) -> Result<()> {
        let Kms::Vault(vault) = self else { return Ok(()) };
        if !is_private(&vault.address) {
            bail!("kms.vault.address: secrets go over the network by https only");
        }
        let plain = |text: &str| {
            !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
        };
        if !vault.mount.split('/').all(plain) || !plain(&vault.prefix) {
            bail!("kms.vault: mount and prefix are made of letters, digits, - and _");
        }
        match (&vault.token_file, &vault.role_id, &vault.secret_id_file) {
            (Some(_), None, None) | (None, Some(_), Some(_)) => Ok(()),
            _ => bail!("kms.vault: name either token_file or role_id and secret_id_file"),
        }
    }
}

/// What the signer lets leave any one account, beside the ledger's limits and the member's own. Nothing is no limit.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signer {
    /// Minutes of TIME in a day.
    pub daily: Option<u32>,
    /// Minutes of TIME in a day to one recipient.
    pub per_recipient: Option<u32>,
}

/// The identity check.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// The version of nullifiers that the member-registry accepts: 2 for those of two registrars, 1 for those of one key that all
    /// branches share, which only a network on one machine should use.
    pub nullifier_version: u8,
    /// Version 1: the shared key, 64 hex digits, mode 0600.
    pub nullifier_key_file: Option<PathBuf>,
    /// Version 2: the two registrars, the same at every branch.
    #[serde(default)]
    pub registrars: Vec<RegistrarAt>,
    /// If this branch is one of them.
    pub registrar: Option<Registrar>,
    /// The secrets that this branch shares with others.
    #[serde(default)]
    pub peers: Vec<Peer>,
    /// Who is asked whether a name and an ID number belong together; nobody by default, then only the number's checksum counts.
    #[serde(default)]
    pub verifier: Verifier,
    /// Whether whoever registers shows by a code that the phone is theirs.
    #[serde(default = "yes")]
    pub prove_phone: bool,
    /// Whether ID numbers that no person has are accepted. Never where real people register.
    #[serde(default)]
    pub accept_sample_numbers: bool,
}

fn yes() -> bool {
    true
}

/// A registrar and where it is reached.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegistrarAt {
    pub branch: BranchId,
    /// Where its relayer's API is, e.g. `http://10.0.0.2:8080`.
    pub url: String,
    /// What `timebank-relayer registrar-key` printed there.
    pub public_key: String,
}

/// This branch as a registrar.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Registrar {
    /// 64 hex digits, mode 0600. Whoever loses it can register nobody any more; whoever learns both keys can look people up.
    pub key_file: PathBuf,
    /// How many people one branch may ask about.
    #[serde(default = "per_hour")]
    pub per_hour: u32,
    #[serde(default = "per_day")]
    pub per_day: u32,
}

fn per_hour() -> u32 {
    200
}

fn per_day() -> u32 {
    1_000
}

/// Another branch's relayer.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Peer {
    pub branch: BranchId,
    /// Where its relayer's API is, e.g. `http://10.0.0.2:8080`. Without it the branch is answered and never asked for what only
    /// it has: public texts, details of activities, what belongs to members who move here.
    pub url: Option<String>,
    /// 64 hex digits, mode 0600, the same at both branches of the pair and nowhere else.
    pub secret_file: PathBuf,
}

/// Who checks that a name and an ID number belong together.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, tag = "adapter", rename_all = "snake_case")]
pub enum Verifier {
    /// Nobody: the number's own checksum, region and date.
    #[default]
    Offline,
    /// A service that is asked with a JSON document.
    Http {
        url: String,
        /// Sent as `Authorization: Bearer …`; mode 0600.
        secret_file: PathBuf,
        /// A JSON document in whose texts `{name}` and `{id_number}` are filled in.
        template: String,
        /// Where in the answer the result stands, as a JSON pointer.
        result: String,
        /// The result that means that they belong together, as JSON.
        matches: String,
    },
}

/// How messages reach phones.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, tag = "adapter", rename_all = "snake_case")]
pub enum Sms {
    /// For development: writes messages to a file instead of sending them.
    Console { file: PathBuf },
    /// A provider that is asked with a JSON document; any 2xx answer means that it has taken the message.
    Http {
        url: String,
        /// Sent as `Authorization: Bearer …`; mode 0600.
        secret_file: PathBuf,
        /// A JSON document in whose texts `{phone}` and `{text}` are filled in.
        template: String,
    },
}

impl Config {
    /// Reads and checks a file, with the environment's variables in place of what it says: `TIMEBANK__CHAIN__RPC` is
    /// `chain.rpc`. A variable's text is a value of TOML, or else the text itself.
    ///
    /// # Errors
    /// What is wrong and where.
    pub fn load(path: &Path) -> Result<Self> {
        let text =
            std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        let folder = path.parent().unwrap_or(Path::new("."));
        let mut variables = Vec::new();
        for (name, value) in std::env::vars_os() {
            let Some(name) = name.to_str().and_then(|name| name.strip_prefix(VARIABLES)) else { continue };
            let value = value.to_str().with_context(|| format!("{VARIABLES}{name}: not UTF-8"))?;
            variables.push((name.to_owned(), value.to_owned()));
        }
        Self::with(&text, variables, folder).with_context(|| format!("in {}", path.display()))
    }

    /// Reads and checks a text; relative paths in it are relative to `folder`.
    ///
    /// # Errors
    /// What is wrong.
    pub fn parse(text: &str, folder: &Path) -> Result<Self> {
        Self::with(text, [], folder)
    }

    fn with(
        text: &str,
        variables: impl IntoIterator<Item = (String, String)>,
        folder: &Path,
    ) -> Result<Self> {
        let mut table: toml::Table = toml::from_str(text)?;
        for (name, value) in variables {
            put(&mut table, &name, value).with_context(|| format!("{VARIABLES}{name}"))?;
        }
        let mut config: Config = table.try_into()?;
        for path in config.paths() {
            *path = folder.join(&*path);
        }
        config.check()?;
        Ok(config)
    }

    fn paths(&mut self) -> Vec<&mut PathBuf> {
        let mut paths = vec![&mut self.data_dir];
        paths.extend(self.web_dir.as_mut());
        match &mut self.sms {
            Sms::Console { file } | Sms::Http { secret_file: file, .. } => paths.push(file),
        }
        paths.extend(&mut self.identity.nullifier_key_file);
        paths.extend(self.identity.registrar.as_mut().map(|registrar| &mut registrar.key_file));
        paths.extend(self.identity.peers.iter_mut().map(|peer| &mut peer.secret_file));
        if let Verifier::Http { secret_file, .. } = &mut self.identity.verifier {
            paths.push(secret_file);
        }
        paths.extend(self.kms.paths());
        paths.extend(&mut self.operator.keys);
        paths.extend(self.review.words.as_mut());
        paths.extend(self.outgoing.ca_file.as_mut());
        paths.extend(self.partners.matching_key_file.as_mut());
        if let Some(Feeder { key_file, store, mappings }) = &mut self.partners.feeder {
            paths.extend([key_file, store].into_iter().chain(mappings));
        }
        paths.extend(self.notify.wechat.as_mut().map(|wechat| &mut wechat.secret_file));
        paths.extend(self.notify.webhook.as_mut().map(|webhook| &mut webhook.secret_file));
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
        if self.review.hold > LONGEST_HOLD {
            bail!("review.hold: at most {LONGEST_HOLD} seconds");
        }
        if self.operator.keys.is_empty() {
            bail!("operator.keys: name at least one key file");
        }
        if let Some(folder) = &self.web_dir {
            let page = folder.join("index.html");
            if !page.is_file() {
                bail!("web_dir: there is no {}", page.display());
            }
        }
        self.check_identity()?;
        self.check_services()?;
        self.kms.check()?;
        self.contracts()?;
        Ok(())
    }

    fn check_identity(&self) -> Result<()> {
        let Identity { nullifier_version, nullifier_key_file, registrars, .. } = &self.identity;
        match (nullifier_version, nullifier_key_file, registrars.as_slice()) {
            (1, Some(_), []) => {}
            (1, ..) => bail!("identity: version 1 has a nullifier_key_file and no registrars"),
            (2.., None, [_, _]) => {}
            (2.., ..) => bail!("identity: version 2 has two registrars and no nullifier_key_file"),
            (0, ..) => bail!("identity.nullifier_version: 1 or 2"),
        }
        let template = |name, template: &str| {
            serde_json::from_str::<serde_json::Value>(template)
                .map(|_| ())
                .with_context(|| format!("{name}: not JSON"))
        };
        for peer in &self.identity.peers {
            let url = peer.url.as_ref().map(|url| url::Url::parse(url)).transpose();
            let url = url.context("identity.peers.url: not a URL")?;
            if url.is_some_and(|url| !matches!(url.scheme(), "http" | "https") || !url.has_host()) {
                bail!("identity.peers.url: not the address of an API");
            }
        }
        if let Sms::Http { template: text, .. } = &self.sms {
            template("sms.template", text)?;
        }
        if let Verifier::Http { template: text, matches, .. } = &self.identity.verifier {
            template("identity.verifier.template", text)?;
            template("identity.verifier.matches", matches)?;
        }
        Ok(())
    }

    /// Names, numbers and secrets go over the network by https only.
    fn check_services(&self) -> Result<()> {
        let mut services = Vec::new();
        if let Sms::Http { url, .. } = &self.sms {
            services.push(("sms.url", url));
        }
        if let Verifier::Http { url, .. } = &self.identity.verifier {
            services.push(("identity.verifier.url", url));
        }
        services.extend(self.notify.wechat.as_ref().map(|wechat| ("notify.wechat.url", &wechat.url)));
        services.extend(self.notify.webhook.as_ref().map(|webhook| ("notify.webhook.url", &webhook.url)));
        match services.into_iter().find(|(_, url)| !is_private(url)) {
            Some((name, _)) => bail!("{name}: an https URL, or http on this machine"),
            None => Ok(()),
        }
    }

    /// What asks services outside.
    ///
    /// # Errors
    /// If the file of authorities cannot be read, or holds none.
    pub fn outgoing(&self) -> Result<crate::outgoing::Outgoing> {
        crate::outgoing::Outgoing::new(self.outgoing.ca_file.as_deref()).context("outgoing.ca_file")
    }

    /// The contracts' addresses, checked.
    ///
    /// # Errors
    /// The first one that is not a contract's address.
    pub fn contracts(&self) -> Result<Contracts> {
        Contracts::new(|contract| self.chain.contracts.address(contract).to_owned())
            .map_err(|contract| anyhow::anyhow!("chain.contracts: {} is not an address", contract.name()))
    }

    /// The words of the pre-review.
    ///
    /// # Errors
    /// If the file cannot be read, or the first line that is wrong.
    pub fn words(&self) -> Result<crate::review::Words> {
        let Some(path) = &self.review.words else {
            return Ok(crate::review::Words::standard());
        };
        let text =
            std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        crate::review::Words::parse(&text).with_context(|| format!("in {}", path.display()))
    }

    /// The ways to tell people.
    ///
    /// # Errors
    /// If a secret cannot be read, is readable by others, or is too short.
    pub fn ways(&self, sms: std::sync::Arc<dyn crate::identity::SmsSender>) -> Result<crate::notify::Ways> {
        use crate::notify::{Ways, WeChat, Webhook};
        let outgoing = self.outgoing()?;
        let wechat = match &self.notify.wechat {
            None => None,
            Some(one) => {
                let secret = read_secret(&one.secret_file)?.trim().to_owned().into();
                Some(std::sync::Arc::new(WeChat::new(
                    outgoing.clone(),
                    &one.url,
                    &one.app_id,
                    secret,
                    &one.template_id,
                )?))
            }
        };
        let webhook = match &self.notify.webhook {
            None => None,
            Some(one) => {
                Some(std::sync::Arc::new(Webhook::new(outgoing, &one.url, read_secret(&one.secret_file)?)?))
            }
        };
        Ok(Ways { sms, wechat, webhook })
    }

    /// The operator keys, one a lane.
    ///
    /// # Errors
    /// If a file cannot be read, is readable by others, or is not a key.
    pub fn operator_keys(&self) -> Result<Vec<SecretKey>> {
        self.operator.keys.iter().map(|path| secret_key(path)).collect()
    }
}

/// Puts a variable's value in the place that its name says: `CHAIN__RPC` is `rpc` of `chain`.
fn put(table: &mut toml::Table, name: &str, text: String) -> Result<()> {
    let name = name.to_lowercase();
    let mut folders: Vec<&str> = name.split(SEPARATOR).collect();
    let key = folders.pop().unwrap_or_default();
    let mut place = table;
    for folder in folders {
        place = place
            .entry(folder)
            .or_insert_with(|| toml::Value::Table(toml::Table::new()))
            .as_table_mut()
            .with_context(|| format!("{folder} holds no keys by name"))?;
    }
    let value = text.parse().unwrap_or(toml::Value::String(text));
    place.insert(key.to_owned(), value);
    Ok(())
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
[signer]
daily = 600
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
        assert_eq!((config.signer.daily, config.signer.per_recipient), (Some(600), None));
        assert_eq!(
            config.operator.keys,
            [Path::new("/srv/branch/operator-0.key"), Path::new("/etc/timebank/operator-1.key")]
        );
        let Sms::Console { file } = config.sms else { panic!("another adapter") };
        assert_eq!(file, Path::new("/srv/branch/sms.log"));
    }

    #[test]
    fn variables_stand_in_for_keys_of_the_file_and_misspelt_ones_are_refused() {
        let with = |name: &str, value: &str| {
            Config::with(&text(), [(name.to_owned(), value.to_owned())], Path::new("/srv"))
                .map_err(|error| format!("{error:#}"))
        };
        let url = "postgres://branch@localhost/branch";
        assert!(matches!(with("DATABASE", url).unwrap().database, Place::Postgres(read) if read == url));
        let two = with("CHAIN__RPC", r#"["http://a:1", "http://b:2"]"#).unwrap();
        assert_eq!(two.chain.rpc, ["http://a:1", "http://b:2"]);
        assert_eq!(with("SIGNER__DAILY", "60").unwrap().signer.daily, Some(60));
        assert_eq!(with("REVIEW__WORDS", "w.txt").unwrap().review.words, Some("/srv/w.txt".into()));
        assert_eq!(with("CHAIN__CHAIN_ID", "\"7\"").unwrap().chain.chain_id, "7");
        assert!(with("CHAIN__CHAIN_ID", "7").unwrap_err().contains("chain_id"));
        assert!(with("LISEN", "127.0.0.1:1").unwrap_err().contains("lisen"));
        assert!(with("BRANCH__ID", "1").unwrap_err().contains("TIMEBANK__BRANCH__ID"));
        assert!(with("BRANCH", "0").unwrap_err().contains("branch"));
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
        assert!(refused("nullifier_version = 1", "nullifier_version = 2").contains("two registrars"));
        assert!(refused("nullifier_key_file = \"nullifier.key\"", "").contains("nullifier_key_file"));
        let console = "adapter = \"console\"\nfile = \"sms.log\"";
        let http = "adapter = \"http\"\nurl = \"http://127.0.0.1:9\"\nsecret_file = \"s\"\ntemplate = \"no\"";
        assert!(refused(console, http).contains("sms.template"));
        let open = http.replace("127.0.0.1:9", "sms.example").replace("\"no\"", "\"{}\"");
        assert!(refused(console, &open).contains("sms.url"));
        let hook = "branch = 1\nnotify.webhook = { url = \"http://hook.example\", secret_file = \"s\" }";
        assert!(refused("branch = 1", hook).contains("notify.webhook.url"));
    }

    #[test]
    fn a_web_app_is_served_from_a_folder_that_has_its_page() {
        let folder = tempfile::tempdir().unwrap();
        let with = || {
            let text =
                text().replace("data_dir =", "web_dir = \"web\"\nhelp_phone = \"025-12345\"\ndata_dir =");
            Config::parse(&text, folder.path()).map_err(|error| error.to_string())
        };
        assert!(with().unwrap_err().contains("web/index.html"));
        std::fs::create_dir(folder.path().join("web")).unwrap();
        std::fs::write(folder.path().join("web/index.html"), "<!doctype html>").unwrap();
        let config = with().unwrap();
        assert_eq!(config.web_dir, Some(folder.path().join("web")));
        assert_eq!(config.help_phone.as_deref(), Some("025-12345"));
    }

    #[test]
    fn two_registrars_and_what_is_shared_with_them_can_be_named() {
        let registrars = r#"
nullifier_version = 2
[[identity.registrars]]
branch = 1
url = "http://127.0.0.1:8081"
public_key = "ab"
[[identity.registrars]]
branch = 2
url = "http://127.0.0.1:8082"
public_key = "cd"
[identity.registrar]
key_file = "registrar.key"
[[identity.peers]]
branch = 2
url = "http://127.0.0.1:8082"
secret_file = "pair.key"
[identity.verifier]
adapter = "http"
url = "http://127.0.0.1:9"
secret_file = "verifier.key"
template = '{"name": "{name}", "number": "{id_number}"}'
result = "/result"
matches = "1"
"#;
        let text = text()
            .replace("nullifier_key_file = \"nullifier.key\"\n", "")
            .replace("nullifier_version = 1\n", registrars);
        let identity = Config::parse(&text, Path::new("/srv")).unwrap().identity;
        assert!(identity.prove_phone && !identity.accept_sample_numbers);
        assert_eq!(identity.registrar.unwrap().key_file, Path::new("/srv/registrar.key"));
        assert_eq!(identity.peers[0].secret_file, Path::new("/srv/pair.key"));
        for wrong in ["127.0.0.1:8082", "mailto:branch", ""] {
            let text = text
                .replace("url = \"http://127.0.0.1:8082\"\nsecret", &format!("url = \"{wrong}\"\nsecret"));
            let refused = Config::parse(&text, Path::new("/srv")).map_err(|error| format!("{error:#}"));
            assert!(refused.unwrap_err().contains("identity.peers.url"), "{wrong}");
        }
        assert!(matches!(identity.verifier, Verifier::Http { .. }));
    }

    #[test]
    fn one_key_management_is_named_and_its_secrets_stay_off_the_open_network() {
        let with = |kms: &str| {
            let text = text().replace("[kms]\nfile = \"kms.key\"", kms);
            Config::parse(&text, Path::new("/srv")).map_err(|error| format!("{error:#}"))
        };
        assert!(
            matches!(with("[kms]\nfile = \"a.key\"").unwrap().kms, Kms::File(path) if path == Path::new("/srv/a.key"))
        );
        let vault = "[kms.vault]\naddress = \"https://vault.example\"\n";
        let Kms::Vault(read) = with(&format!("{vault}token_file = \"token\"")).unwrap().kms else { panic!() };
        assert_eq!((read.mount.as_str(), read.prefix.as_str()), ("transit", "timebank"));
        assert_eq!(read.token_file.as_deref(), Some(Path::new("/srv/token")));
        assert!(with(vault).unwrap_err().contains("token_file"));
        let both = format!("{vault}token_file = \"t\"\nrole_id = \"r\"\nsecret_id_file = \"s\"");
        assert!(with(&both).unwrap_err().contains("either"));
        let open = "[kms.vault]\naddress = \"http://vault.example\"\ntoken_file = \"t\"";
        assert!(with(open).unwrap_err().contains("https"));
        let here = "[kms.vault]\naddress = \"http://127.0.0.1:8200\"\ntoken_file = \"t\"\nmount = \"a/../b\"";
        assert!(with(here).unwrap_err().contains("mount"));
        let token = "[kms.pkcs11]\nmodule = \"/usr/lib/m.so\"\ntoken = \"one\"\npin_file = \"pin\"";
        assert!(
            matches!(with(token).unwrap().kms, Kms::Pkcs11(read) if read.pin_file == Path::new("/srv/pin"))
        );
        assert!(with("[kms]\nfile = \"a\"\n[kms.vault]\naddress = \"x\"").is_err());
        assert!(with("").is_err());
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
