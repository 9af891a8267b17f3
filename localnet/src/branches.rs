//! The branches of the demo: a relayer each, and the people who hold an office there.

use crate::demo::people::Person;
use crate::demo::{scenario, Session};
use crate::deploy::{self, Deployment, NULLIFIER_VERSION};
use crate::net::keys;
use crate::net::ports;
use crate::net::process::{ProcessId, Running};
use crate::net::spec::lane;
use crate::net::Network;
use crate::postgres::{Postgres, Store};
use crate::steps::{step, step_with_result};
use crate::{interrupt, record, run};
use anyhow::{Context, Result};
use cosmwasm_std::Binary;
use serde::{Deserialize, Serialize};
use serde_json::{json, Value};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};
use timebank_api::permission::Contract;
use timebank_api::{member_registry, proxy, BranchId, Role};
use voprf::{Group, Ristretto255, VoprfServer};

const RECORD: &str = "branches.json";
/// What a registrar's key is made for; the relayer's `registrars` module has the same words.
const REGISTRAR_KEY_INFO: &[u8] = b"timebank/registrar/v2";
/// One machine plays everybody: thousands of people register within an hour.
const REGISTRATIONS: u32 = 1_000_000;
/// There are always two: the branches with the lowest numbers.
const REGISTRARS: BranchId = 2;
const MATCHING_KEY: &str = "matching";
const START_PATIENCE: Duration = Duration::from_secs(60);
/// A file in the relayer's own folder.
const USUAL_STORE: &str = "relayer.sqlite";
/// Who is appointed at every branch of the demo.
const USUAL: &[(&str, &[Role])] = &[
    ("reviewer", &[Role::Reviewer]),
    ("branch_administrator", &[Role::BranchAdministrator, Role::Publisher]),
];
/// Another one, for the messages that would be sent to phones.
const MESSAGES: &str = "sms.log";
/// What relayers serve, in the network's folder: a link to a build of the web app.
const WEB: &str = "web";
/// Ports of the usual network; others take theirs above those of their nodes.
const API_PORT: u16 = 8_080;
const ADMIN_PORT: u16 = 9_080;
const API_OFFSET: u16 = 300;
const ADMIN_OFFSET: u16 = 350;
const USUAL_PORT_BASE: u16 = 26_600;

/// The branches with what is needed to use them; kept in the network's folder as `branches.json`, mode 0600.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Branches {
    branches: Vec<Branch>,
}

/// One branch.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Branch {
    pub id: BranchId,
    api_port: u16,
    admin_port: u16,
    offices: Vec<Office>,
    /// Members to try things out with.
    #[serde(default)]
    members: Vec<DemoMember>,
}

/// A member to try things out with.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct DemoMember {
    pub title: String,
    pub phone: String,
    pub password: String,
    /// Set already where TIME is given: an account that holds TIME takes a first one by recovery only.
    pub transaction_password: Option<String>,
    /// Minutes of TIME in the beginning.
    pub minutes: u32,
}

/// Somebody who holds an office.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Office {
    pub title: String,
    pub roles: Vec<Role>,
    pub phone: String,
    pub password: String,
    pub passphrase: String,
}

/// API and admin port of each relayer of a network with so many branches, whose ports begin at `first`.
pub fn ports_above(first: u16, branches: u16) -> Vec<(u16, u16)> {
    let (api, admin) = if first == USUAL_PORT_BASE {
        (API_PORT, ADMIN_PORT)
    } else {
        (first.saturating_add(API_OFFSET), first.saturating_add(ADMIN_OFFSET))
    };
    (1..=branches).map(|number| (api.saturating_add(number), admin.saturating_add(number))).collect()
}

impl Branches {
    /// The branches of a network, if it has any.
    pub fn read(network: &Network) -> Result<Option<Self>> {
        record::read(&network.folder().join(RECORD))
    }

