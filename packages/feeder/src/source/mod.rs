//! How partners are read: one connector for each kind of source, all behind [`Source`].

mod csv;
mod http;
mod json;
mod mysql;
mod postgres;
mod push;
mod sheet;
mod table;
mod versions;

use crate::mapping::{self, Mapping, MappingError};
use crate::row::{Bad, Row};
use async_trait::async_trait;

/// Why a source cannot be read. What the partner's system said is left out: it may quote what stands in a row.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    /// It does not answer, or no more; trying again may help.
    #[error("source.away: {0}")]
    Away(String),
    /// It has not what the mapping names, or as another type.
    #[error("source.columns: {0}")]
    Columns(String),
    /// It does not let us in, or refuses what is asked.
    #[error("source.refused: {0}")]
    Refused(String),
}

/// What was read at once.
#[derive(Debug, Default)]
pub struct Page {
    pub rows: Vec<Row>,
    /// Rows that are none.
    pub bad: Vec<Bad>,
    /// Where to go on, in the connector's own words.
    pub position: Option<String>,
    /// Whether there is more right now.
    pub more: bool,
}

/// A partner's source, connected.
#[async_trait]
pub trait Source: Send {
    /// The next rows after a position; from the beginning without one. Rows may come again.
    async fn page(&mut self, after: Option<&str>) -> Result<Page, SourceError>;

    /// What was read up to a position is kept, these rows of it aside: the partner is told of them, and its copy can go.
    async fn kept(&mut self, _position: Option<&str>, _bad: &[Bad]) -> Result<(), SourceError> {
        Ok(())
    }

    /// The position after a version, for a store that begins where others are already; nothing where versions are no positions.
    fn after(&self, _version: u64) -> Option<String> {
        None
    }

    /// Whether it can be read from its beginning again.
    fn rereads(&self) -> bool {
        true
    }
}

/// Connects to the source of a mapping.
///
/// # Errors
/// If a file that the mapping names cannot be used.
pub fn connect(mapping: &Mapping) -> Result<Box<dyn Source>, MappingError> {
    Ok(match &mapping.from {
        mapping::From::Postgres(from) => Box::new(postgres::Postgres::table(mapping, from)?),
        mapping::From::Mysql(from) => Box::new(mysql::MySql::table(mapping, from)?),
        mapping::From::Csv(from) => Box::new(csv::Drop::new(mapping, from)),
        mapping::From::Push(from) => Box::new(push::Push::new(mapping, from)?),
        mapping::From::Http(from) => Box::new(http::Http::new(mapping, from)?),
    })
}
