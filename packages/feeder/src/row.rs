use crate::links::wipe;
use crate::mapping::Mapping;
use crate::moment::Moment;
use crate::IdNumber;
use std::fmt;
use timebank_api::Seconds;

/// A partner's row: the values of the mapping's columns, in their order. They are wiped when it is dropped, and never shown.
pub struct Row {
    /// Where it stands, without what it says: `line 7`, `version 12`.
    pub place: String,
    pub values: Vec<Option<String>>,
}

impl Drop for Row {
    fn drop(&mut self) {
        wipe(&mut self.values);
    }
}

impl fmt::Debug for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Row({})", self.place)
    }
}

/// Why a row says nothing that can be attested. The column is named, never what stands in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Too few values, or too many.
    #[error("row.columns")]
    Columns,
    /// Text that is not in the encoding.
    #[error("row.encoding")]
    Encoding,
    /// A file that is no workbook, or too large.
    #[error("row.file")]
    File,
    #[error("row.id_number")]
    IdNumber,
    /// No whole number, or one beyond what can be attested.
    #[error("row.version")]
    Version,
    #[error("row.observed")]
    Observed,
    /// It is of tomorrow, or later.
    #[error("row.future")]
    Future,
    #[error("row.value: {0}")]
    Value(String),
    /// Another row has the same version.
    #[error("row.twice")]
    Twice,
}

/// A bad row, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bad {
    pub place: String,
    pub fault: Fault,
}

/// What every row says.
pub struct Head {
    pub number: IdNumber,
    pub version: u64,
    pub observed: Seconds,
}

/// The highest version: sequences are whole numbers that a browser counts exactly.
const HIGHEST: u64 = 1 << 48;
/// How far a partner's clock may be ahead: a fact waits until its time has come.
const AHEAD: Seconds = 86_400;

/// A version, if it is one. Whatever else stands in its column is never told: it could be somebody's number.
pub fn version(text: Option<&str>) -> Option<u64> {
    text?.trim().parse().ok().filter(|version| (1..HIGHEST).contains(version))
}

/// The place of a row that is found by its version: the same whenever it is read.
pub fn place(version: Option<u64>) -> String {
    version.map_or("a row without a version".into(), |version| format!("version {version}"))
}

impl Row {
    /// What stands in a column; nothing for an empty one.
    pub fn value(&self, mapping: &Mapping, column: &str) -> Option<&str> {
        let at = mapping.place(column)?;
        self.values.get(at)?.as_deref().map(str::trim).filter(|value| !value.is_empty())
    }

    /// What every row must say.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn head(&self, mapping: &Mapping, now: Seconds) -> Result<Head, Fault> {
        if self.values.len() != mapping.columns().len() {
            return Err(Fault::Columns);
        }
        let columns = &mapping.columns;
        let number =
            self.value(mapping, &columns.id_number).and_then(IdNumber::parse).ok_or(Fault::IdNumber)?;
        let version = version(self.value(mapping, &columns.version)).ok_or(Fault::Version)?;
        let observed = self.value(mapping, &columns.observed);
        let observed = observed.and_then(|text| Moment::parse(text, mapping.zone()));
        let observed = observed.and_then(|moment| moment.begins(mapping.zone())).ok_or(Fault::Observed)?;
        if observed > now.saturating_add(AHEAD) {
            return Err(Fault::Future);
        }
        Ok(Head { number, version, observed })
    }
}
