//! The sample partner institutions of a network (`docs/oracle.md`): a hospital with PostgreSQL, a civil affairs office with MariaDB and
//! a certificate issuer that answers over HTTP; and the feeders that read them, one at each branch, so that no branch alone is as many
//! as must agree.

pub mod issuer;
pub mod people;

use crate::branches::{Branch, Branches};
use crate::cache::{remove, Cache, ContentKey};
use crate::demo::{chain, Session};
use crate::deploy::{self, Deployment};
use crate::mariadb::MariaDb;
use crate::net::keys::{self, write_private};
use crate::net::ports;
use crate::net::process::{ProcessId, Running};
use crate::net::spec::NetworkSpec;
use crate::net::Network;
use crate::postgres::Postgres;
use crate::record;
use crate::run;
use crate::steps::{step, step_with_result};
use anyhow::{ensure, Context, Result};
use people::Citizen;
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use time::{Date, OffsetDateTime};
use timebank_api::oracle::{
    ChangeKind, ExecuteMsg, QueryMsg, Rule, SourceId, SourceInput, SourceKind, SourceResponse,
    SourcesResponse,
};
use timebank_api::permission::Contract;
use timebank_api::{BranchId, Seconds};
use timebank_client::Client;
use toml_edit::{Array, Item, Table};

/// One for each branch.
pub const FEEDERS: u16 = 3;
/// So many of them must agree: no branch is as many.
pub const AGREEING: u8 = 2;
/// The hospital's database, and the predicate of its credential.
pub const HOSPITAL: &str = "hospital";
pub const FIT: u8 = 4;
const CIVIL_AFFAIRS: &str = "civilaffairs";
const RECORD: &str = "partners.json";
const FOLDER: &str = "partners";
/// Databases do not run as root, who alone can enter a folder of root's; what lies here outlives a start of the machine.
const PLACE: &str = "/var/tmp";
/// Of the templates; a real institution replaces it too.
const PASSWORD: &str = "change-me";
const STALENESS: Seconds = 86_400;
const UNDO_WINDOW: Seconds = 86_400;
const MASS_CHANGE: u32 = 500;
const YEAR: time::Duration = time::Duration::days(365);
const PORT_OFFSET: u16 = 10;

/// A sample institution.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Institution {
    Hospital,
    CivilAffairs,
    CertificateIssuer,
}

/// The programs that a network with partners runs beside databases.
#[derive(Clone, Copy, Debug)]
pub struct Programs<'a> {
    /// `timebank-relayer`, which feeds.
    pub relayer: &'a Path,
    /// This command line, which is the certificate issuer.
    pub issuer: &'a Path,
}

/// The institutions of a network; kept in its folder as `partners.json`.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Partners {
    institutions: Vec<Institution>,
}

/// Makes a network that is still a wish one with partners.
pub fn wish(spec: &mut NetworkSpec) {
    spec.branches = FEEDERS;
    spec.more_accounts.extend((1..=FEEDERS.into()).map(feeder));
}

/// Whether a network was made with partners.
pub fn wished(network: &Network) -> bool {
    network.manifest().address(&feeder(1)).is_ok()
}

/// The account, process and log of a branch's feeder.
pub fn feeder(branch: BranchId) -> String {
    format!("feeder{branch}")
}

/// Removes what the institutions of a network keep; none is fine.
///
/// # Errors
/// If it cannot be removed.
pub fn delete(network: &Path) -> Result<()> {
    Institution::ALL.iter().try_for_each(|institution| remove(&institution.place(network)))
}

impl Institution {
    /// In the order of their sources.
    pub const ALL: [Self; 3] = [Self::Hospital, Self::CivilAffairs, Self::CertificateIssuer];

