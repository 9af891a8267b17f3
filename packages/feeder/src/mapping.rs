//! What a source has and what of it is attested: one file a source, the same at all of its feeders but for how each reaches it.

use crate::moment;
use crate::secret::{read_key, KeyError};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use time::UtcOffset;
use timebank_api::oracle::{ChangeKind, SourceId, SourceResponse};
use timebank_api::{CourseId, Seconds};
use zeroize::Zeroizing;

/// The most kinds of facts a source attests: the place of each in the file is part of its sequence.
pub const MAX_FACTS: usize = 16;
/// Bytes of the longest name of a column.
const LONGEST_NAME: usize = 63;

/// Why a mapping cannot be used. Each begins with a code of its own.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    #[error("mapping.unreadable: cannot read {0}")]
    Unreadable(PathBuf),
    #[error("mapping.form: {0}")]
    Form(String),
    #[error("mapping.invalid: {0}")]
    Invalid(String),
    #[error("mapping.secret: {0}")]
    Secret(#[from] KeyError),
    /// It does not fit what the council has set of the source.
    #[error("mapping.council: {0}")]
    Council(String),
}

/// One source.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// Its number on chain.
    pub source: SourceId,
    /// Its name in logs.
    pub name: String,
    /// 64 hex digits that the source's feeders share, of mode 0600: what salts are made of.
    pub secret_file: PathBuf,
    /// Seconds between two looks at it.
    #[serde(default = "poll")]
    pub poll: Seconds,
    /// Seconds after which the chain hears that it was reached, though nothing changed.
    #[serde(default = "heartbeat")]
    pub heartbeat: Seconds,
    /// Seconds after which it is read from its beginning once more.
    #[serde(default = "sweep")]
    pub sweep: Seconds,
    /// Facts an hour beyond which somebody must look first.
    pub volume: u64,
    /// Of dates and times that do not say it.
    #[serde(default = "zone")]
    pub time_zone: String,
    pub from: From,
    pub columns: Columns,
    #[serde(rename = "fact", default)]
    pub facts: Vec<Fact>,
    /// The columns that are read.
    #[serde(skip)]
    read: Vec<String>,
}

fn poll() -> Seconds {
    10
}

fn heartbeat() -> Seconds {
    300
}

fn sweep() -> Seconds {
    86_400
}

fn zone() -> String {
    "+08:00".into()
}

/// How the source is reached.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub enum From {
    Postgres(Table),
    /// MySQL or MariaDB.
    Mysql(Table),
    Csv(Csv),
    Http(Http),
    Push(Push),
}

/// A table or a view of a database.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// A file of mode 0600 with the URL, of a user who may only read.
    pub url_file: PathBuf,
    /// `view` or `schema.view`; a schema is what MySQL calls a database.
    pub view: String,
    /// The authority that signed the server's certificate, in PEM; without it the ones that the web trusts.
    pub ca_file: Option<PathBuf>,
    /// How many versions are read once more each time, for changes that were committed late.
    #[serde(default = "overlap")]
    pub overlap: u64,
    /// Rows that are read at a time.
    #[serde(default = "page")]
    pub page: u32,
}

fn overlap() -> u64 {
    1_000
}

fn page() -> u32 {
    500
}

/// A folder into which the partner puts files.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Csv {
    /// Files that end in `.csv` or `.xlsx`; whatever else lies there is left alone.
    pub folder: PathBuf,
    #[serde(default)]
    pub encoding: Encoding,
    /// One character.
    #[serde(default = "comma")]
    pub separator: char,
}

fn comma() -> char {
    ','
}

/// An HTTP service that answers with JSON.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Http {
    /// By https, or by http on this machine; `after` and `limit` are added to it.
    pub url: String,
    /// Sent as `Authorization: Bearer …`; of mode 0600.
    pub token_file: Option<PathBuf>,
    /// The authority that signed the service's certificate, in PEM; without it the ones that the web trusts.
    pub ca_file: Option<PathBuf>,
    /// What the service knows us by, in PEM: the certificate, then those of the authorities between.
    pub certificate_file: Option<PathBuf>,
    /// The certificate's private key, in PEM; of mode 0600.
    pub key_file: Option<PathBuf>,
    /// JSON pointer to the list of rows.
    #[serde(default = "rows")]
    pub rows: String,
    #[serde(default = "overlap")]
    pub overlap: u64,
    #[serde(default = "page")]
    pub page: u32,
}