    /// Makes sure that every branch has a relayer that is ready, and its office-holders.
    pub fn up(
        network: &Network,
        deployment: &Deployment,
        relayer: &Path,
        web: Option<&Path>,
    ) -> Result<Self> {
        let mut branches = match Self::read(network)? {
            Some(branches) => branches,
            None => Self::configure(network, deployment)?,
        };
        if let Some(web) = web {
            branches.serve(network, web)?;
        }
        let name = format!("branches: {} relayers are ready", branches.branches.len());
        step_with_result(&name, || {
            let started = branches.start(network, relayer)?;
            Ok(((), if started == 0 { "were running" } else { "" }.to_owned()))
        })?;
        if !branches.appointed() {
            step("branches: appoint reviewers and administrators", || {
                branches.appoint(network, deployment, USUAL)
            })?;
        }
        Ok(branches)
    }

    /// Configures a relayer for each branch; starts nothing.
    pub fn configure(network: &Network, deployment: &Deployment) -> Result<Self> {
        let manifest = network.manifest();
        let first = manifest.nodes.first().context("no nodes")?.ports.p2p;
        let mut branches = Vec::new();
        for (id, (api_port, admin_port)) in (1..).zip(ports_above(first, manifest.branches())) {
            branches.push(Branch { id, api_port, admin_port, offices: Vec::new(), members: Vec::new() });
        }
        let ids = || branches.iter().map(|branch| branch.id);
        let pairs =
            ids().flat_map(|id| ids().filter(move |other| id < *other).map(move |other| pair_key(id, other)));
        let registrars = ids().filter(|id| *id <= REGISTRARS).map(registrar_key);
        for name in registrars.chain(pairs).chain([MATCHING_KEY.to_owned()]) {
            keys::Secret::random().write(network.folder(), &name)?;
        }
        let identity = identity(network, &branches)?;
        for branch in &branches {
            let folder = branch.folder(network);
            fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
            fs::write(
                branch.config(network),
                branch.configuration(network, deployment, &identity, &branches)?,
            )
            .context("cannot write a relayer's configuration")?;
        }
        let branches = Branches { branches };
        branches.write(network)?;
        Ok(branches)
    }

    /// Lets the relayers keep their stores where `store` says. Before their first start.
    pub fn keep(&self, network: &Network, store: Store, server: Option<&Postgres>) -> Result<()> {
        let Some(server) = server else { return Ok(()) };
        for branch in self.branches.iter().filter(|branch| store.is_postgres(branch.id)) {
            branch.keep_in(network, &server.database(&format!("branch{}", branch.id))?)?;
        }
        Ok(())
    }

    fn write(&self, network: &Network) -> Result<()> {
        let bytes = serde_json::to_vec_pretty(self).context("cannot write the branches as JSON")?;
        keys::write_private(&network.folder().join(RECORD), &bytes)
    }

    pub fn all(&self) -> &[Branch] {
        &self.branches
    }

    pub fn get(&self, id: BranchId) -> Result<&Branch> {
        self.branches
            .iter()
            .find(|branch| branch.id == id)
            .with_context(|| format!("there is no branch {id}"))
    }

    /// Starts the relayers that are not running and waits until each is ready; how many were started.
    pub fn start(&self, network: &Network, relayer: &Path) -> Result<usize> {
        let mut running = Running::read(network.folder())?;
        let mut started = Vec::new();
        for branch in &self.branches {
            if running.is_alive(&branch.process()) {
                continue;
            }
            ports::require_free([branch.api_port, branch.admin_port])?;
            let process = branch.spawn(network, relayer)?;
            running.set(&branch.process(), ProcessId::of(process.id())?);
            started.push((branch, process));
        }
        running.write(network.folder())?;
        for (branch, process) in &mut started {
            branch.await_ready(network, process)?;
        }
        let count = started.len();
        for (_, process) in started {
            // Found again by the record of what runs; it ends with `down`.
            drop(process.release());
        }
        Ok(count)
    }