    /// The name of its process, log and mapping.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hospital => "hospital",
            Self::CivilAffairs => "civil-affairs",
            Self::CertificateIssuer => "certificate-issuer",
        }
    }

    /// Its number on chain.
    pub fn source(self) -> SourceId {
        match self {
            Self::Hospital => 1,
            Self::CivilAffairs => 2,
            Self::CertificateIssuer => 3,
        }
    }

    /// How it is read.
    pub fn kind(self) -> SourceKind {
        match self {
            Self::Hospital => SourceKind::Postgres,
            Self::CivilAffairs => SourceKind::Mysql,
            Self::CertificateIssuer => SourceKind::Http,
        }
    }

    /// What feeders attest of it.
    pub fn mapping(self) -> &'static str {
        match self {
            Self::Hospital => include_str!("hospital.toml"),
            Self::CivilAffairs => include_str!("civil-affairs.toml"),
            Self::CertificateIssuer => include_str!("certificate-issuer.toml"),
        }
    }

    /// Where its mapping is, for a network in a folder.
    pub fn mapping_file(self, network: &Path) -> PathBuf {
        self.file(network, "toml")
    }

    fn file(self, network: &Path, kind: &str) -> PathBuf {
        network.join(FOLDER).join(format!("{}.{kind}", self.name()))
    }

    /// Where it keeps its own data.
    fn place(self, network: &Path) -> PathBuf {
        let key = ContentKey::default().value("network", network.as_os_str().as_encoded_bytes()).finish();
        Path::new(PLACE).join(format!("timebank-{key}-{}", self.name()))
    }

    /// What makes its database: its own table with everybody in it, and the partner kit's template for it. Nothing where it has none.
    pub fn schema(self, password: &str) -> String {
        let (own, template) = match self {
            Self::Hospital => (patients(), include_str!("../../../docs/partner-kit/postgresql.sql")),
            Self::CivilAffairs => (residents(), include_str!("../../../docs/partner-kit/mysql.sql")),
            Self::CertificateIssuer => return String::new(),
        };
        format!("{own}\n{}", template.replace(PASSWORD, password))
    }

    /// What it is and where, in a line.
    ///
    /// # Errors
    /// If the network has no ports.
    pub fn about(self, network: &Network) -> Result<String> {
        let place = self.place(network.folder());
        Ok(match self {
            Self::Hospital => format!("hospital, PostgreSQL in {}, database {HOSPITAL}", place.display()),
            Self::CivilAffairs => {
                format!("civil affairs office, MariaDB in {}, database {CIVIL_AFFAIRS}", place.display())
            }
            Self::CertificateIssuer => {
                format!("certificate issuer, http://127.0.0.1:{}/changes", port(network)?)
            }
        })
    }

    fn rules(self) -> Vec<Rule> {
        let (kinds, automatic): (&[ChangeKind], bool) = match self {
            Self::Hospital | Self::CertificateIssuer => {
                (&[ChangeKind::Credential, ChangeKind::RevokeCredential], true)
            }
            Self::CivilAffairs => (&[ChangeKind::Age, ChangeKind::Deceased], false),
        };
        kinds.iter().map(|kind| Rule { kind: *kind, automatic }).collect()
    }

    /// Makes its data, and what its feeders need to read them.
    fn found(self, network: &Network, cache: &Cache) -> Result<()> {
        let (folder, log) = (network.folder(), network.log(self.name()));
        let place = self.place(folder);
        let password = keys::Secret::random().hex();
        let mut mapping = self.mapping().to_owned();
        match self {
            Self::Hospital => {
                let server = Postgres::found(cache, &place, &log)?;
                let url = server.database(HOSPITAL)?;
                server.execute(HOSPITAL, &self.schema(&password))?;
                self.url(folder, &url, &password)?;
            }
            Self::CivilAffairs => {
                let server = MariaDb::found(cache, &place, &log)?;
                let url = server.database(CIVIL_AFFAIRS)?;
                server.execute(CIVIL_AFFAIRS, &self.schema(&password))?;
                self.url(folder, &url, &password)?;
            }
            Self::CertificateIssuer => {
                let now = OffsetDateTime::now_utc();
                let expires = now.date().checked_add(YEAR).unwrap_or(Date::MAX).to_string();
                issuer::found(&place, &password, now.unix_timestamp().try_into()?, &expires)?;
                write_private(&self.file(folder, "token"), password.as_bytes())?;
                mapping = mapping.replace("{port}", &port(network)?.to_string());
            }
        }
        write_private(&self.file(folder, "key"), keys::Secret::random().hex().as_bytes())?;
        let file = self.mapping_file(folder);
        fs::write(&file, mapping).with_context(|| format!("cannot write {}", file.display()))
    }

    /// How feeders reach a database, as the user who may read the view alone.
    fn url(self, network: &Path, url: &str, password: &str) -> Result<()> {
        let (scheme, rest) = url.split_once("://").context("a URL has a scheme")?;
        let (_, server) = rest.split_once('@').context("a URL has a user")?;
        let url = format!("{scheme}://timebank_reader:{password}@{server}");
        write_private(&self.file(network, "url"), url.as_bytes())
    }

    /// Starts it as a process of its own that runs on; its identity.
    fn start(self, network: &Network, programs: Programs<'_>) -> Result<ProcessId> {
        let (place, log) = (self.place(network.folder()), network.log(self.name()));
        ensure!(place.is_dir(), "the data of {} are gone: add --fresh to make all anew", self.name());
        let child = match self {
            Self::Hospital => {
                let mut server = Postgres::at(&place, &log)?;
                server.resume()?;
                server.release()
            }
            Self::CivilAffairs => {
                let mut server = MariaDb::at(&place, &log)?;
                server.resume()?;
                server.release()
            }
            Self::CertificateIssuer => {
                let port = port(network)?;
                ports::require_free([port])?;
                let mut command = Command::new(programs.issuer);
                command.arg("certificate-issuer").arg(&place).args(["--port", &port.to_string()]);
                let mut process = run::spawn(&mut command, &log)?;
                let service = Session::anonymous(&format!("http://127.0.0.1:{port}"));
                let ready = || Ok(service.status("/healthz").is_ok_and(|status| status == 200));
                run::await_ready(self.name(), &mut process, &log, ready)?;
                process.release()
            }
        };
        ProcessId::of(child.context("it was not started")?.id())
    }
}