/// An address to which the partner posts signed rows.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Push {
    /// Behind a proxy that ends TLS.
    pub listen: SocketAddr,
    /// 64 hex digits that the partner has too, of mode 0600: requests are signed by HMAC-SHA256.
    pub hmac_key_file: Option<PathBuf>,
    /// The partner's public key, 64 hex digits: requests are signed by Ed25519.
    pub ed25519_key: Option<String>,
    /// Seconds for which a signature is good.
    #[serde(default = "window")]
    pub window: Seconds,
}

fn window() -> Seconds {
    300
}

fn rows() -> String {
    "/rows".into()
}

/// How a file's text is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Encoding {
    #[default]
    Utf8,
    /// GB 18030, which has all of GBK and GB 2312.
    Gbk,
}

/// What every row has.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Columns {
    /// The person's ID number.
    pub id_number: String,
    /// The partner's own number of the change: a whole number that no two changes share, and that rises.
    pub version: String,
    /// When the partner recorded it.
    pub observed: String,
}

/// One kind of fact.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, tag = "kind", rename_all = "snake_case")]
pub enum Fact {
    /// A predicate holds; taken back when it does not.
    Credential { predicate: u8, when: When, valid_until: Until, policy: Policy },
    /// A certificate that counts as one of a course; taken back when it does not hold.
    Certificate { course: CourseId, when: When, valid_until: Until, policy: Policy },
    /// The class of age at the time of the record, by the day of birth.
    Age { born: String, policy: Policy },
    /// A registry reports the death.
    Deceased { when: When, policy: Policy },
}

/// What a column must say: exactly one of these. An empty one says nothing.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct When {
    pub column: String,
    /// One of these, blanks around it and the case of Latin letters aside.
    pub is: Option<Vec<String>>,
    /// None of these.
    pub not: Option<Vec<String>>,
    /// A whole number of at least this.
    pub at_least: Option<i64>,
    /// A whole number of at most this.
    pub at_most: Option<i64>,
}

/// Until when it holds: what a column says, or so many days from the record.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Until {
    pub column: Option<String>,
    pub days: Option<u32>,
}

/// What becomes of a kind of fact once enough feeders agree. The council has set it on chain; a mapping that says something else is
/// refused, so that nobody is surprised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Policy {
    Apply,
    /// An administrator decides.
    Propose,
    /// It is not attested.
    Ignore,
}

impl Fact {
    pub fn policy(&self) -> Policy {
        match self {
            Fact::Credential { policy, .. }
            | Fact::Certificate { policy, .. }
            | Fact::Age { policy, .. }
            | Fact::Deceased { policy, .. } => *policy,
        }
    }

    /// The kinds of changes that come of it.
    pub fn kinds(&self) -> &'static [ChangeKind] {
        match self {
            Fact::Credential { .. } => &[ChangeKind::Credential, ChangeKind::RevokeCredential],
            Fact::Certificate { .. } => &[ChangeKind::Certificate, ChangeKind::RevokeCertificate],
            Fact::Age { .. } => &[ChangeKind::Age],
            Fact::Deceased { .. } => &[ChangeKind::Deceased],
        }
    }

    /// What it is about, beside the member: no two facts of a source may be about the same.
    pub fn about(&self) -> (u8, u64) {
        match self {
            Fact::Credential { predicate, .. } => (1, (*predicate).into()),
            Fact::Age { .. } => (2, 0),
            Fact::Deceased { .. } => (3, 0),
            Fact::Certificate { course, .. } => (4, *course),
        }
    }

    fn columns(&self) -> Vec<&String> {
        match self {
            Fact::Credential { when, valid_until, .. } | Fact::Certificate { when, valid_until, .. } => {
                [&when.column].into_iter().chain(&valid_until.column).collect()
            }
            Fact::Age { born, .. } => vec![born],
            Fact::Deceased { when, .. } => vec![&when.column],
        }
    }

    fn check(&self) -> Result<(), String> {
        let (when, until) = match self {
            Fact::Credential { when, valid_until, .. } | Fact::Certificate { when, valid_until, .. } => {
                (Some(when), Some(valid_until))
            }
            Fact::Deceased { when, .. } => (Some(when), None),
            Fact::Age { .. } => (None, None),
        };
        if let Some(when) = when {
            let said =
                [when.is.is_some(), when.not.is_some(), when.at_least.is_some(), when.at_most.is_some()];
            if said.iter().filter(|said| **said).count() != 1 {
                return Err("when: one of is, not, at_least, at_most".into());
            }
        }
        match until {
            Some(Until { column: Some(_), days: None } | Until { column: None, days: Some(_) }) | None => {
                Ok(())
            }
            Some(_) => Err("valid_until: either column or days".into()),
        }
    }
}