    /// Appoints somebody for each title at each branch, as council and as the people themselves.
    pub fn appoint(
        &mut self,
        network: &Network,
        deployment: &Deployment,
        wanted: &[(&str, &[Role])],
    ) -> Result<()> {
        for branch in &mut self.branches {
            let mut people = Vec::new();
            for (title, roles) in wanted {
                people.push(branch.register(title, roles)?);
            }
            let mut calls = Vec::new();
            for (office, member) in &people {
                for role in &office.roles {
                    let grant = member_registry::ExecuteMsg::GrantRole { member: *member, role: *role };
                    calls.push((deployment.wiring.member_registry.as_str(), serde_json::to_value(&grant)?));
                }
            }
            deploy::execute(&network.chain(), &calls)?;
            let mut calls = Vec::new();
            for (office, member) in &people {
                let key = branch.office_key(office)?;
                let set = proxy::ExecuteMsg::SetOfficeKey { member: *member, key };
                calls.push((deployment.wiring.proxy.as_str(), serde_json::to_value(&set)?));
            }
            deploy::execute(&network.chain(), &calls)?;
            branch.offices.extend(people.into_iter().map(|(office, _)| office));
        }
        self.write(network)
    }

    /// Lets every relayer serve this build of the web app: one that serves another runs on and serves this one from the next request
    /// on.
    pub fn serve(&self, network: &Network, web: &Path) -> Result<()> {
        let link = network.folder().join(WEB);
        crate::cache::remove_file(&link)?;
        std::os::unix::fs::symlink(web, &link).with_context(|| format!("cannot link {}", link.display()))?;
        for branch in &self.branches {
            branch.change(network, |config| {
                config.insert("web_dir", toml_edit::value(link.to_string_lossy().as_ref()));
            })?;
        }
        Ok(())
    }

    /// Registers members to try things out with at every branch, if there are none yet: an elder who has TIME to spend, and a
    /// volunteer.
    pub fn populate(&mut self, network: &Network) -> Result<()> {
        for branch in &mut self.branches {
            if branch.members.is_empty() {
                branch.members = branch.register_members()?;
            }
        }
        self.write(network)
    }

    /// Whether every branch has its office-holders.
    pub fn appointed(&self) -> bool {
        self.branches.iter().all(|branch| !branch.offices.is_empty())
    }
}

/// The account under which the key of a branch's registrar is kept.
fn registrar_key(branch: BranchId) -> String {
    format!("registrar{branch}")
}

/// The account under which the key is kept that two branches share.
fn pair_key(one: BranchId, other: BranchId) -> String {
    format!("pair-{}-{}", one.min(other), one.max(other))
}

/// What is the same in every relayer's configuration: the first two branches are the two registrars. Nobody is there to read the codes
/// that would be sent to phones.
fn identity(network: &Network, branches: &[Branch]) -> Result<String> {
    let mut text = format!(
        "[identity]\nnullifier_version = {NULLIFIER_VERSION}\naccept_sample_numbers = true\nprove_phone = false\n"
    );
    for branch in branches.iter().filter(|branch| branch.is_registrar()) {
        let seed = hex::decode(keys::Secret::read(network.folder(), &registrar_key(branch.id))?.hex())?;
        let key = VoprfServer::<Ristretto255>::new_from_seed(&seed, REGISTRAR_KEY_INFO).ok();
        let public = Ristretto255::serialize_elem(key.context("impossible seed")?.get_public_key());
        text += &format!(
            "\n[[identity.registrars]]\nbranch = {}\nurl = \"{}\"\npublic_key = \"{}\"\n",
            branch.id,
            branch.api(),
            hex::encode(public)
        );
    }
    Ok(text)
}

impl Branch {
    /// Where the API is.
    pub fn api(&self) -> String {
        format!("http://127.0.0.1:{}", self.api_port)
    }

    /// Where health and metrics are.
    pub fn admin(&self) -> String {
        format!("http://127.0.0.1:{}", self.admin_port)
    }

    fn is_registrar(&self) -> bool {
        self.id <= REGISTRARS
    }

    /// The name of the relayer's process and log.
    pub fn process(&self) -> String {
        format!("relayer{}", self.id)
    }

    pub fn offices(&self) -> &[Office] {
        &self.offices
    }