impl Partners {
    /// The institutions of a network, if it has any.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn read(network: &Network) -> Result<Option<Self>> {
        record::read(&network.folder().join(RECORD))
    }

    /// Makes sure that these institutions and a feeder at each branch run.
    ///
    /// # Errors
    /// If one of them cannot be made or does not start.
    pub fn up(
        network: &Network,
        branches: &Branches,
        cache: &Cache,
        institutions: &[Institution],
        programs: Programs<'_>,
    ) -> Result<Self> {
        let partners = match Self::read(network)? {
            Some(partners) => partners,
            None => Self::found(network, branches, cache, institutions)?,
        };
        let count = partners.institutions.len();
        step_with_result(&format!("partners: {count} institutions are read by {FEEDERS} feeders"), || {
            let opened = partners.open(network, programs)?;
            let started = partners.feed(network, branches, programs)?.saturating_add(opened);
            Ok(((), if started == 0 { "were running" } else { "" }.to_owned()))
        })?;
        Ok(partners)
    }

    /// Makes the institutions' data, has the council name them as sources, and sets the feeders up; starts nothing.
    ///
    /// # Errors
    /// What cannot be made.
    pub fn found(
        network: &Network,
        branches: &Branches,
        cache: &Cache,
        institutions: &[Institution],
    ) -> Result<Self> {
        let folder = network.folder();
        // Of an attempt before that did not come to its end.
        delete(folder)?;
        remove(&folder.join(FOLDER))?;
        fs::create_dir_all(folder.join(FOLDER)).context("cannot create the folder of the partners")?;
        for institution in institutions {
            let name = format!("partners: {} with {} people", institution.name(), people::COUNT);
            step(&name, || institution.found(network, cache))?;
        }
        let partners = Self { institutions: institutions.to_vec() };
        step("partners: the council names sources and feeders", || partners.admit(network))?;
        let mappings: Vec<PathBuf> =
            institutions.iter().map(|institution| institution.mapping_file(folder)).collect();
        for branch in branches.all() {
            read_by(network, branch, &mappings)?;
        }
        let bytes = serde_json::to_vec_pretty(&partners).context("cannot write the partners as JSON")?;
        write_private(&folder.join(RECORD), &bytes)?;
        Ok(partners)
    }

    pub fn all(&self) -> &[Institution] {
        &self.institutions
    }

    /// Names the sources on chain, if that was not done before: all or none.
    fn admit(&self, network: &Network) -> Result<()> {
        if !sources(network)?.is_empty() {
            return Ok(());
        }
        let manifest = network.manifest();
        let feeders: Vec<String> = (1..=FEEDERS.into())
            .map(|branch| manifest.address(&feeder(branch)).map(str::to_owned))
            .collect::<Result<_>>()?;
        let deployment = Deployment::read(network)?.context("no contracts are deployed")?;
        let set = |institution: &Institution| {
            let source = SourceInput {
                name: institution.name().to_owned(),
                kind: institution.kind(),
                branch: 1,
                rules: institution.rules(),
                k: AGREEING,
                feeders: feeders.clone(),
                sequence: 0,
                staleness: STALENESS,
                undo_window: UNDO_WINDOW,
                mass_change: MASS_CHANGE,
            };
            let message = serde_json::to_value(ExecuteMsg::SetSource { id: None, source });
            Ok((deployment.wiring.oracle.as_str(), message.context("cannot write a message as JSON")?))
        };
        let calls = self.institutions.iter().map(set).collect::<Result<Vec<_>>>()?;
        deploy::execute(&network.chain(), &calls)
    }

    /// Starts the institutions that do not run; how many.
    ///
    /// # Errors
    /// If one does not start.
    pub fn open(&self, network: &Network, programs: Programs<'_>) -> Result<usize> {
        let mut running = Running::read(network.folder())?;
        let mut started = 0usize;
        for institution in &self.institutions {
            if !running.is_alive(institution.name()) {
                running.set(institution.name(), institution.start(network, programs)?);
                running.write(network.folder())?;
                started = started.saturating_add(1);
            }
        }
        Ok(started)
    }

    /// Whether enough feeders have been heard of each institution.
    fn heard(&self, network: &Network) -> Result<bool> {
        let sources = sources(network)?;
        let of = |institution: &Institution| sources.iter().find(|source| source.id == institution.source());
        Ok(self.institutions.iter().all(|institution| of(institution).is_some_and(|source| source.heard > 0)))
    }

    /// Starts the feeders that do not run, and waits until enough of them have been heard of each source; how many were started.
    ///
    /// # Errors
    /// If one does not start, or ends.
    pub fn feed(&self, network: &Network, branches: &Branches, programs: Programs<'_>) -> Result<usize> {
        let mut running = Running::read(network.folder())?;
        let mut started = Vec::new();
        for branch in branches.all() {
            let (name, mut command) = (feeder(branch.id), oracle(network, branch, programs.relayer));
            if !running.is_alive(&name) {
                let log = network.log(&name);
                let process = run::spawn(command.arg("run"), &log)?;
                running.set(&name, ProcessId::of(process.id())?);
                started.push((name, process, log));
            }
        }
        running.write(network.folder())?;
        for (name, process, log) in &mut started {
            run::await_ready(name, process, log, || self.heard(network))?;
        }
        let count = started.len();
        for (_, process, _) in started {
            // Found again by the record of what runs; it ends with `down`.
            drop(process.release());
        }
        Ok(count)
    }
}