impl Mapping {
    /// Reads and checks a file. Relative paths are relative to its folder.
    ///
    /// # Errors
    /// As [`MappingError`] says.
    pub fn load(path: &Path) -> Result<Self, MappingError> {
        let text = std::fs::read_to_string(path).map_err(|_| MappingError::Unreadable(path.to_owned()))?;
        Self::parse(&text, path.parent().unwrap_or(Path::new("")))
    }

    /// As [`Mapping::load`], from text.
    ///
    /// # Errors
    /// As [`MappingError`] says.
    pub fn parse(text: &str, folder: &Path) -> Result<Self, MappingError> {
        let mut mapping: Mapping =
            toml::from_str(text).map_err(|error| MappingError::Form(error.to_string()))?;
        mapping.read = mapping.named();
        mapping.check().map_err(MappingError::Invalid)?;
        let mut paths = vec![&mut mapping.secret_file];
        match &mut mapping.from {
            From::Postgres(Table { url_file, ca_file, .. })
            | From::Mysql(Table { url_file, ca_file, .. }) => {
                paths.push(url_file);
                paths.extend(ca_file);
            }
            From::Csv(Csv { folder, .. }) => paths.push(folder),
            From::Push(Push { hmac_key_file, .. }) => paths.extend(hmac_key_file),
            From::Http(Http { token_file, ca_file, certificate_file, key_file, .. }) => {
                paths.extend([token_file, ca_file, certificate_file, key_file].into_iter().flatten())
            }
        }
        for path in paths {
            *path = folder.join(&*path);
        }
        Ok(mapping)
    }

    fn check(&self) -> Result<(), String> {
        if self.name.is_empty() || self.source == 0 {
            return Err("source and name: which one it is".into());
        }
        if self.volume == 0 || self.poll == 0 || self.heartbeat == 0 || self.sweep == 0 {
            return Err("volume, poll, heartbeat, sweep: more than nothing".into());
        }
        if moment::offset(&self.time_zone).is_none() {
            return Err("time_zone: an offset like +08:00".into());
        }
        if self.facts.is_empty() || self.facts.len() > MAX_FACTS {
            return Err(format!("fact: 1 to {MAX_FACTS} of them"));
        }
        for (at, fact) in self.facts.iter().enumerate() {
            let nth = at.saturating_add(1);
            fact.check().map_err(|wrong| format!("fact {nth}: {wrong}"))?;
            if self.facts.iter().take(at).any(|other| other.about() == fact.about()) {
                return Err(format!("fact {nth}: about the same as one before"));
            }
        }
        let plain = |name: &str| {
            let fits = (1..=LONGEST_NAME).contains(&name.len());
            fits && !name.chars().any(|letter| letter.is_control() || "\"`\\".contains(letter))
        };
        if let Some(name) = self.columns().iter().find(|name| !plain(name)) {
            return Err(format!("{name:?} cannot be the name of a column"));
        }
        match &self.from {
            From::Postgres(Table { view, page, .. }) | From::Mysql(Table { view, page, .. }) => {
                let parts = view.split('.').collect::<Vec<_>>();
                if parts.len() > 2 || !parts.into_iter().all(plain) {
                    return Err("from: view is a view or schema.view".into());
                }
                if !(1..=10_000).contains(page) {
                    return Err("from: page is 1 to 10000".into());
                }
            }
            From::Push(Push { hmac_key_file, ed25519_key, .. }) => {
                if hmac_key_file.is_some() == ed25519_key.is_some() {
                    return Err("from.push: either hmac_key_file or ed25519_key".into());
                }
            }
            From::Http(Http { url, rows, page, certificate_file, key_file, .. }) => {
                let here = ["http://127.0.0.1", "http://localhost", "http://[::1]"];
                let host = here.iter().find_map(|here| url.strip_prefix(here));
                let here = host.is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/', '?']));
                if !here && !url.starts_with("https://") {
                    return Err("from.http.url: an https URL, or http on this machine".into());
                }
                let ours = [certificate_file, key_file].map(Option::is_some);
                if ours == [true, false] || ours == [false, true] || here && ours == [true, true] {
                    return Err("from.http: certificate_file and key_file both, for an https URL".into());
                }
                if !(rows.is_empty() || rows.starts_with('/')) || !(1..=10_000).contains(page) {
                    return Err("from.http: rows is a JSON pointer, page 1 to 10000".into());
                }
            }
            From::Csv(Csv { separator, .. }) => {
                if !separator.is_ascii() || separator.is_ascii_alphanumeric() || *separator == '"' {
                    return Err("from.csv.separator: one character that no value begins with".into());
                }
            }
        }
        Ok(())
    }