    /// The office-holder of a title.
    pub fn office(&self, title: &str) -> Result<&Office> {
        let found = self.offices.iter().find(|office| office.title == title);
        found.with_context(|| format!("branch {} has no {title}", self.id))
    }

    fn folder(&self, network: &Network) -> PathBuf {
        network.folder().join("relayers").join(format!("branch{}", self.id))
    }

    /// The relayer's configuration file.
    pub fn config(&self, network: &Network) -> PathBuf {
        self.folder(network).join("relayer.toml")
    }

    /// Lets the relayer keep its store in another place, a path or a PostgreSQL URL, from its next start on.
    pub fn keep_in(&self, network: &Network, place: &str) -> Result<()> {
        self.change(network, |config| {
            config.insert("database", toml_edit::value(place));
        })
    }

    /// Changes the relayer's configuration; it counts from its next start on.
    pub fn change(&self, network: &Network, change: impl FnOnce(&mut toml_edit::DocumentMut)) -> Result<()> {
        let path = self.config(network);
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let mut config = text.parse::<toml_edit::DocumentMut>().context("a relayer's configuration")?;
        change(&mut config);
        fs::write(&path, config.to_string()).context("cannot write a relayer's configuration")
    }

    /// Where the console adapter writes the messages that would be sent to phones.
    pub fn messages(&self, network: &Network) -> PathBuf {
        self.folder(network).join(MESSAGES)
    }

    pub fn members(&self) -> &[DemoMember] {
        &self.members
    }

    fn register_members(&self) -> Result<Vec<DemoMember>> {
        let administrator = scenario::office(&self.api(), self.office("branch_administrator")?)?;
        let mut members = Vec::new();
        for (title, born, minutes) in [("elder", 1940, 600), ("volunteer", 1985, 0)] {
            let person = Person::born(born);
            let user = scenario::register(&self.api(), &person)?;
            let transaction_password = (minutes > 0).then(|| scenario::TRANSACTION_PASSWORD.to_owned());
            if let Some(password) = &transaction_password {
                let body = json!({"transaction_password": password});
                user.session.act("PUT", "/v1/me/transaction-password", &body)?;
                let grant = json!({"member": user.member, "rule": "elder-80"});
                administrator.session.act("POST", "/v1/grants", &grant)?;
            }
            let Person { phone, password, .. } = person;
            members.push(DemoMember {
                title: title.to_owned(),
                phone,
                password,
                transaction_password,
                minutes,
            });
        }
        Ok(members)
    }

    fn configuration(
        &self,
        network: &Network,
        deployment: &Deployment,
        identity: &str,
        branches: &[Branch],
    ) -> Result<String> {
        let manifest = network.manifest();
        let number = u16::try_from(self.id).context("impossible branch")?;
        let lanes: Vec<String> = (1u16..)
            .map(|index| lane(number, index))
            .take_while(|name| manifest.address(name).is_ok())
            .map(|name| format!("\"{}\"", keys::path(network.folder(), &name).display()))
            .collect();
        // The archive first: it has every block. Any validator will do in its place.
        let archive = manifest.archive()?;
        let nodes =
            std::iter::once(archive).chain(manifest.nodes.iter().filter(|node| node.name != archive.name));
        let rpc: Vec<String> = nodes.map(|node| format!("\"http://127.0.0.1:{}\"", node.ports.rpc)).collect();
        let address = |contract: &Contract| {
            format!("{} = \"{}\"\n", contract.name().replace('-', "_"), deployment.wiring.address(*contract))
        };
        let contracts: String = Contract::ALL.iter().map(address).collect();
        let peer = |other: &Branch| {
            let secret = keys::path(network.folder(), &pair_key(self.id, other.id));
            format!(
                "[[identity.peers]]\nbranch = {}\nurl = \"{}\"\nsecret_file = \"{}\"\n\n",
                other.id,
                other.api(),
                secret.display()
            )
        };
        let registrar = match self.is_registrar() {
            true => format!(
                "[identity.registrar]\nkey_file = \"{}\"\nper_hour = {REGISTRATIONS}\nper_day = {REGISTRATIONS}\n\n",
                keys::path(network.folder(), &registrar_key(self.id)).display()
            ),
            false => String::new(),
        };
        let peers: String = branches.iter().filter(|other| other.id != self.id).map(peer).collect();
        Ok(format!(
            "branch = {id}\nlisten = \"127.0.0.1:{api}\"\nadmin_listen = \"127.0.0.1:{admin}\"\n\
             database = \"{USUAL_STORE}\"\ndata_dir = \".\"\n\n\
             [chain]\nrpc = [{rpc}]\nchain_id = \"{chain}\"\n\n\
             [chain.contracts]\n{contracts}\n\
             [operator]\nkeys = [{lanes}]\n\n[kms]\nfile = \"kms.key\"\n\n\
             {identity}\n\
             {registrar}\
             {peers}\
             [sms]\nadapter = \"console\"\nfile = \"{MESSAGES}\"\n\n\
             [partners]\nmatching_key_file = \"{matching}\"\n",
            id = self.id,
            api = self.api_port,
            admin = self.admin_port,
            rpc = rpc.join(", "),
            chain = manifest.chain_id,
            lanes = lanes.join(", "),
            matching = keys::path(network.folder(), MATCHING_KEY).display(),
        ))
    }