/// The hospital's database, as who may do everything there.
///
/// # Errors
/// If the network has no hospital.
pub fn hospital(network: &Network) -> Result<Postgres> {
    Postgres::at(&Institution::Hospital.place(network.folder()), &network.log(Institution::Hospital.name()))
}

/// A client of the archive node.
///
/// # Errors
/// If the network has no contracts, or no such node.
pub fn client(network: &Network) -> Result<Client> {
    let deployment = Deployment::read(network)?.context("no contracts are deployed")?;
    chain::client(network.manifest(), &deployment, &[network.manifest().archive()?])
}

/// What the chain says of the sources.
///
/// # Errors
/// If it cannot be asked.
pub fn sources(network: &Network) -> Result<Vec<SourceResponse>> {
    let client = client(network)?;
    let query = QueryMsg::Sources { start_after: None, limit: None };
    chain::wait_for(async {
        let answer: SourcesResponse = client.query(Contract::Oracle, &query).await?;
        Ok(answer.sources)
    })
}

/// Lets a branch's feeder read by these mappings, from its next start on: with a chain account and a store of its own.
///
/// # Errors
/// If the configuration cannot be changed.
pub fn read_by(network: &Network, branch: &Branch, mappings: &[PathBuf]) -> Result<()> {
    let key = keys::path(network.folder(), &feeder(branch.id));
    let mappings: Array = mappings.iter().map(|file| file.to_string_lossy().into_owned()).collect();
    let mut table = Table::new();
    table.insert("key_file", toml_edit::value(key.to_string_lossy().into_owned()));
    table.insert("store", toml_edit::value("feeder.sqlite"));
    table.insert("mappings", toml_edit::value(mappings));
    branch.change(network, |config| {
        if let Some(partners) = config.entry("partners").or_insert_with(toml_edit::table).as_table_mut() {
            partners.insert("feeder", Item::Table(table));
        }
    })
}

/// `timebank-relayer oracle` for a branch; what it is to do is still to be said.
pub fn oracle(network: &Network, branch: &Branch, relayer: &Path) -> Command {
    let mut command = Command::new(relayer);
    command.arg("--config").arg(branch.config(network)).arg("oracle");
    command
}

/// The port of the certificate issuer: above those of the relayers' APIs.
fn port(network: &Network) -> Result<u16> {
    let first = network.manifest().nodes.first().context("no nodes")?.ports.first();
    let (api, _) = crate::branches::ports_above(first, 1).into_iter().next().context("no branches")?;
    Ok(api.saturating_add(PORT_OFFSET))
}

/// The hospital's own table.
fn patients() -> String {
    let row = |Citizen { name, id_number, fit, .. }: Citizen| {
        let until = if fit { "current_date + 365" } else { "NULL" };
        format!("('{name}', '{id_number}', {fit}, {until})")
    };
    format!(
        "CREATE TABLE patients (name text NOT NULL, id_no text PRIMARY KEY, fit boolean, fit_until date);\n\
         INSERT INTO patients VALUES {};",
        Citizen::all().map(row).collect::<Vec<_>>().join(",\n")
    )
}

/// The civil affairs office's own table.
fn residents() -> String {
    let row = |Citizen { name, id_number, born, deceased, .. }: Citizen| {
        format!("('{name}', '{id_number}', '{born}', {deceased})")
    };
    format!(
        "CREATE TABLE residents (name VARCHAR(40) NOT NULL, id_no CHAR(18) PRIMARY KEY, birth_date DATE, deceased BOOLEAN);\n\
         INSERT INTO residents VALUES {};",
        Citizen::all().map(row).collect::<Vec<_>>().join(",\n")
    )
}