    /// The columns that are read, each once: ID number, version and time first.
    pub fn columns(&self) -> &[String] {
        &self.read
    }

    /// The place of a column among those that are read.
    pub fn place(&self, column: &str) -> Option<usize> {
        self.read.iter().position(|name| name == column)
    }

    /// The place of the version.
    pub fn version_place(&self) -> usize {
        self.place(&self.columns.version).unwrap_or(0)
    }

    fn named(&self) -> Vec<String> {
        let Columns { id_number, version, observed } = &self.columns;
        let mut known = BTreeSet::new();
        let facts = self.facts.iter().flat_map(Fact::columns);
        let all = [id_number, version, observed].into_iter().chain(facts);
        all.filter(|name| known.insert(*name)).cloned().collect()
    }

    /// Where dates are that do not say it.
    pub fn zone(&self) -> UtcOffset {
        moment::offset(&self.time_zone).unwrap_or(UtcOffset::UTC)
    }

    /// The key that salts are made of.
    ///
    /// # Errors
    /// As [`MappingError`] says.
    pub fn secret(&self) -> Result<Zeroizing<[u8; 32]>, MappingError> {
        Ok(read_key(&self.secret_file)?)
    }

    /// Whether the council has set of the source what the mapping takes for granted, and `account` feeds it.
    ///
    /// # Errors
    /// What does not fit.
    pub fn fits(&self, on_chain: &SourceResponse, account: &str) -> Result<(), MappingError> {
        let council = |what: String| Err(MappingError::Council(what));
        if !on_chain.source.feeders.iter().any(|feeder| feeder == account) {
            return council(format!("{account} is no feeder of source {}", self.source));
        }
        for fact in self.facts.iter().filter(|fact| fact.policy() != Policy::Ignore) {
            for kind in fact.kinds() {
                let rule = on_chain.source.rules.iter().find(|rule| rule.kind == *kind);
                let Some(rule) = rule else {
                    return council(format!("source {} may not attest {kind:?}", self.source));
                };
                if rule.automatic != (fact.policy() == Policy::Apply) {
                    let set = if rule.automatic { "apply" } else { "propose" };
                    return council(format!("{kind:?}: the policy is {set}"));
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"
source = 3
name = "hospital"
secret_file = "hospital.key"
volume = 200
[from.postgres]
url_file = "hospital.url"
view = "timebank.facts"
[columns]
id_number = "id_no"
version = "seq"
observed = "changed_at"
[[fact]]
kind = "credential"
predicate = 4
when = { column = "fit", is = ["t", "合格"] }
valid_until = { column = "fit_until" }
policy = "apply"
[[fact]]
kind = "age"
born = "birth"
policy = "propose"
"#;

    fn wrong(from: &str, to: &str) -> String {
        assert!(TEXT.contains(from), "{from}");
        Mapping::parse(&TEXT.replacen(from, to, 1), Path::new("/srv")).unwrap_err().to_string()
    }

    #[test]
    fn a_mapping_names_what_is_read_and_paths_are_relative_to_it() {
        let mapping = Mapping::parse(TEXT, Path::new("/srv/oracle")).unwrap();
        assert_eq!(mapping.columns(), ["id_no", "seq", "changed_at", "fit", "fit_until", "birth"]);
        assert_eq!(mapping.secret_file, Path::new("/srv/oracle/hospital.key"));
        let From::Postgres(from) = &mapping.from else { panic!() };
        assert_eq!(from.url_file, Path::new("/srv/oracle/hospital.url"));
        assert_eq!((mapping.poll, mapping.zone()), (10, time::macros::offset!(+8)));
    }

    #[test]
    fn what_is_misspelt_missing_or_senseless_is_refused_with_a_code() {
        assert!(wrong("volume", "volumes").starts_with("mapping.form"));
        assert!(wrong("predicate = 4", "").starts_with("mapping.form"));
        assert!(wrong("policy = \"apply\"", "policy = \"aply\"").starts_with("mapping.form"));
        assert!(wrong("\nvalid_until", "\nvalid_to").starts_with("mapping.form"));
        for (from, to) in [
            ("source = 3", "source = 0"),
            ("volume = 200", "volume = 0"),
            ("volume", "time_zone = \"Asia/Shanghai\"\nvolume"),
            ("\"id_no\"", "\"id\\\"; DROP\""),
            ("timebank.facts", "a.b.c"),
            ("timebank.facts", "a\\\"b"),
            (", is = [\"t\", \"合格\"]", ""),
            (", is = [\"t\", \"合格\"]", ", is = [], at_least = 3"),
            ("{ column = \"fit_until\" }", "{ column = \"fit_until\", days = 3 }"),
            ("{ column = \"fit_until\" }", "{}"),
            ("kind = \"age\"\nborn = \"birth\"", "kind = \"credential\"\npredicate = 4\nwhen = { column = \"a\", is = [] }\nvalid_until = { days = 1 }"),
        ] {
            let said = wrong(from, to);
            assert!(said.starts_with("mapping.invalid"), "{from} → {to}: {said}");
        }
        let none = TEXT.split("[[fact]]").next().unwrap();
        assert!(Mapping::parse(none, Path::new("")).unwrap_err().to_string().contains("1 to 16"));
        let missing = Mapping::load(Path::new("/nowhere/a.toml")).unwrap_err();
        assert!(missing.to_string().starts_with("mapping.unreadable"));
    }

    #[test]
    fn what_the_council_has_not_set_is_not_attested() {
        use timebank_api::oracle::{Rule, SourceInput, SourceKind};
        let mapping = Mapping::parse(TEXT, Path::new("")).unwrap();
        let rule = |kind, automatic| Rule { kind, automatic };
        let source = SourceInput {
            name: "hospital".into(),
            kind: SourceKind::Postgres,
            branch: 1,
            rules: vec![
                rule(ChangeKind::Credential, true),
                rule(ChangeKind::RevokeCredential, true),
                rule(ChangeKind::Age, false),
            ],
            k: 1,
            feeders: vec!["us".into()],
            sequence: 0,
            staleness: 1,
            undo_window: 1,
            mass_change: 1,
        };
        let mut set = SourceResponse { id: 3, source, quarantined: false, heard: 0, stale: false };
        assert_eq!(mapping.fits(&set, "us"), Ok(()));
        assert!(mapping.fits(&set, "them").is_err());
        set.source.rules[2].automatic = true;
        assert!(mapping.fits(&set, "us").unwrap_err().to_string().contains("the policy is apply"));
        set.source.rules.pop();
        assert!(mapping.fits(&set, "us").unwrap_err().to_string().starts_with("mapping.council"));
    }
}