    /// Starts the relayer as a process of its own.
    pub fn spawn(&self, network: &Network, relayer: &Path) -> Result<interrupt::Owned> {
        let mut command = Command::new(relayer);
        command.arg("--config").arg(self.config(network)).arg("run");
        run::spawn(&mut command, &network.log(&self.process()))
    }

    /// Waits until the relayer has caught up with the chain.
    pub fn await_ready(&self, network: &Network, process: &mut interrupt::Owned) -> Result<()> {
        let session = Session::anonymous(&self.admin());
        let ready = || Ok(session.status("/readyz").is_ok_and(|status| status == 200));
        run::await_ready(&self.process(), process, &network.log(&self.process()), ready)
    }

    /// Registers an office-holder as a member, and gives the member's number.
    fn register(&self, title: &str, roles: &[Role]) -> Result<(Office, u64)> {
        let person = Person::born(1970);
        let anonymous = Session::anonymous(&self.api());
        let body = json!({"phone": person.phone, "password": person.password, "id_number": person.id_number});
        anonymous.act("POST", "/v1/auth/registrations", &body)?;
        let office = Office {
            title: title.to_owned(),
            roles: roles.to_vec(),
            phone: person.phone,
            password: person.password,
            passphrase: format!("{title} of branch {}", self.id),
        };
        let me = self.login(&office, "member")?.get("/v1/me")?.ok()?;
        let member =
            me.get("member").and_then(Value::as_u64).with_context(|| format!("no member in {me}"))?;
        Ok((office, member))
    }

    /// Makes the office key of somebody who has been given a role: its public half.
    fn office_key(&self, office: &Office) -> Result<Binary> {
        let deadline = Instant::now().checked_add(START_PATIENCE).context("clock out of range")?;
        // The role counts as soon as the relayer has read the block that gave it.
        let session = loop {
            match self.login(office, "administrator") {
                Ok(session) => break session,
                Err(error) if Instant::now() > deadline => return Err(error),
                Err(_) => thread::sleep(Duration::from_millis(500)),
            }
        };
        let body = json!({"passphrase": office.passphrase});
        let answer = session.send("PUT", "/v1/me/office-passphrase", &body)?.ok()?;
        let key = answer.get("public_key").and_then(Value::as_str).context("no public key")?;
        Ok(hex::decode(key).context("the public key is not hexadecimal")?.into())
    }

    fn login(&self, office: &Office, role: &str) -> Result<Session> {
        let anonymous = Session::anonymous(&self.api());
        let body = json!({"phone": office.phone, "password": office.password, "role": role});
        let session = anonymous.send("POST", "/v1/auth/sessions", &body)?.ok()?;
        let token = session.get("token").and_then(Value::as_str).context("login gave no token")?;
        Ok(anonymous.with_token(token))
    }
}
